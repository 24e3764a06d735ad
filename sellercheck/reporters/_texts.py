"""The reporters' own words, in English and Chinese. Whole sentences: none is built by joining words.

`a|b` is one and many, chosen by `n`. Names in braces are filled in; both languages have the same ones.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from sellercheck import data
from sellercheck.finding import USES
from sellercheck.messages import filled

TEXTS: dict[str, tuple[str, str]] = {
    # severities
    "high": ("high", "高"),
    "medium": ("medium", "中"),
    "low": ("low", "低"),
    "info": ("info", "提示"),
    # what was read
    "header-row": ("header row {row}", "表头在第 {row} 行"),
    "no-header": ("no header row", "没有表头"),
    "rows": ("{n} row|{n:,} rows", "{n:,} 行"),
    "listings": ("{n} listing|{n:,} listings", "{n:,} 个商品"),
    "worksheet-label": ("worksheet", "工作表"),
    "worksheet": ("worksheet “{name}”", "工作表“{name}”"),
    "separated": ("separated by {delimiter}", "以{delimiter}分隔"),
    "comma": ("commas", "逗号"),
    "semicolon": ("semicolons", "分号"),
    "tab": ("tabs", "制表符"),
    "read-as": ("read as", "读取方式"),
    "more-columns": (
        "and {n} more column; see: sellercheck columns|and {n} more columns; see: sellercheck columns",
        "另有 {n} 列；详见：sellercheck columns",
    ),
    "not-understood": ("not understood", "未识别"),
    "more-headings": ("and {n} more", "另有 {n} 个"),
    "note": ("note", "注意"),
    "more-notes": ("and {n} more note (-v)|and {n} more notes (-v)", "另有 {n} 条说明（-v）"),
    "more-sheets": ("and {n} more sheet (-v)|and {n:,} more sheets (-v)", "另有 {n} 个表格（-v）"),
    "platforms": ("platforms", "平台"),
    "pack": ("{title} ({n} rule, {version})|{title} ({n} rules, {version})", "{title}（{n} 条规则，{version}）"),
    "pack-some": ("{title} ({n} of {of} rules, {version})", "{title}（{of} 条规则中的 {n} 条，{version}）"),
    "pack-elsewhere": (
        "{title} ({n} of {of} rules, {version}; {elsewhere} for other countries only)",
        "{title}（{of} 条规则中的 {n} 条，{version}；{elsewhere} 条仅适用于其他国家）",
    ),
    "platform-says": ("{platform}: {message}", "{platform}：{message}"),
    "dated-source": ("{message} ({source})", "{message}（{source}）"),
    "source-dated": ("{url}, {dated}, read {date}", "{url}，{dated}，查阅于 {date}"),
    "guessed": (
        "Chosen from the sheet's own columns; name others with --platform.",
        "根据表格的列名判断；可用 --platform 指定其他平台。",
    ),
    # blocks
    **USES,
    "name-kind": ("{name} ({kind})", "{name}（{kind}）"),
    "brand": ("brand", "品牌"),
    "product-line": ("product line", "产品系列"),
    "character": ("character", "角色"),
    "franchise": ("franchise", "影视、游戏等作品"),
    "celebrity": ("person: check publicity rights", "人物：请核对肖像权、姓名权"),
    "club": ("club", "俱乐部"),
    "league": ("league", "联赛"),
    "certification": ("certification mark", "认证标志"),
    "material": ("branded material", "品牌材料"),
    "genericised": ("mark that many take for a plain word", "常被误作通用词的商标"),
    "university": ("university", "大学"),
    "findings": ("{n} finding|{n:,} findings", "{n:,} 项发现"),
    "of-severity": ("{n:,} {severity}", "{severity} {n:,}"),
    "row": ("row {row}", "第 {row} 行"),
    "missing-in": ("no {field}", "缺少 {field}"),
    "and-severity": ("{severity} here", "此处为{severity}"),
    "id": ("id {id}", "编号 {id}"),
    "not-in-view": (
        "{n} more place in this cell|{n} more places in this cell",
        "本单元格另有 {n} 处",
    ),
    "also-cells": ("also cell {cells}|also cells {cells}", "另见单元格 {cells}"),
    "also-row": ("also row {rows}|also rows {rows}", "另见第 {rows} 行"),
    "also-rows-more": ("also rows {rows} and {n} more row|also rows {rows} and {n:,} more rows", "另见第 {rows} 行及其他 {n:,} 行"),
    "also-in": ("also in {where}, row {rows}|also in {where}, rows {rows}", "另见 {where} 第 {rows} 行"),
    "also-in-more": (
        "also in {where}, rows {rows} and {n} more row|also in {where}, rows {rows} and {n:,} more rows",
        "另见 {where} 第 {rows} 行及其他 {n:,} 行",
    ),
    "also-sheets": (
        "also {rows:,} rows in {n} more sheet (-v)|also {rows:,} rows in {n:,} more sheets (-v)",
        "另见其他 {n:,} 个表格中的 {rows:,} 行（-v）",
    ),
    "why": ("why", "原因"),
    "consequence": ("consequence", "后果"),
    "remedy": ("remedy", "处理"),
    "source": ("source", "来源"),
    "evidence": ("evidence", "依据"),
    "mark": ("mark", "商标"),
    "exposure": ("exposure", "风险面"),
    "rule": ("rule", "规则"),
    "edit": ("suggested edit ({applicability}): {title}", "建议修改（{applicability}）：{title}"),
    "as-above": ("as for {name} above", "同上文 {name}"),
    "source-read": ("{url} (read {date})", "{url}（查阅于 {date}）"),
    "evidence-source": ("{text} ({source})", "{text}（{source}）"),
    "more-evidence": ("and {n} more (-v)", "另有 {n} 条（-v）"),
    "owner": ("owner {owner}, as the list {list} says", "权利人 {owner}（据列表 {list}）"),
    "from-list": ("from the list {list}", "出自列表 {list}"),
    "classes": ("Nice class {classes}|Nice classes {classes}", "尼斯分类第 {classes} 类"),
    "one-owner": ("{n} listing, one owner|{n:,} listings, one owner", "{n:,} 个商品涉及同一权利人"),
    "one-owner-more": (
        "{n} listing, one owner, counting {marks}|{n:,} listings, one owner, counting {marks}",
        "连同 {marks}，{n:,} 个商品涉及同一权利人",
    ),
    "explain": ("sellercheck explain {rule}", "sellercheck explain {rule}"),
    "more": ("more", "详见"),
    "sureness": ("confidence {confidence}", "置信度 {confidence}"),
    "use": ("use {use}, spelling {how}, class overlap {overlap}", "用法 {use}，写法 {how}，类别重合 {overlap}"),
    "safe": ("safe", "可直接采用"),
    "review": ("look at it first", "采用前请核对"),
    "advice": ("a direction only", "仅供参考"),
    "empties": ("nothing is left in the cell", "单元格将为空"),
    "other-edits": ("{n} other suggestion (-v)|{n} other suggestions (-v)", "另有 {n} 条建议（-v）"),
    "in-brief": (
        "{n} more block in brief; -v shows it in full|{n:,} more blocks in brief; -v shows them in full",
        "其余 {n:,} 组仅列要点；-v 显示全部",
    ),
    # the end
    "nothing": (
        "nothing found in the lists and rules named below",
        "在下列列表和规则范围内未发现问题",
    ),
    "nothing-but-aside": (
        "nothing found in the lists and rules named below but what is set aside",
        "除已搁置的以外，在下列列表和规则范围内未发现问题",
    ),
    "nothing-shown": (
        "nothing at or above {severity} found in the lists and rules named below",
        "在下列列表和规则范围内，未发现“{severity}”及以上的问题",
    ),
    "hidden-info": ("{n} info note not shown (--min-severity info)|{n:,} info notes not shown (--min-severity info)", "{n:,} 条提示未显示（--min-severity info）"),
    "hidden": (
        "{n} finding below {severity} not shown (--min-severity {lowest})|{n:,} findings below {severity} not shown (--min-severity {lowest})",
        "{n:,} 项低于“{severity}”的发现未显示（--min-severity {lowest}）",
    ),
    "first": ("to do first", "优先处理"),
    "first-item": ("{name} ({n} listing)|{name} ({n:,} listings)", "{name}（{n:,} 个商品）"),
    "tally": (
        "{n} finding: {counts} in {found:,} of {listings:,} listings|{n:,} findings: {counts} in {found:,} of {listings:,} listings",
        "{n:,} 项发现：{counts}，涉及 {listings:,} 个商品中的 {found:,} 个",
    ),
    "tally-none": ("0 findings in {listings:,} listings", "{listings:,} 个商品，0 项发现"),
    "info-notes": ("{n} info note|{n:,} info notes", "提示 {n:,} 条"),
    "set-aside": ("{n:,} set aside", "{n:,} 项搁置"),
    "skipped": ("{n} row skipped|{n:,} rows skipped", "{n:,} 行跳过"),
    "unanswered": ("{n:,} unanswered", "{n:,} 项查询未获答复"),
    "skipped-label": ("skipped", "跳过"),
    "skipped-rows": ("{where}: {reason}", "{where}：{reason}"),
    "at-row": ("row {rows}|rows {rows}", "第 {rows} 行"),
    "at-rows-more": ("rows {rows} and {n} more row|rows {rows} and {n:,} more rows", "第 {rows} 行及其他 {n:,} 行"),
    "in-sheet": ("{where}, {rows}", "{where} {rows}"),
    "unreadable": ("could not be read: {reason}", "无法读取：{reason}"),
    "more-reasons": ("and {n} more row for other reasons (-v)|and {n:,} more rows for other reasons (-v)", "另有 {n:,} 行因其他原因跳过（-v）"),
    "set-aside-label": ("set aside", "搁置"),
    "authorised": ("{n} authorised|{n:,} authorised", "{n:,} 项已获授权"),
    "ignored": ("{n} ignored|{n:,} ignored", "{n:,} 项按忽略名单搁置"),
    "baseline": ("{n} in the baseline|{n:,} in the baseline", "{n:,} 项已在基线中"),
    "below": ("{n} below the threshold|{n:,} below the threshold", "{n:,} 项低于阈值"),
    "other-reason": ("{n} {reason}|{n:,} {reason}", "{n:,} 项：{reason}"),
    "aside-group": ("{name}: {detail} ({n} finding)|{name}: {detail} ({n:,} findings)", "{name}：{detail}（{n:,} 项）"),
    "more-asides": ("and {n} more finding for other reasons (-v)|and {n:,} more findings for other reasons (-v)", "另有 {n:,} 项（-v）"),
    "unanswered-label": ("unanswered", "未获答复"),
    "not-checked": ("not checked", "未检查"),
    "not-checked-item": ("{what}: {why}", "{what}：{why}"),
    "more-not-checked": ("and {n} more (-v)", "另有 {n} 项（-v）"),
    "rules-label": ("rules", "规则"),
    "lists": ("lists", "列表"),
    "list": ("{name} ({n} entry, {date})|{name} ({n:,} entries, {date})", "{name}（{n:,} 条，{date}）"),
    "list-aged": ("{name} ({n} entry, {date}, {age} days old)|{name} ({n:,} entries, {date}, {age} days old)", "{name}（{n:,} 条，{date}，已过 {age} 天）"),
    "list-full": ("{title}, {publisher}, licence {licence}", "{title}，{publisher}，许可 {licence}"),
    "no-lists": ("none", "无"),
    "disclaimer": (
        "Automated screening, not legal advice; a person must decide.",
        "本结果为自动筛查，不构成法律意见；须由人工判断。",
    ),
    "no-supplier": ("no supplier named", "未注明供应商"),
    # tables and pages
    "severity": ("severity", "风险等级"),
    "platform": ("platform", "平台"),
    "rule-id": ("rule", "规则"),
    "listing": ("listing", "商品"),
    "path": ("sheet", "表格"),
    "row-label": ("row", "行"),
    "cell": ("cell", "单元格"),
    "column": ("column", "列"),
    "field": ("field", "字段"),
    "text": ("text found", "命中文字"),
    "cell-text": ("text of the cell", "单元格内容"),
    "owner-label": ("owner", "权利人"),
    "use-label": ("use", "用途"),
    "confidence": ("confidence", "置信度"),
    "message": ("what was found", "问题"),
    "applicability": ("how safe the edit is", "修改建议的把握"),
    "edited": ("the cell after the suggested edit", "按建议修改后的单元格"),
    "supplier": ("supplier", "供应商"),
    "category": ("category", "类目"),
    "read-on": ("source read on", "来源查阅日期"),
    "id-label": ("id", "编号"),
    "what": ("what", "内容"),
    "where-used": ("how it is used", "使用情况"),
    "listings-label": ("listings", "商品数"),
    "at": ("first place", "首个位置"),
    "sheet": ("sheet", "表格"),
    "more-blocks": ("and {n} more kind of finding|and {n:,} more kinds of findings", "另有 {n:,} 类发现"),
    "more-cells": ("{n} more cell|{n:,} more cells", "另有 {n:,} 个单元格"),
    "not-in-full": (
        "{n} more kind of finding is not shown in full: there is no more room here.|{n:,} more kinds of findings are not shown in full: there is no more room here.",
        "因篇幅所限，其余 {n:,} 类发现未列出详情。",
    ),
    "in-summary": ("more in the job summary", "更多内容见任务摘要"),
    "without-findings": ("{n} listing without findings|{n:,} listings without findings", "{n:,} 个商品未发现问题"),
    "could-not": ("what could not be done", "未能完成的项目"),
    # the page
    "html-title": ("Trademark and platform-rule screening", "商标与平台规则筛查报告"),
    "html-skip": ("Skip to the findings", "跳到发现列表"),
    "html-day": ("screened on {date}", "筛查日期：{date}"),
    "html-overview": ("Overview", "概览"),
    "html-by-risk": ("Listings by risk", "商品风险分布"),
    "risk-high": ("high", "高"),
    "risk-medium": ("medium", "中"),
    "risk-low": ("low", "低"),
    "risk-none": ("none found", "未发现"),
    "html-by-mark": ("Listings by mark", "各商标涉及的商品数"),
    "html-by-platform": ("Listings by platform", "各平台涉及的商品数"),
    "html-by-rule": ("Listings by rule", "各规则涉及的商品数"),
    "html-by-supplier": ("Listings by supplier", "各供应商涉及的商品数"),
    "html-by-category": ("Listings by category", "各类目涉及的商品数"),
    "html-findings": ("Findings", "发现"),
    "findings-label": ("findings", "发现数"),
    "html-search": ("Search", "搜索"),
    "html-all": ("all", "全部"),
    "html-reset": ("Show all", "重置筛选"),
    "html-open-all": ("Open all details", "展开全部详情"),
    "html-more-rows": ("Show more", "显示更多"),
    "html-shown": ("Shown: # of #", "显示 # / #"),
    "html-where": ("listing and cell", "商品与单元格"),
    "html-text": ("text and what was found", "内容与问题"),
    "html-more": (
        "The {listed:,} gravest findings are listed; all others ({n:,}) are counted above and stand in the JSON and CSV reports.",
        "此处列出最严重的 {listed:,} 项；其余 {n:,} 项已计入上方统计，详见 JSON 或 CSV 报告。",
    ),
    # the workbook
    "sheet-summary": ("summary", "汇总"),
    "sheet-findings": ("findings", "发现"),
    "sheet-rules": ("rules", "规则"),
    "column-risk": ("risk", "风险"),
    "column-findings": ("findings", "发现"),
    "column-suggested": ("suggested {field}", "建议的 {field}"),
    "cell-told": ("{severity} {cell} ({platforms}): {message}", "{severity} {cell}（{platforms}）：{message}"),
    "no-macros": ("The macros of {sheet} were left out of this copy.", "此副本未包含 {sheet} 中的宏。"),
    "sheets-left-out": (
        "{n} sheet is not repeated here: it was not at hand as it was checked, or there were too many.|{n:,} sheets are not repeated here: they were not at hand as they were checked, or there were too many.",
        "有 {n:,} 个表格未收入本工作簿：无法按筛查时的原样打开，或数量过多。",
    ),
    "sheet-too-large": ("{sheet} is larger than a worksheet can be, and is not repeated here.", "{sheet} 超出工作表的大小限制，未收入本工作簿。"),
    "cells-cut": (
        "{n} cell of {sheet} holds more than the {most:,} characters a workbook takes, and is cut there.|{n:,} cells of {sheet} hold more than the {most:,} characters a workbook takes, and are cut there.",
        "{sheet} 中有 {n:,} 个单元格超过工作簿的 {most:,} 字符上限，已截断。",
    ),
    "findings-cut": ("Only the first {n:,} findings have room on a worksheet.", "工作表只容纳前 {n:,} 项发现。"),
    "copy": ("Copy new text of", "复制修改后的内容"),
    "copied": ("Copied.", "已复制。"),
    "html-rules": ("Rules that were met, with consequence and source", "触发的规则、后果与来源"),
    "html-not-checked": ("What was not checked", "未检查的内容"),
    "html-used": ("Lists and rules used", "使用的列表与规则"),
    "html-list": ("List", "列表"),
    "html-publisher": ("Publisher", "发布者"),
    "html-licence": ("Licence", "许可"),
    "html-retrieved": ("Retrieved", "获取日期"),
    "html-age": ("Age", "距今"),
    "html-entries": ("Entries", "条目数"),
    "days": ("{n} day|{n:,} days", "{n:,} 天"),
    "used": ("What was read, used and not checked", "读取、使用及未检查的内容"),
    "between": ("; ", "；"),
    "colon": (": ", "："),
    "comma-sign": (", ", "、"),
}  # fmt: skip


def say(language: str, text: str, /, **values: object) -> str:
    """The text of that name, filled in; `n` chooses between one and many."""
    return filled(TEXTS, language, text, values) if values else _word(language, text)


def rule_name(rule: str, language: str) -> str:
    """What a rule is called: the word behind its pack's name; in Chinese the one sellers use, where the rule is a bundled one."""
    slug = rule.partition("/")[2]
    return _chinese_rules().get(slug, slug) if language == "zh" else slug


@cache
def _chinese_rules() -> Mapping[str, str]:
    names: dict[str, str] = json.loads(data.read_bytes("rules.zh.json"))
    return names


@cache
def _word(language: str, text: str) -> str:
    """A text with nothing to fill in: a sign between words, a severity. Each line of a report has several."""
    return filled(TEXTS, language, text, {})
