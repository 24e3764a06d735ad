"""Words taken out of a text together with what served only them: `Nike style`, `100% original Nike`, `by Nike and`.

`wording.removal` tidies blanks, separators and brackets. Here it is decided which words go along, and whether what
remains still reads as if written so. Where it may not, the edit is advice: shown, and made by nobody but the seller.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from sellercheck import wording
from sellercheck.context import Mention
from sellercheck.data import read_bytes
from sellercheck.evidence import CHARACTERS, RUNNING
from sellercheck.finding import Confidence, Edit, Fix, Later, Use
from sellercheck.index import KNOWN_LISTS
from sellercheck.listing import Field, Listing
from sellercheck.patterns import shape
from sellercheck.text import fold, is_solo, key
from sellercheck.vocabulary import vocabulary

Span = tuple[int, int]

_BEFORE = shape(r"([^\W_]+(?:['’][^\W_]+)*)([ \t\u00a0]*[-–%]?[ \t\u00a0]*)$")
_AFTER = shape(r"([ \t\u00a0]*[-–]?[ \t\u00a0]*)([^\W_]+(?:['’][^\W_]+)*)")
_WORD = shape(r"[^\W_]+(?:['’][^\W_]+)*")
_THEMED = frozenset(
    {
        "theme",
        "themed",
        "themes",
        "motif",
        "tema",
        "motivo",
        "thema",
        "inspired",
        "branded",
        "licensed",
        "logo",
        "logos",
        "style",
        "styled",
        "brand",
        "主題",
        "主题",
    }
)
_LED_BY = frozenset({"motif", "tema", "motivo", "thema", "thème", "motiv", "karakter", "gambar", "personaje", "dibujo"})
"""Words before a figure's name that say nothing without it."""
_MANNER = frozenset(
    {
        "style",
        "design",
        "model",
        "look",
        "estilo",
        "modelo",
        "modell",
        "stil",
        "diseño",
        "gaya",
        "desain",
        "personagem",
        "personaje",
        "forme",
        "form",
        "shape",
    }
)
"""Words that open a sentence only to say what the goods are like: "Style inspired by Prada"."""
_MANNER_SIGNS = ("款式", "外观", "外觀", "设计", "設計", "造型", "风格", "風格")
_LIKERS = frozenset({"i", "you", "we", "they", "who", "also", "really", "would", "people", "fans", "kids", "girls", "boys", "t"})
"""Words that make a verb of "like"."""
_NOT = frozenset(
    {
        "not",
        "no",
        "non",
        "never",
        "bukan",
        "tidak",
        "nicht",
        "kein",
        "keine",
        "keinen",
        "pas",
        "sin",
        "sem",
        "não",
        "nem",
        "without",
        "ohne",
        "sans",
        "nie",
        "niet",
        "geen",
        "không",
        "не",
    }
)
"""Words that deny the next one."""
_DENIED = shape(r"(?:非|不是|并非|並非)[^，。；！？,.\s]{0,6}$")
_FIRM = frozenset({"inc", "ltd", "llc", "gmbh", "co", "corp"})
_JOINING = frozenset(
    {"and", "or", "y", "e", "o", "und", "oder", "et", "ou", "dan", "atau", "x", "feat", "ft", "featuring", "及", "和", "与", "與"}
)
_DANGLING = frozenset(
    {"a", "an", "the", "of", "for", "with", "by", "from", "in", "on", "at", "to", "as", "like", "your", "our", "this", "via", "de", "del", "da", "do",
     "para", "por", "con", "com", "von", "für", "mit", "aus", "pour", "par", "avec", "di", "per", "untuk", "dari", "dengan", "oleh", "cho", "của", "voor",
     "van", "met", "la", "le", "les", "der", "die", "das", "den", "dem", "el", "los", "las", "il", "lo", "um", "uma", "un", "una", "une", "featuring", "feat", "ft", "inspired", "non"} | _JOINING
)  # fmt: skip
"""Words that cannot end a text: what they lead to has gone."""
_CANNOT_OPEN = (
    frozenset(
        {
            "of",
            "by",
            "from",
            "with",
            "as",
            "like",
            "to",
            "de",
            "del",
            "von",
            "par",
            "oleh",
            "per",
            "in",
            "on",
            "at",
            "for",
            "s",
            "is",
            "are",
            "was",
            "were",
            "has",
            "have",
            "had",
            "will",
            "can",
            "but",
            "than",
            "aber",
            "ist",
            "pero",
            "mas",
            "mais",
            "est",
            "es",
            "é",
            "adalah",
        }
    )
    | _JOINING
)
"""Words that cannot open a text: what they lean on has gone."""
_GENITIVE = frozenset({"of", "de", "del", "do", "di", "du", "della", "dari"})
"""Words that lean on the name behind them: without it they would lean on whatever comes next."""
_HOLDS_ON = frozenset(
    {
        "fit",
        "fits",
        "compatible",
        "love",
        "loves",
        "loved",
        "heart",
        "be",
        "is",
        "are",
        "am",
        "my",
        "not",
        "i",
        "team",
        "play",
        "playing",
        "than",
        "vs",
        "versus",
        "wear",
        "wears",
        "wearing",
    }
)
"""Words before a name that say nothing without it."""
_AFTER_NEW = frozenset(
    {"haven", "hope", "york", "balance", "zealand", "jersey", "orleans", "era", "world", "horizons", "england", "delhi", "mexico", "hampshire", "guinea",
     "style", "styles", "look", "testament", "age", "wave", "moon", "year", "years", "kids", "in", "born"}
)  # fmt: skip
"""Words that make a name or an expression with "new" before them."""
_AFTER_HOT = frozenset(
    {"meats", "meat", "sauce", "pepper", "peppers", "feast", "blend", "chocolate", "cocoa", "water", "pot", "wheels", "dog", "dogs", "glue", "tub", "plate",
     "rod", "air", "spicy", "shaper", "shapers", "pants", "melt", "drinks", "towel"}
)  # fmt: skip
"""Words beside which "hot" says what the goods are or do."""
_TIMES = frozenset(
    {
        "year",
        "years",
        "yr",
        "yrs",
        "month",
        "months",
        "week",
        "weeks",
        "day",
        "days",
        "hour",
        "hours",
        "ans",
        "jahre",
        "años",
        "tahun",
        "bulan",
    }
)
"""Units that say nothing without the number before them."""
_PREFIXES = frozenset({"anti", "non", "un", "pre", "post", "de", "multi"})
"""What goes with the word behind its hyphen: anti-dandruff."""
_ONE_OF = shape(r",\s*(?=[^\W_]+(?:,\s*[^\W_]+)*,?\s+(?:and|or|y|e|o|ou|und|oder|et|dan|atau)\s)", re.IGNORECASE)
"""The comma behind the first of several things: crocs, clogs or sandals."""
_COUNTED = shape(
    r"[ \t\u00a0]+(?:\d{1,2}|II|III|IV)(?![^\W_]|[.,:/]\d|[ \t\u00a0-]*(?:x|pcs?|pieces?|packs?|sets?|pairs?|in|inch|inches|cm|mm|m|ml|oz|g|kg|l|gb|tb|ct|count|years?|yrs?|months?|anos|años|meses|ans|jahre?|monate?|tahun|bulan|piezas?|peças?|pièces?|pezzi|stück|stk|st|szt|buah|unidades?|个|個|件|枚|只|张|張|套)\b|[\"”″'])"
)
"""A number that counts the parts of a story: Cars 2. Left alone it would count the goods."""
_LEANS = frozenset({"free", "go", "lake", "rom", "firmware", "zero"})
"""Words that mean something else without the name before them: DHL free, Pokémon Go, Apollo Lake, Global ROM, Coke Zero."""
_GOES_ON = frozenset("的會会之")
"""Signs that make one word of a Chinese name and what follows: 奧運會, 小叮噹的店."""
_SAYS_LITTLE = frozenset(
    {"lot", "lots", "total", "set", "sets", "combo", "pack", "packs", "pcs", "pieces", "piece", "new", "size", "series", "collection", "edition", "box",
     "code", "style", "bundle", "item", "items", "product", "generation", "sealed", "used", "original", "free", "black", "white"}
)  # fmt: skip
"""Words that do not say what the goods are."""
_NO_GOODS = _DANGLING | _SAYS_LITTLE
_SPOKEN = RUNNING | {"title"}
"""Fields whose first word has a capital where the text has."""
_ENDS = ".!?\n•"
"""What ends a sentence or a line, so that the next one begins."""
_FEW_WORDS, _FEW_SIGNS = 2, 5
"""Words, or characters of a script without blanks, that must remain for a text to say what the goods are."""


