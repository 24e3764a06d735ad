"""`sellercheck check FOLDER` where the folder holds several clients' folders: one run for each, and a summary over all."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO, cast

import click
from click.core import ParameterSource

from sellercheck.cli import _options as options
from sellercheck.cli import _output as output
from sellercheck.cli import _reports as reports
from sellercheck.clients import Client, Outcome, Run, outcome
from sellercheck.errors import SellercheckError, UsageError
from sellercheck.finding import Severity
from sellercheck.report import ExitStatus
from sellercheck.settings import Settings

if TYPE_CHECKING:
    from sellercheck.progress import Progress

INDEX = "index.html"
SUMMARIES = ("terminal", "json")
"""Formats that the summary over clients comes in."""
_ENDINGS = {"markdown": "md", "junit": "xml", "terminal": "txt"}
_NOT_HERE = frozenset(
    {"config", "isolated", "sheets", "jobs", "engine", "clients", "formats", "output_path", "quiet", "verbose", "no_color"}
)
"""Parameters that hold for the whole run, whatever a client's settings say."""


class Job(NamedTuple):
    """One client's run, as it is sent to a process."""

    client: Client
    params: Mapping[str, Any]
    """The values of `check`'s options for this client."""
    today: date
    targets: tuple[reports.Target, ...]
    verbose: bool


class Places(NamedTuple):
    """Where everything goes."""

    summaries: tuple[reports.Target, ...]
    """The summary over clients."""
    folders: tuple[tuple[str, str], ...]
    """Format → folder of the clients' own reports."""


def run(ctx: click.Context, clients: Sequence[Client]) -> ExitStatus:
    """Check every client, write the reports and the summary; the status over all."""
    from sellercheck.api import engine_of

    given = ctx.params
    engine_of(given["engine"], given["jobs"])
    places = _places(given["formats"], given["output_path"])
    sheets = [sheet for client in clients for sheet in client.sheets]
    _refuse(places, given["sheets"], sheets)
    today = date.today()  # noqa: DTZ011 -- the seller's own day, the same for all clients
    jobs = []
    for client in clients:
        targets = tuple(reports.Target(form, str(_place(folder, client.name, form))) for form, folder in places.folders)
        for target in targets:
            Path(str(target.path)).parent.mkdir(parents=True, exist_ok=True)
            output.refuse(str(target.path), sheets)
        params = _params(ctx, client.settings)
        if len(clients) > 1:  # the processes work on clients then, each for itself
            params |= {"engine": "serial", "jobs": 1}
        jobs.append(Job(client, params, today, targets, given["verbose"]))

    from sellercheck.cli.progress import listener

    with listener(given["quiet"]) as progress:
        found = Run(tuple(_outcomes(jobs, given["jobs"], progress)), today, given["language"])
    _write(found, places, given)
    return found.status


def _params(ctx: click.Context, settings: Settings) -> dict[str, Any]:
    """The values of the command's options: what was typed, else the client's settings, else the defaults."""
    own = click.Context(ctx.command, info_name=ctx.info_name, default_map=settings.defaults())
    ctx.command.parse_args(own, ["--isolated", "-"])  # the settings are at hand; none are to be looked for
    typed = {name for name in own.params if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE}
    return {name: ctx.params[name] if name in typed | _NOT_HERE else value for name, value in own.params.items()}


def _outcomes(jobs: Sequence[Job], processes: int, progress: Progress) -> Iterator[Outcome]:
    """In the order of the jobs, however many processes work on them."""
    if processes == 1 or len(jobs) == 1:
        for job in jobs:
            progress.note(job.client.name)
            yield _checked(job, progress)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Started afresh and not forked: the same on every system, and no thread of ours is torn in two.
    with ProcessPoolExecutor(min(processes, len(jobs)), mp_context=get_context("spawn")) as pool:
        for job, each in zip(jobs, pool.map(_checked, jobs), strict=True):
            progress.note(job.client.name)
            yield each


