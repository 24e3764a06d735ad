"""A sheet goes back to its seller: corrected or annotated, checked again, and never half written."""

from __future__ import annotations

import csv
import io
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sheets.files import row_of, xlsx_of

import sellercheck
from sellercheck import fixes
from sellercheck.cli import main
from sellercheck.errors import SheetError, UsageError
from sellercheck.finding import Finding
from sellercheck.fixing import Fixed
from sellercheck.report import Report
from sellercheck.sheets import ReadOptions, open_books

ROOT = Path(__file__).parents[1]
SHEETS = ROOT / "../shared/sheets"
PLATFORMS = ["wish", "amazon"]


def sheet(folder: Path, *rows: Sequence[str], name: str = "stock.csv", heading: Sequence[str] = ("sku", "title", "description")) -> Path:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows([heading, *rows])
    path = folder / name
    path.write_bytes(buffer.getvalue().encode())
    return path


def all_of(report: Report) -> list[Finding]:
    """Also those that one finding stands for: what is told once for a column moves to another row when its first one is mended."""
    return list(report.row_for_row(report.findings))


def named(findings: Sequence[Finding]) -> Counter[tuple[object, ...]]:
    return Counter((finding.at.row, *fixes.name(finding)) for finding in findings)


def assert_kept_its_promise(fixed: Fixed) -> None:
    """None of the fixed findings is there again, and nothing new is as severe as what was fixed in its row."""
    assert fixed.after is not None
    before, after = named(all_of(fixed.before)), named(all_of(fixed.after))
    worst: dict[int, int] = {}
    gone = Counter[tuple[object, ...]]()
    for change in fixed.changes:
        for finding in change.findings:
            row = finding.at.row
            worst[row] = max(worst.get(row, 0), finding.severity)
            if (row, *fixes.name(finding)) in before:  # a later step may mend what an earlier one brought up
                gone[(row, *fixes.name(finding))] += 1
    assert {each for each in gone if after[each] > before[each] - gone[each]} == set()
    for finding in all_of(fixed.after):
        each = (finding.at.row, *fixes.name(finding))
        if after[each] > before[each]:
            assert finding.at.row in worst, "only rows that were changed have new findings"
            assert finding.severity < worst[finding.at.row]
    assert [info.columns for info in fixed.before.sheets] == [info.columns for info in fixed.after.sheets]
    assert fixed.before.listings == fixed.after.listings


def test_safe_edits_are_made_and_the_rest_of_the_file_stays(tmp_path: Path) -> None:
    path = sheet(tmp_path, ("A-1", "Red\tdress", "<div>soft</div>"), ("A-2", "NIKE style shoes", ""))
    fixed = sellercheck.fix(path, tmp_path / "out.csv", platforms=["amazon"])
    before, after = path.read_bytes(), (tmp_path / "out.csv").read_bytes()
    assert after == before.replace(b"<div>soft</div>", b"soft")
    assert [change.field.at.cell for change in fixed.changes] == ["C2"]
    assert_kept_its_promise(fixed)


def test_edits_to_look_at_are_made_when_asked_for(tmp_path: Path) -> None:
    path = sheet(tmp_path, ("A-1", "NIKE style running shoes men", ""))
    fixed = sellercheck.fix(path, tmp_path / "out.csv", apply="review", platforms=["wish"])
    assert b"A-1,Running shoes men," in (tmp_path / "out.csv").read_bytes()
    assert_kept_its_promise(fixed)


def test_a_run_that_changes_nothing_copies_every_byte(tmp_path: Path) -> None:
    path = tmp_path / "stock.csv"
    path.write_bytes(b'\xef\xbb\xbfsku;title\r\n1;"Red dress"\n\r\n2;Blue dress;;\r')
    fixed = sellercheck.fix(path, tmp_path / "out.csv", apply="review", platforms=["wish"])
    assert fixed.changes == ()
    assert (tmp_path / "out.csv").read_bytes() == path.read_bytes()


