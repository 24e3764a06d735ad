"""A report's findings put together as a person reads them: `Block`s of what has one cause, made of `Place`s, one for a cell."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from operator import attrgetter

from sellercheck.finding import Finding, Grounds, Severity
from sellercheck.listing import Location
from sellercheck.mark import Mark
from sellercheck.report import Strand, Strands, beside, listings_of
from sellercheck.reporters._texts import rule_name

_FURTHER = re.compile(r"(?: Likewise in (?:one|[\d,]+) further rows?\.|另有 [\d,]+ 行情况相同。)$")
"""As `once` says it."""
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
        return tuple(sorted({finding.platform for finding in self.findings}))


class Block:
    """Findings of one mark and use, of one rule, of one listing or of one supplier.

    Where its findings stand is worked out once, when it is first asked for: of most blocks of a long report nobody asks.
    """

    def __init__(self, name: str, mark: Mark | None, strands: Sequence[Strand]) -> None:
        self.name, self.mark, self.strands = name, mark, strands
        """The name is the mark, the rule without its platform, the listing, or the supplier, empty where the sheet names none.
        Strands stand in the order of their first findings."""
        self.severity = max([strand.severity for strand in strands])
        self.listings = listings_of(strands)
        """By their numbers in the report."""
        firsts: dict[Grounds, Finding] = {}
        for strand in strands:
            firsts.setdefault(strand.first.grounds, strand.first)
        self.firsts = tuple(firsts.values())
        """The first finding of each rule, in order."""

    @property
    def gravest(self) -> list[Finding]:
        """The gravest finding of each rule, the gravest first."""
        firsts: dict[Grounds, Finding] = {}
        for finding in sorted(self.findings, key=lambda finding: -finding.severity):
            firsts.setdefault(finding.grounds, finding)
        return [*firsts.values()]

    @cached_property
    def findings(self) -> list[Finding]:
        """In report order."""
        return in_order(self.strands)

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
    def rows(self) -> dict[Where, set[int]]:
        """The rows in which something was found, or that it stands for, by their sheets; the sheet of the first finding comes first."""
        of, first = self.strands[0].of, self.strands[0].first.at
        rows: defaultdict[Where, set[int]] = defaultdict(set)
        if of.one_sheet:
            rows[first.path, first.worksheet] = {of.rows[number] for strand in self.strands for number in strand.numbers}
        else:
            for at in self.cells:
                rows[at.path, at.worksheet].add(at.row)
        for where, likewise in self.likewise.items():
            rows[where] |= likewise
        return rows

    @cached_property
    def likewise(self) -> dict[Where, set[int]]:
        """The further rows that findings stand for, by their sheets."""
        rows: defaultdict[Where, set[int]] = defaultdict(set)
        likewise = self.strands[0].of.likewise
        for strand in self.strands if likewise else ():
            for at, further in likewise.get(strand, ()):
                rows[at.path, at.worksheet].update(further)
        return rows

    @property
    def cells(self) -> Iterable[Location]:
        """The places of the findings, most of them once: those of several platforms have one location in common. The first is the first found."""
        return {id(finding.at): finding.at for strand in self.strands for finding in strand.findings}.values()

    @property
    def platforms(self) -> tuple[str, ...]:
        return tuple(sorted({finding.grounds.platform for finding in self.firsts}))

    @property
    def rules(self) -> tuple[str, ...]:
        return distinct([finding.grounds.rule for finding in self.firsts])

    @property
    def uses(self) -> tuple[str, ...]:
        return distinct([str(context.use) for strand in self.strands if (context := strand.first.context) is not None])

    def by_severity(self) -> dict[Severity, int]:
        """Listings by the worst this block has for them, highest first."""
        counts: dict[Severity, int] = {}
        counted: set[int] = set()
        for severity in sorted(Severity, reverse=True):
            before = len(counted)
            counted |= listings_of(strand for strand in self.strands if strand.severity == severity)
            if len(counted) > before:
                counts[severity] = len(counted) - before
        return counts

    def examples(self, most: int) -> list[Place]:
        """The places to show: the worst first, and one of each listing before a second of any."""
        seen: dict[object, int] = {}
        turns = []
        for number, place in enumerate(self.places):
            listing = (place.where, place.findings[0].listing)
            seen[listing] = turn = seen.get(listing, -1) + 1
            turns.append((-place.severity, turn, number, place))
        return [place for *_, place in sorted(turns, key=lambda turn: turn[:3])[:most]]


def blocks(found: Sequence[Strand], group_by: str = "mark", language: str = "en") -> list[Block]:
    """All findings in blocks, named in the language: the gravest first, then those of most listings, then as they come in the report."""
    groups: dict[tuple[object, ...], list[Strand]] = {}
    suppliers: dict[object, str] = {}
    if group_by in {"listing", "supplier"}:
        findings = in_order(found)
        suppliers = _suppliers(findings) if group_by == "supplier" else {}
        found = Strands(findings, lambda finding: _key(finding, group_by, suppliers))
    for strand in found:
        groups.setdefault(_key(strand.first, group_by, suppliers), []).append(strand)
    if group_by == "mark":
        groups = _joined(groups)
    made = []
    for its in groups.values():
        first = its[0].first
        name = suppliers.get(_listing(first), "") if group_by == "supplier" else _name(first, group_by, language)
        made.append(Block(name, first.mark if group_by == "mark" else None, its))
    return sorted(made, key=lambda block: (-block.severity, -len(block.listings)))


def in_order(found: Sequence[Strand]) -> list[Finding]:
    """The findings of these strands, all of one report, in its order."""
    findings = found[0].of.findings if found else ()
    return [findings[number] for number in sorted(chain.from_iterable([strand.numbers for strand in found]))]


def message_alone(finding: Finding) -> str:
    """The message without the number of further rows that the finding stands for: a block names them."""
    return _FURTHER.sub("", finding.message)


def message_shape(finding: Finding) -> str:
    """The message alone without the words it quotes: equal for two spellings of one mark."""
    message = message_alone(finding)
    for words in (finding.text, finding.mark.text if finding.mark else ""):
        if words:
            message = message.replace(words, "\0")
    return message


def row_ranges(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Rows as ranges from–to, sorted: 7, 9, 10, 11 → (7, 7), (9, 11)."""
    ordered = sorted(set(rows))
    start = 0
    for end in range(1, len(ordered) + 1):
        if end == len(ordered) or ordered[end] > ordered[end - 1] + 1:
            yield ordered[start], ordered[end - 1]
            start = end


