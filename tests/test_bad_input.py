"""Bad input: one line that names file, place and remedy, exit status 2, no traceback, nothing written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sellercheck.cli import main

EXAMPLES = Path(__file__).parents[1] / "examples"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("stock.csv", b"title\n" + b"a" * (300 << 20))
    return out.getvalue()


def protected() -> bytes:
    """The first sector of a compound file whose only stream is the one Excel encrypts workbooks into."""
    from sheets.files import ole_of  # type: ignore[import-not-found]

    made: bytes = ole_of({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"y" * 500})
    return made


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty file": ("stock.csv", lambda: b""),
    "blank lines only": ("stock.csv", lambda: b"\r\n\r\n  \r\n"),
    "binary rubbish": ("stock.csv", lambda: bytes(range(256)) * 40),
    "a picture": ("stock.csv", lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 200),
    "truncated workbook": ("stock.xlsx", lambda: (EXAMPLES / "shopee-template.xlsx").read_bytes()[:1500]),
    "zip bomb": ("stock.zip", bomb),
    "xml with a dtd": (
        "feed.xml",
        lambda: b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><products><product><title>&x;</title></product></products>',
    ),
    "entity expansion": (
        "feed.xml",
        lambda: b'<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><products><product><title>&b;</title></product></products>',
    ),
    "headings only": ("stock.csv", lambda: b"sku,title,price\n"),
    "headings and help only": ("stock.csv", lambda: b"sku,title,price\nRequired,Required,Optional\n"),
    "no text field": ("stock.csv", lambda: b"sku,price\nA1,9.99\nA2,8.99\n"),
}


@pytest.mark.parametrize("what", FILES)
def test_an_unusable_sheet_is_refused_in_one_line(what: str, tmp_path: Path) -> None:
    name, content = FILES[what]
    (tmp_path / name).write_bytes(content())
    refused(run(tmp_path / name, "-p", "wish"), name)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_in_a_folder_a_sheet_without_listings_is_told_and_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("sku,title,price\n", "utf-8")
    (tmp_path / "b.csv").write_text("sku,title,price\nA1,red shoes,9.99\n", "utf-8")
    result = run(tmp_path, "-p", "wish")
    assert result.exit_code == 0
    assert "1 listing" in result.stdout
    assert "no listing was found below the headings" in result.stdout


def refused(result: Result, *named: str) -> None:
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert "Traceback" not in result.output
    lines = result.stderr.strip().splitlines()
    assert lines[0].startswith("error: ")
    assert any(line.startswith("hint: ") for line in lines), lines
    for name in named:
        assert name in result.stderr


def test_a_password_protected_workbook_is_named(tmp_path: Path) -> None:
    files = pytest.importorskip("sheets.files")
    if not hasattr(files, "ole_of"):
        pytest.skip("covered by tests/sheets: no maker of compound files at hand")
    (tmp_path / "stock.xlsx").write_bytes(protected())
    refused(run(tmp_path / "stock.xlsx"), "stock.xlsx", "password")


def test_missing_files_and_folders_without_sheets(tmp_path: Path) -> None:
    refused(run(tmp_path / "nowhere.csv"), "nowhere.csv")
    (tmp_path / "notes.md").write_text("no sheet", "utf-8")
    refused(run(tmp_path))


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["-p", "amazn"], ["amazn", 'Did you mean "amazon"?']),
        (["--column", "title=Produkt Nam"], ["Produkt Nam"]),
        (["--column", "titel=*Product Name"], ["titel", "title"]),
        (["--encoding", "utf-16"], ["utf-16", "wish-upload.csv"]),
        (["--encoding", "klingon"], ["klingon"]),
        (["--select", "no-such-rule"], ["no-such-rule"]),
        (["--list", "nowhere.csv"], ["nowhere.csv"]),
        (["-p", "./nowhere.yaml"], ["nowhere.yaml"]),
    ],
)
def test_an_option_that_cannot_be_meant_is_refused(arguments: list[str], named: list[str]) -> None:
    refused(run(EXAMPLES / "wish-upload.csv", *arguments), *named)


def test_a_broken_pack_is_named_by_line(tmp_path: Path) -> None:
    pack = tmp_path / "mine.yaml"
    pack.write_text("platform: mine\ntitle: Mine\nversion: 2026-11-21\nrules:\n  a:\n    check: length\n", "utf-8")
    refused(run(EXAMPLES / "wish-upload.csv", "-p", pack), "mine.yaml:5", '"severity"')


def test_a_broken_list_is_named_by_line(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("name,classes\nZorvaxi,ninety\n", "utf-8")
    refused(run(EXAMPLES / "wish-upload.csv", "--list", tmp_path / "mine.csv"), "mine.csv:2")


def test_a_cell_of_ten_megabytes_is_read(tmp_path: Path) -> None:
    (tmp_path / "stock.csv").write_text(f"title,description\nNIKE style shoes,{'long text ' * (1 << 20)}\n", "utf-8")
    result = run(tmp_path / "stock.csv", "-p", "wish", "--select", "*/mark-use")
    assert result.exit_code == 1
    assert "NIKE" in result.stdout


HOSTILE = [
    "[/red] NIKE [bold]",
    "=cmd|'/c calc'!A1 NIKE",
    "\x1b[31m NIKE \x1b[0m",
    "{} {0} {matched} NIKE",
    "NIKE %s %n",
    "\u202eNIKE\u202c",
    "<script>NIKE</script>",
    "NIKE\x00\x07",
]


@pytest.mark.parametrize("title", HOSTILE)
@pytest.mark.parametrize("form", ["terminal", "json"])
def test_text_of_a_sheet_is_never_interpreted(title: str, form: str, tmp_path: Path) -> None:
    path = tmp_path / "stock.jsonl"
    import json

    path.write_text(json.dumps({"title": title}) + "\n", "utf-8")
    result = run(path, "-p", "wish", "-f", form)
    assert result.exit_code == 1, result.output
    assert "\x1b" not in result.stdout
    if form == "json":
        texts = [finding["text"] for finding in json.loads(result.stdout)["findings"]]
        assert any("NIKE" in text for text in texts)
    else:
        assert "\u202e" not in result.stdout
        assert "NIKE" in result.stdout


def test_an_output_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "stock.csv").write_text("title\nNIKE style shoes\n", "utf-8")
    before = (tmp_path / "stock.csv").read_bytes()
    refused(run(tmp_path / "stock.csv", "-f", "json", "-o", tmp_path / "stock.csv"))
    refused(run(tmp_path / "stock.csv", "-f", "json", "-o", tmp_path / "no" / "such" / "folder.json"))
    assert (tmp_path / "stock.csv").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["stock.csv"]
