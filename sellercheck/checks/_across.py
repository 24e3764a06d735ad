"""What checks that look at many listings at once have in common: `Digest` in, `Member`s and `Hit`s out.

Such a check is a member of the family like any other (`check: NAME`, docstring page, `Options`, `WORDS`) and provides,
in place of `wants` and `check`:

- `gather(glance, scope, options) -> Digests`: of a batch of listings, the little that must be kept of each until all were
  seen, and the keys that bring together those to be compared;
- `narrow(runs, options) -> Array`: which of the gathered are worth a closer look, judged by numbers alone;
- `conclude(group, rule, options, reference) -> Iterator[tuple[Member, Hit]]`: the hits among listings of one key.

All three are pure. A run keeps a hash and a number of every digest; texts are packed away and looked at again only for
what `narrow` leaves. Groups are gathered over all sheets of a run, and which order rows stand in changes only which of the
rows that belong together is named.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

import numpy as np

from sellercheck import text as folding
from sellercheck.arrays import Array
from sellercheck.listing import Column, Field, Listing, Row
from sellercheck.messages import Text

T = TypeVar("T")
NAMED = 3
"""Rows named in a message before the rest is counted."""


class Cells(NamedTuple):
    """Cells of a batch, column by column: what stands at one place of each sequence is of one cell. `Glance` makes them."""

    listings: Sequence[int]
    """Positions of their listings in the batch."""
    columns: Sequence[Column]
    places: tuple[Sequence[Any], ...]
    """What names them at the end of the run: their listings' ids and first rows; their own rows, lines, columns and texts."""

    def of(self, column: Sequence[T]) -> Sequence[T]:
        """What `column` has for each listing of the batch, for each of the cells."""
        return column if isinstance(self.listings, range) else [column[number] for number in self.listings]


