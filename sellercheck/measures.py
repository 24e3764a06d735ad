"""What the texts of a batch are like, found for all of them at once: `Measures`.

Lengths, characters, capitals, digits: whatever the triggers of `checks.Wants` ask of a text besides phrases and marks.
"""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

import numpy as np

from sellercheck.arrays import Array, among
from sellercheck.checks import Wants
from sellercheck.signs import bits, kinds

CHUNK = 1 << 18
"""Characters measured at a time."""
UPPER, LOWER = 2, 1
BEYOND = 128
"""Stands for all characters beyond ASCII."""
ASCII = "".join(map(chr, range(BEYOND)))
MOST_BETWEEN = 3
"""Blanks, brackets, dots and dashes between two digits of one number."""
CASED = 0x2000
"""The cased scripts in use stand below this code point."""


class Measures:
    """Distinct texts as arrays of what is asked of them, one value per text."""

    def __init__(self, texts: Sequence[str], repeats: Array | None, wants: Collection[Wants]) -> None:
        """`repeats`: how often each text's most frequent word stands in it, None where no check asks. Only what `wants` ask for is measured."""
        count = len(texts)
        self.texts = texts
        self.repeats = repeats if repeats is not None else np.zeros(count, np.int64)
        self.length = np.fromiter(map(len, texts), np.int64, count)
        self.trimmed = np.fromiter(map(len, map(str.strip, texts)), np.int64, count)
        self.bytes = self.length.copy()
        """In UTF-8."""
        self.low, self.high = np.zeros(count, np.uint64), np.zeros(count, np.uint64)
        """The ASCII characters that a text holds, of those asked for, as bits: the first 64 and those that follow."""
        self.beyond = np.zeros(count, bool)
        """Whether it holds any beyond ASCII."""
        self.capitals = np.zeros(count)
        """Share of capitals among its letters, 0–1."""
        self.enough = {each.counts: np.zeros(count, bool) for each in wants if each.counts}
        self.between = {each.between: np.zeros(count, bool) for each in wants if each.between}
        self.digits = {each.digits: np.zeros(count, bool) for each in wants if each.digits is not None}
        """What is asked → whether the text meets it."""
        self._beyond: list[tuple[Array, Array]] = []
        """Characters beyond ASCII and the texts that they stand in."""
        asked = _table(ASCII if any(each.other_than for each in wants) else "".join([each.chars for each in wants]))
        ends, upto = np.cumsum(self.length), 0
        while upto < count:
            done, size = upto, int(ends[upto - 1]) if upto else 0
            upto = min(int(np.searchsorted(ends, size + CHUNK)) + 1, count)
            self._measure(_Chunk(texts, self.length, slice(done, upto)), asked)

    def _measure(self, chunk: _Chunk, asked: bytes) -> None:
        at = np.flatnonzero(chunk.where(asked))
        codes, texts = chunk.narrow[at], chunk.text_of[at]
        np.bitwise_or.at(self.low, texts, _LOW.take(codes))
        np.bitwise_or.at(self.high, texts, _HIGH.take(codes))
        if len(odd := chunk.odd):
            texts = chunk.text_of[chunk.odd_at]
            self._beyond.append((odd, texts))
            self.beyond[texts] = True
            np.add.at(self.bytes, texts, 1 + (odd >= 0x800).astype(np.int64) + (odd >= 0x10000))
        self.capitals[chunk.part] = _capitals(chunk)
        for each, met in self.enough.items():
            for chars, least in each:
                met[chunk.part] |= (
                    np.bincount(chunk.text_of[chunk.where(_table(chars))] - chunk.part.start, minlength=len(chunk.starts)) >= least
                )
        for chars, met in self.between.items():
            met[_between_letters(chunk, chars)] = True
        if self.digits:
            rows, linked = _digits(chunk)
            for count, met in self.digits.items():
                firsts = max(0, len(rows) - count + 1)
                in_a_row = linked[count - 1 :][:firsts] - linked[:firsts] == count - 1
                met[rows[:firsts][in_a_row]] = True

    @functools.cached_property
    def _signs(self) -> _Signs:
        codes, texts = (np.concatenate(column) for column in zip((_NONE,) * 2, *self._beyond, strict=True))
        number_of = np.zeros(codes.max(initial=0) + 1, np.int64)
        number_of[codes] = 1
        known = np.flatnonzero(number_of)
        number_of[known] = np.arange(len(known))
        return _Signs(known, np.array([kinds(chr(code)) for code in known.tolist()], np.int64), number_of[codes], texts)

    def _beyond_ascii(self, chars: str, classes: tuple[str, ...]) -> Array:
        """Which texts hold one of these characters, or one of these classes, beyond ASCII."""
        signs = self._signs
        sought = (signs.kinds & bits(classes)) != 0
        sought |= among(signs.known, _codes_beyond(chars))
        met = np.zeros(len(self.texts), bool)
        if sought.any():
            met[signs.texts[sought[signs.which]]] = True
        return met

    def _with_parts(self, parts: tuple[str, ...], those: Array) -> Array:
        """Which of those texts, a mask, hold one of these parts."""
        inside = np.flatnonzero(those)
        begins = [0, *np.cumsum(self.length[inside] + 1).tolist()]
        texts = inside.tolist()
        written = joined = "\n".join([self.texts[text] for text in texts])
        for odd, plain in _SMALL_IN_ASCII.items():
            joined = joined.replace(odd, plain)
        # NOTE: one byte a character, and sought among bytes: with one sign among them, letters are sought at a fifth of the speed.
        sought = joined.encode("ascii", "replace").lower()
        met = np.zeros(len(self.texts), bool)
        for each in map(str.encode, parts):
            part = each.removeprefix(b" ")
            at = sought.find(part)
            while at >= 0:
                if part is not each and at and written[at - 1].isascii() and written[at - 1].isalnum():
                    at = sought.find(part, at + 1)
                    continue
                number = bisect_right(begins, at)
                met[texts[number - 1]] = True
                at = sought.find(part, begins[number])
        return met

    def met(self, wants: Wants, within: Callable[[], Array]) -> Array | None:
        """Which texts meet the triggers that need no phrase, as a mask; None where no text does.

        `within` gives the texts of the cells that are looked at, as a mask: parts are sought in no others.
        """
        met: Array | None = None

        def add(these: Array) -> None:
            nonlocal met
            met = these if met is None else met | these

        if wants.every:
            add(np.ones(len(self.texts), bool))
        if wants.chars:
            low, high = _char_bits(wants.chars)
            add(((self.low & low) | (self.high & high)) != 0)
        if wants.classes or not wants.chars.isascii():
            add(self._beyond_ascii(wants.chars, wants.classes))
        if wants.parts:
            add(self._with_parts(wants.parts, within()))
        if wants.other_than:
            low, high = _char_bits(wants.other_than)
            add((((self.low & ~low) | (self.high & ~high)) != 0) | self.beyond)
        if wants.non_ascii:
            add(self.beyond)
        if wants.longer is not None:
            add(self.length > wants.longer)
        if wants.longer_bytes is not None:
            add(self.bytes > wants.longer_bytes)
        if wants.shorter is not None:
            add(self.trimmed < wants.shorter)
        if wants.capitals is not None:
            add(self.capitals >= wants.capitals)
        if wants.no_capitals:
            add(self.capitals == 0)
        if wants.repeats is not None:
            add(self.repeats >= wants.repeats)
        if wants.counts:
            add(self.enough[wants.counts])
        if wants.between:
            add(self.between[wants.between])
        if wants.digits is not None:
            add(self.digits[wants.digits])
        return met if met is not None and met.any() else None


