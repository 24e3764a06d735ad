"""The bundled packs as a set: sources complete and not overstated, and ordinary listings left in peace."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from sellercheck import check, rules, testing, yamlfile
from sellercheck.finding import Severity
from sellercheck.screen import Screen

FOUR = ("aliexpress", "amazon", "shopee", "wish")
NINE = ("ebay", "etsy", "jd", "lazada", "mercadolibre", "taobao", "temu", "tiktok", "walmart")


def test_the_thirteen_are_there() -> None:
    assert set(rules.available()) >= {*FOUR, *NINE}


@pytest.mark.parametrize("platform", NINE)
def test_each_of_the_nine_has_six_rules_of_its_own(platform: str) -> None:
    tree = yamlfile.read(rules.HERE / f"{platform}.yaml")[0]
    assert isinstance(tree, dict)
    assert sum(isinstance(body, dict) for body in tree["rules"].values()) >= 6
    assert "common" in _ancestors(platform)


def _ancestors(name: str) -> set[str]:
    tree = yamlfile.read(rules.HERE / f"{name}.yaml")[0]
    assert isinstance(tree, dict)
    parents = set(tree.get("extends", ()))
    return parents.union(*map(_ancestors, parents))


@pytest.mark.parametrize("platform", [*FOUR, *NINE])
def test_sources_are_complete_and_not_overstated(platform: str) -> None:
    for rule in rules.load(platform).rules:
        source = rule.source
        assert source.fact, rule.id
        assert source.dated, rule.id
        assert source.confidence in {"high", "medium", "low"}, rule.id
        if source.confidence == "low":
            assert max(rule.severity.values()) <= Severity.LOW, f"{rule.id}: a poor source, and {rule.severity}"


ORDINARY = [
    {"title": "Women Summer Dress Floral Print Long Sleeve", "description": "Soft cotton, falls to the knee. Wash at 30 °C."},
    {"title": "Stainless Steel Water Bottle 750 ml with Straw Lid"},
    {"title": "LED Desk Lamp, 5 W, 3 Colour Temperatures, USB-C"},
    {"title": "Hot Glue Gun with 20 Sticks, 60 W"},
    {"title": "Water Gun for Kids, 2 Pack"},
    {"title": "Seaweed Snack Sheets 10 g"},
    {"title": "Garden Weed Puller with Long Handle"},
    {"title": "Kitchen Knife Block, 6 Slots, Oak"},
    {"title": "Anti-Slip Yoga Mat 6 mm"},
    {"title": "Clear Phone Case 6.1 inch, Shockproof"},
    {"title": "Bullet Journal A5, Dotted, 192 Pages"},
    {"title": "Baby Swaddle Blanket Muslin 120 x 120 cm"},
    {"title": "Rechargeable AA Batteries, 8 Pack"},
    {"title": "Magnetic Building Tiles for Children, 60 pcs"},
    {"title": "Gold Plated Necklace with Pearl Pendant"},
    {"title": "Cat Toy with Feather and Bell"},
    {"title": "Wine Glass Set of 4, 350 ml"},
    {"title": "Perfume Bottle, Empty, Refillable, 10 ml"},
    {"title": "Handmade Soy Candle, Lavender, 200 g"},
    {"title": "Sepatu Wanita Sneakers Kasual Ukuran 37", "description": "Bahan kulit sintetis, ringan dan nyaman dipakai."},
    {"title": "Funda de silicona transparente para teléfono 6.1 pulgadas"},
    {"title": "Mochila escolar impermeable 25 litros azul"},
    {"title": "夏季连衣裙 女 中长款 纯棉 透气"},
    {"title": "不锈钢保温杯 750ml 大容量 带吸管"},
    {"title": "儿童水枪 抽拉式 夏季沙滩玩具"},
    {"title": "折叠凳 便携 户外 最大承重 100kg"},
]
# Marks are left out: whether a word is one is the lists' matter, and tested with them.
ADVICE = {"tiktok/description-length"}
"""Rules whose point is what these short listings lack."""


@cache
def screen(platform: str) -> Screen:
    return Screen.build([rules.load(platform)], testing.index(), today=testing.TODAY)


@pytest.mark.parametrize("platform", NINE)
def test_ordinary_listings_are_left_in_peace(platform: str) -> None:
    english_only = platform == "walmart"
    listings = [each for each in ORDINARY if each["title"].isascii() or not english_only]
    found = screen(platform).examine([testing.listing(**each) for each in listings])
    told = [
        (finding.rule, finding.text, each["title"])
        for each, findings in zip(listings, found, strict=True)
        for finding in findings
        if finding.mark is None and finding.severity > Severity.INFO and finding.rule not in ADVICE
    ]
    assert told == []


@pytest.mark.parametrize(
    ("platform", "rule", "fields"),
    [
        ("ebay", "contact-data", {"title": "Leather bag", "description": "More at tinyurl.com/abc123"}),
        ("ebay", "imitation-wording", {"title": "Better than Dyson hair dryer"}),
        ("lazada", "mark-use", {"title": "Sports shoes Nike Adidas New Balance"}),
        ("tiktok", "imitation-wording", {"title": "Lookalike handbag leather"}),
        ("tiktok", "counterfeit-wording", {"title": "Knockoff sneakers white"}),
        ("walmart", "title-promotion", {"title": "Free Shipping Phone Holder"}),
        ("mercadolibre", "mark-use", {"title": "Audífonos tipo AirPods"}),
        ("mercadolibre", "counterfeit-wording", {"title": "Reloj réplica para hombre"}),
        ("taobao", "imitation-wording", {"title": "大牌同款 包包 女"}),
        ("taobao", "absolute-terms", {"title": "史无前例 清洁神器"}),
        ("jd", "absolute-terms", {"title": "国家级 保温杯"}),
        ("jd", "restricted-firearms", {"title": "金属手枪 可发射"}),
        ("temu", "restricted-blades", {"title": "Ninja throwing star set"}),
        ("etsy", "restricted-drugs", {"title": "Weed grinder 4 layers"}),
    ],
)
def test_what_a_platform_names_itself_is_found(platform: str, rule: str, fields: dict[str, str]) -> None:
    found = {finding.rule for finding in screen(platform).examine([testing.listing(**fields)])[0]}
    assert f"{platform}/{rule}" in found


def test_taobaos_own_rules_do_not_reach_jd() -> None:
    jd = {rule.name for rule in rules.load("jd").rules}
    assert not jd & {"title-length", "title-gifts", "poisons-and-pesticides", "sms-and-identity"}
    assert {"absolute-terms", "state-symbols", "gpsr-manufacturer"} <= jd


GPSR = {
    "amazon": ("item_name,manufacturer,gpsr_manufacturer_reference_email_address,dsa_responsible_party_address", "Wooden Puzzle,Acme,,"),
    "ebay": ("*Title,Manufacturer Name,Manufacturer Email,Responsible Person 1", "Wooden Puzzle,Acme,,"),
    "temu": ("Product Name,Manufacturer,Manufacturer Address,EU Responsible Person", "Wooden Puzzle,Acme,,"),
    "aliexpress": ("商品标题,制造商,制造商地址,欧盟责任人", "木制拼图,Acme,,"),
}


@pytest.mark.parametrize("platform", GPSR)
@pytest.mark.parametrize(("countries", "severity"), [(["DE"], "medium"), ([], "low"), (["US"], None)])
def test_blank_cells_for_the_eu_are_found_under_the_headings_of_templates(
    platform: str, countries: list[str], severity: str | None, tmp_path: Path
) -> None:
    sheet = tmp_path / "stock.csv"
    sheet.write_text("\n".join(GPSR[platform]), "utf-8")
    found = {
        finding.rule.partition("/")[2]: str(finding.severity)
        for finding in check(sheet, platforms=platform, countries=countries).findings
        if "gpsr" in finding.rule
    }
    assert found == ({"gpsr-manufacturer-contact": severity, "gpsr-responsible-person": severity} if severity else {})


def test_a_sheet_without_the_column_is_told_so_once_where_it_sells_to_the_eu(tmp_path: Path) -> None:
    sheet = tmp_path / "stock.csv"
    sheet.write_text("title,price\nWooden Puzzle,9.90\nOak Shelf,19.90\n", "utf-8")
    rules_met = [finding.rule for finding in check(sheet, platforms="etsy", countries=["FR"]).findings if "gpsr" in finding.rule]
    assert rules_met == ["etsy/gpsr-columns"]
    assert not [finding for finding in check(sheet, platforms="etsy").findings if "gpsr" in finding.rule]
