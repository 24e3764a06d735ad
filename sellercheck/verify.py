"""Findings → findings with what official registers say: all network questions of a run, in one place.

Each distinct mark is asked about once per register, the gravest first, within a budget. What leaves the machine is the
mark's name as a list writes it, or its number; never a word of a listing. The answer becomes evidence. A mark that has
ended in every register asked, or whose live records do not cover the goods, counts one step lower, and the evidence says
why; a question without an answer changes nothing and is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sellercheck.chinese import in_language
from sellercheck.countries import EU
from sellercheck.errors import RegistryError
from sellercheck.finding import Evidence, Finding, Severity, Use
from sellercheck.index import KNOWN_LISTS, MarkIndex, goods_classes
from sellercheck.listing import Listing
from sellercheck.mark import Mark
from sellercheck.messages import filled
from sellercheck.progress import Progress, Silent
from sellercheck.registries import Answer, CourtCase, Lookup, RegistryRecord
from sellercheck.registries._links import LINKS
from sellercheck.registries._register import Register
from sellercheck.report import NotChecked
from sellercheck.text import fold, key

SHOWN = 3
"""Records or cases told in the evidence of one finding; the rest is counted."""
_NOT_ASKED = frozenset({"celebrity"})
"""Kinds of names that are no trademarks."""
Place = tuple[str, str | None, int]
"""Path, worksheet and row."""

TEXTS = {
    "record": ("{source}: {facts}", "{source}：{facts}"),
    "named": ("“{mark}” {number}", "“{mark}” {number}"),
    "wordless": ("number {number}", "编号 {number}"),
    "registered": ("registered", "已注册"),
    "pending": ("pending", "申请中"),
    "ended": ("ended", "已失效"),
    "unknown": ("status not understood ({raw})", "状态未能识别（{raw}）"),
    "classes": ("Nice classes {classes}", "尼斯分类第 {classes} 类"),
    "no-classes": ("no classes told", "未提供类别"),
    "territory": ("territory {office}", "地域 {office}"),
    "owner": ("owner {owner}", "权利人 {owner}"),
    "since": ("registered {date}", "注册日 {date}"),
    "filed": ("filed {date}", "申请日 {date}"),
    "until": ("expires {date}", "有效期至 {date}"),
    "more": ("{source}: {n} more record of this name|{source}: {n:,} more records of this name", "{source}：另有 {n:,} 条同名记录"),
    "none": ("{source}: no mark of exactly these words found", "{source}：未查到文字完全相同的商标"),
    "none-live": (
        "{source}: no registered or pending mark of exactly these words found",
        "{source}：未查到文字完全相同的已注册或申请中商标",
    ),
    "no-number": ("{source}: nothing found under the number {number}", "{source}：未查到编号 {number}"),
    "case": ("{source}: open trademark case {name}, {court} {number}", "{source}：未结商标案件 {name}，{court} {number}"),
    "more-cases": (
        "{source}: {n} more open trademark case|{source}: {n:,} more open trademark cases",
        "{source}：另有 {n:,} 件未结商标案件",
    ),
    "ended-lower": (
        "counts one step lower: every record of this name found at {sources} has ended",
        "风险等级降低一级：在 {sources} 查到的同名记录均已失效",
    ),
    "class-lower": (
        "counts one step lower: the live records of this name at {sources} are in other classes than the goods (class {classes})",
        "风险等级降低一级：在 {sources} 查到的有效同名记录与商品（第 {classes} 类）类别不同",
    ),
    "unanswered": ("{source} gave no answer; the finding stays as it is", "{source} 未作答复；本项发现保持不变"),
    "link": ("not searched: {title}", "未检索：{title}"),
    "asking": ("asking {title}", "正在查询 {title}"),
    "registers": ("registers", "官方注册库"),
    "asked": ("asked: {titles}; no other official register was searched", "已查询：{titles}；未检索其他官方注册库"),
    "none-asked": ("no official register was searched", "未检索任何官方注册库"),
    "by-hand": (
        "not searched, since no program may; the evidence of the findings holds links to search by hand",
        "未检索，因其不允许程序查询；各项发现的依据中附有人工检索的链接",
    ),
    "no-answer": ("{register}: “{mark}”: {error}", "{register}：“{mark}”：{error}"),
    "with-hint": ("{error}. {hint}", "{error}。{hint}"),
    "more-without": (
        "{register}: {n:,} more without an answer for the same reason ({marks})",
        "{register}：另有 {n:,} 个商标因同一原因未得到答复（{marks}）",
    ),
    "over": (
        "{register}: {n:,} not asked, since --max-online was reached ({marks})",
        "{register}：有 {n:,} 个商标未查询，因已达到 --max-online 的上限（{marks}）",
    ),
    "no-words": (
        "not searched for {n:,} of the marks: it has no search by words for programs, and the lists used give no number of its own; the evidence of the findings holds a link",
        "有 {n:,} 个商标未检索：该注册库不提供程序按文字检索，所用列表也没有其编号；各项发现的依据中附有链接",
    ),
    "no-numbers": (
        "not searched for {n:,} of the marks: it has no search by number for programs, and the lists used give no number of its own; the evidence of the findings holds a link",
        "有 {n:,} 个商标未检索：该注册库不提供程序按编号检索，所用列表也没有其编号；各项发现的依据中附有链接",
    ),
    "comma": (", ", "、"),
}
"""Text → English, Chinese."""


@dataclass(frozen=True, slots=True)
class Verified:
    """Findings in the order they came, and what the registers left open."""

    findings: tuple[Finding, ...]
    unanswered: tuple[str, ...]
    not_checked: tuple[NotChecked, ...]


@dataclass(slots=True)
class _Said:
    """What the registers said about one mark."""

    answers: list[tuple[Register, Lookup, Answer]] = field(default_factory=list)
    failed: list[Register] = field(default_factory=list)
    not_searched: list[Register] = field(default_factory=list)


def verify(
    findings: Sequence[Finding], registers: Sequence[Register], index: MarkIndex, *, max_online: int, countries: Sequence[str] = (),
    language: str = "en", progress: Progress | None = None,
) -> Verified:  # fmt: skip
    """Ask the registers about the marks of these findings.

    `countries` are those sold to, as two letters; empty means not told. An ended mark lowers a finding only where the registers that
    answered cover all of them. Raises nothing for a register that does not answer.
    """
    telling = _Telling(language)
    marks = _marks(findings)
    said: dict[str, _Said] = {name: _Said() for name in marks}
    unanswered: list[str] = []
    not_checked: list[NotChecked] = []
    asked: list[str] = []
    for register, plan in zip(registers, _plans(registers, marks, max_online), strict=True):
        asked += [register.title] if plan.questions else []
        (progress or Silent()).note(telling.text("asking", title=register.title))
        _ask(register, plan, marks, said, telling, unanswered, not_checked)
    told = NotChecked(
        telling.text("registers"), telling.text("asked", titles=telling.joined(asked)) if asked else telling.text("none-asked")
    )
    by_hand = NotChecked(telling.joined(link.title for link in LINKS), telling.text("by-hand"))
    goods = _goods(findings, index) if any(each.answers for each in said.values()) else {}
    evidence = {name: telling.evidence(marks[name], each) for name, each in said.items()}
    out = tuple(_with_evidence(finding, said, evidence, goods, tuple(countries), telling) for finding in findings)
    return Verified(out, tuple(unanswered), (told, by_hand, *not_checked))


def _marks(findings: Sequence[Finding]) -> dict[str, Mark]:
    """Folded name → mark, of findings that count: the gravest first, then those of most findings."""
    worst: dict[str, Severity] = {}
    marks: dict[str, Mark] = {}
    times: Counter[str] = Counter()
    for finding in findings:
        mark = finding.mark
        if mark is None or finding.severity is Severity.INFO or mark.kind in _NOT_ASKED or not (name := key(mark.text)):
            continue
        times[name] += 1
        worst[name] = max(worst.get(name, Severity.INFO), finding.severity)
        if name not in marks or (mark.number and not marks[name].number):
            marks[name] = mark
    return {name: marks[name] for name in sorted(marks, key=lambda name: (-worst[name], -times[name], name))}


@dataclass(slots=True)
class _Plan:
    """What one register is asked, and what it is not."""

    questions: dict[Lookup, list[str]] = field(default_factory=dict)
    """Lookup → folded names of the marks it is for."""
    over: list[str] = field(default_factory=list)
    """Marks beyond the budget."""
    impossible: list[str] = field(default_factory=list)
    """Marks the register cannot be asked about."""


def _plans(registers: Sequence[Register], marks: Mapping[str, Mark], budget: int) -> list[_Plan]:
    """Who is asked what: mark by mark, so that a budget that runs out leaves the least grave ones, at every register alike."""
    plans = [_Plan() for _ in registers]
    for name, mark in marks.items():
        for register, plan in zip(registers, plans, strict=True):
            lookup = _lookup(register, mark)
            if lookup is None:
                plan.impossible.append(name)
            elif lookup in plan.questions:
                plan.questions[lookup].append(name)
            elif register.known(lookup) is not None:
                plan.questions[lookup] = [name]
            elif budget > 0:
                budget -= 1
                plan.questions[lookup] = [name]
            else:
                plan.over.append(name)
    return plans


def _ask(
    register: Register,
    plan: _Plan,
    marks: Mapping[str, Mark],
    said: Mapping[str, _Said],
    telling: _Telling,
    unanswered: list[str],
    not_checked: list[NotChecked],
) -> None:
    """Ask one register all its questions, and note what stays open."""
    for name in plan.impossible:
        said[name].not_searched.append(register)
    for name in plan.over:
        said[name].failed.append(register)
    stopped: list[str] = []
    reason = ""
    for lookup, answer in register.look_up_all(list(plan.questions)):
        for name in plan.questions[lookup]:
            if isinstance(answer, Answer):
                said[name].answers.append((register, lookup, answer))
                continue
            said[name].failed.append(register)
            if answer.message == reason:
                stopped.append(marks[name].text)
            else:
                reason = answer.message
                unanswered.append(telling.text("no-answer", register=register.name, mark=marks[name].text, error=telling.error(answer)))
    if stopped:
        unanswered.append(telling.text("more-without", register=register.name, n=len(stopped), marks=telling.some(stopped)))
    if plan.over:
        names = [marks[name].text for name in plan.over]
        unanswered.append(telling.text("over", register=register.name, n=len(names), marks=telling.some(names)))
    if plan.impossible:
        lacks = "no-numbers" if "words" in register.asks else "no-words"
        not_checked.append(NotChecked(register.title, telling.text(lacks, n=len(plan.impossible))))


def _lookup(register: Register, mark: Mark) -> Lookup | None:
    """The question for this mark, None where the register has none for it."""
    if "number" in register.asks and mark.number and mark.territory == register.office and not register.holds_cases:
        return Lookup(number=mark.number)
    return Lookup(text=mark.text) if "words" in register.asks else None


def _row(finding: Finding) -> Place:
    return finding.at.path, finding.at.worksheet, finding.at.row


def _goods(findings: Sequence[Finding], index: MarkIndex) -> dict[Place, frozenset[int]]:
    """Nice classes of the goods that a finding's row names; rows that tell none are left out."""
    listings: dict[Place, Listing] = {}
    for finding in findings:
        if finding.field is not None and finding.mark is not None and _row(finding) not in listings:
            listings[_row(finding)] = Listing(finding.listing, (finding.field.row,), finding.field.sheet)
    return {row: each for row, each in zip(listings, goods_classes(index, listings.values()), strict=True) if each}


