"""Everything a run found, as JSON Lines: the run first, then one finding a line, for streams and logs.

The first line holds what `json` holds but for the long parts, with `"type": "run"`. Each further line is a `cell` (the whole
text of a cell, before the first finding that speaks of it), a `finding`, a `set_aside` or a `skipped`, with the keys that
`sellercheck schema report` describes. `sellercheck report` reads it back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TextIO

from sellercheck.report import Report, fresh_cells
from sellercheck.reporters import RenderOptions
from sellercheck.reporters._jsontext import Texts, encoded, write_all


def write(report: Report, out: TextIO, options: RenderOptions) -> None:  # noqa: ARG001 -- a report for machines holds everything, always alike
    write_all(out, _lines(report))


def _lines(report: Report) -> Iterator[str]:
    facts = replace(report, findings=(), set_aside=()).to_dict() | {"summary": report.summary()}
    run = {key: facts[key] for key in facts if key not in {"findings", "set_aside", "skipped", "cells"}}
    yield encoded({"type": "run"} | run) + "\n"
    texts = Texts()
    told: set[object] = set()
    for finding in report.findings:
        for cell in fresh_cells(finding, told):
            yield f'{{"type": "cell", {texts.cell(cell)}}}\n'
        yield f'{{"type": "finding", {texts.finding(finding)[1:]}\n'
    for aside in report.set_aside:
        for cell in fresh_cells(aside.finding, told):
            yield f'{{"type": "cell", {texts.cell(cell)}}}\n'
        why = encoded({"reason": aside.reason, "detail": aside.detail})[1:]
        yield f'{{"type": "set_aside", "finding": {texts.finding(aside.finding)}, {why}\n'
    for row in facts["skipped"]:
        yield encoded({"type": "skipped"} | row) + "\n"
