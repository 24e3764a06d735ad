"""Every real sheet whole, for every platform: what `fix` promises, held against what it does. Exit status 1 when anything is broken.

    python benchmarks/fixing.py [--platforms wish,aliexpress,amazon,shopee,all] [--apply safe,none,review] [NAME...]

For each readable file of ../shared/sheets, each platform by itself and all together: with `none` the copy is read as the sheet was
and has the same findings; with `safe` and `review` none of the fixed findings is there again, and nothing new, or graver than
it was, is as severe as what was fixed in its row; a run that changes nothing gives every byte back. A line for each run says
how many cells changed and how many suggestions were left.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

from speed import SHEETS

import sellercheck
from sellercheck import fixes
from sellercheck.cli import main as command
from sellercheck.errors import SellercheckError
from sellercheck.finding import Severity
from sellercheck.fixing import Fixed, by_listing
from sellercheck.sheets import open_books

PLATFORMS = ("wish", "aliexpress", "amazon", "shopee")
KEPT = frozenset({"csv", "tsv", "jsonl", "xlsx", "xlsm"})
"""Formats that come back as what they are, row for row."""


def broken(path: Path, out: Path, fixed: Fixed, mode: str, kept: bool) -> Iterator[str]:
    """What of the promises does not hold."""
    assert fixed.after is not None
    if mode == "none":
        if fixed.before.tally() != fixed.after.tally():
            yield f"findings {fixed.before.tally()}, then {fixed.after.tally()}"
        if kept and fixed.before.sheets[0].columns != fixed.after.sheets[0].columns:
            yield "the columns are taken for others"
        try:
            with redirect_stdout(io.StringIO()):
                command.main(["columns", str(out)], standalone_mode=False)
        except SellercheckError as error:
            yield f"columns: {error}"
        return
    if not kept:  # its fields' names are a row of their own now
        return
    if (path.read_bytes() == out.read_bytes()) != (not fixed.changes):
        yield "bytes changed without a cell, or a cell without a byte"
    worst: dict[int, int] = {}
    gone: dict[int, Counter[tuple[str, ...]]] = {}
    for change in fixed.changes:
        for finding in change.findings:
            row = finding.at.row
            worst[row] = max(worst.get(row, 0), finding.severity)
            gone.setdefault(row, Counter())[fixes.name(finding)] += 1
    was, became = by_listing(fixed.before)[0], by_listing(fixed.after)[0]
    for row in sorted({*was, *became}):
        known, there = fixes.as_grave(was.get(row, ())), fixes.as_grave(became.get(row, ()))
        for name, count in gone.get(row, Counter[tuple[str, ...]]()).items():
            before = known[name, Severity.INFO]
            if before and there[name, Severity.INFO] > before - count:
                yield f"row {row}: {name} is still there"
        for (name, severity), count in there.items():
            if count > known[name, severity] and severity and severity >= worst.get(row, 0):
                yield f"row {row}: {name} is new at {severity}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--platforms", default=",".join((*PLATFORMS, "all")))
    parser.add_argument("--apply", default="safe,none,review")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    if not SHEETS.is_dir():
        print(f"skipped, {SHEETS} is not here")
        return 0
    failures = 0
    for path in [SHEETS / name for name in options.names] or sorted(path for path in SHEETS.iterdir() if path.suffix != ".md"):
        kept = next(open_books(path)).format in KEPT
        for platforms in options.platforms.split(","):
            for mode in options.apply.split(","):
                start = time.perf_counter()
                with tempfile.TemporaryDirectory() as folder:
                    out = Path(folder) / f"copy{path.suffix if kept else '.csv'}"
                    try:
                        fixed = sellercheck.fix(path, out, apply=mode, platforms=PLATFORMS if platforms == "all" else [platforms])
                    except SellercheckError as error:
                        print(f"{path.name}: {error}")
                        break
                    wrong = list(broken(path, out, fixed, mode, kept))
                seconds = time.perf_counter() - start
                print(
                    f"{path.name:60} {platforms:10} {mode:6} {len(fixed.changes):6,} changed {len(fixed.left):6,} left {seconds:6.1f} s",
                    flush=True,
                )
                for line in wrong[:10]:
                    print(f"    {line}")
                failures += len(wrong)
    print(f"{failures:,} broken" if failures else "all as promised")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
