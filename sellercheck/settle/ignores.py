"""Findings that the seller has looked at and does not want counted: `sellercheck-ignore.toml`.

```toml
[[ignore]]
rule = "mark-use"             # id, name or pattern, or several
mark = "POLO"                 # compared folded
match = "polo shirt"          # only where the finding stands within these words
items = ["SH-*"]              # only these listings
platforms = ["shopee"]
reason = "garment type, not the brand"
owner = "li.wei"
expires = 2027-03-01          # the last day, which counts to its end
```

`reason` and `expires` must be there, and one of `rule`, `mark`, `match` and `items`. An ignore that has ended, and one that
meets nothing, is reported: both would otherwise stay for ever.
"""

from __future__ import annotations

import datetime as dt
import difflib
import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sellercheck import rules
from sellercheck import text as folding
from sellercheck.errors import SettingsError
from sellercheck.families import did_you_mean
from sellercheck.finding import Finding
from sellercheck.rules.pack import fits
from sellercheck.settle.texts import say

if TYPE_CHECKING:
    from sellercheck.tomlfile import Document

KEYS = ("rule", "mark", "match", "items", "platforms", "reason", "owner", "expires")


@dataclass(frozen=True, slots=True)
class Ignore:
    """One entry. An empty tuple or text means: whatever."""

    where: str
    """`file:line`."""
    reason: str
    expires: dt.date
    """The last day on which it counts."""
    rules: tuple[str, ...] = ()
    """Patterns over rule ids (`wish/mark-use`) or names (`mark-use`)."""
    mark: str = ""
    """Folded, without blanks."""
    match: str = ""
    """Folded, without blanks."""
    items: tuple[str, ...] = ()
    """Patterns over listings, in small letters."""
    platforms: tuple[str, ...] = ()
    owner: str = ""

    def names(self, finding: Finding) -> bool:
        """Whether rule, platform and mark are those it names; the listing and the words are another question."""
        if self.platforms and finding.platform not in self.platforms:
            return False
        if self.mark and (finding.mark is None or folding.key(finding.mark.text) != self.mark):
            return False
        return not self.rules or fits(finding.rule, self.rules)

    def meets(self, finding: Finding) -> bool:
        """Whether the listing and the words around the finding are those it names."""
        if self.items and not any(fnmatchcase(finding.listing.casefold(), item) for item in self.items):
            return False
        return not self.match or (finding.field is not None and _within(finding.field.value, finding.span, self.match))


