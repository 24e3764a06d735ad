"""A seller's own list: what is read, and what is said about rows that cannot be meant."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from sellercheck.errors import ListError, ListMissing
from sellercheck.lists import seller_list
from sellercheck.lists.seller import COLUMNS, schema


def write(tmp_path: Path, name: str, content: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode(encoding))
    return path


def test_csv_with_all_columns(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "mine.csv",
        'name,aliases,owner,classes,severity,note,ambiguous\n"Kofler, Söhne",Kofler|KS 2000,Kofler GmbH,21|24,high,"sued us, 2025",yes\nZwack,,,,,,\n',
    )
    info, entries = seller_list(path)
    first, second = entries
    assert (info.name, info.entries, info.publisher) == ("mine.csv", 2, "the seller")
    assert len(info.sha256) == 64
    assert first.mark.text == "Kofler, Söhne"
    assert first.mark.owner == "Kofler GmbH"
    assert first.mark.nice_classes == {21, 24}
    assert first.mark.ambiguous
    assert (first.severity, first.note) == ("high", "sued us, 2025")
    assert [(s.text, s.kind, s.ambiguous) for s in first.spellings] == [
        ("Kofler, Söhne", "name", True),
        ("Kofler", "alias", False),
        ("KS 2000", "alias", False),
    ]
    assert (second.mark.text, second.mark.owner, second.severity) == ("Zwack", None, None)


@pytest.mark.parametrize(
    ("name", "content", "encoding"),
    [
        ("a.txt", "# banned\nZwack\n\n  Kofler  \n", "utf-8"),
        ("a.txt", "Zwack\r\nKofler", "utf-8-sig"),
        ("a.txt", "Zwack\nKofler\n", "utf-16"),
        ("a.tsv", "Brand\tNote\nZwack\ta, b\nKofler\t\n", "utf-8"),
        ("a.csv", "mark;classes\nZwack;9,25\nKofler;\n", "utf-8"),
        ("a.CSV", "\nNAME\nZwack\n\nKofler\n", "utf-8"),
        ("a.csv", "name\nZwack\nKofler\nZWÁCK\n", "utf-8"),
    ],
)
def test_shapes_a_list_comes_in(tmp_path: Path, name: str, content: str, encoding: str) -> None:
    _, entries = seller_list(write(tmp_path, name, content, encoding))
    assert [entry.mark.text for entry in entries] == ["Zwack", "Kofler"]


def test_chinese_as_spreadsheets_save_it(tmp_path: Path) -> None:
    _, entries = seller_list(write(tmp_path, "a.csv", "name,note\n耐克,耐克公司\n", "gb2312"))
    assert entries[0].mark.text == "耐克"


def test_names_that_yaml_would_change_stay(tmp_path: Path) -> None:
    _, entries = seller_list(write(tmp_path, "a.txt", "On\nNO\n=1+1 Shop\n[bold]x\n"))
    assert [entry.mark.text for entry in entries] == ["On", "NO", "=1+1 Shop", "[bold]x"]


def test_rows_of_one_name_are_one_mark(tmp_path: Path) -> None:
    _, entries = seller_list(write(tmp_path, "a.csv", "name,aliases\nZwack,Unicum\nzwack,Zwack Unicum|unicum\n"))
    assert [[s.text for s in entry.spellings] for entry in entries] == [["Zwack", "Unicum", "Zwack Unicum"]]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "name,classes\nZwack,9\nKofler,46\n", 'a.csv:3: "46" is no Nice class'),
        ("a.csv", "name,classes\nZwack,x\n", 'a.csv:2: "x" is no Nice class'),
        ("a.csv", "name,classes\nZwack,²\n", 'a.csv:2: "²" is no Nice class'),
        ("a.csv", "name,severity\nZwack,huge\n", 'a.csv:2: severity "huge" is not known'),
        ("a.csv", "name,ambiguous\nZwack,perhaps\n", 'a.csv:2: ambiguous is "perhaps"'),
        ("a.csv", "name,note\n,lost\n", "a.csv:2: the row has no name"),
        ("a.csv", "name,note\n***,lost\n", 'a.csv:2: "***" is no name'),
        ("a.csv", "name,note\nZwack,a,b\n", "a.csv:2: the row has 3 cells, the header 2"),
        ("a.csv", "name,colour\nZwack,red\n", 'a.csv:1: a list has no column "colour"'),
        ("a.csv", "name,name\nZwack,x\n", 'a.csv:1: column "name" stands there twice'),
        ("a.csv", "Zwack\nKofler\n", 'a.csv:1: the header has no column "name"'),
        ("a.csv", 'name,note\n"Zwack,x\n', "a.csv:2: unexpected end of data"),
        ("a.txt", "Zwack\n--\n", 'a.txt:2: "--" is no name'),
        ("a.txt", "\n# nothing\n", "holds no name"),
        ("a.csv", "", "holds no name"),
        ("a.csv", "name\n", "holds no name"),
        ("a.pdf", "Zwack\n", 'its name ends in ".pdf"'),
    ],
)
def test_what_cannot_be_meant_is_an_error_with_its_place(tmp_path: Path, name: str, content: str, message: str) -> None:
    with pytest.raises(ListError) as caught:
        seller_list(write(tmp_path, name, content))
    assert message in caught.value.message
    assert caught.value.hint
    assert caught.value.hint.endswith(".")


@pytest.mark.parametrize("content", ["name\nNestl\xe9, Caf\xe9\n".encode("latin-1"), b"\xff\xfen\0\0", b"name\n\0\0\0\n"])
def test_bytes_that_are_no_text(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(ListError) as caught:
        seller_list(path)
    assert "neither UTF-8 nor UTF-16" in caught.value.message


def test_no_such_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ListMissing):
        seller_list(tmp_path / "nosuch.csv")
    with pytest.raises(ListError):
        seller_list(tmp_path)


def test_yaml_of_names_and_of_mappings(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "a.yaml",
        "- NO\n- name: Zwack\n  aliases: [Unicum, Zwack Unicum]\n  classes: [33, 32]\n  severity: low\n  ambiguous: no\n- brand: Kofler\n",
    )
    _, entries = seller_list(path)
    assert [entry.mark.text for entry in entries] == ["NO", "Zwack", "Kofler"]
    assert [spelling.text for spelling in entries[1].spellings] == ["Zwack", "Unicum", "Zwack Unicum"]
    assert (entries[1].mark.nice_classes, entries[1].severity) == ({32, 33}, "low")


def test_a_workbook(tmp_path: Path) -> None:
    from sheets.files import workbook

    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook({"S": [["Name", "Classes", "Ambiguous"], ["Zwack", 33, True], [None, None, None], [2026, "9|25", None]]}))
    _, entries = seller_list(path)
    assert [(entry.mark.text, entry.mark.nice_classes, entry.mark.ambiguous) for entry in entries] == [
        ("Zwack", {33}, True),
        ("2026", {9, 25}, False),
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.yaml", "Zwack: 1\n", "a.yaml:1: not a sequence of names"),
        ("a.yaml", "- [Zwack]\n", "a.yaml:1: a sequence where a name should stand"),
        ("a.yaml", "- Zwack\n- name: Kofler\n  colour: red\n", 'a.yaml:2: a list has no column "colour"'),
        ("a.yaml", "- name: {a: b}\n", 'a.yaml:1: "name" is neither text'),
        ("a.yaml", "- name: Zwack\n  classes: 46\n", 'a.yaml:1: "46" is no Nice class'),
        ("a.yaml", "- 'Zwack\n", "not YAML"),
        ("a.yaml", "", "empty"),
        ("a.xlsx", "no workbook", "is no workbook"),
    ],
)
def test_yaml_and_workbooks_that_cannot_be_meant(tmp_path: Path, name: str, content: str, message: str) -> None:
    with pytest.raises(ListError) as caught:
        seller_list(write(tmp_path, name, content))
    assert message in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("listed", "fits"),
    [
        (["Zwack", {"name": "Kofler", "aliases": ["KS 2000", "Kofler"], "owner": "Kofler GmbH", "classes": "21|24", "severity": "high", "ambiguous": "yes"}], True),
        ([{"name": "Kofler", "aliases": "Kof|KS", "classes": ["9", "25"], "note": "sued us", "ambiguous": "no"}], True),
        ([{"name": "Kofler", "severity": "hihg"}], False),
        ([{"name": "Kofler", "brnad": "x"}], False),
        ([{"owner": "Kofler GmbH"}], False),
        ([{"name": "Kofler", "classes": "shoes"}], False),
        ([{"name": "Kofler", "ambiguous": "perhaps"}], False),
        ([{"name": "—"}], False),
        ([["Kofler"]], False),
        ([], False),
        ({"name": "Kofler"}, False),
    ],
)  # fmt: skip
def test_the_schema_and_the_reader_agree(listed: object, fits: bool, tmp_path: Path) -> None:
    shape = schema()
    jsonschema.Draft202012Validator.check_schema(shape)
    assert jsonschema.Draft202012Validator(shape).is_valid(listed) is fits
    path = write(tmp_path, "mine.yaml", json.dumps(listed, ensure_ascii=False))  # which is YAML too
    if fits:
        assert seller_list(path)[1]
    else:
        with pytest.raises(ListError):
            seller_list(path)


def test_the_schema_names_every_column() -> None:
    assert tuple(schema()["items"]["anyOf"][1]["properties"]) == COLUMNS
