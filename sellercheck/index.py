"""The lists compiled for a scan: `MarkIndex`.

Built once per set of lists and versions into the user's cache, then opened as memory-mapped arrays.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
import os
import weakref
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sellercheck import cache, disguises, lists
from sellercheck import text as folding
from sellercheck.arrays import Array
from sellercheck.disguises import CLEAR, DOUBLE, LOOK, NUMBER, PARTS, SLIP, SLIPS
from sellercheck.finding import Evidence, Severity
from sellercheck.listing import Listing
from sellercheck.mark import Case, ListInfo, Mark, Restriction, class_numbers
from sellercheck.matching import Spans, scan
from sellercheck.phrases import Folder, Hasher, PhraseIndex, Table, mapped

if TYPE_CHECKING:
    from sellercheck.bulk._index import Register

AMBIGUOUS, ABBREVIATION, MISSPELLING, OBSCURE, OWN_LIST, PHRASE, CURATED = 1, 2, 4, 8, 16, 32, 64
"""What is known of a spelling, as bits: it is also an everyday word, name or place; a code sellers use; a wrong
spelling seen in a source; it stands in no list compiled name by name; it comes from the seller's own list; it is made
of several ordinary words; somebody wrote it down as a mark, not a bulk source."""
REGISTER_MARKS = 1 << 40
"""Mark numbers from here on are phrases of registers."""
FOREIGN_RANK = 20000
"""Rank of words known to be ordinary in another language than English: no frequencies are at hand."""

GOODS_WITHIN = 2000
"""Characters of category and title that are asked for goods."""

KNOWN_LISTS = frozenset({"famous", "genericised"})
"""Compiled by hand, name by name: an everyday word in them is there because it is a mark too."""


@dataclass(frozen=True, slots=True, eq=False)
class MarkRecord:
    """A mark with what else the lists say of it."""

    mark: Mark
    also: tuple[str, ...]
    """Further lists that hold the name."""
    restrictions: tuple[Restriction, ...]
    cases: tuple[Case, ...]
    evidence: tuple[Evidence, ...]
    """What the lists and cases say, ready for a finding."""
    asked: Severity | None = None
    """What the seller's own list asks for: counts in place of a rule's severity."""
    register: bool = False
    """One of millions, from a register in bulk: weighs less where its classes do not cover the goods."""
    most: Severity | None = None
    """The most a mention counts, whatever a rule says."""


class MarkIndex:
    """Marks by every spelling the lists give, everyday words and goods terms, ready to be scanned for."""

    def __init__(self, place: Path, infos: tuple[ListInfo, ...]) -> None:
        self.place, self.infos = place, infos
        self.bundled = place.name
        """What the index of the package's lists alone is called: how letters fold is the same there."""
        self.hasher = Hasher(Folder.open(place))
        self.phrases = PhraseIndex.open(place, "marks")
        self.flags = mapped(place / "flags.npy")
        """Spelling → bits."""
        # NOTE: reading one number from a memoryview costs a tenth of reading it from an array.
        self.owner_of: memoryview | _Joined = mapped(place / "owners.npy").data
        """Spelling → mark number."""
        self.flags_of: memoryview | _Joined = self.flags.data
        self.everyday = Table.open(place, "everyday")
        """Key of a word → frequency rank, 1 the commonest."""
        self.spoken = Table.open(place, "spoken")
        """Keys of words of other languages."""
        self.goods = PhraseIndex.open(place, "goods")
        self.goods_classes = mapped(place / "goods_classes.npy")
        """Goods term → its Nice classes as bits 1–45."""
        self.disguises = disguises.Disguises(place, self.hasher, self.phrases, self.everyday, self.goods.exact, self.spoken)
        self._records = _Lines(place, "records")
        self._spellings = _Lines(place, "spellings")
        self.record = lru_cache(65536)(self._record)
        self.rank = lru_cache(65536)(self._rank)
        self.own_lists: tuple[str, ...] = ()
        """The lists besides the bundled ones that it was opened with."""
        self.registers: tuple[Register, ...] = ()
        """Registers in bulk that are held against listings too."""
        self.bases: list[int] = []
        """Per register: the number of its first phrase among all spellings."""

    @classmethod
    def open(cls, own_lists: Sequence[str | Path] = ()) -> MarkIndex:
        """The index over all bundled mark lists, the seller's own (paths or names), which win, and registers in bulk (names).

        Raises ListError for a list that cannot be read.
        """
        registers: list[str] = []
        own = []
        for named in dict.fromkeys(own_lists):
            path = lists.own_path(named)
            if path is None:
                registers.append(str(named))
            else:
                own.append(lists.seller_list(path))
        infos = (*(info for info, _ in own), *lists.catalogue())
        bundled = _digest(infos[len(own) :])

        def build(folder: Path) -> None:
            if own:  # theirs is looked for only where the seller's lists are added to it for the first time
                _add(folder, cache.compiled("marks", bundled, lambda base: _build(base, ())), own)
            else:
                _build(folder, ())

        index: MarkIndex = cache.opened("marks", _digest(infos), build, lambda place: cls(place, infos))
        index.bundled = bundled
        index.own_lists = tuple(map(str, own_lists))
        if registers:
            from sellercheck import bulk  # NOTE: only those who ask for a register pay for it

            opened = [bulk.open_register(name, index.hasher) for name in registers]
            index.infos = (*infos, *(info for info, _ in opened))
            index.join([register for _, register in opened])
        return index

    def join(self, registers: Sequence[Register]) -> None:
        """Have the registers' phrases follow the lists' spellings, in one row of numbers."""
        self.registers = tuple(registers)
        base = len(self.flags)
        for register in registers:
            self.bases.append(base)
            base += len(register)
        self.flags_of = _Joined(self.flags_of, self.bases[0], self._register_flags)
        self.owner_of = _Joined(self.owner_of, self.bases[0], lambda number: number + REGISTER_MARKS)

    def with_registers(self, texts: Sequence[str], found: Spans) -> Spans:
        """`found` in `texts`, and what the registers hold besides: a name the lists know there is told once."""
        spans = [found]
        for base, register in zip(self.bases, self.registers, strict=True):
            more = register.spans(texts, found, self.everyday, self.goods.exact, self.spoken)
            spans.append(replace(more, phrases=more.phrases + base))
        joined = Spans(*(np.concatenate([getattr(each, column) for each in spans]) for column in Spans.__slots__))
        return joined.of(np.lexsort((-joined.ends, joined.starts, joined.texts)))

    def _in_register(self, number: int) -> tuple[Register, int]:
        """The register that a spelling beyond the lists' own is of, and its phrase there."""
        which = bisect_right(self.bases, number) - 1
        return self.registers[which], number - self.bases[which]

    def _register_flags(self, number: int) -> int:
        register, phrase = self._in_register(number)
        return OBSCURE | (AMBIGUOUS if register.is_common(phrase) else AMBIGUOUS | PHRASE if register.is_plain_phrase(phrase) else 0)

    def spelling(self, number: int) -> str:
        if self.bases and number >= self.bases[0]:
            register, phrase = self._in_register(number)
            return register.entry(phrase).mark.text
        return self._spellings[number]

    def _record(self, number: int) -> MarkRecord:
        if number >= REGISTER_MARKS:
            register, phrase = self._in_register(number - REGISTER_MARKS)
            entry = register.entry(phrase)
            return MarkRecord(
                entry.mark, (), (), (), entry.evidence, register=True, most=Severity.INFO if register.is_common(phrase) else None
            )
        row = json.loads(self._records[number])
        mark = Mark(
            text=row["text"], kind=row["kind"], list=row["list"], owner=row["owner"] or None, nice_classes=frozenset(row["classes"]),
            parent=row["parent"] or None, ambiguous=row["ambiguous"], context=frozenset(row["context"]), safe_words=tuple(row["safe"]),
        )  # fmt: skip
        cases = tuple(Case(*case) for case in row["cases"])
        evidence = (
            _listed(mark, row["also"], row["note"]),
            *(Evidence("case", f"{c.plaintiff}, {c.court} {c.number}".strip(), c.url or c.source, c.date) for c in cases),
        )
        asked = Severity[row["asked"].upper()] if row["asked"] else None
        return MarkRecord(mark, tuple(row["also"]), tuple(Restriction(*r) for r in row["restrictions"]), cases, evidence, asked)

    def _rank(self, word: str) -> int:
        """Frequency rank of a folded word; 0 when it is not an everyday word."""
        at, ranks = self.everyday.find(self.hasher.keys([word]))
        return int(ranks.min()) if len(at) else 0


