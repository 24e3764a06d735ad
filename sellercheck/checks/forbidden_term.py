"""Words the platform does not want in a field.

Why it matters: promotion words, claims and the code words of the replica trade are found by the platform's own filters;
the listing is taken down, or the account loses points.

Flagged, with `terms: [cheap, {term: velcro, use: hook and loop}, gun]` and `unless: [glue gun]`: "CHEAP dress",
"Velcro strap". Not flagged: "glue gun sticks", "cheapside print".

Words are sought folded: case, accents, width, look-alike letters and how a phrase is spaced make no difference, a
plural s is tolerated, and a word counts only as a whole; Chinese, Japanese, Korean and Thai are found inside longer
text. Signs that carry the meaning must be there: `1:1` is not 11, `100%` is not 100. Where two terms overlap the longer
one is reported.

Options:
- `terms`: each a text, or a mapping with `term` and any of `use` (what to write instead), `unless`,
  `unless-with`, `only-with` (as below, for this term alone) and `severity` (at most the rule's own).
- `unless`: phrases that spare a term they overlap, unless the term is the longer of the two.
- `unless-with`: words that spare the whole cell wherever they stand in it.
- `only-with`: words one of which must stand in the same cell; `[mark]` stands for any mark mentioned in the listing, `[mark here]`
  for one in the same cell, `[mark beside]` for one in the same title or within a few words of the term. A word that only reads like a mark is none.
- `cues`: bundled wording lists to add, of any of the kinds counterfeit, imitation, authenticity; each cue brings its own
  near misses, its severity (at most the rule's own), and whether it counts only with a mark; one that likens the goods to a mark counts only with the mark beside it.
- `fix`: `delete` (default) or `none`.
- `together`: `yes` tells all terms of a cell at once; `{matched}` then names each of them once.

With `fix: none` a term is reported once a cell.

Fix: to be reviewed. The words are taken out with the separators and brackets that served only them; a term with `use` is
replaced, in the same capitals and number.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sellercheck import wording
from sellercheck.checks import Candidate, Found, Hit, PhraseHit, Reference, Wants, Weight, one_of, together
from sellercheck.checks._removal import out_of_text
from sellercheck.finding import Confidence, Edit, Evidence, Fix, Severity, Use
from sellercheck.listing import Field
from sellercheck.patterns import shape
from sellercheck.rules.pack import Rule
from sellercheck.text import key

_ADDRESS = shape(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.\w+|\b[\w-]+\.(?:com|net|org|cn|shop|store)\b", re.IGNORECASE)
KINDS = ("counterfeit", "imitation", "authenticity")
MARK = frozenset({"mark", "[mark]"})
MARK_HERE = "[mark here]"
MARK_BESIDE = "[mark beside]"
MARKS = MARK | {MARK_HERE, MARK_BESIDE}
BESIDE = 40
"""Characters between a term and the mark it is said of, in texts longer than a title."""
WORDS = frozenset({"matched", "term", "use"})
ALIKE = True
_UNSURE = {
    "split": Confidence.MEDIUM,
    "glued": Confidence.MEDIUM,
    "doubled": Confidence.MEDIUM,
    "leetspeak": Confidence.MEDIUM,
    "typo": Confidence.LOW,
}
_SIGNS = {
    ":": ":：∶",
    "%": "%％",
    "+": "+＋",
    "#": "#＃",
    "$": "$＄",
    "*": "*＊×",
    "@": "@＠",
    "/": "/／",
    "=": "=＝",
    "€": "€",
    "£": "£￡",
    "¥": "¥￥",
}
"""Signs without which a phrase means something else, with their full-width forms."""


class Term(NamedTuple):
    term: str
    """The words sought."""
    use: str = ""
    """What to write instead; empty: delete it."""
    unless: tuple[str, ...] = ()
    """Phrases that spare this term when they overlap it."""
    unless_with: tuple[str, ...] = ()
    """Words that spare this term wherever they stand in the cell."""
    only_with: tuple[str, ...] = ()
    """Words one of which must stand in the same cell, or `[mark]`, `[mark here]`, `[mark beside]`."""
    severity: Severity | None = None
    """Never above the rule's own."""


class _Sought(NamedTuple):
    """What is sought, made ready once per rule."""

    terms: Mapping[str, Term]
    evidence: Mapping[str, Evidence]
    phrases: tuple[str, ...]
    carried: tuple[str, ...]
    needs_marks: bool


