"""JSON Lines (one object a line), and JSON files that hold a list of objects.

Nested objects are flattened to dotted names, numbers keep the digits they are written with. A line that is no object is
skipped and reported as a fault.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TextIO

from sellercheck.errors import SheetError
from sellercheck.listing import Row
from sellercheck.sheets import Book, Content, Fault, ReadOptions
from sellercheck.sheets._encoding import Text, read_text
from sellercheck.sheets._keyed import Flattener

SUFFIXES = (".jsonl", ".ndjson", ".json")

_LEARN_CHARS = 8 << 20
"""The names of the fields are gathered from this much of the file; what first appears later is reported."""
_MAX_ITEM = 64 << 20
"""Characters of one item, or of a file that is one object: a product's data set item stays below 1 MB."""
_START = re.compile(rb'^(?:\xef\xbb\xbf)?\s*(?:\{\s*(?:"|\}\s*$)|\[\s*(?:\{\s*["}]|\]\s*$))')

_WRAPPERS = {"products", "items", "listings", "offers", "entries", "data", "results", "feed"}
_OWN_NAMES = {"title", "name", "sku", "description", "Title", "Name", "SKU", "Description"}
"""An object with one of these is a listing itself, and a list in it holds its pictures or variants."""
_DEPTH = 4
"""How deep the list of listings is searched in an object: answers of shops' interfaces wrap it once or twice."""

_decode = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)


def recognises(head: bytes, suffix: str) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\0", b"")
    return suffix in SUFFIXES or _START.match(head) is not None


def read(content: Content, path: str, options: ReadOptions) -> Book:
    text = read_text(content, path, options.encoding)
    grid = Items(path, text)
    grid.look_at()
    return Book(
        path=path, format="jsonl", grids=(grid,), sha256=text.sha256, content=content, encoding=text.encoding,
        line_end=text.line_end, bom=bool(text.bom), notes=text.notes(),
    )  # fmt: skip


@dataclass
class Items:
    """The objects of a JSON Lines or JSON file as rows."""

    path: str
    text: Text
    keys: tuple[str, ...] | None = None
    name: str | None = None
    hidden: bool = False
    faults: list[Fault] = field(default_factory=list)
    layout: str = ""
    """`lines`, `list` (one JSON list) or `document` (one object, which may hold the list)."""

    def look_at(self) -> None:
        """Learns the layout and the names of the fields."""
        head = self.text.head(_LEARN_CHARS)
        self.layout = _layout(head)
        flat = Flattener()
        reason = ""
        for _, read_chars, item in self._items():
            if isinstance(item, dict):
                flat.learn(item)
            else:
                reason = reason or str(item)
            if read_chars > _LEARN_CHARS:
                break
        if not flat.keys:
            raise SheetError(
                f"{self.path}: holds no JSON object with fields{f' ({reason})' if reason else ''}",
                "Export one JSON object a line, or a list of objects.",
            )
        self.keys = tuple(flat.keys)

    def rows(self) -> Iterator[Row]:
        self.faults.clear()
        assert self.keys is not None
        flat = Flattener(self.keys)
        number = 0
        for line, _, item in self._items():
            number += 1
            if not isinstance(item, dict):
                self.faults.append(Fault(line, item))
                continue
            values = flat.values(item, line, self.faults)
            if any(value and not value.isspace() for value in values):
                yield Row(number, line, values)

    @property
    def is_single(self) -> bool:
        """Whether the file is one object, and that object the only item."""
        if self.layout != "document":
            return False
        with self.text.open() as stream:
            whole = _item(stream.read(_MAX_ITEM).strip("\ufeff \t\r\n\0"))
        return [item for _, _, item in self._items()] == [whole]

    def _items(self) -> Iterator[tuple[int, int, dict[str, Any] | str]]:
        """Line, characters read so far, and the item or what is wrong with it."""
        with self.text.open() as stream:
            if self.layout == "lines":
                yield from _lines(stream)
            elif self.layout == "list":
                yield from _listed(stream)
            else:
                yield from _document(stream, self.path)


def _layout(head: str) -> str:
    start = head.lstrip("\ufeff \t\r\n")
    if start.startswith("["):
        return "list"
    first, _, rest = start.partition("\n")
    if rest.strip() and isinstance(_item(first), dict):
        return "lines"
    if len(head) >= _LEARN_CHARS:
        return "lines" if "\n" in start else "document"
    try:
        _, end = _decode.raw_decode(start)
    except (json.JSONDecodeError, RecursionError):
        return "lines"
    return "lines" if start[end:].strip(" \t\r\n\0") else "document"


def _item(line: str) -> dict[str, Any] | str:
    """The object in one line, or why there is none."""
    try:
        item = _decode.decode(line)
    except json.JSONDecodeError as error:
        return f"no valid JSON: {error.msg[:1].lower()}{error.msg[1:]} at character {error.pos + 1}"
    except RecursionError:
        return "no valid JSON: nested too deeply"
    return item if isinstance(item, dict) else "a JSON value, but no object with named fields"


