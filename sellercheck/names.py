"""What is known of a name before any text is looked at: `Names`, a row a spelling, in columns for the judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from sellercheck import text as folding
from sellercheck.arrays import Array
from sellercheck.index import (
    ABBREVIATION,
    AMBIGUOUS,
    CURATED,
    FOREIGN_RANK,
    OBSCURE,
    OWN_LIST,
    PHRASE,
    MarkIndex,
    MarkRecord,
    everydayness,
)  # fmt: skip
from sellercheck.mark import KINDS
from sellercheck.phrases import BASE, Table
from sellercheck.vocabulary import Vocabulary, folded

GARMENTS = frozenset(map(folding.key, ("one piece", "ワンピース", "원피스")))
"""Names that are a garment's too: a one-piece, and what a dress is called in Japanese and Korean."""
HOUSES = frozenset({"brand", "product-line"})
"""Kinds of marks that may be called after their maker."""
VEHICLES = 12
"""The Nice class of cars, whose models are called after their maker."""
KIND = {kind: 1 << number for number, kind in enumerate(KINDS)}
"""Kind of mark → bit."""
MOST = 1 << 16
"""Spellings known at a time."""
MASK = (1 << 64) - 1
NOTHING = -1
"""Number of what is not there: no parent, no owner."""


class Name(NamedTuple):
    """What is known of a spelling."""

    spelling: str
    key: str
    flags: int
    record: MarkRecord
    families: int
    """Families of marks it belongs to."""
    words: int
    """Families of words it belongs to as an ordinary word."""
    garment: bool
    """Also what a garment is called: a one-piece."""
    features: Mapping[str, float]
    """What speaks for or against the mark whatever the text."""


