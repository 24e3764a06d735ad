"""The command `sellercheck`: a group whose commands are loaded when they are called, so that `check` starts quickly.

A command's module is named like the command and offers `command`. What the whole group answers for stands here: errors
become a message, a hint and exit status 2; a broken pipe is quiet; `sellercheck SHEET` means `sellercheck check SHEET`;
help pages and errors speak the language asked for, wherever `--lang` was typed.
"""

from __future__ import annotations

import importlib
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise
from typing import Any, TextIO

import click

from sellercheck import __version__
from sellercheck.errors import SellercheckError, UsageError
from sellercheck.report import ExitStatus

# numpy's linear algebra starts threads when it is imported (numpy#29193), 30 ms at every start; nothing here uses them.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

COMMANDS = (
    "check", "fix", "report", "columns", "explain", "rules", "lists", "registry", "authorisations", "baseline", "diff", "init", "doctor", "schema", "completion",
)  # fmt: skip
"""In the order a newcomer needs them; each is a module of this folder."""

LANGUAGES = ("en", "zh")
_OWN_OPTIONS = {"--help", "-h", "--version"}


class Context(click.Context):
    """A command's context, whose help page and usage line speak the language asked for."""

    def make_formatter(self) -> click.HelpFormatter:
        from sellercheck.cli._options import spoken

        if spoken(self) == "en":
            return super().make_formatter()
        from sellercheck.cli._chinese import Formatter

        return Formatter(width=self.terminal_width, max_width=self.max_content_width)


class Commands(click.Group):
    """The group: finds, loads and runs a command, and answers for its errors."""

    context_class = Context

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"sellercheck.cli.{cmd_name}").command
        family = (command, *(command.commands.values() if isinstance(command, click.Group) else ()))
        for each in family:
            each.context_class = Context
        if ctx.resilient_parsing:  # a shell asks what could follow
            from sellercheck.cli._completing import teach

            for each in family:
                teach(each)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        _open_closed_streams()
        # Taken out here and not by click, so that it works before and behind every command.
        end = args.index("--") if "--" in args else len(args)
        ctx.meta["sellercheck.traceback"] = "--traceback" in args[:end]
        args = [arg for arg in args[:end] if arg != "--traceback"] + args[end:]
        ctx.meta["sellercheck.arguments"] = args[: args.index("--") if "--" in args else len(args)]
        ctx.meta["sellercheck.language"] = _language(ctx.meta["sellercheck.arguments"])
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")  # a help page too has letters that not every terminal can show
        language, args = _led(args)
        if args and args[0] not in {*COMMANDS, *_OWN_OPTIONS}:
            if args[0].startswith("-") or _is_path(args[0]):
                args.insert(0, "check")
            elif not ctx.resilient_parsing:
                self._answer(ctx, self._unknown(args[0]))
        with self._answering(ctx):  # a help page too is written somewhere
            return super().parse_args(ctx, self._language_behind(ctx, language, args))

    def _language_behind(self, ctx: click.Context, typed: list[str], args: list[str]) -> list[str]:
        """The arguments, with a `--lang` that stands before a command put behind it, where commands take it; groups take none."""
        if not typed and ctx.meta["sellercheck.language"] is None:
            return args
        command: click.Command | None = self
        names: list[str] = []
        rest = args
        while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
            command = self.get_command(ctx, rest[0]) if command is self else command.commands.get(rest[0])
            more, after = _led(rest[1:])
            names, typed, rest = [*names, rest[0]], typed + more, after
        if command is not None and not isinstance(command, click.Group):
            return [*names, *typed, *rest]
        while rest != (bare := _without_language(rest)):
            rest = bare
        wrong = ctx.meta["sellercheck.language"]
        if wrong not in {None, *LANGUAGES} and not ctx.resilient_parsing:
            from sellercheck.families import did_you_mean

            self._answer(ctx, UsageError(f'there is no language "{wrong}"', did_you_mean(wrong, LANGUAGES)))
        return [*names, *rest]

    def invoke(self, ctx: click.Context) -> Any:
        with self._answering(ctx):
            return super().invoke(ctx)

    @contextmanager
    def _answering(self, ctx: click.Context) -> Iterator[None]:
        """Answer for whatever goes wrong within."""
        try:
            try:
                yield
            finally:
                sys.stdout.flush()
        except BrokenPipeError:
            _forget(sys.stdout)  # whoever read us has enough
            ctx.exit(128 + 13)  # as if ended by SIGPIPE
        except KeyboardInterrupt:
            _complain(self._said(ctx, "interrupted"))
            ctx.exit(128 + 2)  # as if ended by SIGINT
        except click.UsageError as error:
            from sellercheck.cli._options import spoken

            if spoken(ctx) == "en":
                raise
            from sellercheck.cli._chinese import complain

            complain(error)
            ctx.exit(error.exit_code)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:  # noqa: BLE001 -- the seam where every error is answered
            if isinstance(error, OSError) and error.filename is None:
                _forget(sys.stdout)
            self._answer(ctx, error)

    def _answer(self, ctx: click.Context, error: Exception) -> None:
        """Say what went wrong on stderr, and end with the status for what cannot be used."""
        if ctx.meta["sellercheck.traceback"]:
            import traceback

            _complain("".join(traceback.format_exception(error)).rstrip())
        hint: str | None
        if isinstance(error, SellercheckError):
            message, hint = error.message, error.hint
        elif ctx.meta["sellercheck.traceback"]:
            ctx.exit(ExitStatus.UNUSABLE)
        elif isinstance(error, OSError) and error.strerror:
            # The machine's fault and not ours: a full disk, a folder without permission.
            message = (
                f'"{_named(error.filename)}": {error.strerror}'
                if error.filename is not None
                else f"what was to be written found no place: {error.strerror}"
            )
            hint = "Check the space on the disk and the permissions there; --traceback shows what was being done."
        else:
            message = f"sellercheck itself failed: {type(error).__name__}: {error}"
            hint = _please_report()
        error_is, hint_is = (self._said(ctx, lead) for lead in ("error: ", "hint: "))
        _complain(f"{error_is}{_plain(self._said(ctx, message))}")
        if hint:
            _complain(f"{hint_is}{_plain(self._said(ctx, hint))}")
        ctx.exit(ExitStatus.UNUSABLE)

    def _said(self, ctx: click.Context, text: str) -> str:
        """The English text in the language asked for."""
        from sellercheck.chinese import in_language
        from sellercheck.cli._options import spoken

        return in_language(text, spoken(ctx))

    def _unknown(self, name: str) -> UsageError:
        from sellercheck.families import did_you_mean

        return UsageError(f'there is no command and no file called "{name}"', did_you_mean(name, COMMANDS))


