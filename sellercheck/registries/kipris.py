"""Korean Intellectual Property Office: Korean trade marks by words (KIPRIS Plus).

Answers with words, status, classes, applicant or right holder, and dates.

Credentials: `SELLERCHECK_KIPRIS_KEY`, the service key of https://plus.kipris.or.kr for its trademark search; it may be pasted as
the portal shows it, with percent signs. The service takes it in the address; it is kept out of every message and log line
all the same.

Rests on the service's published fields and result codes and on answers public clients read (REGISTRIES.md 5.6); the older
host `kipo-api.kipi.or.kr` speaks no HTTPS and is not used. Tried against no live answer.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import unquote

from sellercheck.errors import RegistryUnavailable
from sellercheck.registries import Answer, Lookup, RegistryRecord
from sellercheck.registries._http import Pace
from sellercheck.registries._reading import Unreadable, a_date, a_number, children, inner, names, nice_classes, within, xml_root
from sellercheck.registries._register import Register, today

ROWS = 100
_KEY = "SELLERCHECK_KIPRIS_KEY"
_REFUSED = frozenset({"30", "31"})
"""Result codes for a key that is unknown or used up, and for one whose term is over."""
STATUSES = {
    "등록": "registered",
    "출원": "pending",
    "공고": "pending",
    "거절": "ended",
    "소멸": "ended",
    "무효": "ended",
    "취하": "ended",
    "포기": "ended",
}
"""Registered; filed, published; refused, lapsed, invalidated, withdrawn, abandoned."""


class Client(Register):
    """The word search of KIPRIS Plus."""

    title: ClassVar[str] = "KIPRIS"
    office: ClassVar[str] = "KR"
    asks: ClassVar[frozenset[str]] = frozenset({"words"})
    keys: ClassVar[tuple[str, ...]] = (_KEY,)
    portal: ClassVar[str] = "https://plus.kipris.or.kr"
    base: ClassVar[str] = "https://plus.kipris.or.kr/kipo-api/kipi/trademarkInfoSearchService"
    page: ClassVar[str] = "https://www.kipris.or.kr/"
    sample: ClassVar[Lookup] = Lookup(text="TEST")
    pace: ClassVar[Pace] = Pace(1, 1)  # the service counts by month and publishes no rate

    def __init__(self, name: str, credentials: Mapping[str, str]) -> None:
        super().__init__(name, {_KEY: unquote(credentials[_KEY])})
        self.desk.keep(credentials[_KEY])

    def _ask(self, lookup: Lookup) -> Answer:
        params = {"searchString": lookup.text, "numOfRows": str(ROWS), "pageNo": "1", "ServiceKey": self.credentials[_KEY]}
        reply = self.desk.ask(f"{self.address}/getWordSearch", params=params, headers={"Accept": "application/xml"})
        told = self._read(reply, {"xml": read})
        if told is None:
            return Answer(today(), total=0)
        records, total, code = told
        if code in _REFUSED:
            raise RegistryUnavailable(
                f"{self.title} refuses the credentials (result code {code})", f"Check {_KEY} and its quota at {self.portal}."
            )
        return Answer(today(), records, total=total, partial=total > len(records))


def read(content: bytes) -> tuple[tuple[RegistryRecord, ...], int, str]:
    """The records of an answer, how many there are in all, and the result code: errors come with status 200 here."""
    root = xml_root(content)
    header = next(children(root, "header"), None)
    code = inner(header, "resultCode")
    if header is None or not (code or inner(header, "successYN")):
        raise Unreadable("the result code is not there")
    if code in _REFUSED:
        return (), 0, code
    if code not in {"", "00"} or inner(header, "successYN") == "N":
        raise Unreadable(f"it reports an error{f' (result code {code[:20]})' if code.isalnum() else ''}")
    records = tuple(_record(item) for branch in children(root, "body") for item in within(branch, "item"))
    total = next((text for each in within(root, "totalCount") if (text := (each.text or "").strip())), "")
    return records, int(total[:9]) if total.isascii() and total.isdecimal() else len(records), code


def _record(item: ET.Element) -> RegistryRecord:
    status = inner(item, "applicationStatus")
    international = a_number(inner(item, "internationalRegisterNumber"))
    owners = inner(item, "regPrivilegeName") or inner(item, "applicantName")  # the right holder is the newer of the two
    return RegistryRecord(
        office="KR",
        mark_text=inner(item, "title") or None,
        application_number=a_number(inner(item, "applicationNumber")) or international,
        registration_number=a_number(inner(item, "registrationNumber")),
        status=STATUSES.get(status, "unknown"),
        status_raw=status,
        nice_classes=nice_classes(re.split(r"[^0-9]+", inner(item, "classificationCode"))),
        owners=names(owners.split("|")),
        filing_date=a_date(inner(item, "applicationDate")) or a_date(inner(item, "internationalRegisterDate")),
        registration_date=a_date(inner(item, "registrationDate")),
        expiry_date=None,
        mark_kind="",
        url="https://www.kipris.or.kr/",
        source="KIPRIS",
        as_of=today(),
    )
