"""Where lists live that did not come with the package: a folder in the user's data, and how it is written.

    own/         lists of the seller's own, imported under a name
    lists/       updated lists, by generation
    registers/   registers in bulk, by generation

Whatever is read there was put in place whole: written beside, flushed, then renamed.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sellercheck import places
from sellercheck.errors import ListError
from sellercheck.patterns import shape

NAME = shape(r"[a-z0-9][a-z0-9_-]{0,63}")
"""What a list may be called: it becomes a file's name on every system."""


def folder() -> Path:
    """`SELLERCHECK_DATA`, else the system's data folder for this user."""
    if given := os.environ.get("SELLERCHECK_DATA"):
        return Path(given)
    return places.of_user("data")


def named(name: str) -> str:
    """`name`, when it can name a list; ListError otherwise."""
    if not NAME().fullmatch(name):
        raise ListError(f'a list cannot be called "{name}"', "Use up to 64 small letters, digits, - and _.")
    return name


def written(path: Path, content: bytes) -> None:
    """Put a file in place whole, flushed to the disk."""
    import tempfile  # NOTE: a check only reads, and this takes longer to load than all it reads here

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(prefix=".part-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(part).replace(path)
    finally:
        Path(part).unlink(missing_ok=True)
    flushed(path.parent)


def flushed(place: Path) -> None:
    """Have the system write a folder's entries to the disk, where it can."""
    if os.name == "nt":
        return
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def told(path: Path) -> dict[str, Any]:
    """What a small JSON file of ours says; nothing where it is not there or cannot be meant."""
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def tell(path: Path, content: dict[str, Any]) -> None:
    written(path, json.dumps(content, indent=1, sort_keys=True).encode() + b"\n")


@contextmanager
def writing(what: str) -> Iterator[None]:
    """Errors of the disk as ListError: what could not be written, and why."""
    try:
        yield
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        raise ListError(
            f"{what} cannot be written: {'the disk is full' if full else error.strerror or error}; what was there before stays in use",
            "Make room on the disk and try again." if full else f'Check that "{folder()}" can be written to, or set SELLERCHECK_DATA.',
        ) from error


def swept(place: Path, keep: frozenset[str], like: str) -> None:
    """Remove what `like` (a glob) names in a folder, save `keep`."""
    import shutil

    for entry in place.glob(like):
        if entry.name not in keep:
            shutil.rmtree(entry, ignore_errors=True)
            entry.unlink(missing_ok=True) if entry.is_file() else None


@contextmanager
def locked(place: Path, what: str) -> Iterator[None]:
    """Only one process at a time writes into `place`; ListError for a second one. The system lets go when a process ends, however it ends."""
    place.mkdir(parents=True, exist_ok=True)
    with (place / "lock").open("a+b") as lock:
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in {errno.EAGAIN, errno.EACCES, errno.EDEADLK}:
                raise
            raise ListError(f"another process is writing {what} just now", "Wait for it, and try again.") from error
        yield
