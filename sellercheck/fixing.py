"""A sheet goes back to its seller, corrected or annotated: `fix`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from sellercheck import columns as column_names
from sellercheck import fixes
from sellercheck.api import check
from sellercheck.beside import beside
from sellercheck.checks._removal import says_enough
from sellercheck.errors import UsageError
from sellercheck.families import did_you_mean
from sellercheck.finding import Finding, Severity
from sellercheck.fixes import FORMULA, Change, Left
from sellercheck.listing import FIELDS, Field, Listing, SheetLayout
from sellercheck.report import Report
from sellercheck.screen import Screen
from sellercheck.sheets import Book, Changes, Grid, file_of, is_read_from, write_book

MOST_STEPS = 60
"""Steps until a listing's edits must have come to rest; a title stuffed with forty names takes about ten."""
BATCH = 1000
"""Listings worked on together."""


@dataclass(slots=True)
class Work:
    """One listing while its edits are made."""

    listing: Listing
    findings: Sequence[Finding]
    start: Listing
    barred: set[tuple[str, ...]]
    """Names of findings whose edits did not hold, and of those set aside."""
    made: dict[fixes.Place, list[Finding]] = field(default_factory=dict)


def settled_changes(
    listings: Iterable[Listing],
    found: Mapping[int, Sequence[Finding]],
    screen: Screen,
    made: frozenset[str],
    aside: Mapping[int, set[tuple[str, ...]]],
) -> Iterator[tuple[list[Change], list[Left]]]:
    """What becomes of each listing that has a fix of a kind in `made`: step by step, until no edit is left to make.

    After each step the edited listings are examined anew. A step that leaves a finding it should have removed, or brings
    up a new one that is no less severe, is taken back. `found` and `aside`: row → the findings in it, and the names of
    those set aside, which nobody wants mended.
    """
    waiting = (work for each in listings if _has_work((work := begun(each, found, aside)).findings, made))
    while works := list(islice(waiting, BATCH)):
        active = works
        for _ in range(MOST_STEPS):
            active = _stepped(active, screen, made)
            if not active:
                break
        for work in works:
            yield outcome(work, made)


def begun(listing: Listing, found: Mapping[int, Sequence[Finding]], aside: Mapping[int, set[tuple[str, ...]]]) -> Work:
    numbers = [row.number for row in listing.rows]
    findings = [finding for number in numbers for finding in found.get(number, ())]
    return Work(listing, findings, listing, {name for number in numbers for name in aside.get(number, ())})


def _has_work(findings: Sequence[Finding], made: frozenset[str]) -> bool:
    return any(fixes.fitting(finding, made) for finding in findings)


def _stepped(works: Sequence[Work], screen: Screen, made: frozenset[str]) -> list[Work]:
    """One step for each; those that changed, or gave up a fix and may try another, come back."""
    tried = [(work, changes) for work in works if (changes := fixes.step(work.findings, made, work.barred))]
    after = [fixes.edited(work.listing, changes) for work, changes in tried]
    for (work, changes), listing, findings in zip(tried, after, screen.examine(after) if after else (), strict=True):
        bad = fixes.worsened(work.findings, findings, changes) | unwelcome(changes)
        if bad:
            work.barred |= bad
            continue
        work.listing, work.findings = listing, findings
        for change in changes:
            work.made.setdefault(change.place, []).extend(change.findings)
    return [work for work, _ in tried]


def unwelcome(changes: Sequence[Change]) -> set[tuple[str, ...]]:
    """Names of findings whose edits would leave a title that says nothing, or begin a cell as a formula begins."""
    bad: set[tuple[str, ...]] = set()
    for change in changes:
        emptied = change.field.name == "title" and not says_enough(change.new) and says_enough(change.field.value)
        formula = change.new[:1] in FORMULA and change.new[:1] != "" and change.field.value[:1] != change.new[:1]
        if emptied or formula:
            bad.update(map(fixes.name, change.findings))
    return bad


def outcome(work: Work, made: frozenset[str]) -> tuple[list[Change], list[Left]]:
    originals = {row.number: row for row in work.start.rows}
    columns = {column.index: column for column in work.start.sheet.columns}
    changes = []
    for row in work.listing.rows:
        for at, value in enumerate(row.values):
            if value != originals[row.number].values[at]:
                column = columns[at]
                cell = Field(column.field or "", originals[row.number].values[at], column, originals[row.number], work.start.sheet)
                changes.append(Change(cell, value, tuple(work.made.get((row.number, at), ()))))
    left = [
        Left(finding.field, "the edit would bring up another finding, or leave nothing to read")
        for finding in work.findings
        if finding.field and fixes.fitting(finding, made) and fixes.name(finding) in work.barred
    ]
    return changes, left


