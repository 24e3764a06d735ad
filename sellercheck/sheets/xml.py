"""XML product feeds: RSS and Atom with Google's `g:` names, and shops' own `<products><product>…`.

The item is the element that repeats nearest the root and has parts of its own; the shop's `<title>` above it is none of
its fields. Names keep the prefix (`g:title`), parts of parts are dotted (`g:shipping.g:price`), a part that repeats is one
cell joined with `|`. A feed that declares a DTD is refused: feeds have none, and its entities could explode.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TextIO
from xml.parsers import expat

from sellercheck.errors import SheetError
from sellercheck.listing import Row
from sellercheck.sheets import Book, Content, Fault, ReadOptions
from sellercheck.sheets._encoding import Text, read_text
from sellercheck.sheets._keyed import Flattener

SUFFIXES = (".xml", ".rss", ".atom")

_LEARN_CHARS = 8 << 20
"""The item's element and the names of its fields are gathered from this much of the file."""
_BLOCK = 1 << 16
_MAX_ITEM = 64 << 20
"""Characters of text in one item; the longest descriptions stay below 1 MB."""
_MAX_DEPTH = 100
_GOOGLE = "http://base.google.com/ns/1.0"
_ITEMS = (
    "item",
    "entry",
    "product",
    "offer",
    "shopitem",
    "listing",
    "article",
    "good",
    "goods",
    "row",
    "record",
    "ad",
    "produkt",
    "produit",
    "producto",
    "artikel",
)
"""Element names that hold one product in the feeds of the comparison sites; they decide where only one item is there."""
_NAME = re.compile(r"title|name", re.IGNORECASE)
_START = re.compile(r"^\ufeff?\s*(?:<\?xml\b|<!--|<!DOCTYPE\s+(?!html)|<[A-Za-z_][\w.:-]*[\s/>])", re.IGNORECASE)
_DECLARED = re.compile(r"""^\ufeff?\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|table|div|meta|style|script|p|td|tr|th|span|b|br|a|img)\b", re.IGNORECASE)


def recognises(head: bytes, suffix: str) -> bool:
    text = _glimpse(head)
    if suffix in SUFFIXES:
        return not re.match(r"\s*<(?:!doctype\s+)?html\b", text.lstrip("\ufeff"), re.IGNORECASE)
    first = re.search(r"<[A-Za-z!][^?]", text)
    if not _START.match(text) or first is None or _PAGE.match(text, first.start()):
        return False
    return text.lstrip("\ufeff \t\r\n").startswith("<?xml") or suffix not in {".csv", ".tsv"} or "</" in text


def _glimpse(head: bytes) -> str:
    """The beginning of the bytes as far as ASCII goes; enough for tags."""
    for mark, name in (
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"<\0", "utf-16-le"),
        (b"\0<", "utf-16-be"),
    ):
        if head.startswith(mark):
            return head[:8192].decode(name, "replace")
    return head[:8192].decode("utf-8", "replace")


def read(content: Content, path: str, options: ReadOptions) -> Book:
    with content.open() as stream:
        declared = _DECLARED.match(_glimpse(stream.read(8192)))
    # a declared UTF-16 in a file without wide characters is a leftover of whoever re-saved it
    named = declared[1] if declared and not declared[1].lower().startswith(("utf-16", "ucs-2", "utf-8", "us-ascii")) else None
    text = read_text(content, path, options.encoding, named)
    head = text.head(8192)
    if "urn:schemas-microsoft-com:office:spreadsheet" in head:
        raise SheetError(
            f"{path}: is an Excel 2003 XML spreadsheet, not a product feed", "Open it in your spreadsheet program and save it as .xlsx."
        )
    grid = Feed(path, text)
    grid.look_at()
    return Book(
        path=path, format="xml", grids=(grid,), sha256=text.sha256, content=content, encoding=text.encoding,
        line_end=text.line_end, bom=bool(text.bom), notes=text.notes(),
    )  # fmt: skip


@dataclass
class Feed:
    """The items of a feed as rows."""

    path: str
    text: Text
    keys: tuple[str, ...] | None = None
    name: str | None = None
    hidden: bool = False
    faults: list[Fault] = field(default_factory=list)
    item: tuple[str, ...] = ()
    """Elements from the root to the one that is an item."""

    def look_at(self) -> None:
        """Learns which element is the item, and the names of its fields."""
        self.item = _find_item(self.path, self.text)
        flat = Flattener()
        for _, read_chars, item in self._items():
            flat.learn(item)
            if read_chars > _LEARN_CHARS:
                break
        if not flat.keys:
            raise SheetError(f"{self.path}: holds no items with fields", "Export the feed again and check that it holds products.")
        self.keys = tuple(flat.keys)

    def rows(self) -> Iterator[Row]:
        self.faults.clear()
        assert self.keys is not None
        flat = Flattener(self.keys)
        for number, (line, _, item) in enumerate(self._items(), 1):
            values = flat.values(item, line, self.faults)
            if any(value and not value.isspace() for value in values):
                yield Row(number, line, values)

    def _items(self) -> Iterator[tuple[int, int, dict[str, Any]]]:
        """Line where the item starts, characters read so far, and the item's fields."""
        builder = _Builder(self.item, self.path)
        for read_chars in _parse(self.path, self.text, builder):
            for line, item in builder.done:
                yield line, read_chars, item
            builder.done.clear()


class _Builder:
    """Gathers the text of each item's parts. A part that repeats becomes a list."""

    def __init__(self, item: tuple[str, ...], path: str) -> None:
        self.done: list[tuple[int, dict[str, Any]]] = []
        self.line: Callable[[], int] = lambda: 0
        self._item = item
        self._path = path
        self._stack: list[str] = []
        self._names: list[str] = []
        self._texts: list[list[str]] = []
        self._fields: dict[str, Any] | None = None
        self._at = 0
        self._size = 0
        self._leaf = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._stack.append(tag)
        if self._fields is None:
            if len(self._stack) == len(self._item) and tuple(self._stack) == self._item:
                self._fields, self._names, self._texts, self._size = {}, [], [[]], 0
                self._at = self.line()
                self._attributes("", attributes)
            return
        named = attributes.get("name") or attributes.get("@name")
        part = f"{tag}[{named}]" if named else tag
        self._names.append(f"{self._names[-1]}.{part}" if self._names else part)
        self._texts.append([])
        self._leaf = True
        self._attributes(self._names[-1], attributes)

    def end(self, _tag: str) -> None:
        closed = len(self._stack)
        self._stack.pop()
        if self._fields is None:
            return
        text = "".join(self._texts.pop())
        if closed == len(self._item):
            if text.strip():
                self._put("#text", text)
            self.done.append((self._at, self._fields))
            self._fields = None
        else:
            name = self._names.pop()
            if text and not text.isspace():
                self._put(name, text)
            elif self._leaf:
                self._fields.setdefault(name, "")
        self._leaf = False

    def text(self, text: str) -> None:
        if self._fields is not None:
            self._texts[-1].append(text)
            self._size += len(text)
            if self._size > _MAX_ITEM:
                raise SheetError(
                    f"{self._path}:{self._at}: one item holds more than {_MAX_ITEM >> 20} million characters",
                    "Check that every item is closed.",
                )

    def _attributes(self, name: str, attributes: dict[str, str]) -> None:
        for key, value in attributes.items():
            if not key.startswith("xmlns") and not (key == "name" and name):
                self._put(f"{name}@{key}" if name else key, value)

    def _put(self, name: str, text: str) -> None:
        assert self._fields is not None
        known = self._fields.get(name)
        if not known:
            self._fields[name] = text
        elif isinstance(known, list):
            known.append(text)
        else:
            self._fields[name] = [known, text]


class _Surveyor:
    """Counts the paths of elements, and which of them have elements inside."""

    def __init__(self) -> None:
        self.done: list[tuple[int, dict[str, Any]]] = []
        self.line: Callable[[], int] = lambda: 0
        self.counts: Counter[tuple[str, ...]] = Counter()
        self.parents: Counter[tuple[str, ...]] = Counter()
        self._stack: list[str] = []
        self._path: tuple[str, ...] = ()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._path) < 8:
            self.parents[self._path] += 1
            path = (*self._path, tag)
            self.counts[path] += 1
            self.parents[path] += len(attributes) > 1
        self._stack.append(tag)
        self._path = tuple(self._stack[:8]) if len(self._stack) > 8 else (*self._path, tag)

    def end(self, _tag: str) -> None:
        self._stack.pop()
        self._path = tuple(self._stack[:8])

    def text(self, _text: str) -> None:
        pass


