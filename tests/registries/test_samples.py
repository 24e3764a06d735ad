"""What the captured answers of ../shared say, fact by fact, as read off the files and not off the parsers."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from registries.replay import Say

from sellercheck.errors import LookupFailed, RegistryError, RegistryUnavailable
from sellercheck.registries import Lookup, _uspto_codes, courtlistener, euipo, jpo, uspto

SAMPLES = Path(__file__).parents[3] / "shared" / "registries" / "samples"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples of ../shared/registries are not here")


def sample(path: str) -> bytes:
    return (SAMPLES / path).read_bytes()


def facts(record) -> tuple:
    days = (record.filing_date, record.registration_date, record.expiry_date)
    return (
        record.office, record.mark_text, record.application_number, record.registration_number, record.status, sorted(record.nice_classes),
        record.owners, *(day and day.isoformat() for day in days), record.mark_kind,
    )  # fmt: skip


AZUKI = ("US", "AZUKI ZEN", "97123456", None, "ended", [9])
PYTHON = (
    "US", "PYTHON", "76044902", "2824281", "registered", [9, 42], ("PYTHON SOFTWARE FOUNDATION",), "2000-05-09", "2004-03-23", None, "word",
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "casestatus_sn88326251_info.json",
            ("US", "88 HEAD IN THE CLOUDS", "88326251", "5845537", "registered", [41], ("88Rising, Inc.",), "2019-03-05", "2019-08-27", None, "figurative"),
        ),
        ("casestatus_sn97123456_info.json", (*AZUKI, ("CHIRU LABS, INC.",), "2021-11-13", None, None, "word")),
        # The capturing client had dropped the parties.
        ("caseMultiStatus_sn_97123456_90001000.json", (*AZUKI, (), "2021-11-13", None, None, "word")),
        ("casestatus_sn76044902_ST96.xml", PYTHON),
        ("casestatus_sn76044902_ST66.xml", PYTHON),
    ],
)  # fmt: skip
def test_tsdr(name: str, expected: tuple) -> None:
    content = sample(f"uspto/tsdr/{name}")
    records = uspto.read_json(content) if name.endswith("json") else uspto.read_xml(content)
    assert [facts(record) for record in records] == [expected]


def test_tsdr_says_in_its_own_words_what_the_status_is() -> None:
    raw = [uspto.read_json(sample(f"uspto/tsdr/casestatus_{name}_info.json"))[0].status_raw for name in ("sn88326251", "sn97123456")]
    assert raw[0].startswith("700 Registered.")
    assert raw[1].startswith("602 Abandoned because the applicant failed to respond")


def test_a_document_list_is_no_status() -> None:
    with pytest.raises(ValueError, match="no mark is there"):
        uspto.read_xml(sample("uspto/tsdr/casedocs_sn97123456_info.xml"))
    with pytest.raises(ValueError, match="neither"):
        uspto.read_json(sample("uspto/tsdr/last-update_sn97123456_info.json"))


def test_every_code_of_the_table_of_the_uspto() -> None:
    import csv

    words = {"Dead": "ended", "Live/Registered": "registered", "Live/Pending": "pending", "Live": "pending", "Indifferent": "unknown"}
    with (SAMPLES / "uspto" / "lookups" / "status_codes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    told = {row["code"]: words.get(row["live_dead_indicator"]) or words[row["live_dead_indicator"].split("/")[0]] for row in rows}
    assert len(told) == 169
    assert {code: _uspto_codes.standing(int(code)) for code in told} == told
    named = _uspto_codes.REGISTERED | _uspto_codes.PENDING | _uspto_codes.ENDED
    assert named <= set(map(int, told))
    assert {_uspto_codes.standing(code) for code in (None, -1, 1, 399, 999, 70000)} == {"unknown"}


EUIPO = """\
000274084|RIZLA+ INTERNATIONAL|ended|25 34|John Player & Sons Limited|1996-06-19|1999-02-10|2006-06-19|figurative
000274878|SINNERS|ended|16 25 42|SCHAAY HOLDING B.V.|1996-06-18|1999-06-21|2006-06-18|word
000274977|ARAPHAT|ended|18 25 28|Jason Hamilton Hall|1996-06-19|||word
000274696|DITEC|ended|9 41 42|DITEC Informationstechnologie AG (Holding)|1996-06-13|||figurative
000274431|THE DIFFERENCE IS SIGNIFICANT|ended|42|Quintiles Transnational Corp.|1996-06-12|||word
000274365|ENSIGMA|ended|9 16 42|ENSIGMA LIMITED|1996-06-11|1998-05-26|2006-06-11|word
000274753|NETSTICK|ended|9|Nortel Networks Inc.|1996-06-12|1998-09-11|2006-06-12|word
000274142|BENDIGO|ended|18 24 25|BENDIGO INTERNATIONAL|1996-05-30|1999-05-31|2006-05-30|word
000274209|THE DARK ALTERNATIVE|ended|30|Ashbury Confectionery Limited|1996-06-19|1998-09-11|2006-06-19|word
000274019|IBEX|ended|9|IBEX AG|1996-12-05|2001-05-14|2006-12-05|figurative
"""


def test_a_page_of_the_euipo() -> None:
    records, total, pages = euipo.read_list(sample("euipo/api/trademarks_list_size10.json"))
    assert (total, pages) == (2354583, 235459)
    expected = []
    for line in EUIPO.splitlines():
        number, words, status, classes, owner, filed, registered, expires, kind = line.split("|")
        own = number if registered else None
        expected.append(
            ("EM", words, number, own, status, list(map(int, classes.split())), (owner,), filed, registered or None, expires or None, kind)
        )
    assert [facts(record) for record in records] == expected


def test_the_example_of_the_euipo_s_own_description() -> None:
    schemas = json.loads(sample("euipo/api/openapi-trademark-search-1.1.0.json"))["components"]["schemas"]
    example = schemas["TrademarkSearchResultItem"]["example"]
    ((record,), _, _) = euipo.read_list(json.dumps({"trademarks": [example]}).encode())
    # The person of the example has a number and no name.
    assert facts(record) == (
        "EM", "White wine", "000984401", "000984401", "registered", [33], (), "1997-02-10", "1998-10-28", "2027-02-10", "word",
    )  # fmt: skip
    known = {status for words in euipo.STATUSES.values() for status in words}
    assert set(schemas["Status"]["enum"]) <= known
    assert {euipo.standing(status) for status in schemas["Status"]["enum"]} == {"registered", "pending", "ended"}


@pytest.mark.parametrize(
    ("name", "error", "says"),
    [
        ("400_SearchTrademarkBadRequestError", LookupFailed, "status 400"),
        ("401_UnauthorizedError", RegistryUnavailable, "refuses the credentials"),
        ("429_RateLimitError", RegistryUnavailable, "no more questions"),
        ("500_DefaultError", LookupFailed, "status 500"),
    ],
)
def test_the_errors_of_the_euipo(name: str, error: type[RegistryError], says: str, opened, server) -> None:
    told = json.loads(sample(f"euipo/api/errors/{name}.json"))
    register = opened("euipo")
    server.on("GET", "/api/trademarks", Say(told["body"], int(name[:3]), told["content-type"]))
    with pytest.raises(error, match=says):
        register.look_up(Lookup(text="Zorvaxi"))


def test_the_euipo_s_not_found_is_an_answer(opened, server) -> None:
    told = json.loads(sample("euipo/api/errors/404_NotFoundError.json"))
    register = opened("euipo")
    server.on("GET", "/api/trademarks/015000302", Say(told["body"], 404, told["content-type"]))
    assert register.look_up(Lookup(number="015000302")).records == ()


def test_a_docket_and_a_search_of_courtlistener() -> None:
    case = courtlistener.read_docket(sample("courtlistener/docket_4214664.json"))
    assert (case.name, case.court, case.number, case.filed, case.ended) == (
        "NATIONAL VETERANS LEGAL SERVICES PROGRAM v. United States", "dcd", "1:16-cv-00745", date(2016, 4, 21), None,
    )  # fmt: skip
    assert case.url == "https://www.courtlistener.com/docket/4214664/national-veterans-legal-services-program-v-united-states/"
    (((found, parties),), total) = courtlistener.read_search(sample("courtlistener/search_type-o_docs-example.json"))
    assert (found.name, found.court, found.number, found.filed, found.ended, parties, total) == (
        "Foo v. Foo", "Hawaii Intermediate Court of Appeals", "24158", date(2003, 1, 10), None, (), 2343,
    )  # fmt: skip


def test_an_application_at_the_jpo() -> None:
    record, code = jpo.read(json.dumps(json.loads(sample("jpo/trademark_app_progress.json"))["body"]).encode())
    assert code == "100"
    # Its examiner refused it on 2026-01-13, which can be appealed.
    assert facts(record) == (
        "JP", "メタンレス和牛", "2024123456", None, "unknown", [29, 35], ("ＭＴＪグループ株式会社",), "2024-11-18", None, None, "",
    )  # fmt: skip


def test_the_answer_as_the_office_sent_it_comes_through_the_wire(opened, server) -> None:
    told = json.loads(sample("uspto/tsdr/casestatus_response_headers.json"))["headers"]
    kept = {
        name: values[0]
        for name, values in told.items()
        if name.lower() not in {"connection", "keep-alive", "content-length", "content-type"}
    }
    say = Say(sample("uspto/tsdr/casestatus_sn88326251_info.json"), type=told["Content-Type"][0], headers=kept)
    register = opened("uspto")
    server.on("GET", "/api/ts/cd/casestatus/sn88326251/info", say)
    assert register.look_up(Lookup(number="88326251")).records[0].mark_text == "88 HEAD IN THE CLOUDS"
