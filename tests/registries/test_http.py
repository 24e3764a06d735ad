"""Manners and misfortunes on the wire, held against a real server."""

from __future__ import annotations

import email.utils
import time

import pytest
from registries.conftest import secret
from registries.replay import Say

from sellercheck.errors import LookupFailed, RegistryUnavailable
from sellercheck.registries import Lookup, _http

SERIAL = Lookup(number="90000017")
PATH = "/api/ts/cd/casestatus/sn90000017/info"
CASE = {"trademarks": [{"status": {"serialNumber": 90000017, "status": 700, "markElement": "ZORVAXI"}}]}


def found(register) -> str | None:
    records = register.look_up(SERIAL).records
    return records[0].mark_text if records else None


def test_a_plain_answer_and_what_was_sent(opened, server) -> None:
    server.on("GET", PATH, Say(CASE))
    assert found(opened("uspto")) == "ZORVAXI"
    (asked,) = server.asked
    assert asked.headers["USPTO-API-KEY"] == secret("SELLERCHECK_USPTO_KEY")
    assert asked.headers["User-Agent"].startswith("sellercheck/")
    assert asked.query == {}
    assert asked.body == ""


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_passing_failure_is_asked_again(status: int, opened, server, waits) -> None:
    server.on("GET", PATH, Say("later", status, "text/plain"), Say(CASE))
    assert found(opened("uspto")) == "ZORVAXI"
    assert len(server.asked) == 2
    assert 1 <= waits[0] <= 1.5


@pytest.mark.parametrize(
    ("retry_after", "least", "most"),
    [("2", 2, 2.5), (lambda: email.utils.formatdate(time.time() + 20, usegmt=True), 17, 21), ("soon", 1, 1.5), ("0", 0, 0.5)],
)
def test_the_pause_asked_for_is_kept(retry_after, least: float, most: float, opened, server, waits) -> None:
    told = retry_after if isinstance(retry_after, str) else retry_after()
    server.on("GET", PATH, Say("", 429, headers={"Retry-After": told}), Say(CASE))
    assert found(opened("uspto")) == "ZORVAXI"
    assert least <= waits[0] <= most


def test_a_pause_beyond_a_minute_is_not_waited_for(opened, server, waits) -> None:
    server.on("GET", PATH, Say("", 503, headers={"Retry-After": "21600"}))
    with pytest.raises(RegistryUnavailable, match="pause of 21,600 s"):
        found(opened("uspto"))
    assert waits == []
    assert len(server.asked) == 1


def test_the_reset_counter_of_a_429_counts_where_nothing_else_is_told(opened, server, waits) -> None:
    server.on("GET", PATH, Say("", 429, headers={"X-RateLimit-Reset": "7"}), Say(CASE))
    found(opened("uspto"))
    assert 7 <= waits[0] <= 7.5


@pytest.mark.parametrize(("status", "error"), [(429, RegistryUnavailable), (500, LookupFailed), (503, LookupFailed)])
def test_three_failures_are_enough(status: int, error: type[Exception], opened, server, waits) -> None:
    server.on("GET", PATH, Say("<h1>down</h1>", status, "text/html"))
    with pytest.raises(error, match=str(status)):
        found(opened("uspto"))
    assert len(server.asked) == 3
    assert len(waits) == 2
    assert waits[0] < waits[1]


@pytest.mark.parametrize("status", [401, 403])
def test_refused_credentials_name_the_variable_and_are_not_tried_again(status: int, opened, server) -> None:
    server.on("GET", PATH, Say("", status, None))
    with pytest.raises(RegistryUnavailable, match="refuses the credentials") as caught:
        found(opened("uspto"))
    assert "SELLERCHECK_USPTO_KEY" in (caught.value.hint or "")
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [400, 406, 418, 501])
def test_other_refusals_concern_this_question_only(status: int, opened, server) -> None:
    server.on("GET", PATH, Say("no", status, "text/plain"))
    with pytest.raises(LookupFailed, match=f"status {status}"):
        found(opened("uspto"))
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [204, 404])
def test_nothing_there_is_an_answer(status: int, opened, server) -> None:
    server.on("GET", PATH, Say("", status, None))
    answer = opened("uspto").look_up(SERIAL)
    assert (answer.records, answer.total) == ((), 0)


