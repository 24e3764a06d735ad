"""A sheet's row as the offer it describes: `Listing`, made of `Field`s that know their cell.

Nothing here reads a file. A `SheetLayout` says how one worksheet or text file was understood, and every `Listing`
of that sheet points to it, so that a million rows do not carry a million copies of the column names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

FIELDS: Mapping[str, str] = {
    "title": "the product's name as a buyer sees it",
    "description": "long text about the product; may hold HTML",
    "bullets": "one selling point; five bullet columns are five fields of this name",
    "brand": "the brand the seller declares",
    "manufacturer": "the maker the seller declares",
    "address": "where the maker can be reached: postal or e-mail address",
    "responsible": "the EU responsible person: name, or postal or e-mail address",
    "keywords": "tags and search terms, also those a buyer does not see",
    "category": "the platform's or seller's category, type or breadcrumb",
    "material": "what it is made of",
    "variant": "the value of a colour, size or other option",
    "attributes": "further attributes packed into one cell",
    "image": "an image's address or file name; the first such column is the main image",
    "url": "the listing's own address",
    "sku": "the seller's own number of the offer; names the listing in reports",
    "parent": "what variants of one product share: parent SKU, handle, variation group",
    "gtin": "EAN, UPC, ISBN or JAN",
    "mpn": "the maker's part or model number",
    "price": "the selling price",
    "msrp": "the list price it is compared with",
    "currency": "the currency of the prices",
    "quantity": "how many are in stock",
    "shipping": "the shipping price or time",
    "weight": "the parcel's weight",
    "condition": "new, used, refurbished",
    "country": "the country sold to, or of origin",
    "supplier": "who the seller buys it from",
    "store": "the shop's name",
}
"""The canonical field names and what each holds. Packs and `--column` use these names and no others."""

TEXT_FIELDS = (
    "title",
    "description",
    "bullets",
    "brand",
    "manufacturer",
    "keywords",
    "category",
    "material",
    "variant",
    "attributes",
    "url",
)
"""Fields that hold words; one of title, description, bullets, keywords or url must exist for a sheet to be checked."""


# NOTE: what is made for every row, cell or finding is a named tuple: it takes a fifth of the time of a frozen dataclass.


class Location(NamedTuple):
    """Where a cell stands, for people (`row`, `cell`) and for tools (`line`)."""

    path: str
    worksheet: str | None
    row: int
    """As the spreadsheet shows it: the header is row 1 when it stands first."""
    line: int | None
    """The physical line of a text file where the row starts; None for workbooks and feeds."""
    column: str
    """The column's heading as written in the sheet."""
    cell: str
    """Spreadsheet address such as `B7`."""
    field: str


class Row(NamedTuple):
    """One row as read: cells as text, exactly as they stand in the file."""

    number: int
    line: int | None
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet and what it was taken for."""

    index: int
    """0-based position in `Row.values`."""
    header: str
    field: str | None
    """A name of `FIELDS`, or None when nobody knows the column."""
    how: str = ""
    """Why it was taken for that field: `name wish`, `name common`, `content`, `option`, `position`."""
    rank: int = 0
    """Place among the columns of its field, lowest first: a cover image before the pictures of variants that stand to its left."""


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """How one worksheet or text file was read."""

    path: str
    format: str
    encoding: str | None = None
    delimiter: str | None = None
    worksheet: str | None = None
    header_row: int | None = None
    """Row number of the headings; None for a sheet without any."""
    first_row: int = 1
    """Row number of the first data row."""
    columns: tuple[Column, ...] = ()
    notes: tuple[str, ...] = ()
    """What a person should know about how it was read, as sentences."""
    by_field: Mapping[str, tuple[Column, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_field: dict[str, list[Column]] = {}
        for column in self.columns:
            if column.field:
                by_field.setdefault(column.field, []).append(column)
        object.__setattr__(
            self, "by_field", {name: tuple(sorted(found, key=lambda column: column.rank)) for name, found in by_field.items()}
        )

    @property
    def unmapped(self) -> tuple[str, ...]:
        """Headings nobody knows, in sheet order."""
        return tuple(column.header for column in self.columns if not column.field and column.header.strip())


class Field(NamedTuple):
    """One named text of a listing."""

    name: str
    value: str
    """The cell's text exactly as read; every span counts its code points."""
    column: Column
    row: Row
    sheet: SheetLayout

    @property
    def at(self) -> Location:
        name, _, column, row, sheet = self
        number = row.number
        # NOTE: asked of most cells of a sheet, and a named tuple's own way of being made takes three times as long.
        return tuple.__new__(Location, (
            sheet.path, sheet.worksheet, number, row.line, column.header, f"{column_letters(column.index)}{number}", name,
        ))  # fmt: skip


class Listing(NamedTuple):
    """One product offer: the row that holds its title, and the variant rows that belong to it."""

    id: str
    """The SKU column's value; without one a short hash of the row's text, so that sorting a sheet changes no id."""
    rows: tuple[Row, ...]
    """The first is the product's own row; the rest are variant rows without a title."""
    sheet: SheetLayout

    def fields(self, name: str) -> Iterator[Field]:
        """The listing's non-blank fields of this name, row by row and left to right."""
        for row in self.rows:
            for column in self.sheet.by_field.get(name, ()):
                if column.index < len(row.values) and (value := row.values[column.index]) and not value.isspace():
                    yield Field(name, value, column, row, self.sheet)

    def values(self, name: str) -> list[str]:
        """What the fields of this name say, in the same order."""
        columns = self.sheet.by_field.get(name)
        if columns is None:
            return []
        return [
            value
            for row in self.rows
            for column in columns
            if column.index < len(row.values) and (value := row.values[column.index]) and not value.isspace()
        ]

    def texts(self, scope: tuple[str, ...]) -> Iterator[Field]:
        """All non-blank fields named in `scope`, in the order of `scope`."""
        for name in scope:
            yield from self.fields(name)

    def first(self, name: str) -> str:
        """The first non-blank value of this field, or an empty text."""
        columns = self.sheet.by_field.get(name)
        if columns:
            for row in self.rows:
                for column in columns:
                    if column.index < len(row.values) and (value := row.values[column.index]) and not value.isspace():
                        return value
        return ""


@lru_cache(1 << 10)
def column_letters(index: int) -> str:
    """Spreadsheet letters of a 0-based column: 0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def content_id(values: tuple[str, ...]) -> str:
    """A short name for a row that has no SKU: 12 hex digits of its text, blanks at both ends of a cell left out."""
    text = "\x1f".join(map(str.strip, values))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
