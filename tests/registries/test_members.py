"""What each register is asked, and how its answers are read. All names, numbers and owners are invented."""

from __future__ import annotations

import base64
import contextlib
import json
from datetime import date

import pytest
from registries.conftest import TOKEN, secret
from registries.replay import Say

from sellercheck import families, registries
from sellercheck.errors import LookupFailed, RegistryUnavailable, UsageError
from sellercheck.registries import Answer, Lookup, courtlistener, euipo, iponz, kipris, uspto
from sellercheck.registries._register import Register

NAMES = families.names("registries")


def xml(text: str) -> Say:
    return Say(text, type="application/xml;charset=UTF-8")


# ---------------------------------------------------------------------------------------------------------- family


def test_the_family() -> None:
    assert NAMES == ("courtlistener", "euipo", "ipau", "iponz", "jpo", "kipris", "uspto")


@pytest.mark.parametrize("name", NAMES)
def test_a_member_is_whole(name: str) -> None:
    module = families.load("registries", name)
    client = module.Client
    assert issubclass(client, Register)
    assert client.title in (module.__doc__ or "") or client.__doc__
    assert "Rests on" in (module.__doc__ or "")  # sources
    assert all(key in (module.__doc__ or "") for key in client.keys)
    assert all(key.startswith(f"SELLERCHECK_{name.upper()}_") for key in client.keys)
    assert client.asks <= {"words", "number"}
    assert client.asks
    assert ("number" if client.sample.number else "words") in client.asks
    assert client.base.startswith("https://")
    assert client.page.startswith("https://")
    assert client.portal.startswith("https://")
    assert client.pace.requests / client.pace.seconds <= 2


@pytest.mark.parametrize("name", NAMES)
def test_missing_credentials_are_named_before_any_question(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        registries.open_register(name)
    client = families.load("registries", name).Client
    assert all(key in caught.value.message for key in client.keys)
    assert client.portal in (caught.value.hint or "")


def test_registers_with_credentials(ready) -> None:
    assert registries.with_credentials() == ()
    ready("uspto")
    ready("kipris")
    assert registries.with_credentials() == ("kipris", "uspto")


@pytest.mark.parametrize(
    ("name", "hint"), [("euip", 'Did you mean "euipo"?'), ("tmview", "link"), ("wipo", "link"), ("_http", "Choose one of")]
)
def test_what_is_no_register(name: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        registries.open_register(name)
    assert hint in (caught.value.hint or "")


@pytest.mark.parametrize("name", NAMES)
def test_a_register_is_not_asked_for_what_it_cannot_answer(name: str, opened, server) -> None:
    register = opened(name)
    for lookup in (Lookup(), Lookup(text="  ")):
        with pytest.raises(LookupFailed):
            register.look_up(lookup)
    for kind, lookup in (("words", Lookup(text="Zorvaxi")), ("number", Lookup(number="90000017"))):
        if kind not in register.asks:
            with pytest.raises(LookupFailed, match="no search by"):
                register.look_up(lookup)
    assert server.asked == []


def test_links_hold_the_words_quoted(opened) -> None:
    assert opened("euipo").link("A&B / ü").endswith("A%26B%20%2F%20%C3%BC")
    from sellercheck.registries._links import LINKS

    assert [link.name for link in LINKS] == ["wipo", "tmview", "tmsearch"]
    assert all(link.url("A&B").count("A%26B") == link.address.count("{}") for link in LINKS)


# ----------------------------------------------------------------------------------------------------- credentials


def test_a_keyring_serves_where_the_environment_does_not(monkeypatch, tmp_path) -> None:
    import sys
    import types

    from sellercheck.registries import _credentials

    kept = {("sellercheck", "SELLERCHECK_USPTO_KEY"): "from-the-ring "}
    ring = types.ModuleType("keyring")
    ring.get_password = lambda service, name: kept.get((service, name))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", ring)
    monkeypatch.setattr(_credentials.util, "find_spec", lambda name: name == "keyring")
    assert _credentials.value("SELLERCHECK_USPTO_KEY") == "from-the-ring"
    assert _credentials.value("SELLERCHECK_IPONZ_KEY") is None
    monkeypatch.setenv("SELLERCHECK_USPTO_KEY", "from-the-environment")
    assert _credentials.value("SELLERCHECK_USPTO_KEY") == "from-the-environment"

    def locked(service: str, name: str) -> str:
        raise RuntimeError("no ring here, and the password is hunter2")

    ring.get_password = locked  # type: ignore[attr-defined]
    monkeypatch.delenv("SELLERCHECK_USPTO_KEY")
    assert _credentials.value("SELLERCHECK_USPTO_KEY") is None


@pytest.mark.parametrize("value", ["two\nlines", "schlüssel-9f8e7d", "tab\there"])
def test_a_credential_that_no_header_carries_is_refused_without_being_quoted(value: str, monkeypatch) -> None:
    monkeypatch.setenv("SELLERCHECK_USPTO_KEY", value)
    with pytest.raises(UsageError, match="SELLERCHECK_USPTO_KEY") as caught:
        registries.open_register("uspto")
    assert value not in str(caught.value)


@pytest.mark.parametrize(
    "given", ["http://api.example.org", "ftp://127.0.0.1", "https://[::1", "https://", "api.example.org", "https://x:99999"]
)
@pytest.mark.parametrize("variable", ["SELLERCHECK_EUIPO_BASE", "SELLERCHECK_EUIPO_TOKEN_URL"])
def test_an_address_that_may_not_be_asked_is_refused_before_any_question(given: str, variable: str, ready, monkeypatch) -> None:
    ready("euipo")
    monkeypatch.setenv(variable, given)
    with pytest.raises(UsageError, match=f"{variable} holds no address that may be asked"):
        registries.open_register("euipo")


# ----------------------------------------------------------------------------------------------------------- cache


def test_the_same_question_is_asked_once(opened, server) -> None:
    server.on("GET", "/api/ts/cd/casestatus/sn90000017/info", Say("", 204, None))
    assert opened("uspto").look_up(Lookup(number="90000017")) == opened("uspto").look_up(Lookup(number="90000017"))
    assert len(server.asked) == 1


def test_a_record_comes_back_from_the_cache_as_it_was(opened, server) -> None:
    server.on("GET", "/api/trademarks", Say({"trademarks": [MARK], "totalElements": 1, "totalPages": 1}))
    first = opened("euipo").look_up(Lookup(text="Zorvaxi"))
    assert opened("euipo").known(Lookup(text="ZORVAXI")) == first
    assert opened("euipo").known(Lookup(text="Zorvaxi", part=True)) is None
    assert opened("uspto").known(Lookup(text="Zorvaxi")) is None


def test_answers_grow_old(opened, server, monkeypatch) -> None:
    from sellercheck.registries import _answers

    server.on("GET", "/api/trademarks", Say({"trademarks": [], "totalElements": 0, "totalPages": 0}))
    server.on("GET", "/api/trademarks/018000017", Say(MARK))
    register = opened("euipo")
    words, number = Lookup(text="Zorvaxi"), Lookup(number="018000017")
    register.look_up(words)
    register.look_up(number)
    now = _answers.time.time()
    for hours, kept in ((23, (True, True)), (25, (True, False)), (7 * 24 + 1, (False, False)), (-2, (False, False))):
        monkeypatch.setattr(_answers.time, "time", lambda hours=hours: now + hours * 3600)
        assert (register.known(words) is not None, register.known(number) is not None) == kept


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"{}", b'{"as_of": "x"}', b"\xff", b"[" * 100_000])
def test_a_damaged_answer_is_asked_for_again(damage: bytes, opened, server, tmp_path) -> None:
    server.on("GET", "/api/ts/cd/casestatus/sn90000017/info", Say("", 204, None))
    opened("uspto").look_up(Lookup(number="90000017"))
    (file,) = (tmp_path / "cache" / "registers" / "uspto").iterdir()
    assert file.stat().st_mode & 0o077 == 0
    file.write_bytes(damage)
    assert opened("uspto").look_up(Lookup(number="90000017")).total == 0
    assert len(server.asked) == 2


