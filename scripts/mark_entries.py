"""A mark on its way from the facts into a list, and what is counted on the way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from list_sources import EXCLUDED
from ordinary_words import fold

Row = dict[str, str]


@dataclass
class Entry:
    """A mark on its way into a list."""

    name: str
    kind: str = "brand"
    owner: str = ""
    classes: str = ""
    parent: str = ""
    aliases: list[str] = field(default_factory=list)
    abbreviations: list[str] = field(default_factory=list)
    misspellings: list[str] = field(default_factory=list)
    ambiguous: bool = False
    common: str = "no"
    ambiguous_aliases: list[str] = field(default_factory=list)
    context: str = ""
    sources: list[str] = field(default_factory=list)
    sector: str = ""

    @property
    def key(self) -> str:
        return fold(self.name)

    @property
    def spellings(self) -> list[str]:
        return [*self.aliases, *self.abbreviations, *self.misspellings]


MARK_COLUMNS = [
    "name",
    "kind",
    "owner",
    "classes",
    "parent",
    "aliases",
    "abbreviations",
    "misspellings",
    "ambiguous",
    "common",
    "ambiguous_aliases",
    "context",
    "sources",
]


class Tally:
    """What each rule met: counts for NOTICE.md, samples for `--report`."""

    def __init__(self) -> None:
        self.met: Counter[str] = Counter()
        self.samples: dict[str, list[str]] = defaultdict(list)
        self.seen: Counter[str] = Counter()
        self.kept: Counter[str] = Counter()
        self.left_out: dict[str, Counter[str]] = defaultdict(Counter)

    def note(self, rule: str, sample: str) -> None:
        self.met[rule] += 1
        self.samples[rule].append(sample)

    def drop(self, sources: Iterable[str], why: str, sample: str) -> None:
        self.note(f"left out: {why}", sample)
        for source in sources:
            self.left_out[source][why] += 1


def split(cell: str) -> list[str]:
    return [part for raw in cell.split("|") if (part := raw.strip())]


def usable(row: Row, tally: Tally, column: str = "source") -> list[str] | None:
    """The row's sources that may be used, or None when none is left; every source is counted either way."""
    sources = split(row[column])
    tally.seen.update(sources)
    allowed = [source for source in sources if source not in EXCLUDED]
    if not allowed:
        tally.drop(sources, "stands only on sources that cannot be used", row["name"])
        return None
    return allowed


def classes(cell: str) -> str:
    """Nice classes in order; eyewear stays in both 9 and 10, which NCL 13-2026 moved it between."""
    return "|".join(str(number) for number in sorted({int(part) for part in split(cell)}))
