"""From what the user named (a file, a folder, a zip, a gz, standard input) to the bytes of each sheet in it.

Packed and piped bytes go to memory or, above `IN_MEMORY`, to a temporary file, so that every sheet can be read twice.
Nothing is ever written under a name that a zip brings along.
"""

from __future__ import annotations

import io
import os
import stat
import sys
import weakref
import zlib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import IO, TYPE_CHECKING

from sellercheck.errors import SheetError
from sellercheck.sheets import Book, Content, ReadOptions

if TYPE_CHECKING:
    import zipfile

IN_MEMORY = 8 << 20
MAX_UNPACKED = 4 << 30
"""Most bytes taken from a pipe, a gz or one member of a zip: larger than any sheet met (the largest data set known here has
2.5 GB), and what a temporary directory can be expected to hold."""
MAX_RATIO, RATIO_FROM = 250, 64 << 20
"""Above 64 MiB, packed text that grows more than 250 times is taken for a zip bomb: real sheets grow 3 to 60 times."""
MAX_MEMBERS = 20_000

MEMBERS = ("parquet", "xlsx", "xml", "jsonl", "csv")
"""Formats in the order they are asked whether they know the bytes; `csv` takes any text, so it comes last."""
_OTHER_KINDS = (
    (0, b"\x89PNG", "a PNG picture"),
    (0, b"\xff\xd8\xff", "a JPEG picture"),
    (0, b"GIF8", "a GIF picture"),
    (8, b"WEBP", "a WebP picture"),
    (0, b"BM\x00", "a BMP picture"),
    (0, b"II*\x00", "a TIFF picture"),
    (0, b"%PDF", "a PDF document"),
    (0, b"{\\rtf", "an RTF document"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (0, b"Rar!", "a RAR archive"),
    (0, b"BZh", "a bzip2 archive"),
    (0, b"\xfd7zXZ", "an xz archive"),
    (0, b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (257, b"ustar", "a tar archive"),
    (0, b"SQLite format 3\x00", "an SQLite database"),
    (4, b"Standard Jet DB", "an Access database"),
    (4, b"Standard ACE DB", "an Access database"),
    (0, b"ARROW1", "an Arrow or Feather file"),
    (0, b"ORC", "an ORC file"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ\x90", "a program"),
    (4, b"ftyp", "a video"),
    (0, b"ID3", "a sound file"),
)  # fmt: skip
_SAVE_AS = "Export the sheet as .xlsx or CSV UTF-8 and check that file."
_HEAD = 1 << 16


class File:
    """A sheet that lies in a file."""

    def __init__(self, path: Path, *, temporary: bool = False) -> None:
        self.path: Path | None = path
        self.size = path.stat().st_size
        if temporary:
            weakref.finalize(self, _remove, path)

    def open(self) -> io.BufferedIOBase:
        assert self.path is not None
        try:
            return self.path.open("rb")
        except OSError as error:
            raise _cannot_read(str(self.path), error) from error


class Memory:
    """A small sheet that was unpacked or came from a pipe."""

    path: Path | None = None

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size = len(data)

    def open(self) -> io.BufferedIOBase:
        return io.BytesIO(self._data)


def books(path: str, options: ReadOptions) -> Iterator[Book]:
    """All sheets at `path`; see `open_books`."""
    if path == "-":
        yield from _unpack(_spool(sys.stdin.buffer, path), path, options)
        return
    try:
        yield from _books_at(path, options)
    except OSError as error:
        raise _cannot_read(path, error) from error


def _books_at(path: str, options: ReadOptions) -> Iterator[Book]:
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - a pathlib.Path would take "\0" and long names apart differently
    except ValueError as error:  # a NUL in the name
        raise SheetError(f"{path!r}: is no file name") from error
    if stat.S_ISDIR(mode):
        for name in files_in(path):
            yield from books(name, options)
    elif stat.S_ISREG(mode):
        yield from _unpack(File(Path(path)), path, options)
    elif stat.S_ISFIFO(mode):
        with Path(path).open("rb") as stream:
            content = _spool(stream, path)
        yield from _unpack(content, path, options)
    else:
        raise SheetError(f"{path}: is neither a file nor a folder", "Name a product sheet, a folder of them, or - for standard input.")


def files_in(path: str) -> list[str]:
    """The sheets and archives in a folder and below it, sorted; see `sellercheck.sheets.files_in`."""
    suffixes = {*_sheet_suffixes(), ".gz", ".zip"}
    found = []
    closed: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith((".", "__MACOSX"))]
        # "~$stock.xlsx" is the mark Excel leaves while a workbook is open, "._stock.csv" a Mac's shadow of a file
        named = (Path(folder, name) for name in names if Path(name).suffix.lower() in suffixes and not name.startswith((".", "~$")))
        found += [str(file) for file in named if file.is_file() or not file.exists()]  # a pipe would be waited for; a dead link is told
    for error in closed:
        if error.filename == path:
            raise _cannot_read(path, error) from error
        found.append(error.filename)  # opening it tells why
    if not found:
        raise SheetError(f"{path}: holds no sheet", f"Name a folder with files ending in {', '.join(sorted(suffixes))}.")
    return sorted(found)


def _sheet_suffixes() -> tuple[str, ...]:
    return tuple(suffix for name in MEMBERS for suffix in _member(name).SUFFIXES)


def _member(name: str) -> ModuleType:
    return import_module(f"sellercheck.sheets.{name}")


def _unpack(content: Content, path: str, options: ReadOptions) -> Iterator[Book]:
    with content.open() as stream:
        head = stream.read(_HEAD)
    if head.startswith(b"\x1f\x8b"):
        inner = _gunzip(content, path)
        yield _read(inner, path, _head_inside(inner, path), options)
    elif _is_zip(head) and not _is_workbook(content, path):
        with content.open() as stream, _directory(stream, path) as archive:
            yield from _zip(archive, path, options)
    else:
        yield _read(content, path, head, options)


def _read(content: Content, path: str, head: bytes, options: ReadOptions) -> Book:
    """The sheet in these bytes, by the first format that knows them."""
    if not head:
        raise SheetError(f"{path}: is empty", "Save the sheet again and check that it holds rows.")
    for offset, magic, kind in _OTHER_KINDS:
        if head.startswith(magic, offset):
            raise SheetError(f"{path}: is {kind}, not a sheet", _SAVE_AS)
    suffix = Path(path.removesuffix(".gz")).suffix.lower()
    first = head.removeprefix(b"\xef\xbb\xbf")[:1]
    plain = suffix in {".csv", ".tsv", ".txt"} and (first.isalnum() or first in {b'"', b"*"}) and not head.startswith((b"PK", b"PAR"))
    for name in ("csv",) if plain else MEMBERS:  # spares a short table the loading of the other readers
        module = _member(name)
        if module.recognises(head, suffix):
            return _read_with(module, content, path, options)
    if extra := _installed_beside(head, suffix):
        return _read_with(extra, content, path, options)
    return _read_with(_member("csv"), content, path, options)


def _read_with(module: ModuleType, content: Content, path: str, options: ReadOptions) -> Book:
    book: Book = module.read(content, path, options)
    return book


def _installed_beside(head: bytes, suffix: str) -> ModuleType | None:
    """A format that a package installed beside ours adds, when the bytes are no text of ours."""
    if b"\0" not in head:
        return None
    from sellercheck import families

    for name in families.names("sheets"):
        if name not in MEMBERS and (module := families.load("sheets", name)).recognises(head, suffix):
            return module
    return None


# --- packed ----------------------------------------------------------------------------------------------------------------


def _is_zip(head: bytes) -> bool:
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def _is_workbook(content: Content, path: str) -> bool:
    """Whether this zip is a workbook's package."""
    with content.open() as stream, _directory(stream, path) as archive:
        known: bool = _member("xlsx").recognises_zip(archive.namelist())
        return known


def _head_inside(content: Content, path: str) -> bytes:
    """The first bytes of what an archive held. Raises SheetError when that is an archive again."""
    with content.open() as stream:
        head = stream.read(_HEAD)
    if head.startswith(b"\x1f\x8b") or (_is_zip(head) and not _is_workbook(content, path)):
        raise SheetError(f"{path}: holds another archive", "Unpack it and name the sheet inside.")
    return head


def _directory(stream: io.BufferedIOBase, path: str) -> zipfile.ZipFile:
    """The zip's table of contents, which stands at its end."""
    import zipfile

    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, UnicodeDecodeError, OSError) as error:
        raise SheetError(
            f"{path}: is cut off or damaged: the zip directory at its end is missing", "Download or copy the file again."
        ) from error
    if len(archive.infolist()) > MAX_MEMBERS:
        raise SheetError(
            f"{path}: holds {len(archive.infolist()):,} files, more than {MAX_MEMBERS:,}", "Name the sheets themselves or a folder of them."
        )
    return archive


def check_unpacked(archive: zipfile.ZipFile, path: str, most: int) -> None:
    """Refuses a zip whose directory announces more than `most` bytes, or growth that only a bomb has. Raises SheetError."""
    for info in archive.infolist():
        _check_growth(info.compress_size, info.file_size, f"{path}: its part {info.filename!r}")
    total = sum(info.file_size for info in archive.infolist())
    if total > most:
        raise SheetError(
            f"{path}: unpacks to {total >> 20:,} MB, more than the {most >> 20:,} MB allowed", "Split the sheet into smaller files."
        )


def _check_growth(packed: int, unpacked: int, what: str) -> None:
    if unpacked > RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1):
        raise SheetError(
            f"{what} grows more than {MAX_RATIO} times when unpacked, as only a zip bomb does",
            "Save the sheet again with your spreadsheet program.",
        )


