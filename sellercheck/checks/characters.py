"""Characters the platform does not want in a field.

Why it matters: decoration such as ★ or !!! keeps a title out of the search; an invisible control character breaks the
upload file, or the search for the very word it hides in.

Flagged, with `forbidden: "!$?_{}^"` and `classes: [emoji]`: "Dress!!! ★ 👗". Not flagged: "Yahoo! mug" when the brand
column says Yahoo! and `brand-spares: yes`; "Style #4301" with `forbidden: "#"` and `allow: ['#\\d+']`.

One hit a cell: the first run found, and how many characters there are; an emoji made of several code points is one.

Options:
- `forbidden`: the characters themselves.
- `classes`: any of `emoji` (with the older signs of the same kind: ★ ♥ ✔), `symbol` (™ © → § € and the like; measures
  such as ° ℃ × ± Ω ㎡ are none), `control` (invisible: controls, direction marks, zero-width characters; those that
  Persian, Arabic and Indian scripts need are none), `line-break`, `tab`, `fullwidth` (ＡＢＣ　１２３), `non-ascii`.
- `allow`: regular expressions that spare what they overlap.
- `brand-spares`: `yes` spares characters inside the brand cell's own value (default no).
- `fix`: `delete` (default) or `none`.

Fix: safe for control characters, line breaks and full-width forms, whose meaning stays; advice for a # behind a number (5#
are five pounds); else to be reviewed.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sellercheck import wording
from sellercheck.checks import Candidate, Hit, Reference, Wants, one_of
from sellercheck.checks.pattern import compiled
from sellercheck.finding import Edit, Fix, Later
from sellercheck.listing import Field
from sellercheck.patterns import shape
from sellercheck.rules.pack import Rule

CLASSES = ("emoji", "symbol", "control", "line-break", "tab", "fullwidth", "non-ascii")
WORDS = frozenset({"matched", "count", "all"})
ALIKE = True
_BASE = "\u231a\u231b\u2328\u23cf\u23e9-\u23f3\u23f8-\u23fa\u24c2\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe\u2600-\u27bf\u2934\u2935\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001f1e5\U0001f200-\U0001faff"
_TONE = "[\ufe0e\ufe0f]?[\U0001f3fb-\U0001f3ff]?"
_EMOJI = (
    "[\U0001f1e6-\U0001f1ff]{1,2}|[0-9#*]\ufe0f?\u20e3|[©®™‼⁉ℹ↔-↙↩↪]\ufe0f"
    f"|[{_BASE}]{_TONE}(?:[\U000e0020-\U000e007f]+)?(?:\u200d[{_BASE}]{_TONE})*"
)
"""Emoji sequences after Unicode Technical Standard 51, and all of the older blocks of signs (U+2600–U+27BF)."""
_MEASURES = frozenset("°℃℉×÷±−µΩΩ℧∅⌀‰′″№℮²³¹½¼¾⅓⅔⅛∞≤≥≈≠√∠⊥")
_PUNCTUATION = frozenset("†‡§¶•‣※⁂‽⁎⁑¦¬ˆ˜")
_CONTROLS = "".join(map(chr, (*range(9), 11, 12, *range(14, 32), 127)))
_FULLWIDTH = shape("[\uff01-\uff5e\uffe0-\uffe6\u3000]+")
_INVISIBLE = frozenset(
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff\ufff9\ufffa\ufffb\ufffc\ufffd"
)
_JOINERS = frozenset("\u200c\u200d")
_DIRECTIONS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

Span = tuple[int, int]


class Options(NamedTuple):
    forbidden: str = ""
    """The characters themselves."""
    classes: tuple[str, ...] = ()
    """emoji, symbol, control, line-break, tab, fullwidth, non-ascii."""
    allow: tuple[str, ...] = ()
    """Regular expressions that spare what they overlap."""
    brand_spares: bool = False
    """Whether characters inside the brand cell's own value are spared."""
    fix: str = "delete"
    """delete or none."""

    def fit(self) -> None:
        one_of("fix", self.fix, ("delete", "none"))
        for name in self.classes:
            one_of("classes", name, CLASSES)
        if not self.forbidden and not self.classes:
            raise ValueError('neither "forbidden" nor "classes" is given', "Add one of them under options.")


