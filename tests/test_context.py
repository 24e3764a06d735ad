"""Labelled cases of `tests/cases`, and what the judge is made of."""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from sellercheck import context, testing
from sellercheck import text as folding
from sellercheck.context import Judge, Mention
from sellercheck.finding import Confidence, Use
from sellercheck.screen import Screen
from sellercheck.vocabulary import vocabulary

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


def mentions(**fields: str) -> list[Mention]:
    """What the judge makes of a listing, as the screen would ask it."""
    return mentions_of([fields])


def mentions_of(rows: Sequence[Mapping[str, str]]) -> list[Mention]:
    """What it makes of several, in their order."""
    seen: list[Mention] = []

    class Listener(Judge):
        def mentions(self, *given: Any) -> list[list[Mention]]:
            found = super().mentions(*given)
            seen.extend(mention for each in found for mention in each)
            return found

    screen = Screen([], testing.index(), (), (), Listener(testing.index()), "en")
    screen.marks_scope = screen.read = frozenset({"title", "brand", "bullets", "description", "keywords"})
    screen.scope = screen.marks_scope | {"category"}
    screen.examine(testing.listings(rows))
    return seen


def reported(**fields: str) -> dict[str, str]:
    """Folded words of the title reported above info, with their use."""
    return {
        folding.fold(m.field.value[slice(*m.span)]): str(m.context.use)
        for m in mentions(**fields)
        if m.field.name == "title" and m.context.use is not Use.ORDINARY_WORD
    }


def use_of(text: str, found: dict[str, str]) -> str | None:
    """The use of the name in which this text stands: `Nike` in `Nike Air Max`."""
    sought = folding.fold(text)
    return next((use for name, use in found.items() if f" {sought} " in f" {name} "), None)


def cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['title'][:60]}") for path in CASES for case in yaml.safe_load(path.read_text("utf-8"))
    ]


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    found = reported(**{name: case[name] for name in ("title", "brand", "category") if case.get(name)})
    for text, use in (case.get("marks") or {}).items():
        got = use_of(text, found)
        assert got, f"{text} not among {found}"
        assert use in {"any", got}, f"{text}: {got}"
    for text in case.get("spare") or ():
        assert folding.fold(text) not in found


def one(title: str, **fields: str) -> Mention:
    """The only mention of a title."""
    found = [mention for mention in mentions(title=title, **fields) if mention.field.name == "title"]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("title", "how"),
    [
        ("Nike running shoes", "exact"),
        ("NIKE running shoes", "case"),
        ("ＮＩＫＥ running shoes", "width"),
        ("Ni\u200bke running shoes", "zero-width"),
        ("N i k e running shoes", "spaced"),
        ("Nike's running shoes", "possessive"),
    ],
)
def test_how_the_name_is_written(title: str, how: str) -> None:
    assert one(title).context.how == how


@pytest.mark.parametrize("title", ["Smart Games castle puzzle game", "Play Station controller", "Blue French horn keychain (H.I.M.Y.M)"])
def test_a_name_in_its_natural_parts_is_no_disguise(title: str) -> None:
    assert [m.context.use for m in mentions(title=title) if m.context.use is Use.DISGUISED] == []


def test_the_brand_column_decides_for_an_everyday_word() -> None:
    assert reported(title="Sports coach whistle", brand="Kits Kart") == {}
    assert reported(title="Coach wallet", brand="Coach") == {"coach": "brand-goods"}


def test_a_word_of_a_longer_brand_is_not_that_brand() -> None:
    assert "pigeon" in reported(title="Pigeon bottle brush", brand="Pigeon")
    assert reported(title="Red Tape walking shoes", brand="Red Tape").get("red") is None
    assert reported(title="Jewel necklace with red stones", brand="Jewel Paradise").get("jewel") is None
    assert reported(title="Koper anak motif lucu, bahan ada roda", brand="Tidak ada merk") == {}


