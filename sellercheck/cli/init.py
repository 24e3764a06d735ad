"""`sellercheck init`: the files a seller or a repository starts with."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import click

from sellercheck.cli import _options as options
from sellercheck.cli import _output as output
from sellercheck.cli._texts import say
from sellercheck.errors import UsageError

CI = {
    "github": {".github/workflows/sellercheck.yml": "github.yml", ".github/workflows/sellercheck-lists.yml": "github-lists.yml"},
    "gitlab": {".gitlab-ci.yml": "gitlab.yml"},
    "none": {},
}
"""Whose CI → file → its template in `_ci/`."""
_SOURCE = re.compile(r"(?:git\+)?(https://[\w.-]+(?::\d+)?/[\w./~-]+?)(?:\.git)?@([\w./-]+)")


@click.command("init", short_help="Write commented settings, an authorisation sheet and a CI file.")
@click.argument("folder", default=".")
@click.option(
    "--ci", type=click.Choice(["github", "gitlab", "none"]),
    help="The CI file to write too. [default: github in a folder that has .github or .git, else none]",
)  # fmt: skip
@click.option(
    "--source", metavar="URL@REF",
    help="Where the CI files get sellercheck from: a Git repository and a tag or commit of it. By default left for you to fill in.",
)  # fmt: skip
@options.language
def command(folder: str, ci: str | None, source: str | None, language: str) -> None:
    """Write commented settings, an empty sheet of authorisations, an ignore file and CI files into FOLDER. [default: here]

    A file that is there already stays as it is. sellercheck is on no package index yet, so the CI files name a repository.

    \b
    sellercheck init
    sellercheck init shop --ci github --source https://github.com/OWNER/sellercheck@v0.1.0
    """
    from sellercheck.settings import FILE, IGNORES

    place = Path(folder)
    if not place.is_dir():
        raise UsageError(f'there is no folder "{folder}"', "Create it first, or name another.")
    if ci is None:
        ci = "github" if (place / ".github").is_dir() or (place / ".git").exists() else "none"
    files = {FILE: _settings(language), "authorisations.csv": _authorisations(), IGNORES: say(language, "ignores-file")}
    files |= _ci_files(ci, source)
    for name, text in files.items():
        target = place / name
        if target.exists():
            click.echo(say(language, "file-kept", path=target))
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with output.file(str(target)) as out:
            out.write(text)
        click.echo(say(language, "file-written", path=target))
    if ci != "none" and source is None:
        click.echo(say(language, "fill-in-source"), err=True)


def _ci_files(ci: str, source: str | None) -> dict[str, str]:
    """Path → text of the CI files, with the place that sellercheck comes from."""
    from importlib import resources

    address, ref = "https://github.com/OWNER/sellercheck", "REF"
    if source is not None:
        found = _SOURCE.fullmatch(source)
        if found is None:
            raise UsageError(
                f'--source "{source}" is no repository with a version',
                "Write https://github.com/OWNER/sellercheck@v0.1.0, or a commit behind the @.",
            )
        address, ref = found.groups()
    home = "https://github.com/"
    if ci == "github" and not address.startswith(home):
        raise UsageError(
            f'GitHub takes no action from "{address}"', f"Name a repository at {home}, or use the plain commands: see docs/ci.md."
        )
    weekly = (resources.files("sellercheck.cli") / "_ci" / "weekly.sh").read_text("utf-8")
    values = {
        "uses": f"{address.removeprefix(home)}@{ref}",
        "requirement": f"sellercheck[update] @ git+{address}@{ref}",
    }

    def filled(match: re.Match[str]) -> str:
        return textwrap.indent(weekly, " " * int(match[2])).rstrip("\n") if match[1] == "weekly" else values[match[1]]

    files = {}
    for path, name in CI[ci].items():
        text = (resources.files("sellercheck.cli") / "_ci" / name).read_text("utf-8")
        files[path] = re.sub(r"\{\{(\w+)(?:\|(\d+))?\}\}", filled, text)
    return files


def _settings(language: str) -> str:
    """Every setting, commented out, with what it does."""
    from sellercheck.chinese import in_language
    from sellercheck.settings import KEYS

    lines = [f"# {say(language, name)}" for name in ("settings-of", "settings-order")]
    for name, key in KEYS.items():
        about = in_language(key.about, language)
        if key.choices:
            about = say(language, "one-of", about=about, choices=say(language, "comma").join(key.choices))
        lines += ["", f"# {about}", f"# {name} = {key.example}"]
    return "\n".join(lines) + "\n"


def _authorisations() -> str:
    """The headings alone; the mark at the start makes spreadsheets read it as UTF-8."""
    from sellercheck.settle.sheet import COLUMNS

    return "\ufeff" + ",".join(COLUMNS) + "\r\n"
