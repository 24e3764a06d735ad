"""Ways to write a report; the file's name is the format's name.

`--format json` is `reporters/json.py`. A member provides

- a module docstring: what the format is for, in one line, and then its page;
- `write(report, out, options)`: writes the whole report to `out`, a text stream, and nothing anywhere else. The same
  report and options always give the same text.

Text of a sheet, a list or a register is data in every format: escaped, and never obeyed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TextIO

from sellercheck.finding import Severity
from sellercheck.report import Report


@dataclass(frozen=True, slots=True)
class RenderOptions:
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
    """mark: one block for a mark, or for a rule that names none; listing: one block for a listing."""


class Reporter(Protocol):
    """A member of the family."""

    __doc__: str | None

    def write(self, report: Report, out: TextIO, options: RenderOptions) -> None: ...
