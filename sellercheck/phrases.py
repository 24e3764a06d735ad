"""Phrases stored so that a scan finds them by arithmetic: `PhraseIndex`, and the `Hasher` that all of them share.

A phrase is stored under the hash of its letters without blanks; the cuts kept beside it say where its words begin. Files are
opened, not loaded: `Folder`, `Table` and `PhraseIndex` write their arrays to a folder and map them from there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import NamedTuple

import numpy as np

from sellercheck import text as folding
from sellercheck.arrays import Array

U, U32 = np.uint64, np.uint32
SEPARATOR, DROPPED, EXPANDED = 0, 0xFFFFFFFF, 0xFFFFFFFE
"""Codes of what folds to no letter, to nothing, to several letters."""
CHUNK = 1 << 18
"""Characters worked on at a time: few enough for the processor's caches, enough for the calls of numpy to cost little."""
FIRST_POWERS = 1 << 15
"""Powers held from the start; more when a longer text comes, so that a small sheet stays small in memory."""
WINDOW = 4
"""Words looked up together; longer phrases are found by their first four."""
LATER = 1 << 31
"""Marks a long phrase found by four words of the text that begin with its second."""
RUN = 32
"""Most one-letter words (spelled-out letters, Chinese characters) looked up together."""
BASE = 0x9E3779B97F4A7C15 | 1
BASE_INVERSE = pow(BASE, -1, 1 << 64)


def _powers(base: int, count: int) -> Array:
    out = np.full(count, U(base), U)
    out[0] = 1
    return np.cumprod(out)


def _letter_values() -> Array:
    """One odd 64-bit value per folded code, the same in every process (splitmix64); 0 for the separator."""
    x = np.arange(folding.FOLDED_LIMIT, dtype=U) * U(0x9E3779B97F4A7C15) + U(0x632BE59BD9B4E019)
    x = (x ^ (x >> U(30))) * U(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> U(27))) * U(0x94D049BB133111EB)
    x = (x ^ (x >> U(31))) | U(1)
    x[0] = 0
    return x


class Folder(NamedTuple):
    """The folding of `sellercheck.text` as arrays over code points."""

    codes: Array
    """Code point → folded code, or SEPARATOR, DROPPED, EXPANDED."""
    solo: Array
    """Folded code → whether it is a word of its own."""
    expansions: dict[int, tuple[int, ...]]
    values: Array
    """Folded code → what it counts for in hashes."""

    @classmethod
    def build(cls) -> Folder:
        alike = folding.look_alikes()
        codes = np.zeros(folding.FOLDED_LIMIT, np.uint32)
        expansions = {}
        solo = np.zeros(folding.FOLDED_LIMIT, bool)
        for low, high in folding.SOLO:
            solo[low : high + 1] = True
        plain = np.zeros(folding.FOLDED_LIMIT, bool)
        for low, high in ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3)):  # ideographs and Hangul fold to themselves
            plain[low : high + 1] = True
        codes[plain] = np.flatnonzero(plain)
        for char, simple in alike.items():
            if plain[ord(char)] and folding.is_solo(simple[0]):
                codes[ord(char)] = ord(simple)
        for code in np.flatnonzero(~plain).tolist():
            if 0xD800 <= code < 0xF900:  # surrogates and private use
                continue
            folded = folding.fold_char(chr(code), alike)
            if folded == "":
                codes[code] = DROPPED
            elif len(folded) > 1:
                codes[code], expansions[code] = EXPANDED, tuple(map(ord, folded))
            elif folded != " ":
                codes[code] = ord(folded)
        return cls(codes, solo, expansions, _letter_values())

    def save(self, place: Path) -> None:
        np.save(place / "fold.npy", self.codes)
        np.save(place / "solo.npy", self.solo)
        np.save(place / "values.npy", self.values)  # NOTE: worked out at each start it touched six megabytes of memory
        table = [(code, letter) for code, letters in self.expansions.items() for letter in letters]
        np.save(place / "expand.npy", np.array(table, np.uint32).reshape(-1, 2))

    @classmethod
    def open(cls, place: Path) -> Folder:
        expansions: dict[int, tuple[int, ...]] = {}
        for code, letter in np.load(place / "expand.npy").tolist():
            expansions[code] = (*expansions.get(code, ()), letter)
        return cls(mapped(place / "fold.npy"), mapped(place / "solo.npy"), expansions, mapped(place / "values.npy"))


_NPY_HEADER = re.compile(rb"\x93NUMPY\x01\x00..\{'descr': '([<|][a-z]\d)', 'fortran_order': False, 'shape': \((\d+),\), \} *\n", re.DOTALL)


