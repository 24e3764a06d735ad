"""United States: the USPTO's trademark applications, daily and annual XML (DTD version 2.0).

Files: `apcYYMMDD.zip` (daily, product TRTDXFAP) and `apc18840407-…-NN.zip` (annual, TRTYRAP) from the Open Data Portal,
or the XML inside. A daily file holds the whole current record of every case touched that day. Also CSV that others derive from the
weekly gazette, which needs no key (columns `serial,mark,owner,classes,event,status,filing_date,pub_date,transaction_date`): each row
is added to what is known of its case.

Tested on six real records of 18 February 2018, on files made after the published DTD, and on 29 real rows of a gazette of August 2026.

A file is cut into its `case-file` records, of which the event history (half of the bytes, and nothing a listing is
held against) is passed over; plain records are read by their tags, others by the XML parser. No entity is ever
expanded: a file that declares one is refused.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import BinaryIO, cast
from xml.etree import ElementTree as ET

from sellercheck.bulk._case import ENDED, PENDING, REGISTERED, UNKNOWN, Case, Damaged, class_bits, day
from sellercheck.bulk._elements import records
from sellercheck.bulk._table import lines, places
from sellercheck.errors import ListError

TITLE = "United States trademark register (USPTO)"
PUBLISHER = "United States Patent and Trademark Office"
URL = "https://data.uspto.gov/bulkdata/datasets/trtdxfap"
LICENCE = "work of the United States government"
TERRITORY = "US"
ENDINGS = (".xml", ".csv")

_CODES = {
    REGISTERED: "624 625 700-708 739 778 780 790 800",
    ENDED: "400-406 411 412 414-417 600-610 612 614 618 626 632 709-714 781-783 900 901 968",
    PENDING: (
        "410 413 616 620 630 631 638 640-661 663-668 672 680-682 686 688-690 692-694 717-722 724 725 730-734 740 "
        "744-746 748 752 753 756 757 760 762-766 771-775 777 779 794 801-804 806-825 969 973"
    ),
}
"""Codes of "Table 1 Trademark Status Codes" (USPTO, updated 2023-06-20) by what its last column says of them; 000, 622,
715 and 970 are marked "Indifferent" there and are unknown here, like every code the table lacks."""

_OTHERS = (
    "Give the apc….zip files of the products TRTDXFAP and TRTYRAP, or the XML inside. The gazette's own XML is WIPO ST.96: "
    "sellercheck lists import wipo-st96 FILE --name uspto-gazette"
)
CHUNK = 1 << 20
PROLOG_MOST = 4 << 20
RECORD_MOST = 128 << 20
"""Bytes of one record; the largest seen has 11 MB."""
_OPEN, _CLOSE = b"<case-file>", b"</case-file>"
_END = b"</trademark-applications-daily>"
_EVENTS, _EVENTS_END = b"<case-file-event-statements>", b"</case-file-event-statements>"
_FIRST = re.compile(rb"<(?:[\w.-]+:)?case-file[\s/>]")
_ROOT = re.compile(rb"<(?:[\w.-]+:)?trademark-applications-daily[\s/>]")
_LOOSE = re.compile(rb"<case-file\s[^>]*(?<!/)>(.*?)</case-file\s*>", re.DOTALL)
_ODD = re.compile(rb"<[a-z0-9-]*[^a-z0-9/>-][^<>]*>|<!|<\?")
"""Attributes, comments, character data sections: nothing the layout has, but XML."""
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_PSEUDO = re.compile(rb"<type-code>PM[^<]*</type-code>\s*<text>([^<]*)</text>")
_OVERFLOW = re.compile(rb"<type-code>MK[^<]*</type-code>\s*<text>([^<]*)</text>")
_INTERNATIONAL = re.compile(rb"<international-code>([^<]*)</")
_GAZETTE = re.compile(rb"(?i)(?:\xef\xbb\xbf)?\"?serial\"?,")
_GAZETTE_COLUMNS = {
    "number": ("serial",), "text": ("mark",), "owner": ("owner",), "classes": ("classes",), "status": ("status",),
    "filed": ("filing_date",), "changed": ("transaction_date", "pub_date"), "event": ("event",),
}  # fmt: skip
_KINDS = {"1": "word", "2": "figurative", "3": "combined", "4": "word", "5": "stylised", "6": "sound"}


@lru_cache(1)
def statuses() -> dict[str, str]:
    """Status code → standing."""
    out = {}
    for status, told in _CODES.items():
        for part in told.split():
            low, _, high = part.partition("-")
            for code in range(int(low), int(high or low) + 1):
                out[str(code)] = status
    return out


def read(stream: BinaryIO, name: str) -> Iterator[Case | Damaged]:
    """The cases of one XML file, or of one CSV derived from the gazette.

    Raises ListError for a file that is neither, declares entities, or ends before its end.
    """
    begun = stream.read(CHUNK)
    if _GAZETTE.match(begun):
        yield from _gazette(stream, name, begun)
        return
    buffer, encoding = _prolog(stream, name, begun)
    if encoding is None:
        yield from _loosely(_Resumed(buffer, stream), name)
        return
    number = 0
    closed = False
    again = "Download the file again; nothing of it was imported."
    while True:
        done = 0
        while (start := buffer.find(_OPEN, done)) >= 0 and (end := buffer.find(_CLOSE, start)) >= 0:
            for odd in _records_in(buffer[done:start]):
                number += 1
                yield _case(odd, f"{name}: record {number}", encoding)
            *torn, record = buffer[start + len(_OPEN) : end].split(_OPEN)
            for _ in torn:
                number += 1
                yield Damaged(f"{name}: record {number}", "it is not closed before the next one begins")
            number += 1
            yield _case(record, f"{name}: record {number}", encoding)
            done = end + len(_CLOSE)
        closed = closed or _END in buffer[done:]
        if start < 0:
            odd_start = buffer.find(b"<case-file", done)
            start = odd_start if odd_start >= 0 else max(done, len(buffer) - len(_END))
        buffer = buffer[start:]
        if len(buffer) > RECORD_MOST:
            raise ListError(f"{name}: record {number + 1} is larger than {RECORD_MOST >> 20} MiB", "Check where the file comes from.")
        if not (more := stream.read(CHUNK)):
            break
        buffer += more
    if buffer.startswith(_OPEN):
        raise ListError(f"{name}: ends within record {number + 1}", again)
    for odd in _records_in(buffer):
        number += 1
        yield _case(odd, f"{name}: record {number}", encoding)
    if not closed:
        raise ListError(f"{name}: ends before its last element is closed", again)


def _records_in(gap: bytes) -> Iterator[bytes]:
    """Records between plain ones that are opened in another way: with attributes, with a blank."""
    if b"case-file" in gap:
        for found in _LOOSE.finditer(gap):
            yield found[1]


class _Resumed(io.RawIOBase):
    """A stream from its beginning, when some of it was read already."""

    def __init__(self, begun: bytes, stream: BinaryIO) -> None:
        super().__init__()
        self.begun, self.stream = begun, stream

    def read(self, size: int = -1) -> bytes:
        begun, self.begun = self.begun, b""
        return begun or self.stream.read(size)


def _loosely(stream: _Resumed, name: str) -> Iterator[Case | Damaged]:
    """The records of a file that writes its elements in another way than the office's: prefixes, attributes, blanks. Slower."""
    for number, tree in enumerate(records(cast("BinaryIO", stream), name, "case-file"), 1):
        yield _case(_plain(tree), f"{name}: record {number}", "utf-8")


