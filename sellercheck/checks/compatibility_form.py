"""Compatibility is stated in a form the platform does not ask for.

What it looks for: another firm's name used to say what the goods fit, with no connective the platform accepts directly
before it, in front of the seller's own product name, or without a model.

Why it matters: the right form is what separates a spare part from a branded item in the platform's screen.

Flagged: "iPhone 13 case clear". Not flagged: "Clear case for iPhone 13".

Options: `connectives` accepted directly before the name; `own-first`: the name may not open the title; `model`: a model
number must follow the name. Fix: advice, the connective put before the name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sellercheck.checks import Candidate, Hit, Reference, Wants
from sellercheck.checks.mark_use import words
from sellercheck.finding import Confidence, Edit, Fix, Use
from sellercheck.rules.pack import Rule
from sellercheck.text import fold

WORDS = frozenset({"matched", "mark", "owner", "kind", "how", "list", "form"})


@dataclass(frozen=True, slots=True)
class Options:
    connectives: tuple[str, ...]
    """Words the platform accepts directly before the other brand's name."""
    own_first: bool = True
    """The other brand's name may not open the title."""
    model: bool = False
    """A model number or name must follow the brand's name."""


def wants(_: Options) -> Wants:
    return Wants(marks=True)


def check(candidate: Candidate, _: Rule, options: Options, __: Reference) -> Iterator[Hit]:
    connectives = tuple(fold(word) for word in options.connectives)
    for field in {id(m.field.value): m.field for m in candidate.mentions}.values():
        compatible = [m for m in candidate.mentions if m.field.value is field.value and m.context.use is Use.COMPATIBILITY and m.confidence is not Confidence.LOW]
        if not compatible:
            continue
        first = compatible[0]
        before, after = fold(field.value[: first.span[0]]), field.value[compatible[-1].span[1] :]
        connected = any(f" {before}".endswith(f" {word}") or (not word.isascii() and before.endswith(word)) for word in connectives)
        form = "connective" if not connected else "model" if options.model and not any(char.isdigit() for char in after[:40]) else ""
        if not connected and not options.own_first and not before:
            continue
        if not form:
            continue
        matched = field.value[first.span[0] : first.span[1]]
        fixes = ()
        if form == "connective" and before:
            edit = Edit(field, (first.span[0], first.span[0]), f"{options.connectives[0]} ")
            fixes = (Fix(f"write “{options.connectives[0]} {matched}”", "advice", (edit,)),)
        yield Hit(field, first.span, words(first) | {"form": f"{options.connectives[0]} {matched}"}, confidence=Confidence.MEDIUM, mark=first.mark, context=first.context, fixes=fixes)
