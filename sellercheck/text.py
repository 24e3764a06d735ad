"""Folding: many ways to write a word, one form to compare.

Case, accents, width, look-alike letters of other scripts and lettered symbols fold to one letter; zero-width characters,
soft hyphens and combining marks vanish; everything that is neither letter nor digit becomes a blank. The folded form
is for comparing only: whoever reports a span counts code points of the original.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from sellercheck import cache
from sellercheck.patterns import shape

FOLDED_LIMIT = 0x20000
"""Code points from here on (rare ideographs, private use) fold to themselves and are matched letter by letter."""

_APART = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ħ": "h",
    "ı": "i",
    "ð": "d",
    "ŧ": "t",
    "ŋ": "n",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ĳ": "ij",
    "ƒ": "f",
}
"""Latin letters that Unicode does not take apart into a base letter and a mark."""

_BLANK_LETTERS = {"\u115f", "\u1160", "\u3164", "\uffa0", "\u0640"}
"""Letters by category, nothing to see: Hangul fillers, the Arabic stretching stroke."""

_LETTERED = shape(r"\bLATIN (?:(?:CAPITAL|SMALL) )?LETTER (?:SMALL CAPITAL )?([A-Z])(?: WITH .*)?$")
"""Names of characters that show one Latin letter: circled, squared, small capital, with a stroke."""

SOLO = (
    (0x0E00, 0x0EFF),  # Thai, Lao: written without spaces
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0x9FFF),  # CJK, kana, bopomofo
    (0xAC00, 0xD7AF),  # Hangul: particles are glued to names
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
"""Scripts in which a word border cannot be seen: every character is a word of its own there. Code points, both ends."""


_SOLO_EDGES = [chr(edge) for low, high in SOLO for edge in (low, high + 1)]
"""Where these scripts begin and end, in turn."""


@functools.cache
def _split_words() -> re.Pattern[str]:
    solo = "".join(f"{chr(low)}-{chr(high)}" for low, high in SOLO)
    return re.compile(f"[{solo}]|[^\\s{solo}]+")


@functools.cache
def _runs() -> re.Pattern[str]:
    """Words of scripts with blanks."""
    return re.compile(_split_words().pattern.partition("|")[2])


def is_solo(char: str) -> bool:
    """Whether this character is a word of its own: its script has no spaces between words."""
    return char > "\u0dff" and bisect_right(_SOLO_EDGES, char) % 2 == 1


def words(folded: str) -> list[str]:
    """The words of a folded text, each character of a script without spaces being one."""
    return folded.split() if folded.isascii() else _split_words().findall(folded)


def count_words(folded: str) -> int:
    """How many `words` a folded text has."""
    if folded.isascii():
        return len(folded.split())
    shortened = _runs().sub("x", folded)
    return len(shortened) - shortened.count(" ")


def look_alikes() -> dict[str, str]:
    """Characters → those they stand for: Latin letters and digits that others look like, and simplified Chinese characters.

    From the bundled lists `confusables` and `hanzi`.
    """
    from sellercheck.data import read_columns

    told = (*read_columns("confusables.csv", "char", "ascii"), *read_columns("hanzi.csv", "char", "simplified"))
    return {char: plain for char, plain in told if not char.isascii()}


def fold_char(char: str, alike: dict[str, str]) -> str:
    """The folded form of one character: a letter or digit, several (`ß`), a blank, or nothing.

    `alike` as `look_alikes` gives it.
    """
    if char.isascii():
        return char.lower() if char.isalnum() else " "
    category = unicodedata.category(char)
    if category in {"Cf", "Mn", "Me"} or char in _BLANK_LETTERS:
        return ""
    if is_solo(char) or "\uff65" <= char <= "\uff9f":  # half-width kana: the width goes, the letter stays
        wide = next((part for part in unicodedata.normalize("NFKC", char) if unicodedata.category(part) not in {"Mn", "Me"}), " ")
        simple = alike.get(wide, wide)
        return (simple if is_solo(simple[0]) else wide) if category[0] in "LN" or category == "Mc" else " "
    if category == "Nd":
        return str(unicodedata.digit(char))
    if char.lower() in _APART:
        return _APART[char.lower()]
    bare = "".join(part for part in unicodedata.normalize("NFKD", char) if unicodedata.category(part) not in {"Mn", "Me"})
    plain = bare.casefold()
    if plain.isascii() and plain.isalnum():
        # NOTE: ™ and № are signs, not letters glued to the word before them.
        return " " if category[0] == "S" and len(plain) > 1 else plain
    name = unicodedata.name(char, "")
    if named := _LETTERED().search(name):
        return named[1].lower()
    if category[0] not in "LNM":
        return "x" if char == "×" else " "
    # NOTE: Greek capitals and small letters look like different Latin letters (Ν like N, ν like v); Cyrillic ones must
    # fold alike in both cases, or a Cyrillic name in capitals would not be found.
    for form in (bare, plain) if "GREEK" in name else (plain, plain.upper()):
        if (letter := alike.get(form, "")) and len(letter) == 1:
            # NOTE: Unicode takes capital I and small l for one shape and names it l.
            return "i" if letter in "lI" and ("IOTA" in name or name.endswith(" I") or "PALOCHKA" in name) else letter.lower()
    return plain[0] if plain else " "


class _Folding(dict[str, str]):
    """Characters as they fold; learns one when it first meets it."""

    def __init__(self) -> None:
        super().__init__()
        self.alike: dict[str, str] | None = None

    def __missing__(self, char: str) -> str:
        if self.alike is None and not char.isascii():
            self.alike = cache.kept("letters", "", look_alikes)
        folded = self[char] = fold_char(char, self.alike or {})
        return folded


_FOLDING = _Folding()
_ASCII = bytes(ord(fold_char(chr(code), {})) for code in range(128)).ljust(256)
"""The same for ASCII."""


def _told(text: str) -> str:
    """`text` letter by letter."""
    # NOTE: `str.translate` takes ten times as long for ASCII, and twice for other letters.
    if text.isascii():
        return text.encode("ascii").translate(_ASCII).decode("ascii")
    return "".join(map(_FOLDING.__getitem__, text))


def folded_chars(text: str) -> list[str]:
    """What each character folds to: a letter, several, a blank, or nothing."""
    return [*map(_FOLDING.__getitem__, text)]


def fold(text: str) -> str:
    """`text` in folded form: words with single blanks between them, none at the ends.

    >>> fold("Ｎｉｋｅ  AIR-Max®")
    'nike air max'
    """
    return " ".join(_told(text).split())


def folded_words(texts: Sequence[str]) -> Iterator[list[str]]:
    """What stands between the blanks of `fold`, for each of many texts."""
    # Letters of ASCII fold one by one: those of all texts at once.
    plain = _told("".join([text for text in texts if text.isascii()]))
    start = 0
    for text in texts:
        if text.isascii():
            yield plain[start : (start := start + len(text))].split()
        else:
            yield _told(text).split()


def key(text: str) -> str:
    """`text` folded, without blanks: what two spellings of one name share.

    >>> key("Coca-Cola") == key("COCA COLA") == key("c o c a c o l a")
    True
    """
    return _told(text).replace(" ", "")


def cuts(text: str) -> tuple[int, int]:
    """Where the words of a name begin, as two bit masks over the positions of its `key`.

    Bit n of the first is set when a word begins before folded character n (1–63) after a blank or sign; bit n of the
    second also where a small letter meets a capital (`AirPods`), since sellers split names there.
    """
    hard = soft = position = 0
    for number, word in enumerate(_PARTS().findall(text)):
        if position >= 64:
            break
        if number and position:
            hard |= 1 << position
            soft |= 1 << position
        start = 0
        for capital in _CAMEL().finditer(word):
            position += len(key(word[start : capital.start()]))
            start = capital.start()
            if 0 < position < 64:
                soft |= 1 << position
        position += len(key(word[start:]))
    return hard, soft


_PARTS = shape(r"(?:[^\W_]|[\u0300-\u036f\u200b-\u200d\u2060\ufeff\u00ad])+")
"""Runs without a blank or sign inside; what folds to nothing is no border."""
_CAMEL = shape(r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")


def letter_end(text: str, end: int) -> int:
    """`end`, or where the marks end that belong to the letter before it: a tone in Thai, an accent written by itself."""
    while text[end : end + 1] > "\u02ff" and unicodedata.category(text[end])[0] == "M":
        end += 1
    return end
