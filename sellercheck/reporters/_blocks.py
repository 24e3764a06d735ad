"""A report's findings put together as a person reads them: `Block`s of what has one cause, made of `Place`s, one for a cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import chain, groupby

from sellercheck.finding import Finding, Grounds, Severity
from sellercheck.listing import Location
from sellercheck.mark import Mark
from sellercheck.report import beside, listings_of

Where = tuple[str, str | None]
"""Path and worksheet."""


# Plain classes, since making two dataclasses takes longer than writing a short report.
class Place:
    """One cell, or one row where something is missing, with all that was found there."""

    __slots__ = ("findings", "row", "where")

    def __init__(self, where: Where, row: int) -> None:
        self.where, self.row = where, row
        self.findings: list[Finding] = []

    @property
    def severity(self) -> Severity:
        return max(finding.severity for finding in self.findings)

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        return tuple(sorted({finding.span for finding in self.findings if finding.span}))

    @property
    def platforms(self) -> tuple[str, ...]:
        return distinct(finding.platform for finding in self.findings)


class Block:
    """Findings of one mark and use, of one rule, of one listing or of one supplier, in report order.

    What is said of it is worked out once, when it is first asked for: of most blocks of a long report that is little.
    """

    def __init__(self, name: str, mark: Mark | None, findings: list[Finding]) -> None:
        self.name, self.mark, self.findings = name, mark, findings
        """The name is the mark, the rule without its platform, the listing, or the supplier, empty where the sheet names none."""
        self.severity = max([finding.severity for finding in findings])

    @cached_property
    def places(self) -> list[Place]:
        places: dict[tuple[object, ...], Place] = {}
        known: dict[int, Place] = {}
        for finding in self.findings:
            at = finding.at
            # NOTE: findings of one cell mostly have one location in common, which is told quicker than its parts.
            place = known.get(id(at))
            if place is None:
                key = (at.path, at.worksheet, at.row, at.cell or at.field)
                place = places.get(key)
                if place is None:
                    place = places[key] = Place((at.path, at.worksheet), at.row)
                known[id(at)] = place
            place.findings.append(finding)
        return list(places.values())

    @property
    def cells(self) -> Iterable[Location]:
        """The places of the findings, most of them once: those of several platforms have one location in common."""
        return {id(finding.at): finding.at for finding in self.findings}.values()

    @cached_property
    def listings(self) -> frozenset[tuple[str, str | None, str]]:
        """Path, worksheet and id of each."""
        return frozenset(listings_of(self.findings))

    @cached_property
    def firsts(self) -> tuple[Finding, ...]:
        """The first finding of each rule, in order."""
        firsts: dict[Grounds, Finding] = {}
        for finding in self.findings:
            firsts.setdefault(finding.grounds, finding)
        return tuple(firsts.values())

    @cached_property
    def platforms(self) -> tuple[str, ...]:
        return distinct(finding.platform for finding in self.firsts)

    @cached_property
    def rules(self) -> tuple[str, ...]:
        return distinct(finding.rule for finding in self.firsts)

    @cached_property
    def uses(self) -> tuple[str, ...]:
        contexts = {id(finding.context): finding.context for finding in self.findings}.values()
        return distinct(str(context.use) for context in contexts if context)

    def by_severity(self) -> dict[Severity, int]:
        """Listings by the worst this block has for them, highest first."""
        worst: dict[object, Severity] = {}
        for finding in self.findings:
            key = (finding.at.path, finding.at.worksheet, finding.listing)
            worst[key] = max(worst.get(key, Severity.INFO), finding.severity)
        counts = dict.fromkeys(sorted(Severity, reverse=True), 0)
        for severity in worst.values():
            counts[severity] += 1
        return {severity: count for severity, count in counts.items() if count}

    def examples(self, most: int) -> list[Place]:
        """The places to show: the worst first, and one of each listing before a second of any."""
        seen: dict[object, int] = {}
        turns = []
        for number, place in enumerate(self.places):
            listing = (place.where, place.findings[0].listing)
            seen[listing] = turn = seen.get(listing, -1) + 1
            turns.append((-place.severity, turn, number, place))
        return [place for *_, place in sorted(turns, key=lambda turn: turn[:3])[:most]]


def blocks(findings: Sequence[Finding], group_by: str = "mark") -> list[Block]:
    """All findings in blocks: the gravest first, then those of most listings, then as they come in the report."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    suppliers = _suppliers(findings) if group_by == "supplier" else {}
    if group_by in {"listing", "supplier"}:
        for finding in findings:
            groups.setdefault(_key(finding, group_by, suppliers), []).append(finding)
    else:
        # What tells blocks apart is the same objects over and over.
        known: dict[tuple[object, ...], list[Finding]] = {}
        for finding in findings:
            context = finding.context
            seen = (finding.grounds, id(finding.mark), context and id(context.use))
            group = known.get(seen)
            if group is None:
                group = known[seen] = groups.setdefault(_key(finding, group_by, suppliers), [])
            group.append(finding)
    if group_by == "mark":
        groups = _joined(groups, findings)
    found = []
    for its in groups.values():
        first = its[0]
        name = suppliers.get(_listing(first), "") if group_by == "supplier" else _name(first, group_by)
        found.append(Block(name, first.mark if group_by == "mark" else None, its))
    return sorted(found, key=lambda block: (-block.severity, -len(block.listings)))


