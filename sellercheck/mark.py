"""Marks and what lists say about them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

KINDS = (
    "brand",
    "product-line",
    "character",
    "franchise",
    "celebrity",
    "club",
    "league",
    "certification",
    "material",
    "genericised",
    "university",
)
"""What a mark names. A celebrity is a prompt to check publicity rights, not a trademark claim."""


class Mark(NamedTuple):
    """A name that belongs to somebody, as a list gives it."""

    text: str
    """The name as its owner writes it."""
    kind: str
    """One of `KINDS`."""
    list: str
    """Name of the list it comes from."""
    owner: str | None = None
    """As the list says; never checked against a register unless `number` is set."""
    nice_classes: frozenset[int] = frozenset()
    """Nice classes 1–45; empty means not known."""
    parent: str | None = None
    """The mark this one is a line, alias or part of: Air Max → Nike."""
    ambiguous: bool = False
    """Also an everyday word, a first name, a place or another thing: alone it is no sign of the mark."""
    context: frozenset[str] = frozenset()
    """Words that, near an ambiguous name, speak for the mark."""
    safe_words: tuple[str, ...] = ()
    """For genericised marks: the plain words to write instead."""
    territory: str | None = None
    """WIPO ST.3 code of the register, None for a list that is no register."""
    status: str | None = None
    """registered, pending, ended or unknown; None for a list that is no register."""
    number: str | None = None


@lru_cache(4096)
def class_numbers(bits: int) -> frozenset[int]:
    """Nice classes of a bit mask: bit 1 is class 1."""
    return frozenset(number for number in range(1, 46) if bits >> number & 1)


class Restriction(NamedTuple):
    """What a platform, or a source about it, says about a brand."""

    brand: str
    platform: str
    claim: str
    """In the source's words: approval required, gated, takedowns reported."""
    category: str
    source: str
    source_date: str
    confidence: str
    """high: platform or rights owner; medium: trade article; low: a seller's tool, a hint and no fact."""


class Case(NamedTuple):
    """A court case or opposition that a source reports for a mark: a sign that its owner acts."""

    brand: str
    plaintiff: str
    court: str
    number: str
    date: str
    source: str
    url: str


class ListInfo(NamedTuple):
    """Where a list comes from and how old it is."""

    name: str
    title: str
    publisher: str
    url: str
    licence: str
    retrieved: date
    entries: int
    sha256: str
    min_entries: int = 1
    origin: str = "bundled"
    """bundled with the package, updated, own (the seller's) or register (in bulk)."""
    stale_days: int | None = 90
    """From this age on a report warns; None: the list does not age (ONLINE-LISTS, section 3.5)."""

    def age_days(self, today: date) -> int:
        """Days since `retrieved`; never negative, whatever the clock says."""
        return max(0, (today - self.retrieved).days)

    def is_stale(self, today: date) -> bool:
        return self.stale_days is not None and self.age_days(today) >= self.stale_days


BASES = ("own", "licence", "reseller", "invoice", "compatible-only")
"""On what a seller's right rests: an own mark, a licence or letter of authorisation, the owner's or a distributor's leave
to resell, a supplier's invoice for genuine goods; the last says that only “for NAME” is meant, and no right is claimed."""


class Authorisation(NamedTuple):
    """A right that the seller says to hold. Nobody here has read the document."""

    mark: str
    basis: str
    """One of `BASES`."""
    where: str
    """The row it stands in, as messages name it."""
    owner: str = ""
    registration_no: str = ""
    territories: frozenset[str] = frozenset()
    """Two letters each, the European Union taken apart into its members; empty: everywhere."""
    platforms: frozenset[str] = frozenset()
    """Names of rule packs; empty: all."""
    nice_classes: frozenset[int] = frozenset()
    """Nice classes 1–45 of the goods; empty: all."""
    skus: tuple[str, ...] = ()
    """Patterns over the listing's SKU, in small letters, with `*`, `?` and `[…]`; empty: all listings."""
    valid_from: date | None = None
    """The first day. Of an invoice its date."""
    valid_to: date | None = None
    """The last day, which counts to its end; None: no end is named."""
    document: str = ""
    """Name of the file or number of the letter."""
    document_sha256: str = ""
    contact: str = ""
    note: str = ""

    @property
    def name(self) -> str:
        """What reports call it: the document, or where it stands."""
        return self.document or self.where
