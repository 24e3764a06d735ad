"""CourtListener: open trademark cases in United States courts, by the name of a party or by docket.

No register of marks but an archive of dockets that users of PACER have shared: what is there is real, what is missing says
nothing, and cases under seal, as many "Schedule A" cases begin, hide who sues. A hint that an owner acts, never a proof.

Credentials: `SELLERCHECK_COURTLISTENER_TOKEN`, free with an account at https://www.courtlistener.com. One question a second at most.

Rests on the project's own pages on its REST API, version 4 (REGISTRIES.md 6.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from sellercheck.registries import Answer, CourtCase, Lookup
from sellercheck.registries._http import Pace
from sellercheck.registries._reading import Unreadable, a_date, items, json_object, plain
from sellercheck.registries._register import Register, today
from sellercheck.text import fold

TRADEMARK = "840"
"""PACER's code for the nature of suit."""
_SITE = "https://www.courtlistener.com"
_TOKEN = "SELLERCHECK_COURTLISTENER_TOKEN"  # noqa: S105 -- the name of a variable


class Client(Register):
    """The REST API, version 4."""

    title: ClassVar[str] = "CourtListener"
    office: ClassVar[str] = "US"
    asks: ClassVar[frozenset[str]] = frozenset({"words", "number"})
    keys: ClassVar[tuple[str, ...]] = (_TOKEN,)
    portal: ClassVar[str] = "https://www.courtlistener.com/profile/api-token/"
    base: ClassVar[str] = "https://www.courtlistener.com/api/rest/v4"
    page: ClassVar[str] = "https://www.courtlistener.com/?type=r&party_name={}&nature_of_suit=840"
    sample: ClassVar[Lookup] = Lookup(number="4214664")  # the example of the project's own pages
    pace: ClassVar[Pace] = Pace(1, 1)
    numbers: ClassVar[str] = "Give the digits of a docket's address: /docket/4214664/…"
    holds_cases: ClassVar[bool] = True

    def _ask(self, lookup: Lookup) -> Answer:
        keys = {"Authorization": f"Token {self.credentials[_TOKEN]}"}
        headers = {"Accept": "application/json"}
        if lookup.number:
            address = f"{self.address}/dockets/{self.number(lookup.number)}/"
            case = self._read(self.desk.ask(address, headers=headers, keys=keys), {"json": read_docket})
            return Answer(today(), cases=(case,) if case else (), total=1 if case else 0)
        name = " ".join(lookup.text.replace('"', " ").split())
        params = {"type": "d", "party_name": f'"{name}"', "nature_of_suit": TRADEMARK, "order_by": "dateFiled desc"}
        told = self._read(self.desk.ask(f"{self.address}/search/", params=params, headers=headers, keys=keys), {"json": read_search})
        cases, total = told or ((), 0)
        return Answer(
            today(), cases=tuple(case for case, parties in cases if _names(name, case, parties)), total=total, partial=total > len(cases)
        )


def read_search(content: bytes) -> tuple[tuple[tuple[CourtCase, tuple[str, ...]], ...], int]:
    """The cases of a page of search results, each with its parties, and how many there are in all."""
    told = json_object(content)
    if not isinstance(told.get("results"), list):
        raise Unreadable("`results` is not there")
    found = []
    for item in items(told["results"]):
        party = item.get("party")
        parties = tuple(text for each in party if (text := plain(each))) if isinstance(party, list) else ()
        found.append((_case(item, "caseName", "docketNumber", "dateFiled", "dateTerminated"), parties))
    count = told.get("count")
    return tuple(found), count if isinstance(count, int) else len(found)


def read_docket(content: bytes) -> CourtCase:
    """One docket; its names are written in snake_case, those of a search in camelCase."""
    told = json_object(content)
    if not plain(told.get("id")):
        raise Unreadable("`id` is not there")
    return _case(told, "case_name", "docket_number", "date_filed", "date_terminated")


def _case(told: Mapping[str, Any], name: str, number: str, filed: str, ended: str) -> CourtCase:
    path = plain(told.get("docket_absolute_url")) or plain(told.get("absolute_url"))
    court = plain(told.get("court"))
    return CourtCase(
        name=plain(told.get(name)),
        court=plain(told.get("court_id")) if not court or "://" in court else court,
        number=plain(told.get(number)),
        filed=a_date(told.get(filed)),
        ended=a_date(told.get(ended)),
        url=_SITE + path if path.startswith("/") else _SITE,
        source="CourtListener",
        as_of=today(),
    )


def _names(name: str, case: CourtCase, parties: tuple[str, ...]) -> bool:
    """Whether a party of the case, or the case's own name, holds these words as whole words."""
    wanted = f" {fold(name)} "
    return any(wanted in f" {fold(text)} " for text in (*parties, case.name))
