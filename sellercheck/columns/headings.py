"""Headings compared loosely, and the packs' names for the fields they stand for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from sellercheck.listing import SheetLayout
from sellercheck.patterns import shape

TEXTS = ("title", "description", "bullets", "keywords", "url")
"""One of these must be found, or there is nothing to check; `url` counts when it spells a name."""

COMMON = "common"

DIGITS = re.compile(r"\d+")
_MAX_HEADING = 200


_VALUE_PATHS = ("value", "value_with_tax", "media_location", "quantity", "name")
_ATTRIBUTE_PATH = re.compile(r"#\d+((?:\.[^#]*)?(?:#.*)?)$")
_BRACKETS = re.compile(r"\[[^\]]*\]")
_FLAGS = re.compile(r"(?:\|\d+)+\s*$")
_TAIL = re.compile(r"\s*[(【][^()【】]*[)】]\s*$")
_HEAD = re.compile(r"^[\s\ufeff\u200b'\"*★☆●※]+|^【[^】]*】")
_SEPARATORS = re.compile(r"[\s_./\\\-–—'’`\"，,·?*★☆\u200b\ufeff]+")
_NAMED_PART = re.compile(r"\[([^\[\]\d][^\[\]]*)\]$|@(?:href|url|src)$", re.IGNORECASE)
_OF_OTHERS = frozenset({
    "review", "reviews", "comment", "comments", "user", "customer", "buyer", "seller", "recipient", "order", "ship", "date", "time", "status", "address", "city",
})  # fmt: skip
_OF_OTHERS_EAST = shape("评论|评价|买家|订单|地址|日期|时间|注文|住所|日時|주문|주소|날짜")
"""Words in headings of what is no text of the goods; folded."""
_PLAIN_PARTS = frozenset(
    {"brand", "manufacturer", "bullets", "keywords", "material", "price", "currency", "gtin", "mpn", "sku", "quantity"}
)
_LOCALE = re.compile(r"[\s_.(\-]+[a-z]{2}[-_][A-Z]{2}\)?$")
"""`sv-SE` and `en_US` behind a name."""
_QUESTION = re.compile(r"^(?:what|which) (?:is|are)\b", re.IGNORECASE)
_KEY = re.compile("[_-]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ASCII_PARTS = re.compile(r"[/|\n()]")
_GOODS = frozenset({
    "product", "products", "item", "items", "goods", "article", "produkt", "produkte", "produkts", "artikel", "artikels", "produit", "produits", "producto", "productos", "articulo",
    "articulos", "produto", "produtos", "artigo", "prodotto", "prodotti", "articolo", "produk", "barang", "produktu", "towaru", "zbozi", "urun", "termek",
    "produs", "товара", "товар", "товару", "продукта", "المنتج", "המוצר", "of", "the", "de", "del", "della", "di", "do", "da", "du", "des", "la", "le", "el",
    "please", "enter", "der", "die", "das", "für", "l", "d", "ebay", "amazon", "shopee", "lazada", "etsy", "walmart", "temu", "tiktok", "shein", "wish", "aliexpress", "ozon",
    "allegro", "meesho", "flipkart", "myntra", "google", "facebook", "shopify",
})  # fmt: skip
"""Words that say whose heading it is, not what stands below; folded."""
_TONGUES = frozenset({
    "en", "eng", "english", "englisch", "ingles", "inglese", "anglais", "us", "uk", "gb", "ger", "deu", "german", "deutsch", "fr", "fra", "french", "francais",
    "es", "esp", "spanish", "espanol", "it", "ita", "italian", "italiano", "pt", "portuguese", "nl", "dutch", "pl", "polish", "cz", "cs", "sk", "hu", "ro", "bg",
    "hr", "gr", "tr", "ru", "rus", "russian", "рус", "ua", "ukr", "укр", "sv", "dk", "fi", "jp", "jpn", "japanese", "cn", "zh", "chinese", "tw", "hk", "kr", "korean", "vi", "vn",
    "vietnamese", "th", "thai", "ar", "arabic", "he", "eu", "ae", "sa", "eg", "英文", "中文", "英語", "日文", "日本語", "영문", "국문",
})  # fmt: skip
"""Words that say in which language, or for which country, a column is meant: `title_en`, `Beschreibung (Deutsch)`; folded."""
_ASIDES = {
    "image": frozenset({"url", "urls", "link", "links", "src", "sku", "address"}),
    "price": frozenset({
        "in", "with", "without", "usd", "eur", "gbp", "cny", "rmb", "jpy", "inr", "brl", "mxn", "idr", "rub", "pln", "czk", "huf", "руб", "incl", "excl", "inc", "ex", "tax", "vat", "gst",
        "exw", "fob", "cif", "ddp", "pc", "pcs", "piece", "each", "unit",
        "ttc", "ht", "excluded", "included", "excluding", "including", "brutto", "netto", "sku", "yen", "€", "$", "£", "¥", "₽", "₴", "₸", "zł", "元", "円", "원", "тг", "грн", "uah", "kzt", "byn", "tl", "try", "ron", "sek", "dkk", "nok", "chf",
        "aud", "cad", "sgd", "myr", "php", "thb", "vnd", "aed", "sar", "krw", "hkd", "twd", "zar", "ngn", "clp", "cop", "pen", "ars", "btw", "iva", "mwst", "kdv", "dph",
    }),
    "quantity": frozenset({"sku", "pcs", "pc", "шт", "szt", "ks", "stk", "stuck", "個", "件", "개"}),
    "weight": frozenset({"kg", "kgs", "g", "gr", "gram", "grams", "lb", "lbs", "oz", "кг", "г", "гр", "克", "公斤", "千克"}),
    "gtin": frozenset({"sku"}),
}  # fmt: skip
"""Field → words that may stand beside its name, and beside no other's; what is said of prices holds for `msrp` too."""
_EAST_GOODS = shape("商品|产品|產品|宝贝|寶貝|货品|物品|製品|상품|제품|สินค้า|ผลิตภัณฑ์|sản phẩm")
_COMPOUND = re.compile(r"(?:artikel|produkt|product)(?=\w{4})")
_PARTS = shape(
    r"[/|\n()]|(?<=[A-Za-z])\s*(?=[\u0e00-\u0e7f\u3040-\u9fff\uac00-\ud7af])|(?<=[\u0e00-\u0e7f\u3040-\u9fff\uac00-\ud7af])\s*(?=[A-Za-z])"
)


