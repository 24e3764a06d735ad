"""Rows become listings, with their variants, or are given back as `Skipped`: `read_listings`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from sellercheck.columns.cells import ADDRESS, FILE_NAME, NULLS, TOTALS, is_info, is_total, words_in
from sellercheck.columns.headings import TEXTS, fold
from sellercheck.listing import FIELDS, Listing, Location, Row, SheetLayout, column_letters, content_id
from sellercheck.report import Skipped
from sellercheck.sheets import Book, Grid


def read_listings(grid: Grid, layout: SheetLayout) -> Iterator[Listing | Skipped]:
    """The sheet's listings in order, and every row between them that is none; rows are read as they are asked for.

    A row without a title belongs to the listing before it when it shares its parent, handle or variation group, or, in a sheet
    without such a column, when it has no text and no number of its own or names a variant. A cell of several SKUs names its listing by the first.
    Rows the reader could not read come last, as `Skipped` with `fault`.
    """
    return _Rows(layout).listings(grid)


class _Rows:
    """The places of one layout's columns, looked up once."""

    def __init__(self, layout: SheetLayout) -> None:
        self.layout = layout
        at = {field: tuple(column.index for column in layout.by_field.get(field, ())) for field in FIELDS}
        mains = next((at[field] for field in TEXTS if at[field]), ())
        self.main = mains[0] if mains else 0
        self.texts = tuple(place for field in TEXTS[1:4] for place in at[field] if place != self.main)
        self.sku = at["sku"][0] if at["sku"] else -1
        self.spare = at["sku"][1:]
        self.parent = at["parent"][0] if at["parent"] else -1
        self.plain_id = next((column.index for column in layout.columns if fold(column.header) == "id"), -1)
        self.variants = at["variant"]
        self.images = at["image"]
        self.numbers = (*at["price"], *at["msrp"], *at["quantity"], *at["weight"])
        self.offers = (*at["price"], *at["quantity"])
        self.headers = {column.index: column.header for column in layout.columns}
        self.main_header = self.headers.get(self.main, "").strip()
        self.width = len(layout.columns)
        self.price = at["price"][0] if at["price"] else -1

    def listings(self, grid: Grid) -> Iterator[Listing | Skipped]:
        # The loop that every row of every sheet goes through: what is used in it is local.
        layout, main, price, sku, first = self.layout, self.main, self.price, self.sku, self.layout.first_row
        headed, again = layout.header_row is not None, self.headers.get(main, "").strip()
        last = again[-1:]
        lasts = (last.lower(), last.upper(), last)
        again = again.casefold()
        digit = re.compile(r"\d").search
        made = tuple.__new__  # NOTE: a third of the time that a named tuple's own way of being made takes
        merged = self._merged(grid)
        pending: Row | None = None
        others: list[Row] = []
        for row in grid.rows():
            if row.number < first:
                continue
            values = row.values
            count = len(values)
            if headed and values[0][:1] in "I#" and is_info(values[0]):
                yield self._skip(row, "an Info row of the template")
                continue
            if headed and values[0][-1:] in {":", "："} and is_total(values[0]):
                yield self._skip(row, "a total")
                continue
            name = values[main] if main < count else ""
            if (
                name
                and not name.isspace()
                and (len(name) > 12 or ((short := name.strip().casefold()) not in NULLS and short not in TOTALS))
            ):
                if headed and name.endswith(lasts) and name.strip("\ufeff \t\r\n").casefold() == again and self._is_heading(values):
                    yield self._skip(row, "the headings again")
                    continue
                if (
                    0 <= price < count
                    and (cell := values[price])
                    and not cell[-1].isdigit()
                    and digit(cell) is None
                    and self._contradicts(values)
                ):
                    yield self._skip(row, "words where numbers and images belong: headings or help, no listing")
                    continue
                what = "listing"
            elif pending is not None and row.number <= merged.get(pending.number, 0):
                what = "variant"
            else:
                what = self._untitled(values, pending)
            if what == "variant":
                others.append(row)
            elif what == "listing":
                if pending is not None:
                    own = pending.values
                    name = own[sku] if 0 <= sku < len(own) else ""
                    # A SKU of letters and digits alone is the usual case and no null; `_id` decides the others.
                    known = name if name.isalnum() and len(name) > 4 else self._id(own)
                    yield made(Listing, (known, (pending, *others) if others else (pending,), layout))
                pending = row
                if others:
                    others = []
            else:
                yield self._skip(row, what)
        if pending is not None:
            yield Listing(self._id(pending.values), (pending, *others), layout)
        for line, reason in grid.faults:
            yield Skipped(Location(layout.path, layout.worksheet, line, line, "", "", ""), reason, fault=True)

    def _merged(self, grid: Grid) -> dict[int, int]:
        """Number of the row where a title begins that is merged over several rows → the last of them. Only workbooks have such."""
        ranges = grid.merged() if hasattr(grid, "merged") else ()
        return {top: bottom for top, left, bottom, right in ranges if left <= self.main <= right and bottom > top}

    def _id(self, values: tuple[str, ...]) -> str:
        sku = values[self.sku].strip() if 0 <= self.sku < len(values) else ""
        if not sku or sku.casefold() in NULLS:
            sku = next((cell for place in self.spare if (cell := self._cell(values, place))), "")
            if not sku:
                return content_id(values)
        if "," in sku:
            first = sku.partition(",")[0].strip()
            return first if first and " " not in sku.replace(", ", ",") else sku
        return sku

    def _cell(self, values: tuple[str, ...], place: int) -> str:
        cell = values[place].strip() if 0 <= place < len(values) else ""
        return "" if cell.casefold() in NULLS else cell

    def _any(self, values: tuple[str, ...], places: tuple[int, ...]) -> bool:
        return any(self._cell(values, place) for place in places)

    def _untitled(self, values: tuple[str, ...], pending: Row | None) -> str:
        """What a row without a title is: `variant`, `listing`, or the reason why it is neither."""
        group = self._cell(values, self.parent)
        sku, variant = self._cell(values, self.sku), self._any(values, self.variants)
        offer = self._any(values, self.offers)
        if (not sku or is_total(sku)) and any(is_total(cell) for cell in values):
            return "a total"
        if pending is not None and (
            (group and group in self._group(pending.values)) or (sku and sku == self._cell(pending.values, self.sku))
        ):
            return "variant"
        if self._any(values, self.texts):
            return "listing"
        if not group and pending is not None and (variant or (not sku and (offer or self._any(values, self.images)))):
            return "variant"
        beside = any(self._cell(values, at) for at in range(len(values)) if at != self.sku)
        # `KITCHEN` alone in a row is a heading between listings.
        if (sku and (beside or self.width < 3 or (words_in(sku) < 4 and any(map(str.isdigit, sku))))) or (group and (variant or offer)):
            return "listing"
        return "neither text nor SKU"

    def _group(self, values: tuple[str, ...]) -> set[str]:
        """What a variant of this row may name as its parent: the shared group, the SKU, or WooCommerce's `id:17`."""
        names = {self._cell(values, self.parent), self._cell(values, self.sku)}
        if plain := self._cell(values, self.plain_id):
            names.add(f"id:{plain}")
        return names

    def _is_heading(self, values: tuple[str, ...]) -> bool:
        filled = [(cell, self.headers.get(place, "")) for place, cell in enumerate(values) if cell.strip()]
        return sum(cell.strip().casefold() == header.strip().casefold() for cell, header in filled) * 2 >= len(filled)

    def _contradicts(self, values: tuple[str, ...]) -> bool:
        """Whether at least two columns of numbers or images hold words instead, and none of them what belongs there."""
        wrong = 0
        for place in self.numbers:
            if cell := self._cell(values, place):
                if any(map(str.isdigit, cell)):
                    return False
                wrong += 1
        for place in self.images[:3]:
            if cell := self._cell(values, place):
                if ADDRESS.match(cell) or FILE_NAME.match(cell):
                    return False
                wrong += 1
        return wrong >= 2

    def _skip(self, row: Row, reason: str) -> Skipped:
        return Skipped(Location(self.layout.path, self.layout.worksheet, row.number, row.line, "", f"A{row.number}", ""), reason)


