"""Readers of product sheets: any file a seller really has becomes grids of text rows.

`open_books` decides the format by the file's content, its name is only a hint. In this folder a file's name is a
format family's name (`csv.py` also reads TSV, `xlsx.py` every workbook); what starts with an underscore is no member.
A member has `SUFFIXES`, `recognises(head, suffix)` and `read(content, path, options)`.
Nothing here knows what a column means: that is `sellercheck.columns`.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import BufferedIOBase
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Protocol

from sellercheck.listing import Row

if TYPE_CHECKING:  # costs every start of the command 3 ms
    from pathlib import Path
    from typing import BinaryIO


OWN = "sellercheck "
"""How the headings of columns and the names of worksheets begin that we add, and in a sheet without headings our cells: read again, they are left alone."""


class ReadOptions(NamedTuple):
    """What the user may force. The readers obey `encoding` and `delimiter`; `worksheet` and `header_row` are for `columns`."""

    worksheet: str | None = None
    header_row: int | None = None
    encoding: str | None = None
    delimiter: str | None = None


_UNFORCED = ReadOptions()


class Fault(NamedTuple):
    """A row that could not be read, or not wholly."""

    line: int
    """The physical line of a text file; in a workbook or Parquet file the row."""
    reason: str
    """Lower case, no full stop."""


class Content(Protocol):
    """A sheet's bytes, unpacked; wherever they lie, they can be read any number of times."""

    @property
    def size(self) -> int: ...

    @property
    def path(self) -> Path | None:
        """The file that holds these bytes as they are; None when they are kept in memory."""

    def open(self) -> BufferedIOBase: ...


class Grid(Protocol):
    """One worksheet, text file or feed: rows of text."""

    @property
    def name(self) -> str | None:
        """The worksheet's name; None for anything but workbooks."""

    @property
    def hidden(self) -> bool:
        """Whether the workbook hides this worksheet. Hidden ones are read only when `rows` is called."""

    @property
    def keys(self) -> tuple[str, ...] | None:
        """The names of the columns in formats that name their fields (JSON Lines, XML, Parquet); None in all others."""

    @property
    def faults(self) -> list[Fault]:
        """What went wrong row by row; filled while `rows` runs, emptied when it starts again."""

    def rows(self) -> Iterator[Row]:
        """All rows that hold any text, from the start, as often as asked; read while iterated where the format allows.

        Numbers are the spreadsheet's, so blank rows count though they are not given; of named fields the first item is 1.
        Raises SheetError.
        """


class Book(NamedTuple):
    """One file as read, and what is needed to write it back alike."""

    path: str
    """As the user gave it; `stock.zip!inner.csv` for a zip's member, `-` for standard input."""
    format: str
    """csv, tsv, xlsx, xlsm, xls, ods, jsonl, xml or parquet."""
    grids: tuple[Grid, ...]
    sha256: str
    """Of the sheet's own bytes: unpacked, where it came in a zip or gz."""
    content: Content
    encoding: str | None = None
    """Python's name of the text encoding; None for workbooks and Parquet."""
    delimiter: str | None = None
    """None where there is none: a text file of a single column, and every other format."""
    line_end: str | None = None
    r"""What ends the rows of a text table, or most lines of other text: `\n`, `\r\n`, `\r` or `\r\r\n`."""
    bom: bool = False
    """Whether the text starts with a byte order mark."""
    notes: tuple[str, ...] = ()
    """What a person should know about how it was read, as sentences."""


class Changes(NamedTuple):
    """What is to be different in a copy of a sheet."""

    cells: Mapping[int, Mapping[int, str]]
    """Number of the row → 0-based column → the cell's whole new text."""
    added: tuple[str, ...] = ()
    """Headings of new columns."""
    first_added: int = 0
    """0-based place of the first of them: right of everything else."""
    header_row: int | None = None
    """The row that takes the headings; None for a sheet without any."""
    rows: Mapping[int, tuple[str, ...]] = MappingProxyType({})
    """Number of the row → texts of the new columns."""
    marks: Mapping[tuple[int, int], str] = MappingProxyType({})
    """Row and column of cells to be coloured, where the format has colours → high, medium or low."""
    found: Mapping[tuple[int, int], tuple[str, tuple[tuple[int, int], ...]]] = MappingProxyType({})
    """Row and column of cells → their text, and the spans of it to be shown in bold, where the format has fonts."""
    filtered: str = ""
    """The area to get a filter, such as `A1:F90`, where the format has filters."""

    def __bool__(self) -> bool:
        return bool(self.cells or self.added or self.marks or self.found)


