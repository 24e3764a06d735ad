"""One batch after the other, in this process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sellercheck.finding import Finding
from sellercheck.listing import Listing
from sellercheck.screen import Screen


def run(screen: Screen, batches: Iterable[Sequence[Listing]], jobs: int = 1) -> Iterator[tuple[Listing, tuple[Finding, ...]]]:  # noqa: ARG001 -- every engine's signature
    """Each listing with its findings; `jobs` is of no use here."""
    for batch in batches:
        yield from zip(batch, screen.examine(batch), strict=True)