def test_a_colour_or_a_place_in_the_brand_column_is_doubtful() -> None:
    def sure(brand: str) -> bool:
        return any(m.confidence is not Confidence.LOW for m in mentions(title="Alloy necklace set", brand=brand))

    assert sure("Swarovski")
    assert not sure("Black")
    assert not sure("Oxford")


def test_what_stands_in_a_tag_of_html_is_not_read() -> None:
    described = '<div><img data-src="https://img.example/grey-pixel.gif"> Seed for <b>Kaytee</b> feeders, a < b</div>'
    assert {m.mark.text for m in mentions(title="Bird feeder", description=described)} == {"Kaytee"}


def test_tags_and_variants_have_no_beginning() -> None:
    """The first word of a title is more of a name than the first of its tags."""
    for keywords in ("Elastic,waist,pants,summer", "Skeleton,printed,summer,shorts"):
        assert all(m.confidence is Confidence.LOW for m in mentions(title="Summer shorts for women", keywords=keywords))
    assert "adidas" in {folding.key(m.mark.text) for m in mentions(title="Shorts", keywords="adidas,summer,shorts")}


def test_a_second_spelling_speaks_for_the_first() -> None:
    assert set(reported(title="Logitech 羅技 視訊攝影機HD C310")) == {"logitech", folding.fold("羅技")}


def test_a_line_is_known_beside_its_house() -> None:
    found = {folding.fold(m.field.value[slice(*m.span)]): m.mark.text for m in mentions(title='["Samsung/三星 Galaxy S9+ SM-G9650"]')}
    assert found["galaxy"] == "Samsung Galaxy"


def test_what_was_taken_for_the_mark_once_is_so_again() -> None:
    found = [m for m in mentions(title="Supreme Supreme Supreme stripe flannel shirt", brand="Supreme") if m.field.name == "title"]
    assert [m.context.use for m in found] == [Use.BRAND_GOODS] * 3


def test_an_everyday_word_of_a_long_list_is_left_out() -> None:
    assert mentions(title="Solid color cotton t-shirt with big pocket") == []


def test_a_verdict_names_its_reasons() -> None:
    mention = one("Silicone case for iPhone 13")
    why = Judge(testing.index()).why(mention)
    assert mention.context.use is Use.COMPATIBILITY
    assert "compatibility: compatibility before +" in why
    assert mention.context.features["compatibility: compatibility before"] > 0
    assert dict(mention.context.features) == pickle.loads(pickle.dumps(mention.context)).features


def test_the_same_listing_is_always_understood_alike() -> None:
    title = "Tempered glass for Samsung Galaxy S21 and Apple iPhone 12 with Marvel logo"
    assert reported(title=title) == reported(title=title)


def test_a_listing_is_understood_alike_beside_any_other() -> None:
    rows = [
        {name: str(case[name]) for name in ("title", "brand", "category") if case.get(name)}
        for path in CASES
        for case in yaml.safe_load(path.read_text("utf-8"))[::7]
    ]
    rows += [
        {"title": "Supreme supreme belt", "description": "<b>Supreme</b> for men\nSupreme", "keywords": "nike,puma,summer"},
        {"title": "适用于华为手机壳 【现货】Nike", "brand": "Nike", "bullets": "Kodak black ink cartridge"},
    ]

    def told(found: Sequence[Mention]) -> list[object]:
        return [(m.field.name, m.field.value, m.span, m.mark, m.confidence, m.context.use, dict(m.context.features)) for m in found]

    columns = dict.fromkeys(("title", "brand", "category", "description", "keywords", "bullets"), "")
    alone = [each for row in rows for each in told(mentions_of([columns | row]))]
    assert len(alone) > len(rows) / 2
    assert told(mentions_of([columns | row for row in rows])) == alone


def test_names_are_learnt_anew_when_too_many_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    index = testing.index()
    judge = Judge(index)
    screen = Screen([], index, (), (), judge, "en")
    screen.marks_scope = frozenset({"title"})
    monkeypatch.setattr(context, "MOST", 1)
    known = []
    for title in ("Nike and Adidas shoes with a Gucci belt", "Puma cap", "Puma cap"):
        screen.examine([testing.listing(title=title)])
        known.append([name.spelling for name in judge.names.all])
    assert len(known[0]) > 2
    assert known[1] == known[2] == ["Puma"]


