"""A mark is named in the listing.

What it looks for: names of brands, product lines, characters, franchises, clubs, people and certification marks from the
bundled lists and the seller's own, however spelled, and what the name does there: names the brand of the goods, says what
they fit, decorates them, compares with them, hides behind another spelling.

Why it matters: platforms screen titles, bullets and search terms for marks, most of them before a person looks; proof of
authorisation is asked for before the listing, and a strike counts against the whole account.

Flagged: "NIKE style running shoes". Not flagged: "Running shoes unlike any other".

Options: `by-use` gives each use its severity and, where the case needs them, its own message and remedy, and so `figure`, what
is said of goods of what is no brand (a character, a club, a singer), and `doubtful`, what is said of goods or a theme where the
name may be another word, or another house's on goods of other classes; `other-class`
says whether a mark whose Nice classes do not cover the goods counts one step lower (`lower`, the default) or the same
(`keep`), unless few people know it; `doubtful` is the most that a mention counts for that may be another word,
`technology` the most for what a title says goods to have ("tablet PC Android 12"); in running text that is not told.

Fix: takes the name out, with the words that make sense only beside it ("Nike style", "original Nike", "by Nike"), its model and
its owner's other names right beside it: review. Advice where the name may be another word, where the brand column names it too,
or where too little would remain; none where the rest would not read, or not say what the goods fit.

What goods fit is low at most where the brand column names the same maker: its own accessories. So is a brand of the long
lists on goods of other classes, where another house may be called so too, unless the name opens the text and is no word.
A name that a description only compares with, or says the goods are not of, is mentioned. What may be a brand, a word or another house's name is told as
such. Severity follows use, class and platform; a word taken for an ordinary one is never more than info, and nothing among
variants, in bullets and in descriptions, where doubtful names of the long lists are not told either. A name is not proof
that the owner's rights are touched: that is for a person to decide.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sellercheck.checks import Candidate, Hit, Reference, Wants, Weight
from sellercheck.checks._removal import out_of_listing
from sellercheck.context import Mention
from sellercheck.evidence import RUNNING
from sellercheck.finding import MEANT, Confidence, Evidence, Severity, Use
from sellercheck.index import KNOWN_LISTS, MarkRecord
from sellercheck.listing import Listing
from sellercheck.mark import Mark
from sellercheck.messages import Text
from sellercheck.patterns import shape
from sellercheck.rules.pack import Rule
from sellercheck.text import key

WORDS = frozenset({"matched", "mark", "owner", "kind", "how", "list"})
KEPT = frozenset({Use.ORDINARY_WORD, Use.REFERENCE, Use.COMPATIBILITY})
"""Uses in which a listing needs the name: without it a buyer would not know what the goods fit."""
LONG_LISTS = frozenset({"brands", "brands_more"})
"""Bundled lists of names that few people know, and that seldom tell the owner."""
HOUSES = frozenset({"brand", "product-line"})
"""Kinds of marks that live by their goods; a figure is put on anything."""
FIGURES = frozenset({"character", "franchise", "celebrity", "club", "league"})
"""Kinds of marks that are no brands."""
TECHNOLOGY = f"{Use.REFERENCE}: one of technology"
"""What of the context says that the name is one of technology: Android, Wi-Fi, HDMI."""
PROGRAM = f"{Use.BRAND_GOODS}: one of technology"
"""The same of what is taken for the goods' brand."""
LESSON = f"{Use.REFERENCE}: lesson on a program"
"""The same of a book or a course on the program."""
BRAND_CELL = "mark: brand cell"
"""What of the context says that the brand column names the mark."""
SHORT = 4
"""Letters of names that several houses have: HTC, ABUS."""
HEADS = f"{Use.BRAND_GOODS}: first"
"""The same that a name which is no everyday word opens its text."""
INFO, LOW, MEDIUM, HIGH = Severity
UNSURE, FAIR, _ = Confidence
ORDINARY, REFERENCE, COMPATIBILITY, BRAND_GOODS = Use.ORDINARY_WORD, Use.REFERENCE, Use.COMPATIBILITY, Use.BRAND_GOODS
# NOTE: up to Python 3.11, `Severity.HIGH` takes longer to look up than most of the steps it decides.
SYSTEMS = frozenset({9, 42})
"""Nice classes of devices and programs."""
UNTOUCHED = frozenset({"brand", "url", "image"})
"""Fields that say nothing, or lead nowhere, without the name."""


