"""XLSX and XLSM workbooks written back: the bytes of every part that does not change are copied as they lie in the package.

A changed cell becomes an inline string with the style it had. Only its own letters in the worksheet's part are replaced,
so formulas, validations, merged cells, drawings, macros and whatever else a platform's template brings stay as they are.
"""

from __future__ import annotations

import re
import struct
import zlib
from bisect import bisect_left
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BufferedIOBase
from itertools import pairwise
from typing import TYPE_CHECKING, Any, BinaryIO
from xml.parsers import expat

from sellercheck.errors import SheetError
from sellercheck.listing import column_letters
from sellercheck.sheets import Addition, Book, Changes, Formats, Unwritten
from sellercheck.sheets._spreadsheetml import FILLS, MAX_COLUMNS, cut, escaped, inline, runs
from sellercheck.sheets.xlsx import Worksheet, open_archive, read_part, worksheet_parts

if TYPE_CHECKING:
    import zipfile

_TAG = re.compile(rb"<[^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>")
_UTF8 = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?!\?xml[^>]*encoding\s*=\s*[\"'](?!utf-?8|us-ascii))", re.IGNORECASE)
"""How a part begins whose letters are UTF-8: the standard asks for UTF-8 or UTF-16, and office programs write the first."""
_SPANS = re.compile(rb"(\bspans\s*=\s*[\"']\d+:)(\d+)")
_DAMAGED = "Open it in your spreadsheet program and save it as .xlsx."


def write(book: Book, grid: Worksheet, changes: Changes, out: BinaryIO, added: Sequence[Addition] = ()) -> list[Unwritten]:
    """The workbook with these changes; with `added`, worksheets of ours behind its own, and a filter over the rows.

    Raises SheetError where the worksheet's part cannot be found or read.
    """
    unwritten: list[Unwritten] = []
    assert grid.name is not None
    if changes.first_added + len(changes.added) > MAX_COLUMNS:
        raise SheetError(f'{book.path}: worksheet "{grid.name}" has no room for further columns', "Give -o a name ending in .csv.")
    with book.content.open() as stream:
        with open_archive(stream, book.path) as archive:
            name = worksheet_parts(archive, book.path).get(grid.name)
            if name is None:
                raise SheetError(
                    f'{book.path}: the part with worksheet "{grid.name}" cannot be found, so nothing can be put into it', _DAMAGED
                )
            new = {}
            styles = None
            style_part = next((each for each in archive.namelist() if each.lower().replace("\\", "/") == "xl/styles.xml"), None)
            if (changes.marks or changes.found or added) and style_part:
                styles = _Styles(read_part(archive, style_part, book.path), book.path)
            plain = _plain_strings(archive, book.path) if changes.found else frozenset()
            sheet = _Sheet(read_part(archive, name, book.path), book.path, plain)
            new[name] = sheet.patched(changes, styles, unwritten)
            more: dict[str, Iterable[str]] = {}
            without: set[str] = set()
            if added:
                from sellercheck.sheets import _package

                new[name] = _package.filtered(new[name], changes)
                numbers = styles.named() if styles else None
                patched, more, without = _package.extended(archive, book.path, added, numbers)
                new |= patched
            if styles and styles.is_changed and style_part:
                new[style_part] = styles.patched()
        _repack(stream, new, out, book.path, more, without)
    return unwritten


def _plain_strings(archive: zipfile.ZipFile, path: str) -> frozenset[str]:
    """Numbers of the shared strings that have no fonts of their own, which a cell written anew would lose."""
    name = next((each for each in archive.namelist() if each.lower().replace("\\", "/") == "xl/sharedstrings.xml"), None)
    if name is None:
        return frozenset()
    strings = re.findall(rb"<(?:\w+:)?si\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", read_part(archive, name, path), re.DOTALL)
    return frozenset(str(at) for at, inner in enumerate(strings) if not re.search(rb"<(?:\w+:)?r\b", inner))


@dataclass(slots=True)
class _CellAt:
    """A cell's element."""

    start: int
    end: int
    """Bytes of the part, half-open."""
    tag: str
    attributes: dict[str, str]
    formula: bool = False