PREFIX = "sellercheck "
"""What the headings of added columns begin with; the reader leaves such columns alone."""
_PLAIN = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "—": "-", "·": "-", "→": "->", "≥": ">="})
"""For the words we add: a file without a byte order mark shows such signs wrong in some spreadsheet programs."""
MOST_TOLD = 12
"""Findings spelt out in one cell; a row with more says how many."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """What `fix` did."""

    before: Report
    after: Report | None
    """Of the copy, checked the same way; None where no copy was written."""
    changes: tuple[Change, ...]
    """Cells that got another text, in sheet order; with `apply="none"` those that would."""
    left: tuple[Left, ...]
    """Fixes that could have been made and were not."""
    notes: tuple[str, ...]
    """What a person should know about the copy, as sentences."""
    path: str | None
    """The copy; None when none was asked for."""


def fix(sheet: str | Path, out: str | Path | None, *, apply: str = "safe", dry_run: bool = False, **options: Any) -> Fixed:
    """Write a corrected copy of one sheet to `out`, check it again and tell what changed.

    `apply`: `safe` makes the edits that keep the meaning, `review` also those a person should look at, `none` makes no
    edit but adds columns with risk, findings and suggested texts. `dry_run` writes nothing; `out` may then be None.
    `options` as for `check`. The sheet itself is never written, and `out` appears whole or not at all.
    Raises UsageError where `out` is the sheet or cannot be written, and whatever `check` raises.
    """
    if apply not in fixes.MADE:
        raise UsageError(f'apply is "{apply}"', did_you_mean(apply, tuple(fixes.MADE)))
    if out is None and not dry_run:
        raise UsageError("fix needs a name for the copy", "Name one with -o, or ask for --dry-run.")
    if out is not None and not dry_run:
        refuse(str(sheet), str(out))
    opened = open_sheet(sheet, options)
    found, aside = by_listing(opened.before)
    changes: list[Change] = []
    left: list[Left] = []
    for its_changes, its_left in settled_changes(opened.listings(), found, opened.screen, fixes.MADE[apply], aside):
        changes += its_changes
        left += its_left
    if dry_run or out is None:
        return Fixed(opened.before, None, tuple(changes), tuple(left), (), None)
    return write(opened, out, changes, left, options, annotate=apply == "none")


@dataclass(frozen=True, slots=True)
class Opened:
    """A sheet that was checked, and how it was read."""

    before: Report
    book: Book
    grid: Grid
    layout: SheetLayout
    screen: Screen

    def listings(self) -> Iterator[Listing]:
        """The sheet's listings, read anew."""
        return (item for item in column_names.read_listings(self.grid, self.layout) if isinstance(item, Listing))


def open_sheet(sheet: str | Path, options: Mapping[str, Any]) -> Opened:
    """Check one sheet with the options of `check`. Raises UsageError for a folder or an archive of several sheets."""
    read: list[tuple[Book, Grid, SheetLayout, Screen]] = []
    if isinstance(sheet, str | Path) and Path(sheet).is_dir():
        raise UsageError(f'"{sheet}" is a folder', "Name one sheet: fix writes one copy at a time.")
    before = check(sheet, seen=lambda *how: read.append(how), **options)
    if len(read) != 1:
        raise UsageError(f'"{sheet}" holds {len(read)} sheets', "Unpack it, and name one sheet: fix writes one copy at a time.")
    return Opened(before, *read[0])


