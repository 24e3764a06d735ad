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
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from sellercheck import text as folding
from sellercheck.arrays import Array, among, distinct
from sellercheck.disguises.slips import one_slip
from sellercheck.evidence import DISGUISES, Evidence, Found
from sellercheck.finding import Confidence, Context, Use
from sellercheck.index import AMBIGUOUS, MISSPELLING, OBSCURE, MarkIndex, MarkRecord
from sellercheck.listing import Field, Listing
from sellercheck.mark import Case, Mark, Restriction
from sellercheck.matching import HOW, Spans
from sellercheck.names import MOST, NOTHING, Name, Names
from sellercheck.patterns import shape
from sellercheck.reading import Texts
from sellercheck.scene import FIELD, OVERLAP, SHORT, Rows, Scene, worth_a_look
from sellercheck.vocabulary import Vocabulary, vocabulary

KATAKANA = ("ァ", "ー")
"""The first and the last character of Japanese words from abroad."""
CUT = frozenset({"split", "parted"})
"""Ways of spelling that need their pieces side by side: a line break between them is none."""
EVEN = 0.0
"""The logit that an everyday word of the long lists needs to be told as the mark where only its place speaks for it: one in two."""
FAR_FROM_IT = -0.8
"""What speaks for the mark, as a logit, below which an ordinary word is not told any more: three in ten."""
BRAND_GOODS, GENERIC, ORDINARY, DISGUISED, LIKENED = Use.BRAND_GOODS, Use.GENERIC_WORD_USE, Use.ORDINARY_WORD, Use.DISGUISED, Use.IMITATION
LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH
FITS = Use.COMPATIBILITY
# NOTE: up to Python 3.11, `Use.BRAND_GOODS` takes ten times as long to look up.
APOSTROPHES = [ord("'"), ord("’")]
NEAR = 3
"""So many words beside a name are near it."""
ACCENTS = 0x300
"""From this code point on there are combining ones."""
_MEASURE = shape(r"\d\s?(?:mm|cm|m|ft|in)\s?(?:by|[x×*])\s?$")
_DASH = shape(r"\s[-–—|/,;:+]+\s")
_TAG = shape(r"</?[A-Za-z][^<>]*>")
_HIS = re.compile(r"\w['’][sS]\s")
_INITIALS = re.compile(r"\b(?:[A-Z]\.)+[A-Z]\b")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Sighting(NamedTuple):
    """A spelling of a mark found in a cell, not yet understood."""

    row: int
    """Its place in `Sightings`."""
    span: tuple[int, int]
    spelling: int
    """Number in the index."""
    plural: bool
    spelled: bool
    joined: bool
    how: str
    """How the spelling differs, where the search knows it; empty: to be seen from the letters."""


class Sightings:
    """Spellings of marks found in texts: those of one text side by side, from left to right."""

    def __init__(self, spans: Spans) -> None:
        self.spans = spans
        columns = (spans.starts, spans.ends, spans.phrases, spans.plural, spans.spelled, spans.joined, spans.how)
        self._rows = [column.tolist() for column in columns]
        overlaps = (spans.texts[1:] == spans.texts[:-1]) & (spans.starts[1:] < spans.ends[:-1])
        self.overlaps: Array = np.concatenate(([0, 0], np.cumsum(overlaps)))[: len(spans.starts) + 1]
        """Row → how many rows before it begin before their neighbour's end: of a text's rows, as many at the last's end as at the second's begin
        where none overlap."""

    def __getitem__(self, row: int) -> Sighting:
        starts, ends, spellings, plural, spelled, joined, how = self._rows
        # NOTE: a named tuple's own way of being made takes three times as long; so it does below.
        return tuple.__new__(
            Sighting, (row, (starts[row], ends[row]), spellings[row], plural[row], spelled[row], joined[row], HOW[how[row]])
        )

    def seen_as(self, rows: Array) -> Iterator[tuple[str, bool, bool, bool]]:
        """`how`, `plural`, `spelled`, `joined` of each `Sighting`."""
        spans = self.spans
        how, *more = (column.take(rows).tolist() for column in (spans.how, spans.plural, spans.spelled, spans.joined))
        return zip(map(HOW.__getitem__, how), *more, strict=True)


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