def _with_evidence(
    finding: Finding, said: Mapping[str, _Said], evidence: Mapping[str, tuple[Evidence, ...]], goods: Mapping[Place, frozenset[int]],
    countries: tuple[str, ...], telling: _Telling,
) -> Finding:  # fmt: skip
    name = key(finding.mark.text) if finding.mark else ""
    if name not in said or finding.severity is Severity.INFO:
        return finding
    reason = _reason(finding, said[name], goods, countries, telling)
    if reason is None:
        return finding._replace(evidence=evidence[name] + finding.evidence)
    return finding._replace(severity=Severity(finding.severity - 1), evidence=(reason, *evidence[name], *finding.evidence))


def _reason(
    finding: Finding, said: _Said, goods: Mapping[Place, frozenset[int]], countries: tuple[str, ...], telling: _Telling
) -> Evidence | None:
    """Why the finding counts one step lower, as evidence; None when it does not.

    Only when everything asked was answered whole: what was not read might be the live mark.
    """
    answers = [(register, answer) for register, _, answer in said.answers if not register.holds_cases]
    if any(not register.holds_cases for register in said.failed) or any(answer.partial for _, answer in answers):
        return None
    assert finding.mark is not None
    found = [(register, record) for register, answer in answers for record in answer.records if _is_the_mark(record, finding.mark)]
    if not found or not _covered(countries, {register.office for register, _ in found}):
        return None
    sources = telling.joined(dict.fromkeys(register.title for register, _ in found))
    latest = max(answer.as_of for _, answer in answers)
    live = [record for _, record in found if record.status != "ended"]
    if not live:
        return telling.says("ended-lower", latest, sources=sources)
    classes = goods.get(_row(finding), frozenset())
    if not classes or any(not record.nice_classes or record.nice_classes & classes for record in live):
        return None
    context = finding.context
    # As `mark-use` has it: once is enough, what goods fit names other goods by nature, and well-known marks reach beyond their goods.
    if context is not None and (context.class_overlap == "no" or context.use is Use.COMPATIBILITY):
        return None
    if finding.mark.list in KNOWN_LISTS and not (context is not None and context.ordinary_word):
        return None
    return telling.says("class-lower", latest, sources=sources, classes=", ".join(map(str, sorted(classes))))


