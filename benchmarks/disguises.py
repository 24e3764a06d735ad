"""How many disguised names are found, kind by kind, and how often ordinary titles are taken for one.

    python benchmarks/disguises.py [--titles N] [--misses KIND] [--seed N]

Every name of the famous list, and 300 invented names given as a seller's own list, are written in every kind of disguise
into real titles of ../shared/sheets in which no famous name stands; Amazon's rule on marks then examines them. Found
means: a finding at `low` or above on that mark, over the disguised letters. False alarms are findings at `low` or above
on famous (own) names in the same titles without the disguise.

Only names that are no ordinary word are planted: "Apple" or "Gap" in disguise would prove nothing of the finding, since
what decides there is the context. Kinds that need letters a name lacks are not planted on it (no leetspeak in "LV").
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from sellercheck import lists, rules
from sellercheck import text as folding
from sellercheck.finding import Finding, Severity
from sellercheck.index import AMBIGUOUS, OBSCURE, OWN_LIST, MarkIndex
from sellercheck.matching import scan
from sellercheck.screen import Screen
from sellercheck.testing import listings
from sellercheck.testing import screen as build

FIELDS = ("title", "url", "image")
LEET = {"a": "4@", "e": "3", "i": "1!", "l": "1|", "o": "0", "s": "5$", "t": "7", "b": "8", "g": "9"}
CYRILLIC = dict(zip("aceiopxysjkmhtbABCEHIKMOPTXYSJ", "асеіорхуѕјкмһтЬАВСЕНІКМОРТХУЅЈ", strict=False))
GREEK = dict(zip("ovaiupABEZHIKMNOPTYX", "ονaιυρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", strict=True))
ACCENTS = dict(zip("aeioucnAEIOUCN", "áéíöüçñÀÈÌÖÛÇÑ", strict=True))
KEYS = {a: b for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm") for a, b in zip(row, row[1:] + row[-2], strict=True)}
LETTERS = "abcdefghijklmnopqrstuvwxyz"
BEFORE, AFTER = (
    ("my", "best", "ilove", "original", "cheap", "vintage"),
    ("shoes", "bag", "case", "shirt", "watch", "style", "outlet", "store", "cover", "toys"),
)
SYLLABLES = (
    "zor",
    "vel",
    "bra",
    "kwi",
    "lux",
    "mon",
    "tar",
    "nex",
    "dra",
    "fyn",
    "gol",
    "hab",
    "jix",
    "pra",
    "quo",
    "ryl",
    "sko",
    "tha",
    "umb",
    "wex",
    "yor",
    "zan",
    "ka",
    "lo",
    "mi",
    "ne",
    "ru",
    "ti",
    "vo",
    "xa",
)

Disguise = Callable[[str, random.Random], str]


def somewhere(name: str, rng: random.Random, fits: Callable[[str], bool], least: int = 1, most: int = 2) -> list[int]:
    """Up to `most` positions of letters that fit; none when there are fewer than `least`."""
    places = [at for at, char in enumerate(name) if fits(char)]
    return rng.sample(places, min(len(places), rng.randint(least, most))) if len(places) >= least else []


def swapped(table: dict[str, str], most: int = 2) -> Disguise:
    """Some letters written as others."""

    def write(name: str, rng: random.Random) -> str:
        chars = list(name)
        for at in somewhere(name, rng, lambda char: char in table or char.lower() in table, 1, most):
            chars[at] = rng.choice(table.get(chars[at]) or table[chars[at].lower()])
        return "".join(chars)

    return write


def mapped(first_small: int, first_capital: int) -> Disguise:
    return lambda name, _: "".join(
        chr(first_small + ord(c) - 97) if "a" <= c <= "z" else chr(first_capital + ord(c) - 65) if "A" <= c <= "Z" else c for c in name
    )


def parted(sign: str) -> Disguise:
    """Letters parted by a sign."""
    return lambda name, _: sign.join(name.replace(" ", ""))


def hidden(sign: str) -> Disguise:
    """Something that is not seen put between two letters."""

    def write(name: str, rng: random.Random) -> str:
        at = rng.randrange(1, len(name))
        return name[:at] + sign + name[at:]

    return write


def doubled(name: str, rng: random.Random) -> str:
    at = rng.choice([at for at, char in enumerate(name) if char.isalpha()])
    return name[: at + 1] + name[at].lower() + name[at + 1 :]


def slip(name: str, rng: random.Random) -> str:
    """One slip at a letter: left out, added, another one (half of the time its neighbour on the keyboard), two swapped."""
    for _ in range(50):
        at = rng.choice([at for at, char in enumerate(name) if char.isalpha()])
        kind = rng.choice(("drop", "add", "wrong", "near", "swap"))
        char = name[at].lower()
        if kind == "drop":
            out = name[:at] + name[at + 1 :]
        elif kind == "add":
            out = name[:at] + rng.choice(LETTERS) + name[at:]
        elif kind == "wrong":
            out = name[:at] + rng.choice(LETTERS) + name[at + 1 :]
        elif kind == "near":
            out = name[:at] + KEYS.get(char, "x") + name[at + 1 :]
        else:
            out = name[:at] + name[at : at + 2][::-1] + name[at + 2 :]
        if folding.key(out) != folding.key(name) and out[:1].strip() and out[-1:].strip():
            return out
    return name


def torn(sign: str) -> Disguise:
    """Cut once inside a word, where the name has no border."""

    def write(name: str, rng: random.Random) -> str:
        _, soft = folding.cuts(name)
        places = [at for at in range(2, len(name) - 1) if name[at - 1 : at + 1].isalpha() and not soft >> len(folding.key(name[:at])) & 1]
        if not places:
            return name
        at = rng.choice(places)
        return name[:at] + sign + name[at:]

    return write


def camel(name: str, _: random.Random) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)


def mixed(name: str, rng: random.Random) -> str:
    return swapped(CYRILLIC, 1)(swapped({key: value for key, value in LEET.items() if value.isdigit()}, 1)(name, rng), rng)


KINDS: dict[str, tuple[str, int, Disguise]] = {
    # kind: what it is shown as, letters a name needs, how it is written
    "case": ("case", 2, lambda name, rng: rng.choice((name.upper(), name.lower()))),
    "leetspeak, digits": ("leetspeak", 4, swapped({key: "".join(filter(str.isdigit, value)) for key, value in LEET.items()})),
    "leetspeak, signs": (
        "leetspeak",
        4,
        swapped({key: value for sign in "@!$|" for key, text in LEET.items() if (value := "".join(filter(sign.__contains__, text)))}, 1),
    ),
    "a star for a letter": (
        "leetspeak",
        5,
        lambda name, rng: (at := rng.randrange(1, len(name) - 1)) and name[:at] + "*" + name[at + 1 :] if name.isalpha() else name,
    ),
    "homoglyph, Cyrillic": ("homoglyph", 4, swapped(CYRILLIC, 3)),
    "homoglyph, Greek": ("homoglyph", 4, swapped(GREEK, 3)),
    "homoglyph and leetspeak": ("leetspeak", 5, mixed),
    "small l for i": ("homoglyph", 4, lambda name, _: name.lower().replace("i", "l")),
    "accent": ("accent", 3, swapped(ACCENTS)),
    "full width": ("width", 2, mapped(0xFF41, 0xFF21)),
    "mathematical": ("letters", 2, mapped(0x1D41A, 0x1D400)),
    "circled": ("letters", 2, mapped(0x24D0, 0x24B6)),
    "zero-width": ("zero-width", 2, hidden("\u200b")),
    "soft hyphen": ("zero-width", 2, hidden("\u00ad")),
    "spaced": ("spaced", 4, parted(" ")),
    "dotted": ("spaced", 3, lambda name, rng: parted(".")(name.upper(), rng)),
    "hyphened": ("spaced", 4, parted("-")),
    "underscored": ("spaced", 4, parted("_")),
    "emoji between": ("spaced", 4, parted("🔥")),
    "cut by a hyphen": ("split", 5, torn("-")),
    "cut by a dot": ("split", 5, torn(".")),
    "cut by an emoji": ("split", 5, torn("🔥")),
    "cut by a blank": ("split", 7, torn(" ")),
    "doubled": ("doubled", 4, doubled),
    "one slip, 7 letters and more": ("typo", 7, slip),
    "two slips, 9 letters and more": ("typo", 9, lambda name, rng: slip(slip(name, rng), rng)),
    "glued before a word": ("glued", 4, lambda name, rng: name.lower().replace(" ", "") + rng.choice(AFTER)),
    "glued behind a word": ("glued", 4, lambda name, rng: rng.choice(AFTER) + name.lower().replace(" ", "")),
    "in a hashtag": ("glued", 4, lambda name, rng: "#" + rng.choice(BEFORE) + name.lower().replace(" ", "") + rng.choice(AFTER)),
    "number glued on": ("glued", 4, lambda name, rng: name + str(rng.choice((7, 13, 2023, 360)))),
    "joined": ("joined", 5, lambda name, _: re.sub(r"[^\w]", "", name).lower()),
    "split at a capital": ("split", 4, camel),
    "plural": ("plural", 4, lambda name, _: name + ("es" if name[-1] in "sxz" else "s")),
    "possessive, English": ("possessive", 3, lambda name, rng: name + rng.choice(("'s", "’s"))),
    "possessive, Indonesian": ("possessive", 4, lambda name, _: name.lower() + "nya"),
    "genitive, German": ("possessive", 3, lambda name, rng: name + rng.choice(("'", "’"))),
    "elision, French": ("exact", 3, lambda name, rng: rng.choice(("d'", "l’")) + name),
    "Chinese around": ("exact", 3, lambda name, _: f"适用于{name}手机壳"),
    "slug": ("exact", 3, lambda name, _: "https://shop.example/p/new-" + re.sub(r"[^\w]+", "-", name.lower()).strip("-") + "-2024"),
    "file name": ("exact", 3, lambda name, _: "https://cdn.example/i/" + quote(name) + "_front.jpg"),
}


@dataclass(frozen=True)
class Plant:
    kind: str
    name: str
    field: str
    text: str
    span: tuple[int, int]


def invented(count: int, rng: random.Random, taken: Callable[[str], bool]) -> list[str]:
    """Names nobody has: one word or two, some with a capital inside, spread over the lengths real names have."""
    found: dict[str, None] = {}
    while len(found) < count:
        words = ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))).capitalize() for _ in range(rng.choice((1, 1, 1, 2)))]
        name = " ".join(words)
        if len(words) == 2 and rng.random() < 0.2:
            name = "".join(words)
        if 4 <= len(folding.key(name)) <= 18 and not taken(name):
            found[name] = None
    return list(found)


def plants(names: Sequence[str], titles: Sequence[str], rng: random.Random) -> Iterator[Plant]:
    """Every name in every kind of disguise it can wear, each in a title of its own."""
    for kind, (_, least, disguise) in KINDS.items():
        for name in names:
            letters = sum(char.isalpha() for char in name)
            if letters < least or not name.isascii():
                continue
            if (
                kind in {"glued before a word", "glued behind a word", "in a hashtag", "doubled", "number glued on"}
                and not name.replace(" ", "").isalpha()
            ):
                continue
            if kind.startswith("two slips") and not name.isalpha():
                continue
            if kind in {"plural", "possessive, Indonesian"} and not re.search(r"[A-Za-z]{3}$", name.replace("'", " ")):
                continue  # nobody says "Formula 1s"
            if kind == "joined" and " " not in name:
                continue
            written = disguise(name, rng)
            if written == name and kind not in {"case", "joined", "mathematical"}:
                continue
            if kind in {"slug", "file name"}:
                yield Plant(kind, name, "url" if kind == "slug" else "image", written, (0, len(written)))
                continue
            words = rng.choice(titles).split()
            at = rng.randrange(len(words) + 1)
            before = " ".join(words[:at]) + (" " if at else "")
            text = before + written + (" " + " ".join(words[at:]) if at < len(words) else "")
            yield Plant(kind, name, "title", text, (len(before), len(before) + len(written)))


def alarms(found: Sequence[Finding], wanted: Callable[[Finding], bool]) -> list[Finding]:
    return [finding for finding in found if finding.severity >= Severity.LOW and finding.mark is not None and wanted(finding)]


def marks_of(index: MarkIndex, names: Sequence[str]) -> dict[str, str]:
    """Names that are no ordinary word → the mark they are listed under (LEGO stands in two lists)."""
    spans = scan(names, [index.phrases], index.hasher)[0]
    found = {}
    for text, start, end, phrase in zip(
        spans.texts.tolist(), spans.starts.tolist(), spans.ends.tolist(), spans.phrases.tolist(), strict=True
    ):
        name = names[text]
        if (
            folding.key(name[start:end]) == folding.key(name) == folding.key(index.spelling(phrase))
            and not index.flags_of[phrase] & AMBIGUOUS
        ):
            found[name] = index.record(index.owner_of[phrase]).mark.text
    return found


def measure(
    head: str, screen: Screen, named: Sequence[str], titles: Sequence[str], rng: random.Random, ours: Callable[[Finding], bool], misses: str
) -> None:
    index = screen.index
    mark_of = marks_of(index, named)
    names = list(mark_of)
    plain = scan(titles, [index.phrases], index.hasher)[0]
    spoken = {
        text for text, phrase in zip(plain.texts.tolist(), plain.phrases.tolist(), strict=True) if not index.flags_of[phrase] & OBSCURE
    }
    # "iPhone7" names iPhone as much as "iPhone 7" does.
    numbered = re.compile(
        rf"(?<![^\W\d_])(?:{'|'.join(sorted(re.escape(name.lower()) for name in names if name.isalpha() and len(name) > 2))})(?![^\W\d_])"
    )
    clean = [
        title
        for number, title in enumerate(titles)
        if number not in spoken and len(title.split()) > 2 and not numbered.search(title.lower())
    ]
    planted = list(plants(names, clean, rng))
    asked, hit, told = Counter[str](), Counter[str](), Counter[tuple[str, str]]()
    for low in range(0, len(planted), 4000):
        batch = planted[low : low + 4000]
        rows = [{plant.field: plant.text} if plant.field == "title" else {"title": "thing", plant.field: plant.text} for plant in batch]
        for plant, found in zip(batch, screen.examine(listings(rows)), strict=True):
            asked[plant.kind] += 1
            for finding in found:
                if (
                    finding.severity >= Severity.LOW and finding.mark is not None and (finding.mark.text == mark_of[plant.name] or plant.name in finding.mark.text) and finding.span and finding.field
                    and finding.field.name == plant.field and finding.span[0] < plant.span[1] and plant.span[0] < finding.span[1]
                ):  # fmt: skip
                    hit[plant.kind] += 1
                    told[plant.kind, finding.context.how if finding.context else ""] += 1
                    break
            else:
                if misses and misses in plant.kind:
                    others = [(f.mark.text, str(f.severity)) for f in found if f.mark]
                    print(
                        f"   {plant.kind}: {plant.name!r} as {plant.text[plant.span[0] : plant.span[1]]!r}: {others} in {plant.text[:100]!r}"
                    )
    false: list[tuple[str, Finding]] = []
    hit_titles = 0
    for low in range(0, len(clean), 4000):
        part = clean[low : low + 4000]
        for title, found in zip(part, screen.examine(listings([{"title": title} for title in part])), strict=True):
            wrong = alarms(found, ours)
            hit_titles += bool(wrong)
            false += [(title, finding) for finding in wrong]
    print(f"\n{head}: {len(names)} names, {len(clean)} clean titles")
    print(f"{'kind':34} {'planted':>8} {'found':>8} {'recall':>7}   shown as")
    for kind in KINDS:
        if asked[kind]:
            ways = ", ".join(f"{how} {count}" for (one, how), count in told.most_common() if one == kind)
            print(f"{kind:34} {asked[kind]:8} {hit[kind]:8} {hit[kind] / asked[kind]:7.3f}   {ways}")
    print(f"{'all':34} {asked.total():8} {hit.total():8} {hit.total() / max(1, asked.total()):7.3f}")
    print(f"false alarms at low or above: {hit_titles} of {len(clean)} clean titles, {100 * hit_titles / max(1, len(clean)):.2f} %")
    if misses == "alarms":
        for title, finding in false:
            assert finding.span
            assert finding.mark
            print(
                f"   {title[slice(*finding.span)]!r} for {finding.mark.text!r} ({finding.context and finding.context.how}, {finding.severity}): {title[:90]}"
            )


def main() -> None:
    from speed import titles as real_titles

    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--titles", type=int, default=0, help="use only so many titles (default: all)")
    parser.add_argument("--misses", default="", help="print the misses of kinds with this in their name; `alarms` prints the false alarms")
    parser.add_argument("--seed", type=int, default=20261121)
    parser.add_argument("--only", choices=("famous", "own"), help="one of the two lists")
    args = parser.parse_args()
    rng = random.Random(args.seed)
    titles = real_titles()
    rng.shuffle(titles)
    titles = titles[: args.titles or None]
    bundled = MarkIndex.open()

    def screen(index: MarkIndex) -> Screen:
        # All that Amazon's rule leaves to others of its pack (genericised marks, addresses, search terms) counts here too.
        given = next(rule for rule in rules.load("amazon").rules if rule.id == "amazon/mark-use")
        return build([given._replace(scope=FIELDS, options={**given.options, "elsewhere": []})], marks=index)

    def known(name: str) -> bool:
        return bool(bundled.rank(folding.key(name)) or len(scan([name], [bundled.phrases], bundled.hasher)[0]))

    if args.only != "own":
        famous = [entry.mark.text for entry in lists.marks("famous") if not entry.mark.ambiguous]
        famous = [name for name in famous if name.isascii() and any(map(str.isalpha, name))]
        measure(
            "famous list",
            screen(bundled),
            famous,
            titles,
            rng,
            lambda found: found.mark is not None and found.mark.list in {"famous", "genericised"},
            args.misses,
        )
    if args.only != "famous":
        own = invented(300, rng, known)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "own.txt"
            path.write_text("\n".join(own) + "\n", "utf-8")
            index = MarkIndex.open([path])
            assert any(int(flag) & OWN_LIST for flag in index.flags)
            measure(
                "own list",
                screen(index),
                own,
                titles,
                rng,
                lambda found: found.mark is not None and found.mark.list == "own.txt",
                args.misses,
            )


if __name__ == "__main__":
    main()
