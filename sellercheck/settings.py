"""What a seller sets once: `sellercheck.toml` or `[tool.sellercheck]` in `pyproject.toml`, and the environment.

The nearest folder from the working directory upward that holds one of the two decides, and one file only; in one folder
`sellercheck.toml` comes first. The working directory and not the sheet's folder: a run has one set of settings, however
many sheets it reads from wherever. The environment wins over the file, the command line over both. Paths in a file
count from its folder, those of the environment from the working directory.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from sellercheck.errors import SettingsError
from sellercheck.families import did_you_mean
from sellercheck.listing import FIELDS

if TYPE_CHECKING:
    from sellercheck.tomlfile import Document

FILE, PYPROJECT = "sellercheck.toml", "pyproject.toml"
IGNORES = "sellercheck-ignore.toml"
"""The ignore file that is used without being named, found as the settings are."""
PREFIX = "SELLERCHECK_"
SEVERITIES = ("high", "medium", "low", "info")

Value = str | int | bool | tuple[str, ...] | Mapping[str, str]


class Key(NamedTuple):
    """One setting."""

    kind: str
    """words, keys (words that a variable may part by blanks), paths, platforms (words or paths of packs), lists (names or paths), word,
    path, address (or path), number, count (from 0), days, switch or columns."""
    parameter: str
    """The parameter of the commands whose default it gives."""
    about: str
    """What it does, as a sentence."""
    example: str
    """A value as TOML, for the commented file that `sellercheck init` writes."""
    choices: tuple[str, ...] = ()


KEYS: Mapping[str, Key] = {
    "platforms": Key(
        "platforms", "platform", "Platforms whose rules count; left out: guessed from the sheet, else the usual four.", '["amazon", "wish"]'
    ),
    "countries": Key("words", "countries", "Countries you sell to, as two letters.", '["US", "GB"]'),
    "own-brands": Key("words", "own_brands", "Brands of your own, not to be flagged.", '["Your Brand"]'),
    "authorisations": Key("paths", "authorisations", "Sheets of the authorisations you hold.", '["authorisations.csv"]'),
    "ignores": Key("path", "ignores", f"The file of ignores; left out: {IGNORES} in this folder or above.", f'"{IGNORES}"'),
    "baseline": Key(
        "path", "baseline", "Findings that are known; `sellercheck baseline create` writes it.", '"sellercheck-baseline.jsonl"'
    ),
    "lists": Key(
        "lists",
        "lists",
        "Lists of your own and registers, besides the bundled lists: files, and names of imported ones.",
        '["marks.csv", "uspto"]',
    ),
    "max-list-age": Key("days", "max_list_age", "An older list makes the exit status 3; left out: it is told and no more.", '"90d"'),
    "online": Key("switch", "online", "Ask official registers about the marks found; only the marks leave this machine.", "false"),
    "registries": Key("words", "registries", "Which registers are asked; left out: those whose credentials are set.", '["euipo", "ipau"]'),
    "max-online": Key("count", "max_online", "The most questions registers are asked in one run.", "50"),
    "lists-url": Key(
        "address",
        "mirror",
        "Where `lists update` finds the lists: an https address or a folder. No publisher is built in.",
        '"https://lists.example.org/"',
    ),
    "lists-key": Key("keys", "key", "Public keys of the lists' publisher, in minisign's form, or their files.", '["RW…"]'),
    "proxy": Key(
        "word",
        "proxy",
        "The proxy that `lists update` goes through; left out: what HTTPS_PROXY and NO_PROXY say.",
        '"http://proxy.example.org:3128"',
    ),
    "select": Key("words", "select", "Only these rules: ids, names or patterns.", '["wish/*", "mark-*"]'),
    "ignore": Key("words", "ignore", "Not these rules.", '["title-length"]'),
    "fail-on": Key("word", "fail_on", "What makes the exit status 1: this severity or above.", '"high"', (*SEVERITIES, "never")),
    "min-severity": Key("word", "min_severity", "What the terminal report shows: this severity or above.", '"low"', SEVERITIES),
    "group-by": Key("word", "group_by", "What makes one block of the terminal report.", '"mark"', ("mark", "rule", "listing", "supplier")),
    "language": Key("word", "language", "Language of the texts.", '"en"', ("en", "zh")),
    "worksheet": Key("word", "worksheet", "The worksheet that holds the listings; left out: the one that looks like it.", '"Template"'),
    "header-row": Key("number", "header_row", "The row of headings, as the spreadsheet counts; left out: found.", "1"),
    "encoding": Key("word", "encoding", "The text encoding; left out: found.", '"gb18030"'),
    "delimiter": Key("word", "delimiter", "What separates the cells of a text file; left out: found.", '";"'),
    "columns": Key("columns", "columns", "Which column holds a field, where it is not recognised: field = heading.", '{ title = "Goods" }'),
}
"""Every setting. To add one is to add a line here: file, environment, schema and `init` follow."""


_LEAST = {"number": 1, "count": 0}
_SWITCH = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


class Settings(NamedTuple):
    """File and environment merged."""

    values: Mapping[str, Value] = MappingProxyType({})
    """By the names of `KEYS`; what nobody set is not there."""
    origins: Mapping[str, str] = MappingProxyType({})
    """Where each value was set: `sellercheck.toml:4` or the name of a variable."""
    file: str | None = None
    """The settings file that was read."""

    def defaults(self) -> dict[str, Any]:
        """The values by the parameters of the commands, as click takes them for defaults."""
        found: dict[str, Any] = {}
        for name, value in self.values.items():
            parameter = KEYS[name].parameter
            if isinstance(value, Mapping):
                found[parameter] = [f"{key}={heading}" for key, heading in value.items()]
            else:
                found[parameter] = list(value) if isinstance(value, tuple) else value
        return found


def load(
    *, config: str | Path | None = None, isolated: bool = False, start: Path | None = None, environment: Mapping[str, str] | None = None
) -> Settings:
    """The settings that hold in `start` (the working directory).

    `config` names the file and nothing is searched; `isolated` leaves out files and environment. Raises SettingsError that
    names file and line, or the variable, for an unknown name or a value that cannot be meant.
    """
    if isolated:
        if config is not None:
            raise SettingsError("--config and --isolated exclude each other", "Leave one of them out.")
        return Settings()
    environment = os.environ if environment is None else environment
    place = Path(config) if config is not None else find(start)
    values, origins = _of_file(place) if place is not None else ({}, {})
    if "ignores" not in values and (found := _upward(start, (IGNORES,))):
        values["ignores"], origins["ignores"] = _near(found), str(found)
    for name, key in KEYS.items():
        variable = PREFIX + name.upper().replace("-", "_")
        if given := environment.get(variable, "").strip():
            values[name], origins[name] = _of_variable(variable, given, key), variable
    return Settings(values, origins, None if place is None else _near(place))


def find(start: Path | None = None) -> Path | None:
    """The settings file that holds in `start` (the working directory), or None."""
    return _upward(start, (FILE, PYPROJECT))


def holds(folder: Path, names: tuple[str, ...]) -> bool:
    """Whether the folder itself holds a file of one of these names; a pyproject.toml counts when it has our table."""
    return _within(str(folder), names) is not None


def _within(folder: str, names: tuple[str, ...]) -> Path | None:
    for name in names:
        path = os.path.join(folder, name)  # noqa: PTH118 -- a Path costs more than the look
        if os.path.isfile(path) and (name != PYPROJECT or _speaks_of_us(path)):  # noqa: PTH113
            return Path(path)
    return None


def _upward(start: Path | None, names: tuple[str, ...]) -> Path | None:
    # Runs before every check, so that nothing is opened but a pyproject.toml that is there.
    folder = str(start.absolute()) if start is not None else os.getcwd()  # noqa: PTH109 -- a Path costs more than the look
    while True:
        if (found := _within(folder, names)) is not None:
            return found
        above = os.path.dirname(folder)  # noqa: PTH120
        if above == folder:
            return None
        folder = above


def _speaks_of_us(path: str) -> bool:
    """Whether a pyproject.toml has our table. Not parsed for it: most that are met on the way up are somebody else's business."""
    try:
        data = Path(path).read_bytes()
    except OSError:
        return False
    return b"[tool.sellercheck]" in data or b"[tool.sellercheck." in data