COMPARED = 160
"""Characters before a name in which the words stand that compare with it."""
_COMPARED = shape(
    r"(?i)\b(?:similar (?:\w+ ){1,2}(?:by|from|of)|(?:other|competing|leading|popular|like) (?:\w+ )?brands(?: such as| like|:)|(?:tried|used to) (?:\w+ ){0,3}(?:by|from)|"
    r"compared (?:to|with)|alternatives? (?:to|for)|switched from)\s[^.;|!?\n]*$"
)
_DISCLAIMED = shape(
    r"(?i)\b(?:(?:not|neither|isn['’]t|aren['’]t) (?:\w+ ){0,2}?(?:affiliated|associated|connected|endorsed|sponsored|authori[sz]ed|approved|licensed|made|manufactured|produced|sold)|"
    r"(?:not|no) (?:an? )?(?:original|genuine|official|oem)|no (?:affiliation|connection|relation)|bukan (?:original|ori|asli|produk|dari)|tidak (?:berafiliasi|terkait)|"
    r"no (?:es|son) (?:un )?(?:producto )?(?:original(?:es)?|oficial(?:es)?)|não (?:é|são) (?:um )?(?:produto )?(?:originai?s?|original|oficial)|sin relación con|sem (?:relação|vínculo) com|"
    r"(?:kein|keine|nicht) (?:\w+ )?(?:original|von|verbunden|autorisiert)|n['’]est pas (?:\w+ )?(?:produit |affilié|originale?|officiel)|non (?:affilié|officiel|originale?|affiliat[oa]))"
    r"[^.;|!?\n]*$|(?:非|不是|并非|並非)[^。，；！？.\n]{0,6}(?:原装|原裝|官方|正品|原厂|原廠)?[^。，；！？.\n]{0,6}$"
)
_OWNED = shape(
    r"(?i)[^.;|!?\n]{0,60}\b(?:(?:is|are) (?:an? )?(?:registered )?trade ?marks?|trade ?marks? (?:of|belong)|belongs? to (?:its|their|the) (?:respective )?owners?)"
)
_OWNER = shape(r"(?i)\b(?:registered )?trade ?marks? of (?:\w+ ){0,2}$")
OFFERED = frozenset({Use.BRAND_GOODS, Use.THEME, Use.COMPATIBILITY})
"""Uses that a sentence may deny."""


class Case(NamedTuple):
    """What a rule says of one use."""

    severity: Severity
    message: Text | None = None
    remedy: Text | None = None


class Options(NamedTuple):
    by_use: Mapping[str, Case]
    """Use → severity, message, remedy; `doubtful` → those of `MEANT` uses of what may be another word; `figure` → those of goods of no brand."""
    other_class: str = "lower"
    """`lower` or `keep`."""
    doubtful: Severity = LOW
    """The most a mention counts for that may be another word."""
    own: str = "spare"
    """`spare` leaves out the seller's own brands."""
    technology: Severity = LOW
    """The most that technology counts for where a title says that goods have it: a tablet's Android, an air conditioner's Wi-Fi."""
    elsewhere: tuple[str, ...] = ("generic-word-use",)
    """Uses that another rule of the pack looks after, or that the pack does not tell."""


