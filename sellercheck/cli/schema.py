"""`sellercheck schema`: the JSON Schemas of what sellercheck writes and reads."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

import click

from sellercheck.cli import _options as options
from sellercheck.cli import _output as output
from sellercheck.errors import UsageError


@click.command("schema", short_help="Print a JSON Schema.")
@click.argument("name", default="report")
@options.language
def command(name: str, language: str) -> None:  # noqa: ARG001 -- for its errors
    """Print the JSON Schema of NAME. [default: report, what `check --format json` writes]

    \b
    sellercheck schema report > report.schema.json
    sellercheck schema settings > sellercheck.schema.json
    """
    there = known()
    if name not in there:
        from sellercheck.families import did_you_mean

        raise UsageError(f'there is no schema of "{name}"', did_you_mean(name, tuple(sorted(there))))
    output.standard_output(for_machines=True).write(there[name]())


def known() -> dict[str, Callable[[], str]]:
    """Name of a schema → what gives its text."""
    from importlib import resources

    files = (path for path in resources.files("sellercheck.data").iterdir() if path.name.endswith(".schema.json"))
    bundled = {path.name.removesuffix(".schema.json"): partial(path.read_text, "utf-8") for path in files}
    return bundled | {"settings": _settings, "authorisations": _authorisations, "list": _list}


def _settings() -> str:
    from sellercheck.settings import schema

    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _list() -> str:
    from sellercheck.lists.seller import schema

    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _authorisations() -> str:
    from sellercheck.settle.sheet import schema

    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
