"""The sheet of authorisations: what sellers write in it, and what cannot be meant."""

from __future__ import annotations

from datetime import date

import pytest
from sheets.files import row_of, xlsx_of

from sellercheck.errors import SheetError
from sellercheck.settle import sheet as sheets
from sellercheck.settle.sheet import day, read


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_chinese_headings_in_any_encoding(encoding: str, delimiter: str, sheet) -> None:
    head = delimiter.join(["商标", "授权依据", "授权地区", "平台", "类别", "货号", "生效日期", "有效期至", "授权书", "备注"])
    rows = [
        delimiter.join(["熊猫嘟嘟", "授权", "中国|美国", "亚马逊|速卖通", "第25类|18", "SH-*", "2026年1月1日", "2026/12/31", "授权书第17号", "由上海总公司签发"]),
        delimiter.join(["小米", "经销商", "全球", "", "", "", "", "长期有效", "经销协议", "每年更新一次"]),
    ]  # fmt: skip
    first, second = read(sheet("\r\n".join([head, *rows]) + "\r\n", encoding=encoding)).rows
    assert (first.mark, first.basis, first.territories, first.platforms) == ("熊猫嘟嘟", "licence", {"CN", "US"}, {"amazon", "aliexpress"})
    assert (first.nice_classes, first.skus, first.valid_from, first.valid_to) == ({18, 25}, ("sh-*",), date(2026, 1, 1), date(2026, 12, 31))
    assert (second.basis, second.territories, second.valid_to, second.document) == ("reseller", frozenset(), None, "经销协议")


def test_a_workbook_with_lines_above_the_headings_and_real_dates(tmp_path) -> None:
    date_cell = '<c r="C3" s="1"><v>46387</v></c>'  # 2026-12-31, as a spreadsheet counts days
    letters = (
        row_of(1, "Our letters")
        + row_of(2, "Mark", "Basis", "Valid to")
        + row_of(3, "Acmera", "own").replace("</row>", f"{date_cell}</row>")
    )
    path = tmp_path / "loa.xlsx"
    path.write_bytes(xlsx_of({"说明": row_of(1, "填写说明"), "Hidden": row_of(1, "mark", "basis"), "Letters": letters}, hidden=["Hidden"]))
    (row,) = read(path).rows
    assert (row.mark, row.where, row.valid_to) == ("Acmera", f"{path}!Letters row 3", date(2026, 12, 31))
    path.write_bytes(xlsx_of({"Letters": letters.replace("Acmera", "")}))
    with pytest.raises(SheetError, match=r"loa\.xlsx!Letters, cell A3: column mark"):
        read(path)


@pytest.mark.parametrize(
    ("lines", "message", "hint"),
    [
        ("mark,basis,valid_to\nAcmera,own,2026-02-30", ':2, cell C2: column valid_to: "2026-02-30" is no date', "2026-12-31"),
        ("mark,basis,valid_to\nAcmera,own,03/04/2026", '"03/04/2026" can be two days', "Write 2026-04-03 or 2026-03-04."),
        ("mark,basis,valid_from\nA,own,\nB,own,soon", ':3, cell C3: column valid_from: "soon" is no date', ""),
        ("mark,basis\n,own", ":2, cell A2: column mark: the row names no mark", ""),
        ("mark,basis\nAcmera,friend", 'column basis: "friend" is no basis', "own, licence, reseller, invoice, compatible-only"),
        ("mark,basis\nAcmera,", "column basis: the cell is empty", ""),
        ("mark,basis,platforms\nAcmera,own,amazn", 'column platforms: "amazn" is no platform', 'Did you mean "amazon"?'),
        ("mark,basis,platforms\nAcmera,own,Amazon US", '"Amazon US" is no platform', 'Write "amazon", and the country under territories.'),
        ("mark,basis,territories\nAcmera,own,US;Narnia", '"Narnia" is no country', "US;GB;CN"),
        ("mark,basis,nice_classes\nAcmera,own,shoes", '"shoes" is no Nice class', "1 to 45"),
        ("mark,basis,nice_classes\nAcmera,own,46", '"46" is no Nice class', "1 to 45"),
        ("mark,basis,document_sha256\nAcmera,own,abc", '"abc" is no SHA-256', "64"),
        ("mark,basis,platfroms\nAcmera,own,wish", ':1, cell C1: no column is called "platfroms"', 'Did you mean "platforms"?'),
        ("mark,brand,basis\nA,B,own", ':1, cell B1: "brand" is the column mark, and so is "mark"', ""),
        ("mark,document\nAcmera,L", 'there is no column "basis"', "compatible-only"),
        ("name,letter\nAcmera,L", 'no row of headings with "mark"', "sellercheck init"),
        ('mark,basis,note\n"Acmera,own,x\nZoom,own,y', "the row cannot be read", "Mend the row"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_named_with_its_place(lines: str, message: str, hint: str, sheet) -> None:
    with pytest.raises(SheetError) as caught:
        read(sheet(lines + "\n"))
    assert message in caught.value.message
    assert "authorisations.csv" in caught.value.message
    assert hint in (caught.value.hint or "")


def test_columns_of_the_sellers_own_are_passed_over_and_named(sheet) -> None:
    found = read(sheet("mark,basis,Lawyer,Colour of the folder\nAcmera,own,Ms Li,red\n"))
    assert found.unknown == ("Lawyer", "Colour of the folder")
    assert len(found.rows) == 1


def test_a_missing_file_is_an_error(tmp_path) -> None:
    with pytest.raises(SheetError):
        read(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-12-31", (2026, 12, 31)), ("2026/1/5", (2026, 1, 5)), ("2026.12.31", (2026, 12, 31)), ("2026年12月31日", (2026, 12, 31)), ("20261231", (2026, 12, 31)),
        ("31.12.2026", (2026, 12, 31)), ("03.04.2026", (2026, 4, 3)), ("31/12/2026", (2026, 12, 31)), ("12/31/2026", (2026, 12, 31)), ("05/05/2026", (2026, 5, 5)),
        ("31 Dec 2026", (2026, 12, 31)), ("December 31, 2026", (2026, 12, 31)), ("1. January 2026", (2026, 1, 1)), ("2026-12-31T23:59", (2026, 12, 31)),
        ("2026-12-31 23:59:59.5 UTC", (2026, 12, 31)),
    ],
)  # fmt: skip
def test_ways_to_write_a_day(text: str, meant: tuple[int, int, int]) -> None:
    assert day(text) == date(*meant)


@pytest.mark.parametrize("text", ["", "soon", "2026-13-01", "31/31/2026", "46387", "2026", "12/2026", "1 Foo 2026", "2026-12-31 or so"])
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(ValueError):
        day(text)


def test_the_schema_has_the_columns_that_are_read() -> None:
    assert list(sheets.schema()["properties"]) == list(sheets.COLUMNS)
