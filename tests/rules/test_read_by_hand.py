"""Findings on real sheets that were read by hand and found wrong or of no use: what must be said of them now."""

from __future__ import annotations

from functools import cache

import pytest

from sellercheck import rules, testing
from sellercheck.finding import Severity
from sellercheck.screen import Screen


@cache
def screen(platform: str) -> Screen:
    return Screen.build([rules.load(platform)], testing.index(), today=testing.TODAY)


def worst(platform: str, rule: str, **fields: str) -> Severity | None:
    """The highest severity of the rule's findings; None where it finds nothing."""
    found = screen(platform).examine([testing.listing(**fields)])[0]
    return max((finding.severity for finding in found if finding.rule == f"{platform}/{rule}"), default=None)


@pytest.mark.parametrize(
    "title",
    [
        "CARBAYTA 10.1 inch official 4G LTE Phone Call Android 7.0 10 Core 128GB tablet pc",
        "Samsung 1 Ton 3 Star Wi-fi Enabled, Wind-Free Technology Inverter Split AC (Copper)",
        "ONDA Obook 10 Pro 2 Windows 10 10.1'' Tablet PC Intel Atom Quad Core 4GB RAM 64GB ROM",
    ],
)
@pytest.mark.parametrize("platform", ["aliexpress", "amazon", "shopee", "wish"])
def test_what_a_device_has_is_low_at_most(platform: str, title: str) -> None:
    found = screen(platform).examine([testing.listing(title=title)])[0]
    told = {finding.mark.text: finding.severity for finding in found if finding.mark and str(finding.context.use) == "reference"}
    assert told
    assert max(told.values()) <= Severity.LOW


def test_what_is_no_technology_of_a_device_counts_as_before() -> None:
    assert worst("aliexpress", "mark-use", title="Android 7.0 T-shirt for men, green robot print") > Severity.LOW


def test_dinosaurs_are_no_counterfeits() -> None:
    sentence = "These scientifically precise and very collectable dinosaur replicas also feature bright, beautiful colors"
    assert worst("amazon", "counterfeit-wording", title="Dinosaur figure", attributes=sentence) is None
    assert worst("amazon", "counterfeit-wording", title="Designer watch replicas, mirror quality") == Severity.HIGH


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Fireball XL5 Die-Cast Metal Replica", None),
        ("Safari Toobs Knights and Dragons Miniature Replica Set", None),
        ("Replica Evacuee Suitcase fancy dress accessory", None),
        ("Pack Of 40+ Designs Fake Pretend Temporary Childrens Tattoos", None),
        ("Shure microphone cable, use una batería AAA", None),
        ("Rolex watch AAA", Severity.HIGH),
        ("Designer bag replica", Severity.HIGH),
        ("Fake designer sunglasses", Severity.HIGH),
    ],
)
@pytest.mark.parametrize("platform", ["aliexpress", "wish"])
def test_models_and_batteries_are_no_counterfeits(platform: str, title: str, expected: Severity | None) -> None:
    assert worst(platform, "counterfeit-wording", title=title) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Dettol Disinfectant Wet Wipes for Skin & Surfaces, Original – 80 Count", None),
        ("Nescafé 3 In 1 Original Soluble Ground Coffee, 30 Sachets", None),
        ("Tata Tea Gold Darjeeling, Fine Long Leaf Authentic Darjeeling Tea", None),
        ("Original JBL Xtreme 3 speaker", Severity.MEDIUM),
    ],
)
def test_a_kind_of_goods_called_original_claims_nothing(title: str, expected: Severity | None) -> None:
    assert worst("wish", "authenticity-claim", title=title) == expected


@pytest.mark.parametrize("platform", ["aliexpress", "wish"])
def test_a_link_of_html_is_told_by_one_rule(platform: str) -> None:
    cell = '<p>Black leather.</p><p><a href="https://www.example.com/bag">More</a></p>'
    found = screen(platform).examine([testing.listing(title="Leather bag", description=cell)])[0]
    assert len([finding for finding in found if "example.com" in finding.text]) == 1


@pytest.mark.parametrize(
    ("title", "brand", "expected"),
    [
        ("BARBIE AS ELIZA DOOLITTLE, MY FAIR LADY, 1995", "Mattel", None),
        ("[Ready Stock] Grado Perfecto PG 1/60 Gundam", "Bandai Namco", None),
        ("BARBIE AS ELIZA DOOLITTLE, MY FAIR LADY, 1995", "Hasbro", Severity.LOW),
        ("Mattel X4031 Monster High doll", "Monster High", None),
        ("Fisher Price - Imaginext - Samurai castle playset", "Imaginext", None),
        ("Tiffany Elsa Peretti open heart earrings", "Tiffany & Co", None),
        ("McFarlane 12in Emmitt Smith Arizona Cardinals chase", "McFarlane", None),
        ("Arizona Cardinals figure, better than McFarlane", "Funko", Severity.LOW),
    ],
)
def test_a_brand_of_the_company_in_the_brand_column_is_no_other_brand(title: str, brand: str, expected: Severity | None) -> None:
    found = worst("wish", "brand-mismatch", title=title, brand=brand)
    assert found is None if expected is None else found is not None and found >= expected


def test_a_colour_that_is_also_a_name_is_a_note() -> None:
    assert worst("aliexpress", "mark-use", title="Women summer dress", variant="camel") in {None, Severity.INFO}
    assert worst("aliexpress", "mark-use", title="Women summer dress", variant="Adidas") == Severity.HIGH
    assert worst("shopee", "mark-use", title="Women summer dress", variant="Laser Purple") in {None, Severity.INFO}
    assert worst("shopee", "genericised-mark", title="Women summer dress", variant="Champagne") in {None, Severity.INFO}


def marked(platform: str, rule: str, **fields: str) -> list[str]:
    """What the rule's findings mark, from left to right."""
    found = screen(platform).examine([testing.listing(**fields)])[0]
    return [finding.text for finding in found if finding.rule == f"{platform}/{rule}"]


def fixed(platform: str, rule: str, **fields: str) -> list[str]:
    """The cell after the first fix of the rule's first finding; none where it has none."""
    found = screen(platform).examine([testing.listing(**fields)])[0]
    finding = next(finding for finding in found if finding.rule == f"{platform}/{rule}")
    texts = []
    for fix in finding.fixes[:1]:
        value = fix.edits[0].field.value
        for edit in sorted(fix.edits, key=lambda edit: -edit.span[0]):
            value = value[: edit.span[0]] + edit.new + value[edit.span[1] :]
        texts.append(value)
    return texts


