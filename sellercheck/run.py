"""One run over sheets, from the first list opened to the report: `Run`.

It binds packs and lists once, reads and examines one sheet after the other, and at the end puts in a row what whole sheets show,
what is told once, what registers say and what is set aside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import islice
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING

from sellercheck import cache, rules
from sellercheck import columns as column_names
from sellercheck.chinese import in_language
from sellercheck.errors import SheetError, UsageError
from sellercheck.exposure import exposures
from sellercheck.families import did_you_mean
from sellercheck.finding import Examined, Finding, Severity
from sellercheck.index import MarkIndex, goods_classes
from sellercheck.listing import FIELDS, Column, Listing, Location, Row, SheetLayout, content_id
from sellercheck.messages import filled
from sellercheck.once import Told, once_rules, told_once
from sellercheck.progress import Progress
from sellercheck.report import Likewise, NotChecked, PackInfo, Report, SheetInfo, Skipped, Strands
from sellercheck.rules.pack import Headings, RulePack, fits
from sellercheck.screen import Screen, applies
from sellercheck.sheets import OWN, Book, Grid, ReadOptions, files_in, open_books
from sellercheck.whole import WholeSheet, merged

if TYPE_CHECKING:
    from sellercheck.comparison import Earlier
    from sellercheck.registries._register import Register
    from sellercheck.settle.stage import Settlement

BATCH = 4000
"""Listings examined together: enough to spread the cost of a scan, few enough to keep memory flat."""

MAX_ONLINE = 50
"""Questions to registers in one run unless the user says otherwise; answers from the cache do not count."""

USUAL = ("aliexpress", "amazon", "shopee", "wish")
"""Platforms a sheet is checked for when nobody says and its columns do not tell."""

Seen = Callable[[Book, Grid, SheetLayout, Screen], None]
"""Is told how a sheet was read, and what its listings are held against, before they are examined."""

_NO_REGISTER_ASKED = (
    NotChecked("registers", "no official register was asked; marks are those of the lists named"),
    NotChecked("官方注册库", "未查询任何官方注册库；商标仅来自所列列表"),
)
NOT_CHECKED = {
    "en": (
        NotChecked("images", "pictures were not looked at, only their addresses and file names"),
        NotChecked("designs and patents", "text does not show them"),
        _NO_REGISTER_ASKED[0],
        NotChecked("authenticity", "whether goods are genuine, or a document is, cannot be seen in a sheet"),
    ),
    "zh": (
        NotChecked("图片", "未查看图片内容，只检查了图片地址和文件名"),
        NotChecked("外观设计与专利", "文字无法体现"),
        _NO_REGISTER_ASKED[1],
        NotChecked("真伪", "商品或文件是否真实，无法从表格中判断"),
    ),
}
"""What no check of a sheet's text can tell, by language."""

TEXTS: dict[str, tuple[str, str]] = {
    "unchanged": ("{n} listing|{n:,} listings", "{n:,} 个商品"),
    "unchanged-why": ("the text is the same as in {path}", "文字与 {path} 相同"),
    "list-too-old": (
        "list {list} is of {date}, {n} day old; at most {most} were asked for|list {list} is of {date}, {n} days old; at most {most} were asked for",
        "列表 {list} 的日期为 {date}，已过 {n} 天；要求不超过 {most} 天",
    ),
    "lists-old": (
        "list {lists} is {age} days old (of {date}); what came since is not there|lists {lists} are {age} days old (of {date}); what came since is not there",
        "列表 {lists} 已过 {age} 天（{date}）；此后的内容不在其中",
    ),
    "worksheet": ("worksheet {name} of {path}", "{path} 的工作表 {name}"),
    "worksheet-why": (
        "another worksheet holds the listings; name it with --worksheet to check it",
        "商品在另一工作表中；如需检查，请用 --worksheet 指定",
    ),
    "comma": (", ", "、"),
}
"""What a run says of lists, and of what was left out."""

_SEVERITY = attrgetter("severity")


