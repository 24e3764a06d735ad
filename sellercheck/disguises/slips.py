"""Slips of the hand: how one word differs from another by one letter, and when that shows which word was meant."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sellercheck.arrays import Array

LEAST, LEAST_FOR_TWO, MOST = 6, 9, 26
"""Letters a name must have, and may have at most, for a slip, and for two, to show what was meant."""

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


class Slip(NamedTuple):
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
    if len(name) > LEAST + 1:
        return True
    if len(name) == LEAST + 1:
        return not slip.at_end(name) or (slip.kind == "drop" and name[-1] != "s")
    # Six letters: costco and cosco, fitbit and fitkit, roomba and goomba are all in use.
    return slip.kind == "swap" or (slip.likely and word[0] == name[0] and slip.at < len(name) - 1)


def rest_for(slip: Slip, word: str, name: str) -> int:
    """Letters that the rest of a name must have for a slip in one of its words to be believed; more for short words."""
    # NOTE: "spin bik", "uggy boots": a short word with another end or beginning is another word.
    if len(name) > 4:
        return 1
    return 6 if slip.at_end(name) else 3 if slip.kind == "swap" or word[0] == name[0] else 4


def rests(words: Letters, names: Letters) -> Array:
    """For each word and name: what `rest_for` says of the one slip between them; 0 where there is none, or more than one."""
    at, back = _alike(words, names), _alike(words, names, from_end=True)
    sizes, meant = words.sizes, names.sizes
    swapped = (words.letter(at) == names.letter(at + 1)) & (words.letter(at + 1) == names.letter(at))
    swap = (sizes == meant) & (at + back == meant - 2) & swapped
    wrong = (sizes == meant) & (at + back == meant - 1)
    drop = (sizes + 1 == meant) & (at + back >= sizes)
    add = (sizes == meant + 1) & (at + back >= meant)
    at_end = (add & (at >= meant)) | (drop & (at >= meant - 1))
    rest: Array = np.where(at_end, 6, np.where(swap | (at > 0), 3, 4))
    rest[meant > 4] = 1
    rest[~(swap | wrong | drop | add)] = 0
    return rest


class Letters(NamedTuple):
    """Words as places in one row of codes."""

    codes: Array
    starts: Array
    sizes: Array

    def letter(self, at: Array) -> Array:
        """The letter of each word at its place, or some other where the word has no such place."""
        return self.codes.take(self.starts + at, mode="clip")


def _alike(words: Letters, names: Letters, *, from_end: bool = False) -> Array:
    """How many first letters of each word are those of its name, or how many last ones."""
    shorter = np.minimum(words.sizes, names.sizes)
    at = np.arange(int(shorter.max(initial=0)) + 1)
    here, there = (
        each.letter((each.sizes[:, None] - 1 - at) if from_end else at)
        for each in (Letters(each.codes, each.starts[:, None], each.sizes) for each in (words, names))
    )
    alike: Array = np.argmin((here == there) & (at < shorter[:, None]), axis=1)
    return alike
