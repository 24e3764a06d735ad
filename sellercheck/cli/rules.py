"""`sellercheck rules`: the rule packs, and a test bench for one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sellercheck.cli import _options as options
from sellercheck.cli import _output as output
from sellercheck.cli._texts import say
from sellercheck.errors import RulePackError

if TYPE_CHECKING:
    from sellercheck.reporters._lines import Lines
    from sellercheck.rules.pack import Rule, RulePack


@click.command("rules", short_help="Show the rule packs and their rules.")
@click.argument("platform", required=False)
@click.option(
    "--validate",
    "path",
    metavar="PATH",
    help="Check a rule pack of your own: that it can be read, that its options fit, and that its examples behave.",
)
@options.language
def command(platform: str | None, path: str | None, language: str) -> None:
    """Show the rule packs, or all rules of PLATFORM (a name, or the path of a pack of your own).

    \b
    sellercheck rules
    sellercheck rules wish
    sellercheck rules --validate mypack.yaml
    """
    from sellercheck import rules
    from sellercheck.reporters._lines import Lines

    lines = Lines(output.standard_output(for_machines=False), colour=False, room=output.width())
    if path is not None:
        _validate(path, language, lines)
    elif platform is not None:
        _rules(rules.load(platform), language, lines)
    else:
        _packs([rules.load(name) for name in rules.available()], language, lines)


def _packs(packs: list[RulePack], language: str, lines: Lines) -> None:
    from sellercheck.reporters._lines import columned

    rows = [
        tuple(say(language, name) for name in ("platform", "version", "rules", "title")),
        *((pack.platform, pack.version.isoformat(), str(len(pack.rules)), pack.title) for pack in packs),
    ]
    for line in columned(rows, lines.room):
        lines.line(line)
    lines.line()
    lines.line(say(language, "rules-more"))


def _rules(pack: RulePack, language: str, lines: Lines) -> None:
    from sellercheck.messages import general
    from sellercheck.reporters._lines import columned

    lines.line(say(language, "pack", title=pack.title, version=pack.version.isoformat(), n=len(pack.rules), file=pack.path.name))
    lines.line()
    rows = [tuple(say(language, name) for name in ("rule", "severity", "check", "said"))]
    rows += [
        (rule.id, _severity(rule, language), rule.check, general(rule.message[language], rule.options))
        for rule in sorted(pack.rules, key=lambda rule: rule.id)
    ]
    for line in columned(rows, max(lines.room, 120)):
        lines.line(line)
    if pack.not_checkable:
        lines.line()
        lines.line(say(language, "cannot-show"))
        for text in dict.fromkeys(text[language] for text in pack.not_checkable.values()):
            lines.hanging(("  ",), text)


def _severity(rule: Rule, language: str) -> str:
    """The severity, or from–to where it depends on the field."""
    levels = sorted(set(rule.severity.values()))
    return "–".join(say(language, str(level)) for level in dict.fromkeys((levels[0], levels[-1])))


def _validate(path: str, language: str, lines: Lines) -> None:
    """Raise RulePackError for the first thing that makes the pack unusable; then hold every rule to its examples."""
    from sellercheck import rules, testing

    if not path.endswith((".yaml", ".yml")):
        raise RulePackError(f'"{path}" is no rule pack', "Name a .yaml file.")
    pack = rules.load(path)
    testing.screen_of(pack)
    wrong: list[str] = []
    count = 0
    for rule, example, wanted, found in testing.examples(pack):
        count += 1
        if bool(found) != wanted:
            shown = " + ".join(" · ".join(f"{name}: {text}" for name, text in row.items()) for row in testing.rows_of(example))
            wrong.append(say(language, "not-flagged" if wanted else "flagged", where=rule.where, shown=shown))
    bare = [rule for rule in pack.rules if not rule.flag or not rule.spare]
    if wrong:
        for complaint in wrong:
            lines.hanging(("  ",), complaint)
        raise RulePackError(f"{path}: {len(wrong)} of {count} examples do not behave", "Mend the rule's options or the example.")
    lines.hanging((), say(language, "pack-valid", path=path, n=len(pack.rules), examples=count))
    if bare:
        lines.hanging((), say(language, "bare-rules", rules=say(language, "comma").join(rule.name for rule in bare)))
