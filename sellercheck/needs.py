"""What a pack's rules want of a sheet: `needs`, `bound`.

Binding a pack takes the modules of all its checks and the types of all its options. What comes of it that a scan must know
beforehand is small and always the same, so it is kept in the cache; a check is loaded when a sheet first calls for it.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from sellercheck import cache, families
from sellercheck.checks import Wants, bind
from sellercheck.errors import RulePackError, UsageError
from sellercheck.rules.pack import Rule, RulePack, located

HERE = Path(__file__).parent


class Need(NamedTuple):
    """What a rule wants."""

    wants: Wants | None
    """None for a check of whole sheets, which looks at every listing."""
    alike: bool
    """Its hits follow from candidate and options alone: they are the same on every platform."""


def needs(pack: RulePack) -> Mapping[str, Need]:
    """Rule id → what it wants, from the cache where this pack was bound before by this very code.

    Raises RulePackError, with the line, for a rule whose check, options or message words do not fit.
    """
    if not pack.digest or any(not (HERE / "checks" / f"{rule.check.replace('-', '_')}.py").is_file() for rule in pack.rules):
        return {rule.id: _need(rule) for rule in pack.rules}  # made by hand, or with checks of another package: no telling if it changed
    return cache.kept("needs", pack.digest, lambda: {rule.id: _need(rule) for rule in pack.rules})


def bound(rule: Rule) -> tuple[ModuleType, Any]:
    """The rule's check and its options; RulePackError when they, or the message's words, do not fit."""
    try:
        check = families.load("checks", rule.check)
    except UsageError as error:
        raise RulePackError(f'{rule.where}: no check is called "{rule.check}"', error.hint) from error
    options = bind(check.Options, rule.options, rule.where)
    _words_fit(rule, check)
    return check, options


def _need(rule: Rule) -> Need:
    try:
        check, options = bound(rule)
    except RulePackError as error:
        raise located(error, rule) from error
    return Need(None if hasattr(check, "gather") else check.wants(options), getattr(check, "ALIKE", False))


def _words_fit(rule: Rule, check: ModuleType) -> None:
    for text in (rule.message, rule.remedy):
        for language in ("en", "zh"):
            try:
                words = {name for _, name, _, _ in string.Formatter().parse(text[language]) if name is not None}
            except ValueError as error:
                raise RulePackError(f"{rule.where}: a message with a stray brace: {error}", "Write {{ or }} for a plain brace.") from error
            if unknown := words - check.WORDS:
                raise RulePackError(
                    f'{rule.where}: the message uses "{{{min(unknown)}}}", which {rule.check} does not supply',
                    f"Use one of: {', '.join(sorted(check.WORDS)) or 'none'}.",
                )
