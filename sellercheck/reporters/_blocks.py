"""A report's findings put together as a person reads them: `Block`s of what has one cause, made of `Place`s, one for a cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from sellercheck.finding import Finding, Severity
from sellercheck.listing import Location
from sellercheck.mark import Mark
from sellercheck.report import beside

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
    """Findings of one mark and use, of one rule, of one listing or of one supplier, in report order."""

    __slots__ = ("findings", "listings", "mark", "name", "places", "severity")

    def __init__(self, name: str, mark: Mark | None, findings: list[Finding]) -> None:
        self.name, self.mark, self.findings = name, mark, findings
        """The name is the mark, the rule without its platform, the listing, or the supplier, empty where the sheet names none."""
        places: dict[tuple[object, ...], Place] = {}
        listings: dict[tuple[Where, str], None] = {}
        at: Location | None = None
        listing, place = "", None
        for finding in findings:
            # What one cell has for several platforms stands together.
            if place is None or finding.at != at or finding.listing != listing:
                at, listing = finding.at, finding.listing
                key = (at.path, at.worksheet, at.row, at.cell or at.field)
                if (place := places.get(key)) is None:
                    place = places[key] = Place((at.path, at.worksheet), at.row)
                listings[place.where, listing] = None
            place.findings.append(finding)
        self.places = list(places.values())
        self.listings = frozenset(listings)
        self.severity = max(finding.severity for finding in findings)

    @property
    def platforms(self) -> tuple[str, ...]:
        return distinct(finding.platform for finding in self.findings)

    @property
    def rules(self) -> tuple[str, ...]:
        return distinct(finding.rule for finding in self.findings)

    @property
    def uses(self) -> tuple[str, ...]:
        return distinct(str(finding.context.use) for finding in self.findings if finding.context)

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
    groups: dict[tuple[object, ...], list[int]] = {}
    suppliers = _suppliers(findings) if group_by == "supplier" else {}
    ours: dict[object, list[int]] = {}
    for number, finding in enumerate(findings):
        if group_by == "mark":  # the words are folded once for a mark, which the findings keep alive
            known = id(finding.mark), finding.check, finding.context.use if finding.context is not None else None, finding.rule
            if (numbers := ours.get(known)) is None:
                numbers = ours[known] = groups.setdefault(_key(finding, group_by, suppliers), [])
            numbers.append(number)
        else:
            groups.setdefault(_key(finding, group_by, suppliers), []).append(number)
    if group_by == "mark":
        groups = _joined(groups, findings)
    found = []
    for numbers in groups.values():
        first = findings[numbers[0]]
        name = suppliers.get(_listing(first), "") if group_by == "supplier" else _name(first, group_by)
        found.append(Block(name, first.mark if group_by == "mark" else None, [findings[number] for number in sorted(numbers)]))
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


def _joined(groups: dict[tuple[object, ...], list[int]], findings: Sequence[Finding]) -> dict[tuple[object, ...], list[int]]:
    """Groups of one mark become one where the same is said of both."""
    joined: dict[tuple[object, ...], list[int]] = {}
    alike = Counter(key[:3] for key in groups)
    for key, numbers in groups.items():
        if alike[key[:3]] > 1 and key[0] == "mark":
            # One text is said of many places; what it says is looked at once for each spelling.
            each = {(f.message, f.text, id(f.mark)): f for f in map(findings.__getitem__, numbers)}
            said = (*key[:3], *sorted({message_shape(finding) for finding in each.values()}))
            joined.setdefault(said, []).extend(numbers)
        else:
            joined[key] = numbers
    return joined


def told(findings: Iterable[Finding], text_of: Callable[[Finding], str]) -> dict[str, tuple[str, ...]]:
    """What the findings say, each text once, with the platforms that say it; findings that say nothing are left out."""
    texts: dict[str, dict[str, None]] = {}
    for finding in findings:
        if text := text_of(finding):
            texts.setdefault(text, {})[finding.platform] = None
    return {text: tuple(platforms) for text, platforms in texts.items()}
