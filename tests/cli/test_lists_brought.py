"""Lists and registers that a seller brings in, by the command; and that nothing but `lists update` needs a network."""

from __future__ import annotations

import json
import re
import socket
from pathlib import Path

import pytest
from bulk.files import case_file, daily, zipped
from sheets.files import workbook

from sellercheck import bulk


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("SELLERCHECK_DATA", str(folder))
    return folder


@pytest.fixture
def stock(tmp_path: Path) -> str:
    path = tmp_path / "stock.csv"
    path.write_text("sku,title,category\nA1,Zorvexa shirts for men,Shirts\nA2,Plain shirts,Shirts\n", "utf-8")
    return str(path)


def found(run, *arguments: str) -> dict[str, str]:
    """Name of a mark → severity."""
    result = run("check", *arguments, "-p", "wish", "-f", "json", "--fail-on", "never")
    assert result.exit_code == 0, result.stderr
    return {each["mark"]["text"]: each["severity"] for each in json.loads(result.stdout)["findings"] if each["mark"]}


@pytest.mark.parametrize("kind", ["csv", "txt", "yaml", "xlsx"])
def test_a_list_under_a_name(kind: str, run, tmp_path: Path, stock: str) -> None:
    path = tmp_path / f"Not ours!.{kind}"
    if kind == "xlsx":
        path.write_bytes(workbook({"Notes": [["read me"]], "Marks": [["name", "classes", "severity"], ["Zorvexa", 25, "low"]]}))
    else:
        path.write_text(
            {"csv": "name,severity\nZorvexa,low\n", "txt": "Zorvexa\n", "yaml": "- name: Zorvexa\n  severity: low\n"}[kind], "utf-8"
        )
    result = run("lists", "import", str(path))
    assert (result.exit_code, result.stdout) == (0, "not-ours: 1 name; use it with --list not-ours\n"), result.stderr
    path.unlink()
    severity = found(run, stock, "--list", "not-ours")["Zorvexa"]
    assert severity == ("high" if kind == "txt" else "low")
    assert "Zorvexa" not in found(run, stock)
    rows = json.loads(run("lists", "status", "-f", "json").stdout)
    assert (rows[0]["name"], rows[0]["origin"], rows[0]["entries"]) == ("not-ours", "own", 1)
    assert "exact" in run("lists", "search", "zorvexa").stdout
    assert run("lists", "remove", "not-ours").exit_code == 0
    assert run("check", stock, "--list", "not-ours").exit_code == 2


@pytest.mark.parametrize("severity", ["info", "low", "medium", "high"])
def test_the_severity_of_a_list_counts(severity: str, run, tmp_path: Path, stock: str) -> None:
    path = tmp_path / "own.csv"
    path.write_text(f"name,severity,note\nZorvexa,{severity},told us so\n", "utf-8")
    assert found(run, stock, "--list", str(path)) == {"Zorvexa": severity}
    told = json.loads(run("check", stock, "--list", str(path), "-p", "wish", "-f", "json").stdout)["findings"]
    assert any("told us so" in evidence["text"] for each in told for evidence in each["evidence"])


