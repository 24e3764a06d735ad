"""Fixtures that save a small file and read it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sellercheck.listing import Row
from sellercheck.sheets import Book, ReadOptions, open_books


@pytest.fixture
def save(tmp_path: Path) -> Callable[[str, bytes | str], str]:
    """Writes a file and gives its path."""

    def save(name: str, content: bytes | str) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return save


@pytest.fixture
def open_book(save: Callable[[str, bytes | str], str]) -> Callable[..., Book]:
    """Saves the content under the name and opens it as the one book it is."""

    def open_book(name: str, content: bytes | str, **options: Any) -> Book:
        (book,) = open_books(save(name, content), ReadOptions(**options))
        return book

    return open_book


@pytest.fixture
def read_rows(open_book: Callable[..., Book]) -> Callable[..., list[Row]]:
    """All rows of the one grid in the content."""

    def read_rows(name: str, content: bytes | str, **options: Any) -> list[Row]:
        (grid,) = open_book(name, content, **options).grids
        return list(grid.rows())

    return read_rows
