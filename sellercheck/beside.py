"""A file that is written beside another and takes its place once it is whole: `beside`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A name beside `target` for writing; the file takes its place when all went well, and is gone after any error.

    What a link points to is replaced, not the link. Errors of the disk come as they are.
    """
    target = Path(os.path.realpath(target))
    part = target.with_name(f".{target.stem}.{os.getpid()}.part{target.suffix}")
    try:
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
