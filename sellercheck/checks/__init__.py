"""Checks: one module per way of looking at a listing.

The file's name is the check's name (`checks/mark_use.py` is `check: mark-use`). A member provides

- a module docstring: the check's page, printed by `sellercheck explain`;
- `Options`: a named tuple, or a frozen dataclass, with a default for everything a pack may leave out; `_options.bind` gives a
  pack's texts their types;
- `WORDS`: the words its hits supply for messages;
- `wants(options) -> Wants`: what in a sheet makes the check look at a listing, so that a sheet is scanned once and a
  check is called for candidates only;
- `check(candidate, rule, options, reference) -> Iterator[Hit]`: pure; no clock, network, file or global;
- `ALIKE = True` where the hits follow from candidate and options alone: they are then found once for all platforms;
- `weigh(kind, rule, options, reference) -> Weight | None` where rules differ in how much the same hits count: it is asked once for
  each kind of hit, and `check` once for all platforms. `check` then looks at the candidate and the seller's own brands alone; where it
  is `ALIKE` too, at its options as well.

A check that must see many listings at once (duplicates, one number at two products) provides `gather`, `narrow` and `conclude`
in place of `wants` and `check`: `checks/_across.py` tells how.
"""

from __future__ import annotations

import typing
from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from sellercheck import wording
from sellercheck.context import Mention
from sellercheck.finding import Confidence, Context, Edit, Evidence, Fix, Later, Severity, Use
from sellercheck.listing import Field, Listing
from sellercheck.mark import Mark
from sellercheck.messages import Text
from sellercheck.rules.pack import Rule


class Wants(NamedTuple):
    """What makes a check look at a cell of its scope. Any one of the triggers given is enough."""

    phrases: tuple[str, ...] = ()
    """Phrases found by the index; the candidate carries where. Whole words in alphabetic scripts, folded."""
    chars: str = ""
    """Any of these characters stands in the cell."""
    classes: tuple[str, ...] = ()
    """Any character beyond ASCII of these classes stands in the cell: of `signs.CLASSES`."""
    parts: tuple[str, ...] = ()
    """Any of these, small letters and signs of ASCII, stands in the cell, in small letters or capitals: behind a blank (" rm"), not behind
    a letter or digit of ASCII; else also inside a word."""
    digits: int | None = None
    """At least so many digits stand in a row, with no more than three blanks, brackets, dots or dashes between two: `(555) 123-4567`."""
    other_than: str = ""
    """Any character besides these ASCII characters stands in the cell."""
    non_ascii: bool = False
    """Any character beyond ASCII stands in the cell."""
    longer: int | None = None
    """More characters (code points) than this."""
    longer_bytes: int | None = None
    """More UTF-8 bytes than this."""
    shorter: int | None = None
    """Fewer characters than this."""
    capitals: float | None = None
    """At least this share (0–1) of the cell's letters are capitals."""
    no_capitals: bool = False
    """The cell holds no capital letter."""
    repeats: int | None = None
    """Some word stands at least this many times in the cell."""
    cells: int | None = None
    """The listing has more non-blank cells of the scope than this."""
    marks: bool = False
    """A mark is mentioned in the cell; the candidate carries the mentions. No trigger beside `phrases`: then a phrase must stand."""
    uses: tuple[Use, ...] = ()
    """With `marks` and no `phrases`: only listings with a mention of one of these uses; empty means any."""
    restricted: bool = False
    """With `marks` and no `phrases`: only listings with a mention of a mark that the lists hold a platform's restriction for."""
    beside: tuple[str, ...] = ()
    """With `marks` and no `phrases`: only listings that have a non-blank cell of one of these fields."""
    every: bool = False
    """Every non-blank cell of the scope."""
    counts: tuple[tuple[str, int], ...] = ()
    """Pairs (ASCII characters, number): at least so many of these characters stand in the cell, counted together."""
    between: str = ""
    """Any of these characters stands behind a letter, digit, hyphen or low line and before a letter, no blank on either side:
    `shop.com`, not 3.5."""
    lacking: tuple[str, ...] = ()
    """The listing has no non-blank cell of one of these fields, whatever the scope; the candidate may then carry no cells.
    Where the sheet lacks the column, only its first listing counts."""
    carry_phrases: tuple[str, ...] = ()
    """No trigger: phrases whose places a candidate carries along with those of `phrases`."""


# NOTE: the next four are made by the hundred thousand, and a tuple is made three times faster than a dataclass.


class PhraseHit(NamedTuple):
    """A phrase the check asked for, where it stands."""

    phrase: str
    """As the check gave it in `Wants.phrases`."""
    span: tuple[int, int]
    """Code points of the original cell, half-open."""
    how: str
    """exact, plural, spaced, homoglyph, … as in `Context.how`."""


class Found(NamedTuple):
    """A cell that a trigger reached."""

    field: Field
    phrases: tuple[PhraseHit, ...] = ()
    """From left to right; they may overlap when the phrases asked for do."""


