"""Compatibility is stated in a form the platform does not ask for.

What it looks for: another firm's name used to say what the goods fit, without a connective the platform accepts directly
before it, or without a model.

Why it matters: the right form is what separates a spare part from a branded item in the platform's screen.

Flagged: "iPhone 13 case clear". Not flagged: "Clear case for iPhone 13".

Options: `connectives` accepted directly before the name; `look-for`: connective, model, or both; `own-first`: a name that
opens the title counts as a wrong form too. A maker's own accessories, by the brand column, are left out. Names in a row after one connective ("for Samsung Galaxy S10") count as one.
Fix: the connective put before the name ("Clear case iPhone 13": "Clear case for iPhone 13"); a name that opens the title goes
behind the goods, and the seller's own brand, where the brand column has it, first ("iPhone 13 case clear": "Acme case clear
for iPhone 13"). To be reviewed in English titles where the goods are plainly named; else advice, with the connective of the title's own
language ("Coque pour Huawei P40"), and none where that is not known.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sellercheck.checks import Candidate, Hit, Reference, Wants, one_of
from sellercheck.checks.mark_use import is_makers_own, words
from sellercheck.context import Mention, no_brand
from sellercheck.finding import Confidence, Edit, Fix, Later, Use
from sellercheck.listing import Field
from sellercheck.names import VEHICLES
from sellercheck.patterns import shape
from sellercheck.rules.pack import Rule
from sellercheck.text import fold, is_solo, key
from sellercheck.vocabulary import vocabulary

WORDS = frozenset({"matched", "mark", "owner", "kind", "how", "list", "form"})
GOODS = frozenset(
    {"case", "cases", "cover", "covers", "charger", "chargers", "cable", "cables", "strap", "straps", "band", "bands", "holder", "holders", "stand", "mount",
     "protector", "protectors", "battery", "batteries", "adapter", "adapters", "cartridge", "cartridges", "toner", "filter", "filters", "sleeve", "remote",
     "lens", "film", "dock", "mat", "mats", "wiper", "wipers", "blades", "bulb", "bulbs", "pouch", "shell", "bumper", "earpads", "cushions", "controller"}
)  # fmt: skip
"""English words for what fits something else: only beside one of them is the right place of an English connective plain."""
DEVICES = frozenset({"car", "bike", "scooter", "truck", "tractor", "phone", "mobile", "tablet", "laptop", "printer", "camera", "drone"})
"""What goods fit, between its maker's name and its own."""
_FOREIGN = frozenset(
    {"de", "para", "con", "com", "per", "di", "untuk", "buat", "dan", "dengan", "cho", "pour", "avec", "mit", "und", "y", "el", "la", "casing", "capa", "funda",
     "kompatibel", "tinta", "et", "le", "les", "du", "des", "del", "em", "do", "da", "der", "die", "das", "im"}
)  # fmt: skip
_SPOKEN = {
    connective: frozenset(words.split())
    for connective, words in (
        ("pour", "housse housses coque coques étui chargeur câble cartouche cartouches encre siège aspirateur montre filtre sac sacs écran batterie verre noir noire blanc voiture téléphone rétroviseur balai brosse tapis"),
        ("para", ("funda fundas capa capas capinha cargador carregador correa pulseira pantalla cartucho cartuchos tampa película cápsulas batería bateria soporte suporte cristal vidro vidrio "
                  "aspirador aspiradora negro preto coche carro reutilizables reutilizáveis tinta repuesto retrovisor espejo derecho izquierdo freno aceite faro")),
        ("für", ("hülle handyhülle schutzhülle ladegerät ladekabel schutzfolie panzerglas akku druckerpatrone druckerpatronen staubsaugerbeutel fußmatten halterung ersatz ersatzteile kapseln "
                 "schwarz tasche rasierklingen ersatzklingen bürstenkopf wasserfilter autofußmatten spiegel")),
        ("per", "custodia cavo caricatore caricabatterie cinturino pellicola nero ricambi ricambio vetro cartuccia tappetini specchietto spazzola"),
        ("untuk", "casing kesing sarung baterai tali softcase pelindung bening hitam murah kaca tinta karet jok mobil silikon knalpot engsel spion kampas rem belakang depan karpet lampu"),
    )
}  # fmt: skip
"""Connective → words of titles in its language."""
_COMPATIBLE = {"pour": "compatible avec", "para": "compatible con", "per": "compatibile con"}
"""Connective → that of more words which a seller may have begun."""
_LEADS = frozenset(
    {
        "to",
        "with",
        "on",
        "in",
        "of",
        "by",
        "and",
        "or",
        "suitable",
        "fit",
        "fits",
        "use",
        "y",
        "e",
        "et",
        "und",
        "dan",
        "de",
        "con",
        "com",
        "mit",
        "avec",
        "dengan",
        "kompatibel",
    }
)
"""Words behind which no connective can stand."""
_KANA = shape(r"[\u3040-\u30ff]")
MODELS = frozenset(
    {"accent", "accord", "ace", "alto", "amaze", "aqua", "aria", "beat", "beetle", "bolero", "brio", "bullet", "camry", "captiva",
     "ciaz", "city", "civic", "classic", "compass", "corolla", "creta", "cruze", "duster", "edge", "elantra", "endeavour", "enjoy",
     "eon", "escape", "escort", "explorer", "fabia", "fiesta", "figo", "fit", "fluence", "focus", "fortuner", "fox", "fusion",
     "getz", "go", "golf", "gypsy", "harrier", "indica", "innova", "jazz", "jetta", "laura", "leaf", "linea", "logan", "lupo",
     "magic", "march", "micra", "mobilio", "note", "octavia", "omni", "one", "optra", "passat", "pilot", "polo", "pulse", "punch",
     "punto", "quest", "ranger", "rapid", "safari", "sail", "santro", "scala", "scorpio", "spark", "sunny", "superb", "swift",
     "switch", "tavera", "tempest", "terrano", "thar", "tiguan", "verna", "vento", "vista", "vitara", "wave", "yeti", "zen"}
)  # fmt: skip
"""Models whose names are words, or names of other things, besides: Honda City, Datsun Go, Intex Aqua, OnePlus One, Nintendo Switch."""
_SIMPLIFIED = frozenset("适机壳华苹软贴护纹钢简约")
"""Characters of such titles that are written otherwise in Traditional Chinese."""
_WORD = shape(r"[^\W_]+(?:['’][^\W_]+)*")
_NEXT = shape(r"([ \t]*[/,&+-]?[ \t]*)([^\W_]+)")
_LETTERS = shape(r" (?!LED\b|USB\b|TV\b|PC\b|AC\b|RGB\b|UV\b|DIY\b|USA?\b|UK\b|NEW\b|[AI]\b)[A-Z]{1,4}\b")
_NAMED = shape(r" (i?[A-Z](?:[a-z]{2,}(?:[A-Z][a-z]*)?|[A-Z]{4,}|-[A-Za-z]+))\b")
_FOLLOWING = shape(r"(?: [^\W_]+){1,4}")
_FOR = shape(r"\b(?:for|compatible with|fits)\s+(?!\d)", re.IGNORECASE)
_STATES = frozenset({"new", "old", "all"})
_BEHIND = shape(r"[^\u4e00-\u9fff,，。;；|]{0,48}(?:專用|专用|専用|適用|适用|対応|用(?=[\s\u3000\u30a0-\u30ff]|$))")
_PART = shape(r"\s*(?:[,;|(\[]|[-–—](?=\s))")
NEAR = 60
"""Characters after the name within which a model is looked for."""
NEAR_WORDS = 5
"""So many words after it say of the name that it is what the goods are compatible with."""


