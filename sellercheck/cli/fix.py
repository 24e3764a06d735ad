"""`sellercheck fix`: a corrected or annotated copy of a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sellercheck.chinese import in_language
from sellercheck.cli import _options as options
from sellercheck.cli import _output as output
from sellercheck.cli._texts import say
from sellercheck.errors import UsageError
from sellercheck.finding import Severity

if TYPE_CHECKING:
    from sellercheck.fixes import Change
    from sellercheck.fixing import Fixed
    from sellercheck.reporters._lines import Lines

SHOWN = 30
"""Cells that a copy's summary shows; a dry run shows them all."""
NEAR = 40
"""Characters of the cell shown before and after the letters that differ."""


@click.command("fix", short_help="Write a corrected copy of a sheet, or one with suggestions beside the cells.")
@click.argument("sheet", metavar="SHEET")
@click.option("-o", "--output", "output_path", metavar="OUT", help="The copy. Required, except with --dry-run.")
@click.option(
    "--apply", "kinds", type=click.Choice(["none", "safe", "review"]), default="safe", show_default=True,
    help="Which suggested edits to make: those that keep the meaning (safe), also those a person should look at (review), or none: "
    "columns with risk, findings and suggested texts are added instead, and cells marked.",
)  # fmt: skip
@click.option(
    "--interactive", is_flag=True,
    help="Ask about each finding at the terminal: accept, edit, ignore with a reason, skip, or quit and go on another day.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would change.")
@options.screening
@click.option(
    "--fail-on", type=click.Choice(["high", "medium", "low", "info", "never"]), default="high", show_default=True,
    help="Exit with status 1 when the copy still has something of this severity or above.",
)  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("--no-color", is_flag=True, help="No colours. NO_COLOR in the environment does the same; files and pipes never get any.")
@click.pass_context
def command(
    ctx: click.Context, /, *, sheet: str, output_path: str | None, kinds: str, interactive: bool, dry_run: bool, fail_on: str, quiet: bool,
    no_color: bool, **given: Any,
) -> None:  # fmt: skip
    """Write a corrected copy of SHEET, check it again and say what changed. SHEET itself is never written.

    CSV, TSV, JSON Lines, XLSX and XLSM come back as what they are, with nothing but the changed cells different. An old
    XLS, an ODS, Parquet or XML sheet becomes a new workbook or CSV, as the ending of OUT says.

    \b
    sellercheck fix stock.csv -o stock.fixed.csv -p wish
    sellercheck fix stock.xlsx -o stock.review.xlsx --apply none
    sellercheck fix stock.csv --apply review --dry-run
    sellercheck fix stock.csv -o stock.fixed.csv --interactive

    With --interactive every decision is kept in OUT.progress at once, and ignores in the ignore file; OUT is written at the
    end or when you quit. Ctrl-C stops without writing it. The same command goes on where you left, also after the sheet changed.

    Exit status: 0 the copy has nothing at or above --fail-on; 1 it has; 2 a sheet, list, rule pack or option cannot be
    used; 3 it has not, but something asked for could not be done.
    """
    from sellercheck import fixing
    from sellercheck.cli.progress import listener
    from sellercheck.reporters._lines import Lines

    lines = Lines(output.standard_output(for_machines=False), output.has_colour(no_color), output.width())
    if interactive:
        from sellercheck.cli._walk import walked

        _refuse_beside_interactive(ctx)
        isolated = ctx.meta["sellercheck.settings.asked"]["isolated"]
        told = walked(sheet, output_path, lines, isolated=isolated, **options.asked_of_check(given))
        if isinstance(told, int):
            ctx.exit(told)
        fixed = told
        _show_counts(fixed, lines, kinds, given["language"])
    else:
        with listener(quiet) as progress:
            fixed = fixing.fix(sheet, output_path, apply=kinds, dry_run=dry_run, progress=progress, **options.asked_of_check(given))
        if not quiet or dry_run:
            _show(fixed, lines, SHOWN if fixed.path else None, kinds, given["language"])
    report = fixed.after or fixed.before
    ctx.exit(report.exit_status(None if fail_on == "never" else Severity[fail_on.upper()]))


