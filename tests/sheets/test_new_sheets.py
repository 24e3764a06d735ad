"""New sheets, for what cannot be written back."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable

import pytest
import python_calamine
from sheets.files import ods_of, ods_row, xls_of

from sellercheck.errors import UsageError
from sellercheck.sheets import Changes, open_books, write_book

Save = Callable[[str, bytes | str], str]
ROWS = [["sku", "title"], ["007", "=HYPERLINK(1)"], ["-5.50", "@old, x"]]


def written(path: str, suffix: str, changes: Changes) -> tuple[bytes, tuple[str, ...]]:
    book = next(open_books(path))
    out = io.BytesIO()
    _, notes = write_book(book, book.grids[0], changes, out, suffix)
    return out.getvalue(), notes


@pytest.fixture(params=["xls", "ods"])
def path(request: pytest.FixtureRequest, save: Save) -> str:
    data = xls_of(ROWS) if request.param == "xls" else ods_of({"Items": "".join(ods_row(*row) for row in ROWS)})
    return save(f"stock.{request.param}", data)


def test_a_workbook_holds_all_rows_as_text(path: str) -> None:
    data, notes = written(path, ".xlsx", Changes({3: {1: "@new, x"}}))
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.get_sheet_by_index(0).to_python() == [ROWS[0], ROWS[1], ["-5.50", "@new, x"]]
    assert "new workbook" in notes[-1]


def test_cells_that_begin_like_a_formula_stay_text_in_a_workbook(path: str) -> None:
    data, _ = written(path, ".xlsx", Changes({3: {1: "@new"}}))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet, styles = archive.read("xl/worksheets/sheet1.xml").decode(), archive.read("xl/styles.xml").decode()
    assert '<c r="B2" s="4" t="inlineStr">' in sheet
    assert "<f>" not in sheet
    assert styles.count('quotePrefix="1"') == 4
    assert styles.split('<cellXfs count="8">')[1].split("<xf ")[5].count("quotePrefix"), "style 4"


def test_cells_that_begin_like_a_formula_get_an_apostrophe_in_a_csv(path: str) -> None:
    data, notes = written(path, ".csv", Changes({3: {1: "\tnew"}}))
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows == [["sku", "title"], ["007", "'=HYPERLINK(1)"], ["-5.50", "'\tnew"]]
    assert "new CSV" in notes[-1]


def test_a_feed_gets_its_fields_as_headings(save: Save) -> None:
    path = save(
        "feed.xml", "<products><product><sku>1</sku><title>old</title></product><product><sku>2</sku><title>b</title></product></products>"
    )
    data, _ = written(path, ".csv", Changes({1: {1: "new"}}, ("risk",), 2, None, {1: ("high",), 2: ("none",)}))
    assert data.decode("utf-8-sig").splitlines() == ["sku,title,risk", "1,new,high", "2,b,none"]


def test_a_gz_comes_back_unpacked(save: Save) -> None:
    import gzip

    path = save("stock.csv.gz", gzip.compress(b"sku,title\r\n1,old\r\n"))
    data, notes = written(path, ".csv", Changes({2: {1: "new"}}))
    assert data == b"sku,title\r\n1,new\r\n"
    assert "unpacked" in notes[0]


def test_an_old_workbook_has_no_xls_to_go_to(save: Save) -> None:
    with pytest.raises(UsageError, match="old Excel workbook") as caught:
        written(save("stock.xls", xls_of(ROWS)), ".xls", Changes({2: {1: "x"}}))
    assert ".xlsx or .csv" in str(caught.value.hint)
