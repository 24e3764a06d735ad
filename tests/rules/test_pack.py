"""Reading packs: every complaint names file, line, rule and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from sellercheck import rules
from sellercheck.errors import RulePackError, UsageError
from sellercheck.finding import Severity
from sellercheck.rules.pack import load_pack

GOOD = """\
platform: shop
title: My shop
version: 2026-11-21
columns:
  title: [Heading, "NO"]
consequences:
  fine: {en: A fine., zh: 罚款。}
rules:
  no-cheap:
    check: forbidden-term
    scope: [title]
    severity: {title: high, default: low}
    message: {en: "“{matched}” is out.", zh: "“{matched}”不可用。"}
    remedy: {en: Delete it., zh: 删除。}
    consequence: fine
    source: {url: "https://example.com", read: 2026-11-21}
    options: {terms: [cheap]}
    examples: {flag: [cheap hat], pass: [{title: cheapside print, brand: "On"}]}
"""


def pack(tmp_path: Path, text: str) -> rules.RulePack:
    path = tmp_path / "shop.yaml"
    path.write_text(text, "utf-8")
    return load_pack(path, rules.HERE)


def test_a_pack_is_read_as_text(tmp_path: Path) -> None:
    shop = pack(tmp_path, GOOD)
    rule = shop.rules[0]
    assert rule.id == "shop/no-cheap"
    assert shop.columns == {"title": ("Heading", "NO")}
    assert (rule.severity_for("title"), rule.severity_for("description")) == (Severity.HIGH, Severity.LOW)
    assert rule.consequence.zh == "罚款。"
    assert rule.spare == ({"title": "cheapside print", "brand": "On"},)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  no-cheap:\n", "  no-cheap:\n    chekc: length\n", 'shop.yaml:10: rule "no-cheap" has no key "chekc"'),
        ("platform: shop\n", "", 'shop.yaml:1: "platform" must be a text'),
        ("    severity: {title: high, default: low}\n", "    severity: huge\n", 'shop.yaml:12: no severity is called "huge"'),
        ("    scope: [title]\n", "    scope: [titel]\n", 'shop.yaml:11: no field is called "titel"'),
        ("    consequence: fine\n", "    consequence: prison\n", 'shop.yaml:15: "prison" is no named consequence and no text in two languages'),
        ("    remedy: {en: Delete it., zh: 删除。}\n", "    remedy: {en: Delete it.}\n", "shop.yaml:14: a text needs both `en` and `zh`"),
        ('    source: {url: "https://example.com", read: 2026-11-21}\n', "", 'shop.yaml:9: rule "no-cheap" has no "source"'),
        ("read: 2026-11-21", "read: yesterday", 'shop.yaml:16: "read" is no date'),
        ("title: My shop\n", "title: My shop\ntitle: Mine\n", 'shop.yaml:3: "title" stands twice'),
        ("title: My shop\n", "title: [My shop\n", "shop.yaml:3: not YAML"),
        ("version: 2026-11-21\n", "version: 2026-11-21\nextends: [moon]\n", 'shop.yaml:4: extends "moon", and there is no such pack'),
    ],
)  # fmt: skip
def test_a_broken_pack_is_named_by_file_and_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(RulePackError) as caught:
        pack(tmp_path, GOOD.replace(old, new))
    assert message in caught.value.message.replace(str(tmp_path) + "/", "")
    assert caught.value.hint


def test_a_pack_inherits_lays_over_and_switches_off(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(GOOD.replace("platform: shop", "platform: base"), "utf-8")
    child = "platform: child\ntitle: Child\nversion: 2026-11-21\nextends: [base]\nrules:\n"
    over = load_one(tmp_path, child + "  no-cheap: {severity: info, options: {unless: [cheap talk]}}\n")
    assert over.rules[0].id == "child/no-cheap"
    assert over.rules[0].severity == {"default": Severity.INFO}
    assert over.rules[0].options == {"terms": ["cheap"], "unless": ["cheap talk"]}
    assert load_one(tmp_path, child + "  no-cheap: off\n").rules == ()


def load_one(tmp_path: Path, text: str) -> rules.RulePack:
    path = tmp_path / "child.yaml"
    path.write_text(text, "utf-8")
    return load_pack(path, rules.HERE)


def test_an_unknown_platform_gets_the_near_one() -> None:
    with pytest.raises(UsageError) as caught:
        rules.load("amazn")
    assert caught.value.hint == 'Did you mean "amazon"?'


def test_a_missing_pack_file_is_said_so() -> None:
    with pytest.raises(RulePackError, match="cannot be read"):
        rules.load("nowhere.yaml")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("check: forbidden-term", "check: forbiden-term", 'shop.yaml:9: rule no-cheap: no check is called "forbiden-term"'),
        ("options: {terms: [cheap]}", "options: {termz: [cheap]}", 'shop.yaml:9: rule no-cheap: no option is called "termz"'),
        ("“{matched}” is out.", "“{match}” is out.", 'shop.yaml:9: rule no-cheap: the message uses "{match}"'),
    ],
)
def test_what_does_not_fit_a_check_is_named_by_file_and_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    from sellercheck import testing

    assert old in GOOD
    with pytest.raises(RulePackError) as caught:
        testing.screen_of(pack(tmp_path, GOOD.replace(old, new)))
    assert caught.value.message.startswith(message)
    assert caught.value.hint
