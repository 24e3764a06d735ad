"""`sellercheck baseline`: findings that are known, so that only new ones count."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sellercheck.cli import _options as options
from sellercheck.cli import _output as output
from sellercheck.cli._texts import say
from sellercheck.errors import UsageError
from sellercheck.report import Report
from sellercheck.settle.baseline import FILE


@click.group("baseline", short_help="Accept what is found now, so that only new findings count.")
def command() -> None:
    """Keep a file of findings that are known: `check --baseline FILE` sets them aside, so that only new ones count.

    One line a finding, sorted, without rows, dates or severities: it can stand under version control, and sorting a sheet
    changes nothing in it. What an authorisation covers or an ignore names does not get in.

    \b
    sellercheck baseline create catalogue/ -p amazon
    sellercheck check catalogue/ -p amazon --baseline sellercheck-baseline.jsonl
    """


_file = click.option("-o", "--output", "path", metavar="FILE", help=f"The baseline, by default that of the settings, else {FILE}.")


@command.command("create", short_help="Write what is found now into a new baseline.")
@click.argument("sheets", metavar="SHEET…", nargs=-1, required=True)
@_file
@options.screening
@click.pass_context
def create(ctx: click.Context, /, sheets: tuple[str, ...], path: str | None, **given: Any) -> None:
    """Check the sheets and write every finding that counts into a new baseline.

    \b
    sellercheck baseline create catalogue/ -p amazon
    """
    target = _target(ctx, path)
    if Path(target).exists():
        raise UsageError(f'"{target}" is there already', "Change it with `sellercheck baseline update`, or name another with -o.")
    output.refuse(target, sheets)
    report = _checked(sheets, given)
    _write(target, report, {})
    click.echo(say(given["language"], "accepted", n=len({finding.id for finding in report.findings}), path=target), err=True)


@command.command("update", short_help="Take out of the baseline what is gone, and accept what is new.")
@click.argument("sheets", metavar="SHEET…", nargs=-1, required=True)
@_file
@click.option("--prune", is_flag=True, help="Only take out what is gone; accept nothing new.")
@options.screening
@click.pass_context
def update(ctx: click.Context, /, sheets: tuple[str, ...], path: str | None, prune: bool, **given: Any) -> None:
    """Check the sheets again: what is gone leaves the baseline, what is new is accepted.

    Name all the sheets that the baseline is for: what is found in none of them leaves it.

    \b
    sellercheck baseline update catalogue/ -p amazon
    sellercheck baseline update catalogue/ -p amazon --prune
    """
    from sellercheck.settle import baseline

    target = _target(ctx, path)
    known = baseline.lines(target)
    output.refuse(target, sheets)
    report = _checked(sheets, given)
    found = {finding.id for finding in report.findings}
    kept = {name: line for name, line in known.items() if name in found}
    fresh = 0 if prune else len(found - known.keys())
    _write(target, None if prune else report, kept)
    click.echo(say(given["language"], "accepted-anew", n=fresh, gone=len(known) - len(kept), kept=len(kept), path=target), err=True)


def _target(ctx: click.Context, path: str | None) -> str:
    return path or str(ctx.meta["sellercheck.settings"].values.get("baseline", FILE))


def _checked(sheets: tuple[str, ...], given: dict[str, Any]) -> Report:
    from sellercheck import api
    from sellercheck.cli.progress import listener

    with listener(quiet=False) as progress:
        return api.check(list(sheets), progress=progress, **options.asked_of_check(given))


def _write(target: str, report: Report | None, known: dict[str, str]) -> None:
    from sellercheck.settle import baseline

    with output.file(target) as out:
        out.write(baseline.document(report.findings if report else (), known))
