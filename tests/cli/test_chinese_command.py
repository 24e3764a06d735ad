"""Where Chinese is asked for, the whole command speaks it: help pages, what click finds wrong, and what commands print."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import Result

from sellercheck import cli
from sellercheck.chinese import chinese

ROOT = Path(__file__).parents[2]
EXAMPLE = str(ROOT / "examples" / "wish-upload.csv")
CHINESE = re.compile("[\u4e00-\u9fff]")
Run = Callable[..., Result]


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command and group, by what is typed."""
    context = click.Context(cli.main)
    yield "", cli.main
    for name in cli.COMMANDS:
        command = cli.main.get_command(context, name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {each}", under) for each, under in command.commands.items())


COMMANDS = dict(commands())


LETTERS = "mark,basis,valid_to,document,platforms,territories\nNike,licence,2020-01-01,letter.pdf,amazon,US\nPuma,reseller,,,wish,GB\n"


def english_left(text: str) -> list[str]:
    """Runs of four English words and more, but for commands, paths, addresses and what stands in quotation marks."""
    lines = [line for line in text.splitlines() if not re.match(r"\s*(sellercheck |用法)", line)]
    bare = re.sub(r"`[^`]*`|“[^”]*”|sellercheck [a-z ]+|https?://\S+|\S*[/\\]\S*", "·", "\n".join(lines))
    return re.findall(r"(?:\b[A-Za-z][a-z']+ ){3,}[a-z']+\b", bare)


def test_english_is_told_from_names() -> None:
    assert english_left("  Show the version and exit.") == ["Show the version and exit"]
    assert english_left("未查询：USPTO Trademark Search  https://x.org") == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_text_has_its_chinese(name: str) -> None:
    command = COMMANDS[name]
    texts = [part for part in inspect.cleandoc(command.help or "").split("\n\n") if not part.startswith("\b")]
    texts += [command.epilog or "", *(option.help or "" for option in command.params if isinstance(option, click.Option))]
    if name:
        assert command.short_help, "a shortened one would have no Chinese"
        texts.append(command.short_help)
    assert len(texts) > 2
    assert [text for text in texts if text and not CHINESE.search(chinese(" ".join(text.split())))] == []


@pytest.mark.parametrize("name", [name for name, command in COMMANDS.items() if not isinstance(command, click.Group)])
def test_every_command_takes_the_language(name: str) -> None:
    assert "--lang" in {spelling for option in COMMANDS[name].params for spelling in option.opts}


@pytest.mark.parametrize("name", COMMANDS)
def test_no_help_page_has_english_left(name: str, run: Run) -> None:
    page = run(*name.split(), "--help", "--lang", "zh")
    assert page.exit_code == 0
    assert page.stdout.startswith(f"用法：sellercheck {name} ".replace("  ", " "))
    assert "显示本帮助并退出。" in page.stdout
    assert english_left(page.stdout) == []
    assert "Options" not in page.stdout
    assert "default" not in page.stdout
    in_english = run(*name.split(), "--help")
    assert not CHINESE.search(in_english.stdout.replace("耐克", ""))
    assert in_english.stdout.count("\n  -") == page.stdout.count("\n  -"), "an option is lost"


def test_a_help_page_is_laid_out_by_the_width_of_its_characters(run: Run) -> None:
    from sellercheck.reporters._lines import width

    page = run("check", "--help", "--lang", "zh").stdout
    assert max(width(line) for line in page.splitlines() if not line.startswith(("  sellercheck", "用法"))) <= 80
    assert "\n  --jobs N                        使用的进程数：" in page
    assert "[默认：" in page
    assert "\n  sellercheck check stock.xlsx -p wish,amazon\n" in page
    assert "\n  sellercheck check stock.xlsx -p wish,amazon     检查表格\n" in run("--lang", "zh").stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("check", "--platfrom", "wish", "x.csv"), "没有选项 '--platfrom'。您是否要找 '--platform'？"),
        (("check", "--langs", "zh", "x.csv"), "没有选项 '--langs'。您是否要找："),
        (("check", "--zzzz", "x.csv"), "没有选项 '--zzzz'。"),
        (("check", "x.csv", "--fail-on", "dire"), "'--fail-on' 的值无效：'dire' 不在可选值 'high', 'medium', 'low', 'info', 'never' 之中。"),
        (("check", "x.csv", "--jobs", "0"), "'--jobs' 的值无效：0 不在允许范围 x>=1 内。"),
        (("check", "x.csv", "--jobs", "many"), "'--jobs' 的值无效：'many' 不是整数。"),
        (("check", "x.csv", "-p"), "选项 '-p' 需要一个值。"),
        (("check", "x.csv", "--isolated=yes"), "选项 '--isolated' 不需要值。"),
        (("explain",), "缺少参数 'NAME'。"),
        (("diff", "a.json"), "缺少参数 'NEW'。"),
        (("doctor", "now"), "多余的参数：now"),
        (("schema", "list", "pack"), "多余的参数：pack"),
        (("lists", "searhc"), "没有命令 'searhc'。您是否要找 'search'？"),
        (("lists", "import", "uspto", "--as-of", "soon"), "'--as-of' 的值无效：'soon' 不符合格式 '%Y-%m-%d'。"),
    ],
)  # fmt: skip
def test_what_click_finds_wrong_is_said_in_chinese(arguments: tuple[str, ...], message: str, run: Run) -> None:
    result = run("--lang", "zh", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    *page, error = result.stderr.splitlines()
    assert error.startswith(f"错误：{message}")
    if page:
        assert page[0].startswith("用法：sellercheck ")
        assert re.fullmatch(r"用 'sellercheck [a-z ]+ --help' 查看帮助。", page[1])


@pytest.mark.parametrize(
    "arguments",
    [
        ("--lang", "zh", "lists", "verify"), ("--lang=zh", "lists", "verify"), ("lists", "--lang", "zh", "verify"), ("lists", "verify", "--lang", "zh"),
        ("lists", "verify", "--lang=zh"), ("--lang", "en", "lists", "--lang", "zh", "verify"),
    ],
)  # fmt: skip
def test_the_language_can_be_typed_before_and_behind_a_command(arguments: tuple[str, ...], run: Run) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("使用中：内置列表 ")


def test_before_a_sheet_too(run: Run) -> None:
    assert "第 3 行" in run("--lang", "zh", EXAMPLE, "-p", "wish").stdout
    assert run("--lang", "zh", "chekc").stderr.startswith("错误：没有名为“chekc”的命令或文件\n")
    assert run("--lang", "zh", "--version").stdout.startswith("sellercheck ")


@pytest.mark.parametrize("arguments", [("--lang", "fr", "--help"), ("lists", "--lang", "fr"), ("--lang=fr", "lists", "--help")])
def test_an_unknown_language_is_refused(arguments: tuple[str, ...], run: Run) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stderr) == (2, 'error: there is no language "fr"\nhint: Choose one of: en, zh.\n')


