"""What in a listing speaks for and against a mark: `Scene`, `Evidence`.

A scene is where names stand in some listings, a row a sighting, and what else these listings say. Evidence is found a feature
at a time, for all rows at once, and summed up by the two models of `data/context.json` on the way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from sellercheck import text as folding
from sellercheck.arrays import Array, among, distinct
from sellercheck.index import AMBIGUOUS, OBSCURE
from sellercheck.listing import FIELDS, Listing
from sellercheck.names import KIND, NOTHING, VEHICLES, Names
from sellercheck.patterns import shape
from sellercheck.reading import ENDED, FAR, FIGURE_FIRST, FIGURES, FIGURES_IN, LETTERS, READ, Texts, Vocabulary, folded, simplified

DISGUISES = frozenset({"homoglyph", "zero-width", "spaced", "letters", "leetspeak", "doubled", "typo", "split"})
"""Ways of spelling that hide a name from a machine; full-width and accents are ordinary in their languages."""
CHARACTERS = frozenset({"character", "franchise", "celebrity"})
"""Kinds of marks after which a seller may have named a house of his own: Wicked, Frozen."""
SURE_SLIP = 9
"""Letters from which on a name with a slip in it is seldom another word."""
SHORT = 3
"""Most letters of a short name."""
LATE = 8
"""So many words further on, a name stands late."""
MOSTLY = 0.5
"""Share of words in capitals from which on they tell nothing."""
ARTICLE = 5
"""Figures from which on a number is an article's."""
MOST_OTHERS = 3
"""More marks beside it count no more."""
SEVERAL_MODELS, LONGEST_MODEL, LOOK_AHEAD = 4, 6, 10
"""So many models of at most so many letters, among so many words after a name, are what the goods fit."""
FIELD = {name: number for number, name in enumerate(FIELDS)}
RUNNING = frozenset({"description", "bullets"})
"""Fields of sentences, in which a service is what the seller uses and not what he sells: PayPal, WhatsApp, DHL."""
NO_OPENING = tuple(FIELD[name] for name in ("keywords", "variant"))
"""Fields in which the first word is no more of a name than the next: tags, colours, sizes."""
SPEAKING = frozenset(
    {
        "first?", "near first?", "after a price?", "sign", "by?", "brand word before?", "model after?", "imitation word", "compatibility before",
        "compatibility after", "brand cell", "brand cell alike?", "brand cell of the parent", "same mark near", "parent near?", "owner near?",
        "context word?", "taken for it before", "capital among small?", "all capitals?", "written as the owner does?", "no case?", "technology in a device",
        "next accessory?", "accessory and device?", "wearer after?", "letters before signs?",
    }
)  # fmt: skip
"""Features of which one at least is there when a word that means something else is a mark."""
TAKEN, SILENCE = "taken for it before", "nothing speaks for it"
GENERICISED, BRANDS = KIND["genericised"], KIND["brand"] | KIND["product-line"]
_CHARACTERS = sum(KIND[kind] for kind in CHARACTERS)
_PERSONS = KIND["celebrity"] | KIND["club"] | KIND["league"]
_PLACES = KIND["club"] | KIND["university"]
"""Kinds of marks that are called after a place, as other houses are: Oxford, Brown."""
MEMORY = frozenset({"ram", "rom"})
"""Words for what a phone or computer remembers with: the title tells its parts."""
_PLAIN = frozenset({"ambiguous genericised", "everyday genericised", "generic goods word"})
"""Features of genericised names that are words all the same."""
SHAPED = frozenset({"design", "designs", "shape", "shapes", "shaped"})
"""Words after what a thing looks like."""
REPLACED = frozenset({"replacement", "replacements", "spare", "ersatz", "repuesto", "ricambio", "aftermarket", "substitute"})
"""Words for what stands in for a maker's own."""
MADE_BY = frozenset({"by", "oleh"})
"""Words before the name of him who made the goods."""
PARTS = frozenset({"battery", "batteries", "baterai", "bateria", "charging", "charger", "stylus", "touch", "bezel", "cable"})
"""First words of accessories that a device has or comes with."""
SIZED = frozenset({"size", "sized"})
"""Words after what goods have the size of."""
SOFTWARE = 42
"""Nice class of programs offered as a service."""
SERIES = frozenset({"series", "serie", "seri", "série", "collection", "colección", "coleção", "range", "系列", "シリーズ"})
"""Words after what a maker calls some of his goods."""
SEARCHED, SEVERAL_SEARCHES = 9, 2
"""Most words of what a shopper types in, and so many such phrases in a text are no accident."""
SEVERAL_HOUSES = 3
"""So many other makers of devices in a device's description are named to be found."""
SEVERAL_NAMES = 4
"""So many different names side by side are a row."""
RUN_ON, LINKED = 8, 2
"""Names with at most so many words between them, fewer than `LINKED` of them such as make sentences, run on."""
SEVERAL_OWNERS = 4
"""Names of so many owners that run on are listed to be found."""
_ENGLISH = frozenset(
    ("a", "an", "and", "are", "as", "at", "be", "but", "by", "can", "for", "from", "has", "have", "in", "is", "it", "its", "like", "not", "of", "on", "or", "our",
     "than", "that", "the", "this", "to", "was", "we", "will", "with", "you", "your")
)  # fmt: skip
"""Words of sentences."""
_PHRASE = shape(r"[^.\n!?;•|]+")
_LESSON = shape(
    r"(?i)\b(?:(?:e-?|text|hand|cook|work)?books?|paperback|hardcover|tutorials?|courses?|(?:beginner['’]?s|study|reference|complete|essential|programming) guide|"
    r"guide (?:to|for)|for dummies|lehrbuch|buch|libros?|livres?|livros?|buku|cursos?|kursus)\b|"
    r"书籍|書籍|图书|圖書|教程|教材|课程|課程|程序设计|程式設計|编程|(?:实战|實戰|开发|開發|框架|学习|學習)指南|从入门到|入门到"
)
"""What books and courses are called."""
_LISTED = shape(
    r"(?i)\b(?:check (?:out )?(?:my|our) (?:other )?(?:store|shop|page|closet|listings|items)\b[^.:!?\n]{0,16}\bfor\b:?|"
    r"(?:hash)?tags ?:|(?:search ?|key ?)(?:words?|terms?|tags?) ?:|search(?:es)? ?:|ignore(?: tags)? ?:)[^\n.!?]*"
)
"""A heading after which a seller puts what shoppers type, and what stands there."""
_GIFT = shape(r"[送赠贈][^\s/，,。】\]）)]{1,12}")
_NUMBER = re.compile(r"\. ?\d")
_HYPHENS = np.array([ord(char) for char in "-‐‑–"])
_SIGNS = np.array([ord(char) for char in "®™"])
_BRAND_SIGN = ord("牌")
_CURRENCIES = frozenset({"usd", "eur", "us", "rm", "rp", "php", "gbp", "sgd"})
_key = lru_cache(65536)(folding.key)


class Rows(NamedTuple):
    """Sightings in columns."""

    listing: Array
    """Position of the listing."""
    text: Array
    """Number of the cell's text."""
    field: Array
    """Number in `FIELD`."""
    start: Array
    """Code points of the cell."""
    end: Array
    name: Array
    """Row in `Names`."""
    outer: Array
    """Row of the longer name in which it stands; `NOTHING` for names that stand for themselves."""
    joined: Array
    whole: Array
    """Whether the name is all that a brand cell says."""
    judged: Array
    """Whether it is understood by itself; the others only speak for those beside them."""
    altered: Array
    """Whether the name stands in the plural, or the search saw through a disguise."""

    def of(self, rows: Array) -> Rows:
        return Rows(*(column[rows] for column in self))


