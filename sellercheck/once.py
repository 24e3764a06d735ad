"""What a rule would say of one row after the other down a column, said once: `told_once`.

Which rules do so is data of the packs (`once:`); a currency, a picture format, a script is one fault of the column, and
four thousand findings of it hide those that differ. A description that the rows of a product's variants share is told once by every
rule, and so is a title, but for what takes each listing down.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, TypeAlias

from sellercheck.finding import MEANT, Confidence, Context, Examined, Finding, Severity, Use, folded
from sellercheck.messages import Text
from sellercheck.rules.pack import RulePack

FEW = 10
"""Rows: of so many, each is told where only a fault of the whole column is told once."""
SHARED = frozenset(("description", "bullets", "keywords"))
"""Fields whose text, the same in several rows, is one text written once: whatever is found in it is told once."""
_FIGURES = re.compile(r"\d+(?:[.,]\d+)*")
MORE = Text(" Likewise in {rows_more:,} further rows.", "另有 {rows_more:,} 行情况相同。")
ONE_MORE = Text(" Likewise in one further row.", "另有 1 行情况相同。")
LOW, HIGH = Severity.LOW, Severity.HIGH


def once_rules(packs: Iterable[RulePack]) -> dict[str, str]:
    """Rule id → how it speaks once (`pack.ONCE`), of the rules that do."""
    return {rule.id: rule.once for pack in packs for rule in pack.rules if rule.once}


class Told(NamedTuple):
    """What is left to tell, and what goes without saying."""

    examined: list[Examined]
    """Listings left without a finding are left out."""
    spoken_for: dict[str, list[Examined]]
    """The id of what stands for a column → the listings whose findings it stands for beside its own, and these. It is its `given_id`."""


def told_once(examined: Sequence[Examined], rules: Mapping[str, str]) -> Told:
    """The first of such findings in each column standing for all, and saying for how many rows.

    By `value`, what was found must be the same, by `cell` the whole cell (and the mark, if it is one), by `mark` the mark; by `column`, more
    than `FEW` rows must have something found, by `form` of which only the figures differ, by `kind` of which the same is said, by
    `unmendable` that no edit but advice is suggested for; by `brand`, so many must only mention the same mark, at low severity or less, or
    name it in the brand column in the same letters, and any number may offer goods under the same name that may as well be a word.
    Whatever the rule, what it says in the same words of the same text is told once: of `SHARED` fields, and of a title below high severity.
    The others are told as they are. The id of what stands for all is the column's: the sheet may be sorted, and the first row go.
    """
    columns, texts, again = _Places(), _Places(), _repeated(examined)
    ways = {rule: _WAYS[way] for rule, way in rules.items()}
    for number, (_, found) in enumerate(examined):
        for place, finding in enumerate(found):
            way = ways.get(finding.grounds.rule)
            if way is not None and (alike := way(finding)) is not None:
                columns.add(finding, alike, (number, place))
            elif again and (alike := _shared(finding, again)) is not None:
                texts.add(finding, alike, (number, place))
    groups: list[tuple[_Key, list[tuple[int, int]]]] = []
    instead: dict[int, dict[int, Finding | None]] = {}
    spoken_for: dict[str, list[Examined]] = {}
    for key, places in columns.items():
        alike = key[-1]
        if len({examined[number][1][place].at.row for number, place in places}) > alike.few:
            groups.append((key, places))
            continue
        for (number, place), *others in _cell_by_cell(places, examined) if alike.in_a_cell else ([each] for each in places):
            listing, found = examined[number]
            if others:
                stands = found[place]._replace(id=found[place].id)
                instead.setdefault(number, {}).update({place: stands, **{further: None for _, further in others}})
                spoken_for[stands.id] = [(listing, (found[further],)) for _, further in others]
            elif (shared := _shared(found[place], again)) is not None:
                texts.add(found[place], shared, (number, place))
    groups += [(key, each) for key, places in texts.items() for each in _in_the_same_words(examined, places)]
    for (path, worksheet, _, heading, rule, alike), places in groups:
        for number, place in places:
            instead.setdefault(number, {})[place] = None
        (first, at_first), *others = places
        name = _id(Path(path).name, worksheet or "", heading, rule, *alike.what)
        while name in spoken_for:  # five columns are called "Bullet Point", and two folders hold a stock.csv
            name = _id(name)
        more = len({examined[number][1][place].at.row for number, place in places}) - 1
        instead[first][at_first] = _for_all(name, examined[first][1][at_first], more)
        spoken_for[name] = [(examined[number][0], (examined[number][1][place],)) for number, place in others]
    return Told([*_replaced(examined, instead)] if instead else list(examined), spoken_for)


class _Alike(NamedTuple):
    """What findings of one column share that are told as one."""

    what: tuple[str, ...]
    few: int = FEW
    """Of so many rows, each is told."""
    in_a_cell: bool = False
    """Where they are so few, those of one cell are still told as one."""


_Key: TypeAlias = tuple[str, str | None, str, str, str, _Alike]
"""File, worksheet, column's letters, heading, rule, and what the findings share."""


