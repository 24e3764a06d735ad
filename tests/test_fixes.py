"""Which edits are made, and in which order."""

from __future__ import annotations

import pytest

from sellercheck import fixes
from sellercheck.finding import Confidence, Edit, Finding, Fix, Severity
from sellercheck.listing import Listing
from sellercheck.testing import listing

SAFE, REVIEW = fixes.MADE["safe"], fixes.MADE["review"]


def finding(on: Listing, check: str, span: tuple[int, int], *given: Fix, severity: Severity = Severity.MEDIUM, rule: str = "") -> Finding:
    field = next(on.fields("title"))
    return Finding(
        "0",
        rule or f"test/{check}",
        check,
        "test",
        severity,
        Confidence.HIGH,
        "",
        "",
        "",
        "",
        "",
        on.id,
        field,
        field.at,
        span,
        fixes=given,
    )


def fix(on: Listing, how: str, *edits: tuple[int, int, str]) -> Fix:
    field = next(on.fields("title"))
    return Fix("", how, tuple(Edit(field, (start, end), new) for start, end, new in edits))


def new_title(changes: list[fixes.Change]) -> str:
    return changes[0].new if changes else ""


def test_a_fix_of_another_kind_is_not_made() -> None:
    on = listing(title="red dress")
    found = [finding(on, "pattern", (0, 3), fix(on, "review", (0, 4, "")))]
    assert fixes.step(found, SAFE) == []
    assert new_title(fixes.step(found, REVIEW)) == "dress"


def test_advice_is_never_made() -> None:
    on = listing(title="red dress")
    assert fixes.step([finding(on, "pattern", (0, 3), fix(on, "advice", (0, 4, "")))], REVIEW) == []


def test_of_several_fixes_the_first_that_may_be_made_counts() -> None:
    on = listing(title="red dress")
    found = [
        finding(
            on, "pattern", (0, 3), fix(on, "advice", (0, 3, "blue")), fix(on, "review", (0, 3, "green")), fix(on, "review", (0, 3, "grey"))
        )
    ]
    assert new_title(fixes.step(found, REVIEW)) == "green dress"


def test_two_fixes_on_the_same_letters_are_never_made_together() -> None:
    on = listing(title="red dress cheap")
    mild = finding(on, "pattern", (0, 9), fix(on, "review", (0, 9, "skirt")), severity=Severity.LOW)
    grave = finding(on, "pattern", (4, 15), fix(on, "review", (4, 15, "blouse")), severity=Severity.HIGH)
    changes = fixes.step([mild, grave], REVIEW)
    assert new_title(changes) == "red blouse"
    assert changes[0].findings == (grave,)


def test_the_same_edit_asked_for_by_two_platforms_is_made_once_for_both() -> None:
    on = listing(title="red dress!")
    one, two = (finding(on, "characters", (9, 10), fix(on, "safe", (9, 10, "")), rule=f"{name}/characters") for name in ("wish", "shopee"))
    changes = fixes.step([one, two], SAFE)
    assert new_title(changes) == "red dress"
    assert changes[0].findings == (one, two)


def test_neighbouring_words_are_taken_out_in_one_piece() -> None:
    on = listing(title="Nike, Adidas, Puma shoes, red")
    spans = ((0, 4), (6, 12), (14, 18))
    found = [finding(on, "mark-use", span, fix(on, "review", (*span, ""))) for span in spans]
    from sellercheck import wording

    found = [
        each._replace(
            fixes=(
                fix(
                    on,
                    "review",
                    (*wording.removal("Nike, Adidas, Puma shoes, red", span)[0], wording.removal("Nike, Adidas, Puma shoes, red", span)[1]),
                ),
            )
        )
        for each, span in zip(found, spans, strict=True)
    ]
    changes = fixes.step(found, REVIEW)
    assert new_title(changes) == "Shoes, red"
    assert len(changes[0].findings) == 3


def test_the_text_is_cleaned_before_it_is_counted() -> None:
    on = listing(title="very long title!!")
    long = finding(on, "length", (10, 17), fix(on, "review", (9, 17, "")))
    signs = finding(on, "characters", (15, 17), fix(on, "review", (15, 17, "")))
    assert new_title(fixes.step([long, signs], REVIEW)) == "very long title"


def test_barred_findings_are_left_alone() -> None:
    on = listing(title="red dress")
    found = finding(on, "pattern", (0, 3), fix(on, "review", (0, 4, "")))
    assert fixes.step([found], REVIEW, {fixes.name(found)}) == []


def test_an_edited_listing_keeps_its_id_and_its_other_cells() -> None:
    on = listing(title="red dress", brand="Acme")
    changes = fixes.step([finding(on, "pattern", (0, 3), fix(on, "review", (0, 3, "blue")))], REVIEW)
    after = fixes.edited(on, changes)
    assert (after.id, after.first("title"), after.first("brand")) == (on.id, "blue dress", "Acme")
    assert on.first("title") == "red dress"


@pytest.mark.parametrize(
    ("after", "bad"),
    [
        ([], False),
        ([("pattern", Severity.MEDIUM)], True),  # still there
        ([("length", Severity.LOW)], False),  # new, and milder
        ([("length", Severity.MEDIUM)], True),
        ([("length", Severity.HIGH)], True),
    ],
)
def test_a_step_must_remove_what_it_fixes_and_bring_up_nothing_as_severe(after: list[tuple[str, Severity]], bad: bool) -> None:
    on = listing(title="red dress")
    before = [finding(on, "pattern", (0, 3), fix(on, "review", (0, 3, "blue")))]
    changes = fixes.step(before, REVIEW)
    there = [finding(on, check, (0, 3), severity=severity) for check, severity in after]
    assert bool(fixes.worsened(before, there, changes)) == bad


@pytest.mark.parametrize(("risen_to", "bad"), [(Severity.LOW, False), (Severity.MEDIUM, True), (Severity.HIGH, True)])
def test_a_finding_that_an_edit_makes_graver_counts_as_a_new_one(risen_to: Severity, bad: bool) -> None:
    on = listing(title="red dress")
    other = finding(on, "mark-use", (4, 9), severity=Severity.INFO)
    before = [finding(on, "pattern", (0, 3), fix(on, "review", (0, 3, "blue"))), other]
    assert bool(fixes.worsened(before, [other._replace(severity=risen_to)], fixes.step(before, REVIEW))) == bad


@pytest.mark.parametrize(
    ("old", "new", "span", "put"),
    [
        ("red dress", "red skirt", (4, 9), "skirt"),
        ("aa", "aaa", (2, 2), "a"),
        ("abc", "abc", (3, 3), ""),
        ("abab", "ab", (2, 4), ""),
        ("x", "", (0, 1), ""),
    ],
)
def test_a_change_as_one_edit(old: str, new: str, span: tuple[int, int], put: str) -> None:
    field = next(listing(title=old).fields("title"))
    edit = fixes.whole(fixes.Change(field, new, ()), field)
    assert (edit.span, edit.new) == (span, put)
