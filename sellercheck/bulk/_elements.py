"""XML registers whose records are elements of one name: each is read by itself, and let go before the next.

Names are compared without their namespace: offices serve the same record under several. No entity is ever expanded: a
file that declares one is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree import ElementTree as ET
from xml.parsers import expat

from sellercheck.errors import ListError

PIECE = 1 << 16
DEPTH_MOST = 200
RECORD_MOST = 500_000
"""Elements within one record."""
_AGAIN = "Download the file again; nothing of it was imported."


def name_of(tag: str) -> str:
    """An element's name without its namespace."""
    return tag.rpartition("}")[2]


def records(stream: BinaryIO, name: str, *elements: str, root: dict[str, str] | None = None, ended: str = "") -> Iterator[ET.Element]:
    """Every outermost element of the file that has one of these names, whole; its tags carry no namespace.

    A name may tell the parent too: `TradeMarkDetails/TradeMark`. `root` receives the attributes of the file's own element. Where
    an element `ended` of the file ends, an empty one of that name is given.

    Raises ListError for a file that is no XML, ends before its end, or declares entities.
    """
    builder = _Builder(elements, {} if root is None else root, ended)
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = builder.entity
    try:
        while piece := stream.read(PIECE):
            parser.Parse(piece, False)
            yield from builder.taken()
        parser.Parse(b"", True)
        yield from builder.taken()
    except expat.ExpatError as error:
        raise ListError(f"{name}: not whole XML: {error}", _AGAIN) from error
    except _Refused as error:
        raise ListError(f"{name}: {error}", "Check where the file comes from.") from error


class _Refused(Exception):
    """Something the offices' files never have."""


class _Builder:
    """Builds the records and nothing else."""

    def __init__(self, elements: tuple[str, ...], root: dict[str, str], ended: str) -> None:
        self.wanted = {element.rpartition("/")[2]: element.rpartition("/")[0] for element in elements}
        """Name → name of the parent, empty for any."""
        self.root, self.ended = root, ended
        self.around: list[str] = []
        """Names of the elements that are open around a record."""
        self.stack: list[ET.Element] = []
        self.done: list[ET.Element] = []
        self.depth = self.count = 0

    def taken(self) -> Iterator[ET.Element]:
        done, self.done = self.done, []
        yield from done

    def entity(self, name: str, *_: object) -> None:
        raise _Refused(f'declares the XML entity "{name}", which the offices\' files never do')

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = name_of(tag)
        self.depth += 1
        if self.depth > DEPTH_MOST:
            raise _Refused(f"nests {DEPTH_MOST} elements")
        if self.depth == 1:
            self.root.update(attributes)
        if not self.stack:
            parent = self.wanted.get(tag)
            if parent is None or (parent and (not self.around or self.around[-1] != parent)):
                self.around.append(tag)
                return
        self.count = self.count + 1 if self.stack else 0
        if self.count > RECORD_MOST:
            raise _Refused(f"has a record of more than {RECORD_MOST:,} elements")
        made = ET.Element(tag, {name_of(key): value for key, value in attributes.items()})
        if self.stack:
            self.stack[-1].append(made)
        self.stack.append(made)

    def end(self, _: str) -> None:
        self.depth -= 1
        if self.stack:
            made = self.stack.pop()
            if not self.stack:
                self.done.append(made)
        elif self.around.pop() == self.ended:
            self.done.append(ET.Element(self.ended))

    def data(self, text: str) -> None:
        if self.stack:
            made = self.stack[-1]
            if len(made):
                made[-1].tail = (made[-1].tail or "") + text
            else:
                made.text = (made.text or "") + text


def text(record: ET.Element | None, path: str) -> str:
    """The text at `path` below `record`, blanks made single; empty where there is none."""
    return " ".join((record.findtext(path) or "").split()) if record is not None else ""


def texts(record: ET.Element, path: str) -> list[str]:
    """The texts at `path`, none twice."""
    return list(dict.fromkeys(found for element in record.findall(path) if (found := " ".join((element.text or "").split()))))
