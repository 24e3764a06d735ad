"""Writes the sheets of `examples/`. All products, the sellers' own brands and all addresses are invented; barcodes begin with
952, the prefix that GS1 keeps for demonstrations.

Run it after changing a row here: `python scripts/make_examples.py`.
"""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

OUT = Path(__file__).parents[1] / "examples"

WISH_HEADER = ["*Unique ID", "*Parent Unique ID", "*Product Name", "*Description", "*Tags", "*Price", "*Quantity", "*Shipping", "*Main Image URL", "Brand", "Color", "Size"]  # fmt: skip
WISH = [
    ["LK-1001-S", "LK-1001", "Orvelka Running Shoes Men Breathable Mesh", "Light running shoes with a mesh upper.", "running shoes,men,mesh,sport", "18.90", "240", "3", "https://img.orvelka.example/lk1001.jpg", "Orvelka", "black", "42"],
    ["LK-1002-S", "LK-1002", "NIKE style running shoes men", "Sports shoes, nike look, soft sole.", "running,shoes,nike,sport", "17.50", "120", "3", "https://img.orvelka.example/lk1002.jpg", "", "white", "43"],
    ["LK-1003", "LK-1003", "Kids sneakers with Velcro strap", "Easy to close.", "kids,sneakers,strap", "12.00", "80", "2", "https://img.orvelka.example/lk1003.jpg", "Orvelka", "blue", "28"],
    ["LK-1004", "LK-1004", "Clear silicone case for iPhone 13", "Soft clear case.", "phone case,clear,silicone", "3.20", "900", "1", "https://img.orvelka.example/lk1004.jpg", "Orvelka", "clear", ""],
    ["LK-1005", "LK-1005", "Orange summer dress with pockets", "Cotton dress. Two pockets.", "dress,summer,orange,cotton", "14.80", "60", "2", "https://img.orvelka.example/lk1005.jpg", "Orvelka", "orange", "M"],
    ["LK-1006", "LK-1006", "BEST PRICE!!! Cheap LED desk lamp **hot**", "Desk lamp. Contact us on WhatsApp +86 138 0000 0000.", "lamp,led,desk", "9.99 + S/H", "45", "2", "https://img.orvelka.example/lk1006.jpg", "", "white", ""],
    ["LK-1007", "LK-1007", "Pokemon sticker set 50 pieces", "Stickers for laptops and bottles.", "sticker,cute,kids", "2.10", "1500", "1", "https://img.orvelka.example/lk1007.jpg", "", "", ""],
    ["LK-1008", "LK-1008", "A D I D A S soccer socks 3 pairs", "Socks for training.", "socks,soccer,training", "6.40", "300", "1", "https://img.orvelka.example/lk1008.jpg", "", "black", ""],
    ["LK-1009", "LK-1009", "USB flash drive 16TB metal", "Store everything.", "usb,flash drive,storage", "11.00", "70", "1", "https://img.orvelka.example/lk1009.jpg", "", "silver", ""],
    ["LK-1010", "LK-1010", "Hot glue gun sticks 30 pieces", "For craft work, 7 mm.", "craft,glue,diy", "4.30", "500", "1", "https://img.orvelka.example/lk1010.jpg", "Orvelka", "", ""],
]  # fmt: skip

AMAZON_SETTINGS = [
    "TemplateType=fptcustom",
    "Version=2026.0101",
    "settings=attributeRow=3&dataRow=4&labelRow=2",
    "The top 3 rows are for Amazon.com use only. Do not modify or delete the top 3 rows.",
]
AMAZON_LABELS = ["Product Type", "Seller SKU", "Brand Name", "Product Name", "Manufacturer", "Product ID", "Product ID Type", "Standard Price", "Quantity", "Main Image URL", "Bullet Point", "Bullet Point", "Bullet Point", "Product Description", "Search Terms"]  # fmt: skip
AMAZON_NAMES = ["feed_product_type", "item_sku", "brand_name", "item_name", "manufacturer", "external_product_id", "external_product_id_type", "standard_price", "quantity", "main_image_url", "bullet_point1", "bullet_point2", "bullet_point3", "product_description", "generic_keywords"]  # fmt: skip
AMAZON = [
    ["phone_case", "HB-201", "Harborline", "Harborline Clear Case compatible with iPhone 14, Slim Grip Edges", "Harborline", "9521234500018", "EAN", "12.99", "150", "https://cdn.harborline.example/hb201.jpg", "Raised edges around the camera", "Made of flexible TPU", "Works with wireless charging", "A clear case that keeps the colour of the phone visible.", "clear case slim tpu"],
    ["phone_case", "HB-202", "Generic", "iPhone 14 Case Genuine Leather Official Style!", "Harborline", "9521234500026", "EAN", "15.99", "80", "https://cdn.harborline.example/hb202.jpg", "100% satisfaction or full refund", "Eco-friendly leather", "Call 212-555-0147 for bulk orders", "Leather case with two card slots.", "apple iphone case leather case leather best cheap"],
    ["kitchen", "HB-203", "Harborline", "Harborline Cutting Board Bamboo Large Large Large Board with Juice Groove", "Harborline", "9521234500032", "EAN", "19.50", "40", "https://cdn.harborline.example/hb203.webp", "Antibacterial surface kills 99.9% of germs", "Juice groove", "", "Board for daily use. <script>alert(1)</script>", "cutting board bamboo kitchen"],
    ["toy", "HB-204", "Harborline", "Harborline Flying Disc 10 inch, Soft Edge", "Harborline", "9521234500049", "EAN", "7.99", "300", "https://cdn.harborline.example/hb204.jpg", "Soft edge is kind to hands", "Bright colours", "", "A flying disc for the park.", "flying disc outdoor toy"],
]  # fmt: skip

