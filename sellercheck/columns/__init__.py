"""Which column holds what: a sheet's headings, or its content, become canonical fields, and its rows become listings.

Sellers' sheets come from many hands. Headings are therefore compared loosely (`fold`), the row of headings and the first
row of data are found by what the rows look like, and whatever was decided without a heading is said in the layout's notes.
A column nobody knows stays unmapped; a row that is no listing is given back as `Skipped`, with the reason.
"""

from sellercheck.columns.cells import is_null
from sellercheck.columns.headings import Claim, ColumnNames, NamedColumns, fold, guess_platforms
from sellercheck.columns.layout import find_layout
from sellercheck.columns.listings import ColumnReport, describe, read_listings, sample
from sellercheck.report import Skipped

__all__ = [
    "Claim",
    "ColumnNames",
    "ColumnReport",
    "NamedColumns",
    "Skipped",
    "describe",
    "find_layout",
    "fold",
    "guess_platforms",
    "is_null",
    "read_listings",
    "sample",
]
