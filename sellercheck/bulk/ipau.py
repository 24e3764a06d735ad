"""Australia: IP Australia's trade marks as CSV (IP RAPID, weekly, and the older IPGOD).

Files: the trade-mark tables of data.gov.au, in CSV or in a ZIP archive, in any order: rows of one number are put together. No file was
at hand, and the headings of IP RAPID stand in no source we could read, so `--column number="…" --column text="…"` names them; those
that are called as here, or as in IPGOD's tables 201 and 202, are found. Classes and owners only grow: to start anew, remove the
register and import the present files.

Tested on tables of this shape, made up; on nothing of the office's own.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from sellercheck.bulk._case import Case, Damaged, class_bits, written_day
from sellercheck.bulk._table import lines, places
from sellercheck.bulk.wipo_st66 import kind, standing
from sellercheck.errors import ListError

TITLE = "Australian trade marks (IP Australia)"
PUBLISHER = "IP Australia"
URL = "https://data.gov.au/data/dataset/iprapid"
LICENCE = "CC-BY 4.0"
TERRITORY = "AU"
ENDINGS = (".csv",)

FIELDS: Mapping[str, tuple[str, ...]] = {
    "number": ("number", "tm number", "trade mark number", "application number"),
    "text": ("text", "mark text", "words", "trade mark words"),
    "status": ("status", "cpi status", "status group", "status detail", "live or dead"),
    "classes": ("classes", "class", "class number", "nice class"),
    "owner": ("owner", "owner name", "applicant name", "name"),
    "kind": ("kind", "type of tm", "tm type"),
    "filed": ("filed", "filing date", "lodgement date", "application date"),
    "registered": ("registered", "registered date", "registration date"),
}
"""What can be told → headings it is found under when nobody names one."""
_ENDED = re.compile(r"(?i)^(?:never[ _]registered|discontinued|removed|refused)$")
_ALL = (1 << 46) - 2
"""Every Nice class."""


def read(stream: BinaryIO, name: str, columns: Mapping[str, str]) -> Iterator[Case | Damaged]:
    """The rows of one table; `columns`: field → heading, where it differs. Raises ListError for what is no such table."""
    wanted = {field: (columns[field],) if field in columns else headings for field, headings in FIELDS.items()}
    source = csv.reader(lines(stream, name))
    found: dict[str, int] | None = None
    width = 0
    while True:
        try:
            cells = next(source)
        except StopIteration:
            break
        except csv.Error as error:
            if found is None:
                raise ListError(f"{name}:{source.line_num}: {error}", "Give the table as CSV.") from error
            yield Damaged(f"{name}:{source.line_num}", str(error))
            continue
        where = f"{name}:{source.line_num}"
        if found is None:
            named = "Name the columns: --column number=… --column text=…, with the headings as they stand in the first line."
            found = places(cells, wanted, ("number", *columns), where, named)
            if len(found) == 1:
                raise ListError(f"{where}: no column but the number is known", named)
            width = len(cells)
        elif len(cells) != width:
            if any(cells):
                yield Damaged(where, f"the row has {len(cells)} cells, the heading {width}")
        else:
            yield _case({field: " ".join(cells[at].split()) for field, at in found.items()}, where)
    if found is None:
        raise ListError(f"{name}: is empty", "Give the table as CSV.")


def _case(row: dict[str, str], where: str) -> Case | Damaged:
    if not row["number"]:
        return Damaged(where, "no number")
    status, classes = row.get("status", ""), row.get("classes", "")
    filed, registered = written_day(row.get("filed", "")), written_day(row.get("registered", ""))
    return Case(
        row["number"], row["number"] if registered else "", row.get("text", ""), "ended" if _ENDED.match(status) else standing(status), status,
        _ALL if classes.lower() == "all" else class_bits(re.split(r"[^0-9A-Za-z]+", classes)), row.get("owner", ""), kind(row.get("kind", "")),
        filed or "", registered or "", "", bad_dates=(filed is None) + (registered is None), piece=True,
    )  # fmt: skip
