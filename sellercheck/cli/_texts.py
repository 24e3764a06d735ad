"""What commands say besides reports, in English and Chinese. Whole sentences; `a|b` is one and many, chosen by `n`."""

from __future__ import annotations

from sellercheck.messages import filled

TEXTS: dict[str, tuple[str, str]] = {
    # reports that went to files
    "written-report": ("{counts} in {listings:,} listings; written to {places}", "{counts}，共 {listings:,} 个商品；已写入 {places}"),
    "count": ("{n:,} {severity}", "{severity} {n:,}"),
    "high": ("high", "高"),
    "medium": ("medium", "中"),
    "low": ("low", "低"),
    "info": ("info", "提示"),
    "comma": (", ", "、"),
    "clause": ("; ", "；"),
    "bar-listings": ("{{task.completed:,}} listings", "{{task.completed:,}} 个商品"),
    # diff
    "from-to": ("{old} ({old_day}) → {new} ({new_day})", "{old}（{old_day}）→ {new}（{new_day}）"),
    "new": ("new", "新增"),
    "gone": ("gone", "消失"),
    "changed": ("changed", "变化"),
    "by-mark": ("by mark", "按商标"),
    "by-listing": ("by listing", "按商品"),
    "sums": ("{new} new · {gone} gone · {changed:,} changed", "新增 {new} · 消失 {gone} · 变化 {changed:,}"),
    "sum": ("{n:,}", "{n:,}"),
    "sum-of": ("{n:,} ({counts})", "{n:,}（{counts}）"),
    "kind-new": ("{n:,} new", "新增 {n:,}"),
    "kind-gone": ("{n:,} gone", "消失 {n:,}"),
    "kind-changed": ("{n:,} changed", "变化 {n:,}"),
    "of-name": ("{name}: {counts}", "{name}：{counts}"),
    "set-aside": ("set aside: {reason}", "搁置：{reason}"),
    "authorised": ("authorised", "已获授权"),
    "ignored": ("ignored", "已忽略"),
    "baseline": ("baseline", "在基线中"),
    "below": ("below", "低于阈值"),
    "row": ("row {row}", "第 {row} 行"),
    "quoted": ("“{text}”", "“{text}”"),
    "severity-was": ("severity {was} → {now}", "风险等级 {was} → {now}"),
    "use-was": ("use {was} → {now}", "用途 {was} → {now}"),
    "more": ("and {n:,} more (-v)", "另有 {n:,} 项（-v）"),
    # fix
    "more-changes": ("… and {n:,} more", "…… 另有 {n:,} 处"),
    "would-change": (
        "{n} cell would change, in {rows}|{n:,} cells would change, in {rows}",
        "将更改 {n:,} 个单元格，涉及 {rows}",
    ),
    "with-suggestion": (
        "{n} cell with a suggestion, in {rows}|{n:,} cells with a suggestion, in {rows}",
        "{n:,} 个单元格附有建议，涉及 {rows}",
    ),
    "cells-changed": ("{n} cell changed, in {rows}|{n:,} cells changed, in {rows}", "已更改 {n:,} 个单元格，涉及 {rows}"),
    "rows": ("{n} row|{n:,} rows", "{n:,} 行"),
    "not-made": ("{n} suggested edit not made: {reasons}|{n:,} suggested edits not made: {reasons}", "{n:,} 项建议未采用：{reasons}"),
    "reason-count": ("{reason} ({n:,})", "{reason}（{n:,}）"),
    "line": ("line {line}", "文件第 {line} 行"),
    "findings": ("findings", "发现"),
    "before": ("before", "修改前"),
    "after": ("after", "修改后"),
    "note": ("note", "注意"),
    "written": ("written to", "已写入"),
    # columns
    "format": ("format", "格式"),
    "encoding": ("encoding", "编码"),
    "separated": ("separated by", "分隔符"),
    "tabs": ("tabs", "制表符"),
    "commas": ("commas", "逗号"),
    "semicolons": ("semicolons", "分号"),
    "worksheet": ("worksheet", "工作表"),
    "hidden": ("{name} (hidden)", "{name}（隐藏）"),
    "not-read": ("not read", "未读取"),
    "header-row": ("header row", "表头行"),
    "none": ("none", "无"),
    "first-row": ("first row of data", "首个数据行"),
    "platform": ("platform", "平台"),
    "no-platform": ("not to be told from the headings", "无法从表头判断"),
    "column": ("column", "列"),
    "heading": ("heading", "表头"),
    "field": ("field", "字段"),
    "taken-by": ("taken by", "判断依据"),
    "by-name": ("heading ({pack})", "表头（{pack}）"),
    "by-content": ("content", "内容"),
    "by-option": ("--column", "--column"),
    "filled": ("filled", "填写率"),
    "example": ("example", "示例"),
    "not-understood": ("not understood, not read: ", "未识别，未读取："),
    "no-listing": ("no listing was found below the headings", "表头之下未发现商品"),
    "if-wrong": (
        'If something is taken wrongly: --column FIELD="Header", --worksheet NAME, --header-row N, --encoding NAME, --delimiter C.',
        '如判断有误：--column FIELD="表头"、--worksheet NAME、--header-row N、--encoding NAME、--delimiter C。',
    ),
    "the-fields": (
        "Fields: {fields}. For what each holds: sellercheck explain FIELD.",
        "字段：{fields}。各字段含义见：sellercheck explain FIELD --lang zh。",
    ),
    # rules
    "version": ("version", "版本"),
    "rules": ("rules", "规则"),
    "title": ("title", "名称"),
    "rule": ("rule", "规则"),
    "severity": ("severity", "风险等级"),
    "check": ("check", "检查方式"),
    "said": ("what is said", "说明"),
    "rules-more": (
        "sellercheck rules PLATFORM lists its rules; sellercheck explain RULE tells about one.",
        "sellercheck rules PLATFORM 列出其规则；sellercheck explain RULE 说明某条规则。",
    ),
    "pack": ("{title}, version {version}, {n} rule, {file}|{title}, version {version}, {n} rules, {file}", "{title}，版本 {version}，{n} 条规则，{file}"),
    "not-flagged": ("{where}: not flagged, and should be: {shown}", "{where}：未提示，而应提示：{shown}"),
    "flagged": ("{where}: flagged, and should not be: {shown}", "{where}：已提示，而不应提示：{shown}"),
    "pack-valid": (
        "{path}: {n} rule can be used, and its {examples} examples behave.|{path}: {n} rules can be used, and their {examples} examples behave.",
        "{path}：{n} 条规则可用，{examples} 个示例均符合预期。",
    ),
    "bare-rules": ("Without an example to flag and one to pass: {rules}.", "缺少应提示和不应提示示例的规则：{rules}。"),
    "cannot-show": ("What the sources say besides, and why it is no rule:", "来源中未设为规则的内容及原因："),
    # lists
    "list": ("list", "列表"),
    "entries": ("entries", "条数"),
    "retrieved": ("retrieved", "获取日期"),
    "age": ("age", "时长"),
    "origin": ("from", "来源"),
    "bytes": ("bytes", "内容"),
    "list-title": ("title", "说明"),
    "bytes-differ": ("CHANGED", "被改动"),
    "bytes-right": ("as listed", "完好"),
    "days": ("{n} day|{n} days", "{n} 天"),
    "origin-bundled": ("bundled", "内置"),
    "origin-updated": ("updated", "更新"),
    "origin-own": ("own", "自有"),
    "origin-register": ("register", "注册库"),
    "publisher": ("publisher", "发布者"),
    "url": ("url", "网址"),
    "licence": ("licence", "许可"),
    "sha256": ("sha256", "sha256"),
    "name-found": ("{name}  ({how})", "{name}（{how}）"),
    "match-exact": ("exact", "一致"),
    "match-alias": ("alias “{spelling}”", "别名“{spelling}”"),
    "match-abbreviation": ("abbreviation “{spelling}”", "缩写“{spelling}”"),
    "match-misspelling": ("misspelling “{spelling}”", "误拼“{spelling}”"),
    "match-near": ("near, {score} of 100", "相近，{score}/100"),
    "match-near-by": ("near, {score} of 100 by “{spelling}”", "相近，与“{spelling}”为 {score}/100"),
    "in-list": ("list {list}", "列表 {list}"),
    "owner-listed": ("owner as listed: {owner}", "列表所载权利人：{owner}"),
    "no-owner-listed": ("no owner listed", "未载明权利人"),
    "classes-listed": ("Nice classes {classes}", "尼斯分类第 {classes} 类"),
    "no-classes-listed": ("no Nice classes listed", "未载明尼斯分类"),
    "kind-of-brand": ("brand", "品牌"),
    "kind-of-franchise": ("franchise", "影视动漫 IP"),
    "kind-of-university": ("university", "大学"),
    "kind-of-club": ("club", "俱乐部"),
    "kind-of-character": ("character", "角色"),
    "kind-of-product-line": ("product-line", "产品系列"),
    "kind-of-celebrity": ("celebrity", "名人"),
    "kind-of-genericised": ("genericised", "已通用化"),
    "kind-of-material": ("material", "材料"),
    "kind-of-certification": ("certification", "认证标志"),
    "kind-of-league": ("league", "联赛"),
    "everyday": ("also an everyday word, place or name", "也是日常词语、地名或人名"),
    "restriction": ("{platform}: {claim} ({details})", "{platform}：{claim}（{details}）"),
    "confidence": ("confidence {confidence}", "可信度{confidence}"),
    "reported-case": ("reported case: {plaintiff} ({details})", "见诸报道的案件：{plaintiff}（{details}）"),
    "free-word": (
        "“{text}” was a mark, or is taken for one, and is listed as free to use",
        "“{text}”曾是商标或常被视为商标，列表所载为可自由使用的词",
    ),
    "free-word-noted": (
        "“{text}” was a mark, or is taken for one, and is listed as free to use: {note}",
        "“{text}”曾是商标或常被视为商标，列表所载为可自由使用的词：{note}",
    ),
    "in-no-list": (
        "“{name}” stands in none of the lists, nor anything near it. The lists are no register: it may still be somebody's mark.",
        "列表中没有“{name}”，也没有相近的名称。列表不是注册库：它仍可能是他人的商标。",
    ),
    "more-near": ("and {n} more name that is near|and {n:,} more names that are near", "另有 {n:,} 个相近的名称"),
    "serial-known": ("lists of serial {serial} were in use already", "序号 {serial} 的列表已在使用"),
    "serial-in-use": ("lists of serial {serial} are in use now", "现已使用序号 {serial} 的列表"),
    "imported": ("{name}: {n} name; use it with --list {name}|{name}: {n:,} names; use it with --list {name}", "{name}：{n:,} 个名称；使用方法：--list {name}"),
    "file-records": ("{path}: {n} record|{path}: {n:,} records", "{path}：{n:,} 条记录"),
    "file-known": ("{path}: had been imported before", "{path}：以前已导入"),
    "status-only": (
        "{n} record tells only a status; the other facts stay as they were|{n:,} records tell only a status; the other facts stay as they were",
        "{n:,} 条记录只有状态；其他内容保持不变",
    ),
    "without-words": ("{n} record has no words (picture, sound)|{n:,} records have no words (pictures, sounds)", "{n:,} 条记录没有文字（图形、声音）"),
    "status-open": (
        "{n} record has a status that the office's table leaves open; it counts as possibly alive|{n:,} records have a status that the office's table leaves open; they count as possibly alive",
        "{n:,} 条记录的状态在官方状态表中未明确；按可能有效计",
    ),
    "bad-dates": ("{n} date is none, and left out|{n:,} dates are none, and left out", "{n:,} 个日期无法识别，已略去"),
    "deleted": ("{n} record was deleted by the office|{n:,} records were deleted by the office", "{n:,} 条记录已被官方删除"),
    "unreadable": ("{n} record cannot be read|{n:,} records cannot be read", "{n:,} 条记录无法读取"),
    "status-count": ("{n:,} {status}", "{status} {n:,}"),
    "status-registered": ("registered", "已注册"),
    "status-pending": ("pending", "审查中"),
    "status-ended": ("ended", "已失效"),
    "status-unknown": ("unknown", "状态不明"),
    "register-holds": (
        "{name}: {n} case ({kept}); {live:,} live ones with words are held against listings|{name}: {n:,} cases ({kept}); {live:,} live ones with words are held against listings",
        "{name}：{n:,} 个案件（{kept}）；其中 {live:,} 个有效且含文字的用于检查商品",
    ),
    "use-with": ("use it with: sellercheck check SHEET --list {name}", "使用方法：sellercheck check SHEET --list {name}"),
    "nothing-new": ("nothing new", "没有新内容"),
    "nothing-new-since": ("nothing new; the lists in use are of serial {serial}", "没有新内容；正在使用序号 {serial} 的列表"),
    "nothing": ("nothing", "无"),
    "serial-would-change": ("serial {serial} would change: {changed}", "序号 {serial} 将更改：{changed}"),
    "serial-fetched": (
        "the lists of serial {serial} are in use now: {changed} changed, {fetched} fetched",
        "现已使用序号 {serial} 的列表：更改 {changed} 个，下载 {fetched} 个",
    ),
    "list-dropped": ("{names}: no longer published; the bundled ones count again", "{names}：不再发布；重新使用内置列表"),
    "list-unknown": ("{names}: not known to this version of sellercheck, and not used", "{names}：本版本的 sellercheck 不认识，未使用"),
    "list-damaged": ("list {name} is damaged", "列表 {name} 已损坏"),
    "lists-in-use": ("{bundled} bundled lists, {updated} updated ones in use", "使用中：内置列表 {bundled} 个，更新列表 {updated} 个"),
    "signature-checked": ("updated lists of serial {serial}; signature checked", "更新列表序号 {serial}；签名已核对"),
    "signature-unchecked": (
        "updated lists of serial {serial}; signature not checked, since no key is known: name it with --key",
        "更新列表序号 {serial}；没有公钥，签名未核对：请用 --key 指定",
    ),
    "in-use-now": ("in use now: {lists}", "现在使用：{lists}"),
    "exported": ("{path}: {n} list|{path}: {n} lists", "{path}：{n} 个列表"),
    # registry
    "none-asked": (
        "no register was asked: no credentials are set; `sellercheck doctor` names them",
        "未查询任何注册库：没有设置凭据；`sellercheck doctor` 会列出",
    ),
    "no-answer": ("NO ANSWER: {message}", "未答复：{message}"),
    "not-searched": ("not searched: ", "未查询："),
    "no-advice": ("Automated screening, not legal advice; a person must decide.", "自动筛查，不构成法律意见；须由人判断。"),
    "found": ("{n:,} found, asked {date}", "找到 {n:,} 项，查询于 {date}"),
    "found-of": ("{n:,} of {total:,} found, asked {date}", "找到 {n:,} 项（共 {total:,} 项），查询于 {date}"),
    "live-only": ("{found}, registered and pending marks only", "{found}，仅限已注册和审查中的商标"),
    "no-words": ("(no words)", "（无文字）"),
    "status-raw": ("{status} ({raw})", "{status}（{raw}）"),
    "territory": ("territory {territory}", "地域 {territory}"),
    "no-classes-told": ("no Nice classes told", "未载明尼斯分类"),
    "owner-told": ("owner {owner}", "权利人 {owner}"),
    "no-owner-told": ("no owner told", "未载明权利人"),
    "filed": ("filed {date}", "申请日 {date}"),
    "registered-on": ("registered {date}", "注册日 {date}"),
    "expires": ("expires {date}", "有效期至 {date}"),
    "case-filed": ("filed {date}", "立案 {date}"),
    "case-ended": ("ended {date}", "结案 {date}"),
    "case-open": ("open as far as is known", "据现有信息尚未结案"),
    "no-day-told": ("no day told", "未载明日期"),
    # authorisations
    "remark-missing": ("missing  ", "缺失  "),
    "remark-note": ("note     ", "注意  "),
    "remark": ("{where}: {text}", "{where}：{text}"),
    "remark-of-mark": ("{where}: {mark}: {text}", "{where}：{mark}：{text}"),
    "authorisations-counted": (
        "{n} authorisation on {date}; missing or ended: {faults:,}; notes: {notes:,}|{n:,} authorisations on {date}; missing or ended: {faults:,}; notes: {notes:,}",
        "{date} 共有授权 {n:,} 份：缺失或到期 {faults:,} 项，注意 {notes:,} 项",
    ),
    "nothing-verified": (
        "No document was opened or verified; whether a right holds is for a person to decide.",
        "未打开或核实任何文件；权利是否成立须由人判断。",
    ),
    # baseline
    "accepted": ("{n} finding accepted in {path}|{n:,} findings accepted in {path}", "已接受 {n:,} 项发现，写入 {path}"),
    "accepted-anew": (
        "{n} finding accepted, {gone:,} gone, {kept:,} kept in {path}|{n:,} findings accepted, {gone:,} gone, {kept:,} kept in {path}",
        "{path}：接受 {n:,} 项发现，消失 {gone:,} 项，保留 {kept:,} 项",
    ),
    # report
    "checked-in": (
        "note: the findings' texts are in the language they were checked with: {language}",
        "注意：发现的文字保持检查时的语言：{language}",
    ),
    # doctor
    "versions": ("versions", "版本"),
    "optional-parts": ("optional parts", "可选组件"),
    "rule-packs": ("rule packs", "规则包"),
    "lists": ("lists", "列表"),
    "brought": ("imported lists and registers", "已导入的列表和注册库"),
    "cache": ("cache", "缓存"),
    "registers": ("registers", "注册库"),
    "not-checkable": ("what cannot be checked here", "此处无法检查的内容"),
    "trouble": ("trouble: ", "问题："),
    "troubles": ("{n} trouble|{n} troubles", "{n} 个问题"),
    "system": ("system", "系统"),
    "missing-package": ("MISSING", "缺失"),
    "package-missing": ("the package {name} is missing; install sellercheck again", "缺少软件包 {name}；请重新安装 sellercheck"),
    "for-parquet": ("Parquet sheets", "Parquet 表格"),
    "for-keyring": ("credentials in the system's keyring", "系统钥匙串中的凭据"),
    "for-update": ("updated lists", "更新列表"),
    "installed": ("{version}, for {purpose}", "{version}，用于{purpose}"),
    "not-installed": ("not installed; {purpose} need it: pip install '{extra}'", "未安装；{purpose}需要它：pip install '{extra}'"),
    "unusable-pack": ("cannot be used", "无法使用"),
    "pack-version": ("version {version}, {n} rule|version {version}, {n} rules", "版本 {version}，{n} 条规则"),
    "list-aged": ("{n} entry, retrieved {date}, {age} old|{n:,} entries, retrieved {date}, {age} old", "{n:,} 条，获取于 {date}，已过 {age}"),
    "list-aged-damaged": (
        "{n} entry, retrieved {date}, {age} old, DAMAGED|{n:,} entries, retrieved {date}, {age} old, DAMAGED",
        "{n:,} 条，获取于 {date}，已过 {age}，已损坏",
    ),
    "unusable-list": ("CANNOT BE USED", "无法使用"),
    "live-cases": ("{n} live case|{n:,} live cases", "{n:,} 个有效案件"),
    "names": ("{n} name|{n:,} names", "{n:,} 个名称"),
    "brought-aged": ("{what}, as of {date}, {age} old", "{what}，截至 {date}，已过 {age}"),
    "brought-old": ("{what}, as of {date}, {age} old; OLD", "{what}，截至 {date}，已过 {age}；较旧"),
    "none-brought": ("`sellercheck lists import` brings one in", "可用 `sellercheck lists import` 导入"),
    "folder": ("folder", "文件夹"),
    "writable": ("writable", "可写"),
    "yes": ("yes", "是"),
    "not-writable": (
        "no: lists and packs are compiled anew at every start, which takes seconds",
        "否：每次启动都要重新编译列表和规则包，需要数秒",
    ),
    "size": ("size", "大小"),
    "of-register": ("{title}: {told}", "{title}：{told}"),
    "credentials-missing": ("{title}: not set: {names}; from {portal}", "{title}：未设置 {names}；获取地址 {portal}"),
    "credentials-untested": ("{title}: credentials set, not tested (--online)", "{title}：已设置凭据，未测试（--online）"),
    "credentials-work": ("{title}: credentials work", "{title}：凭据可用"),
    # init
    "file-kept": ("kept     {path}", "保留  {path}"),
    "file-written": ("written  {path}", "写入  {path}"),
    "fill-in-source": (
        "note: put the repository and version of sellercheck in place of OWNER/sellercheck@REF in the CI files",
        "注意：请在 CI 文件中把 OWNER/sellercheck@REF 换成 sellercheck 的仓库和版本",
    ),
    "settings-of": (
        "Settings of sellercheck for this folder and those below. Take the # away from what you want to set.",
        "本文件夹及其下级文件夹的 sellercheck 设置。要设置某项，请去掉其前面的 #。",
    ),
    "settings-order": (
        "Options on the command line, and variables such as SELLERCHECK_LANGUAGE, win over this file.",
        "命令行选项以及 SELLERCHECK_LANGUAGE 等环境变量优先于本文件。",
    ),
    "one-of": ("{about} One of: {choices}.", "{about}可选：{choices}。"),
    "ignores-file": (
        """\
# Findings that somebody looked at and does not want counted. Reason and last day must be there; what has ended or meets
# nothing is reported. Take the # away, or copy the lines, one [[ignore]] for each.
#
# [[ignore]]
# rule = "mark-use"                # a rule's id, its name, or a pattern
# mark = "Puma"
# match = "puma figure"            # only where the finding stands within these words
# items = ["SH-*"]                 # only these listings, by SKU
# platforms = ["shopee"]
# reason = "the animal, not the brand"
# owner = "who decided"
# expires = 2027-03-01
""",
        """\
# 有人看过、不再计入的发现。必须写明理由和最后有效日；已过期或没有对应发现的忽略项会在报告中说明。
# 请去掉 #，或复制这些行；每项写一个 [[ignore]]。
#
# [[ignore]]
# rule = "mark-use"                # 规则编号、名称或模式
# mark = "Puma"
# match = "puma figure"            # 只在发现位于这些词之内时
# items = ["SH-*"]                 # 只限这些商品（按 SKU）
# platforms = ["shopee"]
# reason = "动物名，不是品牌"
# owner = "由谁决定"
# expires = 2027-03-01
""",
    ),
}  # fmt: skip


def say(language: str, text: str, /, **values: object) -> str:
    """The text of that name, filled in; `n` chooses between one and many."""
    return filled(TEXTS, language, text, values)