def _checked(job: Job, progress: Progress | None = None) -> Outcome:
    """Check one client and write its reports; what cannot be checked is told and stops nobody else."""
    from sellercheck import api

    client = job.client
    try:
        if client.error is not None:
            raise client.error
        report = api.check(
            list(client.sheets),
            **options.asked_by_check(job.params),
            today=job.today,
            skip_unreadable=True,
            progress=progress,
        )
        if (told := options.settings_told(client.settings, job.params["language"])) is not None:
            report = report.noting(told)
        view = reports.seen(job.params["min_severity"], job.params["group_by"], job.params["language"], verbose=job.verbose, no_color=True)
        reports.write(report, job.targets, view._replace(width=output.PLAIN_WIDTH, colour=False))
    except SellercheckError as error:
        return Outcome(client.name, client.folder, client.settings.file, error=error.message, hint=error.hint or "")
    fail_on = job.params["fail_on"]
    threshold = None if fail_on == "never" else Severity[fail_on.upper()]
    return outcome(client, report, threshold, {target.format: str(target.path) for target in job.targets})


def _places(formats: Sequence[str], output_path: str | None) -> Places:
    from sellercheck import families

    summaries, folders = [], []
    for given in formats or ("terminal",):
        name, _, path = given.partition("=")
        families.load("reporters", name)
        place = None if path in {"", "-"} else path
        if place is None and output_path not in {None, "-"}:
            place, output_path = output_path, None
        if place is not None and (Path(place).is_dir() or place.endswith(("/", os.sep)) or not Path(place).suffix):
            if name == "github":
                raise UsageError("annotations are for one sheet or folder, not for many clients", "Name another format.")
            folders.append((name, place))
        elif name in SUMMARIES:
            summaries.append(reports.Target(name, place))
        else:
            raise UsageError(f"there is one {name} report for each client", f"Name a folder for them: -f {name}=reports/.")
    if output_path not in {None, "-"}:
        raise UsageError(f'--output "{output_path}" is for a format without a place of its own', "Give each its own: -f json=clients.json.")
    if sum(target.path is None for target in summaries) > 1:
        raise UsageError("two formats go to standard output", "Give each its own: -f json=clients.json.")
    if len(set(folders)) < len(folders):
        raise UsageError("a format goes to the same folder twice", "Name it once.")
    return Places(tuple(summaries), tuple(folders))


def _refuse(places: Places, checked: Sequence[str], sheets: Sequence[str]) -> None:
    """Raise UsageError for a place where a report would become a sheet, or a sheet a report."""
    for _, folder in places.folders:
        there = Path(folder).resolve()
        if any(there == top or top in there.parents for top in (Path(path).resolve() for path in checked)):
            raise UsageError(
                f'"{folder}" is within a folder that is checked', "Put the reports elsewhere: the next run would take them for sheets."
            )
        if there.exists() and not there.is_dir():
            raise UsageError(f'"{folder}" is no folder', "Name a folder for the clients' reports.")
    for target in places.summaries:
        if target.path is not None:
            output.refuse(target.path, sheets)


def _place(folder: str, name: str, form: str) -> Path:
    ending = _ENDINGS.get(form, form)
    page = Path(folder, *name.split("/"))
    whole = page.with_name(f"{page.name}.{ending}")
    return whole if whole != Path(folder, INDEX) else page.with_name(f"{page.name}-.{ending}")


def _write(found: Run, places: Places, given: Mapping[str, Any]) -> None:
    from sellercheck.clients import page, table
    from sellercheck.clients.texts import say
    from sellercheck.reporters._lines import Lines
    from sellercheck.reporters.json import encoded

    for form, folder in places.folders:
        if form == "html":
            with output.file(str(Path(folder, INDEX))) as out:
                page.write(found, cast("TextIO", out), folder)
    for target in places.summaries:
        if target.format == "json":
            text = encoded(found.to_dict()) + "\n"
            if target.path is None:
                output.standard_output(for_machines=True).write(text)
            else:
                with output.file(target.path) as out:
                    out.write(text)
        elif target.path is None:
            table.write(found, Lines(output.standard_output(for_machines=False), output.has_colour(given["no_color"]), output.width()))
        else:
            with output.file(target.path) as out:
                table.write(found, Lines(cast("TextIO", out), colour=False, room=output.PLAIN_WIDTH))
    if not given["quiet"]:
        if all(target.path is not None for target in places.summaries):
            click.echo(table.total(found), err=True)
        if written := [folder for _, folder in places.folders]:
            click.echo(say(found.language, "written", places=", ".join(dict.fromkeys(written))), err=True)