def test_every_weight_belongs_to_a_use() -> None:
    known = vocabulary()
    assert set(known.uses) <= {str(use) for use in Use} - {"disguised", "ordinary-word"}
    assert 0 < known.likely < known.fair < known.sure < 1


@pytest.mark.parametrize(
    ("description", "named"),
    [
        ("Compruebe primero el stock\n× El producto ya es real", False),
        ("Compruebe primero el stock\r\n× El producto ya es real", False),
        ("Sneakers from Stock X, worn once", True),
    ],
)
def test_pieces_on_two_lines_make_no_name(description: str, named: bool) -> None:
    assert any(mention.mark.text == "StockX" for mention in mentions(title="Zapatillas", description=description)) is named


def test_a_name_of_two_words_may_go_over_a_line() -> None:
    assert any(mention.mark.text == "Hello Kitty" for mention in mentions(title="Plush toy", description="Soft plush Hello\nKitty doll"))


def test_a_longer_name_taken_for_no_mark_still_says_the_one_in_it() -> None:
    assert reported(title="Ink cartridge kodak black") == {"kodak": "brand-goods"}  # Kodak Black sings


def test_an_ordinary_word_in_it_is_not_told() -> None:
    assert not any(mention.mark.text == "Apple" for mention in mentions(title="Ink cartridge, shade Green Apple 2206"))


@pytest.mark.parametrize(
    ("title", "use"),
    [("Gucci-like belt for women", "imitation"), ("Gucci belt - like new", "brand-goods"), ("Gucci belt we like", "brand-goods")],
)
def test_like_tied_to_the_name_imitates_it(title: str, use: str) -> None:
    assert use_of("gucci", reported(title=title)) == use


@pytest.mark.parametrize(
    ("title", "sure"),
    [("Ammonite stone, polished", False), ("Tamsonite suitcase", True), ("aSmsonite suitcase", True), ("Samzonitee suitcase", True)],
)
def test_two_slips_of_which_one_is_the_first_letter_are_doubtful(title: str, sure: bool) -> None:
    (mention,) = [each for each in mentions(title=title) if each.mark.text == "Samsonite"]
    assert (mention.confidence is not Confidence.LOW) is sure


@pytest.mark.parametrize(
    ("text", "name"), [("Contact us on WhatsApp.", "WhatsApp"), ("Pay by PayPal.", "PayPal"), ("Ships with DHL in a day.", "DHL")]
)
def test_a_service_in_running_text_is_what_the_seller_uses(text: str, name: str) -> None:
    assert not [each for each in mentions(title="Desk lamp", description=text) if each.mark.text == name]
    told = [each for each in mentions(title=f"{name} logo mug", description=text) if each.mark.text == name]
    assert [each.context.use is Use.REFERENCE for each in told] == [False, True]


def test_a_strap_of_a_fastener_fits_no_fastener() -> None:
    assert use_of("velcro", reported(title="Kids sneakers with Velcro strap", brand="Quontle")) == "generic-word-use"
    assert use_of("ipad", reported(title="Leather iPad case", brand="Quontle")) == "compatibility"


def test_a_likeness_is_one_throughout_the_listing() -> None:
    """What the goods are likened to in one cell is not what they are offered as in the next, unless the brand column says so."""
    fields = {"title": "NIKE style running shoes men", "description": "Sports shoes, soft sole, nike.", "keywords": "running,nike,sport"}
    assert {m.context.use for m in mentions(**fields) if m.mark.text == "Nike"} == {Use.IMITATION}
    assert {m.context.use for m in mentions(**fields, brand="Nike") if m.mark.text == "Nike"} == {Use.IMITATION, Use.BRAND_GOODS}
    both = mentions(title="Nike style shoes with Adidas laces")
    assert {m.mark.text: m.context.use for m in both} == {"Nike": Use.IMITATION, "Adidas": Use.BRAND_GOODS}


