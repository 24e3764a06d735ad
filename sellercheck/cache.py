"""Things worth computing once: a folder in the user's cache for each, named by what went into it.

Nothing here is needed for a right answer. Where the cache cannot be written the thing is computed anew, in a folder
that goes with the process.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

FORMAT = "11"
"""Raise it when the files in a cached folder change their meaning."""


LARGE = {"marks": 8}
"""Kinds of which few are kept: an index of marks takes tens of megabytes, a rule pack some kilobytes, and there are fourteen of those."""


def folder() -> Path:
    """Where compiled things are kept: `SELLERCHECK_CACHE`, else the system's cache folder for this user."""
    if given := os.environ.get("SELLERCHECK_CACHE"):
        return Path(given)
    import platformdirs

    return Path(platformdirs.user_cache_dir("sellercheck", appauthor=False))


def compiled(kind: str, key: str, build: Callable[[Path], None]) -> Path:
    """The folder of `kind` for `key`, built by `build` when it is not there yet.

    `key` must name everything the result depends on (a hash of the inputs). The folder appears whole or not at all:
    it is built beside and renamed. Two processes that build at once both end with a good folder.
    """
    home = folder() / f"{kind}-{FORMAT}"
    place = home / key
    if place.is_dir():
        return place
    try:
        home.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".building-", dir=home))
    except OSError:
        work = Path(tempfile.mkdtemp(prefix="sellercheck-"))
        atexit.register(shutil.rmtree, work, ignore_errors=True)
        build(work)
        return work
    try:
        build(work)
        work.rename(place)
    except OSError:
        if not place.is_dir():
            raise
    finally:
        shutil.rmtree(work, ignore_errors=True)
    _sweep(home, place, LARGE.get(kind, 64))
    return place


def _sweep(home: Path, keep: Path, most: int) -> None:
    """Old generations go; the newest few stay, for those who change lists or packs to and fro."""
    try:
        found = sorted((entry for entry in home.iterdir() if not entry.name.startswith(".")), key=lambda entry: entry.stat().st_mtime)
    except OSError:
        return
    for entry in found[:-most]:
        if entry != keep:
            shutil.rmtree(entry, ignore_errors=True)