def _gazette(stream: BinaryIO, name: str, begun: bytes) -> Iterator[Case | Damaged]:
    """The rows of a CSV file derived from the gazette."""
    source = csv.reader(lines(stream, name, begun))
    heading = next(source)
    at = places(heading, _GAZETTE_COLUMNS, ("number", "text", "status"), name, "Give the CSV as it was published.")
    for cells in source:
        where = f"{name}:{source.line_num}"
        if len(cells) != len(heading):
            yield Damaged(where, f"the row has {len(cells)} cells, the heading {len(heading)}")
            continue
        row = {field: " ".join(cells[column].split()) for field, column in at.items()}
        number, filed, changed = row["number"], day(row.get("filed", "")), day(row.get("changed", ""))
        if not number.isdecimal():
            yield Damaged(where, "no serial number")
            continue
        standing = statuses().get(row["status"].lstrip("0") or "0", UNKNOWN)
        if standing == PENDING and row.get("event") == "registered":
            standing = REGISTERED  # the code beside it is still that of the publication
        yield Case(
            number.zfill(8), "", row["text"], standing, " ".join(filter(None, (row["status"], row.get("event")))),
            class_bits(re.split(r"[^0-9A-Z]+", row.get("classes", ""))), row.get("owner", ""), "unknown", filed or "", "", changed or "",
            bad_dates=(filed is None) + (changed is None), piece=True,
        )  # fmt: skip