class Names:
    """The spellings met so far, and in columns what the judge asks of them: row numbers hold until `forget`.

    Marks, their parents, owners and keys are numbered, so that the same number is the same text.
    """

    def __init__(self, index: MarkIndex, words: Vocabulary) -> None:
        self.index, self.vocabulary = index, words
        self._goods = _Lookup(index.goods.exact, index)
        self.are_goods = self._goods.those
        self.is_everyday = lru_cache(65536)(_Lookup(index.everyday, index).has)
        self.is_spoken = lru_cache(65536)(_Lookup(index.spoken, index).has)
        self.longer = lru_cache(65536)(self._longer)
        self._marks = _Lookup(index.phrases.exact, index)
        self._rank = _Lookup(index.everyday, index)
        self.forget()

    def forget(self) -> None:
        self.all: list[Name] = []
        self.numbers: dict[str, int] = {}
        """Text of a mark, parent, owner or key → number."""
        self._rows: dict[int | tuple[str, int], int] = {}
        self._hold(np.zeros((13, 256), np.int64), np.zeros((256, 1 + len(self.vocabulary.order))))

    def __len__(self) -> int:
        return len(self.all)

    def rows(self, spellings: Sequence[int]) -> list[int]:
        """Rows of these spellings, by their numbers in the index."""
        known = self._rows
        if new := [number for number in dict.fromkeys(spellings) if number not in known]:
            self._add(new, [self._name(number) for number in new])
        return [known[number] for number in spellings]

    def short_for(self, row: int, line: int) -> int:
        """Row of the name as a short form of the spelling `line`: Galaxy of Samsung Galaxy."""
        name = self.all[row]
        if (name.spelling, line) not in self._rows:
            whole = self.all[self.rows([line])[0]]
            features = {**whole.features, "ambiguous": 1.0, "short for a line": 1.0}
            short = Name(
                name.spelling, name.key, whole.flags | AMBIGUOUS, whole.record, whole.families, 0, garment=False, features=features
            )
            self._add([(name.spelling, line)], [short])
        return self._rows[name.spelling, line]

    def is_ordinary(self, word: str) -> bool:
        """Whether a written word is one of the vocabulary, or everyday in a language known."""
        plain = folded(word)
        return bool(self.vocabulary.words.get(plain, 0)) or self.is_everyday(plain.replace(" ", ""))

    def is_sure(self, word: str) -> bool:
        """Whether a word by itself is a mark's name and nothing else."""
        number = self._marks.get(folding.key(word))
        return number >= 0 and not self.index.flags_of[number] & AMBIGUOUS

    def _hold(self, facts: Array, scores: Array) -> None:
        """Columns of rows known, with room for more: `facts` a column after the other, `scores` a row after the other, as they are asked for."""
        self._facts = facts
        self.scores = scores
        """What `Name.features` come to: is it the mark, and for each use."""
        self.flags, self.families, self.words, self.kinds, self.classes, *more = facts
        """Of the spelling; of marks; of words; bits of `KIND`; Nice classes as bits 1-45."""
        self.marks, self.parents, self.owners, self.keys, self.sizes, self.garments, self.contexts, self.everyday_lines = more
        """Numbers, and the letters of the key; 1 for a name that is a garment's too, whose mark has context words, or that is an everyday word and a maker's line."""

    def _longer(self, house: str, key: str) -> int:
        """Number of the spelling made of a house mark and this word; -1: there is none. Samsung and Galaxy: Samsung Galaxy."""
        return self._marks.get(folding.key(house) + key)

    def _add(self, what: Sequence[int | tuple[str, int]], names: Sequence[Name]) -> None:
        first, stop = len(self.all), len(self.all) + len(names)
        if stop > len(self.scores):
            room = max(stop - len(self.scores), len(self.scores))
            self._hold(np.pad(self._facts, ((0, 0), (0, room))), np.pad(self.scores, ((0, room), (0, 0))))
        self._facts[:, first:stop] = np.array([self._told(name) for name in names]).T
        self.scores[first:stop] = [self._score(name.features) for name in names]
        self.all += names
        self._rows.update(zip(what, range(first, stop), strict=True))

    def _told(self, name: Name) -> tuple[int, ...]:
        """What stands of a name in the columns."""
        mark, number = name.record.mark, self._number
        return (
            name.flags, name.families, name.words, KIND.get(mark.kind, 0), sum(1 << nice for nice in mark.nice_classes),
            number(mark.text), number(mark.parent), number(mark.owner), number(name.key), len(name.key), name.garment, bool(mark.context),
            mark.kind == "product-line" and self.is_everyday(name.key),
        )  # fmt: skip

    def _score(self, features: Mapping[str, float]) -> tuple[float, ...]:
        """What features come to: is it the mark, and for each use."""
        known = self.vocabulary
        score, scores = 0.0, [0.0] * len(known.order)
        for feature, value in features.items():
            score += known.mark.get(feature, 0.0) * value
            for use, weight in known.by_feature.get(feature, ()):
                scores[use] += weight * value
        return (score, *scores)

    def _number(self, text: str | None) -> int:
        return self.numbers.setdefault(text, len(self.numbers)) if text else NOTHING

    def _name(self, number: int) -> Name:
        spelling, flags, record = self.index.spelling(number), self.index.flags_of[number], self.index.record(self.index.owner_of[number])
        mark, known = record.mark, self.vocabulary
        plain, key = folding.fold(spelling), folding.key(spelling)
        words = known.words.get(plain, 0)
        if flags & OBSCURE and (words & known.any_ordinary or self._goods.has(key)):
            flags |= AMBIGUOUS
        ambiguous = bool(flags & AMBIGUOUS)
        suffix = "?" if ambiguous else ""
        families = known.marks.get(key, 0) | known.marks.get(folding.key(mark.text), 0)
        parent = known.marks.get(folding.key(mark.parent), 0) if mark.parent else 0
        if not parent and VEHICLES in mark.nice_classes and " " in mark.text:
            parent = known.marks.get(folding.key(mark.text.split()[0]), 0)  # Ford Mustang, whose parent the list does not tell
        if mark.kind in HOUSES and " " in mark.text:
            # JBL Flip and Fitbit Versa are devices as JBL and Fitbit are, whatever the list calls them
            parent |= known.marks.get(folding.key(mark.text.split()[0]), 0) & known.mark_bit["devices"]
        found = {"bias": 1.0, f"kind {mark.kind}": 1.0, f"kind {mark.kind}{suffix}": 1.0}
        rank = max(0, self._rank.get(key)) if " " not in plain else 0
        if not mark.ambiguous and ambiguous:
            found["another spelling"] = 1.0
        obscure = bool(flags & OBSCURE)
        if ambiguous:
            found["ambiguous"] = 1.0
            if flags & CURATED:
                found["ambiguous curated"] = 1.0
            if flags & PHRASE or " " in plain:
                found["ambiguous phrase"] = 1.0
            elif rank == FOREIGN_RANK or (not rank and self.is_spoken(key)):
                found["foreign word"] = 1.0
            elif rank:
                found["everyday"] = everydayness(rank)
            if mark.kind == "genericised" and rank:
                found["ambiguous genericised"] = 1.0
        elif mark.kind == "genericised" and rank:
            found["everyday genericised"] = 1.0
        if obscure:
            found["ambiguous obscure" if ambiguous else "obscure"] = 1.0
            found[f"list {mark.list}{suffix}"] = 1.0
        if ambiguous or mark.kind == "genericised":
            for label, bit in known.ordinary:
                if words & bit:
                    found[label] = 1.0
            if words & (known.filler | known.capacity):
                found["filler word"] = 1.0
            if (words & known.goods or self._goods.has(key)) and (mark.kind != "genericised" or " " in plain):
                found["goods word" if mark.kind != "genericised" else "generic goods word"] = 1.0
        if flags & ABBREVIATION:
            found["abbreviation"] = 1.0
        if len(key) <= 3 and key.isascii():
            found["short" + suffix] = 1.0
            if len(key) <= 2:
                found["two letters"] = 1.0
        if flags & OWN_LIST:
            found["own list"] = 1.0
        if record.also and not flags & OWN_LIST:
            found["in several lists" + suffix] = 1.0
        for label, bit in known.mark_bit.items():
            if (families | parent) & bit:
                found[f"one of {label}"] = 1.0
        if mark.kind == "genericised" and "famous" in record.also:
            found["genericised famous"] = 1.0
        garment = bool(words & known.swimwear) or key in GARMENTS
        return Name(spelling, key, flags, record, families | parent, words, garment, found)


class _Lookup:
    """Single names looked up in a table, without arrays."""

    def __init__(self, table: Table, marks: MarkIndex) -> None:
        self.table, self.hasher = table, marks.hasher
        self.values = marks.hasher.values.data

    def get(self, key: str) -> int:
        """What the table holds for a name folded and without blanks; -1 when it holds nothing."""
        total, power = 0, 1
        for char in key:
            code = ord(char)
            if code >= folding.FOLDED_LIMIT:
                return -1
            total += self.values[code] * power
            power = power * BASE & MASK
        found = self.table.get(total & MASK)
        return min(found) if found else -1

    def has(self, key: str) -> bool:
        return self.get(key) >= 0

    def those(self, keys: Sequence[str]) -> Array:
        """Which of many names the table holds."""
        held = np.zeros(len(keys), bool)
        held[self.table.find(self.hasher.keys(keys))[0]] = True
        return held
