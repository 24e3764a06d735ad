"""All findings of a run with what was used, set aside, skipped and not checked: `Report`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import IntEnum
from itertools import count
from types import MappingProxyType
from typing import Any, NamedTuple, overload

from sellercheck.finding import Context, Finding, Severity
from sellercheck.listing import Field, Location
from sellercheck.mark import ListInfo, Mark

SCHEMA = "sellercheck-report/1"


class ExitStatus(IntEnum):
    """What the command returns to the shell."""

    OK = 0
    """Ran, nothing at or above the threshold."""
    FINDINGS = 1
    """Findings at or above the threshold; they outrank incompleteness."""
    UNUSABLE = 2
    """Usage, settings, pack, list or unreadable sheet."""
    INCOMPLETE = 3
    """Ran, nothing at or above the threshold, but something asked for could not be done."""


class PackInfo(NamedTuple):
    """A rule pack that took part."""

    platform: str
    title: str
    version: date
    rules: int
    """Bound for this run."""
    guessed: bool = False
    """Chosen from the sheet's own columns, not by the user."""
    of: int = 0
    """Rules in the pack; 0 where nobody counted."""
    elsewhere: int = 0
    """Of those, how many apply in other countries than those sold to."""


class SheetInfo(NamedTuple):
    """How one sheet was read."""

    path: str
    format: str
    encoding: str | None
    delimiter: str | None
    worksheet: str | None
    header_row: int | None
    rows: int
    """Data rows that are not blank."""
    listings: int
    sha256: str
    columns: Mapping[str, str]
    """Canonical field → heading; of several columns of one field the first, the others in `more_columns`."""
    unmapped: tuple[str, ...]
    more_columns: Mapping[str, tuple[str, ...]] = {}
    notes: tuple[str, ...] = ()


class SetAside(NamedTuple):
    """A finding that is not counted, and why."""

    finding: Finding
    reason: str
    """authorised, ignored, baseline or below."""
    detail: str = ""


class Skipped(NamedTuple):
    """A row that is no listing or could not be read."""

    at: Location
    reason: str
    fault: bool = False
    """The row could not be read, as against a row that is no listing: the run is incomplete."""


class NotChecked(NamedTuple):
    """Something a reader might think was looked at, and was not."""

    what: str
    why: str


class Likewise(NamedTuple):
    """A further row that a finding stands for, of the same sheet and column."""

    row: int
    listing: str
    """Its id."""