@pytest.mark.parametrize(
    ("platform", "rule", "fields", "expected"),
    [
        # A term that needs a brand beside it: an ordinary word is none, nor is a brand elsewhere in the listing.
        ("amazon", "imitation-wording", {"title": "Nike longboard", "description": "Inspired by the hills, waves and beaches of the Northwest."}, []),
        ("amazon", "imitation-wording", {"title": "Perfume inspired by Chanel"}, ["inspired by"]),
        ("wish", "authenticity-claim", {"title": "Zenith radio", "description": "It still has the original logs in the compartment."}, []),
        ("wish", "authenticity-claim", {"title": "Lego tiles", "description": "Ships in the original factory sealed new box."}, []),
        ("wish", "authenticity-claim", {"title": "Printer", "description": "HP GT52 Cyan Original Ink Bottle"}, ["Original"]),
        ("amazon", "authenticity-claim", {"title": "Nike bird food", "description": "Formulated with 100% genuine black oil sunflower seeds."}, []),
        ("amazon", "authenticity-claim", {"title": "100% genuine perfume 50 ml"}, ["100% genuine"]),
        ("shopee", "authenticity-claim", {"title": "Adidas Originals W Campus sneakers"}, []),
        ("shopee", "authenticity-claim", {"title": "Adidas original sneakers"}, ["original"]),
        ("shopee", "imitation-wording", {"title": "Pantalones de hombre Levis imitación denim"}, []),
        ("aliexpress", "phone-case-brand", {"title": "30pcs flower stickers for hair clips, phone cases", "brand": "Nike"}, []),
        ("aliexpress", "phone-case-brand", {"title": "Disney phone case"}, ["phone case"]),
        # Words of the trade.
        ("aliexpress", "counterfeit-wording", {"title": "24pcs Short Square Full Cover Fake Press On Nail Kit"}, []),
        ("aliexpress", "counterfeit-wording", {"title": "Fake designer bag"}, ["Fake"]),
        ("wish", "claim-price", {"title": "Game", "description": 'We do not answer "what is your lowest price".'}, []),
        # Spellings.
        ("wish", "brand-mismatch", {"title": "1 Set B O Y Or G I R L Gender Reveal Voting Game", "brand": "Acme"}, []),
        ("shopee", "genericised-mark", {"title": "Ugg suede boots, lined"}, []),
        ("amazon", "genericised-mark", {"title": "Marvel Avengers Black Widow Mini-Figure"}, []),
        ("amazon", "genericised-mark", {"title": "Irwin Vise-Grip 586-20R Locking Pliers"}, []),
        ("amazon", "genericised-mark", {"title": "Locking pliers, vise-grip, 9 inch"}, ["vise-grip"]),
        # What goods fit.
        ("aliexpress", "brand-mismatch", {"title": "Key Case For Chevrolet Malibu XI/Corvette/Cruze", "brand": "SHEIN"}, []),
        ("aliexpress", "brand-mismatch", {"title": "Car Radio Stereo For Hundai Santa Fe 2006", "brand": "SHEIN"}, []),
        ("shopee", "brand-mismatch", {"title": "Lego Star Wars Speeder", "brand": "Lego(เลโก้)"}, []),
        ("amazon", "brand-mismatch", {"title": "10 Packs Of Cards: Match Attax Trading Card Game", "brand": "Topps"}, []),
        ("amazon", "compatibility-form", {"title": "Acme Back Cover for Apple iPad Mini"}, []),
        ("shopee", "compatibility-form", {"title": "Samsung Silicone Cover Galaxy S21", "brand": "Samsung"}, []),
        ("amazon", "compatibility-model", {"title": "Leebo LED Headlight For Honda CB"}, []),
        ("amazon", "compatibility-model", {"title": "Tail Light LED Bulb for Daewoo Cielo"}, []),
        ("amazon", "compatibility-model", {"title": "Cleaning Brush for Royal Enfield Motorcycle"}, ["Royal Enfield"]),
        ("amazon", "brand-mismatch", {"title": "Monster High Nail Art Design", "brand": "Fashion Angels"}, []),
        ("amazon", "brand-mismatch", {"title": "Monster High Nail Art Design", "brand": "Generic"}, ["Monster High"]),
        ("amazon", "brand-mismatch", {"title": "Nike running shoes", "brand": "Fashion Angels"}, ["Nike"]),
        ("amazon", "brand-mismatch", {"title": "Official Nintendo Super Mario Plush Stuffed Toy", "brand": "Sanei"}, []),
        ("amazon", "compatibility-form", {"title": "Helicopter toy, controlled by iPhone"}, []),
        ("aliexpress", "genericised-mark", {"title": "Pink suede Ugg boots with hearts", "brand": "UGG Australia"}, []),
        ("aliexpress", "genericised-mark", {"title": "Pink suede Ugg boots with hearts", "brand": "Acme Shoes"}, ["Ugg boots"]),
        ("amazon", "genericised-mark", {"title": "Mug for every super hero without a cape"}, []),
        ("wish", "genericised-mark", {"title": "Cookie canister", "description": "Shipped with care, heavy on the bubble wrap."}, []),
        ("wish", "genericised-mark", {"title": "Big roll of bubble wrap for moving"}, ["bubble wrap"]),
        ("etsy", "mark-use", {"title": "Spare tire cover", "description": "Features an alligator in a swamp, Hawaiian style."}, []),
        ("amazon", "compatibility-form", {"title": "Wheel spanner perfect for Hpi Savage, Traxxas"}, []),
        ("amazon", "compatibility-model", {"title": "WeCool Cleaning Pen for Airpods Pro, Camera Lens"}, []),
        ("amazon", "brand-mismatch", {"title": "Ty Beanie Buddy 12-Inch Schweetheart the Orangutan", "brand": "Beanie Buddies"}, []),
        ("amazon", "authenticity-claim", {"title": "Pokemon Elite Trainer Box", "description": "Official Release Date: November 3rd, 2017"}, []),
        ("amazon", "compatibility-model", {"title": "Acme Back Cover for Apple iPad Mini"}, []),
        ("amazon", "compatibility-model", {"title": "Acme Back Cover for Samsung phones"}, ["Samsung"]),
        ("amazon", "compatibility-model", {"title": "Crokrok Nylon Car Mat For Maruti Suzuki WagonR Stingray"}, []),
        ("amazon", "brand-mismatch", {"title": "1:18th Triumph T120 Bonneville (1969)", "brand": "Maisto"}, []),
        ("amazon", "brand-mismatch", {"title": "Nike running shoes", "brand": "Maisto"}, ["Nike"]),
        ("shopee", "compatibility-form", {"title": "卡來登 Samsung i9295 Galaxy S4 Active/S7562 專用 側翻皮套"}, []),
        ("shopee", "compatibility-form", {"title": "卡來登 Samsung i9295 Galaxy S4 Active 側翻皮套 專用"}, ["Samsung"]),
        ("amazon", "brand-mismatch", {"title": "Holztiger Bear Wooden Figure (Brown)", "brand": "Holtztiger"}, []),
        ("amazon", "brand-mismatch", {"title": "Holztiger Bear Wooden Figure (Brown)", "brand": "Hohltiger"}, ["Holztiger"]),
        # The same said again.
        ("wish", "restricted-adult", {"title": "Life size sex doll torso, love doll, masturbator"}, ["sex doll"]),
        ("aliexpress", "sexual-goods", {"title": "Life size sex doll torso, love doll, masturbator"}, ["sex doll"]),
        # What only comes with the goods.
        ("amazon", "compatibility-form", {"title": "Samsung EVO Plus 64GB microSDXC Full HD Memory Card with Adapter"}, []),
        ("amazon", "compatibility-form", {"title": "iPhone 13 case with strap"}, ["iPhone"]),
        # An address parts all words.
        ("amazon", "mark-use", {"title": "Sweatshirt", "url": "https://shop.example/Symbol-Sweatshirt-Jet-Black"}, []),
        ("amazon", "mark-use", {"title": "Sweatshirt", "url": "https://shop.example/Adidas-Sweatshirt"}, ["Adidas"]),
        ("amazon", "mark-use", {"title": "Rear wiper", "url": "https://shop.example/Front-Wiper-Skoda-Rapid"}, []),
        # What does not come with the goods, and what goes without saying beside its owner's.
        ("shopee", "mark-use", {"title": "Video camera for cars", "description": "Micro SD Card is not included."}, []),
        ("shopee", "mark-use", {"title": "Video camera for cars", "description": "Micro SD card 64 GB. Mount not included."}, []),
        ("shopee", "mark-use", {"title": "Micro SD card 64 GB"}, ["Micro SD"]),
        ("aliexpress", "mark-use", {"title": "Huawei MediaPad M5 tablet EMUI 8.0"}, ["Huawei MediaPad"]),
        ("aliexpress", "mark-use", {"title": "10 inch tablet with EMUI 8.0"}, ["EMUI"]),
        # what a book is about, and which system a buyer may choose
        ("aliexpress", "mark-use", {"title": "Django企业开发实战 Python Web框架指南 程序设计书籍"}, []),
        ("aliexpress", "mark-use", {"title": "NumPy and Python tutorial, paperback"}, []),
        ("aliexpress", "mark-use", {"title": "Car stereo 9 inch", "variant": "Android 13 2GB"}, []),
        ("aliexpress", "mark-use", {"title": "Rain jacket", "variant": "Gore-Tex, black"}, ["Gore-Tex"]),
        # A choice of models is told where the title says what the goods fit.
        ("wish", "mark-use", {"title": "Case for iPhone 13", "variant": "iPhone 13 Mini"}, ["iPhone"]),
        ("wish", "mark-use", {"title": "Case for iPhone 13", "variant": "Samsung S21 case"}, ["iPhone", "Samsung"]),
        # A variant called by a name is none of its goods.
        ("shopee", "mark-use", {"title": "Ride-on luggage", "variant": "Trixie"}, []),
        ("shopee", "mark-use", {"title": "Pet bowl", "variant": "Trixie"}, []),
        # Plain spellings and warnings.
        ("amazon", "genericised-mark", {"title": "Bamboo fiberglass longboard 41 inch"}, []),
        ("amazon", "genericised-mark", {"title": "Owens Fiberglas batts"}, ["Fiberglas"]),
        ("aliexpress", "counterfeit-wording", {"title": "Tinta HP", "description": "Printer rusak akibat menggunakan tinta palsu."}, []),
        ("aliexpress", "counterfeit-wording", {"title": "Perfume", "description": "Beware of fakes sold elsewhere."}, []),
        ("aliexpress", "counterfeit-wording", {"title": "Tas palsu murah"}, ["palsu"]),
        # Counting.
        ("amazon", "title-word-repeat", {"title": "Mee Mee Baby Wipes with Aloe & Mee Mee Lotion"}, []),
        ("amazon", "title-word-repeat", {"title": "Plastic Wickets, Cricket wickets Plastic, Plastic wickets"}, ["Plastic", "wickets"]),
        # Models that are words.
        ("amazon", "compatibility-model", {"title": "Crokrok Nylon Car Mat For Datsun Go"}, []),
        ("amazon", "compatibility-model", {"title": "Speedwav Sun Shade For Volkswagen Polo"}, []),
        ("amazon", "compatibility-model", {"title": "Accessoreez Headlight Bulb for HONDA CIVIC HYBRID"}, []),
        ("amazon", "compatibility-model", {"title": "kits kart Pouch for OnePlus One"}, []),
        ("amazon", "compatibility-model", {"title": "DRIZE Car Cover for Maruti Suzuki Old Swift Dzire"}, []),
        ("amazon", "compatibility-model", {"title": "Acme Seat Cover for Suzuki Cars"}, ["Suzuki"]),
        ("amazon", "compatibility-model", {"title": "Acme Harness For All Suzuki Cars"}, ["Suzuki"]),
        ("amazon", "compatibility-model", {"title": "Doll stand, fits Barbie dolls"}, []),
        # Whose goods the title opens with.
        ("amazon", "compatibility-form", {"title": "Apple 20W USB-C Power Adapter (for iPhone, iPad & AirPods)"}, []),
        ("amazon", "compatibility-form", {"title": "HTC phone shell cartoon Alice for 530 626 728 825 826"}, ["HTC"]),
        # Scale models and licences.
        ("amazon", "brand-mismatch", {"title": "Leyland Roadtrain flatbed truck 1.76 scale model", "brand": "basetoys"}, []),
        ("amazon", "brand-mismatch", {"title": "Power Rangers Jungle Fury Violet Zord", "brand": "Bandai"}, []),
        ("amazon", "brand-mismatch", {"title": "Power Rangers Jungle Fury Violet Zord", "brand": "Generic"}, ["Power Rangers"]),
        # An everyday word that is another word.
        ("amazon", "genericised-mark", {"title": "Fashnex Pull up Bar, Mounts with Screws for Pullups"}, []),
        ("amazon", "genericised-mark", {"title": "Acme Pull-Ups for toddlers, 40 diapers"}, ["Pull-Ups"]),
        # What stands beside the goods.
        ("amazon", "dangerous-goods-note", {"title": "36V 2A Lithium Ion Battery Charger for E-Bike"}, []),
        ("shopee", "dangerous-goods-battery", {"title": "3 in 1 Charging Cable, Short Power Bank Cord"}, []),
        ("shopee", "dangerous-goods-battery", {"title": "Lipo Battery 630mAh and 4in1 Charger"}, ["Lipo Battery"]),
        ("amazon", "local-language", {"title": "餐廚置物桶 多功能 家用"}, []),
        ("amazon", "counterfeit-wording", {"title": "Fireball XL5 Die-Cast Metal Replica"}, []),
        ("amazon", "counterfeit-wording", {"title": "Star Wars Master Replicas Mini Saber Replica"}, []),
        ("amazon", "counterfeit-wording", {"title": "Rolex watch replica"}, ["replica"]),
        ("shopee", "counterfeit-wording", {"title": "Cable", "description": "Shure 7 metros, use una batería AAA"}, []),
        ("shopee", "counterfeit-wording", {"title": "Nike shoes AAA quality"}, ["AAA quality"]),
        ("shopee", "counterfeit-wording", {"title": "Samsung Note4 Mirror Quality Material cover"}, []),
        ("amazon", "counterfeit-wording", {"title": "40 Designs Fake Pretend Temporary Childrens Tattoos"}, []),
        ("amazon", "condition-words", {"title": "Cap", "description": "Officially licensed Imported Brand: New Era"}, []),
        ("amazon", "authenticity-claim", {"title": "Tata Tea Gold Fine Long Leaf Authentic Darjeeling Tea"}, []),
        ("amazon", "local-language", {"title": "时尚简约手机壳 多功能"}, ["时尚"]),
    ],
)  # fmt: skip
def test_what_is_marked(platform: str, rule: str, fields: dict[str, str], expected: list[str]) -> None:
    assert sorted(marked(platform, rule, **fields)) == sorted(expected)


