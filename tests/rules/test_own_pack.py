"""A fourteenth platform takes one YAML file: it is validated, read for its columns, and screens a sheet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sellercheck.cli import main

PACK = """\
platform: moon-market
title: Moon Market
version: 2026-11-21
extends: [common]
recognise: [Crater code]
columns:
  title: [Offer text]
  keywords: [Hints]
consequences:
  quality: {en: The editors send it back., zh: 编辑会退回。}
not-checkable:
  moon-photos: {en: needs the picture itself, zh: 需要查看图片本身}
rules:
  html-code: off
  gpsr-columns: off
  mark-use:
    severity: medium
  title-length:
    check: length
    scope: [title]
    severity: medium
    message: {en: "The title has {length} characters; Moon Market takes {max}.", zh: "标题共 {length} 个字符，上限为 {max} 个。"}
    remedy: {en: Shorten it., zh: 请缩短。}
    consequence: quality
    source: {url: "https://example.com/handbook", read: 2026-11-21, fact: moon-title, dated: undated, confidence: high}
    options: {max: 30}
    examples:
      flag: [A title of more than thirty characters]
      pass: [A title of thirty characters..]
  earth-words:
    check: forbidden-term
    scope: [title, keywords]
    severity: {title: high, default: low}
    countries: [DE]
    elsewhere: low
    message: {en: "“{matched}” is nothing for the moon.", zh: "“{matched}”不适合在月球销售。"}
    remedy: {en: Delete it., zh: 请删除。}
    consequence: {en: The offer is taken down., zh: 商品会被下架。}
    source: {url: "https://example.com/handbook", read: 2026-11-21, fact: moon-words moon-more, dated: undated, confidence: high}
    options: {terms: [umbrella, {term: sail, unless: [sail cloth]}]}
    examples:
      flag: [Red umbrella, {title: Lamp, keywords: "light, sail"}]
      pass: [Sail cloth bag, Umbra lamp]
"""
SHEET = "Offer text,Hints,Crater code\nBlue mug,cup,1\nRed umbrella,rain,2\nNike running shoes,sport,3\nA very long title for one very small mug,<b>cup</b>,4\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "moon.yaml").write_text(PACK, "utf-8")
    (tmp_path / "stock.csv").write_text(SHEET, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.mark.parametrize(("countries", "severity"), [((), "low"), (("--country", "DE"), "high"), (("--country", "FR"), "low")])
def test_it_screens_a_sheet(place: Path, countries: tuple[str, ...], severity: str) -> None:
    result = run("check", "stock.csv", "-p", "./moon.yaml", "-f", "json", "--fail-on", "never", *countries)
    assert result.exit_code == 0, result.stderr
    report = json.loads(result.stdout)
    assert [
        (found["rule"], found["severity"], found["location"]["row"], found["text"])
        for found in report["findings"]
        if found["severity"] != "info"
    ] == [
        ("moon-market/earth-words", severity, 3, "umbrella"),
        ("moon-market/mark-use", "high", 4, "Nike"),
        ("moon-market/title-length", "medium", 5, " small mug"),
    ]
    assert report["sheets"][0]["columns"]["keywords"] == "Hints"
    assert report["findings"][0]["source"] == {"url": "https://example.com/handbook", "read": "2026-11-21"}


def test_it_is_validated_with_its_examples(place: Path) -> None:
    good = run("rules", "--validate", "moon.yaml")
    assert good.exit_code == 0, good.stderr
    assert "examples behave" in good.stdout


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("options: {max: 30}", "options: {maxx: 30}", 'no option is called "maxx"'),
        ("scope: [title]", "scope: [titel]", 'no field is called "titel"'),
        ("flag: [A title of more than thirty characters]", "flag: [Short]", "not flagged, and should be"),
    ],
)
def test_a_mistake_is_named(place: Path, old: str, new: str, said: str) -> None:
    assert old in PACK
    (place / "moon.yaml").write_text(PACK.replace(old, new), "utf-8")
    result = run("rules", "--validate", "moon.yaml")
    assert result.exit_code == 2
    assert said in result.output
    assert "hint" in result.stderr