class Options(NamedTuple):
    connectives: tuple[str, ...]
    """Words the platform accepts directly before the other brand's name."""
    look_for: tuple[str, ...] = ("connective",)
    """connective, model, or both."""
    own_first: bool = True
    """A title that opens with the other brand's name counts as a wrong form."""

    def fit(self) -> None:
        for what in self.look_for:
            one_of("look-for", what, ("connective", "model"))


def wants(_: Options) -> Wants:
    return Wants(marks=True, uses=(Use.COMPATIBILITY,))


class _Row(NamedTuple):
    """Names in a row of what the goods fit, as any platform reads it."""

    mentions: list[Mention]
    begin: int
    """Where the row begins in the cell."""
    before: str
    """What stands before, folded."""
    led: str
    """The end of that, a blank at either side, where a connective in it leads to the names over others that no list knows:
    "for Hpi Savage, Traxxas", "for players, Xbox"; else nothing."""
    said_behind: bool
    """Whether Chinese says behind the models that they are what the goods fit: "Samsung i9295 Galaxy S4 Active 專用"."""


def check(candidate: Candidate, _: Rule, options: Options, reference: Reference) -> Iterator[Hit]:
    accepted = _accepted(options.connectives)
    look_for = options.look_for
    for mentions, begin, before, led, said_behind in _rows(candidate):
        first = mentions[0]
        connected = (
            (before.endswith(accepted.folded) and any(before.endswith(word) and _stands_apart(before, word) for word in accepted.folded))
            or (led and any(word in led for word in accepted.apart))
            or (said_behind and accepted.chinese)
        )
        if not connected and "connective" in look_for and (before or options.own_first):
            form = _form(accepted, first, begin)
            fixes = Later(_fixes, candidate, first.field, first, mentions[1:], form, options, reference)
            yield _hit(first, form, Confidence.MEDIUM, fixes)
        elif (
            connected and "model" in look_for and not (_has_model(first.field, first) or _needs_none(first) or _is_the_model(first, before))
        ):
            yield _hit(first, _form(accepted, first, begin), Confidence.LOW)


