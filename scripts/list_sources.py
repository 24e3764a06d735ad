"""Where the bundled lists come from: which sources are left out and why, and the text of NOTICE.md."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from ordinary_words import NEEDS

PUBLISHER = "sellercheck, compiled from the sources named"
RETRIEVED = "2026-11-21"
"""The day the stored copies were read, as SOURCES.md says."""

EXCLUDED = {
    "sheet-harvest": "read off test sheets, which are test input only",
    "myntra-template": "read off a test sheet, which is test input only",
    "logodet-3k": "licence of the data set unknown for a compilation",
    "lensfun": "CC BY-SA 3.0, share-alike",
    "device-detector": "LGPL-3.0-or-later, copyleft",
}
"""Sources that are not used: a row that stands on nothing else is left out, elsewhere the id is removed."""


@dataclass(frozen=True)
class Source:
    where: str
    version: str
    licence: str


@dataclass(frozen=True)
class ListSpec:
    name: str
    file: str
    title: str
    licence: str
    sources: tuple[str, ...] = ()
    """Empty: the ids in the file's own column."""


_OWN = "Apache-2.0 for the compilation; names are facts, marks stay their owners'; see NOTICE.md for each source"

LISTS = (
    ListSpec("famous", "famous.csv", "Well-known marks with aliases, abbreviations and misspellings", _OWN),
    ListSpec("genericised", "genericised.csv", "Marks that people use as plain words, with the words to write instead", _OWN),
    ListSpec("characters", "characters.csv", "Fictional characters", _OWN),
    ListSpec("clubs", "clubs.csv", "Football clubs", _OWN),
    ListSpec("games", "games.csv", "Video games", _OWN),
    ListSpec("universities", "universities.csv", "Universities and colleges", _OWN),
    ListSpec("brands", "brands.csv", "Brands", _OWN),
    ListSpec("brands_more", "brands_more.csv", "More brands, product lines, franchises, materials and certification marks", _OWN),
    ListSpec("restrictions", "restrictions.csv", "Brands that platforms, or sources about them, call gated or restricted", _OWN),
    ListSpec("cases", "cases.csv", "Marks with reported court cases and oppositions", _OWN, ("court-reports",)),
    ListSpec("cues", "cues.csv", "Wording for copies, imitations and claims to be genuine", _OWN),
    ListSpec("goods", "goods.csv", "Goods terms with their Nice classes", _OWN, ("ncl10", "ncl13", "euipo-siggibk", "curated")),
    ListSpec("nice_classes", "nice_classes.csv", "The 45 Nice classes", _OWN, ("ncl10", "ncl13")),
    ListSpec("everyday", "everyday.csv", "Ordinary English words by frequency", _OWN, ("symspell", "web2", "curated")),
    ListSpec(
        "everyday_multi",
        "everyday_multi.csv",
        "Words of goods terms in German, Spanish, French, Italian, Polish and Portuguese",
        _OWN,
        ("euipo-siggibk",),
    ),
    ListSpec(
        "spoken",
        "spoken.csv",
        "Words of German, Spanish, French, Italian, Dutch, Portuguese and Indonesian",
        _OWN,
        ("pyspellchecker", "spacy-lookups"),
    ),
    ListSpec("confusables", "confusables.csv", "Characters that look like Latin letters and digits", "Unicode-3.0", ("unicode17",)),
    ListSpec("hanzi", "hanzi.csv", "Traditional Chinese characters with the simplified one", "Apache-2.0", ("opencc",)),
    ListSpec("leet", "leet.csv", "Digits and signs written for letters", _OWN, ("curated",)),
    ListSpec("gs1_prefixes", "gs1_prefixes.csv", "GS1 prefixes of article numbers", _OWN, ("biip",)),
)

