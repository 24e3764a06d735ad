"""The lists that hold no plain marks: genericised marks, cues, restrictions, cases, goods terms."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

import cue_words
from mark_entries import Row, Tally, classes, split
from ordinary_words import IRREGULAR, LEAST_SHARE, Vocabulary, fold, plural, rows, singular, words, wordset


def genericised(facts: Path, words_of: Vocabulary, figures: Mapping[str, str], tally: Tally) -> list[Row]:
    """`figures`: folded name → name of famous figures; a mark that only folding makes the same (Ironman, Iron Man) gives way to them."""
    found = {}
    for row in rows(facts / "genericized.csv"):
        sources = split(row["source"])
        tally.seen.update(sources)
        kind = {"genericized": "genericised", "common-word trap": "trap", "generic": "generic"}[row["kind"]]
        if figures.get(fold(row["mark"]), row["mark"]).casefold() != row["mark"].casefold():
            tally.drop(sources, "hides a famous figure", row["mark"])
            continue
        doing = fold(row["mark"]).endswith("ing") and words_of.known_form(fold(row["mark"]))  # spinning is what a pen does too
        why = words_of.why_ordinary(row["mark"]) if kind == "trap" or doing or len(fold(row["mark"])) < 3 else None
        if kind == "trap" and len(words(row["mark"])) > 1:
            why = None
        name = row["mark"]
        if words(name)[-1:] and words(name)[-1] in LIKENING:
            tally.drop(sources, "a likening, no name", name)
            continue
        variants = [v for v in split(row["variants"]) if fold(v) != fold(name) and words(v)[-1] not in LIKENING]
        doubtful = [
            v
            for v in variants
            if (kind == "trap" and words_of.why_ordinary(v))
            or len(fold(v)) < 3
            or v == "white-out"
            or words_of.island_words.get(fold(v), 0.0) >= LEAST_SHARE
        ]
        why = why or ("another thing too" if name in ANOTHER_THING else None)
        if why:
            tally.note(f"genericised: ambiguous by rule: {why}", name)
        safe = [re.sub(r" \(.*\)", "", word) for word in split(row["safe_generic"]) if word not in ADVICE]
        advice = [word for word in split(row["safe_generic"]) if word in ADVICE or "(" in word]
        owner = "" if UNKNOWN_OWNER.match(row["owner"]) else row["owner"]
        if kind == "trap" and why and not owner:
            tally.drop(sources, "an everyday word that is said to be somebody's, nobody knows whose", row["mark"])
            continue
        if kind == "genericised" and SERVICE in split(row["nice_classes"]):
            tally.drop(sources, "no word for goods", row["mark"])
            continue
        if name in FREE_WORDS or FREE_AS_WORD.search(row["note"]):
            kind = "generic"
        note = "; ".join(filter(None, [row["note"], *advice, f"owner: {row['owner']}" if row["owner"] and not owner else ""]))
        tally.kept.update(sources)
        found[fold(name) or name] = {
            "name": name, "variants": "|".join(variants), "safe_words": "|".join(safe), "owner": owner, "classes": classes(row["nice_classes"]), "status": row["status"],
            "kind": kind, "ambiguous": "yes" if why or name == "100%" else "no", "ambiguous_variants": "|".join(doubtful), "verified": row["verified"], "sources": "|".join(sources), "note": note,
        }  # fmt: skip
    return sorted(found.values(), key=lambda row: row["name"])


ADVICE = frozenset({"avoid", "reword", "check by class"})
"""What the safe-word column says where there is no word to write instead."""

LIKENING = frozenset({"compatible", "style", "type", "inspired", "like"})
"""Last words that make of a name a likening to it, or a statement what goods fit: the name before them is found by itself."""

ANOTHER_THING = wordset("Twister|Pull-Ups|Binky|Popsicle")
"""Marks whose word is said of other things as well: what twists hair, and a storm; an exercise, a panda, a shade of pink."""

FREE_WORDS = wordset("Airfryer")
"""Marks that most read as the plain name of their goods, written in two words: an air fryer. What their owner sells stands among the brands."""

SERVICE = "42"
"""The class of programs one uses and does not buy: to google."""

FREE_AS_WORD = re.compile(r"for the \w+ is fine;|registrations cancelled by")
"""What the note of a word says that is free for its goods and a brand beside them, or free again: polo shirt, super hero."""

UNKNOWN_OWNER = re.compile(r"unknown|various$|policy removal$", re.IGNORECASE)


def cues(facts: Path, tally: Tally) -> list[Row]:
    found: dict[tuple[str, str], Row] = {}
    kind_of = {term: kind for kind, terms in cue_words.KINDS.items() for term in terms.split("|")}

    def add(term: str, lang: str, severity: str, kind: str, *, needs_brand: bool, source: str, note: str) -> None:
        unless = cue_words.UNLESS.get(term, "")
        row = {
            "term": term,
            "lang": lang,
            "severity": severity,
            "kind": kind,
            "needs_brand": "no" if not needs_brand else "beside" if kind == "imitation" or term in cue_words.BESIDE else "yes",
            "unless": unless,
            "source": source,
            "note": note,
        }
        held = found.setdefault((term.casefold(), lang), row)
        if held is not row:
            held["source"] = " ".join(dict.fromkeys([*held["source"].split(), source]))

    for row in rows(facts / "counterfeit_terms.csv"):
        tally.seen[row["source"]] += 1
        tally.kept[row["source"]] += 1
        note = "" if row["lang"] == "zh" else row["note"]
        kind = kind_of.get(row["term"], "counterfeit")
        add(
            row["term"],
            row["lang"],
            row["severity"],
            kind,
            needs_brand=row["term"] in cue_words.NEEDS_BRAND,
            source=row["source"],
            note=note,
        )
    for lang, severity, kind, needs_brand, source, terms in cue_words.GATHERED:
        for term in terms:
            add(term, lang, severity, kind, needs_brand=needs_brand, source=source, note="")
    for row in found.values():
        if row["term"] in {"同款", "明星同款", "尾单", "外贸尾货", "原单"}:
            row["severity"] = "medium"  # the shared list calls 同款 and 尾单 weaker signals
    if unknown := set(cue_words.UNLESS) - {row["term"] for row in found.values()}:
        raise SystemExit(f"error: cue_words.UNLESS names terms that no source lists: {sorted(unknown)}")
    return sorted(found.values(), key=lambda row: (row["term"], row["lang"]))


def restrictions(facts: Path) -> list[Row]:
    columns = ["brand", "platform", "claim", "category", "source", "source_type", "source_date", "confidence"]
    found = {tuple(row[c] for c in columns): {c: row[c] for c in columns} for row in rows(facts / "gated_brands.csv")}
    return [found[key] for key in sorted(found)]


def cases(facts: Path) -> list[Row]:
    """Court cases; a row that names several brands becomes one row each: "DreamWorks (Shrek, Trolls and others)"."""
    columns = ["brand", "plaintiff", "court", "number", "date", "law_firm", "case_count", "right", "source", "url", "confidence"]
    found = []
    for row in rows(facts / "litigious.csv"):
        row["number"] = row.pop("case_number")
        brands = [part.strip() for part in row["brand"].split(" / ")]
        if inside := re.fullmatch(r"(.+?) \((.+?)(?: and others)?\)", row["brand"]):
            brands = [inside[1], *(part.strip() for part in inside[2].split(","))]
        found += [{**{c: row[c] for c in columns}, "brand": brand} for brand in brands]
    return sorted(found, key=lambda row: tuple(row[c] for c in columns))


def goods(facts: Path, marks: frozenset[str], words_of: Vocabulary, tally: Tally) -> list[Row]:
    """Goods terms of up to three words with their classes (1–34), in singular and plural for English, as lower-case phrases.

    The everyday product words of nice_products.csv come first and keep their classes. A single word from the class lists that heads terms of
    other classes too ("game": meat or play) takes the classes in which it heads at least 15 % of the terms, and is left out
    when there are more than four. What shops call goods and no class list names is added from `GOODS_BY_HAND`. Service classes are left out: "repair" in a title is seldom a service.
    """
    found: dict[tuple[str, str], set[int]] = {}
    heads: dict[str, Counter[int]] = defaultdict(Counter)
    for row in rows(facts / "nice_products.csv"):
        numbers = {int(n) for n in split(f"{row['nice_class']}|{row['also_class']}")}
        term = bare(row["term"])
        if max(numbers) > 34 or not term:
            continue
        for number in numbers:
            heads[singular(words(term)[-1])][number] += 3
        for form in both_numbers(term, words_of) if term and len(term.split()) <= 3 else ():
            found.setdefault((form, "en"), set()).update(numbers)
        for other in split(row["term_zh"]):
            found.setdefault((other, "zh"), set()).update(numbers)
    everyday = frozenset(found)
    seen: dict[tuple[str, str], set[int]] = defaultdict(set)
    for row in rows(facts / "nice_terms.csv"):
        term, number = bare(row["term"]), int(row["nice_class"])
        if term and number <= 34:
            heads[singular(term.split()[-1])][number] += 1
            if len(term.split()) <= 3 and row["ambiguous"] != "yes":
                seen[term, "en"].add(number)
    for head, spread in heads.items():
        if head in words_of.common and sum(spread.values()) >= 4:
            seen[head, "en"] |= set(spread)
    for row in rows(facts / "nice_terms_multi.csv"):
        term, number = bare(row["term"]), int(row["nice_class"])
        if term and number <= 34 and len(term.split()) <= 2 and row["ambiguous"] != "yes" and len(fold(term)) > 3:
            seen[term, row["lang"]].add(number)
    for (term, lang), classes_seen in sorted(seen.items()):
        chosen = set(classes_seen)
        if lang == "en" and " " not in term:
            spread = heads[singular(term)]
            chosen = {number for number, count in spread.items() if count * 100 >= 15 * sum(spread.values())}
            if not chosen or (sum(spread.values()) < 2 and 0 < words_of.common.get(term, 0) <= 3000):
                tally.note("goods: word left out, too many classes or too common a word", term)
                continue
        if lang != "en" and " " not in term and fold(term) in words_of.common and not chosen & found.get((fold(term), "en"), set()):
            tally.note("goods: foreign word left out, an English word of another meaning", f"{term} ({lang})")
            continue
        if len(chosen) > 4 or fold(term) in marks:
            tally.note("goods: term left out, too many classes or a mark", term)
            continue
        for form in both_numbers(term, words_of) if lang == "en" else (term,):
            if (form, lang) not in everyday:
                found.setdefault((form, lang), set()).update(chosen)
    for row in rows(GOODS_BY_HAND):
        for form in both_numbers(row["term"], words_of) if row["lang"] == "en" else (row["term"],):
            found.setdefault((form, row["lang"]), set()).update(int(number) for number in split(row["classes"]))
    weak = NO_GOODS | WEAK_GOODS | {plural(word) for word in WEAK_GOODS}
    return [
        {"term": term, "lang": lang, "classes": "|".join(map(str, sorted(numbers)))}
        for (term, lang), numbers in sorted(found.items())
        if term not in weak
    ]


GOODS_BY_HAND = Path(__file__).parent / "facts" / "goods_terms.csv"

NO_GOODS = wordset(
    "safe|slide|swing|scale|net|sail|label|stamp|clutch|suit|pin|game|network|jam|mouse|switch|planner|blush|cleanser|bleach|"
    "pack|balance|carbon|titanium|platinum|pulse|hop|club|travel|shades"
)
"""Words that are goods in the class lists and mostly something else in a title."""

WEAK_GOODS = wordset(
    "set|part|piece|kit|style|type|size|product|article|goods|item|material|accessory|preparation|substance|apparatus|"
    "appliance|device|unit|system|machine|instrument|holder|equipment|installation|element|component|compound|"
    "composition"
)
"""Words that say no class."""


def bare(term: str) -> str:
    """A goods term without its bracket, in lower case; empty for one that is inverted ("splints, surgical") or no plain phrase."""
    term = re.sub(r"\s*[\[(].*?[\])]", "", term).strip().lower()
    return "" if not re.fullmatch(r"\w[\w'’ /-]+", term) else term


def both_numbers(term: str, words_of: Vocabulary) -> tuple[str, ...]:
    """The term in singular and plural, as far as the other form is a known word."""
    start, _, last = term.rpartition(" ")
    if not last.isalpha() or last in IRREGULAR.values():
        return (term,)
    one = singular(last)
    other = one if one != last else plural(last)
    if other == last or not (other in words_of.forms or other in words_of.goods_words):
        return (term,)
    return tuple(f"{start} {form}".strip() for form in (last, other))
