"""What speaks for and against, feature by feature: with it, and without it."""

from __future__ import annotations

from typing import Any

import pytest

from sellercheck import testing
from sellercheck.context import Judge
from sellercheck.evidence import SILENCE, SPEAKING, TAKEN, Evidence
from sellercheck.screen import Screen


def weighed(**fields: str) -> list[tuple[str, dict[str, float]]]:
    """The names of the title that are weighed, as written, with what was found."""
    seen: list[tuple[str, dict[str, float]]] = []

    class Listener(Judge):
        def weigh(self, *given: Any) -> Evidence:
            evidence = super().weigh(*given)
            seen.extend((written, evidence.found.of(row)) for row, written in enumerate(evidence.written))
            return evidence

    screen = Screen([], testing.index(), (), (), Listener(testing.index()), "en")
    screen.marks_scope = screen.read = frozenset({"title", "brand", "description", "keywords", "variant"})
    screen.scope = screen.marks_scope | {"category"}
    screen.examine([testing.listing(**fields)])
    return seen


def features(written: str, **fields: str) -> set[str]:
    """What was found of the first name written so."""
    return set(next(found for text, found in weighed(**fields) if text == written))


@pytest.mark.parametrize(
    ("feature", "written", "fields", "without"),
    [
        ("compatibility before", "Samsung", {"title": "Case for Samsung phones"}, {"title": "Samsung phones with case"}),
        ("compatibility after", "Samsung", {"title": "Samsung compatible case"}, {"title": "Samsung phone case"}),
        ("next accessory", "iPhone", {"title": "Red iPhone case"}, {"title": "Red iPhone bundle"}),
        ("model after", "Samsung", {"title": "Case Samsung S21"}, {"title": "Case Samsung"}),
        ("number after", "iPhone", {"title": "iPhone 13 case"}, {"title": "iPhone case"}),
        ("first", "Nike", {"title": "Nike shoes"}, {"title": "Running shoes in the manner of Nike"}),
        ("late", "Nike", {"title": "One two three four five six seven eight nine ten Nike"}, {"title": "Shoes, Nike"}),
        ("last", "Nike", {"title": "Shoes by Nike"}, {"title": "Shoes by Nike in red"}),
        ("sign", "Nike", {"title": "Nike ® shoes"}, {"title": "Nike shoes ®"}),
        ("imitation word", "Gucci", {"title": "Gucci-like belt"}, {"title": "Gucci belt, like new"}),
        ("by", "Nike", {"title": "Shoes by Nike"}, {"title": "Shoes of Nike"}),
        ("brand cell", "Nike", {"title": "Nike shoes", "brand": "Nike"}, {"title": "Nike shoes", "brand": "Quontle"}),
        ("another brand cell", "Nike", {"title": "Nike shoes", "brand": "Quontle"}, {"title": "Nike shoes", "brand": "No brand"}),
        ("other marks near", "Nike", {"title": "Nike and Adidas shoes"}, {"title": "Nike shoes"}),
        ("figure and toy", "Pikachu", {"title": "Pikachu plush toy"}, {"title": "Pikachu bedding"}),
        ("accessory and device", "iPhone", {"title": "iPhone case"}, {"title": "iPhone 13, 64 GB"}),
        ("class no", "Nike", {"title": "Nike coffee machine"}, {"title": "Nike shoes"}),
        ("context word?", "Yoda", {"title": "Vintage Yoda star wars dispenser"}, {"title": "Vintage Yoda star of the wars dispenser"}),
        ("field keywords", "Nike", {"title": "Shoes", "keywords": "nike,Nike"}, {"title": "Nike shoes"}),
        ("several models after", "Samsung", {"title": "Samsung A5 A7 A8 A9 mirror"}, {"title": "Samsung A5 A7 A8 128GB mirror"}),
        ("accessory and device", "iPhone", {"title": "iPhone lanyard"}, {"title": "iPhone 13, long battery life"}),
        ("accessory and device", "InFocus", {"title": "手機殼 InFocus M812"}, {"title": "InFocus M812 手機"}),
        ("accessory and device", "Panasonic", {"title": "Plug adaptor Panasonic"}, {"title": "Plug adaptor by Panasonic"}),
        ("accessory and device", "iPhone", {"title": "Holder controlled by iPhone"}, {"title": "Phone holder by iPhone"}),
        ("accessory and device", "Renault", {"title": "Renault stereo coupler harness"}, {"title": "Renault poster"}),
        ("accessory and device", "Victa", {"title": "Car Mat Tata Victa"}, {"title": "Victa lawn mower"}),
        ("accessory and device", "华为", {"title": "华为 Mate 20 电池"}, {"title": "华为 Mate 20 5000mAh大电池"}),
        ("maker of such accessories", "Samsung", {"title": "Samsung 25W travel adapter"}, {"title": "Samsung S21 travel adapter"}),
        ("maker of such accessories", "Samsung", {"title": "Samsung travel adapter"}, {"title": "Travel adapter for Samsung"}),
        ("scale model", "Xiaomi", {"title": "Xiaomi scooter 1:16 die cast"}, {"title": "Xiaomi tablet 10.1 16:10 screen"}),
        ("imitation word", "Samsung", {"title": "Earbuds like Samsung"}, {"title": "Cable for phones like Samsung"}),
        ("imitation word", "Strava", {"title": "Jersey estilo Strava"}, {"title": "Jersey nuevo estilo Strava"}),
        ("imitation word", "Tencel", {"title": "Tencel imitation shirt"}, {"title": "Tencel imitation denim shirt"}),
        ("open standard in a device", "Blu-ray", {"title": "Blu-ray 凶劫BD"}, {"title": "Blu-ray 凶劫"}),
        ("accessory and device", "ASUS", {"title": "ZenFone 3 ASUS 華碩 視窗 手機 側掀"}, {"title": "ZenFone 3 ASUS 華碩 手機"}),
        ("open standard in a device", "Blu-ray", {"title": "Concert on Blu-ray and 2 DVDs"}, {"title": "Blu-ray scarf"}),
        ("wearer after?", "Puma", {"title": "Puma Men's sneakers"}, {"title": "Puma sneakers"}),
        ("sized for it", "YuGiOh", {"title": "60 Deck Protectors YuGiOh! Sized"}, {"title": "60 Deck Protectors YuGiOh! Oversized"}),
        ("sized for it", "Pokemon", {"title": "Deck Protectors Pokemon/MTG Sized. 66 mm"}, {"title": "Pokemon shirt, size M"}),
        ("sized for it", "YUGIOH", {"title": "Deck Box and 120 Red YUGIOH SIZE Sleeves"}, {"title": "YUGIOH SIZE M hoodie"}),
        ("lesson on a program", "Django", {"title": "Django框架指南 程序设计书籍"}, {"title": "Django 贴纸"}),
        ("lesson on a program", "NumPy", {"title": "NumPy and Python tutorial, paperback"}, {"title": "NumPy notebook stickers"}),
        ("scale model", "BMW", {"title": "BMW S1000RR electric ride on kids motorbike"}, {"title": "BMW S1000RR brake lever"}),
        (
            "accessory and device",
            "DeskJet",
            {"title": "Printer HP DeskJet 4275", "category": "Printer Ink", "variant": "DeskJet 2876"},
            {"title": "Printer HP DeskJet 4275", "category": "Printer Ink Jet", "variant": "DeskJet 2876"},
        ),
        ("letters before signs?", "COACH", {"title": "COACH 皮革雙口袋後背包"}, {"title": "皮革雙口袋後背包 COACH"}),
        (
            "slip in the brand cell",
            "Friendz",
            {"title": "Friendz bangle", "brand": "Friendz"},
            {"title": "Friendz bangle", "brand": "Quontle"},
        ),
        ("slip in running text", "Samzonite", {"title": "Desk lamp", "description": "Samzonite"}, {"title": "Samzonite suitcase"}),
        ("service only used", "PayPal", {"title": "Lamp", "description": "PayPal"}, {"title": "PayPal mug", "description": "PayPal"}),
        ("quantity before", "Halo", {"title": "Set of 12 Halo toys"}, {"title": "Mega Bloks 97202 Halo"}),
        ("accessory and device", "Baleno", {"title": "Wheel cover for Tata Tiago, Baleno"}, {"title": "Baleno belt with cover"}),
        ("called so by another", "寶馬", {"title": "寶馬牌咖啡杯"}, {"title": "寶馬咖啡杯"}),
        ("compatibility before", "Pandora", {"title": "Bracelet with beads fit Pandora"}, {"title": "Slim fit Pandora bracelet"}),
        ("supported", "Apple Pencil", {"title": "iPad 平板电脑 支持Apple Pencil"}, {"title": "笔套 支持Apple Pencil"}),
        ("part of a goods term", "Polo", {"title": "Polo衫 短袖"}, {"title": "Polo 短袖"}),
        ("part of a code", "Mk", {"title": "Helicopter kit Mk.41"}, {"title": "Helicopter kit Mk. Handbag"}),
    ],
)
def test_a_feature_is_found_where_it_is_and_nowhere_else(
    feature: str, written: str, fields: dict[str, str], without: dict[str, str]
) -> None:
    assert feature in features(written, **fields)
    assert feature not in features(written, **without)


