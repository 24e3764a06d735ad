"""Folding: what counts as the same letters, and what must not."""

from __future__ import annotations

import random

import pytest

from sellercheck import text

SAME = [
    ("NIKE", "nike"), ("Ｎｉｋｅ", "nike"), ("Beyoncé", "beyonce"), ("Beyonce\u0301", "beyonce"), ("N\u200bi\u00adke", "nike"),
    ("Nіkе", "nike"), ("𝐍𝐢𝐤𝐞", "nike"), ("Ⓝⓘⓚⓔ", "nike"), ("🅽🅸🅺🅴", "nike"), ("Straße", "strasse"), ("Ægir", "aegir"), ("ﬁne", "fine"),
    ("ΝIKE", "nike"), ("LØGO", "logo"), ("Łukasz", "lukasz"), ("ＮＯ．１", "no 1"), ("Nike™", "nike"), ("Nike®", "nike"), ("No№5", "no 5"),
    ("Hello-Kitty_2", "hello kitty 2"), ("小米", "小米"), ("ﾅｲｷ", "ナイキ"), ("３Ｍ", "3m"), ("١٢", "12"), ("10×20", "10x20"), ("美國隊長", "美国队长"), ("無臉男", "无脸男"),
]  # fmt: skip
APART = [("Nike", "Nikon"), ("小米", "大米"), ("美国", "美丽"), ("ガ", "カ"), ("1", "l"), ("0", "o"), ("еж", "ex"), ("nike", "n ike")]


@pytest.mark.parametrize(("written", "folded"), SAME)
def test_spellings_of_one_name_fold_alike(written: str, folded: str) -> None:
    assert text.fold(written) == folded


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert text.fold(one) != text.fold(other)


def test_cyrillic_folds_alike_in_both_cases() -> None:
    for word in ("веха", "рено", "найк", "сумка", "юла"):
        assert text.fold(word) == text.fold(word.upper())


def test_key_leaves_out_how_a_name_is_spaced() -> None:
    assert {text.key(name) for name in ("Coca-Cola", "coca cola", "COCACOLA", "c o c a c o l a")} == {"cocacola"}


@pytest.mark.parametrize(
    ("name", "hard", "soft"),
    [
        ("Nike", 0, 0),
        ("Coca-Cola", 1 << 4, 1 << 4),
        ("AirPods", 0, 1 << 3),
        ("Hello Kitty", 1 << 5, 1 << 5),
        ("McDonald's", 1 << 8, 1 << 2 | 1 << 8),
        ("小米", 0, 0),
    ],
)
def test_cuts_are_where_words_begin(name: str, hard: int, soft: int) -> None:
    assert text.cuts(name) == (hard, soft)


def test_ascii_folds_as_each_of_its_characters_does_and_the_same_beside_other_letters() -> None:
    plain = "".join(map(chr, range(128)))
    folded = "".join(text.fold_char(char, {}) for char in plain)
    assert text.fold(plain) == " ".join(folded.split())
    assert text.key(plain) == folded.replace(" ", "")
    assert text.fold(f"{plain} É") == f"{text.fold(plain)} e"
    assert text.key(f"{plain}É") == f"{text.key(plain)}e"


def test_folding_twice_changes_nothing() -> None:
    rng = random.Random(7)
    for _ in range(3000):
        char = chr(rng.choice([rng.randrange(32, 0x3000), rng.randrange(0x1D400, 0x1F200), rng.randrange(0x3000, 0xD000)]))
        assert text.fold(text.fold(char)) == text.fold(char), hex(ord(char))


def test_words_of_scripts_without_spaces_are_characters() -> None:
    assert text.words(text.fold("iPhone手机壳 case")) == ["iphone", "手", "机", "壳", "case"]


MIXED = [
    "",
    "  ",
    "Canvas\nTote-Bag 20 L",
    "Ｎｉｋｅ AIR®",
    "Größe ﬃ №5",
    "帆布 托特包 YX04 男女",
    "กระเป๋า ผ้า",
    "ⓐⓑ ½ ™",
    "\ud83d x",
    "a\x00b",
]


def test_many_texts_fold_as_each_does() -> None:
    assert list(text.folded_words(MIXED)) == [text.fold(each).split() for each in MIXED]


@pytest.mark.parametrize("given", MIXED)
def test_words_are_counted_as_they_are_split(given: str) -> None:
    assert text.count_words(text.fold(given)) == len(text.words(text.fold(given)))
