"""A few thousand listings as cells and distinct texts: `Batch`, measured once and asked by every rule.

Texts are told apart by value: a brand that stands in a thousand cells is scanned and measured once.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress, groupby
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

import numpy as np

from sellercheck.arrays import Array, among, distinct
from sellercheck.checks import Candidate, Found, PhraseHit, Wants
from sellercheck.context import Mention
from sellercheck.finding import Use
from sellercheck.listing import Column, Field, Listing, Row
from sellercheck.matching import Spans
from sellercheck.measures import Measures
from sellercheck.names import NOTHING
from sellercheck.text import letter_end

Mentions = Mapping[int, Sequence[Mention]]
"""Position of the listing in the batch → its mentions."""


class Batch:
    """The cells of some listings whose field is in `scope`, and the distinct texts they hold."""

    def __init__(self, listings: Sequence[Listing], scope: Iterable[str], read: Collection[str] | None = None) -> None:
        """`read`: the fields whose words are of interest; None means all."""
        self.listings = listings
        self.names = sorted(scope)
        self.code = {name: number for number, name in enumerate(self.names)}
        self._sheets = [(sheet, len([*its])) for sheet, its in groupby(listings, key=_SHEET)]
        """Sheets in the order of the listings, and how many of these are of each."""
        self._rows: list[Row] = []
        self._columns: list[Column] = []
        values: list[str] = []
        listing_of, row_of, column_of = _NONE, _NONE, _NONE
        begin = 0
        for sheet, count in self._sheets:
            columns = [column for column in sheet.columns if column.field in self.code]
            part = listings[begin : begin + count]
            rows = [row for listing in part for row in listing.rows]
            owners = np.arange(begin, begin + count)
            if len(rows) > count:
                owners = np.repeat(owners, [len(listing.rows) for listing in part])
            cells = [row.values for row in rows]
            least = min(map(len, cells))
            # Row by row, which is how a listing is read.
            by_column = [
                map(itemgetter(index), cells) if index < least else _padded(cells, index) for index in [column.index for column in columns]
            ]
            stand = [*chain.from_iterable(zip(*by_column, strict=True))]
            filled = [at for at, value in enumerate(stand) if value and not value.isspace()]
            values += stand if len(filled) == len(stand) else [stand[at] for at in filled]
            row, column = np.divmod(np.array(filled, np.int64), max(len(columns), 1))
            listing_of = np.append(listing_of, owners[row])
            row_of, column_of = np.append(row_of, row + len(self._rows)), np.append(column_of, column + len(self._columns))
            self._rows += rows
            self._columns += columns
            begin += count
        self.cell_field = np.array([self.code[column.field or ""] for column in self._columns], np.int64)[column_of]
        texts = dict.fromkeys(values)
        self.worded = len(texts)
        """So many texts, the first ones, stand in fields that are read: a SKU or a price has no words."""
        if read is not None:
            are_read = np.array([name in read for name in self.names], bool)[self.cell_field]
            worded = dict.fromkeys(compress(values, are_read.tolist()))
            self.worded, texts = len(worded), worded | texts
        numbers = {text: number for number, text in enumerate(texts)}
        self.texts = [*numbers]
        self._listing_of, self._row_of, self._column_of = listing_of.tolist(), row_of.tolist(), column_of.tolist()
        self._text_of = [*map(numbers.__getitem__, values)]
        self.cell_listing = listing_of
        self.cell_text = np.array(self._text_of, np.int64)
        self.present = frozenset([self.names[code] for code in np.flatnonzero(np.bincount(self.cell_field)).tolist()])
        """The fields that some cell is of."""
        self._fields: dict[int, Field] = {}
        self._bare: dict[int, Found] = {}
        self._lone: dict[int, tuple[int, Candidate]] = {}
        self._worked_out: defaultdict[int, dict[object, Any]] = defaultdict(dict)
        self._scopes: dict[tuple[str, ...], Array] = {}
        self._terms: Spans | None = None
        self._terms_of: dict[int, slice] = {}
        """Where those phrases stand in `_terms` that were sought together; by the number of the first."""
        self._lowest: dict[int, int] = {}
        """The lowest number of a phrase found, of those sought together."""
        self._have: dict[tuple[str, ...], Array] = {}
        self._lacks: dict[tuple[str, ...], list[int]] = {}
        self._mentioned_in: set[str] | None = None
        self._named: dict[tuple[str, ...], _Named] = {}

    def field(self, cell: int) -> Field:
        """The cell as a field of its listing."""
        found = self._fields.get(cell)
        if found is None:
            row, column = self._rows[self._row_of[cell]], self._columns[self._column_of[cell]]
            # NOTE: a named tuple's own way of being made takes three times as long; so it does below.
            found = self._fields[cell] = tuple.__new__(
                Field, (column.field, row.values[column.index], column, row, self.listings[self._listing_of[cell]].sheet)
            )
        return found

    def measure(self, repeats: Array | None, wants: Collection[Wants]) -> None:
        """Find out all that these ask of a text. `repeats`: how often each text's most frequent word stands in it."""
        self._measures = Measures(self.texts, repeats, wants)

    def hold(self, terms: Spans, firsts: Array) -> None:
        """Keep where the rules' phrases were found, each with those it was sought with.

        `firsts`: where each range of phrase numbers that `candidates` is asked for begins, in ascending order.
        """
        if not len(terms):
            return
        sought_with = firsts[np.searchsorted(firsts, terms.phrases, side="right") - 1]
        order = np.argsort(sought_with, kind="stable")
        self._terms, known = terms.of(order), distinct(sought_with)
        begins, ends = (np.searchsorted(sought_with[order], known, side).tolist() for side in ("left", "right"))
        self._terms_of = dict(zip(known.tolist(), map(slice, begins, ends), strict=True))
        self._lowest = dict(zip(known.tolist(), np.minimum.reduceat(self._terms.phrases, begins).tolist(), strict=True))

    def holds_one_of(self, numbers: range, first: int) -> bool:
        """Whether one of the `first` of these phrases, which were sought together, was found in any text."""
        lowest = self._lowest.get(numbers.start)
        return lowest is not None and lowest < numbers.start + first

    def fields_in(self, scope: Collection[str]) -> tuple[str, ...]:
        """The fields of the scope that some cell of the batch is of."""
        return tuple(sorted(self.present.intersection(scope)))

    def inside(self, scope: Collection[str]) -> Array:
        """Which cells are of these fields."""
        return self._in_scope(self.fields_in(scope))

    def only(self, name: str, other: str) -> Array:
        """Listing → the text of its cell of field `name`, where it has one of that and none of `other`; −1 elsewhere."""
        texts = np.full(len(self.listings), NOTHING)
        if all(len(sheet.by_field.get(name, ())) == 1 and other not in sheet.by_field for sheet, _ in self._sheets):
            cells = np.flatnonzero(self._in_scope(self.fields_in({name})))[::-1]  # of variants' cells, the first counts
            texts[self.cell_listing[cells]] = self.cell_text[cells]
        return texts

    def candidates(self, wants: Wants, fields: tuple[str, ...], numbers: range, mentions: Mentions) -> Iterable[tuple[int, Candidate]]:
        """Positions of the listings one of whose cells of these fields met what a check wants, with those cells.

        `numbers`: the check's phrases in the index that was scanned, those of `phrases` first, then `carry_phrases`.
        """
        met = self._measures.met(wants, lambda: self._texts_in(fields))
        phrases, texts = self._phrases(wants, numbers, met)
        cells = self._cells(wants, fields, met, texts)
        by_listing: dict[int, list[int]] = {number: [] for number in self._lacking(wants.lacking)} if wants.lacking else {}
        if not by_listing and not phrases and not wants.marks and self._is_apart(cells):
            lone = self._lone
            return [lone.get(cell) or self._candidate_of(cell) for cell in cells]
        for cell in cells:
            by_listing.setdefault(self._listing_of[cell], []).append(cell)
        if wants.marks and not wants.phrases:
            return self._naming(wants, fields, by_listing, mentions)
        return [
            (number, self._candidate(number, self._found(its, phrases), tuple(mentions.get(number, ())) if wants.marks else ()))
            for number, its in by_listing.items()
        ]

    def _is_apart(self, cells: Sequence[int]) -> bool:
        """Whether each of the cells is of another listing."""
        return len(set(map(self._listing_of.__getitem__, cells))) == len(cells)

    def _candidate_of(self, cell: int) -> tuple[int, Candidate]:
        """The listing of the cell and the candidate that it is by this cell alone, made once for all rules that it is one of."""
        number = self._listing_of[cell]
        made = self._lone[cell] = number, self._candidate(number, (self._bare.get(cell) or self._alone(cell),), ())
        return made

    def _candidate(self, number: int, found: tuple[Found, ...], mentions: tuple[Mention, ...]) -> Candidate:
        return tuple.__new__(Candidate, (self.listings[number], found, mentions, self._worked_out[number]))

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
        for number, its_mentions in map(named.mentions.__getitem__, np.flatnonzero(wanted).tolist()):
            found = self._found(by_listing.pop(number), {}) if number in by_listing else ()
            yield number, self._candidate(number, found, its_mentions)
        for number, its in by_listing.items():
            yield number, self._candidate(number, self._found(its, {}), ())

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
            inside, (order, begins) = self._in_scope(fields), self._by_text
            more = [cell for text in texts for cell in order[begins[text] : begins[text + 1]] if inside[cell]]
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
        part = self._terms_of.get(numbers.start) if wants.phrases else None
        if part is None or self._terms is None:
            return {}, set()
        sought, texts, phrases = (*wants.phrases, *wants.carry_phrases), self._terms.texts[part], self._terms.phrases[part] - numbers.start
        triggers = texts[phrases < len(wants.phrases)]
        told = np.zeros(len(self.texts), bool) if met is None else met.copy()
        told[triggers] = True
        at = np.flatnonzero(told[texts])
        # NOTE: of ten phrases found nine are only carried along for texts that hold no trigger.
        columns = (
            texts,
            phrases,
            *(each[part] for each in (self._terms.starts, self._terms.ends, self._terms.plural, self._terms.spelled)),
        )
        found: dict[int, list[PhraseHit]] = {}
        for text, phrase, start, end, plural, spelled in zip(*(column[at].tolist() for column in columns), strict=True):
            how = "plural" if plural else "spaced" if spelled else "exact"
            found.setdefault(text, []).append(tuple.__new__(PhraseHit, (sought[phrase], (start, letter_end(self.texts[text], end)), how)))
        return found, set(triggers.tolist())

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

    def _texts_in(self, scope: tuple[str, ...]) -> Array:
        """Which texts stand in cells of these fields."""
        inside = np.zeros(len(self.texts), bool)
        inside[self.cell_text[self._in_scope(scope)]] = True
        return inside

    def _in_scope(self, scope: tuple[str, ...]) -> Array:
        if scope not in self._scopes:
            wanted = np.zeros(len(self.names), bool)
            wanted[[self.code[name] for name in scope]] = True
            self._scopes[scope] = wanted[self.cell_field]
        return self._scopes[scope]


_NONE = np.zeros(0, np.int64)
_USE_BIT = {use: 1 << number for number, use in enumerate(Use)}


def _bits(uses: Iterable[Use]) -> int:
    bits = 0
    for use in uses:
        bits |= _USE_BIT[use]
    return bits


def _reached(*parts: Any) -> Found:
    return tuple.__new__(Found, parts)


_SHEET = attrgetter("sheet")


def _padded(rows: Sequence[tuple[str, ...]], index: int) -> Iterator[str]:
    """The cells of a column that some rows end before."""
    return (row[index] if index < len(row) else "" for row in rows)


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
