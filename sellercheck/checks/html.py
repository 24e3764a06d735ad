"""A text holds HTML or script.

Why it matters: where a platform shows plain text, buyers read the tags; where it forbids code, the field is rejected
or emptied, and script counts as an attack.

Flagged: "<b>Soft</b> cotton", "<script>…", "&lt;br&gt;". Not flagged: "holds <10 lb", "I <3 you", "a < b > c",
"<< Size XXS >>", "<S> size"; with `allowed: [br]`: "one<br/>two", "one</br>two".

One hit a cell: the first tag found, and how many there are. An allowed tag that carries script (`onclick=`,
`javascript:`) is flagged too.

Options:
- `allowed`: names of tags that may stand.
- `entities`: `yes` also flags `&amp;`, `&nbsp;`, `&#39;` (default no).

Fix: safe where tags only shape the text: they go, and words they kept apart stay apart. To be reviewed where something is
lost with them: links, pictures, tables, script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sellercheck.checks import Candidate, Hit, Reference, Wants
from sellercheck.finding import Edit, Fix, Later
from sellercheck.listing import Field
from sellercheck.patterns import shape
from sellercheck.rules.pack import Rule

WORDS = frozenset({"matched", "tag", "count"})
ALIKE = True
INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "blink",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
BLOCK = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "link",
        "main",
        "menu",
        "meta",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "title",
        "ul",
    ]
)
LOST = frozenset(
    [
        "a",
        "applet",
        "area",
        "audio",
        "base",
        "button",
        "canvas",
        "caption",
        "col",
        "colgroup",
        "datalist",
        "embed",
        "frame",
        "frameset",
        "iframe",
        "img",
        "input",
        "map",
        "marquee",
        "noframes",
        "noscript",
        "object",
        "optgroup",
        "option",
        "output",
        "param",
        "picture",
        "progress",
        "rp",
        "rt",
        "ruby",
        "script",
        "select",
        "source",
        "style",
        "svg",
        "table",
        "tbody",
        "td",
        "template",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "tr",
        "track",
        "video",
    ]
)
"""Tags that hold or show something themselves; without them it is gone."""
KNOWN = INLINE | BLOCK | LOST
_TAG = shape(
    r"<(?:!--.*?(?:-->|$)|!DOCTYPE[^>]*>?|(script|style)\b[^>]*>.*?(?:</\1\s*>|$)"
    r"|/?([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>)",
    re.IGNORECASE | re.DOTALL,
)
_ESCAPED = shape(r"&lt;(/?)\s*([a-zA-Z][a-zA-Z0-9]*)\b(?:(?!&lt;|&gt;).){0,300}?&gt;", re.IGNORECASE | re.DOTALL)
_ENTITY = shape(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_SCRIPT = shape(r"\bon[a-z]+\s*=|javascript\s*:|expression\s*\(", re.IGNORECASE)


Place = tuple[tuple[int, int], str]
"""Where a tag stands, and its name."""


class Options(NamedTuple):
    allowed: tuple[str, ...] = ()
    """Names of tags that may stand."""
    entities: bool = False
    """Whether character references are flagged too."""


def wants(options: Options) -> Wants:
    return Wants(chars="<&" if options.entities else "<", phrases=() if options.entities else ("&lt",))


def check(candidate: Candidate, rule: Rule, options: Options, reference: Reference) -> Iterator[Hit]:
    del rule, reference
    allowed = frozenset(name.lower().strip("<>/") for name in options.allowed)
    for found in candidate.found:
        text = found.field.value
        tags = [
            (match.span(), name)
            for match in _TAG().finditer(text)
            if (name := _name(match, text)) and (name not in allowed or _SCRIPT().search(match[0]))
        ]
        if "&" in text:
            tags += _apart(
                tags,
                [
                    (match.span(), name)
                    for match in _ESCAPED().finditer(text)
                    if (name := match[2].lower()) in KNOWN and name not in allowed
                ],
            )
            if options.entities:
                tags += _apart(tags, [(match.span(), match[0]) for match in _ENTITY().finditer(text)])
        if tags:
            tags.sort()
            span, name = tags[0]
            yield Hit(
                found.field, span, {"matched": text[slice(*span)], "tag": name, "count": len(tags)}, fixes=Later(_fix, found.field, tags)
            )


def _apart(tags: list[Place], more: list[Place]) -> list[Place]:
    """Those of `more` that stand inside none of `tags`."""
    return [place for place in more if not any(low < place[0][1] and place[0][0] < high for (low, high), _ in tags)]


def _name(match: re.Match[str], text: str) -> str:
    """The tag's name in small letters, or nothing for what only looks like a tag."""
    if match[1]:
        return match[1].lower()
    if not match[2]:
        return "!"
    name = match[2].lower()
    if name not in KNOWN:
        return ""
    # "a <b and c> d" compares.
    if name not in LOST and (inside := match[3].strip(" \t\r\n/")) and "=" not in inside:
        return ""
    # <S> and <Q> are sizes and questions unless they are closed or carry something.
    lone = name in {"s", "q"} and not match[0].startswith("</") and not match[3].strip()
    return "" if lone and f"</{name}" not in text.lower() else name


def _fix(field: Field, tags: list[Place]) -> tuple[Fix, ...]:
    import html

    text = field.value
    edits, safe = [], True
    for (start, end), name in tags:
        safe = safe and name not in LOST
        new = ""
        if name.startswith("&"):
            new = html.unescape(name).replace("\u00a0", " ")
        elif name not in INLINE:
            new = " "
        edits.append(((start, end), new))
    joined = [edits[0]]
    for (start, end), new in edits[1:]:  # neighbouring tags need one blank between them, not one each
        (first, last), before = joined[-1]
        if start == last:
            joined[-1] = ((first, end), " " if " " in {new, before} and not (new + before).strip() else before + new)
        else:
            joined.append(((start, end), new))
    return (Fix("Delete the tags", "safe" if safe else "review", tuple(Edit(field, *_tidy(text, *edit)) for edit in joined)),)


def _tidy(text: str, span: tuple[int, int], new: str) -> tuple[tuple[int, int], str]:
    """The edit without a blank at an end of the text, or a second one beside the first."""
    start, end = span
    apart_before, apart_after = not text[:start] or text[start - 1].isspace(), not text[end:] or text[end].isspace()
    if new.strip():
        return span, new
    if apart_before and apart_after and end < len(text) and text[end] in " \t":
        return (start, end + 1), ""
    return span, "" if apart_before or apart_after else new