def test_without_a_cache_it_works_all_the_same(opened, server, tmp_path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be", "utf-8")
    server.on("GET", "/api/ts/cd/casestatus/sn90000017/info", Say("", 204, None))
    assert opened("uspto").look_up(Lookup(number="90000017")).total == 0


# ---------------------------------------------------------------------------------------- many questions, and stopping


def test_three_failures_running_stop_the_questions(opened, server) -> None:
    register = opened("uspto")
    lookups = [Lookup(number=str(90000100 + number)) for number in range(8)]
    server.on("GET", "/api/ts/cd/casestatus/sn90000101/info", Say("", 204, None))
    said = [answer for _, answer in register.look_up_all(lookups)]
    assert isinstance(said[1], Answer)
    assert [type(answer).__name__ for answer in said] == ["LookupFailed", "Answer", *["LookupFailed"] * 3, *["RegistryUnavailable"] * 3]
    assert "after 3 failures running" in str(said[-1])
    assert len(server.asked) == 5


def test_a_register_that_is_unavailable_still_gives_what_the_cache_holds(opened, server) -> None:
    server.on("GET", "/api/ts/cd/casestatus/sn90000101/info", Say("", 204, None))
    register = opened("uspto")
    known = register.look_up(Lookup(number="90000101"))
    server.on("GET", "/api/ts/cd/casestatus/sn90000100/info", Say("", 403, None))
    said = dict(register.look_up_all([Lookup(number=str(90000100 + number)) for number in range(4)]))
    assert said[Lookup(number="90000101")] == known
    assert [isinstance(answer, RegistryUnavailable) for answer in said.values()] == [True, False, True, True]
    assert len(server.asked) == 2


# ----------------------------------------------------------------------------------------------------------- USPTO


def case(serial: int = 90000017, **status: object) -> dict:
    return {"status": {"serialNumber": serial, "status": 700, "markElement": "ZORVAXI", **status}}


@pytest.mark.parametrize(
    ("number", "path"),
    [
        ("90000017", "sn90000017"),
        ("90/000,017", "sn90000017"),
        ("sn90000017", "sn90000017"),
        ("RN 5000017", "rn5000017"),
        ("5000017", "rn5000017"),
        ("0500017", "rn0500017"),
    ],
)
def test_numbers_of_the_uspto(number: str, path: str, opened, server) -> None:
    server.on("GET", f"/api/ts/cd/casestatus/{path}/info", Say({"trademarks": [case()]}))
    assert opened("uspto").look_up(Lookup(number=number)).records[0].application_number == "90000017"


@pytest.mark.parametrize("number", ["123", "sn1234567", "rn12345678", "90000017x", "../../admin", "９００００１７"])
def test_what_is_no_number_of_the_uspto_is_not_asked(number: str, opened, server) -> None:
    with pytest.raises(LookupFailed, match="no number of USPTO"):
        opened("uspto").look_up(Lookup(number=number))
    assert server.asked == []


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"status": 700, "tm5StatusDesc": "LIVE/REGISTRATION/Issued and Active"}, "registered"),
        ({"status": 900, "tm5StatusDesc": "DEAD/REGISTRATION/Cancelled"}, "ended"),
        ({"status": 616}, "pending"),
        ({"status": 999, "tm5StatusDesc": "DEAD/APPLICATION/Abandoned"}, "ended"),
        ({"status": 999, "tm5StatusDesc": "LIVE/REGISTRATION/x"}, "registered"),
        ({"status": 999, "tm5StatusDesc": "LIVE/APPLICATION/x"}, "pending"),
        ({"status": 999}, "unknown"),
        ({"status": None}, "unknown"),
        ({"status": "seven hundred"}, "unknown"),
        # Where the two disagree nothing is asserted, least of all that the mark is dead.
        ({"status": 900, "tm5StatusDesc": "LIVE/REGISTRATION/x"}, "unknown"),
        ({"status": 700, "tm5StatusDesc": "DEAD/REGISTRATION/x"}, "unknown"),
    ],
)
def test_standing_at_the_uspto(told: dict, status: str) -> None:
    assert uspto.read_json(json.dumps({"trademarks": [case(**told)]}).encode())[0].status == status


