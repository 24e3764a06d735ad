"""What was settled by hand about single marks, after findings on real sheets were read: `facts/settled_marks.csv`.

From general knowledge, as the source `curated` says. An empty cell leaves what the sources told.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mark_entries import Entry, Row, Tally, classes, split
from ordinary_words import fold, rows

SETTLED = Path(__file__).parent / "facts" / "settled_marks.csv"
LEFT_OUT = "-"
"""In the column `list`: the row names nothing that anybody sells under this name."""


def settle_by_hand(lists: Mapping[str, list[Entry]], tally: Tally) -> None:
    """Kind, owner, classes, parent, aliases and the list of single marks; marks that no source has are added."""
    home = {entry.key: (name, entry) for name, entries in reversed(lists.items()) for entry in entries}
    for row in rows(SETTLED):
        name, entry = home.get(fold(row["name"]), ("", None))
        if row["list"] == LEFT_OUT:
            if entry is not None:
                lists[name].remove(entry)
                tally.drop(entry.sources, "no mark of anything sold, as read by hand", entry.name)
            continue
        if entry is None:
            if not row["list"]:
                raise SystemExit(f"error: {row['name']} of {SETTLED.name} stands in no list\nhint: name the list that it shall stand in")
            entry = Entry(row["name"])
            lists[row["list"]].append(entry)
            tally.note("settled by hand: added", entry.name)
        elif row["list"] and row["list"] != name:
            lists[name].remove(entry)
            lists[row["list"]].append(entry)
            tally.note(f"settled by hand: moved to {row['list']}", entry.name)
        _settle(entry, row)
        tally.note("settled by hand", entry.name)


def _settle(entry: Entry, row: Row) -> None:
    entry.name = row["name"]
    entry.kind = row["kind"] or entry.kind
    entry.owner = row["owner"] or entry.owner
    entry.classes = classes(row["classes"]) or entry.classes
    entry.parent = row["parent"] or entry.parent
    entry.context = row["context"] or entry.context
    if "curated" not in entry.sources:
        entry.sources.append("curated")
    _drop(entry, row)
    known = {entry.key, *map(fold, entry.spellings)}
    unsure = split(row["unsure"])
    entry.aliases += [text for text in dict.fromkeys((*split(row["aliases"]), *unsure)) if fold(text) not in known]
    entry.ambiguous_aliases += [text for text in entry.spellings if fold(text) in {fold(each) for each in unsure}]
    if row["ambiguous"]:
        entry.ambiguous = row["ambiguous"] == "yes"


def _drop(entry: Entry, row: Row) -> None:
    unwanted = {fold(text) for text in split(row["dropped"])}
    for spellings in (entry.aliases, entry.abbreviations, entry.misspellings):
        spellings[:] = [text for text in spellings if fold(text) not in unwanted]


def keep_settled(lists: Mapping[str, list[Entry]]) -> None:
    """What was settled by hand stands, whatever the rules for whole classes of names say and rows in other scripts brought."""
    settled = {fold(row["name"]): row for row in rows(SETTLED)}
    for entries in lists.values():
        for entry in entries:
            row = settled.get(entry.key)
            if row is None:
                continue
            if row["ambiguous"]:
                entry.ambiguous = row["ambiguous"] == "yes"
            _drop(entry, row)
            unsure = {fold(text) for text in split(row["unsure"])}
            sure = {fold(text) for text in split(row["aliases"])} - unsure
            entry.ambiguous_aliases = [text for text in entry.ambiguous_aliases if fold(text) not in sure]
