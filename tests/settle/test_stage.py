"""Findings are counted or set aside, and everything that counts follows."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

import sellercheck
from sellercheck.errors import SettingsError, SheetError
from sellercheck.report import ExitStatus
from sellercheck.reporters import RenderOptions, terminal

TODAY = date(2026, 11, 21)
ROWS = [
    {"sku": "A-1", "title": "Nike running shoes", "brand": "Nike"},
    {"sku": "A-2", "title": "NIKE style running shoes"},
    {"sku": "A-3", "title": "Case for iPhone 13"},
]


def check(**options: object) -> sellercheck.Report:
    return sellercheck.check(**({"rows": ROWS, "platforms": ["wish"], "today": TODAY, "select": ["mark-use"]} | options))  # type: ignore[arg-type]


@pytest.fixture
def loa(tmp_path) -> Path:
    path = tmp_path / "loa.csv"
    path.write_text("mark,basis,valid_to,document\nNike,licence,2026-12-31,LoA-17\niPhone,compatible-only,,\n", "utf-8")
    return path


@pytest.fixture
def ignores(tmp_path) -> Path:
    path = tmp_path / "i.toml"
    path.write_text('[[ignore]]\nitems = ["A-3"]\nreason = "fits it"\nexpires = 2026-11-21\n', "utf-8")
    return path


def baseline_of(report: sellercheck.Report, path: Path) -> Path:
    from sellercheck.settle import baseline

    path.write_text(baseline.document(report.findings), "utf-8")
    return path


def test_counts_risk_and_status_follow_what_counts(loa) -> None:
    before, after = check(), check(authorisations=loa)
    assert before.tally() == {"high": 3, "medium": 1, "low": 0, "info": 0}
    assert after.tally() == {"high": 1, "medium": 0, "low": 0, "info": 0}
    assert before.by_risk == {"high": 2, "medium": 1, "low": 0, "none": 0}
    assert after.by_risk == {"high": 1, "medium": 0, "low": 0, "none": 2}
    assert [(aside.finding.listing, aside.reason, aside.detail.rpartition("/")[2]) for aside in after.set_aside] == [
        ("A-1", "authorised", "LoA-17, ends 2026-12-31"),
        ("A-1", "authorised", "LoA-17, ends 2026-12-31"),
        ("A-3", "authorised", "loa.csv:3, no end named"),
    ]
    assert all(aside.finding.context and aside.finding.context.authorised for aside in after.set_aside)
    assert not any(finding.context and finding.context.authorised for finding in after.findings)
    assert after.listings == 3
    assert len(before.findings) == len(after.findings) + len(after.set_aside)


def test_the_status_is_that_of_what_counts(loa, ignores) -> None:
    rows = [ROWS[0], ROWS[2]]
    assert check(rows=rows).exit_status() is ExitStatus.FINDINGS
    settled = check(rows=rows, authorisations=[loa], ignores=ignores)
    assert settled.exit_status() is ExitStatus.OK
    assert settled.worst is None


def test_what_is_not_covered_says_why(loa) -> None:
    (left,) = check(authorisations=loa).findings
    assert (left.evidence[0].kind, left.evidence[0].text) == (
        "authorisation", "the authorisation LoA-17 does not answer for a name in such use: named as what the goods resemble",
    )  # fmt: skip
    (ended, *_) = check(authorisations=loa, today=date(2027, 1, 1)).findings
    assert ended.evidence[0].text == "the authorisation LoA-17 ended on 2026-12-31"


def test_what_ends_soon_is_a_note_of_the_report(loa) -> None:
    assert check(authorisations=loa, today=date(2026, 11, 30)).notes == ()
    assert check(authorisations=loa, today=date(2026, 12, 1)).notes == ("the authorisation LoA-17 for Nike ends on 2026-12-31, in 30 days",)


def test_the_first_that_covers_takes_it(loa, ignores, tmp_path) -> None:
    known = baseline_of(check(), tmp_path / "b.jsonl")
    settled = check(authorisations=loa, ignores=ignores, baseline=known)
    assert [(aside.finding.listing, aside.reason) for aside in settled.set_aside] == [
        ("A-1", "authorised"), ("A-1", "authorised"), ("A-2", "baseline"), ("A-3", "authorised"),
    ]  # fmt: skip
    assert [aside.reason for aside in check(ignores=ignores, baseline=known).set_aside] == ["baseline", "baseline", "baseline", "ignored"]
    assert settled.findings == ()


@pytest.mark.parametrize("seed", range(20))
def test_every_finding_is_counted_or_set_aside_and_order_stays(seed: int, tmp_path) -> None:
    """Whatever is held against them: nothing is lost, nothing doubled, and asking in one batch or in many is the same."""
    import random

    from settle.findings import finding

    from sellercheck.finding import Use
    from sellercheck.settle import baseline
    from sellercheck.settle.stage import Settlement
    from sellercheck.testing import listings

    rng = random.Random(seed)
    offers = listings([{"sku": f"S-{number}", "title": "x"} for number in range(40)])
    found = []
    for number, offer in enumerate(offers):
        its = [
            finding(rng.choice(["Acmera", "Zoom", "Nord"]), use=rng.choice(list(Use)), platform=rng.choice(["wish", "amazon"]), sku=offer.id, id=f"{number:08x}{part:08x}")
            for part in range(rng.randrange(4))
        ]  # fmt: skip
        found.append((offer, tuple(its)))
    (tmp_path / "loa.csv").write_text("mark,basis,sku_pattern,nice_classes\nAcmera,licence,S-1*,\nZoom,own,,25\n", "utf-8")
    (tmp_path / "i.toml").write_text('[[ignore]]\nmark = "Nord"\nitems = "S-2*"\nreason = "x"\nexpires = 2030-01-01\n', "utf-8")
    (tmp_path / "b.jsonl").write_text(baseline.document(each for _, its in found for each in its if rng.random() < 0.3), "utf-8")

    def settled(size: int) -> tuple[list, list]:
        stage = Settlement(
            authorisations=tmp_path / "loa.csv", ignores=tmp_path / "i.toml", baseline=tmp_path / "b.jsonl", today=TODAY,
            classes_of=lambda its: [frozenset({25 if int(each.id[2:]) % 2 else 9}) for each in its], is_about_form=lambda rule: rule.startswith("amazon"),
        )  # fmt: skip
        counted = [pair for start in range(0, len(found), size) for pair in stage.settle(found[start : start + size])]
        return counted, stage.set_aside

    counted, aside = settled(40)
    assert (counted, aside) == settled(7) == settled(1)
    assert [offer for offer, _ in counted] == offers
    for (_, its), (_, kept) in zip(found, counted, strict=True):
        ids = [each.id for each in its]
        left = [each.id for each in kept]
        gone = [each.finding.id for each in aside if each.finding.id in ids]
        assert sorted(left + gone) == sorted(ids)
        assert left == [each for each in ids if each in left]


def test_only_what_is_new_counts_against_a_baseline(tmp_path) -> None:
    known = baseline_of(check(), tmp_path / "b.jsonl")
    fresh = check(rows=[*reversed(ROWS), {"sku": "A-4", "title": "Adidas cap"}], baseline=known)
    assert [finding.listing for finding in fresh.findings] == ["A-4"]
    assert fresh.by_risk == {"high": 1, "medium": 0, "low": 0, "none": 3}


def test_a_rule_that_binds_the_owner_too_is_not_answered_by_a_right(loa) -> None:
    """Amazon allows no brand name among the search terms, not even the seller's own."""
    loa.write_text("mark,basis\nNike,own\n", "utf-8")
    report = check(rows=[{"title": "Nike running shoes", "keywords": "nike shoes"}], platforms=["amazon"], authorisations=loa, select=["amazon/*"])  # fmt: skip
    assert "amazon/keywords-brand" in {finding.rule for finding in report.findings}
    assert "amazon/mark-use" in {aside.finding.rule for aside in report.set_aside}
    assert "amazon/mark-use" not in {finding.rule for finding in report.findings}


