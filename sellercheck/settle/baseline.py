"""Findings that are known and not counted: one line for each, so that only what is new fails a run.

A line is `{"id": …, "rule": …, "listing": …}`; the id alone counts, rule and listing are for whoever reads the change. No
row, date or severity stands there and the lines are sorted, so that a sorted sheet or a newer list changes no line, two
people's changes seldom meet in one place, and `sort -u` mends the file where they do.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from sellercheck.errors import SettingsError
from sellercheck.finding import Finding

FILE = "sellercheck-baseline.jsonl"
_SHAPE = r'\{{"id": "{id}", "rule": "[^"\n]*+", "listing": "(?:[^"\\\n]|\\.)*+"\}}\r?'
_LINE = re.compile(_SHAPE.format(id="([0-9a-f]{16})"))
_WHOLE = re.compile(rf"(?:{_SHAPE.format(id='[0-9a-f]{16}')}(?:\n|\Z)|[ \r]*\n)*+")


def read(path: str | Path) -> frozenset[str]:
    """The ids in the baseline at `path`. Raises SettingsError, with `file:line`, for a line that is none."""
    return frozenset(_LINE.findall(_text(path)))


def lines(path: str | Path) -> dict[str, str]:
    """Id → line of the baseline at `path`; raises as `read`."""
    return {found[1]: found[0].rstrip() for found in _LINE.finditer(_text(path))}


def _text(path: str | Path) -> str:
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise SettingsError(f'there is no baseline "{path}"', "Write one first: sellercheck baseline create.") from error
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror or error}", "Check that it is a file you may read.") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: is not UTF-8 text, and so no baseline", "Name the file that sellercheck baseline wrote.") from error
    if not _WHOLE.fullmatch(text):
        number = next(number for number, line in enumerate(text.split("\n"), 1) if line.strip() and not _LINE.fullmatch(line))
        raise SettingsError(
            f"{path}:{number}: is no line of a baseline", "Take the line out, or write the file anew with sellercheck baseline create."
        )
    return text


def line_of(finding: Finding) -> str:
    """The finding's line, without the line end."""
    return json.dumps({"id": finding.id, "rule": finding.rule, "listing": finding.listing}, ensure_ascii=True)


def document(found: Iterable[Finding] = (), known: Mapping[str, str] | None = None) -> str:
    """The whole file: the findings' lines and those of `known`, sorted, each id once."""
    by_id = dict(known or {}) | {finding.id: line_of(finding) for finding in found}
    return "".join(f"{line}\n" for line in sorted(by_id.values()))
