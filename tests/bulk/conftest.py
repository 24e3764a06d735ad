"""A data folder of its own for every test, and a register to import into it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from bulk.files import daily, zipped

from sellercheck.bulk._taking import Imported, take_in

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("SELLERCHECK_DATA", str(folder))
    return folder


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., Imported]:
    """`imported(case_file(…), …)`: a daily file of these records, taken in."""
    count = iter(range(1000))

    def call(*cases: str) -> Imported:
        return take_in("uspto", [zipped(tmp_path / f"apc26{next(count):04}.zip", daily(*cases))], TODAY)

    return call
