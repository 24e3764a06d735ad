"""Text tables written back: only the bytes of the changed cells differ.

The rows are read again beside the raw lines. A changed cell's letters are found by cutting the record the way the
reader cut it; where the cut does not give the very cells that were read, the row is left as it is and reported.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from sellercheck.errors import SheetError
from sellercheck.listing import Row, column_letters
from sellercheck.sheets import Book, Changes, Unwritten
from sellercheck.sheets._encoding import Text
from sellercheck.sheets.csv import NO_DELIMITER, Dialect, TextGrid

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)")
_STATEFUL = ("iso2022", "iso-2022", "hz", "utf-7")
_QUOTE = '"'


@dataclass(frozen=True, slots=True)
class _Cell:
    """Where one cell stands in its record."""

    start: int
    end: int
    """Code points of the record, quotation marks included, blanks that the reader skips left out."""
    quoted: bool


def write(book: Book, grid: TextGrid, changes: Changes, out: BinaryIO) -> list[Unwritten]:
    """The sheet's bytes with these changes. Raises SheetError where a new text has no place in the sheet's encoding."""
    text = grid.text
    unwritten: list[Unwritten] = []
    out.write(text.bom)
    lines = _Lines(text, book.path)
    line = 1
    adds = _Added(changes, grid.dialect) if changes.added else None
    rows = iter(grid.rows())
    row = next(rows, None)
    while row is not None:
        following = next(rows, None)
        cells = changes.cells.get(row.number, {})
        if cells or adds:
            assert row.line is not None
            lines.copy(row.line - line, out)
            count = None if following is None or following.line is None else following.line - row.line
            block = lines.take(count)
            line = row.line + len(block)
            out.write(_patched(b"".join(block), row, cells, adds, book, grid, unwritten))
        row = following
    lines.copy(None, out)
    return unwritten


class _Lines:
    """The file's lines as bytes, cut where the reader cuts them."""

    def __init__(self, text: Text, path: str) -> None:
        name = text.encoding
        wide = name.startswith(("utf-16", "utf-32"))
        if not wide and (name.startswith(_STATEFUL) or bytes(range(128)).decode(name, "replace") != "".join(map(chr, range(128)))):
            raise SheetError(f"{path}: is in {name}, which cannot be changed in place", "Save the sheet as CSV UTF-8 and fix that file.")
        self._lines = _wide_lines(text) if wide else _byte_lines(text)

    def copy(self, count: int | None, out: BinaryIO) -> None:
        """Write the next `count` lines as they are; None means all that are left."""
        out.writelines(self._lines if count is None else islice(self._lines, count))

    def take(self, count: int | None) -> list[bytes]:
        """The next `count` lines; None means all that are left."""
        if count is None:
            return list(self._lines)
        return list(islice(self._lines, count))


def _byte_lines(text: Text) -> Iterator[bytes]:
    rest = b""
    with text.content.open() as stream:
        stream.seek(len(text.bom))
        while chunk := stream.read(1 << 20):
            rest += chunk
            # A CR at the end may be half of CR LF.
            whole = rest if not rest.endswith(b"\r") else rest[:-1]
            end = 0
            for match in _LINE.finditer(whole):
                end = match.end()
                yield match[0]
            rest = rest[end:]
    while rest:
        last = _LINE.match(rest)
        end = last.end() if last else len(rest)
        yield rest[:end]
        rest = rest[end:]


def _wide_lines(text: Text) -> Iterator[bytes]:
    """UTF-16 and UTF-32 decode and encode without loss."""
    with text.open() as stream:
        for line in stream:
            yield line.encode(text.encoding)


def _patched(
    raw: bytes, row: Row, cells: Mapping[int, str], adds: _Added | None, book: Book, grid: TextGrid, unwritten: list[Unwritten]
) -> bytes:
    encoding = grid.text.encoding
    record = raw.decode(encoding)
    found = _cut(record, row.values, grid.dialect)
    if found is None:
        unwritten += [Unwritten(row.number, at, "its quotation marks do not add up, so the row was left as it is") for at in cells]
        return raw
    places, how, end = found
    edits: list[tuple[int, int, str]] = []
    for at, new in cells.items():
        # A row's only cell is emptied between quotation marks: nothing but a line's end might be read as half of the end before it.
        written = _written(new, how, quoted=places[at].quoted or (not new and len(places) == 1))
        if written is None:
            unwritten.append(Unwritten(row.number, at, "its quotation marks do not add up, so the text cannot be put in"))
            continue
        _must_fit(written, encoding, book, row, at)
        edits.append((places[at].start, places[at].end, written))
    if adds:
        if adds.single:  # commas now part cells: every cell that holds one needs quotation marks
            edits = [(places[0].start, places[0].end, _written(cells.get(0, row.values[0]), adds.dialect, quoted=places[0].quoted) or "")]
        edits.append((end, end, adds.cells(row, encoding)))
    if not edits:
        return raw
    at_byte = _offsets(raw, record, encoding)
    out, done = [], 0
    for start, stop, written in sorted(edits, key=lambda edit: edit[:2]):  # new columns stand behind a last cell that was empty
        out += [raw[done : at_byte(start)], written.encode(encoding)]
        done = at_byte(stop)
    return b"".join((*out, raw[done:]))


