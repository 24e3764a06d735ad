"""Two listings that say the same, and the many that nearly do."""

from __future__ import annotations

import pytest

from sellercheck import testing
from sellercheck.whole import WholeSheet

BAG = "Canvas Tote Bag, large, navy, two pockets, zip, 38 x 42"
SHORT = {"title": "Women's Leather Belt"}


def rows_flagged(rows: list[dict[str, str]], **options: str) -> list[int]:
    bench = testing.screen([testing.rule("duplicate-listing", options)])
    return sorted(finding.at.row for finding in testing.found_in(bench, rows))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"title": BAG}, {"title": BAG}),
        ({"title": BAG}, {"title": BAG.upper()}),
        ({"title": BAG}, {"title": "zip! two pockets, CANVAS tote bag (38 × 42) – large navy"}),
        ({"title": BAG}, {"title": f"New Hot Sale {BAG} free shipping"}),
        ({"title": BAG, "brand": "Lumikko"}, {"title": BAG, "brand": "LUMIKKO"}),
        ({"title": "大容量帆布托特包 藏青色 双口袋 拉链 38x42 厘米"}, {"title": "大容量帆布托特包，藏青色，双口袋，拉链，38x42，厘米"}),
        ({**SHORT, "image": "a.jpg"}, {**SHORT, "image": "a.jpg"}),
        ({**SHORT, "description": "Soft and long."}, {**SHORT, "description": "Soft and long."}),
        ({"title": BAG, "sku": "A-1"}, {"title": BAG, "sku": "A-1"}),
        ({"title": BAG, "parent": "A"}, {"title": BAG, "parent": "B"}),
        ({"title": "Ｃanvas tote bag large navy two pockets zip 38 x 42"}, {"title": BAG}),
    ],
)  # fmt: skip
def test_what_says_the_same_is_one_product(one: dict[str, str], other: dict[str, str]) -> None:
    both = [{"sku": "1", **one}, {"sku": "2", **other}]
    assert rows_flagged(both) == [3]
    assert rows_flagged(both[::-1]) == [3]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"title": BAG}, {"title": BAG.replace("large", "small")}),
        ({"title": BAG}, {"title": BAG.replace("navy", "olive")}),
        ({"title": BAG}, {"title": BAG.replace("42", "44")}),
        ({"title": f"{BAG} model 12"}, {"title": f"{BAG} model 13"}),
        ({"title": BAG}, {"title": f"{BAG}, 2 pcs"}),
        ({"title": BAG, "variant": "navy"}, {"title": BAG, "variant": "olive"}),
        ({"title": BAG, "variant": "navy"}, {"title": BAG, "variant": ""}),
        ({"title": BAG, "brand": "Lumikko"}, {"title": BAG, "brand": "Zorvaxi"}),
        ({"title": BAG, "gtin": "4006381333931"}, {"title": BAG, "gtin": "4006381333948"}),
        ({"title": BAG, "mpn": "T-1"}, {"title": BAG, "mpn": "T-2"}),
        ({"title": BAG, "image": "a.jpg"}, {"title": BAG, "image": "b.jpg"}),
        ({"title": BAG, "store": "North"}, {"title": BAG, "store": "South"}),
        ({"title": BAG, "parent": "A"}, {"title": BAG, "parent": "A"}),
        ({"title": BAG, "sku": "A"}, {"title": BAG, "sku": "A-1", "parent": "A"}),
        ({"title": BAG, "url": "https://example.com/p/1"}, {"title": BAG, "url": "https://example.com/p/1"}),
        (
            {"title": BAG, "url": "https://amazon.example/bag/dp/B084/ref=sr_1_92?qid=1679&s=apparel"},
            {"title": BAG, "url": "https://amazon.example/bag/dp/B084/ref=sr_1_3?qid=1680&s=luggage#reviews"},
        ),
        (SHORT, SHORT),
        ({**SHORT, "description": "Soft and long."}, {**SHORT, "description": "With a steel buckle."}),
        ({"title": "Women's Full Length Cotton Dress in Solid Grey"}, {"title": "Women's Full Length Cotton Dress in Solid Grey"}),
    ],
)
def test_what_anything_tells_apart_is_two(one: dict[str, str], other: dict[str, str]) -> None:
    assert rows_flagged([{"sku": "1", **one}, {"sku": "2", **other}]) == []