def _prolog(stream: BinaryIO, name: str, buffer: bytes) -> tuple[bytes, str | None]:
    """What stands before the first record, with what was read behind it, and the encoding; None where records are not opened plainly.

    `buffer`: what was read already.
    """
    while not (first := _FIRST.search(buffer)) and len(buffer) < PROLOG_MOST and (more := stream.read(CHUNK)):
        buffer += more
    head = buffer[: first.start()] if first else buffer
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head[:200]:
        raise ListError(f"{name}: is UTF-16 text", "The office publishes UTF-8; save the file so.")
    if b"<!ENTITY" in head:
        raise ListError(f"{name}: declares XML entities, which the office's files never do", "Check where the file comes from.")
    if not _ROOT.search(head):
        what = "a web page" if b"<html" in head[:4096].lower() else "no trademark XML of the USPTO"
        raise ListError(f"{name}: is {what}", _OTHERS)
    if first and first[0] != _OPEN:
        return buffer, None
    told = _ENCODING.search(head[:200])
    encoding = told[1].decode("ascii").lower() if told else "utf-8"
    if encoding not in {"utf-8", "us-ascii", "ascii", "iso-8859-1", "latin-1", "windows-1252"}:
        raise ListError(f'{name}: is encoded as "{encoding}"', "The office publishes UTF-8; save the file so.")
    return buffer, encoding


def _between(text: bytes, tag: bytes) -> bytes:
    """What follows the first `tag`, up to the next one."""
    start = text.find(tag)
    if start < 0:
        return b""
    start += len(tag)
    return text[start : text.find(b"<", start)]


def _section(text: bytes, tag: bytes) -> bytes:
    start = text.find(b"<" + tag + b">")
    return text[start : text.find(b"</" + tag + b">", start)] if start >= 0 else b""


def _case(record: bytes, where: str, encoding: str) -> Case | Damaged:
    """One record, its outer tags off."""
    events = record.find(_EVENTS)
    if events >= 0:
        after = record.find(_EVENTS_END, events)
        if after < 0:
            return Damaged(where, "its event statements are not closed")
        record = record[:events] + record[after + len(_EVENTS_END) :]
    if _ODD.search(record):
        try:
            tree = ET.fromstring(_declared(encoding) + _OPEN + record + _CLOSE)  # noqa: S314 -- one record without a DTD: nothing to expand
        except ET.ParseError as error:
            return Damaged(where, f"not XML: {error}")
        record = _plain(tree)
        encoding = "utf-8"
    try:
        return _read(record, where, encoding)
    except UnicodeDecodeError:
        return Damaged(where, f"not {encoding.upper()} text")


