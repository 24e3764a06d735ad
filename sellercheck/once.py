"""What a rule would say of one row after the other down a column, said once: `told_once`.

Which rules do so is data of the packs (`once:`); a currency, a picture format, a script is one fault of the column, and
four thousand findings of it hide those that differ. A description that the rows of a product's variants share is told once by every
rule, and so is what counts little in a title they share.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, TypeAlias

from sellercheck.finding import Confidence, Context, Examined, Finding, Severity, Use, folded
from sellercheck.messages import Text
from sellercheck.rules.pack import RulePack

FEW = 10
"""Rows: of so many, each is told where the rows' values differ, a cell once where what counts is its mark."""
SHARED = frozenset(("description", "bullets", "keywords"))
"""Fields whose text, the same in several rows, is one text written once: whatever is found in it is told once."""
_FIGURES = re.compile(r"\d+(?:[.,]\d+)*")
MORE = Text(" Likewise in {rows_more:,} further rows.", "另有 {rows_more:,} 行情况相同。")
ONE_MORE = Text(" Likewise in one further row.", "另有 1 行情况相同。")
MORE_MARKS = Text(
    " Likewise, of this mark or others, in {rows_more:,} further rows.", "另有 {rows_more:,} 行情况相同（涉及该商标或其他商标）。"
)
NEEDED = frozenset({Use.REFERENCE, Use.COMPATIBILITY, Use.ORDINARY_WORD})
"""Uses in which a listing needs the name: one word of advice on them goes for all marks."""
_DOUBTFUL = "doubtful"
"""What begins what findings share of a name that may as well be a word: any number of them is told once."""
LOW = Severity.LOW
_FEW = {"value": 0, "cell": 1, "mark": 1}
"""Rows: of so many, each is told, by these ways to speak once; by the others, `FEW`."""


def once_rules(packs: Iterable[RulePack]) -> dict[str, str]:
    """Rule id → how it speaks once (`pack.ONCE`), of the rules that do."""
    return {rule.id: rule.once for pack in packs for rule in pack.rules if rule.once}


class Told(NamedTuple):
    """What is left to tell, and what goes without saying."""

    examined: list[Examined]
    """Listings left without a finding are left out."""
    spoken_for: dict[str, list[Examined]]
    """The id of what stands for a column → the listings whose findings it stands for beside its own, and these."""


def told_once(examined: Sequence[Examined], rules: Mapping[str, str]) -> Told:
    """The first of such findings in each column standing for all, and saying for how many rows.

    By `value`, what was found must be the same, by `cell` the whole cell (and the mark, if it is one), by `mark` the mark; by `column`, more
    than `FEW` rows must have something found, by `form` of which only the figures differ, by `kind` of which the same is said, by
    `unmendable` that no edit but advice is suggested for; by `mention`, so many must only mention the same mark, at low severity or less,
    by `brand` also name it in the brand column in the same letters; by `use`, so many mention marks, or say what the goods fit, whichever
    they be, at the same severity (where fewer do, each cell is told once); by both, any number may have the same name that may as well be
    a word. Whatever the rule, what it says in the same words of the same
    text is told once: of `SHARED` fields, and of a title at low severity or less. The others are told as they are. The id of what stands
    for all is the column's: the sheet may be sorted, and the first row go.
    """
    columns, texts, speaks, as_it_is = _Places(), _Places(), rules.get, (None, "brand", "mention")
    for number, (_, found) in enumerate(examined):
        for place, finding in enumerate(found):
            by = speaks(finding.grounds.rule)
            # NOTE: most findings of a long report are of marks in titles, and told as they are.
            if finding.severity > LOW and by in as_it_is and finding.at.field == "title":
                continue
            if by is not None and (alike := _alike(finding, by)) is not None:
                columns.add(finding, alike, (number, place))
            elif (alike := _shared(finding)) is not None:
                texts.add(finding, alike, (number, place))
    groups: list[tuple[_Key, list[tuple[int, int]]]] = []
    instead: dict[int, dict[int, Finding | None]] = {}
    spoken_for: dict[str, list[Examined]] = {}
    for key, places in columns.items():
        by = "mark" if key[5][0] == _DOUBTFUL else rules[key[4]]
        if len({examined[number][1][place].at.row for number, place in places}) > _FEW.get(by, FEW):
            groups.append((key, places))
            continue
        for (number, place), *others in _by_cell(places, examined) if by in _FEW or by == "use" else ([each] for each in places):
            listing, found = examined[number]
            if others:
                instead.setdefault(number, {}).update({further: None for _, further in others})
                spoken_for[found[place].id] = [(listing, (found[further],)) for _, further in others]
            elif (alike := _shared(found[place])) is not None:
                texts.add(found[place], alike, (number, place))
    groups += [(key, each) for key, places in texts.items() for each in _in_the_same_words(examined, places)]
    for (path, worksheet, _, heading, rule, alike), places in groups:
        for number, place in places:
            instead.setdefault(number, {})[place] = None
        (first, at_first), *others = places
        name = _id(Path(path).name, worksheet or "", heading, rule, *alike)
        while name in spoken_for:  # five columns are called "Bullet Point", and two folders hold a stock.csv
            name = _id(name)
        more = len({examined[number][1][place].at.row for number, place in places}) - 1
        tail = MORE_MARKS if rules.get(rule) == "use" and len(alike) == 1 else MORE
        instead[first][at_first] = _for_all(name, examined[first][1][at_first], more, tail)
        spoken_for[name] = [(examined[number][0], (examined[number][1][place],)) for number, place in others]
    return Told([*_replaced(examined, instead)] if instead else list(examined), spoken_for)


