"""What was found, as annotations of GitHub Actions; the rest goes to the job's summary.

GitHub shows at most 10 errors, 10 warnings and 10 notices of a step, and 50 annotations of a job. So there is one annotation
for all that has one cause, with its rows named, the gravest first; where there are more than ten of a level, the tenth
counts the rest. Where `GITHUB_STEP_SUMMARY` names the summary's file, the report is appended to it as Markdown.
"""

from __future__ import annotations

import re
from typing import TextIO

from sellercheck.finding import Severity
from sellercheck.report import Report
from sellercheck.reporters import RenderOptions
from sellercheck.reporters import markdown as pages
from sellercheck.reporters._blocks import Block
from sellercheck.reporters._lines import visible
from sellercheck.reporters._overview import Overview, where_label

LEVELS = {Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "notice"}
MOST_OF_LEVEL = 10
"""Annotations of one level that GitHub keeps of a step (docs.github.com, Actions limits: 10 warnings and 10 errors of a step, 50 of a job)."""
SUMMARY = 300_000
"""UTF-16 units of the summary: in UTF-8 at most 900 KB of the 1 MiB a step may write."""
_MESSAGE = 4_000
_ROWS = 12


def write(report: Report, out: TextIO, options: RenderOptions) -> None:
    view = Overview(report, options)
    for severity, level in LEVELS.items():
        blocks = [block for block in view.blocks if block.severity is severity]
        shown = blocks if len(blocks) <= MOST_OF_LEVEL else blocks[: MOST_OF_LEVEL - 1]
        out.writelines(_annotation(view, block, level) for block in shown)
        if rest := blocks[len(shown) :]:
            names = view.joined(view.cut(block.name) for block in rest[:_ROWS])
            text = f"{view.say('more-blocks', n=len(rest))}{view.say('colon')}{names}{'…' if len(rest) > _ROWS else ''}"
            out.write(f"::{level} title={_property(view.say('in-summary'))}::{_data(text)}\n")
    out.write(f"{visible(view.tally())}\n")


def write_step_summary(report: Report, out: TextIO, options: RenderOptions) -> None:
    """The report as Markdown, within what GitHub takes for a step."""
    out.write(pages.page(report, options, SUMMARY))


def _annotation(view: Overview, block: Block, level: str) -> str:
    place = block.examples(1)[0]
    first = place.findings[0]
    at = first.at
    where = {"file": at.path.replace("\\", "/")}
    region = view.options.locate(first.field, first.span) if view.options.locate and first.field and first.span else None
    if region and region[0] == region[2]:
        where |= {"line": str(region[0]), "endLine": str(region[2]), "col": str(region[1]), "endColumn": str(region[3])}
    elif region or at.line is not None:
        where["line"] = str(region[0] if region else at.line)
    name, what = view.what(block)
    title = " · ".join(part for part in (view.cut(name), what, view.joined(block.platforms)) if part)
    here = block.rows[place.where]
    rows, rest = view.rows(here, _ROWS)
    named = view.say("at-rows-more", rows=rows, n=rest) if rest else view.say("at-row", rows=rows, n=len(here))
    lines = [
        first.message,
        f"{view.say('listings', n=len(block.listings))} · {where_label(place.where)} · {named}",
        f"{view.say('remedy')}{view.say('colon')}{first.remedy}",
        f"{view.say('rule')}{view.say('colon')}{view.joined(block.rules)}",
    ]
    text = "\n".join(visible(line) for line in lines if line)
    text = text[:_MESSAGE] + "…" if len(text) > _MESSAGE else text
    properties = ",".join(f"{key}={_property(value)}" for key, value in (where | {"title": title}).items())
    return f"::{level} {properties}::{_data(text)}\n"


def _data(text: str) -> str:
    """`text` as the message of a workflow command: one line, in which nothing ends it or begins another."""
    return re.sub(r"[%\r\n]", lambda sign: f"%{ord(sign[0]):02X}", text)


def _property(text: str) -> str:
    """`text` as the value of a workflow command's property."""
    return re.sub(r"[%\r\n:,]", lambda sign: f"%{ord(sign[0]):02X}", visible(text))
