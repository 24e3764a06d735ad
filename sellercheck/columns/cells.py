"""What cells and columns look like: numbers, addresses, codes, names; the grounds for every guess made without a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from sellercheck.columns.headings import DIGITS
from sellercheck.patterns import shape

NULLS = frozenset({"null", "none", "nan", "nil", "na", "n/a", "n.a.", "#n/a", "-", "--", "—", "(null)", "undefined"})
_NO_BRAND = frozenset({
    "no brand", "nobrand", "no-brand", "generic", "unbranded", "tidak ada merk", "tidak ada merek", "no rating available", "无品牌", "無品牌", "无", "無",
    "ノーブランド", "ノーブランド品", "sin marca", "sem marca", "senza marca", "sans marque", "ohne marke", "không thương hiệu", "ไม่มีแบรนด์",
})  # fmt: skip

TOTALS = frozenset(
    {
        "total",
        "totals",
        "subtotal",
        "grand total",
        "sum",
        "jumlah",
        "合计",
        "合計",
        "总计",
        "總計",
        "小计",
        "小計",
        "summe",
        "gesamt",
        "totale",
        "tổng",
        "รวม",
        "итого",
        "всего",
        "razem",
        "suma",
        "toplam",
        "합계",
    }
)
_TOTAL = shape(r"\s*([^\W\d_]+(?: [^\W\d_]+)?)\s*(?:[:：(].*)?$", re.DOTALL)

ADDRESS = re.compile(r"\s*(?:https?:)?//\S+|\s*www\.\S+|\s*[\w-]+(?:\.[\w-]+)+/\S*\s*$", re.IGNORECASE)
_PICTURE = shape(r"\.(?:jpe?g|png|webp|gif|bmp|avif)\b|/(?:images?|img|photos?|pictures?|media)/|img|image", re.IGNORECASE)
FILE_NAME = re.compile(r"[^\s]+\.[a-z]{3,4}$", re.IGNORECASE)
AMOUNT = re.compile(
    r"\s*'?(?:us|usd|eur|gbp|rp\.?|rm|r\$?|rs\.?|inr|hk|nt|au|ca|s|mx|kr|zł)?\s*[$€£¥￥₹₫฿₱₩]?\s*[-+]?\d[\d.,'\s]*(?:e[+-]?\d+)?\s*"
    r"(?:-\s*[$€£¥￥₹]?\s*\d[\d.,]*\s*)?(?:%|[^\W\d]{1,6}|[$€£¥￥₹₫฿₱₩])?\s*$",
    re.IGNORECASE,
)
_MONEY = shape(r"[$€£¥￥₹₫฿₱₩]|\d[.,]\d\d(?!\d)|\b(?:usd|eur|gbp|rp|inr|cny)\b", re.IGNORECASE)
_DECIMAL = shape(r"\d{1,9}[.,]\d{1,2}")
_DATE = shape(r"\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ].*)?$")
CODE = re.compile(r"(?=.*\d)[\w.:()#/+-]{2,64}$")
_PATH = shape(r"\S\s*(?:>|›|»|\|)\s*\S")
_WIDE = shape(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SLUG = shape(r"[^\W\d_]{2,}(?:[-_+]|%20)[^\W\d_]{2,}|[^\W\d_]{3,}(?:[-_+]|%20)\w+(?:[-_+]|%20)")
PRODUCT_KINDS = frozenset(
    {
        "simple",
        "variable",
        "variation",
        "grouped",
        "external",
        "virtual",
        "downloadable",
        "configurable",
        "bundle",
        "parent",
        "child",
        "giftcard",
    }
)


def is_null(text: str) -> bool:
    """Whether a cell says that there is nothing, such as `null`, `N/A` or, of a brand, `No Brand`. The cell's text stays as it is."""
    word = text.strip().casefold()
    return not word or word in NULLS or word in _NO_BRAND


def is_total(cell: str) -> bool:
    """Whether a cell says that its row adds up others: `Total`, `合计：`, `Total: 2 items`, `Total items:`."""
    if not cell or len(cell) >= 40 or (found := _TOTAL().match(cell)) is None:
        return False
    word = found[1].casefold()
    return word in TOTALS or (word.partition(" ")[0] in TOTALS and cell.rstrip()[-1] in ":：")


def is_info(first_cell: str) -> bool:
    """Whether a row that starts with this cell is one of eBay's notes: `Info` alone, or `#INFO` with anything after it."""
    return first_cell == "Info" or first_cell[:5] == "#INFO"


def words_in(text: str) -> float:
    """About how many words; two letters of a script without blanks count as one."""
    wide = 0 if text.isascii() else len(_WIDE().findall(text))
    return len(text.split()) + wide / 2 if wide else len(text.split())


class Profile(NamedTuple):
    """What the sampled cells of one column look like. Shares are 0–1 of the filled cells, `fill` of the rows."""

    fill: float
    filled: int
    distinct: float
    words: float
    length: float
    address: float
    picture: float
    number: float
    money: float
    decimal: float
    most: float
    """The largest plain number."""
    code: float
    path: float
    json: float
    slug: float
    date: float
    values: frozenset[str]
    """At most fifty different values."""


def profile_of(values: Sequence[str], rows: int) -> Profile:
    found = [value for value in values if value and not value.isspace() and value.strip().casefold() not in NULLS]
    some = found[:: max(1, len(found) // 150)]
    count = len(some) or 1

    def share(test: re.Pattern[str]) -> float:
        return sum(test.match(value) is not None for value in some) / count

    address = share(ADDRESS)
    return Profile(
        fill=len(found) / rows if rows else 0.0,
        filled=len(found),
        distinct=len(set(found)) / (len(found) or 1),
        words=sum(map(words_in, some)) / count,
        length=sum(map(len, some)) / count,
        address=address,
        picture=sum(_PICTURE().search(value) is not None for value in some) / count if address or any(map(FILE_NAME.match, some)) else 0.0,
        number=share(AMOUNT),
        money=sum(AMOUNT.match(value) is not None and _MONEY().search(value) is not None for value in some) / count,
        decimal=sum(_DECIMAL().fullmatch(value.strip()) is not None for value in some) / count,
        most=max((float(value.strip().replace(",", ".")) for value in some if _DECIMAL().fullmatch(value.strip())), default=0.0),
        code=share(CODE),
        path=sum(_PATH().search(value) is not None for value in some) / count,
        json=sum(value.lstrip()[:1] in "[{" for value in some) / count,
        slug=sum(_spells_words(value) for value in some) / count,
        date=share(_DATE()),
        values=frozenset(islice(dict.fromkeys(found), 50)),
    )


def _spells_words(address: str) -> bool:
    """Whether an address spells a product's name: two words or more in one part of its path."""
    path = address.partition("?")[0]
    path = path.partition("//")[2].partition("/")[2] if "//" in path else path
    return any(_SLUG().search(part) is not None for part in path[:500].split("/"))


def unlike_heading(cell: str) -> bool:
    return kind_of(cell) in {"address", "number", "date", "long"}


def kind_of(cell: str) -> str:
    """A cell as a heading would be judged: `blank`, `address`, `number`, `date`, `long` or `word`."""
    text = cell.strip()
    if not text:
        return "blank"
    if ADDRESS.match(text):
        return "address"
    if _DATE().match(text):
        return "date"
    if text[-1:] != "0" and DIGITS.fullmatch(text) is None and not any(map(str.isdigit, text)):
        return "long" if len(text) > 80 or words_in(text) > 12 else "word"
    if AMOUNT.match(text):
        return "number"
    return "long" if len(text) > 80 or words_in(text) > 12 else "word"
