"""Disguises as the search over a text meets them: `Disguises`, and `Watch`, one scan's eye on its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

import numpy as np

from sellercheck.arrays import Array
from sellercheck.disguises import slips
from sellercheck.disguises.names import ANCHOR_LEAST, LONGEST
from sellercheck.disguises.readings import (
    COMMON_PIECE,
    IS_ANCHOR,
    IS_PART,
    IS_WHOLE,
    LEETSPEAK,
    PART,
    SHORT_WORDS,
    SPACED,
    SPLIT,
    TYPO,
    WIDEST,
    Reading,
)
from sellercheck.disguises.resolver import Resolver
from sellercheck.disguises.signs import AT_END, AT_START, BEYOND, IS_HEX, IS_LETTER, IS_SIGN, SHORT_LETTERS
from sellercheck.disguises.words import MASK, PAIR, U, Words
from sellercheck.matching import Tokens

FLUSH = 1 << 18
"""Words of text held before the new ones among them are resolved."""
LONG_NAME, RARE_PIECE = 8, 15000
"""Letters of a name that two ordinary words make by chance no more, when one of them is this rare: squish mallows."""
USUAL_SIGNS = frozenset("-–—_/,+&")
"""Signs that stand between two words without hiding anything."""
BREAKS = frozenset(",;()[]{}|、，；（）【】")
"""Signs between two words that belong to different things: "shop, vậy" is no Shop-Vac."""


class Watch:
    """Holds a scan's words until enough are new to be resolved together, then says where names are disguised."""

    def __init__(self, disguises: Resolver) -> None:
        self.disguises = disguises
        self.held: list[Tokens] = []
        self.count = 0
        self.new: list[tuple[Array, Array, Array]] = []
        self.signed: set[int] = set()
        """Texts in which a sign stands within or beside a word."""
        self.found: list[tuple[Array, ...]] = []

    def see(self, tokens: Tokens) -> None:
        """Look at the words of a chunk."""
        self._signs(tokens)
        disguises = self.disguises
        hashes = tokens.hashes
        fresh = disguises.unmet(hashes, np.flatnonzero((tokens.sizes > 2) & (tokens.sizes <= LONGEST)))
        if len(fresh):
            _, first = np.unique(hashes[fresh], return_index=True)
            fresh = fresh[first]
            lengths = tokens.sizes[fresh]
            ends = np.cumsum(lengths)
            codes = tokens.codes.take(np.repeat(tokens.first[fresh] - (ends - lengths), lengths) + np.arange(int(ends[-1])))
            if codes.dtype != np.uint8:
                beyond = codes >= 128
                if beyond.any():
                    bad = np.logical_or.reduceat(beyond, ends - lengths)
                    keep = np.repeat(~bad, lengths)
                    codes, fresh, lengths = codes[keep], fresh[~bad], lengths[~bad]
                codes = codes.astype(np.uint8)
            self.new.append((hashes[fresh], lengths, codes))
        self.held.append(tokens)
        self.count += len(hashes)
        if self.count > FLUSH:
            self.flush()

    def _signs(self, tokens: Tokens) -> None:
        if tokens.origin is None and tokens.codes.dtype == np.uint8:
            points = np.frombuffer(tokens.joined.encode("ascii"), np.uint8)
        else:
            points = np.minimum(np.frombuffer(tokens.joined.encode("utf-32-le", "surrogatepass"), np.uint32), BEYOND).astype(np.uint16)
        at = np.flatnonzero(IS_SIGN.take(points))
        if not len(at):
            return
        points = np.concatenate((points[-1:], points, points[-1:]))  # both ends are a line break
        before, here, after = points.take(at), points.take(at + 1), points.take(at + 2)
        letter_before, letter_after = IS_LETTER.take(before), IS_LETTER.take(after)
        told = (letter_before & letter_after) | (letter_after & AT_START.take(here)) | (letter_before & AT_END.take(here))
        encoded = IS_HEX.take(after) & IS_HEX.take(points.take(at + 3, mode="clip"))
        at = at[np.where(here == ord("%"), encoded, told)]
        self.signed.update(tokens.numbers.take(np.searchsorted(tokens.ends_of, at, "right")).tolist())

    def flush(self) -> None:
        """Resolve what is new and apply all that is known."""
        disguises = self.disguises
        if self.new:
            hashes, lengths, codes = (np.concatenate(column) for column in zip(*self.new, strict=True))
            words = Words(codes, lengths, disguises.hasher)
            _, first = np.unique(hashes, return_index=True)
            for low in range(0, len(first), 8192):
                disguises.learn(words.some(first[low : low + 8192], disguises.hasher))
        for tokens in self.held:
            self._apply(tokens)
        self.held, self.new, self.count = [], [], 0

    def _apply(self, tokens: Tokens) -> None:
        disguises = self.disguises
        marks = disguises.marked.take((tokens.hashes >> U(44)).view(np.int64))
        out: list[tuple[int, int, int, int, int, bool]] = []
        whole = np.flatnonzero(marks & IS_WHOLE)
        for place, value in zip(whole.tolist(), tokens.hashes[whole].tolist(), strict=True):
            for reading in disguises.readings.get(value, ()):
                if reading.phrase >= 0:
                    start = int(tokens.first[place]) + reading.skip
                    out.append((place, start, start + reading.keep, reading.phrase, reading.how, reading.plural))
        for place in self._slipped_beside(tokens, np.flatnonzero(marks & IS_ANCHOR)):
            out += self._around(tokens, place, int(tokens.hashes[place]))
        out += self._together(tokens, self._parts(tokens, marks))
        if out:
            self.found.append(tokens.located(out))

    def _parts(self, tokens: Tokens, marks: Array) -> dict[int, list[Reading]]:
        """Words that stand for part of a name and have a neighbour that the name has there too."""
        disguises = self.disguises
        part = np.flatnonzero(marks & IS_PART)
        low = np.searchsorted(disguises.part_words, tokens.hashes[part], "left")
        counts = np.searchsorted(disguises.part_words, tokens.hashes[part], "right") - low
        places = np.repeat(part, counts)
        names = disguises.part_names.take(np.repeat(low - np.cumsum(counts) + counts, counts) + np.arange(len(places)))
        count = len(places)
        short, letters = self._short(tokens)
        places, names = np.concatenate((places, short)), np.concatenate((names, letters))
        near = self._beside(tokens, places, names)
        # What is short counts beside a word of a name, or beside one that may stand for such a word.
        disguised = np.zeros(len(tokens.hashes) + 2, bool)
        disguised[part + 1] = True
        some = near | disguised.take(places) | disguised.take(places + 2)
        some[:count] = True
        places, names, near = places[some], names[some], near[some]
        if not len(places):
            return {}
        # Both of two neighbours may be disguised: L0uis Vu1tton.
        order = np.argsort(places, kind="stable")
        low = np.searchsorted(places[order], places + 1, "left")
        counts = np.searchsorted(places[order], places + 1, "right") - low
        one = np.repeat(np.arange(len(places)), counts)
        two = order.take(np.repeat(low - np.cumsum(counts) + counts, counts) + np.arange(len(one)))
        some = (one < count) | (two < count)  # "8.1" is a number
        one, two = one[some], two[some]
        both = disguises.beside.find(names[one] + names[two] * PAIR)[0]
        near[one[both]] = near[two[both]] = True
        out: dict[int, list[Reading]] = {}
        for place, name in zip(places[near].tolist(), names[near].tolist(), strict=True):
            found = [one for one in disguises.readings.get(int(tokens.hashes[place]), ()) if one.phrase == PART and one.hash == name]
            if not found and self._is_tight(tokens, place):
                size = int(tokens.sizes[place])
                found = [Reading(name, size, LEETSPEAK, PART, 0, size)]
            out.setdefault(place, []).extend(found)
        return out

    def _beside(self, tokens: Tokens, places: Array, names: Array) -> Array:
        """Whether the word before or behind each place is one that a name has before or behind this part of it."""
        padded = np.concatenate(([U(0)], tokens.hashes, [U(0)]))
        near = np.zeros(len(places), bool)
        near[self.disguises.beside.find(padded[places] + names * PAIR)[0]] = True
        near[self.disguises.beside.find(names + padded[places + 2] * PAIR)[0]] = True
        return near

    def _short(self, tokens: Tokens) -> tuple[Array, Array]:
        """Words of one and two letters with a digit in them, and what they may stand for: `7P-Link`, `Hershey'5`."""
        few = np.flatnonzero(tokens.sizes <= 2)
        head, tail = tokens.codes.take(tokens.first[few]), tokens.codes.take(tokens.last[few] - 1)
        some = (((head >= 48) & (head <= 57)) | ((tail >= 48) & (tail <= 57))) & (head < 128) & (tail < 128)
        few, head, tail = few[some], head[some], tail[some]
        hasher = self.disguises.hasher
        second = np.where(tokens.sizes[few] == 2, hasher.powers[1], U(0))
        names = [hasher.values.take(letters.take(head)) + hasher.values.take(letters.take(tail)) * second for letters in SHORT_LETTERS]
        return np.tile(few, len(names)), np.concatenate(names)

    @staticmethod
    def _is_tight(tokens: Tokens, place: int) -> bool:
        """Whether a word has a letter in it, or stands close to the next: a number that stands alone is a number."""
        start, end = tokens.original(int(tokens.first[place])), tokens.original(int(tokens.last[place]) - 1) + 1
        return not (tokens.joined[start:end].isdigit() and tokens.joined[start - 1 : start].isspace() and tokens.joined[end].isspace())

    def _together(self, tokens: Tokens, parts: Mapping[int, Sequence[Reading]]) -> Iterator[tuple[int, int, int, int, int, bool]]:
        """Names put together again from words that stand for their parts."""
        disguises = self.disguises
        tries: list[tuple[int, int, int, int, int]] = []
        hashes: list[int] = []
        for place, found in parts.items():
            for reading in found:
                for low, high, value, mask in _windows(tokens, place, reading, parts, disguises.ladder):
                    start = int(tokens.first[low]) + (reading.skip if low == place else 0)
                    end = int(tokens.first[place]) + reading.skip + reading.keep if high == place else int(tokens.last[high])
                    tries.append((place, start, end, reading.how, mask))
                    hashes.append(value)
        places, phrases = disguises.phrases.exact.find(np.array(hashes, U))
        for number, phrase in zip(places.tolist(), phrases.tolist(), strict=True):
            place, start, end, how, mask = tries[number]
            if disguises.clear[phrase] and not mask & ~int(disguises.phrases.cuts[phrase, 1]) and not self._is_broken(tokens, start, end):
                yield place, start, end, phrase, how, False

    def _slipped_beside(self, tokens: Tokens, anchors: Array) -> list[int]:
        """Of words that are found in names only, those with a neighbour that is one slip from the name's word there."""
        if not len(anchors):
            return []
        hasher, rows, beside = self.disguises.hasher, tokens.rows, self.disguises.beside
        near = np.zeros(len(anchors), bool)
        for step, order in ((-1, (U(1), PAIR)), (1, (PAIR, U(1)))):
            place = np.clip(anchors + step, 0, len(rows) - 1)
            fine = np.flatnonzero((place != anchors) & (rows.take(place) == rows.take(anchors)) & (tokens.sizes.take(place) < slips.MOST))
            if not len(fine):
                continue
            right = tokens.hashes[place[fine]] * order[0] + tokens.hashes[anchors[fine]] * order[1]
            exact = np.zeros(len(fine), bool)
            exact[beside.find(right)[0]] = True
            fine = fine[~exact]
            if not len(fine):
                continue
            lengths = tokens.sizes[place[fine]]
            ends = np.cumsum(lengths)
            codes = tokens.codes.take(np.repeat(tokens.first[place[fine]] - (ends - lengths), lengths) + np.arange(int(ends[-1])))
            hashes, of = Words(codes, lengths, hasher).near()
            at, _ = self.disguises.slipped.find(hashes * order[0] + tokens.hashes[anchors[fine[of]]] * order[1])
            near[fine[of[at]]] = True
        found: list[int] = anchors[near].tolist()
        return found

    def _around(self, tokens: Tokens, place: int, value: int) -> Iterator[tuple[int, int, int, int, int, bool]]:
        """Names of several words, this one written rightly and one of the others with a slip that makes it an ordinary word or a very short one."""
        disguises = self.disguises
        for phrase, words, position in disguises.names_with.get(value, ()):
            low, high = place - position, place - position + len(words) - 1
            letters = sum(map(len, words))
            if letters <= slips.LEAST or low < 0 or high >= len(tokens.rows) or tokens.rows[low] != tokens.rows[high]:
                continue
            off = [number for number, word in enumerate(words) if tokens.hashes[low + number] != disguises.value(word)]
            if len(off) != 1:
                continue
            word, at = words[off[0]], low + off[0]
            codes = tokens.codes[tokens.first[at] : tokens.last[at]]
            if len(word) < 2 or abs(len(codes) - len(word)) > 1 or codes.max() >= 128:
                continue
            text = bytes(codes.tolist()).decode("ascii")
            slip = slips.one_slip(text, word)
            if (
                slip is None
                or not text.isalpha()
                or (slip.kind in {"add", "drop"} and (text + word).endswith("s") and slip.at >= len(word) - 1)
            ):
                continue  # Miami Dolphin is the plural's singular
            known = len(text) < 3 or any(table.get(int(tokens.hashes[at])) for table in disguises.known)
            near = text[0] == word[0] or slip.kind == "swap" or (slip.likely and letters > ANCHOR_LEAST + 5)
            if not known or (letters - len(word) > ANCHOR_LEAST and near):
                start, end = int(tokens.first[low]), int(tokens.last[high])
                if not self._is_broken(tokens, start, end):
                    yield place, start, end, phrase, TYPO, False

    @staticmethod
    def _is_broken(tokens: Tokens, start: int, end: int) -> bool:
        """Whether something ends between these codes."""
        return not BREAKS.isdisjoint(tokens.joined[tokens.original(start) : tokens.original(end - 1) + 1])

    def torn(self, tokens: Tokens, at: Array, ends: Array, phrases: Array) -> tuple[Array, Array]:
        """Which of these matches, cut where the name is not, are names torn apart to hide them; and how."""
        disguises = self.disguises
        likely = np.flatnonzero(disguises.clear.take(phrases) & (tokens.rows.take(at) == tokens.rows.take(ends)) & (ends > at))
        kept, how = [], []
        for number in likely.tolist():
            low, high = int(at[number]), int(ends[number])
            if (kind := self._torn(tokens, low, high, int(disguises.phrases.cuts[phrases[number], 1]))) is not None:
                kept.append(number)
                how.append(kind)
        return np.array(kept, np.int64), np.array(how, np.uint8)

    def _torn(self, tokens: Tokens, low: int, high: int, cuts: int) -> int | None:
        """How these words, which together are the letters of a name cut at `cuts`, hide it; None when they are just words."""
        sizes = tokens.sizes[low : high + 1].tolist()
        letters = sum(sizes)
        if letters < 3 or tokens.codes[tokens.first[low]] >= 128:
            return None
        edges = [
            (tokens.original(int(tokens.last[word]) - 1) + 1, tokens.original(int(tokens.first[word + 1]))) for word in range(low, high)
        ]
        gaps = [tokens.joined[a:b] for a, b in edges]
        if max(sizes) == 1:
            # Three letters apart are an abbreviation or the sizes S M L, unless in capitals and with one sign between.
            written = tokens.joined[tokens.original(int(tokens.first[low])) : edges[-1][1] + 1]
            alone = (low == 0 or tokens.sizes[low - 1] > 1 or tokens.rows[low - 1] != tokens.rows[low]) and (
                high + 1 == len(tokens.sizes) or tokens.sizes[high + 1] > 1 or tokens.rows[high + 1] != tokens.rows[high]
            )
            return SPACED if letters == 3 and len(set(gaps)) == 1 and len(gaps[0]) == 1 and written.isupper() and alone else None
        stray = [number for number, place in enumerate(accumulate(sizes[:-1])) if place > 63 or not cuts >> place & 1]
        if any(sign in gaps[number] for number in stray for sign in "'’&"):
            return None
        pieces = sorted({piece for number in stray for piece in (number, number + 1)})
        whole = letters - sum(sizes[piece] for piece in pieces)
        tight = not any(map(_has_blank, (gaps[number] for number in stray)))
        if tight and letters >= 5 and all(gaps[number] not in USUAL_SIGNS for number in stray):
            return SPLIT
        least = 1 << 30
        ranks = [min(self.disguises.ranks.get(int(tokens.hashes[low + piece])), default=least) for piece in pieces]
        common = [rank <= (COMMON_PIECE if sizes[piece] > 2 else SHORT_WORDS[2]) for rank, piece in zip(ranks, pieces, strict=True)]
        if tight:
            return SPLIT if letters >= 4 and (whole >= 3 or not all(common)) else None
        if whole >= 2 and letters >= 7:
            return SPLIT if whole > 5 or (whole > 3 and letters > LONG_NAME) or any(rank > SHORT_WORDS[3] for rank in ranks) else None
        # With blanks between, a single letter beside a stray piece, or a word, is more often chance.
        if letters < 6 or max(sizes) < 3 or min(sizes[piece] for piece in pieces) == 1:
            return None
        ordinary = [
            rank < least or self.disguises.is_ordinary(int(tokens.hashes[low + piece])) for rank, piece in zip(ranks, pieces, strict=True)
        ]
        if letters >= LONG_NAME and max(ranks) > RARE_PIECE:
            return SPLIT
        return SPLIT if not any(ordinary) or (letters >= 7 and not all(ordinary)) else None


