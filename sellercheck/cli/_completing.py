"""What a shell may complete: platforms, formats, rules, fields, registers, names of pages and files.

Attached to the commands' parameters only while a shell asks (`teach`); nothing of it is loaded otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import click
from click.shell_completion import CompletionItem

Known = Callable[[click.Context], Iterable[str]]
_PATHS = re.compile(r"PATH|SHEET|FILE|OLD|NEW|OUT|RESULT|FOLDER")
"""Metavars of parameters that take a file."""


def teach(command: click.Command) -> click.Command:
    """The command, its parameters taught to complete themselves."""
    for parameter in command.params:
        known = _known(command, parameter)
        metavar = parameter.metavar or (parameter.name or "").upper()
        if known is None and not (isinstance(parameter.type, type(click.STRING)) and _PATHS.search(metavar)):
            continue

        def complete(
            ctx: click.Context, incomplete: str, known: Known | None = known, parameter: click.Parameter = parameter
        ) -> list[CompletionItem[str]]:
            found = _fitting(known(ctx), incomplete, parameter) if known is not None else []
            takes_files = known is None or parameter.name in {"platform", "lists", "paths"}
            return found or ([CompletionItem(incomplete, type="file")] if takes_files else [])

        parameter.shell_complete = complete  # type: ignore[method-assign] # this parameter's own way
    return command


def _known(command: click.Command, parameter: click.Parameter) -> Known | None:
    """Where a parameter's values come from; None where they are not known beforehand."""
    by_command: dict[tuple[str, str], Known] = {
        ("explain", "name"): _pages, ("schema", "name"): _schemas, ("remove", "name"): _own_lists, ("show", "registry"): _registers,
    }  # fmt: skip
    by_name: dict[str, Known] = {
        "platform": _platforms, "formats": _formats, "select": _rules, "ignore": _rules, "registries": _registers, "columns": _fields,
        "engine": _engines, "lists": _own_lists, "paths": _own_lists,
    }  # fmt: skip
    name = str(parameter.name)
    return by_command.get((str(command.name), name)) or by_name.get(name)


def _fitting(known: Iterable[str], incomplete: str, parameter: click.Parameter) -> list[CompletionItem[str]]:
    """Those that begin as what is typed does; behind a comma, where several may stand in one value, the next one."""
    done, comma, begun = (
        incomplete.rpartition(",") if getattr(parameter, "multiple", False) and parameter.name != "formats" else ("", "", incomplete)
    )
    taken = set(done.split(","))
    return [CompletionItem(f"{done}{comma}{name}") for name in known if name.startswith(begun) and name not in taken]


def _platforms(ctx: click.Context) -> Iterable[str]:  # noqa: ARG001 -- what is known may depend on what was typed
    from sellercheck import rules

    return rules.available()


def _formats(ctx: click.Context) -> Iterable[str]:  # noqa: ARG001
    from sellercheck import families

    return families.names("reporters")


def _engines(ctx: click.Context) -> Iterable[str]:  # noqa: ARG001
    from sellercheck import families

    return families.names("engines")


def _registers(ctx: click.Context) -> Iterable[str]:  # noqa: ARG001
    from sellercheck import families

    return families.names("registries")


def _fields(ctx: click.Context) -> Iterable[str]:  # noqa: ARG001
    from sellercheck.listing import FIELDS

    return [f"{name}=" for name in FIELDS]


def _own_lists(ctx: click.Context) -> Iterable[str]:  # noqa: ARG001
    from sellercheck import bulk
    from sellercheck.lists.own import own_lists

    return sorted({*own_lists(), *bulk.installed()})


def _rules(ctx: click.Context) -> Iterable[str]:
    """Ids and names of the rules of the platforms typed so far, else of all."""
    from sellercheck import rules
    from sellercheck.cli._options import parts

    typed = [name for name in parts(ctx.params.get("platform") or ()) if name in rules.available()]
    found = [rule for platform in typed or rules.available() for rule in rules.load(platform).rules]
    return sorted({name for rule in found for name in (rule.id, rule.name)})


def _pages(ctx: click.Context) -> Iterable[str]:
    from sellercheck import families, rules
    from sellercheck.listing import FIELDS

    return sorted({*_rules(ctx), *families.names("checks"), *FIELDS, *rules.available()})


def _schemas(ctx: click.Context) -> Iterable[str]:  # noqa: ARG001
    from sellercheck.cli.schema import known

    return sorted(known())
