"""What a mention of a mark is doing in a listing: `Judge`.

Two small linear models over named features: is the word here the mark at all, and if so, what is it used for. Words and
weights are in `data/context.json`; `benchmarks/fit_context.py` fits the weights on labelled titles, held near what was
set by hand. Every verdict carries what each feature contributed. Nothing here knows a platform: severity is the pack's
business.
"""

from __future__ import annotations

import math
import re
import string
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from sellercheck import text as folding
from sellercheck.disguises.slips import one_slip
from sellercheck.finding import Confidence, Context, Use
from sellercheck.index import (
    ABBREVIATION,
    AMBIGUOUS,
    CURATED,
    FOREIGN_RANK,
    MISSPELLING,
    OBSCURE,
    OWN_LIST,
    PHRASE,
    MarkIndex,
    MarkRecord,
    class_numbers,
    everydayness,
)  # fmt: skip
from sellercheck.listing import Field, Listing
from sellercheck.mark import Case, Mark, Restriction
from sellercheck.matching import BASE, Table
from sellercheck.patterns import shape
from sellercheck.reading import FAR, Text, Vocabulary, folded, vocabulary

DISGUISES = frozenset({"homoglyph", "zero-width", "spaced", "letters", "leetspeak", "doubled", "typo", "split"})
"""Ways of spelling that hide a name from a machine; full-width and accents are ordinary in their languages."""
CUT = frozenset({"split", "parted"})
"""Ways of spelling that need their pieces side by side: a line break between them is none."""
FIGURES = frozenset({"character", "franchise", "celebrity"})
"""Kinds of marks after which a seller may have named a house of his own: Wicked, Frozen."""
PLACES = frozenset({"club", "university"})
"""Kinds of marks that are called after a place, as other houses are: Oxford, Brown."""
SURE_SLIP = 9
"""Letters from which on a name with a slip in it is seldom another word."""
SHORT = 3
"""Most letters of a name that is no name where the letters around it stand apart as well."""
FAR_FROM_IT = -2.0
"""What speaks for the mark, as a logit, below which an ordinary word is not told any more: one in eight."""
GARMENTS = frozenset(map(folding.key, ("one piece", "ワンピース", "원피스")))
"""Names that are a garment's too: a one-piece, and what a dress is called in Japanese and Korean."""
RUNNING = frozenset({"description", "bullets"})
"""Fields of sentences, in which a service is what the seller uses and not what he sells: PayPal, WhatsApp, DHL."""
NO_OPENING = frozenset({"keywords", "variant"})
"""Fields in which the first word is no more of a name than the next: tags, colours, sizes."""
SPEAKING = frozenset(
    {
        "first?", "near first?", "after a price?", "sign", "by?", "brand word before?", "model after?", "imitation word", "compatibility before",
        "compatibility after", "brand cell", "brand cell alike?", "brand cell of the parent", "same mark near", "parent near?", "owner near?",
        "context word?", "taken for it before", "capital among small?", "all capitals?", "written as the owner does?", "no case?", "technology in a device",
        "next accessory?", "accessory and device?",
    }
)  # fmt: skip
"""Features of which one at least is there when a word that means something else is a mark."""
HYPHENS = frozenset("-‐‑–")
MASK = (1 << 64) - 1
_MEASURE = shape(r"\d\s?(?:mm|cm|m|ft|in)\s?(?:by|[x×*])\s?$")
_TAG = shape(r"</?[A-Za-z][^<>]*>")
_HIS = re.compile(r"\w['’][sS]\s")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CURRENCIES = frozenset({"usd", "eur", "us", "rm", "rp", "php", "gbp", "sgd"})


class Sighting(NamedTuple):
    """A spelling of a mark found in a cell, not yet understood."""

    span: tuple[int, int]
    spelling: int
    """Number in the index."""
    plural: bool
    spelled: bool
    joined: bool
    how: str = ""
    """How the spelling differs, where the search knows it; empty: to be seen from the letters."""


class Mention(NamedTuple):
    """A mark's name in a cell, understood."""

    field: Field
    span: tuple[int, int]
    """Code points of the original cell, half-open."""
    record: MarkRecord
    context: Context
    confidence: Confidence

    @property
    def mark(self) -> Mark:
        return self.record.mark

    @property
    def restrictions(self) -> tuple[Restriction, ...]:
        return self.record.restrictions

    @property
    def cases(self) -> tuple[Case, ...]:
        return self.record.cases


class _Name(NamedTuple):
    """What is known of a spelling before any text is looked at."""

    spelling: str
    key: str
    flags: int
    record: MarkRecord
    suffix: str
    """Marks the features of ambiguous names: the same evidence weighs differently for them."""
    families: int
    """Families of marks it belongs to."""
    words: int
    """Families of words it belongs to as an ordinary word."""
    garment: bool
    """Also what a garment is called: a one-piece."""
    features: Mapping[str, float]
    """What speaks for or against the mark whatever the text."""
    score: float
    """What these features come to: is it the mark?"""
    scores: tuple[float, ...]
    """What they come to for each use."""