def test_what_a_cell_says_several_times_is_told_once() -> None:
    found = screen("amazon").examine(
        [
            testing.listing(
                title="Dress",
                keywords="dress, summer dress, summer, beach dress",
                description="Free Returns and Free Shipping, free returns. $5 each or $9 for both.",
            )
        ]
    )[0]
    messages = {finding.rule: finding.message for finding in found}
    assert len([finding for finding in found if finding.rule == "amazon/keywords-repeat"]) == 1
    assert messages["amazon/keywords-repeat"] == "“dress”, “summer”: more than once in the search terms; once is enough."
    assert messages["amazon/offer-words"].startswith("“Free Returns”, “Free Shipping”: ")
    assert messages["amazon/price-in-text"].startswith("“$5”, “$9” ")


def test_what_goods_fit_is_said_in_the_script_of_the_title() -> None:
    (found,) = [
        finding
        for finding in screen("shopee").examine([testing.listing(title="仙人掌手機殼 三星 J7")])[0]
        if finding.rule == "shopee/compatibility-form"
    ]
    assert "“適用 三星 <model>”" in found.message


def test_lost_letters_are_not_called_invisible() -> None:
    (found,) = [
        finding
        for finding in screen("amazon").examine([testing.listing(title="Copper Repouss\ufffd Showpiece")])[0]
        if finding.rule.endswith("control-characters")
    ]
    assert "�" in found.message
    assert not found.fixes


