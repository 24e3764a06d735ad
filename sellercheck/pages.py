"""Pages for `sellercheck explain`: a rule, a check, a field, a platform, a mark; laid out as the pages of `man` are."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sellercheck import data, families, rules
from sellercheck import text as folding
from sellercheck.chinese import in_language
from sellercheck.errors import UsageError
from sellercheck.families import did_you_mean
from sellercheck.fixes import APPLICABILITY
from sellercheck.index import MarkIndex
from sellercheck.listing import FIELDS
from sellercheck.matching import scan
from sellercheck.messages import filled, general
from sellercheck.reporters._texts import say as said
from sellercheck.rules.pack import Example, Rule, RulePack

WORDS: dict[str, tuple[str, str]] = {
    "severity": ("Severity", "风险等级"),
    "why": ("What is found", "问题"),
    "todo": ("What to do", "如何处理"),
    "consequence": ("Consequence", "后果"),
    "flagged": ("Flagged", "会提示"),
    "spared": ("Not flagged", "不会提示"),
    "source": ("Source", "来源"),
    "countries": ("Countries", "适用国家"),
    "country-only": (
        "{names} only, and at most low where the country sold to is not known (--country)",
        "仅 {names}；未注明销售国家（--country）时最高为低",
    ),
    "country-known": ("{names} only, where the country sold to is known (--country)", "仅 {names}，且须注明销售国家（--country）"),
    "country-elsewhere": (
        "{names}; at most {most} elsewhere, or where the country sold to is not known (--country)",
        "{names}；其他国家或未注明销售国家（--country）时最高为{most}",
    ),
    "fields": ("Fields", "检查字段"),
    "check": ("Check", "检查方式"),
    "uses": ("By use", "按用途"),
    "kinds": ("Kinds of fix", "修改建议的种类"),
    "kind": ("Kind of fix", "修改建议的种类"),
    "see": ("See also", "另见"),
    "field": ("Field", "字段"),
    "headings": ("Headings", "表头"),
    "rules": ("Rules", "规则"),
    "pack": ("Rule pack", "规则包"),
    "not-checkable": ("Not checkable in a sheet", "表格中无法检查"),
    "mark": ("Mark", "商标"),
    "lists": ("Lists", "列表"),
    "parent": ("Part of", "所属"),
    "owner": ("Owner", "权利人"),
    "classes": ("Nice classes", "尼斯分类"),
    "everyday": ("Also an everyday word", "同时是日常用词"),
    "plain": ("Plain words instead", "可改用的普通词语"),
    "restrictions": ("Restrictions", "平台限制"),
    "cases": ("Court cases", "诉讼案件"),
    "place": ("Where it stands", "位置"),
    "place-cell": ("{path}, row {row}, {cell} ({column})", "{path}，第 {row} 行，{cell}（{column}）"),
    "text": ("Text found", "命中文字"),
    "evidence": ("Evidence", "依据"),
    "evidence-source": ("{text} ({source})", "{text}（{source}）"),
    "edits": ("Suggested edits", "修改建议"),
    "edit": ("{title} ({applicability})", "{title}（{applicability}）"),
    "read": ("{url} (read {read}, {dated})", "{url}（查阅于 {read}，{dated}）"),
    "read-only": ("{url} (read {read})", "{url}（查阅于 {read}）"),
    "named": ("{of}: {text}", "{of}：{text}"),
    "use-says": ("{use}: {severity}: {message}", "{use}：{severity}：{message}"),
    "pack-of": ("{title}, of {version}, {n} rule|{title}, of {version}, {n} rules", "{title}，版本 {version}，{n} 条规则"),
    "owner-said": ("{owner} (as listed, not checked against a register)", "{owner}（据列表所载，未与注册库核对）"),
    "owner-none": ("not in the lists", "列表中没有"),
    "everyday-said": ("counts only where the listing speaks for the mark", "仅在商品文字指向该商标时计入"),
    "restriction": (
        "{platform}: {claim} ({source}, {dated}, {confidence} confidence)",
        "{platform}：{claim}（{source}，{dated}，可信度 {confidence}）",
    ),
    "undated": ("undated", "未注明日期"),
    "case": ("{plaintiff}, {court} {number} {date} {url}", "{plaintiff}，{court} {number} {date} {url}"),
}
"""What stands between the rules' and lists' own words, in English and Chinese."""

_DATES = (
    (r"^(?=\d)", "日期 "),
    (r"^undated", "未注明日期"),
    (r" \((?:(?:c\. |after )?(\d[\d-]*)|older|current)[^)]*\)$", lambda found: f"，约 {found[1]}" if found[1] else ""),
    (r"^(?:until|before) (.+)$", r"\1 之前"),
    (r"^(.+?)(?:\+| and later)$", r"\1 起"),
)
"""Shapes of the words with which packs date their sources, and the same in Chinese."""

FIELDS_ZH = {
    "title": "买家看到的商品名称",
    "description": "商品的长文字说明，可能含 HTML",
    "bullets": "一条卖点；五个卖点列就是五个同名字段",
    "brand": "卖家申报的品牌",
    "manufacturer": "卖家申报的制造商",
    "address": "制造商的联系地址：邮寄地址或电子邮箱",
    "responsible": "欧盟责任人：名称、邮寄地址或电子邮箱",
    "keywords": "标签和搜索词，包括买家看不到的",
    "category": "平台或卖家的类目、类型或类目路径",
    "material": "材质",
    "variant": "颜色、尺寸等选项的值",
    "attributes": "同一单元格中的其他属性",
    "image": "图片的地址或文件名；第一列为主图",
    "url": "商品自身的网址",
    "sku": "卖家自己的商品编号；报告以此称呼商品",
    "parent": "同一商品各变体共有的值：父 SKU、handle、变体组",
    "gtin": "EAN、UPC、ISBN 或 JAN",
    "mpn": "制造商的零件号或型号",
    "price": "售价",
    "msrp": "用来对比的标价",
    "currency": "价格的币种",
    "quantity": "库存数量",
    "shipping": "运费或运送时间",
    "weight": "包裹重量",
    "condition": "全新、二手、翻新",
    "country": "销售国家或原产国",
    "supplier": "卖家的供货方",
    "store": "店铺名称",
}
"""`listing.FIELDS` in Chinese."""


def _say(language: str, name: str, **values: object) -> str:
    return filled(WORDS, language, name, values)


class _Page:
    """A page like those of `man`: what it is about, then sections with their text set in."""

    def __init__(self, language: str, about: str, kind: str = "") -> None:
        self.language = language
        self.lines = [about + ((f"（{kind}）" if language == "zh" else f" ({kind})") if kind else "")]

    def section(self, name: str, *lines: str) -> None:
        """A section, where it has any text."""
        told = [part for line in lines for part in line.splitlines()]
        if told:
            self.lines += ["", _say(self.language, name).upper(), *(f"    {line}".rstrip() for line in told)]

    def __str__(self) -> str:
        return "\n".join(self.lines)


def page(name: str, language: str = "en") -> str:
    """Plain text about whatever `name` names; UsageError with the nearest known name when nothing does."""
    packs = {platform: rules.load(platform) for platform in rules.available()}
    by_id = {rule.id: (pack, rule) for pack in packs.values() for rule in pack.rules}
    if name in by_id:
        return _rule(*by_id[name], language)
    same = [(pack, rule) for pack, rule in by_id.values() if rule.name == name]
    if same:
        return "\n\n".join(_rule(pack, rule, language) for pack, rule in same)
    if name in families.names("checks"):
        return _check(name, language)
    if name in APPLICABILITY:
        return _say(language, "named", of=name, text=APPLICABILITY[name][language])
    if name in FIELDS:
        return _field(name, packs, language)
    if name in packs:
        return _platform(packs[name], language)
    if found := _mark(name, language):
        return found
    if re.fullmatch(r"[0-9a-f]{16}", name):
        raise UsageError(f'"{name}" is the id of a finding', "Name the report it stands in: --result report.json.")
    known = (*by_id, *APPLICABILITY, *{rule.name for _, rule in by_id.values()}, *families.names("checks"), *FIELDS, *packs)
    raise UsageError(
        f'nothing here is called "{name}"',
        did_you_mean(name, tuple(dict.fromkeys(known)))
        if _near(name, known)
        else "Name a rule, check, field, platform or mark; `sellercheck rules` lists the rules.",
    )


def finding_page(result: str, name: str, language: str = "en") -> str:
    """Plain text about the finding of that id (or what it begins with) in the report saved at `result`.

    Raises ReportError for a report that cannot be read, UsageError when it holds no such finding.
    """
    from sellercheck import results

    found = {each.id: each for each in results.read(result).everything() if each.id.startswith(name.lower())}
    if len(found) != 1:
        raise UsageError(
            f'{result}: {len(found)} findings have an id that begins with "{name}"'
            if found
            else f'{result}: no finding has an id that begins with "{name}"',
            "Copy the whole id from the report: 16 digits and letters a to f.",
        )
    (each,) = found.values()
    page = _Page(language, each.id, each.rule)
    at = each.at
    page.section("place", _say(language, "place-cell", path=at.path, row=at.row, cell=at.cell or at.field, column=at.column or at.field))
    page.section("text", each.text)
    page.section("why", each.message)
    page.section("todo", each.remedy)
    page.section("consequence", each.consequence)
    page.section("severity", said(language, str(each.severity)))
    page.section(
        "evidence",
        *(_say(language, "evidence-source", text=item.text, source=item.source) if item.source else item.text for item in each.evidence),
    )
    page.section("edits", *(_say(language, "edit", title=fix.title, applicability=fix.applicability) for fix in each.fixes))
    page.section("source", _say(language, "read-only", url=each.source_url, read=each.source_read))
    page.section("see", f"sellercheck explain {each.rule}")
    return str(page)


def _near(name: str, known: tuple[str, ...]) -> bool:
    import difflib

    return bool(difflib.get_close_matches(name.lower(), known, 1, 0.6))


def _rule(pack: RulePack, rule: Rule, language: str) -> str:
    page = _Page(language, rule.id, pack.title)
    page.section("why", general(rule.message[language], rule.options))
    page.section("todo", general(rule.remedy[language], rule.options))
    page.section("consequence", rule.consequence[language])
    severities = sorted(rule.severity.items(), key=lambda each: each[0] != "default")
    page.section(
        "severity",
        *(
            said(language, str(severity)) if field == "default" else _say(language, "named", of=field, text=said(language, str(severity)))
            for field, severity in severities
        ),
    )
    page.section("uses", *(_use(use, case, language) for use, case in (rule.options.get("by-use") or {}).items()))
    page.section("countries", *_countries(rule, language))
    page.section("fields", _joined(language, rule.scope) or "—")
    page.section("flagged", *map(_example, rule.flag))
    page.section("spared", *map(_example, rule.spare))
    source = rule.source
    page.section(
        "source",
        _say(language, "read" if source.dated else "read-only", url=source.url, read=source.read, dated=_dated(source.dated, language)),
    )
    page.section("see", f"sellercheck explain {rule.check}", f"sellercheck explain {pack.platform}")
    return str(page)


def _countries(rule: Rule, language: str) -> Iterator[str]:
    """Where the rule counts, as the screen has it; nothing for a rule of all countries."""
    names = _joined(language, sorted(rule.countries))
    if rule.countries and rule.elsewhere is not None:
        yield _say(language, "country-elsewhere", names=names, most=said(language, str(rule.elsewhere)))
    elif rule.countries:
        yield _say(language, "country-known" if rule.only_there else "country-only", names=names)


def _joined(language: str, names: Iterable[str]) -> str:
    return ("、" if language == "zh" else ", ").join(names)


def _dated(dated: str, language: str) -> str:
    """A source's own date, which packs give in figures or in a few English words."""
    if language == "en":
        return f"dated {dated}" if dated[:1].isdigit() else dated
    for english, chinese in _DATES:
        dated = re.sub(english, chinese, dated)
    return dated


