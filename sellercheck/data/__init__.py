"""The bundled lists: opens a file of this folder and nothing else."""

from __future__ import annotations

import csv
import io
import pkgutil

from sellercheck.errors import ListMissing


def read_bytes(name: str) -> bytes:
    """The file as it is on disk; ListMissing for a file that the package does not hold."""
    try:
        content = pkgutil.get_data(__name__, name)
    except OSError as error:
        raise ListMissing(f'the bundled file "{name}" is missing', "Install sellercheck again.") from error
    if content is None:
        raise ListMissing(f'the bundled file "{name}" cannot be read', "Install sellercheck again.")
    return content


def read_rows(name: str) -> list[list[str]]:
    """The rows of a bundled CSV file, without its header."""
    return list(csv.reader(io.StringIO(read_bytes(name).decode("utf-8"), newline="")))[1:]


def read_columns(name: str, *columns: str) -> list[tuple[str, ...]]:
    """Some columns of a bundled CSV file, row by row."""
    rows = csv.reader(io.StringIO(read_bytes(name).decode("utf-8"), newline=""))
    header = next(rows)
    places = [header.index(column) for column in columns]
    return [tuple([row[place] for place in places]) for row in rows]


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of a bundled CSV file by column name."""
    return list(csv.DictReader(io.StringIO(read_bytes(name).decode("utf-8"), newline="")))
