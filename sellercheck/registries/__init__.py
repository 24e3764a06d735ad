"""Official registers, asked live: one module per register.

The file's name is the register's name (`registries/euipo.py` is `--registry euipo`). A member provides

- a module docstring: what the register answers, where its credentials come from, and on what sources the client rests;
- `Client`: a `Register` (`registries/_register.py`) with `title`, `office`, `asks`, `keys`, `portal`, `sample`, `look_up(lookup)`
  and `look_up_all(lookups)`.

Two errors tell what to do next: `LookupFailed` (this question got no answer, others may) and `RegistryUnavailable` (stop
asking). A register that holds nothing under a name or number answers with no records; that is no error.

Only `Lookup.text` or `Lookup.number` leaves the machine, and only over HTTPS (plain HTTP goes to this machine alone). Base
addresses can be set by `SELLERCHECK_<NAME>_BASE`, for a sandbox or a proxy of one's own. Credentials come from the
environment or, where the package keyring is installed, from the system's keyring; they stand in no message, log line,
cache file or report.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sellercheck.registries._register import Register


REGISTER_STATUSES = ("registered", "pending", "ended", "unknown")
"""How a mark stands in an official register. A code or text that nobody knows is unknown, never ended."""


@dataclass(frozen=True, slots=True)
class RegistryRecord:
    """A mark as an official register gave it, on one day."""

    office: str
    """WIPO ST.3 code of the territory it covers: US, EM, AU, NZ, KR."""
    mark_text: str | None
    """None for a mark without words, or an answer that does not tell them."""
    application_number: str | None
    """Leading zeros kept."""
    registration_number: str | None
    status: str
    """One of `REGISTER_STATUSES`."""
    status_raw: str
    """The office's own code or text."""
    nice_classes: frozenset[int]
    """Nice classes 1–45 that are still claimed; empty means not told."""
    owners: tuple[str, ...]
    """The present owners; names only."""
    filing_date: date | None
    registration_date: date | None
    expiry_date: date | None
    mark_kind: str
    """word, figurative, shape, sound, other, or empty where the answer does not tell."""
    url: str
    """A page about it for people."""
    source: str
    """Who answered."""
    as_of: date
    """The day the register was asked."""

    @property
    def number(self) -> str:
        """The number to look it up by: of the registration, else of the application."""
        return self.registration_number or self.application_number or ""


@dataclass(frozen=True, slots=True)
class CourtCase:
    """A court case as a docket archive gave it. Sealed cases hide the marks they are about: a hint, never a proof."""

    name: str
    court: str
    number: str
    """The court's docket number."""
    filed: date | None
    ended: date | None
    """None while it is open, as far as the archive knows."""
    url: str
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Lookup:
    """One question to a register: a number, or the words of a mark. Nothing else of a listing ever stands here."""

    text: str = ""
    """The mark as a list writes it; empty when a number is asked for."""
    number: str = ""
    """An application, registration or serial number; for a docket archive the docket's id."""
    part: bool = False
    """Also marks that hold the words among others, where the register can search so."""

    def __str__(self) -> str:
        return self.number or f"“{self.text}”"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a register holds under a name or number."""

    as_of: date
    """The day it was asked."""
    records: tuple[RegistryRecord, ...] = ()
    cases: tuple[CourtCase, ...] = ()
    total: int | None = None
    """How many the register says it holds for this question; None where it does not say."""
    partial: bool = False
    """The register holds more than was read."""
    live_only: bool = False
    """Only registered and pending marks were asked for: nothing follows about ended ones."""


def open_register(name: str) -> Register:
    """The register of that name, ready to be asked; UsageError for an unknown one or one whose credentials are not set."""
    from sellercheck.families import load
    from sellercheck.registries._links import refuse_link_only

    refuse_link_only(name)
    client: type[Register] = load("registries", name).Client
    return client.from_credentials(name)


def with_credentials() -> tuple[str, ...]:
    """Registers whose credentials are all set here, sorted. Opens no connection."""
    from sellercheck.families import load, names
    from sellercheck.registries._credentials import values

    return tuple(name for name in names("registries") if values(load("registries", name).Client.keys) is not None)
