"""What single words are: `Vocabulary`.

`data/context.json` groups words into families: connectives, accessories, colours, things that carry a motif, in the
languages of the sheets. A family is one bit, so that all families of a word are one look-up.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from sellercheck import cache, data
from sellercheck import text as folding
from sellercheck.arrays import Array
from sellercheck.finding import Use

SOLO = "\u0e00-\u0eff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""Scripts without spaces between words, as a range for regular expressions."""
ORDINARY = {
    "colours": "colour word", "sizes": "size word", "animals": "animal word", "plants": "plant word", "materials": "material word",
    "adjectives": "describing word", "topics": "topic word", "function-words": "function word",
}  # fmt: skip
"""Families of words that mean what they say, and the feature of a name that is one of them."""
ACCENTED = frozenset({"bone", "den", "do", "fur", "gross", "non", "sac", "tat", "tui", "vang"})
"""English words, and words of other languages without their accents: für, đỏ. In a text of plain letters they are the former."""
FIGURE_FIRST, FIGURES_IN, FIGURES, LETTERS, SEVERAL, ENDED, BEGINS, FOLLOWS = (1 << bit for bit in range(54, 62))
"""What a word is made of, beside its families: begins with a figure, has figures, has nothing else, nothing but letters, more than
one character, ends in a letter or figure, begins a phrase of several words, is the second word of one."""
FAMILIES = FIGURE_FIRST - 1
MOST_WORDS = 1 << 18
"""Distinct words remembered at a time."""


class Vocabulary:
    """The families of words and marks that `data/context.json` knows, and the models' weights."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        words: Mapping[str, Sequence[str]] = given["words"]
        bit = {name: 1 << number for number, name in enumerate(words)}
        self.words: dict[str, int] = {}
        """Folded word or phrase → families."""
        self.longer: dict[str, dict[str, list[tuple[list[str], int]]]] = {}
        """First word → second word → the phrases of several words that begin so, and their families."""
        self.solo: dict[str, int] = {}
        """Words of scripts without spaces, in simplified characters, as written and folded → families."""
        for name, members in words.items():
            for member in members:
                if plain := member if member.isascii() and member.islower() and member.isalpha() else folding.fold(member):
                    self.words[plain] = self.words.get(plain, 0) | bit[name]
                    if folding.is_solo(plain[0]):
                        # NOTE: they are sought in the text as it is but for its characters, and folding may turn one way of writing into another.
                        for written in {plain, simplified(member)}:
                            self.solo[written] = self.solo.get(written, 0) | bit[name]
        for plain, bits in self.words.items():
            if " " in plain:
                phrase = plain.split()
                self.longer.setdefault(phrase[0], {}).setdefault(phrase[1], []).append((phrase, bits))
        self.second = {word for following in self.longer.values() for word in following}
        """Second words of phrases."""
        accentless = {word: sum(bit[name] for name, members in words.items() if word in members) for word in ACCENTED}
        told = {word for word in (*self.words, *self.longer, *self.second, *ACCENTED) if word.isascii() and " " not in word}
        of_word = self.words | accentless
        self.plain = {word: of_word.get(word, 0) | self.in_phrases(word) | ENDED for word in told}
        """Word of ASCII that tells something → its families in a text without accents, and its part in phrases."""
        self.marks: dict[str, int] = {}
        """Key of a mark's name → the families of marks it belongs to."""
        self.mark_bit = {name: 1 << number for number, name in enumerate(given["marks"])}
        for name, members in given["marks"].items():
            for member in members:
                key = folding.key(member)
                self.marks[key] = self.marks.get(key, 0) | self.mark_bit[name]
        self._families(words, bit)
        self._weights(given)

    def solo_in(self, text: str, places: Iterable[int] | None = None) -> Iterator[tuple[int, int, int]]:
        """Words of `solo` in `simplified` text, from the left and the longest first: first character, character behind the last, families.

        `places`: where one may begin, in order, if known.
        """
        end = 0
        for start in range(len(text)) if places is None else places:
            if start >= end:
                for size in self.solo_sizes.get(text[start], ()):
                    if bits := self.solo.get(word := text[start : start + size]):
                        end = start + len(word)
                        yield start, end, bits
                        break

    @cached_property
    def solo_sizes(self) -> dict[str, list[int]]:
        """First character → how many characters the words of `solo` have that begin with it, the most first."""
        sizes: dict[str, set[int]] = {}
        for word in self.solo:
            sizes.setdefault(word[0], set()).add(len(word))
        return {first: sorted(each, reverse=True) for first, each in sizes.items()}

    @cached_property
    def solo_pairs(self) -> Array:
        """The first two characters, as one number, of each of `solo` that has as many."""
        return pair(*np.array([[ord(word[0]), ord(word[1])] for word in self.solo if len(word) > 1], np.int64).reshape(-1, 2).T)

    @cached_property
    def solo_lone(self) -> Array:
        """Those of `solo` that are one character."""
        return np.array([ord(word) for word in self.solo if len(word) == 1], np.int64)

    @cached_property
    def facts(self) -> _Facts:
        """Folded word → its families, and what it is made of."""
        return _Facts(self)

    def in_phrases(self, word: str) -> int:
        """`BEGINS` and `FOLLOWS`, as far as they hold for the word."""
        return (word in self.longer and BEGINS) | (word in self.second and FOLLOWS)

    def _families(self, words: Mapping[str, Sequence[str]], bit: Mapping[str, int]) -> None:
        self.no_brand = frozenset(folding.key(word) for word in words["no-brand"]) | {""}
        self.company = frozenset(plain for word in words["company-words"] for plain in folding.fold(word).split())
        self.before, self.after, self.passable = bit["compatibility-before"], bit["compatibility-after"], bit["passable"]
        self.imitation_before, self.imitation_after = bit["imitation-before"], bit["imitation-after"]
        self.makers_before, self.brand_words, self.series_words = bit["makers-before"], bit["brand-words"], bit["series-words"]
        self.genuine, self.shipping, self.house = bit["genuine"], bit["shipping"], bit["house-words"]
        self.filler, self.function, self.first_names = bit["fillers"], bit["function-words"], bit["first-names"]
        self.accessory, self.toys, self.media, self.theme = bit["accessories"], bit["toy-goods"], bit["media-goods"], bit["theme-goods"]
        self.swimwear, self.computers, self.models, self.marking = bit["swimwear"], bit["computers"], bit["models"], bit["marking"]
        self.capacity, self.materials, self.animals, self.expressions = (
            bit["capacity"],
            bit["materials"],
            bit["animals"],
            bit["expressions"],
        )
        self.colours, self.adjectives, self.otherwise = bit["colours"], bit["adjectives"], bit["no-accessories"]
        self.ingredients, self.lengths = bit["ingredients"], bit["lengths"]
        self.vehicle_parts, self.no_imitation, self.wearers = bit["vehicle-parts"], bit["no-imitation"], bit["wearers"]
        self.supporting, self.devices = bit["supporting"], bit["device-nouns"]
        self.own_accessories, self.cuts, self.shirts = bit["own-accessories"], bit["shirt-cuts"], bit["shirts"]
        self.plants = bit["plants"]
        self.describing = bit["colours"] | bit["sizes"] | bit["materials"] | bit["adjectives"]
        self.goods = bit["goods"] | self.accessory | self.toys | self.media | self.theme | self.swimwear
        self.ordinary = tuple((label, bit[family]) for family, label in ORDINARY.items())
        self.any_ordinary = sum(family for _, family in self.ordinary) | self.goods
        self.classes = tuple((bit[name], int(name.removeprefix("class "))) for name in words if name.startswith("class "))
        """Families of goods in the languages that `goods.csv` lacks, with their Nice class."""
        self.appliances = bit["class 11"]

    def _weights(self, given: Mapping[str, Any]) -> None:
        self.mark: Mapping[str, float] = given["mark"]
        """Feature → weight: is it the mark?"""
        self.uses: Mapping[str, Mapping[str, float]] = given["uses"]
        """Use → feature → weight."""
        self.order = tuple(map(Use, self.uses))
        self.by_feature: dict[str, list[tuple[int, float]]] = {}
        """Feature → (position in `order`, weight)."""
        for number, weights in enumerate(self.uses.values()):
            for name, weight in weights.items():
                self.by_feature.setdefault(name, []).append((number, weight))
        self.sure: float = given["sure"]
        """From this probability on the word is taken for the mark without reserve."""
        self.fair: float = given["fair"]
        """From this one on it is more than a suspicion."""
        self.likely: float = given["likely"]
        """Below this it is taken for an ordinary word."""