def _refuse_beside_interactive(ctx: click.Context) -> None:
    """UsageError for options that say what --interactive asks."""
    for name, option in {"kinds": "--apply", "dry_run": "--dry-run", "quiet": "--quiet"}.items():
        if ctx.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
            raise UsageError(f"--interactive and {option} exclude each other", "Leave one of them out.")


def _show(fixed: Fixed, lines: Lines, most: int | None, kinds: str, language: str) -> None:
    """The changes as a diff, and the counts before and after."""
    for change in fixed.changes[:most]:
        _show_change(change, lines, language, suggested=kinds == "none")
    if most is not None and len(fixed.changes) > most:
        lines.line(say(language, "more-changes", n=len(fixed.changes) - most))
    _show_counts(fixed, lines, kinds, language)


def _show_counts(fixed: Fixed, lines: Lines, kinds: str, language: str) -> None:
    """What changed and what is left, in numbers."""
    rows = say(language, "rows", n=len({(change.field.sheet.path, change.field.row.number) for change in fixed.changes}))
    done = "would-change" if not fixed.path else "with-suggestion" if kinds == "none" else "cells-changed"
    lines.line()
    lines.line((say(language, done, n=len(fixed.changes), rows=rows), "bold"))
    if fixed.left:
        lines.line(say(language, "not-made", n=len(fixed.left), reasons=_reasons(fixed, language)))
    if fixed.after is not None:
        lines.line()
        before, after = fixed.before.tally(), fixed.after.tally()
        head = [say(language, name) for name in ("findings", "before", "after")]
        lines.line((f"{_padded(head[0], 10)}{_padded(head[1], 8, before=True)}  {_padded(head[2], 8, before=True)}", "dim"))
        for severity in before:
            lines.line((_padded(say(language, severity), 10), severity), f"{before[severity]:>8,}  {after[severity]:>8,}")
    for note in fixed.notes:
        lines.hanging(((f"{say(language, 'note')} ", "dim"),), in_language(note, language))
    if fixed.path:
        lines.line()
        lines.line(f"{say(language, 'written')} ", (fixed.path, "bold"))


def _padded(text: str, size: int, *, before: bool = False) -> str:
    """`text` with blanks to this many cells; a Chinese character takes two."""
    from sellercheck.reporters._lines import width

    blanks = " " * (size - width(text))
    return blanks + text if before else text + blanks


def _show_change(change: Change, lines: Lines, language: str, *, suggested: bool) -> None:
    from sellercheck.fixes import whole

    at, edit = change.field.at, whole(change, change.field)
    name = f"{at.column} ({change.field.name})" if at.column and at.column != change.field.name else change.field.name
    where = " · ".join(
        part for part in (at.cell, name, say(language, "line", line=at.line) if at.line and at.line != at.row else "") if part
    )
    rules = ", ".join(dict.fromkeys(finding.rule for finding in change.findings))
    lines.line((where, "bold"), (f"  {rules}", "dim"))
    start, end = edit.span
    lead, tail = change.field.value[max(0, start - NEAR) : start], change.field.value[end : end + NEAR]
    before, after = "…" if start > NEAR else "", "…" if end + NEAR < len(change.field.value) else ""
    lines.line("  - ", before + lead, (edit.old, "old"), tail + after)
    lines.line("  ? " if suggested else "  + ", before + lead, (edit.new, "new"), tail + after)


def _reasons(fixed: Fixed, language: str) -> str:
    from collections import Counter

    counted = Counter(in_language(left.reason, language) for left in fixed.left)
    told = [
        say(language, "reason-count", reason=reason, n=count) if len(counted) > 1 else reason for reason, count in counted.most_common(3)
    ]
    return say(language, "clause").join(told)