def _is_the_mark(record: RegistryRecord, mark: Mark) -> bool:
    """Whether the record is of this very name, also where it says the name in two scripts, as Korean records do."""
    if record.mark_text is None:
        return False
    wanted, words = key(mark.text), fold(record.mark_text).split()
    scripts = ("".join(words), "".join(filter(str.isascii, words)), "".join(word for word in words if not word.isascii()))
    return wanted in scripts


def _covered(countries: tuple[str, ...], offices: set[str]) -> bool:
    return all(country.upper() in offices or ("EM" in offices and country.upper() in EU) for country in countries)


class _Telling:
    """Evidence, and what stays open, in the language of the report."""

    def __init__(self, language: str) -> None:
        self.language = language

    def text(self, name: str, /, **values: object) -> str:
        return filled(TEXTS, self.language, name, values)

    def says(self, name: str, as_of: date | None, source: str = "", /, **values: object) -> Evidence:
        return Evidence("registry", self.text(name, **values), source, as_of.isoformat() if as_of else "")

    def joined(self, parts: Iterable[str]) -> str:
        return self.text("comma").join(parts)

    def some(self, names: Sequence[str]) -> str:
        """The first five of them."""
        return self.joined(names[:5]) + (" …" if len(names) > 5 else "")

    def error(self, error: RegistryError) -> str:
        """Why a register gave no answer, and what to do."""
        message = in_language(error.message, self.language)
        return self.text("with-hint", error=message, hint=in_language(error.hint, self.language)) if error.hint else message

    def evidence(self, mark: Mark, said: _Said) -> tuple[Evidence, ...]:
        """What every finding of this mark shows, the live records before the ended ones."""
        out: list[Evidence] = []
        for register, lookup, answer in said.answers:
            out += self._cases(register, answer) if register.holds_cases else self._records(register, lookup, answer, mark)
        out += [self.says("unanswered", None, source=register.title) for register in dict.fromkeys(said.failed)]
        links = [(register.title, register.link(mark.text)) for register in said.not_searched]
        links += [(link.title, link.url(mark.text)) for link in LINKS]
        out += [self.says("link", None, url, title=title) for title, url in {url: (title, url) for title, url in links}.values()]
        return tuple(out)

    def _records(self, register: Register, lookup: Lookup, answer: Answer, mark: Mark) -> list[Evidence]:
        found = [record for record in answer.records if lookup.number or _is_the_mark(record, mark)]
        if not found:
            if lookup.number:
                return [self.says("no-number", answer.as_of, source=register.title, number=lookup.number)]
            name = "none-live" if answer.live_only else "none"
            return [] if answer.partial else [self.says(name, answer.as_of, register.link(mark.text), source=register.title)]
        order = {"registered": 0, "pending": 1, "unknown": 2, "ended": 3}
        found.sort(key=lambda record: (order[record.status], -len(record.nice_classes & mark.nice_classes), record.number))
        out = [self.says("record", record.as_of, record.url, source=register.title, facts=self._facts(record)) for record in found[:SHOWN]]
        more = max(len(found), answer.total or 0 if answer.partial else 0) - SHOWN
        return [*out, self.says("more", answer.as_of, register.link(mark.text), source=register.title, n=more)] if more > 0 else out

    def _facts(self, record: RegistryRecord) -> str:
        classes = ", ".join(map(str, sorted(record.nice_classes)))
        facts = [
            self.text("named", mark=record.mark_text, number=record.number)
            if record.mark_text
            else self.text("wordless", number=record.number),
            self.text("unknown", raw=record.status_raw[:60]) if record.status == "unknown" else self.text(record.status),
            self.text("classes", classes=classes) if classes else self.text("no-classes"),
            self.text("territory", office=record.office),
        ]
        facts += [self.text("owner", owner=self.joined(record.owners[:2]))] if record.owners else []
        if record.registration_date:
            facts.append(self.text("since", date=record.registration_date.isoformat()))
        elif record.filing_date:
            facts.append(self.text("filed", date=record.filing_date.isoformat()))
        if record.expiry_date and record.status != "ended":
            facts.append(self.text("until", date=record.expiry_date.isoformat()))
        return self.joined(facts)

    def _cases(self, register: Register, answer: Answer) -> list[Evidence]:
        found: list[CourtCase] = [case for case in answer.cases if case.ended is None]
        out = [
            self.says(
                "case",
                case.filed or case.as_of,
                case.url,
                source=register.title,
                name=case.name[:120],
                court=case.court,
                number=case.number,
            )
            for case in found[:SHOWN]
        ]
        more = len(found) - SHOWN
        return [*out, self.says("more-cases", answer.as_of, source=register.title, n=more)] if more > 0 else out
