"""What a register in bulk costs: importing synthetic USPTO records, opening the index, checking titles with and without it.

    python benchmarks/registers.py [import|open|check|readers|all] [--records N] [--titles N] [--events N] [--folder PATH]

`import`: writes N records in the layout of DTD version 2.0 (header with all its flags, statements, events, classes,
owners) as ZIP archives, imports them in a process of its own, and tells MB of XML per second of processor time, from
the first byte read to the index in place, and that process's peak memory. `readers`: the same XML through three readers
(ours, ElementTree's and, if installed, lxml's iterparse) without storing anything. Marks: half of one word (invented,
everyday words, compounds), 30 % of two, 12 % of three, 6 % of four words, 2 % Chinese, from a fixed seed.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from itertools import count, cycle, islice
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
PARTS = 4
FLAGS = (
    "principal-register-amended",
    "supplemental-register-amended",
    "trademark",
    "collective-trademark",
    "service-mark",
    "collective-service-mark",
    "collective-membership-mark",
    "certification-mark",
    "cancellation-pending",
    "published-concurrent",
    "concurrent-use",
    "concurrent-use-proceeding",
    "interference-pending",
    "opposition-pending",
    "section-12c",
    "section-2f",
    "section-2f-in-part",
    "renewal-filed",
    "section-8-filed",
    "section-8-partial-accept",
    "section-8-accepted",
    "section-15-acknowledged",
    "section-15-filed",
    "supplemental-register",
    "foreign-priority",
    "change-registration",
    "intent-to-use",
    "intent-to-use-current",
    "filed-as-use-application",
    "amended-to-use-application",
    "use-application-currently",
    "amended-to-itu-application",
    "filing-basis-filed-as-44d",
    "amended-to-44d-application",
    "filing-basis-current-44d",
    "filing-basis-filed-as-44e",
    "filing-basis-current-44e",
    "amended-to-44e-application",
    "without-basis-currently",
    "filing-current-no-basis",
    "color-drawing-filed",
    "color-drawing-current",
    "drawing-3d-filed",
    "drawing-3d-current",
    "standard-characters-claimed",
    "filing-basis-filed-as-66a",
    "filing-basis-current-66a",
)
HEAD = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE trademark-applications-daily [
<!ELEMENT trademark-applications-daily (version, creation-datetime, application-information)>
]>
<trademark-applications-daily><version><version-no>2.0</version-no><version-date>20041108</version-date></version>
<creation-datetime>202512312208</creation-datetime><application-information><file-segments><file-segment>TRMK</file-segment>
<action-keys><action-key>TX</action-key>
"""
TAIL = "</action-keys></file-segments></application-information></trademark-applications-daily>\n"


def marks(number: int) -> Iterator[str]:
    """Texts of marks, the same for the same number."""
    from sellercheck import lists

    draw = random.Random(7)
    words = [word for word, rank in lists.everyday() if rank <= 40_000 and word.isalpha() and len(word) > 2]
    syllables = [a + b for a in "bcdfghjklmnprstvwz" for b in ("a", "e", "i", "o", "u", "ar", "en", "ix", "or", "ul")]

    def word() -> str:
        return words[int(len(words) ** draw.random()) - 1]

    for _ in range(number):
        kind = draw.random()
        if kind < 0.2:
            text = "".join(draw.choices(syllables, k=draw.randint(2, 4)))
        elif kind < 0.4:
            text = word()
        elif kind < 0.5:
            text = word() + word()
        elif kind < 0.98:
            many = 2 if kind < 0.8 else 3 if kind < 0.92 else 4
            text = " ".join(word() if draw.random() < 0.8 else "".join(draw.choices(syllables, k=3)) for _ in range(many))
        else:
            text = "".join(chr(draw.randint(0x4E00, 0x8FFF)) for _ in range(draw.randint(2, 4)))
        yield text.upper() if draw.random() < 0.8 else text.title()


