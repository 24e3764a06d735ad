"""How long it takes to render 100,000 findings, and how much memory it adds, format by format.

    python benchmarks/reports.py [FORMAT …] [--findings N] [--browser]

The report is made by hand (tests/reporters/reports.py): titles of 25,000 listings with a mark finding on each of four platforms, with
evidence and a suggested edit, as a check of as many listings would give. Each format is written by a process of its own; what is
told is the time of the writing alone, processor time of it, the bytes written, and the peak memory of the process before and after.
`--browser` measures how long Chromium takes to open and filter the page of 5,000 findings.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sellercheck.report import Report

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]


def made(count: int, listings: int | None = None) -> Report:
    """A report of `count` findings in 100,000 listings."""
    from reporters import reports

    from sellercheck.finding import Severity

    platforms = ("aliexpress", "amazon", "shopee", "wish")
    marks = [reports.ACMERA._replace(text=f"Acmera {number}") for number in range(300)]
    severities = (Severity.HIGH, Severity.MEDIUM, Severity.LOW)
    findings = []
    for number in range(count // 4):
        mark = marks[number % len(marks)]
        cell = reports.field("title", f"{mark.text} style running shoes for men, red and white, size {number % 40}, new", number + 2)
        fixes = (reports.removal(cell, f"{mark.text} style "),)
        for platform in platforms:
            severity = severities[number % 3]
            findings.append(reports.mark_finding(cell, mark.text, mark, platform=platform, severity=severity, fixes=fixes))
    hit = count // 4
    rest = max(0, (listings or 100_000) - hit)
    return reports.report(tuple(findings), listings=hit + rest, by_risk={"high": hit, "medium": 0, "low": 0, "none": rest})


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def one(name: str, count: int) -> None:
    from sellercheck import families
    from sellercheck.reporters import RenderOptions

    report = made(count)
    reporter = families.load("reporters", name)
    gc.freeze()  # as the commands do
    before = megabytes()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report"
        start, processor = time.perf_counter(), time.process_time()
        if getattr(reporter, "BINARY", False):
            with path.open("wb") as out:
                reporter.write(report, out, RenderOptions())
        else:
            with path.open("w", encoding="utf-8", newline="\n") as out:
                reporter.write(report, out, RenderOptions())
        took, used = time.perf_counter() - start, time.process_time() - processor
        size = path.stat().st_size
    print(
        f"{name:10} {took:6.2f} s  {used:6.2f} s cpu  {size / 1e6:8.1f} MB written  peak {before:6.0f} → {megabytes():6.0f} MB", flush=True
    )


def read_back(count: int) -> None:
    """How long `sellercheck report` takes to read a saved result."""
    from sellercheck import families
    from sellercheck.reporters import RenderOptions

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "result.json"
        with path.open("w", encoding="utf-8", newline="\n") as out:
            families.load("reporters", "json").write(made(count), out, RenderOptions())
        child = subprocess.run(
            [sys.executable, "-c", _READ, str(path), str(ROOT)], capture_output=True, text=True, check=True, env=os.environ
        )
    print(f"{'read json':10} {child.stdout.strip()}", flush=True)


_READ = """
import resource, sys, time
sys.path.insert(0, sys.argv[2])
from sellercheck import results
start = time.perf_counter()
results.read(sys.argv[1])
print(f"{time.perf_counter() - start:6.2f} s  peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB")
"""


def in_browser(count: int) -> None:
    import shutil

    from playwright.sync_api import sync_playwright

    from sellercheck.reporters import RenderOptions, html

    program = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        path = Path(folder) / "report.html"
        with path.open("w", encoding="utf-8", newline="\n") as out:
            html.write(made(count), out, RenderOptions())
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for _ in range(3):
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            start = time.perf_counter()
            page.goto(path.as_uri(), wait_until="load")
            page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            opened = time.perf_counter() - start
            start = time.perf_counter()
            page.select_option("select[name=severity]", "high")
            page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            filtered = time.perf_counter() - start
            start = time.perf_counter()
            page.click("thead button[data-key=place]")
            page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            print(
                f"{count:,} findings, {path.stat().st_size / 1e6:.1f} MB: opened and drawn {opened:.2f} s, "
                f"filtered {filtered:.2f} s, sorted {time.perf_counter() - start:.2f} s",
                flush=True,
            )
            page.close()
        browser.close()


def main() -> None:
    from sellercheck import families

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("formats", nargs="*")
    parser.add_argument("--findings", type=int, default=100_000)
    parser.add_argument("--browser", action="store_true")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.alone:
        one(arguments.formats[0], arguments.findings)
    elif arguments.browser:
        in_browser(5_000 if arguments.findings == 100_000 else arguments.findings)
    else:
        for name in arguments.formats or families.names("reporters"):
            subprocess.run([sys.executable, __file__, name, "--alone", "--findings", str(arguments.findings)], check=True)
        read_back(arguments.findings)


if __name__ == "__main__":
    main()
