"""`sellercheck explain`: a page on a rule, check, field, platform or mark."""

from __future__ import annotations

import click

from sellercheck.cli import _options as options
from sellercheck.cli import _output as output


@click.command("explain", short_help="Tell about a rule, check, field, platform or mark.")
@click.argument("name")
@click.option("--result", metavar="PATH", help="A saved report (JSON): then NAME is the id of a finding in it. [default: none]")
@options.language
def command(name: str, language: str, result: str | None) -> None:
    """Tell what a rule, check, field, platform, mark or finding is: what is flagged and what is not, why, and what to do.

    \b
    sellercheck explain wish/mark-use
    sellercheck explain keywords
    sellercheck explain "Air Max" --lang zh
    sellercheck explain 1f0c93ab --result report.json
    """
    from sellercheck import api
    from sellercheck.reporters._lines import Lines, wrapped

    page = api.explain(name, language, result)
    lines = Lines(output.standard_output(for_machines=False), colour=False, room=output.width())
    told = page.splitlines()
    for line, before, after in zip(told, ["", *told], [*told[1:], ""], strict=False):
        bare = line.lstrip(" ")
        indent = " " * (len(line) - len(bare))
        # Lines of a section that stand below each other are items, and one that goes on is set in.
        hang = "  " if indent and (before.startswith(indent) or after.startswith(indent)) else ""
        for number, part in enumerate(wrapped(bare, lines.room - len(indent) - len(hang))):
            lines.line(indent + (hang if number else "") + part)
