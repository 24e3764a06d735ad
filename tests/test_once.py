"""What a rule says of a whole column is said once; of a few rows, row for row."""

from __future__ import annotations

import csv
from pathlib import Path

import sellercheck
from sellercheck.finding import Finding
from sellercheck.report import Report
from sellercheck.reporters._blocks import blocks

CURRENCY, BRAND = "aliexpress/currency", "wish/title-brand-first"


def told(report: Report, rule: str) -> list[str]:
    return [finding.message for finding in report.findings if finding.rule == rule]


def offers(count: int, **fields: str) -> list[dict[str, str]]:
    return [{"sku": f"S-{number:03}", "title": f"Steel water bottle {number} ml", "price": "4.90"} | fields for number in range(count)]


def test_the_same_value_is_told_once_with_the_number_of_rows() -> None:
    rows = [*offers(3, currency="EUR"), *offers(2, currency="USD"), *offers(1, currency="GBP")]
    assert told(sellercheck.check(rows=rows, platforms="aliexpress"), CURRENCY) == [
        "Prices in “EUR”: an older guide wants listings in US dollars. Likewise in 2 further rows.",
        "Prices in “GBP”: an older guide wants listings in US dollars.",
    ]
    (euro, _) = told(sellercheck.check(rows=rows, platforms="aliexpress", language="zh"), CURRENCY)
    assert euro.endswith("另有 2 行情况相同。")


def test_a_column_is_told_once_where_more_than_a_few_rows_have_it() -> None:
    few = told(sellercheck.check(rows=offers(10, brand="Zorvaxi"), platforms="wish"), BRAND)
    many = told(sellercheck.check(rows=offers(11, brand="Zorvaxi"), platforms="wish"), BRAND)
    assert len(few) == 10
    assert not any("further" in message for message in few)
    assert [message.partition(".")[2] for message in many] == [" Likewise in 10 further rows."]


def test_rules_that_do_not_ask_for_it_are_told_row_for_row() -> None:
    rows = [row | {"description": f"{'word ' * 900}{number}"} for number, row in enumerate(offers(30))]
    assert len(told(sellercheck.check(rows=rows, platforms="wish"), "wish/description-length")) == 30


def test_what_differs_in_its_figures_alone_is_told_once_where_more_than_a_few_rows_have_it() -> None:
    prices = [f"₹{number},{number}07.50" for number in range(1, 13)]
    rows = [*(offers(1, price=price)[0] for price in prices), *offers(12, price="4.90 - 5.90"), *offers(3, price="free")]
    rupees, ranges, *free = told(sellercheck.check(rows=rows, platforms="wish"), "wish/price-number")
    assert rupees == "“₹1,107.50” is no bare price; Wish takes a number above zero and nothing else. Likewise in 11 further rows."
    assert ranges.endswith(" Likewise in 11 further rows.")
    assert len(free) == 3
    few = told(sellercheck.check(rows=rows[:10], platforms="wish"), "wish/price-number")
    assert len(few) == 10


def test_blank_cells_of_a_column_are_told_once() -> None:
    rows = [*offers(5, brand="Zorvaxi"), *offers(40, brand="")]
    assert [
        message.partition(".")[2] for message in told(sellercheck.check(rows=rows, platforms="aliexpress"), "aliexpress/brand-required")
    ] == [" Likewise in 39 further rows."]


def test_what_has_an_edit_of_its_own_is_told_row_for_row() -> None:
    keywords = ["shirt, t-shirt, top shirt, boho shirt, lace shirt", "top, tops, tank top, crop top, lace top, top wear"]
    rule = "aliexpress/keywords-repeated-word"
    rows = [row | {"keywords": f"{keywords[number % 2]}, {number}"} for number, row in enumerate(offers(24))]
    findings = sellercheck.check(rows=rows, platforms="aliexpress", select=[rule]).findings
    edited = sum(fix.applicability != "advice" for finding in findings for fix in finding.fixes)
    assert len(findings) == edited + (edited < 24)


SPUN = "Cotton dress in the style of summer. Fits phones such as iPhone 13. Made by Nike."


def test_a_text_that_several_rows_share_is_told_of_once() -> None:
    rows = [*offers(4, description=SPUN), *offers(1, description=f"{SPUN} Pink.")]
    report = sellercheck.check(rows=rows, platforms="wish", select=["wish/mark-use"])
    assert [finding.message.partition(".")[2] for finding in report.findings if finding.mark and finding.mark.text == "Nike"] == [
        " Likewise in 3 further rows.",
        "",
    ]
    assert report.by_risk["none"] == 0
    assert len([*report.row_for_row(report.findings)]) == len(report.findings) + 3 * len({each.mark for each in report.findings})


