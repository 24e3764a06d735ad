"""With connections forbidden, every command that needs none works, and says nothing of it."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from bulk.files import case_file, daily

EXAMPLES = Path(__file__).parents[2] / "examples"
KEY = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"
"""A public key of the right form: minisign's own example."""
SHEET = str(EXAMPLES / "wish-upload.csv")
COMMANDS = (
    (1, ["check", SHEET, "-p", "wish"]),
    (1, ["check", SHEET, "-p", "wish", "-f", "json"]),
    (1, ["check", SHEET, "-p", "wish", "--list", "own", "--list", "uspto"]),
    (1, ["check", SHEET, "-p", "wish", "--offline"]),
    (1, ["fix", SHEET, "-p", "wish", "--dry-run"]),
    (0, ["columns", SHEET]),
    (0, ["explain", "wish/mark-use"]),
    (0, ["explain", "Nike"]),
    (0, ["rules"]),
    (0, ["rules", "wish"]),
    (0, ["report", "result.json"]),
    (0, ["baseline", "create", SHEET, "-p", "wish"]),
    (0, ["baseline", "update", SHEET, "-p", "wish"]),
    (0, ["diff", SHEET, SHEET]),
    (1, ["authorisations", "check", "authorisations.csv"]),
    (0, ["init"]),
    (0, ["lists", "status", "-v"]),
    (0, ["lists", "search", "nike"]),
    (0, ["lists", "import", "more.csv"]),
    (0, ["lists", "remove", "more"]),
    (0, ["lists", "verify"]),
    (2, ["lists", "export", "out.zip"]),
    (2, ["lists", "rollback"]),
    (0, ["doctor"]),
    (0, ["completion", "bash"]),
    (0, ["schema", "report"]),
    (0, ["schema", "pack"]),
)
"""Commands in the order they are run, in a folder with a list and a register imported. `lists export` and `rollback` have nothing to do."""
NEED_ONE = {("lists", "update"), ("registry", "search"), ("registry", "show")}
OF_NETWORK = re.compile(r"\b(?:network|offline|internet|connection|socket|unreachable|timed? ?out)\b", re.IGNORECASE)


@pytest.fixture
def no_sockets(monkeypatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError("sockets are forbidden here")

    monkeypatch.setattr(socket.socket, "__init__", forbidden)
    monkeypatch.setattr(socket, "create_connection", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)


@pytest.fixture
def place(run, tmp_path, monkeypatch) -> None:
    """A folder with what the commands take, and data of its own."""
    monkeypatch.setenv("SELLERCHECK_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.csv").write_text("name\nZorvexa\n", "utf-8")
    (tmp_path / "more.csv").write_text("name\nQuontle\n", "utf-8")
    (tmp_path / "authorisations.csv").write_text("mark,basis\nZorvexa,own\n", "utf-8")
    (tmp_path / "apc.xml").write_bytes(daily(case_file()))
    for arguments in (
        ["lists", "import", "own.csv"],
        ["lists", "import", "uspto", "apc.xml"],
        ["check", SHEET, "-p", "wish", "-f", "json=result.json", "-q"],
    ):
        assert run(*arguments).exit_code in {0, 1}


@pytest.mark.usefixtures("place", "no_sockets")
def test_every_command_that_needs_none_works_and_says_nothing_of_it(run) -> None:
    for status, arguments in COMMANDS:
        result = run(*arguments)
        assert result.exit_code == status, (arguments, result.output)
        assert not OF_NETWORK.search(result.stderr), arguments
        if arguments[0] not in {"schema", "explain"}:  # those print pages, which may use the words
            assert not OF_NETWORK.search(result.stdout), arguments


def test_no_command_is_left_out() -> None:
    import click

    from sellercheck.cli import main

    def walk(command: click.Command, path: tuple[str, ...]) -> set[tuple[str, ...]]:
        if not isinstance(command, click.Group):
            return {path}
        names = command.list_commands(click.Context(command))
        return set().union(*(walk(command.get_command(click.Context(command), name), (*path, name)) for name in names))

    tried = {tuple(arguments) for _, arguments in COMMANDS}
    missing = {path for path in walk(main, ()) - NEED_ONE if not any(arguments[: len(path)] == path for arguments in tried)}
    assert missing == set()


@pytest.mark.usefixtures("no_sockets")
def test_a_forbidden_socket_is_noticed(run, tmp_path, monkeypatch) -> None:
    """The fixture forbids indeed: an update from a web server fails by it."""
    monkeypatch.setenv("SELLERCHECK_DATA", str(tmp_path))
    monkeypatch.setattr("sellercheck.lists.update.time.sleep", lambda _: None)
    result = run("lists", "update", "--mirror", "https://lists.example.org/", "--key", KEY)
    assert result.exit_code == 3, result.output
    assert "error: https://lists.example.org/" in result.stderr


@pytest.mark.usefixtures("no_sockets")
def test_what_needs_one_says_so_and_ends_with_three(run, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("SELLERCHECK_CACHE", str(tmp_path))
    monkeypatch.setenv("SELLERCHECK_USPTO_KEY", "a-key-for-nothing")
    monkeypatch.setattr("sellercheck.registries._http.pause", lambda _: None)
    result = run("registry", "show", "uspto", "90000017")
    assert result.exit_code == 3
    assert "NO ANSWER: USPTO" in result.stdout


def test_a_check_does_not_load_what_asks_registers() -> None:
    script = (
        "import sys\nfrom sellercheck.cli import main\n"
        f"try: main(['check', {SHEET!r}, '-p', 'wish', '-q'])\nexcept SystemExit: pass\n"
        "loaded = {name for name in sys.modules if name.split('.')[0] in {'requests', 'urllib3'} or name.startswith('sellercheck.registries')"
        " or name == 'sellercheck.verify'}\nsys.stderr.write(repr(sorted(loaded)))\n"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=EXAMPLES.parent)
    assert result.stderr == "[]"