@pytest.mark.parametrize(("classes", "covered"), [("25", True), ("9", False), ("25;9", True)])
def test_the_class_is_that_of_the_goods(classes: str, covered: bool, loa) -> None:
    loa.write_text(f'mark,basis,nice_classes,document\nNike,licence,"{classes}",L\n', "utf-8")
    assert bool(check(rows=ROWS[:1], authorisations=loa).set_aside) is covered


def test_countries_are_those_of_the_run(loa) -> None:
    loa.write_text("mark,basis,territories,document\nNike,licence,US,L\n", "utf-8")
    assert check(rows=ROWS[:1], authorisations=loa, countries=["US"]).findings == ()
    told = check(rows=ROWS[:1], authorisations=loa, countries=["US", "GB"])
    assert told.set_aside == ()
    assert told.findings[0].evidence[0].text == "the authorisation L does not reach GB; it is for US"


def test_the_report_never_says_that_a_document_was_verified(loa) -> None:
    report = check(authorisations=loa)
    assert ("authorisation documents", "what the sheet of authorisations says was taken as the seller's own word; no document was opened") in [
        (item.what, item.why) for item in report.not_checked
    ]  # fmt: skip
    assert "verified" not in json.dumps(report.to_dict()["set_aside"])


def test_unused_ignores_are_told_when_everything_was_checked(ignores) -> None:
    unused = [f"{ignores}:1: the ignore matched nothing"]
    rows = ROWS[:2]
    assert list(check(rows=rows, ignores=ignores, select=[]).notes) == unused
    assert list(check(rows=rows, ignores=ignores, select=["mark-use"]).notes) == []