@dataclass(slots=True)
class _RowAt:
    """A row's element, as far as it matters for putting cells in."""

    start: int
    tag: str
    end: int = 0
    """Where its closing tag begins; of an empty element the byte behind it."""
    empty: bool = False
    cells: dict[int, _CellAt] = field(default_factory=dict)
    """By 0-based column; only those that change or stand right of where columns are added."""
    columns: list[int] = field(default_factory=list)
    """Of all its cells, in order."""
    starts: list[int] = field(default_factory=list)
    """Where those begin."""


class _Sheet:
    """A worksheet's part, and where its rows and cells stand in it."""

    def __init__(self, xml: bytes, path: str, plain: Container[str] = ()) -> None:
        self.xml, self.path, self.plain = xml, path, plain
        """`plain`: numbers of shared strings without fonts of their own."""

    def patched(self, changes: Changes, styles: _Styles | None, unwritten: list[Unwritten]) -> bytes:
        """The part with these changes."""
        rows = self._rows(changes)
        edits: list[tuple[int, int, bytes]] = []
        marked: dict[int, dict[int, str]] = {}
        for (number, column), kind in changes.marks.items():
            marked.setdefault(number, {})[column] = kind
        for number, column in changes.found:
            marked.setdefault(number, {}).setdefault(column, "")
        numbers = {*changes.cells, *marked}
        if changes.added:
            numbers |= changes.rows.keys() | ({changes.header_row} if changes.header_row is not None else set())
        for number in sorted(numbers):
            row = rows.get(number)
            if row is None:
                unwritten += [
                    Unwritten(number, at, "the row stands nowhere in the worksheet's part") for at in changes.cells.get(number, {})
                ]
                continue
            texts = dict(changes.cells.get(number, {}))
            if changes.added:
                added = changes.added if number == changes.header_row else changes.rows.get(number, ())
                texts |= {changes.first_added + at: text for at, text in enumerate(added) if text}
            edits += self._row(number, row, texts, marked.get(number, {}), changes.found, styles, unwritten)
        return _applied(self.xml, edits)

    def _row(
        self,
        number: int,
        row: _RowAt,
        texts: Mapping[int, str],
        marked: Mapping[int, str],
        found: Mapping[tuple[int, int], tuple[str, Sequence[tuple[int, int]]]],
        styles: _Styles | None,
        unwritten: list[Unwritten],
    ) -> list[tuple[int, int, bytes]]:
        edits = []
        fresh = []
        for column in sorted({*texts, *marked}):
            cell = row.cells.get(column)
            style = (
                styles.marked(int(cell.attributes.get("s", "0") if cell else 0), marked[column]) if styles and marked.get(column) else None
            )
            if column not in texts:
                if cell and (spans := found.get((number, column))) and self._is_plain_text(cell):
                    edits.append((cell.start, cell.end, self._with_runs(cell, row, spans, style, styles)))
                elif cell and style is not None:
                    edits.append(self._restyled(cell, style))
                continue
            if cell and cell.formula:
                unwritten.append(Unwritten(number, column, "the cell holds a formula, which is left as it is"))
                continue
            prefix = row.tag[: -len("row")]
            written = _cell(prefix, f"{column_letters(column)}{number}", texts[column], cell, style)
            if cell:
                edits.append((cell.start, cell.end, written))
            else:
                fresh.append((column, written))
        if fresh and not row.empty and (match := _TAG.match(self.xml, row.start)):
            last = fresh[-1][0] + 1
            wider = _SPANS.sub(lambda told: told[1] + b"%d" % max(int(told[2]), last), match[0])
            if wider != match[0]:
                edits.append((match.start(), match.end(), wider))
        if fresh and row.empty:
            opening = self.xml[row.start : row.end].rstrip(b">").rstrip().rstrip(b"/").rstrip()
            body = b"".join(written for _, written in fresh)
            edits.append((row.start, row.end, opening + b">" + body + f"</{row.tag}>".encode()))
        else:
            for column, written in fresh:
                at = bisect_left(row.columns, column)
                place = row.starts[at] if at < len(row.starts) else row.end
                edits.append((place, place, written))
        return edits

    def _is_plain_text(self, cell: _CellAt) -> bool:
        """Whether the cell holds a text that loses nothing when it is written anew: no number, formula or font inside."""
        kind = cell.attributes.get("t")
        if cell.formula or kind not in {"s", "inlineStr"}:
            return False
        inner = self.xml[cell.start : cell.end]
        if kind == "inlineStr":
            return not re.search(rb"<(?:\w+:)?(?:r|rPh)\b", inner)
        number = re.search(rb"<(?:\w+:)?v>\s*(\d+)\s*<", inner)
        return number is not None and number[1].decode() in self.plain

    def _with_runs(
        self, cell: _CellAt, row: _RowAt, found: tuple[str, Sequence[tuple[int, int]]], style: int | None, styles: _Styles | None
    ) -> bytes:
        """The cell with what was found in bold."""
        prefix = row.tag[: -len("row")]
        font = styles.marked_font(int(cell.attributes.get("s", "0")), prefix) if styles else f'<{prefix}b/><{prefix}color rgb="FFB3261E"/>'
        plain = _cell(prefix, cell.attributes.get("r", ""), "x", cell, style).decode()
        opening = plain[: plain.index(f"<{prefix}t ")]
        return f"{opening}{runs(cut(*found), prefix, font)}</{prefix}is></{prefix}c>".encode()

    def _restyled(self, cell: _CellAt, style: int) -> tuple[int, int, bytes]:
        match = _TAG.match(self.xml, cell.start)
        assert match is not None
        tag = match[0]
        if re.search(rb"\bs\s*=", tag):
            new = re.sub(rb"(\bs\s*=\s*)(?:\"\d*\"|'\d*')", rb'\g<1>"%d"' % style, tag, count=1)
        else:
            name = re.match(rb"<[^\s/>]+", tag)
            assert name is not None
            new = name[0] + b' s="%d"' % style + tag[name.end() :]
        return match.start(), match.end(), new

    def _rows(self, changes: Changes) -> dict[int, _RowAt]:
        """The rows that change, by number."""
        wanted: dict[int, set[int]] = {row: set(cells) for row, cells in changes.cells.items()}
        for row, column in (*changes.marks, *changes.found):
            wanted.setdefault(row, set()).add(column)
        if changes.added:
            new = range(changes.first_added, changes.first_added + len(changes.added))
            for row in (*changes.rows, *((changes.header_row,) if changes.header_row is not None else ())):
                wanted.setdefault(row, set()).update(new)
        parser = expat.ParserCreate()
        found: dict[int, _RowAt] = {}
        state: dict[str, Any] = {"row": 0, "column": -1, "open": None, "cell": None, "depth": 0}

        def start(tag: str, attributes: dict[str, str]) -> None:
            kind = tag.rsplit(":", 1)[-1]
            if kind == "row":
                number = attributes.get("r", "").strip()
                state["row"] = int(number) if number.isdigit() else state["row"] + 1
                state["column"] = -1
                state["open"] = _RowAt(parser.CurrentByteIndex, tag) if state["row"] in wanted else None
                if state["open"] is not None:
                    found[state["row"]] = state["open"]
            elif kind == "c" and state["open"] is not None:
                letters = attributes.get("r", "").strip().rstrip("0123456789")
                state["column"] = _number(letters) if letters else state["column"] + 1
                at = parser.CurrentByteIndex
                state["open"].columns.append(state["column"])
                state["open"].starts.append(at)
                state["cell"] = _CellAt(at, at, tag, attributes)
                if state["column"] in wanted[state["row"]]:
                    state["open"].cells[state["column"]] = state["cell"]
            elif kind == "f" and state["cell"] is not None:
                state["cell"].formula = True

        def end(tag: str) -> None:
            kind = tag.rsplit(":", 1)[-1]
            at = parser.CurrentByteIndex
            if kind == "c" and state["cell"] is not None:
                state["cell"].end = _behind(self.xml, at, tag)
                state["cell"] = None
            elif kind == "row" and state["open"] is not None:
                row = state["open"]
                row.empty = not _closes(self.xml, at, tag)
                row.end = at
                state["open"] = None

        def refuse(*_: object) -> None:
            raise SheetError(f"{self.path}: is damaged: a part of the workbook declares a DTD", _DAMAGED)

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.StartDoctypeDeclHandler = refuse
        if not _UTF8.match(self.xml):
            raise SheetError(f"{self.path}: its worksheet is not written in UTF-8, so nothing can be put into it", _DAMAGED)
        try:
            parser.Parse(self.xml, True)
        except (expat.ExpatError, ValueError) as error:
            raise SheetError(f"{self.path}: is damaged: {error}", _DAMAGED) from error
        return found


