"""What Python calls: `check`, `diff`, `explain`, `platforms`; with `fixing.fix` all that the command can do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

# NOTE: imported under many others it takes and gives back a piece of Python's stack 1,700 times, which is a twentieth of a small check.
import numpy  # noqa: F401, ICN001

from sellercheck import families, rules
from sellercheck.errors import EngineError, UsageError
from sellercheck.families import load
from sellercheck.heap import no_cycles_sought
from sellercheck.progress import Progress, Silent
from sellercheck.report import Report
from sellercheck.run import MAX_ONLINE, NOT_CHECKED, Run, Seen
from sellercheck.sheets import ReadOptions, files_in

if TYPE_CHECKING:
    from sellercheck.comparison import Difference
    from sellercheck.registries._register import Register


def platforms() -> tuple[str, ...]:
    """Platforms that have a rule pack, sorted."""
    return rules.available()


@no_cycles_sought()
def check(
    sheets: str | Path | Sequence[str | Path] | None = None,
    *,
    rows: Iterable[Mapping[str, str]] | None = None,
    platforms: str | Sequence[str] | None = None,
    countries: str | Sequence[str] = (),
    lists: str | Path | Sequence[str | Path] = (),
    own_brands: str | Sequence[str] = (),
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    columns: Mapping[str, str] | None = None,
    worksheet: str | None = None,
    header_row: int | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    authorisations: str | Path | Sequence[str | Path] = (),
    ignores: str | Path | None = None,
    baseline: str | Path | None = None,
    changed_against: str | Path | Sequence[str | Path] | None = None,
    language: str = "en",
    online: bool = False,
    registries: str | Sequence[str] | None = None,
    max_online: int = MAX_ONLINE,
    today: date | None = None,
    max_list_age: int | None = None,
    progress: Progress | None = None,
    seen: Seen | None = None,
    skip_unreadable: bool = False,
    engine: str | None = None,
    jobs: int = 1,
) -> Report:
    """Screen sheets, or `rows` of canonical field → text, and report.

    `lists`: files of names, and names of imported lists and registers. `max_list_age`: days; a list older than that is told in
    `unanswered`. `platforms` None: guessed from each sheet's own columns, else the usual four. `columns` maps canonical fields to headings.
    `authorisations` (sheets), `ignores` and `baseline` (files) set findings aside; see `sellercheck.settle`. With
    `changed_against`, earlier sheets or folders of them, only listings whose text they do not have are examined; checks that
    compare listings still see the whole sheet, and speak of those that changed.
    With `online` the `registries` (None: all whose credentials are set) are asked about the marks found, at most `max_online`
    questions; only marks leave the machine. A register that does not answer is told in `Report.unanswered`.
    `seen` is told how each sheet was read. With `skip_unreadable` a sheet that cannot be used is told in `Report.skipped` and
    does not stop the others, as in a folder. `engine` (None: serial for one of `jobs`, else processes) changes the time and never
    the report. Raises a SellercheckError that names the place and what to do for a sheet, pack or list that cannot be used.
    """
    if (sheets is None) == (rows is None):
        raise UsageError("check needs sheets or rows, and not both", "Name a sheet, a folder or - for standard input.")
    if language not in NOT_CHECKED:
        raise UsageError(f'reports are not written in "{language}"', f"Choose one of: {', '.join(NOT_CHECKED)}.")
    if platforms is not None and not platforms:
        raise UsageError("no platform was named", "Name one, or leave platforms out to have the sheet's own columns tell.")
    countries, own_brands, select, ignore = map(_several, (countries, own_brands, select, ignore))
    platforms = None if platforms is None else _several(platforms)
    registers = _registers(online, registries if registries is None else _several(registries), max_online)
    run = Run(
        platforms=platforms, countries=_sold_in(countries), lists=_paths(lists), own_brands=own_brands, select=select, ignore=ignore, language=language,
        today=today or date.today(),  # noqa: DTZ011 -- the seller's own day
        progress=progress or Silent(), engine=engine_of(engine, jobs), jobs=jobs, registers=registers, max_online=max_online, seen=seen,
        options=ReadOptions(worksheet=worksheet, header_row=header_row, encoding=encoding, delimiter=delimiter), overrides=columns or {},
    )  # fmt: skip
    run.ages(max_list_age)
    if authorisations or ignores is not None or baseline is not None:
        run.settle_with(authorisations, ignores, baseline)
    if changed_against is not None and changed_against != ():
        run.leave_out(_paths(changed_against))
    if rows is not None:
        run.rows(rows)
        return run.report()
    named = _paths(() if sheets is None else sheets)
    if skip_unreadable:
        run.files([name for path in named for name in (files_in(path) if Path(path).is_dir() else [str(path)])])
        return run.report()
    for path in named:
        if Path(path).is_dir():
            run.files(files_in(path))
        else:
            run.file(path)
    return run.report()


def engine_of(name: str | None, jobs: int) -> ModuleType:
    """The engine; EngineError for one that is not part of this version, UsageError for one that nobody knows."""
    if jobs < 1:
        raise UsageError(f"--jobs {jobs} is no number of processes", "Give 1 or more.")
    if name == "spark" and name not in families.names("engines"):
        raise EngineError(
            'the engine "spark" is not part of this version',
            "Use --engine processes --jobs N; another package can add it (sellercheck.engines).",
        )
    return load("engines", name or ("serial" if jobs == 1 else "processes"))


def _several(named: str | Sequence[str]) -> Sequence[str]:
    """A lone name as the sequence it means: taken apart into letters it would ask for something else, and nobody would see."""
    return (named,) if isinstance(named, str) else named


def _paths(named: str | Path | Sequence[str | Path]) -> Sequence[str | Path]:
    """The same for paths."""
    return (named,) if isinstance(named, str | Path) else named


def _sold_in(countries: Sequence[str]) -> tuple[str, ...]:
    """The countries' codes; UsageError for a name that is none."""
    if not countries:
        return ()
    from sellercheck.countries import sold_in

    return sold_in(countries)