ALI_HEADER = ["商品标题", "品牌", "类目", "关键词", "价格", "主图", "商家编码", "描述"]
ALI = [
    ["女士夏季连衣裙 纯棉 两侧口袋", "none", "女装/连衣裙", "连衣裙,夏季,纯棉", "14.80", "https://img.yunfan.example/a1.jpg", "YF-001", "纯棉面料，两侧有口袋。"],
    ["耐克同款跑步鞋 男 高仿", "none", "鞋/运动鞋", "跑步鞋,运动鞋", "17.50", "https://img.yunfan.example/a2.jpg", "YF-002", "鞋底柔软，一比一做工。"],
    ["适用于华为P40手机壳 硅胶", "云帆", "手机配件/手机壳", "手机壳,硅胶", "3.20", "https://img.yunfan.example/a3.jpg", "YF-003", "硅胶手机壳，边缘加高。"],
    ["小米色毛衣 女 宽松", "云帆", "女装/毛衣", "毛衣,宽松", "21.00", "https://img.yunfan.example/a4.jpg", "YF-004", "米色毛衣，柔软保暖。"],
    ["Hello Kitty 儿童书包 大容量", "none", "箱包/书包", "书包,儿童", "9.90", "https://img.yunfan.example/a5.jpg", "YF-005", "大容量书包。加微信 yunfan2026 咨询。"],
    ["磁力片积木 益智玩具 100片", "云帆", "玩具/积木", "积木,益智", "19.90", "https://img.yunfan.example/a6.jpg", "YF-006", "适合三岁以上儿童。"],
]  # fmt: skip

