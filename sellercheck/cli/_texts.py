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
    "cannot-show": ("What a sheet cannot show:", "表格中无法检查："),
}  # fmt: skip


def say(language: str, text: str, /, **values: object) -> str:
    """The text of that name, filled in; `n` chooses between one and many."""
    return filled(TEXTS, language, text, values)
