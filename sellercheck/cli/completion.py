"""`sellercheck completion`: the script by which a shell completes what is typed."""

from __future__ import annotations

import os
from pathlib import Path

import click

from sellercheck.cli import _options as options
from sellercheck.cli import _output as output
from sellercheck.errors import UsageError

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_SELLERCHECK_COMPLETE"
"""By which the script asks; click answers it."""


@click.command("completion", short_help="Print the script that completes commands in bash, zsh or fish.")
@click.argument("shell", required=False)
@options.language
def command(shell: str | None, language: str) -> None:  # noqa: ARG001 -- for its errors
    """Print the script by which SHELL (bash, zsh or fish; by default that of $SHELL) completes commands, options, platforms, formats,
    rules, registers, fields and files.

    \b
    sellercheck completion bash > ~/.local/share/bash-completion/completions/sellercheck
    sellercheck completion zsh > "${fpath[1]}/_sellercheck"
    sellercheck completion fish > ~/.config/fish/completions/sellercheck.fish

    Then open a new shell. For this one alone: eval "$(sellercheck completion bash)".
    """
    from click.shell_completion import ShellComplete, get_completion_class

    from sellercheck.cli import main

    name = shell or Path(os.environ.get("SHELL", "")).name
    if name not in SHELLS:
        from sellercheck.families import did_you_mean

        raise UsageError(f'there is no completion for "{name}"' if name else "which shell is not known", did_you_mean(name, SHELLS))
    found = get_completion_class(name)
    assert found is not None
    # Not `found.source`: for bash it starts one to ask its version.
    script = ShellComplete.source(found(main, {}, "sellercheck", VARIABLE))
    output.standard_output(for_machines=True).write(f"{script.strip()}\n")