@pytest.mark.parametrize(
    ("text", "likened"),
    [
        ("These Adidas look great on you.", False),
        ("Adidas look, soft sole.", True),
        ("Shoes with an Adidas look", True),
        ("Adidas shoes, like new", False),
        ("Adidas, like new", False),
    ],
)
def test_look_and_like_are_verbs_too(text: str, likened: bool) -> None:
    assert (used_in_description(title="Shoes", description=text)["Adidas"] == "imitation") is likened


def used_in_description(**fields: str) -> dict[str, str]:
    """Marks that the description names, with their use."""
    return {m.mark.text: str(m.context.use) for m in mentions(**fields) if m.field.name == "description"}


SEARCHES = "HP 15.6 inci. laptop asus vivobook 14. laptop murah baru gaming. laptop acer predator. laptop hp terbaru 2024"


def test_other_houses_among_search_words_are_keyword_stuffing() -> None:
    found = used_in_description(title="Laptop HP 15s Intel Core i5 8GB RAM", brand="HP", description=SEARCHES)
    assert {found[name] for name in ("Asus", "VivoBook", "Acer Predator")} == {"keyword-stuffing"}
    assert found["HP"] == "brand-goods"
    skin = "Skin Game. innisfree green tea seed essence. tumbler kopi panas. baju dinas wanita."
    assert used_in_description(title="Brightening essence 100 ml", brand="Skin Game", description=skin)["Innisfree"] == "keyword-stuffing"


@pytest.mark.parametrize(
    ("brand", "title", "tags", "stuffing"),
    [
        ("Lumikko", "Backpack travel 40L", "north face,backpack,travel", {"The North Face"}),
        ("", "Mascara waterproof black", "maybelline,loreal,mascara", {"Maybelline", "L'Oréal"}),
        ("", "Mascara waterproof black", "maybelline,mascara", set()),
        ("Lumikko", "Backpack like The North Face 40L", "north face,backpack", set()),
        ("Lumikko", "Phone case clear", "iphone,samsung,case", set()),
        ("Maybelline", "Mascara waterproof black", "maybelline,mascara", set()),
    ],
)  # fmt: skip
def test_other_houses_named_among_the_tags_only_are_keyword_stuffing(brand: str, title: str, tags: str, stuffing: set[str]) -> None:
    found = {m.mark.text for m in mentions(title=title, brand=brand, keywords=tags) if m.context.use is Use.KEYWORD_STUFFING}
    assert found == stuffing


def test_what_goods_fit_is_sought_too() -> None:
    """Search words of a case name phones that it may fit."""
    sought = "casing hp iphone 13. casing hp samsung murah. casing silikon"
    assert set(used_in_description(title="Case for iPhone 13", brand="Quontle", description=sought).values()) == {"compatibility"}


@pytest.mark.parametrize(
    ("fields", "uses"),
    [
        ({"title": "Samsung Galaxy A12 smartphone", "brand": "Samsung", "description": "Its main camera has a Sony IMX586 inside."}, {"Sony": "reference"}),
        ({"title": "Smartphone 5G dual SIM", "brand": "Quontle", "description": "Original Oppo phone, Samsung and iPhone and Huawei phone"},
         dict.fromkeys(("Oppo", "Samsung", "iPhone", "Huawei"), "keyword-stuffing")),
        ({"title": "Printer HP Smart Tank, ink tank 585", "brand": "HP", "description": "Better than an Epson printer. Epson is loud."}, {"Epson": "reference"}),
        # near misses: what fits a device, or only has its name in the title
        ({"title": "Printer ink cartridge 682", "brand": "Quontle", "description": "Epson L3110, Canon G2010, Brother printers"}, {"Epson": "compatibility"}),
        ({"title": "Tripod for smartphone and cameras", "brand": "Telesin", "description": "Clamps GoPro Max, DJI Action, Akaso, SJCAM"},
         dict.fromkeys(("GoPro Max", "DJI", "Akaso", "SJCAM"), "brand-goods")),
        ({"title": "Phone holder for the desk", "brand": "Ugreen", "description": "Holds iPhone 13, Samsung S21, Xiaomi 12"},
         dict.fromkeys(("iPhone", "Samsung", "Xiaomi"), "compatibility")),
        ({"title": "Smartphone 5G", "brand": "Quontle", "description": "Works with Samsung, Huawei and Xiaomi earbuds"}, {"Samsung": "compatibility"}),
        ({"title": "Samsung Galaxy A12 smartphone", "brand": "Quontle", "description": "Samsung phone, Samsung warranty"}, {"Samsung": "brand-goods"}),
    ],
)  # fmt: skip
def test_another_house_in_the_description_of_a_device(fields: dict[str, str], uses: dict[str, str]) -> None:
    found = used_in_description(**fields)
    assert {name: found[name] for name in uses} == uses


