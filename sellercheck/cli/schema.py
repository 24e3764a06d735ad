"""`sellercheck schema`: the JSON Schemas of what sellercheck writes and reads."""

from __future__ import annotations

import click

from sellercheck.cli import _output as output
from sellercheck.errors import UsageError


@click.command("schema", short_help="Print a JSON Schema.")
@click.argument("name", default="report")
def command(name: str) -> None:
    """Print the JSON Schema of NAME. [default: report, what `check --format json` writes]

    \b
    sellercheck schema report > report.schema.json
    """
    from importlib import resources

    known = {
        path.name.removesuffix(".schema.json"): path
        for path in resources.files("sellercheck.data").iterdir()
        if path.name.endswith(".schema.json")
    }
    if name not in known:
        from sellercheck.families import did_you_mean

        raise UsageError(f'there is no schema of "{name}"', did_you_mean(name, tuple(sorted(known))))
    output.standard_output(for_machines=True).write(known[name].read_text("utf-8"))
