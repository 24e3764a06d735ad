"""Taking an office's files in: `take_in`. One call merges files, compiles the index anew and puts it in place."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from sellercheck import families
from sellercheck.bulk import _index, inputs, place_of
from sellercheck.bulk._source import digest, members, unzipping
from sellercheck.bulk._store import Store, Tally
from sellercheck.errors import ListDamaged, ListError, UsageError
from sellercheck.lists import catalogue, home, own_lists


@dataclass(slots=True)
class Imported:
    """What one call of `take_in` did."""

    name: str
    files: list[tuple[str, int]] = field(default_factory=list)
    """File, and how many records it holds."""
    known: list[str] = field(default_factory=list)
    """Files that had been imported before."""
    refused: list[ListError] = field(default_factory=list)
    """Why a file was not taken in; nothing of it was."""
    tally: Tally = field(default_factory=Tally)
    counts: dict[str, int] = field(default_factory=dict)
    """All cases now kept, by standing."""
    indexed: int = 0
    """Live cases with words, compiled for the scan."""


def take_in(
    office: str, files: Sequence[str | Path], today: date, name: str | None = None, advance: Callable[[str, int], None] = lambda _, __: None,
    columns: Mapping[str, str] | None = None, as_of: date | None = None,
) -> Imported:  # fmt: skip
    """Merge files of `office` (one of `offices()`) into register `name`, and compile it.

    A file imported before is passed over; one that is damaged, cut short or no such file is refused whole and told in
    `refused`, and the others are still taken in. Without files the register is compiled anew. `advance` hears what is
    done and how many records more were read. `columns` names the columns of a table whose headings are not known (field → heading),
    `as_of` the day of files that tell none. Raises ListError when the data folder cannot be written to, UsageError for `columns` that the
    office's files do not have.
    """
    reader: Any = families.load("bulk", office)
    known = getattr(reader, "FIELDS", {})
    for field_ in columns or ():
        if field_ not in known:
            raise UsageError(
                f'the files of "{office}" have no column for "{field_}"' if known else f'the columns of "{office}" are known',
                families.did_you_mean(field_, tuple(known)) if known else "Leave --column out.",
            )
    if known:
        reader = SimpleNamespace(ENDINGS=reader.ENDINGS, read=partial(reader.read, columns=columns or {}))
    done = Imported(name or office)
    place = place_of(done.name)
    held = home.told(place / "current.json").get("office", office)
    if held != office:
        raise ListError(
            f'"{done.name}" is the name of a register of "{held}"', f"Choose another --name, or: sellercheck lists remove {done.name}"
        )
    if done.name in {*own_lists(), *(info.name for info in catalogue())}:
        raise ListError(f'"{done.name}" is the name of another list', "Choose another --name.")
    with home.writing(f'the register "{done.name}"'), home.locked(place, f'the register "{done.name}"'):
        store = Store(place / "cases.sqlite")
        try:
            for path in map(Path, files):
                try:
                    _take_in(reader, store, path, today, done, advance, columns or {}, as_of)
                except ListDamaged:
                    raise
                except ListError as error:
                    done.refused.append(error)
            done.counts = store.counts()
            if store.files:
                done.indexed = _compile(store, place, office, today, advance, anew=bool(done.files) or not files)
        finally:
            store.close()
        if not store.path.exists() or not done.counts:
            _forget_empty(place)
    return done


def _take_in(
    reader: Any, store: Store, path: Path, today: date, done: Imported, advance: Callable[[str, int], None], columns: Mapping[str, str],
    as_of: date | None,
) -> None:  # fmt: skip
    sha256 = digest(path)
    if columns:  # read in another way, it tells other things
        sha256 = hashlib.sha256(f"{sha256} {sorted(columns.items())}".encode()).hexdigest()
    if store.has(sha256):
        done.known.append(path.name)
        return
    tally = Tally()
    newest = ""
    with unzipping(path), store.merging():
        for member, stream in members(path, reader.ENDINGS):
            before = tally.records
            newest = max(newest, store.merge(reader.read(stream, member), tally, as_of.isoformat() if as_of else ""))
            advance(member, tally.records - before)
        store.note(sha256, path.name, tally.records, today.isoformat(), newest)
    done.files.append((path.name, tally.records))
    whole = done.tally
    for count in ("records", "without_words", "status_only", "bad_dates", "removed", "damaged", "unknown_status"):
        setattr(whole, count, getattr(whole, count) + getattr(tally, count))
    whole.first_damaged = (whole.first_damaged + tally.first_damaged)[:5]


def _forget_empty(place: Path) -> None:
    """A register of which nothing was taken in leaves nothing behind."""
    if not (place / "current.json").exists():
        for path in place.glob("cases.sqlite*"):
            path.unlink(missing_ok=True)


def _compile(store: Store, place: Path, office: str, today: date, advance: Callable[[str, int], None], *, anew: bool) -> int:
    """Build the index beside the one in use and put it in its place; how many cases it holds.

    Not `anew`: only when the one in use does not hold what was imported (a process may have been ended in between).
    """
    files = store.files
    told = hashlib.sha256("\n".join((inputs(), *sorted(file[0] for file in files))).encode()).hexdigest()
    current = home.told(place / "current.json")
    home.swept(place, frozenset(), ".building-*")  # an import that was ended left it
    if not anew and current.get("sha256") == told and (place / str(current.get("generation"))).is_dir():
        return int(current["cases"])
    number = 1 + max((int(path.name[6:]) for path in place.glob("index-*") if path.name[6:].isdigit()), default=0)
    generation = f"index-{number}"
    work = Path(tempfile.mkdtemp(prefix=".building-", dir=place))
    try:
        count = _index.build(work, store.alive(), lambda more: advance("index", more))
        size = sum(path.stat().st_size for path in work.iterdir())
        for path in work.iterdir():
            _flush(path)
        work.rename(place / generation)
        home.flushed(place)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    before = current.get("generation", "")
    home.tell(
        place / "current.json",
        {
            "generation": generation, "before": before, "office": office, "cases": count, "inputs": inputs(), "sha256": told,
            "as_of": max((file[4] for file in files), default=""), "imported": today.isoformat(), "files": len(files), "bytes": size,
        },
    )  # fmt: skip
    home.swept(place, frozenset({generation, str(before)}), "index-*")
    return count


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
