"""Ways to write a report; the file's name is the format's name.

`--format json` is `reporters/json.py`. A member provides

- a module docstring: what the format is for, in one line, and then its page;
- `write(report, out, options)`: writes the whole report to `out`, and nothing anywhere else. The same report and options
  always give the same bytes. `out` is a text stream, or one of bytes where the module says `BINARY = True`;
- where GitHub's job summary takes what the format itself has no room for, `write_step_summary(report, out, options)`.

Text of a sheet, a list or a register is data in every format: escaped, and never obeyed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from sellercheck.finding import Severity
from sellercheck.listing import Field
from sellercheck.report import Report, SheetInfo
from sellercheck.sheets import Book, Grid


class RenderOptions(NamedTuple):
    """How a person wants to see a report. What a report holds never depends on it."""

    width: int = 100
    """Cells of a line; a CJK character takes two. A word or address longer than that stands whole."""
    colour: bool = False
    min_severity: Severity = Severity.LOW
    """Findings below are counted and not shown by reporters for people; those for machines write everything."""
    language: str = "en"
    """en or zh: the reporter's own words. The findings' texts come in the language the sheet was checked with."""
    verbose: bool = False
    """More examples and details of each finding."""
    group_by: str = "mark"
    """What one block of a report for people is: mark (or a rule that names none), rule, listing, or supplier."""
    locate: Locate | None = None
    """Finds a cell's text in its file; None where no file is at hand, as when a saved result is read elsewhere."""
    originals: Callable[[SheetInfo], tuple[Book, Grid] | None] | None = None
    """Opens a sheet again as it was checked; gives None where that cannot be done."""


Span = tuple[int, int]
Region = tuple[int, int, int, int]
"""First line and column, last line and the column behind it; lines and columns count from 1, columns code points."""


class Locate(Protocol):
    """Where in a text file a span of a cell stands, and how a replacement is written there."""

    def __call__(self, field: Field, span: Span) -> Region | None:
        """The region of the file; None for a workbook, or a file that is gone or has changed since it was checked."""
        ...

    def written(self, field: Field, text: str) -> str | None:
        """`text` as it must stand inside that cell; None when the cell would have to be quoted anew."""
        ...


class Reporter(Protocol):
    """A member of the family."""

    __doc__: str | None

    def write(self, report: Report, out: Any, options: RenderOptions) -> None: ...