def fold(heading: str) -> str:
    """What is left of a heading for comparing: no case, accents, blanks, `_ - . /`, stars, trailing `(…)`, `|1|0`, `[…]`, `#1.value`.

    >>> fold("★ item_name"), fold("Product Name (required)"), fold("ps_product_name|1|0"), fold("g:imageLink")
    ('itemname', 'productname', 'psproductname', 'imagelink')
    """
    plain = heading.replace(" ", "").replace("_", "")
    if plain.isascii() and plain.isalnum():
        return plain.lower()  # most headings: nothing to cut
    text = heading if heading.isascii() else unicodedata.normalize("NFKC", heading)
    text = _FLAGS.sub("", text.strip())
    if path := _ATTRIBUTE_PATH.search(text):
        # Amazon's newest grammar puts units and types beside the value: `item_weight#1.unit` is no weight.
        last = path[1].rpartition(".")[2]
        text = text[: path.start()] if not last or last in _VALUE_PATHS else text
    text = _HEAD.sub("", _BRACKETS.sub("", text) or text).rstrip(" *★☆")
    while (shorter := _TAIL.sub("", text)) and shorter != text:
        text = shorter
    text = text.casefold()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not "\u0300" <= c <= "\u036f")
        text = unicodedata.normalize("NFC", text).replace("đ", "d").replace("ı", "i").replace("ł", "l")
    return _SEPARATORS.sub("", text).removeprefix("g:").strip(":：")


def mended(text: str) -> str:
    """What a text may have been before its UTF-8 was taken for another encoding, empty for most others: `TÃ­tulo` was `Título`.

    Two Chinese characters may look garbled by chance (图片 does), so only an unknown text is to be asked for.
    """
    if text.isascii():
        return ""
    for encoding in ("cp1252", "latin-1", "cp1251", "gb18030"):
        try:
            meant = text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        if meant.isprintable():
            return meant
    return ""


def words_of(heading: str) -> tuple[str, ...]:
    """The folded words of a heading that say more than that it is about goods.

    >>> words_of("Auction title"), words_of("productSellerComment")
    (('auction', 'title'), ('seller', 'comment'))
    """
    words = (fold(word) for word in _SEPARATORS.split(_CAMEL.sub(" ", heading)))
    return tuple(word for word in words if word and word not in _GOODS)


def is_of_others(heading: str) -> bool:
    """Whether a heading speaks of buyers, orders or days: what stands below is no text of the goods."""
    return not _OF_OTHERS.isdisjoint(words_of(heading)) or (not heading.isascii() and _OF_OTHERS_EAST().search(heading) is not None)


