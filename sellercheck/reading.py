"""What the words of cells are: `Vocabulary`, `Texts`.

`data/context.json` groups words into families: connectives, accessories, colours, things that carry a motif, in the
languages of the sheets. A family is one bit, so that all families of a word are one look-up, and the words of thousands of
cells are columns of numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import compress, repeat
from typing import Any

import numpy as np

from sellercheck import cache, data
from sellercheck import text as folding
from sellercheck.arrays import Array, among, distinct
from sellercheck.finding import Use
from sellercheck.patterns import shape

SOLO = "\u0e00-\u0eff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""Scripts without spaces between words, as a range for regular expressions."""
_SOLO_RANGES = tuple(zip(map(ord, SOLO[::3]), map(ord, SOLO[2::3]), strict=True))
_APOSTROPHES = np.array([ord("'"), ord("’")])
_ENDING = 2
"""Letters at most that belong to the word before an apostrophe: women's, we'll."""
_ACCENTED = shape("[^\\W\\d_]*[\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]\\w*")
AT_ONCE = 1 << 18
"""Code points worked on at a time, of cells with more than ASCII in them."""
READ = 20000
"""Code points of a cell whose words are read; what stands later is still found, without its surroundings."""
_CLOSED = tuple(map(ord, "】]」》〕"))
"""What closes a label before a title: the name after it opens the title."""
BLANKS = np.array([code for code in range(0x3001) if chr(code).isspace()])
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
SLASH = ord("/")
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
        return _pair(*np.array([[ord(word[0]), ord(word[1])] for word in self.solo if len(word) > 1], np.int64).reshape(-1, 2).T)

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
    return str(_simplified(codes).tobytes(), "utf-32-le", "surrogatepass")


def _simplified(codes: Array) -> Array:
    known = codes < 1 << 16
    simple: Array = np.where(known, _simple()[np.where(known, codes, 0)], codes).astype("<u4")
    return simple


def _is_solo(codes: Array) -> Array:
    """Which code points are of `SOLO`."""
    is_solo = np.zeros(len(codes), bool)
    for low, high in _SOLO_RANGES:
        is_solo |= (codes >= low) & (codes <= high)
    return is_solo


