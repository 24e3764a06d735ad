"""A name sought in all lists at hand: `search`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sellercheck import bulk, lists
from sellercheck import text as folding
from sellercheck.errors import ListError, UsageError
from sellercheck.mark import Mark

NEAR = 82
"""Least likeness (0–100) of a name that is only near; below, most are other names."""
SHORTEST_NEAR = 4
"""Letters and digits from which on a name can be near: of short names, one letter off is another name."""


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


def search(name: str, own_lists: Iterable[str | Path] = ()) -> tuple[list[Found], list[ListError]]:
    """What every list holds of the name, the surest first, and why registers could not be asked.

    As it is written, as an alias, and names that are near; in imported registers as it is written. `own_lists` are searched besides
    the bundled and imported ones. Raises UsageError for a name without letters and digits, ListError for a list that cannot be read.
    """
    key = folding.key(name)
    if not key:
        raise UsageError(f'"{name}" has no letter or digit to look for', "Give a name.")
    errors: list[ListError] = []
    found = [*_in_lists(key, own_lists), *_in_registers(key, errors)]
    found.sort(key=lambda hit: (hit.match == "near", -hit.score, hit.match != "exact", hit.name.casefold(), hit.list))
    return found, errors


def _in_lists(key: str, own_lists: Iterable[str | Path]) -> Iterator[Found]:
    from rapidfuzz import fuzz

    for entry in _entries(own_lists):
        score, match, met = 0.0, "", ""
        for spelling in entry.spellings:
            other = folding.key(spelling.text)
            if other == key:
                score, match, met = 100, "exact" if spelling.kind == "name" else spelling.kind, spelling.text
                break
            if min(len(key), len(other)) >= SHORTEST_NEAR and (likeness := fuzz.ratio(key, other, score_cutoff=NEAR)) > score:
                score, match, met = likeness, "near", spelling.text
        if score:
            yield _of(entry.mark, match, round(score), met, entry.mark.list, ambiguous=entry.mark.ambiguous, note=entry.note)


def _in_registers(key: str, errors: list[ListError]) -> Iterator[Found]:
    """What imported registers hold of the very name; one that cannot be used is an error."""
    if not (names := bulk.installed()):
        return
    from sellercheck.index import MarkIndex  # NOTE: only those who imported a register pay for it

    hasher = MarkIndex.open().hasher
    for name in names:
        try:
            _, register = bulk.open_register(name, hasher)
        except ListError as error:
            errors.append(error)
            continue
        for phrase in register.phrases.exact.find(hasher.keys([key]))[1].tolist():
            mark, evidence = register.entry(phrase)
            told = "; ".join(line.text for line in evidence)
            yield _of(mark, "exact", 100, mark.text, name, ambiguous=register.is_common(phrase), note=told)


def _of(mark: Mark, match: str, score: int, spelling: str, list_name: str, *, ambiguous: bool, note: str) -> Found:
    numbers = tuple(sorted(mark.nice_classes))
    return Found(mark.text, match, score, spelling, list_name, mark.kind, mark.owner, numbers, ambiguous, note)


def _entries(own_lists: Iterable[str | Path]) -> Iterator[lists.MarkEntry]:
    for path in dict.fromkeys([*filter(None, map(lists.own_path, own_lists)), *lists.own_lists().values()]):
        yield from lists.seller_list(path)[1]
    for name in lists.MARK_LISTS:
        yield from lists.marks(name)
