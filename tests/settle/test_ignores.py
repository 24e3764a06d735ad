"""Ignores: what they name, when they end, and that nothing of them goes unseen."""

from __future__ import annotations

from datetime import date

import pytest
from settle.findings import TODAY, finding

from sellercheck.errors import SettingsError
from sellercheck.settle.ignores import Ignore, Ignores, read, written

END = 'reason = "looked at"\nexpires = 2027-03-01\n'


@pytest.fixture
def ignores(tmp_path):
    def make(*entries: str, today: date = TODAY, language: str = "en") -> Ignores:
        path = tmp_path / "sellercheck-ignore.toml"
        path.write_text("".join(f"[[ignore]]\n{entry}\n" for entry in entries), "utf-8")
        return Ignores(read(path), today=today, language=language)

    return make


def test_every_key(ignores) -> None:
    held = ignores(
        'rule = "wish/mark-*"\nmark = "ACMERA"\nmatch = "acmera bag"\nitems = ["SKU-*"]\nplatforms = ["wish"]\nreason = "a name of ours"\nowner = "li.wei"\nexpires = 2027-03-01'
    )
    assert held.verdict(finding()) == "a name of ours (li.wei, until 2027-03-01)"
    for other in (
        finding(platform="amazon"), finding("Zoom"), finding(sku="B-1"), finding(value="Acmera shoe"), finding(rule="wish/restricted-brand"),
    ):  # fmt: skip
        assert held.verdict(other) is None


@pytest.mark.parametrize(
    ("entry", "covered"),
    [
        ('rule = "mark-use"', True), ('rule = "wish/mark-use"', True), ('rule = ["title-length", "mark-*"]', True), ('rule = "amazon/*"', False),
        ('rule = "mark"', False), ('mark = "acmera"', True), ('mark = "Acmera Sports"', False), ('items = "sku-2"', True), ('items = ["SKU-?"]', True),
        ('items = ["SKU-20"]', False), ('mark = "Acmera"\nplatforms = ["Wish"]', True), ('mark = "Acmera"\nplatforms = ["amazon", "shopee"]', False),
    ],
)  # fmt: skip
def test_what_an_entry_names(entry: str, covered: bool, ignores) -> None:
    assert (ignores(f"{entry}\n{END}").verdict(finding()) is not None) is covered


@pytest.mark.parametrize(
    ("phrase", "value", "covered"),
    [
        ("acmera bag", "Red Acmera Bag for men", True),
        ("ACMERA BAG", "Red Acmera-Bag", True),
        ("acmera bag", "Ｒｅｄ Acmera  bag", True),
        ("acmera bag", "Acmera shoes with bag", False),
        ("acmera bag", "Acmera bagpipe", False),
        ("acmera bag", "Acmera shoes; see the Acmera bag", False),  # the finding is the first, outside of the phrase
        ("the acmera", "in the Acmera", True),
        ("acmera", "NotAcmera", False),
        ("acmera包", "新款Acmera包包", True),
        ("red", "Red Acmera", False),
    ],
)
def test_match_is_about_the_words_around_the_finding(phrase: str, value: str, covered: bool, ignores) -> None:
    held = ignores(f'match = "{phrase}"\n{END}')
    assert (held.verdict(finding(value=value)) is not None) is covered


def test_match_of_a_finding_without_a_place(ignores) -> None:
    held = ignores(f'match = "acmera bag"\n{END}')
    assert held.verdict(finding(span=None))
    assert held.verdict(finding()._replace(field=None, span=None)) is None


@pytest.mark.parametrize(("today", "covered"), [(date(2027, 3, 1), True), (date(2027, 3, 2), False)])
@pytest.mark.parametrize(
    "expires", ["2027-03-01", '"2027-03-01"', "2027-03-01T23:59:59+08:00", "2027-03-01T00:00:00Z", "2027-03-01 12:00:00"]
)
def test_the_last_day_counts_to_its_end(expires: str, today: date, covered: bool, ignores) -> None:
    held = ignores(f'mark = "Acmera"\nreason = "x"\nexpires = {expires}', today=today)
    assert (held.verdict(finding()) is not None) is covered


def test_what_has_ended_is_noted_with_what_comes_back(ignores) -> None:
    held = ignores('mark = "Acmera"\nreason = "x"\nexpires = 2026-11-20', 'mark = "Zoom"\nreason = "x"\nexpires = 2026-01-31')
    assert held.verdict(finding()) is None
    (back, gone) = held.notes(["wish"])
    assert back.endswith("sellercheck-ignore.toml:1: the ignore ended on 2026-11-20; 1 of the findings it named counts again")
    assert gone.endswith("sellercheck-ignore.toml:5: the ignore ended on 2026-01-31, and nothing it names was found")
    assert list(held.notes(["wish"], everything=False)) == [back]


def test_a_longer_lived_entry_takes_the_place_of_an_ended_one(ignores) -> None:
    held = ignores('mark = "Acmera"\nreason = "old"\nexpires = 2026-11-20', f'mark = "Acmera"\n{END}')
    assert held.verdict(finding()) == "looked at (until 2027-03-01)"


def test_what_meets_nothing_is_noted(ignores) -> None:
    held = ignores(f'mark = "Zoom"\n{END}', f'mark = "Zoom"\nplatforms = ["amazon"]\n{END}', f'mark = "Acmera"\n{END}')
    held.verdict(finding())
    assert [note.rpartition("/")[2] for note in held.notes(["wish"])] == ["sellercheck-ignore.toml:1: the ignore matched nothing"]
    assert len(list(held.notes(["wish", "amazon"]))) == 2
    assert list(held.notes(["wish", "amazon"], everything=False)) == []