class Judge:
    """Understands the sightings of one listing after the other; what it remembers between them is about names only."""

    def __init__(self, index: MarkIndex, own_brands: Iterable[str] = (), words: Vocabulary | None = None) -> None:
        self.index = index
        self.own = frozenset(folding.key(name) for name in own_brands)
        self.vocabulary = words or vocabulary()
        self.name = lru_cache(65536)(self._name)
        self.is_goods = lru_cache(65536)(_Lookup(index.goods.exact, index).has)
        self.is_everyday = lru_cache(65536)(_Lookup(index.everyday, index).has)
        self.is_spoken = lru_cache(65536)(_Lookup(index.spoken, index).has)
        self.longer_name = lru_cache(65536)(self._longer_name)
        self.said = lru_cache(4096)(self._said)
        self._marks = _Lookup(index.phrases.exact, index)

    def mentions(self, listing: Listing, cells: Sequence[tuple[Field, Sequence[Sighting]]], goods: int) -> list[Mention]:
        """The listing's mentions in the order of its cells; words taken for ordinary ones are left out unless well known.

        `goods`: Nice classes, as bits, that category and title name.
        """
        chosen = []
        for field, sightings in cells:
            if "<" in field.value:
                sightings = _seen(field.value, sightings)  # noqa: PLW2901
            apart = _apart(sightings, self.index) if len(sightings) > 1 else sightings
            # "Sinar Pagi" is another brand than Sinar; it still tells something of the marks in the title.
            own = apart if field.name != "brand" else [sighting for sighting in apart if _covers(field.value, sighting.span)]
            chosen.append(
                (field, sightings, apart, own, Text(field.value, [sighting.span for sighting in apart], self.vocabulary) if own else None)
            )
        facts = _Facts(self, listing, goods, {field.value: text for field, _, _, _, text in chosen if text})
        for field, _, sightings, _, _ in chosen:
            facts.learn(field, sightings)
        found = []
        for field, everything, _, sightings, text in chosen:
            if text is None:
                continue
            for sighting in sightings:
                mention = self._understood(facts, field, text, sighting)
                if mention is not None:
                    found.append(mention)
                elif len(everything) > 1:
                    # "Kodak black", taken for no singer, still says Kodak.
                    covered = [self._understood(facts, field, text, inner) for inner in _covered(sighting, everything, self.index)]
                    found += [inner for inner in covered if inner is not None and inner.context.use is not Use.ORDINARY_WORD]
        return [one for one in _at_one_with_the_title(found) if not _is_far_from_it(one)]

    def _understood(self, facts: _Facts, field: Field, text: Text, sighting: Sighting) -> Mention | None:
        """The mention that a sighting turns out to be; None when it is none worth telling of."""
        name = self._meant(self.name(sighting.spelling), facts)
        if name.flags & AMBIGUOUS and name.flags & OBSCURE and not self._worth_a_look(facts, field, text, sighting, name):
            return None
        mention = self._mention(facts, field, text, sighting, name)
        if mention is not None and mention.context.use is not Use.ORDINARY_WORD:
            facts.taken.add((field.value[slice(*sighting.span)], name.record.mark.text))
        return mention

    def why(self, mention: Mention) -> str:
        """What spoke for and against, the weightiest first, on one line."""
        parts = sorted(mention.context.features.items(), key=lambda part: (-abs(part[1]), part[0]))
        return ", ".join(f"{name} {value:+.1f}" for name, value in parts if abs(value) >= 0.05)

    def _name(self, number: int) -> _Name:
        spelling, flags, record = self.index.spelling(number), self.index.flags_of[number], self.index.record(self.index.owner_of[number])
        mark, known = record.mark, self.vocabulary
        plain, key = folding.fold(spelling), folding.key(spelling)
        words = known.words.get(plain, 0)
        if flags & OBSCURE and (words & known.any_ordinary or self.is_goods(key)):
            flags |= AMBIGUOUS
        ambiguous = bool(flags & AMBIGUOUS)
        suffix = "?" if ambiguous else ""
        families = known.marks.get(key, 0) | known.marks.get(folding.key(mark.text), 0)
        parent = known.marks.get(folding.key(mark.parent), 0) if mark.parent else 0
        found = {"bias": 1.0, f"kind {mark.kind}": 1.0, f"kind {mark.kind}{suffix}": 1.0}
        rank = max(0, _Lookup(self.index.everyday, self.index).get(key)) if " " not in plain else 0
        if not mark.ambiguous and ambiguous:
            found["another spelling"] = 1.0
        obscure = bool(flags & OBSCURE)
        if ambiguous:
            found["ambiguous"] = 1.0
            if flags & CURATED:
                found["ambiguous curated"] = 1.0
            if flags & PHRASE or " " in plain:
                found["ambiguous phrase"] = 1.0
            elif rank == FOREIGN_RANK or (not rank and self.is_spoken(key)):
                found["foreign word"] = 1.0
            elif rank:
                found["everyday"] = everydayness(rank)
            if mark.kind == "genericised" and rank:
                found["ambiguous genericised"] = 1.0
        elif mark.kind == "genericised" and rank:
            found["everyday genericised"] = 1.0
        if obscure:
            found["ambiguous obscure" if ambiguous else "obscure"] = 1.0
            found[f"list {mark.list}{suffix}"] = 1.0
        if ambiguous or mark.kind == "genericised":
            for label, bit in known.ordinary:
                if words & bit:
                    found[label] = 1.0
            if words & (known.filler | known.capacity):
                found["filler word"] = 1.0
            if (words & known.goods or self.is_goods(key)) and (mark.kind != "genericised" or " " in plain):
                found["goods word" if mark.kind != "genericised" else "generic goods word"] = 1.0
        if flags & ABBREVIATION:
            found["abbreviation"] = 1.0
        if len(key) <= 3 and key.isascii():
            found["short" + suffix] = 1.0
            if len(key) <= 2:
                found["two letters"] = 1.0
        if flags & OWN_LIST:
            found["own list"] = 1.0
        if record.also and not flags & OWN_LIST:
            found["in several lists" + suffix] = 1.0
        for label, bit in known.mark_bit.items():
            if (families | parent) & bit:
                found[f"one of {label}"] = 1.0
        if mark.kind == "genericised" and "famous" in record.also:
            found["genericised famous"] = 1.0
        garment = bool(words & known.swimwear) or key in GARMENTS
        return _Name(spelling, key, flags, record, suffix, families | parent, words, garment, found, *self._scores(found))

    def _scores(self, features: Mapping[str, float]) -> tuple[float, tuple[float, ...]]:
        """What features come to: is it the mark, and for each use."""
        known = self.vocabulary
        score, scores = 0.0, [0.0] * len(known.order)
        for name, value in features.items():
            score += known.mark.get(name, 0.0) * value
            for number, weight in known.by_feature.get(name, ()):
                scores[number] += weight * value
        return score, tuple(scores)

    def _said(self, value: str) -> tuple[frozenset[str], int]:
        """Words of a cell, and their families: categories repeat."""
        text = Text(value, (), self.vocabulary)
        return frozenset(text.words), text.has

    def _is_ordinary(self, word: str) -> bool:
        """Whether a written word is one of the vocabulary, or everyday in a language known."""
        plain = folded(word)
        return bool(self.vocabulary.words.get(plain, 0)) or self.is_everyday(plain.replace(" ", ""))

    def _is_nearer_a_word(self, written: str, key: str) -> bool:
        """Whether a spelling two letters from a name is one letter from an everyday word."""
        if one_slip(written, key) is not None or not written.isascii():
            return False
        return any(
            self.is_everyday(written[:at] + letter + written[at + 1 :]) for at in range(len(written)) for letter in string.ascii_lowercase
        )

    def _longer_name(self, house: str, key: str) -> int:
        """Number of the spelling made of a house mark and this word; -1: there is none. Samsung and Galaxy: Samsung Galaxy."""
        return self._marks.get(folding.key(house) + key)

    def _meant(self, name: _Name, facts: _Facts) -> _Name:
        """The name itself, or the line of a mark named elsewhere in the listing that the word is short for."""
        if name.flags & AMBIGUOUS and name.flags & OBSCURE and name.record.mark.parent not in facts.sure_marks and " " not in name.spelling:
            for house in facts.houses:
                number = self.longer_name(house, name.key)
                if number >= 0 and not self.index.flags_of[number] & AMBIGUOUS:
                    line = self.name(number)
                    if line.record.mark.kind == "genericised":
                        continue  # boots beside Ugg are boots; the plain words for "Ugg boots" are not those for "boots"
                    features = {**line.features, "ambiguous": 1.0, "short for a line": 1.0}
                    return _Name(
                        name.spelling, name.key, line.flags | AMBIGUOUS, line.record, "?", line.families, 0, False, features, *self._scores(features)
                    )  # fmt: skip
        return name

    def _worth_a_look(self, facts: _Facts, field: Field, text: Text, sighting: Sighting, name: _Name) -> bool:
        """Whether anything can make a mark of it: everyday words of long lists count only where something speaks for them."""
        start, end = sighting.span
        place = text.place(start)
        # The maker's name comes first: flare sleeves are no Cherry Mobile Flare.
        line = name.record.mark.kind == "product-line" and self.is_everyday(name.key)
        # "Realistic cat, faux fur" of the brand HellaPrints is no goods of Realistic's; Disney's Planes are made by Mattel.
        anothers = bool(facts.brand_key) and name.record.mark.kind == "brand"
        if not line and not anothers and place < len(text.openness) and text.openness[place] == 0:
            return True
        if (
            (field.value[start:end], name.record.mark.text) in facts.taken
            or facts.speaks_for(name)
            or (name.families & self.vocabulary.mark_bit["technology"] and facts.has & self.vocabulary.computers)
        ):
            return True
        value = field.value
        if value[end : end + 1] in {"®", "™"}:
            return True
        written = value[start:end]
        as_the_owner = written == name.spelling and written.isascii() and not written.islower() and not written.istitle()
        if as_the_owner and text.upper < 0.5 and not (anothers and len(name.key) <= SHORT):
            return True  # but a Zvezda tank, called MBT, is no shoe
        overlap = facts.overlap(name.record.mark)
        # A phone case fits no Ford Edge.
        return bool(place and text.governed[place - 1] and overlap != "no") or (
            not line and not anothers and not facts.houses and place < len(text.openness) and text.openness[place] <= 2 and overlap == "yes"
        )

    def _mention(self, facts: _Facts, field: Field, text: Text, sighting: Sighting, name: _Name) -> Mention | None:
        record = name.record
        span = _whole(field.value, sighting.span)
        written = field.value[span[0] : span[1]]
        how = how_written(written, name.spelling, sighting, name.flags)
        if how in CUT and not written.isprintable() and ("\n" in written or "\r" in written):
            return None  # "in stock", a line further "× 2": no StockX
        if len(name.key) <= SHORT and " " in written and _goes_on_in_letters(text, span):
            return None  # "B O Y O R G I R L" does not begin with B&O
        if _HIS.match(field.value, max(0, span[0] - 2)):
            return None  # "it's well made" names no S'well
        if name.key[0].isdigit() and _MEASURE().search(field.value[max(0, span[0] - 12) : span[0]].lower()):
            return None  # a rug of 1m by 3m is not by 3M
        if how == "typo" and not written.isascii() and name.spelling.isascii() and _begins_otherwise(written, name.key):
            return None  # élasticité wears the accents of its own language: no slip for Plasticine
        if how == "typo" and self._is_nearer_a_word(folding.key(written), name.key):
            return None  # "Velentine" is Valentine misspelt, and not Valentino
        found = self.features(facts, field, text, sighting, name, how)
        return self.verdict(field, span, name, found, how, facts.overlap(record.mark))

    def verdict(
        self, field: Field, span: tuple[int, int], name: _Name, found: Mapping[str, float], how: str, overlap: str
    ) -> Mention | None:
        """The models' answer on what was found, besides what is known of the name."""
        known = self.vocabulary
        weight = known.mark.get
        score = name.score
        for feature, value in found.items():
            score += weight(feature, 0.0) * value
        probability = 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
        if probability < known.likely:
            if name.flags & OBSCURE or how in DISGUISES:
                return None
            context = Context(
                Use.ORDINARY_WORD, how, overlap, ordinary_word=True, features=Contributions(known, name.features, found, Use.ORDINARY_WORD)
            )
            return Mention(field, span, name.record, context, Confidence.LOW)
        use = self.use(name, found, how)
        confidence = Confidence.HIGH if probability >= known.sure else Confidence.MEDIUM if probability >= known.fair else Confidence.LOW
        if how == "typo" and (name.flags & AMBIGUOUS or _begins_otherwise(field.value[span[0] : span[1]], name.key)):
            confidence = Confidence.LOW  # one letter from a word that may be another is a third word as easily
        context = Context(
            use, how, overlap, ordinary_word=bool(name.flags & AMBIGUOUS), features=Contributions(known, name.features, found, use)
        )
        return Mention(field, span, name.record, context, confidence)

    def use(self, name: _Name, found: Mapping[str, float], how: str) -> Use:
        """What the mark is used for: the use whose weights score highest."""
        if how in DISGUISES:
            return Use.DISGUISED
        scores = list(name.scores)
        weights = self.vocabulary.by_feature.get
        for feature, value in found.items():
            for number, weight in weights(feature, ()):
                scores[number] += weight * value
        return self.vocabulary.order[scores.index(max(scores))]

    def features(self, facts: _Facts, field: Field, text: Text, sighting: Sighting, name: _Name, how: str) -> dict[str, float]:
        """Everything in the listing that speaks for or against, by name; a feature that is not there is 0."""
        mark, suffix, known = name.record.mark, name.suffix, self.vocabulary
        overlap = facts.overlap(mark)
        found = {f"field {field.name}": 1.0, f"class {overlap}{suffix}": 1.0, f"how {how}": 1.0}
        if how == "typo" and len(name.key) < SURE_SLIP:
            found["short typo" + suffix] = 1.0
        elif how == "parted" and name.flags & OBSCURE:
            written = field.value[slice(*sighting.span)].split()
            if all(map(self.is_everyday, map(folded, written))):
                found["parted into ordinary words"] = 1.6 if written[-1].islower() else 1.0
        if facts.brand_key:
            if facts.brand_key == name.key or facts.brand_mark == mark.text:
                found["brand cell"] = 1.0
            elif facts.brand_mark and facts.brand_mark == mark.parent:
                found["brand cell of the parent"] = 1.0
            elif len(name.key) > 3 and facts.brand_like(name.key):
                found["brand cell alike" + suffix] = 1.0
            elif field.name != "brand":
                found["another brand cell" + suffix] = 1.0
                if facts.brand_mark:
                    found["another known brand cell"] = 1.0
                if facts.brand_families & known.mark_bit["toy-makers"]:
                    found["brand cell of a toy maker"] = 1.0
        elif field.name != "brand":
            found["no brand cell"] = 1.0
        if name.flags & AMBIGUOUS and (field.value[sighting.span[0] : sighting.span[1]], mark.text) in facts.taken:
            found["taken for it before"] = 1.0
        if name.flags & AMBIGUOUS and (mark.text in facts.sure_marks or len(facts.spellings.get(mark.text, ())) > 1):
            found["same mark near"] = 1.0
        if mark.parent and mark.parent in facts.sure_marks:
            found["parent near" + suffix] = 1.0
        elif mark.owner and facts.owners.get(mark.owner, mark.text) != mark.text:
            found["owner near" + suffix] = 1.0
        if others := len(facts.sure_marks) - (mark.text in facts.sure_marks):
            found["other marks near"] = float(min(3, others))
        if mark.context:
            found[("context word missing" if mark.context.isdisjoint(facts.words) else "context word") + suffix] = 1.0
        if "brand cell" in found and name.flags & AMBIGUOUS:
            if "context word missing?" in found and mark.kind in FIGURES and name.words & known.any_ordinary:
                found["everyday figure in the brand cell"] = 1.0
            elif "context word?" not in found and mark.kind in PLACES:
                found["place in the brand cell"] = 1.0
            elif name.flags & OBSCURE and name.words & known.colours:
                found["colour in the brand cell"] = 1.0
            elif (
                name.flags & OBSCURE and overlap == "no" and mark.kind == "brand" and facts.words.isdisjoint(folded(name.spelling).split())
            ):
                found["namesake in the brand cell"] = 1.0  # jewellery of Sterling Ltd is not from the maker of lorries
        self._spelling_features(
            found, text, field.value[sighting.span[0] : sighting.span[1]], name, how, sighting_place=text.place(sighting.span[0])
        )
        if name.families & known.mark_bit["services"] and field.name in RUNNING:
            found["service in running text"] = 1.0
        self._place_features(found, facts, field, text, sighting, name)
        self._goods_features(found, facts, name, overlap)
        if suffix and name.words & known.any_ordinary and mark.kind != "genericised" and SPEAKING.isdisjoint(found):
            found["nothing speaks for it"] = 1.0
        if sighting.joined:
            found["joined" + suffix] = 1.0
            if self.is_everyday(name.key) or (name.flags & OBSCURE and self.is_spoken(name.key)):
                found["joined into a word"] = 1.0
        return found

    def _spelling_features(self, found: dict[str, float], text: Text, written: str, name: _Name, how: str, *, sighting_place: int) -> None:
        """Capitals: they tell something only against the rest of the text."""
        suffix = name.suffix or ("~" if name.flags & OBSCURE else "")
        lower = written.lower()
        if written == lower:
            if written == written.upper():
                found["no case" + suffix] = 1.0
                return
            among = (
                "small among signs"
                if text.signs
                else "small among capitals"
                if text.capitalised > 0.6
                else "small"
                if text.capitalised
                else "all small"
            )
            found[among + suffix] = 1.0
            if "foreign word" in name.features and written != name.spelling:
                found["small foreign word"] = 1.0
            if name.record.mark.kind == "genericised":
                found["small genericised"] = 1.0
        elif text.capitalised < 0.4 and sighting_place:
            found["capital among small" + suffix] = 1.0
        elif len(written) > 3 and written.isupper() and text.upper < 0.4:
            found["all capitals" + suffix] = 1.0
        if len(written) <= 3 and name.spelling.isupper() and not written.isupper() and lower.isascii():
            found["capitals missing"] = 1.0
        if written == name.spelling and len(written) > 1 and written[1:] != lower[1:] and text.upper < 0.6:
            found["written as the owner does" + suffix] = 1.0
        elif " " in name.spelling and written[1:] == lower[1:] and name.spelling[1:] != name.spelling[1:].lower() and suffix:
            found["phrase begun with a capital"] = 1.0
        if how == "plural":
            found["plural" + suffix] = 1.0
            if len(name.key) <= 4 and (len(name.key) < 4 or name.flags & OBSCURE or self.is_spoken(folded(lower))):
                found["short plural"] = 1.0
            if self._is_ordinary(lower):
                found["ordinary plural"] = 1.0
        elif how == "accent":
            found["accent" + suffix] = 1.0
            # Where other words wear accents too, or without them it is a word, that is how the language is written.
            if len(name.key) <= 4 and (text.accented > 1 or self.is_spoken(name.key) or self._is_ordinary(lower)):
                found["short accent"] = 1.0

    def _place_features(self, found: dict[str, float], facts: _Facts, field: Field, text: Text, sighting: Sighting, name: _Name) -> None:
        known, suffix = self.vocabulary, name.suffix
        start, end = sighting.span
        value, count = text.value, len(text.words)
        place, after = text.place(start), text.next(end)
        openness = text.openness[place] if place < count else 9
        if field.name in NO_OPENING:
            if suffix or name.record.mark.kind == "genericised":
                found["colour among variants" if field.name == "variant" and name.words & known.colours else f"among {field.name}"] = 1.0
        elif openness == 0:
            found["first" + suffix] = 1.0
            small_next = after < count and value[text.firsts[after]].islower()
            if suffix and text.capitalised < 0.5 and value[start].isupper() and small_next and not value[start + 1 : end].isupper():
                found["first in sentence case"] = 1.0
            if (
                place
                and all(word.isdigit() or word in _CURRENCIES for word in text.words[:place])
                and ("$" in value[:start] or "." in value[:start])
            ):
                found["after a price" + suffix] = 1.0
            if name.flags & AMBIGUOUS and name.flags & OBSCURE:
                found["first obscure"] = 1.0
            if name.record.mark.kind == "genericised" and value[start].isupper() and not small_next:
                found["genericised in front"] = 1.0
        else:
            if openness <= FAR:
                found["near first" + suffix] = 1.0
            if name.record.mark.kind == "genericised":
                found["genericised inside"] = 1.0
        if place > 8:
            found["late"] = 1.0
        if after >= count:
            found["last" + suffix] = 1.0
        if value[end : end + 2].lstrip()[:1] in {"®", "™"}:
            found["sign"] = 1.0
        ambiguous = bool(name.flags & AMBIGUOUS)
        if ambiguous and (
            (value[end : end + 1] in HYPHENS and value[end + 1 : end + 2].isalnum())
            or (start > 1 and value[start - 1] in HYPHENS and value[start - 2].isalnum())
        ):
            found["hyphened"] = 1.0
            if len(name.key) <= 3 and value[end + 1 : end + 2].isdigit():
                found["part of a code"] = 1.0
        if facts.brand_key and suffix and len(facts.brand_key) > len(name.key) and name.key in facts.brand_key:
            around = "".join(text.words[max(0, place - 3) : after + 3])
            if facts.brand_key in around and facts.brand_mark != name.record.mark.text:
                found["part of another brand"] = 1.0
        if (
            ambiguous
            and len(name.key) <= 3
            and any(map(str.isdigit, name.key))
            and any(map(_is_code, text.words[max(0, place - 1) : place] + text.words[after : after + 1]))
        ):
            found["part of a code"] = 1.0
        if after < count:
            following, opens = text.words[after], text.opens[after]
            if not following.isalpha() and not following.isdigit() and following[-1:].isalnum() and any(map(str.isdigit, following)):
                found["model after" + suffix] = 1.0
            elif following.isdigit():
                found["number after" + suffix] = 1.0
            if "first obscure" in found and following.isalpha() and not opens & known.goods and self.is_everyday(following):
                found["everyday word after"] = 1.0
            if following == "like" and value[end : end + 1] in HYPHENS:
                found["imitation word"] = 1.0
            if opens:
                if opens & known.imitation_after:
                    found["imitation word"] = 1.0
                if opens & known.accessory:
                    found["next accessory" + suffix] = 1.0
                    if name.record.mark.kind == "genericised" and openness and not name.families & known.mark_bit["devices"]:
                        found["genericised before its thing"] = 1.0  # a Velcro strap fits no Velcro
                if opens & known.goods:
                    found["goods noun after" + suffix] = 1.0
                if opens & known.after:
                    found["compatibility after"] = 1.0
                if opens & known.marking:
                    found["motif word after"] = 1.0
                    if ambiguous and name.words & known.animals:
                        found["animal motif"] = 1.0
                if opens & known.series_words:
                    found["series word after" + suffix] = 1.0
                if ambiguous and opens & known.swimwear and name.garment:
                    found["garment word near"] = 1.0
                if ambiguous and opens & known.materials:
                    found["material near"] = 1.0
                if ambiguous and name.words & known.colours and opens & (known.goods | known.describing | known.animals):
                    found["colour before a thing"] = 1.0
        if place:
            before, closes = text.words[place - 1], text.closes[place - 1]
            if text.governed[place - 1]:
                found["compatibility before"] = 1.0
            if closes:
                if closes & known.imitation_before:
                    found["imitation word"] = 1.0
                if closes & known.makers_before:
                    found["by" + suffix] = 1.0
                if closes & known.brand_words:
                    found["brand word before" + suffix] = 1.0
                if closes & known.goods:
                    found["goods noun before" + suffix] = 1.0
                if ambiguous:
                    if closes & known.function:
                        found["function word before"] = 1.0
                    if closes & known.first_names:
                        found["first name before"] = 1.0
                    if closes & known.describing:
                        found["adjective before"] = 1.0
                    if closes & known.capacity:
                        found["quantity before"] = 1.0
            if ambiguous and (before.isdigit() or before[0].isdigit()):
                found["quantity before"] = 1.0
        if (
            text.expressions
            and (ambiguous or not name.families & known.mark_bit["devices"])  # "hp samsung", a phone, is Samsung's all the same
            and any(first <= place and after <= last and last - first > after - place for first, last in text.expressions)
        ):
            short = "short for a line" in name.features  # free shipping is no Nike Free
            found["part of an expression" if ambiguous and not short else "sure in an expression"] = 1.0
        if ambiguous:
            self._compound_features(found, text, place, after, name)

    def _compound_features(self, found: dict[str, float], text: Text, place: int, after: int, name: _Name) -> None:
        """Whether the word is part of what a thing is called: polo shirt, shark fin, orange juice."""
        words, is_goods = text.words, self.is_goods
        following = words[after] if after < len(words) else ""
        before = words[place - 1] if place else ""
        if (following and is_goods(name.key + following)) or (before and is_goods(before + name.key)):
            found["part of a goods term"] = 1.0

    def _goods_features(self, found: dict[str, float], facts: _Facts, name: _Name, overlap: str) -> None:
        """What kind of goods the listing offers, where it matters to what the mark does there."""
        known, has, families = self.vocabulary, facts.has, name.families
        devices, technology = known.mark_bit["devices"], known.mark_bit["technology"]
        if has & known.accessory:
            found["accessory goods"] = 1.0
            if families & devices and not facts.along:
                found["accessory and device" + name.suffix] = 1.0
                if "compatibility before" in found or "compatibility after" in found:
                    found["connective and accessory"] = 1.0
                elif has & known.genuine and ("first" + name.suffix in found or "near first" + name.suffix in found):
                    found["accessory claimed genuine"] = 1.0
            if has & known.appliances and "first" + name.suffix in found and "compatibility before" not in found:
                found["appliance after its maker"] = 1.0
        if families & technology and has & known.computers:
            found["technology in a device"] = 1.0
        if families & known.mark_bit["open-standards"] and has & (known.computers | known.accessory):
            found["open standard in a device"] = 1.0  # whoever makes an HDMI cable or an Android tablet
        group = name.record.mark.kind
        if group == "genericised" and has & known.models and families & devices:
            found["scale model"] = 1.0
        if group in {"brand", "product-line"}:
            if overlap == "no":
                found["brand of other goods"] = 1.0
            if has & known.models and families & devices:
                found["scale model"] = 1.0
            if has & known.marking:
                found["brand and motif"] = 1.0
            if families & known.mark_bit["emblems"] and has & known.theme:
                found["emblem on goods"] = 1.0
        elif group not in {"genericised", "certification", "material"}:
            found["figure"] = 1.0
            if has & known.toys:
                found["figure and toy"] = 1.0
                if not facts.brand_key and not facts.toy_maker:
                    found["toy of nobody's"] = 1.0
            if has & known.media:
                found["figure and medium"] = 1.0
            if has & known.theme:
                found["figure and theme goods"] = 1.0
            if has & known.marking:
                found["figure and motif"] = 1.0
            if facts.toy_maker:
                found["figure by a toy maker"] = 1.0
        if name.garment and facts.has & known.swimwear:
            found["garment word in the listing"] = 1.0


