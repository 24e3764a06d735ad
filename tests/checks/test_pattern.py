import pytest

OFF = {"patterns": [r"\b\d+ ?% ?off\b"], "chars": "%"}
ASIN = {"patterns": [r"\bB0[0-9A-Z]{8}\b"], "chars": "0", "unless": [r"model B0\w+"]}


@pytest.mark.parametrize(
    ("options", "text", "matched"),
    [
        (OFF, "Dress 50% off, 20 % OFF", ["50% off", "20 % OFF"]),
        (ASIN, "case for B07XYZ1234", ["B07XYZ1234"]),
        ({"patterns": ["(?P<hit>!{2,})$"], "chars": "!"}, "wow!! sale!!!", ["!!!"]),
        ({"patterns": ["ab+", "abbc"], "chars": "b"}, "xabbc", ["abbc"]),
        ({"patterns": [r"made in \w+"], "near": ["made in"]}, "Made in Italy", ["Made in Italy"]),
        ({"patterns": ["★+"], "chars": "★"}, "★★ dress", ["★★"]),
    ],
)
def test_a_shape_is_flagged(hits, texts, options, text, matched):
    assert texts(hits("pattern", options, title=text)) == matched


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (OFF, "Dress 50% cotton, offset 5%"),
        (ASIN, "model B07XYZ1234"),
        (ASIN, "B07XYZ12345"),
        ({"patterns": [r"\w*"], "chars": "-"}, "- -"),
        ({"patterns": [r"italy"], "near": ["made in"]}, "Italy dress"),
    ],
)
def test_a_near_miss_is_not(hits, options, text):
    assert not hits("pattern", options, title=text)


def test_one_hit_a_cell_that_names_all(hits, texts):
    title = "Dress " + ", ".join(f"{number}0% off" for number in range(1, 9))
    (hit,) = found = hits("pattern", OFF | {"together": "yes"}, title=title)
    assert texts(found) == ["10% off"]
    assert hit.words["matched"] == "10% off”, “20% off”, “30% off”, “40% off”, “50% off”, “60% off”, “…"


def test_fix(hits, fixed):
    (hit,) = hits("pattern", OFF | {"fix": "delete"}, title="Dress (50% off), red")
    assert fixed(hit) == "Dress, red"


def test_a_long_cell_is_read_up_to_a_point(hits):
    assert not hits("pattern", OFF, description="x " * 10_001 + "50% off")
    assert hits("pattern", OFF, description="x " * 9_000 + "50% off")


def test_options_that_mean_nothing_are_refused(hits):
    with pytest.raises(Exception, match='neither "chars" nor "near"'):
        hits("pattern", {"patterns": ["x"]}, title="x")
    with pytest.raises(Exception, match=r"test.yaml: rule test: .* is no regular expression"):
        hits("pattern", {"patterns": ["(x"], "chars": "x"}, title="x")


def test_the_text_that_is_told_has_no_blanks_around_it(hits):
    (hit,) = hits("pattern", {"patterns": ["!{2,} "], "chars": "!"}, title="New!!! dress")
    assert hit.words["matched"] == "!!!"
