"""`sellercheck doctor`: what is installed here, how old the lists are, and what cannot be checked."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from importlib import metadata, util
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sellercheck import __version__
from sellercheck.cli import _output as output
from sellercheck.errors import ListError, RegistryError, UsageError
from sellercheck.report import ExitStatus

if TYPE_CHECKING:
    from sellercheck.mark import ListInfo

PARTS = ("click", "rich", "requests", "rapidfuzz", "PyYAML", "tomli", "numpy", "python-calamine", "platformdirs")
"""What sellercheck needs, by the names packages are installed under."""
OPTIONAL = {
    "pyarrow": ("Parquet sheets", "sellercheck[parquet]"),
    "keyring": ("credentials in the system's keyring", "sellercheck[keyring]"),
    "cryptography": ("updated lists", "sellercheck[update]"),
}
"""Package → what it is for, and what to install."""


@click.command("doctor", short_help="Show versions, ages, the cache and what cannot be checked.")
@click.option("--online", is_flag=True, help="Ask each register whose credentials are set one harmless question.")
def command(online: bool) -> None:
    """Tell versions, the age of lists and packs, where the cache is, which optional parts are here, and what cannot be checked.

    \b
    sellercheck doctor
    sellercheck doctor --online

    Exit status 2 when something that sellercheck needs is missing or damaged; 3 when a register does not answer --online.
    """
    from sellercheck.reporters._lines import Lines, columned

    lines = Lines(output.standard_output(for_machines=False), colour=False, room=output.width())
    troubles: list[str] = []
    silent: list[str] = []
    for title, rows in (
        ("versions", _versions(troubles)),
        ("optional parts", _optional()),
        ("rule packs", _packs(troubles)),
        ("lists", _lists(troubles)),
        ("imported lists and registers", _brought(troubles)),
        ("cache", _cache()),
        ("registers", _registers(online, silent)),
    ):
        lines.line(title)
        for line in columned([(f"  {name}", text) for name, text in rows], lines.room):
            lines.line(line)
        lines.line()
    lines.line("what cannot be checked here")
    for text in _not_checked():
        lines.hanging(("  ",), text)
    lines.line()
    for trouble in troubles:
        lines.hanging(("trouble: ",), trouble)
    lines.line(f"{len(troubles)} troubles" if len(troubles) != 1 else "1 trouble")
    if troubles or silent:
        click.get_current_context().exit(ExitStatus.UNUSABLE if troubles else ExitStatus.INCOMPLETE)


def _versions(troubles: list[str]) -> Iterator[tuple[str, str]]:
    yield "sellercheck", __version__
    yield "Python", f"{platform.python_version()} ({sys.executable})"
    yield "system", platform.platform()
    for name in PARTS:
        try:
            yield name, metadata.version(name)
        except metadata.PackageNotFoundError:
            yield name, "MISSING"
            troubles.append(f"the package {name} is missing; install sellercheck again")


def _optional() -> Iterator[tuple[str, str]]:
    for name, (purpose, extra) in OPTIONAL.items():
        yield (
            name,
            f"{metadata.version(name)}, for {purpose}"
            if util.find_spec(name)
            else f"not installed; {purpose} need it: pip install '{extra}'",
        )


def _packs(troubles: list[str]) -> Iterator[tuple[str, str]]:
    from sellercheck import rules
    from sellercheck.errors import RulePackError

    for name in rules.available():
        try:
            pack = rules.load(name)
        except RulePackError as error:
            troubles.append(error.message)
            yield name, "cannot be used"
        else:
            yield name, f"version {pack.version.isoformat()}, {len(pack.rules)} rules"


def _lists(troubles: list[str]) -> Iterator[tuple[str, str]]:
    from sellercheck import lists

    today = date.today()  # noqa: DTZ011 -- the seller's own day
    for info in lists.catalogue():
        try:
            lists.verify(info.name)
            whole = ""
        except ListError as error:
            troubles.append(error.message)
            whole = ", DAMAGED"
        yield (
            info.name,
            f"{info.entries:,} entries, retrieved {info.retrieved.isoformat()}, {(today - info.retrieved).days} days old{whole}",
        )


def _brought(troubles: list[str]) -> Iterator[tuple[str, str]]:
    """Lists of the seller's own and registers in bulk, with their ages."""
    from sellercheck import bulk, lists

    today = date.today()  # noqa: DTZ011 -- the seller's own day
    described: list[tuple[str, Callable[[], ListInfo]]] = [(name, partial(_own, path)) for name, path in lists.own_lists().items()]
    described += [(name, partial(bulk.info, name)) for name in bulk.installed()]
    for name, describe in described:
        try:
            info = describe()
        except ListError as error:
            troubles.append(f"{error.message}. {error.hint}" if error.hint else error.message)
            yield name, "CANNOT BE USED"
            continue
        what = f"{info.entries:,} live cases" if info.origin == "register" else f"{info.entries:,} names"
        old = "; OLD" if info.is_stale(today) else ""
        yield name, f"{what}, as of {info.retrieved.isoformat()}, {info.age_days(today)} days old{old}"
    if not described:
        yield "none", "`sellercheck lists import` brings one in"


def _own(path: Path) -> ListInfo:
    from sellercheck import lists

    return lists.seller_list(path)[0]


def _cache() -> Iterator[tuple[str, str]]:
    from sellercheck import cache

    folder = cache.folder()
    near = folder
    while not near.exists() and near != near.parent:
        near = near.parent
    yield "folder", str(folder)
    yield "writable", "yes" if os.access(near, os.W_OK) else "no: lists and packs are compiled anew at every start, which takes seconds"
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) if folder.is_dir() else 0
    yield "size", f"{size / 1_000_000:.1f} MB"


def _registers(online: bool, silent: list[str]) -> Iterator[tuple[str, str]]:
    """Which credentials are set; with `online`, whether the register accepts them. Names without answer go to `silent`."""
    from sellercheck import families
    from sellercheck.registries import _credentials, open_register

    for name in families.names("registries"):
        client = families.load("registries", name).Client
        try:
            lacking = _credentials.missing(client.keys)
        except UsageError as error:
            yield name, f"{client.title}: {error.message}"
            silent += [name] if online else []
            continue
        if lacking:
            yield name, f"{client.title}: not set: {', '.join(lacking)}; from {client.portal}"
        elif not online:
            yield name, f"{client.title}: credentials set, not tested (--online)"
        else:
            try:
                with open_register(name) as register:
                    register.test()
            except (RegistryError, UsageError) as error:
                silent.append(name)
                yield name, f"{client.title}: NO ANSWER: {error.message}"
            else:
                yield name, f"{client.title}: credentials work"


def _not_checked() -> Iterator[str]:
    from sellercheck import api

    for item in api.NOT_CHECKED["en"]:
        yield f"{item.what}: {item.why}"
