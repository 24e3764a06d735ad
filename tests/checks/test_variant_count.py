"""Products of too many variants."""

from __future__ import annotations

from sellercheck import testing


def flagged(rows: list[dict[str, str]], most: str = "3") -> list[tuple[int, str]]:
    bench = testing.screen([testing.rule("variant-count", {"max": most}, scope=("variant",))])
    return [(finding.at.row, finding.text) for finding in testing.found_in(bench, rows)]


def product(count: int, parent: str = "D") -> list[dict[str, str]]:
    return [{"title": "Dress", "parent": parent, "variant": f"colour {number}"} for number in range(count)]


def test_one_above_the_limit_is_said_at_the_first_row() -> None:
    assert flagged(product(3)) == []
    assert flagged(product(4)) == [(2, "colour 0")]


def test_a_variant_that_stands_twice_counts_once() -> None:
    assert flagged([*product(3), *product(3)]) == []


def test_products_are_counted_apart_and_rows_without_one_not() -> None:
    assert flagged([*product(3), *product(3, "E")]) == []
    assert flagged(product(9, "")) == []
    assert flagged([{**row, "variant": ""} for row in product(9)]) == []
