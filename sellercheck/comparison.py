"""Two states of a sheet held against each other: which listings say something else, and which findings are new, gone or changed."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sellercheck.errors import SheetError
from sellercheck.finding import Finding, Severity
from sellercheck.listing import TEXT_FIELDS, Listing, content_id
from sellercheck.report import SCHEMA, Report

DIFF_SCHEMA = "sellercheck-diff/1"


class Earlier:
    """The texts of an earlier sheet, by SKU; of a listing without SKU the text alone counts."""

    def __init__(self) -> None:
        self._known: set[bytes] = set()

    def remember(self, listing: Listing) -> None:
        self._known.add(_digest(listing))

    def has(self, listing: Listing) -> bool:
        """Whether the earlier sheet had this listing with the same text in every field of words; prices and stock may differ."""
        return _digest(listing) in self._known


def _digest(listing: Listing) -> bytes:
    named = "" if listing.id == content_id(listing.rows[0].values) else listing.id
    parts = [named, *(part for cell in listing.texts(TEXT_FIELDS) for part in (cell.name, cell.value))]
    # A workbook and a text file of the same sheet end the lines within a cell in different ways.
    text = "\x1f".join(parts).replace("\r\n", "\n").replace("\r", "\n")
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class Seen:
    """A finding as one of two reports shows it."""

    id: str
    rule: str
    platform: str
    severity: str
    listing: str
    mark: str | None
    use: str | None
    text: str
    message: str
    path: str
    row: int
    cell: str
    set_aside: str = ""
    """Why it is not counted; empty: it is."""


@dataclass(frozen=True, slots=True)
class Side:
    """What was compared."""

    path: str
    today: str
    findings: tuple[Seen, ...]
    """In report order, counted before set aside."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What happened between two reports. A finding is the same when its id is: rows and severities may differ."""

    old: Side
    new: Side
    appeared: tuple[Seen, ...]
    """In the new report only, or counted there and set aside before; in the new report's order."""
    gone: tuple[Seen, ...]
    """In the old report only, or counted there and set aside since; in the old report's order."""
    changed: tuple[tuple[Seen, Seen], ...]
    """In both, with another severity or use: before and after."""

    @property
    def worst(self) -> Severity | None:
        """The highest severity among what appeared."""
        return max((Severity[seen.severity.upper()] for seen in self.appeared), default=None)

    def by(self, name: Callable[[Seen], str | None]) -> dict[str, dict[str, int]]:
        """Counts of new, gone and changed under what `name` gives for a finding, most new first; None is left out."""
        counts: dict[str, Counter[str]] = {}
        for kind, seen in (
            *(("new", s) for s in self.appeared),
            *(("gone", s) for s in self.gone),
            *(("changed", s) for _, s in self.changed),
        ):
            if (key := name(seen)) is not None:
                counts.setdefault(key, Counter())[kind] += 1
        ordered = sorted(counts.items(), key=lambda item: (-item[1]["new"], -item[1]["changed"], -item[1]["gone"], item[0]))
        return {key: {kind: its[kind] for kind in ("new", "gone", "changed")} for key, its in ordered}

    def to_dict(self) -> dict[str, Any]:
        """The difference as plain data."""
        from sellercheck import __version__

        return {
            "schema": DIFF_SCHEMA,
            "tool": {"name": "sellercheck", "version": __version__},
            "compared": {name: {"path": side.path, "today": side.today, "findings": sum(not s.set_aside for s in side.findings)} for name, side in (("old", self.old), ("new", self.new))},
            "summary": {"new": tally(self.appeared), "gone": tally(self.gone), "changed": len(self.changed)},
            "by_mark": self.by(lambda seen: seen.mark),
            "by_listing": self.by(lambda seen: seen.listing),
            "new": [_plain(seen) for seen in self.appeared],
            "gone": [_plain(seen) for seen in self.gone],
            "changed": [{"before": _plain(before), "after": _plain(after)} for before, after in self.changed],
        }  # fmt: skip