@functools.lru_cache(1 << 16)
def _bits(word: str) -> int:
    return vocabulary().words.get(fold(word), 0)


@functools.lru_cache(1 << 14)
def _is_everyday(word: str) -> bool:
    """Whether the word is an ordinary one of some language, by the bundled lists.

    The first few are sought in the files as they lie: taking those apart would cost a small sheet more than its check.
    """
    plain = word.casefold().encode("utf-8", "surrogatepass")
    if _is_everyday.cache_info().misses > _FEW_LOOK_UPS:
        return plain in _everyday_words()
    return any(b"\n" + plain + b"," in _everyday(name) for name in _EVERYDAY)


_EVERYDAY = ("everyday.csv", "everyday_multi.csv")
_FEW_LOOK_UPS = 50


@functools.cache
def _everyday(name: str) -> bytes:
    return read_bytes(name)


@functools.cache
def _everyday_words() -> frozenset[bytes]:
    return frozenset(line.partition(b",")[0] for name in _EVERYDAY for line in _everyday(name).splitlines()[1:])


_IS_LIKE = shape(r"(?:-|[ \t\u00a0]+)like(?=[ \t\u00a0]+(?!new\b)[^\W_])", re.IGNORECASE)
NAMED = frozenset({"brand", "product-line", "genericised"})
"""Kinds of marks that have models."""
_YEAR = shape(r"(?:19|20)\d\d")
_MODEL = shape(r"[ \t\u00a0]+(?=[^\W_]*\d)([^\W_]+(?:[-/][^\W_]+)*)(?![^\W_]|[.:,/]\d)")
_QUANTITY = shape(
    r"(?i)\d+(?:x\d+|x|pcs?|pieces?|packs?|sets?|pairs?|in|inch|inches|cm|mm|m|ml|oz|g|kg|l|gb|tb|w|v|mah|a|ah|ct|k|d|st|nd|rd|th|er|ème|fl)?$"
)
_UNIT = shape(
    r"(?i)(?:[.,]\d+)?[ \t\u00a0-]*(?:x|pcs?|pieces?|packs?|sets?|pairs?|in|inch|inches|cms?|mm|ml|oz|kgs?|gb|tb|lbs?|ft|feet|litres?|liters?|ltrs?|tons?|stars?|watts?|volts?|hz|"
    r"ct|count|years?|yrs?|months?|años|anos|ans|jahre?|tahun|piezas?|peças?|pièces?|pezzi|stück|buah|unidades?|"
    r"colou?rs?|pockets?|pods?|bottles?|sheets?|slots?|games?|blades?|bags?|rolls?|pads?|propellers?|strap|scale|seater|burners?|doors?|cores?|tiers?|layers?|ways?|speeds?|persons?)\b|[\"”″'%]"
)


