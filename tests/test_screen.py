"""Screens: bound once, the same for every order and company of listings, and each trigger reaches its cells."""

from __future__ import annotations

import pickle
import random
from dataclasses import dataclass
from types import ModuleType

import pytest

from sellercheck import rules, testing
from sellercheck.batch import Batch
from sellercheck.checks import Hit, Reference, Wants, Weight
from sellercheck.context import Judge
from sellercheck.errors import RulePackError
from sellercheck.finding import Severity
from sellercheck.index import goods_bits
from sellercheck.screen import Screen, Step

ROWS = [
    {"sku": "A", "title": "NIKE style running shoes", "brand": "", "price": "9.99"},
    {"sku": "B", "title": "Orange summer dress", "brand": "Lumikko", "price": "12"},
    {"sku": "C", "title": "Case for iPhone 13", "brand": "Lumikko", "price": "US $3"},
    {"sku": "D", "title": "适用于华为手机壳", "brand": "无品牌", "price": ""},
    {"sku": "E", "title": "cheap cheap cheap LED LAMP", "description": "Call +1 212 555 0147 or mail a@b.com <b>now</b>", "price": "1"},
]


def screen(platforms: tuple[str, ...] = ("wish", "amazon")) -> Screen:
    return Screen.build([rules.load(name) for name in platforms], testing.index(), today=testing.TODAY)


def told(findings: tuple) -> list[tuple[str, str, str]]:
    return [(finding.id, finding.rule, finding.text) for finding in findings]


def test_order_and_batches_change_nothing() -> None:
    bench, listings = screen(), testing.listings(ROWS * 3)
    whole = {listing.rows[0].number: told(found) for listing, found in zip(listings, bench.examine(listings), strict=True)}
    shuffled = listings[:]
    random.Random(2).shuffle(shuffled)
    assert {listing.rows[0].number: told(found) for listing, found in zip(shuffled, bench.examine(shuffled), strict=True)} == whole
    assert {listing.rows[0].number: told(bench.examine([listing])[0]) for listing in listings} == whole
    assert any(whole.values())


def test_the_id_survives_sorting_and_names_no_row() -> None:
    bench = screen()
    first, later = testing.listings(ROWS)[0], testing.listings([*ROWS[1:], ROWS[0]])[-1]
    assert told(bench.examine([first])[0]) == told(bench.examine([later])[0])


def test_one_word_twice_in_a_cell_has_two_ids() -> None:
    found = testing.hits("forbidden-term", {"terms": ["cheap"]}, title="cheap and cheap")
    assert len({finding.id for finding in found}) == len(found) == 2


def test_select_and_ignore_take_globs_over_ids_and_names() -> None:
    pack = rules.load("wish")
    bench = Screen.build([pack], testing.index(), today=testing.TODAY, select=["wish/title-*"], ignore=["title-length*"])
    names = {step.rule.name for step in bench.steps}
    assert names
    assert all(name.startswith("title-") and not name.startswith("title-length") for name in names)


def test_a_rule_of_one_country_counts_there_less_elsewhere_or_not_at_all() -> None:
    pack = rules.load("shopee")
    rule = next(rule for rule in pack.rules if rule.countries and rule.only_there)
    unknown = Screen.build([pack], testing.index(), today=testing.TODAY, select=[rule.id])
    there = Screen.build([pack], testing.index(), today=testing.TODAY, select=[rule.id], countries=sorted(rule.countries)[:1])
    assert (len(unknown.steps), len(there.steps)) == (0, 1)


@pytest.mark.parametrize(
    ("options", "message"),
    [({"terms": ["x"], "termz": ["y"]}, 'no option is called "termz"'), ({"terms": ["x"], "fix": "burn"}, '"burn"'), ({}, "terms")],
)
def test_wrong_options_are_named_when_the_screen_is_built(options: dict, message: str) -> None:
    with pytest.raises(RulePackError) as caught:
        testing.screen([testing.rule("forbidden-term", options)])
    assert message in caught.value.message