def test_pages_of_one_path_whose_numbers_differ_are_two_products() -> None:
    rows = [{"sku": str(number), "title": BAG, "url": f"https://shop.example/item.htm?id={number}"} for number in range(2)]
    assert rows_flagged(rows) == [3]


def test_every_further_product_is_named_and_variants_once() -> None:
    rows = [{"title": BAG, "sku": str(number), "parent": parent} for number, parent in enumerate(["A", "A", "B", "B", "", "C"])]
    assert rows_flagged(rows) == [4, 6, 7]


def test_several_columns_of_one_field_tell_apart() -> None:
    bench = testing.screen([testing.rule("duplicate-listing", {})])
    rows = [{"title": BAG, "sku": "1", "variant": ["navy", "S"]}, {"title": BAG, "sku": "2", "variant": ["navy", "M"]}]
    assert testing.found_in(bench, rows) == ()


PICTURE = {"image": "https://example.com/a.jpg"}
DRESS = "Summer Floral Midi Dress V Neck"


@pytest.mark.parametrize(
    ("one", "other", "flagged"),
    [
        (DRESS, "Floral Midi Dress V Neck Summer Beach", True),
        (DRESS, DRESS.upper(), True),
        (DRESS, "Summer Floral Midi Dress V Neck with Pockets and Long Sleeves", False),
        ("LED Bulb E27 9 W warm white", "LED Bulb E27 12 W warm white", False),
        ("Case for Model 12 black", "Case for Model 12 Pro black", True),
        ("纯棉短袖连衣裙 夏季 碎花", "夏季 碎花 纯棉短袖连衣裙 新款", True),
        ("纯棉短袖连衣裙 夏季 碎花", "纯棉长袖衬衫 秋季 格子", False),
    ],
)
def test_by_image_titles_may_differ_a_little(one: str, other: str, flagged: bool) -> None:
    rows = [{"sku": "1", "title": one, **PICTURE}, {"sku": "2", "title": other, **PICTURE}]
    assert bool(rows_flagged(rows, by="image")) == flagged


def test_by_image_wants_the_same_picture_and_one_that_shows_the_goods() -> None:
    other_picture = [{"sku": "1", "title": DRESS, **PICTURE}, {"sku": "2", "title": DRESS, "image": "b.jpg"}]
    assert rows_flagged(other_picture, by="image") == []
    placeholder = [{"sku": str(number), "title": DRESS, **PICTURE} for number in range(51)]
    assert rows_flagged(placeholder, by="image") == []
    assert len(rows_flagged(placeholder[:50], by="image")) == 49


def test_sheets_of_other_columns_are_compared_alike_by_every_rule() -> None:
    rules = [testing.rule("duplicate-listing", options) for options in ({}, {"telling": ["brand", "store"]})]
    whole = WholeSheet(testing.screen([rule._replace(id=f"wish/rule-{number}") for number, rule in enumerate(rules)]))
    sheets = [
        [{"sku": "1", "title": BAG}],
        [{"sku": "2", "title": BAG, "gtin": ""}, {"sku": "3", "title": BAG, "gtin": "4006381333931"}],
        [{"sku": "4", "title": BAG, "store": "North", "gtin": ""}],
    ]
    for book, rows in enumerate(sheets):
        whole.gather(testing.listings(rows), book)
    told = {(found.listing.id, finding.rule) for found in whole.conclude() for finding in found.findings}
    assert told == {("2", "wish/rule-0"), ("2", "wish/rule-1"), ("3", "wish/rule-1")}
