"""Registers in bulk: the files an office publishes, merged case by case and compiled for the scan.

`sellercheck lists import uspto FILE…` keeps every case in an SQLite file in the user's data folder; daily files update
what an annual one brought. `check --list uspto` opens the compiled index of the live ones. Nothing here asks a network.

A module of this folder that has no underscore is an office, or a layout several offices publish: `TITLE`, `PUBLISHER`,
`URL`, `LICENCE`, `TERRITORY` (WIPO ST.3, None where the file tells), `ENDINGS` of its files and `read(stream, name)`; with
`FIELDS`, field → headings, its columns can be named and `read` takes them too. Its docstring says on what it was tried.
"""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sellercheck import families
from sellercheck.errors import ListDamaged, ListMissing
from sellercheck.lists import catalogue, home
from sellercheck.mark import ListInfo

if TYPE_CHECKING:
    from sellercheck.bulk._index import Register
    from sellercheck.phrases import Hasher

__all__ = ["forget", "info", "inputs", "installed", "offices", "open_register", "place_of"]

FORMAT = "1"
"""Raise it when the files of a compiled register change their meaning."""


def offices() -> tuple[str, ...]:
    """Names of the registers and layouts that can be imported."""
    return families.names("bulk")


def installed() -> tuple[str, ...]:
    """Registers that have been imported here."""
    return tuple(sorted(path.parent.name for path in (home.folder() / "registers").glob("*/current.json")))


def place_of(name: str) -> Path:
    return home.folder() / "registers" / home.named(name)


def inputs() -> str:
    """What a compiled register depends on besides its cases: how letters fold, which words are everyday."""
    told = [FORMAT, *(f"{info.name}={info.sha256}" for info in catalogue() if info.name in {"confusables", "hanzi"})]
    return hashlib.sha256(";".join(told).encode()).hexdigest()[:16]


def info(name: str) -> ListInfo:
    """What is told of an imported register; `retrieved` is the newest day of change in its files. Raises ListMissing, ListDamaged."""
    return _described(name)[0]


def _described(name: str) -> tuple[ListInfo, Path, str | None]:
    place = place_of(name)
    told = home.told(place / "current.json")
    if not told:
        raise ListMissing(f'no register is called "{name}"', "Import one: sellercheck lists import uspto FILE…")
    again = f"Compile it again: sellercheck lists import {told.get('office', name)}" + (
        "" if told.get("office") == name else f" --name {name}"
    )
    try:
        reader = families.load("bulk", str(told["office"]))
        as_of = date.fromisoformat(told["as_of"] or told["imported"])
        found = ListInfo(
            name, reader.TITLE, reader.PUBLISHER, reader.URL, reader.LICENCE, as_of, int(told["cases"]), str(told["sha256"]),
            origin="register", stale_days=45,
        )  # fmt: skip
        index = place / str(told["generation"])
    except (KeyError, ValueError, TypeError) as error:
        raise ListDamaged(f'the register "{name}" is damaged: {error}', again) from error
    if not index.is_dir():
        raise ListDamaged(f'the compiled register "{name}" is missing', again)
    if told.get("inputs") != inputs():
        raise ListDamaged(f'the register "{name}" was compiled by another version of sellercheck or its lists', again)
    return found, index, reader.TERRITORY


def open_register(name: str, hasher: Hasher) -> tuple[ListInfo, Register]:
    """The register `name`, ready to be scanned for by the arithmetic of `hasher`. Raises ListMissing, and ListDamaged with what to do."""
    from sellercheck.bulk._index import Register

    found, index, territory = _described(name)
    try:
        return found, Register(index, name, territory or "", found.retrieved.isoformat(), hasher)
    except (OSError, ValueError) as error:
        raise ListDamaged(f'the compiled register "{name}" is damaged: {error}', "Import one of its files again.") from error


def forget(name: str) -> None:
    """Remove a register with all its cases."""
    place = place_of(name)
    with home.writing(f'the register "{name}"'):
        (place / "current.json").unlink(missing_ok=True)  # first: half a register is none
        shutil.rmtree(place)
