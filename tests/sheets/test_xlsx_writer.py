"""Workbooks written back: every part that need not change is the same, byte for byte."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import python_calamine
from sheets.files import row_of, text_cell, xlsx_of

from sellercheck.errors import UsageError
from sellercheck.sheets import Changes, Unwritten, open_books, write_book

Save = Callable[[str, bytes | str], str]
SHEETS = Path(__file__).parents[2] / "../shared/sheets"
WORKBOOKS = (
    ("amazon__cn_collect_template_v1.0.xlsx", "商品采集模板"),
    ("amazon__flatfile_guildhome_us_2023.xlsm", "Template"),
    ("flipkart__catalog_template_sling_bag_empty.xlsx", "sling_bag"),
    ("myntra__sku_template_sarees_empty.xlsx", "Sarees"),
    ("shopee__id_mass_upload_Sepatu_Wanita_empty.xlsx", "Template"),
    ("shopee__id_mass_upload_Sepatu_Wanita_filled.xlsx", "Template"),
)
STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font/></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<cellXfs count="2"><xf numFmtId="0" fillId="0"/><xf numFmtId="14" fontId="0"><alignment wrapText="1"/></xf></cellXfs></styleSheet>'
)


def written(path: str | Path, changes: Changes, worksheet: str | None = None) -> tuple[bytes, list[Unwritten]]:
    book = next(open_books(path))
    grid = next(grid for grid in book.grids if worksheet in {None, grid.name})
    out = io.BytesIO()
    unwritten, _ = write_book(book, grid, changes, out, Path(path).suffix)
    return out.getvalue(), unwritten


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}


def cells(data: bytes, worksheet: str | None = None) -> list[list[object]]:
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return workbook.get_sheet_by_name(worksheet or workbook.sheet_names[0]).to_python(skip_empty_area=False)


def xml_of(data: bytes, part: str = "xl/worksheets/sheet1.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(part).decode()


@pytest.mark.parametrize(
    ("row", "column", "new", "after"),
    [
        ('<row r="1"><c r="A1" s="2" t="s"><v>0</v></c></row>', 0, "new", '<c r="A1" s="2" t="inlineStr"><is><t xml:space="preserve">new</t></is></c>'),
        ('<row r="1"><c t="n" r="A1"><v>5</v></c></row>', 0, "05", '<c r="A1" t="inlineStr"><is><t xml:space="preserve">05</t></is></c>'),
        ('<row r="1"><c r="A1" s="3"/></row>', 0, "a<b & c", '<c r="A1" s="3" t="inlineStr"><is><t xml:space="preserve">a&lt;b &amp; c</t></is></c>'),
        ('<row r="1"><c r="A1" t="s" s="1"><v>0</v></c></row>', 0, "", '<c r="A1" s="1"/>'),
        ("<row><c><v>1</v></c><c><v>2</v></c></row>", 1, "new", '<c r="B1" t="inlineStr"><is><t xml:space="preserve">new</t></is></c></row>'),
        (f'<row r="1" spans="1:3">{text_cell("A1", "x")}{text_cell("C1", "z")}</row>', 1, "y", f'{text_cell("A1", "x")}{text_cell("B1", "y")}{text_cell("C1", "z")}'),
        (f'<row r="1" spans="1:1">{text_cell("A1", "x")}</row>', 3, "y", f'<row r="1" spans="1:4">{text_cell("A1", "x")}{text_cell("D1", "y")}</row>'),
        ('<row r="1" ht="15"/>', 0, "new", f'<row r="1" ht="15">{text_cell("A1", "new")}</row>'),
        (f'<row r="1">{text_cell("A1", "x")}</row>', 0, "bell\x07 _x0041_ 😀", "bell_x0007_ _x005F_x0041_ 😀"),
    ],
)  # fmt: skip
def test_one_cell_is_replaced_and_keeps_its_style(save: Save, row: str, column: int, new: str, after: str) -> None:
    path = save("stock.xlsx", xlsx_of({"Items": row + row_of(2, "kept")}, more={"xl/sharedStrings.xml": "<sst><si><t>old</t></si></sst>"}))
    data, unwritten = written(path, Changes({1: {column: new}}))
    assert after in xml_of(data)
    assert row_of(2, "kept") in xml_of(data)
    assert unwritten == []


def test_what_is_written_is_read_by_calamine(save: Save) -> None:
    path = save("stock.xlsx", xlsx_of({"Items": row_of(1, "title", "note") + row_of(2, "old", "n")}))
    new = 'a<b> & "c" — 鞋 😀\n second \x07 _x0041_ end '
    data, _ = written(path, Changes({2: {0: new}}))
    assert cells(data)[1] == [new, "n"]


def test_a_formula_is_left_as_it_is(save: Save) -> None:
    row = '<row r="1"><c r="A1" t="str"><f>B1&amp;"x"</f><v>ax</v></c><c r="B1"><v>1</v></c></row>'
    path = save("stock.xlsx", xlsx_of({"Items": row}))
    data, unwritten = written(path, Changes({1: {0: "new", 1: "two"}}))
    assert '<c r="A1" t="str"><f>B1&amp;"x"</f><v>ax</v></c>' in xml_of(data)
    assert [each.column for each in unwritten] == [0]


def test_a_prefixed_namespace_stays_prefixed(save: Save) -> None:
    sheet = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr">'
        "<x:is><x:t>old</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>"
    )
    path = save("stock.xlsx", xlsx_of({"Items": ""}, more={"xl/worksheets/sheet1.xml": sheet}))
    data, _ = written(path, Changes({1: {0: "new", 1: "more"}}))
    assert [[str(cell) for cell in row] for row in cells(data)] == [["new", "more"]]


def test_marked_cells_get_a_coloured_copy_of_their_style(save: Save) -> None:
    rows = f'<row r="1">{text_cell("A1", "x")}<c r="B1" s="1" t="inlineStr"><is><t>y</t></is></c></row>' + row_of(2, "z")
    path = save("stock.xlsx", xlsx_of({"Items": rows}, more={"xl/styles.xml": STYLES}))
    data, _ = written(path, Changes({}, marks={(1, 0): "high", (1, 1): "low", (2, 0): "high"}))
    styles = xml_of(data, "xl/styles.xml")
    assert '<fills count="4">' in styles
    assert '<cellXfs count="4">' in styles
    assert styles.count("FFFFC7CE") == 1
    assert '<xf numFmtId="14" fontId="0" fillId="3" applyFill="1"><alignment wrapText="1"/></xf>' in styles
    sheet = xml_of(data)
    assert '<c s="2" r="A1"' in sheet
    assert '<c r="B1" s="3"' in sheet
    assert '<c s="2" r="A2"' in sheet


def test_another_ending_than_the_sheets_own_is_refused(save: Save) -> None:
    path = save("stock.xlsx", xlsx_of({"Items": row_of(1, "x")}))
    book = next(open_books(path))
    with pytest.raises(UsageError, match="no ending for"):
        write_book(book, book.grids[0], Changes({1: {0: "y"}}), io.BytesIO(), ".xlsm")


@pytest.mark.parametrize(("name", "worksheet"), WORKBOOKS)
def test_real_templates_keep_every_part_but_the_one_that_changes(name: str, worksheet: str, tmp_path: Path) -> None:
    if not (SHEETS / name).is_file():
        pytest.skip("the real sheets are not here")
    book = next(open_books(SHEETS / name))
    grid = next(grid for grid in book.grids if grid.name == worksheet)
    rows = list(grid.rows())
    row = rows[-1]
    column = next(at for at, value in enumerate(row.values) if value.strip())
    width = max(len(each.values) for each in rows)
    changes = Changes(
        {row.number: {column: "changed <1> & 鞋"}}, ("sellercheck risk",), width, row.number, {}, {(row.number, column): "high"}
    )
    data, unwritten = written(SHEETS / name, changes, worksheet)
    assert unwritten == []
    before, after = parts((SHEETS / name).read_bytes()), parts(data)
    differ = [part for part in before if before[part] != after.get(part)]
    assert list(before) == list(after), "same parts in the same order"
    assert sorted(part.rpartition("/")[0] for part in differ) == ["xl", "xl/worksheets"]
    assert "xl/styles.xml" in differ
    again = cells(data, worksheet)
    assert again[row.number - 1][column] == "changed <1> & 鞋"
    assert again[row.number - 1][width] == "sellercheck risk"
    raw = dict(zip(before, _raw(SHEETS / name), strict=True))
    assert [part for part, packed in zip(after, _raw_of(data), strict=True) if raw[part] != packed] == differ, "copied as they lie there"
    if shutil.which("soffice") is None:
        return
    copy = tmp_path / f"copy{Path(name).suffix}"
    copy.write_bytes(data)
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{tmp_path}/office",
            "--convert-to",
            "ods",
            "--outdir",
            str(tmp_path),
            str(copy),
        ],
        check=True,
        timeout=120,
    )
    assert (tmp_path / "copy.ods").stat().st_size > 1000


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed here; its opening of the copies was not tried"
)
def test_libreoffice_is_there_to_open_the_copies() -> None:
    assert shutil.which("soffice")


def _raw(path: Path) -> list[bytes]:
    return _raw_of(path.read_bytes())


def _raw_of(data: bytes) -> list[bytes]:
    """Every part as it lies in the package, with its local header but without where it lies."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
    return [data[info.header_offset : info.header_offset + 30 + len(info.filename.encode()) + info.compress_size] for info in infos]
