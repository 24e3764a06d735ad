"""Findings and what registers say about their marks. Names, numbers and owners are invented."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

import pytest

from sellercheck.errors import LookupFailed, RegistryError, RegistryUnavailable
from sellercheck.finding import Confidence, Context, Evidence, Finding, Severity, Use
from sellercheck.listing import Field
from sellercheck.mark import Mark
from sellercheck.registries import Answer, CourtCase, Lookup, RegistryRecord
from sellercheck.testing import index, listing
from sellercheck.verify import TEXTS, Verified, verify

DAY = date(2026, 11, 21)
ZORVAXI = Mark("Zorvaxi", "brand", "test", owner="Zorvaxi GmbH", nice_classes=frozenset({25}))


class Stub:
    """A register that answers from a table and remembers its questions."""

    holds_cases = False

    def __init__(self, name: str = "euipo", office: str = "EM", asks: Iterable[str] = ("words", "number"), **answers: object) -> None:
        self.name, self.title, self.office, self.asks = name, name.upper(), office, frozenset(asks)
        self.answers, self.cached, self.asked = dict(answers), {}, []

    def link(self, text: str) -> str:
        return f"https://{self.name}.example/?q={text}"

    def known(self, lookup: Lookup) -> Answer | None:
        return self.cached.get(lookup)

    def look_up_all(self, lookups: Iterable[Lookup]) -> Iterator[tuple[Lookup, Answer | RegistryError]]:
        for lookup in lookups:
            self.asked.append(lookup)
            yield lookup, self.answers.get(lookup.number or lookup.text, Answer(DAY, total=0))


def record(
    text: str | None = "ZORVAXI", status: str = "registered", classes: Iterable[int] = (25,), number: str = "018000017", **more
) -> RegistryRecord:
    given = {
        "office": "EM", "mark_text": text, "application_number": number, "registration_number": number, "status": status, "status_raw": status.upper(),
        "nice_classes": frozenset(classes), "owners": ("Zorvaxi GmbH",), "filing_date": date(2020, 1, 2), "registration_date": date(2020, 6, 7),
        "expiry_date": date(2030, 1, 2), "mark_kind": "word", "url": f"https://register.example/{number}", "source": "EUIPO", "as_of": DAY,
    }  # fmt: skip
    return RegistryRecord(**given | more)


def answer(*records: RegistryRecord, **more) -> Answer:
    return Answer(DAY, records, total=len(records), **more)


def finding(mark: Mark | None = ZORVAXI, title: str = "Zorvaxi running shoes", severity: Severity = Severity.HIGH, **more) -> Finding:
    field: Field = next(listing(title=title).fields("title"))
    context = more.pop("context", Context(Use.BRAND_GOODS, "exact", "yes"))
    given = {
        "id": "0" * 16, "rule": "wish/mark-use", "check": "mark-use", "platform": "wish", "severity": severity, "confidence": Confidence.HIGH,
        "message": "m", "remedy": "r", "consequence": "c", "source_url": "", "source_read": "", "listing": "A-1", "field": field, "at": field.at,
        "span": (0, 7), "mark": mark, "context": context, "evidence": (Evidence("list", "as listed"),),
    }  # fmt: skip
    return Finding(**given | more)


def verified(findings, *registers, **options) -> Verified:
    return verify(findings, registers, index(), **{"max_online": 50} | options)


def texts(said: Finding) -> list[str]:
    return [item.text for item in said.evidence if item.kind == "registry"]


def test_an_answer_becomes_evidence() -> None:
    register = Stub(Zorvaxi=answer(record()))
    said = verified([finding()], register)
    (out,) = said.findings
    assert texts(out)[0] == (
        "EUIPO: “ZORVAXI” 018000017, registered, Nice classes 25, territory EM, owner Zorvaxi GmbH, registered 2020-06-07, expires 2030-01-02"
    )
    assert (out.evidence[0].source, out.evidence[0].retrieved) == ("https://register.example/018000017", "2026-11-21")
    assert out.evidence[-1] == Evidence("list", "as listed")
    assert out.severity is Severity.HIGH
    assert register.asked == [Lookup(text="Zorvaxi")]
    assert said.unanswered == ()


def test_links_to_what_no_program_searches_are_worded_so() -> None:
    (out,) = verified([finding()], Stub()).findings
    links = [item for item in out.evidence if item.text.startswith("not searched")]
    assert [item.text for item in links] == [
        "not searched: WIPO Global Brand Database", "not searched: TMview", "not searched: USPTO Trademark Search",
    ]  # fmt: skip
    assert all(item.source.startswith("https://") and not item.retrieved for item in links)
    assert "Zorvaxi" in links[0].source


def test_a_mark_is_asked_about_once_and_only_the_mark_is_sent() -> None:
    register = Stub()
    findings = [finding(title=f"Zorvaxi shoes of Ms Secret number {n}") for n in range(5)] + [finding(Mark("ZORVAXI", "brand", "other"))]
    verified(findings, register)
    assert register.asked == [Lookup(text="Zorvaxi")]


@pytest.mark.parametrize(
    ("mark", "severity"),
    [(None, Severity.HIGH), (ZORVAXI, Severity.INFO), (Mark("Ada Vaxi", "celebrity", "test"), Severity.HIGH), (Mark("™ !", "brand", "test"), Severity.HIGH)],
)  # fmt: skip
def test_what_is_not_asked_about_stays_as_it_is(mark: Mark | None, severity: Severity) -> None:
    register, given = Stub(), finding(mark, severity=severity)
    assert verified([given], register).findings == (given,)
    assert register.asked == []


@pytest.mark.parametrize("before", [Severity.HIGH, Severity.MEDIUM, Severity.LOW])
def test_a_mark_that_has_ended_counts_one_step_lower_with_the_reason(before: Severity) -> None:
    register = Stub(Zorvaxi=answer(record(status="ended"), record(status="ended", number="2")))
    (out,) = verified([finding(severity=before)], register).findings
    assert out.severity == before - 1
    assert texts(out)[0] == "counts one step lower: every record of this name found at EUIPO has ended"
    assert texts(out)[1].startswith("EUIPO: “ZORVAXI” 018000017, ended,")
    assert "expires" not in texts(out)[1]


OTHER = record(classes=(9, 42))


@pytest.mark.parametrize(
    ("records", "lower"),
    [
        ([record(status="ended"), record(number="2")], False),
        ([record(status="ended"), record(status="pending", number="2")], False),
        ([record(status="ended"), record(status="unknown", number="2")], False),
        ([record("ZORVAXITRON", status="ended")], False),  # another mark
        ([record(None, status="ended")], False),
        ([], False),
        ([OTHER], True),
        ([OTHER, record(status="ended", number="2")], True),
        ([OTHER, record(number="2")], False),
        ([OTHER, record(classes=(), number="2")], False),  # classes not told
        ([record("Z O R V A X I", classes=(9,))], True),
        ([record("조르박시 ZORVAXI", status="ended")], True),
        ([record("조르박시", status="ended")], False),
    ],
)
def test_when_a_finding_counts_lower(records: list[RegistryRecord], lower: bool) -> None:
    (out,) = verified([finding()], Stub(Zorvaxi=answer(*records))).findings
    assert out.severity is (Severity.MEDIUM if lower else Severity.HIGH)
    assert texts(out)[0].startswith("counts one step lower") is lower


def test_the_reason_names_the_goods_classes() -> None:
    (out,) = verified([finding()], Stub(Zorvaxi=answer(OTHER))).findings
    assert texts(out)[0] == ("counts one step lower: the live records of this name at EUIPO are in other classes than the goods (class 25)")


@pytest.mark.parametrize(
    "given",
    [
        finding(title="Zorvaxi"),  # no goods named
        finding(context=Context(Use.BRAND_GOODS, "exact", "no")),  # lowered for its class before
        finding(context=Context(Use.COMPATIBILITY, "exact", "unknown")),
        finding(Mark("Zorvaxi", "brand", "famous")),  # well-known marks reach beyond their goods
    ],
)
def test_other_classes_do_not_lower(given: Finding) -> None:
    (out,) = verified([given], Stub(Zorvaxi=answer(OTHER))).findings
    assert out.severity is Severity.HIGH


def test_a_known_name_that_is_also_a_word_is_lowered_for_its_class() -> None:
    given = finding(Mark("Zorvaxi", "brand", "famous"), context=Context(Use.BRAND_GOODS, "exact", "unknown", ordinary_word=True))
    assert verified([given], Stub(Zorvaxi=answer(OTHER))).findings[0].severity is Severity.MEDIUM


@pytest.mark.parametrize("error", [LookupFailed("EUIPO failed with status 503", "Try again later."), RegistryUnavailable("EUIPO refuses")])
def test_a_failed_answer_leaves_the_finding_and_is_counted(error: RegistryError) -> None:
    ended = Stub("ipau", "AU", Zorvaxi=answer(record(status="ended", office="AU")))
    said = verified([finding()], Stub(Zorvaxi=error), ended)
    (out,) = said.findings
    assert out.severity is Severity.HIGH  # what was not answered might be the live mark
    assert "EUIPO gave no answer; the finding stays as it is" in texts(out)
    (line,) = said.unanswered
    assert line.startswith(f"euipo: “Zorvaxi”: {error.message}")
    assert (error.hint or "") in line


def test_many_failures_for_one_reason_are_two_lines() -> None:
    marks = [Mark(f"Zorvaxi{letter}", "brand", "test") for letter in "abcdefgh"]
    register = Stub(**{mark.text: RegistryUnavailable("EUIPO refuses the credentials (status 403)") for mark in marks})
    said = verified([finding(mark) for mark in marks], register)
    assert said.unanswered == (
        "euipo: “Zorvaxia”: EUIPO refuses the credentials (status 403)",
        "euipo: 7 more without an answer for the same reason (Zorvaxib, Zorvaxic, Zorvaxid, Zorvaxie, Zorvaxif …)",
    )


def test_what_was_not_read_whole_proves_nothing() -> None:
    (out,) = verified([finding()], Stub(Zorvaxi=Answer(DAY, (record(status="ended"),), total=900, partial=True))).findings
    assert out.severity is Severity.HIGH
    assert not any("no mark of exactly" in text for text in texts(out))


def test_a_live_record_anywhere_keeps_the_severity() -> None:
    ended, live = Stub(Zorvaxi=answer(record(status="ended"))), Stub("ipau", "AU", Zorvaxi=answer(record(office="AU")))
    (out,) = verified([finding()], ended, live).findings
    assert out.severity is Severity.HIGH
    assert [text.partition(":")[0] for text in texts(out)[:2]] == ["EUIPO", "IPAU"]


@pytest.mark.parametrize(
    ("countries", "lower"), [((), True), (("DE",), True), (("de", "FR"), True), (("US",), False), (("DE", "US"), False), (("GB",), False)]
)
def test_an_ended_mark_says_nothing_of_countries_the_register_does_not_cover(countries: tuple[str, ...], lower: bool) -> None:
    (out,) = verified([finding()], Stub(Zorvaxi=answer(record(status="ended"))), countries=countries).findings
    assert out.severity is (Severity.MEDIUM if lower else Severity.HIGH)


def test_numbers_are_asked_for_where_the_list_gives_them() -> None:
    listed = Mark("Zorvaxi", "brand", "uspto", territory="US", number="90000017")
    uspto, euipo = Stub("uspto", "US", ("number",), **{"90000017": answer(record(status="ended", office="US"))}), Stub()
    (out,) = verified([finding(), finding(listed)], uspto, euipo).findings[1:]
    assert (uspto.asked, euipo.asked) == ([Lookup(number="90000017")], [Lookup(text="Zorvaxi")])
    assert out.severity is Severity.MEDIUM


def test_a_number_that_holds_another_mark_lowers_nothing() -> None:
    listed = Mark("Zorvaxi", "brand", "uspto", territory="US", number="90000017")
    (out,) = verified([finding(listed)], Stub("uspto", "US", ("number",), **{"90000017": answer(record("OTHER", status="ended"))})).findings
    assert out.severity is Severity.HIGH
    assert "OTHER" in texts(out)[0]
    (out,) = verified([finding(listed)], Stub("uspto", "US", ("number",))).findings
    assert texts(out)[0] == "USPTO: nothing found under the number 90000017"


def test_a_register_without_search_by_words_is_a_link_and_not_checked() -> None:
    register = Stub("uspto", "US", ("number",))
    said = verified([finding()], register)
    assert register.asked == []
    assert said.unanswered == ()
    assert texts(said.findings[0])[0] == "not searched: USPTO"
    (told,) = [item for item in said.not_checked if item.what == "USPTO"]
    assert "not searched for 1 of the marks: it has no search by words for programs" in told.why


def test_the_report_says_who_was_asked_and_who_was_not() -> None:
    told = {item.what: item.why for item in verified([finding()], Stub(), Stub("ipau", "AU")).not_checked}
    assert told["registers"] == "asked: EUIPO, IPAU; no other official register was searched"
    assert "not searched" in told["WIPO Global Brand Database, TMview, USPTO Trademark Search"]
    told = {item.what: item.why for item in verified([finding()], Stub("uspto", "US", ("number",)), Stub()).not_checked}
    assert told["registers"] == "asked: EUIPO; no other official register was searched"
    told = {item.what: item.why for item in verified([], Stub()).not_checked}
    assert told["registers"] == "no official register was searched"


def test_the_budget_goes_to_the_gravest_marks_at_every_register() -> None:
    marks = {name: Mark(name, "brand", "test") for name in ("Abazor", "Bobzor", "Cuczor", "Dadzor")}
    findings = [
        finding(marks["Abazor"], severity=Severity.LOW), finding(marks["Bobzor"]), finding(marks["Cuczor"], severity=Severity.MEDIUM),
        finding(marks["Dadzor"]), finding(marks["Dadzor"]),
    ]  # fmt: skip
    one, two = Stub(), Stub("ipau", "AU")
    two.cached[Lookup(text="Abazor")] = answer()
    said = verified(findings, one, two, max_online=4)
    assert [lookup.text for lookup in one.asked] == ["Dadzor", "Bobzor"]
    assert [lookup.text for lookup in two.asked] == ["Dadzor", "Bobzor", "Abazor"]  # the last is known already
    assert said.unanswered == (
        "euipo: 2 not asked, since --max-online was reached (Cuczor, Abazor)",
        "ipau: 1 not asked, since --max-online was reached (Cuczor)",
    )
    assert [found.severity for found in said.findings] == [given.severity for given in findings]


def test_of_many_records_the_live_ones_come_first_and_the_rest_is_counted() -> None:
    records = [
        record(status="ended", number="1"),
        record(status="pending", number="2"),
        record(number="3", classes=(9,)),
        record(number="4"),
    ]
    (out,) = verified([finding()], Stub(Zorvaxi=answer(*records))).findings
    assert [text.split()[2].rstrip(",") for text in texts(out)[:3]] == ["4", "3", "2"]
    assert texts(out)[3] == "EUIPO: 1 more record of this name"


def test_nothing_found_is_said_with_its_limits() -> None:
    assert "EUIPO: no mark of exactly these words found" in texts(verified([finding()], Stub()).findings[0])
    live = Stub(Zorvaxi=Answer(DAY, total=0, live_only=True))
    assert "EUIPO: no registered or pending mark of exactly these words found" in texts(verified([finding()], live).findings[0])


def test_open_cases_are_told_and_change_nothing() -> None:
    cases = tuple(
        CourtCase(f"Zorvaxi v. {n}", "ilnd", f"1:26-cv-{n}", DAY, DAY if n == 0 else None, "https://x.example/", "C", DAY) for n in range(6)
    )
    archive = Stub("courtlistener", "US", Zorvaxi=Answer(DAY, cases=cases, total=40, partial=True))
    archive.holds_cases = True
    register = Stub(Zorvaxi=answer(record(status="ended")))
    (out,) = verified([finding()], register, archive).findings
    assert out.severity is Severity.MEDIUM
    assert "COURTLISTENER: open trademark case Zorvaxi v. 1, ilnd 1:26-cv-1" in texts(out)
    assert "COURTLISTENER: 2 more open trademark cases" in texts(out)
    assert not any("v. 0" in text for text in texts(out))
    failed = Stub("courtlistener", "US", Zorvaxi=LookupFailed("down"))
    failed.holds_cases = True
    said = verified([finding()], register, failed)
    assert said.findings[0].severity is Severity.MEDIUM  # no register of marks
    assert len(said.unanswered) == 1


def test_both_languages_have_the_same_words() -> None:
    import string

    for english, chinese in TEXTS.values():
        names = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (english, chinese)]
        assert names[0] == names[1]
    (out,) = verified([finding()], Stub(Zorvaxi=answer(record(status="ended"))), language="zh").findings
    assert texts(out)[0] == "风险等级降低一级：在 EUIPO 查到的同名记录均已失效"


def test_what_stays_open_is_told_in_chinese_too() -> None:
    marks = [Mark(f"Zorvaxi{letter}", "brand", "test") for letter in "ab"]
    refused = Stub(**{mark.text: RegistryUnavailable("EUIPO refuses the credentials (status 403)", "Try again later.") for mark in marks})
    said = verified([finding(mark) for mark in marks], refused, Stub("uspto", "US", ("number",)), language="zh")
    assert said.unanswered == (
        "euipo：“Zorvaxia”：EUIPO 拒绝了凭据（状态 403）。请稍后再试。",
        "euipo：另有 1 个商标因同一原因未得到答复（Zorvaxib）",
    )
    assert verified([finding()], Stub(), language="zh", max_online=0).unanswered == (
        "euipo：有 1 个商标未查询，因已达到 --max-online 的上限（Zorvaxi）",
    )
    assert said.not_checked[0] == ("官方注册库", "已查询：EUIPO；未检索其他官方注册库")
    assert not any(re.search("[a-z]{4} [a-z]{2}", item.why) for item in said.not_checked)


def test_facts_that_are_not_told_are_not_made_up() -> None:
    bare = record(None, "unknown", (), owners=(), filing_date=None, registration_date=None, expiry_date=None, status_raw="x" * 200)
    listed = Mark("Zorvaxi", "brand", "euipo", territory="EM", number="018000017")
    (out,) = verified([finding(listed)], Stub(**{"018000017": answer(bare)})).findings
    assert texts(out)[0] == f"EUIPO: number 018000017, status not understood ({'x' * 60}), no classes told, territory EM"
