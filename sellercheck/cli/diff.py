"""`sellercheck diff`: what is new, gone or changed between two reports or sheets."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sellercheck.cli import _options as options
from sellercheck.cli import _output as output
from sellercheck.cli._texts import TEXTS, say
from sellercheck.finding import Severity
from sellercheck.report import ExitStatus

if TYPE_CHECKING:
    from sellercheck.clients.months import Months
    from sellercheck.comparison import Difference, Seen
    from sellercheck.reporters._lines import Lines

_MOST = 50
"""Findings and lines of a tally shown without -v."""


@click.command("diff", short_help="Show what is new, gone or changed between two reports or sheets.")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "-f", "--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True, help="For people, or JSON."
)
@click.option("-o", "--output", "path", metavar="PATH", help="Write it there instead of standard output; - is standard output.")
@click.option(
    "--fail-on", type=click.Choice(["high", "medium", "low", "info", "never"]), default="high", show_default=True,
    help="Exit with status 1 when something new of this severity or above was found.",
)  # fmt: skip
@options.screening
@click.option("-v", "--verbose", is_flag=True, help="Show everything, however much it is.")
@click.option("--no-color", is_flag=True, help="No colours. NO_COLOR in the environment does the same; files and pipes never get any.")
@click.pass_context
def command(
    ctx: click.Context, /, *, old: str, new: str, form: str, path: str | None, fail_on: str, verbose: bool, no_color: bool, **given: Any
) -> None:
    """Show which findings are new, gone or changed from OLD to NEW, and how many for each mark and listing.

    Each of the two is a report that `check -f json` wrote, or a sheet, which is checked with the options given. Findings are
    told by their ids: a sorted sheet is no difference, and a finding that was set aside since is gone. Two folders of results, as
    `check CLIENTS -f json=FOLDER` writes them, are compared client by client; -v shows each in full.

    \b
    sellercheck diff monday.json friday.json
    sellercheck diff stock.old.csv stock.csv -p wish
    sellercheck diff 2026-10/ 2026-11/
    sellercheck diff last-release.json stock.csv -p amazon --fail-on medium -f json -o diff.json

    Exit status: 0 nothing new at or above --fail-on; 1 something; 2 a sheet, report or option cannot be used.
    """
    if path not in {None, "-"}:
        output.refuse(str(path), [old, new])
    found = _compared(old, new, given)
    if path in {None, "-"}:
        out: Any = output.standard_output(for_machines=form == "json")
        _write(found, out, form, given["language"], verbose=verbose, colour=output.has_colour(no_color), room=output.width())
    else:
        with output.file(str(path)) as out:
            _write(found, out, form, given["language"], verbose=verbose, colour=False, room=output.PLAIN_WIDTH)
    worst = found.worst
    failed = fail_on != "never" and worst is not None and worst >= Severity[fail_on.upper()]
    ctx.exit(ExitStatus.FINDINGS if failed else ExitStatus.OK)


def _compared(old: str, new: str, given: dict[str, Any]) -> Difference | Months:
    if Path(old).is_dir() and Path(new).is_dir():
        from sellercheck.clients.months import hold_results, months

        if hold_results(old, new):
            return months(old, new)
    from sellercheck import api

    return api.diff(old, new, **options.asked_of_check(given))


def _write(found: Difference | Months, out: Any, form: str, language: str, *, verbose: bool, colour: bool, room: int) -> None:
    from sellercheck.comparison import Difference

    if form == "json":
        from sellercheck.reporters.json import encoded

        out.write(encoded(found.to_dict()) + "\n")
        return
    from sellercheck.reporters._lines import Lines

    lines = Lines(out, colour, room)
    if isinstance(found, Difference):
        _tell(found, lines, language, verbose=verbose)
        return
    from sellercheck.clients import months

    months.write(found, lines, language, partial(_tell, lines=lines, language=language, verbose=True) if verbose else None)


def _tell(found: Difference, lines: Lines, language: str, *, verbose: bool) -> None:
    old, new = found.old, found.new
    lines.hanging((), say(language, "from-to", old=old.path, old_day=old.today, new=new.path, new_day=new.today), "bold")
    _section(lines, "new", found.appeared, language, verbose=verbose)
    _section(lines, "gone", found.gone, language, verbose=verbose)
    _changed(lines, found, language, verbose=verbose)
    _tallies(lines, "by-mark", found.by(lambda seen: seen.mark), language, verbose=verbose)
    _tallies(lines, "by-listing", found.by(lambda seen: seen.listing), language, verbose=verbose)
    lines.line()
    sums = {"new": _counted(found.appeared, language), "gone": _counted(found.gone, language)}
    lines.hanging((), say(language, "sums", **sums, changed=len(found.changed)), "bold")


def _counted(found: Iterable[Seen], language: str) -> str:
    from sellercheck.comparison import tally

    counts = {name: count for name, count in tally(found).items() if count}
    told = [say(language, "count", n=count, severity=say(language, name)) for name, count in counts.items()]
    return say(language, "sum-of" if told else "sum", n=sum(counts.values()), counts=say(language, "comma").join(told))


def _section(lines: Lines, title: str, found: tuple[Seen, ...], language: str, *, verbose: bool) -> None:
    if not found:
        return
    lines.line()
    lines.line((say(language, title), "bold"))
    for seen in found if verbose else found[:_MOST]:
        reason = say(language, seen.set_aside) if seen.set_aside in TEXTS else seen.set_aside
        parts = [_where(seen, language), seen.rule, seen.message, say(language, "set-aside", reason=reason) if reason else ""]
        lines.hanging(("  ", (_level(seen.severity, language), seen.severity), "  "), " · ".join(filter(None, parts)))
    _more(lines, len(found), language, verbose=verbose)


def _changed(lines: Lines, found: Difference, language: str, *, verbose: bool) -> None:
    if not found.changed:
        return
    lines.line()
    lines.line((say(language, "changed"), "bold"))
    for before, after in found.changed if verbose else found.changed[:_MOST]:
        how = []
        if before.severity != after.severity:
            how.append(say(language, "severity-was", was=say(language, before.severity), now=say(language, after.severity)))
        if before.use != after.use:
            how.append(say(language, "use-was", was=before.use, now=after.use))
        parts = (_where(after, language), after.rule, say(language, "comma").join(how))
        lines.hanging(("  ", (_level(after.severity, language), after.severity), "  "), " · ".join(parts))
    _more(lines, len(found.changed), language, verbose=verbose)


def _level(severity: str, language: str) -> str:
    """The severity, as wide as the widest."""
    from sellercheck.reporters._lines import width

    text = say(language, severity)
    return text + " " * (6 - width(text))


def _where(seen: Seen, language: str) -> str:
    text = say(language, "quoted", text=seen.text) if seen.text else ""
    return " · ".join(part for part in (seen.listing, say(language, "row", row=seen.row), seen.cell, text) if part)


def _tallies(lines: Lines, title: str, counts: dict[str, dict[str, int]], language: str, *, verbose: bool) -> None:
    if not counts:
        return
    lines.line()
    lines.line((say(language, title), "bold"))
    for name, its in list(counts.items())[: None if verbose else _MOST]:
        told = [say(language, f"kind-{kind}", n=count) for kind, count in its.items() if count]
        lines.hanging(("  ",), say(language, "of-name", name=name, counts=say(language, "comma").join(told)))
    _more(lines, len(counts), language, verbose=verbose)


def _more(lines: Lines, count: int, language: str, *, verbose: bool) -> None:
    if not verbose and count > _MOST:
        lines.line("  ", say(language, "more", n=count - _MOST))
