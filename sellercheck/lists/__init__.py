"""Lists of marks, restrictions, cases, cues and goods: the bundled ones, and a seller's own."""

from __future__ import annotations

from sellercheck.lists.bundled import (
    MARK_LISTS,
    cases,
    catalogue,
    confusables,
    cues,
    everyday,
    everyday_multi,
    generic_words,
    goods,
    gs1_prefixes,
    leet,
    marks,
    nice_classes,
    restrictions,
    sources,
    spoken,
    updatable,
    verify,
)
from sellercheck.lists.entries import Cue, GenericWord, GoodsTerm, MarkEntry, NiceClass, Prefix, Source, Spelling
from sellercheck.lists.own import import_own, own_lists, own_path
from sellercheck.lists.seller import seller_list

__all__ = [
    "MARK_LISTS",
    "Cue",
    "GenericWord",
    "GoodsTerm",
    "MarkEntry",
    "NiceClass",
    "Prefix",
    "Source",
    "Spelling",
    "cases",
    "catalogue",
    "confusables",
    "cues",
    "everyday",
    "everyday_multi",
    "generic_words",
    "goods",
    "gs1_prefixes",
    "import_own",
    "leet",
    "marks",
    "nice_classes",
    "own_lists",
    "own_path",
    "restrictions",
    "seller_list",
    "sources",
    "spoken",
    "updatable",
    "verify",
]