@dataclass(frozen=True, slots=True)
class Options:
    terms: tuple[Term, ...] = ()
    """The words the field must not hold."""
    unless: tuple[str, ...] = ()
    """Phrases that spare an overlapping term."""
    unless_with: tuple[str, ...] = ()
    """Words that spare the cell they stand in."""
    only_with: tuple[str, ...] = ()
    """Words one of which must stand in the same cell, or `[mark]`, `[mark here]`, `[mark beside]`."""
    cues: tuple[str, ...] = ()
    """Bundled wording lists to add: counterfeit, imitation, authenticity."""
    fix: str = "delete"
    """delete or none."""
    together: bool = False
    """One hit a cell that names all its terms."""

    sought: _Sought = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        one_of("fix", self.fix, ("delete", "none"))
        for kind in self.cues:
            one_of("cues", kind, KINDS)
        if not self.terms and not self.cues:
            raise ValueError('neither "terms" nor "cues" is given', "Add one of them under options.")
        for term in self.terms:
            if not key(term.term):
                raise ValueError(f'the term "{term.term}" holds no letter or digit', "Use the check `characters` for signs.")
        object.__setattr__(self, "sought", _gathered(self))


def wants(options: Options) -> Wants:
    sought = options.sought
    return Wants(phrases=sought.phrases, carry_phrases=sought.carried, marks=sought.needs_marks)


def check(candidate: Candidate, rule: Rule, options: Options, reference: Reference) -> Iterator[Hit]:
    del rule, reference
    sought = options.sought
    for found in candidate.found:
        standing = {hit.phrase for hit in found.phrases}
        if sought.terms.keys().isdisjoint(standing) or not standing.isdisjoint(options.unless_with):
            continue
        kept = _longest(_unspared(found, sought, options, standing, candidate))
        likened = bool(kept and options.cues) and _is_likened(found.field, candidate)
        if options.together and len(kept) > 1:
            yield together([_hit(found.field, hit, span, options, likened=likened) for hit, span in kept])
            continue
        told: set[str] = set()
        for hit, span in kept:
            if options.fix == "none" and not sought.terms[hit.phrase].use:
                # Nothing to take out at each place: what the cell says twice is one fault.
                if hit.phrase in told:
                    continue
                told.add(hit.phrase)
            yield _hit(found.field, hit, span, options, likened=likened)


def weigh(kind: tuple[Severity, str] | None, rule: Rule, _options: Options, _: Reference) -> Weight:
    if kind is None:
        return Weight()
    most, field = kind
    return Weight(min(most, rule.severity_for(field)))


def _is_likened(cell: Field, candidate: Candidate) -> bool:
    """Whether the cell likens the goods to a mark: "similar to Longchamp" without the wording would name the mark's own, so the name goes first."""
    return any(mention.context.use is Use.IMITATION and mention.field.at.cell == cell.at.cell for mention in candidate.mentions)


def _hit(cell: Field, hit: PhraseHit, span: tuple[int, int], options: Options, *, likened: bool) -> Hit:
    sought = options.sought
    term = sought.terms[hit.phrase]
    matched = cell.value[slice(*span)]
    use = wording.recased(matched, wording.pluralised(term.use) if "plural" in hit.how else term.use) if term.use else ""
    fixes: Sequence[Fix] = ()
    if use:
        # "for men & women" and "unisex" do not stand in the same place of a sentence.
        how = "advice" if matched.partition(" ")[0].lower() in {"for", "with", "in", "of"} and " " not in use else "review"
        fixes = (Fix("Use the plain words", how, (Edit(cell, span, use),)),)
    elif options.fix == "delete" and not likened:
        fixes = out_of_text(cell, span, "Delete the words")
    evidence = (sought.evidence[hit.phrase],) if hit.phrase in sought.evidence else ()
    words = {"matched": matched, "term": term.term, "use": use}
    kind = None if term.severity is None else (term.severity, cell.name)
    return Hit(cell, span, words, _UNSURE.get(hit.how, Confidence.HIGH), evidence=evidence, fixes=fixes, kind=kind)


def _unspared(
    found: Found, sought: _Sought, options: Options, standing: set[str], candidate: Candidate
) -> Iterator[tuple[PhraseHit, tuple[int, int]]]:
    text = found.field.value
    for hit in found.phrases:
        term = sought.terms.get(hit.phrase)
        if term is None or not standing.isdisjoint(term.unless_with):
            continue
        span = stands(hit.phrase, text, hit.span)
        if (
            span is None
            or (" " in hit.phrase and _is_in_address(text, span))
            or not all(_accompanied(only, standing, candidate, found.field, span) for only in (options.only_with, term.only_with) if only)
        ):
            continue
        spared = any(
            other.phrase in near and other.span[0] < span[1] and span[0] < other.span[1] and other.span[1] - other.span[0] >= span[1] - span[0]
            for near in (options.unless, term.unless) if near for other in found.phrases
        )  # fmt: skip
        if not spared:
            yield hit, span