@pytest.mark.parametrize(
    ("platform", "rule", "fields", "after"),
    [
        ("aliexpress", "brand-value-unbranded", {"title": "Silicone mat", "brand": "Generic"}, "none"),
        ("aliexpress", "weight-range", {"title": "Phone holder", "weight": "1 Pound"}, "0.454"),
        ("aliexpress", "weight-range", {"title": "Phone holder", "weight": "0.5 kg"}, "0.5"),
        ("amazon", "brand-value", {"title": "Cutting board", "brand": "Unknown"}, "Generic"),
        ("shopee", "title-promo-words", {"title": "卡滋爆米花-8入組(免運費)"}, "卡滋爆米花-8入組"),
        ("amazon", "compatibility-form", {"title": "Acme Car Mat Nissan Micra"}, "Acme Car Mat for Nissan Micra"),
    ],
)
def test_a_fix_writes_what_the_remedy_asks_for(platform: str, rule: str, fields: dict[str, str], after: str) -> None:
    assert fixed(platform, rule, **fields) == [after]


def test_bullets_in_a_json_list_are_measured_one_by_one() -> None:
    short = "Bright and even light for long evenings at the desk"
    assert (
        marked("amazon", "bullet-length", title="Lamp", bullets=f'["{short} \\u2019 {short}", "{short}", "{short}", "{short}", "{short}"]')
        == []
    )
    long = " ".join([short] * 6)
    assert len(marked("amazon", "bullet-length", title="Lamp", bullets=f'["{short}", "{long}", "{long}"]')) == 2


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": "Tablet PC 10 inch 4GB RAM 32GB ROM"}, []),
        ({"title": "Bird food", "description": "Natural in-shell peanuts for your friends"}, []),
        ({"title": "Summer dress", "variant": '["one-size"]'}, []),
        ({"title": "Apple and pear fruit basket"}, []),
        ({"title": "Ross 100% Mulberry silk sleep mask"}, ["Mulberry"]),
    ],
)
def test_an_ordinary_word_is_told_only_where_it_might_be_the_mark(fields: dict[str, str], expected: list[str]) -> None:
    found = screen("lazada").examine([testing.listing(**fields)])[0]
    assert [finding.text for finding in found if finding.context and str(finding.context.use) == "ordinary-word"] == expected


@pytest.mark.parametrize("platform", ["amazon", "shopee"])
def test_a_pack_need_not_tell_an_ordinary_word_there_is_nothing_to_do_about(platform: str) -> None:
    silk = screen(platform).examine([testing.listing(title="Ross 100% Mulberry silk sleep mask")])[0]
    assert not [finding for finding in silk if finding.context]
    bag = screen(platform).examine([testing.listing(title="Mulberry Bayswater leather bag")])[0]
    assert [str(finding.context.use) for finding in bag if finding.check == "mark-use" and finding.context] == ["brand-goods"]


def test_a_name_of_the_long_lists_among_variants_is_low_at_most() -> None:
    assert worst("shopee", "mark-use", title="Summer dress", variant="Trixie") in {None, Severity.INFO, Severity.LOW}
    assert worst("shopee", "mark-use", title="Summer dress", variant="Adidas") == Severity.HIGH


def test_a_makers_own_accessory_is_low_at_most() -> None:
    found = screen("amazon").examine([testing.listing(title="HP 955XL Ink Cartridge for HP OfficeJet Pro 8210", brand="HP")])[0]
    fits = [
        finding.severity
        for finding in found
        if finding.context and str(finding.context.use) == "compatibility" and finding.check == "mark-use"
    ]
    assert fits
    assert max(fits) <= Severity.LOW
    found = screen("amazon").examine([testing.listing(title="Inky 955XL Ink Cartridge for HP OfficeJet Pro 8210", brand="Inky")])[0]
    assert max(finding.severity for finding in found if finding.check == "mark-use") > Severity.LOW


def test_a_name_few_know_held_for_other_goods_is_no_mismatch() -> None:
    assert worst("aliexpress", "brand-mismatch", title="RODA KOPER VIBER", brand="No Brand", category="Suitcases") is None
    assert worst("aliexpress", "brand-mismatch", title="ALLDOCUBE tablet PC 10 inch", brand="No Brand") == Severity.HIGH
    assert worst("aliexpress", "brand-mismatch", title="iPhone 11 box", brand="No Brand") == Severity.HIGH


