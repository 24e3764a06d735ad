"""United States Patent and Trademark Office: the status of a case by its number (TSDR).

Answers for a serial or registration number: words, status, classes, owners, dates. The office has no search by words for
programs: those need the bulk lists, and TSDR then refreshes the few serial numbers that matched.

Credentials: `SELLERCHECK_USPTO_KEY`, free with a USPTO.gov account at https://account.uspto.gov/api-manager/. At most 60
requests a minute, 4 of them for many cases at once; we keep to 55 and 3.

Rests on the office's OpenAPI of TSDR and on answers captured until January 2026 (REGISTRIES.md 1.1): JSON, and WIPO ST.96
and ST.66 where the office still sends XML. A number is `sn` + 8 digits (serial) or `rn` + 7 (registration); one without a
prefix is a serial number when it has eight digits.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

from sellercheck.errors import LookupFailed, RegistryError, RegistryUnavailable
from sellercheck.registries import Answer, Lookup, RegistryRecord
from sellercheck.registries._http import Pace
from sellercheck.registries._reading import (
    Unreadable,
    a_date,
    a_number,
    children,
    inner,
    items,
    json_object,
    local,
    mapping,
    names,
    nice_classes,
    outermost,
    plain,
    within,
    xml_root,
)
from sellercheck.registries._register import Register, today
from sellercheck.registries._uspto_codes import standing

_ACTIVE = "6"
"""Status of a class that is still claimed; any other is not."""
_KINDS = {"1": "word", "2": "figurative", "3": "figurative", "4": "word", "5": "figurative", "6": "sound"}
"""First digit of the drawing code; the rest differs between older and newer files."""
MANY = 20
"""Ids in one question for many cases, as much as works in practice (reported)."""
_CASE = re.compile(r"(sn|rn)?([0-9]{7,8})")


class Client(Register):
    """TSDR."""

    title: ClassVar[str] = "USPTO"
    office: ClassVar[str] = "US"
    asks: ClassVar[frozenset[str]] = frozenset({"number"})
    keys: ClassVar[tuple[str, ...]] = ("SELLERCHECK_USPTO_KEY",)
    portal: ClassVar[str] = "https://account.uspto.gov/api-manager/"
    base: ClassVar[str] = "https://tsdrapi.uspto.gov"
    page: ClassVar[str] = "https://tmsearch.uspto.gov/search/search-information"
    sample: ClassVar[Lookup] = Lookup(number="88326251")
    pace: ClassVar[Pace] = Pace(55, 60)
    numbers: ClassVar[str] = "Give a serial number of 8 digits, or rn and a registration number of 7."
    pace_of_many: ClassVar[Pace] = Pace(3, 60)

    def number(self, text: str) -> str | None:
        found = _CASE.fullmatch(re.sub(r"[\s,/.-]", "", text).lower())
        if not found:
            return None
        kind, digits = found[1] or ("sn" if len(found[2]) == 8 else "rn"), found[2]
        return f"{kind}{digits}" if len(digits) == (8 if kind == "sn" else 7) else None

    def look_up_all(self, lookups: Iterable[Lookup]) -> Iterator[tuple[Lookup, Answer | RegistryError]]:
        """As for every register; twenty serial numbers and more go in questions for many cases, which spares requests."""
        asked = list(lookups)
        new = [
            each
            for each in dict.fromkeys(asked)
            if each.number and not self.known(each) and (self.number(each.number) or "").startswith("sn")
        ]
        if len(new) >= MANY:
            for start in range(0, len(new), MANY):
                try:
                    self._ask_many(new[start : start + MANY])
                except RegistryUnavailable:
                    break
                except LookupFailed:
                    continue  # each is then asked for alone
        return super().look_up_all(asked)

    def _ask(self, lookup: Lookup) -> Answer:
        address = f"{self.address}/ts/cd/casestatus/{self.number(lookup.number)}/info"
        reply = self.desk.ask(address, headers={"Accept": _ACCEPT}, keys=self._key())
        records = self._read(reply, READERS)
        return Answer(today(), records or (), total=len(records or ()))

    def _ask_many(self, lookups: list[Lookup]) -> None:
        """Put the answers for these serial numbers in the cache."""
        ids = {(self.number(lookup.number) or "")[2:]: lookup for lookup in lookups}
        reply = self.desk.ask(
            f"{self.address}/ts/cd/caseMultiStatus/sn", params={"ids": ",".join(ids)}, headers={"Accept": _ACCEPT}, keys=self._key(), pace=self.pace_of_many,
        )  # fmt: skip
        by_number = {record.application_number: record for record in self._read(reply, READERS) or ()}
        for number, lookup in ids.items():
            # NOTE: ids that do not exist are simply missing, and so may be others: those are asked for alone.
            if number in by_number:
                self._kept(lookup, Answer(today(), (by_number[number],), total=1))

    def _key(self) -> dict[str, str]:
        # NOTE: the office's Open Data Portal has another header, X-API-KEY, and another key.
        return {"USPTO-API-KEY": self.credentials["SELLERCHECK_USPTO_KEY"]}


_ACCEPT = "application/json, application/xml;q=0.5"


def read_json(content: bytes) -> tuple[RegistryRecord, ...]:
    """Records of an answer for one case or for many."""
    told = json_object(content)
    if "trademarks" not in told and "transactionList" not in told:
        raise Unreadable("neither `trademarks` nor `transactionList` is there")
    cases = [case for each in items(told.get("transactionList")) for case in items(each.get("trademarks"))]
    return tuple(_from_json(case) for case in [*items(told.get("trademarks")), *cases])


def read_xml(content: bytes) -> tuple[RegistryRecord, ...]:
    """Records of a WIPO ST.96 or ST.66 answer, of whatever version: names count, namespaces do not."""
    root = xml_root(content)
    records = [_from_st96(mark) for mark in outermost(root, "Trademark")]
    for data in outermost(root, "TransactionData"):
        marks = list(outermost(data, "TradeMark"))
        # ST.66 puts the owners beside the mark.
        beside = list(children(data, "ApplicantDetails", "Applicant")) if len(marks) == 1 else []
        records += [_from_st66(mark, beside) for mark in marks]
    if not records and not local(root).endswith("Transaction"):
        raise Unreadable("no mark is there")
    return tuple(records)


READERS = {"json": read_json, "xml": read_xml}


def _from_json(case: Mapping[str, Any]) -> RegistryRecord:
    status = mapping(case.get("status"))
    serial = _digits(status.get("serialNumber"))
    code = plain(status.get("status"))
    classes = [entry for entry in items(case.get("gsList")) if plain(entry.get("statusCode")) in {"", _ACTIVE}]
    groups = mapping(mapping(case.get("parties")).get("ownerGroups"))
    # The keys are party types, 10 applicant to 40 and above later owners: the highest is the newest.
    newest = max((key for key in groups if key.isdecimal() and len(key) < 9 and any(items(groups[key]))), key=int, default="")
    return RegistryRecord(
        office="US",
        mark_text=plain(status.get("markElement")) or None,
        application_number=serial,
        registration_number=a_number(status.get("usRegistrationNumber")),
        status=_settled(standing(int(code[:9]) if code.isdecimal() else None), plain(status.get("tm5StatusDesc"))),
        status_raw=" ".join(part for part in (code, plain(status.get("extStatusDesc"))) if part),
        nice_classes=nice_classes(each.get("code") for entry in classes for each in items(entry.get("internationalClasses"))),
        owners=names(plain(each.get("name")) for each in items(groups.get(newest))),
        filing_date=a_date(status.get("filingDate")),
        registration_date=a_date(status.get("usRegistrationDate")),
        expiry_date=None,
        mark_kind=_KINDS.get(plain(status.get("markDrawingCd"))[:1], ""),
        url=_url(serial),
        source="USPTO TSDR",
        as_of=today(),
    )


def _from_st96(mark: ET.Element) -> RegistryRecord:
    serial = _digits(inner(mark, "ApplicationNumber", "ApplicationNumberText"))
    code = inner(mark, "MarkCurrentStatusCode")
    classes: list[str] = []
    for goods in children(mark, "GoodsServicesBag", "GoodsServices"):
        states = {(state.text or "").strip() for state in within(goods, "NationalStatusCode")}
        if not states or _ACTIVE in states:
            # The class stands there three times; Primary and Domestic may be US classes of before 1973.
            classes += [
                inner(each, "ClassNumber")
                for each in children(goods, "GoodsServicesClassificationBag", "GoodsServicesClassification")
                if inner(each, "ClassificationKindCode") == "Nice"
            ]
    owners: dict[int, list[str]] = {}
    for applicant in children(mark, "ApplicantBag", "Applicant"):
        party = next((value for name, value in applicant.attrib.items() if name.rpartition("}")[2] == "sequenceNumber"), "")
        # NOTE: LegalEntityName is the kind of company here ("CORPORATION"), not the name.
        name = next((text for tag in ("EntityName", "OrganizationStandardName", "PersonFullName") for text in _texts(applicant, tag)), "")
        owners.setdefault(int(party[:9]) if party.isdecimal() else 0, []).append(name)
    words = inner(mark, "MarkRepresentation", "MarkReproduction", "WordMarkSpecification", "MarkVerbalElementText")
    drawing = next(iter(_texts(next(children(mark, "MarkRepresentation"), None), "MarkFeatureCode")), "")
    return _from_xml(mark, serial, code, words, classes, owners, _KINDS.get(drawing[:1], ""))


def _from_st66(mark: ET.Element, beside: list[ET.Element]) -> RegistryRecord:
    serial = _digits(inner(mark, "ApplicationNumber"))
    code = inner(mark, "MarkCurrentStatusCode")
    classes = [
        inner(each, "ClassNumber")
        for each in children(mark, "GoodsServicesDetails", "GoodsServices", "ClassDescriptionDetails", "ClassDescription")
        if inner(each, "ClassNumberStatusCode") in {"", _ACTIVE}
    ]
    owners: dict[int, list[str]] = {}
    for applicant in [*children(mark, "ApplicantDetails", "Applicant"), *beside]:
        party = inner(applicant, "ApplicantExt", "PartyTypeCode")
        name = next((text for tag in ("OrganizationName", "FreeFormatNameLine", "LastName") for text in _texts(applicant, tag)), "")
        owners.setdefault(int(party[:9]) if party.isdecimal() else 0, []).append(name)
    feature = inner(mark, "MarkFeature").upper()
    words = inner(mark, "WordMarkSpecification", "MarkVerbalElementText")
    kind = "word" if feature.startswith(("TYPESET", "STANDARD CHARACTER")) else "figurative" if "DRAWING" in feature else ""
    return _from_xml(mark, serial, code, words, classes, owners, kind)


def _from_xml(
    mark: ET.Element, serial: str | None, code: str, words: str, classes: Sequence[str], owners: Mapping[int, Sequence[str]], kind: str
) -> RegistryRecord:
    """What both layouts call alike. `owners`: names by party, of which the highest is the newest."""
    return RegistryRecord(
        office=inner(mark, "RegistrationOfficeCode") or "US",
        mark_text=words or None,
        application_number=serial,
        registration_number=a_number(inner(mark, "RegistrationNumber")),
        status=standing(int(code[:9]) if code.isdecimal() else None),
        status_raw=code,
        nice_classes=nice_classes(classes),
        owners=names(owners[max(owners)]) if owners else (),
        filing_date=a_date(inner(mark, "ApplicationDate")),
        registration_date=a_date(inner(mark, "RegistrationDate")),
        expiry_date=a_date(inner(mark, "ExpiryDate")),
        mark_kind=kind,
        url=_url(serial),
        source="USPTO TSDR",
        as_of=today(),
    )


def _settled(by_code: str, tm5: str) -> str:
    """The standing by the office's code and by the five offices' common words (`LIVE/REGISTRATION/…`), unknown where they differ."""
    life, _, rest = tm5.upper().partition("/")
    if life not in {"LIVE", "DEAD"}:
        return by_code
    if by_code == "unknown":
        return "ended" if life == "DEAD" else "registered" if rest.startswith("REGISTRATION") else "pending"
    return by_code if (by_code == "ended") == (life == "DEAD") else "unknown"


def _texts(element: ET.Element | None, name: str) -> list[str]:
    return [text for each in within(element, name) if (text := (each.text or "").strip())]


def _digits(value: Any) -> str | None:
    text = plain(value)
    return text.zfill(8) if text.isascii() and text.isdecimal() and text.strip("0") else None


def _url(serial: str | None) -> str:
    return (
        f"https://tsdr.uspto.gov/#caseNumber={serial}&caseType=SERIAL_NO&searchType=statusSearch" if serial else "https://tsdr.uspto.gov/"
    )
