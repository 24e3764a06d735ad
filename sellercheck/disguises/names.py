"""The names as the resolver needs them, written once per set of lists: `build`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from sellercheck import text as folding
from sellercheck.arrays import Array
from sellercheck.disguises import slips
from sellercheck.disguises.readings import PART
from sellercheck.disguises.signs import LOOKS
from sellercheck.disguises.words import PAIR, U, Words
from sellercheck.phrases import Hasher, Table

LOOK, DOUBLE, GLUE, NUMBER, SLIP, SLIPS, ENDING, PARTS = 1, 2, 4, 8, 16, 32, 64, 128
"""Ways in which a name may be hidden and still be known, as bits: letters that look alike, letters twice, a word glued
on, a number glued on, one slip, two slips, an ending; and in pieces, or word by word."""
CLEAR = LOOK | DOUBLE | GLUE | NUMBER | ENDING
STEM = 4
"""Letters by which a name inside a word is noticed."""
LONGEST = 40
"""Letters; what is longer is a code or an address."""
PART_SLIP_LEAST = 3
"""Letters of a word within a name for a slip in it to count."""
SLICE = 1 << 16
"""Names worked on at a time where there may be millions."""
ANCHOR_LEAST = 5
"""Letters of a word that is found in names only, for the words beside it to be held against the name."""


def build(place: Path, spellings: Sequence[str], rights: Sequence[int], hasher: Hasher) -> None:
    """Write the files for `spellings`; `rights`: per spelling the ways it may be hidden."""
    _save(place, _gathered(spellings, rights), np.array([bool(right & PARTS) for right in rights]), hasher)


def add(
    place: Path, base: Path, spellings: Sequence[str], rights: Sequence[int], keep: Array, number_of: Array, hasher: Hasher
) -> None:  # fmt: skip
    """Write the files for `spellings`, and behind them those of the index at `base` that `keep`, a mask, says.

    `number_of`: spelling there → its number here.
    """
    held = _gathered(spellings, rights)
    letters = (base / "disguises.letters.txt").read_text("ascii")
    offsets = np.load(base / "disguises.offsets.npy").tolist()
    phrases, bits = np.load(base / "disguises.phrase.npy"), np.load(base / "disguises.bits.npy")
    which = np.flatnonzero(phrases >= 0)
    which = which[keep[phrases[which]]]
    held.names.extend(letters[offsets[number] : offsets[number + 1]] for number in which.tolist())
    held.bits.extend(bits[which].tolist())
    held.phrases.extend(number_of[phrases[which]].tolist())
    for line in (base / "disguises.several.txt").read_text("ascii").splitlines():
        number, _, folded = line.partition(" ")
        if keep[int(number)]:
            held.several.append((int(number_of[int(number)]), folded))
    clear = np.concatenate((np.array([bool(right & PARTS) for right in rights], bool), np.load(base / "disguises.clear.npy")[keep]))
    _save(place, held, clear, hasher)


class _Names(NamedTuple):
    """Names that may be hidden."""

    names: list[str]
    """Letters."""
    bits: list[int]
    phrases: list[int]
    several: list[tuple[int, str]]
    """Phrase and words of those names that may be hidden word by word."""


def _gathered(spellings: Sequence[str], rights: Sequence[int]) -> _Names:
    held = _Names([], [], [], [])
    for number, (spelling, right) in enumerate(zip(spellings, rights, strict=True)):
        if not right:
            continue
        folded = folding.fold(spelling)
        if not folded.isascii():
            continue
        key = folded.replace(" ", "")
        if own := fitting(key, right & ~PARTS, several=" " in folded):
            held.names.append(key)
            held.bits.append(own)
            held.phrases.append(number)
        if right & PARTS and " " in folded:
            held.several.append((number, folded))
    return held


def _save(place: Path, held: _Names, clear: Array, hasher: Hasher) -> None:
    """Write the files; `clear`: phrase → whether it is a well-known name and nothing else."""
    names, bits, phrase = list(held.names), list(held.bits), list(held.phrases)
    parts: dict[str, int] = {}
    beside: dict[tuple[str, str], None] = {}
    for _, folded in held.several:
        split = folded.split()
        letters = sum(map(len, split))
        beside.update(dict.fromkeys(pairwise(split)))
        for word in split:
            if 2 <= len(word) < letters:
                parts[word] = parts.get(word, 0) | fitting_part(word, letters - len(word))
    for word, own in parts.items():
        names.append(word)
        bits.append(own)
        phrase.append(PART)
    right_of = np.array(bits, np.uint8)
    words = Words.of(names, hasher)
    hashes = words.hashes()
    numbers = np.arange(len(names))

    def save(name: str, found: Array, which: Array) -> None:
        Table.build(found, which.astype(np.uint32)).save(place, f"disguises.{name}")

    def having(bit: int) -> Array:
        return np.flatnonzero(right_of & bit)

    save("exact", hashes, numbers)
    looks = having(LOOK)
    both = [words.some(looks, hasher).looks(table, hasher).hashes() for table in LOOKS]
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
    firsts, seconds = Words.of([word for word, _ in beside], hasher), Words.of([word for _, word in beside], hasher)
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
    np.save(place / "disguises.clear.npy", clear)
    (place / "disguises.several.txt").write_text("\n".join(f"{number} {folded}" for number, folded in held.several), "ascii")
    (place / "disguises.letters.txt").write_bytes(words.codes.tobytes() or b"\n")


def build_words(place: Path, letters: Array, lengths: Array, rights: Array, phrases: Array, count: int, hasher: Hasher) -> None:
    """Write the files for many names of one ASCII word each, a slice at a time.

    `letters`: all names, one after the other; `rights` as `fitting` gives them; `phrases`: the phrase each name is, of `count`.
    """
    ends = np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths)))
    hashes = np.zeros(len(lengths), U)
    none = np.zeros(0, np.int64)
    tables: dict[str, list[tuple[Array, Array]]] = {name: [] for name in ("look", "squeezed", "near")}
    for first in range(0, len(lengths), SLICE):
        last = min(first + SLICE, len(lengths))
        words = Words(letters[ends[first] : ends[last]], lengths[first:last], hasher)
        hashes[first:last] = words.hashes()
        having = {bit: np.flatnonzero(rights[first:last] & bit) for bit in (LOOK, DOUBLE, SLIP)}
        looks, doubled = (words.some(having[bit], hasher) for bit in (LOOK, DOUBLE))
        near, of = words.some(having[SLIP], hasher).near()
        for name, found, which in (
            *(("look", looks.looks(table, hasher).hashes(), having[LOOK]) for table in LOOKS),
            ("squeezed", doubled.squeezed(hasher).hashes(), having[DOUBLE]),
            ("near", near, having[SLIP][of]),
        ):
            tables[name].append((found, (which + first).astype(np.uint32)))
    Table.build(hashes, np.arange(len(lengths), dtype=np.uint32)).save(place, "disguises.exact")
    for name, parts in tables.items():
        found, targets = (np.concatenate(column) for column in zip(*parts, strict=True)) if parts else (none.astype(U), none)
        parts.clear()
        Table.build(found, targets).save(place, f"disguises.{name}")
    for name in ("start", "far", "beside", "slipped"):
        Table.build(none.astype(U), none).save(place, f"disguises.{name}")
    np.save(place / "disguises.bits.npy", rights.astype(np.uint8))
    np.save(place / "disguises.phrase.npy", phrases.astype(np.int32))
    np.save(place / "disguises.hash.npy", hashes)
    np.save(place / "disguises.offsets.npy", ends.astype(np.uint32))
    np.save(place / "disguises.clear.npy", np.zeros(count, bool))
    (place / "disguises.several.txt").write_text("", "ascii")
    (place / "disguises.letters.txt").write_bytes(letters.tobytes() or b"\n")


def fitting(key: str, right: int, *, several: bool) -> int:
    """The ways a whole name may be hidden, given its letters."""
    size = len(key)
    letters = key.isalpha()
    own = right
    if size < 4 or size > LONGEST:
        # Three letters without a vowel (BMW, JBL) are no word, even with one of them twice.
        keep = DOUBLE if letters and size == 3 and slips.VOWELS.isdisjoint(key) else 0
        return right & (keep | (NUMBER if letters and size == 3 else 0))
    if not letters:
        own &= ~(NUMBER | GLUE | DOUBLE | ENDING)
    if sum(map(str.isalpha, key)) < 3:
        own &= ~LOOK
    if size < slips.LEAST + 2 * several or size > slips.MOST or not letters:
        own &= ~SLIP
    if size < slips.LEAST_FOR_TWO + 2 * several or size > slips.MOST or not letters:
        own &= ~SLIPS
    return own


def fitting_part(word: str, rest: int) -> int:
    """Likewise for a word of a name whose other words have `rest` letters."""
    # NOTE: a part is believed only beside the rest of the name, so it may be short.
    own = LOOK
    if word.isalpha():
        own |= DOUBLE | NUMBER | ENDING
        if len(word) >= PART_SLIP_LEAST and len(word) + rest > slips.LEAST:
            own |= SLIP
        if len(word) >= STEM:
            own |= GLUE
    return own
