"""Rules that look at whole sheets: over several files, in any order, in the report's order, with what is kept small."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

import sellercheck
from sellercheck import testing, whole
from sellercheck.whole import WholeSheet

BAG = "Canvas Tote Bag, large, navy, two pockets, zip, 38 x 42"
ROWS = [
    {"sku": "A-1", "title": BAG, "gtin": "4006381333931", "parent": "", "price": "12"},
    {
        "sku": "A-2",
        "title": "LARGE canvas tote bag - navy - zip - two pockets 38 x 42",
        "gtin": "4006381333931",
        "parent": "",
        "price": "12",
    },
    {"sku": "A-3", "title": BAG.replace("large", "small"), "gtin": "", "parent": "", "price": "12"},
    {"sku": "B-1", "title": "Kids Rain Boots Yellow", "gtin": "4006381333931", "parent": "B", "price": "29.90"},
    {"sku": "B-2", "title": "Kids Rain Boots Blue", "gtin": "", "parent": "B", "price": "0.99"},
    {"sku": "A-1", "title": "Garden Hose 20 m with Reel", "gtin": "", "parent": "", "price": "19"},
]
RULES = [
    testing.rule("duplicate-listing", {}),
    testing.rule("reused-value", {}, scope=("gtin",)),
    testing.rule("reused-value", {}, scope=("sku",)),
    testing.rule("price-outlier", {}, scope=("price",)),
]


def sheet(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def found(rows: list[dict[str, str]], batch: int = 100) -> list[tuple[str, str]]:
    """Check and field of each finding, sorted: which of the rows that belong together is named may follow the order."""
    run = WholeSheet(testing.screen(RULES))
    listings = testing.listings(rows)
    for start in range(0, len(listings), batch):
        run.gather(listings[start : start + batch], 0)
    return sorted((finding.check, finding.at.field) for each in run.conclude() for finding in each.findings)


def test_order_and_batches_change_nothing() -> None:
    expected = [("duplicate-listing", "title"), ("price-outlier", "price"), ("reused-value", "gtin"), ("reused-value", "sku")]
    assert found(ROWS) == expected
    for seed in range(20):
        rows = ROWS[:]
        random.Random(seed).shuffle(rows)
        assert found(rows, batch=1 + seed % 4) == expected


def test_it_looks_across_files_and_says_where(tmp_path: Path) -> None:
    one, two = sheet(tmp_path / "one.csv", [ROWS[0], ROWS[2]]), sheet(tmp_path / "two.csv", [ROWS[3], ROWS[1]])
    report = sellercheck.check([one, two], platforms=["amazon"], select=["duplicate-listing", "gtin-reused"])
    told = {(finding.rule, Path(finding.at.path).name, finding.at.row) for finding in report.findings}
    assert told == {("amazon/duplicate-listing", "two.csv", 3), ("amazon/gtin-reused", "two.csv", 2)}
    assert all(f"row 2 of {one}" in finding.message for finding in report.findings)


def test_rows_from_python_are_looked_at_too() -> None:
    report = sellercheck.check(rows=ROWS, platforms=["wish"], select=["duplicate-listing", "sku-reused"])
    assert [(finding.rule, finding.at.row) for finding in report.findings] == [("wish/duplicate-listing", 2), ("wish/sku-reused", 6)]


def test_findings_stand_in_the_reports_order_and_listings_are_counted_once(tmp_path: Path) -> None:
    rows = [{**row, "description": "Call +1 212 555 0147" if number == 2 else ""} for number, row in enumerate(ROWS, 1)]
    path = sheet(tmp_path / "stock.csv", rows)
    report = sellercheck.check(path, platforms=["wish", "amazon"])
    places = [(f.at.row, f.platform, f.field.column.index if f.field else -1, f.span or (0, 0), f.rule) for f in report.findings]
    assert places == sorted(places)
    assert {"amazon/duplicate-listing", "wish/sku-reused", "wish/variant-price-steps"} <= {f.rule for f in report.findings}
    worst: dict[int, int] = {}
    for finding in report.findings:
        worst[finding.at.row] = max(worst.get(finding.at.row, 0), int(finding.severity))
    counted = [sum(value == level for value in worst.values()) for level in (3, 2, 1)]
    assert [report.by_risk[name] for name in ("high", "medium", "low")] == counted
    assert sum(report.by_risk.values()) == report.listings == len(ROWS)


def test_the_same_sheet_twice_is_no_duplicate_of_itself(tmp_path: Path) -> None:
    one, two = sheet(tmp_path / "monday.csv", [ROWS[0], ROWS[2]]), sheet(tmp_path / "friday.csv", [ROWS[0], ROWS[2]])
    assert sellercheck.check([one, two], platforms=["shopee"], select=["duplicate-listing"]).findings == ()


OLD = [
    {"sku": "A-1", "title": BAG, "parent": "B", "price": "12"},
    {"sku": "A-2", "title": "Kids Rain Boots Yellow", "parent": "", "price": "29.90"},
]
SAME = {"sku": "A-3", "title": "LARGE canvas tote bag - navy - zip - two pockets 38 x 42", "parent": "", "price": "12"}
DEAR = {"sku": "A-4", "title": "Canvas Tote Bag, huge, navy", "parent": "B", "price": "990"}


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ([*OLD, SAME], {("duplicate-listing", "A-3")}),
        ([SAME, *OLD], {("duplicate-listing", "A-3")}),  # the check names the later of two, and the earlier one is new
        ([*OLD, DEAR], {("variant-price-steps", "A-1")}),  # the new price shows at the old one
        ([*OLD, {**SAME, "title": "Garden Hose 20 m with Reel"}], set()),
        (OLD, set()),
    ],
)  # fmt: skip
def test_with_an_earlier_sheet_all_are_compared_and_the_changed_ones_told(new: list, told: set, tmp_path: Path) -> None:
    earlier = sheet(tmp_path / "old.csv", [*OLD, {**OLD[0], "sku": "A-5"}])
    report = sellercheck.check(
        sheet(tmp_path / "new.csv", new), platforms=["wish"], changed_against=earlier, select=["duplicate-listing", "variant-price-steps"]
    )
    assert {(finding.rule.split("/")[1], finding.listing) for finding in report.findings} == told
    assert sum(report.by_risk.values()) == report.listings == len(new) - len(OLD) + (DEAR in new)


def test_an_old_duplicate_is_not_told_again_and_a_changed_first_variant_is(tmp_path: Path) -> None:
    old = [{"sku": f"A-{number}", "title": BAG, "parent": "", "variant": "red"} for number in (1, 2)]
    many = [
        {"sku": f"V-{number}", "title": f"Rain boots, colour {number}", "parent": "B", "variant": f"colour {number}"}
        for number in range(150)
    ]
    earlier = sheet(tmp_path / "old.csv", [*old, *many])
    new = sheet(tmp_path / "new.csv", [*old, {**old[0], "sku": "A-3"}, *many[:70], {**many[70], "title": "Rain boots, new"}, *many[71:]])
    report = sellercheck.check(new, platforms=["wish", "amazon", "shopee"], changed_against=earlier)
    across = {(finding.check, finding.listing) for finding in report.findings if finding.check in {"duplicate-listing", "variant-count"}}
    assert across == {("duplicate-listing", "A-3"), ("variant-count", "V-70")}


def test_texts_beyond_memory_go_to_a_file_and_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = found(ROWS)
    gone: list[whole._Blocks] = []
    to_disk = whole._Blocks._to_disk
    monkeypatch.setattr(whole._Blocks, "_to_disk", lambda blocks: (gone.append(blocks), to_disk(blocks)))
    assert found(ROWS, batch=2) == expected
    assert gone == []
    monkeypatch.setattr(whole, "IN_MEMORY", 10)
    assert found(ROWS, batch=2) == expected
    assert len(gone) == 1


def test_text_of_strangers_is_kept_as_it_is() -> None:
    title = "half \ud83d [red] =HYPERLINK(1) \x00 Canvas Tote Bag large navy zip 38"
    assert ("duplicate-listing", "title") in found([{"sku": "1", "title": title}, {"sku": "2", "title": title}])


def test_nothing_is_gathered_where_no_rule_asks() -> None:
    run = WholeSheet(testing.screen([testing.rule("length", {"max": "5"})]))
    run.gather(testing.listings(ROWS), 0)
    assert run.heaps == ()
    assert run.conclude() == []


def test_rules_that_ask_the_same_share_what_is_gathered() -> None:
    run = WholeSheet(testing.screen([RULES[0], RULES[0], RULES[1]]))
    assert [len(heap.steps) for heap in run.heaps] == [2, 1]
    run.gather(testing.listings(ROWS), 0)
    assert [finding.check for each in run.conclude() for finding in each.findings].count("duplicate-listing") == 2
