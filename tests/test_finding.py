"""A finding's texts are put together when they are asked for; nothing else may tell that they were not there before."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

import sellercheck
from sellercheck.finding import Finding, Fix, Grounds, Severity
from sellercheck.messages import Text


def findings(**options: Any) -> list[Finding]:
    """Those of a listing with a mark, a disguise and a wording that is not wanted."""
    rows = [{"sku": "A-1", "title": "N1ke style shoes, original Nike, nike", "description": "Copy of Nike"}]
    return list(sellercheck.check(rows=rows, platforms=["wish", "amazon"], **options).findings)


def test_the_same_check_gives_equal_findings() -> None:
    one, other = findings(), findings()
    assert one == other
    assert one[0] is not other[0]
    assert [hash(each) for each in one] == [hash(each) for each in other]
    assert len({each.id for each in one}) == len(one) > 3


def test_findings_differ_by_what_they_say() -> None:
    one = findings()[0]
    assert one != one._replace(severity=Severity.INFO if one.severity else Severity.HIGH)
    assert one != one._replace(message="Something else.")
    assert one != one._replace(fixes=(Fix("Another", "advice", ()),))
    assert one != one.id


def test_another_process_is_given_the_same() -> None:
    for each in findings():
        there = pickle.loads(pickle.dumps(each))
        assert there == each
        assert (there.id, there.message, there.remedy) == (each.id, each.message, each.remedy)


@pytest.mark.parametrize("changes", [{"severity": Severity.INFO}, {"severity": Severity.INFO, "remedy": "Look at it."}, {"id": "0" * 16}])
def test_what_is_not_replaced_stays(changes: dict[str, Any]) -> None:
    for each in findings():
        other = each._replace(**changes)
        assert {name: getattr(other, name) for name in Finding._fields} == {name: getattr(each, name) for name in Finding._fields} | changes
        assert each == each._replace()


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(TypeError):
        findings()[0]._replace(colour="red")


def test_texts_are_filled_in_the_language_of_the_report() -> None:
    told = {language: {each.message for each in findings(language=language)} for language in ("en", "zh")}
    assert told["en"].isdisjoint(told["zh"])
    assert not any(brace in text for texts in told.values() for text in texts for brace in "{}")
    words = {"what": Text("a cup", "杯子")}
    base = findings()[0]
    made = [
        Finding.of(Grounds("wish/x", "x", "wish", "", "", "", language), 1, "It is {what}.", "", words, *base._parts()[5:])
        for language in ("en", "zh")
    ]
    assert [each.message for each in made] == ["It is a cup.", "It is 杯子."]


def test_braces_of_a_sheet_are_no_places_for_words() -> None:
    words = {"what": "{0.__class__} {what}"}
    made = Finding.of(Grounds("wish/x", "x", "wish", "", "", ""), 1, "It is {what}.", "Not {what}.", words, *findings()[0]._parts()[5:])
    assert (made.message, made.remedy) == ("It is {0.__class__} {what}.", "Not {0.__class__} {what}.")
