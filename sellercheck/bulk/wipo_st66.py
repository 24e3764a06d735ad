"""WIPO standard ST.66: trade marks as XML, as several offices publish them and TSDR serves the older form of.

Tested on one real TSDR record and on files made after the standard's element names. Elements are known by their names
without namespace; the Nice classification counts where a record repeats its classes in several. Findings name no territory: a file
may be any office's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO
from xml.etree import ElementTree as ET

from sellercheck.bulk._case import ENDED, PENDING, REGISTERED, UNKNOWN, Case, Damaged, class_bits, day
from sellercheck.bulk._elements import records, text, texts

TITLE = "Trade marks in WIPO ST.66"
PUBLISHER = "the office whose files were imported"
URL = ""
LICENCE = "the office's own"
TERRITORY = None
ENDINGS = (".xml",)

ENDING_WORDS = (
    "dead", "never registered", "not registered", "cancel", "expired", "abandon", "withdrawn", "refused", "surrender", "removed", "invalidated", "lapsed", "ended", "inactive", "discontinued", "rejected", "revoked",
)  # fmt: skip
PENDING_WORDS = (
    "pending",
    "application",
    "filed",
    "published",
    "examin",
    "opposi",
    "appeal",
    "allowed",
    "received",
    "formalis",
    "advertised",
    "suspended",
)
_REGISTERED = re.compile(r"(?<!never )(?<!not )\b(?:registered|registration published|protected|issued and active)\b")


def read(stream: BinaryIO, name: str) -> Iterator[Case | Damaged]:
    """The cases of one XML file. Raises ListError for what is no whole XML or declares entities."""
    number, several = 0, False
    first: tuple[ET.Element, str] | None = None
    """The one mark so far of what belongs together: TSDR tells its applicants beside it, others within each mark."""
    beside: list[ET.Element] = []
    for found in records(stream, name, "TradeMarkDetails/TradeMark", "TransactionData/ApplicantDetails", ended="TransactionData"):
        if found.tag == "ApplicantDetails":
            beside += found.findall("Applicant")
            continue
        if first is not None:
            mark, where = first
            yield _case(mark, mark.findall("ApplicantDetails/Applicant") or ([] if found.tag == "TradeMark" else beside), where)
            first, several = None, True
        if found.tag != "TradeMark":
            several, beside = False, []
            continue
        number += 1
        if several:
            yield _case(found, found.findall("ApplicantDetails/Applicant"), f"{name}: record {number}")
        else:
            first = found, f"{name}: record {number}"


def standing(status: str, office: str = "US") -> str:
    """What an office's status says, by its code in the United States or by its words; unknown when neither does, or both ways at once."""
    if status.isdecimal():
        if office not in {"US", ""}:
            return UNKNOWN  # each office has codes of its own
        from sellercheck.bulk.uspto import statuses

        return statuses().get(status.lstrip("0") or "0", UNKNOWN)
    told = " ".join(status.lower().replace("_", " ").split())
    ended = any(word in told for word in ENDING_WORDS)
    if _REGISTERED.search(told) and "application" not in told:
        return UNKNOWN if ended else REGISTERED
    if ended:
        return UNKNOWN if "pending" in told or "opposition" in told else ENDED
    return PENDING if any(word in told for word in PENDING_WORDS) else UNKNOWN


def _case(record: ET.Element, holders: Sequence[ET.Element], where: str) -> Case | Damaged:
    number = text(record, "ApplicationNumber")
    if not number:
        return Damaged(where, "no application number")
    registration = text(record, "RegistrationNumber")
    days = [day(text(record, tag)) for tag in ("ApplicationDate", "RegistrationDate", "MarkCurrentStatusDate")]
    status = text(record, "MarkCurrentStatusCode")
    return Case(
        number, registration if registration.strip("0") else "", text(record, "WordMarkSpecification/MarkVerbalElementText"), standing(status, text(record, "RegistrationOfficeCode")), status,
        class_bits(_classes(record)), _owners(holders), kind(text(record, "MarkFeature")), days[0] or "", days[1] or "", days[2] or "",
        bad_dates=days.count(None), removed=(record.get("operationCode") or "").lower() == "delete",
    )  # fmt: skip


def kind(feature: str) -> str:
    """What kind of mark an office's words tell: `Word`, `TYPESET WORD(S) /LETTER(S) /NUMBER(S)`, `Figurative`."""
    told = feature.lower()
    if told in {"word", "standard character mark"} or told.startswith("typeset"):
        return "word"
    if "stylized" in told or "stylised" in told:
        return "stylised"
    if "combined" in told or ("word" in told and ("device" in told or "figur" in told)):
        return "combined"
    if told.startswith("3") or "three" in told or "shape" in told:
        return "shape"
    return "figurative" if "figur" in told or "device" in told else "sound" if "sound" in told else "other" if told else "unknown"


def _owners(holders: Sequence[ET.Element]) -> str:
    """Names of the newest party type where the office tells it, else of all."""
    ranks = [int(told[:9]) if (told := text(holder, "ApplicantExt/PartyTypeCode")).isdecimal() else 0 for holder in holders]
    names = []
    for holder, rank in zip(holders, ranks, strict=True):
        if rank == max(ranks):
            found = (name for path in (".//OrganizationName", ".//FreeFormatNameLine", ".//LastName") for name in texts(holder, path))
            names.append(next(found, ""))
    return "; ".join(dict.fromkeys(name for name in names if name))


def _classes(record: ET.Element) -> list[str]:
    """Class numbers of the goods, of the Nice classification where a record tells which."""
    groups = record.findall("GoodsServicesDetails/GoodsServices")
    nice = [group for group in groups if text(group, "ClassificationKindCode").lower() in {"nice", ""}]
    return [
        text(described, "ClassNumber")
        for group in nice or groups
        for described in group.findall("ClassDescriptionDetails/ClassDescription")
        if text(described, "ClassNumberStatusCode") in {"", "6"}  # in the United States 6 is active
    ]
