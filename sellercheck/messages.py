"""Sentences by name in both languages: `filled`. The tables stand with those who speak them."""

from __future__ import annotations

from collections.abc import Mapping

Texts = Mapping[str, tuple[str, str]]
"""Name → English, Chinese; `one|many` where a number `n` decides."""


def filled(texts: Texts, language: str, name: str, values: Mapping[str, object]) -> str:
    """The text of that name, filled in; `n` chooses between one and many."""
    chosen = texts[name][language == "zh"]
    if "|" in chosen:
        one, many = chosen.split("|")
        chosen = one if values.get("n") == 1 else many
    return chosen.format_map(values)
