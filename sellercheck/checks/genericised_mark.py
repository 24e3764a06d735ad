"""A registered mark is used as the plain word for a thing.

What it looks for: marks such as Velcro, Onesie or Frisbee that everyday language uses for any such product.

Why it matters: the owners watch marketplaces for exactly this use, and a plain word says the same to a buyer.

Flagged: "Velcro sneakers for kids". Not flagged: "hook and loop sneakers for kids".

Options: none. Fix: the plain word instead, in the same number and case (review).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sellercheck import wording
from sellercheck.checks import Candidate, Hit, Reference, Wants
from sellercheck.checks.mark_use import evidence, words
from sellercheck.finding import Confidence, Edit, Fix, Severity, Use
from sellercheck.rules.pack import Rule
from sellercheck.text import key

WORDS = frozenset({"matched", "mark", "owner", "kind", "how", "list", "safe"})


@dataclass(frozen=True, slots=True)
class Options:
    doubtful: Severity = Severity.LOW
    """The most a mention counts for that may be another word."""


def wants(_: Options) -> Wants:
    return Wants(marks=True, uses=(Use.GENERIC_WORD_USE,))


def check(candidate: Candidate, rule: Rule, options: Options, reference: Reference) -> Iterator[Hit]:
    for mention in candidate.mentions:
        mark = mention.mark
        if mention.context.use is not Use.GENERIC_WORD_USE or key(mark.text) in reference.own_brands:
            continue
        matched = mention.field.value[mention.span[0] : mention.span[1]]
        fixes = tuple(
            Fix(f"write “{new}”", "review", (Edit(mention.field, mention.span, new),))
            for new in (
                wording.recased(matched, wording.pluralised(word) if mention.context.how == "plural" else word)
                for word in mark.safe_words[:3]
            )
        )
        yield Hit(
            mention.field, mention.span, words(mention) | {"safe": mark.safe_words[0] if mark.safe_words else "—"},
            confidence=mention.confidence, mark=mark, context=mention.context, evidence=evidence(mention.record, reference.platform), fixes=fixes,
            severity=min(rule.severity_for(mention.field.name), options.doubtful) if mention.confidence is Confidence.LOW else None,
        )  # fmt: skip
