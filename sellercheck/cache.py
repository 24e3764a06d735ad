"""Things worth computing once: a folder in the user's cache for each, named by what went into it.

Nothing here is needed for a right answer. Where the cache cannot be written the thing is computed anew, in a folder
that goes with the process.
"""

from __future__ import annotations

import atexit
import functools
import hashlib
import json
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from sellercheck import places

HERE = Path(__file__).parent
FORMAT = "13"
"""Raise it when the files in a cached folder change their meaning."""
T = TypeVar("T")

SEAL = "files.txt"
"""The file in each folder that lists the others."""
LARGE = {"marks": 8}
"""Kinds of which few are kept: an index of marks takes tens of megabytes, a rule pack some kilobytes, and there are fourteen of those."""


def folder() -> Path:
    """Where compiled things are kept: `SELLERCHECK_CACHE`, else the system's cache folder for this user."""
    if given := os.environ.get("SELLERCHECK_CACHE"):
        return Path(given)
    return places.of_user("cache")


def compiled(kind: str, key: str, build: Callable[[Path], None]) -> Path:
    """The folder of `kind` for `key`, built by `build` when it is not there yet.

    `key` must name everything the result depends on (a hash of the inputs). The folder appears whole or not at all:
    it is built beside and renamed. Two processes that build at once both end with a good folder. A folder that lost
    files, or parts of them, is built anew.
    """
    home = folder() / f"{kind}-{FORMAT}"
    place = home / key
    if _is_whole(place):
        return place
    import shutil  # NOTE: nearly always everything is there, and these two take as long to load as all that is read from the cache
    import tempfile

    try:
        home.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".building-", dir=home))
    except OSError:
        return _passing(build)
    try:
        build(work)
        _seal(work)
        if place.is_dir() and not _is_whole(place):
            place.rename(work.with_name(f"{work.name}-damaged"))
        work.rename(place)
    except OSError:
        if not _is_whole(place):
            return _passing(build)
    finally:
        shutil.rmtree(work, ignore_errors=True)
        shutil.rmtree(work.with_name(f"{work.name}-damaged"), ignore_errors=True)
    _sweep(home, place, LARGE.get(kind, 64))
    return place


def opened(kind: str, key: str, build: Callable[[Path], None], read: Callable[[Path], T]) -> T:
    """What `read` makes of the folder of `compiled`; where it cannot (the files are as long as they were, and hold something else), built anew."""
    place = compiled(kind, key, build)
    try:
        return read(place)
    except (ValueError, EOFError, OSError):
        import shutil

        shutil.rmtree(place, ignore_errors=True)
        return read(_passing(build) if place.is_dir() else compiled(kind, key, build))


def told(kind: str, key: str, build: Callable[[Path], None], name: str) -> Any:
    """The JSON in the file of that name which `build` writes."""
    return opened(kind, key, build, lambda place: json.loads((place / name).read_text("utf-8")))


def _passing(build: Callable[[Path], None]) -> Path:
    """What `build` makes, in a folder that goes with the process: the cache cannot be written, or is full."""
    import shutil
    import tempfile

    work = Path(tempfile.mkdtemp(prefix="sellercheck-"))
    atexit.register(shutil.rmtree, work, ignore_errors=True)
    build(work)
    return work


def _seal(work: Path) -> None:
    """Write down which files there are and how long each is."""
    sizes = "".join(f"{path.stat().st_size} {path.name}\n" for path in sorted(work.iterdir()))
    (work / SEAL).write_text(sizes, "utf-8")


def _is_whole(place: Path) -> bool:
    """Whether all that `_seal` wrote down is there. Lengths are what a full disk or an interrupted copy changes, and cost no reading."""
    try:
        listed = (place / SEAL).read_text("utf-8").splitlines()
        return all(os.stat(f"{place}/{name}").st_size == int(size) for size, _, name in (line.partition(" ") for line in listed))  # noqa: PTH116 - for every file at every start
    except (OSError, ValueError):
        return False


def kept(kind: str, key: str, make: Callable[[], T]) -> T:
    """What `make()` gives, as an earlier process of this very code kept it under `key`, which names what it was made of.

    It is pickled: like Python's own compiled modules, the cache is a folder of the user's and read back without question.
    """
    name = hashlib.sha256(f"{key}\x1f{_code()}".encode("utf-8", "surrogatepass")).hexdigest()[:24]
    made: list[T] = []

    def build(folder: Path) -> None:
        made.append(make())
        (folder / "object").write_bytes(pickle.dumps(made[0], pickle.HIGHEST_PROTOCOL))

    def read(place: Path) -> T:
        if made:
            return made[0]
        try:
            found: T = pickle.loads((place / "object").read_bytes())  # noqa: S301 -- our own, see above
        except (pickle.UnpicklingError, LookupError, AttributeError, ImportError, TypeError) as error:
            raise ValueError("a damaged file") from error
        return found

    return opened(kind, name, build, read)


@functools.cache
def _code() -> str:
    """Changes with any file of the package that could change what is made."""
    folders = (HERE, *(HERE / name for name in ("checks", "columns", "data", "rules")))
    return repr(
        [
            (
                str(folder),
                sorted((entry.name, entry.stat().st_size, entry.stat().st_mtime_ns) for entry in os.scandir(folder) if entry.is_file()),
            )
            for folder in folders
        ]
    )


def _sweep(home: Path, keep: Path, most: int) -> None:
    """Old generations go; the newest few stay, for those who change lists or packs to and fro."""
    import shutil

    try:
        found = sorted((entry for entry in home.iterdir() if not entry.name.startswith(".")), key=lambda entry: entry.stat().st_mtime)
    except OSError:
        return
    for entry in found[:-most]:
        if entry != keep:
            shutil.rmtree(entry, ignore_errors=True)
