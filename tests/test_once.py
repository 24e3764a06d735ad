"""What a rule says of a whole column is said once; of a few rows, row for row."""

from __future__ import annotations

import csv
from pathlib import Path

import sellercheck
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
    report = sellercheck.check(rows=offers(30, price="₹707"), platforms="wish")
    assert len(told(report, "wish/price-number")) == 30


def test_what_has_an_edit_of_its_own_is_told_row_for_row() -> None:
    ranges = told(sellercheck.check(rows=offers(20, price="4.90 - 5.90"), platforms="wish"), "wish/price-number")
    assert len(ranges) == 1
    assert ranges[0].endswith(" Likewise in 19 further rows.")
    both = told(sellercheck.check(rows=[*offers(20, price="4.90 - 5.90"), *offers(20, price="₹5")], platforms="wish"), "wish/price-number")
    assert len(both) == 21


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
    assert few == ["“Android” mentions Android."] * 10
    assert many == ["“Android” mentions Android. Likewise in 11 further rows."]


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
