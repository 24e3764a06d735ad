"""columns, explain, rules, lists, doctor, schema: over the real packs and lists."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

SHEETS = Path(__file__).parents[3] / "shared" / "sheets"

needs_sheets = pytest.mark.skipif(not SHEETS.is_dir(), reason="the sheets of ../shared are not here")


@pytest.fixture
def sheet(tmp_path) -> Path:
    path = tmp_path / "stock.csv"
    path.write_text(
        "SKU;Product Name;Goods text;Odd\x1b[31m one\nA-1;Running shoes;[red]light[/red]\x07 熊猫;x\nA-2;Canvas bag;;\n", "utf-8"
    )
    return path


def test_columns_shows_how_a_sheet_is_read(run, sheet) -> None:
    result = run("columns", str(sheet))
    assert result.exit_code == 0, result.stderr
    text = result.stdout
    for part in (
        "format             csv",
        "encoding           utf-8",
        "separated by       semicolons",
        "header row         1",
        "first row of data  2",
    ):
        assert part in text
    assert "title" in text
    assert "Odd␛[31m one" in text
    assert "\x1b" not in text
    assert "row 2  A-1" in text
    assert "--column" in text
    assert result.stderr == ""


def test_columns_obeys_the_options(run, sheet) -> None:
    result = run("columns", str(sheet), "--column", "description=Goods text", "-f", "json")
    assert result.exit_code == 0, result.stderr
    (read,) = json.loads(result.stdout)
    fields = {column["header"]: column["field"] for column in read["columns"]}
    assert fields["Goods text"] == "description"
    assert read["header_row"] == 1
    assert read["samples"][0]["listing"] == "A-1"
    assert read["samples"][0]["row"] == 2


def test_columns_refuses_an_unknown_field(run, sheet) -> None:
    result = run("columns", str(sheet), "--column", "titel=Goods text")
    assert result.exit_code == 2
    assert 'no field is called "titel"' in result.stderr
    assert 'hint: Did you mean "title"?' in result.stderr


def test_columns_of_standard_input(run) -> None:
    result = run("columns", "-", stdin="title,brand\nshoes,none\nbag,none\n")
    assert result.exit_code == 0, result.stderr
    assert "row 2" in result.stdout


@needs_sheets
@pytest.mark.parametrize(
    "name", ["reencoded__tmall_gb18030.csv", "shopee__id_mass_upload_Sepatu_Wanita_filled.xlsx", "mercari__us_nested_0001-0120.jsonl"]
)
@pytest.mark.parametrize("form", ["terminal", "json"])
def test_columns_of_real_sheets(name: str, form: str, run) -> None:
    if not (SHEETS / name).is_file():
        pytest.skip(f"{name} is not here")
    result = run("columns", str(SHEETS / name), "-f", form)
    assert result.exit_code == 0, result.stderr
    if form == "json":
        assert any(column["field"] == "title" for column in json.loads(result.stdout)[0]["columns"])


def test_explain_wraps_the_page_and_shows_no_control_character(run, monkeypatch) -> None:
    from sellercheck import api

    monkeypatch.setattr(api, "explain", lambda name, language, result: f"{name} {language}{result or ''}\n  " + "long " * 60 + "\x1b[31m")
    result = run("explain", "wish/mark-use", "--lang", "zh")
    lines = result.stdout.splitlines()
    assert lines[0] == "wish/mark-use zh"
    assert all(line.startswith("  long") and len(line) <= 100 for line in lines[1:-1])
    assert result.stdout.endswith("␛[31m\n")


def test_explain_of_a_rule(run) -> None:
    result = run("explain", "wish/mark-use")
    assert result.exit_code == 0, result.stderr
    assert "wish/mark-use" in result.stdout


def test_explain_of_a_rule_leaves_open_what_a_finding_fills_in(run) -> None:
    assert "The description has … characters; the limit is 4000, and" in run("explain", "wish/description-length").stdout
    assert "“…” is contact data (…); on Wish" in run("explain", "wish/contact-data").stdout
    assert "{" not in run("rules", "wish").stdout


@pytest.mark.parametrize(
    ("rule", "english", "chinese"),
    [
        ("shopee/description-length", "ID only, and at most low where the country", "仅 ID；未注明销售国家"),
        ("shopee/br-gift-words", "BR only, where the country sold to is known", "仅 BR，且须注明销售国家"),
        ("shopee/weight-range", "ID; at most low elsewhere, or where", "ID；其他国家或未注明销售国家（--country）时最高为低"),
    ],
)
def test_explain_tells_what_a_rule_of_some_countries_is_elsewhere(run, rule: str, english: str, chinese: str) -> None:
    assert english in " ".join(run("explain", rule).stdout.split())
    assert chinese.replace(" ", "") in "".join(run("explain", rule, "--lang", "zh").stdout.split())


def test_explain_says_in_chinese_how_grave_and_how_old(run) -> None:
    page = run("explain", "shopee/br-gift-words", "--lang", "zh").stdout
    assert "风险等级\n    中\n" in page
    assert "未注明日期，约 2023）" in page
    assert "theme：高：" in run("explain", "wish/mark-use", "--lang", "zh").stdout
    assert "dated 2025-01-17)" in " ".join(run("explain", "amazon/title-word-repeat").stdout.split())


def test_explain_sets_text_to_the_readers_room(run) -> None:
    page = run("explain", "contact").stdout
    assert '"WhatsApp: +44 7911 123456", "follow @shopname"' in page
    assert "\n    - `in-tags`: `no` leaves out" in page
    assert "\n      another rule looks after it" in page


def test_rules_tell_once_why_there_is_none(run) -> None:
    page = run("rules", "wish").stdout
    assert page.count("needs the picture itself") == 1


def test_explain_of_a_finding(run, tmp_path) -> None:
    (tmp_path / "stock.csv").write_text("sku,title\nA-1,NIKE style running shoes\n", "utf-8")
    result = str(tmp_path / "report.json")
    run("check", str(tmp_path / "stock.csv"), "-p", "wish", "-f", f"json={result}")
    finding = next(each for each in json.loads((tmp_path / "report.json").read_text("utf-8"))["findings"] if each["mark"])
    page = run("explain", finding["id"][:8], "--result", result)
    assert page.exit_code == 0, page.stderr
    lines = [line.strip() for line in page.stdout.splitlines()]
    assert lines[0] == f"{finding['id']} ({finding['rule']})"
    assert {
        "WHERE IT STANDS",
        "NIKE",
        finding["message"],
        "take out “NIKE style” (review)",
        f"sellercheck explain {finding['rule']}",
    } <= set(lines)
    assert "位置" in run("explain", finding["id"], "--result", result, "--lang", "zh").stdout
    assert run("explain", "0000", "--result", result).stderr.startswith(f'error: {result}: no finding has an id that begins with "0000"')
    assert "--result report.json" in run("explain", finding["id"]).stderr


def test_explain_of_nothing(run) -> None:
    result = run("explain", "wish/mark-us")
    assert result.exit_code == 2
    assert 'Did you mean "wish/mark-use"?' in result.stderr


def test_rules_lists_the_packs(run) -> None:
    result = run("rules")
    assert result.exit_code == 0, result.stderr
    assert all(name in result.stdout for name in ("aliexpress", "amazon", "shopee", "wish"))


def test_rules_of_a_platform_in_both_languages(run) -> None:
    english, chinese = run("rules", "wish").stdout, run("rules", "wish", "--lang", "zh").stdout
    assert "wish/mark-use" in english
    assert "wish/mark-use" in chinese
    assert english != chinese


def test_rules_of_an_unknown_platform(run) -> None:
    result = run("rules", "whish")
    assert result.exit_code == 2
    assert 'Did you mean "wish"?' in result.stderr


PACK = """\
platform: mall
title: Mall
version: 2026-11-21
recognise: []
columns: {}
rules:
  no-free:
    check: forbidden-term
    scope: [title]
    severity: low
    message: {en: "“{matched}” is not wanted.", zh: "不允许“{matched}”。"}
    remedy: {en: "Take it out.", zh: "请删去。"}
    consequence: {en: "Refused.", zh: "被拒。"}
    source: {url: "https://mall.example.org", read: 2026-11-21}
    options: {terms: [free gift]}
    examples:
      flag: [{title: "Bag with free gift"}]
      pass: [{title: "%s"}]
