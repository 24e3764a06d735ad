"""Which legacy encoding makes the most sensible text of some words.

A candidate's cost is the sum of -ln p over the decoded characters, with p from the classes its language falls into; the
candidates compete over the same bytes, so sums compare. The classes need no table of ours for Chinese, Japanese and Korean:
GB 2312, Big5, JIS X 0208 and KS X 1001 put the common characters into a first level by design, and the codecs know which those
are. The figures are rounded guesses at ln p, checked on eighteen languages in `tests/sheets/test_encoding.py`.
"""

from __future__ import annotations

import codecs
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator

_UNFIT = 25.0
"""Cost in nats of a byte that an encoding cannot decode: a file with one damaged character is still what the rest says."""

_HANZI = frozenset(
    "的一是不了人我在有他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读志飞观争究包组造落视济喜离虽坏随假验仅推曾够装细妈图装款包邮女男鞋衣裤裙套装春夏秋冬新款韩版品牌价格标题颜色尺码材质型号适用产地货号家居礼物儿童玩具手机壳耳机充电蓝牙数据线"
)
_HANZI_TRADITIONAL = frozenset(
    "的一是不了人我在有他這中大來上個國到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可里後小麼心多天而能好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老從動兩長知民樣現分將外但身些與高意進把法此實回二理美點月明其種聲全工己話兒者向情部正名定女問力機給等幾很業最間新什打便位因重被走電四第門相次東政海口使教西再平真聽世氣信北少關並內加化由卻代軍產入先山五太水萬市眼體別處總才場師書比住員性通目華報立馬命張活難神數件安表原車白應路期叫常提感金何更反合放做系計或司利受光王果親界及今京務制解各任至清物台象記邊共風接它許八特直服毛林題建南度統色字請交愛讓認算論百吃義科元社術結六功指思非流每青管連遠資隊帶花快條變聯言權展該領傳近留紅保達辦運品商千片容找廣形單專包組裝細圖款免運男鞋衣褲裙套裝春夏秋冬韓版牌價格標題顏色尺碼材質型號適用產地貨號居禮物童玩具殼耳充藍牙線購蝦皮現貨台灣"
)
_KANJI = frozenset(
    "商品用新色黒白赤青無料送日本製入付個枚大小型対応式高機能中古価格番号出荷説明名画像在庫数量販売開始終了年月以上下水金生活自動電車子女性男手年間時計収納方法可愛便利軽簡単防水長袖半丈春夏秋冬"
)
_HANGUL = frozenset(
    "이가다는의에을지하고로사한기은도인시자를리아서해정어나대수보일스부그장과전상안성주제여라있으비치만원구용들마조게니신미선물무드진유동연화세분오소경공우위개국요중면회품내관학생계모배바운방트재강거전송남여년식형합발파매카할포추터입실양라차블랙화이트레드상품"
)
_EASTERN_SIGNS = frozenset("、。，．・：；？！…—～（）「」『』【】《》〈〉“”‘’·￥％＆＋－／×°①②③④⑤★☆●○◆◇■□▲△→←↑↓※〜㎡℃")

