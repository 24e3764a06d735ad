"""What is put into the seller's own sheet."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import python_calamine
from reporters import reports

from sellercheck import api
from sellercheck.finding import Finding, Severity
from sellercheck.originals import Originals
from sellercheck.report import Report
from sellercheck.reporters import RenderOptions, xlsx
from sellercheck.reporters._annotations import _suggested
from sellercheck.sheets._additions import FORMATS


def given_back(report: Report) -> bytes:
    out = io.BytesIO()
    xlsx.write(report, out, RenderOptions(originals=Originals(report.sheets)))
    return out.getvalue()


def finding(text: str, new: str = "", severity: Severity = Severity.HIGH, applicability: str = "review") -> Finding:
    cell = reports.field("title", "Acmera Zoomline style bag", 2)
    return reports.mark_finding(cell, text.strip(), severity=severity, fixes=(reports.removal(cell, text, new, applicability),))


def test_edits_of_one_row_become_one_text() -> None:
    assert _suggested([finding("Acmera "), finding("Zoomline style ")]) == {"title": "bag"}
    assert _suggested([finding("Acmera "), finding("Acmera ")]) == {"title": "Zoomline style bag"}  # two platforms say one thing


def test_of_edits_that_meet_the_gravest_is_made() -> None:
    low, high = finding("Acmera Zoomline ", severity=Severity.LOW), finding("Zoomline style ")
    assert _suggested([low, high]) == _suggested([high, low]) == {"title": "Acmera bag"}
    assert _suggested([high, finding("Zoomline", "Another", Severity.MEDIUM)]) == {"title": "Acmera bag"}
    assert _suggested([finding("Acmera ", applicability="advice")]) == {}  # no text to take over


def test_a_cell_has_the_colour_of_the_gravest_finding_in_it(tmp_path: Path) -> None:
    path = tmp_path / "stock.csv"
    path.write_text("SKU,Product Name\n1,NEW NIKE style shoes HOT\n", "utf-8")
    report = api.check(path, platforms=["wish"], select=["mark-use", "title-new-hot"])
    assert {finding.severity for finding in report.findings if finding.at.cell == "B2"} == {Severity.HIGH, Severity.LOW}
    with zipfile.ZipFile(io.BytesIO(given_back(report))) as archive:
        sheet = archive.read("xl/worksheets/sellercheck1.xml").decode()
    (style,) = re.findall(r'<c r="B2" s="(\d+)"', sheet)
    assert list(FORMATS)[int(style) - 1] == "high"


def test_in_a_sheet_without_headings_the_cells_say_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "stock.csv"
    path.write_text("A-1,NIKE style running shoes for men,12.50\nA-2,Plain canvas bag with long handles,3.00\n", "utf-8")
    report = api.check(path, platforms=["wish"], select=["mark-use"], header_row=0, columns={"title": "B"})
    assert report.sheets[0].header_row is None
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(given_back(report)))
    first, second = workbook.get_sheet_by_name("stock").to_python(skip_empty_area=False)
    assert first[:2] == ["A-1", "NIKE style running shoes for men"]
    assert first[3] == "sellercheck risk: high"
    assert str(first[4]).startswith("sellercheck findings: high B1")
    assert first[5] == "sellercheck suggested title: Running shoes for men"
    assert second[3:] == ["", "", ""]
