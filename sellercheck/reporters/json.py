"""Everything a run found, as JSON by the schema that `sellercheck schema report` prints.

One finding a line, so that two reports can be compared line by line. UTF-8 without escapes, but for halves of broken
character pairs, which UTF-8 cannot hold. Written piece by piece: a long report is never in memory twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TextIO

from sellercheck.report import Report, cells
from sellercheck.reporters import RenderOptions

_HALVES = re.compile("[\ud800-\udfff]")
_encode = json.JSONEncoder(ensure_ascii=False).encode
_LONG = ("findings", "set_aside", "skipped")
"""The parts of a report that grow with the sheet."""
_SLICE = 500


def write(report: Report, out: TextIO, options: RenderOptions) -> None:  # noqa: ARG001 -- a report for machines holds everything, always alike
    out.write("{")
    for number, (key, value) in enumerate(_parts(report)):
        out.write(f"{',' if number else ''}\n {json.dumps(key)}: ")
        if isinstance(value, Iterator):
            between = "["
            for item in value:
                out.write(f"{between}\n  {encoded(item)}")
                between = ","
            out.write("[]" if between == "[" else "\n ]")
        else:
            out.write(encoded(value))
    out.write("\n}\n")


def encoded(value: Any) -> str:
    """`value` as JSON on one line that any UTF-8 stream takes."""
    text = _encode(value)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return _HALVES.sub(lambda half: f"\\u{ord(half[0]):04x}", text)
    return text


def _parts(report: Report) -> Iterator[tuple[str, Any]]:
    """The items of `report.to_dict()`, with iterators for the long ones."""
    bare = replace(report, findings=(), set_aside=(), skipped=())
    whole = bare.to_dict()
    whole["summary"] = report.summary()
    for key, value in whole.items():  # `bare` counts nothing, so the summary is the report's own
        yield key, cells(report) if key == "cells" else _sliced(bare, key, getattr(report, key)) if key in _LONG else value


def _sliced(bare: Report, key: str, items: tuple[Any, ...]) -> Iterator[Any]:
    for start in range(0, len(items), _SLICE):
        yield from replace(bare, **{key: items[start : start + _SLICE]}).to_dict()[key]  # type: ignore[arg-type] # the key names its own type
