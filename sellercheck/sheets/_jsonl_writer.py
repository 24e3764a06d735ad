"""JSON Lines, and JSON files that are one list, written back: only the strings that change differ."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sellercheck.errors import SheetError
from sellercheck.listing import column_letters
from sellercheck.sheets import Book, Changes, Unwritten
from sellercheck.sheets._keyed import JOINT
from sellercheck.sheets.jsonl import Items

_BLANK = re.compile(r"[ \t\r\n]*")
_BETWEEN = re.compile(r"[ \t\r\n,]*")
_WORD = re.compile(r"[^,\]}\s]+")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_scan = json.decoder.py_scanstring  # type: ignore[attr-defined]  # not in typeshed
_MOST = 256 << 20
"""Bytes of a file that is one list: it is held in memory while it is written."""


@dataclass(frozen=True, slots=True)
class _Value:
    """A text, number or list of them inside an item."""

    start: int
    end: int
    kind: str
    """text, number, word (true, false, null) or list."""


def can_write(grid: Items) -> bool:
    """Whether the file's layout is one that is written back; a document that wraps its items is not."""
    return grid.layout in {"lines", "list"} or grid.is_single


def write(book: Book, grid: Items, changes: Changes, out: BinaryIO) -> list[Unwritten]:
    """The file with these changes; `Changes` count items from 1. Raises SheetError where a text has no place in the encoding."""
    unwritten: list[Unwritten] = []
    assert grid.keys is not None
    encoding = grid.text.encoding
    out.write(grid.text.bom)
    pieces = {"lines": _lines, "list": _one_list, "document": _whole}[grid.layout](grid)
    for raw, number in pieces:
        cells = changes.cells.get(number, {}) if number else {}
        added = changes.rows.get(number) if number and changes.added else None
        if not cells and added is None:
            out.write(raw)
            continue
        text = raw.decode(encoding)
        new = _patched(text, {grid.keys[at]: (at, value) for at, value in cells.items()}, number, unwritten)
        if added is not None:
            new = _with_keys(new, dict(zip(changes.added, added, strict=True)))
        try:
            out.write(new.encode(encoding))
        except UnicodeEncodeError as error:
            at = next(iter(cells), 0)
            raise SheetError(
                f'{book.path}: cell {column_letters(at)}{number} needs "{new[error.start]}", which {encoding} has no place for',
                "Save the file as UTF-8 first, and fix that file.",
            ) from error
    return unwritten


def _lines(grid: Items) -> Iterator[tuple[bytes, int]]:
    """The file's lines with the number of their item, 0 for lines without one."""
    encoding, number = grid.text.encoding, 0
    with grid.text.content.open() as stream:
        stream.seek(len(grid.text.bom))
        if encoding.startswith(("utf-16", "utf-32")):
            with grid.text.open() as text:
                lines: Iterator[bytes] = iter([line.encode(encoding) for line in text])
        else:
            lines = (part for line in stream for part in re.findall(rb"[^\r]*\r(?!\n)|[^\r]*\r?\n|[^\r]+$", line))
        for raw in lines:
            filled = bool(raw.decode(encoding).strip("\ufeff \t\r\n\x1e\0"))
            number += filled
            yield raw, number if filled else 0


def _whole(grid: Items) -> Iterator[tuple[bytes, int]]:
    """A file that is a single item."""
    with grid.text.open() as stream:
        yield stream.read().encode(grid.text.encoding), 1


def _one_list(grid: Items) -> Iterator[tuple[bytes, int]]:
    """The pieces of a JSON list: what stands between the items, and the items with their numbers."""
    encoding = grid.text.encoding
    if grid.text.content.size > _MOST:
        raise SheetError(f"{grid.path}: is one JSON list of more than {_MOST >> 20} MB", "Export one JSON object a line (.jsonl).")
    with grid.text.open() as stream:
        text = stream.read()
    raw_decode = json.JSONDecoder().raw_decode
    at = text.find("[") + 1
    done, number = 0, 0
    while True:
        start = _skip(text, at)
        if start >= len(text) or text[start] == "]":
            break
        try:
            _, end = raw_decode(text, start)
        except ValueError:
            break
        number += 1
        yield text[done:start].encode(encoding), 0
        yield text[start:end].encode(encoding), number
        done = at = end
    yield text[done:].encode(encoding), 0


