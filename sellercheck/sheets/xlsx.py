"""Workbooks: XLSX and XLSM, the old binary XLS, and OpenDocument's ODS, read through python-calamine.

calamine lays a worksheet out as a full rectangle and ends the whole program when that does not fit into memory, so
every worksheet's extent is looked up in its own XML (or BIFF records) before calamine sees it. The same look finds error
cells (`#N/A`), which calamine leaves out.
"""

from __future__ import annotations

import datetime as dt
import re
import string
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BufferedIOBase
from typing import TYPE_CHECKING, Any

from sellercheck.errors import SheetError
from sellercheck.listing import Row, column_letters
from sellercheck.sheets import Book, Content, Fault, ReadOptions

if TYPE_CHECKING:
    import zipfile

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")

MAX_CELLS = 50_000_000
"""Cells of one worksheet's rectangle: 1,048,576 rows of 47 columns. calamine takes 32 bytes for each, so 1.6 GB."""
MAX_PART = 1 << 30
"""Bytes of all parts unpacked; 50 million cells take about this much XML."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE = "Open it in your spreadsheet program and save it as .xlsx."
_UNLOCK = "Open it in your spreadsheet program, remove the password and save it."
_DAMAGED = "Download the workbook again, or open it in your spreadsheet program and save it as .xlsx."


def recognises(head: bytes, _suffix: str) -> bool:
    return head.startswith((b"PK\x03\x04", _OLE))


def recognises_zip(names: list[str]) -> bool:
    """Whether a zip with these members is a workbook's package."""
    return "xl/workbook.xml" in names or _is_ods(names) or any(name.lower().replace("\\", "/") == "xl/workbook.xml" for name in names)


def _is_ods(names: list[str]) -> bool:
    return "content.xml" in names and "mimetype" in names


def read(content: Content, path: str, options: ReadOptions) -> Book:  # noqa: ARG001 - the worksheet is chosen in `columns`
    import hashlib

    with content.open() as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        stream.seek(0)
        package = _ole_package(stream, path) if stream.read(8) == _OLE else _zip_package(stream, path)
    workbook = _Workbook(content, path, package)
    names = [
        (sheet.name, str(sheet.visible).rsplit(".", 1)[-1] != "Visible", str(sheet.typ).rsplit(".", 1)[-1])
        for sheet in workbook.open().sheets_metadata
    ]
    grids = tuple(Worksheet(workbook, name, hidden) for name, hidden, kind in names if kind == "WorkSheet")
    if not grids:
        raise SheetError(f"{path}: holds no worksheet", _SAVE)
    return Book(path=path, format=package.format, grids=grids, sha256=sha256, content=content)


@dataclass(frozen=True, slots=True)
class _Package:
    """What is known of a workbook before calamine opens it."""

    format: str
    extents: Mapping[str, _Extent] | None
    """By worksheet; None where calamine reads one worksheet at a time, so that each can be looked at when it is asked for."""


@dataclass(frozen=True, slots=True)
class _Extent:
    rows: int
    columns: int
    errors: Mapping[tuple[int, int], str]
    """Text of error cells by row and column, both from 0."""
    unworked: tuple[str, ...] = ()
    """Cells with formulas whose results programs other than spreadsheets did not write."""


def _check_extents(extents: Mapping[str, _Extent], path: str) -> None:
    """Raises SheetError where calamine would need more memory than a machine has."""
    cells = 0
    for name, extent in extents.items():
        cells += extent.rows * extent.columns
        if cells > MAX_CELLS:
            raise SheetError(
                f'{path}: worksheet "{name}" reaches to cell {column_letters(extent.columns - 1)}{extent.rows}, which makes more than {MAX_CELLS:,} cells',
                "Delete the stray cell far below or far right, or split the worksheet.",
            )


