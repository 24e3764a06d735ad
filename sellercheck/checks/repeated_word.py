"""A word stands in a text more often than the platform allows.

Why it matters: repeated words count as keyword stuffing; the title is suppressed from search, or rewritten by the
platform.

Flagged, with `max: 2`: "Phone Case for iPhone, Case Cover, slim cases". Not flagged: "Phone Case and Laptop Case", and
with `ignore: [with, and]`: "with pen and with ink and with paper".

Words of three letters or more are compared without case, accents and a plural s. Numbers, sizes, units and the
characters of Chinese, Japanese, Korean and Thai are not counted; a name that stands before one model number after another
(DeskJet 1110, DeskJet 2130) counts once.

Options:
- `max`: how often a word may stand (default 2).
- `ignore`: words that may repeat: articles, prepositions, conjunctions.
- `phrases`: `yes` also flags a run of two words or more that stands twice: "mp3 player, music mp3 player".
- `together`: `yes` tells all such words of a cell at once; `{matched}` then names them, the most frequent first.

`{matched}` names a word in all forms it has: Cake/Cakes.

Fix: what is one too many is deleted, and the first ones stay: to be reviewed where it is an item of its own ("…, case, …") or
stands twice in a row; else advice, since the words around it would lose what they belong to.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from sellercheck import wording
from sellercheck.checks import Candidate, Hit, Reference, Wants, names
from sellercheck.finding import Edit, Fix, Later
from sellercheck.listing import Field
from sellercheck.patterns import shape
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

_MODEL = shape(r"(?=\D*\d\d|[a-z]+\d)[a-z0-9]{2,}")
_YEAR_OR_MEASURE = shape(r"(?:19|20)\d\d|\d+(?:pcs?|cm|mm|ml|k?g|l|m|inch|in|ft|oz|lbs?|x*[sml]|pack|days?|hours?|w|v|mah|hz|gb|tb|in1)")
LONGEST_PHRASE = 6
"""Words; a longer phrase that stands twice is reported in parts."""


class Options(NamedTuple):
    max: int = 2
    """How often a word may stand."""
    ignore: tuple[str, ...] = ()
    """Words that may repeat."""
    phrases: bool = False
    """Also runs of two words or more that stand twice."""
    together: bool = False
    """One hit a cell that names all its words."""

    def fit(self) -> None:
        if self.phrases and self.together:
            raise ValueError('"phrases" and "together" are both given', "Leave one of them out.")


@functools.cache
def _forms(words: tuple[str, ...]) -> frozenset[str]:
    """The words as those of a cell are compared with them."""
    return frozenset(form for word in words for form in (wording.singular(word), word.casefold()))


def wants(options: Options) -> Wants:
    # A phrase that stands twice holds a word that does.
    return Wants(repeats=min(options.max + 1, 2) if options.phrases else options.max + 1)


def check(candidate: Candidate, rule: Rule, options: Options, reference: Reference) -> Iterator[Hit]:
    del rule, reference
    ignored, most = _forms(options.ignore), options.max
    for found in candidate.found:
        text = found.field.value
        if options.phrases:
            words = _words(candidate, text)[:]
            yield from _take_phrases(found.field, words, ignored)
            places = _places(words, text, most)
        else:
            if ("places", text, most) not in candidate.worked_out:
                candidate.worked_out["places", text, most] = _places(_words(candidate, text), text, most)
            places = candidate.worked_out["places", text, most]
        often = [spans for word, spans in places.items() if word not in ignored]
        if options.together and len(often) > 1:
            yield _hit_of_all(found.field, often, most)
            continue
        for spans in often:
            yield _hit(found.field, spans, most)


def _words(candidate: Candidate, text: str) -> list[tuple[str, tuple[int, int]]]:
    if ("words", text) not in candidate.worked_out:
        candidate.worked_out["words", text] = [(wording.singular(word), span) for word, span in wording.words(text)]
    words: list[tuple[str, tuple[int, int]]] = candidate.worked_out["words", text]
    return words


def _places(words: list[tuple[str, tuple[int, int]]], text: str, most: int) -> dict[str, list[tuple[int, int]]]:
    """Where each word stands that counts and stands more often than `most`."""
    times = Counter([word for word, _ in words])
    often = {word for word, count in times.items() if count > most and len(word) > 2 and word not in UNITS and word.isalpha()}
    places: dict[str, list[tuple[int, int]]] = {}
    models: dict[str, set[str]] = {}
    last, last_span = "", (0, 0)
    for at, (word, span) in enumerate(words):
        if word in often:
            twice = len(word) == 3 and word == last and text[last_span[1] : span[0]] == " " and places.get(word, [(0, 0)])[-1] == last_span
            if not twice and not _is_next_model(words, at, text, models):  # Mee Mee, Pom Pom: one name
                places.setdefault(word, []).append(span)
        last, last_span = word, span
    return {word: spans for word, spans in places.items() if len(spans) > most}


def _is_next_model(words: list[tuple[str, tuple[int, int]]], at: int, text: str, models: dict[str, set[str]]) -> bool:
    """Whether the word stands before a model's number, as before another one earlier; `models`: those of each word so far."""
    model = _model(words, at, text)
    if not model:
        return False
    told = models.setdefault(words[at][0], set())
    is_next = bool(told) and model not in told
    told.add(model)
    return is_next


