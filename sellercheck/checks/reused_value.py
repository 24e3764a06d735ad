"""A value that belongs to one product stands at several: a GTIN, a SKU, a main picture.

Why it matters: a platform takes the second product for the first. The upload is refused, the offer lands on another
product's page, or a row overwrites the one before it; one picture under several brands cannot show the goods of all.

Products are told apart by the field `apart`. By `title`: two titles that have less than half of their words in common are two
products, and rows of one parent SKU or group are one. By `brand`: two brand cells that both name a brand, neither within the other.

Flagged, once for every further product: the GTIN of "Steel water bottle 750 ml" at "Kids rain boots, yellow". Not flagged: one
GTIN at two wordings of one product; at its sizes and colours; a GTIN that cannot be one ("does not apply", a wrong check
digit): that is the check `gtin`'s business; a picture under "Generic" and one brand.

Options:
- `apart`: title (default) or brand.
- `min-alike`: titles with at least this share of words in common are one product, 0–1 (default 0.5).
- `most`: a value at more products than this is no one's (a placeholder picture) and is left alone; default 0, no limit.

No fix: which product the value belongs to is not in the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from sellercheck import text as folding
from sellercheck import wording
from sellercheck.arrays import Array
from sellercheck.checks import Hit, Reference, one_of
from sellercheck.checks._across import Digests, Glance, Group, Joined, Member, Runs, fingerprints, likeness, places
from sellercheck.checks.gtin import LENGTHS, is_valid
from sellercheck.context import no_brand
from sellercheck.finding import Confidence
from sellercheck.rules.pack import Rule

WORDS = frozenset({"matched", "others", "count"})
COMPARED = 60
"""Of more different texts than this under one value each counts as a product of its own: no wording of one product varies so much."""


class Options(NamedTuple):
    apart: str = "title"
    """What tells products apart: title or brand."""
    min_alike: float = 0.5
    """Titles with at least this share of words in common are one product."""
    most: int = 0
    """A value at more products is left alone; 0 means no limit."""

    def fit(self) -> None:
        one_of("apart", self.apart, ("title", "brand"))


def gather(glance: Glance, scope: tuple[str, ...], options: Options) -> Digests:
    """One digest a cell of the scope, of a picture the main one only."""
    values, cells = glance.cells(scope)
    if not values:
        return Digests(cells, (), ())
    of_listing = glance.of_texts("brand", _brand) if options.apart == "brand" else glance.first(options.apart)
    names = cells.of(of_listing)
    keys = [
        (_key(column.field, value) or None) if value and name else None
        for column, value, name in zip(cells.columns, values, names, strict=True)
    ]
    return Digests(cells, keys, fingerprints(names), (cells.of(glance.first(options.apart)), cells.of(glance.first("parent"))))


def _brand(cell: str) -> str:
    """The brand that a cell names, in one writing; empty where it names none."""
    name = folding.key(cell)
    return "" if name in no_brand() else name


def _key(field: str | None, value: str) -> str:
    """The value in one writing; empty when it is none."""
    if field == "gtin":
        digits = value.lstrip("'").removesuffix(".0")
        return digits.zfill(14) if digits.isascii() and digits.isdigit() and len(digits) in LENGTHS and is_valid(digits) else ""
    if field == "image":
        return value.split("|", maxsplit=1)[0].split(",http", maxsplit=1)[0].strip()
    return "" if wording.says_nothing(value) else value


def narrow(runs: Runs, options: Options) -> Array:
    """Keys at more than one text."""
    del options
    ends = runs.starts + runs.counts - 1
    return np.asarray(runs.spread(runs.values[runs.starts] != runs.values[ends]))


def conclude(group: Group, rule: Rule, options: Options, reference: Reference) -> Iterator[tuple[Member, Hit]]:
    del rule, reference
    product_of = _products(group.members, options)
    firsts: dict[int, Member] = {}
    for member, product in zip(group.members, product_of, strict=True):
        firsts.setdefault(product, member)
    apart = list(firsts.values())
    if len(apart) < 2 or (options.most and len(apart) > options.most):
        return
    for member in apart[1:]:
        value = member.field.value
        span = wording.trimmed(value, (0, len(value)))
        others = [other for other in apart if other is not member]
        words = {"matched": value[slice(*span)], "others": places(others, member), "count": len(apart)}
        yield member, Hit(member.field, span, words, Confidence.MEDIUM)


def _products(members: tuple[Member, ...], options: Options) -> list[int]:
    """Which product each member is of: numbers that agree for one product."""
    numbers: dict[str, int] = {}
    texts: list[str] = []
    parents: dict[str, int] = {}
    number_of, siblings = [], []
    for member in members:
        text, parent = member.told
        number = numbers.setdefault(folding.key(text), len(numbers))
        if number == len(texts):
            texts.append(text)
        number_of.append(number)
        if parent and options.apart == "title":
            siblings.append((parents.setdefault(parent, number), number))
    products = Joined(len(texts))
    for one, other in siblings:
        products.join(one, other)
    if len(texts) <= COMPARED:
        keys = list(numbers)
        words = [frozenset(folding.words(folding.fold(text))) for text in texts]
        if options.apart == "brand":
            products.join_all(lambda one, other: keys[one] in keys[other] or keys[other] in keys[one])
        else:
            products.join_all(lambda one, other: likeness(words[one], words[other]) >= options.min_alike)
    return [products.first(number) for number in number_of]
