"""`server`: a register on loopback; `opened("euipo")`: its client with credentials; `waits`: pauses that were not waited for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from registries.replay import Replay, Say

from sellercheck import families, registries
from sellercheck.registries import _http
from sellercheck.registries._register import Register

SECRET = "s3cr3t-{}-9f8e7d6c"
TOKEN = {"access_token": "t0ken-a1b2c3d4e5", "expires_in": 7200}


def secret(name: str) -> str:
    """The credential the tests set for that variable."""
    return SECRET.format(name.removeprefix("SELLERCHECK_").lower())


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch) -> None:
    """No answer and no pace of one test is known to the next, and no credential of the machine counts."""
    # Only this part of the cache is the test's own: the compiled lists take seconds to make.
    monkeypatch.setattr(_http, "folder", lambda: tmp_path / "cache" / "registers")
    for name in families.names("registries"):
        for variable in (*families.load("registries", name).Client.keys, f"SELLERCHECK_{name.upper()}_BASE"):
            monkeypatch.delenv(variable, raising=False)
    for variable in ("SELLERCHECK_OFFLINE", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture
def waits(monkeypatch) -> list[float]:
    """Seconds that would have been waited."""
    waited: list[float] = []
    monkeypatch.setattr(_http, "pause", waited.append)
    return waited


@pytest.fixture
def impatient(monkeypatch) -> None:
    """Timeouts that a test can wait for."""
    monkeypatch.setattr(_http, "CONNECT_S", 1.0)
    monkeypatch.setattr(_http, "READ_S", 0.3)
    monkeypatch.setattr(_http, "WHOLE_S", 0.8)


@pytest.fixture
def server() -> Iterator[Replay]:
    replay = Replay()
    yield replay
    replay.close()


@pytest.fixture
def other() -> Iterator[Replay]:
    """Another host, as far as ports tell hosts apart."""
    replay = Replay()
    yield replay
    replay.close()


@pytest.fixture
def ready(server, monkeypatch) -> Callable[[str], None]:
    """Credentials and address of a register, in the environment; its token, where it has one, can be had."""

    def prepare(name: str) -> None:
        for variable in families.load("registries", name).Client.keys:
            monkeypatch.setenv(variable, secret(variable))
        monkeypatch.setenv(f"SELLERCHECK_{name.upper()}_BASE", server.url + "/api")
        monkeypatch.setenv("SELLERCHECK_EUIPO_TOKEN_URL", server.url + "/token")
        server.on("POST", "/token", Say(TOKEN))
        server.on("POST", "/auth/token", Say(TOKEN))
        server.on("POST", "/public/external-token-api/v1/access_token", Say(TOKEN))

    return prepare


@pytest.fixture
def opened(ready, waits) -> Iterator[Callable[[str], Register]]:
    """The client of a register, its pauses not waited for."""
    open_ones: list[Register] = []

    def open_one(name: str) -> Register:
        ready(name)
        open_ones.append(registries.open_register(name))
        return open_ones[-1]

    yield open_one
    for register in open_ones:
        register.desk.close()
