"""One case of a register, as every office's file is read: `Case`."""

from __future__ import annotations

import re
from typing import NamedTuple

REGISTERED, PENDING, ENDED, UNKNOWN = "registered", "pending", "ended", "unknown"
"""A case's standing. What the office's table does not hold is unknown: possibly alive, never ended."""


class Case(NamedTuple):
    """A trademark application or registration, from one office's file."""

    number: str
    """Application number as the office writes it, leading zeros kept."""
    registration: str
    """Empty for none."""
    text: str
    """The words of the mark; empty for a picture, a sound or a record that carries only a status."""
    status: str
    """`REGISTERED`, `PENDING`, `ENDED` or `UNKNOWN`."""
    code: str
    """The office's own status, unchanged."""
    classes: int
    """Nice classes that count as protected, as bits 1–45; 0 when none is told."""
    owner: str
    """The newest owner's name; several are parted by `; `."""
    kind: str
    """word, stylised, figurative, combined, shape, sound, other or unknown."""
    filed: str
    """ISO 8601, or empty where the file has none or none that is a date."""
    registered: str
    as_of: str
    """The day of the record's last change, ISO 8601; empty when not told. The newer record of a number wins."""
    partial: bool = False
    """Only the status is told: the other facts of an older record stay."""
    pseudo: str = ""
    """How the office spells the mark in plain words (`QUICK` for KWIK), if it does."""
    bad_dates: int = 0
    """Dates in the record that are none."""
    removed: bool = False
    """The office deletes the record."""
    piece: bool = False
    """One row of several that tell the case together: what it tells is added to what others told, and nothing is taken away."""


class Damaged(NamedTuple):
    """A record that cannot be read."""

    where: str
    why: str


_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:$|[T+Z-])", re.ASCII)
_WRITTEN = re.compile(r"(?:(\d\d?)[/.](\d\d?)[/.](\d{4})|(\d{4})/(\d\d?)/(\d\d?)|(\d{4}-\d\d-\d\d))(?:$|[ T])", re.ASCII)
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def day(text: str) -> str | None:
    """`19990704`, `1999-07-04` or either with an offset behind as ISO 8601; empty for nothing or all zeros, None for what is no date."""
    text = text.strip()
    if not text.strip("0"):
        return ""
    found = _DAY.match(text)
    if found is None:
        return None
    year, month, number = int(found[1]), int(found[2]), int(found[3])
    if not (1 <= month <= 12 and 1 <= number <= _MONTH_DAYS[month - 1]) or year < 1700:
        return None
    if month == 2 and number == 29 and (year % 4 or (not year % 100 and year % 400)):
        return None
    return f"{year:04}-{month:02}-{number:02}"


def written_day(text: str) -> str | None:
    """`19/08/2020` (day first), `1951/02/27` or `1951-02-27`, with a time behind or without, as `day` gives it."""
    text = text.strip()
    found = _WRITTEN.match(text)
    if found is None:
        return day(text)
    if found[7]:
        return day(found[7])
    year, month, number = (found[3], found[2], found[1]) if found[3] else (found[4], found[5], found[6])
    return day(f"{year}-{month:0>2}-{number:0>2}")


def class_bits(codes: list[str]) -> int:
    """Nice classes of codes such as `009` or `25` as bits; what is no Nice class (A, B, 200, 0) is left out."""
    bits = 0
    for code in codes:
        code = code.strip()  # noqa: PLW2901 -- the same code
        if code.isdecimal() and len(code) < 9 and 1 <= int(code) <= 45:
            bits |= 1 << int(code)
    return bits