def _zip(archive: zipfile.ZipFile, path: str, options: ReadOptions) -> Iterator[Book]:
    if kind := _kind_of_package(archive.namelist()):
        raise SheetError(f"{path}: is {kind}, not a sheet that is read here", "Export the sheet as .xlsx or CSV UTF-8 and check that file.")
    suffixes = _sheet_suffixes()
    sheets, others = [], []
    for info in archive.infolist():
        name = _shown_name(info)
        base = name.rsplit("/", 1)[-1]
        if not base or "__MACOSX" in name.split("/") or base.startswith((".", "~$")):  # no base: a folder
            continue
        if base.lower().endswith((".zip", ".gz", ".7z", ".rar", ".tar")):
            raise SheetError(f'{path}: holds another archive, "{name}"', "Unpack it and name the sheet or the folder.")
        if base.lower().endswith(suffixes):
            sheets.append((name, info))
        else:
            others.append(name)
    if not sheets:
        raise SheetError(f"{path}: holds no sheet", f"Zip files ending in {', '.join(sorted(suffixes))}.")
    for name, info in sorted(sheets, key=lambda sheet: sheet[0]):
        whole = f"{path}!{name}"
        content = _extract(archive, info, whole)
        book = _read(content, whole, _head_inside(content, whole), options)
        if others:
            named = ", ".join(sorted(others)[:3]) + (" …" if len(others) > 3 else "")
            book = book._replace(
                notes=(
                    *book.notes,
                    f"The zip also holds one file that is no sheet: {named}."
                    if len(others) == 1
                    else f"The zip also holds {len(others)} files that are no sheet: {named}.",
                ),
            )
        yield book


