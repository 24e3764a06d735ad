"""What numpy has at a price: `np.unique` and `np.isin` import numpy.ma, which takes longer than all the rest of a small sheet's screening."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
FEW = 5
"""So many numbers are sooner compared one after the other than looked up."""


def distinct(numbers: Array) -> Array:
    """Each number once, in order.

    >>> distinct(np.array([3, 1, 3])).tolist()
    [1, 3]
    """
    ordered = np.sort(numbers)
    return ordered[np.diff(ordered, prepend=ordered[:1] - 1) != 0] if len(ordered) else ordered


def among(numbers: Array, those: Array | Sequence[int]) -> Array:
    """Which of the numbers are one of those.

    >>> among(np.array([3, 1, 4]), [4, 3]).tolist()
    [True, False, True]
    """
    if len(those) <= FEW:
        one_of: Array = np.zeros(len(numbers), bool)
        for each in those:
            one_of |= numbers == each
        return one_of
    ordered = np.sort(np.asarray(those))
    found: Array = ordered[np.minimum(np.searchsorted(ordered, numbers), len(ordered) - 1)] == numbers
    return found
