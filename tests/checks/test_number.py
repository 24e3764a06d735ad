import pytest

PRICE = {"kind": "price", "min": "0.01", "max": "10000", "decimals": "2"}


@pytest.mark.parametrize(
    ("text", "reason", "fix"),
    [
        ("49.99 + S/H", "bare", None),
        ("$12", "currency", "12"),
        ("US $12.50", "currency", "12.50"),
        ("12.00 USD", "currency", "12.00"),
        ("₹32,999", "currency", None),
        ("99.00 AED", "currency", "99.00"),
        ("US $84.47 - 105.59", "range", None),
        ("10-12", "range", None),
        ("0,2", "comma", "0.2"),
        ("1,299.00", "groups", "1299.00"),
        ("1,299", "groups", "1299"),
        ("1.580950000000000e+03", "exponent", "1580.95"),
        ("１２.５", "full-width", "12.5"),
        ("0.5 kg", "unit", "0.5"),
        ("-5", "below zero", None),
        ("free", "bare", None),
        ("1.2.3", "bare", None),
        ("12;00", "bare", None),
        ("0", "least", None),
        ("10001", "most", None),
        ("1.234", "decimals", None),
        ("$0", "currency", None),
        ("12 34", "bare", None),
    ],
)
def test_no_bare_number_in_range(hits, fixed, text, reason, fix):
    (hit,) = hits("number", PRICE, price=text)
    assert reason in hit.words["reason"].en
    assert hit.words["matched"] == text
    assert (fixed(hit) if hit.fixes else None) == fix


@pytest.mark.parametrize(
    ("text", "fix"), [("2 new", "2"), ("17 in stock", "17"), ("3 dozen", None), ("2 new, 1 used", None), ("new", None)]
)
def test_a_count_is_taken_from_beside_its_word(hits, fixed, text, fix):
    (hit,) = hits("number", {"kind": "count", "min": "0"}, quantity=text)
    assert (fixed(hit) if hit.fixes else None) == fix
    (hit,) = hits("number", PRICE, price=text)
    assert not hit.fixes


@pytest.mark.parametrize("text", ["49.99", " 12 ", "0.01", "10000", "12.", ".5", "12.00", "null", "N/A", "nan", "-"])
def test_a_bare_number_is_not_flagged(hits, text):
    assert not hits("number", PRICE, price=text)
    assert not hits("number", {}, price=text)


@pytest.mark.parametrize("text", ["1.2.3", "12 USD", "1e5", "x", "１２"])
def test_without_a_range_only_odd_cells_are_looked_at(hits, text):
    assert hits("number", {}, price=text)


@pytest.mark.parametrize(
    ("spares", "text"),
    [
        ("currency", "$12"),
        ("currency", "12.00 EUR"),
        ("grouping", "1,299.00"),
        ("unit", "0.5 kg"),
        ("range", "10 - 12.5"),
        ("grouping", "12,34,567"),
    ],
)
def test_what_is_spared(hits, spares, text):
    assert not hits("number", {"spares": [spares]}, price=text)
    assert hits("number", {}, price=text)
    assert hits("number", {"spares": [spares], "max": "1"}, price=text) or spares == "range" or text == "0.5 kg"


def test_counts_are_whole(hits):
    assert hits("number", {"kind": "count"}, quantity="1.5")
    assert not hits("number", {"kind": "count"}, quantity="1.0")


@pytest.mark.parametrize(
    ("text", "how"), [("1.5e3", "safe"), ("１２", "safe"), ("1,299.00", "safe"), ("1,299", "review"), ("0,2", "review"), ("$12", "review")]
)
def test_how_safe_the_fix_is(hits, text, how):
    (hit,) = hits("number", {}, price=text)
    assert hit.fixes[0].applicability == how
