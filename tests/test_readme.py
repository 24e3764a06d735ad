"""What the README shows works as printed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from sellercheck import families, rules
from sellercheck.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def shell(marker: str) -> str:
    found = re.search(rf"<!-- {marker} -->\n```sh\n(.+?)\n```", README, re.DOTALL)
    assert found, marker
    return found[1]


def test_the_first_command_checks_an_example_and_finds_something(monkeypatch: pytest.MonkeyPatch) -> None:
    command = shell("first command").split(" && ")[-1]
    program, *arguments = shlex.split(command)
    assert program == ".venv/bin/sellercheck"
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1
    assert "high" in result.stdout
    assert "suggested edit" in result.stdout


def test_the_second_command_is_what_ci_runs() -> None:
    assert shell("test command").endswith(".venv/bin/pytest")
    assert "<!-- test command -->" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_the_report_shown_is_what_the_example_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    shown = re.search(r"```text\n(high .+?)\n```", README, re.DOTALL)
    assert shown
    given = CliRunner().invoke(main, ["check", "examples/wish-upload.csv", "-p", "wish"]).stdout
    lines = {line.strip() for line in given.splitlines()}
    missing = [line for line in shown[1].splitlines() if not any(line.strip().rstrip("…").strip() in each for each in lines)]
    assert missing == []


def test_python_examples_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for code in re.findall(r"```python\n(.+?)```", README, re.DOTALL):
        exec(compile(code, "README.md", "exec"), {})


def commands(group: click.Group, context: click.Context, before: str = "") -> list[str]:
    found = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        found += commands(command, context, f"{before}{name} ") if isinstance(command, click.Group) else [f"{before}{name}"]
    return found


def test_every_command_stands_in_the_readme() -> None:
    context = click.Context(main)
    assert [name for name in commands(main, context) if f"sellercheck {name}" not in README] == []


def test_every_check_stands_in_the_readme() -> None:
    assert [name for name in families.names("checks") if f"`{name}`" not in README] == []


def test_the_pack_shown_can_be_used(tmp_path: Path) -> None:
    text = re.search(r"```yaml\n(platform: .+?)```", README, re.DOTALL)
    assert text
    (tmp_path / "my-shop.yaml").write_text(text[1], "utf-8")
    result = CliRunner().invoke(main, ["rules", "--validate", str(tmp_path / "my-shop.yaml")])
    assert result.exit_code == 0, result.output


def test_every_platform_stands_in_the_readme() -> None:
    assert [name for name in rules.available() if f"`{name}`" not in README] == []


def test_the_settings_and_ignores_shown_can_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sellercheck.settings import load
    from sellercheck.settle.ignores import read

    ignores, settings = re.findall(r"```toml\n(.+?)```", README, re.DOTALL)
    (tmp_path / "i.toml").write_text(ignores, "utf-8")
    assert len(read(tmp_path / "i.toml")) == 1
    (tmp_path / "sellercheck.toml").write_text(settings, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert set(load(environment={}).values) == {
        "platforms", "countries", "authorisations", "baseline", "lists", "max-list-age", "online", "registries", "max-online", "lists-url",
        "lists-key", "proxy", "columns",
    }  # fmt: skip


def test_the_sheet_of_authorisations_shown_can_be_used(tmp_path: Path) -> None:
    from sellercheck.settle.sheet import read

    shown = re.search(r"```csv\n(.+?)```", README, re.DOTALL)
    assert shown
    (tmp_path / "authorisations.csv").write_text(shown[1], "utf-8")
    (row,) = read(tmp_path / "authorisations.csv").rows
    assert (row.mark, row.basis, row.skus) == ("Acme", "licence", ("ac-*",))