def test_of_a_title_that_several_rows_share_only_what_counts_little_is_told_once() -> None:
    rows = [row | {"title": "NIKE RUNNING SHOES FOR WOMEN AND MEN WITH SOFT SOLES"} for row in offers(5)]
    report = sellercheck.check(rows=rows, platforms="wish")
    assert len(told(report, "wish/mark-use")) == 5
    (capitals,) = told(report, "wish/title-capitals")
    assert capitals.endswith(" Likewise in 4 further rows.")


def test_what_names_another_row_is_told_by_the_row_named() -> None:
    titles = ["Canvas Tote Bag, large, navy, two pockets, zip, 38 x 42", "Steel Water Bottle, wide, 900 ml, two lids, brush, green"]
    rows = [{"sku": f"S-{number}", "title": titles[number % 2], "price": "4.90"} for number in range(6)]
    messages = told(sellercheck.check(rows=rows, platforms="wish"), "wish/duplicate-listing")
    assert [message.partition(":")[0] for message in messages] == ["The same product as row 1", "The same product as row 2"]
    assert all(message.endswith(" Likewise in one further row.") for message in messages)


def test_a_brand_down_the_brand_column_is_told_once_and_in_titles_row_for_row() -> None:
    rows = [row | {"title": f"Nike running shoes {number}"} for number, row in enumerate(offers(12, brand="Nike"))]
    report = sellercheck.check(rows=[*rows, *offers(1, brand="Puma")], platforms="wish", select=["wish/mark-use"])
    brands = [finding.message for finding in report.findings if finding.at.field == "brand"]
    assert [message.endswith(" Likewise in 11 further rows.") for message in brands] == [True, False]
    assert sum(finding.at.field == "title" for finding in report.findings) == 12
    assert report.by_risk == {"high": 13, "medium": 0, "low": 0, "none": 0}
    few = sellercheck.check(rows=rows[:10], platforms="wish", select=["wish/mark-use"])
    assert sum(finding.at.field == "brand" for finding in few.findings) == 10


def test_what_stands_for_all_keeps_its_place_and_says_the_same_of_one_row() -> None:
    (alone,) = sellercheck.check(rows=offers(1, currency="EUR"), platforms="aliexpress", select=[CURRENCY]).findings
    (first,) = sellercheck.check(rows=offers(500, currency="EUR"), platforms="aliexpress", select=[CURRENCY]).findings
    assert (first.id, first.at.row, first.span, first.remedy) == (alone.id, alone.at.row, alone.span, alone.remedy)


def test_its_id_is_the_columns_whichever_row_comes_first() -> None:
    rows = offers(12, brand="Zorvaxi")
    ids = {
        finding.id
        for some in (rows, rows[::-1], rows[1:])
        for finding in sellercheck.check(rows=some, platforms="wish", select=[BRAND]).findings
    }
    assert len(ids) == 1


def test_another_value_another_column_and_another_rule_have_ids_of_their_own() -> None:
    rows = [*offers(12, brand="Zorvaxi", currency="EUR"), *offers(12, brand="Zorvaxi", currency="GBP")]
    findings = sellercheck.check(rows=rows, platforms=["aliexpress", "wish"], select=[CURRENCY, BRAND]).findings
    assert len(findings) == len({finding.id for finding in findings}) == 3


def test_columns_of_one_heading_have_ids_of_their_own(tmp_path: Path) -> None:
    sheet = tmp_path / "stock.csv"
    lines = [f"Z-{number},Steel water bottle {number} ml,<article>One</article>,<article>Two</article>" for number in range(3)]
    sheet.write_text("\n".join(["sku,title,Bullet Point,Bullet Point", *lines]) + "\n", "utf-8")
    report = sellercheck.check(sheet, platforms="amazon", select=["amazon/html-code"])
    assert len(report.findings) == len({finding.id for finding in report.findings}) == 2
    assert [len(list(report.row_for_row([finding]))) for finding in report.findings] == [3, 3]


def tablets(count: int, **fields: str) -> list[dict[str, str]]:
    rows = offers(count, **fields)
    return [row | {"title": f"Zorvaxi 10 inch tablet PC Android {number}.0 4 GB RAM"} for number, row in enumerate(rows)]


