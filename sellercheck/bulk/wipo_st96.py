"""WIPO standard ST.96: trade marks as XML, as TSDR, the USPTO's gazette and Canada's office publish them.

Tested on one real TSDR record and on files made after the element names in use. Several versions are about: elements are
known by their names without namespace. A record repeats its classes in three classifications; the Nice one counts.
`Applicant/@sequenceNumber` is the party type in the United States, the highest being the newest owner; `LegalEntityName` is an
owner's name in Canada and the kind of company in the United States.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree import ElementTree as ET

from sellercheck.bulk._case import Case, Damaged, class_bits, day
from sellercheck.bulk._elements import records, text, texts
from sellercheck.bulk.wipo_st66 import kind, standing

TITLE = "Trade marks in WIPO ST.96"
PUBLISHER = "the office whose files were imported"
URL = ""
LICENCE = "the office's own"
TERRITORY = None
ENDINGS = (".xml",)

_FEATURES = {"1": "word", "2": "figurative", "3": "combined", "4": "word", "5": "stylised", "6": "sound"}
"""`MarkFeatureCode` is the drawing code in the United States."""
_STATUS = ("MarkCurrentStatusCode", "MarkCurrentStatusInternalDescriptionText", "MarkCurrentStatusExternalDescriptionText")
_WORDS = tuple(
    f"{way}{tag}"
    for way in ("MarkRepresentation//WordMarkSpecification/", "WordMarkSpecification/", "MarkRepresentation//")
    for tag in ("MarkVerbalElementText", "MarkSignificantVerbalElementText")
)
"""Never any below the record: proceedings nest other people's marks."""
_NAMES = (".//OrganizationStandardName", ".//PersonFullName", ".//EntityName")


def read(stream: BinaryIO, name: str) -> Iterator[Case | Damaged]:
    """The cases of one XML file. Raises ListError for what is no whole XML or declares entities."""
    for number, record in enumerate(records(stream, name, "Trademark"), 1):
        yield _case(record, f"{name}: record {number}")


def _case(record: ET.Element, where: str) -> Case | Damaged:
    number = text(record, "ApplicationNumber/ApplicationNumberText") or text(record, "ApplicationNumber/ST13ApplicationNumber")
    number = number or text(record, "ST13ApplicationNumber") or text(record, "ApplicationNumber")
    if not number:
        return Damaged(where, "no application number")
    registration = text(record, "RegistrationNumber")
    dates = [text(record, tag) for tag in ("ApplicationDate", "RegistrationDate", "MarkCurrentStatusDate")]
    days = [day(date) for date in dates]
    told = [found for tag in _STATUS if (found := text(record, tag))]
    words = next((found for path in _WORDS if (found := text(record, path))), "")
    feature = text(record, ".//MarkFeatureCode")
    return Case(
        number, registration if registration.strip("0") else "", words, _standing(told, _office(record)), told[0] if told else "", class_bits(_classes(record)),
        _owners(record), _FEATURES.get(feature[:1], "") or kind(text(record, "MarkRepresentation/MarkFeatureCategory")),
        days[0] or "", days[1] or "", days[2] or "", bad_dates=days.count(None), removed=(record.get("operationCategory") or "").lower().startswith("delete"),
    )  # fmt: skip


def _office(record: ET.Element) -> str:
    return text(record, "ApplicationNumber/IPOfficeCode") or text(record, "RegistrationOfficeCode")


def _standing(told: list[str], office: str) -> str:
    """By the first thing the record tells of its status that says anything."""
    return next((found for status in told if (found := standing(status, office)) != "unknown"), "unknown")


def _classes(record: ET.Element) -> list[str]:
    """Class numbers of the Nice classification, where a record tells its classes in several."""
    found = []
    for bag in (*record.findall("GoodsServicesBag/GoodsServices"), *record.findall("GoodsServices")):
        for classification in bag.iter("GoodsServicesClassification"):
            if text(classification, "ClassificationKindCode").lower() in {"nice", ""}:
                found += texts(classification, "ClassNumber")
        for described in bag.iter("ClassDescription"):
            found += texts(described, "ClassNumber")
    return found


def _owners(record: ET.Element) -> str:
    holders = record.findall("ApplicantBag/Applicant") or record.findall("Applicant")
    ranks = [int(told[:9]) if (told := holder.get("sequenceNumber", "")).isdecimal() else 0 for holder in holders]
    american = _office(record) == "US"
    paths = _NAMES if american else (*_NAMES, ".//LegalEntityName")
    names = [
        next((name for path in paths for name in texts(holder, path)), "")
        for holder, rank in zip(holders, ranks, strict=True)
        if not american or rank == max(ranks)
    ]
    return "; ".join(dict.fromkeys(name for name in names if name))
