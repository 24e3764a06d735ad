"""Whole reports in every format of text and both languages."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from reporters import reports

from sellercheck import families
from sellercheck.report import Report
from sellercheck.reporters import RenderOptions, sarif

FORMATS = ("json", "jsonl", "csv", "markdown", "sarif", "junit", "github")


def written(name: str, report: Report, **options: object) -> str:
    out = io.StringIO()
    families.load("reporters", name).write(report, out, RenderOptions(**options))  # type: ignore[arg-type]
    return out.getvalue()


@pytest.fixture(autouse=True)
def no_packs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wording of the bundled packs is pinned nowhere."""
    monkeypatch.setattr(sarif, "_known", lambda _: {})


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(("name", "language"), [("empty", "en"), ("full", "en"), ("full", "zh"), ("hostile", "en"), ("suppliers", "en")])
def test_whole_reports(name: str, language: str, format_: str, golden: Callable[[str, str], None]) -> None:
    golden(f"{name}{'.zh' if language == 'zh' else ''}.{format_}", written(format_, reports.ALL[name](), language=language))


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", sorted(reports.ALL))
def test_the_same_report_gives_the_same_bytes_that_any_stream_takes(name: str, format_: str) -> None:
    text = written(format_, reports.ALL[name]())
    assert text == written(format_, reports.ALL[name]())
    text.encode("utf-8")
    if format_ != "csv":
        assert "\r" not in text


@pytest.mark.parametrize("format_", ["csv", "markdown", "junit", "github"])
def test_the_language_reaches_every_format_for_people(format_: str) -> None:
    english, chinese = (written(format_, reports.full(), language=language) for language in ("en", "zh"))
    assert english != chinese
    assert "高" in chinese or "处理" in chinese
