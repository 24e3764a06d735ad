"""`sellercheck lists`: the lists in use, how old they are, and whether a name stands in one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

import click

from sellercheck.cli import _output as output
from sellercheck.errors import UsageError

if TYPE_CHECKING:
    from sellercheck.lists import MarkEntry
    from sellercheck.mark import ListInfo
    from sellercheck.reporters._lines import Lines

NEAR = 82
"""Least likeness (0–100) of a name that is only near; below, most are other names."""
_MOST_NEAR = 10


@click.group("lists", short_help="Show the lists of marks, and look names up.")
def command() -> None:
    """Show the lists that marks come from, and look names up in them.

    \b
    sellercheck lists status
    sellercheck lists search "air max"
    """


_own = click.option("--list", "paths", metavar="PATH", multiple=True, help="Also a list of your own; can be given several times.")
_json = click.option(
    "-f", "--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True, help="For people, or JSON."
)


@command.command("status")
@_own
@_json
@click.option("-v", "--verbose", is_flag=True, help="Also publisher, licence and checksum.")
def status(paths: tuple[str, ...], form: str, verbose: bool) -> None:
    """Show every list with its entries, its date and its age, and whether its bytes are what they should be."""
    from sellercheck import lists
    from sellercheck.reporters._lines import columned

    own = [lists.seller_list(path)[0] for path in paths]
    infos = [*own, *lists.catalogue()]
    today = date.today()  # noqa: DTZ011 -- the seller's own day
    if form == "json":
        rows = [
            {
                **asdict(info),
                "retrieved": info.retrieved.isoformat(),
                "age_days": (today - info.retrieved).days,
                "whole": info in own or _is_whole(info),
            }
            for info in infos
        ]
        _as_json(rows)
        return
    lines = _lines()
    table = [("list", "entries", "retrieved", "age", "bytes", "title")]
    for info in infos:
        whole = "own" if info in own else "as listed" if _is_whole(info) else "CHANGED"
        table.append((info.name, f"{info.entries:,}", info.retrieved.isoformat(), _age(info, today), whole, info.title))
    for line in columned(table, lines.room):
        lines.line(line)
    if verbose:
        for info in infos:
            lines.line()
            lines.line(info.name)
            for line in columned(
                [("  publisher", info.publisher), ("  url", info.url), ("  licence", info.licence), ("  sha256", info.sha256)], lines.room
            ):
                lines.line(line)


@dataclass(frozen=True, slots=True)
class Found:
    """A name of a list that meets the name searched."""

    name: str
    match: str
    """exact (case, accents and blanks aside), alias, abbreviation, misspelling, or near."""
    score: int
    """Likeness, 0–100."""
    spelling: str
    """What met the name searched, as the list writes it."""
    list: str
    kind: str
    owner: str | None
    nice_classes: tuple[int, ...]
    ambiguous: bool
    note: str = ""


@command.command("search")
@click.argument("name")
@_own
@_json
def search(name: str, paths: tuple[str, ...], form: str) -> None:
    """Look NAME up in every list: as it is written, as an alias, and names that are near.

    A name that is in no list may still be somebody's mark: the lists are not a register.
    """
    from sellercheck import text as folding

    key = folding.key(name)
    if not key:
        raise UsageError(f'"{name}" has no letter or digit to look for', "Give a name.")
    found = sorted(
        _found(name, paths), key=lambda hit: (hit.match == "near", -hit.score, hit.match != "exact", hit.name.casefold(), hit.list)
    )
    near = [hit for hit in found if hit.match == "near"]
    shown = [hit for hit in found if hit.match != "near"] + near[:_MOST_NEAR]
    said = [*_restrictions(key), *_free_words(key)]
    if form == "json":
        _as_json({"name": name, "found": [asdict(hit) for hit in shown], "said": said})
        return
    lines = _lines()
    for hit in shown:
        how = f"near, {hit.score} of 100" if hit.match == "near" else hit.match if hit.match == "exact" else f"{hit.match} “{hit.spelling}”"
        via = f" by “{hit.spelling}”" if hit.match == "near" and hit.spelling != hit.name else ""
        lines.line(f"{hit.name}  ({how}{via})")
        owner = f"owner as listed: {hit.owner}" if hit.owner else "no owner listed"
        classes = f"Nice classes {', '.join(map(str, hit.nice_classes))}" if hit.nice_classes else "no Nice classes listed"
        parts = [f"list {hit.list}", hit.kind, owner, classes, "also an everyday word, place or name" if hit.ambiguous else "", hit.note]
        lines.hanging(("  ",), " · ".join(part for part in parts if part))
    for line in said:
        lines.hanging((), line)
    if not shown and not said:
        lines.hanging(
            (), f"“{name}” stands in none of the lists, nor anything near it. The lists are no register: it may still be somebody's mark."
        )
    elif len(near) > _MOST_NEAR:
        lines.line(f"and {len(near) - _MOST_NEAR} more names that are near")


def _found(name: str, paths: Iterable[str]) -> Iterator[Found]:
    from rapidfuzz import fuzz

    from sellercheck import text as folding

    key = folding.key(name)
    for entry in _entries(paths):
        best: tuple[int, str, str] | None = None
        for spelling in entry.spellings:
            other = folding.key(spelling.text)
            if other == key:
                best = (100, "exact" if spelling.kind == "name" else spelling.kind, spelling.text)
                break
            # Of short names, one letter off is another name.
            if (
                min(len(key), len(other)) >= 4
                and (score := fuzz.ratio(key, other, score_cutoff=NEAR))
                and (best is None or score > best[0])
            ):
                best = (round(score), "near", spelling.text)
        if best:
            mark = entry.mark
            yield Found(
                mark.text,
                best[1],
                best[0],
                best[2],
                mark.list,
                mark.kind,
                mark.owner,
                tuple(sorted(mark.nice_classes)),
                mark.ambiguous,
                entry.note,
            )


def _entries(paths: Iterable[str]) -> Iterator[MarkEntry]:
    from sellercheck import lists

    for path in paths:
        yield from lists.seller_list(path)[1]
    for name in lists.MARK_LISTS:
        yield from lists.marks(name)


def _restrictions(key: str) -> Iterator[str]:
    """What platforms, sources and courts say of the name, as sentences."""
    from sellercheck import lists
    from sellercheck import text as folding

    for restriction in lists.restrictions():
        if folding.key(restriction.brand) == key:
            details = ", ".join(
                part
                for part in (restriction.category, restriction.source, restriction.source_date, f"confidence {restriction.confidence}")
                if part
            )
            yield f"{restriction.platform}: {restriction.claim} ({details})"
    for case in lists.cases():
        if folding.key(case.brand) == key:
            details = ", ".join(part for part in (case.court, case.number, case.date, case.url) if part)
            yield f"reported case: {case.plaintiff} ({details})"


def _free_words(key: str) -> Iterator[str]:
    from sellercheck import lists
    from sellercheck import text as folding

    for word in lists.generic_words():
        if folding.key(word.text) == key:
            yield f"“{word.text}” was a mark, or is taken for one, and is listed as free to use" + (f": {word.note}" if word.note else "")


def _is_whole(info: ListInfo) -> bool:
    from sellercheck import lists
    from sellercheck.errors import ListDamaged

    try:
        lists.verify(info.name)
    except ListDamaged:
        return False
    return True


def _age(info: ListInfo, today: date) -> str:
    days = (today - info.retrieved).days
    return "1 day" if days == 1 else f"{days} days"


def _lines() -> Lines:
    from sellercheck.reporters._lines import Lines

    return Lines(output.standard_output(for_machines=False), colour=False, room=output.width())


def _as_json(value: object) -> None:
    from sellercheck.reporters.json import encoded

    output.standard_output(for_machines=True).write(encoded(value) + "\n")
