"""Which writer a copy needs: the sheet's own form, or a new sheet."""

from __future__ import annotations

import hashlib
from typing import BinaryIO

from sellercheck.errors import SheetError, UsageError
from sellercheck.sheets import Book, Changes, Grid, Unwritten
from sellercheck.sheets.csv import SUFFIXES as TEXT_SUFFIXES
from sellercheck.sheets.csv import TextGrid

_NAMES = {"xls": "an old Excel workbook (.xls)", "ods": "an OpenDocument sheet", "parquet": "a Parquet file", "xml": "an XML feed"}


def write(book: Book, grid: Grid, changes: Changes, out: BinaryIO, suffix: str) -> tuple[list[Unwritten], tuple[str, ...]]:
    """See `sellercheck.sheets.write_book`."""
    notes = _packed(book)
    own = own_form(book, grid)
    if own and _goes_with(book.format, suffix):
        unchanged_since(book)
        if not changes:
            with book.content.open() as stream:
                while block := stream.read(1 << 20):
                    out.write(block)
            return [], notes
        if isinstance(grid, TextGrid):
            from sellercheck.sheets import _csv_writer

            return _csv_writer.write(book, grid, changes, out), notes
        if book.format == "jsonl":
            from sellercheck.sheets import _jsonl_writer
            from sellercheck.sheets.jsonl import Items

            assert isinstance(grid, Items)
            return _jsonl_writer.write(book, grid, changes, out), notes
        from sellercheck.sheets import _xlsx_writer
        from sellercheck.sheets.xlsx import Worksheet

        assert isinstance(grid, Worksheet)
        return _xlsx_writer.write(book, grid, changes, out), notes
    from sellercheck.sheets import _new_writer

    kind = _NAMES.get(book.format) or ("a JSON document" if book.format == "jsonl" else "a sheet of another format")
    if suffix == ".csv" and book.format not in {"xlsx", "xlsm"}:
        said = f"The sheet is {kind}, which is not written back: the copy is a new CSV (UTF-8) with all its rows."
        return _new_writer.write_csv(grid, changes, out), (*notes, said)
    if suffix == ".xlsx" and book.format != "xlsm":
        said = f"The sheet is {kind}, which is not written back: the copy is a new workbook with all its rows, every cell as text."
        return _new_writer.write_xlsx(grid, changes, out, book.path), (*notes, said)
    fitting = _suffixes(book.format) if own else (".xlsx", ".csv")
    raise UsageError(
        f'the sheet is {_called(book)}, which "{suffix}" is no ending for', f"Give -o a name ending in {' or '.join(fitting)}."
    )


def own_form(book: Book, grid: Grid) -> bool:
    """Whether the sheet can be written back as what it is."""
    if book.format == "jsonl":
        from sellercheck.sheets._jsonl_writer import can_write
        from sellercheck.sheets.jsonl import Items

        return isinstance(grid, Items) and can_write(grid)
    return isinstance(grid, TextGrid) or book.format in {"xlsx", "xlsm"}


def _suffixes(kind: str) -> tuple[str, ...]:
    return {"xlsx": (".xlsx",), "xlsm": (".xlsm",), "jsonl": (".jsonl", ".ndjson", ".json")}.get(kind, TEXT_SUFFIXES)


def _goes_with(kind: str, suffix: str) -> bool:
    return suffix in _suffixes(kind)


def _called(book: Book) -> str:
    return _NAMES.get(book.format, f"in {book.format.upper()} form")


def _packed(book: Book) -> tuple[str, ...]:
    if book.path == "-" or (book.content.path is not None and str(book.content.path) == book.path):
        return ()
    return (f"The sheet came packed in {book.path.partition('!')[0]}: the copy is written unpacked.",)


def unchanged_since(book: Book) -> None:
    """The file may have been saved again while it was checked; edits of the old text have no place in the new one."""
    if book.content.path is None:
        return
    with book.content.open() as stream:
        now = hashlib.file_digest(stream, "sha256").hexdigest()
    if now != book.sha256:
        raise SheetError(f"{book.path}: was changed by another program while it was read", "Close it there and run this again.")
