"""Checks that look at many listings at once: `WholeSheet` gathers while batches go by and concludes at the end.

Of a listing each such check keeps what its module's `gather` says: a hash of the key and a number in arrays, the texts packed
into blocks that go to an unnamed temporary file where they are many. At the end digests are sorted by key, the check
narrows them by numbers, and only what is left is unpacked. So memory and time grow with the number of rows and no faster.
"""

from __future__ import annotations

import io
import marshal
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import IO, Any, NamedTuple

import numpy as np

from sellercheck.checks._across import Array, Digest, Glance, Group, Member, Runs
from sellercheck.finding import Examined, Finding
from sellercheck.listing import Field, Listing, Row, SheetLayout
from sellercheck.screen import Screen, Step

IN_MEMORY = 8 << 20
"""Bytes of packed texts of one check kept in memory before they go to a temporary file."""
MASK = (1 << 64) - 1


class Found(NamedTuple):
    """What a whole sheet shows of one listing."""

    book: int
    listing: Listing
    """Its id and first row, without cells."""
    findings: tuple[Finding, ...]


class _Heap:
    """The digests of one check with one set of options, for all rules that share them."""

    def __init__(self, check: ModuleType, options: Any, scope: tuple[str, ...]) -> None:
        self.check, self.options, self.scope = check, options, scope
        self.steps: list[Step] = []
        self.keys, self.values = array("Q"), array("d")
        self.lengths: list[int] = []
        self.sizes: list[int] = []
        self.packed: IO[bytes] = io.BytesIO()

    def __del__(self) -> None:
        self.packed.close()  # which removes it, also when a sheet ends the run early

    def gather(self, glance: Glance, book: int) -> None:
        packed = []
        for digest in self.check.gather(glance, self.scope, self.options):
            self.keys.append(hash(digest.key) & MASK)
            self.values.append(digest.value)
            packed.append(_packed(digest, glance.listings[digest.listing], book))
        if packed:
            block = zlib.compress(marshal.dumps(packed), 1)
            self.packed.write(block)
            if isinstance(self.packed, io.BytesIO) and self.packed.tell() > IN_MEMORY:
                self._to_disk()
            self.lengths.append(len(packed))
            self.sizes.append(len(block))

    def _to_disk(self) -> None:
        import tempfile

        with self.packed as packed:
            self.packed = tempfile.TemporaryFile()  # noqa: SIM115 -- it spans the batches of a run
            assert isinstance(packed, io.BytesIO)
            self.packed.write(packed.getbuffer())

    def groups(self, layouts: Mapping[int, SheetLayout]) -> Iterator[tuple[Group, list[int]]]:
        """What is left of each key after narrowing, in the order of the run, and the first row of each member's listing."""
        keys, values = np.frombuffer(self.keys, np.uint64), np.frombuffer(self.values, np.float64)
        if len(keys) < 2:
            return
        order = np.lexsort((values, keys))
        starts = np.flatnonzero(np.concatenate(([True], keys[order][1:] != keys[order][:-1])))
        counts = np.diff(np.append(starts, len(order)))
        several = np.repeat(counts > 1, counts)
        order, counts = order[several], counts[counts > 1]
        if not len(order):
            return
        starts = np.cumsum(counts) - counts
        runs = Runs(values[order], starts, counts)
        wanted = np.flatnonzero(self.check.narrow(runs, self.options))
        run_of = np.repeat(np.arange(len(counts)), counts)[wanted]
        members: dict[int, list[tuple[Member, int]]] = {}
        # In the order of the run, so that each block is unpacked once and groups come by their first member.
        ordered = np.argsort(order[wanted])
        for number, run, packed in zip(
            order[wanted][ordered].tolist(), run_of[ordered].tolist(), self._unpacked(order[wanted][ordered]), strict=True
        ):
            members.setdefault(run, []).append(_member(number, values[number], packed, layouts))
        for run, found in members.items():
            group = Group(tuple(member for member, _ in found), runs.values[starts[run] : starts[run] + counts[run]])
            yield group, [rows for _, rows in found]

    def _unpacked(self, numbers: Array) -> Iterator[tuple[Any, ...]]:
        """The packed digests of these numbers, which ascend."""
        ends = np.cumsum(self.lengths)
        offsets = np.cumsum(self.sizes) - self.sizes
        block_of = np.searchsorted(ends, numbers, "right")
        open_block, block = -1, []
        for number, at in zip(numbers.tolist(), block_of.tolist(), strict=True):
            if at != open_block:
                self.packed.seek(int(offsets[at]))
                block = marshal.loads(zlib.decompress(self.packed.read(self.sizes[at])))  # noqa: S302 -- our own, of this run
                open_block = at
            yield block[number - int(ends[at]) + self.lengths[at]]


