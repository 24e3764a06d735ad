"""Text tables: delimiters, line ends, quotation marks, row and line numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sellercheck.errors import SheetError, UsageError
from sellercheck.listing import Row
from sellercheck.sheets import Book, open_books
from sellercheck.sheets import csv as tables

OpenBook = Callable[..., Book]
ReadRows = Callable[..., list[Row]]


def values(rows: list[Row]) -> list[tuple[str, ...]]:
    return [row.values for row in rows]


@pytest.mark.parametrize(
    ("name", "content", "delimiter"),
    [
        ("a.csv", "sku,title\n1,Shoe\n2,Hat\n", ","),
        ("a.csv", "sku;title;price\n1;Shoe, red;12,50\n2;Hat, blue;9,99\n", ";"),
        ("a.csv", "name;price\nShoe;12,50\nHat;9,90\nBag;7,00\n", ";"),
        ("a.txt", "sku\ttitle\n1\tShoe, red; warm\n2\tHat, blue; warm\n", "\t"),
        ("a.csv", "sku\ttitle\n1\tShoe, red\n2\tHat, blue\n", "\t"),
        ("a.csv", "sku|title|price\n1|Shoe, red|2\n", "|"),
        ("a.csv", "sku,title\n", ","),
        ("a.csv", "sku,images\n1,a|b|c\n2,d|e|f\n", ","),
        ("a.csv", "My stock\nsku,title,price\n1,Shoe,2\n2,Hat,3\n3,Bag,4\n4,Cap,5\n5,Sock,6\n6,Belt,7\n7,Tie,8\n8,Coat,9\n9,Vest,1\n", ","),
        (
            "a.csv",
            "Info,Version=1,Template=x\n*Action(SiteID=US),*Title,*Category,Price\n\n\nInfo,>>> help\nInfo,more\nInfo,more\nInfo,more\n",
            ",",
        ),
        ("a.txt", "sku^title^price\nA^Mug, blue^9\nB^Scarf; wool^8\n", "^"),
        ("a.txt", "sku~title~price\nA~Mug, blue~9\nB~Scarf; wool~8\n", "~"),
        ("a.csv", "# exported by X\n# 2024-01-01\nsku,title,price\nA,Mug,9\nB,Scarf,8\n", ","),
        # a single column: commas belong to the titles
        ("a.csv", "title\nShoes 36~40\nHat 50~60\n", None),
        ("a.csv", "title\nShoes, red, new\nHat\nBag, blue\n", None),
        ("a.csv", "title\nShoes, red\nHat, new\nBag, blue\n", None),
        ("a.csv", "title\n红色,大码,女装\n帽子\n包,蓝色\n鞋\n", None),
        ("a.txt", "Red shoes\nBlue hats\n", None),
        ("a.csv", "title\nShoes | red\nHat | new | warm\nBag\n", None),
    ],
)
def test_delimiter(open_book: OpenBook, name: str, content: str, delimiter: str | None) -> None:
    book = open_book(name, content)

    assert book.delimiter == delimiter
    assert book.format == ("tsv" if delimiter == "\t" else "csv")


def test_a_single_column_is_not_cut(read_rows: ReadRows) -> None:
    assert values(read_rows("a.csv", 'title\n"Shoes, red"\nHats, blue, new\nBag\n')) == [
        ("title",),
        ("Shoes, red",),
        ("Hats, blue, new",),
        ("Bag",),
    ]


@pytest.mark.parametrize(
    ("forced", "delimiter"), [(";", ";"), ("semicolon", ";"), ("tab", "\t"), ("\\t", "\t"), ("none", None), ("#", "#")]
)
def test_forced_delimiter(open_book: OpenBook, forced: str, delimiter: str | None) -> None:
    assert open_book("a.csv", "a,b\n1,2\n", delimiter=forced).delimiter == delimiter


@pytest.mark.parametrize("forced", [";;", '"', "\n", "commas"])
def test_forced_delimiter_that_is_none(open_book: OpenBook, forced: str) -> None:
    with pytest.raises(UsageError, match="is no delimiter") as caught:
        open_book("a.csv", "a,b\n1,2\n", delimiter=forced)
    assert "comma, semicolon, tab" in str(caught.value.hint)


def test_blanks_after_the_delimiter_do_not_break_quotation(read_rows: ReadRows) -> None:
    assert values(read_rows("a.csv", 'sku, title, price\n1, "Shoe, red", 2\n2, "Hat, blue", 3\n')) == [
        ("sku", "title", "price"),
        ("1", "Shoe, red", "2"),
        ("2", "Hat, blue", "3"),
    ]


def test_cells_come_as_they_stand(read_rows: ReadRows) -> None:
    rows = read_rows("a.csv", 'sku,title\n 1 ,\u00a0 Shoe \t\n\'7350177880121,""\n')
    assert values(rows)[1:] == [(" 1 ", "\u00a0 Shoe \t"), ("'7350177880121", "")]


@pytest.mark.parametrize(
    ("content", "end", "expected"),
    [
        (b"a,b\n1,2\n", "\n", [(1, 1), (2, 2)]),
        (b"a,b\r\n1,2\r\n", "\r\n", [(1, 1), (2, 2)]),
        (b"a,b\r1,2\r", "\r", [(1, 1), (2, 2)]),
        (b"a,b\r\r\n1,2\r\r\n3,4\r\r\n", "\r\r\n", [(1, 1), (3, 3), (5, 5)]),
        (b'a,b\r\n"x\ny\nz",2\r\n3,4\r\n', "\r\n", [(1, 1), (2, 2), (3, 5)]),
        (b'a,b\n"x\r\ny\r\nz",2\n3,4\n', "\n", [(1, 1), (2, 2), (3, 5)]),
        (b'a,b\n"x\n\ny",2\n3,4', "\n", [(1, 1), (2, 2), (3, 5)]),
        (b"a,b\n\n\n1,2\n , \n,\n3,4\n", "\n", [(1, 1), (4, 4), (7, 7)]),
        (b"a,b", None, [(1, 1)]),
    ],
)
def test_line_ends_rows_and_lines(open_book: OpenBook, content: bytes, end: str | None, expected: list[tuple[int, int]]) -> None:
    book = open_book("a.csv", content)

    assert book.line_end == end
    assert [(row.number, row.line) for row in book.grids[0].rows()] == expected


def test_line_ends_inside_cells_are_kept(read_rows: ReadRows) -> None:
    assert read_rows("a.csv", b'a,b\r\n"x\ny\r\nz\rw",2\r\n')[1].values == ("x\ny\r\nz\rw", "2")


def test_ragged_rows_keep_their_width(read_rows: ReadRows) -> None:
    assert values(read_rows("a.csv", "a,b,c\n1,2\n1,2,3,4\n1,2,3\n")) == [
        ("a", "b", "c"),
        ("1", "2"),
        ("1", "2", "3", "4"),
        ("1", "2", "3"),
    ]


def test_rows_can_be_read_again(open_book: OpenBook) -> None:
    (grid,) = open_book("a.csv", 'a,b\n1,"x\n3,4\n').grids
    assert list(grid.rows()) == list(grid.rows())
    assert len(grid.faults) == 1


def test_two_readings_do_not_disturb_each_other(open_book: OpenBook) -> None:
    (grid,) = open_book("a.csv", "a,b\n1,2\n3,4\n").grids
    assert [(left.values, right.values) for left, right in zip(grid.rows(), grid.rows(), strict=True)][2] == (("3", "4"), ("3", "4"))


def test_the_sep_line_names_the_delimiter_and_is_no_row(open_book: OpenBook) -> None:
    book = open_book("a.csv", "sep=;\r\nsku;title\r\n1;Shoe, red\r\n")

    assert book.delimiter == ";"
    assert [(row.number, row.line, row.values) for row in book.grids[0].rows()] == [(1, 2, ("sku", "title")), (2, 3, ("1", "Shoe, red"))]
    assert "sep=" in book.notes[0]


# --- quotation marks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "expected", "faulty"),
    [
        # a quotation mark that never closes must not swallow the rows below
        ('a,b\n1,"x\n3,4\n5,6\n', [("a", "b"), ("1", '"x'), ("3", "4"), ("5", "6")], [2]),
        ('a,b\n1,"x\n3,"4"\n5,6\n', [("a", "b"), ("1", '"x'), ("3", "4"), ("5", "6")], [2]),
        ('a,b\n"x,2\n"y,4\n5,6\n', [("a", "b"), ('"x', "2"), ('"y', "4"), ("5", "6")], [2, 3]),
        # not doubled, but the cells come out
        ('a,b\n1,"x "y" z"\n3,4\n', [("a", "b"), ("1", 'x y" z"'), ("3", "4")], []),
        # \" as databases write it
        ('a,b\n1,"27\\" screen"\n3,4\n', [("a", "b"), ("1", '27" screen'), ("3", "4")], []),
        ('a,b\n1,"27\\" screen\nflat"\n3,4\n', [("a", "b"), ("1", '27" screen\nflat'), ("3", "4")], []),
        # inches in the middle of a cell are plain text
        ('a,b\n1,27" screen\n3,15" screen\n', [("a", "b"), ("1", '27" screen'), ("3", '15" screen')], []),
        ('a,b\n1,"27"" screen"\n3,4\n', [("a", "b"), ("1", '27" screen'), ("3", "4")], []),
    ],
)
def test_quotation_marks(open_book: OpenBook, content: str, expected: list[tuple[str, ...]], faulty: list[int]) -> None:
    (grid,) = open_book("a.csv", content, delimiter=",").grids

    assert values(list(grid.rows())) == expected
    assert [fault.line for fault in grid.faults] == faulty


def test_lines_after_a_bad_quotation_mark_keep_their_numbers(open_book: OpenBook) -> None:
    body = "".join(f"{number},Shoe {number}\n" for number in range(2, 30_000))
    (grid,) = open_book("a.csv", f'sku,title\n1,"Shoe\n{body}x,"two\nlines"\nlast,row\n').grids

    rows = list(grid.rows())

    assert len(rows) == 30_000 + 2
    assert all(row.number == row.line for row in rows[:-1])
    assert (rows[-2].values, rows[-2].line) == (("x", "two\nlines"), 30_001)
    assert (rows[-1].values, rows[-1].number, rows[-1].line) == (("last", "row"), 30_002, 30_003)
    assert [fault.line for fault in grid.faults] == [2]
    assert "does not close" in grid.faults[0].reason


def test_endless_rereading_is_refused(open_book: OpenBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_MAX_REREAD_LINES", 1000)
    (grid,) = open_book("a.csv", "a,b,c\n" + 'a",b,"c\n' * 300, delimiter=",").grids
    with pytest.raises(SheetError, match=r"a\.csv:\d+: quotation marks that open and never close"):
        list(grid.rows())


def test_a_cell_of_ten_million_characters(read_rows: ReadRows) -> None:
    cell = "x" * 10_000_000
    assert read_rows("a.csv", f'a,b\n1,"{cell}"\n')[1].values == ("1", cell)


def test_a_cell_beyond_the_limit_is_a_fault(open_book: OpenBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_CELL", 140_000)
    tables.csv.field_size_limit(131_072)
    try:
        (grid,) = open_book("a.csv", 'a,b\n1,"' + "word\n" * 40_000 + "2,x\n", delimiter=",").grids
        rows = list(grid.rows())
    finally:
        tables.csv.field_size_limit(tables.MAX_CELL)
    assert rows[1].values == ("1", '"word')
    assert rows[-1].values == ("2", "x")
    assert "quotation mark never closes" in grid.faults[0].reason


def test_nul_characters_are_kept_and_told(open_book: OpenBook) -> None:
    book = open_book("a.csv", b"a,b\nx\x00y,2\n3,4\n")
    assert values(list(book.grids[0].rows()))[1] == ("x\x00y", "2")
    assert "NUL" in book.notes[0]


@pytest.mark.parametrize(
    "content",
    [
        "<html><body><table><tr><td>sku</td></tr></table></body></html>",
        "\ufeff\n<table border=1><tr></tr></table>",
        "<!DOCTYPE html><html></html>",
        "MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n\r\n<html></html>",
    ],
)
@pytest.mark.parametrize("name", ["export.xls", "export.csv"])
def test_a_web_page_is_named(open_book: OpenBook, name: str, content: str) -> None:
    with pytest.raises(SheetError, match="is a web page") as caught:
        open_book(name, content)
    assert "save it as .xlsx" in str(caught.value.hint)


def test_html_in_cells_is_no_web_page(open_book: OpenBook) -> None:
    assert open_book("a.csv", "<b>sku</b>,title\n1,<p>Shoe</p>\n").delimiter == ","


@pytest.mark.parametrize("content", ["\n\n", " \t\r\n", "\ufeff"])
def test_blank_text(open_book: OpenBook, content: str) -> None:
    with pytest.raises(SheetError, match="holds no text but blanks"):
        open_book("a.csv", content)


def test_a_large_file_is_not_held_in_memory(tmp_path: Path) -> None:
    """24 MB are read with no more than a few blocks in memory."""
    import tracemalloc

    path = tmp_path / "large.csv"
    row = f"1,{'x' * 1000}\n".encode()
    with path.open("wb") as out:
        out.write(b"sku,title\n")
        for _ in range(24):
            out.write(row * 1000)
    tracemalloc.start()
    try:
        (book,) = open_books(path)
        count = sum(1 for _ in book.grids[0].rows())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 24_001
    assert peak < 8 << 20


def test_reading_stops_when_the_reader_does(open_book: OpenBook) -> None:
    (grid,) = open_book("a.csv", "a,b\n1,2\n3,4\n").grids
    rows: Iterator[Row] = grid.rows()
    assert next(rows).values == ("a", "b")
    del rows  # an unclosed file would warn, and warnings are errors here
