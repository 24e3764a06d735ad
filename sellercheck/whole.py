"""Checks that look at many listings at once: `WholeSheet` gathers while batches go by and concludes at the end.

Of a listing each such check keeps what its module's `gather` says: a hash of the key and a number in arrays, and texts, which
all checks pack into one block a batch; where they are many, blocks go to an unnamed temporary file. At the end digests are sorted
by key, the check narrows them by numbers, and only what is left is unpacked. So memory and time grow with the number of rows and no faster.
"""

from __future__ import annotations

import io
import marshal
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import IO, Any, NamedTuple

import numpy as np

from sellercheck.arrays import Array
from sellercheck.checks._across import Glance, Group, Member, Runs
from sellercheck.finding import Examined, Finding
from sellercheck.listing import Field, Listing, Row, SheetLayout
from sellercheck.screen import Screen, Step

IN_MEMORY = 8 << 20
"""Bytes of packed texts kept in memory before they go to a temporary file."""


class Found(NamedTuple):
    """What a whole sheet shows of one listing."""

    book: int
    listing: Listing
    """Its id and first row, without cells."""
    findings: tuple[Finding, ...]


class _Blocks:
    """What the checks keep of each batch, packed."""

    def __init__(self) -> None:
        self.starts = [0]
        """Where each block starts, and the next one will."""
        self.packed: IO[bytes] = io.BytesIO()

    def __del__(self) -> None:
        self.packed.close()  # which removes it, also when a sheet ends the run early

    def add(self, kept: Any) -> None:
        # NOTE: a text that several columns and checks name is written once, which leaves a compression little to win.
        self.starts.append(self.starts[-1] + self.packed.write(marshal.dumps(kept)))
        if isinstance(self.packed, io.BytesIO) and self.starts[-1] > IN_MEMORY:
            self._to_disk()

    def _to_disk(self) -> None:
        import tempfile

        with self.packed as packed:
            self.packed = tempfile.TemporaryFile()  # noqa: SIM115 -- it spans the batches of a run
            assert isinstance(packed, io.BytesIO)
            self.packed.write(packed.getbuffer())

    def read(self, number: int) -> Any:
        """The block of this number, from 0."""
        start, end = self.starts[number : number + 2]
        self.packed.seek(start)
        return marshal.loads(self.packed.read(end - start))  # noqa: S302 -- our own, of this run


class _Heap:
    """The digests of one check with one set of options, for all rules that share them."""

    def __init__(self, check: ModuleType, options: Any, scope: tuple[str, ...]) -> None:
        self.check, self.options, self.scope = check, options, scope
        self.steps: list[Step] = []
        self.keys, self.values = array("q"), array("d")
        self.counts: list[int] = []
        """Digests of each batch."""

    def gather(self, glance: Glance) -> tuple[Any, ...]:
        """Keep keys and numbers of the batch; what else must be kept is given back, column by column."""
        cells, keys, values, told = self.check.gather(glance, self.scope, self.options)
        wanted = [number for number, key in enumerate(keys) if key is not None]
        self.counts.append(len(wanted))
        if not wanted:
            return ()
        # NOTE: columns stay whole, as several checks keep them, and are packed once for all.
        positions = None
        if len(wanted) < len(keys):
            keys, values = [keys[number] for number in wanted], [values[number] for number in wanted]
            positions = array("I", wanted).tobytes()
        self.keys.extend(map(hash, keys))
        self.values.extend(values)
        return positions, *cells.places, *told

    def groups(self, blocks: _Blocks, place: int, layouts: Mapping[int, SheetLayout]) -> Iterator[tuple[Group, list[int]]]:
        """What is left of each key after narrowing, in the order of the run, and the first row of each member's listing.

        `place`: the heap's in each of the blocks.
        """
        keys, values = np.frombuffer(self.keys, np.int64), np.frombuffer(self.values, np.float64)
        if not len(order := _several(keys)):
            return
        order = order[np.lexsort((values[order], keys[order]))]
        starts = np.flatnonzero(np.concatenate(([True], keys[order][1:] != keys[order][:-1])))
        counts = np.diff(np.append(starts, len(order)))
        runs = Runs(values[order], starts, counts)
        wanted = np.flatnonzero(self.check.narrow(runs, self.options))
        run_of = np.repeat(np.arange(len(counts)), counts)[wanted]
        members: dict[int, list[tuple[Member, int]]] = {}
        # In the order of the run, so that each block is unpacked once and groups come by their first member.
        ordered = np.argsort(order[wanted])
        numbers = order[wanted][ordered]
        for number, run, packed in zip(numbers.tolist(), run_of[ordered].tolist(), self._unpacked(blocks, place, numbers), strict=True):
            members.setdefault(run, []).append(_member(number, values[number], packed, layouts))
        for run, found in members.items():
            group = Group(tuple(member for member, _ in found), runs.values[starts[run] : starts[run] + counts[run]])
            yield group, [rows for _, rows in found]

    def _unpacked(self, blocks: _Blocks, place: int, numbers: Array) -> Iterator[tuple[Any, ...]]:
        """What was packed of the digests of these numbers, which ascend: the number of the sheet, and then what `gather` gives."""
        ends = np.cumsum(self.counts)
        open_block = -1
        for number, at in zip(numbers.tolist(), np.searchsorted(ends, numbers, "right").tolist(), strict=True):
            if at != open_block:
                book, kept = blocks.read(at)
                positions, *columns = kept[place]
                places = array("I", positions) if positions is not None else range(self.counts[at])
                open_block, start = at, int(ends[at]) - self.counts[at]
            position = places[number - start]
            yield book, *[column[position] for column in columns]


def _several(keys: Array) -> Array:
    """Where the keys stand that stand more than once, ascending."""
    order = np.argsort(keys)
    same = np.zeros(len(keys) + 1, bool)
    same[1:-1] = np.diff(keys[order]) == 0
    return np.sort(order[same[:-1] | same[1:]])


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
        self.blocks = _Blocks()
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
        self.blocks.add((book, [heap.gather(glance) for heap in self.heaps]))

    def conclude(self) -> list[Found]:
        """What the sheets as a whole show; to be asked once, at the end."""
        hits: dict[tuple[int, int, str], list[tuple[Step, Any]]] = {}
        for place, heap in enumerate(self.heaps):
            for group, rows in heap.groups(self.blocks, place, self.layouts):
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


def _member(number: int, value: float, packed: tuple[Any, ...], layouts: Mapping[int, SheetLayout]) -> tuple[Member, int]:
    book, listing, first, row, line, index, text, *told = packed
    layout = layouts[book]
    column = next(column for column in layout.columns if column.index == index)
    field = Field(column.field or "", text, column, Row(row, line, ()), layout)
    return Member(number, book, field, listing, float(value), tuple(told)), first
