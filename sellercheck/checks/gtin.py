"""A product number that cannot be a GTIN: EAN, UPC, JAN or ISBN.

Why it matters: platforms compare the number with GS1's register; a wrong one is refused, or attaches the offer to
somebody else's product. Spreadsheets spoil such numbers without a word: leading zeros go, long numbers become 7.35E+12.

Flagged: "4006381333932" (wrong check digit), "7.35E+12", "52081120.0", "'4006381333931", "36000291452" (lost its leading
zero), "12345" (wrong length), "2012345678903" (a number for use inside a shop). Not flagged: "4006381333931",
"036000291452", "96385074", "10012345678902", "0-306-40615-2" (ISBN), "B07XYZ1234" (an ASIN), "null",
"Does not apply", several good numbers parted by `,` `;` or `|`.

How the number is written is looked at first; the fix for that is offered only when the number then is a good one.

Options:
- `restricted`: `flag` (default) or `ignore` prefixes for shops' own numbers, coupons and refunds.
- `unassigned`: `ignore` (default) or `flag` prefixes that GS1 has given to nobody.
- `exponent`: `flag` (default) or `ignore` faults of writing: exponent, decimal point, apostrophe, blanks and hyphens.

Fix: safe for an apostrophe, ".0", blanks and full-width digits; to be reviewed for a leading zero and for an exponent whose
digits are all there. A wrong check digit has no fix: any of the digits may be the wrong one.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from sellercheck import wording
from sellercheck.checks import Candidate, Hit, Reference, Wants, one_of
from sellercheck.finding import Edit, Fix
from sellercheck.listing import Field
from sellercheck.messages import Text
from sellercheck.patterns import shape
from sellercheck.rules.pack import Rule

WORDS = frozenset({"matched", "reason"})
ALIKE = True
LENGTHS = (8, 12, 13, 14)

EXPONENT = Text("was turned into a number with an exponent by a spreadsheet", "被表格软件变成了科学计数法")
DECIMAL = Text("was turned into a decimal number by a spreadsheet", "被表格软件变成了小数")
APOSTROPHE = Text("carries a spreadsheet's text mark", "带有表格软件的文本标记")
SPACED = Text("is written with blanks or hyphens", "含有空格或连字符")
WIDE = Text("is written in full-width digits", "使用了全角数字")
LABELLED = Text("holds more than digits", "含有数字以外的字符")
ZERO_LOST = Text("has lost a leading zero", "丢失了开头的 0")
LENGTH = Text("does not have 8, 12, 13 or 14 digits", "位数不是 8、12、13 或 14 位")
CHECK_DIGIT = Text("has a wrong check digit", "校验位错误")
SAME_DIGITS = Text("is one digit over and over", "由同一个数字重复组成")
RESTRICTED = Text("has a prefix for numbers used inside a shop or region", "前缀属于店内或区域内部编码")
COUPON = Text("has a prefix for coupons and refunds", "前缀属于优惠券或退款凭证")
DEMO = Text("has GS1's prefix for examples", "前缀属于 GS1 示例编码")
UNASSIGNED = Text("has a prefix that GS1 has given to nobody", "前缀尚未由 GS1 分配")
_KINDS = {"restricted circulation": RESTRICTED, "coupon": COUPON, "refund": COUPON, "demo": DEMO, "unassigned": UNASSIGNED}
_EXEMPT = shape(r"(?:gtin|ean|upc|isbn)?\s*-?\s*(?:exempt(?:ion|ed)?|exento|isento|免(?:除|码)?)", re.IGNORECASE)
_ASIN = shape(r"B0[0-9A-Z]{8}", re.IGNORECASE)
_DIGITS = shape(r"\d+", re.ASCII)
_EXPONENT = shape(r"(\d)(?:[.,](\d+))?E\+?(\d{1,2})", re.IGNORECASE | re.ASCII)
_DECIMAL = shape(r"(\d+)[.,]0*", re.ASCII)
_MARKED = shape(r"['’‘`]+(\d+)|=\"(\d+)\"|\"(\d+)\"", re.ASCII)
_SPACED = shape(r"\d[\d\s\-–]*[\dXx]", re.ASCII)


class Options(NamedTuple):
    restricted: str = "flag"
    """flag or ignore prefixes for shops' own numbers, coupons and refunds."""
    unassigned: str = "ignore"
    """flag or ignore prefixes given to nobody."""
    exponent: str = "flag"
    """flag or ignore faults of writing."""

    def fit(self) -> None:
        for name in ("restricted", "unassigned", "exponent"):
            one_of(name, getattr(self, name), ("flag", "ignore"))


def wants(options: Options) -> Wants:
    del options
    return Wants(every=True)


def check(candidate: Candidate, rule: Rule, options: Options, reference: Reference) -> Iterator[Hit]:
    del rule, reference
    for found in candidate.found:
        field = found.field
        for span in _numbers(field.value):
            text = field.value[slice(*span)]
            reason = _fault(text, options) if _DIGITS().fullmatch(text) else None
            if reason is ZERO_LOST:
                yield _hit(
                    field, span, reason, Fix("Put the leading zeros back", "review", (Edit(field, span, text.zfill(_full_length(text))),))
                )
            elif reason:
                yield _hit(field, span, reason, None)
            elif not _DIGITS().fullmatch(text) and not _is_no_gtin(text):
                yield from _badly_written(field, span, text, options)


def _numbers(text: str) -> list[tuple[int, int]]:
    span = wording.trimmed(text, (0, len(text)))
    if _EXPONENT().fullmatch(text, *span) or _DECIMAL().fullmatch(text, *span):
        return [span]  # its comma is a decimal one
    if text[span[0] : span[0] + 1] in {"[", "{"} and '"' in text:
        return [match.span(1) for match in re.finditer(r'"(\d{5,})"', text)]  # JSON: only what is a number is looked at
    return wording.listed(text, ",;|\n\r")