def wants(options: Options) -> Wants:
    ascii_only = "".join(char for char in options.forbidden if char.isascii())
    for name, chars in (("control", _CONTROLS), ("line-break", "\r\n"), ("tab", "\t")):
        ascii_only += chars if name in options.classes else ""
    return Wants(chars=ascii_only, non_ascii=not options.forbidden.isascii() or bool(set(options.classes) - {"tab"}))


def check(candidate: Candidate, rule: Rule, options: Options, reference: Reference) -> Iterator[Hit]:
    del reference
    for found in candidate.found:
        text = found.field.value
        places = list(_places(text, options))
        if places and (options.allow or options.brand_spares):
            spared = [match.span() for pattern in options.allow for match in compiled(pattern, rule.where).finditer(text)]
            if options.brand_spares:
                spared += _named(text, (cell.value for cell in candidate.listing.fields("brand")))
            places = [span for span in places if all(span[1] <= low or high <= span[0] for low, high in spared)]
        if not places:
            continue
        first = (places[0][0], _end_of_run(places))
        each = dict.fromkeys(text[slice(*span)] for span in places)
        words = {"matched": _shown(text[slice(*first)]), "count": len(places), "all": " ".join(map(_shown, each))}
        yield Hit(found.field, first, words, fixes=Later(_fixes, found.field, places, options) if options.fix == "delete" else ())


def _places(text: str, options: Options) -> Iterator[Span]:
    """Spans of what is not wanted, from left to right, never overlapping."""
    fine = _fine(options.forbidden, options.classes)
    odd = set(text) - fine
    fine.update(char for char in odd if not _may_matter(char, options))
    if odd <= fine:
        return
    sequences: list[Span] = []
    if "emoji" in options.classes and not text.isascii():
        sequences += [match.span() for match in _emoji().finditer(text)]
    classes = tuple(name for name in options.classes if name != "emoji")
    unwanted = {char for char in set(text) if char in options.forbidden or _is_of(char, classes)}
    if not unwanted and not sequences:
        return
    upto, number = 0, 0
    for at, char in enumerate(text):
        if number < len(sequences) and at == sequences[number][0]:
            yield sequences[number]
            upto, number = sequences[number][1], number + 1
        elif at >= upto and char in unwanted and not (char in _INVISIBLE and char not in options.forbidden and _is_needed(text, at)):
            pair = char == "\r" and text[at + 1 : at + 2] == "\n" and "line-break" in classes
            upto = at + 2 if pair else at + 1
            yield at, upto


@functools.cache
def _fine(forbidden: str, classes: tuple[str, ...]) -> set[str]:  # noqa: ARG001 -- the key
    """Characters met so far that can be no fault under these options: most cells hold no other."""
    return set()


def _may_matter(char: str, options: Options) -> bool:
    if char in options.forbidden or _is_of(char, tuple(name for name in options.classes if name != "emoji")):
        return True
    return (
        "emoji" in options.classes and not char.isascii() and not char.isalnum() and unicodedata.category(char)[0] not in "PZ"
    ) or char in "‼⁉\u20e3\u3030\u303d\ufe0f"


@functools.lru_cache(8192)
def _is_of(char: str, classes: tuple[str, ...]) -> bool:
    category = unicodedata.category(char)
    return any(
        (
            "non-ascii" in classes and not char.isascii(),
            "symbol" in classes and _is_symbol(char, category),
            "control" in classes
            and (char in _INVISIBLE or category in {"Cs", "Co", "Cn"} or (category == "Cc" and char not in "\t\n\r\x85")),
            "line-break" in classes and char in "\n\r\x85\u2028\u2029",
            "tab" in classes and char == "\t",
            "fullwidth" in classes and bool(_FULLWIDTH().match(char)),
        )
    )


def _is_symbol(char: str, category: str) -> bool:
    if char.isascii() or char in _MEASURES or "\u3300" <= char <= "\u33ff" or "\u3200" <= char <= "\u32ff" or _FULLWIDTH().match(char):
        return False
    return category in {"So", "Sc", "Sm"} or char in _PUNCTUATION


@functools.lru_cache(1)
def _emoji() -> re.Pattern[str]:
    return re.compile(_EMOJI)


