"""What is kept is read back as it was, made anew when it is damaged, and never needed for an answer."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sellercheck import cache, rules
from sellercheck.needs import needs


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SELLERCHECK_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_a_thing_is_made_once(home):
    made = []

    def make() -> list[int]:
        made.append(1)
        return [1, 2, 3]

    assert [cache.kept("things", "one", make) for _ in range(3)] == [[1, 2, 3]] * 3
    assert len(made) == 1
    cache.kept("things", "another", make)
    assert len(made) == 2


def test_what_other_code_kept_is_made_anew(home, monkeypatch):
    assert cache.kept("things", "one", lambda: "old") == "old"
    monkeypatch.setattr(cache, "_code", lambda: "other files")
    assert cache.kept("things", "one", lambda: "new") == "new"


@pytest.mark.parametrize("damage", [b"", b"\x80", b"not a pickle", b"\x80\x04\x95\xff"])
def test_a_damaged_file_is_made_anew(home, damage):
    cache.kept("things", "one", lambda: "right")
    (kept,) = home.rglob("object")
    kept.write_bytes(damage)
    assert cache.kept("things", "one", lambda: "right again") == "right again"
    assert cache.kept("things", "one", lambda: "and kept") == "and kept"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_costs_time_only(home):
    home.mkdir()
    home.chmod(0o500)
    assert cache.kept("things", "one", lambda: "made") == "made"


@pytest.mark.parametrize("platform", ["wish", "amazon"])
def test_a_pack_comes_back_as_it_was_read(home, platform):
    read = rules.load(platform)
    assert list(home.rglob("object"))
    kept = rules.load(platform)
    assert kept == read
    assert kept is not read
    assert needs(kept) == needs(read)
