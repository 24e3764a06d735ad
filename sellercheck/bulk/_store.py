"""The cases of one register on disk: `Store`, an SQLite file that files of the office are merged into."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sellercheck.bulk._case import Case, Damaged
from sellercheck.errors import ListDamaged, ListError

VERSION = 1
TOGETHER = 2000
"""Rows written at one go."""
SHOWN = 5
"""Damaged records that are named; the others are counted."""

_SCHEMA = """
CREATE TABLE cases (
    number TEXT PRIMARY KEY, registration TEXT, text TEXT, status TEXT, code TEXT, classes INTEGER, owner TEXT, kind TEXT,
    filed TEXT, registered TEXT, as_of TEXT, pseudo TEXT
) WITHOUT ROWID;
CREATE TABLE files (sha256 TEXT PRIMARY KEY, name TEXT, records INTEGER, imported TEXT, as_of TEXT);
"""

_PUT = """
INSERT INTO cases VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (number) DO UPDATE SET
    status = excluded.status, code = excluded.code, as_of = excluded.as_of,
    registration = CASE WHEN {whole} OR excluded.registration <> '' THEN excluded.registration ELSE registration END,
    filed = CASE WHEN {whole} OR excluded.filed <> '' THEN excluded.filed ELSE filed END,
    registered = CASE WHEN {whole} OR excluded.registered <> '' THEN excluded.registered ELSE registered END,
    text = CASE WHEN {whole} THEN excluded.text ELSE text END,
    classes = CASE WHEN {whole} THEN excluded.classes ELSE classes END,
    owner = CASE WHEN {whole} THEN excluded.owner ELSE owner END,
    kind = CASE WHEN {whole} THEN excluded.kind ELSE kind END,
    pseudo = CASE WHEN {whole} THEN excluded.pseudo ELSE pseudo END
WHERE excluded.as_of >= as_of
"""
_WHOLE, _STATUS_ONLY = _PUT.format(whole=1), _PUT.format(whole=0)
_DELETE = "DELETE FROM cases WHERE number = ? AND as_of <= ?"
_PIECE = """
INSERT INTO cases VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (number) DO UPDATE SET
    as_of = CASE WHEN excluded.code = '' THEN as_of WHEN code = '' THEN excluded.as_of ELSE max(as_of, excluded.as_of) END,
    status = CASE WHEN excluded.code <> '' AND (code = '' OR excluded.as_of >= as_of) THEN excluded.status ELSE status END,
    code = CASE WHEN excluded.code <> '' AND (code = '' OR excluded.as_of >= as_of) THEN excluded.code ELSE code END,
    classes = classes | excluded.classes,
    owner = CASE
        WHEN owner = '' OR (excluded.owner <> '' AND excluded.as_of > as_of) THEN excluded.owner
        WHEN excluded.owner = '' OR excluded.as_of < as_of OR instr('; ' || owner || ';', '; ' || excluded.owner || ';') THEN owner
        ELSE owner || '; ' || excluded.owner END,
    kind = CASE WHEN excluded.kind <> 'unknown' AND (kind = 'unknown' OR excluded.as_of >= as_of) THEN excluded.kind ELSE kind END,
    {others}
""".format(
    others=", ".join(
        f"{column} = CASE WHEN excluded.{column} <> '' AND ({column} = '' OR excluded.as_of >= as_of) THEN excluded.{column} ELSE {column} END"
        for column in ("registration", "text", "filed", "registered", "pseudo")
    )
)
"""A row tells part of a case. The day of change is that of the standing; owners told on one day are several owners."""


@dataclass(slots=True)
class Tally:
    """What was read of a register's files, counted."""

    records: int = 0
    without_words: int = 0
    """Pictures, sounds, and records that carry only a status."""
    status_only: int = 0
    bad_dates: int = 0
    removed: int = 0
    damaged: int = 0
    first_damaged: list[str] = field(default_factory=list)
    """The first few damaged records, with their place and the reason."""
    unknown_status: int = 0

    def count(self, case: Case) -> None:
        self.records += 1
        self.without_words += not case.text and not (case.piece and not case.code)
        self.status_only += case.partial
        self.bad_dates += case.bad_dates
        self.removed += case.removed
        self.unknown_status += case.status == "unknown" and not (case.piece and not case.code)

    def mourn(self, record: Damaged) -> None:
        self.damaged += 1
        if len(self.first_damaged) < SHOWN:
            self.first_damaged.append(f"{record.where}: {record.why}")


