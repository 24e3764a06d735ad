"""What the seller's authorisations cover: `Authorisations`, by mark, and `Rights`, on one platform.

What is known to be outside of a row's scope keeps the finding; what cannot be known (a listing that does not tell its class,
countries nobody named) does not, and is said instead. A day counts to its end, by the `today` of the run: no clock and no
time zone has a part in it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

from sellercheck import text as folding
from sellercheck.countries import EU, codes
from sellercheck.finding import USES, Finding, Use
from sellercheck.mark import BASES, Authorisation, Mark
from sellercheck.settle.texts import say

INVOICE_DAYS = 365
"""Amazon asks for supplier invoices of the last 365 days (fact amazon-invoice-365 in rules/FACTS.md)."""
SOON_DAYS = 30
ABOUT_FORM = frozenset({"brand-mismatch", "compatibility-form"})
"""Checks that ask how something is written; only the owner of the mark need not be told."""
NOT_ANSWERED = frozenset({Use.IMITATION, Use.DISGUISED, Use.KEYWORD_STUFFING})
"""Uses that no leave to sell the goods explains: likening other goods to them, hiding the name, heaping names up."""
_BY_WEIGHT = {basis: number for number, basis in enumerate(BASES)}
_MOST_REASONS = 2
_MOST_NOTES = 20
_MOST_LOOKED_AT = 50
"""Rows of one mark looked at for the reason why none covers a finding."""


def shown_territories(codes: frozenset[str], language: str = "en") -> str:
    """The codes, sorted, with EU for all its members."""
    if not codes:
        return say(language, "everywhere")
    rest = sorted(codes - EU if codes >= EU else codes)
    return say(language, "comma").join((["EU"] if codes >= EU else []) + rest)


class Verdict(NamedTuple):
    """What the authorisations say of a finding."""

    detail: str | None
    """Covered: by what, and until when. None: not covered."""
    reasons: tuple[str, ...] = ()
    """Why what the seller holds for the mark does not cover it."""


class Authorisations:
    """All authorisations of a run, by mark."""

    def __init__(self, rows: Iterable[Authorisation], *, today: dt.date, sold_in: Iterable[str] = (), language: str = "en") -> None:
        self.today, self.language = today, language
        self.sold_in = codes(sold_in)
        self.by_mark: dict[str, list[Authorisation]] = {}
        for row in rows:
            self.by_mark.setdefault(folding.key(row.mark), []).append(row)
        self.used: dict[int, tuple[Authorisation, set[str]]] = {}
        """What covered a finding, with the platforms it did so on."""
        self._rights: dict[tuple[str, str, str], Rights | None] = {}

    def rights(self, finding: Finding) -> Rights | None:
        """What is held for the finding's mark on its platform; None when no row names the mark."""
        mark = finding.mark
        if mark is None:
            return None
        key = (mark.text, mark.kind, finding.platform)
        if key not in self._rights:
            self._rights[key] = self._rights_for(mark, finding.platform)
        return self._rights[key]

    def _rights_for(self, mark: Mark, platform: str) -> Rights | None:
        rows = list(self.by_mark.get(folding.key(mark.text), ()))
        if mark.kind == "product-line":
            words = folding.fold(mark.text).split()
            above = {"".join(words[:end]) for end in range(1, len(words))} | {folding.key(mark.parent or "")}
            for name in sorted(above):
                rows += self.by_mark.get(name, ())
        return Rights(self, mark, platform, rows) if rows else None

    def notes(self) -> Iterator[str]:
        """What covered a finding and runs out soon, the first end first."""
        ending = []
        for row, platforms in self.used.values():
            last = last_day(row, platforms)
            if last is None or (left := (last - self.today).days) > SOON_DAYS:
                continue
            text = ("ends-soon" if left else "ends-today") if last == row.valid_to else "invoice-ages"
            ending.append((last, row.where, say(self.language, text, document=row.name, mark=row.mark, date=last.isoformat(), n=left)))
        texts = [text for *_, text in sorted(ending)]
        yield from texts[:_MOST_NOTES]
        if (rest := len(texts) - _MOST_NOTES) > 0:
            yield say(self.language, "more-end-soon", n=rest, days=SOON_DAYS)