def out_of_listing(mention: Mention, listing: Listing, mentions: Sequence[Mention] = ()) -> Sequence[Fix]:
    """The listing without the name, and without what makes sense only beside it; `mentions`: all of the listing."""
    return Later(_without_mark, mention, listing, mentions if len(mentions) > 1 else ())


def _without_mark(mention: Mention, listing: Listing, mentions: Sequence[Mention]) -> tuple[Fix, ...]:
    text = mention.field.value
    row = _with_its_own(mention, mentions)
    left, right = row
    stop = _thing_begins(mention, text, right)
    right, model = (stop, False) if stop < right else _with_model(mention, text, right)
    start, end, clean = _with_company(text, (left, right), mention.context.use)
    if not clean or _leans_on(mention, text, start, end):
        return ()
    if text[start - 1 : start] == "#" and text[start - 2 : start - 1] in {"", " ", "\n", "\r", "\t"}:
        start -= 1
    part = _COUNTED().match(text, end)
    if part and (mention.mark.kind in CHARACTERS or row != mention.span):
        end = part.end()
    span, new = cleaned(text, (start, end))
    if not _ends_well(mention.field, text, span, new) or _is_labelled(text, start):
        return ()
    doubtful = (
        model
        or _may_be_a_line(mention, text, start, end)
        or mention.confidence is Confidence.LOW
        or (mention.confidence is not Confidence.HIGH and (mention.mark.ambiguous or mention.context.ordinary_word))
        or any(key(cell.value) == key(mention.mark.text) for cell in listing.fields("brand"))
        or _may_be_words(mention)
        or (part is not None and end != part.end() and not text[:start].strip())
        or not reads_well(mention.field, text, span, new)
    )
    edit = _opening(mention.field, span, new)
    return (Fix(f"take out “{text[start:end].strip()}”", "advice" if doubtful else "review", (edit,)),)


