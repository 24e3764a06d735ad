"""`sellercheck registry`: asks an official register over the network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from sellercheck.chinese import in_language
from sellercheck.cli import _options as options
from sellercheck.cli import _output as output
from sellercheck.cli._texts import say
from sellercheck.errors import RegistryError, UsageError
from sellercheck.report import ExitStatus

if TYPE_CHECKING:
    from sellercheck.registries import Answer, Lookup
    from sellercheck.registries._register import Register
    from sellercheck.reporters._lines import Lines


@click.group("registry", short_help="Ask official registers about a name or number (network).")
def command() -> None:
    """Ask official registers and court dockets, over the network, about a name or a number.

    \b
    sellercheck registry search "Acmera" --registry euipo
    sellercheck registry show uspto 88326251

    Credentials come from the environment or the keyring; `sellercheck doctor` names them. Nothing but the name or number
    is sent.
    """


_json = click.option(
    "-f", "--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True, help="For people, or JSON."
)


@command.command("search", short_help="Search registers for a name.")
@click.argument("name")
@click.option(
    "--registry",
    "registries",
    metavar="euipo,ipau",
    multiple=True,
    help="Which registers to ask. [default: of those whose credentials are set, all]",
)
@click.option("--part", is_flag=True, help="Also marks that hold the words among others, where the register can search so.")
@_json
@options.language
@options.settings
def search(name: str, registries: tuple[str, ...], part: bool, form: str, language: str) -> None:
    """Search registers for marks of the name NAME, and print links to those that no program may search.

    \b
    sellercheck registry search "Acmera"
    sellercheck registry search "Acmera" --registry euipo,ipau --part

    Exit status: 0 all asked have answered; 2 a name or option cannot be used, or a register named has no credentials here;
    3 one did not answer.
    """
    from sellercheck import registries as family
    from sellercheck import text
    from sellercheck.registries import Lookup

    if not text.key(name):
        raise UsageError(f'"{name}" has no letter or digit to look for', "Give a name.")
    asked = options.parts(registries) or list(family.with_credentials())
    opened = [family.open_register(each) for each in dict.fromkeys(asked)]
    if not opened:
        click.echo(say(language, "none-asked"), err=True)
    able = [register for register in opened if "words" in register.asks]
    _answer([(register, Lookup(text=name, part=part)) for register in able], form, language, name, [r for r in opened if r not in able])


@command.command("show", short_help="Show what a register holds under a number.")
@click.argument("registry")
@click.argument("number")
@_json
@options.language
def show(registry: str, number: str, form: str, language: str) -> None:
    """Show what REGISTRY holds under NUMBER: an application, serial or registration number, or a docket's id.

    \b
    sellercheck registry show uspto rn5845537
    sellercheck registry show euipo 018222200

    Exit status: 0 it has answered, also where it holds nothing; 2 the number or register cannot be used; 3 no answer.
    """
    from sellercheck import registries as family
    from sellercheck.registries import Lookup

    opened = family.open_register(registry)
    if "number" not in opened.asks:
        raise UsageError(f"{opened.title} has no search by number for programs", f"Open {opened.link('')} instead.")
    if opened.number(number) is None:
        raise UsageError(f'"{number}" is no number of {opened.title}', opened.numbers)
    _answer([(opened, Lookup(number=number))], form, language, "", [])


def _answer(questions: Sequence[tuple[Register, Lookup]], form: str, language: str, name: str, without_words: Sequence[Register]) -> None:
    from sellercheck.registries._links import LINKS

    links = [(register.title, register.link(name)) for register in without_words]
    links += [(link.title, link.url(name)) for link in LINKS] if name else []
    links = list({url: (title, url) for title, url in links}.values())
    answers: list[tuple[Register, Answer | RegistryError]] = []
    for register, lookup in questions:
        with register:
            try:
                answers.append((register, register.look_up(lookup)))
            except RegistryError as error:
                answers.append((register, error))
    if form == "json":
        _as_json(answers, links, language)
    else:
        _as_lines(answers, links, language)
    if any(isinstance(answer, RegistryError) for _, answer in answers):
        click.get_current_context().exit(ExitStatus.INCOMPLETE)


def _as_json(answers: Iterable[tuple[Register, Answer | RegistryError]], links: Iterable[tuple[str, str]], language: str) -> None:
    from sellercheck.registries._answers import plain
    from sellercheck.reporters.json import encoded

    told: list[dict[str, object]] = []
    for register, answer in answers:
        if isinstance(answer, RegistryError):
            message, hint = in_language(answer.message, language), answer.hint and in_language(answer.hint, language)
            told.append({"registry": register.name, "answered": False, "message": message, "hint": hint})
            continue
        told.append(
            {
                "registry": register.name, "answered": True, "as_of": answer.as_of.isoformat(), "total": answer.total, "partial": answer.partial,
                "live_only": answer.live_only, "records": [plain(each) for each in answer.records], "cases": [plain(each) for each in answer.cases],
            }
        )  # fmt: skip
    not_searched = [{"title": title, "url": url} for title, url in links]
    output.standard_output(for_machines=True).write(encoded({"answers": told, "not_searched": not_searched}) + "\n")


def _as_lines(answers: Iterable[tuple[Register, Answer | RegistryError]], links: Iterable[tuple[str, str]], language: str) -> None:
    from sellercheck.reporters._lines import Lines

    lines = Lines(output.standard_output(for_machines=False), colour=False, room=output.width())
    for register, answer in answers:
        if isinstance(answer, RegistryError):
            lines.hanging((f"{register.title}  ",), say(language, "no-answer", message=in_language(answer.message, language)))
            if answer.hint:
                lines.hanging(("  ",), in_language(answer.hint, language))
        else:
            _tell(lines, register, answer, language)
        lines.line()
    for title, url in links:
        lines.hanging((say(language, "not-searched"),), f"{title}  {url}")
    lines.hanging((), say(language, "no-advice"))


def _tell(lines: Lines, register: Register, answer: Answer, language: str) -> None:
    held = len(answer.records) + len(answer.cases)
    found = say(
        language, "found-of" if answer.partial and answer.total else "found", n=held, total=answer.total, date=answer.as_of.isoformat()
    )
    lines.hanging((f"{register.title}  ",), say(language, "live-only", found=found) if answer.live_only else found)
    for record in answer.records:
        lines.line()
        lines.line(f"  {record.mark_text or say(language, 'no-words')}  {record.number}")
        status, numbers = say(language, f"status-{record.status}"), say(language, "comma").join(map(str, sorted(record.nice_classes)))
        facts = [
            say(language, "status-raw", status=status, raw=record.status_raw) if record.status_raw else status,
            say(language, "territory", territory=record.office),
            say(language, "classes-listed", classes=numbers) if numbers else say(language, "no-classes-told"),
            say(language, "owner-told", owner=", ".join(record.owners)) if record.owners else say(language, "no-owner-told"),
        ]
        days = (("filed", record.filing_date), ("registered-on", record.registration_date), ("expires", record.expiry_date))
        facts += [say(language, name, date=day.isoformat()) for name, day in days if day]
        lines.hanging(("    ",), " · ".join(facts))
        lines.hanging(("    ",), record.url)
    for case in answer.cases:
        lines.line()
        lines.hanging(("  ",), case.name)
        state = say(language, "case-ended", date=case.ended.isoformat()) if case.ended else say(language, "case-open")
        filed = say(language, "case-filed", date=case.filed.isoformat()) if case.filed else say(language, "no-day-told")
        lines.hanging(("    ",), " · ".join(part for part in (case.court, case.number, filed, state) if part))
        lines.hanging(("    ",), case.url)
