"""The lists that come with the package, as `scripts/build_lists.py` compiled them, and in their place newer ones that an update brought."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from sellercheck.data import read_bytes
from sellercheck.errors import ListDamaged, ListMissing
from sellercheck.lists import home
from sellercheck.lists.entries import Cue, GenericWord, GoodsTerm, MarkEntry, Spelling
from sellercheck.mark import Case, ListInfo, Mark, Restriction

if TYPE_CHECKING:
    from sellercheck.lists.generations import Generation

MARK_LISTS = ("famous", "genericised", "characters", "brands_more", "brands", "games", "clubs", "universities")
"""The lists that hold marks, the first to be believed first. A name stands in one of them only, save that `genericised` repeats famous marks."""

FIXED = frozenset({"confusables", "hanzi", "leet", "gs1_prefixes"})
"""Tables that the code is made for, how letters fold above all: they change with the package only."""

_NONE: frozenset[str] = frozenset()


@cache
def _catalogue() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(read_bytes("catalogue.json"))
    return content


def catalogue() -> tuple[ListInfo, ...]:
    """All lists in use that are not the seller's, marks and tables, in the order of the bundled catalogue."""
    generation = _generation()
    return _infos(None if generation is None else generation.place)


def _generation() -> Generation | None:
    """The updated lists in use."""
    if not (home.folder() / "lists" / "current.json").exists():
        return None
    from sellercheck.lists import generations  # NOTE: most runs have none, and do without what reading them takes

    return generations.current()


def _content(generation: Generation, name: str) -> bytes:
    from sellercheck.lists import generations

    return generations.content(generation, name)


@lru_cache(4)
def _infos(_: object) -> tuple[ListInfo, ...]:
    """`catalogue()` for the updated lists at a place: what lies there never changes."""
    found = []
    for entry in _catalogue()["lists"]:
        name, stale_days = entry["name"], 60 if entry["name"] == "restrictions" else 90
        generation = _updated(name)
        if generation is None:
            found.append(
                ListInfo(
                    name, entry["title"], entry["publisher"], entry["url"], entry["licence"], date.fromisoformat(entry["retrieved"]), entry["entries"],
                    entry["sha256"], entry["min_entries"], stale_days=stale_days,
                )
            )  # fmt: skip
        else:
            new = generation.lists[name]
            found.append(
                ListInfo(
                    name, new.title or entry["title"], new.publisher, new.source, new.licence, new.source_as_of, new.records, new.unpacked_sha256,
                    origin="updated", stale_days=stale_days,
                )
            )  # fmt: skip
    return tuple(found)


def _updated(name: str) -> Generation | None:
    """The generation whose list of this name counts: one that an update can bring, no older than the bundled one."""
    generation = _generation()
    if generation is None or name not in generation.lists or name not in updatable():
        return None
    bundled = next(entry["retrieved"] for entry in _catalogue()["lists"] if entry["name"] == name)
    return generation if generation.lists[name].source_as_of >= date.fromisoformat(bundled) else None


@cache
def updatable() -> dict[str, tuple[str, ...]]:
    """The lists that an update can bring, and the columns of each."""
    return {
        entry["name"]: tuple(next(csv.reader(io.StringIO(read_bytes(entry["file"]).decode("utf-8"), newline=""))))
        for entry in _catalogue()["lists"]
        if entry["name"] not in FIXED
    }


def _text(file: str) -> str:
    name = file.removesuffix(".csv")
    generation = _updated(name)
    return (read_bytes(file) if generation is None else _content(generation, name)).decode("utf-8")


def read_rows(file: str) -> list[list[str]]:
    """The rows of a list in use, without its header."""
    return list(csv.reader(io.StringIO(_text(file), newline="")))[1:]


def read_table(file: str) -> list[dict[str, str]]:
    """The rows of a list in use, by column name."""
    return list(csv.DictReader(io.StringIO(_text(file), newline="")))


def verify(name: str) -> None:
    """Raises ListDamaged when the bytes of list `name` are not what the catalogue or the update promised, ListMissing when there is none."""
    import hashlib

    if (generation := _updated(name)) is not None:
        _content(generation, name)
        return
    for entry in _catalogue()["lists"]:
        if entry["name"] == name:
            found = hashlib.sha256(read_bytes(entry["file"])).hexdigest()
            if found != entry["sha256"]:
                raise ListDamaged(
                    f'list "{name}" has checksum {found[:12]}…, its catalogue entry says {entry["sha256"][:12]}…',
                    "Install sellercheck again.",
                )
            return
    raise ListMissing(f'no bundled list is called "{name}"', f"Choose one of: {', '.join(info.name for info in catalogue())}.")


def marks(name: str) -> Iterator[MarkEntry]:
    """The marks of list `name` (one of `MARK_LISTS`), sorted by name.

    `genericised` gives live marks and those that are generic in some countries only; words that are free are in `generic_words`.
    """
    if name not in MARK_LISTS:
        raise ListMissing(f'no bundled list of marks is called "{name}"', f"Choose one of: {', '.join(MARK_LISTS)}.")
    return _genericised() if name == "genericised" else _marks(name)


