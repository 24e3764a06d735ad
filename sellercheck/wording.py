"""Text surgery: taking words out of a text, or putting others in, so that what remains reads as if written so.

Pure functions of strings. Every span counts code points of the text as given, half-open.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence

from sellercheck.patterns import shape
from sellercheck.text import SOLO, is_solo, key, letter_end

Span = tuple[int, int]


SPACES = frozenset(" \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000")
"""Blanks within a line. A line break is a border, not a blank: words are never pulled over it."""
_RANK = {
    **dict.fromkeys("|｜•●▪", 6),
    **dict.fromkeys("-–—―−~～·・", 5),
    **dict.fromkeys(";；:：", 4),
    **dict.fromkeys(",，、", 3),
    **dict.fromkeys("&＆/／\\+＋", 1),
}
"""Separators; the higher of two neighbours stays when the word between them goes. Below a blank (2) they join two words
and have nothing left to join."""
_BLANK_RANK, _NO_RANK = 2, 0
_ENDINGS = frozenset(".!?…。！？")
_PAIRS = dict(zip("([{<（［｛【〔《〈「『“‘«‹", ")]}>）］｝】〕》〉」』”’»›", strict=True))
_CLOSING = frozenset(_PAIRS.values())
SIGNS = shape(r"\s?[®™©℠]|\s?\((?:TM|R|C)\)|['’]s\b", re.IGNORECASE)
_SMALL_WORDS = frozenset({"and", "for", "of", "with", "to", "on"})
_JOIN = frozenset({"and", "or", "y", "o", "e", "ou", "und", "oder", "et", "dan", "atau", "và"})
_NOTHING = frozenset(
    {"", "-", "--", "—", "n/a", "na", "nan", "nil", "none", "null", "<na>", "#n/a", "not applicable", "does not apply", "non applicabile",
     "nicht zutreffend", "ne s'applique pas", "no aplica", "não se aplica", "无", "無", "不适用", "不適用", "该当なし"}
)  # fmt: skip


@functools.lru_cache(8192)
def removal(text: str, span: Span) -> tuple[Span, str]:
    """What to replace, and by what, so that the words at `span` vanish and nothing is orphaned.

    Brackets and quotes around them, a ™ or 's behind them and the separators that have nothing left to separate go
    too; one blank or separator stays where words need it. Line breaks and the rest of the text are not touched.

    >>> text = "Phone case, Nike®, red"
    >>> (start, end), new = removal(text, (12, 16))
    >>> text[:start] + new + text[end:]
    'Phone case, red'
    """
    start, end = _with_wrapping(text, span)
    left, right = start, end
    while left and (text[left - 1] in SPACES or text[left - 1] in _RANK) and not _keeps_meaning(text, left - 1):
        left -= 1
    while right < len(text) and (text[right] in SPACES or text[right] in _RANK) and not _keeps_meaning(text, right):
        right += 1
    opens, closes = _is_left_border(text, left), _is_right_border(text, right)
    follows = opens or text[left - 1] in _ENDINGS
    if follows and right < len(text) and text[right] in _ENDINGS and not text[right + 1 : right + 2].isalnum():
        # A sentence of nothing but the words: its full stop goes with them.
        while right < len(text) and (text[right] in _ENDINGS or text[right] in SPACES):
            right += 1
        return (left if opens or _is_right_border(text, right) else start, right), ""
    if opens or closes:
        return (left, right), ""
    before, after = text[left:start], text[end:right]
    if follows and before and after.strip() and text[right : right + 1].isalnum():
        return (start, right), ""  # what it was parted from opens the sentence now
    if text[right : right + 1] in _ENDINGS and not after:
        return (left, right), ""
    kept = before if _rank(before) >= _rank(after) else after
    if _rank(kept) == 1 and not (before and after):
        kept = ""  # it joined the words with what stands on one side only: 新款Apple/苹果
    if _rank(kept) == 1:  # only joiners, nothing left to join
        kept = " " if any(char in SPACES for char in before + after) or not _joins_words(kept) else kept
    if not kept and _would_glue(text, left, right):
        kept = " "
    tidy = _tidied(kept)
    if tidy == before:
        return (start, right), ""
    if tidy == after:
        return (left, end), ""
    return (left, right), tidy


def removals(text: str, spans: Sequence[Span]) -> tuple[tuple[Span, str], ...]:
    """As `removal`, for several places at once: from left to right, never overlapping.

    Places with nothing but blanks, separators, brackets of their own or an "and" between them are taken out in one piece.
    """
    joined: list[Span] = []
    for start, end in sorted(_with_wrapping(text, span) for span in spans):
        between = text[joined[-1][1] : start] if joined else ""
        if joined and (all(char in SPACES or char in _RANK for char in between) or between.strip().lower() in _JOIN):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    out: list[tuple[Span, str]] = []
    for span in joined:
        (start, end), new = removal(text, span)
        if out and start < out[-1][0][1]:
            (first, _), before = out.pop()
            start, new = first, before or new
        out.append(((start, end), new))
    return tuple(out)


def applied(text: str, edits: Sequence[tuple[Span, str]]) -> str:
    """`text` after edits that do not overlap."""
    for (start, end), new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _with_wrapping(text: str, span: Span) -> Span:
    """`span` with the marks above or below its last letter, the signs behind it and the brackets or quotes that hold nothing else."""
    start, end = span[0], letter_end(text, span[1])
    while True:
        if sign := SIGNS().match(text, end):
            end = sign.end()
            continue
        left, right = start, end
        while left and text[left - 1] in SPACES:
            left -= 1
        while right < len(text) and text[right] in SPACES:
            right += 1
        if not left or right == len(text):
            return start, end
        opening, closing = text[left - 1], text[right]
        if _PAIRS.get(opening) == closing or (opening == closing and opening in "\"'*~"):
            start, end = left - 1, right + 1
        else:
            return start, end


def _keeps_meaning(text: str, at: int) -> bool:
    """Whether a separator at the words' edge is none: the minus of -20, the plus of 6+128, the stroke of \\n."""
    if text[at] == "\\":
        return text[at + 1 : at + 2] in {"n", "r", "t", "u", '"', "/"}  # an escape of JSON or of a database's export
    return text[at] in "-+−" and text[at + 1 : at + 2].isdigit() and (at == 0 or text[at - 1] in SPACES)


