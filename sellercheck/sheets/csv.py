r"""Text tables: comma, semicolon, tab or pipe between the cells, or a single column without any.

Line ends may be LF, CRLF, CR or CR CR LF, within cells too. A quotation mark that opens a cell and never closes would
swallow the rows after it: such a line is read on its own, reported as a fault, and reading goes on with the next line.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from sellercheck.errors import SheetError, UsageError
from sellercheck.listing import Row
from sellercheck.sheets import Book, Content, Fault, ReadOptions
from sellercheck.sheets._encoding import Text, read_text

SUFFIXES = (".csv", ".tsv", ".tab", ".txt")

MAX_CELL = 16 << 20
"""Most characters in one cell. Descriptions with embedded pictures reach 10 MB; a quotation mark that is never closed
reaches any limit, and this one bounds the memory that takes."""
_MAX_REREAD_LINES = 2_000_000
"""Lines read a second time because of quotation marks before the file is refused: keeps hostile files from taking hours."""
_SAMPLE_CHARS = 1 << 17
_PREFACE = 8
"""Lines at most above a table that are not cut as it is; Taobao's assistant writes one, reports of shops up to six."""
NO_DELIMITER = "\x1f"
"""Stands in where a file has a single column; ASCII's own unit separator does not occur in typed text."""
_SEP_LINE = re.compile(r'"?sep=(.)"?(?:\r\n|\r|\n|$)', re.IGNORECASE)
_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|table|meta|style)\b|\s*MIME-Version:", re.IGNORECASE | re.DOTALL)
_DELIMITER_NAMES = {"comma": ",", "semicolon": ";", "tab": "\t", "\\t": "\t", "pipe": "|", "none": NO_DELIMITER, "": NO_DELIMITER}


class Dialect(NamedTuple):
    """How a table's text is cut into cells."""

    delimiter: str
    skipinitialspace: bool = False
    """Whether blanks after a delimiter are no part of the cell, as in `a, "b, c"`."""
    escapechar: str | None = None
    r"""The backslash in files where it stands before quotation marks inside of cells (`\"`), as databases export them."""


def recognises(_head: bytes, suffix: str) -> bool:
    """A text has no signature of its own: its name tells, and `_container` asks it last in any case."""
    return suffix in SUFFIXES


def read(content: Content, path: str, options: ReadOptions) -> Book:
    text = read_text(content, path, options.encoding)
    sample = text.head(_SAMPLE_CHARS)
    if not sample.strip("\ufeff\0 \t\r\n"):
        raise SheetError(f"{path}: holds no text but blanks", "Save the sheet again and check that it holds rows.")
    if _HTML.match(sample[:4096]):
        raise SheetError(
            f"{path}: is a web page, as some shops' export buttons save under a spreadsheet's name",
            "Open it in your spreadsheet program and save it as .xlsx or CSV UTF-8.",
        )
    marked = _SEP_LINE.match(sample)
    known = _forced(options.delimiter) if options.delimiter is not None else marked[1] if marked else None
    dialect = find_dialect(sample, len(sample) < _SAMPLE_CHARS, path, known)
    notes = text.notes()
    if marked:
        notes = (*notes, 'The line "sep=" at the top tells spreadsheets the delimiter; it is not counted as a row.')
    delimiter = None if dialect.delimiter == NO_DELIMITER else dialect.delimiter
    grid = TextGrid(path, text, dialect, skip_lines=1 if marked else 0)
    return Book(
        path=path,
        format="tsv" if delimiter == "\t" else "csv",
        grids=(grid,),
        sha256=text.sha256,
        content=content,
        encoding=text.encoding,
        delimiter=delimiter,
        line_end=_row_end(sample, dialect.delimiter) or text.line_end,
        bom=bool(text.bom),
        notes=notes,
    )


def _forced(delimiter: str) -> str:
    found = _DELIMITER_NAMES.get(delimiter.lower(), delimiter)
    if len(found) != 1 or found in '"\r\n\ufeff ':
        raise UsageError(
            (f'"{delimiter}"' if delimiter.isprintable() else ascii(delimiter)) + " is no delimiter",
            "Name one character, or comma, semicolon, tab, pipe or none.",
        )
    return found


