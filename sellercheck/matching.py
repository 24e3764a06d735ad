"""Many phrases sought in many texts at once: `scan`.

Every text is folded to one code per character, and a polynomial hash with prefix sums (modulo 2^64) gives the hash of
any run of neighbouring words, their separators left out, by arithmetic alone. A phrase is stored (`phrases`) under the hash of
its letters without blanks, so `Coca-Cola`, `COCA COLA`, `CocaCola` and `c o c a c o l a` are one look-up. What differs
between them is where the words are cut; the index knows the cuts of a phrase and drops a match that is cut elsewhere
("is land" is not Island).

Whatever is dear is done per distinct text or per match, never per text and phrase.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, product
from typing import NamedTuple, Protocol

import numpy as np

from sellercheck.arrays import Array
from sellercheck.phrases import CHUNK, DROPPED, EXPANDED, LATER, SEPARATOR, U32, WINDOW, Hasher, PhraseIndex, U

TOGETHER = 1 << 19
"""Runs of words looked up at a time, about."""
PIECE = 1 << 15
"""A longer text is cut into pieces of this many characters, at blanks, overlapping by `OVERLAP`."""
OVERLAP = 256
HOW = ("", "leetspeak", "doubled", "typo", "glued", "split", "plural", "possessive", "spaced", "homoglyph", "exact")
"""How a phrase was hidden, where more than folding was needed to see it: `Spans.how` counts in this table."""


@dataclass(frozen=True, slots=True)
class Spans:
    """Where phrases of one index stand, as parallel arrays sorted by text, start, then longest first."""

    texts: Array
    """Position of the text in the batch."""
    starts: Array
    """Code points of the original text."""
    ends: Array
    phrases: Array
    plural: Array
    """The last word carries a plural s."""
    spelled: Array
    """Written letter by letter."""
    joined: Array
    """Cut at fewer places than the phrase is: `hellokitty`."""
    how: Array
    """Number in `HOW`: the disguise that was seen through."""

    def of(self, rows: Array) -> Spans:
        """Some of them, in the same order."""
        return Spans(*(getattr(self, column)[rows] for column in Spans.__slots__))

    def __len__(self) -> int:
        return len(self.texts)


class Tokens(NamedTuple):
    """The words of one chunk of texts, as parallel arrays."""

    joined: str
    """The texts, each with a line break after it."""
    ends_of: Array
    """Where the next text begins in `joined`."""
    numbers: Array
    """Text → its position among all texts."""
    shift: Array
    """Text → what to add to a position in `joined` to have it in the text."""
    rows: Array
    """Word → its text."""
    hashes: Array
    sizes: Array
    first: Array
    """Word → its first code."""
    last: Array
    codes: Array
    origin: Array | None
    """Code → its character in `joined`, where they are not one to one."""

    def original(self, code: int) -> int:
        """Position in `joined` of a folded code."""
        return code if self.origin is None else int(self.origin[code])

    def located(self, found: Sequence[tuple[int, int, int, int, int, bool]]) -> tuple[Array, ...]:
        """The columns of `Spans` for (word, first code, code after the last, phrase, how, plural)."""
        words, starts, ends, phrases, how, plural = (np.array(column) for column in zip(*found, strict=True))
        row = self.rows.take(words)
        if self.origin is not None:
            starts, ends = self.origin.take(starts), self.origin.take(ends - 1) + 1
        no = np.zeros(len(row), bool)
        return (
            self.numbers.take(row),
            starts + self.shift.take(row),
            ends + self.shift.take(row),
            phrases.astype(np.int64),
            plural.astype(bool),
            no,
            no,
            how.astype(np.uint8),
        )


class Watch(Protocol):
    """Sees the words of a scan go by and finds phrases in them that arithmetic on whole words cannot."""

    found: list[tuple[Array, ...]]
    """Columns of `Spans`."""
    signed: set[int]
    """Texts in which signs may stand for letters."""

    def see(self, tokens: Tokens) -> None: ...
    def torn(self, tokens: Tokens, at: Array, ends: Array, phrases: Array) -> tuple[Array, Array]: ...
    def flush(self) -> None: ...


class Disguised(Protocol):
    """Knows the phrases of one index in disguise."""

    phrases: PhraseIndex

    def watch(self) -> Watch: ...
    def unsigned(self, texts: Sequence[str]) -> list[str]: ...


class Within(NamedTuple):
    """Phrases that are sought in some texts only."""

    phrases: PhraseIndex
    texts: Array
    """Text → whether they are sought there."""


def scan(
    texts: Sequence[str],
    indexes: Sequence[PhraseIndex],
    hasher: Hasher,
    repeats: Array | None = None,
    disguised: Disguised | None = None,
    within: Within | None = None,
) -> list[Spans]:
    """All phrases of each index in each text, and after these those of `within`.

    `repeats`, one number per text when given, receives how often the text's most frequent word of three letters or
    more stands in it. With `disguised`, the phrases of its index are also found in disguise.
    """
    scanner = _Scanner(indexes, hasher, repeats, disguised, within)
    scanner.texts(texts)
    if scanner.watch is not None and disguised is not None:
        scanner.watch.flush()
        scanner.found[scanner.watched] += scanner.watch.found
        signed = sorted(scanner.watch.signed)
        read = disguised.unsigned([texts[number] for number in signed])
        clean = [(number, text) for number, text in zip(signed, read, strict=True) if text != texts[number]]
        if clean:
            scanner.found[scanner.watched].append(_signed(texts, clean, disguised, hasher))
    return scanner.spans()


def _signed(texts: Sequence[str], clean: Sequence[tuple[int, str]], disguised: Disguised, hasher: Hasher) -> tuple[Array, ...]:
    """What stands in texts with letters put back for signs, where the match holds one of these letters."""
    scanner = _Scanner([disguised.phrases], hasher, None, disguised)
    scanner.texts([text for _, text in clean])
    assert scanner.watch is not None
    scanner.watch.flush()
    scanner.found[0] += scanner.watch.found
    spans = scanner.spans()[0]
    keep, how = [], []
    for place, (number, start, end) in enumerate(zip(spans.texts.tolist(), spans.starts.tolist(), spans.ends.tolist(), strict=True)):
        original, text = texts[clean[number][0]], clean[number][1]
        before, after = original[max(0, start - 1) : end + 1], text[max(0, start - 1) : end + 1]
        if before != after and ("%" in before or original[start:end] != text[start:end]):
            keep.append(place)
            how.append(0 if original[start:end] == text[start:end] else HOW.index("exact" if "%" in original[start:end] else "leetspeak"))
    numbers = np.array([number for number, _ in clean], np.int64)
    return (
        numbers.take(spans.texts[keep]),
        spans.starts[keep],
        spans.ends[keep],
        spans.phrases[keep],
        spans.plural[keep],
        spans.spelled[keep],
        spans.joined[keep],
        np.array(how, np.uint8),
    )


class _Chunk(NamedTuple):
    """Texts, or pieces of them, that are worked on together."""

    pieces: Sequence[str]
    numbers: Array
    """Piece → position of its text among all texts."""
    offsets: Array
    """Piece → where it begins in its text."""
    sizes: Array
    is_ascii: bool
    is_within: bool
    """Whether they are of the texts that were marked."""


def _chunks(texts: Sequence[str], within: Array | None = None) -> Iterator[_Chunk]:
    """The texts in chunks of about `CHUNK` characters, those in plain ASCII first, and those apart that `within` marks."""
    plain = np.fromiter(map(str.isascii, texts), bool, len(texts))
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    marked = np.zeros(len(texts), bool) if within is None else within
    for is_ascii, is_within in product((True, False), repeat=2):
        these = (plain == is_ascii) & (marked == is_within)
        numbers = np.flatnonzero(these)
        sizes, offsets = lengths.take(numbers), np.zeros(len(numbers), np.int64)
        pieces = list(compress(texts, these.tolist()))
        if len(sizes) and sizes.max() > PIECE:
            cut = [(number, start, piece) for number in numbers.tolist() for start, piece in _pieces(texts[number])]
            pieces = [piece for _, _, piece in cut]
            numbers, offsets = (np.array(column, np.int64) for column in list(zip(*cut, strict=True))[:2])
            sizes = np.fromiter(map(len, pieces), np.int64, len(pieces))
        ends = np.cumsum(sizes + 1)
        first = done = 0
        while first < len(pieces):
            last = max(first + 1, int(np.searchsorted(ends, done + CHUNK, "right")))
            yield _Chunk(pieces[first:last], numbers[first:last], offsets[first:last], sizes[first:last], is_ascii, is_within)
            first, done = last, int(ends[last - 1])


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    if len(text) <= PIECE:
        yield 0, text
        return
    start = 0
    while start < len(text):
        end = start + PIECE
        if end < len(text):
            blank = text.rfind(" ", end - OVERLAP, end)
            end = blank if blank > start else end
        yield start, text[start:end]
        if end >= len(text):
            return
        blank = text.find(" ", end - OVERLAP, end)
        start = blank + 1 if 0 <= blank < end else end - OVERLAP


class _Runs(NamedTuple):
    """Runs of neighbouring words that may be a phrase, as parallel arrays or one number for all."""

    hashes: Array
    at: Array
    """The first word of each."""
    words: int
    plural: bool
    """Without the s that their last words carry."""


class _Sought:
    """Runs of several kinds, to be looked up together."""

    def __init__(self, runs: Sequence[_Runs]) -> None:
        self.hashes, self._at = (np.concatenate(column) for column in ([each.hashes for each in runs], [each.at for each in runs]))
        self._ends = np.cumsum([len(each.at) for each in runs])
        self._words, self._plural = np.array([each.words for each in runs]), np.array([each.plural for each in runs])

    def told(self, places: Array) -> tuple[Array, Array, Array]:
        """Of the runs at `places` among all: the first word, how many words, whether in the plural."""
        kinds = np.searchsorted(self._ends, places, "right")
        return self._at.take(places), self._words.take(kinds), self._plural.take(kinds)


class _Scanner:
    def __init__(
        self,
        indexes: Sequence[PhraseIndex],
        hasher: Hasher,
        repeats: Array | None,
        disguised: Disguised | None = None,
        within: Within | None = None,
    ) -> None:
        self.everywhere, self.within = len(indexes), None if within is None else within.texts
        self.indexes, self.hasher, self.repeats = indexes if within is None else [*indexes, within.phrases], hasher, repeats
        self.watch = disguised.watch() if disguised is not None else None
        self.watched = next((number for number, index in enumerate(indexes) if disguised is not None and index is disguised.phrases), -1)
        self.found: list[list[tuple[Array, ...]]] = [[] for _ in self.indexes]
        self.longest_run = max((index.longest_run for index in self.indexes), default=0)

    def texts(self, texts: Sequence[str]) -> None:
        """Find everything in them."""
        for chunk in _chunks(texts, self.within):
            indexes = self.indexes if chunk.is_within else self.indexes[: self.everywhere]
            tokens = self._tokens(chunk)
            if not len(tokens.first):
                continue
            if self.repeats is not None:
                self._count_repeats(tokens, self.repeats)
            if self.watch is not None:
                self.watch.see(tokens)
            window = _Window(tokens, self.hasher.folder.solo)
            short = self._short(tokens)
            for sought in _together((*short, *self._spelled(tokens))):
                for which, index in enumerate(indexes):
                    places, phrases = index.exact.find(sought.hashes)
                    self._keep(which, tokens, window, phrases, *sought.told(places))
            if short[-1].words == WINDOW:
                fours = short[-2].hashes  # before those in the plural
                for which, index in enumerate(indexes):
                    self._keep(which, tokens, window, *self._longer(index, fours, tokens))

    def spans(self) -> list[Spans]:
        out = []
        for parts in self.found:
            columns = [np.concatenate(column) for column in zip(*parts, strict=True)] if parts else [np.zeros(0, np.int64)] * 8
            texts, starts, ends, phrases, *rest = columns
            if len(texts):
                order = _order(texts, starts, (ends - starts).max() - (ends - starts), phrases, rest[-1])
                columns = [column.take(order) for column in columns]
                # Overlapping pieces of a long text find the same thing twice.
                new = np.ones(len(order), bool)
                new[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns[:4]])
                if not new.all():
                    columns = [column[new] for column in columns]
            texts, starts, ends, phrases, plural, spelled, joined, how = columns
            out.append(
                Spans(texts, starts, ends, phrases, plural.astype(bool), spelled.astype(bool), joined.astype(bool), how.astype(np.uint8))
            )
        return out

    def _tokens(self, chunk: _Chunk) -> Tokens:
        """The words of a chunk."""
        hasher = self.hasher
        joined = "\n".join(chunk.pieces) + "\n"
        codes, origin = self._folded(joined, chunk.is_ascii)
        word = codes != SEPARATOR
        border = np.flatnonzero(word[1:] != word[:-1]) + 1
        if len(word) and word[0]:
            border = np.concatenate(([0], border))
        first, last = border[0::2], border[1::2]
        if not chunk.is_ascii and (single := hasher.folder.solo.take(codes)).any():
            begin = word.copy()
            begin[1:] &= ~word[:-1] | single[1:] | single[:-1]
            first = np.flatnonzero(begin)
            stop = np.zeros(len(word), bool)
            stop[1:] = word[:-1] & (~word[1:] | begin[1:])
            last = np.flatnonzero(stop)
        prefix = np.zeros(len(codes) + 1, U)
        # NOTE: unless it may clip, `take` looks at every place before it takes any, which is half of the time here.
        values = hasher.values.take(codes, mode="clip")
        np.multiply(values, hasher.grown(len(codes)), out=values)
        np.cumsum(values, out=prefix[1:])
        hashes = (prefix.take(last) - prefix.take(first)) * hasher.inverse.take(first)
        ends_of = np.cumsum(chunk.sizes + 1)
        begins = first if origin is None else origin.take(first)
        counts = np.diff(np.searchsorted(begins, ends_of), prepend=0)
        return Tokens(
            joined, ends_of, chunk.numbers, chunk.offsets - (ends_of - chunk.sizes - 1), np.repeat(np.arange(len(counts)), counts),
            hashes, last - first, first, last, codes, origin,
        )  # fmt: skip

    def _short(self, tokens: Tokens) -> list[_Runs]:
        """Runs of up to `WINDOW` words: of each number of words as they stand, then those that end in s without it."""
        hashes, sizes, powers = tokens.hashes, tokens.sizes, self.hasher.powers
        s = ord("s")
        plural_end = (tokens.codes.take(tokens.last - 1) == s) & (sizes > 3)
        running, so_far = hashes, sizes
        out = []
        for words in range(1, min(WINDOW, len(hashes)) + 1):
            if words > 1:
                count = len(hashes) - words + 1
                running = running[:count] + hashes[words - 1 :] * powers.take(so_far[:count])
                so_far = so_far[:count] + sizes[words - 1 :]
            tail = np.flatnonzero(plural_end[words - 1 :])
            out.append(_Runs(running, np.arange(len(running)), words, plural=False))
            out.append(_Runs(running.take(tail) - self.hasher.values[s] * powers.take(so_far.take(tail) - 1), tail, words, plural=True))
        return out

    def _spelled(self, tokens: Tokens) -> Iterator[_Runs]:
        """Runs of more than `WINDOW` words of one letter: Chinese names, letters spelled out."""
        ones = np.flatnonzero(tokens.sizes == 1)
        edges = np.flatnonzero(np.diff(ones, prepend=-2) != 1)
        lengths = np.diff(edges, append=len(ones))
        left = np.repeat(edges + lengths, lengths) - np.arange(len(ones))
        if not len(ones) or lengths.max() <= WINDOW:
            return
        prefix = np.zeros(len(ones) + 1, U)
        np.cumsum(tokens.hashes.take(ones) * self.hasher.powers[: len(ones)], out=prefix[1:])
        which = np.arange(len(ones))
        for words in range(WINDOW + 1, self.longest_run + 1):
            which = which[left.take(which) >= words]
            if not len(which):
                return
            hashes = (prefix.take(which + words) - prefix.take(which)) * self.hasher.inverse.take(which)
            yield _Runs(hashes, ones.take(which), words, plural=False)

    def _keep(self, which: int, tokens: Tokens, window: _Window, phrases: Array, at: Array, words: Array, plural: Array) -> None:
        """Keep these phrases of an index, each standing at so many words from one on, if they are cut where they may be."""
        if not len(at):
            return
        ends = at + words - 1
        ok, spelled, joined = window.fits(at, ends, self.indexes[which].cuts[phrases])
        how = np.zeros(len(at), np.uint8)
        if not ok.all():
            if self.watch is not None and which == self.watched:
                rest = np.flatnonzero(~ok & ~plural)
                torn, kinds = self.watch.torn(tokens, at[rest], ends[rest], phrases[rest])
                ok[rest[torn]] = True
                how[rest[torn]] = kinds
            at, ends, phrases, plural, spelled, joined, how = (column[ok] for column in (at, ends, phrases, plural, spelled, joined, how))
        row = tokens.rows.take(at)
        shift = tokens.shift.take(row)
        starts, tails = tokens.first.take(at), tokens.last.take(ends) - 1
        if tokens.origin is not None:
            starts, tails = tokens.origin.take(starts), tokens.origin.take(tails)
        self.found[which].append(
            (tokens.numbers.take(row), starts + shift, tails + 1 + shift, phrases.astype(np.int64), plural, spelled, joined, how)
        )

    def _folded(self, joined: str, is_ascii: bool) -> tuple[Array, Array | None]:
        """Folded codes and, where characters vanished or multiplied, the original position of each."""
        folder = self.hasher.folder
        if is_ascii:
            return np.frombuffer(joined.encode("ascii").translate(self.hasher.ascii), np.uint8), None
        points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
        codes = folder.codes.take(points, mode="clip")
        if codes.max() < EXPANDED:
            return codes, None
        counts = np.ones(len(codes), np.int64)
        counts[codes == DROPPED] = 0
        wide = np.flatnonzero(codes == EXPANDED)
        letters = [folder.expansions[point] for point in points[wide].tolist()]
        counts[wide] = [len(each) for each in letters]
        origin = np.repeat(np.arange(len(codes)), counts)
        out = codes.take(origin)
        if len(wide):
            out[out == EXPANDED] = [letter for each in letters for letter in each]
        return out, origin

    def _longer(self, index: PhraseIndex, fours: Array, tokens: Tokens) -> tuple[Array, Array, Array, Array]:
        """Phrases of which four words stand there and the others follow, one of them perhaps cut in two; `fours`: hashes of all four words."""
        at, phrases = index.long.find(fours)
        at = np.tile(at - (phrases >= LATER), 2)
        phrases = phrases & U32(LATER - 1)
        words = index.words.take(phrases).astype(np.int64)
        words, phrases = np.concatenate((words, words + 1)), np.tile(phrases, 2)
        inside = (at >= 0) & (at + words <= len(tokens.hashes))
        at, phrases, words = at[inside], phrases[inside], words[inside]
        total, length = np.zeros(len(at), U), np.zeros(len(at), np.int64)
        for step in range(int(words.max()) if len(words) else 0):
            more = words > step
            total[more] += tokens.hashes.take(at[more] + step) * self.hasher.powers.take(length[more], mode="clip")
            length[more] += tokens.sizes.take(at[more] + step)
        same = total == index.hashes.take(phrases)
        return phrases[same], at[same], words[same], np.zeros(int(same.sum()), bool)

    @staticmethod
    def _count_repeats(tokens: Tokens, repeats: Array) -> None:
        head = tokens.codes.take(tokens.first)
        letters = np.flatnonzero((tokens.sizes >= 3) & ((head < ord("0")) | (head > ord("9"))))
        if not len(letters):
            return
        # A number of the text and most of the word's hash in one: equal words of one text stand together once sorted.
        bits = U(64 - len(tokens.numbers).bit_length())
        keys = np.sort((tokens.rows.take(letters).astype(U) << bits) | (tokens.hashes.take(letters) >> (U(64) - bits)))
        edges = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1], [True])))
        rows = (keys.take(edges[:-1]) >> bits).view(np.int64)
        np.maximum.at(repeats, tokens.numbers.take(rows), np.diff(edges))


def _together(runs: Iterable[_Runs]) -> Iterator[_Sought]:
    """The same, as many together as are soon looked up."""
    some: list[_Runs] = []
    count = 0
    for each in runs:
        some.append(each)
        count += len(each.at)
        if count >= TOGETHER:
            yield _Sought(some)
            some, count = [], 0
    if some:
        yield _Sought(some)


def _order(*columns: Array) -> Array:
    """Positions that sort by these columns of numbers from 0 on, the first before the others."""
    # NOTE: many columns in one number are sorted in a fifth of the time that `lexsort` takes for them one by one.
    keys: list[Array] = []
    left = 0
    for column in columns:
        bits = int(column.max()).bit_length()
        if not keys or bits > left:
            keys.append(column.astype(U))
            left = 64
        else:
            keys[-1] = (keys[-1] << U(bits)) | column.astype(U)
        left -= bits
    return np.lexsort(keys[::-1]) if len(keys) > 1 else np.argsort(keys[0], kind="stable")


class _Window:
    """Whether a run of words in the text may be the phrase, judged by where it is cut."""

    def __init__(self, tokens: Tokens, solo: Array) -> None:
        self.rows, self.sizes, self.first, self.last = tokens.rows, tokens.sizes, tokens.first, tokens.last
        self.single = self.sizes == 1
        self.solo = solo.take(tokens.codes.take(self.first))

    def fits(self, at: Array, ends: Array, cuts: Array) -> tuple[Array, Array, Array]:
        """Per match: whether it counts, whether it is spelled out, whether it is joined.

        A match counts when it stays in one text and its cuts are cuts of the phrase too; or when every word of it is
        one letter and there are at least four, or all letters are of a script without spaces and stand together.
        """
        ok, spelled = np.ones(len(at), bool), np.zeros(len(at), bool)
        joined = (cuts[:, 0] != 0) & ~self.solo.take(at)
        several = np.flatnonzero(ends > at)
        if len(several):
            ok[several], spelled[several], joined[several] = self._fit(at.take(several), ends.take(several), cuts[several])
        return ok, spelled, joined

    def _fit(self, at: Array, ends: Array, cuts: Array) -> tuple[Array, Array, Array]:
        """The same for matches of several words."""
        hard, soft = cuts[:, 0], cuts[:, 1]
        mask = np.zeros(len(at), U)
        all_single, all_solo = self.single.take(at), self.solo.take(at)
        any_solo = all_solo.copy()
        gaps = np.zeros(len(at), np.int64)
        length = self.sizes.take(at)
        words = ends - at + 1
        for step in range(1, int(words.max())):
            which = np.flatnonzero(words > step)
            word = at.take(which) + step
            mask[which] |= U(1) << length[which].astype(U)  # nothing from 64 on
            gaps[which] += self.first.take(word) != self.last.take(word - 1)
            all_single[which] &= self.single.take(word)
            all_solo[which] &= self.solo.take(word)
            any_solo[which] |= self.solo.take(word)
            length[which] += self.sizes.take(word)
        known = (mask & ~soft) == 0
        spelled = all_single & ~all_solo & (words >= 4) & ~known & (gaps == words - 1)
        together = all_solo & ((gaps == 0) | ((gaps == words - 1) & (words >= 3)))
        mixed = self._mixed_cuts_ok(at, ends, mask, soft, np.flatnonzero(~known & any_solo & ~all_solo))
        same_row = self.rows.take(at) == self.rows.take(ends)
        ok = same_row & np.where(all_solo, together, known | spelled | mixed)
        joined = ok & ~all_solo & ((hard & ~mask) != 0) & ~spelled
        return ok, spelled, joined

    def _mixed_cuts_ok(self, at: Array, ends: Array, mask: Array, cuts: Array, which: Array) -> Array:
        """Names that mix scripts (`iPhone手机壳`), those at `which`: a cut beside a character that is its own word is no cut."""
        ok = np.zeros(len(at), bool)
        for number in which.tolist():
            low, high = int(at[number]), int(ends[number])
            position, fine = 0, True
            for word in range(low, high):
                position += int(self.sizes[word])
                if position < 64 and not (int(mask[number]) & ~int(cuts[number])) >> position & 1:
                    continue
                if not (self.solo[word] or self.solo[word + 1]) or self.first[word + 1] != self.last[word]:
                    fine = False
            ok[number] = fine
        return ok
