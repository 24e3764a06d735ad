import pytest


@pytest.mark.parametrize("blank", ["", " ", "\u3000", "\n"])
def test_a_blank_cell_is_flagged(hits, blank):
    (hit,) = hits("required-field", {"fields": ["title", "price"]}, title="Dress", price=blank)
    assert (hit.missing, hit.field, hit.span) == ("price", None, None)


@pytest.mark.parametrize("cells", [{"title": "Dress", "price": "0"}, {"title": "Dress"}, {"title": "Dress", "price": "1", "sku": ""}])
def test_a_cell_that_holds_something_is_not(hits, cells):
    assert not hits("required-field", {"fields": ["title", "price"]}, **cells)


def test_one_of_several_cells_is_enough(hits):
    assert not hits("required-field", {"fields": ["image"]}, image=["", "https://example.org/a.jpg"])
    assert len(hits("required-field", {"fields": ["image"]}, image=["", ""])) == 1


def test_a_missing_column_is_reported_only_when_asked(hits):
    (hit,) = hits("required-field", {"fields": ["price"], "missing-column": "report"}, title="Dress")
    assert hit.missing == "price"


def test_unknown_fields_are_refused(hits):
    with pytest.raises(Exception, match='option "fields" is "pricing"'):
        hits("required-field", {"fields": ["pricing"]}, title="Dress")


def test_only_a_missing_column_is_reported(hits):
    options = {"fields": ["price"], "missing-column": "only"}
    (hit,) = hits("required-field", options, title="Dress")
    assert hit.missing == "price"
    assert not hits("required-field", options, title="Dress", price="")
