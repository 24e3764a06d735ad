"""The phrase index on disk, and its tables: what was stored is found, and nothing else."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from sellercheck.matching import scan
from sellercheck.phrases import Folder, Hasher, PhraseIndex, Table

PHRASES = ("Nike", "Hello Kitty", "小米", "The Lord of the Rings", "Straße", "H&M")


def test_a_saved_index_finds_the_same(tmp_path: Path) -> None:
    hasher = Hasher(Folder.build())
    built = PhraseIndex.build(PHRASES, hasher)
    built.save(tmp_path, "x")
    hasher.folder.save(tmp_path)
    opened, arithmetic = PhraseIndex.open(tmp_path, "x"), Hasher(Folder.open(tmp_path))
    texts = ["NIKE 小米 hello kitty", "n i k e", "The Lord of the Rings", "STRASSE"]
    one, other = scan(texts, [built], hasher)[0], scan(texts, [opened], arithmetic)[0]
    assert len(one) == 6
    assert (one.starts.tolist(), one.phrases.tolist()) == (other.starts.tolist(), other.phrases.tolist())


def test_the_table_gives_all_values_of_a_hash_and_none_of_another() -> None:
    rng = np.random.default_rng(5)
    hashes = rng.integers(0, 2**63, 5000, np.int64).astype(np.uint64)
    table = Table.build(np.concatenate((hashes, hashes[:100])), np.arange(5100))
    at, values = table.find(hashes[:100])
    assert sorted(zip(at.tolist(), values.tolist(), strict=True)) == sorted(
        [(n, n) for n in range(100)] + [(n, n + 5000) for n in range(100)]
    )
    assert len(table.find(rng.integers(0, 2**63, 5000, np.int64).astype(np.uint64))[0]) == 0
    assert len(Table.build(hashes[:0], hashes[:0]).find(hashes)[0]) == 0
