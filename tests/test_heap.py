"""The pause ends with the work, however that ends, and leaves things as they were."""

from __future__ import annotations

import gc

import pytest

from sellercheck.heap import no_cycles_sought


def test_it_pauses_and_goes_on():
    assert gc.isenabled()
    with no_cycles_sought():
        assert not gc.isenabled()
        with no_cycles_sought():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_a_fault():
    with pytest.raises(ValueError, match="fault"), no_cycles_sought():
        raise ValueError("fault")
    assert gc.isenabled()