def test_an_edit_that_would_make_a_double_of_another_listing_is_taken_back(tmp_path: Path) -> None:
    titles = [
        "Puma style blue running shoes for tall men with laces",
        "Blue running shoes for tall men with laces",
        "Adidas style red cotton socks for kids",
    ]
    rows = [(f"A-{number}", title, f"https://shop.example/{title[-4:]}.jpg") for number, title in enumerate(titles)]
    path = sheet(tmp_path, *rows, heading=("sku", "title", "image"))
    fixed = sellercheck.fix(path, tmp_path / "out.csv", apply="review", platforms=["amazon", "shopee"])
    assert [change.new for change in fixed.changes] == ["Red cotton socks for kids"]
    assert [left.reason for left in fixed.left] == ["the edit would make another finding of the whole sheet"]
    assert (tmp_path / "out.csv").read_text("utf-8").count("Puma") == 1
    assert_kept_its_promise(fixed)


def test_annotations_stand_in_columns_of_their_own(tmp_path: Path) -> None:
    path = sheet(tmp_path, ("A-1", "NIKE style running shoes men", ""), ("A-2", "Plain cotton socks", "Soft."))
    sellercheck.fix(path, tmp_path / "out.csv", apply="none", platforms=["wish"], select=["mark-use"])
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8"), newline="")))
    assert list(rows[0])[3:] == ["sellercheck risk", "sellercheck findings", "sellercheck suggested title"]
    assert rows[0]["sellercheck risk"] == "high"
    assert rows[0]["sellercheck suggested title"] == "Running shoes men"
    assert rows[0]["sellercheck findings"].startswith("high B2 (wish): ")
    assert rows[0]["title"] == "NIKE style running shoes men"
    assert (rows[1]["sellercheck risk"], rows[1]["sellercheck findings"], rows[1]["sellercheck suggested title"]) == ("none", "", "")


def test_annotating_an_annotated_sheet_fills_the_same_columns(tmp_path: Path) -> None:
    path = sheet(tmp_path, ("A-1", "NIKE style running shoes men", ""))
    sellercheck.fix(path, tmp_path / "once.csv", apply="none", platforms=["wish"])
    sellercheck.fix(tmp_path / "once.csv", tmp_path / "twice.csv", apply="none", platforms=["wish"])
    assert (tmp_path / "twice.csv").read_bytes() == (tmp_path / "once.csv").read_bytes()


def test_a_sheet_without_headings_is_annotated_in_cells_that_say_what_they_are(tmp_path: Path) -> None:
    rows = [
        (f"SKU-{number}", f"{name} cotton summer dress with pockets number {number}", f"{number}.95")
        for number, name in enumerate(["NIKE style", *["Red"] * 12])
    ]
    path = sheet(tmp_path, *rows[1:], heading=rows[0])
    fixed = sellercheck.fix(path, tmp_path / "out.csv", apply="none", platforms=["wish"])
    assert fixed.before.sheets[0].header_row is None
    assert b"sellercheck risk: high" in (tmp_path / "out.csv").read_bytes().splitlines()[0]
    assert fixed.after is not None
    assert fixed.after.sheets[0].columns == fixed.before.sheets[0].columns
    assert fixed.after.tally() == fixed.before.tally()


def test_a_workbook_is_annotated_and_its_risky_cells_marked(tmp_path: Path) -> None:
    path = tmp_path / "stock.xlsx"
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fills count="1"><fill/></fills>'
        '<cellXfs count="1"><xf numFmtId="0" fillId="0"/></cellXfs></styleSheet>'
    )
    path.write_bytes(
        xlsx_of({"Items": row_of(1, "sku", "title") + row_of(2, "A-1", "NIKE style running shoes men")}, more={"xl/styles.xml": styles})
    )
    sellercheck.fix(path, tmp_path / "out.xlsx", apply="none", platforms=["wish"])
    rows = [row.values for row in next(open_books(tmp_path / "out.xlsx")).grids[0].rows()]
    assert rows[0][2:5] == ("sellercheck risk", "sellercheck findings", "sellercheck suggested title")
    assert rows[1][2] == "high"
    assert sellercheck.check(tmp_path / "out.xlsx", platforms=["wish"]).tally() == sellercheck.check(path, platforms=["wish"]).tally()


def test_an_edit_never_makes_a_cell_begin_like_a_formula(tmp_path: Path) -> None:
    path = sheet(tmp_path, ("A-1", "Nike =1+1 running shoes for men", ""), ("A-2", "Nike running shoes", "<p>=cmd|' /C calc'!A0</p>"))
    for mode in ("safe", "review"):
        fixed = sellercheck.fix(path, tmp_path / f"{mode}.csv", apply=mode, platforms=PLATFORMS)
        cells = [cell for row in csv.reader(io.StringIO((tmp_path / f"{mode}.csv").read_text("utf-8"), newline="")) for cell in row]
        assert [cell for cell in cells if cell[:1] in set("=+-@\t\r")] == []
        assert fixed.left


