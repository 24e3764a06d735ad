import pytest

TITLE = {"forbidden": "!$?_{}^"}
EMOJI = {"classes": ["emoji"]}
CONTROL = {"classes": ["control"]}
SYMBOL = {"classes": ["symbol"]}


@pytest.mark.parametrize(
    ("options", "text", "first", "count"),
    [
        (TITLE, "Dress!!! $5 _new_", "!!!", 6),
        (TITLE, "really?", "?", 1),
        (EMOJI, "Dress 👗 red", "👗", 1),
        (EMOJI, "Family 👨‍👩‍👧‍👦 set", "👨‍👩‍👧‍👦", 1),
        (EMOJI, "Thumb 👍🏽👍🏽", "👍🏽👍🏽", 2),
        (EMOJI, "Flag 🇺🇸", "🇺🇸", 1),
        (EMOJI, "Heart ❤️ red", "❤️", 1),
        (EMOJI, "Key 1️⃣ 2️⃣", "1️⃣", 2),
        (EMOJI, "★Dress★", "★", 2),
        (EMOJI, "Flag 🏴󠁧󠁢󠁥󠁮󠁧󠁿 England", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", 1),
        (EMOJI, "™️ sign", "™️", 1),
        (CONTROL, "Dre\u200bss", "\u200b", 1),
        (CONTROL, "\ufeffDress\x00", "\ufeff", 2),
        (CONTROL, "Dress\x07 \ue000", "\x07", 2),
        (CONTROL, "Dress \u202egnp", "\u202e", 1),
        (CONTROL, "Ni\u200dke", "\u200d", 1),
        (CONTROL, "caf\ufffd", "\ufffd", 1),
        (SYMBOL, "Dress™ © → €5 • new", "™", 5),
        ({"classes": ["fullwidth"]}, "ＡＢＣ dress", "ＡＢＣ", 3),
        ({"classes": ["non-ascii"]}, "café", "é", 1),
        ({"classes": ["line-break"]}, "one\r\ntwo\nthree", "\r\n", 2),
        ({"classes": ["tab"]}, "one\ttwo", "\t", 1),
        ({"forbidden": "★"}, "★★ Dress", "★★", 2),
    ],
)
def test_unwanted_characters(hits, texts, options, text, first, count):
    (hit,) = hits("characters", options, title=text)
    assert (texts([hit]), hit.words["count"]) == ([first], count)


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (TITLE, "Dress, red (S-XL) & more - 100% cotton"),
        (EMOJI, "连衣裙 Größe 10 # * ™ ℃ 【新】"),
        (CONTROL, "one\ttwo\r\nthree café"),
        (CONTROL, "می\u200cخواهم"),
        (CONTROL, "क्\u200dष"),
        (CONTROL, "\u200fفستان"),
        (CONTROL, "Family 👨‍👩‍👧"),
        (SYMBOL, "20×30 cm, -20℃, 90°, ±1 mm, 5 ㎡, ½, Ω, №5, 100% + $5 < 6"),
        (SYMBOL, "连衣裙【新款】，红色"),
        ({"classes": ["fullwidth"]}, "连衣裙 ABC、。"),
        ({"classes": ["line-break"]}, "one\ttwo"),
    ],
)
def test_near_misses(hits, options, text):
    assert not hits("characters", options, title=text)


def test_what_is_allowed_or_the_brands_own(hits, texts):
    measures = {"forbidden": "#<>*", "allow": [r"#\d+", r"[<>]\s?\d"]}
    assert not hits("characters", measures, title="Style #4301, <10 lb")
    assert texts(hits("characters", measures, title="<< Size #4 XXS >>")) == ["<<"]
    assert not hits("characters", TITLE | {"brand-spares": "yes"}, title="YAHOO! mug", brand="Yahoo!")
    assert texts(hits("characters", TITLE | {"brand-spares": "yes"}, title="Yahoo! mug!", brand="Yahoo!")) == ["!"]
    assert hits("characters", TITLE, title="Yahoo! mug", brand="Yahoo!")


def test_what_cannot_be_seen_is_named(hits):
    (hit,) = hits("characters", CONTROL, title="Dre\u200bss \x00")
    assert hit.words["all"] == "U+200B U+0000"


@pytest.mark.parametrize(
    ("options", "text", "left", "how"),
    [
        (CONTROL, "Dre\u200bss", "Dress", "safe"),
        (CONTROL, "one\x0btwo", "one two", "safe"),
        ({"classes": ["line-break"]}, "one\r\ntwo\n three\n", "one two three", "safe"),
        ({"classes": ["fullwidth"]}, "ＡＢＣ　dress", "ABC dress", "safe"),
        ({"forbidden": "!", "classes": ["fullwidth"]}, "ＡＢＣ！ new", "ABC new", "review"),
        (TITLE, "Wow!!! Dress_red", "Wow Dress red", "review"),
        (EMOJI, "Dress ★ red", "Dress red", "review"),
        (EMOJI, "Dress★red", "Dress red", "review"),
        (EMOJI, "★连衣裙★红色", "连衣裙红色", "review"),
        (EMOJI, "【👗】连衣裙", "连衣裙", "review"),
    ],
)
def test_fix(hits, fixed, options, text, left, how):
    (hit,) = hits("characters", options, title=text)
    assert (fixed(hit), hit.fixes[0].applicability) == (left, how)
    assert not hits("characters", options, title=left)


def test_a_letter_that_was_lost_has_no_fix(hits):
    (hit,) = hits("characters", CONTROL, title="caf\ufffd")
    assert "where letters were lost" in hit.message.en
    assert hits("characters", CONTROL, title="caf\ufffd\x99")[0].message is None
    assert not hit.fixes


def test_unknown_classes_are_refused(hits):
    with pytest.raises(Exception, match='option "classes" is "emojis"'):
        hits("characters", {"classes": ["emojis"]}, title="x")


def test_an_emoji_of_several_parts_is_shown_as_one(hits):
    (found,) = hits("characters", {"classes": ["emoji"]}, title="\U0001f469\u200d\U0001f467 mug")
    assert found.words["all"] == "\U0001f469\u200d\U0001f467"
    (found,) = hits("characters", {"classes": ["control"]}, title="mug\u200dred")
    assert found.words["all"] == "U+200D"
