"""`sellercheck check`: screens sheets and reports."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING, Any

import click

from sellercheck.cli import _options as options
from sellercheck.cli import _output as output
from sellercheck.cli import _reports as reports
from sellercheck.errors import SheetError, UsageError
from sellercheck.finding import Severity
from sellercheck.heap import no_cycles_sought

if TYPE_CHECKING:
    from sellercheck.report import Report


@click.command("check", short_help="Screen sheets and report; the default when a sheet is named.")
@click.argument("sheets", metavar="SHEET…", nargs=-1)
@options.platform
@click.option(
    "--country",
    "countries",
    metavar="US,GB",
    multiple=True,
    help="Countries you sell to, as two letters. Without, rules that only some countries have are weighed lower.",
)
@reports.formats
@click.option(
    "--fail-on", type=click.Choice(["high", "medium", "low", "info", "never"]), default="high", show_default=True,
    help="Exit with status 1 when something of this severity or above was found.",
)  # fmt: skip
@reports.view
@click.option(
    "--select", metavar="RULE", multiple=True, help="Only these rules: ids, names or patterns such as 'wish/*' and 'mark-*'. [default: all]"
)
@click.option("--ignore", metavar="RULE", multiple=True, help="Not these rules; patterns as for --select.")
@click.option(
    "--list",
    "lists",
    metavar="NAME|PATH",
    multiple=True,
    help="Add a list: a file of names (.csv, .tsv, .txt, .xlsx, .yaml), or the name of an imported list or register.",
)
@click.option(
    "--max-list-age",
    "max_list_age",
    metavar="90d",
    type=options.DAYS,
    help="Exit with status 3 when a list used is older. By default, old lists are told and no more.",
)
@click.option("--own-brand", "own_brands", metavar="NAME", multiple=True, help="A brand of your own, not to be flagged.")
@options.settling
@click.option("--baseline", metavar="PATH", help="Findings that are known, as `sellercheck baseline` writes them. [default: none]")
@click.option(
    "--changed-against", metavar="SHEET", multiple=True,
    help="Only listings that are new, or whose text differs, against this earlier sheet or folder of sheets; told by SKU. [default: all]",
)  # fmt: skip
@click.option(
    "--online/--offline", default=False, show_default=True,
    help="Ask official registers about the marks found. Only the marks leave this machine.",
)  # fmt: skip
@click.option(
    "--registry", "registries", metavar="euipo,ipau", multiple=True,
    help="Which registers --online asks; see `sellercheck doctor`. [default: of those whose credentials are set, all]",
)  # fmt: skip
@click.option(
    "--max-online", type=click.IntRange(min=0), default=50, show_default=True, metavar="N",
    help="The most questions --online may ask; what is left over is named. Answers kept from earlier runs do not count.",
)  # fmt: skip
@options.sheet
@click.option(
    "--clients", is_flag=True,
    help="Each folder in SHEET is a client, checked by itself. By default so when one of them holds settings, ignores or authorisations.",
)  # fmt: skip
@options.engine
@options.language
@options.settings
@click.option("-q", "--quiet", is_flag=True, help="Say nothing on stderr but errors.")
@reports.manner
@click.pass_context
def command(
    ctx: click.Context, /, *, sheets: tuple[str, ...], formats: tuple[str, ...], output_path: str | None, fail_on: str, min_severity: str, group_by: str,
    language: str, clients: bool, quiet: bool, verbose: bool, no_color: bool, **given: Any,  # noqa: ARG001 -- `asked` takes the others from the context
) -> None:  # fmt: skip
    """Screen product sheets for trademark and platform-rule risks, and report.

    SHEET is a file (CSV, TSV, XLSX, XLS, ODS, JSON Lines, XML, Parquet, also zipped), a folder of them, or - for
    standard input. Nothing is written into it, and nothing of it leaves this machine; --online sends names of marks.

    \b
    sellercheck check stock.xlsx -p wish,amazon
    sellercheck check stock.csv --column title="Goods" --country US,GB
    sellercheck check exports/ -f terminal -f json=report.json
    sellercheck check stock.csv --fail-on medium -o report.json
    sellercheck check clients/ --jobs 4 -f terminal -f html=reports/

    Where a folder in SHEET has settings, ignores or authorisations of its own, each folder there is a client: checked by
    itself, with what it has. A summary over clients is shown; formats with a folder get a report of each, html an index too.

    Exit status: 0 nothing at or above --fail-on was found; 1 something was; 2 a sheet, list, rule pack or option cannot
    be used; 3 nothing was, but something asked for could not be done.
    """
    if not sheets:
        raise UsageError("no sheet was named", "Name a file, a folder, or - for standard input.")
    if (found := _clients(ctx, sheets)) or clients:
        from sellercheck.cli import _clients as many

        ctx.exit(many.run(ctx, found))
    targets = reports.targets(formats, output_path)
    wanted = options.asked_by_check(ctx.params)
    beside = [
        wanted["baseline"],
        wanted["ignores"],
        *(wanted["authorisations"] or ()),
        *(wanted["lists"] or ()),
        *(wanted["changed_against"] or ()),
    ]
    for target in targets:
        if target.path is not None:
            output.refuse(target.path, [*sheets, *filter(None, beside)])

    with no_cycles_sought():
        from sellercheck import api  # NOTE: loading it makes tens of thousands of objects, and all of them stay
        from sellercheck.cli.progress import listener

        with listener(quiet) as progress:
            report = api.check(list(sheets), **wanted, progress=progress)
        gc.freeze()  # the report stays to the end and holds no cycles: seeking some in it took a tenth of a long check
    _refuse_nothing(report)
    if (settings := options.settings_used(ctx)) is not None:
        report = report.noting(settings)
    for target in targets:
        if target.path is not None:
            output.refuse(target.path, [sheet.path for sheet in report.sheets])
    seen = reports.seen(min_severity, group_by, language, verbose=verbose, no_color=no_color)
    reports.write(report, targets, seen)
    if not quiet and all(target.path is not None for target in targets):
        reports.say_where(report, targets)
    ctx.exit(report.exit_status(None if fail_on == "never" else Severity[fail_on.upper()]))


def _refuse_nothing(report: Report) -> None:
    """Raise SheetError for a run without a listing: to a CI step, an export that ends with its headings would look like a good one."""
    if any(sheet.listings for sheet in report.sheets) or any(row.fault for row in report.skipped):
        return
    where = ", ".join(f"{sheet.path}{f':{sheet.header_row}' if sheet.header_row else ''}" for sheet in report.sheets)
    raise SheetError(
        f"{where}: no listing was found below the headings",
        "Fill in rows, or choose others with --worksheet or --header-row; sellercheck columns shows how a sheet is read.",
    )


def _clients(ctx: click.Context, sheets: tuple[str, ...]) -> Any:
    """The clients in the folders named; none when they are one client's."""
    given, told = ctx.params, ctx.meta["sellercheck.settings.asked"]
    if not all(os.path.isdir(sheet) for sheet in sheets):  # noqa: PTH112 -- asked at every start
        if given["clients"]:
            raise UsageError("--clients is for folders", "Name the folder that holds the clients' folders.")
        return ()
    if not given["clients"] and (told["config"] or told["isolated"]):
        return ()
    from sellercheck.clients import find

    return find(sheets, forced=given["clients"], config=told["config"], isolated=told["isolated"])
