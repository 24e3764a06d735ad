"""A text is written in capitals.

Why it matters: platforms ask for ordinary spelling in names; a shouted title is rewritten or kept out of the search.

Flagged, with `max-share: 0.6`: "WOMENS SUMMER DRESS RED", "NEW STYLISH LED DESK LAMP". Not flagged: "USB LED lamp HDMI"
(abbreviations), "XXL Shirt", "NIKON Camera Bag" when the brand column says NIKON, "夏季新款连衣裙 NEW ARRIVAL DRESS".

Only letters of scripts with capitals are counted, and texts with a good part in a script without capitals and blanks, such
as Chinese, are not looked at: there a Latin name in capitals is usual. Left out of the count: the trade's abbreviations and units, words
with digits, and words that stand in the listing's brand cell.

Options:
- `max-share`: the largest share of capitals among the letters, 0 to 1 (default 0.5).
- `min-letters`: texts with fewer letters are not looked at (default 12).

Fix: to be reviewed. Shouted words are written with one capital, short ones such as "for" and "with" without; abbreviations
we do not know become words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sellercheck import wording
from sellercheck.checks import Candidate, Hit, Reference, Wants
from sellercheck.finding import Edit, Fix, Later
from sellercheck.listing import Field
from sellercheck.patterns import shape
from sellercheck.rules.pack import Rule

WORDS = frozenset({"share", "max"})
ALIKE = True
ABBREVIATIONS = frozenset(
    [
        "ABS",
        "AC",
        "ACC",
        "ADHD",
        "AM",
        "ANC",
        "AUX",
        "AWG",
        "BBQ",
        "BMX",
        "BPA",
        "BT",
        "CB",
        "CCTV",
        "CD",
        "CE",
        "CEO",
        "CNC",
        "CPU",
        "CRT",
        "DC",
        "DDR",
        "DIN",
        "DIY",
        "DJ",
        "DNA",
        "DPI",
        "DSLR",
        "DVD",
        "DVI",
        "EDC",
        "EDP",
        "EDT",
        "EL",
        "EMI",
        "EMS",
        "EN",
        "EPDM",
        "ESD",
        "ETL",
        "EU",
        "EVA",
        "FBA",
        "FCC",
        "FDA",
        "FHD",
        "FM",
        "FPV",
        "GB",
        "GHZ",
        "GMO",
        "GPS",
        "GPU",
        "GSM",
        "HD",
        "HDD",
        "HDMI",
        "HDPE",
        "HDR",
        "HEPA",
        "HID",
        "HIFI",
        "HPS",
        "HVAC",
        "HZ",
        "IC",
        "ID",
        "II",
        "III",
        "IP",
        "IPS",
        "IPX",
        "IR",
        "ISO",
        "IV",
        "KG",
        "KN",
        "LCD",
        "LED",
        "LG",
        "LH",
        "LLC",
        "LTE",
        "MAH",
        "MB",
        "MCU",
        "MDF",
        "MHZ",
        "ML",
        "MM",
        "MP",
        "MPH",
        "NAS",
        "NFC",
        "NPT",
        "NVME",
        "OEM",
        "OK",
        "OLED",
        "OS",
        "OTG",
        "PA",
        "PC",
        "PCB",
        "PCI",
        "PCIE",
        "PCS",
        "PD",
        "PE",
        "PET",
        "PH",
        "PLA",
        "POE",
        "PP",
        "PPE",
        "PS",
        "PU",
        "PVA",
        "PVC",
        "PWM",
        "QHD",
        "QLED",
        "QR",
        "RAM",
        "RC",
        "RCA",
        "RF",
        "RFID",
        "RGB",
        "RGBW",
        "RH",
        "RMS",
        "ROHS",
        "ROM",
        "RPM",
        "RV",
        "SATA",
        "SD",
        "SDHC",
        "SIM",
        "SLR",
        "SMA",
        "SMD",
        "SPF",
        "SSD",
        "STEM",
        "SUP",
        "SUV",
        "SVGA",
        "TB",
        "TF",
        "TFT",
        "TPE",
        "TPR",
        "TPU",
        "TV",
        "UHD",
        "UK",
        "UL",
        "UPC",
        "UPS",
        "USA",
        "USB",
        "USB-C",
        "UV",
        "VGA",
        "VI",
        "VII",
        "VIII",
        "VIP",
        "VR",
        "WIFI",
        "WLAN",
        "XL",
        "XLR",
        "XS",
        "XXL",
        "XXS",
        "XXXL",
        "YKK",
        "ZIP",
        "AA",
        "AAA",
        "AAAA",
    ]
)
"""Written in capitals by everybody; so are all words of one or two letters."""
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "into",
        "nor",
        "of",
        "off",
        "on",
        "onto",
        "or",
        "over",
        "per",
        "so",
        "the",
        "to",
        "up",
        "via",
        "with",
        "without",
        "vs",
    ]
)
_OWN_WAY = {
    each.lower(): each
    for each in (
        "iPhone",
        "iPad",
        "iPod",
        "iMac",
        "MacBook",
        "AirPods",
        "AirTag",
        "PlayStation",
        "OnePlus",
        "YouTube",
        "TikTok",
        "eBay",
        "LaserJet",
        "OfficeJet",
        "DeskJet",
    )
}
"""Names with capitals of their own."""
_SHORT = frozenset({"my", "me", "we", "he", "go", "no", "do", "be", "is", "am"})
_SMALL_WORDS = _SMALL | _SHORT
"""Words of two letters that are no abbreviations."""
_WORD = shape(r"[^\W_]+(?:['’-][^\W_]+)*")
_CAPITALS, _SMALL_LETTERS = bytes(range(ord("A"), ord("Z") + 1)), bytes(range(ord("a"), ord("z") + 1))
_CASED_BEYOND = shape("[\x80-\u1fff]+")
"""Beyond ASCII, where all cased letters in everyday use; full-width and mathematical ones are the business of `characters`."""

UNSPACED_WEIGHT = 10
"""A text with more than one Chinese character to ten letters counts as Chinese: on the collected Taiwanese titles what is left in
Latin letters are makers' names and models, "梨花熊手機殼ZENFONE4 MAX SELFIE PRO"."""


