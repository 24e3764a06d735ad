"""`check FOLDER` over many clients' folders: what is each one's, the summary, the pages, and that processes change nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

SHOES = "sku,title,brand\nA-1,Nike running shoes,Nike\nA-2,NIKE style running shoes,\n"
PLAIN = "sku,title,brand\nG-1,Plain linen shirt,Generic\n"
LETTER = "mark,basis,territories,platforms,nice_classes,sku_pattern,valid_from,valid_to,document\nNike,licence,,,,,,,loa.pdf\n"
TORN = "PK\x03\x04 torn"
IGNORE = '[[ignore]]\nrule = "*"\nmark = "Nike"\nreason = "agreed with the client"\nexpires = 2099-01-01\n'


def write(place: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, "utf-8")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(
        tmp_path,
        {
            "clients/acme/stock.csv": SHOES,
            "clients/acme/sellercheck.toml": 'platforms = ["wish"]\nselect = ["mark-use"]\n',
            "clients/eu/beta/stock.csv": SHOES,
            "clients/eu/beta/authorisations.csv": LETTER,
            "clients/eu/beta/sellercheck.toml": 'platforms = ["wish"]\nselect = ["mark-use"]\nlanguage = "zh"\n',
            "clients/gamma/deep/g.csv": SHOES,
            "clients/gamma/sellercheck-ignore.toml": IGNORE,
            "clients/gamma/sellercheck.toml": 'platforms = ["wish"]\nselect = ["mark-use"]\n',
            "clients/plain/p.csv": PLAIN,
            "clients/plain/q.csv": "sku,title\nQ-1,Linen trousers\n",
            "clients/sellercheck.toml": 'platforms = ["amazon"]\nselect = ["mark-use"]\n',
        },
    )
    return tmp_path


def told(run: Any, *arguments: str, status: int = 1) -> dict[str, Any]:
    result = run("check", "clients", "-f", "json", *arguments)
    assert result.exit_code == status, result.stderr
    found = json.loads(result.stdout_bytes)
    jsonschema.validate(found, json.loads(run("schema", "clients").stdout_bytes))
    return found


def by_name(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["client"]: each for each in found["clients"]}


def test_each_client_has_its_own_settings_authorisations_and_ignores(run) -> None:
    found = told(run)
    clients = by_name(found)
    assert list(clients) == ["acme", "eu/beta", "gamma", "plain"]
    counts = {
        name: (each["summary"]["by_severity"]["high"], each["summary"]["set_aside"], each["status"]) for name, each in clients.items()
    }
    assert counts["acme"][0] >= 2
    assert counts["acme"][1:] == (0, 1)
    assert (counts["eu/beta"][0], counts["eu/beta"][2]) == (1, 1)  # a licence does not answer for “NIKE style”
    assert counts["eu/beta"][1] > 0
    assert counts["gamma"] == (0, counts["acme"][0], 0)
    assert counts["plain"] == (0, 0, 0)
    assert {name: each["platforms"] for name, each in clients.items()} == {
        "acme": ["wish"],
        "eu/beta": ["wish"],
        "gamma": ["wish"],
        "plain": ["amazon"],
    }
    assert clients["plain"]["sheets"] == 2
    assert clients["plain"]["settings"].replace("\\", "/") == "clients/sellercheck.toml"
    assert clients["acme"]["first"] == [{"what": "Nike", "severity": "high", "listings": 2}]
    sums = found["summary"]
    assert (sums["clients"], sums["unusable"], sums["listings"]) == (4, 0, 8)
    assert sums["by_severity"]["high"] == sum(each[0] for each in counts.values())


def test_listings_of_two_clients_are_not_compared(place, run) -> None:
    same = "sku,title,brand\nA-1,Canvas Tote Bag large navy two pockets zip 38 x 42 cm,\n"
    write(
        place, {"shops/a/sellercheck.toml": "", "shops/a/s.csv": same, "shops/b/s.csv": same, "shops/b/t.csv": same.replace("A-1", "B-1")}
    )
    result = run("check", "shops", "-p", "wish", "--select", "duplicate-listing", "-f", "json")
    clients = by_name(json.loads(result.stdout_bytes))
    assert (clients["a"]["worst"], clients["b"]["worst"] is None) == (None, False)


def test_what_is_typed_wins_over_every_clients_settings(run) -> None:
    clients = by_name(told(run, "-p", "shopee", "--fail-on", "never", status=0))
    assert {tuple(each["platforms"]) for each in clients.values()} == {("shopee",)}
    assert {each["status"] for each in clients.values()} == {0}


def test_processes_change_nothing(place, run) -> None:
    formats = ("-f", "terminal", "-f", "html=out/", "-f", "json=out", "-f", "csv=out/tables/")
    alone = run("check", "clients", *formats)
    before = {path.relative_to(place / "out"): path.read_bytes() for path in (place / "out").rglob("*") if path.is_file()}
    together = run("check", "clients", *formats, "--jobs", "3")
    after = {path.relative_to(place / "out"): path.read_bytes() for path in (place / "out").rglob("*") if path.is_file()}
    assert (alone.exit_code, alone.stdout) == (together.exit_code, together.stdout)
    assert before == after
    assert {path.as_posix() for path in before} == {
        "index.html", "acme.html", "eu/beta.html", "gamma.html", "plain.html", "acme.json", "eu/beta.json", "gamma.json", "plain.json",
        "tables/acme.csv", "tables/eu/beta.csv", "tables/gamma.csv", "tables/plain.csv",
    }  # fmt: skip


def test_a_clients_report_is_what_a_run_of_its_own_gives(place, run, monkeypatch) -> None:
    run("check", "clients", "-f", "json=out")
    report = json.loads((place / "out" / "eu" / "beta.json").read_text("utf-8"))
    own = run("check", "clients/eu/beta/stock.csv", "--config", "clients/eu/beta/sellercheck.toml", "--authorisations", "clients/eu/beta/authorisations.csv", "-f", "json")  # fmt: skip
    alone = json.loads(own.stdout_bytes)
    assert (report["findings"], report["set_aside"]) == (alone["findings"], alone["set_aside"])
    assert report["language"] == "zh"
    assert any("clients/eu/beta/sellercheck.toml" in note.replace("\\", "/") for note in report["notes"])
    assert run("report", "out/eu/beta.json").exit_code == 0


def test_the_table_and_what_could_not_be_checked(place, run) -> None:
    write(
        place,
        {
            "clients/broken/sellercheck.toml": "platfroms = 1\n",
            "clients/broken/b.csv": PLAIN,
            "clients/torn/sellercheck.toml": "",
            "clients/torn/t.xlsx": TORN,
        },
    )
    result = run("check", "clients")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    names = [line.split()[0] for line in lines[1:7]]
    assert names == ["broken", "torn", "acme", "eu/beta", "gamma", "plain"]
    text = " ".join(lines)
    assert (
        'broken: not checked: clients/broken/sellercheck.toml:1: no setting is called "platfroms" (Did you mean "platforms"?)'
        in text.replace("\\", "/")
    )
    assert "6 clients" in text
    assert "2 clients not checked" in text
    assert run("check", "clients", "--fail-on", "never").exit_code == 3
    found = told(run, "--lang", "zh")
    assert (by_name(found)["torn"]["summary"], by_name(found)["torn"]["status"]) == (None, 2)
    chinese = run("check", "clients", "--lang", "zh").stdout
    assert "2 个客户未能检查" in chinese


def test_when_no_client_can_be_checked(place, run) -> None:
    write(place, {"two/a/sellercheck.toml": "x = 1\n", "two/a/a.csv": PLAIN, "two/b/sellercheck.toml": "x = 1\n", "two/b/b.csv": PLAIN})
    assert run("check", "two").exit_code == 2


def test_one_torn_sheet_does_not_stop_a_clients_others(place, run) -> None:
    write(place, {"clients/plain/torn.xlsx": TORN})
    plain = by_name(told(run))["plain"]
    assert (plain["status"], plain["summary"]["skipped"], plain["summary"]["listings"]) == (3, 1, 2)


def test_what_sellercheck_wrote_is_no_sheet(place, run) -> None:
    run("check", "clients/acme/stock.csv", "-p", "wish", "-f", "json=clients/acme/last.json")
    run("baseline", "create", "clients/acme/stock.csv", "-p", "wish", "-o", "clients/acme/sellercheck-baseline.jsonl")
    write(place, {"clients/acme/letters/letters.csv": LETTER})
    write(
        place,
        {
            "clients/acme/sellercheck.toml": 'platforms = ["wish"]\nauthorisations = ["letters/letters.csv"]\nbaseline = "sellercheck-baseline.jsonl"\n'
        },
    )
    acme = by_name(told(run))["acme"]
    assert (acme["sheets"], acme["status"], acme["summary"]["skipped"]) == (1, 0, 0)
    assert acme["summary"]["set_aside"] > 0


def test_sheets_beside_the_clients_and_folders_that_are_one_clients(place, run) -> None:
    write(place, {"clients/loose.csv": PLAIN})
    assert by_name(told(run))["clients"]["platforms"] == ["amazon"]
    write(place, {"exports/a/x.csv": PLAIN, "exports/b/y.csv": PLAIN})
    one = run("check", "exports", "-p", "wish", "-f", "json")
    assert json.loads(one.stdout_bytes)["schema"] == "sellercheck-report/1"
    many = run("check", "exports", "-p", "wish", "-f", "json", "--clients")
    assert list(by_name(json.loads(many.stdout_bytes))) == ["a", "b"]
    assert json.loads(run("check", "clients", "--isolated", "-p", "wish", "-f", "json").stdout_bytes)["schema"] == "sellercheck-report/1"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["clients", "-f", "html"], "one html report for each client"),
        (["clients", "-f", "html=report.html"], "one html report for each client"),
        (["clients", "-f", "html=clients/out"], "within a folder that is checked"),
        (["clients", "-f", "json", "-f", "terminal"], "two formats go to standard output"),
        (["clients", "-f", "github=notes/"], "not for many clients"),
        (["clients", "-f", "hmtl=out/"], 'Did you mean "html"?'),
        (["clients", "-f", "json=clients/acme/stock.csv"], "never written over"),
        (["clients/acme/stock.csv", "--clients"], "--clients is for folders"),
        (["clients", "--engine", "spark"], "not part of this version"),
    ],
)
def test_what_cannot_be_meant(arguments: list[str], said: str, place, run) -> None:
    before = sorted(place.rglob("*"))
    result = run("check", *arguments)
    assert result.exit_code == 2, result.stdout
    assert said in result.stderr
    assert sorted(path for path in place.rglob("*") if path.name not in {"out", "notes"}) == before


def test_the_index_is_one_file_that_escapes_what_folders_are_called(place, run) -> None:
    name = "<img src=x onerror=alert(1)>&'"
    write(
        place, {f"clients/{name}/s.csv": SHOES, f"clients/{name}/sellercheck.toml": 'platforms = ["wish"]\n', "clients/index/s.csv": PLAIN}
    )
    run("check", "clients", "-f", "html=out")
    page = (place / "out" / "index.html").read_text("utf-8")
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;&amp;&#39;" in page
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)
    links = re.findall(r'href="([^"]+)"', page)
    from urllib.parse import unquote

    assert {unquote(link.replace("&#39;", "'")) for link in links} == {
        "acme.html",
        "eu/beta.html",
        "gamma.html",
        "plain.html",
        "index-.html",
        f"{name}.html",
    }
    assert all((place / "out" / unquote(link)).is_file() for link in links)


def test_chinese_index(place, run) -> None:
    run("check", "clients", "-f", "html=out", "--lang", "zh")
    page = (place / "out" / "index.html").read_text("utf-8")
    assert '<html lang="zh-CN">' in page
    assert "各客户商标与平台规则筛查" in page


# --- from month to month ---------------------------------------------------------------------------------------------


def test_two_months_are_compared_client_by_client(place, run) -> None:
    run("check", "clients", "-f", "json=october/", "-f", "html=october")
    write(place, {"clients/acme/stock.csv": SHOES.replace("A-2,NIKE style", "A-2,Adidas style"), "clients/new/n.csv": PLAIN})
    (place / "clients" / "plain" / "p.csv").unlink()
    run("check", "clients", "-f", "json=november/", "-f", "json=november.json")
    (place / "october" / "gone.json").write_bytes((place / "october" / "plain.json").read_bytes())
    result = run("diff", "october", "november")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[2].split() == ["1", "1", "1", "0", "acme"]
    assert {line.split()[-1] for line in lines[3:6]} == {"eu/beta", "gamma", "plain"}
    assert lines[6:8] == ["gone: only in october", "new: only in november"]
    assert lines[-1] == "4 clients: 1 new, 1 gone, 0 changed"
    told = json.loads(run("diff", "october", "november", "-f", "json").stdout_bytes)
    single = json.loads(run("diff", "october/acme.json", "november/acme.json", "-f", "json").stdout_bytes)
    assert told["clients"]["acme"] == single
    assert (told["only_old"], told["only_new"], told["summary"]["new"]["high"]) == (["gone"], ["new"], 1)
    whole = run("diff", "october", "november", "-v")
    assert "Adidas" in whole.stdout
    assert "1 (1 high) new" in whole.stdout
    assert run("diff", "october", "october").exit_code == 0
    assert "4 个客户" in run("diff", "october", "november", "--lang", "zh").stdout


def test_folders_of_sheets_are_still_compared_as_sheets(place, run) -> None:
    write(place, {"a/s.csv": PLAIN, "b/s.csv": SHOES})
    result = run("diff", "a", "b", "-p", "wish", "--select", "mark-use")
    assert result.exit_code == 1
    assert "new" in result.stdout


def test_a_torn_result_is_named(place, run) -> None:
    run("check", "clients", "-f", "json=october/")
    (place / "november").mkdir()
    (place / "november" / "acme.json").write_bytes((place / "october" / "acme.json").read_bytes()[:4000])
    result = run("diff", "october", "november")
    assert result.exit_code == 2
    assert "acme.json" in result.stderr
