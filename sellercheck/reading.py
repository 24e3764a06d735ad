"""What the words of a cell are: `Vocabulary`, `Text`.

`data/context.json` groups words into families: connectives, accessories, colours, things that carry a motif, in the
languages of the sheets. A family is one bit, so that all families of a word are one look-up, and every cell is read once.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, reduce
from itertools import pairwise, repeat
from operator import or_
from typing import Any

from sellercheck import cache, data
from sellercheck import text as folding
from sellercheck.finding import Use
from sellercheck.patterns import shape

SOLO = "\u0e00-\u0eff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""Scripts without spaces between words, as a range for regular expressions."""
_SOLO_WORD = shape(rf"[^\W_{SOLO}]+(?:['’][^\W\d_{SOLO}]{{1,2}}\b)?|[{SOLO}]+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]{1,2}\b)?")
_SOLO_RUN = shape(f"[{SOLO}]+")
_ACCENTED = shape("[^\\W\\d_]*[\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]\\w*")
READ = 20000
"""Code points of a cell whose words are read; what stands later is still found, without its surroundings."""
CLOSED = frozenset("】]」》〕")
"""What closes a label before a title: the name after it opens the title."""
LABELS_END = 80
"""Code points within which such a label ends."""
FAR = 2
"""So many words further on, a name no longer opens the title."""
ORDINARY = {
    "colours": "colour word", "sizes": "size word", "animals": "animal word", "plants": "plant word", "materials": "material word",
    "adjectives": "describing word", "topics": "topic word", "function-words": "function word",
}  # fmt: skip
"""Families of words that mean what they say, and the feature of a name that is one of them."""
ACCENTED = frozenset({"bone", "den", "do", "fur", "gross", "non", "sac", "tat", "tui", "vang"})
"""English words, and words of other languages without their accents: für, đỏ. In a text of plain letters they are the former."""
Span = tuple[int, int]


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
        """Words of scripts without spaces, as written and folded → families."""
        for name, members in words.items():
            for member in members:
                if plain := member if member.isascii() and member.islower() and member.isalpha() else folding.fold(member):
                    self.words[plain] = self.words.get(plain, 0) | bit[name]
                    if folding.is_solo(plain[0]):
                        # NOTE: they are sought in the text as it is, and folding may turn one way of writing into another.
                        for written in {plain, member}:
                            self.solo[written] = self.solo.get(written, 0) | bit[name]
        self.plain = self.words | {word: sum(bit[name] for name, members in words.items() if word in members) for word in ACCENTED}
        """The same for texts without any accent."""
        for plain, bits in self.words.items():
            if " " in plain:
                phrase = plain.split()
                self.longer.setdefault(phrase[0], {}).setdefault(phrase[1], []).append((phrase, bits))
        self.marks: dict[str, int] = {}
        """Key of a mark's name → the families of marks it belongs to."""
        self.mark_bit = {name: 1 << number for number, name in enumerate(given["marks"])}
        for name, members in given["marks"].items():
            for member in members:
                key = folding.key(member)
                self.marks[key] = self.marks.get(key, 0) | self.mark_bit[name]
        self._families(words, bit)
        self._weights(given)

    @cached_property
    def solo_words(self) -> re.Pattern[str]:
        """Any of `solo`, the longest first."""
        return re.compile("|".join(map(re.escape, sorted(self.solo, key=lambda word: (-len(word), word)))) or r"(?!)")

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
        self.colours = bit["colours"]
        self.describing = bit["colours"] | bit["sizes"] | bit["materials"] | bit["adjectives"]
        self.goods = bit["goods"] | self.accessory | self.toys | self.media | self.theme | self.swimwear
        self.ordinary = tuple((label, bit[family]) for family, label in ORDINARY.items())
        self.any_ordinary = sum(family for _, family in self.ordinary) | self.goods
        self.classes = tuple((bit[name], int(name.removeprefix("class "))) for name in words if name.startswith("class "))
        """Families of goods in the languages that `goods.csv` lacks, with their Nice class."""
        self.appliances = bit["class 11"]
        self.any_class = sum(family for family, _ in self.classes)

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


