"""A brand that the platform, or a source about it, names as restricted.

What it looks for: brands for which approval, an invoice or a letter of authorisation is asked before they may be listed,
or whose owners are reported to act on the platform often.

Why it matters: the upload of such a brand is refused, or the listing is taken down soon after.

Flagged: a brand on the restriction list for the platform. Not flagged: the same brand named as what the goods fit.

Options: `by-confidence` gives a severity for high (platform or owner says so), medium (trade article) and low (a
seller's tool names it: a hint, no fact). No fix: the seller needs the approval, or other goods.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sellercheck.checks import Candidate, Hit, Reference, Wants
from sellercheck.checks.mark_use import words
from sellercheck.finding import Confidence, Evidence, Severity, Use
from sellercheck.index import MarkRecord
from sellercheck.mark import Restriction
from sellercheck.rules.pack import Rule
from sellercheck.text import key

WORDS = frozenset({"matched", "mark", "owner", "kind", "how", "list", "claim"})
SPARED = frozenset({Use.ORDINARY_WORD, Use.COMPATIBILITY, Use.REFERENCE})


class Options(NamedTuple):
    by_confidence: Mapping[str, Severity]
    """Confidence of the source → severity; a confidence that is left out is not reported."""


def wants(_: Options) -> Wants:
    return Wants(marks=True, uses=tuple(use for use in Use if use not in SPARED), restricted=True)


def check(candidate: Candidate, _: Rule, options: Options, reference: Reference) -> Iterator[Hit]:
    told: set[str] = set()
    for mention in candidate.mentions:
        if not mention.restrictions or mention.context.use in SPARED or mention.confidence is Confidence.LOW:
            continue
        named = [r for r in _of(mention.record, reference.platform) if r.confidence in options.by_confidence]
        if not named or mention.mark.text in told or key(mention.mark.text) in reference.own_brands:
            continue
        worst = max(named, key=lambda r: options.by_confidence[r.confidence])
        told.add(mention.mark.text)
        yield Hit(
            mention.field, mention.span, words(mention) | {"claim": worst.claim}, confidence=Confidence[worst.confidence.upper()],
            severity=options.by_confidence[worst.confidence], mark=mention.mark, context=mention.context,
            evidence=tuple(Evidence("restriction", f"{r.platform}: {r.claim}", r.source, r.source_date) for r in named),
        )  # fmt: skip


@functools.lru_cache(1 << 14)
def _of(record: MarkRecord, platform: str) -> tuple[Restriction, ...]:
    """What is said of the brand on the platform."""
    return tuple([r for r in record.restrictions if r.platform.casefold() == platform])
