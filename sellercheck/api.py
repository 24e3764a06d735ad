"""The stages in a row: `check`. The only module that knows them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from pathlib import Path

from sellercheck import columns as column_names
from sellercheck import rules
from sellercheck.errors import SheetError, UsageError
from sellercheck.exposure import exposures
from sellercheck.families import did_you_mean, load
from sellercheck.finding import Finding, Severity
from sellercheck.index import MarkIndex
from sellercheck.listing import FIELDS, Column, Listing, Location, Row, SheetLayout, content_id
from sellercheck.progress import Progress, Silent
from sellercheck.report import NotChecked, PackInfo, Report, SheetInfo, Skipped
from sellercheck.rules.pack import Headings, RulePack
from sellercheck.screen import Screen, applies
from sellercheck.sheets import Book, ReadOptions, files_in, open_books
from sellercheck.whole import WholeSheet, merged

BATCH = 4000
"""Listings examined together: enough to spread the cost of a scan, few enough to keep memory flat."""

USUAL = ("aliexpress", "amazon", "shopee", "wish")
"""Platforms a sheet is checked for when nobody says and its columns do not tell."""

NOT_CHECKED = (
    NotChecked("images", "pictures were not looked at, only their addresses and file names"),
    NotChecked("designs and patents", "text does not show them"),
    NotChecked("registers", "no official register was asked; marks are those of the lists named"),
    NotChecked("authenticity", "whether goods are genuine, or a document is, cannot be seen in a sheet"),
)


def platforms() -> tuple[str, ...]:
    """Platforms that have a rule pack, sorted."""
    return rules.available()


def check(
    sheets: str | Path | Sequence[str | Path] | None = None,
    *,
    rows: Iterable[Mapping[str, str]] | None = None,
    platforms: Sequence[str] | None = None,
    countries: Sequence[str] = (),
    lists: Sequence[str | Path] = (),
    own_brands: Sequence[str] = (),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    columns: Mapping[str, str] | None = None,
    worksheet: str | None = None,
    header_row: int | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    language: str = "en",
    today: date | None = None,
    max_list_age: int | None = None,
    progress: Progress | None = None,
) -> Report:
    """Screen sheets, or `rows` of canonical field → text, and report.

    `lists`: files of names, and names of imported lists and registers. `max_list_age`: days; a list older than that is told in
    `unanswered`. `platforms` None: guessed from each sheet's own columns, else all. `columns` maps canonical fields to headings.
    Raises a SellercheckError that names the place and what to do for a sheet, pack or list that cannot be used.
    """
    if (sheets is None) == (rows is None):
        raise UsageError("check needs sheets or rows, and not both", "Name a sheet, a folder or - for standard input.")
    run = _Run(platforms, countries, lists, own_brands, select, ignore, language, today or date.today(), progress or Silent())  # noqa: DTZ011 -- the seller's own day
    run.ages(max_list_age)
    if rows is not None:
        run.rows(rows)
    else:
        options = ReadOptions(worksheet=worksheet, header_row=header_row, encoding=encoding, delimiter=delimiter)
        for path in [sheets] if isinstance(sheets, str | Path) else sheets or ():
            if Path(path).is_dir():
                run.folder(path, options, columns or {})
            else:
                run.file(path, options, columns or {})
    return run.report()


class _Run:
    """One call of `check`: what is bound once, and what has been found so far."""

    def __init__(
        self, platforms: Sequence[str] | None, countries: Sequence[str], lists: Sequence[str | Path], own_brands: Sequence[str],
        select: Sequence[str], ignore: Sequence[str], language: str, today: date, progress: Progress,
    ) -> None:  # fmt: skip
        self.countries, self.own_brands, self.select, self.ignore = countries, own_brands, select, ignore
        self.language, self.today, self.progress = language, today, progress
        self.asked = None if platforms is None else tuple(dict.fromkeys(platforms))
        self.packs: dict[str, RulePack] = {}
        for name in self.asked if self.asked is not None else USUAL:
            self.pack(name)
        if select or ignore:
            self._known_rules((*select, *ignore))
        asked = [
            Headings(pack.platform, pack.columns, pack.recognise) for name, pack in self.packs.items() if name not in rules.available()
        ]
        known = sorted(rules.headings(), key=lambda told: told.platform not in self.packs)
        self.recognise = {told.platform: told.recognise for told in (*asked, *known) if told.platform != "common"}
        self.names = column_names.ColumnNames((*asked, *known))
        progress.note("opening the lists")
        self.index = MarkIndex.open(lists)
        self.screens: dict[tuple[str, ...], Screen] = {}
        self.guessed: set[str] = set()
        self.used: dict[str, RulePack] = {}
        self.whole: dict[Screen, WholeSheet] = {}
        self.starts: list[int] = []
        """Where in `findings` those of each sheet begin."""
        self.findings: list[Finding] = []
        self.by_risk = {"high": 0, "medium": 0, "low": 0, "none": 0}
        self.sheets: list[SheetInfo] = []
        self.skipped: list[Skipped] = []
        self.not_checked: list[NotChecked] = []
        self.notes: list[str] = []
        self.unanswered: list[str] = []

    def ages(self, most: int | None) -> None:
        """Say which lists are past their age, and hold them to `most` days when given; the seller's own do not age."""
        stale: dict[date, list[str]] = {}
        for info in self.index.infos:
            age = info.age_days(self.today)
            if most is not None and info.stale_days is not None and age > most:
                self.unanswered.append(
                    f"list {info.name} is of {info.retrieved.isoformat()}, {age} days old; at most {most} were asked for"
                )
            elif info.is_stale(self.today):
                stale.setdefault(info.retrieved, []).append(info.name)
        for day, names in sorted(stale.items()):
            told = f"list {names[0]} is" if len(names) == 1 else f"lists {', '.join(names)} are"
            self.notes.append(f"{told} {(self.today - day).days} days old (of {day.isoformat()}); what came since is not there")

    def _known_rules(self, patterns: Sequence[str]) -> None:
        from fnmatch import fnmatchcase

        known = [rule.id for pack in self.packs.values() for rule in pack.rules]
        for pattern in patterns:
            if not any(fnmatchcase(rule, pattern) or fnmatchcase(rule.split("/", 1)[1], pattern) for rule in known):
                raise UsageError(
                    f'no rule of these platforms fits "{pattern}"',
                    did_you_mean(pattern, tuple(known)) if "*" not in pattern else "See `sellercheck rules`.",
                )

    def pack(self, name: str) -> RulePack:
        """The pack of a platform or file, loaded once."""
        if name not in self.packs:
            self.packs[name] = rules.load(name)
        return self.packs[name]

    def screen(self, layout: SheetLayout) -> Screen:
        """The screen for a sheet: the platforms asked for, else those its columns prove, else the usual four."""
        names = self.asked
        if names is None:
            proven = column_names.guess_platforms(layout, self.recognise)
            names = proven or USUAL
            self.guessed.update(proven)
        if names not in self.screens:
            packs = [self.pack(name) for name in names]
            self.used |= dict(zip(names, packs, strict=True))
            self.screens[names] = Screen.build(
                packs,
                self.index,
                today=self.today,
                countries=self.countries,
                own_brands=self.own_brands,
                select=self.select,
                ignore=self.ignore,
                language=self.language,
            )
        return self.screens[names]

    def file(self, path: str | Path, options: ReadOptions, overrides: Mapping[str, str]) -> None:
        """Examine every sheet in a file or archive."""
        for book in open_books(path, options):
            self.book(book, options, overrides)

    def folder(self, path: str | Path, options: ReadOptions, overrides: Mapping[str, str]) -> None:
        """Examine every sheet in a folder; one that cannot be used is reported and does not stop the others.

        Raises the first complaint when none can be used.
        """
        failed: list[SheetError] = []
        files = files_in(path)
        for name in files:
            try:
                self.file(name, options, overrides)
            except SheetError as error:
                failed.append(error)
                self.skipped.append(Skipped(Location(name, None, 0, None, "", "", ""), error.message, fault=True))
        if failed and len(failed) == len(files):
            raise failed[0]

    def book(self, book: Book, options: ReadOptions, overrides: Mapping[str, str]) -> None:
        """Read one sheet and examine it."""
        grid, layout = column_names.find_layout(book, self.names, options, overrides)
        screen = self.screen(layout)
        self.progress.stage(Path(book.path).name)
        counted = {"rows": 0, "listings": 0}

        def listings() -> Iterator[Listing]:
            for item in column_names.read_listings(grid, layout):
                if isinstance(item, Skipped):
                    self.skipped.append(item)
                    counted["rows"] += 1
                else:
                    counted["rows"] += len(item.rows)
                    counted["listings"] += 1
                    yield item

        self._examine(screen, listings())
        for other in book.grids:
            if other is not grid and not other.hidden:
                self.not_checked.append(
                    NotChecked(
                        f"worksheet {other.name} of {book.path}",
                        "another worksheet holds the listings; name it with --worksheet to check it",
                    )
                )
        self._add_sheet(layout, book.sha256, counted, (*book.notes, *layout.notes))

    def rows(self, rows: Iterable[Mapping[str, str]]) -> None:
        """Examine listings given as canonical field → text."""
        given = [dict(row) for row in rows]
        names = list(dict.fromkeys(name for row in given for name in row))
        for name in names:
            if name not in FIELDS:
                raise UsageError(f'no field is called "{name}"', did_you_mean(name, tuple(FIELDS)))
        layout = SheetLayout("rows", "rows", columns=tuple(Column(number, name, name, "option") for number, name in enumerate(names)))
        listings = []
        for number, row in enumerate(given, 1):
            values = tuple(str(row.get(name, "") or "") for name in names)
            listings.append(Listing(str(row.get("sku") or "") or content_id(values), (Row(number, None, values),), layout))
        self._examine(self.screen(layout), iter(listings))
        self._add_sheet(layout, "", {"rows": len(given), "listings": len(given)}, ())

    def _examine(self, screen: Screen, listings: Iterator[Listing]) -> None:
        engine = load("engines", "serial")
        if screen not in self.whole:
            self.whole[screen] = WholeSheet(screen)
        self.starts.append(len(self.findings))
        for _, found in engine.run(screen, self._batches(listings, self.whole[screen])):
            self.findings.extend(found)
            worst = max([finding.severity for finding in found]) if found else Severity.INFO
            self.by_risk["none" if worst is Severity.INFO else str(worst)] += 1

    def _batches(self, listings: Iterator[Listing], whole: WholeSheet) -> Iterator[list[Listing]]:
        while batch := list(islice(listings, BATCH)):
            whole.gather(batch, len(self.starts) - 1)
            yield batch
            self.progress.advance(len(batch))

    def _add_sheet(self, layout: SheetLayout, sha256: str, counted: Mapping[str, int], notes: tuple[str, ...]) -> None:
        heads = {name: tuple(column.header for column in found) for name, found in layout.by_field.items()}
        self.sheets.append(
            SheetInfo(
                layout.path, layout.format, layout.encoding, layout.delimiter, layout.worksheet, layout.header_row, counted["rows"], counted["listings"],
                sha256, {name: found[0] for name, found in heads.items()}, layout.unmapped, {name: found[1:] for name, found in heads.items() if found[1:]}, notes,
            )
        )  # fmt: skip

    def report(self) -> Report:
        """Everything found, counted."""
        if across := [found for whole in self.whole.values() for found in whole.conclude()]:
            self.findings = merged(self.findings, self.starts, across, self.by_risk)
        packs = tuple(
            PackInfo(
                pack.platform,
                pack.title,
                pack.version,
                sum(
                    step.reference.platform == pack.platform for screen in self.screens.values() for step in (*screen.steps, *screen.across)
                )
                or len(pack.rules),
                name in self.guessed,
                len(pack.rules),
                sum(not applies(rule, self.countries) for rule in pack.rules),
            )
            for name, pack in sorted(self.used.items())
        )
        return Report(
            findings=tuple(self.findings), today=self.today, listings=sum(self.by_risk.values()), by_risk=self.by_risk, packs=packs, lists=self.index.infos,
            sheets=tuple(self.sheets), skipped=tuple(self.skipped), unanswered=tuple(self.unanswered), not_checked=(*self.not_checked, *NOT_CHECKED), notes=tuple(self.notes),
            exposure=exposures(self.findings, [pack for _, pack in sorted(self.used.items())], self.language),
        )  # fmt: skip


def explain(name: str, language: str = "en") -> str:
    """A page on a rule, check, field, platform or mark: what, why, examples, consequence, source, what to do.

    Raises UsageError, with the nearest known name, for anything else.
    """
    from sellercheck.pages import page

    return page(name, language)
