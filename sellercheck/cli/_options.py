"""Options that several commands share, and what their texts mean."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sellercheck.errors import SellercheckError, UsageError

if TYPE_CHECKING:
    from sellercheck.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])


if TYPE_CHECKING:
    _Type = click.ParamType[int]
else:
    _Type = click.ParamType  # NOTE: before click 8.2 it takes no parameter


class _Days(_Type):
    """A number of days: 90, 90d or 12w."""

    name = "days"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ARG002 -- click's signature
        if isinstance(value, int):
            return value
        found = re.fullmatch(r"(\d{1,5})([dw]?)", str(value).strip().lower())
        if found is None:
            raise UsageError(f'"{value}" is no number of days', "Write 90d, or 12w for weeks.")
        return int(found[1]) * (7 if found[2] == "w" else 1)


DAYS = _Days()

_DELIMITERS = {"tab": "\t", r"\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}


def said_error(error: SellercheckError, language: str) -> str:
    """Message and hint on one line, in `language`: for an error that does not end the run."""
    from sellercheck.chinese import in_language

    parts = [in_language(text, language) for text in (error.message, error.hint) if text]
    return ("。" if language == "zh" else ". ").join(parts)


def tell_error(error: SellercheckError, language: str) -> None:
    """Say an error on stderr, as the whole command would."""
    from sellercheck.chinese import in_language
    from sellercheck.reporters._lines import visible

    for lead, text in (("error: ", error.message), ("hint: ", error.hint)):
        if text:
            click.echo(in_language(lead, language) + visible(in_language(text, language)), err=True)


def platform(function: F) -> F:
    return click.option(
        "-p", "--platform", metavar="wish,amazon", multiple=True,
        help="Platforms whose rules count, or paths of your own rule packs. [default: guessed from the sheet's columns, else aliexpress, amazon, shopee and wish]",
    )(function)  # fmt: skip


def spoken(ctx: click.Context) -> str:
    """The language asked for, en or zh: what was typed, else the settings' or their variable's, else the system's."""
    from sellercheck.cli import LANGUAGES

    if (known := ctx.meta.get("sellercheck.language")) in LANGUAGES:
        return str(known)
    return _of_settings(ctx) or _of_system()


def _of_settings(ctx: click.Context) -> str | None:
    found = ctx.meta.get("sellercheck.settings")
    if found is None:  # a help page, an error before the settings were asked for, or a command that has no other use for them
        typed = ctx.meta.get("sellercheck.arguments", [])
        if "--isolated" in typed:
            return None
        from sellercheck.settings import load

        configs = [after for before, after in pairwise(typed) if before == "--config"]
        configs += [arg.removeprefix("--config=") for arg in typed if arg.startswith("--config=")]
        try:
            found = load(config=configs[-1] if configs else None)
        except (SellercheckError, OSError):  # told where settings are needed
            found = None
    known = found.values.get("language") if found is not None else os.environ.get("SELLERCHECK_LANGUAGE")
    return known if known in {"en", "zh"} else None


def _of_system() -> str:
    """By the locale, as POSIX has it: LC_ALL, else LC_MESSAGES, else LANG."""
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "zh" if re.match(r"zh(?![a-z])", locale, re.IGNORECASE) else "en"


def language(function: F) -> F:
    return click.option(
        "--lang", "language", type=click.Choice(["en", "zh"]), default=lambda: spoken(click.get_current_context()),
        help="Language of the texts. By default the settings', else the system's where that is Chinese, else en.",
    )(function)  # fmt: skip


def engine(function: F) -> F:
    """`--engine` and `--jobs`."""
    function = click.option(
        "--jobs",
        type=click.IntRange(min=1),
        default=1,
        show_default=True,
        metavar="N",
        help="Processes to work with: over clients, or over a long sheet.",
    )(function)
    return click.option(
        "--engine", metavar="serial|processes", help="How a long sheet is worked through; the report is the same. By default serial, and processes with --jobs."
    )(function)  # fmt: skip


def sheet(function: F) -> F:
    """The options that say how a sheet is to be read."""
    for decorate in reversed(
        (
            click.option(
                "--column",
                "columns",
                metavar='FIELD="Header"',
                multiple=True,
                help="Which column holds a field: its heading, letters or number. Fields: see `sellercheck columns`.",
            ),
            click.option(
                "--worksheet", metavar="NAME", help="The worksheet that holds the listings. [default: the one that looks like it]"
            ),
            click.option(
                "--header-row",
                type=click.IntRange(min=1),
                metavar="N",
                help="The row of headings, as the spreadsheet counts. [default: found]",
            ),
            click.option("--encoding", metavar="NAME", help="The text encoding, such as utf-8, gb18030 or cp1252. [default: found]"),
            click.option("--delimiter", metavar="C", help="What separates the cells of a text file: a character, or tab. [default: found]"),
        )
    ):
        function = decorate(function)
    return function


