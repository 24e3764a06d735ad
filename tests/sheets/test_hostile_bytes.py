"""Whatever the bytes: rows or a SheetError, never another exception, and in bounded time."""

from __future__ import annotations

import gzip
import io
import struct
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sheets.files import ods_of, ods_row, row_of, text_cell, xls_of, xlsx_of, zip_of

from sellercheck.errors import SheetError, UsageError
from sellercheck.listing import Row
from sellercheck.sheets import ReadOptions, open_books

FUZZ = settings(deadline=None, max_examples=150, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
NAMES = ("a.csv", "a.xlsx", "a.xls", "a.ods", "a.xml", "a.json", "a.jsonl", "a.parquet", "a.zip", "a.csv.gz", "a.txt", "a")


def parquet() -> bytes:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        return b"PAR1"
    out = io.BytesIO()
    parquet.write_table(pa.table({"sku": ["1", "2"], "title": ["Shoe", None], "tags": [["a"], []]}), out)
    return out.getvalue()


XLSX = xlsx_of(
    {
        "S": row_of(1, "sku", "title") + f'<row r="2">{text_cell("A2", "x")}<c r="B2"><v>1.5</v></c><c r="C2" t="e"><v>#N/A</v></c></row>',
        "T": row_of(1, "hidden"),
    },
    hidden=["T"],
)
SEEDS = (
    b'sku,title,price\r\n1,"Shoe, ""red""\nnew",2\r\n2,Hat,3\r\n',
    "sku;título;marca\n1;Café crème;Ñandú\n".encode("cp1252"),
    "商品名称,价格\n女士大衣,12\n".encode("gb18030"),
    "sku\ttitle\r\n1\tÉtui\r\n".encode("utf-16"),
    b'{"sku": 1, "brand": {"name": "Acme"}, "tags": ["a", "b"]}\n{"sku": 2}\n',
    b'[{"sku": 1},\n{"sku": 2, "title": "x \\ud83d"}]',
    b'<?xml version="1.0"?><rss xmlns:g="http://base.google.com/ns/1.0"><channel><item><g:id>1</g:id><title><![CDATA[a & b]]></title></item></channel></rss>',
    XLSX,
    ods_of({"S": ods_row("sku", "title") + ods_row("a", "b", repeated=2)}),
    xls_of([["sku", "title"], ["a", 1.5]], records=struct.pack("<HHHHHBB", 0x0205, 8, 3, 1, 0, 0x2A, 1)),
    parquet(),
    zip_of({"b.csv": "sku,title\n1,x\n", "c.jsonl": '{"a": 1}'}),
    gzip.compress(b"sku,title\n1,x\n", mtime=0),
)


def read_all(content: bytes, name: str, options: ReadOptions = ReadOptions()) -> None:  # noqa: B008 - frozen
    """Reads everything there is. Lets through what a user may be told, and holds what comes to the interface."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        try:
            for book in open_books(path, options):
                for grid in book.grids:
                    last = 0
                    for row in grid.rows():
                        assert isinstance(row, Row)
                        assert row.number > last
                        assert all(type(value) is str for value in row.values)
                        assert any(value.strip() for value in row.values)
                        "".join(row.values).encode()
                        last = row.number
                    assert all(fault.line > 0 and fault.reason for fault in grid.faults)
        except (SheetError, UsageError) as error:
            told = error.message
        else:
            return
    assert "\n" not in told
    assert name in told or "is no delimiter" in told or "no encoding is called" in told


@FUZZ
@given(st.binary(max_size=400), st.sampled_from(NAMES))
@example(b"PK\x03\x04", "a.xlsx")
@example(b"\x1f\x8b", "a.csv.gz")
@example(b"\xff\xfe", "a.csv")
@example(b"\xff\xfe\n", "a.csv")
@example(b'"', "a.csv")
@example(b"[", "a.json")
@example(b"<", "a.xml")
@example(b"PAR1PAR1", "a.parquet")
def test_any_bytes(content: bytes, name: str) -> None:
    read_all(content, name)


@FUZZ
@given(
    st.text(alphabet="ab\",;\t|'\r\n\\ é中\0{}[]<>&:=", max_size=120),
    st.sampled_from(NAMES),
    st.sampled_from(["utf-8", "utf-16", "gb18030"]),
)
def test_any_text(content: str, name: str, encoding: str) -> None:
    read_all(content.encode(encoding), name)


@FUZZ
@given(st.sampled_from(SEEDS), st.data())
def test_cut_and_changed_files(seed: bytes, data: st.DataObject) -> None:
    content = bytearray(seed)
    for _ in range(data.draw(st.integers(0, 6), "changes")):
        content[data.draw(st.integers(0, len(content) - 1), "where")] = data.draw(st.integers(0, 255), "what")
    cut = data.draw(st.one_of(st.just(len(content)), st.integers(0, len(content))), "cut")
    read_all(bytes(content[:cut]), "a.csv")


@FUZZ
@given(st.data())
def test_changed_parts_of_a_workbook(data: st.DataObject) -> None:
    """Changes inside the packed XML, which a checksum would otherwise keep from being read."""
    rows = bytearray(row_of(1, "sku", "title").encode() + b'<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><v>1.5</v></c></row>')
    for _ in range(data.draw(st.integers(1, 4), "changes")):
        rows[data.draw(st.integers(0, len(rows) - 1), "where")] = data.draw(st.sampled_from(b'AZaz019<>/="& '), "what")
    strings = '<sst count="4000000000" uniqueCount="4000000000"><si><t>x</t></si></sst>'
    read_all(xlsx_of({"S": bytes(rows).decode()}, more={"xl/sharedStrings.xml": strings}), "a.xlsx")


@FUZZ
@given(st.data())
def test_changed_records_of_an_xls(data: st.DataObject) -> None:
    content = bytearray(xls_of([["sku", "title"], ["a", 1.5]]))
    for _ in range(data.draw(st.integers(1, 8), "changes")):
        content[data.draw(st.integers(0, 1023), "where") + data.draw(st.sampled_from([0, 1024]), "part")] = data.draw(
            st.integers(0, 255), "what"
        )
    read_all(bytes(content), "a.xls")


@FUZZ
@given(st.sampled_from(SEEDS), st.text(max_size=12), st.text(max_size=3))
def test_any_option(seed: bytes, encoding: str, delimiter: str) -> None:
    read_all(seed, "a.csv", ReadOptions(encoding=encoding, delimiter=delimiter))


@pytest.mark.parametrize(
    "encoding", ["utf-7", "hz", "iso2022_jp", "utf-32", "cp037", "unicode_escape", "idna", "big5hkscs", "johab", "ptcp154"]
)
def test_rare_encodings_forced(encoding: str) -> None:
    for seed in SEEDS:
        read_all(seed, "a.csv", ReadOptions(encoding=encoding))
