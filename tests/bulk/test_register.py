"""Registers in bulk from file to finding: merging, refusing, tiers, and what is left when the process is ended."""

from __future__ import annotations

import gzip
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest
from bulk.conftest import TODAY
from bulk.files import case_file, daily, zipped

import sellercheck
from sellercheck import bulk
from sellercheck.bulk import _store, _taking
from sellercheck.bulk._store import Store
from sellercheck.bulk._taking import take_in
from sellercheck.errors import ListDamaged, ListError, ListMissing
from sellercheck.finding import Severity

ROOT = Path(__file__).parents[2]


def findings(title: str, **fields: str) -> list:
    report = sellercheck.check(rows=[{"title": title, **fields}], platforms=["wish"], lists=["uspto"], today=TODAY)
    return [found for found in report.findings if found.mark is not None and found.mark.list == "uspto"]


def test_a_mark_of_the_register_is_found_with_its_case_as_evidence(imported) -> None:
    done = imported(case_file(registration="7000001", status="700", registered="20260105", owners=(("30", "Zorvexa Holdings LLC"),)))
    assert (done.counts, done.indexed, done.refused) == ({"registered": 1}, 1, [])
    (found,) = findings("Zorvexa shirts for men", category="Shirts")
    assert found.text == "Zorvexa"
    mark = found.mark
    assert (mark.text, mark.owner, mark.nice_classes, mark.territory, mark.status, mark.number, mark.list) == (
        "ZORVEXA", "Zorvexa Holdings LLC", {25}, "US", "registered", "7000001", "uspto",
    )  # fmt: skip
    assert found.evidence[0].kind == "registry"
    assert found.evidence[0].text == (
        "ZORVEXA · US registered (status 700) · application 90000001 of 2025-01-02 · registration 7000001 of 2026-01-05 · word mark · "
        "Nice classes 25 · owner Zorvexa Holdings LLC"
    )
    assert found.evidence[0].retrieved == "2026-01-05"


def test_marks_of_lists_and_register_are_told_side_by_side(imported) -> None:
    imported(case_file())
    titles = ["Zorvexa shirts", "Nike shirts", "Shirts for men", "Nike and Zorvexa shirts", "Zorvexa shirts by Nike"]
    report = sellercheck.check(rows=[{"title": title} for title in titles], platforms=["wish"], lists=["uspto"], today=TODAY)
    told: dict[int, set[str]] = {}
    for found in report.findings:
        if found.check == "mark-use" and found.mark is not None:
            told.setdefault(found.at.row, set()).add(found.text or "")
    assert [told.get(row, set()) for row in range(1, 6)] == [{"Zorvexa"}, {"Nike"}, set(), {"Nike", "Zorvexa"}, {"Nike", "Zorvexa"}]


@pytest.mark.parametrize("title", ["Q*ZORVEX shirts", "Q*zorvex shirts", "Q ZORVEX shirts"])
def test_a_sign_within_a_mark_is_no_pattern(title: str, imported) -> None:
    imported(case_file("90000001", "Q*ZORVEX"), case_file("90000002", "QUOTED .* (+"))
    assert [found.mark.text for found in findings(title)] == ["Q*ZORVEX"]


@pytest.mark.parametrize("title", ["Shirts unlike any other", "Zorvexation of shirts", "zor and vexa shirts", "Zorve xa shirts"])
def test_what_is_no_mark_of_the_register(title: str, imported) -> None:
    imported(case_file())
    assert findings(title) == []


@pytest.mark.parametrize(
    ("title", "how"),
    [("zorvexa shirt", "case"), ("Z o r v e x a shirt", "spaced"), ("Z0rvexa shirt", "leetspeak"), ("Zоrvexa shirt", "homoglyph"),
     ("Zorrvexa shirt", "doubled"), ("Zorvexas shirt", "plural"), ("Zorvexa2026 shirt", "glued"), ("Zorevxa shirt", "typo"), ("Zorvéxa shirt", "accent")],
)  # fmt: skip
def test_disguises_of_an_invented_word(title: str, how: str, imported) -> None:
    imported(case_file())
    (found,) = findings(title, category="Shirts")
    assert found.context.how == how


@pytest.mark.parametrize("title", ["Kroved shirt", "Korvo shirt", "sunflwoer shirt", "powerbnak charger"])
def test_short_words_and_compounds_of_words_bear_no_slips(title: str, imported) -> None:
    imported(case_file("90000001", "KROVO"), case_file("90000002", "SUNFLOWER"), case_file("90000003", "POWERBANK"))
    assert findings(title) == []


