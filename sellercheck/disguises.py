"""Names in disguise, found word by word: `Disguises`.

`n1ke`, `niike`, `addidas`, `nikeshoes`, `iphone13`, `adid@s`, `Ni-ke`. A sheet of a hundred thousand titles holds far
fewer different words than words, so each different word that is no ordinary word and no listed name is held once
against the names, all such words of a batch together: look-alike letters and letters written twice by one hash each, a
name inside a word by its first four letters, typing slips by the hashes of the word with one or two letters left out.
What comes near is then looked at letter by letter, and a slip must be a likely one: one letter off a name is most often
another word.

What a word is read as depends on that word and the lists alone, never on its neighbours or on the order of the rows.
A word that stands for a part of a name (`Louis Vuiton`) counts only where the rest of the name stands beside it.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise, product
from pathlib import Path

import numpy as np

from sellercheck import text as folding
from sellercheck.data import read_rows
from sellercheck.matching import HOW, Array, Hasher, PhraseIndex, Table, Tokens, mapped

U = np.uint64
LEETSPEAK, DOUBLED, TYPO, GLUED, SPLIT, PLURAL, POSSESSIVE, SPACED, HOMOGLYPH = (
    HOW.index(name) for name in ("leetspeak", "doubled", "typo", "glued", "split", "plural", "possessive", "spaced", "homoglyph")
)

LOOK, DOUBLE, GLUE, NUMBER, SLIP, SLIPS, ENDING, PARTS = 1, 2, 4, 8, 16, 32, 64, 128
"""Ways in which a name may be hidden and still be known, as bits: letters that look alike, letters twice, a word glued
on, a number glued on, one slip, two slips, an ending; and in pieces, or word by word."""
CLEAR = LOOK | DOUBLE | GLUE | NUMBER | ENDING
PART, ANCHOR = -1, -2
IS_WHOLE, IS_PART, IS_ANCHOR = 1, 2, 4
STEM = 4
"""Letters by which a name inside a word is noticed."""

LONGEST = 40
"""Letters; what is longer is a code or an address."""
SLIP_LEAST, SLIPS_LEAST = 6, 9
"""Letters a name must have for a slip, and for two, to show what was meant."""
SLIP_MOST = 26
PART_SLIP_LEAST = 3
"""Letters of a word within a name for a slip in it to count."""
ANCHOR_LEAST = 5
"""Letters of a word that is found in names only, for the words beside it to be held against the name."""
WIDEST = 6
"""Words of a name that is put together again from disguised ones."""
PAIR = U(0xD6E8FEB86659FD93)
"""Makes one number of two hashes, the order of which counts."""
MASK = (1 << 64) - 1
SLOTS = 1 << 20
KEPT = 1 << 18
"""Runs of signs and letters, and glued pieces, remembered at most."""
FLUSH = 1 << 18
"""Words of text held before the new ones among them are resolved."""
COMMON_PIECE = 7000
"""Frequency rank up to which a piece of a name cut by a hyphen is a word in its own right: micro-soft fabric."""
SHORT_WORDS = {1: 0, 2: 200, 3: 8000}
"""Letters → frequency rank up to which a word that short may be glued to a name."""

KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = {
    (a, b)
    for row, keys in enumerate(KEYS)
    for at, a in enumerate(keys)
    for other, across in ((row, (-1, 1)), (row + 1, (-1, 0)), (row - 1, (0, 1)))
    if 0 <= other < len(KEYS)
    for step in across
    if 0 <= at + step < len(KEYS[other])
    for b in KEYS[other][at + step]
}
"""Letters side by side on the usual keyboard."""
VOWELS = frozenset("aeiouy")

_SIGNS = "@$!|€£¥¡+(<#*"
"""Signs that are written for a letter; `data/leet.csv` says for which."""
_SIGNED = re.compile(rf"(?:[^\W_]|[{re.escape(_SIGNS)}]|(?<=[^\W_{re.escape(_SIGNS)}])['’](?=[^\W_]|[$]))+")
_ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
"""Characters of an address written as their bytes: Nike%20Air."""
_APOSTROPHE = re.compile(r"['’]")
_MODEL = re.compile(r"\d+[a-z]?|[a-z]\d+")
"""What may follow a name as its model: 13, 6s, s10; and words after it: 13promax."""


def _decoded(found: re.Match[str]) -> str:
    """The characters meant, filled up with what is not seen, so that all else stays in its place."""
    try:
        text = bytes.fromhex(found[0].replace("%", "")).decode("utf-8")
    except ValueError:
        return found[0]
    return "".join(char if char.isprintable() else " " for char in text).ljust(len(found[0]), "\u200b")


def leet_letters() -> Mapping[str, str]:
    """A single sign or digit → the letters it is written for, `*` for any."""
    found = {}
    for sign, letters in read_rows("leet.csv"):
        if len(sign) == 1 and letters not in {"drop", "and"}:
            found[sign] = "abcdefghijklmnopqrstuvwxyz" if letters == "any" else letters.replace("|", "")
    return found


def leet_pairs() -> tuple[tuple[str, str], ...]:
    """Letters that together look like one: `rn` like m."""
    return tuple((pair, letter) for pair, letter in read_rows("leet.csv") if len(pair) == 2)


def _look_codes(digits: str) -> Array:
    """ASCII code → code of the letter it looks like; `digits` decides for 6 and 9, which look like two."""
    table = np.arange(128, dtype=np.uint8)
    for shape, group in (("o", "o0"), ("i", "il1"), ("s", "s5"), ("e", "e3"), ("a", "a4"), ("t", "t7"), ("b", "b8"), ("z", "z2")):
        for char in group:
            table[ord(char)] = ord(shape)
    table[ord("6")], table[ord("9")] = map(ord, digits)
    return table


_LOOKS = tuple(map(_look_codes, ("gg", "bq")))


@dataclass(frozen=True, slots=True)
class Reading:
    """A name, or a word of one, that a word of the text stands for."""

    hash: int
    size: int
    how: int
    phrase: int
    """The phrase it is all of; -1 for a word of a name, -2 for one that is written rightly and names little else."""
    skip: int = 0
    """Letters of the text's word before the name's."""
    keep: int = 0
    """Letters of the text's word that are the name."""
    plural: bool = False
    rest: int = 1
    """Letters the name must have beside this word."""