def _lines(stream: TextIO) -> Iterator[tuple[int, int, dict[str, Any] | str]]:
    read_chars = 0
    number = 0
    while line := stream.readline(_MAX_ITEM):
        number += 1
        read_chars += len(line)
        if len(line) == _MAX_ITEM:
            while line and not line.endswith(("\n", "\r")):
                line = stream.readline(_MAX_ITEM)
            yield number, read_chars, f"longer than {_MAX_ITEM >> 20} million characters"
        elif line.strip("\ufeff \t\r\n\x1e\0"):
            yield number, read_chars, _item(line.strip("\ufeff \t\r\n\x1e"))


def _listed(stream: TextIO) -> Iterator[tuple[int, int, dict[str, Any] | str]]:
    """The objects of one JSON list, one at a time: such a file may be larger than memory."""
    buffer = stream.read(1 << 16)
    at = buffer.find("[") + 1
    line = 1 + _ends(buffer[:at])
    read_chars = len(buffer)
    while True:
        start = len(buffer) - len(buffer[at:].lstrip(" \t\r\n,"))
        line += _ends(buffer[at:start])
        at = start
        if buffer.startswith("]", at):
            return
        problem = "the list is not closed; the file may be cut off"
        try:
            item, end = _decode.raw_decode(buffer, at)
        except json.JSONDecodeError as error:
            problem = f"no valid JSON from here on: {error.msg[:1].lower()}{error.msg[1:]}"
        except RecursionError:
            problem = "no valid JSON from here on: nested too deeply"
        else:
            if end < len(buffer):  # what ends with the buffer may go on: 12 may be 123
                yield line, read_chars, item if isinstance(item, dict) else "a JSON value, but no object with named fields"
                line += _ends(buffer[at:end])
                at = end
                if at > 1 << 16:
                    buffer, at = buffer[at:], 0
                continue
        more = stream.read(max(1 << 16, len(buffer) - at))  # doubling keeps repeated attempts at a long item few
        if not more or len(buffer) - at > _MAX_ITEM:
            yield line, read_chars, problem if more or "cut off" in problem else f"{problem}; the file may be cut off"
            return
        read_chars += len(more)
        buffer, at = buffer[at:] + more, 0


def _document(stream: TextIO, path: str) -> Iterator[tuple[int, int, dict[str, Any] | str]]:
    """The objects that a single object wraps (`{"products": […]}`), or that object itself."""
    text = stream.read(_MAX_ITEM + 1)
    if len(text) > _MAX_ITEM:
        raise SheetError(
            f"{path}: is one JSON object of more than {_MAX_ITEM >> 20} million characters", "Export one JSON object a line (.jsonl)."
        )
    item = _item(text.strip("\ufeff \t\r\n\0"))
    listings = _listings_in(item, _DEPTH) if isinstance(item, dict) else None
    for each in [item] if listings is None else listings:  # their own lines are not known once the whole is decoded
        yield 1, len(text), each if isinstance(each, (dict, str)) else "a JSON value, but no object with named fields"


def _listings_in(item: dict[str, Any], depth: int) -> list[Any] | None:
    """The listings in an object that wraps them, None for one that is a listing itself."""
    wrapped = item
    while len(item) == 1 and isinstance(only := next(iter(item.values())), dict):
        item = only  # {"product": {…}}
    found = _listed_in(item, depth)
    return [item] if found is None and item is not wrapped else found


def _listed_in(item: dict[str, Any], depth: int) -> list[Any] | None:
    own = not _OWN_NAMES.isdisjoint(item)
    lists = _lists_of_objects(item)
    if lists and (_WRAPPERS & lists.keys() or not own):
        named = {key: value for key, value in lists.items() if key in _WRAPPERS} or lists
        return max(named.values(), key=len)
    parts = {key: value for key, value in item.items() if isinstance(value, dict)}
    if len(parts) == len(item) > 1 and (rows := _rows_of(parts)):
        return rows
    if isinstance(names := item.get("columns"), list) and isinstance(cells := item.get("data"), list):
        return [dict(zip(map(str, names), row, strict=False)) for row in cells if isinstance(row, list)]  # pandas' "split"
    if own or not depth:
        return None
    inner = sorted(parts, key=lambda key: key not in _WRAPPERS)  # {"code": 0, "data": {"items": […]}}
    return next((found for key in inner if (found := _listings_in(parts[key], depth - 1)) and len(found) > 1), None)


def _rows_of(parts: Mapping[str, dict[str, Any]]) -> list[dict[str, Any]] | None:
    """The rows of a table that is kept as an object: listings by their id, or columns whose cells are numbered. None for any other."""
    some = list(islice(parts.values(), 50))
    shared, every = set.intersection(*map(set, some)), set.union(*map(set, some))
    if not shared or len(shared) * 2 < len(every):
        return None
    if all(key.isdigit() for key in every):
        numbers = dict.fromkeys(key for cells in parts.values() for key in cells)
        return [{name: cells[number] for name, cells in parts.items() if number in cells} for number in numbers]
    return [{"id": key, **listing} for key, listing in parts.items()]


def _lists_of_objects(item: dict[str, Any]) -> dict[str, list[Any]]:
    return {key: value for key, value in item.items() if isinstance(value, list) and any(isinstance(each, dict) for each in value)}


def _ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")