def record(number: int, text: str, draw: random.Random, events: int) -> str:
    status = draw.choice((800, 700, 701, 630, 641, 686, 688, 702, 710, 602))
    classes = "".join(
        f"<classification><international-code-total-no>1</international-code-total-no><us-code-total-no>2</us-code-total-no>"
        f"<international-code>{draw.randint(1, 45):03}</international-code><us-code>021</us-code><us-code>038</us-code><status-code>6</status-code>"
        f"<status-date>20200127</status-date><first-use-anywhere-date>20190400</first-use-anywhere-date>"
        f"<first-use-in-commerce-date>0</first-use-in-commerce-date><primary-code>009</primary-code></classification>"
        for _ in range(draw.randint(1, 3))
    )
    flags = "".join(f"<{flag}-in>F</{flag}-in>\n            " for flag in FLAGS)
    history = "".join(
        f"<case-file-event-statement><code>MA{at:02}E</code><type>O</type><description-text>NON-FINAL ACTION E-MAILED</description-text>"
        f"<date>201809{at % 28 + 1:02}</date><number>{at + 1}</number></case-file-event-statement>\n            "
        for at in range(events)
    )
    return f"""        <case-file>
          <serial-number>{number:08}</serial-number>
          <registration-number>{number % 7_000_000 if status < 750 or status == 800 else 0:07}</registration-number>
          <transaction-date>20251231</transaction-date>
          <case-file-header>
            <filing-date>20170123</filing-date>
            <status-code>{status}</status-code>
            <status-date>20180123</status-date>
            <mark-identification>{text}</mark-identification>
            <mark-drawing-code>4000</mark-drawing-code>
            <attorney-name>Jane A. Example</attorney-name>
            {flags}<law-office-assigned-location-code>L20</law-office-assigned-location-code>
          </case-file-header>
          <case-file-statements><case-file-statement><type-code>GS0091</type-code>
            <text>Computer software, namely, software for the management of goods, their images, their places and their prices; cases for telephones</text>
          </case-file-statement></case-file-statements>
          <case-file-event-statements>
            {history}</case-file-event-statements>
          <classifications>{classes}</classifications>
          <correspondent><address-1>JANE A. EXAMPLE</address-1><address-2>1 MAIN ST.</address-2><address-3>SPRINGFIELD</address-3></correspondent>
          <case-file-owners><case-file-owner><entry-number>1</entry-number><party-type>10</party-type><nationality><state>CA</state></nationality>
            <legal-entity-type-code>03</legal-entity-type-code><party-name>Example Holdings {number % 300_000} LLC</party-name><address-1>1 Main St.</address-1>
            <city>San Diego</city><state>CA</state><postcode>92122</postcode></case-file-owner></case-file-owners>
        </case-file>
"""


def write(folder: Path, records: int, events: int) -> tuple[list[Path], int]:
    """The archives and how many bytes of XML they hold."""
    draw = random.Random(11)
    texts = marks(records)
    numbers = count(70_000_000)
    paths, size = [], 0
    for part in range(PARTS):
        path = folder / f"apc18840407-20251231-{part + 1:02}.zip"
        with (
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
            archive.open(f"{path.stem}.xml", "w", force_zip64=True) as out,
        ):
            size += out.write(HEAD.encode())
            for text in islice(texts, records // PARTS + (part < records % PARTS)):
                size += out.write(record(next(numbers), text, draw, events).encode())
            size += out.write(TAIL.encode())
        paths.append(path)
    return paths, size


def importing(paths: list[Path]) -> None:
    """Import in this process, and say what it cost."""
    from datetime import date

    from sellercheck.bulk._taking import take_in

    start, wall = time.process_time(), time.perf_counter()
    steps: list[tuple[str, float]] = []

    def advance(what: str, _: int) -> None:
        if what != "index":
            steps.append((what, time.process_time() - start))

    done = take_in("uspto", paths, date(2026, 1, 1), advance=advance)
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"RESULT {spent:.2f} {time.perf_counter() - wall:.2f} {peak:.0f} {done.tally.records} {done.indexed} {steps[-1][1]:.2f}")


def opening() -> None:
    from sellercheck import bulk
    from sellercheck.index import MarkIndex

    hasher = MarkIndex.open().hasher
    times = []
    for _ in range(9):
        start = time.process_time()
        _, register = bulk.open_register("uspto", hasher)
        times.append((time.process_time() - start) * 1000)
    print(f"open: {len(register):,} names, median {sorted(times)[4]:.1f} ms of processor time, first {times[0]:.1f} ms with its imports")


