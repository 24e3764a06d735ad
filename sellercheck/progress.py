"""What the core tells while it works. The core calls an object; only the terminal implements it."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Listens to a long run."""

    def stage(self, name: str, total: int | None = None) -> None:
        """A new piece of work begins; `total` counts listings when known."""

    def advance(self, count: int) -> None:
        """`count` more listings are done."""

    def note(self, text: str) -> None:
        """Something worth telling a person who waits."""


class Silent:
    """Listens and says nothing."""

    def stage(self, name: str, total: int | None = None) -> None:
        pass

    def advance(self, count: int) -> None:
        pass

    def note(self, text: str) -> None:
        pass