def mapped(path: Path) -> Array:
    """The array in an `.npy` file, memory-mapped and read-only.

    Flat arrays, as nearly all of ours are, are opened by hand: `numpy.load` takes a third of a millisecond for each of eighty.
    """
    with path.open("rb") as file:
        head = _NPY_HEADER.match(file.read(128))
        if head and int(head[2]):
            start = head.end()
            return np.frombuffer(mmap(file.fileno(), 0, access=ACCESS_READ), head[1].decode(), int(head[2]), start)
    # NOTE: the plain-array view matters: every operation on numpy's memmap class costs a Python call more.
    array: Array = np.load(path, mmap_mode="r").view(np.ndarray)
    return array


class Table:
    """64-bit hash → values, in four arrays that are opened, not loaded.

    Radix buckets on the top bits; a one-byte filter answers most misses with one gather.
    """

    PARTS = ("hashes", "values", "starts", "filter")

    def __init__(self, hashes: Array, values: Array, starts: Array, flt: Array) -> None:
        self.hashes, self.values, self.starts, self.filter = hashes, values, starts, flt
        self.bucket_shift = U(64 - ((len(starts) - 1).bit_length() - 1))
        self.filter_shift = U(64 - (len(flt).bit_length() - 1))

    @classmethod
    def build(cls, hashes: Array, values: Array) -> Table:
        order = np.argsort(hashes, kind="stable")
        hashes, values = hashes[order], values[order].astype(np.uint32)
        bits = max(4, len(hashes).bit_length() - 1)
        counts = np.bincount((hashes >> U(64 - bits)).astype(np.int64), minlength=1 << bits)
        starts = np.zeros((1 << bits) + 1, np.uint32)
        np.cumsum(counts, out=starts[1:])
        filter_bits = bits + 4
        slots = (hashes >> U(64 - filter_bits)).astype(np.int64)
        prints = (hashes & U(255)).astype(np.uint8) | np.uint8(1)
        flt = np.zeros(1 << filter_bits, np.uint8)
        flt[slots] = prints
        flt[slots[flt[slots] != prints]] = 254  # more than one print in this slot: always look
        return cls(hashes, values, starts, flt)

    def save(self, place: Path, name: str) -> None:
        for part in self.PARTS:
            np.save(place / f"{name}.{part}.npy", getattr(self, part))

    @classmethod
    def open(cls, place: Path, name: str) -> Table:
        return cls(*(mapped(place / f"{name}.{part}.npy") for part in cls.PARTS))

    def find(self, hashes: Array) -> tuple[Array, Array]:
        """Positions in `hashes` and the values stored under them, all pairs."""
        got = self.filter.take((hashes >> self.filter_shift).view(np.int64))
        at = np.flatnonzero(got != 0)
        sought, got = hashes.take(at), got.take(at)
        maybe = (got == ((sought & U(255)).astype(np.uint8) | np.uint8(1))) | (got == 254)
        at, sought = at[maybe], sought[maybe]
        if not len(at):
            return at, self.values[:0]
        bucket = (sought >> self.bucket_shift).view(np.int64)
        low = self.starts.take(bucket).astype(np.int64)
        counts = self.starts.take(bucket + 1) - low
        ends = np.cumsum(counts)
        stored = np.repeat(low - (ends - counts), counts) + np.arange(int(ends[-1]))
        same = np.flatnonzero(self.hashes.take(stored) == np.repeat(sought, counts))
        return np.repeat(at, counts).take(same), self.values.take(stored.take(same))

    def get(self, value: int) -> list[int]:
        """The values stored under one hash: quicker than `find` for a single one."""
        hashes, values, starts, flt, bucket_shift, filter_shift = self._plain
        got = flt[value >> filter_shift]
        if not got or (got != 254 and got != (value & 255) | 1):
            return []
        bucket = value >> bucket_shift
        return [values[at] for at in range(starts[bucket], starts[bucket + 1]) if hashes[at] == value]

    @cached_property
    def _plain(self) -> tuple[memoryview, memoryview, memoryview, memoryview, int, int]:
        """The arrays and shifts for one number at a time, which from arrays comes ten times slower."""
        return self.hashes.data, self.values.data, self.starts.data, self.filter.data, int(self.bucket_shift), int(self.filter_shift)


