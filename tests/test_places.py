"""A user's folders are where platformdirs has them, whether it was asked or not."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs
import pytest

from sellercheck.places import of_user

SET = ({}, {"HOME": "/home/someone"}, {"HOME": "/home/someone/"}, {"HOME": "relative"}, {"HOME": ""})
ELSEWHERE = (
    {},
    {"XDG_CACHE_HOME": "/elsewhere/cache", "XDG_DATA_HOME": "/elsewhere/data"},
    {"XDG_CACHE_HOME": "", "XDG_DATA_HOME": ""},
    {"XDG_CACHE_HOME": "not/absolute", "XDG_DATA_HOME": "~/data"},
)


@pytest.mark.parametrize("home", SET)
@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_folders_are_those_of_the_system(home, elsewhere, monkeypatch):
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in (home | elsewhere).items():
        monkeypatch.setenv(name, value)
    assert of_user("cache") == Path(platformdirs.user_cache_dir("sellercheck", appauthor=False))
    assert of_user("data") == Path(platformdirs.user_data_dir("sellercheck", appauthor=False))


def test_no_home_named(monkeypatch):
    monkeypatch.delenv("HOME", raising=False)
    assert of_user("cache") == Path(platformdirs.user_cache_dir("sellercheck", appauthor=False))


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_other_systems_are_asked_about(system, monkeypatch):
    monkeypatch.setenv("HOME", "/home/someone")
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda name, appauthor: f"/asked/{name}/{appauthor}")
    assert of_user("cache") == Path("/asked/sellercheck/False")