def write(
    opened: Opened, out: str | Path, changes: Sequence[Change], left: Sequence[Left], options: Mapping[str, Any], *, annotate: bool = False,
    decided: bool = False,
) -> Fixed:  # fmt: skip
    """The copy, with these changes or, to `annotate`, with columns that suggest them; checked again with `options`.

    What the copy as a whole shows, such as two listings that are alike now, undoes the changes of their rows, unless somebody
    has `decided` on them.
    """
    changes, left = list(changes), list(left)
    with _beside(Path(out)) as part:
        for last in (decided or annotate, False, True):
            wanted = annotated(opened.before, opened.grid, opened.layout, changes) if annotate else _as_changes(changes)
            with part.open("wb") as stream:
                unwritten, notes = write_book(opened.book, opened.grid, wanted, stream, Path(out).suffix.lower())
                stream.flush()
                os.fsync(stream.fileno())
            after = renamed(check(part, **_again(options, opened.book, out)), str(part), str(out))
            spoilt = () if last else spoiling(opened.before, after, changes)
            if not spoilt:
                break
            left += [Left(change.field, "the edit would make another finding of the whole sheet") for change in spoilt]
            changes = [change for change in changes if change not in spoilt]
        kept = {(each.row, each.column) for each in unwritten}
        left += [Left(change.field, each.reason) for each in unwritten for change in changes if change.place == (each.row, each.column)]
        if any(each.column >= wanted.first_added for each in unwritten) and wanted.added:
            notes = (*notes, "Some rows are wider than the headings or have no cells of their own, and got no columns added.")
    if not annotate:
        changes = [change for change in changes if change.place not in kept]
    return Fixed(opened.before, after, tuple(changes), tuple(left), notes, str(out))


ALIKE = 85
"""Likeness (0-100, of the words whatever their order) from which on an edited text may be what another row's new finding is about."""


def spoiling(before: Report, after: Report, changes: Sequence[Change]) -> tuple[Change, ...]:
    """Changes after which a row has a new finding as grave as what was fixed in it, or another row has one that it had not.

    None where the rows of the copy are not those of the sheet.
    """
    if [(sheet.format, sheet.header_row, sheet.rows) for sheet in before.sheets] != [
        (sheet.format, sheet.header_row, sheet.rows) for sheet in after.sheets
    ]:
        return ()
    was, became = by_listing(before)[0], by_listing(after)[0]
    worst: dict[int, int] = {}
    for change in changes:
        number = change.field.row.number
        worst[number] = max([worst.get(number, 0), *(finding.severity for finding in change.findings)])
    rows: set[int] = set()
    texts: set[str] = set()
    for number, findings in became.items():
        known = fixes.as_grave(was.get(number, ()))
        there = fixes.as_grave(findings)
        for finding in findings:
            each = fixes.name(finding), finding.severity
            if there[each] > known[each] and finding.severity and finding.severity >= worst.get(number, 0):
                rows.add(number)
                texts.update([finding.field.value] if finding.field and number not in worst else ())
    return tuple(change for change in changes if change.field.row.number in rows or (texts and _alike(change.new, texts)))


def _alike(text: str, others: Iterable[str]) -> bool:
    from rapidfuzz import fuzz

    return any(fuzz.token_sort_ratio(text.casefold(), other.casefold()) >= ALIKE for other in others)


def _again(options: Mapping[str, Any], book: Book, out: str | Path) -> dict[str, Any]:
    """The options for checking the copy: a new sheet is UTF-8 with commas whatever the old one was."""
    same = Path(file_of(book.path)).suffix.lower() == Path(out).suffix.lower() or book.format in {"csv", "tsv"}
    return dict(options) if same else {name: value for name, value in options.items() if name not in {"encoding", "delimiter", "worksheet"}}


def by_listing(report: Report) -> tuple[dict[int, list[Finding]], dict[int, set[tuple[str, ...]]]]:
    """Findings by the row they stand in, and the names of those set aside."""
    found: dict[int, list[Finding]] = {}
    for finding in report.row_for_row(report.findings):
        found.setdefault(finding.at.row, []).append(finding)
    aside: dict[int, set[tuple[str, ...]]] = {}
    for finding in report.row_for_row(each.finding for each in report.set_aside):
        aside.setdefault(finding.at.row, set()).add(fixes.name(finding))
    return found, aside


def _as_changes(changes: Sequence[Change]) -> Changes:
    cells: dict[int, dict[int, str]] = {}
    for change in changes:
        row, column = change.place
        cells.setdefault(row, {})[column] = change.new
    return Changes(cells)


