"""Which country a listing is offered in, by what its own row says: `countries`."""

from __future__ import annotations

import re

from sellercheck.listing import Listing
from sellercheck.patterns import shape

_HOST = shape(r"\s*(?:https?:)?//(?:[^/?#@]*@)?([^/?#:\s]+)", re.IGNORECASE)
_SITES = frozenset(
    {"ae", "at", "au", "be", "bg", "br", "ca", "ch", "cl", "cz", "de", "dk", "eg", "es", "fi", "fr", "gr", "hk", "hr", "hu", "id",
     "ie", "il", "in", "it", "jp", "kr", "lt", "lv", "mx", "my", "nl", "no", "nz", "pe", "ph", "pk", "pl", "pt", "ro", "rs", "ru",
     "sa", "se", "sg", "si", "sk", "th", "tr", "tw", "ua", "uk", "us", "uy", "vn", "za"}
)  # fmt: skip
"""Last parts of hosts that stand for a country's own shops (ISO 3166, and uk). Those that are sold as words, such as co, io and me, are none."""
_NAMED = {"amazon.com": "US"}
"""Hosts whose name says the country without an ending of its own."""
_CURRENCIES = {
    "AED": "AE", "AUD": "AU", "BRL": "BR", "CAD": "CA", "CLP": "CL", "COP": "CO", "CZK": "CZ", "DKK": "DK", "EGP": "EG", "GBP": "GB", "HUF": "HU",
    "IDR": "ID", "ILS": "IL", "INR": "IN", "JPY": "JP", "KRW": "KR", "MXN": "MX", "MYR": "MY", "NOK": "NO", "NZD": "NZ", "PEN": "PE", "PHP": "PH",
    "PKR": "PK", "PLN": "PL", "RON": "RO", "RUB": "RU", "SAR": "SA", "SEK": "SE", "SGD": "SG", "THB": "TH", "TRY": "TR", "TWD": "TW", "VND": "VN",
    "ZAR": "ZA",
}  # fmt: skip
"""ISO 4217 → the one country whose shops price in it. Dollars, euros and yuan are priced in everywhere."""


def countries(listing: Listing) -> frozenset[str]:
    """Countries, ISO 3166, that the listing's own address (shopee.co.th) or its currency (THB) names; empty where neither does."""
    named = {_CURRENCIES.get(value.strip().upper()) for value in listing.values("currency")}
    named |= {_of_address(value) for value in listing.values("url")}
    return frozenset(country for country in named if country)


def _of_address(address: str) -> str | None:
    found = _HOST().match(address)
    if found is None:
        return None
    parts = found[1].lower().rstrip(".").split(".")
    if (known := _NAMED.get(".".join(parts[-2:]))) is not None:
        return known
    last = parts[-1]
    if last == "co" and parts[-2:-1] == ["com"]:
        return "CO"  # shopee.com.co; a bare .co is anybody's
    return {"uk": "GB"}.get(last, last.upper()) if len(parts) > 1 and last in _SITES else None
