"""What suggested edits make of a cell."""

from __future__ import annotations

from collections.abc import Sequence

from sellercheck.finding import Edit, Finding, Fix

APPLICABILITY = {"safe": 0, "review": 1, "advice": 2}
"""The order to suggest fixes in."""


def edited(edits: Sequence[Edit]) -> tuple[str, tuple[int, int]]:
    """The cell's text after `edits`, and where in it the first of them stands."""
    if len(edits) == 1:  # nearly always
        field, (start, end), new = edits[0]
        return field.value[:start] + new + field.value[end:], (start, start + len(new))
    ordered = sorted(edits, key=lambda edit: edit.span)
    value = ordered[0].field.value
    pieces, done = [], 0
    for edit in ordered:
        if edit.span[0] < done:
            continue
        pieces += [value[done : edit.span[0]], edit.new]
        done = edit.span[1]
    start = ordered[0].span[0]
    return "".join((*pieces, value[done:])), (start, start + len(ordered[0].new))


def by_cell(fix: Fix) -> list[list[Edit]]:
    """The fix's edits, cell by cell."""
    if len(fix.edits) == 1:
        return [list(fix.edits)]
    cells: dict[tuple[int, int], list[Edit]] = {}
    for edit in fix.edits:
        cells.setdefault((edit.field.row.number, edit.field.column.index), []).append(edit)
    return list(cells.values())


def best(finding: Finding) -> Fix | None:
    """The suggestion to show first; None where there is none that changes a cell."""
    fixes = [fix for fix in finding.fixes if fix.edits]
    return min(fixes, key=lambda fix: APPLICABILITY.get(fix.applicability, 3)) if fixes else None