@pytest.mark.parametrize(
    ("platform", "title", "expected"),
    [
        ("shopee", "閃耀年代時尚女錶 珍珠貝母", []),
        ("shopee", "多層大花朵樹葉耳環 珍珠貝殼", []),
        ("shopee", "寶可夢 珍珠貝 公仔", ["珍珠貝"]),
        ("shopee", "上低音薩克斯風吹嘴 Baritone Sax", []),
        ("shopee", "薩克斯 汽車避震器", ["薩克斯"]),
        ("shopee", "七福神招手貓集", []),
        ("shopee", "小米色毛衣 女 宽松", []),
        ("shopee", "小米灰色手机壳", ["小米"]),
        ("shopee", "福神 牛仔褲", ["福神"]),
        ("shopee", "扇雀飴迷你冰淇淋糖50g", []),
        ("shopee", "雙面防水寶寶口水巾純棉圍兜", []),
        ("shopee", "水寶寶 防曬乳 SPF50", ["水寶寶"]),
        ("shopee", "英國阿卡迪亞 T8 淡水長效鹵素燈管", []),
        ("shopee", "Camera WiFi IEEE 802.11b/g/n", []),
        ("shopee", "Dây chuyền Cuban titan thời trang, vòng tay vòng cổ nam", []),
        ("shopee", "Ulanzi can be used as a mini tripod", ["Ulanzi"]),
        ("shopee", "DJI mini tripod", ["DJI mini"]),
        ("shopee", "harga hp samsung murah", ["samsung"]),
        ("wish", "Kawaii Harajuku T Shirt Women Cute 90S summer T-shirt", []),
        ("wish", "Harajuku Lovers perfume", ["Harajuku Lovers"]),
        ("wish", "Printemps / Été / Automne nouvelle mode", []),
        ("wish", "Free Returns, Free Shipping. Nike women's running shoes", ["Nike"]),
        ("wish", "Nike Free RN running shoes", ["Nike Free"]),
        ("wish", "Rug 1m by 3m grey", []),
        ("wish", "tape by 3M 50 mm", ["3M"]),
        ("wish", "2 x 3M masking tape", ["3M"]),
        ("wish", "Good Vibes Shirt Summer Shirt Rainbow Shirt", []),
        ("wish", "Good Vibes granola bar", ["Good Vibes"]),
        ("wish", "Slim Fit Élasticité Douce Noir Casual Shorts", []),
        ("wish", "Plasticin modelling clay", ["Plasticin"]),
        ("shopee", "Bandai MG 1/100 Gundam Astray", ["Bandai", "Gundam"]),
        ("shopee", "Car keychain MG ZS emblem", ["MG"]),
        ("shopee", "Fandom Flex Charm - akrilik custom Kpop", []),
    ],
)
def test_shopee_and_wish_words_that_hold_a_name_are_no_name(platform: str, title: str, expected: list[str]) -> None:
    found = screen(platform).examine([testing.listing(title=title)])[0]
    assert [finding.text for finding in found if finding.check == "mark-use" and finding.text in {*expected, *_NAMES}] == expected


_NAMES = frozenset(
    {"珍珠貝", "薩克斯", "福神", "迷你冰", "水寶寶", "卡迪", "IEEE", "titan", "GAC", "mini", "Harajuku", "Printemps", "Free", "3m", "Good Vibes", "Élasticité", "MG", "Fandom"}
)  # fmt: skip


def test_shopee_own_name_is_told_elsewhere_only_and_in_no_sentence() -> None:
    said = {"title": "Figura de robot. Paga en Shopee"}
    assert worst("shopee", "mark-use", **said) is None
    assert worst("wish", "mark-use", **said) is not None
    used = {"title": "Figura de robot", "description": "El comprador paga el resto a través de Shopee. Enviamos el paquete en tres días."}
    assert worst("shopee", "mark-use", **used) is None
    assert worst("wish", "mark-use", **used) is None


def test_shopee_a_stand_for_figures_of_a_franchise_says_what_it_fits() -> None:
    assert worst("shopee", "mark-use", title="Soporte adecuado para figuras de acción de Gundam") == Severity.INFO
    assert worst("shopee", "mark-use", title="Figuras de acción de Gundam") == Severity.HIGH


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("DHL free 8 inch tablet with stylus", "reference"),
        ("Tablet 8 inch, free shipping DHL", "reference"),
        ("顺丰包邮 不锈钢保温杯", "reference"),
        ("【順豐速發】保溫杯", "reference"),
        ("DHL delivery van diecast 1:50", "brand-goods"),
        ("FedEx cap for men", "brand-goods"),
    ],
)
def test_a_carrier_beside_a_word_of_shipping_only_brings_the_goods(title: str, expected: str) -> None:
    found = [finding for finding in screen("wish").examine([testing.listing(title=title)])[0] if finding.check == "mark-use"]
    assert [str(finding.context.use) for finding in found if finding.context] == [expected]


@pytest.mark.parametrize(
    ("title", "counts"),
    [
        ("UPS backup battery unit 600 VA", False),
        ("Mini UPS for router 12 V", False),
        ("Epson Smart Canvas watch strap", False),
        ("Smart fortwo wheel cover", True),
        ("UPS driver shirt brown", True),
    ],
)
def test_a_word_of_a_fixed_expression_is_low_at_most(title: str, counts: bool) -> None:
    found = screen("wish").examine([testing.listing(title=title)])[0]
    told = [finding.severity for finding in found if finding.mark and finding.mark.text in {"UPS", "smart"}]
    assert any(severity > Severity.LOW for severity in told) is counts


@pytest.mark.parametrize(
    ("brand", "expected"),
    [("Pink", None), ("Multicolor", None), ("Dark Red", None), ("Regular", None), ("Red Zanitta", Severity.INFO), ("Nike", Severity.INFO)],
)
def test_wish_a_colour_in_the_brand_column_is_no_brand(brand: str, expected: Severity | None) -> None:
    assert worst("wish", "title-brand-first", title="Padded bra for women", brand=brand) == expected
    assert worst("wish", "mark-use", title="Padded bra for women", brand=brand) == (Severity.HIGH if brand == "Nike" else None)


def test_a_plural_in_the_brand_column_is_another_name_than_the_word() -> None:
    assert worst("wish", "mark-use", title="Snuggles knitted sweater for babies", brand="Snuggles") is None
    assert worst("wish", "mark-use", title="Snuggle fabric softener", brand="Snuggle") == Severity.HIGH


def test_wish_a_little_known_name_on_other_goods_counts_less() -> None:
    assert worst("wish", "mark-use", title="Steel lunch box, Hidesign look") == Severity.LOW
    assert worst("wish", "mark-use", title="Hidesign steel lunch box") == Severity.MEDIUM
    assert worst("wish", "mark-use", title="Hidesign steel lunch box", brand="Hidesign") == Severity.HIGH
    assert worst("wish", "mark-use", title="Rolex steel lunch box") == Severity.HIGH


def test_shopee_cents_are_told_where_they_are_refused() -> None:
    assert worst("shopee", "price-decimals", title="Lunch box", price="12.99") is None


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("HDMI to VGA adapter cable for media players, Xbox, projectors", False),
        ("HDMI to VGA adapter cable for Xbox and projectors", False),
        ("HDMI to VGA adapter cable, Xbox, projector", True),
        ("HDMI to VGA adapter cable Xbox", True),
    ],
)
def test_shopee_a_name_in_a_row_after_for_is_connected(title: str, told: bool) -> None:
    assert (worst("shopee", "compatibility-form", title=title) is not None) is told


