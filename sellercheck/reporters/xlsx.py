"""The seller's own workbook back, with what was found in it: columns beside the listings, marked words, a summary with charts.

An XLSX workbook stays as it is, part for part; an XLSM one loses its macros, since an `.xlsx` has none. Of any other sheet
(CSV, XLS, feeds …) there is a worksheet in a new workbook, every cell as text, so that codes keep their zeros. Behind them
stand a summary, all findings with a filter, and the rules met. Where the sheet is not at hand any more (a saved result,
standard input) there are only these. No cell is a formula, and none of ours begins as one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import BinaryIO

from sellercheck.errors import SheetError
from sellercheck.finding import Finding, Severity, Use
from sellercheck.listing import Field, column_letters
from sellercheck.report import Report, SheetInfo
from sellercheck.reporters import RenderOptions
from sellercheck.reporters._annotations import annotated, own
from sellercheck.reporters._charts import COLOURS, Series, bars, ring
from sellercheck.reporters._edits import best, by_cell, edited
from sellercheck.reporters._groups import Group, groups
from sellercheck.reporters._lines import visible
from sellercheck.reporters._marked import pieces, storable
from sellercheck.reporters._overview import Overview, where_label
from sellercheck.reporters._texts import rule_name
from sellercheck.sheets import OWN, Addition, Book, Changes, Chart, Formats, Grid, add_to_book, new_book
from sellercheck.sheets._additions import number_cell, shared, sheet_rows, text_cell
from sellercheck.sheets._spreadsheetml import MAX_CHARS, inline, runs

BINARY = True

MAX_ROWS = 1_048_576
"""Rows of a worksheet (Excel specifications and limits, read 2026-11-22)."""
MOST_SHEETS = 40
"""Sheets repeated in a new workbook; the findings name the cells of all."""
_GROUPS = 10
_BLOCK = 17
"""Rows of the summary for one table and the chart beside it."""
_EXCERPT = 240
_PLAIN = 30_000
"""Characters of a text that a cell surely takes."""
_RISKS = ("high", "medium", "low", "none")


def write(report: Report, out: BinaryIO, options: RenderOptions) -> None:
    workbook = _Workbook(report, options)
    found = workbook.originals()
    if len(found) == len(report.sheets) == 1 and found[0][1].format in {"xlsx", "xlsm"}:
        sheet, book, grid = found[0]
        names = _Names(each.name or "" for each in book.grids)
        changes, _, _ = annotated(workbook, sheet, grid)
        if book.format == "xlsm":
            workbook.notes.append(workbook.say("no-macros", sheet=visible(sheet.path)))
        try:
            add_to_book(book, grid, changes, out, workbook.pages(names))
        except SheetError as error:  # said before anything was written
            workbook.notes.append(error.message)
        else:
            return
    names = _Names(())
    new_book([*workbook.sheets(found, names), *workbook.pages(names)], out)


class _Names:
    """Names of worksheets, each free once."""

    def __init__(self, taken: Sequence[str] | Iterator[str]) -> None:
        self.taken = {name.casefold() for name in taken}

    def free(self, wanted: str) -> str:
        """`wanted` as a worksheet may be called: 31 characters, none of []:*?/\\, unlike all others by case either."""
        name = re.sub(r"[\[\]:*?/\\\x00-\x1f]", "-", storable(visible(wanted))).strip("' ") or "Sheet"
        name = _utf16(name, 31)
        number = 1
        free = name
        while free.casefold() in self.taken | {"history"}:  # Excel keeps that one for itself
            number += 1
            free = f"{_utf16(name, 30 - len(str(number)))} {number}"
        self.taken.add(free.casefold())
        return free


def _utf16(text: str, most: int) -> str:
    while len(text) + sum(char > "\uffff" for char in text) > most:
        text = text[:-1]
    return text.rstrip("' ")


class _Workbook(Overview):
    def __init__(self, report: Report, options: RenderOptions) -> None:
        super().__init__(report, options)
        self.notes: list[str] = []
        """What a person should know about the workbook itself."""

    def originals(self) -> list[tuple[SheetInfo, Book, Grid]]:
        """The sheets that can be opened as they were checked."""
        found: list[tuple[SheetInfo, Book, Grid]] = []
        if self.options.originals is None:
            return found
        for sheet in self.report.sheets:
            if len(found) < MOST_SHEETS and (opened := self.options.originals(sheet)):
                found.append((sheet, *opened))
        if missing := len(self.report.sheets) - len(found):
            self.notes.append(self.say("sheets-left-out", n=missing))
        return found

    def sheets(self, found: Sequence[tuple[SheetInfo, Book, Grid]], names: _Names) -> Iterator[Addition]:
        """The seller's sheets as worksheets."""
        for sheet, _, grid in found:
            changes, last, too_long = annotated(self, sheet, grid)
            if last + 1 > MAX_ROWS or changes.first_added + len(changes.added) > 16_384:
                self.notes.append(self.say("sheet-too-large", sheet=visible(sheet.path)))
                continue
            if too_long:
                self.notes.append(self.say("cells-cut", n=too_long, sheet=visible(sheet.path), most=MAX_CHARS))
            label = sheet.worksheet if sheet.worksheet is not None else re.sub(r".*[/\\!]", "", sheet.path).partition(".")[0]
            area = changes.filtered
            if grid.keys is not None and last:
                area = f"A1:{column_letters(changes.first_added + len(changes.added) - 1)}{last + 1}"
            frozen = 1 if grid.keys is not None else sheet.header_row or 0
            yield Addition(names.free(label), _rows_of(grid, changes), _widths(changes), frozen if frozen < 20 else 0, area)

    def pages(self, names: _Names) -> list[Addition]:
        """Summary, findings and rules."""
        summary, findings, rules = (names.free(OWN + self.say(name)) for name in ("sheet-summary", "sheet-findings", "sheet-rules"))
        page = _Summary(self, summary)
        listed = self.shown[: MAX_ROWS - 1]
        if len(listed) < len(self.shown):
            self.notes.append(self.say("findings-cut", n=len(listed)))
        several = len(self.report.sheets) > 1
        heads = [name for name in _HEADS if several or name != "path"]
        widths = tuple(_HEADS[name] for name in heads)
        area = f"A1:{column_letters(len(heads) - 1)}{len(listed) + 1}" if listed else ""
        return [
            Addition(summary, page.rows, (42.0, 11.0, 11.0, 11.0, 11.0, 11.0, 3.0), charts=tuple(page.charts)),
            Addition(findings, _Findings(self, heads, listed).rows, widths, 1, area),
            Addition(rules, self.rules, (28.0, 10.0, 70.0, 50.0, 14.0), 1),
        ]

    def rules(self, styles: Formats) -> Iterator[str]:
        """The rules met, with consequence and source."""
        counts: dict[str, int] = {}
        firsts: dict[str, Finding] = {}
        for finding in self.shown:
            counts[finding.rule] = counts.get(finding.rule, 0) + 1
            firsts.setdefault(finding.rule, finding)
        lines = _Lines(styles)
        yield lines.row(*(("head", self.say(name)) for name in ("rule-id", "findings-label", "consequence", "source", "read-on")))
        for rule in sorted(firsts):
            first = firsts[rule]
            texts = (first.consequence, first.source_url, first.source_read)
            yield lines.row(("text", rule), ("number", counts[rule]), *(("wrapped", text) for text in texts))


