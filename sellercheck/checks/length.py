"""A text is longer, or shorter, than the platform takes.

Why it matters: a text over the limit is refused at the upload or cut off in the middle of a word; search terms over
Amazon's limit of bytes are not indexed at all.

Flagged, with `max: 20`: "Summer dress for women and girls". Not flagged: "Summer dress".

Options:
- `max`, `min`: the most and the least allowed; blanks at both ends do not count.
- `unit`: `characters` (default; code points, so an emoji may count several), `bytes` (UTF-8), `bytes-without-spaces`
  (UTF-8, blanks and punctuation left out, as Amazon counts search terms), `width` (full-width characters count two),
  `words` (a Chinese or Japanese character is one).
- `columns`: headings of the columns looked at, where only some columns of a field have the limit, such as the
  subtitle among the bullets; left out: all.
- `below`: nothing is said of texts longer than this, which another rule of the pack tells of.
- `only-with`: words one of which must stand in the listing's title or category, for a limit of some goods only.

A cell of bullets that holds a JSON list is measured bullet by bullet.

Fix: a title is cut behind its last whole part within the limit (a comma, a bracket, a dash) where the
goods are still named, search terms are written once each, as many as fit: both to be reviewed. Else advice: it shows where the last
whole word within the limit ends.
"""

from __future__ import annotations

import functools
import json
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from sellercheck import wording
from sellercheck.checks import Candidate, Hit, Reference, Wants, one_of
from sellercheck.columns.headings import fold as heading
from sellercheck.finding import Edit, Fix, Later
from sellercheck.listing import Field
from sellercheck.patterns import shape
from sellercheck.rules.pack import Rule
from sellercheck.text import fold, is_solo, key
from sellercheck.vocabulary import vocabulary

UNITS = ("characters", "bytes", "bytes-without-spaces", "width", "words")
WORDS = frozenset({"length", "max", "min", "unit", "over"})
ALIKE = True
BLANKS = " \t\n\r\v\f\x1c\x1d\x1e\x1f"
"""Of ASCII."""
KEPT = 0.5
"""Share of the limit that must remain of a title that is cut."""
_RUN = shape(r"\S+")
_BORDER = shape(r"\s*(?:[,;|，；、。｜(\[（【]|(?<=\s)[-–—](?=\s)|\.(?=\s))")
_LISTS = shape(r"(?i)[\s,;|–—-]*(?:fits?|suitable|ideal|compatible|perfect|great|works?|includes?|attracts?|for|with)\b")
_LEADS_ON = shape(
    r"(?i)[\s,;|/&+–—-]+(?:(?:a|an|the|and|or|of|for|with|without|by|from|in|on|at|to|as|your|our|plus|de|del|la|el|los|las|y|e|o|da|do|com|con|para|por|"
    r"und|für|mit|et|pour|avec|di|per|dan|untuk|dengan|yang|cho|và)[\s,;|/&+–—-]*)?$"
)
"""What a cut title must not end with: separators, and words that lead on to more."""


class Options(NamedTuple):
    max: int | None = None
    """Most units allowed."""
    min: int | None = None
    """Least units allowed; a blank cell is the business of required-field."""
    unit: str = "characters"
    """characters, bytes, bytes-without-spaces, width or words."""
    columns: tuple[str, ...] = ()
    """Headings of the columns looked at, compared as sheets' headings are; empty: all."""
    below: int | None = None
    """Units beyond which another rule tells of the text."""
    only_with: tuple[str, ...] = ()
    """Words one of which must stand in the listing's title or category; empty: no matter what goods."""

    def fit(self) -> None:
        one_of("unit", self.unit, UNITS)
        if self.max is None and self.min is None:
            raise ValueError('neither "max" nor "min" is given', "Add one of them under options.")