class Cells(NamedTuple):
    """Cells in which names were sighted, in columns and in the order of their listings."""

    listing: Array
    """Position of the listing."""
    field: Array
    """Number in `FIELD`."""
    text: Array
    """Number in `texts`."""
    begin: Array
    """Row of the text's first sighting."""
    stop: Array
    """The row after its last."""
    some: Mapping[int, Sequence[int]]
    """Cell → the rows that count, where these are not all of its text's."""
    texts: Sequence[str]
    made: Callable[[int], Field]
    """The cell as a field of its listing."""


_NO_MARKS = frozenset({GENERIC, ORDINARY})
"""Uses of words that what else the listing says may tell to be another, or that are not told."""
_DISGUISED = np.array([number for number, how in enumerate(HOW) if how in DISGUISES])
_Told = tuple[int, int, str]
"""Listing, number of the mark, and the name as written."""


class Judge:
    """Understands sightings, thousands of listings at a time; what it remembers between them is about names and words only."""

    def __init__(self, index: MarkIndex, words: Vocabulary | None = None) -> None:
        self.index = index
        self.vocabulary = words or vocabulary()
        self.names = Names(index, self.vocabulary)

    def mentions(self, listings: Sequence[Listing], cells: Cells, sightings: Sightings, goods: Sequence[int]) -> list[list[Mention]]:
        """Each listing's mentions in the order of its cells; words taken for ordinary ones are left out unless well known.

        `goods`: Nice classes, as bits, that category and title name.
        """
        if len(self.names) > MOST:
            self.names.forget()
        sighted = _Sighted(listings, cells, sightings, self.names)
        found: list[list[tuple[Mention, float]]] = [[] for _ in listings]
        if len(sighted.rows.name):
            apart = sighted.rows.of(np.flatnonzero(sighted.rows.outer == NOTHING))
            texts = Texts(sighted.values, np.stack((apart.text, apart.start, apart.end), axis=1), self.vocabulary)
            scene = Scene(texts, self.names, listings, goods, sighted.told, apart)
            for listing, mention, score in self._understood(scene, sighted):
                found[listing].append((mention, score))
        return [_worth_telling(each) if each else [] for each in found]

    def weigh(self, scene: Scene, rows: Rows, written: Sequence[str], how: Sequence[str]) -> Evidence:
        """What speaks for and against each of these sightings."""
        return Evidence(scene, rows, written, how)

    def why(self, mention: Mention) -> str:
        """What spoke for and against, the weightiest first, on one line."""
        parts = sorted(mention.context.features.items(), key=lambda part: (-abs(part[1]), part[0]))
        return ", ".join(f"{name} {value:+.1f}" for name, value in parts if abs(value) >= 0.05)

    def _understood(self, scene: Scene, sighted: _Sighted) -> Iterator[tuple[int, Mention, float]]:
        """Listing, mention and what speaks for the mark, as a logit, of every sighting that is worth telling of, in order."""
        names, values, rows = self.names, sighted.values, sighted.rows._replace(name=self._meant(scene, sighted.rows))
        places = list(zip(rows.text.tolist(), rows.start.tolist(), rows.end.tolist(), strict=True))
        written = [values[text][start:end] for text, start, end in places]
        again = _met_again(rows, names, written)
        looked = worth_a_look(scene, rows, written)
        worth = looked.copy()
        worth[list(again)] = True
        chosen, spans, how = [], [], []
        known, named, more = names.all, rows.name.tolist(), _goes_on(scene.texts, rows).tolist()
        rest = np.flatnonzero(worth & rows.judged & ~_is_his(scene.texts, rows))
        for row, seen_as in zip(rest.tolist(), sighted.seen_as(rest), strict=True):
            (text, start, end), name = places[row], known[named[row]]
            span = _whole(values[text], (start, end)) if more[row] else (start, end)
            letters = values[text][span[0] : span[1]] if more[row] else written[row]
            spelt = how_written(letters, name.spelling, *seen_as, name.flags)
            if not _is_nothing(scene.texts, text, span, letters, name, spelt, names):
                chosen.append(row)
                spans.append(span)
                how.append(spelt)
        if not chosen:
            return
        evidence = self.weigh(scene, rows.of(np.array(chosen)), [written[row] for row in chosen], how)
        verdicts = _Verdicts(self.vocabulary, evidence)
        listing, outer, hidden = rows.listing.tolist(), rows.outer.tolist(), set(np.flatnonzero(~looked).tolist())
        overlap, namesake = evidence.overlap.tolist(), evidence.namesake.tolist()
        told: set[int] = set()
        taken: set[_Told] = set()
        for number, row in enumerate(chosen):
            if outer[row] in told:
                continue  # only "Kodak black", taken for no singer, still says Kodak
            key, name = again.get(row), known[named[row]]
            before = key in taken
            if row in hidden and not before:
                continue
            before = before and bool(name.flags & AMBIGUOUS)
            found = verdicts.of(number, how[number], taken=before)
            if found is None:
                continue
            use, confidence, score = found
            ordinary = use is ORDINARY
            if ordinary and outer[row] >= 0:
                continue
            told.add(row)
            if key is not None and not ordinary:
                taken.add(key)
            span, field = spans[number], sighted.field(row)
            if how[number] == "typo" and (name.flags & AMBIGUOUS or _begins_otherwise(field.value[span[0] : span[1]], name.key)):
                confidence = LOW  # one letter from a word that may be another is a third word as easily
            if namesake[number]:
                confidence = LOW
            features = Contributions(self.vocabulary, name.features, evidence.found, number, use, taken=before)
            context = tuple.__new__(
                Context, (use, how[number], OVERLAP[overlap[number]], False, ordinary or bool(name.flags & AMBIGUOUS), features)
            )
            yield listing[row], tuple.__new__(Mention, (field, span, name.record, context, confidence)), score

    def _meant(self, scene: Scene, rows: Rows) -> Array:
        """The names themselves, or the line of a mark named elsewhere in the listing that the word is short for."""
        names, meant, doubtful = self.names, rows.name.copy(), AMBIGUOUS | OBSCURE
        parents = names.parents[meant]
        maybe = (names.flags[meant] & doubtful == doubtful) & scene.has_house[rows.listing] & ~scene.is_sure(rows.listing, parents)
        if not maybe.any():
            return meant
        before = _named_before(scene.texts, rows, maybe)
        for row in np.flatnonzero(maybe).tolist():
            name = names.all[meant[row]]
            if " " in name.spelling:
                continue
            houses = scene.houses[int(rows.listing[row])]
            last = names.all[rows.name[before[row]]].record.mark.text if row in before else None
            for house in houses:
                if last != house and last in houses:
                    continue  # GoPro Mini is none of DJI's
                line = names.longer(house, name.key)
                if line < 0 or self.index.flags_of[line] & AMBIGUOUS:
                    continue
                if names.all[names.rows([line])[0]].record.mark.kind != "genericised":
                    meant[row] = names.short_for(int(meant[row]), line)
                    break
                # boots beside Ugg are boots; the plain words for "Ugg boots" are not those for "boots"
        return meant


