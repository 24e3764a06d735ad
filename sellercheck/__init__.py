"""Screens a marketplace seller's product sheet for trademark and platform-rule risks before the upload.

>>> import sellercheck
>>> report = sellercheck.check(rows=[{"title": "NIKE style running shoes"}], platforms=["wish"])
>>> str(report.worst)
'high'

The command `sellercheck` is a caller of what stands here.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from sellercheck.api import check, diff, explain, platforms
    from sellercheck.errors import SellercheckError
    from sellercheck.finding import Confidence, Finding, Severity
    from sellercheck.fixing import Fixed, fix
    from sellercheck.listing import Listing
    from sellercheck.mark import Mark
    from sellercheck.report import Report

_HOMES = {
    "Confidence": "finding",
    "Finding": "finding",
    "Fixed": "fixing",
    "Listing": "listing",
    "Mark": "mark",
    "Report": "report",
    "SellercheckError": "errors",
    "Severity": "finding",
    "check": "api",
    "diff": "api",
    "explain": "api",
    "fix": "fixing",
    "platforms": "api",
}

__all__ = [
    "Confidence",
    "Finding",
    "Fixed",
    "Listing",
    "Mark",
    "Report",
    "SellercheckError",
    "Severity",
    "check",
    "diff",
    "explain",
    "fix",
    "platforms",
]


def __getattr__(name: str) -> Any:
    # NOTE: names are fetched when first used, so that `sellercheck --help` does not load what a check needs.
    if name in _HOMES:
        return getattr(importlib.import_module(f"sellercheck.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'sellercheck' has no attribute {name!r}")
