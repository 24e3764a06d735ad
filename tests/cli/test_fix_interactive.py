"""`sellercheck fix --interactive`: what the seller is shown and asked, and how it ends."""

from __future__ import annotations

import os
import re
import selectors
import sys
import time
from pathlib import Path
from string import Formatter

import pytest
from click.testing import CliRunner, Result

from sellercheck import fixing
from sellercheck.cli import _walk, main

TEXT = "sku,title,description\r\nA-1,Red cotton dress,Soft.\r\nA-2,NIKE style running shoes men,Nice.\r\nA-3,Adidas style cotton socks for men,Soft.\r\n"


@pytest.fixture
def stock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "stock.csv"
    path.write_bytes(TEXT.encode())
    return path


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_walk, "at_a_terminal", lambda: True)


def run(answers: str, *arguments: object) -> Result:
    usual = ["fix", "stock.csv", "-o", "out.csv", "-p", "wish,amazon", "--select", "mark-use", "--interactive"]
    return CliRunner().invoke(main, [*usual, *map(str, arguments)], input=answers)


def copy(stock: Path) -> str:
    return (stock.parent / "out.csv").read_bytes().decode()


@pytest.mark.usefixtures("at_a_terminal")
def test_what_is_asked_about_is_shown_with_its_reason_and_suggestion(stock: Path) -> None:
    shown = run("q\n").stdout
    assert "2 findings to decide; decisions are kept in out.csv.progress" in shown
    assert "high  row 3 · A-2 · B3 title (title) · 2 to decide" in shown
    assert "amazon/mark-use, wish/mark-use" in shown
    assert re.search(r"mark +Nike, owner Nike, Inc., as the list famous says", shown)
    assert "  | NIKE style running shoes men\n  | ^^^^\n" in shown
    assert re.search(r"why +amazon, wish: “NIKE” ", shown)
    assert re.search(r"edit +suggested, look at it first: ", shown)
    assert "  + Running shoes men\n" in shown
    assert "a accept · e edit · i ignore · s skip · q quit · ? help > " in shown
    assert sorted(path.name for path in stock.parent.iterdir()) == ["stock.csv"], "nothing was decided"


@pytest.mark.usefixtures("at_a_terminal")
def test_at_the_end_the_copy_is_written_and_counted(stock: Path) -> None:
    result = run("a\ns\n", "--fail-on", "never")
    assert result.exit_code == 0, result.output
    assert copy(stock) == TEXT.replace("NIKE style running", "Running")
    assert re.search(r"now +Running shoes men\n", result.stdout)
    assert "1 cell changed, in 1 row" in result.stdout
    assert "findings    before     after" in result.stdout
    assert "written to out.csv" in result.stdout
    assert result.stderr == ""
    assert sorted(path.name for path in stock.parent.iterdir()) == ["out.csv", "stock.csv"]
    assert stock.read_bytes() == TEXT.encode()


@pytest.mark.usefixtures("at_a_terminal")
def test_what_quitting_leaves_is_taken_up_again(stock: Path) -> None:
    first = run("a\nq\n")
    assert "The same command goes on from here; what was decided is in out.csv.progress" in first.stdout
    assert copy(stock) == TEXT.replace("NIKE style running", "Running")
    assert first.exit_code == 1, "the socks are still there"
    again = run("a\n")
    assert "1 decision of an earlier run holds" in again.stdout
    assert "NIKE" not in again.stdout
    assert copy(stock) == TEXT.replace("NIKE style running", "Running").replace("Adidas style cotton", "Cotton")
    assert not (stock.parent / "out.csv.progress").exists()


@pytest.mark.usefixtures("at_a_terminal")
def test_a_sheet_that_changed_meanwhile_is_told(stock: Path) -> None:
    run("a\nq\n")
    stock.write_bytes(TEXT.replace("shoes", "boots").encode())
    told = " ".join(run("q\n").stdout.split())
    assert "0 decisions of an earlier run hold; 1 does not: its cell or finding is not there any more; the sheet has changed since" in told


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize("answers", ["a\n", "a\ne\n", "a\ni\n", "a\ni\nours\n1\n30d\n"])
def test_where_input_ends_nothing_is_written_and_nothing_is_lost(stock: Path, answers: str) -> None:
    (stock.parent / "out.csv").write_bytes(b"an earlier copy")
    result = run(answers)
    assert result.exit_code == 130
    assert "Stopped; no copy was written." in result.stdout
    assert "The same command goes on from here" in result.stdout
    assert copy(stock) == "an earlier copy"
    assert not (stock.parent / "sellercheck-ignore.toml").exists()
    assert "1 decision of an earlier run holds" in run("q\n").stdout


