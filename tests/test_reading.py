"""Cells as words in columns."""

from __future__ import annotations

import numpy as np
import pytest

from sellercheck import reading
from sellercheck.reading import Texts
from sellercheck.vocabulary import FAMILIES, FIGURES, FIGURES_IN, LETTERS, MOST_WORDS, simplified, vocabulary

NO_NAMES = np.zeros((0, 3), np.int64)


@pytest.mark.parametrize(
    ("title", "openness"),
    [
        ("Nike shoes", [0, 1]),
        ("NEW 2024 Nike shoes", [0, 0, 0, 1]),
        ("【现货】Nike", [0, 0]),
        ("[Ready stock] Nike [new] shoes", [0, 0, 0, 1, 0]),
        ("$19.99 Rolex", [0, 0, 0]),
    ],
)
def test_how_far_words_stand_from_the_opening(title: str, openness: list[int]) -> None:
    assert Texts([title], NO_NAMES, vocabulary()).openness.tolist() == openness


@pytest.mark.parametrize(
    ("title", "governed"),
    [
        ("case for galaxy 13 pro red", [False, True, True, True, True, False]),
        ("cable compatible with all models of phone", [False, True, True, True, True, False, False]),
    ],
)
def test_what_a_connective_governs(title: str, governed: list[bool]) -> None:
    assert Texts([title], NO_NAMES, vocabulary()).governed.tolist() == governed


def test_odd_cells_are_read() -> None:
    values = ["", " ", "\u200b\u200b", "🎁🎁", "a" * 30000, "—", "'s 's", "\ud800"]
    texts = Texts(values, NO_NAMES, vocabulary())
    counts = {len(column) for column in (texts.words, texts.opens, texts.closes, texts.openness, texts.governed)}
    assert counts == {len(texts.words)}
    assert [texts.words_of(number) for number in range(len(values))] == [Texts([value], NO_NAMES, vocabulary()).words for value in values]


@pytest.mark.parametrize("others", [["case for galaxy"], ["【现货】适用于华为手机壳", "Étui pour téléphone"]])
def test_a_cell_is_read_alike_beside_any_other(others: list[str]) -> None:
    title = "【NEW】 cable compatible with all models"
    alone, among = Texts([title], NO_NAMES, vocabulary()), Texts([*others, title, *others], NO_NAMES, vocabulary())
    place, cell = slice(among.begins[len(others)], among.stops[len(others)]), len(others)
    for column in ("words", "opens", "closes", "openness", "governed"):
        assert list(getattr(alone, column)) == list(getattr(among, column)[place]), column
    for column in ("capitalised", "upper", "signs", "has"):
        assert getattr(alone, column)[0] == getattr(among, column)[cell], column


@pytest.mark.parametrize("title", ["手机保护膜", "手機保護膜", "手機保护膜"])
def test_either_script_says_the_same(title: str) -> None:
    assert Texts([title], NO_NAMES, vocabulary()).has[0] & vocabulary().accessory


def test_of_words_without_blanks_the_longest_counts() -> None:
    known = vocabulary()
    assert {"手机", "手机壳"} <= known.solo.keys()
    assert [(start, end) for start, end, _ in known.solo_in("x手机壳手机")] == [(1, 4), (4, 6)]
    assert [*known.solo_in("x手机壳手机", [4])] == [(4, 6, known.solo["手机"])]


@pytest.mark.parametrize("value", ["", "手機保護膜", "a 保护 b", "\ud800護\U00020000", "🎁護"])
def test_a_simplified_character_stays_one(value: str) -> None:
    assert len(simplified(value)) == len(value)
    assert "護" not in simplified(value)


def test_a_word_inside_another_is_not_said() -> None:
    assert not Texts(["ลำโพงไร้สาย"], NO_NAMES, vocabulary()).has[0] & vocabulary().accessory  # wireless, without a cable
    assert Texts(["สายชาร์จ"], NO_NAMES, vocabulary()).has[0] & vocabulary().accessory