class _Sighted:
    """Sightings of some listings, in the order in which they are understood: a name, and then the well-known ones inside it."""

    def __init__(self, listings: Sequence[Listing], cells: Cells, sightings: Sightings, names: Names) -> None:
        self._sightings, self._made = sightings, cells.made
        spans, count = sightings.spans, cells.stop - cells.begin
        odd = (cells.field == FIELD["brand"]) | (sightings.overlaps[cells.stop] > sightings.overlaps[cells.begin + 1])
        odd |= np.fromiter(("<" in cells.texts[text] for text in cells.text.tolist()), bool, len(count))
        odd[list(cells.some)] = True
        sorted_out = {cell: self._sort_out(cell, cells, names.index) for cell in np.flatnonzero(odd).tolist()}
        for cell, its in sorted_out.items():
            count[cell] = len(its)
        first = np.cumsum(count) - count
        cell_of = np.repeat(np.arange(len(count)), count)
        self._cell_of: list[int] = cell_of.tolist()
        self._of: Array = (cells.begin - first)[cell_of] + np.arange(len(cell_of))
        """Row → the sighting's."""
        of = self._of
        outer, whole, judged = np.full(len(of), NOTHING), np.zeros(len(of), bool), np.ones(len(of), bool)
        for cell, its in sorted_out.items():
            begin = int(first[cell])
            for row, (sighting, longer, is_whole, is_judged) in enumerate(its, begin):
                of[row], outer[row], whole[row], judged[row] = sighting, longer if longer < 0 else begin + longer, is_whole, is_judged
        met = distinct(cells.text[cell_of])
        numbers = {cells.texts[text]: number for number, text in enumerate(met.tolist())}
        named = len(numbers)
        self.told = [
            (number, told_in := numbers.setdefault(value, len(numbers)), told_in < named)
            for number, each in enumerate(listings)
            for told in ("title", "category")
            for value in each.values(told)
        ]
        """Listing, text, and whether a name stands there, of each title and category."""
        self.values = list(numbers)
        name = np.array(names.rows(spans.phrases[of].tolist()), np.int64)
        altered = spans.plural[of] | among(spans.how[of], _DISGUISED)
        listing, text, field = cells.listing[cell_of], np.searchsorted(met, cells.text)[cell_of], cells.field[cell_of]
        self.rows = Rows(listing, text, field, spans.starts[of], spans.ends[of], name, outer, spans.joined[of], whole, judged, altered)

    def field(self, row: int) -> Field:
        """The cell in which the name stands."""
        return self._made(self._cell_of[row])

    def seen_as(self, rows: Array) -> Iterator[tuple[str, bool, bool, bool]]:
        """`how`, `plural`, `spelled`, `joined` of each `Sighting`."""
        return self._sightings.seen_as(self._of[rows])

    def _sort_out(self, cell: int, cells: Cells, index: MarkIndex) -> list[tuple[int, int, bool, bool]]:
        """What stands apart in a cell, each name before the well-known ones inside it.

        Of each: the sighting's row, the place of the longer name in this list, whether it is all that the brand cell says, and whether it is judged.
        """
        value, is_brand = cells.texts[cells.text[cell]], bool(cells.field[cell] == FIELD["brand"])
        rows = cells.some.get(cell) or range(int(cells.begin[cell]), int(cells.stop[cell]))
        sightings: Sequence[Sighting] = [self._sightings[row] for row in rows]
        if "<" in value:
            sightings = _seen(value, sightings)
        apart = _apart(sightings, index) if len(sightings) > 1 else sightings
        out: list[tuple[int, int, bool, bool]] = []
        for sighting in apart:
            # "Sinar Pagi" is another brand than Sinar; it still tells something of the marks in the title.
            whole = is_brand and _covers(value, sighting.span)
            judged = whole or not is_brand
            outer = len(out)
            out.append((sighting.row, NOTHING, whole, judged))
            if judged and len(sightings) > len(apart):
                out += [(one.row, outer, whole, True) for one in _covered(sighting, sightings, index)]
        return out