_LATIN = {
    "cp1252": ("éèàçêâîôùûëïœæ", "üäößéà", "óáíéñúüãçõêâôà", "ëéïöüèò", "åäöøæéü", "éèàüöäñóíáúçêâôîãõåøæëïùûßœìòý"),
    "cp1250": ("ąęłśżóćńź", "áíéřčěšžýůúťďňľôĺŕä", "áéóöőüűúí", "ăîâşţ", "čšžćđ", "áéíóöüąęłśżćńźřčěšžýůúťďňľôőűäăâîşţđ"),
    "cp1254": ("ıiüşöğçİâîû",),
}
"""Accented letters of one language at a time, the frequent first: French with Italian, German, Spanish with Portuguese, Dutch,
the Nordic ones, and all together; Polish, Czech with Slovak, Hungarian, Romanian, the South Slavic ones, and all; Turkish."""
_WESTERN_SIGNS = frozenset("®™’‘“”–—•…£€°·×²³½¼¾«»¡¿´©§ªº\xa0µ±÷")
_RUSSIAN = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
_GREEK = "αοιετνσρκπυμλςηωγδχθφβξζψάέήίόύώϊϋΐΰ"
_THAI_SIGN = re.compile(
    "(?<![\u0e01-\u0e2e\u0e30-\u0e3a\u0e47-\u0e4e])[\u0e30-\u0e3a\u0e47-\u0e4e]|[\u0e40-\u0e44](?![\u0e01-\u0e2e])|[\u0e34-\u0e39][\u0e34-\u0e39]"
)
_PAIR = re.compile(r"(?=[^\W\d_a-zA-Z][^\W\d_a-zA-Z])(?!ç[ãõ])")
_ACCENT_ALONE = re.compile(r"(?<![^\W\d_])[^\W\d_A-Za-zªºàÀéèóyµ](?![^\W\d_])")
_SIGN_WITHIN = re.compile(r"(?<=[^\W\d_])[^\w\x00-\x7f’·](?=[^\W\d_])|(?<=[^\W\d_])[¹²³ªº](?=[^\W\d_])")
_HAN_IN_WORD = re.compile(r"(?<=[A-Za-z])[^\W\d_A-Za-z](?=[a-z])")
_HAN_TOUCHES = re.compile(r"(?<=[A-Za-z])[^\W\d_A-Za-z]|[^\W\d_A-Za-z](?=[a-z])")
_HALF_WIDTH_ALONE = re.compile("(?<![\uff61-\uff9f])[\uff61-\uff9f](?![\uff61-\uff9f])")
_NO_RUSSIAN_WORD = re.compile(r"\b[ъьы]|[бвгджзйклмнпрстфхцчшщ]{5}|[аеиоуыэюя]{4}", re.IGNORECASE)
_SCRIPTS_TOUCH = re.compile(r"[A-Za-z](?=[^\W\d_A-Za-z])|[^\W\d_A-Za-z](?=[A-Za-z])")
_LONE = re.compile(r"(?<![^\W\d_A-Za-z])[^\W\d_A-Za-z](?![^\W\d_A-Za-z])")
_UPPER_WITHIN = re.compile(r"(?=[^\W\d_A-ZÀ-ÖØ-ÞА-ЯЁΑ-Ω][À-ÖØ-ÞĄĆĘŁŃŚŹŻČĎĚŇŘŠŤŮŽŐŰŸŒİŞĞА-ЯЁΑ-Ω])")


def _level(codec: str, first: int, last: int) -> Callable[[str], int]:
    """1 for characters whose lead byte in `codec` is in the range of the first level, 2 for others it has, 0 for none."""

    def level(char: str) -> int:
        try:
            raw = char.encode(codec)
        except UnicodeEncodeError:
            return 0
        return 1 if len(raw) == 2 and first <= raw[0] <= last else 2

    return level


_gb_level = _level("gb2312", 0xB0, 0xD7)
_big5_level = _level("big5", 0xA4, 0xC6)
_jis_level = _level("shift_jis", 0x88, 0x97)  # JIS rows 16 to 46; row 47 shares lead byte 0x98 with the second level
_korean_level = _level("euc_kr", 0xB0, 0xC8)


def _is_kana(char: str) -> bool:
    return "\u3041" <= char <= "\u30fe"


