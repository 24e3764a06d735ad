"""The stages in a row: `check`. The only module that knows them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from operator import attrgetter
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from sellercheck import cache, families, rules
from sellercheck import columns as column_names
from sellercheck.chinese import in_language
from sellercheck.errors import EngineError, SheetError, UsageError
from sellercheck.exposure import exposures
from sellercheck.families import did_you_mean, load
from sellercheck.finding import Examined, Finding, Severity
from sellercheck.heap import no_cycles_sought
from sellercheck.index import MarkIndex, goods_classes
from sellercheck.listing import FIELDS, Column, Listing, Location, Row, SheetLayout, content_id
from sellercheck.once import once_rules, told_once
from sellercheck.progress import Progress, Silent
from sellercheck.report import Likewise, NotChecked, PackInfo, Report, SheetInfo, Skipped, Strands
from sellercheck.rules.pack import Headings, RulePack, fits
from sellercheck.screen import Screen, applies
from sellercheck.settle.texts import say
from sellercheck.sheets import OWN, Book, Grid, ReadOptions, files_in, open_books
from sellercheck.whole import WholeSheet, merged

if TYPE_CHECKING:
    from sellercheck.comparison import Difference, Earlier
    from sellercheck.registries._register import Register
    from sellercheck.settle.stage import Settlement

BATCH = 4000
"""Listings examined together: enough to spread the cost of a scan, few enough to keep memory flat."""

MAX_ONLINE = 50
"""Questions to registers in one run unless the user says otherwise; answers from the cache do not count."""

USUAL = ("aliexpress", "amazon", "shopee", "wish")
"""Platforms a sheet is checked for when nobody says and its columns do not tell."""

_SEVERITY = attrgetter("severity")

Seen = Callable[[Book, Grid, SheetLayout, Screen], None]
"""Is told how a sheet was read, and what its listings are held against, before they are examined."""

NOT_CHECKED = {
    "en": (
        NotChecked("images", "pictures were not looked at, only their addresses and file names"),
        NotChecked("designs and patents", "text does not show them"),
        NotChecked("registers", "no official register was asked; marks are those of the lists named"),
        NotChecked("authenticity", "whether goods are genuine, or a document is, cannot be seen in a sheet"),
    ),
    "zh": (
        NotChecked("图片", "未查看图片内容，只检查了图片地址和文件名"),
        NotChecked("外观设计与专利", "文字无法体现"),
        NotChecked("官方注册库", "未查询任何官方注册库；商标仅来自所列列表"),
        NotChecked("真伪", "商品或文件是否真实，无法从表格中判断"),
    ),
}
"""What no check of a sheet's text can tell, by language."""


def platforms() -> tuple[str, ...]:
    """Platforms that have a rule pack, sorted."""
    return rules.available()