def _kind_of_package(names: list[str]) -> str | None:
    """What an office program would open this zip as; None for an ordinary zip."""
    kinds: tuple[tuple[str, str], ...]
    if "[Content_Types].xml" in names:
        kinds = (
            ("word/", "a Word document"),
            ("ppt/", "a PowerPoint presentation"),
            ("xl/", "a binary Excel workbook (.xlsb)"),
            ("", "an Office file"),
        )
    elif any(name.endswith(".iwa") for name in names) or "Index.zip" in names:
        kinds = (("", "a Numbers, Pages or Keynote document"),)
    elif "META-INF/MANIFEST.MF" in names or "AndroidManifest.xml" in names:
        kinds = (("", "a program"),)
    else:
        return None
    return next(kind for start, kind in kinds if any(name.startswith(start) for name in names))


def _shown_name(info: zipfile.ZipInfo) -> str:
    """The member's name; without the UTF-8 flag, zips from Chinese or Japanese Windows name files in its code page."""
    if info.flag_bits & 0x800 or info.filename.isascii():
        return info.filename
    from sellercheck.sheets._encoding import guess_name

    try:
        return guess_name(info.filename.encode("cp437"))
    except UnicodeError:
        return info.filename


def _extract(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str) -> Content:
    import zipfile

    if info.flag_bits & 1:
        raise SheetError(f"{path}: is encrypted with a password", "Unpack the zip with its password and name the sheet.")
    _check_growth(info.compress_size, info.file_size, path)
    if info.file_size > MAX_UNPACKED:
        raise SheetError(f"{path}: unpacks to more than {MAX_UNPACKED >> 30} GB", "Split the sheet into smaller files.")
    try:
        with archive.open(info) as stream:
            return _spool(stream, path, info.compress_size)
    except NotImplementedError as error:
        raise SheetError(f"{path}: is packed with a method this program does not know", "Pack it again as an ordinary zip.") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, OverflowError, OSError) as error:
        raise SheetError(f"{path}: is damaged inside its zip", "Download or copy the zip again.") from error


