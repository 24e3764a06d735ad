"""A new sheet, for what cannot be written back: the rows as they were read, as a plain workbook or a CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from sellercheck.errors import SheetError
from sellercheck.listing import Row, column_letters
from sellercheck.sheets import Changes, Grid, Unwritten
from sellercheck.sheets._spreadsheetml import FILLS, MAIN, MAX_CHARS, MAX_COLUMNS, RELATIONS, inline

FORMULA = "=+-@\t\r"
"""What a cell must not begin with where a spreadsheet would take it for a formula (OWASP, CSV Injection)."""
_MAX_ROWS = 1_048_576
_DATE = (1980, 1, 1, 0, 0, 0)
"""Of all parts: the same sheet gives the same bytes."""
_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>',
}
_KINDS = ("high", "medium", "low")


def rows(grid: Grid, changes: Changes) -> Iterator[tuple[int, list[str], dict[int, str]]]:
    """Number, cells and marks of each row of the copy. Formats that name their fields get these names as row 1."""
    shift = 0 if grid.keys is None else 1
    if grid.keys is not None:
        yield 1, _widened(list(grid.keys), changes.added, changes.first_added), {}
    marks: dict[int, dict[int, str]] = {}
    for (number, column), kind in changes.marks.items():
        marks.setdefault(number, {})[column] = kind
    for row in grid.rows():
        cells = list(row.values)
        for at, new in changes.cells.get(row.number, {}).items():
            cells[at] = new
        if changes.added:
            cells = _widened(cells, _added(row, changes), changes.first_added)
        yield row.number + shift, cells, marks.get(row.number, {})


def _added(row: Row, changes: Changes) -> tuple[str, ...]:
    return changes.added if row.number == changes.header_row else changes.rows.get(row.number, ())


def _widened(cells: list[str], added: tuple[str, ...], first: int) -> list[str]:
    return cells[:first] + [""] * (first - len(cells)) + list(added) if added else cells


def write_csv(grid: Grid, changes: Changes, out: BinaryIO) -> list[Unwritten]:
    """UTF-8 with a byte order mark, commas and CRLF, which every spreadsheet program opens by a double click.

    A cell that one of them would take for a formula gets an apostrophe before it; plain numbers do not.
    """
    text = io.TextIOWrapper(out, "utf-8-sig", newline="", write_through=True)
    try:
        writer = csv.writer(text, lineterminator="\r\n")
        done = 0
        for number, cells, _ in rows(grid, changes):
            for _ in range(number - done - 1):
                text.write("\r\n")
            writer.writerow([harmless(cell) for cell in cells])
            done = number
    finally:
        text.detach()
    return []


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula; numbers stay as they are.

    >>> harmless("=1+1"), harmless("-12.50"), harmless("Shoes")
    ("'=1+1", '-12.50', 'Shoes')
    """
    if text[:1] not in FORMULA or not text or (text[1:].replace(".", "", 1).isascii() and text[1:].replace(".", "", 1).isdigit()):
        return text
    return f"'{text}"


def write_xlsx(grid: Grid, changes: Changes, out: BinaryIO, path: str) -> list[Unwritten]:
    """A workbook of one worksheet. All cells are text, so EANs keep their zeros and nothing is computed.

    Raises SheetError when the sheet is larger than a worksheet can be.
    """
    import zipfile

    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:

        def part(name: str) -> zipfile.ZipInfo:
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            return info

        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        for name, xml in (_PARTS | {"xl/workbook.xml": _workbook(grid), "xl/styles.xml": _styles()}).items():
            archive.writestr(part(name), head + xml)
        with archive.open(part("xl/worksheets/sheet1.xml"), "w") as sheet:
            sheet.write(f'{head}<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for number, cells, marks in rows(grid, changes):
                if number > _MAX_ROWS or len(cells) > MAX_COLUMNS:
                    raise SheetError(f"{path}: is larger than a worksheet can be", "Give -o a name ending in .csv.")
                written = "".join(_cell(at, number, text, marks.get(at)) for at, text in enumerate(cells) if text or at in marks)
                sheet.write(f'<row r="{number}">{written}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")
    return []


def _cell(at: int, number: int, text: str, mark: str | None) -> str:
    # Styles 1 and 5-7 carry quotePrefix: a formula typed as text stays text also when someone edits the cell.
    formula = text[:1] in FORMULA and text != ""
    style = (4 if formula else 0) + (_KINDS.index(mark) + 1 if mark else 0)
    return f'<c r="{column_letters(at)}{number}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{inline(text)}</t></is></c>'


def _workbook(grid: Grid) -> str:
    name = (grid.name or "Listings")[:31]
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="{inline(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _styles() -> str:
    fills = "".join(
        f'<fill><patternFill patternType="solid"><fgColor rgb="{FILLS[kind]}"/><bgColor indexed="64"/></patternFill></fill>'
        for kind in _KINDS
    )
    formats = "".join(
        f'<xf numFmtId="49" fontId="0" fillId="{fill}" borderId="0" xfId="0" applyNumberFormat="1" applyFill="1"{prefix}/>'
        for prefix in ("", ' quotePrefix="1"')
        for fill in (0, 2, 3, 4)
    )
    return (
        f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        f'<fills count="5"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>{fills}</fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        f'<cellXfs count="8">{formats}</cellXfs></styleSheet>'
    )


def too_long(text: str) -> bool:
    """Whether a worksheet's cell cannot hold the text."""
    return len(text) > MAX_CHARS
