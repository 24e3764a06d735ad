"""A text of a shape the platform does not want: an ASIN among the search terms, `50% off`, `!!!`.

Why it matters: such shapes are what a platform's own filters look for, and no list of words can name them all.

Flagged, with `patterns: ['\\b\\d+ ?% off\\b']` and `chars: "%"`: "Dress 50% off". Not flagged: "Dress 50% cotton".

Options:
- `patterns`: regular expressions (Python's `re`, case ignored). A group named `hit` says which part is reported.
- `chars`: characters one of which must stand in the cell, or `near`: phrases one of which must. One of the two is
  required: it is what lets a sheet be scanned once.
- `unless`: regular expressions that spare what they overlap.
- `fix`: `none` (default) or `delete`.
- `together`: `yes` tells all such texts of a cell at once; `{matched}` then names each of them once.

Only the first 20,000 characters of a cell are looked at. Fix: to be reviewed; what was found is taken out.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from sellercheck.checks import Candidate, Hit, Reference, Wants, one_of, together
from sellercheck.checks._removal import out_of_text
from sellercheck.errors import RulePackError
from sellercheck.rules.pack import Rule

WORDS = frozenset({"matched"})
ALIKE = True
MAX_CHARS = 20_000
"""Of a cell; the longest description of the collected sheets is below it, and a slow pattern stays bearable."""


class Options(NamedTuple):
    patterns: tuple[str, ...]
    """Regular expressions, case ignored."""
    chars: str = ""
    """Characters one of which must stand in the cell."""
    near: tuple[str, ...] = ()
    """Phrases one of which must stand in the cell."""
    holds: tuple[str, ...] = ()
    """Small letters or signs one of which must stand in the cell: spares most cells the patterns. Behind a blank (" rm"), at the
    beginning of a word; else also inside one."""
    capitals: str = "any"
    """any, or none: only cells without a capital letter are looked at."""
    unless: tuple[str, ...] = ()
    """Regular expressions that spare what they overlap."""
    fix: str = "none"
    """none or delete."""
    together: bool = False
    """One hit a cell that names all its texts."""

    def fit(self) -> None:
        one_of("fix", self.fix, ("none", "delete"))
        one_of("capitals", self.capitals, ("any", "none"))
        if not self.chars and not self.near and self.capitals == "any":
            raise ValueError('neither "chars" nor "near" is given', "Name characters or phrases without which the pattern cannot match.")


def wants(options: Options) -> Wants:
    if not options.holds or options.near or options.capitals == "none":
        return Wants(chars=options.chars, no_capitals=options.capitals == "none", phrases=options.near)
    parts = options.holds
    # Of what is not ASCII a sign that has no other case stands for the whole; where all have, the characters alone must do.
    signs = [part if len(part) == 1 else next((char for char in part if not char.isascii()), "") for part in parts]
    if any(sign.upper() != sign.lower() for sign in signs):
        return Wants(chars=options.chars)
    return Wants(chars="".join(signs), parts=tuple(part for part, sign in zip(parts, signs, strict=True) if not sign))


def check(candidate: Candidate, rule: Rule, options: Options, reference: Reference) -> Iterator[Hit]:
    del reference
    for found in candidate.found:
        text = found.field.value[:MAX_CHARS]
        if (options.chars or options.near) and not found.phrases and _signs(options.chars).isdisjoint(text):
            continue
        if options.holds and not _holds(text.lower(), options.holds):
            continue
        hits = [
            Hit(
                found.field, span, {"matched": text[slice(*span)].strip()},
                fixes=out_of_text(found.field, span, "Delete the words") if options.fix == "delete" else (),
            )
            for span in _spans(text, options, rule)
        ]  # fmt: skip
        yield from [together(hits)] if options.together and len(hits) > 1 else hits


_signs = functools.lru_cache(256)(frozenset[str])
"""A rule's `chars`, of which there may be hundreds."""


def _holds(text: str, parts: tuple[str, ...]) -> bool:
    for part in parts:  # plain loops: this runs for most cells of a sheet
        if part[0] != " ":
            if part in text:
                return True
            continue
        at = text.find(part[1:])
        while at >= 0:
            if not at or not text[at - 1].isalnum():
                return True
            at = text.find(part[1:], at + 1)
    return False


def _spans(text: str, options: Options, rule: Rule) -> list[tuple[int, int]]:
    """Matches that nothing spares, the longest where they overlap, from left to right."""
    found: list[tuple[int, int]] = []
    if len(options.patterns) > 1 and not any_of(options.patterns, rule.where).search(text):
        return found
    for pattern in options.patterns:
        ready = compiled(pattern, rule.where)
        group = "hit" if "hit" in ready.groupindex else 0
        found += [match.span(group) for match in ready.finditer(text) if match.start(group) < match.end(group)]
    if not found:
        return found
    spared = [match.span() for pattern in options.unless for match in compiled(pattern, rule.where).finditer(text)]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda span: (span[0] - span[1], span)):
        if all(end <= low or high <= start for low, high in (*kept, *spared)):
            kept.append((start, end))
    return sorted(kept)


@functools.lru_cache(256)
def any_of(patterns: tuple[str, ...], where: str) -> re.Pattern[str]:
    """One expression that matches wherever one of them does: most cells hold none, and are then read once."""
    return compiled("|".join(f"(?:{pattern.replace('(?P<hit>', '(?:')})" for pattern in patterns), where)


@functools.lru_cache(512)
def compiled(pattern: str, where: str) -> re.Pattern[str]:
    """The pattern made ready; RulePackError naming `where` when it is none.

    Patterns are compiled when a cell first needs them: doing so for all at the start would cost a small sheet more
    than the check itself.
    """
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise RulePackError(f'{where}: "{pattern}" is no regular expression: {error}', "Mend the pattern.") from error
