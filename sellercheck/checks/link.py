"""An address of a picture or page that the platform will not take.

Why it matters: a link to a page instead of a picture, or in a format the platform does not read, leaves the listing
without its main image; a picture hosted by another marketplace shows where it was taken from.

Flagged, with `extensions: [jpg, png]` and `forbidden-hosts: [alicdn.com]`: "https://example.org/shoe.html",
"https://ae01.alicdn.com/kf/a.jpg". Not flagged: "https://example.org/shoe.JPG?w=600", "https://notalicdn.com/a.png",
an address without any extension.

A cell may hold several links, parted by `|`, `;`, a comma, blanks or line breaks, or a JSON list. One hit a listing and
reason: the first such link, and how many there are.

Options:
- `extensions`: allowed endings of the path, without the dot; what follows `?` or `#` does not count.
- `extensionless`: `ignore` (default) or `flag` addresses whose path has no ending.
- `schemes`: allowed schemes; a cell with a bare file name has none and is not flagged for it.
- `forbidden-hosts`: hosts, each with everything below it.
- `kind`: image (default) or page; a word for the message.

Fix: none; the picture must be put elsewhere or saved in another format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sellercheck import wording
from sellercheck.checks import Candidate, Hit, Reference, Wants, one_of
from sellercheck.listing import Field
from sellercheck.messages import Text
from sellercheck.patterns import shape
from sellercheck.rules.pack import Rule

WORDS = frozenset({"matched", "reason", "extension", "host", "scheme", "kind", "count"})
ALIKE = True
EXTENSION = Text("ends in a format that is not taken", "文件格式不被接受")
NO_EXTENSION = Text("does not end in a file's name", "没有以文件名结尾")
SCHEME = Text("does not begin as required", "链接开头不符合要求")
HOST = Text("is hosted by another marketplace or forbidden site", "图片托管在其他平台或被禁止的网站")
LOCAL = Text("is a file on a computer, not an address", "是本地文件路径，不是网址")
_ADDRESS = shape(r"(?:(?P<scheme>[a-zA-Z][a-zA-Z0-9+.-]*):)?(?://(?:[^/?#@]*@)?(?P<host>[^/?#:]*)(?::\d*)?)?(?P<path>[^?#]*)", re.DOTALL)
_LINKS = shape(
    r"(?:https?:)?\\?/\\?/[^\s|\"'<>\]]+?(?=[\s|\"'<>\];,]*(?:(?:https?:)?\\?/\\?/|$|[\s|\"'<>\]]))|[^\s|;,\"\[\]<>][^|;,\"\[\]<>\n]*",
    re.IGNORECASE,
)
_LOCAL = shape(r"(?:[a-z]:\\|\\\\|file:)", re.IGNORECASE)


class Options(NamedTuple):
    extensions: tuple[str, ...] = ()
    """Allowed endings of the path, without the dot."""
    extensionless: str = "ignore"
    """ignore or flag addresses without an ending."""
    schemes: tuple[str, ...] = ()
    """Allowed schemes, such as https."""
    forbidden_hosts: tuple[str, ...] = ()
    """Hosts that are flagged, each with its subdomains."""
    kind: str = "image"
    """image or page."""

    def fit(self) -> None:
        one_of("extensionless", self.extensionless, ("ignore", "flag"))
        if not self.extensions and not self.schemes and not self.forbidden_hosts:
            raise ValueError('none of "extensions", "schemes", "forbidden-hosts" is given', "Add one of them under options.")


def wants(options: Options) -> Wants:
    if options.extensions or options.schemes:
        return Wants(every=True)
    return Wants(phrases=options.forbidden_hosts)


def check(candidate: Candidate, rule: Rule, options: Options, reference: Reference) -> Iterator[Hit]:
    del rule, reference
    extensions = frozenset(extension.lower().lstrip(".") for extension in options.extensions)
    schemes = frozenset(scheme.lower().rstrip(":/") for scheme in options.schemes)
    hosts = tuple(host.lower().strip(".") for host in options.forbidden_hosts)
    faults: dict[tuple[str, str], list[tuple[Field, tuple[int, int], Text, dict[str, str]]]] = {}
    for found in candidate.found:
        text = found.field.value
        for span in links(text):
            for reason, culprit, parts in _faults(text[slice(*span)], extensions, schemes, hosts, options):
                faults.setdefault((reason.en, culprit), []).append((found.field, span, reason, parts))
    for several in faults.values():
        field, span, reason, parts = several[0]
        words = {"matched": field.value[slice(*span)], "reason": reason, "kind": options.kind, "count": len(several)}
        yield Hit(field, span, words | parts)


def links(text: str) -> list[tuple[int, int]]:
    """Spans of the addresses and file names in a cell."""
    if "//" not in text and "\\/" not in text:
        return wording.listed(text, "|;,\n\r")
    return [wording.trimmed(text, match.span()) for match in _LINKS().finditer(text) if match[0].strip()]


def _faults(
    link: str, extensions: frozenset[str], schemes: frozenset[str], hosts: tuple[str, ...], options: Options
) -> Iterator[tuple[Text, str, dict[str, str]]]:
    if wording.says_nothing(link):
        return
    if _LOCAL().match(link):
        yield LOCAL, "", {"extension": "", "host": "", "scheme": ""}
        return
    address = _ADDRESS().match(link.replace("\\/", "/"))
    assert address is not None  # every part may be empty
    scheme, host, path = (address["scheme"] or "").lower(), (address["host"] or "").lower(), address["path"]
    name = path.rstrip("/").rpartition("/")[2] if not path.endswith("/") else ""
    extension = name.rpartition(".")[2].lower() if "." in name.strip(".") else ""
    if not re.fullmatch(r"[a-z0-9]{1,5}", extension) or extension.isdigit():
        extension = ""
    parts = {"extension": extension, "host": host, "scheme": scheme}
    if schemes and scheme and scheme not in schemes:
        yield SCHEME, scheme, parts
    if forbidden := next((known for known in hosts if host == known or host.endswith("." + known)), None):
        yield HOST, forbidden, parts
    if extensions and extension and extension not in extensions and scheme != "data":
        yield EXTENSION, extension, parts
    elif extensions and not extension and options.extensionless == "flag":
        yield NO_EXTENSION, "", parts
