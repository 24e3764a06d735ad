"""A price far from those of its neighbours: the other variants of the product, or the same brand's goods of one category.

Why it matters: one variant at a price nobody sells at draws clicks, and platforms count that as cheating; a branded product at a
tenth of what the same shop asks for its like looks counterfeit, and is often a decimal point lost.

With `against: variants` the cheapest variant is flagged when the dearest costs more than `max-ratio` times as much. With `against:
brand` a price is flagged that is more than `max-ratio` times above or below the median of all prices of its brand,
category and currency, where there are at least `least` of them.

Flagged: "0.99" beside variants at 29.90 with `max-ratio: 10`. Not flagged: 9.90 beside 29.90; prices of a sheet without
category, for a brand's cable and its computer are no neighbours; rows without a parent SKU; ranges ("8 - 12") and blank cells.

Options:
- `against`: variants (default) or brand.
- `max-ratio`: how many times dearer (default 10).
- `least`: fewest prices for a median (default 8).

No fix: the right price is not in the sheet.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import NamedTuple

import numpy as np

from sellercheck import text as folding
from sellercheck import wording
from sellercheck.arrays import Array
from sellercheck.checks import Hit, Reference, one_of
from sellercheck.checks._across import Digests, Glance, Group, Member, Runs, places
from sellercheck.checks.number import BARE, SPARES, plain_number
from sellercheck.context import no_brand
from sellercheck.finding import Confidence
from sellercheck.rules.pack import Rule

WORDS = frozenset({"matched", "other", "others", "ratio", "count"})


class Options(NamedTuple):
    against: str = "variants"
    """What a price is compared with: variants or brand."""
    max_ratio: float = 10.0
    """How many times dearer the dearer may be."""
    least: int = 8
    """Fewest prices for a median."""

    def fit(self) -> None:
        one_of("against", self.against, ("variants", "brand"))


def gather(glance: Glance, scope: tuple[str, ...], options: Options) -> Digests:
    """One digest a price above zero, of several price columns the first only."""
    values, cells = glance.cells(scope)
    if not values:
        return Digests(cells, (), ())
    price_of = {value: _price(value) for value in set(values)}
    prices = [price_of[value] for value in values]
    currencies = glance.first("currency")
    of_listing: list[Hashable]
    if options.against == "variants":
        variants = [listing.id if len(listing.rows) > 1 else "" for listing in glance.listings]
        products = [parent or its for parent, its in zip(glance.first("parent"), variants, strict=True)]
        of_listing = [(product, currency) if product else None for product, currency in zip(products, currencies, strict=True)]
    else:
        brands, kinds = glance.of_texts("brand", folding.key), glance.of_texts("category", folding.key)
        of_listing = [
            (brand, kind, currency) if brand and category and brand not in no_brand() else None
            for brand, category, kind, currency in zip(brands, glance.first("category"), kinds, currencies, strict=True)
        ]
    keys = [key if price else None for key, price in zip(cells.of(of_listing), prices, strict=True)]
    return Digests(cells, keys, prices)


def _price(value: str) -> float:
    """The price in a cell; 0 where there is none."""
    plain = value if BARE.fullmatch(value) else plain_number(value, SPARES[:3])
    return max(float(plain), 0.0) if plain else 0.0


def narrow(runs: Runs, options: Options) -> Array:
    values, starts, counts = runs
    if options.against == "variants":
        ends = starts + counts - 1
        far = values[ends] > options.max_ratio * values[starts]
        wanted = np.zeros(len(values), bool)
        wanted[starts[far]] = wanted[ends[far]] = True
        return wanted
    median = runs.spread((values[starts + (counts - 1) // 2] + values[starts + counts // 2]) / 2)
    far_off = (values * options.max_ratio < median) | (values > median * options.max_ratio)
    return np.asarray(far_off & runs.spread(counts >= options.least))


def conclude(group: Group, rule: Rule, options: Options, reference: Reference) -> Iterator[tuple[Member, Hit]]:
    del rule, reference
    if options.against == "variants":
        low, high = sorted(group.members, key=lambda member: member.value)
        yield low, _hit(low, high.field.value.strip(), high.value / low.value, [high], len(group.values))
        return
    median = float(np.median(group.values))
    for member in group.members:
        ratio = max(member.value / median, median / member.value)
        yield member, _hit(member, f"{median:g}", ratio, [], len(group.values))


def _hit(member: Member, other: str, ratio: float, others: list[Member], count: int) -> Hit:
    field = member.field
    span = wording.trimmed(field.value, (0, len(field.value)))
    words = {
        "matched": field.value[slice(*span)], "other": other, "others": places(others, member), "ratio": f"{ratio:.0f}", "count": count,
    }  # fmt: skip
    return Hit(field, span, words, Confidence.MEDIUM)
