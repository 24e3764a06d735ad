"""Items whose fields have names, flattened to rows: `brand.name`, `photos[0].large`."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from typing import Any

from sellercheck.sheets import Fault

MAX_KEYS = 2000
"""Columns of one feed: the widest sheet met has 870. Names beyond come from lists with one entry per variant."""
JOINT = "|"
"""Between the values of a list in one cell, as Amazon's and eBay's own sheets do with picture addresses."""
_HALF_PAIR = re.compile("[\ud800-\udfff]")


class Flattener:
    """Turns items into tuples of text under one growing set of names."""

    def __init__(self, keys: Iterable[str] = ()) -> None:
        self.keys: dict[str, int] = {key: place for place, key in enumerate(keys)}
        """Name → place in the row, in the order first seen."""

    def learn(self, item: dict[str, Any]) -> None:
        """Adds the item's names, as far as there is room."""
        for name, _ in _flat("", item):
            if name not in self.keys:
                if len(self.keys) >= MAX_KEYS:
                    return
                self.keys[name] = len(self.keys)

    def values(self, item: dict[str, Any], line: int, faults: list[Fault]) -> tuple[str, ...]:
        """The item's row; a name not learnt, and half a surrogate pair, become faults at `line`."""
        keys = self.keys
        cells = [""] * len(keys)
        for name, text in _flat("", item):
            place = keys.get(name)
            if place is None:
                if text:
                    faults.append(
                        Fault(
                            line,
                            f'field "{name}" is new here and was not read: only the first {len(keys):,} names of the file\'s beginning are',
                        )
                    )
                continue
            if not text.isascii() and _HALF_PAIR.search(text):
                text = _HALF_PAIR.sub("\ufffd", text)  # noqa: PLW2901 - no file can be written with it
                faults.append(Fault(line, f'field "{name}" holds half a character (a lone surrogate); it was replaced'))
            cells[place] = text if not cells[place] else f"{cells[place]}{JOINT}{text}"
        return tuple(cells)


def _flat(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """Pairs of dotted name and text."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _flat(f"{name}.{key}" if name else str(key), each)
    elif isinstance(value, (list, tuple)):
        if any(isinstance(each, (dict, list, tuple)) for each in value):
            for place, each in enumerate(value):
                yield from _flat(f"{name}[{place}]", each)
        else:
            yield name, JOINT.join(text for text in map(_text, value) if text)
    else:
        yield name, _text(value)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if math.isfinite(value) and value.is_integer() and abs(value) < 1e16:
            return str(int(value))
        return "" if math.isnan(value) else repr(value)
    if isinstance(value, (bytes, bytearray)):
        return value.decode("utf-8", "replace")
    isoformat = getattr(value, "isoformat", None)
    return str(isoformat() if isoformat else value)
