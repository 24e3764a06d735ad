"""Packs and lists bound into one immutable thing: `Screen`.

`Screen.examine(batch)` takes a few thousand listings, scans their texts once for marks and for every rule's phrases,
and calls a check only for listings that met what it wants. Every pack is bound whole when it is first used: unknown
checks, options and words in messages are found then, not on the row that first needs them (`needs`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any, NamedTuple

import numpy as np

from sellercheck import cache, sites
from sellercheck import text as folding
from sellercheck.arrays import Array, distinct
from sellercheck.batch import Batch
from sellercheck.checks import Hit, Reference, Wants
from sellercheck.context import Cells, Judge, Mention, Sightings
from sellercheck.finding import Finding, Severity
from sellercheck.index import AMBIGUOUS, GOODS_WITHIN, OBSCURE, MarkIndex, classes_named, goods_bits, goods_text
from sellercheck.listing import Listing
from sellercheck.matching import Spans, Within, scan
from sellercheck.names import NOTHING
from sellercheck.needs import Need, bound, needs
from sellercheck.phrases import PhraseIndex
from sellercheck.rules.pack import Rule, RulePack, fits
from sellercheck.scene import FIELD
from sellercheck.telling import Look, Spot, Told, Voice, in_order

ADDRESSES = frozenset({"url", "image"})
SHORTEST_JOINED = 5
"""Characters of the shortest name of several words that counts when it is written as one."""
FEW = 200
"""Fewer phrases than this are indexed anew: quicker than opening files."""


class Step(NamedTuple):
    """One rule, ready to run."""

    rule: Rule
    wants: Wants
    reference: Reference
    phrases: range
    """Numbers of the rule's phrases in the screen's phrase index; rules that seek the same phrases share them."""
    read: str
    """The day the rule's source was read, in ISO 8601."""
    same: tuple[object, ...] = ()
    """Equal for rules whose check makes the same hits of the same candidates; empty where they may differ."""
    only_in: frozenset[str] = frozenset()
    """Countries of the rule where it is not known which ones are sold to: a listing whose own address or currency names another is left out."""


class _Group(NamedTuple):
    """Steps that want the same of the same fields: they share their candidates."""

    wants: Wants
    fields: tuple[str, ...]
    phrases: range
    words_alone: bool
    """Whether nothing but a phrase makes a candidate: most groups meet none in a batch, and are done with at once."""
    steps: list[Step]