def _closes(xml: bytes, at: int, tag: str) -> bool:
    """Whether a closing tag stands where an element was said to end. An empty element (`<c/>`) is said to end behind itself."""
    return xml.startswith(f"</{tag}".encode(), at)


def _behind(xml: bytes, at: int, tag: str) -> int:
    """The byte behind the element that was said to end at `at`."""
    match = _TAG.match(xml, at) if _closes(xml, at, tag) else None
    return match.end() if match else at


def _cell(prefix: str, address: str, text: str, old: _CellAt | None, style: int | None) -> bytes:
    """A cell with an inline string, in the style it had."""
    kept = {name: value for name, value in old.attributes.items() if name not in {"t", "cm", "vm", "r", "s"}} if old else {}
    attributes = {"r": old.attributes.get("r", address) if old else address}
    if style is not None:
        attributes["s"] = str(style)
    elif old and "s" in old.attributes:
        attributes["s"] = old.attributes["s"]
    attributes |= kept
    told = "".join(f' {name}="{escaped(value)}"' for name, value in attributes.items())
    if not text:
        return f"<{prefix}c{told}/>".encode()
    return f'<{prefix}c{told} t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">{inline(text)}</{prefix}t></{prefix}is></{prefix}c>'.encode()


def _number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _applied(data: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    pieces, done = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [data[done:start], new]
        done = end
    return b"".join((*pieces, data[done:]))


class _Styles:
    """The workbook's styles, to which coloured copies of the styles in use are appended."""

    def __init__(self, xml: bytes, path: str) -> None:
        self.xml, self.path = xml, path
        self.wanted: dict[tuple[int, str], int] = {}
        self.fills = self._list("fills", "fill")
        self.formats = self._list("cellXfs", "xf")
        self.fonts = self._list("fonts", "font")
        self.usable = self.fills is not None and self.formats is not None and bool(self.formats.items)
        self.with_ours = False

    def _list(self, name: str, item: str) -> _ListAt | None:
        parser = expat.ParserCreate()
        found = _ListAt()
        state = {"inside": False, "depth": 0}

        def start(tag: str, _: dict[str, str]) -> None:
            kind = tag.rsplit(":", 1)[-1]
            if kind == name and not found.tag:
                state["inside"], state["depth"] = True, 0
                found.start, found.tag = parser.CurrentByteIndex, tag
            elif state["inside"]:
                if state["depth"] == 0 and kind == item:
                    found.items.append((parser.CurrentByteIndex, 0, tag))
                state["depth"] += 1

        def end(tag: str) -> None:
            kind = tag.rsplit(":", 1)[-1]
            if not state["inside"]:
                return
            if kind == name and state["depth"] == 0:
                state["inside"] = False
                found.end = parser.CurrentByteIndex
                return
            state["depth"] -= 1
            if state["depth"] == 0 and kind == item:
                found.items[-1] = (found.items[-1][0], _behind(self.xml, parser.CurrentByteIndex, tag), found.items[-1][2])

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        try:
            parser.Parse(self.xml, True)
        except (expat.ExpatError, ValueError) as error:
            raise SheetError(f"{self.path}: is damaged: {error}", _DAMAGED) from error
        return found if found.tag and _closes(self.xml, found.end, found.tag) else None

    def marked(self, style: int, kind: str) -> int | None:
        """The number of `style` with the colour of `kind`; None when the workbook has no styles to copy."""
        if not self.usable or self.formats is None:
            return None
        style = style if style < len(self.formats.items) else 0
        return self.wanted.setdefault((style, kind), len(self.formats.items) + len(self.wanted))

    @property
    def is_changed(self) -> bool:
        return bool(self.wanted) or self.with_ours

    def named(self) -> Formats | None:
        """The numbers of our own formats, which the part gets; None when it has nothing to add them to. After all of `marked`."""
        from sellercheck.sheets._additions import FORMATS

        if not self.usable or self.formats is None or self.fonts is None:
            return None
        self.with_ours = True
        first = len(self.formats.items) + len(self.wanted)
        return Formats({name: first + at for at, name in enumerate(FORMATS)})

    def marked_font(self, style: int, prefix: str) -> str:
        """The font of `style`, bold and red, as the properties of a run."""
        font = b""
        if self.usable and self.formats is not None and self.fonts is not None:
            start, end, _ = self.formats.items[style if style < len(self.formats.items) else 0]
            number = re.search(rb"\bfontId\s*=\s*[\"'](\d+)", self.xml[start:end])
            if number and int(number[1]) < len(self.fonts.items):
                start, end, _ = self.fonts.items[int(number[1])]
                font = self.xml[start:end]
        told = [f"<{prefix}b/>"]
        if re.search(rb"<(?:\w+:)?i\s*/>", font):
            told.append(f"<{prefix}i/>")
        for name, as_run in (("sz", "sz"), ("", ""), ("name", "rFont"), ("family", "family"), ("charset", "charset")):
            if not name:
                told.append(f'<{prefix}color rgb="FFB3261E"/>')
            elif value := re.search(rb"<(?:\w+:)?" + name.encode() + rb"\b[^>]*?\bval\s*=\s*(\"[^\"]*\"|'[^']*')", font):
                told.append(f"<{prefix}{as_run} val={value[1].decode()}/>")
        return "".join(told)

    def patched(self) -> bytes:
        """The part with the fills and formats that were asked for."""
        assert self.fills is not None
        assert self.formats is not None
        kinds = sorted({kind for _, kind in self.wanted})
        prefix = self.fills.tag[: -len("fills")]
        fills = "".join(
            f'<{prefix}fill><{prefix}patternFill patternType="solid"><{prefix}fgColor rgb="{FILLS[kind]}"/>'
            f'<{prefix}bgColor indexed="64"/></{prefix}patternFill></{prefix}fill>'
            for kind in kinds
        ).encode()
        numbers = {kind: len(self.fills.items) + at for at, kind in enumerate(kinds)}
        formats = b"".join(self._format(style, numbers[kind]) for style, kind in self.wanted)
        edits: list[tuple[int, int, bytes]] = []
        count = len(self.wanted)
        if self.with_ours and self.fonts is not None:
            from sellercheck.sheets import _additions as ours

            formats += ours.formats(len(self.fonts.items), len(self.fills.items) + len(kinds), prefix).encode()
            fills += ours.fills(prefix).encode()
            count += len(ours.FORMATS)
            edits += self._grown(self.fonts, ours.fonts(prefix).encode(), len(ours.FONTS))
            edits += self._grown(self.fills, fills, len(kinds) + len(ours.FILL_OF))
        else:
            edits += self._grown(self.fills, fills, len(kinds))
        return _applied(self.xml, [*edits, *self._grown(self.formats, formats, count)])

    def _format(self, style: int, fill: int) -> bytes:
        assert self.formats is not None
        start, end, _ = self.formats.items[style]
        xml = self.xml[start:end]
        match = _TAG.match(xml)
        assert match is not None
        tag = match[0]
        for name, value in ((b"fillId", b"%d" % fill), (b"applyFill", b"1")):
            tag, count = re.subn(rb"(\b" + name + rb"\s*=\s*)(?:\"[^\"]*\"|'[^']*')", rb'\g<1>"' + value + b'"', tag, count=1)
            if not count:
                close = 2 if tag.endswith(b"/>") else 1
                tag = tag[:-close].rstrip() + b" " + name + b'="' + value + b'"' + tag[-close:]
        return tag + xml[match.end() :]

    def _grown(self, found: _ListAt, more: bytes, count: int) -> list[tuple[int, int, bytes]]:
        match = _TAG.match(self.xml, found.start)
        assert match is not None
        tag = re.sub(rb"(\bcount\s*=\s*)(?:\"\d*\"|'\d*')", rb'\g<1>"%d"' % (len(found.items) + count), match[0], count=1)
        return [(match.start(), match.end(), tag), (found.end, found.end, more)]


@dataclass(slots=True)
class _ListAt:
    """A list of the styles' part."""

    start: int = 0
    end: int = 0
    """Where its closing tag begins."""
    tag: str = ""
    items: list[tuple[int, int, str]] = field(default_factory=list)


def _repack(
    stream: BufferedIOBase,
    new: Mapping[str, bytes],
    out: BinaryIO,
    path: str,
    more: Mapping[str, Iterable[str]],
    without: Container[str],
) -> None:
    """The package with some parts replaced, left out, or added behind: all others, their order and their dates as they lie there.

    The zip's records by APPNOTE.TXT 6.3.10, 4.3; workbooks that need its 64-bit forms are beyond the reader's limits.
    """
    stream.seek(0)
    data = stream.read()
    end = data.rfind(b"PK\x05\x06")
    if end < 0:
        raise SheetError(f"{path}: is cut off or damaged: the zip directory at its end is missing", _DAMAGED)
    count, size, start = struct.unpack("<HII", data[end + 10 : end + 20])
    shift = end - size - start  # bytes before the zip, which no office program writes
    at = start + shift
    entries = []
    for _ in range(count):
        if data[at : at + 4] != b"PK\x01\x02":
            raise SheetError(f"{path}: is damaged in its zip directory", _DAMAGED)
        flags = struct.unpack("<H", data[at + 8 : at + 10])[0]
        lengths = struct.unpack("<HHH", data[at + 28 : at + 34])
        offset = struct.unpack("<I", data[at + 42 : at + 46])[0] + shift
        raw = data[at + 46 : at + 46 + lengths[0]]
        record = data[at : at + 46 + sum(lengths)]
        entries.append((offset, raw.decode("utf-8" if flags & 0x800 else "cp437"), record))
        at += len(record)
    offsets = [*sorted({entry[0] for entry in entries}), start + shift]
    names = {offset: name for offset, name, _ in entries}
    places: dict[int, tuple[int, bytes]] = {}
    position = 0

    def put(piece: bytes) -> None:
        nonlocal position
        out.write(piece)
        position += len(piece)

    put(data[: offsets[0]])
    for offset, following in pairwise(offsets):
        begin = position
        if names[offset] in without:
            continue
        if names[offset] in new:
            header, body = _local(data, offset, new[names[offset]])
            put(header)
            put(body)
            places[offset] = begin, header
        else:
            put(data[offset:following])
            places[offset] = begin, b""
    fresh = []
    for name, texts in more.items():
        head, body = _fresh(name, texts)
        fresh.append(_directory_entry(name, head, position))
        put(head)
        put(body)
    directory = position
    for offset, name, record in entries:
        if name in without:
            count -= 1
            continue
        begin, header = places[offset]
        changed = record
        if header:
            flags = struct.unpack("<H", record[8:10])[0] & ~8
            changed = record[:8] + struct.pack("<H", flags) + header[8:10] + record[12:16] + header[14:26] + record[28:]
        put(changed[:42] + struct.pack("<I", begin) + changed[46:])
    for record in fresh:
        put(record)
    count += len(fresh)
    put(data[end : end + 8] + struct.pack("<HHII", count, count, position - directory, directory) + data[end + 20 :])


_DATE = 1 << 5 | 1
"""1980-01-01, as MS-DOS writes it: new parts have no clock, so that the same report gives the same bytes."""


def _fresh(name: str, texts: Iterable[str]) -> tuple[bytes, bytes]:
    """The local header and packed bytes of a part that was not there; packed while it is made, since it can be long."""
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    packed, check, size = [], 0, 0
    for text in texts:
        raw = text.encode()
        check, size = zlib.crc32(raw, check), size + len(raw)
        packed.append(packer.compress(raw))
    packed.append(packer.flush())
    body = b"".join(packed)
    spelt = name.encode()
    return struct.pack("<4s5HIIIHH", b"PK\x03\x04", 20, 0x800, 8, 0, _DATE, check, len(body), size, len(spelt), 0) + spelt, body


def _directory_entry(name: str, header: bytes, begin: int) -> bytes:
    return b"PK\x01\x02" + struct.pack("<H", 20) + header[4:30] + struct.pack("<HHHII", 0, 0, 0, 0, begin) + name.encode()


def _local(data: bytes, offset: int, body: bytes) -> tuple[bytes, bytes]:
    """The local header and packed bytes of a part that changed; its name, date and extra field stay."""
    name, extra = struct.unpack("<HH", data[offset + 26 : offset + 30])
    flags = struct.unpack("<H", data[offset + 6 : offset + 8])[0] & ~8  # the sizes stand in the header itself
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = packer.compress(body) + packer.flush()
    head = data[offset : offset + 6] + struct.pack("<HH", flags, 8) + data[offset + 10 : offset + 14]
    head += struct.pack("<IIIHH", zlib.crc32(body), len(packed), len(body), name, extra)
    return head + data[offset + 30 : offset + 30 + name + extra], packed