class _Places(dict[_Key, list[tuple[int, int]]]):
    """Numbers of listings and of findings in them, by column and by what they share."""

    def add(self, finding: Finding, alike: _Alike, at: tuple[int, int]) -> None:
        where = finding.at
        self.setdefault(
            (where.path, where.worksheet, where.cell.rstrip("0123456789"), where.column, finding.grounds.rule, alike), []
        ).append(at)


def _by_value(finding: Finding) -> _Alike:
    return _Alike((folded(finding.text),), 0)


def _by_cell(finding: Finding) -> _Alike | None:
    field, mark = finding.field, finding.mark
    return None if field is None else _Alike((str(finding.span) if mark is None else mark.text, field.value), 1, in_a_cell=True)


def _by_mark(finding: Finding) -> _Alike | None:
    return None if finding.mark is None else _Alike((finding.mark.text,), 1, in_a_cell=True)


def _by_column(_: Finding) -> _Alike:
    return _Alike(("",))


def _by_form(finding: Finding) -> _Alike:
    return _Alike((_FIGURES.sub("0", finding.text.casefold()),))


def _by_kind(finding: Finding) -> _Alike:
    return _Alike((finding.message.replace(finding.text, ""),))


def _by_want_of_edits(finding: Finding) -> _Alike | None:
    return None if any(fix.applicability != "advice" for fix in finding.fixes) else _Alike(("",))


def _by_brand(finding: Finding) -> _Alike | None:
    mark, context, field = finding.mark, finding.context, finding.field
    if mark is None or context is None:
        return None
    if _is_doubtful(finding, context):
        return _Alike((mark.text, "perhaps"), 1, in_a_cell=True)
    if context.use is Use.REFERENCE and finding.severity <= LOW:
        return _Alike((mark.text,))
    alone = field is not None and field.name == "brand" and finding.text == field.value.strip()
    return _Alike((mark.text, finding.text, str(finding.severity))) if alone else None


_WAYS: Mapping[str, Callable[[Finding], _Alike | None]] = {
    "value": _by_value, "cell": _by_cell, "mark": _by_mark, "column": _by_column, "form": _by_form, "kind": _by_kind,
    "unmendable": _by_want_of_edits, "brand": _by_brand,
}  # fmt: skip
"""By `pack.ONCE`: what findings of one column must share to be told as one; None for a finding that is told as it is."""


def _is_doubtful(finding: Finding, context: Context) -> bool:
    """Whether goods are offered under a name that may as well be another word or, of other classes, another house's: that is looked at once."""
    unsure = finding.confidence is Confidence.LOW or context.class_overlap == "no"
    return unsure and finding.severity is LOW and context.use in MEANT


def _repeated(examined: Iterable[Examined]) -> set[str]:
    """The texts in which something was found in more than one listing."""
    once: set[str] = set()
    again: set[str] = set()
    for _, found in examined:
        # NOTE: findings of one cell hold one field, and most cells of a long report stand alone.
        for field in {id(finding.field): finding.field for finding in found}.values():
            if field is not None:
                (again if field.value in once else once).add(field.value)
    return again


def _shared(finding: Finding, again: Container[str]) -> _Alike | None:
    """The text that a finding is told of once, and where in it; None for a finding that is told in every row."""
    field = finding.field
    if field is None or field.value not in again or (field.name not in SHARED and (field.name != "title" or finding.severity is HIGH)):
        return None
    return _Alike((field.value, str(finding.span), finding.mark.text if finding.mark is not None else ""))


def _in_the_same_words(examined: Sequence[Examined], places: Sequence[tuple[int, int]]) -> Iterable[list[tuple[int, int]]]:
    """Places of several rows' findings whose message is the same: that of a rule which compares rows names another row each time."""
    by_message: dict[str, list[tuple[int, int]]] = {}
    for number, place in places if len(places) > 1 else ():
        by_message.setdefault(examined[number][1][place].message, []).append((number, place))
    return [each for each in by_message.values() if len({examined[number][1][place].at.row for number, place in each}) > 1]


def _cell_by_cell(places: Sequence[tuple[int, int]], examined: Sequence[Examined]) -> Iterable[list[tuple[int, int]]]:
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


def _for_all(name: str, finding: Finding, more: int) -> Finding:
    """The finding by this id, said of so many further rows too."""
    said = (MORE if more > 1 else ONE_MORE)[finding.grounds.language].format(rows_more=more) if more else ""
    return Finding.of(
        finding.grounds, name, finding.message + said, finding.remedy, None, finding.severity, finding.confidence, finding.listing,
        finding.field, finding.at, finding.span, finding.mark, finding.context, finding.evidence, finding.fixes,
    )  # fmt: skip
