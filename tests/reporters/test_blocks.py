"""What stands together, and in which order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reporters import reports

from sellercheck import once
from sellercheck.finding import Severity, Use
from sellercheck.report import Strands
from sellercheck.reporters._blocks import blocks, message_alone, row_ranges
from sellercheck.reporters._groups import groups
from sellercheck.reporters._texts import rule_name


@pytest.mark.parametrize(
    ("rows", "ranges"),
    [([], []), ([7], [(7, 7)]), ([11, 9, 7, 10], [(7, 7), (9, 11)]), ([7, 7, 8, 8, 9], [(7, 9)]), ([1, 3, 5], [(1, 1), (3, 3), (5, 5)])],
)
def test_row_ranges(rows: list[int], ranges: list[tuple[int, int]]) -> None:
    assert list(row_ranges(rows)) == ranges


@pytest.mark.parametrize(
    ("rule", "language", "name"),
    [
        ("wish/contact-data", "zh", "联系方式或外链"),
        ("wish/contact-data", "en", "contact-data"),
        ("my-shop/house-rule", "zh", "house-rule"),  # a pack of the seller's own names nothing in Chinese
    ],
)
def test_a_rule_is_called_in_the_report_s_language(rule: str, language: str, name: str) -> None:
    assert rule_name(rule, language) == name


def test_one_name_of_two_kinds_of_mark_is_two_blocks() -> None:
    marks = (reports.ACMERA, reports.ACMERA._replace(kind="character"))
    cells = [reports.field("title", "Acmera bag", row) for row in (2, 3)]
    found = [reports.mark_finding(cell, "Acmera", mark) for cell, mark in zip(cells, marks, strict=True)]
    assert [block.mark.kind for block in blocks(Strands(found)) if block.mark] == ["brand", "character"]


def test_one_name_of_two_lists_in_two_cases_is_one_block() -> None:
    marks = (reports.ACMERA, reports.ACMERA._replace(text="ACMERA", list="seller"))
    cells = [reports.field("title", "Acmera bag", row) for row in (2, 3)]
    found = [reports.mark_finding(cell, "Acmera", mark) for cell, mark in zip(cells, marks, strict=True)]
    (block,) = blocks(Strands(found))
    assert (block.name, len(block.places), len(block.listings)) == ("Acmera", 2, 2)


def test_the_gravest_come_first_then_those_of_most_listings() -> None:
    """Three findings in two listings weigh less than two in two others and one in a third."""
    few = [reports.field(name, "Zoomline bag", row) for name, row in (("title", 2), ("keywords", 2), ("brand", 2), ("title", 3))]
    many = [reports.field("title", "Acmera bag", row) for row in (4, 5, 6)]
    low = [reports.field("title", "熊猫嘟嘟", row) for row in range(10, 20)]
    found = [reports.mark_finding(cell, "Zoomline", reports.ZOOMLINE) for cell in few]
    found += [reports.mark_finding(cell, "Acmera") for cell in many]
    found += [reports.mark_finding(cell, "熊猫嘟嘟", reports.PANDU, severity=Severity.LOW) for cell in low]
    assert [(block.name, len(block.findings), len(block.listings)) for block in blocks(Strands(found))] == [
        ("Acmera", 3, 3), ("Zoomline", 4, 2), ("熊猫嘟嘟", 10, 10),
    ]  # fmt: skip


def test_a_place_is_a_cell_with_all_that_stands_there() -> None:
    cell, other = reports.field("title", "Acmera and Acmera bag", 2), reports.field("title", "Acmera bag", 3)
    found = [
        reports.mark_finding(cell, "Acmera", platform=platform, span=span) for platform in ("amazon", "wish") for span in ((0, 6), (11, 17))
    ]
    found.insert(2, reports.mark_finding(other, "Acmera"))  # findings of one cell need not follow each other
    (block,) = blocks(Strands(found))
    assert [(place.row, place.platforms, place.spans) for place in block.places] == [
        (2, ("amazon", "wish"), ((0, 6), (11, 17))), (3, ("wish",), ((0, 6),)),
    ]  # fmt: skip


def test_uses_are_joined_where_the_same_is_said_and_kept_apart_where_not() -> None:
    cells = [reports.field("title", f"{name} bag", row) for row, name in enumerate(("Acmera", "Acmera", "Zoomline", "Zoomline"), 2)]
    marks = (reports.ACMERA, reports.ACMERA, reports.ZOOMLINE, reports.ZOOMLINE)
    uses = (Use.BRAND_GOODS, Use.COMPATIBILITY) * 2
    found = [
        reports.mark_finding(cell, mark.text, mark, use=use)._replace(
            message=f"“{mark.text}” is a name." if mark is reports.ACMERA else use
        )
        for cell, mark, use in zip(cells, marks, uses, strict=True)
    ]
    assert [(block.name, len(block.findings)) for block in blocks(Strands(found))] == [("Acmera", 2), ("Zoomline", 1), ("Zoomline", 1)]


def test_a_listing_belongs_to_the_first_supplier_that_its_rows_name() -> None:
    cells = [reports.supplied("title", "Acmera bag", row, supplier) for row, supplier in ((2, " "), (3, "Sunny  Trade"), (4, "Moon Trade"))]
    found = [reports.mark_finding(cell, "Acmera", listing="SKU-1") for cell in cells]
    (block,) = blocks(Strands(found), "supplier")
    assert block.name == "Sunny Trade"


def test_strands_are_those_of_the_reports_own_findings() -> None:
    cells = [reports.field("title", "Acmera bag", row) for row in (2, 3, 3)]
    found = tuple(
        reports.mark_finding(cell, "Acmera", platform=platform) for cell, platform in zip(cells, ("wish", "amazon", "wish"), strict=True)
    )
    report = reports.report(found)
    assert [(strand.first.platform, strand.numbers) for strand in report.strands] == [("wish", [0, 2]), ("amazon", [1])]
    assert report.noting("a note").strands is report.strands
    assert len(replace(report, findings=found[:1]).strands) == 1
    assert report.tally()["high"] == 3


def test_a_blocks_findings_stand_in_report_order() -> None:
    cells = [reports.field("title", "Acmera bag", row) for row in (2, 3)]
    found = [reports.mark_finding(cell, "Acmera", platform=platform) for cell in cells for platform in ("amazon", "wish")]
    (block,) = blocks(Strands(found))
    assert block.findings == found
    assert list(block.rows.values()) == [{2, 3}]


def test_groups_of_as_many_listings_stand_the_gravest_first() -> None:
    low = reports.mark_finding(reports.field("title", "Acmera bag", 2), "Acmera", severity=Severity.LOW)
    high = reports.mark_finding(reports.field("title", "Zoomline bag", 3), "Zoomline", reports.ZOOMLINE)
    by = dict(groups((low, high), {}))
    assert [group.name for group in by["html-by-mark"]] == ["Zoomline", "Acmera"]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("more", [1, 2, 1200])
def test_further_rows_are_no_other_message(language: str, more: int) -> None:
    finding = reports.mark_finding(reports.field("title", "Acmera bag", 2), "Acmera")
    said = (once.MORE if more > 1 else once.ONE_MORE)[language].format(rows_more=more)
    assert message_alone(finding._replace(message=finding.message + said)) == finding.message


def test_platforms_stand_in_one_order_whoever_found_first() -> None:
    cells = [reports.field("title", "Acmera bag", row) for row in (2, 3)]
    wish, amazon = (reports.mark_finding(cell, "Acmera", platform=name) for cell, name in zip(cells, ("wish", "amazon"), strict=True))
    (block,) = blocks(Strands((wish, amazon)))
    assert block.platforms == ("amazon", "wish")
