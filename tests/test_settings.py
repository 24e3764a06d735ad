"""Settings: found, read, complained about, merged."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from sellercheck import settings, tomlfile
from sellercheck.errors import SettingsError
from sellercheck.settings import KEYS, Settings, load


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch) -> Path:
    """A folder of its own, without variables of whoever runs the tests."""
    import os

    for name in list(os.environ):
        if name.startswith(settings.PREFIX) and name != "SELLERCHECK_CACHE":
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


FULL = """\
platforms = ["wish", "./my-shop.yaml"]
countries = "US"
own-brands = ["Ours, Ltd"]
authorisations = ["loa.csv", "more/loa.xlsx"]
ignores = "i.toml"
baseline = "b.jsonl"
lists = ["marks.csv", "uspto"]
select = ["wish/*"]
ignore = ["title-length"]
fail-on = "medium"
min-severity = "info"
group-by = "listing"
language = "zh"
worksheet = "Template"
header-row = 3
encoding = "gb18030"
delimiter = ";"
online = true
registries = ["euipo"]
max-online = 0
max-list-age = "12w"
lists-url = "mirror"
lists-key = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"
proxy = "http://proxy.example.org:3128"
[columns]
title = "商品标题"
"""


def test_every_key_is_read(place) -> None:
    write(place / "sellercheck.toml", FULL)
    found = load(environment={})
    assert set(found.values) == set(KEYS)
    assert found.values["platforms"] == ("wish", "my-shop.yaml")
    assert found.values["countries"] == ("US",)
    assert found.values["authorisations"] == ("loa.csv", "more/loa.xlsx")
    assert found.values["columns"] == {"title": "商品标题"}
    assert found.defaults()["columns"] == ["title=商品标题"]
    assert found.defaults()["fail_on"] == "medium"
    assert found.origins["language"] == "sellercheck.toml:13"
    assert found.origins["columns"] == "sellercheck.toml:25"
    assert found.values["lists"] == ("marks.csv", "uspto")
    assert (found.values["online"], found.values["max-online"], found.values["max-list-age"], found.values["lists-url"]) == (
        True,
        0,
        "12w",
        "mirror",
    )
    assert found.defaults()["mirror"] == "mirror"
    assert found.file == "sellercheck.toml"
    jsonschema.validate(tomlfile.read(place / "sellercheck.toml").tree, settings.schema())


def test_the_nearest_folder_upward_decides_and_one_file_only(place, monkeypatch) -> None:
    write(place / "sellercheck.toml", 'language = "zh"\nfail-on = "low"\n')
    below = write(place / "shop" / "pyproject.toml", '[tool.sellercheck]\nfail-on = "never"\nlists = ["a.csv"]\n').parent
    deep = below / "x" / "y"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    found = load(environment={})
    assert set(found.values) == {"fail-on", "lists"}
    assert found.values["lists"] == (str(below / "a.csv"),)
    assert found.origins["fail-on"] == f"{below / 'pyproject.toml'}:2"


def test_a_pyproject_of_others_is_passed_over(place, monkeypatch) -> None:
    write(place / "sellercheck.toml", 'language = "zh"\n')
    below = write(place / "shop" / "pyproject.toml", '[project]\nname = "x"\ndependencies = ["sellercheck"]\n').parent
    monkeypatch.chdir(below)
    assert load(environment={}).values == {"language": "zh"}
    write(below / "pyproject.toml", "this is [no TOML")
    assert load(environment={}).values == {"language": "zh"}


def test_in_one_folder_our_own_file_comes_first(place) -> None:
    write(place / "sellercheck.toml", 'language = "zh"\n')
    write(place / "pyproject.toml", '[tool.sellercheck]\nfail-on = "never"\n')
    assert load(environment={}).values == {"language": "zh"}


def test_without_a_file_nothing_is_set_and_nothing_is_opened(place, monkeypatch) -> None:
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail(f"{self} was opened"))
    if settings.find() is not None:
        pytest.skip("a folder above the temporary one has settings")
    assert load(environment={}) == Settings()


def test_the_environment_wins_over_the_file(place) -> None:
    write(place / "sellercheck.toml", 'language = "zh"\nplatforms = ["wish"]\nfail-on = "low"\n')
    found = load(environment={"SELLERCHECK_LANGUAGE": "en", "SELLERCHECK_PLATFORMS": "amazon, shopee", "SELLERCHECK_HEADER_ROW": "2", "SELLERCHECK_CACHE": "/x", "SELLERCHECK_COLUMNS": "title=Goods"})  # fmt: skip
    assert found.values == {
        "language": "en", "platforms": ("amazon", "shopee"), "fail-on": "low", "header-row": 2, "columns": {"title": "Goods"},
    }  # fmt: skip
    assert found.origins["language"] == "SELLERCHECK_LANGUAGE"


def test_isolated_leaves_out_files_and_environment(place) -> None:
    write(place / "sellercheck.toml", 'language = "zh"\n')
    write(place / "sellercheck-ignore.toml", "")
    assert load(isolated=True, environment={"SELLERCHECK_LANGUAGE": "zh"}) == Settings()


def test_a_file_can_be_named(place) -> None:
    write(place / "sellercheck.toml", 'language = "zh"\n')
    write(place / "other" / "ci.toml", 'baseline = "b.jsonl"\n')
    assert load(config="other/ci.toml", environment={}).values == {"baseline": "other/b.jsonl"}
    with pytest.raises(SettingsError, match="there is no file"):
        load(config="none.toml", environment={})
    with pytest.raises(SettingsError, match="exclude each other"):
        load(config="other/ci.toml", isolated=True)


def test_the_ignore_file_is_found_unless_another_is_named(place, monkeypatch) -> None:
    write(place / "sellercheck-ignore.toml", "")
    below = place / "below"
    below.mkdir()
    monkeypatch.chdir(below)
    assert load(environment={}).values == {"ignores": str(place / "sellercheck-ignore.toml")}
    write(place / "sellercheck.toml", 'ignores = "mine.toml"\n')
    assert load(environment={}).values == {"ignores": str(place / "mine.toml")}


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ('# one\n\nplatfroms = ["wish"]\n', 'sellercheck.toml:3: no setting is called "platfroms"', 'Did you mean "platforms"?'),
        ('authorizations = ["a.csv"]\n', ':1: no setting is called "authorizations"', 'Did you mean "authorisations"?'),
        ('[brands]\nown = ["x"]\n', ':1: no setting is called "brands"', ""),
        ('fail-on = "hihg"\n', ':1: fail-on is "hihg"', 'Did you mean "high"?'),
        ('online = "yes"\n', ":1: online is neither true nor false", "Write online = false, without quotation marks."),
        ("max-online = -1\n", ":1: max-online is no number from 0 up", "Write max-online = 50."),
        ("max-online = true\n", ":1: max-online is no number from 0 up", "Write max-online = 50."),
        ('max-list-age = "old"\n', ':1: max-list-age is "old"', "Write 90d, or 12w for weeks."),
        ("max-list-age = true\n", ":1: max-list-age is no text", 'Write max-list-age = "90d".'),
        ('fail-on = ["high"]\n', ":1: fail-on is no text", 'Write fail-on = "high".'),
        ("platforms = [1]\n", ":1: platforms is no list of texts", ""),
        ("platforms = [\n  '',\n]\n", ":1: platforms is no list of texts", ""),
        ("header-row = true\n", ":1: header-row is no number", ""),
        ("header-row = 0\n", ":1: header-row is no number", ""),
        ('[columns]\ntitel = "x"\n', ':2: no field is called "titel"', 'Did you mean "title"?'),
        ("[columns]\ntitle = 3\n", ":2: the heading of title is no text", ""),
        ('columns = "title"\n', ":1: columns is no table", ""),
        ('language = "zh\n', ":1: not TOML", "double quotes"),
        ('language = "zh"\nlanguage = "en"\n', ":2: not TOML", ""),
        ("language: zh\n", ":1: not TOML", ""),
    ],
)
def test_what_cannot_be_meant_is_named_with_its_line(text: str, message: str, hint: str, place) -> None:
    write(place / "sellercheck.toml", text)
    with pytest.raises(SettingsError) as caught:
        load(environment={})
    assert message in caught.value.message
    assert hint in (caught.value.hint or "")


def test_lines_are_those_of_our_table(place) -> None:
    write(place / "pyproject.toml", '[tool.other]\nplatfroms = 1\n\n[tool.sellercheck]\nlanguage = "en"\nplatfroms = ["x"]\n')
    with pytest.raises(SettingsError, match=r"pyproject\.toml:6: no setting"):
        load(environment={})


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("LANGUAGE", "fr", 'SELLERCHECK_LANGUAGE is "fr"'), ("HEADER_ROW", "x", "SELLERCHECK_HEADER_ROW"), ("COLUMNS", "title", "SELLERCHECK_COLUMNS")],
)  # fmt: skip
def test_a_variable_that_cannot_be_meant_is_named(name: str, value: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        load(environment={f"SELLERCHECK_{name}": value})


def test_bytes_that_are_no_text(place) -> None:
    (place / "sellercheck.toml").write_bytes('language = "zh"\n# 你好\n'.encode("gb18030"))
    with pytest.raises(SettingsError, match=r"sellercheck\.toml:2: is not UTF-8"):
        load(environment={})
    (place / "sellercheck.toml").write_bytes(b"\xef\xbb\xbflanguage = 'zh'\n")
    assert load(environment={}).values == {"language": "zh"}


def test_the_schema_refuses_what_the_reader_refuses() -> None:
    for wrong in ({"platfroms": ["x"]}, {"fail-on": "dire"}, {"header-row": 0}, {"columns": {"titel": "x"}}, {"lists": [1]}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(json.loads(json.dumps(wrong)), settings.schema())


def test_lines_of_tables_and_keys() -> None:
    document = tomlfile.Document(
        "x", {}, '[[a]]\nb = 1\n[[a]]\n"c d" = """\nb = 2\n"""\ne.f = 3\n[a.g]\nh = 4\n[x."y"]\nz = 1\n'
    )  # fmt: skip
    assert document.line("a", 0, "b") == 2
    assert document.line("a", 1) == 3
    assert document.line("a", 1, "c d") == 4
    assert document.line("a", 1, "b") == 3  # what stands in a text is no key
    assert document.line("a", 1, "e", "f") == 7
    assert document.line("a", 1, "g", "h") == 9
    assert document.line("x", "y", "z") == 11
    assert document.line("nothing") == 1


def test_imported_lists_are_named_and_files_are_paths(place, monkeypatch) -> None:
    write(place / "sellercheck.toml", 'lists = ["uspto", "marks.csv", "./mine", "bare"]\nlists-url = "mirror"\n')
    write(place / "bare", "Zorvexa")
    below = place / "below"
    below.mkdir()
    monkeypatch.chdir(below)
    assert load(environment={}).values["lists"] == ("uspto", str(place / "marks.csv"), str(place / "mine"), str(place / "bare"))
    assert load(environment={}).values["lists-url"] == str(place / "mirror")
    write(place / "sellercheck.toml", 'lists-url = "https://lists.example.org/x"\nmax-list-age = 90\n')
    assert load(environment={}).values == {"lists-url": "https://lists.example.org/x", "max-list-age": "90"}


def test_switches_counts_and_days_in_the_environment() -> None:
    told = {
        "SELLERCHECK_ONLINE": "Yes", "SELLERCHECK_MAX_ONLINE": "0", "SELLERCHECK_MAX_LIST_AGE": "90d", "SELLERCHECK_REGISTRIES": "euipo, ipau",
        "SELLERCHECK_LISTS_URL": "https://l.example.org", "SELLERCHECK_LISTS_KEY": "RWa RWb", "SELLERCHECK_PROXY": "http://p:1",
    }  # fmt: skip
    assert load(environment=told).values == {
        "online": True, "max-online": 0, "max-list-age": "90d", "registries": ("euipo", "ipau"), "lists-url": "https://l.example.org",
        "lists-key": ("RWa", "RWb"), "proxy": "http://p:1",
    }  # fmt: skip
    for variable, value in (("SELLERCHECK_ONLINE", "maybe"), ("SELLERCHECK_MAX_ONLINE", "-1"), ("SELLERCHECK_MAX_LIST_AGE", "x")):
        with pytest.raises(SettingsError, match=f'{variable} is "{value}"'):
            load(environment={variable: value})


def test_a_choice_is_the_same_in_settings_and_options() -> None:
    from sellercheck.cli.check import command

    choices = {option.name: tuple(option.type.choices) for option in command.params if hasattr(option.type, "choices")}
    for name in ("fail_on", "min_severity", "group_by"):
        assert KEYS[name.replace("_", "-")].choices == choices[name], name
