"""What the lists hand over: marks with their spellings, free words, cues and goods terms."""

from __future__ import annotations

from typing import NamedTuple

from sellercheck.mark import Mark


class Spelling(NamedTuple):
    """One way to write a mark."""

    text: str
    kind: str
    """name, alias, abbreviation or misspelling."""
    ambiguous: bool
    """Also another thing: alone it is no sign of the mark."""


class MarkEntry(NamedTuple):
    """A mark as a list gives it, with everything that leads to it."""

    mark: Mark
    spellings: tuple[Spelling, ...]
    """The name first."""
    common: str = "no"
    """yes: an ordinary word; phrase: several ordinary words; short: one or two characters; no: distinctive."""
    sources: tuple[str, ...] = ()
    """Ids of the catalogue's sources; `curated` alone means: from general knowledge, not verified."""
    verified: bool = False
    """Somebody read the source's text for this very mark."""
    severity: str | None = None
    """What the seller's own list asks for: info, low, medium or high."""
    note: str = ""


class GenericWord(NamedTuple):
    """A former or supposed mark that is free to use as a word, at least where the list was made."""

    text: str
    safe_words: tuple[str, ...]
    note: str


class Cue(NamedTuple):
    """Wording for a copy, an imitation or a claim to be genuine."""

    term: str
    lang: str
    """ISO 639-1."""
    severity: str
    kind: str
    """counterfeit, imitation or authenticity."""
    needs_brand: bool
    """Says little unless the listing names a brand."""
    beside: bool
    """Says little unless the brand stands beside it."""
    unless: tuple[str, ...]
    """Phrases in which the term says nothing of the kind."""
    source: str
    note: str


class GoodsTerm(NamedTuple):
    """A name of goods with its Nice classes (1–34)."""

    term: str
    lang: str
    """ISO 639-1."""
    nice_classes: frozenset[int]
