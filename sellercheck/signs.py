"""Classes of characters that platforms do not want in a text: `kinds`.

A batch of texts is searched by them, and `checks/characters.py` tells by the same classes what it found.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Sequence

from sellercheck.patterns import shape

CLASSES = ("emoji", "symbol", "control", "line-break", "tab", "fullwidth", "non-ascii")
BASE = "\u231a\u231b\u2328\u23cf\u23e9-\u23f3\u23f8-\u23fa\u24c2\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe\u2600-\u27bf\u2934\u2935\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001f1e5\U0001f200-\U0001faff"
"""Signs that are emoji by themselves, after Unicode Technical Standard 51, and all of the older blocks (U+2600–U+27BF)."""
_EMOJI = shape(f"[{BASE}\U0001f1e6-\U0001f1ff\u20e3\ufe0f]")
"""Characters one of which is in every emoji: flags are pairs of letters, and a keycap or variation sign makes one of another sign."""
_MEASURES = frozenset("°℃℉×÷±−µΩΩ℧∅⌀‰′″№℮²³¹½¼¾⅓⅔⅛∞≤≥≈≠√∠⊥")
_PUNCTUATION = frozenset("†‡§¶•‣※⁂‽⁎⁑¦¬ˆ˜")
INVISIBLE = frozenset(
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff\ufff9\ufffa\ufffb\ufffc\ufffd"
)
FULLWIDTH = shape("[\uff01-\uff5e\uffe0-\uffe6\u3000]+")


@functools.lru_cache(256)
def bits(classes: Sequence[str]) -> int:
    """The classes as `kinds` tells them."""
    return sum(1 << CLASSES.index(name) for name in set(classes))


@functools.lru_cache(1 << 14)
def kinds(char: str) -> int:
    """The classes this character is of, as bits in the order of `CLASSES`."""
    category = unicodedata.category(char)
    of = (
        bool(_EMOJI().match(char)),
        _is_symbol(char, category),
        char in INVISIBLE or category in {"Cs", "Co", "Cn"} or (category == "Cc" and char not in "\t\n\r\x85"),
        char in "\n\r\x85\u2028\u2029",
        char == "\t",
        bool(FULLWIDTH().match(char)),
        not char.isascii(),
    )
    return sum(1 << number for number, true in enumerate(of) if true)


def _is_symbol(char: str, category: str) -> bool:
    if char.isascii() or char in _MEASURES or "\u3300" <= char <= "\u33ff" or "\u3200" <= char <= "\u32ff" or FULLWIDTH().match(char):
        return False
    return category in {"So", "Sc", "Sm"} or char in _PUNCTUATION
