"""The page for a client, taken apart."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from html.parser import HTMLParser

import pytest
from reporters import reports

from sellercheck.finding import Severity
from sellercheck.report import Report
from sellercheck.reporters import RenderOptions, html
from sellercheck.reporters._lines import visible

VOID = {"meta", "link", "img", "br", "input", "base", "circle", "rect"}


class Page(HTMLParser):
    """Tags with their attributes, in order, and the text inside each script and style."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, str] = {}
        self.open: list[str] = []
        self.unclosed: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.unclosed.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in {"script", "style"}:
            self.inside[self.open[-1]] = self.inside.get(self.open[-1], "") + data
        else:
            self.text += data


def written(report: Report, **options: object) -> str:
    out = io.StringIO()
    html.write(report, out, RenderOptions(**options))  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize(("name", "language"), [("empty", "en"), ("full", "en"), ("full", "zh"), ("suppliers", "en")])
def test_whole_pages_without_style_and_script(name: str, language: str, golden) -> None:
    text = written(reports.ALL[name](), language=language)
    text = re.sub(r"<(style|script)>.*?</\1>", r"<\1></\1>", text, flags=re.DOTALL)
    golden(f"{name}{'.zh' if language == 'zh' else ''}.html", re.sub(r"sha256-[\w+/=]+", "sha256", text))


@pytest.mark.parametrize("make", [*reports.ALL.values(), reports.attacked])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_only_our_own_script_and_style_are_in_it_and_nothing_from_outside(make, language: str) -> None:
    page = Page(written(make(), language=language, min_severity=Severity.INFO))
    names = [tag for tag, _ in page.tags]
    assert (names.count("script"), names.count("style")) == (1, 1)
    assert not page.unclosed
    assert not page.open
    assert not {"iframe", "img", "link", "base", "object", "embed", "audio", "video", "frame", "math", "animate"} & set(names)
    for tag, attributes in page.tags:
        assert not [
            name for name in attributes if name.startswith("on") or name in {"style", "src", "srcdoc", "action", "formaction", "xlink:href"}
        ]
        if "href" in attributes:
            assert tag == "a"
            assert re.match(r"(https?://|#)", attributes["href"] or "")
        if tag == "meta":
            assert attributes.get("http-equiv") in {None, "Content-Security-Policy"}
    (policy,) = [attributes["content"] or "" for tag, attributes in page.tags if attributes.get("http-equiv")]
    for name in ("script", "style"):
        digest = base64.b64encode(hashlib.sha256(page.inside[name].encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


@pytest.mark.parametrize("make", [reports.hostile, reports.attacked])
def test_texts_are_shown_as_texts(make) -> None:
    text = written(make())
    page = Page(text)
    assert not [char for char in text if (char < " " and char != "\n") or "\ud800" <= char <= "\udfff"]
    for finding in make().findings:
        assert visible(finding.message) in page.text
    assert "49" not in re.findall(r"{{ 7 \* 7 }}|49", page.text)


def test_what_is_not_listed_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MOST", 3)
    page = Page(written(reports.full()))
    assert "The 3 gravest findings are listed; all others (13) are counted above" in page.text
    rows = [attributes for tag, attributes in page.tags if tag == "tr" and "data-rank" in attributes]
    assert [row["data-rank"] for row in rows] == ["0", "0", "0"]
    assert "1 info note not shown" in page.text


def test_every_finding_shown_has_its_row_with_marked_letters_and_edits() -> None:
    report = reports.full()
    page = Page(written(report))
    rows = [attributes for tag, attributes in page.tags if tag == "tr" and "data-rank" in attributes]
    assert len(rows) == sum(finding.severity > Severity.INFO for finding in report.findings)
    assert sum(tag == "mark" for tag, _ in page.tags) >= len([f for f in report.findings if f.span and f.severity > Severity.INFO])
    copies = [attributes["data-copy"] for tag, attributes in page.tags if tag == "button" and "data-copy" in attributes]
    assert copies.count("running shoes for men") == 2
    anchors = {attributes["href"] for tag, attributes in page.tags if tag == "a"}
    ids = {f"#{attributes['id']}" for _, attributes in page.tags if "id" in attributes}
    assert {anchor for anchor in anchors if anchor and anchor.startswith("#")} <= ids


def test_charts_count_listings_not_findings() -> None:
    text = written(reports.platforms())
    assert re.search(r'<th scope="row">Acmera</th>.*?<td>224</td>', text, re.DOTALL)
    assert "Listings by supplier" not in text
    named = written(reports.suppliers())
    assert re.search(r"Listings by supplier.*?Sunny Trade.*?<td>1</td>", named, re.DOTALL)
    assert "Listings by category" in named


def test_the_page_names_its_language() -> None:
    assert written(reports.full()).startswith('<!DOCTYPE html>\n<html lang="en">')
    chinese = written(reports.full(), language="zh")
    assert '<html lang="zh-CN">' in chinese
    assert '<summary lang="en">' in chinese  # the findings were checked in English


def test_the_same_report_gives_the_same_page() -> None:
    assert written(reports.full()) == written(reports.full())


@pytest.mark.parametrize(("over", "buttons"), [(0, 1), (1, 0)])
def test_a_cell_too_long_to_be_carried_twice_has_no_copy_button(over: int, buttons: int) -> None:
    cell = reports.field("description", "Acmera " + "x" * (html._COPIED + over), 2)
    page = Page(written(reports.report((reports.mark_finding(cell, "Acmera", fixes=(reports.removal(cell, "Acmera "),)),))))
    assert sum("data-copy" in attributes for _, attributes in page.tags) == buttons
    assert "take the name out" in page.text.lower()


def test_the_surest_suggestion_stands_first() -> None:
    cell = reports.field("title", "Acmera bag", 2)
    fixes = tuple(
        reports.removal(cell, "Acmera ", new, kind, title) for new, kind, title in (("Un", "advice", "later"), ("", "safe", "first"))
    )
    text = Page(written(reports.report((reports.mark_finding(cell, "Acmera", fixes=fixes),)))).text
    assert 0 < text.index(": first") < text.index(": later")
