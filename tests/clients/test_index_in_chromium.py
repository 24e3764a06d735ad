"""The index page over clients, in a real browser: Debian's Chromium, where it is installed."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sellercheck.clients import Outcome, Run, page
from sellercheck.report import ExitStatus

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (the dev extra has it)")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed (Debian: apt-get install chromium)")
EVIL = "<script>window.pwned=1</script><img src=x onerror=window.pwned=1>\"'{{7*7}}"


def outcome(name: str, high: int, **more: Any) -> Outcome:
    sums = {
        "listings": 10, "by_severity": {"high": high, "medium": 1, "low": 0, "info": 0}, "by_risk": {"high": high, "medium": 1, "low": 0, "none": 9 - high},
        "set_aside": 2, "skipped": 0, "unanswered": 0,
    }  # fmt: skip
    return Outcome(
        name,
        name,
        None,
        ExitStatus.FINDINGS,
        sums,
        1,
        ("wish",),
        ((EVIL, "high", high),),
        (f"wish: {EVIL}",),
        {"html": f"out/{name}.html"},
        **more,
    )


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_axe_finds_no_fault_and_nothing_is_run(browser: Any, scheme: str, width: int, language: str, tmp_path: Path) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed (the dev extra has it)"
    )
    run = Run((outcome("acme", 3), outcome(EVIL, 0), Outcome("torn", "torn", error=EVIL, hint=EVIL)), date(2026, 11, 22), language)
    out = io.StringIO()
    page.write(run, out, "out")
    (tmp_path / "index.html").write_text(out.getvalue(), "utf-8")
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 2000})
    opened = context.new_page()
    asked: list[str] = []
    told: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: told.append(message.text))
    opened.goto((tmp_path / "index.html").as_uri())
    assert (len(asked), told) == (1, [])
    assert opened.evaluate("window.pwned") is None
    assert opened.locator("script, img").count() == 0
    assert opened.locator("svg rect").count() == 5  # three parts of the first client's bar, two of the second's
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    found = axe.Axe().run(opened)
    assert [each["id"] for each in found.response["violations"] if each["impact"] in {"serious", "critical"}] == []
    context.close()
