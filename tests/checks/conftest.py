"""`hits(check, options, title=…)`: one check over one listing, by way of its own triggers."""

import re
from datetime import date
from itertools import pairwise

import pytest

from sellercheck import families, signs, text
from sellercheck.checks import Candidate, Found, PhraseHit, Reference
from sellercheck.checks._options import bind
from sellercheck.context import Mention
from sellercheck.finding import Confidence, Context, Severity, Use
from sellercheck.listing import Column, Listing, Row, SheetLayout, content_id
from sellercheck.mark import Mark
from sellercheck.messages import Text
from sellercheck.rules.pack import Rule, Source

RULE_TEXT = Text("{matched}", "{matched}")


def made_listing(texts):
    """A listing with one row; a list of texts makes several columns of one field."""
    cells = [(name, value) for name, values in texts.items() for value in ([values] if isinstance(values, str) else values)]
    columns = tuple(Column(index, name.title(), name) for index, (name, _) in enumerate(cells))
    sheet = SheetLayout("sheet.csv", "csv", header_row=1, first_row=2, columns=columns)
    row = Row(2, 2, tuple(value for _, value in cells))
    return Listing(content_id(row.values), (row,), sheet)


def made_rule(check, scope, severity, options):
    """A rule of which only what a check may look at is set."""
    given = {
        "id": f"test/{check}", "check": check, "scope": scope, "severity": {"default": severity}, "options": options, "where": "test.yaml: rule test",
        "message": RULE_TEXT, "remedy": RULE_TEXT, "consequence": RULE_TEXT, "source": Source("https://example.org", date(2026, 11, 21)),
    }  # fmt: skip
    return Rule(**{name: given.get(name, ()) for name in Rule._fields})


def tokens(value):
    """Folded words with their spans in the original, a character of an unspaced script being a word."""
    out, word, start, end = [], "", 0, 0
    for at, char in enumerate(value + " "):
        folded = text.fold_char(char, {}) if char.isascii() else text.fold(char) or ("" if text.key(f"a{char}b") == "ab" else " ")
        if word and (folded == " " or (folded and (text.is_solo(folded[0]) or text.is_solo(word[0])))):
            out.append((word, (start, end)))
            word = ""
        if folded.strip():
            start = start if word else at
            word, end = word + folded, at + 1
    return out


def phrase_hits(value, phrases):
    """A naive search with the rules of `sellercheck.matching`."""
    found, split = [], tokens(value)
    for phrase in phrases:
        wanted = text.key(phrase)
        allowed = text.cuts(phrase)[0] | text.cuts(phrase)[1]
        for first in range(len(split)):
            joined = ""
            for last in range(first, len(split)):
                cuts_at = len(joined)
                if joined and not (allowed >> cuts_at & 1) and not text.is_solo(joined[-1]):
                    break
                joined += split[last][0]
                if len(joined) > len(wanted) + 1:
                    break
                if wanted and joined in {wanted, wanted + "s"}:
                    how = "exact" if joined == wanted else "plural"
                    found.append(PhraseHit(phrase, (split[first][1][0], split[last][1][1]), how))
    return tuple(sorted(found, key=lambda hit: (hit.span[0], -hit.span[1])))


def triggered(wants, value, phrases, mentions):
    stripped = value.strip()
    letters = [char for char in value if char.isalpha() and (char.isupper() or char.islower())]
    counted = {}
    for word, _ in tokens(value):
        if len(word) > 2 and not word[0].isdigit() and not text.is_solo(word[0]):
            one = word[:-1] if word[-1] == "s" and len(word) > 3 else word
            counted[one] = counted.get(one, 0) + 1
    return any(
        (
            wants.every,
            any(hit.phrase in wants.phrases for hit in phrases),
            any(char in value for char in wants.chars),
            wants.other_than and any(char not in wants.other_than for char in value),
            any(signs.kinds(char) & signs.bits(wants.classes) for char in value if not char.isascii()),
            any(part in value.lower() for part in wants.parts),
            wants.digits is not None and re.search(rf"(?:\d[\s().–-]{{0,3}}){{{wants.digits}}}", value),
            wants.non_ascii and not value.isascii(),
            wants.longer is not None and len(stripped) > wants.longer,
            wants.longer_bytes is not None and len(stripped.encode()) > wants.longer_bytes,
            wants.shorter is not None and len(stripped) < wants.shorter,
            wants.capitals is not None and letters and sum(map(str.isupper, letters)) / len(letters) >= wants.capitals,
            wants.no_capitals and not any(map(str.isupper, value)),
            wants.repeats is not None and max(counted.values(), default=0) >= wants.repeats,
            wants.marks and not wants.phrases and mentions,
            any(sum(char in chars for char in value) >= number for chars, number in wants.counts),
            any(re.search(rf"[\w-]{re.escape(char)}[^\W\d_]", value) for char in wants.between),
        )
    )


