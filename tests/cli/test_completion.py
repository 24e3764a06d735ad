"""Completion: the scripts come out, and the shells that are here complete what is typed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from sellercheck import cli, families, rules
from sellercheck.cli import main
from sellercheck.listing import FIELDS

ROOT = Path(__file__).parents[2]


def completed(*words: str, begun: str = "", shell: str = "bash") -> list[str]:
    """What a shell is told for `sellercheck WORDS… BEGUN`."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "_SELLERCHECK_COMPLETE": f"{shell}_complete"}
    typed = ["sellercheck", *words, begun]
    environment |= {"COMP_WORDS": " ".join(f"'{word}'" if word else "" for word in typed), "COMP_CWORD": str(len(typed) - 1)}
    if shell == "fish":
        environment["COMP_CWORD"] = begun
    code = "import sys; sys.argv[0] = 'sellercheck'; from sellercheck.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return [line.partition(",")[2] if shell == "bash" else line for line in done.stdout.splitlines()]


def test_commands_and_options() -> None:
    assert completed() == list(cli.COMMANDS)
    assert completed(begun="au") == ["authorisations"]
    assert completed("lists", begun="up") == ["update"]
    assert "--changed-against" in completed("check", begun="--ch")
    assert completed("check", "--fail-on", begun="") == ["high", "medium", "low", "info", "never"]


@pytest.mark.parametrize(
    ("words", "begun", "expected"),
    [
        (["check", "-p"], "wi", ["wish"]),
        (["check", "--platform"], "wish,am", ["wish,amazon"]),
        (["stock.csv", "-p"], "wi", ["wish"]),
        (["diff", "a.json", "b.json", "-p"], "sho", ["shopee"]),
        (["check", "stock.csv", "-f"], "js", ["json", "jsonl"]),
        (["report", "r.json", "--format"], "html", ["html"]),
        (["check", "-p", "wish", "--select"], "wish/mark", ["wish/mark-use"]),
        (["check", "--ignore"], "genericised", ["genericised-mark"]),
        (["explain"], "wish/mark", ["wish/mark-use"]),
        (["explain"], "keywor", ["keywords", "keywords-repeated-word"]),
        (["rules"], "ali", ["aliexpress"]),
        (["check", "--column"], "tit", ["title="]),
        (["check", "--registry"], "euipo,ip", ["euipo,ipau", "euipo,iponz"]),
        (["registry", "show"], "usp", ["uspto"]),
        (["schema"], "set", ["settings"]),
        (["check", "--engine"], "pro", ["processes"]),
        (["check", "--lang"], "z", ["zh"]),
        (["completion"], "", []),
        (["nonsense", "-p"], "", []),
    ],
)
def test_values(words: list[str], begun: str, expected: list[str]) -> None:
    found = completed(*words, begun=begun)
    assert set(expected) <= set(found)
    assert all(name.startswith(begun) for name in found)


def test_every_platform_format_field_and_rule_is_offered() -> None:
    assert completed("check", "-p") == list(rules.available())
    assert completed("check", "-f") == list(families.names("reporters"))
    assert completed("check", "--column") == [f"{name}=" for name in FIELDS]
    assert set(completed("check", "-p", "wish", "--select", begun="wish/")) == {rule.id for rule in rules.load("wish").rules}


def test_sheets_and_paths_are_left_to_the_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    from click.shell_completion import BashComplete

    for words in (
        ["check"],
        ["check", "stock.csv"],
        ["check", "--baseline"],
        ["report"],
        ["fix", "a.csv", "-o"],
        ["diff"],
        ["check", "-p", "./my"],
    ):
        begun = words.pop() if words[-1].startswith("./") else ""
        items = BashComplete(main, {}, "sellercheck", "_SELLERCHECK_COMPLETE").get_completions(words, begun)
        assert [item.type for item in items] == ["file"], words


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_comes_out(shell: str, run) -> None:
    result = run("completion", shell)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "_SELLERCHECK_COMPLETE" in result.stdout
    assert f"{shell}_complete" in result.stdout


def test_the_shell_is_that_of_the_environment(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHELL", "/usr/bin/zsh")
    assert "#compdef sellercheck" in run("completion").stdout
    monkeypatch.setenv("SHELL", "/bin/tcsh")
    assert run("completion").exit_code == 2
    result = run("completion", "zhs")
    assert (result.exit_code, result.stderr) == (2, 'error: there is no completion for "zhs"\nhint: Did you mean "zsh"?\n')


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on the PATH with `sellercheck`, and the working directory with a sheet."""
    folder = tmp_path / "programs"
    folder.mkdir()
    code = "import sys; sys.argv[0] = 'sellercheck'; from sellercheck.cli import main; main()"
    (folder / "sellercheck").write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -c "{code}" "$@"\n', "utf-8")
    (folder / "sellercheck").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "stock.csv").write_text("sku,title\n", "utf-8")
    return tmp_path


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_completes(programs: Path) -> None:
    script = 'eval "$(sellercheck completion bash)"\nCOMP_WORDS=(sellercheck check -p wish,ama)\nCOMP_CWORD=3\n_sellercheck_completion sellercheck\necho "${COMPREPLY[*]}"\ncomplete -p sellercheck'  # fmt: skip
    done = subprocess.run(["bash", "--norc", "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["wish,amazon", "complete -o nosort -F _sellercheck_completion sellercheck"], done.stderr


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
def test_fish_completes(programs: Path) -> None:
    script = "sellercheck completion fish | source\ncomplete -C 'sellercheck check -p wi'"
    done = subprocess.run(["fish", "--no-config", "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["wish"], done.stderr


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
def test_zsh_completes(programs: Path) -> None:
    # compadd works inside zsh's line editor alone; what it would be given is printed instead.
    script = (
        "compdef() { : }\ncompadd() { local name=${@[-1]}; print -r -- ${(P)name} }\n"
        'eval "$(sellercheck completion zsh)"\nwords=(sellercheck check -p wi)\nCURRENT=4\n_sellercheck_completion'
    )
    done = subprocess.run(["zsh", "-f", "-c", script], capture_output=True, text=True, check=False)
    assert "wish" in done.stdout.split(), done.stderr


def test_every_command_shows_how_it_is_called(run) -> None:
    def commands(group: click.Group, before: str = "") -> list[str]:
        context = click.Context(group)
        found = []
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command
            found += [f"{before}{name}", *(commands(command, f"{before}{name} ") if isinstance(command, click.Group) else [])]
        return found

    for name in commands(main):
        help_text = run(*name.split(), "--help").stdout
        assert f"\n  sellercheck {name}" in help_text, f"{name} shows no example"
