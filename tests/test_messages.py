"""Sentences by name: language, number, and text that is data."""

from __future__ import annotations

import pytest

from sellercheck.messages import filled

TEXTS = {"rows": ("{n} row of {path}|{n:,} rows of {path}", "{path} 的 {n:,} 行"), "plain": ("as in {path}", "同 {path}")}


@pytest.mark.parametrize(
    ("language", "n", "expected"),
    [("en", 1, "1 row of a.csv"), ("en", 0, "0 rows of a.csv"), ("en", 1200, "1,200 rows of a.csv"), ("zh", 1, "a.csv 的 1 行")],
)
def test_number_and_language_choose_the_text(language: str, n: int, expected: str) -> None:
    assert filled(TEXTS, language, "rows", {"n": n, "path": "a.csv"}) == expected


def test_braces_and_strokes_in_a_value_stay_as_they_are() -> None:
    assert filled(TEXTS, "en", "plain", {"path": "{n}|{path.__class__}.csv"}) == "as in {n}|{path.__class__}.csv"
