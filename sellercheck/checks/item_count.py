"""A listing has more, or fewer, items of a kind than the platform takes.

Why it matters: tags beyond the limit are dropped without a word, often the ones that mattered, or the row is refused.

Flagged, with `separator: ","` and `max: 3`: the tags "dress, red, summer, beach". Not flagged: "dress, red, , summer,"
(blank items do not count).

Options:
- `max`, `min`: the most and the least allowed.
- `separator`: the characters any one of which parts two items of one cell, as in `",，;"`. Without it the listing's
  non-blank cells of the field are counted: bullet points, pictures. A cell with a JSON list is counted item by item.

Fix: items that stand twice are left out where that is enough (safe). Else advice: it leaves out the last items; which ones
matter least is the seller's to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sellercheck import wording
from sellercheck.checks import Candidate, Hit, Reference, Wants
from sellercheck.finding import Edit, Fix
from sellercheck.listing import Field
from sellercheck.rules.pack import Rule
from sellercheck.text import key

WORDS = frozenset({"count", "max", "min"})
ALIKE = True
Span = tuple[int, int]


class Options(NamedTuple):
    max: int | None = None
    """Most items allowed."""
    min: int | None = None
    """Least items allowed; no item at all is the business of required-field."""
    separator: str = ""
    """Characters any one of which parts two items of a cell; empty: the field's cells are counted."""

    def fit(self) -> None:
        if self.max is None and self.min is None:
            raise ValueError('neither "max" nor "min" is given', "Add one of them under options.")


def wants(options: Options) -> Wants:
    if options.min is not None:
        return Wants(every=True)
    most = options.max or 0
    if not options.separator:
        return Wants(cells=most)
    ascii_only = "".join(char for char in options.separator if char.isascii())
    # A JSON list parts its items by commas, whatever the option says.
    return Wants(counts=((ascii_only + ",", most),) if most else (), every=not most, non_ascii=not options.separator.isascii())


def check(candidate: Candidate, rule: Rule, options: Options, reference: Reference) -> Iterator[Hit]:
    del reference
    if options.separator:
        for found in candidate.found:
            yield from _in_cell(found.field, options)
        return
    cells = list(candidate.listing.texts(rule.scope)) if candidate.found else []
    if hit := _counted(len(cells), options):
        excess = options.max if options.max is not None and len(cells) > options.max else len(cells) - 1
        yield Hit(cells[excess], words=hit)


def _in_cell(field: Field, options: Options) -> Iterator[Hit]:
    spans = wording.listed(field.value, options.separator)
    if not (words := _counted(len(spans), options)):
        return
    if options.max is None or len(spans) <= options.max:
        yield Hit(field, words=words)
        return
    span = (spans[options.max][0], spans[-1][1])
    fixes: tuple[Fix, ...] = ()
    if repeats := _repeats(field.value, spans, options):
        fixes = (Fix("Leave out items that stand twice", "safe", tuple(Edit(field, span, "") for span in repeats)),)
    elif options.max and field.value.lstrip()[:1] != "[":
        fixes = (Fix("Leave out the last items", "advice", (Edit(field, (spans[options.max - 1][1], len(field.value.rstrip())), ""),)),)
    yield Hit(field, span, words, fixes=fixes)


def _repeats(text: str, spans: Sequence[Span], options: Options) -> list[Span]:
    """Items that stand before already, with the separator before them; nothing where leaving them out is not enough."""
    if text.lstrip()[:1] == "[":
        return []
    known: set[str] = set()
    repeats = []
    for number, span in enumerate(spans):
        same = key(text[slice(*span)])
        if number and same and same in known:
            repeats.append((spans[number - 1][1], span[1]))
        known.add(same)
    return repeats if len(spans) - len(repeats) <= (options.max or 0) else []


def _counted(count: int, options: Options) -> dict[str, object]:
    within = (options.max is None or count <= options.max) and (options.min is None or count >= options.min)
    return {} if within or not count else {"count": count, "max": options.max, "min": options.min}