class Scene:
    """What some listings say besides a name that stands in them: a place in every column is a listing's."""

    def __init__(
        self,
        texts: Texts,
        names: Names,
        listings: Sequence[Listing],
        goods: Sequence[int],
        told: Sequence[tuple[int, int, bool]],
        rows: Rows,
    ) -> None:
        """`goods`: Nice classes, as bits; `told`: listing, text, and whether a name stands there, of each title and category; `rows`: names that
        stand apart from each other.
        """
        self.names, self.texts, self.known, count = names, texts, names.vocabulary, len(listings)
        known = self.known
        keys = [_key(listing.first("brand")) if "brand" in listing.sheet.by_field else "" for listing in listings]
        self.brand_keys = ["" if key in known.no_brand else key for key in keys]
        self.brand_number = np.fromiter((names.numbers.get(key, NOTHING) if key else NOTHING for key in self.brand_keys), np.int64, count)
        self.has_brand = np.fromiter(map(bool, self.brand_keys), bool, count)
        self.brand_families = np.fromiter((known.marks.get(key, 0) for key in self.brand_keys), np.int64, count)
        self._told = told
        at, cells = (np.array([each[column] for each in told], np.int64) for column in (0, 1))
        self.has = np.zeros(count, np.int64)
        """Families of words in title and category."""
        np.bitwise_or.at(self.has, at, texts.has[cells])
        self.along = np.zeros(count, bool)
        """Whether what the title calls an accessory only comes with the goods."""
        for number in np.flatnonzero(texts.has[cells] & known.accessory).tolist():
            listing, text, named = told[number]
            if named:
                self.along[listing] = is_along(texts, text, known)
        self.goods = np.array(goods, np.int64)
        """Nice classes as bits."""
        for family, nice in known.classes:
            self.goods[self.has & family != 0] |= 1 << nice
        told_devices = self._tell_devices(cells)
        accessory = self.has & known.accessory != 0
        self.is_device = np.zeros(count, bool)
        """Whether the goods are a phone, a printer, a laptop themselves, and nothing that fits one."""
        self.is_device[at[told_devices]] = True
        self.is_device &= ~accessory | self.along
        for number in np.flatnonzero(told_devices & accessory[at] & ~self.along[at]).tolist():
            listing, text, _ = told[number]
            self.is_device[listing] |= _is_offered(texts, text, known)
        self._learn(rows)

    def _tell_devices(self, cells: Array) -> Array:
        """Which of these cells name a device that no connective governs: a tripod for smartphones is none."""
        texts, devices = self.texts, self.known.devices
        words = (texts.opens & devices != 0) & ~np.append(False, texts.governed)[:-1]
        named: Array = np.bincount(texts.cells[words], minlength=len(texts.values)) > 0
        of_signs: Array = texts.signs & (texts.has & devices != 0)
        told: Array = (named | of_signs)[cells]
        return told

    def _learn(self, rows: Rows) -> None:
        """Marks that are named, for the mentions beside them."""
        names, count = self.names, len(self.goods)
        marks, listing = names.marks[rows.name], rows.listing
        # A brand column that is a slip away from an ambiguous name says another name: Lumikko is no Lumikki, nor is Jewels Jewel.
        # Nor does "Jewel Paradise" name the brand Jewel, or "Tidak ada merk" (no brand) one that is called Ada.
        in_brand = (rows.field == FIELD["brand"]) & rows.whole
        sure = (names.flags[rows.name] & AMBIGUOUS == 0) | (in_brand & ~rows.altered)
        self._sure = distinct(self._code(listing[sure], marks[sure]))
        """Listings and marks named beyond doubt."""
        self._sure_count = np.bincount(self._sure // _MOST, minlength=count)
        keys = distinct(self._code(self._code(listing, marks), names.keys[rows.name]))
        self._spelt, times = np.unique(keys // _MOST, return_counts=True)
        self._spelt = self._spelt[times > 1]
        """Listings and marks named by several spellings."""
        self.brand_mark = np.full(count, NOTHING)
        """The mark that the brand cell names."""
        chosen = np.flatnonzero(sure & in_brand)
        self.brand_mark[listing[chosen]] = marks[chosen]
        self.toy_maker = self.brand_families & self.known.mark_bit["toy-makers"] != 0
        houses = np.flatnonzero(sure & (names.kinds[rows.name] == KIND["brand"]))
        self.houses: dict[int, dict[str, bool]] = {}
        """Listing → the brands named there beyond doubt, of the kind that has lines."""
        for number, row in zip(listing[houses].tolist(), rows.name[houses].tolist(), strict=True):
            self.houses.setdefault(number, {})[names.all[row].record.mark.text] = True
        self.toy_maker[listing[houses[names.families[rows.name[houses]] & self.known.mark_bit["toy-makers"] != 0]]] = True
        heading = sure & (in_brand | (rows.field == FIELD["title"]))
        self._heading = distinct(self._code(listing[heading], marks[heading]))
        heading &= names.owners[rows.name] != NOTHING
        self._heading_owners = distinct(self._code(listing[heading], names.owners[rows.name[heading]]))
        """Listings and the marks, and their owners, named beyond doubt in title and brand column."""
        owned = np.flatnonzero(sure & (names.owners[rows.name] != NOTHING))
        owners = self._code(listing[owned], names.owners[rows.name[owned]])
        self._of_owner = dict(zip(owners.tolist(), marks[owned].tolist(), strict=True))
        """Listing and owner → the last of the marks named beyond doubt that are his."""

    @staticmethod
    def _code(listing: Array, number: Array) -> Array:
        return listing * _MOST + number

    def is_sure(self, listing: Array, marks: Array) -> Array:
        """Whether these marks are named beyond doubt in their listings."""
        sure: Array = among(self._code(listing, marks), self._sure) & (marks != NOTHING)
        return sure

    def is_spelt_otherwise(self, listing: Array, marks: Array) -> Array:
        """Whether these marks are named by several spellings in their listings."""
        return among(self._code(listing, marks), self._spelt)

    def others(self, listing: Array, marks: Array) -> Array:
        """How many other marks are named beyond doubt in the listing."""
        return self._sure_count[listing] - self.is_sure(listing, marks)

    def is_in_heading(self, listing: Array, marks: Array, owners: Array) -> Array:
        """Whether title or brand column name these marks, or another of their owners'."""
        named: Array = among(self._code(listing, marks), self._heading)
        named |= among(self._code(listing, owners), self._heading_owners) & (owners != NOTHING)
        return named

    def has_of_owner(self, listing: Array, owners: Array, marks: Array) -> Array:
        """Whether the last of the sure marks in the listing that have this owner is another one."""
        last = map(self._of_owner.get, self._code(listing, owners).tolist(), marks.tolist())
        another: Array = (np.fromiter(last, np.int64, len(listing)) != marks) & (owners != NOTHING)
        return another

    def overlap(self, listing: Array, name: Array) -> Array:
        """Whether the goods' Nice classes and the mark's meet: see `OVERLAP`."""
        classes, goods = self.names.classes[name], self.goods[listing]
        return np.where((classes == 0) | (goods == 0), UNKNOWN, np.where(classes & goods == 0, NO, YES))

    def says(self, listing: int, words: frozenset[str]) -> bool:
        """Whether title or category say one of these folded words, or of the phrases and Chinese words among them."""
        texts = self._texts_of.get(listing, ())
        if not all(words.isdisjoint(self.texts.words_of(text)) for text in texts):
            return True
        phrases = _phrases(words)
        return bool(phrases) and any(phrase in f" {' '.join(self.texts.words_of(text))} " for text in texts for phrase in phrases)

    def is_lesson(self, listing: int) -> bool:
        """Whether the goods are a book or a course."""
        return any(_LESSON().search(self.texts.values[text]) for text in self._texts_of.get(listing, ()))

    @cached_property
    def _texts_of(self) -> dict[int, list[int]]:
        """Listing → texts of its title and category."""
        texts: dict[int, list[int]] = {}
        for listing, text, _ in self._told:
            texts.setdefault(listing, []).append(text)
        return texts

    def speaks_for(self, rows: Rows) -> Array:
        """Whether anything but the word itself points to the mark: brand cell, parent, the mark elsewhere, its context words."""
        names, listing = self.names, rows.listing
        marks = names.marks[rows.name]
        speaks = self.is_sure(listing, marks) | self.is_spelt_otherwise(listing, marks) | self.is_sure(listing, names.parents[rows.name])
        branded = self.has_brand[listing]
        speaks |= branded & ((self.brand_mark[listing] == marks) | (self.brand_number[listing] == names.keys[rows.name]))
        for row in np.flatnonzero(branded & ~speaks & (names.sizes[rows.name] > SHORT)).tolist():
            speaks[row] = self.brand_keys[listing[row]].startswith(names.all[rows.name[row]].key)
        # "Papo - Dragon King" among toys: the brand column names another maker of them than Dragon.
        for row in np.flatnonzero(~speaks & (names.contexts[rows.name] != 0) & (self.brand_mark[listing] == NOTHING)).tolist():
            speaks[row] = self.says(int(listing[row]), names.all[rows.name[row]].record.mark.context)
        return speaks


@lru_cache(1 << 12)
@lru_cache(1 << 12)
def _phrases(words: frozenset[str]) -> tuple[str, ...]:
    """Those of several words, a blank at either end, and those of Chinese signs, which no blank parts from others."""
    signs = {folded(each) for each in words if len(each) > 1 and all("\u4e00" <= sign <= "\u9fff" for sign in each)}
    return (*[f" {each} " for each in words if " " in each], *sorted(signs))


_MOST = 1 << 20
"""More than there are listings of a batch, or numbers of `Names`."""
OVERLAP = ("unknown", "no", "yes")
UNKNOWN, NO, YES = range(3)


def worth_a_look(scene: Scene, rows: Rows, written: Sequence[str]) -> Array:
    """Whether anything can make a mark of it: everyday words of long lists count only where something speaks for them."""
    names, texts, text = scene.names, scene.texts, rows.text
    flags = names.flags[rows.name]
    look: Array = flags & (AMBIGUOUS | OBSCURE) != AMBIGUOUS | OBSCURE
    start, end = texts.offsets[text] + rows.start, texts.offsets[text] + rows.end
    place = texts.place(start)
    openness = np.where(place < texts.stops[text], np.append(texts.openness, 0)[place], BEYOND)
    technology = names.families[rows.name] & scene.known.mark_bit["technology"] != 0
    branded, overlap = scene.has_brand[rows.listing], scene.overlap(rows.listing, rows.name)
    # "Realistic cat, faux fur" of the brand HellaPrints is no goods of Realistic's; Disney's Planes are made by Mattel.
    anothers = branded & (names.kinds[rows.name] == KIND["brand"])
    # The maker's name comes first: flare sleeves are no Cherry Mobile Flare.
    opening = ~anothers & (names.everyday_lines[rows.name] == 0)
    look |= (opening & (openness == 0)) | (technology & (scene.has[rows.listing] & scene.known.computers != 0))
    look |= among(texts.codes[end], _SIGNS)
    # A phone case fits no Ford Edge.
    look |= (place > texts.begins[text]) & np.append(False, texts.governed)[place] & (overlap != NO)
    look |= opening & (openness <= FAR) & (overlap == YES) & ~among(rows.listing, list(scene.houses))
    rest = np.flatnonzero(~look)
    look[rest] = scene.speaks_for(rows.of(rest))
    # A Zvezda tank, called MBT, is no shoe.
    silent = (texts.upper[text] >= MOSTLY) | (anothers & (names.sizes[rows.name] <= SHORT))
    for row in np.flatnonzero(~look & ~silent).tolist():
        said = written[row]
        if not said.islower() and not said.istitle() and said.isascii():
            look[row] = said == names.all[rows.name[row]].spelling
    return look


def is_along(texts: Texts, text: int, known: Vocabulary) -> bool:
    """Whether what this text calls an accessory only comes with the goods."""
    words = texts.words_of(text)
    return (
        (not MEMORY.isdisjoint(words) and _is_of_a_device(texts, text, known))
        or ("with" in words and _comes_with_it(texts, text, known))
        or (not texts.values[text].isascii() and _is_given_away(texts, text, known))
    )


def _is_of_a_device(texts: Texts, text: int, known: Vocabulary) -> bool:
    """Whether the only accessories named are parts of a device whose memory the title tells: "4 GB RAM, 5000 mAh battery"."""
    begin, stop = int(texts.begins[text]), int(texts.stops[text])
    accessories = np.flatnonzero(texts.opens[begin:stop] & known.accessory)
    return PARTS.issuperset([texts.words[begin + number] for number in accessories.tolist()])


def _comes_with_it(texts: Texts, text: int, known: Vocabulary) -> bool:
    """Whether the accessories follow a "with": "memory card with adapter", no "case compatible with Apple Watch"."""
    begin = int(texts.begins[text])
    place = begin + texts.words_of(text).index("with")
    if place == begin or texts.closes[place] & known.before or not texts.values[text].isascii():
        return False
    return not (texts.opens[begin:place] & known.accessory).any()


def _is_offered(texts: Texts, text: int, known: Vocabulary) -> bool:
    """Whether the device with which a text begins is what it offers: "Printer HP Smart Ink Tank", no "Phone holder" nor "Laptop charger"."""
    begin, stop = int(texts.begins[text]), int(texts.stops[text])
    first = texts.opens[begin : min(begin + 3, stop)]
    return bool((first[:1] & known.devices).any()) and not (first & known.accessory).any() and not texts.governed[begin:stop].any()


def _is_given_away(texts: Texts, text: int, known: Vocabulary) -> bool:
    """Whether every accessory is one that comes as a gift with a device: 送壳膜 苹果手机."""
    rest, gifts = _GIFT().subn(" ", texts.values[text])
    if not gifts or not texts.has[text] & known.computers:
        return False
    return not any(bits & known.accessory for _, _, bits in known.solo_in(simplified(rest)))


def _search_words(value: str) -> list[tuple[int, int]]:
    """Where a text puts phrases that shoppers type in for sentences: "laptop murah baru gaming. oppo a18 terbaru. hp second"; none where only one is so."""
    phrases = [(match.span(), match.group()) for match in _PHRASE().finditer(value[:READ])]
    short = [(span, phrase) for span, phrase in phrases if not {":", ","} & set(phrase) and 0 < len(phrase.split()) <= SEARCHED]
    typed = [
        span
        for span, phrase in short
        if phrase.islower() and phrase.isascii() and " " in phrase.strip() and _ENGLISH.isdisjoint(phrase.split())
    ]
    if len(typed) < SEVERAL_SEARCHES:
        return []
    first, last = typed[0][0], typed[-1][1]
    return [span for span, phrase in short if first <= span[0] and span[1] <= last and _ENGLISH.isdisjoint(phrase.lower().split())]


def _ends_a_sentence(before: str) -> bool:
    """Whether what follows this begins a sentence or a line: after a full stop, a line break, a picture."""
    before = before.rstrip(" \t\u3000\ufe0f")
    return before.endswith((".", "!", "?", "\n", "•", "。", "！", "？")) or unicodedata.category(before[-1:] or " ") == "So"


class Found(NamedTuple):
    """The features of some rows, row after row."""

    begins: Array
    """Row → place of its first feature."""
    features: Array
    """Numbers in `names`."""
    values: Array
    names: tuple[str, ...]

    def has(self, row: int, feature: str, *, taken: bool) -> bool:
        """Whether `of` holds the feature."""
        if taken and feature in {SILENCE, TAKEN}:
            return feature == TAKEN
        part = self.features[int(self.begins[row]) : int(self.begins[row + 1])]
        return feature in self.names and self.names.index(feature) in part.tolist()

    def of(self, row: int, *, taken: bool = False) -> dict[str, float]:
        """Feature → value; `taken`: the same letters were taken for the mark before."""
        part = slice(int(self.begins[row]), int(self.begins[row + 1]))
        found = dict(zip(map(self.names.__getitem__, self.features[part].tolist()), self.values[part].tolist(), strict=True))
        if taken:
            found.pop(SILENCE, None)
            found[TAKEN] = 1.0
        return found


class Evidence:
    """Everything that speaks for or against the rows' marks, and what it comes to: is it the mark, and for each use."""

    def __init__(self, scene: Scene, rows: Rows, written: Sequence[str], how: Sequence[str]) -> None:
        """`written`: the name as it stands in the cell; `how`: see `Context.how`."""
        self.scene, self.names, self.known, self.texts = scene, scene.names, scene.known, scene.texts
        self.rows, self.written = rows, written
        names, texts, name, text = self.names, self.texts, rows.name, rows.text
        self.named = list(map(names.all.__getitem__, name.tolist()))
        self.flags, self.families, self.words, self.kinds = names.flags[name], names.families[name], names.words[name], names.kinds[name]
        car_models = self.known.mark_bit["car-models"]
        self.is_car_model, self.families = self.families & car_models != 0, self.families & ~car_models
        self.sizes, self.marks = names.sizes[name], names.marks[name]
        self.ambiguous, self.obscure = self.flags & AMBIGUOUS != 0, self.flags & OBSCURE != 0
        self.genericised = self.kinds == GENERICISED
        marks = self._in_text(self.marks)
        plain = np.fromiter((one not in DISGUISES for one in how), bool, len(how)) & (rows.outer == NOTHING)
        self.plain_too = among(marks, marks[plain])
        """Whether the same text writes the mark plainly, too: what else it says is a slip and hides nothing."""
        self.score, self.scores = names.scores[name, 0], names.scores[name, 1:]
        """Row → logit; row, use → score."""
        self._searches: dict[int, list[tuple[int, int]]] = {}
        """Text → where what looks like search words begins and ends."""
        self._lists: dict[int, list[tuple[int, int]]] = {}
        """Text → where what stands behind a heading such as "Tags:" begins and ends."""
        self.parts: list[tuple[str, Array, Array]] = []
        """Feature, rows and values."""
        self.speaking = np.zeros(len(name), np.int64)
        """How many of `SPEAKING` hold."""
        self.overlap = scene.overlap(rows.listing, name)
        self.how = np.array(how, object)
        self.start, self.end = texts.offsets[text] + rows.start, texts.offsets[text] + rows.end
        # NOTE: what no word is has one row more than there are words, of nothing.
        nothing = len(texts.words)
        place, after = texts.place(self.start), texts.next(self.end)
        self.has_before, self.has_after = place > texts.begins[text], after < texts.stops[text]
        self.here = np.where(place < texts.stops[text], place, nothing)
        self.before, self.after = np.where(self.has_before, place - 1, nothing), np.where(self.has_after, after, nothing)
        self.place, self.next = place, after
        self.facts = np.append(texts.facts, 0)
        self.opens, self.closes = np.append(texts.opens, 0)[self.after], np.append(texts.closes, 0)[self.before]
        self.openness = np.append(texts.openness, BEYOND)[self.here]
        self.governed = np.append(texts.governed, False)[self.before]
        self.capitalised = texts.capitalised[text]
        self._about_field()
        brand_cell = self._about_brand()
        self._about_others(brand_cell)
        self._about_spelling()
        self._about_place()
        self._about_words()
        self._about_goods()
        self._about_other_houses()
        means_itself = self.ambiguous & (self.words & self.known.any_ordinary != 0) & ~self.genericised
        self.silent = means_itself & (self.speaking == 0)
        self.note(SILENCE, self.silent)
        self.placed = self.first & (self.speaking == 1) & self.ambiguous & self.obscure & (self.families == 0)
        """Everyday words of the long lists for which only their place speaks."""
        self._about_joints()

    @cached_property
    def found(self) -> Found:
        """What was found, without what it was found in."""
        rows = np.concatenate([at for _, at, _ in self.parts] or [np.zeros(0, np.int64)])
        order = np.argsort(rows, kind="stable")
        features = np.repeat(np.arange(len(self.parts), dtype=np.int16), [len(at) for _, at, _ in self.parts])[order]
        values = np.concatenate([values for _, _, values in self.parts] or [np.zeros(0)])[order]
        begins = np.searchsorted(rows[order], np.arange(len(self.named) + 1))
        return Found(begins, features, values, tuple(feature for feature, _, _ in self.parts))

    def taken(self, row: int) -> tuple[float, Array]:
        """What it comes to for an ambiguous name when the same letters were taken for the mark before."""
        score, scores = float(self.score[row]), self.scores[row].copy()
        for feature, times in ((TAKEN, 1), *(((SILENCE, -1),) if self.silent[row] else ())):
            score += times * self.known.mark.get(feature, 0.0)
            for use, weight in self.known.by_feature.get(feature, ()):
                scores[use] += times * weight
        return score, scores

    def note(self, feature: str, rows: Array, value: float | Array = 1.0) -> None:
        """The feature holds for these rows, which are given as a column of truth values."""
        at = np.flatnonzero(rows)
        if not len(at):
            return
        values = np.full(len(at), value) if isinstance(value, float) else value[at]
        self.parts.append((feature, at, values))
        if weight := self.known.mark.get(feature):
            self.score[at] += weight * values
        for use, weight in self.known.by_feature.get(feature, ()):
            self.scores[at, use] += weight * values
        if feature in SPEAKING:
            self.speaking[at] += 1

    def _in_text(self, marks: Array) -> Array:
        """Numbers that are the same for the same mark in the same text."""
        codes: Array = self.rows.text * _MOST + marks
        return codes

    def note_apart(self, feature: str, rows: Array) -> None:
        """The same evidence weighs differently for ambiguous names."""
        self.note(feature + "?", rows & self.ambiguous)
        self.note(feature, rows & ~self.ambiguous)

    def some(self, rows: Array, holds: Callable[[int], bool]) -> Array:
        """Those of the rows for which it holds: what only the letters tell is asked of few."""
        out = np.zeros(len(rows), bool)
        at = np.flatnonzero(rows)
        out[at] = list(map(holds, at.tolist()))
        return out

    def cell(self, row: int) -> str:
        """The text in which the name stands."""
        return self.texts.values[int(self.rows.text[row])]

    def _about_field(self) -> None:
        rows, names = self.rows, self.names
        for name in distinct(rows.field).tolist():
            self.note(f"field {FIELDS_BY_NUMBER[name]}", rows.field == name)
        for number, overlap in enumerate(OVERLAP):
            self.note_apart(f"class {overlap}", self.overlap == number)
        for how in sorted(set(self.how)):
            self.note(f"how {how}", self.how == how)
        slip = self.how == "typo"
        self.note_apart("short typo", slip & (self.sizes < SURE_SLIP))
        # The maker of Friendz writes his name so; a seller who hides a name hides it where it is sought.
        figures = self.kinds & (_CHARACTERS | _PERSONS) != 0
        doubtful = slip & (self.ambiguous | self.obscure | self.genericised | figures) & self.scene.has_brand[rows.listing]
        written = self.some(doubtful, self._is_the_brand_as_written)
        self.note("slip in the brand cell", written, np.where(self.genericised | figures, 2.0, 1.0))
        self.note("slip in running text", slip & (self.overlap != YES) & among(rows.field, _RUNNING))
        # Ronald is no Ronaldo, and a laptop stand of Striff's no teddy bear of Steiff's.
        alone = slip & ~self.plain_too & ~self.scene.is_sure(rows.listing, names.parents[rows.name])
        alias = self.some(alone & figures, lambda row: _key(self.named[row].record.mark.text) != self.named[row].key)
        toys = self.scene.has[rows.listing] & self.known.toys != 0
        self.note("slip of an alias", alias | (alone & ~toys & (self.families & self.known.mark_bit["toy-makers"] != 0)))
        parted = (self.how == "parted") & self.obscure
        several = (self.how == "plural") & self.obscure & ~self.ambiguous
        parted |= self.some(several, lambda row: " " in self.written[row] and " " not in self.named[row].spelling)
        parted = self.some(parted, lambda row: all(map(names.is_everyday, map(folded, self.written[row].split()))))
        small = self.some(parted, lambda row: self.written[row].split()[-1].islower())
        self.note("parted into ordinary words", parted, np.where(small, 1.6, 1.0))

    def _is_the_brand_as_written(self, row: int) -> bool:
        """Whether the brand cell says just these letters."""
        brand: str = self.scene.brand_keys[int(self.rows.listing[row])]
        return brand == _key(self.written[row])

    def _about_brand(self) -> Array:
        """Whether the brand cell says the mark."""
        scene, names, listing = self.scene, self.names, self.rows.listing
        outside = self.rows.field != FIELD["brand"]
        brand_mark, branded = scene.brand_mark[listing], scene.has_brand[listing]
        same: Array = branded & ((scene.brand_number[listing] == names.keys[self.rows.name]) | (brand_mark == self.marks))
        self.note("brand cell", same)
        self.same = same
        rest = branded & ~same
        of_parent = rest & (brand_mark != NOTHING) & (brand_mark == names.parents[self.rows.name])
        self.note("brand cell of the parent", of_parent)
        rest &= ~of_parent

        def alike(row: int) -> bool:
            """Whether the brand cell begins with this name, or this name with the brand cell: Benefit Cosmetics, Aurora World."""
            brand, key = scene.brand_keys[listing[row]], self.named[row].key
            return brand.startswith(key) or (len(brand) > SHORT and key.startswith(brand))

        like = self.some(rest & (self.sizes > SHORT), alike)
        self.note_apart("brand cell alike", like)
        self.of_another = branded & ~same & ~of_parent & ~like
        """Whether the brand column names another house."""
        another = rest & ~like & outside
        self.note_apart("another brand cell", another)
        self.note("another known brand cell", another & (brand_mark != NOTHING))
        self.note("brand cell of a toy maker", another & (scene.brand_families[listing] & self.known.mark_bit["toy-makers"] != 0))
        self.note("no brand cell", ~branded & outside)
        return same

    def _about_others(self, brand_cell: Array) -> None:
        """Marks named beside it, and its context words."""
        scene, names, known, listing = self.scene, self.names, self.known, self.rows.listing
        sure = scene.is_sure(listing, self.marks)
        self.note("same mark near", self.ambiguous & (sure | scene.is_spelt_otherwise(listing, self.marks)))
        of_parent = scene.is_sure(listing, names.parents[self.rows.name])
        self.note_apart("parent near", of_parent)
        self.note_apart("owner near", ~of_parent & scene.has_of_owner(listing, names.owners[self.rows.name], self.marks))
        others = scene.others(listing, self.marks)
        self.note("other marks near", others > 0, np.minimum(MOST_OTHERS, others).astype(float))
        wants = names.contexts[self.rows.name] != 0
        said = self.some(wants, lambda row: scene.says(int(listing[row]), self.named[row].record.mark.context))
        self.note_apart("context word missing", wants & ~said)
        self.note_apart("context word", said)
        doubtful = brand_cell & self.ambiguous
        figure = doubtful & wants & ~said & (self.kinds & _CHARACTERS != 0) & (self.words & known.any_ordinary != 0)
        self.note("everyday figure in the brand cell", figure)
        place = doubtful & ~figure & ~said & (self.kinds & _PLACES != 0)
        self.note("place in the brand cell", place)
        colour = doubtful & ~figure & ~place & (self.obscure | (wants & ~said)) & (self.words & known.colours != 0)
        repeated = self.some(colour, lambda row: scene.says(int(listing[row]), frozenset({self.named[row].key})))
        self.note("colour in the brand cell", colour, np.where(repeated, 1.0, 1.4))
        maker = self.families & known.mark_bit["toy-makers"] != 0
        namesake = doubtful & ~(figure | place | colour | maker) & self.obscure & (self.overlap == NO) & (self.kinds == KIND["brand"])
        # jewellery of Sterling Ltd is not from the maker of lorries
        namesake = self.some(namesake, lambda row: not scene.says(int(listing[row]), frozenset(folded(self.named[row].spelling).split())))
        # nor are slot cars and spectacles of Carrera from the maker of the car that is called so
        car = doubtful & ~(figure | place | colour | namesake) & (names.classes[self.rows.name] >> VEHICLES & 1 != 0)

        def is_a_line(row: int) -> bool:
            """No short form of the maker's own name, such as VW or Chevy, nor named beside him."""
            maker, key = self.named[row].record.mark.text, self.named[row].key
            other = key.isascii() and len(key) > SHORT and not _key(maker).startswith(key[:SHORT])
            return other and not scene.says(int(listing[row]), frozenset(folded(maker).split()))

        car = self.some(car, is_a_line)
        # table covers of Prime's are from no maker of chargers
        foreign = doubtful & ~(figure | place | colour | maker | namesake | car) & wants & ~said & (self.overlap == NO)
        foreign &= self.families & known.mark_bit["devices"] == 0
        foreign &= ~self.some(foreign & self.obscure, lambda row: "ambiguous curated" in self.named[row].features)
        everyday = self.some(foreign & self.obscure, lambda row: "everyday" in self.named[row].features)
        self.note("namesake in the brand cell", namesake | car | everyday, np.where(namesake, 1.0, 2.0))
        self.namesake = foreign & self.obscure & ~everyday & self.some(foreign, lambda row: " " not in self.named[row].spelling)
        """Names of one word that the brand column says of goods which their owners do not make."""

    def _about_spelling(self) -> None:
        """Capitals: they tell something only against the rest of the text."""
        names, texts, text, named, written, known = self.names, self.texts, self.rows.text, self.named, self.written, self.known
        count = len(written)
        lower = list(map(str.lower, written))
        upper = texts.upper[text]
        size = self.rows.end - self.rows.start
        is_lower = np.fromiter((one == other for one, other in zip(written, lower, strict=True)), bool, count)
        no_case = self.some(is_lower, lambda row: written[row] == written[row].upper())
        as_listed = np.fromiter((one == name.spelling for one, name in zip(written, named, strict=True)), bool, count)
        tails = ("?", self.ambiguous), ("~", ~self.ambiguous & self.obscure), ("", ~self.ambiguous & ~self.obscure)

        def note_apart(feature: str, rows: Array) -> None:
            for tail, which in tails:
                self.note(feature + tail, rows & which)

        note_apart("no case", no_case)
        # vivo Z5
        model = (self.families & known.mark_bit["devices"] != 0) & (self.openness == 0)
        model &= self.facts[self.after] & (LETTERS | FIGURES | ENDED | FIGURES_IN) == ENDED | FIGURES_IN
        small = is_lower & ~no_case & ~(as_listed & model)
        signs, capitalised = texts.signs[text], self.capitalised
        note_apart("small among signs", small & signs)
        note_apart("small among capitals", small & ~signs & (capitalised > 0.6))
        note_apart("small", small & ~signs & (capitalised <= 0.6) & (capitalised > 0))
        note_apart("all small", small & ~signs & (capitalised == 0))
        self.note("small foreign word", self.some(small & ~as_listed, lambda row: "foreign word" in named[row].features))
        self.note("small genericised", small & self.genericised)
        large = ~is_lower
        among_signs = large & signs & self.genericised
        self.note("capital among signs", among_signs)
        large &= ~among_signs
        among_small = large & (capitalised < 0.4) & self.has_before
        # "Always check the size": every sentence begins with a capital.
        opens = self.some(among_small & self.ambiguous, lambda row: _ends_a_sentence(self.cell(row)[: self.rows.start[row]]))
        note_apart("capital among small", among_small & ~opens)
        running = among(self.rows.field, _RUNNING)
        self.note("opens a sentence", opens & running)
        large &= ~among_small & (size > SHORT) & (upper < 0.4)
        note_apart("all capitals", self.some(large, lambda row: written[row].isupper()))
        cased = ~no_case
        missing = cased & (size <= SHORT)
        self.note(
            "capitals missing",
            self.some(missing, lambda row: named[row].spelling.isupper() and not written[row].isupper() and lower[row].isascii()),
        )
        own = self.some(cased & as_listed & (size > 1) & (upper < 0.6), lambda row: written[row][1:] != lower[row][1:])
        note_apart("written as the owner does", own)

        def begun(row: int) -> bool:
            spelling = named[row].spelling
            return " " in spelling and written[row][1:] == lower[row][1:] and spelling[1:] != spelling[1:].lower()

        self.note("phrase begun with a capital", self.some(cased & ~own & (self.ambiguous | self.obscure), begun))
        plural = cased & (self.how == "plural")
        note_apart("plural", plural)
        self.note(
            "short plural",
            self.some(
                plural & (self.sizes <= SHORT + 1),
                lambda row: bool(self.sizes[row] <= SHORT or self.obscure[row]) or names.is_spoken(folded(lower[row])),
            ),
        )
        self.note("ordinary plural", self.some(plural, lambda row: names.is_ordinary(lower[row])))
        accent = cased & (self.how == "accent")
        note_apart("accent", accent)
        # Where other words wear accents too, or without them it is a word, that is how the language is written.
        self.note(
            "short accent",
            self.some(
                accent & (self.sizes <= SHORT + 1),
                lambda row: texts.accented(text[row]) > 1 or names.is_spoken(named[row].key) or names.is_ordinary(lower[row]),
            ),
        )
        service = self.families & known.mark_bit["services"] != 0
        self.note("service in running text", service & running)
        marks, titled = self.rows.listing * _MOST + self.marks, among(self.rows.field, [FIELD["title"], FIELD["brand"]])
        itself = service & (self.names.parents[self.rows.name] == NOTHING)  # no Google Pixel
        self.note("service only used", itself & running & ~among(marks, marks[titled]))
        # "DHL free", 顺丰包邮
        self.note("shipping word near", service & ~running & ((self.opens | self.closes) & self.known.shipping != 0))

    def _is_in_signs(self, row: int) -> bool:
        return not self.written[row].isascii()

    def _is_a_name_before_signs(self, row: int) -> bool:
        """Whether letters with a capital open a title in signs: "COACH 皮革雙口袋後背包"."""
        written, found = self.written[row], self.named[row].features
        if len(written) <= SHORT or not written.isascii() or written.islower():
            return False
        told = written.isupper() and "ambiguous curated" in found and "ambiguous obscure" not in found
        return told or not self.names.is_ordinary(written.lower())

    def _about_place(self) -> None:
        """Where in the cell the name stands, and what surrounds it."""
        known, texts, text, rows, words = self.known, self.texts, self.rows.text, self.rows, self.texts.words
        begins, codes, start, end = texts.begins[text], texts.codes, self.start, self.end
        unopened = among(rows.field, NO_OPENING)
        doubtful = unopened & (self.ambiguous | self.genericised)
        coloured = doubtful & (rows.field == FIELD["variant"]) & (self.words & known.colours != 0)
        self.note("colour among variants", coloured)
        for field in NO_OPENING:
            self.note(f"among {FIELDS_BY_NUMBER[field]}", doubtful & ~coloured & (rows.field == field))
        first = ~unopened & (self.openness == 0)
        self.note_apart("first", first)
        following = np.append(texts.firsts, len(codes) - 1)[self.after]
        capital = self.some(first, lambda row: self.cell(row)[rows.start[row]].isupper())
        small_next = self.some(first & self.has_after, lambda row: chr(codes[following[row]]).islower())
        in_sentence = first & self.ambiguous & (self.capitalised < 0.5) & capital & small_next
        self.note(
            "first in sentence case", self.some(in_sentence, lambda row: not self.cell(row)[rows.start[row] + 1 : rows.end[row]].isupper())
        )

        def after_a_price(row: int) -> bool:
            before = self.cell(row)[: rows.start[row]]
            return ("$" in before or "." in before) and all(
                word.isdigit() or word in _CURRENCIES for word in words[begins[row] : self.place[row]]
            )

        self.note_apart("after a price", self.some(first & self.has_before, after_a_price))
        latin = first & self.ambiguous & texts.signs[text] & (self.overlap != NO) & (self.families & known.mark_bit["technology"] == 0)
        latin = self.some(latin, self._is_a_name_before_signs)
        self.note_apart("letters before signs", latin)
        self.first, self.first_obscure = first, first & self.ambiguous & self.obscure
        self.note("first obscure", self.first_obscure)
        # a film on Blu-ray
        carrier = (self.families & known.mark_bit["open-standards"] != 0) & (self.scene.has[rows.listing] & known.media != 0)
        self.note("genericised in front", first & self.genericised & capital & ~small_next & ~carrier)
        inside = ~unopened & ~first
        self.near_first = inside & (self.openness <= FAR)
        self.note_apart("near first", self.near_first)
        self.note("genericised inside", inside & self.genericised)
        by_itself = self.some(self.genericised, self._is_a_name_by_itself)
        sure = ((self.kinds & BRANDS != 0) & ~self.ambiguous & ~self.genericised) | by_itself
        beside = by_itself & (self.families & known.mark_bit["technology"] == 0)
        beside &= (self.has_before & among(self.place, self.next[sure])) | (self.has_after & among(self.next, self.place[sure]))
        self.note("genericised beside a brand", beside)
        self.note("late", self.place - begins > LATE)
        self.note_apart("last", ~self.has_after)
        blank = self.some(end + 1 < texts.ends[text], lambda row: chr(codes[end[row]]).isspace())
        self.note("sign", among(codes[end + blank], _SIGNS))
        # 寶馬牌 cups are a house's that is called so; 耐克牌 shoes are Nike's
        self.note("called so by another", (self.overlap != YES) & self.some(codes[end] == _BRAND_SIGN, self._is_in_signs))
        hyphen_after = self.ambiguous & among(codes[end], _HYPHENS)
        hyphen_before = self.ambiguous & (rows.start > 1) & among(codes[start - 1], _HYPHENS)
        hyphened = self.some(hyphen_after, lambda row: chr(codes[end[row] + 1]).isalnum())
        hyphened |= self.some(hyphen_before, lambda row: chr(codes[start[row] - 2]).isalnum())
        self.note("hyphened", hyphened)
        short = self.sizes <= SHORT
        code = self.some(hyphened & short & (end < texts.ends[text] - 1), lambda row: chr(codes[end[row] + 1]).isdigit())
        point = self.ambiguous & short & (codes[end] == ord("."))
        code |= self.some(point, lambda row: _NUMBER.match(self.cell(row), rows.end[row]) is not None)  # Mk.41
        like = self.some(among(codes[end], _HYPHENS) & self.has_after, lambda row: words[self.after[row]] == "like")

        def is_part(row: int) -> bool:
            brand, key = self.scene.brand_keys[rows.listing[row]], self.named[row].key
            return (
                len(brand) > len(key)
                and key in brand
                # NOTE: "&" is no letter of a key
                and brand
                in "".join(
                    [
                        word
                        for word in words[max(begins[row], self.place[row] - 3) : min(self.next[row] + 3, texts.stops[text[row]])]
                        if word != "and"
                    ]
                )
            )

        another = self.ambiguous & self.scene.has_brand[rows.listing] & (self.scene.brand_mark[rows.listing] != self.marks)
        another = self.some(another, is_part) | (self.ambiguous & (self.opens & known.house != 0))
        self.note("part of another brand", another)  # MT Creations, Butterfly Wears
        beside = np.stack((self.facts[self.before], self.facts[self.after]))
        codes_beside = ((beside & (LETTERS | FIGURES) == 0) & np.stack((self.has_before, self.has_after))).any(axis=0)
        code |= self.some(
            self.ambiguous & short & ~self.first & (self.scene.has[rows.listing] & known.computers != 0) & ~self.same, self._is_a_model
        )
        code |= self.some(self.ambiguous & short & codes_beside, lambda row: any(map(str.isdigit, self.named[row].key)))
        self.note("part of a code", code)
        # Moto X-Speed is no Moto X
        tied = ~self.ambiguous & self.has_after & among(codes[end], _HYPHENS)
        tied = self.some(tied, lambda row: chr(codes[end[row] + 1]).isalpha() and len(self.named[row].spelling.split()[-1]) == 1)
        self.note("cut at a hyphen", tied)
        self.note(
            "one of a row of codes", self.some((self.sizes == SHORT) & (self.kinds & BRANDS == 0) & ~self.same, self._is_one_of_codes)
        )
        self._imitated = like

    def _is_a_name_by_itself(self, row: int) -> bool:
        """Whether a genericised name is no word of the language, and not written like one: Crocs, Polaroid, no spin bike."""
        features = self.named[row].features
        return " " not in self.named[row].spelling + self.written[row] and not self.written[row].islower() and _PLAIN.isdisjoint(features)

    def _is_a_model(self, row: int) -> bool:
        """Whether letters and figures are as much a model's of some device: A1."""
        return any(map(str.isdigit, self.named[row].key))

    def _is_one_of_codes(self, row: int) -> bool:
        """Whether two words beside it differ from it in the last letter only: GTA, GTR, GTS."""
        key, place, after, text = self.named[row].key, self.place[row], self.next[row], self.rows.text[row]
        beside = (
            self.texts.words[max(place - 2, self.texts.begins[text]) : place]
            + self.texts.words[after : min(after + 2, self.texts.stops[text])]
        )
        return len({word for word in beside if len(word) == len(key) and word[:-1] == key[:-1] and word != key}) > 1

    def _about_words(self) -> None:
        """The words before and after it."""
        known, names, words, ambiguous = self.known, self.names, self.texts.words, self.ambiguous
        opens, closes, facts = self.opens, self.closes, self.facts[self.after]
        model = (facts & (LETTERS | FIGURES | ENDED | FIGURES_IN)) == ENDED | FIGURES_IN
        self.note_apart("model after", model)
        number = facts & FIGURES != 0
        self.note_apart("number after", number)
        self.numbered, self.measured = model | number, facts & FIGURE_FIRST != 0
        devices = self.families & known.mark_bit["devices"] != 0
        fitting = self.scene.has[self.rows.listing] & known.accessory != 0
        self.note("several models after", self.some(devices & (model | (number & ~fitting)), self._has_models_after))
        maybe = self.first_obscure & (facts & LETTERS != 0) & (opens & known.goods == 0)
        self.note("everyday word after", self.some(maybe, lambda row: names.is_everyday(words[self.after[row]])))
        # "phones like Samsung" names what it fits, and a "new style" is nobody's
        before = (closes & known.imitation_before != 0) & (closes & known.no_imitation == 0)
        after = self.some(opens & known.imitation_after != 0, self._is_imitated)
        self.note("imitation word", self._imitated | after | before)
        # a phone case with 3M adhesive, a watch with a Seiko movement
        inside = ~self.first & ~self.near_first & (self.kinds & BRANDS != 0)
        self.note("ingredient after", inside & (opens & known.ingredients != 0))
        self.note_apart("wearer after", self.first & (opens & known.wearers != 0))
        accessory = opens & known.accessory != 0
        self.note_apart("next accessory", accessory)
        # a Velcro strap fits no Velcro
        self.note("genericised before its thing", accessory & self.genericised & (self.openness != 0) & ~devices)
        self.note_apart("goods noun after", opens & known.goods != 0)
        self.compatible_after = opens & known.after != 0
        further = devices & ~self.compatible_after & (self.texts.has[self.rows.text] & known.after != 0)
        self.compatible_after |= self.some(further, self._is_followed_by_what_fits)
        self.note("compatibility after", self.compatible_after)
        figures = (self.kinds & _CHARACTERS != 0) & self.has_after & (self.texts.has[self.rows.text] & known.after != 0)
        sized = self.some(self.compatible_after | figures, self._is_sized)
        self.note("sized for it", sized)
        self.compatible_after |= sized
        motif = opens & known.marking != 0
        self.note("motif word after", motif)
        animal = ambiguous & (self.words & known.animals != 0)
        self.note("animal motif", animal & (motif | self.some(animal & self.has_after, lambda row: words[self.after[row]] in SHAPED)))
        series = opens & known.series_words != 0
        self.note_apart("series word after", series)
        # Thrax's Astra series of bags is no house's of that name.
        house = self.obscure & ~ambiguous & (self.kinds == KIND["brand"]) & (self.families == 0)
        named = self.some(
            series & house & (self.openness != 0) & ~self.same,
            lambda row: words[self.after[row]] in SERIES and not names.is_ordinary(words[self.texts.begins[self.rows.text[row]]]),
        )
        self.note("series of another", named)
        self.note("garment word near", ambiguous & (opens & known.swimwear != 0) & (names.garments[self.rows.name] != 0))
        self.note("material near", ambiguous & (opens & known.materials != 0))
        coloured = ambiguous & (self.words & known.colours != 0) & (opens & (known.goods | known.describing | known.animals) != 0)
        self.note("colour before a thing", coloured)
        # a tablet that supports a pencil is no accessory of it
        has = self.scene.has[self.rows.listing]
        supported = (closes & known.supporting != 0) & (has & known.computers != 0) & (has & known.accessory == 0)
        self.note("supported", supported)
        self.compatible_before = self.governed & self.has_before & ~supported
        self.note("compatibility before", self.compatible_before)
        self.note_apart("by", closes & known.makers_before != 0)
        self.note_apart("brand word before", closes & known.brand_words != 0)
        self.note_apart("goods noun before", closes & known.goods != 0)
        self.note("function word before", ambiguous & (closes & known.function != 0))
        self.note("first name before", ambiguous & (closes & known.first_names != 0))
        self.note("adjective before", ambiguous & (closes & known.describing != 0))
        figures = self.facts[self.before] & (FIGURES | FIGURE_FIRST) != 0
        # "Mega Bloks 97202 Halo" counts nothing
        figures &= ambiguous & ~self.some(self.facts[self.before] & FIGURES != 0, lambda row: len(words[self.before[row]]) >= ARTICLE)
        self.note("quantity before", ambiguous & ((closes & known.capacity != 0) | figures))
        # a treadmill of 4 HP, no 14 HP laptop
        goods = known.devices | known.accessory
        measure = figures & (self.words & known.capacity != 0) & (self.scene.has[self.rows.listing] & goods == 0)
        self.note("a measure", measure)

        def in_expression(row: int) -> bool:
            place, after = self.place[row], self.next[row]
            spans = self.texts.expressions[int(self.rows.text[row])]
            return any(first <= place and after <= last and last - first > after - place for first, last in spans)

        # "hp samsung", a phone, is Samsung's all the same
        inside = self.some(among(self.rows.text, list(self.texts.expressions)) & (ambiguous | ~devices), in_expression)
        short = self.some(inside, lambda row: "short for a line" in self.named[row].features)  # free shipping is no Nike Free
        self.note("part of an expression", inside & ambiguous & ~short)
        self.note("sure in an expression", inside & ~(ambiguous & ~short))

        # Whether the word is part of what a thing is called: polo shirt, shark fin, orange juice.
        part = np.zeros(len(ambiguous), bool)
        for beside, first in ((self.before, True), (self.after, False)):
            at = np.flatnonzero(ambiguous & (self.has_before if first else self.has_after))
            pairs = [(words[word], self.named[row].key) for word, row in zip(beside[at].tolist(), at.tolist(), strict=True)]
            part[at] |= names.are_goods([word + key if first else key + word for word, key in pairs])
        part |= ambiguous & (self.words & known.cuts != 0) & (opens & known.shirts != 0)
        self.note("part of a goods term", part)

    def _is_imitated(self, row: int) -> bool:
        """Whether the word of imitation after the name is its own: imitation leather imitates leather."""
        place, texts = int(self.after[row]), self.texts
        if not texts.words[place].startswith("imita") or place + 1 >= texts.stops[self.rows.text[row]]:
            return True
        return not texts.opens[place + 1] & self.known.materials

    def _is_followed_by_what_fits(self, row: int) -> bool:
        """Whether nothing but models and names stands between the name and a connective behind it: 蘋果 iOS 用, "Samsung S21 S22 compatible"."""
        texts, place = self.texts, self.next[row]
        stop = min(place + LOOK_AHEAD, texts.stops[self.rows.text[row]])
        while place < stop and (texts.named[place] or texts.facts[place] & FIGURES_IN):
            place += 1
        return bool(place < stop and texts.opens[place] & self.known.after)

    def _is_sized(self, row: int) -> bool:
        """Whether the goods have the size of what is called so: sleeves "Pokemon/MTG sized", and no "Nike size 9"."""
        texts, place, stop = self.texts, int(self.next[row]), self.texts.stops[self.rows.text[row]]
        while place < stop and texts.named[place]:
            place += 1
        return bool(place < stop and texts.opens[place] & self.known.after) and texts.words[place] in SIZED

    def _has_models_after(self, row: int) -> bool:
        """Whether so many models follow that no phone or car can be all of them: "Samsung Galaxy S5 S6 S7 S8"."""
        following = self.texts.words[self.next[row] : min(self.next[row] + LOOK_AHEAD, self.texts.stops[self.rows.text[row]])]
        models = {word for word in following if word[0].isalpha() and word[-1].isdigit() and len(word) <= LONGEST_MODEL}
        return len(models) >= SEVERAL_MODELS

    def _about_goods(self) -> None:
        """What kind of goods the listing offers, where it matters to what the mark does there."""
        scene, known, listing, families = self.scene, self.known, self.rows.listing, self.families
        has = scene.has[listing]
        devices, technology = families & known.mark_bit["devices"] != 0, families & known.mark_bit["technology"] != 0
        vehicle = self.names.classes[self.rows.name] >> VEHICLES & 1 != 0
        accessory = has & known.accessory != 0
        self.note("accessory goods", accessory)
        car_model = self.is_car_model & (
            among(listing, distinct(listing[devices & vehicle]))
            | (accessory & (scene.goods[listing] >> VEHICLES & 1 != 0) & (self.overlap != YES))
        )
        accessory |= (vehicle | car_model) & (has & known.vehicle_parts != 0)
        # "Parker ink" is his own; it is printers that take anybody's.
        pens = (families & known.mark_bit["pens"] != 0) & self.first
        connected = self.compatible_before | self.compatible_after
        # A model kit among "Parts & Accessories" fits no motorcycle.
        models = (has & known.models != 0) & (vehicle | (has & known.computers == 0))
        scaled = models & (vehicle | scene.toy_maker[listing]) & ~connected
        # what follows a maker of cars on a car mat is his model: "Car Mat Tata Victa"
        others = known.mark_bit["accessory-makers"] | known.mark_bit["toy-makers"]
        model = self.has_before & among(self.before, self.next[devices & vehicle] - 1) & (families & others == 0)
        model |= car_model  # "for Tata Nexon, Baleno" names no maker of shoes
        of_device = accessory & (devices | model) & ~scene.along[listing] & ~pens & ~scaled
        # "Smart anchor by Panasonic, plug adaptor" fits no Panasonic; a cable from iPhone to TV does.
        maybe_made = of_device & ~connected & (self.closes & known.makers_before != 0)
        of_device &= ~self.some(maybe_made, lambda row: self.texts.words[self.before[row]] in MADE_BY)
        self.note_apart("accessory and device", of_device)
        self.of_device = of_device
        self.note("connective and accessory", of_device & connected)
        genuine = of_device & ~connected & (has & known.genuine != 0) & (self.first | self.near_first)
        # What the title offers as the maker's own is his in the description, too.
        marks, field = listing * _MOST + self.marks, self.rows.field
        running = among(field, _RUNNING)
        genuine |= of_device & ~connected & ~self.numbered & running & among(marks, marks[genuine & (field == FIELD["title"])])
        self.note("accessory claimed genuine", genuine)
        # "Samsung 25W travel adapter" is offered as his, "Samsung S21 charger" fits one of his
        makes = of_device & self.first & (has & known.own_accessories != 0) & ~vehicle & ~connected
        fits = among(self.after, self.here[devices]) | (self.facts[self.after] & FIGURES != 0) | (self.numbered & ~self.measured)
        named = np.append(self.texts.closes, 0)[self.next - 1] & known.own_accessories != 0  # Mi Power Bank
        self.note("maker of such accessories", (makes & named) | self.some(makes & ~named & ~fits, self._is_a_house))
        self.note("appliance after its maker", accessory & (has & known.appliances != 0) & self.first & ~self.compatible_before)
        carrier = (families & known.mark_bit["carriers"] != 0) & ~running & ~self.same
        self.note("carrier of a device", carrier & (has & known.computers != 0))
        version = families & known.mark_bit["version-names"] != 0
        self.note("version of a system", self.some(version, self._is_a_version))
        self.note("technology in a device", technology & (has & known.computers != 0))
        program = technology & (self.kinds & BRANDS != 0) & (self.names.classes[self.rows.name] >> SOFTWARE & 1 != 0) & ~self.same
        program &= has & (known.computers | known.accessory | known.marking) == 0
        self.note("lesson on a program", self.some(program, lambda row: scene.is_lesson(int(listing[row]))))
        # whoever makes an HDMI cable or an Android tablet
        open_standard = families & known.mark_bit["open-standards"] != 0
        self.note("open standard in a device", open_standard & (has & (known.computers | known.accessory | known.media) != 0))
        brands = self.kinds & BRANDS != 0
        self.note("scale model", (self.genericised | brands) & devices & models)
        self.note("brand of other goods", brands & (self.overlap == NO))
        # "room freshener with Flexi control spray" names no maker of leashes
        # Adidas Questar BYD are shoes and no car
        elsewhere = (
            devices
            & vehicle
            & (families & known.mark_bit["emblems"] == 0)
            & (self.sizes <= SHORT)
            & ~self.first
            & ~connected
            & ~self.same
            & (self.rows.field == FIELD["title"])
        )
        elsewhere &= has & (known.computers | known.devices | known.accessory | known.vehicle_parts | known.models | known.toys) == 0
        elsewhere &= (scene.goods[listing] != 0) & (scene.goods[listing] >> VEHICLES & 1 == 0) & (scene.others(listing, self.marks) > 0)
        self.note("short among other goods", elsewhere)
        inside = brands & self.obscure & ~self.ambiguous & (self.overlap == NO) & (self.rows.field == FIELD["title"]) & (families == 0)
        inside &= (
            ~self.first
            & ~self.near_first
            & ~self.same
            & ~connected
            & ~of_device
            & ~self.is_car_model
            & (self.closes & known.makers_before == 0)
        )
        self.note("obscure among other goods", self.some(inside, lambda row: " " not in self.named[row].spelling))
        self.note("brand and motif", brands & (has & known.marking != 0))
        emblem = brands & (families & known.mark_bit["emblems"] != 0) & (has & known.theme != 0)
        phone = ~vehicle & (has & known.marking == 0)
        self.note("emblem on goods", emblem & ~(of_device & (phone | self.numbered)))  # 苹果 on a shirt, no 苹果7plus on a case
        figure = ~brands & (self.kinds & (GENERICISED | KIND["certification"] | KIND["material"]) == 0)
        self.note("figure", figure)
        toys, by_toy_maker = figure & (has & known.toys != 0), scene.toy_maker[listing]
        self.note("figure and toy", toys)
        self.note("toy of nobody's", toys & ~scene.has_brand[listing] & ~by_toy_maker)
        self.note("figure and medium", figure & (has & known.media != 0))
        self.note("figure and theme goods", figure & (has & known.theme != 0))
        self.note("figure and motif", figure & (has & known.marking != 0))
        self.note("figure by a toy maker", figure & by_toy_maker)
        self.note("garment word in the listing", (self.names.garments[self.rows.name] != 0) & (has & known.swimwear != 0))

    def _about_other_houses(self) -> None:
        """Houses that running text names beside the one whose goods they are."""
        scene, known, names, listing = self.scene, self.known, self.names, self.rows.listing
        device, devices = scene.is_device[listing], self.families & known.mark_bit["devices"] != 0
        nobodys = ~scene.has_brand[listing]
        other = (self.of_another | nobodys) & among(self.rows.field, _RUNNING) & (self.kinds & BRANDS != 0)
        other &= self.families & (known.mark_bit["technology"] | known.mark_bit["services"]) == 0
        other &= ~(self.compatible_before | self.compatible_after) & (device | ~self.of_device) & (~self.ambiguous | (device & devices))
        other &= ~scene.is_in_heading(listing, self.marks, names.owners[self.rows.name])
        # "laptop asus vivobook 14. laptop murah baru gaming." of an HP laptop
        sought = self.some(other, self._is_sought)
        # Goods of no brand may be what their search words say, where these name but one house.
        owners = names.owners[self.rows.name]
        houses = np.where(owners != NOTHING, owners, self.marks)
        named = distinct(listing[sought] * _MOST + houses[sought]) // _MOST
        sought &= ~nobodys | (np.bincount(named, minlength=len(scene.goods))[listing] > 1)
        other &= ~nobodys
        spoken = other & ~sought & device & devices
        named = distinct(listing[spoken] * _MOST + self.marks[spoken]) // _MOST
        sought |= spoken & (np.bincount(named, minlength=len(scene.goods))[listing] >= SEVERAL_HOUSES)
        self.note("another house's in search words", sought)
        listed = among(self.rows.field, _RUNNING) & (self.kinds & (BRANDS | _PERSONS) != 0) & ~sought & ~self.of_device & ~self.same
        listed &= ~(self.compatible_before | self.compatible_after) & ~scene.is_in_heading(
            listing, self.marks, names.owners[self.rows.name]
        )
        listed &= self.families & (known.mark_bit["technology"] | known.mark_bit["services"]) == 0
        # what goods fit stands in rows, too
        listed &= self.families & known.mark_bit["devices"] == 0
        row_of_names = listed & self._in_a_row()
        # Goods sought by the names of many: devices and systems among them, which alone may be what the goods fit.
        brands = self.kinds & (BRANDS | _PERSONS | _CHARACTERS) != 0
        run_on = brands & among(self.rows.field, _RUNNING) & ~self.of_device & ~self.same & ~sought
        run_on &= ~(self.compatible_before | self.compatible_after) & ~scene.is_in_heading(listing, self.marks, owners)
        sure = run_on & ~self.ambiguous & (self.families & (known.mark_bit["technology"] | known.mark_bit["services"]) == 0)
        sure &= self.families & known.mark_bit["devices"] == 0
        row_of_names |= run_on & (self._runs_on(sure, houses) | self.some(run_on, self._is_listed))
        self.note("in a row of names", row_of_names)
        # the Sony sensor of a Samsung phone
        self.note("another house's in a device", spoken & ~sought)

    def _in_a_row(self) -> Array:
        """Whether so many names stand side by side that no goods can be of all of them: "Topps Doncic Jordan Lakers MLB Jeter"."""
        apart = np.flatnonzero(self.rows.outer == NOTHING)
        text, gap = self.rows.text[apart], self.place[apart[1:]] - self.next[apart[:-1]]
        run = np.cumsum(np.append(0, (text[1:] != text[:-1]) | (gap < 0) | (gap > 1)))
        named = distinct(run * _MOST + self.marks[apart]) // _MOST
        in_a_row = np.zeros(len(self.marks), bool)
        in_a_row[apart] = np.bincount(named, minlength=len(apart))[run] >= SEVERAL_NAMES
        return in_a_row

    def _runs_on(self, sure: Array, houses: Array) -> Array:
        """Whether the names of so many owners follow each other in words that make no sentence: "Naruto demon cars Disney NES sega movies Xbox"."""
        out = np.zeros(len(sure), bool)
        several = np.bincount(self.rows.text[sure], minlength=len(self.texts.values)) >= SEVERAL_OWNERS
        at = np.flatnonzero((self.rows.outer == NOTHING) & several[self.rows.text])
        if not len(at):
            return out
        at = at[np.argsort(self.place[at], kind="stable")]
        known, words = self.known, self.texts.words
        linked = np.concatenate(([0], np.cumsum(np.fromiter(map(_ENGLISH.__contains__, words), bool, len(words)))))
        fits = np.concatenate(([0], np.cumsum(self.texts.closes & known.before != 0)))
        ends, begins = self.next[at[:-1]], self.place[at[1:]]
        breaks = (self.rows.text[at[1:]] != self.rows.text[at[:-1]]) | (begins - ends > RUN_ON)
        breaks |= (linked[begins] - linked[ends] >= LINKED) | (fits[begins] > fits[ends])
        run = np.cumsum(np.append(0, breaks))
        named = distinct((run * _MOST + houses[at])[sure[at]]) // _MOST
        out[at] = np.bincount(named, minlength=len(at))[run] >= SEVERAL_OWNERS
        return out

    def _is_listed(self, row: int) -> bool:
        """Whether the name stands behind a heading such as "Tags:"."""
        text, start = int(self.rows.text[row]), int(self.rows.start[row])
        if text not in self._lists:
            self._lists[text] = [match.span() for match in _LISTED().finditer(self.texts.values[text])]
        return any(first <= start < last for first, last in self._lists[text])

    def _is_a_version(self, row: int) -> bool:
        """Whether the name is that of a version: Android 8.1 Oreo."""
        place = self.place[row]
        return "android" in self.texts.words[max(place - 3, self.texts.begins[self.rows.text[row]]) : place]

    def _is_sought(self, row: int) -> bool:
        """Whether the name stands among what shoppers type: a few words, a full stop, a few other words."""
        text = int(self.rows.text[row])
        if text not in self._searches:
            self._searches[text] = _search_words(self.texts.values[text])
        start = int(self.rows.start[row])
        return any(first <= start < last for first, last in self._searches[text])

    def _is_a_house(self, row: int) -> bool:
        """Whether the mark is no line of a maker's: Samsung and Oral-B are none, MacBook is one of Apple's."""
        mark, marks = self.named[row].record.mark, self.known.marks
        if self.scene.says(int(self.rows.listing[row]), REPLACED):
            return False
        owner = (mark.owner or "").split()[:1]
        line = any(marks.get(_key(word), 0) & self.known.mark_bit["devices"] for word in owner)
        return not line or _key(mark.owner or "").startswith(_key(mark.text))

    def _about_joints(self) -> None:
        names = self.names
        self.note_apart("joined", self.rows.joined)
        self.note(
            "joined into a word",
            self.some(
                self.rows.joined,
                lambda row: names.is_everyday(self.named[row].key) or bool(self.obscure[row] and names.is_spoken(self.named[row].key)),
            ),
        )


BEYOND = 9
"""How far from the opening what follows the last word counts."""
FIELDS_BY_NUMBER = tuple(FIELDS)
_RUNNING = tuple(FIELD[name] for name in RUNNING)
