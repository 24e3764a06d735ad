"""What rules over whole sheets cost: time per row and memory, at several sizes of a run.

    python benchmarks/whole_sheets.py [--rows 100000,1000000] [--platforms wish,aliexpress,amazon,shopee]

Only this part is measured: gathering from listings that stand ready, batch by batch, and concluding at the end. Rows carry SKU,
parent, title, brand, category, price, GTIN and picture; titles are real where ../shared/sheets is here. One row in a hundred
doubles another one, one in two hundred carries another one's GTIN. Each size runs in a process of its own; the smallest of
three processor times counts.
"""

from __future__ import annotations

import argparse
import gc
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from speed import SHEETS, titles

from sellercheck import rules, testing
from sellercheck.listing import Column, Listing, Row, SheetLayout
from sellercheck.run import BATCH
from sellercheck.screen import Screen
from sellercheck.whole import WholeSheet

FIELDS = ("sku", "parent", "title", "brand", "category", "price", "gtin", "image", "variant")
LAYOUT = SheetLayout("rows.csv", "csv", columns=tuple(Column(number, name, name) for number, name in enumerate(FIELDS)))


def listings(count: int, names: list[str]) -> Iterator[Listing]:
    for number in range(count):
        like = number - number % 97 if number % 100 == 99 else number  # a double of a row a little before
        code = f"{400000000000 + (number - 50 if number % 200 == 199 else number):012}"
        values = (
            f"S{number}", f"P{like // 3}-{number}" if number % 100 == 99 else f"P{like // 3}", f"{names[like % len(names)]} {like // 3}",
            f"Brand{like // 3 % 500}", f"Kind {like % 40}", f"{5 + like % 90}.90", code + _check_digit(code), f"https://example.com/{like // 3}.jpg",
            f"colour {like % 3}",
        )  # fmt: skip
        yield Listing(values[0], (Row(number + 2, number + 2, values),), LAYOUT)


def _check_digit(code: str) -> str:
    digits = [int(char) for char in reversed(code)]
    return str(-(3 * sum(digits[0::2]) + sum(digits[1::2])) % 10)


def measure(count: int, platforms: str) -> None:
    names = titles() if SHEETS.is_dir() else [f"Steel water bottle number {number} with straw lid" for number in range(5000)]
    screen = Screen.build([rules.load(name) for name in platforms.split(",")], testing.index(), today=testing.TODAY)
    whole, spent = WholeSheet(screen), 0.0
    rows = listings(count, names)
    gc.disable()  # as the engine does
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    while batch := list(islice(rows, BATCH)):
        start = time.process_time()
        whole.gather(batch, 0)
        spent += time.process_time() - start
    kept = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before
    start = time.process_time()
    found = whole.conclude()
    concluded = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before
    print(count, spent, concluded, kept, peak, len(found))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", default="100000,1000000")
    parser.add_argument("--platforms", default="wish,aliexpress,amazon,shopee")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        measure(options.one, options.platforms)
        return
    per_row = []
    for count in map(int, options.rows.split(",")):
        command = [sys.executable, __file__, "--one", str(count), "--platforms", options.platforms]
        runs = [subprocess.run(command, check=True, capture_output=True, text=True).stdout.split() for _ in range(3)]
        _, gathered, concluded, kept, peak, found = min((tuple(map(float, run)) for run in runs), key=lambda run: run[1] + run[2])
        per_row.append((gathered + concluded) / count * 1e6)
        print(
            f"{count:>9,} rows: {per_row[-1]:5.1f} µs a row (gathering {gathered / count * 1e6:.1f}, concluding {concluded / count * 1e6:.1f}), "
            f"{kept:.0f} MB kept, {peak:.0f} MB at the end, {found:,.0f} findings; {per_row[-1] / per_row[0]:.2f} times the first"
        )


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main()
