"""The brand column and the text name different brands.

What it looks for: a brand column that says "Generic" beside a title that names a brand, a title that names another brand
than the column and not the column's own besides, neither of them as what the goods fit, and a title without the column's
brand.

Why it matters: platforms compare the two. A generic item with a brand's name in its title, or one brand's item with
another's name, counts as misuse of the name or as keyword spam.

Flagged: brand "Generic", title "Nike running shoes". Not flagged: brand "Generic", title "Case compatible with iPhone 13".

A name that may be another word counts only where nothing speaks for the word; one of the long lists that is
held for other goods, the vehicle that a scale model is of, and what a toy maker makes on licence are left to mark-use.

Options: `modes`: named-beside-generic, other-brand-in-title, brand-not-in-title; `generic`: further cell values that mean
no brand. Brands and lines of one owner, as the lists name owners, are no
mismatch, nor is a name of unknown owner beside a brand the lists know: it may be a line of that brand. No fix: only the seller knows which is
right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from sellercheck.checks import Candidate, Hit, Reference, Wants, one_of
from sellercheck.checks.mark_use import LONG_LISTS, evidence, words
from sellercheck.context import Mention, no_brand
from sellercheck.finding import Confidence, Use
from sellercheck.listing import Field
from sellercheck.patterns import shape
from sellercheck.rules.pack import Rule
from sellercheck.text import fold, key
from sellercheck.vocabulary import vocabulary

WORDS = frozenset({"matched", "mark", "brand", "owner", "kind", "how", "list"})
NAMES_GOODS = frozenset({Use.BRAND_GOODS, Use.THEME, Use.IMITATION, Use.DISGUISED, Use.KEYWORD_STUFFING})
_BRACKETS = shape(r"[()（）\[\]/|]")
MERCHANDISE = (frozenset({16, 25, 28}), frozenset({12, 25, 28}))
"""Nice classes that say so: printed matter, clothing and toys; vehicles, clothing and toys."""
_SCALE = shape(r"\b(?:1\s?[:/.]\s?\d{2,3}|scale|die-?cast|model (?:car|kit|bus|van|truck)s?)\b", re.IGNORECASE)
ARTICLES = frozenset({"the", "der", "die", "das", "le", "la", "les", "il", "el", "los", "las"})
"""What a title leaves out of a brand that begins with one."""
MANY = 6
"""Letters of a name in which one slip leaves no other name."""
MODES = ("named-beside-generic", "other-brand-in-title", "brand-not-in-title")


class Options(NamedTuple):
    modes: tuple[str, ...] = MODES[:2]
    """What counts as a mismatch."""
    generic: tuple[str, ...] = ()
    """Cell values that mean no brand, besides the ones known in many languages."""

    def fit(self) -> None:
        for mode in self.modes:
            one_of("modes", mode, MODES)


def wants(options: Options) -> Wants:
    return Wants(marks=True, uses=tuple(NAMES_GOODS), beside=("brand",), every="brand-not-in-title" in options.modes)


def check(candidate: Candidate, _: Rule, options: Options, reference: Reference) -> Iterator[Hit]:
    cell = next(candidate.listing.fields("brand"), None)
    if cell is None:  # an empty cell says nothing; a required one is another rule's business
        return
    brand = key(cell.value)
    generic = brand in no_brand() or brand in {key(value) for value in options.generic}
    if not generic and "brand-not-in-title" in options.modes:
        yield from _left_out(candidate, cell, brand)
    if ("named-beside-generic" if generic else "other-brand-in-title") not in options.modes:
        return
    owners = {m.mark.owner for m in candidate.mentions if m.field.name == "brand" and m.mark.owner}
    names = {key(name) for m in candidate.mentions if m.field.name == "brand" for name in (m.mark.text, m.mark.parent or "")}
    parts = [key(part) for part in _BRACKETS().split(cell.value)] if _BRACKETS().search(cell.value) else []
    parts = [part for part in parts if len(part) > 2] + [key(word) for word in cell.value.split() if len(word) > 5]
    said = fold(cell.value).split()
    told: set[str] = set()
    for mention in candidate.mentions:
        name = key(mention.mark.text)
        if name in told or not _names_other_goods(mention) or _is_of_other_goods(mention) or name in reference.own_brands:
            continue
        if _is_of_a_scale_model(mention) or (mention.context.how == "plural" and mention.context.class_overlap == "unknown"):
            continue  # "Walthers" is no Walther
        related = {name, key(mention.mark.parent or "")} - {""}
        if not generic and (related & (names | {brand}) or mention.mark.owner in owners or name in brand or brand in name):
            continue
        if not generic and _is_a_slip(brand, name):
            continue
        if not generic and (_owned_by(mention.mark.owner, brand) or any(_owned_by(owner, name) for owner in owners)):
            continue
        if not generic and fold(mention.field.value[slice(*mention.span)]).split()[: len(said)] == said:
            continue  # "Ty Beanie Boos" says Ty
        if not generic and not related.isdisjoint(said):
            continue  # "Hewlett Packard HP", HP EliteBook
        if not generic and any(part in name for part in parts):
            continue  # the column says "Lego (เลโก้)", the title LEGO Star Wars; Beanie Buddies, Ty Beanie
        if mention.context.use is Use.DISGUISED and "mark: compatibility before" in mention.context.features:
            continue  # "radio for Hundai Santa Fe": what the goods fit, misspelled
        if not generic and (names or not _opens(mention)) and _is_perhaps_its_line(mention):
            continue  # Topps' Match Attax, Takara Tomy's Plarail: whose line it is the lists do not say; mark-use names it
        if not generic and (
            mention.context.use is Use.THEME
            or (12 in mention.mark.nice_classes and vocabulary().marks.get(brand, 0) & vocabulary().mark_bit["toy-makers"])
            or (not names and _is_let_out_on_licence(mention))
            or _is_made_on_licence(mention)
            or _named_too(candidate.mentions, mention, names | {brand, said[0] if len(said[0]) > 3 else brand})
        ):
            continue  # a licence: Minichamps' Honda, Maisto's Triumph; mark-use weighs it
        told.add(name)
        yield Hit(
            mention.field, mention.span, words(mention) | {"brand": cell.value.strip()}, confidence=Confidence.MEDIUM, mark=mention.mark,
            context=mention.context, evidence=evidence(mention.record, reference.platform),
        )  # fmt: skip


def _is_a_slip(brand: str, name: str) -> bool:
    """Whether the brand column names the mark with a letter too many, too few or another: Holtztiger for Holztiger."""
    if len(brand) <= MANY or abs(len(brand) - len(name)) > 1 or brand[0] != name[0]:
        return False
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(brand, name, score_cutoff=1) == 1


def _is_of_other_goods(mention: Mention) -> bool:
    """Whether a name that few know is one of other goods, and so perhaps another word: "roda koper viber" (luggage wheels of fibre)."""
    return mention.mark.list in LONG_LISTS and mention.context.class_overlap == "no"


def _is_perhaps_its_line(mention: Mention) -> bool:
    """Whether the lists say nothing of whose name it is, and the text does not set it apart: no "better than"."""
    return mention.mark.list in LONG_LISTS and not mention.mark.owner and mention.context.use is Use.BRAND_GOODS


def _opens(mention: Mention) -> bool:
    """Whether the name stands where a title names its brand: further on it may be a figure's, Fortress Maximus."""
    return any(f"mark: {place}" in mention.context.features for place in ("first", "first?", "near first", "near first?"))


