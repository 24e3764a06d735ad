"""Compatibility is stated in a form the platform does not ask for.

What it looks for: another firm's name used to say what the goods fit, without a connective the platform accepts directly
before it, or without a model.

Why it matters: the right form is what separates a spare part from a branded item in the platform's screen.

Flagged: "iPhone 13 case clear". Not flagged: "Clear case for iPhone 13".

Options: `connectives` accepted directly before the name; `look-for`: connective, model, or both; `own-first`: a name that
opens the title counts as a wrong form too. Names in a row after one connective ("for Samsung Galaxy S10") count as one.
Fix: advice, the connective put before the name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sellercheck.checks import Candidate, Hit, Reference, Wants, one_of
from sellercheck.checks.mark_use import words
from sellercheck.context import Mention
from sellercheck.finding import Confidence, Edit, Fix, Use
from sellercheck.listing import Field
from sellercheck.rules.pack import Rule
from sellercheck.text import fold, is_solo

WORDS = frozenset({"matched", "mark", "owner", "kind", "how", "list", "form"})
NEAR = 60
"""Characters after the name within which a model is looked for."""


@dataclass(frozen=True, slots=True)
class Options:
    connectives: tuple[str, ...]
    """Words the platform accepts directly before the other brand's name."""
    look_for: tuple[str, ...] = ("connective",)
    """connective, model, or both."""
    own_first: bool = True
    """A title that opens with the other brand's name counts as a wrong form."""

    def __post_init__(self) -> None:
        for what in self.look_for:
            one_of("look-for", what, ("connective", "model"))


def wants(_: Options) -> Wants:
    return Wants(marks=True, uses=(Use.COMPATIBILITY,))


def check(candidate: Candidate, _: Rule, options: Options, __: Reference) -> Iterator[Hit]:
    cells: dict[str, list[Mention]] = {}
    for mention in candidate.mentions:
        if mention.context.use is Use.COMPATIBILITY and mention.confidence is not Confidence.LOW:
            cells.setdefault(mention.field.at.cell, []).append(mention)
    for mentions in cells.values():
        first, field = mentions[0], mentions[0].field
        matched = field.value[first.span[0] : first.span[1]]
        form = f"{options.connectives[0]} {matched}"
        before = fold(field.value[: first.span[0]])
        connected = any(_ends(before, fold(word)) for word in options.connectives)
        if "connective" in options.look_for and not connected and (before or options.own_first):
            edit = Edit(field, (first.span[0], first.span[0]), f"{options.connectives[0]} ")
            fixes = (Fix(f"write “{form}”", "advice", (edit,)),) if before else ()
            yield Hit(
                field,
                first.span,
                words(first) | {"form": form},
                confidence=Confidence.MEDIUM,
                mark=first.mark,
                context=first.context,
                fixes=fixes,
            )
        elif "model" in options.look_for and connected and not _has_model(field, first):
            yield Hit(field, first.span, words(first) | {"form": form}, confidence=Confidence.LOW, mark=first.mark, context=first.context)


def _ends(before: str, word: str) -> bool:
    return before.endswith(word) and (is_solo(word[0]) or len(before) == len(word) or before[-len(word) - 1] == " ")


def _has_model(field: Field, mention: Mention) -> bool:
    """A model number follows, or the name is a product line, which is a model by itself."""
    after = field.value[mention.span[1] : mention.span[1] + NEAR]
    return mention.mark.kind == "product-line" or any(map(str.isdigit, after))
