"""Registers as tables: text files of rows under headings, read line by line."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from sellercheck.errors import ListError

PIECE = 1 << 18
LINE_MOST = 4 << 20
"""Characters of one row; a register's longest, with its goods, has some tens of thousands."""
_AGAIN = "Download the file again; nothing of it was imported."


def lines(stream: BinaryIO, name: str, start: bytes = b"") -> Iterator[str]:
    """The lines of a text file with their ends: UTF-8, or UTF-16 where it begins as such, with a byte order mark or without.

    `start`: what was read of it already. Only a line feed ends a line: names hold other signs that Python takes for one. ListError for other bytes, and for a web page.
    """
    piece = start or stream.read(max(PIECE, 4))
    encoding = _encoding(piece)
    decoder = codecs.getincrementaldecoder(encoding)()
    rest, first = "", True
    try:
        while True:
            *whole, rest = (rest + decoder.decode(piece, final=not piece)).split("\n")
            if first and (whole or rest):
                first = False
                if (whole[0] if whole else rest).lstrip().lower().startswith(("<!doctype", "<html")):
                    raise ListError(f"{name}: is a web page", "Give the file as the office publishes it.")
            for line in whole:
                yield f"{line}\n"
            if len(rest) > LINE_MOST:
                raise ListError(f"{name}: has a row of more than {LINE_MOST:,} characters", "Check where the file comes from.")
            if not piece:
                break
            piece = stream.read(PIECE)
    except UnicodeDecodeError as error:
        what = (
            "ends within a character"
            if "unexpected end" in error.reason or "truncated" in error.reason
            else f"is not {encoding.upper()} text"
        )
        raise ListError(f"{name}: {what}", _AGAIN) from error
    if rest:
        yield rest


def _encoding(start: bytes) -> str:
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start[1:2] == b"\0" != start[:1]:
        return "utf-16-le"
    return "utf-8-sig"


def places(headings: Sequence[str], wanted: Mapping[str, Sequence[str]], required: Sequence[str], where: str, hint: str) -> dict[str, int]:
    """Where each field stands: field → column, by headings that are the same but for case, blanks and signs.

    `wanted`: field → its headings, the better one first. ListError when a required field has none.
    """
    at: dict[str, int] = {}
    for number, heading in enumerate(headings):
        at.setdefault(_plain(heading), number)
    found = {}
    for field, names in wanted.items():
        column = next((at[_plain(name)] for name in names if _plain(name) in at), None)
        if column is not None:
            found[field] = column
    lacking = [field for field in required if field not in found]
    if lacking:
        raise ListError(f"{where}: no column tells the {' and the '.join(lacking)}", hint)
    return found


def _plain(heading: str) -> str:
    return "".join(char for char in heading.lower() if char.isalnum())
