"""Worksheets of our own in a workbook: beside the seller's, or in a new one. Their cells are text or plain numbers, never formulas."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import BinaryIO

from sellercheck.listing import column_letters
from sellercheck.sheets import Addition, Changes, Chart, Formats, Grid
from sellercheck.sheets._new_writer import FORMULA, rows
from sellercheck.sheets._spreadsheetml import FILLS, MAIN, RELATIONS, cut, inline, runs

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument."
_DATE = (1980, 1, 1, 0, 0, 0)
"""Of all parts: the same report gives the same bytes."""
_SLICE = 1000
_LEVEL = 1
"""The fastest deflate: what a report says over and over packs well at any level."""

_SHARED, _LONG = 50_000, 2_000
"""Texts that cells share, and characters of one: they are in memory until the workbook is whole."""

FONTS = {
    "plain": '<sz val="11"/><name val="Calibri"/>',
    "bold": '<b/><sz val="11"/><name val="Calibri"/>',
    "title": '<b/><sz val="14"/><name val="Calibri"/>',
}
FILL_OF = FILLS | {"head": "FFE7EAEE"}
"""Colours by the names formats use."""
FORMATS: Mapping[str, tuple[str, str, bool, int, bool]] = {
    "text": ("plain", "", False, 49, False),
    "high": ("plain", "high", False, 49, False),
    "medium": ("plain", "medium", False, 49, False),
    "low": ("plain", "low", False, 49, False),
    "typed": ("plain", "", False, 49, True),
    "typed high": ("plain", "high", False, 49, True),
    "typed medium": ("plain", "medium", False, 49, True),
    "typed low": ("plain", "low", False, 49, True),
    "wrapped": ("plain", "", True, 49, False),
    "head": ("bold", "head", True, 49, False),
    "bold": ("bold", "", False, 49, False),
    "title": ("title", "", False, 49, False),
    "number": ("plain", "", False, 3, False),
}
"""Name → font, fill, whether it wraps, number format (49 text, 3 #,##0), and quotePrefix: typed as text, also when someone edits the cell."""


def fonts(prefix: str = "") -> str:
    return "".join(f"<{prefix}font>{font.replace('<', f'<{prefix}')}</{prefix}font>" for font in FONTS.values())


def fills(prefix: str = "") -> str:
    return "".join(
        f'<{prefix}fill><{prefix}patternFill patternType="solid"><{prefix}fgColor rgb="{colour}"/><{prefix}bgColor indexed="64"/></{prefix}patternFill>'
        f"</{prefix}fill>"
        for colour in FILL_OF.values()
    )


def formats(first_font: int, first_fill: int, prefix: str = "") -> str:
    """The cell formats, in the order of `FORMATS`."""
    font_at = {name: first_font + at for at, name in enumerate(FONTS)}
    fill_at = {"": 0} | {name: first_fill + at for at, name in enumerate(FILL_OF)}
    return "".join(
        f'<{prefix}xf numFmtId="{number}" fontId="{font_at[font]}" fillId="{fill_at[fill]}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" '
        f'applyFill="1" applyAlignment="1"{quote}><{prefix}alignment vertical="top"{wrap}/></{prefix}xf>'
        for font, fill, wraps, number, typed in FORMATS.values()
        for quote, wrap in [(' quotePrefix="1"' if typed else "", ' wrapText="1"' if wraps else "")]
    )


def text_cell(address: str, style: int, text: str) -> str:
    return f'<c r="{address}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{inline(text)}</t></is></c>'


def number_cell(address: str, style: int, number: int) -> str:
    return f'<c r="{address}" s="{style}"><v>{number}</v></c>'


def shared(styles: Formats, style: int, text: str) -> str:
    """The end of a cell with a text that many cells hold, given as XML: all behind its address."""
    strings = styles.strings
    if strings is None or len(text) > _LONG or (len(strings) >= _SHARED and text not in strings):
        return f'" s="{style}" t="inlineStr"><is>{text}</is></c>'
    return f'" s="{style}" t="s"><v>{strings.setdefault(text, len(strings))}</v></c>'


def rich_cell(address: str, style: int, pieces: Iterable[tuple[str, bool]]) -> str:
    return f'<c r="{address}" s="{style}" t="inlineStr"><is>{runs(pieces)}</is></c>'


def sheet_rows(grid: Grid, changes: Changes, styles: Formats) -> Iterator[str]:
    """The rows of a sheet as XML: every cell as text, so that codes keep their zeros; the headings stand out."""
    shift = 0 if grid.keys is None else 1
    heading = 1 if grid.keys is not None else changes.header_row
    letters: list[str] = []
    for number, cells, marks in rows(grid, changes):
        letters += [column_letters(at) for at in range(len(letters), len(cells))]
        written = []
        for at, text in enumerate(cells):
            mark = marks.get(at, "")
            if not text and not mark:
                continue
            if number == heading:
                name = "head"
            elif text[:1] in FORMULA and text:
                name = f"typed {mark}".rstrip()
            else:
                name = mark or "text"
            address = f"{letters[at]}{number}"
            found = changes.found.get((number - shift, at))
            if found and found[0] == text:
                written.append(rich_cell(address, styles[name], cut(*found)))
            else:
                written.append(text_cell(address, styles[name], text))
        yield f'<row r="{number}">{"".join(written)}</row>'


def worksheet(addition: Addition, styles: Formats) -> Iterator[str]:
    """The worksheet's part."""
    yield f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheetViews><sheetView workbookViewId="0">'
    if addition.frozen:
        below = f"A{addition.frozen + 1}"
        yield f'<pane ySplit="{addition.frozen}" topLeftCell="{below}" activePane="bottomLeft" state="frozen"/>'
        yield f'<selection pane="bottomLeft" activeCell="{below}" sqref="{below}"/>'
    yield "</sheetView></sheetViews>"
    if addition.widths:
        columns = (f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(addition.widths, 1) if width)
        yield f"<cols>{''.join(columns)}</cols>"
    yield "<sheetData>"
    yield from _sliced(addition.rows(styles))
    yield "</sheetData>"
    if addition.filtered:
        yield f'<autoFilter ref="{addition.filtered}"/>'
    if addition.charts:
        yield '<drawing r:id="rId1"/>'
    yield "</worksheet>"


def relations(targets: Iterable[tuple[str, str]]) -> str:
    """A part's relations: kind and target, numbered from rId1."""
    told = "".join(
        f'<Relationship Id="rId{at}" Type="{RELATIONS}/{kind}" Target="{target}"/>' for at, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{told}</Relationships>'


def drawing(charts: Sequence[Chart]) -> str:
    """The part that places charts on a worksheet."""
    spreadsheet = f"{DRAWING}/spreadsheetDrawing"
    frames = []
    for at, chart in enumerate(charts, 1):
        corners = "".join(
            f"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{name}>"
            for name, (column, row) in zip(("from", "to"), chart.corners, strict=True)
        )
        frames.append(
            f'<xdr:twoCellAnchor>{corners}<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="{at + 1}" name="Chart {at}" '
            f'descr="{inline(chart.title)}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>'
            f'<a:graphic><a:graphicData uri="{DRAWING}/chart"><c:chart xmlns:c="{DRAWING}/chart" r:id="rId{at}"/></a:graphicData></a:graphic>'
            "</xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>"
        )
    names = f'xmlns:xdr="{spreadsheet}" xmlns:a="{DRAWING}/main" xmlns:r="{RELATIONS}"'
    return f"{HEAD}<xdr:wsDr {names}>{''.join(frames)}</xdr:wsDr>"


def parts(addition: Addition, number: int, styles: Formats) -> Iterator[tuple[str, str, Iterable[str]]]:
    """The worksheet's part and those that it needs: name, content type (empty for relations, which have theirs by ending), and text."""
    yield f"xl/worksheets/sellercheck{number}.xml", f"{_TYPE}spreadsheetml.worksheet+xml", worksheet(addition, styles)
    if not addition.charts:
        return
    yield f"xl/worksheets/_rels/sellercheck{number}.xml.rels", "", [relations([("drawing", f"../drawings/sellercheck{number}.xml")])]
    names = [f"sellercheck{number}-{at}.xml" for at in range(1, len(addition.charts) + 1)]
    yield f"xl/drawings/sellercheck{number}.xml", f"{_TYPE}drawing+xml", [drawing(addition.charts)]
    yield f"xl/drawings/_rels/sellercheck{number}.xml.rels", "", [relations(("chart", f"../charts/{name}") for name in names)]
    for name, chart in zip(names, addition.charts, strict=True):
        yield f"xl/charts/{name}", f"{_TYPE}drawingml.chart+xml", [HEAD + chart.xml]


def write_new(added: Sequence[Addition], out: BinaryIO) -> None:
    """A workbook of these worksheets alone."""
    styles = Formats({name: at for at, name in enumerate(FORMATS, 1)})
    styles.strings = {}
    overrides = [
        ("xl/workbook.xml", f"{_TYPE}spreadsheetml.sheet.main+xml"),
        ("xl/styles.xml", f"{_TYPE}spreadsheetml.styles+xml"),
        ("xl/sharedStrings.xml", f"{_TYPE}spreadsheetml.sharedStrings+xml"),
    ]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(name: str, texts: Iterable[str]) -> None:
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            # NOTE: the archive's own level counts only for parts opened by name, and those get the clock's date.
            info._compresslevel = _LEVEL  # type: ignore[attr-defined]  # noqa: SLF001
            with archive.open(info, "w") as part:
                for text in texts:
                    part.write(text.encode())

        for number, addition in enumerate(added, 1):
            for name, kind, texts in parts(addition, number, styles):
                put(name, texts)
                if kind:
                    overrides.append((name, kind))
        sheets = "".join(f'<sheet name="{inline(each.name)}" sheetId="{at}" r:id="rId{at}"/>' for at, each in enumerate(added, 1))
        filters = "".join(
            f'<definedName name="_xlnm._FilterDatabase" localSheetId="{at}" hidden="1">{inline(absolute(each.name, each.filtered))}</definedName>'
            for at, each in enumerate(added)
            if each.filtered
        )
        put(
            "xl/workbook.xml",
            [
                f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><bookViews><workbookView/></bookViews><sheets>{sheets}</sheets>'
                + (f"<definedNames>{filters}</definedNames>" if filters else "")
                + "</workbook>"
            ],
        )
        targets = [("worksheet", f"worksheets/sellercheck{at}.xml") for at in range(1, len(added) + 1)]
        put("xl/_rels/workbook.xml.rels", [relations([*targets, ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")])])
        put("xl/styles.xml", [style_part()])
        put("xl/sharedStrings.xml", _strings(styles.strings))
        put("_rels/.rels", [relations([("officeDocument", "xl/workbook.xml")])])
        told = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides)
        defaults = (
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
        )
        put("[Content_Types].xml", [f'{HEAD}<Types xmlns="{PACKAGE}/content-types">{defaults}{told}</Types>'])


def _strings(texts: Mapping[str, int]) -> Iterator[str]:
    yield f'{HEAD}<sst xmlns="{MAIN}" uniqueCount="{len(texts)}">'
    yield from _sliced(f"<si>{text}</si>" for text in texts)
    yield "</sst>"


def _sliced(texts: Iterable[str]) -> Iterator[str]:
    """Many short texts as fewer long ones."""
    rest = iter(texts)
    while part := list(islice(rest, _SLICE)):
        yield "".join(part)


def absolute(sheet: str, area: str) -> str:
    """`Sheet` and `A1:C9` as `'Sheet'!$A$1:$C$9`."""
    corners = []
    for corner in area.split(":"):
        letters = corner.rstrip("0123456789")
        corners.append(f"${letters}${corner[len(letters) :]}")
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{':'.join(corners)}"


def style_part() -> str:
    """The styles of a workbook that has no others: our formats are numbered from 1."""
    count = len(FORMATS) + 1
    return (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="{len(FONTS)}">{fonts()}</fonts><fills count="{2 + len(FILL_OF)}">'
        f'<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>{fills()}</fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{count}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>{formats(0, 2)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
