"""One finding a row, as CSV for a spreadsheet program: UTF-8 with a byte order mark, so that Excel opens it right.

What a spreadsheet could take for a formula gets an apostrophe before it, also behind a semicolon, tab or line end inside a
cell, where a program set to another list separator would begin a new cell. Whoever needs the texts letter by letter takes
`json` or `jsonl`. Findings that are set aside follow the others, with the reason in the first column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TextIO

from sellercheck.finding import Confidence, Finding, Severity, Use
from sellercheck.report import Report, beside
from sellercheck.reporters import RenderOptions
from sellercheck.reporters._edits import APPLICABILITY, best, by_cell, edited
from sellercheck.reporters._jsontext import kept
from sellercheck.reporters._marked import storable
from sellercheck.reporters._texts import say

COLUMNS = (
    "severity", "platform", "rule-id", "listing", "path", "worksheet-label", "row-label", "cell", "column", "field", "text", "cell-text", "mark", "owner-label",
    "use-label", "confidence", "message", "remedy", "consequence", "applicability", "edited", "supplier", "category", "source", "read-on", "id-label",
)  # fmt: skip
"""Names of the headings in `_texts`."""
_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_INSIDE = re.compile(r"([;\t\r\n][\s\"']*)(?=[=+\-@＝＋－＠])")
_SLICE = 400
"""Rows written at once."""
_MOST = 32_000
"""Characters of a cell: Excel takes 32,767 (Excel specifications and limits, read 2026-11-22)."""


def write(report: Report, out: TextIO, options: RenderOptions) -> None:
    out.write("\ufeff" + _line(cell(say(options.language, name)) for name in COLUMNS))
    rows = _Rows(options.language)
    held: list[str] = []
    for finding in report.findings:
        held.append(rows.row(finding, rows.severities[finding.severity]))
        if len(held) >= _SLICE:
            out.write("".join(held))
            held.clear()
    out.write("".join(held))
    for aside in report.set_aside:
        why = f"{say(options.language, 'set-aside-label')}: {aside.reason}" + (f" ({aside.detail})" if aside.detail else "")
        out.write(rows.row(aside.finding, cell(why)))


def cell(text: str) -> str:
    """`text` as a quoted cell that a spreadsheet takes for text."""
    return _short(text) if len(text) < 500 else _quoted(text)


def _quoted(text: str) -> str:
    if text.isalnum():  # ids, most numbers of goods
        return f'"{text}"'
    text = harmless(text)
    return '"' + text.replace('"', '""') + '"' if '"' in text else f'"{text}"'


_short = lru_cache(4096)(_quoted)
"""Most cells repeat: platforms, rules, remedies, sources."""


def harmless(text: str) -> str:
    """`text` as a spreadsheet keeps it: never a formula, without control characters, within Excel's limit."""
    text = text[:_MOST] + "…" if len(text) > _MOST else text
    if not text.isascii() or not text.isprintable():
        text = storable(text)
    if ";" in text or "\t" in text or "\n" in text or "\r" in text:
        text = _INSIDE.sub(r"\1'", text)
    return f"'{text}" if text.lstrip().startswith(_SIGNS) or text[:1] in {"\t", "\r", "\n"} else text


def _line(cells: Iterable[str]) -> str:
    return ",".join(cells) + "\r\n"


class _Rows:
    """Rows of one report. What repeats is put together once: a rule's texts, a mark, the cells of a row."""

    def __init__(self, language: str) -> None:
        self.severities = {severity: cell(say(language, str(severity))) for severity in Severity}
        self.confidences = {confidence: cell(say(language, str(confidence))) for confidence in Confidence}
        self.applicabilities = {name: cell(say(language, name)) for name in APPLICABILITY}
        self.uses = {use: cell(say(language, str(use))) for use in Use}
        self.texts: dict[object, str] = {}
        self.marks: dict[object, str] = {}
        # Those of one row, where the findings of several platforms stand together.
        self.at_row = 0
        self.places: dict[object, str] = {}
        self.fields: dict[int, tuple[str, str]] = {}
        self.edits: dict[int, str] = {}

    def row(self, finding: Finding, first: str) -> str:
        """The finding's row; `first` is what stands in the column of severities."""
        at, mark, context, field, span, fixes = finding.at, finding.mark, finding.context, finding.field, finding.span, finding.fixes
        if at.row != self.at_row:
            self.at_row = at.row
            self.places.clear()
            self.fields.clear()
            self.edits.clear()
        if field is None:
            value, neighbours = _NONE, _NO_TWO
        elif (known := self.fields.get(id(field))) is not None:
            value, neighbours = known
        else:
            value, neighbours = self.fields[id(field)] = cell(field.value), self._beside(finding)
        if (marks := self.marks.get(id(mark))) is None:
            marks = kept(self.marks, id(mark), _join(mark.text, mark.owner or "") if mark else _NO_TWO)
        place = finding.listing, at
        if (where := self.places.get(place)) is None:
            where = self.places[place] = (
                f'{_join(finding.listing, at.path, at.worksheet or "")},"{at.row}",{_join(at.cell, at.column, at.field)}'
            )
        if (edit := self.edits.get(id(fixes))) is None:
            edit = self.edits[id(fixes)] = self._edit(finding)
        text = cell(field.value[span[0] : span[1]]) if field is not None and span else _NONE
        return (
            f"{first},{self._joined(finding.platform, finding.rule)},{where},{text},{value},{marks},"
            f"{self.uses[context.use] if context is not None else _NONE},{self.confidences[finding.confidence]},{cell(finding.message)},"
            f"{self._joined(finding.remedy, finding.consequence)},{edit},{neighbours},{self._joined(finding.source_url, finding.source_read)},"
            f"{_quoted(finding.id)}\r\n"
        )

    def _edit(self, finding: Finding) -> str:
        if (fix := best(finding)) is None:
            return _NO_TWO
        applicability = self.applicabilities.get(fix.applicability) or cell(fix.applicability)
        return f"{applicability},{cell(edited(by_cell(fix)[0])[0])}"

    def _joined(self, *texts: str) -> str:
        if (known := self.texts.get(texts)) is None:
            known = kept(self.texts, texts, _join(*texts))
        return known

    @staticmethod
    def _beside(finding: Finding) -> str:
        return _join(*(found.value if (found := beside(finding, name)) else "" for name in ("supplier", "category")))


def _join(*texts: str) -> str:
    return ",".join(map(cell, texts))


_NONE = '""'
_NO_TWO = '"",""'
