"""Registers that no program may search: a page to open instead, and nothing asked.

WIPO's terms forbid automated queries and a captcha guards its pages; TMview and tmsearch.uspto.gov have no documented
interface and stand behind walls against bots (REGISTRIES.md 1.6, 2.3 and 3, research of 2026-05-16/18). The addresses are
those the pages themselves show after a search; tmsearch.uspto.gov shows none that holds the words.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from sellercheck.errors import UsageError


class Link(NamedTuple):
    """A register with a page for people only."""

    name: str
    title: str
    address: str
    """`{}` is where the words go, quoted; without it they have to be typed."""

    def url(self, text: str) -> str:
        return self.address.format(quote(text, safe=""))


LINKS = (
    Link(
        "wipo",
        "WIPO Global Brand Database",
        "https://branddb.wipo.int/en/quicksearch/results?by=brandName&v={}&rows=30&sort=score%20desc&start=0",
    ),
    Link("tmview", "TMview", "https://www.tmdn.org/tmview/#/tmview/results?page=1&pageSize=30&criteria=C&basicSearch={}"),
    Link("tmsearch", "USPTO Trademark Search", "https://tmsearch.uspto.gov/search/search-information"),
)


def refuse_link_only(name: str) -> None:
    """UsageError when `name` is a register that only people can search."""
    for link in LINKS:
        if name == link.name:
            raise UsageError(
                f"{link.title} has no interface for programs and is not searched",
                "Leave it out: a link to it stands in the evidence of each finding, and under `sellercheck registry search`.",
            )
