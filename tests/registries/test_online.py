"""From the command and from Python to the register and back: what leaves, what comes, and with which status it ends."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result
from registries.conftest import TOKEN, secret
from registries.replay import Say
from registries.test_members import MARK

import sellercheck
from sellercheck.cli import main
from sellercheck.errors import UsageError
from sellercheck.report import ExitStatus

NOTHING = Say({"trademarks": [], "totalElements": 0, "totalPages": 0})


def page(**more: object) -> Say:
    return Say({"trademarks": [MARK | more], "totalElements": 1, "totalPages": 1})


@pytest.fixture
def run():
    def call(*arguments: str) -> Result:
        return CliRunner().invoke(main, list(arguments), prog_name="sellercheck")

    return call


@pytest.fixture
def sheet(tmp_path, monkeypatch) -> Path:
    """A sheet with a secret of the seller's, and a list that knows the mark in it."""
    monkeypatch.chdir(tmp_path)
    Path("mine.csv").write_text("name,owner\nZorvaxi,Zorvaxi GmbH\nQuvixor,Quvixor Ltd\n", "utf-8")
    path = Path("stock.csv")
    path.write_text(
        "SKU,Title,Supplier\nS-1,ZORVAXI running shoes,Mr Hush of Lane 7\nS-2,Zorvaxi socks,Mr Hush\nS-3,Plain shoes,Mr Hush\n", "utf-8"
    )
    return path


def check(**more: object) -> sellercheck.Report:
    return sellercheck.check("stock.csv", lists=["mine.csv"], platforms=["wish"], **({"online": True, "registries": ["euipo"]} | more))


@pytest.mark.usefixtures("sheet", "waits")
def test_only_the_mark_leaves_the_machine(ready, server) -> None:
    ready("euipo")
    server.on("GET", "/api/trademarks", page())
    report = check()
    token, asked = server.asked
    assert asked.query["query"] == "wordMarkSpecification.verbalElement==Zorvaxi"
    sent = str((token, asked))
    assert not any(word in sent for word in ("Hush", "shoes", "socks", "S-1", "stock", "ZORVAXI"))
    found = [finding for finding in report.findings if finding.mark]
    assert all(finding.evidence[0].kind == "registry" for finding in found)
    assert "EUIPO: “ZORVAXI” 018000017, registered" in found[0].evidence[0].text
    assert report.unanswered == ()
    assert not report.incomplete


@pytest.mark.usefixtures("sheet", "waits")
def test_an_ended_mark_lowers_the_findings_and_the_counts(ready, server) -> None:
    ready("euipo")
    before = check(online=False, registries=None)
    server.on("GET", "/api/trademarks", page(status="EXPIRED"))
    after = check()
    assert [finding.id for finding in after.findings] == [finding.id for finding in before.findings]
    pairs = [(old.severity, new.severity) for old, new in zip(before.findings, after.findings, strict=True) if old.mark]
    assert pairs
    assert all(new == old - 1 for old, new in pairs)
    worst = {}
    for finding in after.findings:
        worst[finding.listing] = max(worst.get(finding.listing, finding.severity), finding.severity)
    assert sum(after.by_risk.values()) == 3
    assert after.by_risk["none"] == 3 - sum(str(severity) != "info" for severity in worst.values())
    assert after.by_risk != before.by_risk


@pytest.mark.usefixtures("sheet", "waits")
def test_a_register_that_fails_leaves_the_findings_and_the_status_says_so(ready, server, run) -> None:
    ready("euipo")
    server.on("GET", "/api/trademarks", Say("down", 503, "text/plain"))
    before, after = check(online=False, registries=None), check()
    assert [finding.severity for finding in after.findings] == [finding.severity for finding in before.findings]
    assert len(after.unanswered) == 1
    assert after.exit_status(None) is ExitStatus.INCOMPLETE
    result = run("check", "stock.csv", "--list", "mine.csv", "-p", "wish", "--online", "--registry", "euipo", "--fail-on", "never")
    assert result.exit_code == 3, result.stderr
    assert "EUIPO failed with status 503, 3 times" in " ".join(result.stdout.split())
    assert "1 unanswered" in result.stdout


@pytest.mark.usefixtures("sheet", "waits")
def test_findings_outrank_a_register_that_fails(ready, server, run) -> None:
    ready("euipo")
    server.on("GET", "/api/trademarks", Say("down", 503, "text/plain"))
    arguments = ("check", "stock.csv", "--list", "mine.csv", "-p", "wish", "--online", "--fail-on", "low")
    assert run(*arguments).exit_code == 1