def test_in_chinese(ignores) -> None:
    held = ignores(f'mark = "Acmera"\n{END}', f'mark = "Zoom"\n{END}', language="zh")
    assert held.verdict(finding()) == "looked at（至 2027-03-01）"
    assert next(iter(held.notes([]))).endswith("忽略项未匹配任何发现")


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ('[[ignore]]\nmark = "A"\nexpires = 2027-01-01\n', ":1: the ignore gives no reason", "reason"),
        ('[[ignore]]\nmark = "A"\nreason = " "\nexpires = 2027-01-01\n', ":3: reason is no text", ""),
        ('[[ignore]]\nmark = "A"\nreason = "x"\n', ":1: the ignore has no end", "expires = 2027-03-01"),
        ('[[ignore]]\nreason = "x"\nexpires = 2027-01-01\n', ":1: the ignore names nothing", "rule, mark, match or items"),
        ('[[ignore]]\nplatforms = ["wish"]\nreason = "x"\nexpires = 2027-01-01\n', "names nothing", ""),
        ('[[ignore]]\nmark = "A"\nreason = "x"\nexpires = "soon"\n', ":4: expires is no date", ""),
        ('[[ignore]]\nmark = "A"\nreason = "x"\nexpires = 2027\n', ":4: expires is no date", ""),
        ('# one\n[[ignore]]\nmark = "A"\nreason = "x"\nexpires = 2027-01-01\n\n[[ignore]]\nmrak = "B"\n', ':8: an ignore has no "mrak"', 'Did you mean "mark"?'),
        ('[[ignores]]\nmark = "A"\n', ':1: no table is called "ignores"', "[[ignore]]"),
        ('[ignore]\nmark = "A"\n', ":1: ignore is one table", "two brackets"),
        ('[[ignore]]\nrule = []\nreason = "x"\nexpires = 2027-01-01\n', ":2: rule is no text or list of texts", ""),
        ('[[ignore]]\nrule = 3\nreason = "x"\nexpires = 2027-01-01\n', ":2: rule is no text or list of texts", ""),
        ('[[ignore]]\nmark = "—"\nreason = "x"\nexpires = 2027-01-01\n', 'mark "—" has no letter or digit', ""),
        ('[[ignore]]\nmark = "A"\nplatforms = ["amazn"]\nreason = "x"\nexpires = 2027-01-01\n', 'there is no platform "amazn"', 'Did you mean "amazon"?'),
        ("[[ignore]\n", ":1: not TOML", ""),
        ('[[ignore]]\nmark = "A\n', ":2: not TOML", "double quotes"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_named_with_its_line(text: str, message: str, hint: str, tmp_path) -> None:
    path = tmp_path / "i.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(SettingsError) as caught:
        read(path)
    assert message in caught.value.message
    assert str(path) in caught.value.message
    assert hint in (caught.value.hint or "")


def test_a_platform_of_the_sellers_own_may_be_named(tmp_path) -> None:
    (tmp_path / "i.toml").write_text(f'[[ignore]]\nmark = "A"\nplatforms = ["my-shop"]\n{END}', "utf-8")
    assert read(tmp_path / "i.toml")[0].platforms == ("my-shop",)


def test_thousands_of_findings_ask_each_entry_once_for_a_rule_and_mark(monkeypatch) -> None:
    asked = []
    monkeypatch.setattr(Ignore, "names", lambda _, found: asked.append(found) or False)
    held = Ignores((Ignore("here", "x", date(2027, 1, 1), mark="zoom"),), today=TODAY)
    for number in range(500):
        held.verdict(finding(sku=f"S-{number}"))
    assert len(asked) == 1


@pytest.mark.parametrize("text", ['a "quoted" word', "back\\slash", "two\nlines\tand \x7f", "中文 🎈", "# none", "'''"])
def test_what_is_written_reads_as_it_was_meant(text: str, tmp_path) -> None:
    path = tmp_path / "sellercheck-ignore.toml"
    path.write_text(
        written(rules=["mark-use", "length"], mark="Acmera", items=["A*[1]?"], reason=text, owner=text, expires=date(2027, 3, 1)), "utf-8"
    )
    (entry,) = read(path)
    assert (entry.rules, entry.mark, entry.reason, entry.owner) == (("mark-use", "length"), "acmera", text, text)
    assert (entry.match, entry.platforms, entry.expires) == ("", (), date(2027, 3, 1))
    assert entry.meets(finding(sku="A*[1]?"))
    assert not entry.meets(finding(sku="AB[1]c"))


def test_an_entry_for_a_mark_leaves_findings_without_one_alone(ignores) -> None:
    held = ignores(f'mark = "Acmera"\n{END}')
    assert held.verdict(finding()._replace(mark=None)) is None


def test_of_several_entries_the_first_that_has_not_ended_tells_why(ignores) -> None:
    held = ignores(
        'mark = "Acmera"\nreason = "ended"\nexpires = 2026-01-01',
        'mark = "Acmera"\nreason = "the one"\nexpires = 2027-03-01',
        'mark = "Acmera"\nreason = "another"\nexpires = 2028-03-01',
    )
    assert held.verdict(finding()) == "the one (until 2027-03-01)"
