"""What disguised words stand for: `Resolver`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import product
from pathlib import Path

import numpy as np

from sellercheck import text as folding
from sellercheck.arrays import Array, among, distinct
from sellercheck.disguises import slips
from sellercheck.disguises.names import ANCHOR_LEAST, ENDING, GLUE, LONGEST, LOOK, NUMBER, PART_SLIP_LEAST, SLIP, SLIPS, STEM
from sellercheck.disguises.readings import (
    ANCHOR,
    DOUBLED,
    GLUED,
    HOMOGLYPH,
    IS_ANCHOR,
    IS_PART,
    IS_WHOLE,
    LEETSPEAK,
    PART,
    PLURAL,
    POSSESSIVE,
    SHORT_WORDS,
    TYPO,
    WIDEST,
    Hit,
    Reading,
)
from sellercheck.disguises.signs import APOSTROPHE, ENCODED, LOOKS, SIGNS, decoded, leet_letters, leet_pairs, signed, unsigned
from sellercheck.disguises.words import MASK, U, Words, any_has
from sellercheck.phrases import Hasher, PhraseIndex, Table, mapped

SLOTS = 1 << 20
KEPT = 1 << 18
"""Runs of signs and letters, and glued pieces, remembered at most."""
_MODEL = re.compile(r"\d+[a-z]?|[a-z]\d+")
"""What may follow a name as its model: 13, 6s, s10; and words after it: 13promax."""


def _letters(text: str) -> str:
    """The same as `text.key`, quicker for plain letters."""
    return text.lower() if text.isascii() and text.isalnum() else folding.key(text)


class Resolver:
    """What disguised words stand for. Reads the index's files and remembers words it has met; answers never change."""

    FILES = ("exact", "look", "squeezed", "start", "near", "far", "beside", "slipped")

    def __init__(self, place: Path, hasher: Hasher, phrases: PhraseIndex, ranks: Table, goods: Table, spoken: Table) -> None:
        self.hasher, self.phrases, self.ranks, self.goods = hasher, phrases, ranks, goods
        self.plain = (ranks, goods)
        """Ordinary words, which other words may be made of."""
        self.known = (ranks, goods, phrases.exact)
        """Words that stand for themselves."""
        self.listed = (phrases.exact, spoken)
        """Names, and words of other languages: they stand for themselves too, unless the rest of a name stands beside them."""
        self.exact, self.look, self.squeezed, self.start, self.near, self.far, self.beside, self.slipped = (
            Table.open(place, f"disguises.{part}") for part in self.FILES
        )
        self.letters = np.memmap(place / "disguises.letters.txt", np.uint8, "r").view(np.ndarray)
        self.bits, self.phrases_of, self.offsets, self.hashes = (
            mapped(place / f"disguises.{part}.npy") for part in ("bits", "phrase", "offsets", "hash")
        )
        # NOTE: reading one number from a memoryview costs a tenth of reading it from an array.
        self.letter, self.right, self.phrase, self.offset, self.hash = (
            part.data for part in (self.letters, self.bits, self.phrases_of, self.offsets, self.hashes)
        )
        self.several = place / "disguises.several.txt"
        self.clear = mapped(place / "disguises.clear.npy")
        """Phrase → whether it is a well-known name and nothing else, so that its pieces may be put together."""
        self.value_of = hasher.values[:128].tolist()
        self.ladder = hasher.powers[: LONGEST * (WIDEST + 1)].tolist()
        self.leet, self.pairs = leet_letters(), leet_pairs()
        self.forget()

    def forget(self) -> None:
        """Meet every word as if for the first time."""
        # A word that finds its slot taken goes into the second table; one that is lost there is only resolved again.
        self.seen, self.seen_too = np.zeros(SLOTS, U), np.zeros(SLOTS, U)
        self.marked = np.zeros(SLOTS, np.uint8)
        """Which kinds of reading a word that falls into the slot may have."""
        self.readings: dict[int, tuple[Reading, ...]] = {}
        self.part_words, self.part_names = np.zeros(0, U), np.zeros(0, U)
        """Words with readings as parts of names, sorted, and the parts."""
        self.parts_more: list[tuple[int, int]] = []
        self.signed: dict[str, str] = {}
        self.pieces: dict[tuple[str, int], bool] = {}

    def name(self, number: int) -> str:
        """Letters of a name or part."""
        return str(self.letter[self.offset[number] : self.offset[number + 1]], "ascii")

    # ---- resolving ----------------------------------------------------------------------------------------------------

    def learn(self, words: Words) -> None:
        """Resolve words never met before."""
        hashes = words.hashes()
        plain = any_has(self.plain, hashes)
        at, targets = self.exact.find(hashes)
        new = ~plain
        new[at] = False
        new &= np.bincount(words.word[words.codes > 57], minlength=len(words)) > 0
        if new.any():
            which = np.flatnonzero(new)
            listed = any_has(self.listed, hashes[which])
            for number, readings in self._resolve(words.some(which, self.hasher), listed).items():
                self._remember(int(hashes[which[number]]), readings)
        lone = (words.lengths.take(at) >= ANCHOR_LEAST) & ~plain.take(at) & (self.phrases_of.take(targets) == PART)
        for number in at[lone].tolist():
            value = int(hashes[number])
            self._remember(value, [Reading(value, int(words.lengths[number]), 0, ANCHOR)])
        if self.parts_more:
            self._sort_parts()
        slots = (hashes >> U(44)).view(np.int64)
        again = self.seen.take(slots) != 0
        self.seen[slots[~again]] = hashes[~again]
        self.seen_too[(hashes[again] & U(SLOTS - 1)).view(np.int64)] = hashes[again]

    def _sort_parts(self) -> None:
        """Put the parts told since the last time among the others."""
        columns = zip((self.part_words, self.part_names), zip(*self.parts_more, strict=True), strict=True)
        words, names = (np.concatenate((known, np.array(more, U))) for known, more in columns)
        order = np.lexsort((names, words))
        words, names = words[order], names[order]
        new = np.ones(len(order), bool)
        new[1:] = (words[1:] != words[:-1]) | (names[1:] != names[:-1])
        self.part_words, self.part_names = words[new], names[new]
        self.parts_more.clear()

    def unmet(self, hashes: Array, which: Array) -> Array:
        """Those of `which` whose words were never met."""
        sought = hashes[which]
        fresh = self.seen.take((sought >> U(44)).view(np.int64)) != sought
        which, sought = which[fresh], sought[fresh]
        fresh = self.seen_too.take((sought & U(SLOTS - 1)).view(np.int64)) != sought
        unmet: Array = which[fresh]
        return unmet

    def _remember(self, value: int, readings: Sequence[Reading]) -> None:
        self.readings[value] = tuple(readings)
        for one in readings:
            if one.phrase == PART:
                self.parts_more.append((value, one.hash))
            self.marked[value >> 44] |= IS_ANCHOR if one.phrase == ANCHOR else IS_PART if one.phrase == PART else IS_WHOLE

    @cached_property
    def names_with(self) -> dict[int, list[tuple[int, tuple[str, ...], int]]]:
        """Word → the names of several words it stands in: phrase, its words, which of them it is."""
        found: dict[int, list[tuple[int, tuple[str, ...], int]]] = {}
        for line in self.several.read_text("ascii").splitlines():
            number, *words = line.split()
            for place, word in enumerate(words):
                if len(word) >= ANCHOR_LEAST:
                    found.setdefault(self.value(word), []).append((int(number), tuple(words), place))
        return found

    def read(self, word: str) -> tuple[Reading, ...]:
        """What one folded word stands for, the likeliest first; nothing for a word that stands for itself."""
        if not 2 < len(word) <= LONGEST or not word.isascii():
            return ()
        words = Words.of([word], self.hasher)
        self.learn(words)
        return self.readings.get(int(words.hashes()[0]), ())

    def _resolve(self, words: Words, listed: Array) -> dict[int, list[Reading]]:
        """What each word stands for; a listed name or word only for part of another name, with the rest beside it."""
        digit = (words.codes >= 48) & (words.codes <= 57)
        digits = np.bincount(words.word[digit], minlength=len(words))
        found: dict[int, list[Reading]] = {}
        settled: set[int] = set()
        for stage in (self._numbered, self._endings, self._alike, self._doubled, self._glued, self._paired, self._slipped):
            now = []
            for number, target, how, skip, keep, rest in stage(words, digits):
                phrase = self.phrase[target]
                if phrase < 0 or not (listed[number] or number in settled):
                    if self._is_clear(target):
                        now.append(number)
                    size = self.offset[target + 1] - self.offset[target]
                    least = max(rest, 4 * bool(listed[number])) if rest else 1
                    reading = Reading(self.hash[target], size, how, phrase, skip, keep, how == PLURAL, least)
                    if reading not in found.setdefault(number, []):
                        found[number].append(reading)
            settled.update(now)  # the surest kinds come first: what they have read, no slip of the hand explains
        return found

    def _numbered(self, words: Words, digits: Array) -> Iterator[Hit]:
        """A name with a number on one side: iphone13, 2023nike."""
        which = np.flatnonzero((digits > 0) & (digits < words.lengths))
        if not len(which):
            return
        letter = (words.codes < 48) | (words.codes > 57)
        edge = np.ones(len(letter), bool)
        edge[1:] = (letter[1:] != letter[:-1]) | (words.word[1:] != words.word[:-1])
        first = np.flatnonzero(edge)
        last = np.append(first[1:], len(letter))
        runs = np.flatnonzero(letter.take(first) & (last - first >= 3) & among(words.word.take(first), which))
        at, targets = self.exact.find(words.pieces(first[runs], last[runs]))
        for run, target in zip(runs[at].tolist(), targets.tolist(), strict=True):
            if self.right[target] & NUMBER:
                number = int(words.word[first[run]])
                start, end = int(first[run] - words.starts[number]), int(last[run] - words.starts[number])
                before, after = words[number][:start], words[number][end:]
                if (not before or before.isdigit()) and (not after or after.isdigit() or self._model(after)):
                    yield number, target, GLUED, start, end - start, 0

    def _model(self, text: str) -> bool:
        return any(
            found.end() == len(text) or self._all_words(text[found.end() :])
            for found in (_MODEL.match(text), re.match(r"\d+", text))
            if found
        )

    def _endings(self, words: Words, digits: Array) -> Iterator[Hit]:
        """A name with an ending: -es (Spanish, Portuguese, English after a hiss), -nya and -ku, -mu (Indonesian: its, my, your)."""
        long = np.flatnonzero((digits == 0) & (words.lengths >= 5))
        if not len(long):
            return
        end = words.ends[long]
        tail = [words.codes.take(end - back) for back in (1, 2, 3)]

        def is_(text: str) -> Array:
            out = np.ones(len(long), bool)
            for back, char in enumerate(reversed(text)):
                out &= tail[back] == ord(char)
            return out

        for ending, how in (("es", PLURAL), ("nya", POSSESSIVE), ("ku", POSSESSIVE), ("mu", POSSESSIVE)):
            some = long[is_(ending)]
            at, targets = self.exact.find(words.pieces(words.starts[some], words.ends[some] - len(ending)))
            for number, target in zip(some[at].tolist(), targets.tolist(), strict=True):
                size = int(words.lengths[number]) - len(ending)
                if (
                    self.right[target] & ENDING
                    and (ending not in {"ku", "mu"} or size >= 5)
                    and (ending != "es" or self.name(target)[-1] not in slips.VOWELS)
                ):
                    yield number, target, how, 0, size if how == POSSESSIVE else size + len(ending), 0

    def _alike(self, words: Words, digits: Array) -> Iterator[Hit]:
        """Digits and letters in the place of letters they look like: n1ke, g00gle, nlke."""
        letters = words.lengths - digits
        for table, which in (
            (LOOKS[0], np.flatnonzero(letters > 0)),
            (LOOKS[1], np.flatnonzero((letters > 0) & (digits > 0))),
        ):
            at, targets = self.look.find(words.some(which, self.hasher).looks(table, self.hasher).hashes())
            for number, target in zip(which[at].tolist(), targets.tolist(), strict=True):
                word, name = words[number], self.name(target)
                if len(word) != len(name) or letters[number] * 3 < len(word):
                    continue
                if self.phrase[target] >= 0:
                    # A name of four letters with three digits in it is a code; 4way and note5 are words.
                    if letters[number] < 2 or (len(word) < 6 and letters[number] * 2 < len(word)):
                        continue
                    if not self._is_clear(target) and (not digits[number] or self._numbered_words(word)):
                        continue
                if all(a == b or b in self.leet.get(a, "") or {a, b} == {"i", "l"} for a, b in zip(word, name, strict=True)):
                    yield number, target, LEETSPEAK if digits[number] else HOMOGLYPH, 0, len(word), 0

    def _is_clear(self, target: int) -> bool:
        """Whether this is a well-known name and nothing else."""
        return self.phrase[target] >= 0 and bool(self.right[target] & ENDING)

    def _numbered_words(self, word: str) -> bool:
        """Whether digits aside this is ordinary words: 4way, note5."""
        return all(len(part) > 2 and self.is_ordinary(self.value(part)) for part in re.split(r"\d+", word) if part)

    def _doubled(self, words: Words, digits: Array) -> Iterator[Hit]:
        """Letters twice: niike, nikke; or once instead of twice: tifany."""
        which = np.flatnonzero(digits == 0)
        some = words.some(which, self.hasher)
        at, targets = self.squeezed.find(some.squeezed(self.hasher).hashes())
        for number, target in zip(which[at].tolist(), targets.tolist(), strict=True):
            word, name = words[number], self.name(target)
            if len(word) > len(name) and len(word) - len(name) <= (1 if len(name) < 4 else 3 + len(name) // 3):
                yield number, target, DOUBLED, 0, len(word), 0
            elif len(name) - len(word) == 1 and len(name) >= 5 and (self._is_clear(target) or self.phrase[target] < 0):
                slip = slips.one_slip(word, name) if self.phrase[target] < 0 else None
                yield number, target, TYPO, 0, len(word), slips.rest_for(slip, word, name) if slip else 0

    def _paired(self, words: Words, digits: Array) -> Iterator[Hit]:
        """Two letters that look or sound like one: sarnsung."""
        eligible = (digits == 0) & (words.lengths > 5)
        for pair, letter in self.pairs:
            a, b = map(ord, pair)
            here = np.flatnonzero((words.codes[:-1] == a) & (words.codes[1:] == b))
            of = words.word.take(here)
            fine = eligible.take(of) & (words.word.take(here + 1) == of)
            here, of = here[fine], of[fine]
            if not len(here):
                continue
            start, end = words.starts.take(of), words.ends.take(of)
            before = words.pieces(start, here) + self.hasher.values[ord(letter)] * self.hasher.powers.take(here - start)
            after = (words.prefix.take(end) - words.prefix.take(here + 2)) * words.inverse.take(start + 1)
            at, targets = self.exact.find(before + after)
            for number, target in zip(of[at].tolist(), targets.tolist(), strict=True):
                if self.right[target] & LOOK and len(self.name(target)) >= 5 and (self._is_clear(target) or self.phrase[target] < 0):
                    yield number, target, LEETSPEAK, 0, int(words.lengths[number]), 0

    def _glued(self, words: Words, _: Array) -> Iterator[Hit]:
        """A name inside a word, the rest being ordinary words: nikeshoes, ilovenikeshoes."""
        at = np.arange(max(0, len(words.codes) - STEM + 1))
        at = at[words.word[STEM - 1 :] == words.word[: len(at)]] if len(at) else at
        places, targets = self.start.find(words.pieces(at, at + STEM))
        at = at[places]
        sizes = self.offsets[targets + 1].astype(np.int64) - self.offsets[targets]
        number = words.word.take(at)
        fits = (at + sizes <= words.ends.take(number)) & (sizes < words.lengths.take(number))
        at, targets, sizes, number = at[fits], targets[fits], sizes[fits], number[fits]
        same = words.pieces(at, at + sizes) == self.hashes.take(targets)
        hits: dict[int, list[tuple[int, int, int]]] = {}
        for one, place, size, target in zip(
            number[same].tolist(), at[same].tolist(), sizes[same].tolist(), targets[same].tolist(), strict=True
        ):
            hits.setdefault(one, []).append((place - int(words.starts[one]), size, target))
        for one, found in hits.items():
            word = words[one]
            taken: list[tuple[int, int]] = []
            for skip, size, target in sorted(found, key=lambda hit: (self.phrase[hit[2]] < 0, -hit[1], hit[0])):
                if self.phrase[target] >= 0 and any(skip < b and a < skip + size for a, b in taken):
                    continue
                before, after = word[:skip], word[skip + size :]
                least = 3 if size == STEM else 2
                if (
                    not self._enough(before, after, size)
                    or not self._all_words(before, least)
                    or not (self._all_words(after, least) or self._model(after))
                ):
                    continue
                if size == STEM and not after and not self.is_ordinary(self.value(before)):
                    continue  # the end of a longer word of a language without a list: actuali-zara, not bag-zara
                if word.isalpha() and size < 7 and self._made_of_words(word, (skip, skip + size)):
                    continue
                if self.phrase[target] >= 0:
                    taken.append((skip, skip + size))
                yield one, target, GLUED, skip, size, 0

    def _enough(self, before: str, after: str, size: int) -> bool:
        """Whether the rest is more than an ending or a slip: `ilove`, `shoes`, not `ed`."""
        rest = max((before, after), key=len)
        if len(rest) > 3:
            return True
        if size < 5:
            return len(rest) == 3 and bool(self.goods.get(self.value(rest))) and self._rank(rest) <= SHORT_WORDS[3]
        return (len(rest) == 3 and self._rank(rest) <= SHORT_WORDS[3] // 2) or (
            len(rest) == 2 and before == rest and not after and self._rank(rest) <= SHORT_WORDS[2]
        )

    def _rank(self, word: str) -> int:
        return min(self.ranks.get(self.value(word)), default=1 << 30)

    def _made_of_words(self, word: str, but: tuple[int, ...] = (), least: int = 3) -> bool:
        """Whether two ordinary words, parted anywhere `but` there, make this one: `pegasuspremium` holds no Asus."""
        return any(
            least <= at <= len(word) - least and at not in but and self.is_ordinary(value) and self.is_ordinary(self.value(word[at:]))
            for at, value in enumerate(self._prefixes(word), 1)
        )

    def _all_words(self, text: str, least: int = 2) -> bool:
        """Whether this is nothing but ordinary words, of `least` letters, and well-known names, one after the other."""
        if not text:
            return True
        if (known := self.pieces.get((text, least))) is None:
            ends = {0}
            for first in range(len(text)):
                if first in ends:
                    for last, value in enumerate(self._prefixes(text[first : first + 16]), first + 1):
                        size = last - first
                        if size < 4:
                            fine = text[first:last] in {"i", "a", "my"} or (
                                size >= least and min(self.ranks.get(value), default=1 << 30) <= SHORT_WORDS[size]
                            )
                        else:
                            fine = self.is_ordinary(value) or any(map(self._is_clear, self.exact.get(value)))
                        if fine:
                            ends.add(last)
            known = self.pieces[text, least] = len(text) in ends
        return known

    def is_ordinary(self, value: int) -> bool:
        return bool(self.ranks.get(value) or self.goods.get(value))

    def _prefixes(self, word: str) -> Iterator[int]:
        """Hashes of the first letter, the first two, …"""
        value = 0
        for letter, power in zip(word.encode("ascii"), self.ladder, strict=False):
            value = (value + self.value_of[letter] * power) & MASK
            yield value

    def value(self, word: str) -> int:
        total = 0
        for letter, power in zip(word.encode("ascii"), self.ladder, strict=False):
            total += self.value_of[letter] * power
        return total & MASK

    def _slipped(self, words: Words, digits: Array) -> Iterator[Hit]:
        """Typing slips: one letter left out, added, swapped or wrong; two in long names."""
        some = np.flatnonzero((digits == 0) & (words.lengths >= PART_SLIP_LEAST - 1) & (words.lengths <= slips.MOST))
        if not len(some):
            return
        near, of = words.some(some, self.hasher).near()
        at, targets = self.near.find(near)
        pairs = [(some[of[at]] << 32) + targets]
        long = some[words.lengths[some] >= slips.LEAST_FOR_TWO - 2]
        if len(long):
            near, of = words.some(long, self.hasher).near(2)
            at, targets = self.far.find(near)
            pairs.append((long[of[at]] << 32) + targets)
        both = distinct(np.concatenate(pairs))
        numbers, targets = both >> 32, both & 0xFFFFFFFF
        starts = self.offsets.take(targets).astype(np.int64)
        names = slips.Letters(self.letters, starts, self.offsets.take(targets + 1) - starts)
        rests = slips.rests(slips.Letters(words.codes, words.starts.take(numbers), words.lengths.take(numbers)), names)
        rests[(self.bits.take(targets) & SLIP) == 0] = 0
        part = self.phrases_of.take(targets) < 0
        parts = np.flatnonzero(part & (rests > 0))
        for number, target, rest in zip(numbers[parts].tolist(), targets[parts].tolist(), rests[parts].tolist(), strict=True):
            yield number, target, TYPO, 0, int(words.lengths[number]), rest
        best: dict[int, tuple[int, list[int]]] = {}
        for number, target in zip(numbers[~part].tolist(), targets[~part].tolist(), strict=True):
            off = self._off(words[number], self.name(target), self.right[target])
            least, others = best.get(number, (9, []))
            if off and off < least:
                best[number] = off, [target]
            elif off == least:
                others.append(target)
        for number, (off, meant) in best.items():
            # The longer the name, the less one slip is chance: ego and baby are words, "egobaby" is Ergobaby all the same.
            if self._stands_for_itself(words[number], 3 if off > 1 else max(3, min(5, len(self.name(meant[0])) - 3))):
                continue
            for target in meant:
                yield number, target, TYPO, 0, int(words.lengths[number]), 0

    @staticmethod
    def _off(word: str, name: str, bits: int) -> int:
        """How many slips away `word` is from `name`; 0 when they are not likely ones."""
        slip = slips.one_slip(word, name)
        if slip is not None:
            if not bits & SLIP:
                return 0
            if not bits & ENDING:  # anroid may be a slip of the word as much as of the name; that is for others to judge
                return int(len(name) > slips.LEAST and slips.likely_slip(slip, word, name) and not slip.at_end(name))
            return int(slips.likely_slip(slip, word, name))
        if not bits & SLIPS:
            return 0
        from rapidfuzz.distance import DamerauLevenshtein

        return 2 if DamerauLevenshtein.distance(word, name, score_cutoff=2) <= 2 else 0

    def _stands_for_itself(self, word: str, least: int) -> bool:
        """A word that is made of ordinary ones of so many letters, inflects one, or says one thing twice: ultrabook, colgante, toktok."""
        if word[: len(word) // 2] * 2 == word:
            return True
        tries = [word + "s", word + "es", word.replace("ise", "ize")]
        tries += [
            word[: -len(end)]
            for end in ("s", "es", "d", "ed", "r", "er", "ing", "ly", "n", "en", "a", "o")
            if word.endswith(end) and len(word) - len(end) > 3
        ]
        return any(self.is_ordinary(self.value(one)) for one in tries) or self._made_of_words(word, least=least)

    # ---- signs for letters ---------------------------------------------------------------------------------------------

    def unsigned(self, texts: Sequence[str]) -> list[str]:
        """`texts` with the letters put back for which signs stand, each as long as before; unchanged where no sign hides a name."""
        texts = [ENCODED.sub(decoded, text) if "%" in text else text for text in texts]
        runs = [signed(text) for text in texts]
        if len(self.signed) + len(self.pieces) > KEPT:
            self.signed.clear()
            self.pieces.clear()
        every = set().union(*runs)
        self._learn_signed(every - self.signed.keys())
        meant = {run: self.signed[run] for run in every if self.signed[run] != run}
        return [text if meant.keys().isdisjoint(its) else unsigned(text, meant) for text, its in zip(texts, runs, strict=True)]

    def _learn_signed(self, runs: Iterable[str]) -> None:
        """Which letters the signs in words never met before stand for."""
        tries: list[tuple[str, str, str]] = []
        for run in runs:
            self.signed[run] = run
            for reading in self._readings(run):
                stem = APOSTROPHE.split(reading)[0]  # "assassin's": of a name in two words the first is one by itself
                keys = [_letters(text) for text in ((reading,) if stem == reading else (reading, stem))]
                tries += [(run, reading, key) for key in keys if len(key) > 1 and key.isascii()]
        if not tries:
            return
        keys = list(dict.fromkeys(key for _, _, key in tries))
        at, targets = self.exact.find(self.hasher.keys(keys))
        names: dict[str, int] = {}
        for place, target in zip(at.tolist(), targets.tolist(), strict=True):
            names[keys[place]] = names.get(keys[place], 0) | self.right[target]
        others = list(dict.fromkeys(key for run, _, key in tries if key not in names and "*" not in run and 2 < len(key) <= LONGEST))
        self.learn(Words.of(others, self.hasher))
        hashes = dict(zip(others, self.hasher.keys(others).tolist(), strict=True))
        for run, reading, key in tries:
            if "*" in run:
                good = bool(names.get(key, 0) & GLUE)
            elif key in names:
                good = bool(names[key] & LOOK)
            else:
                singular = names.get(key[:-1], 0) if key.endswith("s") else 0
                good = bool(singular & ENDING) or any(
                    found.how in {LEETSPEAK, DOUBLED, GLUED} for found in self.readings.get(hashes.get(key, 0), ())
                )
            if good and self.signed[run] == run:
                self.signed[run] = reading

    def _readings(self, run: str) -> Iterator[str]:
        """What a run of letters and signs may stand for, letter by letter."""
        low, high = len(run) - len(run.lstrip(SIGNS)), len(run.rstrip(SIGNS))
        # One sign before or behind may be a letter, or mean itself.
        for first, last in dict.fromkeys(((low - (low > 0), high), (low, high + (high < len(run))), (low, high))):
            core = run[first:last]
            signs = sum(map(SIGNS.__contains__, core))
            letters = sum(map(str.isalpha, core))
            stars = core.count("*")
            if not signs or signs > 4 or not letters or len(core) > LONGEST or letters < len(core) / 3:
                continue
            if stars and (stars > 2 or letters < 3 or core[0] == "*" or letters + stars < len(core)):
                continue
            if not core.isascii() and any(len(folding.fold(char)) > 1 for char in core if not (char.isascii() or char in SIGNS)):
                continue
            for letters_ in product(*(self.leet[char] if char in SIGNS else char for char in core)):
                yield run[:first] + "".join(letters_) + run[last:]
