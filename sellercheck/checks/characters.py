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
from sellercheck.messages import Text
from sellercheck.rules.pack import Rule
from sellercheck.signs import BASE, CLASSES, FULLWIDTH, INVISIBLE, bits, kinds

WORDS = frozenset({"matched", "count", "all"})
ALIKE = True
_TONE = "[\ufe0e\ufe0f]?[\U0001f3fb-\U0001f3ff]?"
_EMOJI = (
    "[\U0001f1e6-\U0001f1ff]{1,2}|[0-9#*]\ufe0f?\u20e3|[©®™‼⁉ℹ↔-↙↩↪]\ufe0f"
    f"|[{BASE}]{_TONE}(?:[\U000e0020-\U000e007f]+)?(?:\u200d[{BASE}]{_TONE})*"
)
"""Emoji sequences after Unicode Technical Standard 51."""
_CONTROLS = "".join(map(chr, (*range(9), 11, 12, *range(14, 32), 127)))
_JOINERS = frozenset("\u200c\u200d")
_DIRECTIONS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

LOST = Text("“�” stands where letters were lost ({count} in all).", "有 {count} 处字符丢失，显示为“�”。")
PUT_BACK = Text(
    "Write the letter anew; save the sheet as UTF-8, so that none is lost.", "请补写丢失的字符，并将表格另存为 UTF-8 以免再次丢失。"
)

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
    chars = options.forbidden
    for name, plain in (("control", _CONTROLS), ("line-break", "\r\n"), ("tab", "\t")):
        chars += plain if name in options.classes else ""
    return Wants(chars=chars, classes=options.classes)


def check(candidate: Candidate, rule: Rule, options: Options, reference: Reference) -> Iterator[Hit]:
    del reference
    for found in candidate.found:
        text = found.field.value
        places = list(_places(text, options))
        if places and options.brand_spares:
            places = _unspared(places, _named(text, (cell.value for cell in candidate.listing.fields("brand"))))
        for pattern in options.allow:
            if not places:
                break
            places = _unspared(places, [match.span() for match in compiled(pattern, rule.where).finditer(text)])
        if not places:
            continue
        first = (places[0][0], _end_of_run(places))
        each = dict.fromkeys(text[slice(*span)] for span in places)
        words = {"matched": _shown(text[slice(*first)]), "count": len(places), "all": " ".join(map(_shown, each))}
        fixes = Later(_fixes, found.field, places, options) if options.fix == "delete" else ()
        if "control" in options.classes and not "".join(each).strip("\ufffd"):
            yield Hit(found.field, first, words, message=LOST, remedy=PUT_BACK, fixes=fixes)
        else:
            yield Hit(found.field, first, words, fixes=fixes)


def _places(text: str, options: Options) -> Iterator[Span]:
    """Spans of what is not wanted, from left to right, never overlapping."""
    sequences: list[Span] = []
    if "emoji" in options.classes and not text.isascii():
        sequences += [match.span() for match in _emoji().finditer(text)]
    classes = tuple([name for name in options.classes if name != "emoji"])
    chars = set(text)
    unwanted = chars.intersection(options.forbidden)
    if of := bits(classes):
        unwanted.update([char for char in chars if kinds(char) & of])
    singly = [(at, 0) for char in unwanted for at in _everywhere(text, char)]
    upto = 0
    for at, end in sorted((*sequences, *singly), key=lambda place: (place[0], -place[1])):
        if end:
            yield at, end
            upto = end
        elif at >= upto and not (text[at] in INVISIBLE and text[at] not in options.forbidden and _is_needed(text, at)):
            pair = text[at : at + 2] == "\r\n" and "line-break" in classes
            upto = at + 2 if pair else at + 1
            yield at, upto


def _everywhere(text: str, char: str) -> Iterator[int]:
    at = text.find(char)
    while at >= 0:
        yield at
        at = text.find(char, at + 1)


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


def _unspared(places: list[Span], spared: list[Span]) -> list[Span]:
    return [span for span in places if all(span[1] <= low or high <= span[0] for low, high in spared)] if spared else places


def _named(text: str, brands: Iterable[str]) -> list[Span]:
    """Where a brand's value stands, case ignored."""
    return [match.span() for brand in brands for match in re.finditer(re.escape(brand.strip()), text, re.IGNORECASE)]


def _end_of_run(places: list[Span]) -> int:
    end = places[0][1]
    for start, stop in places[1:]:
        if start != end:
            break
        end = stop
    return end


def _shown(text: str) -> str:
    """`text` with what cannot be seen named by its number, but for what joins the parts of one emoji."""
    inside = {at for match in _emoji().finditer(text) for at in range(match.start() + 1, match.end())}
    return "".join(
        f"U+{ord(char):04X}" if at not in inside and (char.isspace() or unicodedata.category(char)[0] == "C") else char
        for at, char in enumerate(text)
    )


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
        elif char in INVISIBLE or unicodedata.category(char)[0] == "C":
            # Between blanks, or at an end of the text, one of the blanks goes too.
            lone = not text[:start] or text[start - 1] == " "
            if lone and text[end : end + 1] == " ":
                end += 1  # noqa: PLW2901
            elif lone and end == len(text) and start:
                start -= 1  # noqa: PLW2901
            edits.append(((start, end), ""))
        elif FULLWIDTH().match(char) and (narrow := unicodedata.normalize("NFKC", char)) not in options.forbidden:
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
