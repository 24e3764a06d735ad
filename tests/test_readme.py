"""What the README shows works as printed."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import sellercheck
from sellercheck import families, rules
from sellercheck.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
IN_CHINESE = (ROOT / "docs" / "zh.md").read_text("utf-8")


def lines_of(text: str, program: str) -> list[str]:
    """The shell commands a page shows that call the program."""
    blocks = re.findall(r"```sh\n(.+?)```", text, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith(program)]


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


def test_the_report_shown_in_chinese_is_what_its_first_command_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (command,) = lines_of(IN_CHINESE, "python3")
    assert command.startswith(shell("first command").rpartition(" && ")[0])
    given = CliRunner().invoke(main, shlex.split(command.rpartition(" && ")[2])[1:])
    assert given.exit_code == 1
    shown = re.search(r"```text\n(高 .+?)\n```", IN_CHINESE, re.DOTALL)
    assert shown
    assert [line for line in shown[1].splitlines() if line not in given.stdout.splitlines()] == []


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


ENDS_WITH_0 = (
    "authorisations", "baseline", "check catalogue/", "check supplier.txt", "columns", "diff", "explain", "init", "lists", "report", "rules", "schema",
)  # fmt: skip
"""The others end with 1, because their sheets have findings."""
ELSEWHERE = ("--online", "registry", "uspto", "lists update", "lists rollback", "lists export", "--interactive")
"""What needs a network, credentials, an office's files, an earlier update or a terminal: tests of their own run it with these."""
TYPED = list(dict.fromkeys(lines_of(README, "sellercheck ") + lines_of(IN_CHINESE, "sellercheck ")))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all that the commands shown name."""
    from sheets.files import workbook

    folder = tmp_path_factory.mktemp("shop")
    for name in ("exports", "catalogue", "clients/acme", "clients/zorva"):
        (folder / name).mkdir(parents=True)
    for name in ("stock.csv", "exports/a.csv", "clients/acme/a.csv", "clients/zorva/b.csv"):
        shutil.copy(ROOT / "examples" / "wish-upload.csv", folder / name)
    rows = [["sku", "title"], ["A1", "NIKE style running shoes"], ["A2", "Cotton socks"]]
    (folder / "stock.xlsx").write_bytes(workbook({"Sheet1": rows}))
    (folder / "goods.xlsx").write_bytes(
        workbook({"Help": [["Fill in"]], "Items": [["Acme"], [""], ["Nr", "Goods", "Maker"], ["1", "NIKE style shoes", "Acme"]]})
    )
    (folder / "supplier.txt").write_text("货号;标题\nA1;棉袜\n", "gb18030")
    (folder / "catalogue" / "a.csv").write_text("sku,title,brand\nA1,Zorvaxi cotton socks for men,Zorvaxi\n", "utf-8")
    (folder / "authorisations.csv").write_text("mark,basis,document\nAcme,own,certificate.pdf\n", "utf-8")
    (folder / "certificate.pdf").write_bytes(b"%PDF-1.4")
    (folder / "clients" / "acme" / "sellercheck.toml").write_text('platforms = ["wish"]\n', "utf-8")
    pack = re.search(r"```yaml\n(platform: .+?)```", README, re.DOTALL)
    assert pack
    (folder / "my-shop.yaml").write_text(pack[1], "utf-8")
    given = json.dumps(sellercheck.check(folder / "stock.csv").to_dict())
    for name in ("result.json", "2026-10/acme.json", "2026-11/acme.json"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(given, "utf-8")
    return folder


def test_commands_of_the_readme_are_many() -> None:
    assert len(TYPED) > 30


@pytest.mark.parametrize("line", TYPED)
def test_a_command_of_the_readme_does_what_it_says(line: str, shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shutil.copytree(shop, tmp_path / "shop"))
    arguments = shlex.split(line.partition(" > ")[0], comments=True)[1:]
    result = CliRunner().invoke(main, arguments)
    asked = " ".join(arguments)
    if any(part in asked for part in ELSEWHERE):
        assert result.exit_code in ({0} if arguments[0] == "doctor" else {2, 3}), result.output
        assert not re.search("No such (option|command)|Missing|unexpected extra", result.output)
    else:
        assert result.exit_code == (0 if asked.startswith(ENDS_WITH_0) else 1), result.output
