"""The report a person reads: what has one cause stands together, the gravest first, with the cells it stands in.

For each mark, or each rule that names none: a headline, up to three cells with the letters found underlined, why it is
flagged, what the platform does about it, what to do, a suggested edit where there is one, and the source with its date.
All other rows are named. At the end: what to do first, the counts, and what was not looked at. Findings that are not
shown, by `--min-severity` or for want of room, are always counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

from sellercheck.finding import Finding, Fix
from sellercheck.listing import Location
from sellercheck.report import Report, SheetInfo, Strand, listings_of
from sellercheck.reporters import RenderOptions
from sellercheck.reporters._blocks import Block, Place, Where, by_message, distinct, message_alone, message_shape, told
from sellercheck.reporters._edits import APPLICABILITY, by_cell, edited
from sellercheck.reporters._lines import Lines, Piece, excerpt, visible, width, wrapped
from sellercheck.reporters._overview import SHEETS, Overview, where_label
from sellercheck.reporters._texts import TEXTS

EXAMPLES, EXAMPLES_VERBOSE = 3, 20
"""Cells shown of a block."""
IN_FULL = 40
"""Blocks shown in full; what follows is named with its rows. Nobody reads the hundredth block before mending the first."""
_ITEMS = 8
"""Items named of a list of things not checked, before the rest is counted."""


def write(report: Report, out: TextIO, options: RenderOptions) -> None:
    page = _Page(report, out, options)
    page.what_was_read()
    page.findings()
    page.closing()


class _Page(Overview):
    def __init__(self, report: Report, out: TextIO, options: RenderOptions) -> None:
        super().__init__(report, options)
        self.lines = Lines(out, options.colour, options.width)
        names = [_name(sheet.path) for sheet in report.sheets]
        self.names_differ = len(names) == len(set(names))
        self.told_under: dict[tuple[str, str], Block] = {}
        """Consequences and sources told before → the block where they stand."""
        of_mark: dict[int, list[Strand]] = {}
        for strand in self.strands:
            of_mark.setdefault(id(strand.first.mark), []).append(strand)
        self.marks_of_owner: dict[str, list[tuple[str, list[Strand]]]] = {}
        """The marks that an owner has, and what was found of each."""
        for found in of_mark.values():
            if (mark := found[0].first.mark) is not None and mark.owner:
                self.marks_of_owner.setdefault(mark.owner, []).append((mark.text, found))
        self.listings_of_owner: dict[str, int] = {}

    # ---------------------------------------------------------------------------------------------- what was read

    def what_was_read(self) -> None:
        most = len(self.report.sheets) if self.options.verbose else SHEETS
        labels = max(width(self.say(label)) for label in ("read-as", "not-understood", "platforms", "note"))
        for sheet in self.report.sheets[:most]:
            path = visible(sheet.path)
            for number, part in enumerate(wrapped(f"{path}  {self._format(sheet)}", self.options.width - 2)):
                self.lines.line(*(("  ", part) if number or not part.startswith(path) else ((path, "bold"), part[len(path) :])))
            if len(self.report.sheets) <= 3 or self.options.verbose:
                self.section(self._columns(sheet), labels)
        if (rest := len(self.report.sheets) - most) > 0:
            self.lines.line(self.say("more-sheets", n=rest))
        section = [(self.say("platforms"), self.joined(pack.title for pack in self.report.packs))]
        if any(pack.guessed for pack in self.report.packs):
            section.append(("", self.say("guessed")))
        section += [(self.say("note"), note) for note in self.report.notes]
        self.section(section, labels)

    def _format(self, sheet: SheetInfo) -> str:
        named = {",": "comma", ";": "semicolon", "\t": "tab"}
        delimiter = self.say(named[sheet.delimiter]) if sheet.delimiter in named else f"“{sheet.delimiter}”"
        how = [sheet.format, sheet.encoding or "", self.say("separated", delimiter=delimiter) if sheet.delimiter else ""]
        parts = [
            self.joined(part for part in how if part),
            self.say("worksheet", name=sheet.worksheet) if sheet.worksheet is not None else "",
            self.say("header-row", row=sheet.header_row) if sheet.header_row is not None else self.say("no-header"),
            self.joined((self.say("rows", n=sheet.rows), self.say("listings", n=sheet.listings))),
        ]
        return " · ".join(part for part in parts if part)

    def _columns(self, sheet: SheetInfo) -> list[tuple[str, str]]:
        read = [f"{field} ← {self.joined((header, *sheet.more_columns.get(field, ())))}" for field, header in sheet.columns.items()]
        section = [(self.say("read-as"), self._some(read, "more-columns", 2, "between"))]
        if sheet.unmapped:
            section.append((self.say("not-understood"), self._some(sheet.unmapped, "more-headings", 1)))
        most = len(sheet.notes) if self.options.verbose else 2
        section += [(self.say("note"), note) for note in sheet.notes[:most]]
        if (rest := len(sheet.notes) - most) > 0:
            section.append(("", self.say("more-notes", n=rest)))
        return section

    def _some(self, items: Sequence[str], more: str, lines: int, sign: str = "comma-sign") -> str:
        """As many items as fit on so many lines, and how many more there are."""
        room = (self.options.width - 18) * lines - 24
        kept: list[str] = []
        for item in items:
            room -= width(visible(item)) + 2
            if room < 0 and kept and not self.options.verbose:
                return self.joined((*kept, self.say(more, n=len(items) - len(kept))), sign)
            kept.append(item)
        return self.joined(kept, sign)

    def section(self, rows: Sequence[tuple[str, str]], size: int = 0) -> None:
        """Labels and texts, the texts aligned behind labels of at least `size` cells, and wrapped."""
        size = max([size, *(width(label) for label, _ in rows)])
        before = ""
        for label, text in rows:
            shown = "" if label == before else label
            self.lines.hanging(("  ", (shown, "dim"), " " * (size - width(shown) + 2)), text)
            before = label

    # --------------------------------------------------------------------------------------------------- findings

    def findings(self) -> None:
        found = self.blocks
        full = len(found) if self.options.verbose or len(found) <= IN_FULL + 3 else IN_FULL
        names = {block: self.what(block) for block in found}
        heads = Counter(names.values())
        for block in found[:full]:
            self.lines.line()
            self._headline(block, *names[block], with_rule=heads[names[block]] > 1)
            self._body(block)
        if full < len(found):
            self.lines.line()
            self.lines.line((self.say("in-brief", n=len(found) - full), "bold"))
            for block in found[full:]:
                self._brief(block, names[block][0])
        self.lines.line()
        if not found:
            self.lines.line((self.nothing(), "bold"))
        if hidden := self.hidden():
            self.lines.line(hidden)
        if hidden or not found:
            self.lines.line()

    def _headline(self, block: Block, name: str, what: str, with_rule: bool) -> None:
        counts = block.by_severity()
        mixed = self.joined(self.say("of-severity", n=count, severity=self.say(str(level))) for level, count in counts.items())
        if self.options.group_by == "listing":
            size = self.say("findings", n=len(block.findings))
        elif self.options.group_by == "supplier":
            size = self.joined((self.say("listings", n=len(block.listings)), self.say("findings", n=len(block.findings))))
        else:
            size = self.say("listings", n=len(block.listings)) + (f" ({mixed})" if len(counts) > 1 else "")
        rule = self.rules_of(block) if with_rule else ""
        rest = " · ".join(part for part in (what, rule, size, self.joined(block.platforms)) if part)
        self._head(block, name, rest)

    def _brief(self, block: Block, name: str) -> None:
        """The block in a line or two: what, how many, and in which rows."""
        rules = self.rules_of(block) if block.mark or self.mixed else ""
        rows_of = block.rows
        where, rows = next(iter(rows_of.items()))
        ranges, rest = self.rows(rows, 4)
        named = self.say("at-rows-more", rows=ranges, n=rest) if rest else self.say("at-row", rows=ranges, n=len(rows))
        if len(self.report.sheets) > 1:
            named = self.say("in-sheet", where=where_label(where), rows=named)
        others = self.say("more-sheets", n=len(rows_of) - 1) if len(rows_of) > 1 else ""
        self._head(block, name, " · ".join(part for part in (rules, self.say("listings", n=len(block.listings)), named, others) if part))

    def _head(self, block: Block, name: str, rest: str) -> None:
        # Written in one piece so that it wraps as one; the name is long only when a seller's list makes it so.
        severity = self.say(str(block.severity))
        for number, part in enumerate(wrapped(f"{name} · {rest}", self.options.width - width(severity) - 2)):
            lead: Piece = (severity, str(block.severity)) if not number else " " * width(severity)
            bold = len(visible(name)) if not number else 0
            self.lines.line(lead, "  ", (part[:bold], "bold"), part[bold:])

    def _body(self, block: Block) -> None:
        # Who asks for listings wants to mend one after the other: all its cells, then, and not some that are like the rest.
        examples = block.examples(EXAMPLES_VERBOSE if self.options.verbose or self.options.group_by == "listing" else EXAMPLES)
        cells = max(2, *(len(place.findings[0].at.cell) for place in examples))
        common = self._common_messages(examples)
        for place in examples:
            self._place(block, place, cells + 3, common is None)
        listed = set(map(id, examples))
        self._rest(examples, [place for place in block.places if id(place) not in listed], block.likewise)
        self._notes(block, common)

    def _common_messages(self, examples: Sequence[Place]) -> dict[str, tuple[str, ...]] | None:
        """The messages with their platforms when each platform says one thing of all the examples; else None."""
        if self.mixed:
            return None
        shapes: dict[str, str] = {}
        firsts: dict[str, Finding] = {}
        for place in examples:
            for finding in place.findings:
                shape = message_shape(finding) if self.options.group_by == "mark" else finding.message
                if shapes.setdefault(finding.platform, shape) != shape:
                    return None
                firsts.setdefault(shape, finding)
        texts: dict[str, tuple[str, ...]] = {}
        for shape, finding in firsts.items():
            texts[message_alone(finding)] = tuple(platform for platform, its in shapes.items() if its == shape)
        return texts

    def _place(self, block: Block, place: Place, gutter: int, with_messages: bool) -> None:
        first = place.findings[0]
        at = first.at
        parts = [where_label(place.where, at.line), self.say("row", row=at.row)]
        if at.column:
            parts.append(self.say("name-kind", name=at.column, kind=at.field) if at.field else at.column)
        elif at.field:
            parts.append(self.say("missing-in", field=at.field))
        if self.options.group_by != "listing":
            parts.append(first.listing)
            if place.platforms != block.platforms:
                parts.append(self.joined(place.platforms))
            if place.severity != block.severity:
                parts.append(self.say("and-severity", severity=self.say(str(place.severity))))
        if self.options.verbose:
            parts.append(self.say("id", id=self.joined(distinct(finding.id for finding in place.findings))))
        if self.names_differ and sum(width(visible(part)) + 3 for part in parts) > self.options.width - 6:
            # The first line of the report names the folders; a click on the name needs the line only where it fits.
            parts[0] = where_label((_name(at.path), at.worksheet), at.line)
        self.lines.hanging((("  --> ", "dim"),), " · ".join(parts), "dim")
        room = self.options.width - gutter - 3
        margin = " " * gutter
        if first.field is not None:
            text, carets, hidden = excerpt(first.field.value, place.spans, room)
            self.lines.line((f"{at.cell:>{gutter}} | ", "dim"), text)
            if place.spans:
                self.lines.line((f"{margin} | ", "dim"), (carets, "caret"))
            if hidden:
                self.lines.hanging(((f"{margin} = ", "dim"),), self.say("not-in-view", n=hidden))
        if with_messages:
            self._messages(block, place, margin)
        self._edits(place, gutter, room)

    def _messages(self, block: Block, place: Place, margin: str) -> None:
        if self.mixed:
            for severity, rules, message in by_message(place.findings):
                self.lines.hanging(
                    ((f"{margin} = ", "dim"), (self.say(str(severity)), str(severity)), " "),
                    f"{self.joined(rules)}{self.say('colon')}{message}",
                )
            return
        said = told(place.findings, lambda finding: finding.message, self.teller(block))
        several = len({*said.values()}) > 1
        for message, tellers in said.items():
            label = self.joined(tellers) + self.say("colon") if several else ""
            self.lines.hanging(((f"{margin} = ", "dim"), label), message)

    def _edits(self, place: Place, gutter: int, room: int) -> None:
        """The best suggestion for the cell, as the text it would leave; with -v all of them."""
        fixes: dict[object, Fix] = {}
        for finding in place.findings:
            for fix in finding.fixes:
                fixes.setdefault((fix.title, *((edit.field.at, edit.span, edit.new) for edit in fix.edits)), fix)
        ordered = sorted(fixes.values(), key=lambda fix: APPLICABILITY.get(fix.applicability, 3))
        shown = ordered if self.options.verbose else ordered[:1]
        for fix in shown:
            applicability = self.say(fix.applicability) if fix.applicability in TEXTS else fix.applicability
            self.lines.hanging(((f"{' ' * gutter} = ", "dim"),), self.say("edit", applicability=applicability, title=fix.title))
            for edits in by_cell(fix):
                text, focus = edited(edits)
                after = excerpt(text, (focus,), room)[0] if text.strip() else self.say("empties")
                self.lines.line((f"{edits[0].field.at.cell:>{gutter}} + ", "dim"), (after, "new"))
        if rest := len(ordered) - len(shown):
            self.lines.hanging(((f"{' ' * gutter} = ", "dim"),), self.say("other-edits", n=rest))

    def _rest(self, shown: Sequence[Place], places: Sequence[Place], likewise: Mapping[Where, Iterable[int]]) -> None:
        """What is not shown: the other cells of rows that are, and the other rows, sheet by sheet."""
        one = len(self.report.sheets) <= 1
        here = {(place.where, place.row) for place in shown} if one else ()
        beside: list[Place] = []
        elsewhere: list[Place] = []
        for place in places:
            (beside if self.options.group_by == "listing" or (place.where, place.row) in here else elsewhere).append(place)
        if cells := distinct(place.findings[0].at.cell or place.findings[0].at.field for place in beside):
            self.lines.hanging(("  ",), self.say("also-cells", n=len(cells), cells=self._some(cells, "more-headings", 1)))
        rows_of = _rows_of(place.findings[0].at for place in elsewhere)
        for where, more in likewise.items():
            if further := [row for row in more if (where, row) not in here]:
                rows_of.setdefault(where, []).extend(further)
        most = len(rows_of) if self.options.verbose else 3
        for number, (where, rows) in enumerate(rows_of.items()):
            if number == most:
                left = list(rows_of.values())[most:]
                self.lines.hanging(("  ",), self.say("also-sheets", n=len(left), rows=sum(len(set(its)) for its in left)))
                return
            ranges, rest = self.rows(rows)
            count = len(set(rows))
            key = ("also-row" if one else "also-in") if not rest else ("also-rows-more" if one else "also-in-more")
            self.lines.hanging(("  ",), self.say(key, rows=ranges, where=where_label(where), n=rest or count))

    def _notes(self, block: Block, common: dict[str, tuple[str, ...]] | None) -> None:
        section: list[tuple[str, str]] = []
        if block.mark is not None:
            section.append((self.say("mark"), self.mark(block.mark)))
        if common:
            section += self._labelled("why", common)
        firsts = block.gravest if self.mixed else block.firsts
        consequences = told(firsts, lambda finding: finding.consequence, self.teller(block))
        section += self._labelled("consequence", consequences, block)
        section += self._labelled("remedy", self._remedies(block))
        if consequences and (exposure := self._exposure(block)):
            section.append((self.say("exposure"), exposure))
        section += self._evidence(block)
        section += self._labelled("source", told(firsts, self._source, self.teller(block)), block)
        confidence = max([finding.confidence for finding in block.findings])
        rule = [self.joined(block.rules), self.say("sureness", confidence=self.say(str(confidence)))]
        context = block.findings[0].context
        if self.options.verbose and context:
            rule.append(self.say("use", use=context.use, how=context.how, overlap=context.class_overlap))
        section.append((self.say("rule"), " · ".join(rule)))
        self.section(section)

    def _labelled(self, kind: str, texts: dict[str, tuple[str, ...]], block: Block | None = None) -> list[tuple[str, str]]:
        """The texts, with those who say them where they differ. With `block`, what another told before is only referred to."""
        rows: list[tuple[str, str]] = []
        before: dict[str, list[str]] = {}
        several = len({*texts.values()}) > 1
        for text, tellers in texts.items():
            if block is not None and (under := self.told_under.setdefault((kind, text), block)) is not block:
                before.setdefault(under.name, []).extend(tellers)
                continue
            rows.append((self.say(kind), self.joined(tellers) + self.say("colon") + text if several else text))
        for name, its in before.items():
            above = self.say("as-above", name=name)
            rows.append(
                (
                    self.say(kind),
                    self.joined(distinct(its)) + self.say("colon") + above if several and len(rows) + len(before) > 1 else above,
                )
            )
        return rows

    def _remedies(self, block: Block) -> dict[str, tuple[str, ...]]:
        """What to do; where it names the cell's own words, that of the first cell only."""
        seen: set[tuple[str, str]] = set()
        firsts = []
        by_mark = self.options.group_by == "mark"
        every = sorted(block.findings, key=lambda finding: -finding.severity) if self.mixed else block.findings
        for finding in block.firsts if by_mark else every:
            key = (finding.platform, finding.rule if by_mark else message_shape(finding))
            if key not in seen:
                seen.add(key)
                firsts.append(finding)
        return told(firsts, lambda finding: finding.remedy, self.teller(block))

    def _exposure(self, block: Block) -> str:
        owner = block.mark.owner if block.mark else None
        if not owner:
            return ""
        its = self.marks_of_owner[owner]
        if owner not in self.listings_of_owner:  # counted once for all blocks of an owner of many marks
            self.listings_of_owner[owner] = len(listings_of(strand for _, found in its for strand in found))
        count = self.listings_of_owner[owner]
        others = [name for name in distinct(name for name, _ in its) if name != block.name]
        if others:
            return self.say("one-owner-more", n=count, marks=self._some(others, "more-headings", 1))
        return self.say("one-owner", n=count) if count > 1 else ""

    def _evidence(self, block: Block) -> list[tuple[str, str]]:
        texts = []
        own = {id(finding.evidence): finding.evidence for finding in block.findings}  # a mark's findings share theirs
        for evidence in dict.fromkeys(own.values()):
            for item in evidence:
                if item.kind == "list" and block.mark is not None and not self.options.verbose:
                    continue  # the mark's own line says it
                source = self.joined(part for part in (item.source, item.retrieved) if part)
                texts.append(self.say("evidence-source", text=item.text, source=source) if source else item.text)
        found = distinct(texts)
        most = len(found) if self.options.verbose else 2
        rows = [(self.say("evidence"), text) for text in found[:most]]
        if (rest := len(found) - most) > 0:
            rows.append((self.say("evidence"), self.say("more-evidence", n=rest)))
        return rows

    def _source(self, finding: Finding) -> str:
        return self.say("source-read", url=finding.source_url, date=finding.source_read) if finding.source_url else ""

    # ---------------------------------------------------------------------------------------------------- the end

    def closing(self) -> None:
        report = self.report
        self.lines.hanging((), self.tally(), "bold")
        section: list[tuple[str, str]] = []
        if first := self.first():
            section.append((self.say("first"), first))
        section += self.by_platform()
        section += self.set_aside()
        section += self.skipped()
        section += [(self.say("unanswered-label"), question) for question in report.unanswered]
        most = len(report.not_checked) if self.options.verbose or len(report.not_checked) <= _ITEMS + 1 else _ITEMS
        section += [
            (self.say("not-checked"), self.say("not-checked-item", what=item.what, why=item.why)) for item in report.not_checked[:most]
        ]
        if rest := len(report.not_checked) - most:
            section.append((self.say("not-checked"), self.say("more-not-checked", n=rest)))
        section.append((self.say("rules-label"), self.packs()))
        section += self.lists()
        if self.blocks:
            block = self.blocks[0]
            section.append((self.say("more"), self.say("explain", rule=block.gravest[0].rule if self.mixed else block.rules[0])))
        self.section(section)
        self.lines.line(self.say("disclaimer"))


def _rows_of(cells: Iterable[Location]) -> dict[Where, list[int]]:
    rows_of: dict[Where, list[int]] = {}
    for at in cells:
        rows_of.setdefault((at.path, at.worksheet), []).append(at.row)
    return rows_of


def _name(path: str) -> str:
    """The file's name without its folders."""
    return re.split(r"[/\\]", path)[-1]
