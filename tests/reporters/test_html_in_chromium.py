"""The page for a client, in a real browser: Debian's Chromium, where it is installed."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from reporters import reports

from sellercheck.finding import Severity
from sellercheck.report import Report
from sellercheck.reporters import RenderOptions, html

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (the dev extra has it)")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed (Debian: apt-get install chromium)")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        try:
            started = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        except playwright.Error as error:
            pytest.skip(f"{CHROMIUM} does not start here: {str(error).partition(chr(10))[0]}")
        yield started
        started.close()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """`page = opened(report, …)`: the report's page, with what it asked for in `page.asked` and said in `page.told`."""
    contexts = []

    def open_page(report: Report, *, context: dict[str, Any] | None = None, **options: Any) -> Any:
        out = io.StringIO()
        html.write(report, out, RenderOptions(**options))
        path = tmp_path / "report.html"
        path.write_text(out.getvalue(), "utf-8")
        contexts.append(browser.new_context(permissions=["clipboard-read", "clipboard-write"], **(context or {})))
        page = contexts[-1].new_page()
        page.asked, page.told = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.told.append(message.text))
        page.on("pageerror", lambda error: page.told.append(str(error)))
        page.on("dialog", lambda dialog: (page.told.append("dialog"), dialog.dismiss()))
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


def shown(page: Any) -> int:
    return page.locator(".findings tbody tr:not([hidden])").count()


def test_filter_sort_and_open(opened) -> None:
    page = opened(reports.full())
    assert page.told == []
    assert len(page.asked) == 1
    everything = shown(page)
    assert page.locator("#shown").inner_text() == f"Shown: {everything} of {everything}"
    page.get_by_label("severity").select_option("high")
    assert shown(page) == 4
    page.get_by_label("Search").fill("zoomline")
    playwright.expect(page.locator("#shown")).to_have_text(f"Shown: 1 of {everything}")
    assert shown(page) == 1
    page.get_by_role("button", name="Show all").click()
    playwright.expect(page.locator("#shown")).to_have_text(f"Shown: {everything} of {everything}")
    head = page.get_by_role("button", name="listing and cell")
    head.press("Enter")  # by keyboard
    assert page.locator("th[aria-sort=ascending]").count() == 1
    places = page.eval_on_selector_all(".findings tbody tr", "rows => rows.map(row => row.dataset.place)")
    assert places == sorted(places)
    head.press("Enter")
    assert page.eval_on_selector_all(".findings tbody tr", "rows => rows.map(row => row.dataset.place)") == sorted(places, reverse=True)
    page.get_by_role("button", name="Open all details").click()
    assert page.locator(".findings details:not([open])").count() == 0


def test_a_suggested_edit_is_copied_whole(opened) -> None:
    page = opened(reports.full())
    page.get_by_role("button", name="Open all details").click()
    page.get_by_role("button", name="Copy new text of B2").first.click()
    playwright.expect(page.locator("#said")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == "running shoes for men"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_text_of_a_sheet_runs_loads_or_is_obeyed(opened, language: str) -> None:
    page = opened(reports.attacked(), language=language, min_severity=Severity.INFO)
    page.get_by_role("button", name="Open all details" if language == "en" else "展开全部详情").click()
    for row in page.locator(".findings tbody tr").all()[:3]:
        row.hover()
    page.locator("input[type=search]").fill("<script>")
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned") is None
    assert len(page.asked) == 1
    assert page.told == []  # not even the policy had anything to refuse
    assert page.locator("script").count() == 1
    assert page.url.startswith("file:")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_axe_finds_no_fault_and_nothing_overflows(opened, scheme: str, width: int, language: str) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed (the dev extra has it)"
    )
    page = opened(
        reports.full(), language=language, context={"color_scheme": scheme, "viewport": {"width": width, "height": 9000}}
    )  # all rows in sight
    page.locator(".open-all").click()
    found = axe.Axe().run(page)
    grave = [each for each in found.response["violations"] if each["impact"] in {"serious", "critical"}]
    assert grave == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_date_or_number_of_the_lists_is_broken_on_a_phone(opened, language: str) -> None:
    page = opened(reports.full(), language=language, context={"viewport": {"width": 390, "height": 844}})
    lines = "cells => cells.map(cell => { const all = document.createRange(); all.selectNodeContents(cell); return all.getClientRects().length })"
    for column in (4, 5, 6):
        assert set(page.eval_on_selector_all(f".plain tr > :nth-child({column})", lines)) == {1}
    assert page.eval_on_selector(".wide", "wide => wide.scrollWidth > wide.clientWidth")  # it is scrolled, not squeezed


def test_it_prints_with_everything_open(opened, tmp_path: Path) -> None:
    page = opened(reports.full())
    page.emulate_media(media="print")
    assert page.locator(".controls").is_hidden()
    assert len(page.pdf()) > 10_000


def test_it_reads_without_its_script(opened) -> None:
    page = opened(reports.full(), context={"java_script_enabled": False})
    assert page.locator(".controls").is_hidden()
    assert page.locator(".copy").first.is_hidden()
    assert page.get_by_text("offers the goods as those of the brand").first.is_visible()


def drawn(page: Any) -> int:
    return page.locator("table.findings tbody tr").count()


def test_a_long_report_is_drawn_as_the_reader_goes_on(opened) -> None:
    page = opened(reports.many(1_000))
    assert page.told == []
    assert drawn(page) == html.AT_ONCE
    playwright.expect(page.locator("#shown")).to_have_text("Shown: 1,000 of 1,000")
    # A reader goes on scrolling: rows that come into sight are laid out anew, and move the end away.
    page.wait_for_function(
        "most => (document.getElementById('more').scrollIntoView(), document.querySelectorAll('table.findings tbody tr').length > most)",
        arg=html.AT_ONCE,
        timeout=30_000,
    )
    page.get_by_label("Search").fill("SKU-1001")
    playwright.expect(page.locator("#shown")).to_have_text("Shown: 1 of 1,000")
    assert drawn(page) == 1
    assert page.locator("#more").is_hidden()
    page.get_by_role("button", name="Show all").click()
    playwright.expect(page.locator("#shown")).to_have_text("Shown: 1,000 of 1,000")
    page.get_by_role("button", name="listing and cell").click()
    page.get_by_role("button", name="listing and cell").click()
    assert "SKU-1001" in page.locator("table.findings tbody tr").first.inner_text()
    assert len(page.asked) == 1


def test_all_of_a_long_report_is_printed(opened) -> None:
    page = opened(reports.many(600))
    assert drawn(page) == html.AT_ONCE
    assert len(page.pdf()) > 500_000
    assert drawn(page) == 600
    assert page.locator("table.findings tbody details:not([open])").count() == 0


def test_a_long_report_is_whole_without_its_script(opened) -> None:
    page = opened(reports.many(600), context={"java_script_enabled": False})
    assert drawn(page) == 600
    last = page.locator("table.findings tbody tr").last
    last.scroll_into_view_if_needed()
    assert "599 is too many." in last.text_content()
    assert last.bounding_box()["height"] > 20


def test_what_waits_as_text_stays_data(opened) -> None:
    attacks = tuple(finding for finding in reports.attacked().findings for _ in range(13))
    assert len(attacks) > html.AT_ONCE
    page = opened(reports.report(attacks), min_severity=Severity.INFO)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")  # all drawn
    assert drawn(page) == len(attacks)
    page.locator(".open-all").click()
    page.locator("input[type=search]").fill("script")
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned") is None
    assert len(page.asked) == 1
    assert page.told == []
    assert page.locator("script").count() == 1
