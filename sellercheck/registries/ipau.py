"""IP Australia: Australian trade marks, by words or number.

Answers with words, status, classes, owners and dates. A search by words finds registered and pending marks only; nothing
follows from it about ended ones.

Credentials: `SELLERCHECK_IPAU_CLIENT_ID` and `SELLERCHECK_IPAU_CLIENT_SECRET`, given after approval at
https://portal.api.ipaustralia.gov.au. For the test host set
`SELLERCHECK_IPAU_BASE=https://test.api.ipaustralia.gov.au/public/australian-trade-mark-search-api/v1`; the token then comes from there.

Rests on the office's published description (quick search and look-up, 2024) and on the newer specification as public
clients use it (`page/advanced`); tried against no live answer (REGISTRIES.md 5.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import quote, urlsplit

from sellercheck.registries import Answer, Lookup, RegistryRecord
from sellercheck.registries._http import Pace, Reply
from sellercheck.registries._reading import Unreadable, a_date, a_number, items, json_object, names, nice_classes, plain
from sellercheck.registries._register import Register, Token, answer_of, today

PAGE_SIZE = 100
MOST_SINGLE = 10
"""Marks looked up one by one where only the quick search is open to the account."""
_NOT_OPEN = frozenset({403, 404, 405, 501})
"""Answers of `page/advanced` to an account that has only the quick search."""
_GROUPS = {
    "REGISTERED": "registered", "PENDING": "pending", "REFUSED": "ended", "REMOVED": "ended", "NEVER_REGISTERED": "ended", "DISCONTINUED": "ended",
}  # fmt: skip
_ID, _SECRET = "SELLERCHECK_IPAU_CLIENT_ID", "SELLERCHECK_IPAU_CLIENT_SECRET"


class Client(Register):
    """The Australian Trade Mark Search API."""

    title: ClassVar[str] = "IP Australia"
    office: ClassVar[str] = "AU"
    asks: ClassVar[frozenset[str]] = frozenset({"words", "number"})
    keys: ClassVar[tuple[str, ...]] = (_ID, _SECRET)
    portal: ClassVar[str] = "https://portal.api.ipaustralia.gov.au"
    base: ClassVar[str] = "https://production.api.ipaustralia.gov.au/public/australian-trade-mark-search-api/v1"
    page: ClassVar[str] = "https://search.ipaustralia.gov.au/trademarks/search/quick"
    sample: ClassVar[Lookup] = Lookup(text="TEST")  # the example of the office's own description
    pace: ClassVar[Pace] = Pace(2, 1)

    def __init__(self, name: str, credentials: Mapping[str, str]) -> None:
        super().__init__(name, credentials)
        parts = urlsplit(self.address)
        form = {"grant_type": "client_credentials", "client_id": credentials[_ID], "client_secret": credentials[_SECRET]}
        # The token comes from the host of the same environment; some accounts want Basic authentication instead of the form.
        address = f"{parts.scheme}://{parts.netloc}/public/external-token-api/v1/access_token"
        self.token = Token(self, address, form, (credentials[_ID], credentials[_SECRET]))
        self._advanced = True

    def _ask(self, lookup: Lookup) -> Answer:
        if lookup.number:
            return answer_of(self._one(lookup.number))
        if self._advanced:
            answer = self._by_advanced(lookup)
            if answer is not None:
                return answer
            self._advanced = False
        return self._by_quick(lookup)

    def _by_advanced(self, lookup: Lookup) -> Answer | None:
        """Full records in one answer; None where the account has no such search."""
        body = {
            "pageNumber": 0, "pageSize": PAGE_SIZE, "sort": {"field": "NUMBER", "direction": "DESCENDING"},
            "rows": [{"query": {"word": {"text": lookup.text, "type": "PART" if lookup.part else "EXACT"}, "statuses": ["PENDING_REGISTERED"]}}],
        }  # fmt: skip
        reply = self._send("POST", "/page/advanced", body)
        if reply.status in _NOT_OPEN:
            return None
        told = self._read(reply, {"json": read_page})
        if told is None:
            return None
        return Answer(today(), told[0], total=told[1], partial=told[1] > len(told[0]), live_only=True)

    def _by_quick(self, lookup: Lookup) -> Answer:
        """Numbers first, then each mark: two kinds of question that every account may ask."""
        body = {
            "query": lookup.text, "sort": {"field": "NUMBER", "direction": "DESCENDING"},
            "filters": {"quickSearchType": ["WORD"], "status": ["PENDING", "REGISTERED"]},
        }  # fmt: skip
        told = self._read(self._send("POST", "/search/quick", body), {"json": read_numbers})
        numbers, total = told or ((), 0)
        records = tuple(record for number in numbers[:MOST_SINGLE] if (record := self._one(number)))
        return Answer(today(), records, total=total, partial=total > len(records), live_only=True)

    def _one(self, number: str) -> RegistryRecord | None:
        return self._read(self._send("GET", f"/trade-mark/{quote(number.strip(), safe='')}"), {"json": read_one})

    def _send(self, method: str, path: str, body: Any = None) -> Reply:
        return self.token.ask(self.address + path, method=method, body=body, headers={"Accept": "application/json"})


def read_page(content: bytes) -> tuple[tuple[RegistryRecord, ...], int]:
    """The records of a page, and how many there are in all."""
    told = json_object(content)
    if not isinstance(told.get("trademarks"), list):
        raise Unreadable("`trademarks` is not there")
    records = tuple(_record(item) for item in items(told["trademarks"]))
    count = told.get("count")
    return records, count if isinstance(count, int) else len(records)


def read_numbers(content: bytes) -> tuple[tuple[str, ...], int]:
    """The numbers a quick search found, and how many there are in all."""
    told = json_object(content)
    if not isinstance(told.get("trademarkIds"), list):
        raise Unreadable("`trademarkIds` is not there")
    numbers = tuple(text for each in told["trademarkIds"] if (text := plain(each)))
    count = told.get("count")
    return numbers, count if isinstance(count, int) else len(numbers)


def read_one(content: bytes) -> RegistryRecord:
    """The full record of one mark."""
    told = json_object(content)
    if not plain(told.get("number")):
        raise Unreadable("`number` is not there")
    return _record(told)


def _record(told: Mapping[str, Any]) -> RegistryRecord:
    number = a_number(told.get("number"))
    words = told.get("words")
    group = plain(told.get("statusGroup")).upper()
    raw = [plain(told.get(name)) for name in ("statusGroup", "statusCode", "statusDetail")]
    classes = [plain(item.get("class")) for item in items(told.get("goodsAndServices"))]
    registered = a_date(told.get("enteredOnRegisterDate")) or (a_date(told.get("registeredFromDate")) if group == "REGISTERED" else None)
    return RegistryRecord(
        office="AU",
        mark_text=" ".join(text for each in words if (text := plain(each))) or None if isinstance(words, list) else plain(words) or None,
        application_number=number,
        registration_number=number if registered else None,  # the two are one number here
        status=_GROUPS.get(group, "unknown"),
        status_raw=" · ".join(part for part in raw if part),
        nice_classes=frozenset(range(1, 46)) if any(each.lower() == "all" for each in classes) else nice_classes(classes),
        owners=names(plain(owner.get("name")) for owner in items(told.get("owner"))),
        filing_date=a_date(told.get("filingDate")),
        registration_date=registered,
        expiry_date=None,
        mark_kind="",
        url=f"https://search.ipaustralia.gov.au/trademarks/search/view/{number}" if number else "https://search.ipaustralia.gov.au/",
        source="IP Australia",
        as_of=today(),
    )