def sample(found: Iterable[Listing | Skipped], count: int = 3) -> tuple[Listing, ...]:
    """The first few listings."""
    return tuple(islice((listing for listing in found if isinstance(listing, Listing)), count))


class ColumnReport(NamedTuple):
    """One column as the `columns` command shows it."""

    letters: str
    header: str
    field: str | None
    how: str
    filled: float
    """0–1: share of the data rows with something in this column."""
    example: str
    """The first text in it, whole."""


def describe(book: Book, grid: Grid, layout: SheetLayout, rows: int = 2000) -> tuple[ColumnReport, ...]:  # noqa: ARG001 - the command has it at hand; formats may need it
    """What each column holds, counted over the first `rows` rows of data."""
    filled = [0] * len(layout.columns)
    examples = [""] * len(layout.columns)
    count = 0
    for row in islice((row for row in grid.rows() if row.number >= layout.first_row), rows):
        count += 1
        for place, cell in enumerate(row.values[: len(filled)]):
            if cell and not cell.isspace():
                filled[place] += 1
                examples[place] = examples[place] or cell
    return tuple(
        ColumnReport(
            column_letters(column.index),
            column.header,
            column.field,
            column.how,
            filled[column.index] / (count or 1),
            examples[column.index],
        )
        for column in layout.columns
    )
