"""What rules want, remembered: the same as binding them, and gone when the pack changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from sellercheck import lists, rules
from sellercheck import needs as module
from sellercheck.errors import RulePackError
from sellercheck.needs import bound, needs

PLATFORMS = rules.available()


@pytest.mark.parametrize("platform", PLATFORMS)
def test_what_is_remembered_is_what_binding_gives(platform: str) -> None:
    pack = rules.load(platform)
    fresh = needs(pack._replace(digest=""))
    for _ in range(2):  # the second time for certain from the cache
        kept = needs(pack)
        assert {name: need[:2] for name, need in kept.items()} == {name: need[:2] for name, need in fresh.items()}
    for rule in pack.rules:
        check, options = bound(rule)
        again, brought = bound(rule, kept[rule.id])
        assert (again, brought) == (check, options)
        assert type(brought) is type(options)
        assert getattr(brought, "sought", None) == getattr(options, "sought", None)


def test_options_from_the_cache_are_not_bound_again(monkeypatch: pytest.MonkeyPatch) -> None:
    pack = rules.load("wish")
    kept = needs(pack)
    monkeypatch.setattr("sellercheck.checks._options.bind", lambda *_: pytest.fail("options were bound again"))
    for rule in pack.rules:
        bound(rule, kept[rule.id])


@pytest.mark.parametrize("damage", [b"", b"\x80", b"nonsense", b"\x80\x05cnowhere\nNothing\n."])
def test_damaged_options_are_bound_anew(damage: bytes) -> None:
    pack = rules.load("wish")
    kept = needs(pack)
    for rule in pack.rules[:5]:
        assert bound(rule, kept[rule.id]._replace(options=damage)) == bound(rule)


def test_newer_lists_are_bound_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """An update can bring newer wording of copies, which is among the phrases a rule looks for."""
    pack = rules.load("wish")
    (rule, *_) = [rule for rule in pack.rules if rule.options.get("cues")]
    assert "zorvexa grade" not in needs(pack)[rule.id].wants.phrases
    infos, cues = lists.catalogue(), lists.cues()
    monkeypatch.setattr(lists, "catalogue", lambda: tuple(i._replace(sha256="0" * 64) if i.name == "cues" else i for i in infos))
    monkeypatch.setattr(lists, "cues", lambda: (*cues, cues[0]._replace(term="zorvexa grade", kind=rule.options["cues"][0])))
    need = needs(pack)[rule.id]
    assert "zorvexa grade" in need.wants.phrases
    assert "zorvexa grade" in bound(rule, need)[1].sought.terms


def test_a_pack_bound_before_loads_no_check(monkeypatch: pytest.MonkeyPatch) -> None:
    pack = rules.load("wish")
    needs(pack)
    monkeypatch.setattr(module, "bound", lambda rule: pytest.fail(f"{rule.id} was bound again"))
    needs(pack)


def test_another_content_is_bound_anew(tmp_path: Path) -> None:
    written = tmp_path / "mine.yaml"
    text = """platform: mine
title: Mine
version: 2026-01-01
rules:
  short:
    check: length
    scope: [title]
    severity: low
    message: {en: "too long", zh: "too long"}
    remedy: {en: shorter, zh: 短}
    consequence: {en: none told, zh: 无}
    source: {url: "https://example.com", read: 2026-01-01}
    options: {max: "MOST"}
"""
    written.write_text(text.replace("MOST", "20"), "utf-8")
    first = needs(rules.load(str(written)))["mine/short"]
    written.write_text(text.replace("MOST", "30"), "utf-8")
    assert (first.wants.longer, needs(rules.load(str(written)))["mine/short"].wants.longer) == (20, 30)
    written.write_text(text.replace("MOST", "many"), "utf-8")
    with pytest.raises(RulePackError, match=r"mine\.yaml:5"):
        needs(rules.load(str(written)))