def test_an_answer_of_the_uspto_with_nearly_everything_missing() -> None:
    (record,) = uspto.read_json(
        b'{"trademarks": [{"extra": [1], "status": {"markElement": null, "usRegistrationNumber": "0000000"}, "gsList": null}]}'
    )
    assert (record.mark_text, record.application_number, record.registration_number, record.status) == (None, None, None, "unknown")
    assert (record.nice_classes, record.owners, record.filing_date) == (frozenset(), (), None)
    assert uspto.read_json(b'{"trademarks": []}') == ()
    assert uspto.read_json(b'{"trademarks": [17, null, "x"]}') == ()


def test_only_classes_still_claimed_and_only_nice_ones_count() -> None:
    goods = [
        {"statusCode": "6", "internationalClasses": [{"code": "025"}, {"code": "A"}, {"code": "200"}, {"code": None}]},
        {"statusCode": "2", "internationalClasses": [{"code": "009"}]},
        {"internationalClasses": [{"code": "018"}], "primeClassCode": "003"},
    ]
    (record,) = uspto.read_json(json.dumps({"trademarks": [case() | {"gsList": goods}]}).encode())
    assert record.nice_classes == {18, 25}


def test_the_newest_owners_count() -> None:
    groups = {
        "10": [{"name": "First Ltd"}],
        "30": [{"name": "Second  Ltd"}, {"name": "Second Ltd"}, {"name": "Third Ltd"}],
        "40": [],
        "x": [],
    }
    (record,) = uspto.read_json(json.dumps({"trademarks": [case() | {"parties": {"ownerGroups": groups}}]}).encode())
    assert record.owners == ("Second Ltd", "Third Ltd")


def test_bad_dates_are_no_dates() -> None:
    (record,) = uspto.read_json(json.dumps({"trademarks": [case(filingDate="1983-12-00", usRegistrationDate="10101")]}).encode())
    assert (record.filing_date, record.registration_date) == (None, None)


def test_many_numbers_go_in_few_questions_and_what_is_missing_is_asked_for_alone(opened, server) -> None:
    register = opened("uspto")
    lookups = [Lookup(number=str(90000100 + number)) for number in range(23)]
    first = [{"searchId": "x", "trademarks": [case(90000100 + number)]} for number in range(20) if number != 4]
    server.on(
        "GET",
        "/api/ts/cd/caseMultiStatus/sn",
        Say({"transactionList": first, "size": 19}),
        Say({"transactionList": [{"trademarks": [case(90000120 + number) for number in range(3)]}]}),
    )
    server.on("GET", "/api/ts/cd/casestatus/sn90000104/info", Say("", 404, None))
    said = dict(register.look_up_all(lookups))
    assert list(said) == lookups
    assert [len(answer.records) for answer in said.values()] == [1] * 4 + [0] + [1] * 18
    assert [asked.query.get("ids", "").count(",") for asked in server.asked] == [19, 2, 0]


@pytest.mark.parametrize("status", [429, 500, 204, 400])
def test_where_many_at_once_are_refused_each_is_asked_alone(status: int, opened, server) -> None:
    register = opened("uspto")
    lookups = [Lookup(number=str(90000100 + number)) for number in range(20)]
    server.on("GET", "/api/ts/cd/caseMultiStatus/sn", Say("Max transaction limit reached per user", status, "text/plain"))
    for lookup in lookups:
        server.on("GET", f"/api/ts/cd/casestatus/sn{lookup.number}/info", Say({"trademarks": [case(int(lookup.number))]}))
    assert all(isinstance(answer, Answer) for _, answer in register.look_up_all(lookups))


# ----------------------------------------------------------------------------------------------------------- EUIPO

MARK = {
    "applicationNumber": "018000017", "status": "REGISTERED", "markFeature": "SHAPE_3D", "wordMarkSpecification": {"verbalElement": "ZORVAXI"},
    "niceClasses": [25, 18], "applicants": [{"office": "EM", "identifier": "1"}, {"name": "Zorvaxi GmbH"}], "applicationDate": "2020-01-02",
    "registrationDate": "2020-06-07", "expiryDate": "2030-01-02", "somethingNew": {"x": 1},
}  # fmt: skip


def test_what_the_euipo_is_asked(opened, server) -> None:
    server.on("GET", "/api/trademarks", Say({"trademarks": [MARK], "totalElements": 1, "totalPages": 1}))
    answer = opened("euipo").look_up(Lookup(text="Zorvaxi"))
    token, asked = server.asked
    assert (token.method, token.path) == ("POST", "/token")
    assert token.body == (
        f"grant_type=client_credentials&client_id={secret('SELLERCHECK_EUIPO_CLIENT_ID')}"
        f"&client_secret={secret('SELLERCHECK_EUIPO_CLIENT_SECRET')}&scope=uid"
    )
    assert asked.headers["Authorization"] == f"Bearer {TOKEN['access_token']}"
    assert asked.headers["X-IBM-Client-Id"] == secret("SELLERCHECK_EUIPO_CLIENT_ID")
    assert asked.query == {
        "query": "wordMarkSpecification.verbalElement==Zorvaxi",
        "page": "0",
        "size": "100",
        "sort": "applicationNumber:desc",
    }
    (record,) = answer.records
    assert (record.mark_kind, record.owners, record.expiry_date, answer.total, answer.partial) == (
        "shape", ("Zorvaxi GmbH",), date(2030, 1, 2), 1, False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "part", "value"),
    [
        ("Zorvaxi", False, "Zorvaxi"),
        ("Zorvaxi", True, "*Zorvaxi*"),
        ("ZOR VAXI", False, '"ZOR VAXI"'),
        ("A,B;C==(D)", False, '"A,B;C==(D)"'),
        ('say "x" \\', False, '"say \\"x\\" \\\\"'),
        ("O'Zor", False, '"O\'Zor"'),
        ("Z*RVAX", False, "Z*RVAX"),
        ("佐瓦西", True, "*佐瓦西*"),
    ],
)
def test_words_in_rsql(text: str, part: bool, value: str) -> None:
    assert euipo.query(text, part) == f"wordMarkSpecification.verbalElement=={value}"


