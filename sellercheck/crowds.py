"""Names that a text holds only to be found: `Crowds`.

What shoppers type, row upon row of names, and what stands behind a heading such as "Tags:".
"""

from __future__ import annotations

import numpy as np

from sellercheck.arrays import Array, distinct
from sellercheck.names import NOTHING
from sellercheck.patterns import shape
from sellercheck.reading import READ, Texts
from sellercheck.scene import MANY, Rows

SEARCHED, SEVERAL_SEARCHES = 9, 2
"""Most words of what a shopper types in, and so many such phrases in a text are no accident."""
SEVERAL_NAMES = 4
"""So many different names side by side are a row."""
RUN_ON, LINKED = 8, 2
"""Names with at most so many words between them, fewer than `LINKED` of them such as make sentences, run on."""
SEVERAL_OWNERS = 4
"""Names of so many owners that run on are listed to be found."""
_ENGLISH = frozenset(
    ("a", "an", "and", "are", "as", "at", "be", "but", "by", "can", "for", "from", "has", "have", "in", "is", "it", "its", "like", "not", "of", "on", "or", "our",
     "than", "that", "the", "this", "to", "was", "we", "will", "with", "you", "your")
)  # fmt: skip
"""Words of sentences."""
_PHRASE = shape(r"[^.\n!?;•|]+")
_LISTED = shape(
    r"(?i)\b(?:check (?:out )?(?:my|our) (?:other )?(?:store|shop|page|closet|listings|items)\b[^.:!?\n]{0,16}\bfor\b:?|"
    r"(?:hash)?tags ?:|(?:search ?|key ?)(?:words?|terms?|tags?) ?:|search(?:es)? ?:|ignore(?: tags)? ?:)[^\n.!?]*"
)
"""A heading after which a seller puts what shoppers type, and what stands there."""


class Crowds:
    """The names of some texts, to be asked which stand there to be found."""

    def __init__(self, texts: Texts, rows: Rows, marks: Array, place: Array, after: Array) -> None:
        """`marks`, and `place` and `after`, the numbers of its first word and of the one behind it: a column each, beside `rows`."""
        self._texts, self._rows, self._marks, self._place, self._after = texts, rows, marks, place, after
        self._searches: dict[int, list[tuple[int, int]]] = {}
        """Text → where what looks like search words begins and ends."""
        self._lists: dict[int, list[tuple[int, int]]] = {}
        """Text → where what stands behind a heading begins and ends."""

    def in_a_row(self) -> Array:
        """Whether so many names stand side by side that no goods can be of all of them: "Topps Doncic Jordan Lakers MLB Jeter"."""
        apart = np.flatnonzero(self._rows.outer == NOTHING)
        text, gap = self._rows.text[apart], self._place[apart[1:]] - self._after[apart[:-1]]
        run = np.cumsum(np.append(0, (text[1:] != text[:-1]) | (gap < 0) | (gap > 1)))
        named = distinct(run * MANY + self._marks[apart]) // MANY
        in_a_row = np.zeros(len(self._marks), bool)
        in_a_row[apart] = np.bincount(named, minlength=len(apart))[run] >= SEVERAL_NAMES
        return in_a_row

    def run_on(self, sure: Array, houses: Array) -> Array:
        """Whether the names of so many owners follow each other in words that make no sentence: "Naruto demon cars Disney NES sega movies Xbox"."""
        out = np.zeros(len(sure), bool)
        several = np.bincount(self._rows.text[sure], minlength=len(self._texts.values)) >= SEVERAL_OWNERS
        at = np.flatnonzero((self._rows.outer == NOTHING) & several[self._rows.text])
        if not len(at):
            return out
        at = at[np.argsort(self._place[at], kind="stable")]
        known, words = self._texts.known, self._texts.words
        linked = np.concatenate(([0], np.cumsum(np.fromiter(map(_ENGLISH.__contains__, words), bool, len(words)))))
        fits = np.concatenate(([0], np.cumsum(self._texts.closes & known.before != 0)))
        ends, begins = self._after[at[:-1]], self._place[at[1:]]
        breaks = (self._rows.text[at[1:]] != self._rows.text[at[:-1]]) | (begins - ends > RUN_ON)
        breaks |= (linked[begins] - linked[ends] >= LINKED) | (fits[begins] > fits[ends])
        run = np.cumsum(np.append(0, breaks))
        named = distinct((run * MANY + houses[at])[sure[at]]) // MANY
        out[at] = np.bincount(named, minlength=len(at))[run] >= SEVERAL_OWNERS
        return out

    def is_listed(self, row: int) -> bool:
        """Whether the name stands behind a heading such as "Tags:"."""
        text, start = int(self._rows.text[row]), int(self._rows.start[row])
        if text not in self._lists:
            self._lists[text] = [match.span() for match in _LISTED().finditer(self._texts.values[text])]
        return any(first <= start < last for first, last in self._lists[text])

    def is_sought(self, row: int) -> bool:
        """Whether the name stands among what shoppers type: a few words, a full stop, a few other words."""
        text = int(self._rows.text[row])
        if text not in self._searches:
            self._searches[text] = _search_words(self._texts.values[text])
        start = int(self._rows.start[row])
        return any(first <= start < last for first, last in self._searches[text])


def _search_words(value: str) -> list[tuple[int, int]]:
    """Where a text puts phrases that shoppers type in for sentences: "laptop murah baru gaming. oppo a18 terbaru. hp second"; none where only one is so."""
    phrases = [(match.span(), match.group()) for match in _PHRASE().finditer(value[:READ])]
    short = [(span, phrase) for span, phrase in phrases if not {":", ","} & set(phrase) and 0 < len(phrase.split()) <= SEARCHED]
    typed = [
        span
        for span, phrase in short
        if phrase.islower() and phrase.isascii() and " " in phrase.strip() and _ENGLISH.isdisjoint(phrase.split())
    ]
    if len(typed) < SEVERAL_SEARCHES:
        return []
    first, last = typed[0][0], typed[-1][1]
    return [span for span, phrase in short if first <= span[0] and span[1] <= last and _ENGLISH.isdisjoint(phrase.lower().split())]
