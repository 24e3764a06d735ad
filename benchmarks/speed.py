"""How long a check takes: ten rows, and 100,000 real titles against four packs.

    python benchmarks/speed.py [ten|titles|all] [--rows N] [--platforms wish,aliexpress,amazon,shopee] [--reports terminal,json]

Ten rows: wall time, processor time and peak memory of the whole command, five runs after one that warms the cache; the
median counts. Titles: read from ../shared/sheets (every sheet with a title column), each used as often as needed with a
running number behind it, so that no text is scanned twice; one process; as a command prints its report, and with the JSON of
every finding besides.
"""

from __future__ import annotations

import argparse
import csv
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import count, cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sellercheck.listing import Listing

ROOT = Path(__file__).parents[1]
SHEETS = ROOT.parent / "shared" / "sheets"


def listings(path: Path) -> Iterator[Listing]:
    """What a sheet offers. SheetError for one that cannot be read."""
    from sellercheck import rules
    from sellercheck.columns import ColumnNames, find_layout, read_listings
    from sellercheck.listing import Listing
    from sellercheck.sheets import ReadOptions, open_books

    names = ColumnNames(rules.headings())
    for book in open_books(path, ReadOptions()):
        grid, layout = find_layout(book, names, ReadOptions(), {})
        yield from (item for item in read_listings(grid, layout) if isinstance(item, Listing))


def titles() -> list[str]:
    """Every distinct title of the real sheets, in the order of the files."""
    from sellercheck.errors import SheetError

    found: dict[str, None] = {}
    for path in sorted(SHEETS.iterdir()):
        if path.suffix != ".md":
            with suppress(SheetError):
                found |= dict.fromkeys(listing.first("title") for listing in listings(path))
    found.pop("", None)
    return list(found)


def run(arguments: list[str]) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and peak MB of one command."""
    start = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-m", "sellercheck", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT
    )
    _, ended, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    if (status := os.waitstatus_to_exitcode(ended)) not in {0, 1, 3}:
        sys.exit(f"sellercheck {' '.join(arguments)} ended with status {status}: there is nothing to measure")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def ten() -> None:
    runs = [run(["check", "examples/wish-upload.csv", "-p", "wish"]) for _ in range(6)][1:]
    for name, values in zip(("wall s", "processor s", "peak MB"), zip(*runs, strict=True), strict=True):
        print(f"ten rows: {name:12} median {statistics.median(values):.3f}   min {min(values):.3f}   max {max(values):.3f}")


def many(rows: int, platforms: str, reports: list[str]) -> None:
    found = titles()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "titles.csv"
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["sku", "title"])
            numbers = count(1)
            for title in islice(cycle(found), rows):
                number = next(numbers)
                writer.writerow([f"S{number}", title if number <= len(found) else f"{title} {number}"])
        print(f"{rows:,} titles ({len(found):,} distinct) x {platforms}:")
        for report in reports:
            out_path = Path(folder) / f"report.{report}"
            wall, cpu, peak = run(["check", str(path), "-p", platforms, *([] if report == "terminal" else ["-f", f"{report}={out_path}"])])
            size = f", {out_path.stat().st_size / 1e6:.0f} MB" if out_path.exists() else ""
            print(f"  {report:10} wall {wall:.1f} s, processor {cpu:.1f} s, peak {peak:.0f} MB{size}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=("ten", "titles", "all"), default="all")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--platforms", default="wish,aliexpress,amazon,shopee")
    parser.add_argument("--reports", default="terminal,json", help="formats, separated by commas")
    options = parser.parse_args()
    if options.what in {"ten", "all"}:
        ten()
    if options.what in {"titles", "all"}:
        if SHEETS.is_dir():
            many(options.rows, options.platforms, options.reports.split(","))
        else:
            print(f"titles: skipped, {SHEETS} is not here")


if __name__ == "__main__":
    main()
