"""The sheets of a report, opened again: for reports that give the seller's own sheet back.

A sheet is believed only while its bytes are those that were checked (by SHA-256). Standard input, a file that is gone, was
changed or packed anew: None, and the report does without.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sellercheck.errors import SheetError
from sellercheck.report import SheetInfo
from sellercheck.sheets import Book, Grid, ReadOptions, file_of, open_books


class Originals:
    """The sheets of a report, each opened when it is asked for."""

    def __init__(self, sheets: Sequence[SheetInfo]) -> None:
        self.sheets = sheets

    def __call__(self, sheet: SheetInfo) -> tuple[Book, Grid] | None:
        """The sheet's book and its grid with the listings; None where nobody can open it as it was checked."""
        path = Path(file_of(sheet.path))
        if sheet.path == "-" or not sheet.sha256 or not path.is_file():
            return None
        try:
            for book in open_books(str(path), ReadOptions(encoding=sheet.encoding, delimiter=sheet.delimiter)):
                if book.path == sheet.path and book.sha256 == sheet.sha256:
                    return next(((book, grid) for grid in book.grids if grid.name == sheet.worksheet), None)
        except (SheetError, OSError):
            return None
        return None
