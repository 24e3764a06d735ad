"""Parquet feeds, read batch by batch with pyarrow (the extra `parquet`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sellercheck.errors import SheetError
from sellercheck.listing import Row
from sellercheck.sheets import Book, Content, Fault, ReadOptions
from sellercheck.sheets._keyed import Flattener

SUFFIXES = (".parquet",)

_BATCH_ROWS = 4096
"""Rows turned into text at a time; more does not read faster and holds more long descriptions at once."""


def recognises(head: bytes, _suffix: str) -> bool:
    return head.startswith((b"PAR1", b"PARE"))


def read(content: Content, path: str, options: ReadOptions) -> Book:  # noqa: ARG001 - nothing of it can be forced
    import hashlib

    with content.open() as stream:
        if stream.read(4) == b"PARE":
            raise SheetError(f"{path}: is an encrypted Parquet file", "Export it without encryption.")
        stream.seek(0)
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    grid = Batches(path, content)
    grid.look_at()
    return Book(path=path, format="parquet", grids=(grid,), sha256=sha256, content=content)


@dataclass
class Batches:
    """The rows of a Parquet file. Nested columns are flattened as in JSON Lines."""

    path: str
    content: Content
    keys: tuple[str, ...] | None = None
    name: str | None = None
    hidden: bool = False
    faults: list[Fault] = field(default_factory=list)

    def look_at(self) -> None:
        """Learns the columns."""
        flat = Flattener()
        for number, item in enumerate(self._items(), 1):
            flat.learn(item)
            if number == _BATCH_ROWS:
                break
        if not flat.keys:
            raise SheetError(f"{self.path}: holds no rows", "Export the feed again and check that it holds products.")
        self.keys = tuple(flat.keys)

    def rows(self) -> Iterator[Row]:
        self.faults.clear()
        assert self.keys is not None
        flat = Flattener(self.keys)
        for number, item in enumerate(self._items(), 1):
            values = flat.values(item, number, self.faults)
            if any(value and not value.isspace() for value in values):
                yield Row(number, None, values)

    def _items(self) -> Iterator[dict[str, Any]]:
        try:
            import pyarrow as pa
            from pyarrow import parquet
        except ImportError as error:
            raise SheetError(
                f"{self.path}: reading Parquet needs a package that is not installed", "Install it: pip install 'sellercheck[parquet]'"
            ) from error
        try:
            with self.content.open() as stream, parquet.ParquetFile(stream) as file:
                for batch in file.iter_batches(_BATCH_ROWS):
                    yield from batch.to_pylist()
        except (
            pa.ArrowException,
            OSError,
            ValueError,
            KeyError,
            TypeError,
            OverflowError,
            NotImplementedError,
            UnicodeDecodeError,
        ) as error:
            raise SheetError(
                f"{self.path}: is cut off or damaged: {_first_sentence(error)}", "Download or export the file again."
            ) from error


def _first_sentence(error: BaseException) -> str:
    text = " ".join(str(error).split()).split(". ")[0][:160].rstrip(".")
    return text[:1].lower() + text[1:]