def wants(options: Options) -> Wants:
    least, most = options.min, options.max
    exact = options.unit in {"characters", "bytes", "width"}  # a unit never counts less than one per character
    words = options.unit == "words" and most is not None
    return Wants(
        longer=most if options.unit == "characters" else most // 2 if options.unit == "width" and most is not None else None,
        counts=((BLANKS, most),) if words and most else (),  # between so many words and one more
        non_ascii=words,  # other blanks, and characters that are words of their own
        longer_bytes=most if options.unit in {"bytes", "bytes-without-spaces"} else None,
        shorter=least if exact else None,
        every=(least is not None and not exact) or (words and not most),
    )


def check(candidate: Candidate, rule: Rule, options: Options, reference: Reference) -> Iterator[Hit]:  # noqa: ARG001 -- the protocol
    columns = {heading(name) for name in options.columns} if options.columns else ()
    for found in candidate.found:
        if columns and heading(found.field.column.header) not in columns:
            continue
        if found.field.name == "bullets" and found.field.value.lstrip()[:1] == "[" and (bullets := _bullets(found.field.value)):
            yield from _of_bullets(found.field, bullets, options)
            continue
        start, end = wording.trimmed(found.field.value, (0, len(found.field.value)))
        text = found.field.value[start:end]
        length = measure(text, options.unit)
        words = {"length": length, "max": options.max, "min": options.min, "unit": options.unit}
        if options.below is not None and length > options.below:
            continue
        if options.max is not None and length > options.max:
            if options.only_with and not _says_one_of(options.only_with, candidate):
                continue
            most = _fitting(text, options)
            fixes = Later(_shorter, found.field, text, (start, end), most, options)
            yield Hit(found.field, (start + most, end), words | {"over": length - options.max}, fixes=fixes)
        elif options.min is not None and length < options.min:
            yield Hit(found.field, None, words | {"over": options.min - length})


def _says_one_of(words: tuple[str, ...], candidate: Candidate) -> bool:
    said = {wording.singular(word) for name in ("title", "category") for word, _ in wording.words(candidate.listing.first(name))}
    return any(parts <= said for parts in _parts(words))