def test_suggestions_and_findings_never_begin_like_a_formula(tmp_path: Path) -> None:
    path = sheet(tmp_path, ("=1+1", "=1+1 NIKE style running shoes men", "@SUM(A1)"), ("+2", "-Nike shoes for running", "x"))
    sellercheck.fix(path, tmp_path / "out.csv", apply="none", platforms=["wish"])
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8"), newline="")))
    ours = [value for row in rows for name, value in row.items() if name.startswith("sellercheck ")]
    assert any(value.startswith("'=1+1") for value in ours)
    assert [value for value in ours if value[:1] in set("=+-@\t\r") and value] == []


def test_findings_set_aside_are_not_mended(tmp_path: Path) -> None:
    path = sheet(tmp_path, ("A-1", "NIKE style running shoes men", ""))
    fixed = sellercheck.fix(path, None, dry_run=True, apply="review", platforms=["wish"], ignore=["mark-use"])
    assert fixed.changes == ()


def test_packed_sheets_and_feeds_get_a_new_sheet_and_a_note(tmp_path: Path) -> None:
    import gzip

    plain = sheet(tmp_path, ("A-1", "Red dress", "<div>soft</div>"))
    packed = tmp_path / "stock.csv.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    fixed = sellercheck.fix(packed, tmp_path / "out.csv", platforms=["amazon"])
    assert (tmp_path / "out.csv").read_bytes() == plain.read_bytes().replace(b"<div>soft</div>", b"soft")
    assert "unpacked" in fixed.notes[0]
    feed = tmp_path / "feed.xml"
    feed.write_text(
        "<products><product><id>1</id><title>Red dress</title><description>&lt;div&gt;soft&lt;/div&gt;</description></product></products>"
    )
    fixed = sellercheck.fix(feed, tmp_path / "feed.csv", platforms=["amazon"])
    assert (tmp_path / "feed.csv").read_text("utf-8-sig").splitlines()[1] == "1,Red dress,soft"
    assert "new CSV" in fixed.notes[-1]


@pytest.mark.parametrize("link", ["same", "symbolic", "hard", "detour"])
def test_the_sheet_itself_is_never_written(tmp_path: Path, link: str) -> None:
    path = sheet(tmp_path, ("A-1", "Red dress", "<div>soft</div>"))
    out = tmp_path / "out.csv"
    if link == "symbolic":
        out.symlink_to(path)
    elif link == "hard":
        os.link(path, out)
    elif link == "detour":
        (tmp_path / "sub").mkdir()
        out = tmp_path / "sub" / ".." / "stock.csv"
    else:
        out = path
    before = path.read_bytes()
    with pytest.raises(UsageError, match="is the sheet itself"):
        sellercheck.fix(path, out, platforms=["amazon"])
    assert path.read_bytes() == before


def test_bad_targets_are_refused_before_anything_is_read(tmp_path: Path) -> None:
    path = sheet(tmp_path, ("A-1", "Red dress", ""))
    for out, message in (
        (tmp_path, "is a folder"),
        (tmp_path / "no" / "out.csv", "no folder"),
        ("-", "standard output"),
        (None, "needs a name"),
    ):
        with pytest.raises(UsageError, match=message):
            sellercheck.fix(path, out)
    with pytest.raises(UsageError, match='apply is "all"'):
        sellercheck.fix(path, tmp_path / "out.csv", apply="all")
    with pytest.raises(UsageError, match="is a folder"):
        sellercheck.fix(tmp_path, tmp_path / "out.csv")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["stock.csv"]


def test_a_copy_that_cannot_be_written_leaves_the_earlier_one(tmp_path: Path) -> None:
    path = tmp_path / "stock.csv"
    path.write_bytes("sku,title\r\n1,Café Velcro strap for kids\r\n".encode("cp1252"))
    out = tmp_path / "out.csv"
    out.write_bytes(b"earlier")
    with pytest.raises(SheetError, match="no place for"):
        # The plain words of an own list hold a letter that cp1252 lacks.
        _fix_with(path, out, "鞋")
    assert out.read_bytes() == b"earlier"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["out.csv", "stock.csv"]