def message_shape(finding: Finding) -> str:
    """The message without the words it quotes: equal for two spellings of one mark."""
    message = finding.message
    for words in (finding.text, finding.mark.text if finding.mark else ""):
        if words:
            message = message.replace(words, "\0")
    return message


def row_ranges(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Rows as ranges from–to, sorted: 7, 9, 10, 11 → (7, 7), (9, 11)."""
    ranges = []
    for _, run in groupby(enumerate(sorted(set(rows))), key=lambda item: item[1] - item[0]):
        numbers = [row for _, row in run]
        ranges.append((numbers[0], numbers[-1]))
    return ranges


def distinct(items: Iterable[str]) -> tuple[str, ...]:
    """Each item once, in the order it first came."""
    return tuple(dict.fromkeys(items))


def _key(finding: Finding, group_by: str, suppliers: dict[object, str]) -> tuple[object, ...]:
    if group_by == "listing":
        return group_by, *_listing(finding)
    if group_by == "supplier":
        return group_by, suppliers.get(_listing(finding), "").casefold()
    if finding.mark is not None and group_by == "mark":
        return "mark", finding.mark.text.casefold(), finding.mark.kind, finding.check, str(finding.context.use) if finding.context else ""
    return "rule", finding.rule.partition("/")[2]


def _listing(finding: Finding) -> tuple[str, str | None, str]:
    return finding.at.path, finding.at.worksheet, finding.listing


def _suppliers(findings: Sequence[Finding]) -> dict[object, str]:
    """Listing → its supplier; a finding that something is missing knows its row only through the listing's others."""
    known: dict[object, str] = {}
    for finding in findings:
        listing = _listing(finding)
        if listing not in known and (supplier := beside(finding, "supplier")):
            known[listing] = " ".join(supplier.value.split())
    return known


def _name(finding: Finding, group_by: str) -> str:
    if group_by == "listing":
        return finding.listing
    return finding.mark.text if finding.mark and group_by == "mark" else finding.rule.partition("/")[2]


def _joined(groups: dict[tuple[object, ...], list[Finding]], findings: Sequence[Finding]) -> dict[tuple[object, ...], list[Finding]]:
    """Groups of one mark become one where the same is said of both."""
    uses: dict[tuple[object, ...], int] = {}
    for key in groups:
        uses[key[:3]] = uses.get(key[:3], 0) + 1
    joined: dict[tuple[object, ...], list[list[Finding]]] = {}
    for key, its in groups.items():
        # One use of a mark is like no other; what is said of it need not be known.
        several = key[0] == "mark" and uses[key[:3]] > 1
        joined.setdefault((*key[:3], *_shapes(its)) if several else key, []).append(its)
    place = {id(finding): number for number, finding in enumerate(findings)} if any(len(parts) > 1 for parts in joined.values()) else {}
    return {
        key: parts[0] if len(parts) == 1 else sorted(chain(*parts), key=lambda finding: place[id(finding)]) for key, parts in joined.items()
    }


def _shapes(findings: Iterable[Finding]) -> list[str]:
    # What several platforms say of one place is the same more often than not.
    apart = {(finding.saying, id(finding.field), finding.span): finding for finding in findings}
    return sorted({message_shape(finding) for finding in apart.values()})


def told(findings: Iterable[Finding], text_of: Callable[[Finding], str]) -> dict[str, tuple[str, ...]]:
    """What the findings say, each text once, with the platforms that say it; findings that say nothing are left out."""
    texts: dict[str, dict[str, None]] = {}
    for finding in findings:
        if text := text_of(finding):
            texts.setdefault(text, {})[finding.platform] = None
    return {text: tuple(platforms) for text, platforms in texts.items()}
