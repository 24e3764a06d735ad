"""`sellercheck report`: renders a saved result again."""

from __future__ import annotations

import gc

import click

from sellercheck.cli import _output as output
from sellercheck.cli import _reports as reports
from sellercheck.cli._texts import say


@click.command("report", short_help="Render a saved result again, without checking.")
@click.argument("result", metavar="RESULT")
@reports.formats
@reports.view
@click.option(
    "--lang", "language", type=click.Choice(["en", "zh"]), help="Language of the report's own words. By default that of the result."
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing on stderr but errors.")
@reports.manner
def command(
    *, result: str, formats: tuple[str, ...], output_path: str | None, min_severity: str, group_by: str, language: str | None, quiet: bool, verbose: bool,
    no_color: bool,
) -> None:  # fmt: skip
    """Render a saved result again, in other formats, without checking and without the sheet.

    RESULT is what `sellercheck check -f json=RESULT` or `-f jsonl=RESULT` wrote. What was found stays as it was, in the
    language it was checked with; headings and labels follow --lang.

    \b
    sellercheck report result.json
    sellercheck report result.json -f html=report.html -f csv=report.csv
    sellercheck report result.json --group-by supplier --min-severity high

    Exit status: 0 it was written; 2 RESULT is no saved result, or of a newer kind.
    """
    targets = reports.targets(formats, output_path)
    for target in targets:
        if target.path is not None:
            output.refuse(target.path, [result])

    from sellercheck import results

    report = results.read(result)
    gc.freeze()  # it stays to the end and holds no cycles: seeking some in it took a third of writing it again
    for target in targets:
        if target.path is not None:
            output.refuse(target.path, [sheet.path for sheet in report.sheets])
    if language not in {None, report.language} and not quiet:
        click.echo(say(language or report.language, "checked-in", language=report.language), err=True)
    seen = reports.seen(min_severity, group_by, language or report.language, verbose=verbose, no_color=no_color)
    reports.write(report, targets, seen)
    if not quiet and all(target.path is not None for target in targets):
        reports.say_where(report, targets)
