"""What checks that look at many listings at once have in common: `Digest` in, `Member`s and `Hit`s out.

Such a check is a member of the family like any other (`check: NAME`, docstring page, `Options`, `WORDS`) and provides,
in place of `wants` and `check`:

- `gather(glance, scope, options) -> Iterator[Digest]`: of a batch of listings, the little that must be kept of each until
  all were seen, and the key that brings together those to be compared;
- `narrow(runs, options) -> Array`: which of the gathered are worth a closer look, judged by numbers alone;
- `conclude(group, rule, options, reference) -> Iterator[tuple[Member, Hit]]`: the hits among listings of one key.

All three are pure. A run keeps a hash and a number of every digest; texts are packed away and looked at again only for
what `narrow` leaves. Groups are gathered over all sheets of a run, and which order rows stand in changes only which of the
rows that belong together is named.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from sellercheck import text as folding
from sellercheck.listing import Column, Field, Listing, Row, SheetLayout
from sellercheck.messages import Text

Array = np.ndarray[Any, np.dtype[Any]]
NAMED = 3
"""Rows named in a message before the rest is counted."""


class Digest(NamedTuple):
    """What is kept of one cell."""

    listing: int
    """Position of the listing in the batch."""
    row: Row
    column: Column
    """With `row`: the cell a finding would point at."""
    key: Hashable
    """Digests of one key are compared; only its hash is kept."""
    value: float = 0.0
    """A number for `narrow`: a price, or a fingerprint of what tells products apart."""
    told: tuple[str, ...] = ()
    """Texts for `conclude`."""


class Runs(NamedTuple):
    """All digests of a check, those of one key beside each other, by value."""

    values: Array
    starts: Array
    """Where each key's digests begin."""
    counts: Array

    def spread(self, per_run: Array) -> Array:
        """One value per key as one per digest."""
        return np.repeat(per_run, self.counts)


class Member(NamedTuple):
    """A digest again, with the place it came from."""

    number: int
    """Counts through the run: sheets in their order, then rows."""
    book: int
    """Counts the sheets of the run."""
    field: Field
    """The cell; its row carries number and line, and no values."""
    listing: str
    """The listing's id."""
    value: float
    told: tuple[str, ...]


class Group(NamedTuple):
    """What one key brought together."""

    members: tuple[Member, ...]
    """Those `narrow` left, in the order of the run."""
    values: Array
    """Of all digests of the key, ascending."""


