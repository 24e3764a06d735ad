"""Listings with findings, counted by what they have in common: what charts show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sellercheck.finding import Finding, Severity
from sellercheck.report import Likewise, beside


class Group(NamedTuple):
    """Listings that have one mark, platform, rule, supplier or category in common."""

    name: str
    counts: dict[Severity, int]
    """Listings by the worst that was found in them there, highest first; none is 0."""
    listings: int


TITLES = ("html-by-mark", "html-by-platform", "html-by-rule", "html-by-supplier", "html-by-category")
"""Names in `_texts` of what is counted by."""


def groups(findings: Sequence[Finding], likewise: Mapping[str, Sequence[Likewise]]) -> Iterator[tuple[str, list[Group]]]:
    """Each of `TITLES` with its groups, those of most listings first, of as many the gravest; one that nothing is known for is left out.

    `likewise`: the report's; suppliers and categories of those rows are not known.
    """
    marks, platforms, rules, suppliers, categories = kinds = [defaultdict[str, dict[int, Severity]](dict) for _ in TITLES]
    numbers: dict[object, int] = {}
    known: dict[object, list[dict[int, Severity]]] = {}
    row: object = None
    supplier = category = ""
    for finding in findings:
        at, field = finding.at, finding.field
        if field is None:
            supplier = category = ""
            row = None
        elif field.row is not row:
            row = field.row
            supplier, category = _name(finding, "supplier"), _name(finding, "category")
        number = numbers.setdefault((at.path, at.worksheet, finding.listing), len(numbers))
        severity, mark = finding.severity, finding.mark
        kind = finding.platform, finding.rule, id(mark)  # the findings keep their marks alive
        if (its := known.get(kind)) is None:
            its = [platforms[finding.platform], rules[finding.rule.partition("/")[2]]]
            if mark is not None:
                its.append(marks[mark.text])
            known[kind] = its
        for each in likewise.get(name, ()) if isinstance(name := finding.given, str) else ():
            also = numbers.setdefault((at.path, at.worksheet, each.listing), len(numbers))
            for listings in its:
                listings[also] = max(listings.get(also, severity), severity)
        if supplier or category:
            its = [*its, *([suppliers[supplier]] if supplier else ()), *([categories[category]] if category else ())]
        for listings in its:
            if (before := listings.get(number)) is None or before < severity:
                listings[number] = severity
    for title, counted in zip(TITLES, kinds, strict=True):
        if counted:
            yield title, sorted((_group(name, listings) for name, listings in counted.items()), key=_rank)


def _rank(group: Group) -> tuple[int, ...]:
    return (-group.listings, *[-group.counts.get(severity, 0) for severity in sorted(Severity, reverse=True)])


def _name(finding: Finding, name: str) -> str:
    found = beside(finding, name)
    return " ".join(found.value.split()) if found else ""


def _group(name: str, listings: dict[int, Severity]) -> Group:
    worst = list(listings.values())
    counts = {severity: count for severity in sorted(Severity, reverse=True) if (count := worst.count(severity))}
    return Group(name, counts, len(listings))
