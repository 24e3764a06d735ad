"""A few thousand listings as cells and distinct texts: `Batch`, measured once and asked by every rule.

Texts are told apart by value: a brand that stands in a thousand cells is scanned and measured once.
"""

from __future__ import annotations

import functools
import sys
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from sellercheck.arrays import Array, among
from sellercheck.checks import Candidate, Found, PhraseHit, Wants
from sellercheck.context import Mention
from sellercheck.finding import Use
from sellercheck.listing import Field, Listing
from sellercheck.matching import Spans
from sellercheck.signs import bits, kinds

CHUNK = 1 << 18
"""Characters measured at a time."""
UPPER, LOWER = 2, 1
MOST_BETWEEN = 3
"""Blanks, brackets, dots and dashes between two digits of one number."""
CASED = 0x2000
"""The cased scripts in use stand below this code point."""
NOTHING = -1
Mentions = Mapping[int, Sequence[Mention]]
"""Position of the listing in the batch → its mentions."""
_Term = tuple[int, int, int, int, bool, bool]
"""A phrase found: text, number of the phrase, start, end, in the plural, spelled letter by letter."""


class Batch:
    """The cells of some listings whose field is in `scope`, and the distinct texts they hold."""

    def __init__(self, listings: Sequence[Listing], scope: Iterable[str]) -> None:
        self.listings = listings
        self.names = sorted(scope)
        self.code = {name: number for number, name in enumerate(self.names)}
        texts: dict[str, int] = {}
        listing_of, text_of, field_of, places = [], [], [], []
        layout, columns = None, []
        sheets: list[list[Any]] = []
        for number, listing in enumerate(listings):
            if listing.sheet is not layout:
                layout = listing.sheet
                sheets.append([layout, 0])
                columns = [(column.index, self.code[column.field], column) for column in layout.columns if column.field in self.code]
            sheets[-1][1] += 1
            for row in listing.rows:
                values = row.values
                width = len(values)
                for index, field, column in columns:
                    if index < width and (value := values[index]) and not value.isspace():
                        listing_of.append(number)
                        text_of.append(texts.setdefault(value, len(texts)))
                        field_of.append(field)
                        places.append((row, column))
        self.texts = list(texts)
        self.cell_listing = np.array(listing_of, np.int64)
        self.cell_text = np.array(text_of, np.int64)
        self._listing_of, self._text_of, self._field_of, self._places = listing_of, text_of, field_of, places
        self._present = {self.names[code] for code in set(field_of)}
        self._sheets: list[list[Any]] = sheets
        """Sheets in the order of the listings, and how many of these are of each."""
        self._cell_field = np.array(field_of, np.int64)
        self._fields: dict[int, Field] = {}
        self._bare: dict[int, Found] = {}
        self._worked_out: list[dict[object, Any]] = [{} for _ in listings]
        self._scopes: dict[tuple[str, ...], Array] = {}
        self._terms: dict[int, list[_Term]] = {}
        self._have: dict[tuple[str, ...], Array] = {}
        self._lacks: dict[tuple[str, ...], list[int]] = {}
        self._mentioned_in: set[str] | None = None
        self._named: dict[tuple[str, ...], _Named] = {}

    def field(self, cell: int) -> Field:
        """The cell as a field of its listing."""
        found = self._fields.get(cell)
        if found is None:
            row, column = self._places[cell]
            found = self._fields[cell] = Field(
                column.field or "", row.values[column.index], column, row, self.listings[self._listing_of[cell]].sheet
            )
        return found

    def measure(
        self, repeats: Array | None, counts: Iterable[tuple[tuple[str, int], ...]], between: Iterable[str], digits: Iterable[int]
    ) -> None:
        """Everything triggers ask of a text, for all texts at once; `counts`, `between` and `digits` as in `Wants`."""
        count = len(self.texts)
        self.repeats = repeats if repeats is not None else np.zeros(count, np.int64)
        self.length = np.fromiter(map(len, self.texts), np.int64, count)
        self.trimmed = np.fromiter((len(text.strip()) for text in self.texts), np.int64, count)
        self.low, self.high = np.zeros(count, np.uint64), np.zeros(count, np.uint64)
        self.beyond = np.zeros(count, bool)
        self.bytes = np.zeros(count, np.int64)
        self.capitals = np.zeros(count)
        self.enough = {each: np.zeros(count, bool) for each in counts}
        self.between = {each: np.zeros(count, bool) for each in between}
        self.digits = {each: np.zeros(count, bool) for each in digits}
        self._beyond: list[tuple[Array, Array]] = []
        tables = {chars: _char_table(chars) for chars in {chars for each in self.enough for chars, _ in each} | set(self.between)}
        done = 0
        while done < count:
            upto, size = done, 0
            while upto < count and (size < CHUNK or upto == done):
                size += int(self.length[upto])
                upto += 1
            self._measure(slice(done, upto), tables)
            done = upto

    def _measure(self, part: slice, tables: Mapping[str, Array]) -> None:
        points = np.frombuffer("".join(self.texts[part]).encode("utf-32-le", "surrogatepass"), np.uint32)
        starts = np.cumsum(self.length[part]) - self.length[part]
        narrow = np.minimum(points, 128).astype(np.uint8)
        self.low[part] = np.bitwise_or.reduceat(_LOW.take(narrow), starts)
        self.high[part] = np.bitwise_or.reduceat(_HIGH.take(narrow), starts)
        case = _CASE.take(np.minimum(points, CASED))
        letters = np.add.reduceat((case > 0).astype(np.int64), starts)
        self.capitals[part] = np.add.reduceat((case == UPPER).astype(np.int64), starts) / np.maximum(letters, 1)
        for each, enough in self.enough.items():
            for chars, least in each:
                enough[part] |= np.add.reduceat(tables[chars].take(narrow).astype(np.int64), starts) >= least
        at = np.flatnonzero(narrow == 128)
        odd = points[at]
        self.bytes[part] = self.length[part]
        if len(at):
            texts = part.start + np.searchsorted(starts, at, side="right") - 1
            self._beyond.append((odd, texts))
            self.beyond[texts] = True
            np.add.at(self.bytes, texts, 1 + (odd >= 0x800).astype(np.int64) + (odd >= 0x10000))
        for chars, met in self.between.items():
            sign = tables[chars].take(narrow)
            sign[at] = among(odd, [ord(char) for char in chars])
            sign[starts] = sign[starts + self.length[part] - 1] = False
            places = np.flatnonzero(sign)
            places = places[_WORD_CHARS.take(narrow[places - 1]) & _LETTERS.take(narrow[places + 1])]
            met[part.start + np.searchsorted(starts, places, side="right") - 1] = True
        if self.digits:
            digit, gap = _DIGITS.take(narrow), _GAPS.take(narrow)
            digit[at], gap[at] = np.strings.isdecimal(odd.view("U1")), np.strings.isspace(odd.view("U1")) | (odd == ord("–"))
            places = np.flatnonzero(digit)
            rows = np.searchsorted(starts, places, side="right") - 1
            apart = np.diff(places)
            near = (np.diff(rows) == 0) & (apart <= MOST_BETWEEN + 1)
            for between in range(1, MOST_BETWEEN + 1):
                near &= (apart <= between) | gap.take(places[:-1] + between, mode="clip")
            linked = np.concatenate(([0], np.cumsum(near)))
            for count, met in self.digits.items():
                firsts = max(0, len(places) - count + 1)
                in_a_row = linked[count - 1 :][:firsts] - linked[:firsts] == count - 1
                met[part.start + rows[:firsts][in_a_row]] = True

    @functools.cached_property
    def _signs(self) -> _Signs:
        codes, texts = (np.concatenate(column) for column in zip((np.zeros(0, np.int64),) * 2, *self._beyond, strict=True))
        seen = np.zeros(sys.maxunicode + 1, bool)
        seen[codes] = True
        known = np.flatnonzero(seen)
        return _Signs(known, np.array([kinds(chr(code)) for code in known.tolist()], np.int64), np.searchsorted(known, codes), texts)

    def _beyond_ascii(self, chars: str, classes: tuple[str, ...]) -> Array:
        """Which texts hold one of these characters, or one of these classes, beyond ASCII."""
        signs = self._signs
        sought = (signs.kinds & bits(classes)) != 0
        sought |= among(signs.known, [ord(char) for char in chars if not char.isascii()])
        met = np.zeros(len(self.texts), bool)
        if sought.any():
            met[signs.texts[sought[signs.which]]] = True
        return met

    def _with_parts(self, parts: tuple[str, ...], fields: tuple[str, ...]) -> Array:
        """Which texts of these fields hold one of these parts."""
        met = np.zeros(len(self.texts), bool)
        met[self.cell_text[self._in_scope(fields)]] = True
        inside = np.flatnonzero(met)
        begins = [0, *np.cumsum(self.length[inside] + 1).tolist()]
        texts = inside.tolist()
        written = joined = "\n".join([self.texts[text] for text in texts])
        for odd, plain in _SMALL_IN_ASCII.items():
            joined = joined.replace(odd, plain)
        # NOTE: one byte a character, and sought among bytes: with one sign among them, letters are sought at a fifth of the speed.
        sought = joined.encode("ascii", "replace").lower()
        met[:] = False
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

    def hold(self, terms: Spans, firsts: Array) -> None:
        """Keep where the rules' phrases were found, each with those it was sought with.

        `firsts`: where each range of phrase numbers that `candidates` is asked for begins, in ascending order.
        """
        if not len(terms):
            return
        sought_with = firsts[np.searchsorted(firsts, terms.phrases, side="right") - 1]
        order = np.argsort(sought_with, kind="stable")
        columns = (terms.texts, terms.phrases, terms.starts, terms.ends, terms.plural, terms.spelled)
        rows = list(zip(*(column[order].tolist() for column in columns), strict=True))
        known, begins = np.unique(sought_with[order], return_index=True)
        for first, (begin, end) in zip(known.tolist(), pairwise([*begins.tolist(), len(rows)]), strict=True):
            self._terms[first] = rows[begin:end]

    def fields_in(self, scope: Collection[str]) -> tuple[str, ...]:
        """The fields of the scope that some cell of the batch is of."""
        return tuple(sorted(self._present.intersection(scope)))

    def standing_in(self, scope: Collection[str]) -> Array:
        """Which of `texts` stand in a cell of one of these fields."""
        stands = np.zeros(len(self.texts), bool)
        stands[self.cell_text[self._in_scope(self.fields_in(scope))]] = True
        return np.flatnonzero(stands)

    def only(self, name: str, other: str) -> Array:
        """Listing → the text of its cell of field `name`, where it has one of that and none of `other`; −1 elsewhere."""
        texts = np.full(len(self.listings), NOTHING)
        if all(len(sheet.by_field.get(name, ())) == 1 and other not in sheet.by_field for sheet, _ in self._sheets):
            cells = np.flatnonzero(self._in_scope(self.fields_in({name})))[::-1]  # of variants' cells, the first counts
            texts[self.cell_listing[cells]] = self.cell_text[cells]
        return texts

    def candidates(self, wants: Wants, fields: tuple[str, ...], numbers: range, mentions: Mentions) -> Iterator[tuple[int, Candidate]]:
        """Positions of the listings one of whose cells of these fields met what a check wants, with those cells.

        `numbers`: the check's phrases in the index that was scanned, those of `phrases` first, then `carry_phrases`.
        """
        by_listing: dict[int, list[int]] = {number: [] for number in self._lacking(wants.lacking)} if wants.lacking else {}
        met = self._met(wants, fields)
        phrases, texts = self._phrases(wants, numbers, met)
        for cell in self._cells(wants, fields, met, texts):
            by_listing.setdefault(self._listing_of[cell], []).append(cell)
        if wants.marks and not wants.phrases:
            yield from self._naming(wants, fields, by_listing, mentions)
            return
        for number, its in by_listing.items():
            yield (
                number,
                _candidate(
                    self.listings[number],
                    self._found(its, phrases),
                    tuple(mentions.get(number, ())) if wants.marks else (),
                    self._worked_out[number],
                ),
            )

    def _naming(
        self,
        wants: Wants,
        fields: tuple[str, ...],
        by_listing: dict[int, list[int]],
        mentions: Mentions,
    ) -> Iterator[tuple[int, Candidate]]:
        """Candidates of a check that wants marks alone: where one is named in its scope, and where another trigger met."""
        named = self._named_in(fields, mentions)
        wanted = (named.used & (_bits(wants.uses) if wants.uses else -1)) != 0
        if wants.restricted:
            wanted &= named.restricted
        if wants.beside:
            wanted &= self._having(wants.beside)[named.numbers]
        if by_listing:
            wanted |= among(named.numbers, np.fromiter(by_listing, np.int64, len(by_listing)))
        listings, worked_out = self.listings, self._worked_out
        for at in np.flatnonzero(wanted).tolist():
            number, its_mentions = named.mentions[at]
            found = self._found(by_listing.pop(number), {}) if number in by_listing else ()
            yield number, _candidate(listings[number], found, its_mentions, worked_out[number])
        for number, its in by_listing.items():
            yield number, _candidate(listings[number], self._found(its, {}), (), worked_out[number])

    def _named_in(self, scope: tuple[str, ...], mentions: Mentions) -> _Named:
        """The listings with mentions in these fields. Scopes that differ in fields without mentions share one answer."""
        if self._mentioned_in is None:
            self._mentioned_in = {mention.field.name for found in mentions.values() for mention in found}
        fields = tuple(sorted(self._mentioned_in.intersection(scope)))
        if fields not in self._named:
            self._named[fields] = _Named.of(mentions, fields, everywhere=len(fields) == len(self._mentioned_in))
        return self._named[fields]

    def _found(self, cells: Iterable[int], phrases: Mapping[int, list[PhraseHit]]) -> tuple[Found, ...]:
        if not phrases:
            return tuple([self._bare.get(cell) or self._alone(cell) for cell in cells])
        return tuple([_reached(self.field(cell), tuple(phrases.get(self._text_of[cell], ()))) for cell in cells])

    def _alone(self, cell: int) -> Found:
        """The cell without phrases, made once for all rules that reach it so."""
        found = self._bare[cell] = _reached(self.field(cell), ())
        return found

    def _cells(self, wants: Wants, fields: tuple[str, ...], met: Array | None, texts: Collection[int]) -> list[int]:
        """Cells of these fields whose text met a trigger or is one of `texts`, in sheet order."""
        cells: list[int] = []
        if met is not None:
            cells = np.flatnonzero(self._in_scope(fields) & met[self.cell_text]).tolist()
        if wants.cells is not None:
            inside = self._in_scope(fields)
            counts = np.bincount(self.cell_listing[inside], minlength=len(self.listings))
            cells = np.union1d(cells, np.flatnonzero(inside & (counts > wants.cells)[self.cell_listing])).astype(np.int64).tolist()
        if texts:
            # Few texts hold a phrase: their cells are looked up, not sought among all.
            codes, (order, begins) = {self.code[name] for name in fields}, self._by_text
            more = [cell for text in texts for cell in order[begins[text] : begins[text + 1]] if self._field_of[cell] in codes]
            cells = sorted({*cells, *more})
        return cells

    @functools.cached_property
    def _by_text(self) -> tuple[list[int], list[int]]:
        """The cells in the order of their texts, and where those of each text begin."""
        order = np.argsort(self.cell_text, kind="stable")
        begins = np.searchsorted(self.cell_text[order], np.arange(len(self.texts) + 1))
        return order.tolist(), begins.tolist()

    def _phrases(self, wants: Wants, numbers: range, met: Array | None) -> tuple[dict[int, list[PhraseHit]], set[int]]:
        """The check's phrases by text, and the texts that hold one that counts as a trigger."""
        terms = self._terms.get(numbers.start, ()) if wants.phrases else ()
        if not terms:
            return {}, set()
        sought, triggers = (*wants.phrases, *wants.carry_phrases), numbers.start + len(wants.phrases)
        texts = {term[0] for term in terms if term[1] < triggers}
        found: dict[int, list[PhraseHit]] = {}
        for text, phrase, start, end, plural, spelled in terms:
            if text in texts or (met is not None and met[text]):
                how = "plural" if plural else "spaced" if spelled else "exact"
                found.setdefault(text, []).append(tuple.__new__(PhraseHit, (sought[phrase - numbers.start], (start, end), how)))
        return found, texts

    def _having(self, names: tuple[str, ...]) -> Array:
        """Per listing, whether it has a non-blank cell of one of these fields."""
        if names not in self._have:
            have = self._have[names] = np.zeros(len(self.listings), bool)
            have[self.cell_listing[self._in_scope(names)]] = True
        return self._have[names]

    @functools.cached_property
    def _opens_sheet(self) -> Array:
        """Per listing, whether it is the first of its sheet."""
        return np.array([listing.rows[0].number == listing.sheet.first_row for listing in self.listings], bool)

    def _lacking(self, names: tuple[str, ...]) -> list[int]:
        """Listings that have no non-blank cell of one of these fields.

        Where the sheet has no such column at all, that is said once: by the first listing of the sheet.
        """
        if names not in self._lacks:
            lacks = np.zeros(len(self.listings), bool)
            for name in names:
                known = np.repeat(
                    np.array([name in sheet.by_field for sheet, _ in self._sheets], bool), [count for _, count in self._sheets]
                )
                lacks |= (known | self._opens_sheet) & ~self._having((name,))
            self._lacks[names] = np.flatnonzero(lacks).tolist()
        return self._lacks[names]

    def _in_scope(self, scope: tuple[str, ...]) -> Array:
        if scope not in self._scopes:
            wanted = np.zeros(len(self.names), bool)
            wanted[[self.code[name] for name in scope]] = True
            self._scopes[scope] = wanted[self._cell_field]
        return self._scopes[scope]

    def _met(self, wants: Wants, fields: tuple[str, ...]) -> Array | None:
        """Which texts meet the triggers that need no phrase; None where no text does."""
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
            add(self._with_parts(wants.parts, fields))
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


