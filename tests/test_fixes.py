"""Which edits are made, and in which order."""

from __future__ import annotations

import pytest

from sellercheck import fixes
from sellercheck.finding import Confidence, Context, Edit, Finding, Fix, Severity, Use
from sellercheck.listing import Listing
from sellercheck.mark import Mark
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


def named(on: Listing, use: Use, *, at: str = "title") -> Finding:
    """A finding of a mark that has no fix to be made."""
    field = next(on.fields(at))
    return finding(on, "mark-use", (8, 13))._replace(
        field=field, at=field.at, mark=Mark("Rolex", "brand", "test"), context=Context(use, "exact", "yes")
    )


@pytest.mark.parametrize(
    ("use", "at", "made"),
    [
        (Use.BRAND_GOODS, "title", False),
        (Use.IMITATION, "title", False),
        (Use.COMPATIBILITY, "title", True),  # nobody takes "for Rolex" for the maker's own goods
        (Use.BRAND_GOODS, "brand", True),  # another cell
    ],
)
def test_a_word_of_likening_is_not_taken_from_beside_the_name_it_belongs_to(use: Use, at: str, made: bool) -> None:
    on = listing(title="replica Rolex watch", brand="Rolex Rolex Rolex")
    word = finding(on, "forbidden-term", (0, 7), fix(on, "review", (0, 8, "")))
    assert bool(fixes.step([word, named(on, use, at=at)], REVIEW)) == made
    other = finding(on, "forbidden-term", (14, 19), fix(on, "review", (13, 19, "")))
    assert new_title(fixes.step([other, named(on, use, at=at)], REVIEW)) == "replica Rolex"  # no word of likening


def test_a_fix_that_reaches_into_another_cell_is_not_made() -> None:
    on = listing(title="red dress", brand="red")
    brand = next(on.fields("brand"))
    both = Fix("", "review", (*fix(on, "review", (0, 3, "blue")).edits, Edit(brand, (0, 3), "blue")))
    assert fixes.step([finding(on, "pattern", (0, 3), both)], REVIEW) == []


def test_an_edit_that_changes_nothing_is_no_change() -> None:
    on = listing(title="red dress")
    assert fixes.step([finding(on, "pattern", (0, 3), fix(on, "review", (0, 3, "red")))], REVIEW) == []


def test_the_same_replacement_asked_for_twice_is_made_once_for_both() -> None:
    on = listing(title="red dress")
    one, two = (finding(on, "pattern", (0, 3), fix(on, "review", (0, 3, "blue")), rule=f"{name}/pattern") for name in ("wish", "shopee"))
    (change,) = fixes.step([one, two], REVIEW)
    assert (change.new, change.findings) == ("blue dress", (one, two))


@pytest.mark.parametrize(("check", "same"), [("length", True), ("characters", True), ("pattern", False), ("mark-use", False)])
def test_a_finding_about_a_whole_cell_is_known_again_whatever_words_it_shows(check: str, same: bool) -> None:
    on = listing(title="red dress")
    assert (fixes.name(finding(on, check, (0, 3))) == fixes.name(finding(on, check, (4, 9)))) is same


def test_a_new_finding_is_put_down_to_the_change_of_its_own_column() -> None:
    on = listing(title="red dress", brand="Acme!")
    brand = next(on.fields("brand"))
    of_title = finding(on, "pattern", (0, 3), fix(on, "review", (0, 3, "blue")))
    of_brand = finding(on, "characters", (4, 5), Fix("", "review", (Edit(brand, (4, 5), ""),)))._replace(field=brand, at=brand.at)
    changes = fixes.step([of_title, of_brand], REVIEW)
    assert len(changes) == 2
    fresh = finding(on, "length", (0, 9), severity=Severity.HIGH)
    assert fixes.worsened([of_title, of_brand], [fresh], changes) == {fixes.name(of_title)}
    assert fixes.worsened([of_title, of_brand], [fresh._replace(field=brand, at=brand.at)], changes) == {fixes.name(of_brand)}
    of_none = fresh._replace(field=None)
    assert fixes.worsened([of_title, of_brand], [of_none], changes) == {fixes.name(of_title), fixes.name(of_brand)}


def test_what_stood_there_before_is_nobodys_doing() -> None:
    on = listing(title="red dress!")
    fixed, stays = finding(on, "pattern", (0, 3), fix(on, "review", (0, 3, "blue"))), finding(on, "link", (9, 10), severity=Severity.HIGH)
    changes = fixes.step([fixed], REVIEW)
    assert fixes.worsened([fixed, stays], [stays], changes) == set()
    assert fixes.worsened([fixed, stays], [stays, stays], changes) == {fixes.name(fixed)}  # but a second one is


def test_a_finding_about_no_words_of_its_own_can_be_fixed_too() -> None:
    on = listing(title="red dress")
    found = finding(on, "required-field", (0, 0), fix(on, "review", (0, 3, "blue")))._replace(span=None)
    assert new_title(fixes.step([found], REVIEW)) == "blue dress"