def test_the_token_is_fetched_once_and_anew_when_it_ends_early(opened, server) -> None:
    register = opened("euipo")
    server.on("POST", "/token", Say(TOKEN), Say({"access_token": "second-token", "expires_in": "7200"}))
    page = Say({"trademarks": [], "totalElements": 0, "totalPages": 0})
    server.on("GET", "/api/trademarks", page, Say({}, 401, "application/problem+json"), page)
    for name in ("one", "two", "three"):
        assert register.look_up(Lookup(text=name)).total == 0
    assert server.paths() == ["/token", "/api/trademarks", "/api/trademarks", "/token", "/api/trademarks", "/api/trademarks"]
    assert [asked.headers.get("Authorization") for asked in server.asked][-1] == "Bearer second-token"


def test_a_401_that_stays_is_no_loop(opened, server) -> None:
    register = opened("euipo")
    server.on("GET", "/api/trademarks", Say({}, 401, "application/problem+json"))
    with pytest.raises(RegistryUnavailable, match="refuses the credentials"):
        register.look_up(Lookup(text="Zorvaxi"))
    assert server.paths() == ["/token", "/api/trademarks"] * 2


@pytest.mark.parametrize(
    ("say", "message"),
    [
        (Say({"error": "invalid_client"}, 400), "gives no access token"),
        (Say({"error": "invalid_client"}, 401), "gives no access token"),
        (Say("", 403, None), "gives no access token"),
        (Say({"token_type": "Bearer"}), "sent no access token"),
        (Say({"access_token": 17}), "sent no access token"),
        (Say({"access_token": "a\nb"}), "sent no access token"),
        (Say("", 204, None), "sent no access token"),
    ],
)
def test_without_a_token_nothing_is_asked(say: Say, message: str, opened, server) -> None:
    register = opened("euipo")
    server.on("POST", "/token", say)
    with pytest.raises(RegistryUnavailable, match=message):
        register.look_up(Lookup(text="Zorvaxi"))
    assert set(server.paths()) == {"/token"}


def test_a_page_instead_of_a_token_is_no_answer(opened, server) -> None:
    register = opened("euipo")
    server.on("POST", "/token", Say("<html>log in</html>", type="text/html"))
    with pytest.raises(LookupFailed, match="a web page"):
        register.look_up(Lookup(text="Zorvaxi"))


def test_a_short_lived_token_is_renewed_before_it_ends(opened, server, monkeypatch) -> None:
    from sellercheck.registries import _register

    register = opened("euipo")
    server.on("POST", "/token", Say({"access_token": "a-token", "expires_in": 100}))
    server.on("GET", "/api/trademarks", Say({"trademarks": [], "totalElements": 0, "totalPages": 0}))
    now = _register.time.monotonic()
    register.look_up(Lookup(text="one"))
    monkeypatch.setattr(_register.time, "monotonic", lambda: now + 45)
    register.look_up(Lookup(text="two"))
    assert server.paths().count("/token") == 2


def numbered(number: int, **more: object) -> dict:
    return MARK | {"applicationNumber": f"{number:09}"} | more


def test_pages_that_shift_give_no_mark_twice_and_an_end(opened, server) -> None:
    pages = [
        Say({"trademarks": [numbered(n) for n in range(1, 100)], "totalElements": 205, "totalPages": 3}),
        Say({"trademarks": [numbered(n) for n in range(99, 199)], "totalElements": 204, "totalPages": 3}),
        Say({"trademarks": [numbered(n) for n in range(199, 203)], "totalElements": 203, "totalPages": 3}),
    ]
    register = opened("euipo")
    server.on("GET", "/api/trademarks", *pages)
    answer = register.look_up(Lookup(text="Zorvaxi"))
    assert (len(answer.records), answer.total, answer.partial) == (202, 203, False)
    assert [asked.query["page"] for asked in server.asked[1:]] == ["0", "1", "2"]


def test_what_is_not_read_is_said(opened, server) -> None:
    server.on("GET", "/api/trademarks", Say({"trademarks": [numbered(n) for n in range(1, 101)], "totalElements": 900, "totalPages": 9}))
    answer = opened("euipo").look_up(Lookup(text="Zorvaxi"))
    assert (len(answer.records), answer.total, answer.partial) == (100, 900, True)
    assert len(server.asked) == 4


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"status": "NEWLY_INVENTED"}, ("unknown", [18, 25], "2020-01-02")),
        ({"status": None}, ("unknown", [18, 25], "2020-01-02")),
        ({"wordMarkSpecification": None, "niceClasses": [0, 46, "25", True, None]}, ("registered", [25], "2020-01-02")),
        ({"niceClasses": None, "goodsAndServices": [{"classNumber": 9}, {"classNumber": 99}, 3]}, ("registered", [9], "2020-01-02")),
        (
            {"applicationNumber": "W01234567", "applicationDate": None, "designationDate": "2019-03-04"},
            ("registered", [18, 25], "2019-03-04"),
        ),
        ({"status": "ACCEPTED", "applicants": None}, ("registered", [18, 25], "2020-01-02")),
        ({"status": "OPPOSITION_PENDING"}, ("pending", [18, 25], "2020-01-02")),
        ({"status": "REMOVED_FROM_REGISTER"}, ("ended", [18, 25], "2020-01-02")),
    ],
)
def test_marks_of_the_euipo(told: dict, expected: tuple) -> None:
    ((record,), _, _) = euipo.read_list(json.dumps({"trademarks": [MARK | told]}).encode())
    assert (record.status, sorted(record.nice_classes), record.filing_date and record.filing_date.isoformat()) == expected