class Contributions(Mapping[str, float]):
    """Name of a feature → what it contributed: `mark: …` to the word being the mark, `theme: …` to that use.

    Worked out when somebody looks.
    """

    __slots__ = ("_parts", "_worked")

    def __init__(self, known: Vocabulary, name: Mapping[str, float], found: Mapping[str, float], use: Use) -> None:
        self._parts = (known, name, found, use)
        self._worked: dict[str, float] | None = None

    def _all(self) -> dict[str, float]:
        if self._worked is None:
            known, name, found, use = self._parts
            self._worked = {}
            for label, weights in (("mark", known.mark), (str(use), known.uses.get(use, {}))):
                for feature, value in (*name.items(), *found.items()):
                    if feature in weights:
                        self._worked[f"{label}: {feature}"] = weights[feature] * value
        return self._worked

    def __getitem__(self, name: str) -> float:
        return self._all()[name]

    def __contains__(self, name: object) -> bool:
        if self._worked is not None:
            return name in self._worked
        known, given, found, use = self._parts
        label, _, feature = str(name).partition(": ")
        weights = known.mark if label == "mark" else known.uses.get(use, {}) if label == use else {}
        return feature in weights and (feature in given or feature in found)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __reduce__(self) -> tuple[type[dict[str, float]], tuple[dict[str, float]]]:
        return dict, (self._all(),)


