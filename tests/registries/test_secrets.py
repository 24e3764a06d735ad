"""No credential appears in a message, a log line, a cache file or a report, whatever a server does."""

from __future__ import annotations

import json
import logging
import traceback
from pathlib import Path

import pytest
from registries.conftest import TOKEN, secret
from registries.replay import Say

from sellercheck import families
from sellercheck.errors import RegistryError
from sellercheck.registries import Lookup
from sellercheck.registries._register import Register

NAMES = families.names("registries")


def asked_for(register: Register) -> Lookup:
    return Lookup(text="Zorvaxi") if "words" in register.asks else Lookup(number="2024123456" if register.name == "jpo" else "90000017")


def secrets_of(name: str) -> list[str]:
    return [*(secret(key) for key in families.load("registries", name).Client.keys), str(TOKEN["access_token"])]


def echo(name: str, status: int, kind: str, fault: str = "") -> Say:
    """An answer that quotes all that was sent."""
    told = " ".join(secrets_of(name))
    body = {"json": json.dumps({"detail": told, "error": told}), "xml": f"<a>{told}</a>", "broken": told}[kind]
    return Say(body, status, "application/xml" if kind == "xml" else "application/json", {"Location": f"/again?x={told[:30]}"}, fault)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("status", "kind", "fault"),
    [
        (200, "json", ""), (200, "xml", ""), (200, "broken", ""), (400, "json", ""), (401, "json", ""), (403, "json", ""), (429, "json", ""),
        (500, "broken", ""), (302, "json", ""), (200, "json", "cut"), (200, "json", "bad-gzip"), (200, "json", "hang"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("impatient")
def test_nothing_tells_a_secret(name: str, status: int, kind: str, fault: str, opened, server, caplog, tmp_path) -> None:
    caplog.set_level(logging.DEBUG)
    register = opened(name)
    server.says.clear()
    for path in ("/token", "/auth/token", "/public/external-token-api/v1/access_token"):
        server.on("POST", path, Say(TOKEN))
    answer = echo(name, status, kind, fault)
    for method in ("GET", "POST"):
        for path in (
            "trademarks",
            "page/advanced",
            "search/quick",
            "getWordSearch",
            "search/",
            "trademarks/90000017",
            "ts/cd/casestatus/sn90000017/info",
            "api/trademark/v1/app_progress/2024123456",
        ):
            server.on(method, f"/api/{path}", answer)
    told = ""
    try:
        register.look_up(asked_for(register))
    except RegistryError as error:
        told = "".join(traceback.format_exception(error)) + str(error.hint) + str(error.__cause__) + str(error.__context__)
    assert server.asked
    assert any("127.0.0.1" in record.getMessage() for record in caplog.records) or name == "kipris"  # logs were looked at
    everything = told + caplog.text + "".join(path.read_text("utf-8") for path in Path(tmp_path).rglob("*") if path.is_file())
    everything += "".join(path.name for path in Path(tmp_path).rglob("*")) + repr(vars(register.desk)["session"])
    assert [each for each in secrets_of(name) if each in everything] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_host_that_cannot_be_reached_gives_no_secret_away(name: str, opened, monkeypatch, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    for variable in ("BASE", "TOKEN_URL"):
        monkeypatch.setenv(f"SELLERCHECK_{name.upper()}_{variable}", "http://127.0.0.1:9")
    from sellercheck import registries

    opened(name).desk.close()
    for variable in ("BASE", "TOKEN_URL"):
        monkeypatch.setenv(f"SELLERCHECK_{name.upper()}_{variable}", "http://127.0.0.1:9")
    with registries.open_register(name) as register, pytest.raises(RegistryError) as caught:
        register.look_up(asked_for(register))
    told = "".join(traceback.format_exception(caught.value)) + str(caught.value.hint) + caplog.text
    assert [each for each in secrets_of(name) if each in told] == []


def test_an_answer_that_holds_a_credential_is_thrown_away(opened, server, tmp_path) -> None:
    mark = {"applicationNumber": "018000017", "wordMarkSpecification": {"verbalElement": secret("SELLERCHECK_EUIPO_CLIENT_SECRET")}}
    server.on("GET", "/api/trademarks", Say({"trademarks": [mark], "totalElements": 1, "totalPages": 1}))
    with pytest.raises(RegistryError, match="holds a credential"):
        opened("euipo").look_up(Lookup(text="Zorvaxi"))
    assert not list((tmp_path / "cache" / "registers").glob("euipo/*"))


def test_a_password_of_netrc_does_not_take_the_place_of_ours(opened, server, tmp_path, monkeypatch) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login someone password n3trc-passw0rd\n", "ascii")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    server.on("GET", "/api/search/", Say({"count": 0, "results": []}))
    opened("courtlistener").look_up(Lookup(text="Zorvaxi"))
    assert server.asked[0].headers["Authorization"].startswith("Token ")


def test_a_short_user_name_in_an_answer_is_chance(opened, server, monkeypatch) -> None:
    from registries.test_members import JAPANESE, PROGRESS

    from sellercheck import registries

    opened("jpo")
    monkeypatch.setenv("SELLERCHECK_JPO_USER", "JP")
    server.on("GET", PROGRESS, Say({"result": {"statusCode": "100", "data": JAPANESE}}))
    with registries.open_register("jpo") as register:
        assert register.look_up(Lookup(number="2020000017")).records
