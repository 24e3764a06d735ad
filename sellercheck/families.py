"""Families of siblings: the file's name is the thing's name.

`--format sarif` is `reporters/sarif.py`, `check: mark-use` is `checks/mark_use.py`. Packages installed beside ours
add members through entry points named `sellercheck.<family>`; a name that is taken is an error, never an override.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import Any

from sellercheck.errors import UsageError


def names(family: str) -> tuple[str, ...]:
    """Names of all members of `family` (`checks`, `reporters`, …), with hyphens, sorted."""
    package = importlib.import_module(f"sellercheck.{family}")
    ours = {module.name.replace("_", "-") for module in pkgutil.iter_modules(package.__path__) if not module.name.startswith("_")}
    others = {entry.name for entry in _entry_points(family)}
    if taken := ours & others:
        raise UsageError(
            f'an installed package adds {family} "{min(taken)}", a name sellercheck itself uses',
            "Uninstall that package or rename its entry point.",
        )
    return tuple(sorted(ours | others))


def load(family: str, name: str) -> ModuleType:
    """The member called `name`; an unknown name raises UsageError with the nearest known one as hint."""
    module = f"sellercheck.{family}.{name.replace('-', '_')}"
    if "_" not in name and not name.startswith("-"):
        try:
            return importlib.import_module(module)
        except ModuleNotFoundError as error:
            if error.name != module:
                raise
    for entry in _entry_points(family):
        if entry.name == name:
            found: ModuleType = entry.load()
            return found
    one = "registry" if family == "registries" else family.removesuffix("s")
    raise UsageError(f'no {one} is called "{name}"', did_you_mean(name, names(family)))


def did_you_mean(name: str, known: tuple[str, ...]) -> str:
    """A hint with the nearest of `known`, or with all of them."""
    import difflib

    near = difflib.get_close_matches(name.lower(), known, 1, 0.6)
    return f'Did you mean "{near[0]}"?' if near else f"Choose one of: {', '.join(known)}."


def _entry_points(family: str) -> list[Any]:
    import importlib.metadata  # NOTE: 30 ms, and only needed where a name is none of ours

    return list(importlib.metadata.entry_points(group=f"sellercheck.{family}"))
