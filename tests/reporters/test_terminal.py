"""The report a person reads."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from reporters import reports

from sellercheck.finding import Severity, Use
from sellercheck.mark import KINDS
from sellercheck.report import NotChecked, Report, SetAside
from sellercheck.reporters import RenderOptions, terminal
from sellercheck.reporters._lines import width
from sellercheck.reporters._texts import TEXTS


def written(report: Report, **options: object) -> str:
    out = io.StringIO()
    terminal.write(report, out, RenderOptions(**options))  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("empty", {}),
        ("full", {}),
        ("full.verbose", {"verbose": True, "min_severity": Severity.INFO}),
        ("full.listing", {"group_by": "listing"}),
        ("full.zh", {"language": "zh"}),
        ("full.medium", {"min_severity": Severity.MEDIUM}),
        ("full.narrow", {"width": 60}),
        ("hostile", {"verbose": True}),
        ("platforms", {}),
        ("full.rule", {"group_by": "rule"}),
        ("suppliers", {"group_by": "supplier"}),
        ("suppliers.zh", {"group_by": "supplier", "language": "zh"}),
    ],
)
def test_whole_reports(name: str, options: dict[str, object], golden) -> None:
    golden(f"{name}.txt", written(reports.ALL[name.partition(".")[0]](), **options))


def test_colours_change_no_letter() -> None:
    plain, coloured = written(reports.full()), written(reports.full(), colour=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert "\x1b[1;31mhigh\x1b[0m" in coloured


@pytest.mark.parametrize("colour", [False, True])
def test_nothing_of_a_sheet_is_obeyed(colour: bool) -> None:
    text = written(reports.hostile(), verbose=True, colour=colour)
    bare = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert not [char for char in bare if char != "\n" and (not char.isprintable() and char != " ")]
    text.encode("utf-8")  # no half of a pair is left


@pytest.mark.parametrize("name", sorted(reports.ALL))
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("room", "by"), [(80, "mark"), (80, "supplier"), (120, "rule"), (200, "listing")])
def test_lines_keep_within_the_width_but_for_addresses(name: str, language: str, room: int, by: str) -> None:
    for line in written(reports.ALL[name](), language=language, width=room, group_by=by).splitlines():
        assert width(line) <= room or "://" in line, line


def test_carets_stand_under_the_span_whatever_stands_before() -> None:
    lines = written(reports.hostile(), verbose=True).splitlines()
    pairs = [(lines[number - 1], line) for number, line in enumerate(lines) if re.fullmatch(r"\s+\| \s*\^+", line)]
    assert len(pairs) == 8
    for text, carets in pairs:
        start, end = carets.index("^"), len(carets)
        under, place = "", 0
        for char in text:
            if start <= place < end:
                under += char
            place += width(char)
        assert under in {"Acmera", "Ac<U+200B>mera"}


def test_one_mark_in_many_rows_and_platforms_is_one_block() -> None:
    text = written(reports.platforms())
    assert text.count("-->") == terminal.EXAMPLES
    assert "Acmera · brand name in listings that are not shown to be the brand's · 224 listings (150 high," in text
    assert "also in template.xlsx!Template, rows 5–199" in text


def test_every_row_is_named_or_counted() -> None:
    cells = [reports.field("title", "Acmera bag", row) for row in (2, 3, 4, *range(7, 40, 2), *range(50, 60))]
    text = written(reports.report(tuple(reports.mark_finding(cell, "Acmera") for cell in cells)))
    assert "also rows 7, 9, 11, 13, 15, 17, 19, 21 and 19 more rows" in text  # 9 single rows and 50–59
    everything = written(reports.report(tuple(reports.mark_finding(cell, "Acmera") for cell in cells)), verbose=True)
    assert everything.count("-->") == 20


def test_uses_of_one_mark_are_blocks_of_their_own_when_other_things_are_said_of_them() -> None:
    cells = [reports.field("title", "Acmera bag", row) for row in (2, 3)]
    uses = (Use.BRAND_GOODS, Use.COMPATIBILITY)
    found = tuple(reports.mark_finding(cell, "Acmera", use=use) for cell, use in zip(cells, uses, strict=True))
    assert written(reports.report(found)).count("\nhigh  Acmera") == 2
    alike = tuple(finding._replace(message="“Acmera” belongs to somebody else.") for finding in found)
    assert written(reports.report(alike)).count("\nhigh  Acmera") == 1


def test_two_spellings_of_one_mark_are_one_block_with_one_reason() -> None:
    cells = [reports.field("title", f"{text} bag", row) for row, text in enumerate(("Acmera", "ACMERA", "acmera"), 2)]
    text = written(reports.report(tuple(reports.mark_finding(cell, cell.value.split()[0]) for cell in cells)))
    assert text.count("\nhigh  ") == 1
    assert text.count("offers the goods") == 1


def test_messages_that_differ_from_cell_to_cell_stand_under_their_cells() -> None:
    text = written(reports.full())
    assert "= 13 characters; Wish shows 10." in text
    assert "= 28 characters; Wish shows 10." in text


def test_two_marks_in_one_cell_of_one_owner_are_told_together() -> None:
    assert "3 listings, one owner, counting Zoomline" in written(reports.full())


def test_a_span_that_is_out_of_view_is_counted() -> None:
    cell = reports.field("description", "Acmera " + "x " * 400 + "Acmera", 2)
    found = tuple(reports.mark_finding(cell, "Acmera", span=span) for span in ((0, 6), (807, 813)))
    text = written(reports.report(found))
    assert text.count("-->") == 1
    assert "1 more place in this cell" in text


def test_grave_blocks_come_first_then_those_of_most_listings() -> None:
    few = [reports.rule_finding("rare", reports.field("title", "a", 2), "m", severity=Severity.HIGH)]
    some = [reports.rule_finding("some", reports.field("title", "a", row), "m") for row in (2, 3)]
    many = [reports.rule_finding("many", reports.field("title", "a", row), "m") for row in (2, 3, 4)]
    text = written(reports.report((*some, *many, *few)))
    heads = re.findall(r"^(?:high|medium)  (\w+)", text, re.MULTILINE)
    assert heads == ["rare", "many", "some"]


def test_what_is_hidden_is_counted() -> None:
    assert "1 info note not shown (--min-severity info)" in written(reports.full())
    text = written(reports.full(), min_severity=Severity.HIGH)
    assert "13 findings below high not shown (--min-severity info)" in text
    only_info = reports.report(tuple(finding for finding in reports.full().findings if finding.severity is Severity.INFO))
    text = written(only_info)
    assert "nothing at or above low found in the lists and rules named below" in text
    assert "0 findings in 798 listings · 1 info note" in text


def test_long_reports_name_the_last_blocks_in_brief() -> None:
    cell = reports.field("title", "a", 2)
    report = reports.report(tuple(reports.rule_finding(f"rule-{number}", cell, "m") for number in range(60)))
    text = written(report)
    assert text.count("-->") == terminal.IN_FULL
    assert "20 more blocks in brief; -v shows them in full" in text
    assert all(f"rule-{number} ·" in text for number in range(60))
    assert written(report, verbose=True).count("-->") == 60


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", sorted(reports.ALL))
def test_no_verdict_of_law(name: str, language: str) -> None:
    text = written(reports.ALL[name](), verbose=True, language=language).replace("safe <U+202E>", "")
    assert not re.search(r"(?i)infring|illegal|cleared|safe to sell|侵权|违法|安全", text)


def test_both_languages_have_the_same_blanks() -> None:
    for name, (english, chinese) in TEXTS.items():
        blanks = [set(re.findall(r"{(\w+)", text)) for text in (*english.split("|"), chinese)]
        assert all(found | {"n"} == blanks[-1] | {"n"} for found in blanks), name


def test_every_use_and_kind_has_its_words() -> None:
    assert {*map(str, Use), *KINDS, *map(str, Severity)} <= TEXTS.keys()


def test_a_supplier_is_one_however_it_is_written_and_what_is_missing_is_theirs_too() -> None:
    text = written(reports.suppliers(), group_by="supplier")
    heads = re.findall(r"^high  (.+?) · (.+?) · wish$", text, re.MULTILINE)
    assert heads == [
        ("Sunny Trade", "2 listings, 5 findings"),
        ("no supplier named", "1 listing, 2 findings"),
        ("=Evil & Sons", "1 listing, 2 findings"),
    ]


def test_a_rule_is_one_block_whatever_marks_it_met() -> None:
    text = written(reports.full(), group_by="rule")
    assert text.count("\nhigh  mark-use · ") == 1
    assert "= “Acm3ra” reads as Acmera in a changed spelling." in text


def test_the_same_report_gives_the_same_text() -> None:
    assert written(reports.full()) == written(reports.full())


def test_an_edit_of_a_long_cell_is_shown_where_it_is() -> None:
    cell = reports.field("description", "soft " * 200 + "Acmera bag " + "light " * 200, 2)
    fix = reports.removal(cell, "Acmera ")
    text = written(reports.report((reports.mark_finding(cell, "Acmera", fixes=(fix,)),)))
    assert re.search(r"C2 \+ ….*soft bag light.*…", text)


def test_an_edit_that_empties_the_cell_says_so() -> None:
    cell = reports.field("brand", "Acmera", 2)
    text = written(reports.report((reports.mark_finding(cell, "Acmera", fixes=(reports.removal(cell, "Acmera"),)),)))
    assert "D2 + nothing is left in the cell" in text


def test_a_long_path_is_shortened_where_its_name_says_enough() -> None:
    deep = "/a/long/way/down/to/the/folder/of/exports/from/the/system/stock.csv"
    layout = replace(reports.STOCK, path=deep)
    finding = reports.mark_finding(reports.field("title", "Acmera bag", 2, sheet=layout), "Acmera")
    one = reports.report((finding,), sheets=(reports.sheet_info()._replace(path=deep),))
    assert "--> stock.csv:2 · row 2" in written(one, width=80)
    assert f"--> {deep}:2" in written(one, width=140)
    two = replace(one, sheets=(*one.sheets, one.sheets[0]._replace(path="/elsewhere/stock.csv")))
    assert f"--> {deep}:2" in written(two, width=80)


def test_what_the_line_of_the_mark_says_is_not_said_again() -> None:
    text = written(reports.full())
    assert "stands in the list" not in text
    assert "Acmera Holdings v. a seller (Example court, 1:26-cv-00001, 2026-01-31)" in text
    assert "Acmera stands in the list famous" in written(reports.full(), verbose=True)


@pytest.mark.parametrize(("days", "told"), [(29, ""), (30, ", 30 days old")])
def test_a_list_tells_its_age_from_a_month_on(days: int, told: str) -> None:
    info = reports.LISTS[0]._replace(retrieved=reports.TODAY - timedelta(days))
    assert f"famous (1,332 entries, {info.retrieved.isoformat()}{told})" in written(reports.report(lists=(info,)))


@pytest.mark.parametrize(("rows", "named", "more"), [(12, 9, False), (13, 8, True)])
def test_what_would_be_one_more_is_named_instead_of_counted(rows: int, named: int, more: bool) -> None:
    cells = [reports.field("title", "Acmera bag", row) for row in range(2, 2 + 2 * rows, 2)]
    text = written(reports.report(tuple(reports.mark_finding(cell, "Acmera") for cell in cells)))
    (line,) = [line for line in text.splitlines() if line.startswith("  also row")]
    assert len(re.findall(r"\d+(?=[, ]|$)", line.partition(" and ")[0])) == named
    assert ("and 2 more rows" in line) is more


@pytest.mark.parametrize(("count", "lines", "more"), [(5, 5, ""), (6, 4, "and 2 more findings for other reasons (-v)")])
def test_what_was_set_aside_is_told_by_mark_and_the_rest_counted(count: int, lines: int, more: str) -> None:
    aside = []
    for number in range(count):
        cell = reports.field("title", f"Mark{number} bag", number + 2)
        mark = reports.ACMERA._replace(text=f"Mark{number}")
        aside.append(SetAside(reports.mark_finding(cell, mark.text, mark), "authorised", f"LoA-{number}"))
    text = written(reports.report(set_aside=tuple(aside)))
    assert len(re.findall(r"Mark\d: LoA-\d \(1 finding\)", text)) == lines
    assert ("more findings for other reasons" in text) is bool(more)
    assert more in text


@pytest.mark.parametrize(("count", "named", "rest"), [(9, 9, ""), (10, 8, "and 2 more (-v)")])
def test_what_was_not_checked_is_named_or_counted(count: int, named: int, rest: str) -> None:
    items = tuple(NotChecked(f"part {number}", "not at hand") for number in range(count))
    text = written(reports.report(not_checked=items))
    assert text.count("not at hand") == named
    assert rest in text
    assert ("more (-v)" in text) is bool(rest)
    assert written(reports.report(not_checked=items), verbose=True).count("not at hand") == count


def test_an_owner_is_an_exposure_from_the_second_listing_on() -> None:
    found = tuple(reports.mark_finding(reports.field("title", "Acmera bag", row), "Acmera") for row in (2, 3))
    assert "exposure     2 listings, one owner" in written(reports.report(found))
    assert "one owner" not in written(reports.report(found[:1]))


def test_nothing_counted_is_not_nothing_found() -> None:
    cell = reports.field("title", "Acmera bag", 2)
    aside = SetAside(reports.mark_finding(cell, "Acmera"), "baseline", "known")
    assert "rules named below but what is set aside\n" in written(reports.report(set_aside=(aside,)))
    assert "rules named below\n" in written(reports.report())


def test_a_listing_shows_all_its_cells_and_names_those_beyond_measure() -> None:
    cells = [reports.field("title", "Acmera bag", row) for row in range(2, 26)]
    found = tuple(reports.mark_finding(cell, "Acmera", listing="SKU-2") for cell in cells)
    text = written(reports.report(found), group_by="listing")
    assert text.count("  --> ") == 20
    assert "also cells B22, B23, B24, B25\n" in text


def test_where_causes_are_mixed_each_text_names_its_rule_the_gravest_first() -> None:
    cell = reports.field("title", "Acmera bag", 2)
    low = reports.rule_finding("title-length", cell, "Too long.", severity=Severity.LOW)
    text = written(reports.report((low, reports.mark_finding(cell, "Acmera"))), group_by="listing")
    assert text.index("consequence  wish/mark-use: Listings may") < text.index("wish/title-length: The upload is refused.")


def test_rows_that_are_shown_are_not_named_again_but_their_other_cells() -> None:
    cells = [reports.field(name, "Acmera bag", row) for row in range(2, 7) for name in ("title", "keywords")]
    text = written(reports.report(tuple(reports.mark_finding(cell, "Acmera") for cell in cells)))
    assert "also cells E2, E3, E4\n  also rows 5–6\n" in text


def test_texts_are_labelled_by_what_tells_them_apart() -> None:
    cell = reports.field("title", "Acmera, Acmera bag", 2)
    first = reports.mark_finding(cell, "Acmera", span=(0, 6))
    second = reports.mark_finding(cell, "Acmera", span=(8, 14))._replace(message="Again.", remedy="Take it out.")
    alone = written(reports.report((first, second)))
    assert "= Again.\n" in alone  # one rule of one platform needs no name
    two_rules = written(reports.report((first, second._replace(rule="wish/mark-again"))))
    assert "= wish/mark-again: Again.\n" in two_rules
    assert "wish/mark-again: Take it out.\n" in two_rules
    two_platforms = written(reports.report((first, second._replace(rule="amazon/mark-use", platform="amazon"))))
    assert "amazon: Again.\n" in two_platforms
