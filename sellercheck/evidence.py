"""What in a listing speaks for and against a mark: `Evidence`.

Found a feature at a time, for all rows of a scene at once, and summed up by the two models of `data/context.json` on the way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from sellercheck.arrays import Array, among, distinct
from sellercheck.crowds import Crowds
from sellercheck.index import AMBIGUOUS, OBSCURE
from sellercheck.listing import FIELDS
from sellercheck.names import KIND, NOTHING, VEHICLES
from sellercheck.reading import BLANKS, FAR, LOWER, UPPER, cases
from sellercheck.scene import BEYOND, FIELD, MANY, NO, OVERLAP, SHORT, SIGNS, YES, Rows, Scene, key_of
from sellercheck.vocabulary import ENDED, FIGURE_FIRST, FIGURES, FIGURES_IN, LETTERS, folded

DISGUISES = frozenset({"homoglyph", "zero-width", "spaced", "letters", "leetspeak", "doubled", "typo", "split"})
"""Ways of spelling that hide a name from a machine; full-width and accents are ordinary in their languages."""
CHARACTERS = frozenset({"character", "franchise", "celebrity"})
"""Kinds of marks after which a seller may have named a house of his own: Wicked, Frozen."""
SURE_SLIP = 9
"""Letters from which on a name with a slip in it is seldom another word."""
LATE = 8
"""So many words further on, a name stands late."""
ARTICLE = 5
"""Figures from which on a number is an article's."""
MOST_OTHERS = 3
"""More marks beside it count no more."""
SEVERAL_MODELS, LONGEST_MODEL, LOOK_AHEAD = 4, 6, 10
"""So many models of at most so many letters, among so many words after a name, are what the goods fit."""
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
_PLAIN = frozenset({"ambiguous genericised", "everyday genericised", "generic goods word"})
"""Features of genericised names that are words all the same."""
KINDS_OF_ANIMALS = frozenset({"animal", "animals", "bird", "insect", "insects", "fish", "dinosaur"})
"""Words after an animal that say what it is."""
GROWN = frozenset(
    {
        "seed",
        "seeds",
        "plant",
        "plants",
        "tree",
        "trees",
        "bush",
        "jam",
        "juice",
        "syrup",
        "leaves",
        "extract",
        "flavor",
        "flavour",
        "flavored",
        "flavoured",
    }
)
"""Words after a plant for what is made of it."""
SHAPED = frozenset({"design", "designs", "shape", "shapes", "shaped"})
"""Words after what a thing looks like."""
REPLACED = frozenset({"replacement", "replacements", "spare", "ersatz", "repuesto", "ricambio", "aftermarket", "substitute"})
"""Words for what stands in for a maker's own."""
STRAPS = frozenset(
    {
        "strap",
        "straps",
        "band",
        "bands",
        "watchband",
        "watchbands",
        "bracelet",
        "bracelets",
        "correa",
        "correas",
        "pulseira",
        "cinturino",
        "armband",
        "uhrenarmband",
        "tali",
    }
)
"""Words for what holds a watch."""
WATCHES = frozenset(
    {
        "watch",
        "watches",
        "chronograph",
        "reloj",
        "relojes",
        "relógio",
        "montre",
        "montres",
        "uhr",
        "uhren",
        "orologio",
        "jam",
        "smartwatch",
        "automatic",
        "quartz",
        "digital",
    }
)
"""Words that offer a watch, where no word for a strap follows."""
MADE_BY = frozenset({"by", "oleh"})
"""Words before the name of him who made the goods."""
SIZED = frozenset({"size", "sized"})
"""Words after what goods have the size of."""
SOFTWARE = 42
"""Nice class of programs offered as a service."""
SERIES = frozenset({"series", "serie", "seri", "série", "collection", "colección", "coleção", "range", "系列", "シリーズ"})
"""Words after what a maker calls some of his goods."""
SEVERAL_HOUSES = 3
"""So many other makers of devices in a device's description are named to be found."""
LOOSE = frozenset({"style", "look"})
"""Words of imitation that say as often what the goods are like without a name: casual style."""
SEEN = frozenset(
    {"like", "at", "for", "great", "good", "nice", "amazing", "awesome", "stunning", "so", "very", "even", "more", "just", "really", "perfect", "forward",
     "no", "out", "new", "better", "best", "beautiful", "fantastic", "as", "book", "up"}
)  # fmt: skip
"""Words after the verb "look"."""
COMPATIBLE = ("compatible", "kompatib", "compatib")
"""How the word that says so begins."""
CONNECTED = frozenset({"with", "for", "to", "con", "com", "avec", "pour", "para", "mit", "dengan", "per", "met", "med", "and", "or"})
"""Words behind "compatible" that lead on to what with."""
DUPES = frozenset({"dupe", "dupes", "lookalike", "lookalikes", "knockoff", "knockoffs"})
"""Words of imitation that stand behind the thing and not behind the name."""
_BREAKS = re.compile(r"[.,;:!?|。，；：！？、]")
_NUMBER = re.compile(r"\. ?\d")
_HYPHENS = np.array([ord(char) for char in "-‐‑–"])
_BRAND_SIGN = ord("牌")
_CURRENCIES = frozenset({"usd", "eur", "us", "rm", "rp", "php", "gbp", "sgd"})


