"""TOML read with line numbers: the seller's settings and ignores.

The TOML readers say where a file is no TOML, and not where a key stands; complaints about a key need that too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sellercheck.errors import SettingsError

MAX_BYTES = 4 << 20
"""Settings larger than this are none."""

_PART = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_HEAD = re.compile(rf"\s*(\[\[?)\s*({_PART}(?:\s*\.\s*{_PART})*)\s*\]")
_KEY = re.compile(rf"\s*({_PART}(?:\s*\.\s*{_PART})*)\s*=")
_PARTS = re.compile(_PART)
_FENCE = re.compile(r'"""|\'\'\'')


@dataclass(frozen=True, slots=True)
class Document:
    """One TOML file as read."""

    name: str
    """The path, as messages call it."""
    tree: dict[str, Any]
    text: str = field(repr=False)

    def line(self, *keys: str | int) -> int:
        """The line on which the value at `keys` starts, or, where that cannot be told, the table around it; lines count from 1.

        Items of an array of tables are counted from 0.
        """
        found = _lines(self.text)
        for end in range(len(keys), 0, -1):
            if keys[:end] in found:
                return found[keys[:end]]
        return 1

    def at(self, *keys: str | int) -> str:
        """`file:line` of the value at `keys`."""
        return f"{self.name}:{self.line(*keys)}"


def read(path: Path) -> Document:
    """The document at `path`. Raises SettingsError, with `file:line` where there is one, for a file that cannot be read as TOML."""
    import tomli

    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise SettingsError(f'there is no file "{path}"', "Check the path.") from error
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror or error}", "Check that it is a file you may read.") from error
    if len(data) > MAX_BYTES:
        raise SettingsError(f"{path}: larger than {MAX_BYTES >> 20} MiB", "Check that this is the file you meant.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SettingsError(f"{path}:{line}: is not UTF-8 text", "Save the file as UTF-8.") from error
    try:
        return Document(str(path), tomli.loads(text), text)
    except tomli.TOMLDecodeError as error:
        message, _, place = str(error).rpartition(" (at ")
        at = re.match(r"line (\d+)", place)
        raise SettingsError(
            f"{path}:{at[1] if at else text.count(chr(10)) + 1}: not TOML: {(message or str(error)).rstrip('.')}",
            'Mend the line; a text stands in double quotes: name = "value".',
        ) from error
    except RecursionError as error:
        raise SettingsError(f"{path}: not TOML: nested without end", "Check that this is the file you meant.") from error


def _lines(text: str) -> dict[tuple[str | int, ...], int]:
    """Every table and key with the line it starts on. A key within an inline table is found by the table's line."""
    found: dict[tuple[str | int, ...], int] = {}
    counts: dict[tuple[str | int, ...], int] = {}
    table: tuple[str | int, ...] = ()
    fenced = False
    for number, line in enumerate(text.splitlines(), 1):
        inside, fenced = fenced, fenced ^ bool(len(_FENCE.findall(line)) % 2)
        if inside:
            continue
        if head := _HEAD.match(line):
            table = _parts(head[2])
            if head[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            else:
                table = _under_item(table, counts)
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            parts = _parts(key[1])
            for end in range(1, len(parts) + 1):
                found.setdefault((*table, *parts[:end]), number)
    return found


def _under_item(table: tuple[str | int, ...], counts: dict[tuple[str | int, ...], int]) -> tuple[str | int, ...]:
    """`[a.b]` below `[[a]]` belongs to the item of `a` that stands before it."""
    for end in range(len(table) - 1, 0, -1):
        if table[:end] in counts:
            return (*table[:end], counts[table[:end]], *table[end:])
    return table


def _parts(dotted: str) -> tuple[str | int, ...]:
    return tuple(part.strip("\"'") for part in _PARTS.findall(dotted))