class Digests(NamedTuple):
    """What is kept of a batch, in sequences like those of `cells`."""

    cells: Cells
    """What a finding would point at."""
    keys: Sequence[Hashable]
    """Digests of one key are compared; only its hash is kept. None: the cell is compared with none."""
    values: Sequence[float] | Array
    """Numbers for `narrow`: prices, or fingerprints of what tells products apart."""
    told: tuple[Sequence[Any], ...] = ()
    """Texts for `conclude`, or tuples of texts."""


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
    """A batch of listings of one sheet, column by column. What several checks ask for is read once."""

    def __init__(self, listings: Sequence[Listing]) -> None:
        self.listings = listings
        self._by_field = listings[0].sheet.by_field
        self._once: dict[Hashable, Any] = {}
        self._rows: list[Row] | None = None
        """The rows where each listing has one, as in most sheets; a column is then read in one go."""
        if {len(listing.rows) for listing in listings} == {1}:
            self._rows = [listing.rows[0] for listing in listings]

    def has(self, name: str) -> bool:
        """Whether the sheet has a column for the field."""
        return name in self._by_field

    def first(self, name: str) -> list[str]:
        """The first non-blank value of the field in each listing, blanks at its ends left out; empty where there is none."""
        return self.once(("first", name), lambda: self._read(name))[0]

    def places(self, name: str) -> Cells:
        """Where the values of `first` stand, one a listing; some cell of the listing where there is none."""
        return self.once(("first", name), lambda: self._read(name))[1]

    def _read(self, name: str) -> tuple[list[str], Cells]:
        columns = self._by_field.get(name, ())
        if not columns:
            return [""] * len(self.listings), self.cells_at(())
        if self._rows is not None and len(columns) == 1:
            return self._column(self._rows, columns[0])
        found = [_first(listing, columns) for listing in self.listings]
        return [value for value, _, _ in found], self.cells_at([(number, row, column) for number, (_, row, column) in enumerate(found)])

    def _column(self, rows: Sequence[Row], column: Column) -> tuple[list[str], Cells]:
        """The column's values and cells, where each listing has one row: these."""
        return self.once(column.index, lambda: self._read_column(rows, column))

    def _read_column(self, rows: Sequence[Row], column: Column) -> tuple[list[str], Cells]:
        index, count = column.index, len(rows)
        texts = [row.values[index] if index < len(row.values) else "" for row in rows]
        numbers = self.once("numbers", lambda: [row.number for row in rows])
        lines = self.once("lines", lambda: [row.line for row in rows])
        ids = self.once("ids", lambda: [listing.id for listing in self.listings])
        cells = Cells(range(count), [column] * count, (ids, numbers, numbers, lines, [index] * count, texts))
        return list(map(str.strip, texts)), cells

    def cells_at(self, spots: Sequence[tuple[int, Row, Column]]) -> Cells:
        """The cells of these listings, rows and columns."""
        listings = [self.listings[number] for number, _, _ in spots]
        return Cells(
            [number for number, _, _ in spots], [column for _, _, column in spots],
            (
                [listing.id for listing in listings], [listing.rows[0].number for listing in listings],
                [row.number for _, row, _ in spots], [row.line for _, row, _ in spots], [column.index for _, _, column in spots],
                [_text(row, column) for _, row, column in spots],
            ),
        )  # fmt: skip

    def cells(self, names: Iterable[str]) -> tuple[list[str], Cells]:
        """The cells in the first column of each of these fields, row by row, and their values without the blanks at their ends."""
        columns = [self._by_field[name][0] for name in names if name in self._by_field]
        if not columns:
            return [], self.cells_at(())
        if self._rows is not None and len(columns) == 1:
            return self._column(self._rows, columns[0])
        spots = [(number, row, column) for number, listing in enumerate(self.listings) for row in listing.rows for column in columns]
        return [_text(row, column).strip() for _, row, column in spots], self.cells_at(spots)

    def whole(self, name: str) -> list[str]:
        """All values of the field in each listing, joined: several columns may tell products apart."""
        if self._rows is not None and len(self._by_field.get(name, ())) < 2:
            return self.first(name)
        return [value and _all(listing, name) for value, listing in zip(self.first(name), self.listings, strict=True)]

    def once(self, name: Hashable, work: Callable[[], T]) -> T:
        """What `work` makes of this batch, for all rules that call it by one name."""
        if name not in self._once:
            self._once[name] = work()
        made: T = self._once[name]
        return made

    def of_texts(self, name: str, make: Callable[[str], T]) -> list[T]:
        """`make` of each listing's first value of the field, blank or not, asked once for each text."""
        texts = self.first(name)
        made = self.once((name, make), lambda: {text: make(text) for text in set(texts)})
        return [made[text] for text in texts]

    def product(self) -> list[str]:
        """What variants of one product share: the parent, else the SKU (which is the parent of those that name it)."""
        return [parent or sku for parent, sku in zip(self.first("parent"), self.first("sku"), strict=True)]


def _text(row: Row, column: Column) -> str:
    return row.values[column.index] if column.index < len(row.values) else ""


def _first(listing: Listing, columns: Sequence[Column]) -> tuple[str, Row, Column]:
    """The listing's first non-blank value in these columns, and where it stands."""
    for row in listing.rows:
        for column in columns:
            if value := _text(row, column).strip():
                return value, row, column
    return "", listing.rows[0], columns[0]


def _all(listing: Listing, name: str) -> str:
    return "\n".join([field.value.strip() for field in listing.fields(name)])


def title_words(title: str) -> frozenset[str]:
    """The different words of a title, folded; of scripts without blanks, what stands between signs."""
    return frozenset(folding.fold(title).split())


def fingerprints(texts: Sequence[str]) -> Array:
    """Whole numbers that tell texts apart, exact in a float."""
    return (np.fromiter(map(hash, texts), np.int64, len(texts)) & ((1 << 53) - 1)).astype(np.float64)


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