def test_what_is_found_sums_up_to_the_score() -> None:
    class Listener(Judge):
        def weigh(self, *given: Any) -> Evidence:
            evidence = super().weigh(*given)
            known = evidence.known
            for row, name in enumerate(evidence.named):
                found = name.features | evidence.found.of(row)
                assert evidence.score[row] == pytest.approx(sum(known.mark.get(feature, 0) * value for feature, value in found.items()))
                for use, scored in zip(known.order, evidence.scores[row], strict=True):
                    weights = known.uses[use]
                    assert scored == pytest.approx(sum(weights.get(feature, 0) * value for feature, value in found.items()))
            assert len(set(evidence.found.names)) == len(evidence.found.names)
            for row in range(len(evidence.named)):
                for taken in (False, True):
                    found = evidence.found.of(row, taken=taken)
                    assert {name for name in {*evidence.found.names, TAKEN, SILENCE} if evidence.found.has(row, name, taken=taken)} == set(
                        found
                    )
            counts.append(len(evidence.named))
            return evidence

    counts: list[int] = []
    screen = Screen([], testing.index(), (), (), Listener(testing.index()), "en")
    screen.marks_scope = frozenset({"title", "brand"})
    screen.scope = screen.marks_scope
    titles = (
        "Case for Samsung Galaxy S21 by Spigen",
        "Coach wallet",
        "Supreme Supreme tee",
        "Apple fruit knife",
        "Nike style shoes, Adidas",
    )
    screen.examine(testing.listings([{"title": title, "brand": "Coach"} for title in titles]))
    assert sum(counts) > len(titles)