def _use(use: str, case: Mapping[str, Any], language: str) -> str:
    message, severity = case.get("message"), case.get("severity", "")
    severity = said(language, severity) if severity else ""
    if isinstance(message, Mapping):
        return _say(language, "use-says", use=use, severity=severity, message=general(message[language]))
    return _say(language, "named", of=use, text=severity)


def _check(name: str, language: str) -> str:
    page = _Page(language, name, _say(language, "check"))
    if language == "zh":
        text = json.loads(data.read_bytes("checks.zh.json"))[name]
    else:
        text = inspect.cleandoc(families.load("checks", name).__doc__ or "")
    page.lines += ["", *(f"    {line}".rstrip() for line in _flowing(text))]
    page.section("kinds", *(_say(language, "named", of=kind, text=told[language]) for kind, told in APPLICABILITY.items()))
    return str(page)


def _flowing(text: str) -> Iterator[str]:
    """The lines of a docstring with those of one paragraph, or of one item, joined: the reader's room is not the source's."""
    line = ""
    for part in map(str.strip, text.splitlines()):
        if line and part and not part.startswith("- "):
            line = f"{line} {part}"
            continue
        if line:
            yield line
        if not part:
            yield ""
        line = part
    yield line


def _example(example: Example) -> str:
    rows = example if isinstance(example, tuple) else (example,)
    return " + ".join(" · ".join(f"{field}: {value}" for field, value in row.items()) for row in rows)


