"""The seller's sheet of authorisations, and what they cover.

One row for each right, in any file the sheet readers know. What is known to be outside of a row's scope keeps the finding;
what cannot be known (a listing that does not tell its class, countries nobody named) does not, and is said instead. A day
counts to its end, by the `today` of the run: no clock and no time zone has a part in it, and a time or zone written behind
a date is passed over.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from sellercheck import rules
from sellercheck import text as folding
from sellercheck.errors import SheetError, UsageError
from sellercheck.finding import Finding, Use
from sellercheck.listing import Row, column_letters
from sellercheck.mark import BASES, Authorisation, Mark
from sellercheck.reporters._texts import say as said
from sellercheck.settle.texts import say

INVOICE_DAYS = 365
"""Amazon asks for supplier invoices of the last 365 days (fact amazon-invoice-365 in rules/FACTS.md)."""
SOON_DAYS = 30
_HEADING_DEPTH = 20
"""Filled rows searched for the headings."""


class Column(NamedTuple):
    """One column of the sheet."""

    about: str
    example: str
    headings: tuple[str, ...]
    """What it may also be called; compared folded, so that case, blanks and signs do not matter."""


COLUMNS: Mapping[str, Column] = {
    "mark": Column("the name, as on the listings", "ACME", ("brand", "trade mark", "trademark", "商标", "品牌", "商标名称", "品牌名称", "商标名")),
    "basis": Column(
        f"on what the right rests: {', '.join(BASES)}", "licence", ("basis of right", "type", "right", "依据", "授权依据", "授权类型", "授权方式", "权利依据")
    ),
    "owner": Column("who owns the mark", "", ("licensor", "rights owner", "trademark owner", "权利人", "商标权人", "授权方", "授权人")),
    "registration_no": Column(
        "the mark's number in a register", "", ("registration number", "registration", "reg no", "注册号", "商标注册号", "注册编号")
    ),
    "territories": Column(
        "countries as two letters, or EU; blank: everywhere",
        "US;GB;EU",
        ("territory", "country", "countries", "region", "regions", "地区", "国家", "授权地区", "授权地域", "地域", "国家地区", "销售国家"),
    ),
    "platforms": Column(
        "platforms it holds for; blank: all",
        "amazon;wish",
        ("platform", "marketplace", "marketplaces", "channel", "channels", "平台", "授权平台", "销售平台", "渠道", "销售渠道"),
    ),
    "nice_classes": Column(
        "Nice classes of the goods, 1–45; blank: all",
        "18;25",
        ("nice class", "class", "classes", "category", "categories", "类别", "尼斯分类", "国际分类", "商品类别", "分类"),
    ),
    "sku_pattern": Column("SKUs, * standing for anything; blank: all", "AC-*", ("sku", "skus", "sku patterns", "items", "货号", "商品编码", "SKU规则")),
    "valid_from": Column(
        "the first day; of an invoice its date",
        "2026-01-01",
        ("from", "start", "start date", "invoice date", "生效日期", "开始日期", "起始日期", "发票日期", "开票日期", "有效期起"),
    ),
    "valid_to": Column(
        "the last day, which counts; blank: no end",
        "2026-12-31",
        ("valid until", "until", "to", "end", "end date", "expires", "expiry", "expiry date", "截止日期", "到期日期", "结束日期", "失效日期", "有效期至", "有效期止"),
    ),
    "document": Column(
        "the letter's or invoice's number or file", "loa-acme.pdf", ("file", "letter", "loa", "文件", "授权书", "授权文件", "证明文件", "文件名", "授权书编号")
    ),
    "document_sha256": Column("the file's SHA-256, to notice when it changes", "", ("sha256", "文件校验值", "校验值")),
    "contact": Column("whom to ask", "", ("contact person", "联系人", "联系方式")),
    "note": Column("anything else", "", ("notes", "remark", "remarks", "comment", "comments", "备注", "说明")),
}  # fmt: skip
"""Every column a sheet of authorisations has, in order; only `mark` and `basis` must be there."""

_BASIS_WORDS = {
    "own": ("own", "own mark", "own brand", "自有", "自有商标", "自有品牌"),
    "licence": ("licence", "license", "licensed", "letter of authorisation", "letter of authorization", "loa", "authorisation", "authorization",
                "许可", "授权", "商标许可", "品牌授权", "授权书", "授权许可"),
    "reseller": ("reseller", "distributor", "dealer", "经销", "经销商", "经销授权", "分销", "分销商", "代理", "代理商"),
    "invoice": ("invoice", "purchase invoice", "supplier invoice", "发票", "采购发票", "进货发票"),
    "compatible-only": ("compatible-only", "compatible", "compatibility", "compatibility only", "兼容", "仅兼容", "适配", "配件兼容", "仅适配"),
}  # fmt: skip
_PLATFORM_WORDS = {
    "amazon": ("亚马逊", "amazon.com"), "aliexpress": ("速卖通", "全球速卖通", "ali express"), "shopee": ("虾皮",), "taobao": ("淘宝",), "jd": ("京东", "jd.com"),
    "lazada": ("来赞达",), "mercadolibre": ("美客多", "mercado libre", "mercado livre", "mercadolivre"), "walmart": ("沃尔玛",), "tiktok": ("tiktok shop",),
}  # fmt: skip
_EVERYWHERE = frozenset(
    map(folding.key, ("all", "any", "worldwide", "global", "world", "全部", "所有", "全球", "不限", "所有平台", "全平台", "所有国家"))
)
_NO_END = frozenset(
    {"", "none", "n/a", "na", "no end", "indefinite", "unlimited", "perpetual", "永久", "长期", "长期有效", "无期限", "无", "无限期"}
)

EU = frozenset("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())  # noqa: SIM905 -- codes in a row are read at a glance
"""Members of the European Union, where an EU mark counts."""
_COUNTRIES = frozenset(
    """AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL
    CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU
    GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC
    MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT
    PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA
    UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW""".split()  # noqa: SIM905
)
"""ISO 3166-1 alpha-2."""
_COUNTRY_WORDS: Mapping[str, frozenset[str]] = {
    folding.key(word): frozenset(codes.split())
    for codes, words in (
        (" ".join(EU), "EU EM EUIPO|European Union|欧盟"), ("BE NL LU", "BX|Benelux|比荷卢"), ("GB", "UK|United Kingdom|Great Britain|英国"),
        ("GR", "EL|Greece|希腊"), ("US", "USA|United States|United States of America|美国"), ("CN", "China|中国|中国大陆"), ("DE", "Germany|德国"),
        ("FR", "France|法国"), ("IT", "Italy|意大利"), ("ES", "Spain|西班牙"), ("JP", "Japan|日本"), ("KR", "South Korea|Korea|韩国"),
        ("CA", "Canada|加拿大"), ("AU", "Australia|澳大利亚"), ("MX", "Mexico|墨西哥"), ("BR", "Brazil|巴西"), ("MY", "Malaysia|马来西亚"),
        ("SG", "Singapore|新加坡"), ("TH", "Thailand|泰国"), ("VN", "Vietnam|越南"), ("ID", "Indonesia|印度尼西亚|印尼"), ("PH", "Philippines|菲律宾"),
        ("TW", "Taiwan|台湾|中国台湾"), ("HK", "Hong Kong|香港|中国香港"), ("RU", "Russia|俄罗斯"), ("NL", "Netherlands|荷兰"), ("PL", "Poland|波兰"),
    )
    for part in words.split("|")
    for word in ((part,) if part != "EU EM EUIPO" else part.split())
}  # fmt: skip

_SEPARATORS = re.compile(r"[;,|、，；\n]+")
_MONTHS = {
    name: number for number, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)
}
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_IN_ONE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NAMED = re.compile(r"(?:(\d{1,2})\.?\s+([A-Za-z]{3})[a-z]*\.?,?|([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2}),?)\s+(\d{4})")
_TIME = re.compile(r"(?:T|\s+)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{0,2})?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of authorisations as read."""

    path: str
    rows: tuple[Authorisation, ...]
    unknown: tuple[str, ...]
    """Headings that are none of ours; what stands there has no effect."""


