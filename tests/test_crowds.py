"""Names that stand in a text only to be found, and names that stand there for the goods."""

from __future__ import annotations

import numpy as np
import pytest

from sellercheck.arrays import Array
from sellercheck.crowds import Crowds
from sellercheck.names import NOTHING
from sellercheck.reading import Texts
from sellercheck.scene import FIELD, Rows
from sellercheck.vocabulary import vocabulary


def crowds(value: str, *names: str) -> Crowds:
    """The names, each of another mark, where they first stand in a description."""
    starts = np.array([value.index(name) for name in names])
    ends = starts + [len(name) for name in names]
    zeros = np.zeros(len(names), np.int64)
    texts = Texts([value], np.stack((zeros, starts, ends), axis=1), vocabulary())
    no, yes = np.zeros(len(names), bool), np.ones(len(names), bool)
    rows = Rows(zeros, zeros, zeros + FIELD["description"], starts, ends, np.arange(len(names)), zeros + NOTHING, no, no, yes, no)
    return Crowds(texts, rows, np.arange(len(names)), texts.place(starts), texts.next(ends))


@pytest.mark.parametrize(
    ("value", "sought"),
    [
        ("Light and fast. laptop asus murah. laptop hp second. oppo a18 terbaru.", True),
        ("Light and fast. laptop asus murah. It weighs a kilo.", False),
        ("Light and fast. a laptop like asus has. the best of its kind.", False),
        ("Works with: asus, hp. Charges in: one hour.", False),
    ],
)
def test_what_shoppers_type_is_several_phrases_without_a_sentence(value: str, sought: bool) -> None:
    assert crowds(value, "asus").is_sought(0) is sought


@pytest.mark.parametrize(
    ("value", "listed"),
    [
        ("Soft cotton.\nTags: gucci prada dior", True),
        ("Check out our store for gucci and more", True),
        ("Tags: dress.\nLined with gucci silk", False),
        ("Price tags of gucci are cut off", False),
    ],
)
def test_what_stands_behind_a_heading_is_listed(value: str, listed: bool) -> None:
    assert crowds(value, "gucci").is_listed(0) is listed


def test_names_side_by_side_are_a_row_and_names_in_sentences_are_none() -> None:
    names = ("Topps", "Jordan", "Lakers", "Jeter")
    assert crowds("Topps Jordan Lakers Jeter cards", *names).in_a_row().all()
    assert not crowds("Topps sold cards of Jordan, of the Lakers, and of Jeter", *names).in_a_row().any()
    assert not crowds("Topps Jordan Lakers", *names[:3]).in_a_row().any()


@pytest.mark.parametrize(
    ("value", "crowd"),
    [
        ("Naruto demon cars Disney retro sega movies Xbox", True),
        ("Naruto is a ninja, Disney has a mouse, the sega is a console and Xbox is another", False),
        ("case for Naruto for Disney for sega for Xbox", False),
    ],
)
def test_names_run_on_where_no_sentence_and_no_connective_parts_them(value: str, crowd: bool) -> None:
    found = crowds(value, "Naruto", "Disney", "sega", "Xbox")
    sure, houses = np.ones(4, bool), np.arange(4)
    assert found.run_on(sure, houses).tolist() == [crowd] * 4
    one_owner: Array = np.zeros(4, np.int64)
    assert not found.run_on(sure, one_owner).any()