class _Facts(dict[str, int]):
    """What is known of the words met so far."""

    def __init__(self, known: Vocabulary) -> None:
        super().__init__()
        self.known = known

    def __missing__(self, word: str) -> int:
        if len(self) >= MOST_WORDS:
            self.clear()
        facts = self.known.words.get(word, 0) | self.known.in_phrases(word)
        if word.isalpha():  # no figure is a letter
            facts |= LETTERS | ENDED
        else:
            digits = list(map(str.isdigit, word))
            for bit, holds in (
                (FIGURE_FIRST, digits[0]), (FIGURES_IN, any(digits)), (FIGURES, all(digits)), (ENDED, word[-1].isalnum()),
            ):  # fmt: skip
                facts |= bit if holds else 0
        if len(word) > 1:
            facts |= SEVERAL
        self[word] = facts
        return facts


@lru_cache(1)
def vocabulary() -> Vocabulary:
    """The bundled one."""
    return cache.kept("vocabulary", "", lambda: Vocabulary(json.loads(data.read_bytes("context.json"))))


folded = lru_cache(65536)(folding.fold)


@lru_cache(1)
def _simple() -> Array:
    """Code point → that of the simplified character, for those that have one code unit."""
    simple = np.arange(1 << 16, dtype=np.uint32)
    for char, plain in data.read_columns("hanzi.csv", "char", "simplified"):
        if max(char, plain) < "\U00010000":
            simple[ord(char)] = ord(plain)
    return simple


def simplified(value: str) -> str:
    """The text with its traditional Chinese characters as simplified ones; a character stays one."""
    codes = np.frombuffer(value.encode("utf-32-le", "surrogatepass"), np.uint32)
    return str(simple_codes(codes).tobytes(), "utf-32-le", "surrogatepass")


def simple_codes(codes: Array) -> Array:
    known = codes < 1 << 16
    simple: Array = np.where(known, _simple()[np.where(known, codes, 0)], codes).astype("<u4")
    return simple


def pair(first: Array, second: Array) -> Array:
    """Two code points as one number."""
    pair: Array = (first.astype(np.int64) << 21) | second
    return pair
