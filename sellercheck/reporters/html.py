"""The report as one page for a client: overview with charts, findings to filter and sort, suggested edits to copy.

The page is one file without anything from outside. Its Content-Security-Policy allows its own style and script, by hash, and
nothing else, so that not even a mistake of ours could make text of a sheet run or ask the network. It reads without its
script, prints, follows the reader's light or dark scheme and fits a phone. Long reports list the gravest `MOST` findings and
count the rest; rows beyond the first `AT_ONCE` wait in `<noscript>`, which a browser with scripts keeps as text until the
reader gets there, filters or prints, and one without shows as it is.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, TextIO

from sellercheck.finding import Evidence, Finding, Severity
from sellercheck.report import Report, beside
from sellercheck.reporters import RenderOptions
from sellercheck.reporters._edits import APPLICABILITY, by_cell, edited
from sellercheck.reporters._groups import groups
from sellercheck.reporters._lines import visible
from sellercheck.reporters._marked import pieces, storable
from sellercheck.reporters._overview import Overview, where_label
from sellercheck.reporters._texts import rule_name

MOST = 10_000
"""Findings listed: what a browser still filters and sorts without delay (measured: benchmarks/reports.py). The charts count all."""
AT_ONCE = 250
"""Rows drawn when the page opens, and with each step further down; the others wait as text that costs the browser nothing."""
BARS = 10
_EXCERPT = 240
_COPIED = 20_000
"""Characters of a cell that a copy button holds; a longer one has none."""
_EVIDENCE = 4
_SUPPLIERS = 300
"""Names to choose from; beyond that the search finds them faster."""
_HOME = Path(__file__).parent / "_html"
_LINK = re.compile(r"https?://[^\s<>\"'`\\]+")


def write(report: Report, out: TextIO, options: RenderOptions) -> None:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(loader=FileSystemLoader(_HOME), autoescape=True, undefined=StrictUndefined)
    style, script = ((_HOME / f"page.{ending}").read_text("utf-8") for ending in ("css", "js"))
    page = _Page(report, options)
    # Our own files are the only markup that is not escaped.
    parts = environment.get_template("page.html.j2").generate(
        style=Markup(style), script=Markup(script), style_hash=_hash(style), script_hash=_hash(script),  # noqa: S704
        foreign=Markup(f' lang="{_bcp(report.language)}"') if report.language != options.language else "",  # noqa: S704
        **page.context(),
    )  # fmt: skip
    out.writelines(parts)
    out.write("\n")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _bcp(language: str) -> str:
    return "zh-CN" if language == "zh" else "en"


class _Page(Overview):
    def __init__(self, report: Report, options: RenderOptions) -> None:
        super().__init__(report, options)
        # What repeats in a long report is worded once.
        self.marks: dict[int, str] = {}
        self.evidence: dict[tuple[Evidence, ...], list[str]] = {}

    def context(self) -> dict[str, Any]:
        from sellercheck import __version__

        report = self.report
        listed = sorted(self.shown, key=lambda finding: -finding.severity)[:MOST]
        counts: dict[str, int] = {}
        firsts: dict[str, Finding] = {}
        for finding in self.shown:
            counts[finding.rule] = counts.get(finding.rule, 0) + 1
            firsts.setdefault(finding.rule, finding)
        self.number_of = {rule: number for number, rule in enumerate(sorted(firsts), 1)}
        words = ("remedy", "mark", "evidence", "rule", "consequence", "source", "copy", "copied", "empties")
        above = [self.nothing()] if not self.blocks else []
        above += [self.hidden()] if self.hidden() else []
        above += [self.say("html-more", n=len(self.shown) - len(listed), listed=len(listed))] if len(self.shown) > len(listed) else []
        # `used` also tells lists and what was not checked, which have places of their own here.
        elsewhere = {self.say("lists"), self.say("not-checked")}
        return {
            "say": self.say,
            "words": {name: self.say(name) for name in words},
            "language": _bcp(self.options.language),
            "version": report.version or __version__,
            "today": report.today.isoformat(),
            "sheets": [self.cut(where_label((sheet.path, sheet.worksheet))) for sheet in report.sheets[:5]] + (["…"] if len(report.sheets) > 5 else []),
            "platforms": [visible(pack.title) for pack in report.packs],
            "tally": visible(self.tally()),
            "first": visible(self.first()),
            "ring": self.ring(),
            "risks": [
                {"name": name, "label": self.say(f"risk-{name}"), "count": f"{report.by_risk.get(name, 0):,}"} for name in ("high", "medium", "low", "none")
            ],
            "charts": list(self.charts()),
            "notes_above": [visible(note) for note in above],
            "listed": bool(listed),
            "choices": list(self.choices(listed)),
            "rows": [self.row(finding) for finding in listed[:AT_ONCE]],
            "later": ([self.row(finding) for finding in listed[at : at + AT_ONCE]] for at in range(AT_ONCE, len(listed), AT_ONCE)),
            "rules": [self.rule(rule, number, firsts[rule], counts[rule]) for rule, number in self.number_of.items()],
            "not_checked": [visible(self.say("not-checked-item", what=item.what, why=item.why)) for item in report.not_checked],
            "lists": [
                {
                    "title": visible(info.title), "name": visible(info.name), "publisher": visible(info.publisher), "licence": visible(info.licence),
                    "retrieved": info.retrieved.isoformat(), "age": self.say("days", n=(report.today - info.retrieved).days), "entries": f"{info.entries:,}",
                }
                for info in report.lists
            ],
            "used": [(label, visible(text)) for label, text in self.used() if label not in elsewhere],
        }  # fmt: skip

    def ring(self) -> list[dict[str, Any]]:
        """Listings by risk as parts of a circle whose circumference is 100."""
        whole = sum(self.report.by_risk.values()) or 1
        slices, before = [], 0.0
        for name in ("high", "medium", "low", "none"):
            share = 100 * self.report.by_risk.get(name, 0) / whole
            if share:
                slices.append({"name": name, "share": f"{share:.2f}", "rest": f"{100 - share:.2f}", "offset": f"{25 - before:.2f}"})
            before += share
        return slices

    def charts(self) -> Iterator[dict[str, Any]]:
        """Listings with findings, by what they have in common; a chart nothing is known for is left out."""
        for title, found in groups(self.shown, self.report.likewise):
            most = found[0].listings
            bars = []
            for group in found[:BARS]:
                parts, start = [], 0.0
                for severity, count in group.counts.items():
                    parts.append({"name": str(severity), "start": f"{start:.2f}", "width": f"{100 * count / most:.2f}"})
                    start += 100 * count / most
                bars.append({"label": self.cut(group.name), "count": f"{group.listings:,}", "parts": parts})
            rest = len(found) - BARS
            yield {"title": self.say(title), "bars": bars, "more": self.say("more-headings", n=rest) if rest > 0 else ""}

    def _beside(self, finding: Finding, name: str) -> str:
        found = beside(finding, name)
        return " ".join(found.value.split()) if found else ""

    def choices(self, listed: list[Finding]) -> Iterator[dict[str, Any]]:
        """What the listed findings can be filtered by."""
        severities = dict.fromkeys(str(finding.severity) for finding in listed)
        yield self._choice("severity", "severity", [(name, self.say(name)) for name in severities])
        yield self._choice("platform", "platform", [(visible(name),) * 2 for name in sorted({finding.platform for finding in listed})])
        rules = sorted({finding.rule for finding in listed})
        yield self._choice("rule", "rule-id", [(str(self.number_of[rule]), visible(rule)) for rule in rules])
        suppliers = sorted({self._beside(finding, "supplier") for finding in listed} - {""})
        if 1 < len(suppliers) <= _SUPPLIERS:
            yield self._choice("supplier", "supplier", [(self.cut(name),) * 2 for name in suppliers])

    def _choice(self, name: str, label: str, options: Iterable[tuple[str, str]]) -> dict[str, Any]:
        return {"name": name, "label": self.say(label), "options": [{"value": value, "label": text} for value, text in options]}

    def row(self, finding: Finding) -> dict[str, Any]:
        at, mark, field = finding.at, finding.mark, finding.field
        spans = (finding.span,) if finding.span else ()
        if (told := self.marks.get(id(mark))) is None:
            told = self.marks[id(mark)] = visible(self.mark(mark)) if mark else ""
        if (evidence := self.evidence.get(finding.evidence)) is None:
            evidence = self.evidence[finding.evidence] = [visible(self._told(item)) for item in finding.evidence[:_EVIDENCE]]
        column = at.column or (self.say("missing-in", field=at.field) if at.field else "")
        return {
            "rank": 3 - finding.severity,
            "severity": str(finding.severity),
            "severity_label": self.severity_names[finding.severity],
            "platform": visible(finding.platform),
            "rule": visible(finding.rule),
            "rule_number": self.number_of[finding.rule],
            "place": visible(f"{at.path} {at.row:09} {at.cell}"),
            "name": self.cut(mark.text if mark else rule_name(finding.rule, self.options.language)),
            "use": " · ".join(
                part for part in (self.word(str(finding.context.use)) if finding.context else "", visible(finding.platform)) if part
            ),
            "listing": self.cut(finding.listing),
            "supplier": self.cut(self._beside(finding, "supplier")),
            "where": self.cut(finding.listing),
            "at": " · ".join(
                part
                for part in (
                    self.cut(where_label((at.path, at.worksheet))) if len(self.report.sheets) > 1 else "",
                    at.cell or self.say("row", row=at.row),
                    self.cut(column),
                )
                if part
            ),
            "pieces": pieces(field.value, spans, _EXCERPT) if field else [],
            "message": visible(finding.message),
            "remedy": visible(finding.remedy),
            "mark": told,
            "evidence": evidence,
            "sureness": self.sureness[finding.confidence],
            "id": visible(finding.id),
            "fixes": [self.fix(fix) for fix in sorted(finding.fixes, key=lambda fix: APPLICABILITY.get(fix.applicability, 3))],
        }

    def _told(self, item: Evidence) -> str:
        source = self.joined(part for part in (item.source, item.retrieved) if part)
        return self.say("evidence-source", text=item.text, source=source) if source else item.text

    def fix(self, fix: Any) -> dict[str, Any]:
        cells = []
        for edits in by_cell(fix):
            text, focus = edited(edits)
            if len(text) <= _COPIED:
                cells.append(
                    {
                        "cell": edits[0].field.at.cell,
                        "text": storable(text),
                        "pieces": pieces(text, (focus,), _EXCERPT) if text.strip() else [],
                    }
                )
        return {"title": visible(self.say("edit", applicability=self.word(fix.applicability), title=fix.title)), "cells": cells}

    def rule(self, name: str, number: int, first: Finding, count: int) -> dict[str, Any]:
        return {
            "name": visible(name), "number": number, "consequence": visible(first.consequence), "url": visible(first.source_url),
            "linked": bool(_LINK.fullmatch(first.source_url)), "read": visible(first.source_read), "count": f"{count:,}",
        }  # fmt: skip

    @cached_property
    def severity_names(self) -> dict[Severity, str]:
        return {severity: self.say(str(severity)) for severity in Severity}

    @cached_property
    def sureness(self) -> dict[object, str]:
        from sellercheck.finding import Confidence

        return {confidence: self.say("sureness", confidence=self.say(str(confidence))) for confidence in Confidence}