@pytest.mark.parametrize(
    ("brand", "title", "expected"),
    [
        ("Ijori Ethnic", "Cotton saree with zari border Ijori", None),
        ("Cuddle + Kindly", "Cuddle and Kindly fawn doll 20 in", None),
        ("Ijori Ethnic", "Cotton saree with zari border", Severity.INFO),
        ("Black Forest", "Black cotton saree", Severity.INFO),
        ("Ijori", "Cotton saree with zari border", Severity.INFO),
    ],
)
def test_wish_a_brand_is_in_the_title_by_its_first_word_of_its_own(brand: str, title: str, expected: Severity | None) -> None:
    assert worst("wish", "title-brand-first", title=title, brand=brand) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Transformers Generations 12 - Fortress Maximus", None),
        ("Maximus card sleeves, blue", Severity.MEDIUM),
        ("Card sleeves for Pokémon decks, better than Dragon Shield", Severity.MEDIUM),
    ],
)
def test_a_little_known_name_further_on_in_a_title_is_no_other_brand(title: str, expected: Severity | None) -> None:
    assert worst("wish", "brand-mismatch", title=title, brand="Zanytoys") == expected


def test_an_authentic_sound_is_no_claim_about_the_goods() -> None:
    assert worst("wish", "authenticity-claim", title="Wild Republic owl plush (authentic bird sound)") is None
    assert worst("wish", "authenticity-claim", title="Authentic Wild Republic owl plush") == Severity.MEDIUM


@pytest.mark.parametrize("title", ["USB cable 2 m braided", "محول USB للسيارة", "Gold ring with diamond 14 K", "Ring light tripod 2 m"])
def test_a_word_that_is_hardly_the_mark_is_not_told(title: str) -> None:
    assert worst("shopee", "mark-use", title=title) is None


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Every day is a new beginning mug", False),
        ("Floor mats for New Swift", False),
        ("Bruder New Holland tractor", False),
        ("New mug every day", True),
        ("Hot mug", True),
    ],
)
def test_wish_new_and_hot_are_promotion_unless_they_belong_to_a_phrase(title: str, told: bool) -> None:
    assert (worst("wish", "title-new-hot", title=title) is not None) is told


def test_a_known_name_of_a_colour_in_the_brand_column_needs_its_goods() -> None:
    assert worst("wish", "mark-use", title="Padded bra for women", brand="Purple") in {None, Severity.INFO}
    assert worst("wish", "mark-use", title="Purple hybrid mattress", brand="Purple") == Severity.HIGH


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Dettol original germ protection hand wash", None),
        ("Yardley Gold and original combo of soaps", None),
        ("Protinex original health drink mix", None),
        ("Original Dettol hand wash", Severity.MEDIUM),
        ("Yardley Gold soap, original", Severity.MEDIUM),
    ],
)
def test_shopee_original_is_a_variety_of_soap_too(title: str, expected: Severity | None) -> None:
    assert worst("shopee", "authenticity-claim", title=title) == expected


@pytest.mark.parametrize(
    ("title", "brand", "expected"),
    [
        ("HP EliteBook 840 laptop 14 inch", "Hewlett Packard HP", None),
        ("Revell Kenworth tanker kit", "Revell-Monogram", None),
        ("Kenworth tanker kit", "Plastimo-Monogram", Severity.LOW),
        ("HP EliteBook 840 laptop 14 inch", "Lenovo", Severity.LOW),
    ],
)
def test_a_brand_column_of_several_words_names_its_brand_by_one(title: str, brand: str, expected: Severity | None) -> None:
    found = worst("wish", "brand-mismatch", title=title, brand=brand)
    assert found is None if expected is None else found is not None and found >= expected


