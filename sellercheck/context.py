"""What a mention of a mark is doing in a listing: `Judge`.

Two small linear models, their features and weights in `data/context.json`, fitted by `benchmarks/fit_context.py` on
labelled titles: is the word here the mark at all, and if so, what is it used for. Every verdict keeps its features, so
that it can be explained. Nothing here knows a platform: severity is the pack's business.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from sellercheck import data
from sellercheck import text as folding
from sellercheck.finding import Confidence, Context, Use
from sellercheck.index import (
    ABBREVIATION,
    AMBIGUOUS,
    CURATED,
    MISSPELLING,
    OBSCURE,
    OWN_LIST,
    PHRASE,
    MarkIndex,
    MarkRecord,
    class_numbers,
    everydayness,
)
from sellercheck.listing import Field, Listing
from sellercheck.mark import Case, Mark, Restriction

SOLO = "\u0e00-\u0eff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""Scripts without spaces between words, as a range for regular expressions."""
WORD = re.compile(rf"[^\W_{SOLO}]+(?:['’][^\W\d_{SOLO}]{{1,2}}\b)?|[{SOLO}]+")
DISGUISES = frozenset({"homoglyph", "zero-width", "spaced", "letters", "leetspeak", "doubled", "typo", "split"})
"""Ways of spelling that hide a name from a machine; full-width and accents are ordinary in their languages."""
READ = 20000
"""Code points of a cell whose words are looked at around mentions; what stands later is still found, without its surroundings."""
OPENING = 2
"""Code points at the start of a cell in which a name opens it, brackets and blanks before it included."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A spelling of a mark found in a cell, not yet understood."""

    span: tuple[int, int]
    spelling: int
    """Number in the index."""
    plural: bool
    spelled: bool
    joined: bool
    how: str = ""
    """The disguise that had to be seen through; empty when folding was enough."""


@dataclass(frozen=True, slots=True)
class Mention:
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


class Phrases:
    """A set of phrases, asked whether one of them ends or begins at a word."""

    def __init__(self, phrases: Iterable[str]) -> None:
        folded = {folding.fold(phrase) for phrase in phrases} - {""}
        self.spaced = frozenset(phrase for phrase in folded if not folding.is_solo(phrase[-1]))
        self.solo = tuple(sorted(folded - self.spaced))
        self.last_words = frozenset(phrase.rpartition(" ")[2] for phrase in self.spaced)
        self.longest = max((phrase.count(" ") + 1 for phrase in self.spaced), default=0)

    def __contains__(self, word: str) -> bool:
        return word in self.spaced or (word.endswith(self.solo) if self.solo else False)

    def end_at(self, words: Sequence[str], last: int) -> bool:
        """Whether a phrase ends with the word at `last`."""
        if last < 0:
            return False
        phrase = words[last]
        if phrase in self.spaced or (self.solo and phrase.endswith(self.solo)):
            return True
        for first in range(last - 1, max(-1, last - self.longest), -1):
            phrase = f"{words[first]} {phrase}"
            if phrase in self.spaced:
                return True
        return False

    def begin_at(self, words: Sequence[str], first: int) -> bool:
        """Whether a phrase begins with the word at `first`."""
        if first >= len(words):
            return False
        phrase = words[first]
        if phrase in self.spaced or (self.solo and phrase.startswith(self.solo)):
            return True
        for last in range(first + 1, min(len(words), first + self.longest)):
            phrase = f"{phrase} {words[last]}"
            if phrase in self.spaced:
                return True
        return False