def test_an_everyday_word_of_an_own_list_stays_information(run, tmp_path: Path) -> None:
    own, sheet = tmp_path / "own.csv", tmp_path / "s.csv"
    own.write_text("name,severity,ambiguous\nBlue,high,yes\n", "utf-8")
    sheet.write_text("sku,title\nA1,Cotton socks in blue and white\n", "utf-8")
    assert set(found(run, str(sheet), "--list", str(own)).values()) <= {"info"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nosuch.csv"], "there is no list at"),
        (["a.csv", "b.csv"], '"a.csv" is no register'),
        (["good.csv", "--name", "famous"], "the name of a bundled list"),
        (["good.csv", "--name", "../x"], 'cannot be called "../x"'),
        (["good.csv", "--name", "CON x"], "cannot be called"),
        (["bad.csv"], "bad.csv:1: the header has no column"),
        (["uspto"], "no file of register"),
        (["uspto", "nosuch.zip"], "there is no file"),
    ],
)
def test_what_cannot_be_imported(
    arguments: list[str], message: str, run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("good.csv").write_text("name\nZorvexa\n", "utf-8")
    Path("bad.csv").write_text("Zorvexa\n", "utf-8")
    result = run("lists", "import", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "hint: " in result.stderr
    assert not list(data.rglob("*.csv"))


def test_a_register_by_the_command(run, tmp_path: Path, stock: str) -> None:
    path = zipped(tmp_path / "apc260105.zip", daily(case_file(), case_file("x"), case_file("90000003", None, drawing="2000")))
    bad = tmp_path / "apc260106.zip"
    bad.write_bytes(b"<html>")
    result = run("lists", "import", "uspto", str(path), str(bad))
    assert result.exit_code == 3
    assert "apc260106.zip: is a web page" in result.stderr
    for part in (
        "apc260105.zip: 2 records",
        "1 record has no words",
        "1 record cannot be read",
        "record 2: no serial number",
        "1 live ones with words",
    ):
        assert part in result.stdout
    assert found(run, stock, "--list", "uspto") == {"Zorvexa": "high"} or found(run, stock, "--list", "uspto") == {"ZORVEXA": "high"}
    assert "uspto" in run("lists", "status").stdout
    assert run("lists", "import", str(path), "--name", "uspto").exit_code == 2
    assert run("lists", "remove", "uspto").exit_code == 0
    assert run("check", stock, "--list", "uspto").exit_code == 2
    assert run("lists", "remove", "uspto").exit_code == 2


def test_an_old_list_by_the_command(run, tmp_path: Path, stock: str) -> None:
    run("lists", "import", "uspto", str(zipped(tmp_path / "apc.zip", daily(case_file(changed="20200105")))))
    result = run("check", stock, "-p", "wish", "--list", "uspto", "--max-list-age", "90d", "--fail-on", "never")
    assert result.exit_code == 3
    assert "list uspto is of 2020-01-05" in " ".join(result.stdout.split())
    assert run("check", stock, "-p", "wish", "--list", "uspto", "--max-list-age", "9999w", "--fail-on", "never").exit_code == 0
    for wrong in ("ninety", "-1", "90 d", ""):
        assert run("check", stock, "--max-list-age", wrong).exit_code == 2


def test_nothing_but_an_update_needs_a_network(run, tmp_path: Path, stock: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object, **__: object) -> None:
        pytest.fail("a connection was asked for")

    monkeypatch.setattr(socket.socket, "connect", none)
    for name in ("create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, none)
    own = tmp_path / "own.csv"
    own.write_text("name\nZorvexa\n", "utf-8")
    archive = zipped(tmp_path / "apc260105.zip", daily(case_file()))
    for arguments, status in (
        (("lists", "import", str(own)), 0), (("lists", "import", "uspto", str(archive)), 0), (("lists", "status", "-v"), 0), (("lists", "search", "nike"), 0),
        (("lists", "verify"), 0), (("lists", "export", str(tmp_path / "out.zip")), 2), (("lists", "rollback"), 2), (("lists", "update"), 2),
        (("check", stock, "--list", "own", "--list", "uspto"), 1), (("columns", stock), 0), (("explain", "nike"), 0), (("rules",), 0), (("rules", "wish"), 0),
        (("doctor",), 0), (("schema", "report"), 0), (("lists", "remove", "own"), 0), (("lists", "remove", "uspto"), 0),
    ):  # fmt: skip
        result = run(*arguments)
        assert result.exit_code == status, (arguments, result.stderr)
        if arguments[:2] != ("lists", "update"):
            assert "network" not in (result.stdout + result.stderr).lower()
            assert "connect" not in result.stderr.lower()


def test_doctor_tells_imported_lists_and_registers_with_their_ages(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "`sellercheck lists import` brings one in" in run("doctor").stdout
    own = tmp_path / "own.csv"
    own.write_text("name\nZorvexa\n", "utf-8")
    run("lists", "import", str(own))
    run("lists", "import", "uspto", str(zipped(tmp_path / "apc260105.zip", daily(case_file(changed="20200105")))))
    told = " ".join(run("doctor").stdout.split())
    assert "own 1 name, as of " in told
    assert re.search(r"uspto 1 live case, as of 2020-01-05, \d{4} days old; OLD", told)
    (bulk.place_of("uspto") / "current.json").write_text('{"office": "uspto"}', "utf-8")
    result = run("doctor")
    assert (result.exit_code, "uspto CANNOT BE USED" in " ".join(result.stdout.split())) == (2, True)
    assert 'trouble: the register "uspto" is damaged' in result.stdout


def test_search_looks_into_imported_registers(run, tmp_path: Path) -> None:
    run(
        "lists",
        "import",
        "uspto",
        str(zipped(tmp_path / "apc.zip", daily(case_file("90000001", "ZOR VEXA"), case_file("90000002", "Zorvexa")))),
    )
    found = json.loads(run("lists", "search", "zorvexa", "-f", "json").stdout)["found"]
    assert {(hit["name"], hit["match"], hit["list"], tuple(hit["nice_classes"])) for hit in found} == {
        ("ZOR VEXA", "exact", "uspto", (25,)), ("Zorvexa", "exact", "uspto", (25,)),
    }  # fmt: skip
    assert "application 90000002 of 2025-01-02" in " ".join(run("lists", "search", "Zorvexa").stdout.split())
    assert "stands in none of the lists" in run("lists", "search", "Quontle").stdout
    (bulk.place_of("uspto") / "current.json").write_text('{"office": "uspto"}', "utf-8")
    result = run("lists", "search", "nike")
    assert (result.exit_code, "Nike" in result.stdout, 'the register "uspto" is damaged' in result.stderr) == (2, True, True)
