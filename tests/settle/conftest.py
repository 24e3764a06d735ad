"""`held(…)`: authorisations from the lines of a sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
from settle.findings import TODAY

from sellercheck.settle.authorisations import Authorisations
from sellercheck.settle.sheet import read


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """`sheet("mark,basis\\nNike,own\\n")`: a file of these lines."""

    def write(text: str, name: str = "authorisations.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


@pytest.fixture
def held(sheet: Callable[..., Path]) -> Callable[..., Authorisations]:
    """`held("mark,basis,valid_to", "Nike,own,2026-12-31", today=…, sold_in=…)`."""

    def make(*lines: str, today: date = TODAY, sold_in: Iterable[str] = (), language: str = "en") -> Authorisations:
        return Authorisations(read(sheet("\n".join(lines) + "\n")).rows, today=today, sold_in=sold_in, language=language)

    return make
