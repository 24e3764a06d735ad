"""Saved results read back: what `--format json` and `jsonl` wrote becomes a `Report` again.

Nothing is checked again and no sheet is opened. A report that is read and written again has the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from sellercheck.errors import ReportError
from sellercheck.finding import Confidence, Context, Edit, Evidence, Finding, Fix, Severity, Use
from sellercheck.heap import no_cycles_sought
from sellercheck.listing import Column, Field, Location, Row, SheetLayout
from sellercheck.mark import ListInfo, Mark
from sellercheck.report import SCHEMA, Exposure, Likewise, NotChecked, PackInfo, Report, SetAside, SheetInfo, Skipped

HINT = "Name a file that `sellercheck check -f json=…` or `-f jsonl=…` wrote."
_BY_SEVERITY = {str(severity): severity for severity in Severity}
_BY_CONFIDENCE = {str(confidence): confidence for confidence in Confidence}


def read(path: str | Path) -> Report:
    """The report saved at `path`, as JSON or JSON Lines.

    Raises ReportError for a file that cannot be read, is no report, is of a newer kind, or holds parts that contradict each
    other; the message names the part.
    """
    with no_cycles_sought():  # a long report is millions of objects: seeking cycles among them took as long as all the rest
        return _read(path)


def _read(path: str | Path) -> Report:
    text = _text(path)
    if not re.match(r"\s*\{", text):
        raise ReportError(f"{path}: is no saved result: a JSON report begins with a brace", HINT)
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg != "Extra data":
            raise ReportError(f"{path}:{error.lineno}: is no JSON: {error.msg}", "Was it cut off? " + HINT) from error
        whole = None
    except RecursionError as error:
        raise ReportError(f"{path}: is no saved result: it is nested too deeply", HINT) from error
    if whole is None or whole.get("type") == "run":
        # Not `splitlines`: texts of cells hold line ends of other kinds, such as U+2028.
        return _Reader(str(path)).lines(line for line in text.split("\n") if line.strip())
    del text  # a long one: what is made of it need not stand beside it
    return _Reader(str(path)).report(whole)


def _text(path: str | Path) -> str:
    try:
        return Path(path).read_text("utf-8-sig")
    except OSError as error:
        raise ReportError(f'"{path}" cannot be read: {error.strerror or error}', HINT) from error
    except UnicodeDecodeError as error:
        raise ReportError(f"{path}: is no saved result: byte {error.start} is not UTF-8", HINT) from error


class _Reader:
    """One file. Values that repeat are made once: a long report names few rules, marks and rows."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.made: dict[Any, Any] = {}
        self.layouts: dict[tuple[str, str | None], SheetLayout] = {}
        self.ranks: dict[tuple[str, str | None], dict[tuple[str, str], int]] = {}
        self.cells: dict[tuple[str, str | None], dict[str, Field]] = {}

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Whatever is not as the schema says is told with the name of the part."""
        try:
            yield
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            told = f"has no {error}" if isinstance(error, KeyError) else f"is not as it should be: {error}"
            raise ReportError(f"{self.path}: {name} {told}", "Compare it with `sellercheck schema report`. " + HINT) from error

    def report(self, whole: Any) -> Report:
        self.known(whole)
        with self.part("the report"):
            sheets = self.sheets(whole["sheets"])
        with self.part("cells"):
            self.remember(whole["cells"])
        with self.part("the report"):
            parts = [whole[name] for name in ("findings", "set_aside", "skipped")]
        return self.built(whole, sheets, *parts)

    def lines(self, lines: Iterable[str]) -> Report:
        """JSON Lines: the facts of the run first, then one part a line."""
        parts: dict[str, list[Any]] = {"run": [], "cell": [], "finding": [], "set_aside": [], "skipped": []}
        for number, line in enumerate(lines, 1):
            try:
                item = json.loads(line)
                parts[item["type"]].append(item)
            except (ValueError, KeyError, TypeError) as error:
                raise ReportError(f"{self.path}:{number}: is no line of a saved result", HINT) from error
            if number == 1:
                self.known(item)
        with self.part("the first line"):
            (whole,) = parts["run"]
            sheets = self.sheets(whole["sheets"])
        with self.part("cells"):
            self.remember(parts["cell"])
        for what in ("findings", "set_aside", "skipped"):
            there = len(parts["finding" if what == "findings" else what])
            said = sum(whole["summary"]["by_severity"].values()) if what == "findings" else whole["summary"][what]
            if there != said:
                raise ReportError(f"{self.path}: its first line speaks of {said} {what}, and {there} are there", "Was it cut off? " + HINT)
        return self.built(whole, sheets, parts["finding"], parts["set_aside"], parts["skipped"])

    def known(self, whole: Any) -> None:
        schema = whole.get("schema") if isinstance(whole, dict) else None
        if schema == SCHEMA:
            return
        kind, _, version = str(schema).partition("/")
        if kind == SCHEMA.partition("/")[0] and version.isdecimal() and int(version) > int(SCHEMA.partition("/")[2]):
            raise ReportError(f'{self.path}: is of the kind "{schema}", and this version reads {SCHEMA}', "Update sellercheck.")
        raise ReportError(f'{self.path}: is no saved result: its "schema" is not {SCHEMA}', HINT)

    def built(self, whole: Any, sheets: tuple[SheetInfo, ...], findings: list[Any], aside: list[Any], skipped: list[Any]) -> Report:
        made = tuple(self.finding(item, f"findings[{number}]") for number, item in _emptied(findings))
        set_aside = tuple(
            SetAside(self.finding(item["finding"], f"set_aside[{number}]"), item["reason"], item["detail"])
            for number, item in _emptied(aside)
        )
        with self.part("the report"):
            summary = whole["summary"]
            report = Report(
                findings=made,
                today=date.fromisoformat(whole["today"]),
                listings=summary["listings"],
                by_risk=summary["by_risk"],
                packs=tuple(
                    PackInfo(
                        pack["platform"],
                        pack["title"],
                        date.fromisoformat(pack["version"]),
                        pack["rules"],
                        pack["guessed"],
                        pack["of"],
                        pack["elsewhere"],
                    )
                    for pack in whole["platforms"]
                ),
                lists=tuple(
                    ListInfo(**(_named(ListInfo, item) | {"retrieved": date.fromisoformat(item["retrieved"])})) for item in whole["lists"]
                ),
                sheets=sheets,
                set_aside=set_aside,
                skipped=tuple(Skipped(Location(**_named(Location, item["location"])), item["reason"], item["fault"]) for item in skipped),
                unanswered=tuple(whole["unanswered"]),
                not_checked=tuple(NotChecked(**_named(NotChecked, item)) for item in whole["not_checked"]),
                notes=tuple(whole["notes"]),
                exposure=tuple(map(_exposure, whole["exposure"])),
                likewise={
                    name: tuple(Likewise(int(each["row"]), str(each["listing"])) for each in rows)
                    for name, rows in whole.get("likewise", {}).items()
                },
                language=whole["language"],
                version=whole["tool"]["version"],
            )
            if report.summary() != summary:
                raise ValueError("its summary does not count what it holds")
        return report

    def sheets(self, items: list[Any]) -> tuple[SheetInfo, ...]:
        sheets = []
        for item in items:
            tuples = {name: tuple(item[name]) for name in ("unmapped", "notes")}
            more = {name: tuple(headers) for name, headers in item["more_columns"].items()}
            sheet = SheetInfo(**(_named(SheetInfo, item) | tuples | {"more_columns": more}))
            sheets.append(sheet)
            key = (sheet.path, sheet.worksheet)
            self.layouts[key] = SheetLayout(sheet.path, sheet.format, sheet.encoding, sheet.delimiter, sheet.worksheet, sheet.header_row)
            self.ranks[key] = {
                (name, header): rank for name, first in sheet.columns.items() for rank, header in enumerate((first, *more.get(name, ())))
            }
        return tuple(sheets)

    def remember(self, items: Iterable[Any]) -> None:
        """The cells' texts as fields of rows, as when the sheet was read; cells nobody speaks of are blank."""
        rows: dict[tuple[tuple[str, str | None], int], dict[int, tuple[Location, str]]] = {}
        columns: dict[tuple[str, str | None], dict[int, Column]] = {}
        for item in items:
            at = Location(**_named(Location, item["location"]))
            sheet, index = (at.path, at.worksheet), column_index(at.cell)
            self.layouts.setdefault(sheet, SheetLayout(at.path, "", worksheet=at.worksheet))
            rank = self.ranks.get(sheet, {}).get((at.field, at.column), 0)
            columns.setdefault(sheet, {}).setdefault(index, Column(index, at.column, at.field or None, rank=rank))
            rows.setdefault((sheet, at.row), {})[index] = (at, str(item["text"]))
        for sheet, named in columns.items():
            layout = self.layouts[sheet]
            self.layouts[sheet] = SheetLayout(
                layout.path, layout.format, layout.encoding, layout.delimiter, layout.worksheet, layout.header_row,
                columns=tuple(named[index] for index in sorted(named)),
            )  # fmt: skip
        for (sheet, number), texts in rows.items():
            values = [""] * (max(texts) + 1)
            for index, (_, text) in texts.items():
                values[index] = text
            row = Row(number, next(iter(texts.values()))[0].line, tuple(values))
            for index, (at, text) in texts.items():
                field = Field(at.field, text, columns[sheet][index], row, self.layouts[sheet])
                self.cells.setdefault(sheet, {})[at.cell] = field

    def finding(self, item: Any, name: str) -> Finding:
        with self.part(name):
            at = self.once(Location, tuple(item["location"][key] for key in Location._fields))
            cells = self.cells.get((at.path, at.worksheet), {})
            span = (item["span"][0], item["span"][1]) if item["span"] else None
            field = cells.get(at.cell)
            text = field.value[span[0] : span[1]] if field and span else ""
            if text != item["text"]:
                raise ValueError(f'"text" is not what stands at its span of the cell {at.cell}')
            context = item["context"]
            return Finding(
                id=item["id"], rule=item["rule"], check=item["check"], platform=item["platform"], severity=_BY_SEVERITY[item["severity"]],
                confidence=_BY_CONFIDENCE[item["confidence"]], message=self.same(item["message"]), remedy=self.same(item["remedy"]),
                consequence=self.same(item["consequence"]), source_url=self.same(item["source"]["url"]), source_read=self.same(item["source"]["read"]),
                listing=self.same(item["listing"]), field=field, at=at, span=span,
                mark=self.mark(item["mark"]), context=None if context is None else Context(**(_named(Context, context) | {"use": Use(context["use"])})),
                evidence=tuple(self.once(Evidence, tuple(each[key] for key in Evidence._fields)) for each in item["evidence"]),
                fixes=tuple(
                    Fix(fix["title"], fix["applicability"], tuple(self.edit(edit, cells) for edit in fix["edits"])) for fix in item["fixes"]
                ),
            )  # fmt: skip

    def edit(self, item: Mapping[str, Any], cells: Mapping[str, Field]) -> Edit:
        edit = Edit(cells[item["cell"]], (item["span"][0], item["span"][1]), item["new"])
        if edit.old != item["old"]:
            raise ValueError(f'"old" is not what stands at an edit\'s span of the cell {item["cell"]}')
        return edit

    def mark(self, item: Mapping[str, Any] | None) -> Mark | None:
        if item is None:
            return None
        named = _named(Mark, item) | {"nice_classes": frozenset(item["nice_classes"])}
        key = ("mark", *named.values())
        if key not in self.made:
            self.made[key] = Mark(**named)
        made: Mark = self.made[key]
        return made

    def once(self, kind: Any, values: tuple[Any, ...]) -> Any:
        key = (kind, values)
        if key not in self.made:
            self.made[key] = kind(*values)
        return self.made[key]

    def same(self, text: str) -> str:
        same: str = self.made.setdefault(("text", text), text)
        return same