def _field(name: str, packs: Mapping[str, RulePack], language: str) -> str:
    page = _Page(language, name, _say(language, "field"))
    page.lines += ["", f"    {FIELDS_ZH[name] if language == 'zh' else FIELDS[name]}"]
    headings = [(pack.title, ", ".join(pack.columns[name][:12])) for pack in packs.values() if pack.columns.get(name)]
    rules_of = [(pack.title, ", ".join(rule.name for rule in pack.rules if name in rule.scope)) for pack in packs.values()]
    for section, its in (("headings", headings), ("rules", rules_of)):
        page.section(section, *(_say(language, "named", of=title, text=names) for title, names in its if names))
    return str(page)


def _platform(pack: RulePack, language: str) -> str:
    page = _Page(language, pack.platform, _say(language, "pack"))
    page.lines += ["", f"    {_say(language, 'pack-of', title=pack.title, version=pack.version, n=len(pack.rules))}"]
    page.section("rules", *(_say(language, "named", of=rule.id, text=general(rule.message[language], rule.options)) for rule in pack.rules))
    page.section(
        "not-checkable", *(_say(language, "named", of=fact, text=why[language]) for fact, why in sorted(pack.not_checkable.items()))
    )
    return str(page)


def _mark(name: str, language: str) -> str:
    index = MarkIndex.open()
    spans = scan([name], [index.phrases], index.hasher)[0]
    whole = folding.key(name)
    for spelling in spans.phrases.tolist():
        if folding.key(index.spelling(spelling)) != whole:
            continue
        record = index.record(index.owner_of[spelling])
        mark = record.mark
        page = _Page(
            language, mark.text, f"{_say(language, 'mark')}: {mark.kind}" if language == "en" else f"{_say(language, 'mark')}：{mark.kind}"
        )
        page.section("lists", ", ".join((mark.list, *record.also)))
        page.section("parent", mark.parent or "")
        page.section("owner", _say(language, "owner-said", owner=mark.owner) if mark.owner else _say(language, "owner-none"))
        page.section("classes", ", ".join(map(str, sorted(mark.nice_classes))))
        page.section("everyday", _say(language, "everyday-said") if mark.ambiguous else "")
        page.section("plain", ", ".join(mark.safe_words))
        undated = _say(language, "undated")
        page.section(
            "restrictions",
            *(
                _say(
                    language,
                    "restriction",
                    platform=r.platform,
                    claim=in_language(r.claim, language),
                    source=r.source,
                    dated=r.source_date or undated,
                    confidence=r.confidence,
                )
                for r in record.restrictions
            ),
        )
        page.section(
            "cases",
            *(_say(language, "case", plaintiff=c.plaintiff, court=c.court, number=c.number, date=c.date, url=c.url) for c in record.cases),
        )
        return str(page)
    return ""