def _is_ideograph(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _elsewhere(char: str) -> float:
    """What any text may hold now and then, and what none does."""
    if char in _WESTERN_SIGNS:
        return 8.5
    point = ord(char)
    if 0xE000 <= point < 0xF900 or point >= 0xF0000 or point < 0x20 or 0x7F <= point < 0xA0:
        return 18.0
    return 13.0 if 0x1F300 <= point < 0x1FB00 or 0x2190 <= point < 0x27C0 else 15.0


def _simplified(char: str) -> float:
    if char in _HANZI:
        return 6.6
    if _is_ideograph(char):
        return (14.0, 9.2, 11.8)[_gb_level(char)]
    if char in _EASTERN_SIGNS or "\uff01" <= char <= "\uff5e" or char == "\u3000":
        return 7.0
    return 11.5 if _is_kana(char) else _elsewhere(char)


def _traditional(char: str) -> float:
    if char in _HANZI_TRADITIONAL:
        return 6.6
    if _is_ideograph(char):
        return (15.0, 9.4, 12.2)[_big5_level(char)]
    if char in _EASTERN_SIGNS or "\uff01" <= char <= "\uff5e" or char == "\u3000":
        return 7.0
    return 12.0 if _is_kana(char) else _elsewhere(char)


def _japanese(char: str) -> float:
    if _is_kana(char):
        return 5.4
    if char in _KANJI:
        return 7.0
    if _is_ideograph(char):
        return (15.0, 9.2, 12.5)[_jis_level(char)]
    if "\uff61" <= char <= "\uff9f":
        return 8.5
    if char in _EASTERN_SIGNS or "\uff01" <= char <= "\uff5e" or char == "\u3000":
        return 7.0
    return _elsewhere(char)


def _korean(char: str) -> float:
    if char in _HANGUL:
        return 6.0
    if "\uac00" <= char <= "\ud7a3":
        return 8.8 if _korean_level(char) == 1 else 13.0
    if char in _EASTERN_SIGNS or "\uff01" <= char <= "\uff5e":
        return 8.5
    return 13.5 if _is_ideograph(char) else _elsewhere(char)


def _alphabet(letters: str, least: float, most: float, signs: float = 5.0) -> Callable[[str], float]:
    """Letters in order of their frequency cost from `least` to `most`, capitals 1.5 more; a sign of commerce costs `signs`."""
    costs = {letter: least + (most - least) * place / len(letters) for place, letter in enumerate(letters)}
    costs.update({letter.upper(): cost + 1.5 for letter, cost in tuple(costs.items()) if len(letter.upper()) == 1})

    def cost(char: str) -> float:
        known = costs.get(char)
        if known is None:
            known = (
                signs if char in _WESTERN_SIGNS else 6.5 if char == "№" else 9.0 if char.isalpha() else max(10.0, _elsewhere(char) - 3.0)
            )
        return known

    return cost


def _letters(low: str, high: str, each: float) -> Callable[[str], float]:
    return lambda char: each if low <= char <= high else max(9.0, _elsewhere(char) - 3.0)


def _latin_shape(text: str) -> float:
    """Accented letters seldom touch each other or stand alone, nor do capitals follow small ones or signs stand within a word."""
    return 4.0 * (_count(_PAIR, text) + _count(_UPPER_WITHIN, text) + _count(_SIGN_WITHIN, text) + _count(_ACCENT_ALONE, text))


def _han_shape(text: str) -> float:
    """Chinese, Japanese and Korean characters stand beside Latin words, not inside of them."""
    return 4.0 * _count(_HAN_IN_WORD, text) + 1.0 * _count(_HAN_TOUCHES, text) + 4.0 * _count(_HALF_WIDTH_ALONE, text)


def _count(pattern: re.Pattern[str], text: str) -> int:
    return len(pattern.findall(text))


def _cased_shape(text: str) -> float:
    return _foreign_shape(text) + 4.0 * _count(_UPPER_WITHIN, text) + 3.0 * _count(_NO_RUSSIAN_WORD, text)


def _thai_shape(text: str) -> float:
    return _foreign_shape(text) + 4.0 * _count(_THAI_SIGN, text)


def _foreign_shape(text: str) -> float:
    """Letters of another script stand together: they seldom touch Latin ones, nor do they stand alone."""
    return 5.0 * _count(_SCRIPTS_TOUCH, text) + 4.0 * _count(_LONE, text)


def _candidates() -> Iterator[tuple[str, float, Callable[[str], float], Callable[[str], float]]]:
    """Encoding, what it costs to think of it at all, cost of a character, cost of the characters' order."""
    for name, prior, languages in (
        ("cp1252", 0.0, "cp1252"),
        ("cp1250", 2.0, "cp1250"),
        ("cp1254", 3.0, "cp1254"),
        ("iso8859-2", 6.0, "cp1250"),  # older Polish, Czech and Hungarian shops; Windows' own has other places for ą, ś, ź, š and ž
        ("mac_roman", 7.0, "cp1252"),  # what Excel for Mac calls "CSV (Macintosh)"
        ("cp850", 8.0, "cp1252"),  # and what it calls "CSV (MS-DOS)"
    ):
        for place, letters in enumerate(_LATIN[languages]):
            yield name, prior + 0.1 * place + 2.0 * (len(letters) > 20), _alphabet(letters, 3.0, 4.6), _latin_shape
        yield name, prior + 0.5, _alphabet("éñüöèáíóäçêà", 4.5, 6.0, 2.5), _latin_shape  # English: signs rather than letters
    yield "gb18030", 0.0, _simplified, _han_shape
    yield "cp932", 1.0, _japanese, _han_shape
    yield "cp950", 1.0, _traditional, _han_shape
    yield "big5hkscs", 3.0, _traditional, _han_shape
    yield "cp949", 2.0, _korean, _han_shape
    yield "euc_jp", 4.0, _japanese, _han_shape
    for name, prior in (("cp1251", 2.0), ("koi8-r", 6.0), ("cp866", 8.0)):
        yield name, prior, _alphabet(_RUSSIAN + "іїєґўјњљћђџ", 2.2, 6.0, 6.0), _cased_shape
    yield "cp1253", 5.0, _alphabet(_GREEK, 2.2, 6.0, 6.0), _cased_shape
    yield "cp874", 5.0, _letters("\u0e01", "\u0e5b", 4.0), _thai_shape
    yield "cp1255", 6.0, _letters("\u05d0", "\u05ea", 3.2), _foreign_shape
    yield "cp1256", 6.0, _letters("\u0621", "\u064a", 3.6), _foreign_shape


def rank(words: tuple[bytes, ...], cut_at: int) -> list[tuple[float, str]]:
    """Encodings with their cost in nats, the most plausible first. One may still trip over a byte: that costs `_UNFIT` each time.

    A word of `cut_at` bytes may end within a character.
    """
    # A repeated word is evidence once and a bit: brand names repeat in every row.
    weighed = [word for word, count in Counter(words).items() for _ in range(1 + round(math.log(count)))]
    joined = b"\n".join(word for word in weighed if len(word) < cut_at)
    cut = [word for word in weighed if len(word) >= cut_at]
    texts: dict[str, str] = {}
    counts: dict[str, Counter[str]] = {}
    bases = []
    for name, prior, cost, shape in _candidates():
        if name not in texts:
            texts[name] = "\n".join(
                (joined.decode(name, "replace"), *(codecs.getincrementaldecoder(name)("replace").decode(word) for word in cut))
            )
            counts[name] = Counter(texts[name])
        if name == "big5hkscs" and not counts["cp950"]["\ufffd"]:
            continue  # Hong Kong's superset, for what Windows' own Big5 has no characters for
        letters = sum(
            count * (4.2 if char < "\x80" else _UNFIT if char == "\ufffd" else cost(char)) for char, count in counts[name].items()
        )
        bases.append((prior + letters, name, shape))
    best = math.inf
    costs: dict[str, float] = {}
    shapes: dict[str, float] = {}
    for base, name, shape in sorted(bases, key=lambda each: each[:2]):
        if base > far_behind(best):  # and the order of its characters would only add to that
            break
        if name not in shapes:
            shapes[name] = shape(texts[name])
        costs[name] = min(base + shapes[name], costs.get(name, math.inf))
        best = min(best, costs[name])
    return sorted((total, name) for name, total in costs.items())


def far_behind(best: float) -> float:
    """Costs beyond this mean nonsense, even where no cheaper encoding decodes the whole file."""
    return 1.15 * best + 10


def is_damaged_utf8(words: tuple[bytes, ...], cut_at: int) -> bool:
    """Whether nearly all non-ASCII words are UTF-8: no other encoding looks like it by chance. `cut_at` as for `rank`."""
    right = 0
    for word in words:
        try:
            word.decode("utf-8")
            right += 1
        except UnicodeDecodeError as error:
            right += len(word) == cut_at and error.start > cut_at - 4
    return right >= 3 and right > 0.7 * len(words)
