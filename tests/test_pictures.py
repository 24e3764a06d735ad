"""The pictures in the README: there, small, and nothing in them asks the network."""

from __future__ import annotations

import re
import struct
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_picture_is_there_and_small() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", (ROOT / "README.md").read_text("utf-8"))
    assert {"docs/terminal.svg", "docs/report.png"} <= set(pictures)
    for picture in pictures:
        assert 0 < (ROOT / picture).stat().st_size < 200_000


def test_the_terminal_report_is_drawn_as_text_without_a_font_from_elsewhere() -> None:
    drawn = (ROOT / "docs" / "terminal.svg").read_text("utf-8")
    assert "sellercheck" in drawn
    assert "url(http" not in drawn
    assert "@font-face" not in drawn


def test_the_page_is_a_picture_of_a_screen() -> None:
    data = (ROOT / "docs" / "report.png").read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    assert width >= 1000
    assert height >= 800
