"""A word stands in a text more often than the platform allows.

Why it matters: repeated words count as keyword stuffing; the title is suppressed from search, or rewritten by the
platform.

Flagged, with `max: 2`: "Phone Case for iPhone, Case Cover, slim cases". Not flagged: "Phone Case and Laptop Case", and
with `ignore: [with, and]`: "with pen and with ink and with paper".

Words of three letters or more are compared without case, accents and a plural s. Numbers, sizes, units and the
characters of Chinese, Japanese, Korean and Thai are not counted.

Options:
- `max`: how often a word may stand (default 2).
- `ignore`: words that may repeat: articles, prepositions, conjunctions.
- `phrases`: `yes` also flags a run of two words or more that stands twice: "mp3 player, music mp3 player".

Fix: what is one too many is deleted, and the first ones stay: to be reviewed where it is an item of its own ("…, case, …") or
stands twice in a row; else advice, since the words around it would lose what they belong to.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import NamedTuple

from sellercheck import wording
from sellercheck.checks import Candidate, Hit, Reference, Wants
from sellercheck.finding import Edit, Fix, Later
from sellercheck.listing import Field
from sellercheck.rules.pack import Rule

WORDS = frozenset({"matched", "count", "max"})
ALIKE = True
UNITS = frozenset(
    [
        "inch",
        "inches",
        "feet",
        "foot",
        "yard",
        "mile",
        "meter",
        "metre",
        "gram",
        "grams",
        "liter",
        "litre",
        "ounce",
        "ounces",
        "pound",
        "lbs",
        "pcs",
        "piece",
        "pieces",
        "pack",
        "pair",
        "set",
        "kwh",
        "mah",
        "watt",
        "volt",
        "hour",
        "hours",
        "min",
        "sec",
        "mbps",
        "ghz",
        "mhz",
        "rpm",
        "dpi",
        "psi",
        "gsm",
        "cfm",
        "btu",
        "lux",
        "lumen",
        "lumens",
        "kpa",
        "mpa",
        "hpa",
        "hex",
        "mil",
        "mils",
        "mic",
    ]
)
"""Words that follow numbers and so stand in one title as often as its sizes do."""

LONGEST_PHRASE = 6
"""Words; a longer phrase that stands twice is reported in parts."""


class Options(NamedTuple):
    max: int = 2
    """How often a word may stand."""
    ignore: tuple[str, ...] = ()
    """Words that may repeat."""
    phrases: bool = False
    """Also runs of two words or more that stand twice."""


def wants(options: Options) -> Wants:
    # A phrase that stands twice holds a word that does.
    return Wants(repeats=min(options.max + 1, 2) if options.phrases else options.max + 1)


def check(candidate: Candidate, rule: Rule, options: Options, reference: Reference) -> Iterator[Hit]:
    del rule, reference
    ignored = _folded(options.ignore)
    for found in candidate.found:
        words = candidate.worked_out.get(place := ("words", found.field.value))
        if words is None:
            words = candidate.worked_out[place] = [(wording.singular(word), span) for word, span in wording.words(found.field.value)]
        if options.phrases:
            words = words[:]
            yield from _take_phrases(found.field, words, ignored)
        places: dict[str, list[tuple[int, int]]] = {}
        for word, span in words:
            if len(word) > 2 and word not in ignored and word not in UNITS and word.isalpha():
                places.setdefault(word, []).append(span)
        for spans in places.values():
            if len(spans) > options.max:
                yield _hit(found.field, spans, options.max)


def _hit(field: Field, spans: list[tuple[int, int]], most: int) -> Hit:
    first = spans[most]
    words = {"matched": field.value[slice(*first)], "count": len(spans), "max": most}
    return Hit(field, first, words, fixes=Later(_once, field, spans[most:]))


def _once(field: Field, spans: list[tuple[int, int]]) -> tuple[Fix, ...]:
    """The cell without what is one too many."""
    edits = tuple(Edit(field, span, new) for span, new in wording.removals(field.value, spans))
    how = "review" if all(_stands_alone(field.value, span) for span in spans) else "advice"
    return (Fix("Delete what is said once too often", how, edits),)


def _stands_alone(text: str, span: tuple[int, int]) -> bool:
    """Whether the words are an item of their own, or stand twice in a row: without them the rest says the same."""
    before, after = text[: span[0]].rstrip(), text[span[1] :].lstrip()
    if (not before or before[-1] in ",;|/，、；") and (not after or after[0] in ",;|/，、；"):
        return True
    last = before.rpartition(" ")[2]
    return last != "" and wording.singular(last) == wording.singular(text[slice(*span)])


def _take_phrases(field: Field, words: list[tuple[str, tuple[int, int]]], ignored: frozenset[str]) -> Iterator[Hit]:
    """A hit for each phrase that stands twice, the longest first; its repetitions are blanked out of `words`."""
    for size in range(min(LONGEST_PHRASE, len(words) // 2), 1, -1):
        while starts := _repeated_run(words, size, ignored):
            yield _hit(field, [(words[at][1][0], words[at + size - 1][1][1]) for at in starts], 1)
            for at in starts[1:]:
                words[at : at + size] = [("", span) for _, span in words[at : at + size]]


def _repeated_run(words: list[tuple[str, tuple[int, int]]], size: int, ignored: frozenset[str]) -> list[int]:
    """Where the first run of `size` words that stands more than once begins, each time, or nothing."""
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(words) - size + 1):
        run = tuple(word for word, _ in words[at : at + size])
        if all(run) and run[0] not in ignored and run[-1] not in ignored and sum(len(word) > 2 and word.isalpha() for word in run) > 1:
            starts = places.setdefault(run, [])
            if not starts or at >= starts[-1] + size:
                starts.append(at)
    return next((starts for starts in places.values() if len(starts) > 1), [])


@functools.lru_cache(64)
def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(form for word in words for form in (wording.singular(word), word.casefold()))
