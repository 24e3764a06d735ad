import pytest

from sellercheck import testing


@pytest.mark.parametrize(
    ("options", "text", "length"),
    [
        ({"max": "10"}, "Summer dress", 12),
        ({"max": "10"}, "夏季连衣裙女士新款上市啦", 12),
        ({"max": "10", "unit": "bytes"}, "连衣裙女", 12),
        ({"max": "6", "unit": "width"}, "连衣裙女", 8),
        ({"max": "9", "unit": "bytes-without-spaces"}, "red, blue dress", 12),
        ({"max": "9", "unit": "bytes-without-spaces"}, "größe kleid", 12),
        ({"max": "2", "unit": "words"}, "red summer dress", 3),
        ({"max": "3", "unit": "words"}, "红色连衣裙 M", 6),
        ({"min": "5"}, "Hat", 3),
        ({"min": "5"}, "  Hat      ", 3),
        ({"min": "3", "unit": "words"}, "Summer dress", 2),
        ({"min": "9", "unit": "bytes-without-spaces"}, "red - - - - blue", 7),
        ({"max": "3"}, "👨‍👩‍👧", 5),
    ],
)
def test_a_text_beyond_the_limit_is_flagged(hits, options, text, length):
    (hit,) = hits("length", options, title=text)
    assert hit.words["length"] == length


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"max": "12"}, "Summer dress"),
        ({"max": "12"}, "   Summer dress   "),
        ({"max": "12", "unit": "bytes"}, "连衣裙女"),
        ({"max": "8", "unit": "width"}, "连衣裙女"),
        ({"max": "12", "unit": "bytes-without-spaces"}, "red,  blue -- dress ;;"),
        ({"max": "3", "unit": "words"}, "red summer - dress".replace(" - ", " ")),
        ({"min": "3"}, "Hat"),
        ({"min": "2", "unit": "words"}, "Summer dress"),
        ({"min": "4", "unit": "width"}, "夏季"),
    ],
)
def test_a_text_at_the_limit_is_not(hits, options, text):
    assert not hits("length", options, title=text)


def test_only_the_columns_named_are_measured():
    bench = testing.screen([testing.rule("length", {"max": "12", "columns": ["Subtitle"]}, ["bullets"])])
    for heading, found in (("*Subtitle", 1), ("subtitle", 1), ("Bullet Point 1", 0)):
        assert len(bench.examine([testing.listing(title="Dress", **{f"bullets:{heading}": "Summer dress for girls"})])[0]) == found


def test_the_span_is_what_stands_beyond_the_limit(hits, texts):
    found = hits("length", {"max": "10"}, title=" Summer dress for girls ")
    assert texts(found) == ["ss for girls"]


def test_the_advice_cuts_after_a_whole_word(hits, fixed):
    (hit,) = hits("length", {"max": "10"}, title="Summer dress for girls")
    assert hit.fixes[0].applicability == "advice"
    assert fixed(hit) == "Summer"
    (hit,) = hits("length", {"max": "7", "unit": "bytes"}, title="连衣裙女")
    assert fixed(hit) == "连衣"
    (hit,) = hits("length", {"max": "2", "unit": "words"}, title="red summer dress")
    assert fixed(hit) == "red summer"


def test_each_cell_counts_for_itself(hits, texts):
    assert texts(hits("length", {"max": "3"}, bullets=["red", "blue", "green"])) == ["e", "en"]


def test_options_that_mean_nothing_are_refused(hits):
    with pytest.raises(Exception, match="neither"):
        hits("length", {}, title="x")
    with pytest.raises(Exception, match='option "unit" is "letters"'):
        hits("length", {"max": "3", "unit": "letters"}, title="x")


def test_nothing_is_said_beyond_what_another_rule_looks_after():
    assert testing.hits("length", {"max": "10", "below": "14"}, title="Summer dress")
    assert not testing.hits("length", {"max": "10", "below": "14"}, title="Summer dresses!")
