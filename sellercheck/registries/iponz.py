"""Intellectual Property Office of New Zealand: a trade mark by its number.

Answers with words, status, classes, owners and dates. The office has a search by words too (`POST /trademarksearch`), but
how its XML request must look stands in no source we could read; until it does, words are not searched and a link is given.

Credentials: `SELLERCHECK_IPONZ_KEY`, a subscription key of https://portal.api.business.govt.nz/api/iponz, after a RealMe login.

Rests on the office's v5 data dictionary, on the addresses, header and error element public clients take from its OpenAPI, and
for the status words on the table WIPO's Global Brand Database reads them with; tried against no live answer (REGISTRIES.md
5.2).
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import ClassVar

from sellercheck.registries import Answer, Lookup, RegistryRecord
from sellercheck.registries._http import Pace
from sellercheck.registries._reading import Unreadable, a_date, a_number, children, inner, local, names, nice_classes, within, xml_root
from sellercheck.registries._register import Register, answer_of, today

_KEY = "SELLERCHECK_IPONZ_KEY"
STATUSES = {
    "registered": {"registered", "protected", "registered (past expiry date)"},
    "pending": {"under examination", "abeyance", "accepted", "under opposition"},
    "ended": {
        "expired", "cancelled", "withdrawn", "abandoned", "refused", "lapsed", "removed", "rejected", "revoked", "renounced", "invalid", "merged",
    },
}  # fmt: skip
"""Lower-case texts. "Expired but restorable" and "… - continued processing available" are none of them: such a mark may come back."""


class Client(Register):
    """The IPONZ API, version 5."""

    title: ClassVar[str] = "IPONZ"
    office: ClassVar[str] = "NZ"
    asks: ClassVar[frozenset[str]] = frozenset({"number"})
    keys: ClassVar[tuple[str, ...]] = (_KEY,)
    portal: ClassVar[str] = "https://portal.api.business.govt.nz/api/iponz"
    base: ClassVar[str] = "https://api.business.govt.nz/gateway/intellectual-property-office-nz/v5"
    page: ClassVar[str] = "https://app.iponz.govt.nz/app/Extra/Default.aspx?op=EXTRA_tm_qbe&fcoOp=EXTRA__Default&directAccess=true"
    sample: ClassVar[Lookup] = Lookup(number="1")
    pace: ClassVar[Pace] = Pace(1, 1)  # the office publishes no limit

    def _ask(self, lookup: Lookup) -> Answer:
        keys = {"Ocp-Apim-Subscription-Key": self.credentials[_KEY]}
        reply = self.desk.ask(f"{self.address}/trademarks/{self.number(lookup.number)}", headers={"Accept": "application/xml"}, keys=keys)
        record = self._read(reply, {"xml": read})
        return answer_of(record)


def read(content: bytes) -> RegistryRecord:
    """The record of one mark; Unreadable for an answer that reports an error with status 200."""
    root = xml_root(content)
    if next(within(root, "TransactionError"), None) is not None:
        code = next((text for each in within(root, "TransactionErrorCode") if (text := (each.text or "").strip())), "")
        raise Unreadable(f"it reports an error{f' ({code[:20]})' if code.isalnum() else ''}")
    mark = next((each for each in root.iter() if local(each) == "TradeMark" or inner(each, "ApplicationNumber")), None)
    if mark is None or not inner(mark, "ApplicationNumber"):
        raise Unreadable("`ApplicationNumber` is not there")
    number = a_number(inner(mark, "ApplicationNumber"))
    status = inner(mark, "MarkCurrentStatusCode")
    registered = a_date(inner(mark, "RegistrationDate"))
    features = {(each.text or "").strip() for each in children(mark, "MarkFeature")}
    return RegistryRecord(
        office="NZ",
        mark_text=_words(mark),
        application_number=number,
        registration_number=a_number(inner(mark, "RegistrationNumber")) if registered else None,
        status=next((name for name, texts in STATUSES.items() if status.lower() in texts), "unknown"),
        status_raw=status,
        nice_classes=nice_classes(each.text for branch in children(mark, "GoodsServicesDetails") for each in within(branch, "ClassNumber")),
        owners=names(_names(mark)),
        filing_date=a_date(inner(mark, "ApplicationDate")),
        registration_date=registered,
        expiry_date=a_date(inner(mark, "ExpiryDate")),
        mark_kind="word" if features == {"Word"} else "figurative" if "Figurative" in features else "",
        url="https://app.iponz.govt.nz/app/Extra/Default.aspx?op=EXTRA_tm_qbe&fcoOp=EXTRA__Default&directAccess=true",
        source="IPONZ",
        as_of=today(),
    )


def _words(mark: ET.Element) -> str | None:
    branch = next(children(mark, "WordMarkSpecification"), None)
    found = [text for each in within(branch, "MarkVerbalElementText") if (text := (each.text or "").strip())]
    return " ".join(found) or inner(mark, "MarkTitle") or None


def _names(mark: ET.Element) -> list[str]:
    found = []
    for applicant in (each for branch in children(mark, "ApplicantDetails") for each in within(branch, "Applicant")):
        texts = {tag: [(each.text or "").strip() for each in within(applicant, tag)] for tag in ("OrganizationName", "FreeFormatNameLine")}
        person = " ".join((each.text or "").strip() for tag in ("FirstName", "LastName") for each in within(applicant, tag))
        found.append(next((" ".join(lines) for lines in texts.values() if any(lines)), person))
    return found
