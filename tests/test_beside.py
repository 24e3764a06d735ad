"""A file is replaced whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from sellercheck.beside import beside


def test_the_file_takes_the_others_place(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    with beside(target) as part:
        assert (part.parent, part.suffix) == (tmp_path, ".csv")
        part.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


def test_after_an_error_nothing_has_changed(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    with pytest.raises(KeyError), beside(target) as part:
        {}[part.write_text("half")]
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    link = tmp_path / "link.csv"
    link.symlink_to("real.csv")
    with beside(link) as part:
        part.write_text("new")
    assert link.is_symlink()
    assert (tmp_path / "real.csv").read_text() == "new"
