"""Text tables written back: the bytes of the changed cells, and no others, are different."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sellercheck.errors import SheetError
from sellercheck.sheets import Book, Changes, ReadOptions, Unwritten, open_books, write_book
from sellercheck.sheets._container import Memory
from sellercheck.sheets._encoding import read_text
from sellercheck.sheets.csv import TextGrid

Save = Callable[[str, bytes | str], str]


def written(path: str, changes: Changes, options: ReadOptions | None = None) -> tuple[bytes, list[Unwritten]]:
    book = next(open_books(path, options or ReadOptions()))
    out = io.BytesIO()
    unwritten, _ = write_book(book, book.grids[0], changes, out, ".csv")
    return out.getvalue(), unwritten


def read(book: Book) -> list[tuple[str, ...]]:
    return [row.values for row in book.grids[0].rows()]


@pytest.mark.parametrize(
    ("before", "row", "column", "new", "after"),
    [
        ("a,b\r\n1,old\r\n2,x\r\n", 2, 1, "new", "a,b\r\n1,new\r\n2,x\r\n"),
        ('a,b\n1,"old"\n', 2, 1, "new", 'a,b\n1,"new"\n'),
        ('a,b\n1,"old, one"\n', 2, 1, 'say "hi"', 'a,b\n1,"say ""hi"""\n'),
        ("a,b\n1,old\n", 2, 1, "new, two", 'a,b\n1,"new, two"\n'),
        ("a,b\n1,old\n", 2, 1, "new\nline", 'a,b\n1,"new\nline"\n'),
        ("a,b\n1,old\n", 2, 1, 'an 11" one', 'a,b\n1,"an 11"" one"\n'),
        ("a;b\r1;old\r2;x\r", 2, 1, "new", "a;b\r1;new\r2;x\r"),
        ("a,b\r\r\n1,old\r\r\n2,x\r\r\n", 3, 1, "new", "a,b\r\r\n1,new\r\r\n2,x\r\r\n"),
        ("a\tb\n\n\n1\told", 4, 1, "new", "a\tb\n\n\n1\tnew"),
        ('a,b,c\n"1\r\nx","two\r\n,lines",old\r\n\r\n2,3,4\n', 2, 2, "new", 'a,b,c\n"1\r\nx","two\r\n,lines",new\r\n\r\n2,3,4\n'),
        ('a, "b"\n1, "old"\n2, "x, y"\n', 2, 1, "new", 'a, "b"\n1, "new"\n2, "x, y"\n'),
        ('a,b,c\n1,"an \\"old\\" one",x\n2,"a \\"b\\"",y\n', 2, 1, 'a "new" one', 'a,b,c\n1,"a \\"new\\" one",x\n2,"a \\"b\\"",y\n'),
        ("a,b,c\n1,old\n2,x,y,z\n", 2, 1, "new", "a,b,c\n1,new\n2,x,y,z\n"),
        ("sep=;\na;b\n1;old\n", 2, 1, "new", "sep=;\na;b\n1;new\n"),
        ("a,b\n1,old\n", 2, 1, "", "a,b\n1,\n"),
        ("title\nfirst old\nsecond\n", 2, 0, "first", "title\nfirst\nsecond\n"),
    ],
)
def test_only_the_changed_cell_differs(save: Save, before: str, row: int, column: int, new: str, after: str) -> None:
    path = save("stock.csv", before.encode())
    result, unwritten = written(path, Changes({row: {column: new}}))
    assert result == after.encode()
    assert unwritten == []


def test_a_misquoted_row_is_left_as_it_is_and_told(save: Save) -> None:
    text = 'a,b,c\n1,"never closed,x\n2,y,old\n'
    result, unwritten = written(save("stock.csv", text), Changes({2: {1: "with, comma"}, 3: {2: "new"}}))
    assert result == text.replace("old", "new").encode()
    assert [(each.row, each.column) for each in unwritten] == [(2, 1)]


@pytest.mark.parametrize(
    ("encoding", "old", "new"),
    [
        ("utf-8-sig", "Größe é", "Groß"),
        ("utf-16", "Größe 鞋", "鞋 x"),
        ("utf-16-be", "Größe 鞋", "鞋 x"),
        ("gb18030", "耐克运动鞋 男 透气 𠮷", "运动鞋 男"),
        ("cp932", "ナイキ シューズ ①", "シューズ"),
        ("big5hkscs", "耐吉運動鞋 鞋子", "運動鞋"),
        ("cp1252", "Möbel – café", "Möbel"),
    ],
)
def test_every_encoding_comes_back_as_it_was(save: Save, encoding: str, old: str, new: str) -> None:
    text = f"sku,title,note\r\n1,{old},{old}\r\n2,{old},x\r\n"
    name = encoding if encoding != "utf-16-be" else "utf-16-be"
    options = ReadOptions(encoding=None if encoding.startswith("utf") else encoding)
    raw = text.encode(name)
    result, _ = written(save("stock.csv", raw), Changes({2: {1: new}}), options)
    assert result == text.replace(f"1,{old},", f"1,{new},").encode(name)


