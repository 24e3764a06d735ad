"""Where credentials come from: the environment, else the system's keyring. Nowhere else, and they are never written."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import util

from sellercheck.errors import UsageError

KEYRING_SERVICE = "sellercheck"
"""`keyring set sellercheck SELLERCHECK_EUIPO_CLIENT_ID` stores one."""


def value(name: str) -> str | None:
    """The credential of that name; None when it is not set. UsageError, without the value, for one that cannot be sent."""
    found = os.environ.get(name, "").strip() or _from_keyring(name)
    if found and not (found.isascii() and found.isprintable()):
        # An HTTP header cannot carry it, and the library's own complaint would quote it.
        raise UsageError(f"{name} holds a character that no credential has", "Copy it again, without line breaks and quotation marks.")
    return found or None


def values(names: Sequence[str]) -> dict[str, str] | None:
    """All of these credentials by name; None when one is missing."""
    found = {name: value(name) for name in names}
    return {name: each for name, each in found.items() if each} if all(found.values()) else None


def missing(names: Sequence[str]) -> tuple[str, ...]:
    """Those of these credentials that are not set."""
    return tuple(name for name in names if value(name) is None)


def _from_keyring(name: str) -> str:
    if util.find_spec("keyring") is None:
        return ""
    import keyring  # type: ignore[import-not-found, unused-ignore] # optional, see the extra of that name

    try:
        return (keyring.get_password(KEYRING_SERVICE, name) or "").strip()
    except Exception:  # noqa: BLE001 -- each system's keyring fails in its own way, and may quote what it holds
        return ""
