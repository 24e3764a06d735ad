"""A cell that must hold a bare number holds something else, or a number out of range.

Why it matters: a price such as "49.99 + S/H" or "$12" is refused at the upload; one written "1.299" can go live a
thousand times too cheap.

Flagged: "49.99 + S/H", "$12", "US $84.47 - 105.59", "0,2", "1,299.00", "1.58E+03"; with `min: 0.01`: "0". Not flagged:
"49.99", " 12 ", "0.5", blank cells and "null".

Options:
- `kind`: price, weight, count … (default number); a word for the message. A `count` is a whole number.
- `min`, `max`: the range, both ends allowed.
- `decimals`: most digits after the point.
- `unit`: the unit the platform counts in, such as kg: a number in another is converted where that is known (1 lb: 0.454 kg).
- `spares`: any of `currency` ($12, 12.00 USD), `grouping` (1,299.00), `unit` (0.5 kg), `range` (10 - 12).

Fix: safe where the same number is written plainly (full-width digits, an exponent, a comma that groups thousands before
a decimal point); to be reviewed where a sign goes, a comma becomes a point, or of a `count` a word does (2 new).
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from sellercheck import wording
from sellercheck.checks import Candidate, Hit, Reference, Wants, one_of
from sellercheck.finding import Edit, Fix
from sellercheck.listing import Field
from sellercheck.messages import Text
from sellercheck.patterns import shape
from sellercheck.rules.pack import Rule

WORDS = frozenset({"matched", "kind", "min", "max", "decimals", "reason"})
ALIKE = True
SPARES = ("currency", "grouping", "unit", "range")
BARE = re.compile(r"\d+(?:\.\d*)?|\.\d+", re.ASCII)
_GROUPED = shape(r"[1-9]\d{0,2}(?:,\d{2,3})*,\d{3}(?:\.\d+)?", re.ASCII)
_EXPONENT = shape(r"\d(?:\.\d+)?e[+-]?\d{1,2}", re.IGNORECASE | re.ASCII)
_COMMA = shape(r"\d+,\d{1,2}", re.ASCII)
_CODES = r"(?:US|CA|AU|HK|NT|S|R|RM|Rp|Rs|MX|C|A)?\s?[$€£¥₹₩₫฿₱₽₺￥＄]|(?:USD|EUR|GBP|CNY|RMB|JPY|INR|IDR|MYR|SGD|THB|VND|PHP|TWD|BRL|MXN|CLP|COP|KRW|AED|AUD|CAD|HKD|PLN|SEK|CHF|TRY|RUB|SAR)|Rp\.?|RM|Rs\.?|元|円|kr|zł"
_BEFORE = shape(rf"(?:{_CODES})\s*", re.IGNORECASE)
_AFTER = shape(rf"\s*(?:{_CODES})$", re.IGNORECASE)
_UNIT = shape(
    r"\s*(?:k?g|mg|(?:kilo)?grams?|lbs?|pounds?|oz|ounces?|mm|cm|m|in|inch(?:es)?|ft|ml|l|pcs|pieces?|个|件|克|千克|公斤)\.?$",
    re.IGNORECASE,
)
_COUNTED = shape(r"(\d+)\s+(?:new|used|refurbished|collectible|in stock|left|remaining|available|units?)$", re.IGNORECASE)
_RANGE = shape(r"^(.*\d)\s*[-–—~]\s*(\D*\d.*)$")

_GRAMS = {
    name: grams
    for grams, names in (
        (0.001, "mg"), (1.0, "g gram grams 克"), (1000.0, "kg kilogram kilograms 千克 公斤"), (453.59237, "lb lbs pound pounds"), (28.349523125, "oz ounce ounces"),
    )
    for name in names.split()
}  # fmt: skip
"""Unit of weight → grams; pound and ounce as NIST Handbook 44, Appendix C, gives them."""

NOT_BARE = Text("is not a bare number", "不是纯数字")
CURRENCY = Text("carries a currency sign or code", "带有货币符号或代码")
GROUPED = Text("groups thousands with commas", "含有千位分隔逗号")
COMMA = Text("has a decimal comma", "用逗号作小数点")
EXPONENT = Text("is written with an exponent", "使用了科学计数法")
WIDE = Text("is written in full-width digits", "使用了全角数字")
RANGE = Text("is a range", "是一个区间")
UNIT = Text("carries a unit", "带有单位")
NEGATIVE = Text("is below zero", "小于零")
LOW = Text("is below the least allowed", "低于允许的最小值")
HIGH = Text("is above the most allowed", "高于允许的最大值")
DECIMALS = Text("has too many decimals", "小数位数过多")
WHOLE = Text("is not a whole number", "不是整数")


class Options(NamedTuple):
    kind: str = "number"
    """What the number is: price, weight, count."""
    min: float | None = None
    """Least allowed."""
    max: float | None = None
    """Most allowed."""
    decimals: int | None = None
    """Most digits after the point."""
    unit: str = ""
    """The unit of the bare number; empty: whatever the cell says."""
    spares: tuple[str, ...] = ()
    """Additions that are no fault: currency, grouping, unit, range."""

    def fit(self) -> None:
        for name in self.spares:
            one_of("spares", name, SPARES)


def wants(options: Options) -> Wants:
    if options.min is not None or options.max is not None or options.decimals is not None or options.kind == "count":
        return Wants(every=True)
    return Wants(other_than="0123456789.", counts=((".", 2),))


def check(candidate: Candidate, rule: Rule, options: Options, reference: Reference) -> Iterator[Hit]:
    del rule, reference
    for found in candidate.found:
        field = found.field
        text = field.value.strip()
        if BARE.fullmatch(text):
            if reason := _out_of_range(text, options):
                yield _hit(field, reason, options, None)
        elif not wording.says_nothing(text):
            yield from _odd(field, text, options)


def _odd(field: Field, text: str, options: Options) -> Iterator[Hit]:
    """A hit unless what makes the number odd is spared."""
    parts = [text]
    reasons: list[Text] = []
    if both := _RANGE().match(text):
        parts = [both[1], both[2]]
        if "range" not in options.spares:
            yield _hit(field, RANGE, options, None)
            return
    plain, safe = "", True
    for part in parts:
        plain, reason, is_safe = _plain(part, options.spares)
        safe = safe and is_safe
        if not plain and options.kind == "count" and (counted := _COUNTED().match(part)):
            plain = counted[1]
        if reason:
            reasons.append(reason)
    if reasons:
        fix = None
        plain = _in_unit(plain, parts[0], options.unit) if options.unit and plain else plain
        if len(parts) == 1 and plain and _out_of_range(plain, options) is None:
            fix = Fix(
                "Write the bare number",
                "safe" if safe else "review",
                (Edit(field, wording.trimmed(field.value, (0, len(field.value))), plain),),
            )
        yield _hit(field, reasons[0], options, fix)
    elif len(parts) == 1 and (reason := _out_of_range(plain, options)):
        yield _hit(field, reason, options, None)


def _plain(text: str, spares: tuple[str, ...]) -> tuple[str, Text | None, bool]:
    """The bare number in `text`, the first fault that nothing spares, and whether writing it plainly is safe.

    An empty number means that none can be told.
    """
    rest, reason, safe = text.strip(), None, True
    narrow = unicodedata.normalize("NFKC", rest)
    if BARE.fullmatch(rest):
        return rest, None, True
    if BARE.fullmatch(narrow):
        return narrow, WIDE, True
    rest = narrow
    for pattern, name, fault in ((_BEFORE, "currency", CURRENCY), (_AFTER, "currency", CURRENCY), (_UNIT, "unit", UNIT)):
        match = pattern().search(rest) if pattern is not _BEFORE else pattern().match(rest)
        if match and any(char.isdigit() for char in rest[: match.start()] + rest[match.end() :]):
            rest = (rest[: match.start()] + rest[match.end() :]).strip()
            if name not in spares:
                reason, safe = reason or fault, False
    if BARE.fullmatch(rest):
        return rest, reason, safe
    if _GROUPED().fullmatch(rest):
        # NOTE: 1,299 alone may be a decimal comma; 1,299.00 and 12,34,567 cannot.
        sure = "." in rest or rest.count(",") > 1
        return rest.replace(",", ""), reason or (None if "grouping" in spares else GROUPED), safe and sure
    if _EXPONENT().fullmatch(rest):
        return _written_out(rest), reason or EXPONENT, safe
    if _COMMA().fullmatch(rest):
        return rest.replace(",", "."), reason or COMMA, False
    if rest[:1] in "-−" and BARE.fullmatch(rest[1:].strip()):
        return "", NEGATIVE, False
    return "", reason or NOT_BARE, False


def _in_unit(number: str, text: str, unit: str) -> str:
    """The number in the platform's unit; nothing where the unit in the cell is another kind or unknown."""
    match = _UNIT().search(unicodedata.normalize("NFKC", text.strip()))
    if match is None:
        return number
    written, wanted = _GRAMS.get(match[0].strip(" .").lower()), _GRAMS.get(unit)
    if written is None or wanted is None:
        return ""
    return number if written == wanted else f"{float(number) * written / wanted:.3f}".rstrip("0").rstrip(".")


@functools.lru_cache(256)
def _written_out(text: str) -> str:
    from decimal import Decimal

    plain = format(Decimal(text), "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def plain_number(text: str, spares: tuple[str, ...]) -> str:
    """The bare number in `text` when nothing but `spares` stands beside it; else an empty text."""
    plain, reason, _ = _plain(text, spares)
    return "" if reason else plain


def _out_of_range(number: str, options: Options) -> Text | None:
    value = float(number)
    if options.min is not None and value < options.min:
        return LOW
    if options.max is not None and value > options.max:
        return HIGH
    digits = number.partition(".")[2]
    if options.kind == "count" and digits.strip("0"):
        return WHOLE
    return DECIMALS if options.decimals is not None and len(digits) > options.decimals else None


def _hit(field: Field, reason: Text, options: Options, fix: Fix | None) -> Hit:
    span = wording.trimmed(field.value, (0, len(field.value)))
    words = {"matched": field.value[slice(*span)], "kind": options.kind, "reason": reason, "decimals": options.decimals}
    limits = {name: None if value is None else f"{value:g}" for name, value in (("min", options.min), ("max", options.max))}
    return Hit(field, span, words | limits, fixes=(fix,) if fix else ())