@pytest.mark.parametrize(
    ("fields", "text", "expected"),
    [
        # A brand that few know, on goods of other classes: another house's name, or nobody's.
        ({"title": "Hidesign cotton bed sheet"}, "Hidesign", Severity.MEDIUM),
        ({"title": "Cotton bed sheet Hidesign"}, "Hidesign", Severity.LOW),
        ({"title": "Vectra cotton bed sheet"}, "Vectra", None),
        ({"title": "Sunfeast suitcase with four wheels"}, "Sunfeast", Severity.MEDIUM),
        ({"title": "Viber suitcase with four wheels"}, "Viber", None),
        ({"title": "HTC seaweed snack, 12 packs"}, "HTC", Severity.LOW),
        ({"title": "Cross 濤聲系列鋼珠筆"}, "Cross", Severity.HIGH),
        ({"title": "Cross 造型皮帶"}, "Cross", Severity.LOW),
        ({"title": "HTC smartphone 64 GB"}, "HTC", Severity.HIGH),
        ({"title": "Guardian angel pendant", "brand": "Sterling Ltd", "category": "Necklaces"}, "Sterling", None),
        ({"title": "Ford Mustang keychain"}, "Ford Mustang", Severity.MEDIUM),
        # What everybody's devices have.
        ({"title": "HDMI cable 2 m, gold plated"}, "HDMI", Severity.LOW),
        ({"title": "Android 7.0 tablet 10 inch 4 GB RAM"}, "Android", Severity.LOW),
        ({"title": "Bluetooth earphones, wireless"}, "Bluetooth", Severity.LOW),
        ({"title": "Bluetooth logo T-shirt"}, "Bluetooth", Severity.HIGH),
        ({"title": "Windows 10 Pro license key"}, "Windows 10", Severity.HIGH),
        # Well-known names that are words as well.
        ({"title": "Coach leather bags women"}, "Coach", Severity.HIGH),
        ({"title": "Coach seat covers, bus and van"}, "Coach", None),
        ({"title": "KPOP BTS photocard set"}, "BTS", Severity.HIGH),
        ({"title": "Gantungan Kunci BTS Army Official"}, "BTS", Severity.HIGH),
        ({"title": "One Direction necklace"}, "One Direction", Severity.MEDIUM),
        # Plain words that somebody is called.
        ({"title": "Mosquito killer twister"}, "twister", None),
        ({"title": "圓框眼鏡 小蜜蜂 復古"}, "小蜜蜂", None),
        ({"title": "Burts Bees 小蜜蜂 護唇膏"}, "小蜜蜂", Severity.HIGH),
        ({"title": "Danielle school shoes"}, "Danielle", None),
        ({"title": "Moonstar school shoes"}, "Moonstar", Severity.MEDIUM),
        ({"title": "Note pad, ruled, A5"}, "Note", None),
        ({"title": "Stylus for drawing"}, "Stylus", None),
        ({"title": "Silicone case for Samsung Galaxy Note 10"}, "Note", None),
        ({"title": "Silicone case for Samsung Galaxy Note 10"}, "Samsung Galaxy", Severity.MEDIUM),
        # A kind of plug, how parcels come, how silver is called.
        ({"title": "Battery lead, Tamiya plug to EC3"}, "Tamiya", None),
        ({"title": "Tamiya radio controlled buggy kit"}, "Tamiya", Severity.HIGH),
        ({"title": "Summer dress, DHL shipping"}, "DHL", Severity.LOW),
        ({"title": "Sterling silver crane necklace", "brand": "Acme"}, "Sterling", None),
        ({"title": "手机壳 顺丰包邮"}, "顺丰", Severity.LOW),
        ({"title": "Burt's Bees lip balm"}, "Burt's Bees", Severity.HIGH),
        # A word that another maker's name, or a line's missing maker, speaks against.
        ({"title": "Papo - dragon king, blue", "brand": "Papo", "category": "Toys"}, "dragon", None),
        ({"title": "Dragon 1:35 model kit of a tank"}, "Dragon", Severity.LOW),
        ({"title": "Flare sleeve summer top"}, "Flare", None),
        ({"title": "Cherry Mobile Flare S8"}, "Cherry Mobile Flare", Severity.HIGH),
        ({"title": "GUCCI belt CODE 454"}, "CODE", None),
        ({"title": "JAVA程序设计 代写"}, "JAVA", Severity.INFO),
        ({"title": "Costume of a sailor, adults", "brand": "Wicked"}, "Wicked", Severity.LOW),
        ({"title": "Wicked Elphaba costume", "brand": "Wicked"}, "Wicked", Severity.HIGH),
        ({"title": "Candy dispenser", "brand": "Pez"}, "Pez", Severity.HIGH),
        ({"title": "Trousers", "keywords": "elastic, waist, harajuku"}, "elastic", None),
        ({"title": "Phone 64 GB", "url": "https://detail.tmall.com/item.htm?id=5"}, "tmall", None),
        ({"title": "Realistic cat, sleeping, faux fur", "brand": "Acme Prints"}, "Realistic", None),
        ({"title": "Zvezda T-90 Russian MBT 1:35", "brand": "Zvezda"}, "MBT", None),
        ({"title": "MBT walking shoes", "brand": "MBT"}, "MBT", Severity.HIGH),
        ({"title": "Tyre cover", "description": "An owl over alpine peaks; it's well made."}, "alpine", None),
        ({"title": "Tyre cover", "description": "An owl over alpine peaks; it's well made."}, "s well", None),
        ({"title": "S'well bottle 500 ml"}, "S'well", Severity.HIGH),
        ({"title": "櫻花 貓咪 粉色 手機殼"}, "櫻花", Severity.LOW),
        ({"title": "Spare tyre cover, pitbull with glasses"}, "pitbull", None),
        ({"title": "Allure Auto car mat Chevrolet Aveo", "brand": "Allure Auto"}, "Allure", None),
        ({"title": "Wheel cover, raven over an Alpine range", "category": "Vehicles"}, "Alpine", None),
        ({"title": "Alpine A110 Renault key ring"}, "Renault", Severity.HIGH),
        ({"title": "Ray-Ban Wayfarer sunglasses"}, "Ray-Ban Wayfarer", Severity.HIGH),
        ({"title": "Velentine full coverage bra, lace"}, "Velentine", None),
        ({"title": "Velentino shoulder bag, red"}, "Velentino", Severity.HIGH),
        ({"title": "Smart tablet pc, 10 inch"}, "Smart", None),
        ({"title": "Phone case for Samsung S8+, S6 Edge, J3"}, "Edge", None),
        ({"title": "Funky T-shirt bra", "brand": "Black"}, "Black", None),
        # Latin that fills a page, and names to compare with.
        ({"title": "Hoodie", "description": "Sed arcu, nec pulvinar erat dignissim sit."}, "nec", None),
        ({"title": "NEC monitor 24 inch"}, "NEC", Severity.HIGH),
        ({"title": "Longboard", "description": "For you if you tried similar boards by Acme or Landyachtz before."}, "Landyachtz", None),
        ({"title": "Longboard", "description": "For you if you tried similar boards by Acme or Powell Peralta."}, "Powell Peralta", Severity.LOW),
        ({"title": "Longboard", "description": "This is a Landyachtz Drop Carve with new bearings."}, "Landyachtz", Severity.HIGH),
        # Whose goods they are not is only mentioned, whatever the language; and what is denied must be that.
        ({"title": "Power bank 20000mAh", "brand": "Acme", "description": "Slim. Not affiliated with Apple or Samsung."}, "Samsung", Severity.LOW),
        ({"title": "T-shirt", "description": "This is not an official Disney product."}, "Disney", Severity.LOW),
        ({"title": "T-shirt", "description": "This shirt is not made by Disney."}, "Disney", Severity.LOW),
        ({"title": "Phone case", "description": "iPhone is a registered trademark of its owner."}, "iPhone", Severity.LOW),
        ({"title": "Kissen", "description": "Kein Originalprodukt von IKEA."}, "IKEA", Severity.LOW),
        ({"title": "Casing", "description": "Bukan original Samsung."}, "Samsung", Severity.LOW),
        ({"title": "充电宝", "description": "本产品非苹果官方产品。"}, "苹果", Severity.LOW),
        ({"title": "T-shirt", "description": "Not sold in shops. Original Disney product."}, "Disney", Severity.HIGH),
        ({"title": "T-shirt", "description": "Made by Disney, not by us."}, "Disney", Severity.HIGH),
        ({"title": "T-shirt not made by Disney"}, "Disney", Severity.HIGH),
    ],
)  # fmt: skip
def test_how_much_a_name_counts(fields: dict[str, str], text: str, expected: Severity | None) -> None:
    found = screen("amazon").examine([testing.listing(**fields)])[0]
    told = max((finding.severity for finding in found if finding.check == "mark-use" and finding.text == text), default=None)
    assert told == expected


def test_an_air_conditioner_fits_no_other_makers() -> None:
    assert worst("amazon", "compatibility-form", title="LG 1.5 ton window AC, copper, HD filter, white") is None
    assert worst("amazon", "compatibility-form", title="Acme HD filter LG window AC") == Severity.MEDIUM


def test_a_long_title_is_told_once() -> None:
    words = "Bottle of steel for school and office "
    assert worst("amazon", "title-category-limit", title=words * 4 + "in red", category="Computer accessories") == Severity.INFO
    assert worst("amazon", "title-category-limit", title=words * 4 + "in red") is None
    assert worst("amazon", "title-category-limit", title=words * 6) is None
    assert worst("amazon", "title-length", title=words * 6) == Severity.MEDIUM