class _Joined:
    """Numbers below `base` from one sequence, those from there on by a function."""

    def __init__(self, first: memoryview | _Joined, base: int, other: Callable[[int], int]) -> None:
        self.first, self.base, self.other = first, base, other

    def __getitem__(self, number: int) -> int:
        return int(self.first[number]) if number < self.base else self.other(number)


def _listed(mark: Mark, also: Sequence[str], note: str = "") -> Evidence:
    """The entry in the lists, in a line."""
    parts = [mark.text, mark.kind]
    if mark.parent:
        parts.append(f"of {mark.parent}")
    if mark.owner:
        parts.append(f"owner as listed: {mark.owner}")
    if mark.nice_classes:
        parts.append(f"Nice classes {', '.join(map(str, sorted(mark.nice_classes)))}")
    if note:
        parts.append(note)
    return Evidence("list", " · ".join(parts), ", ".join((mark.list, *also)))


class _Lines:
    """Lines of a text file by number, read when asked for.

    NOTE: the few that a check asks for stand all over the file. Mapped, each brought sixteen pages along: eight megabytes for ten rows.
    """

    def __init__(self, place: Path, name: str) -> None:
        self.offsets = mapped(place / f"{name}.offsets.npy").data
        self.file = os.open(place / f"{name}.txt", os.O_RDONLY | getattr(os, "O_BINARY", 0))
        weakref.finalize(self, os.close, self.file)

    @staticmethod
    def save(lines: Sequence[bytes], place: Path, name: str) -> None:
        np.save(place / f"{name}.offsets.npy", np.cumsum([0, *map(len, lines)]).astype(np.int64))
        (place / f"{name}.txt").write_bytes(b"".join(lines) or b"\n")

    def raw(self, number: int) -> bytes:
        start, end = self.offsets[number], self.offsets[number + 1]
        if hasattr(os, "pread"):  # which processes that share the file can do beside each other
            return os.pread(self.file, end - start, start)
        os.lseek(self.file, start, os.SEEK_SET)
        return os.read(self.file, end - start)

    def __getitem__(self, number: int) -> str:
        return str(self.raw(number), "utf-8")