@no_cycles_sought()
def check(
    sheets: str | Path | Sequence[str | Path] | None = None,
    *,
    rows: Iterable[Mapping[str, str]] | None = None,
    platforms: str | Sequence[str] | None = None,
    countries: str | Sequence[str] = (),
    lists: str | Path | Sequence[str | Path] = (),
    own_brands: str | Sequence[str] = (),
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    columns: Mapping[str, str] | None = None,
    worksheet: str | None = None,
    header_row: int | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    authorisations: str | Path | Sequence[str | Path] = (),
    ignores: str | Path | None = None,
    baseline: str | Path | None = None,
    changed_against: str | Path | Sequence[str | Path] | None = None,
    language: str = "en",
    online: bool = False,
    registries: str | Sequence[str] | None = None,
    max_online: int = MAX_ONLINE,
    today: date | None = None,
    max_list_age: int | None = None,
    progress: Progress | None = None,
    seen: Seen | None = None,
    skip_unreadable: bool = False,
    engine: str | None = None,
    jobs: int = 1,
) -> Report:
    """Screen sheets, or `rows` of canonical field → text, and report.

    `lists`: files of names, and names of imported lists and registers. `max_list_age`: days; a list older than that is told in
    `unanswered`. `platforms` None: guessed from each sheet's own columns, else all. `columns` maps canonical fields to headings.
    `authorisations` (sheets), `ignores` and `baseline` (files) set findings aside; see `sellercheck.settle`. With
    `changed_against`, earlier sheets or folders of them, only listings whose text they do not have are examined; checks that
    compare listings still see the whole sheet, and speak of those that changed.
    With `online` the `registries` (None: all whose credentials are set) are asked about the marks found, at most `max_online`
    questions; only marks leave the machine. A register that does not answer is told in `Report.unanswered`.
    `seen` is told how each sheet was read. With `skip_unreadable` a sheet that cannot be used is told in `Report.skipped` and
    does not stop the others, as in a folder. `engine` (None: serial for one of `jobs`, else processes) changes the time and never
    the report. Raises a SellercheckError that names the place and what to do for a sheet, pack or list that cannot be used.
    """
    if (sheets is None) == (rows is None):
        raise UsageError("check needs sheets or rows, and not both", "Name a sheet, a folder or - for standard input.")
    if language not in NOT_CHECKED:
        raise UsageError(f'reports are not written in "{language}"', f"Choose one of: {', '.join(NOT_CHECKED)}.")
    if platforms is not None and not platforms:
        raise UsageError("no platform was named", "Name one, or leave platforms out to have the sheet's own columns tell.")
    countries, own_brands, select, ignore = map(_several, (countries, own_brands, select, ignore))
    platforms = None if platforms is None else _several(platforms)
    lists = (lists,) if isinstance(lists, str | Path) else lists
    registers = _registers(online, registries if registries is None else _several(registries), max_online)
    run = _Run(platforms, countries, lists, own_brands, select, ignore, language, today or date.today(), progress or Silent())  # noqa: DTZ011 -- the seller's own day
    run.ages(max_list_age)
    run.registers, run.max_online = registers, max_online
    options = ReadOptions(worksheet=worksheet, header_row=header_row, encoding=encoding, delimiter=delimiter)
    if authorisations or ignores is not None or baseline is not None:
        run.settle_with(authorisations, ignores, baseline)
    if changed_against is not None and changed_against != ():
        run.leave_out([changed_against] if isinstance(changed_against, str | Path) else changed_against, options, columns or {})
    run.seen = seen
    run.engine, run.jobs = engine_of(engine, jobs), jobs
    if rows is not None:
        run.rows(rows)
    else:
        named = [sheets] if isinstance(sheets, str | Path) else sheets or ()
        if skip_unreadable:
            run.files([name for path in named for name in (files_in(path) if Path(path).is_dir() else [str(path)])], options, columns or {})
        else:
            for path in named:
                if Path(path).is_dir():
                    run.files(files_in(path), options, columns or {})
                else:
                    run.file(path, options, columns or {})
    return run.report()


def engine_of(name: str | None, jobs: int) -> ModuleType:
    """The engine; EngineError for one that is not part of this version, UsageError for one that nobody knows."""
    if jobs < 1:
        raise UsageError(f"--jobs {jobs} is no number of processes", "Give 1 or more.")
    if name == "spark" and name not in families.names("engines"):
        raise EngineError(
            'the engine "spark" is not part of this version',
            "Use --engine processes --jobs N; another package can add it (sellercheck.engines).",
        )
    return load("engines", name or ("serial" if jobs == 1 else "processes"))


def _several(named: str | Sequence[str]) -> Sequence[str]:
    """A lone name as the sequence it means: taken apart into letters it would ask for something else, and nobody would see."""
    return (named,) if isinstance(named, str) else named


def _sold_in(countries: Sequence[str]) -> tuple[str, ...]:
    """The countries' codes; UsageError for a name that is none."""
    if not countries:
        return ()
    from sellercheck.countries import sold_in

    return sold_in(countries)


def _registers(online: bool, names: Sequence[str] | None, max_online: int) -> tuple[Register, ...]:
    """The registers to ask, opened before any work; UsageError when one cannot be asked at all."""
    if not online:
        if names:
            raise UsageError("registers are asked over the network, and that was not asked for", "Add --online, or online=True.")
        return ()
    from sellercheck import registries

    if max_online < 0:
        raise UsageError(f"--max-online {max_online} is no number of questions", "Give 0 or more; 0 asks only the cache.")
    chosen = tuple(dict.fromkeys(names)) if names else registries.with_credentials()
    if not chosen:
        raise UsageError(
            "no register can be asked: no credentials are set", "`sellercheck doctor` names the variables; --registry says which to ask."
        )
    return tuple(registries.open_register(name) for name in chosen)


