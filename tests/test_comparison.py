"""What is new, gone or changed between two reports or sheets."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest
from reporters import reports

import sellercheck
from sellercheck import testing
from sellercheck.comparison import Difference, Earlier, compare, is_report, read_side, side_of
from sellercheck.errors import SheetError
from sellercheck.finding import Finding, Severity, Use
from sellercheck.report import Report, SetAside
from sellercheck.reporters import RenderOptions
from sellercheck.reporters import json as json_reporter


def found(number: int, mark=reports.ACMERA, **changes: object) -> Finding:
    made = reports.mark_finding(reports.field("title", f"{mark.text} bag", number), mark.text, mark, listing=f"SKU-{number}")
    return made._replace(id=f"{number:016x}", **changes)  # type: ignore[arg-type]


def difference(old: Report, new: Report) -> Difference:
    return compare(side_of(old, "old"), side_of(new, "new"))


def listings(seen) -> list[str]:
    return [each.listing for each in seen]


def test_new_gone_and_the_same() -> None:
    told = difference(reports.report((found(1), found(2))), reports.report((found(3), found(2))))
    assert (listings(told.appeared), listings(told.gone), told.changed) == (["SKU-3"], ["SKU-1"], ())
    assert told.worst is Severity.HIGH


def test_row_message_and_order_are_no_difference() -> None:
    one, two = found(1), found(2)
    moved = one._replace(at=one.at._replace(row=77), message="said otherwise", evidence=())
    told = difference(reports.report((one, two)), reports.report((two, moved)))
    assert (told.appeared, told.gone, told.changed, told.worst) == ((), (), (), None)


@pytest.mark.parametrize("changes", [{"severity": Severity.LOW}, {"context": found(1).context._replace(use=Use.THEME)}])
def test_another_severity_or_use_is_a_change(changes: dict) -> None:
    told = difference(reports.report((found(1),)), reports.report((found(1, **changes),)))
    assert (told.appeared, told.gone) == ((), ())
    ((before, after),) = told.changed
    assert (before.severity, before.use) != (after.severity, after.use)


def test_what_was_set_aside_since_is_gone_and_what_counts_again_is_new() -> None:
    counted = reports.report((found(1),))
    aside = reports.report((), set_aside=(SetAside(found(1), "authorised", "LoA"),))
    gone = difference(counted, aside)
    assert [(seen.listing, seen.set_aside) for seen in gone.gone] == [("SKU-1", "authorised")]
    back = difference(aside, counted)
    assert (listings(back.appeared), back.gone) == (["SKU-1"], ())
    assert difference(aside, aside).to_dict()["summary"]["changed"] == 0


def test_a_finding_that_stands_twice_counts_once() -> None:
    told = difference(reports.report(), reports.report((found(1), found(1))))
    assert listings(told.appeared) == ["SKU-1"]


def test_tallies_by_mark_and_listing() -> None:
    old = reports.report((found(1), found(2, reports.ZOOMLINE)))
    new = reports.report((found(3), found(4), found(2, reports.ZOOMLINE, severity=Severity.LOW)))
    told = difference(old, new)
    assert told.by(lambda seen: seen.mark) == {
        "Acmera": {"new": 2, "gone": 1, "changed": 0},
        "Zoomline": {"new": 0, "gone": 0, "changed": 1},
    }
    assert list(told.by(lambda seen: seen.listing)) == ["SKU-3", "SKU-4", "SKU-2", "SKU-1"]
    assert told.to_dict()["summary"] == {
        "new": {"high": 2, "medium": 0, "low": 0, "info": 0}, "gone": {"high": 1, "medium": 0, "low": 0, "info": 0}, "changed": 1,
    }  # fmt: skip


@pytest.fixture
def saved(tmp_path):
    def write(report: Report, name: str = "report.json") -> Path:
        out = io.StringIO()
        json_reporter.write(report, out, RenderOptions())
        (tmp_path / name).write_text(out.getvalue(), "utf-8", "surrogatepass")
        return tmp_path / name

    return write


@pytest.mark.parametrize("name", list(reports.ALL))
def test_a_saved_report_is_the_report(name: str, saved) -> None:
    report = reports.ALL[name]()
    path = saved(report)
    assert is_report(path)
    assert read_side(path).findings == side_of(report, str(path)).findings
    assert compare(read_side(path), side_of(report, "x")).to_dict()["summary"]["changed"] == 0


@pytest.mark.parametrize(
    "text",
    ['{"schema": "sellercheck-report/1", "findings"', '{"schema": "sellercheck-report/2"}', '{"schema": "sellercheck-report/1"}', "[]",
     '{"schema": "sellercheck-report/1", "today": "x", "findings": [{}], "set_aside": []}', '{"schema": "sellercheck-report/1", "today": "x", "findings": 3, "set_aside": []}'],
)  # fmt: skip
def test_a_report_that_is_not_whole_is_an_error(text: str, tmp_path) -> None:
    (tmp_path / "r.json").write_text(text, "utf-8")
    with pytest.raises(SheetError, match=r"r\.json"):
        read_side(tmp_path / "r.json")


def test_a_sheet_in_json_is_no_report(tmp_path) -> None:
    (tmp_path / "stock.json").write_text('[{"sku": "A-1", "title": "Nike cap"}]', "utf-8")
    assert not is_report(tmp_path / "stock.json")
    assert not is_report(tmp_path / "none.json")


def test_sheets_and_reports_from_python(tmp_path, saved) -> None:
    (tmp_path / "old.csv").write_text("sku,title\nA-1,Nike cap\nA-2,Running shoes\n", "utf-8")
    (tmp_path / "new.csv").write_text("sku,title\nA-2,Adidas running shoes\nA-1,Nike cap\n", "utf-8")
    options = {"platforms": ["wish"], "today": date(2026, 11, 21), "select": ["mark-use"]}
    told = sellercheck.diff(tmp_path / "old.csv", tmp_path / "new.csv", **options)
    assert ([(seen.listing, seen.mark) for seen in told.appeared], told.gone) == ([("A-2", "Adidas")], ())
    before = saved(sellercheck.check(tmp_path / "old.csv", **options))  # type: ignore[arg-type]
    assert sellercheck.diff(before, tmp_path / "new.csv", **options).appeared == told.appeared
    assert json.loads(json.dumps(told.to_dict()))["compared"]["old"]["findings"] == 1


def test_a_report_of_another_version_is_not_read_though_it_is_whole(saved) -> None:
    path = saved(reports.report((found(1),)))
    path.write_text(path.read_text("utf-8").replace("sellercheck-report/1", "sellercheck-report/9", 1), "utf-8")
    with pytest.raises(SheetError, match='no report of the kind "sellercheck-report/1"'):
        read_side(path)


def test_an_object_of_products_is_a_sheet(tmp_path) -> None:
    (tmp_path / "stock.json").write_text('{"products": [{"sku": "A-1", "title": "Nike cap"}]}', "utf-8")
    assert not is_report(tmp_path / "stock.json")


def test_what_was_set_aside_since_is_not_changed_too() -> None:
    aside = reports.report((), set_aside=(SetAside(found(1, severity=Severity.LOW), "authorised", "LoA"),))
    told = difference(reports.report((found(1),)), aside)
    assert (listings(told.gone), told.changed, told.appeared) == (["SKU-1"], (), ())


@pytest.mark.parametrize(
    ("row", "known"),
    [
        ({"title": "Nike cap", "price": "9"}, True),  # another price, and the same text
        ({"title": "Nike hat", "price": "5"}, False),
        ({"title": "Nike cap", "price": "5", "brand": "Nike"}, False),
    ],
)
def test_a_listing_without_a_sku_is_known_by_its_words_alone(row: dict[str, str], known: bool) -> None:
    earlier = Earlier()
    earlier.remember(testing.listing(title="Nike cap", price="5"))
    assert earlier.has(testing.listing(**row)) is known


def test_a_listing_with_a_sku_is_another_under_another_one() -> None:
    earlier = Earlier()
    earlier.remember(testing.listing(sku="A-1", title="Nike cap"))
    assert earlier.has(testing.listing(sku="A-1", title="Nike cap", price="7"))
    assert not earlier.has(testing.listing(sku="A-2", title="Nike cap"))