class Vocabulary:
    """The words `data/context.json` knows, and the models' weights."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        words: Mapping[str, Sequence[str]] = given["words"]
        self.words = {name: Phrases(found) for name, found in words.items()}
        self.no_brand = frozenset(folding.key(word) for word in words["no-brand"]) | {""}
        self.mark: Mapping[str, float] = given["mark"]
        self.uses: Mapping[str, Mapping[str, float]] = given["uses"]
        self.by_feature: dict[str, list[tuple[str, float]]] = {}
        for use, weights in self.uses.items():
            for name, weight in weights.items():
                self.by_feature.setdefault(name, []).append((use, weight))
        self.sure: float = given["sure"]
        """From this probability on the word is taken for the mark without reserve."""
        self.likely: float = given["likely"]
        """Below this it is taken for an ordinary word."""


@lru_cache(1)
def vocabulary() -> Vocabulary:
    """The bundled one."""
    return Vocabulary(json.loads(data.read_bytes("context.json")))


class Judge:
    """Understands the sightings of one listing after the other; holds no state between them."""

    def __init__(self, index: MarkIndex, own_brands: Iterable[str] = (), words: Vocabulary | None = None) -> None:
        self.index = index
        self.own = frozenset(folding.key(name) for name in own_brands)
        self.vocabulary = words or vocabulary()

    def mentions(self, listing: Listing, cells: Sequence[tuple[Field, Sequence[Sighting]]], goods: int) -> list[Mention]:
        """The listing's mentions in the order of its cells; words taken for ordinary ones are left out unless well known.

        `goods`: Nice classes, as bits, that category and title name.
        """
        facts = _Facts(self, listing, goods)
        chosen = [(field, _apart(sightings, self.index) if len(sightings) > 1 else sightings) for field, sightings in cells]
        for field, sightings in chosen:
            facts.learn(field, sightings)
        found = []
        for field, sightings in chosen:
            sightings = [sighting for sighting in sightings if self._worth_a_look(facts, field, sighting)]
            if not sightings:
                continue
            text = _Text(field.value, sightings, self.vocabulary)
            for sighting in sightings:
                mention = self._mention(facts, field, text, sighting)
                if mention is not None:
                    found.append(mention)
        return found

    def _worth_a_look(self, facts: _Facts, field: Field, sighting: Sighting) -> bool:
        """Whether anything can make a mark of it: everyday words of long lists count only where the listing speaks for them."""
        flags = self.index.flags_of[sighting.spelling]
        if field.name == "brand" and not _covers(field.value, sighting.span):
            return False  # "Sinar Pagi" is another brand than Sinar
        if not (flags & AMBIGUOUS and flags & OBSCURE) or sighting.span[0] <= OPENING:
            return True
        mark = self.index.record(self.index.owner_of[sighting.spelling]).mark
        return facts.speaks_for(mark, self.index.spelling(sighting.spelling)) or field.value[sighting.span[1] : sighting.span[1] + 1] in {
            "®",
            "™",
        }

    def _mention(self, facts: _Facts, field: Field, text: _Text, sighting: Sighting) -> Mention | None:
        flags = self.index.flags_of[sighting.spelling]
        record = self.index.record(self.index.owner_of[sighting.spelling])
        spelling = self.index.spelling(sighting.spelling)
        span = _whole(field.value, sighting.span)
        how = how_written(field.value[span[0] : span[1]], spelling, sighting, flags)
        features = self.features(facts, field, text, sighting, record, spelling, flags, how)
        weights = self.vocabulary.mark
        score = 0.0
        for name, value in features.items():
            if name in weights:
                score += weights[name] * value
        probability = 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
        overlap = facts.overlap(record.mark)
        ordinary = bool(flags & AMBIGUOUS)
        if probability < self.vocabulary.likely:
            if flags & OBSCURE or how in DISGUISES:
                return None
            context = Context(Use.ORDINARY_WORD, how, overlap, ordinary_word=True, features=features)
            return Mention(field, span, record, context, Confidence.LOW)
        use = self.use(features, how, record.mark)
        confidence = Confidence.HIGH if probability >= self.vocabulary.sure else Confidence.LOW
        return Mention(field, span, record, Context(use, how, overlap, ordinary_word=ordinary, features=features), confidence)

    def use(self, features: Mapping[str, float], how: str, mark: Mark) -> Use:
        """What the mark is used for: the use whose weights score highest."""
        if how in DISGUISES:
            return Use.DISGUISED
        scores = dict.fromkeys(self.vocabulary.uses, 0.0)
        by_feature = self.vocabulary.by_feature
        for name, value in features.items():
            for one, weight in by_feature.get(name, ()):
                scores[one] += weight * value
        return Use(max(scores, key=scores.__getitem__))

    def features(
        self, facts: _Facts, field: Field, text: _Text, sighting: Sighting, record: MarkRecord, spelling: str, flags: int, how: str
    ) -> dict[str, float]:
        """Everything that speaks for or against, by name; a feature that is not there is 0."""
        mark = record.mark
        written = field.value[sighting.span[0] : sighting.span[1]]
        key = folding.key(spelling)
        found: dict[str, float] = {"bias": 1.0}
        ambiguous = bool(flags & AMBIGUOUS)
        suffix = "?" if ambiguous else ""
        if ambiguous:
            found["ambiguous"] = 1.0
            if flags & OBSCURE:
                found["ambiguous obscure"] = 1.0
            if flags & CURATED:
                found["ambiguous curated"] = 1.0
            if flags & PHRASE:
                found["ambiguous phrase"] = 1.0
            elif " " not in folding.fold(spelling):
                found["everyday"] = everydayness(self.index.rank(key))
        if flags & ABBREVIATION:
            found["abbreviation"] = 1.0
        if key in self.vocabulary.words["messengers"]:
            found["messenger"] = 1.0
        if len(key) <= 3 and key.isascii():
            found["short"] = 1.0
        if flags & OWN_LIST:
            found["own list"] = 1.0
        found[f"kind {mark.kind}"] = 1.0
        found[f"kind {mark.kind}{suffix}"] = 1.0
        if facts.brand_key:
            if facts.brand_key == key or facts.brand_mark == mark.text:
                found["brand cell"] = 1.0
            elif field.name != "brand":
                found["another brand cell" + suffix] = 1.0
        if ambiguous and mark.text in facts.sure_marks:
            found["same mark near"] = 1.0
        if mark.parent and mark.parent in facts.sure_marks:
            found["parent near" + suffix] = 1.0
        if others := len(facts.sure_marks) - (mark.text in facts.sure_marks):
            found["other marks near"] = float(min(3, others))
        if mark.context and not mark.context.isdisjoint(facts.words):
            found["context word" + suffix] = 1.0
        found[f"class {facts.overlap(mark)}{suffix}"] = 1.0
        found[f"field {field.name}"] = 1.0
        self._spelling_features(found, text, written, spelling, suffix)
        self._place_features(found, text, sighting, suffix)
        if how == "joined" or sighting.joined:
            found["joined" + suffix] = 1.0
        if facts.accessories:
            found["accessory goods"] = 1.0
            if 9 in mark.nice_classes or 12 in mark.nice_classes:
                found["accessory and device mark"] = 1.0
        return found

    def _spelling_features(self, found: dict[str, float], text: _Text, written: str, spelling: str, suffix: str) -> None:
        """Capitals: they tell something only against the rest of the text."""
        if not any(char.islower() or char.isupper() for char in written):
            found["no case"] = 1.0
            return
        small = written.islower()
        if small and text.capitalised > 0.6:
            found["small among capitals" + suffix] = 1.0
        elif small:
            found["small" + suffix] = 1.0
        elif text.capitalised < 0.4:
            found["capital among small" + suffix] = 1.0
        elif written.isupper() and text.upper < 0.4 and len(written) > 3:
            found["all capitals" + suffix] = 1.0
        if written == spelling and any(char.isupper() for char in spelling[1:]):
            found["written as the owner does" + suffix] = 1.0

    def _place_features(self, found: dict[str, float], text: _Text, sighting: Sighting, suffix: str) -> None:
        words = self.vocabulary.words
        start, end = sighting.span
        place, after = text.place(start), text.next(end)
        if place == 0:
            found["first" + suffix] = 1.0
        elif place <= 2:
            found["near first"] = 1.0
        if text.value[end : end + 2].lstrip()[:1] in {"®", "™"}:
            found["sign"] = 1.0
        if after < len(text.words):
            following = text.words[after]
            if not following.isdigit() and any(map(str.isdigit, following)):
                found["model after" + suffix] = 1.0
            if words["imitation-after"].begin_at(text.words, after):
                found["imitation word"] = 1.0
            if following in words["accessories"]:
                found["next accessory" + suffix] = 1.0
            if following in words["goods-after"]:
                found["goods noun after" + suffix] = 1.0
            if words["compatibility-after"].begin_at(text.words, after):
                found["compatibility"] = 1.0
        if place:
            if words["imitation-before"].end_at(text.words, place - 1):
                found["imitation word"] = 1.0
            if text.words[place - 1] in words["makers-before"]:
                found["by" + suffix] = 1.0
            if text.governed[place - 1]:
                found["compatibility"] = 1.0


class _Text:
    """A cell's words, folded, and which of them a connective of compatibility governs."""

    def __init__(self, value: str, sightings: Sequence[Sighting], vocabulary: Vocabulary) -> None:
        self.value = value
        places = [match.span() for match in WORD.finditer(value[:READ])]
        if not value.isascii():
            places = list(_cut_at(places, {edge for sighting in sightings for edge in sighting.span}))
        self.firsts = [first for first, _ in places]
        self.lasts = [last for _, last in places]
        self.words = [folding.fold(value[first:last]) for first, last in places]
        shapes = [(value[first].isupper(), value[first:last]) for first, last in places if value[first].isupper() or value[first].islower()]
        self.capitalised = sum(upper for upper, _ in shapes) / len(shapes) if shapes else 0.0
        long = [word for _, word in shapes if len(word) > 2 and word.isalpha()]
        self.upper = sum(map(str.isupper, long)) / len(long) if long else 0.0
        self.governed = self._governed(sightings, vocabulary.words["compatibility-before"], vocabulary.words["passable"])

    def _governed(self, sightings: Sequence[Sighting], connectives: Phrases, passable: Phrases) -> list[bool]:
        """Per word: whether a connective stands there, or before it with nothing but models and names between."""
        out = []
        so_far = False
        for number, word in enumerate(self.words):
            if word in connectives.last_words or (connectives.solo and word.endswith(connectives.solo)):
                so_far = connectives.end_at(self.words, number) or (so_far and word in passable)
            elif so_far and len(word) > 1 and word not in passable and not any(map(str.isdigit, word)):
                so_far = any(span.span[0] < self.lasts[number] and self.firsts[number] < span.span[1] for span in sightings)
            out.append(so_far)
        return out

    def place(self, start: int) -> int:
        """How many words end before this position."""
        return bisect_right(self.lasts, start)

    def next(self, end: int) -> int:
        """Number of the first word at or after this position."""
        return bisect_left(self.firsts, end)


