"""XML feeds as rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sellercheck.errors import SheetError
from sellercheck.sheets import Book

OpenBook = Callable[..., Book]

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">
  <channel>
    <title>The shop</title>
    <link>https://shop.example</link>
    <image><url>logo.png</url><title>The shop</title></image>
    <item>
      <g:id>A1</g:id>
      <g:title><![CDATA[S H O E & <b>Co</b>]]></g:title>
      <g:additional_image_link>1.jpg</g:additional_image_link>
      <g:additional_image_link>2.jpg</g:additional_image_link>
      <g:shipping><g:country>SE</g:country><g:price>49 SEK</g:price></g:shipping>
    </item>
    <item><g:id>A2</g:id><title>Hat &amp; scarf</title><g:brand/></item>
  </channel>
</rss>
"""


def read(book: Book) -> tuple[tuple[str, ...] | None, list[tuple[int, int | None, tuple[str, ...]]]]:
    (grid,) = book.grids
    return grid.keys, [(row.number, row.line, row.values) for row in grid.rows()]


@pytest.mark.parametrize("name", ["feed.xml", "feed.txt", "feed.csv", "feed"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_rss_whatever_it_is_called(open_book: OpenBook, name: str, encoding: str) -> None:
    book = open_book(name, RSS.encode(encoding))
    keys, rows = read(book)
    assert book.format == "xml"
    assert keys == ("g:id", "g:title", "g:additional_image_link", "g:shipping.g:country", "g:shipping.g:price", "title", "g:brand")
    assert rows == [
        (1, 7, ("A1", "S H O E & <b>Co</b>", "1.jpg|2.jpg", "SE", "49 SEK", "", "")),
        (2, 14, ("A2", "", "", "", "", "Hat & scarf", "")),
    ]


@pytest.mark.parametrize(
    ("content", "keys", "values"),
    [
        (
            "<products><product><name>A</name><price>1</price></product><product><name>B</name></product></products>",
            ("name", "price"),
            [("A", "1"), ("B", "")],
        ),
        ("<products><product><name>A</name></product></products>", ("name",), [("A",)]),
        ("<SHOP><SHOPITEM><PRODUCT>A</PRODUCT></SHOPITEM><SHOPITEM><PRODUCT>B</PRODUCT></SHOPITEM></SHOP>", ("PRODUCT",), [("A",), ("B",)]),
        ("<stock><thing><name>A</name></thing><thing><name>B</name></thing></stock>", ("name",), [("A",), ("B",)]),
        (
            (
                '<yml_catalog><shop><name>The shop</name><currencies><currency id="RUR" rate="1"/><currency id="USD" rate="2"/></currencies>'
                '<categories><category id="1" parentId="0">Bags</category><category id="2" parentId="0">Hats</category></categories>'
                '<offers><offer id="7" available="true"><name>Bag</name><param name="Brand">Acme</param><price currency="EUR">9</price></offer></offers></shop></yml_catalog>'
            ),
            ("id", "available", "name", "param[Brand]", "price@currency", "price"),
            [("7", "true", "Bag", "Acme", "EUR", "9")],
        ),
        (
            (
                '<feed xmlns="http://www.w3.org/2005/Atom"><title>The shop</title><link rel="self" href="x"/><link rel="alternate" href="y"/>'
                "<entry><title>A</title></entry><entry><title>B</title></entry></feed>"
            ),
            ("title",),
            [("A",), ("B",)],
        ),
        (
            '<rss xmlns:google="http://base.google.com/ns/1.0"><channel><item><google:title>A</google:title></item></channel></rss>',
            ("g:title",),
            [("A",)],
        ),
        (
            "<rss><channel><item><g:title>prefix nobody declared</g:title></item></channel></rss>",
            ("g:title",),
            [("prefix nobody declared",)],
        ),
        ("<rss><channel><item><title>only <b>bold</b> text</title></item></channel></rss>", ("title.b", "title"), [("bold", "only  text")]),
    ],
)
def test_feeds(open_book: OpenBook, content: str, keys: tuple[str, ...], values: list[tuple[str, ...]]) -> None:
    found, rows = read(open_book("a.xml", content))
    assert found == keys
    assert [row[2] for row in rows] == values


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("a.jpg?v=1&width=2", "a.jpg?v=1&width=2"),
        ("Salt & Pepper &amp; more", "Salt & Pepper & more"),
        ("caf&eacute;&nbsp;&unknown; &#233; &#xE9;", "café\xa0&unknown; é é"),
        ("<![CDATA[a & b &amp; c]]> & d", "a & b &amp; c & d"),
        ("<![CDATA[a]]><![CDATA[ ]] b]]>", "a ]] b"),
        ("x\x0by &#11; z", "x\ufffdy \ufffd z"),
    ],
)
def test_what_exports_get_wrong_is_put_right(open_book: OpenBook, written: str, text: str) -> None:
    _, rows = read(open_book("a.xml", f"<rss><channel><item><title>{written}</title></item></channel></rss>"))
    assert rows[0][2] == (text,)


