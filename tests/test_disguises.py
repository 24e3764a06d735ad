"""Names in disguise: each way to hide a name is seen through, and ordinary words one letter off a name are left alone."""

from __future__ import annotations

import random
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest

from sellercheck import testing
from sellercheck.disguises.signs import LOOKS, SIGNS, leet_letters, signed
from sellercheck.disguises.slips import Letters, one_slip, rest_for, rests
from sellercheck.index import MarkIndex
from sellercheck.matching import HOW, scan


def seen(index: MarkIndex, *texts: str) -> list[list[tuple[str, str, str]]]:
    """Per text: (what stands there, the name it is, how) for every disguise; names merely folded are left out."""
    spans = scan(texts, [index.phrases], index.hasher, disguised=index.disguises)[0]
    out: list[list[tuple[str, str, str]]] = [[] for _ in texts]
    for text, start, end, phrase, how in zip(spans.texts, spans.starts, spans.ends, spans.phrases, spans.how, strict=True):
        if how:
            out[text].append((texts[text][start:end], index.spelling(phrase), HOW[how]))
    return out


def found(text: str) -> list[tuple[str, str, str]]:
    return seen(testing.index(), text)[0]


HITS = {
    "leetspeak": [
        ("n1ke shoes", "n1ke", "Nike"), ("G00GLE phone", "G00GLE", "Google"), ("adid@s bag", "adid@s", "Adidas"), ("@didas", "@didas", "Adidas"),
        ("a $amsung tv", "$amsung", "Samsung"), ("n!ke cap", "n!ke", "Nike"), ("Gucc! belt", "Gucc!", "Gucci"), ("n*ke", "n*ke", "Nike"), ("gu**i", "gu**i", "Gucci"),
        ("4d1d45 x", "4d1d45", "Adidas"), ("p4n4son1c", "p4n4son1c", "Panasonic"), ("sarnsung a5", "sarnsung", "Samsung"), ("Lou1s Vu1tton", "Lou1s Vu1tton", "Louis Vuitton"),
        ("Miсhael K0rs", "Miсhael K0rs", "Michael Kors"), ("N1KЕ", "N1KЕ", "Nike"), ("Calvin Kle!n", "Calvin Kle!n", "Calvin Klein"), ("L'0réal", "L'0réal", "L'Oréal"),
        ("Coca C0la", "Coca C0la", "Coca-Cola"), ("TP-L1nk", "TP-L1nk", "TP-Link"), ("7P-Link router", "7P-Link", "TP-Link"), ("mcd0nalds", "mcd0nalds", "McDonald's"),
    ],
    "homoglyph": [("nlke", "nlke", "Nike"), ("Guccl", "Guccl", "Gucci"), ("phllips", "phllips", "Philips")],
    "doubled": [
        ("niike", "niike", "Nike"), ("NIKKE", "NIKKE", "Nike"), ("addidass", "addidass", "Adidas"), ("guccci", "guccci", "Gucci"), ("Hello Kiitty", "Hello Kiitty", "Hello Kitty"),
        ("ssonyy", "ssonyy", "Sony"), ("bmmw", "bmmw", "BMW"),
    ],
    "typo": [
        ("Samsng", "Samsng", "Samsung"), ("samzung", "samzung", "Samsung"), ("smasung", "smasung", "Samsung"), ("Playstaion", "Playstaion", "PlayStation"), ("Chanle", "Chanle", "Chanel"),
        ("anasonic", "anasonic", "Panasonic"), ("hellokity", "hellokity", "Hello Kitty"), ("Loius Vuitton", "Loius Vuitton", "Louis Vuitton"), ("Louis Vuiton bag", "Louis Vuiton", "Louis Vuitton"),
        ("calvin klien", "calvin klien", "Calvin Klein"), ("Hary Potter", "Hary Potter", "Harry Potter"), ("Tifany & Co", "Tifany & Co", "Tiffany & Co."),
        ("Balensiaga", "Balensiaga", "Balenciaga"), ("andriod tablet", "andriod", "Android"), ("Blenciga", "Blenciga", "Balenciaga"), ("lamborgini", "lamborgini", "Lamborghini"), ("swarowsky", "swarowsky", "Swarovski"),
    ],
    "glued": [
        ("nikeshoes", "nike", "Nike"), ("shoesnike", "nike", "Nike"), ("#ilovenikeshoes", "nike", "Nike"), ("iphonecharger", "iphone", "iPhone"), ("iphone13 case", "iphone", "iPhone"),
        ("iphone13promax", "iphone", "iPhone"), ("Nike2023", "Nike", "Nike"), ("android7 tablet", "android", "Android"), ("2023nike", "nike", "Nike"), ("MyLouisVuittonBag", "LouisVuitton", "Louis Vuitton"), ("Louis Vuitton2023", "Louis Vuitton", "Louis Vuitton"),
        ("hellokittybag", "hellokitty", "Hello Kitty"), ("adidassneakers", "adidas", "Adidas"), ("bagzara", "zara", "Zara"),
    ],
    "split": [
        ("Ni-ke", "Ni-ke", "Nike"), ("Adi.das", "Adi.das", "Adidas"), ("Sam🔥sung", "Sam🔥sung", "Samsung"), ("Sam_sung", "Sam_sung", "Samsung"), ("Pana sonic", "Pana sonic", "Panasonic"),
        ("Louis Vuit-ton", "Louis Vuit-ton", "Louis Vuitton"), ("Hello Ki tty", "Hello Ki tty", "Hello Kitty"), ("Ba-len-ciaga", "Ba-len-ciaga", "Balenciaga"),
        ("Ma sters of the Universe", "Ma sters of the Universe", "Masters of the Universe"), ("Masters of the Uni verse", "Masters of the Uni verse", "Masters of the Universe"),
        ("a How to Tra in Your Dragon mug", "How to Tra in Your Dragon", "How to Train Your Dragon"), ("How to Train You r Dragon", "How to Train You r Dragon", "How to Train Your Dragon"),
        ("How to Train Your Dra gon", "How to Train Your Dra gon", "How to Train Your Dragon"),
    ],
    "spaced": [("B.M.W", "B.M.W", "BMW"), ("the J-B-L box", "J-B-L", "JBL")],
    "plural": [("Rolexes", "Rolexes", "Rolex"), ("dos xboxes", "xboxes", "Xbox")],
    "possessive": [("casing iphonenya", "iphone", "iPhone"), ("Louis Vuittonnya", "Louis Vuitton", "Louis Vuitton")],
    "exact": [("https://x.example/i/Louis%20Vuitton%20bag.jpg", "Louis%20Vuitton", "Louis Vuitton")],
}  # fmt: skip