def read(path: str | Path) -> Sheet:
    """The authorisations in the file at `path`.

    Raises SheetError that names file, row and column for a cell that cannot be meant: a right wider or narrower than the
    seller thinks is worse than none.
    """
    from sellercheck.sheets import ReadOptions, open_books

    book = next(iter(open_books(str(path), ReadOptions())))
    for grid in book.grids:
        if grid.hidden:
            continue
        rows = grid.rows()
        header = Row(1, None, grid.keys) if grid.keys is not None else _header(rows)
        if header is None:
            continue
        named = f"{book.path}!{grid.name}" if grid.name is not None else book.path
        table = _Table(named, header, is_text=grid.name is None and grid.keys is None)
        found = tuple(table.authorisation(row) for row in rows if any(map(str.strip, row.values)))
        for fault in grid.faults:
            raise SheetError(f"{named}:{fault.line}: the row cannot be read: {fault.reason}", "Mend the row, or save the sheet again.")
        return Sheet(book.path, found, table.unknown)
    raise SheetError(
        f'{path}: no row of headings with "mark" or "商标" was found', f"Give the sheet the columns {', '.join(COLUMNS)}; `sellercheck init` writes an empty one."
    )  # fmt: skip


def _header(rows: Iterator[Row]) -> Row | None:
    for _ in range(_HEADING_DEPTH):
        row = next(rows, None)
        if row is None:
            return None
        if "mark" in (names := {_column(cell) for cell in row.values}) and len(names - {None}) > 1:
            return row
    return None


