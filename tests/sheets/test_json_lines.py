"""JSON Lines and JSON lists as rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sellercheck.errors import SheetError
from sellercheck.sheets import Book
from sellercheck.sheets import jsonl as json_lines

OpenBook = Callable[..., Book]


def read(book: Book) -> tuple[tuple[str, ...] | None, list[tuple[int, int | None, tuple[str, ...]]]]:
    (grid,) = book.grids
    return grid.keys, [(row.number, row.line, row.values) for row in grid.rows()]


def test_objects_are_flattened(open_book: OpenBook) -> None:
    content = (
        '{"id": 1, "brand": {"name": "Acme"}, "photos": [{"large": "a.jpg"}, {"large": "b.jpg"}], "tags": ["red", "new"], "sold": false}\n'
        '{"id": 2, "price": 12.50, "brand": null, "extra": "only here"}\n'
    )
    keys, rows = read(open_book("a.jsonl", content))
    assert keys == ("id", "brand.name", "photos[0].large", "photos[1].large", "tags", "sold", "price", "brand", "extra")
    assert rows == [
        (1, 1, ("1", "Acme", "a.jpg", "b.jpg", "red|new", "false", "", "", "")),
        (2, 2, ("2", "", "", "", "", "", "12.50", "", "only here")),
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1.0", "1.0"),
        ("1e5", "1e5"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("true", "true"),
        ("null", ""),
        ('""', ""),
        ("[]", ""),
        ('" x "', " x "),
        ('"\\u4e2d"', "中"),
        ("NaN", "NaN"),
        ('["a", null, 2]', "a|2"),
    ],
)
def test_values_keep_their_digits(open_book: OpenBook, value: str, text: str) -> None:
    _, rows = read(open_book("a.jsonl", f'{{"sku": "x", "v": {value}}}\n'))
    assert rows[0][2][1] == text


@pytest.mark.parametrize(
    ("name", "content", "lines"),
    [
        ("a.jsonl", '{"t": "x"}\n\n{"t": "y"}\n', [1, 3]),
        ("a.txt", '{"t": "x"}\r\n{"t": "y"}\r\n', [1, 2]),
        ("a.csv", '{"t": "x"}\n{"t": "y"}', [1, 2]),
        ("a.json", '[{"t": "x"}, {"t": "y"}]', [1, 1]),
        ("a.json", '\ufeff[\n  {\n    "t": "x"\n  },\n  {\n    "t": "y"\n  }\n]\n', [2, 5]),
        ("a.txt", '[\n{"t": "x"},\n{"t": "y"}\n]', [2, 3]),
        ("a.json", '{"products": [{"t": "x"}, {"t": "y"}], "page": 1}', [1, 1]),
        ("a.json", '{\n"title": "My feed",\n"items": [{"t": "x"}, {"t": "y"}]}', [1, 1]),
    ],
)
def test_layouts(open_book: OpenBook, name: str, content: str, lines: list[int]) -> None:
    book = open_book(name, content)
    keys, rows = read(book)
    assert book.format == "jsonl"
    assert keys == ("t",)
    assert [(line, values) for _, line, values in rows] == list(zip(lines, [("x",), ("y",)], strict=True))


@pytest.mark.parametrize(
    "content",
    [
        '{"code": 0, "data": {"total": 2, "items": [{"t": "x"}, {"t": "y"}]}}',
        '{"response": {"meta": {"page": 1}, "result": {"list": [{"t": "x"}, {"t": "y"}], "more": false}}}',
        '{"columns": ["t"], "index": [0, 1], "data": [["x"], ["y"]]}',
    ],
)
def test_listings_wrapped_deeper_or_kept_as_a_table(open_book: OpenBook, content: str) -> None:
    keys, rows = read(open_book("a.json", content))
    assert keys == ("t",)
    assert [values for _, _, values in rows] == [("x",), ("y",)]


def test_an_object_in_hundreds_of_others_is_found(open_book: OpenBook) -> None:
    keys, rows = read(open_book("a.json", '{"a": ' * 400 + '{"title": "x", "price": 1}' + "}" * 400))
    assert keys == ("title", "price")
    assert len(rows) == 1


def test_columns_of_numbered_cells(open_book: OpenBook) -> None:
    keys, rows = read(open_book("a.json", '{"title": {"0": "x", "1": "y", "2": "z"}, "price": {"0": 1, "2": 3}}'))
    assert keys == ("title", "price")
    assert [values for _, _, values in rows] == [("x", "1"), ("y", ""), ("z", "3")]


def test_listings_by_their_id(open_book: OpenBook) -> None:
    keys, rows = read(open_book("a.json", '{"A-1": {"title": "x", "price": 1}, "A-2": {"title": "y", "price": 2, "brand": "z"}}'))
    assert keys == ("id", "title", "price", "brand")
    assert [values for _, _, values in rows] == [("A-1", "x", "1", ""), ("A-2", "y", "2", "z")]


@pytest.mark.parametrize(
    "content",
    [
        '{"title": "x", "brand": {"name": "y"}, "seller": {"name": "z"}}',
        '{"id": "1", "goods": {"name": "x"}, "seller": {"city": "z"}}',
        '{"goods": {"label": "x", "colour": "red"}, "seller": {"city": "z"}}',
    ],
)
def test_an_object_of_other_objects_may_be_one_listing(open_book: OpenBook, content: str) -> None:
    _, rows = read(open_book("a.json", content))
    assert len(rows) == 1


def test_one_listing_with_its_pictures_is_one_row(open_book: OpenBook) -> None:
    keys, rows = read(open_book("a.json", '{"title": "Shoe", "images": [{"src": "a.jpg", "alt": "", "id": 1}]}'))
    assert keys == ("title", "images[0].src", "images[0].alt", "images[0].id")
    assert len(rows) == 1


def test_text_in_brackets_is_no_json(open_book: OpenBook) -> None:
    assert open_book("a.csv", "[NEW] Shoes,1\n[SALE] Hat,2\n").format == "csv"
    assert open_book("a.csv", "{brand} shoes,1\n{brand} hat,2\n").format == "csv"


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "utf-8-sig"])
def test_encodings(open_book: OpenBook, encoding: str) -> None:
    content = "".join(f'{{"名称": "女士大衣 {number}", "品牌": "示例"}}\n' for number in range(5))
    keys, rows = read(open_book("a.jsonl", content.encode(encoding)))
    assert keys == ("名称", "品牌")
    assert rows[4] == (5, 5, ("女士大衣 4", "示例"))


def test_broken_lines_are_faults_and_the_rest_is_read(open_book: OpenBook) -> None:
    (grid,) = open_book("a.jsonl", '{"t": "x"}\n{"t": \n[1, 2]\n"text"\n{"t": "y"}\n').grids
    assert [(row.number, row.line) for row in grid.rows()] == [(1, 1), (5, 5)]
    assert [fault.line for fault in grid.faults] == [2, 3, 4]
    assert "no valid JSON" in grid.faults[0].reason
    assert "no object" in grid.faults[1].reason


def test_a_list_that_is_cut_off(open_book: OpenBook) -> None:
    (grid,) = open_book("a.json", '[\n{"t": "x"},\n{"t": "y"},\n{"t": "z').grids
    assert [row.values for row in grid.rows()] == [("x",), ("y",)]
    assert [fault.line for fault in grid.faults] == [4]
    assert "cut off" in grid.faults[0].reason


def test_a_long_list_is_read_piece_by_piece(open_book: OpenBook) -> None:
    _, rows = read(open_book("a.json", "[" + ",\n".join(f'{{"t": "{"x" * 500} {number}"}}' for number in range(1000)) + "]"))
    assert len(rows) == 1000
    assert rows[-1][1] == 1000
    assert rows[-1][2][0].endswith(" 999")


def test_names_that_come_late_are_told(open_book: OpenBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "_LEARN_CHARS", 100)
    (grid,) = open_book("a.jsonl", '{"t": "x"}\n' * 20 + '{"t": "y", "late": "text"}\n').grids
    rows = list(grid.rows())
    assert grid.keys == ("t",)
    assert len(rows) == 21
    assert [(fault.line, 'field "late"' in fault.reason) for fault in grid.faults] == [(21, True)]


def test_half_a_surrogate_pair_is_replaced_and_told(open_book: OpenBook) -> None:
    (grid,) = open_book("a.jsonl", '{"t": "x \\ud83d y"}\n{"t": "\\ud83d\\ude00"}\n').grids
    assert [row.values for row in grid.rows()] == [("x \ufffd y",), ("😀",)]
    assert [fault.line for fault in grid.faults] == [1]


@pytest.mark.parametrize("content", ["hello", "[]", "{}", "[1, 2]", '{"a": ', "[" * 100_000, '{"a":' * 100_000])
def test_no_objects(open_book: OpenBook, content: str) -> None:
    with pytest.raises(SheetError, match="holds no JSON object with fields") as caught:
        open_book("a.json", content)
    assert "one JSON object a line" in str(caught.value.hint)
