"""A name sought in the lists: as it is written, as an alias, and near."""

from __future__ import annotations

from pathlib import Path

import pytest

from sellercheck.errors import UsageError
from sellercheck.search import Found, search


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.csv"
    path.write_text("name,aliases,classes,note\nZorvexa Labs,Zorvex|ZVX,9;25,ours\nQuontlebar,,,\n", "utf-8")
    return path


def sought(name: str, own: Path) -> list[Found]:
    return [hit for hit in search(name, [own])[0] if hit.list == "own.csv"]


@pytest.mark.parametrize(
    ("name", "match", "spelling"),
    [
        ("zorvexa-labs", "exact", "Zorvexa Labs"), ("ZORVEX", "alias", "Zorvex"), ("zvx", "alias", "ZVX"), ("Zorvexa Lab", "near", "Zorvexa Labs"),
        ("Quontelbar", "near", "Quontlebar"),
    ],
)  # fmt: skip
def test_how_a_name_is_met(name: str, match: str, spelling: str, own: Path) -> None:
    (hit,) = sought(name, own)
    assert (hit.match, hit.spelling) == (match, spelling)
    assert (hit.score == 100) is (match != "near")


@pytest.mark.parametrize("name", ["zvy", "zv", "Quont", "labs"])
def test_other_names_are_not_near(name: str, own: Path) -> None:
    assert sought(name, own) == []


def test_a_hit_tells_what_the_list_does(own: Path) -> None:
    (hit,) = sought("Zorvexa Labs", own)
    assert (hit.name, hit.nice_classes, hit.note, hit.kind, hit.owner) == ("Zorvexa Labs", (9, 25), "ours", "brand", None)


def test_the_surest_come_first() -> None:
    found, errors = search("nike")
    assert found[0].name == "Nike"
    assert [hit.match == "near" for hit in found] == sorted(hit.match == "near" for hit in found)
    assert errors == []


def test_a_name_without_letters_is_refused() -> None:
    with pytest.raises(UsageError, match="no letter or digit"):
        search("!!!")