_SELLER_NEWS = "article, read for facts"
_TOOL = "source file in a public repository, read for facts"
_NAMES_OF_ARTICLES = {
    "allisonmido": "allisonmidorireilly.com/blog/an-introduction-to-trademarks",
    "stylematters": "stylematters.margaretashworth.com/trademarks",
    "maliamania-2013": "maliamania.blogspot.com, 2013-08",
    "thespec-2019": "thespec.com, opinion 9790667",
    "writinginwonderland-2011": "blogspot, 2011-02-07",
    "cnbc-2011": "CNBC, Brand Names Gone Generic, 2011-02-17",
    "qualitylogo": "qualitylogoproducts.com, proprietary eponyms",
    "hbdesign": "hbdesign.com/generic-brand-names",
    "orlandosentinel-2013": "Orlando Sentinel, 2013",
    "scribd-rorvig": "Scribd 595778993",
    "wiki-generic": "a copy of Wikipedia's list of generic and genericized trademarks",
    "liquisearch-wiki": "a copy of Wikipedia's list of generic and genericized trademarks",
    "consumerist-15": "consumerreports.org, Consumerist",
    "economicjournal": "economicjournalmag.com",
    "ebaysellingcoach-2013": "ebaysellingcoach.blogspot.com, 2013",
    "ebaysellingcoach-2017": "ebaysellingcoach.blogspot.com, 2017",
    "kantianxia8-114478": "kantianxia8, seller news 114478",
    "kantianxia8-167111": "kantianxia8, seller news 167111",
    "amz123-DPw3pHcm": "amz123, seller news DPw3pHcm",
    "kjdaohang-2018": "kjdaohang, seller news 2018",
    "uggka-manual": "github UGGKA/Amazon-Operations-Manual",
    "shieldmyshop-2026": "shieldmyshop, 2026",
    "casetext-emoji-2022": "N.D. Ill., opinion of 2022-09-26",
    "webretailer-gated": "webretailer.com/amazon/amazon-restricted-gated-brands",
    "sellerassistant-restricted": "sellerassistant.app/blog/restricted-brands-on-amazon",
    "savingk-vero": "savingk.com",
    "lazada-ph-help": "Lazada Philippines, help article 219603788",
    "wish-policy-examples": "Wish counterfeit policy, reposted at global.lianlianpay.com and ssopdot.com/blog/33629",
    "superviral": "article on knock-off names",
    "catchword": "article on knock-off names",
    "epochtimes-knockoffs": "article on knock-off names",
    "damncoolpictures-2010": "article on knock-off names, 2010",
    "travelerstoday-2017": "article on knock-off names, 2017",
    "legitscript-coded-terms": "legitscript.com, article on coded terminology",
    "platform-pages": "platform help pages and seller guides; the address stands in each row",
    "court-reports": "court opinions, filings and trade news; source and address stand in each row",
}
_NAMES_OF_TOOLS = {
    "community-amz-gated": "file id 16445728708",
    "community-ip-risk": "file id 20922783038",
    "community-vero-ja": "file ids 32400033852 and 32837063473",
    "community-vero-en": "file id 67110126583",
    "code-alias-table": "public code",
    "code-corpus": "public code",
    "vero-service-keywords": "a seller tool",
}
ARTICLES = {name: Source(where, "", _SELLER_NEWS) for name, where in _NAMES_OF_ARTICLES.items()} | {
    name: Source(where, "", _TOOL) for name, where in _NAMES_OF_TOOLS.items()
}
"""Sources that SOURCES.md names in running text."""


def described_sources(markdown: str) -> dict[str, Source]:
    """The sources in the tables of SOURCES.md: id, where, commit or version, licence."""
    found: dict[str, Source] = {}
    for line in markdown.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        if not line.startswith("|") or len(cells) != 5 or cells[0] in {"id", "---"}:
            continue
        names = cells[0].split(", ")
        for at, name in enumerate(names):
            if name not in found and re.fullmatch(r"[a-z0-9 -]+", name):
                where, version, licence = (parts[at] if len(parts := cell.split("; ")) == len(names) > 1 else cell for cell in cells[1:4])
                found[name] = Source(where, version, licence)
    found["opencc"] = Source("PyPI opencc-python-reimplemented, dictionary TSCharacters of Open Chinese Convert", "0.1.7", "Apache-2.0")
    found["twstock"] = Source("PyPI twstock, securities of the two Taiwan exchanges", "1.5.1", "MIT")
    found["pyspellchecker"] = Source("PyPI pyspellchecker, dictionaries of de, es, fr, it, nl and pt", "0.9.1", "MIT")
    found["spacy-lookups"] = Source("PyPI spacy-lookups-data, lemma tables of es and id", "1.0.5", "MIT")
    return found


