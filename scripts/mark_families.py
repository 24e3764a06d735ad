"""What a mark's family tells of it: whose it is, which line of whose it is, the classes of its maker."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from mark_entries import Entry, Tally, split
from ordinary_words import fold, words

RETAIL = frozenset({"35", "43"})
"""Classes of shops and restaurants: they say nothing of goods."""

VEHICLES = "12"

CARS = "vehicle-make-model"
"""The source that names cars by maker and model."""

SUPERMARKET = "bigbasket"
"""A supermarket's catalogue, of which a brand has the classes of the one shelf that it was met on."""

SHELVES = (
    frozenset({"5", "29", "30", "31", "32"}),
    frozenset({"3", "5"}),
    frozenset({"7", "8", "11", "21"}),
)
"""Nice classes of goods that a supermarket's brand has, when it has one of them."""

DERIVED = frozenset({"product-line", "character", "franchise", "brand"})
"""Kinds of marks that belong to whom their parent belongs; a person does not."""

LEGAL_FORM = re.compile(
    r"(?:,? (?:inc|llc|ltd|limited|corp|corporation|co|company|gmbh|ag|s\.?a|se|ab|a/s|plc|n\.?v|b\.?v|s\.?p\.?a|kg|kgaa|llp|lp|s\.?r\.?l|oy|k\.?k)\b\.?)+$",
    re.IGNORECASE,
)


def settle_parents(lists: Mapping[str, list[Entry]], everywhere: Mapping[str, Entry], tally: Tally) -> None:
    """A row's parent becomes the name of the mark that it means; none where that mark is somebody else's.

    Parents were read off the names: the "VIP" of "212 VIP" is no house of perfumes, which shows in goods that have no class in common.
    """
    famous = {id(entry) for entry in lists["famous"]}
    makers = {entry.key: entry.name for entry in lists["famous"] if VEHICLES in split(entry.classes)}
    for entry in _all(lists):
        maker = makers.get(words(entry.name)[0], "") if len(words(entry.name)) > 1 else ""
        if maker and not entry.parent and VEHICLES in split(entry.classes):
            tally.note("parent: the car maker whose name begins it", entry.name)
            entry.parent = maker
    houses = {entry.key: entry for name in ("brands", "brands_more", "famous") for entry in lists[name]}
    for name, entries in lists.items():
        for entry in entries:
            parent = everywhere.get(fold(entry.parent)) if entry.parent else None
            if parent is None:
                continue
            if parent is entry:
                entry.parent = ""
                continue
            own, its = (set(split(each.classes)) - RETAIL for each in (entry, parent))
            if id(parent) not in famous:
                house = houses.get(bare_company(entry.owner)) if entry.owner else None
                if parent.ambiguous and house is not None and house is not entry and words(house.name)[:1] == words(parent.name)[:1]:
                    parent = house  # the DC of Robin is DC Comics, not a brand of shoes
                elif own and its and not own & its and parent.kind != "celebrity":
                    tally.note(f"{name}: parent left out: no class in common", f"{entry.name}: {parent.name}")
                    entry.parent = ""
                    continue
            elif own and its and not own & its and entry.sources == ["curated"]:
                tally.note(f"{name}: classes of the parent added", f"{entry.name}: {parent.name}")
                entry.classes = _in_order({*split(entry.classes), *split(parent.classes)})
            entry.parent = parent.name


def lines_of_cars(lists: Mapping[str, list[Entry]], tally: Tally) -> None:
    """A car's model is a line of its maker's, in the class of vehicles, also where a telephone or an umbrella is called so too: Vectra, Camry."""
    for name, entries in lists.items():
        for entry in entries:
            if CARS not in entry.sources or not entry.parent or name == "famous" or len(entry.sources) < 2:
                continue
            if entry.name.islower():
                entry.name = entry.name.capitalize()
            if entry.classes and VEHICLES not in split(entry.classes):
                tally.note(f"{name}: class of vehicles added to a car's model", entry.name)
                entry.classes = _in_order({*split(entry.classes), VEHICLES})
                entry.context = entry.context or entry.parent.lower()


def classes_of_a_supermarket(lists: Mapping[str, list[Entry]], tally: Tally) -> None:
    """The classes of the goods beside it, for a brand whose classes only a supermarket's shelf tells: who sells soap sells wipes."""
    for name in ("brands", "brands_more"):
        for entry in lists[name]:
            own = set(split(entry.classes))
            beside = own.union(*(shelf for shelf in SHELVES if shelf & own)) if own else own
            if entry.sources == [SUPERMARKET] and beside != own:
                tally.note(f"{name}: classes of a supermarket's brand", entry.name)
                entry.classes = _in_order(beside)


def _in_order(numbers: Iterable[str]) -> str:
    return "|".join(map(str, sorted(map(int, numbers))))


def settle_owners(lists: Mapping[str, list[Entry]], tally: Tally) -> None:
    """Whose a mark is where its own row does not say: the company that other rows name as an owner and that is called so, or its parent's."""
    companies: dict[str, Counter[str]] = {}
    for entry in _all(lists):
        if entry.owner:
            companies.setdefault(bare_company(entry.owner), Counter())[entry.owner] += 1
    known = {entry.key: entry for entry in reversed(list(_all(lists)))}
    for name, entries in lists.items():
        for entry in entries:
            if not entry.owner and not entry.ambiguous and entry.kind == "brand" and (written := companies.get(entry.key)):
                entry.owner = max(written, key=lambda owner: (bool(LEGAL_FORM.search(owner)), written[owner], owner))
                tally.note(f"{name}: owner from the rows of its other marks", f"{entry.name}: {entry.owner}")
    for _ in range(3):  # a line of a line
        for name, entries in lists.items():
            for entry in entries:
                parent = known.get(fold(entry.parent)) if entry.parent else None
                if parent is not None and parent.owner and not entry.owner and entry.kind in DERIVED:
                    entry.owner = parent.owner
                    tally.note(f"{name}: owner from the parent", f"{entry.name}: {entry.owner}")


def bare_company(owner: str) -> str:
    """The folded name of a company without its legal form, and without who stands behind it: "Mattel, Inc." → mattel."""
    return fold(LEGAL_FORM.sub("", re.sub(r" \(.*\)$", "", owner)))


def _all(lists: Mapping[str, list[Entry]]) -> Iterable[Entry]:
    return (entry for entries in lists.values() for entry in entries)
