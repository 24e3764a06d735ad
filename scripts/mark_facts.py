"""Reads the marks out of the facts and cleans them: one row a mark, in one list, each alias leading to one mark."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from list_sources import EXCLUDED
from mark_context import CONTEXT
from mark_entries import Entry, Row, Tally, classes, split, usable
from ordinary_words import fold, rows, script

GROUP_CLASSES = {
    "characters": "9|16|25|28|41",  # the group "animation and characters" of famous.csv
    "clubs": "25|28|41",  # its group "football clubs"
    "games": "9|28|41",  # "video games" of the sector map, and entertainment
    "universities": "16|25|28|41",  # its group "universities"
}
"""Nice classes of whole lists whose rows carry none: from the researcher's sector map, never from a register."""

SOFTWARE = "9|35|38|41|42"
"""Classes of names that only the set of icons has: programs and services on the web, nearly all."""

RETAIL, SHOPS = "retail and regional brands", "35"
"""The sector of shops of all kinds, which the map gives clothing as well, and the class of what a shop does."""

SERVICES = "35|38|41|42"
"""Classes of those of one word: in class 9 they would meet phones and cables."""

# The map gives all materials the classes of textiles, and the group holds glues, plastics and food too: `read_brands_more` leaves theirs open.

NO_FRANCHISE = frozenset({"Games", "Toys", "Other anime", "Horror", "Illumination/DreamWorks"})
"""Groups of characters.csv that name no franchise."""

JUNK = re.compile(
    r"\bunknown brand|^brand ?unknown|unbranded|^no ?brand$|^generic\b|^various\b|unspecified|^test$|^others?$|^n/?a$", re.IGNORECASE
)
"""Placeholders that found their way into brand columns."""

ADDRESS = re.compile(
    r"//|\$\$|stra(?:ß|ss)e\b|\bstr\.|^calle\b|^calz\.|^av(?:da|enida)?\.? |\bno\. ?\d|^[ivx]+\) |\d{4,5} [A-Z][a-zäöü]{3}", re.IGNORECASE
)
"""Lines of the club files that are a ground's address, a note or a second team."""

INVERTED = re.compile(r"^(?P<what>.+), (?P<kind>(?:University|College) of)$")


def tidy(name: str) -> str:
    """Blanks, underscores, backticks and the apostrophe that the eBay address lost: `Levi s` → `Levi's`."""
    name = re.sub(r"[\s_]+", " ", name.replace("`", "'").replace("’", "'")).strip(" ,;")
    return re.sub(r"(?<=[a-zé]) s\b(?=$| [A-Z])", "'s", name)


def read_famous(facts: Path, tally: Tally) -> list[Entry]:
    found = []
    for row in rows(facts / "famous.csv"):
        tally.seen["curated"] += 1
        bulk = [source for source in split(row["corroborated_by"]) if source not in EXCLUDED]
        typos = [re.sub(r" \(.*\)", "", source) for source in split(row["misspelling_source"])]
        abbreviations = split(row["abbreviations"])
        found.append(
            Entry(
                row["name"],
                {"certification mark": "certification"}.get(row["kind"], row["kind"]),
                row["owner"],
                classes(row["nice_classes"]),
                "",
                [alias for alias in split(row["aliases"]) if alias not in abbreviations],
                abbreviations,
                split(row["misspellings"]),
                row["ambiguous"] == "yes",
                ambiguous_aliases=split(row["ambiguous_aliases"]),
                context=row["context"].lower(),
                sources=["curated", *bulk, *typos],
                sector=row["sector"],
            )
        )
    return found


def read_characters(facts: Path, tally: Tally) -> list[Entry]:
    found = []
    for row in rows(facts / "characters.csv"):
        sources = usable(row, tally)
        if sources is None:
            continue
        parent = "" if row["franchise"] in NO_FRANCHISE else row["franchise"]
        context = row["context"].lower() if row["context"].lower() != "illumination/dreamworks" else "dreamworks|illumination"
        found.append(
            Entry(
                row["name"],
                "character",
                row["owner"],
                GROUP_CLASSES["characters"],
                parent,
                split(row["aliases"]),
                ambiguous=row["ambiguous"] == "yes",
                context=context or parent.lower(),
                sources=sources,
            )
        )
    return found


