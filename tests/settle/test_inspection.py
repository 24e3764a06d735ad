"""What `sellercheck authorisations check` finds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from settle.findings import TODAY

from sellercheck.settle.inspection import inspect
from sellercheck.settle.sheet import read

HEAD = "mark,basis,platforms,territories,valid_from,valid_to,document,document_sha256,registration_no"


@pytest.fixture
def kinds(sheet: Callable[..., Path]) -> Callable[..., list[tuple[str, str, bool]]]:
    """Kind, row and whether something is missing."""

    def look(
        *lines: str, today: date = TODAY, platforms: tuple[str, ...] = (), sold_in: tuple[str, ...] = ()
    ) -> list[tuple[str, str, bool]]:
        found = inspect([read(sheet("\n".join((HEAD, *lines)) + "\n"))], today=today, platforms=platforms, sold_in=sold_in)
        return [(remark.kind, remark.where.rpartition(":")[2], remark.fault) for remark in found]

    return look


def test_nothing_to_see_to(kinds) -> None:
    assert kinds("Acmera,licence,wish,US,2026-01-01,2027-12-31,L,,", "Zoom,own,wish,US,,,,,123", "Fit,compatible-only,wish,US,,,,,") == []


@pytest.mark.parametrize(
    ("today", "found"),
    [
        (date(2026, 12, 1), []),
        (date(2026, 12, 2), [("ends-soon", "2", False)]),
        (date(2027, 1, 1), [("ends-soon", "2", False)]),
        (date(2027, 1, 2), [("ended", "2", True)]),
        (date(2025, 12, 31), [("not-begun", "2", True)]),
    ],
)
def test_days(today: date, found: list, kinds) -> None:
    assert kinds("Acmera,licence,wish,,2026-01-01,2027-01-01,L,,", today=today) == found


def test_a_letter_that_was_renewed_is_a_note(kinds) -> None:
    lines = ("Acmera,licence,wish,,,2026-01-01,old,,", "ACMERA,licence,,,,,new,,")
    assert kinds(*lines) == [("replaced", "2", False)]
    assert kinds(lines[0], "Acmera,licence,amazon,,,,new,,") == [("ended", "2", True)]


@pytest.mark.parametrize(
    ("ended", "newer", "replaced"),
    [(",", ",", True), ("A-*,", ",", True), (",", "A-*,", False), ("A-*,", "B-*,", False), (",25", ",", True), (",25", ",25;9", True), (",25;9", ",25", False), (",", ",25", False)],
)  # fmt: skip
def test_a_renewal_must_reach_as_far(ended: str, newer: str, replaced: bool, sheet) -> None:
    lines = f"mark,basis,valid_to,document,sku_pattern,nice_classes\nAcmera,licence,2020-01-01,L,{ended}\nAcmera,licence,,M,{newer}\n"
    (remark,) = inspect([read(sheet(lines))], today=TODAY)
    assert remark.kind == ("replaced" if replaced else "ended")


def test_platforms_without_a_row(kinds) -> None:
    lines = ("Acmera,licence,wish,,,,L,,", "Zoom,licence,amazon;wish,,,,L,,")
    assert kinds(*lines) == [("no-platform", "2", True)]
    assert kinds(*lines, platforms=("wish",)) == []
    assert kinds(*lines, platforms=("wish", "shopee")) == [("no-platform", "2", True), ("no-platform", "3", True)]
    assert kinds("Acmera,licence,,,,,L,,", platforms=("wish", "shopee")) == []


def test_countries_that_no_row_reaches(kinds) -> None:
    lines = ("Acmera,licence,,US,,,L,,", "Acmera,licence,,GB,,,L,,", "Zoom,licence,,EU,,,L,,")
    assert kinds(*lines, sold_in=("US", "GB")) == [("no-territory", "4", True)]
    assert kinds(*lines, sold_in=("DE",)) == [("no-territory", "2", True)]
    assert kinds(*lines[:2]) == []
    assert kinds("Acmera,licence,,,,,L,,", sold_in=("US", "CN")) == []


def test_compatibility_is_no_right_and_closes_no_gap(kinds) -> None:
    assert kinds("Acmera,licence,wish,,,,L,,", "Acmera,compatible-only,amazon,,,,,,") == [
        ("no-platform", "2", True),
        ("no-platform", "3", True),
    ]


def test_invoices(kinds) -> None:
    assert kinds("Acmera,invoice,amazon,,2025-11-20,,INV,,") == [("invoice-old", "2", True)]
    assert kinds("Acmera,invoice,wish,,2025-11-20,,INV,,") == []
    assert kinds("Acmera,invoice,amazon,,2025-12-01,,INV,,") == [("ends-soon", "2", False)]
    assert kinds("Acmera,invoice,amazon,,,,INV,,") == [("invoice-no-date", "2", True)]


def test_documents(kinds, tmp_path) -> None:
    (tmp_path / "there.pdf").write_bytes(b"letter")
    right, wrong = hashlib.sha256(b"letter").hexdigest(), "0" * 64
    assert kinds("Acmera,licence,,,,,there.pdf,,", f"Zoom,licence,,,,,there.pdf,{right.upper()},", "Bond,licence,,,,,LoA 17/2026,,") == []
    assert kinds("Acmera,licence,,,,,,,") == [("no-document", "2", True)]
    assert kinds("Acmera,licence,,,,,not-there.PDF,,") == [("document-missing", "2", True)]
    assert kinds(f"Acmera,licence,,,,,there.pdf,{wrong},") == [("document-changed", "2", True)]
    assert kinds(f"Acmera,licence,,,,,LoA-17,{wrong},") == [("document-missing", "2", True)]
    assert kinds(f"Acmera,licence,,,,,{'x' * 5000}.pdf,,") == [("document-missing", "2", True)]


def test_a_column_of_the_sellers_own_is_a_note(sheet) -> None:
    (remark,) = inspect([read(sheet("mark,basis,registration_no,Lawyer\nAcmera,own,1,Li\n"))], today=TODAY)
    assert (remark.kind, remark.fault) == ("unknown-column", False)