class Store:
    """One register's cases by number. A file is merged whole or not at all."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self.db = sqlite3.connect(path, isolation_level=None)
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def _open(self) -> None:
        with self.reading():
            self.db.execute("PRAGMA synchronous = NORMAL")
            self.db.execute("PRAGMA cache_size = -65536")
            version = self.db.execute("PRAGMA user_version").fetchone()[0]
            if not version:
                self.db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
            elif version != VERSION:
                raise ListError(
                    f'"{self.path}" was written by another version of sellercheck', "Remove the register and import its files again."
                )

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A damaged file as ListDamaged, a full disk as the system's own error."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if "full" in str(error):
                raise OSError(28, "No space left on device") from error
            raise ListError(f'"{self.path}" cannot be used: {error}', "Check that nothing else writes it, and try again.") from error
        except sqlite3.DatabaseError as error:
            raise ListDamaged(f'"{self.path}" is damaged: {error}', "Remove the register and import its files again.") from error

    def close(self) -> None:
        self.db.close()

    def has(self, sha256: str) -> bool:
        return self.db.execute("SELECT 1 FROM files WHERE sha256 = ?", (sha256,)).fetchone() is not None

    @contextmanager
    def merging(self) -> Iterator[None]:
        """What is merged inside stands when all of it went well; else nothing of it."""
        with self.reading():
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self.db.in_transaction:  # a full disk has rolled it back already
                    self.db.execute("ROLLBACK")
                raise
            self.db.execute("COMMIT")

    def merge(self, records: Iterable[Case | Damaged], tally: Tally, as_of: str = "") -> str:
        """Take records in, the newer of a number winning; the newest day of change among them. `as_of`: the day of those that tell none."""
        newest = as_of
        source = iter(records)
        while batch := list(islice(source, TOGETHER)):
            rows: list[tuple[object, ...]] = []
            statement = _WHOLE
            for record in batch:
                if isinstance(record, Damaged):
                    tally.mourn(record)
                    continue
                tally.count(record)
                newest = max(newest, record.as_of)
                day = record.as_of if record.piece else record.as_of or as_of
                needed = _DELETE if record.removed else _PIECE if record.piece else _STATUS_ONLY if record.partial else _WHOLE
                if needed is not statement:
                    self._written(statement, rows)
                    statement = needed
                rows.append(
                    (record.number, day)
                    if record.removed
                    else (
                        record.number, record.registration, record.text, record.status, record.code, record.classes, record.owner, record.kind,
                        record.filed, record.registered, day, record.pseudo,
                    )
                )  # fmt: skip
            self._written(statement, rows)
        return newest

    def _written(self, statement: str, rows: list[tuple[object, ...]]) -> None:
        if rows:
            self.db.executemany(statement, rows)
            rows.clear()

    def note(self, sha256: str, name: str, records: int, imported: str, as_of: str) -> None:
        self.db.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)", (sha256, name, records, imported, as_of))

    @property
    def files(self) -> list[tuple[str, str, int, str, str]]:
        """What was imported: checksum, name, records, when, newest day of change."""
        with self.reading():
            return list(self.db.execute("SELECT sha256, name, records, imported, as_of FROM files ORDER BY imported, name"))

    def counts(self) -> dict[str, int]:
        """Cases by standing."""
        with self.reading():
            return dict(self.db.execute("SELECT status, count(*) FROM cases GROUP BY status"))

    def alive(self) -> Iterator[tuple[str, str, str, str, str, int, str, str, str, str]]:
        """Cases with words that have not ended: number, registration, text, status, code, classes, owner, kind, filed, registered."""
        with self.reading():
            yield from self.db.execute(
                "SELECT number, registration, text, status, code, classes, owner, kind, filed, registered FROM cases "
                "WHERE status <> 'ended' AND text <> ''"
            )
