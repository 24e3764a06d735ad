"""Compiles the bundled lists: reads the facts in ../shared/lists and ../shared/platforms, writes sellercheck/data/.

    python scripts/build_lists.py [--facts ../shared] [--out sellercheck/data] [--report]

Needs the packages named in `ordinary_words.NEEDS`. The same facts give the same bytes. Refreshed lists are committed alone, with one line in
the changelog. What is dropped or flagged follows from the rules below; `--report` prints how many rows each rule met, with samples.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import sys
from pathlib import Path

import families_of_names
from list_sources import ARTICLES, LISTS, PUBLISHER, RETRIEVED, Source, described_sources, notice
from mark_entries import MARK_COLUMNS, Entry, Row, Tally, split
from mark_facts import READERS, clean, gather_foreign_names, merge_lower_lists, settle_aliases
from mark_families import classes_of_a_supermarket, lines_of_cars, settle_owners, settle_parents
from mark_flags import drop_plain_programs, drop_words_of_directories, flag
from ordinary_words import Vocabulary, fold, package_folder, rows, words
from other_lists import cases, cues, genericised, goods, restrictions
from settled_marks import keep_settled, settle_by_hand

ROOT = Path(__file__).resolve().parents[1]


def write_csv(path: Path, columns: list[str], table: list[Row]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in table:
        writer.writerow([row[column].replace("\n", " ").replace("\r", " ") for column in columns])
    path.write_bytes(text.getvalue().encode("utf-8"))


def mark_row(entry: Entry) -> Row:
    spellings = set(entry.spellings)
    return {
        "name": entry.name, "kind": entry.kind, "owner": entry.owner, "classes": entry.classes, "parent": entry.parent,
        "aliases": "|".join(sorted(set(entry.aliases))), "abbreviations": "|".join(sorted(set(entry.abbreviations))), "misspellings": "|".join(sorted(set(entry.misspellings))),
        "ambiguous": "yes" if entry.ambiguous else "no", "common": entry.common,
        "ambiguous_aliases": "|".join(sorted(alias for alias in set(entry.ambiguous_aliases) if alias in spellings)),
        "context": entry.context, "sources": "|".join(dict.fromkeys(entry.sources)),
    }  # fmt: skip


def mark_lists(facts: Path, words_of: Vocabulary, tally: Tally) -> dict[str, list[Entry]]:
    lists = {}
    for name, read in READERS.items():
        entries = read(facts, tally)
        if name == "brands_more":
            entries += [*families_of_names.phone_lines(tally), *families_of_names.taiwan_makers(tally)]
        lists[name] = clean(entries, name, tally)
    drop_plain_programs(lists, words_of, tally)
    families_of_names.with_apostrophe(lists, words_of, tally)
    families_of_names.without_article(lists, tally)
    merge_lower_lists(lists, tally)
    settle_by_hand(lists, tally)
    drop_words_of_directories(lists, words_of, tally)
    lines_of_cars(lists, tally)
    classes_of_a_supermarket(lists, tally)
    everywhere: dict[str, Entry] = {}
    for entries in lists.values():
        for entry in entries:
            everywhere.setdefault(entry.key, entry)
    for entries in lists.values():
        for entry in entries:
            for alias in entry.aliases:
                everywhere.setdefault(fold(alias), entry)
    lists = {name: gather_foreign_names(entries, everywhere, tally) for name, entries in lists.items()}
    families_of_names.phone_makers(lists, tally)
    settle_parents(lists, everywhere, tally)
    settle_aliases(lists, tally)
    families_of_names.short_names(lists, words_of, tally)
    families_of_names.first_halves(lists, words_of, tally)
    words_of.names = frozenset(
        entry.key
        for name in ("famous", "characters")
        for entry in lists[name]
        if not entry.ambiguous and len(words(entry.name)) == 1 and entry.key not in words_of.common
    )
    flag(lists, words_of, tally)
    keep_settled(lists)
    settle_owners(lists, tally)
    for entries in lists.values():
        for entry in entries:
            tally.kept.update(entry.sources)
    return lists


def build(shared: Path, out: Path) -> Tally:
    facts = shared / "lists"
    tally = Tally()
    words_of = Vocabulary(facts)
    out.mkdir(parents=True, exist_ok=True)
    lists = mark_lists(facts, words_of, tally)
    for name, entries in lists.items():
        write_csv(out / f"{name}.csv", MARK_COLUMNS, [mark_row(entry) for entry in sorted(entries, key=lambda e: e.name)])
    figures = {entry.key: entry.name for entry in lists["famous"] if entry.kind in {"character", "franchise"}}
    generic = genericised(facts, words_of, figures, tally)
    write_csv(out / "genericised.csv", list(generic[0]), generic)
    unconditional = frozenset(entry.key for entries in lists.values() for entry in entries if not entry.ambiguous)
    spare = frozenset(key for name in ("famous", "characters") for entry in lists[name] for key in [entry.key, *map(fold, entry.spellings)])
    everyday = words_of.everyday(spare)
    write_csv(out / "everyday.csv", ["word", "rank"], [{"word": word, "rank": str(rank)} for word, rank in sorted(everyday.items())])
    foreign = {word: langs for word, langs in words_of.foreign.items() if word not in everyday and word not in unconditional}
    write_csv(
        out / "everyday_multi.csv",
        ["word", "langs"],
        [{"word": word, "langs": "|".join(sorted(langs))} for word, langs in sorted(foreign.items())],
    )
    spoken = words_of.spoken_words({*everyday, *foreign})
    write_csv(out / "spoken.csv", ["word"], [{"word": word} for word in spoken])
    for name, table in (
        ("goods", goods(facts, unconditional, words_of, tally)),
        ("cues", cues(facts, tally)),
        ("restrictions", restrictions(facts)),
        ("cases", cases(facts)),
        ("nice_classes", sorted(rows(facts / "nice_classes.csv"), key=lambda row: int(row["nice_class"]))),
        (
            "confusables",
            [
                {c: row[c] for c in ("codepoint", "char", "ascii", "name")}
                for row in sorted(rows(facts / "confusables_ascii.csv"), key=lambda row: row["char"])
            ],
        ),
        ("hanzi", simplified_characters()),
        ("leet", sorted(rows(facts / "leet_map.csv"), key=lambda row: row["seq"])),
        ("gs1_prefixes", sorted(rows(facts / "gs1_prefixes.csv"), key=lambda row: (len(row["start"]), row["start"], row["end"]))),
    ):
        write_csv(out / f"{name}.csv", list(table[0]), table)
    for row in rows(out / "restrictions.csv"):
        tally.kept[row["source"]] += 1
    for row in rows(out / "cues.csv"):
        tally.kept["platform-pages"] += "http" in row["source"]
    tally.kept["court-reports"] = len(rows(out / "cases.csv"))
    write_catalogue(shared, out, tally)
    return tally


def simplified_characters() -> list[dict[str, str]]:
    """Traditional characters of the basic plane with the first simplified one that OpenCC names."""
    path = package_folder("opencc") / "dictionary" / "TSCharacters.txt"
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        char, _, simple = line.partition("\t")
        first = simple.split(" ")[0]
        if len(char) == len(first) == 1 and max(char, first) <= "\uffff" and char != first:
            found.append({"char": char, "simplified": first})
    return sorted(found, key=lambda row: row["char"])


def write_catalogue(shared: Path, out: Path, tally: Tally) -> None:
    sources = described_sources((shared / "lists" / "SOURCES.md").read_text(encoding="utf-8"))
    lists = []
    used: set[str] = set()
    for spec in LISTS:
        content = (out / spec.file).read_bytes()
        table = rows(out / spec.file)
        ids = sorted(set(spec.sources) or {source for row in table for source in split(row.get("sources") or row.get("source") or "")})
        if spec.name == "cues":
            ids = sorted({part if not part.startswith("http") else "platform-pages" for source in ids for part in source.split()})
        used |= set(ids)
        lists.append(
            {
                "name": spec.name,
                "title": spec.title,
                "file": spec.file,
                "publisher": PUBLISHER,
                "url": f"sellercheck/data/{spec.file}",
                "licence": spec.licence,
                "retrieved": RETRIEVED,
                "entries": len(table),
                "min_entries": len(table) * 9 // 10,
                "sha256": hashlib.sha256(content).hexdigest(),
                "sources": ids,
            }
        )
    described: dict[str, Source] = {**sources, **ARTICLES}
    if missing := used - set(described):
        raise SystemExit(f"error: sources without a description: {sorted(missing)}\nhint: describe them in scripts/list_sources.py")
    catalogue = {
        "schema": "sellercheck-catalogue/1",
        "lists": lists,
        "sources": {
            name: {"where": described[name].where, "version": described[name].version, "licence": described[name].licence}
            for name in sorted(used)
        },
    }
    (out / "catalogue.json").write_text(json.dumps(catalogue, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (out / "NOTICE.md").write_text(
        notice(lists, described, used, kept=tally.kept, seen=tally.seen, left_out=tally.left_out, met=tally.met), encoding="utf-8"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Compiles sellercheck/data/ from the facts in ../shared.")
    parser.add_argument(
        "--facts", type=Path, default=ROOT.parent / "shared", help="the folder with lists/ and platforms/ (default: ../shared)"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "sellercheck" / "data", help="where to write (default: sellercheck/data)")
    parser.add_argument("--report", action="store_true", help="print how many rows each rule met, with samples")
    options = parser.parse_args()
    tally = build(options.facts, options.out)
    if options.report:
        for rule, count in sorted(tally.met.items()):
            samples = tally.samples[rule]
            print(f"{count:6} {rule}: {'; '.join(samples[:: max(1, len(samples) // 12)][:12])}")
    print(f"wrote {sum(path.stat().st_size for path in options.out.glob('*.csv')) / 1e6:.2f} MB to {options.out}", file=sys.stderr)


if __name__ == "__main__":
    main()
