"""Whole families of names that the shared lists hold in part: phone lines, Taiwan's makers, one word of a person's or a figure's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from mark_entries import Entry, Tally
from mark_facts import add_alias, tidy
from ordinary_words import Vocabulary, fold, rows, script, words

FACTS = Path(__file__).parent / "facts"
ELECTRONICS = "9|11|38"
FEW = 10
"""Devices below which the name of a line says too little without its maker: XOOM."""
RARE, COMMON_SURNAME = 10_000, 2_000
"""Ranks of surnames: from which on few bear it, up to which many do."""
LEAST = 5
"""Letters of a word that stands for a whole name."""


def phone_lines(tally: Tally) -> list[Entry]:
    """ "realme narzo", and `narzo` for short: a line of devices with its maker's name before it."""
    found = []
    for row in rows(FACTS / "phone_lines.csv"):
        tally.seen["android-devices"] += 1
        maker = tidy(row["maker"])
        found.append(
            Entry(
                f"{maker} {row['line']}",
                "product-line",
                "",
                "9",
                maker,
                [row["line"]],
                context=maker.lower(),
                sources=["android-devices"],
                ambiguous_aliases=[row["line"]] if int(row["devices"]) < FEW else [],
            )
        )
    return found


def phone_makers(lists: Mapping[str, list[Entry]], tally: Tally) -> None:
    """The classes of electronics, as the lists give them to Samsung, for makers of phones of whose goods no list tells: HTC."""
    makers = {fold(row["maker"]) for row in rows(FACTS / "phone_lines.csv")}
    for name in ("brands", "brands_more"):
        for entry in lists[name]:
            if entry.key in makers and not entry.classes:
                tally.note(f"{name}: classes of a maker of phones", entry.name)
                entry.classes = ELECTRONICS


def with_apostrophe(lists: Mapping[str, list[Entry]], words_of: Vocabulary, tally: Tally) -> None:
    """ "Burts Bees" is Burt's Bees: the addresses of eBay's brand pages lost the apostrophe, without which few write the name."""

    names = {entry.key for entries in lists.values() for entry in entries}

    def mended(word: str) -> str:
        key, owner = fold(word), fold(word)[:-1]
        known = (
            key in names
            or key in words_of.first_names
            or key in words_of.common
            or words_of.surnames.get(key, RARE) < RARE
            or key in words_of.places
        )
        person = owner in words_of.first_names or words_of.surnames.get(owner, RARE) < COMMON_SURNAME
        return f"{word[:-1]}'s" if len(key) > 4 and word.endswith("s") and word.istitle() and person and not known else word

    for entry in lists["brands"]:
        name = " ".join(map(mended, entry.name.split()))
        if name != entry.name and "ebay-brand-pages" in entry.sources and " " in name:
            tally.note("name with the apostrophe it lost", f"{entry.name} → {name}")
            entry.name = name


def taiwan_makers(tally: Tally) -> list[Entry]:
    """東元, 聲寶: companies that sell under their own names."""
    table = rows(FACTS / "tw_companies.csv")
    tally.seen["twstock"] += len(table)
    return [Entry(row["name"], "brand", sources=["twstock"]) for row in table]


def distinctive(word: str, words_of: Vocabulary, *, person: bool) -> bool:
    """Whether no list of words, people or places knows this word: Vader. English texts may know a person: Obama."""
    key = fold(word)
    return (
        len(key) >= LEAST
        and key.isalpha()
        and words_of.why_ordinary(word) is None
        and (person or key not in words_of.forms)
        and key not in words_of.surnames
        and key not in words_of.first_names
        and key not in words_of.places
        and key not in words_of.spoken_as_written
        and key not in words_of.indonesian
    )


def short_names(lists: dict[str, list[Entry]], words_of: Vocabulary, tally: Tally) -> None:
    """The word that is enough to name a person, or a figure: Barack Obama is Obama, Darth Vader is Vader.

    Only a word that nothing else is called by, and only where one name of the lists has it.
    """
    people = [
        entry
        for name in ("famous", "characters", "brands_more")
        for entry in lists[name]
        if entry.kind in {"celebrity", "character"} and script(entry.name) == "latin" and len(words(entry.name)) == 2
    ]
    taken = {fold(text) for entries in lists.values() for entry in entries for text in [entry.name, *entry.spellings]}
    bearers = Counter(word for entry in people for word in set(words(entry.name)))
    for entry in people:
        first, last = entry.name.split()[0], entry.name.split()[-1]
        person = entry.kind == "celebrity" and (entry.sector == "celebrities" or fold(first) in words_of.first_names)
        for word in (first, last) if entry.kind == "character" else (last,):
            key = fold(word)
            if bearers[key] == 1 and key not in taken and distinctive(word, words_of, person=person):
                add_alias(entry, word, ambiguous=word is first)  # people are called Megumi too
                tally.note("one word of a name became its alias", f"{word} of {entry.name}")


def first_halves(lists: dict[str, list[Entry]], words_of: Vocabulary, tally: Tally) -> None:
    """ "Van Cleef" for Van Cleef & Arpels: the first of two houses, where nothing else is called so."""
    taken = {fold(text) for entries in lists.values() for entry in entries for text in [entry.name, *entry.spellings]}
    for entry in lists["famous"]:
        first = entry.name.partition(" & ")[0]
        if (
            entry.kind == "brand"
            and first != entry.name
            and fold(first) not in taken
            and distinctive(first.split()[-1], words_of, person=True)
        ):
            add_alias(entry, first, ambiguous=False)
            tally.note("the first half of a double name became its alias", f"{first} of {entry.name}")


def without_article(lists: dict[str, list[Entry]], tally: Tally) -> None:
    """ "Legend of Zelda" is "The Legend of Zelda": a row of a lower list that lacks the article joins the row that has it."""
    home = {
        fold(text): entry
        for name in ("brands_more", "characters", "famous")
        for entry in lists[name]
        for text in [entry.name, *entry.spellings]
        if text.casefold().startswith("the ") and len(words(text)) > 2
    }
    for name, entries in lists.items():
        kept = []
        for entry in entries:
            held = home.get("the" + entry.key) if len(words(entry.name)) > 1 else None
            if held is None or held is entry or held.kind != entry.kind or name == "famous":
                kept.append(entry)
                continue
            tally.note("a row without the article joined the row with it", f"{entry.name} → {held.name}")
            for alias in [entry.name, *entry.spellings]:
                add_alias(held, alias, ambiguous=entry.ambiguous or alias in entry.ambiguous_aliases)
            held.sources += [source for source in entry.sources if source not in held.sources]
        lists[name] = kept