def _skip(text: str, at: int) -> int:
    match = _BETWEEN.match(text, at)
    assert match is not None
    return match.end()


def _patched(text: str, cells: dict[str, tuple[int, str]], number: int, unwritten: list[Unwritten]) -> str:
    """The item's text with other values; `cells`: flattened name → column and new value."""
    places: dict[str, list[_Value]] = {}
    start = text.find("{")
    _walk(text, start, "", places)
    edits: list[tuple[int, int, str]] = []
    for name, (at, new) in cells.items():
        found = places.get(name, [])
        written = _value(text, found[0], new) if len(found) == 1 else None
        if written is None:
            unwritten.append(Unwritten(number, at, f'field "{name}" is put together from several values, which cannot be told apart'))
        else:
            edits.append((found[0].start, found[0].end, written))
    for start, end, written in sorted(edits, reverse=True):
        text = text[:start] + written + text[end:]
    return text


def _value(text: str, place: _Value, new: str) -> str | None:
    """`new` as JSON in the style of what stands there; None when a list's new text does not say which items it means."""
    old = text[place.start : place.end]
    if place.kind == "list":
        items = json.loads(old)
        if not all(isinstance(item, str) and JOINT not in item for item in items):
            return None
        separator = ", " if ", " in old or '" ,' in old else ","
        return "[" + separator.join(_quoted(part, old) for part in new.split(JOINT) if part.strip()) + "]"
    if place.kind == "number" and _NUMBER.fullmatch(new):
        return new
    return _quoted(new, old)


def _quoted(text: str, like: str) -> str:
    """A JSON string, with escapes for all beyond ASCII where `like` has such escapes and no plain letter beyond ASCII."""
    return json.dumps(text, ensure_ascii=like.isascii() and "\\u" in like)


def _walk(text: str, at: int, name: str, places: dict[str, list[_Value]]) -> int:
    """Notes where the values of the object, list or value at `at` stand, under their flattened names; gives its end."""
    at = _after_blank(text, at)
    start, char = at, text[at]
    if char == "{":
        at = _after_blank(text, at + 1)
        while text[at] != "}":
            key, at = _scan(text, at + 1, strict=False)
            at = _after_blank(text, at) + 1  # the colon
            at = _after_blank(text, _walk(text, at, f"{name}.{key}" if name else key, places))
            at = _after_blank(text, at + 1) if text[at] == "," else at
        return at + 1
    if char == "[":
        return _walk_list(text, at, name, places)
    if char == '"':
        _, at = _scan(text, at + 1, strict=False)
        kind = "text"
    else:
        match = _WORD.match(text, at)
        assert match is not None
        at = match.end()
        kind = "number" if char in "-0123456789" else "word"
    places.setdefault(name, []).append(_Value(start, at, kind))
    return at


def _walk_list(text: str, start: int, name: str, places: dict[str, list[_Value]]) -> int:
    inner: dict[str, list[_Value]] = {}
    at, number, plain = _after_blank(text, start + 1), 0, True
    while text[at] != "]":
        plain = plain and text[at] not in "[{"
        at = _after_blank(text, _walk(text, at, f"{name}[{number}]", inner))
        number += 1
        at = _after_blank(text, at + 1) if text[at] == "," else at
    if plain:
        places.setdefault(name, []).append(_Value(start, at + 1, "list"))
    else:
        for key, values in inner.items():
            places.setdefault(key, []).extend(values)
    return at + 1


def _after_blank(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    assert match is not None
    return match.end()


def _with_keys(text: str, added: dict[str, str]) -> str:
    """The item with further fields before its closing brace."""
    end = text.rstrip().rfind("}")
    head = text[:end].rstrip()
    lead = "" if head.endswith("{") else ", "
    pairs = ", ".join(f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=text.isascii())}" for name, value in added.items())
    return head + lead + pairs + text[len(head) :]
