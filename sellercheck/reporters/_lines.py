"""Text for a terminal: what is visible, how wide it is, and where it wraps.

Own code and not rich's, for three reasons: a report piped into a file needs no 50 ms of imports; the width of a
character must not change with the version of a library, or carets would stand elsewhere in two installations; and
nothing here knows any markup, so no text of a sheet can be taken for one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import TextIO

Piece = str | tuple[str, str]
"""A text, or a text and the name of a style in `STYLES`."""

STYLES = {"high": "1;31", "medium": "1;33", "low": "36", "info": "34", "bold": "1", "dim": "2", "caret": "1;31", "old": "31", "new": "32"}
"""Select Graphic Rendition codes (ECMA-48)."""

_SELECTORS = {0xFE0E, 0xFE0F, 0x200D}
"""Text and emoji presentation, and the joiner of emoji: invisible, and terminals disagree what they do to the width."""
_INVISIBLE = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, 0x2800}
"""Letters and marks by category, with nothing to see."""
_NOT_FIRST = frozenset(",.:;!?)]}%，。、：；！？）】》」』”’…·")
_NOT_LAST = frozenset("([{（【《「『“‘")


_ODD = re.compile("[" + "".join(map(chr, sorted(_SELECTORS | _INVISIBLE))) + "\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff]")
"""Printable by Python's word, and not shown as they are."""


def shown(text: str) -> list[str]:
    """What is shown for each code point of `text`: itself, a symbol for a control character, `<U+202E>` for what is invisible.

    Emoji lose what terminals disagree about (joiners, selectors, skin tones), so that the width is the same everywhere.
    """
    pieces: list[str] = []
    emoji = False
    for at, char in enumerate(text):
        code = ord(char)
        if char.isascii():
            pieces.append(char if " " <= char <= "~" else "␡" if code == 127 else chr(0x2400 + code))
            emoji = text[at + 2 : at + 3] == "\u20e3"  # a keycap: the digit, a selector, the cap
            continue
        if emoji and (code in _SELECTORS or 0x1F3FB <= code <= 0x1F3FF):
            pieces.append("")
            continue
        category = unicodedata.category(char)
        hidden = category in {"Cc", "Cf", "Zl", "Zp", "Cs"} or code in _INVISIBLE or code in _SELECTORS or 0xFE00 <= code <= 0xFE0F
        hidden = hidden or code & 0xFFFE == 0xFFFE  # no characters (Unicode 23.7), and U+FFFE and U+FFFF end an XML file
        pieces.append(f"<U+{code:04X}>" if hidden else char)
        emoji = category in {"So", "Sk", "Cn"}
    return pieces


def visible(text: str) -> str:
    """`text` on one line, without anything a terminal would obey."""
    if text.isprintable() and (text.isascii() or not _ODD.search(text)):
        return text
    return "".join(shown(text))


def width(text: str) -> int:
    """Cells that `text`, made visible before, takes."""
    return len(text) if text.isascii() or _each_takes_one(text) else sum(map(_cells, text))


# NOTE: most lines hold a dot or a dash beyond ASCII, and hardly any other sign.
_each_takes_one = re.compile("[\0-\u02ff\u2010-\u2027]*").fullmatch
"""Whether a text is of Latin letters and usual punctuation alone, each of which takes one cell; some other texts' characters do as well."""