class _Verdicts:
    """The models' answers on what was found."""

    def __init__(self, known: Vocabulary, evidence: Evidence) -> None:
        self._known, self._evidence = known, evidence
        self._scores = evidence.score.tolist()
        self._best = evidence.scores.argmax(axis=1).tolist()
        self._likely, self._fair, self._sure = map(_logit, (known.likely, known.fair, known.sure))
        self._obscure, self._placed, self._plain_too = evidence.obscure.tolist(), evidence.placed.tolist(), evidence.plain_too.tolist()

    def of(self, row: int, how: str, *, taken: bool) -> tuple[Use, Confidence, float] | None:
        """Use, how sure, and the logit that it is the mark; None for a word that is not worth telling of.

        `taken`: the same letters were taken for the mark before.
        """
        score, best = self._scores[row], self._best[row]
        if taken:
            score, scores = self._evidence.taken(row)
            best = int(scores.argmax())
        if score < (EVEN if self._placed[row] and not taken else self._likely):
            return None if self._obscure[row] or how in DISGUISES else (ORDINARY, LOW, score)
        use = DISGUISED if how in DISGUISES and not self._plain_too[row] else self._known.order[best]
        return use, HIGH if score >= self._sure else MEDIUM if score >= self._fair else LOW, score


def _logit(probability: float) -> float:
    return math.log(probability / (1 - probability))


