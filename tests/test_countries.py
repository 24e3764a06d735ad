"""Countries by name and code."""

from __future__ import annotations

import pytest

from sellercheck.countries import ALL, EU, codes, sold_in
from sellercheck.errors import UsageError


def test_two_letters_are_those_of_countries() -> None:
    assert len(ALL) == 249
    assert EU <= ALL
    assert len(EU) == 27


@pytest.mark.parametrize(
    ("names", "expected"),
    [(["us", "UK"], {"US", "GB"}), (["Benelux"], {"BE", "NL", "LU"}), (["欧盟"], EU), (["Atlantis"], {"ATLANTIS"}), ([], set())],
)
def test_countries_by_name_and_code(names: list[str], expected: set[str]) -> None:
    assert codes(names) == expected


def test_who_sells_where_names_countries_only() -> None:
    assert sold_in(["Germany", "us"]) == ("DE", "US")
    with pytest.raises(UsageError, match="Atlantis"):
        sold_in(["us", "Atlantis"])
