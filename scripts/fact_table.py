"""Writes `sellercheck/rules/FACTS.md`: every fact of the notes the packs were written from, with its rules or its reason.

Run it after a pack or the notes changed: `python scripts/fact_table.py [NOTES]`, where NOTES is the folder of the fact
files (default `../shared/platforms`). It ends with 1, and names them, when a fact has neither a rule nor a reason, or
a pack names a fact that the notes do not hold. `--check` writes nothing and ends with 1 when the table is out of date.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
NOTES = ROOT.parent / "shared" / "platforms"
TABLE = ROOT / "sellercheck" / "rules" / "FACTS.md"
SECTIONS = {"wish": "Wish", "aliexpress": "AliExpress", "amazon": "Amazon", "shopee": "Shopee", "others": "Further platforms"}
"""File of the notes → heading. The keyword lists (keywords.md) have themes and no ids: sources name them `keywords 6 …`."""
POINTERS = ("keywords", "list")
"""First words of a source's `fact` that name a theme of the keyword lists, or a bundled list, instead of facts."""
_ROW = re.compile(r"\|\s*([a-z][a-z0-9]*(?:-[a-z0-9]+)+)\s*\|\s*([^|]+?)\s*\|")


@dataclass(frozen=True)
class Fact:
    id: str
    kind: str
    file: str


@dataclass
class Use:
    """What the packs make of one fact."""

    rules: list[str] = field(default_factory=list)
    """`platform/name`, in the order of packs and rules."""
    reasons: dict[str, str] = field(default_factory=dict)
    """Pack → why no sheet can show it."""


class FactError(Exception):
    """The notes and the packs do not fit together; each argument is one complaint."""


def facts(notes: Path) -> list[Fact]:
    """The facts of all files of the notes, in their order."""
    found = [
        Fact(match[1], match[2], file)
        for file in SECTIONS
        for line in (notes / f"{file}.md").read_text("utf-8").splitlines()
        if (match := _ROW.match(line))
    ]
    if twice := [fact_id for fact_id, times in Counter(fact.id for fact in found).items() if times > 1]:
        raise FactError(*(f"{fact_id} stands twice in the notes" for fact_id in twice))
    return found


def uses() -> dict[str, Use]:
    """Fact → its use, over all packs. Inherited rules count for the platform that inherits them."""
    from sellercheck import rules
    from sellercheck.rules.pack import load_pack

    found: dict[str, Use] = {}
    for name in ("common", *rules.available()):
        pack = load_pack(rules.HERE / f"{name}.yaml", rules.HERE)
        for fact_id, reason in pack.not_checkable.items():
            found.setdefault(fact_id, Use()).reasons[name] = reason.en
        if name == "common":
            continue
        for rule in pack.rules:
            for fact_id in named(rule.source.fact):
                found.setdefault(fact_id, Use()).rules.append(rule.id)
    return found


def named(text: str) -> tuple[str, ...]:
    """The facts a source names."""
    words = text.split()
    return () if words and words[0] in POINTERS else tuple(words)


def table(notes: Path) -> str:
    """The whole file. Raises FactError when a fact has no use, or a pack names a fact nobody knows."""
    known, used = facts(notes), uses()
    missing = [f"{fact.id} ({fact.file}.md) has no rule and no reason" for fact in known if fact.id not in used]
    strangers = sorted(used.keys() - {fact.id for fact in known})
    if missing or strangers:
        raise FactError(*missing, *(f"{fact_id} is named by a pack and stands in no file of the notes" for fact_id in strangers))
    return "\n".join(_lines(known, used)) + "\n"


def _lines(known: list[Fact], used: Mapping[str, Use]) -> Iterator[str]:
    with_rule = sum(bool(used[fact.id].rules) for fact in known)
    yield "# Facts and rules"
    yield ""
    yield "Written by `python scripts/fact_table.py` from the packs beside this file; not to be edited by hand."
    yield f"{len(known)} facts: {with_rule} have rules, {len(known) - with_rule} have the reason why none."
    for file, heading in SECTIONS.items():
        here = [fact for fact in known if fact.file == file]
        yield ""
        yield f"## {heading}"
        yield ""
        yield f"{len(here)} facts, {sum(bool(used[fact.id].rules) for fact in here)} with rules."
        yield ""
        yield "| fact | kind | rules, or why there is none |"
        yield "| --- | --- | --- |"
        for fact in here:
            yield f"| {fact.id} | {fact.kind} | {_told(used[fact.id], file)} |"


def _told(use: Use, file: str) -> str:
    own = [rule for rule in use.rules if rule.startswith(f"{file}/")] or use.rules
    names = {rule.partition("/")[2] for rule in own}
    # One rule of common that half the platforms inherit says enough as one.
    rules = [f"*/{names.pop()}"] if len(names) == 1 and len(own) > 3 else own
    told = [", ".join(f"`{rule}`" for rule in rules)] if rules else []
    if not rules or any(pack == file for pack in use.reasons):
        told += dict.fromkeys(use.reasons.values())
    return "; ".join(told).replace("|", "\\|")


def main(arguments: list[str]) -> int:
    folders = [Path(argument) for argument in arguments if not argument.startswith("-")]
    try:
        text = table(*folders or [NOTES])
    except FactError as error:
        print(*error.args, sep="\n", file=sys.stderr)
        return 1
    if "--check" in arguments:
        if TABLE.is_file() and TABLE.read_text("utf-8") == text:
            return 0
        print(f"{TABLE} is out of date: run python scripts/fact_table.py", file=sys.stderr)
        return 1
    TABLE.write_text(text, "utf-8")
    print(text.splitlines()[3])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
