"""What the whole command answers for: commands found, errors, pipes, statuses."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from reporters import reports

from sellercheck import __version__, api, cli
from sellercheck.errors import SellercheckError, SheetError

ROOT = Path(__file__).parents[2]


def python(*arguments: str, stdin: bytes = b"", **options: object) -> subprocess.CompletedProcess[bytes]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *arguments], input=stdin, capture_output=True, env=environment, timeout=60, check=False, **options
    )  # type: ignore[call-overload]


def test_every_command_is_a_module_of_the_folder_and_has_a_help(run) -> None:
    modules = {path.stem for path in (ROOT / "sellercheck" / "cli").glob("*.py") if not path.name.startswith("_")} - {"progress"}
    assert modules == set(cli.COMMANDS)
    for name in cli.COMMANDS:
        result = run(name, "--help")
        assert result.exit_code == 0
        assert f"sellercheck {name}" in result.stdout


def test_the_group_lists_its_commands_with_whole_sentences(run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    for name in cli.COMMANDS:
        assert f"\n  {name} " in result.stdout
    assert "..." not in result.stdout.partition("Commands:")[2]


def test_version(run) -> None:
    assert run("--version").stdout == f"sellercheck {__version__}\n"


def test_python_m_is_the_command() -> None:
    result = python("-m", "sellercheck", "--version")
    assert (result.returncode, result.stdout.decode().strip(), result.stderr) == (0, f"sellercheck {__version__}", b"")


@pytest.mark.parametrize(
    "arguments",
    [
        ["stock.csv"],
        ["check", "stock.csv"],
        ["-p", "wish", "stock.csv"],
        ["./folder/"],
        ["-"],
        ["-q", "--", "-odd.csv"],
        ["data\\stock.csv" if os.sep == "\\" else "a/b"],
    ],
)
def test_a_sheet_alone_means_check(arguments: list[str], run, reporting) -> None:
    asked = reporting(reports.empty())
    result = run(*arguments)
    assert result.exit_code == 0, result.stderr
    assert asked["sheets"] == [arguments[-1]]


def test_a_file_without_an_ending_is_a_sheet_when_it_is_there(run, reporting, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "stock").write_text("title\nbag\n", "utf-8")
    asked = reporting(reports.empty())
    assert run("stock").exit_code == 0
    assert asked["sheets"] == ["stock"]


@pytest.mark.parametrize(
    ("word", "hint"),
    [("chek", 'Did you mean "check"?'), ("colums", 'Did you mean "columns"?'), ("xyzzy", "Choose one of: check, fix, report,")],
)
def test_an_unknown_command_gets_the_nearest(word: str, hint: str, run) -> None:
    result = run(word)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert f'error: there is no command and no file called "{word}"\nhint: {hint}' in result.stderr


def raises(error: BaseException):
    def check(*arguments: object, **options: object) -> None:
        raise error

    return check


def test_a_mistake_of_the_sellers_is_a_message_and_a_hint(run, monkeypatch) -> None:
    monkeypatch.setattr(api, "check", raises(SheetError('stock.csv: no column "\x1b[31mTitle"', "Name it with --column.")))
    result = run("stock.csv")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == 'error: stock.csv: no column "␛[31mTitle"\nhint: Name it with --column.\n'


def test_an_error_without_a_hint(run, monkeypatch) -> None:
    monkeypatch.setattr(api, "check", raises(SellercheckError("odd")))
    assert run("stock.csv").stderr == "error: odd\n"


def test_a_mistake_of_ours_says_where_to_report_it(run, monkeypatch) -> None:
    monkeypatch.setattr(api, "check", raises(KeyError("oops")))
    result = run("stock.csv")
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr
    assert "error: sellercheck itself failed: KeyError: 'oops'" in result.stderr
    assert "hint: Please report this" in result.stderr


@pytest.mark.parametrize("arguments", [["--traceback", "stock.csv"], ["stock.csv", "--traceback"], ["check", "--traceback", "stock.csv"]])
@pytest.mark.parametrize("error", [KeyError("oops"), SheetError("odd")])
def test_the_traceback_is_shown_when_asked_for(arguments: list[str], error: Exception, run, monkeypatch) -> None:
    monkeypatch.setattr(api, "check", raises(error))
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Traceback (most recent call last)" in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize(("before", "status"), [("", -signal.SIGINT), ("trap '' INT;", 0)])
def test_an_interrupt_while_the_command_is_loaded_is_quiet_too(before: str, status: int, tmp_path: Path) -> None:
    """Where interrupts are ignored, as in the background, they stay so."""
    (tmp_path / "click.py").write_text("import os, signal, sys\nos.kill(os.getpid(), signal.SIGINT)\nsys.exit(0)\n", "utf-8")
    environment = os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    command = ["/bin/sh", "-c", f'{before} exec "$0" -m sellercheck --help', sys.executable]
    result = subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False)
    assert (result.returncode, result.stderr) == (status, b"")


def test_the_installed_command_is_the_module() -> None:
    import importlib

    import tomli

    module, _, name = tomli.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]["sellercheck"].partition(":")
    assert getattr(importlib.import_module(module), name).__module__ == "sellercheck.__main__"


def test_an_error_that_can_be_told_nowhere_still_has_its_status() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        result = subprocess.run(
            [sys.executable, "-m", "sellercheck", "check", "not-there.csv"],
            env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=writing, timeout=60, check=False,
        )  # fmt: skip
    finally:
        os.close(writing)
    assert result.returncode == 2


def test_an_interrupt_is_quiet(run, monkeypatch) -> None:
    monkeypatch.setattr(api, "check", raises(KeyboardInterrupt()))
    result = run("stock.csv")
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "interrupted\n")


@pytest.mark.parametrize(
    "arguments",
    [["check", "--no-such-option", "stock.csv"], ["check", "stock.csv", "--fail-on", "dire"], ["check"], ["columns"], ["explain"]],
)
def test_usage_errors_end_with_2(arguments: list[str], run) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr


def test_a_reader_that_stops_reading_is_no_error() -> None:
    """As in `sellercheck … | head -1`, with a report too long for the pipe."""
    code = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from reporters import reports\n"
        "from sellercheck import api, cli\n"
        "api.check = lambda *a, **o: reports.many(3000)\n"
        "cli.main(['check', 'stock.csv', '-f', 'json'])\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    stderr = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == 141
    assert stderr == b""


def test_a_check_loads_nothing_that_it_does_not_need() -> None:
    """The short answer time rests on it: rich alone would take longer than a short sheet."""
    code = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from reporters import reports\n"
        "from sellercheck import api, cli\n"
        "before = set(sys.modules)\n"
        "api.check = lambda *a, **o: reports.full()\n"
        "cli.main(['check', 'stock.csv', '-p', 'wish'], standalone_mode=False)\n"
        "print('|'.join(sorted(set(sys.modules) - before)), file=sys.stderr)\n"
    )
    result = python("-c", code, cwd=ROOT)
    loaded = {name.partition(".")[0] for name in result.stderr.decode().strip().split("|")}
    assert "sellercheck" in loaded
    assert "sellercheck.cli._chinese" not in result.stderr.decode()
    assert not loaded & {"rich", "requests", "yaml", "charset_normalizer", "defusedxml", "pyarrow", "importlib_metadata"}


def test_options_show_their_defaults() -> None:
    """Every option that takes a value says what happens without it."""
    for name in cli.COMMANDS:
        command = cli.main.get_command(click.Context(cli.main), name)
        assert command
        commands = command.commands.values() if isinstance(command, click.Group) else [command]
        for each in commands:
            for option in each.params:
                if isinstance(option, click.Option) and not option.is_flag and not option.multiple:
                    assert option.show_default or "default" in (option.help or "") or option.name in {"output_path", "path"}, (
                        f"{name} {option.name}"
                    )
                if isinstance(option, click.Option):
                    assert (option.help or "").rstrip("]").endswith((".", "found", "all", "names", "like it", "and wish", "none")), (
                        f"{name} {option.name}: {option.help}"
                    )


@pytest.mark.parametrize("arguments", [["--lang", "zh"], ["--lang=zh"], ["-v", "--lang", "en", "--lang", "zh"]])
def test_errors_come_in_chinese_where_chinese_was_asked_for(
    arguments: list[str], run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "stock.csv").write_text("sku,title\nA-1,Linen shirt\n", "utf-8")
    result = run("check", "stock.csv", "-p", "wsih", *arguments)
    assert (result.exit_code, result.stderr) == (2, "错误：没有名为“wsih”的平台\n提示：您是否要找“wish”？\n")


def test_errors_come_in_the_language_of_the_settings(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sellercheck.toml").write_text('language = "zh"\n', "utf-8")
    assert run("check", "none.csv").stderr.startswith("错误：none.csv：没有这个文件或文件夹\n提示：")
    assert run("check", "none.csv", "--lang", "en").stderr.startswith("error: none.csv: no such file")
    assert run("check", "none.csv", "--isolated").stderr.startswith("error: ")
    monkeypatch.setenv("SELLERCHECK_LANGUAGE", "zh")
    assert run("chekc").stderr == "错误：没有名为“chekc”的命令或文件\n提示：您是否要找“check”？\n"


def buffered() -> dict[str, str]:
    """The environment of a user, whose Python keeps what it is to write until there is enough."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"} | {"PYTHONPATH": str(ROOT)}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", [("columns",), ("check", "-p", "wish"), ("check", "-p", "wish", "-f", "json"), ("fix", "--dry-run")])