def _exposure(item: Mapping[str, Any]) -> Exposure:
    least, most = item["violations"]
    return Exposure(
        platform=item["platform"], name=item["scale"], message=item["message"], listings=item["listings"], owners=item["owners"],
        violations=(least, most), amount=(item["amount"][0], item["amount"][1]) if item["amount"] else None, over=item["over"],
        source_url=item["source"]["url"], source_read=item["source"]["read"], dated=item["source"]["dated"],
    )  # fmt: skip


def _emptied(items: list[Any]) -> Iterator[tuple[int, Any]]:
    """The items with their numbers, each forgotten by the list: what is made of all of them takes the room they had."""
    for number, item in enumerate(items):
        items[number] = None
        yield number, item


def _named(kind: Any, item: Mapping[str, Any]) -> dict[str, Any]:
    """What of `item` this version knows: within a version of the schema keys are added."""
    return {name: item[name] for name in _names(kind) if name in item}


def _names(kind: Any) -> tuple[str, ...]:
    names: tuple[str, ...] = getattr(kind, "_fields", None) or kind.__slots__  # a named tuple's, or a dataclass's
    return names


def column_index(cell: str) -> int:
    """0-based column of a spreadsheet address: B7 → 1."""
    letters = cell.rstrip("0123456789")
    if not letters or not letters.isascii() or not letters.isupper() or letters == cell:
        raise ValueError(f'"{cell}" is no cell')
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1