def _digest(infos: Iterable[ListInfo]) -> str:
    """What an index of these lists is called in the cache."""
    digest = hashlib.sha256(cache.FORMAT.encode())
    for info in infos:
        digest.update(f"{info.name}={info.sha256};".encode())
    return digest.hexdigest()[:24]


class _Gathered:
    """What lists hold, each spelling told by the first that has it."""

    def __init__(self, sources: Iterable[tuple[str, Iterable[lists.MarkEntry], bool]]) -> None:
        """`sources`: name of a list, its entries, whether it is the seller's own; the first to be believed first."""
        self.marks: list[Mark] = []
        self.asked: list[tuple[str, str]] = []
        """Mark → the severity that the seller's list asks for, and its note."""
        self.also: list[list[str]] = []
        self.spellings: list[str] = []
        self.owners: list[int] = []
        self.flags: list[int] = []
        self.named: list[int] = []
        """Spelling → lists that have it for a name, as bits in the order of `sources`."""
        self.at: dict[str, int] = {}
        """Key → its spelling."""
        for order, (name, entries, is_own) in enumerate(sources):
            for entry in entries:
                self._take(name, entry, is_own, 1 << order)

    def _take(self, name: str, entry: lists.MarkEntry, is_own: bool, bit: int) -> None:
        mark, number, fresh = entry.mark, len(self.marks), False
        for spelling in entry.spellings:
            key = folding.key(spelling.text)
            if not key or (key.isdigit() and len(key) < 4):
                continue  # "100%", "501", "360": a number in a title names nobody
            is_name = spelling.kind == "name"
            if (held := self.at.get(key)) is not None:
                other = self.owners[held]
                if is_name:
                    self.named[held] |= bit
                if other != number and is_name and name not in self.also[other] and self.marks[other].list != name:
                    self.also[other].append(name)
                continue
            if not fresh:
                self.marks.append(mark)
                self.asked.append((entry.severity or "", entry.note) if is_own else ("", ""))
                self.also.append([])
                fresh = True
            self.at[key] = len(self.spellings)
            self.named.append(bit if is_name else 0)
            self.spellings.append(spelling.text)
            self.owners.append(number)
            self.flags.append(
                (AMBIGUOUS if spelling.ambiguous else 0)
                | (ABBREVIATION if spelling.kind == "abbreviation" else 0)
                | (MISSPELLING if spelling.kind == "misspelling" else 0)
                | (OWN_LIST if is_own else 0)
                | (0 if is_own or name in KNOWN_LISTS else OBSCURE)
                | (PHRASE if entry.common == "phrase" else 0)
                | (CURATED if "curated" in entry.sources else 0)
            )

    def records(self) -> list[str]:
        """Each mark, with what else the lists say of it, as a line."""
        restrictions: dict[str, list[Restriction]] = {}
        for restriction in lists.restrictions():
            restrictions.setdefault(folding.key(restriction.brand), []).append(restriction)
        cases: dict[str, list[Case]] = {}
        for case in lists.cases():
            cases.setdefault(folding.key(case.brand), []).append(case)
        out = []
        for mark, (severity, note), others in zip(self.marks, self.asked, self.also, strict=True):
            key = folding.key(mark.text)
            row = {
                "text": mark.text, "kind": mark.kind, "list": mark.list, "owner": mark.owner or "", "classes": sorted(mark.nice_classes),
                "parent": mark.parent or "", "ambiguous": mark.ambiguous, "context": sorted(mark.context), "safe": mark.safe_words,
                "also": others, "asked": severity, "note": note,
                "restrictions": [(r.brand, r.platform, r.claim, r.category, r.source, r.source_date, r.confidence) for r in restrictions.get(key, ())],
                "cases": [(c.brand, c.plaintiff, c.court, c.number, c.date, c.source, c.url) for c in cases.get(key, ())],
            }  # fmt: skip
            out.append(json.dumps(row, ensure_ascii=False))
        return out