def _are(some: Array, codes: Array, case: int) -> Array:
    """Which of some characters, of these code points, are of this case."""
    are = np.zeros(len(some), bool)
    are[some] = cases(codes[some]) == case
    return are


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
    numbers: Mapping[str, int]
    """Where each stands in `names`."""

    def has(self, row: int, feature: str, *, taken: bool) -> bool:
        """Whether `of` holds the feature."""
        if taken and feature in {SILENCE, TAKEN}:
            return feature == TAKEN
        number = self.numbers.get(feature)
        return number is not None and number in self.features[self.begins[row] : self.begins[row + 1]].tolist()

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
        self.parts: list[tuple[str, Array, Array]] = []
        """Feature, rows and values."""
        self.speaking = np.zeros(len(name), np.int64)
        """How many of `SPEAKING` hold."""
        self.overlap = scene.overlap(rows.listing, name)
        self.sure, self.parent_sure = scene.is_sure(rows.listing, self.marks), scene.is_sure(rows.listing, names.parents[name])
        """Whether the mark, or its parent, is named beyond doubt in the listing."""
        self.others = scene.others(rows.listing, self.sure)
        """How many other marks are."""
        self.how = np.array(how, object)
        self.start, self.end = texts.offsets[text] + rows.start, texts.offsets[text] + rows.end
        # NOTE: what no word is has one row more than there are words, of nothing.
        nothing = len(texts.words)
        place, after = texts.place(self.start), texts.next(self.end)
        self.has_before, self.has_after = place > texts.begins[text], after < texts.stops[text]
        self.here = np.where(place < texts.stops[text], place, nothing)
        self.before, self.after = np.where(self.has_before, place - 1, nothing), np.where(self.has_after, after, nothing)
        self.place, self.next = place, after
        self.crowds = Crowds(texts, rows, self.marks, place, after)
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
        names = tuple(feature for feature, _, _ in self.parts)
        return Found(begins, features, values, names, {feature: number for number, feature in enumerate(names)})

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
        codes: Array = self.rows.text * MANY + marks
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
        alone = slip & ~self.plain_too & ~self.parent_sure
        alias = self.some(alone & figures, lambda row: key_of(self.named[row].record.mark.text) != self.named[row].key)
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
        return brand == key_of(self.written[row])

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
        self.note("same mark near", self.ambiguous & (self.sure | scene.is_spelt_otherwise(listing, self.marks)))
        self.note_apart("parent near", self.parent_sure)
        self.note_apart("owner near", ~self.parent_sure & scene.has_of_owner(listing, names.owners[self.rows.name], self.marks))
        self.note("other marks near", self.others > 0, np.minimum(MOST_OTHERS, self.others).astype(float))
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
            other = key.isascii() and len(key) > SHORT and not key_of(maker).startswith(key[:SHORT])
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

        phrase = self.genericised & cased & ~self.same

        def of_plain_words(row: int) -> bool:
            """Whether a phrase that nobody writes as a name holds none: Allen key, no Ugg boots."""
            return " " in written[row] and written[row][1:] == lower[row][1:] and not names.is_sure(written[row].split()[0])

        self.note("genericised phrase", self.some(phrase, of_plain_words))
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
        marks, titled = self.rows.listing * MANY + self.marks, among(self.rows.field, [FIELD["title"], FIELD["brand"]])
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
        capital = _are(first, codes[start], UPPER)
        small_next = _are(first & self.has_after, codes[following], LOWER)
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
        blank = (end + 1 < texts.ends[text]) & among(codes[end], BLANKS)
        self.note("sign", among(codes[end + blank], SIGNS))
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
        maybe = (self.opens & known.imitation_before != 0) & (among(codes[end], _HYPHENS) | blank) & self.has_after
        like = self.some(maybe, self._is_it_like)

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
        before = self.some((closes & known.imitation_before != 0) & (closes & known.no_imitation == 0), self._is_likened)
        after = self.some(opens & known.imitation_after != 0, self._is_imitated)
        after |= self.some(opens & known.goods != 0, self._is_imitated_as_a_thing)
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
        kind = self.some(animal & self.has_after, lambda row: words[self.after[row]] in SHAPED | KINDS_OF_ANIMALS)
        self.note("animal motif", animal & (motif | kind))
        # Kinder is for whom a raincoat is, where nothing is said of chocolate.
        wants = names.contexts[self.rows.name] != 0
        worn = self.some(
            ambiguous & wants & ~self.same & (self.words & known.wearers != 0),
            lambda row: not self.scene.says(int(self.rows.listing[row]), self.named[row].record.mark.context),
        )
        self.note("wearer word", worn)
        self.note("shaped like it", self.some(ambiguous & ~animal & self.has_after, lambda row: words[self.after[row]] in SHAPED))
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
        # a clear case, blackberry seeds
        plain = (
            ambiguous
            & self.obscure
            & ~self.same
            & (self.words & (known.adjectives | known.materials) != 0)
            & (opens & known.accessory != 0)
        )
        grown = ambiguous & ~self.same & (self.words & known.plants != 0)
        plain |= self.some(grown & self.has_after, lambda row: words[self.after[row]] in GROWN)
        self.note("descriptive before its thing", plain)
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

        # "hp samsung", a phone, is Samsung's all the same, and a Phillips screwdriver no misspelt Philips
        misspelt = (self.how == "doubled") | (self.how == "typo")
        inside = self.some(among(self.rows.text, list(self.texts.expressions)) & (ambiguous | ~devices | misspelt), in_expression)
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

    def _is_likened(self, row: int) -> bool:
        """Whether the word of imitation before the name leads to it: "sac style Chanel", no "Style: Chanel" nor "casual style Chanel"."""
        texts, place = self.texts, int(self.before[row])
        word = texts.words[place]
        if _BREAKS.search(self._between(texts.lasts[place], self.start[row])):
            return False
        if word not in LOOSE:
            return True
        if place == texts.begins[self.rows.text[row]]:
            return word != "look"
        # the style of a "Marshall style bluetooth speaker" is Marshall's
        return not texts.named[place - 1] and not texts.closes[place - 1] & (
            self.known.describing | self.known.function | self.known.brand_words
        )

    def _is_imitated(self, row: int) -> bool:
        """Whether the word of imitation after the name is its own: imitation leather imitates leather, and "Type C" is a plug."""
        place, texts = int(self.after[row]), self.texts
        word, last = texts.words[place], place + 1 >= texts.stops[self.rows.text[row]]
        if _BREAKS.search(self._between(self.end[row], texts.firsts[place])):
            return False
        if word == "look":
            # these Adidas look great
            return (
                last
                or texts.words[place + 1] not in SEEN
                or bool(_BREAKS.search(self._between(texts.lasts[place], texts.firsts[place + 1])))
            )
        if word == "type":
            # what a "Sony type lens hood" fits
            fits = self.governed[row] or (
                self.families[row] & self.known.mark_bit["devices"] and self.scene.has[self.rows.listing[row]] & self.known.accessory
            )
            return not fits and not (not last and (len(texts.words[place + 1]) == 1 or texts.facts[place + 1] & FIGURES_IN))
        if not word.startswith("imita") or last:
            return True
        return not texts.opens[place + 1] & self.known.materials

    def _is_it_like(self, row: int) -> bool:
        """Whether "like" right behind the name makes it what the goods resemble: "Spanx like shapewear", no "Nike, like new"."""
        place, texts = int(self.after[row]), self.texts
        if texts.words[place] != "like":
            return False
        if not self._between(self.end[row], texts.firsts[place]).isspace():
            return True
        if place + 1 >= texts.stops[self.rows.text[row]]:
            return False
        opens, known = texts.opens[place + 1], self.known
        said = known.function | known.filler | known.describing
        return bool(opens & known.goods) or (
            self.rows.field[row] == FIELD["title"] and not opens & said and texts.words[place + 1] != "new"
        )

    def _is_imitated_as_a_thing(self, row: int) -> bool:
        """Whether what is called so is what the goods resemble: "Cartier love bracelet dupe", "Stanley cup style tumbler"."""
        texts, place = self.texts, int(self.after[row]) + 1
        stop = int(texts.stops[self.rows.text[row]])
        if place < stop and texts.words[place] == "style":
            return place + 1 < stop and bool(texts.opens[place + 1] & self.known.goods)
        return not DUPES.isdisjoint(texts.words[place : min(place + 2, stop)])

    def _between(self, start: int, end: int) -> str:
        """The characters at these positions of all texts."""
        return str(self.texts.codes[start:end].tobytes(), "utf-32-le", "surrogatepass")

    def _is_followed_by_what_fits(self, row: int) -> bool:
        """Whether nothing but models and names stands between the name and a connective behind it: 蘋果 iOS 用, "Samsung S21 S22 compatible"."""
        texts, place = self.texts, int(self.next[row])
        begin, stop = place, min(place + LOOK_AHEAD, int(texts.stops[self.rows.text[row]]))
        if (self.first[row] or self.near_first[row]) and not self.same[row] and self._is_compatible_further_on(place, stop):
            return True
        while place < stop and (texts.named[place] or texts.facts[place] & FIGURES_IN):
            place += 1
        if place >= stop or not texts.opens[place] & self.known.after:
            return False
        nearest = self._ending.get(place, row)
        # "aibo AID003 Apple專用" fits no Aibo
        return nearest == row or bool(texts.named[begin:place].all()) or self._are_of_one_house(nearest, row)

    def _is_compatible_further_on(self, place: int, stop: int) -> bool:
        """Whether the goods named behind the name are called compatible, and with nothing else: "Lego baseplate 32x32 compatible grey"."""
        texts, fits = self.texts, self.known.after
        while place < stop and not texts.named[place]:
            if texts.words[place].startswith(COMPATIBLE):
                following = place + 1 < stop and (texts.words[place + 1] in CONNECTED or texts.named[place + 1])
                return bool(texts.opens[place] & fits) and not following
            if texts.closes[place] & self.known.before:
                return False
            place += 1
        return False

    @cached_property
    def _ending(self) -> dict[int, int]:
        """Number of a word → row of the name that ends right before it."""
        return {after: row for row, after in enumerate(self.next.tolist())}

    def _are_of_one_house(self, one: int, other: int) -> bool:
        names, marks = self.names, self.marks
        (owner, parent), (its_owner, its_parent) = ((names.owners[name], names.parents[name]) for name in self.rows.name[[one, other]])
        return bool(marks[one] == marks[other] or owner == its_owner != NOTHING or parent == marks[other] or its_parent == marks[one])

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
        has, brands = scene.has[listing], self.kinds & BRANDS != 0
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
        # "Oakley replacement lenses", and a strap for a Casio watch that no watch comes with
        replaced = accessory & brands & ~self.same & ~devices & (self.rows.field == FIELD["title"])
        replaced = self.some(replaced, self._is_replaced)
        of_device = accessory & (devices | model | replaced) & ~scene.along[listing] & ~pens & ~scaled
        # "Smart anchor by Panasonic, plug adaptor" fits no Panasonic; a cable from iPhone to TV does.
        maybe_made = of_device & ~connected & (self.closes & known.makers_before != 0)
        of_device &= ~self.some(maybe_made, lambda row: self.texts.words[self.before[row]] in MADE_BY)
        self.note_apart("accessory and device", of_device)
        self.of_device = of_device
        self.note("connective and accessory", of_device & connected)
        genuine = of_device & ~connected & (has & known.genuine != 0) & (self.first | self.near_first)
        # What the title offers as the maker's own is his in the description, too.
        marks, field = listing * MANY + self.marks, self.rows.field
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
        elsewhere &= (scene.goods[listing] != 0) & (scene.goods[listing] >> VEHICLES & 1 == 0) & (self.others > 0)
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
        """Houses that running text and tags name beside the one whose goods they are."""
        scene, known, names, listing = self.scene, self.known, self.names, self.rows.listing
        running, tags = among(self.rows.field, _RUNNING), self.rows.field == FIELD["keywords"]
        if tags.any():
            self._about_tags(tags)
        if not running.any():
            return
        device, devices = scene.is_device[listing], self.families & known.mark_bit["devices"] != 0
        nobodys = ~scene.has_brand[listing]
        other = (self.of_another | nobodys) & running & (self.kinds & BRANDS != 0)
        other &= self.families & (known.mark_bit["technology"] | known.mark_bit["services"]) == 0
        other &= ~(self.compatible_before | self.compatible_after) & (device | ~self.of_device) & (~self.ambiguous | (device & devices))
        owners = names.owners[self.rows.name]
        in_heading = scene.is_in_heading(listing, self.marks, owners)
        other &= ~in_heading
        # "laptop asus vivobook 14. laptop murah baru gaming." of an HP laptop
        sought = self.some(other, self.crowds.is_sought)
        # Goods of no brand may be what their search words say, where these name but one house.
        houses = np.where(owners != NOTHING, owners, self.marks)
        named = distinct(listing[sought] * MANY + houses[sought]) // MANY
        sought &= ~nobodys | (np.bincount(named, minlength=len(scene.goods))[listing] > 1)
        other &= ~nobodys
        spoken = other & ~sought & device & devices
        named = distinct(listing[spoken] * MANY + self.marks[spoken]) // MANY
        sought |= spoken & (np.bincount(named, minlength=len(scene.goods))[listing] >= SEVERAL_HOUSES)
        self.note("another house's in search words", sought)
        listed = running & (self.kinds & (BRANDS | _PERSONS) != 0) & ~sought & ~self.of_device & ~self.same
        listed &= ~(self.compatible_before | self.compatible_after) & ~in_heading
        listed &= self.families & (known.mark_bit["technology"] | known.mark_bit["services"]) == 0
        # what goods fit stands in rows, too
        listed &= self.families & known.mark_bit["devices"] == 0
        row_of_names = listed & self.crowds.in_a_row()
        # Goods sought by the names of many: devices and systems among them, which alone may be what the goods fit.
        brands = self.kinds & (BRANDS | _PERSONS | _CHARACTERS) != 0
        run_on = brands & running & ~self.of_device & ~self.same & ~sought
        run_on &= ~(self.compatible_before | self.compatible_after) & ~in_heading
        sure = run_on & ~self.ambiguous & (self.families & (known.mark_bit["technology"] | known.mark_bit["services"]) == 0)
        sure &= self.families & known.mark_bit["devices"] == 0
        row_of_names |= run_on & (self.crowds.run_on(sure, houses) | self.some(run_on, self.crowds.is_listed))
        self.note("in a row of names", row_of_names)
        # the Sony sensor of a Samsung phone
        self.note("another house's in a device", spoken & ~sought)

    def _about_tags(self, tags: Array) -> None:
        """Houses that are named among the tags only, of goods that the brand column says to be another's, or where the tags name several."""
        scene, known, names, listing = self.scene, self.known, self.names, self.rows.listing
        nobodys = ~scene.has_brand[listing]
        tagged = tags & (self.of_another | nobodys) & (self.kinds & BRANDS != 0) & ~self.ambiguous & ~self.of_device
        tagged &= self.families & (known.mark_bit["technology"] | known.mark_bit["services"] | known.mark_bit["devices"]) == 0
        owners = names.owners[self.rows.name]
        tagged &= ~(self.compatible_before | self.compatible_after) & ~scene.is_in_heading(listing, self.marks, owners)
        houses = np.where(owners != NOTHING, owners, self.marks)
        named = distinct(listing[tagged] * MANY + houses[tagged]) // MANY
        self.note("another house's in search words", tagged & (~nobodys | (np.bincount(named, minlength=len(scene.goods))[listing] > 1)))

    def _is_replaced(self, row: int) -> bool:
        """Whether the title calls the goods what stands in for a part of the mark's, or a strap and no watch: "Casio F91W strap"."""
        text = int(self.rows.text[row])
        words = self.texts.words_of(text)
        if not REPLACED.isdisjoint(words):
            return True
        if not self.families[row] & self.known.mark_bit["watches"] or STRAPS.isdisjoint(words):
            return False
        return not any(word in WATCHES and STRAPS.isdisjoint(words[max(0, place - 2) : place + 2]) for place, word in enumerate(words))

    def _is_a_version(self, row: int) -> bool:
        """Whether the name is that of a version: Android 8.1 Oreo."""
        place = self.place[row]
        return "android" in self.texts.words[max(place - 3, self.texts.begins[self.rows.text[row]]) : place]

    def _is_a_house(self, row: int) -> bool:
        """Whether the mark is no line of a maker's: Samsung and Oral-B are none, MacBook is one of Apple's."""
        mark, marks = self.named[row].record.mark, self.known.marks
        if self.scene.says(int(self.rows.listing[row]), REPLACED):
            return False
        owner = (mark.owner or "").split()[:1]
        line = any(marks.get(key_of(word), 0) & self.known.mark_bit["devices"] for word in owner)
        return not line or key_of(mark.owner or "").startswith(key_of(mark.text))

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


FIELDS_BY_NUMBER = tuple(FIELDS)
_RUNNING = tuple(FIELD[name] for name in RUNNING)
