"""Signs, digits and letters that stand for other letters."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np

from sellercheck.arrays import Array
from sellercheck.data import read_rows

SIGNS = "@$!|€£¥¡+(<#*"
"""Signs that are written for a letter; `data/leet.csv` says for which."""
_RUN = rf"[\w{re.escape(SIGNS)}]+"
_RUNS = re.compile(rf"{_RUN}(?:(?<=[^\W{re.escape(SIGNS)}])['’](?=[\w$]){_RUN})*")
ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
"""Characters of an address written as their bytes: Nike%20Air."""
APOSTROPHE = re.compile(r"['’]")


def decoded(found: re.Match[str]) -> str:
    """The characters meant, filled up with what is not seen, so that all else stays in its place."""
    try:
        text = bytes.fromhex(found[0].replace("%", "")).decode("utf-8")
    except ValueError:
        return found[0]
    return "".join(char if char.isprintable() else " " for char in text).ljust(len(found[0]), "\u200b")


def signed(text: str) -> list[str]:
    """The runs of letters and signs, or of an apostrophe between letters, that are not letters alone."""
    odd = [word for word in text.split() if not word.isalnum()]
    return [run for run in _RUNS.findall(_bare(" ".join(odd))) if not run.isalnum()]


def unsigned(text: str, meant: Mapping[str, str]) -> str:
    """`text` with these of its runs as they are meant, each as long as before."""
    for run in _RUNS.finditer(_bare(text)):
        if (clean := meant.get(run[0])) is not None:
            text = text[: run.start()] + clean + text[run.end() :]
    return text


def _bare(text: str) -> str:
    # NOTE: to `\w` a low line is a letter; an expression that leaves it out tries each character twice.
    return text.replace("_", " ")


def leet_letters() -> Mapping[str, str]:
    """A single sign or digit → the letters it is written for, `*` for any."""
    found = {}
    for sign, letters in read_rows("leet.csv"):
        if len(sign) == 1 and letters not in {"drop", "and"}:
            found[sign] = "abcdefghijklmnopqrstuvwxyz" if letters == "any" else letters.replace("|", "")
    return found


def leet_pairs() -> tuple[tuple[str, str], ...]:
    """Letters that together look like one: `rn` like m."""
    return tuple((pair, letter) for pair, letter in read_rows("leet.csv") if len(pair) == 2)


def _look_codes(digits: str) -> Array:
    """ASCII code → code of the letter it looks like; `digits` decides for 6 and 9, which look like two."""
    table = np.arange(128, dtype=np.uint8)
    for shape, group in (("o", "o0"), ("i", "il1"), ("s", "s5"), ("e", "e3"), ("a", "a4"), ("t", "t7"), ("b", "b8"), ("z", "z2")):
        for char in group:
            table[ord(char)] = ord(shape)
    table[ord("6")], table[ord("9")] = map(ord, digits)
    return table


LOOKS = tuple(map(_look_codes, ("gg", "bq")))

BEYOND = 0x20AD
"""Characters from here on (the last sign is the euro) are looked at as letters."""


def _characters(chars: str, *, beyond: bool = False) -> Array:
    table = np.zeros(BEYOND + 1, bool)
    table[[ord(char) for char in chars]] = True
    table[BEYOND] = beyond
    return table


IS_SIGN, IS_HEX = _characters(SIGNS + "%"), _characters("0123456789abcdefABCDEF")
AT_START, AT_END = _characters("@$!|¡"), _characters("@$!|€£")
IS_LETTER = _characters(SIGNS + "'’", beyond=True)
IS_LETTER[:128] |= [chr(code).isalnum() for code in range(128)]
IS_LETTER[0xC0:0x2000] = True


def _digit_letters(digits: str) -> Array:
    table = np.arange(128, dtype=np.uint8)
    for digit, letter in zip("0123456789", digits, strict=True):
        table[ord(digit)] = ord(letter)
    return table


SHORT_LETTERS = tuple(map(_digit_letters, ("oizeasgtbg", "olzeasbtbq")))
"""Two ways to read a digit as a letter, as `data/leet.csv` has them."""