class WholeSheet:
    """The whole-sheet rules of one screen, over all sheets it examines."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        heaps: dict[tuple[object, ...], _Heap] = {}
        for step in screen.across:
            check, options = screen.ready(step.rule)
            same = (step.rule.check, options, step.rule.scope)
            if same not in heaps:
                heaps[same] = _Heap(check, options, step.rule.scope)
            heaps[same].steps.append(step)
        self.heaps = tuple(heaps.values())
        self.layouts: dict[int, SheetLayout] = {}
        self.told_of: set[tuple[int, int]] | None = None

    def tell_of(self, listings: Iterable[Listing], book: int) -> None:
        """From now on speak only of listings named so; the others are still compared with."""
        self.told_of = self.told_of or set()
        self.told_of.update([(book, listing.rows[0].number) for listing in listings])

    def is_silent_on(self, found: Found) -> bool:
        """Whether this listing was only to be compared with, and shows what another one brought about all the same."""
        return self.told_of is not None and (found.book, found.listing.rows[0].number) not in self.told_of

    def gather(self, listings: Sequence[Listing], book: int) -> None:
        """Keep what must be kept of these listings of the sheet numbered `book`. A book's listings share one layout."""
        if not self.heaps or not listings:
            return
        self.layouts[book] = listings[0].sheet
        glance = Glance(listings)
        for heap in self.heaps:
            heap.gather(glance, book)

    def conclude(self) -> list[Found]:
        """What the sheets as a whole show; to be asked once, at the end."""
        hits: dict[tuple[int, int, str], list[tuple[Step, Any]]] = {}
        for heap in self.heaps:
            for group, rows in heap.groups(self.layouts):
                first_row = {member.number: row for member, row in zip(group.members, rows, strict=True)}
                for step in heap.steps:
                    for member, hit in self._concluded(heap, step, group, first_row):
                        hits.setdefault((member.book, first_row[member.number], member.listing), []).append((step, hit))
        out = []
        for (book, first, name), its in hits.items():
            listing = Listing(name, (Row(first, None, ()),), self.layouts[book])
            told = [(self.screen.voice(step), hit) for step, hit in its]
            out.append(Found(book, listing, self.screen.findings(listing, told)))
        return out

    def _concluded(self, heap: _Heap, step: Step, group: Group, first_row: Mapping[int, int]) -> Sequence[tuple[Member, Any]]:
        """What the check says of the group, at listings to be spoken of.

        A check names the later of two or the first of many; which stands first is then of no matter, so the listings to be
        spoken of stand last, else first. What shows only in another listing's cell all the same (the low price beside a new
        high one) is told there.
        """

        def concluded(members: Sequence[Member]) -> Sequence[tuple[Member, Any]]:
            return tuple(heap.check.conclude(group._replace(members=tuple(members)), step.rule, heap.options, step.reference))

        if self.told_of is None:
            return concluded(group.members)
        told = {member.number for member in group.members if (member.book, first_row[member.number]) in self.told_of}
        if not told:
            return ()
        for last in (True, False):
            found = concluded(sorted(group.members, key=lambda member: (member.number in told) is last))
            if own := [(member, hit) for member, hit in found if member.number in told]:
                return own
        return found


def merged(sheets: Sequence[Sequence[Examined]], found: Iterable[Found]) -> list[Examined]:
    """The listings of all sheets with what whole sheets showed beside their own findings, in the report's order."""
    more: dict[int, dict[int, list[Found]]] = {}
    for each in found:
        more.setdefault(each.book, {}).setdefault(each.listing.rows[0].number, []).append(each)
    out: list[Examined] = []
    for book, examined in enumerate(sheets):
        if book not in more:
            out += examined
            continue
        here = {listing.rows[0].number: (listing, findings) for listing, findings in examined}
        for row, its in more[book].items():
            listing, findings = here.get(row, (its[0].listing, ()))
            here[row] = listing, tuple(sorted((*findings, *(finding for each in its for finding in each.findings)), key=_place))
        out += [here[row] for row in sorted(here)]
    return out


def _place(finding: Finding) -> tuple[int, str, int, tuple[int, int], str]:
    field = finding.field
    return finding.at.row, finding.platform, field.column.index if field else -1, finding.span or (0, 0), finding.rule


def _packed(digest: Digest, listing: Listing, book: int) -> tuple[Any, ...]:
    row, column = digest.row, digest.column
    return (
        book, row.number, row.line, column.index, row.values[column.index], listing.id,
        listing.rows[0].number, digest.told,
    )  # fmt: skip


def _member(number: int, value: float, packed: tuple[Any, ...], layouts: Mapping[int, SheetLayout]) -> tuple[Member, int]:
    book, row, line, index, text, listing, first, told = packed
    layout = layouts[book]
    column = next(column for column in layout.columns if column.index == index)
    field = Field(column.field or "", text, column, Row(row, line, ()), layout)
    return Member(number, book, field, listing, float(value), told), first
