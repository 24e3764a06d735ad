"""A seller goes through a sheet's findings one by one, and decides: `Walk`.

Whatever is decided is on disk before the next question: edits and skips in a file beside the copy, ignores in the seller's
own file. The copy itself is written once, when the walk ends or the seller stops; a walk that is cut off leaves the progress
and nothing else, and the next one goes on from there, also when the sheet has changed meanwhile: a decision holds for a cell
that still has the text it was made on.
"""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sellercheck import fixes, fixing
from sellercheck.beside import beside
from sellercheck.errors import SettingsError, UsageError
from sellercheck.finding import Finding, Fix, Severity
from sellercheck.fixes import FORMULA, Change
from sellercheck.listing import Field, Listing, content_id
from sellercheck.progress import Progress
from sellercheck.settle import ignores
from sellercheck.text import key

SCHEMA = "sellercheck-progress/1"
ENDING = ".progress"
"""Put behind the name of the copy; no sheet is called so, and a folder that is checked passes over it."""
SUGGESTED = fixes.MADE["review"]
NEAR = 40
"""Characters taken on either side of words that an ignore names, where the listing has no SKU to name it by."""

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """What is asked at once: the findings of one cell that have one cause, whatever rule or platform says so."""

    listing: Listing
    findings: tuple[Finding, ...]
    """The gravest first."""
    changes: tuple[Change, ...]
    """What the suggested edit makes; empty where there is none, or it would not hold."""
    fix: Fix | None
    """The suggestion, or, without `changes`, a direction (`advice`)."""
    key: Key

    @property
    def field(self) -> Field | None:
        """The cell; None when the risk is that something is missing."""
        return self.findings[0].field

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where the words found stand in the cell, from left to right."""
        return tuple(sorted({finding.span for finding in self.findings if finding.span}))


@dataclass(slots=True)
class _Open(fixing.Work):
    """One listing on the way."""

    aside: frozenset[Key] = frozenset()
    """Names of findings that were set aside before."""
    decided: set[Key] = field(default_factory=set)
    asks: list[tuple[Key, list[Finding]]] | None = None
    """What is to be decided, the gravest first; None when that must be worked out anew."""

    @property
    def has_sku(self) -> bool:
        """Whether its name is the seller's own, and not made of its text."""
        return self.start.id != content_id(self.start.rows[0].values)

    def items(self) -> list[tuple[Key, list[Finding]]]:
        """What is to be decided, the gravest first."""
        if self.asks is None:
            items: dict[Key, list[Finding]] = defaultdict(list)
            for finding in self.findings:
                if finding.severity > Severity.INFO and (name := self.name(finding)) not in self.decided:
                    items[name].append(finding)
            for findings in items.values():
                findings.sort(key=lambda finding: (-finding.severity, finding.platform))
            self.asks = sorted(items.items(), key=lambda item: (-item[1][0].severity, _place(item[1][0])))
        return self.asks

    def name(self, finding: Finding) -> Key:
        """What findings of one cell and cause have in common, whatever rule or platform says so.

        It survives other edits of the cell, and rows and columns that come or go before it.
        """
        rule, column, mark, words = fixes.name(finding)
        row = finding.at.row - self.start.rows[0].number
        what = "" if finding.span else rule.partition("/")[2]
        return finding.check, what, str(row), finding.at.column or column, mark, words


