"""The rule packs, one YAML file per platform, and the code that reads them."""

from __future__ import annotations

from pathlib import Path

from sellercheck import cache
from sellercheck.errors import UsageError
from sellercheck.families import did_you_mean
from sellercheck.rules.pack import Headings, RulePack, load_headings, load_pack

HERE = Path(__file__).parent


def available() -> tuple[str, ...]:
    """Platforms that have a pack, sorted. `common` is no platform: it is what all others extend."""
    return tuple(sorted(path.stem for path in HERE.glob("*.yaml") if path.stem != "common"))


def headings() -> tuple[Headings, ...]:
    """Headings of every bundled platform and of `common`: all are needed whatever platforms are asked for."""
    return cache.kept("headings", "", lambda: tuple(load_headings(path, HERE) for path in sorted(HERE.glob("*.yaml"))))


def load(name: str) -> RulePack:
    """The pack of a platform by its name, or the pack in a file by its path.

    Raises UsageError for an unknown name and RulePackError, with `file:line`, for a pack that cannot be used.
    """
    if name.endswith((".yaml", ".yml")):
        return load_pack(Path(name), HERE)
    if name not in available():
        raise UsageError(f'no platform is called "{name}"', did_you_mean(name, available()))
    return cache.kept("packs", name, lambda: load_pack(HERE / f"{name}.yaml", HERE))