def _begins_otherwise(written: str, key: str) -> bool:
    """Whether two letters differ and the first is one of them, which a hand seldom gets wrong: an ammonite is no Samsonite."""
    plain = folding.key(written)
    return plain[:1] != key[:1] and sorted(plain[:2]) != sorted(key[:2]) and one_slip(plain, key) is None


def _goes_on_in_letters(text: Text, span: tuple[int, int]) -> bool:
    """Whether a name of single letters stands in a row of more of them: B O in "B O Y O R G I R L"."""
    words, place, after = text.words, text.place(span[0]), text.next(span[1])
    beside = (*words[max(0, place - 1) : place], *words[after : after + 1])
    return all(len(word) == 1 for word in words[place:after]) and any(len(word) == 1 and word.isalpha() for word in beside)


def _is_code(word: str) -> bool:
    """Letters and digits mixed, as models are called: r11s."""
    return not word.isalpha() and not word.isdigit()


class _Lookup:
    """Single names looked up in a table, without arrays."""

    def __init__(self, table: Table, marks: MarkIndex) -> None:
        self.table = table
        self.values = marks.hasher.values.data

    def get(self, key: str) -> int:
        """What the table holds for a name folded and without blanks; -1 when it holds nothing."""
        total, power = 0, 1
        for char in key:
            code = ord(char)
            if code >= folding.FOLDED_LIMIT:
                return -1
            total += self.values[code] * power
            power = power * BASE & MASK
        found = self.table.get(total & MASK)
        return min(found) if found else -1

    def has(self, key: str) -> bool:
        return self.get(key) >= 0


