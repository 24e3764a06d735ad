"""The summary over clients for a terminal: a line for each, the gravest first."""

from __future__ import annotations

from sellercheck.chinese import in_language
from sellercheck.clients import Outcome, Run
from sellercheck.clients.texts import say
from sellercheck.reporters._lines import Lines, columned

LEVELS = ("high", "medium", "low")


def write(run: Run, lines: Lines) -> None:
    language = run.language
    head = tuple(say(language, name) for name in ("client", "listings", *LEVELS, "set-aside", "skipped", "first"))
    for number, line in enumerate(columned([head, *(_row(each, language) for each in run.gravest_first())], lines.room)):
        lines.line((line, "bold") if not number else line)
    lines.line()
    lines.hanging((), say(language, "counted-listings"))
    for each in run.outcomes:
        if each.error:
            name = "error-hint" if each.hint else "error"
            lines.hanging(
                (),
                say(language, name, client=each.name, message=in_language(each.error, language), hint=in_language(each.hint, language)),
                "high",
            )
    for each in run.outcomes:
        for message in each.exposure:
            lines.hanging((), say(language, "exposure", client=each.name, message=message))
    lines.hanging((), total(run), "bold")
    lines.hanging((), say(language, "disclaimer"))


def total(run: Run) -> str:
    """The sums, in one sentence."""
    sums = run.summary()
    risks = {level: sums["by_risk"][level] for level in LEVELS}
    text = say(run.language, "sum", n=sums["clients"], listings=sums["listings"], **risks)
    return say(run.language, "sum-unusable", sum=text, n=sums["unusable"]) if sums["unusable"] else text


def first(each: Outcome, language: str) -> str:
    """What to do first for a client, in one line."""
    if each.summary is None:
        return say(language, "not-done")
    if not each.first:
        return say(language, "nothing")
    told = [say(language, "first-item", name=name, severity=say(language, severity), n=count) for name, severity, count in each.first]
    return say(language, "between").join(told)


def _row(each: Outcome, language: str) -> tuple[str, ...]:
    if each.summary is None:
        return (each.name, *["–"] * 6, first(each, language))
    sums = each.summary
    counts = (sums["listings"], *(sums["by_risk"][level] for level in LEVELS), sums["set_aside"], sums["skipped"])
    return (each.name, *(f"{count:,}" for count in counts), first(each, language))
