"""Everything a run found, as SARIF 2.1.0, for code scanning and editors.

Rules carry their help in English and Chinese. Text files get regions of line and column, and suggested edits as fixes, as
long as the file is at hand and unchanged; otherwise the line of the row. Workbooks get the cell as logical location. The
finding's id is the fingerprint `sellercheck/v1`, which survives sorting a sheet. Findings that are set aside are suppressed
results with the reason.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import chain
from json.encoder import encode_basestring as string
from typing import Any, TextIO
from urllib.parse import quote

from sellercheck.finding import Finding, Severity
from sellercheck.listing import Field
from sellercheck.messages import general
from sellercheck.report import Report, SetAside
from sellercheck.reporters import RenderOptions
from sellercheck.reporters._jsontext import encoded, kept, write_all
from sellercheck.reporters._texts import say

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "note", Severity.INFO: "note"}
RANKS = {Severity.HIGH: 90.0, Severity.MEDIUM: 60.0, Severity.LOW: 30.0, Severity.INFO: 5.0}
_SNIPPET = 300
_encode = json.JSONEncoder(ensure_ascii=False).encode
_LANGUAGES = {"en": "en", "zh": "zh-CN"}


def write(report: Report, out: TextIO, options: RenderOptions) -> None:
    from sellercheck import __version__

    writer = _Writer(report, options)
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "sellercheck", "version": report.version or __version__, "semanticVersion": report.version or __version__,
                "language": _LANGUAGES.get(report.language, "en"), "rules": writer.rules(),
            }
        },
        "language": _LANGUAGES.get(report.language, "en"),
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not report.incomplete, "toolExecutionNotifications": writer.notifications()}],
        "artifacts": writer.artifacts(),
        "properties": {
            "today": report.today.isoformat(), "summary": report.summary(),
            "platforms": [f"{pack.platform} {pack.version.isoformat()}" for pack in report.packs],
            "lists": [f"{info.name} {info.retrieved.isoformat()} {info.sha256}" for info in report.lists],
            "notChecked": [f"{item.what}: {item.why}" for item in report.not_checked],
            "disclaimer": say(options.language, "disclaimer"),
        },
    }  # fmt: skip
    out.write(f'{{\n"$schema": {encoded(SCHEMA)},\n"version": "2.1.0",\n"runs": [{{\n')
    out.writelines(f"{encoded(key)}: {encoded(value)},\n" for key, value in run.items())
    out.write('"results": [')
    results = chain(map(writer.result, report.findings), (writer.result(aside.finding, aside) for aside in report.set_aside))
    write_all(out, results, "\n", ",\n")
    out.write("\n]\n}]\n}\n")


class _Writer:
    def __init__(self, report: Report, options: RenderOptions) -> None:
        self.report, self.options = report, options
        self.firsts: dict[str, Finding] = {}
        for finding in report.everything():
            self.firsts.setdefault(finding.rule, finding)
        self.rule_of = {rule: number for number, rule in enumerate(sorted(self.firsts))}
        paths = dict.fromkeys(sheet.path for sheet in report.sheets) | dict.fromkeys(f.at.path for f in self.firsts.values())
        paths |= dict.fromkeys(finding.at.path for finding in report.everything())
        self.artifact_of = {path: number for number, path in enumerate(paths)}
        self.uris = {path: uri(path) for path in paths}
        self.heads: dict[object, str] = {}
        self.properties: dict[object, tuple[str, str]] = {}
        self.places: dict[str, str] = {}

    def artifacts(self) -> list[dict[str, Any]]:
        sums = {sheet.path: sheet.sha256 for sheet in self.report.sheets}
        made = []
        for path in self.artifact_of:
            item: dict[str, Any] = {"location": {"uri": self.uris[path]}}
            if sums.get(path):
                item["hashes"] = {"sha-256": sums[path]}
            made.append(item)
        return made

    def rules(self) -> list[dict[str, Any]]:
        known = _known({self.firsts[rule].platform for rule in self.firsts})
        return [self._rule(rule, self.firsts[rule], known) for rule in self.rule_of]

    def _rule(self, rule: str, first: Finding, known: Mapping[str, Any]) -> dict[str, Any]:
        """What the pack says of the rule, both languages, the report's first; of a rule nobody knows here, what its first finding says."""
        order = ("zh", "en") if self.options.language == "zh" else ("en", "zh")
        found = known.get(rule)
        if found is None:
            message, texts = first.message, [f"{first.message}\n\n{first.remedy}\n\n{first.consequence}"]
        else:
            message = general(found.message[order[0]])
            texts = [
                "\n\n".join(
                    (
                        general(found.message[each]),
                        f"{say(each, 'consequence')}{say(each, 'colon')}{found.consequence[each]}",
                        f"{say(each, 'remedy')}{say(each, 'colon')}{general(found.remedy[each])}",
                    )
                )
                for each in order
            ]
        severity = first.severity if found is None else max(found.severity.values())
        item: dict[str, Any] = {
            "id": rule,
            "shortDescription": {"text": _plain(message)},
            "fullDescription": {"text": _plain(texts[0])},
            "help": {"text": _plain("\n\n---\n\n".join(texts))},
            "defaultConfiguration": {"level": LEVELS[severity], "rank": RANKS[severity]},
            "properties": {
                "tags": [first.platform, first.check],
                "problem.severity": _problem(severity),
                "precision": str(first.confidence),
            },
        }
        if re.match(r"https?://", first.source_url):
            item["helpUri"] = quote(first.source_url, safe="%/:=&?~#+!$,;'@()*[]")
        return item

    def notifications(self) -> list[dict[str, Any]]:
        report = self.report
        told: list[dict[str, Any]] = [
            {"level": "note", "message": {"text": _plain(note)}} for note in (*report.notes, *(n for s in report.sheets for n in s.notes))
        ]
        told += [{"level": "error", "message": {"text": _plain(question)}} for question in report.unanswered]
        for row in report.skipped:
            place: dict[str, Any] = {"artifactLocation": {"uri": self.uris.get(row.at.path) or uri(row.at.path)}}
            if row.at.line is not None:
                place["region"] = {"startLine": row.at.line}
            where = f"{say(self.options.language, 'row', row=row.at.row)}{say(self.options.language, 'colon')}" if row.at.row else ""
            text = f"{where}{row.reason}"
            told.append(
                {
                    "level": "error" if row.fault else "note",
                    "message": {"text": _plain(text)},
                    "locations": [{"physicalLocation": place}],
                }
            )
        return told

    def result(self, finding: Finding, aside: SetAside | None = None) -> str:
        """The finding as JSON text; what repeats, a rule's texts or a mark, is encoded once."""
        rule = finding.rule, finding.severity
        if (head := self.heads.get(rule)) is None:
            severity = finding.severity
            known = {"ruleId": finding.rule, "ruleIndex": self.rule_of[finding.rule], "level": LEVELS[severity], "rank": RANKS[severity]}
            head = self.heads[rule] = encoded(known)[1:-1]
        mark, use = finding.mark, finding.context.use if finding.context else None
        # The mark by identity: the report keeps it alive, and hashing it costs as much as encoding it.
        why = finding.severity, finding.confidence, finding.platform, finding.remedy, id(mark), use
        if (around := self.properties.get(why)) is None:
            first = {"severity": str(finding.severity), "confidence": str(finding.confidence), "platform": finding.platform}
            last: dict[str, Any] = {"remedy": finding.remedy}
            if mark:
                last |= {"mark": mark.text, "owner": mark.owner}
            if use is not None:
                last["use"] = str(use)
            around = kept(self.properties, why, (encoded(first)[1:-1], encoded(last)[1:]))
        text = (
            f'{{{head}, "message": {{"text": {string(_plain(finding.message))}}}, "locations": [{self._location(finding)}], '
            f'"partialFingerprints": {{"sellercheck/v1": {string(finding.id)}}}, '
            f'"properties": {{{around[0]}, "listing": {string(finding.listing)}, {around[1]}'
        )
        if fixes := self._fixes(finding):
            text += f', "fixes": {encoded(fixes)}'
        if aside:
            reason = f"{aside.reason}: {aside.detail}" if aside.detail else aside.reason
            text += f', "suppressions": {encoded([{"kind": "external", "status": "accepted", "justification": reason}])}'
        elif self.report.set_aside:
            text += ', "suppressions": []'  # where any result has the key, its absence would mean "not known" (SARIF 3.27.23)
        return text + "}"

    def _location(self, finding: Finding) -> str:
        at = finding.at
        region: dict[str, Any] = {}
        if finding.field and finding.span and (found := self._region(finding.field, finding.span)):
            region = found
        elif at.line is not None:
            region = {"startLine": at.line}
        if region and (text := finding.text):
            region["snippet"] = {"text": text[:_SNIPPET]}
        place = f'"artifactLocation": {self._artifact(at.path)}' + (f', "region": {_encode(region)}' if region else "")
        name = at.cell or at.field
        if not name:
            return f'{{"physicalLocation": {{{place}}}}}'
        whole = f"{at.path}!{at.worksheet}!{name}" if at.worksheet is not None else f"{at.path}!{name}"
        logical = f'[{{"name": {string(name)}, "fullyQualifiedName": {string(whole)}, "kind": "cell"}}]'
        return f'{{"physicalLocation": {{{place}}}, "logicalLocations": {logical}}}'

    def _artifact(self, path: str) -> str:
        if (text := self.places.get(path)) is None:
            text = self.places[path] = encoded({"uri": self.uris[path], "index": self.artifact_of[path]})
        return text

    def _region(self, field: Field, span: tuple[int, int]) -> dict[str, Any] | None:
        found = self.options.locate(field, span) if self.options.locate else None
        return dict(zip(("startLine", "startColumn", "endLine", "endColumn"), found, strict=True)) if found else None

    def _fixes(self, finding: Finding) -> list[dict[str, Any]]:
        """The suggestions all of whose edits can be told as changes of the file."""
        locate, made = self.options.locate, []
        if locate is None:
            return []
        for fix in finding.fixes:
            replacements = []
            for edit in fix.edits:
                region, text = self._region(edit.field, edit.span), locate.written(edit.field, edit.new)
                if region is None or text is None:
                    break
                replacements.append({"deletedRegion": region, "insertedContent": {"text": text}})
            if replacements and len(replacements) == len(fix.edits):
                place = {"uri": self.uris[finding.at.path], "index": self.artifact_of[finding.at.path]}
                made.append(
                    {
                        "description": {"text": _plain(f"{fix.title} ({fix.applicability})")},
                        "artifactChanges": [{"artifactLocation": place, "replacements": replacements}],
                    }
                )
        return made


def uri(path: str) -> str:
    """`path` as a URI reference: relative as the user named it, so that code scanning finds it in the repository."""
    slashed = path.replace("\\", "/")
    if slashed.startswith("/"):
        return "file://" + quote(slashed.encode("utf-8", "replace"))
    if re.match(r"[A-Za-z]:/", slashed):
        return "file:///" + quote(slashed.encode("utf-8", "replace"), safe="/:")
    return quote(slashed.removeprefix("./").encode("utf-8", "replace")) or "-"


def _known(platforms: set[str]) -> dict[str, Any]:
    """The rules of bundled packs by id."""
    from sellercheck import rules

    bundled = set(rules.available())
    return {rule.id: rule for platform in sorted(platforms & bundled) for rule in rules.load(platform).rules}


def _plain(text: str) -> str:
    """`text` as a SARIF message: braces are doubled (3.11.5), brackets that would make a link escaped (3.11.6)."""
    if "{" in text or "}" in text:
        text = text.replace("{", "{{").replace("}", "}}")
    if "](" in text:
        text = text.replace("[", "\\[").replace("]", "\\]")
    return text


def _problem(severity: Severity) -> str:
    return {Severity.HIGH: "error", Severity.MEDIUM: "warning"}.get(severity, "recommendation")
