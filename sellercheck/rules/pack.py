"""One platform's rules as data: `RulePack`, made of `Rule`s, read from YAML.

The keys of a pack, in order:

platform, title, version (a date), extends (packs whose rules are inherited), recognise (headings that prove a sheet
to be the platform's own template), columns (canonical field → headings), consequences (named texts), exposure (how the
platform counts violations), not-checkable (facts a sheet cannot show, with the reason), rules.

The keys of a rule, in order: check, scope, severity, countries, elsewhere, once, message, remedy, consequence, source,
options, examples. Message, remedy and consequence are given as `en` and `zh`. A rule inherited by `extends` keeps its
name; a rule of the same name is laid over it key by key, and `name: off` drops it.

Every complaint names `file:line`, the rule, and what is allowed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias, TypeVar

from sellercheck import cache, yamlfile
from sellercheck.errors import RulePackError
from sellercheck.finding import Severity
from sellercheck.listing import FIELDS
from sellercheck.messages import Text

PACK_KEYS = ("platform", "title", "version", "extends", "recognise", "columns", "consequences", "exposure", "not-checkable", "rules")
RULE_KEYS = (
    "check",
    "scope",
    "severity",
    "countries",
    "elsewhere",
    "once",
    "message",
    "remedy",
    "consequence",
    "source",
    "options",
    "examples",
)
SCALE_KEYS = ("consequence", "least-severity", "count", "each", "most", "unit", "message", "limit", "over", "source")
SCALE_WORDS = ("listings", "owners", "times", "amount")
COUNTED = ("run", "owner", "listing")
ONCE = ("value", "cell", "mark", "column", "form", "kind", "unmendable", "brand")
SOURCE_KEYS = ("url", "read", "fact", "dated", "confidence")
LANGUAGES = ("en", "zh")
T = TypeVar("T")
Example: TypeAlias = Mapping[str, str] | tuple[Mapping[str, str], ...]
"""A listing, field → text; for rules that look at whole sheets several of them."""


class Source(NamedTuple):
    """Where a rule's fact was read."""

    url: str
    read: date
    fact: str = ""
    """Ids of the facts in the notes the pack was written from, parted by blanks."""
    dated: str = ""
    """The date the source gives itself, or `undated`."""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """How a platform counts violations of one kind, and from how many on it is grave."""

    name: str
    consequences: frozenset[str]
    """Names under `consequences`: findings of rules that carry one of them are counted."""
    least_severity: Severity
    """Findings below it are not counted."""
    count: tuple[str, str]
    """What makes one violation, at best and at worst: run (all that is found together), owner or listing."""
    each: tuple[float, float] | None
    """What one violation costs, at least and at most; None where only violations are counted."""
    most: float | None
    """The most that is counted together, whatever the number."""
    unit: Text
    """What `each` counts, `{n}` being the number: `{n} points`."""
    message: Text
    limit: float | None
    """Points, or violations where `each` is None, from which on `over` is said."""
    over: Text | None
    source: Source


class Rule(NamedTuple):
    """A check with a platform's options, severity, wording and source."""

    id: str
    """`platform/name`; never changes its meaning."""
    check: str
    scope: tuple[str, ...]
    severity: Mapping[str, Severity]
    """Field → severity, with `default` for the rest."""
    countries: frozenset[str]
    """ISO 3166 codes the rule is for; empty means all."""
    elsewhere: Severity | None
    """The most it counts for when the country sold to is another or not known; None: not applied in another country, nor to a
    listing whose own address or currency names another, low at most when the country is not known."""
    only_there: bool
    """Applied only where a country of `countries` is known to be sold to: `elsewhere: off`."""
    message: Text
    remedy: Text
    consequence: Text
    source: Source
    options: Mapping[str, Any]
    """As written, texts only; the check's `Options` gives them types."""
    flag: tuple[Example, ...]
    """Listings, or sheets of them, that the rule must flag."""
    spare: tuple[Example, ...]
    """Near misses that the rule must not flag."""
    where: str
    """File and rule, for complaints; `located` adds the line."""
    origin: Path
    """The file the rule, or its last part, was written in."""
    counts_as: str = ""
    """The name of its consequence; empty where the rule has a text of its own."""
    once: str = ""
    """value: the same thing found down a column is told once, cell: in the same cell, mark: the same mark; column: whatever is found in
    more than a few of its rows, form: of which only the figures differ, kind: of which the same is said, unmendable: that no edit is suggested for; brand: as column, of a mark only
    mentioned, or named alone in the brand column; empty: row for row, but for a text that several rows share."""

    @property
    def name(self) -> str:
        return self.id.split("/", 1)[1]

    def severity_for(self, field: str) -> Severity:
        return self.severity.get(field, self.severity["default"])


