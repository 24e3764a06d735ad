"""The phrase index and the scan: every way to write a phrase is found, with its span in the original, and nothing else."""

from __future__ import annotations

import random
from functools import lru_cache

import numpy as np
import pytest

from sellercheck import matching
from sellercheck import phrases as stored
from sellercheck.matching import PIECE, Within, _order, scan
from sellercheck.phrases import CHUNK, Folder, Hasher, PhraseIndex

PHRASES = (
    "Nike", "Coca-Cola", "AirPods", "Hello Kitty", "Island", "小米", "华为", "iPhone手机壳", "The Lord of the Rings", "Straße",
    "if not satisfied send it back", "Beyoncé", "L'Oréal", "hook and loop", "ナイキ", "H&M", "新百伦运动鞋旗舰",
)  # fmt: skip


@lru_cache(1)
def hasher() -> Hasher:
    return Hasher(Folder.build())


def found(*texts: str, phrases: tuple[str, ...] = PHRASES) -> list[tuple[str, str]]:
    """(what stands in the text, the phrase it is) for everything found."""
    spans = scan(texts, [PhraseIndex.build(phrases, hasher())], hasher())[0]
    return [(texts[t][a:b], phrases[p]) for t, a, b, p in zip(spans.texts, spans.starts, spans.ends, spans.phrases, strict=True)]


@pytest.mark.parametrize(
    ("text", "matched", "phrase"),
    [
        ("new NIKE shoes", "NIKE", "Nike"), ("n i k e shoes", "n i k e", "Nike"), ("a N.I.K.E hat", "N.I.K.E", "Nike"), ("two nikes", "nikes", "Nike"),
        ("Nіkе ѕhoes", "Nіkе", "Nike"), ("ＮＩＫＥ！", "ＮＩＫＥ", "Nike"), ("x N\u200bi\u00adke x", "N\u200bi\u00adke", "Nike"), ("𝐍𝐢𝐤𝐞!", "𝐍𝐢𝐤𝐞", "Nike"),
        ("coca cola", "coca cola", "Coca-Cola"), ("COCACOLA", "COCACOLA", "Coca-Cola"), ("coca_cola", "coca_cola", "Coca-Cola"),
        ("Air Pods case", "Air Pods", "AirPods"), ("hellokitty bag", "hellokitty", "Hello Kitty"), ("STRASSE 9", "STRASSE", "Straße"),
        ("大 小米手机", "小米", "小米"), ("【华为】", "华为", "华为"), ("iPhone手机壳", "iPhone手机壳", "iPhone手机壳"), ("ﾅｲｷ靴", "ﾅｲｷ", "ナイキ"),
        ("the lord  of the rings!", "the lord  of the rings", "The Lord of the Rings"), ("H M", "H M", "H&M"), ("L’OREAL", "L’OREAL", "L'Oréal"),
        ("If not satisfied, send it back.", "If not satisfied, send it back", "if not satisfied send it back"), ("hook-and-loop", "hook-and-loop", "hook and loop"),
        ("新百伦运动鞋旗舰店", "新百伦运动鞋旗舰", "新百伦运动鞋旗舰"), ("Beyonce\u0301", "Beyonce", "Beyoncé"),
    ],
)  # fmt: skip
def test_every_way_to_write_it_is_found(text: str, matched: str, phrase: str) -> None:
    assert found(text) == [(matched, phrase)]


@pytest.mark.parametrize(
    "text",
    [
        "is land",
        "unlike",
        "nik e",
        "snike",
        "nikesh",
        "大小 米色",
        "the lord of rings",
        "if not satisfied send it",
        "hook or loop",
        "h e l l o kitten",
        "N I K",
        "",
        "   ",
        "™®",
    ],
)
def test_near_misses_are_not(text: str) -> None:
    assert found(text) == []


def test_a_phrase_never_runs_over_from_one_text_to_the_next() -> None:
    assert found("hello", "kitty", "coca", "cola", "n", "i", "k", "e", "小", "米") == []


def test_long_texts_are_read_to_the_end_and_nothing_is_found_twice() -> None:
    text = "a" * (PIECE - 3) + " nike " + "b " * PIECE + "hello kitty " + "c" * CHUNK + " 小米"
    assert [phrase for _, phrase in found(text)] == ["Nike", "Hello Kitty", "小米"]


def test_order_and_company_of_texts_change_nothing() -> None:
    rng = random.Random(3)
    words = ["nike", "shoe", "小米", "手机", "N I K E", "hello", "kitty", "\U0001f600", "é", "coca", "cola", "ß"]
    texts = [" ".join(rng.choices(words, k=rng.randrange(1, 9))) for _ in range(400)]
    alone = [found(text) for text in texts]
    spans = scan(texts, [PhraseIndex.build(PHRASES, hasher())], hasher())[0]
    together: list[list[tuple[str, str]]] = [[] for _ in texts]
    for t, a, b, p in zip(spans.texts, spans.starts, spans.ends, spans.phrases, strict=True):
        together[t].append((texts[t][a:b], PHRASES[p]))
    assert together == alone


def test_how_much_is_looked_up_at_a_time_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "我的 新百伦运动鞋旗舰店 n i k e s h o e s 小米 hello kitty the lord of the rings 华为手机"
    whole = found(text)
    assert len(whole) == 6
    for module, name, least in ((matching, "TOGETHER", 1), (matching, "CHUNK", 10), (stored, "CHUNK", 10)):
        monkeypatch.setattr(module, name, least)
        assert found(text, text) == whole * 2


def test_columns_too_wide_for_one_number_sort_alike() -> None:
    rng = np.random.default_rng(4)
    for widths in ((3, 9, 2), (40, 20, 30, 3), (60, 60), (0, 5), (0,)):
        columns = [rng.integers(0, 1 << width, 500) & ~np.int64(1) for width in widths]
        assert _order(*columns).tolist() == np.lexsort(columns[::-1]).tolist()


def test_phrases_are_sought_within_some_texts_only() -> None:
    texts = ["Nike bag", "小米 phone", "red Nike", "新 Nike", ""]
    one, other = PhraseIndex.build(["Nike"], hasher()), PhraseIndex.build(["bag", "phone", "red", "Nike"], hasher())
    everywhere, some = scan(texts, [one], hasher(), within=Within(other, np.array([False, True, True, False, True])))
    assert everywhere.texts.tolist() == [0, 2, 3]
    assert [*zip(some.texts.tolist(), some.phrases.tolist(), strict=True)] == [(1, 1), (2, 2), (2, 3)]


def test_repeated_words_are_counted_per_text() -> None:
    repeats = np.zeros(3, np.int64)
    scan(["red dress red shoe RED", "one two", "包 包 包"], [], hasher(), repeats)
    assert repeats.tolist()[:2] == [3, 1]