class _Facts:
    """What the listing says besides the mention."""

    def __init__(self, judge: Judge, listing: Listing, goods: int, texts: Mapping[str, Text]) -> None:
        self.judge = judge
        known = judge.vocabulary
        key = folding.key(listing.first("brand")) if "brand" in listing.sheet.by_field else ""
        self.brand_key = "" if key in known.no_brand else key
        self.brand_mark = ""
        self.brand_families = known.marks.get(self.brand_key, 0)
        self.goods = class_numbers(goods) if goods else frozenset()
        self.sure_marks: set[str] = set()
        """Marks named beyond doubt."""
        self.houses: dict[str, bool] = {}
        """Those of them that are brands of the kind that has lines."""
        self.owners: dict[str, str] = {}
        """Their owners, and the last such mark of each."""
        self.taken: set[tuple[str, str]] = set()
        """Words as written, and the marks they were taken for, so far."""
        self.spellings: dict[str, set[str]] = {}
        """Mark → keys of the spellings seen."""
        self.toy_maker = bool(self.brand_families & known.mark_bit["toy-makers"])
        self.words: set[str] = set()
        """Folded words of title and category."""
        self.has = 0
        """Families of words in title and category."""
        self.along = False
        """Whether what the title calls an accessory only comes with the goods."""
        for name in ("title", "category"):
            for found in listing.fields(name) if name in listing.sheet.by_field else ():
                text = texts.get(found.value)
                words, has = (text.words, text.has) if text else judge.said(found.value)
                if text and has & known.accessory and "with" in words:
                    self.along = _comes_with_it(text, known)
                self.words.update(words)
                self.has |= has
        if self.has & known.any_class:
            self.goods |= {number for bit, number in known.classes if self.has & bit}

    def learn(self, field: Field, sightings: Sequence[Sighting]) -> None:
        """Marks that are named, for the mentions beside them."""
        for sighting in sightings:
            name = self.judge.name(sighting.spelling)
            mark = name.record.mark
            text = mark.text
            if text in self.spellings:
                self.spellings[text].add(name.key)
            else:
                self.spellings[text] = {name.key}
            # A brand column that is a slip away from an ambiguous name says another name: Lumikko is no Lumikki.
            # Nor does "Jewel Paradise" name the brand Jewel, or "Tidak ada merk" (no brand) one that is called Ada.
            if not name.flags & AMBIGUOUS or (
                field.name == "brand" and sighting.how not in DISGUISES and _covers(field.value, sighting.span)
            ):
                self.sure_marks.add(text)
                if mark.owner:
                    self.owners[mark.owner] = text
                if mark.kind == "brand":
                    self.houses[text] = True
                    if name.families & self.judge.vocabulary.mark_bit["toy-makers"]:
                        self.toy_maker = True
                if field.name == "brand" and _covers(field.value, sighting.span):
                    self.brand_mark = mark.text

    def speaks_for(self, name: _Name) -> bool:
        """Whether anything but the word itself points to the mark: brand cell, parent, the mark elsewhere, its context words."""
        mark = name.record.mark
        return (
            mark.text in self.sure_marks
            or len(self.spellings.get(mark.text, ())) > 1
            or (mark.parent is not None and mark.parent in self.sure_marks)
            or (
                bool(self.brand_key)
                and (
                    self.brand_mark == mark.text
                    or self.brand_key == name.key
                    or (len(name.key) > 3 and self.brand_key.startswith(name.key))
                )
            )
            # "Papo - Dragon King" among toys: the brand column names another maker of them than Dragon.
            or (bool(mark.context) and not self.brand_mark and not mark.context.isdisjoint(self.words))
        )

    def brand_like(self, key: str) -> bool:
        """Whether the brand cell begins with this name, or this name with the brand cell: Benefit Cosmetics, Aurora World."""
        return self.brand_key.startswith(key) or (len(self.brand_key) > 3 and key.startswith(self.brand_key))

    def overlap(self, mark: Mark) -> str:
        """Whether the goods' Nice classes and the mark's meet: yes, no, unknown."""
        if not mark.nice_classes or not self.goods:
            return "unknown"
        return "no" if mark.nice_classes.isdisjoint(self.goods) else "yes"


