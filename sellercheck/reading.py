"""What the words of cells are: `Texts`, the words of thousands of cells as columns of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import compress, repeat

import numpy as np

from sellercheck import text as folding
from sellercheck.arrays import Array, among, distinct
from sellercheck.patterns import shape
from sellercheck.vocabulary import (
    BEGINS,
    ENDED,
    FAMILIES,
    FIGURE_FIRST,
    FIGURES,
    FIGURES_IN,
    FOLLOWS,
    LETTERS,
    SEVERAL,
    SOLO,
    Vocabulary,
    pair,
    simple_codes,
)

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
Span = tuple[int, int]
SLASH = ord("/")


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
        self._simple = simple_codes(self.codes)
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
        firsts, pairs = self._simple[maybe], pair(self._simple[maybe], self._simple[maybe + 1])
        maybe = maybe[among(pairs, known.solo_pairs) | among(firsts, known.solo_lone)]
        text = self._simple.tobytes().decode("utf-32-le", "surrogatepass") if len(maybe) else ""
        starts, ends, families = np.array([*known.solo_in(text, maybe.tolist())], np.int64).reshape(-1, 3).T
        of = self.of(starts)
        return self.cells[of], starts + self._shift[of], ends + self._shift[of], families


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
