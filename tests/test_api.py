"""The stages in a row, from Python."""

from __future__ import annotations

from pathlib import Path

import pytest

import sellercheck
from sellercheck.errors import SellercheckError, SheetError, UsageError
from sellercheck.report import ExitStatus

EXAMPLES = Path(__file__).parents[1] / "examples"


def test_rows_are_checked_without_a_file() -> None:
    report = sellercheck.check(
        rows=[{"title": "NIKE style running shoes"}, {"title": "Running shoes unlike any other"}], platforms=["wish"]
    )
    assert str(report.worst) == "high"
    assert report.by_risk == {"high": 1, "medium": 0, "low": 0, "none": 1}
    assert report.exit_status() is ExitStatus.FINDINGS
    assert {finding.platform for finding in report.findings} == {"wish"}


@pytest.mark.parametrize(
    ("name", "platform", "listings", "encoding", "worksheet"),
    [
        ("wish-upload.csv", "wish", 10, "utf-8", None),
        ("amazon-flat-file.txt", "amazon", 4, "utf-8", None),
        ("shopee-template.xlsx", "shopee", 4, None, "Template"),
        ("aliexpress-gb18030.csv", None, 6, "gb18030", None),
    ],
)
def test_the_examples_are_read_as_they_are(
    name: str, platform: str | None, listings: int, encoding: str | None, worksheet: str | None
) -> None:
    report = sellercheck.check(EXAMPLES / name)
    sheet = report.sheets[0]
    assert (sheet.listings, sheet.encoding, sheet.worksheet) == (listings, encoding, worksheet)
    if platform:
        assert [(pack.platform, pack.guessed) for pack in report.packs] == [(platform, True)]
    else:
        assert [pack.platform for pack in report.packs] == ["aliexpress", "amazon", "shopee", "wish"]
    assert report.worst is not None
    assert str(report.worst) == "high"


def test_spans_and_cells_point_at_the_original() -> None:
    report = sellercheck.check(EXAMPLES / "wish-upload.csv", platforms=["wish"])
    for found in report.to_dict()["findings"]:
        assert found["location"]["cell"]
        if found["span"]:
            assert found["text"]
    for finding in report.findings:
        if finding.field and finding.span:
            assert finding.field.value[finding.span[0] : finding.span[1]] == finding.text


def test_own_brands_are_spared() -> None:
    row = [{"title": "Nike running shoes", "brand": "Nike"}]
    assert any(f.check == "mark-use" for f in sellercheck.check(rows=row, platforms=["wish"]).findings)
    assert not any(f.check == "mark-use" for f in sellercheck.check(rows=row, platforms=["wish"], own_brands=["NIKE"]).findings)


def test_a_list_of_ones_own_is_screened_for(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("name,owner\nZorvaxi,Zorvaxi GmbH\n", "utf-8")
    report = sellercheck.check(rows=[{"title": "Zorvaxi garden chair"}], platforms=["amazon"], lists=[tmp_path / "mine.csv"])
    marks = [finding.mark for finding in report.findings if finding.mark]
    assert [(mark.text, mark.owner, mark.list) for mark in marks] == [("Zorvaxi", "Zorvaxi GmbH", "mine.csv")]
    assert "mine.csv" in [info.name for info in report.lists]


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        ({"rows": [{"titel": "x"}]}, 'Did you mean "title"?'),
        ({"rows": [], "platforms": ["amazn"]}, 'Did you mean "amazon"?'),
        ({"rows": [], "select": ["wish/title-lenght-100"], "platforms": ["wish"]}, None),
        ({}, "Name a sheet"),
    ],
)
def test_what_cannot_be_meant_is_said_so(arguments: dict, hint: str | None) -> None:
    with pytest.raises(UsageError) as caught:
        sellercheck.check(**arguments)
    if hint:
        assert hint in (caught.value.hint or "")


