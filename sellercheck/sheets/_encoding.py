"""Which encoding a text file is in, decided over the whole file before the first row is read.

One pass over the bytes takes the checksum, tells whether they are UTF-8 to the very end and collects words with
non-ASCII bytes from all over the file. UTF-8 that holds to the end is UTF-8. Otherwise each legacy encoding decodes
the collected words, and the one whose characters are the least surprising wins, provided it decodes the whole file:
strict trial decoding alone would not do, since GB18030 decodes Japanese cp932, and Windows-1252 nearly anything.
So a reader that starts on the rows can rely on the encoding; it never fails half-way and never drops a byte.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NoReturn, TextIO

from sellercheck.errors import SheetError, UsageError
from sellercheck.sheets import Content

CHUNK = 1 << 20
SAMPLE_BYTES = 1 << 16
"""Bytes of non-ASCII words to judge by; more does not change the verdict and costs time."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark starts with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NO_TEXT_OF_A_SHEET = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem", "utf-7"}
_CONTROLS = bytes(set(range(32)) - {0, 9, 10, 11, 12, 13, 26, 27, 28, 29, 30, 31})
"""Control characters no sheet has use for; NUL is counted apart, 26-31 occur in exports as separators."""
_LONGEST_WORD = 4096
_UNFIT = 25.0
"""Cost in nats of a byte that an encoding cannot decode: a file with one damaged character is still what the rest says."""
_WORD = re.compile(rb"[\x80-\xff][\x30-\xff]*")
"""The rest of a word from its first non-ASCII byte. No multi-byte encoding uses bytes below 0x30 inside a character, so cuts
are clean."""
_WORD_START = re.compile(rb"[\x30-\x7f]*$")


@dataclass(frozen=True, slots=True)
class Text:
    """A file's bytes with the encoding that is known to decode all of them."""

    content: Content
    encoding: str
    bom: bytes
    sha256: str
    line_end: str | None
    guessed: bool
    """Whether neither a mark, nor the whole file being UTF-8, nor the user settled the encoding."""
    nul: bool
    """Whether the text holds NUL characters."""

    def open(self) -> TextIO:
        """The text after its byte order mark, line ends as they are."""
        stream = self.content.open()
        stream.seek(len(self.bom))
        return io.TextIOWrapper(stream, self.encoding, "strict", newline="")

    def head(self, chars: int) -> str:
        with self.open() as stream:
            return stream.read(chars)

    def notes(self) -> tuple[str, ...]:
        notes = []
        if self.guessed:
            notes.append(f"The encoding was guessed as {self.encoding}; use --encoding if letters look wrong.")
        if self.nul:
            notes.append("The text holds NUL characters, which no spreadsheet shows; they were kept.")
        return tuple(notes)


@dataclass(slots=True)
class _Survey:
    """What one pass over the bytes tells."""

    sha256: str = ""
    wrong_at: int | None = None
    """Offset of the first byte the supposed encoding cannot decode."""
    words: tuple[bytes, ...] = ()
    nuls: int = 0
    controls: int = 0
    looked_at: int = 0
    """Bytes searched for control characters."""
    ends: Counter[str] | None = None


def read_text(content: Content, path: str, forced: str | None, declared: str | None = None) -> Text:
    """The content as text in `forced`, else by its byte order mark, else in `declared` (by the file itself), else as judged.

    Raises UsageError for an encoding nobody knows, SheetError where no encoding fits to the last byte.
    """
    with content.open() as stream:
        head = stream.read(1 << 16)
    mark, marked = next(((mark, name) for mark, name in _BOMS if head.startswith(mark)), (b"", None))
    if forced:
        name = _known(forced)
        if name == "utf-8-sig":
            name = "utf-8"
        elif name in {"utf-16", "utf-32"}:  # without a mark these mean the machine's own byte order: little-endian on a seller's
            name = marked if marked and marked.startswith(name) else f"{name}-le"
        bom = mark if marked == name else b""
    else:
        bom = mark
        name = marked or (_python_name(declared) if declared else None) or _wide(head) or "utf-8"
    survey = _survey(content, name, len(bom))
    if survey.wrong_at is None:
        if not (name.startswith(("utf-16", "utf-32")) or forced):
            _refuse_binary(survey, path)
        return Text(content, name, bom, survey.sha256, _line_end(survey, content, name, bom), guessed=False, nul=_has_nul(survey, name))
    if forced or marked or name != "utf-8":
        line, column, byte = _place(content, name, survey.wrong_at, len(bom))
        raise SheetError(
            f"{path}:{line}: byte 0x{byte:02x} at character {column} of the line is not {name}",
            "Leave --encoding away, or name another one." if forced else "Name the encoding the file really has: --encoding NAME.",
        )
    _refuse_binary(survey, path)
    name = _judge(content, path, survey)
    return Text(content, name, b"", survey.sha256, _line_end(survey, content, name, b""), guessed=True, nul=bool(survey.nuls))