Hit = tuple[int, int, int, int, int]
"""Number of a word, of the name in it, how it is hidden, letters before it, letters it takes."""


class _Words:
    """Words as one run of ASCII codes, and the hashes of all their pieces by arithmetic."""

    def __init__(self, codes: Array, lengths: Array, hasher: Hasher) -> None:
        self.codes, self.lengths = codes, lengths
        self.ends = np.cumsum(lengths)
        self.starts = self.ends - lengths
        self.inverse = hasher.inverse
        hasher.grown(len(codes) + 3)
        self.inverse = hasher.inverse
        self.prefix = np.zeros(len(codes) + 1, U)
        np.cumsum(hasher.values.take(codes) * hasher.grown(len(codes)), out=self.prefix[1:])
        self.word = np.repeat(np.arange(len(lengths)), lengths)

    @classmethod
    def of(cls, words: Sequence[str], hasher: Hasher) -> _Words:
        return cls(np.frombuffer("".join(words).encode("ascii"), np.uint8), np.fromiter(map(len, words), np.int64, len(words)), hasher)

    def some(self, which: Array, hasher: Hasher) -> _Words:
        """Those at `which`."""
        lengths = self.lengths[which]
        ends = np.cumsum(lengths)
        at = np.repeat(self.starts[which] - (ends - lengths), lengths) + np.arange(int(lengths.sum()))
        return _Words(self.codes[at], lengths, hasher)

    def __len__(self) -> int:
        return len(self.lengths)

    def __getitem__(self, number: int) -> str:
        return self.codes[self.starts[number] : self.ends[number]].tobytes().decode("ascii")

    def pieces(self, first: Array, last: Array) -> Array:
        """Hashes of the runs of codes from `first` up to `last`."""
        return (self.prefix.take(last) - self.prefix.take(first)) * self.inverse.take(first)

    def hashes(self) -> Array:
        return self.pieces(self.starts, self.ends)

    def without_one(self) -> tuple[Array, Array]:
        """Per letter: the hash of its word without it, and the word's number."""
        at = np.arange(len(self.codes))
        start, end = self.starts.take(self.word), self.ends.take(self.word)
        before = (self.prefix.take(at) - self.prefix.take(start)) * self.inverse.take(start)
        after = (self.prefix.take(end) - self.prefix.take(at + 1)) * self.inverse.take(start + 1)
        return before + after, self.word

    def near(self, slips: int = 1) -> tuple[Array, Array]:
        """Hashes of the words whole and with a letter left out, or up to two, and the word of each."""
        found = [(self.hashes(), np.arange(len(self))), self.without_one()]
        if slips > 1:
            found.append(self.without_two())
        hashes, words = zip(*found, strict=True)
        return np.concatenate(hashes), np.concatenate(words)

    def without_two(self) -> tuple[Array, Array]:
        """Per pair of letters of a word: the hash of the word without both, and the word's number."""
        left = self.ends.take(self.word) - np.arange(len(self.codes)) - 1
        one = np.repeat(np.arange(len(self.codes)), left)
        rank = np.arange(len(one)) - np.repeat(np.cumsum(left) - left, left)
        other = one + 1 + rank
        word = self.word.take(one)
        start, end = self.starts.take(word), self.ends.take(word)
        hashes = (self.prefix.take(one) - self.prefix.take(start)) * self.inverse.take(start)
        hashes += (self.prefix.take(other) - self.prefix.take(one + 1)) * self.inverse.take(start + 1)
        hashes += (self.prefix.take(end) - self.prefix.take(other + 1)) * self.inverse.take(start + 2)
        return hashes, word

    def squeezed(self, hasher: Hasher) -> _Words:
        """With every run of one letter written once."""
        keep = np.ones(len(self.codes), bool)
        keep[1:] = (self.codes[1:] != self.codes[:-1]) | (self.word[1:] != self.word[:-1])
        return _Words(self.codes[keep], np.bincount(self.word[keep], minlength=len(self)), hasher)

    def looks(self, table: Array, hasher: Hasher) -> _Words:
        """With every letter or digit as the letter it looks like."""
        return _Words(table.take(self.codes), self.lengths, hasher)


