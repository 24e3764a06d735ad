"""`sellercheck lists`: the lists in use, how old they are, whether a name stands in one, and how more of them get here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sellercheck import lists
from sellercheck.chinese import in_language
from sellercheck.cli import _output as output
from sellercheck.cli._options import columns_named, said_error, tell_error
from sellercheck.cli._options import language as _language
from sellercheck.cli._options import settings as _settings
from sellercheck.cli._texts import TEXTS, say
from sellercheck.errors import ListDamaged, ListError, UsageError
from sellercheck.reporters._lines import visible

if TYPE_CHECKING:
    from sellercheck.mark import ListInfo
    from sellercheck.reporters._lines import Lines

_MOST_NEAR = 10


@click.group("lists", short_help="Show, search, import and update the lists of marks.")
def command() -> None:
    """Show the lists that marks come from, look names up in them, and bring in lists of your own and registers.

    \b
    sellercheck lists status
    sellercheck lists search "air max"
    sellercheck lists import forbidden.xlsx --name forbidden
    sellercheck lists import uspto apc18840407-*.zip apc2601*.zip
    """


_own = click.option("--list", "paths", metavar="NAME|PATH", multiple=True, help="Also a list of your own; can be given several times.")
_key = click.option(
    "--key", metavar="KEY", multiple=True,
    help="Public key of the lists' publisher, in minisign's form, or its file. By default the setting lists-key.",
)  # fmt: skip
_json = click.option(
    "-f", "--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True, help="For people, or JSON."
)


@command.command("status", short_help="Show every list with its date and age.")
@_own
@_json
@click.option("-v", "--verbose", is_flag=True, help="Also publisher, licence and checksum.")
@_language
def status(paths: tuple[str, ...], form: str, verbose: bool, language: str) -> None:
    """Show every list with its entries, the date of its data and its age, where it is from, and whether its bytes are what they should be.

    Exit status 2 when a list is damaged.

    \b
    sellercheck lists status -v
    """
    from sellercheck.reporters._lines import columned

    troubles: list[str] = []
    infos = [*_brought(paths, troubles, language), *lists.catalogue()]
    today = date.today()  # noqa: DTZ011 -- the seller's own day
    if form == "json":
        rows = [
            {
                **info._asdict(),
                "retrieved": info.retrieved.isoformat(),
                "age_days": info.age_days(today),
                "whole": _is_whole(info),
            }
            for info in infos
        ]
        _as_json(rows)
        _troubles(troubles, language)
        return
    lines = _lines()
    table = [tuple(say(language, name) for name in ("list", "entries", "retrieved", "age", "origin", "bytes", "list-title"))]
    for info in infos:
        whole = (
            say(language, "bytes-differ")
            if not _is_whole(info)
            else say(language, "bytes-right")
            if info.origin in {"bundled", "updated"}
            else "—"
        )
        age, origin = say(language, "days", n=info.age_days(today)), say(language, f"origin-{info.origin}")
        table.append((info.name, f"{info.entries:,}", info.retrieved.isoformat(), age, origin, whole, in_language(info.title, language)))
    for line in columned(table, lines.room):
        lines.line(line)
    if verbose:
        for info in infos:
            lines.line()
            lines.line(info.name)
            facts = (("publisher", info.publisher), ("url", info.url), ("licence", info.licence), ("sha256", info.sha256))
            for line in columned([(f"  {say(language, name)}", text) for name, text in facts], lines.room):
                lines.line(line)
    _troubles(troubles, language)


def _brought(paths: Iterable[str], troubles: list[str], language: str) -> Iterator[ListInfo]:
    """The lists that did not come with the package: those named, those imported, and registers. What cannot be used is a trouble."""
    from sellercheck import bulk

    for path in paths:
        found = lists.own_path(path)
        if found is not None:
            yield lists.seller_list(found)[0]
    tries: list[Callable[[], ListInfo]] = [partial(_own_info, path) for path in lists.own_lists().values()]
    tries += [partial(bulk.info, name) for name in bulk.installed()]
    for described in tries:
        try:
            yield described()
        except ListError as error:
            troubles.append(said_error(error, language))


def _own_info(path: Path) -> ListInfo:
    return lists.seller_list(path)[0]


def _troubles(troubles: Iterable[str], language: str) -> None:
    for trouble in troubles:
        click.echo(f"{in_language('error: ', language)}{visible(trouble)}", err=True)
    if troubles:
        click.get_current_context().exit(2)


@command.command("search", short_help="Look a name up in every list.")
@click.argument("name")
@_own
@_json
@_language
def search(name: str, paths: tuple[str, ...], form: str, language: str) -> None:
    """Look NAME up in every list: as it is written, as an alias, and names that are near; in imported registers as it is written.

    A name that is in no list may still be somebody's mark: the lists are not a register.

    \b
    sellercheck lists search nike
    sellercheck lists search 耐克 -f json
    """
    from sellercheck import text as folding
    from sellercheck.search import search as sought

    found, errors = sought(name, paths)
    troubles = [said_error(error, language) for error in errors]
    key = folding.key(name)
    near = [hit for hit in found if hit.match == "near"]
    shown = [hit for hit in found if hit.match != "near"] + near[:_MOST_NEAR]
    said = [*_restrictions(key, language), *_free_words(key, language)]
    if form == "json":
        _as_json({"name": name, "found": [asdict(hit) for hit in shown], "said": said})
        _troubles(troubles, language)
        return
    lines = _lines()
    for hit in shown:
        met = "near-by" if hit.match == "near" and hit.spelling != hit.name else hit.match
        how = say(language, f"match-{met}", score=hit.score, spelling=hit.spelling)
        lines.line(say(language, "name-found", name=hit.name, how=how))
        owner = say(language, "owner-listed", owner=hit.owner) if hit.owner else say(language, "no-owner-listed")
        numbers = say(language, "comma").join(map(str, hit.nice_classes))
        classes = say(language, "classes-listed", classes=numbers) if hit.nice_classes else say(language, "no-classes-listed")
        kind = say(language, f"kind-of-{hit.kind}") if f"kind-of-{hit.kind}" in TEXTS else hit.kind
        parts = [
            say(language, "in-list", list=hit.list),
            kind,
            owner,
            classes,
            say(language, "everyday") if hit.ambiguous else "",
            hit.note,
        ]
        lines.hanging(("  ",), " · ".join(part for part in parts if part))
    for line in said:
        lines.hanging((), line)
    if not shown and not said:
        lines.hanging((), say(language, "in-no-list", name=name))
    elif len(near) > _MOST_NEAR:
        lines.line(say(language, "more-near", n=len(near) - _MOST_NEAR))
    _troubles(troubles, language)


def _restrictions(key: str, language: str) -> Iterator[str]:
    """What platforms, sources and courts say of the name, as sentences."""
    from sellercheck import text as folding

    for restriction in lists.restrictions():
        if folding.key(restriction.brand) == key:
            confidence = say(language, "confidence", confidence=say(language, restriction.confidence))
            parts = (restriction.category, restriction.source, restriction.source_date, confidence)
            told = say(language, "comma").join(filter(None, parts))
            yield say(language, "restriction", platform=restriction.platform, claim=in_language(restriction.claim, language), details=told)
    for case in lists.cases():
        if folding.key(case.brand) == key:
            details = ", ".join(part for part in (case.court, case.number, case.date, case.url) if part)
            yield say(language, "reported-case", plaintiff=case.plaintiff, details=details)


def _free_words(key: str, language: str) -> Iterator[str]:
    from sellercheck import text as folding

    for word in lists.generic_words():
        if folding.key(word.text) == key:
            yield say(language, "free-word-noted" if word.note else "free-word", text=word.text, note=word.note)


def _is_whole(info: ListInfo) -> bool:
    if info.origin not in {"bundled", "updated"}:
        return True
    try:
        lists.verify(info.name)
    except ListDamaged:
        return False
    return True


def _lines() -> Lines:
    from sellercheck.reporters._lines import Lines

    return Lines(output.standard_output(for_machines=False), colour=False, room=output.width())


def _as_json(value: object) -> None:
    from sellercheck.reporters.json import encoded

    output.standard_output(for_machines=True).write(encoded(value) + "\n")


@command.command("import", short_help="Bring in a list of your own, a register's files, or an archive of lists.")
@click.argument("what", metavar="[REGISTER] FILE…", nargs=-1, required=True)
@click.option("--name", metavar="NAME", help="What to call the list from now on. By default the register's own name, or the file's.")
@click.option(
    "--column", "columns", metavar='FIELD="Header"', multiple=True,
    help="Which column of a register's table holds a field, where its headings are not known (ipau): number, text, status, classes, owner and others.",
)  # fmt: skip
@click.option(
    "--as-of",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day of a register's files that tell none. By default that of the import.",
)
@_key
@click.option("-q", "--quiet", is_flag=True, help="Say nothing on stderr but errors.")
@_language
@_settings
@click.pass_context
def import_(
    ctx: click.Context, what: tuple[str, ...], name: str | None, columns: tuple[str, ...], as_of: datetime | None, key: tuple[str, ...],
    quiet: bool, language: str,
) -> None:  # fmt: skip
    """Bring in a list of your own, the files of an official register, or an archive that `lists export` made.

    A list of your own is a .csv, .tsv, .txt, .xlsx or .yaml file of names; it is copied under its name and from then on used by
    `--list NAME`. A register is named before its files; files may come one by one, the newest record of a case counts.

    \b
    sellercheck lists import forbidden.csv --name forbidden
    sellercheck lists import uspto apc18840407-20251231-*.zip
    sellercheck lists import uspto apc260102.zip
    sellercheck check stock.csv --list forbidden --list uspto

    An archive is believed by its publisher's signature, like an update. Registers and layouts: see the README; a register's name
    alone compiles it anew. Nothing is downloaded. Exit status 2 when a
    file cannot be used, 3 when some of several cannot; what was there before stays in use.
    """
    from sellercheck import bulk
    from sellercheck.lists import generations

    if what[0] in bulk.offices():
        _import_register(ctx, what[0], what[1:], name, columns_named(columns), as_of.date() if as_of else None, quiet, language)
        return
    if columns or as_of:
        raise UsageError("--column and --as-of are for the files of registers", f"Name the register first: {', '.join(bulk.offices())}.")
    if len(what) > 1:
        raise UsageError(
            f'"{what[0]}" is no register, and a list of your own is one file',
            f"Registers: {', '.join(bulk.offices())}. Lists: one file at a time.",
        )
    if generations.is_archive(Path(what[0])):
        from sellercheck.lists.update import keys, needed

        if name is not None:
            raise UsageError("an archive of updated lists takes no name", "Leave --name out.")
        manifest, fresh = generations.import_archive(Path(what[0]), needed(keys(key)), lists.updatable())
        _lines().line(say(language, "serial-known" if fresh else "serial-in-use", serial=manifest.serial))
        return
    found = lists.import_own(what[0], name if name is not None else _name_of(what[0]))
    _lines().line(say(language, "imported", name=found.name, n=found.entries))


def _name_of(path: str) -> str:
    """A list's name by its file's."""
    import re

    return re.sub(r"[^a-z0-9_-]+", "-", Path(path).stem.lower()).strip("-_") or "own"


def _import_register(
    ctx: click.Context, office: str, files: tuple[str, ...], name: str | None, columns: Mapping[str, str], as_of: date | None, quiet: bool,
    language: str,
) -> None:  # fmt: skip
    from sellercheck.bulk._taking import take_in
    from sellercheck.cli.progress import listener

    with listener(quiet) as progress:

        def advance(what: str, records: int) -> None:
            if what == "index":
                progress.note(in_language("compiling the index", language))
            else:
                progress.stage(what)
                progress.advance(records)

        done = take_in(office, files, date.today(), name, advance, columns, as_of)  # noqa: DTZ011 -- the seller's own day
    lines = _lines()
    for path, records in done.files:
        lines.line(say(language, "file-records", path=path, n=records))
    for path in done.known:
        lines.line(say(language, "file-known", path=path))
    tally = done.tally
    for count, text in (
        (tally.status_only, "status-only"),
        (tally.without_words - tally.status_only, "without-words"),
        (tally.unknown_status, "status-open"),
        (tally.bad_dates, "bad-dates"),
        (tally.removed, "deleted"),
        (tally.damaged, "unreadable"),
    ):
        if count:
            lines.line(f"  {say(language, text, n=count)}")
    for damaged in tally.first_damaged:
        lines.hanging(("    ",), in_language(damaged, language))
    if done.counts:
        kept = say(language, "comma").join(
            say(language, "status-count", n=count, status=say(language, f"status-{status}"))
            for status, count in sorted(done.counts.items())
        )
        lines.line(say(language, "register-holds", name=done.name, n=sum(done.counts.values()), kept=kept, live=done.indexed))
        lines.line(say(language, "use-with", name=done.name))
    for refused in done.refused:
        tell_error(refused, language)
    if not files and not done.counts:
        raise UsageError(
            f'no file of register "{office}" was named, and none was imported before', f"Write: sellercheck lists import {office} FILE…"
        )
    if done.refused:
        ctx.exit(3 if done.files or done.known else 2)


@command.command("remove", short_help="Remove a list of your own, or a register.")
@click.argument("name")
@_language
def remove(name: str, language: str) -> None:  # noqa: ARG001 -- for its errors
    """Remove NAME: a list of your own, or a register with all its cases. Bundled lists stay.

    \b
    sellercheck lists remove forbidden
    sellercheck lists remove uspto
    """
    from sellercheck import bulk
    from sellercheck.lists.own import remove as forget

    if name in bulk.installed():
        bulk.forget(name)
    else:
        forget(name)


@command.command("update", short_help="Fetch newer lists from their publisher, and use them from now on.")
@click.option(
    "--mirror",
    metavar="URL",
    help="Where the lists are: an https address or a folder. By default the setting lists-url; no publisher is built in yet.",
)
@_key
@click.option(
    "--proxy", metavar="URL", help="The proxy to go through. By default the setting proxy, else what HTTPS_PROXY and NO_PROXY say."
)
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--force", is_flag=True, help="Ask even when the publisher was asked within the hour.")
@click.option("--insecure-mirror", "insecure", is_flag=True, help="Allow plain http; the signature still decides.")
@_language
@_settings
@click.pass_context
def update(
    ctx: click.Context,
    mirror: str | None,
    key: tuple[str, ...],
    proxy: str | None,
    dry_run: bool,
    force: bool,
    insecure: bool,
    language: str,
) -> None:
    """Fetch newer lists from their publisher, and use them from now on.

    The publisher is any web server or folder with a signed manifest; see the README for how to be one. The lists that came with
    sellercheck stay as a fallback, whatever happens, and `lists rollback` goes back. `check` never fetches anything.

    \b
    sellercheck lists update --mirror https://lists.example.org/ --key RW…
    sellercheck lists update --dry-run

    Exit status: 0 updated, or nothing new; 2 what was served cannot be believed or used; 3 the publisher could not be reached.
    In the last two cases the lists in use stay as they are.
    """
    from sellercheck.errors import ListUnavailable
    from sellercheck.lists.update import keys
    from sellercheck.lists.update import update as fetch

    try:
        told = fetch(mirror, keys(key), lists.updatable(), force=force, dry_run=dry_run, insecure=insecure, proxy=proxy)
    except ListUnavailable as error:
        tell_error(error, language)
        ctx.exit(3)
    lines = _lines()
    if told.fresh:
        lines.line(say(language, "nothing-new-since" if told.serial else "nothing-new", serial=told.serial))
    elif dry_run:
        changed = say(language, "comma").join(told.changed) or say(language, "nothing")
        lines.line(say(language, "serial-would-change", serial=told.serial, changed=changed))
    else:
        lines.line(say(language, "serial-fetched", serial=told.serial, changed=len(told.changed), fetched=told.fetched))
    for names, why in ((told.dropped, "list-dropped"), (told.unknown, "list-unknown")):
        if names:
            lines.hanging((), say(language, why, names=say(language, "comma").join(names)))
    for note in told.notes:
        lines.hanging((in_language("note: ", language),), in_language(note, language))


@command.command("verify", short_help="Check that every list is whole.")
@_key
@_language
@_settings
def verify(key: tuple[str, ...], language: str) -> None:
    """Check every list's bytes against the catalogue, and updated ones against their signed manifest.

    \b
    sellercheck lists verify
    sellercheck lists verify --key RW…

    Exit status 2 when something is not as it should be.
    """
    from sellercheck.lists import generations
    from sellercheck.lists.update import keys

    trusted = keys(key)
    infos = lists.catalogue()
    troubles = [say(language, "list-damaged", name=info.name) for info in infos if info.origin == "bundled" and not _is_whole(info)]
    troubles += [in_language(trouble, language) for trouble in generations.check(trusted)]
    generation = generations.current()
    lines = _lines()
    bundled, updated = (sum(info.origin == origin for info in infos) for origin in ("bundled", "updated"))
    lines.line(say(language, "lists-in-use", bundled=bundled, updated=updated))
    if generation is not None:
        lines.line(say(language, "signature-checked" if trusted else "signature-unchecked", serial=generation.serial))
    _troubles(troubles, language)


@command.command("rollback", short_help="Go back from the updated lists to those before, or to the bundled ones.")
@_language
def rollback(language: str) -> None:
    """Go back from the updated lists to those before, or to the bundled ones.

    \b
    sellercheck lists rollback
    """
    from sellercheck.lists import generations

    _lines().line(say(language, "in-use-now", lists=in_language(generations.rollback(), language)))


@command.command("export", short_help="Write the updated lists as one archive, for a closed network.")
@click.argument("archive", metavar="FILE.zip")
@_language
def export(archive: str, language: str) -> None:
    """Write the updated lists in use, with manifest and signature, as one archive for a closed network.

    \b
    sellercheck lists export lists.zip
    sellercheck lists import lists.zip --key RW…      # there
    """
    from sellercheck.lists import generations

    count = generations.export(Path(archive))
    _lines().line(say(language, "exported", path=archive, n=count))
