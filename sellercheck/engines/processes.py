"""Batches on several processes of this machine, with the findings in the order of the batches.

Each process opens the lists anew, from the cache; sheets are read here and batches sent. A sheet of one batch is examined here.
A process lives no longer than the run: where that stops early or is ended, so are they.
"""

from __future__ import annotations

import os
import pickle
import signal
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread

from sellercheck.engines import serial
from sellercheck.errors import EngineError
from sellercheck.finding import Finding
from sellercheck.heap import no_cycles_sought
from sellercheck.listing import Listing
from sellercheck.screen import Screen

AHEAD = 2
"""Batches read ahead for each process: enough to keep it busy, few enough to keep memory flat."""
_held: list[Screen] = []
"""In a worker: the screen it was started with."""


def run(screen: Screen, batches: Iterable[Sequence[Listing]], jobs: int) -> Iterator[tuple[Listing, tuple[Finding, ...]]]:
    """Each listing with its findings. The same findings as `serial`, in the same order.

    Raises EngineError where one of the processes is ended from outside.
    """
    rest = iter(batches)
    first = list(next(rest, ()))
    second = next(rest, None)
    if second is None or jobs == 1:
        yield from serial.run(screen, chain([first] if first else [], [] if second is None else [second], rest), jobs)
        return
    # Started afresh and not forked: the same on every system, and no thread of ours is torn in two.
    afresh = get_context("spawn")
    lifeline, ours = afresh.Pipe(duplex=False)
    with tempfile.TemporaryDirectory(prefix="sellercheck-") as folder:
        # NOTE: not sent along with the start: that fills the pipe, and a process that is ended before it reads would be waited for for ever.
        sent = Path(folder, "screen")
        sent.write_bytes(pickle.dumps(screen))
        pool = ProcessPoolExecutor(jobs, afresh, _begin, (sent, lifeline))
        try:
            waiting: deque[tuple[Sequence[Listing], Future[list[tuple[Finding, ...]]]]] = deque()
            for batch in chain([first, second], rest):
                with _interrupted_later():
                    waiting.append((batch, pool.submit(_examine, batch)))
                if len(waiting) > AHEAD * jobs:
                    listings, found = waiting.popleft()
                    yield from zip(listings, found.result(), strict=True)
            for listings, found in waiting:
                yield from zip(listings, found.result(), strict=True)
            pool.shutdown()
        except BrokenProcessPool as error:
            raise EngineError(
                "one of the processes that examine listings was ended from outside, as a system does that has no memory left",
                "Close other programs, or give a smaller --jobs.",
            ) from error
        finally:
            ours.close()  # ends those that still work
            pool.shutdown()
            lifeline.close()


@contextmanager
def _interrupted_later() -> Iterator[None]:
    """Ctrl-C waits until this is over, and never comes to the processes that are started within: they are ended by us."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows; there `_begin` turns a deaf ear
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # NOTE: it is started with the first process otherwise, and lets Ctrl-C through in passing
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(sent: Path, lifeline: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(lifeline,), daemon=True).start()
    _held.append(pickle.loads(sent.read_bytes()))  # noqa: S301 -- our own


def _end_with(lifeline: Connection) -> None:
    """Ends this process as soon as the one that started it closes the line, or is no more."""
    lifeline.poll(None)
    os._exit(1)


def _examine(batch: Sequence[Listing]) -> list[tuple[Finding, ...]]:
    with no_cycles_sought():
        return _held[-1].examine(batch)