def closed(row: Authorisation, platform: str, today: dt.date) -> tuple[str, dict[str, object]] | None:
    """Why the row does not count on this platform and day, as a text of `settle.texts` and its words; None when it does."""
    if row.platforms and platform not in row.platforms:
        return "other-platforms", {"platforms": ", ".join(sorted(row.platforms)), "platform": platform}
    if row.valid_to is not None and today > row.valid_to:
        return "ended", {"date": row.valid_to.isoformat()}
    if row.valid_from is not None and today < row.valid_from:
        return "not-begun", {"date": row.valid_from.isoformat()}
    if row.basis == "invoice" and platform == "amazon":
        if row.valid_from is None:
            return "invoice-no-date", {"days": INVOICE_DAYS}
        if (today - row.valid_from).days > INVOICE_DAYS:
            return "invoice-old", {"date": row.valid_from.isoformat(), "days": INVOICE_DAYS}
    return None


def last_day(row: Authorisation, platforms: Iterable[str]) -> dt.date | None:
    """The last day on which the row counts on all of `platforms`, None without an end: an invoice grows too old for Amazon."""
    last = row.valid_to
    if row.basis == "invoice" and row.valid_from is not None and "amazon" in platforms:
        aged = row.valid_from + dt.timedelta(INVOICE_DAYS)
        last = aged if last is None else min(last, aged)
    return last


