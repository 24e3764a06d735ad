"""A text is longer, or shorter, than the platform takes.

Why it matters: a text over the limit is refused at the upload or cut off in the middle of a word; search terms over
Amazon's limit of bytes are not indexed at all.

Flagged, with `max: 20`: "Summer dress for women and girls". Not flagged: "Summer dress".

Options:
- `max`, `min`: the most and the least allowed; blanks at both ends do not count.
- `unit`: `characters` (default; code points, so an emoji may count several), `bytes` (UTF-8), `bytes-without-spaces`
  (UTF-8, blanks and punctuation left out, as Amazon counts search terms), `width` (full-width characters count two),
  `words` (a Chinese or Japanese character is one).

Fix: advice only. It shows where the last whole word within the limit ends; what to cut is the seller's choice.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from sellercheck import wording
from sellercheck.checks import Candidate, Hit, Reference, Wants, one_of
from sellercheck.finding import Edit, Fix
from sellercheck.rules.pack import Rule
from sellercheck.text import is_solo

UNITS = ("characters", "bytes", "bytes-without-spaces", "width", "words")
WORDS = frozenset({"length", "max", "min", "unit", "over"})
ALIKE = True


@dataclass(frozen=True, slots=True)
class Options:
    max: int | None = None
    """Most units allowed."""
    min: int | None = None
    """Least units allowed; a blank cell is the business of required-field."""
    unit: str = "characters"
    """characters, bytes, bytes-without-spaces, width or words."""

    def __post_init__(self) -> None:
        one_of("unit", self.unit, UNITS)
        if self.max is None and self.min is None:
            raise ValueError('neither "max" nor "min" is given', "Add one of them under options.")


def wants(options: Options) -> Wants:
    least, most = options.min, options.max
    exact = options.unit in {"characters", "bytes", "width"}  # a unit never counts less than one per character
    return Wants(
        longer=most if options.unit in {"characters", "words"} else most // 2 if options.unit == "width" and most is not None else None,
        longer_bytes=most if options.unit in {"bytes", "bytes-without-spaces"} else None,
        shorter=least if exact else None,
        every=least is not None and not exact,
    )


def check(candidate: Candidate, rule: Rule, options: Options, reference: Reference) -> Iterator[Hit]:  # noqa: ARG001 -- the protocol
    for found in candidate.found:
        start, end = wording.trimmed(found.field.value, (0, len(found.field.value)))
        text = found.field.value[start:end]
        length = measure(text, options.unit)
        words = {"length": length, "max": options.max, "min": options.min, "unit": options.unit}
        if options.max is not None and length > options.max:
            most = _fitting(text, options)
            edit = Edit(found.field, (start + wording.cut(text, most), end), "")
            fix = Fix("Cut after the last whole word within the limit", "advice", (edit,))
            yield Hit(found.field, (start + most, end), words | {"over": length - options.max}, fixes=(fix,))
        elif options.min is not None and length < options.min:
            yield Hit(found.field, None, words | {"over": options.min - length})


def measure(text: str, unit: str) -> int:
    """How long `text` is in `unit`."""
    if unit == "characters":
        return len(text)
    if unit == "words":
        return sum(1 for _ in _word_ends(text))
    if text.isascii() and unit != "bytes-without-spaces":
        return len(text)
    if unit == "bytes":
        return len(text.encode("utf-8", "surrogatepass"))
    return sum(_weight(char, unit) for char in text)


def _weight(char: str, unit: str) -> int:
    if unit == "characters":
        return 1
    if unit == "width":
        return 2 if unicodedata.east_asian_width(char) in "WF" else 1
    if unit == "bytes-without-spaces" and unicodedata.category(char)[0] in "PZC":
        return 0
    return len(char.encode("utf-8", "surrogatepass"))


def _word_ends(text: str) -> Iterator[int]:
    inside = False
    for at, char in enumerate(text):
        alone = not char.isascii() and is_solo(char)
        if inside and (char.isspace() or alone):
            yield at
        if alone and char.isalnum():
            yield at + 1
        inside = not char.isspace() and not alone
    if inside:
        yield len(text)


def _fitting(text: str, options: Options) -> int:
    """Most characters of `text` that stay within the limit."""
    most = options.max or 0
    if options.unit == "words":
        for number, at in enumerate(_word_ends(text), 1):
            if number >= most:
                return at if most else 0
        return len(text)
    total = 0
    for at, char in enumerate(text):
        total += _weight(char, options.unit)
        if total > most:
            return at
    return len(text)