def test_a_word_that_was_taken_for_the_mark_before_is_no_longer_silent() -> None:
    found = weighed(title="Supreme Supreme Supreme stripe flannel shirt", brand="Supreme")
    assert all(not (SPEAKING & features.keys() and SILENCE in features) for _, features in found)
    assert all(TAKEN not in features for _, features in found)  # it counts when the one before is understood


@pytest.mark.parametrize("before", ["soft cotton.", "soft cotton!\n", "soft cotton 📢 ", "soft cotton\n•"])
def test_a_sentence_begins_with_a_capital(before: str) -> None:
    found = features("Always", description=f"made of {before} Always treat it well, wash it cold", title="Cotton sheets")
    assert "opens a sentence" in found
    assert "capital among small?" not in found


def test_a_capital_inside_a_sentence_speaks_for_the_mark() -> None:
    found = features("Always", description="made of soft cotton by Always and washed cold", title="Cotton sheets")
    assert "capital among small?" in found
    assert "opens a sentence" not in found


def test_a_slip_beside_the_name_as_it_is_hides_nothing() -> None:
    def of(title: str) -> list[bool]:
        seen: list[bool] = []

        class Listener(Judge):
            def weigh(self, *given: Any) -> Evidence:
                evidence = super().weigh(*given)
                seen.extend(plain for plain, how in zip(evidence.plain_too.tolist(), evidence.how, strict=True) if how == "typo")
                return evidence

        screen = Screen([], testing.index(), (), (), Listener(testing.index()), "en")
        screen.marks_scope = screen.scope = frozenset({"title"})
        screen.examine([testing.listing(title=title)])
        return seen

    assert of("Case for AirPods 1/2, Aripods pro2") == [True]
    assert of("Case for iPhone 12, Aripods pro2") == [False]