def _find_item(path: str, text: Text) -> tuple[str, ...]:
    survey = _Surveyor()
    for read_chars in _parse(path, text, survey):
        if read_chars > _LEARN_CHARS // 4:
            break
    found = [each for each in survey.counts if survey.parents[each] and len(each) > 1]
    known = {each for each in found if each[-1].rsplit(":", 1)[-1].lower() in _ITEMS}
    # `<category name="Mugs"><product>…`: what groups the products has no name of its own inside.
    if (inner := min((each for each in known if _is_named(survey, each)), key=len, default=None)) is not None:
        found = [each for each in found if len(each) >= len(inner) or _is_named(survey, each) or survey.counts[each] > survey.counts[inner]]
    for some in ([each for each in found if survey.counts[each] > 1 or each in known], found):
        if some:
            return min(some, key=lambda each: (len(each), each not in known, -survey.parents[each], each))
    raise SheetError(
        f"{path}: is XML without items that have fields", "Export the product feed again, or save the sheet as .xlsx or CSV UTF-8."
    )


def _is_named(survey: _Surveyor, element: tuple[str, ...]) -> bool:
    """Whether elements of this path hold one that is called a title or name."""
    depth = len(element)
    return any(len(each) == depth + 1 and each[:depth] == element and _NAME.search(each[-1]) for each in survey.counts)


