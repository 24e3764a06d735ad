"""A risk in one cell: `Finding`, with its evidence and suggested edits."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import IntEnum, StrEnum
from functools import lru_cache
from typing import Any, NamedTuple, overload

from sellercheck.listing import Field, Listing, Location
from sellercheck.mark import Mark
from sellercheck.messages import Text
from sellercheck.text import key


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


USES: dict[str, tuple[str, str]] = {
    "brand-goods": ("brand name in listings that are not shown to be the brand's", "使用了品牌名称，但未能表明商品属于该品牌"),
    "compatibility": ("named to say what the goods fit", "用于说明商品适配的产品"),
    "theme": ("named as pattern, character or theme of the goods", "作为商品的图案、角色或主题"),
    "imitation": ("named as what the goods resemble", "用于说明商品与之相似"),
    "disguised": ("written in a changed spelling", "以变形写法出现"),
    "generic-word-use": ("a mark used as the plain word for the goods", "将商标当作商品通用名称使用"),
    "keyword-stuffing": ("named among search words", "出现在搜索关键词中"),
    "reference": ("mentioned", "被提及"),
    "ordinary-word": ("also an everyday word", "同时也是日常用词"),
}
"""What a report calls each use, in English and Chinese."""

MEANT = frozenset({Use.BRAND_GOODS, Use.THEME})
"""Uses that nobody makes who does not mean the mark."""


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


class Grounds:
    """The rule behind a finding, as every finding of it names it.

    A run's findings of one rule share one object, so that findings are told apart by it without looking at a text.
    """

    __slots__ = ("check", "consequence", "language", "platform", "rule", "source_read", "source_url")

    def __init__(
        self, rule: str, check: str, platform: str, consequence: str, source_url: str, source_read: str, language: str = "en"
    ) -> None:  # fmt: skip
        self.rule, self.check, self.platform = rule, check, platform
        self.consequence, self.source_url, self.source_read = consequence, source_url, source_read
        self.language = language
        """Of the findings' texts."""


_shared = lru_cache(1 << 12)(Grounds)