def _model(words: list[tuple[str, tuple[int, int]]], at: int, text: str) -> str:
    """The model's number that follows the word at once or behind one more, where the word is written like a name; else nothing."""
    name = text[slice(*words[at][1])]
    if name.islower():
        return ""
    for word, _ in words[at + 1 : at + 3]:
        if _MODEL().fullmatch(word) and not _YEAR_OR_MEASURE().fullmatch(word):
            return word
    return ""


def _hit(cell: Field, spans: list[tuple[int, int]], most: int) -> Hit:
    first = spans[most]
    words = {"matched": _forms_of(cell.value, spans, first), "count": len(spans), "max": most}
    return Hit(cell, first, words, fixes=Later(_once, cell, spans[most:]))


def _forms_of(text: str, spans: list[tuple[int, int]], shown: tuple[int, int]) -> str:
    """The word as it stands at `shown`, or in all its forms: Cake/Cakes."""
    forms: dict[str, str] = {}
    for span in spans:
        forms.setdefault(text[slice(*span)].casefold(), text[slice(*span)])
    return text[slice(*shown)] if len(forms) == 1 else "/".join(forms.values())


def _hit_of_all(cell: Field, often: list[list[tuple[int, int]]], most: int) -> Hit:
    """One hit for the words of a cell that all stand too often, where the first of them does."""
    often = sorted(often, key=lambda spans: (-len(spans), spans[0]))
    surplus = sorted(span for spans in often for span in spans[most:])
    words = {"matched": names([_forms_of(cell.value, spans, spans[0]) for spans in often]), "count": len(often[0]), "max": most}
    return Hit(cell, surplus[0], words, fixes=Later(_once_each, cell, surplus))


def _once_each(cell: Field, spans: list[tuple[int, int]]) -> tuple[Fix, ...]:
    """What may go without loss first, then all of it."""
    alone = [span for span in spans if _stands_alone(cell.value, span)]
    return tuple(fix for its in (alone, spans if len(alone) < len(spans) else []) if its for fix in _once(cell, its))


def _once(cell: Field, spans: list[tuple[int, int]]) -> tuple[Fix, ...]:
    """The cell without what is one too many."""
    edits = tuple(Edit(cell, span, new) for span, new in wording.removals(cell.value, spans))
    how = "review" if all(_stands_alone(cell.value, span) for span in spans) else "advice"
    return (Fix("Delete what is said once too often", how, edits),)


def _stands_alone(text: str, span: tuple[int, int]) -> bool:
    """Whether the words are an item of their own, or stand twice in a row: without them the rest says the same."""
    before, after = text[: span[0]].rstrip(), text[span[1] :].lstrip()
    if (not before or before[-1] in ",;|/，、；") and (not after or after[0] in ",;|/，、；"):
        return True
    last = before.rpartition(" ")[2]
    return last != "" and wording.singular(last) == wording.singular(text[slice(*span)])


def _take_phrases(cell: Field, words: list[tuple[str, tuple[int, int]]], ignored: frozenset[str]) -> Iterator[Hit]:
    """A hit for each phrase that stands twice, the longest first; its repetitions are blanked out of `words`."""
    for size in range(min(LONGEST_PHRASE, len(words) // 2), 1, -1):
        while starts := _repeated_run(words, size, ignored):
            yield _hit(cell, [(words[at][1][0], words[at + size - 1][1][1]) for at in starts], 1)
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
