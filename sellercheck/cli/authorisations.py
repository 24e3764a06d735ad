"""`sellercheck authorisations`: what to see to among the authorisations a seller holds."""

from __future__ import annotations

from datetime import date

import click

from sellercheck.cli import _options as options
from sellercheck.cli import _output as output
from sellercheck.cli._texts import say
from sellercheck.errors import UsageError
from sellercheck.report import ExitStatus


@click.group("authorisations", short_help="See to the authorisations you hold.")
def command() -> None:
    """See to the sheet of authorisations: one row for each right you hold to use a mark.

    `check --authorisations SHEET` sets aside what the rows cover. No document is opened or verified; the sheet is taken as
    your own word. `sellercheck init` writes an empty sheet, `sellercheck schema authorisations` describes its columns.

    \b
    sellercheck authorisations check authorisations.csv -p amazon,wish --country US,GB
    """


@command.command("check", short_help="Say what has ended, ends soon or is missing.")
@click.argument("sheets", metavar="[SHEET…]", nargs=-1)
@options.platform
@click.option(
    "--country",
    "countries",
    metavar="US,GB",
    multiple=True,
    help="Countries every mark should be covered in. [default: those that any row names]",
)
@click.option(
    "-f", "--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True, help="For people, or JSON."
)
@options.language
@options.settings
@click.pass_context
def check(
    ctx: click.Context, sheets: tuple[str, ...], platform: tuple[str, ...], countries: tuple[str, ...], form: str, language: str
) -> None:
    """Say which authorisations have ended or end soon, which platforms and countries lack one, and which documents are missing.

    SHEET is read as any sheet is: CSV, XLSX and the others, in any encoding; without one, those that the settings name.
    Platforms are those of --platform, else all that any row names.

    \b
    sellercheck authorisations check
    sellercheck authorisations check authorisations.xlsx -p amazon,wish --country US

    Exit status: 0 nothing is missing; 1 something is; 2 a sheet cannot be used.
    """
    settings = ctx.meta["sellercheck.settings"]
    paths = sheets or settings.values.get("authorisations", ())
    if not paths:
        raise UsageError("no sheet of authorisations was named", "Name one, or set authorisations in sellercheck.toml; `sellercheck init` writes both.")  # fmt: skip
    from sellercheck.settle.inspection import inspect
    from sellercheck.settle.sheet import read

    read_sheets = [read(path) for path in paths]
    today = date.today()  # noqa: DTZ011 -- the seller's own day
    remarks = inspect(read_sheets, today=today, platforms=options.parts(platform), sold_in=options.parts(countries), language=language)
    faults = sum(remark.fault for remark in remarks)
    count = sum(len(sheet.rows) for sheet in read_sheets)
    if form == "json":
        from dataclasses import asdict

        from sellercheck.reporters.json import encoded

        told = {"today": today.isoformat(), "authorisations": count, "faults": faults, "remarks": [asdict(remark) for remark in remarks]}
        output.standard_output(for_machines=True).write(encoded(told) + "\n")
    else:
        from sellercheck.reporters._lines import Lines

        lines = Lines(output.standard_output(for_machines=False), colour=False, room=output.width())
        for remark in remarks:
            parts = {"where": remark.where, "mark": remark.mark, "text": remark.text}
            lead = say(language, "remark-missing" if remark.fault else "remark-note")
            lines.hanging((lead,), say(language, "remark-of-mark" if remark.mark else "remark", **parts))
        if remarks:
            lines.line()
        notes = len(remarks) - faults
        lines.hanging((), say(language, "authorisations-counted", n=count, date=today.isoformat(), faults=faults, notes=notes))
        lines.hanging((), say(language, "nothing-verified"))
    ctx.exit(ExitStatus.FINDINGS if faults else ExitStatus.OK)
