"""Everything a run found, as JSON by the schema that `sellercheck schema report` prints.

One finding a line, so that two reports can be compared line by line. UTF-8 without escapes, but for halves of broken
character pairs, which UTF-8 cannot hold. Written piece by piece: a long report is never in memory twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import TextIO

from sellercheck.report import Report, fresh_cells
from sellercheck.reporters import RenderOptions
from sellercheck.reporters._jsontext import Texts, encoded, write_all

__all__ = ["encoded", "write"]


def write(report: Report, out: TextIO, options: RenderOptions) -> None:  # noqa: ARG001 -- a report for machines holds everything, always alike
    texts = Texts()
    long = {
        "findings": map(texts.finding, report.findings),
        "set_aside": (
            f'{{"finding": {texts.finding(aside.finding)}, {encoded({"reason": aside.reason, "detail": aside.detail})[1:]}'
            for aside in report.set_aside
        ),
        "cells": _cells(report, texts),
    }
    facts = replace(report, findings=(), set_aside=()).to_dict() | {"summary": report.summary()}
    long["skipped"] = map(encoded, facts["skipped"])
    out.write("{")
    for number, (key, value) in enumerate(facts.items()):
        out.write(f"{',' if number else ''}\n {json.dumps(key)}: ")
        if key in long:
            out.write("\n ]" if write_all(out, long[key], "[\n  ", ",\n  ") else "[]")
        else:
            out.write(encoded(value))
    out.write("\n}\n")


def _cells(report: Report, texts: Texts) -> Iterator[str]:
    seen: set[object] = set()
    for finding in report.everything():
        for cell in fresh_cells(finding, seen):
            yield f"{{{texts.cell(cell)}}}"
