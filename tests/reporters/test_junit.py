"""The report for build servers.

There are two schemas in use. Jenkins' own is beside the tests (schemas/junit-10.xsd) and a validator holds reports to it. The
stricter one of Windy Road Technology (Apache-2.0), which Ant's reports keep to, is written down anew here: the order of children,
the attributes each element must have, and at most one outcome of a test.
"""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from reporters import reports

from sellercheck.reporters import RenderOptions, junit

SUITE = {"name", "package", "id", "timestamp", "hostname", "tests", "failures", "errors", "skipped", "time"}


def tree(report, **options) -> ET.Element:
    out = io.StringIO()
    junit.write(report, out, RenderOptions(**options))
    return ET.fromstring(out.getvalue().encode())


@pytest.fixture(scope="module")
def schema() -> Any:
    xmlschema = pytest.importorskip("xmlschema", reason="xmlschema is not installed (the dev extra has it)")
    return xmlschema.XMLSchema(Path(__file__).parent / "schemas" / "junit-10.xsd")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", sorted(reports.ALL))
def test_it_keeps_to_the_schema_of_jenkins(schema: Any, name: str, language: str) -> None:
    schema.validate(tree(reports.ALL[name](), language=language))


def test_the_schema_of_jenkins_refuses_what_is_wrong(schema: Any) -> None:
    """The validator is at work: a suite without counts does not pass."""
    root = tree(reports.full())
    del root[0].attrib["failures"]
    assert not schema.is_valid(root)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", sorted(reports.ALL))
def test_it_keeps_to_the_schema(name: str, language: str) -> None:
    root = tree(reports.ALL[name](), language=language)
    assert root.tag == "testsuites"
    assert [suite.get("id") for suite in root] == [str(number) for number in range(len(root))]
    for suite in root:
        assert suite.tag == "testsuite"
        assert suite.attrib.keys() == SUITE
        assert suite.get("name")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", suite.get("timestamp") or "")
        tags = [child.tag for child in suite]
        assert tags == ["properties", *["testcase"] * (len(tags) - 3), "system-out", "system-err"]
        assert all(child.tag == "property" and child.get("name") and child.get("value") is not None for child in suite[0])
        cases = suite.findall("testcase")
        for case in cases:
            assert case.attrib.keys() == {"name", "classname", "time"}
            assert len(case) <= 1
            assert all(child.tag in {"failure", "error", "skipped"} for child in case)
            assert all(child.get("type") for child in case if child.tag != "skipped")
        assert int(suite.get("tests", "")) == len(cases)
        for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(attribute, "")) == sum(child.tag == tag for case in cases for child in case)


def test_findings_fail_info_passes_and_set_aside_is_skipped() -> None:
    suite, troubles = tree(reports.full())
    assert (suite.get("failures"), suite.get("skipped"), suite.get("errors")) == ("16", "2", "0")
    failures = [failure for case in suite for failure in case if failure.tag == "failure"]
    assert {failure.get("type") for failure in failures} == {"high", "medium", "low"}
    assert "“Acmera” offers the goods as those of the brand Acmera." in {failure.get("message") for failure in failures}
    assert [case.get("classname") for case in suite.findall("testcase")].count("stock.csv.wish/title-length") == 7
    assert troubles.get("errors") == "2"  # a row that could not be read, and a register that did not answer


def test_a_sheet_without_findings_is_a_test_that_passes() -> None:
    (suite,) = tree(reports.empty())
    (case,) = suite.findall("testcase")
    assert (case.get("name"), len(case)) == ("798 listings without findings", 0)


def test_names_tell_findings_apart() -> None:
    suite = tree(reports.full())[0]
    named = [(case.get("classname"), case.get("name")) for case in suite.findall("testcase")]
    assert len(named) == len(set(named))


def test_no_sheet_is_no_suite() -> None:
    assert len(tree(replace(reports.empty(), sheets=()))) == 0