@pytest.mark.parametrize(
    ("title", "brand", "told"),
    [
        ("Ploomz Women's Full Coverage Bra", "Baby Pink", False),
        ("Pine Tree 8001 Woodpecker Classic Seed Log", "Pine Tree Farms", False),
        ("Woodpecker Classic Seed Log", "Pine Tree Farms", True),
        ("Women's Full Coverage Bra", "Pink Ploomz", True),
        ("PUG DOG TOY 30CM Keel Toys plush", "Soft Toys", False),
    ],
)
def test_a_colour_in_the_brand_column_is_no_brand_the_title_leaves_out(title: str, brand: str, told: bool) -> None:
    assert (worst("amazon", "title-brand-start", title=title, brand=brand) is not None) is told


@pytest.mark.parametrize(("brand", "told"), [("HP", False), ("Zorvaxi", True)])
def test_what_a_description_fits_to_its_own_makers_goods_goes_without_saying(brand: str, told: bool) -> None:
    fields = {"title": "Printer with ink tank", "brand": brand, "description": "Replacement cartridges for HP GT53XL."}
    found = [each for each in screen("aliexpress").examine([testing.listing(**fields)])[0] if each.at.field == "description" and each.mark]
    assert [each.severity for each in found] == [Severity.MEDIUM] * told


def test_a_description_that_says_a_mark_several_times_is_told_so_once() -> None:
    fields = {"title": "Kids sneakers", "description": "Sneakers with Velcro strap. The Velcro strap holds. A second Velcro strap."}
    (hit,) = [f for f in screen("aliexpress").examine([testing.listing(**fields)])[0] if f.rule == "aliexpress/genericised-mark"]
    assert len(hit.fixes[0].edits) == 3
    fields = {"title": "Kids sneakers with Velcro strap and Velcro tab", "description": "Sneakers."}
    assert len([f for f in screen("aliexpress").examine([testing.listing(**fields)])[0] if f.rule == "aliexpress/genericised-mark"]) == 2


def test_a_claim_made_twice_in_a_cell_is_told_once_and_mended_at_once() -> None:
    title = "Nike shoes 100% original, genuine Nike"
    assert marked("amazon", "authenticity-claim", title=title) == ["100% original"]
    assert fixed("amazon", "authenticity-claim", title=title) == ["Nike shoes, Nike"]
    (found,) = [f for f in screen("amazon").examine([testing.listing(title=title)])[0] if f.rule == "amazon/authenticity-claim"]
    assert found.message.startswith("“100% original”, “genuine”: ")


def test_pictures_in_a_wrong_format_are_told_once_a_listing() -> None:
    pictures = "https://example.com/a.webp|https://example.com/b.webp"
    assert marked("amazon", "image-format", title="Lamp", image=pictures) == ["https://example.com/a.webp"]


def test_a_chinese_title_lacks_no_capital_letter() -> None:
    assert worst("amazon", "title-lower-case", title="python视频教程零基础学python计算机编程基础入门书籍") is None
    assert worst("amazon", "title-lower-case", title="wooden kitchen spoon set of five") == Severity.INFO


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("梨花熊手機殼ZENFONE4 MAX SELFIE PRO ZENFONE AR", False),
        ("CONVERSE 男女 CHUCK 70 HI BARELY ROSE/GYM RED/NAVY帆布鞋", False),
        ("WOMEN SUMMER DRESS LONG SLEEVE PARTY NEW 裙", True),
        ("WOMEN SUMMER DRESS LONG SLEEVE", True),
    ],
)
def test_names_in_a_chinese_title_may_stand_in_capitals(title: str, told: bool) -> None:
    assert (worst("amazon", "title-capitals", title=title) is not None) is told


def test_a_weight_in_pounds_is_written_in_kilograms() -> None:
    assert fixed("shopee", "weight-range", title="Sandals", weight="1 Pound") == ["0.454"]


def test_a_regulator_of_one_country_is_not_told_of_elsewhere() -> None:
    goods = {"title": "Minoxidil 5% hair growth solution"}
    assert worst("shopee", "sg-medicines", **goods) == Severity.LOW
    assert worst("shopee", "sg-medicines", **goods, url="https://shopee.com.mx/x") is None
    assert worst("shopee", "sg-medicines", **goods, url="https://shopee.sg/x") == Severity.LOW


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Boots for Men Maxis", "may be the mark"),
        ("Brown Boots Footwear Maxis", "may be the mark"),
        ("Nike running shoes", "offers the goods as those"),
        ("Casio wrist watch for men", "offers the goods as those"),
    ],
)
def test_a_name_that_may_be_a_word_or_another_houses_is_told_as_what_it_may_be(title: str, said: str) -> None:
    for platform in ("amazon", "shopee", "wish", "aliexpress"):
        found = [each for each in screen(platform).examine([testing.listing(title=title)])[0] if each.check == "mark-use"]
        assert [each.message for each in found if said in each.message] == [each.message for each in found] != []


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Tablet PC 10 inch Android 7.0, CE certification", Severity.LOW),
        ("Nitrile gloves, FDA certified", Severity.MEDIUM),
        ("KN95 face mask 50 pcs", Severity.MEDIUM),
        ("Tablet PC 10 inch with CE mark", None),
    ],
)
def test_rules_of_epidemic_goods_weigh_less_on_a_tablet(title: str, expected: Severity | None) -> None:
    assert worst("aliexpress", "certificate-claims", title=title) == expected


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Purple Circle pen stand", "“Purple” may be the mark Purple; it may as well be a word, or another firm's name."),
        ("Best Brother mug", "“Brother” may be the mark Brother; it may as well be a word, or another firm's name."),
        ("Brother laser printer HL-L2350", "“Brother” offers the goods as those of the brand Brother."),
        ("Nike running shoes", "“Nike” offers the goods as those of the brand Nike."),
        ("Gallade plush toy", "“Gallade” offers the goods as those of Gallade."),
    ],
)
def test_what_may_be_a_plain_word_is_said_to_be_perhaps_a_mark(title: str, said: str) -> None:
    (finding,) = (each for each in screen("wish").examine([testing.listing(title=title)])[0] if each.rule == "wish/mark-use")
    assert finding.message == said
    assert finding.remedy.endswith("else leave it.") is ("may as well" in said)


def test_an_everyday_word_that_nothing_can_be_done_about_is_not_told() -> None:
    for platform in ("aliexpress", "wish"):
        assert worst(platform, "mark-use", title="Garmma iPhone 7 Hello Kitty Transparent Protective Cover Shell Naughty") == Severity.HIGH
        assert "Shell" not in marked(platform, "mark-use", title="Garmma iPhone 7 Hello Kitty Transparent Protective Cover Shell Naughty")
        assert "Shell" in marked(platform, "mark-use", title="Shell motor oil 5W-30")


@pytest.mark.parametrize("rule", ["aliexpress/title-repeated-word", "wish/title-repeated-words"])
def test_a_word_that_names_no_product_is_not_piled_up(rule: str) -> None:
    platform, name = rule.split("/")
    assert worst(platform, name, title="Women T-shirt, women blouse, black top for women, black") is None
    assert worst(platform, name, title="Dress for women, dress shirt, summer dress") == Severity.LOW
