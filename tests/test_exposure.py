"""What findings amount to by a platform's own way of counting, and the packs' scales."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import sellercheck
from sellercheck import rules, testing
from sellercheck.errors import RulePackError
from sellercheck.exposure import exposures
from sellercheck.finding import Finding, Severity
from sellercheck.messages import Text
from sellercheck.report import Strands
from sellercheck.rules.pack import Rule, RulePack, Scale

EN = Text("{listings}, {owners}, {times}, {amount}", "{listings}，{owners}，{times}，{amount}")
USES = ("brand-goods", "reference", "theme", "keyword-stuffing")


def rule(severity: str = "high") -> Rule:
    return testing.rule("mark-use", {"by-use": {use: {"severity": severity} for use in USES}})._replace(id="test/marks", counts_as="ip")


SCALE = Scale(
    "strikes", frozenset({"ip"}), Severity.MEDIUM, ("listing", "listing"), (2.0, 2.0), None, Text("{n} points", "{n} 分"), EN, None, None,
    rule().source._replace(dated="undated"),
)  # fmt: skip


def pack(**changes: object) -> RulePack:
    made = testing.screen([rule()]).packs[0]
    return made._replace(exposure=(replace(SCALE, **changes),))  # type: ignore[arg-type]


def found(*listings: tuple[str, str], severity: str = "high") -> list[Finding]:
    """Findings of listings (id, title), with the owners the bundled lists give."""
    bench = testing.screen([rule(severity)])
    rows = testing.listings([{"sku": sku, "title": title} for sku, title in listings])
    return [finding for its in bench.examine(rows) for finding in its]


NIKES = [("1", "Nike shoes"), ("2", "Nike bag and Nike cap"), ("3", "Adidas shoes")]


def test_listings_and_owners_are_counted_once() -> None:
    (told,) = exposures(Strands(found(*NIKES)), [pack()])
    assert (told.platform, told.name, told.listings, told.owners, told.violations, told.amount) == ("test", "strikes", 3, 2, (3, 3), (6, 6))
    assert told.message == "3 listings, 2 owners, 3, 6 points"
    assert exposures(Strands(found(*NIKES)), [pack()], "zh")[0].message == "3 个商品，2 个权利人，3，6 分"


@pytest.mark.parametrize(
    ("changes", "violations", "amount"),
    [
        ({"count": ("run", "run")}, (1, 1), (2, 2)),
        ({"count": ("owner", "owner")}, (2, 2), (4, 4)),
        ({"count": ("run", "listing")}, (1, 3), (2, 6)),
        ({"count": ("run", "listing"), "each": (1.0, 4.0)}, (1, 3), (1, 12)),
        ({"most": 5.0}, (3, 3), (5, 5)),
        ({"each": None}, (3, 3), None),
    ],
)
def test_the_platform_says_what_makes_one_and_what_it_costs(
    changes: dict[str, object], violations: tuple[int, int], amount: tuple[int, int] | None
) -> None:
    (told,) = exposures(Strands(found(*NIKES)), [pack(**changes)])
    assert (told.violations, told.amount) == (violations, amount)


@pytest.mark.parametrize(("limit", "over"), [(6.0, True), (7.0, False)])
def test_a_limit_is_said_only_when_it_is_reached(limit: float, over: bool) -> None:
    (told,) = exposures(Strands(found(*NIKES)), [pack(limit=limit, over=Text("Enough.", "够了。"))])
    assert told.over == over
    assert told.message.endswith(" Enough.") == over


def test_what_the_scale_does_not_name_is_not_counted() -> None:
    assert exposures(Strands(found(*NIKES)), [pack(consequences=frozenset({"restricted"}))]) == ()
    assert exposures(Strands(found(*NIKES, severity="low")), [pack()]) == ()
    assert exposures([], [pack()]) == ()
    assert exposures(Strands([finding._replace(platform="other") for finding in found(*NIKES)]), [pack()]) == ()


def test_findings_without_a_mark_name_no_owner() -> None:
    (told,) = exposures(Strands([finding._replace(mark=None) for finding in found(NIKES[0])]), [pack(count=("owner", "owner"))])
    assert (told.owners, told.violations, told.message) == (0, (1, 1), "1 listing, no owner named, 1, 2 points")


def test_aliexpress_counts_one_owners_listings_as_one_of_three() -> None:
    rows = [{"sku": str(number), "title": f"Nike running shoes model {number}"} for number in range(14)]
    report = sellercheck.check(rows=rows, platforms=["aliexpress"])
    told = {each.name: each for each in report.exposure}
    assert (told["serious-ip"].listings, told["serious-ip"].owners, told["serious-ip"].violations) == (14, 1, (1, 1))
    assert not told["serious-ip"].over
    assert told["general-ip"].amount == (6, 6)
    assert "14 listings, one owner" in told["serious-ip"].message
    assert [each["scale"] for each in report.to_dict()["exposure"]] == [each.name for each in report.exposure]


@pytest.mark.parametrize("platform", rules.available())
def test_scales_are_sourced_and_count_something(platform: str) -> None:
    made = rules.load(platform)
    for scale in made.exposure:
        assert scale.source.fact, scale.name
        assert scale.source.dated, scale.name
        assert any(rule.counts_as in scale.consequences for rule in made.rules), scale.name
        for text in (scale.message, scale.over):
            assert text is None or any("\u4e00" <= char <= "\u9fff" for char in text.zh), scale.name


OWN = """\
platform: my-shop
title: My shop
version: 2026-11-21
consequences: {{ip: {{en: A., zh: 甲。}}}}
exposure:
  strikes:
    consequence: ip
    count: owner
    message: {{en: "{{times}}", zh: "{{times}}"}}
    source: {{url: "https://example.com", read: 2026-11-21}}
{more}
rules: {{}}
"""


def test_a_pack_of_ones_own_may_bring_a_scale_and_its_heirs_inherit_it(tmp_path: Path) -> None:
    (tmp_path / "my-shop.yaml").write_text(OWN.format(more=""), "utf-8")
    (tmp_path / "heir.yaml").write_text("platform: heir\ntitle: Heir\nversion: 2026-11-21\nextends: my-shop\nrules: {}\n", "utf-8")
    for name in ("my-shop", "heir"):
        (scale,) = rules.load(str(tmp_path / f"{name}.yaml")).exposure
        assert (scale.name, scale.count, scale.each, scale.least_severity) == ("strikes", ("owner", "owner"), None, Severity.MEDIUM)


@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        ("  other: off", 'exposure "other" is switched off but not inherited'),
        ("    each: six\n    unit: {en: x, zh: x}", '"each" must be one or two numbers'),
        ("    each: [2, 1]\n    unit: {en: x, zh: x}", "from the lower to the higher"),
        ("    each: 6", 'has "each" and no "unit"'),
        ("    limit: 3", 'must have both "limit" and "over"'),
        ('    limit: 3\n    over: {en: "{point}", zh: x}', 'the text uses "{point}"'),
        ('    limit: 3\n    over: {en: "{", zh: x}', "a stray brace"),
        ("    least-severity: huge", 'no severity is called "huge"'),
        ("    coutn: owner", 'exposure "strikes" has no key "coutn"'),
        ("  other: yes", 'exposure "other" is no mapping'),
        ("  other: {count: owner}", 'exposure "other" has no "consequence"'),
        ("  other: {consequence: op, count: owner, message: {en: a, zh: b}, source: x}", 'no consequence is called "op"'),
        ("  other: {consequence: ip, count: day, message: {en: a, zh: b}, source: x}", '"day" cannot be counted'),
        ("  other: {consequence: ip, count: [run, run, run], message: {en: a, zh: b}, source: x}", "count must be one or two kinds"),
    ],
)
def test_a_scale_that_cannot_be_used_is_named_with_its_line(tmp_path: Path, more: str, complaint: str) -> None:
    path = tmp_path / "my-shop.yaml"
    path.write_text(OWN.format(more=more), "utf-8")
    with pytest.raises(RulePackError) as caught:
        rules.load(str(path))
    assert complaint in caught.value.message
    assert caught.value.message.startswith("my-shop.yaml:")
