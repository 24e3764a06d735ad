"""The report for code scanning and editors."""

from __future__ import annotations

import io
import json
from pathlib import Path

import jsonschema
import pytest
from reporters import reports

from sellercheck import api, results, rules
from sellercheck.finding import Edit, Fix, Severity
from sellercheck.positions import Positions
from sellercheck.report import Report
from sellercheck.reporters import RenderOptions, sarif

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0.json").read_text("utf-8"))
EXAMPLES = Path(__file__).parents[2] / "examples"


def run_of(report: Report, **options) -> dict:
    out = io.StringIO()
    sarif.write(report, out, RenderOptions(**options))
    whole = json.loads(out.getvalue())
    jsonschema.Draft4Validator(SCHEMA).validate(whole)
    (run,) = whole["runs"]
    return run


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", sorted(reports.ALL))
def test_it_keeps_to_the_schema(name: str, language: str) -> None:
    report = reports.ALL[name]()
    run = run_of(report, language=language)
    assert len(run["results"]) == len(report.findings) + len(report.set_aside)
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert run["artifacts"][place["index"]]["location"]["uri"] == place["uri"]


def test_the_schema_refuses_what_is_wrong() -> None:
    """The validator is at work: a result without a message does not pass."""
    wrong = {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [{"ruleId": "a"}]}]}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(SCHEMA).validate(wrong)


def test_rules_have_help_in_both_languages() -> None:
    report = api.check(EXAMPLES / "wish-upload.csv", platforms=["wish"])
    for language, first, second in (("en", "consequence: ", "后果："), ("zh", "后果：", "consequence: ")):
        (rule,) = [rule for rule in run_of(report, language=language)["tool"]["driver"]["rules"] if rule["id"] == "wish/mark-use"]
        text = rule["help"]["text"]
        assert 0 < text.index(first) < text.index(second)
        assert "{" not in text
        assert rule["helpUri"].startswith("https://")


def test_regions_and_fixes_point_at_the_letters_in_the_file(tmp_path: Path) -> None:
    sheet = tmp_path / "stock.csv"
    rows = ["SKU,Product Name,Description", 'A1,NIKE style shoes,"Shoes, ""nike"" look\nand two lines NIKE"', "A2,Plain bag,plain"]  # fmt: skip
    sheet.write_bytes("\r\n".join(rows).encode("utf-8-sig"))
    report = api.check(sheet, platforms=["wish"], select=["mark-use"])
    assert len(report.findings) == 3
    lines = sheet.read_text("utf-8-sig").split("\n")
    for result in run_of(report, locate=Positions(report.sheets))["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] == region["endLine"]
        assert lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]
        assert region["snippet"]["text"].lower() == "nike"
        assert result["fixes"]
        for fix in result["fixes"]:
            (change,) = fix["artifactChanges"]
            assert all(replacement["deletedRegion"]["startLine"] == region["startLine"] for replacement in change["replacements"])


