"""What is counted and what is set aside: authorisations, ignores and the baseline, held against the findings of each listing.

`stage.Settlement` is the stage itself. A finding that is covered stays in the report, with the reason; what runs out, is
not used, or does not reach as far as the seller sells is said. Nothing here opens a document.
"""
