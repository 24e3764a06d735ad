"""What the stage says, in English and Chinese. Whole sentences; both languages have the same words in braces."""

from __future__ import annotations

from sellercheck.messages import filled

TEXTS: dict[str, tuple[str, str]] = {
    # what set a finding aside
    "until": ("{document}, ends {date}", "{document}，有效期至 {date}"),
    "no-end": ("{document}, no end named", "{document}，未写明截止日期"),
    "invoice-of": ("{document}, invoice of {date}", "{document}，发票日期 {date}"),
    "invoice-undated": ("{document}, invoice without a date", "{document}，发票未写明日期"),
    "with-caveats": ("{base}; {caveats}", "{base}；{caveats}"),
    "line-of": ("as a line of {mark}", "作为 {mark} 的产品系列"),
    "country-unknown": (
        "for {territories} only, and where you sell was not named (--country)",
        "仅限 {territories}，而未指明销售国家（--country）",
    ),
    "class-unknown": (
        "for Nice class {classes} only, and the listing does not tell its own",
        "仅限尼斯分类第 {classes} 类，而商品文字无法看出类别",
    ),
    "ignored-until": ("{reason} (until {date})", "{reason}（至 {date}）"),
    "ignored-by": ("{reason} ({owner}, until {date})", "{reason}（{owner}，至 {date}）"),
    # what is to be seen to in a sheet of authorisations
    "unknown-column": ('the column "{heading}" is none of ours and has no effect', "列“{heading}”不是本表格的列，不起作用"),
    "no-document": ("no document is named", "未写明文件"),
    "document-missing": ('there is no file "{file}"', "没有文件“{file}”"),
    "document-changed": ('"{file}" is not the file whose SHA-256 is named', "“{file}”与所写的 SHA-256 不符"),
    "document-unopened": ('"{file}" cannot be opened: {error}', "“{file}”无法打开：{error}"),
    "replaced": ("{why}; another row counts", "{why}；以另一行为准"),
    "no-platform": ("no authorisation for {mark} on {platforms}", "{mark} 在 {platforms} 上没有授权"),
    "no-territory": ("no authorisation for {mark} in {territories}", "{mark} 在 {territories} 没有授权"),
    "no-territory-on": ("no authorisation for {mark} on {platform} in {territories}", "{mark} 在 {platform} 上、{territories} 没有授权"),
    # why an authorisation of the mark does not cover a finding
    "ended": ("the authorisation {document} ended on {date}", "授权 {document} 已于 {date} 到期"),
    "not-begun": ("the authorisation {document} begins on {date}", "授权 {document} 自 {date} 起生效"),
    "other-platforms": (
        "the authorisation {document} is for {platforms}, not for {platform}",
        "授权 {document} 适用于 {platforms}，不含 {platform}",
    ),
    "other-territories": (
        "the authorisation {document} does not reach {missing}; it is for {territories}",
        "授权 {document} 不含 {missing}，仅适用于 {territories}",
    ),
    "other-classes": (
        "the authorisation {document} is for Nice class {classes}, and the goods are of class {goods}",
        "授权 {document} 适用于尼斯分类第 {classes} 类，而商品属于第 {goods} 类",
    ),
    "other-skus": ("the authorisation {document} is for {skus}, not for this listing", "授权 {document} 适用于 {skus}，不含本商品"),
    "compatible-only": (
        "the row {document} claims compatibility only; it answers “for {mark}” and nothing else, and never the brand field",
        "{document} 仅声明兼容性，只适用于“适配 {mark}”之类写法，不适用于品牌栏",
    ),
    "not-such-use": (
        "the authorisation {document} does not answer for a name in such use: {use}",
        "授权 {document} 不适用于此种用法：{use}",
    ),
    "invoice-old": (
        "the invoice {document} of {date} is more than {days} days old, and Amazon asks for the last {days} days",
        "发票 {document}（{date}）已超过 {days} 天，而亚马逊要求近 {days} 天的发票",
    ),
    "invoice-no-date": (
        "the invoice {document} names no date, and Amazon asks for the last {days} days",
        "发票 {document} 未写明日期，而亚马逊要求近 {days} 天的发票",
    ),
    # notes
    "ends-soon": (
        "the authorisation {document} for {mark} ends on {date}, in {n} day|the authorisation {document} for {mark} ends on {date}, in {n} days",
        "{mark} 的授权 {document} 将于 {date} 到期，剩余 {n} 天",
    ),
    "ends-today": ("the authorisation {document} for {mark} ends today", "{mark} 的授权 {document} 今天到期"),
    "invoice-ages": (
        "the invoice {document} for {mark} counts on Amazon until {date}, {n} day more|the invoice {document} for {mark} counts on Amazon until {date}, {n} days more",
        "{mark} 的发票 {document} 在亚马逊可用至 {date}，剩余 {n} 天",
    ),
    "more-end-soon": (
        "{n} more authorisation ends within {days} days; see: sellercheck authorisations check|{n} more authorisations end within {days} days; see: sellercheck authorisations check",
        "另有 {n} 份授权将在 {days} 天内到期；详见：sellercheck authorisations check",
    ),
    "ignore-ended": ("{where}: the ignore ended on {date}; {n} of the findings it named counts again|{where}: the ignore ended on {date}; {n} of the findings it named count again",
                     "{where}：忽略项已于 {date} 到期，其中 {n} 项发现重新计入"),
    "ignore-ended-unused": ("{where}: the ignore ended on {date}, and nothing it names was found", "{where}：忽略项已于 {date} 到期，且未发现其所指问题"),
    "ignore-unused": ("{where}: the ignore matched nothing", "{where}：忽略项未匹配任何发现"),
    "documents": ("authorisation documents", "授权文件"),
    "documents-why": (
        "what the sheet of authorisations says was taken as the seller's own word; no document was opened",
        "授权表内容仅为卖家自述，未打开任何文件",
    ),
    "settings": ("set beforehand: {settings}", "预先设置：{settings}"),
    "comma": (", ", "、"),
    "semicolon": ("; ", "；"),
    "everywhere": ("everywhere", "全部地区"),
}  # fmt: skip


def say(language: str, text: str, /, **values: object) -> str:
    """The text of that name, filled in; `n` chooses between one and many."""
    return filled(TEXTS, language, text, values)