def _gunzip(content: Content, path: str) -> Content:
    import gzip

    try:
        with content.open() as packed, gzip.GzipFile(fileobj=packed) as stream:
            return _spool(stream, path, content.size)
    except EOFError as error:
        raise SheetError(f"{path}: is cut off: the gz data ends too early", "Download or copy the file again.") from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise SheetError(f"{path}: is a damaged gz file", "Download or copy the file again.") from error


def _spool(stream: IO[bytes] | io.BufferedIOBase, path: str, packed: int | None = None) -> Content:
    """All bytes of a stream that can be read only once. `packed` is their packed size, where they are unpacked here."""
    data = stream.read(IN_MEMORY)
    if len(data) < IN_MEMORY:
        return Memory(data)
    import tempfile

    handle, name = tempfile.mkstemp(prefix="sellercheck-")
    try:
        with os.fdopen(handle, "wb") as spool:
            spool.write(data)
            for block in _watched(stream, path, packed, len(data)):
                spool.write(block)
    except BaseException:
        _remove(Path(name))
        raise
    return File(Path(name), temporary=True)


def _watched(stream: IO[bytes] | io.BufferedIOBase, path: str, packed: int | None, taken: int) -> Iterator[bytes]:
    """The rest of a stream, as long as it stays within bounds. Raises SheetError."""
    while data := stream.read(1 << 20):
        taken += len(data)
        if packed is not None:
            _check_growth(packed, taken, path)
        if taken > MAX_UNPACKED:
            raise SheetError(f"{path}: holds more than {MAX_UNPACKED >> 30} GB", "Split the sheet into smaller files.")
        yield data


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)


def _near(path: str) -> str | None:
    """The file in the same folder that is called nearly so, as a question; None where there is none."""
    from difflib import get_close_matches

    place = Path(path)
    try:
        there = [each.name for each in place.parent.iterdir()]
    except OSError:
        return None
    near = get_close_matches(place.name, there, 1, 0.75)
    return f'Did you mean "{place.with_name(near[0])}"?' if near else None


def _cannot_read(path: str, error: OSError) -> SheetError:
    hint = None
    if isinstance(error, FileNotFoundError):
        hint = _near(path) or "Check the path and the spelling of the file's name."
    elif isinstance(error, PermissionError):
        hint = "Close the file in other programs, or ask for the right to read it."
    return SheetError(f"{path}: {(error.strerror or str(error)).lower()}", hint)