# NOTE: genericised marks stand in `famous` too; which plain word to write is what a seller needs to hear.
_ORDERED = sorted(lists.MARK_LISTS, key=lambda name: name != "genericised")
_SHARED = ("fold", "solo", "expand", "values", "everyday", "spoken", "goods")
"""How the files begin that hold nothing of the marks."""


def _build(place: Path, own: Sequence[tuple[ListInfo, Iterable[lists.MarkEntry]]]) -> None:
    """Write the index of the lists of this package, and before them those of the seller's."""
    folder = Folder.build()
    folder.save(place)
    hasher = Hasher(folder)
    held = _Gathered([*((info.name, entries, True) for info, entries in own), *((name, lists.marks(name), False) for name in _ORDERED)])
    PhraseIndex.build(held.spellings, hasher).save(place, "marks")
    np.save(place / "owners.npy", np.array(held.owners, np.uint32))
    np.save(place / "flags.npy", np.array(held.flags, np.uint8))
    np.save(place / "named.npy", np.array(held.named, np.uint32))
    _Lines.save([line.encode("utf-8") for line in held.records()], place, "records")
    _Lines.save([line.encode("utf-8") for line in held.spellings], place, "spellings")
    ranks: dict[str, int] = {}
    for word, rank in lists.everyday():
        key = folding.key(word)
        ranks[key] = min(rank, ranks.get(key, rank))
    for word, _ in lists.everyday_multi():
        ranks.setdefault(folding.key(word), FOREIGN_RANK)
    Table.build(hasher.keys(list(ranks)), np.array(list(ranks.values()), np.uint32)).save(place, "everyday")
    spoken = lists.spoken()
    Table.build(hasher.keys(spoken), np.zeros(len(spoken), np.uint32)).save(place, "spoken")
    disguises.build(place, held.spellings, [_rights(*each, ranks) for each in zip(held.spellings, held.flags, strict=True)], hasher)
    goods: dict[str, int] = {}
    for term in lists.goods():
        goods[term.term] = goods.get(term.term, 0) | sum(1 << number for number in term.nice_classes)
    PhraseIndex.build(list(goods), hasher).save(place, "goods")
    np.save(place / "goods_classes.npy", np.array(list(goods.values()), np.uint64))


