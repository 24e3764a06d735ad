"""OLE containers (the files of Office before 2007) and the extents of the worksheets in a binary XLS.

Enough of [MS-CFB] and [MS-XLS] to know what a container holds and how far each worksheet reaches; values are calamine's.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BufferedIOBase

from sellercheck.errors import SheetError

_END = 0xFFFFFFFA
"""Sector numbers from here on mean free, end of chain or a table's own sector."""
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_VALUES = frozenset((0x0006, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6, 0x0002, 0x0003, 0x0004, 0x0005))
"""Records that start with row and column: formula, number, label, error, RK, shared string, rich string, and BIFF2's."""
_MULRK, _DIMENSIONS, _BOUNDSHEET, _BOF, _EOF, _BOOLERR, _SST = 0x00BD, 0x0200, 0x0085, 0x0809, 0x000A, 0x0205, 0x00FC


class Container:
    """The streams of an OLE file. Raises SheetError where its tables point nowhere or in circles."""

    def __init__(self, stream: BufferedIOBase, path: str) -> None:
        self._stream = stream
        self._path = path
        stream.seek(0)
        header = stream.read(512)
        if len(header) < 512:
            raise self.damaged()
        shift, mini_shift = struct.unpack_from("<HH", header, 30)
        if shift not in {9, 12} or mini_shift != 6:
            raise self.damaged()
        self._sector = 1 << shift
        stream.seek(0, 2)
        self._count = stream.tell() // self._sector + 1
        if any(count > self._count for count in struct.unpack_from("<II16xI4xI", header, 40)):
            raise self.damaged()  # calamine sets memory aside for the tables' announced sizes
        directory, self._cutoff, mini_table, difat = struct.unpack_from("<I4xIIxxxxI", header, 48)
        tables = [each for each in struct.unpack_from("<109I", header, 76) if each < _END]
        seen = 0
        while difat < _END:
            *more, difat = self._numbers(difat)
            tables += [each for each in more if each < _END]
            seen += 1
            if seen > self._count:
                raise self.damaged()
        self._next = [number for table in tables[: self._count] for number in self._numbers(table)]
        self._entries: dict[str, tuple[int, int]] = {}
        root = (_END, 0)
        for at, entry in enumerate(self._pieces(b"".join(self._chain(directory)), 128)):
            (length,) = struct.unpack_from("<H", entry, 64)
            start, size = struct.unpack_from("<II", entry, 116)
            if entry[66] in {2, 5}:
                if size > self._count * self._sector and at:
                    raise self.damaged()
                name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
                if at == 0:
                    root = (start, size)
                else:
                    self._entries.setdefault(name, (start, size))
        self._mini_next = [number for sector in self._chain(mini_table) for number in struct.unpack(f"<{len(sector) // 4}I", sector)]
        self._mini = b"".join(self._chain(root[0])) if self._mini_next else b""

    def names(self) -> set[str]:
        """Names of all streams, at whatever depth."""
        return set(self._entries)

    def stream(self, name: str) -> bytes:
        start, size = self._entries[name]
        if size >= self._cutoff:
            return b"".join(self._chain(start))[:size]
        pieces: list[bytes] = []
        while start < _END:
            if start >= len(self._mini_next) or len(pieces) > len(self._mini_next):
                raise self.damaged()
            pieces.append(self._mini[start * 64 : start * 64 + 64])
            start = self._mini_next[start]
        return b"".join(pieces)[:size]

    def _chain(self, sector: int) -> Iterator[bytes]:
        taken = 0
        while sector < _END:
            taken += 1
            if sector >= len(self._next) or taken > self._count:
                raise self.damaged()
            yield self._read(sector)
            sector = self._next[sector]

    def _read(self, sector: int) -> bytes:
        self._stream.seek((sector + 1) * self._sector)
        data = self._stream.read(self._sector)
        if not data:
            raise self.damaged()
        return data.ljust(self._sector, b"\0")

    def _numbers(self, sector: int) -> tuple[int, ...]:
        return struct.unpack(f"<{self._sector // 4}I", self._read(sector))

    @staticmethod
    def _pieces(data: bytes, size: int) -> Iterator[bytes]:
        return (data[at : at + size] for at in range(0, len(data) - size + 1, size))

    def damaged(self) -> SheetError:
        """The error to raise where the file contradicts itself."""
        return SheetError(
            f"{self._path}: is cut off or damaged",
            "Download the workbook again, or open it in your spreadsheet program and save it as .xlsx.",
        )


def extents(container: Container) -> Iterator[tuple[str, int, int, dict[tuple[int, int], str]]]:
    """Name, rows, columns and error cells (by row and column from 0) of each worksheet in the workbook stream."""
    name = next(each for each in ("Workbook", "WORKBOOK", "Book", "BOOK") if each in container.names())
    data = container.stream(name)
    modern = name.upper() == "WORKBOOK"
    for kind, body in _records(data, 0):
        if kind == _BOUNDSHEET and len(body) > 8:
            (start,) = struct.unpack_from("<I", body)
            if not modern:
                title = body[7 : 7 + body[6]].decode("latin-1")
            elif body[7] & 1:
                title = body[8 : 8 + 2 * body[6]].decode("utf-16-le", "replace")
            else:
                title = body[8 : 8 + body[6]].decode("latin-1")
            yield (title, *_extent(data, start))
        elif kind == _SST and len(body) >= 8 and struct.unpack_from("<I", body, 4)[0] > len(data):
            raise container.damaged()  # calamine sets memory aside for the announced number of strings
        elif kind == _EOF:
            return


def _extent(data: bytes, start: int) -> tuple[int, int, dict[tuple[int, int], str]]:
    rows = columns = depth = 0
    errors: dict[tuple[int, int], str] = {}
    for kind, body in _records(data, start):
        if kind in _VALUES and len(body) >= 4:
            row, column = struct.unpack_from("<HH", body)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            if kind == _BOOLERR and len(body) >= 8 and body[7] == 1:
                errors[row, column] = _ERRORS.get(body[6], "#ERROR!")
        elif kind == _MULRK and len(body) >= 6:
            (row,) = struct.unpack_from("<H", body)
            (column,) = struct.unpack_from("<H", body, len(body) - 2)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        elif kind == _DIMENSIONS and len(body) >= 10:
            # calamine sets memory aside for what this record announces, also where the end lies before the beginning
            first_row, last_row, first_column, last_column = struct.unpack_from("<IIHH" if len(body) >= 12 else "<HHHH", body)
            height, width = last_row - first_row, last_column - first_column
            rows, columns = max(rows, height if height >= 0 else 1 << 32), max(columns, width if width >= 0 else 1 << 16, 1)
        elif kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                break
    return rows, columns, errors


def _records(data: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, at)
        yield kind, data[at + 4 : at + 4 + length]
        at += 4 + length
