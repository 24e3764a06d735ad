"""Forty-five real files: format, encoding, delimiter, line end and count of filled rows against what `SHEETS.md` says of each.

What the columns of these sheets mean is pinned in `tests/test_real_sheets.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sellercheck.sheets import ReadOptions, open_books

SHEETS = Path(__file__).parents[2] / "../shared/sheets"

pytestmark = pytest.mark.skipif(not SHEETS.is_dir(), reason="the shared folder with real sheets is not here")

# Filled rows count everything that is no blank row: headings, and template help too.
TEXTS = [
    ("aliexpress__seller_import_32col.csv", "csv", "utf-8", ",", "\r\n", False, 31),
    ("aliexpress__tablets_2019_blankrows_part1.csv", "csv", "utf-8", ",", "\r\r\n", False, 2401),
    ("amazon__Flat.File.Listingloader.jp.txt", "tsv", "cp932", "\t", "\r\n", False, 3),
    ("amazon__bird_food_2025_01_24.csv", "csv", "utf-8", ",", "\r\n", False, 261),
    ("amazon__fba_inventory_upload.txt", "tsv", "utf-8", "\t", "\r\n", False, 3),
    ("amazon__india_rows00001-04000.csv", "csv", "utf-8", ",", "\r\n", False, 4001),
    ("amazon__marketing_sample_10rows.csv", "csv", "utf-8", ",", "\r\n", False, 11),
    ("amazon__uk_toys_noheader_rows00001-05000.csv", "csv", "utf-8", ",", "\r\n", False, 5000),
    ("ebay__category_template_22422_CR_only.csv", "csv", "utf-8", ",", "\r", True, 12),
    ("ebay__file_exchange_mtg_one_listing.csv", "csv", "utf-8", ",", "\n", False, 2),
    ("etsy__EtsyListingsDownload_en.csv", "csv", "utf-8", ",", "\n", False, 93),
    # Windows-1252 by its description, but the rows that were kept are UTF-8 to the last byte
    ("flipkart__amz_pricecopy_cp1252_rows00001-06000.csv", "csv", "utf-8", ",", "\r\n", False, 6001),
    ("flipkart__products_rows00001-08000.csv", "csv", "utf-8", ",", "\r\n", False, 8001),
    ("flipkart__sling_bag_rows.csv", "csv", "utf-8", ",", "\n", False, 6),
    ("google_merchant__feed_ar_items001-120.xml", "xml", "utf-8", None, "\r\n", True, 120),
    ("google_merchant__feed_sv_rss_in_txt.txt", "xml", "utf-8", None, "\r\n", False, 26),
    ("lazada__listings_sea_rows001-400.csv", "csv", "utf-8", ",", "\n", False, 401),
    ("magento__catalog_product_105col.csv", "csv", "utf-8", ",", "\n", False, 2),
    ("mercari__us_nested_0001-0120.jsonl", "jsonl", "utf-8", None, "\n", False, 120),
    ("mercari__us_rows001-150.csv", "csv", "utf-8", ",", "\r\n", False, 151),
    ("openai_feed__products_rows001-110.parquet", "parquet", None, None, None, False, 110),
    ("pinterest_catalog__feed_rows001-110.csv", "csv", "utf-8", ",", "\n", False, 111),
    ("reencoded__amazon_uk_cp1252_semicolon.csv", "csv", "cp1252", ";", "\r\n", False, 1499),
    ("reencoded__tmall_gb18030.csv", "csv", "gb18030", ",", "\r\n", False, 241),
    ("reencoded__wish_utf16le_tab_unicode_text.txt", "tsv", "utf-16-le", "\t", "\r\n", True, 201),
    ("replica_shop__products_rows01-25.csv", "csv", "utf-8", ",", "\r\n", False, 26),
    ("shein__listings_rows001-400.csv", "csv", "utf-8", ",", "\n", False, 401),
    ("shopee__en_titles_1000.csv", "csv", "utf-8", None, "\n", True, 1001),  # a single column
    ("shopee__id_sku_list_bom.csv", "csv", "utf-8", ",", "\n", True, 703),
    ("shopee__listings_latam_sea_rows001-450.csv", "csv", "utf-8", ",", "\n", False, 451),
    ("shopee__tw_titles_rows0001-5000.csv", "csv", "utf-8", ",", "\n", True, 5001),
    ("shopify__products_export_sarees_61col.csv", "csv", "utf-8", ",", "\n", False, 60),
    ("shopify__sample_apparel.csv", "csv", "utf-8", ",", "\r\n", False, 23),
    ("shopify__sample_home-and-garden.csv", "csv", "utf-8", ",", "\r\n", False, 22),
    ("shopify__sample_jewelery.csv", "csv", "utf-8", ",", "\r\n", False, 42),
    ("taobao__zh_titles.csv", "csv", "utf-8", ",", "\r\n", False, 137),
    ("tmall__zh_cells_json_lists.csv", "csv", "utf-8", ",", "\n", False, 241),
    ("wish__summer_products_2020-08_rows0001-0800.csv", "csv", "utf-8", ",", "\n", False, 801),
    ("woocommerce__sample_products.csv", "csv", "utf-8", ",", "\n", False, 25),
]
WORKBOOKS = [
    ("amazon__cn_collect_template_v1.0.xlsx", "xlsx", 4, 0, "商品采集模板", 4, 61),
    ("amazon__flatfile_guildhome_us_2023.xlsm", "xlsm", 10, 3, "Template", 3, 145),
    ("flipkart__catalog_template_sling_bag_empty.xlsx", "xlsx", 7, 2, "sling_bag", 4, 79),
    ("myntra__sku_template_sarees_empty.xlsx", "xlsx", 3, 1, "Sarees", 8, 80),
    ("shopee__id_mass_upload_Sepatu_Wanita_empty.xlsx", "xlsx", 11, 5, "Template", 6, 62),
    ("shopee__id_mass_upload_Sepatu_Wanita_filled.xlsx", "xlsx", 11, 5, "Template", 208, 62),
]  # fmt: skip


@pytest.mark.parametrize(("name", "format_", "encoding", "delimiter", "line_end", "bom", "filled"), TEXTS)
def test_texts_and_feeds(
    name: str, format_: str, encoding: str | None, delimiter: str | None, line_end: str | None, bom: bool, filled: int
) -> None:
    if format_ == "parquet":
        pytest.importorskip("pyarrow", reason="the extra sellercheck[parquet] is not installed")
    (book,) = open_books(SHEETS / name)
    (grid,) = book.grids
    rows = list(grid.rows())

    assert (book.format, book.encoding, book.delimiter, book.line_end, book.bom) == (format_, encoding, delimiter, line_end, bom)
    assert len(rows) == filled
    assert not grid.faults
    assert (grid.keys is not None) == (format_ in {"xml", "jsonl", "parquet"})
    if grid.keys is not None:
        assert {len(row.values) for row in rows} == {len(grid.keys)}


@pytest.mark.parametrize(("name", "format_", "worksheets", "hidden", "items", "filled", "width"), WORKBOOKS)
def test_workbooks(name: str, format_: str, worksheets: int, hidden: int, items: str, filled: int, width: int) -> None:
    (book,) = open_books(SHEETS / name)
    rows = list(next(grid for grid in book.grids if grid.name == items).rows())

    assert (book.format, len(book.grids), sum(grid.hidden for grid in book.grids)) == (format_, worksheets, hidden)
    assert (len(rows), {len(row.values) for row in rows}) == (filled, {width})


def test_physical_lines_lead_to_the_row() -> None:
    """Every row's line number points to where its first cell starts in the file."""
    path = SHEETS / "etsy__EtsyListingsDownload_en.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        lines = list(stream)
    (book,) = open_books(path)
    for row in book.grids[0].rows():
        assert row.line is not None
        assert lines[row.line - 1].lstrip('"').startswith(row.values[0].replace('"', '""').splitlines(keepends=True)[0].rstrip("\r\n")[:40])


def test_the_whole_folder() -> None:
    books = list(open_books(SHEETS, ReadOptions()))
    assert [Path(book.path).name for book in books] == sorted(name for name, *_ in (*TEXTS, *WORKBOOKS))
