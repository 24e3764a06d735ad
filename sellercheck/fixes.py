"""Which suggested edits are made, and in which order: never two on the same letters.

A finding may carry several fixes; the first that may be made counts. One `step` makes what can be made at once; what
touches the same letters, or builds on the result, waits for the findings of the edited text.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sellercheck import wording
from sellercheck.finding import Edit, Finding, Fix, Severity, Use
from sellercheck.listing import Field, Listing, Row
from sellercheck.text import key

MADE: Mapping[str, frozenset[str]] = {
    "none": frozenset({"safe", "review"}),
    "safe": frozenset({"safe"}),
    "review": frozenset({"safe", "review"}),
}
"""What `--apply` makes; with `none` the edits become suggestions beside the cells and no cell changes."""

APPLICABILITY = {
    "safe": {
        "en": "the meaning stays and the rule is met; `fix` makes it unless told not to",
        "zh": "含义不变且符合规则；`fix` 默认直接修改",
    },
    "review": {
        "en": "right in most listings, but it takes words away or puts others in; read it, or let `fix --apply review` make it",
        "zh": "多数情况下合适，但会增删词语；请先查看，或用 `fix --apply review` 修改",
    },
    "advice": {
        "en": "shows a direction only; the seller writes the text, and `fix` never makes it",
        "zh": "仅供参考，由卖家自行撰写，`fix` 不会修改",
    },
}
"""The three kinds of fix in words."""

FORMULA = "=+-@\t\r"
"""What a cell must not begin with where a spreadsheet would take it for a formula (OWASP, CSV Injection)."""

_FIRST, _LAST = 0, 9
_TURN = {
    "characters": _FIRST, "html": _FIRST, "number": _FIRST, "gtin": _FIRST,
    "contact": 1, "pattern": 1, "cell-value": 1,
    "genericised-mark": 2, "mark-use": 2,
    "forbidden-term": 3,
    "compatibility-form": 4,
    "repeated-word": 5, "item-count": 6,
    "capitals": 7,
    "length": _LAST,
}  # fmt: skip
"""Clean the text, take words out, put others in, and only then count what is left: an edit that comes late sees what the
early ones left."""

_ONE_A_CELL = frozenset({"characters", "html", "capitals", "length", "number", "item-count", "cell-value"})
"""Checks with one finding for a whole cell: the words it shows are the first of many."""

_NAMES_GOODS = frozenset({Use.BRAND_GOODS, Use.IMITATION, Use.DISGUISED, Use.THEME, Use.KEYWORD_STUFFING})

Place = tuple[int, int]
"""Number of the row and 0-based index of the column."""
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that gets another text."""

    field: Field
    """The cell as it was read."""
    new: str
    """Its whole text afterwards."""
    findings: tuple[Finding, ...]
    """Those whose fixes it makes."""

    @property
    def place(self) -> Place:
        return self.field.row.number, self.field.column.index


@dataclass(frozen=True, slots=True)
class Left:
    """A fix that could have been made and was not."""

    field: Field
    reason: str
    """Lower case, no full stop."""


def fitting(finding: Finding, made: Collection[str]) -> Fix | None:
    """The first fix of the finding that may be made; None when none may."""
    for fix in finding.fixes:
        if fix.applicability in made and fix.edits:
            return fix
    return None


@functools.cache
def _likening() -> frozenset[str]:
    """Wording of replicas and imitations, folded. Taken out alone it would turn "replica Rolex" into "Rolex": the name goes
    first, or both stay.
    """
    from sellercheck.lists import cues

    return frozenset(key(cue.term) for cue in cues() if cue.kind in {"counterfeit", "imitation"})


def name(finding: Finding) -> tuple[str, ...]:
    """What stays the same of a finding when its row's text changes: rule, column, mark, the words folded.

    The finding's id will not do: in a sheet without SKUs it changes with any word of the row.
    """
    column = str(finding.field.column.index) if finding.field else finding.at.field
    words = "" if finding.check in _ONE_A_CELL else key(finding.text)
    return finding.rule, column, finding.mark.text if finding.mark else "", words


