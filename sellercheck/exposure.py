"""What the findings of a run amount to by each platform's own way of counting: `exposures`.

The ways are data of the packs (`exposure:`); nothing here knows a platform.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sellercheck.messages import Text
from sellercheck.report import Exposure, Strand, listings_of
from sellercheck.rules.pack import RulePack, Scale


def exposures(found: Iterable[Strand], packs: Iterable[RulePack], language: str = "en") -> tuple[Exposure, ...]:
    """For each scale of a pack that counts one of the findings: how many violations that makes and what they cost, as a range.

    Listings are counted by sheet and id, owners by name; a mark whose owner no list names stands for its own. An owner who
    is not known counts once, as do findings that name no mark.
    """
    by_rule: dict[tuple[str, str], list[Strand]] = {}
    for strand in found:
        grounds = strand.first.grounds
        by_rule.setdefault((grounds.platform, grounds.rule), []).append(strand)
    return tuple(
        _exposure(scale, pack, counted, language)
        for pack in packs
        for scale in pack.exposure
        if (counted := _counted(scale, pack, by_rule))
    )


def _counted(scale: Scale, pack: RulePack, by_rule: Mapping[tuple[str, str], Sequence[Strand]]) -> list[Strand]:
    rules = [(pack.platform, rule.id) for rule in pack.rules if rule.counts_as in scale.consequences]
    return [strand for rule in rules for strand in by_rule.get(rule, ()) if strand.severity >= scale.least_severity]


def _exposure(scale: Scale, pack: RulePack, found: Sequence[Strand], language: str) -> Exposure:
    listings = len(listings_of(found))
    marks = [mark for strand in found if (mark := strand.first.mark)]
    owners = len({mark.owner or mark.text for mark in marks})
    number = {"run": 1, "owner": max(owners, 1), "listing": listings}
    least, most = sorted(number[kind] for kind in scale.count)
    amount = None
    if scale.each:
        low, high = least * scale.each[0], most * scale.each[1]
        amount = (min(low, scale.most), min(high, scale.most)) if scale.most is not None else (low, high)
    words = {
        "listings": Text(f"{listings:,} listing{'s' * (listings > 1)}", f"{listings:,} 个商品")[language],
        "owners": Text(_owners(owners), f"{owners:,} 个权利人" if owners else "权利人不明")[language],
        "times": _span((least, most), language),
        "amount": scale.unit[language].format(n=_span(amount, language)) if amount else "",
    }
    message = scale.message[language].format_map(words)
    reached = amount[1] if amount else most
    is_over = scale.limit is not None and reached >= scale.limit
    if is_over and scale.over:
        message += ("" if language == "zh" else " ") + scale.over[language].format_map(words)
    return Exposure(
        pack.platform, scale.name, message, listings, owners, (least, most), amount, is_over,
        scale.source.url, scale.source.read.isoformat(), scale.source.dated,
    )  # fmt: skip


def _owners(count: int) -> str:
    return "no owner named" if not count else "one owner" if count == 1 else f"{count:,} owners"


def _span(ends: tuple[float, float], language: str) -> str:
    low, high = (f"{end:,.10g}" for end in ends)
    return low if low == high else f"{low} 至 {high}" if language == "zh" else f"{low} to {high}"
