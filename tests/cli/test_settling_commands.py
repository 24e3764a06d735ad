"""Settings on the command line; authorisations, baseline, diff, init and their schemas."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from reporters import reports

from sellercheck import tomlfile
from sellercheck.settings import KEYS, schema

STOCK = "sku,title,brand\nA-1,Nike running shoes,Nike\nA-2,NIKE style running shoes,\nA-3,Case for iPhone 13,\n"


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "stock.csv").write_text(STOCK, "utf-8")
    return tmp_path


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


# --- settings --------------------------------------------------------------------------------------------------------


def test_settings_become_defaults_and_options_win(place, run, reporting) -> None:
    write(place / "sellercheck.toml", 'platforms = ["wish"]\ncountries = ["US", "GB"]\nlanguage = "zh"\nauthorisations = "loa.csv"\nfail-on = "never"\n[columns]\ntitle = "Goods"\n')  # fmt: skip
    asked = reporting(reports.full())
    result = run("check", "stock.csv")
    assert result.exit_code == 3, result.stderr  # the report has findings, which never fail it here, and an unanswered question
    assert (asked["platforms"], asked["countries"], asked["language"]) == (["wish"], ["US", "GB"], "zh")
    assert (tuple(asked["authorisations"]), asked["columns"]) == (("loa.csv",), {"title": "Goods"})
    assert "预先设置：platforms (sellercheck.toml:1)" in result.stdout.replace("\n", "").replace("         ", "")
    assert run("check", "stock.csv", "-p", "amazon", "--lang", "en", "--fail-on", "high").exit_code == 1
    assert (asked["platforms"], asked["language"], asked["countries"]) == (["amazon"], "en", ["US", "GB"])


def test_the_environment_stands_between(place, run, reporting, monkeypatch) -> None:
    write(place / "sellercheck.toml", 'platforms = ["wish"]\nlanguage = "zh"\n')
    monkeypatch.setenv("SELLERCHECK_PLATFORMS", "amazon")
    asked = reporting(reports.empty())
    run("check", "stock.csv")
    assert (asked["platforms"], asked["language"]) == (["amazon"], "zh")
    run("check", "stock.csv", "-p", "shopee")
    assert asked["platforms"] == ["shopee"]


@pytest.mark.parametrize("arguments", [["--isolated"], ["--isolated", "-p", "amazon"]])
def test_isolated(arguments: list[str], place, run, reporting, monkeypatch) -> None:
    write(place / "sellercheck.toml", 'language = "zh"\nbroken = 1\n')
    monkeypatch.setenv("SELLERCHECK_LANGUAGE", "zh")
    asked = reporting(reports.empty())
    result = run("check", "stock.csv", *arguments)
    assert result.exit_code == 0
    assert asked["language"] == "en"
    assert "set beforehand" not in result.stdout


@pytest.mark.parametrize("arguments", [["--config", "ci.toml", "stock.csv"], ["stock.csv", "--config", "ci.toml"], ["check", "stock.csv", "--config=ci.toml", "-q"]])  # fmt: skip
def test_a_named_file_wherever_the_option_stands(arguments: list[str], place, run, reporting) -> None:
    write(place / "sellercheck.toml", 'language = "zh"\n')
    write(place / "ci.toml", 'platforms = ["shopee"]\n')
    asked = reporting(reports.empty())
    assert run(*arguments).exit_code == 0
    assert (asked["platforms"], asked["language"]) == (["shopee"], "en")


def test_a_mistake_in_the_settings_is_a_message_and_status_2(place, run) -> None:
    write(place / "sellercheck.toml", 'platfroms = ["wish"]\n')
    result = run("check", "stock.csv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == 'error: sellercheck.toml:1: no setting is called "platfroms"\nhint: Did you mean "platforms"?\n'
    assert run("check", "stock.csv", "--config", "none.toml").stderr.startswith('error: there is no file "none.toml"')


def test_settings_hold_for_columns_too(place, run) -> None:
    write(place / "sellercheck.toml", '[columns]\ndescription = "brand"\n')
    (read,) = json.loads(run("columns", "stock.csv", "-f", "json").stdout)
    assert {column["header"]: column["field"] for column in read["columns"]}["brand"] == "description"


def test_help_needs_no_settings(place, run) -> None:
    write(place / "sellercheck.toml", "broken")
    assert run("check", "--help").exit_code == 0


# --- the whole way ---------------------------------------------------------------------------------------------------


def test_ignores_found_on_the_way_up_and_authorisations_are_used(place, run, monkeypatch) -> None:
    write(place / "sellercheck-ignore.toml", '[[ignore]]\nitems = "A-3"\nreason = "fits it"\nexpires = 9999-12-31\n')
    write(place / "loa.csv", "mark,basis,document\nNike,reseller,LoA-17\n")
    (place / "below").mkdir()
    monkeypatch.chdir(place / "below")
    result = run("check", "../stock.csv", "-p", "wish", "--select", "mark-use", "--authorisations", "../loa.csv", "-f", "json")
    assert result.exit_code == 1
    told = json.loads(result.stdout_bytes)
    assert told["summary"]["by_severity"]["high"] == 1
    assert {(aside["finding"]["listing"], aside["reason"]) for aside in told["set_aside"]} == {("A-1", "authorised"), ("A-3", "ignored")}


def test_a_broken_sheet_of_authorisations_ends_with_2(place, run) -> None:
    write(place / "loa.csv", "mark,basis,valid_to\nNike,own,31.02.2026\n")
    result = run("check", "stock.csv", "-p", "wish", "--authorisations", "loa.csv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert 'error: loa.csv:2, cell C2: column valid_to: "31.02.2026" is no date' in result.stderr


def test_changed_against(place, run) -> None:
    write(place / "new.csv", STOCK.replace("NIKE style", "Adidas").replace("A-1,", "A-9,"))
    result = run("check", "new.csv", "-p", "wish", "--changed-against", "stock.csv", "--select", "mark-use", "-f", "json")
    told = json.loads(result.stdout_bytes)
    assert {found["listing"] for found in told["findings"]} == {"A-2", "A-9"}
    assert {"what": "1 listing", "why": "the text is the same as in stock.csv"} in told["not_checked"]


# --- authorisations --------------------------------------------------------------------------------------------------


def test_authorisations_check(place, run) -> None:
    write(place / "loa.csv", "mark,basis,platforms,territories,valid_to,document,odd\nNike,licence,wish,US,2020-01-31,LoA-17,x\nSony,own,amazon,,,LoA-18,\n")  # fmt: skip
    result = run("authorisations", "check", "loa.csv")
    assert result.exit_code == 1
    flat = " ".join(result.stdout.split())
    for part in (
        "missing loa.csv:2: Nike: the authorisation LoA-17 ended on 2020-01-31", "missing loa.csv:2: Nike: no authorisation for Nike on amazon",
        "missing loa.csv:3: Sony: no authorisation for Sony on wish", 'note loa.csv: the column "odd" is none of ours and has no effect', "2 authorisations on ",
        "; missing or ended: 3; notes: 1", "No document was opened or verified",
    ):  # fmt: skip
        assert part in flat
    told = json.loads(run("authorisations", "check", "loa.csv", "-p", "amazon", "--country", "US", "-f", "json").stdout_bytes)
    assert [remark["kind"] for remark in told["remarks"]] == ["unknown-column", "no-platform"]


def test_authorisations_of_the_settings(place, run) -> None:
    write(place / "sellercheck.toml", 'authorisations = ["papers/loa.csv"]\nplatforms = ["wish"]\n')
    write(place / "papers" / "loa.csv", "mark,basis,document\nNike,licence,loa.pdf\n")
    result = run("authorisations", "check")
    assert result.exit_code == 1
    assert 'there is no file "papers/loa.pdf"' in " ".join(result.stdout.split())
    (place / "papers" / "loa.pdf").write_bytes(b"%PDF")
    assert run("authorisations", "check").exit_code == 0


def test_authorisations_without_a_sheet(run) -> None:
    result = run("authorisations", "check")
    assert result.exit_code == 2
    assert "no sheet of authorisations was named" in result.stderr


# --- baseline --------------------------------------------------------------------------------------------------------

ASKED = ["-p", "wish", "--select", "mark-use"]


def test_create_check_update(place, run) -> None:
    created = run("baseline", "create", "stock.csv", *ASKED)
    assert (created.exit_code, created.stdout) == (0, "")
    assert "4 findings accepted in sellercheck-baseline.jsonl" in created.stderr
    file = place / "sellercheck-baseline.jsonl"
    first = file.read_text("utf-8")
    known = ["--baseline", str(file)]
    assert run("check", "stock.csv", *ASKED, *known).exit_code == 0

    write(place / "stock.csv", "sku,brand,title\nA-3,,Case for iPhone 13\nA-9,,Adidas cap\n")
    assert run("check", "stock.csv", *ASKED, *known).exit_code == 1
    pruned = run("baseline", "update", "stock.csv", "--prune", *ASKED)
    assert "0 findings accepted, 3 gone, 1 kept" in pruned.stderr
    assert set(file.read_text("utf-8").splitlines()) < set(first.splitlines())
    assert run("check", "stock.csv", *ASKED, *known).exit_code == 1
    updated = run("baseline", "update", "stock.csv", *ASKED)
    assert "1 finding accepted, 0 gone, 1 kept" in updated.stderr
    assert run("check", "stock.csv", *ASKED, *known).exit_code == 0


def test_sorting_the_sheet_changes_no_byte(place, run) -> None:
    run("baseline", "create", "stock.csv", *ASKED)
    before = (place / "sellercheck-baseline.jsonl").read_bytes()
    head, *rows = STOCK.splitlines()
    write(place / "stock.csv", "\n".join([head, *reversed(rows)]) + "\n")
    run("baseline", "update", "stock.csv", *ASKED)
    assert (place / "sellercheck-baseline.jsonl").read_bytes() == before


def test_what_is_authorised_or_ignored_stays_out(place, run) -> None:
    write(place / "loa.csv", "mark,basis,document\nNike,own,L\n")
    write(place / "i.toml", '[[ignore]]\nitems = "A-3"\nreason = "fits it"\nexpires = 9999-12-31\n')
    result = run("baseline", "create", "stock.csv", *ASKED, "--authorisations", "loa.csv", "--ignores", "i.toml", "-o", "b.jsonl")
    assert "0 findings accepted in b.jsonl" in result.stderr


def test_a_baseline_is_not_written_over_and_a_sheet_never(place, run) -> None:
    write(place / "sellercheck-baseline.jsonl", "")
    assert "is there already" in run("baseline", "create", "stock.csv", *ASKED).stderr
    result = run("baseline", "update", "stock.csv", "-o", "stock.csv", *ASKED)
    assert result.exit_code == 2
    assert (place / "stock.csv").read_text("utf-8") == STOCK
    assert "there is no baseline" in run("baseline", "update", "stock.csv", "-o", "none.jsonl", *ASKED).stderr


def test_the_settings_name_the_baseline(place, run) -> None:
    write(place / "sellercheck.toml", 'baseline = "known.jsonl"\nplatforms = ["wish"]\nselect = ["mark-use"]\n')
    assert run("baseline", "create", "stock.csv").exit_code == 0
    assert (place / "known.jsonl").is_file()
    assert run("check", "stock.csv").exit_code == 0
    assert run("check", "stock.csv", "--isolated", *ASKED).exit_code == 1


# --- diff ------------------------------------------------------------------------------------------------------------


def test_diff_of_sheets_and_reports(place, run) -> None:
    write(place / "new.csv", "sku,title,brand\nA-1,Nike running shoes,Nike\nA-3,Case for your phone,\nA-4,Adidas cap,\n")
    result = run("diff", "stock.csv", "new.csv", *ASKED)
    assert result.exit_code == 1
    text = result.stdout
    assert "Adidas: 1 new" in text
    assert "NIKE" in text.partition("\ngone\n")[2]
    assert "1 (1 high) new · 2 (1 high, 1 medium) gone · 0 changed" in text
    run("check", "stock.csv", *ASKED, "-f", "json=old.json")
    saved = run("diff", "old.json", "new.csv", *ASKED, "-f", "json", "-o", "diff.json", "--fail-on", "never")
    assert (saved.exit_code, saved.stdout) == (0, "")
    told = json.loads((place / "diff.json").read_text("utf-8"))
    assert (told["schema"], len(told["new"]), len(told["gone"])) == ("sellercheck-diff/1", 1, 2)
    assert told["by_listing"]["A-4"] == {"new": 1, "gone": 0, "changed": 0}
    same = run("diff", "old.json", "stock.csv", *ASKED)
    assert (same.exit_code, same.stdout.splitlines()[-1]) == (0, "0 new · 0 gone · 0 changed")


def test_diff_with_an_authorisation_since(place, run) -> None:
    run("check", "stock.csv", *ASKED, "-f", "json=old.json")
    write(place / "loa.csv", "mark,basis,document\nNike,own,L\n")
    told = json.loads(run("diff", "old.json", "stock.csv", *ASKED, "--authorisations", "loa.csv", "-f", "json").stdout_bytes)
    assert {seen["set_aside"] for seen in told["gone"]} == {"authorised"}


def test_diff_shows_no_escapes_of_a_sheet(place, run) -> None:
    write(place / "new.csv", "sku,title\nA\x1b[31m-1,Nike \x1b[2J cap\n")
    assert "\x1b" not in run("diff", "stock.csv", "new.csv", *ASKED).stdout


# --- init and schemas ------------------------------------------------------------------------------------------------


def test_init_writes_what_can_be_used_as_it_is(place, run) -> None:
    target = place / "shop"
    target.mkdir()
    result = run("init", "shop", "--ci", "github")
    assert result.exit_code == 0, result.stderr
    assert {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()} == {
        "sellercheck.toml", "authorisations.csv", "sellercheck-ignore.toml", ".github/workflows/sellercheck.yml",
        ".github/workflows/sellercheck-lists.yml",
    }  # fmt: skip
    (target / "stock.csv").write_text(STOCK, "utf-8")
    checked = run("check", "shop/stock.csv", "-p", "wish", "--config", "shop/sellercheck.toml", "--authorisations", "shop/authorisations.csv", "--ignores", "shop/sellercheck-ignore.toml")  # fmt: skip
    assert checked.exit_code == 1, checked.stderr


def test_every_commented_setting_holds_when_the_sign_is_taken_away(place, run) -> None:
    run("init", "--ci", "none")
    text = (place / "sellercheck.toml").read_text("utf-8")
    lines = [line.removeprefix("# ") for line in text.splitlines() if line.startswith("# ") and " = " in line and line[2].islower()]
    assert [line.partition(" = ")[0] for line in lines] == list(KEYS)
    path = write(place / "all.toml", "\n".join(lines) + "\n")
    jsonschema.validate(tomlfile.read(path).tree, schema())
    ignores = (place / "sellercheck-ignore.toml").read_text("utf-8")
    entry = [line.removeprefix("# ") for line in ignores.splitlines() if " = " in line or "[[ignore]]" in line][1:]
    from sellercheck.settle.ignores import read

    assert len(read(write(place / "i.toml", "\n".join(entry) + "\n"))) == 1


def test_init_keeps_what_is_there(place, run) -> None:
    write(place / "sellercheck.toml", "# mine\n")
    result = run("init", "--ci", "gitlab")
    assert "kept     sellercheck.toml" in result.stdout
    assert (place / "sellercheck.toml").read_text("utf-8") == "# mine\n"
    assert (place / ".gitlab-ci.yml").is_file()
    assert run("init", "nowhere").exit_code == 2


def test_init_writes_a_workflow_only_into_a_repository(place, run) -> None:
    assert "workflows" not in run("init").stdout
    (place / ".git").mkdir()
    assert ".github/workflows/sellercheck.yml" in run("init").stdout.replace("\\", "/")


@pytest.mark.parametrize("name", ["settings", "authorisations", "report", "pack"])
def test_schemas(name: str, run) -> None:
    told = json.loads(run("schema", name).stdout_bytes)
    jsonschema.Draft202012Validator.check_schema(told)


def test_the_schema_of_authorisations_takes_a_row(run) -> None:
    told = json.loads(run("schema", "authorisations").stdout_bytes)
    jsonschema.validate({"mark": "Acmera", "basis": "licence", "valid_to": "2026-12-31"}, told)
    for wrong in (
        {"mark": "Acmera"},
        {"mark": "Acmera", "basis": "friend"},
        {"mark": "", "basis": "own"},
        {"mark": "A", "basis": "own", "x": "y"},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, told)


def test_diff_in_chinese(place, run) -> None:
    write(place / "new.csv", STOCK.replace("NIKE style", "Adidas style"))
    text = run("diff", "stock.csv", "new.csv", *ASKED, "--lang", "zh").stdout
    assert "新增 1（高 1）" in text
    assert "第 3 行" in text
    assert "\n按商标\n" in text
    assert "by mark" not in text
