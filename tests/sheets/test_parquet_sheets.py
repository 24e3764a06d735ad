"""Parquet feeds, and what is said where pyarrow is missing."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import Any

import pytest

from sellercheck.errors import SheetError
from sellercheck.sheets import Book

OpenBook = Callable[..., Book]


def parquet_of(columns: dict[str, list[Any]]) -> bytes:
    pyarrow = pytest.importorskip("pyarrow", reason="the extra sellercheck[parquet] is not installed")
    from pyarrow import parquet

    out = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), out)
    return out.getvalue()


def test_rows(open_book: OpenBook) -> None:
    content = parquet_of(
        {
            "id": [1, 2, 3],
            "title": ["Shoe", None, "Hat ™"],
            "price": [12.5, None, 8.0],
            "tags": [["a", "b"], None, []],
            "brand": [{"name": "Acme"}, None, {"name": None}],
            "sold": [True, None, False],
        }
    )
    book = open_book("feed.parquet", content)
    (grid,) = book.grids
    assert book.format == "parquet"
    assert grid.keys == ("id", "title", "price", "tags", "brand.name", "sold", "brand")
    assert [(row.number, row.line, row.values) for row in grid.rows()] == [
        (1, None, ("1", "Shoe", "12.5", "a|b", "Acme", "true", "")),
        (2, None, ("2", "", "", "", "", "", "")),
        (3, None, ("3", "Hat ™", "8", "", "", "false", "")),
    ]


def test_the_name_does_not_decide(open_book: OpenBook) -> None:
    assert open_book("feed.csv", parquet_of({"title": ["Shoe"]})).format == "parquet"


def test_damaged(open_book: OpenBook) -> None:
    content = parquet_of({"title": ["Shoe"] * 100})
    for broken in (content[:40], b"PAR1" + b"x" * 50 + b"PAR1", content[:200] + b"\0" * 100 + content[300:]):
        with pytest.raises(SheetError, match="is cut off or damaged"):
            list(open_book("feed.parquet", broken).grids[0].rows())


def test_no_rows(open_book: OpenBook) -> None:
    with pytest.raises(SheetError, match="holds no rows"):
        open_book("feed.parquet", parquet_of({"title": []}))


def test_without_pyarrow(open_book: OpenBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(SheetError, match="needs a package that is not installed") as caught:
        open_book("feed.parquet", b"PAR1" + b"x" * 50)
    assert caught.value.hint == "Install it: pip install 'sellercheck[parquet]'"
