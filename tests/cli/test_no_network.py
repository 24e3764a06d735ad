"""With connections forbidden, every command that needs none works, and says nothing of it."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
SHEET = str(EXAMPLES / "wish-upload.csv")
COMMANDS = (
    (1, ["check", SHEET, "-p", "wish"]),
    (1, ["check", SHEET, "-p", "wish", "-f", "json"]),
    (0, ["columns", SHEET]),
    (0, ["explain", "wish/mark-use"]),
    (0, ["explain", "Nike"]),
    (0, ["rules"]),
    (0, ["rules", "wish"]),
    (0, ["lists", "status"]),
    (0, ["lists", "search", "nike"]),
    (0, ["doctor"]),
    (0, ["schema", "report"]),
    (0, ["schema", "pack"]),
)
OF_NETWORK = re.compile(r"\b(?:network|offline|internet|connection|socket|unreachable|timed? ?out)\b", re.IGNORECASE)


@pytest.fixture
def no_sockets(monkeypatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError("sockets are forbidden here")

    monkeypatch.setattr(socket.socket, "__init__", forbidden)
    monkeypatch.setattr(socket, "create_connection", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)


@pytest.mark.usefixtures("no_sockets")
@pytest.mark.parametrize(
    ("status", "arguments"), COMMANDS, ids=lambda value: " ".join(map(str, value[:2])) if isinstance(value, list) else None
)
def test_it_works(status: int, arguments: list[str], run) -> None:
    result = run(*arguments)
    assert result.exit_code == status, result.output
    assert not OF_NETWORK.search(result.stderr)
    if arguments[0] not in {"schema", "explain"}:  # those print pages, which may use the words
        assert not OF_NETWORK.search(result.stdout)


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