@pytest.mark.usefixtures("sheet", "waits")
def test_the_json_report_keeps_its_schema_and_no_secret(ready, server, run) -> None:
    ready("euipo")
    server.on("GET", "/api/trademarks", page())
    result = run("check", "stock.csv", "--list", "mine.csv", "-p", "wish", "--online", "-f", "json")
    report = json.loads(result.stdout)
    jsonschema.validate(report, json.loads(run("schema", "report").stdout))
    told = {item["what"]: item["why"] for item in report["not_checked"]}
    assert told["registers"] == "asked: EUIPO; no other official register was searched"
    evidence = [item for finding in report["findings"] if finding["mark"] for item in finding["evidence"]]
    assert {item["kind"] for item in evidence} >= {"registry"}
    for value in (secret("SELLERCHECK_EUIPO_CLIENT_ID"), secret("SELLERCHECK_EUIPO_CLIENT_SECRET"), str(TOKEN["access_token"])):
        assert value not in result.stdout + result.stderr


@pytest.mark.usefixtures("sheet", "waits")
def test_the_second_run_asks_nothing(ready, server) -> None:
    ready("euipo")
    server.on("GET", "/api/trademarks", page())
    first = check()
    asked = len(server.asked)
    assert check(max_online=0).findings == first.findings
    assert len(server.asked) == asked


@pytest.mark.usefixtures("sheet")
def test_what_the_budget_leaves_out_is_told(ready, server) -> None:
    ready("euipo")
    report = check(max_online=0)
    assert report.unanswered == ("euipo: 1 not asked, since --max-online was reached (Zorvaxi)",)
    assert server.asked == []