@pytest.mark.usefixtures("at_a_terminal")
def test_an_interruption_while_the_copy_is_checked_leaves_the_earlier_one(stock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    (stock.parent / "out.csv").write_bytes(b"an earlier copy")
    with monkeypatch.context() as patch:
        patch.setattr(fixing, "renamed", interrupted)
        result = run("a\ns\n")
    assert result.exit_code == 130
    assert copy(stock) == "an earlier copy"
    assert sorted(path.name for path in stock.parent.iterdir()) == ["out.csv", "out.csv.progress", "stock.csv"]
    assert "2 decisions of an earlier run hold" in run("").stdout
    assert copy(stock) == TEXT.replace("NIKE style running", "Running")


@pytest.mark.usefixtures("at_a_terminal")
def test_a_text_of_ones_own_is_held_against_the_rules_too(stock: Path) -> None:
    result = run("e\n=SUM(A1)\ne\n\ne\nNike look running shoes for men\ne\nRunning shoes for men\ns\n", "--fail-on", "never")
    assert "A spreadsheet would take that for a formula" in result.stdout
    assert "what was found is still there" in result.stdout
    assert "  | Nike look running shoes for men\n" in result.stdout
    assert copy(stock) == TEXT.replace("NIKE style running shoes men", "Running shoes for men")


@pytest.mark.usefixtures("at_a_terminal")
def test_in_a_long_cell_only_the_words_found_are_edited(stock: Path) -> None:
    long = "Fine words. " * 60
    stock.write_bytes(f'sku,title,description\r\nA-1,Red cotton socks,"{long}NIKE style running shoes.\nNIKE style socks."\r\n'.encode())
    result = run("e\nSporty\ns\n", "--fail-on", "never")
    assert "In place of “NIKE” > " in result.stdout
    assert f'"{long}Sporty style running shoes.\nSporty style socks."' in copy(stock)


@pytest.mark.usefixtures("at_a_terminal")
def test_an_ignore_wants_a_reason_and_a_day_to_come(stock: Path) -> None:
    result = run("i\n\ni\nwe hold a licence\n\nsoon\n2001-01-01\n2999-01-31\nli.wei\ns\n", "--fail-on", "never")
    assert "For [1] this listing, or [2] wherever “NIKE” is found so? [1] > " in result.stdout
    assert result.stdout.count("Write a day to come such as ") == 2
    assert "ignored until 2999-01-31; written to sellercheck-ignore.toml" in result.stdout
    assert (stock.parent / "sellercheck-ignore.toml").read_text("utf-8") == (
        '[[ignore]]\nrule = "mark-use"\nmark = "Nike"\nmatch = "NIKE"\nitems = "A-2"\nplatforms = ["amazon", "wish"]\n'
        'reason = "we hold a licence"\nowner = "li.wei"\nexpires = 2999-01-31\n'
    )
    assert copy(stock) == TEXT
    assert "NIKE" not in run("s\n").stdout, "the file holds in the next run"


@pytest.mark.usefixtures("at_a_terminal")
def test_who_decided_is_asked_once(stock: Path) -> None:
    result = run("i\nours\n1\n30d\nli.wei\ni\nours too\n2\n\n", "--fail-on", "never")
    assert result.stdout.count("Decided by") == 1
    written = (stock.parent / "sellercheck-ignore.toml").read_text("utf-8")
    assert written.count('owner = "li.wei"') == 2
    assert written.count("items = ") == 1
    assert "Nothing to decide." in run("").stdout


@pytest.mark.usefixtures("at_a_terminal")
def test_isolated_there_is_no_file_for_ignores(stock: Path) -> None:
    result = run("i\n?\nq\n", "--isolated")
    assert "a accept · e edit · s skip · q quit · ? help > " in result.stdout
    assert "Type one of: a, e, s, q, ?." in result.stdout
    assert "To ignore a finding, name a file for it with --ignores." in result.stdout
    assert sorted(path.name for path in stock.parent.iterdir()) == ["stock.csv"]


@pytest.mark.usefixtures("at_a_terminal")
def test_letters_of_an_input_method_and_capitals_are_understood(stock: Path) -> None:
    assert run("Ａ\n S \n", "--fail-on", "never").exit_code == 0
    assert copy(stock) == TEXT.replace("NIKE style running", "Running")


@pytest.mark.usefixtures("at_a_terminal")
def test_the_keys_are_explained(stock: Path) -> None:
    shown = run("x\n?\nq\n").stdout
    assert "Type one of: a, e, i, s, q, ?." in shown
    assert "make the suggested edit" in shown
    assert "goes to sellercheck-ignore.toml" in shown
    assert "Ctrl-C stops" in shown
    assert re.search(r"consequence +amazon: ", shown)
    assert "sellercheck explain amazon/mark-use" in shown


@pytest.mark.usefixtures("at_a_terminal")
def test_in_chinese(stock: Path) -> None:
    shown = run("x\n?\na\nq\n", "--lang", "zh").stdout
    for words in (
        "待处理 2 项",
        "商标 ",
        "原因 ",
        "a 采用 · e 自行修改 · i 忽略 · s 跳过 · q 退出 · ? 帮助",
        "请输入其中之一：",
        "按建议修改",
        "现为",
        "再次运行同一命令可继续",
    ):
        assert words in shown


@pytest.mark.usefixtures("at_a_terminal")
def test_text_of_a_sheet_is_no_command_to_the_terminal(stock: Path) -> None:
    stock.write_bytes(b"sku,title\r\nA-1,NIKE style \x1b[31m[red]shoes{n}|\x07 men\r\n")
    shown = run("q\n").stdout
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "NIKE style ␛[31m[red]shoes{n}|␇ men" in shown


def test_without_a_terminal_nobody_can_be_asked(stock: Path) -> None:
    result = run("a\n")
    assert result.exit_code == 2
    assert "error: --interactive asks at the keyboard, and this is no terminal" in result.stderr
    assert "--apply none" in result.stderr
    assert "不是终端" in run("a\n", "--lang", "zh").stderr
    assert sorted(path.name for path in stock.parent.iterdir()) == ["stock.csv"]


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize(
    ("more", "message"),
    [
        (("--apply", "safe"), "--interactive and --apply exclude each other"),
        (("--dry-run",), "--interactive and --dry-run exclude each other"),
        (("-q",), "--interactive and --quiet exclude each other"),
        (("-o", "stock.csv"), "is the sheet itself"),
    ],
)
def test_what_cannot_be_meant_ends_with_two(stock: Path, more: tuple[str, ...], message: str) -> None:
    result = run("a\n", *more)
    assert result.exit_code == 2
    assert message in result.stderr
    assert stock.read_bytes() == TEXT.encode()


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize(
    ("sheet", "out", "message"), [("-", ("-o", "out.csv"), "no terminal"), ("stock.csv", (), "needs a name for the copy")]
)
def test_a_piped_sheet_or_a_copy_without_a_name_is_refused(stock: Path, sheet: str, out: tuple[str, ...], message: str) -> None:
    result = CliRunner().invoke(main, ["fix", sheet, *out, "--interactive"], input=TEXT)
    assert result.exit_code == 2
    assert message in result.stderr
    assert stock.exists()


def test_both_languages_have_the_same_words_in_braces() -> None:
    for name, texts in _walk.TEXTS.items():
        fields = [{field for _, field, _, _ in Formatter().parse(part) if field} for text in texts for part in text.split("|")]
        assert all(each == fields[0] for each in fields), name


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_at_a_real_terminal_with_ctrl_c(stock: Path) -> None:
    arguments = ["fix", "stock.csv", "-o", "out.csv", "-p", "wish,amazon", "--select", "mark-use", "--interactive", "--no-color"]
    # The edit's line comes filled in with the suggestion, or where it is not, is empty: Ctrl-U makes both alike.
    shown, status = _at_a_terminal(arguments, [b"e\n", b"\x15Shoes to run in\n", b"\x03"])
    assert status == 130, shown
    assert re.search(r"now +Shoes to run in", shown)
    assert "Stopped; no copy was written." in shown
    assert sorted(path.name for path in stock.parent.iterdir()) == ["out.csv.progress", "stock.csv"]
    shown, status = _at_a_terminal([*arguments, "--fail-on", "never"], [b"s\n"])
    assert status == 0, shown
    assert copy(stock) == TEXT.replace("NIKE style running shoes men", "Shoes to run in")


def _at_a_terminal(arguments: list[str], answers: list[bytes]) -> tuple[str, int]:
    """Types an answer whenever the command waits for one: what the terminal showed, and the exit status."""
    import pty

    root = str(Path(__file__).parents[2])
    pid, terminal = pty.fork()
    if not pid:
        os.execve(sys.executable, [sys.executable, "-m", "sellercheck", *arguments], os.environ | {"PYTHONPATH": root, "TERM": "dumb"})
    ready = selectors.DefaultSelector()
    ready.register(terminal, selectors.EVENT_READ)
    shown = b""
    waiting = list(answers)
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if not ready.select(0.2):
            if waiting and b" > " in shown.rpartition(b"\n")[2] + b" ":
                shown += b"\n"
                os.write(terminal, waiting.pop(0))
            continue
        try:
            part = os.read(terminal, 65536)
        except OSError:  # Linux's way of saying that nobody writes any more
            break
        if not part:
            break
        shown += part
    else:
        os.kill(pid, 9)
    ready.close()
    os.close(terminal)
    return shown.decode(errors="replace"), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@pytest.mark.usefixtures("at_a_terminal")
def test_questions_quote_the_sheet_as_plain_text(stock: Path) -> None:
    stock.write_bytes(b"sku,title\r\nA-1,Linen \x1b]0;x\x07 shirt for men\r\n")
    asked = ["fix", "stock.csv", "-o", "out.csv", "-p", "wish", "--select", "control-characters", "--interactive"]
    shown = CliRunner().invoke(main, asked, input="e\n\nq\n").stdout
    assert "In place of “␛”" in shown, "the question was not asked"
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", shown)