class _Standing(NamedTuple):
    """What decides how much a mention counts by any rule."""

    use: Use
    own: bool
    """Whether the mark is one of the seller's own brands."""
    said: str
    """Of a name in running text the letters: a platform's own name says on that platform where the buyer is."""
    record: MarkRecord | None
    """The mark's, where a platform is said to ask something of it."""
    settled: Severity | None
    """What it counts in any case; None where the rule has a say."""
    listed: Severity
    """The most a mark of its list counts."""
    technology: bool
    """Whether it is technology that the goods are said to have."""
    other_class: bool
    """Whether the mark's classes do not cover the goods, and it reaches no further."""
    another: bool
    """Whether that makes it perhaps another house's name, since few people know the mark, whatever the rule says of classes."""
    doubtful: bool
    """Whether it may well be another word."""
    sure: Severity
    """The most that one counts of which we are so sure."""
    figure: bool
    """Whether the mark is no brand."""


_NOT_INCLUDED = shape(
    r"[^.!?,;|。！，；]{0,24}?(?:not included|not include|no incluid[ao]s?|não inclus[ao]s?|tidak termasuk|nicht enthalten|non inclus[aeo]?)"
    r"|[^.!?,;|。！，；]{0,8}?(?:不含|不包含|不包括|不附)",
    re.IGNORECASE,
)


def wants(_: Options) -> Wants:
    return Wants(marks=True)


def check(candidate: Candidate, _rule: Rule, _options: Options, reference: Reference) -> Iterator[Hit]:
    listing, own_brands = candidate.listing, reference.own_brands
    for mention in candidate.mentions:
        field, span, record, context, confidence = mention
        use, name = context.use, field.name
        if (confidence is UNSURE or context.ordinary_word or name in {"url", "variant"}) and (
            _is_noise(mention) or _is_a_choice(mention, candidate.mentions)
        ):
            continue
        technology = use is REFERENCE and TECHNOLOGY in context.features
        if use is REFERENCE and _goes_without_saying(mention, candidate.mentions, technology=technology):
            continue
        if use in OFFERED and name in RUNNING and _NOT_INCLUDED().match(field.value, span[1]):
            continue
        if use is COMPATIBILITY and name in RUNNING and _is_said_by_its_maker(mention, candidate.mentions, listing):
            continue
        if name in RUNNING and ((use is BRAND_GOODS and _is_compared(mention)) or (use in OFFERED and _is_disclaimed(mention))):
            use, context = REFERENCE, context._replace(use=REFERENCE)
            mention, technology = mention._replace(context=context), TECHNOLOGY in context.features  # noqa: PLW2901
        fixes = () if use in KEPT or name in UNTOUCHED else out_of_listing(mention, listing, candidate.mentions)
        # NOTE: made by the hundred thousand, and a named tuple's own way of being made takes three times as long.
        yield tuple.__new__(Hit, (
            field, span, words(mention), confidence, None, None, None, None, record.mark, context, record.evidence, fixes,
            _standing(mention, listing, own_brands, technology=technology),
        ))  # fmt: skip


def weigh(kind: _Standing, _: Rule, options: Options, reference: Reference) -> Weight | None:
    case = options.by_use.get(kind.use)
    if case is None or kind.use in options.elsewhere or kind.said == reference.platform or (kind.own and options.own == "spare"):
        return None
    asked = None if kind.record is None else evidence(kind.record, reference.platform)
    counts = severity(kind, case.severity, options)
    if (kind.doubtful or (kind.another and kind.sure is LOW)) and kind.use in MEANT and kind.settled is None:
        case = options.by_use.get("doubtful", case)
    elif kind.figure and kind.use is BRAND_GOODS:
        case = options.by_use.get("figure", case)
    return Weight(counts, case.message, case.remedy, asked)


