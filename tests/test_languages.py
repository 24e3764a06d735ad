"""Both languages, everywhere: every sentence, page and rule is there in English and in Chinese, with the same words to fill in."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import string
from collections import Counter
from collections.abc import Iterator

import pytest

import sellercheck
from sellercheck import data, families, pages, rules
from sellercheck.fixes import APPLICABILITY
from sellercheck.listing import FIELDS
from sellercheck.run import NOT_CHECKED

CHINESE = re.compile("[\u3400-\u9fff]")
SAME_IN_BOTH = re.compile(r"[\W\d_]*|sellercheck .*", re.DOTALL)
"""Signs, numbers, gaps and commands need no translation."""


def tables() -> Iterator[tuple[str, dict[str, tuple[str, str]]]]:
    """Every table of sentences in the package: module-level dicts of name → (English, Chinese)."""
    for module in pkgutil.walk_packages(sellercheck.__path__, "sellercheck."):
        if module.name.endswith("__main__") or ".data" in module.name:
            continue
        try:
            loaded = importlib.import_module(module.name)
        except ImportError:
            continue  # an optional part
        yield from ((f"{module.name}.{name}", value) for name, value in vars(loaded).items() if name.isupper() and is_table(value))


def is_table(value: object) -> bool:
    """Whether it is name → (English, Chinese), as against other dicts of pairs."""
    if not isinstance(value, dict) or not value:
        return False
    pairs = list(value.values())
    whole = all(isinstance(pair, tuple) and len(pair) == 2 and all(isinstance(text, str) for text in pair) for pair in pairs)
    return whole and any(CHINESE.search(pair[1]) for pair in pairs)


TABLES = dict(tables())


def gaps(text: str) -> set[str]:
    return {name.partition(".")[0] for one in text.split("|") for _, name, _, _ in string.Formatter().parse(one) if name}


def test_the_tables_are_found() -> None:
    assert {
        "sellercheck.reporters._texts.TEXTS",
        "sellercheck.settle.texts.TEXTS",
        "sellercheck.clients.texts.TEXTS",
        "sellercheck.pages.WORDS",
    } <= set(TABLES)
    assert len(TABLES) >= 5


@pytest.mark.parametrize("table", sorted(TABLES))
def test_no_key_lacks_a_language(table: str) -> None:
    for name, (english, chinese) in TABLES[table].items():
        assert english.strip() or chinese == english, name
        assert chinese.strip() or chinese == english, name
        assert gaps(chinese) <= gaps(english), name
        assert "|" not in chinese, f"{name}: Chinese has no plural"
        bare = re.sub(r"\{[^}]*\}", "", english)
        if not SAME_IN_BOTH.fullmatch(bare):
            assert CHINESE.search(chinese) or chinese == english == bare.strip(), f"{name}: {chinese}"
        assert not CHINESE.search(english), name


@pytest.mark.parametrize("table", sorted(TABLES))
def test_one_and_many_differ_by_number_alone(table: str) -> None:
    for name, (english, _) in TABLES[table].items():
        if "|" in english:
            one, many = english.split("|")
            assert gaps(one) | {"n"} == gaps(many) | {"n"}, name


@pytest.mark.parametrize("platform", rules.available())
def test_every_rule_speaks_both(platform: str) -> None:
    pack = rules.load(platform)
    texts = [(rule.id, text) for rule in pack.rules for text in (rule.message, rule.remedy, rule.consequence)]
    texts += [(fact, text) for fact, text in pack.not_checkable.items()]
    assert texts
    for name, text in texts:
        assert text["en"].strip(), name
        assert not re.search("[\u4e00-\u9fff]{4}", text["en"]), name
        assert CHINESE.search(text["zh"]), name
        assert gaps(text["zh"]) <= gaps(text["en"]) | {"matched", "mark", "how", "count", "max", "min", "length", "unit"}, name


def test_every_rule_has_a_short_chinese_name() -> None:
    packs = {platform: [rule.id.partition("/")[2] for rule in rules.load(platform).rules] for platform in rules.available()}
    pairs = json.loads(data.read_bytes("rules.zh.json"), object_pairs_hook=list)  # a slug that stands twice is seen too
    assert [slug for slug, _ in pairs] == sorted({slug for pack in packs.values() for slug in pack})
    for slug, name in pairs:
        assert 2 <= len(name) <= 12, slug
        assert CHINESE.search(name), slug
        assert not re.search("侵权|违法|合法", name), slug  # what is seen, never a verdict of law
        assert not re.search(r"[\u3400-\u9fff](?:[A-Za-z0-9]| [\u3400-\u9fff])|[A-Za-z0-9][\u3400-\u9fff]", name), slug
    names = dict(pairs)
    for platform, pack in packs.items():
        assert [name for name, times in Counter(names[slug] for slug in pack).items() if times > 1] == [], platform


def test_every_help_page_speaks_both() -> None:
    chinese = json.loads(data.read_bytes("checks.zh.json"))
    assert set(chinese) == set(families.names("checks"))
    for name, text in chinese.items():
        english = families.load("checks", name).__doc__ or ""
        named = set(re.findall(r"^- ((?:`[\w-]+`,? ?)+):", english, re.MULTILINE))
        for option in {option for each in named for option in re.findall(r"`([\w-]+)`", each)}:
            assert f"`{option}`" in text, f"{name} {option}"
        assert text.count("为什么重要：") == text.count("会提示：") - 1 == text.count("修改建议：") == 1, name
    assert set(pages.FIELDS_ZH) == set(FIELDS)
    for name in (*families.names("checks"), *FIELDS, *APPLICABILITY, "wish/mark-use", "shopee", "Velcro"):
        page = sellercheck.explain(name, "zh")
        assert CHINESE.search(page), name
        assert not re.search(r"\b(?:Why|What to do|Options|Owner|List|headings|rules)\b:", page), name


def test_what_is_not_checked_is_said_in_both() -> None:
    assert len(NOT_CHECKED["en"]) == len(NOT_CHECKED["zh"])
    assert all(CHINESE.search(item.what) and CHINESE.search(item.why) for item in NOT_CHECKED["zh"])
    assert all(set(told) == {"en", "zh"} for told in APPLICABILITY.values())
