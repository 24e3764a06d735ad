"""What a publisher of updated lists signs: `Manifest`, and the check of its signature.

A manifest is JSON of at most a megabyte that names every list by a path relative to itself, so that a mirror is a plain
copy of a folder. Its signature lies beside it (`manifest.json.minisig`) in the format of minisign
(https://jedisct1.github.io/minisign/): Ed25519 over BLAKE2b-512 of the file, and a second one over the first and a
comment that repeats serial and date. Nothing of a manifest is looked at before its signature is good.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

from sellercheck.errors import EngineError, ListDamaged

SCHEMA = 1
FORMAT = 1
"""Of the lists' files: their columns are those this version bundles."""
NAME, SIGNATURE = "manifest.json", "manifest.json.minisig"
MOST_BYTES = 1 << 20
LIST_MOST = 200 << 20
"""Bytes of a list, packed or unpacked."""
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MISTRUST = "Nothing was changed. Ask the publisher, or another mirror; do not go round the check."


@dataclass(frozen=True, slots=True)
class Key:
    """A publisher's public key."""

    id: bytes
    """Eight bytes by which a signature names its key."""
    public: bytes

    @classmethod
    def parse(cls, text: str) -> Key:
        """The last line of a minisign public key file, or that line alone; ListDamaged for anything else."""
        line = next((line for line in reversed(text.strip().splitlines()) if not line.startswith("untrusted comment:")), "")
        try:
            content = base64.b64decode(line.strip(), validate=True)
        except (binascii.Error, ValueError):
            content = b""
        if len(content) != 42 or content[:2] != b"Ed":
            raise ListDamaged(
                "the publisher's key is no minisign public key", "Give the line that starts with RW, or the file that holds it."
            )
        return cls(content[2:10], content[10:])

    @property
    def name(self) -> str:
        """As minisign prints it."""
        return self.id[::-1].hex().upper()


@dataclass(frozen=True, slots=True)
class Published:
    """One list of a manifest."""

    name: str
    path: str
    """Relative to the manifest, with forward slashes."""
    size: int
    sha256: str
    unpacked_size: int
    unpacked_sha256: str
    records: int
    title: str
    publisher: str
    source: str
    licence: str
    source_as_of: date
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """A publisher's lists of one day."""

    serial: int
    """Only grows."""
    generated: datetime
    expires: datetime | None
    lists: tuple[Published, ...]
    message: str
    key: Key

    @classmethod
    def verified(cls, content: bytes, signature: bytes, keys: tuple[Key, ...]) -> Manifest:
        """The manifest, once its signature is by one of `keys`. Raises ListDamaged with the reason; EngineError without `cryptography`."""
        key, comment = verify(content, signature, keys)
        found = parsed(content, key)
        if f"serial:{found.serial}" not in comment.split():
            raise ListDamaged("the signature's comment tells another serial than the manifest", _MISTRUST)
        return found


def verify(content: bytes, signature: bytes, keys: tuple[Key, ...]) -> tuple[Key, str]:
    """The key that signed `content`, and the signed comment. Raises ListDamaged when none of `keys` did."""
    lines = signature.decode("utf-8", "replace").splitlines()
    prefix = "trusted comment: "
    try:
        first = base64.b64decode(lines[1], validate=True)
        comment = lines[2].removeprefix(prefix)
        second = base64.b64decode(lines[3], validate=True)
    except (IndexError, binascii.Error, ValueError) as error:
        raise ListDamaged("the manifest's signature is no minisign signature", _MISTRUST) from error
    if len(first) != 74 or first[:2] != b"ED" or len(second) != 64 or not lines[2].startswith(prefix):
        raise ListDamaged("the manifest's signature is no minisign signature over a hash", _MISTRUST)
    key = next((key for key in keys if key.id == first[2:10]), None)
    if key is None:
        signer = Key(first[2:10], b"").name
        raise ListDamaged(f"the manifest is signed by key {signer}, which is not the publisher's", _MISTRUST)
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError as error:
        raise EngineError(
            "signatures cannot be checked: the package cryptography is missing", "Install it: pip install 'sellercheck[update]'"
        ) from error
    public = Ed25519PublicKey.from_public_bytes(key.public)
    try:
        public.verify(first[10:], hashlib.blake2b(content).digest())
        public.verify(second, first[10:] + comment.encode("utf-8"))
    except InvalidSignature as error:
        raise ListDamaged("the manifest's signature is wrong: it was changed on its way, or signed by somebody else", _MISTRUST) from error
    return key, comment


