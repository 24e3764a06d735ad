"""A seller's own list: CSV, TSV or XLSX with a header, YAML, or a text file with one name a line.

Columns: `name` (or `brand`, `mark`), and if wanted `aliases`, `owner`, `classes`, `severity`, `note`, `ambiguous`. Several aliases or classes in a
cell are parted by `|` or `;`. `severity` takes the place of what a rule says of the name. A text file's blank lines and lines that start with
`#` are passed over; of a workbook the first worksheet with a name column counts; YAML is a sequence of names, or of mappings with these keys.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sellercheck import yamlfile
from sellercheck.errors import ListError, ListMissing, RulePackError
from sellercheck.lists import home
from sellercheck.lists.entries import MarkEntry, Spelling
from sellercheck.mark import ListInfo, Mark

COLUMNS = ("name", "aliases", "owner", "classes", "severity", "note", "ambiguous")
_SAME = {"brand": "name", "mark": "name", "alias": "aliases", "nice_classes": "classes", "class": "classes", "notes": "note"}
ENDINGS = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".yaml", ".yml"})
MOST_BYTES = 64 << 20
"""Of the file, and of a workbook unpacked four times as many; 500,000 names need a tenth."""
_SEVERITIES = ("info", "low", "medium", "high")


def seller_list(path: Path | str) -> tuple[ListInfo, tuple[MarkEntry, ...]]:
    """The list at `path`; its name is the file's name (or the one it was imported under), its date the day it was last changed (UTC).

    Rows of one name (case and accents aside) are one mark. A row that cannot be meant raises ListError with `file:line`.
    """
    import hashlib

    path = Path(path)
    kind = path.suffix.lower()
    try:
        stat = path.stat()
        content = path.read_bytes() if stat.st_size <= MOST_BYTES or not path.is_file() else b""
        changed = datetime.fromtimestamp(stat.st_mtime, tz=UTC).date()
    except FileNotFoundError as error:
        raise ListMissing(f'there is no list at "{path}"', "Check the path.") from error
    except OSError as error:
        raise ListError(f'the list "{path}" cannot be read: {error.strerror or error}', "Check that it is a file you may read.") from error
    if stat.st_size > MOST_BYTES:
        raise ListError(f'the list "{path}" has more than {MOST_BYTES >> 20} MiB', "Check that this is the file you meant.")
    if kind not in ENDINGS:
        raise ListError(f'"{path}" is no list: its name ends in "{kind}"', "Give a .csv, .tsv, .txt, .xlsx or .yaml file.")
    name = path.stem if path.parent == home.folder() / "own" else path.name
    if kind == ".xlsx":
        entries = _worksheet(content, path, name)
    elif kind in {".yaml", ".yml"}:
        entries = _yaml(content, path, name)
    else:
        text = _decode(content, path)
        entries = _lines(text, path, name) if kind == ".txt" else _rows(text, path, name, "\t" if kind == ".tsv" else None)
    found: dict[str, MarkEntry] = {}
    for entry in entries:
        key = _fold(entry.mark.text)
        held = found.get(key)
        if held is not None:
            added = tuple(spelling for spelling in entry.spellings if _fold(spelling.text) not in {_fold(s.text) for s in held.spellings})
            entry = held._replace(spellings=held.spellings + added)  # noqa: PLW2901 — takes the place of the row read
        found[key] = entry
    if not found:
        raise ListError(f'the list "{path}" holds no name', "Write one name a line, or a row for each name under the header name.")
    info = ListInfo(
        name,
        path.stem,
        "the seller",
        path.name,
        "the seller's own",
        changed,
        len(found),
        hashlib.sha256(name.encode() + content).hexdigest(),
        origin="own",
        stale_days=None,
    )
    return info, tuple(found.values())


def schema() -> dict[str, Any]:
    """The JSON Schema of a list in YAML, for editors; a table has the same columns."""
    text: dict[str, Any] = {"type": "string"}
    number = {"type": "integer", "minimum": 1, "maximum": 45}
    numbers = {"type": "string", "pattern": r"^\s*\d{1,2}(\s*[|;,]\s*\d{1,2})*\s*$"}
    shapes: dict[str, tuple[str, dict[str, Any]]] = {
        "name": ("The mark as its owner writes it.", {**text, "pattern": r"\w"}),
        "aliases": (
            "Other ways it is written; several parted by | or ;, or as a sequence.",
            {"anyOf": [text, {"type": "array", "items": text}]},
        ),
        "owner": ("Whose it is.", text),
        "classes": ("Nice classes of its goods.", {"anyOf": [number, numbers, {"type": "array", "items": {"anyOf": [number, numbers]}}]}),
        "severity": ("Takes the place of what a rule says of the name.", {"enum": list(_SEVERITIES)}),
        "note": ("Told with each finding.", text),
        "ambiguous": ("Whether it is also an everyday word.", {"enum": ["yes", "no", True, False]}),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "sellercheck list",
        "description": "A list of your own in YAML: names, or mappings. In CSV, TSV and XLSX the keys are the columns.",
        "type": "array",
        "minItems": 1,
        "items": {
            "anyOf": [
                {**text, "pattern": r"\w"},
                {
                    "type": "object",
                    "required": ["name"],
                    "additionalProperties": False,
                    "properties": {name: {"description": shapes[name][0], **shapes[name][1]} for name in COLUMNS},
                },
            ]
        },
    }


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


def _lines(text: str, path: Path, list_name: str) -> Iterator[MarkEntry]:
    for number, line in enumerate(text.splitlines(), 1):
        name = line.strip()
        if name and not name.startswith("#"):
            yield _entry({"name": name}, f"{path}:{number}", list_name)


def _rows(text: str, path: Path, list_name: str, delimiter: str | None) -> Iterator[MarkEntry]:
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
                header = _header(cells, f"{path}:{reader.line_num}")
                continue
            if len(cells) > len(header) and any(cells[len(header) :]):
                raise ListError(
                    f"{path}:{reader.line_num}: the row has {len(cells)} cells, the header {len(header)}",
                    f'Put text that holds "{delimiter}" in double quotes.',
                )
            yield _entry(dict(zip(header, cells, strict=False)), f"{path}:{reader.line_num}", list_name)
    except csv.Error as error:
        raise ListError(f"{path}:{reader.line_num}: {error}", "Close the double quotes of the cell, and double those inside it.") from error


def _worksheet(content: bytes, path: Path, list_name: str) -> Iterator[MarkEntry]:
    """The rows of the first worksheet whose first row has a column of names."""
    import zipfile

    import python_calamine

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(info.file_size for info in archive.infolist()) > 4 * MOST_BYTES:
                raise ListError(
                    f'the list "{path}" unpacks to more than {4 * MOST_BYTES >> 20} MiB', "Check that this is the file you meant."
                )
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
        grids = [(name, sheet.start[0] if sheet.start else 0, sheet.to_python(skip_empty_area=True)) for name, sheet in sheets]
    except (zipfile.BadZipFile, python_calamine.CalamineError, OSError) as error:
        raise ListError(f'the list "{path}" is no workbook that can be read: {error}', "Save it as .xlsx or CSV UTF-8 again.") from error
    for name, above, grid in grids:
        rows = [(above + number, [_cell(value) for value in row]) for number, row in enumerate(grid, 1)]
        rows = [(number, cells) for number, cells in rows if any(cells)]
        if not rows or (len(grids) > 1 and "name" not in map(_column, rows[0][1])):
            continue
        header = _header(rows[0][1], f"{path}!{name}:{rows[0][0]}")
        for number, cells in rows[1:]:
            yield _entry(dict(zip(header, cells, strict=False)), f"{path}!{name}:{number}", list_name)
        return


def _cell(value: object) -> str:
    """A workbook's cell as it is seen: 25, not 25.0; yes, not True."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _yaml(content: bytes, path: Path, list_name: str) -> Iterator[MarkEntry]:
    """A sequence of names, or of mappings with a list's columns as keys."""
    try:
        tree, lines = yamlfile.parse(content, str(path))
    except RulePackError as error:
        raise ListError(error.message, error.hint) from error
    if not isinstance(tree, list):
        raise ListError(f"{path}:1: not a sequence of names", "Write each name behind a dash: - name: Zwack")
    for number, item in enumerate(tree):
        where = f"{path}:{lines[number,]}"
        if isinstance(item, str):
            yield _entry({"name": item.strip()}, where, list_name)
            continue
        if not isinstance(item, dict):
            raise ListError(f"{where}: a sequence where a name should stand", "Write each name behind a dash of its own.")
        row = {}
        for header, value in zip(_header(list(item), where), item.values(), strict=True):
            parts = value if isinstance(value, list) else [value]
            if not all(isinstance(part, str) for part in parts):
                raise ListError(f'{where}: "{header}" is neither text nor a sequence of texts', f"Use the columns {', '.join(COLUMNS)}.")
            row[header] = "|".join(str(part).strip() for part in parts)
        yield _entry(row, where, list_name)


