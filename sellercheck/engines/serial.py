"""One batch after the other, in this process."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence

from sellercheck.finding import Finding
from sellercheck.listing import Listing
from sellercheck.screen import Screen


def run(screen: Screen, batches: Iterable[Sequence[Listing]], jobs: int = 1) -> Iterator[tuple[Listing, tuple[Finding, ...]]]:  # noqa: ARG001 -- every engine's signature
    """Each listing with its findings; `jobs` is of no use here.

    Python's search for cycles is paused meanwhile: what a run makes holds none, and looking for them among hundreds of
    thousands of findings took a sixth of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        for batch in batches:
            yield from zip(batch, screen.examine(batch), strict=True)
    finally:
        if collecting:
            gc.enable()
