"""Updated lists on disk, generation by generation: `current`, `install`, `rollback`, `check`.

A generation is a folder `lists/gen-SERIAL` in the user's data with the signed manifest, its signature and the lists as
they were published. `lists/current.json` names the one in use; it is replaced in one step, so that whatever happens the
lists in use are whole and of one manifest. The lists that come with the package are always there beneath: they count where
no generation does, where it lacks a list, and where theirs is newer.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sellercheck.beside import beside
from sellercheck.errors import ListDamaged, ListError, ListMissing
from sellercheck.lists import home
from sellercheck.lists.manifest import LIST_MOST, MOST_BYTES, NAME, SIGNATURE, Key, Manifest, Published, parsed, relative

ARCHIVE_MOST = 1 << 30
"""Bytes of an archive of lists, unpacked."""


@dataclass(frozen=True, slots=True)
class Generation:
    """Lists installed together."""

    place: Path
    serial: int
    lists: Mapping[str, Published]


def folder() -> Path:
    return home.folder() / "lists"


def current() -> Generation | None:
    """The generation in use; None when there is none, or none that is whole: then the bundled lists count."""
    told = home.told(folder() / "current.json")
    name = told.get("generation")
    return _opened(folder() / str(name), str(told.get("sha256"))) if name else None


def _opened(place: Path, sha256: str) -> Generation | None:
    """The generation at `place`; None when its manifest is not the one installed, or a list has not its size."""
    try:
        return _whole(place, sha256)
    except (OSError, ListError):
        return None


@lru_cache(4)
def _whole(place: Path, sha256: str) -> Generation:
    content = (place / NAME).read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ListDamaged(f'"{place / NAME}" is not the manifest that was installed')
    found = parsed(content, Key(b"", b""))  # its signature was checked when it was installed
    lists = {each.name: each for each in found.lists if not each.removed}
    for each in lists.values():
        if (place / each.path).stat().st_size != each.size:
            raise ListDamaged(f'"{place / each.path}" has another size')
    return Generation(place, found.serial, lists)


def is_broken() -> bool:
    """Whether a generation is named and cannot be used."""
    return bool(home.told(folder() / "current.json").get("generation")) and current() is None


def content(generation: Generation, name: str) -> bytes:
    """A list's bytes, unpacked. Raises ListDamaged when they are not what the manifest promises."""
    published = generation.lists[name]
    again = "Run `sellercheck lists rollback`, then update again."
    try:
        packed = (generation.place / published.path).read_bytes()
    except OSError as error:
        raise ListDamaged(f'the updated list "{name}" cannot be read: {error.strerror or error}', again) from error
    if hashlib.sha256(packed).hexdigest() != published.sha256:
        raise ListDamaged(f'the updated list "{name}" is damaged: its checksum differs', again)
    return unpacked(packed, published)


