"""The workbook: the seller's own with what was found in it, or a new one."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import python_calamine
from reporters import reports
from sheets.files import row_of, text_cell, xlsx_of

from sellercheck import api, results
from sellercheck.finding import Severity
from sellercheck.originals import Originals
from sellercheck.report import Report
from sellercheck.reporters import RenderOptions, xlsx
from sellercheck.reporters import json as json_report
from sellercheck.sheets import Addition, _additions

SHEETS = Path(__file__).parents[2] / "../shared/sheets"
STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font/><font><i/><sz val="9"/><name val="Arial"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<cellXfs count="2"><xf numFmtId="0" fillId="0"/><xf numFmtId="0" fontId="1"/></cellXfs></styleSheet>'
)
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def written(report: Report, **options: object) -> bytes:
    out = io.BytesIO()
    xlsx.write(report, out, RenderOptions(**options))  # type: ignore[arg-type]
    return out.getvalue()


def given_back(report: Report, **options: object) -> bytes:
    return written(report, originals=Originals(report.sheets), **options)


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))}


def cells(data: bytes, worksheet: str) -> list[list[object]]:
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return workbook.get_sheet_by_name(worksheet).to_python(skip_empty_area=False)


def names(data: bytes) -> list[str]:
    return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names


def in_lines(data: bytes) -> str:
    """The package as text whose lines can be compared."""
    ends = re.compile(r"(</row>|</sheetData>|<sheetData>|</si>|</c:ser>|/>(?=<Override|<Relationship))")
    told = ["\n".join((f"--- {name}", ends.sub(r"\1\n", xml))) for name, xml in parts(data).items()]
    return "\n".join(told) + "\n"


@pytest.mark.parametrize(("name", "language"), [("empty", "en"), ("full", "en"), ("full", "zh"), ("hostile", "en"), ("suppliers", "en")])
def test_whole_workbooks(name: str, language: str, golden: Callable[[str, str], None]) -> None:
    golden(f"{name}{'.zh' if language == 'zh' else ''}.xlsx.txt", in_lines(written(reports.ALL[name](), language=language)))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", sorted(reports.ALL))
def test_every_part_is_xml_and_all_that_is_named_is_there(name: str, language: str) -> None:
    data = written(reports.ALL[name](), language=language)
    assert data == written(reports.ALL[name](), language=language)
    found = parts(data)
    for xml in found.values():
        ET.fromstring(xml)
    overrides = re.findall(r'PartName="/([^"]+)"', found["[Content_Types].xml"])
    assert set(overrides) == {each for each in found if not each.endswith(".rels") and each != "[Content_Types].xml"}
    for relations in (each for each in found if each.endswith(".rels")):
        home = Path(relations).parent.parent
        for target in re.findall(r'Target="([^"]+)"', found[relations]):
            assert str((Path("/") / home / target).resolve()).lstrip("/") in found, (relations, target)
    assert len(names(data)) == 3


def test_a_saved_result_becomes_a_workbook_of_its_findings(tmp_path: Path) -> None:
    saved = tmp_path / "result.json"
    with saved.open("w", encoding="utf-8") as out:
        json_report.write(reports.full(), out, RenderOptions())
    data = given_back(results.read(saved))
    assert data == given_back(reports.full())  # one that nobody saved, and whose sheet is not there either
    assert names(data) == ["sellercheck summary", "sellercheck findings", "sellercheck rules"]
    table = cells(data, "sellercheck findings")
    assert table[0][:5] == ["severity", "platform", "listing", "row", "cell"]
    assert len(table) == 1 + sum(finding.severity > 0 for finding in reports.full().findings)
    summary = [str(cell) for row in cells(data, "sellercheck summary") for cell in row]
    assert any("1 sheet is not repeated here" in text for text in summary)
    assert any(text.startswith("to do first: Acmera") for text in summary)


def test_charts_show_the_numbers_beside_them() -> None:
    data = written(reports.full())
    table = cells(data, "sellercheck summary")
    charts = [xml for name, xml in parts(data).items() if name.startswith("xl/charts/")]
    assert len(charts) == 4
    for xml in charts:
        for reference, cached in re.findall(r"<c:f>'sellercheck summary'!([^<]+)</c:f><c:(?:num|str)Cache>(.*?)</c:(?:num|str)Cache>", xml):
            (first_column, first), *last = re.findall(r"\$([A-Z])\$(\d+)", reference)
            shown = [table[row - 1][ord(first_column) - 65] for row in range(int(first), int(last[0][1] if last else first) + 1)]
            assert [str(int(value) if isinstance(value, float) else value) for value in shown] == re.findall(r"<c:v>([^<]*)</c:v>", cached)


@pytest.fixture
def stock(tmp_path: Path) -> Path:
    path = tmp_path / "stock.csv"
    rows = [
        "SKU,Product Name,EAN,Price", "007,NIKE style running shoes,0012345678905,12.50", "008,Plain bag,12345678901234567890,=1+1",
        '009,"=HYPERLINK(""https://evil.example.org"",""NIKE style"")",0000000000017,3',
    ]  # fmt: skip
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def test_of_a_text_sheet_there_is_a_worksheet_that_keeps_zeros_and_long_numbers(stock: Path) -> None:
    report = api.check(stock, platforms=["wish"], select=["mark-use"])
    data = given_back(report)
    assert names(data) == ["stock", "sellercheck summary", "sellercheck findings", "sellercheck rules"]
    table = cells(data, "stock")
    assert table[0] == ["SKU", "Product Name", "EAN", "Price", "sellercheck risk", "sellercheck findings", "sellercheck suggested title"]
    assert table[1][:5] == ["007", "NIKE style running shoes", "0012345678905", "12.50", "high"]
    assert table[1][6] == "Running shoes"
    assert table[2] == ["008", "Plain bag", "12345678901234567890", "=1+1", "", "", ""]
    sheet = parts(data)["xl/worksheets/sellercheck1.xml"]
    assert "<f>" not in "".join(parts(data).values())
    assert '<t xml:space="preserve">NIKE</t></r><r><t xml:space="preserve"> style running shoes</t></r>' in sheet
    assert '<autoFilter ref="A1:G4"/>' in sheet
    styles = ET.fromstring(parts(data)["xl/styles.xml"])
    formats = styles.find("{*}cellXfs")
    assert formats is not None
    typed = re.search(r'<c r="D3" s="(\d+)" t="inlineStr">', sheet)
    assert typed is not None
    assert formats[int(typed[1])].get("quotePrefix") == "1"  # a formula typed as text stays text also when it is edited


def test_no_cell_of_ours_begins_as_a_formula_does(stock: Path) -> None:
    report = api.check(stock, platforms=["wish"])
    for data in (
        given_back(report),
        written(reports.attacked()),
        written(reports.hostile()),
        given_back(api.check(stock, platforms=["wish"], language="zh")),
    ):
        for name in names(data):
            for row in cells(data, name):
                ours = row[4:] if name == "stock" else row
                assert not any(isinstance(cell, str) and cell.startswith(FORMULAS) for cell in ours)


def test_the_workbook_comes_back_with_columns_marks_and_our_worksheets(tmp_path: Path) -> None:
    path = tmp_path / "stock.xlsx"
    strings = "<sst><si><t>NIKE style shoes</t></si><si><r><t>NIKE </t></r><r><rPr><b/></rPr><t>style shoes</t></r></si></sst>"
    rows = (
        row_of(1, "SKU", "Product Name", "Price")
        + f'<row r="2">{text_cell("A2", "A-1")}<c r="B2" s="1" t="s"><v>0</v></c><c r="C2"><v>12.5</v></c></row>'
        + f'<row r="3">{text_cell("A3", "A-2")}<c r="B3" t="s"><v>1</v></c><c r="C3"><f>C2*2</f><v>25</v></c></row>'
    )
    whole = xlsx_of({"Items": rows, "Notes": row_of(1, "kept")}, more={"xl/styles.xml": STYLES, "xl/sharedStrings.xml": strings})
    path.write_bytes(whole)
    before = parts(whole)
    report = api.check(path, platforms=["wish"], select=["mark-use"])
    assert [finding.at.cell for finding in report.findings] == ["B2", "B3"]
    data = given_back(report)
    after = parts(data)
    assert names(data) == ["Items", "Notes", "sellercheck summary", "sellercheck findings", "sellercheck rules"]
    assert after["xl/worksheets/sheet2.xml"] == before["xl/worksheets/sheet2.xml"]
    assert path.read_bytes() == whole
    sheet = after["xl/worksheets/sheet1.xml"]
    assert "<f>C2*2</f>" in sheet
    assert '<c r="C2"><v>12.5</v></c>' in sheet
    assert '<r><rPr><b/><i/><sz val="9"/><color rgb="FFB3261E"/><rFont val="Arial"/></rPr><t xml:space="preserve">NIKE</t></r>' in sheet
    assert re.search(r'<c s="\d+" r="B3" t="s"><v>1</v></c>', sheet)  # a cell with fonts inside it keeps them, and is coloured
    assert sheet.endswith('</sheetData><autoFilter ref="A1:F3"/></worksheet>')
    assert cells(data, "Items")[1][:5] == ["A-1", "NIKE style shoes", 12.5, "high", cells(data, "Items")[1][4]]


def test_a_second_run_fills_the_same_columns_and_reads_no_worksheet_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "stock.xlsx"
    path.write_bytes(
        xlsx_of({"Items": row_of(1, "SKU", "Product Name") + row_of(2, "A-1", "NIKE style shoes")}, more={"xl/styles.xml": STYLES})
    )
    first = api.check(path, platforms=["wish"], select=["mark-use"])
    again = tmp_path / "again.xlsx"
    again.write_bytes(given_back(first))
    second = api.check(again, platforms=["wish"], select=["mark-use"])
    assert [finding.id for finding in second.findings] == [finding.id for finding in first.findings]
    assert second.sheets[0].worksheet == "Items"
    assert not any("sellercheck" in item.what for item in second.not_checked)
    data = given_back(second)
    assert cells(data, "Items")[0] == ["SKU", "Product Name", "sellercheck risk", "sellercheck findings", "sellercheck suggested title"]
    assert len(set(names(data))) == 7


def test_macros_are_left_out_and_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "stock.xlsm"
    rows = row_of(1, "SKU", "Product Name") + row_of(2, "A-1", "NIKE style shoes")
    whole = xlsx_of(
        {"Items": rows}, more={"xl/styles.xml": STYLES, "xl/vbaProject.bin": b"\xd0\xcf"}, types="ms-excel.sheet.macroEnabled.main"
    )
    path.write_bytes(whole)
    data = given_back(api.check(path, platforms=["wish"]))
    found = parts(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "xl/vbaProject.bin" not in archive.namelist()
    assert "macroEnabled" not in found["[Content_Types].xml"]
    assert "spreadsheetml.sheet.main+xml" in found["[Content_Types].xml"]
    assert any("macros of" in str(cell) for row in cells(data, "sellercheck summary") for cell in row)


def test_a_sheet_that_was_changed_since_is_not_repeated(stock: Path) -> None:
    report = api.check(stock, platforms=["wish"])
    stock.write_text("SKU,Product Name\n1,Another\n", "utf-8")
    assert names(given_back(report)) == ["sellercheck summary", "sellercheck findings", "sellercheck rules"]


def test_a_cell_longer_than_a_workbook_takes_is_cut_and_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "stock.csv"
    path.write_text(f"SKU,Product Name,Description\n1,NIKE style shoes,NIKE {'x' * 40_000}\n", "utf-8")
    data = given_back(api.check(path, platforms=["wish"], select=["mark-use"]))
    assert len(str(cells(data, "stock")[1][2])) == 32_767
    assert any("1 cell of" in str(cell) and "32,767" in str(cell) for row in cells(data, "sellercheck summary") for cell in row)


def test_several_sheets_become_worksheets_of_one_workbook(tmp_path: Path) -> None:
    for name in ("a", "A much too long name for a worksheet of Excel", "b"):
        (tmp_path / f"{name}.csv").write_text("SKU,Product Name\n01,NIKE style shoes\n", "utf-8")
    report = api.check(tmp_path, platforms=["wish"], select=["mark-use"])
    data = given_back(report)
    assert names(data)[:3] == ["A much too long name for a work", "a", "b"]
    assert all(len(name) <= 31 for name in names(data))
    assert "sheet" in cells(data, "sellercheck findings")[0]


def test_worksheets_have_names_that_excel_takes() -> None:
    free = xlsx._Names(["Stock", "x" * 31]).free
    assert [free(name) for name in ("stock", "a[b]:c*d?e/f\\g", "x" * 40, "'quoted'", "", "History", "\x07")] == [
        "stock 2", "a-b--c-d-e-f-g", "x" * 29 + " 2", "quoted", "Sheet", "History 2", "␇",
    ]  # fmt: skip
    assert len(free("🐼" * 40).encode("utf-16-le")) <= 62


@pytest.mark.parametrize("name", ["shopee__id_mass_upload_Sepatu_Wanita_filled.xlsx", "amazon__flatfile_guildhome_us_2023.xlsm"])
def test_a_real_template_keeps_every_cell_and_part(name: str) -> None:
    path = SHEETS / name
    if not path.exists():
        pytest.skip("the real sheets are not beside this checkout")
    report = api.check(path)
    data = given_back(report)
    before, after = path.read_bytes(), data
    for worksheet in names(before):
        old, new = cells(before, worksheet), cells(after, worksheet)
        assert [row[: len(was)] for row, was in zip(new, old, strict=True)] == old
    changed = {each for each, xml in parts(before).items() if parts(after).get(each) != xml}
    assert changed <= {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        *(each for each in changed if "worksheets/sheet" in each),
    }
    assert sum("worksheets/sheet" in each for each in changed) <= 1


def test_info_is_counted_and_not_listed() -> None:
    quiet, whole = written(reports.full()), written(reports.full(), min_severity=Severity.INFO)
    assert "1 info note not shown" in str(cells(quiet, "sellercheck summary"))
    assert [sum(row[0] == "info" for row in cells(data, "sellercheck findings")) for data in (quiet, whole)] == [0, 1]


def test_what_repeats_stands_once_and_what_has_no_room_there_in_its_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    report = reports.platforms()
    data = written(report)
    strings = parts(data)["xl/sharedStrings.xml"]
    assert strings.count("offers the goods as those of the brand") == 1
    assert int(re.findall(r'uniqueCount="(\d+)"', strings)[0]) == strings.count("<si>")
    table = cells(data, "sellercheck findings")
    assert len(table) == 1 + len(report.findings)
    for name, most in (("_SHARED", 3), ("_LONG", 60)):
        monkeypatch.setattr(_additions, name, most)
        fewer = written(report)
        assert parts(fewer)["xl/sharedStrings.xml"].count("<si>") < strings.count("<si>")
        assert cells(fewer, "sellercheck findings") == table
        monkeypatch.undo()


def test_parts_are_packed_fast() -> None:
    rows = [f'<row r="{number}"><c r="A{number}"><v>{number * 7919 % 1000}</v></c></row>' for number in range(1, 5000)]
    with zipfile.ZipFile(out := io.BytesIO(), "w") as archive:
        archive.writestr("part", "".join(rows), zipfile.ZIP_DEFLATED, compresslevel=6)
    new = io.BytesIO()
    _additions.write_new([Addition("x", lambda _: rows)], new)
    sizes = [max(info.compress_size for info in zipfile.ZipFile(each).infolist()) for each in (out, new)]
    assert sizes[0] < sizes[1]  # the level asked for is really used: ZipFile's own does not count for parts with a date of ours
