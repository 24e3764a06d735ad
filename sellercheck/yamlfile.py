"""YAML read as text, with line numbers.

Every scalar comes as text: YAML 1.1 reads the brands `On`, `NO` and `Yes` as booleans and `1:30` as 90. Whoever wants
a number converts it and can say where it stood.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sellercheck.errors import RulePackError

Tree = dict[str, Any] | list[Any] | str
MAX_BYTES = 4 << 20
"""A pack larger than this is no pack; the largest of ours is under 200 kB."""


def read(path: Path) -> tuple[Tree, dict[tuple[str | int, ...], int]]:
    """The document at `path` and, for every key and item, the line it starts on (first line is 1).

    Raises RulePackError with `file:line` for anything that is no plain YAML: syntax, duplicate keys, anchors that nest
    without end, several documents.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RulePackError(f"{path}: cannot be read: {error.strerror}", "Check the path and its permissions.") from error
    return parse(data, str(path))


def parse(data: bytes, name: str) -> tuple[Tree, dict[tuple[str | int, ...], int]]:
    """As `read`, for bytes already at hand; `name` is what messages call them."""
    import yaml

    if len(data) > MAX_BYTES:
        raise RulePackError(f"{name}: larger than {MAX_BYTES >> 20} MiB", "Check that this is the file you meant.")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(data, Loader=loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RulePackError(
            f"{name}:{line}: not YAML: {error.problem or error.context}", "Mend the line; indentation and quotes are the usual cause."
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise RulePackError(f"{name}:1: not YAML: {str(error).splitlines()[0]}", "Save the file as UTF-8 text.") from error
    if node is None:
        raise RulePackError(f"{name}:1: empty", "A rule pack starts with `platform:`.")
    lines: dict[tuple[str | int, ...], int] = {}
    return _tree(node, (), lines, name, set()), lines


def _tree(node: Any, path: tuple[str | int, ...], lines: dict[tuple[str | int, ...], int], name: str, above: set[int]) -> Tree:
    line = node.start_mark.line + 1
    lines.setdefault(path, line)
    if id(node) in above:
        raise RulePackError(f"{name}:{line}: an alias that contains itself", "Write the text out.")
    above = above | {id(node)}
    if node.id == "scalar":
        return str(node.value)
    if node.id == "sequence":
        return [_tree(child, (*path, number), lines, name, above) for number, child in enumerate(node.value)]
    tree: dict[str, Any] = {}
    for key_node, value_node in node.value:
        if key_node.id != "scalar":
            raise RulePackError(f"{name}:{line}: a key that is no plain text", "Quote the key.")
        key, key_line = str(key_node.value), key_node.start_mark.line + 1
        if key in tree:
            raise RulePackError(f'{name}:{key_line}: "{key}" stands twice', "Join the two, or rename one.")
        lines[*path, key] = key_line
        tree[key] = _tree(value_node, (*path, key), lines, name, above)
    return tree
