"""A cell the platform needs is blank.

Why it matters: a row without a required value is refused at the upload, and one refused row can stop a whole file.

Flagged: a listing whose price cell is blank. Not flagged: a sheet that has no price column at all (a part of a
template is no fault), a variant row whose title stands in its product's first row, a cell that holds 0.

Options:
- `fields`: the fields that must not be blank.
- `missing-column`: `ignore` (default), or `report`: a column the sheet does not have is reported once, at its first
  listing.

Fix: none; nobody but the seller knows the value.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sellercheck.checks import Candidate, Hit, Reference, Wants, one_of
from sellercheck.listing import FIELDS
from sellercheck.rules.pack import Rule

WORDS = frozenset({"field"})
ALIKE = True


class Options(NamedTuple):
    fields: tuple[str, ...]
    """Canonical names of the fields that must hold something."""
    missing_column: str = "ignore"
    """ignore or report."""

    def fit(self) -> None:
        one_of("missing-column", self.missing_column, ("ignore", "report"))
        for name in self.fields:
            one_of("fields", name, tuple(FIELDS))


def wants(options: Options) -> Wants:
    return Wants(lacking=options.fields)


def check(candidate: Candidate, rule: Rule, options: Options, reference: Reference) -> Iterator[Hit]:  # noqa: ARG001 -- the protocol
    listing = candidate.listing
    for name in options.fields:
        has_column = name in listing.sheet.by_field
        if not has_column and (options.missing_column == "ignore" or listing.rows[0].number != listing.sheet.first_row):
            continue
        if not has_column or next(listing.fields(name), None) is None:
            yield Hit(None, words={"field": name}, missing=name)
