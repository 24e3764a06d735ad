"""Lines that the index keeps in a file and reads when asked for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sellercheck.index import _Lines

TEXTS = ("Acmera", "", "Zoë", "鞋")


@pytest.mark.parametrize("shared", [True, False])
def test_lines_are_read_by_number_in_any_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared: bool) -> None:
    if not shared:  # as on Windows, where a file is not read without moving in it
        monkeypatch.delattr(os, "pread", raising=False)
    _Lines.save([text.encode() for text in TEXTS], tmp_path, "names")
    lines = _Lines(tmp_path, "names")
    assert [lines[number] for number in (3, 0, 2, 1, 0)] == ["鞋", "Acmera", "Zoë", "", "Acmera"]
    assert lines.raw(2) == "Zoë".encode()


def test_the_file_of_lines_is_closed_with_them(tmp_path: Path) -> None:
    _Lines.save([b"Acmera"], tmp_path, "names")
    lines = _Lines(tmp_path, "names")
    file = lines.file
    del lines
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(file)
