"""Japan Patent Office: the progress of a trade mark application by its number.

Answers with words, classes, applicants and dates. The office gives no status word: a mark with a registration number is taken
as registered and one with a day of disappearance as ended; an application is pending until the examiner refuses it, and
unknown from then on, since the refusal can be appealed.

Credentials: `SELLERCHECK_JPO_USER` and `SELLERCHECK_JPO_PASSWORD`, given on application at https://www.jpo.go.jp. The office counts
questions by day.

Rests on one captured answer of May 2026 (REGISTRIES.md 5.6) and, for the token and the codes 107 (nothing there) and 203 (the
day's questions are used up), on what public clients send and expect.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import urlsplit

from sellercheck.errors import RegistryUnavailable
from sellercheck.registries import Answer, Lookup, RegistryRecord
from sellercheck.registries._http import Pace
from sellercheck.registries._reading import Unreadable, a_date, a_number, items, json_object, mapping, names, nice_classes, plain
from sellercheck.registries._register import Register, Token, address, answer_of, today

_USER, _PASSWORD = "SELLERCHECK_JPO_USER", "SELLERCHECK_JPO_PASSWORD"
_APPLICANT = "1"
"""The class of persons who apply; 2 is an attorney."""
_REFUSAL = "A02"
"""Document code of the examiner's decision of refusal."""


class Client(Register):
    """The API of the JPO's information on progress."""

    title: ClassVar[str] = "JPO"
    office: ClassVar[str] = "JP"
    asks: ClassVar[frozenset[str]] = frozenset({"number"})
    keys: ClassVar[tuple[str, ...]] = (_USER, _PASSWORD)
    portal: ClassVar[str] = "https://www.jpo.go.jp"
    base: ClassVar[str] = "https://ip-data.jpo.go.jp"
    page: ClassVar[str] = "https://www.j-platpat.inpit.go.jp/"
    sample: ClassVar[Lookup] = Lookup(number="2024123456")
    pace: ClassVar[Pace] = Pace(1, 1)  # the office publishes no rate
    numbers: ClassVar[str] = "Give the ten digits of an application number, such as 2024123456."

    def __init__(self, name: str, credentials: Mapping[str, str]) -> None:
        super().__init__(name, credentials)
        form = {"grant_type": "password", "username": credentials[_USER], "password": credentials[_PASSWORD]}
        parts = urlsplit(self.address)
        self.token = Token(self, address("SELLERCHECK_JPO_TOKEN_URL", f"{parts.scheme}://{parts.netloc}/auth/token"), form)

    def number(self, text: str) -> str | None:
        bare = text.strip().replace("-", "")
        return bare if bare.isascii() and bare.isdecimal() and len(bare) == 10 else None

    def _ask(self, lookup: Lookup) -> Answer:
        address = f"{self.address}/api/trademark/v1/app_progress/{self.number(lookup.number)}"
        reply = self.token.ask(address, headers={"Accept": "application/json"})
        record, code = self._read(reply, {"json": read}) or (None, "")
        if code == "203":
            raise RegistryUnavailable(f"{self.title} takes no more questions today (code 203)", "Try again tomorrow.")
        return answer_of(record)


def read(content: bytes) -> tuple[RegistryRecord | None, str]:
    """The record of an answer and the result code: errors come with status 200 here."""
    result = mapping(json_object(content).get("result"))
    code = plain(result.get("statusCode"))
    if code in {"107", "203"}:
        return None, code
    data = mapping(result.get("data"))
    if code != "100" or not plain(data.get("applicationNumber")):
        raise Unreadable(f"it reports an error{f' (code {code[:20]})' if code.isalnum() else ''}")
    number = a_number(data.get("applicationNumber"))
    persons = [each for each in items(data.get("applicantAttorney")) if plain(each.get("applicantAttorneyClass")) == _APPLICANT]
    return (
        RegistryRecord(
            office="JP",
            mark_text=plain(data.get("trademarkForDisplay")) or None,
            application_number=number,
            registration_number=a_number(data.get("registrationNumber")),
            status=_standing(data),
            status_raw="",
            nice_classes=nice_classes(each.get("goodsServiceClass") for each in items(data.get("goodsServiceInformation"))),
            owners=names(plain(each.get("name")) for each in persons),
            filing_date=a_date(data.get("filingDate")),
            registration_date=a_date(data.get("registrationDate")),
            expiry_date=a_date(data.get("expireDate")),
            mark_kind="",
            url="https://www.j-platpat.inpit.go.jp/",
            source="JPO",
            as_of=today(),
        ),
        code,
    )


def _standing(data: Mapping[str, Any]) -> str:
    if plain(data.get("disappearanceDate")):
        return "ended"
    if a_number(data.get("registrationNumber")):
        return "registered"
    documents = (each for group in items(data.get("bibliographyInformation")) for each in items(group.get("documentList")))
    return "unknown" if any(plain(each.get("documentCode")) == _REFUSAL for each in documents) else "pending"
