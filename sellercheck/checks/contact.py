"""A text gives a way to reach the seller past the platform: e-mail, phone, web address, messenger or social handle.

Why it matters: every platform takes such listings down, since the sale then escapes it; repeated cases cost the account.

Flagged: "ask sales@shop.com", "call +86 138 0013 8000", "visit www.shop.com", "加微信 abc123", "WhatsApp: +44 7911 123456",
"follow @shopname". Not flagged: "10 pcs @ 50% off", "3.5mm jack", "No.1 gift", "Co.Ltd", "Node.js", "U.S.A", "1080p 60Hz",
"EAN 4006381333931", "2024-05-01", "120 x 60 x 75", "smartwatch with WhatsApp and WeChat messages".

Options:
- `kinds`: any of `email`, `phone`, `url`, `messenger`, `social` (default: all).
- `allow-hosts`: hosts that are no fault, each with everything below it: the platform's own.
- `in-tags`: `no` leaves out what stands inside an HTML tag, such as a link's address, where another rule looks after it (default yes).

Addresses of one host are reported once a cell. A phone number is told by a plus with a country code, a word such as Tel or 电话 before it, or a shape only phone
numbers have; a messenger by the id or number beside its name; a bare domain by its ending, of which only common ones
are known. Only the first 20,000 characters of a cell are looked at.

Fix: to be reviewed; the contact and the word that introduces it are taken out. None inside an HTML tag.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from sellercheck import wording
from sellercheck.checks import Candidate, Hit, Reference, Wants, one_of
from sellercheck.finding import Confidence, Edit, Fix, Later
from sellercheck.listing import Field
from sellercheck.messages import Text
from sellercheck.patterns import shape
from sellercheck.rules.pack import Rule

KINDS = ("email", "phone", "url", "messenger", "social")
WORDS = frozenset({"matched", "kind"})
ALIKE = True
MAX_CHARS = 20_000
"""Of a cell; as in the check `pattern`."""
_NAMES = {
    "email": Text("e-mail address", "电子邮箱"),
    "phone": Text("phone number", "电话号码"),
    "url": Text("web address", "网址"),
    "messenger": Text("messenger contact", "即时通讯账号"),
    "social": Text("social media handle", "社交媒体账号"),
}

CALLS = ("call us", "text us", "call now", "whatsapp us", "dm us", "message us on")
MESSENGERS = ("whatsapp", "whats app", "wechat", "weixin", "we chat", "telegram", "viber", "skype", "zalo", "kakaotalk", "kakao", "line", "qq",
              "微信", "微信号", "薇信", "威信", "加微", "加v", "v信", "vx", "扣扣", "ライン", "카톡", "ไลน์")  # fmt: skip
SOCIALS = (
    "instagram",
    "facebook",
    "tiktok",
    "twitter",
    "youtube",
    "pinterest",
    "snapchat",
    "ig",
    "fb",
    "insta",
    "抖音",
    "小红书",
    "微博",
    "快手",
)

# Endings that are hardly ever anything else after a dot.
_SURE = (
    "com|net|org|info|biz|xyz|io|cn|tv|cc|co\\.(?:uk|jp|kr|id|in|th|nz|za|il)|com\\.(?:cn|tw|hk|sg|my|ph|vn|au|br|mx|tr|co|ar)|or\\.id|"
    "myshopify\\.com|aliexpress\\.\\w{2,3}|amazon\\.(?:de|fr|it|es|nl|se|pl|ca)"
)
# Endings that are words too, or stand where a blank was forgotten: only with `www.`, a path, or a word such as "visit".
_WORDLIKE = "shop|store|online|site|top|club|vip|app|pro|me|co|us|uk|de|fr|it|es|nl|pl|ru|eu|ca|au|jp|kr|in|id|my|sg|ph|vn|th|tw|hk|mx|br|ly|to|gg|be|ch|at|link|live|ee"
_SHORTENERS = "bit\\.ly|t\\.me|wa\\.me|goo\\.gl|youtu\\.be|t\\.cn|t\\.co|is\\.gd|ow\\.ly|linktr\\.ee|m\\.me|lin\\.ee|tinyurl\\.com"
_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_STOP = "(?![a-z0-9-]|\\.[a-z0-9])"
_PATH = "(?:[/?#][^\\s<>\"'，。；！？、）】」]*)?"
_NO_DOMAIN = shape(r"(?:asp|vb|ado|paint)\.net|(?:co|inc|ltd|corp)\.(?:com|net|cn|org)|(?:mr|ms|dr|st|no|vs|e\.g|i\.e)\.\w+", re.IGNORECASE)

_UNIT_AFTER = shape(
    r"\s?(?:mm|cm|m|km|in|inch(?:es)?|ft|yd|k?g|mg|lbs?|oz|ml|l|v|kv|w|kw|wh|kwh|a|ma|mah|hz|khz|mhz|ghz|p|k|k?bps|mbps|gb|tb|mb|lm|lumens?|lux|pcs|pieces?|pack|sets?|x|×|%|°|℃|rpm|psi|"
    r"pa|db|px|pixels?|dpi|count|ct|hours?|days?|years?|元|件|个|個|米|厘米|公分|克|只|张|片|人|次|用户)(?![a-z])",
    re.IGNORECASE,
)
_NUMBER_BEFORE = shape(
    r"(?:[$€£¥₹₩฿#×*/]|\b(?:x|no|nr|sku|model|item|art|ref|part|p/n|pn|ean|upc|gtin|isbn|asin|code|size|id|style|cas|lot|din|iso|version|v|oem|patent|series|type|number)\b|型号|货号|编号|条码|款号|规格)\s*[.:：#]?\s*$",
    re.IGNORECASE,
)  # fmt: skip
_DOT_LETTER = shape(r"[.．。](?<=[\w-].)[^\W\d_]")
_LEAD = shape(
    r"(?:\b(?:please|pls|kindly|or|and)\s+)*\b(?:contact|add|reach|find|message|call|text|ask|chat|follow|visit|order|buy|see|shop|email|mail|write)"
    r"(?:\s+(?:us|me|to|now|with|it))*(?:\s+(?:on|via|at|by|through|with|from|in))?(?:\s+our)?\s*[:：]?\s*$",
    re.IGNORECASE,
)
_MANY_DIGITS = shape(r"\d(?:[\s().–-]{0,3}\d){6}")
_DIGITS = shape(r"\d(?:[\s().–-]{0,4}\d){6,}")
"""All digits that may be of one number, where they are enough: between two of `_number` stand four signs at most."""
WEB = ("http", "https", "www", "dot com")
MAIL = ("gmail", "hotmail", "outlook", "qq", "163", "126", "yahoo")
_DATE = shape(r"(?:19|20)\d\d[./-]\d\d?[./-]\d\d?|\d\d?[./-]\d\d?[./-](?:19|20)\d\d|(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d")

Span = tuple[int, int]


class Options(NamedTuple):
    kinds: tuple[str, ...] = KINDS
    """email, phone, url, messenger, social."""
    allow_hosts: tuple[str, ...] = ()
    """Hosts that are no fault, each with its subdomains."""
    in_tags: bool = True
    """Whether what stands inside an HTML tag counts."""

    def fit(self) -> None:
        for kind in self.kinds:
            one_of("kinds", kind, KINDS)


def wants(options: Options) -> Wants:
    kinds = set(options.kinds)
    phrases: list[str] = []
    if "url" in kinds:
        phrases += WEB
    if "email" in kinds:
        phrases += MAIL
    if "phone" in kinds:
        phrases += CALLS  # numbers are reached by their digits
    if "messenger" in kinds:
        phrases += MESSENGERS
    if "social" in kinds:
        phrases += SOCIALS
    return Wants(
        phrases=tuple(dict.fromkeys(phrases)),
        chars="@＠" if kinds & {"email", "messenger", "social"} else "",
        between=".．。" if "url" in kinds else "",
        digits=7 if "phone" in kinds else None,
    )


def check(candidate: Candidate, rule: Rule, options: Options, reference: Reference) -> Iterator[Hit]:
    del rule, reference
    for found in candidate.found:
        text = found.field.value[:MAX_CHARS]
        kinds = _possible(text, {hit.phrase for hit in found.phrases}).intersection(options.kinds)
        places = [place for kind in KINDS if kind in kinds for place in _places(kind, text, candidate)]
        taken: list[Span] = []
        hits: list[Hit] = []
        for kind, spans, confidence, host in places:
            if host and any(host == known or host.endswith("." + known) for known in map(str.lower, options.allow_hosts)):
                continue
            if any(start < high and low < end for start, end in spans for low, high in taken):
                continue
            if not options.in_tags and not (spans := tuple([span for span in spans if not _is_inside_tag(text, span[0])])):
                continue
            taken += spans
            words = {"matched": text[slice(*spans[0])], "kind": _NAMES[kind]}
            hits.append(Hit(found.field, spans[0], words, confidence, fixes=Later(_fix, found.field, spans)))
        yield from sorted(hits, key=lambda hit: hit.span or (0, 0))


def _places(kind: str, text: str, candidate: Candidate) -> list[Place]:
    """What the cell holds of this kind; platforms differ in what they look for, not in what is found."""
    if (kind, text) not in candidate.worked_out:
        candidate.worked_out[kind, text] = list(_FINDERS[kind](text))
    found: list[Place] = candidate.worked_out[kind, text]
    return found


def _possible(text: str, phrases: set[str]) -> set[str]:
    """Kinds the cell may hold at all, told by what made us look: the expressions below are dear."""
    kinds = set()
    sign = "@" in text or "＠" in text
    if sign or not phrases.isdisjoint(MAIL):
        kinds.add("email")
    if _DOT_LETTER().search(text) or not phrases.isdisjoint(WEB):
        kinds.add("url")
    if not phrases.isdisjoint(CALLS) or _MANY_DIGITS().search(text):
        kinds.add("phone")
    if sign or not phrases.isdisjoint(MESSENGERS):
        kinds.add("messenger")
    if sign or not phrases.isdisjoint(SOCIALS):
        kinds.add("social")
    return kinds


Place = tuple[str, tuple[Span, ...], Confidence, str]
"""Kind, where it stands (addresses of one host are one place), how sure, and the host of an address."""


def _emails(text: str) -> Iterator[Place]:
    if "@" in text or "＠" in text:
        for match in _email().finditer(text):
            if not _is_file(match["ending"] or ""):
                yield "email", (match.span(),), Confidence.HIGH, ""
    if " at " in text.lower() or "(at)" in text.lower() or "[at]" in text.lower():
        for match in _spelled_email().finditer(text):
            yield "email", (match.span(),), Confidence.MEDIUM, ""


def _urls(text: str) -> Iterator[Place]:
    lower = text.lower()
    if not any(part in lower for part in (".", "http", "dot com", "。com", "．")):
        return
    by_host: dict[str, list[Span]] = {}
    for match in _url().finditer(text):
        host = (match["host"] or match["www"] or match["bare"] or match["short"] or match["cued"] or "").lower().rstrip(".")
        if match["bare"] and (_is_glued(match["bare"]) or _NO_DOMAIN().fullmatch(match["bare"])):
            continue
        start, end = match.start("cued") if match["cued"] else match.start(), match.end()
        while text[end - 1] in ".,;:!?)]}'\"，。；：！？）】":
            end -= 1
        by_host.setdefault(host, []).append((start, end))
    for host, spans in by_host.items():
        yield "url", tuple(spans), Confidence.HIGH, host
    for match in _spelled_url().finditer(text) if "dot" in lower else ():
        yield "url", (match.span(),), Confidence.MEDIUM, ""


def _phones(text: str) -> Iterator[Place]:
    # NOTE: sought only where digits enough stand, not over the whole text.
    for run in _DIGITS().finditer(text):
        for match in _number().finditer(text, max(0, run.start() - 3), run.end() + 3):
            digits = sum(map(str.isdigit, match[0]))
            if 7 <= digits <= 15:
                yield from _phone(text, match.span(), digits)
    if _CALLING().search(text.casefold()):
        for match in _calls().finditer(text):
            yield "phone", (match.span(),), Confidence.MEDIUM, ""


def _phone(text: str, span: Span, digits: int) -> Iterator[Place]:
    """The number at `span`, with the word that introduces it, where it is one of a phone."""
    start, end = span
    before, number = text[max(0, start - 24) : start], text[start:end]
    if cue := _cue().search(before):
        yield "phone", ((start - len(before) + cue.start(), end),), Confidence.HIGH, ""
        return
    if (cue := _cue_of_mobile().search(before)) and number.startswith(("+", "0", "(", "62", "8")) and digits >= 9:
        yield "phone", ((start - len(before) + cue.start(), end),), Confidence.HIGH, ""
        return
    sure = _shape(number, digits, text)
    if sure is not None and not (_DATE().fullmatch(number) or _UNIT_AFTER().match(text, end) or _NUMBER_BEFORE().search(before)):
        yield "phone", (span,), sure, ""


_CALLING = shape("call|text|app|dm|message")
"""What stands in whatever `_calls` finds."""
_INTERNATIONAL = shape(r"\+[1-9]\d{0,2}[\s().-]{0,2}\d[\d\s().-]+\d")
_BRACKETED = shape(r"\(\d{3}\)\s?\d{3}[\s.-]\d{4}|1?[\s.-]?8(?:00|33|44|55|66|77|88)[.-]\d{3}[.-]\d{4}")
_AMERICAN = shape(r"(?:1[.-])?[2-9]\d\d([.-])[2-9]\d\d\1\d{4}")
_CHINESE = shape(r"1[3-9]\d([\s-]?)\d{4}\1\d{4}")


def _shape(number: str, digits: int, text: str) -> Confidence | None:
    """How surely a number without an introduction is a phone number; None when it is not."""
    if _INTERNATIONAL().fullmatch(number):
        # +86 13800138000 and +1 (555) 123-4567; a run of short groups, as in +10 +20 +30, is none
        groups = re.findall(r"\d+", number)
        return Confidence.HIGH if digits >= 9 and (len(groups) == 1 or max(map(len, groups)) >= 3) else None
    if _BRACKETED().fullmatch(number):
        return Confidence.HIGH
    if _AMERICAN().fullmatch(number):
        return Confidence.MEDIUM
    chinese = _CHINESE().fullmatch(number)
    if chinese and (chinese[1] or any("\u4e00" <= char <= "\u9fff" for char in text)):
        return Confidence.MEDIUM
    return None


def _messengers(text: str) -> Iterator[Place]:
    for match in _messenger().finditer(text):
        handle = match["handle"] or match["sign"] or match["add"] or ""
        if match["ask"] or any(char.isdigit() for char in handle) or match["sign"] or match["colon"] or match["add"]:
            yield "messenger", (match.span(),), Confidence.HIGH if any(char.isdigit() for char in handle) else Confidence.MEDIUM, ""
    # NOTE: elsewhere a line is mostly a fishing line, a product line or an A-line dress.
    if _LINE_COUNTRIES().search(text):
        for match in _line().finditer(text):
            yield "messenger", (match.span(),), Confidence.HIGH if match["handle"] or match["added"] else Confidence.MEDIUM, ""


def _handles(text: str) -> Iterator[Place]:
    for match in _handle().finditer(text):
        if not _is_file(match[1].rpartition(".")[2]) and match[1].lower() not in {
            "media",
            "import",
            "font",
            "charset",
            "keyframes",
            "supports",
            "page",
            "home",
            "work",
        }:
            yield "social", (match.span(),), Confidence.MEDIUM, ""
    for match in _social().finditer(text):
        yield "social", (match.span(),), Confidence.MEDIUM, ""


_FINDERS = {"email": _emails, "url": _urls, "phone": _phones, "messenger": _messengers, "social": _handles}


def _is_file(ending: str) -> bool:
    return ending.lower() in {"png", "jpg", "jpeg", "gif", "webp", "svg", "pdf", "zip", "mp4", "css", "js"}


def _is_glued(domain: str) -> bool:
    """Whether it is two sentences with the blank forgotten: `soft.Com`, not `Soft.com` or `SOFT.COM`."""
    ending = domain.rpartition(".")[2]
    return ending[0].isupper() and ending[1:].islower()


def _fix(field: Field, spans: tuple[Span, ...]) -> tuple[Fix, ...]:
    if any(_is_inside_tag(field.value, start) for start, _ in spans):
        return ()  # without the address the tag is broken
    led = [(_lead(field.value, start), end) for start, end in spans]
    edits = tuple(Edit(field, *edit) for edit in wording.removals(field.value, led))
    return (Fix("Delete the contact", "review", edits),)


def _lead(text: str, start: int) -> int:
    """Where the words begin that only lead to a contact: "Please contact us on"."""
    match = _LEAD().search(text, max(0, start - 60), start)
    return match.start() if match else start


def _is_inside_tag(text: str, at: int) -> bool:
    tag = text.rfind("<", 0, at)
    return tag >= 0 and text.rfind(">", 0, at) < tag and text[tag + 1 : tag + 2].isalpha()


# Patterns are made when a cell first needs them; most sheets need none.


@functools.lru_cache(1)
def _email() -> re.Pattern[str]:
    return re.compile(
        rf"[a-z0-9_.+*-]{{1,64}}(?:[@＠](?:{_LABEL}\.)+(?P<ending>[a-z]{{2,10}})|\s?[@＠]\s?(?:{_LABEL}\.)+(?:com|net|org|cn))(?![a-z0-9@])",
        re.IGNORECASE,
    )


@functools.lru_cache(1)
def _spelled_email() -> re.Pattern[str]:
    return re.compile(
        rf"[a-z0-9_.+-]{{2,64}}\s?(?:(?:\(at\)|\[at\])\s?{_LABEL}\s?(?:\.|\(dot\)|\[dot\]|\sdot\s)"
        rf"|\sat\s(?:{_LABEL}\sdot\s|(?:gmail|hotmail|outlook|yahoo|icloud|foxmail|qq|163|126)\.))\s?(?:com|net|org|cn|co)\b",
        re.IGNORECASE,
    )


@functools.lru_cache(1)
def _url() -> re.Pattern[str]:
    return re.compile(
        rf"https?\s?:\s?//(?:[^\s/@<>\"']+@)?(?P<host>[^\s/?#:<>\"'，。）】]+)(?::\d+)?{_PATH}"
        rf"|(?<![a-z0-9.@-])(?P<www>www\.(?:{_LABEL}\.)+[a-z]{{2,10}}){_STOP}{_PATH}"
        rf"|(?<![a-z0-9.@/-])(?P<short>{_SHORTENERS})/[^\s<>\"'，。）】]+"
        rf"|(?:\b(?:visit|website|web|site|homepage|store|shop at|go to|see|url)\s*[:：]?\s*|官网[:：]?\s*|网站[:：]?\s*|网址[:：]?\s*)(?P<cued>(?:{_LABEL}\.)+(?:{_SURE}|{_WORDLIKE})){_STOP}{_PATH}"
        rf"|(?<![a-z0-9.@＠/_-])(?P<bare>(?:{_LABEL}\.){{0,3}}(?=[a-z0-9-]*[a-z])[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])\.(?:{_SURE}|(?:{_WORDLIKE})(?=/[a-z0-9]))){_STOP}{_PATH}",
        re.IGNORECASE,
    )


@functools.lru_cache(1)
def _spelled_url() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:www\s?(?:\.|\sdot\s|\(dot\))\s?)?{_LABEL}\s?(?:\sdot\s|\(dot\)|\[dot\])\s?(?:com|net|org|cn|co)\b", re.IGNORECASE
    )


@functools.lru_cache(1)
def _number() -> re.Pattern[str]:
    """Digits as phone numbers are written: groups parted by one blank, hyphen, dot or bracket."""
    return re.compile(
        r"(?<![a-z0-9_.,+×*=#/-])(?:\+\s?)?(?:\(\d{1,5}\)[\s.-]?)?\d{1,15}(?:[\s.–-]{1,2}\(?\d{1,15}\)?|\(\d{1,5}\)\s?\d{1,15}){0,6}(?![a-z0-9_×*]|[.,]\d|[/-][a-z0-9_])",
        re.IGNORECASE,
    )


@functools.lru_cache(1)
def _cue() -> re.Pattern[str]:
    """What introduces a phone number, at the end of the text before it."""
    return re.compile(
        r"(?:\b(?:tel|telp|telephone|hotline|fax|telefon|teléfono|téléphone|whats\s?app|viber|zalo|call(?:\s+us|\s+me|\s+now)?(?:\s+(?:at|on))?|text(?:\s+us)(?:\s+(?:at|on))?)\s?(?:no\.?|number)?\s*[.:：#/]*"
        r"|\b(?:phone|mobile|cell|hp|wa|cel|celular|contact|m|t)\s?(?:(?:no\.?|number|us(?:\s+(?:at|on))?|nr\.?)\s*[:：]?|[:：])"
        r"|(?:电话|電話|手机|手機|热线|熱線|客服|联系|聯絡|微信|薇信|加微|扣扣|전화|ライン|[☎📞📱✆])(?:号码|號碼|号|號|方式)?\s*[:：]?)\s*$",
        re.IGNORECASE,
    )


@functools.lru_cache(1)
def _cue_of_mobile() -> re.Pattern[str]:
    """Words that introduce a number, in languages of Shopee's and Lazada's sites, but only one written as mobile numbers are: "WA 98101" is in Seattle."""
    return re.compile(
        r"(?:\b(?:wa|w\.a|hub|hubungi|chat|nomor|no\.?\s?hp|zap|zapzap|fone|ligue|chama[rd]?|chame|sđt|sdt|liên hệ)(?:\s(?:no|via|ke|pelo|qua))?|(?:โทร|ติดต่อ|ไลน์))\s*[.:：]?\s*$",
        re.IGNORECASE,
    )


_LINE_COUNTRIES = shape("[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff]")
"""Thai, Japanese and Chinese letters: of those who use the messenger LINE."""


@functools.lru_cache(1)
def _line() -> re.Pattern[str]:
    handle = r"(?=@?[a-z0-9_.-]{4})(?:@[a-z0-9_.-]{4,30}|[a-z][a-z0-9_.-]{0,29}\d[a-z0-9_.-]{0,29})(?<![.-])(?![a-z0-9])"
    about = r"(?:\s?(?:id|官方|好友|帳號|帐号|账号|群組|群组|客服))*"
    return re.compile(
        rf"(?:[加搜][我入]?\s?|(?<![a-z-]))(?:line|ไลน์){about}\s*[:：]\s*(?P<handle>{handle})"
        rf"|[加搜][我入]?\s?line{about}(?:\s*(?P<added>{handle}))?(?![a-z]|\s?friends)",
        re.IGNORECASE,
    )


@functools.lru_cache(1)
def _calls() -> re.Pattern[str]:
    return re.compile(r"\b(?:call|text|whats\s?app|dm)\s+us\b(?!\w)|\bcall\s+now\b|\bmessage\s+us\s+on\b", re.IGNORECASE)


@functools.lru_cache(1)
def _messenger() -> re.Pattern[str]:
    latin = r"(?<![a-z])(?:whats\s?app|we\s?chat|weixin|telegram|viber|skype|zalo|kakao(?:\s?talk)?|line(?=\s?id|\s?[:：]\s?@)|qq(?!糖|弹|Q)|vx)(?![a-z])"
    name = rf"{latin}|v信|微\s?信|薇信|威信|扣扣|ライン|카톡"
    handle = r"[@+]?[a-z0-9][a-z0-9_.+-]{3,30}"
    return re.compile(
        rf"(?P<ask>(?:\b(?:add|contact|reach|find|message|ask|chat)\s+(?:us|me)?\s*(?:on|via|by|through|with)\s+(?:our\s+)?|加我?|联系|聯絡|请加|私信))\s*(?:{name})(?:\s?(?:id|no\.?|number|号码|号|號))?(?:\s*[:：]?\s*(?P<sign>{handle}))?"
        rf"|(?:{name})(?:\s?(?:id|no\.?|number|号码|号|號|群))?(?:(?P<colon>\s*[:：]\s*)|\s*)(?P<handle>(?=[a-z_.+-]*\d[a-z0-9_.+-]{{3}})[@+]?[a-z0-9][a-z0-9_.+-]{{4,30}}|(?<=[:：])\s*{handle}|(?<=[:：]\s){handle})"
        rf"|(?P<add>加v(?:信)?\s*[:：]?\s*[a-z0-9][a-z0-9_-]{{4,19}})",
        re.IGNORECASE,
    )


@functools.lru_cache(1)
def _handle() -> re.Pattern[str]:
    return re.compile(r"(?<![\w@.＠/+-])[@＠]([a-z_][a-z0-9_.]{2,29}|[0-9]{1,4}[a-z_][a-z0-9_.]{2,29})(?<!\.)(?![\w@%${(-])", re.IGNORECASE)


@functools.lru_cache(1)
def _social() -> re.Pattern[str]:
    name = "instagram|insta|ig|facebook|fb|tik\\s?tok|twitter|youtube|pinterest|snapchat|抖音|小红书|微博|快手|ins"
    return re.compile(
        rf"\b(?:follow|find|like|join)\s+(?:us|me)\s+on\s+(?:our\s+)?(?:{name})\b(?:\s*[:：]?\s*@?[a-z0-9_.]{{3,30}}(?=\s|$))?"
        rf"|(?:\b|(?<=[\u4e00-\u9fff]))(?:{name})(?:号|號|账号)?\s*[:：]\s*@?[a-z0-9_.]{{3,30}}(?<!\.)",
        re.IGNORECASE,
    )
