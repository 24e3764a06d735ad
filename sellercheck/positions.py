"""Where a cell's text stands in a text file: line and column, for tools that point into files.

A file is opened only when a position in it is asked for, and believed only while its bytes are those that were checked
(by SHA-256). A position is given only where the file, read there as CSV, holds exactly the cell's text; everything else is
None: workbooks, feeds, members of archives, standard input, files that are gone, have changed or are larger than `MOST`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from sellercheck.listing import Field
from sellercheck.report import SheetInfo

MOST = 200 << 20
"""Bytes of a file that is read for its positions."""
_FORMATS = ("csv", "tsv")
_LINE_END = re.compile("\r\n|\r|\n")


class Positions:
    """Positions in the files of a report."""

    def __init__(self, sheets: Sequence[SheetInfo]) -> None:
        self.sheets = {sheet.path: sheet for sheet in sheets if sheet.format in _FORMATS}
        self.opened: tuple[str, _Text | None] = ("", None)

    def __call__(self, field: Field, span: tuple[int, int]) -> tuple[int, int, int, int] | None:
        """First line and column, last line and the column behind it, of a span of the cell; None where nobody can tell."""
        text = self._text(field.sheet.path)
        return text.region(field, span) if text else None

    def written(self, field: Field, text: str) -> str | None:
        """`text` as it must stand inside the cell in the file; None when the cell would have to be quoted anew."""
        file = self._text(field.sheet.path)
        found = file.cell(field) if file else None
        if file is None or found is None:
            return None
        if found[1]:
            return text.replace('"', '""')
        return None if set(text) & {file.delimiter, '"', "\r", "\n"} else text

    def _text(self, path: str) -> _Text | None:
        if self.opened[0] != path:  # one at a time: findings come sheet by sheet
            self.opened = (path, _open(self.sheets[path]) if path in self.sheets else None)
        return self.opened[1]


class _Text:
    """One file's text and where its lines start."""

    def __init__(self, text: str, delimiter: str) -> None:
        self.text, self.delimiter = text, delimiter
        self.starts = [0, *(end.end() for end in _LINE_END.finditer(text))]
        self.last: tuple[Field | None, tuple[int, bool] | None] = (None, None)

    def cell(self, field: Field) -> tuple[int, bool] | None:
        """Where the cell's own text begins, and whether it is quoted."""
        if self.last[0] is not field:
            self.last = (field, self._find(field))
        return self.last[1]

    def _find(self, field: Field) -> tuple[int, bool] | None:
        line = field.row.line
        if line is None or not 0 < line <= len(self.starts):
            return None
        text, at = self.text, self.starts[line - 1]
        for number in range(field.column.index + 1):
            start, quoted = at, text[at : at + 1] == '"'
            if quoted:
                start += 1
                end = self._closing(start)
                at = end + 1
            else:
                end = at = min(place for place in (text.find(self.delimiter, at), self._line_end(at)) if place >= 0)
            if number < field.column.index:
                if text[at : at + 1] != self.delimiter:
                    return None
                at += 1
        whole = text[start:end].replace('""', '"') if quoted else text[start:end]
        return (start, quoted) if whole == field.value else None

    def _closing(self, at: int) -> int:
        """The quotation mark that closes the cell which begins at `at`."""
        while True:
            at = self.text.find('"', at)
            if at < 0:
                return len(self.text)
            if self.text[at + 1 : at + 2] != '"':
                return at
            at += 2

    def _line_end(self, at: int) -> int:
        found = _LINE_END.search(self.text, at)
        return found.start() if found else len(self.text)

    def region(self, field: Field, span: tuple[int, int]) -> tuple[int, int, int, int] | None:
        found = self.cell(field)
        if found is None:
            return None
        start, quoted = found
        line = field.row.line
        assert line is not None
        places: list[int] = []
        for offset in span:
            doubled = field.value.count('"', 0, offset) if quoted else 0
            place = start + offset + doubled
            while line < len(self.starts) and self.starts[line] <= place:
                line += 1
            places += [line, place - self.starts[line - 1] + 1]
        return places[0], places[1], places[2], places[3]


def _open(sheet: SheetInfo) -> _Text | None:
    path = Path(sheet.path)
    if sheet.encoding is None or sheet.delimiter is None:
        return None
    try:
        if not path.is_file() or path.stat().st_size > MOST:
            return None
        raw = path.read_bytes()
        if hashlib.sha256(raw).hexdigest() != sheet.sha256:
            return None
        return _Text(raw.decode(sheet.encoding).removeprefix("\ufeff"), sheet.delimiter)
    except (OSError, UnicodeError, LookupError):  # what cannot be opened again has no positions; the report is whole without
        return None
