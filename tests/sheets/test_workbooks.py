"""Workbooks: values as a person sees them, rows where the spreadsheet shows them, and files that cannot be read."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import pytest
from sheets.files import ods_of, ods_row, ole_of, row_of, text_cell, xls_of, xlsx_of, zip_of

from sellercheck.errors import SheetError
from sellercheck.listing import Row
from sellercheck.sheets import Book, _container
from sellercheck.sheets import xlsx as workbooks

OpenBook = Callable[..., Book]
ReadRows = Callable[..., list[Row]]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("<v>8.0</v>", "8"),
        ("<v>8</v>", "8"),
        ("<v>0</v>", "0"),
        ("<v>-3</v>", "-3"),
        ("<v>19.99</v>", "19.99"),
        ("<v>0.30000000000000004</v>", "0.3"),
        ("<v>7350177880121.0</v>", "7350177880121"),
        ("<v>1E+15</v>", "1000000000000000"),
        ("<v>1E-7</v>", "0.0000001"),
        ("<v>1E+20</v>", "100000000000000000000"),
        ("t=b <v>1</v>", "TRUE"),
        ("t=b <v>0</v>", "FALSE"),
        ("t=e <v>#N/A</v>", "#N/A"),
        ("t=e <f>1/0</f><v>#DIV/0!</v>", "#DIV/0!"),
        ("t=str <f>A1&amp;B1</f><v>joined</v>", "joined"),
        ("s=1 <v>45366</v>", "2024-03-15"),
        ("s=2 <v>45366.5</v>", "2024-03-15T12:00:00"),
        ("s=3 <v>0.75</v>", "18:00:00"),
        ("s=4 <v>1.5</v>", "36:00:00"),
        ("t=str <v> two  blanks </v>", " two  blanks "),
        ("t=str <v>line_x000D_\nend</v>", "line\r\nend"),
        ("t=str <v>&lt;b&gt; &amp; ™ 中文</v>", "<b> & ™ 中文"),
        ("t=str <v>[/red] =1+1</v>", "[/red] =1+1"),
    ],
)
def test_cells_as_a_person_sees_them(read_rows: ReadRows, cell: str, shown: str) -> None:
    attribute, _, inner = cell.rpartition(" <v>") if cell.startswith("<v>") else (cell.split(" ", 1)[0], "", cell.split(" ", 1)[1])
    if cell.startswith("<v>"):
        attribute, inner = "", cell
    name, _, value = attribute.partition("=")
    written = f'<c r="A1" {name}="{value}">{inner}</c>' if name else f'<c r="A1">{inner}</c>'
    (row,) = read_rows("a.xlsx", xlsx_of({"S": f'<row r="1">{written}{text_cell("B1", "x")}</row>'}))
    assert row.values == (shown, "x")


def test_merged_cells_are_known_by_row_and_column(open_book: OpenBook) -> None:
    sheet = xlsx_of({"S": row_of(1, "a", "b") + row_of(2, "c", "d") + row_of(3, "e", "f")})
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            part = old.read(name).replace(
                b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B1:C1"/></mergeCells>'
            )
            new.writestr(name, part)
    (grid,) = open_book("a.xlsx", packed.getvalue()).grids
    assert isinstance(grid, workbooks.Worksheet)
    assert sorted(grid.merged()) == [(1, 1, 1, 2), (2, 0, 3, 0)]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ('<c r="B2"><f>1+2</f><v/></c>', "cell B2 holds a formula without its result"),
        ('<c r="B2" s="1"><f>A1&amp;"x"</f></c>', "cell B2 holds a formula without its result"),
        (
            '<c r="B2"><f t="shared" si="0">A1</f><v></v></c><c r="C2"><f>A1</f><v /></c>',
            "2 cells, such as B2, hold formulas without their results",
        ),
        ('<c r="B2"><f>1+2</f><v>3</v></c>', None),
        ('<c r="B2" t="str"><f>IF(A1="","","x")</f><v></v></c>', None),
        ('<c r="B2"/>', None),
    ],
)
def test_formulas_whose_results_nobody_wrote_are_told(open_book: OpenBook, cells: str, said: str | None) -> None:
    (grid,) = open_book("a.xlsx", xlsx_of({"S": row_of(1, "x", "y") + f'<row r="2">{text_cell("A2", "z")}{cells}</row>'})).grids
    assert [row.number for row in grid.rows()] == [1, 2]
    assert [(fault.line, fault.reason.partition(";")[0]) for fault in grid.faults] == ([(2, said)] if said else [])


def test_rows_and_columns_stand_where_the_spreadsheet_shows_them(read_rows: ReadRows) -> None:
    rows = read_rows(
        "a.xlsx",
        xlsx_of({"S": f'<row r="3">{text_cell("C3", "sku")}{text_cell("D3", "title")}</row><row r="6">{text_cell("D6", "Shoe")}</row>'}),
    )
    assert [(row.number, row.line, row.values) for row in rows] == [(3, None, ("", "", "sku", "title")), (6, None, ("", "", "", "Shoe"))]


def test_blank_rows_count_but_do_not_come(read_rows: ReadRows) -> None:
    rows = read_rows(
        "a.xlsx", xlsx_of({"S": row_of(1, "sku") + row_of(2, " ", "") + '<row r="3"><c r="A3" s="1"/></row>' + row_of(5, "x")})
    )
    assert [row.number for row in rows] == [1, 5]


def test_a_zero_is_no_blank(read_rows: ReadRows) -> None:
    assert [
        row.values
        for row in read_rows(
            "a.xlsx", xlsx_of({"S": '<row r="1"><c r="A1"><v>0</v></c></row><row r="2"><c r="A2" t="b"><v>0</v></c></row>'})
        )
    ] == [("0",), ("FALSE",)]


def test_error_cells_beyond_the_values_calamine_gives(read_rows: ReadRows) -> None:
    content = xlsx_of({"S": row_of(1, "sku", "title") + f'<row r="2">{text_cell("A2", "x")}<c r="D2" t="e"><v>#REF!</v></c></row>'})
    assert [row.values[:4] for row in read_rows("a.xlsx", content)][1] == ("x", "", "", "#REF!")


def test_worksheets_in_order_with_the_hidden_ones_marked(open_book: OpenBook) -> None:
    book = open_book(
        "a.xlsx", xlsx_of({"Help": row_of(1, "read me"), "Template": row_of(1, "sku"), "lists": row_of(1, "x")}, hidden=["lists"])
    )
    assert [(grid.name, grid.hidden) for grid in book.grids] == [("Help", False), ("Template", False), ("lists", True)]
    assert [row.values for row in book.grids[2].rows()] == [("x",)]


def test_a_worksheet_is_read_when_its_rows_are_asked_for(open_book: OpenBook) -> None:
    content = xlsx_of({"Template": row_of(1, "sku"), "broken": "<row><c"}, hidden=["broken"])
    good, broken = open_book("a.xlsx", content).grids
    assert [row.values for row in good.rows()] == [("sku",)]
    assert [row.values for row in good.rows()] == [("sku",)]
    with pytest.raises(SheetError, match='is damaged in worksheet "broken"'):
        list(broken.rows())


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.csv", "a.txt", "a"])
def test_the_name_does_not_decide(open_book: OpenBook, name: str) -> None:
    assert open_book(name, xlsx_of({"S": row_of(1, "sku")})).format == "xlsx"


def test_formats(open_book: OpenBook) -> None:
    assert open_book("a.xlsm", xlsx_of({"S": row_of(1, "sku")}, types="ms-excel.sheet.macroEnabled.main")).format == "xlsm"
    assert open_book("a.ods", ods_of({"S": ods_row("sku")})).format == "ods"
    assert open_book("a.xls", xls_of([["sku"]])).format == "xls"


def test_xls(open_book: OpenBook) -> None:
    error = struct.pack("<HHHHHBB", 0x0205, 8, 3, 1, 0, 0x2A, 1)
    (grid,) = open_book("a.xls", xls_of([["sku", "名称"], ["A1", 12.5], ["A2", 7350177880121.0], ["A3"]], records=error)).grids
    assert [(row.number, row.values) for row in grid.rows()] == [
        (1, ("sku", "名称")),
        (2, ("A1", "12.5")),
        (3, ("A2", "7350177880121")),
        (4, ("A3", "#N/A")),
    ]


def test_ods(open_book: OpenBook) -> None:
    padding = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    book = open_book(
        "a.ods",
        ods_of(
            {"One": ods_row("sku", "title") + ods_row("", repeated=3) + ods_row("A1", "Shoe", repeated=2) + padding, "Two": ods_row("x")}
        ),
    )
    assert [(row.number, row.values) for row in book.grids[0].rows()] == [(1, ("sku", "title")), (5, ("A1", "Shoe")), (6, ("A1", "Shoe"))]
    assert book.grids[1].name == "Two"


# --- what cannot be read -------------------------------------------------------------------------------------------------------

GOOD = xlsx_of({"S": row_of(1, "sku", "title")})
FAR = f'<row r="1">{text_cell("A1", "x")}</row><row r="1048576">{text_cell("XFD1048576", "y")}</row>'


def read_all(open_book: OpenBook, name: str, content: bytes) -> None:
    for grid in open_book(name, content).grids:
        list(grid.rows())


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("cut.xlsx", GOOD[: len(GOOD) // 2], "is cut off or damaged"),
        ("locked.xlsx", ole_of({"EncryptionInfo": b"x", "EncryptedPackage": b"y"}), "is protected with a password"),
        (
            "locked.ods",
            ods_of({"S": ods_row("x")}, more={"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"}),
            "is protected with a password",
        ),
        ("old.doc", ole_of({"WordDocument": b"x"}), "is a Word document"),
        ("odd.xls", ole_of({"Something": b"x"}), "is an Office file of another kind"),
        ("cut.xls", xls_of([["sku"]])[:700], "is cut off or damaged"),
        ("text.ods", ods_of({"S": ods_row("x")}, kind="text"), "is an OpenDocument file, but not a spreadsheet"),
        ("doc.docx", zip_of({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}), "is a Word document"),
        ("deck.pptx", zip_of({"[Content_Types].xml": "<x/>", "ppt/presentation.xml": "<x/>"}), "is a PowerPoint presentation"),
        ("book.xlsb", zip_of({"[Content_Types].xml": "<x/>", "xl/workbook.bin": "x"}), "is a binary Excel workbook"),
        ("a.numbers", zip_of({"Index/Document.iwa": "x", "preview.jpg": "x"}), "is a Numbers, Pages or Keynote document"),
        ("none.xlsx", xlsx_of({}), "holds no worksheet"),
        ("dtd.xlsx", xlsx_of({}, more={"xl/workbook.xml": '<!DOCTYPE x [<!ENTITY a "b">]><workbook/>'}), ""),
    ],
)
def test_workbooks_that_cannot_be_read(open_book: OpenBook, name: str, content: bytes, message: str) -> None:
    with pytest.raises(SheetError) as caught:
        read_all(open_book, name, content)
    assert message in caught.value.message
    assert name in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("far.xlsx", xlsx_of({"S": FAR})),
        ("blanks.xlsx", xlsx_of({"S": FAR.replace("r=", "s='>' \tr\n = ")})),
        ("quotes.xlsx", xlsx_of({"S": FAR.replace('"', "'")})),
        ("far.ods", ods_of({"S": ods_row("x", "y", repeated=900_000_000)})),
        ("far.xls", xls_of([["a"]], records=struct.pack("<HHHHHd", 0x0203, 14, 65535, 65535, 0, 1.0))),
        ("announced.xls", xls_of([["a"]], records=struct.pack("<HHIIHHH", 0x0200, 14, 0, 65_000_000, 0, 60_000, 0))),
    ],
)
def test_a_stray_cell_does_not_take_all_memory(open_book: OpenBook, name: str, content: bytes) -> None:
    """calamine would ask for 500 GB and end the program."""
    with pytest.raises(SheetError, match="which makes more than 50,000,000 cells") as caught:
        read_all(open_book, name, content)
    assert "stray cell" in str(caught.value.hint)


def test_formats_that_reach_further_than_values_do_no_harm(read_rows: ReadRows) -> None:
    """Templates are formatted down to the last row and far to the right."""
    content = xlsx_of({"S": f'<row r="1">{text_cell("A1", "sku")}<c r="XFD1" s="1"/></row><row r="1048576"><c r="A1048576" s="1"/></row>'})
    assert [row.values for row in read_rows("a.xlsx", content)] == [("sku",)]


def test_a_part_that_unpacks_beyond_measure(open_book: OpenBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_container, "RATIO_FROM", 4 << 20)
    with pytest.raises(SheetError, match="as only a zip bomb does"):
        open_book("a.xlsx", xlsx_of({"S": row_of(1, "sku")}, more={"xl/media/image1.png": b"\0" * (5 << 20)}))


def test_a_part_larger_than_the_directory_says(open_book: OpenBook, monkeypatch: pytest.MonkeyPatch) -> None:
    """A zip's directory may lie; the part is unpacked under watch before calamine sees it."""
    monkeypatch.setattr(workbooks, "MAX_PART", 1 << 20)
    content = bytearray(xlsx_of({"S": row_of(1, "sku")}, more={"xl/media/image1.bmp": bytes(range(256)) * (8 << 12)}))
    at = content.rindex(b"xl/media/image1.bmp") - 46  # the entry in the directory at the end
    assert content[at : at + 4] == b"PK\x01\x02"
    content[at + 24 : at + 28] = struct.pack("<I", 1000)
    with pytest.raises(SheetError, match=r"is damaged in its part|unpacks to more than"):
        open_book("a.xlsx", bytes(content))


def test_two_parts_of_one_name(open_book: OpenBook) -> None:
    import io
    import warnings
    import zipfile

    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(SheetError, match="two parts of one name"):
        open_book("a.xlsx", out.getvalue())


def test_strings_that_are_only_announced(open_book: OpenBook) -> None:
    """calamine would set 96 GB aside and end the program."""
    with pytest.raises(SheetError, match="announces 4000000000 shared strings"):
        open_book(
            "a.xlsx",
            xlsx_of(
                {"S": row_of(1, "sku")}, more={"xl/sharedStrings.xml": '<sst count="1" uniqueCount="4000000000"><si><t>x</t></si></sst>'}
            ),
        )
    assert open_book(
        "b.xlsx",
        xlsx_of({"S": row_of(1, "sku")}, more={"xl/sharedStrings.xml": '<sst count="4000000000" uniqueCount="1"><si><t>x</t></si></sst>'}),
    ).grids
