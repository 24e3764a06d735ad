"""What a rule would say of one row after the other down a column, said once: `told_once`.

Which rules do so is data of the packs (`once:`); a currency, a picture format, a script is one fault of the column, and
four thousand findings of it hide those that differ. A description that the rows of a product's variants share is told once by every
rule, and so is a title, but for what takes each listing down.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, TypeAlias

from sellercheck.finding import MEANT, Confidence, Context, Examined, Finding, Severity, Use, folded
from sellercheck.listing import Field, Listing, Location
from sellercheck.messages import Text
from sellercheck.rules.pack import RulePack

FEW = 10
"""Rows: of so many, each is told where only a fault of the whole column is told once."""
SHARED = frozenset(("description", "bullets", "keywords"))
"""Fields whose text, the same in several rows, is one text written once: whatever is found in it is told once."""
_FIGURES = re.compile(r"\d+(?:[.,]\d+)*")
MORE = Text(" Likewise in {rows_more:,} further rows.", "另有 {rows_more:,} 行情况相同。")
ONE_MORE = Text(" Likewise in one further row.", "另有 1 行情况相同。")
LOW, HIGH, UNSURE, MENTIONED = Severity.LOW, Severity.HIGH, Confidence.LOW, Use.REFERENCE
"""Asked of every finding: by its name in the enum each takes ten times as long, up to Python 3.11."""


def once_rules(packs: Iterable[RulePack]) -> dict[str, str]:
    """Rule id → how it speaks once (`pack.ONCE`), of the rules that do."""
    return {rule.id: rule.once for pack in packs for rule in pack.rules if rule.once}


class Told(NamedTuple):
    """What is left to tell, and what goes without saying."""

    examined: list[Examined]
    """Listings left without a finding are left out."""
    spoken_for: dict[str, list[tuple[Listing, Finding]]]
    """The id of what stands for a column, which it was given → the findings that it stands for beside itself."""
    stands_at: dict[str, int]
    """The row of what stands for them."""


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
    cell, is_again = None, False
    for number, (_, found) in enumerate(examined):
        for place, finding in enumerate(found):
            way = ways.get(finding.grounds.rule)
            if way is not None and (alike := way(finding)) is not None:
                columns.add(alike, (number, place, finding))
                continue
            if finding.field is not cell:  # the next is mostly of the same cell
                cell = finding.field
                is_again = cell is not None and cell.value in again
            if is_again and (alike := _shared(finding, again)) is not None:
                texts.add(alike, (number, place, finding))
    groups: list[tuple[_Key, list[_Place]]] = []
    instead: defaultdict[int, dict[int, Finding | None]] = defaultdict(dict)
    spoken_for: dict[str, list[tuple[Listing, Finding]]] = {}
    stands_at: dict[str, int] = {}
    for key, places in columns.items():
        alike = key[-1]
        if len(places) > alike.few and _rows(places) > alike.few:
            groups.append((key, places))
            continue
        for (number, place, finding), *others in _cell_by_cell(places) if alike.in_a_cell else ([each] for each in places):
            if others:
                name = finding.id
                instead[number].update({place: finding._replace(id=name), **{further: None for _, further, _ in others}})
                spoken_for[name], stands_at[name] = [(examined[number][0], each) for _, _, each in others], finding.at.row
            elif again and (shared := _shared(finding, again)) is not None:
                texts.add(shared, (number, place, finding))
    groups += [(key, each) for key, places in texts.items() for each in _in_the_same_words(places)]
    for ((path, worksheet, _, heading), rule, alike), places in groups:
        for number, place, _ in places:
            instead[number][place] = None
        (first, at_first, stands), *others = places
        name = _id(Path(path).name, worksheet or "", heading, rule, *alike.what)
        while name in spoken_for:  # five columns are called "Bullet Point", and two folders hold a stock.csv
            name = _id(name)
        instead[first][at_first] = _for_all(name, stands, _rows(places) - 1)
        spoken_for[name], stands_at[name] = [(examined[number][0], each) for number, _, each in others], stands.at.row
    return Told([*_replaced(examined, instead)] if instead else list(examined), spoken_for, stands_at)


class _Alike(NamedTuple):
    """What findings of one column share that are told as one."""

    what: tuple[str, ...]
    few: int = FEW
    """Of so many rows, each is told."""
    in_a_cell: bool = False
    """Where they are so few, those of one cell are still told as one."""


_Column: TypeAlias = tuple[str, str | None, str, str]
"""File, worksheet, column's letters, heading."""
_Key: TypeAlias = tuple[_Column, str, _Alike]
"""Column, rule, and what the findings share."""
_Place: TypeAlias = tuple[int, int, Finding]
"""A finding after the number of its listing and its own in that."""


