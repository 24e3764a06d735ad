"""The files of a register as streams: plain, or the members of a ZIP archive, never unpacked to disk."""

from __future__ import annotations

import hashlib
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
    if not zipfile.is_zipfile(path):
        with path.open("rb") as source:
            if source.read(4) == b"PK\x03\x04":
                raise ListError(f"{path.name}: is a ZIP archive cut short", "Download the file again; nothing of it was imported.")
            source.seek(0)
            yield path.name, source
        return
    found = False
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
        if len(infos) > MEMBERS_MOST:
            raise ListError(f"{path.name}: holds {len(infos):,} files", "Check where the file comes from.")
        for info in infos:
            if info.is_dir() or not info.filename.lower().endswith(endings):
                continue
            name = f"{path.name}!{info.filename}"
            if info.flag_bits & 1:
                raise ListError(f"{name}: is encrypted", "Give the file as the office publishes it.")
            if info.file_size > RATIO_FROM and info.file_size > RATIO_MOST * max(1, info.compress_size):
                raise ListError(
                    f"{name}: unpacks to {info.file_size // info.compress_size:,} times its size", "Check where the file comes from."
                )
            found = True
            with archive.open(info) as source:
                yield name, cast("BinaryIO", source)
    if not found:
        raise ListError(f"{path.name}: holds no {' or '.join(endings)} file", "Give the file as the office publishes it.")


@contextmanager
def unzipping(path: Path) -> Iterator[None]:
    """A damaged archive as ListError; around whatever reads `members`, since damage shows while they are read."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise ListError(f"{path.name}: a damaged ZIP archive: {error}", "Download the file again; nothing of it was imported.") from error
