"""A mark is named in the listing.

What it looks for: names of brands, product lines, characters, franchises, clubs, people and certification marks from the
bundled lists and the seller's own, however spelled, and what the name does there: names the brand of the goods, says what
they fit, decorates them, compares with them, hides behind another spelling.

Why it matters: platforms screen titles, bullets and search terms for marks, most of them before a person looks; proof of
authorisation is asked for before the listing, and a strike counts against the whole account.

Flagged: "NIKE style running shoes". Not flagged: "Running shoes unlike any other".

Options: `by-use` gives each use its severity and, where the case needs them, its own message and remedy; `other-class`
says whether a mark whose Nice classes do not cover the goods counts one step lower (`lower`, the default) or the same
(`keep`); `doubtful` is the most that a mention counts for that may be another word, `technology` the most for what goods
are said to have ("tablet PC Android 12").

Fix: takes the name out, with the words that make sense only beside it ("Nike style", "original Nike", "by Nike"): review.
Advice where the name may be another word, where the brand column names it too, or where too little would remain.

Severity follows use, class and platform; a word taken for an ordinary one is never more than info. A name is not proof
that the owner's rights are touched: that is for a person to decide.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sellercheck.checks import Candidate, Hit, Reference, Wants
from sellercheck.checks._removal import out_of_listing
from sellercheck.context import Mention
from sellercheck.finding import Confidence, Evidence, Severity, Use
from sellercheck.index import KNOWN_LISTS, MarkRecord
from sellercheck.messages import Text
from sellercheck.rules.pack import Rule
from sellercheck.text import key

WORDS = frozenset({"matched", "mark", "owner", "kind", "how", "list"})
KEPT = frozenset({Use.ORDINARY_WORD, Use.REFERENCE, Use.COMPATIBILITY})
"""Uses in which a listing needs the name: without it a buyer would not know what the goods fit."""
TECHNOLOGY = f"{Use.REFERENCE}: one of technology"
"""What of the context says that the name is one of technology: Android, Wi-Fi, HDMI."""
UNTOUCHED = frozenset({"brand", "url", "image"})
"""Fields that say nothing, or lead nowhere, without the name."""


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule says of one use."""

    severity: Severity
    message: Text | None = None
    remedy: Text | None = None


@dataclass(frozen=True, slots=True)
class Options:
    by_use: Mapping[str, Case]
    """Use → severity, message, remedy."""
    other_class: str = "lower"
    """`lower` or `keep`."""
    doubtful: Severity = Severity.LOW
    """The most a mention counts for that may be another word."""
    own: str = "spare"
    """`spare` leaves out the seller's own brands."""
    technology: Severity = Severity.LOW
    """The most that technology counts for where goods are said to have it: a tablet's Android, an air conditioner's Wi-Fi."""
    elsewhere: tuple[str, ...] = ("generic-word-use",)
    """Uses that another rule of the pack looks after."""


def wants(_: Options) -> Wants:
    return Wants(marks=True)


def check(candidate: Candidate, _: Rule, options: Options, reference: Reference) -> Iterator[Hit]:
    by_use, elsewhere, worked_out = options.by_use, options.elsewhere, candidate.worked_out
    for mention in candidate.mentions:
        field, span, record, context, confidence = mention
        use = context.use
        case = by_use.get(use)
        if case is None or use in elsewhere:
            continue
        if reference.own_brands and options.own == "spare" and key(record.mark.text) in reference.own_brands:
            continue
        told = worked_out.get(id(mention))
        if told is None:
            fixes = () if use in KEPT or field.name in UNTOUCHED else out_of_listing(mention, candidate.listing)
            told = worked_out[id(mention)] = (words(mention), fixes)
        most = severity(mention, case.severity, options)
        yield Hit(
            field, span, told[0], confidence, most, case.message, case.remedy, None, record.mark, context,
            evidence(record, reference.platform) if record.restrictions else record.evidence, told[1],
        )  # fmt: skip


def severity(mention: Mention, most: Severity, options: Options) -> Severity:
    """The use's severity, lowered for goods of another class and for a word that may be another.

    A well-known mark that is nothing but a mark keeps its severity in any class: such marks reach beyond their goods.
    What the seller's own list asks for stands in any case.
    """
    field, _, record, context, confidence = mention
    if context.use is Use.ORDINARY_WORD:
        return Severity.INFO
    if record.asked is not None:
        return record.asked
    if record.register:
        most = min(most, _in_register(mention))
    if context.use is Use.REFERENCE and TECHNOLOGY in context.features:
        most = min(most, options.technology)
    if context.class_overlap == "no" and options.other_class == "lower" and context.use is not Use.COMPATIBILITY:
        reaches_far = record.mark.list in KNOWN_LISTS and not context.ordinary_word
        if not reaches_far and most > Severity.LOW:
            most = Severity(most - 1)
    if confidence is Confidence.HIGH:
        return most
    if confidence is Confidence.LOW and field.name == "variant":
        return Severity.INFO  # a colour called camel, mint or coral
    return min(most, options.doubtful if confidence is Confidence.LOW else Severity.MEDIUM)


def _in_register(mention: Mention) -> Severity:
    """The most that a mark of a register counts: of millions of marks many share a word with goods they have nothing to do with."""
    if mention.record.most is not None:
        return mention.record.most
    sure = mention.context.how not in {"typo", "doubled"}  # one letter off, it may be another word
    by_overlap = {"yes": (Severity.MEDIUM, Severity.HIGH), "unknown": (Severity.LOW, Severity.MEDIUM)}
    return by_overlap.get(mention.context.class_overlap, (Severity.INFO, Severity.LOW))[sure]


def words(mention: Mention) -> dict[str, object]:
    """The message's words."""
    return {
        "matched": mention.field.value[mention.span[0] : mention.span[1]],
        "mark": mention.mark.text,
        "owner": mention.mark.owner or "—",
        "kind": mention.mark.kind,
        "how": mention.context.how,
        "list": mention.mark.list,
    }


@functools.lru_cache(1 << 14)
def evidence(record: MarkRecord, platform: str) -> tuple[Evidence, ...]:
    """Why we say so: the lists that hold the name, cases on record, what the platform is said to ask of the brand."""
    asked = tuple(
        Evidence("restriction", f"{r.platform}: {r.claim}", r.source, r.source_date)
        for r in record.restrictions
        if r.platform.casefold() == platform
    )
    return record.evidence + asked