@pytest.mark.parametrize(("number", "path"), [("18000017", "018000017"), ("018000017", "018000017"), ("w01234567", "W01234567")])
def test_numbers_of_the_euipo(number: str, path: str, opened, server) -> None:
    server.on("GET", f"/api/trademarks/{path}", Say(MARK))
    assert opened("euipo").look_up(Lookup(number=number)).records[0].mark_text == "ZORVAXI"


@pytest.mark.parametrize("number", ["1/2", "x", "1234567890", "W1"])
def test_what_is_no_number_of_the_euipo(number: str, opened, server) -> None:
    with pytest.raises(LookupFailed, match="no number of EUIPO"):
        opened("euipo").look_up(Lookup(number=number))


@pytest.mark.parametrize("told", [{}, {"trademarks": None}, {"trademarks": {}}])
def test_a_page_of_the_euipo_without_marks_is_no_empty_page(told: dict, opened, server) -> None:
    server.on("GET", "/api/trademarks", Say(told))
    with pytest.raises(LookupFailed, match="cannot be read"):
        opened("euipo").look_up(Lookup(text="Zorvaxi"))


# ---------------------------------------------------------------------------------------------------- IP Australia

AUSTRALIAN = {
    "number": "2000017", "words": ["ZORVAXI", "OUTDOOR"], "statusGroup": "REGISTERED", "statusCode": "Registered", "statusDetail": "Registered/protected",
    "filingDate": "2019-02-03", "registeredFromDate": "2019-02-03", "enteredOnRegisterDate": "2019-09-10", "owner": [{"name": "Zorvaxi Pty Ltd"}],
    "goodsAndServices": [{"class": "25", "descriptionText": ["Clothing"]}],
}  # fmt: skip
ADVANCED, QUICK = "/api/page/advanced", "/api/search/quick"


def test_a_search_at_ip_australia(opened, server) -> None:
    server.on("POST", ADVANCED, Say({"count": 1, "trademarks": [AUSTRALIAN]}))
    answer = opened("ipau").look_up(Lookup(text="Zorvaxi Outdoor"))
    token, asked = server.asked
    assert token.path == "/public/external-token-api/v1/access_token"
    assert json.loads(asked.body)["rows"] == [
        {"query": {"word": {"text": "Zorvaxi Outdoor", "type": "EXACT"}, "statuses": ["PENDING_REGISTERED"]}}
    ]
    (record,) = answer.records
    assert (record.mark_text, record.status, record.nice_classes, record.owners) == (
        "ZORVAXI OUTDOOR",
        "registered",
        {25},
        ("Zorvaxi Pty Ltd",),
    )
    assert (record.registration_date, record.registration_number, answer.live_only) == (date(2019, 9, 10), "2000017", True)


@pytest.mark.parametrize("status", [403, 404, 405, 501])
def test_where_only_the_quick_search_is_open_it_is_used_from_then_on(status: int, opened, server) -> None:
    register = opened("ipau")
    server.on("POST", ADVANCED, Say("", status, None))
    server.on("POST", QUICK, Say({"count": 12, "trademarkIds": [2000017, *map(str, range(3000000, 3000011))]}))
    for number in (2000017, *range(3000000, 3000011)):
        server.on("GET", f"/api/trade-mark/{number}", Say(AUSTRALIAN | {"number": str(number)}))
    answer = register.look_up(Lookup(text="Zorvaxi"))
    assert (len(answer.records), answer.total, answer.partial) == (10, 12, True)
    register.look_up(Lookup(text="Other"))
    assert server.paths().count(ADVANCED) == 1
    assert json.loads(next(asked for asked in server.asked if asked.path == QUICK).body)["filters"] == {
        "quickSearchType": ["WORD"], "status": ["PENDING", "REGISTERED"],
    }  # fmt: skip


def test_an_account_that_is_not_approved(opened, server) -> None:
    register = opened("ipau")
    server.on("POST", ADVANCED, Say("", 403, None))
    server.on("POST", QUICK, Say("", 403, None))
    with pytest.raises(RegistryUnavailable, match="403"):
        register.look_up(Lookup(text="Zorvaxi"))


def test_a_tenant_that_wants_basic_authentication(opened, server) -> None:
    register = opened("ipau")
    server.on("POST", "/public/external-token-api/v1/access_token", Say({"error": "invalid_client"}, 401), Say(TOKEN))
    server.on("POST", ADVANCED, Say({"count": 0, "trademarks": []}))
    assert register.look_up(Lookup(text="Zorvaxi")).total == 0
    pair = f"{secret('SELLERCHECK_IPAU_CLIENT_ID')}:{secret('SELLERCHECK_IPAU_CLIENT_SECRET')}"
    assert server.asked[1].headers["Authorization"] == "Basic " + base64.b64encode(pair.encode()).decode()
    assert server.asked[1].body == "grant_type=client_credentials"


@pytest.mark.parametrize(
    ("told", "status", "classes"),
    [
        ({"goodsAndServices": [{"class": "All"}]}, "registered", list(range(1, 46))),
        ({"statusGroup": "REMOVED"}, "ended", [25]),
        ({"statusGroup": "NEVER_REGISTERED"}, "ended", [25]),
        ({"statusGroup": "PENDING", "enteredOnRegisterDate": None}, "pending", [25]),
        ({"statusGroup": "SOMETHING"}, "unknown", [25]),
        ({"statusGroup": None, "goodsAndServices": None, "owner": None, "words": None}, "unknown", []),
    ],
)
def test_marks_of_ip_australia(told: dict, status: str, classes: list[int], opened, server) -> None:
    server.on("GET", "/api/trade-mark/2000017", Say(AUSTRALIAN | told))
    (record,) = opened("ipau").look_up(Lookup(number="2000017")).records
    assert (record.status, sorted(record.nice_classes)) == (status, classes)


@pytest.mark.parametrize("path", [ADVANCED, QUICK])
def test_answers_of_ip_australia_without_their_list(path: str, opened, server) -> None:
    register = opened("ipau")
    server.on("POST", ADVANCED, Say("", 404, None))
    server.on("POST", path, Say({"count": 3}))
    with pytest.raises(LookupFailed, match="cannot be read"):
        register.look_up(Lookup(text="Zorvaxi"))


