"""`sellercheck columns`: how a sheet was read, before it is checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from sellercheck.cli import _options as options
from sellercheck.cli import _output as output
from sellercheck.errors import UsageError

SHOWN_FIELDS = ("sku", "title", "brand", "category", "keywords", "price")
"""What is shown of a sample listing."""


@click.command("columns", short_help="Show how a sheet is read.")
@click.argument("sheets", metavar="SHEET…", nargs=-1)
@options.platform
@options.sheet
@options.language
@options.settings
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["terminal", "json"]),
    default="terminal",
    show_default=True,
    help="For people, or one JSON list of sheets.",
)
def command(
    *, sheets: tuple[str, ...], platform: tuple[str, ...], columns: tuple[str, ...], worksheet: str | None, header_row: int | None, encoding: str | None,
    delimiter: str | None, language: str, form: str,
) -> None:  # fmt: skip
    """Show how a sheet is read: its format, encoding and worksheet, its row of headings, and which column is taken for what.

    Nothing is checked. Where something was taken wrongly, the same options put it right here and for `check`.

    \b
    sellercheck columns stock.xlsx
    sellercheck columns stock.csv --column title="Goods" --header-row 3
    """
    if not sheets:
        raise UsageError("no sheet was named", "Name a file, a folder, or - for standard input.")
    from sellercheck.sheets import ReadOptions

    reading = ReadOptions(worksheet=worksheet, header_row=header_row, encoding=encoding, delimiter=options.delimiter_meant(delimiter))
    found = described(sheets, options.parts(platform), reading, options.columns_named(columns))
    if form == "json":
        from sellercheck.reporters.json import encoded

        out = output.standard_output(for_machines=True)
        out.write("[" + ",".join(f"\n {encoded(sheet)}" for sheet in found) + "\n]\n")
        return
    for number, sheet in enumerate(found):
        _print(sheet, language, another=number > 0)


def described(sheets: Sequence[str], platforms: Sequence[str], reading: Any, overrides: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Each sheet as plain data."""
    from sellercheck import columns as names
    from sellercheck import rules
    from sellercheck.sheets import open_books

    bundled = rules.headings()
    own = [rules.load(name) for name in platforms if name not in rules.available()]
    # The platforms asked for come first: their names for columns win.
    packs: list[names.NamedColumns] = [*own, *sorted(bundled, key=lambda pack: pack.platform not in platforms)]
    known = names.ColumnNames(packs)
    recognise = {pack.platform: pack.recognise for pack in packs if pack.platform != "common"}
    for path in sheets:
        for book in open_books(path, reading):
            grid, layout = names.find_layout(book, known, reading, overrides)
            reports = names.describe(book, grid, layout)
            by_heading = list(names.guess_platforms(layout, recognise))
            yield {
                "path": layout.path, "format": layout.format, "encoding": layout.encoding, "delimiter": layout.delimiter, "worksheet": layout.worksheet,
                "other_worksheets": [{"name": other.name, "hidden": other.hidden} for other in book.grids if other is not grid],
                "header_row": layout.header_row, "first_row": layout.first_row, "guessed_platforms": by_heading,
                "columns": [
                    {"letters": column.letters, "header": column.header, "field": column.field, "how": column.how, "filled": round(column.filled, 3), "example": column.example[:200]}
                    for column in reports
                ],
                "notes": list(dict.fromkeys((*book.notes, *layout.notes))),
                "samples": [
                    {"listing": listing.id, "row": listing.rows[0].number, **{name: text[:200] for name in SHOWN_FIELDS if name != "sku" and (text := listing.first(name))}}
                    for listing in names.sample(names.read_listings(grid, layout))
                ],
            }  # fmt: skip


def _print(sheet: dict[str, Any], language: str, *, another: bool) -> None:
    from sellercheck.chinese import in_language
    from sellercheck.cli._texts import say
    from sellercheck.listing import FIELDS
    from sellercheck.reporters._lines import Lines, columned, cut

    lines = Lines(output.standard_output(for_machines=False), colour=False, room=output.width())
    if another:
        lines.line()
    lines.line(sheet["path"])
    named = {"\t": "tabs", ",": "commas", ";": "semicolons"}
    rows = [("format", sheet["format"])]
    if sheet["encoding"]:
        rows.append(("encoding", sheet["encoding"]))
    if sheet["delimiter"]:
        rows.append(("separated", say(language, named[sheet["delimiter"]]) if sheet["delimiter"] in named else f'"{sheet["delimiter"]}"'))
    if sheet["worksheet"] is not None:
        rows.append(("worksheet", sheet["worksheet"]))
    comma = say(language, "comma")
    others = [say(language, "hidden", name=other["name"]) if other["hidden"] else str(other["name"]) for other in sheet["other_worksheets"]]
    if others:
        rows.append(("not-read", comma.join(others)))
    rows.append(("header-row", str(sheet["header_row"]) if sheet["header_row"] is not None else say(language, "none")))
    rows.append(("first-row", str(sheet["first_row"])))
    rows.append(("platform", comma.join(sheet["guessed_platforms"]) or say(language, "no-platform")))
    rows += [("note", in_language(note, language)) for note in sheet["notes"]]
    for line in columned([(f"  {say(language, label)}", text) for label, text in rows], lines.room):
        lines.line(line)
    lines.line()
    known = [column for column in sheet["columns"] if column["field"]]
    room = lines.room // 4
    heads = [say(language, name) for name in ("column", "heading", "field", "taken-by", "filled", "example")]
    table = [(f"  {heads[0]}", *heads[1:])]
    table += [
        (
            f"  {column['letters']}",
            cut(column["header"], room),
            column["field"],
            _how(column["how"], language),
            f"{column['filled']:.0%}",
            cut(column["example"], max(20, room)),
        )
        for column in known
    ]
    for line in columned(table, 10_000):
        lines.line(cut(line, lines.room))
    if unknown := [
        f"{column['letters']} {cut(column['header'], 30)}".strip()
        for column in sheet["columns"]
        if not column["field"] and (column["header"].strip() or column["filled"])
    ]:
        lines.line()
        lines.hanging((f"  {say(language, 'not-understood')}",), comma.join(unknown))
    lines.line()
    for sample in sheet["samples"]:
        lines.hanging((f"  {say(language, 'row', row=sample['row'])}  ",), sample["listing"])
        for name in SHOWN_FIELDS:
            if name in sample:
                lines.line(f"    {name}: {cut(sample[name], lines.room - len(name) - 6)}")
    if not sheet["samples"]:
        lines.line(f"  {say(language, 'no-listing')}")
    lines.line()
    lines.hanging(("  ",), say(language, "if-wrong"))
    lines.hanging(("  ",), say(language, "the-fields", fields=", ".join(FIELDS)))


def _how(how: str, language: str) -> str:
    """By what a column was taken for its field, for people; `how` may name the pack that knows the heading."""
    from sellercheck.cli._texts import say

    by, _, pack = how.partition(" ")
    return say(language, f"by-{by}", pack=pack)
