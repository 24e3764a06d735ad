"""Writes the pictures of reports that the README shows, from a real check of an example sheet.

    python scripts/capture_report.py [docs]

`terminal.svg`: rich's export of the text the command writes, colours and all. `report.png`: the HTML report in Debian's Chromium, driven
by Playwright (the dev extra has it); without either, that picture is left as it is. Nothing in them is made up.
"""

from __future__ import annotations

import io
import re
import shutil
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

import sellercheck
from sellercheck.report import Report
from sellercheck.reporters import RenderOptions, html, terminal

ROOT = Path(__file__).parents[1]
LINES = 44
"""As many as a README bears; the report goes on."""
WIDTH, HEIGHT = 1280, 1240


def capture(report: Report, path: Path) -> None:
    out = io.StringIO()
    terminal.write(report, out, RenderOptions(width=100, colour=True))
    text = "\n".join(out.getvalue().split("\n")[:LINES])
    longest = max(map(len, Text.from_ansi(text).plain.split("\n")))  # addresses stay whole
    console = Console(record=True, width=max(100, longest), file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text.from_ansi(text), highlight=False)
    svg = console.export_svg(title="sellercheck check examples/wish-upload.csv -p wish", unique_id="report")
    # rich asks a font server; the picture must not.
    svg = re.sub(r"@font-face\s*{.*?}\s*", "", svg, flags=re.DOTALL)
    path.write_text(svg, "utf-8")


def photograph(report: Report, path: Path) -> None:
    """The page as it opens, its first finding unfolded."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        program = None
    if program is None:
        print(f"{path}: left as it is, since Chromium or Playwright is missing", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        page_path = Path(folder) / "report.html"
        with page_path.open("w", encoding="utf-8", newline="\n") as out:
            html.write(report, out, RenderOptions())
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto(page_path.as_uri())
        page.locator(".findings details").first.evaluate("part => { part.open = true }")
        page.screenshot(path=path, clip={"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT})
        browser.close()


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs"
    folder.mkdir(exist_ok=True)
    report = sellercheck.check("examples/wish-upload.csv", platforms=["wish"])
    capture(report, folder / "terminal.svg")
    photograph(report, folder / "report.png")


if __name__ == "__main__":
    main()
