"""Countries by the names and codes that people write: `codes`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sellercheck import text as folding
from sellercheck.errors import UsageError

EU = frozenset("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())  # noqa: SIM905 -- codes in a row are read at a glance
"""Members of the European Union, where an EU mark counts."""
ALL = frozenset(
    """AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL
    CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU
    GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC
    MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT
    PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA
    UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW""".split()  # noqa: SIM905
)
"""ISO 3166-1 alpha-2."""
_WORDS: Mapping[str, frozenset[str]] = {
    folding.key(word): frozenset(named.split())
    for named, words in (
        (" ".join(EU), "EU|EM|EUIPO|European Union|欧盟"), ("BE NL LU", "BX|Benelux|比荷卢"), ("GB", "UK|United Kingdom|Great Britain|英国"),
        ("GR", "EL|Greece|希腊"), ("US", "USA|United States|United States of America|美国"), ("CN", "China|中国|中国大陆"), ("DE", "Germany|德国"),
        ("FR", "France|法国"), ("IT", "Italy|意大利"), ("ES", "Spain|西班牙"), ("JP", "Japan|日本"), ("KR", "South Korea|Korea|韩国"),
        ("CA", "Canada|加拿大"), ("AU", "Australia|澳大利亚"), ("MX", "Mexico|墨西哥"), ("BR", "Brazil|巴西"), ("MY", "Malaysia|马来西亚"),
        ("SG", "Singapore|新加坡"), ("TH", "Thailand|泰国"), ("VN", "Vietnam|越南"), ("ID", "Indonesia|印度尼西亚|印尼"), ("PH", "Philippines|菲律宾"),
        ("TW", "Taiwan|台湾|中国台湾"), ("HK", "Hong Kong|香港|中国香港"), ("RU", "Russia|俄罗斯"), ("NL", "Netherlands|荷兰"), ("PL", "Poland|波兰"),
    )
    for word in words.split("|")
}  # fmt: skip


def codes(names: Iterable[str]) -> frozenset[str]:
    """Two-letter codes of the countries named, the European Union taken apart; a name that is not known stays as it is, in capitals."""
    found: set[str] = set()
    for name in names:
        word = folding.key(name)
        found |= _WORDS[word] if word in _WORDS else {name.strip().upper()}
    return frozenset(found)


def sold_in(names: Iterable[str]) -> tuple[str, ...]:
    """Codes of the countries a seller named, as `codes`, sorted. Raises UsageError for a name that is none: rules would be left out unseen."""
    for name in names:
        if not codes((name,)) <= ALL:
            raise UsageError(f'no country is called "{name}"', "Write two letters, such as US,GB, or EU for its members.")
    return tuple(sorted(codes(names)))
