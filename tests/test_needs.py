"""What rules want, remembered: the same as binding them, and gone when the pack changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from sellercheck import needs as module
from sellercheck import rules
from sellercheck.errors import RulePackError
from sellercheck.needs import needs

PLATFORMS = rules.available()


@pytest.mark.parametrize("platform", PLATFORMS)
def test_what_is_remembered_is_what_binding_gives(platform: str) -> None:
    pack = rules.load(platform)
    fresh = needs(pack._replace(digest=""))
    assert needs(pack) == fresh
    assert needs(pack) == fresh  # the second time for certain from the cache


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
