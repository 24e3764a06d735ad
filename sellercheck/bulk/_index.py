"""The live cases of a register compiled for a scan: `Register`.

Marks that are written alike are one phrase with several cases. Opening maps files, whatever the register's size; what a
phrase's cases say is read when a listing names it.

What is sought, and how hard (PERFORMANCE.md, section 7): every mark as it is written, however spaced, cased or accented,
also in look-alike letters; names of one word that is no everyday word also with letters doubled or replaced by digits, or
with a number glued on; an invented word of seven letters and more also with one slip of the hand. A mark that is nothing
but one or two everyday words, or up to three letters or digits, says nothing in running text: it counts only where a cell
holds nothing else or ® or ™ stands behind it, and is information only.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np

from sellercheck import disguises, lists
from sellercheck import text as folding
from sellercheck.arrays import Array
from sellercheck.bulk._case import PENDING, REGISTERED
from sellercheck.disguises import CLEAR, DOUBLE, LOOK, NUMBER, SLIP
from sellercheck.finding import Evidence
from sellercheck.mark import Mark, class_numbers
from sellercheck.matching import Spans, scan
from sellercheck.phrases import RUN, WINDOW, Folder, Hasher, PhraseIndex, Table, mapped

COMMON, PHRASE = 1, 2
"""What is known of a phrase, as bits: nothing but one or two everyday words or a few letters or digits; nothing but everyday words, three or more."""
SHORTEST = 2
"""Letters and digits of a mark that is indexed at all."""
FEW_LETTERS = 3
"""Letters and digits up to which a mark is taken for an abbreviation, a size or a code."""
INVENTED = 7
"""Letters from which on a slip in an invented word shows which one was meant."""
DISGUISED = 6
"""Letters from which on other disguises do."""
TOLD = 5
"""Cases of a phrase that a finding names."""
READ = 200
"""Cases of a phrase that are looked at for owners and classes."""
TOGETHER = 20_000
_SIGNS = ("®", "™")

Row = tuple[str, str, str, str, str, int, str, str, str, str]
"""Number, registration, text, status, code, classes, owner, kind, filed, registered."""


class Entry(NamedTuple):
    """What a register says of one name."""

    mark: Mark
    evidence: tuple[Evidence, ...]


class Register:
    """A register's live marks, ready to be scanned for."""

    def __init__(self, place: Path, name: str, territory: str, retrieved: str, hasher: Hasher) -> None:
        self.place, self.name, self.territory, self.retrieved = place, name, territory, retrieved
        self.hasher = hasher
        self.phrases = PhraseIndex.open(place, "marks")
        self.flags = mapped(place / "flags.npy")
        """Phrase → bits."""
        self.first = mapped(place / "first.npy")
        """Phrase → where its cases begin in `cases`, ended by their number."""
        self.cases = mapped(place / "cases.npy")
        """Numbers of cases, phrase by phrase."""
        self.offsets = mapped(place / "told.offsets.npy")
        self.bytes = np.memmap(place / "told.txt", np.uint8, "r").view(np.ndarray).data
        self._disguises: disguises.Disguises | None = None
        self.entry = lru_cache(65536)(self._entry)

    def __len__(self) -> int:
        return len(self.flags)

    def is_common(self, phrase: int) -> bool:
        """Whether the name is nothing but one or two everyday words, or a few letters or digits."""
        return bool(self.flags[phrase] & COMMON)

    def is_plain_phrase(self, phrase: int) -> bool:
        """Whether the name is nothing but everyday words, three or more."""
        return bool(self.flags[phrase] & PHRASE)

    def spans(self, texts: Sequence[str], told: Spans, ranks: Table, goods: Table, spoken: Table) -> Spans:
        """Where marks of the register stand in `texts`, not within what is `told` already; those that say nothing there are left out.

        `ranks`, `goods` and `spoken`: the tables of everyday words, of goods terms and of other languages' words.
        """
        if self._disguises is None:
            self._disguises = disguises.Disguises(self.place, self.hasher, self.phrases, ranks, goods, spoken)
        spans = scan(texts, [self.phrases], self.hasher, None, self._disguises)[0]
        spans = _chosen(spans, ~_inside(spans, told))
        if not len(spans):
            return spans
        common = (self.flags.take(spans.phrases) & COMMON) != 0
        if not common.any():
            return spans
        sizes = np.fromiter(map(len, texts), np.int64, len(texts))
        alone = (spans.starts == 0) & (spans.ends == sizes.take(spans.texts))
        signed = [number for number, text in enumerate(texts) if not text.isascii() and any(sign in text for sign in _SIGNS)]
        keep = ~common | alone
        if signed:
            for at in np.flatnonzero(common & ~alone & np.isin(spans.texts, signed)).tolist():
                end = int(spans.ends[at])
                keep[at] = texts[int(spans.texts[at])][end : end + 1] in _SIGNS
        return _chosen(spans, keep)

    def _entry(self, phrase: int) -> Entry:
        numbers = self.cases[int(self.first[phrase]) : int(self.first[phrase + 1])]
        count = len(numbers)
        rows = [self._told(int(number)) for number in numbers[:READ]]
        # A registration before an application, then the case that covers most, then the oldest.
        rows.sort(key=lambda row: (row[3] != REGISTERED, row[3] != PENDING, -row[5].bit_count(), row[8] or "9", row[0]))
        main = rows[0]
        owners = list(dict.fromkeys(row[6] for row in rows if row[6]))
        bits = 0
        for row in rows:
            bits |= row[5]
        owner = main[6] or (owners[0] if owners else "")
        if len(owners) > 1:
            owner += f" and {len(owners) - 1} other{'s' if len(owners) > 2 else ''}"
        mark = Mark(
            main[2], "brand", self.name, owner or None, class_numbers(bits),
            territory=self.territory, status=main[3], number=main[1] or main[0],
        )  # fmt: skip
        evidence = [Evidence("registry", self._line(row), self.name, self.retrieved) for row in rows[:TOLD]]
        if count > TOLD:
            evidence.append(Evidence("registry", f"and {count - TOLD} more live cases of this name", self.name, self.retrieved))
        return Entry(mark, tuple(evidence))

    def _told(self, number: int) -> Row:
        number_, registration, text, status, code, classes, owner, kind, filed, registered = json.loads(
            str(self.bytes[int(self.offsets[number]) : int(self.offsets[number + 1])], "utf-8")
        )
        return number_, registration, text, status, code, classes, owner, kind, filed, registered

    def _line(self, row: Row) -> str:
        number, registration, text, status, code, classes, owner, kind, filed, registered = row
        listed = ", ".join(map(str, sorted(class_numbers(classes))))
        parts = (
            text,
            f"{self.territory} {status}".strip() + (f" (status {code})" if code and code.lower() != status else ""),
            f"application {number}" + (f" of {filed}" if filed else ""),
            f"registration {registration}" + (f" of {registered}" if registered else "") if registration else "",
            f"{kind} mark" if kind not in {"", "unknown"} else "",
            f"Nice classes {listed}" if listed else "no class told",
            f"owner {owner}" if owner else "no owner told",
        )
        return " · ".join(part for part in parts if part)


