"""The report for a comment on a pull request."""

from __future__ import annotations

import io
import re

import pytest
from reporters import reports

from sellercheck.finding import Severity
from sellercheck.reporters import RenderOptions, markdown


def written(report, **options) -> str:
    out = io.StringIO()
    markdown.write(report, out, RenderOptions(**options))
    return out.getvalue()


def plain(text: str) -> str:
    """`text` without our own markup: what is left has no sign that Markdown would obey."""
    text = re.sub(r"</?(?:details|summary|code|b)>|<br>", "", text)
    return re.sub(r"<https?://[\w./%?&=#+~-]+>", "", text)


@pytest.mark.parametrize("make", [reports.hostile, reports.full, reports.suppliers])
def test_texts_of_a_sheet_are_never_markup(make) -> None:
    for line in plain(written(make())).splitlines():
        body = re.sub(r"^(?:### sellercheck: |\*\*to do first\*\*: |- \*\*[\w ]+\*\*: |- |\| | {2})", "", line)
        if set(body) <= set("|-: "):
            continue
        assert not re.search(r"[\\`*_\[\]{}<>~$@!^]", body), line
        assert not re.search(r"&(?!#\d+;)", body), line
        assert "://" not in body, line
        assert "www." not in body, line


def test_mentions_and_references_are_broken_up() -> None:
    cell = reports.field("title", "@octocat #12 Acmera", 2)
    finding = reports.rule_finding("odd", cell, "“@octocat #12” is odd; see www.example.org", span=(0, 8))
    text = written(reports.report((finding,)))
    assert "“&#64;\u2060octocat &#35;\u206012” is odd; see www&#46;example.org" in text
    assert "<code><b>&#64;octocat</b> &#35;12 Acmera</code>" in text


def test_the_letters_found_are_bold_and_the_edit_is_shown() -> None:
    text = written(reports.full())
    assert "<code><b>Acmera</b> style running shoes for men</code>" in text
    assert "Take the name out → <code>running shoes for men</code>" in text


def test_an_address_that_is_none_is_no_link() -> None:
    assert markdown.link("https://example.org/a?b=c") == "<https://example.org/a?b=c>"
    assert markdown.link("javascript:alert(1)") == "<code>javascript&#58;alert(1)</code>"
    assert "<" not in markdown.link("https://example.org/> <b>").removeprefix("<code>").removesuffix("</code>")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_fits_into_a_comment_however_much_was_found(language: str) -> None:
    cells = [reports.field("title", f"{'🐼' * 300} Acmera bag <{number}>", number + 2) for number in range(600)]
    found = tuple(reports.rule_finding(f"rule-{number}", cell, cell.value, span=(0, 9)) for number, cell in enumerate(cells))
    text = written(reports.report(found), language=language)
    assert len(text.encode("utf-16-le")) // 2 <= markdown.MOST
    assert len(text) > 20_000
    assert ("in full: there is no more room" if language == "en" else "未列出详情") in text
    assert text.rstrip().endswith(("a person must decide.", "须由人工判断。"))


def test_a_report_with_endless_notes_fits_too() -> None:
    text = written(reports.report(notes=tuple(f"note {number} " + "x" * 200 for number in range(1000))))
    assert len(text) <= markdown.MOST
    assert "a person must decide" in text


def test_everything_not_shown_is_counted() -> None:
    report = reports.report(tuple(reports.rule_finding(f"rule-{n}", reports.field("title", "a", n + 2), "m") for n in range(70)))
    text = written(report)
    assert "and 10 more kinds of findings" in text
    assert "13 findings below high not shown" in written(reports.full(), min_severity=Severity.HIGH)
    assert "nothing found in the lists and rules named below" in written(reports.empty())


def test_a_stroke_in_a_name_is_no_border_of_the_table() -> None:
    bad = "Acm|era"
    cell = reports.field("title", f"{bad} bag", 2)
    text = written(reports.report((reports.mark_finding(cell, bad, reports.ACMERA._replace(text=bad)),)))
    (row,) = [line for line in text.splitlines() if line.startswith("| high")]
    assert row.count("|") == 7
    assert "Acm&#124;era" in row


def test_of_a_listing_every_rule_says_what_it_found_and_what_to_do() -> None:
    cell = reports.field("title", "Acmera bag", 2)
    low = reports.rule_finding("title-length", cell, "Too long.", severity=Severity.LOW)
    text = written(reports.report((low, reports.mark_finding(cell, "Acmera"))), group_by="listing")
    high = text.index("<br>high wish/mark-use: “Acmera” offers the goods")
    assert high < text.index("<br>low wish/title-length: Too long.")
    assert "- **remedy**: wish/title-length: Mend the cell." in text
    assert "**why**" not in text
