"""What an authorisation covers, until when, and why one does not."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from settle.findings import TODAY, finding, verdict

from sellercheck.finding import Use
from sellercheck.settle.authorisations import Authorisations

HEAD = "mark,basis,platforms,territories,nice_classes,sku_pattern,valid_from,valid_to,document"


def test_a_covered_finding_names_document_and_end(held) -> None:
    assert verdict(held(HEAD, "Acmera,licence,,,,,,2026-12-31,LoA-17"), finding()).detail == "LoA-17, ends 2026-12-31"


@pytest.mark.parametrize("written", ["ACMERA", "acmera", "Ａｃｍｅｒａ", "Ac-mera", " acméra "])
def test_the_mark_is_compared_folded(written: str, held) -> None:
    assert verdict(held(HEAD, f"{written},licence,,,,,,,L"), finding()).detail


@pytest.mark.parametrize("written", ["Acmer", "Acmera Sports", "Zoomline"])
def test_another_mark_says_nothing(written: str, held) -> None:
    assert verdict(held(HEAD, f"{written},licence,,,,,,,L"), finding()) is None


def test_a_row_without_document_is_named_by_its_place(held) -> None:
    assert verdict(held("mark,basis", "Acmera,own"), finding()).detail.endswith("authorisations.csv:2, no end named")


# --- days ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "covered"),
    [
        ("", "2026-11-21", True),  # the last day counts to its end
        ("", "2026-11-20", False),
        ("2026-11-21", "", True),  # so does the first, from its beginning
        ("2026-11-22", "", False),
        ("2026-11-21", "2026-11-21", True),
        ("", "2026-11-21T00:00:00", True),  # a workbook's date is the midnight it begins with
        ("", "2026-11-21T23:59:59+08:00", True),  # the day as the letter writes it, whatever zone it was signed in
        ("", "2026-11-20T23:59:59-12:00", False),
        ("", "2026-11-21 00:00:00Z", True),
    ],
)
def test_days_count_to_their_end(valid_from: str, valid_to: str, covered: bool, held) -> None:
    found = verdict(held(HEAD, f"Acmera,licence,,,,,{valid_from},{valid_to},L"), finding())
    assert (found.detail is not None) is covered


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "UTC", "Etc/GMT+12"])
def test_the_zone_of_the_machine_changes_nothing(zone: str, sheet) -> None:
    """From UTC+14 to UTC-12: `today` is given, and no clock is asked."""
    path = sheet(f"{HEAD}\nAcmera,licence,,,,,,2026-12-31T23:59:59+08:00,L\n")
    code = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from datetime import date\n"
        "from settle.findings import finding, verdict\n"
        "from sellercheck.settle.authorisations import Authorisations\n"
        "from sellercheck.settle.sheet import read\n"
        f"rows = read({str(path)!r}).rows\n"
        "print([verdict(Authorisations(rows, today=date(*on)), finding()).detail for on in ((2026, 12, 31), (2027, 1, 1))])\n"
    )
    root = Path(__file__).parents[2]
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=root, env=os.environ | {"TZ": zone, "PYTHONPATH": str(root)}, capture_output=True, text=True, check=True
    )  # fmt: skip
    assert told.stdout == "['L, ends 2026-12-31', None]\n"


def test_what_has_ended_gives_the_reason(held) -> None:
    assert verdict(held(HEAD, "Acmera,licence,,,,,,2026-06-30,LoA-3"), finding()) == (
        None,
        ("the authorisation LoA-3 ended on 2026-06-30",),
    )


def test_a_newer_letter_takes_the_place_of_the_ended_one(held) -> None:
    found = verdict(held(HEAD, "Acmera,licence,,,,,,2025-12-31,old", "Acmera,licence,,,,,2026-01-01,2027-12-31,new"), finding())
    assert found.detail == "new, ends 2027-12-31"


@pytest.mark.parametrize(
    ("left", "note"),
    [
        (0, "the authorisation L for Acmera ends today"),
        (1, "the authorisation L for Acmera ends on 2026-11-22, in 1 day"),
        (30, "the authorisation L for Acmera ends on 2026-12-21, in 30 days"),
        (31, None),
    ],
)
def test_what_ends_within_thirty_days_is_noted(left: int, note: str | None, held) -> None:
    rights = held(HEAD, f"Acmera,licence,,,,,,{(TODAY + timedelta(left)).isoformat()},L")
    assert list(rights.notes()) == []  # nothing was covered yet
    verdict(rights, finding())
    assert list(rights.notes()) == ([note] if note else [])


def test_many_that_end_soon_are_counted(held) -> None:
    rights = held(HEAD, *(f"Acmera {n},licence,,,,,,2026-12-01,L{n}" for n in range(25)))
    for number in range(25):
        assert verdict(rights, finding(f"Acmera {number}")).detail
    notes = list(rights.notes())
    assert len(notes) == 21
    assert notes[-1] == "5 more authorisations end within 30 days; see: sellercheck authorisations check"


# --- basis and use ---------------------------------------------------------------------------------------------------

SOLD = (Use.BRAND_GOODS, Use.THEME, Use.COMPATIBILITY, Use.REFERENCE, Use.GENERIC_WORD_USE, Use.ORDINARY_WORD)


@pytest.mark.parametrize(
    ("basis", "covered"),
    [
        ("own", set(Use)),
        ("licence", set(SOLD)),
        ("reseller", set(SOLD)),
        ("invoice", set(SOLD)),
        ("compatible-only", {Use.COMPATIBILITY}),
    ],
)
def test_the_basis_decides_which_uses_are_answered(basis: str, covered: set[Use], held) -> None:
    rights = held(HEAD, f"Acmera,{basis},,,,,2026-11-01,,L")
    assert {use for use in Use if verdict(rights, finding(use=use)).detail} == covered


def test_compatible_only_never_covers_the_brand_field(held) -> None:
    rights = held(HEAD, "Acmera,compatible-only,,,,,,,")
    assert verdict(rights, finding(use=Use.COMPATIBILITY, field="title")).detail
    for field in ("brand",):
        found = verdict(rights, finding(use=Use.COMPATIBILITY, field=field))
        assert found.detail is None
        assert "compatibility only" in found.reasons[0]


def test_an_imitation_keeps_its_finding_and_says_why(held) -> None:
    found = verdict(held(HEAD, "Acmera,reseller,,,,,,,LoA-17"), finding(use=Use.IMITATION))
    assert found == (None, ("the authorisation LoA-17 does not answer for a name in such use: named as what the goods resemble",))


@pytest.mark.parametrize("check", ["brand-mismatch", "compatibility-form"])
def test_how_a_name_is_written_is_no_question_of_rights(check: str, held) -> None:
    assert verdict(held(HEAD, "Acmera,licence,,,,,,,L"), finding(check=check)) is None
    assert verdict(held(HEAD, "Acmera,own,,,,,,,L"), finding(check=check)).detail


def test_a_restricted_brand_is_answered_by_a_licence(held) -> None:
    assert verdict(held(HEAD, "Acmera,licence,,,,,,,L"), finding(check="restricted-brand", rule="amazon/restricted-brand")).detail


@pytest.mark.parametrize(
    ("age", "platform", "covered"),
    [(0, "amazon", True), (365, "amazon", True), (366, "amazon", False), (366, "wish", True), (4000, "shopee", True)],
)
def test_invoices_grow_old_on_amazon_only(age: int, platform: str, covered: bool, held) -> None:
    rights = held(HEAD, f"Acmera,invoice,,,,,{(TODAY - timedelta(age)).isoformat()},,INV-5")
    found = verdict(rights, finding(platform=platform))
    assert (found.detail is not None) is covered
    if covered:
        assert found.detail == f"INV-5, invoice of {(TODAY - timedelta(age)).isoformat()}"
    else:
        assert found.reasons == ("the invoice INV-5 of 2025-11-20 is more than 365 days old, and Amazon asks for the last 365 days",)


def test_an_invoice_without_a_date_does_not_count_on_amazon(held) -> None:
    rights = held(HEAD, "Acmera,invoice,,,,,,,INV-5")
    assert verdict(rights, finding(platform="amazon")).reasons == (
        "the invoice INV-5 names no date, and Amazon asks for the last 365 days",
    )
    assert verdict(rights, finding(platform="wish")).detail == "INV-5, invoice without a date"


def test_an_invoice_that_will_be_too_old_soon_is_noted(held) -> None:
    rights = held(HEAD, f"Acmera,invoice,,,,,{(TODAY - timedelta(350)).isoformat()},,INV-5")
    verdict(rights, finding(platform="wish"))
    assert list(rights.notes()) == []
    verdict(rights, finding(platform="amazon"))
    assert list(rights.notes()) == ["the invoice INV-5 for Acmera counts on Amazon until 2026-12-06, 15 days more"]


# --- scope -----------------------------------------------------------------------------------------------------------


def test_another_platform_is_named(held) -> None:
    rights = held(HEAD, "Acmera,licence,amazon; shopee,,,,,,LoA-17")
    assert verdict(rights, finding(platform="amazon")).detail
    assert verdict(rights, finding(platform="wish")).reasons == ("the authorisation LoA-17 is for amazon, shopee, not for wish",)


@pytest.mark.parametrize(
    ("territories", "sold_in", "missing"),
    [
        ("US;GB", ["US"], None),
        ("US;GB", ["us", "gb"], None),
        ("US;GB", ["GB", "DE"], "DE"),
        ("EU", ["DE", "FR"], None),
        ("EU", ["DE", "GB", "CH"], "CH, GB"),
        ("DE", ["EU"], "AT, BE"),
        ("UK", ["GB"], None),
        ("worldwide", ["US", "CN"], None),
        ("", ["US", "CN"], None),
        ("美国；欧盟", ["US", "IT"], None),
    ],
)
def test_territories(territories: str, sold_in: list[str], missing: str | None, held) -> None:
    found = verdict(held(HEAD, f"Acmera,licence,,{territories},,,,,LoA-17", sold_in=sold_in), finding())
    if missing is None:
        assert found.detail == "LoA-17, no end named"
    else:
        assert found.detail is None
        assert f"LoA-17 does not reach {missing}" in found.reasons[0]


def test_several_rows_may_cover_the_countries_together(held) -> None:
    rights = held(HEAD, "Acmera,licence,,US,,,,2026-12-01,A", "Acmera,licence,,GB,,,,2026-12-05,B", sold_in=["US", "GB"])
    assert verdict(rights, finding()).detail == "B, ends 2026-12-05; A"
    assert len(list(rights.notes())) == 2


def test_unknown_countries_do_not_keep_the_finding_and_are_said(held) -> None:
    assert (
        verdict(held(HEAD, "Acmera,licence,,US;GB,,,,,L"), finding()).detail
        == "L, no end named; for GB, US only, and where you sell was not named (--country)"
    )


@pytest.mark.parametrize(
    ("goods", "detail", "reason"),
    [
        ({25}, "L, no end named", None),
        ({18, 9}, "L, no end named", None),
        ({9}, None, "the authorisation L is for Nice class 18, 25, and the goods are of class 9"),
        (set(), "L, no end named; for Nice class 18, 25 only, and the listing does not tell its own", None),
    ],
)
def test_classes(goods: set[int], detail: str | None, reason: str | None, held) -> None:
    found = verdict(held(HEAD, "Acmera,licence,,,18;25,,,,L"), finding(), goods)
    assert found == (detail, (reason,) if reason else ())


def test_classes_are_asked_only_where_a_row_that_counts_is_for_some(held) -> None:
    rights = held(HEAD, "Acmera,licence,,,,,,,L", "Zoom,licence,,,25,,,,L", "Old,licence,,,25,,,2020-01-01,L")
    assert [name for name in ("Acmera", "Zoom", "Old", "Other") if (held_for := rights.rights(finding(name))) and held_for.by_class] == [
        "Zoom"
    ]


def test_form_is_answered_by_an_own_mark_and_not_by_a_licence_beside_it(held) -> None:
    rights = held(HEAD, "Acmera,own,,,,AC-*,,,O", "Acmera,licence,,,,,,,L")
    assert verdict(rights, finding(check="brand-mismatch", sku="AC-1")).detail == "O, no end named"
    assert verdict(rights, finding(check="brand-mismatch", sku="B-1")) is None
    assert verdict(rights, finding(sku="B-1")).detail == "L, no end named"


@pytest.mark.parametrize(
    ("pattern", "sku", "covered"),
    [
        ("AC-*", "AC-1", True),
        ("AC-*", "ac-99", True),
        ("AC-*", "XAC-1", False),
        ("AC-1;AC-2", "AC-2", True),
        ("AC-1", "AC-10", False),
        ("AC-?", "AC-10", False),
        ("*-RED", "AC-1-red", True),
        ("A/1", "A/1", True),
        ("*", "whatever", True),
    ],
)
def test_sku_patterns(pattern: str, sku: str, covered: bool, held) -> None:
    found = verdict(held(HEAD, f"Acmera,licence,,,,{pattern},,,L"), finding(sku=sku))
    assert (found.detail is not None) is covered
    if not covered:
        assert "not for this listing" in found.reasons[0]


def test_a_thousand_rows_for_single_skus_answer_for_their_own(held) -> None:
    rights = held(HEAD, *(f"Acmera,licence,,,,S-{n},,,L{n}" for n in range(1000)))
    assert verdict(rights, finding(sku="S-512")).detail == "L512, no end named"
    assert verdict(rights, finding(sku="S-1000")).detail is None


@pytest.mark.parametrize(
    ("mark", "kind", "parent", "detail"),
    [
        ("Acmera Zoom", "product-line", None, "L, no end named; as a line of Acmera"),
        ("Zoomline", "product-line", "Acmera", "L, no end named; as a line of Acmera"),
        ("Acmera Zoom", "brand", None, None),  # another company may be called so
        ("Acmerazoom", "product-line", None, None),
        ("Panda", "character", "Acmera", None),  # a character is licensed on its own
    ],
)
def test_a_brand_covers_its_lines(mark: str, kind: str, parent: str | None, detail: str | None, held) -> None:
    found = verdict(held(HEAD, "Acmera,licence,,,,,,,L"), finding(mark, kind=kind, parent=parent))
    assert (found and found.detail) == detail


def test_the_nearest_reasons_come_first_and_two_at_most(held) -> None:
    rights = held(
        HEAD, "Acmera,licence,amazon,,,,,,P", "Acmera,licence,,,,,,2020-01-01,E", "Acmera,licence,,US,,,,,T", "Acmera,licence,,,,X-*,,,S",
        sold_in=["DE"],
    )  # fmt: skip
    reasons = verdict(rights, finding()).reasons
    assert [reason.split()[2] for reason in reasons] == ["T", "S"]


def test_the_answer_does_not_depend_on_what_was_asked_before(held) -> None:
    lines = (HEAD, "Acmera,licence,,,25,AC-*,,,L", "Acmera,compatible-only,,,,,,,C", "Zoom,own,,,,,,,Z")
    found = [finding(use=use, sku=sku, field=field) for use in Use for sku in ("AC-1", "B-1") for field in ("title", "brand")]
    together = held(*lines)
    at_once = [verdict(together, each, {25}) for each in found]
    assert at_once == [verdict(held(*lines), each, {25}) for each in found]
    assert at_once[::-1] == [verdict(together, each, {25}) for each in reversed(found)]


def test_in_chinese(held) -> None:
    rights = held(HEAD, "Acmera,licence,,,,,,2026-12-01,LoA-17", language="zh")
    assert verdict(rights, finding()).detail == "LoA-17，有效期至 2026-12-01"
    assert list(rights.notes()) == ["Acmera 的授权 LoA-17 将于 2026-12-01 到期，剩余 10 天"]


def test_rows_can_come_from_elsewhere() -> None:
    from sellercheck.mark import Authorisation

    assert (
        verdict(Authorisations([Authorisation("Acmera", "own", "made here")], today=TODAY), finding()).detail == "made here, no end named"
    )
