"""The rule packs, one YAML file per platform, and the code that reads them."""

from __future__ import annotations

import hashlib
import json
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
    """Headings of every bundled platform and of `common`, from one cached file: all are needed whatever platforms are asked for."""
    packs = sorted(HERE.glob("*.yaml"))
    digest = hashlib.sha256()
    for path in packs:
        digest.update(path.read_bytes())

    def build(folder: Path) -> None:
        found = [load_headings(path, HERE) for path in packs]
        told = [[each.platform, each.columns, each.recognise] for each in found]
        (folder / "headings.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")

    place = cache.compiled("headings", digest.hexdigest()[:24], build)
    told = json.loads((place / "headings.json").read_text("utf-8"))
    return tuple(
        Headings(platform, {field: tuple(names) for field, names in columns.items()}, tuple(recognise))
        for platform, columns, recognise in told
    )


def load(name: str) -> RulePack:
    """The pack of a platform by its name, or the pack in a file by its path.

    Raises UsageError for an unknown name and RulePackError, with `file:line`, for a pack that cannot be used.
    """
    if name.endswith((".yaml", ".yml")):
        return load_pack(Path(name), HERE)
    if name not in available():
        raise UsageError(f'no platform is called "{name}"', did_you_mean(name, available()))
    return load_pack(HERE / f"{name}.yaml", HERE)
