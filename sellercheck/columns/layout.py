"""One worksheet of a book chosen, its headings found, its columns named: `find_layout`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sellercheck.columns.headings import ColumnNames
from sellercheck.columns.mapping import Mapper
from sellercheck.columns.worksheet import ASIDE, Worksheet, same
from sellercheck.errors import SheetError, UsageError
from sellercheck.families import did_you_mean
from sellercheck.listing import FIELDS, Column, SheetLayout, column_letters
from sellercheck.sheets import Book, Grid, ReadOptions


def find_layout(book: Book, names: ColumnNames, options: ReadOptions, overrides: Mapping[str, str]) -> tuple[Grid, SheetLayout]:
    """The worksheet with the listings and how it is to be read: headings, first row of data, field of each column.

    `overrides` maps a field to a heading of the sheet, to spreadsheet letters or to a column's number, counted from 1.
    Raises SheetError when the worksheet, row or column asked for is not there, or no text can be found; UsageError for an unknown field.
    """
    for field in overrides:
        if field not in FIELDS:
            raise UsageError(f'no field is called "{field}"', did_you_mean(field, tuple(FIELDS)))
    sheet, notes = _choose(book, names, options, overrides)
    if options.header_row is None and not overrides:
        _refuse_sideways(book, sheet)
    grid = sheet.grid
    width = max((len(row.values) for row in sheet.rows), default=0)
    if grid.keys is not None:
        headers = [*grid.keys, *[""] * (width - len(grid.keys))]
    elif sheet.heading:
        cells = [cell.strip() for cell in sheet.rows[sheet.heading.at].values]
        headers = [*cells, *[""] * (width - len(cells))]
    else:
        headers = [f"column {column_letters(place)}" for place in range(width)]
    while (
        headers
        and not headers[-1]
        and not any(len(row.values) >= len(headers) and row.values[len(headers) - 1].strip() for row in sheet.sample)
    ):
        headers.pop()
    bare = grid.keys is None and sheet.heading is None
    mapper = Mapper(sheet, headers, _overridden(book, overrides, headers, bare))
    columns = _mapped(mapper, bare, sheet)
    _refuse_without_text(book, sheet, mapper, columns)
    if garbled := next((column.header for column in columns if column.field and column.header in names.garbled), None):
        sheet.notes.append(
            f'the file\'s letters were garbled before they came here: "{garbled}" was "{names.garbled[garbled]}"; export the sheet again as UTF-8'
        )
    first = sheet.first_number or _first_number(sheet)
    if grid.keys is not None or bare:
        first = 1
    header_row = sheet.rows[sheet.heading.at].number if sheet.heading and grid.keys is None else None
    if header_row is not None and first - header_row > 1:
        notes += _between(header_row, first, sheet)
    return grid, SheetLayout(
        path=book.path, format=book.format, encoding=book.encoding, delimiter=book.delimiter, worksheet=grid.name,
        header_row=header_row, first_row=first, columns=columns, notes=(*book.notes, *notes, *sheet.notes),
    )  # fmt: skip


def _refuse_sideways(book: Book, sheet: Worksheet) -> None:
    """Raises SheetError for a sheet whose headings stand below each other, with one listing a column."""
    found = sheet.headings_below_each_other()
    if found is None:
        return
    place = f'worksheet "{sheet.grid.name}" of "{book.path}"' if sheet.grid.name else f'"{book.path}"'
    raise SheetError(
        f"{place} has its headings below each other in column {column_letters(found)} and a listing in each column",
        "Turn it round (copy it, then Paste Special, Transpose), so that each listing is a row; or name the row of headings with --header-row.",
    )


def _between(header_row: int, first: int, sheet: Worksheet) -> list[str]:
    passed = [row.number for row in sheet.rows if header_row < row.number < first]
    if not passed:
        return []
    if len(passed) == 1:
        return [f"row {passed[0]} holds the template's labels, help or examples and is no listing"]
    return [f"rows {passed[0]} to {passed[-1]} hold the template's labels, help or examples and are no listings"]


def _first_number(sheet: Worksheet) -> int:
    """Number of the row below the headings and all that explains them, filled or not."""
    return sheet.rows[sheet.first - 1].number + 1 if sheet.first else 1


def _choose(book: Book, names: ColumnNames, options: ReadOptions, overrides: Mapping[str, str]) -> tuple[Worksheet, list[str]]:
    wanted = tuple(header for header in overrides.values() if not _is_address(header))
    grids = _asked_for(book, options.worksheet)
    sheets = [_looked_at(grid, names, wanted, options, len(grids) == 1) for grid in grids]
    if not sheets:
        raise SheetError(f'"{book.path}" holds no worksheet', "Check that the file was saved completely.")
    best = max(sheets, key=lambda sheet: sheet.merit) if len(sheets) > 1 else sheets[0]
    if options.worksheet is None and not best.names_several:  # then one called "List of products" is no list of values
        others = [grid for grid in book.grids if not grid.hidden and grid not in grids]
        aside = [sheet for grid in others if (sheet := _looked_at(grid, names, wanted, options, False)).names_several and sheet.sample]
        best = max(aside, key=lambda sheet: sheet.merit) if aside else best
    notes = []
    if len(book.grids) > 1 and options.worksheet is None:
        notes.append(f'worksheet "{best.grid.name}" is read, of {len(book.grids)}')
        for other in sheets:
            rich = other.heading is not None and "title" in other.heading.fields and len(other.sample) > 0
            if other is not best and rich and other.merit[1] and other.strength > 0.5 * best.strength:
                notes.append(f'worksheet "{other.grid.name}" may hold listings too; check it with --worksheet')
    return best, notes


def _looked_at(grid: Grid, names: ColumnNames, wanted: tuple[str, ...], options: ReadOptions, alone: bool) -> Worksheet:
    """The worksheet with its headings, unless the row asked for is none of its rows."""
    sheet = Worksheet(grid, names, wanted)
    if grid.keys is None and (options.header_row is None or alone or any(row.number == options.header_row for row in sheet.rows)):
        sheet.find_heading(options.header_row)
    return sheet


def _asked_for(book: Book, worksheet: str | None) -> list[Grid]:
    if worksheet is not None:
        named = {grid.name: grid for grid in reversed(book.grids) if grid.name is not None}
        alike = {name.strip().casefold(): grid for name, grid in named.items()}
        if found := named.get(worksheet) or alike.get(worksheet.strip().casefold()):
            return [found]
        known = tuple(grid.name for grid in book.grids if grid.name)
        if not known:
            raise SheetError(f'"{book.path}" has no worksheets, so none called "{worksheet}"', "Leave out --worksheet.")
        raise SheetError(f'"{book.path}" has no worksheet called "{worksheet}"', did_you_mean(worksheet, known))
    visible = [grid for grid in book.grids if not grid.hidden] or list(book.grids)
    if len(visible) == 1:
        return visible
    return [grid for grid in visible if not ASIDE().search(grid.name or "")] or visible


def _is_address(header: str) -> bool:
    return header.strip().isdigit() or re.fullmatch(r"[A-Z]{1,3}", header.strip()) is not None


def _overridden(book: Book, overrides: Mapping[str, str], headers: Sequence[str], bare: bool) -> dict[str, int]:
    """Field → place of the column the user named for it."""
    found = {}
    for field, wish in overrides.items():
        place = next((place for place, header in enumerate(headers) if header == wish.strip()), None)
        if place is None:
            place = next((place for place, header in enumerate(headers) if header and same(header, wish)), None)
        if place is None and _is_address(wish):
            text = wish.strip()
            letters = [column_letters(at) for at in range(len(headers))]
            place = int(text) - 1 if text.isdigit() else letters.index(text) if text in letters else None
        if place is None or not 0 <= place < len(headers):
            named = tuple(header for header in headers if header)
            hint = f'Name a column by its letters, such as --column {field}="{column_letters(0)}".' if bare else _nearest(wish, named)
            raise SheetError(f'"{book.path}" has no column "{wish}" for {field}', hint)
        found[field] = place
    return found


def _nearest(wish: str, named: tuple[str, ...]) -> str:
    import difflib

    near = difflib.get_close_matches(wish.casefold(), [name.casefold() for name in named], 1, 0.6)
    if near:
        return f'Did you mean "{next(name for name in named if name.casefold() == near[0])}"?'
    return f"Choose one of: {', '.join(named[:12])}{', …' if len(named) > 12 else ''}."


def _mapped(mapper: Mapper, bare: bool, sheet: Worksheet) -> tuple[Column, ...]:
    """The columns' fields by name, then whatever content must answer."""
    mapper.run()
    if "title" not in mapper.fields and (place := mapper.name_title()) is not None:
        if bare:
            sheet.notes.append(
                f"no row of headings: columns are taken by what they hold, column {column_letters(place)} for the title; "
                f'--column title="{column_letters(place)}" names another',
            )
        else:
            sheet.notes.append(f'no heading names a title: "{mapper.headers[place]}" is taken for it by what it holds')
    if "title" not in mapper.fields:
        mapper.believe_heading()
    if bare or ("title" in mapper.fields and not any(how.startswith("name") for how in mapper.how)):
        mapper.name_rest()
    if "title" not in mapper.fields and "url" not in mapper.fields:
        _slug_column(mapper)
    if "title" not in mapper.fields and (at := _spelling_column(mapper)) is not None:
        sheet.notes.append(f'no column holds a title: the name spelt in the address under "{mapper.headers[at]}" is read instead')
    elif "title" not in mapper.fields and mapper.headers:
        sheet.notes.append("no column holds a title")
    return mapper.columns