def test_an_unknown_check_gets_the_near_one() -> None:
    with pytest.raises(RulePackError) as caught:
        testing.screen([testing.rule("lenght", {})])
    assert caught.value.hint == 'Did you mean "length"?'


def test_a_message_may_only_use_words_its_check_supplies() -> None:

    from sellercheck.messages import Text

    rule = testing.rule("length", {"max": "3"})._replace(message=Text("{length} {wrong}", "x"))
    with pytest.raises(RulePackError, match="wrong"):
        testing.screen([rule])


@dataclass(frozen=True)
class NoOptions:
    pass


def reached(wants: Wants, scope: tuple[str, ...], rows: list[dict[str, str]]) -> list[tuple[str, str, str]]:
    """(listing, field, value) of each cell that a check wanting this is called with; missing ones as (listing, "", "")."""
    seen = []

    def check(candidate, rule, options, reference):
        seen.extend((candidate.listing.id, found.field.name, found.field.value) for found in candidate.found)
        if not candidate.found:
            seen.append((candidate.listing.id, "", ""))
        yield from ()

    module = ModuleType("check")
    module.check = check  # type: ignore[attr-defined]
    rule = testing.rule("length", {"max": "1"})._replace(scope=scope)
    step = Step(rule, wants, Reference(testing.TODAY, "test"), range(len(wants.phrases)), "2026-11-21")
    bench = Screen([], testing.index(), (step,), wants.phrases, Judge(testing.index()), "en", checks={rule.id: (module, NoOptions())})
    bench.examine(testing.listings(rows))
    return seen


CELLS = [
    {"sku": "1", "title": "abc def", "price": "12.50", "image": "a-．b. 1234    5"},
    {"sku": "2", "title": "ABC DEF é", "price": "", "image": "(1２)–\u00a03.45"},
    {"sku": "3", "title": "see shop.com now now now", "price": "US 3 @ 4", "image": "\u212a1 ™. 12 1/2/3"},
]


@pytest.mark.parametrize(
    ("wants", "scope", "expected"),
    [
        (Wants(every=True), ("title",), ["1", "2", "3"]),
        (Wants(chars="@"), ("title", "price"), ["3"]),
        (Wants(other_than="0123456789."), ("price",), ["3"]),
        (Wants(non_ascii=True), ("title",), ["2"]),
        (Wants(chars="É@é"), ("title", "price"), ["2", "3"]),
        (Wants(classes=("non-ascii",)), ("title",), ["2"]),
        (Wants(classes=("symbol", "emoji")), ("title",), []),
        (Wants(classes=("symbol",)), ("image",), ["3"]),
        (Wants(parts=("c def", "k1")), ("title", "image"), ["1", "2", "3"]),
        (Wants(parts=("fabc", "x")), ("title",), []),
        (Wants(parts=(" ef", " 1")), ("title", "image"), ["1", "2", "3"]),
        (Wants(parts=(" def", " k")), ("title", "image"), ["1", "2", "3"]),
        (Wants(parts=(" bc", " ee")), ("title",), []),
        (Wants(digits=4), ("price", "image"), ["1", "2"]),
        (Wants(digits=5), ("price", "image"), ["2"]),
        (Wants(between=".．"), ("title", "image"), ["1", "3"]),
        (Wants(longer=9), ("title",), ["3"]),
        (Wants(longer_bytes=9), ("title",), ["2", "3"]),
        (Wants(shorter=8), ("title",), ["1"]),
        (Wants(capitals=0.8), ("title",), ["2"]),
        (Wants(repeats=3), ("title",), ["3"]),
        (Wants(between="."), ("title",), ["3"]),
        (Wants(counts=(("0123456789", 4),)), ("price",), ["1"]),
        (Wants(lacking=("price",)), ("title",), ["2"]),
        (Wants(phrases=("def",)), ("title",), ["1", "2"]),
        (Wants(phrases=("shop",), carry_phrases=("now",)), ("title",), ["3"]),
    ],
)
def test_each_trigger_reaches_just_its_cells(wants: Wants, scope: tuple[str, ...], expected: list[str]) -> None:
    assert sorted({listing for listing, _, _ in reached(wants, scope, CELLS)}) == expected