def _seen(value: str, sightings: Sequence[Sighting]) -> list[Sighting]:
    """Those that do not stand inside a tag of HTML, which no buyer reads: `src=".../grey-pixel.gif"`."""
    tags = [match.span() for match in _TAG().finditer(value)]
    return [one for one in sightings if not any(start < one.span[0] and one.span[1] < end for start, end in tags)]


def _comes_with_it(text: Text, known: Vocabulary) -> bool:
    """Whether what is called an accessory only comes with the goods: "memory card with adapter", no "case compatible with Apple Watch"."""
    place = text.words.index("with")
    if not place or text.closes[place] & known.before or not text.value.isascii():
        return False
    return not any(families & known.accessory for families in text.opens[:place])


def _at_one_with_the_title(mentions: list[Mention]) -> list[Mention]:
    """The mentions; a word that is an ordinary one in the title is one wherever else it may be another word: Songbird Supreme."""
    ordinary = {
        (one.field.value[slice(*one.span)].casefold(), one.mark.text)
        for one in mentions
        if one.context.use is Use.ORDINARY_WORD and one.field.name == "title"
    }
    if not ordinary:
        return mentions
    return [
        one._replace(context=one.context._replace(use=Use.ORDINARY_WORD), confidence=Confidence.LOW)
        if one.context.ordinary_word
        and one.confidence is not Confidence.HIGH
        and one.field.name not in {"title", "brand"}
        and (one.field.value[slice(*one.span)].casefold(), one.mark.text) in ordinary
        else one
        for one in mentions
    ]