def _with_its_own(mention: Mention, mentions: Sequence[Mention]) -> Span:
    """The span of the name with those of the same owner right beside it: "Apple iPhone", "Coco Mademoiselle by Chanel"."""
    start, end = mention.span
    text, owner = mention.field.value, mention.mark.owner
    beside = [
        other
        for other in mentions
        if other is not mention
        and other.field.row is mention.field.row
        and other.field.column.index == mention.field.column.index
        and other.context.use not in {Use.ORDINARY_WORD, Use.GENERIC_WORD_USE}
        and other.confidence is not Confidence.LOW
        and (
            other.context.use is mention.context.use is Use.IMITATION
            or other.mark.text == mention.mark.text
            or (owner and other.mark.owner == owner)
            or other.mark.text == mention.mark.parent
        )
    ]
    for other in sorted(beside, key=lambda one: one.span):
        if other.span[0] >= end and _is_link(text[end : other.span[0]]):
            end = other.span[1]
    for other in sorted(beside, key=lambda one: one.span, reverse=True):
        if other.span[1] <= start and _is_link(text[other.span[1] : start]):
            start = other.span[0]
    return start, end


def _is_link(between: str) -> bool:
    return not between.strip(" \t\u00a0") or between.strip(" \t\u00a0").lower() in {"by", "from", "von", "de"}


def _thing_begins(mention: Mention, text: str, end: int) -> int:
    """Where what the name calls the goods begins in it, which stays: at boots in "Ugg boots"; else `end`."""
    start, known = mention.span[0], vocabulary()
    words = [*_WORD().finditer(text, start, mention.span[1])]
    if end != mention.span[1] or len(words) < 2:
        return end
    plain = mention.mark.kind == "genericised" or (words[0][0][:1].isupper() and not words[0][0].isupper())
    at = len(words)
    while at > 1 and words[at - 1][0].islower() and (_bits(words[at - 1][0]) | _bits(wording.singular(words[at - 1][0]))) & known.goods:
        at -= 1
    if not plain or at == len(words) or mention.mark.kind in CHARACTERS:
        return end
    return words[at].start()


def _with_model(mention: Mention, text: str, end: int) -> tuple[int, bool]:
    """`end` behind the model that follows the name of a device or a line, and whether one does: 15 Pro Max, WH-1000XM4, no "2 pieces"."""
    known, begun = vocabulary(), end
    device = known.marks.get(key(mention.mark.text), 0) & known.mark_bit["devices"]
    line = mention.mark.kind == "product-line"
    if mention.mark.kind not in NAMED or not (device or line or " " in mention.mark.text):
        return end, False
    while following := _MODEL().match(text, end):
        word = following[1]
        figures = word.isdigit()
        if (
            not (device or line or figures)
            or (figures and (len(word) > 5 or _UNIT().match(text, following.end())))
            or (not figures and _QUANTITY().match(word))
        ):
            break
        end = following.end()
    if end == begun:
        return end, False
    while (
        (named := _AFTER().match(text, end))
        and not named[1].strip()
        and _bits(named[2]) & (known.models | known.passable)
        and fold(named[2]) in _GRADES
    ):
        end = named.end()
    return end, True


_GRADES = frozenset(
    {
        "pro",
        "max",
        "plus",
        "mini",
        "ultra",
        "lite",
        "se",
        "fe",
        "air",
        "xl",
        "x",
        "s",
        "e",
        "note",
        "neo",
        "prime",
        "zoom",
        "fold",
        "turbo",
        "gen",
    }
)
"""Words of models behind their number."""


