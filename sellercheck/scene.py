"""What listings say besides a name that stands in them: `Rows`, `Scene`.

Rows are where names stand in some listings, a row a sighting; a scene is what else these listings say.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from sellercheck import text as folding
from sellercheck.arrays import Array, among, distinct
from sellercheck.index import AMBIGUOUS, OBSCURE
from sellercheck.listing import FIELDS, Listing
from sellercheck.names import KIND, NOTHING, Names
from sellercheck.patterns import shape
from sellercheck.reading import FAR, Texts
from sellercheck.vocabulary import Vocabulary, folded, simplified

SHORT = 3
"""Most letters of a short name."""
MOSTLY = 0.5
"""Share of words in capitals from which on they tell nothing."""
BEYOND = 9
"""How far from the opening what follows the last word counts."""
FIELD = {name: number for number, name in enumerate(FIELDS)}
MEMORY = frozenset({"ram", "rom"})
"""Words for what a phone or computer remembers with: the title tells its parts."""
PARTS = frozenset({"battery", "batteries", "baterai", "bateria", "charging", "charger", "stylus", "touch", "bezel", "cable"})
"""First words of accessories that a device has or comes with."""
OVERLAP = ("unknown", "no", "yes")
"""Whether the Nice classes of goods and mark meet, by `UNKNOWN`, `NO`, `YES`."""
UNKNOWN, NO, YES = range(3)
MANY = 1 << 20
"""More than there are listings of a batch, or numbers of `Names`."""
_LESSON = shape(
    r"(?i)\b(?:(?:e-?|text|hand|cook|work)?books?|paperback|hardcover|tutorials?|courses?|(?:beginner['’]?s|study|reference|complete|essential|programming) guide|"
    r"guide (?:to|for)|for dummies|lehrbuch|buch|libros?|livres?|livros?|buku|cursos?|kursus)\b|"
    r"书籍|書籍|图书|圖書|教程|教材|课程|課程|程序设计|程式設計|编程|(?:实战|實戰|开发|開發|框架|学习|學習)指南|从入门到|入门到"
)
"""What books and courses are called."""
_GIFT = shape(r"[送赠贈][^\s/，,。】\]）)]{1,12}")
SIGNS = np.array([ord(char) for char in "®™"])
key_of = lru_cache(65536)(folding.key)


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
        return Rows(*[column.take(rows) for column in self])


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
        keys = [key_of(listing.first("brand")) if "brand" in listing.sheet.by_field else "" for listing in listings]
        self.brand_keys = ["" if key in known.no_brand else key for key in keys]
        self.brand_number = np.fromiter((names.numbers.get(key, NOTHING) if key else NOTHING for key in self.brand_keys), np.int64, count)
        self.has_brand = np.fromiter(map(bool, self.brand_keys), bool, count)
        self.brand_families = np.fromiter((known.marks.get(key, 0) for key in self.brand_keys), np.int64, count)
        self._told = told
        self._said: dict[int, list[str]] = {}
        """Listing → words of its title and category, a line break between them."""
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
        self._sure_count = np.bincount(self._sure // MANY, minlength=count)
        keys = distinct(self._code(self._code(listing, marks), names.keys[rows.name]))
        self._spelt, times = np.unique(keys // MANY, return_counts=True)
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
        self.has_house = np.zeros(count, bool)
        self.has_house[listing[houses]] = True
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
        return listing * MANY + number

    def is_sure(self, listing: Array, marks: Array) -> Array:
        """Whether these marks are named beyond doubt in their listings."""
        sure, at = np.zeros(len(marks), bool), np.flatnonzero(marks != NOTHING)
        sure[at] = among(self._code(listing[at], marks[at]), self._sure)
        return sure

    def is_spelt_otherwise(self, listing: Array, marks: Array) -> Array:
        """Whether these marks are named by several spellings in their listings."""
        return among(self._code(listing, marks), self._spelt)

    def others(self, listing: Array, sure: Array) -> Array:
        """How many other marks are named beyond doubt in the listing; `sure`: whether this one is."""
        return self._sure_count[listing] - sure

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
        said = self._said.get(listing)
        if said is None:
            parts = [self.texts.words_of(text) for text in self._texts_of.get(listing, ())]
            said = self._said[listing] = parts[0] if len(parts) == 1 else [word for part in parts for word in (*part, "\n")]
        if not words.isdisjoint(said):
            return True
        phrases = _phrases(words)
        if not phrases:
            return False
        return any(map(f" {' '.join(said)} ".__contains__, phrases))

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
        asked = np.flatnonzero(~speaks & (names.contexts[rows.name] != 0) & (self.brand_mark[listing] == NOTHING))
        contexts = [names.all[name].record.mark.context for name in rows.name[asked].tolist()]
        speaks[asked] = list(map(self.says, listing[asked].tolist(), contexts))
        return speaks


@lru_cache(1 << 12)
def _phrases(words: frozenset[str]) -> tuple[str, ...]:
    """Those of several words, a blank at either end, and those of Chinese signs, which no blank parts from others."""
    signs = {folded(each) for each in words if len(each) > 1 and all("\u4e00" <= sign <= "\u9fff" for sign in each)}
    return (*[f" {each} " for each in words if " " in each], *sorted(signs))


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
    look |= among(texts.codes[end], SIGNS)
    # A phone case fits no Ford Edge.
    look |= (place > texts.begins[text]) & np.append(False, texts.governed)[place] & (overlap != NO)
    look |= opening & (openness <= FAR) & (overlap == YES) & ~scene.has_house[rows.listing]
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
