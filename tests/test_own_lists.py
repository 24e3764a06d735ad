"""A seller's own lists are added to the compiled index of the package's: nothing about a result may tell."""

from __future__ import annotations

import random
import shutil
import time
from datetime import date
from pathlib import Path

import numpy as np
import pytest

import sellercheck
from sellercheck import index, lists
from sellercheck.index import MarkIndex

TODAY = date(2026, 11, 22)
LISTS = {
    "made-up names": "name,aliases,owner,classes\nZorvexa,Zorvexa Pro|ZRVX,Zorvexa Ltd,25|18\nQuontle,,,\n",
    "names the package has": "name,aliases,severity,note\nNike,Air Jordan|Swoosh,high,ours\nLego,,low,\nVelcro,,,\nDisney Princess,,,\n",
    "aliases the package has as names": "name,aliases\nMy House,Nike|Adidas|Air Max|Samsung Galaxy\nOther House,Xbox|Hello Kitty\n",
    "names of several words": "name\nLouis Quontle\nVuitton Bags\nHello Zorvexa World\nDe Quontle\nfour words in this one indeed\n",
    "everyday words": "name,ambiguous\nsunflower,yes\nbamboo,no\nPolo,yes\nprincess,\n",
    "letters of all kinds": "name\n熊猫嘟嘟\nÑandú\nQ*BERT\n24PC\nH&M\nA\n501\nKwik-E\n",
}


def written(folder: Path, content: str, name: str = "own.csv") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(content, "utf-8")
    return folder / name


def a_list_at_random(seed: int) -> str:
    """Names of the package's lists with and without aliases, parts of them, and names made up."""
    draw = random.Random(seed)
    known = [entry for name in lists.MARK_LISTS for entry in lists.marks(name)]
    rows = ["name,aliases,severity"]
    for _ in range(200):
        entry, other = draw.choice(known), draw.choice(known)
        spelling = draw.choice(entry.spellings).text
        name = draw.choice([entry.mark.text, spelling, spelling.split()[0], "".join(draw.choices("abcdeioklmnrst", k=draw.randint(4, 9)))])
        alias = draw.choice(["", other.mark.text, draw.choice(other.spellings).text])
        rows.append(
            ",".join(
                '"' + cell.replace('"', "").replace("|", " ").replace(";", " ") + '"' for cell in (name, alias, draw.choice(["", "high"]))
            )
        )
    return "\n".join(row for row in rows if not row.startswith('""')) + "\n"


@pytest.mark.parametrize("contents", [[*LISTS.values()], [a_list_at_random(seed) for seed in (1, 2, 3)]], ids=["by hand", "at random"])
def test_an_index_with_lists_added_is_that_built_of_all(contents: list[str], tmp_path: Path) -> None:
    contents = [*contents, "name,aliases\nZorvexa,Nike\nMinnow,\n"]
    own = [lists.seller_list(written(tmp_path, content, f"{number}.csv")) for number, content in enumerate(contents)]
    (tmp_path / "built").mkdir()
    (tmp_path / "added").mkdir()
    index._build(tmp_path / "built", own)
    index._add(tmp_path / "added", MarkIndex.open().place, own)
    built = {path.name: path for path in (tmp_path / "built").iterdir() if path.name != "named.npy"}
    added = {path.name: path for path in (tmp_path / "added").iterdir()}
    assert built.keys() == added.keys()
    for name, path in built.items():
        if path.suffix == ".npy" and name != "marks.run.npy":
            ours, theirs = np.load(path), np.load(added[name])
            assert ours.dtype == theirs.dtype, name
            assert np.array_equal(ours, theirs), name
        elif path.suffix == ".txt":
            assert path.read_bytes() == added[name].read_bytes(), name


def test_findings_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, LISTS["names the package has"] + "Zorvexa,Zorvexa Pro,medium,\n")
    rows = [
        {"title": title, "category": "Shoes"}
        for title in (
            "N1ke style shoes",
            "Zorvexa shoes",
            "Z0rvexa Pro",
            "Leggo bricks",
            "Louis Vuiton bag",
            "nikeshoes",
            "Samsung case",
            "Air Jordan 1",
        )
    ]

    def found() -> list:
        report = sellercheck.check(rows=rows, platforms=["wish"], lists=[path], today=TODAY)
        return [(one.id, one.severity, one.mark, one.context, one.evidence, one.span, one.message) for one in report.findings]

    ours = found()
    monkeypatch.setenv("SELLERCHECK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(index, "_add", lambda folder, _, own: index._build(folder, own))  # as it was once
    assert found() == ours
    assert {mark.list for _, _, mark, *_ in ours if mark} >= {"own.csv", "famous"}


def test_a_new_list_is_added_to_what_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    MarkIndex.open()
    name = f"Zorvexa {time.time_ns()}"  # which no cache knows
    path = written(tmp_path, f"name\n{name}\n")
    monkeypatch.setattr(index, "_build", lambda *_: pytest.fail("everything is built anew"))
    report = sellercheck.check(rows=[{"title": f"{name} shirt"}], platforms=["wish"], lists=[path], today=TODAY)
    assert name in {finding.mark.text for finding in report.findings if finding.mark}


@pytest.mark.parametrize("severity", ["info", "low", "medium", "high"])
@pytest.mark.parametrize("title", ["Zorvexa shirts", "Shirts like Zorvexa", "Z0rvexa shirts", "Case for Zorvexa", "Zorvexxa shirts"])
def test_the_severity_that_a_list_asks_for_is_that_of_the_finding(severity: str, title: str, tmp_path: Path) -> None:
    path = written(tmp_path, f"name,severity,note\nZorvexa,{severity},as our lawyer says\n")
    report = sellercheck.check(rows=[{"title": title, "category": "Shirts"}], platforms=["wish", "amazon"], lists=[path], today=TODAY)
    found = [one for one in report.findings if one.check == "mark-use"]
    assert {one.severity.name.lower() for one in found} == {severity}
    assert "as our lawyer says" in found[0].evidence[0].text


def test_a_list_without_severities_leaves_them_to_the_rules(tmp_path: Path) -> None:
    path = written(tmp_path, "name,severity\nZorvexa,\nQuontle,low\n")
    rows = [{"title": "Zorvexa shirts", "category": "Shirts"}, {"title": "Quontle shirts", "category": "Shirts"}]
    report = sellercheck.check(rows=rows, platforms=["wish"], lists=[path], today=TODAY)
    assert {one.mark.text: one.severity.name for one in report.findings if one.mark} == {"Zorvexa": "HIGH", "Quontle": "LOW"}


def test_the_index_of_the_package_stays_however_many_lists_are_used(
    tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = MarkIndex.open().place
    shutil.copytree(built, tmp_path / "cache" / built.relative_to(own_cache))
    monkeypatch.setenv("SELLERCHECK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("sellercheck.cache.LARGE", {"marks": 2})
    base = MarkIndex.open().place
    assert base.is_relative_to(tmp_path)
    first = written(tmp_path, "name\nZorvexa\n", "0.csv")
    for number in range(4):
        MarkIndex.open([written(tmp_path, f"name\nZorvexa {number}\n", f"{number}.csv")])
        assert base.is_dir()
    assert MarkIndex.open([first]).bundled == base.name