class _Run:
    """One call of `check`: what is bound once, and what has been found so far."""

    def __init__(
        self, platforms: Sequence[str] | None, countries: Sequence[str], lists: Sequence[str | Path], own_brands: Sequence[str],
        select: Sequence[str], ignore: Sequence[str], language: str, today: date, progress: Progress,
    ) -> None:  # fmt: skip
        self.own_brands, self.select, self.ignore = own_brands, select, ignore
        self.countries = _sold_in(countries)
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
        named = (*asked, *known)
        told_by = repr((asked, [told.platform for told in known]))
        self.names = cache.kept("columns", told_by, lambda: column_names.ColumnNames(named))
        progress.note(in_language("opening the lists", language))
        self.index = MarkIndex.open(lists)
        self.screens: dict[tuple[str, ...], Screen] = {}
        self.guessed: set[str] = set()
        self.used: dict[str, RulePack] = {}
        self.whole: dict[Screen, WholeSheet] = {}
        self.examined: list[list[Examined]] = []
        """For each sheet, its listings with findings."""
        self.listings = 0
        self.sheets: list[SheetInfo] = []
        self.skipped: list[Skipped] = []
        self.not_checked: list[NotChecked] = []
        self.notes: list[str] = []
        self.registers: tuple[Register, ...] = ()
        self.max_online = MAX_ONLINE
        self.unanswered: list[str] = []
        self.settlement: Settlement | None = None
        self.earlier: Earlier | None = None
        self.earlier_path, self.unchanged = "", 0
        self.seen: Seen | None = None
        self.engine, self.jobs = engine_of(None, 1), 1

    def ages(self, most: int | None) -> None:
        """Say which lists are past their age, and hold them to `most` days when given; the seller's own do not age."""
        stale: dict[date, list[str]] = {}
        for info in self.index.infos:
            age = info.age_days(self.today)
            if most is not None and info.stale_days is not None and age > most:
                self.unanswered.append(
                    say(self.language, "list-too-old", list=info.name, date=info.retrieved.isoformat(), n=age, most=most)
                )
            elif info.is_stale(self.today):
                stale.setdefault(info.retrieved, []).append(info.name)
        for day, names in sorted(stale.items()):
            told = say(self.language, "comma").join(names)
            self.notes.append(say(self.language, "lists-old", n=len(names), lists=told, age=(self.today - day).days, date=day.isoformat()))

    def _known_rules(self, patterns: Sequence[str]) -> None:
        known = [rule.id for pack in self.packs.values() for rule in pack.rules]
        for pattern in patterns:
            if not any(fits(rule, (pattern,)) for rule in known):
                raise UsageError(
                    f'no rule of these platforms fits "{pattern}"',
                    did_you_mean(pattern, tuple(known)) if "*" not in pattern else "See `sellercheck rules`.",
                )

    def pack(self, name: str) -> RulePack:
        """The pack of a platform or file, loaded once."""
        if name not in self.packs:
            self.packs[name] = rules.load(name)
        return self.packs[name]

    def settle_with(
        self, authorisations: str | Path | Sequence[str | Path], ignores: str | Path | None, baseline: str | Path | None
    ) -> None:
        """Read what sets findings aside."""
        from sellercheck.settle.stage import Settlement

        self.settlement = Settlement(
            authorisations=authorisations, ignores=ignores, baseline=baseline, today=self.today, countries=self.countries, language=self.language,
            classes_of=self._classes, is_about_form=self._is_about_form,
        )  # fmt: skip

    def _classes(self, listings: Sequence[Listing]) -> list[frozenset[int]]:
        """Nice classes of the goods that category and title of each name."""
        return goods_classes(self.index, listings)

    def _is_about_form(self, rule_id: str) -> bool:
        """Whether the rule holds for the seller's own brands too: then it asks how a text is written, and not by what right."""
        return any(rule.id == rule_id and rule.options.get("own") == "keep" for pack in self.packs.values() for rule in pack.rules)

    def leave_out(self, paths: Sequence[str | Path], options: ReadOptions, overrides: Mapping[str, str]) -> None:
        """Remember the texts of earlier sheets: listings that still say the same are not examined.

        Of a folder, what cannot be read is left aside, and told: then more is examined, and nothing less.
        """
        from sellercheck.comparison import Earlier

        self.earlier, self.earlier_path = Earlier(), ", ".join(map(str, paths))
        for path in paths:
            if not Path(path).is_dir():
                self._remember(path, options, overrides)
                continue
            try:
                files = files_in(path)
            except SheetError:
                continue  # a folder that held no sheet then: everything in it is new
            for name in files:
                try:
                    self._remember(name, options, overrides)
                except SheetError as error:
                    self.notes.append(in_language(error.message, self.language))

    def _remember(self, path: str | Path, options: ReadOptions, overrides: Mapping[str, str]) -> None:
        assert self.earlier is not None
        for book in open_books(path, options):
            grid, layout = column_names.find_layout(book, self.names, options, overrides)
            for item in column_names.read_listings(grid, layout):
                if isinstance(item, Listing):
                    self.earlier.remember(item)

    def _is_left_out(self, listing: Listing) -> bool:
        left_out = self.earlier is not None and self.earlier.has(listing)
        self.unchanged += left_out
        return left_out

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

    def files(self, files: Sequence[str], options: ReadOptions, overrides: Mapping[str, str]) -> None:
        """Examine every one of these sheets; one that cannot be used is reported and does not stop the others.

        Raises the first complaint when none can be used.
        """
        failed: list[SheetError] = []
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
        if self.seen:
            self.seen(book, grid, layout, screen)
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
            if other is not grid and not other.hidden and not (other.name or "").startswith(OWN):
                chinese = self.language == "zh"
                self.not_checked.append(
                    NotChecked(
                        f"{book.path} 的工作表 {other.name}" if chinese else f"worksheet {other.name} of {book.path}",
                        "商品在另一工作表中；如需检查，请用 --worksheet 指定"
                        if chinese
                        else "another worksheet holds the listings; name it with --worksheet to check it",
                    )
                )
        self._add_sheet(layout, book.sha256, counted, tuple(dict.fromkeys((*book.notes, *layout.notes))))

    def rows(self, rows: Iterable[Mapping[str, str]]) -> None:
        """Examine listings given as canonical field → text."""
        given = []
        for number, row in enumerate(rows, 1):
            if not isinstance(row, Mapping):
                raise UsageError(f"row {number} of rows is no mapping of fields to texts: {row!r:.80}", 'Write {"title": "…"}.')
            given.append(dict(row))
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
        if screen not in self.whole:
            self.whole[screen] = WholeSheet(screen)
        self.examined.append([])
        found_here = self.examined[-1]
        for examined in self.engine.run(screen, self._batches(listings, self.whole[screen]), self.jobs):
            self.listings += 1
            if examined[1]:
                found_here.append(examined)

    def _batches(self, listings: Iterator[Listing], whole: WholeSheet) -> Iterator[list[Listing]]:
        book = len(self.examined) - 1
        while batch := list(islice(listings, BATCH)):
            whole.gather(batch, book)
            changed = batch
            if self.earlier is not None:
                changed = [listing for listing in batch if not self._is_left_out(listing)]
                whole.tell_of(changed, book)
            if changed:
                yield changed
            self.progress.advance(len(batch))

    def _add_sheet(self, layout: SheetLayout, sha256: str, counted: Mapping[str, int], notes: tuple[str, ...]) -> None:
        heads = {name: tuple(column.header for column in found) for name, found in layout.by_field.items()}
        self.sheets.append(
            SheetInfo(
                layout.path, layout.format, layout.encoding, layout.delimiter, layout.worksheet, layout.header_row, counted["rows"], counted["listings"],
                sha256, {name: found[0] for name, found in heads.items()}, layout.unmapped, {name: found[1:] for name, found in heads.items() if found[1:]}, notes,
            )
        )  # fmt: skip

    def _ask_registers(self, examined: Sequence[Examined]) -> tuple[list[Examined], tuple[NotChecked, ...]]:
        """The findings with what the registers say, and what was not looked at."""
        from contextlib import ExitStack

        from sellercheck.verify import verify

        with ExitStack() as open_ones:
            for register in self.registers:
                open_ones.enter_context(register)
            said = verify(
                [finding for _, found in examined for finding in found], self.registers, self.index, max_online=self.max_online,
                countries=self.countries, language=self.language, progress=self.progress,
            )  # fmt: skip
        self.unanswered += said.unanswered
        verified = iter(said.findings)
        told = [(listing, tuple(islice(verified, len(found)))) for listing, found in examined]
        return told, (*said.not_checked, *(item for item in NOT_CHECKED[self.language] if item.what not in {"registers", "官方注册库"}))

    def report(self) -> Report:
        """Everything found, counted."""
        concluded = {whole: whole.conclude() for whole in self.whole.values()}
        told = told_once(merged(self.examined, [each for found in concluded.values() for each in found]), once_rules(self.used.values()))
        examined = told.examined
        if self.earlier is not None:
            also = sum(whole.is_silent_on(each) for whole, found in concluded.items() for each in found)
            self.listings += also
            self.unchanged -= also
        general: tuple[NotChecked, ...] = NOT_CHECKED[self.language]
        if self.registers:
            examined, general = self._ask_registers(examined)
        settlement = self.settlement
        if settlement is not None:
            examined = [each for start in range(0, len(examined), BATCH) for each in settlement.settle(examined[start : start + BATCH])]
        findings = tuple([finding for _, found in examined for finding in found])
        aside = settlement.set_aside if settlement else []
        silent = {each.finding.given for each in aside}
        likewise = {}
        for name, others in told.spoken_for.items():
            own_row = None if name in silent else told.stands_at[name]
            rows = dict.fromkeys([(other.at.row, other.listing) for _, other in others])
            if elsewhere := tuple([tuple.__new__(Likewise, row) for row in rows if row[0] != own_row]):
                likewise[name] = elsewhere
        strands = Strands(findings, likewise=likewise)
        worst = _worst(examined, [others for name, others in told.spoken_for.items() if name not in silent])
        by_risk = {str(severity): worst.count(severity) for severity in (Severity.HIGH, Severity.MEDIUM, Severity.LOW)}
        by_risk["none"] = self.listings - sum(by_risk.values())
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
        if settlement is not None:
            everything = self.earlier is None and not self.select and not self.ignore
            self.notes += settlement.notes([pack.platform for pack in packs], everything=everything)
            self.not_checked += settlement.not_checked()
        if self.unchanged:
            self.not_checked.append(
                NotChecked(say(self.language, "unchanged", n=self.unchanged), say(self.language, "unchanged-why", path=self.earlier_path))
            )
        if self.language == "zh":
            self.skipped = [row._replace(reason=in_language(row.reason, "zh")) for row in self.skipped]
            self.sheets = [sheet._replace(notes=tuple(in_language(note, "zh") for note in sheet.notes)) for sheet in self.sheets]
        return Report(
            findings=findings, set_aside=tuple(aside), today=self.today, listings=self.listings,
            by_risk=by_risk, packs=packs, lists=self.index.infos, sheets=tuple(self.sheets), skipped=tuple(self.skipped),
            unanswered=tuple(self.unanswered), not_checked=(*self.not_checked, *general), notes=tuple(self.notes),
            exposure=exposures(strands, [pack for _, pack in sorted(self.used.items())], self.language), language=self.language, likewise=likewise,
            spoken_for={name: [other for _, other in others] for name, others in told.spoken_for.items()}, _strands=strands,
        )  # fmt: skip