class Finding:
    """One risk in one cell of one listing, for one platform. Never changed: `_replace` gives another.

    NOTE: a long sheet has hundreds of thousands, of which a report for people shows few: id, message and remedy are worked out
    whenever they are asked for, and what a rule says of all is kept once.
    """

    __slots__ = (
        "_message", "_remedy", "_words", "at", "confidence", "context", "evidence", "field", "fixes", "given", "grounds", "listing", "mark",
        "severity", "span",
    )  # fmt: skip
    _fields = (
        "id", "rule", "check", "platform", "severity", "confidence", "message", "remedy", "consequence", "source_url", "source_read",
        "listing", "field", "at", "span", "mark", "context", "evidence", "fixes",
    )  # fmt: skip

    grounds: Grounds
    given: str | int
    """The id where it need not be worked out: of whatever stands for other findings, and of all that a saved report holds. Else the
    finding's number, from 1, among those of the listing that rule, field, folded letters and mark do not tell apart."""
    severity: Severity
    confidence: Confidence
    listing: str
    field: Field | None
    """None when the risk is that something is missing."""
    at: Location
    span: tuple[int, int] | None
    """Code points of the original cell, half-open; None when the whole cell or its absence is meant."""
    mark: Mark | None
    context: Context | None
    evidence: tuple[Evidence, ...]
    fixes: Sequence[Fix]
    _message: str
    _remedy: str
    _words: Mapping[str, object] | None
    """For the braces of message and remedy; None when these stand as they are."""

    def __init__(
        self, id: str, rule: str, check: str, platform: str, severity: Severity, confidence: Confidence, message: str, remedy: str,  # noqa: A002 -- its name in every report
        consequence: str, source_url: str, source_read: str, listing: str, field: Field | None, at: Location, span: tuple[int, int] | None,
        mark: Mark | None = None, context: Context | None = None, evidence: tuple[Evidence, ...] = (), fixes: Sequence[Fix] = (),
    ) -> None:  # fmt: skip
        self.grounds = _shared(rule, check, platform, consequence, source_url, source_read)
        self.given, self._message, self._remedy, self._words = id, message, remedy, None
        self.severity, self.confidence, self.listing, self.field, self.at, self.span = severity, confidence, listing, field, at, span
        self.mark, self.context, self.evidence, self.fixes = mark, context, evidence, fixes

    @staticmethod
    def of(
        grounds: Grounds, id: str | int, message: str, remedy: str, words: Mapping[str, object] | None, severity: Severity,  # noqa: A002
        confidence: Confidence, listing: str, field: Field | None, at: Location, span: tuple[int, int] | None, mark: Mark | None,
        context: Context | None, evidence: tuple[Evidence, ...], fixes: Sequence[Fix],
    ) -> Finding:  # fmt: skip
        """A finding whose texts wait: `message` and `remedy` may hold braces for `words`, `id` may be a number as `given` tells."""
        made = object.__new__(Finding)
        made.grounds, made.given, made._message, made._remedy, made._words = grounds, id, message, remedy, words
        made.severity, made.confidence, made.listing, made.field, made.at, made.span = severity, confidence, listing, field, at, span
        made.mark, made.context, made.evidence, made.fixes = mark, context, evidence, fixes
        return made

    @property
    def id(self) -> str:
        """16 hex digits; holds no row number, severity, list version or date, so it survives sorting and updates."""
        number, field, span, mark = self.given, self.field, self.span, self.mark
        if isinstance(number, str):
            return number
        text = folded(field.value[span[0] : span[1]]) if field is not None and span else ""
        told = f"{self.grounds.rule}\x1f{self.listing}\x1f{self.at.field}\x1f{text}\x1f{folded(mark.text) if mark is not None else ''}\x1f"
        if number > 1:
            told += str(number)
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def rule(self) -> str:
        """`platform/name`."""
        return self.grounds.rule

    @property
    def check(self) -> str:
        return self.grounds.check

    @property
    def platform(self) -> str:
        return self.grounds.platform

    @property
    def message(self) -> str:
        return self._message if self._words is None else _filled(self._message, self._words, self.grounds.language)

    @property
    def wording(self) -> tuple[str, Mapping[str, object] | None]:
        """What the message is put together of: its text, and the words for the braces in it, None where it has none."""
        return self._message, self._words

    @property
    def remedy(self) -> str:
        return self._remedy if self._words is None else _filled(self._remedy, self._words, self.grounds.language)

    @property
    def consequence(self) -> str:
        return self.grounds.consequence

    @property
    def source_url(self) -> str:
        return self.grounds.source_url

    @property
    def source_read(self) -> str:
        return self.grounds.source_read

    @property
    def text(self) -> str:
        """The letters found, as they stand in the cell; empty without a span."""
        return self.field.value[self.span[0] : self.span[1]] if self.field and self.span else ""

    def _replace(self, **changes: Any) -> Finding:
        """The finding with other values for these names."""
        if not changes.keys() <= _APART:
            return Finding(**{name: changes[name] if name in changes else getattr(self, name) for name in (*self._fields, *changes)})
        made = Finding.of(*self._parts())
        for name, value in changes.items():
            setattr(made, "given" if name == "id" else name, value)
        return made

    def _parts(self) -> tuple[Any, ...]:
        """What `of` makes it of."""
        return (
            self.grounds, self.given, self._message, self._remedy, self._words, self.severity, self.confidence, self.listing, self.field, self.at,
            self.span, self.mark, self.context, self.evidence, self.fixes,
        )  # fmt: skip

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Finding):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self._fields)

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        return f"Finding({', '.join(f'{name}={getattr(self, name)!r}' for name in self._fields)})"

    def __reduce__(self) -> tuple[Callable[..., Finding], tuple[Any, ...]]:
        grounds, number, message, remedy, words, *rest = self._parts()
        # NOTE: a check's own kind of mapping may not bear it, as the view of an empty one that a hit has by default.
        return Finding.of, (grounds, number, message, remedy, words if words is None or type(words) is dict else dict(words), *rest)


_APART = frozenset({"id", "severity", "confidence", "context", "evidence", "fixes"})
"""What neither message nor remedy depends on, nor the id unless it is given."""


def _filled(text: str, words: Mapping[str, object], language: str) -> str:
    if "{" not in text:
        return text
    if Text in map(type, words.values()):
        words = {name: value[language] if isinstance(value, Text) else value for name, value in words.items()}
    return text.format_map(words)


@lru_cache(1 << 14)
def folded(text: str) -> str:
    """`text.key`, kept: a sheet names few things often."""
    return key(text)


Examined = tuple[Listing, tuple[Finding, ...]]
"""A listing and what was found in it, in report order."""
