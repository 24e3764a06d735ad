"""What a disguised word may stand for."""

from __future__ import annotations

from typing import NamedTuple

from sellercheck.matching import HOW

LEETSPEAK, DOUBLED, TYPO, GLUED, SPLIT, PLURAL, POSSESSIVE, SPACED, HOMOGLYPH = (
    HOW.index(name) for name in ("leetspeak", "doubled", "typo", "glued", "split", "plural", "possessive", "spaced", "homoglyph")
)
PART, ANCHOR = -1, -2
IS_WHOLE, IS_PART, IS_ANCHOR = 1, 2, 4
"""Kinds of reading a word may have, as bits."""
COMMON_PIECE = 7000
"""Frequency rank up to which a piece of a name cut by a hyphen is a word in its own right: micro-soft fabric."""
SHORT_WORDS = {1: 0, 2: 200, 3: 8000}
"""Letters → frequency rank up to which a word that short may be glued to a name."""
WIDEST = 6
"""Words of a name that is put together again from disguised ones."""


class Reading(NamedTuple):
    """A name, or a word of one, that a word of the text stands for."""

    hash: int
    size: int
    how: int
    phrase: int
    """The phrase it is all of; -1 for a word of a name, -2 for one that is written rightly and names little else."""
    skip: int = 0
    """Letters of the text's word before the name's."""
    keep: int = 0
    """Letters of the text's word that are the name."""
    plural: bool = False
    rest: int = 1
    """Letters the name must have beside this word."""


Hit = tuple[int, int, int, int, int, int]
"""Number of a word, of the name in it, how it is hidden, letters before it, letters it takes; letters the rest of the name must have, 0 for any."""