@pytest.mark.parametrize(
    ("title", "brand", "severity"),
    [
        ("Shirts with a summer sunset print", "", None),
        ("Summer sunset shirts", "", None),
        ("Shirts", "Sunset", Severity.INFO),
        ("Sunset® shirts", "", Severity.INFO),
        ("Shirts in red, size XL", "", None),
        ("Shirts", "Summer Sunset", Severity.INFO),
    ],
)
def test_everyday_words_are_information_and_only_where_they_are_meant(title: str, brand: str, severity: Severity | None, imported) -> None:
    imported(
        case_file("90000001", "SUNSET"), case_file("90000002", "RED"), case_file("90000003", "XL"), case_file("90000004", "SUMMER SUNSET")
    )
    found = findings(title, **({"brand": brand} if brand else {}), category="Shirts")
    assert {each.severity for each in found} <= ({severity} if severity is not None else set())
    if severity is not None and brand != "Sunset":
        assert found


def test_a_mark_of_another_class_weighs_less(imported) -> None:
    imported(case_file(classes=((("009",), "6"),)))
    (other,) = findings("Zorvexa shirts for men", category="Shirts")
    assert other.context.class_overlap == "no"
    imported(case_file(classes=((("025",), "6"),), changed="20260106"))
    (own,) = findings("Zorvexa shirts for men", category="Shirts")
    assert own.context.class_overlap == "yes"
    assert other.severity == Severity.LOW < own.severity


def test_what_the_bundled_lists_know_is_told_by_them(imported) -> None:
    imported(case_file(mark="NIKE"), case_file("90000002", "NIKEA"))
    assert findings("NIKE shirts", category="Shirts") == []


def test_several_cases_of_a_name_are_one_mark(imported) -> None:
    cases = [
        case_file(f"9000000{number}", owners=(("10", f"Maker {number} LLC"),), classes=(((f"02{number}",), "6"),)) for number in range(8)
    ]
    imported(*cases, case_file("90000009", registration="7000009", status="700", owners=(("30", "The Registrant Inc"),)))
    (found,) = findings("Zorvexa shirts")
    assert found.mark.owner == "The Registrant Inc and 8 others"
    assert found.mark.status == "registered"
    assert found.mark.nice_classes == {20, 21, 22, 23, 24, 25, 26, 27}
    assert len(found.evidence) == 6
    assert found.evidence[-1].text == "and 4 more live cases of this name"


def test_dead_marks_are_not_held_against_a_listing_and_those_nobody_can_tell_are(imported) -> None:
    imported(case_file("90000001", "ZORVEXA", status="602"), case_file("90000002", "KLIMBARU", status="970"))
    assert findings("Zorvexa shirts") == []
    (found,) = findings("Klimbaru shirts")
    assert found.mark.status == "unknown"


def test_daily_files_update_the_annual_one(imported) -> None:
    imported(case_file("90000001", "ZORVEXA"), case_file("90000002", "KLIMBARU"), case_file("90000003", "TRUVELLO"))
    done = imported(
        case_file("90000001", "ZORVEXA", status="602", changed="20260110"),
        case_file("90000002", None, status="700", drawing="", classes=(), owners=(), statements=(), changed="20260110"),
        case_file("90000003", "TRUVELLO PLUS", changed="20260110"),
    )
    assert (done.tally.records, done.tally.status_only, done.counts) == (3, 1, {"ended": 1, "pending": 1, "registered": 1})
    assert findings("Zorvexa shirts") == []
    (kept,) = findings("Klimbaru shirts")
    assert (kept.mark.status, kept.mark.owner, kept.mark.nice_classes) == ("registered", "Example Maker LLC", {25})
    assert findings("Truvello shirts") == []
    assert [found.mark.text for found in findings("Truvello Plus shirts")] == ["TRUVELLO PLUS"]


def test_an_older_file_after_a_newer_one_changes_nothing(imported) -> None:
    imported(case_file(status="602", changed="20260110"))
    imported(case_file(status="700", changed="20260109"))
    assert findings("Zorvexa shirts") == []


def test_the_same_case_twice_in_a_file(imported) -> None:
    done = imported(case_file(mark="KLIMBARU"), case_file(mark="ZORVEXA"))
    assert (done.tally.records, sum(done.counts.values())) == (2, 1)
    assert findings("Zorvexa shirts")
    assert findings("Klimbaru shirts") == []


