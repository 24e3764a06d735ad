"""The bundled packs: sourced, in two languages, and their own examples behave."""

from __future__ import annotations

import pytest

from sellercheck import rules, testing
from sellercheck.screen import Screen

PLATFORMS = rules.available()


def test_the_four_platforms_have_packs() -> None:
    assert {"wish", "aliexpress", "amazon", "shopee"} <= set(PLATFORMS)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_rule_is_sourced_and_exemplified(platform: str) -> None:
    pack = rules.load(platform)
    assert len(pack.rules) >= 15
    for rule in pack.rules:
        assert rule.source.url, rule.id
        assert rule.flag, rule.id
        assert rule.spare, rule.id
        for text in (rule.message, rule.remedy, rule.consequence):
            assert text.en.strip(), rule.id
            assert any("\u4e00" <= char <= "\u9fff" for char in text.zh), rule.id


@pytest.mark.parametrize("platform", PLATFORMS)
def test_examples_behave(platform: str) -> None:
    wrong = [
        f"{rule.id}: {'not flagged' if wanted else 'flagged'}: {testing.rows_of(example)} {[finding.text for finding in found]}"
        for rule, example, wanted, found in testing.examples(rules.load(platform))
        if bool(found) != wanted
    ]
    assert wrong == []


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("platform", PLATFORMS)
def test_messages_can_be_written_in_both_languages(platform: str, language: str) -> None:
    pack = rules.load(platform)
    countries = {country for rule in pack.rules for country in rule.countries}
    screen = Screen.build([pack], testing.index(), today=testing.TODAY, countries=countries, language=language)
    flagged = [testing.rows_of(example) for rule in pack.rules for example in rule.flag]
    for findings in testing.found_in_each(screen, flagged):
        assert findings
        for finding in findings:
            assert finding.message
            assert "{" not in finding.message + finding.remedy
