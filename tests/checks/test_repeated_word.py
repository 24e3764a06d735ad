import pytest


@pytest.mark.parametrize(
    ("text", "matched", "count"),
    [
        ("Phone Case, Case Cover, slim cases", ["cases"], [3]),
        ("case CASE Case case", ["Case"], [4]),
        ("Größe grosse GROSSE", ["GROSSE"], [3]),
        ("t-shirt shirts with shirt print", ["shirt"], [3]),
        ("red dress dress red dress red", ["red", "dress"], [3, 3]),
        ("women's dress, women's skirt, women's hat", ["women's"], [3]),
    ],
)
def test_a_word_too_often_is_flagged(hits, texts, text, matched, count):
    found = hits("repeated-word", {"max": "2"}, title=text)
    assert sorted(texts(found)) == sorted(matched)
    assert sorted(hit.words["count"] for hit in found) == sorted(count)


@pytest.mark.parametrize(
    "text",
    [
        "Phone Case and Laptop Case",
        "10 cm x 20 cm x 30 cm",
        "size S M L XL, 10 inch 12 inch 14 inch",
        "USB3 usb3 usb3",
        "连衣裙 连衣裙 连衣裙 红色",
        "with pen and with ink and with paper",
        "glass glasses glas",
        "watch watches watch",
        "100 100 100",
        "AB ab aB",
    ],
)
def test_a_near_miss_is_not(hits, text):
    assert not hits("repeated-word", {"max": "2", "ignore": ["with", "and"]}, title=text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ink for OfficeJet Pro 8210, OfficeJet Pro 8216 and OfficeJet Pro 7740", []),
        ("Case iPhone 12, iPhone 13, iPhone 14", []),
        ("Case Galaxy S21, Galaxy S22, Galaxy S23", []),
        ("Case iPhone 12, iPhone case, iPhone cover, iPhone", ["iPhone"]),
        ("Summer Dress 2019 Dress 2020 Dress 2021", ["Dress"]),
        ("Towel 30cm Towel 40cm Towel 50cm", ["Towel"]),
        ("dress a12 dress b13 dress c14", ["dress"]),
    ],
)
def test_a_name_before_model_numbers_counts_once(hits, texts, text, told):
    assert texts(hits("repeated-word", {"ignore": ["case"]}, title=text)) == told


def test_a_word_is_named_in_all_its_forms(hits) -> None:
    (found,) = hits("repeated-word", title="Bird Seed Cake, Seed Cakes and Suet Cakes")
    assert (found.words["matched"], found.words["count"]) == ("Cake/Cakes", 3)


def test_phrases_that_stand_twice(hits, texts, fixed):
    found = hits("repeated-word", {"max": "3", "phrases": "yes"}, keywords="mp3 player, music mp3 player")
    assert not found  # `mp3` holds a digit: one word alone is no phrase
    found = hits("repeated-word", {"max": "3", "phrases": "yes"}, keywords="phone case, slim phone cases, phone stand")
    assert texts(found) == ["phone cases"]
    assert fixed(found[0]) == "phone case, slim, phone stand"
    assert not hits("repeated-word", {"max": "3"}, keywords="phone case, slim phone cases, phone stand")
    assert not hits("repeated-word", {"phrases": "yes", "ignore": ["for", "the"]}, keywords="the case for the phone")


def test_a_long_phrase_is_reported_once(hits, texts):
    found = hits("repeated-word", {"phrases": "yes"}, title="soft warm winter coat / soft warm winter coat")
    assert texts(found) == ["soft warm winter coat"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Phone Case, Case Cover, slim cases", "Phone Case, Case Cover, slim"),
        ("case case case case red", "case case red"),
        ("dress (red), dress, summer dress", "dress (red), dress, summer"),
    ],
)
def test_the_fix_leaves_the_first_ones(hits, fixed, text, left):
    (hit,) = hits("repeated-word", {"max": "2"}, title=text)
    assert fixed(hit) == left
    assert not hits("repeated-word", {"max": "2"}, title=left)


def test_together_names_the_words_of_a_cell_once(hits, texts, fixed):
    (hit,) = hits("repeated-word", {"max": "1", "together": "yes"}, keywords="dress, summer dress, summer, beach dress, hat")
    assert hit.words["matched"] == "dress”, “summer"
    assert texts([hit]) == ["dress"]
    assert fixed(hit) == "dress, summer dress, beach dress, hat"  # what stands alone may go; the rest is for the seller to say
    (alone,) = hits("repeated-word", {"max": "1", "together": "yes"}, keywords="dress, hat, dress")
    assert alone.words["matched"] == "dress"
    assert not hits("repeated-word", {"max": "1", "together": "yes"}, keywords="dress, hat")


def test_many_words_are_named_in_part(hits):
    words = "alpha bravo charlie delta echo foxtrot golf hotel"
    (hit,) = hits("repeated-word", {"max": "1", "together": "yes"}, keywords=f"{words} {words}")
    assert hit.words["matched"].split("”, “")[-2:] == ["foxtrot", "…"]
