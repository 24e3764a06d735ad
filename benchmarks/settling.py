"""What authorisations and a baseline add to a check: 10,000 rows of the one, 50,000 lines of the other.

    python benchmarks/settling.py [--rows 100000] [--authorisations 10000] [--baseline 50000] [--runs 3]

A sheet of real titles (../shared/sheets, as in speed.py) is checked for four platforms with none of them; then the stage that
settles is run alone over the same findings, its files read anew, and its processor time held against that of the check: in one
process, so that a busy machine slows both alike; of the stage's runs the least. Writing a report is in neither. The
authorisations name every mark of the sheet, those found most first, then brands of the bundled lists, every third with SKU
patterns, every fifth for some Nice classes, some ended; the baseline holds findings of the sheet itself, and where there are too
few, others.
"""

from __future__ import annotations

import argparse
import csv
import gc
import random
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from functools import partial
from itertools import chain, count, cycle, islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from speed import SHEETS, titles

from sellercheck.engines import serial
from sellercheck.finding import Finding
from sellercheck.index import goods_classes
from sellercheck.listing import Listing
from sellercheck.progress import Silent
from sellercheck.run import BATCH, Run
from sellercheck.settle.stage import Settlement

TODAY = date(2026, 11, 21)
PLATFORMS = "wish,aliexpress,amazon,shopee"
Pair = tuple[Listing, tuple[Finding, ...]]


def write_sheet(path: Path, rows: int) -> None:
    found = titles()
    numbers = count(1)
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["sku", "title"])
        for title in islice(cycle(found), rows):
            number = next(numbers)
            writer.writerow([f"S{number}", title if number <= len(found) else f"{title} {number}"])


def write_settling(folder: Path, findings: list[Finding], authorisations: int, lines: int) -> int:
    """Writes loa.csv and known.jsonl; gives how many marks the findings name."""
    from sellercheck import lists
    from sellercheck.settle import baseline

    marks = Counter(finding.mark.text for finding in findings if finding.mark)
    rng = random.Random(5)
    names = chain((name for name, _ in marks.most_common()), (entry.mark.text for entry in lists.marks("brands")))
    with (folder / "loa.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["mark", "basis", "territories", "platforms", "nice_classes", "sku_pattern", "valid_from", "valid_to", "document"])
        for number, name in enumerate(islice(dict.fromkeys(names), authorisations)):
            writer.writerow(
                [
                    name, rng.choice(["licence", "reseller", "invoice", "compatible-only"]), rng.choice(["", "US;GB", "EU"]), rng.choice(["", "wish", "amazon;shopee"]),
                    rng.choice(["18;25", "9"]) if number % 5 == 0 else "", f"S{number}*;S9*" if number % 3 == 0 else "", "2026-01-01",
                    rng.choice(["", "2030-12-31", "2020-12-31"]), f"LoA-{number}",
                ]
            )  # fmt: skip
    own = [baseline.line_of(finding) for finding in findings]
    others = (f'{{"id": "{rng.getrandbits(64):016x}", "rule": "wish/mark-use", "listing": "X{number}"}}' for number in range(lines))
    known = sorted(islice(chain(dict.fromkeys(rng.sample(own, min(len(own), lines))), others), lines))
    (folder / "known.jsonl").write_text("".join(f"{line}\n" for line in known), "utf-8")
    return len(marks)


def checked(sheet: Path) -> tuple[Run, list[Pair], float]:
    """A check without anything that settles: the run, what it found, and its processor seconds."""
    start = time.process_time()
    run = Run(
        platforms=PLATFORMS.split(","), countries=["US"], lists=(), own_brands=(), select=(), ignore=(), language="en", today=TODAY,
        progress=Silent(), engine=serial,
    )  # fmt: skip
    run.file(sheet)
    run.report()
    return run, [pair for pairs in run.examined for pair in pairs], time.process_time() - start


def settled(run: Run, found: list[Pair], **files: Any) -> tuple[float, float, int]:
    """Processor seconds for reading the files and for settling, and how many findings were set aside."""
    gc.collect()
    gc.disable()  # as in a run
    start = time.process_time()
    stage = Settlement(
        today=TODAY, countries=["US"], classes_of=partial(goods_classes, run.index), is_about_form=run.is_about_form, **files
    )
    read = time.process_time()
    for first in range(0, len(found), BATCH):
        for _ in stage.settle(found[first : first + BATCH]):
            pass
    end = time.process_time()
    gc.enable()
    return read - start, end - read, len(stage.set_aside)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--authorisations", type=int, default=10_000)
    parser.add_argument("--baseline", type=int, default=50_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    if not SHEETS.is_dir():
        print(f"skipped, {SHEETS} is not here")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_sheet(folder / "titles.csv", options.rows)
        run, found, seconds = checked(folder / "titles.csv")
        findings = [finding for _, its in found for finding in its]
        marks = write_settling(folder, findings, options.authorisations, options.baseline)
        print(
            f"{options.rows:,} titles x {PLATFORMS}: {len(findings):,} findings of {marks:,} marks in {seconds:.1f} processor seconds; "
            f"{options.authorisations:,} authorisations, {options.baseline:,} baseline lines, least of {options.runs}"
        )
        loa, known = {"authorisations": folder / "loa.csv"}, {"baseline": folder / "known.jsonl"}
        for way, files in {"authorisations": loa, "baseline": known, "both": loa | known}.items():
            read, settle, aside = min((settled(run, found, **files) for _ in range(options.runs)), key=lambda took: took[0] + took[1])
            print(f"{way:15} read {read:.2f} s, settle {settle:.2f} s: {100 * (read + settle) / seconds:+.1f} %   ({aside:,} set aside)")


if __name__ == "__main__":
    main()