class Screen:
    """What listings are held against. Immutable; the same listings always give the same findings."""

    def __init__(
        self, packs: Sequence[RulePack], index: MarkIndex, steps: tuple[Step, ...], phrases: tuple[str, ...], judge: Judge, language: str,
        across: tuple[Step, ...] = (), checks: Mapping[str, tuple[ModuleType, Any]] = MappingProxyType({}),
        kept: Mapping[str, Need] = MappingProxyType({}),
    ) -> None:  # fmt: skip
        """`checks`: rule id → check and options, of rules bound already; the others are bound when a sheet first calls for them.

        `kept`: rule id → what is known of it from the cache.
        """
        self.across = across
        """Rules that look at whole sheets; `whole.WholeSheet` runs them."""
        self.packs, self.index, self.steps, self.phrases, self.judge, self.language = tuple(packs), index, steps, phrases, judge, language
        self.terms = _indexed(phrases, index)
        self._bound, self._kept = dict(checks), kept
        self._firsts = np.array(sorted({step.phrases.start for step in steps if step.phrases}), np.int64)
        self._voices: dict[str, Voice] = {}
        self._grouped: tuple[frozenset[str], list[_Group]] = frozenset(), []
        """The steps as a batch with these fields asks for them: the batches of a sheet mostly have the same."""
        self.bound_with: Mapping[str, Any] = {}
        """What `build` was given besides packs and lists."""
        self.scope = frozenset(name for step in steps for name in (*step.rule.scope, *step.wants.lacking, *step.wants.beside)) | {"title"}
        self.marks_scope = frozenset(name for step in steps if step.wants.marks for name in step.rule.scope)
        self.repeats = any(step.wants.repeats is not None for step in steps)
        words = [step for step in steps if step.wants.phrases or step.wants.marks or step.wants.repeats is not None]
        self.read = frozenset(name for step in words for name in step.rule.scope) | {"title", "brand"}
        """Fields whose words some rule looks at; titles tell what the goods are, and a brand cell is read beside the others."""

    @classmethod
    def build(
        cls,
        packs: Sequence[RulePack],
        index: MarkIndex,
        *,
        today: date,
        countries: Iterable[str] = (),
        own_brands: Iterable[str] = (),
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        language: str = "en",
    ) -> Screen:
        """Bind every rule of `packs` that `select` names (globs over rule ids and names; none means all) and `ignore` does not.

        Raises RulePackError for a rule whose check, options or message words do not fit.
        """
        steps: list[Step] = []
        across: list[Step] = []
        phrases: list[str] = []
        numbered: dict[tuple[str, ...], range] = {}
        kept: dict[str, Need] = {}
        sold_in = frozenset(country.upper() for country in countries)
        own = frozenset(folding.key(name) for name in own_brands)
        for pack in packs:
            reference = Reference(today, pack.platform, sold_in, own)
            wanted = needs(pack)
            kept |= wanted
            for rule in pack.rules:
                if (select and not fits(rule.id, select)) or fits(rule.id, ignore):
                    continue
                there = _located(rule, sold_in)
                if there is None:
                    continue
                wants, alike, weighed, _ = wanted[rule.id]
                if wants is None:
                    across.append(Step(there, Wants(), reference, range(0), rule.source.read.isoformat()))
                    continue
                sought = (*wants.phrases, *wants.carry_phrases)
                numbers = numbered.get(sought)
                if numbers is None:
                    numbers = numbered[sought] = range(len(phrases), len(phrases) + len(sought))
                    phrases.extend(sought)
                same = (rule.check, json.dumps(rule.options, sort_keys=True)) if alike else (rule.check,) if weighed else ()
                only_in = frozenset() if sold_in or rule.elsewhere is not None else rule.countries
                steps.append(Step(there, wants, reference, numbers, rule.source.read.isoformat(), same, only_in))
        screen = cls(packs, index, tuple(steps), tuple(phrases), Judge(index), language, tuple(across), kept=kept)
        screen.bound_with = {
            "today": today, "countries": tuple(countries), "own_brands": tuple(own_brands), "select": tuple(select), "ignore": tuple(ignore),
            "language": language,
        }  # fmt: skip
        return screen

    def __reduce__(self) -> tuple[Any, ...]:
        """For another process: bound there anew over the same lists, whose files are shared."""
        return _rebound, (self.packs, self.index.own_lists, self.bound_with)

    def examine(self, listings: Sequence[Listing]) -> list[tuple[Finding, ...]]:
        """The findings of each listing, in order."""
        batch = Batch(listings, self.scope | self.marks_scope, self.read)
        terms, marks, repeats, goods = self._sought(batch)
        groups = self._groups(batch.present)
        batch.measure(repeats, [group.wants for group in groups])
        batch.hold(terms, self._firsts)
        mentions = self._mentions(batch, marks, goods)
        told: list[list[Told]] = [[] for _ in listings]
        spots: dict[int, Spot] = {}
        for wants, fields, phrases, words_alone, steps in groups:
            if words_alone and not batch.holds_one_of(phrases, len(wants.phrases)):
                continue
            looks: list[tuple[Callable[..., Iterable[Hit]], Rule, Any, Reference, Look]] = []
            found: list[tuple[int, list[Hit], Look]] = []
            for number, candidate in batch.candidates(wants, fields, phrases, mentions):
                looks = looks or self._looks(steps)
                for check, rule, options, reference, look in looks:
                    if hits := [*check(candidate, rule, options, reference)]:
                        found.append((number, hits, look))
            # NOTE: told after all are found: by turns with the checks it took a tenth longer.
            for number, hits, look in found:
                if look.only_in and (there := sites.countries(listings[number])) and look.only_in.isdisjoint(there):
                    continue
                look.tell(listings[number], hits, spots, told[number])
        return [in_order(its) if its else () for its in told]

    def _sought(self, batch: Batch) -> tuple[Spans, Spans, Array | None, Mapping[int, int]]:
        """The rules' phrases and the marks in the batch's texts, how often each text has its most frequent word, and the goods of listings.

        Goods are Nice classes, as bits, by listing; only of those whose title says all of them.
        """
        texts = batch.texts[: batch.worded]
        repeats = np.zeros(len(batch.texts), np.int64) if self.repeats else None
        titles = batch.only("title", "category")
        of_goods = np.zeros(len(texts), bool)
        of_goods[titles[titles >= 0]] = True
        of_goods &= np.fromiter(map(len, texts), np.int64, len(texts)) <= GOODS_WITHIN
        terms, marks, goods = scan(
            texts, [self.terms, self.index.phrases], self.index.hasher, repeats, self.index.disguises, Within(self.index.goods, of_goods)
        )
        if self.index.registers:
            marks = self.index.with_registers(texts, marks)
        told = np.flatnonzero(titles >= 0)
        told = told[of_goods[titles[told]]]
        bits = classes_named(self.index, goods, len(texts))[titles[told]]
        return terms, marks, repeats, dict(zip(told.tolist(), bits.tolist(), strict=True))

    def _groups(self, present: frozenset[str]) -> list[_Group]:
        """The steps by what they want of which fields, of those that are present."""
        known, groups = self._grouped
        if known != present or not groups:
            together: dict[tuple[Wants, tuple[str, ...], range], list[Step]] = {}
            for step in self.steps:
                fields = tuple(sorted(present.intersection(step.rule.scope)))
                if fields or step.wants.lacking:
                    together.setdefault((step.wants, fields, step.phrases), []).append(step)
            groups = [_Group(wants, fields, phrases, _words_alone(wants), its) for (wants, fields, phrases), its in together.items()]
            self._grouped = present, groups
        return groups

    def _looks(self, steps: Sequence[Step]) -> list[tuple[Callable[..., Iterable[Hit]], Rule, Any, Reference, Look]]:
        """What is done at each candidate of these steps: a check, what it is asked with, and who speaks of its hits.

        A check whose hits are the same on several platforms is asked once.
        """
        looks: dict[object, tuple[Callable[..., Iterable[Hit]], Rule, Any, Reference, Look]] = {}
        for step in steps:
            check, options = self.ready(step.rule)
            same = step.same or step.rule.id, step.only_in
            if same not in looks:
                look = Look(self.language, getattr(check, "weigh", None), step.only_in)
                looks[same] = check.check, step.rule, options, step.reference, look
            looks[same][-1].voices.append((self.voice(step), options))
        return [*looks.values()]

    def ready(self, rule: Rule) -> tuple[ModuleType, Any]:
        """The rule's check and its options."""
        if rule.id not in self._bound:
            self._bound[rule.id] = bound(rule, self._kept.get(rule.id))
        return self._bound[rule.id]

    def _mentions(self, batch: Batch, marks: Spans, known_goods: Mapping[int, int]) -> dict[int, list[Mention]]:
        """Mentions of marks by listing; `known_goods`: of some listings, the classes of their goods."""
        # A short name of several words run together ("hm" for H&M) is nothing to go by.
        positions = np.flatnonzero(~(marks.joined & (marks.ends - marks.starts < SHORTEST_JOINED)))
        marks = marks.of(positions)
        sightings = Sightings(marks)
        begins = np.searchsorted(marks.texts, np.arange(len(batch.texts) + 1))
        named = begins[1:] > begins[:-1]
        at = np.flatnonzero(named[batch.cell_text] & batch.inside(self.marks_scope | {"brand"}))
        rows: dict[int, list[int]] = {}
        addresses = batch.inside(ADDRESSES)[at]
        if addresses.any():
            rows = self._only_there(batch, at[addresses], at[~addresses], begins.tolist(), sightings)
            at = np.append(at[~addresses], np.fromiter(rows, np.int64, len(rows)))
            at = at[np.argsort(batch.cell_listing[at], kind="stable")]
        text, number_of = batch.cell_text[at], batch.cell_listing[at]
        those = distinct(number_of)
        numbers, places = those.tolist(), at.tolist()
        cells = Cells(
            np.searchsorted(those, number_of),
            np.array([FIELD.get(name, NOTHING) for name in batch.names])[batch.cell_field[at]],
            text,
            begins[text],
            begins[text + 1],
            {number: rows[cell] for number, cell in enumerate(places) if cell in rows} if rows else {},
            batch.texts,
            lambda number: batch.field(places[number]),
        )
        others = [number for number in numbers if number not in known_goods]
        bits = goods_bits(self.index, [goods_text(batch.listings[number]) for number in others]).tolist() if others else ()
        by_listing = {**known_goods, **dict(zip(others, bits, strict=True))}
        goods = [by_listing[number] for number in numbers]
        mentions = self.judge.mentions([batch.listings[number] for number in numbers], cells, sightings, goods)
        return {number: found for number, found in zip(numbers, mentions, strict=True) if found}

    def _only_there(
        self, batch: Batch, addresses: Array, elsewhere: Array, begins: Sequence[int], sightings: Sightings
    ) -> dict[int, list[int]]:
        """Of these cells with an address: rows of marks named in its path or file name and nowhere else in the listing, once each.

        The host names whose server it is, and a slug that repeats the title repeats no risk.
        """
        owner_of, flags_of = self.index.owner_of, self.index.flags_of
        known: dict[int, set[int]] = {number: set() for number in batch.cell_listing[addresses].tolist()}
        for number, text in zip(batch.cell_listing[elsewhere].tolist(), batch.cell_text[elsewhere].tolist(), strict=True):
            if number in known:
                known[number].update(owner_of[sightings[row].spelling] for row in range(begins[text], begins[text + 1]))
        out: dict[int, list[int]] = {}
        for cell, number, text in zip(
            addresses.tolist(), batch.cell_listing[addresses].tolist(), batch.cell_text[addresses].tolist(), strict=True
        ):
            path = _path_start(batch.texts[text])
            for sighting in map(sightings.__getitem__, range(begins[text], begins[text + 1])):
                owner = owner_of[sighting.spelling]
                flags, (start, end) = flags_of[sighting.spelling], sighting.span
                code = end - start <= 3 and flags & OBSCURE  # of a model, more likely: /shoes-232057ID-BBK/
                if start >= path and owner not in known[number] and not flags & AMBIGUOUS and not code:
                    known[number].add(owner)
                    out.setdefault(cell, []).append(sighting.row)
        return out

    def voice(self, step: Step) -> Voice:
        """What the step's rule says of hits; kept, so that all its findings share it."""
        voice = self._voices.get(step.rule.id)
        if voice is None:
            voice = self._voices[step.rule.id] = Voice(step.rule, step.reference, step.read, self.language)
        return voice

    def findings(self, listing: Listing, hits: Sequence[tuple[Voice, Hit]]) -> tuple[Finding, ...]:
        """What these hits say of the listing, in the report's order."""
        by_voice: dict[Voice, list[Hit]] = {}
        for voice, hit in hits:
            by_voice.setdefault(voice, []).append(hit)
        told: list[Told] = []
        spots: dict[int, Spot] = {}
        for voice, its in by_voice.items():
            look = Look(self.language)
            look.voices.append((voice, None))
            look.tell(listing, its, spots, told)
        return in_order(told)


