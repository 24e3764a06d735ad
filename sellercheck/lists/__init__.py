"""Lists of marks, restrictions, cases, cues and goods: the bundled ones, and a seller's own."""

from __future__ import annotations

from sellercheck.lists.bundled import (
    MARK_LISTS,
    cases,
    catalogue,
    cues,
    everyday,
    everyday_multi,
    generic_words,
    goods,
    marks,
    restrictions,
    spoken,
    updatable,
    verify,
)
from sellercheck.lists.entries import Cue, GenericWord, GoodsTerm, MarkEntry, Spelling
from sellercheck.lists.own import import_own, own_lists, own_path
from sellercheck.lists.seller import seller_list

__all__ = [
    "MARK_LISTS",
    "Cue",
    "GenericWord",
    "GoodsTerm",
    "MarkEntry",
    "Spelling",
    "cases",
    "catalogue",
    "cues",
    "everyday",
    "everyday_multi",
    "generic_words",
    "goods",
    "import_own",
    "marks",
    "own_lists",
    "own_path",
    "restrictions",
    "seller_list",
    "spoken",
    "updatable",
    "verify",
]