class Contributions(Mapping[str, float]):
    """Name of a feature → what it contributed: `mark: …` to the word being the mark, `theme: …` to that use.

    Worked out when somebody looks.
    """

    __slots__ = ("_parts", "_worked")

    def __init__(self, known: Vocabulary, name: Mapping[str, float], found: Found, row: int, use: Use, *, taken: bool) -> None:
        self._parts = (known, name, found, row, use, taken)
        self._worked: dict[str, float] | None = None

    def _all(self) -> dict[str, float]:
        if self._worked is None:
            known, name, found, row, use, taken = self._parts
            self._worked = {}
            features = {**name, **found.of(row, taken=taken)}
            for label, weights in (("mark", known.mark), (str(use), known.uses.get(use, {}))):
                for feature, value in features.items():
                    if feature in weights:
                        self._worked[f"{label}: {feature}"] = weights[feature] * value
        return self._worked

    def __getitem__(self, name: str) -> float:
        return self._all()[name]

    def __contains__(self, name: object) -> bool:
        if self._worked is not None:
            return name in self._worked
        known, given, found, row, use, taken = self._parts
        label, _, feature = str(name).partition(": ")
        weights = known.mark if label == "mark" else known.uses.get(use, {}) if label == use else {}
        return feature in weights and (feature in given or found.has(row, feature, taken=taken))

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


def _met_again(rows: Rows, names: Names, written: Sequence[str]) -> dict[int, _Told]:
    """Rows whose letters are read for the same mark more than once in their listing."""
    marks = names.marks[rows.name]
    codes = rows.listing * (int(marks.max(initial=0)) + 1) + marks
    codes[~rows.judged] = -1
    _, which, times = np.unique(codes, return_inverse=True, return_counts=True)
    some = np.flatnonzero(rows.judged & (times[which] > 1)).tolist()
    told = {row: (int(rows.listing[row]), int(marks[row]), written[row]) for row in some}
    met = Counter(told.values())
    return {row: key for row, key in told.items() if met[key] > 1}


def _goes_on_in_letters(texts: Texts, text: int, span: tuple[int, int]) -> bool:
    """Whether a name of single letters stands in a row of more of them: B O in "B O Y O R G I R L"."""
    words, offset = texts.words, texts.offsets[text]
    place, after = int(texts.place(offset + span[0])), int(texts.next(offset + span[1]))
    beside = (*words[max(int(texts.begins[text]), place - 1) : place], *words[after : min(after + 1, int(texts.stops[text]))])
    return all(len(word) == 1 for word in words[place:after]) and any(len(word) == 1 and word.isalpha() for word in beside)


