"""Options of a check, as named tuples (ours) or dataclasses (other packages'): the same texts give the same values and the same complaints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pytest

from sellercheck.checks._options import bind
from sellercheck.errors import RulePackError
from sellercheck.finding import Severity


def _refuse(fewest: int, most: int | None) -> None:
    if most is not None and most < fewest:
        raise ValueError("more at least than at most", "Swap them.")


class TupleWord(NamedTuple):
    word: str
    severity: Severity | None = None


class TupleOptions(NamedTuple):
    fewest_words: int
    most: int | None = None
    share: float = 0.5
    strict: bool = False
    words: tuple[TupleWord, ...] = ()
    by_use: Mapping[str, Severity] = {}

    def fit(self) -> None:
        _refuse(self.fewest_words, self.most)


@dataclass(frozen=True, slots=True)
class DataWord:
    word: str
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class DataOptions:
    fewest_words: int
    most: int | None = None
    share: float = 0.5
    strict: bool = False
    words: tuple[DataWord, ...] = ()
    by_use: Mapping[str, Severity] = field(default_factory=dict)
    derived: str = field(init=False, default="")

    def __post_init__(self) -> None:
        _refuse(self.fewest_words, self.most)


BOTH = pytest.mark.parametrize("options", [TupleOptions, DataOptions])


@BOTH
def test_texts_get_their_types(options: type[Any]) -> None:
    given = {
        "fewest-words": "2", "most": "9", "share": "0.25", "strict": "yes", "words": ["nike", {"word": "puma", "severity": "low"}],
        "by-use": {"theme": "high"},
    }  # fmt: skip
    bound = bind(options, given, "rule")
    assert isinstance(bound, options)
    assert (bound.fewest_words, bound.most, bound.share, bound.strict) == (2, 9, 0.25, True)
    assert [(each.word, each.severity) for each in bound.words] == [("nike", None), ("puma", Severity.LOW)]
    assert bound.by_use == {"theme": Severity.HIGH}


@BOTH
def test_what_a_pack_leaves_out(options: type[Any]) -> None:
    bound = bind(options, {"fewest-words": "2"}, "rule")
    assert (bound.most, bound.share, bound.strict, bound.words, bound.by_use) == (None, 0.5, False, (), {})


@BOTH
@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({}, 'rule: option "fewest-words" is missing'),
        ({"fewest-words": "2", "mots": "3"}, 'rule: no option is called "mots"'),
        ({"fewest-words": "2", "derived": "x"}, 'rule: no option is called "derived"'),
        ({"fewest-words": "two"}, 'rule: option "fewest-words" is "two", and must be a number'),
        ({"fewest-words": "2", "words": [{"severity": "low"}]}, 'rule: option "words": option "word" is missing'),
        ({"fewest-words": "2", "most": "1"}, "rule: more at least than at most"),
        (["fewest-words"], "rule: options must be a mapping"),
    ],
)
def test_complaints(options: type[Any], given: Any, complaint: str) -> None:
    with pytest.raises(RulePackError) as caught:
        bind(options, given, "rule")
    assert caught.value.message == complaint