def fits(rule_id: str, patterns: Iterable[str]) -> bool:
    """Whether one of the patterns fits the rule, by its id (`wish/mark-*`) or its name (`mark-*`)."""
    name = rule_id.partition("/")[2]
    return any(fnmatchcase(rule_id, pattern) or fnmatchcase(name, pattern) for pattern in patterns)


class RulePack(NamedTuple):
    """All rules of one platform and its column names."""

    platform: str
    title: str
    version: date
    recognise: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    not_checkable: Mapping[str, Text]
    rules: tuple[Rule, ...]
    path: Path
    exposure: tuple[Scale, ...] = ()
    digest: str = ""
    """Names the very content of the pack's file and of those it extends; empty for a pack made by hand."""


class Headings(NamedTuple):
    """What of a pack is needed to read a sheet."""

    platform: str
    columns: Mapping[str, tuple[str, ...]]
    """Canonical field → headings."""
    recognise: tuple[str, ...]
    """Headings that prove a sheet to be the platform's own template."""


def load_headings(path: Path, home: Path) -> Headings:
    """The headings in the pack at `path`; its rules are not looked at."""
    return _placed(_Reader(path, home, *_tree(path), None).headings)


def load_pack(path: Path, home: Path) -> RulePack:
    """The pack at `path`, with what it extends; names under `extends` are sought beside it, then in `home`."""
    return _placed(_Reader(path, home, *_tree(path), None).pack)


def _placed(read: Callable[[], T]) -> T:
    """What `read` gives; a complaint of a reader's becomes one with `file:line`."""
    try:
        return read()
    except _Misplaced as fault:
        # Lines are looked up only now: reading YAML with its marks costs fifty times the cached tree.
        lines = yamlfile.read(fault.path)[1]
        place = fault.place
        while place and place not in lines:
            place = place[:-1]
        raise RulePackError(f"{fault.path.name}:{lines.get(place, 1)}: {fault.message}", fault.hint) from None


def located(error: RulePackError, rule: Rule) -> RulePackError:
    """The complaint about `rule` with the line the rule begins on: lines are looked up only when something is wrong."""
    try:
        line = yamlfile.read(rule.origin)[1].get(("rules", rule.name))
    except RulePackError:
        line = None
    if line is None or not error.message.startswith(rule.where):
        return error
    return RulePackError(error.message.replace(f"{rule.origin.name}: ", f"{rule.origin.name}:{line}: ", 1), error.hint)


class _Misplaced(Exception):
    def __init__(self, path: Path, place: tuple[str | int, ...], message: str, hint: str) -> None:
        super().__init__(message)
        self.path, self.place, self.message, self.hint = path, place, message, hint


