"""The bar: on a terminal, for those who wait, and without a trace."""

from __future__ import annotations

import io
import sys

import pytest

from sellercheck.cli import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "quiet", "drawn"), [(Terminal, False, True), (Terminal, True, False), (io.StringIO, False, False)])
def test_it_is_for_people_who_wait_at_a_terminal(*, stream, quiet: bool, drawn: bool, monkeypatch) -> None:
    monkeypatch.setattr(sys, "stderr", stream())
    with progress.listener(quiet) as listener:
        assert isinstance(listener, progress.Bar) is drawn


def test_a_short_run_draws_nothing(monkeypatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    with progress.listener(quiet=False) as listener:
        listener.stage("stock.csv")
        listener.advance(10)
    assert sys.stderr.getvalue() == ""  # type: ignore[attr-defined]


def test_a_long_run_draws_and_wipes_and_obeys_no_markup(monkeypatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setattr(progress, "_PATIENCE_S", -1)
    monkeypatch.setenv("TERM", "xterm")
    with progress.listener(quiet=False) as listener:
        listener.note("opening the lists")
        listener.stage("[red]stock\x1b[5m.csv")
        listener.advance(4000)
    text = sys.stderr.getvalue()  # type: ignore[attr-defined]
    assert "[red]stock␛[5m.csv" in text
    assert "4,000 listings" in text
    assert text.rstrip("\r\n").endswith("\x1b[2K")  # the line is wiped
