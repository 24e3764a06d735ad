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
from sellercheck.chinese import in_language
from sellercheck.cli import _options as options
from sellercheck.cli import _output as output
from sellercheck.cli._texts import say
from sellercheck.errors import ListError, RegistryError, UsageError
from sellercheck.report import ExitStatus

if TYPE_CHECKING:
    from sellercheck.mark import ListInfo

Tell = Callable[..., str]
"""`say`, in the language asked for."""
PARTS = ("click", "rich", "requests", "rapidfuzz", "PyYAML", "tomli", "numpy", "python-calamine", "platformdirs")
"""What sellercheck needs, by the names packages are installed under."""
OPTIONAL = {"pyarrow": "parquet", "keyring": "keyring", "cryptography": "update"}
"""Package → the extra that installs it; what it is for is told by the text of that name."""


@click.command("doctor", short_help="Show versions, ages, the cache and what cannot be checked.")
@click.option("--online", is_flag=True, help="Ask each register whose credentials are set one harmless question.")
@options.language
def command(online: bool, language: str) -> None:
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
    tell = partial(say, language)
    for title, rows in (
        ("versions", _versions(troubles, tell)),
        ("optional-parts", _optional(tell)),
        ("rule-packs", _packs(troubles, tell)),
        ("lists", _lists(troubles, tell)),
        ("brought", _brought(troubles, tell, language)),
        ("cache", _cache(tell)),
        ("registers", _registers(online, silent, tell, language)),
    ):
        lines.line(tell(title))
        for line in columned([(f"  {name}", text) for name, text in rows], lines.room):
            lines.line(line)
        lines.line()
    lines.line(tell("not-checkable"))
    for text in _not_checked(language):
        lines.hanging(("  ",), text)
    lines.line()
    for trouble in troubles:
        lines.hanging((tell("trouble"),), in_language(trouble, language))
    lines.line(tell("troubles", n=len(troubles)))
    if troubles or silent:
        click.get_current_context().exit(ExitStatus.UNUSABLE if troubles else ExitStatus.INCOMPLETE)


def _versions(troubles: list[str], tell: Tell) -> Iterator[tuple[str, str]]:
    yield "sellercheck", __version__
    yield "Python", f"{platform.python_version()} ({sys.executable})"
    yield tell("system"), platform.platform()
    for name in PARTS:
        try:
            yield name, metadata.version(name)
        except metadata.PackageNotFoundError:
            yield name, tell("missing-package")
            troubles.append(tell("package-missing", name=name))


def _optional(tell: Tell) -> Iterator[tuple[str, str]]:
    for name, extra in OPTIONAL.items():
        purpose = tell(f"for-{extra}")
        if util.find_spec(name):
            yield name, tell("installed", version=metadata.version(name), purpose=purpose)
        else:
            yield name, tell("not-installed", purpose=purpose, extra=f"sellercheck[{extra}]")


def _packs(troubles: list[str], tell: Tell) -> Iterator[tuple[str, str]]:
    from sellercheck import rules
    from sellercheck.errors import RulePackError

    for name in rules.available():
        try:
            pack = rules.load(name)
        except RulePackError as error:
            troubles.append(error.message)
            yield name, tell("unusable-pack")
        else:
            yield name, tell("pack-version", version=pack.version.isoformat(), n=len(pack.rules))


def _lists(troubles: list[str], tell: Tell) -> Iterator[tuple[str, str]]:
    from sellercheck import lists

    today = date.today()  # noqa: DTZ011 -- the seller's own day
    for info in lists.catalogue():
        try:
            lists.verify(info.name)
            told = "list-aged"
        except ListError as error:
            troubles.append(error.message)
            told = "list-aged-damaged"
        age = tell("days", n=(today - info.retrieved).days)
        yield info.name, tell(told, n=info.entries, date=info.retrieved.isoformat(), age=age)


def _brought(troubles: list[str], tell: Tell, language: str) -> Iterator[tuple[str, str]]:
    """Lists of the seller's own and registers in bulk, with their ages."""
    from sellercheck import bulk, lists

    today = date.today()  # noqa: DTZ011 -- the seller's own day
    described: list[tuple[str, Callable[[], ListInfo]]] = [(name, partial(_own, path)) for name, path in lists.own_lists().items()]
    described += [(name, partial(bulk.info, name)) for name in bulk.installed()]
    for name, describe in described:
        try:
            info = describe()
        except ListError as error:
            troubles.append(options.said_error(error, language))
            yield name, tell("unusable-list")
            continue
        what = tell("live-cases" if info.origin == "register" else "names", n=info.entries)
        age = tell("days", n=info.age_days(today))
        yield name, tell("brought-old" if info.is_stale(today) else "brought-aged", what=what, date=info.retrieved.isoformat(), age=age)
    if not described:
        yield tell("none"), tell("none-brought")


def _own(path: Path) -> ListInfo:
    from sellercheck import lists

    return lists.seller_list(path)[0]


def _cache(tell: Tell) -> Iterator[tuple[str, str]]:
    from sellercheck import cache

    folder = cache.folder()
    near = folder
    while not near.exists() and near != near.parent:
        near = near.parent
    yield tell("folder"), str(folder)
    yield tell("writable"), tell("yes" if os.access(near, os.W_OK) else "not-writable")
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) if folder.is_dir() else 0
    yield tell("size"), f"{size / 1_000_000:.1f} MB"


def _registers(online: bool, silent: list[str], tell: Tell, language: str) -> Iterator[tuple[str, str]]:
    """Which credentials are set; with `online`, whether the register accepts them. Names without answer go to `silent`."""
    from sellercheck import families
    from sellercheck.registries import _credentials, open_register

    for name in families.names("registries"):
        client = families.load("registries", name).Client
        try:
            lacking = _credentials.missing(client.keys)
        except UsageError as error:
            yield name, tell("of-register", title=client.title, told=in_language(error.message, language))
            silent += [name] if online else []
            continue
        if lacking:
            yield name, tell("credentials-missing", title=client.title, names=tell("comma").join(lacking), portal=client.portal)
        elif not online:
            yield name, tell("credentials-untested", title=client.title)
        else:
            try:
                with open_register(name) as register:
                    register.test()
            except (RegistryError, UsageError) as error:
                silent.append(name)
                yield name, tell("of-register", title=client.title, told=tell("no-answer", message=in_language(error.message, language)))
            else:
                yield name, tell("credentials-work", title=client.title)


def _not_checked(language: str) -> Iterator[str]:
    from sellercheck.run import NOT_CHECKED

    for item in NOT_CHECKED[language]:
        yield say(language, "of-register", title=item.what, told=item.why)