SHOPEE_KEYS = ["ps_category|1|0", "ps_product_name|1|0", "ps_product_description|1|0", "ps_sku_parent_short|0|0", "et_title_variation_integration_no|0|0", "et_title_variation_1|0|0", "et_title_option_for_variation_1|0|0", "ps_price|1|1", "ps_stock|1|1", "ps_sku_short|0|0", "ps_gtin_code|0|0", "ps_item_cover_image|0|3", "ps_weight|1|1", "ps_brand|0|1"]  # fmt: skip
SHOPEE_LABELS = ["Kategori", "Nama Produk", "Deskripsi Produk", "SKU Induk", "Kode Integrasi Variasi", "Nama Variasi1", "Varian untuk Variasi 1", "Harga", "Stok", "Kode Variasi", "GTIN", "Foto Sampul", "Berat", "Merek"]  # fmt: skip
SHOPEE_NEED = ["Wajib", "Wajib", "Wajib", "Opsional", "Opsional", "Opsional", "Opsional", "Wajib", "Wajib", "Opsional", "Opsional", "Wajib", "Wajib", "Opsional"]  # fmt: skip
SHOPEE_HELP = ["Pilih kategori produk dari daftar", "Isi nama produk dengan jelas, tanpa kata yang menyesatkan", "Jelaskan produk, bahan dan ukuran", "SKU induk untuk semua variasi", "Nomor yang sama untuk semua variasi satu produk", "Contoh: Warna", "Contoh: Merah", "Harga satuan dalam Rupiah", "Jumlah stok", "SKU untuk setiap variasi", "Isi 8 sampai 14 angka", "Tautan foto sampul", "Berat dalam gram", "Pilih merek atau isi Tidak Ada Merek"]  # fmt: skip
SHOPEE_LIMITS = ["Pilih dari daftar kategori", "Antara 5 dan 255 karakter", "Antara 20 dan 3000 karakter", "Paling banyak 100 karakter", "Paling banyak 100 karakter", "Paling banyak 14 karakter", "Paling banyak 20 karakter", "Antara 99 dan 150000000", "Antara 0 dan 10000000", "Paling banyak 100 karakter", "Antara 8 dan 14 angka", "Tautan JPG atau PNG", "Lebih dari 0 gram", "Pilih dari daftar merek"]  # fmt: skip
SHOPEE = [
    ["100160-Sandal", "Sandal Jepit Wanita Anti Slip Nyaman", "Sandal ringan untuk sehari-hari.", "SD-01", "1", "Warna", "Merah", "35000", "100", "SD-01-M", "", "https://foto.sinarpagi.example/sd01.jpg", "300", "Sinar Pagi"],
    ["", "", "", "", "1", "Warna", "Biru", "35000", "80", "SD-01-B", "", "", "300", ""],
    ["100160-Sandal", "Sandal Crocs KW Super Premium Wanita", "Mirip asli, bahan lembut.", "SD-02", "2", "Ukuran", "38", "55000", "40", "SD-02-38", "", "https://foto.sinarpagi.example/sd02.jpg", "320", "Tidak Ada Merek"],
    ["100161-Casing", "Softcase Bening untuk Samsung Galaxy A54", "Softcase bening, tepi tebal.", "CS-01", "", "", "", "15000", "200", "CS-01", "", "https://foto.sinarpagi.example/cs01.jpg", "50", "Sinar Pagi"],
    ["100162-Aksesoris", "Gantungan Kunci BTS Army Official", "Gantungan kunci logam.", "GK-01", "", "", "", "12000", "60", "GK-01", "", "https://foto.sinarpagi.example/gk01.jpg", "20", "Tidak Ada Merek"],
]  # fmt: skip


def text_sheet(rows: list[list[str]], delimiter: str, encoding: str) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def letters(index: int) -> str:
    return chr(65 + index) if index < 26 else chr(64 + index // 26) + chr(65 + index % 26)


def worksheet(rows: list[list[str]]) -> str:
    body = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            f'<c r="{letters(index)}{number}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
            for index, value in enumerate(row)
            if value
        )
        hidden = ' hidden="1"' if number < 3 else ""
        body.append(f'<row r="{number}"{hidden}>{cells}</row>')
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{"".join(body)}</sheetData></worksheet>'


def workbook(sheets: dict[str, list[list[str]]]) -> bytes:
    """A minimal XLSX package; the times inside are fixed, so that the same rows give the same bytes."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    numbers = range(1, len(sheets) + 1)
    parts = {
        "[Content_Types].xml": f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
            for n in numbers
        )
        + "</Types>",
        "_rels/.rels": f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{rels}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<workbook xmlns="{main}" xmlns:r="{rels}"><sheets>'
        + "".join(f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in zip(numbers, sheets, strict=True))
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{package}/relationships">'
        + "".join(f'<Relationship Id="rId{n}" Type="{rels}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers)
        + "</Relationships>",
    }
    for n, rows in zip(numbers, sheets.values(), strict=True):
        parts[f"xl/worksheets/sheet{n}.xml"] = worksheet(rows)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package_file:
        for name, content in parts.items():
            package_file.writestr(zipfile.ZipInfo(name, (2026, 11, 21, 0, 0, 0)), content.encode("utf-8"), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def main() -> None:
    OUT.mkdir(exist_ok=True)
    (OUT / "wish-upload.csv").write_bytes(text_sheet([WISH_HEADER, *WISH], ",", "utf-8"))
    (OUT / "amazon-flat-file.txt").write_bytes(text_sheet([AMAZON_SETTINGS, AMAZON_LABELS, AMAZON_NAMES, *AMAZON], "\t", "utf-8"))
    (OUT / "aliexpress-gb18030.csv").write_bytes(text_sheet([ALI_HEADER, *ALI], ",", "gb18030"))
    template = [
        SHOPEE_KEYS,
        ["basic", "a1b2c3d4e5", *[""] * 12],
        SHOPEE_LABELS,
        SHOPEE_NEED,
        SHOPEE_HELP,
        SHOPEE_LIMITS,
        *SHOPEE,
    ]
    guide = [["Panduan"], ["Isi lembar Template mulai dari baris ke-7."], ["Jangan mengubah baris 1 sampai 6."]]
    (OUT / "shopee-template.xlsx").write_bytes(workbook({"Panduan": guide, "Template": template}))


if __name__ == "__main__":
    main()