def _is_nothing(texts: Texts, text: int, span: tuple[int, int], written: str, name: Name, how: str, names: Names) -> bool:
    """Whether the letters say no name at all."""
    value = texts.values[text]
    if how in CUT and not written.isprintable() and ("\n" in written or "\r" in written):
        return True  # "in stock", a line further "× 2": no StockX
    if how in DISGUISES and ("<" in written or ">" in written):
        return True  # "<li> 10-pound" is no Li-Lo
    if how == "typo" and value.startswith(("...", "…"), span[1]) and name.key.startswith(folding.key(written)):
        return True  # "PlayStatio..." is cut, and not hidden
    if how in CUT and _DASH().search(written):
        return True  # "Power Jet - Blue" is no plane of JetBlue's
    if len(name.key) <= SHORT and " " in written and _goes_on_in_letters(texts, text, span):
        return True  # "B O Y O R G I R L" does not begin with B&O
    if len(name.key) <= SHORT and name.flags & (AMBIGUOUS | OBSCURE) and _is_cut_from_katakana(value, span):
        return True  # a princess, プリンセス, is no プリン
    if name.key[0].isdigit() and _MEASURE().search(value[max(0, span[0] - 12) : span[0]].lower()):
        return True  # a rug of 1m by 3m is not by 3M
    if name.key[0].isdigit() and written.islower() and _is_a_length(texts, text, span):
        return True  # 3m of ribbon
    if name.flags & (AMBIGUOUS | OBSCURE) and written[-2:] in {" s", " S"} and name.spelling[-2:] in {"'s", "’s"}:
        return True  # "León S", a colour and a size, is no Leon's
    if how == "typo" and not written.isascii() and name.spelling.isascii() and _begins_otherwise(written, name.key):
        return True  # élasticité wears the accents of its own language: no slip for Plasticine
    # "Velentine" is Valentine misspelt, and not Valentino
    return how == "typo" and _is_nearer_a_word(folding.key(written), name.key, names)


def _is_cut_from_katakana(value: str, span: tuple[int, int]) -> bool:
    """Whether katakana goes on at either side of a name in katakana."""
    start, end = span
    own, beside = value[start:end], value[max(0, start - 1) : start] + value[end : end + 1]
    return all(KATAKANA[0] <= char <= KATAKANA[1] for char in own) and any(
        KATAKANA[0] <= char <= KATAKANA[1] and char != "・" for char in beside
    )


def _is_a_length(texts: Texts, text: int, span: tuple[int, int]) -> bool:
    """Whether what is sold by its length stands near."""
    place, after = int(texts.place(texts.offsets[text] + span[0])), int(texts.next(texts.offsets[text] + span[1]))
    near = slice(max(int(texts.begins[text]), place - NEAR), min(after + NEAR, int(texts.stops[text])))
    return bool((texts.opens[near] & texts.known.lengths).any())


def _is_nearer_a_word(written: str, key: str, names: Names) -> bool:
    """Whether a spelling two letters from a name is one letter from an everyday word."""
    if one_slip(written, key) is not None or not written.isascii():
        return False
    return any(
        names.is_everyday(written[:at] + letter + written[at + 1 :]) for at in range(len(written)) for letter in string.ascii_lowercase
    )


def _seen(value: str, sightings: Sequence[Sighting]) -> list[Sighting]:
    """Those that do not stand inside a tag of HTML, which no buyer reads: `src=".../grey-pixel.gif"`."""
    tags = [match.span() for match in _TAG().finditer(value)]
    return [one for one in sightings if not any(start < one.span[0] and one.span[1] < end for start, end in tags)]


def _at_one_with_its_brand(mentions: list[Mention]) -> list[Mention]:
    """The mentions; what names the goods' brand in a cell is no everyday word further on: "Pampers Care Pants, the softest Pampers"."""
    everyday = {(one.field.at, one.mark.text) for one in mentions if one.context.use is GENERIC}
    brands = {(one.field.at, one.mark.text) for one in mentions if one.context.use is BRAND_GOODS} if everyday else everyday
    if everyday.isdisjoint(brands):
        return mentions
    return [
        one._replace(context=one.context._replace(use=BRAND_GOODS))
        if one.context.use is GENERIC and (one.field.at, one.mark.text) in brands
        else one
        for one in mentions
    ]


def _at_one_with_the_title(mentions: list[Mention]) -> list[Mention]:
    """The mentions; a word that is an ordinary one in the title is one wherever else it may be another word: Songbird Supreme."""
    ordinary = {
        (one.field.value[slice(*one.span)].casefold(), one.mark.text)
        for one in mentions
        if one.context.use is ORDINARY and one.field.name == "title"
    }
    if not ordinary:
        return mentions
    return [
        one._replace(context=one.context._replace(use=ORDINARY), confidence=LOW)
        if one.context.ordinary_word
        and one.confidence is not HIGH
        and one.field.name not in {"title", "brand"}
        and (one.field.value[slice(*one.span)].casefold(), one.mark.text) in ordinary
        else one
        for one in mentions
    ]


