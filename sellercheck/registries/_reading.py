"""Reading what registers send: tolerant of what is missing or new, strict about what is then asserted."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

_DATE = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})")
_NUMBER_NONE = re.compile(r"0*")


class Unreadable(ValueError):
    """The bytes are not what the register's documentation promises. The text holds nothing of the answer."""


def json_object(content: bytes) -> dict[str, Any]:
    """The JSON object in `content`; Unreadable for anything else."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Unreadable("the JSON is cut off or malformed") from error
    if not isinstance(found, dict):
        raise Unreadable("the JSON is no object")
    return found


class _NoDoctype(ET.TreeBuilder):
    def doctype(self, name: str, pubid: str, system: str) -> None:  # noqa: ARG002 -- the parser's signature
        raise Unreadable("the XML declares a document type")


def xml_root(content: bytes) -> ET.Element:
    """The root element; Unreadable for malformed XML, a document type (no register sends one) and HTML."""
    parser = ET.XMLParser(target=_NoDoctype())  # noqa: S314 -- a document type, and with it any entity, ends the parse
    try:
        parser.feed(content)
        root: ET.Element = parser.close()
    except Unreadable:
        raise
    except (ET.ParseError, ValueError, LookupError) as error:
        raise Unreadable("the XML is cut off or malformed") from error
    if local(root).lower() == "html":
        raise Unreadable("it is a web page")
    return root


def local(element: ET.Element) -> str:
    """The element's name without its namespace: prefixes and versions of the schemas differ from answer to answer."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: ET.Element | None, *path: str) -> Iterator[ET.Element]:
    """Elements at the end of `path`, each step a direct child of the one before.

    NOTE: never by descendants: opposition entries nest other people's marks, with words, dates and classes of their own.
    """
    if element is None:
        return
    if not path:
        yield element
        return
    for child in element:
        if local(child) == path[0]:
            yield from children(child, *path[1:])


def inner(element: ET.Element | None, *path: str) -> str:
    """The text of the first non-blank element at the end of `path`, trimmed; empty when there is none."""
    return next((text for found in children(element, *path) if (text := (found.text or "").strip())), "")


def within(element: ET.Element | None, name: str) -> Iterator[ET.Element]:
    """Descendants of that name: for branches that hold one thing only."""
    if element is not None:
        yield from (found for found in element.iter() if local(found) == name)


def outermost(element: ET.Element, *wanted: str) -> Iterator[ET.Element]:
    """Elements of these names that stand in no other such element, in order."""
    for child in element:
        if local(child) in wanted:
            yield child
        else:
            yield from outermost(child, *wanted)


def items(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a JSON list; nothing for anything else."""
    if isinstance(value, list):
        yield from (item for item in value if isinstance(item, dict))


def mapping(value: Any) -> dict[str, Any]:
    """A JSON object, or an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def plain(value: Any) -> str:
    """A JSON text or number as trimmed text; empty for anything else."""
    if isinstance(value, bool) or value is None:
        return ""
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def a_date(value: Any) -> date | None:
    """`2004-03-23`, `20040323`, `2000-05-09-04:00`, `2023-03-22T04:00:00`; None for what is no day, such as 1983-12-00."""
    found = _DATE.match(plain(value))
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def a_number(value: Any) -> str | None:
    """A register's number as text, leading zeros kept; None for an empty one or all zeros, which mean none."""
    text = plain(value)
    return None if _NUMBER_NONE.fullmatch(text) else text


def nice_classes(values: Iterable[Any]) -> frozenset[int]:
    """Those that are Nice classes 1–45, from numbers or texts such as `041`; US class letters and numbers above are left out."""
    found = set()
    for value in values:
        text = plain(value)
        if text.isascii() and text.isdecimal() and len(text) < 9 and 1 <= int(text) <= 45:
            found.add(int(text))
    return frozenset(found)


def names(values: Iterable[str]) -> tuple[str, ...]:
    """Names in the order given, blanks tidied, each once."""
    return tuple(dict.fromkeys(" ".join(value.split()) for value in values if value and value.strip()))