def _of_file(path: Path) -> tuple[dict[str, Value], dict[str, str]]:
    from sellercheck import tomlfile

    document = tomlfile.read(Path(_near(path)))
    table: tuple[str, ...] = ("tool", "sellercheck") if path.name == PYPROJECT else ()
    tree: Any = document.tree
    for name in table:
        tree = tree.get(name, {}) if isinstance(tree, dict) else {}
    if not isinstance(tree, dict):
        raise SettingsError(f"{document.at(*table)}: tool.sellercheck is no table", "Write [tool.sellercheck].")
    values: dict[str, Value] = {}
    origins: dict[str, str] = {}
    for name, given in tree.items():
        if name not in KEYS:
            raise SettingsError(f'{document.at(*table, name)}: no setting is called "{name}"', did_you_mean(name, tuple(KEYS)))
        values[name] = _typed(document, (*table, name), given, KEYS[name], path.parent)
        origins[name] = document.at(*table, name)
    return values, origins


def _typed(document: Document, keys: tuple[str, ...], given: Any, key: Key, folder: Path) -> Value:
    where, name = document.at(*keys), keys[-1]
    if key.kind == "columns":
        if not isinstance(given, dict):
            raise SettingsError(f"{where}: {name} is no table", 'Write [columns] and below it title = "Goods".')
        for fieldname, heading in given.items():
            at = document.at(*keys, fieldname)
            if fieldname not in FIELDS:
                raise SettingsError(f'{at}: no field is called "{fieldname}"', did_you_mean(fieldname, tuple(FIELDS)))
            if not isinstance(heading, str) or not heading.strip():
                raise SettingsError(f"{at}: the heading of {fieldname} is no text", 'Write title = "Goods".')
        return {fieldname: heading.strip() for fieldname, heading in given.items()}
    if key.kind == "switch":
        if not isinstance(given, bool):
            raise SettingsError(f"{where}: {name} is neither true nor false", f"Write {name} = {key.example}, without quotation marks.")
        return given
    if key.kind in _LEAST:
        if not isinstance(given, int) or isinstance(given, bool) or given < _LEAST[key.kind]:
            raise SettingsError(f"{where}: {name} is no number from {_LEAST[key.kind]} up", f"Write {name} = {key.example}.")
        return given
    if key.kind == "days" and isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if key.kind in {"word", "path", "address", "days"}:
        if not isinstance(given, str) or not given.strip():
            raise SettingsError(f"{where}: {name} is no text", f"Write {name} = {key.example}.")
        if key.kind == "days":
            return _days(f"{where}: {name}", given)
        is_path = key.kind == "path" or (key.kind == "address" and "://" not in given)
        return _path(folder, given) if is_path else _chosen(where, name, given, key)
    items = [given] if isinstance(given, str) else given
    if not isinstance(items, list) or not all(isinstance(item, str) and item.strip() for item in items):
        raise SettingsError(f"{where}: {name} is no list of texts", f"Write {name} = {key.example}.")
    if key.kind == "paths":
        return tuple(_path(folder, item) for item in items)
    if key.kind == "lists":
        return tuple(_path(folder, item) if _is_file(folder, item) else item.strip() for item in items)
    if key.kind == "platforms":
        return tuple(_path(folder, item) if item.endswith((".yaml", ".yml")) else item.strip() for item in items)
    return tuple(item.strip() for item in items)