class Run:
    """One call of `check`: what is bound once, and what has been found so far."""

    def __init__(
        self, *, platforms: Sequence[str] | None, countries: Sequence[str], lists: Sequence[str | Path], own_brands: Sequence[str],
        select: Sequence[str], ignore: Sequence[str], language: str, today: date, progress: Progress, engine: ModuleType, jobs: int = 1,
        registers: Sequence[Register] = (), max_online: int = MAX_ONLINE, seen: Seen | None = None, options: ReadOptions | None = None,
        overrides: Mapping[str, str] = MappingProxyType({}),
    ) -> None:  # fmt: skip
        """As for `api.check`, with `countries` as two-letter codes, and engine and registers themselves. `overrides`: its `columns`."""
        self.options, self.overrides = options or ReadOptions(), overrides
        self.countries, self.own_brands, self.select, self.ignore = tuple(countries), own_brands, select, ignore
        self.language, self.today, self.progress = language, today, progress
        self.engine, self.jobs = engine, jobs
        self.registers, self.max_online, self.seen = registers, max_online, seen
        self.asked = None if platforms is None else tuple(dict.fromkeys(platforms))
        """The platforms named; None: each sheet tells."""
        self.packs: dict[str, RulePack] = {}
        for name in self.asked if self.asked is not None else USUAL:
            self.pack(name)
        if select or ignore:
            self._refuse_unknown((*select, *ignore))
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
        """By the platforms they hold listings against."""
        self.guessed: set[str] = set()
        """Platforms that a sheet's columns proved."""
        self.used: dict[str, RulePack] = {}
        self.whole: dict[Screen, WholeSheet] = {}
        self.examined: list[list[Examined]] = []
        """For each sheet, its listings with findings."""
        self.listings = 0
        self.sheets: list[SheetInfo] = []
        self.skipped: list[Skipped] = []
        self.not_checked: list[NotChecked] = []
        self.notes: list[str] = []
        self.unanswered: list[str] = []
        self.settlement: Settlement | None = None
        self.earlier: Earlier | None = None
        """The texts of earlier sheets: listings that still say the same are not examined."""
        self.earlier_path, self.unchanged = "", 0

    def _say(self, text: str, /, **values: object) -> str:
        return filled(TEXTS, self.language, text, values)

    def ages(self, most: int | None) -> None:
        """Say which lists are past their age, and hold them to `most` days when given; the seller's own do not age."""
        stale: dict[date, list[str]] = {}
        for info in self.index.infos:
            age = info.age_days(self.today)
            if most is not None and info.stale_days is not None and age > most:
                self.unanswered.append(self._say("list-too-old", list=info.name, date=info.retrieved.isoformat(), n=age, most=most))
            elif info.is_stale(self.today):
                stale.setdefault(info.retrieved, []).append(info.name)
        for day, names in sorted(stale.items()):
            told = self._say("comma").join(names)
            self.notes.append(self._say("lists-old", n=len(names), lists=told, age=(self.today - day).days, date=day.isoformat()))

    def _refuse_unknown(self, patterns: Sequence[str]) -> None:
        """UsageError for a pattern that fits no rule."""
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
            classes_of=partial(goods_classes, self.index), is_about_form=self.is_about_form,
        )  # fmt: skip

    def is_about_form(self, rule_id: str) -> bool:
        """Whether the rule holds for the seller's own brands too: then it asks how a text is written, and not by what right."""
        return any(rule.id == rule_id and rule.options.get("own") == "keep" for pack in self.packs.values() for rule in pack.rules)

    def leave_out(self, paths: Sequence[str | Path]) -> None:
        """Remember the texts of earlier sheets: listings that still say the same are not examined.

        Of a folder, what cannot be read is left aside, and told: then more is examined, and nothing less.
        """
        from sellercheck.comparison import Earlier

        self.earlier, self.earlier_path = Earlier(), ", ".join(map(str, paths))
        for path in paths:
            if not Path(path).is_dir():
                self._remember(path)
                continue
            try:
                files = files_in(path)
            except SheetError:
                continue  # a folder that held no sheet then: everything in it is new
            for name in files:
                try:
                    self._remember(name)
                except SheetError as error:
                    self.notes.append(in_language(error.message, self.language))

    def _remember(self, path: str | Path) -> None:
        assert self.earlier is not None
        for book in open_books(path, self.options):
            grid, layout = column_names.find_layout(book, self.names, self.options, self.overrides)
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

    def file(self, path: str | Path) -> None:
        """Examine every sheet in a file or archive."""
        for book in open_books(path, self.options):
            self.book(book)

    def files(self, files: Sequence[str]) -> None:
        """Examine every one of these sheets; one that cannot be used is reported and does not stop the others.

        Raises the first complaint when none can be used.
        """
        failed: list[SheetError] = []
        for name in files:
            try:
                self.file(name)
            except SheetError as error:
                failed.append(error)
                self.skipped.append(Skipped(Location(name, None, 0, None, "", "", ""), error.message, fault=True))
        if failed and len(failed) == len(files):
            raise failed[0]

    def book(self, book: Book) -> None:
        """Read one sheet and examine it."""
        grid, layout = column_names.find_layout(book, self.names, self.options, self.overrides)
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
                self.not_checked.append(NotChecked(self._say("worksheet", name=other.name, path=book.path), self._say("worksheet-why")))
        empty = () if counted["listings"] else ("no listing was found below the headings",)
        self._add_sheet(layout, book.sha256, counted, tuple(dict.fromkeys((*book.notes, *layout.notes, *empty))))

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
        return told, (*said.not_checked, *(item for item in NOT_CHECKED[self.language] if item not in _NO_REGISTER_ASKED))

    def report(self) -> Report:
        """Everything found, counted; to be asked once, at the end."""
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
        likewise = _likewise(told, silent)
        strands = Strands(findings, likewise=likewise)
        worst = _worst(examined, [others for name, others in told.spoken_for.items() if name not in silent])
        by_risk = {str(severity): worst.count(severity) for severity in (Severity.HIGH, Severity.MEDIUM, Severity.LOW)}
        by_risk["none"] = self.listings - sum(by_risk.values())
        packs = self._packs()
        self._close([pack.platform for pack in packs])
        return Report(
            findings=findings, set_aside=tuple(aside), today=self.today, listings=self.listings,
            by_risk=by_risk, packs=packs, lists=self.index.infos, sheets=tuple(self.sheets), skipped=tuple(self.skipped),
            unanswered=tuple(self.unanswered), not_checked=(*self.not_checked, *general), notes=tuple(self.notes),
            exposure=exposures(strands, [pack for _, pack in sorted(self.used.items())], self.language), language=self.language, likewise=likewise,
            spoken_for={name: [other for _, other in others] for name, others in told.spoken_for.items()}, _strands=strands,
        )  # fmt: skip

    def _packs(self) -> tuple[PackInfo, ...]:
        """The packs that took part, by name."""
        steps = [step for screen in self.screens.values() for step in (*screen.steps, *screen.across)]
        bound = Counter(step.reference.platform for step in steps)
        return tuple(
            PackInfo(
                pack.platform, pack.title, pack.version, bound[pack.platform] or len(pack.rules), name in self.guessed, len(pack.rules),
                sum(not applies(rule, self.countries) for rule in pack.rules),
            )
            for name, pack in sorted(self.used.items())
        )  # fmt: skip

    def _close(self, platforms: Sequence[str]) -> None:
        """Say last what settling and leaving out come to, and everything in the language of the report."""
        if self.settlement is not None:
            everything = self.earlier is None and not self.select and not self.ignore
            self.notes += self.settlement.notes(platforms, everything=everything)
            self.not_checked += self.settlement.not_checked()
        if self.unchanged:
            self.not_checked.append(
                NotChecked(self._say("unchanged", n=self.unchanged), self._say("unchanged-why", path=self.earlier_path))
            )
        if self.language == "zh":
            self.skipped = [row._replace(reason=in_language(row.reason, "zh")) for row in self.skipped]
            self.sheets = [sheet._replace(notes=tuple(in_language(note, "zh") for note in sheet.notes)) for sheet in self.sheets]


def _likewise(told: Told, silent: Container[object]) -> dict[str, tuple[Likewise, ...]]:
    """The id of a finding that stands for a column → the other rows; of one that is `silent`, set aside, all of them."""
    likewise = {}
    for name, others in told.spoken_for.items():
        own_row = None if name in silent else told.stands_at[name]
        rows = dict.fromkeys([(other.at.row, other.listing) for _, other in others])
        if elsewhere := tuple([tuple.__new__(Likewise, row) for row in rows if row[0] != own_row]):
            likewise[name] = elsewhere
    return likewise


def _worst(examined: Sequence[Examined], spoken_for: Iterable[Sequence[tuple[Listing, Finding]]]) -> list[Severity]:
    """The gravest of each listing's findings, in no order; what stands for a column counts in every listing it stands for."""
    worst = {id(listing): max(map(_SEVERITY, its)) for listing, its in examined if its}
    for others in spoken_for:
        for listing, other in others:
            known = worst.get(id(listing))
            if known is None or known < other.severity:
                worst[id(listing)] = other.severity
    return [*worst.values()]
