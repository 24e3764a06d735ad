"""Files, folders, zips, gz and standard input: which sheets are in there, and what is refused."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sheets.files import row_of, xlsx_of, zip_of

from sellercheck import families
from sellercheck.errors import SheetError
from sellercheck.sheets import Book, _container, open_books

Save = Callable[[str, bytes | str], str]
OpenBook = Callable[..., Book]

CSV = "sku,title\n1,Shoe\n"


def rows_of(book: Book) -> list[tuple[str, ...]]:
    return [row.values for row in book.grids[0].rows()]


# --- folders ---------------------------------------------------------------------------------------------------------------------


def test_a_folder_gives_its_sheets_sorted_and_leaves_the_rest(save: Save, tmp_path: Path) -> None:
    save("b.csv", CSV)
    save("a/z.tsv", "sku\ttitle\n1\tShoe\n")
    save("a/stock.XLSX", xlsx_of({"S": row_of(1, "sku")}))
    save("c.csv.gz", gzip.compress(CSV.encode(), mtime=0))
    for name in ("photo.png", ".hidden.csv", "~$stock.xlsx", "__MACOSX/x.csv", ".git/x.csv", "notes.md"):
        save(name, "x")

    assert [(os.path.relpath(book.path, tmp_path), book.format) for book in open_books(tmp_path)] == [
        ("a/stock.XLSX", "xlsx"),
        ("a/z.tsv", "tsv"),
        ("b.csv", "csv"),
        ("c.csv.gz", "csv"),
    ]


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """`closed(folder)`: it cannot be looked into; also for a superuser, whom no permission stops."""

    def close(folder: Path) -> None:
        scandir = os.scandir

        def refused(path: str = ".") -> object:
            if Path(path) == folder:
                raise PermissionError(13, "Permission denied", str(path))
            return scandir(path)

        monkeypatch.setattr(os, "scandir", refused)

    return close


def test_a_folder_that_cannot_be_looked_into_is_not_passed_over(save: Save, tmp_path: Path, closed: Callable[[Path], None]) -> None:
    save("a.csv", CSV)
    save("shut/b.csv", CSV)
    closed(tmp_path / "shut")
    assert [os.path.relpath(path, tmp_path) for path in _container.files_in(str(tmp_path))] == ["a.csv", "shut"]
    with pytest.raises(SheetError, match="shut: permission denied"):
        list(open_books(tmp_path))
    with pytest.raises(SheetError, match="shut: permission denied") as caught:
        list(open_books(tmp_path / "shut"))
    assert caught.value.hint == "Close the file in other programs, or ask for the right to read it."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_folder_s_pipes_are_not_waited_for_and_dead_links_are_told(save: Save, tmp_path: Path) -> None:
    save("a.csv", CSV)
    os.mkfifo(tmp_path / "b.csv")
    (tmp_path / "c.csv").symlink_to("nowhere.csv")
    assert [os.path.relpath(path, tmp_path) for path in _container.files_in(str(tmp_path))] == ["a.csv", "c.csv"]


def test_a_folder_without_sheets(save: Save, tmp_path: Path) -> None:
    save("photo.png", "x")
    with pytest.raises(SheetError, match="holds no sheet") as caught:
        list(open_books(tmp_path))
    assert ".xlsx" in str(caught.value.hint)


# --- zips and gz -----------------------------------------------------------------------------------------------------------------


def test_a_zip_gives_its_sheets_and_tells_of_the_rest(save: Save) -> None:
    path = save(
        "stock.zip",
        zip_of({"b.csv": CSV, "a/new.xlsx": xlsx_of({"S": row_of(1, "sku")}), "photo.jpg": "x", "__MACOSX/._b.csv": "x", ".DS_Store": "x"}),
    )
    first, second = open_books(path)
    assert (first.path, first.format) == (f"{path}!a/new.xlsx", "xlsx")
    assert (second.path, second.format) == (f"{path}!b.csv", "csv")
    assert second.notes == ("The zip also holds one file that is no sheet: photo.jpg.",)
    assert rows_of(second) == [("sku", "title"), ("1", "Shoe")]


def test_the_checksum_is_the_member_s(save: Save) -> None:
    import hashlib

    for name, content in (
        ("stock.zip", zip_of({"b.csv": CSV})),
        ("stock.csv.gz", gzip.compress(CSV.encode(), mtime=0)),
        ("stock.csv", CSV.encode()),
    ):
        (book,) = open_books(save(name, content))
        assert book.sha256 == hashlib.sha256(CSV.encode()).hexdigest()
        with book.content.open() as stream:
            assert stream.read() == CSV.encode()


def test_names_from_a_chinese_windows(save: Save) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("xxxxxxxx.csv"), CSV)
    (book,) = open_books(save("a.zip", out.getvalue().replace(b"xxxxxxxx.csv", "商品清单.csv".encode("gbk"))))
    assert book.path.endswith("!商品清单.csv")


def test_paths_in_a_zip_are_never_used_for_writing(save: Save, tmp_path: Path) -> None:
    (book,) = open_books(save("a.zip", zip_of({"../../escaped.csv": CSV})))
    assert rows_of(book)[1] == ("1", "Shoe")
    assert not list(tmp_path.parent.glob("escaped.csv"))


@pytest.mark.parametrize("name", ["stock.csv", "stock.zip", "stock"])
def test_a_zip_by_any_name(save: Save, name: str) -> None:
    (book,) = open_books(save(name, zip_of({"b.csv": CSV})))
    assert book.path.endswith(f"{name}!b.csv")


def with_flag(content: bytes, flag: int) -> bytes:
    """The zip with a flag set in the header and in the directory entry of its one member."""
    changed = bytearray(content)
    changed[6] |= flag
    changed[content.index(b"PK\x01\x02") + 8] |= flag
    return bytes(changed)


ZIP = zip_of({"b.csv": CSV * 100})


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.zip", zip_of({"inner.zip": zip_of({"b.csv": CSV})}), 'holds another archive, "inner.zip"'),
        ("a.zip", zip_of({"inner.csv": zip_of({"b.csv": CSV})}), "holds another archive"),
        ("a.zip", zip_of({"inner.csv.gz": gzip.compress(b"x", mtime=0)}), "holds another archive"),
        ("a.csv.gz", gzip.compress(gzip.compress(CSV.encode(), mtime=0), mtime=0), "holds another archive"),
        ("a.csv.gz", gzip.compress(ZIP, mtime=0), "holds another archive"),
        ("a.zip", zip_of({"photo.jpg": "x"}), "holds no sheet"),
        ("a.zip", zip_of({}), "holds no sheet"),
        ("a.zip", ZIP[:-30], "is cut off or damaged"),
        ("a.zip", ZIP[:40] + b"\xff" * 10 + ZIP[50:], "is damaged inside its zip"),
        ("a.zip", with_flag(ZIP, 1), "is encrypted with a password"),
        ("a.csv.gz", gzip.compress(CSV.encode(), mtime=0)[:-12], "is cut off"),
        ("a.csv.gz", b"\x1f\x8b\x08\x00" + b"rubbish" * 9, "is a damaged gz file"),
        ("a.csv.gz", gzip.compress(b"", mtime=0), "is empty"),
        ("a.zip", zip_of({"b.csv": ""}), "b.csv: is empty"),
    ],
)
def test_archives_that_cannot_be_read(save: Save, name: str, content: bytes, message: str) -> None:
    with pytest.raises(SheetError) as caught:
        list(open_books(save(name, content)))
    assert message in caught.value.message
    assert caught.value.hint


def test_a_workbook_in_a_gz_or_a_zip_is_no_nested_archive(save: Save) -> None:
    workbook = xlsx_of({"S": row_of(1, "sku")})
    assert [book.format for book in open_books(save("a.xlsx.gz", gzip.compress(workbook, mtime=0)))] == ["xlsx"]
    assert [book.format for book in open_books(save("a.zip", zip_of({"a.xlsx": workbook})))] == ["xlsx"]


@pytest.mark.parametrize("name", ["bomb.zip", "bomb.csv.gz"])
def test_a_bomb_is_noticed_while_it_unfolds(save: Save, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_container, "IN_MEMORY", 1 << 20)
    monkeypatch.setattr(_container, "RATIO_FROM", 4 << 20)
    zeros = b"0,0\n" * (2 << 20)
    content = zip_of({"b.csv": zeros}) if name.endswith("zip") else gzip.compress(zeros, mtime=0)
    with pytest.raises(SheetError, match="as only a zip bomb does"):
        list(open_books(save(name, content)))


def test_a_member_that_is_larger_than_the_directory_says(save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_container, "IN_MEMORY", 1 << 10)
    monkeypatch.setattr(_container, "MAX_UNPACKED", 1 << 16)
    with pytest.raises(SheetError, match=r"holds more than|unpacks to more than"):
        list(open_books(save("a.zip", zip_of({"b.csv": CSV * 10_000}))))


def test_large_members_go_through_a_temporary_file_that_is_removed(save: Save, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import gc
    import tempfile

    spools = tmp_path / "spools"
    spools.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spools))
    monkeypatch.setattr(_container, "IN_MEMORY", 1 << 10)
    (book,) = open_books(save("a.csv.gz", gzip.compress(CSV.encode() * 1000, mtime=0)))
    assert len(list(spools.iterdir())) == 1
    assert len(rows_of(book)) == 2000
    assert len(rows_of(book)) == 2000
    del book
    gc.collect()
    assert not list(spools.iterdir())


# --- other things people name ----------------------------------------------------------------------------------------------------


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(CSV.encode())))
    (book,) = open_books("-")
    assert (book.path, book.format) == ("-", "csv")
    assert rows_of(book) == rows_of(book) == [("sku", "title"), ("1", "Shoe")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe(tmp_path: Path) -> None:
    import threading

    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(CSV,))
    writer.start()
    (book,) = open_books(pipe)
    writer.join()
    assert rows_of(book)[1] == ("1", "Shoe")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "a PNG picture"),
        (b"\xff\xd8\xff\xe0" + b"x" * 50, "a JPEG picture"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a WebP picture"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"{\\rtf1 x}", "an RTF document"),
        (b"Rar!\x1a\x07\x00", "a RAR archive"),
        (b"7z\xbc\xaf\x27\x1c\0", "a 7z archive"),
        (b"SQLite format 3\0", "an SQLite database"),
    ],
)
def test_other_files_are_named(open_book: OpenBook, content: bytes, kind: str) -> None:
    with pytest.raises(SheetError, match=f"is {kind}, not a sheet") as caught:
        open_book("stock.csv", content)
    assert "xlsx or CSV" in str(caught.value.hint)


@pytest.mark.parametrize("content", [bytes(range(256)) * 40, b"\0" * 1000, b"\x01\x02\x03\x04 text " * 200])
def test_binary_rubbish(open_book: OpenBook, content: bytes) -> None:
    with pytest.raises(SheetError, match="holds binary data"):
        open_book("stock.csv", content)


def test_missing_empty_and_unreadable(save: Save, tmp_path: Path) -> None:
    with pytest.raises(SheetError, match=r"missing\.csv: no such file") as caught:
        list(open_books(tmp_path / "missing.csv"))
    assert "spelling" in str(caught.value.hint)
    with pytest.raises(SheetError, match=r"empty\.csv: is empty"):
        list(open_books(save("empty.csv", "")))
    with pytest.raises(SheetError, match="is no file name"):
        list(open_books("a\0b"))
    with pytest.raises(SheetError, match="neither a file nor a folder"):
        list(open_books("/dev/null"))
    with pytest.raises(SheetError, match="name too long"):
        list(open_books("x" * 5000))
    with pytest.raises(SheetError, match="not a directory"):
        list(open_books(save("a.csv", CSV) + "/b.csv"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_the_right_to_read_it(save: Save) -> None:
    path = save("a.csv", CSV)
    Path(path).chmod(0)
    with pytest.raises(SheetError, match="permission denied") as caught:
        list(open_books(path))
    assert "right to read" in str(caught.value.hint)


def test_a_file_that_goes_away_between_two_readings(save: Save) -> None:
    path = save("a.csv", CSV)
    (book,) = open_books(path)
    Path(path).unlink()
    with pytest.raises(SheetError, match="no such file"):
        list(book.grids[0].rows())


# --- the family ------------------------------------------------------------------------------------------------------------------


def test_every_format_is_a_member_of_the_family() -> None:
    assert families.names("sheets") == ("csv", "jsonl", "parquet", "xlsx", "xml") == tuple(sorted(_container.MEMBERS))
    for name in families.names("sheets"):
        member = families.load("sheets", name)
        assert member.SUFFIXES
        assert callable(member.recognises)
        assert callable(member.read)


def test_importing_the_family_loads_nothing_heavy() -> None:
    import subprocess

    heavy = "calamine python_calamine pyarrow numpy charset_normalizer defusedxml zipfile csv json importlib.metadata xml"
    code = f"import sys, sellercheck.sheets; print(*[name for name in {heavy.split()} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == ""