@pytest.mark.parametrize(
    ("say", "message"),
    [
        (Say("<!doctype html><title>Maintenance</title>", type="text/html"), "a web page"),
        (Say("<html><body>blocked</body></html>", type=None), "a web page"),
        (Say(CASE, type="text/plain"), "unknown type of content"),
        (Say("PDF", type="application/pdf"), "unknown type of content"),
        (Say("<html/>", type="application/xml"), "a web page"),
        (Say('{"trademarks": [{"status"'), "cut off or malformed"),
        (Say("[1, 2]"), "no object"),
        (Say('{"detail": "x"}'), "neither"),
        (Say("[" * 100_000), "cut off or malformed"),
        (Say("<a><b></a>", type="application/xml"), "cut off or malformed"),
        (Say("<a/>", type="application/xml"), "no mark is there"),
        (
            Say('<!DOCTYPE a [<!ENTITY b "cccccccccc"><!ENTITY d "&b;&b;&b;">]><a>&d;</a>', type="application/xml"),
            "declares a document type",
        ),
        (Say('<!DOCTYPE a SYSTEM "x"><a/>'.encode("utf-16"), type="text/xml"), "declares a document type"),
        (Say(b"\xff\xfe\x00", type="application/xml"), "cut off or malformed"),
    ],
)
def test_what_cannot_be_read_is_no_answer_and_no_crash(say: Say, message: str, opened, server) -> None:
    server.on("GET", PATH, say)
    with pytest.raises(LookupFailed, match=message):
        found(opened("uspto"))
    assert len(server.asked) == 1


@pytest.mark.parametrize("fault", ["cut", "reset", "chunk-cut", "gzip-cut"])
def test_a_broken_answer_is_asked_for_again(fault: str, opened, server) -> None:
    server.on("GET", PATH, Say(CASE, fault=fault), Say(CASE))
    assert found(opened("uspto")) == "ZORVAXI"
    assert len(server.asked) == 2


@pytest.mark.parametrize("fault", ["cut", "reset"])
def test_an_answer_that_always_breaks_is_given_up(fault: str, opened, server) -> None:
    server.on("GET", PATH, Say(CASE, fault=fault))
    with pytest.raises(LookupFailed, match="broke the connection off, 3 times"):
        found(opened("uspto"))


def test_wrongly_claimed_compression_is_asked_for_without(opened, server) -> None:
    server.on("GET", PATH, Say(CASE, fault="bad-gzip"))
    assert found(opened("uspto")) == "ZORVAXI"
    assert [asked.headers["Accept-Encoding"] == "identity" for asked in server.asked] == [False, True]


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(("fault", "message"), [("hang", "sent nothing"), ("drip", "no whole answer"), ("slow-head", "no whole answer")])
def test_patience_is_bounded(fault: str, message: str, opened, server) -> None:
    server.on("GET", PATH, Say(CASE, fault=fault))
    began = time.monotonic()
    with pytest.raises(LookupFailed, match=message):
        found(opened("uspto"))
    assert time.monotonic() - began < 4
    assert len(server.asked) == 2  # once more and no further


def test_an_endless_answer_is_cut_off(opened, server, monkeypatch) -> None:
    monkeypatch.setattr(_http, "MOST_BYTES", {"json": 3_000_000, "xml": 3_000_000})
    server.on("GET", PATH, Say(fault="large"))
    with pytest.raises(LookupFailed, match="more than 3 MB"):
        found(opened("uspto"))
    assert len(server.asked) == 1


def test_the_cap_counts_what_is_unpacked(opened, server, monkeypatch) -> None:
    import gzip

    monkeypatch.setattr(_http, "MOST_BYTES", {"json": 3_000_000, "xml": 3_000_000})
    server.on("GET", PATH, Say(gzip.compress(b" " * 4_000_000), headers={"Content-Encoding": "gzip"}))
    with pytest.raises(LookupFailed, match="more than 3 MB"):
        found(opened("uspto"))