@dataclass
class Worksheet:
    """One worksheet, read when its rows are asked for."""

    workbook: _Workbook
    name: str | None
    hidden: bool
    keys: tuple[str, ...] | None = None
    faults: list[Fault] = field(default_factory=list)

    def rows(self) -> Iterator[Row]:
        self.faults.clear()
        assert self.name is not None
        sheet, errors, unworked = self.workbook.sheet(self.name)
        if unworked:
            row = int(unworked[0].lstrip(string.ascii_letters))
            self.faults.append(
                Fault(
                    row, f"cell {unworked[0]} holds a formula without its result; open the workbook in your spreadsheet program and save it"
                )
                if len(unworked) == 1
                else Fault(
                    row,
                    f"{len(unworked):,} cells, such as {unworked[0]}, hold formulas without their results; "
                    "open the workbook in your spreadsheet program and save it",
                )
            )
        if sheet.start is None:
            return
        left = ("",) * sheet.start[1]
        error_rows = {row for row, _ in errors}
        for index, cells in enumerate(self.workbook.guarded(sheet.iter_rows)):
            if not any(cells) and cells.count("") == len(cells) and index not in error_rows:
                continue
            values = (*left, *[cell if cell.__class__ is str else _shown(cell) for cell in cells])
            if index in error_rows:
                values = _with_errors(values, index, errors)
            if not all(not value or value.isspace() for value in values):
                yield Row(index + 1, None, values)

    def merged(self) -> list[tuple[int, int, int, int]]:
        """Cells that are merged: first row, first column, last row and last column; rows from 1, columns from 0."""
        assert self.name is not None
        ranges = self.workbook.sheet(self.name)[0].merged_cell_ranges or ()
        return [(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in ranges]


class _Workbook:
    """The opened file; keeps the worksheet read last, since a sheet is looked at before it is read through."""

    def __init__(self, content: Content, path: str, package: _Package) -> None:
        self._content = content
        self._path = path
        self._package = package
        self._opened: Any = None
        self._last: tuple[str, Any, _Extent] | None = None

    def open(self) -> Any:
        """calamine's workbook."""
        if self._opened is None:
            import python_calamine

            with self._content.open() as stream:
                self._opened = self._answer(lambda: python_calamine.CalamineWorkbook.from_filelike(stream), "")
        return self._opened

    def sheet(self, name: str) -> tuple[Any, Mapping[tuple[int, int], str], tuple[str, ...]]:
        """calamine's worksheet, the text of the error cells it left out, and the cells whose formulas have no results."""
        if self._last is None or self._last[0] != name:
            self._last = None
            known = self._package.extents
            extent = _look_at_xlsx(self._content, self._path, name) if known is None else known.get(name, _Extent(0, 0, {}))
            _check_extents({name: extent}, self._path)
            opened = self.open()
            self._last = name, self._answer(lambda: opened.get_sheet_by_name(name), f' in worksheet "{name}"'), extent
        return self._last[1], self._last[2].errors, self._last[2].unworked

    def guarded(self, iterate: Callable[[], Iterator[list[Any]]]) -> Iterator[list[Any]]:
        """calamine's rows, with its complaints in our words."""
        try:
            yield from iterate()
        except BaseException as error:
            raise self._told(error, "") from error

    def _answer(self, ask: Callable[[], Any], where: str) -> Any:
        try:
            return ask()
        except BaseException as error:
            raise self._told(error, where) from error

    def _told(self, error: BaseException, where: str) -> SheetError:
        """calamine's complaint as a SheetError; anything else is raised again."""
        import python_calamine

        if isinstance(error, python_calamine.PasswordError):
            return SheetError(f"{self._path}: is protected with a password", _UNLOCK)
        if isinstance(error, (python_calamine.CalamineError, OSError, ValueError, OverflowError, MemoryError)):
            return SheetError(f"{self._path}: is damaged{where}: {_one_line(error)}", _DAMAGED)
        # A panic in Rust comes as PanicException, which is no Exception, and no module exports its type.
        if type(error).__name__ == "PanicException":
            return SheetError(f"{self._path}: is damaged{where}", _DAMAGED)
        raise error


def _one_line(error: BaseException) -> str:
    text = " ".join(str(error).split())
    return (text[:1].lower() + text[1:])[:160].rstrip(".")


def _shown(cell: Any) -> str:
    """A cell's value the way a person sees it: no trailing `.0`, no exponent in a barcode, dates in ISO 8601."""
    if cell.__class__ is float:
        if cell.is_integer() and abs(cell) < 1e16:
            return str(int(cell))
        # spreadsheets keep 15 digits: 0.30000000000000004 is shown as 0.3
        text = f"{cell:.15g}" if abs(cell) < 1e16 else repr(cell)
        if "e" in text:
            from decimal import Decimal

            text = f"{Decimal(text):f}"
        return text
    if cell is True:
        return "TRUE"
    if cell is False:
        return "FALSE"
    if isinstance(cell, (dt.date, dt.time)):
        return cell.isoformat()
    if isinstance(cell, dt.timedelta):
        seconds = int(cell.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return str(cell)


def _with_errors(values: tuple[str, ...], row: int, errors: Mapping[tuple[int, int], str]) -> tuple[str, ...]:
    cells = list(values)
    for (at, column), text in errors.items():
        if at == row:
            cells += [""] * (column + 1 - len(cells))
            cells[column] = cells[column] or text
    return tuple(cells)


# --- XLSX, XLSM and ODS: zipped XML -------------------------------------------------------------------------------------------


def _zip_package(stream: BufferedIOBase, path: str) -> _Package:
    from sellercheck.sheets._container import check_unpacked

    with open_archive(stream, path) as archive:
        check_unpacked(archive, path, MAX_PART)
        names = archive.namelist()
        if len(set(names)) != len(names):
            raise SheetError(f"{path}: is damaged: its package holds two parts of one name", _DAMAGED)
        if any(info.flag_bits & 1 for info in archive.infolist()):
            raise SheetError(f"{path}: is protected with a password", _UNLOCK)
        _check_real_sizes(archive, path)
        if _is_ods(names):
            manifest = read_part(archive, "META-INF/manifest.xml", path) if "META-INF/manifest.xml" in names else b""
            if b"encryption-data" in manifest:
                raise SheetError(f"{path}: is protected with a password", _UNLOCK)
            if b"spreadsheet" not in read_part(archive, "mimetype", path):
                raise SheetError(f"{path}: is an OpenDocument file, but not a spreadsheet", _SAVE)
            from sellercheck.sheets import _ods

            extents = {
                name: _Extent(rows, columns, {})
                for name, (rows, columns) in _ods.extents(_blocks(archive, "content.xml", path), path).items()
            }
            _check_extents(extents, path)
            return _Package("ods", extents)
        _check_strings(archive, path)
        types = read_part(archive, "[Content_Types].xml", path) if "[Content_Types].xml" in names else b""
        return _Package("xlsm" if b"macroEnabled" in types else "xlsx", None)


def open_archive(stream: BufferedIOBase, path: str) -> zipfile.ZipFile:
    import zipfile

    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, UnicodeDecodeError, OSError) as error:
        raise SheetError(f"{path}: is cut off or damaged: the zip directory at its end is missing", _DAMAGED) from error


def _check_real_sizes(archive: zipfile.ZipFile, path: str) -> None:
    """Unpacks large parts once without keeping them: a zip's directory may lie about sizes, and calamine believes the data.

    Parts that stay within the limit even at deflate's greatest ratio (1032) are spared.
    """
    for info in archive.infolist():
        if info.compress_size * 1032 > MAX_PART // 2:
            for _ in _blocks(archive, info.filename, path):
                pass


def _check_strings(archive: zipfile.ZipFile, path: str) -> None:
    """calamine sets memory aside for as many shared strings as their part announces, whether they are there or not."""
    for name in archive.namelist():
        if name.lower().replace("\\", "/").endswith("sharedstrings.xml"):
            _, attributes = next(_elements(_blocks(archive, name, path), path), ("", {}))
            count = attributes.get("uniqueCount", "0").strip()
            if not count.isdigit() or int(count[:20]) > MAX_CELLS:
                raise SheetError(f"{path}: is damaged: it announces {count[:20]} shared strings", _DAMAGED)


def _blocks(archive: zipfile.ZipFile, name: str, path: str) -> Iterator[bytes]:
    """A part's bytes, block by block, with the size watched as it unfolds. Raises SheetError."""
    import zipfile
    import zlib

    try:
        info = archive.getinfo(name)
        total = 0
        with archive.open(info) as stream:
            while block := stream.read(1 << 20):
                total += len(block)
                if total > MAX_PART:
                    raise SheetError(
                        f"{path}: its part {name!r} unpacks to more than {MAX_PART >> 20:,} MB", "Split the workbook into smaller ones."
                    )
                yield block
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        EOFError,
        ValueError,
        RuntimeError,
        NotImplementedError,
        OverflowError,
        OSError,
    ) as error:
        raise SheetError(f"{path}: is damaged in its part {name!r}", _DAMAGED) from error


