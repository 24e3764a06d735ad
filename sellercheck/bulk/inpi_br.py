"""Brazil: the trade marks of INPI's weekly gazette as XML (`RM….zip` of the Revista da Propriedade Industrial).

The gazette is a log of what the office did, week by week, and no register: only marks that a gazette imported here names are known, and
the latest act that says anything of a mark's standing decides. An act on a petition says nothing of it. A mark whose grant is told by
its dates alone is taken as registered.

Tested on one real process of 2020 and on files made after those elements and acts that public readers of the gazette know: an
older gazette has the Nice class beside the mark and not in a list, and a national class (`classe-nacional`) is none of Nice.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree import ElementTree as ET

from sellercheck.bulk._case import ENDED, PENDING, REGISTERED, UNKNOWN, Case, Damaged, class_bits, written_day
from sellercheck.bulk._elements import records, text

TITLE = "Brazilian trade mark gazette (INPI)"
PUBLISHER = "Instituto Nacional da Propriedade Industrial"
URL = "https://revistas.inpi.gov.br/rpi/"
LICENCE = "open data by Decree 8.777/2016"
TERRITORY = "BR"
ENDINGS = (".xml",)

_ACTS = (
    ("concessao de registro", REGISTERED),
    ("extincao de registro", ENDED),
    ("arquivamento definitivo", ENDED),
    ("indeferimento do pedido", ENDED),
    ("deferimento do pedido", PENDING),
    ("publicacao de pedido", PENDING),
    ("republicacao de pedido", PENDING),
    ("notificacao de oposicao", PENDING),
    ("exigencia formal", PENDING),
    ("exigencia de merito", PENDING),
    ("sobrestamento do exame de merito", PENDING),
)
"""How the name of an act begins, in small letters without accents, and how the mark stands after it."""
_CODES = {"IPAS009": PENDING, "IPAS158": REGISTERED, "IPAS024": ENDED, "IPAS161": ENDED}
"""Where the name is missing."""
_REOPENING = ("recurso", "anulac", "anulad", "reforma", "restaurac", "desarquivamento")
"""What may undo an earlier act: from then on nobody can tell."""
_KINDS = {"nominativa": "word", "mista": "combined", "figurativa": "figurative", "tridimensional": "shape"}


def read(stream: BinaryIO, name: str) -> Iterator[Case | Damaged]:
    """The processes of one gazette. Raises ListError for what is no whole XML or declares entities."""
    gazette: dict[str, str] = {}
    for number, record in enumerate(records(stream, name, "processo", root=gazette), 1):
        yield _case(record, written_day(gazette.get("data", "")) or "", f"{name}: process {number}")


def _case(record: ET.Element, published: str, where: str) -> Case | Damaged:
    number = (record.get("numero") or "").strip()
    if not number:
        return Damaged(where, "no number")
    days = [written_day(record.get(name) or "") for name in ("data-deposito", "data-concessao")]
    told = [(act.get("codigo") or "", act.get("nome") or "") for act in record.findall("despachos/despacho")]
    # Of several acts in one issue the last that says anything; where none does, the day of grant.
    decisive = [(status, code, name) for code, name in told if (status := _standing(code, name))]
    if not decisive and days[1]:
        decisive = [(REGISTERED, "", "data-concessao")]
    status, code, act = decisive[-1] if decisive else (UNKNOWN, "", "")
    holders = [" ".join((holder.get("nome-razao-social") or "").split()) for holder in record.findall("titulares/titular")]
    classes = [found.get("codigo") or "" for found in (*record.findall("lista-classe-nice/classe-nice"), *record.findall("classe-nice"))]
    mark = record.find("marca")
    return Case(
        number, number if days[1] or status == REGISTERED else "", text(mark, "nome"), status, " ".join(part for part in (code, act) if part),
        class_bits(classes), "; ".join(dict.fromkeys(filter(None, holders))),
        _KINDS.get((mark.get("apresentacao") or "").strip().lower(), "other") if mark is not None else "unknown",
        days[0] or "", days[1] or "", published, bad_dates=days.count(None), piece=True,
    )  # fmt: skip


def _standing(code: str, name: str) -> str | None:
    """How a mark stands after an act; None when the act does not tell."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(char))
    found = next((status for begin, status in _ACTS if plain.startswith(begin)), None) or (_CODES.get(code.strip()) if not plain else None)
    if found is None and any(word in plain for word in _REOPENING):
        return UNKNOWN
    return found
