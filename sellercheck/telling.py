"""Hits into findings: what the rules say of what their checks hit in a listing.

A check is asked once for all rules that make the same hits; what each of them says of a kind of hit is worked out once a batch.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from sellercheck.checks import Hit, Reference, Weight
from sellercheck.chinese import chinese
from sellercheck.finding import Evidence, Finding, Fix, Grounds, Later, Severity, folded
from sellercheck.listing import Field, Listing, Location, Row
from sellercheck.messages import Text
from sellercheck.rules.pack import Rule

Span = tuple[int, int]
# NOTE: the next three are no named tuples: they are taken apart for every finding, which takes one of those three times as long.
Spot = tuple[str, Location, int, int]
"""A cell, as all that is found in it names it: canonical field, place, row, column's index, -1 where the field is missing."""
Told = tuple[int, str, int, Span, str, int, Finding]
"""A finding after its place in the report's order: row, platform, column, span, rule, and its number among those found."""
Saying = tuple[Grounds, str, str, Severity, str, str, tuple[Evidence, ...] | None]
"""What one rule says of all hits of a kind in one field: grounds, platform, rule, severity, message, remedy, evidence, None for the
hit's own."""


class Voice:
    """What one rule says of what its check hit."""

    __slots__ = ("elsewhere", "grounds", "language", "message", "otherwise", "reference", "remedy", "rule", "severities")

    def __init__(self, rule: Rule, reference: Reference, read: str, language: str) -> None:
        """`read`: the day the rule's source was read, in ISO 8601."""
        self.rule, self.reference = rule, reference
        self.grounds = Grounds(rule.id, rule.check, reference.platform, rule.consequence[language], rule.source.url, read, language)
        self.language, self.message, self.remedy = language, rule.message[language], rule.remedy[language]
        self.severities, self.otherwise, self.elsewhere = rule.severity, rule.severity["default"], rule.elsewhere

    def say(
        self,
        field: str,
        severity: Severity | None = None,
        message: Text | None = None,
        remedy: Text | None = None,
        evidence: tuple[Evidence, ...] | None = None,
    ) -> Saying:
        """`severity`, `message`, `remedy` and `evidence` as a hit, or what weighs it, has them."""
        if severity is None:
            severity = self.severities.get(field, self.otherwise)
        if self.elsewhere is not None and severity > self.elsewhere:
            severity = self.elsewhere
        grounds, language = self.grounds, self.language
        said, advice = self.message if message is None else message[language], self.remedy if remedy is None else remedy[language]
        return grounds, grounds.platform, grounds.rule, severity, said, advice, evidence


class Look:
    """What one check hits in a batch, and what the rules say of it that ask for the same hits."""

    __slots__ = ("_said", "_weigh", "language", "only_in", "voices")

    def __init__(self, language: str, weigh: Callable[..., Weight | None] | None = None, only_in: frozenset[str] = frozenset()) -> None:
        """`weigh`: the check's, where rules differ in how much its hits count. `only_in`: see `Step`."""
        self.language, self._weigh, self.only_in = language, weigh, only_in
        self.voices: list[tuple[Voice, Any]] = []
        """With the options of each."""
        self._said: dict[tuple[str, Hashable], list[Saying]] = {}

    def of_one(self, field: str, severity: Severity | None, message: Text | None, remedy: Text | None) -> list[Saying]:
        """What the rules say of a hit that brings any of these along, in a field of that name."""
        return [voice.say(field, severity, message, remedy) for voice, _ in self.voices]

    def of_kind(self, field: str, kind: Hashable) -> list[Saying]:
        """What the rules say of all other hits of that kind."""
        said = self._said.get((field, kind))
        if said is None:
            said = self._said[field, kind] = [*self._say(field, kind)]
        return said

    def _say(self, field: str, kind: Hashable) -> Iterator[Saying]:
        for voice, options in self.voices:
            if self._weigh is None:
                yield voice.say(field)
            elif weight := self._weigh(kind, voice.rule, options, voice.reference):
                yield voice.say(field, *weight)

    def tell(self, listing: Listing, hits: Sequence[Hit], spots: dict[int, Spot], told: list[Told]) -> None:
        """Add to `told` what the rules say of the hits, all that their check made of the listing.

        `spots`: cells by the identity of their field, shared by all rules.
        """
        # The loop that every finding of every sheet comes from: what is used in it is local.
        name, of = listing.id, Finding.of
        same = _same(hits) if len(hits) > 1 else None
        times: dict[tuple[str, tuple[str, str, str]], int] = {}
        for which, hit in enumerate(hits):
            field, span, words, confidence, grave, text, advice, missing, mark, context, evidence, fixes, kind = hit
            # NOTE: a batch makes one field per cell, so that all platforms share what is known of its place.
            spot = spots.get(id(field)) if field is not None else _missing(listing, missing or "")
            if spot is None and field is not None:
                spot = spots[id(field)] = _spot(field)
            assert spot is not None
            place, at, row, column = spot
            if self.language == "zh" and (fixes.__class__ is Later or fixes):
                fixes = Later(_in_chinese, fixes)
            begins = span or _NOWHERE
            plain = grave is None and text is None and advice is None
            sayings = self.of_kind(place, kind) if plain else self.of_one(place, grave, text, advice)
            for grounds, platform, rule, severity, message, remedy, proof in sayings:
                number = 1
                if same is not None:
                    number = times[rule, same[which]] = times.get((rule, same[which]), 0) + 1
                told.append((
                    row, platform, column, begins, rule, len(told),
                    of(
                        grounds, number, message, remedy, words, severity, confidence, name, field, at, span, mark, context,
                        evidence if proof is None else proof, fixes,
                    ),
                ))  # fmt: skip


_NOWHERE = (0, 0)
_FINDING = itemgetter(-1)


def in_order(told: list[Told]) -> tuple[Finding, ...]:
    """What was told of a listing, in the report's order."""
    if len(told) > 1:
        told.sort()
    return tuple(map(_FINDING, told))


def _same(hits: Sequence[Hit]) -> list[tuple[str, str, str]] | None:
    """For each of a check's hits in a listing: its field, folded letters and mark. None where no two agree in them."""
    same = []
    for hit in hits:
        field, span, mark = hit.field, hit.span, hit.mark
        text = field.value[span[0] : span[1]] if field is not None and span else ""
        same.append((hit.missing or "" if field is None else field.name, folded(text), folded(mark.text) if mark is not None else ""))
    return None if len(set(same)) == len(same) else same


def _spot(field: Field) -> Spot:
    at = field.at
    return field.name, at, at.row, field.column.index


def _missing(listing: Listing, name: str) -> Spot:
    at = _missing_at(listing, name)
    return name, at, at.row, -1


def _in_chinese(fixes: Sequence[Fix]) -> tuple[Fix, ...]:
    """The same fixes with their titles in Chinese."""
    return tuple([fix._replace(title=chinese(fix.title)) for fix in fixes])


def _missing_at(listing: Listing, name: str) -> Location:
    row: Row = listing.rows[0]
    column = next(iter(listing.sheet.by_field.get(name, ())), None)
    if column is None:
        return Location(listing.sheet.path, listing.sheet.worksheet, row.number, row.line, "", "", name)
    return Field(name, "", column, row, listing.sheet).at
