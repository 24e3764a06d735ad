"""What is known of names before any text is looked at."""

from __future__ import annotations

import numpy as np

from sellercheck import testing
from sellercheck.index import AMBIGUOUS
from sellercheck.names import KIND, Names
from sellercheck.vocabulary import vocabulary


def names() -> Names:
    return Names(testing.index(), vocabulary())


def number(key: str) -> int:
    """Number of a spelling in the index."""
    index = testing.index()
    return int(index.phrases.exact.find(index.hasher.keys([key]))[1].min())


def test_columns_say_what_the_name_says() -> None:
    known = names()
    row = known.rows([number("nike")])[0]
    name = known.all[row]
    assert name.record.mark.text == "Nike"
    assert known.kinds[row] == KIND["brand"]
    assert known.sizes[row] == len("nike")
    assert known.marks[row] == known.numbers["Nike"]
    assert not known.flags[row] & AMBIGUOUS
    assert known.scores[row, 0] == sum(vocabulary().mark.get(feature, 0) * value for feature, value in name.features.items())


def test_a_spelling_keeps_its_row_however_many_follow() -> None:
    known = names()
    first = known.rows(range(10))
    facts, scores = known.flags[first].copy(), known.scores[first].copy()
    known.rows(range(2000))
    assert known.rows(range(10)) == first
    assert (known.flags[first] == facts).all()
    assert np.array_equal(known.scores[first], scores)


def test_a_short_form_is_the_line_and_doubtful() -> None:
    known = names()
    galaxy, line = known.rows([number("galaxy")])[0], known.longer("Samsung", "galaxy")
    short = known.short_for(galaxy, line)
    assert known.all[short].spelling == known.all[galaxy].spelling
    assert known.all[short].record.mark.text == "Samsung Galaxy"
    assert known.flags[short] & AMBIGUOUS
    assert known.short_for(galaxy, line) == short


def test_no_line_of_that_name() -> None:
    assert names().longer("Samsung", "birdhouse") == -1


def test_what_was_known_is_forgotten() -> None:
    known = names()
    known.rows(range(5))
    known.forget()
    assert len(known) == 0
    assert known.rows([3]) == [0]


def test_goods_terms_are_looked_up_together() -> None:
    assert names().are_goods(["poloshirt", "qwertyzuiop", "phonecase"]).tolist() == [True, False, True]
    assert names().are_goods([]).tolist() == []