def checking(titles: int, folder: Path) -> None:
    import speed

    path = folder / "titles.csv"
    found = speed.titles() if speed.SHEETS.is_dir() else None
    if not found:
        print(f"check: skipped, {speed.SHEETS} is not here")
        return
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["sku", "title"])
        for number, title in zip(range(titles), cycle(found), strict=False):
            writer.writerow([f"S{number}", title if number < len(found) else f"{title} {number}"])
    costs = {}
    for name, more in (("without", []), ("with", ["--list", "uspto"])):
        speed.run(["check", "examples/wish-upload.csv", "-p", "wish", *more])
        costs[name] = speed.run(["check", str(path), "-p", "wish,aliexpress,amazon,shopee", "-f", f"json={folder / 'report.json'}", *more])
        size = (folder / "report.json").stat().st_size / 1e6
        print(
            f"check {name:8} {titles:,} titles: wall {costs[name][0]:.1f} s, processor {costs[name][1]:.1f} s, peak {costs[name][2]:.0f} MB, report {size:.0f} MB"
        )
    print(f"check: with the register costs {costs['with'][1] / costs['without'][1]:.2f} times as much processor time")


def readers(path: Path) -> None:
    from xml.etree import ElementTree as ET

    from sellercheck.bulk import uspto
    from sellercheck.bulk._source import members

    def plain(parse: object) -> Iterator[object]:
        with zipfile.ZipFile(path) as archive, archive.open(archive.namelist()[0]) as source:
            for _, element in parse(source, events=("end",)):  # type: ignore[operator]
                if element.tag == "case-file":
                    yield element.findtext("serial-number"), element.findtext("case-file-header/mark-identification")
                    element.clear()

    ways = {
        "ours": lambda: (case for name, source in members(path, (".xml",)) for case in uspto.read(source, name)),
        "ElementTree.iterparse": lambda: plain(ET.iterparse),
    }
    try:
        from lxml import etree
    except ImportError:
        print("readers: lxml is not installed")
    else:
        ways["lxml.iterparse"] = lambda: plain(etree.iterparse)
    with zipfile.ZipFile(path) as archive:
        size = archive.infolist()[0].file_size
    for name, way in ways.items():
        start = time.process_time()
        records = sum(1 for _ in way())
        spent = time.process_time() - start
        print(f"readers: {name:22} {records:,} records, {size / 1e6 / spent:.0f} MB/s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=("import", "open", "check", "readers", "all", "importing"), default="all")
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--titles", type=int, default=100_000)
    parser.add_argument("--events", type=int, default=14)
    parser.add_argument("--folder", type=Path, help="Keep the archives, the data and the report there. [default: a folder that goes]")
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="sellercheck-registers-"))
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["SELLERCHECK_DATA"] = str(folder / "data")
    try:
        paths = sorted(folder.glob("apc*.zip"))
        if options.what == "importing":
            importing(paths)
            return
        if not paths:
            paths, _ = write(folder, options.records, options.events)
        size = sum(info.file_size for path in paths for info in zipfile.ZipFile(path).infolist())
        packed = sum(path.stat().st_size for path in paths)
        print(f"{len(paths)} archives, {packed / 1e6:.0f} MB packed, {size / 1e6:.0f} MB of XML")
        if options.what in {"readers", "all"}:
            readers(paths[0])
        if options.what in {"import", "all"}:
            shutil.rmtree(folder / "data", ignore_errors=True)
            out = subprocess.run(
                [sys.executable, __file__, "importing", "--folder", str(folder)], capture_output=True, text=True, check=True
            ).stdout
            spent, wall, peak, records, indexed, reading = out.split("RESULT ")[1].split()
            print(
                f"import: {int(records):,} records, {int(indexed):,} live, {size / 1e6 / float(spent):.0f} MB/s of processor time "
                f"({spent} s, of which reading and storing {reading} s; wall {wall} s), peak {peak} MB"
            )
        if options.what in {"open", "all"}:
            opening()
        if options.what in {"check", "all"}:
            checking(options.titles, folder)
    finally:
        if options.folder is None:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