def _worst(examined: Sequence[Examined], spoken_for: Iterable[Sequence[tuple[Listing, Finding]]]) -> list[Severity]:
    """The gravest of each listing's findings, in no order; what stands for a column counts in every listing it stands for."""
    worst = {id(listing): max(map(_SEVERITY, its)) for listing, its in examined if its}
    for others in spoken_for:
        for listing, other in others:
            known = worst.get(id(listing))
            if known is None or known < other.severity:
                worst[id(listing)] = other.severity
    return [*worst.values()]


def diff(old: str | Path, new: str | Path, **options: Any) -> Difference:
    """What is new, gone or changed from `old` to `new`, each a report that `check --format json` wrote or a sheet.

    A sheet is checked with `options`, those of `check`. Raises as `check` does, and SheetError for a report that is not whole.
    """
    from sellercheck import comparison

    sides = [
        comparison.read_side(path) if comparison.is_report(path) else comparison.side_of(check(path, **options), str(path))
        for path in (old, new)
    ]
    return comparison.compare(*sides)


def explain(name: str, language: str = "en", result: str | None = None) -> str:
    """A page on a rule, check, field, platform or mark: what, why, examples, consequence, source, what to do.

    With `result`, a saved report, on the finding in it whose id begins so. Raises UsageError, with the nearest known name, for anything else.
    """
    from sellercheck.pages import finding_page, page

    return page(name, language) if result is None else finding_page(result, name, language)
