"""What every report for people says, in words and counts; how it is laid out is each reporter's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import islice
from operator import attrgetter

from sellercheck.finding import Finding, Severity
from sellercheck.mark import ListInfo, Mark
from sellercheck.report import PackInfo, Report
from sellercheck.reporters import RenderOptions
from sellercheck.reporters._blocks import Block, Where, blocks, distinct, row_ranges
from sellercheck.reporters._lines import visible
from sellercheck.reporters._texts import TEXTS, rule_name, say

AGED_DAYS = 30
"""Age from which a list's age is told beside its date."""
RANGES = 8
"""Runs of rows named before the rest is counted."""
SHEETS = 10
FIRST = 3
"""What to do first: this many."""
_NAME = 80
"""Characters of a mark, listing or place in a line; only a hostile or broken sheet has longer ones."""


class Overview:
    """A report as a person wants to see it: what is shown of it, in blocks, and the sentences about the whole."""

    def __init__(self, report: Report, options: RenderOptions) -> None:
        self.report, self.options = report, options
        self.strands = [strand for strand in report.strands if strand.severity >= options.min_severity]
        self.mixed = options.group_by in {"listing", "supplier"}
        """Whether a block holds things of different causes."""

    @cached_property
    def shown(self) -> list[Finding]:
        """The findings that are shown, in report order."""
        return [finding for finding in self.report.findings if finding.severity >= self.options.min_severity]

    @cached_property
    def blocks(self) -> list[Block]:
        return blocks(self.strands, self.options.group_by, self.options.language)

    def say(self, text: str, /, **values: object) -> str:
        return say(self.options.language, text, **values)

    def joined(self, items: Iterable[str], sign: str = "comma-sign") -> str:
        return self.say(sign).join(items)

    def word(self, name: str) -> str:
        """The name of a use, kind or applicability in the report's language; itself where nobody translated it."""
        return self.say(name) if name in TEXTS else name

    def cut(self, text: str) -> str:
        """`text`, visible, and no longer than a line bears."""
        text = visible(text[: _NAME + 1])
        return text if len(text) <= _NAME else text[: _NAME - 1] + "…"

    def teller(self, block: Block) -> Callable[[Finding], str]:
        """Who says what only some of the block's findings say: the platform, or the rule where a platform has several there."""
        return attrgetter("rule" if self.mixed or len(block.rules) > len(block.platforms) else "platform")

    def rules_of(self, block: Block) -> str:
        """What the block's rules are called, each once."""
        return self.joined(distinct(rule_name(rule, self.options.language) for rule in block.rules))

    def what(self, block: Block) -> tuple[str, str]:
        if block.mark is None:
            return block.name or self.say("no-supplier"), ""
        kind = "" if block.mark.kind == "brand" or block.mark.kind not in TEXTS else self.say(block.mark.kind)
        name = self.say("name-kind", name=block.name, kind=kind) if kind else block.name
        uses = [self.say(use) for use in block.uses if use in TEXTS]
        return name, self.joined(uses, "between") or self.rules_of(block)

    def mark(self, mark: Mark) -> str:
        """Kind, owner, classes and registration, as far as the list tells."""
        parts = [self.say(mark.kind) if mark.kind in TEXTS else mark.kind]
        parts.append(self.say("owner", owner=mark.owner, list=mark.list) if mark.owner else self.say("from-list", list=mark.list))
        if mark.nice_classes:
            parts.append(self.say("classes", n=len(mark.nice_classes), classes=self.joined(map(str, sorted(mark.nice_classes)))))
        registered = " ".join(part for part in (mark.territory, mark.number, mark.status) if part)
        return " · ".join(part for part in (*parts, registered) if part)

    def tally(self) -> str:
        report = self.report
        counts = report.tally()
        info = counts.pop("info")
        listed = self.joined(self.say("of-severity", n=count, severity=self.say(name)) for name, count in counts.items())
        found = sum(count for name, count in report.by_risk.items() if name != "none")
        if any(counts.values()):
            head = self.say("tally", n=sum(counts.values()), counts=listed, found=found, listings=report.listings)
        else:
            head = self.say("tally-none", listings=report.listings)
        parts = [
            head,
            self.say("info-notes", n=info) if info else "",
            self.say("set-aside", n=len(report.set_aside)),
            self.say("skipped", n=len(report.skipped)),
            self.say("unanswered", n=len(report.unanswered)),
        ]
        return " · ".join(part for part in parts if part)

    def first(self) -> str:
        """What to do first, in one line: the blocks that come first, and what is to be done with them; empty when nothing is."""
        names = distinct(block.name for block in self.blocks)[:FIRST]
        listings_of = {name: {each for block in self.blocks if block.name == name for each in block.listings} for name in names}
        items = [self.say("first-item", name=self.cut(name) or self.say("no-supplier"), n=len(its)) for name, its in listings_of.items()]
        return self.joined(items)

    def nothing(self) -> str:
        """That nothing was found, or nothing that is shown."""
        if not self.report.findings:
            return self.say("nothing-but-aside" if self.report.set_aside else "nothing")
        return self.say("nothing-shown", severity=self.say(str(self.options.min_severity)))

    def hidden(self) -> str:
        """How many findings are not shown for their severity; empty when all are."""
        hidden = len(self.report.findings) - sum(len(strand.numbers) for strand in self.strands)
        if not hidden:
            return ""
        if self.options.min_severity == Severity.LOW:
            return self.say("hidden-info", n=hidden)
        lowest = min(strand.severity for strand in self.report.strands)
        return self.say("hidden", n=hidden, severity=self.say(str(self.options.min_severity)), lowest=lowest)

    def used(self) -> list[tuple[str, str]]:
        """Labels and texts: what was read, set aside, skipped, not answered and not looked at, by which rules and lists."""
        report = self.report
        rows = [
            (self.say("sheet"), f"{where_label((sheet.path, sheet.worksheet))} · {self.say('rows', n=sheet.rows)}")
            for sheet in report.sheets[:SHEETS]
        ]
        if (rest := len(report.sheets) - SHEETS) > 0:
            rows.append((self.say("sheet"), self.say("more-sheets", n=rest)))
        rows += self.by_platform()
        rows += self.set_aside()
        rows += self.skipped()
        rows += [(self.say("unanswered-label"), question) for question in report.unanswered]
        rows += [(self.say("not-checked"), self.say("not-checked-item", what=item.what, why=item.why)) for item in report.not_checked]
        rows += [(self.say("note"), note) for note in report.notes]
        rows.append((self.say("rules-label"), self.packs()))
        return rows + self.lists()

    def packs(self) -> str:
        """The rule packs with their versions."""
        return self.joined(map(self._pack, self.report.packs))

    def _pack(self, pack: PackInfo) -> str:
        key = "pack" if pack.of in {0, pack.rules} else "pack-elsewhere" if pack.elsewhere else "pack-some"
        return self.say(key, title=pack.title, n=pack.rules, of=pack.of, elsewhere=pack.elsewhere, version=pack.version.isoformat())

    def by_platform(self) -> list[tuple[str, str]]:
        """What the findings amount to by each platform's way of counting."""
        titles = {pack.platform: pack.title for pack in self.report.packs}
        rows = []
        for each in self.report.exposure:
            text = self.say("platform-says", platform=titles.get(each.platform, each.platform), message=each.message)
            if self.options.verbose:
                source = self.say("source-dated", url=each.source_url, dated=each.dated, date=each.source_read)
                text = self.say("dated-source", message=text, source=source)
            rows.append((self.say("exposure"), text))
        return rows

    def set_aside(self) -> list[tuple[str, str]]:
        counts: dict[str, int] = {}
        for aside in self.report.set_aside:
            counts[aside.reason] = counts.get(aside.reason, 0) + 1
        texts = [
            self.say(reason, n=count) if reason in TEXTS else self.say("other-reason", n=count, reason=reason)
            for reason, count in counts.items()
        ]
        rows = [(self.say("set-aside-label"), self.joined(texts))] if texts else []
        if not self.options.verbose:
            return rows + self._aside_groups()
        for aside in self.report.set_aside:
            at = aside.finding.at
            what = " · ".join(part for part in (where_label((at.path, at.worksheet), at.line), aside.finding.message, aside.detail) if part)
            rows.append((self.say("set-aside-label"), what))
        return rows

    def _aside_groups(self) -> list[tuple[str, str]]:
        """Marks or rules that were set aside, with the document or reason, those of most findings first."""
        groups = Counter(
            (aside.finding.mark.text if aside.finding.mark else aside.finding.rule, aside.detail)
            for aside in self.report.set_aside
            if aside.detail
        )
        ordered = groups.most_common()
        most = len(ordered) if len(ordered) <= 5 else 4
        rows = [
            (self.say("set-aside-label"), self.say("aside-group", name=name, detail=detail, n=n)) for (name, detail), n in ordered[:most]
        ]
        if rest := sum(n for _, n in ordered[most:]):
            rows.append((self.say("set-aside-label"), self.say("more-asides", n=rest)))
        return rows

    def skipped(self) -> list[tuple[str, str]]:
        rows_of: dict[tuple[bool, str, Where], list[int]] = {}
        for row in self.report.skipped:
            rows_of.setdefault((not row.fault, row.reason, (row.at.path, row.at.worksheet)), []).append(row.at.row)
        groups = sorted(rows_of.items(), key=lambda item: item[0][0])
        most = len(groups) if self.options.verbose or len(groups) <= 5 else 4
        section = []
        for (readable, reason, where), rows in groups[:most]:
            if rows == [0]:  # a whole file, which the reason names
                section.append((self.say("skipped-label"), self.say("unreadable", reason=reason)))
                continue
            ranges, rest = self.rows(rows)
            named = self.say("at-rows-more", rows=ranges, n=rest) if rest else self.say("at-row", rows=ranges, n=len(set(rows)))
            if len(self.report.sheets) > 1:
                named = self.say("in-sheet", where=where_label(where), rows=named)
            text = reason if readable else self.say("unreadable", reason=reason)
            section.append((self.say("skipped-label"), self.say("skipped-rows", where=named, reason=text)))
        if rest := sum(len(rows) for _, rows in groups[most:]):
            section.append((self.say("skipped-label"), self.say("more-reasons", n=rest)))
        return section

    def _dated(self, name: str, infos: Sequence[ListInfo]) -> str:
        """Lists of one day with their entries and date; their age too from a month on."""
        age = infos[0].age_days(self.report.today)
        return self.say(
            "list-aged" if age >= AGED_DAYS else "list", name=name, n=sum(info.entries for info in infos), date=infos[0].retrieved.isoformat(), age=age
        )  # fmt: skip

    def lists(self) -> list[tuple[str, str]]:
        if not self.report.lists:
            return [(self.say("lists"), self.say("no-lists"))]
        if not self.options.verbose:
            of_day: dict[str, list[ListInfo]] = {}
            for info in self.report.lists:
                of_day.setdefault(info.retrieved.isoformat(), []).append(info)
            days = [self._dated(self.joined(info.name for info in infos), infos) for infos in of_day.values()]
            return [(self.say("lists"), self.joined(days, "between"))]
        named = [self._dated(info.name, [info]) for info in self.report.lists]
        full = [self.say("list-full", title=info.title, publisher=info.publisher, licence=info.licence) for info in self.report.lists]
        return [(self.say("lists"), f"{name}{self.say('colon')}{text}") for name, text in zip(named, full, strict=True)]

    def rows(self, rows: Iterable[int], most: int = RANGES) -> tuple[str, int]:
        """Rows as `7, 9–14`, and how many more there are."""
        several = set(rows)
        ranges = list(islice(row_ranges(several), len(several) if self.options.verbose else most + 2))
        if not self.options.verbose and len(ranges) > most + 1:
            ranges = ranges[:most]
        text = self.joined(f"{low}–{high}" if high > low else f"{low}" for low, high in ranges)
        return text, len(several) - sum(high - low + 1 for low, high in ranges)


def where_label(where: Where, line: int | None = None) -> str:
    """`stock.csv:7`, `stock.xlsx!Template` or, without a name, an empty text; the line is that of a text file."""
    path, worksheet = where
    return f"{path}!{worksheet}" if worksheet is not None else f"{path}:{line}" if line is not None else path
