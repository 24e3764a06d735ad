"""Reports made by hand: names, owners, numbers and addresses are invented; the spans are right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from sellercheck.finding import Confidence, Context, Edit, Evidence, Finding, Fix, Severity, Use
from sellercheck.listing import Column, Field, Location, Row, SheetLayout
from sellercheck.mark import ListInfo, Mark
from sellercheck.report import Exposure, Likewise, NotChecked, PackInfo, Report, SetAside, SheetInfo, Skipped

TODAY = date(2026, 11, 21)

HEADERS = {"sku": "SKU", "title": "Product Name", "description": "Description", "brand": "Brand", "keywords": "Tags"}
COLUMNS = tuple(Column(number, header, name, "name wish") for number, (name, header) in enumerate(HEADERS.items()))
STOCK = SheetLayout(
    "stock.csv",
    "csv",
    "gb18030",
    ",",
    header_row=1,
    first_row=2,
    columns=(*COLUMNS, Column(5, "Notes", None), Column(6, "Internal\x1b[31m code", None)),
)
TEMPLATE = SheetLayout("template.xlsx", "xlsx", worksheet="Template", header_row=3, first_row=5, columns=COLUMNS)

ACMERA = Mark("Acmera", "brand", "famous", owner="Acmera Holdings, Inc.", nice_classes=frozenset({18, 25}))
ZOOMLINE = Mark("Zoomline", "product-line", "famous", owner="Acmera Holdings, Inc.", nice_classes=frozenset({25}), parent="Acmera")
PANDU = Mark("熊猫嘟嘟", "character", "seller", owner=None)
NORDVEIL = Mark(
    "Nordveil",
    "brand",
    "register",
    owner="Nordveil AB",
    territory="EM",
    status="registered",
    number="000000001",
    nice_classes=frozenset({9}),
)

CONSEQUENCE = "Listings may be removed and money withheld; repeated cases may close the shop."
MESSAGES = {
    Use.BRAND_GOODS: "“{text}” offers the goods as those of the brand {mark}.",
    Use.COMPATIBILITY: "“{text}” names {mark} to say what the goods fit.",
    Use.DISGUISED: "“{text}” reads as {mark} in a changed spelling.",
    Use.THEME: "“{text}” decorates or themes the goods with {mark}.",
}


def field(name: str, value: str, row: int = 2, line: int | None = None, sheet: SheetLayout = STOCK) -> Field:
    column = COLUMNS[tuple(HEADERS).index(name)]
    values = [""] * len(COLUMNS)
    values[column.index] = value
    if sheet.encoding and line is None:
        line = row
    return Field(name, value, column, Row(row, line, tuple(values)), sheet)


def at_text(cell: Field, text: str) -> tuple[int, int]:
    start = cell.value.index(text)
    return start, start + len(text)


def mark_finding(
    cell: Field, text: str, mark: Mark = ACMERA, *, platform: str = "wish", use: Use = Use.BRAND_GOODS, severity: Severity = Severity.HIGH,
    listing: str = "", fixes: tuple[Fix, ...] = (), span: tuple[int, int] | None = None,
) -> Finding:  # fmt: skip
    listing = listing or f"SKU-{cell.row.number}"
    evidence = [Evidence("list", f"{mark.text} stands in the list {mark.list}", "https://lists.example.org", "2026-11-20")]
    if mark is ZOOMLINE:
        evidence.append(Evidence("case", "Acmera Holdings v. a seller", "Example court, 1:26-cv-00001", "2026-01-31"))
    span = span or at_text(cell, text)
    return Finding(
        id=f"{abs(cell.row.number * 7919 + span[0]):016x}", rule=f"{platform}/mark-use", check="mark-use", platform=platform, severity=severity,
        confidence=Confidence.HIGH, message=MESSAGES[use].format(text=text, mark=mark.text),
        remedy="Remove the name, or have the owner's authorisation ready before you upload.",
        consequence=CONSEQUENCE if platform == "wish" else "The listing is taken down; the account's health suffers.",
        source_url=f"https://{platform}.example.org/policy/marks", source_read="2026-11-21", listing=listing, field=cell, at=cell.at, span=span,
        mark=mark, context=Context(use, "leetspeak" if use is Use.DISGUISED else "exact", "yes"),
        evidence=tuple(evidence), fixes=fixes,
    )  # fmt: skip


def rule_finding(
    name: str, cell: Field | None, message: str, at: Location | None = None, *, span: tuple[int, int] | None = None, platform: str = "wish",
    severity: Severity = Severity.MEDIUM, listing: str = "", fixes: tuple[Fix, ...] = (),
) -> Finding:  # fmt: skip
    at = at or (cell.at if cell else None)
    assert at
    return Finding(
        id=f"{at.row:016x}", rule=f"{platform}/{name}", check=name, platform=platform, severity=severity, confidence=Confidence.MEDIUM,
        message=message, remedy="Mend the cell.", consequence="The upload is refused.", source_url=f"https://{platform}.example.org/policy/{name}",
        source_read="2026-11-20", listing=listing or f"SKU-{at.row}", field=cell, at=at, span=span, fixes=fixes,
    )  # fmt: skip


def removal(cell: Field, text: str, new: str = "", applicability: str = "review", title: str = "Take the name out") -> Fix:
    return Fix(title, applicability, (Edit(cell, at_text(cell, text), new),))


def sheet_info(layout: SheetLayout = STOCK, rows: int = 800, listings: int = 798) -> SheetInfo:
    columns = {column.field: column.header for column in layout.columns if column.field}
    notes = ("the file has no byte order mark; gb18030 was taken because every byte makes sense in it",) if layout is STOCK else ()
    return SheetInfo(
        layout.path, layout.format, layout.encoding, layout.delimiter, layout.worksheet, layout.header_row, rows, listings, "0" * 64,
        columns, layout.unmapped, {}, notes,
    )  # fmt: skip


LISTS = (
    ListInfo(
        "famous", "Famous marks", "Example publisher", "https://lists.example.org/famous", "CC0-1.0", date(2026, 11, 20), 1332, "1" * 64
    ),
    ListInfo("seller", "The seller's own list", "the seller", "", "own", date(2026, 11, 1), 1, "2" * 64),
)
PACKS = (
    PackInfo("wish", "Wish", date(2026, 11, 21), 61, of=73, elsewhere=12),
    PackInfo("amazon", "Amazon", date(2026, 11, 21), 80, of=80),
    PackInfo("shopee", "Shopee", date(2026, 11, 21), 5, of=75),
)
NOT_CHECKED = (NotChecked("images", "pictures were not looked at"), NotChecked("designs and patents", "text does not show them"))


def report(
    findings: tuple[Finding, ...] = (), likewise: Mapping[str, Sequence[Likewise]] = MappingProxyType({}), **changes: object
) -> Report:
    """A report of these findings; what is counted follows from them unless given."""
    worst: dict[tuple[str, str], Severity] = {}
    for finding in findings:
        for listing in (finding.listing, *(each.listing for each in likewise.get(finding.id, ()))):
            key = (finding.at.path, listing)
            worst[key] = max(worst.get(key, Severity.INFO), finding.severity)
    by_risk = {name: sum(str(severity) == name for severity in worst.values()) for name in ("high", "medium", "low")}
    listings = max(798, len(worst))
    made = Report(
        findings=findings, today=TODAY, listings=listings, by_risk=by_risk | {"none": listings - sum(by_risk.values())}, packs=PACKS, lists=LISTS,
        sheets=(sheet_info(),), not_checked=NOT_CHECKED, version="0.1.0", likewise=likewise,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def empty() -> Report:
    return report()


def full() -> Report:
    """Everything a report can hold, in a dozen findings."""
    one = field("title", "Acmera style running shoes for men", 2)
    disguised = field("title", "Acm3ra trail shoes", 5)
    fits = field("description", "A strap. " * 30 + "Fits the Acmera 3 and other watches. " + "Soft and light. " * 40, 7, 9)
    zoom = field("keywords", "shoes,Zoomline,running", 2)
    cjk = field("title", "【新款】熊猫嘟嘟 儿童书包 🐼 大容量", 11)
    findings = [mark_finding(one, "Acmera", platform=platform, fixes=(removal(one, "Acmera style "),)) for platform in ("amazon", "wish")]
    findings.append(mark_finding(zoom, "Zoomline", ZOOMLINE, listing="SKU-2"))
    findings.append(
        mark_finding(
            disguised,
            "Acm3ra",
            use=Use.DISGUISED,
            fixes=(removal(disguised, "Acm3ra "), removal(disguised, "Acm3ra", "Unbranded", "advice", "Write another name")),
        )
    )
    findings.append(mark_finding(fits, "Acmera", use=Use.COMPATIBILITY, severity=Severity.MEDIUM))
    findings.append(mark_finding(cjk, "熊猫嘟嘟", PANDU, use=Use.THEME, severity=Severity.LOW))
    missing = Location("stock.csv", None, 13, 15, "", "", "brand")
    findings.append(rule_finding("brand-required", None, "The cell is empty; Amazon asks for a brand.", missing, platform="amazon"))
    blank = Location("stock.csv", None, 14, 16, "Brand", "D14", "brand")
    findings.append(rule_finding("brand-required", None, "The cell is empty; Amazon asks for a brand.", blank, platform="amazon"))
    for row, words in ((3, 2), (4, 5), (6, 6), (20, 20), (21, 21), (22, 22), (40, 40)):
        cell = field("title", f"{'Shoe ' * words}end", row)
        length = len(cell.value)
        findings.append(
            rule_finding("title-length", cell, f"{length} characters; Wish shows 10.", span=(10, length), severity=Severity.LOW)
        )
    quiet = field("title", "One size fits all", 30)
    findings.append(
        mark_finding(quiet, "One", Mark("One", "brand", "famous", ambiguous=True), use=Use.COMPATIBILITY, severity=Severity.INFO)
    )
    code = rule_finding(
        "html-code", field("description", "<p>Shoe</p>", 31), "The text holds HTML code (p). Likewise in 3 further rows.", span=(0, 3)
    )
    findings.append(code)
    order = sorted(findings, key=lambda finding: (finding.at.row, finding.platform, finding.rule))
    aside = mark_finding(field("title", "Nordveil case", 50), "Nordveil", NORDVEIL)
    return report(
        tuple(order),
        likewise={code.id: tuple(Likewise(row, f"SKU-{row}") for row in (32, 33, 39))},
        set_aside=(SetAside(aside, "authorised", "LoA-2026-17, ends 2026-12-31"), SetAside(aside._replace(id="f" * 16), "baseline")),
        skipped=(
            *(Skipped(Location("stock.csv", None, row, row + 2, "", f"A{row}", ""), "neither text nor SKU") for row in (60, 61, 62, 70)),
            Skipped(Location("stock.csv", None, 90, 92, "", "", ""), "5 cells where the headings are 7", fault=True),
        ),
        unanswered=("the register EUIPO did not answer for “Acmera”",),
        notes=('the list "famous" is 100 days old',),
        exposure=(
            Exposure(
                "wish", "ip", "4 listings, one owner: up to $40. Three cases close the shop.", 4, 1, (1, 4), (10, 40), True,
                "https://wish.example.org/policy/marks", "2026-11-20", "2021-05-11",
            ),
        ),
    )  # fmt: skip


def hostile() -> Report:
    """Cells that would be obeyed somewhere: markup, escapes, formulas, control and bidi characters, halves of pairs."""
    cells = [
        field("title", "[red]Acmera[/red] [link=https://evil.example.org]bag[/link] {brace} %s", 2),
        field("title", "\x1b[31mAcmera\x1b[0m bag \x07\x00 bell", 3),
        field("title", '=HYPERLINK("https://evil.example.org","Acmera")', 4),
        field("title", "Line one\nAcmera bag\r\nline three\tend", 5, 5),
        field("title", "safe \u202egab aremcA\u202c Ac\u200bmera", 6),
        field("title", "half \ud83d Acmera", 7),
        field("title", "👨‍👩‍👧 ☀️ 1️⃣ 👍🏽 e\u0301te\u0301 ｆｕｌｌ Acmera", 8),
        field("title", "<script>alert('Acmera')</script> &amp; | --> ::error:: \uffff", 9),
    ]
    findings = []
    for cell in cells:
        text = "Ac\u200bmera" if "\u200b" in cell.value else "Acmera"
        findings.append(mark_finding(cell, text))
    return report(tuple(findings), sheets=(sheet_info()._replace(path="st\x1b]0;ock.csv", unmapped=("[bold]x[/bold]", "\x1b[2J")),))


def platforms() -> Report:
    """One mark in four platforms and two workbooks, with different words, and more rows than anyone names."""
    findings = []
    for sheet, rows in ((STOCK, range(2, 60, 2)), (TEMPLATE, range(5, 200))):
        for row in rows:
            cell = field("title", f"Acmera bag number {row}", row, sheet=sheet)
            for platform in ("aliexpress", "amazon", "shopee", "wish"):
                severity = Severity.HIGH if row % 3 else Severity.MEDIUM
                findings.append(mark_finding(cell, "Acmera", platform=platform, severity=severity))
    return report(tuple(findings), sheets=(sheet_info(), sheet_info(TEMPLATE)), packs=(PackInfo("wish", "Wish", TODAY, 61, guessed=True),))


SUPPLIED = SheetLayout(
    "supplied.csv", "csv", "utf-8", ",", header_row=1, first_row=2,
    columns=(*COLUMNS, Column(5, "Factory", "supplier"), Column(6, "Type", "category"), Column(7, "Subtype", "category", rank=1)),
)  # fmt: skip


def supplied(name: str, value: str, row: int, supplier: str, category: str = "", subtype: str = "") -> Field:
    """A field of a row that names its supplier and category."""
    cell = field(name, value, row, sheet=SUPPLIED)
    return cell._replace(row=cell.row._replace(values=(*cell.row.values, supplier, category, subtype)))


def suppliers() -> Report:
    """Two suppliers, one of them written in two ways, rows that name none, and rows whose first category is blank."""
    rows = (("Sunny Trade", "Bags", ""), ("sunny  trade", "", "Totes"), ("", "", ""), ("=Evil & Sons", "Shoes", "Boots"))
    findings = []
    for row, (supplier, category, subtype) in enumerate(rows, 2):
        cell = supplied("title", f"Acmera bag {row}", row, supplier, category, subtype)
        findings.append(mark_finding(cell, "Acmera"))
        findings.append(rule_finding("title-length", cell, "Too long.", severity=Severity.LOW))
    missing = Location("supplied.csv", None, 2, 2, "", "", "brand")
    findings.append(rule_finding("brand-required", None, "The cell is empty.", missing))
    info = sheet_info(SUPPLIED)._replace(
        more_columns={"category": ("Subtype",)},
        columns={"title": "Product Name", "supplier": "Factory", "category": "Type"},
    )
    return report(tuple(findings), sheets=(info,))


def many(count: int) -> Report:
    """`count` findings of fifty rules, for times and memory."""
    findings = []
    for number in range(count):
        cell = field("title", f"Acmera bag number {number} with a long name for a bag", number + 2)
        findings.append(rule_finding(f"rule-{number % 50}", cell, f"{number} is too many.", span=(0, 6)))
    return report(tuple(findings))


ATTACKS = (
    "<script>window.pwned = 1</script>",
    "<img src=x onerror='window.pwned=1'>",
    '"><img src=https://evil.example.org/x.png onerror="window.pwned=1">',
    "' onmouseover='window.pwned=1' autofocus onfocus='window.pwned=1' x='",
    "</title></style></script></textarea></template><script>window.pwned=1</script>",
    "--><script>window.pwned=1</script><!--",
    "]]><script>window.pwned=1</script>",
    "<svg onload=window.pwned=1><animate onbegin=window.pwned=1 attributeName=x dur=1s>",
    "<details open ontoggle=window.pwned=1>",
    "<iframe src='javascript:parent.pwned=1'></iframe>",
    "<base href=https://evil.example.org/><a href=javascript:window.pwned=1>x</a>",
    "<meta http-equiv=refresh content='0;url=https://evil.example.org'>",
    "<link rel=stylesheet href=https://evil.example.org/x.css><style>@import 'https://evil.example.org/y.css';</style>",
    "javascript:window.pwned=1",
    "JaVaScRiPt://example.org/%0Awindow.pwned=1",
    "data:text/html,<script>window.pwned=1</script>",
    'https://evil.example.org/" onclick="window.pwned=1',
    "{{ 7 * 7 }}{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}${7*7}#{7*7}",
    "&lt;script&gt;window.pwned=1&lt;/script&gt; &#60;script&#62;",
    "\u202e\u2028<scr\x00ipt>window.pwned=1</scr\x00ipt>\ud83d",
    "＜script＞window.pwned=1＜/script＞",
    "+ADw-script+AD4-window.pwned=1+ADw-/script+AD4-",
)
"""Texts that some page, somewhere, would have run, loaded or obeyed."""


def attacked() -> Report:
    """Every text that a report can hold is an attack."""
    findings = []
    for number, bad in enumerate(ATTACKS):
        columns = tuple(Column(index, bad, name, "") for index, name in enumerate(("title", "supplier", "category")))
        sheet = SheetLayout(bad, "csv", "utf-8", ",", header_row=1, first_row=2, columns=columns)
        row = Row(number + 2, number + 2, (bad, bad, bad))
        cell = Field("title", bad, columns[0], row, sheet)
        length = len(bad)
        fixes = (Fix(bad, "review", (Edit(cell, (0, 1), bad),)), Fix(bad, bad, (Edit(cell, (0, length), ""),)))
        made = mark_finding(cell, bad, Mark(bad, bad, bad, owner=bad, territory=bad, status=bad, number=bad), span=(0, length), fixes=fixes)
        findings.append(
            made._replace(
                id=bad, rule=f"{bad}/{bad}", check=bad, platform=bad, message=bad, remedy=bad, consequence=bad, source_url=bad, source_read=bad,
                listing=bad, evidence=(Evidence(bad, bad, bad, bad),), context=Context(Use.IMITATION, bad, bad),
            )
        )  # fmt: skip
    bad = "".join(ATTACKS)
    info = sheet_info()._replace(path=bad, format=bad, encoding=bad, delimiter=bad, columns={"title": bad}, unmapped=(bad,), notes=(bad,))
    return report(
        tuple(findings), sheets=(info, sheet_info()), notes=(bad,), unanswered=(bad,), not_checked=(NotChecked(bad, bad),),
        lists=(ListInfo(bad, bad, bad, bad, bad, TODAY, 1, bad),), packs=(PackInfo(bad, bad, TODAY, 1),),
        set_aside=(SetAside(findings[0], bad, bad),), skipped=(Skipped(findings[1].at, bad, fault=True),),
    )  # fmt: skip


ALL = {"empty": empty, "full": full, "hostile": hostile, "platforms": platforms, "suppliers": suppliers}
