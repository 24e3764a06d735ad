import pytest

TAGS = {"separator": ",", "max": "3"}


@pytest.mark.parametrize(
    ("options", "text", "count"),
    [
        (TAGS, "dress, red, summer, beach", 4),
        (TAGS, "dress,red,summer,beach,party", 5),
        ({"separator": ",，、", "max": "2"}, "连衣裙，红色、夏季", 3),
        (TAGS, '["dress", "red", "summer", "beach"]', 4),
        ({"separator": ";", "max": "1"}, '["dress", "red"]', 2),
        ({"separator": ",", "min": "3"}, "dress, red", 2),
    ],
)
def test_too_many_or_too_few_items_in_a_cell(hits, options, text, count):
    (hit,) = hits("item-count", options, keywords=text)
    assert hit.words["count"] == count


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (TAGS, "dress, red, summer"),
        (TAGS, "dress, red, , summer,"),
        (TAGS, "dress; red; summer; beach"),
        ({"separator": ",", "min": "2"}, "dress, red"),
        (TAGS, '["dress, red, summer", "beach"]'),
    ],
)
def test_a_cell_within_the_limits(hits, options, text):
    assert not hits("item-count", options, keywords=text)


def test_the_span_and_the_advice_are_the_items_beyond(hits, texts, fixed):
    found = hits("item-count", TAGS, keywords="dress, red, summer, beach, party ")
    assert texts(found) == ["beach, party"]
    assert fixed(found[0]) == "dress, red, summer "


def test_cells_of_a_field_are_counted_without_a_separator(hits):
    (hit,) = hits("item-count", {"max": "2"}, bullets=["one", "two", " ", "three", "four"])
    assert hit.words["count"] == 4
    assert hit.field.value == "three"
    assert not hits("item-count", {"max": "2"}, bullets=["one", "", "two"])
    (hit,) = hits("item-count", {"min": "3"}, bullets=["one", "two"])
    assert hit.field.value == "two"


def test_no_item_at_all_is_left_to_required_field(hits):
    assert not hits("item-count", {"min": "3"}, bullets=["", ""])
