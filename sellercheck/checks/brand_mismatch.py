"""The brand column and the text name different brands.

What it looks for: a brand column that says "Generic" or nothing beside a title that names a brand, and a title that names
another brand than the column, neither of them as what the goods fit.

Why it matters: platforms compare the two. A generic item with a brand's name in its title, or one brand's item with
another's name, counts as misuse of the name or as keyword spam.

Flagged: brand "Generic", title "Nike running shoes". Not flagged: brand "Generic", title "Case compatible with iPhone 13".

Options: `modes`: named-beside-generic, other-brand-in-title, brand-not-in-title; `generic`: further cell values that mean
no brand. No fix: only the seller knows which is right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sellercheck.checks import Candidate, Hit, Reference, Wants
from sellercheck.checks.mark_use import evidence, words
from sellercheck.context import no_brand
from sellercheck.finding import Confidence, Use
from sellercheck.rules.pack import Rule
from sellercheck.text import key

WORDS = frozenset({"matched", "mark", "brand", "owner", "kind", "how", "list"})
NAMES_GOODS = frozenset({Use.BRAND_GOODS, Use.THEME, Use.IMITATION, Use.DISGUISED, Use.KEYWORD_STUFFING})


@dataclass(frozen=True, slots=True)
class Options:
    modes: tuple[str, ...] = ("named-beside-generic", "other-brand-in-title")
    """What counts as a mismatch."""
    generic: tuple[str, ...] = ()
    """Cell values that mean no brand, besides the ones known in many languages."""


def wants(_: Options) -> Wants:
    return Wants(marks=True)


def check(candidate: Candidate, _: Rule, options: Options, reference: Reference) -> Iterator[Hit]:
    listing = candidate.listing
    if "brand" not in listing.sheet.by_field:
        return
    brand = listing.first("brand").strip()
    brand_key = key(brand)
    generic = brand_key in no_brand() or brand_key in {key(value) for value in options.generic}
    if not brand and generic:
        return  # an empty cell says nothing; a required one is another rule's business
    if not generic and any(m.field.name == "title" and brand_key in {key(m.mark.text), key(m.mark.parent or "")} for m in candidate.mentions):
        return
    title = listing.first("title")
    if not generic and "brand-not-in-title" in options.modes and brand_key not in key(title) and title:
        for field in listing.fields("brand"):
            yield Hit(field, (0, len(field.value)), {"matched": brand, "mark": brand, "brand": brand, "owner": "—", "kind": "brand", "how": "exact", "list": "—"})
            break
    mode = "named-beside-generic" if generic else "other-brand-in-title"
    if mode not in options.modes:
        return
    told: set[str] = set()
    for mention in candidate.mentions:
        if mention.field.name != "title" or mention.context.use not in NAMES_GOODS or mention.confidence is Confidence.LOW:
            continue
        mark = mention.mark
        if mark.kind not in {"brand", "product-line"} or mark.text in told or key(mark.text) in brand_key or brand_key in key(mark.text):
            continue
        if key(mark.text) in reference.own_brands or (mark.parent and key(mark.parent) == brand_key):
            continue
        told.add(mark.text)
        yield Hit(
            mention.field, mention.span, words(mention) | {"brand": brand}, confidence=Confidence.MEDIUM, mark=mark, context=mention.context,
            evidence=evidence(mention, reference.platform),
        )  # fmt: skip