def _at_one_with_its_line(mentions: list[Mention]) -> list[Mention]:
    """The mentions; what goods fit is one name with its maker's right before it: "Citizen Eco-Drive strap"."""
    fits = {(one.field.at, one.span[0]): one.mark for one in mentions if one.context.use is FITS and one.confidence is not LOW}
    out = []
    for one in mentions:
        end = one.span[1]
        while one.field.value[end : end + 1] == " ":
            end += 1
        line = fits.get((one.field.at, end)) if one.context.use is BRAND_GOODS and one.field.name == "title" else None
        its_own = line is not None and (
            one.mark.text in {line.text, line.parent} or (line.owner is not None and one.mark.owner == line.owner)
        )
        out.append(one._replace(context=one.context._replace(use=FITS)) if its_own else one)
    return out


def _at_one_with_the_likeness(mentions: list[Mention]) -> list[Mention]:
    """The mentions; of goods that are likened to a mark, nothing else the listing says is that they are the mark's: "Nike style", tagged "nike".

    What the brand column says of them stands.
    """
    sure = [one for one in mentions if one.context.use is LIKENED and one.confidence is not LOW]
    ends = {(one.field.at, one.span[1]) for one in sure}
    for one in mentions:  # they stand from left to right: "inspired by Lancôme La Vie est Belle"
        before = one.field.value[: one.span[0]].rstrip(" ")
        if one.context.use is BRAND_GOODS and one.confidence is not LOW and (one.field.at, len(before)) in ends:
            sure.append(one)
            ends.add((one.field.at, one.span[1]))
    likened = {one.mark.text for one in sure} - {one.mark.text for one in mentions if one.field.name == "brand"}
    if not likened:
        return mentions
    return [
        one._replace(context=one.context._replace(use=LIKENED)) if one.context.use is BRAND_GOODS and one.mark.text in likened else one
        for one in mentions
    ]


def _worth_telling(found: Sequence[tuple[Mention, float]]) -> list[Mention]:
    """The mentions without words so surely ordinary ones that telling them would be noise: 4 GB RAM, shoes for friends."""
    if len(found) == 1:
        [(mention, score)] = found
        return [mention] if mention.context.use is not ORDINARY or score >= FAR_FROM_IT else []
    mentions = [mention for mention, _ in found]
    uses = {mention.context.use for mention in mentions}
    if FITS in uses and BRAND_GOODS in uses:
        mentions = _at_one_with_its_line(mentions)
    if LIKENED in uses and BRAND_GOODS in uses:
        mentions = _at_one_with_the_likeness(mentions)
    if _NO_MARKS.isdisjoint(uses):
        return mentions
    mentions = _at_one_with_the_title(_at_one_with_its_brand(mentions))
    return [
        mention for mention, (_, score) in zip(mentions, found, strict=True) if mention.context.use is not ORDINARY or score >= FAR_FROM_IT
    ]


def no_brand() -> frozenset[str]:
    """Keys of brand cells that name no brand."""
    return vocabulary().no_brand


def _apart(sightings: Sequence[Sighting], index: MarkIndex) -> list[Sighting]:
    """Sightings that do not overlap, from left to right: sure names before ambiguous ones, long before short."""
    if all(one.span[1] <= other.span[0] for one, other in pairwise(sightings)):
        return list(sightings)
    # "Post-it style" says Post-it, and no itStyle that few know and nobody cuts in two.
    known = [s for s in sightings if not index.flags_of[s.spelling] & (AMBIGUOUS | OBSCURE)]
    ranked = sorted(
        sightings,
        key=lambda s: (
            index.flags_of[s.spelling] & AMBIGUOUS,
            _is_cut_into(s, known, index),
            s.span[0] - s.span[1],
            s.plural,
            s.spelling,
        ),
    )
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


