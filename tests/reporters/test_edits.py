"""What suggested edits make of a cell."""

from __future__ import annotations

from reporters import reports

from sellercheck.finding import Edit, Fix
from sellercheck.reporters._edits import best, by_cell, edited


def test_edits_are_made_in_their_order_and_of_two_that_meet_the_first() -> None:
    cell = reports.field("title", "Acmera style bag", 2)
    assert edited([Edit(cell, (13, 16), "case"), Edit(cell, (0, 7), ""), Edit(cell, (5, 12), "x")]) == ("style case", (0, 0))
    assert edited([Edit(cell, (0, 6), "A"), Edit(cell, (6, 12), "")]) == ("A bag", (0, 1))  # side by side is not on each other


def test_edits_of_one_fix_in_several_cells_are_told_cell_by_cell() -> None:
    title, keywords, below = (reports.field(name, "Acmera Acmera bag", row) for name, row in (("title", 2), ("keywords", 2), ("title", 3)))
    edits = tuple(Edit(cell, span, "") for cell, span in ((title, (0, 7)), (keywords, (0, 7)), (below, (0, 7)), (title, (7, 14))))
    cells = by_cell(Fix("Take the name out", "review", edits))
    assert [[(edit.field.at.cell, edit.span) for edit in its] for its in cells] == [
        [("B2", (0, 7)), ("B2", (7, 14))], [("E2", (0, 7))], [("B3", (0, 7))],
    ]  # fmt: skip
    assert [edited(its)[0] for its in cells] == ["bag", "Acmera bag", "Acmera bag"]


def test_the_surest_suggestion_that_changes_a_cell_comes_first() -> None:
    cell = reports.field("title", "Acmera bag", 2)
    fixes = [Fix("Ask somebody", "safe", ()), *(reports.removal(cell, "Acmera ", "", kind, kind) for kind in ("advice", "odd", "review"))]
    finding = reports.mark_finding(cell, "Acmera", fixes=tuple(fixes))
    assert (fix := best(finding)) is not None
    assert fix.title == "review"
    assert best(finding._replace(fixes=(fixes[0],))) is None
