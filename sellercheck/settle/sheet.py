"""The seller's sheet of authorisations, read: one row for each right, in any file the sheet readers know.

A time or zone written behind a date is passed over: the day stands as written.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from sellercheck import rules
from sellercheck import text as folding
from sellercheck.countries import ALL, codes
from sellercheck.errors import SheetError
from sellercheck.listing import Row, column_letters
from sellercheck.mark import BASES, Authorisation

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
        named = codes((part,))
        if not named <= ALL:
            raise ValueError(f'"{part}" is no country', "Write two letters for each, such as US;GB;CN, or EU.")
        found |= named
    return frozenset(found)


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
