"""`sellercheck fix`: what it prints, what it writes, how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sellercheck.cli import main

TEXT = "sku,title,description\r\nA-1,Red cotton dress,<div>soft</div>\r\nA-2,NIKE style running shoes men,Nice.\r\n"


@pytest.fixture
def stock(tmp_path: Path) -> Path:
    path = tmp_path / "stock.csv"
    path.write_bytes(TEXT.encode())
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["fix", *map(str, arguments)])


def test_a_copy_is_written_and_told(stock: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    result = run(stock, "-o", out, "-p", "amazon", "--fail-on", "never")
    assert result.exit_code == 0, result.output
    assert out.read_bytes() == TEXT.replace("<div>soft</div>", "soft").encode()
    assert stock.read_bytes() == TEXT.encode()
    assert "C2 · description  amazon/html-code" in result.stdout
    assert "  - <div>soft</div>" in result.stdout
    assert "  + soft" in result.stdout
    assert "1 cell changed, in 1 row" in result.stdout
    assert "findings    before     after" in result.stdout
    assert f"written to {out}" in result.stdout
    assert result.stderr == ""


def test_a_dry_run_writes_nothing(stock: Path, tmp_path: Path) -> None:
    result = run(stock, "--dry-run", "--apply", "review", "-p", "wish", "-q")
    assert "  - NIKE style running shoes men" in result.stdout
    assert "  + Running shoes men" in result.stdout
    assert "would change" in result.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["stock.csv"]


def test_suggestions_are_no_changes(stock: Path, tmp_path: Path) -> None:
    result = run(stock, "-o", tmp_path / "out.csv", "--apply", "none", "-p", "wish")
    assert "  ? Running shoes men" in result.stdout
    assert "with a suggestion" in result.stdout


@pytest.mark.parametrize(("fail_on", "status"), [("high", 1), ("never", 0)])
def test_the_status_follows_what_the_copy_still_has(stock: Path, tmp_path: Path, fail_on: str, status: int) -> None:
    assert run(stock, "-o", tmp_path / "out.csv", "-p", "wish", "--fail-on", fail_on).exit_code == status


def test_a_copy_without_its_finding_ends_with_zero(stock: Path, tmp_path: Path) -> None:
    assert run(stock, "-o", tmp_path / "o.csv", "-p", "wish", "--apply", "review", "--select", "mark-use").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "needs a name for the copy"),
        (("-o", "{stock}"), "is the sheet itself"),
        (("-o", "{folder}/no/out.csv"), "there is no folder"),
        (("-o", "{folder}/o.xlsm"), "no ending for"),
    ],
)
def test_what_cannot_be_meant_ends_with_two(stock: Path, tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    result = run(stock, *(each.format(stock=stock, folder=tmp_path) for each in arguments))
    assert result.exit_code == 2
    assert message in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["stock.csv"]


def test_text_of_a_sheet_never_reaches_the_terminal_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "stock.csv"
    path.write_bytes(b"sku,title,description\r\nA-1,Red dress,<div>\x1b[31msoft [red]x[/red]</div>\r\n")
    result = run(path, "-o", tmp_path / "out.csv", "-p", "amazon")
    assert "\x1b" not in result.stdout
    assert "␛[31msoft [red]x[/red]" in result.stdout


def test_the_three_kinds_of_fix_are_explained() -> None:
    for kind in ("safe", "review", "advice"):
        assert CliRunner().invoke(main, ["explain", kind]).stdout.startswith(f"{kind}: ")
    assert "KINDS OF FIX" in CliRunner().invoke(main, ["explain", "html"]).stdout