def test_what_the_title_offers_as_genuine_is_so_in_the_description() -> None:
    title = "HP Original ink cartridge 803 black"
    assert "accessory claimed genuine" in features("HP", description="Every page is sharp with the ink of HP inside.", title=title)
    assert "accessory claimed genuine" not in features("HP", description="This ink is made to work with HP only.", title=title)
    assert "accessory claimed genuine" not in features("HP", description="Sharp with the ink of HP inside.", title="HP ink cartridge")


@pytest.mark.parametrize(
    ("feature", "written", "fields", "without"),
    [
        ("namesake in the brand cell", "Eagle", {"title": "Eagle printed table cover", "brand": "Eagle"}, {"title": "Eagle car mat", "brand": "Eagle"}),
        ("part of another brand", "Parker", {"title": "Parker and Lane notebook", "brand": "Parker & Lane"}, {"title": "Parker pen", "brand": "Parker"}),
        ("compatibility after", "蘋果", {"title": "口袋相簿 蘋果 iOS 用 OTG 隨身碟"}, {"title": "口袋相簿 蘋果 紅色 用 OTG 隨身碟"}),
        ("version of a system", "Oreo", {"title": "Tablet PC Android 8.1 Oreo 4GB RAM"}, {"title": "Tablet PC case Oreo biscuits"}),
        ("one of a row of codes", "GTA", {"title": "Strap for Amazfit GTA GTR GTS"}, {"title": "GTA V and GTS for PC"}),
        ("animal motif", "Shark", {"title": "Shark design antenna"}, {"title": "Shark vacuum cleaner"}),
        ("genericised beside a brand", "Polaroid", {"title": "Fujifilm Polaroid camera"}, {"title": "Instant Polaroid camera"}),
        ("slip of an alias", "Ronald", {"title": "Ronald Acuna baseball card"}, {"title": "Cristiano Ronaldo mug, Ronald"}),
        ("in a row of names", "Lakers", {"title": "Cards", "description": "Topps Jordan Lakers MLB Derek Jeter NFL"}, {"title": "Lakers cap", "description": "Lakers cap"}),
        ("carrier of a device", "中移动", {"title": "中移动 苹果 手机 64GB"}, {"title": "中移动 雨伞"}),
        ("short among other goods", "BYD", {"title": "Adidas Questar BYD running shoes"}, {"title": "Adidas logo car mat BYD"}),
        ("several models after", "iPhone", {"title": "Mirror iPhone 6 Note3 Note4 S6 S7"}, {"title": "iPhone 6 Plus 64GB Note3"}),
        ("genericised beside a brand", "CROCS", {"title": "Charm - JIBBITZ CROCS acrylic"}, {"title": "Charm for CROCS shoes"}),
        ("imitation word", "PARKER", {"title": "派克 PARKER 風格 原子筆"}, {"title": "派克 PARKER 風雅系列 原子筆"}),
        ("a measure", "HP", {"title": "Motorised treadmill 2 HP - 4 HP peak"}, {"title": "Laptop 14 HP Pavilion"}),
        ("cut at a hyphen", "MOTO X", {"title": "MOTO X-SPEED strobe light"}, {"title": "MOTO X phone"}),
        ("obscure among other goods", "Flexi", {"title": "Godrej automatic room freshener spray with Flexi"}, {"title": "Flexi dog leash"}),
    ],
)  # fmt: skip
def test_a_name_of_somebody_else(feature: str, written: str, fields: dict[str, str], without: dict[str, str]) -> None:
    assert feature in features(written, **fields)
    assert feature not in {each for text, found in weighed(**without) if text == written for each in found}


@pytest.mark.parametrize(
    ("title", "without"),
    [
        ("Kobo Kinetic Sand, 2 kg", "genericised beside a brand"),  # a word of the language
        ("Lego Mini Figure magnets", "genericised beside a brand"),
        ("Adidass running shoes", "slip of an alias"),
        ("Rubix Cube 3x3 puzzle", "slip of an alias"),
    ],
)
def test_a_name_is_still_what_it_was(title: str, without: str) -> None:
    assert without not in {feature for _, found in weighed(title=title) for feature in found}