def test_characters_written_in_two_ways_keep_theirs(save: Save) -> None:
    # ∵ stands twice in cp932, at 0x81E6 and 0x879A; Python writes the first.
    raw = b"sku,title\n1," + b"\x87\x9a" + "古い\n".encode("cp932")
    result, _ = written(save("stock.csv", raw), Changes({2: {1: "∵新しい"}}), ReadOptions(encoding="cp932"))
    assert result.startswith(b"sku,title\n1,")
    untouched = b"sku,title,x\n1," + b"\x87\x9a" + ",古い\n".encode("cp932")
    result, _ = written(save("other.csv", untouched), Changes({2: {2: "新"}}), ReadOptions(encoding="cp932"))
    assert result == b"sku,title,x\n1," + b"\x87\x9a" + ",新\n".encode("cp932")


def test_a_character_the_encoding_lacks_names_cell_and_way_out(save: Save) -> None:
    path = save("stock.csv", "sku,title\n1,café old\n".encode("cp1252"))
    with pytest.raises(SheetError, match=r"stock\.csv: cell B2 needs \"鞋\" \(U\+978B\), which cp1252 has no place for") as caught:
        written(path, Changes({2: {1: "café 鞋"}}), ReadOptions(encoding="cp1252"))
    assert "UTF-8" in str(caught.value.hint)


def test_columns_are_added_at_the_right_of_every_row(save: Save) -> None:
    path = save("stock.csv", "sku,title,note\r\n1,shoes\r\n\r\n2,socks,x\r\n3,a,b,c\r\n")
    changes = Changes({}, ("risk", "told"), 3, 1, {2: ("high", "a, b"), 4: ("none", "")})
    result, _ = written(path, changes)
    assert result == b'sku,title,note,risk,told\r\n1,shoes,,high,"a, b"\r\n\r\n2,socks,x,none,\r\n3,a,b,c\r\n'


def test_an_empty_last_cell_is_filled_before_the_columns_that_are_added_behind_it(save: Save) -> None:
    path = save("stock.csv", "sku,told\n1,\n")
    result, _ = written(path, Changes({2: {1: "x"}}, ("risk",), 2, 1, {2: ("high",)}))
    assert result == b"sku,told,risk\n1,x,high\n"


def test_a_sheet_of_a_single_column_becomes_a_table(save: Save) -> None:
    path = save("titles.csv", "title\nred shoes, large\nsocks\n")
    result, _ = written(path, Changes({}, ("risk",), 1, 1, {2: ("high",), 3: ("none",)}))
    assert result == b'title,risk\n"red shoes, large",high\nsocks,none\n'


def test_an_emptied_row_of_one_cell_stays_a_row(save: Save) -> None:
    path = save("stock.csv", "sku,title\r1,shoes\rlost\n2,socks\r")
    result, _ = written(path, Changes({3: {0: ""}}))
    assert result == b'sku,title\r1,shoes\r""\n2,socks\r'


def test_no_change_copies_the_bytes(save: Save) -> None:
    raw = b'\xef\xbb\xbfa,"b"\r\n1, "x""\r\n\xc3\xa9,,,,\r'
    result, _ = written(save("stock.csv", raw), Changes({}))
    assert result == raw


CELLS = st.text(st.sampled_from('ab é鞋,;"\n\r\t=-'), max_size=6)


@settings(max_examples=120, deadline=None, derandomize=True)  # a user's run must not fail by luck
@given(
    rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=5),
    data=st.data(),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    quote=st.booleans(),
)
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], data: st.DataObject, end: str, quote: bool
) -> None:
    import csv

    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator=end, quoting=csv.QUOTE_ALL if quote else csv.QUOTE_MINIMAL)
    writer.writerow(["sku", "title", "note"])
    writer.writerows(rows)
    path = tmp_path_factory.mktemp("csv") / "stock.csv"
    path.write_bytes(buffer.getvalue().encode())
    book = next(open_books(str(path), ReadOptions(delimiter=",", encoding="utf-8")))
    before = {row.number: row.values for row in book.grids[0].rows()}
    if book.grids[0].faults:  # no table: the reader took lines on their own, and others after the change
        return
    number = data.draw(st.sampled_from(sorted(before)))
    column = data.draw(st.integers(0, len(before[number]) - 1))
    new = data.draw(CELLS)
    out = io.BytesIO()
    unwritten, _ = write_book(book, book.grids[0], Changes({number: {column: new}}), out, ".csv")
    if unwritten:
        return
    # Read with the dialect it was written in: of a table this small another cell can change what is guessed.
    grid = book.grids[0]
    assert isinstance(grid, TextGrid)
    again = TextGrid("again.csv", read_text(Memory(out.getvalue()), "again.csv", "utf-8"), grid.dialect)
    after = {row.number: row.values for row in again.rows()}
    expected = before | {number: (*before[number][:column], new, *before[number][column + 1 :])}
    assert after == {at: values for at, values in expected.items() if any(value.strip() for value in values)}