def test_odd_answers_and_numbers_of_ip_australia(opened, server) -> None:
    register = opened("ipau")
    server.on("GET", "/api/trade-mark/17", Say({"words": []}))
    with pytest.raises(LookupFailed, match="`number`"):
        register.look_up(Lookup(number="17"))
    with pytest.raises(LookupFailed, match="no number"):
        register.look_up(Lookup(number="../1"))


# ----------------------------------------------------------------------------------------------------------- IPONZ

NEW_ZEALAND = """<?xml version="1.0"?>
<TradeMarkInformation xmlns="http://www.iponz.govt.nz/XMLSchema/trademarks/information" xmlns:t="http://www.iponz.govt.nz/XMLSchema/trademarks">
 <TransactionDateTime>2026-11-20T10:00:00</TransactionDateTime>
 <t:TradeMark>
  <t:RegistrationOfficeCode>NZ</t:RegistrationOfficeCode><t:ApplicationNumber>1000017</t:ApplicationNumber>
  <t:ApplicationDate>2015-03-04</t:ApplicationDate><t:RegistrationNumber>1000017</t:RegistrationNumber>
  <t:RegistrationDate>2015-09-04</t:RegistrationDate><t:ExpiryDate>2035-03-04</t:ExpiryDate>
  <t:MarkCurrentStatusCode>{status}</t:MarkCurrentStatusCode><t:MarkFeature>Word</t:MarkFeature>
  <t:WordMarkSpecification><t:MarkVerbalElementText>ZORVAXI</t:MarkVerbalElementText></t:WordMarkSpecification>
  <t:GoodsServicesDetails><t:GoodsServices><t:ClassDescriptionDetails><t:ClassDescription><t:ClassNumber>25</t:ClassNumber></t:ClassDescription>
   <t:ClassDescription><t:ClassNumber>18</t:ClassNumber></t:ClassDescription></t:ClassDescriptionDetails></t:GoodsServices></t:GoodsServicesDetails>
  <t:ApplicantDetails><t:Applicant><t:ApplicantAddressBook><t:FormattedNameAddress><t:Name><t:FormattedName>
   <t:OrganizationName>Zorvaxi Limited</t:OrganizationName></t:FormattedName></t:Name></t:FormattedNameAddress></t:ApplicantAddressBook></t:Applicant>
  </t:ApplicantDetails>
  <t:OppositionDetails><t:Opposition><t:EarlierMark><t:MarkVerbalElementText>OTHER</t:MarkVerbalElementText><t:ClassNumber>9</t:ClassNumber>
  </t:EarlierMark></t:Opposition></t:OppositionDetails>
 </t:TradeMark>
</TradeMarkInformation>"""


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        ("Registered", "registered"),
        ("Protected", "registered"),
        ("Under Examination", "pending"),
        ("Abeyance", "pending"),
        ("Cancelled", "ended"),
        ("Expired", "ended"),
        ("Expired but restorable", "unknown"),
        ("Abandoned - continued processing available", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_mark_of_new_zealand(status: str, standing: str, opened, server) -> None:
    server.on("GET", "/api/trademarks/1000017", xml(NEW_ZEALAND.replace("{status}", status)))
    (record,) = opened("iponz").look_up(Lookup(number="1000017")).records
    assert (record.mark_text, record.status, sorted(record.nice_classes), record.owners) == (
        "ZORVAXI", standing, [18, 25], ("Zorvaxi Limited",),
    )  # fmt: skip
    assert (record.office, record.registration_date, record.mark_kind) == ("NZ", date(2015, 9, 4), "word")
    assert server.asked[0].headers["Ocp-Apim-Subscription-Key"] == secret("SELLERCHECK_IPONZ_KEY")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<R><TransactionError><TransactionErrorCode>17</TransactionErrorCode><TransactionErrorText>no</TransactionErrorText></TransactionError></R>", r"reports an error \(17\)"),
        ("<R><TransactionError><TransactionErrorText>no</TransactionErrorText></TransactionError></R>", "reports an error$"),
        ("<R><TradeMark><MarkTitle>x</MarkTitle></TradeMark></R>", "`ApplicationNumber`"),
        ("<R/>", "`ApplicationNumber`"),
    ],
)  # fmt: skip
def test_answers_of_iponz_that_are_none(body: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        iponz.read(body.encode())


def test_a_person_owns_a_mark_too() -> None:
    person = "<Name><FirstName>Ada</FirstName><LastName>Vaxi</LastName></Name>"
    body = f"<TradeMark><ApplicationNumber>17</ApplicationNumber><ApplicantDetails><Applicant>{person}</Applicant></ApplicantDetails></TradeMark>"
    record = iponz.read(body.encode())
    assert (record.owners, record.mark_text, record.registration_number) == (("Ada Vaxi",), None, None)


def test_what_is_no_number_of_iponz(opened, server) -> None:
    with pytest.raises(LookupFailed, match="no number"):
        opened("iponz").look_up(Lookup(number="UK0001"))


# ------------------------------------------------------------------------------------------------------------- JPO

JAPANESE = {
    "applicationNumber": "2020000017", "trademarkForDisplay": "ゾルバクシ", "registrationNumber": "6000017", "registrationDate": "20200607",
    "filingDate": "20200102", "expireDate": "20300607", "disappearanceDate": "", "goodsServiceInformation": [{"goodsServiceClass": "25"}, {"goodsServiceClass": 9}],
    "applicantAttorney": [{"name": "ゾルバクシ株式会社", "applicantAttorneyClass": "1"}, {"name": "代理人", "applicantAttorneyClass": "2"}],
    "bibliographyInformation": [{"documentList": [{"documentCode": "A63"}]}],
}  # fmt: skip
PROGRESS = "/api/api/trademark/v1/app_progress/2020000017"


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({}, "registered"),
        ({"disappearanceDate": "20260101"}, "ended"),
        ({"registrationNumber": ""}, "pending"),
        ({"registrationNumber": "", "bibliographyInformation": [{"documentList": [{"documentCode": "A02"}]}]}, "unknown"),
        ({"registrationNumber": None, "bibliographyInformation": None}, "pending"),
    ],
)
def test_marks_of_japan(told: dict, status: str, opened, server) -> None:
    register = opened("jpo")
    server.on("GET", PROGRESS, Say({}, 401), Say({"result": {"statusCode": "100", "data": JAPANESE | told}}))
    (record,) = register.look_up(Lookup(number="2020-000017")).records
    assert (record.status, record.mark_text, sorted(record.nice_classes), record.owners, record.filing_date) == (
        status, "ゾルバクシ", [9, 25], ("ゾルバクシ株式会社",), date(2020, 1, 2),
    )  # fmt: skip
    assert server.paths() == ["/auth/token", PROGRESS] * 2
    assert server.asked[0].body.startswith("grant_type=password&username=s3cr3t")
    assert server.asked[1].headers["Authorization"].startswith("Bearer ")


