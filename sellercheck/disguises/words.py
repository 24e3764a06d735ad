"""Many words at once: the hashes of all their pieces, and of all words near them, by arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np

from sellercheck.arrays import Array
from sellercheck.phrases import Hasher, Table

U = np.uint64
MASK = (1 << 64) - 1
PAIR = U(0xD6E8FEB86659FD93)
"""Makes one number of two hashes, the order of which counts."""


class Words:
    """Words as one run of ASCII codes, and the hashes of all their pieces by arithmetic."""

    def __init__(self, codes: Array, lengths: Array, hasher: Hasher) -> None:
        self.codes, self.lengths = codes, lengths
        self.ends = np.cumsum(lengths)
        self.starts = self.ends - lengths
        hasher.grown(len(codes) + 3)
        self.inverse = hasher.inverse
        self.prefix = np.zeros(len(codes) + 1, U)
        np.cumsum(hasher.values.take(codes) * hasher.grown(len(codes)), out=self.prefix[1:])
        self.word = np.repeat(np.arange(len(lengths)), lengths)

    @classmethod
    def of(cls, words: Sequence[str], hasher: Hasher) -> Words:
        return cls(np.frombuffer("".join(words).encode("ascii"), np.uint8), np.fromiter(map(len, words), np.int64, len(words)), hasher)

    def some(self, which: Array, hasher: Hasher) -> Words:
        """Those at `which`."""
        lengths = self.lengths[which]
        ends = np.cumsum(lengths)
        at = np.repeat(self.starts[which] - (ends - lengths), lengths) + np.arange(int(lengths.sum()))
        return Words(self.codes[at], lengths, hasher)

    def __len__(self) -> int:
        return len(self.lengths)

    def __getitem__(self, number: int) -> str:
        text, edges = self._text
        return text[edges[number] : edges[number + 1]]

    @cached_property
    def _text(self) -> tuple[str, list[int]]:
        """All letters, and where each word begins and ends among them."""
        return self.codes.tobytes().decode("ascii"), [0, *self.ends.tolist()]

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

    def squeezed(self, hasher: Hasher) -> Words:
        """With every run of one letter written once."""
        keep = np.ones(len(self.codes), bool)
        keep[1:] = (self.codes[1:] != self.codes[:-1]) | (self.word[1:] != self.word[:-1])
        return Words(self.codes[keep], np.bincount(self.word[keep], minlength=len(self)), hasher)

    def looks(self, table: Array, hasher: Hasher) -> Words:
        """With every letter or digit as the letter it looks like."""
        return Words(table.take(self.codes), self.lengths, hasher)


def any_has(tables: Iterable[Table], hashes: Array) -> Array:
    out = np.zeros(len(hashes), bool)
    for table in tables:
        out[table.find(hashes)[0]] = True
    return out