@lru_cache(1)
def _headings() -> dict[str, str]:
    return {folding.key(heading): name for name, column in COLUMNS.items() for heading in (name, *column.headings)}


def _column(heading: str) -> str | None:
    return _headings().get(folding.key(heading))


class _Table:
    """The columns of one sheet, and its rows as authorisations."""

    def __init__(self, named: str, header: Row, *, is_text: bool) -> None:
        self.named, self.is_text = named, is_text
        self.heads = header.values
        self.at: dict[str, int] = {}
        unknown = []
        for place, heading in enumerate(header.values):
            name = _column(heading)
            if name is None:
                if heading.strip():
                    self._refuse_near(heading, header, place)
                    unknown.append(heading.strip())
            elif name in self.at:
                raise SheetError(
                    f'{self._place(header, place)}: "{heading.strip()}" is the column {name}, and so is "{self.heads[self.at[name]].strip()}"',
                    "Take one of them out.",
                )
            else:
                self.at[name] = place
        self.unknown = tuple(unknown)
        if "basis" not in self.at:
            raise SheetError(f'{self._place(header, 0)}: there is no column "basis"', f"Add it: {', '.join(BASES)}.")

    def _refuse_near(self, heading: str, header: Row, place: int) -> None:
        """A misspelt heading of a scope would widen every right in the sheet."""
        import difflib

        key = folding.key(heading)
        if key and (near := difflib.get_close_matches(key, [known for known in _headings() if len(known) > 3], 1, 0.8)):
            name = _headings()[near[0]]
            raise SheetError(f'{self._place(header, place)}: no column is called "{heading.strip()}"', f'Did you mean "{name}"?')

    def _place(self, row: Row, place: int) -> str:
        cell = f"{column_letters(place)}{row.number}"
        if self.is_text:
            return f"{self.named}:{row.line or row.number}, cell {cell}"
        return f"{self.named}, cell {cell}"

    def authorisation(self, row: Row) -> Authorisation:
        cells = [cell.strip() for cell in row.values]

        def cell(name: str) -> str:
            place = self.at.get(name, -1)
            return cells[place] if 0 <= place < len(cells) else ""

        def typed(name: str, parse: Callable[[str], Any]) -> Any:
            try:
                return parse(cell(name))
            except ValueError as error:
                message, hint = error.args
                place = self.at.get(name, 0)
                raise SheetError(f"{self._place(row, place)}: column {name}: {message}", hint) from None

        return Authorisation(
            mark=typed("mark", _mark),
            basis=typed("basis", _basis),
            where=f"{self.named}:{row.line or row.number}" if self.is_text else f"{self.named} row {row.number}",
            owner=cell("owner"),
            registration_no=cell("registration_no"),
            territories=typed("territories", _territories),
            platforms=typed("platforms", _platforms),
            nice_classes=typed("nice_classes", _nice_classes),
            skus=_skus(cell("sku_pattern")),
            valid_from=typed("valid_from", _first_day),
            valid_to=typed("valid_to", _last_day),
            document=cell("document"),
            document_sha256=typed("document_sha256", _sha256),
            contact=cell("contact"),
            note=cell("note"),
        )