def _chosen(spans: Spans, which: Array) -> Spans:
    """The spans at `which`, a mask or positions."""
    return Spans(
        spans.texts[which], spans.starts[which], spans.ends[which], spans.phrases[which],
        spans.plural[which], spans.spelled[which], spans.joined[which], spans.how[which],
    )  # fmt: skip


def _inside(spans: Spans, others: Spans) -> Array:
    """Which of `spans` lie within one of `others`."""
    if not len(spans) or not len(others):
        return np.zeros(len(spans), bool)
    # Both are sorted by text and start: what reaches furthest so far, and begins no later, is what a span may lie in.
    key, reach = (others.texts << 32) + others.starts, np.maximum.accumulate((others.texts << 32) + others.ends)
    before = np.searchsorted(key, (spans.texts << 32) + spans.starts, "right") - 1
    inside: Array = (before >= 0) & (reach.take(np.maximum(before, 0)) >= (spans.texts << 32) + spans.ends)
    return inside


def build(place: Path, rows: Iterator[Row], advance: Callable[[int], None]) -> int:
    """Write the index of live cases to `place`; how many. Memory grows by some sixty bytes a case, not by its text."""
    hasher = Hasher(_folder())
    hashes, hard, soft, firsts, offsets = (array("Q") for _ in range(5))
    words = array("H")
    longest = WINDOW
    size = 0
    offsets.append(0)
    everyday = _everyday(tuple(info.sha256 for info in lists.catalogue() if info.name in {"everyday", "everyday_multi", "goods"}))
    flags = array("B")
    letters = bytearray()
    lengths = array("H")
    """Per case: the letters of a name that is also sought in disguise; 0 where it is not."""
    rights = array("B")
    with (place / "told.txt").open("wb") as out:
        while batch := list(islice(rows, TOGETHER)):
            keys, first_keys = [], []
            for row in batch:
                text = row[2]
                folded = folding.fold(text)
                key = folded.replace(" ", "")
                if len(key) < SHORTEST or (key.isdigit() and len(key) <= FEW_LETTERS):
                    continue  # a letter, "100", "501": names nobody in a title
                line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
                out.write(line)
                size += len(line)
                offsets.append(size)
                split = folded.split() if folded.isascii() else folding.words(folded)
                keys.append(key)
                cut = folding.cuts(text)
                hard.append(cut[0])
                soft.append(cut[1])
                words.append(min(len(split), 65535))
                single = len(split) == len(key)
                first_keys.append("".join(split[:WINDOW]) if len(split) > WINDOW and not single else "")
                longest = max(longest, min(len(key), RUN))
                flag = everyday.flag(folded, key, split)
                flags.append(flag)
                right = everyday.rights(key, split) if not flag else 0
                rights.append(right)
                lengths.append(len(key) if right else 0)
                if right:
                    letters += key.encode("ascii")
            hashes.frombytes(hasher.keys(keys).tobytes())
            firsts.frombytes(np.where([bool(key) for key in first_keys], hasher.keys(first_keys), 0).astype(np.uint64).tobytes())
            advance(len(batch))
        if not size:
            out.write(b"\n")
    np.save(place / "told.offsets.npy", np.frombuffer(offsets, np.uint64).astype(np.int64))
    columns = [np.frombuffer(column, np.uint64) if column else np.zeros(0, np.uint64) for column in (hashes, hard, soft, firsts)]
    phrases = _phrases(place, columns, np.array(words, np.uint16), longest)
    np.save(place / "flags.npy", np.array(flags, np.uint8)[phrases])
    _disguised(place, hasher, phrases, np.frombuffer(letters or b"", np.uint8), np.array(lengths, np.uint16), np.array(rights, np.uint8))
    return len(hashes)


