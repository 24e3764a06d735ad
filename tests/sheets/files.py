"""Small workbooks and archives made from scratch, byte for byte known."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def zip_of(parts: Mapping[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def xlsx_of(
    worksheets: Mapping[str, str], hidden: Sequence[str] = (), more: Mapping[str, bytes | str] | None = None, types: str = "sheet.main"
) -> bytes:
    """A workbook of worksheets given as the XML of their rows. Cell formats: 1 date, 2 date with time, 3 time, 4 duration."""
    numbered = list(enumerate(worksheets.items(), 1))
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{place}" r:id="r{place}"{" state=" + chr(34) + "hidden" + chr(34) if name in hidden else ""}/>'
        for place, (name, _) in numbered
    )
    relations = "".join(
        f'<Relationship Id="r{place}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{place}.xml"/>' for place, _ in numbered
    )
    formats = "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 22, 21, 46))
    return zip_of({
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.{types}+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}<Relationship Id="s" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs count="5">{formats}</cellXfs></styleSheet>',
        **{f"xl/worksheets/sheet{place}.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>' for place, (_, rows) in numbered},
        **(more or {}),
    })  # fmt: skip


def row_of(number: int, *cells: str) -> str:
    """A worksheet row of texts, from column A."""
    return f'<row r="{number}">' + "".join(text_cell(f"{chr(65 + place)}{number}", text) for place, text in enumerate(cells)) + "</row>"


def text_cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def ods_of(tables: Mapping[str, str], more: Mapping[str, bytes | str] | None = None, kind: str = "spreadsheet") -> bytes:
    """An OpenDocument spreadsheet of tables given as the XML of their rows."""
    name = "urn:oasis:names:tc:opendocument:xmlns:"
    body = "".join(f'<table:table table:name="{title}">{rows}</table:table>' for title, rows in tables.items())
    return zip_of({
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f'<office:document-content xmlns:office="{name}office:1.0" xmlns:table="{name}table:1.0" xmlns:text="{name}text:1.0"><office:body>'
        f"<office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>",
        "META-INF/manifest.xml": "<manifest/>",
        **(more or {}),
    })  # fmt: skip


def ods_row(*cells: str, repeated: int = 1) -> str:
    inner = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' if text else "<table:table-cell/>"
        for text in cells
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{inner}</table:table-row>'


def xls_of(
    rows: Sequence[Sequence[str | float]], name: str = "Sheet1", records: bytes = b"", streams: Sequence[str] = ("Workbook",)
) -> bytes:
    """A binary workbook of one worksheet; `records` are added to its cells."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    def begin(kind: int) -> bytes:
        return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 1996, 0, 6))

    cells = b""
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, str):
                cells += record(0x0204, struct.pack("<HHHHB", number, place, 0, len(value), 1) + value.encode("utf-16-le"))
            else:
                cells += record(0x0203, struct.pack("<HHHd", number, place, 0, value))
    worksheet = begin(0x0010) + cells + records + record(0x000A, b"")
    title = struct.pack("<BB", len(name), 0) + name.encode("ascii")
    globals_ = begin(0x0005) + record(0x0042, struct.pack("<H", 1200))
    start = len(globals_) + 4 + 6 + len(title) + 4
    workbook = globals_ + record(0x0085, struct.pack("<IBB", start, 0, 0) + title) + record(0x000A, b"") + worksheet
    return ole_of(dict.fromkeys(streams, workbook))


def ole_of(streams: Mapping[str, bytes]) -> bytes:
    """An OLE container; each stream is padded to where it needs no mini sectors."""
    padded = {name: data.ljust(max(4096, -(-len(data) // 512) * 512), b"\0") for name, data in streams.items()}
    table, data, at = [0xFFFFFFFD, 0xFFFFFFFE], b"", 2
    entries = [("Root Entry", 5, 0xFFFFFFFE, 0)]
    for name, content in padded.items():
        count = len(content) // 512
        entries.append((name, 2, at, len(content)))
        table += [*range(at + 1, at + count), 0xFFFFFFFE]
        data += content
        at += count
    assert len(table) <= 128
    assert len(entries) <= 4
    directory = b""
    for place, (name, kind, start, size) in enumerate(entries):
        raw = name.encode("utf-16-le") + b"\0\0"
        right = place + 1 if 0 < place < len(entries) - 1 else 0xFFFFFFFF
        child = 1 if place == 0 else 0xFFFFFFFF
        directory += struct.pack("<64sHBBIII16xIQQIQ", raw, len(raw), kind, 1, 0xFFFFFFFF, right, child, 0, 0, 0, start, size)
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    fat = struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table)))
    return header + fat + directory.ljust(512, b"\0") + data


def workbook(grids: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """A workbook of plain values: texts, numbers, truth values; None is a blank cell."""

    def cell(reference: str, value: object) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return f'<c r="{reference}" t="b"><v>{int(value)}</v></c>'
        return f'<c r="{reference}"><v>{value}</v></c>' if isinstance(value, int | float) else text_cell(reference, str(value))

    return xlsx_of({
        name: "".join(
            f'<row r="{number}">' + "".join(cell(f"{chr(65 + place)}{number}", value) for place, value in enumerate(row)) + "</row>"
            for number, row in enumerate(rows, 1)
        )
        for name, rows in grids.items()
    })  # fmt: skip
