"""Writing reports: the options that `check` and `report` share, and where each format goes."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from sellercheck.cli import _output as output
from sellercheck.errors import UsageError
from sellercheck.finding import Severity
from sellercheck.report import Report
from sellercheck.reporters import RenderOptions

FOR_PEOPLE = "terminal"
GROUPS = ("mark", "rule", "listing", "supplier")
F = TypeVar("F", bound=Callable[..., Any])


class Target(NamedTuple):
    """A format and where it goes; no path means standard output."""

    format: str
    path: str | None


def formats(function: F) -> F:
    """`--format` and `--output`."""
    function = click.option(
        "-o", "--output", "output_path", metavar="PATH", help="Write the report there instead of standard output; - is standard output."
    )(function)
    return click.option(
        "-f", "--format", "formats", metavar="FORMAT[=PATH]", multiple=True,
        help="How to write the report, and where; can be given several times. [default: terminal, or what the ending of --output names]",
    )(function)  # fmt: skip


def view(function: F) -> F:
    """`--min-severity` and `--group-by`."""
    function = click.option(
        "--group-by", type=click.Choice(GROUPS), default="mark", show_default=True, help="What makes one block of a report for people."
    )(function)
    return click.option(
        "--min-severity", type=click.Choice(["high", "medium", "low", "info"]), default="low", show_default=True,
        help="What reports for people show; what is below is counted. Formats for machines hold everything.",
    )(function)  # fmt: skip


def manner(function: F) -> F:
    """`--verbose` and `--no-color`."""
    function = click.option(
        "--no-color", is_flag=True, help="No colours. NO_COLOR in the environment does the same; files and pipes never get any."
    )(function)
    return click.option("-v", "--verbose", is_flag=True, help="More examples and details in the terminal report.")(function)


def seen(min_severity: str, group_by: str, language: str, *, verbose: bool, no_color: bool) -> RenderOptions:
    """How the person at this terminal wants to see a report."""
    return RenderOptions(
        width=output.width(), colour=output.has_colour(no_color), min_severity=Severity[min_severity.upper()], language=language,
        verbose=verbose, group_by=group_by,
    )  # fmt: skip


def targets(formats: Sequence[str], output_path: str | None) -> list[Target]:
    """What to write where. `--output` is for the one format that names no place of its own."""
    from sellercheck import families

    if not formats and output_path not in {None, "-"}:
        ending = {"md": "markdown", "txt": FOR_PEOPLE, "htm": "html"}.get(_ending(output_path), _ending(output_path))
        formats = (ending if ending in families.names("reporters") else FOR_PEOPLE,)
    found = []
    for given in formats or (FOR_PEOPLE,):
        name, _, path = given.partition("=")
        families.load("reporters", name)
        found.append(Target(name, path if path not in {"", "-"} else None))
    if output_path not in {None, "-"}:
        homeless = [number for number, target in enumerate(found) if target.path is None]
        if len(homeless) != 1:
            raise UsageError(
                f'--output "{output_path}" is for one format, and {len(homeless) or "none"} of those asked for lack a place',
                "Give each its own: -f json=report.json.",
            )
        found[homeless[0]] = Target(found[homeless[0]].format, output_path)
    places = [target.path for target in found]
    for place in places:
        if places.count(place) > 1:
            raise UsageError(
                f'two formats go to "{place}"' if place else "two formats go to standard output", "Give each its own: -f json=report.json."
            )
    for target in found:
        if (
            target.format == "xlsx"
            and target.path is not None
            and _ending(target.path) != "xlsx"
            and not Path(target.path).is_char_device()
        ):
            raise UsageError(
                f'the workbook cannot be called "{target.path}"', "Give it a name ending in .xlsx: spreadsheet programs go by it."
            )
        if target.path is None and _is_binary(target.format) and output.is_terminal():
            raise UsageError(f"{target.format} is no text for a terminal", f"Name a file: -f {target.format}=report.{target.format}.")
    return found


def _ending(path: str | None) -> str:
    return str(path).rpartition(".")[2].lower()


def _is_binary(name: str) -> bool:
    from sellercheck import families

    return bool(getattr(families.load("reporters", name), "BINARY", False))


def write(report: Report, targets: Sequence[Target], seen: RenderOptions) -> None:
    """The report in every format asked for."""
    from sellercheck import families

    if any(target.format in {"sarif", "github"} for target in targets):
        from sellercheck.positions import Positions

        seen = seen._replace(locate=Positions(report.sheets))
    if any(target.format == "xlsx" for target in targets):
        from sellercheck.originals import Originals

        seen = seen._replace(originals=Originals(report.sheets))
    for target in targets:
        reporter = families.load("reporters", target.format)
        binary = _is_binary(target.format)
        if target.path is not None:
            with output.file(target.path, binary=binary) as out:
                reporter.write(report, out, seen._replace(width=output.PLAIN_WIDTH, colour=False))
        elif binary:
            reporter.write(report, output.standard_bytes(), seen)
        else:
            reporter.write(report, output.standard_output(for_machines=target.format != FOR_PEOPLE), seen)
        summary = os.environ.get("GITHUB_STEP_SUMMARY")
        if summary and hasattr(reporter, "write_step_summary"):
            with Path(summary).open("a", encoding="utf-8", newline="\n") as page:
                reporter.write_step_summary(report, page, seen)


def say_where(report: Report, targets: Sequence[Target]) -> None:
    """One line on stderr when standard output stays empty."""
    from sellercheck.cli._texts import say

    language = report.language
    counts = [say(language, "count", n=count, severity=say(language, severity)) for severity, count in report.tally().items()]
    places = say(language, "comma").join(str(target.path) for target in targets)
    click.echo(
        say(language, "written-report", counts=say(language, "comma").join(counts), listings=report.listings, places=places), err=True
    )