@pytest.mark.usefixtures("sheet")
def test_offline_forbids_and_the_report_says_what_was_not_answered(ready, server, monkeypatch) -> None:
    ready("euipo")
    monkeypatch.setenv("SELLERCHECK_OFFLINE", "1")
    report = check()
    assert "SELLERCHECK_OFFLINE" in report.unanswered[0]
    assert server.asked == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"online": False}, "over the network"),
        ({"registries": ["euip"]}, 'no registry is called "euip"'),
        ({"registries": ["tmview"]}, "no interface for programs"),
        ({"registries": ["uspto"]}, "SELLERCHECK_USPTO_KEY not set"),
        ({"registries": None}, "no credentials are set"),
        ({"max_online": -1}, "--max-online -1"),
    ],
)
def test_what_cannot_be_asked_is_said_before_the_work(options: dict, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        sellercheck.check("there is no such sheet", **({"online": True, "registries": ["euipo"]} | options))


def test_registers_are_closed_and_none_is_opened_without_being_asked_for(ready, server, sheet, monkeypatch) -> None:
    ready("euipo")
    monkeypatch.setattr("sellercheck.registries.open_register", lambda name: pytest.fail(f"{name} was opened"))
    sellercheck.check(sheet, platforms=["wish"])
    assert server.asked == []


# --------------------------------------------------------------------------------------------------------- registry


@pytest.mark.usefixtures("waits")
def test_registry_search(ready, server, run) -> None:
    ready("euipo")
    ready("uspto")
    server.on("GET", "/api/trademarks", page(status="EXPIRED"))
    result = run("registry", "search", "Zorvaxi")
    assert result.exit_code == 0, result.stderr
    text = " ".join(result.stdout.split())
    for part in (
        "EUIPO 1 found, asked 20",
        "ZORVAXI 018000017 ended (EXPIRED) · territory EM · Nice classes 18, 25 · owner Zorvaxi GmbH · filed 2020-01-02",
        "not searched: USPTO Trademark Search https://tmsearch.uspto.gov/search/search-information",
        "not searched: TMview https://www.tmdn.org/tmview/#/tmview/results?page=1&pageSize=30&criteria=C&basicSearch=Zorvaxi",
        "not searched: WIPO Global Brand Database",
        "not legal advice",
    ):
        assert part in text
    assert result.stdout.count("https://tmsearch.uspto.gov") == 1
    assert server.asked[-1].query["query"].endswith("==Zorvaxi")
    run("registry", "search", "Zorvaxi", "--part", "--registry", "euipo")
    assert server.asked[-1].query["query"].endswith("==*Zorvaxi*")


@pytest.mark.usefixtures("waits")
def test_registry_search_as_json(ready, server, run) -> None:
    ready("euipo")
    ready("courtlistener")
    server.on("GET", "/api/trademarks", NOTHING)
    server.on("GET", "/api/search/", Say("", 500, None))
    result = run("registry", "search", "Zorvaxi", "-f", "json")
    assert result.exit_code == 3
    told = json.loads(result.stdout)
    assert [(each["registry"], each["answered"]) for each in told["answers"]] == [("courtlistener", False), ("euipo", True)]
    assert told["answers"][1]["records"] == []
    assert [link["title"] for link in told["not_searched"]] == ["WIPO Global Brand Database", "TMview", "USPTO Trademark Search"]


def test_without_credentials_registry_search_still_gives_the_links(run) -> None:
    result = run("registry", "search", "Zorvaxi")
    assert result.exit_code == 0
    assert result.stdout.count("not searched: ") == 3
    assert "no credentials are set" in result.stderr


@pytest.mark.usefixtures("waits")
def test_registry_show(ready, server, run) -> None:
    ready("courtlistener")
    ready("euipo")
    told = {"id": 17, "case_name": "Zorvaxi \x1b[31mv. Roe", "court_id": "ilnd", "docket_number": "1:26-cv-17", "date_filed": "2026-03-04"}
    server.on("GET", "/api/dockets/17/", Say(told))
    result = run("registry", "show", "courtlistener", "17")
    assert result.exit_code == 0, result.stderr
    assert "\x1b" not in result.stdout
    assert "ilnd · 1:26-cv-17 · filed 2026-03-04 · open as far as is known" in result.stdout
    server.on("GET", "/api/trademarks/018000099", Say({}, 404, "application/problem+json"))
    result = run("registry", "show", "euipo", "18000099")
    assert result.exit_code == 0
    assert "EUIPO  0 found" in result.stdout
    server.on("GET", "/api/trademarks/018000098", Say({}, 403, "application/problem+json"))
    result = run("registry", "show", "euipo", "18000098")
    assert result.exit_code == 3
    assert "NO ANSWER: EUIPO refuses the credentials (status 403)" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["search", "™"], "no letter or digit"),
        (["search", "Zorvaxi", "--registry", "wipo"], "no interface for programs"),
        (["show", "euipo", "018000017"], "SELLERCHECK_EUIPO_CLIENT_ID, SELLERCHECK_EUIPO_CLIENT_SECRET not set"),
        (["show", "epo", "1"], "Did you mean"),
        (["show", "uspto", "123"], '"123" is no number of USPTO'),
        (["show", "kipris", "123"], "no search by number"),
    ],
)
def test_registry_refuses(arguments: list[str], message: str, run, ready) -> None:
    ready("uspto")
    ready("kipris")
    result = run("registry", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr


# ----------------------------------------------------------------------------------------------------------- doctor


def test_doctor_shows_credentials_and_tests_them_only_when_asked(ready, server, run, waits) -> None:
    ready("uspto")
    ready("courtlistener")
    result = run("doctor")
    assert result.exit_code == 0, result.stdout
    text = " ".join(result.stdout.split())
    assert "uspto USPTO: credentials set, not tested (--online)" in text
    assert "euipo EUIPO: not set: SELLERCHECK_EUIPO_CLIENT_ID, SELLERCHECK_EUIPO_CLIENT_SECRET; from https://dev.euipo.europa.eu" in text
    assert server.asked == []
    server.on("GET", "/api/ts/cd/casestatus/sn88326251/info", Say("", 204, None))
    server.on("GET", "/api/dockets/4214664/", Say({"detail": "Invalid token."}, 401))
    for _ in range(2):  # the cache answers no test
        result = run("doctor", "--online")
    assert result.exit_code == 3
    text = " ".join(result.stdout.split())
    assert "uspto USPTO: credentials work" in text
    assert "courtlistener CourtListener: NO ANSWER: CourtListener refuses the credentials (status 401)" in text
    assert len(server.asked) == 4
    assert secret("SELLERCHECK_USPTO_KEY") not in result.stdout


def test_doctor_names_a_credential_that_cannot_be_sent(run, monkeypatch) -> None:
    monkeypatch.setenv("SELLERCHECK_USPTO_KEY", "two\nlines")
    result = run("doctor")
    assert result.exit_code == 0
    assert "SELLERCHECK_USPTO_KEY holds a character that no credential has" in " ".join(result.stdout.split())
    assert run("doctor", "--online").exit_code == 3
    monkeypatch.setenv("SELLERCHECK_USPTO_KEY", "a-key-for-nothing")
    monkeypatch.setenv("SELLERCHECK_USPTO_BASE", "http://api.example.org")
    result = run("doctor", "--online")
    assert result.exit_code == 3
    assert "NO ANSWER: SELLERCHECK_USPTO_BASE holds no address" in " ".join(result.stdout.split())


def test_settings_ask_registers_and_the_option_forbids(run, monkeypatch, tmp_path) -> None:
    from sellercheck import api

    asked: list[dict] = []

    def check(*_, **options):
        asked.append(options)
        raise UsageError("enough")

    monkeypatch.setattr(api, "check", check)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sellercheck.toml").write_text('online = true\nregistries = ["euipo"]\nmax-online = 7\nmax-list-age = "12w"\n', "utf-8")
    (tmp_path / "a.csv").write_text("title\nShirt\n", "utf-8")
    for more in ((), ("--offline",), ("--isolated",), ("--registry", "ipau", "--max-online", "1", "--max-list-age", "9d")):
        run("check", "a.csv", *more)
    told = [(each["online"], each["registries"], each["max_online"], each["max_list_age"]) for each in asked]
    assert told == [(True, ["euipo"], 7, 84), (False, ["euipo"], 7, 84), (False, None, 50, None), (True, ["ipau"], 1, 9)]
