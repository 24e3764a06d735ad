"""A registered mark is used as the plain word for a thing.

What it looks for: marks such as Velcro, Onesie or Frisbee that everyday language uses for any such product.

Why it matters: the owners watch marketplaces for exactly this use, and a plain word says the same to a buyer.

Flagged: "Velcro sneakers for kids". Not flagged: "hook and loop sneakers for kids", "Irwin Vise-Grip
pliers" (the owner's own). A description that says one mark several times is told so once, with an edit for all.

Options: `doubtful` is the most that a mention counts for that may be another word; `plain` holds spellings that are the plain word
itself (fiberglass, where the mark is Fiberglas). Fix: the plain word instead, in the same number, in capitals that suit the text (review; advice where the
mark may be another word). Where the plain words stand beside it already, the mark is taken out.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sellercheck import wording
from sellercheck.checks import Candidate, Hit, Reference, Wants, together
from sellercheck.checks._removal import out_of_text
from sellercheck.checks.mark_use import evidence, words
from sellercheck.context import Mention
from sellercheck.evidence import RUNNING
from sellercheck.finding import Confidence, Edit, Fix, Later, Severity, Use
from sellercheck.patterns import shape
from sellercheck.rules.pack import Rule
from sellercheck.text import fold, is_solo, key
from sellercheck.vocabulary import vocabulary

_FITS = shape(r"\s(?:compatible with|for)\s", re.IGNORECASE)
AROUND = 40
"""Characters before and after the mark within which its plain words are looked for."""
_OWNERS = shape(
    r"[/(),;]|\b(?:Inc|LLC|Ltd|GmbH|Corporation|Corp|Company|Co|Limited|AG|B\.?V|S\.?A|SE|plc|IP|Brands?|Group|Holdings?)\b\.?",
    re.IGNORECASE,
)
PACKAGING = frozenset({16})
"""Nice class of paper and plastic for wrapping."""
WORDS = frozenset({"matched", "mark", "owner", "kind", "how", "list", "safe"})


class Options(NamedTuple):
    doubtful: Severity = Severity.LOW
    """The most a mention counts for that may be another word."""
    plain: tuple[str, ...] = ()
    """Spellings that are the plain word itself."""


def wants(_: Options) -> Wants:
    return Wants(marks=True, uses=(Use.GENERIC_WORD_USE,))


def check(candidate: Candidate, rule: Rule, options: Options, reference: Reference) -> Iterator[Hit]:
    running: dict[tuple[int, int, str], list[Hit]] = {}
    for hit in _hits(candidate, rule, options, reference):
        if hit.field is None or hit.mark is None or hit.field.name not in RUNNING:
            yield hit
        else:
            running.setdefault((hit.field.row.number, hit.field.column.index, hit.mark.text), []).append(hit)
    for hits in running.values():
        yield together(hits) if len(hits) > 1 else hits[0]


def _hits(candidate: Candidate, rule: Rule, options: Options, reference: Reference) -> Iterator[Hit]:
    plain = _keys(options.plain)
    brand = fold(candidate.listing.first("brand")).split()
    for mention in candidate.mentions:
        mark = mention.mark
        if mention.context.use is not Use.GENERIC_WORD_USE or key(mark.text) in reference.own_brands:
            continue
        if (
            _is_said_plainly(mention)
            or (plain and key(mention.field.value[slice(*mention.span)]) in plain)
            or _is_its_owners(mention)
            or _stands_among_its_owners(mention, candidate.mentions)
            or _is_said_by_the_brand_column(mention, brand)
            or _is_packaging(mention)
            or (mention.context.class_overlap == "no" and (mention.context.ordinary_word or mention.context.how == "joined"))
        ):
            continue  # a spinning pen is no indoor cycling, and a bar for pullups no Pull-Ups
        fixes = Later(_plainly, mention, candidate.mentions)
        yield Hit(
            mention.field, mention.span, words(mention) | {"safe": mark.safe_words[0] if mark.safe_words else "—"},
            confidence=mention.confidence, mark=mark, context=mention.context, evidence=evidence(mention.record, reference.platform), fixes=fixes,
            severity=_severity(mention, rule.severity_for(mention.field.name), options),
        )  # fmt: skip


@functools.lru_cache(8)
def _keys(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(key, words))


def _severity(mention: Mention, most: Severity, options: Options) -> Severity:
    """The rule's severity, a step lower in a description that speaks of other goods than the mark's: a headset, four pieces of Velcro."""
    if mention.field.name == "description" and mention.context.class_overlap == "no" and most > Severity.INFO:
        most = Severity(most - 1)
    return min(most, options.doubtful) if mention.confidence is Confidence.LOW else most


def _is_packaging(mention: Mention) -> bool:
    """Whether a description only tells what other goods are packed in: "shipped with care, heavy on the bubble wrap"."""
    return mention.field.name == "description" and mention.context.class_overlap == "no" and mention.mark.nice_classes == PACKAGING


def _is_said_plainly(mention: Mention) -> bool:
    """Whether the words as written are the plain ones: "mini figure" for Minifigure."""
    if mention.context.how not in {"parted", "split"}:
        return False
    written = fold(mention.field.value[slice(*mention.span)]).split()
    return any(fold(safe).split()[: len(written)] == written for safe in mention.mark.safe_words)


def _is_its_owners(mention: Mention) -> bool:
    """Whether the owner's name stands before the mark: Irwin Vise-Grip are no other pliers."""
    before = f" {fold(mention.field.value[: mention.span[0]])} "
    names = (" ".join(fold(part).split()) for part in _OWNERS().split(mention.mark.owner or ""))
    return any(len(name) > 1 and f" {name} " in before and name != fold(mention.mark.text) for name in names)


