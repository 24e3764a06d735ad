"""`run(…)`: the command in this process, with stdout, stderr and status apart."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from sellercheck import api
from sellercheck.cli import main
from sellercheck.report import Report


@pytest.fixture
def run() -> Callable[..., Result]:
    def call(*arguments: str, stdin: bytes | str | None = None) -> Result:
        return CliRunner().invoke(main, list(arguments), input=stdin, prog_name="sellercheck")

    return call


@pytest.fixture
def reporting(monkeypatch: pytest.MonkeyPatch) -> Callable[[Report], dict]:
    """`asked = reporting(report)`: `api.check` gives this report, and `asked` holds what it was called with."""

    def replace_check(report: Report) -> dict:
        asked: dict = {}

        def check(sheets, **options):
            asked.update(options, sheets=sheets)
            return report

        monkeypatch.setattr(api, "check", check)
        return asked

    return replace_check