"""


def test_a_pack_of_ones_own_is_held_to_its_examples(run, tmp_path) -> None:
    pack = tmp_path / "mall.yaml"
    pack.write_text(PACK % "Free bag", "utf-8")
    result = run("rules", "--validate", str(pack))
    assert result.exit_code == 0, result.stderr
    assert "1 rule can be used, and its 2 examples behave." in " ".join(result.stdout.split())
    pack.write_text(PACK % "A free gift again", "utf-8")
    result = run("rules", "--validate", str(pack))
    assert result.exit_code == 2
    assert "flagged, and should not be: title: A free gift again" in result.stdout
    assert "1 of 2 examples do not behave" in result.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [("platform: mall\ntitel: x\n", 'a rule pack has no key "titel"'), ("- a\n", "not a rule pack"), (": :\n\t", ".yaml")],
)
def test_a_broken_pack_is_named_with_its_line(text: str, message: str, run, tmp_path) -> None:
    pack = tmp_path / "mall.yaml"
    pack.write_text(text, "utf-8")
    result = run("rules", "--validate", str(pack))
    assert result.exit_code == 2
    assert "mall.yaml:" in result.stderr
    assert message in result.stderr


def test_validate_needs_a_pack(run) -> None:
    assert "is no rule pack" in run("rules", "--validate", "stock.csv").stderr


def test_lists_status(run, tmp_path) -> None:
    own = tmp_path / "own.txt"
    own.write_text("Nordveil\n", "utf-8")
    result = run("lists", "status", "--list", str(own))
    assert result.exit_code == 0, result.stderr
    assert "famous" in result.stdout
    assert "own.txt" in result.stdout
    assert "CHANGED" not in result.stdout
    rows = json.loads(run("lists", "status", "-f", "json").stdout)
    assert all(row["whole"] and row["entries"] >= row["min_entries"] and row["age_days"] >= 0 for row in rows)
    assert "licence" in run("lists", "status", "-v").stdout


@pytest.mark.parametrize(
    ("name", "first", "match"),
    [
        ("nike", "Nike", "exact"),
        ("N I K E", "Nike", "exact"),
        ("ＮＩＫＥ", "Nike", "exact"),
        ("air max", "Nike", "alias"),
        ("Adidass", "Adidas", "near"),
    ],
)
def test_lists_search(name: str, first: str, match: str, run) -> None:
    found = json.loads(run("lists", "search", name, "-f", "json").stdout)["found"]
    assert any(hit["name"].casefold() == first.casefold() and (hit["match"] == match or match == "near") for hit in found)
    if match != "near":
        assert found[0]["match"] == match


def test_lists_search_of_a_list_of_ones_own(run, tmp_path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("name,owner,note\nQuvixor,Quvixor Ltd,our supplier's\n", "utf-8")
    result = run("lists", "search", "quvixor", "--list", str(own))
    assert "Quvixor  (exact)" in result.stdout
    assert "owner as listed: Quvixor Ltd" in result.stdout
    assert "own.csv" in result.stdout


def test_lists_search_promises_nothing(run) -> None:
    result = run("lists", "search", "qzxvkwj")
    assert result.exit_code == 0
    assert "it may still be somebody's mark" in " ".join(result.stdout.split())


def test_lists_search_of_nothing(run) -> None:
    assert run("lists", "search", "™ !").exit_code == 2


def test_a_name_is_data(run) -> None:
    assert "\x1b" not in run("lists", "search", "\x1b[31mzzqqxx").stdout


def test_doctor(run) -> None:
    result = run("doctor")
    assert result.exit_code == 0, result.stdout
    for part in ("versions", "click", "rule packs", "lists", "cache", "what cannot be checked here", "0 troubles"):
        assert part in result.stdout


def test_doctor_of_a_damaged_list(run, monkeypatch) -> None:
    from sellercheck import lists
    from sellercheck.errors import ListDamaged

    def verify(name: str) -> None:
        raise ListDamaged(f'list "{name}" has another checksum')

    monkeypatch.setattr(lists, "verify", verify)
    result = run("doctor")
    assert result.exit_code == 2
    assert "trouble: list" in result.stdout
    assert "DAMAGED" in result.stdout


def test_schema(run) -> None:
    result = run("schema")
    assert json.loads(result.stdout)["properties"]["schema"] == json.loads(run("schema", "report").stdout)["properties"]["schema"]
    for name in ("report", "settings", "authorisations", "list", "pack"):
        assert json.loads(run("schema", name).stdout)["$schema"].startswith("https://json-schema.org/")
    assert run("schema", "repotr").exit_code == 2


def test_columns_rules_and_fix_in_chinese(run, tmp_path) -> None:
    path = tmp_path / "stock.csv"
    path.write_text("sku,title,Colour notes\nA-1,NIKE style running shoes,x\nA-2,Plain shirt\x00,y\n", "utf-8")
    columns = run("columns", str(path), "--lang", "zh").stdout
    assert {"格式", "分隔符", "表头行", "首个数据行"} <= {line.split()[0] for line in columns.splitlines() if line.strip()}
    assert "文本含有 NUL 字符" in columns
    assert "第 2 行" in columns
    rules = run("rules", "wish", "--lang", "zh").stdout
    assert rules.splitlines()[2].split() == ["规则", "风险等级", "检查方式", "说明"]
    fixed = run("fix", str(path), "--apply", "review", "-p", "wish", "-o", str(tmp_path / "copy.csv"), "--lang", "zh")
    assert "个单元格，涉及 2 行" in fixed.stdout
    assert "已写入" in fixed.stdout
    quiet = run("check", str(path), "-p", "wish", "--lang", "zh", "-f", f"json={tmp_path / 'r.json'}")
    assert "共 2 个商品；已写入" in quiet.stderr


def test_columns_say_in_both_languages_by_what_a_field_was_taken(run, tmp_path) -> None:
    (tmp_path / "stock.csv").write_text("Product Name,Goods,kw\nRed cup,x,cup\n", "utf-8")
    arguments = ("columns", str(tmp_path / "stock.csv"), "--column", "keywords=kw", "-p", "wish")
    assert "  heading (" in run(*arguments).stdout
    assert "  --column  " in run(*arguments).stdout
    assert "  表头（" in run(*arguments, "--lang", "zh").stdout