def tally(found: Iterable[Seen]) -> dict[str, int]:
    """Findings by severity, the highest first."""
    counted = Counter(seen.severity for seen in found)
    return {str(severity): counted[str(severity)] for severity in sorted(Severity, reverse=True)}


def compare(old: Side, new: Side) -> Difference:
    """What is new, gone or changed from `old` to `new`."""
    before, after = ({seen.id: seen for seen in reversed(side.findings)} for side in (old, new))
    appeared, gone, changed = [], [], []
    for seen in dict.fromkeys(after[seen.id] for seen in new.findings):
        was = before.get(seen.id)
        if not seen.set_aside and (was is None or was.set_aside):
            appeared.append(seen)
        elif was is not None and not seen.set_aside and (was.severity, was.use) != (seen.severity, seen.use):
            changed.append((was, seen))
    for seen in dict.fromkeys(before[seen.id] for seen in old.findings):
        since = after.get(seen.id)
        if not seen.set_aside and (since is None or since.set_aside):
            gone.append(seen if since is None else replace(seen, set_aside=since.set_aside))
    return Difference(old, new, tuple(appeared), tuple(gone), tuple(changed))


def side_of(report: Report, path: str) -> Side:
    """A report at hand as one side."""
    found = [_seen(finding, "") for finding in report.findings] + [_seen(aside.finding, aside.reason) for aside in report.set_aside]
    return Side(path, report.today.isoformat(), tuple(found))


def _seen(finding: Finding, set_aside: str) -> Seen:
    at = finding.at
    return Seen(
        finding.id, finding.rule, finding.platform, str(finding.severity), finding.listing, finding.mark.text if finding.mark else None,
        str(finding.context.use) if finding.context else None, finding.text, finding.message, at.path, at.row, at.cell, set_aside,
    )  # fmt: skip


def is_report(path: str | Path) -> bool:
    """Whether the file looks like a report in JSON, as against a sheet."""
    try:
        with Path(path).open("rb") as stream:
            head = stream.read(300)
    except OSError:
        return False
    return head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") and b'"sellercheck-report/' in head


def read_side(path: str | Path) -> Side:
    """A report that `check --format json` wrote as one side. Raises SheetError for anything else."""
    try:
        told = json.loads(Path(path).read_bytes())
    except OSError as error:
        raise SheetError(f"{path}: cannot be read: {error.strerror or error}", "Check the path.") from error
    except ValueError as error:  # no JSON, or no UTF-8
        raise SheetError(f"{path}: is no whole report: {error}", "Write it again: sellercheck check … -f json=REPORT.json.") from error
    if not isinstance(told, Mapping) or told.get("schema") != SCHEMA:
        raise SheetError(f'{path}: is no report of the kind "{SCHEMA}"', "Write it again: sellercheck check … -f json=REPORT.json.")
    try:
        found = [_of_dict(item, "") for item in told["findings"]]
        found += [_of_dict(aside["finding"], aside["reason"]) for aside in told["set_aside"]]
        return Side(str(path), str(told["today"]), tuple(found))
    except (KeyError, TypeError, AttributeError) as error:
        raise SheetError(f"{path}: is no whole report: {error!r}", "Write it again: sellercheck check … -f json=REPORT.json.") from error


def _of_dict(item: Mapping[str, Any], set_aside: str) -> Seen:
    at, mark, context = item["location"], item["mark"], item["context"]
    if item["severity"].upper() not in Severity.__members__:
        raise KeyError(item["severity"])
    return Seen(
        item["id"], item["rule"], item["platform"], item["severity"], item["listing"], mark and mark["text"], context and context["use"],
        item["text"], item["message"], at["path"], at["row"], at["cell"], set_aside,
    )  # fmt: skip


def _plain(seen: Seen) -> dict[str, Any]:
    return {name: getattr(seen, name) for name in Seen.__slots__}
