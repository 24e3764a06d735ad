"""What the summary over clients says, in English and Chinese."""

from __future__ import annotations

from sellercheck.messages import filled

TEXTS: dict[str, tuple[str, str]] = {
    "title": ("Trademark and platform-rule screening by client", "各客户商标与平台规则筛查"),
    "client": ("client", "客户"),
    "listings": ("listings", "商品数"),
    "high": ("high", "高"),
    "medium": ("medium", "中"),
    "low": ("low", "低"),
    "info": ("info", "提示"),
    "set-aside": ("set aside", "搁置"),
    "skipped": ("skipped", "跳过"),
    "first": ("to do first", "优先处理"),
    "first-item": ("{name} ({severity}, {n} listing)|{name} ({severity}, {n:,} listings)", "{name}（{severity}，{n:,} 个商品）"),
    "between": ("; ", "；"),
    "nothing": ("nothing found", "未发现问题"),
    "not-done": ("not checked", "未能检查"),
    "error": ("{client}: not checked: {message}", "{client}：未能检查：{message}"),
    "error-hint": ("{client}: not checked: {message} ({hint})", "{client}：未能检查：{message}（{hint}）"),
    "exposure": ("{client}: {message}", "{client}：{message}"),
    "counted-listings": ("The columns high, medium and low count listings by their worst finding.", "“高、中、低”各列按商品最严重的发现计数。"),
    "sum": (
        "{n} client, {listings:,} listings: {high:,} high, {medium:,} medium, {low:,} low|{n:,} clients, {listings:,} listings: {high:,} high, {medium:,} medium, {low:,} low",
        "{n:,} 个客户，{listings:,} 个商品：高 {high:,}，中 {medium:,}，低 {low:,}",
    ),
    "sum-unusable": ("{sum}; {n} client not checked|{sum}; {n:,} clients not checked", "{sum}；{n:,} 个客户未能检查"),
    "written": ("reports written to {places}", "报告已写入 {places}"),
    "day": ("screened on {date}", "筛查日期：{date}"),
    "risk": ("listings by risk", "商品风险分布"),
    "report": ("report", "报告"),
    "risk-shares": ("{high:,} high, {medium:,} medium, {low:,} low, {none:,} without", "高 {high:,}，中 {medium:,}，低 {low:,}，无 {none:,}"),
    "limits": ("Limits of platforms that are reached", "达到平台限额的情况"),
    "not-usable": ("What could not be checked", "未能检查的客户"),
    "disclaimer": ("Automated screening, not legal advice; a person must decide.", "本结果为自动筛查，不构成法律意见；须由人工判断。"),
    # from month to month
    "compared": ("{old} → {new}", "{old} → {new}"),
    "new": ("new", "新增"),
    "new-high": ("of these high", "其中高"),
    "gone": ("gone", "消失"),
    "changed": ("changed", "变化"),
    "added": ("{client}: only in {place}", "{client}：仅见于 {place}"),
    "sum-diff": (
        "{n} client: {new:,} new, {gone:,} gone, {changed:,} changed|{n:,} clients: {new:,} new, {gone:,} gone, {changed:,} changed",
        "{n:,} 个客户：新增 {new:,}，消失 {gone:,}，变化 {changed:,}",
    ),
}  # fmt: skip


def say(language: str, text: str, /, **values: object) -> str:
    """The text of that name, filled in; `n` chooses between one and many."""
    return filled(TEXTS, language, text, values)
