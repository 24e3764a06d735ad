"""What all tests share: no network, a cache of their own, makers, and files that pin whole outputs."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sellercheck.listing import Listing
from sellercheck.mark import Mark

# Makers that only some folders need live beside their tests: `from reporters.reports import …`.
sys.path.insert(0, str(Path(__file__).parent))

# Nor does it matter whose system this is: texts are English where nothing else is asked for.
for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
    if os.environ.get(variable, "").lower().startswith("zh"):
        os.environ[variable] = "C.UTF-8"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files with what the code gives now; review the diff")
    parser.addoption("--online", action="store_true", help="also run the tests that ask a real register")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--online"):
        return
    for item in items:
        if "online" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="asks a real register; run with --online"))


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that starts empty and that all tests share, also those that run in a process of their own."""
    folder = tmp_path_factory.mktemp("cache")
    os.environ["SELLERCHECK_CACHE"] = str(folder)
    # What the one who runs the tests has imported is none of their business.
    os.environ["SELLERCHECK_DATA"] = str(tmp_path_factory.mktemp("data"))
    return folder


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing leaves this machine: connections go to loopback addresses or fail the test."""
    if "online" in request.keywords:
        return
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and isinstance(address, tuple) and not _is_here(str(address[0])):
            pytest.fail(f"a test opened a connection to {address[0]}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)
    resolve = socket.getaddrinfo

    def resolved(host: object, *args: object, **options: object) -> object:
        if not _is_here(str(host)):
            pytest.fail(f"a test looked up the address of {host}")
        return resolve(host, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in {"", "localhost", "None"}


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`golden("name.txt", text)`: the text must be that of `golden/name.txt` beside the test file."""

    def compare(name: str, text: str) -> None:
        path = request.path.parent / "golden" / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode("utf-8", "surrogatepass"))
            return
        assert path.is_file(), f"{path} is not there; run pytest --update-golden and review what it writes"
        assert text == path.read_bytes().decode("utf-8", "surrogatepass")

    return compare


@pytest.fixture
def listing() -> Callable[..., Listing]:
    """`listing(title="…", bullets=["…", "…"])`: a listing of one row; a list makes several columns of one field."""
    from sellercheck.testing import listing as make

    return make


@pytest.fixture
def mark() -> Callable[..., Mark]:
    """`mark("Nike", owner="…")`: a brand of a list called test."""

    def make(text: str, kind: str = "brand", **more: object) -> Mark:
        return Mark(text, kind, "test", **more)  # type: ignore[arg-type]

    return make