class Hasher:
    """Arithmetic that all indexes and scans share."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.values = folder.values
        self.powers = _powers(BASE, FIRST_POWERS)
        self.inverse = _powers(BASE_INVERSE, FIRST_POWERS)
        ascii_codes = self.folder.codes[:128]
        self.ascii = bytes(int(code) if code < 128 else 0 for code in ascii_codes) + bytes(128)

    def keys(self, keys: Sequence[str]) -> Array:
        """Hashes of names already folded and without blanks."""
        out = np.zeros(len(keys), U)
        position = 0
        while position < len(keys):
            upto, size = position, 0
            while upto < len(keys) and size < CHUNK:
                size += len(keys[upto])
                upto += 1
            part = keys[position:upto]
            codes = np.frombuffer("".join(part).encode("utf-32-le", "surrogatepass"), np.uint32)
            lengths = np.fromiter(map(len, part), np.int64, len(part))
            ends = np.cumsum(lengths)
            prefix = np.zeros(len(codes) + 1, U)
            np.cumsum(self.values.take(codes, mode="clip") * self.grown(len(codes)), out=prefix[1:])
            out[position:upto] = (prefix[ends] - prefix[ends - lengths]) * self.inverse[ends - lengths]
            position = upto
        return out

    def grown(self, count: int) -> Array:
        """The first `count` powers; where a longer text comes than any before, more are made, of the inverse too."""
        if count > len(self.powers):
            more = count + count // 4
            self.powers, self.inverse = _powers(BASE, more), _powers(BASE_INVERSE, more)
        return self.powers[:count]


class PhraseIndex:
    """Phrases, each found wherever its letters stand, however spaced and written.

    A phrase is known by its position in the sequence the index was built from.
    """

    def __init__(self, exact: Table, long: Table, cuts: Array, words: Array, hashes: Array, longest_run: int) -> None:
        self.exact, self.long = exact, long
        self.cuts = cuts
        """Two columns per phrase: where its words begin, as `text.cuts` gives it."""
        self.words = words
        """Phrase → how many words it has."""
        self.hashes = hashes
        """Phrase → the hash of its letters."""
        self.longest_run = longest_run
        """Most one-letter words that one of the phrases can be written in, up to `RUN`."""

    @classmethod
    def build(cls, phrases: Sequence[str], hasher: Hasher) -> PhraseIndex:
        folded = [folding.fold(phrase) for phrase in phrases]
        keys = [phrase.replace(" ", "") for phrase in folded]
        hashes = hasher.keys(keys)
        cuts = np.array([folding.cuts(phrase) for phrase in phrases], U).reshape(-1, 2)
        words = np.zeros(len(phrases), np.uint16)
        firsts: list[str] = []
        firsts_of: list[int] = []
        run = WINDOW
        for number, phrase in enumerate(folded):
            split = folding.words(phrase)
            words[number] = min(len(split), 65535)
            if all(len(word) == 1 for word in split):
                run = max(run, min(len(split), RUN))
                continue
            if len(split) >= WINDOW:
                # One word cut in two makes four of three: cut among the first three, the phrase is found by these, cut in
                # the fourth, by the second to the fourth.
                firsts += ("".join(split[: WINDOW - 1]), "".join(split[1:WINDOW]))
                firsts_of += (number, number | LATER)
            if len(split) > WINDOW:
                firsts.append("".join(split[:WINDOW]))
                firsts_of.append(number)
        some = np.fromiter((bool(key) for key in keys), bool, len(keys))
        numbers = np.arange(len(keys), dtype=np.uint32)
        spelled = max((min(len(key), RUN) for key in keys), default=0)
        return cls(
            Table.build(hashes[some], numbers[some]),
            Table.build(hasher.keys(firsts), np.array(firsts_of, np.uint32)),
            cuts, words, hashes, max(run, spelled),
        )  # fmt: skip

    def added(self, first: PhraseIndex, keep: Array, number_of: Array) -> PhraseIndex:
        """`first`, and behind it those phrases of this index that `keep`, a mask, says; `number_of`: phrase → its new number."""
        tables = []
        for new, old in ((first.exact, self.exact), (first.long, self.long)):
            later, phrases = old.values & np.uint32(LATER), old.values & np.uint32(LATER - 1)
            some = keep[phrases]
            renumbered = number_of[phrases[some]].astype(np.uint32) | later[some]
            tables.append(Table.build(np.concatenate((new.hashes, old.hashes[some])), np.concatenate((new.values, renumbered))))
        return PhraseIndex(
            tables[0], tables[1], np.concatenate((first.cuts, self.cuts[keep])), np.concatenate((first.words, self.words[keep])),
            np.concatenate((first.hashes, self.hashes[keep])), max(first.longest_run, self.longest_run),
        )  # fmt: skip

    def save(self, place: Path, name: str) -> None:
        self.exact.save(place, f"{name}.exact")
        self.long.save(place, f"{name}.long")
        np.save(place / f"{name}.cuts.npy", self.cuts)
        np.save(place / f"{name}.words.npy", self.words)
        np.save(place / f"{name}.keys.npy", self.hashes)
        np.save(place / f"{name}.run.npy", np.array(self.longest_run))

    @classmethod
    def open(cls, place: Path, name: str) -> PhraseIndex:
        return cls(
            Table.open(place, f"{name}.exact"), Table.open(place, f"{name}.long"),
            mapped(place / f"{name}.cuts.npy"), mapped(place / f"{name}.words.npy"),
            mapped(place / f"{name}.keys.npy"), int(np.load(place / f"{name}.run.npy")),
        )  # fmt: skip
