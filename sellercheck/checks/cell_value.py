"""A cell holds a placeholder, or none of the values the platform knows.

Why it matters: "TBD" and "N/A" are published as they stand, count as an empty selling point, and platforms that list
such placeholders take the cell as not filled in.

Flagged, with `forbidden: [NA, TBD]`: "tbd", " N.A. ". Not flagged: "TBD-200 drill", "NA navy dress": the whole cell
must be the value.

Options:
- `forbidden`: values no cell may be.
- `allowed`: the only values a cell may be.
- `fix`: `delete` (default: empty the cell) or `none`; there is no fix for a value that is not among `allowed`.
- `instead`: what to write in place of a forbidden value; without it the cell is emptied.

Case, width, accents, blanks and full stops make no difference. Fix: to be reviewed, since a required cell must be filled instead.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from sellercheck import wording
from sellercheck.checks import Candidate, Hit, Reference, Wants, one_of
from sellercheck.finding import Edit, Fix
from sellercheck.rules.pack import Rule

WORDS = frozenset({"matched", "allowed"})
ALIKE = True


class Options(NamedTuple):
    forbidden: tuple[str, ...] = ()
    """Whole-cell values that are flagged."""
    allowed: tuple[str, ...] = ()
    """Whole-cell values that are not flagged, when given."""
    fix: str = "delete"
    """delete or none."""
    instead: str = ""
    """What a forbidden value is replaced with."""

    def fit(self) -> None:
        one_of("fix", self.fix, ("delete", "none"))
        if not self.forbidden and not self.allowed:
            raise ValueError('neither "forbidden" nor "allowed" is given', "Add one of them under options.")


def wants(options: Options) -> Wants:
    if options.allowed:
        return Wants(every=True)
    # Twice the length leaves room for full stops and blanks within: `N. A.` for `NA`.
    return Wants(shorter=2 * max(map(len, options.forbidden)) + 2)


def check(candidate: Candidate, rule: Rule, options: Options, reference: Reference) -> Iterator[Hit]:  # noqa: ARG001 -- the protocol
    forbidden, allowed, limit = _known(options)
    for found in candidate.found:
        field = found.field
        value = _plain(field.value.strip())
        if not allowed and value not in forbidden:
            continue
        span = wording.trimmed(field.value, (0, len(field.value)))
        matched = field.value[slice(*span)]
        if len(matched) < limit and value in forbidden:
            title = f"Write “{options.instead}”" if options.instead else "Empty the cell"
            fixes = (Fix(title, "review", (Edit(field, (0, len(field.value)), options.instead),)),) if options.fix == "delete" else ()
            yield Hit(field, span, _words(matched, options), fixes=fixes)
        elif allowed and value not in allowed:
            yield Hit(field, span, _words(matched, options))


def _words(matched: str, options: Options) -> dict[str, object]:
    return {"matched": matched, "allowed": ", ".join(options.allowed)}


@functools.lru_cache(64)
def _known(options: Options) -> tuple[frozenset[str], frozenset[str], int]:
    """The values as `_plain` has them, and how long no cell with a forbidden one is."""
    limit = 2 * max(map(len, options.forbidden), default=0) + 2
    return frozenset(map(_plain, options.forbidden)), frozenset(map(_plain, options.allowed)), limit


def _plain(value: str) -> str:
    flat = (value if value.isascii() else unicodedata.normalize("NFKD", value)).casefold()
    plain = "".join(flat.split()).replace(".", "")
    if not plain.isascii():
        plain = "".join([char for char in plain if not unicodedata.combining(char)])
    return plain or flat.strip()