@pytest.mark.parametrize(("how", "text", "matched", "name"), [(how, *case) for how, cases in HITS.items() for case in cases])
def test_it_is_seen_through(how: str, text: str, matched: str, name: str) -> None:
    assert (matched, name, how) in found(text)


NEAR_MISSES = [
    # ordinary words one letter off a name
    "adobe house", "a channel", "casino chips", "canyon boots", "pump", "logo print", "para la parada", "relax", "anus", "pepsin", "goggles", "googly eyes", "chancel", "discey", "poppy seed",
    "garlic", "fission", "hoard", "mazurka", "toyshop", "handy", "gillet", "barber", "battery", "hermit", "hernia", "lotion", "moisten", "adidas-free", "versatile", "verse", "burberries",
    "bracelet", "cartoon", "carrier", "nestling", "nuts", "oreos", "pajamas", "philosophy", "samson", "sundry", "shopper", "sprints", "stanza", "stair", "tension", "timber", "trendy", "underarm", "underwear",
    "energise", "photoshoot", "photo shoot", "ultrabook", "timberline", "minimart", "colgante", "costa", "cosco", "naruko", "snacks", "striped", "thermal", "vanessa", "vantage",
    # a name is in it, and it is another word
    "monikers", "unlikely", "ocasiones", "superior", "espumante", "category", "allegory", "prisoner", "hondas", "disneyfied", "canonical", "marseilles", "pegasus", "jurassic", "nikon lens", "sonya", "niken",
    "registrado", "actualizará", "realizará", "amadeirado", "temperado", "legoland trip", "revisar", "visage", "omegas",
    # other languages, none of them in a list of ours
    "celana pria wanita", "kemeja lengan panjang", "tas selempang", "sepatu olahraga", "baju anak perempuan", "gelang kalung cincin", "murah meriah", "camisa de vestir", "pantalones cortos", "bufanda de lana",
    "zapatillas deportivas", "bolsa feminina", "relogio masculino", "vestido de noiva", "chaussures montantes", "herrenschuhe", "damenhandtasche", "handyhuelle", "ao khoac nam", "giay the thao", "dong ho nu", "pulseira dourada",
    "vino moderado", "pimiento macerado", "ya llego", "akun toktok", "tokotoko", "caudale", "polera holgada", "sapatilha dourada", "menjahit baju", "gepunktet", "trouwjurk",
    "sarung bantal", "kerudung segi empat", "masker wajah", "sandal jepit", "kaos polos", "damit pambahay", "tsinelas pambata",
    # codes, sizes, counts
    "b055", "a550", "x1e", "size s15", "4way stretch", "note5 case", "5way", "2day", "windows 8.1", "v8 engine", "m3x10", "10x20cm", "3 in 1", "50%off", "8.1 inch", "AC/DC 12V", "s/m/l", "S M L XL", "A-B-C", "100%cotton",
    # signs that are signs
    "sale!", "wow! hot!", "$20", "20$", "a+b", "men|women", "dress(red)", "5*6", "s*x", "M*L", "me@shop", "size:s|m|l", "C(20)", "sold!", "hell!",
    # pieces that are words
    "is land", "micro-soft cloth", "face-book", "pan dora", "go pro level", "le go", "all-birds", "can on", "for ever", "sam sung a song", "lo-go", "u.s.b", "a d i", "super dry hands", "beetle juice",
    "masters of the uni", "how to train your, dragon", "how to train you dragon fly",
    # pieces that belong to different things
    "ao khoac shop, vay", "star, wans", "hello (kitti)",
    # parts of names without the rest beside them
    "vuiton", "louiss", "red bell pepper", "red ball", "hello kitten", "old nave", "snow pea", "star wards", "michael jackdaw", "harry pot", "new balanced", "calvin", "miami dolphin", "gopro-style pole",
]  # fmt: skip


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_and_this_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_every_single_sign_of_the_leet_list_is_read() -> None:
    for sign, letters in leet_letters().items():
        for letter in letters if sign != "*" else "a":
            if sign.isdigit():
                assert any(table[ord(sign)] == table[ord(letter)] for table in LOOKS), (sign, letter)
            else:
                assert sign in SIGNS + "%&", sign