def _words_alone(wants: Wants) -> bool:
    """Whether phrases are all that these want, with or without marks beside them."""
    return (
        bool(wants.phrases) and wants._replace(phrases=(), carry_phrases=(), marks=False, uses=(), restricted=False, beside=()) == Wants()
    )


def _rebound(packs: Sequence[RulePack], own_lists: Sequence[str], options: Mapping[str, Any]) -> Screen:
    return Screen.build(packs, MarkIndex.open(own_lists), **options)


def _indexed(phrases: tuple[str, ...], index: MarkIndex) -> PhraseIndex:
    """The rules' phrases as an index, from the cache when the same phrases were bound before."""
    if len(phrases) < FEW:
        return PhraseIndex.build(phrases, index.hasher)
    digest = hashlib.sha256("\x1f".join((index.bundled, *phrases)).encode("utf-8", "surrogatepass")).hexdigest()[:24]

    def build(folder: Path) -> None:
        PhraseIndex.build(phrases, index.hasher).save(folder, "terms")

    return cache.opened("terms", digest, build, lambda place: PhraseIndex.open(place, "terms"))


def _path_start(address: str) -> int:
    """Where the path of an address begins; 0 for a bare file name."""
    scheme = address.find("://")
    if scheme < 0:
        return 0
    path = address.find("/", scheme + 3)
    return path if path >= 0 else len(address)


def applies(rule: Rule, countries: Iterable[str]) -> bool:
    """Whether the rule is looked at for a seller who sells to these countries; none named means not known."""
    return _located(rule, frozenset(country.upper() for country in countries)) is not None


def _located(rule: Rule, sold_in: frozenset[str]) -> Rule | None:
    """The rule with the severity it has where the seller sells; None when it does not apply there."""
    if not rule.countries or sold_in & rule.countries:
        return rule if rule.elsewhere is None else rule._replace(elsewhere=None)
    if rule.only_there or (sold_in and rule.elsewhere is None):
        return None
    most = rule.elsewhere if rule.elsewhere is not None else Severity.LOW
    return rule._replace(severity={field: min(severity, most) for field, severity in rule.severity.items()}, elsewhere=most)
