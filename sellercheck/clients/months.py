"""Two folders of saved results held against each other, client by client: what a month brought."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sellercheck.clients.texts import say
from sellercheck.comparison import Difference, compare, is_report, read_side, tally
from sellercheck.finding import Severity
from sellercheck.reporters._lines import Lines, columned

SCHEMA = "sellercheck-clients-diff/1"
KINDS = ("new", "gone", "changed")


@dataclass(frozen=True, slots=True)
class Months:
    """What happened between two folders of results. A result is the same client's when its path within the folder is."""

    old: str
    new: str
    differences: dict[str, Difference]
    """By client, of those that are in both folders."""
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]

    @property
    def worst(self) -> Severity | None:
        """The highest severity among what appeared."""
        found = [each.worst for each in self.differences.values() if each.worst is not None]
        return max(found, default=None)

    def summary(self) -> dict[str, Any]:
        sums: dict[str, Any] = {"clients": len(self.differences)}
        for name, its in (("new", "appeared"), ("gone", "gone")):
            sums[name] = tally(seen for each in self.differences.values() for seen in getattr(each, its))
        return sums | {"changed": sum(len(each.changed) for each in self.differences.values())}

    def to_dict(self) -> dict[str, Any]:
        """The differences as plain data; each client's is what `diff` of its two results gives."""
        from sellercheck import __version__

        return {
            "schema": SCHEMA,
            "tool": {"name": "sellercheck", "version": __version__},
            "compared": {"old": self.old, "new": self.new},
            "summary": self.summary(),
            "only_old": list(self.only_old),
            "only_new": list(self.only_new),
            "clients": {name: each.to_dict() for name, each in self.differences.items()},
        }


def hold_results(old: str, new: str) -> bool:
    """Whether both are folders with saved results in them."""
    return all(Path(folder).is_dir() and next(_results(folder), None) is not None for folder in (old, new))


def months(old: str, new: str) -> Months:
    """What is new, gone or changed for each client. Raises SheetError for a result that is not whole."""
    before, after = (dict(_results(folder)) for folder in (old, new))
    return Months(
        old, new,
        {name: compare(read_side(before[name]), read_side(after[name])) for name in sorted(before.keys() & after.keys())},
        tuple(sorted(before.keys() - after.keys())), tuple(sorted(after.keys() - before.keys())),
    )  # fmt: skip


def _results(folder: str) -> Any:
    """Client → path of each result in the folder and below."""
    for path in sorted(Path(folder).rglob("*.json")):
        if is_report(path):
            yield path.relative_to(folder).with_suffix("").as_posix(), str(path)


def write(found: Months, lines: Lines, language: str, details: Callable[[Difference], None] | None) -> None:
    """A line for each client, those with most that is new and high first; `details` writes one client's difference in full."""
    lines.hanging((), say(language, "compared", old=found.old, new=found.new), "bold")

    def key(item: tuple[str, Difference]) -> tuple[Any, ...]:
        name, each = item
        return -tally(each.appeared)["high"], -len(each.appeared), -len(each.changed), -len(each.gone), name

    rows = [tuple(say(language, name) for name in ("new", "new-high", "gone", "changed", "client"))]
    for name, each in sorted(found.differences.items(), key=key):
        counts = (len(each.appeared), tally(each.appeared)["high"], len(each.gone), len(each.changed))
        rows.append((*(f"{count:,}" for count in counts), name))
    for number, line in enumerate(columned(rows, lines.room)):
        lines.line((line, "bold") if not number else line)
    for names, place in ((found.only_old, found.old), (found.only_new, found.new)):
        for name in names:
            lines.hanging((), say(language, "added", client=name, place=place))
    if details is not None:
        for each in found.differences.values():
            if each.appeared or each.gone or each.changed:
                lines.line()
                details(each)
        lines.line()
    sums = found.summary()
    new, gone = (sum(sums[name].values()) for name in ("new", "gone"))
    lines.hanging((), say(language, "sum-diff", n=sums["clients"], new=new, gone=gone, changed=sums["changed"]), "bold")
