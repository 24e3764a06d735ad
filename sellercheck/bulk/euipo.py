"""European Union: EUIPO open data, trade marks as XML (schema EM-TM-TradeMark version 3.4).

Files: the ZIP archives of the folders `Trademark/Full` and `Trademark/Differential` of EUIPO's open-data server, or the
XML inside.

Tested on three real records of 2020 and on files made after them. Owners are told by number only; their names are in the
APPLICANTS files, which are not read.

Opposition and other proceedings nest earlier marks with words, dates and classes of their own: only a mark's own path counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree import ElementTree as ET

from sellercheck.bulk._case import ENDED, PENDING, REGISTERED, UNKNOWN, Case, Damaged, class_bits, day
from sellercheck.bulk._elements import records, text, texts

TITLE = "European Union trade marks (EUIPO)"
PUBLISHER = "European Union Intellectual Property Office"
URL = "https://euipo.europa.eu/ohimportal/en/open-data"
LICENCE = "EUIPO open data; see the office's terms"
TERRITORY = "EM"
ENDINGS = (".xml",)

_STATUS = {
    "registered": REGISTERED, "registration cancellation pending": REGISTERED, "cancellation pending": REGISTERED, "accepted": REGISTERED,
    "received": PENDING, "application under examination": PENDING, "under examination": PENDING, "application published": PENDING,
    "application opposed": PENDING, "opposition pending": PENDING, "start of opposition period": PENDING, "registration pending": PENDING,
    "acceptance pending": PENDING, "appealed": PENDING, "appealable": PENDING,
    "application refused": ENDED, "refused": ENDED, "application withdrawn": ENDED, "withdrawn": ENDED, "cancelled": ENDED,
    "registration cancelled": ENDED, "surrendered": ENDED, "registration surrendered": ENDED, "expired": ENDED, "registration expired": ENDED,
    "removed from register": ENDED,
}  # fmt: skip
"""The office's words in small letters; the list grows between its versions, and what is not in it is unknown."""
_KINDS = {
    "word": "word",
    "figurative": "figurative",
    "3d shape": "shape",
    "shape mark": "shape",
    "sound": "sound",
    "stylized characters": "stylised",
}


def read(stream: BinaryIO, name: str) -> Iterator[Case | Damaged]:
    """The cases of one XML file. Raises ListError for what is no whole XML or declares entities."""
    for number, record in enumerate(records(stream, name, "TradeMark"), 1):
        yield _case(record, f"{name}: record {number}")


def _case(record: ET.Element, where: str) -> Case | Damaged:
    number = text(record, "ApplicationNumber")
    if not number:
        return Damaged(where, "no application number")
    status = text(record, "MarkCurrentStatusCode")
    days = [day(text(record, tag)) for tag in ("ApplicationDate", "RegistrationDate", "MarkCurrentStatusDate")]
    words = text(record, "WordMarkSpecification/MarkVerbalElementText")
    codes = texts(record, "GoodsServicesDetails/GoodsServices/ClassDescriptionDetails/ClassDescription/ClassNumber")
    owners = texts(record, "ApplicantDetails/ApplicantKey/Identifier")
    standing = _STATUS.get(status.lower(), UNKNOWN)
    return Case(
        number, number if standing == REGISTERED or days[1] else "", words, standing, status, class_bits(codes), "; ".join(f"EUIPO owner {one}" for one in owners),
        _KINDS.get(text(record, "MarkFeature").lower(), "other"), days[0] or "", days[1] or "", days[2] or "",
        bad_dates=days.count(None), removed=(record.get("operationCode") or "").lower() == "delete",
    )  # fmt: skip