def _tree(path: Path) -> tuple[dict[str, Any], str]:
    """The pack's document as plain texts, from the cache when this very file was read before; and the name of its content."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RulePackError(f"{path}: cannot be read: {error.strerror}", "Check the path and its permissions.") from error
    key = hashlib.sha256(data).hexdigest()[:24]

    def build(folder: Path) -> None:
        (folder / "tree.json").write_text(json.dumps(yamlfile.parse(data, str(path))[0], ensure_ascii=False), "utf-8")

    tree = cache.told("trees", key, build, "tree.json")
    if not isinstance(tree, dict):
        raise RulePackError(f"{path}:1: not a rule pack", "A rule pack is a mapping that starts with `platform:`.")
    return tree, key


class _Reader:
    """Turns one document into a pack; `heir` is the platform that inherits it."""

    def __init__(self, path: Path, home: Path, tree: dict[str, Any], digest: str, heir: str | None) -> None:
        self.path, self.home, self.tree, self.digest, self.heir = path, home, tree, digest, heir

    def fail(self, place: tuple[str | int, ...], message: str, hint: str) -> _Misplaced:
        return _Misplaced(self.path, place, message, hint)

    def headings(self) -> Headings:
        self.only(self.tree, PACK_KEYS, (), "a rule pack")
        return Headings(self.text(self.tree, "platform", ()), self.names("columns"), self.list(self.tree, "recognise", ()))

    def pack(self) -> RulePack:
        self.only(self.tree, PACK_KEYS, (), "a rule pack")
        platform = self.text(self.tree, "platform", ())
        origins: dict[str, tuple[_Reader, str]] = {}
        rules: dict[str, dict[str, Any]] = {}
        consequences: dict[str, Any] = {}
        scales: dict[str, tuple[_Reader, Any]] = {}
        columns: dict[str, tuple[str, ...]] = {}
        readers = (*self.ancestors(), self)
        for reader in readers:
            consequences |= reader.mapping("consequences")
            columns |= reader.names("columns")
            for name, body in reader.mapping("exposure").items():
                if body != "off":
                    scales[name] = (reader, body)
                elif scales.pop(name, None) is None:
                    raise reader.fail(
                        ("exposure", name), f'exposure "{name}" is switched off but not inherited', "Remove the line or mend the name."
                    )
            for name, body in reader.mapping("rules").items():
                if body == "off":
                    if rules.pop(name, None) is None:
                        raise reader.fail(
                            ("rules", name), f'rule "{name}" is switched off but not inherited', "Remove the line or mend the name."
                        )
                    continue
                if not isinstance(body, dict):
                    raise reader.fail(("rules", name), f'rule "{name}" is no mapping', "Give it `check:`, `scope:` and the rest.")
                reader.only(body, RULE_KEYS, ("rules", name), f'rule "{name}"')
                rules[name] = _laid_over(rules.get(name, {}), body)
                origins[name] = (reader, name)
        built = tuple(origins[name][0].rule(platform, name, body, consequences) for name, body in rules.items())
        return RulePack(
            platform=platform,
            title=self.text(self.tree, "title", ()),
            version=self.date(self.tree, "version", ()),
            recognise=self.list(self.tree, "recognise", ()),
            columns=columns if self.heir else self.names("columns"),
            not_checkable={fact: self.both(text, ("not-checkable", fact), {}) for fact, text in self.mapping("not-checkable").items()},
            rules=built,
            path=self.path,
            exposure=tuple(origin.scale(name, body, consequences) for name, (origin, body) in scales.items()),
            digest=":".join(reader.digest for reader in readers),
        )

    def ancestors(self) -> Iterator[_Reader]:
        for name in self.list(self.tree, "extends", ()):
            near = self.path.parent / f"{name}.yaml"
            path = near if near.is_file() else self.home / f"{name}.yaml"
            if not path.is_file():
                raise self.fail(
                    ("extends",), f'extends "{name}", and there is no such pack', "Name a bundled pack or a file beside this one."
                )
            if path == self.path:
                raise self.fail(("extends",), f'"{name}" extends itself', "Remove the line.")
            reader = _Reader(path, self.home, *_tree(path), self.heir or "")
            yield from reader.ancestors()
            yield reader

    def rule(self, platform: str, name: str, body: dict[str, Any], consequences: dict[str, Any]) -> Rule:
        at = ("rules", name)
        for key in ("check", "severity", "message", "remedy", "consequence", "source"):
            if key not in body:
                raise self.fail(at, f'rule "{name}" has no "{key}"', f"Add `{key}:`.")
        examples = body.get("examples", {})
        if not isinstance(examples, dict):
            raise self.fail((*at, "examples"), f'rule "{name}": examples is no mapping', "Give it `flag:` and `pass:` lists.")
        self.only(examples, ("flag", "pass"), (*at, "examples"), "examples")
        elsewhere = body.get("elsewhere")
        return Rule(
            id=f"{platform}/{name}",
            check=self.text(body, "check", at),
            scope=self.fields(body, at),
            severity=self.severities(body["severity"], (*at, "severity")),
            countries=frozenset(country.upper() for country in self.list(body, "countries", at)),
            elsewhere=self.severity(elsewhere, (*at, "elsewhere")) if elsewhere not in {None, "off"} else None,
            only_there=elsewhere == "off",
            message=self.both(body["message"], (*at, "message"), {}),
            remedy=self.both(body["remedy"], (*at, "remedy"), {}),
            consequence=self.both(body["consequence"], (*at, "consequence"), consequences),
            source=self.source(body["source"], (*at, "source")),
            options=body.get("options", {}),
            flag=self.examples(examples, "flag", at),
            spare=self.examples(examples, "pass", at),
            where=f"{self.path.name}: rule {name}",
            origin=self.path,
            counts_as=body["consequence"] if isinstance(body["consequence"], str) else "",
            once=self.once(body, at),
        )

    def once(self, body: Mapping[str, Any], at: tuple[str | int, ...]) -> str:
        found: str = body.get("once", "off")
        if found not in {*ONCE, "off"}:
            raise self.fail((*at, "once"), f'"once" is "{found}"', f"Choose one of: {', '.join((*ONCE, 'off'))}.")
        return "" if found == "off" else found

    def scale(self, name: str, body: Any, consequences: Mapping[str, Any]) -> Scale:
        at = ("exposure", name)
        if not isinstance(body, dict):
            raise self.fail(at, f'exposure "{name}" is no mapping', "Give it `consequence:`, `count:`, `message:` and `source:`.")
        self.only(body, SCALE_KEYS, at, f'exposure "{name}"')
        for key in ("consequence", "count", "message", "source"):
            if key not in body:
                raise self.fail(at, f'exposure "{name}" has no "{key}"', f"Add `{key}:`.")
        named = self.list(body, "consequence", at)
        for consequence in named:
            if consequence not in consequences:
                raise self.fail((*at, "consequence"), f'no consequence is called "{consequence}"', "Name one of `consequences:`.")
        counted = self.list(body, "count", at)
        for kind in counted:
            if kind not in COUNTED:
                raise self.fail((*at, "count"), f'"{kind}" cannot be counted', f"Choose one or two of: {', '.join(COUNTED)}.")
        if len(counted) not in {1, 2}:
            raise self.fail((*at, "count"), "count must be one or two kinds", f"Choose one or two of: {', '.join(COUNTED)}.")
        each = self.numbers(body, "each", at)
        if each and "unit" not in body:
            raise self.fail((*at, "each"), f'exposure "{name}" has "each" and no "unit"', 'Add `unit: {en: "{n} points", zh: "{n} 分"}`.')
        if ("limit" in body) != ("over" in body):
            raise self.fail(at, f'exposure "{name}" must have both "limit" and "over", or neither', "Add the other one.")
        bare = Text("{n}", "{n}")
        scale = Scale(
            name=name,
            consequences=frozenset(named),
            least_severity=self.severity(body.get("least-severity", "medium"), (*at, "least-severity")),
            count=(counted[0], counted[-1]),
            each=(each[0], each[-1]) if each else None,
            most=next(iter(self.numbers(body, "most", at)), None),
            unit=self.both(body["unit"], (*at, "unit"), {}) if "unit" in body else bare,
            message=self.both(body["message"], (*at, "message"), {}),
            limit=next(iter(self.numbers(body, "limit", at)), None),
            over=self.both(body["over"], (*at, "over"), {}) if "over" in body else None,
            source=self.source(body["source"], (*at, "source")),
        )
        for key, text, known in (("message", scale.message, SCALE_WORDS), ("over", scale.over, SCALE_WORDS), ("unit", scale.unit, {"n"})):
            for language in LANGUAGES if text else ():
                assert text is not None
                self.words(text[language], known, (*at, key))
        return scale

    def words(self, text: str, known: Collection[str], at: tuple[str | int, ...]) -> None:
        """Raise unless the braces of `text` hold only known words."""
        import string  # NOTE: packs read before need neither this nor the expressions it makes ready

        try:
            words = {word for _, word, _, _ in string.Formatter().parse(text) if word is not None}
        except ValueError as error:
            raise self.fail(at, f"a text with a stray brace: {error}", "Write {{ or }} for a plain brace.") from error
        if unknown := words - set(known):
            raise self.fail(at, f'the text uses "{{{min(unknown)}}}"', f"Use one of: {', '.join(sorted(known))}.")

    def numbers(self, tree: Mapping[str, Any], key: str, at: tuple[str | int, ...]) -> tuple[float, ...]:
        """One number, or two from the lower to the higher."""
        try:
            found = tuple(map(float, self.list(tree, key, at)))
        except ValueError:
            raise self.fail((*at, key), f'"{key}" must be one or two numbers', "Write 6, or [1, 2].") from None
        if len(found) > 2 or list(found) != sorted(found):
            raise self.fail((*at, key), f'"{key}" must be one number, or two from the lower to the higher', "Write 6, or [1, 2].")
        return found

    def only(self, tree: Mapping[str, Any], known: tuple[str, ...], at: tuple[str | int, ...], what: str) -> None:
        from sellercheck.families import did_you_mean

        for key in tree:
            if key not in known:
                raise self.fail((*at, key), f'{what} has no key "{key}"', did_you_mean(key, known))

    def mapping(self, key: str) -> dict[str, Any]:
        found = self.tree.get(key) or {}
        if not isinstance(found, dict):
            raise self.fail((key,), f'"{key}" is no mapping', "Give it names and values.")
        return found

    def names(self, key: str) -> dict[str, tuple[str, ...]]:
        found = {}
        for field in (mapping := self.mapping(key)):
            self.known_field(field, (key, field))
            found[field] = self.list(mapping, field, (key,))
        return found

    def known_field(self, field: str, at: tuple[str | int, ...]) -> None:
        from sellercheck.families import did_you_mean

        if field not in FIELDS:
            raise self.fail(at, f'no field is called "{field}"', did_you_mean(field, tuple(FIELDS)))

    def fields(self, body: Mapping[str, Any], at: tuple[str | int, ...]) -> tuple[str, ...]:
        scope = self.list(body, "scope", at)
        for field in scope:
            self.known_field(field, (*at, "scope"))
        return scope

    def text(self, tree: Mapping[str, Any], key: str, at: tuple[str | int, ...]) -> str:
        found = tree.get(key)
        if not isinstance(found, str) or not found:
            raise self.fail((*at, key), f'"{key}" must be a text', f"Add `{key}:` with one value.")
        return found

    def list(self, tree: Mapping[str, Any], key: str, at: tuple[str | int, ...]) -> tuple[str, ...]:
        found = tree.get(key) or []
        if isinstance(found, str):
            found = [found]
        if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
            raise self.fail((*at, key), f'"{key}" must be a list of texts', "Write it as [a, b, c].")
        return tuple(found)

    def date(self, tree: Mapping[str, Any], key: str, at: tuple[str | int, ...]) -> date:
        try:
            return date.fromisoformat(self.text(tree, key, at))
        except ValueError:
            raise self.fail((*at, key), f'"{key}" is no date', "Write it as 2026-11-21.") from None

    def severity(self, name: Any, at: tuple[str | int, ...]) -> Severity:
        try:
            return Severity[str(name).upper()]
        except KeyError:
            raise self.fail(at, f'no severity is called "{name}"', "Choose one of: info, low, medium, high.") from None

    def severities(self, found: Any, at: tuple[str | int, ...]) -> dict[str, Severity]:
        if isinstance(found, str):
            return {"default": self.severity(found, at)}
        if not isinstance(found, dict) or not found:
            raise self.fail(at, '"severity" must be one severity or a mapping field → severity', "Write `severity: medium`.")
        for field in found:
            if field != "default":
                self.known_field(field, (*at, field))
        table = {field: self.severity(name, (*at, field)) for field, name in found.items()}
        return {"default": max(table.values())} | table

    def both(self, found: Any, at: tuple[str | int, ...], named: Mapping[str, Any]) -> Text:
        if isinstance(found, str) and found in named:
            found = named[found]
        if not isinstance(found, dict) or not all(isinstance(found.get(language), str) for language in LANGUAGES):
            what = (
                f'"{found}" is no named consequence and no text in two languages'
                if isinstance(found, str)
                else "a text needs both `en` and `zh`"
            )
            raise self.fail(at, what, "Write {en: …, zh: …}.")
        self.only(found, LANGUAGES, at, "a text")
        return Text(found["en"], found["zh"])

    def source(self, found: Any, at: tuple[str | int, ...]) -> Source:
        if not isinstance(found, dict):
            raise self.fail(at, '"source" must name url and read', "Write {url: …, read: 2026-11-21}.")
        self.only(found, SOURCE_KEYS, at, "a source")
        return Source(
            url=self.text(found, "url", at), read=self.date(found, "read", at),
            fact=found.get("fact", ""), dated=found.get("dated", ""), confidence=found.get("confidence", ""),
        )  # fmt: skip

    def examples(self, tree: Mapping[str, Any], key: str, at: tuple[str | int, ...]) -> tuple[Example, ...]:
        found = tree.get(key) or []
        if not isinstance(found, list):
            raise self.fail((*at, "examples", key), f'examples of "{key}" are no list', "Write one listing an item.")
        examples: list[Example] = []
        for number, item in enumerate(found):
            rows = [{"title": row} if isinstance(row, str) else row for row in (item if isinstance(item, list) else [item])]
            if not rows or not all(isinstance(row, dict) for row in rows):
                raise self.fail(
                    (*at, "examples", key, number),
                    "an example is a title, a mapping field → text, or a list of those",
                    "Write {title: …}, or [{title: …}, {title: …}] for several listings.",
                )
            examples.append(tuple(rows) if isinstance(item, list) else rows[0])
        return tuple(examples)


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """`above` laid over `below`: mappings are joined key by key, everything else is replaced."""
    both = dict(below)
    for key, value in above.items():
        if (
            isinstance(value, dict)
            and isinstance(both.get(key), dict)
            and key not in {"examples", "message", "remedy", "consequence", "source"}
        ):
            both[key] = _laid_over(both[key], value)
        else:
            both[key] = value
    return both
