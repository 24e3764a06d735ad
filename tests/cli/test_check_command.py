"""`sellercheck check`: options, where the report goes, and the exit status."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from reporters import reports

from sellercheck.finding import Severity
from sellercheck.report import Skipped

ROOT = Path(__file__).parents[2]


def test_the_report_goes_to_standard_output_and_nothing_else(run, reporting) -> None:
    reporting(reports.full())
    result = run("check", "stock.csv")
    golden = Path(__file__).parents[1] / "reporters" / "golden" / "full.txt"
    assert result.stdout == golden.read_text("utf-8")
    assert result.stderr == ""
    assert result.exit_code == 1


def test_every_option_arrives(run, reporting) -> None:
    asked = reporting(reports.empty())
    result = run(
        "check", "a.csv", "b.xlsx", "-p", "wish,amazon", "-p", "shopee", "--country", "US, GB", "--select", "mark-*,wish/*", "--ignore", "x", "--list", "own.csv",
        "--list", "b.txt", "--own-brand", "Ours, Ltd", "--column", "title=Goods", "--column", "brand = A=B", "--worksheet", "S", "--header-row", "3",
        "--encoding", "gb18030", "--delimiter", "tab", "--lang", "zh",
        "--online", "--registry", "euipo, ipau", "--registry", "uspto", "--max-online", "7",
        "--authorisations", "loa.csv", "--authorisations", "more.xlsx", "--ignores", "i.toml", "--baseline", "b.jsonl", "--changed-against", "old.csv",
        "--engine", "processes", "--jobs", "3",
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    asked.pop("progress")
    assert asked == {
        "sheets": ["a.csv", "b.xlsx"], "platforms": ["wish", "amazon", "shopee"], "countries": ["US", "GB"], "select": ["mark-*", "wish/*"],
        "ignore": ["x"], "lists": ("own.csv", "b.txt"), "own_brands": ("Ours, Ltd",), "columns": {"title": "Goods", "brand": "A=B"}, "worksheet": "S",
        "header_row": 3, "encoding": "gb18030", "delimiter": "\t", "language": "zh", "max_list_age": None,
        "online": True, "registries": ["euipo", "ipau", "uspto"], "max_online": 7,
        "authorisations": ("loa.csv", "more.xlsx"), "ignores": "i.toml", "baseline": "b.jsonl", "changed_against": ("old.csv",),
        "engine": "processes", "jobs": 3,
    }  # fmt: skip


def test_without_options_the_platform_is_left_to_be_guessed(run, reporting) -> None:
    asked = reporting(reports.empty())
    run("check", "a.csv")
    assert asked["platforms"] is None
    assert asked["delimiter"] is None


FAULTY = (Skipped(reports.field("title", "", 9).at, "torn", fault=True),)
INFO = tuple(finding for finding in reports.full().findings if finding.severity is Severity.INFO)
LOW = tuple(finding for finding in reports.full().findings if finding.severity is Severity.LOW)


@pytest.mark.parametrize(
    ("findings", "skipped", "fail_on", "status"),
    [
        ((), (), [], 0),
        (reports.full().findings, (), [], 1),
        (reports.full().findings, (), ["--fail-on", "never"], 0),
        (LOW, (), [], 0),
        (LOW, (), ["--fail-on", "low"], 1),
        (LOW, (), ["--fail-on", "medium"], 0),
        (INFO, (), ["--fail-on", "low"], 0),
        (INFO, (), ["--fail-on", "info"], 1),
        ((), FAULTY, [], 3),
        (LOW, FAULTY, [], 3),
        (LOW, FAULTY, ["--fail-on", "low"], 1),
        (LOW, FAULTY, ["--fail-on", "never"], 3),
    ],
)
def test_exit_status(*, findings, skipped, fail_on: list[str], status: int, run, reporting) -> None:
    reporting(reports.report(findings, skipped=skipped))
    assert run("check", "a.csv", *fail_on).exit_code == status


def test_what_is_shown_does_not_change_the_status(run, reporting) -> None:
    reporting(reports.report(LOW))
    assert run("check", "a.csv", "--fail-on", "low", "--min-severity", "high").exit_code == 1


def test_json_on_standard_output(run, reporting) -> None:
    reporting(reports.full())
    result = run("check", "a.csv", "-f", "json")
    assert json.loads(result.stdout_bytes.decode("utf-8")) == json.loads(json.dumps(reports.full().to_dict()))
    assert result.stderr == ""


def test_several_formats_at_once(run, reporting, tmp_path) -> None:
    reporting(reports.full())
    target = tmp_path / "报告.json"
    result = run("check", "a.csv", "-f", "terminal", "-f", f"json={target}")
    assert "16 findings" in result.stdout
    assert json.loads(target.read_text("utf-8"))["summary"]["listings"] == 798
    assert [path.name for path in tmp_path.iterdir()] == ["报告.json"]


@pytest.mark.parametrize(
    ("name", "head"), [("report.json", "{"), ("report.txt", "stock.csv  csv"), ("report", "stock.csv  csv"), ("REPORT.JSON", "{")]
)
def test_the_ending_names_the_format(name: str, head: str, run, reporting, tmp_path) -> None:
    reporting(reports.full())
    result = run("check", "a.csv", "-o", str(tmp_path / name))
    assert result.stdout == ""
    assert result.stderr == f"4 high, 4 medium, 8 low, 1 info in 798 listings; written to {tmp_path / name}\n"
    assert (tmp_path / name).read_text("utf-8").startswith(head)


def test_quiet_says_nothing(run, reporting, tmp_path) -> None:
    reporting(reports.full())
    result = run("check", "a.csv", "-q", "-o", str(tmp_path / "r.json"))
    assert (result.stdout, result.stderr) == ("", "")


def test_a_dash_is_standard_output(run, reporting) -> None:
    reporting(reports.full())
    assert run("check", "a.csv", "-o", "-").stdout.startswith("stock.csv")
    assert run("check", "a.csv", "-f", "json=-").stdout.startswith("{")


def test_a_report_in_a_file_has_no_colours_and_its_own_width(run, reporting, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "61")
    monkeypatch.setattr("sellercheck.cli._output.is_terminal", lambda: True)
    reporting(reports.full())
    result = run("check", "a.csv", "-f", "terminal", "-f", f"terminal={tmp_path / 'r.txt'}")
    golden = Path(__file__).parents[1] / "reporters" / "golden" / "full.txt"
    assert (tmp_path / "r.txt").read_text("utf-8") == golden.read_text("utf-8")
    assert "\x1b[" in result.stdout
    assert max(map(len, result.stdout.splitlines())) > 61


@pytest.mark.parametrize(
    ("arguments", "environment", "coloured"),
    [
        ([], {}, True),
        (["--no-color"], {}, False),
        ([], {"NO_COLOR": "1"}, False),
        ([], {"NO_COLOR": ""}, True),
        ([], {"TERM": "dumb"}, False),
    ],
)
def test_colours(*, arguments: list[str], environment: dict[str, str], coloured: bool, run, reporting, monkeypatch) -> None:
    monkeypatch.setattr("sellercheck.cli._output.is_terminal", lambda: True)
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    reporting(reports.full())
    # The runner takes codes out of what it is given, unless it is told that they are wanted.
    from click.testing import CliRunner

    from sellercheck.cli import main

    result = CliRunner().invoke(main, ["check", "a.csv", *arguments], color=True)
    assert ("\x1b[" in result.stdout) is coloured


def test_an_input_is_never_written_over(run, reporting, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    sheet = tmp_path / "stock.csv"
    sheet.write_text("title\nbag\n", "utf-8")
    (tmp_path / "link.csv").symlink_to(sheet)
    asked = reporting(reports.full())
    for path in ("stock.csv", "./stock.csv", str(sheet), "link.csv"):
        result = run("check", "stock.csv", "-f", f"json={path}")
        assert result.exit_code == 2
        assert f'error: "{path}" is a file that is read, and is never written over' in result.stderr
    assert not asked  # refused before the work
    assert sheet.read_text("utf-8") == "title\nbag\n"


@pytest.mark.parametrize("name", ["stock.csv", "a!b.csv"])
@pytest.mark.parametrize("command", ["check {} -f json={}", "check - -f json={1} <{0}", "fix {} -o {}", "fix - -o {1} <{0}"])
def test_a_sheet_is_not_written_over_whatever_its_name_and_the_way_it_comes(command: str, name: str, tmp_path) -> None:
    sheet = tmp_path / name
    sheet.write_text("sku,title\n1,<b>bag</b>\n", "utf-8")
    asked = shlex.quote(sys.executable) + " -m sellercheck " + command.format(*[f"'{name}'"] * 2)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    result = subprocess.run(asked, shell=True, cwd=tmp_path, env=environment, capture_output=True, timeout=60, check=False)
    assert result.returncode == 2
    assert b"never written over" in result.stderr
    assert sheet.read_text("utf-8") == "sku,title\n1,<b>bag</b>\n"


@pytest.mark.parametrize("option", ["--baseline", "--ignores", "--authorisations", "--list", "--changed-against"])
def test_what_a_check_reads_beside_the_sheet_is_not_written_over_either(option: str, run, reporting, tmp_path) -> None:
    sheet, other = tmp_path / "stock.csv", tmp_path / "other.csv"
    sheet.write_text("title\nbag\n", "utf-8")
    other.write_text("name\nbag\n", "utf-8")
    asked = reporting(reports.full())
    result = run("check", str(sheet), option, str(other), "-o", str(other))
    assert result.exit_code == 2
    assert "never written over" in result.stderr
    assert not asked


def test_a_sheet_of_a_folder_is_never_written_over(run, reporting, tmp_path) -> None:
    sheet = tmp_path / "stock.jsonl"
    sheet.write_text('{"title": "bag"}\n', "utf-8")
    reporting(reports.report(sheets=(reports.sheet_info()._replace(path=str(sheet)),)))
    result = run("check", str(tmp_path), "-f", f"json={sheet}")
    assert result.exit_code == 2
    assert "never written over" in result.stderr
    assert sheet.read_text("utf-8") == '{"title": "bag"}\n'


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-f", "jsn"], 'no reporter is called "jsn"'),
        (["-f", "json", "-f", "terminal"], "two formats go to standard output"),
        (["-f", "json=r", "-f", "terminal=r"], 'two formats go to "r"'),
        (["-f", "json=a", "-o", "b"], '--output "b" is for one format'),
        (["-f", "json", "-f", "terminal", "-o", "b"], '--output "b" is for one format'),
        (["-o", "missing/r.json"], 'there is no folder "missing"'),
        (["-o", "."], '"." is a folder'),
        (["--column", "title"], '--column "title" names no heading'),
        (["--column", "title="], '--column "title=" names no heading'),
        (["--column", "title=A", "--column", "title=B"], '--column names the field "title" twice'),
        (["--delimiter", "ab"], '--delimiter "ab" is not one character'),
    ],
)
def test_what_cannot_be_meant_is_said_before_the_work(*, arguments: list[str], message: str, run, reporting, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    asked = reporting(reports.full())
    result = run("check", "a.csv", *arguments)
    assert result.exit_code == 2
    assert f"error: {message}" in result.stderr
    assert "\nhint: " in result.stderr
    assert result.stdout == ""
    assert not asked
    assert not list(tmp_path.iterdir())


def test_a_report_that_fails_halfway_leaves_what_was_there(run, reporting, tmp_path, monkeypatch) -> None:
    from sellercheck.reporters import json as reporter

    def half(report, out, options) -> None:
        out.write("{")
        raise RuntimeError("torn")

    monkeypatch.setattr(reporter, "write", half)
    target = tmp_path / "r.json"
    target.write_text("old", "utf-8")
    reporting(reports.full())
    assert run("check", "a.csv", "-o", str(target)).exit_code == 2
    assert target.read_text("utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["r.json"]


def test_a_link_stays_a_link(run, reporting, tmp_path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("old", "utf-8")
    link.symlink_to(real)
    reporting(reports.empty())
    assert run("check", "a.csv", "-o", str(link)).exit_code == 0
    assert link.is_symlink()
    assert real.read_text("utf-8").startswith("{")


def test_a_device_can_be_written_to(run, reporting) -> None:
    reporting(reports.empty())
    assert run("check", "a.csv", "-f", f"json={os.devnull}").exit_code == 0
    assert Path(os.devnull).exists()


def test_a_console_that_cannot_show_a_letter_gets_escapes(reporting, monkeypatch) -> None:
    import io
    import sys

    from sellercheck.cli import main

    stream = io.TextIOWrapper(io.BytesIO(), "cp1252", newline="")
    monkeypatch.setattr(sys, "stdout", stream)
    reporting(reports.full())
    with pytest.raises(SystemExit):
        main(["check", "a.csv"])
    stream.flush()
    assert "\\u718a" in stream.buffer.getvalue().decode("cp1252")  # type: ignore[attr-defined]


def test_json_is_utf_8_whatever_the_console(reporting, monkeypatch) -> None:
    import io
    import sys

    from sellercheck.cli import main

    stream = io.TextIOWrapper(io.BytesIO(), "cp1252", newline="")
    monkeypatch.setattr(sys, "stdout", stream)
    reporting(reports.full())
    with pytest.raises(SystemExit):
        main(["check", "a.csv", "-f", "json"])
    stream.flush()
    assert "熊猫嘟嘟" in stream.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]


@pytest.mark.parametrize("form", ["terminal", "junit", "sarif", "markdown", "html"])
def test_a_whole_file_that_cannot_be_read_has_no_row(form: str, run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("sku,title\nA-17,Linen bag\n", "utf-8")
    (tmp_path / "b.csv").write_text("", "utf-8")
    result = run("check", ".", "-p", "wish", "-f", form)
    assert result.exit_code == 3, result.stderr
    assert "b.csv: is empty" in result.stdout
    assert "row 0" not in result.stdout
    assert "第 0 行" not in run("check", ".", "-p", "wish", "-f", form, "--lang", "zh").stdout