def settings(function: F) -> F:
    """The options that say which settings hold; what these set becomes the default of every option of the command."""
    for decorate in (
        click.option(
            "--isolated", is_flag=True, is_eager=True, expose_value=False, callback=_settle_defaults,
            help="Use no settings file, no ignore file and no SELLERCHECK_ variables.",
        ),
        click.option(
            "--config", metavar="PATH", is_eager=True, expose_value=False, callback=_settle_defaults,
            help="The settings file. [default: sellercheck.toml, or pyproject.toml with [tool.sellercheck], here or above, when found]",
        ),
    ):  # fmt: skip
        function = decorate(function)
    return function


def _settle_defaults(ctx: click.Context, parameter: click.Parameter, value: object) -> None:
    # Called once for each of the two, in the order they were typed: the later call knows both.
    asked = ctx.meta.setdefault("sellercheck.settings.asked", {})
    asked[parameter.name] = value
    if len(asked) < 2 or ctx.resilient_parsing:
        return
    from sellercheck.settings import load

    found = load(config=asked["config"], isolated=asked["isolated"])
    ctx.meta["sellercheck.settings"] = found
    if ctx.meta.get("sellercheck.language") is None and "language" in found.values:  # errors too
        ctx.meta["sellercheck.language"] = str(found.values["language"])
    ctx.default_map = {**(ctx.default_map or {}), **found.defaults()}


def settings_used(ctx: click.Context) -> str | None:
    """A sentence on the settings that this run has; None when nobody set anything."""
    return settings_told(ctx.meta.get("sellercheck.settings"), ctx.params["language"])


def settings_told(found: Settings | None, language: str) -> str | None:
    """As `settings_used`, of settings at hand."""
    if found is None or not found.values:
        return None
    from sellercheck.settle.texts import say

    used = say(language, "comma").join(f"{name} ({found.origins[name]})" for name in found.values)
    return say(language, "settings", settings=used)


def settling(function: F) -> F:
    """The options that say which findings are not counted."""
    for decorate in reversed(
        (
            click.option(
                "--authorisations", metavar="PATH", multiple=True,
                help="A sheet of the authorisations you hold; what they cover is set aside. See `sellercheck authorisations`.",
            ),
            click.option(
                "--ignores", metavar="PATH",
                help="Ignores, each with reason and end. [default: sellercheck-ignore.toml here or above, when found]",
            ),
        )
    ):  # fmt: skip
        function = decorate(function)
    return function


def screening(function: F) -> F:
    """The options that say what a sheet is held against and how it is read, for commands that check on the way to something else."""
    for decorate in reversed(
        (
            platform,
            click.option("--country", "countries", metavar="US,GB", multiple=True, help="Countries you sell to, as for `check`."),
            click.option("--select", metavar="RULE", multiple=True, help="Only these rules, as for `check`. [default: all]"),
            click.option("--ignore", metavar="RULE", multiple=True, help="Not these rules; patterns as for --select."),
            click.option("--list", "lists", metavar="PATH", multiple=True, help="Add a list of your own."),
            click.option("--own-brand", "own_brands", metavar="NAME", multiple=True, help="A brand of your own, not to be flagged."),
            settling,
            sheet,
            language,
            settings,
        )
    ):
        function = decorate(function)
    return function


def asked_of_check(given: Mapping[str, Any]) -> dict[str, Any]:
    """The values of `screening` as `api.check` takes them."""
    return {
        "platforms": parts(given["platform"]) or None,
        "countries": parts(given["countries"]),
        "lists": given["lists"],
        "own_brands": given["own_brands"],
        "select": parts(given["select"]),
        "ignore": parts(given["ignore"]),
        "columns": columns_named(given["columns"]),
        "worksheet": given["worksheet"],
        "header_row": given["header_row"],
        "encoding": given["encoding"],
        "delimiter": delimiter_meant(given["delimiter"]),
        "language": given["language"],
        "authorisations": given["authorisations"],
        "ignores": given["ignores"],
    }


def asked_by_check(given: Mapping[str, Any]) -> dict[str, Any]:
    """The values of all options of the command `check` as `api.check` takes them."""
    return asked_of_check(given) | {
        "baseline": given["baseline"],
        "changed_against": given["changed_against"] or None,
        "max_list_age": given["max_list_age"],
        "online": given["online"],
        "registries": parts(given["registries"]) or None,
        "max_online": given["max_online"],
        "engine": given["engine"],
        "jobs": given["jobs"],
    }


def parts(values: Sequence[str]) -> list[str]:
    """The values of an option that can be repeated, comma separated, or both."""
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def columns_named(values: Sequence[str]) -> dict[str, str]:
    """Field → heading."""
    named: dict[str, str] = {}
    for value in values:
        field, equals, heading = value.partition("=")
        if not equals or not heading.strip():
            raise UsageError(f'--column "{value}" names no heading', 'Write --column title="Product Name".')
        if field.strip() in named:
            raise UsageError(f'--column names the field "{field.strip()}" twice', "Name each field once.")
        named[field.strip()] = heading.strip()
    return named


def delimiter_meant(value: str | None) -> str | None:
    """The character, also where it is spelt out."""
    if value is None:
        return None
    meant = _DELIMITERS.get(value.lower(), value)
    if len(meant) != 1:
        raise UsageError(f'--delimiter "{value}" is not one character', "Give a character such as ; or the word tab.")
    return meant
