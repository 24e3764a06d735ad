"""USPTO trademark XML: the real samples to the letter, and every trap the layout has."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from bulk.files import DTD, case_file, daily

from sellercheck.bulk import uspto
from sellercheck.bulk._case import Case, Damaged
from sellercheck.errors import ListError

SAMPLES = Path(__file__).parents[3] / "shared" / "registries" / "samples" / "uspto"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples of ../shared are not here")


def read(content: bytes) -> list[Case | Damaged]:
    return list(uspto.read(io.BytesIO(content), "apc.xml"))


def one(content: str, **options) -> Case:
    (case,) = read(daily(content, **options))
    assert isinstance(case, Case)
    return case


def classes(case: Case) -> list[int]:
    return [number for number in range(64) if case.classes >> number & 1]


@needs_samples
def test_the_real_records_give_exactly_these_facts() -> None:
    with (SAMPLES / "bulk" / "apc-excerpt.xml").open("rb") as source:
        found = [
            (case.number, case.registration, case.text, case.status, case.code, classes(case), case.owner, case.kind, case.filed, case.registered, case.pseudo)
            for case in uspto.read(source, "apc-excerpt.xml")
        ]  # fmt: skip
    assert found == [
        ("87310367", "", "TUSIMPLE", "pending", "688", [9, 12, 39, 42], "TuSimple", "word", "2017-01-23", "", "TU SIMPLE"),
        ("87703889", "", "TU SIMPLE", "pending", "630", [9, 12, 39, 42], "TuSimple", "combined", "2017-11-30", "", "TO SIMPLE"),
        ("87703896", "", "TU SIMPLE", "pending", "630", [9, 12, 39, 42], "TuSimple", "stylised", "2017-11-30", "", "TO SIMPLE"),
        ("71112081", "0124134", "CUTEX", "registered", "800", [8], "CUTEX, INC.", "word", "1918-07-11", "1919-01-14", ""),
        ("71522974", "0436748", "COLUMBIAN", "registered", "800", [16], "Quality Park, LLC", "word", "1947-05-24", "1948-02-17", ""),
        ("72243407", "0832787", "CELANESE", "registered", "800", [1], "CELANESE INTERNATIONAL CORPORATION", "stylised", "1966-04-14", "1967-08-01", ""),
    ]  # fmt: skip


@needs_samples
def test_the_status_codes_are_those_of_the_office() -> None:
    import csv

    with (SAMPLES / "lookups" / "status_codes.csv").open(encoding="utf-8", newline="") as source:
        table = {row["code"].lstrip("0") or "0": row["live_dead_indicator"] for row in csv.DictReader(source)}
    expected = {"Live/Registered": "registered", "Live/Pending": "pending", "Live": "pending"}
    told = {code: expected.get(word, "ended" if word.startswith("Dead") else "unknown") for code, word in table.items()}
    ours = uspto.statuses()
    assert {code: ours.get(code, "unknown") for code in told} == told
    assert set(ours) <= set(told)


@pytest.mark.parametrize(
    ("code", "status"),
    [("700", "registered"), ("800", "registered"), ("630", "pending"), ("616", "pending"), ("710", "ended"), ("900", "ended"), ("602", "ended"),
     ("000", "unknown"), ("970", "unknown"), ("999", "unknown"), ("", "unknown"), ("7oo", "unknown")],
)  # fmt: skip
def test_standing(code: str, status: str) -> None:
    assert one(case_file(status=code)).status == status


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (((("025",), "6"),), [25]),
        (((("006", "020"), "6"),), [6, 20]),  # one classification, several classes; its primary code is an old US class
        (((("025",), "6"), (("018",), "0")), [25]),  # no longer claimed
        (((("A",), "6"), (("200",), "6"), (("B",), "6")), []),  # certification and collective classes are no Nice classes
        (((("000",), "6"), (("046",), "6"), (("",), "6")), []),
        ((), []),
    ],
)
def test_classes(given: tuple, found: list[int]) -> None:
    assert classes(one(case_file(classes=given))) == found


@pytest.mark.parametrize(
    ("given", "filed", "bad"),
    [("20250102", "2025-01-02", 0), ("19831200", "", 1), ("10101", "", 1), ("00000000", "", 0), ("0", "", 0), ("20250229", "", 1), ("20240229", "2024-02-29", 0), ("2025x102", "", 1)],
)  # fmt: skip
def test_dates(given: str, filed: str, bad: int) -> None:
    case = one(case_file(filed=given))
    assert (case.filed, case.bad_dates) == (filed, bad)


@pytest.mark.parametrize(
    ("given", "owner"),
    [
        ((("10", "First Co"), ("30", "Second Co")), "Second Co"),
        ((("46", "New Co"), ("30", "Old Co"), ("45", "Middle Co")), "New Co"),
        ((("20", "One Co"), ("20", "Other Co")), "One Co; Other Co"),
        ((("10", "Bell &amp; Sons"),), "Bell & Sons"),
        ((("xx", "Odd Co"),), "Odd Co"),
        ((), ""),
    ],
)
def test_the_newest_owner_counts(given: tuple, owner: str) -> None:
    assert one(case_file(owners=given)).owner == owner


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("Q*BERT", "Q*BERT"),
        ("A &amp; B &lt;&gt; &quot;C&quot; &#233;&#x4E2D;", 'A & B <> "C" é中'),
        ("  TWO \n  LINES ", "TWO LINES"),
        ("&unknown; ZORVEXA", "&unknown; ZORVEXA"),
        ("<![CDATA[A <b> B]]>", "A <b> B"),
        ("ZOR<!-- no -->VEXA", "ZORVEXA"),
        ("", ""),
    ],
)
def test_text_is_text(given: str, text: str) -> None:
    assert one(case_file(mark=given)).text == text


def test_a_long_mark_continues_in_a_statement_and_a_pseudo_mark_is_kept() -> None:
    case = one(case_file(mark="ZOR", statements=(("MK0000", "VEXA"), ("PM0001", "ZORE VEXA"), ("GS0251", "Shirts"))))
    assert (case.text, case.pseudo) == ("ZORVEXA", "ZORE VEXA")


@pytest.mark.parametrize(("drawing", "kind"), [("4", "word"), ("4000", "word"), ("2000", "figurative"), ("3", "combined"), ("6000", "sound"), ("0", "unknown"), ("", "unknown")])  # fmt: skip
def test_kind(drawing: str, kind: str) -> None:
    assert one(case_file(drawing=drawing)).kind == kind


def test_a_record_of_a_status_alone_is_partial() -> None:
    case = one(case_file(mark=None, drawing="", classes=(), owners=(), statements=(), events=""))
    assert case.partial
    assert not one(case_file(mark=None, drawing="2000")).partial


def test_tags_that_are_xml_but_not_of_the_layout_are_read_too() -> None:
    content = (
        case_file().replace("<mark-identification>", '<mark-identification xml:lang="en">').replace("<serial-number>", "<serial-number >")
    )
    assert one(content).text == "ZORVEXA"
    assert one(content).number == "90000001"


@pytest.mark.parametrize(
    "broken",
    [
        case_file(serial=""),
        case_file(serial="9000000x"),
        case_file().replace("</case-file-event-statements>", ""),
        case_file(mark="<![CDATA[ never closed"),
        case_file().replace("</case-file>", ""),
    ],
)
def test_a_record_that_cannot_be_read_is_told_and_the_next_is_read(broken: str) -> None:
    found = read(daily(broken, case_file("90000002")))
    assert isinstance(found[0], Damaged)
    assert found[0].where == "apc.xml: record 1"
    assert [case.number for case in found if isinstance(case, Case)] == ["90000002"]


def test_a_record_in_another_encoding() -> None:
    content = daily(case_file(mark="CAFÉ"), declaration='<?xml version="1.0" encoding="ISO-8859-1"?>').decode().encode("latin-1")
    assert [case.text for case in read(content) if isinstance(case, Case)] == ["CAFÉ"]
    (damaged,) = read(daily(case_file(mark="CAFÉ")).decode().encode("latin-1"))
    assert isinstance(damaged, Damaged)


def test_records_cut_anywhere_by_the_reads_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    content = daily(*(case_file(f"9000000{number}", f"MARK {number}") for number in range(5)), tail="\n" * 50)
    whole = read(content)
    for size in (1, 7, 64, 1000):
        monkeypatch.setattr(uspto, "CHUNK", size)
        assert read(content) == whole


def test_a_day_without_cases() -> None:
    content = daily().replace(b"<file-segments>", b"<data-available-code>N</data-available-code><x>")
    assert read(content) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (daily(case_file(), prolog='<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n'), "declares XML entities"),
        (daily(case_file(), prolog='<!DOCTYPE x [<!ENTITY % a SYSTEM "file:///etc/passwd">]>\n'), "declares XML entities"),
        (daily(case_file())[:-200], "ends within record 1"),
        (daily(case_file()).removesuffix(b"</trademark-applications-daily>\n"), "ends before its last element is closed"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "is a web page"),
        (b"", "no trademark XML"),
        (b"<trademarks/>", "no trademark XML"),
        (daily(case_file()).decode().encode("utf-16"), "UTF-16"),
        (daily(case_file(), declaration='<?xml version="1.0" encoding="EBCDIC-CP-US"?>'), 'encoded as "ebcdic-cp-us"'),
    ],
)
def test_files_that_are_refused_whole(content: bytes, message: str) -> None:
    with pytest.raises(ListError) as caught:
        read(content)
    assert message in caught.value.message
    assert caught.value.hint


def test_a_record_without_end_is_refused_before_memory_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uspto, "RECORD_MOST", 10_000)
    monkeypatch.setattr(uspto, "CHUNK", 1000)
    with pytest.raises(ListError, match="larger than"):
        read(daily(case_file(mark="A" * 50_000)))


def prefixed(content: bytes) -> bytes:
    head, _, body = content.partition(b"<trademark-applications-daily>")
    body = re.sub(rb"<(/?)([a-z])", rb"<\1tm:\2", body)
    return b'<?xml version="1.0"?><tm:trademark-applications-daily xmlns:tm="urn:us:gov:x">' + body if head else b""


@pytest.mark.parametrize(
    "change",
    [
        lambda told: b"\xef\xbb\xbf" + told,
        lambda told: told.replace(b"\n", b"\r\n"),
        lambda told: re.sub(rb">\s+<", b"><", told),
        lambda told: told.replace(DTD.encode(), b""),
        lambda told: told.replace(DTD.encode(), b'<!DOCTYPE trademark-applications-daily SYSTEM "apc.dtd">'),
        lambda told: told.replace(b"<trademark-applications-daily>", b'<trademark-applications-daily xmlns="urn:x">'),
        prefixed,
        lambda told: told.replace(b"<case-file>", b'<case-file id="1">'),
        lambda told: told.replace(b"<case-file>", b'<case-file id="1">', 1),
        lambda told: b'<case-file id="1">'.join(told.rsplit(b"<case-file>", 1)),
        lambda told: b'<case-file id="1">'.join(told.split(b"<case-file>", 2)[1:]).join(
            [told.split(b"<case-file>", 1)[0] + b"<case-file>", b""]
        ),
        lambda told: told.replace(b"<case-file>", b"<case-file >").replace(b"</case-file>", b"</case-file >"),
        lambda told: told.replace(b"<case-file>", b"<!-- another --><case-file>"),
        lambda told: told.replace(b"<registration-number>0000000</registration-number>", b"<registration-number/>"),
        lambda told: told.replace(b"<registration-number>0000000</registration-number>", b""),
    ],
)
def test_the_same_records_written_in_another_way_are_the_same(change) -> None:
    cases = [case_file(f"9000000{number}", mark) for number, mark in enumerate(("ZORVEXA", "QUONTLE", "KLIMBARU &amp; SÖHNE"))]
    told = daily(*cases)
    assert change(told) != told
    assert read(change(told)) == read(told)
    assert len(read(told)) == 3