def _column(cell: str) -> str:
    name = cell.lower().replace(" ", "_")
    return _SAME.get(name, name)


def _header(cells: list[str], where: str) -> list[str]:
    header = [_column(cell) for cell in cells]
    while header and not header[-1]:
        header.pop()
    known = f"Use the columns {', '.join(COLUMNS)}."
    if "name" not in header:
        raise ListError(f'{where}: the header has no column "name"', known)
    for at, column in enumerate(header):
        if column not in COLUMNS:
            raise ListError(f'{where}: a list has no column "{cells[at]}"', known)
        if column in header[:at]:
            raise ListError(f'{where}: column "{column}" stands there twice', known)
    return header


def _entry(row: dict[str, str], where: str, list_name: str) -> MarkEntry:
    name = row["name"]
    if not any(char.isalnum() for char in name):
        raise ListError(
            f'{where}: "{name}" is no name' if name else f"{where}: the row has no name",
            "Write the name as its owner writes it, or delete the row.",
        )
    ambiguous = _yes_no(row.get("ambiguous", ""), where)
    severity = row.get("severity", "").lower()
    if severity and severity not in _SEVERITIES:
        raise ListError(f'{where}: severity "{row["severity"]}" is not known', f"Choose one of: {', '.join(_SEVERITIES)}.")
    classes = set()
    for part in _parts(row.get("classes", "").replace(",", "|")):
        if not part.isdecimal() or not 1 <= int(part) <= 45:
            raise ListError(f'{where}: "{part}" is no Nice class', "Give numbers from 1 to 45, parted by |.")
        classes.add(int(part))
    mark = Mark(name, "brand", list_name, row.get("owner") or None, frozenset(classes), ambiguous=ambiguous)
    aliases = [alias for alias in dict.fromkeys(_parts(row.get("aliases", ""))) if any(map(str.isalnum, alias)) and alias != name]
    spellings = (Spelling(name, "name", ambiguous), *(Spelling(alias, "alias", False) for alias in aliases))
    return MarkEntry(mark, spellings, severity=severity or None, note=row.get("note", ""))


def _yes_no(cell: str, where: str) -> bool:
    if cell.lower() in {"", "no", "n", "false", "0"}:
        return False
    if cell.lower() in {"yes", "y", "true", "1"}:
        return True
    raise ListError(f'{where}: ambiguous is "{cell}"', "Write yes or no.")


def _parts(cell: str) -> list[str]:
    return [part for raw in cell.replace(";", "|").split("|") if (part := raw.strip())]


def _fold(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(c))
