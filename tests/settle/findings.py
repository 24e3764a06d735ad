"""Findings of marks, and what authorisations say of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from reporters import reports

from sellercheck.finding import Finding, Use
from sellercheck.mark import Mark
from sellercheck.settle.authorisations import Authorisations, Verdict

TODAY = date(2026, 11, 21)


def finding(
    mark: str = "Acmera", *, platform: str = "wish", use: Use = Use.BRAND_GOODS, field: str = "title", kind: str = "brand", parent: str | None = None,
    sku: str = "SKU-2", value: str | None = None, **more: object,
) -> Finding:  # fmt: skip
    """A finding of mark-use; what else of it is to differ goes into `more`."""
    cell = reports.field(field, value or f"{mark} bag")
    found = reports.mark_finding(cell, mark, Mark(mark, kind, "test", parent=parent), platform=platform, listing=sku)
    assert found.context
    return found._replace(context=found.context._replace(use=use), **more)  # type: ignore[arg-type]


def verdict(held: Authorisations, found: Finding, goods: Iterable[int] = ()) -> Verdict | None:
    """`goods`: the Nice classes of the listing."""
    rights = held.rights(found)
    return rights.verdict(found, found.listing, frozenset(goods)) if rights is not None else None