def _hit(first: Mention, form: str, confidence: Confidence, fixes: Sequence[Fix] = ()) -> Hit:
    return Hit(first.field, first.span, words(first) | {"form": form}, confidence, mark=first.mark, context=first.context, fixes=fixes)


def _form(accepted: _Accepted, first: Mention, begin: int) -> str:
    """How the platform would have it: the connective, and the names up to the first that a list knows."""
    text = first.field.value
    return f"{_connective(accepted, text) or accepted.plain} {text[begin : first.span[1]]}"


class _Accepted(NamedTuple):
    """A platform's connectives, made ready."""

    plain: str
    """The first of them."""
    solo: tuple[str, ...]
    """Those of scripts without blanks."""
    folded: tuple[str, ...]
    apart: tuple[str, ...]
    """Folded, a blank at either side."""
    chinese: bool
    """Whether one of them is written in Chinese characters."""
    written: frozenset[str]
    """As the pack writes them."""


@functools.lru_cache(64)
def _accepted(connectives: tuple[str, ...]) -> _Accepted:
    folded = tuple(map(fold, connectives))
    return _Accepted(
        connectives[0], tuple([word for word in connectives if is_solo(word[0])]), folded, tuple([f" {word} " for word in folded]),
        any("\u4e00" <= word[:1] <= "\u9fff" for word in folded), frozenset(connectives),
    )  # fmt: skip


def _connective(accepted: _Accepted, text: str) -> str:
    """The first connective in the title's script and language: 適用 where it is written in characters, pour in a French one; empty: none is known."""
    if not text.isascii() and any("\u4e00" <= char <= "\u9fff" for char in text):
        if _KANA().search(text):
            return ""  # it stands behind the name
        simplified = not _SIMPLIFIED.isdisjoint(text)
        return next((word for word in accepted.solo if ("适" in word) is simplified and "\u4e00" <= word[0] <= "\u9fff"), "")
    words = {word.lower() for word in _WORD().findall(text)}
    said = {word: len(words & theirs) for word, theirs in _SPOKEN.items()}
    most = max(said.values())
    if not most:
        return accepted.plain if _is_plain(text) else ""
    [*spoken] = [word for word, count in said.items() if count == most]
    return spoken[0] if len(spoken) == 1 and spoken[0] in accepted.written else ""


def _is_plain(text: str) -> bool:
    """Whether nothing in a title says that it is not English."""
    words = {word.lower() for word in _WORD().findall(text)}
    return text.isascii() and _FOREIGN.isdisjoint(words) and all(map(words.isdisjoint, _SPOKEN.values()))


