"""A risk in one cell: `Finding`, with its evidence and suggested edits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import IntEnum, StrEnum
from typing import Any, NamedTuple, overload

from sellercheck.listing import Field, Listing, Location
from sellercheck.mark import Mark


class Severity(IntEnum):
    """How much trouble a platform makes of it. The order is meaning."""

    INFO = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3

    def __str__(self) -> str:
        return self.name.lower()


class Confidence(IntEnum):
    """How sure we are that the text is what we take it for. Independent of severity."""

    LOW = 0
    MEDIUM = 1
    HIGH = 2

    def __str__(self) -> str:
        return self.name.lower()


class Use(StrEnum):
    """What a mention of a mark does in the listing."""

    BRAND_GOODS = "brand-goods"
    COMPATIBILITY = "compatibility"
    THEME = "theme"
    IMITATION = "imitation"
    DISGUISED = "disguised"
    GENERIC_WORD_USE = "generic-word-use"
    KEYWORD_STUFFING = "keyword-stuffing"
    REFERENCE = "reference"
    ORDINARY_WORD = "ordinary-word"


class Context(NamedTuple):
    """What decided the severity of a mention."""

    use: Use
    how: str
    """How the spelling matched: exact, case, accent, width, letters (lettered signs), homoglyph, zero-width, spaced, joined,
    parted (at a border of the name: Air Pods), split (elsewhere), plural, possessive, leetspeak, doubled, glued, typo."""
    class_overlap: str
    """Goods' Nice classes against the mark's: yes, no or unknown."""
    authorised: bool = False
    ordinary_word: bool = False
    features: Mapping[str, float] = {}
    """Name → contribution of everything that spoke for or against `use`."""


class Evidence(NamedTuple):
    """Why we say so."""

    kind: str
    """list, restriction, case, policy, registry, pattern, or authorisation: why one that names the mark does not cover it."""
    text: str
    source: str = ""
    retrieved: str = ""


class Edit(NamedTuple):
    """Replace `old`, which stands at `span` of the field's cell, by `new`."""

    field: Field
    span: tuple[int, int]
    """Code points of the original cell, half-open."""
    new: str

    @property
    def old(self) -> str:
        return self.field.value[self.span[0] : self.span[1]]


class Fix(NamedTuple):
    """Edits that belong together.

    `safe`: meaning stays and the rule is satisfied. `review`: right in most listings, a person should look.
    `advice`: shows a direction; the seller writes the text.
    """

    title: str
    applicability: str
    edits: tuple[Edit, ...]


class Later(Sequence[Fix]):
    """Fixes that are worked out when somebody first looks at them: a report shows few of those a long sheet's findings have.

    Equal to a tuple of the same fixes.
    """

    __slots__ = ("_fixes", "_work")

    def __init__(self, work: Callable[..., tuple[Fix, ...]], *given: Any) -> None:
        """`work(*given)` makes the fixes; it must be pure."""
        self._work: tuple[Callable[..., tuple[Fix, ...]], tuple[Any, ...]] | None = (work, given)
        self._fixes: tuple[Fix, ...] = ()

    def _all(self) -> tuple[Fix, ...]:
        if self._work is not None:
            work, given = self._work
            self._fixes, self._work = work(*given), None
        return self._fixes

    @overload
    def __getitem__(self, at: int) -> Fix: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Fix, ...]: ...
    def __getitem__(self, at: int | slice) -> Fix | tuple[Fix, ...]:
        return self._all()[at]

    def __iter__(self) -> Iterator[Fix]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __eq__(self, other: object) -> bool:
        return self._all() == (other._all() if isinstance(other, Later) else other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(self._all())

    def __reduce__(self) -> tuple[Callable[..., Sequence[Fix]], tuple[Any, ...]]:
        if self._work is None:
            return tuple, (self._fixes,)
        work, given = self._work
        return Later, (work, *given)


class Finding(NamedTuple):
    """One risk in one cell of one listing, for one platform."""

    id: str
    """16 hex digits; holds no row number, severity, list version or date, so it survives sorting and updates."""
    rule: str
    """`platform/name`."""
    check: str
    platform: str
    severity: Severity
    confidence: Confidence
    message: str
    remedy: str
    consequence: str
    source_url: str
    source_read: str
    listing: str
    field: Field | None
    """None when the risk is that something is missing."""
    at: Location
    span: tuple[int, int] | None
    """Code points of the original cell, half-open; None when the whole cell or its absence is meant."""
    mark: Mark | None = None
    context: Context | None = None
    evidence: tuple[Evidence, ...] = ()
    fixes: Sequence[Fix] = ()

    @property
    def text(self) -> str:
        """The letters found, as they stand in the cell; empty without a span."""
        return self.field.value[self.span[0] : self.span[1]] if self.field and self.span else ""


Examined = tuple[Listing, tuple[Finding, ...]]
"""A listing and what was found in it, in report order."""
