"""United Kingdom: the UKIPO's open data of 2018, domestic and international marks (`OpenDataDomestic.txt`, `OpenDataIR.txt`).

Files: `opendatadomestic.zip` and `opendataIR.zip` from gov.uk, or the text inside: UTF-16, cells parted by `|`, a row for each owner
of a mark. Issued for the last time in 2018: what was filed since is not there.

Tested on files made after the published layout (REGISTRIES.md 5.3); no real row was at hand. A row with another number of cells than the
heading (a `|` within a name; the real files have a hundred or so) is counted as one that cannot be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from sellercheck.bulk._case import Case, Damaged, written_day
from sellercheck.bulk._table import lines, places
from sellercheck.bulk.wipo_st66 import kind, standing
from sellercheck.errors import ListError

TITLE = "United Kingdom trade marks (UKIPO open data)"
PUBLISHER = "Intellectual Property Office of the United Kingdom"
URL = "https://assets.publishing.service.gov.uk/media/5a82e5f4e5274a2e87dc387d/opendatadomestic.zip"
LICENCE = "Open Government Licence v3.0"
TERRITORY = "GB"
ENDINGS = (".txt", ".csv")

_COLUMNS = {
    "number": ("Trade Mark",), "text": ("Mark Text",), "owner": ("Name",), "status": ("Status",), "kind": ("Mark Type",),
    "filed": ("Filed",), "published": ("Published",), "registered": ("Registered",),
    **{f"class {number}": (f"Class{number}",) for number in range(1, 46)},
}  # fmt: skip
_DAYS = ("filed", "published", "registered")


def read(stream: BinaryIO, name: str) -> Iterator[Case | Damaged]:
    """The rows of one file. Raises ListError for what is no such table."""
    columns: dict[str, int] | None = None
    width = 0
    for number, line in enumerate(lines(stream, name), 1):
        cells = line.rstrip("\r\n").split("|")
        if columns is None:
            width = len(cells)
            columns = places(
                cells, _COLUMNS, ("number", "text", "status"), f"{name}:{number}", "Give OpenDataDomestic.txt or the archive it comes in."
            )
        elif len(cells) == width:
            yield _case({field: cells[at].strip() for field, at in columns.items()}, f"{name}:{number}")
        elif line.strip():
            yield Damaged(f"{name}:{number}", f"the row has {len(cells)} cells, the heading {width}")
    if columns is None:
        raise ListError(f"{name}: is empty", "Give the file as the office publishes it.")


def _case(row: dict[str, str], where: str) -> Case | Damaged:
    if not row["number"]:
        return Damaged(where, "no number")
    days = [written_day(row.get(field, "")) for field in _DAYS]
    bits = sum(1 << number for number in range(1, 46) if row.get(f"class {number}", "").strip("0. ") not in {"", "False", "N"})
    text = " ".join(row["text"].split())
    return Case(
        row["number"], row["number"] if days[2] else "", text, standing(row["status"]), row["status"], bits, " ".join(row.get("owner", "").split()),
        kind(row.get("kind", "")), days[0] or "", days[2] or "", max(day or "" for day in days), bad_dates=days.count(None), piece=True,
    )  # fmt: skip