def test_the_json_holds_to_its_schema(loa, ignores) -> None:
    from importlib import resources

    schema = json.loads((resources.files("sellercheck.data") / "report.schema.json").read_text("utf-8"))
    told = check(authorisations=loa, ignores=ignores).to_dict()
    jsonschema.validate(json.loads(json.dumps(told)), schema)
    assert told["summary"]["set_aside"] == 3
    assert told["set_aside"][0]["finding"]["context"]["authorised"] is True


def test_the_terminal_groups_what_was_set_aside(loa, ignores, tmp_path) -> None:
    import io

    for language, line in (("en", "Nike: LoA-17, ends 2026-12-31 (2 findings)"), ("zh", "Nike：LoA-17，有效期至 2026-12-31（2 项）")):
        out = io.StringIO()
        terminal.write(check(authorisations=loa, language=language), out, RenderOptions(language=language))
        assert line in out.getvalue()


def test_many_groups_are_cut_and_counted(tmp_path) -> None:
    import io

    names = ["Nike", "Adidas", "Puma", "Gucci", "Chanel", "Sony", "Lego"]
    (tmp_path / "loa.csv").write_text("mark,basis\n" + "".join(f"{name},own\n" for name in names), "utf-8")
    report = check(rows=[{"title": f"{name} cap", "brand": name} for name in names], authorisations=tmp_path / "loa.csv")
    out = io.StringIO()
    terminal.write(report, out, RenderOptions())
    shown = out.getvalue().partition("set aside  ")[2]
    assert shown.count("loa.csv:") == 4
    assert "more findings for other reasons (-v)" in shown


@pytest.mark.parametrize(
    ("option", "error"),
    [({"authorisations": "none.csv"}, SheetError), ({"ignores": "none.toml"}, SettingsError), ({"baseline": "none.jsonl"}, SettingsError)],
)
def test_a_file_that_is_not_there_is_an_error(option: dict, error: type[Exception]) -> None:
    with pytest.raises(error):
        check(**option)


# --- changed against -------------------------------------------------------------------------------------------------


def sheet(path: Path, *rows: str, head: str = "sku,title,brand,price,keywords") -> Path:
    path.write_text("\n".join([head, *rows]) + "\n", "utf-8")
    return path


def examined(old: Path | list[Path], new: Path, **options: object) -> set[str]:
    report = sellercheck.check(new, platforms=["wish"], today=TODAY, changed_against=old, **options)  # type: ignore[arg-type]
    assert report.listings + sum(int(item.what.split()[0]) for item in report.not_checked if item.what.endswith((" listing", " listings"))) == report.sheets[0].listings  # fmt: skip
    return {finding.listing for finding in report.findings}