class _Chunk:
    """The characters of some texts that are measured together, none of them empty."""

    def __init__(self, texts: Sequence[str], lengths: Array, part: slice) -> None:
        """`part`: which of the texts."""
        self.part = part
        points = np.frombuffer("".join(texts[part]).encode("utf-32-le", "surrogatepass"), np.uint32)
        self.lengths = lengths[part]
        self.starts = np.cumsum(self.lengths) - self.lengths
        """Where each text begins among the characters."""
        self.text_of = np.repeat(np.arange(part.start, part.stop), self.lengths)
        """Character → the text it stands in."""
        self.narrow = np.minimum(points, BEYOND).astype(np.uint8)
        """The ASCII codes, with `BEYOND` in the place of all others."""
        self.odd_at = np.flatnonzero(self.narrow == BEYOND)
        self.odd = points[self.odd_at]
        """Code points beyond ASCII."""
        # NOTE: bytes are looked up in a table ten times as fast as numpy's `take` does it.
        self._plain = self.narrow.tobytes()

    def looked_up(self, table: bytes) -> Array:
        """What a table of 256 bytes has for each character, as numbers."""
        return np.frombuffer(bytearray(self._plain.translate(table)), np.uint8)

    def where(self, table: bytes) -> Array:
        """The same for a table of yes and no."""
        found: Array = self.looked_up(table).view(bool)
        return found


