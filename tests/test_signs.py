"""Classes of characters: what each holds, and near misses."""

from __future__ import annotations

import pytest

from sellercheck.signs import CLASSES, bits, kinds


@pytest.mark.parametrize(
    ("chars", "classes"),
    [
        ("aZ9 .-#$", ()),
        ("\t", ("tab",)),
        ("\n\r", ("line-break",)),
        ("\x00\x1f\x7f", ("control",)),
        ("é中°", ("non-ascii",)),
        ("™©→§€", ("symbol", "non-ascii")),
        ("★♥👗", ("emoji", "symbol", "non-ascii")),
        ("\u20e3\ufe0f", ("emoji", "non-ascii")),
        ("\u200b\ufeff\ud800", ("control", "non-ascii")),
        ("\u2028", ("line-break", "non-ascii")),
        ("Ａ１", ("fullwidth", "non-ascii")),
    ],
)
def test_a_character_is_of_just_these_classes(chars: str, classes: tuple[str, ...]) -> None:
    assert {kinds(char) for char in chars} == {bits(classes)}


def test_every_class_has_a_bit_of_its_own() -> None:
    assert bits(CLASSES) == (1 << len(CLASSES)) - 1