def test_a_file_imported_before_is_passed_over(tmp_path: Path) -> None:
    path = zipped(tmp_path / "apc260105.zip", daily(case_file()))
    take_in("uspto", [path], TODAY)
    generation = bulk.home.told(bulk.place_of("uspto") / "current.json")["generation"]
    done = take_in("uspto", [path], TODAY)
    assert (done.files, done.known, done.indexed) == ([], ["apc260105.zip"], 1)
    assert bulk.home.told(bulk.place_of("uspto") / "current.json")["generation"] == generation


def test_records_are_counted_and_none_is_dropped_in_silence(imported) -> None:
    done = imported(
        case_file("90000001"), case_file("90000002", None, drawing="2000"), case_file("90000003", filed="19831200"), case_file("x"),
        case_file("90000005", status="970"), case_file("90000006", "Q*BERT"),
    )  # fmt: skip
    tally = done.tally
    assert (tally.records, tally.without_words, tally.bad_dates, tally.damaged, tally.unknown_status) == (5, 1, 1, 1, 1)
    assert tally.first_damaged == ["apc260000.zip!apc260000.xml: record 4: no serial number"]
    assert sum(done.counts.values()) == 5


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda path: path.write_bytes(zipped(path, daily(case_file("90000009", "KLIMBARU"))).read_bytes()[:-200]),
            "ZIP archive cut short",
        ),
        (lambda path: zipped(path, daily(case_file("90000009", "KLIMBARU"))[:-150]), "ends within record 1"),
        (lambda path: zipped(path, b"<html>sign in</html>"), "is a web page"),
        (lambda path: zipped(path, b"x", "readme.txt"), "holds no .xml or .csv file"),
        (lambda path: path.write_bytes(b"<html>sign in</html>"), "is a web page"),
        (lambda _: None, "there is no file"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_whole_and_the_others_are_taken_in(make, message: str, tmp_path: Path) -> None:
    good = zipped(tmp_path / "apc260105.zip", daily(case_file()))
    bad = tmp_path / "apc260106.zip"
    make(bad)
    done = take_in("uspto", [bad, good], TODAY)
    assert [message in refused.message for refused in done.refused] == [True]
    assert [name for name, _ in done.files] == ["apc260105.zip"]
    assert findings("Zorvexa shirts")
    assert findings("Klimbaru shirts") == []


def test_a_damaged_member_takes_nothing_in_of_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "apc260105.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.xml", daily(case_file()))
        archive.writestr("b.xml", daily(case_file("90000002", "KLIMBARU")))
    content = bytearray(path.read_bytes())
    at = content.find(b"KLIMBARU")
    content[at : at + 8] = b"KLIMBARX"
    path.write_bytes(content)
    done = take_in("uspto", [path], TODAY)
    assert "CRC" in done.refused[0].message
    assert bulk.installed() == ()
    assert not (bulk.place_of("uspto") / "cases.sqlite").exists()


def packed(path: Path, *files: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return path


def test_archives_within_archives_and_gzip_are_read(tmp_path: Path) -> None:
    content = daily(case_file())
    (tmp_path / "apc1.xml.gz").write_bytes(gzip.compress(content))
    inner = zipped(tmp_path / "inner.zip", daily(case_file("90000002", "QUONTLE")))
    files = [
        ("deep/inner.zip", inner.read_bytes()),
        ("__MACOSX/._apc.xml", b"\0\5"),
        ("three.xml.gz", gzip.compress(daily(case_file("90000003", "KLIMBARU")))),
    ]
    outer = packed(tmp_path / "apc2.zip", *files)
    done = take_in("uspto", [tmp_path / "apc1.xml.gz", outer], TODAY)
    assert (done.refused, done.files) == ([], [("apc1.xml.gz", 1), ("apc2.zip", 2)])
    assert done.counts == {"pending": 3}


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda content: gzip.compress(content)[:-20], "a damaged archive"),
        (lambda content: gzip.compress(content)[:40] + b"\xff" * 40 + gzip.compress(content)[80:], "a damaged archive"),
        (lambda content: gzip.compress(content)[:-8] + b"\0" * 8, "a damaged gzip file"),
        (lambda _: b"\x1f\x8b", "a damaged"),
    ],
)
def test_a_damaged_gzip_file_takes_nothing_in(make, message: str, tmp_path: Path) -> None:
    (tmp_path / "apc.xml.gz").write_bytes(make(daily(*(case_file(f"9000{number:04}", f"ZORVEX{number}") for number in range(50)))))
    done = take_in("uspto", [tmp_path / "apc.xml.gz"], TODAY)
    assert message in done.refused[0].message
    assert done.counts == {}


