"""One finding a row, as CSV for a spreadsheet program: UTF-8 with a byte order mark, so that Excel opens it right.

What a spreadsheet could take for a formula gets an apostrophe before it, also behind a semicolon, tab or line end inside a
cell, where a program set to another list separator would begin a new cell. Whoever needs the texts letter by letter takes
`json` or `jsonl`. Findings that are set aside follow the others, with the reason in the first column.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TextIO

from sellercheck.finding import Finding
from sellercheck.report import Report, beside
from sellercheck.reporters import RenderOptions
from sellercheck.reporters._edits import best, by_cell, edited
from sellercheck.reporters._marked import storable
from sellercheck.reporters._texts import TEXTS, say

COLUMNS = (
    "severity", "platform", "rule-id", "listing", "path", "worksheet-label", "row-label", "cell", "column", "field", "text", "cell-text", "mark", "owner-label",
    "use-label", "confidence", "message", "remedy", "consequence", "applicability", "edited", "supplier", "category", "source", "read-on", "id-label",
)  # fmt: skip
"""Names of the headings in `_texts`."""
_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_INSIDE = re.compile(r"([;\t\r\n][\s\"']*)(?=[=+\-@＝＋－＠])")
_MOST = 32_000
"""Characters of a cell: Excel takes 32,767 (Excel specifications and limits, read 2026-11-22)."""


def write(report: Report, out: TextIO, options: RenderOptions) -> None:
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    out.write("\ufeff")
    writer.writerow(say(options.language, name) for name in COLUMNS)
    for finding in report.findings:
        writer.writerow(map(harmless, _values(finding, str(finding.severity), options.language)))
    for aside in report.set_aside:
        why = f"{say(options.language, 'set-aside-label')}: {aside.reason}" + (f" ({aside.detail})" if aside.detail else "")
        writer.writerow(map(harmless, _values(aside.finding, why, options.language)))


def harmless(text: str) -> str:
    """`text` as a spreadsheet keeps it: never a formula, without control characters, within Excel's limit."""
    return _short(text) if len(text) < 500 else _harmless(text)


def _harmless(text: str) -> str:
    text = text[:_MOST] + "…" if len(text) > _MOST else text
    if not text.isascii() or not text.isprintable():
        text = storable(text)
    if ";" in text or "\t" in text or "\n" in text or "\r" in text:
        text = _INSIDE.sub(r"\1'", text)
    return f"'{text}" if text.lstrip().startswith(_SIGNS) or text[:1] in {"\t", "\r", "\n"} else text


_short = lru_cache(4096)(_harmless)
"""Most cells repeat: platforms, rules, remedies, sources."""


def _values(finding: Finding, severity: str, language: str) -> Iterator[str]:
    at, mark, context = finding.at, finding.mark, finding.context
    fix = best(finding)
    supplier, category = beside(finding, "supplier"), beside(finding, "category")
    yield say(language, severity) if severity in TEXTS else severity
    yield finding.platform
    yield finding.rule
    yield finding.listing
    yield at.path
    yield at.worksheet or ""
    yield str(at.row)
    yield at.cell
    yield at.column
    yield at.field
    yield finding.text
    yield finding.field.value if finding.field else ""
    yield mark.text if mark else ""
    yield (mark.owner or "") if mark else ""
    yield say(language, str(context.use)) if context else ""
    yield say(language, str(finding.confidence))
    yield finding.message
    yield finding.remedy
    yield finding.consequence
    yield say(language, fix.applicability) if fix else ""
    yield edited(by_cell(fix)[0])[0] if fix else ""
    yield supplier.value if supplier else ""
    yield category.value if category else ""
    yield finding.source_url
    yield finding.source_read
    yield finding.id
