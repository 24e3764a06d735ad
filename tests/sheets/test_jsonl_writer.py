"""JSON Lines written back: the changed strings, and no others, are different."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from sellercheck.sheets import Changes, Unwritten, open_books, write_book

Save = Callable[[str, bytes | str], str]


def written(path: str, cells: dict[int, dict[str, str]], **more: object) -> tuple[str, list[Unwritten]]:
    book = next(open_books(path))
    keys = book.grids[0].keys
    assert keys is not None
    changes = Changes({row: {keys.index(name): new for name, new in named.items()} for row, named in cells.items()}, **more)  # type: ignore[arg-type]
    out = io.BytesIO()
    unwritten, _ = write_book(book, book.grids[0], changes, out, ".jsonl")
    return out.getvalue().decode(), unwritten


@pytest.mark.parametrize(
    ("before", "row", "name", "new", "after"),
    [
        ('{"title": "old",  "n": 1.50}\n{"title":"x"}\n', 1, "title", "new", '{"title": "new",  "n": 1.50}\n{"title":"x"}\n'),
        ('{"title":"a"}\r\n\r\n{"title":"old"}', 2, "title", 'n"e\nw', '{"title":"a"}\r\n\r\n{"title":"n\\"e\\nw"}'),
        ('{"title":"\\u978b old"}\n', 1, "title", "鞋", '{"title":"\\u978b"}\n'),
        ('{"title":"鞋 old"}\n', 1, "title", "鞋", '{"title":"鞋"}\n'),
        ('{"title":"t","b":{"name":"old"}}\n', 1, "b.name", "new", '{"title":"t","b":{"name":"new"}}\n'),
        ('{"title":"t","p":[{"u":"x"},{"u":"old"}]}\n', 1, "p[1].u", "new", '{"title":"t","p":[{"u":"x"},{"u":"new"}]}\n'),
        ('{"title":"t","tags":["a", "b", "a"]}\n', 1, "tags", "a|b", '{"title":"t","tags":["a", "b"]}\n'),
        ('{"title":"t","price": 1e2}\n', 1, "price", "100", '{"title":"t","price": 100}\n'),
        ('[{"title": "a"},\n {"title": "old"}]\n', 2, "title", "new", '[{"title": "a"},\n {"title": "new"}]\n'),
    ],
)
def test_only_the_changed_string_differs(save: Save, before: str, row: int, name: str, new: str, after: str) -> None:
    result, unwritten = written(save("stock.jsonl", before), {row: {name: new}})
    assert result == after
    assert unwritten == []


def test_a_name_that_stands_twice_cannot_be_told_apart(save: Save) -> None:
    text = '{"title":"t","a":{"b":"x"},"a.b":"y"}\n'
    result, unwritten = written(save("stock.jsonl", text), {1: {"a.b": "new"}})
    assert result == text
    assert len(unwritten) == 1


def test_fields_are_added_to_every_item(save: Save) -> None:
    text = '{"title":"a"}\nno json\n{"title": "鞋" }\n'
    result, _ = written(save("s.jsonl", text), {}, added=("sellercheck risk",), first_added=1, rows={1: ("high",), 3: ("none",)})
    assert result == '{"title":"a", "sellercheck risk": "high"}\nno json\n{"title": "鞋", "sellercheck risk": "none" }\n'
