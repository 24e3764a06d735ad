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

from sellercheck.finding import Edit, Finding, Fix
from sellercheck.listing import Field, column_letters
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
            out.write(whole(lead + between.join(held)))
            lead = between
            held.clear()
    if held:
        out.write(whole(lead + between.join(held)))
    return bool(held) or lead != before


class Texts:
    """Encodes the findings of one report, which must outlive this."""

    def __init__(self) -> None:
        self._heads: dict[object, str] = {}
        self._rules: dict[object, str] = {}
        self._marks: dict[object, str] = {}
        self._contexts: dict[object, str] = {}
        self._evidence: dict[object, str] = {}
        self._place: tuple[object, str] = (None, "")

    def finding(self, finding: Finding) -> str:
        head = finding.rule, finding.check, finding.platform, finding.severity, finding.confidence
        if (heads := self._heads.get(head)) is None:
            heads = self._heads[head] = "".join(f'"{name}": {string(str(value))}, ' for name, value in zip(_HEAD, head, strict=True))
        rule = finding.remedy, finding.consequence, finding.source_url, finding.source_read
        if (rules := self._rules.get(rule)) is None:
            rules = kept(self._rules, rule, _rule(*rule))
        at = finding.at
        if self._place[0] != at:
            self._place = at, _place(*at)
        field, span = finding.field, finding.span
        text = field.value[span[0] : span[1]] if field is not None and span else ""
        return (
            f'{{"id": {string(finding.id)}, {heads}"message": {string(finding.message)}, {rules}, "listing": {string(finding.listing)}, '
            f'"location": {self._place[1]}, "text": {string(text)}, "span": {f"[{span[0]}, {span[1]}]" if span else "null"}, '
            f'{self._why(finding)}, "fixes": {_fixes(finding.fixes) if finding.fixes else "[]"}}}'
        )

    def _why(self, finding: Finding) -> str:
        mark, context, evidence = finding.mark, finding.context, finding.evidence
        # By identity: the report keeps its marks alive, and hashing one costs more than encoding half a finding.
        if (marks := self._marks.get(id(mark))) is None:
            marks = kept(self._marks, id(mark), _encode(mark_dict(mark)))
        key = context[:5] if context is not None else None
        if (contexts := self._contexts.get(key)) is None:
            contexts = kept(self._contexts, key, _encode(context_dict(context)))
        if (told := self._evidence.get(evidence)) is None:
            told = kept(self._evidence, evidence, _encode([each._asdict() for each in evidence]))
        return f'"mark": {marks}, "context": {contexts}, "evidence": {told}'

    @staticmethod
    def cell(field: Field) -> str:
        """An item of the report's `cells`, without its braces."""
        return f'"location": {_place(*field.at)}, "text": {string(field.value)}'


_HEAD = ("rule", "check", "platform", "severity", "confidence")


def kept(texts: dict[object, T], key: object, text: T) -> T:
    """`text`, kept for the next time; what was kept before is forgotten when it grows too much."""
    if len(texts) >= _MOST:
        texts.clear()
    texts[key] = text
    return text


def _rule(remedy: str, consequence: str, url: str, read: str) -> str:
    return f'"remedy": {string(remedy)}, "consequence": {string(consequence)}, "source": {{"url": {string(url)}, "read": {string(read)}}}'


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