def _leans_on(mention: Mention, text: str, start: int, end: int) -> bool:
    """Whether something in the text would be left without what it stands on, or say another thing, or no longer what the goods fit."""
    known = vocabulary()
    if (
        text[start : start + 5].lower() == "like "
        and (before := _BEFORE().search(text, max(0, start - 40), start))
        and fold(before[1]) in _LIKERS
    ):
        return True  # "If you like Chanel"
    ends = _is_border(text, end)
    if mention.context.use is Use.IMITATION:
        # "softer than Nike shoes are"
        return mention.field.name in RUNNING and start < mention.span[0] and not ends and not is_solo(text[mention.span[0]])
    before = _BEFORE().search(text, max(0, mention.span[0] - 40), mention.span[0])
    after = _AFTER().match(text, end)
    if (before and fold(before[1]) == "free") or (after and fold(after[2]) in _LEANS | {"type"}):
        return True
    counts = _BEFORE().search(text, max(0, start - 40), start)
    if (
        counts
        and counts[1].isdigit()
        and (ends or text[end:].lstrip()[:1] in {"(", "[", "（", "【"})
        and ("%" in counts[2] or _opens(text, counts.start()))
    ):
        return True  # "Kit - 2 genuine Tangle Jr, white": two of what?
    letters = "".join(match[0] for match in _WORD().finditer(text, *mention.span))
    if before and (_bits(before[1]) & known.first_names or (letters.isascii() and len(letters) < 3)):
        return True  # a name behind a first name is part of it, and LG behind a pyjama set is a size
    family = known.marks.get(key(mention.mark.text), 0)
    if family & (known.mark_bit["technology"] | known.mark_bit["standards"]):
        return True  # "Android 7.0" says how the goods work
    line, device = mention.mark.kind == "product-line", family & known.mark_bit["devices"]
    if mention.field.name != "title" or not (line or device):
        return False
    number = after is not None and any(map(str.isdigit, after[2])) and not after[1].strip()
    if number and after is not None and not _UNIT().match(text, after.end()) and (after[2].isdigit() or not _QUANTITY().match(after[2])):
        return True
    others = [_bits(match[0]) for match in _WORD().finditer(text) if match.end() <= start or match.start() >= end]
    return any(bits & known.accessory for bits in others)


def _is_labelled(text: str, start: int) -> bool:
    """Whether a label stands before, which would be left without what it is of: "Style: Cartier"."""
    before = text[:start].rstrip(" \t\u00a0")
    if before[-1:] not in {":", "："}:
        return False
    label = _last_word(before[:-1])
    return label in _MANNER or label in _DANGLING or bool(_bits(label) & vocabulary().brand_words)


def _may_be_a_line(mention: Mention, text: str, start: int, end: int) -> bool:
    """Whether the name may say what the goods are, or the number behind it belong to it: "redmi NOTE 4X"."""
    known = vocabulary()
    line, device = mention.mark.kind == "product-line", known.marks.get(key(mention.mark.text), 0) & known.mark_bit["devices"]
    if mention.field.name != "title" or mention.context.use is Use.IMITATION or not (line or device):
        return False
    after = _AFTER().match(text, end)
    if after is not None and any(map(str.isdigit, after[2])):
        return True
    others = [_bits(match[0]) for match in _WORD().finditer(text) if match.end() <= start or match.start() >= end]
    return line and not any(bits & known.goods for bits in others)


def _may_be_words(mention: Mention) -> bool:
    """Whether the name is made of everyday words and may be one of them."""
    known, mark, text = vocabulary(), mention.mark, mention.field.value
    if mention.context.use is Use.IMITATION:
        return False
    words = [match[0] for match in _WORD().finditer(mark.text)]
    said = [match[0] for match in _WORD().finditer(text[slice(*mention.span)])]
    as_listed = list(map(key, said)) == list(map(key, words))  # "White Lining" is not how Li-Ning writes its name
    if not (mark.list in KNOWN_LISTS and as_listed) and said and all(map(_is_everyday, said)):
        return True
    describing = known.describing | known.animals
    return len(words) > 1 and any(_bits(word) & describing for word in words) and mention.context.use is not Use.DISGUISED


def out_of_text(field: Field, span: Span, title: str) -> Sequence[Fix]:
    """The cell without the words at `span`; `title` is the fix's."""
    return Later(_without_words, field, span, title)