def _is_far_from_it(mention: Mention) -> bool:
    """Whether a word is so surely an ordinary one that telling it would be noise: 4 GB RAM, shoes for friends."""
    context = mention.context
    if context.use is not Use.ORDINARY_WORD:
        return False
    return sum(value for name, value in context.features.items() if name.startswith("mark: ")) < FAR_FROM_IT


def no_brand() -> frozenset[str]:
    """Keys of brand cells that name no brand."""
    return vocabulary().no_brand


def _apart(sightings: Sequence[Sighting], index: MarkIndex) -> list[Sighting]:
    """Sightings that do not overlap, from left to right: sure names before ambiguous ones, long before short."""
    if all(one.span[1] <= other.span[0] for one, other in pairwise(sightings)):
        return list(sightings)
    ranked = sorted(sightings, key=lambda s: (index.flags_of[s.spelling] & AMBIGUOUS, s.span[0] - s.span[1], s.plural, s.spelling))
    kept: list[Sighting] = []
    given_way: list[Sighting] = []
    for sighting in ranked:
        if any(sighting.span[0] < other.span[1] and other.span[0] < sighting.span[1] for other in kept):
            given_way.append(sighting)
        elif not (
            given_way
            and index.flags_of[sighting.spelling] & AMBIGUOUS
            # The Note of "Samsung Galaxy Note" is one of Galaxy Note, where Samsung Galaxy comes before it.
            and any(other.span[0] < sighting.span[0] and sighting.span[1] == other.span[1] for other in given_way)
        ):
            kept.append(sighting)
    return sorted(kept, key=lambda s: s.span)


