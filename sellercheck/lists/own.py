"""Lists of the seller's own under a name: imported once, then `--list NAME` wherever the command runs."""

from __future__ import annotations

import os
from pathlib import Path

from sellercheck.errors import ListError, ListMissing
from sellercheck.lists import home
from sellercheck.lists.bundled import catalogue
from sellercheck.lists.seller import ENDINGS, seller_list
from sellercheck.mark import ListInfo


def own_lists() -> dict[str, Path]:
    """Name → file of every list imported here."""
    return {path.stem: path for path in sorted((home.folder() / "own").glob("*.*")) if path.suffix in ENDINGS}


def own_path(named: str | Path) -> Path | None:
    """The file of a list given by path or name; None when the name is that of a register in bulk.

    What looks like a path is one: it has a folder, an ending, or is there. Raises ListMissing for a name nothing here has.
    """
    path = Path(named)
    if not isinstance(named, str) or path.suffix or path.name != named or path.exists():
        return path
    if found := own_lists().get(named):
        return found
    if home.NAME().fullmatch(named) and (home.folder() / "registers" / named / "current.json").exists():
        return None
    raise ListMissing(
        f'no list is called "{named}", and there is no such file',
        "Give a file of names, or import one first: sellercheck lists import PATH --name NAME. `sellercheck lists status` shows what is here.",
    )


def import_own(path: str | Path, name: str) -> ListInfo:
    """Keep a copy of the list at `path` under `name`, in place of an earlier one; it is read first, so that only a good one is kept."""
    path = Path(path)
    home.named(name)
    if name in {info.name for info in catalogue()}:
        raise ListError(f'"{name}" is the name of a bundled list', "Choose another name.")
    if (home.folder() / "registers" / name).exists():
        raise ListError(f'"{name}" is the name of a register imported here', "Choose another name.")
    seller_list(path)
    place = home.folder() / "own"
    target = place / f"{name}{path.suffix.lower()}"
    with home.writing(f'the list "{name}"'), home.locked(place, "own lists"):
        home.written(target, path.read_bytes())
        os.utime(target, (path.stat().st_atime, path.stat().st_mtime))
        for other in place.glob(f"{name}.*"):
            if other != target and other.suffix in ENDINGS:
                other.unlink()
    return seller_list(target)[0]


def remove(name: str) -> None:
    """Forget an own list; ListMissing when there is none of that name."""
    found = own_lists().get(name)
    if found is None:
        raise ListMissing(f'no list of your own is called "{name}"', "`sellercheck lists status` shows what is here.")
    with home.writing(f'the list "{name}"'), home.locked(found.parent, "own lists"):
        found.unlink()