def _has_blank(gap: str) -> bool:
    return any(map(str.isspace, gap))


def _windows(
    tokens: Tokens, place: int, reading: Reading, readings: Mapping[int, Sequence[Reading]], powers: Sequence[int]
) -> Iterator[tuple[int, int, int, int]]:
    """Runs of two words and more around a word that stands for part of a name: first, last, hash of the whole, its cuts."""
    row = tokens.rows[place]
    low = place
    while low > 0 and place - low < WIDEST - 1 and tokens.rows[low - 1] == row:
        low -= 1
    high = place
    while high + 1 < len(tokens.rows) and high - place < WIDEST - 1 and tokens.rows[high + 1] == row:
        high += 1
    part = []
    for number in range(low, high + 1):
        # One slip in a name is an accident, two are another name.
        other = (
            reading
            if number == place
            else next((one for one in readings.get(number, ()) if one.phrase == PART and not one.how == reading.how == TYPO), None)
        )
        part.append((other.hash, other.size) if other else (int(tokens.hashes[number]), int(tokens.sizes[number])))
    for first in range(low, place + 1):
        value, size, mask = 0, 0, 0
        if first == place and reading.skip + reading.keep < tokens.sizes[place]:
            continue  # something else is glued between
        for last in range(first, min(high, first + WIDEST - 1) + 1):
            if size >= len(powers):
                break
            if last > first and size < 64:
                mask |= 1 << size
            value = (value + part[last - low][0] * powers[size]) & MASK
            size += part[last - low][1]
            if last == place and reading.skip and first < place:
                break
            if last >= place and last > first and size > 3 and size - reading.size >= reading.rest:
                yield first, last, value, mask
            if last == place and reading.skip + reading.keep < tokens.sizes[place]:
                break


class Disguises(Resolver):
    """What disguised words stand for, and an eye on each scan that tells where they stand."""

    def watch(self) -> Watch:
        """One scan's eye on its words."""
        return Watch(self)
