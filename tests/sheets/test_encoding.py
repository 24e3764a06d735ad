"""Encodings are told apart by what the text would read like, and a byte that fits nowhere is named."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from sellercheck.errors import SheetError, UsageError
from sellercheck.sheets import Book
from sellercheck.sheets._container import Memory
from sellercheck.sheets._encoding import guess_name, read_text

OpenBook = Callable[..., Book]

# Headings and titles as sellers type them, written for this test.
TEXTS = {
    "simplified": "商品名称 女士秋冬新款羊毛大衣 手机壳防摔硅胶套 儿童玩具益智积木 无线蓝牙耳机 不锈钢保温杯 运动鞋男透气跑步鞋 真皮女包 【包邮】 蓝色 均码",
    "traditional": "商品名稱 女裝秋冬新款羊毛大衣 手機殼防摔矽膠套 兒童玩具益智積木 無線藍牙耳機 不鏽鋼保溫杯 運動鞋男透氣跑步鞋 真皮女包 【現貨】 藍色 免運",
    "japanese": "商品名 レディース秋冬コート ロング丈 スマホケース 耐衝撃 子供用おもちゃ ワイヤレスイヤホン ステンレスボトル 大容量 送料無料 ﾒｰﾙ便対応 黒",
    "korean": "상품명 여성 가을 겨울 신상 코트 스마트폰 케이스 어린이 장난감 무선 블루투스 이어폰 텀블러 대용량 남성 운동화 가죽 숄더백 무료배송",
    "french": "Étui étanche à l’eau – Robe d’été légère Chaussures de sécurité Crème hydratante Café moulu décaféiné Table basse chêne Jouet bébé garçon",
    "german": "Schutzhülle für Handy Gürtel Größe XL Kleider für Mädchen Rücken Kissen weiß Küchenmesser Öl LEGO® Technic™ Bücher Übergröße Fußball",
    "spanish": "Teléfono móvil libre niña camión colección español Muñeca Edición limitada cámara señora diseño único corazón ¡oferta! tamaño pequeño",
    "portuguese": "Sapatos femininos verão promoção coleção calça algodão edição maçã pão calçado proteção à prova d’água cartão memória",
    "english": "Women’s “Classic” Tee – 100% cotton Star™ set 50°C £12.99 café 12½ inch Pokémon • durable • light ®",
    "swedish": "Möbler för barn kök spegel på rea ljusstake blå röd grå träbord hängare små väskor kläder skärbräda",
    "polish": "Buty męskie sportowe żółte Sukienka długa Łóżko dziecięce świąteczne książka zabawka miś pościel bawełniana nóż ręcznik wełniany",
    "czech": "Dámské šaty dlouhé červené Dětská hračka kočička Příruční taška kožená Hrníček žlutý pánské tričko černé větší Ložní povlečení",
    "russian": "Женское пальто осень зима новинка Чехол для телефона Детская игрушка Беспроводные наушники Кроссовки мужские Сумка кожаная Чёрный",
    "greek": "Γυναικεία παπούτσια θήκη κινητού παιδικό παιχνίδι ασύρματα ακουστικά Μαύρο τσάντα δερμάτινη καλοκαιρινό φόρεμα",
    "turkish": "Kadın ayakkabı çanta deri güneş gözlüğü çocuk oyuncağı kışlık şapka Gömlek ışıklı büyük küçük İndirimli",
    "thai": "รองเท้าผู้หญิง เคสโทรศัพท์ ของเล่นเด็ก หูฟังไร้สาย กระเป๋าหนัง เสื้อผ้าแฟชั่น สีดำ สีน้ำเงิน ส่งฟรี",
    "hebrew": "נעלי נשים כיסוי לטלפון צעצוע לילדים אוזניות אלחוטיות תיק עור שחור כחול משלוח חינם",
    "arabic": "حذاء نسائي غطاء هاتف لعبة أطفال سماعات لاسلكية حقيبة جلدية أسود أزرق شحن مجاني",
}
WRITTEN = [
    *(("simplified", name) for name in ("gb18030", "gbk", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")),
    *(("traditional", name) for name in ("big5", "cp950", "gb18030", "utf-16-le")),
    *(("japanese", name) for name in ("cp932", "euc_jp", "utf-16-be", "utf-8")),
    *(("korean", name) for name in ("euc_kr", "cp949", "utf-16-le")),
    *((language, "cp1252") for language in ("french", "german", "spanish", "portuguese", "english", "swedish")),
    *((language, "mac_roman") for language in ("french", "german", "spanish", "english")),
    ("german", "cp850"), ("french", "cp850"), ("polish", "cp1250"), ("czech", "cp1250"),
    ("russian", "cp1251"), ("russian", "koi8-r"), ("russian", "cp866"), ("russian", "utf-16-le"),
    ("greek", "cp1253"), ("turkish", "cp1254"), ("thai", "cp874"), ("hebrew", "cp1255"), ("arabic", "cp1256"), ("german", "utf-16-be"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "encoding"), WRITTEN)
def test_encoding_is_told_from_the_text(language: str, encoding: str) -> None:
    words = TEXTS[language].split()
    table = "sku,title,price\r\n" + "".join(
        f"AB-{number},{' '.join(words[number % len(words) :][:4])},{number}.50\r\n" for number in range(30)
    )
    raw = table.encode(encoding, "ignore")

    text = read_text(Memory(raw), "a.csv", None)

    assert text.open().read() == raw.decode(encoding)


@pytest.mark.parametrize(
    ("language", "encoding"),
    [each for each in WRITTEN if each[1] in {"gb18030", "cp932", "cp950", "cp949", "cp1251"} or each == ("french", "cp1252")],
)
def test_two_words_are_enough_for_the_common_ones(language: str, encoding: str) -> None:
    words = TEXTS[language].split()
    dice = random.Random(7)
    for _ in range(30):
        raw = ("sku,title\n1," + " ".join(dice.sample(words, 3))).encode(encoding, "ignore")
        assert read_text(Memory(raw), "a.csv", None).open().read() == raw.decode(encoding)


def test_japanese_does_not_pass_for_chinese() -> None:
    """cp932 decodes as GB18030 without an error; the outcome is nonsense."""
    raw = "商品管理番号\t価格\t商品のコンディション説明\r\nsku\tprice\tnote\r\n".encode("cp932")
    raw.decode("gb18030")
    assert read_text(Memory(raw), "a.txt", None).encoding == "cp932"


def test_one_accent_after_a_megabyte_of_ascii() -> None:
    raw = b"sku,title\n" + b"1,Shoe\n" * 300_000 + "2,Café crème\n".encode("cp1252") + b"1,Shoe\n" * 300_000
    text = read_text(Memory(raw), "a.csv", None)
    assert text.encoding == "cp1252"
    assert "2,Café crème\n" in text.open().read()


def test_a_character_cut_by_the_block_border() -> None:
    raw = b"a," * ((1 << 19) - 1) + "aé,中文\n".encode()
    assert raw[(1 << 20) - 1 :].startswith(b"\xc3\xa9")
    assert read_text(Memory(raw), "a.csv", None).encoding == "utf-8"


@pytest.mark.parametrize(
    ("forced", "used"),
    [
        ("gbk", "gb18030"),
        ("GB2312", "gb18030"),
        ("shift_jis", "cp932"),
        ("latin-1", "iso8859-1"),
        ("UTF8", "utf-8"),
        ("utf-8-sig", "utf-8"),
    ],
)
def test_forced_encoding(open_book: OpenBook, forced: str, used: str) -> None:
    assert open_book("a.csv", b"a,b\n1,2\n", encoding=forced).encoding == used


def test_forced_utf_16_heeds_the_mark(open_book: OpenBook) -> None:
    for raw in ("a,é\n".encode("utf-16-le"), b"\xff\xfe" + "a,é\n".encode("utf-16-le"), b"\xfe\xff" + "a,é\n".encode("utf-16-be")):
        assert [row.values for row in open_book("a.csv", raw, encoding="utf-16").grids[0].rows()] == [("a", "é")]


@pytest.mark.parametrize(
    ("forced", "hint"),
    [
        ("utf8x", "utf-8"),
        ("gbkk", "gbk"),
        ("base64", "Choose one of"),
        ("rot13", "Choose one of"),
        ("punycode", "Choose one of"),
        ("a\0b", "Choose one of"),
        ("", ""),
    ],
)
def test_an_encoding_nobody_knows(open_book: OpenBook, forced: str, hint: str) -> None:
    if not forced:
        assert open_book("a.csv", b"a,b\n", encoding=forced).encoding == "utf-8"
        return
    with pytest.raises(UsageError, match="no encoding is called") as caught:
        open_book("a.csv", b"a,b\n", encoding=forced)
    assert hint in str(caught.value.hint)


@pytest.mark.parametrize(
    ("raw", "forced", "place"),
    [
        ("sku,title\r\n1,Shoe\r\n2,Café\r\n".encode("cp1252"), "utf-8", ":3: byte 0xe9 at character 6 of the line is not utf-8"),
        ("sku,title\r1,Shoe\r2,Café\r".encode("cp1252"), "utf-8", ":3: byte 0xe9 at character 6"),
        ("sku,title\n1,中文\n".encode() + b"2,\xff\n", "gb18030", ":3: byte 0xff at character 3"),
        (b"sku,title\n1,\x81\n", "cp1252", ":2: byte 0x81 at character 3"),
        (b"\xff\xfea\x00,\x00b", "utf-16", ":1: "),
    ],
)
def test_forced_encoding_that_does_not_fit(open_book: OpenBook, raw: bytes, forced: str, place: str) -> None:
    with pytest.raises(SheetError) as caught:
        open_book("a.csv", raw, encoding=forced)
    assert place in caught.value.message
    assert "--encoding" in str(caught.value.hint)


def test_a_single_damaged_character_in_utf_8_is_named(open_book: OpenBook) -> None:
    raw = "título,marca\nniño,ñandú\ncafé,über\n".encode() + b"caf\xe9,x\n" + "año,señor\n".encode()
    with pytest.raises(
        SheetError, match=r"a\.csv:4: byte 0xe9 at character 4 of the line is not UTF-8, though the rest of the file is"
    ) as caught:
        open_book("a.csv", raw)
    assert "--encoding NAME" in str(caught.value.hint)


def test_utf_8_cut_within_its_last_character(open_book: OpenBook) -> None:
    with pytest.raises(SheetError, match=":3: byte 0xe6"):
        open_book("a.csv", ("标题,价格\n女包,12\n红色,蓝色,男鞋,女" + "款").encode() + "時".encode()[:2])


def test_a_byte_that_fits_nowhere_is_named(open_book: OpenBook) -> None:
    raw = "商品名称,价格\n女士大衣,12\n手机壳防摔,13\n运动鞋男,9\n".encode("gb18030") * 20 + b"x\xff\xff,1\n"
    with pytest.raises(SheetError, match=r":81: byte 0xff") as caught:
        open_book("a.csv", raw)
    assert "--encoding" in str(caught.value.hint)


def test_a_guess_is_told(open_book: OpenBook) -> None:
    assert "guessed as cp1252" in open_book("a.csv", "sku,title\n1,Café crème\n".encode("cp1252")).notes[0]
    assert open_book("a.csv", "sku,title\n1,Café crème\n").notes == ()


def test_marks_are_told_and_are_no_text(open_book: OpenBook) -> None:
    for name, mark in (
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-32-le", b"\xff\xfe\0\0"),
        ("utf-32-be", b"\0\0\xfe\xff"),
    ):
        book = open_book("a.csv", mark + "sku,título\n1,Shoe\n".encode(name))
        assert (book.encoding, book.bom) == (name, True)
        assert next(iter(book.grids[0].rows())).values == ("sku", "título")


def test_long_words_without_a_break_cost_no_time() -> None:
    """A megabyte of base64 before the one accent: the search for words must stay linear."""
    raw = b"sku,title\n1," + b"QUJD" * 500_000 + b"\xe9\n2,caf\xe9 cr\xe8me\n"
    assert read_text(Memory(raw), "a.csv", None).encoding == "cp1252"


def test_names_inside_a_zip() -> None:
    assert guess_name("商品清单.csv".encode("gbk")) == "商品清单.csv"
    assert guess_name("商品.csv".encode()) == "商品.csv"


def test_the_checksum_is_the_file_s(tmp_path: Path, open_book: OpenBook) -> None:
    import hashlib

    raw = b"sku,title\n1,2\n"
    assert open_book("a.csv", raw).sha256 == hashlib.sha256(raw).hexdigest()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Kod;Nazwa;Cena\nA1;Kubek żółty świąteczny;9,99\nA2;Szalik wełniany łąka;19,99\n", "iso8859-2"),
        ("商品番号,商品名\nA1,青いマグカップ\nA2,ウールマフラー\n", "iso2022_jp"),
    ],
)
def test_encodings_of_older_shops_and_of_mail(open_book: OpenBook, text: str, encoding: str) -> None:
    book = open_book("a.csv", text.encode(encoding))
    assert book.encoding == encoding
    assert [",".join(row.values) for row in book.grids[0].rows()][1].startswith("A1,")
