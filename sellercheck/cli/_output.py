"""Where a command's text goes: standard output, or files that appear whole or not at all."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, TextIO

from sellercheck.beside import beside
from sellercheck.errors import UsageError

PLAIN_WIDTH = 100
"""Width of text that goes to a file or a pipe; it must not change with the window it was written from."""


def is_terminal() -> bool:
    return sys.stdout.isatty()


def width() -> int:
    """Cells of a line on standard output."""
    if not is_terminal():
        return PLAIN_WIDTH
    import shutil

    return max(60, min(shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns, 200))


def has_colour(no_color: bool) -> bool:
    """Whether standard output takes colours: a terminal that can, and nobody asked for none (https://no-color.org)."""
    if no_color or not is_terminal() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    if os.name == "nt":
        from rich.console import detect_legacy_windows

        return not detect_legacy_windows()  # such a console would show the codes themselves
    return True


def standard_output(for_machines: bool) -> TextIO:
    """Standard output, set so that no character makes it fail: UTF-8 for machines, else escapes for what it cannot show."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        if for_machines:
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        else:
            sys.stdout.reconfigure(errors="backslashreplace")
    return sys.stdout


def standard_bytes() -> BinaryIO:
    """Standard output for a format that is no text."""
    return sys.stdout.buffer


def refuse(path: str, inputs: Sequence[str]) -> None:
    """Raise UsageError when nothing can be written to `path`: it is read itself, a folder, or its folder is missing."""
    target = Path(path)
    if target.is_dir():
        raise UsageError(f'"{path}" is a folder', "Name a file.")
    if not target.parent.is_dir():
        raise UsageError(f'there is no folder "{target.parent}"', "Create it first, or name another.")
    if not os.access(target.parent, os.W_OK):
        raise UsageError(f'the folder "{target.parent}" cannot be written to', "Name another folder.")
    from sellercheck.sheets import is_read_from

    for sheet in inputs:
        if is_read_from(sheet, target):
            raise UsageError(f'"{path}" is a file that is read, and is never written over', "Name another file.")


@contextmanager
def file(path: str, *, binary: bool = False) -> Iterator[IO[Any]]:
    """A file, of text unless `binary`, that takes the place of `path` once it is whole; until then, and on any error, what stood there stays."""
    target = Path(path)
    kind, text = ("b", {}) if binary else ("", {"encoding": "utf-8", "newline": "\n"})
    if target.exists() and not target.is_file():  # a device or a pipe has nothing to be kept
        try:
            with target.open("w" + kind, **text) as out:  # type: ignore[call-overload] # bytes take no encoding
                yield out
        except BrokenPipeError:
            raise
        except OSError as error:
            raise UsageError(f'"{path}" cannot be written: {error.strerror or error}', "Name another file.") from error
        return
    try:
        with beside(target) as part, part.open("x" + kind, **text) as out:  # type: ignore[call-overload] # bytes take no encoding
            yield out
    except OSError as error:
        raise UsageError(f'"{path}" cannot be written: {error.strerror or error}', "Name another file.") from error
