"""Batches on several processes of this machine, with the findings in the order of the batches.

Each process opens the lists anew, from the cache; sheets are read here and batches sent. A sheet of one batch is examined here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context

from sellercheck.engines import serial
from sellercheck.finding import Finding
from sellercheck.heap import no_cycles_sought
from sellercheck.listing import Listing
from sellercheck.screen import Screen

AHEAD = 2
"""Batches read ahead for each process: enough to keep it busy, few enough to keep memory flat."""
_held: list[Screen] = []
"""In a worker: the screen it was started with."""


def run(screen: Screen, batches: Iterable[Sequence[Listing]], jobs: int) -> Iterator[tuple[Listing, tuple[Finding, ...]]]:
    """Each listing with its findings. The same findings as `serial`, in the same order."""
    rest = iter(batches)
    first = list(next(rest, ()))
    second = next(rest, None)
    if second is None or jobs == 1:
        yield from serial.run(screen, chain([first] if first else [], [] if second is None else [second], rest), jobs)
        return
    # Started afresh and not forked: the same on every system, and no thread of ours is torn in two.
    with ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (screen,)) as pool:
        waiting: deque[tuple[Sequence[Listing], Future[list[tuple[Finding, ...]]]]] = deque()
        for batch in chain([first, second], rest):
            waiting.append((batch, pool.submit(_examine, batch)))
            if len(waiting) > AHEAD * jobs:
                listings, found = waiting.popleft()
                yield from zip(listings, found.result(), strict=True)
        for listings, found in waiting:
            yield from zip(listings, found.result(), strict=True)


def _begin(screen: Screen) -> None:
    _held.append(screen)


def _examine(batch: Sequence[Listing]) -> list[tuple[Finding, ...]]:
    with no_cycles_sought():
        return _held[-1].examine(batch)
