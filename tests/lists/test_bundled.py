"""The bundled lists as the product reads them."""

from __future__ import annotations

import json

import pytest

from sellercheck import lists
from sellercheck.data import read_bytes
from sellercheck.errors import ListDamaged, ListMissing
from sellercheck.lists import bundled
from sellercheck.lists.entries import MarkEntry


def find(list_name: str, name: str) -> MarkEntry:
    [entry] = [entry for entry in lists.marks(list_name) if entry.mark.text == name]
    return entry


def test_the_catalogue_names_every_list_with_licence_and_date() -> None:
    infos = {info.name: info for info in lists.catalogue()}
    assert set(lists.MARK_LISTS) <= set(infos)
    assert all(info.licence and info.title and info.entries >= info.min_entries for info in infos.values())


def test_marks_carry_what_the_list_says() -> None:
    nike = find("famous", "Nike")
    assert nike.mark.owner
    assert 25 in nike.mark.nice_classes
    assert nike.mark.list == "famous"
    assert "curated" in nike.sources
    assert not nike.verified
    assert nike.spellings[0].text == "Nike"
    kinds = {spelling.text: spelling.kind for spelling in nike.spellings}
    assert kinds["耐克"] == "alias"
    assert "misspelling" in kinds.values()


def test_an_entry_unpacks_as_mark_and_spellings() -> None:
    mark, spellings, *_ = find("famous", "Nike")
    assert mark.text == spellings[0].text


def test_ambiguous_names_carry_context() -> None:
    apple = find("famous", "Apple")
    assert apple.mark.ambiguous
    assert apple.spellings[0].ambiguous
    assert "iphone" in apple.mark.context


def test_a_line_knows_its_parent() -> None:
    assert find("brands_more", "Xperia").mark.parent == "Sony"


def test_genericised_marks_come_with_safe_words() -> None:
    velcro = find("genericised", "Velcro")
    assert velcro.mark.kind == "genericised"
    assert velcro.mark.safe_words == ("hook and loop fastener",)
    assert velcro.verified


def test_free_words_are_no_marks() -> None:
    free = {word.text for word in lists.generic_words()}
    assert "Sippy Cup" in free
    assert not free & {entry.mark.text for entry in lists.marks("genericised")}


def test_class_numbers_of_all_marks_are_nice_classes() -> None:
    assert all(entry.mark.nice_classes <= set(range(1, 46)) for name in lists.MARK_LISTS for entry in lists.marks(name))


def test_every_source_id_is_described() -> None:
    known = json.loads(read_bytes("catalogue.json"))["sources"]
    used = {source for name in lists.MARK_LISTS for entry in lists.marks(name) for source in entry.sources}
    assert used <= set(known)
    assert known["curated"]["where"]


def test_tables() -> None:
    assert dict(lists.everyday())["the"] == 1
    assert "pl" in dict(lists.everyday_multi())["sukienki"]
    assert {"moderado", "macerado", "sepatu"} <= set(lists.spoken())
    assert next(term for term in lists.goods() if term.term == "手机壳").nice_classes == {9}


def test_restrictions_and_cases_name_their_sources() -> None:
    assert all(restriction.source and restriction.confidence in {"high", "medium", "low"} for restriction in lists.restrictions())
    assert all(case.source or case.url for case in lists.cases())
    assert {"DreamWorks", "Shrek", "Trolls", "Minions"} <= {case.brand for case in lists.cases()}


def test_cues_name_their_kind() -> None:
    kinds = {cue.term: cue.kind for cue in lists.cues()}
    assert (kinds["replica"], kinds["同款"], kinds["genuine"]) == ("counterfeit", "imitation", "authenticity")


def test_an_unknown_list_is_missing() -> None:
    with pytest.raises(ListMissing) as caught:
        lists.marks("nosuch")
    assert "famous" in (caught.value.hint or "")
    with pytest.raises(ListMissing):
        lists.verify("nosuch")


def test_a_changed_list_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    for info in lists.catalogue():
        lists.verify(info.name)
    monkeypatch.setattr(bundled, "read_bytes", lambda _: b"name,kind\nNike,brand\n")
    with pytest.raises(ListDamaged) as caught:
        lists.verify("famous")
    assert 'list "famous"' in caught.value.message


def test_all_mark_lists_are_read() -> None:
    assert sum(1 for name in lists.MARK_LISTS for _ in lists.marks(name)) > 30_000