def _rows(candidate: Candidate) -> list[_Row]:
    """The rows of names of what the goods fit, one a cell, that are none of those where the form is of no matter.

    Platforms differ in what must stand before. A rule may hold for other fields than the next, and so for other mentions.
    """
    known = candidate.worked_out.get(("compatibility", id(candidate.mentions)))
    if known is not None:
        rows: list[_Row] = known[1]
        return rows
    cells: dict[tuple[int, int], list[Mention]] = {}
    for mention in candidate.mentions:
        if (
            mention.context.use is Use.COMPATIBILITY
            and mention.confidence is not Confidence.LOW
            and not is_makers_own(mention.mark, candidate.listing)
        ):
            cells.setdefault(_cell(mention.field), []).append(mention)
    rows = []
    for mentions in cells.values():
        first = mentions[0]
        text, begin = first.field.value, _begins(candidate, first)
        before = fold(text[:begin])
        if before.rpartition(" ")[2] in {"by", "via", "support", "supports"} or before.endswith(("支持", "支援")):
            continue  # "controlled by iPhone" says how it works, "supports Apple Pencil" what may be used with it
        if not before and first.mark.kind == "brand" and _FOR().search(text, first.span[1]):
            continue  # "Apple power adapter (for iPhone)" opens with whose it is; mark-use weighs that
        led = f" {before[-NEAR:]} " if _is_led_to(first) else ""
        rows.append(_Row(mentions, begin, before, led, not text.isascii() and _BEHIND().match(text, first.span[1]) is not None))
    # NOTE: the mentions are kept beside, so that no others can have their identity.
    candidate.worked_out["compatibility", id(candidate.mentions)] = candidate.mentions, rows
    return rows


def _is_led_to(first: Mention) -> bool:
    """Whether a connective before may lead to the name over others: it was found to, or a comma stands between."""
    features = first.context.features
    return (
        first.field.value[: first.span[0]].rstrip()[-1:] in {",", "、"}
        or "compatibility: compatibility before" in features
        or "mark: compatibility before" in features
    )


def _cell(field: Field) -> tuple[int, int]:
    return field.row.number, field.column.index


def _begins(candidate: Candidate, first: Mention) -> int:
    """Where the row of names that `first` stands in begins, the doubtful ones with it: at Apple in "for Apple iPad Mini"."""
    begin, text, cell = first.span[0], first.field.value, _cell(first.field)
    ends = {
        mention.span[1]: mention.span[0]
        for mention in candidate.mentions
        if mention.context.use is Use.COMPATIBILITY and _cell(mention.field) == cell
    }
    while (end := len(text[:begin].rstrip(" /&+"))) in ends:
        begin = ends[end]
    return begin


def _fixes(
    candidate: Candidate, field: Field, first: Mention, others: Sequence[Mention], form: str, options: Options, reference: Reference
) -> tuple[Fix, ...]:
    """The connective put before the name; a name that opens the title moved behind the goods."""
    text, start = field.value, _begins(candidate, first)
    accepted = _accepted(options.connectives)
    connective = _connective(accepted, text)
    before = _WORD().findall(text[:start])
    plain = connective.isascii() and _is_plain(text)
    if before:
        last, gap = before[-1].lower(), text[:start].rstrip(" ")
        begun = "compatible with" if plain else _COMPATIBLE.get(connective, "")
        begun = begun if begun.startswith(f"{last} ") and begun in accepted.written else ""
        if begun:
            form = f"{begun} {text[start : first.span[1]]}"
            return (Fix(f"write “{form}”", "review", (Edit(field, (start, start), f"{begun.rpartition(' ')[2]} "),)),)
        if not connective or last in _LEADS or last == "compatible" or not gap[-1:].isalnum():
            return ()
        part = _PART().search(text, first.span[1])
        behind = _WORD().findall(text, first.span[1], part.start() if part else len(text))
        if any(_bits(word) & vocabulary().after for word in behind[:NEAR_WORDS]):
            return ()  # "Brita Maxtra compatible" says so behind the name
        blank = "" if is_solo(connective[0]) else " "
        sure = plain and last in GOODS
        return (Fix(f"write “{form}”", "review" if sure else "advice", (Edit(field, (start, start), connective + blank),)),)
    known = vocabulary()
    device = known.marks.get(key(first.mark.text), 0) & known.mark_bit["devices"] or first.mark.kind == "product-line"
    if not plain or field.name != "title" or not device:
        return ()
    end = _phrase_end(text, first, others)
    following = _NEXT().match(text, end)
    if end == first.span[1] and not (following and following[2].lower() in GOODS):
        return ()  # a name without a model may be the seller's own
    border = _PART().search(text, end)
    stop = border.start() if border else len(text.rstrip())
    rest = text[end:stop].strip(" ")
    words = [word.lower() for word in _WORD().findall(rest)]
    if (
        not words
        or words[0] in {"type", "style"}
        or "type" in _WORD().findall(text[start:end].lower())
        or not set(words) & GOODS
        or set(words) & {"for", "fits", "fit", "compatible"}
        or text[end : end + 1] not in {" ", ""}
    ):
        return ()
    brand = _own_brand(candidate, text, reference)
    goods = rest if brand else rest[0].upper() + rest[1:]
    new = f"{brand + ' ' if brand else ''}{goods} {connective} {text[start:end].strip()}"
    return (Fix(f"write “{new}”", "review", (Edit(field, (start, stop), new),)),)