def test_a_mark_that_is_only_mentioned_is_told_once_where_more_than_a_few_rows_mention_it() -> None:
    few = told(sellercheck.check(rows=tablets(10), platforms="wish"), "wish/mark-use")
    many = told(sellercheck.check(rows=tablets(12), platforms="wish"), "wish/mark-use")
    assert [message.partition(",")[0] for message in few] == ["“Android” mentions Android"] * 10
    assert not any("further" in message for message in few)
    assert [message.endswith(" Likewise in 11 further rows.") for message in many] == [True]


def test_a_mark_that_the_goods_are_offered_under_is_told_row_for_row() -> None:
    rows = [row | {"title": f"Nike running shoes {number}"} for number, row in enumerate(offers(12))]
    assert len(told(sellercheck.check(rows=rows, platforms="wish"), "wish/mark-use")) == 12


def test_listings_are_counted_by_what_stands_for_them() -> None:
    report = sellercheck.check(rows=tablets(12), platforms="wish", select=["wish/mark-use"])
    assert report.by_risk == {"high": 0, "medium": 0, "low": 12, "none": 0}


def test_the_other_rows_are_in_the_report_and_counted_where_it_is_read(tmp_path: Path) -> None:
    rows = [*offers(12, brand="Zorvaxi"), *offers(1)]
    report = sellercheck.check(rows=rows, platforms="wish", select=[BRAND])
    (finding,) = report.findings
    assert report.likewise == {finding.id: tuple((row, f"S-{row - 1:03}") for row in range(2, 13))}
    (block,) = blocks(report.strands)
    assert len(block.listings) == 12
    assert [*block.rows.values()] == [{*range(1, 13)}]


def test_of_what_is_told_row_for_row_nothing_is_likewise() -> None:
    assert sellercheck.check(rows=offers(10, brand="Zorvaxi"), platforms="wish", select=[BRAND]).likewise == {}


def test_a_copy_with_suggestions_names_the_risk_in_every_row(tmp_path: Path) -> None:
    sheet, copy = tmp_path / "tablets.csv", tmp_path / "copy.csv"
    rows = tablets(12)
    sheet.write_text("\n".join(["sku,title", *[f"{row['sku']},{row['title']}" for row in rows]]) + "\n", "utf-8")
    sellercheck.fix(sheet, copy, apply="none", platforms="wish", select=["wish/mark-use"])
    risks = [row["sellercheck risk"] for row in csv.DictReader(copy.read_text("utf-8").splitlines())]
    assert risks == ["low"] * 12


def test_the_same_cell_is_told_once_and_another_that_says_the_same_is_told() -> None:
    same = "Lens protector. pelindung kamera iphone palsu. Fits all."
    rows = [*offers(3, description=same), *offers(1, description="Cable. Charger palsu.")]
    assert told(sellercheck.check(rows=rows, platforms="shopee"), "shopee/counterfeit-wording") == [
        "“palsu” is wording for counterfeit goods. Likewise in 2 further rows.",
        "“palsu” is wording for counterfeit goods.",
    ]


def test_a_cell_that_no_other_row_repeats_keeps_its_finding_as_it_is() -> None:
    rows = offers(2, description="Cable. Charger palsu.")
    alone = sellercheck.check(rows=rows[:1], platforms="shopee", select=["shopee/counterfeit-wording"]).findings
    other = sellercheck.check(rows=[rows[0], offers(1)[0]], platforms="shopee", select=["shopee/counterfeit-wording"]).findings
    assert [finding.id for finding in alone] == [finding.id for finding in other]
    assert "further" not in alone[0].message


def test_a_mark_said_twice_in_a_cell_is_told_once_where_the_rule_asks_for_it() -> None:
    row = offers(1)[0] | {"title": "Kids sneakers with Velcro strap and Velcro tab"}
    report = sellercheck.check(rows=[row], platforms="amazon", select=["amazon/genericised-mark"])
    (finding,) = report.findings
    assert "further" not in finding.message
    assert [other.text for other in report.row_for_row(report.findings)] == ["Velcro", "Velcro"]


def test_a_mark_is_told_once_a_column_in_whatever_spelling() -> None:
    titles = ["Nike running shoes", "NIKE tennis shoes", "Adidas running shoes", "Nike socks"]
    rows = [row | {"title": title} for row, title in zip(offers(4), titles, strict=True)]
    messages = told(sellercheck.check(rows=rows, platforms="amazon"), "amazon/restricted-brand")
    assert [message.split(" is ")[0] for message in messages] == ["Nike", "Adidas"]
    assert messages[0].endswith(" Likewise in 2 further rows.")
    assert len(told(sellercheck.check(rows=rows, platforms="amazon"), "amazon/mark-use")) == 4


