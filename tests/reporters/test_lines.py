"""What is visible, how wide it is, where it wraps, and where the carets stand."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sellercheck.reporters._lines import _broken, _broken_at_blanks, columned, cut, excerpt, shown, visible, width, wrapped


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain", "plain"),
        ("a\tb\nc\r", "a␉b␊c␍"),
        ("\x00\x1b[31m\x7f", "␀␛[31m␡"),
        ("\x9b31m", "<U+009B>31m"),
        ("\u202eabc\u202c", "<U+202E>abc<U+202C>"),
        ("zero\u200bwidth\ufeff", "zero<U+200B>width<U+FEFF>"),
        ("N\ufe0eike", "N<U+FE0E>ike"),
        ("half \ud83d", "half <U+D83D>"),
        ("e\u0301", "e\u0301"),
        ("☀️", "☀"),
        ("👨‍👩‍👧", "👨👩👧"),
        ("👍🏽", "👍"),
        ("1️⃣ 2️x", "1⃣ 2<U+FE0F>x"),
        ("ㅤ", "<U+3164>"),
        ("a\u2028b", "a<U+2028>b"),
        ("a\ufffeb\uffff\U0001fffe", "a<U+FFFE>b<U+FFFF><U+1FFFE>"),
    ],
)
def test_visible(text: str, seen: str) -> None:
    assert visible(text) == seen
    assert visible(seen) == seen
    assert len(shown(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "cells"),
    [("abc", 3), ("熊猫", 4), ("ｆｕｌｌ", 8), ("e\u0301", 1), ("🐼", 2), ("한글", 4), ("ไทย", 3), ("กี่", 1), ("ｶﾅ", 2), ("·→“", 3)],
)
def test_width(text: str, cells: int) -> None:
    assert width(text) == cells


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("one two three", 20, ["one two three"]),
        ("one two three", 8, ["one two", "three"]),
        ("one two three", 7, ["one two", "three"]),
        ("see https://example.org/a/long/address now", 12, ["see", "https://example.org/a/long/address", "now"]),
        ("删除该名称，或在上传前备好授权书。", 12, ["删除该名称，", "或在上传前备", "好授权书。"]),
        ("删除这个名称，或在上传前备好", 12, ["删除这个名", "称，或在上传", "前备好"]),  # no line begins with a comma
        ("删除该名称（含图片）", 12, ["删除该名称", "（含图片）"]),  # none ends with a bracket that opens
        ("", 10, [""]),
    ],
)
def test_wrapped(text: str, room: int, lines: list[str]) -> None:
    assert wrapped(text, room) == lines
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@settings(derandomize=True)  # a user's run must not fail by luck
@given(st.text("ab ,.(é·“", max_size=60), st.integers(1, 30))
@example("a  b   c    ", 2)
@example("long-word-that-fits-nowhere and   blanks", 5)
def test_narrow_text_is_broken_as_all_text_is(text: str, room: int) -> None:
    assert _broken_at_blanks(text, room) == _broken(text, room)


@pytest.mark.parametrize(
    ("value", "spans", "room", "text", "carets", "hidden"),
    [
        ("Acmera bag", ((0, 6),), 40, "Acmera bag", "^^^^^^", 0),
        ("新款 Acmera 包", ((3, 9),), 40, "新款 Acmera 包", "     ^^^^^^", 0),
        ("包 熊猫嘟嘟", ((2, 6),), 40, "包 熊猫嘟嘟", "   ^^^^^^^^", 0),
        ("a b a", ((0, 1), (4, 5)), 40, "a b a", "^   ^", 0),
        ("line\nAcmera", ((5, 11),), 40, "line␊Acmera", "     ^^^^^^", 0),
        ("ab", ((1, 1),), 40, "ab", " ^", 0),
        ("ab", ((2, 2),), 40, "ab", "  ^", 0),
        ("", (), 40, "", "", 0),
        ("whole", (), 40, "whole", "", 0),
        ("ab" * 20, ((20, 22),), 22, "…" + "ab" * 10 + "…", "       ^^", 0),
        ("x" * 30 + "END", ((30, 33),), 20, "…" + "x" * 15 + "END", " " * 16 + "^^^", 0),
        ("START" + "x" * 30, ((0, 5),), 20, "START" + "x" * 13 + "…", "^^^^^", 0),
        ("x" * 50, ((10, 50),), 20, "…" + "x" * 18 + "…", " " * 7 + "^" * 12, 0),
        ("a" + "x" * 60 + "b", ((0, 1), (61, 62)), 20, "a" + "x" * 17 + "…", "^", 1),
    ],
)
def test_excerpt(*, value: str, spans: tuple[tuple[int, int], ...], room: int, text: str, carets: str, hidden: int) -> None:
    assert excerpt(value, spans, room) == (text, carets, hidden)
    assert width(text) <= room


def test_excerpt_of_a_huge_cell_looks_at_its_surroundings_only() -> None:
    text, carets, _ = excerpt("x" * 5_000_000 + "Acmera" + "y" * 5_000_000, ((5_000_000, 5_000_006),), 60)
    assert text[carets.index("^") :].startswith("Acmera")


def test_excerpt_starts_with_no_orphaned_accent() -> None:
    text, _, _ = excerpt("e\u0301" * 50 + "Acmera" + "e\u0301" * 50, ((100, 106),), 30)
    assert text[1] == "e"


@pytest.mark.parametrize(
    ("text", "room", "seen"),
    [("short", 10, "short"), ("longer than that", 8, "longer…"), ("熊猫嘟嘟熊猫", 7, "熊猫嘟…"), ("x" * 10**6, 5, "xxxx…")],
)
def test_cut(text: str, room: int, seen: str) -> None:
    assert cut(text, room) == seen


def test_columned_wraps_the_last_column_under_itself() -> None:
    assert columned([("熊猫", "one two three four five six"), ("a", "b")], 26) == ["熊猫  one two three four", "      five six", "a     b"]
