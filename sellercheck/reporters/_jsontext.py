"""Findings and cells as the JSON text of `report.finding_dict`: what repeats in a report is encoded once.

A long report says the same of thousands of cells: a rule's texts, a mark, evidence. Making a dictionary of each finding and
encoding that took ten times as long.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from json.encoder import encode_basestring as string
from typing import Any, TextIO, TypeVar

from sellercheck.finding import Confidence, Context, Edit, Evidence, Finding, Fix, Grounds, Severity
from sellercheck.listing import Field, Location, column_letters
from sellercheck.mark import Mark
from sellercheck.report import context_dict, mark_dict

T = TypeVar("T")
_HALVES = re.compile("[\ud800-\udfff]")
_encode = json.JSONEncoder(ensure_ascii=False).encode
_MOST = 20_000
"""Parts of one kind that are kept: more than a report has rules and marks; texts of single listings must not pile up."""
_SLICE = 400
"""Lines written at once."""

letters = lru_cache(None)(column_letters)


def encoded(value: Any) -> str:
    """`value` as JSON on one line that any UTF-8 stream takes."""
    return whole(_encode(value))


def whole(text: str) -> str:
    """JSON text that any UTF-8 stream takes: halves of broken character pairs are escaped."""
    if text.isascii():
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return _HALVES.sub(lambda half: f"\\u{ord(half[0]):04x}", text)
    return text


def write_all(out: TextIO, texts: Iterable[str], before: str = "", between: str = "") -> bool:
    """Writes the texts, the first after `before`, the others after `between`; whether there was any."""
    held: list[str] = []
    lead = before
    for text in texts:
        held.append(text)
        if len(held) >= _SLICE:
            _put(out, lead + between.join(held))
            lead = between
            held.clear()
    if held:
        _put(out, lead + between.join(held))
    return bool(held) or lead != before


def _put(out: TextIO, text: str) -> None:
    if out.errors != "strict":  # such a stream does not tell of halves, or is none of bytes
        text = whole(text)
    try:
        out.write(text)
    except UnicodeEncodeError:  # before anything was written
        out.write(whole(text))


class Texts:
    """Encodes the findings of one report, which must outlive this."""

    def __init__(self) -> None:
        self._rules: dict[object, tuple[str, str]] = {}
        self._whys: dict[object, str] = {}
        self._marks: dict[object, str] = {}
        self._places: dict[Location, str] = {}
        self._fixes: dict[int, str] = {}
        self._row = 0

    def finding(self, finding: Finding) -> str:
        at, field, span, fixes, remedy = finding.at, finding.field, finding.span, finding.fixes, finding.remedy
        mark, context, evidence = finding.mark, finding.context, finding.evidence
        key = finding.grounds, finding.severity, finding.confidence, remedy
        if (rules := self._rules.get(key)) is None:
            rules = kept(self._rules, key, _rule(*key))
        # By identity: the report keeps its marks and fixes alive, and hashing one costs more than encoding half a finding.
        why = id(mark), context[:5] if context is not None else None, evidence
        if (whys := self._whys.get(why)) is None:
            whys = kept(self._whys, why, self._why(mark, context, evidence))
        if at.row != self._row:  # findings of one row follow each other; several platforms share a cell and its fixes
            self._row = at.row
            self._places.clear()
            self._fixes.clear()
        if (place := self._places.get(at)) is None:
            place = self._places[at] = _place(*at)
        if (edits := self._fixes.get(id(fixes))) is None:
            edits = self._fixes[id(fixes)] = _fixes(fixes)
        if span:
            start, end = span
            found = f'{string(field.value[start:end]) if field is not None else _NOTHING}, "span": [{start}, {end}]'
        else:
            found = '"", "span": null'
        return (
            f'{{"id": {string(finding.id)}, {rules[0]}, "message": {string(finding.message)}, {rules[1]}, "listing": {string(finding.listing)}, '
            f'"location": {place}, "text": {found}, {whys}, "fixes": {edits}}}'
        )

    def _why(self, mark: Mark | None, context: Context | None, evidence: tuple[Evidence, ...]) -> str:
        if (marks := self._marks.get(id(mark))) is None:
            marks = kept(self._marks, id(mark), _encode(mark_dict(mark)))
        told = _encode([each._asdict() for each in evidence])
        return f'"mark": {marks}, "context": {_encode(context_dict(context))}, "evidence": {told}'

    @staticmethod
    def cell(field: Field) -> str:
        """An item of the report's `cells`, without its braces."""
        return f'"location": {_place(*field.at)}, "text": {string(field.value)}'


_HEAD = ("rule", "check", "platform", "severity", "confidence")
_NOTHING = '""'


def kept(texts: dict[object, T], key: object, text: T) -> T:
    """`text`, kept for the next time; what was kept before is forgotten when it grows too much."""
    if len(texts) >= _MOST:
        texts.clear()
    texts[key] = text
    return text


def _rule(grounds: Grounds, severity: Severity, confidence: Confidence, remedy: str) -> tuple[str, str]:
    """What all findings of a rule, severity and wording have in common: what stands before and behind the message."""
    head = zip(_HEAD, (grounds.rule, grounds.check, grounds.platform, severity, confidence), strict=True)
    source = f'{{"url": {string(grounds.source_url)}, "read": {string(grounds.source_read)}}}'
    return (
        ", ".join(f'"{name}": {string(str(value))}' for name, value in head),
        f'"remedy": {string(remedy)}, "consequence": {string(grounds.consequence)}, "source": {source}',
    )


def _place(path: str, worksheet: str | None, row: int, line: int | None, column: str, cell: str, field: str) -> str:
    sheet = "null" if worksheet is None else string(worksheet)
    return (
        f'{{"path": {string(path)}, "worksheet": {sheet}, "row": {row}, "line": {"null" if line is None else line}, '
        f'"column": {string(column)}, "cell": {string(cell)}, "field": {string(field)}}}'
    )


def _fixes(fixes: Iterable[Fix]) -> str:
    told = [
        f'{{"title": {string(title)}, "applicability": {string(applicability)}, "edits": [{", ".join(map(_edit, edits))}]}}'
        for title, applicability, edits in fixes
    ]
    return f"[{', '.join(told)}]"


def _edit(edit: Edit) -> str:
    field, (start, end), new = edit
    old = string(field.value[start:end])
    cell = f'"{letters(field.column.index)}{field.row.number}"'
    return f'{{"cell": {cell}, "field": {string(field.name)}, "span": [{start}, {end}], "old": {old}, "new": {string(new)}}}'