def read_clubs(facts: Path, tally: Tally) -> list[Entry]:
    found = []
    for row in rows(facts / "sports_clubs.csv"):
        sources = usable(row, tally)
        if sources is None:
            continue
        if ADDRESS.search(row["name"]):
            tally.drop(sources, "an address or a note, no club", row["name"])
            continue
        aliases = [alias for alias in split(row["aliases"]) if not ADDRESS.search(alias) and not alias.endswith((".", " $"))]
        found.append(
            Entry(
                row["name"],
                "club",
                "",
                GROUP_CLASSES["clubs"],
                "",
                aliases,
                ambiguous=row["ambiguous"] == "yes",
                context=CONTEXT["clubs"],
                sources=sources,
            )
        )
    return found


def read_games(facts: Path, tally: Tally) -> list[Entry]:
    found = []
    for row in rows(facts / "game_titles.csv"):
        sources = usable(row, tally)
        if sources is None:
            continue
        title = re.sub(r" \([^()]*\)$", "", row["name"])  # (2015), (PSP), (American and Others sales)
        first, *rest = [part.strip() for part in re.split(r"/(?=[A-Z][a-z]+ )", title)]
        # Two games of one release each have a name of their own.
        twins = [part for part in rest if part.split()[0] == first.split()[0]]
        found += [
            Entry(
                game,
                "franchise",
                row["owner"],
                GROUP_CLASSES["games"],
                "",
                [part for part in rest if game == first and part not in twins],
                ambiguous=row["ambiguous"] == "yes",
                context=CONTEXT["games"],
                sources=sources,
            )
            for game in (first, *twins)
        ]
    return found


def read_universities(facts: Path, tally: Tally) -> list[Entry]:
    found = []
    for row in rows(facts / "universities.csv"):
        sources = usable(row, tally)
        if sources is None:
            continue
        name = INVERTED.sub(r"\g<kind> \g<what>", re.sub(r" \([^()]*\)$", "", row["name"].strip()))
        found.append(Entry(name, "university", "", GROUP_CLASSES["universities"], context=CONTEXT["universities"], sources=sources))
    return found


def read_brands(facts: Path, tally: Tally) -> list[Entry]:
    found = []
    for row in rows(facts / "brands.csv"):
        sources = usable(row, tally)
        if sources is None:
            continue
        found.append(
            Entry(
                row["name"],
                "brand",
                row["owner"],
                classes(row["nice_classes"]) or ("" if sources != ["simple-icons"] else SOFTWARE),
                "",
                split(row["aliases"]),
                ambiguous=row["common_word"] in {"yes", "short"},
                common=row["common_word"],
                sources=sources,
                sector=row["sector"],
            )
        )
    return found


def read_brands_more(facts: Path, tally: Tally) -> list[Entry]:
    found = []
    for row in rows(facts / "brands_more.csv"):
        sources = usable(row, tally)
        if sources is None:
            continue
        found.append(
            Entry(
                row["name"],
                row["kind"],
                row["owner"],
                _classes_of_goods(row),
                row["parent"],
                split(row["aliases"]),
                ambiguous=row["ambiguous"] == "yes" or row["common_word"] in {"yes", "short"},
                common=row["common_word"],
                ambiguous_aliases=split(row["ambiguous_aliases"]),
                context=row["context"].lower(),
                sources=sources,
                sector=row["sector"],
            )
        )
    return found


def _classes_of_goods(row: Row) -> str:
    """Without those of clothing for an everyday word that a shop of some kind is called by: a pharmacy called Guardian makes no sandals."""
    if row["kind"] == "material":
        return ""
    return SHOPS if row["sector"] == RETAIL and row["ambiguous"] == "yes" else classes(row["nice_classes"])


def clean(entries: list[Entry], name: str, tally: Tally) -> list[Entry]:
    """Tidy names, without placeholders, overlong and empty ones; rows of one folded name merged."""
    kept: dict[str, Entry] = {}
    for row in entries:
        tidied = tidy(row.name)
        if tidied != row.name:
            tally.note("name tidied", f"{row.name} → {tidied}")
        if row.sector == "vehicles" and tidied.isupper():
            tidied = " ".join(
                word.capitalize() if len(word) > 3 and word.isalpha() and re.search("[AEIOUY]", word) else word for word in tidied.split()
            )
        entry = replace(row, name=tidied, parent=tidy(row.parent), aliases=list(dict.fromkeys(tidy(alias) for alias in row.aliases)))
        if JUNK.search(tidied) and name.startswith("brands"):
            tally.drop(entry.sources, "a placeholder, no name", tidied)
        elif len(entry.key) < 2 or len(tidied) > 60:
            tally.drop(entry.sources, "empty, one character or over 60 characters", tidied)
        elif (first := kept.get(entry.key)) is not None:
            if first.sources == ["ebay-brand-pages"]:  # its names lost ampersands and accents
                first.name = entry.name
            tally.note(f"{name}: row merged with one of the same folded name", f"{tidied} = {first.name}")
            first.aliases += entry.aliases
            first.sources += [source for source in entry.sources if source not in first.sources]
            first.ambiguous |= entry.ambiguous
        else:
            kept[entry.key] = entry
    return list(kept.values())