def seen_within(keys: Sequence[str], names: ColumnNames) -> list[str]:
    """What nested fields are called by the part of the item that holds the title: `goods.name` is `name`, and so is `goods.data.name`.

    Where nobody knows the whole, `param[Brand]` is `Brand`, `link@href` is `link`, and of `skus[0].SellerSku` and `aspects.Brand` the end is looked at.
    """
    if any("." not in key and _names_title(names.claims(key)) for key in keys):
        parts: list[str] = []
    else:
        holders = [key.split(".")[:-1] for key in keys if "." in key and _names_title(names.claims(key.rpartition(".")[2]))]
        holders = [holder for holder in holders if holder[-1].casefold() not in _OF_OTHERS and not _is_another(names.claims(holder[-1]))]
        parts = min(holders, key=len, default=[])
    beginnings = [".".join(parts[:count]) + "." for count in range(len(parts), 0, -1)]
    found = []
    for key in keys:
        name = next((key.removeprefix(start) for start in beginnings if key.startswith(start)), key)
        if not names.claims(name) and (part := _NAMED_PART.search(name)):
            name = part[1] or name[: part.start()]
        if not names.claims(name) and (last := _last_part(name)) and (claims := names.claims(last)) and claims[0].field in _PLAIN_PARTS:
            name = last
        found.append(name)
    return found


def _last_part(name: str) -> str:
    """What the end of a nested name says of goods: empty for an id, for what belongs to a shop or a buyer, and for all but the first of a list."""
    parts = [part.removesuffix("[0]") for part in name.split(".")]
    if len(parts) > 1 and parts[-1].casefold() in {"value", "name", "label"}:
        parts.pop()
    elif len(parts) == 1:
        return ""
    if parts[-1].casefold() in {"id", "_id"} or any("[" in part or is_of_others(part) for part in parts[:-1]):
        return ""
    return parts[-1]


def _names_title(claims: Sequence[Claim]) -> bool:
    return bool(claims) and claims[0].field == "title" and claims[0].looseness < 2


def _is_another(claims: Sequence[Claim]) -> bool:
    """Whether a part of an item is the brand, shop or variant, whose name is no title."""
    return bool(claims) and claims[0].field not in {"title", "attributes", "description", "sku"}


class NamedColumns(Protocol):
    """What of a rule pack concerns columns."""

    @property
    def platform(self) -> str: ...
    @property
    def columns(self) -> Mapping[str, Sequence[str]]: ...
    @property
    def recognise(self) -> Sequence[str]: ...


class Claim(NamedTuple):
    """One pack's word for it that a heading means a field."""

    field: str
    pack: str
    rank: int
    """Best place in any pack's list for that field: where two columns claim it, the lower rank wins."""
    looseness: int
    """0 the very name, 1 folded, 2 without its number, 3 one of two languages in a heading, 4 by its beginning, 5 but for words of no account."""
    own_rank: int = 0
    """Place in `pack`'s own list, between two columns of the same rank: `title` and `title_orig` on Wish."""


