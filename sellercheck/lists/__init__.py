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
    verify,
)
from sellercheck.lists.entries import Cue, GenericWord, GoodsTerm, MarkEntry, NiceClass, Prefix, Source, Spelling
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
    "leet",
    "marks",
    "nice_classes",
    "restrictions",
    "seller_list",
    "sources",
    "spoken",
    "verify",
]