def test_an_archive_three_deep_and_one_within_that_is_damaged_are_refused(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", daily(case_file())).read_bytes()
    deep = packed(tmp_path / "deep.zip", ("b.zip", packed(tmp_path / "b.zip", ("inner.zip", inner)).read_bytes()))
    cut = packed(tmp_path / "cut.zip", ("inner.zip", inner[:-30]))
    refused = take_in("uspto", [deep, cut], TODAY).refused
    assert ["holds no .xml" in refused[0].message, "ZIP archive cut short" in refused[1].message] == [True, True]


def test_a_gzip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sellercheck.bulk._source.RATIO_FROM", 1000)
    monkeypatch.setattr("sellercheck.bulk._source.RATIO_MOST", 50)
    (tmp_path / "apc.gz").write_bytes(gzip.compress(daily(case_file(), tail=" " * 400_000)))
    assert "times its size" in take_in("uspto", [tmp_path / "apc.gz"], TODAY).refused[0].message


def test_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sellercheck.bulk._source.RATIO_FROM", 1 << 20)
    done = take_in("uspto", [zipped(tmp_path / "apc.zip", daily() + b" " * (4 << 20))], TODAY)
    assert "times its size" in done.refused[0].message


def test_a_full_disk_leaves_what_was_there(imported, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(case_file())

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(_taking._index, "build", full)
    with pytest.raises(ListError, match="disk is full"):
        imported(case_file("90000002", "KLIMBARU"))
    monkeypatch.undo()
    monkeypatch.setenv("SELLERCHECK_DATA", str(tmp_path / "data"))
    assert findings("Zorvexa shirts")
    assert not list(bulk.place_of("uspto").glob(".building-*"))
    take_in("uspto", [], TODAY)
    assert findings("Klimbaru shirts")


def test_a_register_that_is_not_there_or_damaged(imported) -> None:
    with pytest.raises(ListMissing):
        sellercheck.check(rows=[{"title": "x"}], platforms=["wish"], lists=["uspto"])
    imported(case_file())
    place = bulk.place_of("uspto")
    told = bulk.home.told(place / "current.json")
    shutil.rmtree(place / told["generation"])
    with pytest.raises(ListDamaged) as caught:
        sellercheck.check(rows=[{"title": "x"}], platforms=["wish"], lists=["uspto"])
    assert caught.value.hint == "Compile it again: sellercheck lists import uspto"
    take_in("uspto", [], TODAY)
    assert findings("Zorvexa shirts")
    bulk.home.tell(place / "current.json", told | {"inputs": "of another version"})
    with pytest.raises(ListDamaged, match="another version"):
        bulk.info("uspto")


def test_a_damaged_store_is_told(imported) -> None:
    imported(case_file())
    (bulk.place_of("uspto") / "cases.sqlite").write_bytes(b"x" * 5000)
    with pytest.raises(ListDamaged):
        imported(case_file("90000002"))
    assert findings("Zorvexa shirts")


def test_names_that_fold_to_nothing_or_to_a_number_are_not_indexed(imported) -> None:
    done = imported(case_file("90000001", "®"), case_file("90000002", "501"), case_file("90000003", "A"), case_file("90000004", "小米手机"))
    assert done.indexed == 1


def test_a_register_without_names(imported) -> None:
    assert imported(case_file(mark="®")).indexed == 0
    assert findings("Zorvexa shirts") == []


def test_the_report_tells_the_register_and_its_age(imported) -> None:
    imported(case_file())
    report = sellercheck.check(rows=[{"title": "shirts"}], platforms=["wish"], lists=["uspto"], today=date(2026, 3, 1), max_list_age=30)
    told = next(info for info in report.to_dict()["lists"] if info["name"] == "uspto")
    assert (told["origin"], told["retrieved"], told["age_days"], told["entries"]) == ("register", "2026-01-05", 55, 1)
    assert report.unanswered == ("list uspto is of 2026-01-05, 55 days old; at most 30 were asked for",)
    assert report.exit_status() == 3
    report = sellercheck.check(rows=[{"title": "shirts"}], platforms=["wish"], lists=["uspto"], today=date(2026, 3, 1))
    assert any("list uspto is 55 days old" in note for note in report.notes)


def test_merging_in_any_order_gives_the_same_cases(tmp_path: Path) -> None:
    from sellercheck.bulk._case import Case

    draw = random.Random(3)
    cases = [
        Case(str(number), "", f"MARK {number} {day}", "pending", "630", 0, "", "word", "", "", f"2026-01-{day:02}")
        for number in range(20)
        for day in draw.sample(range(1, 28), 5)
    ]
    stores = []
    for attempt in range(3):
        draw.shuffle(cases)
        store = Store(tmp_path / f"{attempt}.sqlite")
        with store.merging():
            store.merge(cases, _store.Tally())
        stores.append(sorted(store.alive()))
        store.close()
    assert stores[0] == stores[1] == stores[2]


def test_an_import_ended_anywhere_leaves_a_register_that_works(imported, tmp_path: Path) -> None:
    imported(case_file())
    more = zipped(tmp_path / "more.zip", daily(*(case_file(f"9100{number:04}", f"KLIMBARU {number}") for number in range(3000))))
    command = [sys.executable, "-m", "sellercheck", "lists", "import", "uspto", str(more), "-q"]
    draw = random.Random(5)
    for _ in range(6):
        child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ)
        time.sleep(draw.uniform(0.3, 2.5))
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert findings("Zorvexa shirts")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=os.environ, check=False)
    assert done.returncode == 0, done.stderr
    assert findings("Klimbaru 7 shirts")
    assert not list(bulk.place_of("uspto").glob(".building-*"))


