"""Everything a run found, as JSON Lines: the run first, then one finding a line, for streams and logs.

The first line holds what `json` holds but for the long parts, with `"type": "run"`. Each further line is a `cell` (the whole
text of a cell, before the first finding that speaks of it), a `finding`, a `set_aside` or a `skipped`, with the keys that
`sellercheck schema report` describes. `sellercheck report` reads it back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TextIO

from sellercheck.report import Report, finding_dict, fresh_cells
from sellercheck.reporters import RenderOptions
from sellercheck.reporters.json import encoded


def write(report: Report, out: TextIO, options: RenderOptions) -> None:  # noqa: ARG001 -- a report for machines holds everything, always alike
    facts = replace(report, findings=(), set_aside=(), skipped=()).to_dict() | {"summary": report.summary()}
    out.write(
        encoded({"type": "run"} | {key: facts[key] for key in facts if key not in {"findings", "set_aside", "skipped", "cells"}}) + "\n"
    )
    told: set[object] = set()
    for finding in report.findings:
        out.writelines(encoded({"type": "cell"} | cell) + "\n" for cell in fresh_cells(finding, told))
        out.write(encoded({"type": "finding"} | finding_dict(finding)) + "\n")
    for aside in report.set_aside:
        out.writelines(encoded({"type": "cell"} | cell) + "\n" for cell in fresh_cells(aside.finding, told))
        item = {"type": "set_aside", "finding": finding_dict(aside.finding), "reason": aside.reason, "detail": aside.detail}
        out.write(encoded(item) + "\n")
    out.writelines(encoded({"type": "skipped"} | row) + "\n" for row in replace(report, findings=(), set_aside=()).to_dict()["skipped"])