def test_a_closed_port_stops_all_questions(opened, server, monkeypatch) -> None:
    register = opened("uspto")
    register.address = "http://127.0.0.1:9/api"
    with pytest.raises(RegistryUnavailable, match="cannot be reached"):
        found(register)


def test_a_name_that_is_not_known_stops_all_questions(opened, monkeypatch) -> None:
    import socket

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    register = opened("uspto")
    register.address = "https://register.example"
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(RegistryUnavailable, match="cannot be reached"):
        found(register)


def test_a_proxy_that_does_not_answer_is_named_without_its_address(opened, monkeypatch) -> None:
    register = opened("uspto")
    register.address = "https://register.example"
    monkeypatch.setenv("HTTPS_PROXY", "http://user:pr0xy-passw0rd@127.0.0.1:9")
    with pytest.raises(RegistryUnavailable, match="proxy") as caught:
        found(register)
    assert "pr0xy" not in str(caught.value)


def test_a_certificate_that_cannot_be_verified_stops_all_questions(opened, server) -> None:
    register = opened("uspto")
    register.address = server.url.replace("http://", "https://")
    with pytest.raises(RegistryUnavailable, match="certificate"):
        found(register)


def test_a_host_that_does_not_take_up_stops_all_questions(opened, monkeypatch) -> None:
    import requests

    def slow(*_: object, **__: object) -> None:
        raise requests.exceptions.ConnectTimeout("HTTPSConnectionPool(host='x', port=443): ?key=s3cr3t")

    monkeypatch.setattr(requests.Session, "request", slow)
    with pytest.raises(RegistryUnavailable, match="cannot be reached within 5 s, 2 times") as caught:
        found(opened("uspto"))
    assert "s3cr3t" not in str(caught.value)


@pytest.mark.parametrize("error", ["InvalidHeader", "InvalidURL", "RetryError"])
def test_what_the_library_refuses_is_not_quoted(error: str, opened, monkeypatch) -> None:
    import requests

    def refuse(*_: object, **__: object) -> None:
        raise getattr(requests.exceptions, error)("Invalid value s3cr3t")

    monkeypatch.setattr(requests.Session, "request", refuse)
    with pytest.raises(RegistryUnavailable, match="cannot be asked") as caught:
        found(opened("uspto"))
    assert "s3cr3t" not in str(caught.value)


def test_a_surprise_is_named_by_its_type_only(opened, monkeypatch, capfd) -> None:
    import requests

    def surprise(*_: object, **__: object) -> None:
        raise ZeroDivisionError("s3cr3t")

    monkeypatch.setattr(requests.Session, "request", surprise)
    with pytest.raises(RegistryUnavailable, match=r"could not be asked \(ZeroDivisionError\)"):
        found(opened("uspto"))
    assert "s3cr3t" not in "".join(capfd.readouterr())


# ------------------------------------------------------------------------------------------------------- redirects


def test_another_host_never_sees_the_credentials(opened, server, other) -> None:
    server.on("GET", PATH, Say("", 302, headers={"Location": other.url + "/elsewhere"}))
    other.on("GET", "/elsewhere", Say(CASE))
    assert found(opened("uspto")) == "ZORVAXI"
    (asked,) = other.asked
    assert not {"USPTO-API-KEY", "Authorization", "Cookie"} & set(asked.headers)
    assert secret("SELLERCHECK_USPTO_KEY") not in str(asked)


def test_the_same_host_sees_them_again(opened, server) -> None:
    server.on("GET", PATH, Say("", 307, headers={"Location": "/moved"}))
    server.on("GET", "/moved", Say(CASE))
    assert found(opened("uspto")) == "ZORVAXI"
    assert all("USPTO-API-KEY" in asked.headers for asked in server.asked)


def test_a_redirect_that_carries_the_key_is_not_followed(opened, server, other) -> None:
    where = f"{other.url}/elsewhere?key={secret('SELLERCHECK_USPTO_KEY')}"
    server.on("GET", PATH, Say("", 302, headers={"Location": where}))
    with pytest.raises(RegistryUnavailable, match="another host") as caught:
        found(opened("uspto"))
    assert other.asked == []
    assert "s3cr3t" not in str(caught.value)


