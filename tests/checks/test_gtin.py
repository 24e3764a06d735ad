import random

import pytest

from sellercheck.checks import gtin


@pytest.mark.parametrize(
    ("text", "reason", "fix"),
    [
        ("4006381333932", gtin.CHECK_DIGIT, None),
        ("96385073", gtin.CHECK_DIGIT, None),
        ("036000291453", gtin.CHECK_DIGIT, None),
        ("12345", gtin.LENGTH, None),
        ("400638133393", gtin.CHECK_DIGIT, None),
        ("400638133393100", gtin.LENGTH, None),
        ("36000291452", gtin.ZERO_LOST, "036000291452"),
        ("7.35E+12", gtin.EXPONENT, None),
        ("7.35858e+11", gtin.EXPONENT, None),
        ("4.006381333931E+12", gtin.EXPONENT, "4006381333931"),
        ("4,006381333931E+12", gtin.EXPONENT, "4006381333931"),
        ("96385074.0", gtin.DECIMAL, "96385074"),
        ("52081120.0", gtin.DECIMAL, None),
        ("52081120,0", gtin.DECIMAL, None),
        ("36000291452.0", gtin.DECIMAL, "036000291452"),
        ("'4006381333931", gtin.APOSTROPHE, "4006381333931"),
        ('="4006381333931"', gtin.APOSTROPHE, "4006381333931"),
        ("4006381 333931", gtin.SPACED, "4006381333931"),
        ("0-36000-29145-2", gtin.SPACED, "036000291452"),
        ("0-36000-29145-3", gtin.SPACED, None),
        ("４００６３８１３３３９３１", gtin.WIDE, "4006381333931"),
        ("EAN 4006381333931", gtin.LABELLED, "4006381333931"),
        ("ABC-123", gtin.LABELLED, None),
        ("pending", gtin.LABELLED, None),
        ("0000000000000", gtin.SAME_DIGITS, None),
        ("2012345678903", gtin.RESTRICTED, None),
        ("212345678909", gtin.RESTRICTED, None),
        ("0412345678903", gtin.RESTRICTED, None),
        ("9801234567892", gtin.COUPON, None),
        ("9521234567899", gtin.DEMO, None),
    ],
)
def test_what_cannot_be_a_gtin(hits, fixed, text, reason, fix):
    (hit,) = hits("gtin", {}, gtin=text)
    assert hit.words["reason"] is reason
    assert (fixed(hit) if hit.fixes else None) == fix
    if fix:
        assert not hits("gtin", {}, gtin=fix)


@pytest.mark.parametrize(
    "text",
    [
        "4006381333931",
        " 4006381333931 ",
        "036000291452",
        "96385074",
        "10012345678902",
        "0306406152",
        "080442957X",
        "0-306-40615-2",
        "9780306406157",
        "978-0-306-40615-7",
        "04252614",
        "B07XYZ1234",
        "b07xyz1234",
        "null",
        "N/A",
        "Does not apply",
        "不适用",
        "GTIN exempt",
        "EXEMPT",
        "4006381333931, 96385074",
        "4006381333931|036000291452",
    ],
)
def test_a_good_number_or_none_is_not_flagged(hits, text):
    assert not hits("gtin", {}, gtin=text)


def test_each_of_several_numbers_is_looked_at(hits, texts):
    assert texts(hits("gtin", {}, gtin="4006381333931 | 4006381333932; 123")) == ["4006381333932", "123"]


def test_numbers_in_json_are_looked_at(hits, texts):
    assert not hits("gtin", {}, gtin='[{"type": "upc", "value": "751478102542"}]')
    assert texts(hits("gtin", {}, gtin='[{"type": "upc", "value": "751478102543"}]')) == ["751478102543"]


def test_what_may_be_ignored(hits):
    restricted = "2012345678903"
    assert not hits("gtin", {"restricted": "ignore"}, gtin=restricted)
    assert not hits("gtin", {"exponent": "ignore"}, gtin="96385074.0")
    assert hits("gtin", {"exponent": "ignore"}, gtin="7.35E+12")
    nobody = next(f"140123456789{n}" for n in range(10) if gtin.is_valid(f"140123456789{n}"))
    assert not hits("gtin", {}, gtin=nobody)
    assert hits("gtin", {"unassigned": "flag"}, gtin=nobody)[0].words["reason"] is gtin.UNASSIGNED


def test_every_other_last_digit_is_wrong():
    dice = random.Random(3)
    for length in gtin.LENGTHS:
        for _ in range(50):
            body = "".join(dice.choices("0123456789", k=length - 1))
            assert sum(gtin.is_valid(body + last) for last in "0123456789") == 1


@pytest.mark.parametrize(
    ("short", "long"), [("04252614", "042100005264"), ("01234565", "012345000065"), ("00123457", "001234000057"), ("21234567", "")]
)
def test_a_short_upc_is_written_out(short, long):
    assert gtin.expanded(short) == long