def notice(
    lists: list[dict[str, object]],
    described: Mapping[str, Source],
    used: set[str],
    *,
    kept: Counter[str],
    seen: Counter[str],
    left_out: Mapping[str, Counter[str]],
    met: Counter[str],
) -> str:
    """The text of NOTICE.md."""
    named = sorted(set(seen) & set(described) | used, key=lambda name: (name in EXCLUDED, -kept[name], name))
    lines = [
        "# Bundled lists: where they come from",
        "",
        f"Compiled by `scripts/build_lists.py` from facts gathered on {RETRIEVED} out of stored copies. The compilation is under Apache-2.0, like the rest of sellercheck.",
        "Names, titles and class numbers are facts; the marks stay their owners'. Being in a list says nothing about the validity of a mark, and",
        "being absent says nothing either: no bulk trademark register is included.",
        "",
        "Owners are as compiled, from general knowledge where the source is `curated`, and were not checked against a register.",
        "Nice classes come from the sector of a name, never from a register. A blank owner or class means not known.",
        "A celebrity's name, a film or a game title prompts a check of rights; it is not a trademark claim.",
        "",
        "## Lists",
        "",
        "| list | file | entries | title |",
        "| --- | --- | ---: | --- |",
        *(f"| {entry['name']} | {entry['file']} | {entry['entries']:,} | {entry['title']} |" for entry in lists),
        "",
        "## Sources",
        "",
        "`kept` counts entries that carry the id (an entry may carry several; a row in another script that became an alias is not counted again);",
        "for a source of a whole list its name stands there. `left out` counts rows that stood on it and were not taken. `facts only` means that no licence is stated and only names were taken.",
        "",
        "| id | where | version | licence | kept | left out | why |",
        "| --- | --- | --- | --- | ---: | ---: | --- |",
    ]
    for name in named:
        source = described[name]
        dropped = left_out.get(name, Counter())
        why = "; ".join(reason if len(dropped) == 1 else f"{count} {reason}" for reason, count in dropped.most_common())
        if name in EXCLUDED:
            why = f"not used: {EXCLUDED[name]}"
        count = (
            f"{kept[name]:,}"
            if kept[name]
            else ", ".join(str(entry["name"]) for entry in lists if name in cast("list[str]", entry["sources"])) or "0"
        )
        lines.append(
            f"| {name} | {_cell(source.where)} | {_cell(source.version)} | {_cell(source.licence)} | {count} | {sum(dropped.values()):,} | {why} |"
        )
    lines += [
        "",
        "Attribution asked for: FiveThirtyEight, comic-characters data, CC BY 4.0 (names of figures taken, selection by number of appearances changed); EUIPO open data, reuse with",
        "attribution (goods terms of 824 application files of April 2020, shortened); Unicode Consortium, confusables of Unicode 17.0.0, Unicode-3.0;",
        "WIPO, headings and terms of the Nice Classification as repeated by the sources `ncl10` and `ncl13`; Wikidata labels in `nsi`, CC0.",
        "",
        "Not in the package although the facts mention them: codespell's misspellings (CC BY-SA 3.0), Open Food Facts (ODbL), wordfreq (CC BY-SA 4.0; looked up, see below), rows of the test sheets,",
        "and `trademark_rows_sample.csv`, which is test material.",
        "",
        "## Looked up while compiling",
        "",
        "To decide which names are also ordinary words, people or places (column `ambiguous`); `everyday.csv` takes word forms from symspellpy, `spoken.csv` from pyspellchecker and spacy-lookups-data; nothing else of these is in the package.",
        "",
        "| package | version | licence | for |",
        "| --- | --- | --- | --- |",
        *(f"| {name} | {version} | {licence} | {what} |" for name, (version, licence, what) in NEEDS.items()),
        "",
        "## What the rules did",
        "",
        "| rule | rows |",
        "| --- | ---: |",
        *(f"| {rule} | {count:,} |" for rule, count in sorted(met.items())),
        "",
        "## Known weaknesses",
        "",
        "- `brands` leans to retail chains, software names and a marketplace's brand pages of 2022; those pages lost ampersands and accents (`Rodan Fields`).",
        "- `brands_more` holds names written from general knowledge and not checked one by one; some rows join a word to a mark (`Eureka Vacuum`) because the bare word is ambiguous.",
        "- Anime titles end in 2018, car models in 2015, games in 2016. Small brands of one market are thin.",
        "- `restrictions` with confidence low come from sellers' tools, without official basis. Amazon has published no list.",
        "- `cases` is a sample; case counts come from a trade analysis of 23 entertainment properties.",
        "- Eyewear stands in classes 9 and 10: the Nice Classification of 2026 moved it.",
        "",
    ]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "/")
