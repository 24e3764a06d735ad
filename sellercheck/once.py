"""What a rule would say of one row after the other down a column, said once: `told_once`.

Which rules do so is data of the packs (`once:`); a currency, a picture format, a script is one fault of the column, and
four thousand findings of it hide those that differ.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from sellercheck.finding import Confidence, Examined, Finding, Severity, Use, folded
from sellercheck.messages import Text
from sellercheck.rules.pack import RulePack

FEW = 10
"""Rows: of so many, each is told where the rows' values differ, a cell once where what counts is its mark."""
MORE = Text(" Likewise in {rows_more:,} further rows.", "另有 {rows_more:,} 行情况相同。")
ONE_MORE = Text(" Likewise in one further row.", "另有 1 行情况相同。")
MORE_MARKS = Text(
    " Likewise, of this mark or others, in {rows_more:,} further rows.", "另有 {rows_more:,} 行情况相同（涉及该商标或其他商标）。"
)
NEEDED = frozenset({Use.REFERENCE, Use.COMPATIBILITY, Use.ORDINARY_WORD})
"""Uses in which a listing needs the name: one word of advice on them goes for all marks."""

_USES = {"mention": frozenset({Use.REFERENCE}), "use": NEEDED}
_MARK = "\0"
"""What begins the name that findings share which `use` tells mark by mark."""
_FEW = {"value": 0, "cell": 1, "mark": 1}
"""Rows: of so many, each is told."""


def once_rules(packs: Iterable[RulePack]) -> dict[str, str]:
    """Rule id → `value`, `cell`, `column`, `kind`, `unmendable`, `mark`, `mention` or `use`, of the rules that speak once."""
    return {rule.id: rule.once for pack in packs for rule in pack.rules if rule.once}


class Told(NamedTuple):
    """What is left to tell, and what goes without saying."""

    examined: list[Examined]
    """Listings left without a finding are left out."""
    spoken_for: dict[str, list[Examined]]
    """The id of what stands for a column → the listings whose findings it stands for beside its own, and these."""


def told_once(examined: Sequence[Examined], rules: Mapping[str, str]) -> Told:
    """The first of such findings in each column standing for all, and saying for how many rows.

    By `value`, what was found must be the same, by `cell` the whole cell (and the mark, if it is one), by `mark` the mark; by `column`,
    more than `FEW` rows must have something found, by `kind` of which the same is said; by `unmendable`, so many something that no edit
    but advice is suggested for; by `mention`, so many must only mention the same mark, at low severity or less; by `use`, so many mention
    marks, or say what the goods fit, whichever they be, at the same severity (where fewer do, each cell is told once), or any number
    the same name that may as well be a word. The others are told as they are. The id of what stands for all is the column's: the sheet may
    be sorted, and the first row go.
    """
    columns: dict[tuple[str, str | None, str, str, str, str], list[tuple[int, int]]] = {}
    for number, (_, found) in enumerate(examined) if rules else ():
        for place, finding in enumerate(found):
            by, context = rules.get(finding.grounds.rule), finding.context
            # NOTE: most findings of a long report are of marks, and few of these only mention one.
            if by is None or (by in _USES and (context is None or not (context.use in _USES[by] or _is_doubtful(finding, by)))):
                continue
            if (text := _shared(finding, by)) is None:
                continue
            at = finding.at
            column = at.cell.rstrip("0123456789")
            columns.setdefault((at.path, at.worksheet, column, at.column, finding.grounds.rule, text), []).append((number, place))
    instead: dict[int, dict[int, Finding | None]] = {}
    spoken_for: dict[str, list[Examined]] = {}
    for (path, worksheet, _, heading, rule, text), places in columns.items():
        rows = len({examined[number][1][place].at.row for number, place in places})
        by = "mark" if text.startswith(_MARK) else rules[rule]
        if rows <= _FEW.get(by, FEW):
            if by in _FEW or by == "use":
                for (number, place), *others in _by_cell(places, examined):
                    if others:
                        instead.setdefault(number, {}).update({further: None for _, further in others})
                        listing, found = examined[number]
                        spoken_for[found[place].id] = [(listing, (found[further],)) for _, further in others]
            continue
        for number, place in places:
            instead.setdefault(number, {})[place] = None
        (first, at_first), *others = places
        name = _id(Path(path).name, worksheet or "", heading, rule, text)
        while name in spoken_for:  # five columns are called "Bullet Point", and two folders hold a stock.csv
            name = _id(name)
        instead[first][at_first] = _for_all(name, examined[first][1][at_first], rows - 1, MORE_MARKS if by == "use" else MORE)
        spoken_for[name] = [(examined[number][0], (examined[number][1][place],)) for number, place in others]
    return Told([*_replaced(examined, instead)] if instead else list(examined), spoken_for)


def _shared(finding: Finding, by: str) -> str | None:
    """What findings of one column must share to be told as one; None for a finding that is told as it is."""
    if by in _USES:
        if finding.mark is None or finding.context is None or finding.severity is Severity.HIGH:
            return None
        if by == "use":
            return f"{_MARK}{finding.mark.text}" if finding.context.use not in NEEDED else f"{finding.context.use} {finding.severity}"
        return finding.mark.text if finding.severity <= Severity.LOW else None
    if by == "cell":
        of = finding.mark.text if finding.mark is not None else finding.span
        return f"{of} {finding.field.value}" if finding.field is not None else None
    if by == "kind":
        return finding.message.replace(finding.text, "")
    if by == "mark":
        return finding.mark.text if finding.mark is not None else None
    if by == "unmendable" and any(fix.applicability != "advice" for fix in finding.fixes):
        return None
    return folded(finding.text) if by == "value" else ""


def _is_doubtful(finding: Finding, by: str) -> bool:
    """Whether goods are offered under a name that may as well be another word or, of other classes, another house's.

    By `use`, that is to be looked at once.
    """
    context = finding.context
    return (
        by == "use"
        and finding.severity is Severity.LOW
        and context is not None
        and (context.use is Use.BRAND_GOODS or context.use is Use.THEME)
        and (finding.confidence is Confidence.LOW or context.class_overlap == "no")
    )


def _by_cell(places: Sequence[tuple[int, int]], examined: Sequence[Examined]) -> Iterable[list[tuple[int, int]]]:
    """The places, those of one cell together: a case for a Malibu, a Cruze or a Sail."""
    cells: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for number, place in places:
        cells.setdefault((number, examined[number][1][place].at.cell), []).append((number, place))
    return cells.values()


def _replaced(examined: Sequence[Examined], instead: Mapping[int, Mapping[int, Finding | None]]) -> Iterable[Examined]:
    for before, number in pairwise((-1, *sorted(instead), len(examined))):
        yield from examined[before + 1 : number]
        if number in instead:
            listing, found = examined[number]
            kept = [instead[number].get(place, finding) for place, finding in enumerate(found)]
            if left := tuple([finding for finding in kept if finding is not None]):
                yield listing, left


def _id(*parts: str) -> str:
    """16 hex digits that tell what stands for a column apart from all other findings."""
    return hashlib.sha256("\x1f".join(("column", *parts)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _for_all(name: str, finding: Finding, more: int, tail: Text) -> Finding:
    """The finding by this id, said of so many further rows too."""
    said = (tail if more > 1 else ONE_MORE)[finding.grounds.language].format(rows_more=more) if more else ""
    return Finding.of(
        finding.grounds, name, finding.message + said, finding.remedy, None, finding.severity, finding.confidence, finding.listing,
        finding.field, finding.at, finding.span, finding.mark, finding.context, finding.evidence, finding.fixes,
    )  # fmt: skip