_Key: TypeAlias = tuple[str, str | None, str, str, str, tuple[str, ...]]
"""File, worksheet, column's letters, heading, rule, and what the findings share."""


class _Places(dict[_Key, list[tuple[int, int]]]):
    """Numbers of listings and of findings in them, by column and by what they share."""

    def add(self, finding: Finding, alike: tuple[str, ...], at: tuple[int, int]) -> None:
        where = finding.at
        self.setdefault(
            (where.path, where.worksheet, where.cell.rstrip("0123456789"), where.column, finding.grounds.rule, alike), []
        ).append(at)


def _alike(finding: Finding, by: str) -> tuple[str, ...] | None:
    """What findings of one column must share to be told as one by their rule; None for a finding that is told as it is."""
    mark, context = finding.mark, finding.context
    if by in {"mention", "brand", "use"}:
        if mark is None or context is None:
            return None
        if by != "mention" and _is_doubtful(finding, context):
            return _DOUBTFUL, mark.text
        if by == "use":
            return (f"{context.use} {finding.severity}",) if context.use in NEEDED and finding.severity is not Severity.HIGH else None
        if context.use is Use.REFERENCE and finding.severity <= LOW:
            return (mark.text,)
        alone = by == "brand" and finding.at.field == "brand" and finding.field is not None and finding.text == finding.field.value.strip()
        return (mark.text, finding.text, str(finding.severity)) if alone else None
    if by == "cell":
        return (str(finding.span) if mark is None else mark.text, finding.field.value) if finding.field is not None else None
    if by == "kind":
        return (finding.message.replace(finding.text, ""),)
    if by == "mark":
        return None if mark is None else (mark.text,)
    if by == "unmendable" and any(fix.applicability != "advice" for fix in finding.fixes):
        return None
    if by == "value":
        return (folded(finding.text),)
    return (_FIGURES.sub("0", finding.text.casefold()) if by == "form" else "",)


def _is_doubtful(finding: Finding, context: Context) -> bool:
    """Whether goods are offered under a name that may as well be another word or, of other classes, another house's."""
    return (
        finding.severity is LOW
        and (context.use is Use.BRAND_GOODS or context.use is Use.THEME)
        and (finding.confidence is Confidence.LOW or context.class_overlap == "no")
    )


def _shared(finding: Finding) -> tuple[str, ...] | None:
    """The text that a finding is told of once, and where in it; None for a finding that is told in every row."""
    if (field := finding.field) is None or (finding.at.field not in SHARED and (finding.at.field != "title" or finding.severity > LOW)):
        return None
    return field.value, str(finding.span), finding.mark.text if finding.mark is not None else ""


def _in_the_same_words(examined: Sequence[Examined], places: Sequence[tuple[int, int]]) -> Iterable[list[tuple[int, int]]]:
    """Places of several rows' findings whose message is the same: that of a rule which compares rows names another row each time."""
    by_message: dict[str, list[tuple[int, int]]] = {}
    for number, place in places if len(places) > 1 else ():
        by_message.setdefault(examined[number][1][place].message, []).append((number, place))
    return [each for each in by_message.values() if len({examined[number][1][place].at.row for number, place in each}) > 1]


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