@functools.lru_cache(64)
def _parts(words: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    """The words of each, in the singular."""
    return tuple([frozenset(map(wording.singular, word.split())) for word in words])


def _bullets(value: str) -> list[tuple[tuple[int, int], str]]:
    """The bullets of a JSON list, with where each stands in the cell; none where it is another kind of cell."""
    try:
        texts = json.loads(value)
    except ValueError:
        return []
    spans = [span for span in wording.listed(value, "") if value[slice(*span)].strip()]
    said = [text.strip() for text in texts if isinstance(text, str) and text.strip()] if isinstance(texts, list) else []
    return list(zip(spans, said, strict=True)) if len(spans) == len(said) else []


def _of_bullets(field: Field, bullets: list[tuple[tuple[int, int], str]], options: Options) -> Iterator[Hit]:
    for (start, end), text in bullets:
        length = measure(text, options.unit)
        words = {"length": length, "max": options.max, "min": options.min, "unit": options.unit}
        if options.max is not None and length > options.max:
            most = _fitting(text, options)
            plain = field.value[start:end] == text  # an escaped sign is one character of the bullet, and six of the cell
            span = (start + most, end) if plain else (start, end)
            fixes = Later(_shorter, field, text, (start, end), most, options) if plain else ()
            yield Hit(field, span, words | {"over": length - options.max}, fixes=fixes)
        elif options.min is not None and length < options.min:
            yield Hit(field, (start, end), words | {"over": options.min - length})


def _shorter(field: Field, text: str, span: tuple[int, int], most: int, options: Options) -> tuple[Fix, ...]:
    """Search terms without what stands twice, a title without its last parts, any other text cut behind a whole word."""
    start, end = span
    if field.name == "keywords" and (fewer := _fewer_terms(text, options)):
        return (Fix("Leave out terms that stand twice, and the last ones", "review", (Edit(field, span, fewer),)),)
    if field.name == "title" and (at := _last_part(text, most)):
        return (Fix("Cut behind the last whole part within the limit", "review", (Edit(field, (start + at, end), ""),)),)
    return (Fix("Cut after the last whole word within the limit", "advice", (Edit(field, (start + wording.cut(text, most), end), ""),)),)


def _fewer_terms(text: str, options: Options) -> str:
    """The search terms, each once, as many as fit; nothing where a single one is too long."""
    sign = next((sign for sign in ("; ", ";", ", ", ",", "，", "|") if sign in text), " ")
    terms = [term for part in text.split(sign.strip() or None) if (term := part.strip())]
    kept: list[str] = []
    known: set[str] = set()
    for term in terms:
        same = key(term)
        if same in known:
            continue
        if measure(sign.join((*kept, term)), options.unit) > (options.max or 0):
            break
        known.add(same)
        kept.append(term)
    return sign.join(kept)


def _last_part(text: str, most: int) -> int:
    """Where the title's last whole part within `most` characters ends: at a comma, dash, bracket or full stop.

    0 where that would leave less than half, or the only word for the goods stands behind it.
    """
    borders = [
        match.start()
        for match in _BORDER().finditer(text, 0, most + 1)
        if _is_balanced(text[: match.start()]) and not _is_among_numbers(text, *match.span())
    ]
    at = borders[-1] if borders else 0
    if len(borders) > 1 and _LISTS().match(text, borders[-2]):
        at = borders[-2]  # half a list of what it fits says less than none
    while at > most * KEPT and (match := _LEADS_ON().search(text, 0, at)):
        at = match.start()
    if at <= most * KEPT:
        return 0
    known, kept = vocabulary(), {wording.singular(word) for word, _ in wording.words(text[:at])}
    behind = [word for word, _ in wording.words(text[at:])]
    goods = {
        wording.singular(word)
        for word in (behind[-1:] if kept & _goods_of(kept) else behind)
        if known.words.get(fold(word), 0) & known.goods
    }
    return at if goods <= kept else 0


def _is_among_numbers(text: str, start: int, end: int) -> bool:
    """Whether the border parts two numbers of a list, such as the models that goods fit: half of it says less than none."""
    return text[start:end].strip() in {",", "，", "、"} and text[start - 1 : start].isdigit() and text[end:].lstrip()[:1].isdigit()


def _goods_of(words: set[str]) -> set[str]:
    known = vocabulary()
    return {word for word in words if known.words.get(word, 0) & known.goods}


def _is_balanced(text: str) -> bool:
    return all(text.count(opening) <= text.count(closing) for opening, closing in ("()", "[]", "【】", "（）")) and text.count('"') % 2 == 0


def measure(text: str, unit: str) -> int:
    """How long `text` is in `unit`."""
    if unit == "characters":
        return len(text)
    if unit == "words":
        return sum(1 for _ in _word_ends(text))
    if text.isascii() and unit != "bytes-without-spaces":
        return len(text)
    if unit == "bytes":
        return len(text.encode("utf-8", "surrogatepass"))
    return sum(_weight(char, unit) for char in text)


def _weight(char: str, unit: str) -> int:
    if unit == "characters":
        return 1
    if unit == "width":
        return 2 if unicodedata.east_asian_width(char) in "WF" else 1
    if unit == "bytes-without-spaces" and unicodedata.category(char)[0] in "PZC":
        return 0
    return len(char.encode("utf-8", "surrogatepass"))


def _word_ends(text: str) -> Iterator[int]:
    if text.isascii():
        yield from [match.end() for match in _RUN().finditer(text)]
        return
    inside = False
    for at, char in enumerate(text):
        alone = not char.isascii() and is_solo(char)
        if inside and (char.isspace() or alone):
            yield at
        if alone and char.isalnum():
            yield at + 1
        inside = not char.isspace() and not alone
    if inside:
        yield len(text)


def _fitting(text: str, options: Options) -> int:
    """Most characters of `text` that stay within the limit."""
    most = options.max or 0
    if options.unit == "words":
        for number, at in enumerate(_word_ends(text), 1):
            if number >= most:
                return at if most else 0
        return len(text)
    if options.unit == "characters" or (text.isascii() and options.unit != "bytes-without-spaces"):
        return min(most, len(text))
    total = 0
    for at, char in enumerate(text):
        total += _weight(char, options.unit)
        if total > most:
            return at
    return len(text)