def test_what_the_same_is_said_of_is_told_once_and_another_kind_beside_it() -> None:
    rows = [row | {"description": f"More on https://shop{number}.example.com/{number}"} for number, row in enumerate(offers(12))]
    rows[5]["description"] = "Write to sales@example.com"
    found = told(sellercheck.check(rows=rows, platforms="amazon"), "amazon/contact-data")
    assert len(found) == 2
    assert found[0].endswith(" Likewise in 10 further rows.")
    assert "sales@example.com" in found[1]


def cases(count: int) -> list[dict[str, str]]:
    models = ["iPhone 13", "Samsung Galaxy S21", "Huawei P30"]
    return [row | {"title": f"Clear silicone case for {models[number % 3]} no. {number}"} for number, row in enumerate(offers(count))]


def test_what_goods_fit_is_told_mark_by_mark_and_row_for_row() -> None:
    report = sellercheck.check(rows=cases(12), platforms="shopee", select=["shopee/mark-use"])
    assert len(report.findings) == 12
    assert not any("further" in finding.message for finding in report.findings)


def test_goods_offered_as_a_brands_stay_told_beside_what_fits() -> None:
    rows = [*cases(12), offers(1)[0] | {"sku": "N", "title": "Nike running shoes for men"}]
    messages = told(sellercheck.check(rows=rows, platforms="shopee"), "shopee/mark-use")
    assert [message for message in messages if "offers the goods" in message] == ["“Nike” offers the goods as those of the brand Nike."]


def test_a_name_that_may_as_well_be_a_word_is_told_once_and_as_what_it_may_be() -> None:
    titles = ["Brown Boots Footwear Maxis", "Leather Boots Maxis", "Nike running shoes", "Nike tennis shoes"]
    rows = [row | {"title": title} for row, title in zip(offers(4), titles, strict=True)]
    report = sellercheck.check(rows=rows, platforms="shopee")
    assert told(report, "shopee/mark-use") == [
        "“Maxis” may be the mark Maxis; it may as well be a word, or another firm's name. Likewise in one further row.",
        "“Nike” offers the goods as those of the brand Nike.",
        "“Nike” offers the goods as those of the brand Nike.",
    ]
    assert report.by_risk == {"high": 2, "medium": 0, "low": 2, "none": 0}


def test_a_plain_word_mark_said_twice_in_a_title_is_told_once() -> None:
    row = offers(1)[0] | {"title": "Kids sneakers with Velcro strap and Velcro tab"}
    report = sellercheck.check(rows=[row, offers(1)[0]], platforms="wish", select=["wish/genericised-mark"])
    (finding,) = report.findings
    assert "further" not in finding.message
    assert finding.given == Finding.of(finding.grounds, 1, *finding._parts()[2:]).id
    assert [other.text for other in report.row_for_row(report.findings)] == ["Velcro", "Velcro"]
    other = sellercheck.check(rows=[row, row | {"sku": "S-2", "title": "Dress with Velcro strap"}], platforms="wish")
    assert len(told(other, "wish/genericised-mark")) == 2


def test_a_name_that_may_as_well_be_a_word_is_told_once_a_column() -> None:
    rows = [row | {"title": f"Purple Circle pen stand {number}"} for number, row in enumerate(offers(3))]
    report = sellercheck.check(rows=rows, platforms="wish", select=["wish/mark-use"])
    (finding,) = report.findings
    assert finding.message.endswith("another firm's name. Likewise in 2 further rows.")
    assert [each.text for each in report.row_for_row(report.findings)] == ["Purple"] * 3
    sure = [row | {"title": f"Nike running shoes {number}"} for number, row in enumerate(offers(3))]
    assert len(told(sellercheck.check(rows=sure, platforms="wish"), "wish/mark-use")) == 3


def test_what_stands_for_others_bears_its_id_and_no_other_finding_has_one_worked_out() -> None:
    rows = [*offers(12, currency="EUR"), *offers(1, title="Kids sneakers with Velcro strap and Velcro tab", currency="USD")]
    report = sellercheck.check(rows=rows, platforms=("aliexpress", "wish"))
    standing = [finding for finding in report.findings if finding.id in report.spoken_for]
    assert {finding.id for finding in standing} == set(report.spoken_for) >= set(report.likewise)
    assert [finding for finding in report.findings if isinstance(finding.given, str)] == standing
    assert len([*report.row_for_row(report.findings)]) == len(report.findings) + sum(map(len, report.spoken_for.values()))
