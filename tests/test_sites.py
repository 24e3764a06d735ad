"""Where a listing is offered, by its own address and currency."""

from __future__ import annotations

import pytest

from sellercheck import rules, sites, testing
from sellercheck.screen import Screen


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"url": "https://shopee.co.th/i.1.2"}, {"TH"}),
        ({"url": "//www.amazon.co.uk/dp/B0"}, {"GB"}),
        ({"url": "https://shopee.com.co/x"}, {"CO"}),
        ({"url": "https://www.amazon.com/dp/B0?ref=shopee.ph"}, {"US"}),
        ({"currency": " thb "}, {"TH"}),
        ({"url": "https://shopee.vn/x", "currency": "USD"}, {"VN"}),
        ({"url": "https://shopee.vn/x", "currency": "IDR"}, {"VN", "ID"}),
        ({"url": "https://shop.co/x"}, set()),
        ({"url": "https://us.shop.com/in.php"}, set()),
        ({"url": "https://my.shop/x"}, set()),
        ({"url": "dress-in.id"}, set()),
        ({"currency": "EUR"}, set()),
        ({"currency": "CNY", "image": "https://img.example.in/a.jpg"}, set()),
    ],
)
def test_a_listing_says_where_it_is_offered(fields: dict[str, str], expected: set[str]) -> None:
    assert sites.countries(testing.listing(title="Dress", **fields)) == expected


@pytest.mark.parametrize(
    ("countries", "fields", "told"),
    [
        ((), {}, True),
        ((), {"url": "https://shopee.co.id/x"}, True),
        ((), {"url": "https://shopee.com.mx/x"}, False),
        ((), {"currency": "VND"}, False),
        ((), {"url": "https://shopee.vn/x", "currency": "IDR"}, True),
        (("ID",), {"url": "https://shopee.vn/x"}, True),
        (("VN",), {"url": "https://shopee.co.id/x"}, False),
    ],
)
def test_a_rule_of_one_country_is_not_told_of_a_listing_that_names_another(
    countries: tuple[str, ...], fields: dict[str, str], told: bool
) -> None:
    screen = Screen.build(
        [rules.load("shopee")], testing.index(), today=testing.TODAY, countries=countries, select=["shopee/description-length"]
    )
    (found,) = screen.examine([testing.listing(title="Dress", description="soft cotton " * 300, **fields)])
    assert bool(found) is told