def _phrases(place: Path, columns: Sequence[Array], words: Array, longest: int) -> Array:
    """Cases written alike made one phrase; per phrase the first of its cases. `columns`: hashes, cuts (two), hashes of first words."""
    hashes, hard, soft, firsts = columns
    order = np.lexsort((soft, hashes))
    new = np.ones(len(order), bool)
    new[1:] = (hashes[order][1:] != hashes[order][:-1]) | (soft[order][1:] != soft[order][:-1])
    first = np.flatnonzero(new)
    kept = order[first]
    np.save(place / "first.npy", np.append(first, len(order)).astype(np.uint32))
    np.save(place / "cases.npy", order.astype(np.uint32))
    numbers = np.arange(len(kept), dtype=np.uint32)
    long = firsts[kept] != 0
    PhraseIndex(
        Table.build(hashes[kept], numbers), Table.build(firsts[kept][long], numbers[long]),
        np.column_stack((hard[kept], soft[kept])).reshape(-1, 2), words[kept], hashes[kept], longest,
    ).save(place, "marks")  # fmt: skip
    return kept


def _disguised(place: Path, hasher: Hasher, phrases: Array, letters: Array, lengths: Array, rights: Array) -> None:
    starts = np.cumsum(lengths, dtype=np.int64) - lengths
    which = np.flatnonzero(lengths[phrases])
    cases = phrases[which]
    sizes = lengths[cases].astype(np.int64)
    ends = np.cumsum(sizes)
    at = np.repeat(starts[cases] - (ends - sizes), sizes) + np.arange(int(sizes.sum()))
    disguises.build_words(place, letters[at], sizes, rights[cases], which, len(phrases), hasher)


_folder = lru_cache(1)(Folder.build)


@lru_cache(1)
def _everyday(_: tuple[str, ...]) -> _Everyday:
    """The words of the lists with these checksums."""
    return _Everyday()


class _Everyday:
    """Which names are nothing but everyday words, by the lists in use."""

    def __init__(self) -> None:
        self.words = {folding.key(word) for word, _ in lists.everyday()} | {word for word, _ in lists.everyday_multi()}
        self.goods = {folding.key(term.term) for term in lists.goods()}

    def _is_word(self, word: str) -> bool:
        if word in self.words or word in self.goods or word.isdigit() or len(word) < 3:
            return True
        return word.endswith("s") and (word[:-1] in self.words or word[:-1] in self.goods)

    def flag(self, folded: str, key: str, split: Sequence[str]) -> int:
        if len(key) <= FEW_LETTERS and key.isascii():
            return COMMON
        if len(key) == 4 and not key.isalpha() and key.isascii():
            return COMMON  # X200, 24PC: a model or a count
        if not folded.isascii():
            return COMMON if len(key) == SHORTEST and len(split) == SHORTEST else 0
        if key in self.goods or all(map(self._is_word, split)):
            return COMMON if len(split) <= SHORTEST or key in self.goods else PHRASE
        return 0

    def rights(self, key: str, split: Sequence[str]) -> int:
        """The disguises in which a name that is no everyday word is sought, as `disguises.build` has them."""
        if len(split) > 1 or not key.isascii() or not DISGUISED <= len(key) <= disguises.LONGEST:
            return 0
        if len(key) >= INVENTED and key.isalpha() and not self._is_made_of_words(key):
            return disguises.fitting(key, (CLEAR & ~disguises.GLUE) | SLIP, several=False)
        return disguises.fitting(key, LOOK | DOUBLE | NUMBER, several=False)

    def _is_made_of_words(self, key: str) -> bool:
        """`sunflower`, `powerbank`: one letter off, such a word is most often itself, or another."""
        return any(key[:at] in self.words and key[at:] in self.words for at in range(3, len(key) - 2))