def _is_let_out_on_licence(mention: Mention) -> bool:
    """Whether others may make the goods: "Official Nintendo plush", or a mark held for merchandise of every kind (Monster High)."""
    before = mention.field.value[: mention.span[0]].casefold().split()[-1:]
    return before in (["official"], ["licensed"]) or any(classes <= mention.mark.nice_classes for classes in MERCHANDISE)


def _is_made_on_licence(mention: Mention) -> bool:
    """Whether the column names a toy maker and the mark is of what toys are made after: Bandai's Power Rangers, Minichamps' Red Bull.

    Not a toy maker's or a doll's own name, nor one of shoes.
    """
    features, classes = mention.context.features, mention.mark.nice_classes
    return (
        "mark: brand cell of a toy maker" in features
        and not {"mark: one of toy-makers", "mark: one of devices"} & set(features)
        and mention.mark.list not in LONG_LISTS
        and mention.context.use is not Use.KEYWORD_STUFFING
        and (mention.context.class_overlap == "no" or any(those <= classes for those in (*MERCHANDISE, frozenset({28, 41}))))
    )


def _is_of_a_scale_model(mention: Mention) -> bool:
    """Whether the name is that of the vehicle a model is of: "Leyland Roadtrain, 1:76 scale model"."""
    return 12 in mention.mark.nice_classes and bool(_SCALE().search(mention.field.value))


def _owned_by(owner: str | None, brand: str) -> bool:
    """Whether the lists name the brand cell's company as the mark's owner: "Mattel, Inc." for Mattel."""
    return bool(owner) and len(brand) > 3 and any(key(part).startswith(brand) for part in re.split(r"[/(;]", owner or ""))


def _named_too(mentions: Iterable[Mention], mention: Mention, brands: set[str]) -> bool:
    """Whether the title names the column's brand besides this one: "McFarlane figure, Arizona Cardinals"."""
    title = key(mention.field.value)
    return any(len(brand) > 2 and brand in title for brand in brands) or any(
        other.field is mention.field and key(other.mark.text) in brands for other in mentions
    )


def _names_other_goods(mention: Mention) -> bool:
    least = Confidence.HIGH if mention.context.ordinary_word else Confidence.MEDIUM  # what may be another word names a brand seldom
    return (
        mention.field.name == "title"
        and mention.context.use in NAMES_GOODS
        and mention.confidence >= least
        and mention.mark.kind in {"brand", "product-line"}
    )


def _left_out(candidate: Candidate, cell: Field, brand: str) -> Iterator[Hit]:
    title, known = key(candidate.listing.first("title")), vocabulary()
    said = fold(cell.value).split()
    if (
        all(known.words.get(word, 0) & (known.describing | known.goods) for word in said)
        or known.words.get(fold(cell.value), 0) & known.colours
    ):
        return  # "Red", "Rose Gold", "Regular": the column says what the goods are like
    if len(said) == 2 and known.words.get(said[1], 0) & known.colours:
        return  # "Sky Blue", "Baby Pink"
    # "Ijor Ethnic" is in "Cotton saree Ijor" by its first word, "Cuddle + Kind" in "Cuddle and Kind", "Pine Tree Farms" in "Pine Tree seed log".
    words = fold(candidate.listing.first("title")).split()
    named = len(said) > 1 and len(said[0]) > 3 and not known.words.get(said[0], 0) and said[0] in words
    named = named or (len(said) > 2 and len(said[0]) > 3 and (said[0], said[1]) in pairwise(words))
    # "The Walking Dead" is in "Walking Dead figure".
    bare = key(" ".join(said[1:])) if said and said[0] in ARTICLES else ""
    if title and brand not in title and not (bare and bare in title) and not named:
        name = cell.value.strip()
        start = cell.value.index(name)
        yield Hit(
            cell,
            (start, start + len(name)),
            {"matched": name, "mark": name, "brand": name, "owner": "—", "kind": "brand", "how": "exact", "list": "—"},
        )