def _is_no_gtin(text: str) -> bool:
    return wording.says_nothing(text) or bool(_ASIN().fullmatch(text)) or bool(_EXEMPT().fullmatch(text))


def _badly_written(field: Field, span: tuple[int, int], text: str, options: Options) -> Iterator[Hit]:
    digits, reason, how = _read(text)
    if is_isbn10(digits) and reason in {None, SPACED}:
        return
    if reason is SPACED and len(digits) == 13 and digits.startswith(("978", "979")) and _fault(digits, options) is None:
        return  # hyphens are how an ISBN is printed
    fault = _fault(digits, options) if digits else None
    if options.exponent == "flag" or not digits:
        fix = None
        if digits and fault is None:
            fix = Fix("Write the digits only", how, (Edit(field, span, digits),))
        elif fault is ZERO_LOST:
            fix = Fix("Put the leading zeros back", "review", (Edit(field, span, digits.zfill(_full_length(digits))),))
        yield _hit(field, span, reason or LABELLED, fix)
    elif fault:
        yield _hit(field, span, fault, None)


def _read(text: str) -> tuple[str, Text | None, str]:
    """The digits that `text` means, what is odd about its writing, and how sure that reading is.

    No digits when they cannot be told, as in an exponent that has swallowed them.
    """
    narrow = unicodedata.normalize("NFKC", text)
    if match := _EXPONENT().fullmatch(narrow):
        whole, digits, power = match[1], match[2] or "", int(match[3])
        digits = digits.rstrip("0") if len(digits) > power else digits
        return (whole + digits if len(digits) == power else ""), EXPONENT, "review"
    if match := _DECIMAL().fullmatch(narrow):
        return match[1], DECIMAL, "safe"
    if match := _MARKED().fullmatch(narrow):
        return next(filter(None, match.groups())), APOSTROPHE, "safe"
    if _DIGITS().fullmatch(narrow):
        return narrow, WIDE, "safe"
    if _SPACED().fullmatch(narrow):
        return re.sub(r"[\s\-–]", "", narrow).upper(), SPACED, "safe"
    digits = re.sub(r"\D", "", narrow)
    lone = len(re.findall(r"\d+", narrow)) == 1 and len(digits) in LENGTHS and is_valid(digits)
    return (digits if lone else ""), LABELLED, "review"


def _fault(digits: str, options: Options) -> Text | None:
    """What is wrong with a number of digits only."""
    if is_isbn10(digits):
        return None
    if not digits.isdigit():
        return LENGTH
    if len(set(digits)) == 1:
        return SAME_DIGITS
    if len(digits) not in LENGTHS:
        return ZERO_LOST if len(digits) in {7, 10, 11} and is_valid(digits) else LENGTH
    if not is_valid(digits) and not (len(digits) == 8 and is_valid(expanded(digits))):
        return CHECK_DIGIT
    if len(digits) == 8 and digits[0] == "0":
        return None  # NOTE: may be a short UPC, whose prefix shows only when written out
    reason = _KINDS.get(_prefix_kind(digits if len(digits) == 8 else digits.zfill(14)[1:]))
    ignored = options.unassigned == "ignore" if reason is UNASSIGNED else options.restricted == "ignore"
    return None if ignored else reason


def is_valid(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (GS1, modulo 10, weights 3 and 1 from the right)."""
    numbers = [ord(char) - 48 for char in reversed(digits)]
    return len(numbers) > 1 and (sum(numbers[0::2]) + 3 * sum(numbers[1::2])) % 10 == 0


def is_isbn10(digits: str) -> bool:
    """Whether ten characters are an ISBN of the old kind: modulo 11, X for ten."""
    if len(digits) != 10 or not digits[:9].isdigit() or digits[9] not in "0123456789X":
        return False
    numbers = [10 if char == "X" else ord(char) - 48 for char in digits]
    return sum(weight * number for weight, number in zip(range(10, 0, -1), numbers, strict=True)) % 11 == 0


def expanded(short: str) -> str:
    """The UPC of twelve digits that a short UPC of eight stands for; empty when it is none."""
    system, body, check_digit = short[0], short[1:7], short[7]
    if system not in "01":
        return ""
    last = body[5]
    if last in "012":
        middle = body[:2] + last + "0000" + body[2:5]
    elif last == "3":
        middle = body[:3] + "00000" + body[3:5]
    elif last == "4":
        middle = body[:4] + "00000" + body[4]
    else:
        middle = body[:5] + "0000" + last
    return system + middle + check_digit


def _full_length(digits: str) -> int:
    return 8 if len(digits) == 7 else 12


def _prefix_kind(digits: str) -> str:
    starts, ends, kinds = _prefixes()
    at = bisect_right(starts, digits[:3]) - 1
    return kinds[at] if at >= 0 and digits[:3] <= ends[at] else ""


@functools.lru_cache(1)
def _prefixes() -> tuple[list[str], list[str], list[str]]:
    """The bundled GS1 prefix ranges: starts, ends and kinds, by start."""
    from sellercheck.data import read_table

    rows = sorted(read_table("gs1_prefixes.csv"), key=lambda row: row["start"])
    return [row["start"] for row in rows], [row["end"] for row in rows], [row["kind"] for row in rows]


def _hit(field: Field, span: tuple[int, int], reason: Text, fix: Fix | None) -> Hit:
    return Hit(field, span, {"matched": field.value[slice(*span)], "reason": reason}, fixes=(fix,) if fix else ())