def _is_noise(mention: Mention) -> bool:
    """Whether a word that may be an ordinary one stands where telling it serves nobody: "One Size", "an alligator in a swamp"."""
    field, _, record, context, confidence = mention
    if field.name == "url" and (context.use in KEPT or context.how == "typo"):
        return True  # an address that says what the goods fit is for a machine, and Ultiboost is no Ultraboost
    if field.name == "url" and context.how in {"parted", "split"}:
        return record.mark.list in LONG_LISTS  # an address parts all words: jet-black
    if record.mark.list in LONG_LISTS and context.use is BRAND_GOODS:
        # a suitcase called Trixie, a veil in the colour Wardah
        if field.name == "variant" and context.class_overlap != "yes":
            return True
        if field.name == "url" and context.class_overlap == "no":
            return True
    if field.name == "url" and mention.span[1] <= field.value.find("/", field.value.find("//") + 2):
        return record.mark.list in LONG_LISTS  # where the goods stand already
    if context.use is ORDINARY:
        return field.name in {"variant", "description", "bullets"}
    unsure = context.ordinary_word and confidence is UNSURE and record.asked is None
    if unsure and context.use is REFERENCE and TECHNOLOGY not in context.features:
        return True  # a TUV among models of cars: perhaps a word, and only mentioned if not
    if confidence is not UNSURE or field.name not in {"description", "bullets", "keywords"}:
        return False
    small = context.ordinary_word and field.value[slice(*mention.span)].islower()  # alpine peaks
    return small or record.mark.list in LONG_LISTS


def _goes_without_saying(mention: Mention, others: Sequence[Mention], *, technology: bool) -> bool:
    """Whether a mark is only mentioned as what does not come with the goods, what a book is about, or among variants for which system it is.

    So it is as technology that running text tells of (a port for HDMI), and beside goods offered as its owner's: EMUI on a Huawei.
    """
    owner = mention.record.mark.owner
    if LESSON in mention.context.features:
        return True
    if technology and mention.field.name in RUNNING and mention.record.asked is None:
        return True
    if technology and mention.field.name == "variant" and not SYSTEMS.isdisjoint(mention.mark.nice_classes):
        return True
    if (
        owner is not None
        and len(others) > 1
        and any(other.context.use is BRAND_GOODS and other.record.mark.owner == owner for other in others)
    ):
        return True
    return _NOT_INCLUDED().match(mention.field.value, mention.span[1]) is not None


def _is_said_by_its_maker(mention: Mention, others: Sequence[Mention], listing: Listing) -> bool:
    """Whether goods offered as a maker's own are said to fit his others, which nobody need do anything about: HP ink for an HP DeskJet."""
    return is_makers_own(mention.mark, listing) and any(
        other.context.use is BRAND_GOODS
        and other.confidence is not UNSURE
        and other.field.name in {"brand", "title"}
        and (other.mark.owner == mention.mark.owner or other.mark.text == mention.mark.parent)
        for other in others
    )