def _registers(online: bool, names: Sequence[str] | None, max_online: int) -> tuple[Register, ...]:
    """The registers to ask, opened before any work; UsageError when one cannot be asked at all."""
    if not online:
        if names:
            raise UsageError("registers are asked over the network, and that was not asked for", "Add --online, or online=True.")
        return ()
    from sellercheck import registries

    if max_online < 0:
        raise UsageError(f"--max-online {max_online} is no number of questions", "Give 0 or more; 0 asks only the cache.")
    chosen = tuple(dict.fromkeys(names)) if names else registries.with_credentials()
    if not chosen:
        raise UsageError(
            "no register can be asked: no credentials are set", "`sellercheck doctor` names the variables; --registry says which to ask."
        )
    return tuple(registries.open_register(name) for name in chosen)


def diff(old: str | Path, new: str | Path, **options: Any) -> Difference:
    """What is new, gone or changed from `old` to `new`, each a report that `check --format json` wrote or a sheet.

    A sheet is checked with `options`, those of `check`. Raises as `check` does, and SheetError for a report that is not whole.
    """
    from sellercheck import comparison

    sides = [
        comparison.read_side(path) if comparison.is_report(path) else comparison.side_of(check(path, **options), str(path))
        for path in (old, new)
    ]
    return comparison.compare(*sides)


def explain(name: str, language: str = "en", result: str | None = None) -> str:
    """A page on a rule, check, field, platform or mark: what, why, examples, consequence, source, what to do.

    With `result`, a saved report, on the finding in it whose id begins so. Raises UsageError, with the nearest known name, for anything else.
    """
    from sellercheck.pages import finding_page, page

    return page(name, language) if result is None else finding_page(result, name, language)