def test_a_folder_is_checked_although_one_file_is_no_sheet(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("title\nNIKE style shoes\n", "utf-8")
    (tmp_path / "b.csv").write_bytes(b"\x00\x01\x02" * 400)
    report = sellercheck.check(tmp_path, platforms=["wish"])
    assert [sheet.listings for sheet in report.sheets] == [1]
    assert [(Path(row.at.path).name, row.fault) for row in report.skipped] == [("b.csv", True)]
    assert report.exit_status(None) is ExitStatus.INCOMPLETE
    (tmp_path / "a.csv").unlink()
    with pytest.raises(SellercheckError, match=r"b\.csv"):
        sellercheck.check(tmp_path, platforms=["wish"])


def test_the_public_face_is_what_it_says() -> None:
    assert sellercheck.__all__ == sorted(sellercheck.__all__)
    for name in sellercheck.__all__:
        assert getattr(sellercheck, name) is not None
    with pytest.raises(AttributeError):
        sellercheck.nothing  # noqa: B018


@pytest.mark.parametrize("name", ["wish/mark-use", "mark-use", "forbidden-term", "title", "amazon", "Nike", "Velcro"])
def test_explain_has_a_page_for(name: str) -> None:
    assert name.rsplit("/", maxsplit=1)[-1].casefold() in sellercheck.explain(name).casefold()


def test_explain_says_what_it_does_not_know() -> None:
    with pytest.raises(SellercheckError):
        sellercheck.explain("xyzzyxyzzy")


def test_the_same_sheet_gives_the_same_report() -> None:
    one, other = (sellercheck.check(EXAMPLES / "wish-upload.csv").to_dict() for _ in range(2))
    assert one == other


def test_a_file_that_is_called_nearly_so_is_named(tmp_path: Path) -> None:
    (tmp_path / "stock.csv").write_text("sku,title\n", "utf-8")
    with pytest.raises(SheetError, match="no such file") as caught:
        sellercheck.check(tmp_path / "stok.csv", platforms=["wish"])
    assert caught.value.hint == f'Did you mean "{tmp_path / "stock.csv"}"?'
    with pytest.raises(SheetError) as caught:
        sellercheck.check(tmp_path / "other.xlsx", platforms=["wish"])
    assert caught.value.hint == "Check the path and the spelling of the file's name."


def test_a_lone_name_is_not_taken_apart_into_letters() -> None:
    nike = [{"title": "Nike running shoes", "brand": "Nike"}]
    assert sellercheck.check(rows=nike, platforms="wish").findings
    assert not sellercheck.check(rows=nike, platforms="wish", own_brands="Nike").findings
    alone = sellercheck.check(rows=nike, platforms="wish", countries="US", select="wish/mark-use")
    listed = sellercheck.check(rows=nike, platforms=["wish"], countries=["US"], select=["wish/mark-use"])
    assert alone.findings == listed.findings != ()


@pytest.mark.parametrize(
    ("options", "said", "hint"),
    [
        ({"platforms": []}, "no platform was named", "leave platforms out"),
        ({"language": "fr"}, 'not written in "fr"', "en, zh"),
        ({"countries": ["Narnia"]}, 'no country is called "Narnia"', "two letters"),
        ({"countries": ["US", "XX"]}, 'no country is called "XX"', "two letters"),
        ({"rows": [{"title": "Mug"}, "Nike shoes"]}, "row 2 of rows is no mapping", '{"title": "…"}'),
        ({"rows": [{"titel": "Mug"}]}, 'no field is called "titel"', '"title"'),
    ],
)
def test_what_cannot_be_meant_is_refused(options: dict, said: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        sellercheck.check(**{"rows": [{"title": "Mug"}], "platforms": ["wish"]} | options)
    assert said in caught.value.message
    assert hint in caught.value.hint


def test_countries_may_be_named_as_people_name_them() -> None:
    def left_out(country: str) -> int:
        report = sellercheck.check(rows=[{"title": "Canvas shoes"}], platforms=["amazon"], countries=[country])
        return report.packs[0].elsewhere

    assert left_out("UK") == left_out("gb") == left_out("United Kingdom")
    assert left_out("EU") == left_out("DE") < left_out("UK")


def test_what_is_found_ends_with_the_marks_of_its_last_letter() -> None:
    (found,) = sellercheck.check(rows=[{"title": "กระเป๋า ส่งฟรี สีดำ"}], platforms=["shopee"], select=["title-promo-words"]).findings
    assert found.text == "ส่งฟรี"
