"""A pack's texts as the options of a check: `bind`."""

from __future__ import annotations

import functools
import typing
from collections.abc import Hashable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from sellercheck.errors import RulePackError
from sellercheck.finding import Severity
from sellercheck.messages import Text


def bind(options: type[Any], given: Any, where: str) -> Any:
    """An instance of the check's `options` from a pack's texts.

    Fields may be typed `str`, `int`, `float`, `bool` (yes/no), `Severity`, `Text`, tuples of those, mappings from `str`
    to those, or further such classes; one text in the place of one is its first field. Raises RulePackError naming
    `where`, the option, and what is allowed. A class refuses what its fields cannot mean together by raising
    ValueError(message, hint) in its method `fit`; a dataclass can do so in `__post_init__`.
    """
    from sellercheck.families import did_you_mean

    if not isinstance(given, dict):
        raise RulePackError(f"{where}: options must be a mapping", "Write `options: {name: value}`.")
    known, needed = _known(typing.cast("Hashable", options))
    for name in given:
        if name not in known:
            raise RulePackError(f'{where}: no option is called "{name}"', did_you_mean(name, tuple(known)))
    for name in needed:
        if name not in given:
            raise RulePackError(f'{where}: option "{name}" is missing', f"Add `{name}:` under options.")
    typed = {}
    for name, value in given.items():
        attribute, kind = known[name]
        typed[attribute] = value if kind is str and isinstance(value, str) else _typed(kind, value, f'{where}: option "{name}"')
    try:
        bound = options(**typed)
        if hasattr(bound, "fit"):
            bound.fit()
    except ValueError as error:
        message, *hint = error.args
        raise RulePackError(f"{where}: {message}", *hint) from error
    return bound


@functools.cache
def _known(options: Any) -> tuple[dict[str, tuple[str, Any]], tuple[str, ...]]:
    """Option → attribute and type; and the options that must be given."""
    hints = typing.get_type_hints(options)
    if is_dataclass(options):
        settable = {each.name: each.default is MISSING and each.default_factory is MISSING for each in fields(options) if each.init}
    else:
        settable = {name: name not in options._field_defaults for name in options._fields}
    known = {name.replace("_", "-"): (name, hints[name]) for name in settable}
    return known, tuple(name.replace("_", "-") for name, is_needed in settable.items() if is_needed)


def _typed(kind: Any, value: Any, where: str) -> Any:
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Union or type(None) in inner:
        return _typed(next(k for k in inner if k is not type(None)), value, where)
    if origin is tuple:
        items = value if isinstance(value, list) else [value]
        if inner[0] is str and all(isinstance(item, str) for item in items):
            return tuple(items)
        return tuple(_typed(inner[0], item, where) for item in items)
    if origin is not None and issubclass(origin, Mapping):
        if not isinstance(value, dict):
            raise RulePackError(f"{where} must be a mapping", "Write {name: value}.")
        return {key: _typed(inner[1], item, where) for key, item in value.items()}
    if isinstance(kind, type) and (hasattr(kind, "_fields") or is_dataclass(kind)):
        if isinstance(value, str) and kind is not Text:
            value = {next(iter(_known(kind)[0])): value}
        return bind(kind, value, where)
    if not isinstance(value, str):
        raise RulePackError(f"{where} must be one text", "Write a single value.")
    if kind is bool:
        if value not in {"yes", "no"}:
            raise RulePackError(f'{where} is "{value}"', "Write yes or no.")
        return value == "yes"
    if kind is Severity:
        try:
            return Severity[value.upper()]
        except KeyError:
            raise RulePackError(f'{where} is "{value}"', "Choose one of: info, low, medium, high.") from None
    if kind in {int, float}:
        try:
            return kind(value)
        except ValueError:
            raise RulePackError(f'{where} is "{value}", and must be a number', "Write digits.") from None
    return value