def _without_words(field: Field, span: Span, title: str) -> tuple[Fix, ...]:
    before = _BEFORE().search(field.value, max(0, span[0] - 40), span[0])
    if before and (fold(before[1]) in _NOT or (fold(before[1]) in {"like", "as"} and not before[2].strip())):
        return ()  # "not original" is no "not", and "like new" no "like"
    if is_solo(field.value[span[0]]) and (
        _DENIED().search(field.value, max(0, span[0] - 8), span[0]) or field.value.startswith(("では", "じゃ"), span[1])
    ):
        return ()
    wide, new = cleaned(field.value, _with_count(field.value, span))
    named = _is_half_a_name(field.value, span)
    how = "review" if reads_well(field, field.value, wide, new) and not named else "advice"
    return (Fix(title, how, (_opening(field, wide, new),)),)


def _with_count(text: str, span: Span) -> Span:
    """`span` with what says nothing without it: the 2 of "2 years warranty", the "free" of "buy 1 get 1 free", the 全 of 全新品."""
    start, end = span
    said = [fold(match[0]) for match in _WORD().finditer(text, start, end)]
    before = _BEFORE().search(text, max(0, start - 40), start)
    if said and before and ((said[0] in _TIMES and before[1][:1].isdigit()) or (fold(before[1]) in _PREFIXES and before[2] == "-")):
        start = before.start()
    after = _AFTER().match(text, end)
    if said and after and said[0] == "buy" and fold(after[2]) in {"free", "gratis"}:
        end = after.end()
    if text[start - 1 : start + 1] in {"全新", "純正", "纯正"}:
        start -= 1
    return start, end


def _is_half_a_name(text: str, span: Span) -> bool:
    """Whether the words may be part of a name: "Animal Crossing: New Horizons", "A New Hope", "New Haven"."""
    before = _BEFORE().search(text, max(0, span[0] - 40), span[0])
    after = _AFTER().match(text, span[1])
    return (
        text[: span[0]].rstrip()[-1:] in {":", "："}
        or (before is not None and fold(before[1]) in {"a", "the", "forever"})
        or (after is not None and fold(after[2]) == "zero")
        or (after is not None and fold(text[slice(*span)]) == "new" and fold(after[2]) in _AFTER_NEW)
        or (after is not None and fold(text[slice(*span)]) == "hot" and fold(after[2]) in _AFTER_HOT)
    )


def _opening(field: Field, span: Span, new: str) -> Edit:
    """The edit; where it takes the first words of a title or of a sentence, with a capital for what opens it now."""
    start, end = span
    before, rest = field.value[:start].rstrip(" \t\u00a0"), field.value[end:]
    opens = field.name in _SPOKEN and (not before or (field.name in RUNNING and before[-1] in _ENDS))
    if opens and not new and rest[:1].isalpha() and wording.capitalised_like(field.value[start:], rest) != rest:
        return Edit(field, (start, end + 1), rest[0].upper())
    return Edit(field, span, new)


def _with_company(text: str, span: Span, use: Use) -> tuple[int, int, bool]:
    """`span` with the words that go along; and whether it is a word of its own, not half of a compound."""
    known = vocabulary()
    start, end = span
    along_after = known.genuine | known.brand_words | known.series_words
    along_before = known.genuine | known.brand_words
    if use is Use.IMITATION:
        along_after |= known.imitation_after
        along_before |= known.imitation_before
        end = _grown_over_a_thing(text, end)
    for _ in range(3):
        grown = _grown_right(text, end, along_after)
        start = _grown_left(text, start, along_before, known.makers_before)
        if grown == end:
            break
        end = grown
    if use is Use.IMITATION and start < span[0]:
        start = _with_manner(text, start)
    joined = _BEFORE().search(text, max(0, start - 40), start)
    if use is Use.IMITATION and joined is not None and fold(joined[1]) == "im" and (end > span[1] or start < span[0]):
        start, joined = joined.start(), None  # im Nike-Stil, im Stil von Nike
    pair = joined is not None and fold(joined[1]) in _JOINING and not _is_border(text, end)  # Mickey and Minnie cake topper
    pair = pair or (text[:start].rstrip()[-1:] in {"&", "＆"} and text[start - 1].isspace())  # MINO & TAURI
    start, leans = _with_genitive(text, start, end)
    halved = (text[start - 1 : start] in "-–'’&+" and text[start - 2 : start - 1].isalnum() and start > 1) or (
        text[end : end + 1] in "-–&" and text[end + 1 : end + 2].isalnum()
    )
    glued = _is_glued(text, start, end)
    before = _BEFORE().search(text, max(0, start - 40), start)
    holds = before is not None and fold(before[1]) in _HOLDS_ON
    goes_on = is_solo(text[end - 1]) and text[end : end + 1] in _GOES_ON
    return start, end, not (halved or glued or holds or pair or leans or goes_on)