def encrypted(path: Path, content: bytes) -> None:
    """An archive whose member says that it is encrypted."""
    zipped(path, content)
    told = bytearray(path.read_bytes())
    told[6] |= 1
    told[told.index(b"PK\1\2") + 8] |= 1
    path.write_bytes(told)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.mkdir(), "cannot be read"),
        (lambda path: encrypted(path, daily(case_file())), "is encrypted"),
        (lambda path: packed(path, *((f"{number}.xml", b"") for number in range(12))), "holds 12 files"),
    ],
)
def test_files_that_nobody_publishes(make, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sellercheck.bulk._source.MEMBERS_MOST", 10)
    make(tmp_path / "apc.zip")
    (refused,) = take_in("uspto", [tmp_path / "apc.zip"], TODAY).refused
    assert message in refused.message
    assert refused.hint


def test_a_store_of_another_version_or_in_use_is_told(imported, tmp_path: Path) -> None:
    import sqlite3

    imported(case_file())
    path = bulk.place_of("uspto") / "cases.sqlite"
    other = sqlite3.connect(path, isolation_level=None, timeout=0)
    other.execute("BEGIN EXCLUSIVE")
    store = Store.__new__(Store)
    store.path, store.db = path, sqlite3.connect(path, isolation_level=None, timeout=0)
    with pytest.raises(ListError, match="cannot be used: database is locked"), store.merging():
        pass
    store.close()
    other.execute("COMMIT")
    other.execute("PRAGMA user_version = 99")
    other.close()
    with pytest.raises(ListError, match="another version of sellercheck") as caught:
        imported(case_file())
    assert "import its files again" in (caught.value.hint or "")


def test_a_register_that_is_removed_is_gone(imported) -> None:
    imported(case_file())
    assert bulk.installed() == ("uspto",)
    bulk.forget("uspto")
    assert bulk.installed() == ()
    with pytest.raises(ListMissing):
        bulk.info("uspto")


def test_an_empty_table_row_is_passed_over() -> None:
    import io

    from bulk.test_tables import uk, uk_row

    from sellercheck.bulk import ukipo

    assert len(list(ukipo.read(io.BytesIO(uk(uk_row(), "", uk_row(number=""))), "x"))) == 2


def test_a_disk_that_is_full_within_a_file_takes_nothing_of_it(imported, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(case_file())
    usual = Store.__init__

    def little_room(self: Store, path: Path) -> None:
        usual(self, path)
        self.db.execute("PRAGMA max_page_count = 12")

    monkeypatch.setattr(Store, "__init__", little_room)
    with pytest.raises(ListError, match="the disk is full; what was there before stays in use"):
        imported(*(case_file(f"9100{number:04}", f"KLIMBARU {number}") for number in range(2000)))
    monkeypatch.undo()
    monkeypatch.setenv("SELLERCHECK_DATA", str(tmp_path / "data"))
    assert findings("Zorvexa shirts")
    assert take_in("uspto", [], TODAY).counts == {"pending": 1}


def test_a_register_keeps_to_its_office_and_its_name(imported, tmp_path: Path) -> None:
    from sellercheck.lists import import_own

    imported(case_file())
    with pytest.raises(ListError, match='"uspto" is the name of a register of "uspto"'):
        take_in("euipo", [tmp_path / "x.xml"], TODAY, "uspto")
    (tmp_path / "mine.txt").write_text("Zorvexa")
    import_own(tmp_path / "mine.txt", "mine")
    for name in ("mine", "famous"):
        with pytest.raises(ListError, match="is the name of another list"):
            take_in("uspto", [], TODAY, name)
    assert bulk.installed() == ("uspto",)