def _declared(encoding: str) -> bytes:
    return f'<?xml version="1.0" encoding="{encoding}"?>'.encode("ascii")


def _plain(tree: ET.Element) -> bytes:
    """The record as the layout has it: no attributes, no comments."""
    for element in tree.iter():
        element.attrib.clear()
        element.tail = None
    plain: bytes = ET.tostring(tree, encoding="utf-8", xml_declaration=False, short_empty_elements=False)
    return plain[len(_OPEN) : -len(_CLOSE)]


def _read(record: bytes, where: str, encoding: str) -> Case | Damaged:
    def text(raw: bytes) -> str:
        return unescaped(raw.decode(encoding)) if b"&" in raw else raw.decode(encoding)

    number = _between(record, b"<serial-number>").strip()
    if not number.isdigit():
        return Damaged(where, "no serial number")
    header = _section(record, b"case-file-header")
    registration = _between(record, b"<registration-number>").strip().decode(encoding)
    code = _between(header, b"<status-code>").strip().decode(encoding)
    name = text(_between(header, b"<mark-identification>"))
    pseudo = ""
    statements = _section(record, b"case-file-statements")
    if b"<type-code>MK" in statements:
        name += "".join(text(found) for found in _OVERFLOW.findall(statements))
    if b"<type-code>PM" in statements:
        pseudo = " | ".join(text(found).strip() for found in _PSEUDO.findall(statements))
    bad = 0
    days = []
    for raw in (
        _between(header, b"<filing-date>"),
        _between(header, b"<registration-date>"),
        _between(record, b"<transaction-date>"),
    ):
        found = _day(raw)
        bad += found is None
        days.append(found or "")
    classes = _classes(_section(record, b"classifications"))
    owner = _owner(_section(record, b"case-file-owners"), text)
    name = " ".join(name.split())
    drawing = _between(header, b"<mark-drawing-code>").strip()[:1].decode(encoding)
    return Case(
        number.decode("ascii"),
        registration if registration.strip("0") else "",
        name,
        statuses().get(code.lstrip("0") or "0", UNKNOWN),
        code,
        classes,
        owner,
        _KINDS.get(drawing, "unknown"),
        days[0],
        days[1],
        days[2],
        not (name or classes or owner or drawing),
        pseudo,
        bad,
    )


@lru_cache(1 << 16)
def _day(raw: bytes) -> str | None:
    return day(raw.decode("ascii", "replace"))


@lru_cache(1 << 14)
def _classes(section: bytes) -> int:
    """International classes that still count: status 6 is active. `primary-code` may be an old US class and is never read."""
    codes: list[str] = []
    for classification in section.split(b"<classification>")[1:]:
        if _between(classification, b"<status-code>").strip() in {b"6", b"06", b""}:
            codes += [found.decode("ascii", "replace") for found in _INTERNATIONAL.findall(classification)]
    return class_bits(codes)


def _owner(section: bytes, text: Callable[[bytes], str]) -> str:
    """The owners of the highest party type: 10 applicant, 20 at publication, 30 registrant, then later ones."""
    newest = -1
    names: list[bytes] = []
    for owner in section.split(b"<case-file-owner>")[1:]:
        party = _between(owner, b"<party-type>").strip()
        rank = int(party[:9]) if party.isdigit() else 0
        if rank >= newest:
            if rank > newest:
                newest = rank
                names.clear()
            names.append(_between(owner, b"<party-name>"))
    return "; ".join(dict.fromkeys(" ".join(text(name).split()) for name in names if name.strip()))


_ENTITY = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def unescaped(text: str) -> str:
    """`text` with XML's five entities and character references as characters; others stay as they are written."""

    def put(found: re.Match[str]) -> str:
        if found[3]:
            return _NAMED[found[3]]
        code = int(found[1]) if found[1] else int(found[2], 16)
        return chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else found[0]

    return _ENTITY.sub(put, text)
