"""What sellercheck says about sheets, settings and options, in Chinese: `chinese`.

Errors, notes, reasons and titles of edits are written in English where they arise, by code that knows no language. Here the whole
sentence is looked up in `data/zh.json`, with `{0}`, `{1}` … where the English one has something filled in. What stands in those
places is kept where it is quoted, since it is a sheet's text or a name; else it can be a sentence of its own, and with a `w` behind
the number it is one of a few kinds of things that have a name in Chinese. Texts of help pages stand there too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from sellercheck import data

_GAP = re.compile(r"\{(\d)\}")
_FILLED = re.compile(r"(“?)\{(\d)(w?)\}")

_DEEPEST = 3
"""How many sentences are looked for within each other: a sheet's text can look like thousands."""


class _Shape(NamedTuple):
    """A sentence with gaps."""

    literals: tuple[str, ...]
    """What stands before, between and behind the gaps."""
    gaps: tuple[str, ...]
    """The gaps' digits, from left to right."""
    chinese: str


@lru_cache(4096)
def chinese(text: str) -> str:
    """The sentence in Chinese; as it is where nobody has said it in Chinese."""
    return _told(text, _DEEPEST)


def _told(text: str, deep: int) -> str:
    sentences, words, shapes = _known()
    if text in sentences:
        return sentences[text]

    def filled(gap: re.Match[str]) -> str:
        quote, number, word = gap.groups()
        value = values[number]
        if word and value in words:
            return quote + words[value]
        # What is filled in can be a sentence of its own, such as the hint that follows another.
        return quote + (_told(value, deep - 1) if deep and not quote and " " in value else value)

    for shape in shapes:
        if (found := _filled(shape, text)) is not None:
            values = dict(zip(shape.gaps, found, strict=True))
            return _FILLED.sub(filled, shape.chinese)
    return text


def in_language(text: str, language: str) -> str:
    """`text`, which is English, in `language`: en or zh."""
    return chinese(text) if language == "zh" else text


def _filled(shape: _Shape, text: str) -> list[str] | None:
    """What stands in the gaps, each as short as can be; None where the text has another shape.

    No regular expression: what is filled in can be pages of a sheet, and many gaps would be tried in all their lengths.
    """
    first, *between, last = shape.literals
    if len(text) < len(first) + len(last) or not text.startswith(first) or not text.endswith(last):
        return None
    at, end, found = len(first), len(text) - len(last), []
    for literal in between:
        then = text.find(literal, at, end)
        if then < 0:
            return None
        found.append(text[at:then])
        at = then + len(literal)
    return [*found, text[at:end]]


@lru_cache(1)
def _known() -> tuple[Mapping[str, str], Mapping[str, str], tuple[_Shape, ...]]:
    """Sentences without gaps, words, and sentences with gaps: those that say most by themselves come first."""
    told = json.loads(data.read_bytes("zh.json"))
    sentences: Mapping[str, str] = told["sentences"]
    shapes = []
    for english, chinese_one in sentences.items():
        parts = _GAP.split(english)
        if len(parts) > 1:
            shapes.append(_Shape(tuple(parts[::2]), tuple(parts[1::2]), chinese_one))
    shapes.sort(key=lambda shape: (-len("".join(shape.literals)), shape.literals))
    return sentences, told["words"], tuple(shapes)