def _is_a_choice(mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether a variant only says which model of those that the title fits: "iPhone 13/13 Mini" of a case for iPhones."""
    return (
        mention.field.name == "variant"
        and mention.context.use is COMPATIBILITY
        and any(
            other.field.name == "title" and other.context.use is COMPATIBILITY and other.mark.text == mention.mark.text for other in others
        )
    )


def is_makers_own(mark: Mark, listing: Listing) -> bool:
    """Whether the brand column names the mark's maker: a Samsung case for a Samsung Galaxy."""
    said = listing.first("brand")
    brand = key(said) if said else ""
    return len(brand) > 1 and (brand in {key(mark.text), key(mark.parent or "")} or key(mark.owner or "").startswith(brand))


def severity(standing: _Standing, most: Severity, options: Options) -> Severity:
    """The use's severity, lowered for goods of another class and for a word that may be another."""
    _, _, _, _, settled, listed, technology, other_class, another, doubtful, sure, _ = standing
    if settled is not None:
        return settled
    if listed is not HIGH:
        most = min(most, listed)
    if technology and options.technology < most:
        most = options.technology
    if other_class and most > LOW and (another or options.other_class == "lower"):
        most = _LOWER[most]
    if doubtful and options.doubtful < most:
        most = options.doubtful
    return most if sure is HIGH else min(most, sure)


_LOWER = {severity: Severity(severity - 1) for severity in Severity if severity}


def _standing(mention: Mention, listing: Listing, own_brands: frozenset[str], *, technology: bool) -> _Standing:
    """How a mention stands.

    A well-known mark that is nothing but a mark keeps its severity in any class: such marks reach beyond their goods.
    What the seller's own list asks for stands in any case.
    """
    field, _, record, context, confidence = mention
    use, settled, mark = context.use, record.asked, record.mark
    if use is ORDINARY or (settled is None and confidence is UNSURE and field.name == "variant"):
        settled = INFO  # an everyday word; a colour called camel, mint or coral
    elif settled is None and confidence is UNSURE and context.class_overlap == "unknown" and (technology or PROGRAM in context.features):
        settled = INFO  # a book on Django
    elif settled is None and use is COMPATIBILITY and field.name in RUNNING and is_makers_own(record.mark, listing):
        settled = INFO  # the cartridges of an HP printer by HP
    reaches_far = mark.list in KNOWN_LISTS and not context.ordinary_word
    other_class = context.class_overlap == "no" and use is not COMPATIBILITY and not reaches_far
    style = field.name == "variant" and mark.list in LONG_LISTS  # one called Trixie
    # Goods of other classes are likely another house's: Vectra on a bed sheet, unless the brand column says Vectra.
    another = other_class and mark.list in LONG_LISTS and BRAND_CELL not in context.features
    # Names of several words seldom meet, and one that opens the text and is no word is mostly the house the list knows: it sells more than the list says.
    namesake = (
        another
        and use is BRAND_GOODS
        and mark.kind in HOUSES
        and " " not in mark.text
        and (context.ordinary_word or len(mark.text) <= SHORT or HEADS not in context.features)
    )
    minor = style or namesake or (use is COMPATIBILITY and is_makers_own(mark, listing))
    return tuple.__new__(_Standing, (
        use,
        bool(own_brands) and key(mark.text) in own_brands,
        key(mark.text) if use is REFERENCE else "",
        record if record.restrictions else None,
        settled,
        _in_register(mention) if record.register else HIGH,
        technology,
        other_class,
        another,
        confidence is UNSURE,
        LOW if minor else MEDIUM if confidence is FAIR else HIGH,
        mark.kind in FIGURES,
    ))  # fmt: skip


def _is_compared(mention: Mention) -> bool:
    """Whether a sentence of running text names other makers to compare with: "if you have tried similar boards by Aco, Beco or Ceco"."""
    field, (start, _), *_ = mention
    return _COMPARED().search(field.value, max(0, start - COMPARED), start) is not None


def _is_disclaimed(mention: Mention) -> bool:
    """Whether a sentence of running text says whose goods they are not: "not affiliated with Aco", "Aco is a trademark of Aco Inc."."""
    field, (start, end), *_ = mention
    before = _DISCLAIMED().search(field.value, max(0, start - COMPARED), start)
    return (
        before is not None
        or _OWNED().match(field.value, end) is not None
        or _OWNER().search(field.value, max(0, start - COMPARED), start) is not None
    )


def _in_register(mention: Mention) -> Severity:
    """The most that a mark of a register counts: of millions of marks many share a word with goods they have nothing to do with."""
    if mention.record.most is not None:
        return mention.record.most
    sure = mention.context.how not in {"typo", "doubled"}  # one letter off, it may be another word
    by_overlap = {"yes": (MEDIUM, HIGH), "unknown": (LOW, MEDIUM)}
    return by_overlap.get(mention.context.class_overlap, (INFO, LOW))[sure]


def words(mention: Mention) -> dict[str, object]:
    """The message's words."""
    (start, end), mark = mention.span, mention.record.mark
    return {
        "matched": mention.field.value[start:end],
        "mark": mark.text,
        "owner": mark.owner or "—",
        "kind": mark.kind,
        "how": mention.context.how,
        "list": mark.list,
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