class Walk:
    """One sheet's findings, asked one by one: those of the listing with the gravest first, notes (info) never."""

    def __init__(self, sheet: str | Path, out: str | Path, *, new_ignores: str | Path | None = None, **options: Any) -> None:
        """`options` as for `check`. `new_ignores`: the file that ignores go to where `options` name none.

        Raises UsageError where `out` cannot become the copy, or the progress beside it is of another sheet; and whatever `check` raises.
        """
        fixing.refuse(str(sheet), str(out))
        self.out, self.options = Path(out), options
        self.ignores = Path(path) if (path := options.get("ignores") or new_ignores) else None
        self.progress = self.out.with_name(self.out.name + ENDING)
        self.opened = fixing.open_sheet(sheet, self._options())
        with Path(sheet).open("rb") as stream:
            self.told = {"schema": SCHEMA, "sheet": Path(sheet).name, "sha256": hashlib.file_digest(stream, "sha256").hexdigest()}
        self.screen = self.opened.screen
        self.across = {step.rule.id for step in self.screen.across}
        self.today = self.opened.before.today
        self._held = self._read_ignores()
        self._told, records = self._records()
        self.sheet_changed = bool(self._told) and self._told.get("sha256") != self.told["sha256"]
        """Whether the sheet is not what it was when the last decision was made."""
        self.works = self._works(records)
        self.resumed, self.dropped = self._resume(records)
        """Decisions of an earlier walk that hold, and those whose cell or finding is not there any more."""
        self.order = sorted(self.works, key=_urgency)
        self.at = 0

    def _options(self) -> dict[str, Any]:
        """The options of `check`, with the ignores as they are now."""
        given = self.options.get("ignores") or (self.ignores if self.ignores and self.ignores.is_file() else None)
        return self.options | {"ignores": given}

    # ------------------------------------------------------------------------------------------------------- asking

    def next(self) -> Item | None:
        """The first that is not decided; None when all are."""
        for at in range(self.at, len(self.order)):
            for name, findings in self.order[at].items():
                self.at = at
                return self._item(self.order[at], name, findings)
        self.at = len(self.order)
        return None

    @property
    def to_go(self) -> int:
        """Items not decided yet."""
        return sum(len(work.items()) for work in self.order[self.at :])

    @property
    def edits(self) -> int:
        """Cells whose text is another now."""
        return sum(len(fixing.outcome(work, SUGGESTED)[0]) for work in self.works)

    def _item(self, work: _Open, name: Key, findings: Sequence[Finding]) -> Item:
        changes = self._suggestion(work, findings)
        made = [fixes.fitting(finding, SUGGESTED) for change in changes for finding in change.findings]
        directions = (fixes.fitting(finding, {"advice"}) for finding in findings)
        fix = next((fix for fix in made if fix), None) if changes else next((fix for fix in directions if fix), None)
        return Item(work.listing, tuple(findings), tuple(changes), fix, name)

    def _suggestion(self, work: _Open, findings: Sequence[Finding]) -> list[Change]:
        """The changes that mend these findings; none where they would leave one of them, or bring up another as severe."""
        others = set(map(fixes.name, work.findings)) - set(map(fixes.name, findings))
        changes = fixes.step(work.findings, SUGGESTED, work.barred | others)
        if not changes:
            return []
        after = self._examined(work, fixes.edited(work.listing, changes))
        return [] if fixes.worsened(work.findings, after, changes) | fixing.unwelcome(changes) else changes

    # ----------------------------------------------------------------------------------------------------- deciding

    def accept(self, item: Item) -> None:
        """Make the suggested edit."""
        self._edit(item, item.changes)

    def edit(self, item: Item, new: str) -> bool:
        """Give the item's cell this text; whether what was found is gone. See `why_not`."""
        if item.field is None:
            raise UsageError("there is no cell to edit", "Fill it in the sheet.")
        work = self._work(item)
        self._edit(item, (Change(item.field, new, item.findings),))
        return all(name != item.key for name, _ in work.items())

    def why_not(self, cell: Field, new: str) -> str | None:
        """Why the cell cannot have this text: `same`, `formula`, `control` or `encoding`; None when it can."""
        if new == cell.value:
            return "same"
        if new[:1] in FORMULA and new[:1] != "" and cell.value[:1] != new[:1]:
            return "formula"
        if any(unicodedata.category(char) == "Cc" for char in set(new) - set(cell.value)):
            return "control"
        try:
            new.encode(cell.sheet.encoding or "utf-8")
        except UnicodeEncodeError:
            return "encoding"
        return None

    def text_of(self, cell: Field) -> str:
        """What stands in the cell now."""
        rows = (row for work in self.works for row in work.listing.rows if row.number == cell.row.number)
        return next(row.values[cell.column.index] for row in rows)

    def skip(self, item: Item) -> None:
        """Leave it as it is; it is not asked again before the copy is finished."""
        self._keep({"do": "skip", "listing": item.listing.id, "key": list(item.key)})
        work = self._work(item)
        work.decided.add(item.key)
        work.asks = None

    def ignore(self, item: Item, *, reason: str, expires: date, owner: str = "", everywhere: bool = False) -> None:
        """Write an entry to the file of ignores: for this listing, or `everywhere` the same words or mark are found.

        Raises UsageError or SettingsError when there is no such file to write to, or the entry could not be meant.
        """
        if self.ignores is None:
            raise UsageError("there is no file for ignores", "Name one with --ignores.")
        if expires < self.today:
            raise SettingsError(f"{expires.isoformat()} is past", "Name a day to come.")
        self._held = self._read_ignores()  # somebody may have mended, or broken, the file meanwhile
        rules = list(dict.fromkeys(finding.rule.partition("/")[2] for finding in item.findings))
        platforms = sorted({finding.platform for finding in item.findings})
        for more in self._scopes(item, everywhere):
            # A pack of the seller's own can have a name that is taken for a slip of ours.
            for named in (platforms, ()):
                entry = ignores.written(rules=rules, platforms=named, reason=reason, owner=owner, expires=expires, **more)
                if self._appended(self.ignores, entry, item.findings):
                    self._set_aside()
                    return
        raise SettingsError("no ignore can name this finding", "Skip it, or leave the rule out with --ignore.")

    def _set_aside(self) -> None:
        self._held = self._read_ignores()
        for work in self.works:
            work.findings = tuple(finding for finding in work.findings if not self._is_ignored(finding))
            work.asks = None

    def can_ignore(self, item: Item, *, everywhere: bool = False) -> bool:
        """Whether there is a file for it, and an SKU, a mark or words by which to name the finding here, or in any listing."""
        return self.ignores is not None and any(True for _ in self._scopes(item, everywhere))

    def _scopes(self, item: Item, everywhere: bool) -> Iterator[dict[str, Any]]:
        """What an entry may name beside rule and platforms, the narrowest first."""
        first = item.findings[0]
        words = {"match": first.text} if key(first.text) and _is_text(first.text) else {}
        mark = {"mark": first.mark.text} if first.mark and key(first.mark.text) else {}
        if everywhere:
            if words or mark:
                yield {**mark, **words}
                yield mark or words
            return
        if self._work(item).has_sku:
            named = {"items": [item.listing.id]}
            yield {**mark, **words, **named}
            yield {**mark, **named}
        if item.field is not None:  # without a SKU a listing's name changes with its text
            around = _around(item.field.value, first.span)
            if key(around) and _is_text(around):
                yield {**mark, "match": around}
            if words:
                yield {**mark, **words}

    def _appended(self, path: Path, entry: str, findings: Iterable[Finding]) -> bool:
        """Append the entry to the file, when what comes of it sets all the findings aside."""
        try:
            old = path.read_bytes() if path.exists() else b""
            gap = b"" if not old else b"\n" if old.endswith(b"\n") else b"\n\n"
            with beside(path) as part:
                _write(part, old + gap + entry.encode())
                self._refuse_idle(part, findings)
        except SettingsError:
            return False
        except OSError as error:
            raise UsageError(f'"{path}" cannot be written: {error.strerror or error}', "Name another with --ignores.") from error
        return True

    def _refuse_idle(self, path: Path, findings: Iterable[Finding]) -> None:
        """SettingsError when the file's last entry cannot be meant, or leaves one of the findings counted."""
        held = ignores.Ignores(ignores.read(path)[-1:], today=self.today)
        if any(held.verdict(finding) is None for finding in findings):
            raise SettingsError(f"{path}: the last ignore does not name what it is for")

    def _read_ignores(self) -> ignores.Ignores | None:
        if self.ignores is None or not self.ignores.is_file():
            return None
        return ignores.Ignores(ignores.read(self.ignores), today=self.today)

    def _is_ignored(self, finding: Finding) -> bool:
        return self._held is not None and self._held.verdict(finding) is not None

    def _work(self, item: Item) -> _Open:
        return next(work for work in self.order[self.at :] if work.listing is item.listing)

    def _edit(self, item: Item, changes: Sequence[Change]) -> None:
        work = self._work(item)
        originals = {row.number: row.values for row in work.start.rows}
        for change in changes:
            number, index = change.place
            self._keep(
                {"do": "edit", "listing": work.start.id, "row": number, "column": change.field.column.header,
                 "old": originals[number][index], "new": change.new}
            )  # fmt: skip
        self._change(work, changes)

    def _change(self, work: _Open, changes: Sequence[Change]) -> None:
        listing = fixes.edited(work.listing, changes)
        work.listing, work.findings, work.asks = listing, self._examined(work, listing), None
        for change in changes:
            work.made.setdefault(change.place, []).extend(change.findings)

    def _examined(self, work: _Open, listing: Listing) -> tuple[Finding, ...]:
        """What is found in the listing now. What only whole sheets show stays, until its own cell changes."""
        (found,) = self.screen.examine([listing])
        cells = {(row.number, at): value for row in listing.rows for at, value in enumerate(row.values)}
        stay = [
            finding
            for finding in work.findings
            if finding.rule in self.across and (finding.field is None or cells.get(_cell(finding.field)) == finding.field.value)
        ]
        new = [finding for finding in found if fixes.name(finding) not in work.aside and not self._is_ignored(finding)]
        return (*new, *stay)

    # -------------------------------------------------------------------------------------- ending, and going on

    def finish(self, progress: Progress | None = None) -> fixing.Fixed:
        """Write the copy, and check it. The progress goes when nothing is left to decide."""
        done = self.next() is None
        works = sorted(self.works, key=lambda work: work.start.rows[0].number)
        changes = [change for work in works for change in fixing.outcome(work, SUGGESTED)[0]]
        fixed = fixing.write(self.opened, self.out, changes, (), self._options() | {"progress": progress}, decided=True)
        if done:
            self.progress.unlink(missing_ok=True)
        return fixed

    def _keep(self, record: dict[str, Any]) -> None:
        """The decision goes to the file before anything else is asked."""
        lines = [record] if self._told == self.told else [self.told, record]
        try:
            # A file without a first line was cut off while that was written.
            with self.progress.open("ab" if self._told else "wb") as out:
                if self._told and not _ends_whole(self.progress):
                    out.write(b"\n")
                out.write(b"".join(json.dumps(each, ensure_ascii=True).encode() + b"\n" for each in lines))
                out.flush()
                os.fsync(out.fileno())
        except OSError as error:
            message = f'the progress cannot be kept in "{self.progress}": {error.strerror or error}'
            raise UsageError(message, "Name another place for the copy with -o.") from error
        self._told = self.told

    def _records(self) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """What the progress is of, and the decisions in it; a line that was cut off is passed over."""
        try:
            lines = self.progress.read_bytes().split(b"\n")
        except FileNotFoundError:
            return {}, []
        except OSError as error:
            raise UsageError(f'"{self.progress}" cannot be read: {error.strerror or error}', "Remove it, and begin anew.") from error
        told: dict[str, Any] = {}
        records = []
        for number, line in enumerate(lines, 1):
            try:
                record = json.loads(line or b"{}")
            except ValueError:
                if not line.endswith(b"}"):
                    continue
                record = None
            if not isinstance(record, dict) or (record and not told and record.get("schema") != SCHEMA):
                raise UsageError(f"{self.progress}:{number}: is no progress that sellercheck can read", "Remove the file, and begin anew.")
            if "schema" in record:
                told = record
            elif record:
                records.append(record)
        if told and told.get("sheet") != self.told["sheet"] and told.get("sha256") != self.told["sha256"]:
            raise UsageError(
                f'"{self.progress}" is the progress of another sheet, "{told.get("sheet")}"', "Remove it, or name another copy with -o."
            )
        return told, records

    def _works(self, records: Sequence[dict[str, Any]]) -> list[_Open]:
        """The listings with something to ask, and those with cells that were edited before."""
        found, aside = fixing.by_listing(self.opened.before)
        edited = {record.get("old") for record in records if record.get("do") == "edit"}
        works = []
        for listing in self.opened.listings():
            numbers = [row.number for row in listing.rows]
            findings = [finding for number in numbers for finding in found.get(number, ())]
            asks = any(finding.severity > Severity.INFO for finding in findings)
            if asks or (edited and any(value in edited for row in listing.rows for value in row.values)):
                names = frozenset(name for number in numbers for name in aside.get(number, ()))
                works.append(_Open(listing, findings, listing, set(names), aside=names))
        return works

    def _resume(self, records: Sequence[dict[str, Any]]) -> tuple[int, int]:
        """Make the decisions of an earlier walk; how many hold, and how many do not."""
        edits: dict[tuple[object, ...], dict[str, Any]] = {}
        skips: dict[tuple[str, Key], None] = {}
        for record in records:
            if record.get("do") == "edit":
                # Of several edits of one cell the last has the whole text.
                edits[record.get("listing"), record.get("row"), record.get("column"), record.get("old")] = record
            elif record.get("do") == "skip":
                skips[str(record.get("listing")), tuple(map(str, record.get("key", ())))] = None
        held = 0
        taken: set[tuple[int, int, int]] = set()
        for record in edits.values():
            if (place := self._where(record, taken)) is not None and isinstance(record.get("new"), str):
                work, cell = place
                taken.add((id(work), *_cell(cell)))
                if record["new"] != cell.value:
                    self._change(work, (Change(cell, record["new"], ()),))
                held += 1
        for work in self.works:
            there = {work.name(finding) for finding in work.findings}
            for listing, name in skips:
                if listing == work.listing.id and name in there:
                    work.decided.add(name)
                    work.asks = None
                    held += 1
        return held, max(0, len(edits) + len(skips) - held)

    def _where(self, record: dict[str, Any], taken: set[tuple[int, int, int]]) -> tuple[_Open, Field] | None:
        """The cell an edit was made in: that of the listing, else one in the same row or, in a sheet without SKUs, any with that text."""
        best: tuple[tuple[bool, bool], _Open, Field] | None = None
        for work in self.works:
            for row in work.listing.rows:
                originals = next(each.values for each in work.start.rows if each.number == row.number)
                for column in work.listing.sheet.columns:
                    at = column.index
                    if column.header != record.get("column") or at >= len(row.values) or originals[at] != record.get("old"):
                        continue
                    cell = Field(column.field or "", row.values[at], column, row, work.listing.sheet)
                    same = work.listing.id == record.get("listing")
                    if (id(work), *_cell(cell)) in taken or (work.has_sku and not same):
                        continue
                    rank = same, row.number == record.get("row")
                    if best is None or rank > best[0]:
                        best = rank, work, cell
        return None if best is None else best[1:]


def _urgency(work: _Open) -> tuple[int, int]:
    return -max((finding.severity for finding in work.findings), default=Severity.INFO), work.start.rows[0].number


def _place(finding: Finding) -> tuple[int, int, tuple[int, int], str]:
    return finding.at.row, finding.field.column.index if finding.field else -1, finding.span or (0, 0), finding.rule


def _cell(cell: Field) -> fixes.Place:
    return cell.row.number, cell.column.index


def _around(value: str, span: tuple[int, int] | None) -> str:
    """The words of the cell around `span`: enough of them to know the listing again."""
    start, end = span or (0, 0)
    left, right = max(0, start - NEAR), min(len(value), end + NEAR)
    while left and value[left - 1].isalnum():
        left -= 1
    while right < len(value) and value[right].isalnum():
        right += 1
    return value[left:right].strip()


def _is_text(words: str) -> bool:
    """Whether the words can stand in a file of UTF-8."""
    return not any(0xD800 <= ord(char) < 0xE000 for char in words)


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as stream:
        stream.seek(0, os.SEEK_END)
        if not stream.tell():
            return True
        stream.seek(-1, os.SEEK_END)
        return stream.read(1) == b"\n"


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
