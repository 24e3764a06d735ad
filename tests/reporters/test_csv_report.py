"""The report for spreadsheet programs."""

from __future__ import annotations

import csv
import io

import pytest
from reporters import reports

from sellercheck.reporters import RenderOptions
from sellercheck.reporters import csv as reporter


def written(report, language: str = "en") -> str:
    out = io.StringIO()
    reporter.write(report, out, RenderOptions(language=language))
    return out.getvalue()


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_one_row_a_finding_behind_a_byte_order_mark() -> None:
    report = reports.full()
    text = written(report)
    assert text.startswith("\ufeff")
    assert text.endswith("\r\n")
    found = rows(text)
    assert len(found) == len(report.findings) + len(report.set_aside)
    assert [row["id"] for row in found] == [finding.id for finding in report.everything()]
    assert found[-2]["severity"] == "set aside: authorised (LoA-2026-17, ends 2026-12-31)"
    assert all(None not in row for row in found)


def test_the_suggested_edit_is_shown_as_the_cell_it_leaves() -> None:
    (row,) = [row for row in rows(written(reports.full())) if row["cell"] == "B2" and row["platform"] == "wish"]
    assert row["the cell after the suggested edit"] == "running shoes for men"
    assert row["how safe the edit is"] == "look at it first"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("=1+1", "'=1+1"),
        ("+86 138", "'+86 138"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        (" =1", "' =1"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        ("\n=1", "'\n'=1"),
        ("\ttext", "'\ttext"),
        ("a;=1", "a;'=1"),
        ('a;"=1', "a;\"'=1"),
        ("a;  +1", "a;  '+1"),
        ("a\n@b", "a\n'@b"),
        ("a\r\n-b", "a\r\n'-b"),
        ("a=1", "a=1"),
        ("1-2", "1-2"),
        ("shoes - red", "shoes - red"),
        ("a; b", "a; b"),
        ("mail@example.org", "mail@example.org"),
        ("007", "007"),
        ("", ""),
    ],
)
def test_formulas_and_what_is_none(text: str, kept: str) -> None:
    assert reporter.harmless(text) == kept


def test_no_cell_of_a_hostile_sheet_begins_a_formula() -> None:
    for make in (reports.hostile, reports.suppliers):
        text = written(make())
        for delimiter in ",;\t":
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
                for cell in row:
                    assert not cell.strip(" \"'\ufeff") or cell.lstrip(' "\ufeff')[:1] not in "=+-@＝＋－＠", cell
        assert not [char for char in text if char < " " and char not in "\r\n\t"]


def test_a_cell_longer_than_excel_takes_is_cut() -> None:
    assert len(reporter.harmless("x" * 40_000)) <= 32_767
    assert reporter.harmless("x" * 40_000).endswith("…")


def test_texts_with_separators_and_quotes_come_back_whole() -> None:
    value = 'Acmera "bag", red\nand blue'
    cell = reports.field("title", value, 2)
    (row,) = rows(written(reports.report((reports.mark_finding(cell, "Acmera"),))))
    assert row["text of the cell"] == value


def test_supplier_and_category_stand_beside() -> None:
    found = rows(written(reports.suppliers()))
    assert [(row["supplier"], row["category"]) for row in found if row["rule"] == "wish/mark-use"] == [
        ("Sunny Trade", "Bags"), ("sunny  trade", "Totes"), ("", ""), ("'=Evil & Sons", "Shoes"),
    ]  # fmt: skip


def test_headings_in_chinese() -> None:
    assert written(reports.empty(), "zh").startswith('\ufeff"风险等级","平台","规则"')
