"""Many clients' folders in one run: which folders are clients (`find`), and what a run found for each (`Outcome`, `Run`).

A client's sheets are checked by themselves, with its own settings, authorisations and ignores: nothing of one client decides
about another, and listings of two clients are not compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from sellercheck import settings
from sellercheck.errors import SellercheckError, SheetError
from sellercheck.finding import Severity
from sellercheck.report import ExitStatus, Report
from sellercheck.settings import Settings
from sellercheck.sheets import files_in

SCHEMA = "sellercheck-clients/1"
AUTHORISATIONS = "authorisations.csv"
"""The sheet of authorisations in a client's folder that is used without being named."""
BASELINE = "sellercheck-baseline.jsonl"
FIRST = 3
"""Marks or rules named as those to do first."""
_OURS = frozenset({AUTHORISATIONS, BASELINE})
_MARKS_A_CLIENT = (settings.FILE, settings.PYPROJECT, settings.IGNORES, AUTHORISATIONS)


class Client(NamedTuple):
    """A folder whose sheets have settings of their own."""

    name: str
    """The folder as seen from the one that was named, with slashes; sheets beside the clients' folders go under that folder's own name."""
    folder: str
    sheets: tuple[str, ...]
    settings: Settings
    error: SellercheckError | None = None
    """Why it cannot be checked."""


def find(folders: Sequence[str], *, forced: bool = False, config: str | None = None, isolated: bool = False) -> tuple[Client, ...]:
    """The clients in these folders, by name; none when no folder below holds settings, ignores or authorisations, unless `forced`.

    The nearest folder above a sheet that holds one of them is its client; where none does, the topmost folder below the one that
    was named. Settings are looked for from the client's folder upward. Raises SheetError for a folder that holds no sheet.
    """
    homes: dict[Path, tuple[Path, list[str]]] = {}
    some = forced
    for folder in folders:
        top = Path(folder)
        known: dict[Path, bool] = {}
        for sheet in files_in(folder):
            between = [place for place in Path(sheet).parents if place != top and top in place.parents]
            for place in between:
                if place not in known:
                    known[place] = settings.holds(place, _MARKS_A_CLIENT)
            own = next((place for place in between if known[place]), None)
            some |= own is not None
            home = own or (between[-1] if between else top)
            homes.setdefault(home, (top, []))[1].append(sheet)
    if not some:
        return ()
    names: dict[str, Path] = {}
    for home, (top, _) in sorted(homes.items()):
        name = home.relative_to(top).as_posix() if home != top else top.resolve().name
        while name in names:
            name = f"{top.resolve().name}/{name}"
        names[name] = home
    return tuple(_client(name, home, homes[home][1], config, isolated) for name, home in sorted(names.items()))


def _client(name: str, home: Path, sheets: list[str], config: str | None, isolated: bool) -> Client:
    try:
        found = settings.load(config=config, isolated=isolated, start=home)
    except SellercheckError as error:
        return Client(name, str(home), (), Settings({}, {}), error)
    found = Settings(dict(found.values), dict(found.origins), found.file)  # plain, so that it can be sent to a process
    own = home / AUTHORISATIONS
    if not isolated and "authorisations" not in found.values and own.is_file():
        found = found._replace(
            values={**found.values, "authorisations": (str(own),)}, origins={**found.origins, "authorisations": str(own)}
        )
    named = {
        str(Path(value).resolve()) for key in ("authorisations", "lists", "ignores", "baseline") for value in _texts(found.values.get(key))
    }
    left = tuple(
        sheet for sheet in sheets if Path(sheet).name not in _OURS and str(Path(sheet).resolve()) not in named and not _is_ours(sheet)
    )
    if not left:
        return Client(name, str(home), (), found, SheetError(f"{home}: holds no sheet", "Put the client's sheets there."))
    return Client(name, str(home), left, found)