@pytest.mark.parametrize(
    ("title", "accessory"),
    [
        ("pillow case", False), ("phone case", True), ("pillow case and phone case", True), ("Dodge Charger", False), ("Dodge charger cable", True),
        ("Dodge phone charger", True),
    ],
)  # fmt: skip
def test_what_is_called_like_an_accessory(title: str, accessory: bool) -> None:
    assert bool(Texts([title], NO_NAMES, vocabulary()).has[0] & vocabulary().accessory) is accessory


def test_a_name_is_no_filler() -> None:
    title = "New Balance shoes"
    assert Texts([title], NO_NAMES, vocabulary()).openness.tolist() == [0, 0, 1]
    assert Texts([title], np.array([[0, 0, 11]]), vocabulary()).openness.tolist() == [0, 1, 2]


def test_words_are_cut_where_a_name_begins_or_ends() -> None:
    assert Texts(["适用于华为手机"], np.array([[0, 3, 5]]), vocabulary()).words == ["适用于", "华为", "手机"]
    assert Texts(["Étui iPhone"], np.array([[0, 5, 11]]), vocabulary()).words == ["etui", "iphone"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("women's Étui", ["women s", "etui"]),
        ("we’ll 100 l’été d’or", ["we ll", "100", "l", "ete", "d or"]),
        ("rock'n'roll é", ["rock n", "roll", "e"]),
        ("m'a_b é'12 x'a汉 y'b。", ["m", "a", "b", "e", "12", "x", "a", "汉", "y b"]),
        ("【可爱、卡通】iPhone手机壳", ["可爱 卡通", "iphone", "手机壳"]),
        ("。、", []),
    ],
)
def test_what_is_one_word_beyond_ascii(text: str, words: list[str]) -> None:
    assert Texts([text], NO_NAMES, vocabulary()).words == words


def test_many_cells_are_read_as_few_are(monkeypatch: pytest.MonkeyPatch) -> None:
    values = ["适用于华为手机壳", "Étui l’iPhone 13", "plain words", "【可爱】长袖连衣裙", "Größe für Hülle"]
    names = np.array([[0, 3, 5], [1, 7, 13], [3, 4, 6]])
    texts = Texts(values, names, vocabulary())
    monkeypatch.setattr(reading, "AT_ONCE", 4)
    again = Texts(values, names, vocabulary())
    assert again.words == texts.words
    for column in ("firsts", "lasts", "facts", "opens", "closes", "has", "signs", "named", "upper"):
        assert getattr(again, column).tolist() == getattr(texts, column).tolist()


def test_a_phrase_ends_with_its_cell() -> None:
    known = vocabulary()
    phrase, bits = next((phrase, bits) for phrase, bits in known.words.items() if phrase.count(" ") == 1 and phrase.isascii())
    first, last = phrase.split()
    whole, parted = Texts([phrase], NO_NAMES, known), Texts([first, last], NO_NAMES, known)
    assert (whole.opens[0], whole.closes[1]) == (known.words.get(first, 0) | bits, known.words.get(last, 0) | bits)
    assert (parted.opens[0], parted.closes[1]) == (known.words.get(first, 0), known.words.get(last, 0))


def test_what_a_word_is_made_of() -> None:
    facts = vocabulary().facts
    made = LETTERS | FIGURES | FIGURES_IN
    assert [facts[word] & made for word in ("red", "13", "s21")] == [LETTERS, FIGURES | FIGURES_IN, FIGURES_IN]
    assert max(vocabulary().words.values()) <= FAMILIES


def test_every_family_has_a_bit_that_nothing_else_has() -> None:
    families = set(vocabulary().words.values())
    assert all(each & ~FAMILIES == 0 for each in families), "a family more than there are bits below FIGURE_FIRST: widen or join some"


def test_words_remembered_are_bounded() -> None:
    facts = type(vocabulary().facts)(vocabulary())
    for number in range(MOST_WORDS + 2):
        facts[f"w{number}"]
    assert len(facts) <= MOST_WORDS