def read_part(archive: zipfile.ZipFile, name: str, path: str) -> bytes:
    return b"".join(_blocks(archive, name, path))


_REFERENCE = re.compile(rb'r="([A-Za-z]{0,4}[0-9]{0,10})"')
"""A row's or cell's name in XML whose blanks are taken out; may also match in text, which only makes the rectangle larger."""
_PLAIN_QUOTES = bytes.maketrans(b"'", b'"')
_BLANKS = b" \t\r\n"
_LETTERS = bytes(range(65, 91)) + bytes(range(97, 123))
_DIGITS = b"0123456789"
_ERROR = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^>]*\bt\s*=\s*["']e["'])[^>]*?\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["'][^>]*>(?:<(?:\w+:)?f\b.*?(?:/>|</(?:\w+:)?f>))?\s*<(?:\w+:)?v>([^<]*)<""",
    re.DOTALL,
)
_UNWORKED = re.compile(
    rb'<(?:\w+:)?c r="([A-Z]{1,3}\d{1,7})"(?: s="\d+")?><(?:\w+:)?f(?: [^>]*)?>[^<]*</(?:\w+:)?f>(?:<(?:\w+:)?v ?/>|<(?:\w+:)?v></(?:\w+:)?v>)?</'
)
_NO_RESULT = (b"f></c>", b"f></x:c>", b"f><v/>", b"f><v />", b"f><v></v>", b"f><x:v/>", b"f><x:v />", b"f><x:v></x:v>")
"""A cell with a formula and no result; where the result is an empty text, office programs say `t="str"`."""


def _look_at_xlsx(content: Content, path: str, worksheet: str) -> _Extent:
    """The rectangle around the worksheet's cells, quickly and too large rather than too small, and its error cells."""
    with content.open() as stream, open_archive(stream, path) as archive:
        part = worksheet_parts(archive, path).get(worksheet)
        # where calamine finds the worksheet by some other way, be on the safe side and look at all of them
        parts = [part] if part else [name for name in archive.namelist() if "worksheets/" in name.lower().replace("\\", "/")]
        rows = columns = 0
        errors: dict[tuple[int, int], str] = {}
        unworked: list[str] = []
        for name in parts:
            last_row = last_column = 0
            for block in _tag_blocks(_blocks(archive, name, path)):
                found = b"\n".join(_REFERENCE.findall(block.translate(_PLAIN_QUOTES, _BLANKS)))
                last_row = max(last_row, max(map(int, set(found.translate(None, _LETTERS).split())), default=0))
                last_column = max(last_column, max(map(_column, set(found.translate(None, _DIGITS).split())), default=-1) + 1)
                if b'"e"' in block or b"'e'" in block:
                    errors.update({(int(row) - 1, _column(column)): _unescape(text) for column, row, text in _ERROR.findall(block)})
                if any(end in block for end in _NO_RESULT):
                    unworked += [cell.decode() for cell in _UNWORKED.findall(block)]
            if last_row * last_column > MAX_CELLS // 4:  # formats reach further than values do, so look closer
                last_row, last_column = _reach_of_values(_elements(_blocks(archive, name, path), path))
            rows, columns = max(rows, last_row), max(columns, last_column)
        return _Extent(rows, columns, errors, tuple(unworked))


