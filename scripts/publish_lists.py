"""Builds and signs a folder of lists that `sellercheck lists update --mirror URL` can fetch from any web server.

    python scripts/publish_lists.py key KEYFILE
    python scripts/publish_lists.py build FOLDER --key KEYFILE [--serial N] [--days N] [--from DATA] [--only NAME …] [--remove NAME …] [--message TEXT]

`key` makes a pair: KEYFILE (keep it secret and off the server) and KEYFILE.pub (what the users' --key takes). `build` packs
the lists of the catalogue in DATA (by default sellercheck/data, as scripts/build_lists.py writes it) into FOLDER/lists, and
writes manifest.json and manifest.json.minisig. The serial is the date and a counter, and always higher than the one before
in FOLDER. Lists of earlier serials stay in FOLDER for those who are in the middle of fetching them; the manifest, which
names them, is put in place last. Needs the package cryptography.
"""

from __future__ import annotations

import argparse
import base64
import csv
import gzip
import hashlib
import io
import json
import os
import secrets
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sellercheck.lists.bundled import FIXED
from sellercheck.lists.manifest import FORMAT, NAME, SCHEMA, SIGNATURE

DATA = Path(__file__).parents[1] / "sellercheck" / "data"


def make_key(path: Path) -> None:
    private = Ed25519PrivateKey.generate()
    key_id = secrets.token_bytes(8)
    secret = private.private_bytes(serialization.Encoding.Raw, serialization.PrivateFormat.Raw, serialization.NoEncryption())
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(json.dumps({"id": key_id.hex(), "secret": secret.hex()}) + "\n")
    public = path.with_name(path.name + ".pub")
    public.write_text(f"untrusted comment: minisign public key {key_id[::-1].hex().upper()}\n{public_line(private, key_id)}\n")
    print(f"secret key: {path}\npublic key: {public}: {public_line(private, key_id)}")


def public_line(private: Ed25519PrivateKey, key_id: bytes) -> str:
    raw = private.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return base64.b64encode(b"Ed" + key_id + raw).decode()


def read_key(path: Path) -> tuple[Ed25519PrivateKey, bytes]:
    told = json.loads(path.read_text())
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(told["secret"])), bytes.fromhex(told["id"])


def signature(content: bytes, serial: int, moment: datetime, private: Ed25519PrivateKey, key_id: bytes) -> bytes:
    """As minisign writes it: over the BLAKE2b hash, then over that signature and the comment."""
    first = private.sign(hashlib.blake2b(content).digest())
    comment = f"serial:{serial} generated_at:{moment.isoformat()}"
    second = private.sign(first + comment.encode())
    lines = (
        "untrusted comment: signature of a sellercheck manifest", base64.b64encode(b"ED" + key_id + first).decode(),
        f"trusted comment: {comment}", base64.b64encode(second).decode(),
    )  # fmt: skip
    return ("\n".join(lines) + "\n").encode()


def swapped(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)


def build(
    folder: Path, private: Ed25519PrivateKey, key_id: bytes, *, serial: int | None = None, days: int = 90, data: Path = DATA,
    only: tuple[str, ...] = (), remove: tuple[str, ...] = (), message: str | None = None, now: datetime | None = None,
) -> int:  # fmt: skip
    """Write the folder; the serial."""
    moment = (now or datetime.now(UTC)).replace(microsecond=0)
    before = json.loads((folder / NAME).read_text())["serial"] if (folder / NAME).exists() else 0
    serial = serial if serial is not None else max(int(moment.strftime("%Y%m%d")) * 100 + 1, before + 1)
    if serial <= before:
        raise SystemExit(f"serial {serial} is not higher than {before}, which {folder} holds")
    lists = []
    for entry in json.loads((data / "catalogue.json").read_text("utf-8"))["lists"]:
        name = entry["name"]
        if name in FIXED or name in remove or (only and name not in only):
            continue
        content = (data / entry["file"]).read_bytes()
        if hashlib.sha256(content).hexdigest() != entry["sha256"]:
            raise SystemExit(f"{entry['file']} is not what the catalogue says; run scripts/build_lists.py first")
        packed = gzip.compress(content, mtime=0)
        path = f"lists/{name}-{serial}.csv.gz"
        swapped(folder / path, packed)
        lists.append(
            {
                "id": name, "title": entry["title"], "path": path, "format": "csv.gz", "format_version": FORMAT,
                "size": len(packed), "sha256": hashlib.sha256(packed).hexdigest(),
                "unpacked_size": len(content), "unpacked_sha256": hashlib.sha256(content).hexdigest(),
                "records": sum(1 for _ in csv.reader(io.StringIO(content.decode("utf-8"), newline=""))) - 1,
                "publisher": entry["publisher"], "source": entry["url"], "source_as_of": entry["retrieved"], "licence": entry["licence"],
            }
        )  # fmt: skip
    lists += [{"id": name, "removed": True} for name in remove]
    told = {
        "schema_version": SCHEMA, "serial": serial, "generated_at": moment.isoformat(),
        "expires_at": (moment + timedelta(days=days)).isoformat(), "message": message, "lists": lists,
    }  # fmt: skip
    content = json.dumps(told, indent=1, ensure_ascii=False).encode() + b"\n"
    # The signature first: a reader between the two steps sees one that does not fit, keeps its lists and comes again.
    swapped(folder / SIGNATURE, signature(content, serial, moment, private, key_id))
    swapped(folder / NAME, content)
    return serial


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    key = commands.add_parser("key")
    key.add_argument("keyfile", type=Path)
    building = commands.add_parser("build")
    building.add_argument("folder", type=Path)
    building.add_argument("--key", type=Path, required=True)
    building.add_argument("--serial", type=int)
    building.add_argument("--days", type=int, default=90, help="after so many without a newer manifest, users are told")
    building.add_argument("--from", dest="data", type=Path, default=DATA)
    building.add_argument("--only", nargs="*", default=())
    building.add_argument("--remove", nargs="*", default=())
    building.add_argument("--message")
    options = parser.parse_args()
    if options.command == "key":
        make_key(options.keyfile)
        return
    serial = build(
        options.folder, *read_key(options.key), serial=options.serial, days=options.days, data=options.data,
        only=tuple(options.only), remove=tuple(options.remove), message=options.message,
    )  # fmt: skip
    print(f"{options.folder}: serial {serial}")


if __name__ == "__main__":
    main()
