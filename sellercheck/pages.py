"""Pages for `sellercheck explain`: a rule, a check, a field, a platform, a mark."""

from __future__ import annotations

import inspect

from sellercheck import families, rules
from sellercheck import text as folding
from sellercheck.errors import UsageError
from sellercheck.families import did_you_mean
from sellercheck.fixes import APPLICABILITY
from sellercheck.index import MarkIndex
from sellercheck.listing import FIELDS
from sellercheck.matching import scan
from sellercheck.rules.pack import Example, Rule, RulePack

WORDS = {
    "en": {"severity": "Severity", "why": "Why", "todo": "What to do", "consequence": "Consequence", "flagged": "Flagged", "spared": "Not flagged",
           "source": "Source", "countries": "Only for", "fields": "Fields", "check": "Check", "uses": "By use", "kinds": "Kinds of fix"},
    "zh": {"severity": "风险等级", "why": "原因", "todo": "如何处理", "consequence": "后果", "flagged": "会提示", "spared": "不会提示",
           "source": "来源", "countries": "仅适用于", "fields": "检查字段", "check": "检查方式", "uses": "按用途", "kinds": "修改建议的种类"},
}  # fmt: skip


def page(name: str, language: str = "en") -> str:
    """Plain text about whatever `name` names; UsageError with the nearest known name when nothing does."""
    packs = {platform: rules.load(platform) for platform in rules.available()}
    by_id = {rule.id: (pack, rule) for pack in packs.values() for rule in pack.rules}
    if name in by_id:
        return _rule(*by_id[name], language)
    same = [(pack, rule) for pack, rule in by_id.values() if rule.name == name]
    if same:
        return "\n\n".join(_rule(pack, rule, language) for pack, rule in same)
    if name in families.names("checks"):
        kinds = "\n".join(f"- {kind}: {told[language]}." for kind, told in APPLICABILITY.items())
        return f"{name}\n\n{inspect.cleandoc(families.load('checks', name).__doc__ or '')}\n\n{WORDS[language]['kinds']}:\n{kinds}"
    if name in APPLICABILITY:
        return f"{name}: {APPLICABILITY[name][language]}"
    if name in FIELDS:
        return _field(name, packs)
    if name in packs:
        return _platform(packs[name], language)
    if found := _mark(name):
        return found
    known = (*by_id, *APPLICABILITY, *{rule.name for _, rule in by_id.values()}, *families.names("checks"), *FIELDS, *packs)
    raise UsageError(
        f'nothing here is called "{name}"',
        did_you_mean(name, tuple(dict.fromkeys(known)))
        if _near(name, known)
        else "Name a rule, check, field, platform or mark; `sellercheck rules` lists the rules.",
    )


def _near(name: str, known: tuple[str, ...]) -> bool:
    import difflib

    return bool(difflib.get_close_matches(name.lower(), known, 1, 0.6))


def _rule(pack: RulePack, rule: Rule, language: str) -> str:
    words = WORDS[language]
    severities = ", ".join(
        f"{field} {severity}" if field != "default" else str(severity)
        for field, severity in sorted(rule.severity.items(), key=lambda s: s[0] != "default")
    )
    lines = [
        f"{rule.id} ({pack.title})", "",
        f"{words['why']}: {rule.message[language]}",
        f"{words['todo']}: {rule.remedy[language]}",
        f"{words['consequence']}: {rule.consequence[language]}",
        f"{words['severity']}: {severities}",
        f"{words['fields']}: {', '.join(rule.scope) or '—'}",
        f"{words['check']}: {rule.check}",
    ]  # fmt: skip
    for use, case in (rule.options.get("by-use") or {}).items():
        lines.append(
            f"  {use}: {case.get('severity', '')}" + (f" — {case['message'][language]}" if isinstance(case.get("message"), dict) else "")
        )
    if rule.countries:
        lines.append(f"{words['countries']}: {', '.join(sorted(rule.countries))}")
    lines += [f"{words['flagged']}: {_example(example)}" for example in rule.flag]
    lines += [f"{words['spared']}: {_example(example)}" for example in rule.spare]
    dated = f", {rule.source.dated}" if rule.source.dated else ""
    lines.append(f"{words['source']}: {rule.source.url} (read {rule.source.read}{dated})")
    return "\n".join(lines)


def _example(example: Example) -> str:
    rows = example if isinstance(example, tuple) else (example,)
    return " + ".join(" · ".join(f"{field}: {value}" for field, value in row.items()) for row in rows)


def _field(name: str, packs: dict[str, RulePack]) -> str:
    lines = [f"{name}: {FIELDS[name]}", ""]
    for pack in packs.values():
        if own := pack.columns.get(name):
            lines.append(f"{pack.title} headings: {', '.join(own[:12])}")
        if used := [rule.name for rule in pack.rules if name in rule.scope]:
            lines.append(f"{pack.title} rules: {', '.join(used)}")
    return "\n".join(lines)


def _platform(pack: RulePack, language: str) -> str:
    lines = [f"{pack.title}, pack of {pack.version}, {len(pack.rules)} rules", ""]
    lines += [f"{rule.id}: {rule.message[language]}" for rule in pack.rules]
    if pack.not_checkable:
        lines += ["", "Not checkable in a sheet:" if language == "en" else "表格中无法检查："]
        lines += [f"{fact}: {reason[language]}" for fact, reason in sorted(pack.not_checkable.items())]
    return "\n".join(lines)


def _mark(name: str) -> str:
    index = MarkIndex.open()
    spans = scan([name], [index.phrases], index.hasher)[0]
    whole = folding.key(name)
    for spelling in spans.phrases.tolist():
        if folding.key(index.spelling(spelling)) != whole:
            continue
        record = index.record(index.owner_of[spelling])
        mark = record.mark
        lines = [f"{mark.text} ({mark.kind})", "", f"List: {', '.join((mark.list, *record.also))}"]
        if mark.parent:
            lines.append(f"Part of: {mark.parent}")
        lines.append(f"Owner as listed, not checked against a register: {mark.owner}" if mark.owner else "Owner: not in the lists")
        if mark.nice_classes:
            lines.append(f"Nice classes: {', '.join(map(str, sorted(mark.nice_classes)))}")
        if mark.ambiguous:
            lines.append("Also an everyday word, a name or a place: counts only where the listing speaks for the mark.")
        if mark.safe_words:
            lines.append(f"Plain words instead: {', '.join(mark.safe_words)}")
        lines += [
            f"{r.platform}: {r.claim} ({r.source}, {r.source_date or 'undated'}, {r.confidence} confidence)" for r in record.restrictions
        ]
        lines += [f"Case: {c.plaintiff}, {c.court} {c.number} {c.date} {c.url}" for c in record.cases]
        return "\n".join(lines)
    return ""