def _of_variable(variable: str, given: str, key: Key) -> Value:
    if key.kind == "columns":
        pairs = [part.partition("=") for part in given.split(",")]
        if not all(name.strip() in FIELDS and heading.strip() for name, _, heading in pairs):
            raise SettingsError(f'{variable} is "{given}"', "Write title=Goods,brand=Maker, with fields that `sellercheck columns` names.")
        return {name.strip(): heading.strip() for name, _, heading in pairs}
    if key.kind == "switch":
        if given.lower() not in _SWITCH:
            raise SettingsError(f'{variable} is "{given}"', "Write true or false.")
        return _SWITCH[given.lower()]
    if key.kind in _LEAST:
        if not given.isdecimal() or int(given) < _LEAST[key.kind]:
            raise SettingsError(f'{variable} is "{given}"', f"Write a number from {_LEAST[key.kind]} up.")
        return int(given)
    if key.kind == "days":
        return _days(variable, given)
    if key.kind == "keys":
        return tuple(given.replace(",", " ").split())
    if key.kind in {"word", "path", "address"}:
        return _chosen(variable, variable, given, key)
    return tuple(part.strip() for part in given.split(",") if part.strip())


def _chosen(where: str, name: str, given: str, key: Key) -> str:
    if key.choices and given not in key.choices:
        said = f'{where} is "{given}"' if where == name else f'{where}: {name} is "{given}"'
        raise SettingsError(said, did_you_mean(given, key.choices))
    return given


def _days(where: str, given: str) -> str:
    if re.fullmatch(r"\d{1,5}[dw]?", given.strip().lower()) is None:
        raise SettingsError(f'{where} is "{given}"', "Write 90d, or 12w for weeks.")
    return given.strip().lower()


def _is_file(folder: Path, item: str) -> bool:
    """Whether an entry of `lists` is a file and not the name of an imported list: it looks like one, or is there."""
    path = Path(item.strip())
    return bool(path.suffix) or path.name != item.strip() or (folder / path).exists()


def _path(folder: Path, given: str) -> str:
    return _near(folder / given.strip())


def _near(path: Path) -> str:
    """The path as seen from here, where it lies here or below."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def schema() -> dict[str, Any]:
    """The JSON Schema of a settings file."""
    texts = {"type": "array", "items": {"type": "string", "minLength": 1}}
    shapes: dict[str, dict[str, Any]] = {
        "word": {"type": "string", "minLength": 1},
        "path": {"type": "string", "minLength": 1},
        "number": {"type": "integer", "minimum": 1},
        "count": {"type": "integer", "minimum": 0},
        "switch": {"type": "boolean"},
        "address": {"type": "string", "minLength": 1},
        "days": {"anyOf": [{"type": "string", "pattern": "^[0-9]{1,5}[dw]?$"}, {"type": "integer", "minimum": 0}]},
        "columns": {
            "type": "object",
            "additionalProperties": False,
            "properties": {name: {"type": "string", "minLength": 1, "description": about} for name, about in FIELDS.items()},
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "sellercheck settings",
        "description": "sellercheck.toml, or [tool.sellercheck] in pyproject.toml. Paths count from the file's folder.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            name: (
                {"enum": list(key.choices)}
                if key.choices
                else shapes.get(key.kind) or {"anyOf": [texts, {"type": "string", "minLength": 1}]}
            )
            | {"description": key.about}
            for name, key in KEYS.items()
        },
    }