def _row_end(sample: str, delimiter: str) -> str | None:
    """What ends the first row; line ends inside of cells may be others, and more."""
    lines = io.StringIO(sample, newline="").readlines()
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        next(reader)
    except (csv.Error, StopIteration):
        return None
    used = reader.line_num
    if lines[used - 1].endswith("\r") and lines[used : used + 1] == ["\r\n"]:
        return "\r\r\n"
    return next((end for end in ("\r\n", "\n", "\r") if lines[used - 1].endswith(end)), None)


class TextGrid:
    """The rows of a text table."""

    name: str | None = None
    hidden: bool = False
    keys: tuple[str, ...] | None = None

    def __init__(self, path: str, text: Text, dialect: Dialect, skip_lines: int = 0) -> None:
        """`skip_lines`: lines at the top that are no row to a spreadsheet."""
        self.path, self.text, self.dialect, self.skip_lines = path, text, dialect, skip_lines
        self.faults: list[Fault] = []

    def rows(self) -> Iterator[Row]:
        self.faults.clear()
        csv.field_size_limit(max(MAX_CELL, csv.field_size_limit()))
        delimiter, blanks, escapechar = self.dialect.delimiter, self.dialect.skipinitialspace, self.dialect.escapechar
        made = tuple.__new__  # NOTE: a named tuple's own way of being made takes three times as long, and this is every row of every sheet
        number = 0
        width = 0
        reread = 0
        before = base = self.skip_lines  # lines that complete rows took, and lines before those the current reader takes
        kept: list[str] = []  # lines read since the last complete row, for reading them again
        kept_from = before
        again: list[str] = []
        with self.text.open() as stream:

            def feed() -> Iterator[str]:
                nonlocal kept, kept_from
                while fresh := stream.readlines(1 << 16):
                    kept = kept[before - kept_from :] + fresh
                    kept_from = before
                    yield from fresh

            for _ in range(self.skip_lines):
                stream.readline()
            while True:
                reader = csv.reader(chain(again, feed()), delimiter=delimiter, skipinitialspace=blanks, escapechar=escapechar, strict=True)
                try:
                    for values in reader:
                        number += 1
                        line = before + 1
                        before = base + reader.line_num
                        if values and ((values[0] and not values[0].isspace()) or not _blank(values)):
                            width = len(values)
                            yield made(Row, (number, line, tuple(values)))
                except csv.Error as error:
                    used = base + reader.line_num
                    lines = kept[before - kept_from : used - kept_from]
                    later = kept[used - kept_from :]
                    mended, took = self._mend(lines, width, before + 1, str(error))
                    number += 1
                    if not _blank(mended):
                        yield Row(number, before + 1, tuple(mended))
                    reread += len(lines) - took
                    if reread > _MAX_REREAD_LINES:
                        raise SheetError(
                            f"{self.path}:{before + 1}: quotation marks that open and never close, again and again",
                            "Open the file in your spreadsheet program and save it as CSV UTF-8 again.",
                        ) from error
                    kept = again = lines[took:] + later
                    before += took
                    base = kept_from = before
                else:
                    return

    def _mend(self, lines: list[str], width: int, number: int, error: str) -> tuple[list[str], int]:
        """Cells of the row that starts `lines`, which `csv` found misquoted, and how many of the lines it took."""
        if "field larger" in error:
            self.faults.append(
                Fault(
                    number,
                    f"a cell holds more than {MAX_CELL >> 20} million characters, or its quotation mark never closes; the line was read on its own",
                )
            )
            return self._cut(lines[0]), 1
        escaped = self._parse(lines, escapechar="\\")
        if len(escaped) == 1 and len(escaped[0]) == width:  # \" inside a cell, as databases export it
            return escaped[0], len(lines)
        first = lines[:1]
        lenient = next(iter(csv.reader(first, delimiter=self.dialect.delimiter, skipinitialspace=self.dialect.skipinitialspace)), [])
        if len(lines) == 1 and len(lenient) == width and not lenient[-1].endswith(("\n", "\r")):
            return lenient, 1  # a quotation mark inside a quoted cell was not doubled, but the cells come out
        plain = self._cut(lines[0])
        if len(lines) == 1:
            reason = (
                f"a quotation mark inside a quoted cell is not doubled; the line was read as {len(plain)} cell{'s' * (len(plain) != 1)}"
            )
        else:
            reason = "a quotation mark opens a cell and does not close where the cell ends; the line was read on its own"
        self.faults.append(Fault(number, reason))
        return (lenient if len(lenient) == width and not lenient[-1].endswith(("\n", "\r")) else plain), 1

    def _parse(self, lines: list[str], *, escapechar: str) -> list[list[str]]:
        if not any(escapechar in line for line in lines):
            return []
        try:
            return list(csv.reader(lines, delimiter=self.dialect.delimiter, escapechar=escapechar, strict=True))
        except csv.Error:
            return []

    def _cut(self, line: str) -> list[str]:
        """The line's cells with quotation marks as plain text."""
        return line.rstrip("\r\n").split(self.dialect.delimiter)