def step(findings: Iterable[Finding], made: Collection[str], barred: Collection[tuple[str, ...]] = ()) -> list[Change]:
    """The changes of cells that can be made now, in the order of the findings; `barred` names findings to leave alone."""
    findings = tuple(findings)
    named = {
        (finding.at.row, finding.at.cell)
        for finding in findings
        if finding.mark and finding.context and finding.context.use in _NAMES_GOODS
    }
    cells: dict[tuple[str, int, int], list[tuple[Finding, Fix]]] = {}
    for finding in findings:
        fix = fitting(finding, made)
        if fix is None or finding.field is None or name(finding) in barred:
            continue
        if finding.check == "forbidden-term" and (finding.at.row, finding.at.cell) in named and key(finding.text) in _likening():
            continue
        field = finding.field
        if all(edit.field.row is field.row and edit.field.column is field.column for edit in fix.edits):
            cells.setdefault((field.sheet.path, field.row.number, field.column.index), []).append((finding, fix))
    changes = []
    for wishes in cells.values():
        first = min(_TURN.get(finding.check, _LAST) for finding, _ in wishes)
        if change := _change([(finding, fix) for finding, fix in wishes if _TURN.get(finding.check, _LAST) == first]):
            changes.append(change)
    return changes


def _change(wishes: Sequence[tuple[Finding, Fix]]) -> Change | None:
    """One cell's change by fixes whose turn it is."""
    field = wishes[0][1].edits[0].field
    text = field.value
    removed = [finding.span for finding, fix in wishes if finding.span and _is_removal(finding.span, fix, text)]
    taken: list[tuple[Span, str]] = list(wording.removals(text, removed)) if removed else []
    done = [finding for finding, fix in wishes if finding.span and _is_removal(finding.span, fix, text)]
    for finding, fix in sorted(wishes, key=lambda wish: (-wish[0].severity, wish[1].edits[0].span)):
        if finding in done:
            continue
        edits = [(edit.span, edit.new) for edit in fix.edits]
        if all(edit in taken for edit in edits) or not any(_meet(one, other) for one, _ in edits for other, _ in taken):
            taken += [edit for edit in edits if edit not in taken]
            done.append(finding)
    new = wording.applied(text, taken)
    if field.name == "title":
        new = wording.capitalised_like(text, new)
    return Change(field, new, tuple(done)) if new != text else None


def _is_removal(span: Span, fix: Fix, text: str) -> bool:
    """Whether the fix takes out the words found and nothing else: such fixes of one cell can be worked out together."""
    return len(fix.edits) == 1 and wording.removal(text, span) == (fix.edits[0].span, fix.edits[0].new)


def _meet(one: Span, other: Span) -> bool:
    """Whether two edits share letters, or stand next to each other: the second is worked out anew when the first is made."""
    return one[0] <= other[1] + 1 and other[0] <= one[1] + 1


def edited(listing: Listing, changes: Iterable[Change]) -> Listing:
    """The listing after changes of its cells. It keeps its id, also where that is made of its text."""
    by_row: dict[int, dict[int, str]] = {}
    for change in changes:
        number, column = change.place
        by_row.setdefault(number, {})[column] = change.new
    rows = []
    for row in listing.rows:
        cells = by_row.get(row.number)
        values = tuple(cells.get(at, value) for at, value in enumerate(row.values)) if cells else row.values
        rows.append(Row(row.number, row.line, values))
    return listing._replace(rows=tuple(rows))


def worsened(before: Sequence[Finding], after: Sequence[Finding], changes: Sequence[Change]) -> set[tuple[str, ...]]:
    """Names of fixed findings that are still there, or whose edits brought up a new one no less severe, or made one so.

    `before` and `after` are the findings of one listing. Empty when the changes did what they promise.
    """
    known, there = Counter(map(name, before)), Counter(map(name, after))
    fixed = Counter(name(finding) for change in changes for finding in change.findings)
    bad = {each for each, count in fixed.items() if there[each] > known[each] - count}
    known_as_grave, there_as_grave = as_grave(before), as_grave(after)
    for finding in after:
        if there_as_grave[name(finding), finding.severity] <= known_as_grave[name(finding), finding.severity]:
            continue
        here = [change for change in changes if finding.field and finding.field.column.index == change.field.column.index]
        for change in here or changes:
            if finding.severity >= max(each.severity for each in change.findings):
                bad.update(map(name, change.findings))
    return bad


def as_grave(findings: Sequence[Finding]) -> Counter[tuple[tuple[str, ...], Severity]]:
    """How many findings of each name there are of each severity or above."""
    return Counter((name(finding), severity) for finding in findings for severity in Severity if severity <= finding.severity)


def whole(change: Change, original: Field) -> Edit:
    """The change as one edit of the cell as it was first read: the letters that differ, and no others."""
    old, new = original.value, change.new
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return Edit(original, (start, len(old) - end), new[start : len(new) - end])