# Cells repeat from row to row, so that each text is understood once. What cannot be meant raises ValueError(message, hint).


def _mark(cell: str) -> str:
    if not folding.key(cell):
        raise ValueError(f'"{cell}" is no name' if cell else "the row names no mark", "Write the mark as it stands on the listings.")
    return cell


@lru_cache(1)
def _bases() -> dict[str, str]:
    return {folding.key(word): basis for basis, words in _BASIS_WORDS.items() for word in words}


@lru_cache(1024)
def _basis(cell: str) -> str:
    found = _bases().get(folding.key(cell))
    if found is None:
        raise ValueError(f'"{cell}" is no basis' if cell else "the cell is empty", f"Write one of: {', '.join(BASES)}.")
    return found


@lru_cache(4096)
def _territories(cell: str) -> frozenset[str]:
    found: set[str] = set()
    parts = _parts(cell)
    for part in parts:
        if folding.key(part) in _EVERYWHERE or part == "*":
            return frozenset()
        codes = countries((part,))
        if not codes <= _COUNTRIES:
            raise ValueError(f'"{part}" is no country', "Write two letters for each, such as US;GB;CN, or EU.")
        found |= codes
    return frozenset(found)


def countries(names: Iterable[str]) -> frozenset[str]:
    """Two-letter codes of the countries named, the European Union taken apart; a name that is not known stays as it is, in capitals."""
    found: set[str] = set()
    for name in names:
        word = folding.key(name)
        found |= _COUNTRY_WORDS[word] if word in _COUNTRY_WORDS else {name.strip().upper()}
    return frozenset(found)


def sold_in(names: Iterable[str]) -> tuple[str, ...]:
    """Codes of the countries a seller named, as `countries`, sorted. Raises UsageError for a name that is none: rules would be left out unseen."""
    for name in names:
        if not countries((name,)) <= _COUNTRIES:
            raise UsageError(f'no country is called "{name}"', "Write two letters, such as US,GB, or EU for its members.")
    return tuple(sorted(countries(names)))


def shown_territories(codes: frozenset[str], language: str = "en") -> str:
    """The codes, sorted, with EU for all its members."""
    if not codes:
        return say(language, "everywhere")
    rest = sorted(codes - EU if codes >= EU else codes)
    return say(language, "comma").join((["EU"] if codes >= EU else []) + rest)


@lru_cache(1)
def _known_platforms() -> dict[str, str]:
    known = {folding.key(name): name for name in rules.available()}
    return known | {folding.key(word): name for name, words in _PLATFORM_WORDS.items() for word in words}


@lru_cache(4096)
def _platforms(cell: str) -> frozenset[str]:
    import difflib

    found: set[str] = set()
    for part in _parts(cell):
        word = folding.key(part)
        if word in _EVERYWHERE or part == "*":
            return frozenset()
        known = _known_platforms()
        if word in known:
            found.add(known[word])
            continue
        near = next((name for key, name in known.items() if len(key) > 3 and word.startswith(key)), None)
        if near is not None:
            raise ValueError(f'"{part}" is no platform', f'Write "{near}", and the country under territories.')
        if close := difflib.get_close_matches(word, known, 1, 0.75):
            raise ValueError(f'"{part}" is no platform', f'Did you mean "{known[close[0]]}"?')
        found.add(part.casefold())  # a pack of the seller's own
    return frozenset(found)