def _is_left_border(text: str, at: int) -> bool:
    if not at:
        return True
    before = text[at - 1]
    quote = before in "\"'" and (at == 1 or text[at - 2].isspace() or text[at - 2] in _PAIRS)
    return before in _PAIRS or before in ">\r\n\v\f\u2028\u2029" or quote


def _is_right_border(text: str, at: int) -> bool:
    if at == len(text):
        return True
    after = text[at]
    quote = after in "\"'" and (at + 1 == len(text) or not text[at + 1].isalnum())
    if quote and after == '"' and text[at - 1] in SPACES and text[at + 1 : at + 2] in SPACES:
        quote = text.count('"', 0, at) % 2 == 1  # blanks on both sides: opening and closing look alike
    return after in _CLOSING or after in "<\r\n\v\f\u2028\u2029" or quote


def _rank(run: str) -> int:
    if not run:
        return _NO_RANK
    rank = max((_RANK.get(char, _BLANK_RANK) for char in run), default=_NO_RANK)
    if rank == _RANK["-"] and not any(char in SPACES for char in run):
        return 1  # a hyphen glued to the word joins; a dash with blanks separates
    if rank == _BLANK_RANK and any(char in _RANK for char in run):
        return 1  # `&`, `/` and `+` join, with blanks or without
    return rank


def _joins_words(run: str) -> bool:
    return any(char in "-/／" for char in run)


def _tidied(run: str) -> str:
    """A run of blanks and separators with doubles taken out: `,  ,` → `, `."""
    signs = [char for char in run if char not in SPACES]
    if not signs:
        return run[:1]
    sign = max(signs, key=lambda char: _RANK[char])
    lead = next((char for char in run if char in SPACES), "") if run[0] in SPACES else ""
    trail = next((char for char in reversed(run) if char in SPACES), "") if run[-1] in SPACES else ""
    return lead + sign + trail


def _would_glue(text: str, left: int, right: int) -> bool:
    before, after = text[left - 1 : left], text[right : right + 1]
    return before.isalnum() and after.isalnum() and not (is_unspaced(before) or is_unspaced(after))


def is_unspaced(char: str) -> bool:
    """Whether the character's script puts no blanks between words: Chinese, kana, Thai. Korean does."""
    return is_solo(char) and not "\uac00" <= char <= "\ud7af"


def count_unspaced(text: str) -> int:
    """How many characters of the text `is_unspaced` is true of."""
    return sum(map(len, _unspaced().findall(text)))


@functools.cache
def _unspaced() -> re.Pattern[str]:
    ranges = [f"{chr(low)}-{chr(high)}" for low, high in SOLO if is_unspaced(chr(low))]
    return re.compile(f"[{''.join(ranges)}]+")


def recased(old: str, new: str) -> str:
    """`new` in the capitals of `old`: UPPER, Capitalised, or as `new` is written.

    >>> recased("ONESIE", "bodysuit"), recased("Onesie", "bodysuit")
    ('BODYSUIT', 'Bodysuit')
    """
    letters = [char for char in old if char.isalpha()]
    if len(letters) > 1 and all(char.isupper() for char in letters):
        return new.upper()
    if letters and letters[0].isupper():
        return new[:1].upper() + new[1:]
    return new


def capitalised_like(old: str, new: str) -> str:
    """`new` with a capital where it begins with another word than `old`, which began with one.

    >>> capitalised_like("New summer dress", "summer dress"), capitalised_like("Apple iPad", "iPad")
    ('Summer dress', 'iPad')
    """
    first, other = next(words(old), None), next(words(new), None)
    if not first or not other or first[1][0] or other[1][0] or not first[0][0].isupper() or not (other[0].isalpha() and other[0].islower()):
        return new
    return new[0].upper() + new[1:]