def _reach_of_values(elements: Iterator[tuple[str, dict[str, str]]]) -> tuple[int, int]:
    """Rows and columns up to the last cell that has content; exact, and ten times slower than the first look."""
    rows = columns = row = column = 0
    for tag, attributes in elements:
        kind = tag.rsplit(":", 1)[-1]
        if kind == "row":
            row, column = _number(attributes.get("r", ""), row + 1), 0
        elif kind == "c":
            name = attributes.get("r", "").strip()
            letters = name.rstrip("0123456789")
            column = _column(letters.encode("ascii", "replace")) + 1 if letters else column + 1
            row = _number(name[len(letters) :], row)
        elif kind in {"v", "is", "f"}:
            rows, columns = max(rows, row), max(columns, column)
    return rows, columns


def _number(digits: str, otherwise: int) -> int:
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 20 else otherwise


def _tag_blocks(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes, cut where a row or at least a tag ends, so that no cell is cut in two."""
    rest = b""
    for block in blocks:
        whole = rest + block
        cut = whole.rfind(b"</row>") + 1 or whole.rfind(b"<c ") or whole.rfind(b"<")
        if cut <= 0 and len(whole) > 64 << 20:
            cut = len(whole)
        rest = whole[cut:] if cut > 0 else whole
        if cut > 0:
            yield whole[:cut]
    yield rest


def _column(letters: bytes) -> int:
    """0-based column of spreadsheet letters."""
    number = 0
    for byte in letters.upper():
        number = number * 26 + byte - 64
    return number - 1


def _unescape(text: bytes) -> str:
    return text.decode("utf-8", "replace").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


def worksheet_parts(archive: zipfile.ZipFile, path: str) -> dict[str, str]:
    """Worksheet name → the part that holds it."""
    import posixpath

    names = {name.lower().replace("\\", "/"): name for name in archive.namelist()}
    targets = {}
    if relations := names.get("xl/_rels/workbook.xml.rels"):
        for _, attributes in _elements(_blocks(archive, relations, path), path):
            if "Id" in attributes and "Target" in attributes:
                targets[attributes["Id"]] = attributes["Target"]
    found = {}
    for tag, attributes in _elements(_blocks(archive, names["xl/workbook.xml"], path), path):
        if tag.rsplit(":", 1)[-1] == "sheet" and "name" in attributes:
            relation = next((value for key, value in attributes.items() if key.rsplit(":", 1)[-1] == "id"), "")
            target = targets.get(relation, "")
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
            if real := names.get(full.lower()):
                found[attributes["name"]] = real
    return found


def _elements(blocks: Iterator[bytes], path: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each element's tag and attributes. A DTD is refused: no workbook has one, and it could make entities explode."""
    from xml.parsers import expat

    parser = expat.ParserCreate()
    started: list[tuple[str, dict[str, str]]] = []

    def refuse(*_: object) -> None:
        raise SheetError(f"{path}: is damaged: a part of the workbook declares a DTD", _DAMAGED)

    parser.StartElementHandler = lambda tag, attributes: started.append((tag, attributes))
    parser.StartDoctypeDeclHandler = refuse
    try:
        for block in blocks:
            for at in range(0, len(block), 4096):  # small pieces: some callers want no more than the first element
                parser.Parse(block[at : at + 4096], False)
                yield from started
                started.clear()
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise SheetError(f"{path}: is damaged: {_one_line(error)}", _DAMAGED) from error


# --- XLS: BIFF records in an OLE container -----------------------------------------------------------------------------------


def _ole_package(stream: BufferedIOBase, path: str) -> _Package:
    from sellercheck.sheets import _ole

    stream.seek(0)
    container = _ole.Container(stream, path)
    names = container.names()
    if "EncryptedPackage" in names:
        raise SheetError(f"{path}: is protected with a password", _UNLOCK)
    if not {"Workbook", "Book", "WORKBOOK", "BOOK"} & names:
        kind = (
            "a Word document"
            if "WordDocument" in names
            else "a PowerPoint presentation"
            if "PowerPoint Document" in names
            else "an Office file of another kind"
        )
        raise SheetError(f"{path}: is {kind}, not a sheet", "Export the sheet as .xlsx or CSV UTF-8 and check that file.")
    known = {name: _Extent(rows, columns, errors) for name, rows, columns, errors in _ole.extents(container)}
    _check_extents(known, path)
    return _Package("xls", known)