class ColumnNames:
    """The column names of the packs in a run, read once: heading → fields. Earlier packs win, `common` comes last."""

    def __init__(self, packs: Iterable[NamedColumns]) -> None:
        ordered = sorted(packs, key=lambda pack: pack.platform == COMMON)
        self.packs: tuple[str, ...] = tuple(pack.platform for pack in ordered)
        self.recognise: Mapping[str, tuple[str, ...]] = {pack.platform: tuple(pack.recognise) for pack in ordered}
        # NOTE: plain tuples of thousands of headings, read back at every start; a sheet asks for a dozen of them as claims.
        tables: tuple[dict[str, list[tuple[str, str, int]]], ...] = ({}, {}, {})
        beginnings: dict[str, list[tuple[str, str, int]]] = {}
        for pack in ordered:
            for field, names in pack.columns.items():
                for rank, name in enumerate(names):
                    if name.endswith("*") and len(name) > 1:
                        beginnings.setdefault(fold(name[:-1] + "x")[:-1], []).append((field, pack.platform, rank))
                        continue
                    folded = fold(name)
                    bare = DIGITS.sub("", folded)
                    for table, key in zip(tables, (name, folded, bare), strict=True):
                        if key:
                            table.setdefault(key, []).append((field, pack.platform, rank))
        self._tables = tables
        """By `Claim.looseness` 0 to 2: heading → field, pack, rank."""
        self._beginnings = tuple(beginnings.items())
        self._order = {name: place for place, name in enumerate(self.packs)}
        self._found: dict[str, tuple[Claim, ...]] = {}
        self.garbled: dict[str, str] = {}
        """Headings looked up that are known only once their garbled letters are put right → what they were."""

    def claims(self, heading: str) -> tuple[Claim, ...]:
        """Every field this heading may mean, the likeliest first; at most one claim a field. Empty when nobody knows it."""
        found = self._found.get(heading)
        if found is None:
            found = self._found[heading] = self._look_up(heading) if len(heading) <= _MAX_HEADING else ()
        return found

    def _said(self, looseness: int, key: str) -> list[Claim]:
        return [Claim(*told, looseness, told[2]) for told in self._tables[looseness].get(key, ())]

    def _look_up(self, heading: str) -> tuple[Claim, ...]:
        text = heading.strip(" \t\r\n\ufeff\u200b*★☆")
        folded = fold(heading)
        if not folded or folded.isdigit():
            return ()
        claims = [*self._said(0, text), *self._said(1, folded)]
        if not claims and len(bare := DIGITS.sub("", folded)) > 1:
            claims = self._said(2, bare)
        if not claims:
            claims = self._by_parts(heading)
        if not claims and (meant := mended(heading)) and (found := self._look_up(meant)):
            self.garbled[heading] = meant
            return found
        if not claims:
            claims = [Claim(*told, 4) for start, group in self._beginnings if folded.startswith(start) for told in group] or self._by_core(
                heading
            )
        ranks: dict[str, int] = {}
        for claim in claims:
            ranks[claim.field] = min(claim.rank, ranks.get(claim.field, claim.rank))
        best: dict[str, Claim] = {}
        # `sorted` keeps the order of the pack's own fields, so a name listed twice means the earlier field first.
        for claim in sorted(claims, key=lambda claim: (claim.looseness, self._order[claim.pack])):
            best.setdefault(claim.field, Claim(claim.field, claim.pack, ranks[claim.field], claim.looseness, claim.own_rank))
        return tuple(best.values())

    def _by_parts(self, heading: str) -> list[Claim]:
        """Claims of a heading in two languages, such as `商品名称 Product Name`; none unless all known parts agree."""
        text = unicodedata.normalize("NFKC", heading)
        parts = [part for part in (_ASCII_PARTS if text.isascii() else _PARTS()).split(text) if part.strip()]
        if not 1 < len(parts) < 5:
            return []
        known = [claims for part in parts if (claims := self._said(0, part.strip()) or self._said(1, fold(part)))]
        fields = {claims[0].field for claims in known}
        if fields == {"brand", "manufacturer"}:  # `Marke / Hersteller`: what the goods are sold under
            known = [claims for claims in known if claims[0].field == "brand"]
        elif len(fields) != 1 or ("/" in text and len(known) < len(parts)):
            return []
        return [Claim(claim.field, claim.pack, claim.rank, 3, claim.own_rank) for claim in known[0]]

    def _by_core(self, heading: str) -> list[Claim]:
        """Claims of what is left without words that only say that it is about goods: `eBay category 1 name`, `商品图片 1`, `Price, USD`."""
        text = _LOCALE.sub("", _QUESTION.sub("", unicodedata.normalize("NFKC", heading).partition(":")[0]))
        east = text if text.isascii() else _EAST_GOODS().sub(" ", text)
        words = [
            _COMPOUND.sub("", plain)
            for word in _SEPARATORS.split(east if "." in east else _CAMEL.sub(" ", east))
            if (plain := fold(word)) and plain not in _GOODS
        ]
        if not words or len(words) > 6:
            return []
        for field, beside in ((None, frozenset[str]()), *_ASIDES.items(), (None, _TONGUES)):
            core = "".join(word for word in words if word not in beside and DIGITS.sub("", word) not in beside)
            for key in dict.fromkeys((core, DIGITS.sub("", core), core.removesuffix("s"))):
                claims = self._said(1, key) or self._said(2, key)
                if f"{key}s" == core:  # in the plural only what holds everywhere; `related_skus` are those of others
                    claims = [claim for claim in claims if claim.pack == COMMON and claim.field not in {"sku", "parent"}]
                if claims and (field is None or claims[0].field == field or (field == "price" and claims[0].field == "msrp")):
                    return [
                        Claim(claim.field, claim.pack, claim.rank, 5, claim.own_rank)
                        for claim in claims
                        if field is None or claim.field == claims[0].field
                    ]
        return []

    def order_for(self, headings: Iterable[str]) -> Mapping[str, tuple[bool, int]]:
        """Pack → (whether another's template, place), for a sheet with these headings: packs that recognise their own template come first."""
        own = set(recognised(headings, self.recognise))
        return {name: (name not in own, place) for place, name in enumerate(self.packs)}


def recognised(headings: Iterable[str], recognise: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Platforms one of whose own headings is among `headings`, in the order of `recognise`.

    A name that starts with `*` must stand there with its star; every other is compared folded, but `item_sku` is no `Item SKU`.
    """
    exact = {heading.strip(" \t\r\n\ufeff") for heading in headings}
    folded = {fold(heading) for heading in exact}
    keys = {fold(heading) for heading in exact if " " not in heading.strip("*★☆ ")}
    return tuple(
        platform
        for platform, names in recognise.items()
        if any(
            name in exact if name.startswith("*") else fold(name) in (folded if " " in name or not _KEY.search(name) else keys)
            for name in names
        )
    )


def guess_platforms(layout: SheetLayout, recognise: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Platforms whose own template this sheet is, by its headings. `recognise` maps a platform to its pack's list."""
    return recognised((column.header for column in layout.columns), recognise)
