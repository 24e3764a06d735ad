"""What a workbook's package must say of worksheets that are put into it: its list of sheets, relations and content types.

The parts are patched in their own letters, as the worksheet is: whatever else stands in them stays.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence

from sellercheck.errors import SheetError
from sellercheck.sheets import Addition, Changes, Formats
from sellercheck.sheets._additions import FORMATS, parts, style_part
from sellercheck.sheets._spreadsheetml import RELATIONS, inline
from sellercheck.sheets.xlsx import read_part

_SAVE = "Open it in your spreadsheet program and save it as .xlsx."
_MAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_STYLES = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_WITH_MACROS = re.compile(rb"application/vnd\.ms-excel\.(?:sheet\.macroEnabled|template\.macroEnabledTemplate)\.main\+xml", re.IGNORECASE)
_MACROS = re.compile(r"xl/(?:_rels/)?vba\w*\.bin(?:\.rels)?", re.IGNORECASE)
_OURS = re.compile(r"xl/worksheets/sellercheck(\d+)\.xml", re.IGNORECASE)
_BEFORE_FILTER = re.compile(
    rb"\s*<(?:\w+:)?(sheetCalcPr|sheetProtection|protectedRanges|scenarios)\b(?:[^>]*/>|[^>]*>.*?</(?:\w+:)?\1\s*>)", re.DOTALL
)


def filtered(xml: bytes, changes: Changes) -> bytes:
    """The worksheet's part with a filter over `changes.filtered`, where it has none, no table with one, and no protection against it."""
    if not changes.filtered or re.search(rb"<(?:\w+:)?(?:autoFilter|tableParts|sheetProtection)\b", xml):
        return xml
    found = re.search(rb"</(\w+:)?sheetData\s*>", xml)
    if found is None:
        return xml
    at = found.end()
    while between := _BEFORE_FILTER.match(xml, at):
        at = between.end()
    prefix = (found[1] or b"").decode()
    return xml[:at] + f'<{prefix}autoFilter ref="{changes.filtered}"/>'.encode() + xml[at:]


def extended(
    archive: zipfile.ZipFile, path: str, added: Sequence[Addition], styles: Formats | None
) -> tuple[dict[str, bytes], dict[str, Iterable[str]], set[str]]:
    """Parts that change, parts that are new, and parts to be left out: those of macros, since an .xlsx has none."""
    names = {name.lower().replace("\\", "/"): name for name in archive.namelist()}
    try:
        workbook, relations, types = (names[name] for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[content_types].xml"))
    except KeyError as error:
        raise SheetError(f"{path}: lacks the part {error}, so no worksheet can be added", _SAVE) from error
    texts = {name: read_part(archive, name, path) for name in (workbook, relations, types)}
    first = 1 + max((int(found[1]) for name in names if (found := _OURS.fullmatch(name))), default=0)
    last = max(map(int, re.findall(rb"\bsheetId\s*=\s*[\"'](\d+)[\"']", texts[workbook])), default=0)
    more: dict[str, Iterable[str]] = {}
    sheets, targets, kinds = [], [], []
    if "xl/styles.xml" not in names:
        styles = Formats({name: at for at, name in enumerate(FORMATS, 1)})
        more["xl/styles.xml"] = [style_part()]
        kinds.append(f'Override PartName="/xl/styles.xml" ContentType="{_STYLES}"/>')
        targets.append(f'Relationship Id="rIdSellercheckStyles" Type="{RELATIONS}/styles" Target="/xl/styles.xml"/>')
    for number, addition in enumerate(added, first):
        identifier = f"rIdSellercheck{number}"
        last += 1
        sheets.append(f'sheet xmlns:r="{RELATIONS}" name="{inline(addition.name)}" sheetId="{last}" r:id="{identifier}"/>')
        targets.append(f'Relationship Id="{identifier}" Type="{RELATIONS}/worksheet" Target="/xl/worksheets/sellercheck{number}.xml"/>')
        for name, kind, text in parts(addition, number, styles or Formats(dict.fromkeys(FORMATS, 0))):
            more[name] = text
            if kind:
                kinds.append(f'Override PartName="/{name}" ContentType="{kind}"/>')
    if not re.search(rb"Extension\s*=\s*[\"']rels[\"']", texts[types]):
        kinds.append('Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>')
    without = {name for name in names.values() if _MACROS.fullmatch(name.replace("\\", "/"))}
    if _WITH_MACROS.search(texts[types]):
        texts[types] = re.sub(rb"<(?:\w+:)?Override\b[^>]*\bvba\w*\.bin[\"'][^>]*/>", b"", _WITH_MACROS.sub(_MAIN, texts[types]))
        texts[relations] = re.sub(rb"<(?:\w+:)?Relationship\b[^>]*/vbaProject[\"'][^>]*/>", b"", texts[relations])
    else:
        without = set()
    texts[workbook] = _with(texts[workbook], "sheets", sheets, path)
    texts[relations] = _with(texts[relations], "Relationships", targets, path)
    texts[types] = _with(texts[types], "Types", kinds, path)
    return texts, more, without


def _with(xml: bytes, element: str, items: Iterable[str], path: str) -> bytes:
    """The part with more items at the end of an element, in the element's own namespace prefix."""
    found = list(re.finditer(rb"</(\w+:)?" + element.encode() + rb"\s*>", xml))
    if not found or xml.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SheetError(f"{path}: its part with the {element} is laid out in no usual way, so no worksheet can be added", _SAVE)
    prefix = (found[-1][1] or b"").decode()
    at = found[-1].start()
    return xml[:at] + "".join(f"<{prefix}{item}" for item in items).encode() + xml[at:]
