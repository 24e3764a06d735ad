"""Cells' texts for formats without carets: what is visible, cut around the letters found, in pieces that are marked or not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sellercheck.reporters._lines import shown, visible

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def pieces(value: str, spans: Sequence[tuple[int, int]], most: int) -> list[tuple[str, bool]]:
    """At most about `most` code points of `value` around the first span, all visible; True marks what a span covers.

    Spans are code points of `value`, half-open; they may overlap. What is left out shows as `…`.
    """
    start, end = 0, len(value)
    if end > most:
        focus = min(spans, default=(0, 0))[0]
        start = max(0, min(focus - most // 3, end - most))
        end = min(end, start + most)
    found: list[tuple[str, bool]] = []
    at = start
    for span in sorted(spans):
        left, right = max(span[0], at), min(span[1], end)
        if left >= right:
            continue
        if left > at:
            found.append((visible(value[at:left]), False))
        found.append((visible(value[left:right]), True))
        at = right
    if at < end:
        found.append((visible(value[at:end]), False))
    if start:
        found.insert(0, ("…", False))
    if end < len(value):
        found.append(("…", False))
    return found


def storable(text: str) -> str:
    """`text` for files that hold any letter but no control characters, as XML and workbooks; those are shown as symbols."""
    if text.isprintable() or not _NOT_IN_XML.search(text):
        return text
    return _NOT_IN_XML.sub(lambda char: "".join(shown(char[0])), text)


def xml(text: str) -> str:
    """`text` inside an element of XML, or between double quotes as an attribute."""
    return storable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
