"""A walk through the findings: what is decided is kept, holds when the sheet has changed, and comes into the copy once."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from sellercheck.errors import SettingsError, UsageError
from sellercheck.settle.ignores import read
from sellercheck.walk import Item, Walk

HEAD = "sku,title,description\r\n"
FIRST, SECOND, THIRD = (
    "A-1,Red cotton dress,Soft.\r\n",
    "A-2,NIKE style running shoes men,Nice.\r\n",
    "A-3,Adidas style cotton socks for men,Soft.\r\n",
)
LATER = date.today() + timedelta(days=90)  # noqa: DTZ011 -- the seller's own day


@pytest.fixture
def stock(tmp_path: Path) -> Path:
    path = tmp_path / "stock.csv"
    path.write_bytes((HEAD + FIRST + SECOND + THIRD).encode())
    return path


def walk(stock: Path, **more: object) -> Walk:
    options: dict[str, object] = {"platforms": ["wish", "amazon"], "select": ["mark-use"], "new_ignores": stock.parent / "ignore.toml"}
    return Walk(stock, stock.parent / "out.csv", **(options | more))


def asked(walk: Walk) -> Item:
    item = walk.next()
    assert item is not None
    return item


def progress(stock: Path) -> list[dict]:
    return [json.loads(line) for line in (stock.parent / "out.csv.progress").read_text().splitlines()]


def test_platforms_that_say_the_same_are_asked_about_once(stock: Path) -> None:
    begun = walk(stock)
    assert begun.to_go == 2
    item = asked(begun)
    assert {finding.platform for finding in item.findings} == {"wish", "amazon"}
    assert item.field is not None
    assert [item.field.value[start:end] for start, end in item.spans] == ["NIKE"]
    assert [change.new for change in item.changes] == ["Running shoes men"]
    assert item.fix is not None
    assert item.fix.applicability == "review"


def test_accepted_edits_come_into_the_copy_at_the_end_and_the_progress_goes(stock: Path) -> None:
    begun = walk(stock)
    begun.accept(asked(begun))
    assert not (stock.parent / "out.csv").exists()
    begun.skip(asked(begun))
    assert begun.next() is None
    fixed = begun.finish()
    assert (stock.parent / "out.csv").read_bytes() == (HEAD + FIRST + "A-2,Running shoes men,Nice.\r\n" + THIRD).encode()
    assert [change.field.at.cell for change in fixed.changes] == ["B3"]
    assert fixed.after is not None
    assert fixed.after.tally()["high"] == fixed.before.tally()["high"] - 2
    assert sorted(path.name for path in stock.parent.iterdir()) == ["out.csv", "stock.csv"]


def test_a_walk_without_edits_copies_every_byte(stock: Path) -> None:
    begun = walk(stock)
    while (item := begun.next()) is not None:
        begun.skip(item)
    begun.finish()
    assert (stock.parent / "out.csv").read_bytes() == stock.read_bytes()


def test_what_stays_after_an_edit_of_ones_own_is_asked_again(stock: Path) -> None:
    begun = walk(stock)
    assert begun.edit(asked(begun), "Nike look running shoes for men") is False
    item = asked(begun)
    assert item.field is not None
    assert item.field.value == "Nike look running shoes for men"
    assert begun.edit(item, "Running shoes for men") is True
    assert asked(begun).listing.id == "A-3"


def test_an_edit_that_would_not_hold_is_not_suggested(tmp_path: Path) -> None:
    path = tmp_path / "stock.csv"
    path.write_bytes((HEAD + "A-1,Nike hoodie,Soft.\r\n").encode())
    item = asked(walk(path))
    assert item.changes == ()


@pytest.mark.parametrize(
    ("new", "why"),
    [
        ("Running shoes", None),
        ("NIKE style running shoes men", "same"),
        ("=1+1", "formula"),
        ("shoes\x1b[31m", "control"),
        ("鞋", "encoding"),
    ],
)
def test_what_a_cell_cannot_hold_is_refused_before_it_is_kept(stock: Path, new: str, why: str | None) -> None:
    begun = walk(stock, encoding="cp1252")
    field = asked(begun).field
    assert field is not None
    assert begun.why_not(field, new) == why


def test_a_later_walk_goes_on_where_this_one_stopped(stock: Path) -> None:
    begun = walk(stock)
    begun.accept(asked(begun))
    again = walk(stock)
    assert (again.resumed, again.dropped, again.sheet_changed, again.to_go) == (1, 0, False, 1)
    again.skip(asked(again))
    assert walk(stock).next() is None
    again.finish()
    assert b"A-2,Running shoes men," in (stock.parent / "out.csv").read_bytes()


def test_the_copy_of_a_walk_that_is_not_done_keeps_its_progress(stock: Path) -> None:
    begun = walk(stock)
    begun.accept(asked(begun))
    begun.finish()
    assert b"A-2,Running shoes men," in (stock.parent / "out.csv").read_bytes()
    assert walk(stock).resumed == 1


def test_decisions_hold_where_the_cell_still_says_the_same(stock: Path) -> None:
    begun = walk(stock)
    begun.accept(asked(begun))
    begun.skip(asked(begun))
    stock.write_bytes((HEAD + "A-0,Blue dress,New.\r\n" + THIRD + SECOND.replace("Nice.", "Nicer.") + FIRST).encode())
    again = walk(stock)
    assert (again.resumed, again.dropped, again.sheet_changed) == (2, 0, True)
    assert again.next() is None
    again.finish()
    assert b"A-2,Running shoes men,Nicer." in (stock.parent / "out.csv").read_bytes()


def test_decisions_on_cells_that_changed_or_went_are_dropped_and_told(stock: Path) -> None:
    begun = walk(stock)
    begun.accept(asked(begun))
    begun.skip(asked(begun))
    stock.write_bytes((HEAD + FIRST + SECOND.replace("shoes", "boots")).encode())
    again = walk(stock)
    assert (again.resumed, again.dropped, again.sheet_changed) == (0, 2, True)
    assert [change.new for change in asked(again).changes] == ["Running boots men"]
    again.skip(asked(again))
    assert walk(stock).sheet_changed is False


def test_of_several_edits_of_one_cell_the_last_holds(stock: Path) -> None:
    begun = walk(stock)
    begun.edit(asked(begun), "Nike look running shoes for men")
    begun.edit(asked(begun), "Running shoes")
    assert [record.get("old") for record in progress(stock)[1:]] == ["NIKE style running shoes men"] * 2
    again = walk(stock)
    assert again.resumed == 1
    again.finish()
    assert b"A-2,Running shoes," in (stock.parent / "out.csv").read_bytes()


def test_without_skus_an_edit_finds_its_own_row_among_equals(tmp_path: Path) -> None:
    path = tmp_path / "stock.csv"
    path.write_bytes(b"title,price\r\nNIKE style running shoes men,5\r\nNIKE style running shoes men,6\r\n")
    begun = walk(path)
    begun.skip(asked(begun))
    begun.edit(asked(begun), "Running shoes")
    again = walk(path)
    again.finish()
    assert (tmp_path / "out.csv").read_bytes().splitlines()[1:] == [b"NIKE style running shoes men,5", b"Running shoes,6"]


@pytest.mark.parametrize("cut", [0, 1, 40, -1, -9])
def test_a_line_of_progress_that_was_cut_off_costs_that_decision_only(stock: Path, cut: int) -> None:
    begun = walk(stock)
    begun.accept(asked(begun))
    begun.skip(asked(begun))
    path = stock.parent / "out.csv.progress"
    path.write_bytes(path.read_bytes()[:cut])
    again = walk(stock)
    assert again.resumed == (0 if cut >= 0 else 2 if cut == -1 else 1)
    while (item := again.next()) is not None:
        again.skip(item)
    assert walk(stock).next() is None


@pytest.mark.parametrize("text", ['{"schema": "another/1"}\n', "[]\n", '{"do": "skip"}\n'])
def test_a_file_that_is_no_progress_is_refused(stock: Path, text: str) -> None:
    (stock.parent / "out.csv.progress").write_text(text)
    with pytest.raises(UsageError, match="progress:1: is no progress"):
        walk(stock)


def test_the_progress_of_another_sheet_is_refused(stock: Path) -> None:
    begun = walk(stock)
    begun.skip(asked(begun))
    other = stock.with_name("other.csv")
    other.write_bytes((HEAD + SECOND).encode())
    with pytest.raises(UsageError, match=r'another sheet, "stock\.csv"'):
        walk(other)


def test_an_ignore_goes_to_the_file_and_is_not_asked_again(stock: Path) -> None:
    path = stock.parent / "ignore.toml"
    path.write_text("# mine\n[[ignore]]\nrule = 'length'\nreason = 'x'\nexpires = 2999-01-01", "utf-8")
    begun = walk(stock)
    begun.ignore(asked(begun), reason='we hold the "licence"\nno. 7', owner="li.wei", expires=LATER)
    assert path.read_text("utf-8").startswith("# mine\n")
    entry = read(path)[-1]
    assert (entry.rules, entry.mark, entry.match, entry.items) == (("mark-use",), "nike", "nike", ("a-2",))
    assert (entry.platforms, entry.reason, entry.owner, entry.expires) == (
        ("amazon", "wish"),
        'we hold the "licence"\nno. 7',
        "li.wei",
        LATER,
    )
    assert asked(begun).listing.id == "A-3"
    again = walk(stock)
    assert again.to_go == 1
    fixed = again.finish()
    assert fixed.after is not None
    assert {each.finding.listing for each in fixed.after.set_aside} == {"A-2"}


def test_an_ignore_everywhere_ends_the_same_question_in_other_listings(stock: Path) -> None:
    stock.write_bytes((HEAD + SECOND + SECOND.replace("A-2", "B-1") + SECOND.replace("A-2", "B-2").replace("NIKE", "N1KE")).encode())
    begun = walk(stock)
    assert begun.to_go == 3
    begun.ignore(asked(begun), reason="ours", expires=LATER, everywhere=True)
    assert [item.listing.id for item in [asked(begun)]] == ["B-2"]  # another spelling is another matter
    assert begun.to_go == 1


@pytest.mark.parametrize("sku", ["A[1]", "*", "A-?", "Ä 7 "])
def test_an_ignore_names_its_listing_and_no_other(tmp_path: Path, sku: str) -> None:
    path = tmp_path / "stock.csv"
    path.write_bytes(
        f"sku,title\r\n{sku},NIKE style running shoes men\r\nA-2,NIKE style running shoes men\r\nA1,NIKE style running shoes men\r\n".encode()
    )
    begun = walk(path)
    item = asked(begun)
    begun.ignore(item, reason="ours", expires=LATER)
    assert begun.to_go == 2


def test_without_a_sku_an_ignore_names_the_words_around(tmp_path: Path) -> None:
    path = tmp_path / "stock.csv"
    path.write_bytes(b"title\r\nNIKE style running shoes men\r\nSocks in NIKE style for boys\r\n")
    begun = walk(path)
    begun.ignore(asked(begun), reason="ours", expires=LATER)
    assert begun.to_go == 1
    assert read(tmp_path / "ignore.toml")[0].match == "nikestylerunningshoesmen"


def test_an_ignore_needs_a_day_to_come_and_a_file(stock: Path) -> None:
    begun = walk(stock)
    with pytest.raises(SettingsError, match="is past"):
        begun.ignore(asked(begun), reason="ours", expires=date(2020, 1, 1))
    assert not (stock.parent / "ignore.toml").exists()
    without = walk(stock, new_ignores=None)
    assert not without.can_ignore(asked(without))
    with pytest.raises(UsageError, match="no file for ignores"):
        without.ignore(asked(without), reason="ours", expires=LATER)


def test_a_file_of_ignores_broken_meanwhile_is_told_and_stays(stock: Path) -> None:
    begun = walk(stock)
    path = stock.parent / "ignore.toml"
    path.write_text("[[ignore\n")
    with pytest.raises(SettingsError, match="not TOML"):
        begun.ignore(asked(begun), reason="ours", expires=LATER)
    assert path.read_text() == "[[ignore\n"


def test_a_progress_that_cannot_be_kept_is_told_and_nothing_counts_as_decided(stock: Path) -> None:
    begun = walk(stock)
    (stock.parent / "out.csv.progress").mkdir()
    item = asked(begun)
    with pytest.raises(UsageError, match="progress cannot be kept"):
        begun.accept(item)
    with pytest.raises(UsageError, match="progress cannot be kept"):
        begun.skip(item)
    assert begun.to_go == 2
    assert begun.edits == 0


def test_notes_are_not_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "stock.csv"
    title = "Cotton tote bag, large, navy, with two long handles, an inner pocket and a lining that can be washed at forty degrees"
    path.write_text(f'sku,title\r\nA-1,"{title}"\r\n', "utf-8", newline="")
    begun = walk(path, platforms=["wish"], select=["title-length"])
    assert {str(finding.severity) for finding in begun.opened.before.findings} == {"info"}
    assert begun.next() is None
