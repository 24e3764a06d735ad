"""`sellercheck report`: a saved result, rendered again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "wish-upload.csv"


@pytest.fixture
def result(run, tmp_path: Path) -> Path:
    path = tmp_path / "result.json"
    assert run("check", str(EXAMPLE), "-p", "wish", "-q", "-o", str(path)).exit_code == 1
    return path


def test_it_is_what_check_would_have_written(run, result: Path, tmp_path: Path) -> None:
    formats = ("json", "jsonl", "csv", "markdown", "sarif", "junit", "github", "terminal", "xlsx")
    for program, argument, extra in (("check", str(EXAMPLE), ["-p", "wish"]), ("report", str(result), [])):
        places = [part for name in formats for part in ("-f", f"{name}={tmp_path / program}.{name}")]
        run(program, argument, *extra, "-q", *places)
    for name in formats:
        assert (tmp_path / f"report.{name}").read_bytes() == (tmp_path / f"check.{name}").read_bytes(), name


def test_a_workbook_needs_a_name_that_spreadsheet_programs_take(run, result: Path, tmp_path: Path) -> None:
    told = run("report", str(result), "-f", f"xlsx={tmp_path / 'review.xlsm'}")
    assert told.exit_code == 2
    assert "ending in .xlsx" in told.stderr
    assert list(tmp_path.glob("review*")) == []


def test_the_sheet_itself_is_never_written_over_by_its_workbook(run, tmp_path: Path) -> None:
    sheet = tmp_path / "stock.xlsx"
    sheet.write_bytes((EXAMPLE.parent / "shopee-template.xlsx").read_bytes())
    before = sheet.read_bytes()
    told = run("check", str(sheet), "-p", "shopee", "-f", f"xlsx={sheet}")
    assert told.exit_code == 2
    assert sheet.read_bytes() == before


def test_it_shows_the_terminal_report_and_ends_well(run, result: Path) -> None:
    shown = run("report", str(result))
    assert shown.exit_code == 0
    assert shown.stdout == run("check", str(EXAMPLE), "-p", "wish").stdout
    assert shown.stderr == ""


@pytest.mark.parametrize("by", ["mark", "rule", "listing", "supplier"])
def test_blocks_can_be_made_otherwise(run, result: Path, by: str) -> None:
    shown = run("report", str(result), "--group-by", by)
    assert shown.exit_code == 0
    assert shown.stdout == run("check", str(EXAMPLE), "-p", "wish", "--group-by", by).stdout
    head = {"mark": "high  Nike", "rule": "high  mark-use", "listing": "high  LK-1002-S", "supplier": "high  no supplier named"}[by]
    assert head in shown.stdout


def test_its_own_words_in_another_language(run, result: Path) -> None:
    shown = run("report", str(result), "--lang", "zh")
    assert "优先处理" in shown.stdout
    assert shown.stderr == "注意：发现的文字保持检查时的语言：en\n"
    assert run("report", str(result), "--lang", "zh", "-q").stderr == ""


def test_the_language_of_the_result_is_kept(run, tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    run("check", str(EXAMPLE), "-p", "wish", "-q", "--lang", "zh", "-o", str(path))
    shown = run("report", str(path))
    assert "优先处理" in shown.stdout
    assert "未查看图片内容" in shown.stdout
    assert shown.stderr == ""


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("sku,title\n", "is no saved result"),
        ('{"schema": "sellercheck-report/9"}', "Update sellercheck."),
        ("{", "is no JSON"),
    ],
)
def test_what_is_no_result_is_an_error_and_leaves_no_file(run, tmp_path: Path, content: str, told: str) -> None:
    path, target = tmp_path / "result.json", tmp_path / "out.csv"
    path.write_text(content, "utf-8")
    shown = run("report", str(path), "-f", f"csv={target}")
    assert shown.exit_code == 2
    assert told in shown.stderr
    assert shown.stdout == ""
    assert not target.exists()


def test_neither_the_result_nor_the_sheet_is_written_over(run, result: Path) -> None:
    before = result.read_bytes(), EXAMPLE.read_bytes()
    for target in (result, EXAMPLE):
        shown = run("report", str(result), "-f", f"csv={target}")
        assert shown.exit_code == 2
        assert "never written over" in shown.stderr
    assert (result.read_bytes(), EXAMPLE.read_bytes()) == before


def test_the_summary_of_the_job_is_written_beside_annotations(run, result: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "summary.md"
    page.write_text("before\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    shown = run("report", str(result), "-f", "github")
    assert shown.stdout.startswith("::error file=")
    text = page.read_text("utf-8")
    assert text.startswith("before\n### sellercheck: ")
    run("report", str(result), "-f", "json")
    assert page.read_text("utf-8") == text


def test_endings_name_formats(run, result: Path, tmp_path: Path) -> None:
    for ending, start in (("md", "### sellercheck"), ("sarif", "{"), ("csv", "\ufeff"), ("txt", str(EXAMPLE)), ("jsonl", "{")):
        target = tmp_path / f"out.{ending}"
        run("report", str(result), "-o", str(target))
        assert target.read_text("utf-8").startswith(start), ending
    assert json.loads((tmp_path / "out.jsonl").read_text("utf-8").split("\n")[0])["type"] == "run"


def test_a_format_of_bytes_goes_to_files_and_pipes_as_bytes(run, result: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As of a member that a package adds."""
    from sellercheck.cli import _output
    from sellercheck.reporters import jsonl

    monkeypatch.setattr(jsonl, "BINARY", True, raising=False)
    monkeypatch.setattr(jsonl, "write", lambda _, out, __: out.write(b"\xff\x00\r\n"))
    target = tmp_path / "out.bin"
    run("report", str(result), "-f", f"jsonl={target}")
    assert target.read_bytes() == b"\xff\x00\r\n"
    assert run("report", str(result), "-f", "jsonl").stdout_bytes == b"\xff\x00\r\n"
    monkeypatch.setattr(_output, "is_terminal", lambda: True)
    shown = run("report", str(result), "-f", "jsonl")
    assert shown.exit_code == 2
    assert "is no text for a terminal" in shown.stderr