def _fix_with(path: Path, out: Path, new: str) -> None:
    from sellercheck import fixing

    plan = fixing.settled_changes

    def planned(*given: object) -> object:
        for changes, left in plan(*given):  # type: ignore[arg-type]
            yield [fixes.Change(change.field, change.new + new, change.findings) for change in changes], left

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fixing, "settled_changes", planned)
        sellercheck.fix(path, out, apply="review", platforms=["wish"], encoding="cp1252")


PIECES = (
    "Nike", "NIKE style", "Adidas", "for iPhone 13", "iPhone 13 case", "Disney Frozen", "Velcro", "Onesies", "100% original", "cheap", "BEST PRICE!!!",
    "free shipping", "running shoes", "summer dress", "for women", "and", "with", ",", "-", "|", "(new)", "★", "🔥", "\u200b", "Ｌａｒｇｅ", "\t", "red",
    "RED DRESS WITH POCKETS", "contact us on WhatsApp +86 138 0000 0000", "www.shop.com", "1:1", "replica", "dress dress dress", "【热卖】", "耐克运动鞋", "®",
    "Gucci-like", "by Zara", "inspired by Chanel", "strap", "50 pcs",
)  # fmt: skip
HTML = ("<p>soft</p>", "<div>Nike</div>", "<script>x</script>", "plain text", "<b>bold</b>\nsecond line", "&lt;p&gt;x&lt;/p&gt;")
TITLES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=7).map(" ".join)
ROWS = st.lists(st.tuples(TITLES, st.lists(st.sampled_from((*HTML, *PIECES)), max_size=3).map(" ".join)), min_size=10, max_size=40)


@settings(max_examples=6, deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(rows=ROWS, mode=st.sampled_from(["safe", "review"]))
def test_fixed_findings_are_gone_and_nothing_as_severe_is_new(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], mode: str
) -> None:
    folder = tmp_path_factory.mktemp("fix")
    path = sheet(folder, *((f"S-{number}", *row) for number, row in enumerate(rows)))
    fixed = sellercheck.fix(path, folder / "out.csv", apply=mode, platforms=PLATFORMS)
    assert_kept_its_promise(fixed)
    for change in fixed.changes:
        assert "  " not in change.new or "  " in change.field.value
        assert ",," not in change.new.replace(" ", "") or ",," in change.field.value.replace(" ", "")
    assert (folder / "out.csv").read_bytes().splitlines()[0] == path.read_bytes().splitlines()[0]


NAMES = (
    sorted(path.name for path in SHEETS.iterdir() if path.suffix != ".md" and "fba_inventory" not in path.name) if SHEETS.is_dir() else []
)
KEPT_ROWS = 10
PAIRS = (["wish", "amazon"], ["aliexpress", "shopee"])
"""Half of the sheets are held against the one, half against the other, for the sake of time; `benchmarks/fixing.py` does all."""


