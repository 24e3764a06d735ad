"""The only progress bar: on stderr, on a terminal only, and only when a run takes long enough to wonder."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any, Self

from sellercheck.progress import Progress, Silent

_PATIENCE_S = 1.0
"""Nobody misses a bar in the first second, and loading one takes a tenth of it."""


class Bar:
    """A `Progress` that draws itself once the run has taken a second, and leaves no trace."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.name = ""
        self.total: int | None = None
        self.done = 0
        self.bar: Any = None
        self.task: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.bar is not None:
            self.bar.stop()

    def stage(self, name: str, total: int | None = None) -> None:
        self.name, self.total, self.done = name, total, 0
        self._draw()

    def advance(self, count: int) -> None:
        self.done += count
        self._draw()

    def note(self, text: str) -> None:
        self.name = text
        self._draw()

    def _draw(self) -> None:
        if self.bar is None:
            if time.monotonic() - self.began < _PATIENCE_S:
                return
            self._start()
        self.bar.update(self.task, description=self._name(), total=self.total, completed=self.done)

    def _start(self) -> None:
        import click
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        from sellercheck.cli._options import spoken
        from sellercheck.cli._texts import say

        ctx = click.get_current_context(silent=True)
        counted = say(spoken(ctx) if ctx is not None else "en", "bar-listings")
        columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), TextColumn(counted), TimeElapsedColumn())
        self.bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self.task = self.bar.add_task(self._name(), total=self.total)
        self.bar.start()

    def _name(self) -> str:
        from sellercheck.reporters._lines import cut

        return cut(self.name, 40)


class _Quiet(Silent):
    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        pass


def listener(quiet: bool) -> Bar | _Quiet:
    """A bar for a person who waits at a terminal, else nothing."""
    return _Quiet() if quiet or not sys.stderr.isatty() else Bar()


_: type[Progress] = Bar
