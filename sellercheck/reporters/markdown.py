"""What was found, as Markdown for a comment on a pull request: never longer than GitHub takes.

What has one cause stands together, as in `terminal`: a line each in a table, then as many in full as there is room for.
Texts of a sheet stand in `<code>` with every sign escaped, so that nothing of them is a link, a mention, an image or markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TextIO

from sellercheck.report import Report
from sellercheck.reporters import RenderOptions
from sellercheck.reporters._blocks import Block, Place, by_message, told
from sellercheck.reporters._edits import best, by_cell, edited
from sellercheck.reporters._lines import visible
from sellercheck.reporters._marked import pieces
from sellercheck.reporters._overview import Overview, where_label

MOST = 65_536
"""Characters of a comment on GitHub (error "body is too long (maximum is 65536 characters)"), counted as UTF-16 units to be sure."""
_EXAMPLES = 5
_EXCERPT = 160
_ROWS = 60
"""Blocks named in the table before the rest is counted."""
_SIGNS = re.compile(r"[\\`*_\[\]{}<>&|~$#@!^\"'=]|:(?! |$)")
_LINK = re.compile(r"https?://[A-Za-z0-9.\-]+(?:/[A-Za-z0-9._~%/?&=#+\-]*)?")


def write(report: Report, out: TextIO, options: RenderOptions) -> None:
    out.write(page(report, options, MOST))


def page(report: Report, options: RenderOptions, most: int) -> str:
    """The whole report in at most `most` UTF-16 units; what does not fit is counted."""
    view = Overview(report, options)
    head = "\n".join(_head(view)) + "\n"
    foot = "\n" + "\n".join(_foot(view)) + "\n"
    room = most - _size(head) - _size(foot) - 300  # for the line that counts the rest
    if room < 0:  # only a report with thousands of sheets or notes gets here
        foot = "\n" + prose(view.say("disclaimer")) + "\n"
        head = head[: max(0, (most - _size(foot) - 300) // 2)].rpartition("\n")[0] + "\n"
        room = 0
    parts = []
    for number, block in enumerate(view.blocks):
        part = "\n" + "\n".join(_block(view, block)) + "\n"
        if _size(part) > room:
            parts.append("\n" + prose(view.say("not-in-full", n=len(view.blocks) - number)) + "\n")
            break
        room -= _size(part)
        parts.append(part)
    return head + "".join(parts) + foot


def prose(text: str) -> str:
    """`text` as nothing but text, on one line: no markup, link, mention or reference."""
    return _SIGNS.sub(_entity, visible(text)).replace("&#64;", "&#64;\u2060").replace("&#35;", "&#35;\u2060").replace("www.", "www&#46;")


def code(value: str, spans: Sequence[tuple[int, int]] = (), most: int = _EXCERPT) -> str:
    """A text of a sheet, cut around the spans, what they cover in bold."""
    inside = "".join(
        f"<b>{_SIGNS.sub(_entity, text)}</b>" if marked else _SIGNS.sub(_entity, text) for text, marked in pieces(value, spans, most)
    )
    return f"<code>{inside}</code>" if inside else ""


def link(address: str) -> str:
    """An address of a source: as a link when it can be nothing else."""
    return f"<{address}>" if _LINK.fullmatch(address) else code(address)


def _entity(sign: re.Match[str]) -> str:
    return f"&#{ord(sign[0])};"


def _size(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text) if not text.isascii() else len(text)


def _head(view: Overview) -> Iterator[str]:
    say, report = view.say, view.report
    yield f"### sellercheck{say('colon')}{prose(view.tally())}"
    yield ""
    if first := view.first():
        yield f"**{prose(say('first'))}**{say('colon')}{prose(first)}"
        yield ""
    if not view.blocks:
        yield prose(view.nothing())
        yield ""
        return
    yield "| " + " | ".join(prose(say(name)) for name in ("severity", "what", "where-used", "listings-label", "platforms", "at")) + " |"
    yield "| --- | --- | --- | ---: | --- | --- |"
    for block in view.blocks[:_ROWS]:
        name, what = view.what(block)
        place = block.places[0]
        at = f"{where_label(place.where)}{say('colon')}{say('row', row=place.row)}" if len(report.sheets) > 1 else say("row", row=place.row)
        cells = (say(str(block.severity)), view.cut(name), what, f"{len(block.listings):,}", view.joined(block.platforms), view.cut(at))
        yield "| " + " | ".join(prose(cell) for cell in cells) + " |"
    if (rest := len(view.blocks) - _ROWS) > 0:
        yield ""
        yield prose(say("more-blocks", n=rest))
    if hidden := view.hidden():
        yield ""
        yield prose(hidden)


def _block(view: Overview, block: Block) -> Iterator[str]:
    say = view.say
    name, what = view.what(block)
    size = say("listings", n=len(block.listings))
    summary = " · ".join(part for part in (say(str(block.severity)), view.cut(name), what, size, view.joined(block.platforms)) if part)
    yield f"<details><summary>{prose(summary)}</summary>"
    yield ""
    shown = block.examples(_EXAMPLES)
    for place in shown:
        yield from _place(view, place)
    if rest := len(block.places) - len(shown):
        yield f"- {prose(say('more-cells', n=rest))}"
    yield ""
    firsts = block.gravest if view.mixed else block.firsts
    for label, texts in (
        ("why", told(() if view.mixed else block.findings[:1], lambda finding: finding.message)),
        ("consequence", told(firsts, lambda finding: finding.consequence, view.teller(block))),
        ("remedy", told(firsts, lambda finding: finding.remedy, view.teller(block))),
    ):
        for text, tellers in texts.items():
            who = f"{view.joined(tellers)}{say('colon')}" if len({*texts.values()}) > 1 else ""
            yield f"- **{prose(say(label))}**{say('colon')}{prose(who + text)}"
    if block.mark:
        yield f"- **{prose(say('mark'))}**{say('colon')}{prose(view.mark(block.mark))}"
    for address, read in {finding.source_url: finding.source_read for finding in firsts if finding.source_url}.items():
        yield f"- **{prose(say('source'))}**{say('colon')}{link(address)} ({prose(read)})"
    yield f"- **{prose(say('rule'))}**{say('colon')}{prose(view.joined(block.rules))}"
    yield ""
    yield "</details>"


def _place(view: Overview, place: Place) -> Iterator[str]:
    first = place.findings[0]
    at = first.at
    where = [where_label(place.where, at.line), view.say("row", row=at.row), at.cell, at.column or at.field, first.listing]
    value = code(first.field.value, place.spans) if first.field else ""
    yield f"- {prose(' · '.join(view.cut(part) for part in where if part))}" + (f"<br>{value}" if value else "")
    for severity, rules, message in by_message(place.findings) if view.mixed else ():
        said = f"{view.say(str(severity))} {view.joined(rules)}{view.say('colon')}{message}"
        yield f"  <br>{prose(said)}"
    fix = next((found for finding in place.findings if (found := best(finding))), None)
    if fix:
        title = view.say("edit", applicability=view.word(fix.applicability), title=fix.title)
        text, focus = edited(by_cell(fix)[0])
        after = code(text, [focus]) if text.strip() else prose(view.say("empties"))
        yield f"  <br>{prose(title)} → {after}"


def _foot(view: Overview) -> Iterator[str]:
    yield "<details><summary>" + prose(view.say("used")) + "</summary>"
    yield ""
    for label, text in view.used():
        yield f"- **{prose(label)}**{view.say('colon')}{prose(text)}"
    yield ""
    yield "</details>"
    yield ""
    yield prose(view.say("disclaimer"))
