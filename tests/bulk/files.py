"""Small USPTO files of the real layout, made up: `case_file(…)`, `daily(…)`."""

from __future__ import annotations

import zipfile
from pathlib import Path

DTD = """<!DOCTYPE trademark-applications-daily [
<!ELEMENT trademark-applications-daily (version, creation-datetime, application-information)>
<!ELEMENT case-file (serial-number, registration-number?, transaction-date?)>
]>
"""


def case_file(
    serial: str = "90000001",
    mark: str | None = "ZORVEXA",
    *,
    registration: str = "0000000",
    changed: str = "20260105",
    status: str = "630",
    drawing: str = "4000",
    filed: str = "20250102",
    registered: str | None = None,
    classes: tuple[tuple[tuple[str, ...], str], ...] = ((("025",), "6"),),
    owners: tuple[tuple[str, str], ...] = (("10", "Example Maker LLC"),),
    statements: tuple[tuple[str, str], ...] = (("GS0251", "Shirts"),),
    events: str = "<case-file-event-statement><code>NWAP</code><type>I</type><date>20250103</date></case-file-event-statement>",
    more: str = "",
) -> str:
    """One record; `classes`: (international codes, status code) each; `owners`: (party type, name) each."""
    parts = ["<case-file>", f"<serial-number>{serial}</serial-number>", f"<registration-number>{registration}</registration-number>"]
    parts.append(f"<transaction-date>{changed}</transaction-date>")
    parts.append("<case-file-header>")
    parts.append(f"<filing-date>{filed}</filing-date>" if filed else "")
    parts.append(f"<registration-date>{registered}</registration-date>" if registered else "")
    parts.append(f"<status-code>{status}</status-code><status-date>20260104</status-date>")
    parts.append(f"<mark-identification>{mark}</mark-identification>" if mark is not None else "")
    parts.append(f"<mark-drawing-code>{drawing}</mark-drawing-code>" if drawing else "")
    parts.append("<trademark-in>T</trademark-in></case-file-header>")
    if statements:
        told = "".join(
            f"<case-file-statement><type-code>{code}</type-code>\n <text>{text}</text></case-file-statement>" for code, text in statements
        )
        parts.append(f"<case-file-statements>{told}</case-file-statements>")
    parts.append(f"<case-file-event-statements>{events}</case-file-event-statements>" if events else "")
    parts.append(more)
    if classes:
        told = "".join(
            "<classification>"
            + "".join(f"<international-code>{code}</international-code>" for code in codes)
            + f"<us-code>039</us-code><status-code>{active}</status-code><primary-code>039</primary-code></classification>"
            for codes, active in classes
        )
        parts.append(f"<classifications>{told}</classifications>")
    if owners:
        told = "".join(
            f"<case-file-owner><entry-number>1</entry-number><party-type>{party}</party-type><nationality><state>CA</state></nationality>"
            f"<party-name>{name}</party-name><city>Springfield</city></case-file-owner>"
            for party, name in owners
        )
        parts.append(f"<case-file-owners>{told}</case-file-owners>")
    parts.append("</case-file>")
    return "\n          ".join(part for part in parts if part)


def daily(*cases: str, prolog: str = DTD, declaration: str = '<?xml version="1.0" encoding="utf-8"?>', tail: str = "\n") -> bytes:
    """A whole file."""
    return (
        f"{declaration}\n{prolog}<trademark-applications-daily>\n<version><version-no>2.0</version-no></version>\n"
        "<application-information><file-segments><file-segment>TRMK</file-segment><action-keys><action-key>TX</action-key>\n"
        + "\n".join(cases)
        + f"\n</action-keys></file-segments></application-information>\n</trademark-applications-daily>{tail}"
    ).encode()


def zipped(path: Path, content: bytes, name: str | None = None) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name or f"{path.stem}.xml", content)
    return path