def _with_manner(text: str, start: int) -> int:
    """`start` with the word before the likeness that says nothing without it, where it opens the text or a sentence."""
    before = _BEFORE().search(text, max(0, start - 40), start)
    if before and fold(before[1]) in _MANNER and not before[2].strip() and _opens(text, before.start()):
        return before.start()
    for word in _MANNER_SIGNS:
        if text[:start].endswith(word) and (
            start == len(word) or _opens(text, start - len(word)) or not text[start - len(word) - 1].isalnum()
        ):
            return start - len(word)
    return start


def _grown_over_a_thing(text: str, end: int) -> int:
    """`end` behind "-like", or behind the thing whose style it is: "Stanley cup style tumbler"."""
    like = _IS_LIKE().match(text, end)
    if like:
        return like.end()
    thing = _AFTER().match(text, end)
    style = _AFTER().match(text, thing.end()) if thing and thing[1].isspace() else None
    if thing and style and fold(style[2]) == "style" and _bits(thing[2]) & vocabulary().goods:
        return style.end()
    return end


def _with_genitive(text: str, start: int, end: int) -> tuple[int, bool]:
    """`start` with the preposition that led to the name alone (camiseta de Nike para hombre), and whether that is doubtful."""
    before, after = _BEFORE().search(text, max(0, start - 40), start), _AFTER().match(text, end)
    if before is None or fold(before[1]) not in _GENITIVE or before[2].strip() or after is None or not after[1] or _is_border(text, end):
        return start, False
    follows, known = _bits(after[2]), vocabulary()
    if follows & known.goods or (fold(before[1]) == "of" and fold(after[2]) not in _DANGLING):  # 3 pairs of Avia yoga pants
        return start, False  # set de Nike zapatillas: it leads to what follows
    return before.start(), not (fold(after[2]) in _DANGLING or follows & known.describing)


def _is_glued(text: str, start: int, end: int) -> bool:
    """Whether letters go on at either side where words have borders that can be seen."""
    return any(
        one.isalnum() and other.isalnum() and not is_solo(one) and not is_solo(other)
        for one, other in ((text[start - 1 : start], text[start : start + 1]), (text[end - 1 : end], text[end : end + 1]))
    )


def _grown_right(text: str, end: int, along: int) -> int:
    sign = wording.SIGNS().match(text, end)
    at = sign.end() if sign else end
    for size in (4, 3, 2, 1):  # scripts without blanks: 系列, 同款, 联名款
        part = text[at : at + size]
        if len(part) == size and is_solo(part[0]) and _bits(part) & along:
            return at + size
    match = _AFTER().match(text, at)
    if match and match[1] and (fold(match[2]) in _THEMED or _bits(match[2]) & along):
        return match.end()
    if match and match[1] and fold(match[2]) in _FIRM:
        return match.end() + (text[match.end() : match.end() + 1] == ".")
    return end


def _grown_left(text: str, start: int, along: int, makers: int) -> int:
    close = len(text[:start].rstrip(" "))
    for size in (6, 5, 4, 3, 2, 1):
        part = text[max(0, close - size) : close]
        if len(part) == size and is_solo(part[-1]) and _bits(part) & along:
            return close - size
    at = start
    words: list[str] = []
    best = start
    for _ in range(4):
        match = _BEFORE().search(text, max(0, at - 40), at)
        if not match or (match.start() and text[match.start() - 1 : match.start()].isalnum()) or match[2].strip(" \t\u00a0") in {"-", "–"}:
            break  # "Amazon Brand - Solimo": the brand before the dash is another
        words.insert(0, match[1])
        at = match.start()
        phrase = _bits(" ".join(words))
        if phrase & along or (phrase & makers and len(words) == 1):
            best = at
    if best == start and words and fold(words[-1]) in _LED_BY and (led := _BEFORE().search(text, max(0, start - 40), start)):
        return led.start()
    if best == start and (the := re.match(r"\s*the\s+$", text[:start], re.IGNORECASE)):
        return the.start()  # The Grinch
    if best != start and text[best - 5 : best].strip() == "100%":
        best = text.rindex("100%", 0, best)
    return best


