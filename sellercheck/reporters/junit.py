"""What was found, as JUnit XML for build servers that show test results.

A sheet is a suite, a finding a failed test of it, named by its cell, and one test that passes counts the listings in which
nothing was found. Findings of severity info pass, those set aside are skipped, and what could not be done is an error.
There is no clock in it: times are 0 and the day is the report's own, so that the same report gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from sellercheck.finding import Finding, Severity
from sellercheck.report import Report
from sellercheck.reporters import RenderOptions
from sellercheck.reporters._lines import visible
from sellercheck.reporters._marked import storable
from sellercheck.reporters._overview import Overview, where_label

_SPECIAL = re.compile('[&<>"\n\r\t]')
_VALUE = 2_000
"""Characters of a text of the sheet in an attribute or message."""


def write(report: Report, out: TextIO, options: RenderOptions) -> None:
    view = Overview(report, options)
    suites: dict[tuple[str, str | None], list[Finding]] = {(sheet.path, sheet.worksheet): [] for sheet in report.sheets}
    for finding in report.findings:
        suites.setdefault((finding.at.path, finding.at.worksheet), []).append(finding)
    aside: dict[tuple[str, str | None], list[tuple[Finding, str]]] = {}
    for item in report.set_aside:
        at = item.finding.at
        aside.setdefault((at.path, at.worksheet), []).append(
            (item.finding, f"{item.reason}: {item.detail}" if item.detail else item.reason)
        )
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n')
    cases = _Cases(view)
    number = 0
    for number, (where, findings) in enumerate(suites.items()):
        others = aside.get(where, [])
        failures = sum(finding.severity > Severity.INFO for finding in findings)
        out.write(_opening(view, where_label(where) or "-", number, len(findings) + len(others) + 1, failures, 0, len(others)))
        classname = where_label(where) or "-"
        hit = len({finding.listing for finding in findings})
        listings = next((sheet.listings for sheet in report.sheets if (sheet.path, sheet.worksheet) == where), hit)
        out.write(_case(view.say("without-findings", n=max(0, listings - hit)), classname, ""))
        out.writelines(cases.case(finding, classname, cases.failure(finding)) for finding in findings)
        out.writelines(cases.case(finding, classname, f"<skipped message={_attribute(why)}/>") for finding, why in others)
        out.write(_CLOSING)
    if troubles := list(_troubles(view)):
        out.write(_opening(view, view.say("could-not"), number + 1 if suites else 0, len(troubles), 0, len(troubles), 0))
        out.writelines(
            _case(name, "sellercheck", f"<error type={_attribute('incomplete')} message={_attribute(why)}/>") for name, why in troubles
        )
        out.write(_CLOSING)
    out.write("</testsuites>\n")


_CLOSING = "    <system-out/>\n    <system-err/>\n  </testsuite>\n"


def _opening(view: Overview, name: str, number: int, tests: int, failures: int, errors: int, skipped: int) -> str:
    report = view.report
    facts = [("rules", view.packs()), *((f"list {info.name}", f"{info.retrieved.isoformat()} {info.sha256}") for info in report.lists)]
    facts.append(("disclaimer", view.say("disclaimer")))
    properties = "".join(f"      <property name={_attribute(key)} value={_attribute(value)}/>\n" for key, value in facts)
    return (
        f'  <testsuite name={_attribute(name)} package="sellercheck" id="{number}" timestamp="{report.today.isoformat()}T00:00:00" hostname="localhost" '
        f'tests="{tests}" failures="{failures}" errors="{errors}" skipped="{skipped}" time="0">\n    <properties>\n{properties}    </properties>\n'
    )


def _case(name: str, classname: str, inside: str) -> str:
    return _element(_attribute(name), _attribute(classname), inside)


def _element(name: str, classname: str, inside: str) -> str:
    head = f'    <testcase name={name} classname={classname} time="0"'
    return f"{head}>{inside}</testcase>\n" if inside else f"{head}/>\n"


class _Cases:
    """Findings as tests. What repeats is put together once: a rule's texts, and a cell's place and text."""

    def __init__(self, view: Overview) -> None:
        self.view = view
        self.attribute = lru_cache(4096)(_attribute)
        self.tail = lru_cache(4096)(self._tail)
        self.named: tuple[object, str] = (None, "")
        self.shown: tuple[object, str] = (None, "")

    def case(self, finding: Finding, classname: str, inside: str) -> str:
        return _element(_quoted(self._name(finding)), self.attribute(f"{classname}.{finding.rule}"), inside)

    def failure(self, finding: Finding) -> str:
        """What makes the test fail; nothing for a note."""
        if finding.severity is Severity.INFO:
            return ""
        tail = self.tail(finding.consequence, finding.remedy, finding.source_url)
        body = "\n".join(part for part in (self._cell(finding), tail) if part)
        message = _attribute(finding.message[:_VALUE])
        return f"<failure type={self.attribute(str(finding.severity))} message={message}>{body}</failure>"

    def _name(self, finding: Finding) -> str:
        """All visible."""
        at, cut = finding.at, self.view.cut
        if self.named[0] != (at, finding.listing):
            parts = (self.view.say("row", row=at.row), at.cell, at.column or at.field, finding.listing)
            self.named = (at, finding.listing), " · ".join(cut(part) for part in parts if part)
        return " · ".join((self.named[1], *(cut(part) for part in (finding.text, finding.id) if part)))

    def _cell(self, finding: Finding) -> str:
        """Where the cell stands, and what stands in it."""
        at, field = finding.at, finding.field
        if self.shown[0] != (at, id(field)):
            lines = (
                f"{where_label((at.path, at.worksheet), at.line)} {at.cell}",
                visible(field.value[:_VALUE]) if field else "",
            )
            self.shown = (at, id(field)), "\n".join(_content(line) for line in lines if line)
        return self.shown[1]

    def _tail(self, consequence: str, remedy: str, source: str) -> str:
        labelled = (("consequence", consequence), ("remedy", remedy), ("source", source))
        say = self.view.say
        return "\n".join(_content(f"{say(label)}{say('colon')}{visible(text[:_VALUE])}") for label, text in labelled if text)


def _content(text: str) -> str:
    return escape(storable(text))


def _troubles(view: Overview) -> Iterator[tuple[str, str]]:
    for row in view.report.skipped:
        if row.fault:
            where = where_label((row.at.path, row.at.worksheet), row.at.line)
            yield f"{where} · {view.say('row', row=row.at.row)}" if row.at.row else where, row.reason
    for question in view.report.unanswered:
        yield view.say("unanswered-label"), question


def _attribute(text: str) -> str:
    """`text` as a quoted attribute; line ends and control characters are shown, since XML would lose them."""
    return _quoted(visible(text))


def _quoted(text: str) -> str:
    """Visible `text` as a quoted attribute."""
    text = storable(text)
    return quoteattr(text) if _SPECIAL.search(text) else f'"{text}"'