def test_block_borders_cut_nothing(open_book: OpenBook) -> None:
    """Bare ampersands, entities and CDATA marks at every offset around the border of two blocks."""
    for shift in range(40):
        filler = "x" * (65_480 + shift)
        content = f"<rss><channel><item><d>{filler}</d><t>a & b &eacute;<![CDATA[ & ]]>&amp;</t></item></channel></rss>"
        _, rows = read(open_book("a.xml", content))
        assert rows[0][2] == (filler, "a & b é & &")


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("windows-1251", "cp1251"), ("ISO-8859-2", "iso8859-2"), ("gb2312", "gb18030"), ("Shift_JIS", "cp932"), ("big5", "cp950")],
)
def test_declared_encodings(open_book: OpenBook, declared: str, encoding: str) -> None:
    title = {"cp1251": "Чехол", "iso8859-2": "żółć", "gb18030": "女包", "cp932": "日本語", "cp950": "臺灣"}[encoding]
    book = open_book(
        "a.xml",
        f'<?xml version="1.0" encoding="{declared}"?><rss><channel><item><title>{title}</title></item></channel></rss>'.encode(encoding),
    )
    assert book.encoding == encoding
    assert read(book)[1][0][2] == (title,)


def test_a_declared_encoding_that_is_not_true(open_book: OpenBook) -> None:
    content = '<?xml version="1.0" encoding="UTF-16"?><rss><channel><item><title>é</title></item></channel></rss>'.encode()
    assert read(open_book("a.xml", content))[1][0][2] == ("é",)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><a><item><t>&x;</t></item></a>', "declares a DTD"),
        (
            '<!DOCTYPE yml_catalog [<!ENTITY x "y">]><yml_catalog><offers><offer><name>&x;</name></offer></offers></yml_catalog>',
            "declares a DTD",
        ),
        ('<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss><channel><item><t>x</t></item></channel></rss>', "declares a DTD"),
        ("<rss><channel><item><title>A</title></item><item><title>B", "is no well-formed XML"),
        ("<rss><channel><item><title>A</b></item></channel></rss>", ":1: is no well-formed XML: mismatched tag"),
        ("<a>text</a>", "is XML without items that have fields"),
        ("<a><b>text</b><b>text</b></a>", "is XML without items that have fields"),
        ("hello", "is no well-formed XML"),
        ("<a>" * 5000, "nested more than 100 deep"),
        (
            '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "is an Excel 2003 XML spreadsheet",
        ),
    ],
)
def test_feeds_that_cannot_be_read(open_book: OpenBook, content: str, message: str) -> None:
    with pytest.raises(SheetError) as caught:
        open_book("a.xml", content)
    assert message in caught.value.message
    assert caught.value.hint


def test_html_in_cells_is_no_feed(open_book: OpenBook) -> None:
    assert open_book("a.csv", "<p>Shoe</p>,1\n<p>Hat</p>,2\n").format == "csv"


def test_the_doctype_line_of_yandex_feeds_is_no_hindrance(open_book: OpenBook) -> None:
    keys, rows = read(
        open_book(
            "a.xml",
            '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE yml_catalog SYSTEM "shops.dtd"><yml_catalog date="2024-01-01"><shop><name>S</name>'
            '<categories><category id="1">a</category><category id="2">b</category><category id="3">c</category></categories>'
            '<offers><offer id="1"><name>x</name></offer><offer id="2"><name>y</name></offer></offers></shop></yml_catalog>',
        )
    )
    assert keys == ("id", "name")
    assert [values for _, _, values in rows] == [("1", "x"), ("2", "y")]


def test_products_grouped_by_category_are_the_items(open_book: OpenBook) -> None:
    keys, rows = read(
        open_book(
            "a.xml",
            '<catalog><category name="Mugs"><product><sku>A</sku><title>x</title></product><product><sku>B</sku><title>y</title></product></category>'
            '<category name="Scarves"><product><sku>C</sku><title>z</title></product></category></catalog>',
        )
    )
    assert keys == ("sku", "title")
    assert [values for _, _, values in rows] == [("A", "x"), ("B", "y"), ("C", "z")]


def test_items_inside_of_a_named_product_are_its_parts(open_book: OpenBook) -> None:
    _, rows = read(
        open_book(
            "a.xml",
            "<shop><ware><name>x</name><images><item><title>front</title></item><item><title>back</title></item></images></ware>"
            "<ware><name>y</name><images><item><title>front</title></item></images></ware></shop>",
        )
    )
    assert len(rows) == 2