class Disguises:
    """What disguised words stand for. Reads the index's files and remembers words it has met; answers never change."""

    FILES = ("exact", "look", "squeezed", "start", "near", "far", "beside", "slipped")

    def __init__(self, place: Path, hasher: Hasher, phrases: PhraseIndex, ranks: Table, goods: Table) -> None:
        self.hasher, self.phrases, self.ranks = hasher, phrases, ranks
        self.plain = (ranks, goods)
        """Ordinary words."""
        self.known = (ranks, goods, phrases.exact)
        """Words that stand for themselves."""
        self.exact, self.look, self.squeezed, self.start, self.near, self.far, self.beside, self.slipped = (
            Table.open(place, f"disguises.{part}") for part in self.FILES
        )
        self.bits, self.phrase = mapped(place / "disguises.bits.npy"), mapped(place / "disguises.phrase.npy")
        self.offsets = mapped(place / "disguises.offsets.npy")
        self.letters = np.memmap(place / "disguises.letters.txt", np.uint8, "r").data
        self.several = place / "disguises.several.txt"
        self.hash = mapped(place / "disguises.hash.npy")
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

    # ---- building -----------------------------------------------------------------------------------------------------

    @classmethod
    def build(cls, place: Path, spellings: Sequence[str], rights: Sequence[int], hasher: Hasher) -> None:
        """Write the files for `spellings`; `rights`: per spelling the ways it may be hidden."""
        names: list[str] = []
        bits: list[int] = []
        phrase: list[int] = []
        parts: dict[str, int] = {}
        beside: dict[tuple[str, str], None] = {}
        several: list[str] = []
        for number, (spelling, right) in enumerate(zip(spellings, rights, strict=True)):
            if not right:
                continue
            folded = folding.fold(spelling)
            if not folded.isascii():
                continue
            key = folded.replace(" ", "")
            if own := _fitting(key, right & ~PARTS, several=" " in folded):
                names.append(key)
                bits.append(own)
                phrase.append(number)
            if right & PARTS and " " in folded:
                several.append(f"{number} {folded}")
                beside.update(dict.fromkeys(pairwise(folded.split())))
                for word in folded.split():
                    if 2 <= len(word) < len(key):
                        parts[word] = parts.get(word, 0) | _fitting_part(word, len(key) - len(word))
        for word, own in parts.items():
            names.append(word)
            bits.append(own)
            phrase.append(PART)
        right_of = np.array(bits, np.uint8)
        words = _Words.of(names, hasher)
        hashes = words.hashes()
        numbers = np.arange(len(names))

        def save(name: str, found: Array, which: Array) -> None:
            Table.build(found, which.astype(np.uint32)).save(place, f"disguises.{name}")

        def having(bit: int) -> Array:
            return np.flatnonzero(right_of & bit)

        save("exact", hashes, numbers)
        looks = having(LOOK)
        both = [words.some(looks, hasher).looks(table, hasher).hashes() for table in _LOOKS]
        save("look", np.concatenate(both), np.concatenate((looks, looks)))
        doubled = having(DOUBLE)
        save("squeezed", words.some(doubled, hasher).squeezed(hasher).hashes(), doubled)
        glued = having(GLUE)
        save("start", words.pieces(words.starts[glued], words.starts[glued] + STEM), glued)
        slips, more = having(SLIP), having(SLIPS)
        some, others = words.some(slips, hasher), words.some(more, hasher)
        near, of = some.near()
        save("near", near, slips[of])
        near, of = others.near(2)
        save("far", near, more[of])
        firsts, seconds = _Words.of([word for word, _ in beside], hasher), _Words.of([word for _, word in beside], hasher)
        save("beside", firsts.hashes() + seconds.hashes() * PAIR, np.arange(len(beside)))
        slipped = []
        for sure, other, (first, second) in ((seconds, firsts, (U(1), PAIR)), (firsts, seconds, (PAIR, U(1)))):
            near, of = other.near()
            slipped.append((near * first + sure.hashes()[of] * second)[sure.lengths[of] >= ANCHOR_LEAST])
        pairs = np.unique(np.concatenate(slipped))
        save("slipped", pairs, np.arange(len(pairs)))
        np.save(place / "disguises.bits.npy", right_of)
        np.save(place / "disguises.phrase.npy", np.array(phrase, np.int32))
        np.save(place / "disguises.hash.npy", hashes)
        np.save(place / "disguises.offsets.npy", np.concatenate((words.starts, words.ends[-1:])).astype(np.uint32))
        np.save(place / "disguises.clear.npy", np.array([bool(right & PARTS) for right in rights]))
        (place / "disguises.several.txt").write_text("\n".join(several), "ascii")
        (place / "disguises.letters.txt").write_bytes(words.codes.tobytes() or b"\n")

    def name(self, number: int) -> str:
        """Letters of a name or part."""
        return str(self.letters[self.offsets[number] : self.offsets[number + 1]], "ascii")

    # ---- resolving ----------------------------------------------------------------------------------------------------

    def learn(self, words: _Words) -> None:
        """Resolve words never met before."""
        hashes = words.hashes()
        new = ~_any_has((*self.plain, self.exact), hashes)
        new &= np.bincount(words.word[words.codes > 57], minlength=len(words)) > 0
        if new.any():
            which = np.flatnonzero(new)
            listed = _any_has((self.phrases.exact,), hashes[which])
            for number, readings in self._resolve(words.some(which, self.hasher), listed).items():
                self._remember(int(hashes[which[number]]), readings)
        lone = np.flatnonzero((words.lengths >= ANCHOR_LEAST) & ~_any_has(self.plain, hashes))
        at, targets = self.exact.find(hashes[lone])
        for number, target in zip(lone[at].tolist(), targets.tolist(), strict=True):
            if self.phrase[target] == PART:
                value = int(hashes[number])
                self._remember(value, [Reading(value, int(words.lengths[number]), 0, ANCHOR)])
        if self.parts_more:
            pairs = sorted({*zip(self.part_words.tolist(), self.part_names.tolist(), strict=True), *self.parts_more})
            self.part_words, self.part_names = (np.array([pair[side] for pair in pairs], U) for side in (0, 1))
            self.parts_more.clear()
        slots = (hashes >> U(44)).view(np.int64)
        again = self.seen.take(slots) != 0
        self.seen[slots[~again]] = hashes[~again]
        self.seen_too[(hashes[again] & U(SLOTS - 1)).view(np.int64)] = hashes[again]

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
        words = _Words.of([word], self.hasher)
        self.learn(words)
        return self.readings.get(int(words.hashes()[0]), ())

    def _resolve(self, words: _Words, listed: Array) -> dict[int, list[Reading]]:
        """What each word stands for; a listed name only for part of another name, with the rest beside it."""
        digit = (words.codes >= 48) & (words.codes <= 57)
        digits = np.bincount(words.word[digit], minlength=len(words))
        found: dict[int, list[Reading]] = {}
        settled: set[int] = set()
        for stage in (self._numbered, self._endings, self._alike, self._doubled, self._glued, self._paired, self._slipped):
            now = []
            for number, target, how, skip, keep in stage(words, digits):
                phrase = int(self.phrase[target])
                if phrase < 0 or not (listed[number] or number in settled):
                    if self._is_clear(target):
                        now.append(number)
                    size = int(self.offsets[target + 1] - self.offsets[target])
                    rest = 1
                    if how == TYPO and phrase == PART and (slip := one_slip(words[number], self.name(target))) is not None:
                        rest = max(rest_for(slip, words[number], self.name(target)), 4 * bool(listed[number]))
                    reading = Reading(int(self.hash[target]), size, how, phrase, skip, keep, how == PLURAL, rest)
                    if reading not in found.setdefault(number, []):
                        found[number].append(reading)
            settled.update(now)  # the surest kinds come first: what they have read, no slip of the hand explains
        return found

    def _numbered(self, words: _Words, digits: Array) -> Iterator[Hit]:
        """A name with a number on one side: iphone13, 2023nike."""
        which = np.flatnonzero((digits > 0) & (digits < words.lengths))
        if not len(which):
            return
        letter = (words.codes < 48) | (words.codes > 57)
        edge = np.ones(len(letter), bool)
        edge[1:] = (letter[1:] != letter[:-1]) | (words.word[1:] != words.word[:-1])
        first = np.flatnonzero(edge)
        last = np.append(first[1:], len(letter))
        runs = np.flatnonzero(letter.take(first) & (last - first >= 3) & np.isin(words.word.take(first), which))
        at, targets = self.exact.find(words.pieces(first[runs], last[runs]))
        for run, target in zip(runs[at].tolist(), targets.tolist(), strict=True):
            if self.bits[target] & NUMBER:
                number = int(words.word[first[run]])
                start, end = int(first[run] - words.starts[number]), int(last[run] - words.starts[number])
                before, after = words[number][:start], words[number][end:]
                if (not before or before.isdigit()) and (not after or after.isdigit() or self._model(after)):
                    yield number, target, GLUED, start, end - start

    def _model(self, text: str) -> bool:
        return any(
            found.end() == len(text) or self._all_words(text[found.end() :])
            for found in (_MODEL.match(text), re.match(r"\d+", text))
            if found
        )

    def _endings(self, words: _Words, digits: Array) -> Iterator[Hit]:
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
                    self.bits[target] & ENDING
                    and (ending not in {"ku", "mu"} or size >= 5)
                    and (ending != "es" or self.name(target)[-1] not in VOWELS)
                ):
                    yield number, target, how, 0, size if how == POSSESSIVE else size + len(ending)

    def _alike(self, words: _Words, digits: Array) -> Iterator[Hit]:
        """Digits and letters in the place of letters they look like: n1ke, g00gle, nlke."""
        letters = words.lengths - digits
        for table, which in (
            (_LOOKS[0], np.flatnonzero(letters > 0)),
            (_LOOKS[1], np.flatnonzero((letters > 0) & (digits > 0))),
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
                    yield number, target, LEETSPEAK if digits[number] else HOMOGLYPH, 0, len(word)

    def _is_clear(self, target: int) -> bool:
        """Whether this is a well-known name and nothing else."""
        return self.phrase[target] >= 0 and bool(self.bits[target] & ENDING)

    def _numbered_words(self, word: str) -> bool:
        """Whether digits aside this is ordinary words: 4way, note5."""
        return all(len(part) > 2 and self.is_ordinary(self.value(part)) for part in re.split(r"\d+", word) if part)

    def _doubled(self, words: _Words, digits: Array) -> Iterator[Hit]:
        """Letters twice: niike, nikke; or once instead of twice: tifany."""
        which = np.flatnonzero(digits == 0)
        some = words.some(which, self.hasher)
        at, targets = self.squeezed.find(some.squeezed(self.hasher).hashes())
        for number, target in zip(which[at].tolist(), targets.tolist(), strict=True):
            word, name = words[number], self.name(target)
            if len(word) > len(name) and len(word) - len(name) <= (1 if len(name) < 4 else 3 + len(name) // 3):
                yield number, target, DOUBLED, 0, len(word)
            elif len(name) - len(word) == 1 and len(name) >= 5 and (self._is_clear(target) or self.phrase[target] < 0):
                yield number, target, TYPO, 0, len(word)

    def _paired(self, words: _Words, digits: Array) -> Iterator[Hit]:
        """Two letters that look or sound like one: sarnsung."""
        eligible = (digits == 0) & (words.lengths > 5)
        for pair, letter in self.pairs:
            a, b = map(ord, pair)
            here = np.flatnonzero((words.codes[:-1] == a) & (words.codes[1:] == b))
            of = words.word.take(here)
            fine = eligible.take(of) & (words.word.take(here + 1) == of)
            here, of = here[fine], of[fine]
            start, end = words.starts.take(of), words.ends.take(of)
            before = words.pieces(start, here) + self.hasher.values[ord(letter)] * self.hasher.powers.take(here - start)
            after = (words.prefix.take(end) - words.prefix.take(here + 2)) * words.inverse.take(start + 1)
            at, targets = self.exact.find(before + after)
            for number, target in zip(of[at].tolist(), targets.tolist(), strict=True):
                if self.bits[target] & LOOK and len(self.name(target)) >= 5 and (self._is_clear(target) or self.phrase[target] < 0):
                    yield number, target, LEETSPEAK, 0, int(words.lengths[number])

    def _glued(self, words: _Words, _: Array) -> Iterator[Hit]:
        """A name inside a word, the rest being ordinary words: nikeshoes, ilovenikeshoes."""
        at = np.arange(max(0, len(words.codes) - STEM + 1))
        at = at[words.word[STEM - 1 :] == words.word[: len(at)]] if len(at) else at
        places, targets = self.start.find(words.pieces(at, at + STEM))
        at = at[places]
        sizes = self.offsets[targets + 1].astype(np.int64) - self.offsets[targets]
        number = words.word.take(at)
        fits = (at + sizes <= words.ends.take(number)) & (sizes < words.lengths.take(number))
        at, targets, sizes, number = at[fits], targets[fits], sizes[fits], number[fits]
        same = words.pieces(at, at + sizes) == self.hash.take(targets)
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
                if word.isalpha() and size < 7 and self._made_of_words(word, (skip, skip + size)):
                    continue
                if self.phrase[target] >= 0:
                    taken.append((skip, skip + size))
                yield one, target, GLUED, skip, size

    def _enough(self, before: str, after: str, size: int) -> bool:
        """Whether the rest is more than an ending or a slip: `ilove`, `shoes`, not `ed`."""
        rest = max((before, after), key=len)
        if len(rest) > 3:
            return True
        if size < 5:
            return len(rest) == 3 and bool(self.plain[1].get(self.value(rest))) and self._rank(rest) <= SHORT_WORDS[3]
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
                        if last - first < 4:
                            rank = min(self.ranks.get(value), default=1 << 30)
                            fine = text[first:last] in {"i", "a", "my"} or (last - first >= least and rank <= SHORT_WORDS[last - first])
                        else:
                            fine = self.is_ordinary(value) or any(map(self._is_clear, self.exact.get(value)))
                        if fine:
                            ends.add(last)
            known = self.pieces[text, least] = len(text) in ends
        return known

    def is_ordinary(self, value: int) -> bool:
        return any(table.get(value) for table in self.plain)

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

    def _slipped(self, words: _Words, digits: Array) -> Iterator[Hit]:
        """Typing slips: one letter left out, added, swapped or wrong; two in long names."""
        some = np.flatnonzero((digits == 0) & (words.lengths >= PART_SLIP_LEAST - 1) & (words.lengths <= SLIP_MOST))
        if not len(some):
            return
        near, of = words.some(some, self.hasher).near()
        pairs = [self._pairs(self.near, near, some[of])]
        long = some[words.lengths[some] >= SLIPS_LEAST - 2]
        if len(long):
            near, of = words.some(long, self.hasher).near(2)
            pairs.append(self._pairs(self.far, near, long[of]))
        best: dict[int, tuple[int, list[int]]] = {}
        for number, target in sorted(set().union(*pairs)):
            word, name = words[number], self.name(target)
            off = self._off(word, name, int(self.bits[target]), part=self.phrase[target] < 0)
            if not off:
                continue
            if self.phrase[target] < 0:
                yield number, target, TYPO, 0, len(word)
                continue
            least, targets = best.get(number, (9, []))
            if off < least:
                best[number] = off, [target]
            elif off == least:
                targets.append(target)
        for number, (off, targets) in best.items():
            # The longer the name, the less one slip is chance: ego and baby are words, "egobaby" is Ergobaby all the same.
            if self._stands_for_itself(words[number], 3 if off > 1 else max(3, min(5, len(self.name(targets[0])) - 3))):
                continue
            for target in targets:
                yield number, target, TYPO, 0, int(words.lengths[number])

    @staticmethod
    def _pairs(table: Table, hashes: Array, of: Array) -> set[tuple[int, int]]:
        at, targets = table.find(hashes)
        return set(zip(of[at].tolist(), targets.tolist(), strict=True))

    def _off(self, word: str, name: str, bits: int, *, part: bool) -> int:
        """How many slips away `word` is from `name`; 0 when they are not likely ones."""
        slip = one_slip(word, name)
        if slip is not None:
            if not bits & SLIP:
                return 0
            if not part and not bits & ENDING:  # andriod may be a slip of the word as much as of the name; that is for others to judge
                return int(slip.kind == "swap" and len(name) > SLIP_LEAST)
            return int(part or likely_slip(slip, word, name))
        if not bits & SLIPS or part:
            return 0
        from rapidfuzz.distance import OSA

        if OSA.distance(word, name, score_cutoff=2) > 2:
            return 0
        return 2

    def _stands_for_itself(self, word: str, least: int) -> bool:
        """A word that is made of ordinary ones of so many letters, or inflects one: ultrabook, colgante beside colgantes."""
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
        texts = [_ENCODED.sub(_decoded, text) if "%" in text else text for text in texts]
        runs = [[match for match in _SIGNED.finditer(text) if not match[0].isalnum()] for text in texts]
        if len(self.signed) + len(self.pieces) > KEPT:
            self.signed.clear()
            self.pieces.clear()
        self._learn_signed({match[0] for found in runs for match in found} - self.signed.keys())
        out = []
        for text, found in zip(texts, runs, strict=True):
            for match in found:
                if (clean := self.signed[match[0]]) != match[0]:
                    text = text[: match.start()] + clean + text[match.end() :]  # noqa: PLW2901 — spans stay, the length is the same
            out.append(text)
        return out

    def _learn_signed(self, runs: Iterable[str]) -> None:
        """Which letters the signs in words never met before stand for."""
        tries: list[tuple[str, str, str]] = []
        for run in runs:
            self.signed[run] = run
            for reading in self._readings(run):
                stem = _APOSTROPHE.split(reading)[0]  # "assassin's": of a name in two words the first is one by itself
                tries += [
                    (run, reading, key) for text in dict.fromkeys((reading, stem)) if (key := folding.key(text)).isascii() and len(key) > 1
                ]
        if not tries:
            return
        keys = list(dict.fromkeys(key for _, _, key in tries))
        at, targets = self.exact.find(self.hasher.keys(keys))
        names: dict[str, int] = {}
        for place, target in zip(at.tolist(), targets.tolist(), strict=True):
            names[keys[place]] = names.get(keys[place], 0) | int(self.bits[target])
        others = [key for key in keys if key not in names and len(key) <= LONGEST]
        self.learn(_Words.of(others, self.hasher))
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
        low, high = len(run) - len(run.lstrip(_SIGNS)), len(run.rstrip(_SIGNS))
        # One sign before or behind may be a letter, or mean itself.
        for first, last in ((low - (low > 0), high), (low, high + (high < len(run))), (low, high)):
            core = run[first:last]
            signs = sum(char in _SIGNS for char in core)
            letters = sum(map(str.isalpha, core))
            stars = core.count("*")
            if not signs or signs > 4 or not letters or len(core) > LONGEST or letters < len(core) / 3:
                continue
            if stars and (stars > 2 or letters < 3 or core[0] == "*" or letters + stars < len(core)):
                continue
            if not core.isascii() and any(len(folding.fold(char)) > 1 for char in core if char not in _SIGNS):
                continue
            for letters_ in product(*(self.leet[char] if char in _SIGNS else char for char in core)):
                yield run[:first] + "".join(letters_) + run[last:]

    def watch(self) -> Watch:
        """One scan's eye on its words."""
        return Watch(self)


@dataclass(frozen=True, slots=True)
class Slip:
    """How one word differs from another by one slip of the hand."""

    kind: str
    """swap, drop, add, wrong."""
    at: int
    likely: bool
    """Neighbouring keys, a letter typed twice or once instead of twice, two letters swapped, a vowel for a vowel."""

    def at_end(self, name: str) -> bool:
        """Whether the name has merely got, or lost, a last letter."""
        return self.kind in {"add", "drop"} and self.at >= len(name) - (self.kind == "drop")


def one_slip(word: str, name: str) -> Slip | None:
    """The one slip that makes `word` of `name`; None when there is none, or more than one."""
    at = 0
    shorter = min(len(word), len(name))
    while at < shorter and word[at] == name[at]:
        at += 1
    if len(word) == len(name):
        if at == len(word):
            return None
        if word[at + 1 :] == name[at + 1 :]:
            a, b = word[at], name[at]
            return Slip("wrong", at, (a, b) in _NEIGHBOURS or (a in VOWELS and b in VOWELS))
        if word[at : at + 2] == name[at : at + 2][::-1] and word[at + 2 :] == name[at + 2 :]:
            return Slip("swap", at, likely=True)
        return None
    if len(word) + 1 == len(name) and word[at:] == name[at + 1 :]:
        return Slip("drop", at, at > 0 and name[at] == name[at - 1])
    if len(word) == len(name) + 1 and word[at + 1 :] == name[at:]:
        sides = {*word[max(0, at - 1) : at], *word[at + 1 : at + 2]}
        return Slip("add", at, word[at] in sides or any((word[at], side) in _NEIGHBOURS for side in sides))
    return None


def likely_slip(slip: Slip, word: str, name: str) -> bool:
    """Whether the slip shows the name rather than another word: short names bear little."""
    if len(name) > SLIP_LEAST + 1:
        return True
    if len(name) == SLIP_LEAST + 1:
        return not slip.at_end(name) or (slip.kind == "drop" and name[-1] != "s")
    # Six letters: costco and cosco, fitbit and fitkit, roomba and goomba are all in use.
    return slip.kind == "swap" or (slip.likely and word[0] == name[0] and slip.at < len(name) - 1)


def rest_for(slip: Slip, word: str, name: str) -> int:
    """Letters that the rest of a name must have for a slip in one of its words to be believed; more for short words."""
    # NOTE: "spin bik", "uggy boots": a short word with another end or beginning is another word.
    if len(name) > 4:
        return 1
    return 6 if slip.at_end(name) else 3 if slip.kind == "swap" or word[0] == name[0] else 4


def _fitting(key: str, right: int, *, several: bool) -> int:
    """The ways a whole name may be hidden, given its letters."""
    size = len(key)
    letters = key.isalpha()
    own = right
    if size < 4 or size > LONGEST:
        # Three letters without a vowel (BMW, JBL) are no word, even with one of them twice.
        keep = DOUBLE if letters and size == 3 and VOWELS.isdisjoint(key) else 0
        return right & (keep | (NUMBER if letters and size == 3 else 0))
    if not letters:
        own &= ~(NUMBER | GLUE | DOUBLE | ENDING)
    if sum(map(str.isalpha, key)) < 3:
        own &= ~LOOK
    if size < SLIP_LEAST + 2 * several or size > SLIP_MOST or not letters:
        own &= ~SLIP
    if size < SLIPS_LEAST + 2 * several or size > SLIP_MOST or not letters:
        own &= ~SLIPS
    return own


def _fitting_part(word: str, rest: int) -> int:
    """Likewise for a word of a name whose other words have `rest` letters."""
    # NOTE: a part is believed only beside the rest of the name, so it may be short.
    own = LOOK
    if word.isalpha():
        own |= DOUBLE | NUMBER | ENDING
        if len(word) >= PART_SLIP_LEAST and len(word) + rest > SLIP_LEAST:
            own |= SLIP
        if len(word) >= STEM:
            own |= GLUE
    return own


def _any_has(tables: Iterable[Table], hashes: Array) -> Array:
    out = np.zeros(len(hashes), bool)
    for table in tables:
        out[table.find(hashes)[0]] = True
    return out


@dataclass(slots=True)
class Watch:
    """Holds a scan's words until enough are new to be resolved together, then says where names are disguised."""

    disguises: Disguises
    held: list[Tokens] = field(default_factory=list)
    count: int = 0
    new: list[tuple[Array, Array, Array]] = field(default_factory=list)
    signed: set[int] = field(default_factory=set)
    """Texts in which a sign stands within or beside a word."""
    found: list[tuple[Array, ...]] = field(default_factory=list)

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
        at = np.flatnonzero(_IS_SIGN.take(points))
        if not len(at):
            return
        points = np.concatenate((points[-1:], points, points[-1:]))  # both ends are a line break
        before, here, after = points.take(at), points.take(at + 1), points.take(at + 2)
        letter_before, letter_after = _IS_LETTER.take(before), _IS_LETTER.take(after)
        told = (letter_before & letter_after) | (letter_after & _AT_START.take(here)) | (letter_before & _AT_END.take(here))
        encoded = _IS_HEX.take(after) & _IS_HEX.take(points.take(at + 3, mode="clip"))
        at = at[np.where(here == ord("%"), encoded, told)]
        self.signed.update(tokens.numbers.take(np.searchsorted(tokens.ends_of, at, "right")).tolist())

    def flush(self) -> None:
        """Resolve what is new and apply all that is known."""
        disguises = self.disguises
        if self.new:
            hashes, lengths, codes = (np.concatenate(column) for column in zip(*self.new, strict=True))
            words = _Words(codes, lengths, disguises.hasher)
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
        short, letters = self._short(tokens)
        places, names = np.concatenate((places, short)), np.concatenate((names, letters))
        if not len(places):
            return {}
        padded = np.concatenate(([U(0)], tokens.hashes, [U(0)]))
        near = np.zeros(len(places), bool)
        near[disguises.beside.find(padded[places] + names * PAIR)[0]] = True
        near[disguises.beside.find(names + padded[places + 2] * PAIR)[0]] = True
        # Both of two neighbours may be disguised: L0uis Vu1tton.
        order = np.argsort(places, kind="stable")
        low = np.searchsorted(places[order], places + 1, "left")
        counts = np.searchsorted(places[order], places + 1, "right") - low
        one = np.repeat(np.arange(len(places)), counts)
        two = order.take(np.repeat(low - np.cumsum(counts) + counts, counts) + np.arange(len(one)))
        some = (one < len(places) - len(short)) | (two < len(places) - len(short))  # "8.1" is a number
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

    def _short(self, tokens: Tokens) -> tuple[Array, Array]:
        """Words of one and two letters with a digit in them, and what they may stand for: `7P-Link`, `Hershey'5`."""
        few = np.flatnonzero(tokens.sizes <= 2)
        head, tail = tokens.codes.take(tokens.first[few]), tokens.codes.take(tokens.last[few] - 1)
        some = (((head >= 48) & (head <= 57)) | ((tail >= 48) & (tail <= 57))) & (head < 128) & (tail < 128)
        few, head, tail = few[some], head[some], tail[some]
        hasher = self.disguises.hasher
        second = np.where(tokens.sizes[few] == 2, hasher.powers[1], U(0))
        names = [hasher.values.take(letters.take(head)) + hasher.values.take(letters.take(tail)) * second for letters in _SHORT_LETTERS]
        return np.concatenate((few, few)), np.concatenate(names)

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
            if disguises.clear[phrase] and not mask & ~int(disguises.phrases.cuts[phrase, 1]):
                yield place, start, end, phrase, how, False

    def _slipped_beside(self, tokens: Tokens, anchors: Array) -> list[int]:
        """Of words that are found in names only, those with a neighbour that is one slip from the name's word there."""
        if not len(anchors):
            return []
        hasher, rows, beside = self.disguises.hasher, tokens.rows, self.disguises.beside
        near = np.zeros(len(anchors), bool)
        for step, order in ((-1, (U(1), PAIR)), (1, (PAIR, U(1)))):
            place = np.clip(anchors + step, 0, len(rows) - 1)
            fine = np.flatnonzero((place != anchors) & (rows.take(place) == rows.take(anchors)) & (tokens.sizes.take(place) < SLIP_MOST))
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
            hashes, of = _Words(codes, lengths, hasher).near()
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
            if letters <= SLIP_LEAST or low < 0 or high >= len(tokens.rows) or tokens.rows[low] != tokens.rows[high]:
                continue
            off = [number for number, word in enumerate(words) if tokens.hashes[low + number] != disguises.value(word)]
            if len(off) != 1:
                continue
            word, at = words[off[0]], low + off[0]
            codes = tokens.codes[tokens.first[at] : tokens.last[at]]
            if len(word) < 2 or abs(len(codes) - len(word)) > 1 or codes.max() >= 128:
                continue
            text = bytes(codes.tolist()).decode("ascii")
            slip = one_slip(text, word)
            if (
                slip is None
                or not text.isalpha()
                or (slip.kind in {"add", "drop"} and (text + word).endswith("s") and slip.at >= len(word) - 1)
            ):
                continue  # Miami Dolphin is the plural's singular
            known = len(text) < 3 or any(table.get(int(tokens.hashes[at])) for table in disguises.known)
            near = text[0] == word[0] or slip.kind == "swap" or (slip.likely and letters > ANCHOR_LEAST + 5)
            if not known or (letters - len(word) > ANCHOR_LEAST and near):
                yield place, int(tokens.first[low]), int(tokens.last[high]), phrase, TYPO, False

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
        if tight and letters >= 5 and all(gaps[number] not in _USUAL_SIGNS for number in stray):
            return SPLIT
        least = 1 << 30
        ranks = [min(self.disguises.ranks.get(int(tokens.hashes[low + piece])), default=least) for piece in pieces]
        common = [rank <= (COMMON_PIECE if sizes[piece] > 2 else SHORT_WORDS[2]) for rank, piece in zip(ranks, pieces, strict=True)]
        if tight:
            return SPLIT if letters >= 4 and (whole >= 3 or not all(common)) else None
        if whole >= 3 and letters >= 7:
            return SPLIT if whole > 5 or any(rank > SHORT_WORDS[3] for rank in ranks) else None
        # With blanks between, a single letter beside a stray piece, or a word, is more often chance.
        if letters < 6 or max(sizes) < 3 or min(sizes[piece] for piece in pieces) == 1:
            return None
        ordinary = [
            rank < least or self.disguises.is_ordinary(int(tokens.hashes[low + piece])) for rank, piece in zip(ranks, pieces, strict=True)
        ]
        return SPLIT if not any(ordinary) or (letters >= 7 and not all(ordinary)) else None


_USUAL_SIGNS = frozenset("-–—_/,+&")
"""Signs that stand between two words without hiding anything."""
BEYOND = 0x20AD
"""Characters from here on (the last sign is the euro) are looked at as letters."""


def _characters(chars: str, *, beyond: bool = False) -> Array:
    table = np.zeros(BEYOND + 1, bool)
    table[[ord(char) for char in chars]] = True
    table[BEYOND] = beyond
    return table


_IS_SIGN, _IS_HEX = _characters(_SIGNS + "%"), _characters(string.hexdigits)
_AT_START, _AT_END = _characters("@$!|¡"), _characters("@$!|€£")
_IS_LETTER = _characters(string.ascii_letters + string.digits + _SIGNS + "'’", beyond=True)
_IS_LETTER[0xC0:0x2000] = True


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


def _digit_letters(digits: str) -> Array:
    table = np.arange(128, dtype=np.uint8)
    for digit, letter in zip("0123456789", digits, strict=True):
        table[ord(digit)] = ord(letter)
    return table


_SHORT_LETTERS = tuple(map(_digit_letters, ("oizeasgtbg", "olzeasbtbq")))
"""Two ways to read a digit as a letter, as `data/leet.csv` has them."""
