"""What a seller should see to in the sheets of authorisations before they are needed: `inspect`.

Rows that have ended or end soon, marks with nothing for a platform or country, documents that are named and not there. A
document's bytes are compared with the SHA-256 named beside it, and never read: that a file is there says nothing about it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sellercheck import text as folding
from sellercheck.countries import codes
from sellercheck.mark import Authorisation
from sellercheck.settle.authorisations import SOON_DAYS, closed, last_day, shown_territories
from sellercheck.settle.sheet import Sheet
from sellercheck.settle.texts import say

_FILES = frozenset(
    {".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".heic", ".doc", ".docx", ".xls", ".xlsx", ".zip", ".eml", ".msg", ".txt"}
)
"""Endings by which a document is taken for a file; any other text is the number of a letter."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to see to."""

    kind: str
    """ended, not-begun, invoice-old, invoice-no-date, ends-soon, replaced, no-platform, no-territory, no-document, document-missing,
    document-changed or unknown-column."""
    where: str
    """The row, or the sheet."""
    mark: str
    text: str
    fault: bool
    """Something is missing now, as against a note."""


def inspect(
    sheets: Sequence[Sheet], *, today: dt.date, platforms: Iterable[str] = (), sold_in: Iterable[str] = (), language: str = "en"
) -> list[Remark]:
    """What is to be seen to, in the order of the rows, marks' gaps after the rows.

    `platforms` and `sold_in` are those every mark should have; without, what any row names is expected of all. The texts are in
    `language`.
    """
    rows = [row for sheet in sheets for row in sheet.rows]
    wanted = tuple(dict.fromkeys(platforms)) or tuple(sorted({name for row in rows for name in row.platforms})) or ("",)
    there = codes(sold_in) or frozenset().union(*(row.territories for row in rows))
    groups: dict[tuple[str, bool], list[Authorisation]] = {}
    for row in rows:
        groups.setdefault((folding.key(row.mark), row.basis == "compatible-only"), []).append(row)
    remarks = [remark for sheet in sheets for remark in _of_sheet(sheet, language)]
    for its in groups.values():
        remarks += _of_days(its, wanted, today, language)
        remarks += _gaps(its, wanted, there, today, language)
    order = {row.where: number for number, row in enumerate(rows)}
    return sorted(remarks, key=lambda remark: (order.get(remark.where, -1), remark.kind.startswith("no-")))


def _of_sheet(sheet: Sheet, language: str) -> Iterator[Remark]:
    for heading in sheet.unknown:
        yield Remark("unknown-column", sheet.path, "", say(language, "unknown-column", heading=heading), fault=False)
    folder = Path(sheet.path).parent
    for row in sheet.rows:
        if not row.document:
            if row.basis != "compatible-only" and not (row.basis == "own" and row.registration_no):
                yield Remark("no-document", row.where, row.mark, say(language, "no-document"), fault=True)
            continue
        if not row.document_sha256 and Path(row.document).suffix.lower() not in _FILES:
            continue
        file = folder / row.document
        try:
            if not file.is_file():
                yield Remark("document-missing", row.where, row.mark, say(language, "document-missing", file=file), fault=True)
            elif row.document_sha256 and _sha256(file) != row.document_sha256:
                yield Remark("document-changed", row.where, row.mark, say(language, "document-changed", file=file), fault=True)
        except (OSError, ValueError) as error:  # a name too long, or with a NUL
            yield Remark("document-missing", row.where, row.mark, say(language, "document-unopened", file=file, error=error), fault=True)


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _of_days(rows: Sequence[Authorisation], platforms: Sequence[str], today: dt.date, language: str) -> Iterator[Remark]:
    """Rows of one mark that do not count today, and those that end soon."""
    in_force = {platform: [row for row in rows if closed(row, platform, today) is None] for platform in platforms}
    for row in rows:
        its = [platform for platform in platforms if not row.platforms or platform in row.platforms]
        out = [(platform, why) for platform in its if (why := closed(row, platform, today)) is not None]
        if out:
            kind, words = out[0][1]
            if all(any(_reaches(other, row) for other in in_force[platform]) for platform, _ in out):
                yield Remark(
                    "replaced",
                    row.where,
                    row.mark,
                    say(language, "replaced", why=say(language, kind, document=row.name, **words)),
                    fault=False,
                )
            else:
                yield Remark(kind, row.where, row.mark, say(language, kind, document=row.name, **words), fault=True)
        elif its and (last := last_day(row, its)) is not None and (left := (last - today).days) <= SOON_DAYS:
            text = ("ends-soon" if left else "ends-today") if last == row.valid_to else "invoice-ages"
            yield Remark("ends-soon", row.where, row.mark, say(language, text, document=row.name, mark=row.mark, date=last.isoformat(), n=left), fault=False)  # fmt: skip


def _reaches(other: Authorisation, row: Authorisation) -> bool:
    """Whether `other` is for all the SKUs and classes that `row` is for; countries are looked at with the gaps."""
    skus = not other.skus or (bool(row.skus) and set(row.skus) <= set(other.skus))
    return skus and (not other.nice_classes or (bool(row.nice_classes) and row.nice_classes <= other.nice_classes))


def _gaps(
    rows: Sequence[Authorisation], platforms: Sequence[str], there: frozenset[str], today: dt.date, language: str
) -> Iterator[Remark]:
    """Platforms for which no row names the mark, and countries that those in force leave out."""
    first = rows[0]
    bare = [platform for platform in platforms if not any(not row.platforms or platform in row.platforms for row in rows)]
    if bare:
        yield Remark(
            "no-platform",
            first.where,
            first.mark,
            say(language, "no-platform", mark=first.mark, platforms=say(language, "comma").join(bare)),
            fault=True,
        )
    for platform in platforms:
        able = [row for row in rows if closed(row, platform, today) is None]
        missing = there - frozenset().union(*(row.territories or there for row in able))
        if able and missing:
            yield Remark("no-territory", first.where, first.mark, say(language, "no-territory-on" if platform else "no-territory", mark=first.mark, platform=platform, territories=shown_territories(missing)), fault=True)  # fmt: skip