def parsed(content: bytes, key: Key) -> Manifest:
    """The manifest without a look at its signature, for one that was checked before. Raises ListDamaged when it cannot be meant."""
    try:
        return _meant(json.loads(content), key)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        what = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise ListDamaged(f"the manifest cannot be meant: {what}", _MISTRUST) from error


def _meant(told: Any, key: Key) -> Manifest:
    if not isinstance(told, dict):
        raise TypeError("it is no object")
    if told.get("schema_version") != SCHEMA:
        raise ListDamaged(
            f"the manifest has version {told.get('schema_version')!r}, this sellercheck reads {SCHEMA}",
            "Upgrade sellercheck; the lists in use stay.",
        )
    serial = told["serial"]
    if not isinstance(serial, int) or isinstance(serial, bool) or serial < 1:
        raise ValueError(f"serial {serial!r}")
    lists = tuple(_published(each) for each in told["lists"])
    names = [each.name for each in lists]
    if len(set(names)) != len(names):
        raise ValueError("a list stands there twice")
    expires = told.get("expires_at")
    return Manifest(
        serial, _moment(told["generated_at"]), _moment(expires) if expires else None, lists, str(told.get("message") or ""), key
    )  # fmt: skip


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(f'"{text}" tells no time zone')
    return found


def _published(told: dict[str, Any]) -> Published:
    name = told["id"]
    if not isinstance(name, str) or not re.fullmatch(r"[a-z0-9_]{1,40}", name):
        raise ValueError(f"a list called {name!r}")
    removed = told.get("removed") is True
    if removed:
        return Published(name, "", 0, "", 0, "", 0, "", "", "", "", date.min, removed=True)
    if told.get("format") != "csv.gz" or told.get("format_version") != FORMAT:
        raise ListDamaged(
            f'list "{name}" has format {told.get("format")!r} version {told.get("format_version")!r}, this sellercheck reads csv.gz version {FORMAT}',
            "Upgrade sellercheck; the lists in use stay.",
        )
    sizes = told["size"], told["unpacked_size"], told["records"]
    if not all(isinstance(size, int) and 0 < size <= LIST_MOST for size in sizes):
        raise ValueError(f'list "{name}" has sizes {sizes}')
    sums = told["sha256"], told["unpacked_sha256"]
    if not all(isinstance(each, str) and _SHA256.fullmatch(each) for each in sums):
        raise ValueError(f'list "{name}" has no sha256')
    return Published(
        name, relative(told["path"]), sizes[0], sums[0], sizes[1], sums[1], sizes[2], str(told.get("title", "")), str(told.get("publisher", "")),
        str(told.get("source", "")), str(told.get("licence", "")), date.fromisoformat(told["source_as_of"]),
    )  # fmt: skip


def relative(path: Any) -> str:
    """`path`, when it stays below the folder it is relative to; ValueError otherwise."""
    if not isinstance(path, str) or not re.fullmatch(r"[A-Za-z0-9._/-]{1,200}", path):
        raise ValueError(f"path {path!r}")
    parts = PurePosixPath(path).parts
    if path.startswith("/") or any(part.startswith(".") for part in parts) or "//" in path or "/".join(parts) != path:
        raise ValueError(f"path {path!r} leaves its folder")
    return path
