"""Forty-five sheets nobody here wrote, each read as a person reads it.

What stands in the table was read off the files and their descriptions (`SHEETS.md` beside them), not off our output.
`columns` names every column of the fields it lists, and an empty list says that the sheet has no such column.
`rows` counts the filled rows below the headings and the template's help; a listing may have several (variants), and what
is no listing is among `skipped`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from sellercheck.columns import ColumnNames, Skipped, find_layout, read_listings
from sellercheck.errors import SheetError
from sellercheck.listing import Listing
from sellercheck.rules import HERE
from sellercheck.rules.pack import load_pack
from sellercheck.sheets import ReadOptions, open_books

SHEETS = Path(__file__).parents[1] / "../shared/sheets"


@dataclass(frozen=True)
class Expected:
    file: str
    format: str
    encoding: str | None
    delimiter: str | None
    header_row: int | None
    rows: int
    listings: int
    columns: dict[str, list[str]] = field(hash=False)
    worksheet: str | None = None
    first_row: int | None = None
    skipped: int = 0
    content: tuple[str, ...] = ()
    """Fields taken by what their column holds."""


def numbered(name: str, last: int, first: int = 1) -> list[str]:
    return [name.replace("#", str(number)) for number in range(first, last + 1)]


WISH = {
    "title": ["title_orig"], "keywords": ["tags"], "image": ["product_picture"], "sku": ["product_id"], "price": ["price"], "msrp": ["retail_price"],
    "category": ["theme"], "store": ["merchant_title", "merchant_name"], "url": ["product_url"], "variant": ["product_color", "product_variation_size_id"],
    "brand": [], "description": [],
}  # fmt: skip
SHOPIFY = {
    "title": ["Title"], "description": ["Body (HTML)"], "brand": ["Vendor"], "keywords": ["Tags"], "parent": ["Handle"], "sku": ["Variant SKU"],
    "gtin": ["Variant Barcode"], "price": ["Variant Price"], "msrp": ["Variant Compare At Price"], "image": ["Image Src", "Variant Image"],
    "category": ["Type", "Google Shopping / Google Product Category"], "mpn": ["Google Shopping / MPN"], "variant": numbered("Option# Value", 3),
}  # fmt: skip
SHOPEE = {
    "title": ["ps_product_name|1|0"], "description": ["ps_product_description|1|0"], "brand": ["ps_brand|0|1"], "category": ["ps_category|1|0"],
    "image": ["ps_item_cover_image|1|3", "et_title_image_per_variation|0|3", *numbered("ps_item_image_#|0|3", 8)],
    "sku": ["ps_sku_short|0|0", "ps_sku_parent_short|0|0"], "parent": ["et_title_variation_integration_no|0|0"], "gtin": ["ps_gtin_code|0|0"],
    "price": ["ps_price|1|1"], "quantity": ["ps_stock|0|1"],
    "variant": ["et_title_option_for_variation_1|0|0", "et_title_option_for_variation_2|0|0"],
}  # fmt: skip
TMALL = {
    "title": ["describe"], "category": ["keyword"], "image": ["image_url"], "sku": ["_id"], "url": ["good_url"], "price": ["price"], "store": ["shop"],
    "brand": [],
}  # fmt: skip
FLIPKART_LIST = {"title": ["product_name"], "brand": ["brand"], "sku": ["pid"], "price": ["discounted_price"], "msrp": ["retail_price"]}
GOOGLE = {
    "title": ["g:title"], "description": ["g:description"], "brand": ["g:brand"], "image": ["g:image_link"], "sku": ["g:id"], "url": ["g:link"],
    "price": ["g:price"],
}  # fmt: skip

TABLE = [
    Expected("aliexpress__seller_import_32col.csv", "csv", "utf-8", ",", 1, 30, 30, {
        "title": ["Title"], "description": ["Description", "Feature"], "brand": ["Brand"], "image": numbered("Image_link_#", 12), "sku": ["SKU"],
        "gtin": ["UPC"], "price": ["Price"], "supplier": ["Vendor Name"], "url": ["Product_link"], "variant": ["Color", "Size"],
    }),
    # Every second parsed row is empty: CR CR LF.
    Expected("aliexpress__tablets_2019_blankrows_part1.csv", "csv", "utf-8", ",", 1, 2400, 2400, {
        "title": ["product_name"], "price": ["price_range"], "category": ["page"], "store": ["company_name"], "sku": [], "brand": [], "image": [],
    }),
    Expected("amazon__Flat.File.Listingloader.jp.txt", "tsv", "cp932", "\t", 3, 0, 0, {
        "title": ["title"], "sku": ["sku"], "gtin": ["product-id"], "image": ["main-offer-image", *numbered("offer-image#", 5)], "price": ["price"],
        "description": ["condition-note"], "brand": [],
    }, first_row=4),
    Expected("amazon__bird_food_2025_01_24.csv", "csv", "utf-8", ",", 1, 260, 260, {
        "title": ["name"], "description": ["description", "descriptionRaw"], "brand": ["brandName"], "category": ["breadcrumbs"], "image": ["imageUrls"],
        "sku": ["sku"], "gtin": ["gtin"], "mpn": ["mpn"], "price": ["salePrice"], "msrp": ["listedPrice"], "bullets": ["features"],
    }),
    # Row 3 is help, row 4 an example ("MyBrand", B0XXXXXXXX): nothing of the seller's yet.
    Expected("amazon__cn_collect_template_v1.0.xlsx", "xlsx", None, None, 2, 0, 0, {
        "title": ["★ item_name"], "description": ["★ product_description"],
        "bullets": ["★ bullet_point_1", "★ bullet_point_2", "★ bullet_point_3", "bullet_point_4", "bullet_point_5"], "brand": ["★ brand_name"],
        "keywords": ["generic_keywords"], "category": ["★ product_type", "department", "item_type_keyword"],
        "image": ["★ main_image_url", *numbered("other_image_url_#", 8)], "sku": ["★ SKU"], "gtin": ["external_product_id"], "price": ["★ standard_price"],
    }, worksheet="商品采集模板", first_row=5),
    Expected("amazon__flatfile_guildhome_us_2023.xlsm", "xlsm", None, None, 3, 0, 0, {
        "title": ["item_name"], "description": ["product_description"], "bullets": ["special_features", *numbered("bullet_point#", 5)],
        "brand": ["brand_name"], "keywords": [*numbered("style_keywords#", 3), "generic_keywords"], "category": ["feed_product_type", "item_type"],
        "image": ["main_image_url", *(f"pt{number}_image_url" for number in (8, 7, 5, 4, 3, 2, 6, 1))], "sku": ["item_sku"], "parent": ["parent_sku"],
        "price": ["standard_price"], "msrp": ["list_price"],
    }, worksheet="Template", first_row=4),
    Expected("amazon__india_rows00001-04000.csv", "csv", "utf-8", ",", 1, 4000, 4000, {
        "title": ["name"], "category": ["main_category", "sub_category"], "image": ["image"], "price": ["discount_price"], "msrp": ["actual_price"],
        "url": ["link"], "sku": [], "brand": [], "description": [],
    }),
    # The columns Sku and Asin are there and empty.
    Expected("amazon__marketing_sample_10rows.csv", "csv", "utf-8", ",", 1, 10, 10, {
        "title": ["Product Name"], "description": ["About Product", "Product Details", "Product Description"], "brand": ["Brand Name"],
        "category": ["Category"], "image": ["Image"], "sku": ["Uniq Id"], "gtin": ["Upc Ean Code"], "price": ["Selling Price"],
    }),
    Expected("amazon__uk_toys_noheader_rows00001-05000.csv", "csv", "utf-8", ",", None, 5000, 5000, {
        "sku": ["column A"], "title": ["column B"], "category": ["column C"], "brand": ["column D"], "price": ["column E"], "quantity": [],
    }, first_row=1, content=("sku", "title", "category", "brand", "price")),
    # Two blank lines, then ten `Info` rows.
    Expected("ebay__category_template_22422_CR_only.csv", "csv", "utf-8", ",", 2, 10, 0, {
        "title": ["*Title"], "description": ["*Description"], "category": ["*Category", "StoreCategory"], "image": ["PicURL"], "sku": ["CustomLabel"],
        "price": ["*StartPrice"], "brand": [],
    }, skipped=10),
    Expected("ebay__file_exchange_mtg_one_listing.csv", "csv", "utf-8", ",", 1, 1, 1, {
        "title": ["*Title"], "brand": ["*C:Manufacturer"], "category": ["*Category", "StoreCategory"], "sku": ["CustomLabel"], "price": ["*StartPrice"],
        "description": ["*Description"], "material": ["C:Material"],
    }),
    Expected("etsy__EtsyListingsDownload_en.csv", "csv", "utf-8", ",", 1, 92, 92, {
        "title": ["TITLE"], "description": ["DESCRIPTION"], "keywords": ["TAGS"], "image": numbered("IMAGE#", 10), "sku": ["SKU"], "price": ["PRICE"],
        "material": ["MATERIALS"], "variant": ["VARIATION 1 VALUES", "VARIATION 2 VALUES"], "brand": [], "category": [],
    }),
    # Named after Windows-1252 in SHEETS.md; its bytes are UTF-8 (C3 A8 in "Sortilège", even EF BF BD).
    Expected("flipkart__amz_pricecopy_cp1252_rows00001-06000.csv", "csv", "utf-8", ",", 1, 6000, 6000, FLIPKART_LIST),
    # Rows 2 to 4: type, example, help.
    Expected("flipkart__catalog_template_sling_bag_empty.xlsx", "xlsx", None, None, 1, 0, 0, {
        "title": ["Model Name"], "description": ["Description", "Key Features"], "brand": ["Brand"], "keywords": ["Search Keywords"], "category": ["Type"],
        "image": ["Main Image URL", *numbered("Other Image URL #", 6)], "sku": ["Seller SKU ID"], "gtin": ["EAN/UPC"], "mpn": ["Style Code"],
        "price": ["Your selling price (INR)"], "msrp": ["MRP (INR)"],
    }, worksheet="sling_bag", first_row=5),
    Expected("flipkart__products_rows00001-08000.csv", "csv", "utf-8", ",", 1, 8000, 8000, FLIPKART_LIST),
    Expected("flipkart__sling_bag_rows.csv", "csv", "utf-8", ",", 1, 5, 5, {
        "title": ["Model Name"], "brand": ["Brand"], "image": ["Main Image URL"], "sku": ["Seller SKU ID"], "price": ["Your selling price (INR)"],
    }),
    Expected("google_merchant__feed_ar_items001-120.xml", "xml", "utf-8", None, None, 120, 120, GOOGLE | {
        "category": ["g:product_type", "g:google_product_category"],
    }),
    Expected("google_merchant__feed_sv_rss_in_txt.txt", "xml", "utf-8", None, None, 26, 26, GOOGLE | {"mpn": ["g:mpn"]}),
    Expected("lazada__listings_sea_rows001-400.csv", "csv", "utf-8", ",", 1, 400, 400, {
        "title": ["title"], "description": ["product_description"], "brand": ["brand"], "category": ["breadcrumb"], "image": ["image"], "sku": ["sku"],
        "mpn": ["mpn"], "price": ["final_price"], "msrp": ["initial_price"], "store": ["seller_name"],
    }),
    # The brand stands inside additional_attributes; product_type says "simple", which is no category.
    Expected("magento__catalog_product_105col.csv", "csv", "utf-8", ",", 1, 1, 1, {
        "title": ["name"], "description": ["description", "short_description"], "keywords": ["meta_keywords"],
        "category": ["attribute_set_code", "categories"], "sku": ["sku"], "price": ["price"], "brand": [],
        "image": ["base_image", "small_image", "thumbnail_image", "swatch_image", "additional_images"],
    }),
    Expected("mercari__us_nested_0001-0120.jsonl", "jsonl", "utf-8", None, None, 120, 120, {
        "title": ["name"], "description": ["description"], "brand": ["brand.name"], "sku": ["id"], "price": ["price"],
        "category": [*(f"itemCategoryHierarchy[{level}].name" for level in range(3)), "itemCategory.name", "categoryTitle", "categoryId"],
        "image": ["photos[0].large", "photos[0].thumbnail", "photos[1].large", "photos[1].thumbnail"],
    }),
    Expected("mercari__us_rows001-150.csv", "csv", "utf-8", ",", 1, 150, 150, {
        "title": ["name"], "description": ["description"], "brand": ["brandName"], "sku": ["id"], "price": ["price"],
        "category": [*numbered("itemCategoryNameLevel#", 2, first=0), "categoryTitle", "categoryId"],
        "image": ["photoLarge1", "photoThumbnail1", "photoLarge2", "photoThumbnail2"],
    }),
    # Five rows hold left-over image links and nothing else.
    Expected("myntra__sku_template_sarees_empty.xlsx", "xlsx", None, None, 3, 5, 0, {
        "title": ["productDisplayName"], "description": ["Product Details", "styleNote"], "brand": ["brand"], "keywords": ["tags"],
        "category": ["articleType", "Type", "Theme 1"], "sku": ["vendorSkuCode"], "gtin": ["GTIN"], "price": ["MRP"],
        "image": ["Front Image", "Side Image", "Back Image", "Detail Angle", "Look Shot Image", "Additional Image 1", "Additional Image 2"],
    }, worksheet="Sarees", first_row=4, skipped=5),
    Expected("openai_feed__products_rows001-110.parquet", "parquet", None, None, None, 110, 110, {
        "title": ["title"], "description": ["description"], "brand": ["brand"], "category": ["product_category"],
        "image": ["image_url", "additional_image_urls"], "sku": ["item_id"], "mpn": ["mpn"], "price": ["price"],
    }),
    Expected("pinterest_catalog__feed_rows001-110.csv", "csv", "utf-8", ",", 1, 110, 110, {
        "title": ["title"], "description": ["description"], "brand": ["brand"], "category": ["google_product_category", "product_type"],
        "image": ["image_link", "additional_image_link"], "sku": ["id"], "parent": ["item_group_id"], "price": ["price"],
    }),
    Expected("reencoded__amazon_uk_cp1252_semicolon.csv", "csv", "cp1252", ";", 1, 1498, 1498, {
        "title": ["product_name"], "brand": ["manufacturer"], "category": ["amazon_category_and_sub_category"], "sku": ["uniq_id"], "price": ["price"],
    }),
    Expected("reencoded__tmall_gb18030.csv", "csv", "gb18030", ",", 1, 240, 240, TMALL),
    Expected("reencoded__wish_utf16le_tab_unicode_text.txt", "tsv", "utf-16-le", "\t", 1, 200, 200, WISH),
    Expected("replica_shop__products_rows01-25.csv", "csv", "utf-8", ",", 1, 25, 25, {
        "title": ["Product Name"], "description": ["Description"], "category": ["Category"], "image": ["First Image", "Media Links"], "brand": [],
        "sku": [], "price": [],
    }),
    Expected("shein__listings_rows001-400.csv", "csv", "utf-8", ",", 1, 400, 400, {
        "title": ["product_name"], "description": ["description"], "brand": ["brand"], "category": ["category_tree", "root_category", "category"],
        "image": ["main_image", "image_urls"], "sku": ["product_id"], "mpn": ["model_number"], "price": ["final_price"],
    }),
    Expected("shopee__en_titles_1000.csv", "csv", "utf-8", None, 1, 1000, 1000, {"title": ["translation_output"]}),
    Expected("shopee__id_mass_upload_Sepatu_Wanita_empty.xlsx", "xlsx", None, None, 1, 0, 0, SHOPEE, worksheet="Template", first_row=7),
    # 202 rows below the six of the template; a name only on the first row of each of five variation groups.
    Expected("shopee__id_mass_upload_Sepatu_Wanita_filled.xlsx", "xlsx", None, None, 1, 202, 5, SHOPEE, worksheet="Template", first_row=7),
    Expected("shopee__id_sku_list_bom.csv", "csv", "utf-8", ",", 1, 702, 702, {"category": ["jenis"], "title": ["seri"], "variant": ["varian"], "sku": ["sku"]}),
    Expected("shopee__listings_latam_sea_rows001-450.csv", "csv", "utf-8", ",", 1, 450, 450, {
        "title": ["title"], "description": ["Product Description"], "brand": ["brand"], "category": ["breadcrumb", "category_id"], "image": ["image"],
        "sku": ["id"], "price": ["final_price"], "msrp": ["initial_price"], "attributes": ["Product Specifications"],
    }),
    Expected("shopee__tw_titles_rows0001-5000.csv", "csv", "utf-8", ",", 1, 5000, 5000, {"title": ["text"], "sku": []}),
    Expected("shopify__products_export_sarees_61col.csv", "csv", "utf-8", ",", 1, 59, 7, SHOPIFY | {
        "category": ["Product Category", "Type", "Google Shopping / Google Product Category"],
        "variant": [*numbered("Option# Value", 3), "Color (product.metafields.shopify.color-pattern)", "Size (product.metafields.shopify.size)"],
    }),
    Expected("shopify__sample_apparel.csv", "csv", "utf-8", ",", 1, 22, 20, SHOPIFY),
    Expected("shopify__sample_home-and-garden.csv", "csv", "utf-8", ",", 1, 21, 20, SHOPIFY),
    Expected("shopify__sample_jewelery.csv", "csv", "utf-8", ",", 1, 41, 20, SHOPIFY),
    Expected("taobao__zh_titles.csv", "csv", "utf-8", ",", 1, 136, 136, {"title": ["name"], "price": ["price"], "store": ["shopname"]}),
    Expected("tmall__zh_cells_json_lists.csv", "csv", "utf-8", ",", 1, 240, 240, TMALL),
    Expected("wish__summer_products_2020-08_rows0001-0800.csv", "csv", "utf-8", ",", 1, 800, 800, WISH),
    # `Type` says simple, variable or variation; the variations have names of their own.
    Expected("woocommerce__sample_products.csv", "csv", "utf-8", ",", 1, 24, 24, {
        "title": ["Name"], "description": ["Short description", "Description"], "keywords": ["Tags"], "category": ["Categories"], "image": ["Images"],
        "sku": ["SKU"], "parent": ["Parent"], "price": ["Regular price"], "brand": [], "variant": ["Attribute 1 value(s)", "Attribute 2 value(s)"],
    }),
]  # fmt: skip

NO_TEXT = "amazon__fba_inventory_upload.txt"
"""The forty-fifth: an offer file without any text."""


def path_of(file: str) -> Path:
    path = SHEETS / file
    if not path.exists():
        pytest.skip(f"{path} is not on this machine")
    return path


@cache
def column_names() -> ColumnNames:
    return ColumnNames(load_pack(HERE / f"{name}.yaml", HERE) for name in ("wish", "aliexpress", "amazon", "shopee", "common"))


def test_the_table_holds_every_sheet() -> None:
    if not SHEETS.exists():
        pytest.skip(f"{SHEETS} is not on this machine")
    files = {path.name for path in SHEETS.iterdir() if path.suffix != ".md"}
    assert {expected.file for expected in TABLE} | {NO_TEXT} == files
    assert len(files) == 45


@pytest.mark.parametrize("expected", TABLE, ids=lambda expected: expected.file)
def test_sheet_is_read_as_a_person_reads_it(expected: Expected) -> None:
    (book,) = open_books(path_of(expected.file))
    grid, layout = find_layout(book, column_names(), ReadOptions(), {})
    found = list(read_listings(grid, layout))
    listings = [one for one in found if isinstance(one, Listing)]
    skipped = [one for one in found if isinstance(one, Skipped)]

    assert (book.format, book.encoding, book.delimiter) == (expected.format, expected.encoding, expected.delimiter)
    assert (layout.worksheet, layout.header_row) == (expected.worksheet, expected.header_row)
    assert layout.first_row == (expected.first_row or (expected.header_row or 0) + 1)
    assert {name: [column.header for column in layout.by_field.get(name, ())] for name in expected.columns} == expected.columns
    assert len(listings) == expected.listings
    assert len(skipped) == expected.skipped
    assert sum(len(listing.rows) for listing in listings) + len(skipped) == expected.rows
    by_content = {column.field for column in layout.columns if column.how == "content"}
    assert by_content == set(expected.content)


def test_offer_file_without_text_is_refused_with_the_next_step() -> None:
    (book,) = open_books(path_of(NO_TEXT))
    assert (book.format, book.encoding, book.delimiter) == ("tsv", "utf-8", "\t")
    with pytest.raises(SheetError) as caught:
        find_layout(book, column_names(), ReadOptions(), {})
    assert '"product-id-type"' in caught.value.message
    assert '--column title="' in (caught.value.hint or "")


def test_first_listing_of_some_sheets() -> None:
    """A row read one line off, or one column off, shows here."""
    firsts = {
        "amazon__uk_toys_noheader_rows00001-05000.csv": ("eac7efa5dbd3d667f26eb3d3ab504464", 1, "Hornby 2014 Catalogue"),
        "aliexpress__tablets_2019_blankrows_part1.csv": (None, 3, "Lonwalk 2019 10 inch 4G LTE"),
        "shopee__id_mass_upload_Sepatu_Wanita_filled.xlsx": ("JB-0000001", 7, "Fandom Flex Charm - JIBBITZ CROCS AKRILI"),
        "etsy__EtsyListingsDownload_en.csv": ("66F927A9CDAD6_5436", 2, "I Eat Cat-Unisex Sweatshirt"),
        "woocommerce__sample_products.csv": ("cc-tee", 2, "T-Shirt"),
    }
    for file, (sku, row, title) in firsts.items():
        (book,) = open_books(path_of(file))
        listing = next(read_listings(*find_layout(book, column_names(), ReadOptions(), {})))
        assert isinstance(listing, Listing)
        assert (listing.rows[0].number, listing.first("title")[: len(title)]) == (row, title)
        assert sku is None or listing.id == sku
