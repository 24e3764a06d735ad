"""What numpy has at a price, against numpy."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from sellercheck import testing
from sellercheck.arrays import among, distinct


@pytest.mark.parametrize("numbers", [[], [5], [3, 1, 3, 1], [0, -1, 2**62, -1], list(range(50))])
def test_distinct_is_what_unique_is(numbers: list[int]) -> None:
    assert distinct(np.array(numbers, np.int64)).tolist() == np.unique(np.array(numbers, np.int64)).tolist()


@pytest.mark.parametrize("dtype", [np.int64, np.uint32, np.uint64])
@pytest.mark.parametrize("those", [[], [7], [9, 2, 2], list(range(3, 40, 2))])
def test_among_is_what_isin_is(those: list[int], dtype: type) -> None:
    for numbers in ([], [7], [1, 2, 3, 9, 100], list(range(60))):
        column = np.array(numbers, dtype)
        assert among(column, those).tolist() == np.isin(column, those).tolist()


def test_the_lowest_numbers_of_their_kind_are_told_apart() -> None:
    assert distinct(np.array([0, 0, 1], np.uint32)).tolist() == [0, 1]
    assert distinct(np.array([np.iinfo(np.int64).min, 0])).tolist() == [np.iinfo(np.int64).min, 0]


def test_a_small_sheet_is_checked_without_masked_arrays() -> None:
    testing.index()  # building it is another matter
    code = "import sys, sellercheck; sellercheck.check(rows=[{'title': 'Nike style, Ünïque'}], platforms=['wish']); print('numpy.ma' in sys.modules)"
    told = [subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip() for _ in range(2)]
    assert told[1] == "False"
