"""The published schema of packs: every bundled pack keeps to it, and it says no less than the reader of packs."""

from __future__ import annotations

import copy
import importlib.resources
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from sellercheck import families, rules, yamlfile
from sellercheck.listing import FIELDS
from sellercheck.rules.pack import COUNTED, PACK_KEYS, RULE_KEYS, SCALE_KEYS, SOURCE_KEYS

PACKS = sorted(rules.HERE.glob("*.yaml"))
SCHEMA: dict[str, Any] = json.loads((importlib.resources.files("sellercheck.data") / "pack.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
RULE = next(part for part in SCHEMA["$defs"]["rule"]["anyOf"] if "properties" in part)

GOOD: dict[str, Any] = yamlfile.parse(
    """\
platform: my-shop
title: My shop
version: 2026-11-21
extends: common
columns: {title: [Heading, "NO"], price: Price}
consequences: {fine: {en: A fine., zh: 罚款。}}
exposure:
  strikes:
    consequence: fine
    least-severity: high
    count: [run, owner]
    each: ["1", "2"]
    most: "6"
    unit: {en: "{n} points", zh: "{n} 分"}
    message: {en: "{amount}", zh: "{amount}"}
    limit: "3"
    over: {en: Enough., zh: 够了。}
    source: {url: "https://example.com", read: 2026-11-21}
not-checkable: {shop-photos: {en: needs the picture, zh: 需要图片}}
rules:
  mark-use: {severity: high}
  html-code: off
  no-cheap:
    check: forbidden-term
    scope: [title]
    severity: {title: high, default: low}
    countries: [DE, AT]
    elsewhere: off
    message: {en: "“{matched}” is out.", zh: "“{matched}”不可用。"}
    remedy: {en: Delete it., zh: 删除。}
    consequence: fine
    source: {url: "https://example.com", read: 2026-11-21, fact: shop-words, dated: undated, confidence: high}
    options: {terms: [cheap, {term: free, unless: [free size]}]}
    examples: {flag: [cheap hat], pass: [{title: cheapside print, image: [a.jpg, b.jpg]}]}
""".encode(),
    "my-shop.yaml",
)[0]  # type: ignore[assignment]


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.stem)
def test_every_bundled_pack_keeps_to_it(path: Path) -> None:
    tree = yamlfile.read(path)[0]
    wrong = [f"{'/'.join(map(str, fault.absolute_path))}: {fault.message[:200]}" for fault in VALIDATOR.iter_errors(tree)]
    assert wrong == []


def test_it_is_a_schema_and_takes_a_pack_with_every_key() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    VALIDATOR.validate(GOOD)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("title",), None),
        (("version",), "yesterday"),
        (("rule",), {}),
        (("columns", "titel"), ["Title"]),
        (("rules", "no-cheap", "severity"), "huge"),
        (("rules", "no-cheap", "severity"), {"titel": "high"}),
        (("rules", "no-cheap", "scope"), ["titel"]),
        (("rules", "no-cheap", "countries"), ["Germany"]),
        (("rules", "no-cheap", "elsewhere"), "none"),
        (("rules", "no-cheap", "chekc"), "length"),
        (("rules", "no-cheap", "message"), {"en": "only English"}),
        (("rules", "no-cheap", "source", "url"), ""),
        (("rules", "no-cheap", "source", "confidence"), "sure"),
        (("rules", "no-cheap", "examples", "flag"), "cheap hat"),
        (("rules", "no-cheap", "examples", "fail"), []),
        (("rules", "no-cheap", "options"), ["cheap"]),
        (("rules", "html-code"), "no"),
        (("exposure", "strikes", "count"), "day"),
        (("exposure", "strikes", "each"), "six"),
        (("exposure", "strikes", "message"), None),
        (("rules", "No Cheap"), {"severity": "low"}),
    ],
    ids=str,
)  # fmt: skip
def test_what_the_reader_refuses_it_refuses(place: tuple[str, ...], value: Any) -> None:
    pack = copy.deepcopy(GOOD)
    spot = pack
    for key in place[:-1]:
        spot = spot[key]
    if value is None:
        del spot[place[-1]]
    else:
        spot[place[-1]] = value
    assert not VALIDATOR.is_valid(pack)


def test_it_knows_the_keys_fields_and_checks_of_the_code() -> None:
    assert tuple(SCHEMA["properties"]) == PACK_KEYS
    assert tuple(RULE["properties"]) == RULE_KEYS
    assert tuple(SCHEMA["$defs"]["source"]["properties"]) == SOURCE_KEYS
    scale = SCHEMA["$defs"]["scale"]["properties"]
    assert tuple(scale) == SCALE_KEYS
    assert scale["count"]["anyOf"][0]["enum"] == list(COUNTED)
    assert SCHEMA["$defs"]["field"]["enum"] == list(FIELDS)
    assert set(RULE["properties"]["check"]["examples"]) <= set(families.names("checks"))


def test_every_key_is_described() -> None:
    for node in (SCHEMA, RULE, *SCHEMA["$defs"].values()):
        for key, value in node.get("properties", {}).items():
            told = value if "$ref" not in value else {**SCHEMA["$defs"][value["$ref"].rpartition("/")[2]], **value}
            assert told.get("description", "").endswith((".", "`.")), key
