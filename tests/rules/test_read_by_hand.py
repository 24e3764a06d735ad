"""Findings on real sheets that were read by hand and found wrong or of no use: what must be said of them now."""

from __future__ import annotations

from functools import cache

import pytest

from sellercheck import rules, testing
from sellercheck.finding import Severity
from sellercheck.screen import Screen


@cache
def screen(platform: str) -> Screen:
    return Screen.build([rules.load(platform)], testing.index(), today=testing.TODAY)


def worst(platform: str, rule: str, **fields: str) -> Severity | None:
    """The highest severity of the rule's findings; None where it finds nothing."""
    found = screen(platform).examine([testing.listing(**fields)])[0]
    return max((finding.severity for finding in found if finding.rule == f"{platform}/{rule}"), default=None)


@pytest.mark.parametrize(
    "title",
    [
        "CARBAYTA 10.1 inch official 4G LTE Phone Call Android 7.0 10 Core 128GB tablet pc",
        "Samsung 1 Ton 3 Star Wi-fi Enabled, Wind-Free Technology Inverter Split AC (Copper)",
        "ONDA Obook 10 Pro 2 Windows 10 10.1'' Tablet PC Intel Atom Quad Core 4GB RAM 64GB ROM",
    ],
)
@pytest.mark.parametrize("platform", ["aliexpress", "amazon", "shopee", "wish"])
def test_what_a_device_has_is_low_at_most(platform: str, title: str) -> None:
    found = screen(platform).examine([testing.listing(title=title)])[0]
    told = {finding.mark.text: finding.severity for finding in found if finding.mark and str(finding.context.use) == "reference"}
    assert told
    assert max(told.values()) <= Severity.LOW


def test_what_is_no_technology_of_a_device_counts_as_before() -> None:
    assert worst("aliexpress", "mark-use", title="Android 7.0 T-shirt for men, green robot print") > Severity.LOW


def test_dinosaurs_are_no_counterfeits() -> None:
    sentence = "These scientifically precise and very collectable dinosaur replicas also feature bright, beautiful colors"
    assert worst("amazon", "counterfeit-wording", title="Dinosaur figure", attributes=sentence) is None
    assert worst("amazon", "counterfeit-wording", title="Designer watch replicas, mirror quality") == Severity.HIGH


@pytest.mark.parametrize(
    ("title", "brand", "expected"),
    [
        ("BARBIE AS ELIZA DOOLITTLE, MY FAIR LADY, 1995", "Mattel", None),
        ("[Ready Stock] Grado Perfecto PG 1/60 Gundam", "Bandai Namco", None),
        ("BARBIE AS ELIZA DOOLITTLE, MY FAIR LADY, 1995", "Hasbro", Severity.LOW),
        ("Mattel X4031 Monster High doll", "Monster High", None),
        ("Fisher Price - Imaginext - Samurai castle playset", "Imaginext", None),
        ("Tiffany Elsa Peretti open heart earrings", "Tiffany & Co", None),
        ("McFarlane 12in Emmitt Smith Arizona Cardinals chase", "McFarlane", None),
        ("Arizona Cardinals figure, better than McFarlane", "Funko", Severity.LOW),
    ],
)
def test_a_brand_of_the_company_in_the_brand_column_is_no_other_brand(title: str, brand: str, expected: Severity | None) -> None:
    found = worst("wish", "brand-mismatch", title=title, brand=brand)
    assert found is None if expected is None else found is not None and found >= expected


def test_a_colour_that_is_also_a_name_is_a_note() -> None:
    assert worst("aliexpress", "mark-use", title="Women summer dress", variant="camel") in {None, Severity.INFO}
    assert worst("aliexpress", "mark-use", title="Women summer dress", variant="Adidas") == Severity.HIGH
    assert worst("shopee", "mark-use", title="Women summer dress", variant="Laser Purple") in {None, Severity.INFO}
    assert worst("shopee", "genericised-mark", title="Women summer dress", variant="Champagne") in {None, Severity.INFO}
