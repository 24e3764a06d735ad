"""`sellercheck init`: the files a seller or a repository starts with."""

from __future__ import annotations

from pathlib import Path

import click

from sellercheck.cli import _output as output
from sellercheck.errors import UsageError

GITHUB, GITLAB = ".github/workflows/sellercheck.yml", ".gitlab-ci.yml"


@click.command("init", short_help="Write commented settings, an authorisation sheet and a CI file.")
@click.argument("folder", default=".")
@click.option(
    "--ci", type=click.Choice(["github", "gitlab", "none"]),
    help="The CI file to write too. [default: github in a folder that has .github or .git, else none]",
)  # fmt: skip
def command(folder: str, ci: str | None) -> None:
    """Write commented settings, an empty sheet of authorisations, an ignore file and a CI file into FOLDER. [default: here]

    A file that is there already stays as it is.
    """
    from sellercheck.settings import FILE, IGNORES

    place = Path(folder)
    if not place.is_dir():
        raise UsageError(f'there is no folder "{folder}"', "Create it first, or name another.")
    if ci is None:
        ci = "github" if (place / ".github").is_dir() or (place / ".git").exists() else "none"
    files = {FILE: _settings(), "authorisations.csv": _authorisations(), IGNORES: _IGNORES}
    if ci != "none":
        files |= {GITHUB: _GITHUB} if ci == "github" else {GITLAB: _GITLAB}
    for name, text in files.items():
        target = place / name
        if target.exists():
            click.echo(f"kept     {target}")
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with output.file(str(target)) as out:
            out.write(text)
        click.echo(f"written  {target}")


def _settings() -> str:
    """Every setting, commented out, with what it does."""
    from sellercheck.settings import KEYS

    lines = [
        "# Settings of sellercheck for this folder and those below. Take the # away from what you want to set.",
        "# Options on the command line, and variables such as SELLERCHECK_LANGUAGE, win over this file.",
    ]
    for name, key in KEYS.items():
        choices = f" One of: {', '.join(key.choices)}." if key.choices else ""
        lines += ["", f"# {key.about}{choices}", f"# {name} = {key.example}"]
    return "\n".join(lines) + "\n"


def _authorisations() -> str:
    """The headings alone; the mark at the start makes spreadsheets read it as UTF-8."""
    from sellercheck.settle.authorisations import COLUMNS

    return "\ufeff" + ",".join(COLUMNS) + "\r\n"


_IGNORES = """\
# Findings that somebody looked at and does not want counted. Reason and last day must be there; what has ended or meets
# nothing is reported. Take the # away, or copy the lines, one [[ignore]] for each.
#
# [[ignore]]
# rule = "mark-use"                # a rule's id, its name, or a pattern
# mark = "POLO"
# match = "polo shirt"             # only where the finding stands within these words
# items = ["SH-*"]                 # only these listings, by SKU
# platforms = ["shopee"]
# reason = "garment type, not the brand"
# owner = "who decided"
# expires = 2027-03-01
"""

_GITHUB = """\
# Holds the sheets of this repository against the rules whenever one of them changes.
# `listings/` stands for the folder of your sheets; what else counts is set in sellercheck.toml.
name: sellercheck
on: [push, pull_request]
permissions:
  contents: read
jobs:
  sellercheck:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: python -m pip install sellercheck
      - run: sellercheck check listings/ -f terminal -f json=sellercheck.json
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: sellercheck
          path: sellercheck.json
"""

_GITLAB = """\
# Holds the sheets of this repository against the rules whenever one of them changes.
# `listings/` stands for the folder of your sheets; what else counts is set in sellercheck.toml.
sellercheck:
  image: python:3.12-slim
  script:
    - python -m pip install sellercheck
    - sellercheck check listings/ -f terminal -f json=sellercheck.json
  artifacts:
    when: always
    paths:
      - sellercheck.json
"""