def _complain(text: str) -> None:
    """A line on stderr; where that is full or closed, the status alone must tell."""
    try:
        click.echo(text, err=True)
    except OSError:
        _forget(sys.stderr)


def _forget(stream: TextIO) -> None:
    """Let what still waits to be written go nowhere: it must not complain once more when Python ends."""
    with suppress(OSError, ValueError):  # a caller's own stream may be no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _open_closed_streams() -> None:
    """Give a run without standard input or output, as a scheduler may start one, the empty device for them."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 -- open for as long as the run is


def _language(args: list[str]) -> str | None:
    """The language that is typed, wherever it stands; None where none is."""
    typed = [after for before, after in pairwise(args) if before == "--lang"]
    typed += [arg.removeprefix("--lang=") for arg in args if arg.startswith("--lang=")]
    return typed[-1] if typed else None


def _led(args: list[str]) -> tuple[list[str], list[str]]:
    """Every `--lang` with its value at the beginning, and what follows."""
    at = 0
    while at < len(args) and (args[at].startswith("--lang=") or (args[at : at + 1] == ["--lang"] and at + 1 < len(args))):
        at += 1 if "=" in args[at] else 2
    return args[:at], args[at:]


def _without_language(args: list[str]) -> list[str]:
    """The arguments without the first `--lang` and its value."""
    for at in range(len(args)):
        typed, after = _led(args[at:])
        if typed:
            return args[:at] + after
    return args


def _is_path(text: str) -> bool:
    return text == "-" or "/" in text or os.sep in text or bool(os.path.splitext(text)[1]) or os.path.exists(text)  # noqa: PTH110, PTH122 -- no pathlib for a start this common


def _named(path: str | bytes | int) -> str:
    return os.fsdecode(path) if isinstance(path, (str, bytes)) else f"file {path}"


def _plain(text: str) -> str:
    """`text` as the terminal may see it: it can quote a sheet."""
    from sellercheck.reporters._lines import visible

    return visible(text)


def _please_report() -> str:
    """To the address that the installed package names for problems."""
    from importlib import metadata

    try:
        urls = metadata.metadata("sellercheck").get_all("Project-URL") or []
    except metadata.PackageNotFoundError:
        urls = []
    named = dict(str(url).split(", ", 1) for url in urls)
    address = named.get("Issues") or named.get("Repository")
    if address:
        return f"Please report this at {address}, with what --traceback shows."
    return "Please report this to whoever gave you sellercheck, with what --traceback shows."


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="`sellercheck SHEET` is the same as `sellercheck check SHEET`. Every command takes --lang zh, and --traceback, which shows where an error came from.",
)
@click.version_option(__version__, prog_name="sellercheck", message="%(prog)s %(version)s")
def main() -> None:
    """Screens a marketplace seller's product sheet for trademark and platform-rule risks before the upload.

    \b
    sellercheck check stock.xlsx -p wish,amazon     screen a sheet
    sellercheck columns stock.xlsx                  see how it was read
    sellercheck explain wish/mark-use               read about a rule

    Everything happens on this machine; nothing of a sheet leaves it. The result is a screening, not legal advice.
    """