def _cut_at(places: Iterable[tuple[int, int]], edges: set[int]) -> Iterator[tuple[int, int]]:
    """Words cut where a sighting begins or ends: in scripts without spaces `适用于华为` is one run of letters."""
    for first, last in places:
        inside = sorted(edge for edge in edges if first < edge < last)
        yield from pairwise((first, *inside, last))


class _Facts:
    """What the listing says besides the mention."""

    def __init__(self, judge: Judge, listing: Listing, goods: int) -> None:
        self.index = judge.index
        key = folding.key(listing.first("brand"))
        self.brand_key = "" if key in judge.vocabulary.no_brand else key
        self.brand_mark = ""
        self.goods = class_numbers(goods) if goods else frozenset()
        self.words: set[str] = set()
        self.sure_marks: set[str] = set()
        for name in ("title", "category"):
            for found in listing.fields(name):
                self.words.update(folding.fold(found.value[:4000]).split())
        accessories = judge.vocabulary.words["accessories"]
        self.accessories = any(word in accessories for word in self.words)

    def learn(self, field: Field, sightings: Sequence[Sighting]) -> None:
        """Marks that are named beyond doubt, for the mentions beside them."""
        for sighting in sightings:
            if not self.index.flags_of[sighting.spelling] & AMBIGUOUS or field.name == "brand":
                mark = self.index.record(self.index.owner_of[sighting.spelling]).mark
                self.sure_marks.add(mark.text)
                if field.name == "brand" and _covers(field.value, sighting.span):
                    self.brand_mark = mark.text

    def speaks_for(self, mark: Mark, spelling: str) -> bool:
        """Whether anything but the word itself points to the mark: brand cell, parent, the mark elsewhere, its context words."""
        return (
            mark.text in self.sure_marks
            or (mark.parent is not None and mark.parent in self.sure_marks)
            or (bool(self.brand_key) and (self.brand_mark == mark.text or self.brand_key == folding.key(spelling)))
            or (bool(mark.context) and not mark.context.isdisjoint(self.words))
        )

    def overlap(self, mark: Mark) -> str:
        """Whether the goods' Nice classes and the mark's meet: yes, no, unknown."""
        if not mark.nice_classes or not self.goods:
            return "unknown"
        return "no" if mark.nice_classes.isdisjoint(self.goods) else "yes"