def test_goods_of_no_brand_are_not_of_several_houses() -> None:
    two = "6800 mAh. iphone 14 pro max second original. mistery box 10 ribu. samsung s24 ultra original. hp murah"
    assert set(used_in_description(title="Hp murah i15 Handphone 5G", brand="No Brand", description=two).values()) == {"keyword-stuffing"}
    one = "iphone 15 pro max cuci gudang. iphone second original asli. apple iphone 12 pro. hp murah"
    assert "keyword-stuffing" not in used_in_description(title="15 PRO MAX ROM 12 GB", brand="No Brand", description=one).values()


def test_a_line_named_behind_another_house_is_not_this_ones() -> None:
    found = {m.field.value[slice(*m.span)]: m.mark.text for m in mentions(title="DJI Osmo, DJI Mini 3, GoPro Mini mount")}
    assert not any(mark.startswith("DJI") for text, mark in found.items() if text == "Mini")


STORE = "Ships in 3 days, 100% as pictured. *Check my Store For: Anime Dragon ball Goku cars Disney Digimon NES Sega movies Playstation PS1 Xbox iphone"
CARDS = (
    "Rookie Autograph Holo Prizm Los Angeles Angels Luka Doncic RJ Barrett Trae Young Jayson Tatum Air Jordan Bulls Lakers Raptors MLB Mike Trout "
    "Derek Jeter NFL Football Patrick Mahomes Lamar Jackson Tom Brady Deshaun Watson Chiefs Patriots Buccaneers Optic Prizm Topps Bowman"
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (STORE, ("Dragon Ball", "Disney", "PlayStation", "Xbox", "iPhone")),
        (CARDS, ("Luka Dončić", "Tampa Bay Buccaneers", "Tom Brady", "Topps")),
        ("Soft and warm. Tags: Gucci, winter", ("Gucci",)),
    ],
)
def test_names_listed_to_be_found_are_keyword_stuffing(text: str, names: tuple[str, ...]) -> None:
    found = used_in_description(title="Athletic socks size 9", brand="Quontle", description=text)
    assert {found[name] for name in names} == {"keyword-stuffing"}


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"title": "Nike athletic socks", "description": "Nike socks. Tags: Nike, sports"}, "Nike"),
        ({"title": "Case for iPhone 13", "description": "Keywords: iPhone 13 case, Samsung case"}, "iPhone"),
        ({"title": "Action figures", "description": "Goku, Vegeta, Gohan and Piccolo of Dragon Ball"}, "Dragon Ball"),
        (
            {
                "title": "Storage box",
                "description": "Fits toys by Lego, and those of Disney, and the ones that Hasbro or that Mattel makes",
            },
            "Disney",
        ),
        ({"title": "Storage box", "description": "Compatible with Lego, Disney, Hasbro, Mattel, Topps"}, "Lego"),
    ],
)
def test_names_that_tell_of_the_goods_are_not_listed_to_be_found(fields: dict[str, str], name: str) -> None:
    assert used_in_description(**fields).get(name) != "keyword-stuffing"


def test_a_film_on_a_disc_is_not_of_those_who_made_the_disc() -> None:
    assert use_of("blu-ray", reported(title="Blu-ray 凶劫BD")) == "reference"
    assert use_of("velcro", reported(title="Velcro tape 5 m")) == "brand-goods"
