"""The files of a register as streams: plain, compressed with gzip, or the members of a ZIP archive; none is unpacked to disk whole.

An archive within an archive is read too, one level deep; it passes through a temporary file.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from sellercheck.errors import ListError, ListMissing

MEMBERS_MOST = 500_000
RATIO_MOST = 400
"""Unpacked to packed bytes of a member; the offices' own files are at 10 to 30, a bomb at 1000."""
RATIO_FROM = 64 << 20
"""Unpacked bytes below which the ratio says nothing."""
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
_AGAIN = "Download the file again; nothing of it was imported."


def digest(path: Path) -> str:
    """SHA-256 of a file; ListMissing or ListError where it cannot be read."""
    try:
        with path.open("rb") as source:
            return hashlib.file_digest(source, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise ListMissing(f'there is no file "{path}"', "Check the path.") from error
    except OSError as error:
        raise ListError(f'"{path}" cannot be read: {error.strerror or error}', "Check that it is a file you may read.") from error


def members(path: Path, endings: tuple[str, ...]) -> Iterator[tuple[str, BinaryIO]]:
    """Every file of these endings in `path`, by the name messages call it; the file itself when it is no archive. Read within `unzipping`."""
    with path.open("rb") as source:
        yield from _opened(cast("BinaryIO", source), path.name, path.stat().st_size, endings, nested=False)


def _opened(source: BinaryIO, name: str, size: int, endings: tuple[str, ...], *, nested: bool) -> Iterator[tuple[str, BinaryIO]]:
    """The files in an open one that can be rewound; what begins as an archive is one, whatever its name."""
    start = source.read(4)
    source.seek(0)
    if start.startswith(_GZIP):
        yield name, cast("BinaryIO", io.BufferedReader(_Bounded(gzip.GzipFile(fileobj=source), name, size)))
    elif zipfile.is_zipfile(source):
        source.seek(0)
        with zipfile.ZipFile(source) as archive:
            yield from _in_archive(archive, name, endings, nested=nested)
    elif start == _ZIP:
        raise ListError(f"{name}: is a ZIP archive cut short", _AGAIN)
    else:
        source.seek(0)
        yield name, source


def _in_archive(archive: zipfile.ZipFile, name: str, endings: tuple[str, ...], *, nested: bool) -> Iterator[tuple[str, BinaryIO]]:
    found = False
    infos = archive.infolist()
    if len(infos) > MEMBERS_MOST:
        raise ListError(f"{name}: holds {len(infos):,} files", "Check where the file comes from.")
    for info in infos:
        inner = info.filename.lower()
        packed = inner.endswith((".zip", ".gz")) and not nested
        # What a Mac adds beside each file has its ending too.
        if info.is_dir() or inner.startswith("__macosx/") or not (packed or inner.endswith(endings)):
            continue
        member = f"{name}!{info.filename}"
        if info.flag_bits & 1:
            raise ListError(f"{member}: is encrypted", "Give the file as the office publishes it.")
        if info.file_size > RATIO_FROM and info.file_size > RATIO_MOST * max(1, info.compress_size):
            raise ListError(_bomb(member, info.file_size // max(1, info.compress_size)), "Check where the file comes from.")
        found = True
        with archive.open(info) as source:
            if packed:
                with tempfile.TemporaryFile() as apart:
                    shutil.copyfileobj(source, apart, 1 << 20)
                    apart.seek(0)
                    yield from _opened(cast("BinaryIO", apart), member, info.file_size, endings, nested=True)
            else:
                yield member, cast("BinaryIO", source)
    if not found:
        raise ListError(f"{name}: holds no {' or '.join(endings)} file", "Give the file as the office publishes it.")


def _bomb(name: str, times: int) -> str:
    return f"{name}: unpacks to {times:,} times its size"


class _Bounded(io.RawIOBase):
    """A stream that is unpacked, and refused when it grows past what the offices' files do."""

    def __init__(self, source: gzip.GzipFile, name: str, packed: int) -> None:
        super().__init__()
        self.source, self.name, self.packed, self.size = source, name, max(1, packed), 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        got = self.source.read(len(view))
        view[: len(got)] = got
        self.size += len(got)
        if self.size > RATIO_FROM and self.size > RATIO_MOST * self.packed:
            raise ListError(_bomb(self.name, self.size // self.packed), "Check where the file comes from.")
        return len(got)


@contextmanager
def unzipping(path: Path) -> Iterator[None]:
    """A damaged archive as ListError; around whatever reads `members`, since damage shows while they are read."""
    try:
        yield
    except gzip.BadGzipFile as error:
        raise ListError(f"{path.name}: a damaged gzip file: {error}", _AGAIN) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise ListError(f"{path.name}: a damaged archive: {error}", _AGAIN) from error