@lru_cache(4096)
def _nice_classes(cell: str) -> frozenset[int]:
    found = set()
    for part in _parts(re.sub(r"(?<=\d)\s+(?=\d)", ";", cell)):
        number = part.removesuffix("类").removeprefix("第").strip()
        if not number.isdecimal() or not 1 <= int(number) <= 45:
            raise ValueError(f'"{part}" is no Nice class', "Give numbers from 1 to 45, parted by ;.")
        found.add(int(number))
    return frozenset(found)


def _skus(cell: str) -> tuple[str, ...]:
    return tuple(part.casefold() for part in _parts(cell)) if cell and cell != "*" else ()


@lru_cache(4096)
def _first_day(cell: str) -> dt.date | None:
    return day(cell) if cell not in {"", "-", "—"} else None


@lru_cache(4096)
def _last_day(cell: str) -> dt.date | None:
    return None if cell.casefold() in _NO_END or cell in {"-", "—", "/"} else day(cell)


def _sha256(cell: str) -> str:
    if cell and not re.fullmatch(r"[0-9a-fA-F]{64}", cell):
        raise ValueError(f'"{cell}" is no SHA-256', "Write its 64 hexadecimal digits, or leave the cell empty.")
    return cell.lower()


def day(text: str) -> dt.date:
    """The calendar day that `text` writes; a time or time zone behind it is passed over, the day stands as written.

    Raises ValueError(message, hint) for what is no date, and for one that two countries would read as two days.
    """
    bare = _TIME.sub("", text.strip())
    days = list(_days(bare))
    if len(days) == 2:
        raise ValueError(f'"{text}" can be two days', f"Write {days[0].isoformat()} or {days[1].isoformat()}.")
    if not days:
        raise ValueError(f'"{text}" is no date', "Write year, month and day: 2026-12-31.")
    return days[0]


def _days(bare: str) -> Iterator[dt.date]:
    """The days that a date without a time can mean, the European reading first."""
    orders: list[tuple[str, str, str]] = []
    if found := _YEAR_FIRST.fullmatch(bare) or _IN_ONE.fullmatch(bare):
        orders = [(found[1], found[2], found[3])]
    elif (found := _NAMED.fullmatch(bare)) and (month := _MONTHS.get((found[2] or found[3]).lower())):
        orders = [(found[5], str(month), found[1] or found[4])]
    elif found := _YEAR_LAST.fullmatch(bare):
        orders = [(found[4], found[3], found[1])]
        if found[2] != "." and found[1] != found[3]:  # dots stand between day and month where people write them
            orders.append((found[4], found[1], found[3]))
    for year, month_, day_ in orders:
        with contextlib.suppress(ValueError):
            yield dt.date(int(year), int(month_), int(day_))


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in _SEPARATORS.split(cell) if part.strip()]