_USE_BIT = {use: 1 << number for number, use in enumerate(Use)}


def _bits(uses: Iterable[Use]) -> int:
    bits = 0
    for use in uses:
        bits |= _USE_BIT[use]
    return bits


# NOTE: made for every cell that some trigger reached; a named tuple's own way of being made takes three times as long.


def _candidate(*parts: Any) -> Candidate:
    return tuple.__new__(Candidate, parts)


def _reached(*parts: Any) -> Found:
    return tuple.__new__(Found, parts)


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


class _Named(NamedTuple):
    """Listings with mentions in some fields."""

    mentions: list[tuple[int, tuple[Mention, ...]]]
    """Position of the listing in the batch and its mentions there."""
    numbers: Array
    """The positions alone."""
    used: Array
    """The mentions' uses as bits."""
    restricted: Array
    """Whether a platform is said to restrict one of the marks."""

    @classmethod
    def of(cls, mentions: Mentions, fields: tuple[str, ...], *, everywhere: bool) -> _Named:
        """`everywhere`: mentions stand in no other fields."""
        found: list[tuple[int, tuple[Mention, ...]]] = []
        used: list[int] = []
        restricted: list[bool] = []
        for number, its in mentions.items():
            inside = tuple(its) if everywhere else tuple([mention for mention in its if mention.field.name in fields])
            if inside:
                uses, asked = 0, False
                for _, _, record, context, _ in inside:
                    uses |= _USE_BIT[context.use]
                    asked = asked or bool(record.restrictions)
                found.append((number, inside))
                used.append(uses)
                restricted.append(asked)
        return cls(found, np.array([number for number, _ in found], np.int64), np.array(used, np.int64), np.array(restricted, bool))