@lru_cache(4096)
def _cells(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me"} or 0x1160 <= ord(char) <= 0x11FF:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def wrapped(text: str, room: int) -> list[str]:
    """`text` in lines of at most `room` cells, broken at blanks and between CJK characters; addresses stay whole."""
    text = visible(text)
    if width(text) <= room:
        return [text]
    return _broken_at_blanks(text, room) if _each_takes_one(text) or set(map(_cells, text)) == {1} else _broken(text, room)


def _broken(text: str, room: int) -> list[str]:
    lines: list[str] = []
    start = used = at = 0
    border = 0
    while at < len(text):
        char = text[at]
        if at > start and _may_break(text[at - 1], char):
            border = at
        if used + _cells(char) > room and char != " " and border > start:
            lines.append(text[start:border].rstrip(" "))
            start = border
            used = width(text[start:at])
            continue
        used += _cells(char)
        at += 1
    lines.append(text[start:].rstrip(" "))
    return lines


def _broken_at_blanks(text: str, room: int) -> list[str]:
    """`_broken` for a text each of whose characters takes one cell, as in most lines of most reports: blanks are sought, and not every character looked at."""
    text = text.rstrip(" ")
    lines: list[str] = []
    start = 0
    while len(text) - start > room:
        beyond = start + room
        while text[beyond] == " ":
            beyond += 1
        if (blank := text.rfind(" ", start, beyond)) < 0 and (blank := text.find(" ", beyond)) < 0:
            break
        border = blank + 1
        while text[border] == " ":
            border += 1
        lines.append(text[start:border].rstrip(" "))
        start = border
    return [*lines, text[start:]]


def _may_break(before: str, after: str) -> bool:
    if before == " ":
        return after != " "
    if before in _NOT_LAST or after in _NOT_FIRST or after == " ":
        return False
    return _cells(before) == 2 or _cells(after) == 2


def cut(text: str, room: int) -> str:
    """`text` made visible, with `…` at its end when it takes more than `room` cells."""
    text = visible(text[: room * 4 + 8])
    if width(text) <= room:
        return text
    used = at = 0
    while used + _cells(text[at]) < room:
        used += _cells(text[at])
        at += 1
    return text[:at].rstrip() + "…"


def excerpt(value: str, spans: tuple[tuple[int, int], ...], room: int) -> tuple[str, str, int]:
    """At most `room` cells of `value` around the first of `spans`, the line of carets below, and how many spans are not shown.

    Spans are code points of `value`; one without width gets one caret.
    """
    focus = min(spans, default=(0, 0))
    low = max(0, focus[0] - 2 * room)
    high = min(len(value), focus[0] + 3 * room)
    pieces = shown(value[low:high])
    widths = [width(piece) for piece in pieces]
    first, last = 0, len(pieces)
    if low or high < len(value) or sum(widths) > room:
        room -= 2  # for the ellipses
        at = focus[0] - low
        before = max(room // 3, room - sum(widths[at:]))
        first = at
        while first and before >= widths[first - 1]:
            first -= 1
            before -= widths[first]
        last, used = first, 0
        while last < len(pieces) and used + widths[last] <= room:
            used += widths[last]
            last += 1
        while first < at and not widths[first]:
            first += 1
    start, end = low + first, low + last
    lead, tail = "…" if start else "", "…" if end < len(value) else ""
    places = [len(lead)]
    for cells in widths[first:last]:
        places.append(places[-1] + cells)
    carets = [" "] * (places[-1] + 1)
    hidden = 0
    for left, right in spans:
        if right < start or left > end or (left == end and right > left):
            hidden += 1
            continue
        begin = places[max(left, start) - start]
        stop = max(places[min(right, end) - start], begin + 1)
        carets[begin:stop] = "^" * (stop - begin)
    return lead + "".join(pieces[first:last]) + tail, "".join(carets).rstrip(), hidden


class Lines:
    """Writes lines; the one place where a report meets the terminal, so everything is made visible here."""

    def __init__(self, out: TextIO, colour: bool, room: int) -> None:
        self.out, self.colour, self.room = out, colour, room

    def line(self, *pieces: Piece) -> None:
        """One line as given, however long."""
        self.out.write("".join([self._styled(piece) for piece in pieces]).rstrip(" ") + "\n")

    def hanging(self, lead: tuple[Piece, ...], text: str, style: str = "") -> None:
        """`text` after `lead`, wrapped, its further lines indented to where it began."""
        indent = sum(width(visible(piece if isinstance(piece, str) else piece[0])) for piece in lead)
        for number, part in enumerate(wrapped(text, max(self.room - indent, 20))):
            self.line(*(lead if not number else (" " * indent,)), (part, style))

    def _styled(self, piece: Piece) -> str:
        text, style = (piece, "") if isinstance(piece, str) else piece
        text = visible(text)
        return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if self.colour and style and text else text


def columned(rows: Sequence[tuple[str, ...]], room: int, gap: int = 2) -> list[str]:
    """`rows` as lines with columns under each other; only the last column wraps, under itself."""
    if not rows:
        return []
    sizes = [max(width(visible(row[at])) for row in rows) for at in range(len(rows[0]) - 1)]
    lead = sum(sizes) + gap * len(sizes)
    lines = []
    for row in rows:
        head = "".join(visible(cell) + " " * (size - width(visible(cell)) + gap) for cell, size in zip(row, sizes, strict=False))
        for number, part in enumerate(wrapped(row[-1], max(room - lead, 20))):
            lines.append(((head if not number else " " * lead) + part).rstrip())
    return lines