class Glance:
    """A batch of listings, column by column. What several checks ask for is read once."""

    def __init__(self, listings: Sequence[Listing]) -> None:
        self.listings = listings
        self._first: dict[str, list[str]] = {}
        self._places: dict[str, list[tuple[Row, Column] | None]] = {}
        self._whole: dict[str, list[str]] = {}
        self._worked_out: dict[Hashable, list[Any]] = {}
        self._sheets = list({id(listing.sheet): listing.sheet for listing in listings}.values())

    def first(self, name: str) -> list[str]:
        """The first non-blank value of the field in each listing, blanks at its ends left out; empty where there is none."""
        if name not in self._first:
            self._read(name)
        return self._first[name]

    def places(self, name: str) -> list[tuple[Row, Column] | None]:
        """Where the values of `first` stand."""
        if name not in self._first:
            self._read(name)
        return self._places[name]

    def whole(self, name: str) -> list[str]:
        """All values of the field in each listing, joined: several columns may tell products apart."""
        if name not in self._whole:
            first = self.first(name)
            self._whole[name] = [
                value if not value or (len(listing.rows) == 1 and len(listing.sheet.by_field[name]) == 1) else _all(listing, name)
                for value, listing in zip(first, self.listings, strict=True)
            ]
        return self._whole[name]

    def has(self, name: str) -> bool:
        """Whether any of the sheets has a column for the field."""
        return any(name in sheet.by_field for sheet in self._sheets)

    def _read(self, name: str) -> None:
        if not self.has(name):
            self._first[name], self._places[name] = [""] * len(self.listings), [None] * len(self.listings)
            return
        values: list[str] = []
        places: list[tuple[Row, Column] | None] = []
        sheet: SheetLayout | None = None
        columns: tuple[Column, ...] = ()
        for listing in self.listings:
            if listing.sheet is not sheet:
                sheet = listing.sheet
                columns = sheet.by_field.get(name, ())
            value, place = "", None
            for row in listing.rows if columns else ():
                for column in columns:
                    if column.index < len(row.values) and (value := row.values[column.index].strip()):
                        place = row, column
                        break
                if value:
                    break
            values.append(value)
            places.append(place)
        self._first[name], self._places[name] = values, places

    def of_texts(self, name: str, make: Callable[[str], Any]) -> list[Any]:
        """`make` of each listing's first value of the field."""
        found = self._worked_out.get((name, make))
        if found is None:
            found = self._worked_out[name, make] = [make(value) if value else None for value in self.first(name)]
        return found

    def cells(self, names: Iterable[str], each: bool = True) -> Iterator[tuple[int, Row, Column, str]]:
        """Non-blank cells of these fields, row by row and without the blanks at their ends.

        With `each` false only the first column of a field.
        """
        wanted = tuple(names)
        sheet: SheetLayout | None = None
        columns: list[Column] = []
        for number, listing in enumerate(self.listings):
            if listing.sheet is not sheet:
                sheet = listing.sheet
                columns = [column for name in wanted for column in sheet.by_field.get(name, ())[: None if each else 1]]
            for row in listing.rows:
                values = row.values
                for column in columns:
                    if column.index < len(values) and (value := values[column.index].strip()):
                        yield number, row, column, value

    def product(self) -> list[str]:
        """What variants of one product share: the parent, else the SKU (which is the parent of those that name it)."""
        return [parent or sku for parent, sku in zip(self.first("parent"), self.first("sku"), strict=True)]


def _all(listing: Listing, name: str) -> str:
    return "\n".join([field.value.strip() for field in listing.fields(name)])


def title_words(title: str) -> frozenset[str]:
    """The different words of a title, folded; of scripts without blanks, what stands between signs."""
    return frozenset(folding.fold(title).split())


def fingerprint(text: Hashable) -> float:
    """A whole number that tells texts apart, exact in a float."""
    return float(hash(text) & ((1 << 53) - 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of their words that two texts have in common, 0–1 (Jaccard)."""
    return len(one & other) / len(one | other) if one or other else 1.0


class Joined:
    """Things by number, of which some turn out to belong together."""

    def __init__(self, count: int) -> None:
        self._first = list(range(count))

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.first(one), self.first(other)))
        self._first[high] = low

    def first(self, at: int) -> int:
        """The lowest number that `at` belongs together with."""
        while self._first[at] != at:
            self._first[at] = self._first[self._first[at]]
            at = self._first[at]
        return at

    def join_all(self, same: Callable[[int, int], bool]) -> None:
        """Ask `same` for every pair that is not together yet."""
        for later in range(len(self._first)):
            for earlier in range(later):
                if self.first(earlier) != self.first(later) and same(earlier, later):
                    self.join(earlier, later)


def places(members: Sequence[Member], beside: Member) -> Text:
    """The rows of `members` as a phrase; the file is named where it is another than that of `beside`."""
    here = beside.field.sheet
    shown = []
    for member in members[:NAMED]:
        sheet, row = member.field.sheet, member.field.row.number
        home = "" if (sheet.path, sheet.worksheet) == (here.path, here.worksheet) else sheet.path
        if home and sheet.worksheet is not None and sheet.path == here.path:
            home = sheet.worksheet
        shown.append((row, home))
    english = ", ".join(f"row {row} of {home}" if home else f"row {row}" for row, home in shown)
    chinese = "、".join(f"{home} 第 {row} 行" if home else f"第 {row} 行" for row, home in shown)
    if more := len(members) - len(shown):
        english, chinese = f"{english} and {more:,} more", f"{chinese}等共 {len(members):,} 行"
    return Text(english, chinese)