class Texts:
    """The words of some cells, folded, with the families of words that begin and end there: a row a word, one cell after the other.

    Words are numbered through all cells. A position is a code point of `"\n".join(values)`: `offsets` of the cell, and the place in it.
    """

    def __init__(self, values: Sequence[str], spans: Array, known: Vocabulary) -> None:
        """`spans`: cell, start and end of each name that stands there, a row a name."""
        self.values, self.known = values, known
        sizes = np.fromiter(map(len, values), np.int64, len(values))
        self.offsets = np.cumsum(sizes + 1) - sizes - 1
        """Cell → position where it begins."""
        self.ends = self.offsets + sizes
        self.codes = np.frombuffer("\n".join([*values, ""]).encode("utf-32-le", "surrogatepass"), np.uint32)
        """Position → code point; a line break after each cell."""
        cells, starts, ends = spans.T
        starts, ends = self.offsets[cells] + starts, self.offsets[cells] + ends
        odd = np.flatnonzero(~np.fromiter(map(str.isascii, values), bool, len(values)))
        self.signs = np.zeros(len(values), bool)
        """Whether much of the cell is written in a script without capitals."""
        unspaced = self._split(odd, spans)
        self.begins = np.searchsorted(self.firsts, self.offsets)
        """Cell → number of its first word."""
        self.stops = np.append(self.begins[1:], len(self.words))
        self.cells = np.repeat(np.arange(len(values)), self.stops - self.begins)
        """Word → its cell."""
        self.opens = self.facts & FAMILIES
        """Word → families of the words and phrases that begin with it."""
        self.closes = self.opens.copy()
        """Word → families of the words and phrases that end with it."""
        self.expressions: dict[int, list[Span]] = {}
        """Cell → fixed expressions of several words: from word, to word."""
        self.has = np.zeros(len(values), np.int64)
        """Cell → families of all words."""
        self._phrases()
        # a pillow case fits no phone, a Dodge Charger charges none, and "long battery life" offers no battery
        otherwise = (self.opens | self.closes) & known.otherwise != 0
        self.opens[otherwise] &= ~known.accessory
        self.closes[otherwise] &= ~known.accessory
        for each in unspaced:
            self._solo(*each)
        some = self.begins < self.stops
        if some.any():
            self.has[some] |= np.bitwise_or.reduceat(self.opens, self.begins[some])
        begun = np.zeros(len(self.words) + 1, np.int64)
        np.add.at(begun, self.place(starts), 1)
        np.add.at(begun, self.next(ends), -1)
        self.named: Array = np.cumsum(begun)[:-1] > 0
        """Word → whether it is part of a name."""

    def place(self, starts: Array) -> Array:
        """Number of the first word that ends after each position."""
        return np.searchsorted(self.lasts, starts, side="right")

    def next(self, ends: Array) -> Array:
        """Number of the first word at or after each position."""
        return np.searchsorted(self.firsts, ends)

    def words_of(self, cell: int) -> list[str]:
        return self.words[self.begins[cell] : self.stops[cell]]

    @cached_property
    def capitalised(self) -> Array:
        """Cell → share of words that begin with a capital."""
        case = cases(self.codes[self.firsts])
        capitals, small = (np.bincount(self.cells[case == which], minlength=len(self.values)) for which in (UPPER, LOWER))
        share: Array = capitals / np.maximum(1, capitals + small)
        return share

    @cached_property
    def upper(self) -> Array:
        """Cell → share of longer words written in capitals."""
        long = np.flatnonzero(self.lasts - self.firsts > 2)
        firsts, lasts = self.firsts[long], self.lasts[long]
        counted = _counted(_LETTERS_AT_ONCE.take(self.codes, mode="clip"), firsts, lasts)
        letters, capitals, odd = (counted >> place & (1 << _COUNT) - 1 for place in (0, _COUNT, 2 * _COUNT))
        isalpha, isupper = letters == lasts - firsts, capitals == lasts - firsts
        for number in np.flatnonzero(odd).tolist():
            cell = self.cells[long[number]]
            word = self.values[cell][firsts[number] - self.offsets[cell] : lasts[number] - self.offsets[cell]]
            isalpha[number], isupper[number] = word.isalpha(), word.isupper()
        count, capital = (np.bincount(self.cells[long[which]], minlength=len(self.values)) for which in (isalpha, isalpha & isupper))
        return capital / np.maximum(1, count)

    def accented(self, cell: int) -> int:
        """Number of words with an accent."""
        return len(_ACCENTED().findall(self.values[cell][:READ]))

    @cached_property
    def openness(self) -> Array:
        """Word → how many words that say something stand before it, as far as `FAR`; a label before the title says nothing."""
        filling = (self.opens & self.known.filler != 0) & ~self.named
        says = ~filling & (self.facts & FIGURE_FIRST == 0)
        for number in np.flatnonzero(self.codes[self.firsts - 1] == ord("\\")).tolist():
            says[number] &= self.words[number] != "n"
        anew = np.zeros(len(self.words), bool)
        anew[self.begins[self.begins < self.stops]] = True
        last, last_but_one = self.codes[self.firsts - 1], self.codes[self.firsts - 2]
        closed, closed_before = (np.logical_or.reduce([codes == sign for sign in _CLOSED]) for codes in (last, last_but_one))
        maybe = np.flatnonzero((closed | closed_before) & (self.firsts - self.offsets[self.cells] < LABELS_END))
        anew[maybe[closed[maybe] | among(last[maybe], BLANKS)]] = True
        before = np.cumsum(says) - says
        since = np.maximum.accumulate(np.where(anew, np.arange(len(self.words)), 0))
        said: Array = np.minimum(before - before[since], FAR + 1)
        return said

    @cached_property
    def governed(self) -> Array:
        """Word → whether a connective of compatibility governs what follows it, with nothing but models and names between."""
        known, numbers = self.known, np.arange(1, len(self.words) + 1)
        connects = self.closes & known.before != 0
        tied = (self.codes[self.firsts - 1] == SLASH) | (self.codes[self.lasts] == SLASH)
        ends = ~self.named & (self.opens & known.passable == 0) & (self.facts & (SEVERAL | FIGURES_IN) == SEVERAL) & ~tied & ~connects
        reach = np.maximum.accumulate(np.where(connects, numbers, 0))
        # A connective of an earlier cell governs nothing here.
        return reach > np.maximum(np.maximum.accumulate(np.where(ends, numbers, 0)), self.begins[self.cells])

    def _split(self, odd: Array, spans: Array) -> list[_Unspaced]:
        """Words of all cells, where they begin, where they end and what they are; `odd`: cells that are not plain ASCII.

        Gives back the known words among those of scripts without spaces.
        """
        is_plain = np.ones(len(self.values), bool)
        is_plain[odd] = False
        plain = np.flatnonzero(is_plain)
        self.words, firsts, lasts, facts = _plain_words([self.values[cell][:READ] for cell in plain.tolist()], self.known)
        sizes = np.minimum(READ, self.ends - self.offsets)[plain]
        begins = np.cumsum(sizes + 1) - sizes - 1
        shift = np.repeat(self.offsets[plain] - begins, np.diff(np.searchsorted(firsts, begins), append=len(firsts)))
        self.firsts = firsts + shift
        """Word → position where it begins."""
        self.lasts = lasts + shift
        self.facts = facts
        """Word → its families, and what it is made of."""
        if not len(odd):
            return []
        words: list[str] = []
        places = [(self.firsts, self.lasts)]
        unspaced: list[_Unspaced] = []
        for cells in np.split(odd, np.flatnonzero(np.diff(np.cumsum((self.ends - self.offsets)[odd]) // AT_ONCE)) + 1):
            read = _Read(self, cells)
            self.signs[cells] = read.signs * 3 > read.sizes
            more, *where = read.words(spans)
            words += more
            places.append((where[0], where[1]))
            unspaced.append(read.unspaced(self.known))
        firsts, lasts = (np.concatenate(column) for column in zip(*places, strict=True))
        order = np.argsort(firsts, kind="stable")
        self.firsts, self.lasts = firsts[order], lasts[order]
        self.facts = np.concatenate((facts, np.fromiter(map(self.known.facts.__getitem__, words), np.int64, len(words))))[order]
        self.words = list(map([*self.words, *words].__getitem__, order.tolist()))
        return unspaced

    def _phrases(self) -> None:
        words, known = self.words, self.known
        maybe = np.flatnonzero((self.facts[:-1] & BEGINS != 0) & (self.facts[1:] & FOLLOWS != 0))
        firsts, seconds = (map(words.__getitem__, each.tolist()) for each in (maybe, maybe + 1))
        # Most of these pairs begin no phrase: they are looked up without a step of Python's own for each.
        begun = [*map(dict.get, map(known.longer.__getitem__, firsts), seconds)]
        found: list[tuple[int, int, int]] = []
        for number, phrases in compress(zip(maybe.tolist(), begun, strict=True), begun):
            cell = int(self.cells[number])
            for phrase, bits in phrases or ():
                stop = number + len(phrase)
                if stop <= self.stops[cell] and words[number:stop] == phrase:
                    found.append((number, stop - 1, bits))
                    if bits & known.expressions:
                        self.expressions.setdefault(cell, []).append((number, stop))
        if found:
            opening, closing, families = np.array(found).T
            np.bitwise_or.at(self.opens, opening, families)
            np.bitwise_or.at(self.closes, closing, families)

    def _solo(self, cells: Array, starts: Array, ends: Array, bits: Array) -> None:
        """Add what words inside runs of a script without spaces tell."""
        if not self.words:
            return
        np.bitwise_or.at(self.has, cells, bits)
        first, last = self.next(starts), np.searchsorted(self.lasts, ends)
        opens, closes = self.firsts.take(first, mode="clip") == starts, self.lasts.take(last, mode="clip") == ends
        self.opens[first[opens]] |= bits[opens]
        self.closes[last[closes]] |= bits[closes]
        for number in np.flatnonzero(bits & self.known.expressions != 0).tolist():
            span = int(self.place(starts[number] + 1)), int(self.next(ends[number] - 1)) + 1
            self.expressions.setdefault(int(cells[number]), []).append(span)


_Unspaced = tuple[Array, Array, Array, Array]
"""Words inside runs of a script without spaces: cell, first position, position behind the last, families."""


class _Read:
    """What is read of some cells that are not plain ASCII: one row of code points, a line break after each cell."""

    def __init__(self, texts: Texts, cells: Array) -> None:
        self.cells = cells
        offsets = texts.offsets[cells]
        self.sizes = np.minimum(READ, texts.ends[cells] - offsets)
        stops = np.cumsum(self.sizes + 1)
        self._begins = stops - self.sizes - 1
        self._shift = offsets - self._begins
        self.codes = texts.codes[np.repeat(self._shift, self.sizes + 1) + np.arange(int(stops[-1]))]
        self.codes[stops - 1] = ord("\n")
        self._simple = _simplified(self.codes)
        self.signs = np.add.reduceat(_is_solo(self._simple).astype(np.int64), self._begins)
        """Cell → characters of scripts without spaces."""

    def of(self, places: Array) -> Array:
        """The place in `cells` of the cell that each code is of."""
        return np.searchsorted(self._begins, places, side="right") - 1

    def words(self, spans: Array) -> tuple[list[str], Array, Array]:
        """Words folded, and where they begin and end in all texts, cut where a name of `spans` begins or ends in them.

        A word is a run of letters and figures, with the letter or two behind its apostrophe, or of characters of scripts without spaces:
        `适用于华为` is one.
        """
        letter = np.strings.isalnum(self.codes.view("U1"))
        solo = _is_solo(self.codes)
        kind = letter.astype(np.uint8)
        kind[solo] = 2
        before = np.concatenate((kind[:1] * 0, kind[:-1]))
        border = kind != before
        firsts, lasts = np.flatnonzero(border & (kind != 0)), np.flatnonzero(border & (before != 0))
        if not len(firsts):
            return [], firsts, lasts
        firsts, lasts = self._with_endings(firsts, lasts, kind, letter)
        edges = self._edges(spans)
        inside = np.searchsorted(firsts, edges, side="right") - 1
        edges = edges[(inside >= 0) & (edges > firsts.take(inside, mode="clip")) & (edges < lasts.take(inside, mode="clip"))]
        if len(edges):
            firsts, lasts = np.sort(np.concatenate((firsts, edges))), np.sort(np.concatenate((lasts, edges)))
        told = folding.folded_chars(self.codes.tobytes().decode("utf-32-le", "surrogatepass"))
        words = ["".join(told[first:last]) for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True)]
        words = [" ".join(word.split()) if " " in word else word for word in words]
        some = np.fromiter(map(bool, words), bool, len(words))  # all of "。" is a blank
        firsts, lasts = firsts[some], lasts[some]
        shift = self._shift[self.of(firsts)]
        return [word for word in words if word], firsts + shift, lasts + shift

    def _with_endings(self, firsts: Array, lasts: Array, kind: Array, letter: Array) -> tuple[Array, Array]:
        """Words, each with what follows its apostrophe where that is an ending and no word."""
        follows = np.flatnonzero(
            (firsts[1:] == lasts[:-1] + 1) & (lasts[1:] - firsts[1:] <= _ENDING) & among(self.codes[lasts[:-1]], _APOSTROPHES)
        )
        after = lasts[follows + 1]
        follows = follows[
            (kind[firsts[follows]] == 1) & (kind[firsts[follows + 1]] == 1) & ~letter[after] & (self.codes[after] != ord("_"))
        ]
        ended: list[int] = []
        for word in follows.tolist():
            ending = self.codes[firsts[word + 1] : lasts[word + 1]]
            if (not ended or ended[-1] != word - 1) and not np.strings.isdecimal(ending.view("U1")).any():
                ended.append(word)
        if not ended:
            return firsts, lasts
        keep = np.ones(len(firsts), bool)
        keep[np.array(ended) + 1] = False
        lasts[ended] = lasts[np.array(ended) + 1]
        return firsts[keep], lasts[keep]

    def _edges(self, spans: Array) -> Array:
        """Codes at which a name begins, or ends before, in ascending order."""
        cells, starts, ends = spans[among(spans[:, 0], self.cells)].T
        which = np.searchsorted(self.cells, cells)
        edges = [self._begins[which] + np.minimum(each, self.sizes[which]) for each in (starts, ends)]
        return distinct(np.concatenate(edges))

    def unspaced(self, known: Vocabulary) -> _Unspaced:
        """The words that the vocabulary has of scripts without spaces: from the left, the longest that begins at a place."""
        maybe = np.flatnonzero(self._simple >= ord(SOLO[0]))
        firsts, pairs = self._simple[maybe], _pair(self._simple[maybe], self._simple[maybe + 1])
        maybe = maybe[among(pairs, known.solo_pairs) | among(firsts, known.solo_lone)]
        text = self._simple.tobytes().decode("utf-32-le", "surrogatepass") if len(maybe) else ""
        starts, ends, families = np.array([*known.solo_in(text, maybe.tolist())], np.int64).reshape(-1, 3).T
        of = self.of(starts)
        return self.cells[of], starts + self._shift[of], ends + self._shift[of], families


def _pair(first: Array, second: Array) -> Array:
    """Two code points as one number."""
    pair: Array = (first.astype(np.int64) << 21) | second
    return pair


_PLAIN = bytes(ord(chr(code).lower()) if chr(code).isalnum() else ord(" ") for code in range(128)).ljust(256)


def _plain_words(texts: Sequence[str], known: Vocabulary) -> tuple[list[str], Array, Array, Array]:
    """Words of ASCII texts in small letters, where they begin in the row of all texts, where they end, and what they are."""
    joined = "\n".join(texts).encode("ascii").translate(_PLAIN)
    words, codes = joined.decode("ascii").split(), np.frombuffer(joined, np.uint8)
    edges = np.flatnonzero(np.diff(codes != ord(" "), prepend=False, append=False))
    firsts, lasts = edges[::2], edges[1::2]
    figure = (codes >= ord("0")) & (codes <= ord("9"))
    sizes, figures = lasts - firsts, _counted(figure, firsts, lasts)
    facts = np.fromiter(map(known.plain.get, words, repeat(ENDED)), np.int64, len(words))
    for bit, holds in (
        (FIGURE_FIRST, figure[firsts]), (FIGURES_IN, figures > 0), (FIGURES, figures == sizes), (LETTERS, figures == 0), (SEVERAL, sizes > 1),
    ):  # fmt: skip
        facts |= holds * np.int64(bit)
    return words, firsts, lasts, facts


def _counted(which: Array, firsts: Array, lasts: Array) -> Array:
    """How many of `which` stand between each first and last position."""
    total = np.concatenate(([0], np.cumsum(which)))
    return total[lasts] - total[firsts]


UPPER, LOWER = 2, 1
_ASCII_CASE = np.array([UPPER if chr(code).isupper() else LOWER if chr(code).islower() else 0 for code in range(128)] + [0], np.int8)
_COUNT = 20
"""Bits that hold how many letters of a kind a word has."""
_LETTERS_AT_ONCE = np.array(
    [(case > 0) | (case == UPPER) << _COUNT for case in _ASCII_CASE[:128].tolist()] + [1 << 2 * _COUNT], np.int64
)  # fmt: skip
"""Code of ASCII, or one for all beyond → a letter, a capital, and what is beyond, to be counted at once."""


def cases(codes: Array) -> Array:
    """Code point → upper, lower or neither."""
    case = _ASCII_CASE.take(codes, mode="clip")
    beyond = np.flatnonzero(codes > 127)
    chars = codes[beyond].view("U1")
    case[beyond] = np.strings.isupper(chars) * UPPER + np.strings.islower(chars) * LOWER
    return case