def test_a_form_with_a_secret_is_not_sent_on(opened, server, other) -> None:
    register = opened("euipo")
    server.on("POST", "/token", Say("", 307, headers={"Location": other.url + "/token"}))
    with pytest.raises(RegistryUnavailable, match="another host"):
        register.look_up(Lookup(text="Zorvaxi"))
    assert other.asked == []


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("http://192.0.2.7/x", "without encryption"),
        ("ftp://127.0.0.1/x", "cannot be asked"),
        ("file:///etc/passwd", "cannot be asked"),
        ("https://[::1", "cannot be asked"),
    ],
)
def test_an_address_that_must_not_be_asked(where: str, message: str, opened, server) -> None:
    server.on("GET", PATH, Say("", 302, headers={"Location": where}))
    with pytest.raises(RegistryUnavailable, match=message):
        found(opened("uspto"))


@pytest.mark.parametrize(
    "where", ["https://127.0.0.1/x", "https://10.1.2.3/x", "https://169.254.169.254/x", "https://localhost/x", "https://printer.local/x"]
)
def test_a_private_address_is_not_asked_for_a_public_one(where: str) -> None:
    assert "private" in _http._not_to_be_asked(where, ("https", "api.example.org", 443))
    assert _http._not_to_be_asked("https://example.org/x", ("https", "api.example.org", 443)) == ""


def test_a_question_answered_with_a_redirect_is_no_answer(opened, server) -> None:
    register = opened("ipau")
    server.on("POST", "/api/page/advanced", Say("", 302, headers={"Location": "/login"}))
    with pytest.raises(LookupFailed, match="with a redirect"):
        register.look_up(Lookup(text="Zorvaxi"))


def test_redirects_without_end(opened, server) -> None:
    server.on("GET", PATH, Say("", 302, headers={"Location": PATH}))
    with pytest.raises(LookupFailed, match="without end"):
        found(opened("uspto"))
    assert len(server.asked) == 6


def test_plain_http_is_for_this_machine_only(opened, monkeypatch) -> None:
    register = opened("uspto")
    register.address = "http://tsdrapi.example.org"
    with pytest.raises(RegistryUnavailable, match="without encryption"):
        found(register)


# ------------------------------------------------------------------------------------------------------------ pace


def test_the_pace_is_kept_also_by_the_next_run(opened, server, monkeypatch, waits) -> None:
    clock = [1_800_000_000.0]
    monkeypatch.setattr(_http.time, "time", lambda: clock[0])
    monkeypatch.setattr(_http, "pause", lambda seconds: (waits.append(seconds), clock.__setitem__(0, clock[0] + seconds)))
    for number in range(60):
        server.on("GET", f"/api/ts/cd/casestatus/sn{90000100 + number}/info", Say("", 204, None))
    first, second = opened("uspto"), opened("uspto")
    for number in range(55):
        (first if number % 2 else second).look_up(Lookup(number=str(90000100 + number)))
    assert waits == []
    second.look_up(Lookup(number="90000155"))
    assert waits == [pytest.approx(60, abs=0.01)]
    times = [1_800_000_000.0] * 55 + [clock[0]]
    assert all(sum(t - 60 < each <= t for each in times) <= 55 for t in times)


def test_a_damaged_file_of_times_is_no_matter(opened, server, tmp_path, waits) -> None:
    server.on("GET", PATH, Say(CASE))
    found(opened("uspto"))
    (file,) = (tmp_path / "cache" / "registers").glob("pace-*")
    for damage in ("{'x", '{"a": 1}', "[null]", "9" * 5000):
        file.write_text(damage, "ascii")
        server.on("GET", f"/api/ts/cd/casestatus/sn9000{len(damage):04}/info", Say("", 204, None))
        assert opened("uspto").look_up(Lookup(number=f"9000{len(damage):04}")).total == 0
    assert waits == []


def test_offline_wins_over_everything(opened, server, monkeypatch) -> None:
    register = opened("uspto")
    monkeypatch.setenv("SELLERCHECK_OFFLINE", "1")
    with pytest.raises(RegistryUnavailable, match="SELLERCHECK_OFFLINE"):
        found(register)
    assert server.asked == []
