"""Annotations of GitHub Actions."""

from __future__ import annotations

import io
import re

import pytest
from reporters import reports

from sellercheck.finding import Severity
from sellercheck.reporters import RenderOptions, github

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::([^\r\n]*)")


def written(report, **options) -> list[str]:
    out = io.StringIO()
    github.write(report, out, RenderOptions(**options))
    return out.getvalue().splitlines()


@pytest.mark.parametrize("name", sorted(reports.ALL))
def test_every_line_is_one_command_but_the_last(name: str) -> None:
    *commands, last = written(reports.ALL[name]())
    assert all(COMMAND.fullmatch(line) for line in commands)
    assert not last.startswith(":")
    assert "::" not in last


def test_one_annotation_for_one_cause_with_its_rows() -> None:
    commands = written(reports.platforms())
    (one,) = [line for line in commands if "Acmera" in line]
    assert one.startswith("::error file=stock.csv,line=2,title=Acmera · ")
    assert "224 listings" in one
    assert "%0A" in one


def test_values_end_no_property_and_no_message() -> None:
    cell = reports.field("title", "Acmera\n::error::x %0A", 2)
    finding = reports.rule_finding("odd:a,b", cell, "100 % of\r\n::error file=a::boo", span=(0, 6))
    line, _ = written(reports.report((finding,)))
    found = COMMAND.fullmatch(line)
    assert found
    assert found[1] == "warning"
    assert "title=odd%3Aa%2Cb" in found[2]
    assert found[3].startswith("100 %25 of␍␊::error file=a::boo%0A")


def test_caps_are_kept_and_the_rest_is_named() -> None:
    found = [
        reports.rule_finding(f"{severity}-{number}", reports.field("title", "a", number + 2), "m", severity=severity)
        for severity in (Severity.HIGH, Severity.MEDIUM, Severity.LOW)
        for number in range(25)
    ]
    commands = written(reports.report(tuple(found)))[:-1]
    for level in ("error", "warning", "notice"):
        mine = [line for line in commands if line.startswith(f"::{level} ")]
        assert len(mine) == 10
        assert "title=more in the job summary::and 16 more kinds of findings: " in mine[-1]
    assert len(commands) <= 50
    ten = written(reports.report(tuple(found[:10])))
    assert len(ten) == 11
    assert not any("job summary" in line for line in ten)


def test_info_is_not_annotated() -> None:
    only = tuple(finding for finding in reports.full().findings if finding.severity is Severity.INFO)
    assert len(written(reports.report(only))) == 1
    assert len(written(reports.report(only), min_severity=Severity.INFO)) == 1


def test_the_summary_holds_more_than_a_comment_and_no_more_than_a_step_may_write() -> None:
    cells = [reports.field("title", f"{'熊' * 150} Acmera bag <{number}>", number + 2) for number in range(2000)]
    found = tuple(reports.rule_finding(f"rule-{number}", cell, cell.value, span=(0, 9)) for number, cell in enumerate(cells))
    out = io.StringIO()
    github.write_step_summary(reports.report(found), out, RenderOptions())
    assert 300_000 < len(out.getvalue().encode()) <= 1 << 20