class Exposure(NamedTuple):
    """What findings amount to by a platform's own way of counting."""

    platform: str
    name: str
    """The scale's name in the platform's pack."""
    message: str
    listings: int
    owners: int
    """Different owners of the marks named; 0 where none is."""
    violations: tuple[int, int]
    """Their number as the platform counts, at best and at worst."""
    amount: tuple[float, float] | None
    """Points or money, at best and at worst; None where only violations are counted."""
    over: bool
    """The worst reaches the platform's limit."""
    source_url: str
    source_read: str
    dated: str
    """The date the source gives itself, or `undated`."""


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one run. The same sheets, packs, lists and date give an equal report, whatever engine ran it."""

    findings: tuple[Finding, ...]
    """In the order of the sheets, then row, platform, column, span, rule."""
    today: date
    listings: int
    by_risk: Mapping[str, int]
    """Listings by their worst counted severity: high, medium, low, none (info counts as none)."""
    packs: tuple[PackInfo, ...]
    lists: tuple[ListInfo, ...]
    sheets: tuple[SheetInfo, ...]
    set_aside: tuple[SetAside, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    unanswered: tuple[str, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    notes: tuple[str, ...] = ()
    exposure: tuple[Exposure, ...] = ()
    """By platform, in the order of its pack."""
    language: str = "en"
    """en or zh: the language of the findings' texts."""
    version: str | None = None
    """The version of sellercheck that screened the sheets; None: this one."""
    likewise: Mapping[str, Sequence[Likewise]] = field(default_factory=dict)
    """The id of a finding that stands for a whole column → the other rows."""
    spoken_for: Mapping[str, Sequence[Finding]] = field(default_factory=dict, repr=False, compare=False)
    """The id of a finding that stands for a whole column → those of the other rows. Not part of a saved report."""
    _strands: Strands | None = field(default=None, repr=False, compare=False)

    def noting(self, *notes: str) -> Report:
        """The same report with more notes, before the others."""
        return replace(self, notes=(*notes, *self.notes))

    @property
    def strands(self) -> Strands:
        """The findings by what they have in common; worked out once."""
        found = self._strands
        if found is None or found.findings is not self.findings:
            found = Strands(self.findings, likewise=self.likewise)
            object.__setattr__(self, "_strands", found)
        return found

    @property
    def worst(self) -> Severity | None:
        """The highest severity found; None when nothing was."""
        return max([strand.severity for strand in self.strands], default=None)

    def tally(self) -> dict[str, int]:
        """Findings by severity: high, medium, low, info."""
        counts = dict.fromkeys(sorted(Severity, reverse=True), 0)
        for strand in self.strands:
            counts[strand.severity] += len(strand.numbers)
        return {str(severity): count for severity, count in counts.items()}

    def by_listing(self) -> dict[str, tuple[Finding, ...]]:
        """Findings under the id of their listing, in report order."""
        groups: dict[str, list[Finding]] = {}
        for finding in self.findings:
            groups.setdefault(finding.listing, []).append(finding)
        return {listing: tuple(found) for listing, found in groups.items()}

    def row_for_row(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """These findings of the report, each that stands for a whole column followed by those of the other rows."""
        for finding in findings:
            yield finding
            if isinstance(name := finding.given, str):
                yield from self.spoken_for.get(name, ())

    @property
    def incomplete(self) -> bool:
        """Something asked for could not be done."""
        return bool(self.unanswered) or any(row.fault for row in self.skipped)

    def exit_status(self, fail_on: Severity | None = Severity.HIGH) -> ExitStatus:
        """What the command returns; `fail_on` None means findings never fail a run."""
        if fail_on is not None and self.worst is not None and self.worst >= fail_on:
            return ExitStatus.FINDINGS
        return ExitStatus.INCOMPLETE if self.incomplete else ExitStatus.OK

    def summary(self) -> dict[str, Any]:
        """The counts of the report as plain data."""
        return {
            "listings": self.listings, "by_severity": self.tally(), "by_risk": dict(self.by_risk), "set_aside": len(self.set_aside),
            "skipped": len(self.skipped), "unanswered": len(self.unanswered),
        }  # fmt: skip

    def to_dict(self) -> dict[str, Any]:
        """The report as plain data, by the schema `sellercheck schema report` prints."""
        from sellercheck import __version__

        return {
            "schema": SCHEMA,
            "tool": {"name": "sellercheck", "version": self.version or __version__},
            "today": self.today.isoformat(),
            "language": self.language,
            "platforms": [
                {
                    "platform": pack.platform, "title": pack.title, "version": pack.version.isoformat(), "rules": pack.rules, "guessed": pack.guessed,
                    "of": pack.of or pack.rules, "elsewhere": pack.elsewhere,
                }
                for pack in self.packs
            ],
            "lists": [
                {
                    "name": info.name, "title": info.title, "publisher": info.publisher, "url": info.url, "licence": info.licence,
                    "retrieved": info.retrieved.isoformat(), "entries": info.entries, "sha256": info.sha256,
                    "origin": info.origin, "age_days": info.age_days(self.today),
                }
                for info in self.lists
            ],
            "sheets": [
                {
                    "path": sheet.path, "format": sheet.format, "encoding": sheet.encoding, "delimiter": sheet.delimiter,
                    "worksheet": sheet.worksheet, "header_row": sheet.header_row, "rows": sheet.rows, "listings": sheet.listings,
                    "sha256": sheet.sha256, "columns": dict(sheet.columns), "unmapped": list(sheet.unmapped),
                    "more_columns": {name: list(headers) for name, headers in sheet.more_columns.items()}, "notes": list(sheet.notes),
                }
                for sheet in self.sheets
            ],
            "summary": self.summary(),
            "findings": [finding_dict(finding) for finding in self.findings],
            "set_aside": [
                {"finding": finding_dict(aside.finding), "reason": aside.reason, "detail": aside.detail} for aside in self.set_aside
            ],
            "skipped": [{"location": _place(row.at), "reason": row.reason, "fault": row.fault} for row in self.skipped],
            "unanswered": list(self.unanswered),
            "not_checked": [{"what": item.what, "why": item.why} for item in self.not_checked],
            "notes": list(self.notes),
            "exposure": [
                {
                    "platform": each.platform, "scale": each.name, "message": each.message, "listings": each.listings, "owners": each.owners,
                    "violations": list(each.violations), "amount": list(each.amount) if each.amount else None, "over": each.over,
                    "source": {"url": each.source_url, "read": each.source_read, "dated": each.dated},
                }
                for each in self.exposure
            ],
            "likewise": {name: [{"row": each.row, "listing": each.listing} for each in rows] for name, rows in self.likewise.items()},
            "cells": list(cells(self)),
        }  # fmt: skip

    def everything(self) -> Iterator[Finding]:
        """The findings, then those set aside."""
        yield from self.findings
        for aside in self.set_aside:
            yield aside.finding


class Strands(Sequence["Strand"]):
    """Findings by what they have in common, in the order in which the first of each strand comes.

    NOTE: a long report has hundreds of thousands of findings and a few thousand strands: who counts or sorts findings asks
    these, and looks at a finding where it is shown.
    """

    def __init__(
        self,
        findings: Sequence[Finding],
        apart: Callable[[Finding], Hashable] | None = None,
        likewise: Mapping[str, Sequence[Likewise]] = MappingProxyType({}),
    ) -> None:
        """`apart` may tell apart more of the findings than rule, severity, mark and use do; `likewise`: the report's."""
        self.findings = findings
        self.rows: list[int] = []
        """The row of each finding."""
        self.likewise: defaultdict[Strand, list[tuple[Location, list[int]]]] = defaultdict(list)
        """Where those of a strand stand that stand for further rows, and these rows."""
        found: dict[object, Strand] = {}
        numbers = count()
        sheets: defaultdict[tuple[str, str | None], defaultdict[str, int]] = defaultdict(lambda: defaultdict(numbers.__next__))
        listing, row, last = 0, 0, None
        for number, finding in enumerate(findings):
            context, at = finding.context, finding.at
            kind: object = finding.grounds, finding.severity, id(finding.mark), None if context is None else context.use
            if apart is not None:
                kind = kind, apart(finding)
            if at is not last:  # the next is mostly of the same cell
                last, row, listings = at, at.row, sheets[at.path, at.worksheet]
                listing = listings[finding.listing]
            strand = found.get(kind)
            if strand is None:
                strand = found[kind] = Strand(self, number, listing)
            else:
                strand.numbers.append(number)
                strand.listings.append(listing)
            self.rows.append(row)
            if isinstance(name := finding.given, str) and (others := likewise.get(name)):
                strand.listings += [listings[each.listing] for each in others]
                self.likewise[strand].append((at, [each.row for each in others]))
        self.one_sheet = len(sheets) < 2
        """Whether all of them are of one sheet."""
        self._all = [*found.values()]

    @overload
    def __getitem__(self, at: int) -> Strand: ...
    @overload
    def __getitem__(self, at: slice) -> list[Strand]: ...
    def __getitem__(self, at: int | slice) -> Strand | list[Strand]:
        return self._all[at]

    def __iter__(self) -> Iterator[Strand]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


class Strand:
    """Findings of one rule, severity, mark and use."""

    __slots__ = ("first", "listings", "numbers", "of", "severity")

    def __init__(self, of: Strands, number: int, listing: int) -> None:
        """Of the finding at this place in the report, and of those that are added later."""
        self.of = of
        self.first = first = of.findings[number]
        self.severity = first.severity
        self.numbers = [number]
        """Places of the findings in the report, ascending."""
        self.listings = [listing]
        """The listings that they are of or stand for: the report's, counted from 0."""

    @property
    def findings(self) -> list[Finding]:
        found = self.of.findings
        return [found[number] for number in self.numbers]


def listings_of(strands: Iterable[Strand]) -> set[int]:
    """The listings that findings of these strands are of or stand for, by their numbers in the report."""
    return set().union(*[strand.listings for strand in strands])


def cells(report: Report) -> Iterator[dict[str, Any]]:
    """The whole texts of the cells that findings speak of, each once, as they stand in the report's `cells`."""
    seen: set[object] = set()
    for finding in report.everything():
        for cell in fresh_cells(finding, seen):
            yield {"location": _place(cell.at), "text": cell.value}


def fresh_cells(finding: Finding, seen: set[object]) -> Iterator[Field]:
    """Of the finding's own cell, those its edits change and the supplier's and category's in its row, those not in `seen`; they are added to it."""
    own, fixes = finding.field, finding.fixes
    edits: Sequence[Field] = ()
    if id(fixes) not in seen:  # several platforms share them
        seen.add(id(fixes))
        edits = [edit.field for fix in fixes for edit in fix.edits if edit.field is not own]
    if own is None or id(own) in seen:
        if not edits:
            return
    else:
        seen.add(id(own))
    for cell in (own, *edits, beside(finding, "supplier"), beside(finding, "category")):
        if cell is not None:
            key = (cell.sheet.path, cell.sheet.worksheet, cell.row.number, cell.column.index)
            if key not in seen:
                seen.add(key)
                yield cell


def beside(finding: Finding, name: str) -> Field | None:
    """The first non-blank field of that name in the finding's row; None where there is none, or the finding names no cell."""
    if (own := finding.field) is None:
        return None
    values = own.row.values
    for column in own.sheet.by_field.get(name, ()):
        if column.index < len(values) and (value := values[column.index]) and not value.isspace():
            return Field(name, value, column, own.row, own.sheet)
    return None


def finding_dict(finding: Finding) -> dict[str, Any]:
    """One finding as plain data, as it stands in the report's `findings`."""
    return {
        "id": finding.id, "rule": finding.rule, "check": finding.check, "platform": finding.platform,
        "severity": str(finding.severity), "confidence": str(finding.confidence),
        "message": finding.message, "remedy": finding.remedy, "consequence": finding.consequence,
        "source": {"url": finding.source_url, "read": finding.source_read},
        "listing": finding.listing, "location": _place(finding.at),
        "text": finding.text, "span": list(finding.span) if finding.span else None,
        "mark": mark_dict(finding.mark), "context": context_dict(finding.context),
        "evidence": [{"kind": item.kind, "text": item.text, "source": item.source, "retrieved": item.retrieved} for item in finding.evidence],
        "fixes": [
            {
                "title": fix.title, "applicability": fix.applicability,
                "edits": [
                    {"cell": edit.field.at.cell, "field": edit.field.name, "span": list(edit.span), "old": edit.old, "new": edit.new}
                    for edit in fix.edits
                ],
            }
            for fix in finding.fixes
        ],
    }  # fmt: skip


def mark_dict(mark: Mark | None) -> dict[str, Any] | None:
    return None if mark is None else {
        "text": mark.text, "kind": mark.kind, "owner": mark.owner, "nice_classes": sorted(mark.nice_classes), "territory": mark.territory,
        "status": mark.status, "number": mark.number, "list": mark.list,
    }  # fmt: skip


def context_dict(context: Context | None) -> dict[str, Any] | None:
    return None if context is None else {
        "use": str(context.use), "how": context.how, "class_overlap": context.class_overlap, "authorised": context.authorised,
        "ordinary_word": context.ordinary_word,
    }  # fmt: skip


def _place(at: Location) -> dict[str, Any]:
    """A location's parts by name. `dataclasses.asdict` copies deeply, which takes a long report ten times as long."""
    return {
        "path": at.path,
        "worksheet": at.worksheet,
        "row": at.row,
        "line": at.line,
        "column": at.column,
        "cell": at.cell,
        "field": at.field,
    }
