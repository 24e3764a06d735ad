"""The index page over clients: one HTML file without anything from outside, with links to each client's own page.

It holds no script, and its Content-Security-Policy allows none. Names of folders and marks are escaped by Jinja2.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import quote

from sellercheck.chinese import in_language
from sellercheck.clients import Outcome, Run
from sellercheck.clients.table import LEVELS, first, total
from sellercheck.clients.texts import say

_HOME = Path(__file__).parent


def write(run: Run, out: TextIO, folder: str) -> None:
    """The page, to stand in `folder` beside or above the clients' pages."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    style = (_HOME / "index.css").read_text("utf-8")
    environment = Environment(
        loader=FileSystemLoader(_HOME), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    out.writelines(
        environment.get_template("index.html.j2").generate(
            style=Markup(style),  # noqa: S704 -- our own file
            style_hash="sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
            lang="zh-CN" if run.language == "zh" else "en",
            language=run.language,
            say=say,
            total=total(run),
            today=run.today.isoformat(),
            clients=[_client(each, run.language, folder) for each in run.gravest_first()],
            levels=LEVELS,
        )
    )
    out.write("\n")


def _client(each: Outcome, language: str, folder: str) -> dict[str, Any]:
    page = (each.written or {}).get("html")
    risks: Mapping[str, int] = each.summary["by_risk"] if each.summary else {}
    listings = sum(risks.values())
    bars, at = [], 0.0
    for level in (*LEVELS, "none"):
        share = 100 * risks.get(level, 0) / listings if listings else 0.0
        if share:
            bars.append({"level": level, "x": f"{at:.3f}", "width": f"{share:.3f}"})
        at += share
    return {
        "name": each.name,
        "link": quote(os.path.relpath(page, folder).replace(os.sep, "/")) if page else None,
        "risks": risks,
        "listings": listings,
        "bars": bars,
        "label": say(language, "risk-shares", **risks) if risks else "",
        "set_aside": each.summary["set_aside"] if each.summary else 0,
        "skipped": each.summary["skipped"] if each.summary else 0,
        "first": first(each, language),
        "exposure": each.exposure,
        "error": in_language(each.error, language),
        "hint": in_language(each.hint, language),
        "checked": each.summary is not None,
    }