def shortened(name: str, folder: Path) -> Path:
    """The sheet's first rows and some from anywhere in it, cut where records begin; workbooks, feeds and Parquet whole."""
    path = SHEETS / name
    book = next(open_books(path))
    if book.format not in {"csv", "tsv", "jsonl"}:
        return path
    copy = folder / name
    starts = [row.line for row in book.grids[0].rows() if row.line]
    with path.open(encoding=book.encoding, newline="") as stream:
        lines = stream.readlines()
    if len(starts) > KEPT_ROWS and len(set(starts)) == len(starts):
        kept = {*range(KEPT_ROWS // 2), *random.Random(name).sample(range(len(starts)), KEPT_ROWS // 2)}
        ends = [*starts[1:], len(lines) + 1]
        lines = [line for at in sorted(kept) for line in lines[starts[at] - 1 : ends[at] - 1]]
    copy.write_bytes("".join(lines).encode(book.encoding or "utf-8"))
    return copy


@pytest.mark.skipif(not NAMES, reason="the real sheets are not here")
@pytest.mark.parametrize("name", NAMES)
def test_real_sheets_come_back(name: str, tmp_path: Path) -> None:
    path = shortened(name, tmp_path)
    book = next(open_books(path))
    same = book.format in {"csv", "tsv", "jsonl", "xlsx", "xlsm"}
    suffix = path.suffix if same else ".csv"
    platforms = PAIRS[NAMES.index(name) % 2]
    annotated = sellercheck.fix(path, tmp_path / f"annotated{suffix}", apply="none", platforms=platforms)
    assert annotated.after is not None
    assert annotated.after.tally() == annotated.before.tally()
    assert annotated.after.sheets[0].columns == annotated.before.sheets[0].columns
    shown = CliRunner().invoke(main, ["columns", str(tmp_path / f"annotated{suffix}")])
    assert shown.exit_code == 0, shown.output
    if not same:  # the copy has its fields' names as a row of their own, so rows cannot be compared one by one
        return
    assert named(all_of(annotated.before)) == named(all_of(annotated.after))
    fixed = sellercheck.fix(path, tmp_path / f"fixed{suffix}", platforms=platforms)
    assert_kept_its_promise(fixed)
    assert (path.read_bytes() == (tmp_path / f"fixed{suffix}").read_bytes()) == (not fixed.changes)
    if book.format in {"csv", "tsv"}:
        changed = {change.field.row.number for change in fixed.changes}
        options = ReadOptions(encoding=book.encoding, delimiter=book.delimiter)
        rows = {row.number: row.values for row in next(open_books(tmp_path / f"fixed{suffix}", options)).grids[0].rows()}
        assert all(rows[row.number] == row.values for row in book.grids[0].rows() if row.number not in changed)


def _run(folder: Path, script: str, kill_after_s: float | None = None) -> int:
    """The exit status of Python running `script` in `folder`, killed so long after it has begun to write; negative: the signal that ended it."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while kill_after_s is not None and process.poll() is None and not any(folder.glob(".*.part.csv")):
        time.sleep(0.01)
    if kill_after_s is not None:
        time.sleep(kill_after_s)
        process.send_signal(signal.SIGKILL)
    return process.wait(120)


COMMAND = "import sellercheck; sellercheck.fix('stock.csv', 'out.csv', platforms=['amazon'])"
SLOWLY = """
import io, sellercheck.fixing as f, time
w = f.write_book
def slow(book, grid, wanted, stream, suffix):
    whole = io.BytesIO()
    told = w(book, grid, wanted, whole, suffix)
    for at in range(0, len(whole.getvalue()), 500):
        stream.write(whole.getvalue()[at : at + 500]); stream.flush(); time.sleep(0.05)
    return told
f.write_book = slow
"""
WRITING_S = 1
"""Less than `SLOWLY` takes to write the rows of the test."""
AT_THE_WORST_MOMENTS = {
    "while writing": "import sellercheck.fixing as f, os\nw = f.write_book\ndef cut(*a):\n    a[3].write(b'half'); a[3].flush(); os.kill(os.getpid(), 9)\nf.write_book = cut\n",
    "before the checks": "import os\nos.fsync = lambda fd: os.kill(os.getpid(), 9)\n",
    "before the swap": "import os, pathlib\npathlib.Path.replace = lambda *a: os.kill(os.getpid(), 9)\n",
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that cannot be caught")
@pytest.mark.parametrize("moment", [*AT_THE_WORST_MOMENTS, "at random"])
def test_a_power_cut_leaves_the_sheet_and_the_earlier_copy_whole(moment: str, tmp_path: Path) -> None:
    rows = [(f"A-{number}", f"Red dress {number}", "<div>soft</div>") for number in range(400)]
    path = sheet(tmp_path, *rows)
    before, earlier = path.read_bytes(), b"the earlier copy, whole"
    whole = before.replace(b"<div>soft</div>", b"soft")
    out = tmp_path / "out.csv"
    out.write_bytes(earlier)
    if moment != "at random":
        assert _run(tmp_path, AT_THE_WORST_MOMENTS[moment] + COMMAND) == -signal.SIGKILL
        (part,) = tmp_path.glob(".out.*.part.csv")
        assert part.read_bytes() == (b"half" if moment == "while writing" else whole), "it was killed at another moment"
        assert out.read_bytes() == earlier
    else:
        chance = random.Random(5)
        for _ in range(3):
            assert _run(tmp_path, SLOWLY + COMMAND, chance.uniform(0, WRITING_S)) == -signal.SIGKILL
            (part,) = tmp_path.glob(".out.*.part.csv")
            assert whole.startswith(part.read_bytes())
            assert out.read_bytes() == earlier
            part.unlink()
    assert path.read_bytes() == before
    sellercheck.fix(path, out, platforms=["amazon"])
    assert out.read_bytes() == whole