def in_place(text: str, span: Span, new: str) -> str:
    """`new` in the capitals that suit the place of the name at `span`, whose own capital says only that it is a name.

    >>> in_place("Kids shoes with Velcro strap", (16, 22), "hook and loop"), in_place("Velcro Strap For Kids", (0, 6), "hook and loop")
    ('hook and loop', 'Hook and Loop')
    """
    old = text[span[0] : span[1]]
    letters = [char for char in old if char.isalpha()]
    if len(letters) > 1 and all(char.isupper() for char in letters):
        return new.upper()
    others = [word for word, (start, end) in words(text) if (end <= span[0] or start >= span[1]) and len(word) > 3 and word.isalpha()]
    if letters and letters[0].isupper() and others and sum(word[0].isupper() for word in others) > 0.6 * len(others):
        return " ".join(part if part in _SMALL_WORDS or part != part.lower() else part[:1].upper() + part[1:] for part in new.split(" "))
    opens = not text[: span[0]].strip() or text[: span[0]].rstrip()[-1:] in _ENDINGS
    return new[:1].upper() + new[1:] if opens and letters and letters[0].isupper() else new


def pluralised(phrase: str) -> str:
    """An English phrase with its last word in the plural; unchanged when it ends in s already, or in no Latin letter.

    >>> pluralised("hook and loop strip"), pluralised("baby bodysuit"), pluralised("brush")
    ('hook and loop strips', 'baby bodysuits', 'brushes')
    """
    if re.search(r"(?i)(?:[xz]|ch|sh)$", phrase):
        return phrase + "es"
    if re.search(r"(?i)[bcdfghj-np-tv-z]y$", phrase):
        return phrase[:-1] + "ies"
    return phrase + "s" if re.search(r"(?i)[a-rt-z]$", phrase) else phrase


_WORD = shape(r"[^\W_]+(?:['’][^\W_]+)*")


def words(text: str) -> Iterator[tuple[str, Span]]:
    """Words of scripts that put blanks between them, as they stand, with their spans.

    A run of letters and digits is a word; `women's` is one, `t-shirt` are two. Chinese, Japanese, Thai and Korean
    characters are left out.
    """
    for match in _WORD().finditer(text):
        if match[0].isascii() or not any(is_solo(char) for char in match[0]):
            yield match[0], match.span()


@functools.lru_cache(1 << 14)
def singular(word: str) -> str:
    """The word folded and without a plural s, for comparing only.

    >>> [singular(word) for word in ("Cases", "glass", "USB", "Größe")]
    ['case', 'glass', 'usb', 'grosse']
    """
    folded = key(word)
    return folded[:-1] if len(folded) > 3 and folded[-1] == "s" and folded[-2] != "s" else folded


def cut(text: str, limit: int) -> int:
    """Where to end `text` so that at most `limit` characters stay and no word, accent or emoji is torn apart.

    Never less than half of `limit`: a longer word is torn after all. Blanks, separators and opening brackets before
    the cut go too.
    """
    at = limit = min(limit, len(text))
    if at < len(text):
        while at > limit // 2 and not _is_word_border(text, at):
            at -= 1
        if at <= limit // 2:
            at = limit
            while at > 1 and _is_inside_cluster(text, at):
                at -= 1
    while at and (text[at - 1].isspace() or text[at - 1] in _RANK or text[at - 1] in _PAIRS):
        at -= 1
    return at


def _is_word_border(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if _is_inside_cluster(text, at):
        return False
    if before.isalnum() and after.isalnum():
        return is_unspaced(before) or is_unspaced(after)
    if after in "'’.,-_/" and before.isalnum():
        return not text[at + 1 : at + 2].isalnum()
    return not (before in "'’.,-_/" and after.isalnum() and at > 1 and text[at - 2].isalnum())


def _is_inside_cluster(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    return (
        after in "\u200d\ufe0e\ufe0f\u20e3"
        or before == "\u200d"
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or unicodedata.category(after)[0] == "M"
    )


def listed(text: str, separators: str) -> list[Span]:
    """Spans of the non-blank items of a cell; any one character of `separators` parts two items.

    A cell that holds a JSON list of texts is taken item by item, without its quotes.
    """
    if text.lstrip()[:1] == "[" and text.rstrip()[-1:] == "]":
        found = [match.span(1) for match in re.finditer(r'"((?:[^"\\]|\\.)*)"', text)]
        if found:
            return [trimmed(text, span) for span in found if text[span[0] : span[1]].strip()]
    spans, start = [], 0
    for at in range(len(text) + 1):
        if at == len(text) or text[at] in separators:
            if text[start:at].strip():
                spans.append(trimmed(text, (start, at)))
            start = at + 1
    return spans


def trimmed(text: str, span: Span) -> Span:
    """`span` without the blanks at its ends."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def says_nothing(text: str) -> bool:
    """Whether a cell's text is one of the ways to write that there is none: null, N/A, nan, 不适用."""
    return text.strip().casefold() in _NOTHING