class Options(NamedTuple):
    max_share: float = 0.5
    """Largest share of capitals among the letters, 0–1."""
    min_letters: int = 12
    """Shortest text looked at, in letters that count."""

    def fit(self) -> None:
        if not 0 <= self.max_share < 1:
            raise ValueError(f'option "max-share" is {self.max_share}', "Choose a share from 0 to below 1.")


def wants(options: Options) -> Wants:
    # What is left out of the count are capitals, so the share of the whole cell is never below the share counted here.
    return Wants(capitals=options.max_share)


def check(candidate: Candidate, rule: Rule, options: Options, reference: Reference) -> Iterator[Hit]:
    del rule, reference
    for found in candidate.found:
        text = found.field.value
        large, small, unspaced = _cased(candidate, text)
        if (
            large + small < options.min_letters
            or large <= options.max_share * (large + small)
            or UNSPACED_WEIGHT * unspaced > large + small
        ):
            continue
        large, spans = _shouted(candidate, text)
        if large + small >= options.min_letters and large > options.max_share * (large + small):
            share, most = (f"{round(100 * value)}%" for value in (large / (large + small), options.max_share))
            yield Hit(found.field, words={"share": share, "max": most}, fixes=Later(_quieter, found.field, spans))


def _cased(candidate: Candidate, text: str) -> tuple[int, int, int]:
    """How many capital and how many small letters, and characters of scripts without blanks between words."""
    if ("cased", text) not in candidate.worked_out:
        ascii_only = text.encode("ascii", "ignore")
        large = len(ascii_only) - len(ascii_only.translate(None, _CAPITALS))
        small = len(ascii_only) - len(ascii_only.translate(None, _SMALL_LETTERS))
        unspaced = 0
        if len(ascii_only) < len(text):
            others = "".join(_CASED_BEYOND().findall(text))
            large, small = large + sum(map(str.isupper, others)), small + sum(map(str.islower, others))
            unspaced = wording.count_unspaced(text)
        candidate.worked_out["cased", text] = large, small, unspaced
    counts: tuple[int, int, int] = candidate.worked_out["cased", text]
    return counts


def _shouted(candidate: Candidate, text: str) -> tuple[int, list[tuple[int, int]]]:
    """How many capitals count, and where shouted words stand, with the small words between them.

    Platforms differ in how many capitals they take, not in what they are.
    """
    spared = _spared(candidate, text)
    if ("capitals", text, spared) not in candidate.worked_out:
        candidate.worked_out["capitals", text, spared] = _words_shouted(text, spared)
    found: tuple[int, list[tuple[int, int]]] = candidate.worked_out["capitals", text, spared]
    return found


def _words_shouted(text: str, spared: frozenset[str]) -> tuple[int, list[tuple[int, int]]]:
    large = shouted = 0
    spans: list[tuple[int, int]] = []
    for match in _WORD().finditer(text):
        word = match[0]
        capitals = sum(map(str.isupper, word))
        if not capitals or _is_left_out(word, spared):
            if match.start() and word.isupper() and word.lower() in _SMALL_WORDS:
                spans.append(match.span())
            continue
        large += capitals
        if capitals > 1 and not any(map(str.islower, word)):
            shouted += 1
            spans.append(match.span())
    return large, spans if shouted else []


def _spared(candidate: Candidate, text: str) -> frozenset[str]:
    """Words of the brand, where it stands in the text as a whole."""
    brands = [cell.value for cell in candidate.listing.fields("brand") if cell.value.strip().casefold() in text.casefold()]
    return frozenset(match[0].upper() for brand in brands for match in _WORD().finditer(brand))


def _is_left_out(word: str, spared: frozenset[str]) -> bool:
    if any(map(str.islower, word)):
        return False
    return len(word) < 3 or any(map(str.isdigit, word)) or word in ABBREVIATIONS or word in spared


def _quieter(field: Field, shouted: list[tuple[int, int]]) -> tuple[Fix, ...]:
    edits = []
    for span in shouted:
        word = field.value[slice(*span)]
        low = word.lower()
        if word.isascii() and not any(vowel in low for vowel in "aeiouy"):
            continue  # BTS, LCD: letters that are read one by one
        first = not field.value[: span[0]].strip()
        new = (
            _OWN_WAY.get(low) or low
            if low in _SMALL | _OWN_WAY.keys() and not (first and low in _SMALL)
            else "-".join(part[:1].upper() + part[1:] for part in low.split("-"))
        )
        edits.append(Edit(field, span, new))
    return (Fix("Write shouted words with one capital", "review", tuple(edits)),) if edits else ()
