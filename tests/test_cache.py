"""What is kept is read back as it was, made anew when it is damaged, and never needed for an answer: full or forbidden, the same comes out."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from sellercheck import cache, rules
from sellercheck.needs import needs


@pytest.fixture(autouse=True)
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
    assert cache.kept("things", "one", lambda: "not asked") == "right again"


@pytest.mark.parametrize("filler", [b"\0", b"\x80", b"N"])
def test_a_file_of_the_right_length_that_holds_nonsense_is_made_anew(home, filler):
    cache.kept("things", "one", lambda: "right")
    (kept,) = home.rglob("object")
    kept.write_bytes(filler * kept.stat().st_size)
    assert cache.kept("things", "one", lambda: "right again") == "right again"
    assert cache.kept("things", "one", lambda: "not asked") == "right again"


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


class Builder:
    """Writes two files, and counts how often it had to."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, folder: Path) -> None:
        self.times += 1
        (folder / "told.json").write_text('{"answer": 42}', "utf-8")
        (folder / "more.bin").write_bytes(b"x" * 100)


def test_what_is_built_once_is_found_again() -> None:
    build = Builder()
    places = {cache.compiled("packs", "k", build) for _ in range(3)}
    assert len(places) == 1
    assert build.times == 1
    assert cache.compiled("packs", "other", build) not in places
    assert build.times == 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda place: (place / "more.bin").unlink(),
        lambda place: (place / "more.bin").write_bytes(b""),
        lambda place: (place / "told.json").write_text('{"answ'),
        lambda place: (place / cache.SEAL).unlink(),
        lambda place: (place / cache.SEAL).write_bytes(b"\xff\xfe nonsense"),
    ],
    ids=["file gone", "file empty", "file cut off", "no seal", "seal unreadable"],
)
def test_a_damaged_folder_is_built_anew(damage: Callable[[Path], None]) -> None:
    build = Builder()
    place = cache.compiled("packs", "k", build)
    damage(place)
    again = cache.compiled("packs", "k", build)
    assert build.times == 2
    assert (again / "more.bin").read_bytes() == b"x" * 100
    cache.compiled("packs", "k", build)
    assert build.times == 2
    assert [entry.name for entry in again.parent.iterdir()] == ["k"]


def test_files_of_the_right_length_that_hold_nonsense_are_built_anew() -> None:
    build = Builder()
    place = cache.compiled("packs", "k", build)
    (place / "told.json").write_bytes(b"\0" * len('{"answer": 42}'))
    assert cache.told("packs", "k", build, "told.json") == {"answer": 42}
    assert build.times == 2
    assert cache.told("packs", "k", build, "told.json") == {"answer": 42}
    assert build.times == 2


def test_a_cache_that_cannot_be_written_is_done_without(home: Path) -> None:
    home.write_text("a file stands where the folder should be")
    build = Builder()
    place = cache.compiled("packs", "k", build)
    assert home.is_file()
    assert (place / "told.json").is_file()
    assert cache.told("packs", "k", build, "told.json") == {"answer": 42}


def test_a_full_disk_under_the_cache_is_done_without(home: Path) -> None:
    def build(folder: Path) -> None:
        if home in folder.parents:
            raise OSError(28, "No space left on device")
        Builder()(folder)

    place = cache.compiled("packs", "k", build)
    assert home not in place.parents
    assert (place / "told.json").is_file()
    assert list((home / f"packs-{cache.FORMAT}").iterdir()) == []


def test_an_error_of_the_builder_leaves_nothing_behind(home: Path) -> None:
    def build(folder: Path) -> None:
        (folder / "half").write_text("x")
        raise ValueError("no such thing")

    with pytest.raises(ValueError, match="no such thing"):
        cache.compiled("packs", "k", build)
    assert list((home / f"packs-{cache.FORMAT}").iterdir()) == []


def test_two_that_build_at_once_both_get_the_whole() -> None:
    meet = threading.Barrier(2, timeout=20)
    places: list[Path] = []

    def build(folder: Path) -> None:
        meet.wait()
        Builder()(folder)

    def ask() -> None:
        places.append(cache.compiled("packs", "k", build))

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(places)) == 1
    assert (places[0] / "more.bin").stat().st_size == 100


def test_old_generations_go_and_the_newest_stay() -> None:
    for number in range(cache.LARGE["marks"] + 3):
        place = cache.compiled("marks", f"k{number}", Builder())
        os.utime(place, (number, number))
    left = {entry.name for entry in place.parent.iterdir()}
    assert place.name in left
    assert "k0" not in left
    assert len(left) <= cache.LARGE["marks"] + 1