def _char_table(chars: str) -> Array:
    """Per ASCII code, and one for all beyond, whether it is one of `chars`."""
    table = np.zeros(129, bool)
    table[[ord(char) for char in chars if char.isascii()]] = True
    return table


@functools.lru_cache(256)
def _char_bits(chars: str) -> tuple[np.uint64, np.uint64]:
    low = sum(1 << ord(char) for char in set(chars) if ord(char) < 64)
    high = sum(1 << (ord(char) - 64) for char in set(chars) if 64 <= ord(char) < 128)
    return np.uint64(low), np.uint64(high)


_LOW, _HIGH = (np.array([1 << code - first if first <= code < first + 64 else 0 for code in range(129)], np.uint64) for first in (0, 64))
"""Per ASCII code, and one for all beyond, its bit among the first 64, and among those that follow."""
_SMALL_IN_ASCII = {"\u0130": "i", "\u212a": "k"}
"""The characters beyond ASCII, İ and the sign for kelvin, whose small letter begins in ASCII."""
_CHARS = np.array([*map(chr, range(CASED)), ""])
_CASE = np.strings.isupper(_CHARS) * np.uint8(UPPER) + np.strings.islower(_CHARS) * np.uint8(LOWER)
_WORD_CHARS = np.array([chr(code).isalnum() or chr(code) in "_-" for code in range(128)] + [True])
_LETTERS = np.array([chr(code).isalpha() for code in range(128)] + [True])
_DIGITS, _GAPS = _char_table("0123456789"), _char_table(" \t\n\r\v\f\x1c\x1d\x1e\x1f().-")