def _is_needed(text: str, at: int) -> bool:
    """Whether an invisible character does its work here: joining or parting letters, marking direction."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] in _JOINERS:
        if text[at] == "\u200d" and any("\u2190" <= char <= "\U0001faff" and not char.isalpha() for char in before + after):
            return True  # inside an emoji; the class `emoji` takes the whole of it
        return any(_is_complex(char) for char in (before, after))
    return text[at] in _DIRECTIONS and any("\u0590" <= char <= "\u08ff" or "\ufb1d" <= char <= "\ufdff" for char in text)


def _is_complex(char: str) -> bool:
    return "\u0600" <= char <= "\u08ff" or "\u0900" <= char <= "\u0dff" or "\u1000" <= char <= "\u109f" or "\u1780" <= char <= "\u17ff"


def _named(text: str, brands: Iterable[str]) -> Iterator[Span]:
    """Where a brand's value stands, case ignored."""
    for brand in brands:
        for match in re.finditer(re.escape(brand.strip()), text, re.IGNORECASE):
            yield match.span()


def _end_of_run(places: list[Span]) -> int:
    end = places[0][1]
    for start, stop in places[1:]:
        if start != end:
            break
        end = stop
    return end


def _shown(text: str) -> str:
    """`text` with what cannot be seen named by its number."""
    return "".join(f"U+{ord(char):04X}" if char.isspace() or unicodedata.category(char)[0] == "C" else char for char in text)


def _fixes(field: Field, places: list[Span], options: Options) -> tuple[Fix, ...]:
    text = field.value
    edits: list[tuple[Span, str]] = []
    safe = True
    pounds = False
    decoration: list[Span] = []
    for start, end in places:
        char = text[start]
        if char == "\ufffd":
            return ()  # NOTE: a letter was lost before the file reached us; nobody can tell which
        if char in "\t\n\r\v\f\x85\u2028\u2029":
            apart = (
                not text[:start] or not text[end:] or text[start - 1].isspace() or (text[end].isspace() and (end, end + 1) not in places)
            )
            edits.append(((start, end), "" if apart else " "))
        elif char in _INVISIBLE or unicodedata.category(char)[0] == "C":
            # Between blanks, or at an end of the text, one of the blanks goes too.
            lone = not text[:start] or text[start - 1] == " "
            if lone and text[end : end + 1] == " ":
                end += 1  # noqa: PLW2901
            elif lone and end == len(text) and start:
                start -= 1  # noqa: PLW2901
            edits.append(((start, end), ""))
        elif _FULLWIDTH().match(char) and (narrow := unicodedata.normalize("NFKC", char)) not in options.forbidden:
            edits.append(((start, end), narrow))
        else:
            safe = False
            pounds = pounds or (char == "#" and text[start - 1 : start].isdigit())
            pounds = pounds or (char in "$€£¥￥" and (text[start - 1 : start].isdigit() or text[end : end + 1].isdigit()))
            decoration.append((start, end))
    return (
        Fix(
            "Delete the characters",
            "safe" if safe else "advice" if pounds else "review",
            tuple(Edit(field, *edit) for edit in _joined(text, edits, decoration)),
        ),
    )


def _joined(text: str, edits: list[tuple[Span, str]], decoration: list[Span]) -> list[tuple[Span, str]]:
    taken = [(span, _apart(text, span, new)) for span, new in wording.removals(text, _runs(decoration))]
    return sorted(taken + [(span, new) for span, new in edits if all(span[1] <= low or high <= span[0] for (low, high), _ in taken)])


def _apart(text: str, span: Span, new: str) -> str:
    """A blank where a sign parted two words and nothing else does: `Refractor▪#146`."""
    before, after = text[span[0] - 1 : span[0]], text[span[1] : span[1] + 1]
    parts = (
        not new
        and before.strip()
        and after.strip()
        and after not in ".,;:!?)]}%\"'"
        and before not in "([{\"'"
        and not wording.is_unspaced(before)
    )
    return " " if parts else new


def _runs(spans: list[Span]) -> list[Span]:
    runs: list[Span] = []
    for start, end in spans:
        if runs and runs[-1][1] == start:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs
