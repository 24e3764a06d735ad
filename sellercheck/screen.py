"""Packs and lists bound into one immutable thing: `Screen`.

`Screen.examine(batch)` takes a few thousand listings, scans their texts once for marks and for every rule's phrases,
and calls a check only for listings that met what it wants. Everything is bound when the screen is built: unknown
checks, options and words in messages are found then, not on the row that first needs them.
"""

from __future__ import annotations

import hashlib
import string
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from types import ModuleType
from typing import Any

import numpy as np

from sellercheck import cache, families
from sellercheck import text as folding
from sellercheck.checks import Candidate, Found, Hit, PhraseHit, Reference, Wants, bind
from sellercheck.context import Judge, Mention, Sighting
from sellercheck.errors import RulePackError
from sellercheck.finding import Finding, Severity
from sellercheck.index import AMBIGUOUS, MarkIndex, goods_bits
from sellercheck.listing import Field, Listing, Location, Row
from sellercheck.matching import Array, PhraseIndex, Spans, scan
from sellercheck.rules.pack import Rule, RulePack, Text

MARK_FIELDS = ("title", "description", "bullets", "brand", "manufacturer", "keywords", "category", "material", "variant", "attributes", "url", "image")
ADDRESSES = frozenset({"url", "image"})
SHORTEST_JOINED = 5
"""Characters of the shortest name of several words that counts when it is written as one."""
FEW = 200
"""Fewer phrases than this are indexed anew: quicker than opening files."""


@dataclass(frozen=True, slots=True)
class Step:
    """One rule, ready to run."""

    rule: Rule
    check: ModuleType
    options: Any
    wants: Wants
    reference: Reference
    phrases: range
    """Numbers of the rule's phrases in the screen's phrase index."""


class Screen:
    """What listings are held against. Immutable; the same listings always give the same findings."""

    def __init__(self, packs: Sequence[RulePack], index: MarkIndex, steps: tuple[Step, ...], phrases: tuple[str, ...], judge: Judge, language: str) -> None:
        self.packs, self.index, self.steps, self.phrases, self.judge, self.language = tuple(packs), index, steps, phrases, judge, language
        self.terms = _indexed(phrases, index)
        self.scope = frozenset(name for step in steps for name in (*step.rule.scope, *step.wants.lacking)) | {"title"}
        self.measured = tuple(dict.fromkeys(step.wants.counts for step in steps if step.wants.counts)), tuple(dict.fromkeys(step.wants.between for step in steps if step.wants.between))
        self.marks_scope = frozenset(name for step in steps if step.wants.marks for name in step.rule.scope)
        self.repeats = any(step.wants.repeats is not None for step in steps)

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
        phrases: list[str] = []
        sold_in = frozenset(country.upper() for country in countries)
        own = frozenset(folding.key(name) for name in own_brands)
        for pack in packs:
            reference = Reference(today, pack.platform, sold_in, own)
            for rule in pack.rules:
                if not _chosen(rule.id, select, ignore):
                    continue
                located = _located(rule, sold_in)
                if located is None:
                    continue
                try:
                    check = families.load("checks", rule.check)
                except Exception as error:
                    raise RulePackError(f'{rule.where}: no check is called "{rule.check}"', getattr(error, "hint", None)) from error
                options = bind(check.Options, rule.options, rule.where)
                _words_fit(rule, check)
                wants = check.wants(options)
                sought = (*wants.phrases, *wants.carry_phrases)
                steps.append(Step(located, check, options, wants, reference, range(len(phrases), len(phrases) + len(sought))))
                phrases.extend(sought)
        return cls(packs, index, tuple(steps), tuple(phrases), Judge(index, own), language)

    def examine(self, listings: Sequence[Listing]) -> list[tuple[Finding, ...]]:
        """The findings of each listing, in order."""
        batch = _Batch(listings, self.scope | self.marks_scope)
        repeats = np.zeros(len(batch.texts), np.int64) if self.repeats else None
        terms, marks = scan(batch.texts, [self.terms, self.index.phrases], self.index.hasher, repeats)
        batch.measure(repeats, *self.measured)
        batch.hold(terms)
        mentions = self._mentions(batch, marks)
        found: list[list[tuple[Step, Hit]]] = [[] for _ in listings]
        for step in self.steps:
            for number, candidate in batch.candidates(step, mentions):
                for hit in step.check.check(candidate, step.rule, step.options, step.reference):
                    found[number].append((step, hit))
        return [self._findings(listing, hits) for listing, hits in zip(listings, found, strict=True)]

    def _mentions(self, batch: _Batch, marks: Spans) -> dict[int, list[Mention]]:
        """Mentions of marks by listing."""
        # A short name of several words run together ("hm" for H&M) is nothing to go by.
        positions = np.flatnonzero(~(marks.joined & (marks.ends - marks.starts < SHORTEST_JOINED)))
        by_text: dict[int, list[Sighting]] = {}
        columns = (marks.texts, marks.starts, marks.ends, marks.phrases, marks.plural, marks.spelled, marks.joined)
        for text, start, end, spelling, *ways in zip(*(column[positions].tolist() for column in columns), strict=True):
            by_text.setdefault(text, []).append(Sighting((start, end), spelling, *ways))
        cells: dict[int, list[tuple[Field, list[Sighting]]]] = {}
        addresses: dict[int, list[tuple[Field, list[Sighting]]]] = {}
        for cell in np.flatnonzero(np.isin(batch.cell_text, np.fromiter(by_text, np.int64, len(by_text)))).tolist():
            field = batch.field(cell)
            if field.name in self.marks_scope or field.name == "brand":
                told = addresses if field.name in ADDRESSES else cells
                told.setdefault(int(batch.cell_listing[cell]), []).append((field, by_text[int(batch.cell_text[cell])]))
        for number, found in addresses.items():
            if kept := self._only_there(found, cells.get(number, ())):
                cells.setdefault(number, []).extend(kept)
        numbers = sorted(cells)
        goods = goods_bits(self.index, [_goods_text(batch.listings[number]) for number in numbers]).tolist()
        out = {}
        for number, bits in zip(numbers, goods, strict=True):
            if mentions := self.judge.mentions(batch.listings[number], cells[number], bits):
                out[number] = mentions
        return out

    def _only_there(
        self, addresses: Sequence[tuple[Field, list[Sighting]]], elsewhere: Sequence[tuple[Field, list[Sighting]]]
    ) -> list[tuple[Field, list[Sighting]]]:
        """Marks named in the path or file name of an address and nowhere else in the listing, once each.

        The host names whose server it is, and a slug that repeats the title repeats no risk.
        """
        owner_of, flags_of = self.index.owner_of, self.index.flags_of
        known = {owner_of[sighting.spelling] for _, sightings in elsewhere for sighting in sightings}
        out = []
        for field, sightings in addresses:
            path = _path_start(field.value)
            kept = []
            for sighting in sightings:
                owner = owner_of[sighting.spelling]
                if sighting.span[0] >= path and owner not in known and not flags_of[sighting.spelling] & AMBIGUOUS:
                    known.add(owner)
                    kept.append(sighting)
            if kept:
                out.append((field, kept))
        return out

    def _findings(self, listing: Listing, hits: list[tuple[Step, Hit]]) -> tuple[Finding, ...]:
        seen: dict[tuple[str, ...], int] = {}
        out = []
        for step, hit in hits:
            rule = step.rule
            field = hit.field
            name = field.name if field else hit.missing or ""
            text = field.value[hit.span[0] : hit.span[1]] if field and hit.span else ""
            severity = hit.severity if hit.severity is not None else rule.severity_for(name)
            if hit.severity is not None and rule.elsewhere is not None:
                severity = min(severity, rule.elsewhere)
            mark = hit.mark.text if hit.mark else ""
            same = (rule.id, listing.id, name, folding.fold(text), folding.key(mark))
            times = seen[same] = seen.get(same, 0) + 1
            words = {name: value[self.language] if isinstance(value, Text) else value for name, value in hit.words.items()}
            message = (hit.message or rule.message)[self.language]
            remedy = (hit.remedy or rule.remedy)[self.language]
            out.append(
                Finding(
                    id=hashlib.sha256("\x1f".join((*same, str(times) if times > 1 else "")).encode("utf-8", "surrogatepass")).hexdigest()[:16],
                    rule=rule.id, check=rule.check, platform=step.reference.platform, severity=severity, confidence=hit.confidence,
                    message=message.format_map(words) if "{" in message else message,
                    remedy=remedy.format_map(words) if "{" in remedy else remedy,
                    consequence=rule.consequence[self.language], source_url=rule.source.url, source_read=rule.source.read.isoformat(),
                    listing=listing.id, field=field, at=field.at if field else _missing_at(listing, name), span=hit.span,
                    mark=hit.mark, context=hit.context, evidence=hit.evidence, fixes=hit.fixes,
                )
            )  # fmt: skip
        out.sort(key=lambda f: (f.at.row, f.platform, _column_order(f.at.cell), f.span or (0, 0), f.rule))
        return tuple(out)


class _Batch:
    """A few thousand listings as cells and distinct texts, with what was measured of each text."""

    def __init__(self, listings: Sequence[Listing], scope: frozenset[str]) -> None:
        self.listings = listings
        numbers: dict[str, int] = {}
        listing_of, text_of, field_of, places = [], [], [], []
        names = sorted(scope)
        code = {name: number for number, name in enumerate(names)}
        layout, columns = None, []
        for number, listing in enumerate(listings):
            if listing.sheet is not layout:
                layout = listing.sheet
                columns = [(column.index, code[column.field], column) for column in layout.columns if column.field in code]
            for row in listing.rows:
                values = row.values
                width = len(values)
                for index, field, column in columns:
                    if index < width:
                        value = values[index]
                        if value and not value.isspace():
                            listing_of.append(number)
                            text_of.append(numbers.setdefault(value, len(numbers)))
                            field_of.append(field)
                            places.append((row, column))
        self.texts = list(numbers)
        self.names, self.code, self.places = names, code, places
        self.cell_listing = np.array(listing_of, np.int64)
        self.cell_text = np.array(text_of, np.int64)
        self.cell_field = np.array(field_of, np.int64)
        self._scopes: dict[tuple[str, ...], Array] = {}
        self._triggers: dict[tuple[object, ...], Array] = {}

    def field(self, cell: int) -> Field:
        row, column = self.places[cell]
        listing = self.listings[int(self.cell_listing[cell])]
        return Field(column.field or "", row.values[column.index], column, row, listing.sheet)

    def measure(self, repeats: Array | None, counts: Sequence[tuple[tuple[str, int], ...]], between: Sequence[str]) -> None:
        """What triggers ask of a text, for all texts at once."""
        count = len(self.texts)
        self.repeats = repeats if repeats is not None else np.zeros(count, np.int64)
        self.length = np.fromiter(map(len, self.texts), np.int64, count)
        self.trimmed = np.fromiter((len(text.strip()) for text in self.texts), np.int64, count)
        self.ascii_low = np.zeros(count, np.uint64)
        self.ascii_high = np.zeros(count, np.uint64)
        self.beyond = np.zeros(count, bool)
        self.bytes = np.zeros(count, np.int64)
        self.capitals = np.zeros(count)
        self.enough: dict[tuple[tuple[str, int], ...], Array] = {each: np.zeros(count, bool) for each in counts}
        self.between: dict[str, Array] = {each: np.zeros(count, bool) for each in between}
        classes = {chars: _char_table(chars) for each in counts for chars, _ in each} | {chars: _char_table(chars) for chars in between}
        done = 0
        while done < count:
            upto, size = done, 0
            while upto < count and (size < 1 << 18 or upto == done):
                size += int(self.length[upto])
                upto += 1
            points = np.frombuffer("".join(self.texts[done:upto]).encode("utf-32-le", "surrogatepass"), np.uint32)
            starts = np.cumsum(self.length[done:upto]) - self.length[done:upto]
            if len(points):
                low = np.where(points < 64, np.uint64(1) << (points & 63).astype(np.uint64), np.uint64(0))
                high = np.where((points >= 64) & (points < 128), np.uint64(1) << (points & 63).astype(np.uint64), np.uint64(0))
                self.ascii_low[done:upto] = np.bitwise_or.reduceat(low, starts)
                self.ascii_high[done:upto] = np.bitwise_or.reduceat(high, starts)
                self.beyond[done:upto] = np.logical_or.reduceat(points >= 128, starts)
                wide = 1 + (points >= 0x80).astype(np.int64) + (points >= 0x800) + (points >= 0x10000)
                self.bytes[done:upto] = np.add.reduceat(wide, starts)
                case = _CASE.take(np.minimum(points, len(_CASE) - 1))
                letters = np.add.reduceat((case > 0).astype(np.int64), starts)
                self.capitals[done:upto] = np.add.reduceat((case == UPPER).astype(np.int64), starts) / np.maximum(letters, 1)
                narrow = np.minimum(points, 128).astype(np.uint8)
                for each, enough in self.enough.items():
                    for chars, least in each:
                        enough[done:upto] |= np.add.reduceat(classes[chars].take(narrow).astype(np.int64), starts) >= least
                if self.between:
                    word = _WORD_CHARS.take(narrow)
                    inner = np.zeros(len(points), bool)
                    inner[1:-1] = word[:-2] & word[2:]
                    inner[starts] = False
                    for chars, met in self.between.items():
                        met[done:upto] = np.logical_or.reduceat(inner & classes[chars].take(narrow), starts)
            done = upto

    def hold(self, terms: Spans) -> None:
        """Keep where the rules' phrases were found."""
        self.terms = terms
        order = np.argsort(terms.phrases, kind="stable")
        self._term_order = order
        self._term_sorted = terms.phrases[order]

    def candidates(self, step: Step, mentions: dict[int, list[Mention]]) -> Iterator[tuple[int, Candidate]]:
        """Listings one of whose cells met what the step wants, with those cells."""
        wants, scope = step.wants, self._in_scope(step.rule.scope)
        if wants.blank:
            yield from self._without(scope)
            return
        phrases: dict[int, list[PhraseHit]] = {}
        met = self._met(wants) if _plain(wants) else np.zeros(len(self.texts), bool)
        if wants.phrases:
            low, high = np.searchsorted(self._term_sorted, [step.phrases.start, step.phrases.stop])
            if low < high:
                phrases, triggered = self._phrase_hits(self._term_order[low:high], step)
                met = met.copy()
                met[triggered] = True
        cells = np.flatnonzero(scope & met[self.cell_text]) if len(self.texts) else np.zeros(0, np.int64)
        if wants.cells is not None:
            counts = np.bincount(self.cell_listing[scope], minlength=len(self.listings))
            cells = np.union1d(cells, np.flatnonzero(scope & (counts > wants.cells)[self.cell_listing]))
        lacking = self._lacking(wants.lacking) if wants.lacking else []
        if wants.marks:
            yield from self._with_mentions(step, cells, phrases, mentions)
            return
        by_listing: dict[int, list[int]] = {number: [] for number in lacking}
        for cell, number in zip(cells.tolist(), self.cell_listing[cells].tolist(), strict=True):
            by_listing.setdefault(number, []).append(cell)
        for number, its in by_listing.items():
            yield number, Candidate(self.listings[number], tuple(Found(self.field(cell), tuple(phrases.get(int(self.cell_text[cell]), ()))) for cell in its))

    def _with_mentions(
        self, step: Step, cells: Array, phrases: dict[int, list[PhraseHit]], mentions: dict[int, list[Mention]]
    ) -> Iterator[tuple[int, Candidate]]:
        """Candidates of a check that wants marks: with phrases too it is called where a phrase stands, else where a mark does."""
        by_listing: dict[int, list[int]] = {}
        for cell, number in zip(cells.tolist(), self.cell_listing[cells].tolist(), strict=True):
            by_listing.setdefault(number, []).append(cell)
        numbers = by_listing if step.wants.phrases else sorted({*by_listing, *mentions})
        for number in numbers:
            its = tuple(mention for mention in mentions.get(number, ()) if step.wants.phrases or mention.field.name in step.rule.scope)
            if not its and number not in by_listing:
                continue
            found = tuple(Found(self.field(cell), tuple(phrases.get(int(self.cell_text[cell]), ()))) for cell in by_listing.get(number, ()))
            yield number, Candidate(self.listings[number], found, its)

    def _lacking(self, names: tuple[str, ...]) -> list[int]:
        """Listings that have no non-blank cell of one of these fields."""
        lacks = np.zeros(len(self.listings), bool)
        for name in names:
            has = np.zeros(len(self.listings), bool)
            has[self.cell_listing[self._in_scope((name,))]] = True
            lacks |= ~has
        return np.flatnonzero(lacks).tolist()

    def _without(self, scope: Array) -> Iterator[tuple[int, Candidate]]:
        has = np.zeros(len(self.listings), bool)
        has[self.cell_listing[scope]] = True
        for number in np.flatnonzero(~has).tolist():
            yield number, Candidate(self.listings[number], ())

    def _in_scope(self, scope: tuple[str, ...]) -> Array:
        if scope not in self._scopes:
            wanted = np.zeros(len(self.names) + 1, bool)
            wanted[[self.code[name] for name in scope]] = True
            self._scopes[scope] = wanted[self.cell_field]
        return self._scopes[scope]

    def _met(self, wants: Wants) -> Array:
        """Which texts meet the triggers that need no phrase."""
        key = (wants.chars, wants.other_than, wants.non_ascii, wants.longer, wants.longer_bytes, wants.shorter, wants.capitals, wants.repeats, wants.every, wants.counts, wants.between)
        if key not in self._triggers:
            met = np.full(len(self.texts), wants.every)
            if wants.chars:
                low, high = _char_bits(wants.chars)
                met |= ((self.ascii_low & low) | (self.ascii_high & high)) != 0
            if wants.other_than:
                low, high = _char_bits(wants.other_than)
                met |= ((self.ascii_low & ~low) | (self.ascii_high & ~high)) != 0
                met |= self.beyond
            if wants.non_ascii:
                met |= self.beyond
            if wants.longer is not None:
                met |= self.length > wants.longer
            if wants.longer_bytes is not None:
                met |= self.bytes > wants.longer_bytes
            if wants.shorter is not None:
                met |= self.trimmed < wants.shorter
            if wants.capitals is not None:
                met |= self.capitals >= wants.capitals
            if wants.repeats is not None:
                met |= self.repeats >= wants.repeats
            if wants.counts:
                met |= self.enough[wants.counts]
            if wants.between:
                met |= self.between[wants.between]
            self._triggers[key] = met
        return self._triggers[key]

    def _phrase_hits(self, positions: Array, step: Step) -> tuple[dict[int, list[PhraseHit]], list[int]]:
        """A step's phrases by text, and the texts in which one of those stands that trigger."""
        terms = self.terms
        sought = (*step.wants.phrases, *step.wants.carry_phrases)
        triggered = np.unique(terms.texts[positions[terms.phrases[positions] < step.phrases.start + len(step.wants.phrases)]]).tolist()
        found: dict[int, list[PhraseHit]] = {}
        for position in np.sort(positions).tolist():
            how = "plural" if terms.plural[position] else "spaced" if terms.spelled[position] else "exact"
            span = int(terms.starts[position]), int(terms.ends[position])
            phrase = sought[int(terms.phrases[position]) - step.phrases.start]
            found.setdefault(int(terms.texts[position]), []).append(PhraseHit(phrase, span, how))
        return found, triggered


def _indexed(phrases: tuple[str, ...], index: MarkIndex) -> PhraseIndex:
    """The rules' phrases as an index, from the cache when the same phrases were bound before."""
    if len(phrases) < FEW:
        return PhraseIndex.build(phrases, index.hasher)
    digest = hashlib.sha256("\x1f".join((index.place.name, *phrases)).encode("utf-8", "surrogatepass")).hexdigest()[:24]
    place = cache.compiled("terms", digest, lambda folder: PhraseIndex.build(phrases, index.hasher).save(folder, "terms"))
    return PhraseIndex.open(place, "terms")


def _plain(wants: Wants) -> bool:
    return bool(
        wants.every or wants.chars or wants.other_than or wants.non_ascii or wants.longer is not None or wants.longer_bytes is not None
        or wants.shorter is not None or wants.capitals is not None or wants.repeats is not None or wants.counts or wants.between
    )  # fmt: skip


def _char_table(chars: str) -> Array:
    """Per ASCII code, and one for all beyond, whether it is one of `chars`."""
    table = np.zeros(129, bool)
    table[[ord(char) for char in chars]] = True
    return table


UPPER, LOWER = 2, 1
_CASE = np.array([UPPER if chr(code).isupper() else LOWER if chr(code).islower() else 0 for code in range(0x2000)] + [0], np.uint8)
"""Case of each code point; the cased scripts in use stand below U+2000."""
_WORD_CHARS = np.array([chr(code).isalnum() for code in range(128)] + [True])


def _char_bits(chars: str) -> tuple[np.uint64, np.uint64]:
    low = sum(1 << ord(char) for char in set(chars) if ord(char) < 64)
    high = sum(1 << (ord(char) - 64) for char in set(chars) if 64 <= ord(char) < 128)
    return np.uint64(low), np.uint64(high)


def _path_start(address: str) -> int:
    """Where the path of an address begins; 0 for a bare file name."""
    scheme = address.find("://")
    if scheme < 0:
        return 0
    path = address.find("/", scheme + 3)
    return path if path >= 0 else len(address)


def _goods_text(listing: Listing) -> str:
    return " \n ".join((listing.first("category")[:2000], listing.first("title")[:2000]))


def _chosen(rule_id: str, select: Sequence[str], ignore: Sequence[str]) -> bool:
    name = rule_id.split("/", 1)[1]
    fits = lambda patterns: any(fnmatchcase(rule_id, pattern) or fnmatchcase(name, pattern) for pattern in patterns)  # noqa: E731
    return (not select or fits(select)) and not fits(ignore)


def _located(rule: Rule, sold_in: frozenset[str]) -> Rule | None:
    """The rule with the severity it has where the seller sells; None when it does not apply there."""
    if not rule.countries or sold_in & rule.countries:
        return replace(rule, elsewhere=None)
    if rule.only_there or (sold_in and rule.elsewhere is None):
        return None
    most = rule.elsewhere if rule.elsewhere is not None else Severity.LOW
    return replace(rule, severity={field: min(severity, most) for field, severity in rule.severity.items()}, elsewhere=most)


def _words_fit(rule: Rule, check: ModuleType) -> None:
    for text in (rule.message, rule.remedy):
        for language in ("en", "zh"):
            try:
                words = {name for _, name, _, _ in string.Formatter().parse(text[language]) if name is not None}
            except ValueError as error:
                raise RulePackError(f"{rule.where}: a message with a stray brace: {error}", "Write {{ or }} for a plain brace.") from error
            if unknown := words - check.WORDS:
                raise RulePackError(
                    f'{rule.where}: the message uses "{{{min(unknown)}}}", which {rule.check} does not supply',
                    f"Use one of: {', '.join(sorted(check.WORDS)) or 'none'}.",
                )


def _missing_at(listing: Listing, name: str) -> Location:
    row: Row = listing.rows[0]
    column = next(iter(listing.sheet.by_field.get(name, ())), None)
    if column is None:
        return Location(listing.sheet.path, listing.sheet.worksheet, row.number, row.line, "", "", name)
    return Field(name, "", column, row, listing.sheet).at


def _column_order(cell: str) -> tuple[int, str]:
    letters = cell.rstrip("0123456789")
    return len(letters), letters
