"""The report for machines."""

from __future__ import annotations

import importlib.resources
import io
import json

import jsonschema
import pytest
from reporters import reports

from sellercheck.finding import Confidence, Severity
from sellercheck.reporters import RenderOptions
from sellercheck.reporters import json as reporter


def written(report) -> str:
    out = io.StringIO()
    reporter.write(report, out, RenderOptions())
    return out.getvalue()


def schema():
    return json.loads((importlib.resources.files("sellercheck.data") / "report.schema.json").read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(reports.ALL))
def test_it_is_the_report_as_plain_data_and_keeps_to_the_schema(name: str) -> None:
    report = reports.ALL[name]()
    text = written(report)
    read = json.loads(text)
    assert read == json.loads(json.dumps(report.to_dict()))
    assert list(read) == list(report.to_dict())
    text.encode("utf-8")  # any UTF-8 stream takes it
    jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker()).validate(read)


def test_text_is_written_as_it_is_but_for_halves_of_pairs() -> None:
    assert "熊猫嘟嘟" in written(reports.full())
    cell = reports.field("title", "half \ud83d \x1b[31mAcmera 👨‍👩‍👧", 2)
    text = written(reports.report((reports.rule_finding("odd", cell, "“\ud83d” is half a pair.", span=(5, len(cell.value))),)))
    assert '"text": "\\ud83d \\u001b[31mAcmera 👨‍👩‍👧"' in text
    assert "“\\ud83d” is half" in text
    assert json.loads(text)["findings"][0]["text"] == cell.value[5:]


def test_spans_cut_the_text_out_of_the_cell() -> None:
    for finding in reports.full().findings:
        if finding.field and finding.span:
            assert finding.field.value[finding.span[0] : finding.span[1]] == finding.text


def test_findings_alike_in_nearly_everything_keep_what_is_theirs() -> None:
    """What repeats is encoded once: nothing may be taken for a repetition that differs in one part."""
    cell, other = reports.field("title", "Acmera Acmera", 2), reports.field("title", "Acmera Acmera", 2, sheet=reports.TEMPLATE)
    first = reports.mark_finding(cell, "Acmera", fixes=(reports.removal(cell, "Acmera"),))
    context, at = first.context, first.at
    assert context is not None
    changes = (
        *({"context": context._replace(**{name: True})} for name in ("authorised", "ordinary_word")),
        {"context": context._replace(class_overlap="no")}, {"context": None}, {"mark": reports.ZOOMLINE}, {"mark": None}, {"evidence": ()},
        {"field": other, "at": other.at}, {"fixes": ()}, {"fixes": (reports.removal(cell, "Acmera", "x"),)}, {"span": (7, 13)}, {"span": None},
        *({"field": None, "span": None, "at": at._replace(cell="", field=name)} for name in ("brand", "sku")), {"at": at._replace(row=3)},
        {"severity": Severity.LOW}, {"confidence": Confidence.LOW}, {"consequence": "Another."}, {"source_read": "2026-01-01"}, {"listing": "B"},
    )  # fmt: skip
    report = reports.report((first, *(first._replace(**change) for change in changes), first))
    told = json.loads(written(report))
    assert told == json.loads(json.dumps(report.to_dict()))
    assert len({json.dumps(finding) for finding in told["findings"]}) == 1 + len(changes)


def test_one_finding_a_line_and_always_the_same() -> None:
    report = reports.full()
    lines = written(report).splitlines()
    assert sum('"severity"' in line and '"finding"' not in line for line in lines) == len(report.findings)
    assert written(report) == written(reports.full())


def test_options_change_nothing() -> None:
    out = io.StringIO()
    reporter.write(reports.full(), out, RenderOptions(width=20, colour=True, language="zh", verbose=True))
    assert out.getvalue() == written(reports.full())


def test_every_key_of_the_schema_is_described_and_no_other_is_allowed() -> None:
    def looked_at(node, path):
        if "properties" in node:
            assert node["additionalProperties"] is False, path
            for key, value in node["properties"].items():
                described = value if "$ref" not in value else {**resolved(value), **value}
                assert described.get("description", "").endswith("."), f"{path}.{key}"
                looked_at(value, f"{path}.{key}")
        if isinstance(node.get("items"), dict):
            looked_at(node["items"], f"{path}[]")
        for part in node.get("anyOf", ()):
            looked_at(part, path)

    def resolved(node):
        return whole["$defs"][node["$ref"].rpartition("/")[2]]

    whole = schema()
    jsonschema.Draft202012Validator.check_schema(whole)
    looked_at(whole, "report")
    for name, node in whole["$defs"].items():
        looked_at(node, name)


def test_the_schema_knows_every_key_of_a_full_report() -> None:
    """Keys that no report holds would be promises nobody keeps."""
    whole = schema()
    report = reports.full().to_dict()
    assert set(whole["properties"]) == set(whole["required"]) == set(report)
    for part, found in (("finding", report["findings"][0]), ("location", report["findings"][0]["location"])):
        assert set(whole["$defs"][part]["properties"]) == set(whole["$defs"][part]["required"]) == set(found)


def test_a_long_report_is_written_piece_by_piece() -> None:
    import tracemalloc

    class Sink(io.TextIOBase):
        size = 0

        def write(self, text: str) -> int:
            self.size += len(text)
            return len(text)

    report, sink = reports.many(5000), Sink()
    tracemalloc.start()
    reporter.write(report, sink, RenderOptions())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sink.size > 2_500_000
    assert peak < sink.size // 2