def cleaned(text: str, span: Span) -> tuple[Span, str]:
    """What to replace, and by what, so that nothing dangles where the words at `span` stood."""
    start, end = span
    for _ in range(4):
        (left, right), new = wording.removal(text, (start, end))
        before = _BEFORE().search(text, max(0, left - 40), left)
        after = _AFTER().match(text, right)
        ends = _is_border(text, right) or text[right] in "([（【" or (new.strip() != "" and not new.strip().isalnum())
        opens = _opens(text, left)
        if before and fold(before[1]) in _DANGLING - _JOINING and (several := _ONE_OF().match(text, right)):
            return (span[0], several.end()), ""  # what leads to it leads to the others as well
        if before and ends and fold(before[1]) in _DANGLING and not _is_bracketed(text, left):
            start = min(start, before.start())
            continue
        if after and opens and fold(after[2]) in _JOINING and after.end() < len(text):
            end = max(end, after.end())
            continue
        if before and after and not new.strip() and before[1].isalpha() and len(before[1]) > 1 and fold(before[1]) == fold(after[2]):
            return (before.end(1), after.end()), ""  # the same word on both sides
        return (left, right), new
    return wording.removal(text, (start, end))


def _opens(text: str, at: int) -> bool:
    """Whether nothing, or a separator, stands before."""
    return not text[:at].strip() or text[:at].rstrip()[-1:] in "|,;.!?([{【（-–—/"


def _is_bracketed(text: str, left: int) -> bool:
    return text[left - 1 : left] in ")]}】）"


def _is_border(text: str, at: int) -> bool:
    rest = text[at:].lstrip(" \t\u00a0")
    return not rest or rest[0] in "|,;.!?)]}】），。；、\r\n<" or text[at : at + 3] in {" - ", " – ", " — ", " / "}


def reads_well(field: Field, text: str, span: Span, new: str) -> bool:
    """Whether the text without the words still says what the goods are, and begins and ends as texts do."""
    rest = text[: span[0]] + new + text[span[1] :]
    if field.name == "title" and ("\ufffd" in rest or not says_enough(rest)):
        return False
    return _ends_well(field, text, span, new)


def _ends_well(field: Field, text: str, span: Span, new: str) -> bool:
    """Whether the text without the words begins and ends as texts do."""
    rest = text[: span[0]] + new + text[span[1] :]
    if field.name in {"keywords", "brand", "variant", "attributes", "material"}:
        return True
    words = [match[0] for match in _WORD().finditer(rest)]
    if not words:
        return False
    before = text[: span[0]].rstrip(" \t\u00a0")
    opens = not before or (field.name in RUNNING and before[-1] in _ENDS)
    first_written = words[0] if not before else after[0] if (after := _WORD().search(text, span[1])) else ""
    first = fold(first_written)
    code = first_written.isupper() and any(map(is_solo, rest))  # "NIKE 耐吉 AS FLIGHT"
    if opens and ((first in _CANNOT_OPEN and not code) or (rest if not before else text[span[1] :]).lstrip()[:1] in "%&'’+°:)"):
        return False
    return not (_is_border(text, span[1]) and _last_word(rest[: span[0] + len(new)]) in _DANGLING)


def says_enough(title: str) -> bool:
    """Whether a title still has words that say what the goods are."""
    words = [match[0] for match in _WORD().finditer(title)]
    said = 0
    for word in words:
        if len(word) > 2 and not any(map(str.isdigit, word)) and fold(word) not in _NO_GOODS:
            said += 1
            if said >= _FEW_WORDS:
                return True
    return sum(map(is_solo, title)) >= _FEW_SIGNS


def _last_word(text: str) -> str:
    words: Iterator[re.Match[str]] = _WORD().finditer(text[-60:])
    last = ""
    for match in words:
        last = match[0]
    return fold(last) if text.rstrip(" ,;|-–")[-1:].isalnum() else ""
