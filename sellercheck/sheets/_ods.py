"""How far the tables of an OpenDocument spreadsheet reach once repeated rows and cells are written out."""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat

from sellercheck.errors import SheetError


def extents(blocks: Iterator[bytes], path: str) -> dict[str, tuple[int, int]]:
    """Rows and columns of each table, by its name; `blocks` are the bytes of `content.xml`. Raises SheetError."""
    found: dict[str, tuple[int, int]] = {}
    table = ""
    row = column = used = 0  # used: columns up to the last cell of this row that holds anything
    repeat = 1

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal table, row, column, used, repeat
        kind = tag.rsplit(":", 1)[-1]
        if kind == "table":
            table, row = attributes.get("table:name", ""), 0
            found.setdefault(table, (0, 0))
        elif kind == "table-row":
            column = used = 0
            repeat = _count(attributes.get("table:number-rows-repeated"))
        elif kind in {"table-cell", "covered-table-cell"}:
            column += _count(attributes.get("table:number-columns-repeated"))
            if any(not name.endswith(("repeated", "style-name")) for name in attributes):
                used = column
        elif kind == "p":
            used = column

    def end(tag: str) -> None:
        nonlocal row
        if tag.rsplit(":", 1)[-1] == "table-row":
            row += repeat
            if used:
                rows, columns = found.get(table, (0, 0))
                found[table] = max(rows, row), max(columns, used)

    def refuse(*_: object) -> None:
        raise SheetError(f"{path}: is damaged: a part of the workbook declares a DTD", "Save it again with your spreadsheet program.")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = refuse
    try:
        for block in blocks:
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise SheetError(
            f"{path}: is damaged in its part 'content.xml': {error}", "Open it in your spreadsheet program and save it as .xlsx."
        ) from error
    return found


def _count(text: str | None) -> int:
    return min(int(text), 1 << 31) if text and text.isascii() and text.isdigit() and len(text) < 20 else 1