class Rights:
    """What is held for one mark on one platform."""

    def __init__(self, held: Authorisations, mark: Mark, platform: str, rows: Sequence[Authorisation]) -> None:
        self.held, self.mark, self.platform = held, mark, platform
        self.everything: list[Authorisation] = []
        self.by_prefix: dict[str, list[tuple[Authorisation, str]]] = {}
        """Rows for some SKUs, by what stands before the first wildcard of the pattern."""
        for row in rows:
            if closed(row, self.platform, self.held.today) is not None:
                continue
            if not row.skus:
                self.everything.append(row)
            for pattern in row.skus:
                self.by_prefix.setdefault(re.split(r"[*?\[]", pattern, maxsplit=1)[0], []).append((row, pattern))
        self.longest = sorted(rows, key=lambda row: row.valid_to or dt.date.max, reverse=True)[:_MOST_LOOKED_AT]
        self.lengths = sorted({len(prefix) for prefix in self.by_prefix})
        counting = [*self.everything, *(row for found in self.by_prefix.values() for row, _ in found)]
        self.is_own = any(row.basis == "own" for row in counting)
        self.by_class = any(row.nice_classes for row in counting)
        """Whether the answer may depend on the class of the goods."""
        self.known: dict[tuple[object, ...], Verdict] = {}

    def verdict(self, finding: Finding, listing: str, goods: frozenset[int]) -> Verdict | None:
        """What they say of a finding about the mark; None where the question is how it is written, and nothing held answers that.

        `listing`: its id. `goods`: the Nice classes of its goods, none when they are not known; of no account unless `by_class`.
        """
        about_form = finding.check in ABOUT_FORM
        if about_form and not self.is_own:
            return None
        use = finding.context.use if finding.context else None
        field = finding.field.name if finding.field else finding.at.field
        fitting = self._for_sku(listing)
        # All that the answer depends on: a sheet has many listings, and few cases. Of an enum the hash is slow, the identity is not.
        key: tuple[object, ...] = (about_form, id(use), field)
        if self.by_class:
            key += (goods,)
        if self.by_prefix:
            key += tuple(map(id, fitting))
        found = self.known.get(key)
        if found is None:
            able = [row for row in fitting if not about_form or row.basis == "own"]
            found = self.known[key] = self._worked_out(use, field, fitting, able, goods)
        return None if about_form and found.detail is None else found

    def _worked_out(
        self, use: Use | None, field: str, fitting: Sequence[Authorisation], able: Sequence[Authorisation], goods: frozenset[int]
    ) -> Verdict:
        held = self.held
        able = [row for row in able if self._misused(row, use, field) is None and self._other_class(row, goods) is None]
        if held.sold_in and able:
            reach: set[str] = set()
            for row in able:
                reach |= row.territories or held.sold_in
            if held.sold_in - reach:
                able = []
        if able:
            best = min(able, key=lambda row: (_BY_WEIGHT[row.basis], -(row.valid_to or dt.date.max).toordinal(), row.where))
            # Where several countries need several rows, the run-out of each matters; otherwise that of the one named.
            for row in able if held.sold_in and held.sold_in - (best.territories or held.sold_in) else (best,):
                held.used.setdefault(id(row), (row, set()))[1].add(self.platform)
            return Verdict(self._told(best, able, goods))
        return Verdict(None, self._reasons(use, field, fitting, goods))

    def _for_sku(self, listing: str) -> list[Authorisation]:
        if not self.by_prefix:
            return self.everything
        sku = listing.casefold()
        found = list(self.everything)
        for length in self.lengths:
            for row, pattern in self.by_prefix.get(sku[:length], ()):
                if (pattern == sku or fnmatchcase(sku, pattern)) and not any(row is each for each in found):
                    found.append(row)
        return found

    def _told(self, best: Authorisation, able: Sequence[Authorisation], goods: frozenset[int]) -> str:
        held, language = self.held, self.held.language
        if best.basis == "invoice":
            dated = best.valid_from
            base = say(language, "invoice-of", document=best.name, date=dated.isoformat()) if dated else say(language, "invoice-undated", document=best.name)  # fmt: skip
        elif best.valid_to is not None:
            base = say(language, "until", document=best.name, date=best.valid_to.isoformat())
        else:
            base = say(language, "no-end", document=best.name)
        caveats = []
        if folding.key(best.mark) != folding.key(self.mark.text):
            caveats.append(say(language, "line-of", mark=best.mark))
        if held.sold_in - (best.territories or held.sold_in):
            caveats += [row.name for row in able if row is not best][:3]
        if best.territories and not held.sold_in:
            caveats.append(say(language, "country-unknown", territories=shown_territories(best.territories, language)))
        if best.nice_classes and not goods:
            caveats.append(say(language, "class-unknown", classes=self._numbers(best.nice_classes)))
        return say(language, "with-caveats", base=base, caveats=say(language, "semicolon").join(caveats)) if caveats else base

    def _misused(self, row: Authorisation, use: Use | None, field: str) -> tuple[str, dict[str, object]] | None:
        if row.basis == "own":
            return None
        if row.basis == "compatible-only":
            fits = use is Use.COMPATIBILITY and field not in {"brand", "manufacturer"}
            return None if fits else ("compatible-only", {"mark": row.mark})
        return ("not-such-use", {"use": USES[use][self.held.language == "zh"]}) if use in NOT_ANSWERED else None

    def _other_class(self, row: Authorisation, goods: frozenset[int]) -> tuple[str, dict[str, object]] | None:
        if not row.nice_classes or not goods or row.nice_classes & goods:
            return None
        return "other-classes", {"classes": self._numbers(row.nice_classes), "goods": self._numbers(goods)}

    def _reasons(self, use: Use | None, field: str, fitting: Sequence[Authorisation], goods: frozenset[int]) -> tuple[str, ...]:
        """One for each kind of miss, the nearest first, of the rows that last longest."""
        language = self.held.language
        by_kind: dict[str, str] = {}
        for row in self.longest:
            found = closed(row, self.platform, self.held.today)
            if found is None and row.skus and not any(row is each for each in fitting):
                found = "other-skus", {"skus": say(language, "comma").join(row.skus[:5])}
            found = found or self._misused(row, use, field) or self._other_class(row, goods)
            if found is None and (missing := self.held.sold_in - row.territories):
                found = (
                    "other-territories",
                    {"missing": shown_territories(missing, language), "territories": shown_territories(row.territories, language)},
                )
            if found is not None and found[0] not in by_kind:
                by_kind[found[0]] = say(language, found[0], document=row.name, **found[1])
        order = ("other-territories", "not-such-use", "compatible-only", "other-classes", "other-skus", "invoice-old", "invoice-no-date", "ended", "not-begun")  # fmt: skip
        kinds = [kind for kind in (*order, "other-platforms") if kind in by_kind]
        return tuple(by_kind[kind] for kind in kinds[:_MOST_REASONS])

    def _numbers(self, numbers: frozenset[int]) -> str:
        return say(self.held.language, "comma").join(map(str, sorted(numbers)))
