"""Help pages and click's own errors in Chinese; loaded only where one is shown.

Commands and options say in English what they do, where they are declared. A page is translated as it is laid out: `Formatter` gets
each text just before it is wrapped, and looks it up as every other sentence is (`sellercheck.chinese`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

from sellercheck.chinese import chinese
from sellercheck.reporters._lines import width, wrapped

_EXTRA = re.compile(r"  \[([^\[\]]*)\]$")
"""What click adds behind an option's text: its default and its range."""


class Formatter(click.HelpFormatter):
    """Lays out a help page in Chinese: the texts translated, the lines broken by the width of their characters."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        for english in ("[OPTIONS]", "COMMAND [ARGS]..."):
            args = args.replace(english, chinese(english))
        super().write_usage(prog, args, prefix or chinese("Usage:"))

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{chinese(heading)}：\n")

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        paragraphs = []
        for paragraph in text.split("\n\n"):
            if paragraph.startswith("\b\n"):  # lines that stay as they are: examples
                lines = paragraph.splitlines()[1:]
                paragraphs.append([re.sub(r"(?<=  )\S.*$", lambda remark: chinese(remark[0]), line) for line in lines])
            else:
                paragraphs.append(wrapped(chinese(" ".join(paragraph.split())), self.width - self.current_indent))
        self.write("\n\n".join("\n".join(f"{indent}{line}" for line in lines) for lines in paragraphs) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = [(first, _told(second)) for first, second in rows]
        lead = min(max((width(first) for first, _ in rows), default=0), col_max) + col_spacing
        indent = " " * self.current_indent
        for first, second in rows:
            head = f"{indent}{first}"
            if width(first) > lead - col_spacing:
                self.write(f"{head}\n")
                head = indent
            begin = head + " " * (self.current_indent + lead - width(head))
            for line in wrapped(second, max(self.width - lead - 2, 10)):
                self.write(f"{begin}{line}".rstrip() + "\n")
                begin = indent + " " * lead


def _told(text: str) -> str:
    """An option's or command's text in Chinese, with what click adds to it."""
    extra = _EXTRA.search(text)
    if extra is None:
        return chinese(text)
    told = re.sub("; ?", "；", extra[1].replace("default: ", "默认：").replace("required", "必填"))
    return f"{chinese(text[: extra.start()])}[{told}]"


def complain(error: click.UsageError) -> None:
    """Say on stderr what click finds wrong with the command line, as click does in English."""
    ctx = error.ctx
    if isinstance(error, getattr(click.exceptions, "NoArgsIsHelpError", ())):
        click.echo(error.format_message(), err=True)  # the whole help page
        return
    if ctx is not None:
        click.echo(ctx.get_usage(), err=True)
        click.echo(f"用 '{ctx.command_path} --help' 查看帮助。\n", err=True)
    click.echo(f"错误：{chinese(error.format_message())}", err=True)