@lru_cache(1)
def own(folder: Path) -> MarkIndex:
    path = folder / "own.csv"
    path.write_text("name,aliases\nZorvelka,\nBramuno Tikka,\nKwilo,\nQuorex,Quo-Rex\nLantern,\n", "utf-8")
    return MarkIndex.open([path])


@pytest.mark.parametrize(
    ("text", "matched", "name", "how"),
    [
        ("z0rvelka", "z0rvelka", "Zorvelka", "leetspeak"), ("Zorvellka", "Zorvellka", "Zorvelka", "doubled"), ("Zorvelkka bag", "Zorvelkka", "Zorvelka", "doubled"), ("Zovrelka", "Zovrelka", "Zorvelka", "typo"),
        ("zorvelkashoes", "zorvelka", "Zorvelka", "glued"), ("Bramuno Tika", "Bramuno Tika", "Bramuno Tikka", "typo"), ("Brarnuno Tikka", "Brarnuno Tikka", "Bramuno Tikka", "leetspeak"), ("kw1lo", "kw1lo", "Kwilo", "leetspeak"),
        ("Zor-velka", "Zor-velka", "Zorvelka", "split"), ("kwilo2024", "kwilo", "Kwilo", "glued"), ("quorexes", "quorexes", "Quorex", "plural"), ("l4ntern", "l4ntern", "Lantern", "leetspeak"),
    ],
)  # fmt: skip
def test_a_sellers_own_list_gets_every_kind(tmp_path_factory: pytest.TempPathFactory, text: str, matched: str, name: str, how: str) -> None:
    assert (matched, name, how) in seen(own(tmp_path_factory.getbasetemp()), text)[0]