def _rows_of(grid: Grid, changes: Changes) -> Callable[[Formats], Iterable[str]]:
    def rows(styles: Formats) -> Iterator[str]:
        return sheet_rows(grid, changes, styles)

    return rows


def _widths(changes: Changes) -> tuple[float, ...]:
    return (*[16.0] * changes.first_added, *[12.0, 60.0, 50.0, 50.0, 50.0][: len(changes.added)]) if changes.added else ()


class _Lines:
    """Rows of a worksheet of ours, one under the other."""

    def __init__(self, styles: Formats) -> None:
        self.styles, self.number = styles, 0

    def row(self, *cells: tuple[str, str | int] | None) -> str:
        """The next row: style and content of each cell; None leaves one out."""
        self.number += 1
        written = []
        for at, cell in enumerate(cells):
            if cell is None or cell[1] == "":
                continue
            style, content = cell
            address = f"{column_letters(at)}{self.number}"
            if isinstance(content, int):
                written.append(number_cell(address, self.styles[style], content))
            else:
                written.append(text_cell(address, self.styles[style], own(visible(content))))
        return f'<row r="{self.number}">{"".join(written)}</row>' if written else ""


class _Summary:
    """The first page: what was found in one look, and in numbers with charts beside them."""

    def __init__(self, view: _Workbook, name: str) -> None:
        self.view, self.name = view, name
        self.charts: list[Chart] = []
        self.lines: list[list[tuple[str, str | int] | None]] = []
        self._head()
        self._risks()
        for title, found in groups(view.shown, view.report.likewise):
            self._groups(view.say(title), found)
        self.area_end = len(self.lines)

    def rows(self, styles: Formats) -> Iterator[str]:
        lines = _Lines(styles)
        for line in self.lines:
            yield lines.row(*line)
        yield lines.row(("bold", self.view.say("used")))
        for note in self.view.notes:
            yield lines.row(("text", self.view.say("note")), ("text", note))
        for label, text in self.view.used():
            yield lines.row(("text", label), ("text", text))
        yield lines.row()
        yield lines.row(("text", self.view.say("disclaimer")))

    def _head(self) -> None:
        view = self.view
        say, report = view.say, view.report
        sheets = [view.cut(where_label((sheet.path, sheet.worksheet))) for sheet in report.sheets[:5]] + (
            ["…"] if len(report.sheets) > 5 else []
        )
        facts = (say("html-day", date=report.today.isoformat()), view.joined(sheets), view.joined(pack.title for pack in report.packs))
        self.lines += [[("title", say("html-title"))], [("text", " · ".join(fact for fact in facts if fact))], [("bold", view.tally())]]
        if first := view.first():
            self.lines.append([("text", f"{say('first')}{say('colon')}{first}")])
        for text in ([] if view.shown else [view.nothing()]) + ([view.hidden()] if view.hidden() else []):
            self.lines.append([("text", text)])
        self.lines.append([])

    def _risks(self) -> None:
        say = self.view.say
        title = say("html-by-risk")
        start = len(self.lines)
        self.lines.append([("head", title), ("head", say("listings-label"))])
        counts = [self.view.report.by_risk.get(name, 0) for name in _RISKS]
        names = [say(f"risk-{name}") for name in _RISKS]
        self.lines += [[("text", name), ("number", count)] for name, count in zip(names, counts, strict=True)]
        series = Series(say("listings-label"), self._at("B", start), counts, self._at("B", start + 1, start + 4), COLOURS["none"])
        chart = ring(title, names, self._at("A", start + 1, start + 4), series, [COLOURS[name] for name in _RISKS])
        self._beside(start, title, chart)

    def _groups(self, title: str, found: Sequence[Group]) -> None:
        view = self.view
        shown = found[:_GROUPS]
        levels = [severity for severity in sorted(Severity, reverse=True) if severity >= view.options.min_severity]
        start = len(self.lines)
        heads: list[tuple[str, str | int] | None] = [("head", title), *(("head", view.say(str(level))) for level in levels)]
        self.lines.append([*heads, ("head", view.say("listings-label"))])
        names = [own(view.cut(group.name)) for group in shown]
        for name, group in zip(names, shown, strict=True):
            cells: list[tuple[str, str | int] | None] = [("text", name), *(("number", group.counts.get(level, 0)) for level in levels)]
            self.lines.append([*cells, ("number", group.listings)])
        end = start + len(shown)
        series = [
            Series(view.say(str(level)), self._at(column, start), [group.counts.get(level, 0) for group in shown],
                   self._at(column, start + 1, end), COLOURS[str(level)])
            for column, level in zip("BCDE", levels, strict=False)
        ]  # fmt: skip
        if (rest := len(found) - len(shown)) > 0:
            self.lines.append([("text", view.say("more-headings", n=rest))])
        self._beside(start, title, bars(title, names, self._at("A", start + 1, end), series))

    def _beside(self, start: int, title: str, chart: str) -> None:
        self.charts.append(Chart(chart, title, ((7, start), (15, start + _BLOCK - 1))))
        self.lines += [[] for _ in range(start + _BLOCK - len(self.lines))]

    def _at(self, column: str, first: int, last: int | None = None) -> str:
        """Cells of this worksheet, by 0-based rows, as a chart names them."""
        quoted = self.name.replace("'", "''")
        return f"'{quoted}'!${column}${first + 1}" + (f":${column}${last + 1}" if last is not None else "")