def unpacked(packed: bytes, published: Published) -> bytes:
    """The list inside, read no further than the manifest promises."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(packed)) as source:
            found = source.read(published.unpacked_size + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ListDamaged(f'list "{published.name}" cannot be unpacked: {error}', "Nothing was changed.") from error
    if len(found) != published.unpacked_size or hashlib.sha256(found).hexdigest() != published.unpacked_sha256:
        raise ListDamaged(
            f'list "{published.name}" is not what the manifest promises: size or checksum differ once unpacked', "Nothing was changed."
        )
    return found


def highest(key: Key) -> int:
    """The highest serial by this key ever installed here; kept apart from the lists, so that going back does not lower it."""
    told = home.told(folder() / "state.json").get("highest", {})
    seen = told.get(key.name, 0) if isinstance(told, dict) else 0
    return int(seen) if isinstance(seen, int) else 0


def refuse_older(manifest: Manifest, digest: str) -> bool:
    """Whether this very manifest is in use already. Raises ListDamaged for one that is older than what was installed before."""
    seen = highest(manifest.key)
    told = home.told(folder() / "current.json")
    if manifest.serial < seen:
        raise ListDamaged(
            f"the manifest has serial {manifest.serial}, and {seen} was installed here before: somebody serves old lists",
            "Nothing was changed. Try another mirror, or later.",
        )
    if told.get("serial") == manifest.serial and told.get("sha256") != digest:
        raise ListDamaged(f"serial {manifest.serial} is installed here with another content", "Nothing was changed. Ask the publisher.")
    return told.get("sha256") == digest and not is_broken()


def install(
    manifest: Manifest, signed: tuple[bytes, bytes], fetch: Callable[[Published], bytes], known: Mapping[str, tuple[str, ...]]
) -> int:
    """Put a verified manifest and its lists in place; how many lists had to be fetched.

    `signed`: manifest and signature as they came. `fetch` gives a list's packed bytes. `known`: list → the columns this version reads; every list is
    read through once before anything is put in place. Raises ListDamaged for a list that is not what was promised.
    """
    place = folder()
    before = current()
    digest = hashlib.sha256(signed[0]).hexdigest()
    fetched = 0
    with home.writing("the updated lists"):
        place.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".building-", dir=place))
        try:
            for published in manifest.lists:
                if published.removed:
                    continue
                packed = _held(before, published)
                if packed is None:
                    packed = fetch(published)
                    fetched += 1
                if len(packed) != published.size or hashlib.sha256(packed).hexdigest() != published.sha256:
                    raise ListDamaged(
                        f'list "{published.name}" has not the checksum the manifest promises',
                        "Nothing was changed. Try again, or another mirror.",
                    )
                _readable(unpacked(packed, published), published, known.get(published.name))
                home.written(work / published.path, packed)
            home.written(work / NAME, signed[0])
            home.written(work / SIGNATURE, signed[1])
            name = _free(place, manifest.serial)
            work.rename(place / name)
            home.flushed(place)
        finally:
            shutil.rmtree(work, ignore_errors=True)
        told = home.told(place / "current.json")
        previous = told.get("generation") if before is not None else None
        home.tell(
            place / "current.json",
            {"generation": name, "serial": manifest.serial, "sha256": digest, "before": previous, "before_sha256": told.get("sha256"), "before_serial": told.get("serial"), "key": manifest.key.name},
        )  # fmt: skip
        raise_highest(manifest)
        home.swept(place, frozenset({name, str(previous)}), "gen-*")
        home.swept(place, frozenset(), ".building-*")
    return fetched


def raise_highest(manifest: Manifest) -> None:
    """Remember that this serial was installed."""
    state = home.told(folder() / "state.json")
    seen = state.get("highest")
    highest_by = dict(seen) if isinstance(seen, dict) else {}
    if manifest.serial > highest(manifest.key):
        home.tell(folder() / "state.json", {**state, "highest": {**highest_by, manifest.key.name: manifest.serial}})


def _free(place: Path, serial: int) -> str:
    """A folder's name nothing has: a generation may be left over from an update that was ended before it counted."""
    names = (f"gen-{serial}{f'-{again}' if again else ''}" for again in range(1000))
    return next(name for name in names if not (place / name).exists())


def _held(before: Generation | None, published: Published) -> bytes | None:
    """The list's packed bytes when the generation in use has the same."""
    same = before.lists.get(published.name) if before is not None else None
    if before is None or same is None or same.sha256 != published.sha256:
        return None
    try:
        packed = (before.place / same.path).read_bytes()
    except OSError:
        return None
    return packed if hashlib.sha256(packed).hexdigest() == published.sha256 else None


def _readable(text: bytes, published: Published, columns: tuple[str, ...] | None) -> None:
    """Raise ListDamaged unless every row has the columns this version reads, and there are as many as promised."""
    import csv

    where = f'list "{published.name}"'
    kept = "Nothing was changed."
    try:
        rows = csv.reader(io.StringIO(text.decode("utf-8"), newline=""), strict=True)
        header = tuple(next(rows, ()))
        if columns is not None and header != columns:
            raise ListDamaged(
                f"{where} has the columns {', '.join(header)}; this sellercheck reads {', '.join(columns)}", f"{kept} Upgrade sellercheck."
            )
        count = 0
        for row in rows:
            if len(row) != len(header):
                raise ListDamaged(f"{where}: row {rows.line_num} has {len(row)} cells, the header {len(header)}", kept)
            count += 1
    except (UnicodeDecodeError, csv.Error) as error:
        raise ListDamaged(f"{where} cannot be read: {error}", kept) from error
    if count != published.records:
        raise ListDamaged(f"{where} holds {count} rows, the manifest promises {published.records}", kept)


