"""Sentences in both languages: a `Text`, or one of a table by its name, `filled`. The tables stand with those who speak them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages. `{words}` in braces are filled from the hit."""

    en: str
    zh: str

    def __getitem__(self, language: str) -> str:
        return self.zh if language == "zh" else self.en

    def __reduce__(self) -> tuple[type[Text], tuple[str, str]]:
        return Text, (self.en, self.zh)


Texts = Mapping[str, tuple[str, str]]
"""Name → English, Chinese; `one|many` where a number `n` decides."""


def filled(texts: Texts, language: str, name: str, values: Mapping[str, object]) -> str:
    """The text of that name, filled in; `n` chooses between one and many."""
    chosen = texts[name][language == "zh"]
    if "|" in chosen:
        one, many = chosen.split("|")
        chosen = one if values.get("n") == 1 else many
    return chosen.format_map(values)


def general(text: str, known: Mapping[str, object] = MappingProxyType({})) -> str:
    """A rule's wording where there is no hit: what a hit would fill in stays open, but for limits that are `known` beforehand."""
    return re.sub(r"{(\w+)}", lambda gap: str(known.get(gap[1], "…")), text)