def _slug_column(mapper: Mapper) -> None:
    for place, profile in enumerate(mapper.profiles):
        if (
            mapper.fields[place] is None
            and profile.address > 0.8
            and profile.picture < 0.5
            and profile.slug > 0.3
            and profile.distinct > 0.3
        ):
            mapper.fields[place], mapper.how[place] = "url", "content"
            return


def _spelling_column(mapper: Mapper) -> int | None:
    """Place of an address column whose addresses spell names."""
    return next((at for at, field in enumerate(mapper.fields) if field == "url" and mapper.profiles[at].slug > 0.3), None)


def _refuse_without_text(book: Book, sheet: Worksheet, mapper: Mapper, columns: Sequence[Column]) -> None:
    found = {column.field for column in columns}
    if found & {"title", "description", "bullets", "keywords"} or _spelling_column(mapper) is not None:
        return
    place = f'worksheet "{sheet.grid.name}" of "{book.path}"' if sheet.grid.name else f'"{book.path}"'
    if not columns:
        raise SheetError(f"{place} is empty", "Check that it is the file you meant, or choose another with --worksheet.")
    seen = ", ".join(f'"{column.header}"' for column in columns[:12] if column.header) + (", …" if len(columns) > 12 else "")
    row = f"row {sheet.rows[sheet.heading.at].number} reads" if sheet.heading and sheet.grid.keys is None else "its columns are"
    hidden = [f'"{grid.name}"' for grid in book.grids if grid.hidden and grid is not sheet.grid][:3]
    other = ", or choose another worksheet with --worksheet" if len(book.grids) > 1 else ""
    other += f" (hidden: {', '.join(hidden)})" if hidden else ""
    raise SheetError(
        f"{place} has no column with a title, description or keywords; {row} {seen}",
        f'Name the column with --column title="…", or the row of headings with --header-row{other}.',
    )
