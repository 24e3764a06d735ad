"""Every engine gives what `serial` gives, in the same order."""

from __future__ import annotations

import csv
import io
import multiprocessing
import os
import pickle
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import sellercheck
from sellercheck import api, families, rules, run
from sellercheck.engines import processes, serial
from sellercheck.errors import EngineError, UsageError
from sellercheck.index import MarkIndex
from sellercheck.listing import Listing
from sellercheck.reporters import RenderOptions, json
from sellercheck.screen import Screen
from sellercheck.testing import listings

TODAY = date(2026, 11, 22)
WORDS = (
    "Nike",
    "NIKE style",
    "running shoes",
    "Plain linen shirt",
    "Case for iPhone 13",
    "Velcro strap",
    "N1ke",
    "gift",
    "red",
    "replica",
    "Disney",
)


def rows(count: int, seed: int = 5) -> list[dict[str, str]]:
    chance = random.Random(seed)
    return [
        {"sku": f"A-{number}", "title": " ".join(chance.sample(WORDS, 3)), "brand": chance.choice(("Nike", "", "Generic"))}
        for number in range(count)
    ]


def written(report: sellercheck.Report) -> str:
    out = io.StringIO()
    json.write(report, out, RenderOptions())
    return out.getvalue()


@pytest.fixture
def sheet(tmp_path: Path) -> str:
    path = tmp_path / "stock.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, ["sku", "title", "brand"])
        writer.writeheader()
        writer.writerows(rows(90))
    return str(path)


@pytest.mark.parametrize("batch", [1000, 40, 20])
def test_every_engine_gives_the_same_bytes(batch: int, sheet: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "BATCH", batch)
    (tmp_path / "own.txt").write_text("linen\n", "utf-8")
    options = {
        "platforms": ["wish", "amazon"],
        "lists": [str(tmp_path / "own.txt")],
        "own_brands": ["Disney"],
        "countries": ["US"],
        "today": TODAY,
    }
    expected = written(sellercheck.check(sheet, **options))
    assert expected.count('"rule"') > 100
    for name in families.names("engines"):
        assert written(sellercheck.check(sheet, **options, engine=name, jobs=2)) == expected, name


def test_a_screen_sent_to_a_process_finds_the_same(tmp_path: Path) -> None:
    screen = Screen.build(
        [rules.load("wish")], MarkIndex.open(), today=TODAY, countries=["US"], own_brands=["Disney"], ignore=["html-code"], language="zh"
    )
    sent = pickle.loads(pickle.dumps(screen))
    given = listings(rows(60))
    assert sent.examine(given) == screen.examine(given)
    assert any(screen.examine(given))


def test_batches_come_back_in_their_order_and_a_short_run_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen.build([rules.load("wish")], MarkIndex.open(), today=TODAY, select=["mark-use"])
    given = listings(rows(25))
    batches = [given[start : start + 2] for start in range(0, 25, 2)]
    assert list(processes.run(screen, iter(batches), 2)) == list(serial.run(screen, iter(batches)))
    monkeypatch.setattr(processes, "ProcessPoolExecutor", None)
    assert list(processes.run(screen, iter([given]), 2)) == list(serial.run(screen, [given]))
    assert list(processes.run(screen, iter(batches), 1)) == list(serial.run(screen, batches))
    assert list(processes.run(screen, iter([]), 2)) == []


def test_an_error_in_a_process_comes_here() -> None:
    screen = Screen.build([rules.load("wish")], MarkIndex.open(), today=TODAY, select=["mark-use"])
    given = listings(rows(4))
    broken = [given[:2], [given[2]._replace(rows=None)]]  # type: ignore[arg-type] # no listing is without rows
    with pytest.raises(TypeError):
        list(processes.run(screen, iter(broken), 2))


def test_a_process_that_is_ended_from_outside_is_told_as_that() -> None:
    running = processes.run(*long_run(), 2)
    next(running)
    multiprocessing.active_children()[0].kill()
    with pytest.raises(EngineError, match="ended from outside") as caught:
        list(running)
    assert "--jobs" in str(caught.value.hint)


def test_who_stops_early_does_not_wait_for_what_was_sent_ahead() -> None:
    running = processes.run(*long_run(), 2)
    next(running)
    begun = time.monotonic()
    running.close()
    assert time.monotonic() - begun < 5, "what was sent takes ten times as long"
    assert multiprocessing.active_children() == []


def long_run() -> tuple[Screen, Iterator[list[Listing]]]:
    """A first batch of two listings, then some that take seconds each."""
    screen = Screen.build([rules.load("wish")], MarkIndex.open(), today=TODAY)
    return screen, iter([listings(rows(2)), *[listings(rows(12_000, seed)) for seed in range(9)]])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")
def test_no_process_outlives_the_one_that_started_it(tmp_path: Path) -> None:
    script = """
import multiprocessing, os, sys
sys.path[:0] = [os.environ["TESTS"]]
from engines.test_engines import long_run, processes
if __name__ == "__main__":
    running = processes.run(*long_run(), 2)
    next(running)
    print(len(multiprocessing.active_children()), flush=True)
    os.kill(os.getpid(), 9)
"""
    (tmp_path / "run.py").write_text(script, "utf-8")
    tests = Path(__file__).parents[1]
    environment = os.environ | {"TESTS": str(tests), "PYTHONPATH": str(tests.parent)}
    told = subprocess.run([sys.executable, "run.py"], cwd=tmp_path, env=environment, stdout=subprocess.PIPE, timeout=60, check=False)
    assert told.stdout.strip() == b"2", "and none of them holds standard output open any longer, or this had not ended"
    assert told.returncode == -signal.SIGKILL


def test_engines_that_are_not_there() -> None:
    assert api.engine_of(None, 1) is serial
    assert api.engine_of(None, 3) is processes
    with pytest.raises(EngineError, match="not part of this version"):
        api.engine_of("spark", 2)
    with pytest.raises(UsageError, match='no engine is called "proceses"') as caught:
        api.engine_of("proceses", 2)
    assert caught.value.hint == 'Did you mean "processes"?'
    with pytest.raises(UsageError, match="--jobs 0"):
        api.engine_of(None, 0)
