"""The stage between findings and report: `Settlement`.

For each listing, in the order that leaves the best trail: what an authorisation covers, what the seller ignores, what the
baseline knows. Every finding ends either counted or set aside; what is set aside keeps its place in the report.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sellercheck.finding import Evidence, Finding
from sellercheck.listing import Listing
from sellercheck.report import NotChecked, SetAside
from sellercheck.settle.texts import say

if TYPE_CHECKING:
    from sellercheck.settle.authorisations import Authorisations, Rights, Verdict
    from sellercheck.settle.ignores import Ignores

Paths = str | Path | Sequence[str | Path]


class Settlement:
    """What is held against the findings of one run, and what it set aside so far."""

    def __init__(
        self, *, authorisations: Paths = (), ignores: str | Path | None = None, baseline: str | Path | None = None, today: dt.date,
        countries: Sequence[str] = (), language: str = "en", classes_of: Callable[[Sequence[Listing]], Sequence[frozenset[int]]], is_about_form: Callable[[str], bool],
    ) -> None:  # fmt: skip
        """`classes_of`: the Nice classes of each listing's goods, none when not known. `is_about_form`: whether the rule of that id
        holds for the owner of a mark too, so that no right answers it.

        Raises SheetError or SettingsError for a file that cannot be used.
        """
        self.language = language
        self.authorisations = self._authorisations(authorisations, today, countries)
        self.ignores = self._ignores(ignores, today)
        self.baseline: frozenset[str] = frozenset()
        if baseline is not None:
            from sellercheck.settle.baseline import read

            self.baseline = read(baseline)
        self.classes_of, self.is_about_form = classes_of, is_about_form
        self.set_aside: list[SetAside] = []
        self._form: dict[str, bool] = {}
        self._known: dict[tuple[str, str, str], Rights | None] = {}
        self._reasons: dict[tuple[str, ...], tuple[Evidence, ...]] = {}

    def _authorisations(self, paths: Paths, today: dt.date, countries: Sequence[str]) -> Authorisations | None:
        paths = [paths] if isinstance(paths, str | Path) else paths
        if not paths:
            return None
        from sellercheck.settle.authorisations import Authorisations
        from sellercheck.settle.sheet import read

        rows = [row for path in paths for row in read(path).rows]
        return Authorisations(rows, today=today, sold_in=countries, language=self.language)

    def _ignores(self, path: str | Path | None, today: dt.date) -> Ignores | None:
        if path is None:
            return None
        from sellercheck.settle.ignores import Ignores, read

        return Ignores(read(path), today=today, language=self.language)

    def settle(self, found: Sequence[tuple[Listing, Sequence[Finding]]]) -> Iterator[tuple[Listing, tuple[Finding, ...]]]:
        """Each listing with the findings that count; the others go to `set_aside`."""
        for listing, findings in found if self.authorisations is None else self._by_right(self.authorisations, found):
            if self.ignores is None and not self.baseline:
                yield listing, tuple(findings)
                continue
            yield listing, tuple([finding for finding in findings if not self._is_known(finding)])

    def _is_known(self, finding: Finding) -> bool:
        """Whether it is ignored or in the baseline, and so set aside."""
        if self.ignores is not None and (why := self.ignores.verdict(finding)) is not None:
            self.set_aside.append(SetAside(finding, "ignored", why))
            return True
        if self.baseline and finding.id in self.baseline:
            self.set_aside.append(SetAside(finding, "baseline"))
            return True
        return False

    def _by_right(
        self, authorisations: Authorisations, found: Sequence[tuple[Listing, Sequence[Finding]]]
    ) -> Iterator[tuple[Listing, Sequence[Finding]]]:
        """The findings that no authorisation covers, with why not where some name their mark."""
        held = [[self._rights(authorisations, finding) for finding in findings] for _, findings in found]
        # All at once: one by one they cost a hundred times as much.
        asked = [
            listing for (listing, _), its in zip(found, held, strict=True) if any(rights is not None and rights.by_class for rights in its)
        ]
        goods = dict(zip(map(id, asked), self.classes_of(asked), strict=True)) if asked else {}
        for (listing, findings), its in zip(found, held, strict=True):
            if not any(its):
                yield listing, findings
                continue
            classes = goods.get(id(listing), frozenset())
            left = []
            for finding, rights in zip(findings, its, strict=True):
                kept = finding if rights is None else self._answered(finding, rights.verdict(finding, listing.id, classes))
                if kept is not None:
                    left.append(kept)
            yield listing, left

    def _answered(self, finding: Finding, verdict: Verdict | None) -> Finding | None:
        """The finding, with why no right covers it; None when one does."""
        if verdict is None:
            return finding
        if verdict.detail is None:
            return finding._replace(evidence=self._evidence(verdict.reasons) + finding.evidence)
        context = finding.context and finding.context._replace(authorised=True)
        self.set_aside.append(SetAside(finding._replace(context=context), "authorised", verdict.detail))
        return None

    def _rights(self, authorisations: Authorisations, finding: Finding) -> Rights | None:
        """What is held for the finding's mark; None where nothing is, and where the rule does not ask by what right a name stands."""
        mark = finding.mark
        if mark is None:
            return None
        key = (mark.text, mark.kind, finding.rule)
        if key not in self._known:
            if finding.rule not in self._form:
                self._form[finding.rule] = self.is_about_form(finding.rule)
            self._known[key] = None if self._form[finding.rule] else authorisations.rights(finding)
        return self._known[key]

    def _evidence(self, reasons: tuple[str, ...]) -> tuple[Evidence, ...]:
        if reasons not in self._reasons:
            self._reasons[reasons] = tuple([Evidence("authorisation", reason) for reason in reasons])
        return self._reasons[reasons]

    def notes(self, platforms: Collection[str], *, everything: bool = True) -> Iterator[str]:
        """What ends soon, has ended or met nothing, as sentences. `everything`: the whole sheet was checked, by all rules."""
        if self.authorisations is not None:
            yield from self.authorisations.notes()
        if self.ignores is not None:
            yield from self.ignores.notes(platforms, everything=everything)

    def not_checked(self) -> Iterator[NotChecked]:
        """What nobody should take as done."""
        if self.authorisations is not None:
            yield NotChecked(say(self.language, "documents"), say(self.language, "documents-why"))