def gather_foreign_names(entries: list[Entry], everywhere: dict[str, Entry], tally: Tally) -> list[Entry]:
    """Rows in another script whose parent is a mark of these lists are that mark's aliases: 闪迪 → SanDisk."""
    kept = []
    for entry in entries:
        parent = everywhere.get(fold(entry.parent)) if entry.parent else None
        if parent is None or parent is entry or script(entry.name) == "latin" or script(parent.name) != "latin":
            kept.append(entry)
            continue
        tally.note("a row in another script became an alias of its parent", f"{entry.name} → {parent.name}")
        add_alias(parent, entry.name, ambiguous=entry.ambiguous)
        for alias in entry.aliases:
            add_alias(parent, alias, ambiguous=alias in entry.ambiguous_aliases)
        parent.sources += [source for source in entry.sources if source not in parent.sources]
    return kept


def add_alias(entry: Entry, alias: str, *, ambiguous: bool) -> None:
    if fold(alias) in {entry.key, *map(fold, entry.spellings)}:
        return
    entry.aliases.append(alias)
    if ambiguous:
        entry.ambiguous_aliases.append(alias)


def merge_lower_lists(lists: dict[str, list[Entry]], tally: Tally) -> None:
    """A mark stands in one list, the first of `lists` that holds it: a later row of the same name gives it its aliases.

    The aliases of famous marks and characters count as their names; those of clubs and brands don't, being towns and shops too often.
    """
    owner_of: dict[str, tuple[str, Entry]] = {}
    for name, entries in lists.items():
        kept = []
        for entry in entries:
            if entry.key not in owner_of:
                kept.append(entry)
                continue
            home, held = owner_of[entry.key]
            tally.note(f"{name}: row joined the row of an earlier list", f"{entry.name} → {held.name} ({home})")
            for alias in entry.aliases:
                if fold(alias) not in owner_of:
                    add_alias(held, alias, ambiguous=alias in entry.ambiguous_aliases)
            held.sources += [source for source in entry.sources if source not in held.sources]
            if not held.ambiguous:  # the game Black is nothing of the brand's
                held.owner = held.owner or entry.owner
        lists[name] = kept
        for entry in kept:
            owner_of.setdefault(entry.key, (name, entry))
        if name in {"famous", "characters"}:
            for entry in kept:
                for spelling in entry.spellings:
                    owner_of.setdefault(fold(spelling), (name, entry))


def settle_aliases(lists: dict[str, list[Entry]], tally: Tally) -> None:
    """An alias leads to one mark: a row's own name wins, then the earlier list, then the row with more sources."""
    names = {entry.key for entries in lists.values() for entry in entries}
    taken: dict[str, Entry] = {}
    for name, entries in lists.items():
        for entry in sorted(entries, key=lambda e: (-len(e.sources), e.key)):
            for spellings in (entry.abbreviations, entry.aliases, entry.misspellings):
                for spelling in list(spellings):
                    folded = fold(spelling)
                    if len(folded) < 2:
                        reason = "one character"
                    elif folded in names:
                        reason = "is a mark's name" if folded != entry.key else ""
                    elif folded in taken:
                        reason = "leads to another mark" if taken[folded] is not entry else ""
                    else:
                        taken[folded] = entry
                        continue
                    spellings.remove(spelling)
                    if reason:
                        tally.note(f"{name}: alias left out: {reason}", f"{spelling} of {entry.name}")


READERS: dict[str, Callable[[Path, Tally], list[Entry]]] = {
    "famous": read_famous, "characters": read_characters, "brands_more": read_brands_more, "brands": read_brands,
    "games": read_games, "clubs": read_clubs, "universities": read_universities,
}  # fmt: skip
"""The mark lists in the order in which they claim a name: a consumer brand before a club called like it."""
