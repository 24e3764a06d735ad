import pytest

PLACEHOLDERS = {"forbidden": ["NA", "TBD", "not applicable", "?", "待定"]}


@pytest.mark.parametrize("text", ["NA", "na", " N.A. ", "tbd", "TBD.", "Not  Applicable", "ＴＢＤ", "?", "？", "待定"])
def test_a_placeholder_is_flagged(hits, fixed, text):
    (hit,) = hits("cell-value", PLACEHOLDERS, bullets=text)
    assert hit.words["matched"] == text.strip()
    assert fixed(hit) == ""


@pytest.mark.parametrize("text", ["TBD-200 drill", "Navy", "N", "NAB", "A N A", "not applicable to wet hair", "??", "待定款", "TBD / NA"])
def test_a_text_that_only_holds_one_is_not(hits, text):
    assert not hits("cell-value", PLACEHOLDERS, bullets=text)


def test_only_allowed_values_pass(hits, texts):
    allowed = {"allowed": ["New", "Used - like new"]}
    assert not hits("cell-value", allowed, condition="new ")
    assert not hits("cell-value", allowed, condition="used - like  new")
    (hit,) = hits("cell-value", allowed, condition=" Brand new")
    assert texts([hit]) == ["Brand new"]
    assert not hit.fixes