class _Places(dict[_Key, list[_Place]]):
    """Findings by column and by what they share."""

    _at: Location | None = None
    _column: _Column

    def add(self, alike: _Alike, place: _Place) -> None:
        finding = place[2]
        if (at := finding.at) is not self._at:  # the next is mostly of the same cell
            self._at, self._column = at, (at.path, at.worksheet, at.cell.rstrip("0123456789"), at.column)
        self.setdefault((self._column, finding.grounds.rule, alike), []).append(place)


def _rows(places: Iterable[_Place]) -> int:
    return len({finding.at.row for _, _, finding in places})


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
    if (severity := finding.severity) <= LOW:
        if severity is LOW and _is_doubtful(finding, context):
            return _perhaps(mark.text)
        if context.use is MENTIONED:
            return _mentioned(mark.text)
    if field is None or field.name != "brand" or finding.text != field.value.strip():
        return None
    return _Alike((mark.text, finding.text, str(finding.severity)))


# NOTE: three of four listings name a mark that many others name.
@lru_cache(1 << 12)
def _perhaps(mark: str) -> _Alike:
    return _Alike((mark, "perhaps"), 1, in_a_cell=True)


@lru_cache(1 << 12)
def _mentioned(mark: str) -> _Alike:
    return _Alike((mark,))


_WAYS: Mapping[str, Callable[[Finding], _Alike | None]] = {
    "value": _by_value, "cell": _by_cell, "mark": _by_mark, "column": _by_column, "form": _by_form, "kind": _by_kind,
    "unmendable": _by_want_of_edits, "brand": _by_brand,
}  # fmt: skip
"""By `pack.ONCE`: what findings of one column must share to be told as one; None for a finding that is told as it is."""


def _is_doubtful(finding: Finding, context: Context) -> bool:
    """Whether goods are offered under a name that may as well be another word or, of other classes, another house's: that, told at low
    severity, is looked at once."""
    return context.use in MEANT and (finding.confidence is UNSURE or context.class_overlap == "no")


def _repeated(examined: Iterable[Examined]) -> set[str]:
    """The texts of more than one cell in which something was found."""
    known: dict[str, Field] = {}
    again: set[str] = set()
    cell = None
    for _, found in examined:
        for finding in found:
            if finding.field is not cell:  # findings of one cell hold one field, and mostly follow one another
                cell = finding.field
                if cell is not None and known.setdefault(cell.value, cell) is not cell:
                    again.add(cell.value)
    return again


def _shared(finding: Finding, again: Container[str]) -> _Alike | None:
    """The text that a finding is told of once, and where in it; None for a finding that is told in every row."""
    field = finding.field
    if field is None or field.value not in again or (field.name not in SHARED and (field.name != "title" or finding.severity is HIGH)):
        return None
    return _Alike((field.value, str(finding.span), finding.mark.text if finding.mark is not None else ""))


def _in_the_same_words(places: Sequence[_Place]) -> Iterable[list[_Place]]:
    """Places of several rows' findings whose message is the same: that of a rule which compares rows names another row each time."""
    by_message: dict[str, list[_Place]] = {}
    for place in places if len(places) > 1 else ():
        by_message.setdefault(place[2].message, []).append(place)
    return [each for each in by_message.values() if _rows(each) > 1]


def _cell_by_cell(places: Sequence[_Place]) -> Iterable[list[_Place]]:
    """The places, those of one cell together: a case for a Malibu, a Cruze or a Sail."""
    cells: dict[tuple[int, str], list[_Place]] = {}
    for place in places:
        cells.setdefault((place[0], place[2].at.cell), []).append(place)
    return cells.values()


def _replaced(examined: Sequence[Examined], instead: Mapping[int, Mapping[int, Finding | None]]) -> Iterable[Examined]:
    for before, number in pairwise((-1, *sorted(instead), len(examined))):
        yield from examined[before + 1 : number]
        if number in instead:
            listing, found = examined[number]
            kept: list[Finding | None] = [*found]
            for place, finding in instead[number].items():
                kept[place] = finding
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
