"""Draws findings of real sheets to be read by hand: how many are wrong, or of no use to the seller, only a reader can tell.

    python benchmarks/reading.py PLATFORM [SHEET...] [--seed N] [--count 40] [--plain]

Each SHEET, a path or a name in ../shared/sheets (none: all of them), is checked for the platform. Drawn evenly over the sheets, at
most three findings of one rule with one mark and six of one rule, so that forty show many kinds of them; with `--plain` at random
over all, so that forty show what a seller meets. The same seed draws the same findings as long as the sheets have the same.
"""

from __future__ import annotations

import argparse
import random
import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from speed import SHEETS, listings

import sellercheck
from sellercheck.errors import SheetError
from sellercheck.finding import Finding

AROUND = 100
"""Characters of the field shown on either side of what was found."""

OF_A_MARK, OF_A_RULE = 3, 6
"""How often one rule's findings of one mark are drawn, and all of one rule, unless the draw is plain."""


def evenly(pools: Sequence[Sequence[Finding]]) -> Iterator[Finding]:
    """The findings in turn, one of each sheet, kinds seen often enough left out."""
    of_a_mark, of_a_rule = Counter[tuple[str, str]](), Counter[str]()
    waiting = [iter(pool) for pool in pools]
    while waiting:
        for pool in tuple(waiting):
            for finding in pool:
                kind = finding.rule, finding.mark.text if finding.mark else ""
                if of_a_mark[kind] < OF_A_MARK and of_a_rule[finding.rule] < OF_A_RULE:
                    of_a_mark[kind] += 1
                    of_a_rule[finding.rule] += 1
                    yield finding
                    break
            else:
                waiting.remove(pool)


def excerpt(finding: Finding) -> str:
    """What stands in the cell around the span, which is put in 〔brackets〕."""
    if finding.field is None:
        return ""
    value, (start, end) = finding.field.value, finding.span or (0, 0)
    before, after = value[max(0, start - AROUND) : start], value[end : end + AROUND]
    found = (
        f"〔{value[start:end] if end - start <= 2 * AROUND else f'{value[start : start + AROUND]} … {value[end - AROUND : end]}'}〕"
        if finding.span
        else ""
    )
    shown = f"{'…' * (start > AROUND)}{before}{found}{after}{'…' * (end + AROUND < len(value))}"
    return re.sub(r"\s+", " ", shown)


def told(number: int, finding: Finding, titles: dict[tuple[str, str], str]) -> str:
    """A finding as its reader needs it to judge without opening the sheet."""
    at, context = finding.at, finding.context
    place = f"{Path(at.path).name} row {at.row} {at.field} “{at.column}”"
    used = f" [{finding.mark.text}: {context.use}, {context.how}, classes {context.class_overlap}]" if finding.mark and context else ""
    title = re.sub(r"\s+", " ", titles.get((at.path, finding.listing), ""))
    lines = [f"{number}. {place} · {finding.severity}/{finding.confidence} {finding.rule}{used}", finding.message]
    lines += [f"cell: {excerpt(finding)}"] * (finding.field is not None)
    lines += [f"title: {title}"] * (at.field != "title" or finding.field is None)
    return textwrap.indent("\n".join(lines), "    ").lstrip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("platform")
    parser.add_argument("sheets", nargs="*")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--plain", action="store_true")
    options = parser.parse_args()
    paths = [path if path.exists() else SHEETS / path for path in map(Path, options.sheets)]
    pools, titles = [], {}
    for path in paths or sorted(path for path in SHEETS.iterdir() if path.suffix != ".md"):
        try:
            findings = sellercheck.check(path, platforms=options.platform).findings
        except SheetError as error:
            if paths:
                raise
            print(f"left out: {error}")
            continue
        pools.append(list(findings))
        titles |= {(str(path), listing.id): listing.first("title") for listing in listings(path)}
        print(f"{path.name}: {len(findings):,} findings")
    draw, everything = random.Random(options.seed), list(chain.from_iterable(pools))
    if options.plain:
        drawn = iter(draw.sample(everything, len(everything)))
    else:
        for pool in pools:
            draw.shuffle(pool)
        drawn = evenly(pools)
    for number, finding in enumerate(islice(drawn, options.count), 1):
        print(f"\n{told(number, finding, titles)}")


if __name__ == "__main__":
    main()
