"""Taiwan: TIPO's open data on trade mark applications, as pages of JSON (`TmarkAppl`).

Files: answers of `https://cloud.tipo.gov.tw/S220/opdataapi/api/TmarkAppl?format=json&top=…&skip=…`, saved one by one or in a ZIP archive.
They tell applications and not what became of them: every mark counts as possibly alive.

Tested on one real page of two records (2026) and on pages made after it. The classes of applications before 15 July 1994 are Taiwan's
own and not of Nice: the real records have hair cream in class 32 and face cream in 33, both class 3 of Nice. (The day is that of the
Enforcement Rules as amended in 1994, http://whc-law.com.tw/English/trademark02.htm, read 2026-11-22; that those brought in the Nice
classes is inferred from it and from the records, and not read in a source.)
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from sellercheck.bulk._case import UNKNOWN, Case, Damaged, class_bits, written_day
from sellercheck.errors import ListError

TITLE = "Taiwanese trade mark applications (TIPO)"
PUBLISHER = "Taiwan Intellectual Property Office"
URL = "https://cloud.tipo.gov.tw/S220/opdataapi/api/TmarkAppl"
LICENCE = "Government Open Data License, version 1.0"
TERRITORY = "TW"
ENDINGS = (".json",)

NICE_SINCE = "1994-07-15"
PIECE = 1 << 18
RECORD_MOST = 8 << 20
"""Characters of one record."""
_LIST = '"tmarkcontent"'
_BETWEEN = re.compile(r"[ \t\r\n,]*")
_AGAIN = "Download the page again; nothing of it was imported."


def read(stream: BinaryIO, name: str) -> Iterator[Case | Damaged]:
    """The applications of one page, however many it holds. Raises ListError for what is no whole page."""
    text = _Text(stream, name)
    head = _opened(text, name)
    made = written_day(head.partition('"-create-date"')[2].partition('"')[2].partition('"')[0]) or ""
    for number, record in enumerate(_records(text, name, head), 1):
        where = f"{name}: record {number}"
        yield _case(record, made, where) if isinstance(record, dict) else Damaged(where, "no object")


class _Text:
    """A stream's text with as much of it held as somebody needs."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self.stream, self.name, self.held, self.ended = stream, name, "", False
        self.decoder = codecs.getincrementaldecoder("utf-8-sig")()

    def more(self) -> bool:
        """Hold more; False at the end."""
        if self.ended:
            return False
        piece = self.stream.read(PIECE)
        self.ended = not piece
        try:
            self.held += self.decoder.decode(piece, final=self.ended)
        except UnicodeDecodeError as error:
            raise ListError(f"{self.name}: is not UTF-8 text", _AGAIN) from error
        return True


def _opened(text: _Text, name: str) -> str:
    """Go to the first record; the page up to there."""
    while (at := text.held.find(_LIST)) < 0 or "[" not in text.held[at:]:
        if len(text.held) > RECORD_MOST or not text.more():
            what = "a web page" if text.held.lstrip()[:9].lower().startswith(("<!doctype", "<html")) else "no page of TmarkAppl"
            raise ListError(f"{name}: is {what}", "Save the answer of TmarkAppl with format=json.")
    begin = text.held.index("[", at) + 1
    head, text.held = text.held[:begin], text.held[begin:]
    return head


def _records(text: _Text, name: str, head: str) -> Iterator[Any]:
    """The elements of the list; the rest of the page must be there."""
    decoder = json.JSONDecoder()
    at = number = 0
    while True:
        at = _BETWEEN.match(text.held, at).end()  # type: ignore[union-attr] # it matches nothing, too
        if text.held.startswith("]", at):
            break
        try:
            record, at = decoder.raw_decode(text.held, at)
        except (ValueError, RecursionError):
            number += 1
            if len(text.held) - at > RECORD_MOST:
                raise ListError(f"{name}: record {number} is no JSON, or larger than {RECORD_MOST >> 20} Mi characters", _AGAIN) from None
            text.held, at = text.held[at:], 0
            if not text.more():
                raise ListError(f"{name}: ends within record {number}", _AGAIN) from None
            number -= 1
            continue
        number += 1
        yield record
    text.held = text.held[at:]
    while len(text.held) <= RECORD_MOST and text.more():
        pass
    try:
        json.loads(head + text.held)
    except (ValueError, RecursionError):
        raise ListError(f"{name}: ends before the page does", _AGAIN) from None


def _case(record: dict[str, Any], made: str, where: str) -> Case | Damaged:
    number = _told(record, "appl-no")
    if not number:
        return Damaged(where, "no application number")
    filed = written_day(_told(record, "appl-date"))
    words = list(
        dict.fromkeys(filter(None, (_told(record, key) for key in ("tmark-name", "tmark-draft-c", "tmark-draft-e", "tmark-draft-j"))))
    )
    codes = [_told(goods, "goodsclass-code") for goods in _items(record, "goodsclasses")]
    parties = record.get("parties")
    owners = [
        next((found for key in ("chinese-name", "english-name", "japanese-name") if (found := _told(one, key))), "")
        for one in _items(parties if isinstance(parties, dict) else {}, "applicants")
    ]
    return Case(
        number, "", words[0] if words else "", UNKNOWN, "", class_bits(codes) if (filed or "") >= NICE_SINCE else 0,
        "; ".join(dict.fromkeys(filter(None, owners))), "unknown", filed or "", "", made, pseudo=" | ".join(words[1:]), bad_dates=int(filed is None),
    )  # fmt: skip


def _told(record: dict[str, Any], key: str) -> str:
    value = record.get(key)
    if not isinstance(value, str | int) or isinstance(value, bool):
        return ""
    return " ".join(str(value).split()).encode("utf-8", "replace").decode("utf-8")  # JSON can write half a character


def _items(record: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The objects under a key: a page turned from XML tells a single one without its list."""
    value = record.get(key)
    value = [value] if isinstance(value, dict) else value
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