def _must_fit(text: str, encoding: str, book: Book, row: Row, at: int) -> None:
    try:
        text.encode(encoding)
    except UnicodeEncodeError as error:
        char = text[error.start]
        raise SheetError(
            f'{book.path}: cell {column_letters(at)}{row.number} needs "{char}" (U+{ord(char):04X}), which {encoding} has no place for',
            "Save the sheet as CSV UTF-8 first, and fix that file.",
        ) from error


def _offsets(raw: bytes, record: str, encoding: str) -> Callable[[int], int]:
    """Code point of the record → its byte."""
    if record.encode(encoding, "replace") == raw:
        return lambda at: len(record[:at].encode(encoding))
    # NOTE: GB18030, cp932 and Big5 write some characters in two ways, and encoding anew would pick the other one.
    decoder = codecs.getincrementaldecoder(encoding)()
    starts, begun = [], 0
    for number in range(len(raw)):
        made = decoder.decode(raw[number : number + 1])
        if made:
            starts += [begun] * len(made)
            begun = number + 1
    starts.append(len(raw))
    return starts.__getitem__


class _Added:
    """The columns that are added at the right."""

    def __init__(self, changes: Changes, dialect: Dialect) -> None:
        self.changes = changes
        self.single = dialect.delimiter == NO_DELIMITER
        self.dialect = Dialect(",") if self.single else dialect

    def cells(self, row: Row, encoding: str) -> str:
        """What goes behind the row's last cell: missing cells up to the headings' width, then the new ones."""
        changes = self.changes
        blank = ("",) * len(changes.added)
        texts = changes.added if row.number == changes.header_row else changes.rows.get(row.number, blank)
        if len(row.values) > changes.first_added:
            return ""
        delimiter = self.dialect.delimiter
        parts = [delimiter * (changes.first_added - len(row.values))]
        for text in texts:
            fit = text.encode(encoding, "replace").decode(encoding)
            parts.append(delimiter + (_written(fit, self.dialect, quoted=False) or ""))
        return "".join(parts)


def _written(text: str, how: Dialect | None, *, quoted: bool) -> str | None:
    """The text as it stands in the file; None when it cannot, for lack of quotation marks that work. No dialect: none do."""
    if how is None:
        return None
    if not quoted:
        special = {how.delimiter, "\r", "\n", _QUOTE, how.escapechar or _QUOTE}
        if not any(char in special for char in text) and not (how.skipinitialspace and text[:1] == " "):
            return text
    if how.escapechar:
        return _QUOTE + text.replace(how.escapechar, how.escapechar * 2).replace(_QUOTE, how.escapechar + _QUOTE) + _QUOTE
    return _QUOTE + text.replace(_QUOTE, _QUOTE * 2) + _QUOTE


def _cut(record: str, values: tuple[str, ...], dialect: Dialect) -> tuple[list[_Cell], Dialect | None, int] | None:
    """Where the cells stand, how their quotation works and where the record ends; None when no way of cutting gives `values`."""
    escaping = Dialect(dialect.delimiter, dialect.skipinitialspace, "\\")
    for how in (dialect, escaping):
        places, texts, end = _cells(record, how)
        if tuple(texts) == values:
            return places, how, end
    first = re.match(r"[^\r\n]*", record)
    assert first is not None
    places, at = [], 0
    for part in first[0].split(dialect.delimiter):
        places.append(_Cell(at, at + len(part), quoted=False))
        at += len(part) + 1
    if tuple(record[cell.start : cell.end] for cell in places) == values:
        return places, None, first.end()
    return None


def _cells(record: str, how: Dialect) -> tuple[list[_Cell], list[str], int]:
    """The record's cells as Python's csv module cuts them, with their places; and where the record ends."""
    places: list[_Cell] = []
    texts: list[str] = []
    delimiter, escape = how.delimiter, how.escapechar
    at, size = 0, len(record)
    while True:
        while how.skipinitialspace and at < size and record[at] == " ":
            at += 1
        start, letters = at, []
        quoted = record[at : at + 1] == _QUOTE
        inside = quoted
        at += quoted
        while at < size:
            char = record[at]
            if char == escape and at + 1 < size:
                letters.append(record[at + 1])
                at += 2
            elif inside and char == _QUOTE:
                if record[at + 1 : at + 2] == _QUOTE:
                    letters.append(_QUOTE)
                    at += 2
                else:
                    inside = False
                    at += 1
            elif not inside and (char == delimiter or char in "\r\n"):
                break
            else:
                letters.append(char)
                at += 1
        places.append(_Cell(start, at, quoted))
        texts.append("".join(letters))
        if at >= size or record[at] != delimiter:
            return places, texts, at
        at += 1