def distinct(items: Iterable[str]) -> tuple[str, ...]:
    """Each item once, in the order it first came."""
    return tuple(dict.fromkeys(items))


def _key(finding: Finding, group_by: str, suppliers: dict[object, str]) -> tuple[object, ...]:
    if group_by == "listing":
        return group_by, *_listing(finding)
    if group_by == "supplier":
        return group_by, suppliers.get(_listing(finding), "").casefold()
    if (mark := finding.mark) is not None and group_by == "mark":
        use = finding.context.use if finding.context is not None else ""
        return "mark", mark.text.casefold(), mark.kind, finding.grounds.check, use
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


def _name(finding: Finding, group_by: str, language: str) -> str:
    if group_by == "listing":
        return finding.listing
    return finding.mark.text if finding.mark and group_by == "mark" else rule_name(finding.rule, language)


def _joined(groups: dict[tuple[object, ...], list[Strand]]) -> dict[tuple[object, ...], list[Strand]]:
    """Groups of one mark become one where the same is said of both."""
    joined: dict[tuple[object, ...], list[Strand]] = {}
    of_mark: defaultdict[object, list[tuple[_Said, tuple[object, ...]]]] = defaultdict(list)
    groups_of = Counter([key[:3] for key in groups])
    for key, its in groups.items():
        if key[0] != "mark" or groups_of[key[:3]] == 1:
            joined[key] = its
            continue
        said, others = _Said(its), of_mark[key[:3]]
        if (same := next((other for theirs, other in others if said.is_what(theirs)), None)) is not None:
            joined[same] = sorted([*joined[same], *its], key=lambda strand: strand.numbers[0])
        else:
            others.append((said, key))
            joined[key] = its
    return joined


class _Said:
    """The shapes of what is said of some findings, found one by one: mostly the first tells that others say something else."""

    def __init__(self, found: Sequence[Strand]) -> None:
        self.count = sum([len(strand.numbers) for strand in found])
        self.known: set[str] = set()
        self.more = _shapes(found)

    def is_what(self, other: _Said) -> bool:
        """Whether both say the same."""
        few, many = (self, other) if self.count < other.count else (other, self)
        few.known.update(few.more)
        if not many.known <= few.known:
            return False
        for shape in many.more:
            many.known.add(shape)
            if shape not in few.known:
                return False
        return many.known == few.known


def _shapes(found: Iterable[Strand]) -> Iterator[str]:
    # One thing is said over and over: of every listing, and by several platforms.
    known: set[tuple[object, ...]] = set()
    for strand in found:
        for finding in strand.findings:
            text, words = finding.wording
            key = text, finding.text, id(finding.mark), *(words.values() if words else ())
            if key not in known:
                known.add(key)
                yield message_shape(finding)


def by_message(findings: Iterable[Finding]) -> Iterator[tuple[Severity, tuple[str, ...], str]]:
    """What several rules say of one place, the gravest first: severity, the rules that say it, and the message."""
    said: dict[tuple[Severity, str], dict[str, None]] = {}
    for finding in sorted(findings, key=lambda finding: -finding.severity):
        said.setdefault((finding.severity, finding.message), {})[finding.rule] = None
    for (severity, message), rules in said.items():
        yield severity, tuple(rules), message


def told(
    findings: Iterable[Finding], text_of: Callable[[Finding], str], teller: Callable[[Finding], str] = attrgetter("platform")
) -> dict[str, tuple[str, ...]]:
    """What the findings say, each text once, with the platforms (or what else `teller` names) that say it; findings that say nothing are left out."""
    texts: dict[str, dict[str, None]] = {}
    for finding in findings:
        if text := text_of(finding):
            texts.setdefault(text, {})[teller(finding)] = None
    return {text: tuple(tellers) for text, tellers in texts.items()}