def _blank(values: list[str]) -> bool:
    return not any(value and not value.isspace() for value in values)


# --- the delimiter ---------------------------------------------------------------------------------------------------------


def find_dialect(sample: str, whole: bool, path: str, delimiter: str | None = None) -> Dialect:
    """The delimiter that cuts the sample's rows most evenly, none for a single column; and how its quotation works.

    Titles hold commas too, so a delimiter must give most rows one width, and what follows it must not look like prose:
    people type a blank after a comma, programs do not. A `delimiter` that is given is believed.
    """
    lines = io.StringIO(sample, newline="").readlines()
    if not whole and len(lines) > 1:
        lines.pop()
    suffix = path.rsplit(".", 1)[-1].lower()
    best, best_score = Dialect(delimiter or NO_DELIMITER), 0.0
    for each in delimiter or "\t,;|^~":
        if not any(each in line for line in lines):
            continue
        for blanks in (False, True) if any(f'{each} "' in line for line in lines) else (False,):
            score = _evenness(lines, each, blanks)
            if each in "^~" and score < 0.75:
                continue  # they also stand in titles and ranges: nothing less than three columns in every row
            score *= 1.2 if each == "\t" else 1.05 if suffix == "csv" and each in ",;" else 1.0
            if score > best_score:
                best, best_score = Dialect(each, blanks), score
    if any('\\"' in line for line in lines) and not _strict(lines, best) and _strict(lines, escaping := best._replace(escapechar="\\")):
        return escaping
    return best


def _strict(lines: list[str], dialect: Dialect) -> bool:
    """Whether all quotation marks are where they should be."""
    try:
        for _ in csv.reader(
            lines, delimiter=dialect.delimiter, skipinitialspace=dialect.skipinitialspace, escapechar=dialect.escapechar, strict=True
        ):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)  # the sample ends within a cell
    return True


def _evenness(lines: list[str], delimiter: str, blanks: bool) -> float:
    """0 for what cannot be a delimiter, else up to 1: share of rows that have the usual width, more for more columns."""
    rows: list[list[str]] = []
    with contextlib.suppress(csv.Error):  # a cell beyond the limit: the rows before it tell enough
        rows.extend(values for values in csv.reader(lines, delimiter=delimiter, skipinitialspace=blanks) if any(values))
    if len(rows) > 1 and any("\n" in value or "\r" in value for value in rows[-1]):
        rows.pop()  # the sample ended inside a quoted cell
    preface = next((at for at, values in enumerate(rows[:_PREFACE]) if len(values) > 1), 0)
    if (
        preface
        and {len(values) for values in rows[preface:]} == {len(rows[preface])}
        and len(rows) > preface + 1
        and len(rows[preface]) > (2 if all(values[0].startswith("#") for values in rows[:preface]) else 3)
    ):
        rows = rows[preface:]  # lines of their own stand above the table: a version, a date, the shop's name
    widths: dict[int, int] = {}
    for values in rows:
        widths[len(values)] = widths.get(len(values), 0) + 1
    if not rows or (usual := max(widths, key=lambda width: (widths[width], width))) < 2:
        # most rows have one cell: the widest may still be the table, under lines of another kind (eBay's Info lines)
        if not rows or len(rows[0]) < 3 or max(widths) < 4:
            return 0.0
        usual = max(widths)
    share = widths[usual] / len(rows)
    after = [value for values in rows for value in values[1:] if value]
    prose = sum(value.startswith(" ") for value in after) / max(1, len(after))
    first = len(rows[0])
    if not blanks and prose > 0.5 and (share < 0.95 or len(rows) < 3 or first != usual):
        return 0.0
    if first == 1 and share < 0.9:
        return 0.0
    if share < 0.5 and first < 3:
        return 0.0
    return (share if first == usual else 0.7 * share) * (1 - 1 / (usual + 1)) + 1e-6
