"""The table of facts: none is missing, and it is the one the packs give today."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    import sys

    spec = importlib.util.spec_from_file_location("fact_table", ROOT / "scripts" / "fact_table.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["fact_table"] = module  # its dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


def notes(folder: Path, *facts: str) -> Path:
    rows = "".join(f"| {fact} | title-style | something | regex | https://example.com | undated | high |\n" for fact in facts)
    for name in ("wish", "aliexpress", "amazon", "shopee", "others"):
        head = f"# {name}\n\n| id | kind | fact | checkable how | source | date | confidence |\n|---|---|---|---|---|---|---|\n"
        (folder / f"{name}.md").write_text(head + (rows if name == "others" else ""), "utf-8")
    return folder


def test_the_table_is_up_to_date(script: ModuleType) -> None:
    if not script.NOTES.exists():
        pytest.skip(f"{script.NOTES} is not on this machine")
    assert script.TABLE.read_text("utf-8") == script.table(script.NOTES), "run python scripts/fact_table.py"


def test_a_fact_without_rule_or_reason_is_named(script: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(script.FactError) as caught:
        script.table(notes(tmp_path, "moon-title-length"))
    assert "moon-title-length (others.md) has no rule and no reason" in caught.value.args


def test_a_fact_that_no_notes_hold_is_named(script: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(script.FactError) as caught:
        script.table(notes(tmp_path, "ebay-title-80"))
    assert "etsy-tags is named by a pack and stands in no file of the notes" in caught.value.args
    assert not any(complaint.startswith("ebay-title-80 ") for complaint in caught.value.args)


def test_a_fact_told_twice_is_named(script: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(script.FactError, match="ebay-title-80 stands twice"):
        script.facts(notes(tmp_path, "ebay-title-80", "ebay-title-80"))


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("ebay-title-80", ("ebay-title-80",)),
        ("ebay-contact ebay-shorteners", ("ebay-contact", "ebay-shorteners")),
        ("keywords 6 tobacco", ()),
        ("list genericised", ()),
        ("", ()),
    ],
)
def test_a_source_names_several_facts_parted_by_blanks(script: ModuleType, text: str, facts: tuple[str, ...]) -> None:
    assert script.named(text) == facts
