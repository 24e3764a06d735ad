"""Writes the picture of a terminal report that the README shows, from a real check of an example sheet.

    python scripts/capture_report.py [docs/terminal.svg]

rich's export draws the text the command writes, colours and all; nothing in it is made up.
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

import sellercheck
from sellercheck.reporters import RenderOptions, terminal

ROOT = Path(__file__).parents[1]
LINES = 44
"""As many as a README bears; the report goes on."""


def capture(path: Path) -> None:
    report = sellercheck.check("examples/wish-upload.csv", platforms=["wish"])
    out = io.StringIO()
    terminal.write(report, out, RenderOptions(width=100, colour=True))
    text = "\n".join(out.getvalue().split("\n")[:LINES])
    longest = max(map(len, Text.from_ansi(text).plain.split("\n")))  # addresses stay whole
    console = Console(record=True, width=max(100, longest), file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text.from_ansi(text), highlight=False)
    svg = console.export_svg(title="sellercheck check examples/wish-upload.csv -p wish", unique_id="report")
    # rich asks a font server; the picture must not.
    svg = re.sub(r"@font-face\s*{.*?}\s*", "", svg, flags=re.DOTALL)
    path.parent.mkdir(exist_ok=True)
    path.write_text(svg, "utf-8")


if __name__ == "__main__":
    capture(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "terminal.svg")
