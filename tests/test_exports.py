"""Sheets as shops, marketplaces and seller tools of many countries export them: the headings are theirs, the rows are ours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sellercheck import rules, yamlfile
from sellercheck.columns import ColumnNames, find_layout, guess_platforms, read_listings
from sellercheck.listing import Listing, Row
from sellercheck.sheets import Book, Fault, ReadOptions, open_books

EXPORTS: list[dict[str, Any]] = yamlfile.read(Path(__file__).parent / "sheets" / "exports.yaml")[0]


@cache
def names() -> ColumnNames:
    """As the command has them: the headings of all packs."""
    return ColumnNames(rules.headings())


@dataclass
class Lines:
    lines: list[str]
    name: str | None = None
    hidden: bool = False
    keys: tuple[str, ...] | None = None
    faults: list[Fault] = field(default_factory=list)

    def rows(self) -> Iterator[Row]:
        for number, line in enumerate(self.lines, 1):
            if line.replace("|", "").strip():
                yield Row(number, number, tuple(cell.replace("¶", "\n") for cell in line.split("|")))


@pytest.mark.parametrize("export", EXPORTS, ids=[each["sheet"] for each in EXPORTS])
def test_an_export_is_understood(export: dict[str, Any]) -> None:
    content: Any = None
    book = Book(path=export["sheet"], format="csv", grids=(Lines(export["rows"]),), sha256="", content=content)
    grid, layout = find_layout(book, names(), ReadOptions(), {})
    listings = [each for each in read_listings(grid, layout) if isinstance(each, Listing)]
    mapped = {name: [column.header for column in columns] for name, columns in layout.by_field.items()}
    assert str(layout.header_row or "none") == export["header"]
    assert {name: mapped.get(name, []) for name in export["fields"]} == export["fields"]
    assert [str(each.rows[0].number) for each in listings] == export["listings"]
    ids = export.get("ids", [])
    assert [each.id for each in listings][: len(ids)] == ids
    if "platforms" in export:
        found = guess_platforms(layout, {pack.platform: pack.recognise for pack in rules.headings() if pack.platform != "common"})
        assert list(found) == export["platforms"]


def read(path: Path, content: bytes) -> tuple[Book, list[Listing]]:
    path.write_bytes(content)
    (book,) = open_books(path)
    grid, layout = find_layout(book, names(), ReadOptions(), {})
    return book, [each for each in read_listings(grid, layout) if isinstance(each, Listing)]


TAOBAO = (
    "version 1.00\r\n"
    "title\tcid\tseller_cids\tstuff_status\tprice\tnum\tdescription\tpicture\touter_id\tnum_id\r\n"
    "宝贝名称\t宝贝类目\t店铺类目\t新旧程度\t宝贝价格\t宝贝数量\t宝贝描述\t新图片\t商家编码\t数字ID\r\n"
    '夏季新款碎花连衣裙女\t50010850\t\t1\t59.00\t100\t"<p class=""a"">好看</p>"\ta1b2:1:0:|https://img.example.cn/a.jpg;\tLYQ-1\t612345678901\r\n'
    "韩版宽松T恤女短袖\t50010851\t\t1\t39.00\t80\t<p>舒服</p>\t\tTX-1\t612345678902\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "utf-8"])
def test_a_sheet_of_taobaos_assistant_is_read_below_its_version_line(tmp_path: Path, encoding: str) -> None:
    book, listings = read(tmp_path / "baobei.csv", TAOBAO.encode(encoding))
    assert (book.format, book.delimiter) == ("tsv", "\t")
    assert [(each.id, each.first("title"), each.first("price")) for each in listings] == [
        ("LYQ-1", "夏季新款碎花连衣裙女", "59.00"),
        ("TX-1", "韩版宽松T恤女短袖", "39.00"),
    ]


@pytest.mark.parametrize(
    ("preface", "delimiter"),
    [
        ("Stock list of my shop\r\nExported 2025-01-01\r\n\r\n", ","),
        ("Export vom 01.01.2025\r\n", ";"),
        ("a\r\nb\r\nc\r\nd\r\ne\r\nf\r\n", "\t"),
    ],
)
def test_lines_of_their_own_above_a_table_do_not_hide_its_delimiter(tmp_path: Path, preface: str, delimiter: str) -> None:
    rows = [["SKU", "Title", "Brand", "Price"], ["A-1", "Blue cotton shirt", "Acme", "9"], ["A-2", "Red wool scarf", "Acme", "8"]]
    book, listings = read(tmp_path / "stock.csv", (preface + "".join(delimiter.join(row) + "\r\n" for row in rows)).encode())
    assert book.delimiter == delimiter
    assert [(each.id, each.first("title")) for each in listings] == [("A-1", "Blue cotton shirt"), ("A-2", "Red wool scarf")]


def test_titles_with_commas_in_a_single_column_stay_whole(tmp_path: Path) -> None:
    book, listings = read(tmp_path / "titles.csv", b"Blue shirt\nRed scarf, wool, warm, soft\nGreen hat, cotton, light, soft\n")
    assert book.delimiter is None
    assert len(listings) == 3


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("Price, USD", "price"), ("Cena brutto", "price"), ("Prix TTC", "price"), ("Price (incl. VAT)", "price"), ("List Price - USD", "msrp"),
        ("Product Image 3 URL", "image"), ("SKU Image", "image"), ("Artikelbild", "image"), ("商品图片 2", "image"), ("eBay category 1 name", "category"),
        ("宝贝标题", "title"), ("Beschreibung des Artikels", "description"), ("Kondisi (Baru/Bekas)*", "condition"), ("Title: what buyers see", "title"),
        ("Product_Names", "title"), ("Prices", "price"), ("Image_Links", "image"), ("NombreProducto", "title"), ("title_en", "title"), ("Size UK", "variant"),
        ("Price in INR", "price"), ("Weight, kg", "weight"), ("Вес, г", "weight"), ("Цена, ₽", "price"), ("SKU1_JANコード", "gtin"), ("imgSrc", "image"),
        ("Brand / Manufacturer", "brand"), ("FOB price (USD)", "price"), ("What is the product name?", "title"), ("price_with_vat", "price"), ("단가(원)", "price"),
    ],
)  # fmt: skip
def test_words_of_no_account_do_not_hide_a_heading(heading: str, wanted: str) -> None:
    claims = names().claims(heading)
    assert claims, f"nobody knows {heading!r}"
    assert claims[0].field == wanted


@pytest.mark.parametrize(
    "heading",
    ["Brand URL", "Category link", "Title USD", "Product", "SKU Title", "Item count", "Price link", "Product group title", "Amazon", "Item type ID", "Netto", "商品",
     "Description tax", "SKU of the parcel", "related_skus", "EN", "English", "kg", "itemCategory.id", "Weighting", "Pages", "Is Amazon Seller", "Brand/Price"],
)  # fmt: skip
def test_but_other_words_do(heading: str) -> None:
    assert not [claim for claim in names().claims(heading) if claim.looseness == 5]