@lru_cache(1)
def vocabulary() -> Vocabulary:
    """The bundled one."""
    return cache.kept("vocabulary", "", lambda: Vocabulary(json.loads(data.read_bytes("context.json"))))


folded = lru_cache(65536)(folding.fold)


class Text:
    """A cell's words, folded, with the families of words that begin and end there."""

    __slots__ = (
        "_capitalised",
        "_governed",
        "_known",
        "_openness",
        "_spans",
        "_upper",
        "closes",
        "expressions",
        "firsts",
        "has",
        "lasts",
        "opens",
        "signs",
        "value",
        "words",
    )

    def __init__(self, value: str, spans: Sequence[Span], known: Vocabulary) -> None:
        """`spans`: where names stand, from left to right."""
        self.value = value
        """The cell as it is."""
        self._spans, self._known = spans, known
        plain = value.isascii()
        head = value if len(value) <= READ else value[:READ]
        if plain:
            words, firsts, lasts = _plain_words(head)
        else:
            cut = _cut_at([match.span() for match in _words_of(value).finditer(head)], {edge for span in spans for edge in span})
            pairs = [(place, word) for place in cut if (word := folded(head[place[0] : place[1]]))]
            words = [word for _, word in pairs]
            firsts = [first for (first, _), _ in pairs]
            lasts = [last for (_, last), _ in pairs]
        self.words = words
        self.firsts = firsts
        """Word → where it begins in the cell."""
        self.lasts = lasts
        self.opens = list(map((known.plain if plain else known.words).get, words, repeat(0)))
        """Word → families of the words and phrases that begin with it."""
        self.closes = self.opens[:]
        """Word → families of the words and phrases that end with it."""
        self.expressions: list[Span] = []
        """Fixed expressions of several words: from word, to word."""
        self.signs = False
        """Whether much of the cell is written in a script without capitals."""
        self.has = 0
        """Families of all words."""
        self._phrases(known)
        if not plain:
            self._solo(head, known)
        self.has = reduce(or_, self.opens, self.has)
        # What follows is asked of few texts.
        self._capitalised: float | None = None
        self._openness: list[int] | None = None
        self._governed: list[bool] | None = None
        self._upper: float | None = None

    @property
    def capitalised(self) -> float:
        """Share of words that begin with a capital."""
        if self._capitalised is None:
            starts = list(map(self.value.__getitem__, self.firsts))
            capitals = sum(map(str.isupper, starts))
            cased = capitals + sum(map(str.islower, starts))
            self._capitalised = capitals / cased if cased else 0.0
        return self._capitalised

    @property
    def openness(self) -> list[int]:
        """Word → how many words that say something stand before it; beyond `FAR` they are no longer counted."""
        if self._openness is None:
            self._openness = self._opening()
        return self._openness

    @property
    def governed(self) -> list[bool]:
        """Word → whether a connective of compatibility governs what follows it, with nothing but models and names between."""
        if self._governed is None:
            self._governed = self._government() if self.has & self._known.before else [False] * len(self.words)
        return self._governed

    def _phrases(self, known: Vocabulary) -> None:
        words, longer = self.words, known.longer
        for number, (word, following) in enumerate(pairwise(words)):
            if word in longer and following in longer[word]:
                for phrase, bits in longer[word][following]:
                    if len(phrase) == 2 or words[number : number + len(phrase)] == phrase:
                        self.opens[number] |= bits
                        self.closes[number + len(phrase) - 1] |= bits
                        if bits & known.expressions:
                            self.expressions.append((number, number + len(phrase)))

    def _solo(self, head: str, known: Vocabulary) -> None:
        """Words inside runs of a script without spaces."""
        self.signs = sum(map(len, _SOLO_RUN().findall(head))) * 3 > len(head)
        for match in known.solo_words.finditer(head):
            bits = known.solo[match.group()]
            self.has |= bits
            at = bisect_right(self.firsts, match.start()) - 1
            if at >= 0 and self.firsts[at] == match.start():
                self.opens[at] |= bits
            at = bisect_left(self.lasts, match.end())
            if at < len(self.lasts) and self.lasts[at] == match.end():
                self.closes[at] |= bits
            if bits & known.expressions:
                self.expressions.append((self.place(match.start() + 1), self.next(match.end() - 1) + 1))

    @property
    def upper(self) -> float:
        """Share of longer words written in capitals."""
        if self._upper is None:
            value = self.value
            long = [
                word
                for first, last in zip(self.firsts, self.lasts, strict=True)
                if last - first > 2 and (word := value[first:last]).isalpha()
            ]
            self._upper = sum(map(str.isupper, long)) / len(long) if long else 0.0
        return self._upper

    @property
    def accented(self) -> int:
        """Number of words with an accent."""
        return len(_ACCENTED().findall(self.value[:READ]))

    def _named(self) -> set[int]:
        """Words that are, or are part of, a name."""
        return {number for start, end in self._spans for number in range(self.place(start), self.next(end))}

    def _opening(self) -> list[int]:
        value, filler, named = self.value, self._known.filler, None
        labels = not CLOSED.isdisjoint(value[:LABELS_END])
        escapes = "\\" in value
        said = 0
        openness: list[int] = []
        for number, (word, first, opens) in enumerate(zip(self.words, self.firsts, self.opens, strict=True)):
            if labels and said and first < LABELS_END and not CLOSED.isdisjoint(value[first - 2 : first].rstrip()[-1:]):
                said = 0
            openness.append(said)
            if opens & filler:
                named = self._named() if named is None else named
                if number not in named:
                    continue
            if not word[0].isdigit() and not (escapes and word == "n" and value[first - 1 : first] == "\\"):
                said += 1
                if said > FAR and not labels:
                    break
        openness += [said] * (len(self.words) - len(openness))
        return openness

    def _government(self) -> list[bool]:
        before, passable, named = self._known.before, self._known.passable, self._named()
        governs = False
        governed: list[bool] = []
        for number, (word, opens, closes) in enumerate(zip(self.words, self.opens, self.closes, strict=True)):
            if closes & before:
                governs = True
            elif governs and number not in named and not opens & passable and len(word) > 1 and not any(map(str.isdigit, word)):
                governs = "/" in {
                    self.value[self.firsts[number] - 1 : self.firsts[number]],
                    self.value[self.lasts[number] : self.lasts[number] + 1],
                }
            governed.append(governs)
        return governed

    def place(self, start: int) -> int:
        """How many words end before this position."""
        return bisect_right(self.lasts, start)

    def next(self, end: int) -> int:
        """Number of the first word at or after this position."""
        return bisect_left(self.firsts, end)


_PLAIN = str.maketrans({chr(code): chr(code).lower() if chr(code).isalnum() else " " for code in range(128)})


def _plain_words(text: str) -> tuple[list[str], list[int], list[int]]:
    """Words of an ASCII text in small letters, where they begin, and where they end."""
    text = text.translate(_PLAIN)
    words = text.split()
    firsts, lasts, at = [], [], 0
    for word in words:
        at = text.index(word, at)
        firsts.append(at)
        at += len(word)
        lasts.append(at)
    return words, firsts, lasts


def _words_of(text: str) -> re.Pattern[str]:
    """What a word of this text looks like: the simple form where no script without spaces occurs."""
    return _WORD if max(text) < SOLO[0] else _SOLO_WORD()


def _cut_at(places: Iterable[Span], edges: set[int]) -> Iterator[Span]:
    """Words cut where a mention begins or ends: in scripts without spaces `适用于华为` is one run of letters."""
    for first, last in places:
        inside = sorted(edge for edge in edges if first < edge < last)
        yield from pairwise((first, *inside, last))
