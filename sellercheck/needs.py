"""What a pack's rules want of a sheet: `needs`, `bound`.

Binding a pack takes the modules of all its checks and the types of all its options. What comes of it that a scan must know
beforehand is small and always the same, so it is kept in the cache; a check is loaded when a sheet first calls for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from sellercheck import cache, families, lists
from sellercheck.checks import Wants
from sellercheck.errors import RulePackError, UsageError
from sellercheck.rules.pack import Rule, RulePack, located

HERE = Path(__file__).parent


class Need(NamedTuple):
    """What a rule wants."""

    wants: Wants | None
    """None for a check of whole sheets, which looks at every listing."""
    alike: bool
    """Its hits follow from candidate and options alone: they are the same on every platform."""
    weighed: bool = False
    """Its hits are the same whatever the rule, which only weighs them."""
    options: bytes = b""
    """The check's options as `cache.packed` gives them, where they come from the cache: a check is called for by few sheets."""


def needs(pack: RulePack) -> Mapping[str, Need]:
    """Rule id → what it wants, from the cache where this pack was bound before by this very code.

    Raises RulePackError, with the line, for a rule whose check, options or message words do not fit.
    """
    if not pack.digest or any(not (HERE / "checks" / f"{rule.check.replace('-', '_')}.py").is_file() for rule in pack.rules):
        return {rule.id: _need(rule) for rule in pack.rules}  # made by hand, or with checks of another package: no telling if it changed
    # Options may hold what lists say, and an update brings newer ones: the wording of `forbidden-term`'s cues.
    told_by = " ".join([pack.digest, *(f"{info.name}={info.sha256}" for info in lists.catalogue())])
    return cache.kept("needs", told_by, lambda: {rule.id: _need(rule, keep=True) for rule in pack.rules})


def bound(rule: Rule, need: Need | None = None) -> tuple[ModuleType, Any]:
    """The rule's check and its options, from `need` where it holds them; RulePackError when they, or the message's words, do not fit."""
    try:
        check = families.load("checks", rule.check)
    except UsageError as error:
        raise RulePackError(f'{rule.where}: no check is called "{rule.check}"', error.hint) from error
    if need is not None and need.options:
        with suppress(ValueError):
            return check, cache.unpacked(need.options)
    from sellercheck.checks._options import bind  # NOTE: packs bound before do without

    options = bind(check.Options, rule.options, rule.where)
    _words_fit(rule, check)
    return check, options


def _need(rule: Rule, *, keep: bool = False) -> Need:
    try:
        check, options = bound(rule)
    except RulePackError as error:
        raise located(error, rule) from error
    wants = None if hasattr(check, "gather") else check.wants(options)
    return Need(wants, getattr(check, "ALIKE", False), hasattr(check, "weigh"), cache.packed(options) if keep else b"")


def _words_fit(rule: Rule, check: ModuleType) -> None:
    import string  # NOTE: packs bound before need neither this nor the expressions it makes ready

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
