"""`sellercheck explain`: a page on a rule, check, field, platform or mark."""

from __future__ import annotations

import click

from sellercheck.cli import _options as options
from sellercheck.cli import _output as output


@click.command("explain", short_help="Tell about a rule, check, field, platform or mark.")
@click.argument("name")
@options.language
def command(name: str, language: str) -> None:
    """Tell what a rule, check, field, platform or mark is: what is flagged and what is not, why, and what to do.

    \b
    sellercheck explain wish/mark-use
    sellercheck explain keywords
    sellercheck explain "Air Max" --lang zh
    """
    from sellercheck import api
    from sellercheck.reporters._lines import Lines, wrapped

    page = api.explain(name, language)
    lines = Lines(output.standard_output(for_machines=False), colour=False, room=output.width())
    for line in page.splitlines():
        bare = line.lstrip(" ")
        indent = " " * (len(line) - len(bare))
        for part in wrapped(bare, lines.room - len(indent)):
            lines.line(indent + part)