@pytest.mark.parametrize(
    "text", ["kwila", "kilo", "lanterns", "lanterne", "lantem", "bantern", "lanternshoes", "bramuno", "tika", "quorum", "zorv elk a"]
)
def test_but_ordinary_and_short_names_of_it_not_every_slip(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    assert seen(own(tmp_path_factory.getbasetemp()), text)[0] == []


def test_a_span_is_the_marks_letters_in_the_original() -> None:
    assert [hit[0] for hit in found("Größe ﬁne  MYＮＩＫＥSHOES ß")] == ["ＮＩＫＥ"]
    assert [hit[0] for hit in found("ß 🔥 n\u200b1ke")] == ["n\u200b1ke"]


def test_what_a_word_stands_for_depends_on_nothing_around_it() -> None:
    texts = [case[0] for cases in HITS.values() for case in cases] + NEAR_MISSES
    index = testing.index()
    index.disguises.forget()
    together = seen(index, *texts)
    assert together == [seen(index, text)[0] for text in texts]
    order = list(range(len(texts)))
    random.Random(7).shuffle(order)
    index.disguises.forget()
    shuffled = seen(index, *(texts[place] for place in order))
    assert [shuffled[order.index(place)] for place in range(len(texts))] == together


def test_many_texts_are_read_to_the_end() -> None:
    words = ["dress", "n1ke", "cotton", "Louis Vuiton", "blue"]
    texts = [f"{words[number % 5]} item{number} {'x' * (number % 7)}" for number in range(20000)]
    hits = seen(testing.index(), *texts)
    assert [len(hit) for hit in hits[-5:]] == [0, 1, 0, 1, 0]
    assert sum(map(len, hits)) == 8000


@pytest.mark.parametrize(
    ("word", "name", "kind", "likely"),
    [
        ("samsng", "samsung", "drop", False), ("samssung", "samsung", "add", True), ("samzung", "samsung", "wrong", True), ("smasung", "samsung", "swap", True), ("samkung", "samsung", "wrong", False),
        ("guci", "gucci", "drop", True), ("amsung", "samsung", "drop", False), ("samsungq", "samsung", "add", False),
    ],
)  # fmt: skip
def test_one_slip_is_told_by_its_kind(word: str, name: str, kind: str, likely: bool) -> None:
    slip = one_slip(word, name)
    assert slip is not None
    assert (slip.kind, slip.likely) == (kind, likely)


def test_slips_of_many_words_at_once_are_those_of_each() -> None:
    rng = random.Random(11)

    def written(words: list[str]) -> Letters:
        sizes = np.array([len(word) for word in words])
        return Letters(np.frombuffer("".join(words).encode(), np.uint8), np.cumsum(sizes) - sizes, sizes)

    names = ["".join(rng.choices("abc", k=rng.randint(1, 7))) for _ in range(3000)]
    words = []
    for name in names:
        letters = list(name)
        for _ in range(rng.randint(0, 2)):
            at = rng.randrange(len(letters))
            letters[at : at + rng.randint(0, 2)] = rng.choices("abc", k=rng.randint(1, 2))
        words.append("".join(letters))
    slips = [one_slip(word, name) for word, name in zip(words, names, strict=True)]
    each = [rest_for(slip, word, name) if slip else 0 for slip, word, name in zip(slips, words, names, strict=True)]
    assert {slip.kind for slip in slips if slip} == {"swap", "drop", "add", "wrong"}
    assert rests(written(words), written(names)).tolist() == each


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("new n!ke and N$ke_shoes", ["n!ke", "N$ke"]), ("Levi's jeans, men’s", ["Levi's", "men’s"]), ("a_b 'quoted' size 7 - x", []),
        ("rock'n'roll a'-b", ["rock'n'roll"]), ("手机(iPhone)", ["手机(iPhone"]), ("$'s x'$y", ["$", "x'$y"]),
    ],
)  # fmt: skip
def test_runs_with_signs_are_told_from_plain_words(text: str, runs: list[str]) -> None:
    assert signed(text) == runs


@pytest.mark.parametrize(("word", "name"), [("samsung", "samsung"), ("samung", "samsing"), ("sung", "samsung"), ("", "ab"), ("ab", "cd")])
def test_more_or_less_than_one_slip_is_none(word: str, name: str) -> None:
    assert one_slip(word, name) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "!",
        "$",
        "@" * 5000,
        "n1ke" * 3000,
        "%",
        "%zz",
        "%E0%A4",
        "a%00b",
        "\ud800n1ke",
        "*" * 50,
        "(" * 300 + "a",
        "a" * 41 + "nike",
        "'" * 10 + "$",
        "1" * 100000,
        "n!" * 5000,
    ],
)
def test_odd_texts_do_no_harm(text: str) -> None:
    found(text)