def check_hits(check, options=None, *, scope=None, severity="high", marks=(), countries=(), today=date(2026, 11, 21), **cells_by_field):
    """What `check` yields for one listing, looked at only where its own triggers say so.

    Without a scope the title is looked at, or else every field given. `marks` are names to be mentioned. A trigger
    that is too tight fails here: all cells are looked at once more, and must give the same.
    """
    module = families.load("checks", check)
    bound = bind(module.Options, options or {}, "test.yaml: rule test")
    scope = scope or (("title",) if "title" in cells_by_field else tuple(cells_by_field))
    listing = made_listing(cells_by_field)
    rule = made_rule(check, scope, Severity[severity.upper()], options or {})
    wants = module.wants(bound)
    reference = Reference(today, "test", frozenset(countries))
    cells = [cell for name in dict.fromkeys(scope) for cell in listing.fields(name)]
    context = Context(Use.BRAND_GOODS, "exact", "unknown")
    mentions = tuple(
        Mention(cell, hit.span, Mark(hit.phrase, "brand", "test"), context, Confidence.HIGH)
        for cell in cells for hit in phrase_hits(cell.value, marks)
    )  # fmt: skip
    found, every = [], []
    for cell in cells:
        phrases = phrase_hits(cell.value, (*wants.phrases, *wants.carry_phrases))
        every.append(Found(cell, phrases))
        if triggered(wants, cell.value, phrases, any(mention.field == cell for mention in mentions)):
            found.append(Found(cell, phrases))
    called = bool(found) or (wants.cells is not None and len(cells) > wants.cells) or any(not listing.first(name) for name in wants.lacking)
    if wants.cells is not None and len(cells) > wants.cells:
        found = every
    carried = mentions if wants.marks else ()
    out = list(module.check(Candidate(listing, tuple(found), carried, {}), rule, bound, reference)) if called else []
    loose = list(module.check(Candidate(listing, tuple(every), carried, {}), rule, bound, reference))
    assert loose == out, "a trigger of `wants` is too tight"
    if hasattr(module, "weigh"):
        weighed = [(hit, module.weigh(hit.kind, rule, bound, reference)) for hit in out]
        out = [hit._replace(severity=weight.severity, message=weight.message, remedy=weight.remedy) for hit, weight in weighed if weight]
    for hit in out:
        assert frozenset(hit.words) <= module.WORDS
        assert hit.span is None or (hit.field and 0 <= hit.span[0] < hit.span[1] <= len(hit.field.value))
        for fix in hit.fixes:
            assert fix.applicability in {"safe", "review", "advice"}
            spans = sorted(edit.span for edit in fix.edits)
            assert all(one[1] <= two[0] for one, two in pairwise(spans))
    return out


def texts_of(found):
    """The letters each hit marks."""
    return [hit.field.value[slice(*hit.span)] if hit.field and hit.span else None for hit in found]


def fixed_text(hit, number=0):
    """The cell after the hit's fix."""
    value = hit.field.value
    for edit in sorted(hit.fixes[number].edits, key=lambda edit: -edit.span[0]):
        assert edit.field == hit.field
        value = value[: edit.span[0]] + edit.new + value[edit.span[1] :]
    return value


@pytest.fixture
def hits():
    return check_hits


@pytest.fixture
def texts():
    return texts_of


@pytest.fixture
def fixed():
    return fixed_text