def _capitals(chunk: _Chunk) -> Array:
    """The share of capitals among each text's letters."""
    case = chunk.looked_up(_ASCII_CASE)
    case[chunk.odd_at] = _CASE.take(np.minimum(chunk.odd, CASED))
    letters = np.add.reduceat((case > 0).astype(np.int64), chunk.starts)
    share: Array = np.add.reduceat((case == UPPER).astype(np.int64), chunk.starts) / np.maximum(letters, 1)
    return share


def _between_letters(chunk: _Chunk, chars: str) -> Array:
    """Texts in which one of these stands behind a letter, digit, hyphen or low line and before a letter."""
    sign = chunk.where(_table(chars))
    sign[chunk.odd_at] = among(chunk.odd, [ord(char) for char in chars])
    sign[chunk.starts] = sign[chunk.starts + chunk.lengths - 1] = False
    places = np.flatnonzero(sign)
    places = places[_WORD_CHARS.take(chunk.narrow[places - 1]) & _LETTERS.take(chunk.narrow[places + 1])]
    texts: Array = chunk.text_of[places]
    return texts


def _digits(chunk: _Chunk) -> tuple[Array, Array]:
    """The text of each digit, and how many of the digits up to each are linked to the one before: of one number, with little between."""
    digit, gap = chunk.where(_DIGITS), chunk.where(_GAPS)
    odd = chunk.odd
    digit[chunk.odd_at] = np.strings.isdecimal(odd.view("U1"))
    gap[chunk.odd_at] = np.strings.isspace(odd.view("U1")) | (odd == ord("–"))
    places = np.flatnonzero(digit)
    rows = chunk.text_of[places]
    apart = np.diff(places)
    near = (np.diff(rows) == 0) & (apart <= MOST_BETWEEN + 1)
    for between in range(1, MOST_BETWEEN + 1):
        near &= (apart <= between) | gap.take(places[:-1] + between, mode="clip")
    return rows, np.concatenate(([0], np.cumsum(near)))


class _Signs(NamedTuple):
    """The characters beyond ASCII of a batch of texts."""

    known: Array
    """Each different one's code point."""
    kinds: Array
    """What `signs.kinds` says of each of these."""
    which: Array
    """For each place in a text: the position in `known` of what stands there."""
    texts: Array
    """For each place: the text."""


@functools.lru_cache(256)
def _table(chars: str) -> bytes:
    """Per ASCII code, and `BEYOND` for all others, whether it is one of `chars`; for `bytes.translate`."""
    return bytes(code < BEYOND and chr(code) in chars for code in range(256))


@functools.lru_cache(256)
def _codes_beyond(chars: str) -> Array:
    """The code points beyond ASCII among `chars`."""
    return np.array([ord(char) for char in chars if not char.isascii()], np.int64)


@functools.lru_cache(256)
def _char_bits(chars: str) -> tuple[np.uint64, np.uint64]:
    low = sum(1 << ord(char) for char in set(chars) if ord(char) < 64)
    high = sum(1 << (ord(char) - 64) for char in set(chars) if 64 <= ord(char) < 128)
    return np.uint64(low), np.uint64(high)


_NONE = np.zeros(0, np.int64)
_LOW, _HIGH = (np.array([1 << code - first if first <= code < first + 64 else 0 for code in range(128)], np.uint64) for first in (0, 64))
"""Per ASCII code its bit among the first 64, and among those that follow."""
_SMALL_IN_ASCII = {"\u0130": "i", "\u212a": "k"}
"""The characters beyond ASCII, İ and the sign for kelvin, whose small letter begins in ASCII."""
_CHARS = np.array([*map(chr, range(CASED)), ""])
_CASE = np.strings.isupper(_CHARS) * np.uint8(UPPER) + np.strings.islower(_CHARS) * np.uint8(LOWER)
_ASCII_CASE = _CASE[:BEYOND].tobytes().ljust(256, b"\0")
_WORD_CHARS = np.array([chr(code).isalnum() or chr(code) in "_-" for code in range(128)] + [True])
_LETTERS = np.array([chr(code).isalpha() for code in range(128)] + [True])
_DIGITS, _GAPS = _table("0123456789"), _table(" \t\n\r\v\f\x1c\x1d\x1e\x1f().-")
