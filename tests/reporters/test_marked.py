"""Cells' texts in marked pieces, and as what files can hold."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from sellercheck.reporters._marked import pieces, storable, xml


@pytest.mark.parametrize(
    ("value", "spans", "most", "expected"),
    [
        ("Acmera bag", [(0, 6)], 40, [("Acmera", True), (" bag", False)]),
        ("Acmera bag", [], 40, [("Acmera bag", False)]),
        ("Acmera bag", [(7, 10), (0, 6)], 40, [("Acmera", True), (" ", False), ("bag", True)]),
        ("Air Pods Max", [(0, 8), (4, 12)], 40, [("Air Pods", True), (" Max", True)]),  # no letter twice
        ("Air Pods Max", [(0, 12), (4, 8)], 40, [("Air Pods Max", True)]),
        ("a\x07b", [(1, 2)], 40, [("a", False), ("␇", True), ("b", False)]),
        ("x" * 90 + "END", [(90, 93)], 30, [("…", False), ("x" * 27, False), ("END", True)]),
        ("x" * 30 + "END" + "x" * 60, [(30, 33)], 30, [("…", False), ("x" * 10, False), ("END", True), ("x" * 17, False), ("…", False)]),
    ],
)
def test_pieces(value: str, spans: list[tuple[int, int]], most: int, expected: list[tuple[str, bool]]) -> None:
    assert pieces(value, spans, most) == expected


def test_what_xml_cannot_hold_is_shown_and_all_else_stays() -> None:
    for code in (*range(0x20), 0x7F, 0x9B, 0xD83D, 0xFFFE, 0xFFFF):
        char = chr(code)
        assert (storable(char) == char) is (char in "\t\n\r"), hex(code)
        ET.fromstring(f"<a>{xml(f'a{char}b')}</a>")
    assert storable("é\u00a0\u3000熊猫🐼\u200b") == "é\u00a0\u3000熊猫🐼\u200b"


def test_xml_is_text_in_elements_and_attributes() -> None:
    text = "<b> & \"it\" 'is' ]]> &amp;"
    element = ET.fromstring(f'<a b="{xml(text)}">{xml(text)}</a>')
    assert (element.text, element.get("b")) == (text, text)