def _stands_among_its_owners(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether the same cell offers the goods as those of another mark of the owner: a Minifigure of Lego's, or of LEGO Star Wars, is one."""
    owner = mention.mark.owner
    house = fold(owner or "").split()[:1]
    return bool(owner) and any(
        (other.mark.owner == owner or fold(other.mark.text).split()[:1] == house)
        and other.mark is not mention.mark
        and other.context.use is Use.BRAND_GOODS
        and other.confidence is Confidence.HIGH
        and other.field.column.index == mention.field.column.index
        and other.field.row is mention.field.row
        for other in mentions
    )


def _is_said_by_the_brand_column(mention: Mention, brand: Sequence[str]) -> bool:
    """Whether the brand column begins as the mark does: "Ugg boots" of the brand UGG Australia are the owner's."""
    return bool(brand) and mention.field.name != "brand" and fold(mention.mark.text).split()[:1] == brand[:1]


def _follows_another(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a mark of the same owner stands right before: JIBBITZ CROCS are not foam clogs. That one's plain words come first."""
    start, text = mention.span[0], mention.field.value
    return any(
        other.field.column.index == mention.field.column.index
        and other.span[1] < start
        and not text[other.span[1] : start].strip()
        and other.mark.owner == mention.mark.owner != ""
        for other in mentions
        if other.field.row is mention.field.row
    )


def _plainly(mention: Mention, beside_it: Sequence[Mention]) -> tuple[Fix, ...]:
    """The plain words instead, or nothing where they stand beside the mark already; of two such marks side by side, for the first."""
    if _follows_another(mention, beside_it):
        return ()
    text, span = mention.field.value, mention.span
    around = fold(f"{text[max(0, span[0] - AROUND) : span[0]]} | {text[span[1] : span[1] + AROUND]}")
    numbered = text[span[1] :].lstrip()[:1].isdigit()  # "Google 8.0" is no search engine
    other = vocabulary().marks.get(key(mention.mark.text), 0)  # a maker of devices, a service: the name may be used as one
    how = (
        "advice"
        if mention.confidence is Confidence.LOW or mention.mark.ambiguous or numbered or other or any(map(is_solo, around))
        else "review"
    )
    beside = {wording.singular(word) for word in (*text[: span[0]].split()[-1:], *text[span[1] :].split()[:2])}
    fixes = []
    for word in mention.mark.safe_words[:3]:
        goods, fits = _FITS().split(word, maxsplit=1) if _FITS().search(word) else (word, "")
        if fits and fold(fits) in fold(text[: span[0]] + text[span[1] :]):
            word = goods  # noqa: PLW2901 -- what it fits is said already
        parts = fold(word).split()
        if all(part in around.split() for part in parts) or not beside.isdisjoint(
            wording.singular(part) for part in parts if len(part) > 3
        ):
            return tuple(out_of_text(mention.field, span, f"take out “{text[span[0] : span[1]]}”, the plain words are there"))
        new = wording.in_place(text, span, wording.pluralised(word) if mention.context.how == "plural" else word)
        fixes.append(Fix(f"write “{new}”", how, (Edit(mention.field, span, new),)))
    # Words that the title has already would stand twice.
    fixes.sort(key=lambda fix: any(len(part) > 3 and part in around.split() for part in fold(fix.edits[0].new).split()))
    return tuple(fixes)