def no_brand() -> frozenset[str]:
    """Keys of brand cells that name no brand."""
    return vocabulary().no_brand


def _apart(sightings: Sequence[Sighting], index: MarkIndex) -> list[Sighting]:
    """Sightings that do not overlap, from left to right: sure names before ambiguous ones, long before short."""
    ranked = sorted(sightings, key=lambda s: (index.flags_of[s.spelling] & AMBIGUOUS, s.span[0] - s.span[1], s.plural, s.spelling))
    kept: list[Sighting] = []
    for sighting in ranked:
        if all(sighting.span[1] <= other.span[0] or other.span[1] <= sighting.span[0] for other in kept):
            kept.append(sighting)
    return sorted(kept, key=lambda s: s.span)


def _covers(value: str, span: tuple[int, int]) -> bool:
    """Whether the span is all a brand cell says, small words such as "Inc" or "official store" aside."""
    rest = folding.fold(f"{value[: span[0]]} {value[span[1] :]}").split()
    return vocabulary().words["company-words"].spaced.issuperset(rest)


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
    if sighting.how:
        return sighting.how
    if sighting.spelled:
        return "spaced"
    if flags & MISSPELLING:
        return "typo"
    if written == spelling:
        return "exact"
    plain = written
    if any(unicodedata.category(char) == "Cf" for char in written):
        return "zero-width"
    if not written.isascii():
        if spelling.isascii() or not set(written) <= set(spelling):
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
    return "exact" if folding.fold(written) == folding.fold(spelling) else "split"
