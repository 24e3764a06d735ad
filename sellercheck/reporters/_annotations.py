"""What a report puts into the seller's own sheet: columns at its right, colours, and what was found in bold."""

from __future__ import annotations

from collections.abc import Iterable

from sellercheck.finding import Edit, Finding, Severity
from sellercheck.fixes import FORMULA, MADE, fitting
from sellercheck.listing import FIELDS, column_letters
from sellercheck.report import SheetInfo
from sellercheck.reporters._edits import edited
from sellercheck.reporters._overview import Overview
from sellercheck.sheets import OWN, Changes, Grid
from sellercheck.sheets._spreadsheetml import MAX_CHARS

MOST_TOLD = 12
"""Findings spelt out in one cell; a row with more says how many."""


def annotated(view: Overview, sheet: SheetInfo, grid: Grid) -> tuple[Changes, int, int]:
    """The sheet's changes, its last row, and how many of its cells hold more than a cell of a workbook takes. Columns of an earlier run are filled anew; a row without findings stays blank."""
    say = view.say
    of_row: dict[int, list[Finding]] = {}
    for finding in view.shown:
        if (finding.at.path, finding.at.worksheet) == (sheet.path, sheet.worksheet):
            of_row.setdefault(finding.at.row, []).append(finding)
    proposals = {number: _suggested(found) for number, found in of_row.items()}
    fields = sorted({"title", *(name for proposed in proposals.values() for name in proposed)}, key=list(FIELDS).index)
    headings = [f"{OWN}{say('column-risk')}", f"{OWN}{say('column-findings')}"]
    headings += [f"{OWN}{say('column-suggested', field=name)}" for name in fields]
    width = last = too_long = 0
    heads: tuple[str, ...] = ()
    for row in grid.rows():
        width, last = max(width, len(row.values)), row.number
        if row.number == sheet.header_row:
            heads = row.values
        too_long += sum(len(text) > MAX_CHARS for text in row.values)
    if grid.keys is not None:
        width, heads = max(width, len(grid.keys)), grid.keys
    old = {heading: heads.index(heading) for heading in headings if heading in heads}
    new = [at for at, heading in enumerate(headings) if heading not in old]
    bare = sheet.header_row is None and grid.keys is None
    again: dict[int, dict[int, str]] = {}
    added: dict[int, tuple[str, ...]] = {}
    for number, found in of_row.items():
        worst = max(finding.severity for finding in found)
        proposed = proposals[number]
        cells = [say(str(worst)), _told(view, found), *(proposed.get(name, "") if name in proposed else "" for name in fields)]
        cells = [own(f"{heading}: {cell}" if bare and cell else cell) for heading, cell in zip(headings, cells, strict=True)]
        if old:
            again[number] = {at: cells[headings.index(heading)] for heading, at in old.items()}
        added[number] = tuple(cells[at] for at in new)
    marks: dict[tuple[int, int], Severity] = {}
    spans: dict[tuple[int, int], tuple[str, set[tuple[int, int]]]] = {}
    for found in of_row.values():
        for finding in found:
            if (field := finding.field) is None:
                continue
            place = field.row.number, field.column.index
            if finding.severity:
                marks[place] = max(marks.get(place, finding.severity), finding.severity)
            if finding.span and finding.span[0] < finding.span[1] and len(field.value) <= MAX_CHARS:
                spans.setdefault(place, (field.value, set()))[1].add(finding.span)
    area = (
        f"A{sheet.header_row}:{column_letters(width + len(new) - 1)}{last}"
        if sheet.header_row is not None and last > sheet.header_row
        else ""
    )
    changes = Changes(
        again, tuple(headings[at] for at in new), width, sheet.header_row, added, {place: str(worst) for place, worst in marks.items()},
        {place: (text, tuple(sorted(its))) for place, (text, its) in spans.items()}, area,
    )  # fmt: skip
    return changes, last, too_long


def own(text: str) -> str:
    """A cell of ours: never a formula, also when somebody saves the worksheet as text."""
    return f"'{text}" if text[:1] in FORMULA and text else text


def _suggested(found: Iterable[Finding]) -> dict[str, str]:
    """Field → the text that the row's suggested edits would leave, the gravest finding's first; edits that meet others are left out."""
    taken: dict[tuple[int, int], list[Edit]] = {}
    for finding in sorted(found, key=lambda finding: -finding.severity):
        fix = fitting(finding, MADE["none"])
        if fix is None or any(_meets(edit, taken.get(_place(edit), ())) for edit in fix.edits):
            continue
        for edit in fix.edits:
            its = taken.setdefault(_place(edit), [])
            if edit not in its:
                its.append(edit)
    texts: dict[str, str] = {}
    for place in sorted(taken):
        texts.setdefault(taken[place][0].field.name, edited(taken[place])[0])
    return texts


def _place(edit: Edit) -> tuple[int, int]:
    return edit.field.row.number, edit.field.column.index


def _meets(edit: Edit, others: Iterable[Edit]) -> bool:
    start, end = edit.span
    return any(
        (other.span, other.new) != (edit.span, edit.new) and (start == other.span[0] or (start < other.span[1] and other.span[0] < end))
        for other in others
    )


def _told(view: Overview, found: Iterable[Finding]) -> str:
    """What was found in one row, each message once with the platforms that say so, the gravest first."""
    said: dict[tuple[Severity, str, str], dict[str, None]] = {}
    for finding in sorted(found, key=lambda finding: -finding.severity):
        said.setdefault((finding.severity, finding.at.cell, finding.message), {})[finding.platform] = None
    lines = [
        view.say("cell-told", severity=view.say(str(severity)), cell=cell or "-", platforms=view.joined(platforms), message=message)
        for (severity, cell, message), platforms in said.items()
    ]
    more = len(lines) - MOST_TOLD
    return " | ".join(lines[:MOST_TOLD] + ([view.say("more-headings", n=more)] if more > 0 else []))