def guess_name(raw: bytes) -> str:
    """A file name inside a zip as text; such names come in the packer's own code page."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode(_rank((raw,))[0][1], "replace")


def _known(name: str) -> str:
    found = _python_name(name)
    if found is None:
        from sellercheck.families import did_you_mean

        common = ("utf-8", "utf-16", "gb18030", "gbk", "big5", "cp932", "shift_jis", "euc-jp", "euc-kr", "cp949", *_SINGLE_BYTE, "latin-1")
        raise UsageError("no encoding is called " + (f'"{name}"' if name.isprintable() else ascii(name)), did_you_mean(name, common))
    return found


def _python_name(name: str) -> str | None:
    """Python's name for it; None for what is unknown or no encoding of text.

    GBK, Big5, Shift_JIS and EUC-KR are read as the supersets Windows writes under these names.
    """
    try:
        info = codecs.lookup(name.strip())
        "a".encode(name.strip())
    except (LookupError, ValueError):  # ValueError: a NUL in the name; LookupError also: a codec, but not of text
        return None
    if info.name.replace("_", "-") in _NO_TEXT_OF_A_SHEET:
        return None
    wider = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "cp950"}
    return wider.get(info.name, info.name)


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Latin letters, digits, delimiters and line ends is NUL."""
    if head.count(0) < max(2, len(head) // 100):
        return None
    even, odd = head[::2], head[1::2]
    for name, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        # the NULs must stand on one side only, and a line end or tab must be among the characters
        if high.count(0) > 20 * low.count(0) and re.search(rb"[\n\r\t,;]", low):
            try:
                text = (
                    head[: len(head) & ~1].decode(name, "strict")
                    if len(head) < 1 << 16
                    else codecs.getincrementaldecoder(name)().decode(head)
                )
            except UnicodeDecodeError:
                continue
            if sum(map(_surely_text, text)) > 0.7 * len(text):
                return name
    return None


def _surely_text(char: str) -> bool:
    """A character that UTF-16 text is mostly made of, and pairs of random bytes mostly are not."""
    point = ord(char)
    return 32 <= point < 0x17F or point in {9, 10, 13} or 0x370 <= point < 0x700 or 0xE00 <= point < 0xE80 or 0x2010 <= point < 0x2123 \
        or 0x3000 <= point < 0x3100 or 0x4E00 <= point < 0xA000 or 0xAC00 <= point < 0xD7A4 or 0xFF00 <= point < 0xFFF0  # fmt: skip


def _survey(content: Content, encoding: str, skip: int) -> _Survey:
    """Reads all bytes once; for UTF-8 ASCII chunks need no decoding, which makes this as fast as the checksum."""
    found = _Survey(ends=Counter())
    digest = hashlib.sha256()
    decoder: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder(encoding)()
    ascii_alike = not encoding.startswith(("utf-16", "utf-32"))
    quota, stride, words, number, total, offset = SAMPLE_BYTES, 1, list[bytes](), 0, 0, 0
    with content.open() as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            body = chunk[skip:] if not offset else chunk
            found.nuls += body.count(0)
            if number < 4:
                found.looked_at += len(body)
                found.controls += len(body) - len(body.translate(None, _CONTROLS))
            if ascii_alike and found.ends is not None:
                crlf, crcrlf = body.count(b"\r\n"), body.count(b"\r\r\n")
                found.ends.update(
                    {"\r\r\n": crcrlf, "\r\n": crlf - crcrlf, "\n": body.count(b"\n") - crlf, "\r": body.count(b"\r") - crlf - crcrlf}
                )
            plain = ascii_alike and body.isascii()
            if decoder is not None and not (plain and encoding == "utf-8" and not decoder.getstate()[0]):
                pending = len(decoder.getstate()[0])
                try:
                    decoder.decode(body)
                except UnicodeDecodeError as error:
                    found.wrong_at = offset + (len(chunk) - len(body)) - pending + error.start
                    decoder = None
            if not plain and ascii_alike and number % stride == 0:
                # each chunk gives a share; when the basket is full every other word and from then on every other chunk is left out
                taken = 0
                for word in _words(body):
                    words.append(word)
                    taken += len(word)
                    if taken > quota // 4:
                        break
                total += taken
                if total > quota:
                    words, stride, total = words[::2], stride * 2, total // 2
            number += 1
            offset += len(chunk)
    if decoder is not None:
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            found.wrong_at = offset - pending + error.start
    found.words = tuple(words)
    found.sha256 = digest.hexdigest()
    return found


def _words(body: bytes) -> Iterator[bytes]:
    """Words with non-ASCII bytes; eight letters before these are context enough."""
    for match in _WORD.finditer(body):
        start = _WORD_START.search(body[max(0, match.start() - 8) : match.start()])
        yield (start[0] if start else b"") + match[0][:_LONGEST_WORD]


def _refuse_binary(survey: _Survey, path: str) -> None:
    # A text has no use for control characters; random bytes have 7 % of them, and pictures and archives are not far off.
    if survey.controls > max(2, survey.looked_at // 50) or survey.nuls > max(8, survey.looked_at // 20):
        raise SheetError(f"{path}: holds binary data, not text", "Save the sheet as .xlsx or as CSV UTF-8, and check that file.")


def _has_nul(survey: _Survey, encoding: str) -> bool:
    return survey.nuls > 0 and not encoding.startswith(("utf-16", "utf-32"))


def _line_end(survey: _Survey, content: Content, encoding: str, bom: bytes) -> str | None:
    ends = survey.ends
    if not ends or not ends.total():  # UTF-16 and UTF-32 are counted as text, and their beginning is enough
        with content.open() as stream:
            stream.seek(len(bom))
            text = codecs.getincrementaldecoder(encoding)().decode(stream.read(CHUNK))
        crlf = text.count("\r\n")
        ends = Counter({"\r\n": crlf, "\n": text.count("\n") - crlf, "\r": text.count("\r") - crlf})
    end, count = ends.most_common(1)[0]
    return end if count else None


def _place(content: Content, encoding: str, offset: int, skip: int) -> tuple[int, int, int]:
    """Line, character within the line (both from 1) and value of the byte at `offset`."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    line, column, position, last = 1, 1, skip, ""
    with content.open() as stream:
        stream.seek(skip)
        while position < offset:
            chunk = stream.read(min(CHUNK, offset - position))
            if not chunk:
                break
            position += len(chunk)
            text = last + decoder.decode(chunk)
            last = "\r" if text.endswith("\r") else ""  # half of CR LF, perhaps
            text = text[: len(text) - len(last)]
            ends = text.count("\n") + text.count("\r") - text.count("\r\n")
            column = len(text) - max(text.rfind("\n"), text.rfind("\r")) if ends else column + len(text)
            line += ends
        line, column = (line + 1, 1) if last else (line, column)
        stream.seek(offset)
        byte = stream.read(1)
    return line, column, byte[0] if byte else 0


# --- judging ---------------------------------------------------------------------------------------------------------------
#
# A candidate's cost is the sum of -ln p over the decoded characters, with p from the classes its language falls into;
# the candidates compete over the same bytes, so sums compare. The classes need no table of ours for Chinese and
# Japanese: GB 2312, Big5 and JIS X 0208 put the common characters into a first level by design, and the codecs know
# which those are. Rows were set by hand, and hold on the texts of tests/sheets/test_encoding.py.

_SINGLE_BYTE = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp874", "mac_roman", "cp850", "koi8-r", "cp866")

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
_JAMO_FREE_PUNCTUATION = frozenset("、。，．・：；？！…—～（）「」『』【】《》〈〉“”‘’·￥％＆＋－／×°①②③④⑤★☆●○◆◇■□▲△→←↑↓※〜㎡℃")

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
    if char in _JAMO_FREE_PUNCTUATION or "\uff01" <= char <= "\uff5e" or char == "\u3000":
        return 7.0
    return 11.5 if _is_kana(char) else _elsewhere(char)


def _traditional(char: str) -> float:
    if char in _HANZI_TRADITIONAL:
        return 6.6
    if _is_ideograph(char):
        return (15.0, 9.4, 12.2)[_big5_level(char)]
    if char in _JAMO_FREE_PUNCTUATION or "\uff01" <= char <= "\uff5e" or char == "\u3000":
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
    if char in _JAMO_FREE_PUNCTUATION or "\uff01" <= char <= "\uff5e" or char == "\u3000":
        return 7.0
    return _elsewhere(char)


def _korean(char: str) -> float:
    if char in _HANGUL:
        return 6.0
    if "\uac00" <= char <= "\ud7a3":
        return 8.8 if _korean_level(char) == 1 else 13.0
    if char in _JAMO_FREE_PUNCTUATION or "\uff01" <= char <= "\uff5e":
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


def _rank(words: tuple[bytes, ...]) -> list[tuple[float, str]]:
    """Encodings with their cost in nats, the most plausible first. One may still trip over a byte: that costs `_UNFIT` each time."""
    # A repeated word is evidence once and a bit: brand names repeat in every row.
    weighed = [word for word, count in Counter(words).items() for _ in range(1 + round(math.log(count)))]
    joined = b"\n".join(word for word in weighed if len(word) < _LONGEST_WORD)
    cut = [word for word in weighed if len(word) >= _LONGEST_WORD]  # these may end within a character
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
        if base > _far_behind(best):  # and the order of its characters would only add to that
            break
        if name not in shapes:
            shapes[name] = shape(texts[name])
        costs[name] = min(base + shapes[name], costs.get(name, math.inf))
        best = min(best, costs[name])
    return sorted((total, name) for name, total in costs.items())


def _far_behind(best: float) -> float:
    """Costs beyond this mean nonsense, even where no cheaper encoding decodes the whole file."""
    return 1.15 * best + 10


def _damaged_utf8(words: tuple[bytes, ...]) -> bool:
    """Whether nearly all non-ASCII words are UTF-8: no other encoding looks like it by chance."""
    right = 0
    for word in words:
        try:
            word.decode("utf-8")
            right += 1
        except UnicodeDecodeError as error:
            right += len(word) == _LONGEST_WORD and error.start > _LONGEST_WORD - 4
    return right >= 3 and right > 0.7 * len(words)


def _judge(content: Content, path: str, survey: _Survey) -> str:
    """The most plausible encoding that decodes the whole file."""
    if _damaged_utf8(survey.words):
        line, column, byte = _place(content, "utf-8", survey.wrong_at or 0, 0)
        raise SheetError(
            f"{path}:{line}: byte 0x{byte:02x} at character {column} of the line is not UTF-8, though the rest of the file is",
            "Mend that line and save the file as UTF-8, or name the encoding to read it in: --encoding NAME.",
        )
    ranked = _rank(survey.words)
    best_cost, best = ranked[0]
    for cost, name in ranked:
        if cost > _far_behind(best_cost):
            break
        if _wrong_at(content, name) is None:
            return name
    _raise_unfit(content, path, best)


def _raise_unfit(content: Content, path: str, name: str) -> NoReturn:
    at = _wrong_at(content, name) or 0
    line, column, byte = _place(content, name, at, 0)
    raise SheetError(
        f"{path}:{line}: byte 0x{byte:02x} at character {column} of the line fits no encoding the rest of the file is in ({name} comes nearest)",
        "Mend that line and save the file as UTF-8, or name the encoding to read it in: --encoding NAME.",
    )


def _wrong_at(content: Content, encoding: str) -> int | None:
    """Offset of the first byte that `encoding` cannot decode."""
    decoder = codecs.getincrementaldecoder(encoding)()
    offset = 0
    with content.open() as stream:
        while True:
            chunk = stream.read(CHUNK)
            pending = len(decoder.getstate()[0])
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return offset - pending + error.start
            if not chunk:
                return None
            offset += len(chunk)