def _is_in_address(text: str, span: tuple[int, int]) -> bool:
    """Whether the words are written as one, in a web or mail address: "my store" in www.mystore.example."""
    return text[slice(*span)].isalnum() and any(
        address.start() < span[1] and span[0] < address.end() for address in _ADDRESS().finditer(text)
    )


def _longest(hits: Iterator[tuple[PhraseHit, tuple[int, int]]]) -> list[tuple[PhraseHit, tuple[int, int]]]:
    """Of hits that overlap the longest, from left to right."""
    found = [*hits]
    if len(found) < 2:
        return found
    kept: list[tuple[PhraseHit, tuple[int, int]]] = []
    for hit, span in sorted(found, key=lambda found: (found[1][0] - found[1][1], found[1][0])):
        if all(span[1] <= other[0] or other[1] <= span[0] for _, other in kept):
            kept.append((hit, span))
    return sorted(kept, key=lambda found: found[1])


def _accompanied(only_with: tuple[str, ...], standing: set[str], candidate: Candidate, cell: Field, span: tuple[int, int]) -> bool:
    if not standing.isdisjoint(only_with):
        return True
    if MARKS.isdisjoint(only_with):
        return False
    marks = [mention for mention in candidate.mentions if mention.context.use is not Use.ORDINARY_WORD]
    if not MARK.isdisjoint(only_with):
        return bool(marks)
    here = [mention.span for mention in marks if mention.field.at.cell == cell.at.cell]
    if MARK_HERE in only_with:
        return bool(here)
    return bool(here) and (cell.name == "title" or any(start - BESIDE <= span[1] and span[0] <= end + BESIDE for start, end in here))


def stands(phrase: str, text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """Where `phrase` stands with its signs, given where its letters do; None when they are not there.

    A number at either end must be a number of its own: `1:1` does not stand in 1:1.5.
    """
    if not _SIGNS.keys().isdisjoint(phrase):
        match = _signed(phrase).search(text, max(0, span[0] - 3), min(len(text), span[1] + 3))
        if not match or match.end() <= span[0] or match.start() >= span[1]:
            return None
        span = match.span()
    start, end = span
    if phrase[0].isdigit() and start >= 2 and text[start - 1] in ".,:：" and text[start - 2].isdigit():
        return None
    if phrase[-1].isdigit() and end + 1 < len(text) and text[end] in ".,:：" and text[end + 1].isdigit():
        return None
    return span


@functools.lru_cache(256)
def _signed(phrase: str) -> re.Pattern[str]:
    parts = []
    for char in phrase:
        if char in _SIGNS:
            parts.append(rf"\s*[{re.escape(_SIGNS[char])}]\s*")
        elif char.isalnum():
            parts.append(re.escape(char))
        else:
            parts.append(r"[\W_]*")
    return re.compile("".join(parts).removeprefix(r"\s*").removesuffix(r"\s*"), re.IGNORECASE)


def _gathered(options: Options) -> _Sought:
    terms = {term.term: term for term in options.terms}
    evidence: dict[str, Evidence] = {}
    if options.cues:
        from sellercheck.lists import cues

        known = {key(phrase) for phrase in terms}
        for cue in sorted(cues(), key=lambda cue: (-Severity[cue.severity.upper()], cue.needs_brand, cue.term, cue.lang)):
            if cue.kind not in options.cues or key(cue.term) in known:
                continue
            known.add(key(cue.term))
            # A near miss that does not hold the cue itself ("diecast" for 1:1) speaks for the whole cell.
            around = tuple(phrase for phrase in cue.unless if key(cue.term) in key(phrase))
            beside = tuple(phrase for phrase in cue.unless if phrase not in around)
            mark = () if not cue.needs_brand else (MARK_BESIDE,) if cue.beside else ("[mark]",)
            terms[cue.term] = Term(cue.term, "", around, beside, mark, Severity[cue.severity.upper()])
            evidence[cue.term] = Evidence("list", cue.note or cue.term, cue.source)
    conditions = [options.only_with, *(term.only_with for term in terms.values())]
    carried = [*options.unless, *options.unless_with, *(phrase for term in terms.values() for phrase in (*term.unless, *term.unless_with))]
    carried += [word for words in conditions for word in words if word not in MARKS]
    return _Sought(
        terms, evidence, tuple(terms), tuple(phrase for phrase in dict.fromkeys(carried) if phrase not in terms),
        any(not MARKS.isdisjoint(words) for words in conditions),
    )  # fmt: skip