def schema() -> dict[str, Any]:
    """The JSON Schema of a row: every cell a text, as in the sheet."""
    shapes: dict[str, dict[str, Any]] = {
        "mark": {"minLength": 1},
        "basis": {"enum": list(BASES)},
        "document_sha256": {"pattern": "^([0-9a-fA-F]{64})?$"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "sellercheck authorisation",
        "description": "One row of the sheet of authorisations, by its columns. Chinese headings, other words for a basis and other ways to write a date are read too; these are the plain ones.",
        "type": "object",
        "required": ["mark", "basis"],
        "additionalProperties": False,
        "properties": {
            name: {"type": "string", "description": column.about} | ({"examples": [column.example]} if column.example else {}) | shapes.get(name, {})
            for name, column in COLUMNS.items()
        },
    }  # fmt: skip


# --- what they cover -------------------------------------------------------------------------------------------------------

ABOUT_FORM = frozenset({"brand-mismatch", "compatibility-form"})
"""Checks that ask how something is written; only the owner of the mark need not be told."""
NOT_ANSWERED = frozenset({Use.IMITATION, Use.DISGUISED, Use.KEYWORD_STUFFING})
"""Uses that no leave to sell the goods explains: likening other goods to them, hiding the name, heaping names up."""
_BY_WEIGHT = {basis: number for number, basis in enumerate(BASES)}
_MOST_REASONS = 2
_MOST_NOTES = 20
_MOST_LOOKED_AT = 50
"""Rows of one mark looked at for the reason why none covers a finding."""


class Verdict(NamedTuple):
    """What the authorisations say of a finding."""

    detail: str | None
    """Covered: by what, and until when. None: not covered."""
    reasons: tuple[str, ...] = ()
    """Why what the seller holds for the mark does not cover it."""


class Authorisations:
    """All authorisations of a run, by mark."""

    def __init__(self, rows: Iterable[Authorisation], *, today: dt.date, sold_in: Iterable[str] = (), language: str = "en") -> None:
        self.today, self.language = today, language
        self.sold_in = countries(sold_in)
        self.by_mark: dict[str, list[Authorisation]] = {}
        for row in rows:
            self.by_mark.setdefault(folding.key(row.mark), []).append(row)
        self.used: dict[int, tuple[Authorisation, set[str]]] = {}
        """What covered a finding, with the platforms it did so on."""
        self._rights: dict[tuple[str, str, str], Rights | None] = {}

    def verdict(self, finding: Finding, listing: str, goods: frozenset[int]) -> Verdict | None:
        """What they say of a finding about a mark; None when they do not name the mark.

        `goods`: the Nice classes of the listing's goods, none when they are not known; of no account unless `ask_for_class`.
        """
        rights = self.rights(finding)
        return rights.verdict(finding, listing, goods) if rights is not None else None

    def ask_for_class(self, finding: Finding) -> bool:
        """Whether the answer may depend on the class of the goods."""
        rights = self.rights(finding)
        return rights is not None and rights.by_class

    def rights(self, finding: Finding) -> Rights | None:
        """What is held for the finding's mark on its platform; None when no row names the mark."""
        mark = finding.mark
        if mark is None:
            return None
        key = (mark.text, mark.kind, finding.platform)
        if key not in self._rights:
            self._rights[key] = self._rights_for(mark, finding.platform)
        return self._rights[key]

    def _rights_for(self, mark: Mark, platform: str) -> Rights | None:
        rows = list(self.by_mark.get(folding.key(mark.text), ()))
        if mark.kind == "product-line":
            words = folding.fold(mark.text).split()
            above = {"".join(words[:end]) for end in range(1, len(words))} | {folding.key(mark.parent or "")}
            for name in sorted(above):
                rows += self.by_mark.get(name, ())
        return Rights(self, mark, platform, rows) if rows else None

    def notes(self) -> Iterator[str]:
        """What covered a finding and runs out soon, the first end first."""
        ending = []
        for row, platforms in self.used.values():
            last = last_day(row, platforms)
            if last is None or (left := (last - self.today).days) > SOON_DAYS:
                continue
            text = ("ends-soon" if left else "ends-today") if last == row.valid_to else "invoice-ages"
            ending.append((last, row.where, say(self.language, text, document=row.name, mark=row.mark, date=last.isoformat(), n=left)))
        texts = [text for *_, text in sorted(ending)]
        yield from texts[:_MOST_NOTES]
        if (rest := len(texts) - _MOST_NOTES) > 0:
            yield say(self.language, "more-end-soon", n=rest, days=SOON_DAYS)


def closed(row: Authorisation, platform: str, today: dt.date) -> tuple[str, dict[str, object]] | None:
    """Why the row does not count on this platform and day, as a text of `settle.texts` and its words; None when it does."""
    if row.platforms and platform not in row.platforms:
        return "other-platforms", {"platforms": ", ".join(sorted(row.platforms)), "platform": platform}
    if row.valid_to is not None and today > row.valid_to:
        return "ended", {"date": row.valid_to.isoformat()}
    if row.valid_from is not None and today < row.valid_from:
        return "not-begun", {"date": row.valid_from.isoformat()}
    if row.basis == "invoice" and platform == "amazon":
        if row.valid_from is None:
            return "invoice-no-date", {"days": INVOICE_DAYS}
        if (today - row.valid_from).days > INVOICE_DAYS:
            return "invoice-old", {"date": row.valid_from.isoformat(), "days": INVOICE_DAYS}
    return None


def last_day(row: Authorisation, platforms: Iterable[str]) -> dt.date | None:
    """The last day on which the row counts on all of `platforms`, None without an end: an invoice grows too old for Amazon."""
    last = row.valid_to
    if row.basis == "invoice" and row.valid_from is not None and "amazon" in platforms:
        aged = row.valid_from + dt.timedelta(INVOICE_DAYS)
        last = aged if last is None else min(last, aged)
    return last


class Rights:
    """What is held for one mark on one platform."""

    def __init__(self, held: Authorisations, mark: Mark, platform: str, rows: Sequence[Authorisation]) -> None:
        self.held, self.mark, self.platform = held, mark, platform
        self.everything: list[Authorisation] = []
        self.by_prefix: dict[str, list[tuple[Authorisation, str]]] = {}
        """Rows for some SKUs, by what stands before the first wildcard of the pattern."""
        for row in rows:
            if closed(row, self.platform, self.held.today) is not None:
                continue
            if not row.skus:
                self.everything.append(row)
            for pattern in row.skus:
                self.by_prefix.setdefault(re.split(r"[*?\[]", pattern, maxsplit=1)[0], []).append((row, pattern))
        self.longest = sorted(rows, key=lambda row: row.valid_to or dt.date.max, reverse=True)[:_MOST_LOOKED_AT]
        self.lengths = sorted({len(prefix) for prefix in self.by_prefix})
        counting = [*self.everything, *(row for found in self.by_prefix.values() for row, _ in found)]
        self.is_own = any(row.basis == "own" for row in counting)
        self.by_class = any(row.nice_classes for row in counting)
        self.known: dict[tuple[object, ...], Verdict] = {}

    def verdict(self, finding: Finding, listing: str, goods: frozenset[int]) -> Verdict | None:
        about_form = finding.check in ABOUT_FORM
        if about_form and not self.is_own:
            return None
        use = finding.context.use if finding.context else None
        field = finding.field.name if finding.field else finding.at.field
        fitting = self._for_sku(listing)
        # All that the answer depends on: a sheet has many listings, and few cases. Of an enum the hash is slow, the identity is not.
        key: tuple[object, ...] = (about_form, id(use), field)
        if self.by_class:
            key += (goods,)
        if self.by_prefix:
            key += tuple(map(id, fitting))
        found = self.known.get(key)
        if found is None:
            able = [row for row in fitting if not about_form or row.basis == "own"]
            found = self.known[key] = self._worked_out(use, field, fitting, able, goods)
        return None if about_form and found.detail is None else found

    def _worked_out(
        self, use: Use | None, field: str, fitting: Sequence[Authorisation], able: Sequence[Authorisation], goods: frozenset[int]
    ) -> Verdict:
        held = self.held
        able = [row for row in able if self._misused(row, use, field) is None and self._other_class(row, goods) is None]
        if held.sold_in and able:
            reach: set[str] = set()
            for row in able:
                reach |= row.territories or held.sold_in
            if held.sold_in - reach:
                able = []
        if able:
            best = min(able, key=lambda row: (_BY_WEIGHT[row.basis], -(row.valid_to or dt.date.max).toordinal(), row.where))
            # Where several countries need several rows, the run-out of each matters; otherwise that of the one named.
            for row in able if held.sold_in and held.sold_in - (best.territories or held.sold_in) else (best,):
                held.used.setdefault(id(row), (row, set()))[1].add(self.platform)
            return Verdict(self._told(best, able, goods))
        return Verdict(None, self._reasons(use, field, fitting, goods))

    def _for_sku(self, listing: str) -> list[Authorisation]:
        if not self.by_prefix:
            return self.everything
        sku = listing.casefold()
        found = list(self.everything)
        for length in self.lengths:
            for row, pattern in self.by_prefix.get(sku[:length], ()):
                if (pattern == sku or fnmatchcase(sku, pattern)) and not any(row is each for each in found):
                    found.append(row)
        return found

    def _told(self, best: Authorisation, able: Sequence[Authorisation], goods: frozenset[int]) -> str:
        held, language = self.held, self.held.language
        if best.basis == "invoice":
            dated = best.valid_from
            base = say(language, "invoice-of", document=best.name, date=dated.isoformat()) if dated else say(language, "invoice-undated", document=best.name)  # fmt: skip
        elif best.valid_to is not None:
            base = say(language, "until", document=best.name, date=best.valid_to.isoformat())
        else:
            base = say(language, "no-end", document=best.name)
        caveats = []
        if folding.key(best.mark) != folding.key(self.mark.text):
            caveats.append(say(language, "line-of", mark=best.mark))
        if held.sold_in - (best.territories or held.sold_in):
            caveats += [row.name for row in able if row is not best][:3]
        if best.territories and not held.sold_in:
            caveats.append(say(language, "country-unknown", territories=shown_territories(best.territories, language)))
        if best.nice_classes and not goods:
            caveats.append(say(language, "class-unknown", classes=self._numbers(best.nice_classes)))
        return say(language, "with-caveats", base=base, caveats=say(language, "semicolon").join(caveats)) if caveats else base

    def _misused(self, row: Authorisation, use: Use | None, field: str) -> tuple[str, dict[str, object]] | None:
        if row.basis == "own":
            return None
        if row.basis == "compatible-only":
            fits = use is Use.COMPATIBILITY and field not in {"brand", "manufacturer"}
            return None if fits else ("compatible-only", {"mark": row.mark})
        return ("not-such-use", {"use": said(self.held.language, str(use))}) if use in NOT_ANSWERED else None

    def _other_class(self, row: Authorisation, goods: frozenset[int]) -> tuple[str, dict[str, object]] | None:
        if not row.nice_classes or not goods or row.nice_classes & goods:
            return None
        return "other-classes", {"classes": self._numbers(row.nice_classes), "goods": self._numbers(goods)}

    def _reasons(self, use: Use | None, field: str, fitting: Sequence[Authorisation], goods: frozenset[int]) -> tuple[str, ...]:
        """One for each kind of miss, the nearest first, of the rows that last longest."""
        language = self.held.language
        by_kind: dict[str, str] = {}
        for row in self.longest:
            found = closed(row, self.platform, self.held.today)
            if found is None and row.skus and not any(row is each for each in fitting):
                found = "other-skus", {"skus": say(language, "comma").join(row.skus[:5])}
            found = found or self._misused(row, use, field) or self._other_class(row, goods)
            if found is None and (missing := self.held.sold_in - row.territories):
                found = (
                    "other-territories",
                    {"missing": shown_territories(missing, language), "territories": shown_territories(row.territories, language)},
                )
            if found is not None and found[0] not in by_kind:
                by_kind[found[0]] = say(language, found[0], document=row.name, **found[1])
        order = ("other-territories", "not-such-use", "compatible-only", "other-classes", "other-skus", "invoice-old", "invoice-no-date", "ended", "not-begun")  # fmt: skip
        kinds = [kind for kind in (*order, "other-platforms") if kind in by_kind]
        return tuple(by_kind[kind] for kind in kinds[:_MOST_REASONS])

    def _numbers(self, numbers: frozenset[int]) -> str:
        return say(self.held.language, "comma").join(map(str, sorted(numbers)))
