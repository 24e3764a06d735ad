"""European Union Intellectual Property Office: marks of the European Union, by words or number.

Answers with words, status, classes, owners and dates, also of international registrations that designate the EU (`W…`).
There is no search for similar or sound-alike words: only the very words are asked for, and with `--part` also marks that
hold them among others.

Credentials: `SELLERCHECK_EUIPO_CLIENT_ID` and `SELLERCHECK_EUIPO_CLIENT_SECRET`, free at https://dev.euipo.europa.eu. For the sandbox
set `SELLERCHECK_EUIPO_BASE=https://api-sandbox.euipo.europa.eu/trademark-search` and
`SELLERCHECK_EUIPO_TOKEN_URL=https://auth-sandbox.euipo.europa.eu/oidc/accessToken`.

Rests on the office's OpenAPI 1.1.0 and captures of its sandbox (REGISTRIES.md 2.1).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from sellercheck.registries import Answer, Lookup, RegistryRecord
from sellercheck.registries._http import Pace, Reply
from sellercheck.registries._reading import Unreadable, a_date, a_number, items, json_object, mapping, names, nice_classes, plain
from sellercheck.registries._register import Register, Token, address, answer_of, today

PAGE_SIZE = 100
"""The most the office gives at once."""
PAGES = 3
"""Pages read of one answer; who has more than 300 marks of one name is shown by the count."""
STATUSES = {
    "registered": {"REGISTERED", "CANCELLATION_PENDING", "ACCEPTED"},
    "pending": {
        "RECEIVED", "UNDER_EXAMINATION", "APPLICATION_PUBLISHED", "START_OF_OPPOSITION_PERIOD", "OPPOSITION_PENDING", "REGISTRATION_PENDING",
        "ACCEPTANCE_PENDING", "APPEALED", "APPEALABLE",
    },
    "ended": {"WITHDRAWN", "REFUSED", "CANCELLED", "SURRENDERED", "EXPIRED", "REMOVED_FROM_REGISTER"},
}  # fmt: skip
_KINDS = {"WORD": "word", "FIGURATIVE": "figurative", "SHAPE_3D": "shape", "SOUND": "sound"}
_NUMBER = re.compile(r"[0-9]{9}|W[0-9]{8}[A-Z]?")
_RESERVED = re.compile(r"[\"'();,=!~<>\s\\]")
_ID, _SECRET = "SELLERCHECK_EUIPO_CLIENT_ID", "SELLERCHECK_EUIPO_CLIENT_SECRET"


class Client(Register):
    """The Trademark Search API."""

    title: ClassVar[str] = "EUIPO"
    office: ClassVar[str] = "EM"
    asks: ClassVar[frozenset[str]] = frozenset({"words", "number"})
    keys: ClassVar[tuple[str, ...]] = (_ID, _SECRET)
    portal: ClassVar[str] = "https://dev.euipo.europa.eu"
    base: ClassVar[str] = "https://api.euipo.europa.eu/trademark-search"
    token_url: ClassVar[str] = "https://euipo.europa.eu/cas-server-webapp/oidc/accessToken"  # noqa: S105 -- an address
    page: ClassVar[str] = "https://euipo.europa.eu/eSearch/#basic/1+1+1+1/100+100+100+100/{}"
    sample: ClassVar[Lookup] = Lookup(number="018222200")
    pace: ClassVar[Pace] = Pace(2, 1)
    numbers: ClassVar[str] = "Give nine digits, or W and eight."

    def __init__(self, name: str, credentials: Mapping[str, str]) -> None:
        super().__init__(name, credentials)
        form = {"grant_type": "client_credentials", "client_id": credentials[_ID], "client_secret": credentials[_SECRET], "scope": "uid"}
        self.token = Token(self, address("SELLERCHECK_EUIPO_TOKEN_URL", self.token_url), form)

    def number(self, text: str) -> str | None:
        bare = text.strip().upper().replace(" ", "")
        bare = bare.zfill(9) if bare.isdecimal() else bare
        return bare if _NUMBER.fullmatch(bare) else None

    def _ask(self, lookup: Lookup) -> Answer:
        return self._by_number(lookup.number) if lookup.number else self._by_words(lookup)

    def _by_number(self, number: str) -> Answer:
        record = self._read(self._get(f"/trademarks/{self.number(number)}"), {"json": read_one})
        return answer_of(record)

    def _by_words(self, lookup: Lookup) -> Answer:
        found: dict[str, RegistryRecord] = {}
        total, page, pages = 0, 0, 1
        while page < min(pages, PAGES):
            params = {"query": query(lookup.text, lookup.part), "page": str(page), "size": str(PAGE_SIZE), "sort": "applicationNumber:desc"}
            reply = self._get("/trademarks", params)
            told = self._read(reply, {"json": read_list})
            if told is None or not told[0]:
                break
            # The register changes between two pages: what moved from one to the other counts once.
            found |= {record.application_number or str(len(found)): record for record in told[0]}
            total, pages, page = told[1], told[2], page + 1
        return Answer(today(), tuple(found.values()), total=max(total, len(found)), partial=page < pages and bool(found))

    def _get(self, path: str, params: Mapping[str, str] | None = None) -> Reply:
        keys = {"X-IBM-Client-Id": self.credentials[_ID]}
        return self.token.ask(self.address + path, params=params, headers={"Accept": "application/json"}, keys=keys)


def query(text: str, part: bool = False) -> str:
    """The RSQL expression for marks of these words.

    An asterisk is a wildcard in RSQL and cannot be escaped; one in the mark stays, since it also stands for itself.
    """
    value = f"*{text}*" if part else text
    if _RESERVED.search(value):
        value = '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"wordMarkSpecification.verbalElement=={value}"


def read_list(content: bytes) -> tuple[tuple[RegistryRecord, ...], int, int]:
    """A page of a search: its records, how many there are in all, and on how many pages."""
    told = json_object(content)
    if not isinstance(told.get("trademarks"), list):
        raise Unreadable("`trademarks` is not there")
    records = tuple(_record(item) for item in items(told["trademarks"]))
    total, pages = told.get("totalElements"), told.get("totalPages")
    return records, total if isinstance(total, int) else len(records), pages if isinstance(pages, int) else 1


def read_one(content: bytes) -> RegistryRecord:
    """The full record of one mark."""
    told = json_object(content)
    if not plain(told.get("applicationNumber")):
        raise Unreadable("`applicationNumber` is not there")
    return _record(told)


def standing(status: str) -> str:
    """registered, pending, ended, or unknown for a word the office has added since."""
    return next((name for name, words in STATUSES.items() if status in words), "unknown")


def _record(told: Mapping[str, Any]) -> RegistryRecord:
    number = a_number(told.get("applicationNumber"))
    registered = a_date(told.get("registrationDate"))
    classes = told.get("niceClasses")
    goods = [item.get("classNumber") for item in items(told.get("goodsAndServices"))]
    status = plain(told.get("status"))
    return RegistryRecord(
        office="EM",
        mark_text=plain(mapping(told.get("wordMarkSpecification")).get("verbalElement")) or None,
        application_number=number,
        registration_number=number if registered else None,  # the two are one number here
        status=standing(status),
        status_raw=status,
        nice_classes=nice_classes(classes if isinstance(classes, list) else goods),
        owners=names(plain(person.get("name")) for person in items(told.get("applicants"))),
        # An international registration has the day it designated the EU instead.
        filing_date=a_date(told.get("applicationDate")) or a_date(told.get("designationDate")),
        registration_date=registered,
        expiry_date=a_date(told.get("expiryDate")),
        mark_kind=_KINDS.get(feature, "other") if (feature := plain(told.get("markFeature"))) else "",
        url=f"https://euipo.europa.eu/eSearch/#details/trademarks/{number}" if number else "https://euipo.europa.eu/eSearch/",
        source="EUIPO",
        as_of=today(),
    )
