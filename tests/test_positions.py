"""Where cells stand in text files."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from sellercheck.columns import ColumnNames, find_layout, read_listings
from sellercheck.listing import Listing
from sellercheck.positions import Positions
from sellercheck.report import SheetInfo
from sellercheck.sheets import ReadOptions, open_books


def fields_of(path: Path):
    (book,) = open_books(path, ReadOptions())
    grid, layout = find_layout(book, ColumnNames(()), ReadOptions(), {"title": "Title"})
    info = SheetInfo(str(path), book.format, book.encoding, book.delimiter, None, 1, 0, 0, book.sha256, {}, ())
    fields = [field for item in read_listings(grid, layout) if isinstance(item, Listing) for field in item.fields("title")]
    return Positions((info,)), fields


def cut(path: Path, encoding: str, region: tuple[int, int, int, int]) -> str:
    """The region of the file, by counting lines and columns as an editor does."""
    text = path.read_bytes().decode(encoding).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    first, column, last, end = region
    if first == last:
        return lines[first - 1][column - 1 : end - 1]
    return "\n".join((lines[first - 1][column - 1 :], *lines[first : last - 1], lines[last - 1][: end - 1]))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_span_is_where_an_editor_finds_it(tmp_path: Path, delimiter: str, line_end: str, encoding: str) -> None:
    path = tmp_path / "stock.csv"
    titles = [
        "plain title here",
        '"quoted title"',
        '"a ""word"" in quotes"',
        "中文标题 shoes 👍 red",
        '"a, b; c and\td"',
        '"two' + line_end + 'lines ""x"""',
    ]
    lines = [
        delimiter.join(("SKU", "Title", "Notes")),
        *(delimiter.join((f"A{n}", title, '"x ""y"" z"')) for n, title in enumerate(titles)),
    ]
    path.write_bytes(line_end.join(lines).encode(encoding))
    positions, fields = fields_of(path)
    assert len(fields) == len(titles)
    for field in fields:
        for start in range(len(field.value)):
            region = positions(field, (start, len(field.value)))
            assert region, field.value
            wanted = field.value[start:].replace("\r\n", "\n").replace("\r", "\n")
            found = cut(path, "utf-8" if encoding == "utf-8-sig" else encoding, region)
            if field.value[start - 1 : start] == "\r" and field.value[start] == "\n":
                continue  # the middle of a line end is nowhere in an editor
            assert found.replace('""', '"') == wanted


def test_replacements_are_quoted_as_the_cell_is(tmp_path: Path) -> None:
    path = tmp_path / "stock.csv"
    path.write_text('SKU,Title\nA,plain title\nB,"quoted title"\n', "utf-8")
    positions, (plain, quoted) = fields_of(path)
    assert positions.written(plain, "new words") == "new words"
    assert positions.written(plain, "a, b") is None
    assert positions.written(plain, 'a "b"') is None
    assert positions.written(quoted, 'a, "b"') == 'a, ""b""'


def test_a_file_that_changed_or_is_gone_has_no_positions(tmp_path: Path) -> None:
    path = tmp_path / "stock.csv"
    path.write_text("SKU,Title\nA,plain title\n", "utf-8")
    positions, (field,) = fields_of(path)
    assert positions(field, (0, 5)) == (2, 3, 2, 8)
    path.write_text("SKU,Title\nA,other title\n", "utf-8")
    assert fields_of(path)[0](field, (0, 5)) is None  # another text stands in the cell
    info = SheetInfo(str(path), "csv", "utf-8", ",", None, 1, 0, 0, hashlib.sha256(b"other bytes").hexdigest(), {}, ())
    assert Positions((info,))(field, (0, 5)) is None
    path.unlink()
    assert Positions((info,))(field, (0, 5)) is None


def test_workbooks_have_none() -> None:
    path = Path(__file__).parents[1] / "examples" / "shopee-template.xlsx"
    info = SheetInfo(str(path), "xlsx", None, None, "Template", 3, 4, 4, hashlib.sha256(path.read_bytes()).hexdigest(), {}, ())
    (book,) = open_books(path, ReadOptions())
    _, field = book, None
    assert Positions((info,))._text(str(path)) is field
