"""Every reporter keeps to the protocol."""

from __future__ import annotations

import io

import pytest
from reporters import reports

from sellercheck import families
from sellercheck.reporters import RenderOptions


@pytest.mark.parametrize("name", families.names("reporters"))
def test_a_member_has_a_page_and_writes_any_report(name: str) -> None:
    member = families.load("reporters", name)
    assert member.__doc__
    assert member.__doc__.partition("\n")[0].endswith((".", ":"))
    for make in reports.ALL.values():
        binary = getattr(member, "BINARY", False)
        out = io.BytesIO() if binary else io.StringIO()
        member.write(make(), out, RenderOptions())
        assert out.getvalue() if binary else out.getvalue().endswith("\n")