def _is_cut_into(sighting: Sighting, known: Sequence[Sighting], index: MarkIndex) -> bool:
    """Whether a name that few know, written in more pieces than it has, begins or ends inside a well-known one."""
    start, end = sighting.span
    if not index.flags_of[sighting.spelling] & OBSCURE or end - start <= len(index.spelling(sighting.spelling)) + sighting.plural:
        return False
    return any(
        (one.span[0] < start < one.span[1] < end) or (start < one.span[0] < end < one.span[1]) for one in known if one is not sighting
    )


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


def _goes_on(texts: Texts, rows: Rows) -> Array:
    """Rows after which an accent or an apostrophe stands, which may belong to the name."""
    following = texts.codes[texts.offsets[rows.text] + rows.end]
    goes_on: Array = (following >= ACCENTS) | among(following, APOSTROPHES)
    return goes_on


def _is_his(texts: Texts, rows: Rows) -> Array:
    """Rows whose first letter is a possessive s: "it's well made" names no S'well."""
    is_his: Array = among(texts.codes[texts.offsets[rows.text] + rows.start - 1], APOSTROPHES)
    for row in np.flatnonzero(is_his).tolist():
        is_his[row] = _HIS.match(texts.values[rows.text[row]], max(0, int(rows.start[row]) - 2)) is not None
    return is_his


def _named_before(texts: Texts, rows: Rows, some: Array) -> dict[int, int]:
    """Of some of the rows: the row of the name that ends right before it, where there is one."""
    near = np.flatnonzero(among(rows.text, distinct(rows.text[some])))
    offsets = texts.offsets[rows.text[near]]
    places, ends = texts.place(offsets + rows.start[near]).tolist(), texts.next(offsets + rows.end[near]).tolist()
    # NOTE: words are numbered through all texts, and a text may stand in several listings.
    last = {(listing, end): row for listing, end, row in zip(rows.listing[near].tolist(), ends, near.tolist(), strict=True)}
    at = zip(rows.listing[near].tolist(), places, near.tolist(), strict=True)
    return {row: last[listing, place] for listing, place, row in at if some[row] and (listing, place) in last}


def _whole(value: str, span: tuple[int, int]) -> tuple[int, int]:
    """The span with the accents and the possessive s that belong to its last letter."""
    start, end = span
    while end < len(value) and unicodedata.combining(value[end]):
        end += 1
    if value[end : end + 2] in {"'s", "’s", "'S", "’S"} and not value[end + 2 : end + 3].isalnum():
        end += 2
    return start, end


def how_written(written: str, spelling: str, how: str, plural: bool, spelled: bool, joined: bool, flags: int) -> str:
    """How the text's spelling differs from the list's, in one word: see `Context.how`."""
    if how and how != "split":
        return how
    if spelled:
        # H.I.M.Y.M. is how the abbreviation is written
        return "exact" if spelling.isupper() and len(spelling) < 7 and "." in written else "spaced"
    if flags & MISSPELLING:
        return "typo"
    if written == spelling:
        return "exact"
    plain = written
    if not written.isascii() and any(unicodedata.category(char) == "Cf" for char in written):
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
    if plural:
        return "plural"
    if written.casefold() == spelling.casefold():
        return "case"
    if not spelling.isascii() and folding.fold(written) == folding.fold(spelling):
        return "accent"
    if joined:
        return "joined"
    if folding.fold(written) == folding.fold(spelling):
        return "exact"
    if "." in written and folding.fold(_INITIALS.sub(lambda initials: initials.group().replace(".", ""), written)) == folding.fold(
        spelling
    ):
        return "exact"  # Chelsea F.C.
    # Cut where its own capitals cut it, or into words ("Smart Games"), a name is not hidden from anybody.
    words = folding.fold(written).split()
    return "parted" if min(map(len, words)) > 2 or folding.fold(_CAMEL.sub(" ", spelling)) == " ".join(words) else "split"