class Chart(NamedTuple):
    """A chart on a worksheet of ours."""

    xml: str
    """Its part, a `c:chartSpace`."""
    title: str
    """For those who cannot see it."""
    corners: tuple[tuple[int, int], tuple[int, int]]
    """0-based column and row of the first cell it covers, and of the one behind the last."""


class Formats(dict[str, int]):
    """The numbers of the cell formats by name, for worksheets of ours."""

    strings: dict[str, int] | None = None
    """Texts as XML, with their numbers, that several cells of a new workbook share; None where every text stands in its cell."""


class Addition(NamedTuple):
    """A worksheet of ours in a workbook."""

    name: str
    """As no other worksheet there is called, by case either; at most 31 characters."""
    rows: Callable[[Formats], Iterable[str]]
    """Its rows as XML, made when they are written."""
    widths: tuple[float, ...] = ()
    """Of its columns, in characters; 0 leaves one as wide as it is."""
    frozen: int = 0
    """Rows that stay in sight."""
    filtered: str = ""
    """The area with a filter, such as `A1:C9`."""
    charts: tuple[Chart, ...] = ()


class Unwritten(NamedTuple):
    """A change that the sheet's own form does not allow."""

    row: int
    column: int
    reason: str
    """Lower case, no full stop."""


def open_books(path: str | Path, options: ReadOptions = _UNFORCED) -> Iterator[Book]:
    """One book for a file or standard input (`-`), one for each sheet in a zip or a folder, sorted by name.

    Raises SheetError when a file is missing, empty, damaged, too large or no sheet, and when a folder or zip holds none.
    """
    from sellercheck.sheets import _container

    return _container.books(str(path), options)


def files_in(folder: str | Path) -> list[str]:
    """The sheets and archives in a folder and below it, told by their endings and sorted; also folders that cannot be looked into.

    Raises SheetError when there is none, or the folder itself cannot be looked into.
    """
    from sellercheck.sheets import _container

    return _container.files_in(str(folder))


def file_of(path: str) -> str:
    """The file that a book's `path` names: `stock.zip` of `stock.zip!inner.csv`. A file's own name may hold the sign as well."""
    while "!" in path and not os.path.isfile(path):  # noqa: PTH113 - for every sheet of a run
        path = path.rpartition("!")[0]
    return path


def is_read_from(sheet: str, file: Path) -> bool:
    """Whether `file` is what the sheet is read from, by whatever path, link or redirection of standard input."""
    try:
        source = os.fstat(sys.stdin.fileno()) if sheet == "-" else os.stat(file_of(sheet))  # noqa: PTH116 - no pathlib here, see above
        return stat.S_ISREG(source.st_mode) and os.path.samestat(source, file.stat())
    except (OSError, ValueError, AttributeError):  # not there, no file name at all, or no standard input
        return False


def write_book(book: Book, grid: Grid, changes: Changes, out: BinaryIO, suffix: str) -> tuple[list[Unwritten], tuple[str, ...]]:
    """A copy of the sheet with these changes, in the sheet's own form where that can be written and `suffix` goes with it.

    `suffix`: of the file's new name, with its dot, in small letters. Gives what could not be written, and notes for a
    person. Raises SheetError where a text has no place in the sheet's encoding, UsageError for a suffix of another format.
    """
    from sellercheck.sheets import _writing

    return _writing.write(book, grid, changes, out, suffix)


def add_to_book(book: Book, grid: Grid, changes: Changes, out: BinaryIO, added: Sequence[Addition]) -> list[Unwritten]:
    """An XLSX workbook as it is, or an XLSM one without its macros, with changes to one worksheet, a filter there, and worksheets of ours.

    Gives what could not be written. Raises SheetError where the workbook has changed since it was read, or is not laid out as
    office programs do.
    """
    from sellercheck.sheets import _writing, _xlsx_writer
    from sellercheck.sheets.xlsx import Worksheet

    assert isinstance(grid, Worksheet)
    _writing.unchanged_since(book)
    return _xlsx_writer.write(book, grid, changes, out, added)


def new_book(added: Sequence[Addition], out: BinaryIO) -> None:
    """A workbook of worksheets of ours alone."""
    from sellercheck.sheets import _additions

    _additions.write_new(added, out)