def _texts(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(map(str, value)) if isinstance(value, tuple) else ()


def _is_ours(path: str) -> bool:
    """Whether the file is a report that sellercheck wrote."""
    from sellercheck.comparison import is_report

    return path.endswith((".json", ".jsonl")) and is_report(path)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found for one client."""

    name: str
    folder: str
    settings: str | None = None
    """The settings file that held."""
    status: ExitStatus = ExitStatus.UNUSABLE
    """By the client's own --fail-on."""
    summary: Mapping[str, Any] | None = None
    """`Report.summary`; None when the client could not be checked."""
    sheets: int = 0
    platforms: tuple[str, ...] = ()
    first: tuple[tuple[str, str, int], ...] = ()
    """What to look at first: mark or rule, severity, listings; the gravest first."""
    exposure: tuple[str, ...] = ()
    """What reaches a platform's limit, as sentences."""
    written: Mapping[str, str] | None = None
    """Format → path of the client's report."""
    error: str = ""
    hint: str = ""

    @property
    def worst(self) -> str | None:
        """The highest severity found; None when nothing was."""
        counts = self.summary["by_severity"] if self.summary else {}
        return next((str(severity) for severity in sorted(Severity, reverse=True) if counts.get(str(severity))), None)


def outcome(client: Client, report: Report, fail_on: Severity | None, written: Mapping[str, str]) -> Outcome:
    """What stays of a report in the summary over all clients."""
    return Outcome(
        client.name, client.folder, client.settings.file, report.exit_status(fail_on), report.summary(), len(report.sheets),
        tuple(pack.platform for pack in report.packs), tuple(_first(report)),
        tuple(f"{each.platform}: {each.message}" for each in report.exposure if each.over), dict(written),
    )  # fmt: skip


def _first(report: Report) -> Iterable[tuple[str, str, int]]:
    worst: dict[str, Severity] = {}
    listings: dict[str, set[tuple[str, str]]] = {}
    for finding in report.findings:
        if finding.severity >= Severity.LOW:
            name = finding.mark.text if finding.mark else finding.rule.split("/", 1)[1]
            worst[name] = max(worst.get(name, Severity.INFO), finding.severity)
            listings.setdefault(name, set()).add((finding.at.path, finding.listing))
    for name in sorted(worst, key=lambda name: (-worst[name], -len(listings[name]), name))[:FIRST]:
        yield name, str(worst[name]), len(listings[name])


@dataclass(frozen=True, slots=True)
class Run:
    """All clients of a run."""

    outcomes: tuple[Outcome, ...]
    """By name."""
    today: date
    language: str = "en"

    @property
    def status(self) -> ExitStatus:
        """Findings outrank what could not be done; where no client at all could be checked, that is unusable."""
        found = [each.status for each in self.outcomes]
        if ExitStatus.FINDINGS in found:
            return ExitStatus.FINDINGS
        if all(status is ExitStatus.UNUSABLE for status in found):
            return ExitStatus.UNUSABLE
        return ExitStatus.OK if set(found) == {ExitStatus.OK} else ExitStatus.INCOMPLETE

    def gravest_first(self) -> tuple[Outcome, ...]:
        """Those that could not be checked, then by listings at risk: high, medium, low; then by name."""

        def key(each: Outcome) -> tuple[object, ...]:
            risks = each.summary["by_risk"] if each.summary else {}
            return each.summary is not None, *(-risks.get(level, 0) for level in ("high", "medium", "low")), each.name

        return tuple(sorted(self.outcomes, key=key))

    def summary(self) -> dict[str, Any]:
        """The sums over all clients, shaped as one report's summary, with the number of clients."""
        checked = [each.summary for each in self.outcomes if each.summary is not None]
        sums: dict[str, Any] = {"clients": len(self.outcomes), "unusable": len(self.outcomes) - len(checked)}
        sums["listings"] = sum(each["listings"] for each in checked)
        for name, levels in (("by_severity", ("high", "medium", "low", "info")), ("by_risk", ("high", "medium", "low", "none"))):
            sums[name] = {level: sum(each[name][level] for each in checked) for level in levels}
        return sums | {name: sum(each[name] for each in checked) for name in ("set_aside", "skipped", "unanswered")}

    def to_dict(self) -> dict[str, Any]:
        """By the schema `sellercheck schema clients` prints."""
        from sellercheck import __version__

        return {
            "schema": SCHEMA,
            "tool": {"name": "sellercheck", "version": __version__},
            "today": self.today.isoformat(),
            "language": self.language,
            "status": int(self.status),
            "summary": self.summary(),
            "clients": [
                {
                    "client": each.name, "folder": each.folder, "settings": each.settings, "status": int(each.status), "sheets": each.sheets,
                    "platforms": list(each.platforms), "worst": each.worst, "summary": each.summary and dict(each.summary),
                    "first": [{"what": what, "severity": severity, "listings": count} for what, severity, count in each.first],
                    "exposure": list(each.exposure), "reports": dict(each.written or {}),
                    "error": {"message": each.error, "hint": each.hint} if each.error else None,
                }
                for each in self.outcomes
            ],
        }  # fmt: skip