def test_the_language_comes_from_settings_and_the_system(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    arguments = (("lists", "verify"), ("explain", "wish"), ("check", "--help"), ("columns", EXAMPLE), ("doctor",))

    def is_chinese(*more: str) -> set[bool]:
        return {bool(CHINESE.search(run(*each, *more).stdout.partition("鞋")[0].partition("耐")[0])) for each in arguments}

    assert is_chinese() == {False}
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    assert is_chinese() == {True}
    assert is_chinese("--lang", "en") == {False}
    monkeypatch.setenv("LC_ALL", "C.UTF-8")  # wins over LANG
    assert is_chinese() == {False}
    (tmp_path / "sellercheck.toml").write_text('language = "zh"\n', "utf-8")
    assert is_chinese() == {True}
    assert run("check", "--help", "--isolated").stdout.startswith("Usage")
    monkeypatch.setenv("SELLERCHECK_LANGUAGE", "en")  # wins over the file
    assert is_chinese() == {False}
    (tmp_path / "sellercheck.toml").write_text("language = [\n", "utf-8")
    assert run("lists", "verify").exit_code == 2  # which takes settings, and says so
    monkeypatch.setenv("SELLERCHECK_LANGUAGE", "zh")
    assert run("explain", "wish", "--help").stdout.startswith("用法")


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SELLERCHECK_DATA", str(tmp_path / "data"))
    (tmp_path / "stock.csv").write_text("sku,title\nA-1,NIKE style running shoes\n", "utf-8")
    (tmp_path / "pack.yaml").write_text((ROOT / "sellercheck" / "rules" / "jd.yaml").read_text("utf-8"), "utf-8")
    (tmp_path / "forbidden.csv").write_text("name\nAcmera\n", "utf-8")
    (tmp_path / "loa.csv").write_text(LETTERS, "utf-8")
    return tmp_path


def test_no_command_has_english_left_in_what_it_prints(run: Run, shop: Path) -> None:
    for arguments in (
        ("lists", "status"), ("lists", "status", "-v"), ("lists", "search", "nike"), ("lists", "search", "Acmerra"), ("lists", "search", "escalator"),
        ("lists", "search", "qqzxvw"), ("lists", "search", "Gerber"), ("lists", "search", "!"), ("lists", "import", "forbidden.csv"),
        ("lists", "import", "nowhere.csv"), ("lists", "import", "uspto"), ("lists", "import", "uspto", "forbidden.csv"), ("lists", "import", "a", "b"),
        ("lists", "import", "forbidden.csv", "--name", "No Name!"), ("lists", "status"), ("lists", "search", "acmera"), ("lists", "verify"),
        ("lists", "remove", "nothing"), ("lists", "rollback"), ("lists", "export", "x.zip"), ("lists", "update"), ("lists", "update", "--mirror", "ftp://x"),
        ("lists", "update", "--mirror", ".", "--key", "RW"), ("registry", "search", "Acmera"), ("registry", "search", "!"),
        ("registry", "search", "Acmera", "--registry", "euipo"), ("registry", "search", "Acmera", "--registry", "wipo"), ("registry", "show", "uspot", "1"),
        ("registry", "show", "kipris", "1"), ("doctor",), ("init", "."), ("init", "nowhere"), ("init", ".", "--source", "x"),
        ("init", ".", "--ci", "gitlab"), ("authorisations", "check", "loa.csv"), ("authorisations", "check"), ("baseline", "create", "stock.csv"),
        ("baseline", "create", "stock.csv"), ("baseline", "update", "stock.csv"), ("baseline", "update", "stock.csv", "-o", "none.jsonl"),
        ("schema", "raport"), ("completion", "powershell"), ("rules",), ("rules", "wish"), ("rules", "--validate", "pack.yaml"), ("rules", "wsih"), ("explain", "wsih/mark"), ("columns", "stock.csv"),
        ("columns", "nowhere.csv"), ("diff", "stock.csv", "stock.csv"), ("fix", "stock.csv", "--dry-run"), ("fix", "stock.csv"), ("report", "nowhere.json"),
        ("report", "stock.csv"), ("check",), ("check", "stock.csv", "--max-list-age", "soon"), ("check", "nowhere.csv"), ("check", "stock.csv", "-o", "no/x.json"),
    ):  # fmt: skip
        result = run(*arguments, "--lang", "zh")
        assert result.exit_code in {0, 1, 2}, arguments
        told = (result.stdout + result.stderr).replace(str(shop), "·")
        assert CHINESE.search(told), arguments
        assert "error:" not in told, arguments
        assert "hint:" not in told, arguments
        assert english_left(re.sub(r"(?m)^  (publisher|url|licence|sha256|发布者|网址|许可) .*(\n {4}.*)*", "", told)) == [], arguments


def test_init_writes_chinese_settings_that_can_be_read(run: Run, shop: Path) -> None:
    from sellercheck.settings import KEYS, load
    from sellercheck.settle.ignores import read

    assert run("init", "--lang", "zh").exit_code == 0
    settings, ignores = (shop / name for name in ("sellercheck.toml", "sellercheck-ignore.toml"))
    for number, line in enumerate(settings.read_text("utf-8").splitlines()):
        assert CHINESE.search(line) or re.match(r"# [a-z-]+ = |$", line), f"{number}: {line}"
    settings.write_text(re.sub(r"(?m)^# ([a-z-]+ = )", r"\1", settings.read_text("utf-8")), "utf-8")
    assert set(load(config=settings).values) == set(KEYS)
    ignores.write_text(re.sub(r"(?m)^# (\[\[|[a-z]+ = )", r"\1", ignores.read_text("utf-8")), "utf-8")
    (ignore,) = read(ignores)
    assert ignore.reason == "动物名，不是品牌"


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "sellercheck", *arguments],
        capture_output=True, env=os.environ | {"PYTHONPATH": str(ROOT)} | environment, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "arguments", [("--help",), ("lists", "verify"), ("check", EXAMPLE, "-p", "wish"), ("explain", "wish"), ("check", "nowhere.csv")]
)
@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_terminal_without_chinese_gets_escapes_and_no_failure(arguments: tuple[str, ...], encoding: str) -> None:
    result = python(*arguments, "--lang", "zh", PYTHONIOENCODING=encoding)
    assert b"\\u" in result.stdout + result.stderr or encoding == "ascii"  # which click takes for a mistake, and writes UTF-8
    assert b"itself failed" not in result.stderr
    assert b"Traceback" not in result.stderr
    assert result.returncode == python(*arguments, "--lang", "zh", PYTHONIOENCODING="utf-8").returncode


def test_a_chinese_console_gets_its_own_encoding() -> None:
    result = python("--help", "--lang", "zh", PYTHONIOENCODING="gbk")
    assert result.returncode == 0
    assert "命令：" in result.stdout.decode("gbk")
    assert "错误：" in python("chekc", "--lang", "zh", PYTHONIOENCODING="gbk").stderr.decode("gbk")


def test_english_loads_nothing_of_it() -> None:
    code = (
        "import sys\nfrom sellercheck import cli\n"
        "cli.main(sys.argv[1:], standalone_mode=False)\n"
        "print('|'.join(sys.modules), file=sys.stderr)\n"
    )
    for arguments in (("check", EXAMPLE, "-p", "wish"), ("check", "--help"), ("lists", "verify")):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            capture_output=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            timeout=60,
            check=False,
        )
        loaded = set(done.stderr.decode().strip().splitlines()[-1].split("|"))
        assert "sellercheck.cli" in loaded
        assert "sellercheck.cli._chinese" not in loaded
