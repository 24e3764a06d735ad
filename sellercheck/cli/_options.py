"""Options that several commands share, and what their texts mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sellercheck.errors import UsageError

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


def platform(function: F) -> F:
    return click.option(
        "-p", "--platform", metavar="wish,amazon", multiple=True,
        help="Platforms whose rules count, or paths of your own rule packs. [default: guessed from the sheet's columns, else aliexpress, amazon, shopee and wish]",
    )(function)  # fmt: skip


def language(function: F) -> F:
    return click.option(
        "--lang", "language", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Language of the texts."
    )(function)


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
