"""Makers and contract suites: for our tests, and for those who add a member or a pack of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Any

from sellercheck.finding import Finding, Severity
from sellercheck.index import MarkIndex
from sellercheck.listing import Column, Listing, Row, SheetLayout, content_id
from sellercheck.messages import Text
from sellercheck.rules.pack import Example, Rule, RulePack, Source
from sellercheck.screen import Screen
from sellercheck.whole import WholeSheet

TODAY = date(2026, 11, 21)


def listing(**fields: str | Sequence[str]) -> Listing:
    """A listing of one row: `listing(title="…", bullets=["…", "…"])`; a list fills several columns of the field."""
    return listings([fields])[0]


def listings(rows: Sequence[Mapping[str, str | Sequence[str]]]) -> list[Listing]:
    """Listings of one sheet whose columns are the fields named in any row; rows count from 2, as under a heading.

    `bullets:Subtitle` is a column of the field `bullets` headed Subtitle.
    """
    widths: dict[str, int] = {}
    for row in rows:
        for name, value in row.items():
            widths[name] = max(widths.get(name, 1), 1 if isinstance(value, str) else len(value))
    places = [(name, number) for name, width in widths.items() for number in range(width)]
    columns = tuple(
        Column(index, heading if widths[name] == 1 else f"{heading} {number + 1}", field, "name")
        for index, (name, number) in enumerate(places)
        for field, _, heading in [name.partition(":") if ":" in name else (name, "", name)]
    )
    layout = SheetLayout("sheet.csv", "csv", "utf-8", ",", None, 1, 2, columns)
    out = []
    for number, row in enumerate(rows, 2):
        cells = {name: [value] if isinstance(value, str) else list(value) for name, value in row.items()}
        values = tuple((cells.get(name, []) + [""] * widths[name])[place] for name, place in places)
        out.append(Listing((cells.get("sku") or [""])[0] or content_id(values), (Row(number, number, values),), layout))
    return out


@lru_cache(1)
def index() -> MarkIndex:
    """The bundled index."""
    return MarkIndex.open()


def rule(check: str, options: Mapping[str, Any], scope: Sequence[str] = ("title",), severity: Severity = Severity.MEDIUM) -> Rule:
    """A rule of an invented platform, its message empty."""
    plain = Text("", "")
    return Rule(
        id=f"test/{check}", check=check, scope=tuple(scope), severity={"default": severity}, countries=frozenset(), elsewhere=None, only_there=False, message=plain, remedy=plain,
        consequence=plain, source=Source("https://example.com", TODAY), options=dict(options), flag=(), spare=(), where=f"test.yaml: rule {check}", origin=Path("test.yaml"),
    )  # fmt: skip


def screen(rules: Sequence[Rule], countries: Sequence[str] = (), own_brands: Sequence[str] = (), marks: MarkIndex | None = None) -> Screen:
    """A screen of these rules over the bundled lists."""
    pack = RulePack("test", "Test", TODAY, (), {}, {}, tuple(rules), Path("test.yaml"))
    return Screen.build([pack], marks or index(), today=TODAY, countries=countries, own_brands=own_brands)


def screen_of(pack: RulePack) -> Screen:
    """A screen of the whole pack; RulePackError for the first rule that cannot be bound."""
    return Screen.build([pack], index(), today=TODAY)


def hits(check: str, options: Mapping[str, Any], scope: Sequence[str] | None = None, **fields: str) -> tuple[Finding, ...]:
    """What one check finds in one listing; `scope` defaults to the fields given."""
    bench = screen([rule(check, options, scope or tuple(fields))])
    return bench.examine([listing(**fields)])[0]


def found_in(bench: Screen, rows: Sequence[Mapping[str, str | Sequence[str]]]) -> tuple[Finding, ...]:
    """What a screen finds in these listings, by themselves and as a sheet."""
    return found_in_each(bench, [rows])[0]


def found_in_each(bench: Screen, sheets: Sequence[Sequence[Mapping[str, str | Sequence[str]]]]) -> list[tuple[Finding, ...]]:
    """What a screen finds in each of these sheets: in the listings by themselves, examined in one go, and in the sheet as a whole."""
    made = [listings(rows) for rows in sheets]
    by_themselves = iter(bench.examine([*chain.from_iterable(made)]))
    found = []
    for sheet in made:
        whole = WholeSheet(bench)
        whole.gather(sheet, 0)
        of_it = [*islice(by_themselves, len(sheet)), *(finding.findings for finding in whole.conclude())]
        found.append(tuple(chain.from_iterable(of_it)))
    return found


def rows_of(example: Example) -> list[dict[str, str]]:
    """The listings of an example, without the country it is sold in."""
    rows = example if isinstance(example, tuple) else (example,)
    return [{name: value for name, value in row.items() if name != "country"} for row in rows]


def examples(pack: RulePack, marks: MarkIndex | None = None) -> Iterator[tuple[Rule, Example, bool, tuple[Finding, ...]]]:
    """Every example of a pack's rules: the rule, the listing or sheet, whether it must be flagged, and what its rule finds."""
    for each in pack.rules:
        alone = RulePack(pack.platform, pack.title, pack.version, (), {}, {}, (each,), pack.path)
        asked = [(example, True) for example in each.flag] + [(example, False) for example in each.spare]
        by_country: dict[str | None, list[tuple[Example, bool]]] = {}
        for example, wanted in asked:
            first = example[0] if isinstance(example, tuple) else example
            by_country.setdefault(first.get("country"), []).append((example, wanted))
        for country, its in by_country.items():
            bench = Screen.build([alone], marks or index(), today=TODAY, countries=[country] if country else [])
            for (example, wanted), found in zip(its, found_in_each(bench, [rows_of(example) for example, _ in its]), strict=True):
                yield each, example, wanted, found
