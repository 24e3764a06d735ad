"""The baseline: one sorted line a finding, nothing in it that changes by itself."""

from __future__ import annotations

import json

import pytest
from settle.findings import finding

from sellercheck.errors import SettingsError
from sellercheck.finding import Severity
from sellercheck.settle import baseline

ONE, OTHER = finding(id="0" * 15 + "b"), finding(id="0" * 15 + "a", sku='SKU "9" \\ ünï\nnew')


def test_the_lines_are_sorted_and_hold_id_rule_and_listing() -> None:
    text = baseline.document([ONE, OTHER, ONE])
    first, second = map(json.loads, text.splitlines())
    assert first == {"id": OTHER.id, "rule": "wish/mark-use", "listing": OTHER.listing}
    assert second == {"id": ONE.id, "rule": "wish/mark-use", "listing": "SKU-2"}
    assert text.splitlines() == sorted(text.splitlines())
    assert text.isascii()


def test_row_severity_and_order_change_nothing() -> None:
    moved = ONE._replace(severity=Severity.LOW, at=ONE.at._replace(row=99, cell="B99"), message="said otherwise", source_read="1999-01-01")
    assert baseline.document([moved, OTHER]) == baseline.document([OTHER, ONE])


def test_what_is_written_is_read(tmp_path) -> None:
    path = tmp_path / "b.jsonl"
    path.write_text(baseline.document([ONE, OTHER]), "utf-8")
    assert baseline.read(path) == {ONE.id, OTHER.id}
    assert baseline.document((), baseline.lines(path)) == path.read_text("utf-8")


@pytest.mark.parametrize("change", [lambda t: "\ufeff" + t, lambda t: t.replace("\n", "\r\n"), lambda t: t.rstrip("\n"), lambda t: t.replace("\n", "\n\n"), lambda _: ""])  # fmt: skip
def test_what_editors_do_to_a_file_is_tolerated(change, tmp_path) -> None:
    path = tmp_path / "b.jsonl"
    text = change(baseline.document([ONE, OTHER]))
    path.write_bytes(text.encode("utf-8"))
    assert baseline.read(path) == ({ONE.id, OTHER.id} if text else frozenset())
    assert set(baseline.lines(path)) == baseline.read(path)


@pytest.mark.parametrize(
    "line", ["<<<<<<< HEAD", '{"id": "12"}', '{"id": "000000000000000b", "rule": "x", "listing": "y"} and more', "id,rule", "{}"]
)
def test_a_line_that_is_none_is_named(line: str, tmp_path) -> None:
    path = tmp_path / "b.jsonl"
    path.write_text(baseline.document([ONE]) + line + "\n" + baseline.document([OTHER]), "utf-8")
    for use in (baseline.read, baseline.lines):
        with pytest.raises(SettingsError, match=r"b\.jsonl:2: is no line of a baseline"):
            use(path)


def test_files_that_cannot_be_read(tmp_path) -> None:
    with pytest.raises(SettingsError, match="there is no baseline"):
        baseline.read(tmp_path / "none")
    (tmp_path / "b").write_bytes(b"\xff\xfe\x00x")
    with pytest.raises(SettingsError, match="not UTF-8"):
        baseline.read(tmp_path / "b")
    with pytest.raises(SettingsError, match="cannot be read"):
        baseline.read(tmp_path)


def test_blank_lines_do_not_hide_which_line_is_wrong(tmp_path) -> None:
    path = tmp_path / "b.jsonl"
    path.write_text("\n" + baseline.document([ONE]) + "\n\nid,rule\n", "utf-8")
    with pytest.raises(SettingsError, match=r"b\.jsonl:5: is no line"):
        baseline.read(path)
