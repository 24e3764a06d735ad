"""Headings, layouts and listings of sheets made here; the real ones are in test_real_sheets.py."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest

from sellercheck.columns import ColumnNames, Skipped, describe, find_layout, fold, guess_platforms, is_null, read_listings, sample
from sellercheck.errors import SheetError, UsageError
from sellercheck.listing import FIELDS, Listing, Row, SheetLayout, content_id
from sellercheck.rules import HERE
from sellercheck.rules.pack import load_pack
from sellercheck.sheets import Book, Fault, ReadOptions


@dataclass
class Table:
    """A grid written as text: one row a line, cells between bars."""

    text: str
    name: str | None = None
    hidden: bool = False
    keys: tuple[str, ...] | None = None
    faults: list[Fault] = field(default_factory=list)

    def rows(self) -> Iterator[Row]:
        for number, line in enumerate(self.text.split("\n"), 1):
            if line.replace("|", "").strip():
                yield Row(number, number, tuple(cell.replace("¶", "\n") for cell in line.split("|")))


def book(*tables: Table) -> Book:
    content: Any = None
    return Book(path="stock.csv", format="csv", grids=tables, sha256="", content=content, encoding="utf-8", delimiter=",")


@cache
def names(*platforms: str) -> ColumnNames:
    return ColumnNames(
        load_pack(HERE / f"{name}.yaml", HERE) for name in (platforms or ("wish", "aliexpress", "amazon", "shopee", "common"))
    )


def layout_of(*tables: Table | str, options: ReadOptions | None = None, **overrides: str) -> SheetLayout:
    made = [Table(table) if isinstance(table, str) else table for table in tables]
    return find_layout(book(*made), names(), options or ReadOptions(), overrides)[1]


def read(table: Table | str, **overrides: str) -> list[tuple[str, list[int]] | str]:
    """Listings as (title, rows) and what is no listing as `row: reason`."""
    grid, layout = find_layout(book(Table(table) if isinstance(table, str) else table), names(), ReadOptions(), overrides)
    found = sorted(read_listings(grid, layout), key=lambda one: one.rows[0].number if isinstance(one, Listing) else one.at.row)
    return [
        (one.first("title"), [row.number for row in one.rows]) if isinstance(one, Listing) else f"{one.at.row}: {one.reason}"
        for one in found
    ]


def mapped(layout: SheetLayout) -> dict[str, list[str]]:
    return {name: [column.header for column in columns] for name, columns in layout.by_field.items()}


# ------------------------------------------------------------------------------------------------------------- headings


@pytest.mark.parametrize(
    "alike",
    [
        ("Product Name", "product_name", "PRODUCT-NAME", "productName", "*Product Name", "★ Product Name", "\ufeffProduct Name", "Product Name (required)",
         "Product Name:", " Product  Name ", "Product Name*", "Ｐroduct Name", "product.name", "Product\nName", "【必填】Product Name"),
        ("ps_product_name", "ps_product_name|1|0", "ps_product_name|0|0"),
        ("item_name", "item_name[marketplace_id=ATVPDKIKX0DER][language_tag=en_US]#1.value", "item_name#1.value", "★ item_name"),
        ("image_link", "g:image_link", "g:imageLink", "Image Link"),
        ("título", "Titulo", "TÍTULO"),
        ("thương hiệu", "Thuong hieu"),
        ("商品コード(JANコード等)", "商品コード", "商品コード（JANコード等）"),
        ("main_product_image_locator", "main_product_image_locator[marketplace_id=A]#1.media_location"),
    ],
)  # fmt: skip
def test_fold_takes_these_for_one_name(alike: tuple[str, ...]) -> None:
    assert {fold(heading) for heading in alike} == {fold(alike[0])}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("title", "title_orig"),
        ("item_weight#1.value", "item_weight#1.unit"),
        ("brand", "brandId"),
        ("category", "category_url"),
        ("external_product_id", "external_product_id_type"),
        ("がき", "かき"),  # the voicing mark is no accent
        ("title1", "title2"),
    ],
)
def test_fold_keeps_these_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


HEADINGS = {
    "title": "item_name|Product Name|*Title|TITOLO|JUDUL PRODUK|商品标题|商品名稱|商品名|título|Nome do produto|Titre|Artikelbezeichnung|tên sản phẩm|ชื่อสินค้า|"
             "ps_product_name|1|0|et_title_product_name|title_orig|describe|text|g:title|productDisplayName|translation_output|상품명",
    "description": "*Description|DESCRIZIONE|Deskripsi Produk|产品描述|商品説明文|Produktbeschreibung|Descripción|Descrição|mô tả sản phẩm|Body (HTML)|"
                   "product_description[marketplace_id=A]#1.value|condition-note|descriptionHtml|HTML Description|short_description",
    "bullets": "bullet_point1|★ bullet_point_3|Bullet Points|bullet_point[marketplace_id=A][language_tag=en_US]#2.value|卖点|Aufzählungspunkt|features",
    "brand": "brand_name|Brand|C:Brand|*C:Brand|brandName|brand.name|品牌|ブランド名|Merek|marca|Marque|Markenname|thương hiệu|แบรนด์|ps_brand|0|1",
    "manufacturer": "manufacturer|メーカー名|Hersteller|制造商|*C:Manufacturer",
    "address": "Manufacturer AddressLine1|Manufacturer Email|gpsr_manufacturer_reference_email_address|"
               "gpsr_manufacturer_reference#1.gpsr_manufacturer_email_address|制造商邮箱|Hersteller-Adresse",
    "responsible": "EU Responsible Person|Responsible Person 1|Responsible Person 1 Email|dsa_responsible_party_address#1.value|欧盟责任人|Verantwortliche Person (EU)",
    "keywords": "generic_keywords|generic_keyword#1.value|TAGS|*Tags|Search Terms|検索キーワード|关键词|標籤|palabras clave|palavras-chave|mots-clés|Stichwörter|"
                "style_keywords2|meta_keywords|Search Keywords",
    "category": "feed_product_type|*Category|breadcrumb|类目|商品類別|カテゴリー|Kategori|categoría|Catégorie|google_product_category|itemCategoryNameLevel2|"
                "ngành hàng|หมวดหมู่|articleType|jenis",
    "image": "main_image_url|*Main Image URL|IMAGE1|IMMAGINE10|Image_link_12|image_link 2|pt8_image_url|other_image_url_3|PicURL|Image Src|主图|主圖|Foto Sampul|"
             "Foto Produk 7|商品メイン画像URL|ps_item_cover_image|1|3|ps_item_image_1|0|3|Extra Image URL 4|photoLarge1|photos[0].large|imagen (principal)",
    "url": "product_url|Product_link|g:link|url_key|good_url|商品链接|External URL",
    "sku": "item_sku|SKU|*Unique ID|CustomLabel|Custom label (SKU)|Seller SKU ID|vendorSkuCode|货号|商家编码|商品管理番号|Variant SKU|ps_sku_short|0|0|"
           "contribution_sku#1.value|Artikelnummer",
    "parent": "parent_sku|Handle|*Parent Unique ID|item_group_id|et_title_variation_integration_no|0|0|Parent",
    "gtin": "UPC|EAN|external_product_id|Variant Barcode|Upc Ean Code|条形码|código de barras|GTIN, UPC, EAN, or ISBN|P:UPC|Product:UPC|EAN/UPC|商品コード(JANコード等)",
    "mpn": "part_number|mpn|Model Number|型号|メーカー型番|Google Shopping / MPN",
    "price": "standard_price|*Price|*StartPrice|Your selling price (INR)|PREZZO|HARGA (Rp)|售价|價格|販売価格|precio|preço|prix|Preis|giá|ราคา|price_range|final_price|"
             "Variant Price",
    "msrp": "MSRP|MRP (INR)|list_price|retail_price|原价|Variant Compare At Price",
    "quantity": "quantity|*Quantity|Inventory|库存|在庫数|Stok|Variant Inventory Qty",
    "variant": "Color|colour_name|Option1 Value|VARIATION 2 VALUES|Attribute 1 value(s)|尺码|Varian|et_title_option_for_variation_1|0|0|product_color",
    "attributes": "C:Character|*C:Card Name|ps_product_global_attribute.100037|0|0|additional_attributes|产品参数",
    "store": "merchant_title|merchant_name|seller_name|company_name|shopname|店铺名称",
    "supplier": "Vendor Name|供应商",
    "condition": "condition-type|*ConditionID|item-condition|Kondisi",
    "country": "country_of_origin|origin_country|C:Country/Region of Manufacture|原产国",
    "weight": "item_weight|ps_weight|1|1|Weight (kg)|Berat",
    "currency": "CURRENCY_CODE|currency_buyer|币种",
}  # fmt: skip


def _split(line: str) -> list[str]:
    """Headings between bars; `|1|0` belongs to the heading before it."""
    import re

    return re.split(r"\|(?!\d\|)(?!\d(?:\||$))", line)


@pytest.mark.parametrize(("wanted", "heading"), [(name, heading) for name, line in HEADINGS.items() for heading in _split(line)])
def test_heading_means_the_field(wanted: str, heading: str) -> None:
    claims = names().claims(heading)
    assert claims, f"nobody knows {heading!r}"
    assert claims[0].field == wanted


@pytest.mark.parametrize(
    "heading",
    ["brandId", "category_url", "shop_url", "seller_id", "merchant_id", "item_group_title", "image_count", "reviews_count", "rating", "Unnamed: 0",
     "external_product_id_type", "Manufacturer City", "Responsible Person 1 Type", "Responsible Person 1 Country", "gpsr_safety_attestation",
     "EAN/UPC - Measuring Unit", "item_weight#1.unit", "sale-start-date", "price_currency_note", "title_length", "is_title_ok",
     "Option1 Name", "variation_theme", "has_brand", "units_sold", "2024", "", "  ", "*", "(required)", "No", "Country/Region", "shippingPayer.name",
     ("Title and description of the item as the buyer will see them later on in the shop, written in full sentences, with all that matters, up to two "
     "hundred letters long but not a letter longer than that in any case whatsoever")],
)  # fmt: skip
def test_nobody_knows_these_headings(heading: str) -> None:
    assert names().claims(heading) == ()


@pytest.mark.parametrize(
    ("heading", "field_name"),
    [
        ("SKU 货号", "sku"), ("编号", "sku"), ("商品标题 Product Title", "title"), ("品牌/Brand", "brand"), ("主图Image", "image"), ("Price\n售价", "price"), ("价格 (USD)", "price"),
        ("Title | Titel", "title"), ("Title/Price", None), ("Brand/other notes", None),
    ],
)  # fmt: skip
def test_heading_in_two_languages(heading: str, field_name: str | None) -> None:
    claims = names().claims(heading)
    assert (claims[0].field if claims else None) == field_name


def pack(platform: str, recognise: tuple[str, ...] = (), **columns: tuple[str, ...]) -> SimpleNamespace:
    return SimpleNamespace(platform=platform, columns=columns, recognise=recognise)


def test_exact_name_goes_before_folded_and_platform_before_common() -> None:
    own = ColumnNames(
        [pack("common", title=("name",), sku=("product-id",)), pack("wish", brand=("Name",), sku=("product_id",), gtin=("productid",))]
    )
    assert own.packs == ("wish", "common")
    assert [(claim.field, claim.pack) for claim in own.claims("name")] == [("title", "common"), ("brand", "wish")]
    assert [(claim.field, claim.pack) for claim in own.claims("NAME")] == [("brand", "wish"), ("title", "common")]
    assert own.claims("product-id")[0].pack == "common"


def test_a_pack_that_recognises_its_template_goes_first() -> None:
    own = ColumnNames(
        [
            pack("wish", price=("sale_price",)),
            pack("amazon", ("item_sku",), price=("standard_price", "sale_price"), sku=("item_sku",), title=("t",)),
        ]
    )
    grid = Table("item_sku|t|sale_price|standard_price\nA1|Blue mug|12|10")
    assert mapped(find_layout(book(grid), own, ReadOptions(), {})[1])["price"] == ["standard_price"]
    grid = Table("t|sale_price|standard_price\nBlue mug|12|10")
    assert mapped(find_layout(book(grid), own, ReadOptions(), {})[1])["price"] == ["sale_price"]


def test_packs_use_canonical_fields_and_every_name_folds_to_something() -> None:
    for platform in ("common", "wish", "aliexpress", "amazon", "shopee"):
        loaded = load_pack(HERE / f"{platform}.yaml", HERE)
        assert set(loaded.columns) <= set(FIELDS)
        for name, headings in loaded.columns.items():
            assert len(set(headings)) == len(headings), f"{platform} {name} names a heading twice"
            assert all(fold(heading) for heading in headings)


@pytest.mark.parametrize(
    ("headings", "platforms"),
    [
        ("ps_product_name|ps_price", ("shopee",)),
        ("feed_product_type|item_sku|item_name", ("amazon",)),
        ("*Unique ID|*Product Name|*Tags", ("wish",)),
        ("Parent Unique ID|Product Name", ("wish",)),
        ("Unique ID|Product Name", ()),
        ("SKU|Title|Price", ()),
        ("Item SKU|Product Title|Price", ()),
        ("★ item_sku|Product Title|Price", ("amazon",)),
    ],
)
def test_platforms_are_guessed_by_their_own_headings(headings: str, platforms: tuple[str, ...]) -> None:
    layout = layout_of(headings + "\na|Blue mug with handle|x")
    assert guess_platforms(layout, names().recognise) == platforms


@pytest.mark.parametrize(
    "text",
    ["", " ", "null", "NULL", "N/A", "NA", "None", "nan", "-", "No Brand", "Tidak Ada Merk", "Generic", "无品牌", "no rating available"],
)
def test_null_spellings(text: str) -> None:
    assert is_null(text)


@pytest.mark.parametrize("text", ["0", "Nike", "Nullarbor", "Brand", "no", "Generic Mug", "NASA"])
def test_no_null(text: str) -> None:
    assert not is_null(text)


# -------------------------------------------------------------------------------------------------- headings of a sheet


@pytest.mark.parametrize(
    ("sheet", "header_row", "first_row"),
    [
        ("SKU|Title|Price\nA1|Blue mug|3", 1, 2),
        ("\n\nSKU|Title|Price\n\nA1|Blue mug|3", 3, 4),
        ("DAFTAR PRODUK TOKO MAJU|||\n\nNo|JUDUL PRODUK|HARGA (Rp)\n1|Sepatu pria|150000", 3, 4),
        ("Version : 13||\nBusiness||Images\nvendorSkuCode|productDisplayName|Front Image\nA|Silk saree|http://x/a.jpg", 3, 4),
        ("Info|Version=1.0.0|Template=fx\n*Action(SiteID=US|Country=US)|CustomLabel|*Title\nAdd|A1|Blue mug", 2, 3),
        ("SKU|Title|Brand|Price\n货号|标题|品牌|价格\nA1|Blue mug|Acme|12", 1, 3),
        ("Title\nNike shoes\nAdidas shoes", 1, 2),
        ("Group||\nProduct Name|Brand|SellerSKU|Price\n*|*||*\nBlue mug|Acme|S1|3", 2, 4),
        ("Title|SKU\n1984|B1\n2001|B2", 1, 2),
        ("title", 1, 2),
        ("SKU|Title|Price", 1, 2),
        ("zh_text\n【下单立减】苹果手机壳硅胶防摔\n实木儿童小火车玩具套装", 1, 2),
        ("Κωδικός|Τίτλος είδους|Τιμή\nA1|Μπλε κούπα με λαβή|12,50\nA2|Κόκκινο ξύλινο τρένο|8,99", 1, 2),
        # A word that is a heading elsewhere is a value here.
        ("Blue ceramic mug with handle|12.50|Title\nRed wooden toy train|8.99|Size", None, 1),
        ("Blue ceramic mug with handle|12.50\nRed wooden toy train|8.99", None, 1),
        ("Desk lamp|12.50\nRed wooden toy train for children|8.99", None, 1),
        ("Blue ceramic mug with handle\nRed wooden toy train\nLamp", None, 1),
    ],
)
def test_row_of_headings_and_first_row_of_data(sheet: str, header_row: int | None, first_row: int) -> None:
    layout = layout_of(sheet)
    assert (layout.header_row, layout.first_row) == (header_row, first_row)


AMAZON_NEW = """
settings=attributeRow=4&dataRow=7&labelRow=3|Foo||||
Listing Identity|Product Identity||||
SKU|Product Type|Item Name|Brand Name|Bullet Point|Bullet Point
contribution_sku#1.value|product_type#1.value|item_name[marketplace_id=A][language_tag=en_US]#1.value|brand[marketplace_id=A]#1.value|bullet_point[marketplace_id=A]#1.value|bullet_point[marketplace_id=A]#2.value
ABC123|SHIRT|Example shirt|Your brand|Point|Point
x
A-1|SHIRT|Acme cotton shirt|Acme|Soft|Warm
"""


def keyed(*lines: str) -> str:
    return "\n".join(lines)


def test_settings_cell_names_the_attribute_row() -> None:
    layout = layout_of(AMAZON_NEW.strip())
    assert (layout.header_row, layout.first_row) == (4, 7)
    assert [column.field for column in layout.columns] == ["sku", "category", "title", "brand", "bullets", "bullets"]


def test_keys_go_before_labels_and_help_is_no_listing() -> None:
    """A Shopee template in a language whose labels nobody here knows."""
    table = Table(keyed(
        "ps_category|ps_product_name|ps_product_description|ps_price|ps_stock|ps_item_cover_image|et_title_variation_integration_no|ps_weight|ps_brand",
        "advanced|5316e2135061d5e3|||||||",
        "Kateqoriya|Məhsulun adı|Təsvir|Qiymət|Ehtiyat|Örtük şəkli|Kod|Çəki|Marka adı",
        "Vacib|Vacib|Vacib|Vacib|Vacib|Vacib|Şərti|Vacib|Şərti",
        "Kateqoriyanı seçin|Ad brendi və modeli göstərməlidir|Ətraflı yazın, nə satırsınız|Qiyməti yazın, valyutasız|Anbarda olanı yazın|Şəklin ünvanını yazın|Eyni kod|Çəkini yazın|Brend",
        "100-Ayaqqabı|Idman ayaqqabısı kişi üçün|Yüngül və rahat|25|3|https://x.example/a.jpg|G1|1|Acme",
        "100-Ayaqqabı|||26|4||G1|1|",
    ))  # fmt: skip
    layout = layout_of(table)
    assert (layout.header_row, layout.first_row) == (1, 6)
    assert layout.notes == ("rows 2 to 5 hold the template's labels, help or examples and are no listings",)
    assert read(table) == [("Idman ayaqqabısı kişi üçün", [6, 7])]


def test_type_example_and_help_rows_of_a_category_template() -> None:
    table = Table(keyed(
        "Seller SKU ID|Your selling price (INR)|Stock|Brand|Model Name|Main Image URL|Description|Type|Color",
        "Text - limited to 64 characters|Single - Positive_integer|Single - Non_negative_integer|Single - Text|Single - Text|URL|Single - Text|SINGLE - TEXT|MULTI - TEXT",
        " ||||Rider Edition|http://img.example/1.jpg||Cross Body Bag|Blue::Red",
        "Seller SKU ID is the identifier|Price at which you want to sell|Number of items you have in stock|Brand is the name|Model Name is the identity|Front view|Write few lines|Type refers to it|Color refers to it",
        "S-1|499|3|Acme|Acme City bag|http://img.example/2.jpg|A bag|Sling Bag|Blue",
    ))  # fmt: skip
    assert layout_of(table).first_row == 5
    assert read(table) == [("Acme City bag", [5])]


def test_example_row_below_help_is_no_listing_but_a_perfume_sample_is() -> None:
    head = "★ SKU|★ brand_name|★ item_name|★ standard_price|★ quantity|★ main_image_url|external_product_id"
    helped = (
        "商品编号，唯一|你的品牌名（填你自己的）|完整标题，我们会改写|你的售价，不是竞品价格|库存数量|主图链接，我们会换背景|条码（如有）"
    )
    example = "MY-EARBUDS-001|MyBrand|Wireless Earbuds|29.99|100|https://x.example/a.jpg|012345678901"
    goods = "P-9|Maison Acme|Perfume sample 5 ml, XXXXL box|9.99|10|https://x.example/p.jpg|4006381333931"
    assert layout_of(keyed(head, helped, example, goods)).first_row == 4
    assert layout_of(keyed(head, helped, goods, goods)).first_row == 3
    assert read(keyed(head, helped, goods)) == [("Perfume sample 5 ml, XXXXL box", [3])]


@pytest.mark.parametrize(
    ("row", "first"),
    [
        ("e.g. ABC-123|e.g. Nike Air Max 90 White|e.g. 99.99|e.g. https://example.com/a.jpg", 3),
        ("Example: SKU-1|Example: men's shirt|19.99|https://example.com/a.jpg", 3),
        ("max 40|max 200 characters|0.01-9999|max. 10", 3),
        ("最多20个字符|必填，不超过128个字符|最多两位小数|", 3),
        ("A-3|Sample: 2 ml of rose water|1.50|https://example.com/a.jpg", 2),
        ("A-3|Maximum 40 cable|1.50|https://example.com/a.jpg", 2),
    ],
)
def test_rows_that_call_themselves_examples_or_tell_limits(row: str, first: int) -> None:
    assert (
        layout_of(f"SKU|Title|Price|Image\n{row}\nA-1|Blue mug|9|https://x.com/a.jpg\nA-2|Grey scarf|19|https://x.com/b.jpg").first_row
        == first
    )


def test_of_a_name_with_and_without_a_language_the_plain_one_is_the_title() -> None:
    found = layout_of("id|name_de|name|name_fr\n1|Blauer Becher|Blue mug|Tasse bleue\n2|Grauer Schal|Grey scarf|Écharpe grise")
    assert mapped(found)["title"] == ["name"]


def test_plain_sheet_keeps_its_first_rows() -> None:
    """No help row above it, so nothing is taken for an example."""
    assert read("SKU|Title|Price\nABC123|Example mug|3\nABC124|Your brand mug|4") == [("Example mug", [2]), ("Your brand mug", [3])]


def test_second_table_with_richer_headings_does_not_hide_the_first() -> None:
    layout = layout_of("No|Title|Price\n1|Blue mug|3\n2|Red mug|4\nSKU|Title|Brand|Price|Description\nA|Green mug|Acme|5|A mug")
    assert layout.header_row == 1


def test_heading_row_asked_for() -> None:
    sheet = "x|y\nfoo|bar\nSKU|Product name\nA|Blue mug with handle"
    assert layout_of(sheet, options=ReadOptions(header_row=3)).first_row == 4
    assert layout_of("SKU|Product name\nA|Blue mug with handle", options=ReadOptions(header_row=0)).header_row is None
    with pytest.raises(SheetError, match="row 9"):
        layout_of(sheet, options=ReadOptions(header_row=9))


# ------------------------------------------------------------------------------------------------------------ worksheets

PRODUCTS = "SKU|Product name|Price\nA|Blue mug|3"


@pytest.mark.parametrize(
    ("tables", "chosen"),
    [
        ([Table("Welcome to this workbook\nfoo|bar", "Notes"), Table(PRODUCTS, "Sheet2"), Table("SKU|Qty\nA|3", "Stock")], "Sheet2"),
        ([Table(PRODUCTS + "\nB|Red mug|4", "Example"), Table("SKU|Product name|Price", "Template")], "Template"),
        ([Table(PRODUCTS + "\nB|Red mug|4", "Contoh Upload"), Table("SKU|Product name", "Produk")], "Produk"),
        ([Table("SKU|Product name|Price|Brand|Description\nA|b|3|c|d", "masterdata", hidden=True), Table(PRODUCTS, "Sarees")], "Sarees"),
        ([Table("Field|Title|Description|Brand\nx|Product name|y|z", "Data Definitions"), Table(PRODUCTS, "shoes")], "shoes"),
        ([Table(PRODUCTS, "Instructions")], "Instructions"),
        ([Table(PRODUCTS, "List of products"), Table("Call Jo on Monday\nPrices rise in May", "Notes")], "List of products"),
        ([Table(PRODUCTS, "Stock version 2"), Table("Name|Phone\nJo|123", "Contacts")], "Stock version 2"),
        ([Table(PRODUCTS, "Valid values"), Table("SKU|Title|Brand\nA|b|c", "Template")], "Template"),
        ([Table(PRODUCTS, "A", hidden=True)], "A"),
        ([Table("1. Read this first, it says how all of this is meant to be done by you and by everybody else here\n2. And then read this "
                "other note, which is just as long as the first and says about the same again\n3. And a third note that nobody ever reads, long as "
                "it is, with many many words\nSKU|Product name|Price\nA|b|3", "First"), Table(PRODUCTS, "Second")], "Second"),
    ],
)  # fmt: skip
def test_worksheet_with_the_listings(tables: list[Table], chosen: str) -> None:
    assert layout_of(*tables).worksheet == chosen


def test_worksheet_asked_for() -> None:
    tables = [Table(PRODUCTS, "Stock"), Table("SKU|Product name|Price\nB|Red mug|4", "Old", hidden=True)]
    assert layout_of(*tables, options=ReadOptions(worksheet="old")).worksheet == "Old"
    with pytest.raises(SheetError) as caught:
        layout_of(*tables, options=ReadOptions(worksheet="Stok"))
    assert caught.value.hint == 'Did you mean "Stock"?'
    with pytest.raises(SheetError, match="no worksheets"):
        layout_of(PRODUCTS, options=ReadOptions(worksheet="Stock"))


def test_other_worksheets_with_listings_are_named() -> None:
    layout = layout_of(Table(PRODUCTS, "Bags"), Table(PRODUCTS, "Shoes"))
    assert layout.notes == ('worksheet "Bags" is read, of 2', 'worksheet "Shoes" may hold listings too; check it with --worksheet')


# --------------------------------------------------------------------------------------------------------------- columns


@pytest.mark.parametrize(
    ("sheet", "wanted"),
    [
        # Of two titles the original; the other is screened as an attribute.
        ("title|title_orig|price\nRobe d'été|Summer dress|3\nHaut|Top|4", {"title": ["title_orig"], "attributes": ["title"]}),
        # One that says the same is not screened twice.
        ("title|title_orig|price\nSummer dress|Summer dress|3\nTop|Top|4", {"title": ["title_orig"], "attributes": []}),
        # The better name is empty.
        ("Product Title|Name|SKU\n|Blue mug|1a\n|Red mug|2a", {"title": ["Name"]}),
        ("id|name|describe\n1|Blue mug|A nice mug that is blue\n2|Red mug|A nice mug that is red", {"title": ["name"], "description": ["describe"]}),
        ("_id|describe|price\nx1|Blue mug for tea|3\nx2|Red mug for tea|4", {"title": ["describe"], "sku": ["_id"]}),
        ("text|split\nBlue mug|public\nRed mug|public", {"title": ["text"]}),
        ("merchant_title|title|shop\nacme|Blue mug|x", {"title": ["title"], "store": ["merchant_title", "shop"]}),
        ("Title|SKU\n1984|B1\n2001|B2", {"title": ["Title"], "sku": ["SKU"]}),
        ("title|brandId|brand\nBlue mug|33|Acme", {"brand": ["brand"]}),
        # A brand column that holds numbers is none.
        ("title|brand\nBlue mug|33\nRed mug|34", {"brand": []}),
        ("Title|Vendor|Type\nBlue mug|Acme|Mugs", {"brand": ["Vendor"], "category": ["Type"]}),
        ("Title|Vendor|Brand\nBlue mug|Acme Ltd|Acme", {"brand": ["Brand"], "supplier": ["Vendor"]}),
        ("Name|Type|SKU\nBlue mug|simple|a1\nRed mug|variable|a2\nPink mug|simple, virtual|a3", {"category": []}),
        ("SKU|Name|product_id|Uniq Id\nA1|Blue mug|77|x1\nA2|Red mug|78|x2", {"sku": ["SKU", "product_id"]}),
        ("Unnamed: 0|name\n0|Blue mug\n1|Red mug", {"sku": []}),
        ("id|title\n1a|Blue mug\n2a|Red mug", {"sku": ["id"]}),
        ("title|product-id|product-id-type|sku\nBlue mug|4006381333931|EAN|a1", {"gtin": ["product-id"], "sku": ["sku"]}),
        ("title|Product ID|Product ID Type|Seller SKU\nBlue mug|4006381333931|EAN|a1", {"gtin": ["Product ID"], "sku": ["Seller SKU"]}),
        ("title|Product ID\nBlue mug|4006381333931\nRed mug|5012345678900", {"gtin": ["Product ID"], "sku": []}),
        ("title|Product ID\nBlue mug|X-77\nRed mug|X-78", {"gtin": [], "sku": ["Product ID"]}),
        ("title|Regular price|Sale price\nBlue mug|5|\nRed mug|6|4", {"price": ["Regular price"]}),
        ("title|listedPrice|salePrice\nBlue mug|5|4\nRed mug|6|4", {"price": ["salePrice"], "msrp": ["listedPrice"]}),
        # The only price there is.
        ("title|MRP\nBlue mug|5\nRed mug|6", {"price": ["MRP"], "msrp": []}),
        ("title|MRP|Selling Price\nBlue mug|5|4\nRed mug|6|5", {"price": ["Selling Price"], "msrp": ["MRP"]}),
        ("title|manufacturer\nBlue mug|Hornby\nRed mug|Bachmann", {"brand": ["manufacturer"], "manufacturer": []}),
        ("title|manufacturer|brand\nBlue mug|Hornby plc|Hornby", {"brand": ["brand"], "manufacturer": ["manufacturer"]}),
        ("title|Manufacturer Details\nBlue mug|Acme Ltd, 4 Long Street, Leeds", {"brand": []}),
        ("title|Attribute 1 name|Attribute 1 value(s)|Attribute 2 name|Attribute 2 value(s)\nMug|Brand|Acme|Color|Blue\nCup|Brand|Acme|Color|Red",
         {"brand": ["Attribute 1 value(s)"], "variant": ["Attribute 2 value(s)"]}),
        ("title|Variants|Color\nMug|https://x.example/a|Blue", {"variant": ["Color"]}),
        ("title|image\nMug|True\nCup|False", {"image": []}),
        ("title|image\nMug|a.jpg\nCup|b.jpg", {"image": ["image"]}),
        ("title|keyword\n" + "\n".join(f"Mug number {n}|{'mug' if n % 2 else 'cup'}" for n in range(30)), {"category": ["keyword"], "keywords": []}),
        ("title|keyword\nBlue mug|mug,tea,blue\nRed mug|mug,red", {"keywords": ["keyword"], "category": []}),
        # The cover goes before the variants' pictures.
        ("ps_product_name|et_title_image_per_variation|ps_item_cover_image|ps_item_image_1\nBlue mug|http://x/v.jpg|http://x/c.jpg|http://x/1.jpg",
         {"image": ["ps_item_cover_image", "et_title_image_per_variation", "ps_item_image_1"]}),
        ("ps_sku_parent_short|ps_product_name|et_title_variation_integration_no|ps_sku_short\nP|Blue mug|G1|V1\n||G1|V2",
         {"sku": ["ps_sku_short", "ps_sku_parent_short"], "parent": ["et_title_variation_integration_no"]}),
        # A key nobody knows, but its label is known.
        ("item_sku|item_name|xyz_q\nSKU|Product Name|Material\nA1|Blue mug|Glass", {"material": ["xyz_q"]}),
    ],
)  # fmt: skip
def test_fields_of_columns(sheet: str, wanted: dict[str, list[str]]) -> None:
    found = mapped(layout_of(sheet))
    assert {name: found.get(name, []) for name in wanted} == wanted


@pytest.mark.parametrize("others", [(), ("ebay",), ("etsy", "walmart")])
def test_of_two_headings_first_in_a_pack_the_platforms_own_order_tells(others: tuple[str, ...]) -> None:
    known = names("wish", *others, "common")
    layout = find_layout(book(Table("title|title_orig|price\nRobe d'été|Summer dress|3\nHaut|Top|4")), known, ReadOptions(), {})[1]
    assert {column.header: column.field for column in layout.columns} == {"title": "attributes", "title_orig": "title", "price": "price"}


def test_unknown_columns_are_named_and_nothing_is_made_of_them() -> None:
    layout = layout_of("SKU|Title|Notes|Ship by\nA1|Blue mug|Ask Anna about the colour of the handle|2026-01-01")
    assert layout.unmapped == ("Notes", "Ship by")
    assert [column.how.partition(" ")[0] for column in layout.columns] == ["name", "name", "", ""]


def test_title_is_found_by_content_and_said_so() -> None:
    layout = layout_of("Nr|Bemerkung|Kosten\n1|Blaue Tasse mit Henkel|3\n2|Rote Tasse für Kaffee|4\n3|Grüner Becher aus Glas|4")
    assert [(column.header, column.how) for column in layout.by_field["title"]] == [("Bemerkung", "content")]
    assert layout.notes == ('no heading names a title: "Bemerkung" is taken for it by what it holds',)


@pytest.mark.parametrize(
    "heading",
    ["posted-date-time", "Seller's comment", "Ship address", "Category of Gender", "订单备注"],
)
def test_texts_of_others_are_no_title_by_content(heading: str) -> None:
    day = heading == "posted-date-time"
    rows = "\n".join(
        f"SK-{number}|{f'2023-01-0{number} 10:00:00' if day else f'Some words about number {number}'}|9.9{number}" for number in range(1, 5)
    )
    with pytest.raises(SheetError, match="has no column with a title"):
        layout_of(f"sku|{heading}|price\n{rows}")


def test_a_heading_that_speaks_of_a_title_goes_before_longer_texts() -> None:
    found = layout_of(
        "id|Advert title|Remark\n1|Blue mug of clay|Packed one by one in a box of grey card\n2|Grey wool scarf|Packed in a bag, and it can be sent by post"
    )
    assert mapped(found)["title"] == ["Advert title"]


def test_sheet_without_headings_is_read_by_content() -> None:
    rows = [("a1f0", "Hornby 2014 Catalogue of trains", "Hobbies > Trains", "Hornby", "3.42", "https://x.example/i/1.jpg", "4006381333931", "4.5"),
            ("b2e1", "Bachmann Class 37 locomotive", "Hobbies > Trains", "Bachmann", "99.50", "https://x.example/i/2.jpg", "5012345678900", "4.9"),
            ("c3d2", "Hornby straight track, 12 pieces", "Hobbies > Track", "Hornby", "16.99", "https://x.example/i/3.jpg", "9780306406157", "3.0")]  # fmt: skip
    layout = layout_of("\n".join("|".join(row) for row in rows))
    assert [column.field for column in layout.columns] == ["sku", "title", "category", "brand", "price", "image", "gtin", None]
    assert layout.columns[1].header == "column B"
    assert "no row of headings" in layout.notes[0]
    assert layout.unmapped == ("column H",)


def test_name_in_the_address_is_used_when_there_is_no_title() -> None:
    layout = layout_of(
        "id|url|price\n1|https://shop.example/products/blue-ceramic-mug|12\n2|https://shop.example/products/red-wooden-train|13"
    )
    assert mapped(layout) == {"sku": ["id"], "url": ["url"], "price": ["price"]}
    assert layout.notes == ('no column holds a title: the name spelt in the address under "url" is read instead',)


def test_address_column_is_found_by_content_for_its_names() -> None:
    layout = layout_of("id|wo|price\n1|https://shop.example/p/blue-ceramic-mug|12\n2|https://shop.example/p/red-wooden-train|13")
    assert mapped(layout)["url"] == ["wo"]


@pytest.mark.parametrize(
    "sheet",
    [
        "id|url|price\n1|https://shop.example/p/10023|12\n2|https://shop.example/p/10024|13",
        "sku|product-id|price|add-delete\nfake-1|B00|500|a\nfake-2|B01|500|a",
        "SKU|Price",
        "1|2\n3|4",
    ],
)
def test_sheet_without_text_is_refused(sheet: str) -> None:
    with pytest.raises(SheetError) as caught:
        layout_of(sheet)
    assert caught.value.message.startswith('"stock.csv" has no column with a title')
    assert '--column title="…"' in (caught.value.hint or "")
    assert "--header-row" in (caught.value.hint or "")


def test_refusal_of_a_workbook_names_the_worksheet_option() -> None:
    with pytest.raises(SheetError) as caught:
        layout_of(Table("SKU|Qty\nA|3", "Stock"), Table("1|2", "Other"))
    assert 'worksheet "Stock"' in caught.value.message
    assert "--worksheet" in (caught.value.hint or "")


SIDEWAYS = "SKU|A-1|A-2\nTitle|Blue mug|Grey scarf\nBrand|Acme|Norda\nDescription|A mug|A scarf\nPrice|9.99|19.99"


@pytest.mark.parametrize("sheet", [SIDEWAYS, "\n".join(f"{at}|{line}" for at, line in enumerate(SIDEWAYS.split("\n"), 1))])
def test_a_sheet_that_lies_on_its_side_is_refused(sheet: str) -> None:
    with pytest.raises(SheetError, match=r"headings below each other in column [AB]") as caught:
        layout_of(sheet)
    assert "Transpose" in str(caught.value.hint)


def test_names_of_fields_in_a_column_do_not_lay_a_sheet_on_its_side() -> None:
    assert layout_of("Field|Title|Price|SKU\nTitle|Blue mug|9|A\nBrand|Red mug|9|B\nPrice|Green mug|9|C").header_row == 1


@pytest.mark.parametrize(
    ("headings", "wanted"),
    [
        ("TÃ\xadtulo|DescripciÃ³n|Precio", {"title": ["TÃ\xadtulo"], "description": ["DescripciÃ³n"]}),
        ("РќР°Р·РІР°РЅРёРµ|Р‘СЂРµРЅРґ|Precio", {"title": ["РќР°Р·РІР°РЅРёРµ"], "brand": ["Р‘СЂРµРЅРґ"]}),
    ],
)
def test_garbled_headings_are_understood_and_told(headings: str, wanted: dict[str, list[str]]) -> None:
    found = layout_of(f"{headings}\nTaza azul|Acme|9.99\nBufanda gris|Norda|19.99")
    assert {name: mapped(found).get(name) for name in wanted} == wanted
    assert any("garbled" in note for note in found.notes)


@pytest.mark.parametrize("headings", ["Título|Descripción|Precio", "标题|描述|图片"])
def test_accents_and_chinese_are_not_garbled(headings: str) -> None:
    found = layout_of(f"{headings}\nTaza azul|Una taza|https://x.com/9.jpg")
    assert not any("garbled" in note for note in found.notes)


@pytest.mark.parametrize(
    ("wish", "header"),
    [("Artikel", "Artikel"), ("artikel", "Artikel"), ("A", "Artikel"), ("1", "Artikel"), ("C", "Preis"), ("Text", "Text")],
)
def test_column_named_by_the_user(wish: str, header: str) -> None:
    layout = layout_of("Artikel|Text|Preis\nMug blue|Some long text about it|12\nMug red|Other text about that|12", title=wish)
    assert [(column.header, column.how) for column in layout.by_field["title"]] == [(header, "option")]


def test_heading_named_by_the_user_settles_the_row() -> None:
    layout = layout_of("SKU|Title|Price\nWas|Lieferbar|Foo\nBlue mug|ja|x\nRed mug|nein|y", title="Was")
    assert layout.header_row == 2


def test_other_title_columns_give_way_to_the_users() -> None:
    layout = layout_of("Title|Model\nBlue mug|Mug 7 deluxe\nRed mug|Mug 8 deluxe", title="Model")
    assert mapped(layout) == {"title": ["Model"], "attributes": ["Title"]}


def test_letters_name_a_column_of_a_sheet_without_headings() -> None:
    layout = layout_of("Blue ceramic mug with handle|Acme|12.50\nRed wooden toy train|Acme|12.50", brand="B")
    assert [(column.header, column.how) for column in layout.by_field["brand"]] == [("column B", "option")]


def test_wrong_column_options() -> None:
    sheet = "Artikel|Text|Preis\nMug blue|Some long text about it|12"
    with pytest.raises(SheetError) as caught:
        layout_of(sheet, title="Artikl")
    assert caught.value.hint == 'Did you mean "Artikel"?'
    with pytest.raises(SheetError):
        layout_of(sheet, title="Z")
    with pytest.raises(UsageError) as usage:
        layout_of(sheet, titel="Artikel")
    assert usage.value.hint == 'Did you mean "title"?'


@pytest.mark.parametrize(
    ("keys", "values", "wanted"),
    [
        (
            "code|goods.name|goods.brand.name|goods.info.price|seller.name",
            "1|Blue mug|Acme|9.99|Shop of Jo",
            {"title": ["goods.name"], "brand": ["goods.brand.name"]},
        ),
        (
            "MessageID|Product.SKU|Product.DescriptionData.Title|Product.DescriptionData.Brand|Product.DescriptionData.BulletPoint",
            "1|A-1|Blue mug|Acme|Holds 350 ml",
            {
                "sku": ["Product.SKU"], "title": ["Product.DescriptionData.Title"], "brand": ["Product.DescriptionData.Brand"],
                "bullets": ["Product.DescriptionData.BulletPoint"],
            },
        ),
        ("id|url|name|attrs.a[Producent]|attrs.a[EAN]|attrs.a[3]", "1|https://x.com/a|Blue mug|Acme|4006381333931|x",
         {"title": ["name"], "brand": ["attrs.a[Producent]"], "gtin": ["attrs.a[EAN]"]}),
        (
            "sku|summaries[0].itemName|attributes.brand[0].value|attributes.bullet_point[0].value|seller.brand|brand.id",
            "1|Blue mug|Acme|Holds 350 ml|Jo|7",
            {"title": ["summaries[0].itemName"], "brand": ["attributes.brand[0].value"], "bullets": ["attributes.bullet_point[0].value"], "sku": ["sku"]},
        ),
        (
            "item_id|attributes.name|skus[0].SellerSku|skus[0].price|skus[1].SellerSku",
            "1|Blue mug|A-1|9.99|A-2",
            {"title": ["attributes.name"], "sku": ["skus[0].SellerSku"], "price": ["skus[0].price"]},
        ),
        ("title|link@href|author.name", "Blue mug|https://x.com/a|Jo", {"title": ["title"], "url": ["link@href"]}),
    ],
)  # fmt: skip
def test_nested_fields_are_called_as_within_the_part_with_the_title(keys: str, values: str, wanted: dict[str, list[str]]) -> None:
    found = layout_of(Table(values, keys=tuple(keys.split("|"))))
    assert {name: mapped(found).get(name, []) for name in wanted} == wanted


@pytest.mark.parametrize("keys", ["seller.name|seller.city|text_of_it", "shop.title|brand.name|text_of_it"])
def test_the_name_of_a_shop_or_brand_is_no_title(keys: str) -> None:
    found = layout_of(Table("Jo and Sons|Norda of Oslo|Blue ceramic mug with handle", keys=tuple(keys.split("|"))))
    assert mapped(found)["title"] == ["text_of_it"]


def test_named_fields_need_no_heading_row() -> None:
    table = Table("m1|Blue mug|Acme\nm2|Red mug|Acme", keys=("id", "name", "brand.name"))
    layout = layout_of(table)
    assert (layout.header_row, layout.first_row) == (None, 1)
    assert mapped(layout) == {"sku": ["id"], "title": ["name"], "brand": ["brand.name"]}
    assert read(table) == [("Blue mug", [1]), ("Red mug", [2])]


# -------------------------------------------------------------------------------------------------------------- listings


@pytest.mark.parametrize(
    ("sheet", "found"),
    [
        # Shopify: the handle joins, image rows too.
        ("Handle|Title|Option1 Value|Variant SKU|Image Src\na|Blue mug|S|1|http://x/1.jpg\na||L|2|\na||||http://x/2.jpg\nb|Red mug|||",
         [("Blue mug", [2, 3, 4]), ("Red mug", [5])]),
        # Another handle without a title is a listing whose title is missing.
        ("Handle|Title|Option1 Value|Variant SKU\na|Blue mug|S|1\nb||S|2\nb||L|3", [("Blue mug", [2]), ("", [3, 4])]),
        # A handle's rows that all have titles are listings of their own.
        ("Handle|Title|Option1 Value\na|Blue mug S|S\na|Blue mug L|L", [("Blue mug S", [2]), ("Blue mug L", [3])]),
        # WooCommerce: a parent's SKU or id.
        ("ID|SKU|Name|Parent|Regular price\n1|P1|Hoodie||\n2|P1-R||P1|10\n3|||id:1|10\n4|S1|Beanie||5", [("Hoodie", [2, 3, 4]), ("Beanie", [5])]),
        # Amazon: parent_sku.
        ("item_sku|item_name|parent_child|parent_sku|size_name\nP|Acme shirt|parent||\nC1||child|P|S\nC2||child|P|M", [("Acme shirt", [2, 3, 4])]),
        # No such column: a row that names a variant, or has no number of its own.
        ("SKU|Title|Color|Price\nA1|Blue mug|blue|12\nA2||red|13\n||green|\nA3|Other mug|red|14", [("Blue mug", [2, 3, 4]), ("Other mug", [5])]),
        # A row with an SKU and no variant lacks its title.
        ("SKU|Title|Price\nA1|Blue mug|12\nA2||13\nA3|Red mug|14", [("Blue mug", [2]), ("", [3]), ("Red mug", [4])]),
        # Text of its own makes a listing.
        ("Title|Description\nBlue mug|Nice\n|A red mug", [("Blue mug", [2]), ("", [3])]),
        ("Info|a|b\nSKU|Title|Price\nA1|Blue mug|12\nInfo|>>> Get more details|\nA2|Red mug|13",
         [("Blue mug", [3]), "4: an Info row of the template", ("Red mug", [5])]),
        ("#INFO|Version=0.0.2|\nSKU|Title|Price\n#INFO and more|x|\nA1|Blue mug|12", ["3: an Info row of the template", ("Blue mug", [4])]),
        ("SKU|Title|Price\nInfo-12|Information desk sign|3", [("Information desk sign", [2])]),
        ("SKU|Title|Price\nA1|Blue mug|12\nSKU|Title|Price\nA2|Red mug|13", [("Blue mug", [2]), "3: the headings again", ("Red mug", [4])]),
        ("Title\nBlue mug\nTitle\nRed mug", [("Blue mug", [2]), "3: the headings again", ("Red mug", [4])]),
        # "Title" is also a title when the rest of the row is none of the headings.
        ("SKU|Title|Price|Stock\nA1|Title|12|3", [("Title", [2])]),
        ("SKU|Title|Image URL\n||http://x/left-over.jpg\nA1|Blue mug|http://x/1.jpg", ["2: neither text nor SKU", ("Blue mug", [3])]),
        ("Nr|Title|Price\n1|Blue mug|12\nTotal||12", [("Blue mug", [2]), "3: a total"]),
        ("Title|Price|Quantity\nBlue mug|12|3\nName here|Price here|How many\nRed mug|13|4",
         [("Blue mug", [2]), "3: words where numbers and images belong: headings or help, no listing", ("Red mug", [4])]),
        # A price in words alone is no reason to pass a listing over.
        ("Title|Price|Quantity\nBlue mug|ask us|3\nRed mug|free|", [("Blue mug", [2]), ("Red mug", [3])]),
        # Shorter and longer rows are read.
        ("SKU|Title|Price\nA1\nA2|Red mug|13|more|and more\n|Only a title", [("", [2]), ("Red mug", [3]), ("Only a title", [4])]),
        # Nulls keep their text; a null title is a title missing.
        ("SKU|Title|Price\n1a|null|3\n2a|Nice mug|4", [("null", [2]), ("Nice mug", [3])]),
        ("SKU|Title|Price", []),
    ],
)  # fmt: skip
def test_rows_become_listings(sheet: str, found: list[tuple[str, list[int]] | str]) -> None:
    assert read(sheet) == found


def ids(sheet: str) -> list[str]:
    grid, layout = find_layout(book(Table(sheet)), names(), ReadOptions(), {})
    return [found.id for found in read_listings(grid, layout) if isinstance(found, Listing)]


def test_rows_beside_a_merged_title_are_variants(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table("Title|SKU|Price\nBlue mug|M-S|9\n|M-M|10\n|M-L|11\nGrey scarf|S-1|19\n|S-2|20")
    assert read(table) == [("Blue mug", [2]), ("", [3]), ("", [4]), ("Grey scarf", [5]), ("", [6])]
    monkeypatch.setattr(Table, "merged", lambda _: [(2, 0, 4, 0), (1, 1, 6, 1)], raising=False)
    assert read(table) == [("Blue mug", [2, 3, 4]), ("Grey scarf", [5]), ("", [6])]


def test_headings_below_a_letterhead() -> None:
    head = "QUOTATION|From: Acme Ltd|To: Buyer Inc|1 Main St|Phone: 123|E-mail: a@b.example|Date: today|Validity: 30 days|Payment: T/T|Delivery: soon|Port: Ningbo|Packing: carton"
    sheet = head.replace("|", "\n") + "\nRemark: samples free\nItem No.|Product name|Unit Price\nA-1|Blue mug|1.20\nA-2|Grey scarf|3.20"
    assert layout_of(sheet).header_row == 14


def test_listing_is_named_by_its_sku_or_its_text() -> None:
    assert ids("SKU|Title\n A1 |Blue mug\nnull|Red mug\nN/A|Pink mug") == [
        "A1",
        content_id(("null", "Red mug")),
        content_id(("N/A", "Pink mug")),
    ]
    assert ids("Title|Price\nBlue mug|3\nRed mug|4") == list(reversed(ids("Title|Price\nRed mug|4\nBlue mug|3")))


def test_list_of_skus_names_the_listing_by_the_first() -> None:
    assert ids("SKU|Title\nA-1,A-2,A-3|Blue mug\nmug, blue|Red mug\n12 345, x y|Pink mug") == ["A-1", "mug", "12 345, x y"]


def test_second_sku_of_the_platform_names_a_listing_without_the_first() -> None:
    sheet = "ps_sku_parent_short|ps_product_name|et_title_variation_integration_no|ps_sku_short\nP|Blue mug|G1|V1\n||G1|V2\nQ|Red mug||"
    assert ids(sheet) == ["V1", "Q"]


def test_fields_of_variants_know_their_cells() -> None:
    grid, layout = find_layout(book(Table("Handle|Title|Option1 Value\na|Blue mug|S\na||L", "Mugs")), names(), ReadOptions(), {})
    (listing,) = read_listings(grid, layout)
    assert isinstance(listing, Listing)
    assert [(found.value, found.at.cell, found.at.worksheet) for found in listing.fields("variant")] == [
        ("S", "C2", "Mugs"),
        ("L", "C3", "Mugs"),
    ]


def test_rows_the_reader_could_not_read_come_as_unreadable() -> None:
    table = Table("SKU|Title\nA1|Blue mug", faults=[Fault(3, "the quote is never closed")])
    grid, layout = find_layout(book(table), names(), ReadOptions(), {})
    assert [(found.at.row, found.reason, found.fault) for found in read_listings(grid, layout) if isinstance(found, Skipped)] == [
        (3, "the quote is never closed", True)
    ]


def test_rows_are_read_as_they_are_asked_for() -> None:
    class Endless(Table):
        def rows(self) -> Iterator[Row]:
            yield Row(1, 1, ("SKU", "Title"))
            number = 1
            while True:
                number += 1
                yield Row(number, number, (f"A{number}", f"Blue mug {number}"))

    grid, layout = find_layout(book(Endless("")), names(), ReadOptions(), {})
    assert [listing.id for listing in sample(read_listings(grid, layout))] == ["A2", "A3", "A4"]


def test_columns_are_described() -> None:
    table = Table("SKU|Title|Notes\nA1|Blue mug|\nA2|Red mug|x")
    made = book(table)
    grid, layout = find_layout(made, names(), ReadOptions(), {})
    assert [(one.letters, one.header, one.field, one.filled, one.example) for one in describe(made, grid, layout)] == [
        ("A", "SKU", "sku", 1.0, "A1"),
        ("B", "Title", "title", 1.0, "Blue mug"),
        ("C", "Notes", None, 0.5, "x"),
    ]


def test_layout_does_not_depend_on_the_order_of_packs() -> None:
    sheet = Table(
        "item_sku|parent_sku|item_name|brand_name|standard_price|sale_price|generic_keywords|bullet_point1|main_image_url\nA|P|Blue mug|Acme|3|2|mug|Nice|http://x/1.jpg"
    )
    one = find_layout(book(sheet), names("wish", "aliexpress", "amazon", "shopee", "common"), ReadOptions(), {})[1]
    other = find_layout(book(sheet), names("shopee", "common", "amazon", "wish", "aliexpress"), ReadOptions(), {})[1]
    assert mapped(one) == mapped(other)
