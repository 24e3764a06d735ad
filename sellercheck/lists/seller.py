"""A seller's own list: CSV or TSV with a header, or a text file with one name a line.

Columns: `name` (or `brand`, `mark`), and if wanted `aliases`, `owner`, `classes`, `severity`, `note`, `ambiguous`. Several aliases or classes in a
cell are parted by `|` or `;`. A text file's blank lines and lines that start with `#` are passed over.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sellercheck.errors import ListError, ListMissing
from sellercheck.lists.entries import MarkEntry, Spelling
from sellercheck.mark import ListInfo, Mark

COLUMNS = ("name", "aliases", "owner", "classes", "severity", "note", "ambiguous")
_SAME = {"brand": "name", "mark": "name", "alias": "aliases", "nice_classes": "classes", "class": "classes", "notes": "note"}
_SEVERITIES = ("info", "low", "medium", "high")


def seller_list(path: Path | str) -> tuple[ListInfo, tuple[MarkEntry, ...]]:
    """The list at `path`; its name is the file's name, its date the day the file was last changed (UTC).

    Rows of one name (case and accents aside) are one mark. A row that cannot be meant raises ListError with `file:line`.
    """
    import hashlib

    path = Path(path)
    try:
        content = path.read_bytes()
        changed = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).date()
    except FileNotFoundError as error:
        raise ListMissing(f'there is no list at "{path}"', "Check the path.") from error
    except OSError as error:
        raise ListError(f'the list "{path}" cannot be read: {error.strerror or error}', "Check that it is a file you may read.") from error
    text = _decode(content, path)
    kind = path.suffix.lower()
    if kind not in {".csv", ".tsv", ".txt"}:
        raise ListError(f'"{path}" is no list: its name ends in "{kind}"', "Give a .csv, .tsv or .txt file.")
    found: dict[str, MarkEntry] = {}
    for entry in _lines(text, path) if kind == ".txt" else _rows(text, path, "\t" if kind == ".tsv" else None):
        key = _fold(entry.mark.text)
        held = found.get(key)
        if held is not None:
            added = tuple(spelling for spelling in entry.spellings if _fold(spelling.text) not in {_fold(s.text) for s in held.spellings})
            entry = replace(held, spellings=held.spellings + added)  # noqa: PLW2901 — takes the place of the row read
        found[key] = entry
    if not found:
        raise ListError(f'the list "{path}" holds no name', "Write one name a line, or a row for each name under the header name.")
    info = ListInfo(
        path.name, path.stem, "the seller", path.name, "the seller's own", changed, len(found), hashlib.sha256(content).hexdigest()
    )
    return info, tuple(found.values())


def _decode(content: bytes, path: Path) -> str:
    """UTF-8 or UTF-16 with a mark, UTF-8 without, or Chinese as spreadsheets save it (GB 2312 letters only: else it could be any code page)."""
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb2312"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ListError(f'the list "{path}" is neither UTF-8 nor UTF-16 text', 'Save it as "CSV UTF-8".')


def _lines(text: str, path: Path) -> Iterator[MarkEntry]:
    for number, line in enumerate(text.splitlines(), 1):
        name = line.strip()
        if name and not name.startswith("#"):
            yield _entry({"name": name}, path, number)


def _rows(text: str, path: Path, delimiter: str | None) -> Iterator[MarkEntry]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = delimiter or max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] = []
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if not header:
                header = _header(cells, path, reader.line_num)
                continue
            if len(cells) > len(header) and any(cells[len(header) :]):
                raise ListError(
                    f"{path}:{reader.line_num}: the row has {len(cells)} cells, the header {len(header)}",
                    f'Put text that holds "{delimiter}" in double quotes.',
                )
            yield _entry(dict(zip(header, cells, strict=False)), path, reader.line_num)
    except csv.Error as error:
        raise ListError(f"{path}:{reader.line_num}: {error}", "Close the double quotes of the cell, and double those inside it.") from error


def _header(cells: list[str], path: Path, line: int) -> list[str]:
    header = [_SAME.get(cell.lower().replace(" ", "_"), cell.lower().replace(" ", "_")) for cell in cells]
    while header and not header[-1]:
        header.pop()
    known = f"Use the columns {', '.join(COLUMNS)}."
    if "name" not in header:
        raise ListError(f'{path}:{line}: the header has no column "name"', known)
    for at, column in enumerate(header):
        if column not in COLUMNS:
            raise ListError(f'{path}:{line}: a list has no column "{cells[at]}"', known)
        if column in header[:at]:
            raise ListError(f'{path}:{line}: column "{column}" stands there twice', known)
    return header


def _entry(row: dict[str, str], path: Path, line: int) -> MarkEntry:
    name = row["name"]
    if not any(char.isalnum() for char in name):
        raise ListError(
            f'{path}:{line}: "{name}" is no name' if name else f"{path}:{line}: the row has no name",
            "Write the name as its owner writes it, or delete the row.",
        )
    ambiguous = _yes_no(row.get("ambiguous", ""), path, line)
    severity = row.get("severity", "").lower()
    if severity and severity not in _SEVERITIES:
        raise ListError(f'{path}:{line}: severity "{row["severity"]}" is not known', f"Choose one of: {', '.join(_SEVERITIES)}.")
    classes = set()
    for part in _parts(row.get("classes", "").replace(",", "|")):
        if not part.isdecimal() or not 1 <= int(part) <= 45:
            raise ListError(f'{path}:{line}: "{part}" is no Nice class', "Give numbers from 1 to 45, parted by |.")
        classes.add(int(part))
    mark = Mark(name, "brand", path.name, row.get("owner") or None, frozenset(classes), ambiguous=ambiguous)
    aliases = [alias for alias in dict.fromkeys(_parts(row.get("aliases", ""))) if any(map(str.isalnum, alias)) and alias != name]
    spellings = (Spelling(name, "name", ambiguous), *(Spelling(alias, "alias", False) for alias in aliases))
    return MarkEntry(mark, spellings, severity=severity or None, note=row.get("note", ""))


def _yes_no(cell: str, path: Path, line: int) -> bool:
    if cell.lower() in {"", "no", "n", "false", "0"}:
        return False
    if cell.lower() in {"yes", "y", "true", "1"}:
        return True
    raise ListError(f'{path}:{line}: ambiguous is "{cell}"', "Write yes or no.")


def _parts(cell: str) -> list[str]:
    return [part for raw in cell.replace(";", "|").split("|") if (part := raw.strip())]


def _fold(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(c))