def test_without_the_file_there_is_the_line_of_the_row(tmp_path: Path) -> None:
    sheet = tmp_path / "stock.csv"
    sheet.write_text("SKU,Product Name\nA1,NIKE style shoes\n", "utf-8")
    report = api.check(sheet, platforms=["wish"], select=["mark-use"])
    sheet.write_text("SKU,Product Name\nA1,Another text\n", "utf-8")
    (result,) = run_of(report, locate=Positions(report.sheets))["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 2, "snippet": {"text": "NIKE"}}
    assert "fixes" not in result


def test_workbooks_have_cells() -> None:
    report = reports.platforms()
    result = next(each for each in run_of(report)["results"] if "template.xlsx" in str(each["locations"]))
    (location,) = result["locations"]
    assert "region" not in location["physicalLocation"]
    assert location["logicalLocations"] == [{"name": "B5", "fullyQualifiedName": "template.xlsx!Template!B5", "kind": "cell"}]


def test_set_aside_findings_are_suppressed_with_their_reason() -> None:
    found = run_of(reports.full())["results"]
    assert found[-2]["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "authorised: LoA-2026-17, ends 2026-12-31"}
    ]
    assert all(result["suppressions"] == [] for result in found[:-2])
    assert "suppressions" not in run_of(reports.hostile())["results"][0]


def test_the_fingerprint_is_the_id() -> None:
    report = reports.full()
    prints = [result["partialFingerprints"] for result in run_of(report)["results"]]
    assert prints == [{"sellercheck/v1": finding.id} for finding in report.everything()]


def test_texts_are_no_links_and_no_placeholders() -> None:
    finding = reports.rule_finding("odd", reports.field("title", "x", 2), "see [here](https://evil.example.org) {0}", span=(0, 1))
    (result,) = run_of(reports.report((finding,)))["results"]
    assert result["message"]["text"] == r"see \[here\](https://evil.example.org) {{0}}"


def test_a_fix_that_cannot_be_told_whole_is_left_out() -> None:
    title, below = (reports.field("title", "Acmera bag", row) for row in (2, 3))
    edits = tuple(Edit(cell, (0, 7), "") for cell in (title, below))
    fixes = (Fix("both", "review", edits), Fix("one", "review", edits[:1]), Fix("none", "advice", ()))
    report = reports.report((reports.mark_finding(title, "Acmera", fixes=fixes),))

    class OnlyRow2:
        def __call__(self, field, span):
            return (2, span[0] + 1, 2, span[1] + 1) if field.row.number == 2 else None

        def written(self, _, text):
            return text

    (result,) = run_of(report, locate=OnlyRow2())["results"]
    assert [fix["description"]["text"] for fix in result["fixes"]] == ["one (review)"]


def test_the_page_of_a_rule_is_an_address_whatever_letters_it_has() -> None:
    cell = reports.field("title", "x", 2)
    finding = reports.rule_finding("odd", cell, "odd", span=(0, 1))._replace(source_url='https://example.org/规则/a b?c=<"d">&e=%20#f')
    driver = run_of(reports.report((finding,)))["tool"]["driver"]
    assert driver["rules"][0]["helpUri"] == "https://example.org/%E8%A7%84%E5%88%99/a%20b?c=%3C%22d%22%3E&e=%20#f"
    plain = run_of(reports.report((finding._replace(source_url="page 7 of the guide"),)))["tool"]["driver"]["rules"][0]
    assert "helpUri" not in plain


def test_the_default_of_a_rule_is_the_gravest_it_can_be() -> None:
    known = next(rule for rule in rules.load("wish").rules if rule.id == "wish/restricted-blades")
    assert {Severity.MEDIUM, Severity.HIGH} <= set(known.severity.values())
    cell = reports.field("title", "Pocket knife", 2)
    lowest = reports.rule_finding("restricted-blades", cell, "A blade.", span=(0, 6), severity=Severity.INFO)
    run = run_of(reports.report((lowest,)))
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["defaultConfiguration"] == {"level": "error", "rank": 90.0}
    assert run["results"][0]["level"] == "note"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("stock.csv", "stock.csv"),
        ("./a b/stock.csv", "a%20b/stock.csv"),
        ("/tmp/表.csv", "file:///tmp/%E8%A1%A8.csv"),
        ("C:\\sheets\\a.csv", "file:///C:/sheets/a.csv"),
        ("data\\a#b.csv", "data/a%23b.csv"),
        ("-", "-"),
        ("", "-"),
    ],
)
def test_paths_as_uris(path: str, uri: str) -> None:
    assert sarif.uri(path) == uri


def test_what_could_not_be_done_is_a_notification() -> None:
    (invocation,) = run_of(reports.full())["invocations"]
    assert invocation["executionSuccessful"] is False
    assert "row 90: 5 cells where the headings are 7" in {told["message"]["text"] for told in invocation["toolExecutionNotifications"]}


def test_a_saved_result_gives_the_same(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    report = api.check(EXAMPLES / "wish-upload.csv", platforms=["wish"])
    path.write_text(json.dumps(report.to_dict()), "utf-8")
    again = results.read(path)
    assert run_of(again, locate=Positions(again.sheets)) == run_of(report, locate=Positions(report.sheets))