def rollback() -> str:
    """Go back to the generation before, or to the bundled lists; what is in use now. Raises ListMissing when only those are."""
    with home.writing("the updated lists"), home.locked(folder(), "the updated lists"):
        told = home.told(folder() / "current.json")
        if not told.get("generation"):
            raise ListMissing("no updated lists are in use", "The bundled ones are; there is nothing to go back to.")
        before = told.get("before")
        if before and _opened(folder() / str(before), str(told.get("before_sha256"))) is not None:
            home.tell(
                folder() / "current.json", {"generation": before, "sha256": told["before_sha256"], "serial": told.get("before_serial")}
            )
            return f"the lists of serial {told.get('before_serial')}"
        (folder() / "current.json").unlink()
        return "the bundled lists"


def check(keys: tuple[Key, ...]) -> list[str]:
    """What is wrong with the generation in use, its signature included where `keys` are known; nothing when all is well."""
    told = home.told(folder() / "current.json")
    if not told.get("generation"):
        return []
    place = folder() / str(told["generation"])
    generation = current()
    if generation is None:
        return [f"the updated lists of serial {told.get('serial')} are damaged; the bundled ones are in use"]
    wrong = []
    if keys:
        try:
            Manifest.verified((place / NAME).read_bytes(), (place / SIGNATURE).read_bytes(), keys)
        except ListDamaged as error:
            wrong.append(error.message)
        except OSError as error:
            wrong.append(f"the manifest's signature cannot be read: {error.strerror or error}")
    for name in generation.lists:
        try:
            content(generation, name)
        except ListDamaged as error:
            wrong.append(error.message)
    return wrong


def export(path: Path) -> int:
    """Write the generation in use as one archive, for a network without any; how many lists it holds. ListMissing when there is none."""
    generation = current()
    if generation is None:
        raise ListMissing(
            "no updated lists are in use, and the bundled ones come with every copy of sellercheck",
            "Update first: sellercheck lists update",
        )
    try:
        with beside(path) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
            for name in (NAME, SIGNATURE, *(each.path for each in generation.lists.values())):
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), (generation.place / name).read_bytes())
    except OSError as error:
        raise ListError(f'"{path}" cannot be written: {error.strerror or error}', "Name another file.") from error
    return len(generation.lists)


def is_archive(path: Path) -> bool:
    """Whether `path` is an archive of lists that `export` or a publisher made."""
    if not path.is_file() or not zipfile.is_zipfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return NAME in archive.namelist()
    except (zipfile.BadZipFile, OSError):
        return False


def import_archive(path: Path, keys: tuple[Key, ...], known: Mapping[str, tuple[str, ...]]) -> tuple[Manifest, bool]:
    """Install the lists of an archive as an update would; the manifest, and whether it was in use already.

    Raises ListDamaged for whatever is not as it was signed. Nothing is unpacked by the names the archive gives.
    """
    again = "Nothing was changed. Have the archive made anew: sellercheck lists export"
    try:
        with zipfile.ZipFile(path) as archive:
            infos = {info.filename: info for info in archive.infolist()}
            if len(infos) != len(archive.infolist()):
                raise ListDamaged(f"{path.name}: holds a file twice", again)
            if sum(info.file_size for info in infos.values()) > ARCHIVE_MOST:
                raise ListDamaged(f"{path.name}: unpacks to more than {ARCHIVE_MOST >> 20} MiB", again)

            def member(name: str, most: int) -> bytes:
                info = infos.get(name)
                if info is None:
                    raise ListDamaged(f'{path.name}: holds no "{name}"', again)
                if info.file_size > most:
                    raise ListDamaged(f'{path.name}: "{name}" is larger than it may be', again)
                with archive.open(info) as source:
                    return source.read(most + 1)

            for name in infos:
                try:
                    relative(name)
                except ValueError as error:
                    raise ListDamaged(f"{path.name}: {error}", again) from error
            signed = member(NAME, MOST_BYTES), member(SIGNATURE, 1 << 16)
            manifest = Manifest.verified(*signed, keys)
            with home.writing("the updated lists"), home.locked(folder(), "the updated lists"):
                if refuse_older(manifest, hashlib.sha256(signed[0]).hexdigest()):
                    return manifest, True
                install(manifest, signed, lambda published: member(published.path, min(published.size, LIST_MOST)), known)
            return manifest, False
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ListDamaged(f"{path.name}: a damaged archive: {error}", again) from error