def read(path: str | Path) -> tuple[Ignore, ...]:
    """The ignores in the file at `path`. Raises SettingsError, with `file:line`, for whatever cannot be meant."""
    from sellercheck import tomlfile

    document = tomlfile.read(Path(path))
    for name in document.tree:
        if name != "ignore":
            raise SettingsError(f'{document.at(name)}: no table is called "{name}"', "Write each ignore under [[ignore]].")
    entries = document.tree.get("ignore", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise SettingsError(f"{document.at('ignore')}: ignore is one table", "Write [[ignore]], with two brackets, for each.")
    return tuple(_entry(document, number, entry) for number, entry in enumerate(entries))


def written(
    *, rules: Sequence[str], mark: str = "", match: str = "", items: Sequence[str] = (), platforms: Sequence[str] = (), reason: str,
    owner: str = "", expires: dt.date,
) -> str:  # fmt: skip
    """One entry as it stands in a file. `items` are listings as they are called, not patterns; what is empty is left out."""
    patterns = [_SPECIAL.sub(r"[\1]", item) for item in items]
    given = {"rule": rules, "mark": mark, "match": match, "items": patterns, "platforms": platforms, "reason": reason, "owner": owner}
    lines = [f"{name} = {_toml(value)}" for name, value in given.items() if value]
    return "\n".join(["[[ignore]]", *lines, f"expires = {expires.isoformat()}", ""])


_SPECIAL = re.compile(r"([\[*?])")


def _toml(value: str | Sequence[str]) -> str:
    """A text or texts as TOML writes them: its escapes are JSON's, but that it wants one for DEL too."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return _toml(value[0]) if len(value) == 1 else f"[{', '.join(map(_toml, value))}]"


def _entry(document: Document, number: int, entry: dict[str, Any]) -> Ignore:
    where = document.at("ignore", number)

    def texts(name: str) -> tuple[str, ...]:
        given = entry.get(name, [])
        items = [given] if isinstance(given, str) else given
        if (
            not isinstance(items, list)
            or not all(isinstance(item, str) and item.strip() for item in items)
            or (name in entry and not items)
        ):
            raise SettingsError(f"{document.at('ignore', number, name)}: {name} is no text or list of texts", f'Write {name} = ["…"].')
        return tuple(item.strip() for item in items)

    def text(name: str) -> str:
        given = entry.get(name, "")
        if not isinstance(given, str) or (name in entry and not given.strip()):
            raise SettingsError(f"{document.at('ignore', number, name)}: {name} is no text", f'Write {name} = "…".')
        return given.strip()

    for name in entry:
        if name not in KEYS:
            raise SettingsError(f'{document.at("ignore", number, name)}: an ignore has no "{name}"', did_you_mean(name, KEYS))
    if not text("reason"):
        raise SettingsError(f"{where}: the ignore gives no reason", 'Add reason = "…": the next reader will ask.')
    if "expires" not in entry:
        raise SettingsError(f"{where}: the ignore has no end", "Add expires = 2027-03-01, the last day on which it counts.")
    if not any(name in entry for name in ("rule", "mark", "match", "items")):
        raise SettingsError(f"{where}: the ignore names nothing, and would ignore everything", "Add rule, mark, match or items.")
    for name in ("mark", "match"):
        if name in entry and not folding.key(text(name)):
            raise SettingsError(f'{document.at("ignore", number, name)}: {name} "{text(name)}" has no letter or digit', "Write the words.")
    platforms = tuple(map(str.casefold, texts("platforms")))
    for platform in platforms:
        # A name that is none of ours can be that of a pack of the seller's own; one that is nearly ours is a slip.
        if platform not in rules.available() and (near := difflib.get_close_matches(platform, rules.available(), 1, 0.75)):
            raise SettingsError(
                f'{document.at("ignore", number, "platforms")}: there is no platform "{platform}"', f'Did you mean "{near[0]}"?'
            )
    return Ignore(
        where, text("reason"), _last_day(document, number, entry["expires"]), texts("rule"), folding.key(text("mark")),
        folding.key(text("match")), tuple(item.casefold() for item in texts("items")), platforms, text("owner"),
    )  # fmt: skip


def _last_day(document: Document, number: int, given: Any) -> dt.date:
    """The day as written: a time or time zone has no part in it."""
    if isinstance(given, dt.datetime):
        return given.date()
    if isinstance(given, dt.date):
        return given
    try:
        return dt.date.fromisoformat(given)
    except (TypeError, ValueError):
        raise SettingsError(f"{document.at('ignore', number, 'expires')}: expires is no date", "Write expires = 2027-03-01.") from None


class Ignores:
    """All ignores of a run, and what they met."""

    def __init__(self, entries: Sequence[Ignore], *, today: dt.date, language: str = "en") -> None:
        self.entries, self.today, self.language = entries, today, language
        self.met = [0] * len(entries)
        self._named: dict[tuple[str, str], tuple[int, ...]] = {}

    def verdict(self, finding: Finding) -> str | None:
        """The reason why the finding is not counted, with owner and end; None when it is."""
        key = (finding.rule, finding.mark.text if finding.mark else "")
        if key not in self._named:
            self._named[key] = tuple(number for number, entry in enumerate(self.entries) if entry.names(finding))
        told: Ignore | None = None
        for number in self._named[key]:
            entry = self.entries[number]
            if entry.meets(finding):
                self.met[number] += 1
                if told is None and entry.expires >= self.today:
                    told = entry
        if told is None:
            return None
        text = "ignored-by" if told.owner else "ignored-until"
        return say(self.language, text, reason=told.reason, owner=told.owner, date=told.expires.isoformat())

    def notes(self, platforms: Collection[str], *, everything: bool = True) -> Iterator[str]:
        """Entries that have ended, and, when `everything` was checked, those that met nothing on the platforms of this run."""
        for entry, met in zip(self.entries, self.met, strict=True):
            if entry.expires < self.today and (met or everything):
                text = "ignore-ended" if met else "ignore-ended-unused"
                yield say(self.language, text, where=entry.where, date=entry.expires.isoformat(), n=met)
            elif not met and everything and (not entry.platforms or set(entry.platforms) <= set(platforms)):
                yield say(self.language, "ignore-unused", where=entry.where)


def _within(value: str, span: tuple[int, int] | None, phrase: str) -> bool:
    """Whether `span` lies within the phrase (folded, without blanks) somewhere in `value`; without a span: whether it stands there at all."""
    folded, places = _folded(value)
    start = folded.find(phrase)
    while start >= 0:
        first, last = places[start], places[start + len(phrase) - 1]
        if _is_border(value, first) and _is_border(value, last + 1) and (span is None or (first <= span[0] and span[1] <= last + 1)):
            return True
        start = folded.find(phrase, start + 1)
    return False


@lru_cache(256)
def _folded(value: str) -> tuple[str, tuple[int, ...]]:
    """The value folded without blanks, and for each of its letters the code point it comes from."""
    pieces = [folding.key(char) for char in value]
    return "".join(pieces), tuple(at for at, piece in enumerate(pieces) for _ in piece)


def _is_border(value: str, at: int) -> bool:
    """Whether a word can end or begin before code point `at`."""
    if at in {0, len(value)}:
        return True
    before, after = value[at - 1], value[at]
    return not (before.isalnum() and after.isalnum()) or folding.is_solo(before) or folding.is_solo(after)