def annotated(report: Report, grid: Grid, layout: SheetLayout, suggested: Sequence[Change]) -> Changes:
    """The sheet with columns for risk, findings and suggested texts at its right, and its risky cells marked.

    Columns of an earlier run are filled anew.
    """
    found, _ = by_listing(report)
    proposals: dict[int, dict[str, str]] = {}
    fields = ["title"]
    for change in suggested:
        number, _ = change.place
        proposals.setdefault(number, {}).setdefault(change.field.name, change.new)
        if change.field.name not in fields:
            fields.append(change.field.name)
    headings = [f"{PREFIX}risk", f"{PREFIX}findings", *(f"{PREFIX}suggested {name}" for name in sorted(fields, key=list(FIELDS).index))]
    bare = layout.header_row is None and grid.keys is None
    width = len(layout.columns)
    texts: dict[int, tuple[str, ...]] = {}
    for item in column_names.read_listings(grid, layout):
        if not isinstance(item, Listing):
            continue
        for row in item.rows:
            width = max(width, len(row.values)) if layout.format in {"xlsx", "xlsm", "xls", "ods"} else width
            told = found.get(row.number, ())
            worst = max((finding.severity for finding in told), default=None)
            risk = "none" if worst is None or not worst else str(worst)
            proposed = proposals.get(row.number, {})
            cells = [risk, _told(told), *(proposed.get(heading.removeprefix(f"{PREFIX}suggested "), "") for heading in headings[2:])]
            texts[row.number] = tuple(
                _own_cell(heading, cell, bare, layout.encoding) for heading, cell in zip(headings, cells, strict=True)
            )
    marks: dict[fixes.Place, Severity] = {}
    for finding in report.row_for_row(report.findings):
        if finding.field is not None and finding.severity:
            place = finding.field.row.number, finding.field.column.index
            marks[place] = max(marks.get(place, finding.severity), finding.severity)
    old = {column.header: column.index for column in layout.columns if column.header in headings}
    again = {number: {at: cells[headings.index(heading)] for heading, at in old.items()} for number, cells in texts.items()} if old else {}
    new = [at for at, heading in enumerate(headings) if heading not in old]
    return Changes(
        again, tuple(headings[at] for at in new), width, layout.header_row,
        {number: tuple(cells[at] for at in new) for number, cells in texts.items()} if new else {}, {place: str(worst) for place, worst in marks.items()},
    )  # fmt: skip


def _own_cell(heading: str, text: str, bare: bool, encoding: str | None) -> str:
    """A cell of ours: never a formula; in a sheet without headings it says itself what it is."""
    if not text:
        return ""
    if heading == f"{PREFIX}findings":
        text = text.translate(_PLAIN)
    if encoding:
        text = text.encode(encoding, "replace").decode(encoding)
    if bare:
        return f"{heading}: {text}"
    return f"'{text}" if text[0] in FORMULA else text


def _told(findings: Sequence[Finding]) -> str:
    """What was found in one row, each message once with the platforms that say so, the gravest first."""
    said: dict[tuple[str, str], list[str]] = {}
    for finding in sorted(findings, key=lambda finding: -finding.severity):
        platforms = said.setdefault((f"{finding.severity} {finding.at.cell}", finding.message), [])
        if finding.platform not in platforms:
            platforms.append(finding.platform)
    lines = [f"{where} ({', '.join(platforms)}): {message}" for (where, message), platforms in said.items()]
    more = len(lines) - MOST_TOLD
    return " | ".join(lines[:MOST_TOLD] + ([f"and {more} more"] if more > 0 else []))


def renamed(report: Report, part: str, path: str) -> Report:
    """The report of a copy that was checked before it got its name."""
    sheets = tuple(sheet._replace(path=path if sheet.path == part else sheet.path) for sheet in report.sheets)
    return replace(report, sheets=sheets)


def refuse(sheet: str, out: str) -> None:
    """UsageError when the copy's name is the sheet's own, by whatever path or link, or no file can be made there."""
    target = Path(out)
    if out == "-":
        raise UsageError("the copy cannot go to standard output", "Name a file with -o.")
    if target.is_dir():
        raise UsageError(f'"{out}" is a folder', "Name a file for the copy.")
    if not target.parent.is_dir():
        raise UsageError(f'there is no folder "{target.parent}" for the copy', "Create it first, or name another.")
    if not os.access(target.parent, os.W_OK):
        raise UsageError(f'the folder "{target.parent}" cannot be written to', "Name another folder for the copy.")
    if is_read_from(sheet, target):
        raise UsageError(f'"{out}" is the sheet itself, which is never written over', "Name another file for the copy.")
    if target.exists() and not target.is_file():
        raise UsageError(f'"{out}" is no ordinary file', "Name another file for the copy.")


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """As `beside`, with errors of the disk as UsageError."""
    try:
        with beside(target) as part:
            yield part
    except OSError as error:
        raise UsageError(f'"{target}" cannot be written: {error.strerror or error}', "Name another file for the copy.") from error
