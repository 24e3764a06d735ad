"""One product has more variants than the platform takes.

Why it matters: what is above the limit is refused at the upload, or splits into a second listing that counts as a duplicate.

Counted are the rows of one parent SKU or group, or of one listing, that name a variant, over all sheets of a run; a row
that repeats another row's variant is not counted again. Flagged, at the first row: 21 colours with `max: 20`. Not flagged:
20 of them; 30 listings of five products.

Options: `max`, the most variants. No fix: what to leave out is the seller's choice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sellercheck import wording
from sellercheck.arrays import Array
from sellercheck.checks import Hit, Reference
from sellercheck.checks._across import Digests, Glance, Group, Member, Runs
from sellercheck.listing import Column, Row
from sellercheck.rules.pack import Rule

WORDS = frozenset({"matched", "count", "max"})


class Options(NamedTuple):
    max: int
    """Most variants of one product."""


def gather(glance: Glance, scope: tuple[str, ...], options: Options) -> Digests:
    """One digest a row that names a variant in the scope."""
    del options
    parents = glance.first("parent")
    columns = [column for name in scope for column in glance.listings[0].sheet.by_field.get(name, ())]
    spots: list[tuple[int, Row, Column]] = []
    products: list[str] = []
    told: list[tuple[str, ...]] = []
    for number, listing in enumerate(glance.listings if columns else ()):
        product = parents[number] or (listing.id if len(listing.rows) > 1 else "")
        for row in listing.rows if product else ():
            named = [(column, row.values[column.index].strip()) for column in columns if column.index < len(row.values)]
            if cells := [(column, value) for column, value in named if value]:
                spots.append((number, row, cells[0][0]))
                products.append(product)
                told.append(tuple([value for _, value in cells]))
    return Digests(glance.cells_at(spots), products, [0.0] * len(spots), (told,))


def narrow(runs: Runs, options: Options) -> Array:
    return runs.spread(runs.counts > options.max)


def conclude(group: Group, rule: Rule, options: Options, reference: Reference) -> Iterator[tuple[Member, Hit]]:
    del rule, reference
    count = len({member.told for member in group.members})
    if count > options.max:
        field = group.members[0].field
        span = wording.trimmed(field.value, (0, len(field.value)))
        yield group.members[0], Hit(field, span, {"matched": field.value[slice(*span)], "count": count, "max": options.max})