def _parse(path: str, text: Text, handler: _Builder | _Surveyor) -> Iterator[int]:
    """Feeds the file to the handler and gives the number of characters read after each block. Raises SheetError."""
    parser = expat.ParserCreate()
    prefixes: dict[str, str] = {}
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _MAX_DEPTH:
            raise SheetError(
                f"{path}:{parser.CurrentLineNumber}: elements are nested more than {_MAX_DEPTH} deep", "Export the product feed again."
            )
        for key, value in attributes.items():
            if value == _GOOGLE and key.startswith("xmlns:") and key != "xmlns:g":
                prefixes[key[6:]] = "g"
        handler.start(plain(tag), attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(tag)

    def plain(tag: str) -> str:
        prefix, colon, local = tag.partition(":")
        return f"{prefixes[prefix]}:{local}" if colon and prefix in prefixes else tag

    def refuse_unless_named(doctype: str, _system: str | None, _public: str | None, has_declarations: int) -> None:
        # Yandex's own definition of its feeds has this line; the DTD it names is never read.
        if doctype != "yml_catalog" or has_declarations:
            refuse()

    def refuse(*_: object) -> None:
        raise SheetError(
            f"{path}:{parser.CurrentLineNumber}: the feed declares a DTD, which could hold entities that explode; feeds need none",
            "Remove the <!DOCTYPE …> declaration or export the feed without it.",
        )

    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = refuse_unless_named
    parser.EntityDeclHandler = refuse
    handler.line = lambda: parser.CurrentLineNumber
    read_chars = 0
    with text.open() as stream:
        try:
            for block in _mended(stream):
                # the text is decoded already; expat takes str as UTF-8, whatever the declaration says
                parser.Parse(block, False)
                read_chars += len(block)
                yield read_chars
            parser.Parse("", True)
            yield read_chars
        except expat.ExpatError as error:
            raise SheetError(
                f"{path}:{error.lineno}: is no well-formed XML: {expat.errors.messages[error.code]}",
                "Export the feed again; it may be cut off, or hold a < that should be written &lt;.",
            ) from error


_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(?:(#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z][a-z0-9]{1,30});)?", re.IGNORECASE)
_NO_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF), "\ufffd")
_NO_XML_PRESENT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _mended(stream: TextIO) -> Iterator[str]:
    """The text with what shops' exports get wrong put right, so that one bare `&` in an address does not cost the feed.

    A bare `&` becomes `&amp;`, HTML's names (`&nbsp;`) the characters they mean; what XML forbids becomes U+FFFD. Nothing in a
    CDATA section is an entity, and none of this changes the number of lines.
    """
    rest = stream.read(_BLOCK).lstrip("\ufeff \t\r\n\0")
    within = False
    last = not rest
    while not last:
        block = stream.read(_BLOCK)
        last = not block
        text, rest = rest + block, ""
        at, pieces = 0, []
        while at < len(text):
            found = text.find("]]>" if within else "<![CDATA[", at)
            if found < 0:
                # keep what may be the first half of a marker or an entity for the next block
                edge = len(text) if last else max(at, len(text) - 2 if within else min(_edge(text, "<", 8), _edge(text, "&", 40)))
                pieces.append(text[at:edge] if within else _AMPERSAND.sub(_entity, text[at:edge]))
                rest = text[edge:]
                break
            stop = found + 3 if within else found
            pieces.append(text[at:stop] if within else _AMPERSAND.sub(_entity, text[at:stop]))
            at, within = stop, not within
            if within:
                pieces.append("<![CDATA[")
                at += 9
        whole = "".join(pieces)
        yield whole.translate(_NO_XML) if _NO_XML_PRESENT.search(whole) else whole


def _edge(text: str, mark: str, within: int) -> int:
    """Where `mark` starts among the last characters, else the text's end."""
    found = text.rfind(mark, max(0, len(text) - within))
    return found if found >= 0 else len(text)


def _entity(match: re.Match[str]) -> str:
    name = match[1]
    if not name:
        return "&amp;"
    if name.startswith("#"):
        point = int(f"0{name[1:]}", 16) if name[1] in "xX" else int(name[1:])
        return (
            match[0]
            if point in {9, 10, 13} or 32 <= point < 0xD800 or 0xE000 <= point < 0xFFFE or 0x10000 <= point < 0x110000
            else "\ufffd"
        )
    from html.entities import html5

    known = html5.get(f"{name};")
    return known.replace("&", "&amp;").replace("<", "&lt;") if known else f"&amp;{name};"