def _add(place: Path, base: Path, own: Sequence[tuple[ListInfo, Iterable[lists.MarkEntry]]]) -> None:
    """Write the index that `_build` would of these lists, from that of the package's alone at `base`: a tenth of a second in place of four."""
    for file in base.iterdir():
        if file.name.startswith(_SHARED):
            _linked(file, place / file.name)
    with contextlib.suppress(OSError):
        os.utime(base)  # in use: of the indexes kept it is not the one to go
    hasher = Hasher(Folder.open(base))
    held = _Gathered((info.name, entries, True) for info, entries in own)
    many, count = len(held.marks), len(held.spellings)
    keys = hasher.keys(list(held.at))
    old = PhraseIndex.open(base, "marks")
    owners, named = mapped(base / "owners.npy").astype(np.int64), mapped(base / "named.npy")
    at, lost = old.exact.find(keys)
    # A name that the seller's lists have is theirs, and each of the package's lists that names it says so too.
    keep = np.ones(len(owners), bool)
    keep[lost] = False
    named_too: dict[int, int] = {}
    for number, bits in zip(at.tolist(), named[lost].tolist(), strict=True):
        named_too[held.owners[number]] = named_too.get(held.owners[number], 0) | bits
    for mark, bits in named_too.items():
        held.also[mark] += [name for order, name in enumerate(_ORDERED) if bits >> order & 1]
    spelling_of = np.where(keep, np.cumsum(keep) - 1 + count, 0)
    alive = np.bincount(owners[keep], minlength=int(owners.max()) + 1) > 0
    mark_of = np.cumsum(alive) - 1 + many
    old.added(PhraseIndex.build(held.spellings, hasher), keep, spelling_of).save(place, "marks")
    np.save(place / "owners.npy", np.concatenate((np.array(held.owners, np.uint32), mark_of[owners[keep]].astype(np.uint32))))
    np.save(place / "flags.npy", np.concatenate((np.array(held.flags, np.uint8), mapped(base / "flags.npy")[keep])))
    for name, new, some in (("records", held.records(), alive), ("spellings", held.spellings, keep)):
        lines = _Lines(base, name)
        kept = {number: lines.raw(number) for number in np.flatnonzero(some).tolist()}
        if name == "records":
            for number in np.unique(owners[lost]).tolist():
                if number in kept:
                    kept[number] = _renamed(kept[number], int(np.bitwise_or.reduce(named[keep & (owners == number)])))
        _Lines.save([*(line.encode("utf-8") for line in new), *kept.values()], place, name)
    everyday = Table.open(base, "everyday")
    ranks = dict.fromkeys((key for key, value in zip(held.at, keys.tolist(), strict=True) if everyday.get(value)), 1)
    disguises.add(
        place,
        base,
        held.spellings,
        [_rights(*each, ranks) for each in zip(held.spellings, held.flags, strict=True)],
        keep,
        spelling_of,
        hasher,
    )


def _renamed(record: bytes, named: int) -> bytes:
    """A mark's record when only these of the package's lists, as bits, still name it by one of its spellings."""
    row = json.loads(record)
    row["also"] = [name for order, name in enumerate(_ORDERED) if named >> order & 1 and name != row["list"]]
    return json.dumps(row, ensure_ascii=False).encode("utf-8")


def _linked(file: Path, target: Path) -> None:
    """The same file at another place; a copy where the disk has no links."""
    try:
        target.hardlink_to(file)
    except OSError:
        import shutil

        shutil.copyfile(file, target)


def _rights(spelling: str, flag: int, ranks: Mapping[str, int]) -> int:
    """In which disguises a spelling is sought: see `disguises.build`."""
    if flag & (MISSPELLING | ABBREVIATION):
        return 0
    if flag & AMBIGUOUS or (flag & OWN_LIST and folding.key(spelling) in ranks):
        # Where an ordinary word is spelled to hide it, the name is meant; most slips, an ending or a word beside it tell nothing.
        return 0 if flag & OBSCURE else LOOK | DOUBLE | NUMBER | SLIP
    if flag & OBSCURE:
        letters = len(folding.key(spelling))
        return (LOOK | NUMBER if letters > 5 else 0) | (DOUBLE if letters > 7 else 0)
    return CLEAR | SLIP | SLIPS | PARTS


def everydayness(rank: int) -> float:
    """0 for a word that is not everyday, towards 1 for the commonest."""
    return max(0.05, 1 - math.log(rank) / math.log(60000)) if rank else 0.0


def goods_text(listing: Listing) -> str:
    """What of a listing is asked for goods."""
    return " \n ".join((listing.first("category")[:GOODS_WITHIN], listing.first("title")[:GOODS_WITHIN]))


def goods_classes(index: MarkIndex, listings: Iterable[Listing]) -> list[frozenset[int]]:
    """Nice classes of the goods that each listing names; empty where it names none."""
    return [class_numbers(bits) for bits in goods_bits(index, [*map(goods_text, listings)]).tolist()]


def goods_bits(index: MarkIndex, texts: Sequence[str]) -> Array:
    """Nice classes, as bits, of the goods that each text names; a term inside a longer one does not count.

    "phone case" gives the class of phone cases, not also that of suitcases.
    """
    return classes_named(index, scan(texts, [index.goods], index.hasher)[0], len(texts))


def classes_named(index: MarkIndex, spans: Spans, count: int) -> Array:
    """The same from where goods terms were found in so many texts."""
    out = np.zeros(count, np.uint64)
    if len(spans):
        reach = np.maximum.accumulate((spans.texts << 32) + spans.ends)
        outer = np.ones(len(spans), bool)
        outer[1:] = (spans.texts[1:] << 32) + spans.ends[1:] > reach[:-1]
        np.bitwise_or.at(out, spans.texts[outer], index.goods_classes.take(spans.phrases[outer]))
    return out
