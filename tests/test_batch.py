"""Listings as cells and distinct texts: each cell of the scope once, whatever rows and sheets it comes from."""

from __future__ import annotations

import numpy as np

from sellercheck import testing
from sellercheck.batch import Batch


def test_distinct_texts_are_looked_at_once() -> None:
    batch = Batch(testing.listings([{"title": "same", "brand": "same"}] * 50), frozenset({"title", "brand"}))
    assert batch.texts == ["same"]
    assert len(batch.cell_text) == 100
    assert np.unique(batch.cell_text).tolist() == [0]


def test_only_texts_of_fields_that_are_read_count_as_worded() -> None:
    rows = [{"sku": "A-1", "title": "bag"}, {"sku": "mat", "title": "mug"}, {"sku": "A-3", "title": "mat"}]
    batch = Batch(testing.listings(rows), {"sku", "title"}, {"title"})
    assert batch.texts[: batch.worded] == ["bag", "mug", "mat"]
    assert [batch.texts[text] for text in batch.cell_text] == ["A-1", "bag", "mat", "mug", "A-3", "mat"]


def test_rows_that_end_early_and_sheets_of_other_columns_are_read_together() -> None:
    first, second = testing.listings([{"title": "bag", "brand": "Acme"}, {"title": "mug", "brand": "Beco"}])
    second = second._replace(rows=(second.rows[0]._replace(values=("mug",)), second.rows[0]._replace(values=("", "Beco"))))
    other = testing.listing(brand="Ceco", price="3", title="mat")
    batch = Batch([first, second, other], {"title", "brand"})
    cells = [batch.field(cell) for cell in range(len(batch.cell_text))]
    assert [(cell.name, cell.value) for cell in cells] == [
        ("title", "bag"), ("brand", "Acme"), ("title", "mug"), ("brand", "Beco"), ("brand", "Ceco"), ("title", "mat"),
    ]  # fmt: skip
    assert batch.cell_listing.tolist() == [0, 0, 1, 1, 2, 2]
    assert [cell.sheet for cell in cells] == [first.sheet] * 4 + [other.sheet] * 2