def _covered(outer: Sighting, sightings: Sequence[Sighting], index: MarkIndex) -> list[Sighting]:
    """Well-known names inside a longer one, which are told of when that is taken for no mark."""
    start, end = outer.span
    inside = [
        one
        for one in sightings
        if start <= one.span[0] and one.span[1] <= end and one.span != outer.span and not index.flags_of[one.spelling] & OBSCURE
    ]
    return _apart(inside, index) if len(inside) > 1 else inside


def _covers(value: str, span: tuple[int, int]) -> bool:
    """Whether the span is all a brand cell says, small words such as "Inc" or "official store" aside."""
    rest = folding.fold(f"{value[: span[0]]} {value[span[1] :]}").split()
    return vocabulary().company.issuperset(rest)


def _whole(value: str, span: tuple[int, int]) -> tuple[int, int]:
    """The span with the accents and the possessive s that belong to its last letter."""
    start, end = span
    while end < len(value) and unicodedata.combining(value[end]):
        end += 1
    if value[end : end + 2] in {"'s", "’s", "'S", "’S"} and not value[end + 2 : end + 3].isalnum():
        end += 2
    return start, end


def how_written(written: str, spelling: str, sighting: Sighting, flags: int) -> str:
    """How the text's spelling differs from the list's, in one word: see `Context.how`."""
    if sighting.how and sighting.how != "split":
        return sighting.how
    if sighting.spelled:
        # H.I.M.Y.M. is how the abbreviation is written
        return "exact" if spelling.isupper() and len(spelling) < 7 and "." in written else "spaced"
    if flags & MISSPELLING:
        return "typo"
    if written == spelling:
        return "exact"
    plain = written
    if any(unicodedata.category(char) == "Cf" for char in written):
        return "zero-width"
    if not written.isascii() and (spelling.isascii() or not set(written) <= set(spelling)):
        narrow = unicodedata.normalize("NFKC", written)
        if narrow != written:
            plain = narrow
            if any(0x1D400 <= ord(char) <= 0x1D7FF or unicodedata.category(char) == "So" for char in written):
                return "letters"
        bare = "".join(char for char in unicodedata.normalize("NFD", plain) if not unicodedata.combining(char))
        if (
            any(char.isalpha() and not unicodedata.name(char, "").startswith(("LATIN", "CJK", "HIRA", "KATA", "HANG")) for char in bare)
            and spelling.isascii()
        ):
            return "homoglyph"
        if narrow != written:
            return "width"
        if bare != plain and folding.key(bare) == folding.key(spelling):
            return "accent"
    if written[-2:] in {"'s", "’s", "'S", "’S"} and folding.key(spelling) == folding.key(written[:-2]):
        return "possessive"
    if sighting.plural:
        return "plural"
    if written.casefold() == spelling.casefold():
        return "case"
    if not spelling.isascii() and folding.fold(written) == folding.fold(spelling):
        return "accent"
    if sighting.joined:
        return "joined"
    if folding.fold(written) == folding.fold(spelling):
        return "exact"
    # Cut where its own capitals cut it, or into words ("Smart Games"), a name is not hidden from anybody.
    words = folding.fold(written).split()
    return "parted" if min(map(len, words)) > 2 or folding.fold(_CAMEL.sub(" ", spelling)) == " ".join(words) else "split"