_HEADS = {
    "severity": 10.0, "platform": 12.0, "path": 24.0, "listing": 18.0, "row-label": 7.0, "cell": 8.0, "column": 20.0, "what": 24.0, "where-used": 28.0,
    "cell-text": 60.0, "message": 60.0, "remedy": 50.0, "edited": 50.0, "applicability": 12.0, "rule-id": 26.0, "id-label": 18.0,
}  # fmt: skip
"""Names of the headings in `_texts` → widths of the columns."""


class _Findings:
    """The page of all findings. What repeats is put together once, since there may be a hundred thousand."""

    def __init__(self, view: _Workbook, heads: Sequence[str], findings: Sequence[Finding]) -> None:
        self.view, self.heads, self.findings = view, heads, findings

    def rows(self, styles: Formats) -> Iterator[str]:
        yield _Lines(styles).row(*(("head", self.view.say(name)) for name in self.heads))
        cells = _Cells(self.view, self.heads, styles)
        for number, finding in enumerate(self.findings, 2):
            yield cells.row(finding).replace(_ROW, str(number))


_ROW = "\0"
"""Stands for the row's number in cells that are kept for rows to come; no text can hold it."""


class _Cells:
    """The cells of findings, as XML."""

    def __init__(self, view: _Workbook, heads: Sequence[str], styles: Formats) -> None:
        self.view = view
        starts = {name: f'<c r="{column_letters(at)}{_ROW}' for at, name in enumerate(heads)}
        text, wrapped = styles["text"], styles["wrapped"]
        self.short = {name: f'{start}" s="{text}" t="inlineStr"><is>' for name, start in starts.items()}
        self.number = f'{starts["row-label"]}" s="{styles["number"]}"><v>'
        levels = {str(severity): styles.get(str(severity), text) for severity in Severity}
        self.known = lru_cache(8192)(lambda name, content: starts[name] + shared(styles, text, _text(content)))
        """A cell that many rows have."""
        self.styles, self.starts, self.wrapped = styles, starts, wrapped
        self.level = lru_cache(256)(
            lambda severity, platform: (
                starts["severity"]
                + shared(styles, levels[str(severity)], _text(view.say(str(severity))))
                + self.known("platform", platform)
            )
        )
        self.told = lru_cache(8192)(
            lambda message, remedy: self._tall("message", _text(visible(message))) + self._tall("remedy", _text(remedy))
        )
        self.word = lru_cache(256)(view.word)
        self.several = "path" in starts
        # Those of one row, where the findings of several platforms stand together.
        self.at_row = 0
        self.places: dict[object, str] = {}
        self.edits: dict[int, str] = {}

    def row(self, finding: Finding) -> str:
        """The finding's row, with `_ROW` for its number."""
        at, mark, fixes = finding.at, finding.mark, finding.fixes
        if at.row != self.at_row:
            self.at_row = at.row
            self.places.clear()
            self.edits.clear()
        use = finding.context.use if finding.context is not None else None
        key = id(finding.field), finding.span, finding.listing, id(mark), use, finding.rule if mark is None else "", at
        if (place := self.places.get(key)) is None:
            place = self.places[key] = self._place(finding, use)
        if (edit := self.edits.get(id(fixes))) is None:
            edit = self.edits[id(fixes)] = self._edit(finding)
        return (
            f'<row r="{_ROW}">{self.level(finding.severity, finding.platform)}{place}{self.told(finding.message, finding.remedy)}'
            f"{edit}{self.known('rule-id', finding.rule)}{self.short['id-label']}{_text(finding.id)}</is></c></row>"
        )

    def _tall(self, name: str, xml: str) -> str:
        """A cell of more than one line; the findings of several platforms have such in common."""
        return self.starts[name] + shared(self.styles, self.wrapped, xml)

    def _place(self, finding: Finding, use: Use | None) -> str:
        """Where it is, what it is, and the cell's text."""
        at, field, mark = finding.at, finding.field, finding.mark
        what = mark.text if mark is not None else rule_name(finding.rule, self.view.options.language)
        sheet = self.known("path", where_label((at.path, at.worksheet))) if self.several else ""
        told = self.known("where-used", self.word(use.value)) if use is not None else ""
        found = self._tall("cell-text", self._found(field, finding.span)) if field is not None else ""
        return (
            f"{sheet}{self.short['listing']}{_text(finding.listing)}</is></c>{self.number}{at.row}</v></c>"
            f"{self.short['cell']}<t>{at.cell}</t></is></c>{self.known('column', at.column or at.field)}{self.known('what', what)}{told}{found}"
        )

    def _edit(self, finding: Finding) -> str:
        """The cell after the suggestion to show first, and how safe that is; empty where nothing is suggested."""
        if (fix := best(finding)) is None:
            return ""
        after = edited(by_cell(fix)[0])[0]
        text = _text(after if after and not after.isspace() else self.word("empties"))
        return self._tall("edited", text) + self.known("applicability", self.word(fix.applicability))

    @staticmethod
    def _found(field: Field, span: tuple[int, int] | None) -> str:
        """The cell's text around what was found, that in bold."""
        parts = pieces(field.value, (span,) if span else (), _EXCERPT)
        if parts and own(parts[0][0]) != parts[0][0]:
            parts.insert(0, ("'", False))
        return runs((storable(part), found) for part, found in parts) if span else _text("".join(part for part, _ in parts))


def _text(text: str) -> str:
    """`text` as XML of a cell of ours."""
    # NOTE: asked one by one, since an expression for all takes ten times as long, and nearly every text is plain.
    plain = len(text) < _PLAIN and text.isprintable() and text[:1] not in _FIRST and text[-1:] != " "
    if plain and not ("&" in text or "<" in text or ">" in text or '"' in text or "_x" in text or "  " in text):
        return f"<t>{text}</t>"
    return f'<t xml:space="preserve">{inline(own(storable(text)))}</t>'


_FIRST = frozenset("=+-@ ")
