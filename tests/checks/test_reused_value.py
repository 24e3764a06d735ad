"""A code, number or picture that stands at several products."""

from __future__ import annotations

import pytest

from sellercheck import testing

BOTTLE, BOOTS, HOSE = "Steel Water Bottle 750 ml", "Kids Rain Boots Yellow", "Garden Hose 20 m with Reel"
CODE = "4006381333931"


def flagged(scope: str, rows: list[dict[str, str]], **options: str) -> list[tuple[int, str]]:
    bench = testing.screen([testing.rule("reused-value", options, scope=(scope,))])
    return sorted((finding.at.row, finding.text) for finding in testing.found_in(bench, rows))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (CODE, CODE, True),
        (CODE, f" {CODE} ", True),
        ("036000291452", "0036000291452", True),
        (CODE, f"'{CODE}", True),
        (CODE, "4006381333948", False),
        ("Does not apply", "Does not apply", False),
        ("4006381333932", "4006381333932", False),
        ("12345", "12345", False),
        ("", "", False),
    ],
)
def test_a_code_belongs_to_one_product(one: str, other: str, expected: bool) -> None:
    assert bool(flagged("gtin", [{"title": BOTTLE, "gtin": one}, {"title": BOOTS, "gtin": other}])) == expected


@pytest.mark.parametrize(
    ("one", "other", "more"),
    [
        (BOTTLE, "Water Bottle Steel 750 ml with lid", {}),
        (BOTTLE, BOTTLE.upper(), {}),
        ("Rain Boots red", "Kids Wellies Yellow", {"parent": "B"}),
    ],
)
def test_wordings_and_variants_of_one_product_share_it(one: str, other: str, more: dict[str, str]) -> None:
    assert flagged("gtin", [{"title": one, "gtin": CODE, **more}, {"title": other, "gtin": CODE, **more}]) == []


def test_each_further_product_is_named_once_in_any_order() -> None:
    rows = [{"title": title, "gtin": CODE} for title in (BOTTLE, f"{BOTTLE} silver", BOOTS, HOSE, BOOTS.upper())]
    assert flagged("gtin", rows) == [(4, CODE), (5, CODE)]
    assert len(flagged("gtin", rows[::-1])) == 2


def test_one_code_at_thousands_of_products_stays_quick_and_is_said() -> None:
    rows = [{"title": f"Thing{number} of kind{number}", "sku": "X-1"} for number in range(2000)]
    assert len(flagged("sku", rows)) == 1999


@pytest.mark.parametrize("sku", ["n/a", "-", ""])
def test_a_sku_that_says_nothing_is_none(sku: str) -> None:
    assert flagged("sku", [{"title": BOTTLE, "sku": sku}, {"title": BOOTS, "sku": sku}]) == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Lumikko", "Zorvaxi", True),
        ("Lumikko", "LUMIKKO", False),
        ("Lumikko", "Lumikko Sports", False),
        ("Lumikko", "Generic", False),
        ("Lumikko", "", False),
        ("无品牌", "Zorvaxi", False),
    ],
)
def test_a_picture_shows_one_brand(one: str, other: str, expected: bool) -> None:
    rows = [{"title": "Shoes", "brand": brand, "image": "https://example.com/a.jpg"} for brand in (one, other)]
    assert bool(flagged("image", rows, apart="brand", most="20")) == expected


def test_a_picture_of_very_many_brands_is_a_placeholder() -> None:
    rows = [{"title": "Shoes", "brand": f"Brandling{number}x", "image": "none.jpg"} for number in range(21)]
    assert flagged("image", rows, apart="brand", most="20") == []
    assert len(flagged("image", rows[:20], apart="brand", most="20")) == 19


def test_only_the_main_picture_counts() -> None:
    bench = testing.screen([testing.rule("reused-value", {"apart": "brand"}, scope=("image",))])
    rows = [{"brand": "Lumikko", "image": ["a.jpg", "chart.jpg"]}, {"brand": "Zorvaxi", "image": ["b.jpg", "chart.jpg"]}]
    assert testing.found_in(bench, rows) == ()
