"""One product offered twice: two listings of the run that say the same.

Why it matters: platforms want one listing a product. Doubles are taken off, cost points, and may stop a shop from listing more.

With `by: title` two listings count as one product when their titles hold the same words, in whatever order and case and
with whatever signs, and nothing else tells them apart: neither brand, variant, material, attributes, model number, GTIN,
condition, shop nor main picture. A title of fewer than `min-words` words fits many goods and counts only where main picture or
description are the same too. With `by: image` they share brand and main picture, and their titles most of their words and all their numbers.

Flagged, on the later of the two: "Canvas Tote Bag, large, navy" after "LARGE Canvas Tote Bag navy (Hot Sale)". Not flagged: the
same words in another size or model ("case for model 12" and "for model 13"), or with another value in the variant column;
rows of one parent SKU, group or page address, which are variants of one listing; "Women's Leather Belt" twice, and nothing else; the same SKU in another
file, which is one listing exported twice; one picture under more than fifty titles, which is no picture of the goods.

Options:
- `by`: title (default) or image.
- `telling`: fields that tell products apart where they differ, a blank against a value too.
- `filler`: words that tell nothing of the goods.
- `min-words`: words, `filler` aside, that make a title with a number in it speak for itself (default 8; a Chinese character is
  half a word); one without a number needs half as many again.
- `min-alike`: with `by: image`, the least share of words in common, 0–1 (default 0.8).

The first listing stands as it is; no fix, for which of the two to keep is the seller's choice.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from itertools import repeat
from typing import NamedTuple

from sellercheck import text as folding
from sellercheck import wording
from sellercheck.arrays import Array
from sellercheck.checks import Hit, Reference, one_of
from sellercheck.checks._across import (
    Digests,
    Glance,
    Group,
    Joined,
    Member,
    Runs,
    likeness,
    places,
    title_words,
)
from sellercheck.finding import Confidence
from sellercheck.patterns import shape
from sellercheck.rules.pack import Rule

WORDS = frozenset({"matched", "others", "count"})
TELLING = ("brand", "variant", "material", "attributes", "mpn", "gtin", "condition", "store", "image")
FILLER = (
    *("new", "hot", "sale", "free", "shipping", "best", "promo", "promotion", "discount", "top", "quality", "high", "original", "fashion"),
    *("the", "a", "an", "of", "and", "with", "for", "in", "to"),
)
_TRAIL = shape(r"/ref=.*|#.*", re.DOTALL)
MOST_ALIKE = 50
"""More listings than this under one picture: it shows a placeholder or a size chart."""


class Options(NamedTuple):
    by: str = "title"
    """What brings two listings together: title or image."""
    telling: tuple[str, ...] = TELLING
    """Fields that tell products apart."""
    filler: tuple[str, ...] = FILLER
    """Words of a title that tell nothing."""
    min_words: int = 8
    """Titles of fewer words, or of less than half as many again and no number, need the same picture or description."""
    min_alike: float = 0.8
    """With `by: image`: least share of words in common."""

    def fit(self) -> None:
        one_of("by", self.by, ("title", "image"))


def gather(glance: Glance, scope: tuple[str, ...], options: Options) -> Digests:
    """One digest a listing whose title says enough; `scope` names where the title stands."""
    field, by_image = scope[0], options.by == "image"
    if by_image and not glance.has("image"):
        return Digests(glance.places(field), (), ())
    titles = glance.first(field)
    # NOTE: in one order whichever of them an option or a sheet leaves out, so that rules share what a sheet without them shows.
    order = tuple(dict.fromkeys((*TELLING, *options.telling)))
    told = [name for name in order if name in options.telling and glance.has(name) and not (by_image and name == "image")]

    def telling() -> Iterator[tuple[str, ...]]:
        if not told:
            return repeat(("",) * len(order))
        apart = [
            list(map(str.casefold, (glance.first if name == "image" else glance.whole)(name))) if name in told else repeat("")
            for name in order
        ]
        return zip(*apart, strict=False)

    def alike() -> list[Hashable]:
        if by_image:
            images = glance.first("image")
            return [(image, its) if title and image else None for title, image, its in zip(titles, images, telling(), strict=False)]
        said = glance.once((_said, field, options.filler, options.min_words), lambda: _said(glance, titles, options))
        return [None if words is None else (words, its) for words, its in zip(said, telling(), strict=False)]

    keys = glance.once(("alike", field, by_image, options.filler, options.min_words, order, *told), alike)
    parents, skus = glance.first("parent"), glance.first("sku")
    lone = ["" if parent else sku for parent, sku in zip(parents, skus, strict=True)] if any(parents) else skus
    return Digests(glance.places(field), keys, [0.0] * len(keys), (titles, glance.product(), glance.of_texts("url", _page), lone))


def _page(address: str) -> str:
    """The page an address names, without what says how one came there: "…/dp/B084JGJ8PF/ref=sr_1_92?qid=16"."""
    return _TRAIL().sub("", address)


def _said(glance: Glance, titles: Sequence[str], options: Options) -> list[int | None]:
    """A hash of each title's different words, with picture or description where they fit more than one product; None for less than that.

    The words themselves are not kept: those of a batch take megabytes, which takes longer than to fold the titles.
    """
    filler, least = frozenset(options.filler), options.min_words
    said: list[int | None] = []
    for title, words, image, description in zip(
        titles, folding.folded_words(titles), glance.first("image"), glance.first("description"), strict=True
    ):
        beside = image or description
        if not title or (len(words) < least and not beside and title.isascii()):
            said.append(None)
            continue
        different = frozenset(words).difference(filler)
        said.append(hash(different) if _speaks(different, least) else hash((different, beside)) if beside else None)
    return said


def _speaks(words: frozenset[str], least: int) -> bool:
    """Whether a title of these words fits one product only."""
    if len(words) >= 1.5 * least:
        return True
    letters = "".join(words)
    if letters.isascii():  # a letter or digit each
        return len(words) >= least and not letters.isalpha()
    count = (len(words) + folding.count_words(" ".join(words))) / 2
    return count >= 1.5 * least or (count >= least and any(map(str.isdigit, letters)))


def narrow(runs: Runs, options: Options) -> Array:
    return runs.spread(runs.counts <= MOST_ALIKE) if options.by == "image" else runs.spread(runs.counts > 1)


def conclude(group: Group, rule: Rule, options: Options, reference: Reference) -> Iterator[tuple[Member, Hit]]:
    del rule, reference
    if options.by == "title":
        yield from _hits(group.members, Confidence.HIGH)
        return
    words = [title_words(member.told[0]) - frozenset(options.filler) for member in group.members]
    numbers = [frozenset(word for word in each if any(map(str.isdigit, word))) for each in words]
    split = [frozenset(folding.words(" ".join(each))) for each in words]
    alike = Joined(len(words))
    alike.join_all(lambda one, other: numbers[one] == numbers[other] and likeness(split[one], split[other]) >= options.min_alike)
    together: dict[int, list[Member]] = {}
    for number, member in enumerate(group.members):
        together.setdefault(alike.first(number), []).append(member)
    for members in together.values():
        yield from _hits(members, Confidence.MEDIUM)


def _hits(members: Sequence[Member], confidence: Confidence) -> Iterator[tuple[Member, Hit]]:
    """A hit for every product of the members but the first, and for every SKU that a sheet repeats."""
    products = Joined(len(members))
    first_of: dict[tuple[str, str], int] = {}
    for number, member in enumerate(members):
        _, product, page, _ = member.told
        for shared in (("product", product), ("page", page)):
            if shared[1]:
                products.join(first_of.setdefault(shared, number), number)
    rows: set[tuple[str, int]] = set()
    apart: list[Member] = []
    for number, member in enumerate(members):
        sku = member.told[3]
        if products.first(number) == number or (sku and (sku, member.book) in rows):
            apart.append(member)
        rows.add((sku, member.book))
    for member in apart[1:]:
        value = member.field.value
        span = wording.trimmed(value, (0, len(value)))
        words = {"matched": value[slice(*span)], "others": places(apart[:1], member), "count": len(apart)}
        yield member, Hit(member.field, span, words, confidence)
