"""Answers kept on disk for a day or a week, so that the same question is not asked twice.

A file holds what was read out of an answer and nothing else of it: no address, header or key. Anything odd about a file
is a miss.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import time
from dataclasses import fields
from datetime import date
from typing import Any

from sellercheck.registries import Answer, CourtCase, Lookup, RegistryRecord, _http

FORMAT = 1
KEPT_S = {"number": 24 * 3600.0, "words": 7 * 24 * 3600.0}
"""A status can change any day; what is on the register under a name changes more slowly."""
_DATES = {"filing_date", "registration_date", "expiry_date", "as_of", "filed", "ended"}


class Answers:
    """The answers of one register at one address."""

    def __init__(self, name: str, base: str) -> None:
        self.folder = _http.folder() / name
        self.name, self.base = name, base

    def found(self, lookup: Lookup) -> Answer | None:
        """The answer to the same question, when it is fresh enough."""
        place = self._place(lookup)
        try:
            age = time.time() - place.stat().st_mtime
            if not -3600 < age < KEPT_S["number" if lookup.number else "words"]:
                return None
            return _read(json.loads(place.read_text("utf-8")))
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return None

    def keep(self, lookup: Lookup, answer: Answer) -> None:
        """Store an answer; where the cache cannot be written it is asked for again next time."""
        with contextlib.suppress(OSError):
            _http.write_privately(self._place(lookup), encoded(answer).encode("utf-8", "surrogatepass"))
            self._sweep()

    def _place(self, lookup: Lookup) -> Any:
        asked = "\x1f".join((str(FORMAT), self.name, self.base, lookup.number, lookup.text.casefold(), str(lookup.part)))
        return self.folder / f"{hashlib.sha256(asked.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}.json"

    def _sweep(self) -> None:
        oldest = time.time() - max(KEPT_S.values())
        for file in self.folder.iterdir():
            if file.stat().st_mtime < oldest:
                file.unlink(missing_ok=True)


def encoded(answer: Answer) -> str:
    """The answer as JSON text."""
    return json.dumps(
        {
            "as_of": answer.as_of.isoformat(), "total": answer.total, "partial": answer.partial, "live_only": answer.live_only,
            "records": [plain(record) for record in answer.records], "cases": [plain(case) for case in answer.cases],
        },
        ensure_ascii=True,
    )  # fmt: skip


def plain(record: RegistryRecord | CourtCase) -> dict[str, Any]:
    """The record's fields as plain data."""
    out: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if isinstance(value, date):
            value = value.isoformat()
        elif isinstance(value, frozenset):
            value = sorted(value)
        elif isinstance(value, tuple):
            value = list(value)
        out[field.name] = value
    return out


def _read(told: Any) -> Answer:
    return Answer(
        as_of=date.fromisoformat(told["as_of"]),
        records=tuple(RegistryRecord(**_typed(each)) for each in told["records"]),
        cases=tuple(CourtCase(**_typed(each)) for each in told["cases"]),
        total=told["total"],
        partial=told["partial"] is True,
        live_only=told["live_only"] is True,
    )


def _typed(told: dict[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {
        name: date.fromisoformat(value) if name in _DATES and value is not None else value for name, value in told.items()
    }
    if "owners" in out:
        out |= {"owners": tuple(map(str, out["owners"])), "nice_classes": frozenset(map(int, out["nice_classes"]))}
    return out
