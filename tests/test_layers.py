"""An import goes down the house, never up, and never round."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "sellercheck"

FLOORS = (
    {"arrays", "beside", "errors", "places"},
    {"listing", "mark", "progress", "cache", "data", "patterns", "messages", "heap"},
    {"text", "signs", "sites", "chinese", "families", "yamlfile", "tomlfile"},
    {"finding", "phrases", "countries"},
    {"matching", "rules", "report", "lists", "registries", "wording", "vocabulary", "settings"},
    {"disguises", "fixes", "reading", "results"},
    {"bulk"},
    {"sheets", "index", "exposure", "comparison", "once"},
    {"names", "columns", "verify", "positions", "originals", "reporters", "settle"},
    {"scene"},
    {"crowds"},
    {"evidence"},
    {"context"},
    {"checks"},
    {"measures", "needs", "telling"},
    {"batch"},
    {"screen"},
    {"engines", "whole"},
    {"pages", "search", "testing", "clients"},
    {"run"},
    {"api"},
    {"fixing"},
    {"walk"},
    {"cli"},
)
"""From the ground up; what stands on one floor may not import a neighbour."""

FLOOR_OF = {name: number for number, names in enumerate(FLOORS) for name in names}


def part(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Parts of the package that a file imports, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "sellercheck":
            found.update([node.module.split(".")[1]] if "." in node.module else [alias.name for alias in node.names])
        elif isinstance(node, ast.Import):
            found.update(alias.name.split(".")[1] for alias in node.names if alias.name.startswith("sellercheck."))
    return found & FLOOR_OF.keys()


def test_every_part_has_its_floor() -> None:
    parts = {part(path) for path in PACKAGE.rglob("*.py")} - {"__init__", "__main__"}
    assert parts == set(FLOOR_OF)


def test_imports_go_down_only() -> None:
    upward = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if part(path) not in {"__init__", "__main__"}
        for name in sorted(imported(path))
        if name != part(path) and FLOOR_OF[name] >= FLOOR_OF[part(path)]
    ]
    assert upward == []