def test_an_empty_batch_and_blank_listings_are_fine() -> None:
    assert screen().examine([]) == []
    assert [f.rule for f in screen(("wish",)).examine([testing.listing(title="", brand=" ")])[0] if f.severity > Severity.MEDIUM] == []


def test_names_are_not_sought_in_skus() -> None:
    bound = screen()
    batch = Batch(testing.listings([{"sku": "Nike", "title": "Adidas shoes shoes"}]), bound.scope | bound.marks_scope, bound.read)
    _, marks, repeats, _ = bound._sought(batch)
    assert {batch.texts[text] for text in marks.texts.tolist()} == {"Adidas shoes shoes"}
    assert repeats is not None
    assert dict(zip(batch.texts, repeats.tolist(), strict=True)) == {"Nike": 0, "Adidas shoes shoes": 2}


@pytest.mark.parametrize("extra", [{}, {"category": "Toys"}, {"category": ""}])
def test_goods_found_on_the_way_are_those_of_the_title(extra: dict[str, str]) -> None:
    rows = [{"title": title, **extra} for title in ("Case for iPhone", "summer dress", "summer dress", "", "玩具", f"{'a ' * 1000}dress")]
    bound = screen()
    listings = testing.listings(rows)
    *_, goods = bound._sought(Batch(listings, bound.scope | bound.marks_scope, bound.read))
    assert sorted(goods) == ([] if extra else [0, 1, 2, 4])
    assert list(goods.values()) == goods_bits(bound.index, [rows[number]["title"] for number in goods]).tolist()


def test_hits_can_be_pickled_for_other_processes() -> None:
    found = screen().examine(testing.listings(ROWS))
    assert pickle.loads(pickle.dumps(found)) == found
    assert Hit(None).words == {}


def test_what_is_weighed_is_looked_for_once_and_numbered_for_each_rule() -> None:
    asked = []

    def check(candidate, rule, options, reference):
        asked.append(rule.id)
        for start, kind in ((0, "spared on wish"), (4, "told")):
            yield Hit(candidate.found[0].field, (start, start + 3), kind=kind)

    def weigh(kind, rule, options, reference):
        return None if kind == f"spared on {reference.platform}" else Weight(Severity.LOW if kind == "told" else None)

    module = ModuleType("check")
    module.check, module.weigh = check, weigh  # type: ignore[attr-defined]
    steps = []
    for platform in ("wish", "amazon"):
        rule = testing.rule("length", {"max": "1"})._replace(id=f"{platform}/twice")
        steps.append(Step(rule, Wants(every=True), Reference(testing.TODAY, platform), range(0), "2026-11-21", ("check",)))
    bench = Screen(
        [], testing.index(), tuple(steps), (), Judge(testing.index()), "en", checks={step.rule.id: (module, NoOptions()) for step in steps}
    )
    (listing,) = testing.listings([{"sku": "1", "title": "abc abc"}])
    found = bench.examine([listing])[0]
    assert asked == ["wish/twice"]
    otherwise = steps[0].rule.severity["default"]
    assert [(one.rule, one.span, one.severity) for one in found] == [
        ("amazon/twice", (0, 3), otherwise), ("amazon/twice", (4, 7), Severity.LOW), ("wish/twice", (4, 7), Severity.LOW),
    ]  # fmt: skip
    alone = [bench.findings(listing, [(bench.voice(step), Hit(found[0].field, found[0].span))])[0].id for step in steps]
    assert [one.id for one in found if one.id in alone] == [found[0].id, found[2].id]