def _marks(list_name: str) -> Iterator[MarkEntry]:
    for (
        name,
        kind,
        owner,
        classes,
        parent,
        aliases,
        abbreviations,
        misspellings,
        ambiguous,
        common,
        ambiguous_aliases,
        context,
        source,
    ) in read_rows(f"{list_name}.csv"):
        mark = Mark(
            name,
            kind,
            list_name,
            owner or None,
            _classes(classes),
            parent or None,
            ambiguous == "yes",
            _in_both_numbers(context) if context else _NONE,
        )
        spellings = [Spelling(name, "name", mark.ambiguous)]
        if aliases or abbreviations or misspellings:
            doubtful = _split(ambiguous_aliases)
            for how, cell in (("alias", aliases), ("abbreviation", abbreviations), ("misspelling", misspellings)):
                if cell:
                    spellings += [Spelling(text, how, text in doubtful) for text in cell.split("|")]
        yield MarkEntry(mark, tuple(spellings), common, _split(source))


def _genericised() -> Iterator[MarkEntry]:
    for row in read_table("genericised.csv"):
        if row["kind"] == "generic":
            continue
        ambiguous = row["ambiguous"] == "yes"
        mark = Mark(
            row["name"],
            "genericised",
            "genericised",
            row["owner"] or None,
            _classes(row["classes"]),
            ambiguous=ambiguous,
            safe_words=_split(row["safe_words"]),
        )
        doubtful = _split(row["ambiguous_variants"])
        spellings = (
            Spelling(row["name"], "name", ambiguous),
            *(Spelling(text, "alias", text in doubtful) for text in _split(row["variants"])),
        )
        note = "; ".join(filter(None, [row["note"], "generic in some countries" if row["status"] == "mixed" else ""]))
        yield MarkEntry(mark, spellings, "yes", _split(row["sources"]), row["verified"] == "yes", note=note)


def generic_words() -> tuple[GenericWord, ...]:
    """Words that were marks, or are taken for marks, and are free: escalator, sippy cup."""
    return tuple(
        GenericWord(row["name"], _split(row["safe_words"]), row["note"])
        for row in read_table("genericised.csv")
        if row["kind"] == "generic"
    )


def restrictions() -> tuple[Restriction, ...]:
    """What platforms, and sources about them, say about brands; look at `confidence`."""
    return tuple(
        Restriction(row["brand"], row["platform"], row["claim"], row["category"], row["source"], row["source_date"], row["confidence"])
        for row in read_table("restrictions.csv")
    )


def cases() -> tuple[Case, ...]:
    """Reported court cases and oppositions, one brand each; a blank number means that the source prints none."""
    return tuple(
        Case(row["brand"], row["plaintiff"], row["court"], row["number"], row["date"], row["source"], row["url"])
        for row in read_table("cases.csv")
    )


def cues() -> tuple[Cue, ...]:
    """Wording for copies, imitations and claims to be genuine, in several languages."""
    return tuple(
        Cue(
            row["term"],
            row["lang"],
            row["severity"],
            row["kind"],
            row["needs_brand"] != "no",
            row["needs_brand"] == "beside",
            _split(row["unless"]),
            row["source"],
            row["note"],
        )
        for row in read_table("cues.csv")
    )


def goods() -> tuple[GoodsTerm, ...]:
    """Goods terms in lower case, English ones in singular and plural; no services."""
    return tuple(GoodsTerm(term, lang, _classes(classes)) for term, lang, classes in read_rows("goods.csv"))


def everyday() -> tuple[tuple[str, int], ...]:
    """Ordinary English words in lower case with their frequency rank, 1 the most frequent."""
    return tuple((word, int(rank)) for word, rank in read_rows("everyday.csv"))


def everyday_multi() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Words of goods terms in six other languages, folded (no accents), with their languages."""
    return tuple((word, _split(langs)) for word, langs in read_rows("everyday_multi.csv"))


def spoken() -> tuple[str, ...]:
    """Words of seven languages beside English, folded: known, so that none of them is taken for a name in disguise."""
    return tuple(read_bytes("spoken.csv").decode("ascii").split("\n")[1:-1])


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


@lru_cache(1 << 10)
def _in_both_numbers(context: str) -> frozenset[str]:
    """Context words as listed and in the plural: bags speak for Coach as a bag does."""
    listed = context.split("|")
    plain = [word for word in listed if word.isalpha() and (word[-1] != "s" or word.endswith("ss"))]
    return frozenset([*listed, *(word + "es" if word.endswith(("ss", "x", "ch", "sh")) else word + "s" for word in plain)])


@cache
def _classes(cell: str) -> frozenset[int]:
    return frozenset(map(int, cell.split("|"))) if cell else frozenset()