def test_a_full_disk_is_told_as_such(arguments: tuple[str, ...]) -> None:
    command, *options = arguments
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [sys.executable, "-m", "sellercheck", command, str(ROOT / "examples" / "wish-upload.csv"), *options],
            stdout=full, stderr=subprocess.PIPE, env=buffered(), timeout=60, check=False,
        )  # fmt: skip
    assert result.returncode == 2
    first, *more = result.stderr.decode().splitlines()
    assert first == "error: what was to be written found no place: No space left on device"
    assert len(more) == 1  # the hint, and nothing of Python's own


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["lists", "--help"], ["schema"], ["lists", "verify"]])
def test_help_too_needs_room(arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [sys.executable, "-m", "sellercheck", *arguments],
            stdout=full, stderr=subprocess.PIPE, env=buffered(), timeout=60, check=False,
        )  # fmt: skip
    assert result.returncode == 2
    first, *more = result.stderr.decode().splitlines()
    assert first == "error: what was to be written found no place: No space left on device"
    assert len(more) == 1  # the hint, and nothing of Python's own


@pytest.mark.skipif(os.name == "nt", reason="pipes end in another way there")
@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["check", "--help"], ["lists", "status"]])
def test_nobody_reads_the_help(arguments: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    process = subprocess.run(
        [sys.executable, "-m", "sellercheck", *arguments],
        stdout=write, stderr=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT)}, timeout=60, check=False,
    )  # fmt: skip
    os.close(write)
    assert (process.returncode, process.stderr) == (141, b"")


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.parametrize(
    ("arguments", "closed", "status"),
    [("--version", ">&-", 0), ("check SHEET -p wish", ">&-", 1), ("check SHEET -p wish", "2>&-", 1), ("check SHEET -p wish", "<&-", 1), ("check -", "<&-", 2)],
)  # fmt: skip
def test_a_run_without_standard_streams(arguments: str, closed: str, status: int) -> None:
    """As a scheduler may start one."""
    asked = arguments.replace("SHEET", str(ROOT / "examples" / "wish-upload.csv"))
    result = subprocess.run(
        ["/bin/sh", "-c", f'exec "$0" -m sellercheck {asked} {closed}', sys.executable],
        capture_output=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, timeout=60, check=False,
    )  # fmt: skip
    assert result.returncode == status
    assert b"itself failed" not in result.stderr


def test_a_file_that_cannot_be_written_is_named(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = tmp_path / "nowhere" / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(missing))
    result = run("check", str(ROOT / "examples" / "wish-upload.csv"), "-p", "wish", "-f", "github")
    assert result.exit_code == 2
    assert f'error: "{missing}": No such file or directory' in result.stderr
    assert "itself failed" not in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_report_written_to_a_full_device_is_an_error(run) -> None:
    result = run("check", str(ROOT / "examples" / "wish-upload.csv"), "-p", "wish", "-f", "json=/dev/full")
    assert result.exit_code == 2
    assert 'error: "/dev/full" cannot be written: No space left on device' in result.stderr