def test_what_the_jpo_says_instead(opened, server) -> None:
    register = opened("jpo")
    server.on("GET", PROGRESS, Say({"result": {"statusCode": "107"}}))
    assert register.look_up(Lookup(number="2020000017")).total == 0
    for code, error, message in (
        ("203", RegistryUnavailable, "today"),
        ("210", LookupFailed, r"error \(code 210\)"),
        ("", LookupFailed, "an error$"),
    ):
        number = f"20200001{len(code)}{code[-1:] or 9}"
        server.on("GET", PROGRESS.replace("2020000017", number), Say({"result": {"statusCode": code}}))
        with pytest.raises(error, match=message):
            register.look_up(Lookup(number=number))
    with pytest.raises(LookupFailed, match="no number of JPO"):
        register.look_up(Lookup(number="123"))


# ---------------------------------------------------------------------------------------------------------- KIPRIS

KOREAN = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?><response><header><successYN>Y</successYN><resultCode>00</resultCode>
<resultMsg>NORMAL SERVICE.</resultMsg></header><body><items><item><indexNo>1</indexNo><applicationNumber>4020200000017</applicationNumber>
<applicationDate>20200102</applicationDate><registrationNumber>4010000170000</registrationNumber><registrationDate>20200607</registrationDate>
<applicantName>Zorvaxi Co.</applicantName><regPrivilegeName>Zorvaxi Korea|Zorvaxi Co.</regPrivilegeName>
<applicationStatus>등록</applicationStatus><classificationCode>09;42</classificationCode><title>조르박시 ZORVAXI</title></item>
<item><applicationNumber></applicationNumber><internationalRegisterNumber>1500017</internationalRegisterNumber>
<applicationStatus>모름</applicationStatus><title>ZORVAXI</title></item></items></body>
<count><numOfRows>2</numOfRows><pageNo>1</pageNo><totalCount>535</totalCount></count></response>"""


def test_a_search_at_kipris(opened, server) -> None:
    server.on("GET", "/api/getWordSearch", xml(KOREAN))
    answer = opened("kipris").look_up(Lookup(text="Zorvaxi"))
    first, second = answer.records
    assert (first.mark_text, first.status, sorted(first.nice_classes), first.owners, first.filing_date) == (
        "조르박시 ZORVAXI", "registered", [9, 42], ("Zorvaxi Korea", "Zorvaxi Co."), date(2020, 1, 2),
    )  # fmt: skip
    assert (second.application_number, second.status, second.status_raw) == ("1500017", "unknown", "모름")
    assert (answer.total, answer.partial) == (535, True)
    assert server.asked[0].query == {
        "searchString": "Zorvaxi", "numOfRows": "100", "pageNo": "1", "ServiceKey": secret("SELLERCHECK_KIPRIS_KEY"),
    }  # fmt: skip


def test_a_key_pasted_as_the_portal_shows_it(opened, server, monkeypatch) -> None:
    register = opened("kipris")
    register.desk.close()
    server.on("GET", "/api/getWordSearch", xml(KOREAN))
    with kipris.Client("kipris", {"SELLERCHECK_KIPRIS_KEY": "abc%2Bdef%3D%3D"}) as pasted:
        pasted.look_up(Lookup(text="Zorvaxi"))
        assert pasted.desk.holds_secret("x abc%2Bdef%3D%3D")
        assert pasted.desk.holds_secret("x abc+def==")
    assert server.asked[0].query["ServiceKey"] == "abc+def=="


@pytest.mark.parametrize("code", ["30", "31"])
def test_a_key_refused_with_status_200(code: str, opened, server) -> None:
    server.on(
        "GET", "/api/getWordSearch", xml(f"<response><header><successYN>N</successYN><resultCode>{code}</resultCode></header></response>")
    )
    with pytest.raises(RegistryUnavailable, match=code):
        opened("kipris").look_up(Lookup(text="Zorvaxi"))


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<response><header><successYN>N</successYN><resultCode>99</resultCode></header></response>", "result code 99"),
        ("<response><header><successYN>N</successYN></header></response>", "reports an error"),
        ("<response><header/></response>", "result code is not there"),
        ("<response/>", "result code is not there"),
    ],
)
def test_errors_of_kipris(body: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        kipris.read(body.encode())


def test_nothing_at_an_address_is_nothing_found(opened, server) -> None:
    server.on("GET", "/api/getWordSearch", Say("", 404, None))
    assert opened("kipris").look_up(Lookup(text="Zorvaxi")).total == 0
    register = opened("ipau")
    server.on("POST", ADVANCED, Say("", 204, None))
    server.on("POST", QUICK, Say("", 204, None))
    assert register.look_up(Lookup(text="Zorvaxi")).total == 0
    register = opened("euipo")
    server.on("GET", "/api/trademarks/018000018", Say({}))
    with pytest.raises(LookupFailed, match="`applicationNumber`"):
        register.look_up(Lookup(number="018000018"))


def test_kipris_holds_nothing(opened, server) -> None:
    server.on("GET", "/api/getWordSearch", xml("<response><header><resultCode>00</resultCode></header><body><items/></body></response>"))
    assert opened("kipris").look_up(Lookup(text="Zorvaxi")).records == ()


# --------------------------------------------------------------------------------------------------- CourtListener


def docket(name: str, **more: object) -> dict:
    return {"caseName": name, "docketNumber": "1:26-cv-00017", "court": "District Court, N.D. Illinois", "court_id": "ilnd", "dateFiled": "2026-03-04", "dateTerminated": None, "docket_absolute_url": "/docket/17/x/", **more}  # fmt: skip


def test_cases_by_party(opened, server) -> None:
    results = [
        docket("Zorvaxi Inc. v. The Partnerships Identified on Schedule A"),
        docket("Doe v. Roe", party=["Roe", "ZORVAXI, Inc."]),
        docket("Zorvaxitron v. Roe"),
        docket("Zorvaxi v. Ended", dateTerminated="2026-05-06"),
        "no object",
    ]
    server.on("GET", "/api/search/", Say({"count": 40, "next": "https://x.example/?cursor=1", "results": results}))
    answer = opened("courtlistener").look_up(Lookup(text="Zorvaxi"))
    assert [case.name for case in answer.cases] == [
        "Zorvaxi Inc. v. The Partnerships Identified on Schedule A", "Doe v. Roe", "Zorvaxi v. Ended",
    ]  # fmt: skip
    assert [case.ended for case in answer.cases] == [None, None, date(2026, 5, 6)]
    assert (answer.total, answer.partial, answer.cases[0].url) == (40, True, "https://www.courtlistener.com/docket/17/x/")
    assert server.asked[0].query == {"type": "d", "party_name": '"Zorvaxi"', "nature_of_suit": "840", "order_by": "dateFiled desc"}
    assert server.asked[0].headers["Authorization"] == f"Token {secret('SELLERCHECK_COURTLISTENER_TOKEN')}"
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("say", "error", "message"),
    [
        (Say({"detail": "Authentication credentials were not provided."}, 401), RegistryUnavailable, "credentials"),
        (Say({"detail": "Request was throttled. Expected available in 900 seconds."}, 429, headers={"Retry-After": "900"}), RegistryUnavailable, "900 s"),
        (Say({"detail": "Not found."}), LookupFailed, "`results`"),
    ],
)  # fmt: skip
def test_errors_of_courtlistener(say: Say, error: type[Exception], message: str, opened, server) -> None:
    server.on("GET", "/api/search/", say)
    with pytest.raises(error, match=message):
        opened("courtlistener").look_up(Lookup(text="Zorvaxi"))


def test_one_docket(opened, server) -> None:
    told = {"id": 17, "case_name": "Zorvaxi v. Roe", "court_id": "nysd", "date_filed": "bad", "absolute_url": "https://evil.example/"}
    server.on("GET", "/api/dockets/17/", Say(told))
    (case_found,) = opened("courtlistener").look_up(Lookup(number="17")).cases
    assert (case_found.court, case_found.filed, case_found.url) == ("nysd", None, "https://www.courtlistener.com")
    with pytest.raises(LookupFailed, match="no number of CourtListener"):
        opened("courtlistener").look_up(Lookup(number="1:16-cv-1"))
    with pytest.raises(ValueError, match="`id`"):
        courtlistener.read_docket(b"{}")


@pytest.mark.parametrize("name", ["uspto", "euipo", "ipau", "jpo", "courtlistener"])
def test_answers_spoilt_at_random_are_read_or_unreadable(name: str) -> None:
    """Values changed to others and left out, anywhere in an answer: a record, or `Unreadable`, and nothing else."""
    import copy
    import random

    from sellercheck.registries import courtlistener, euipo, ipau, jpo, uspto
    from sellercheck.registries._reading import Unreadable

    mark = {"applicationNumber": "018000001", "niceClasses": [25], "applicants": [{"name": "x"}], "wordMarkSpecification": {"verbalElement": "Z"}, "status": "REGISTERED", "registrationDate": "2020-01-01"}  # fmt: skip
    group = [{"name": "x", "entityType": {}}]
    case = {"status": {"serialNumber": 90000001, "status": 700, "markElement": "Z", "tm5StatusDesc": "LIVE/REGISTRATION/x"}, "parties": {"ownerGroups": {"10": group, "30": group}},
            "gsList": [{"internationalClasses": [{"code": "025"}], "statusCode": "6"}]}  # fmt: skip
    person = {"applicantAttorneyClass": "1", "name": "x"}
    whole, read = {
        "uspto": ({"trademarks": [case]}, uspto.read_json),
        "euipo": ({"trademarks": [mark], "totalElements": 1, "totalPages": 1}, euipo.read_list),
        "ipau": ({"count": 1, "trademarks": [{"number": "1", "words": ["Z"], "owner": [{"name": "x"}], "goodsAndServices": [{"class": "9"}]}]}, ipau.read_page),
        "jpo": ({"result": {"statusCode": "100", "data": {"applicationNumber": "2024123456", "applicantAttorney": [person], "goodsServiceInformation": [{"goodsServiceClass": "25"}]}}}, jpo.read),
        "courtlistener": ({"count": 1, "results": [{"caseName": "A v. B", "party": ["A"], "docketNumber": "1", "dateFiled": "2020-01-01"}]}, courtlistener.read_search),
    }[name]  # fmt: skip
    draw = random.Random(3)
    odd = [None, "", 0, -1, 1.5, True, "x", "9" * 5000, 10**30, "２５", "\ud800"]

    def places(value: object, path: tuple = ()) -> list[tuple]:
        inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        return [path, *(place for key, each in inside for place in places(each, (*path, key)))]

    for _ in range(300):
        told = copy.deepcopy(whole)
        *path, last = draw.choice(places(told)[1:])
        at = told
        for key in path:
            at = at[key]
        if draw.random() < 0.3:
            del at[last]
        else:
            at[last] = draw.choice([*odd, [], {}, [None], {"a": []}])
        with contextlib.suppress(Unreadable):
            read(json.dumps(told).encode())
