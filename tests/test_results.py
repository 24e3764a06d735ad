"""Saved results, read back."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from reporters import reports

from sellercheck import api, families, results
from sellercheck.errors import ReportError
from sellercheck.finding import Severity
from sellercheck.report import Report
from sellercheck.reporters import RenderOptions

EXAMPLES = Path(__file__).parents[1] / "examples"


def written(report: Report, name: str, **options: object) -> str:
    out = io.StringIO()
    families.load("reporters", name).write(report, out, RenderOptions(**options))  # type: ignore[arg-type]
    return out.getvalue()


def saved(folder: Path, report: Report, name: str = "json") -> Path:
    path = folder / f"result.{name}"
    path.write_bytes(written(report, name).encode())
    return path


@pytest.mark.parametrize("kept_as", ["json", "jsonl"])
@pytest.mark.parametrize("name", sorted(reports.ALL))
def test_what_is_read_and_written_again_has_the_same_bytes(name: str, kept_as: str, tmp_path: Path) -> None:
    report = reports.ALL[name]()
    again = results.read(saved(tmp_path, report, kept_as))
    for form in ("json", "jsonl", "csv", "terminal"):
        for language in ("en", "zh"):
            assert written(again, form, language=language) == written(report, form, language=language), form
    assert written(again, "terminal", verbose=True, group_by="supplier") == written(report, "terminal", verbose=True, group_by="supplier")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ["wish-upload.csv", "amazon-flat-file.txt", "shopee-template.xlsx", "aliexpress-gb18030.csv"])
def test_results_of_real_checks_come_back_whole(name: str, language: str, tmp_path: Path) -> None:
    report = api.check(EXAMPLES / name, language=language)
    again = results.read(saved(tmp_path, report))
    assert written(again, "json") == written(report, "json")
    assert written(again, "terminal", verbose=True) == written(report, "terminal", verbose=True)
    assert again.language == language
    assert [finding.text for finding in again.findings] == [finding.text for finding in report.findings]
    assert again.exit_status() == report.exit_status()


def test_the_version_is_that_of_the_check(tmp_path: Path) -> None:
    report = replace(reports.full(), version="0.0.9")
    assert json.loads(written(results.read(saved(tmp_path, report)), "json"))["tool"]["version"] == "0.0.9"


def test_keys_that_a_later_version_adds_are_passed_over(tmp_path: Path) -> None:
    whole = json.loads(written(reports.full(), "json"))
    whole["more"] = 1
    for item in (
        whole["findings"][0],
        whole["findings"][0]["mark"],
        whole["findings"][0]["context"],
        whole["sheets"][0],
        whole["lists"][0],
    ):
        item["more"] = {}
    path = tmp_path / "result.json"
    path.write_text(json.dumps(whole), "utf-8")
    assert results.read(path) == results.read(saved(tmp_path, reports.full(), "jsonl"))


def test_a_result_saved_before_likewise_was_there_is_read(tmp_path: Path) -> None:
    whole = json.loads(written(reports.full(), "json"))
    whole.pop("likewise")
    path = tmp_path / "result.json"
    path.write_text(json.dumps(whole), "utf-8")
    assert results.read(path).likewise == {}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda whole: whole.update(schema="sellercheck-report/2"), 'is of the kind "sellercheck-report/2"'),
        (lambda whole: whole.update(schema="sellercheck-report/1.5"), 'its "schema" is not sellercheck-report/1'),
        (lambda whole: whole.pop("schema"), 'its "schema" is not'),
        (lambda whole: whole.pop("findings"), "findings"),
        (lambda whole: whole["findings"][3].pop("rule"), "findings[3] has no 'rule'"),
        (lambda whole: whole["findings"][0].update(severity="grave"), "findings[0] has no 'grave'"),
        (lambda whole: whole["findings"][0].update(span=[0, 2]), "findings[0] is not as it should be"),
        (lambda whole: whole["findings"][0].update(text="other"), "findings[0] is not as it should be"),
        (lambda whole: whole["findings"].pop(), "does not count what it holds"),
        (lambda whole: whole.update(cells=[]), "findings[0] is not as it should be"),
        (lambda whole: whole["cells"][0]["location"].update(cell="22"), "cells is not as it should be"),
        (lambda whole: whole.update(today="yesterday"), "the report is not as it should be"),
        (lambda whole: whole.update(sheets=[1]), "the report is not as it should be"),
        (lambda whole: whole.update(likewise=[]), "the report is not as it should be"),
        (lambda whole: whole.update(likewise={"0" * 16: [{"row": "x", "listing": "S-1"}]}), "the report is not as it should be"),
    ],
)
def test_what_is_no_result_is_told_with_its_part(change, told: str, tmp_path: Path) -> None:
    whole = json.loads(written(reports.full(), "json"))
    change(whole)
    path = tmp_path / "result.json"
    path.write_text(json.dumps(whole), "utf-8")
    with pytest.raises(ReportError) as caught:
        results.read(path)
    assert told in caught.value.message
    assert str(path) in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is no saved result"),
        (b"sku,title\n1,a\n", "is no saved result"),
        (b"\xff\xfe\x00", "is not UTF-8"),
        (b"[1]", "is no saved result"),
        (b"{", "is no JSON"),
        (b'{"findings": [}', "is no JSON"),
        (b"{}", 'its "schema" is not'),
        (b'{"type": "run"}\n{}', 'its "schema" is not'),
        (b'{"a":' * 100_000, "is no"),
    ],
)
def test_other_files_are_no_results(content: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_bytes(content)
    with pytest.raises(ReportError, match=told):
        results.read(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="cannot be read"):
        results.read(tmp_path / "none.json")


def test_a_stream_that_was_cut_off_is_noticed(tmp_path: Path) -> None:
    path = saved(tmp_path, reports.full(), "jsonl")
    lines = path.read_text("utf-8").split("\n")
    path.write_text("\n".join(lines[:-3]), "utf-8")
    with pytest.raises(ReportError, match="speaks of"):
        results.read(path)


def test_line_ends_inside_texts_end_no_line(tmp_path: Path) -> None:
    cell = reports.field("title", "one\u2028two\x85three Acmera", 2)
    report = reports.report((reports.mark_finding(cell, "Acmera"),))
    again = results.read(saved(tmp_path, report, "jsonl"))
    assert again.findings[0].field is not None
    assert again.findings[0].field.value == cell.value
    assert again.findings[0].severity is Severity.HIGH


@pytest.mark.parametrize(("cell", "index"), [("A1", 0), ("Z9", 25), ("AA1", 26), ("XFD1048576", 16383)])
def test_columns_of_cells(cell: str, index: int) -> None:
    assert results.column_index(cell) == index


@pytest.mark.parametrize("cell", ["", "7", "a1", "Ä1", "A", "A1B"])
def test_what_is_no_cell(cell: str) -> None:
    with pytest.raises(ValueError, match="is no cell"):
        results.column_index(cell)
