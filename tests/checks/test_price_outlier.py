"""Prices far from their neighbours'."""

from __future__ import annotations

import pytest

from sellercheck import testing


def flagged(rows: list[dict[str, str]], **options: str) -> list[str]:
    bench = testing.screen([testing.rule("price-outlier", options, scope=("price",))])
    return sorted(finding.text for finding in testing.found_in(bench, rows))


@pytest.mark.parametrize(
    ("prices", "expected"),
    [
        (["0.99", "29.90"], ["0.99"]),
        (["29.90", "0.99", "19.90"], ["0.99"]),
        (["$0.99", "US $29.90"], ["$0.99"]),
        (["9.90", "29.90"], []),
        (["2.99", "29.90"], []),
        (["2.98", "29.90"], ["2.98"]),
        (["0", "29.90"], []),
        (["", "29.90"], []),
        (["8 - 12", "290"], []),
        (["free", "29.90"], []),
        (["0.99"], []),
    ],
)
def test_variants_of_one_product_cost_about_the_same(prices: list[str], expected: list[str]) -> None:
    rows = [{"title": "Drive", "sku": f"F-{number}", "parent": "F", "price": price} for number, price in enumerate(prices)]
    assert flagged(rows) == expected
    assert flagged(rows[::-1]) == expected
    assert flagged([{**row, "parent": row["sku"]} for row in rows]) == []


def test_prices_in_two_currencies_are_not_compared() -> None:
    rows = [{"title": "Drive", "parent": "F", "price": price, "currency": code} for price, code in (("9.90", "USD"), ("149000", "IDR"))]
    assert flagged(rows) == []


def neighbours(odd: str, count: int = 8, **more: str) -> list[dict[str, str]]:
    rows = [{"title": "Vacuum", "brand": "Lumikko", "category": "Vacuums", "price": str(200 + number)} for number in range(count - 1)]
    return [*rows, {**rows[0], "price": odd, **more}]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (neighbours("1.99"), ["1.99"]),
        (neighbours("20300"), ["20300"]),
        (neighbours("49.90"), []),
        (neighbours("1.99", count=7), []),
        (neighbours("1.99", category="Filters"), []),
        (neighbours("1.99", brand="Zorvaxi"), []),
        ([{**row, "brand": "Generic"} for row in neighbours("1.99")], []),
        ([{**row, "category": ""} for row in neighbours("1.99")], []),
    ],
)
def test_goods_of_one_brand_and_category_have_a_middle_price(rows: list[dict[str, str]], expected: list[str]) -> None:
    assert flagged(rows, **{"against": "brand", "max-ratio": "20"}) == expected
    assert flagged(rows[::-1], **{"against": "brand", "max-ratio": "20"}) == expected