def _bits(word: str) -> int:
    """The families of a word as written."""
    return vocabulary().words.get(fold(word), 0)


def _phrase_end(text: str, first: Mention, others: Sequence[Mention]) -> int:
    """Where the names and models that follow `first` end."""
    known = vocabulary()
    end = first.span[1]
    spans = {other.span for other in others}
    while match := _NEXT().match(text, end):
        word = match[2]
        named = any(low <= match.start(2) < high for low, high in spans)
        model = any(map(str.isdigit, word)) or _bits(word) & (known.passable | known.models)
        if not named and (not model or word.lower() in GOODS | {"and", "or", "all", "new", "car", "phone", "case", "by"}):
            return end
        end = match.end()
    return end


def _own_brand(candidate: Candidate, text: str, reference: Reference) -> str:
    """The seller's brand as the brand cell writes it, where it is known, stands for one, and is not in the title yet."""
    brand = candidate.listing.first("brand").strip()
    if not brand or key(brand) in no_brand() or key(brand) in key(text):
        return ""
    named = {key(mention.mark.text) for mention in candidate.mentions}
    return brand if key(brand) in reference.own_brands or key(brand) not in named else ""


def _stands_apart(before: str, word: str) -> bool:
    """Whether the word that `before` ends with is one of its own there."""
    return is_solo(word[0]) or len(before) == len(word) or before[-len(word) - 1] == " "


def _has_model(field: Field, mention: Mention) -> bool:
    """A model follows, a number letters such as CB, a name such as Cielo, or the name is a product line, which is a model by itself."""
    after = field.value[mention.span[1] : mention.span[1] + NEAR]
    longer = len(mention.field.value[slice(*mention.span)].split()) > len(mention.mark.text.split())  # AirPods Pro
    if longer or mention.mark.kind == "product-line" or any(map(str.isdigit, after)):
        return True
    following = _FOLLOWING().match(after)
    if following is not None and not MODELS.isdisjoint(following[0].lower().split()):
        return True
    named = _NAMED().match(after)
    if named is not None and named[1].lower() in DEVICES | _STATES:
        named = _NAMED().match(after, named.end(1))  # for Maruti Suzuki Car Alto
    return not field.value.isupper() and (
        bool(_LETTERS().match(after)) or (named is not None and named[1].lower() not in GOODS and not _is_word(named[1].lower(), mention))
    )


def _needs_none(mention: Mention) -> bool:
    """Whether there are no models to name: of a system such as Android, or of figures and cards."""
    known = vocabulary()
    bits = known.marks.get(key(mention.mark.text), 0)
    return bool(bits & (known.mark_bit["technology"] | known.mark_bit["services"])) or mention.mark.nice_classes >= {16, 25, 28}


def _is_the_model(mention: Mention, before: str) -> bool:
    """Whether a maker's name that no list knows stands between the connective and this name: "for Tata Nexon"."""
    last = mention.field.value[: mention.span[0]].rstrip(" ").rpartition(" ")[2]
    return (
        last[:1].isupper() and last.isalpha() and last.lower() not in GOODS | DEVICES | _STATES | {"compatible"} and len(before.split()) > 1
    )


def _is_word(word: str, mention: Mention) -> bool:
    """Whether what follows the name says no model. Cars are called by what they are like: a Suzuki Swift, a Ford Focus Active."""
    known = vocabulary()
    families = known.words.get(word, 0)
    return bool(families & ~(known.adjectives | known.animals) if VEHICLES in mention.mark.nice_classes else families)