def test_only_listings_whose_text_changed_are_examined(tmp_path) -> None:
    old = sheet(tmp_path / "old.csv", "A,Nike cap,,5,", "B,Nike shoes,,5,", "C,Nike bag,,5,", "D,Nike hat,,5,")
    new = sheet(tmp_path / "new.csv", "E,Nike cap,,5,", "D,Nike hat,,9,", "C,Nike bag,Nike,5,", "B,Nike red shoes,,5,", "A,Nike cap,,5,")
    assert examined(old, new) == {"E", "C", "B"}  # not A: the same; not D: another price and row


def test_several_earlier_sheets_and_folders_without_any(tmp_path) -> None:
    (tmp_path / "empty").mkdir()
    one = sheet(tmp_path / "one.csv", "A,Nike cap,,5,")
    two = sheet(tmp_path / "two.csv", "B,Nike shoes,,5,")
    new = sheet(tmp_path / "new.csv", "A,Nike cap,,5,", "B,Nike shoes,,5,", "C,Nike bag,,5,")
    assert examined([one, two], new) == {"C"}
    assert examined([one, tmp_path / "empty"], new) == {"B", "C"}


def test_an_earlier_folders_damaged_sheet_is_told_and_its_listings_are_examined(tmp_path) -> None:
    (tmp_path / "old").mkdir()
    sheet(tmp_path / "old" / "a.csv", "A,Nike cap,,5,")
    (tmp_path / "old" / "b.xlsx").write_bytes(b"PK\x03\x04 torn")
    new = sheet(tmp_path / "new.csv", "A,Nike cap,,5,", "B,Nike shoes,,5,")
    report = sellercheck.check(new, platforms=["wish"], today=TODAY, changed_against=tmp_path / "old")
    assert {finding.listing for finding in report.findings} == {"B"}
    assert any("b.xlsx" in note for note in report.notes)


def test_columns_and_formats_may_differ(tmp_path) -> None:
    old = sheet(tmp_path / "old.csv", '5,"Nike\r\ncap",A', head="price,title,sku")
    new = sheet(tmp_path / "new.tsv", 'A\t"Nike\ncap"\t5', head="sku\ttitle\tprice")
    assert examined(old, new) == set()


def test_without_skus_the_text_alone_tells(tmp_path) -> None:
    old = sheet(tmp_path / "old.csv", "Nike cap,5", "Nike hat,5", head="title,price")
    new = sheet(tmp_path / "new.csv", "Nike hat,9", "Nike shoe,5", head="title,price")
    report = sellercheck.check(new, platforms=["wish"], changed_against=old, today=TODAY)
    assert {finding.at.row for finding in report.findings} == {3}


def test_rows_can_be_held_against_a_sheet(tmp_path) -> None:
    old = sheet(tmp_path / "old.csv", "A-1,Nike running shoes,Nike,,")
    assert {finding.listing for finding in check(changed_against=old).findings} == {"A-2", "A-3"}


def test_an_earlier_sheet_that_is_none_is_an_error(tmp_path) -> None:
    with pytest.raises(SheetError):
        check(changed_against=tmp_path / "none.csv")


def test_what_whole_sheets_show_is_settled_too(tmp_path) -> None:
    rows = [{"sku": f"A-{number}", "title": "Canvas Tote Bag", "image": "https://example.com/a.jpg"} for number in (1, 2)]
    before = check(rows=rows, select=["duplicate*"])
    assert before.findings
    (tmp_path / "i.toml").write_text('[[ignore]]\nrule = "duplicate*"\nreason = "a set of two"\nexpires = 2030-01-01\n', "utf-8")
    after = check(rows=rows, select=["duplicate*"], ignores=tmp_path / "i.toml")
    assert (after.findings, after.by_risk["none"]) == ((), 2)
    assert [aside.finding for aside in after.set_aside] == list(before.findings)
    known = baseline_of(before, tmp_path / "b.jsonl")
    assert check(rows=rows, select=["duplicate*"], baseline=known).findings == ()
