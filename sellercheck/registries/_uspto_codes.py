"""Status codes of the USPTO and what they mean for a mark.

From the office's Table 1 of status codes, published 2025-08-13 (transcribed in shared/registries, `lookups/status_codes.csv`, 169
codes). The names of the ranges mislead (710 is cancelled, 900 expired, 616 revived), so every code is named here; 000, 622,
715 and 970 are "indifferent" there and, like any code that is not in the table, unknown here.
"""

from __future__ import annotations


def _codes(text: str) -> frozenset[int]:
    found: set[int] = set()
    for part in text.split():
        first, _, last = part.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)


REGISTERED = _codes("624 625 700-708 739 778 780 790 800")
ENDED = _codes("400-406 411 412 414-417 600-610 612 614 618 626 632 709-714 781-783 900 901 968")
PENDING = _codes(
    "410 413 616 620 630 631 638 640-661 663-668 672 680-682 686 688-690 692-694 717-722 724 725 730-734 740 744-746 748 752 753 756 757 760"
    " 762-766 771-775 777 779 794 801-804 806-825 969 973"
)


def standing(code: int | None) -> str:
    """registered, pending, ended or unknown."""
    if code in REGISTERED:
        return "registered"
    if code in ENDED:
        return "ended"
    return "pending" if code in PENDING else "unknown"