class Candidate(NamedTuple):
    """A listing one of whose cells met what the check wants."""

    listing: Listing
    found: tuple[Found, ...]
    """Only cells of the rule's scope that met a trigger, in sheet order."""
    mentions: tuple[Mention, ...]
    """Mentions of marks in the rule's scope; empty unless the check wants marks."""
    worked_out: dict[object, Any]
    """What the listing's checks have worked out so far: what one platform's rule needed, the next need not make again.
    Each key is given one value only, whoever comes first."""


MOST_NAMED = 6
"""Texts of a cell that one hit names."""


class Hit(NamedTuple):
    """What a check yields; a rule turns it into a finding."""

    field: Field | None
    """None when something is missing."""
    span: tuple[int, int] | None = None
    words: Mapping[str, object] = MappingProxyType({})
    """For the braces of the rule's texts. A `Text` is written in the language of the sentence it goes into."""
    confidence: Confidence = Confidence.HIGH
    severity: Severity | None = None
    """Set only where the check's options decide it; else the rule's own severity for the field counts."""
    message: Text | None = None
    remedy: Text | None = None
    """Set only where the options hold a wording for the case; else the rule's own."""
    missing: str | None = None
    """The canonical field that is blank, when `field` is None."""
    mark: Mark | None = None
    context: Context | None = None
    evidence: tuple[Evidence, ...] = ()
    fixes: Sequence[Fix] = ()
    """`Later` where working them out takes longer than finding the fault."""
    kind: Hashable = None
    """For a check with `weigh`: all that decides how much a rule makes of it."""


class Weight(NamedTuple):
    """How much a rule makes of the hits of one kind; each None stands for what a hit without it has."""

    severity: Severity | None = None
    message: Text | None = None
    remedy: Text | None = None
    evidence: tuple[Evidence, ...] | None = None


class Reference(NamedTuple):
    """All a check may know besides the listing."""

    today: date
    platform: str
    countries: frozenset[str] = frozenset()
    """ISO 3166 codes the seller sells to; empty means not known."""
    own_brands: frozenset[str] = frozenset()
    """Folded names of the seller's own brands."""


class Check(Protocol):
    """A member of the family."""

    __doc__: str | None
    Options: type[Any]
    WORDS: frozenset[str]

    def wants(self, options: Any) -> Wants: ...

    def check(self, candidate: Candidate, rule: Rule, options: Any, reference: Reference) -> Iterator[Hit]: ...


def one_of(option: str, value: str, allowed: tuple[str, ...]) -> None:
    """Raises ValueError, as `_options.bind` expects it, when `value` is none of `allowed`."""
    if value not in allowed:
        raise ValueError(f'option "{option}" is "{value}"', f"Choose one of: {', '.join(allowed)}.")


def together(hits: Sequence[Hit]) -> Hit:
    """One hit for several of a cell, at the first of them: `matched` names each text once, the weightiest counts, the fix mends all."""
    named: dict[str, str] = {}
    for hit in hits:
        named.setdefault(str(hit.words["matched"]).casefold(), str(hit.words["matched"]))
    kinds = [hit.kind for hit in hits]
    weightiest = None if None in kinds else max(typing.cast("list[tuple[Severity, str]]", kinds))
    words = {**hits[0].words, "matched": names([*named.values()])}
    fixes = Later(_of_all, tuple(hits)) if any(hit.fixes.__class__ is Later or hit.fixes for hit in hits) else ()
    return hits[0]._replace(words=words, confidence=max(hit.confidence for hit in hits), kind=weightiest, fixes=fixes)


def names(texts: Sequence[str]) -> str:
    """What a message's “{matched}” holds of several texts: not more than `MOST_NAMED` of them."""
    return "”, “".join([*texts[:MOST_NAMED], *["…"] * (len(texts) > MOST_NAMED)])


def _of_all(hits: Sequence[Hit]) -> tuple[Fix, ...]:
    """The first fix of each hit in one, as sure as the least sure of them. Deletions that touch become one; else of two on one text the earlier counts."""
    firsts = [fix for hit in hits for fix in hit.fixes[:1]]
    edits: list[Edit] = []
    for edit in sorted((edit for fix in firsts for edit in fix.edits), key=lambda edit: edit.span):
        if (
            edits
            and not edit.new.strip()
            and not edits[-1].new.strip()
            and edits[-1].span[1] >= edit.span[0]
            and edits[-1].field is edit.field
        ):
            # What served the one served the other as well, and has nothing left to serve.
            edits[-1] = Edit(edit.field, *wording.removal(edit.field.value, (edits[-1].span[0], max(edits[-1].span[1], edit.span[1]))))
        elif not edits or edits[-1].span[1] <= edit.span[0]:
            edits.append(edit)
    least = max((fix.applicability for fix in firsts), key=("safe", "review", "advice").index, default="")
    return (Fix(firsts[0].title, least, tuple(edits)),) if firsts else ()
