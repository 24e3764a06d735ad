"""Updated lists against a real server on loopback: every success, every way to go wrong, and the process ended anywhere."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

pytest.importorskip("cryptography", reason="signatures need the package cryptography: pip install 'sellercheck[update]'")

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from lists.servers import Handler, Publisher, always, once

from sellercheck import lists
from sellercheck.errors import ListDamaged, ListError, ListMissing, ListUnavailable
from sellercheck.lists import generations, home, manifest
from sellercheck.lists import update as updating
from sellercheck.lists.manifest import Key, Manifest
from sellercheck.lists.update import Outcome, Patience, update

import publish_lists  # isort: skip -- scripts/, which lists.servers puts on the path

ROOT = Path(__file__).parents[2]
BUNDLED = max(info.retrieved for info in lists.catalogue())
FIRST, SECOND = (BUNDLED + timedelta(days=days) for days in (9, 33))
"""Days of two publications, both newer than the bundled lists."""
NOW = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC) + timedelta(days=1)
PRIVATE, KEY_ID = Ed25519PrivateKey.from_private_bytes(b"\1" * 32), b"sellchk1"
KEY_LINE = publish_lists.public_line(PRIVATE, KEY_ID)
KEYS = (Key.parse(KEY_LINE),)
QUICK = Patience(connect_s=1, read_s=0.5, whole_s=3, sleep=lambda _: None)
NAMES = ("universities", "clubs", "cues")


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("SELLERCHECK_DATA", str(folder))
    for name in (
        "HTTP_PROXY",
        "http_proxy",
        "HTTPS_PROXY",
        "https_proxy",
        "ALL_PROXY",
        "all_proxy",
        "SELLERCHECK_LISTS_URL",
        "SELLERCHECK_LISTS_KEY",
    ):
        monkeypatch.delenv(name, raising=False)
    return folder


def source(folder: Path, *names: str, day: date = FIRST) -> Path:
    """Data to publish: the bundled lists, each with one more mark called after the day."""
    data = folder / f"data-{day}"
    shutil.copytree(publish_lists.DATA, data)
    catalogue = json.loads((data / "catalogue.json").read_text("utf-8"))
    for entry in catalogue["lists"]:
        if entry["name"] in names:
            path = data / entry["file"]
            text = path.read_text("utf-8")
            if entry["name"] == "universities":
                text += f"Zorvexa University {day},university,,,,,,,no,no,,,curated\n"
            path.write_bytes(text.encode())
            entry["sha256"], entry["retrieved"] = hashlib.sha256(path.read_bytes()).hexdigest(), day.isoformat()
    (data / "catalogue.json").write_text(json.dumps(catalogue), "utf-8")
    return data


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """Two publications, one after the other: `first` and `second` folders."""
    folder = tmp_path_factory.mktemp("published")
    for number, (name, day) in enumerate((("first", FIRST), ("second", SECOND)), 1):
        data = source(folder, *NAMES, day=day)
        publish_lists.build(folder / name, PRIVATE, KEY_ID, serial=2026113000 + number, data=data, only=NAMES, now=NOW - timedelta(hours=1))
    return SimpleNamespace(first=folder / "first", second=folder / "second")


@pytest.fixture
def server(published: SimpleNamespace, tmp_path: Path) -> Iterator[Publisher]:
    shutil.copytree(published.first, tmp_path / "site")
    running = Publisher(tmp_path / "site")
    yield running
    running.shutdown()
    running.server_close()


def fetch(address: object, **options: object) -> Outcome:
    address = address.url if isinstance(address, Publisher) else str(address)
    return update(address, KEYS, lists.updatable(), patience=QUICK, now=NOW, **({"force": True} | options))  # type: ignore[arg-type]


def has(day: date) -> bool:
    return any(entry.mark.text == f"Zorvexa University {day}" for entry in lists.marks("universities"))


def republish(server: Publisher, change: Callable[[dict], None]) -> None:
    """Sign the manifest anew after a change to it."""
    told = json.loads((server.folder / manifest.NAME).read_text())
    change(told)
    content = json.dumps(told).encode()
    (server.folder / manifest.NAME).write_bytes(content)
    (server.folder / manifest.SIGNATURE).write_bytes(publish_lists.signature(content, told["serial"], NOW, PRIVATE, KEY_ID))


def entry_of(told: dict, name: str) -> dict:
    return next(each for each in told["lists"] if each["id"] == name)


# what works


def test_an_update_is_used_from_then_on(server: Publisher) -> None:
    assert not has(FIRST)
    told = fetch(server)
    assert (told.serial, set(told.changed), told.fetched, told.fresh) == (2026113001, set(NAMES), 3, False)
    assert has(FIRST)
    info = next(info for info in lists.catalogue() if info.name == "universities")
    assert (info.origin, info.retrieved.isoformat()) == ("updated", FIRST.isoformat())
    assert next(info for info in lists.catalogue() if info.name == "famous").origin == "bundled"
    lists.verify("universities")
    assert generations.check(KEYS) == []


def test_the_updated_lists_are_held_against_listings(server: Publisher) -> None:
    import sellercheck

    def names() -> set[str]:
        report = sellercheck.check(rows=[{"title": f"Zorvexa University {FIRST} hoodie"}], platforms=["wish"])
        return {finding.mark.text for finding in report.findings if finding.mark}

    assert not names()
    fetch(server)
    assert names() == {f"Zorvexa University {FIRST}"}


def test_the_second_time_nothing_is_fetched(server: Publisher) -> None:
    fetch(server, force=False)
    server.asked.clear()
    told = fetch(server, force=False)
    assert (told.fresh, told.asked, server.asked) == (True, False, [])
    told = update(server.url, KEYS, lists.updatable(), patience=QUICK, now=NOW + timedelta(hours=2))
    assert (told.fresh, told.asked, told.serial) == (True, True, 2026113001)
    assert server.paths() == ["/manifest.json"]
    assert server.asked[0][1]["If-None-Match"]


def test_only_changed_lists_are_fetched(server: Publisher, published: SimpleNamespace) -> None:
    fetch(server)
    shutil.copytree(published.second, server.folder, dirs_exist_ok=True)
    server.asked.clear()
    told = fetch(server)
    assert (told.serial, told.changed, told.fetched) == (2026113002, ("universities",), 1)
    assert [path for path in server.paths() if "lists/" in path] == ["/lists/universities-2026113002.csv.gz"]
    assert has(SECOND)


def test_a_dry_run_changes_nothing(server: Publisher, own_data: Path) -> None:
    told = fetch(server, dry_run=True)
    assert set(told.changed) == set(NAMES)
    assert not has(FIRST)
    assert not list(own_data.rglob("gen-*"))


@pytest.mark.parametrize("form", ["{}", "file://{}"])
def test_a_folder_is_a_mirror(form: str, published: SimpleNamespace) -> None:
    fetch(form.format(published.first))
    assert has(FIRST)


def test_going_back_and_forth(server: Publisher, published: SimpleNamespace) -> None:
    fetch(server)
    fetch(published.second)
    assert has(SECOND)
    assert generations.rollback() == "the lists of serial 2026113001"
    assert has(FIRST)
    with pytest.raises(ListDamaged, match="2026113002 was installed here before"):
        fetch(server)
    assert generations.rollback() == "the bundled lists"
    assert not has(FIRST)
    with pytest.raises(ListMissing):
        generations.rollback()
    fetch(published.second)
    assert has(SECOND)


def test_a_list_that_is_taken_back_or_left_out_is_the_bundled_one_again(server: Publisher) -> None:
    fetch(server)

    def change(told: dict) -> None:
        told["serial"] += 1
        told["lists"] = [{"id": "universities", "removed": True}, entry_of(told, "cues")]

    republish(server, change)
    assert set(fetch(server).dropped) == {"universities", "clubs"}
    assert not has(FIRST)


def test_a_bundled_list_that_is_newer_wins(server: Publisher) -> None:
    republish(server, lambda told: entry_of(told, "universities").update(source_as_of="2020-01-01"))
    fetch(server)
    assert not has(FIRST)
    assert next(info for info in lists.catalogue() if info.name == "universities").origin == "bundled"


def test_a_list_nobody_here_knows_is_told(server: Publisher) -> None:
    republish(server, lambda told: told["lists"].append(entry_of(told, "cues") | {"id": "fragrances"}))
    assert fetch(server).unknown == ("fragrances",)


def test_what_the_publisher_says_is_told(server: Publisher) -> None:
    republish(server, lambda told: told.update(message="moving to another host", expires_at=f"{FIRST}T12:00:00+00:00"))
    assert fetch(server).notes == ["moving to another host", f"the publisher promised newer lists by {FIRST} and has none"]


def test_a_redirect_within_the_host_is_followed(server: Publisher) -> None:
    server.answers.append((r"^/cues$|^/lists/cues", once(lambda handler: handler.send(302, b"", Location="/lists/cues-2026113001.csv.gz"))))
    assert fetch(server).fetched == 3


def test_a_proxy_is_gone_through(server: Publisher) -> None:
    told = update(
        "http://lists.example.test/", KEYS, lists.updatable(), patience=QUICK, now=NOW, insecure=True, proxy=server.url
    )  # fmt: skip
    assert told.fetched == 3
    assert all(path.startswith("http://lists.example.test/") for path in server.paths())


def test_the_environments_proxy_is_gone_through(server: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.url)
    monkeypatch.setenv("NO_PROXY", "")
    assert fetch("http://lists.example.test/", insecure=True).fetched == 3


def test_a_download_cut_short_goes_on_where_it_stopped(server: Publisher) -> None:
    def cut(handler: Handler) -> None:
        content = (server.folder / handler.path.lstrip("/")).read_bytes()
        tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
        handler.send(200, content[: len(content) // 2], length=len(content), ETag=tag)

    server.answers.append((r"lists/clubs", once(cut)))
    assert fetch(server).fetched == 3
    asked = [headers for path, headers in server.asked if "lists/clubs" in path]
    assert "Range" not in asked[0]
    assert asked[1]["Range"].startswith("bytes=")
    assert asked[1]["If-Range"]


def test_a_download_goes_on_after_the_process_was_gone(server: Publisher) -> None:
    server.answers.append((r"lists/cues", always(lambda handler: handler.send(404, b""))))
    with pytest.raises(ListUnavailable):
        fetch(server)
    server.answers.clear()
    server.asked.clear()
    fetch(server)
    assert [path for path in server.paths() if "lists/" in path] == ["/lists/cues-2026113001.csv.gz"]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_server_in_trouble_is_asked_again(status: int, server: Publisher) -> None:
    waited: list[float] = []
    server.answers.append((r"lists/cues", once(lambda handler: handler.send(status, b"busy", Retry_After="7"))))
    patience = Patience(1, 0.5, 3, waited.append)
    assert update(server.url, KEYS, lists.updatable(), patience=patience, now=NOW).fetched == 3
    assert waited == [7.0]


# what goes wrong


@pytest.mark.parametrize(
    ("where", "answer", "message"),
    [
        (r"manifest.json$", lambda handler: handler.send(404, b""), "answered 404"),
        (r"manifest.json$", lambda handler: handler.send(500, b""), "answered 500 Internal Server Error; tried 4 times"),
        (r"manifest.json$", lambda handler: handler.send(429, b"", Retry_After="86400"), "asks to wait 86400 seconds"),
        (r"manifest.json$", lambda handler: handler.send(200, b"<html>", Content_Type="text/html"), "a web page"),
        (r"minisig$", lambda handler: handler.send(403, b""), "answered 403"),
        (r"manifest.json$", lambda handler: handler.send(302, b"", Location="http://10.0.0.1/manifest.json"), "sends on to another host, http://10.0.0.1"),
        (r"manifest.json$", lambda handler: handler.send(302, b"", Location="https://evil.example/manifest.json"), "sends on to another host"),
        (r"manifest.json$", lambda handler: handler.send(302, b"", Location="file:///etc/passwd"), "sends on to another host"),
        (r"manifest.json$", lambda handler: handler.send(302, b"", Location="/manifest.json"), "in circles"),
        (r"lists/cues", lambda handler: handler.send(206, b"xx", Content_Range="bytes 7-8/9"), "another part of the file"),
        (r"lists/cues", lambda handler: handler.send(200, b"short"), "tried 4 times"),
        (r"lists/cues", lambda handler: handler.send(200, b"short", length=100_000), "tried 4 times"),
        (r"lists/cues", lambda handler: handler.send(416, b""), "tried 4 times"),
        (r"manifest.json$", lambda handler: handler.connection.close(), "tried 4 times"),
        (r"manifest.json$", lambda _: time.sleep(0.8), "tried 4 times"),
    ],
)  # fmt: skip
def test_a_publisher_that_gives_no_usable_answer(
    where: str, answer: Callable, message: str, server: Publisher, published: SimpleNamespace
) -> None:
    fetch(published.first)
    shutil.copytree(published.second, server.folder, dirs_exist_ok=True)
    republish(server, lambda told: [each.update(path=each["path"]) for each in told["lists"]])
    if "lists/" in where:  # such that it is not held already
        path = server.folder / "lists" / "cues-2026113002.csv.gz"
        content = gzip.compress(gzip.decompress(path.read_bytes()), 1, mtime=0)
        path.write_bytes(content)
        republish(server, lambda told: entry_of(told, "cues").update(size=len(content), sha256=hashlib.sha256(content).hexdigest()))
    server.answers.append((where, always(answer)))
    with pytest.raises(ListUnavailable) as caught:
        fetch(server)
    assert message in caught.value.message
    assert caught.value.hint
    assert has(FIRST)
    assert generations.check(KEYS) == []


def test_a_server_that_drips_is_given_up(server: Publisher) -> None:
    def drip(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        for _ in range(40):
            handler.wfile.write(b"x")
            time.sleep(0.05)

    server.answers.append((r"manifest.json$", always(drip)))
    with pytest.raises(ListUnavailable, match="took more than"):
        update(server.url, KEYS, lists.updatable(), patience=Patience(1, 0.5, 0.3, lambda _: None), now=NOW)


def test_no_server_and_no_proxy(server: Publisher) -> None:
    url = server.url
    server.shutdown()
    server.server_close()
    with pytest.raises(ListUnavailable, match="tried 4 times"):
        fetch(url)
    with pytest.raises(ListUnavailable, match="through the proxy"):
        fetch("http://lists.example.test/", insecure=True, proxy=url)
    with pytest.raises(ListUnavailable, match="cannot be read"):
        fetch("/no/such/folder")


def damaged_signature(server: Publisher) -> None:
    path = server.folder / manifest.SIGNATURE
    path.write_bytes(path.read_bytes()[:-20])


def other_signer(server: Publisher) -> None:
    content = (server.folder / manifest.NAME).read_bytes()
    other = Ed25519PrivateKey.generate()
    (server.folder / manifest.SIGNATURE).write_bytes(publish_lists.signature(content, 2026113001, NOW, other, KEY_ID))


def unknown_signer(server: Publisher) -> None:
    content = (server.folder / manifest.NAME).read_bytes()
    (server.folder / manifest.SIGNATURE).write_bytes(publish_lists.signature(content, 2026113001, NOW, PRIVATE, b"somebody"))


def changed_manifest(server: Publisher) -> None:
    path = server.folder / manifest.NAME
    path.write_bytes(path.read_bytes().replace(b"2026113001", b"2026113009", 1))


def other_comment(server: Publisher) -> None:
    content = (server.folder / manifest.NAME).read_bytes()
    (server.folder / manifest.SIGNATURE).write_bytes(publish_lists.signature(content, 5, NOW, PRIVATE, KEY_ID))


def changed_comment(server: Publisher) -> None:
    path = server.folder / manifest.SIGNATURE
    path.write_bytes(path.read_bytes().replace(b"generated_at", b"generated_by"))


def changed_list(server: Publisher) -> None:
    path = server.folder / "lists" / "cues-2026113001.csv.gz"
    content = bytearray(path.read_bytes())
    content[-20] ^= 1
    path.write_bytes(content)


def longer_list(server: Publisher) -> None:
    path = server.folder / "lists" / "cues-2026113001.csv.gz"
    path.write_bytes(path.read_bytes() + b"x")


def huge_manifest(server: Publisher) -> None:
    (server.folder / manifest.NAME).write_bytes(b" " * (manifest.MOST_BYTES + 1))


def signed(change: Callable[[dict], object]) -> Callable[[Publisher], None]:
    return lambda server: republish(server, lambda told: change(told) and None)


def repacked(text: Callable[[bytes], bytes], **more: object) -> Callable[[Publisher], None]:
    """The list of cues with another content, rightly signed."""

    def change(server: Publisher) -> None:
        path = server.folder / "lists" / "cues-2026113001.csv.gz"
        content = text(gzip.decompress(path.read_bytes()))
        packed = gzip.compress(content, mtime=0)
        path.write_bytes(packed)
        sums = {
            "size": len(packed), "sha256": hashlib.sha256(packed).hexdigest(),
            "unpacked_size": len(content), "unpacked_sha256": hashlib.sha256(content).hexdigest(),
        }  # fmt: skip
        republish(server, lambda told: entry_of(told, "cues").update(sums | more))

    return change


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (damaged_signature, "no minisign signature"),
        (other_signer, "signature is wrong"),
        (unknown_signer, "which is not the publisher's"),
        (changed_manifest, "signature is wrong"),
        (other_comment, "another serial"),
        (changed_comment, "signature is wrong"),
        (changed_list, "not the checksum"),
        (longer_list, "larger than it may be"),
        (huge_manifest, "larger than it may be"),
        (signed(lambda told: told.update(schema_version=2)), "version 2"),
        (signed(lambda told: told.pop("generated_at")), "'generated_at' is missing"),
        (signed(lambda told: told.update(generated_at="yesterday")), "cannot be meant"),
        (signed(lambda told: told.update(generated_at="2026-11-21T06:00:00")), "no time zone"),
        (signed(lambda told: told.update(lists={"id": 1})), "cannot be meant"),
        (signed(lambda told: told["lists"].append(told["lists"][0])), "twice"),
        *((signed(lambda told, path=path: told["lists"][0].update(path=path)), "cannot be meant: path") for path in
          ("../evil.csv.gz", "/etc/passwd", "lists/../../x", "lists//x", "a\\b", "https://evil.example/x", "C:/x", ".hidden", "lists/.x", "", 7)),
        (signed(lambda told: told["lists"][0].update(id="../x")), "a list called"),
        (signed(lambda told: told["lists"][0].update(size=-1)), "has sizes"),
        (signed(lambda told: told["lists"][0].update(unpacked_size=1 << 40)), "has sizes"),
        (signed(lambda told: told["lists"][0].update(unpacked_size=10)), "size or checksum differ once unpacked"),
        (signed(lambda told: told["lists"][0].update(sha256="00")), "no sha256"),
        (signed(lambda told: told["lists"][0].update(format="xz")), "format 'xz'"),
        (signed(lambda told: told["lists"][0].update(records=1)), "the manifest promises 1"),
        (repacked(lambda text: text.replace(b"term,", b"word,", 1)), "has the columns word"),
        (repacked(lambda text: text + b"one,cell\n"), "cells, the header"),
        (repacked(lambda text: text + b"\xff\xfe"), "cannot be read"),
        (repacked(lambda text: text + b'"never closed'), "cannot be read"),
    ],
)  # fmt: skip
def test_what_is_not_to_be_believed(spoil: Callable, message: str, server: Publisher, own_data: Path) -> None:
    spoil(server)
    with pytest.raises(ListDamaged) as caught:
        fetch(server)
    assert message in caught.value.message
    assert caught.value.hint
    assert generations.current() is None
    assert not has(FIRST)
    assert not list(own_data.rglob(".building-*"))
    assert not (own_data / "evil.csv.gz").exists()


def test_an_older_serial_is_refused_even_after_going_back(server: Publisher, published: SimpleNamespace) -> None:
    fetch(published.second)
    generations.rollback()
    with pytest.raises(ListDamaged, match="somebody serves old lists"):
        fetch(server)
    assert not has(FIRST)


def test_another_content_under_the_serial_in_use_is_refused(server: Publisher) -> None:
    fetch(server)
    republish(server, lambda told: told.update(message="other"))
    with pytest.raises(ListDamaged, match="with another content"):
        fetch(server)


def test_a_full_disk(server: Publisher, monkeypatch: pytest.MonkeyPatch, own_data: Path) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(home, "written", full)
    with pytest.raises(ListError, match="disk is full"):
        fetch(server)
    monkeypatch.undo()
    os.environ["SELLERCHECK_DATA"] = str(own_data)
    assert generations.current() is None


def test_a_second_process_waits_its_turn(server: Publisher) -> None:
    with home.locked(generations.folder(), "the updated lists"), pytest.raises(ListError, match="another process"):
        fetch(server)
    assert fetch(server).fetched == 3


def test_addresses_that_are_no_publisher(monkeypatch: pytest.MonkeyPatch) -> None:
    for address, message in (
        ("ftp://lists.example", 'not fetched by "ftp"'), ("http://lists.example", 'not fetched by "http"'), ("https://me:secret@lists.example", "name or password"),
    ):  # fmt: skip
        with pytest.raises(ListError, match=message) as caught:
            fetch(address)
        assert "secret" not in caught.value.message
    with pytest.raises(ListError, match="no publisher"):
        update(None, KEYS, lists.updatable())
    with pytest.raises(ListError, match="no publisher's key"):
        update("/nowhere", (), lists.updatable())
    for key in ("x", "RWxx", ""):
        with pytest.raises(ListDamaged):
            Key.parse(key)


def test_keys_come_from_files_lines_and_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "key.pub").write_text(f"untrusted comment: x\n{KEY_LINE}\n")
    assert updating.keys((str(tmp_path / "key.pub"),)) == updating.keys((KEY_LINE,)) == KEYS
    monkeypatch.setenv("SELLERCHECK_LISTS_KEY", KEY_LINE)
    assert updating.keys() == KEYS


def test_a_signature_by_minisigns_own_rules() -> None:
    """The example of the format: a hash signed, then that signature and the comment."""
    signature = publish_lists.signature(b"{}", 7, NOW, PRIVATE, KEY_ID)
    key, comment = manifest.verify(b"{}", signature, KEYS)
    assert (key, comment.split()[0]) == (KEYS[0], "serial:7")
    for wrong in (b"", b"\n\n\n", signature.replace(b"RU", b"RX", 1), signature[:-2], b"\xff" * 400):
        with pytest.raises(ListDamaged):
            manifest.verify(b"{}", wrong, KEYS)
    with pytest.raises(ListDamaged):
        Manifest.verified(b"{ }", signature, KEYS)


# on the disk


@pytest.mark.parametrize("spoil", ["cut", "change", "manifest", "gone", "pointer"])
def test_a_damaged_generation_is_told_and_the_bundled_lists_stay(spoil: str, server: Publisher) -> None:
    fetch(server)
    place = generations.current().place
    path = place / "lists" / "universities-2026113001.csv.gz"
    content = path.read_bytes()
    if spoil == "cut":
        path.write_bytes(content[:-5])
    elif spoil == "change":
        path.write_bytes(content[:-5] + b"xxxxx")
    elif spoil == "manifest":
        (place / manifest.NAME).write_bytes(b"{}")
    elif spoil == "gone":
        shutil.rmtree(place)
    else:
        (generations.folder() / "current.json").write_bytes(b"\0")
    generations._whole.cache_clear()
    if spoil == "change":
        assert any("checksum differs" in wrong for wrong in generations.check(()))
        with pytest.raises(ListDamaged) as caught:
            list(lists.marks("universities"))
        assert "rollback" in caught.value.hint
        generations.rollback()
    assert bool(generations.check(())) == (spoil not in {"change", "pointer"})
    assert list(lists.marks("universities"))
    assert not has(FIRST)
    fetch(server)
    assert has(FIRST)
    assert generations.check(KEYS) == []


def test_a_network_without_any(server: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ListMissing):
        generations.export(tmp_path / "lists.zip")
    fetch(server)
    assert generations.export(tmp_path / "lists.zip") == 3
    monkeypatch.setenv("SELLERCHECK_DATA", str(tmp_path / "other"))
    assert not has(FIRST)
    assert generations.is_archive(tmp_path / "lists.zip")
    told, fresh = generations.import_archive(tmp_path / "lists.zip", KEYS, lists.updatable())
    assert (told.serial, fresh) == (2026113001, False)
    assert has(FIRST)
    assert generations.import_archive(tmp_path / "lists.zip", KEYS, lists.updatable())[1]


def rezipped(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda files: files.update({"../../evil.csv": b"x"}), "leaves its folder"),
        (lambda files: files.update({"/evil.csv": b"x"}), "leaves its folder"),
        (lambda files: files.update({"..\\evil.csv": b"x"}), "path"),
        (lambda files: files.pop("manifest.json.minisig"), 'holds no "manifest.json.minisig"'),
        (lambda files: files.pop("lists/cues-2026113001.csv.gz"), 'holds no "lists/cues'),
        (lambda files: files.update({"manifest.json": files["manifest.json"] + b" "}), "signature is wrong"),
        (lambda files: files.update({"lists/cues-2026113001.csv.gz": b"x"}), "not the checksum"),
        (lambda files: files.update({"lists/cues-2026113001.csv.gz": b"\0" * (64 << 20)}), "larger than it may be"),
        (lambda files: files.update({"manifest.json": b" " * (2 << 20)}), "larger than it may be"),
    ],
)
def test_hostile_archives(change: Callable, message: str, server: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fetch(server)
    path = tmp_path / "lists.zip"
    generations.export(path)
    rezipped(path, change)
    monkeypatch.setenv("SELLERCHECK_DATA", str(tmp_path / "other"))
    with pytest.raises(ListDamaged) as caught:
        generations.import_archive(path, KEYS, lists.updatable())
    assert message in caught.value.message
    assert generations.current() is None
    assert not list(tmp_path.rglob("evil*"))


def test_archives_cut_anywhere(server: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fetch(server)
    path = tmp_path / "lists.zip"
    generations.export(path)
    whole = path.read_bytes()
    monkeypatch.setenv("SELLERCHECK_DATA", str(tmp_path / "other"))
    draw = random.Random(9)
    for _ in range(30):
        content = bytearray(whole)
        for _ in range(draw.randint(1, 3)):
            content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
        path.write_bytes(content[: draw.choice((len(content), draw.randrange(len(content))))])
        try:
            generations.import_archive(path, KEYS, lists.updatable())
        except ListError:
            assert generations.current() is None
        else:  # a bit that means nothing to the lists, such as a date
            assert generations.check(KEYS) == []
            shutil.rmtree(tmp_path / "other")


@pytest.mark.skipif(os.name == "nt", reason="needs fork and SIGKILL")
def test_an_update_ended_at_fifty_points_never_leaves_a_broken_or_mixed_state(
    server: Publisher, published: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A child counts what it asks of the disk and the network, and ends itself without warning at one of them.

    Half of the points lie around those where something is put in place, where a mistake would show; the others anywhere.
    """
    monkeypatch.setattr(os, "fsync", lambda _: None)  # a process that ends loses nothing the system was told, and it takes most of the time
    fetch(published.first)
    shutil.copytree(published.second, server.folder, dirs_exist_ok=True)
    before = tmp_path / "before"
    shutil.copytree(home.folder(), before)
    script = tmp_path / "ended.py"
    script.write_text(
        f"""
import os, signal, sys
os.fsync = lambda _: None
sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "tests")!r}]
from sellercheck import lists
from sellercheck.lists.manifest import Key
from sellercheck.lists.update import update
left = steps = 0
put = []
def count(event, _):
    global steps, left
    if event.startswith(("open", "os.", "shutil.", "tempfile.", "socket.")):
        steps += 1
        if event == "os.rename":
            put.append(steps)
        if left and steps >= left:
            left = 0
            os.kill(os.getpid(), signal.SIGKILL)
lists.updatable()
import requests, cryptography.hazmat.primitives.asymmetric.ed25519
sys.addaudithook(count)
for line in sys.stdin:
    child = os.fork()
    if child:
        told = os.waitpid(child, 0)[1]
        print(-os.waitstatus_to_exitcode(told) if os.WIFSIGNALED(told) else 0, flush=True)
        continue
    left, steps = int(line), 0
    update({server.url!r}, (Key.parse({KEY_LINE!r}),), lists.updatable(), force=True)
    if not left:
        print(steps, *put, flush=True)
    os._exit(0)
""",
        "utf-8",
    )

    with subprocess.Popen([sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ) as forks:

        def run(point: int) -> list[int]:
            """Update until this step: the signal that ended the child; with 0 to the end: how many steps there are, and which put something in place."""
            assert forks.stdin is not None
            assert forks.stdout is not None
            forks.stdin.write(f"{point}\n")
            forks.stdin.flush()
            told = [int(number) for number in forks.stdout.readline().split()]
            return told if point else told + [int(number) for number in forks.stdout.readline().split()]

        ended_at_fifty_points(run, before, server)


def ended_at_fifty_points(run: Callable[[int], list[int]], before: Path, server: Publisher) -> None:
    steps, *put, _ = run(0)
    draw = random.Random(4)
    near = {point for at in put[-5:] for point in range(at - 2, at + 4) if 0 < point <= steps}
    points = set(draw.sample(sorted(near), min(25, len(near))))
    points |= set(draw.sample(sorted(set(range(1, steps + 1)) - points), 50 - len(points)))
    states = []
    for point in sorted(points):
        shutil.rmtree(home.folder())
        shutil.copytree(before, home.folder())
        assert run(point) == [signal.SIGKILL]
        assert generations.check(KEYS) == []
        old, new = has(FIRST), has(SECOND)
        assert old != new
        serial = generations.current().serial
        assert serial == (2026113002 if new else 2026113001)
        states.append(new)
        assert fetch(server).serial == 2026113002
        assert has(SECOND)
        assert not list(home.folder().rglob(".building-*"))
    assert len(states) == 50
    assert states == sorted(states)
    assert {True, False} == set(states)


# the command


def test_the_command(server: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from sellercheck.cli import main

    def run(*arguments: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(main, ["lists", *arguments])
        return result.exit_code, result.stdout, result.stderr

    monkeypatch.setenv("SELLERCHECK_LISTS_KEY", KEY_LINE)
    assert run("update")[0] == 2
    status, out, _ = run("update", "--mirror", server.url, "--dry-run")
    assert (status, "would change" in out) == (0, True)
    status, out, err = run("update", "--mirror", server.url)
    assert (status, "3 changed, 3 fetched" in out, err) == (0, True, "")
    assert run("update", "--mirror", server.url)[1].startswith("nothing new")
    assert "signature checked" in run("verify")[1]
    row = next(row for row in json.loads(run("status", "-f", "json")[1]) if row["name"] == "universities")
    assert (row["origin"], row["whole"], row["retrieved"]) == ("updated", True, FIRST.isoformat())
    assert run("export", str(tmp_path / "out.zip"))[0] == 0
    assert run("import", str(tmp_path / "out.zip"))[1] == "lists of serial 2026113001 were in use already\n"
    assert run("rollback")[1] == "in use now: the bundled lists\n"
    assert run("rollback")[0] == 2
    (server.folder / manifest.SIGNATURE).write_bytes(b"")
    assert run("update", "--mirror", server.url, "--force")[0] == 2
    server.shutdown()
    server.server_close()
    status, out, err = run("update", "--mirror", str(tmp_path / "nowhere"))
    assert (status, out, "cannot be read" in err) == (3, "", True)


def test_settings_name_mirror_and_key(server: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from sellercheck.cli import main

    monkeypatch.chdir(tmp_path)
    (tmp_path / "sellercheck.toml").write_text(f'lists-url = "{server.url}"\nlists-key = "{KEY_LINE}"\n', "utf-8")
    assert "3 changed" in CliRunner().invoke(main, ["lists", "update"]).stdout
    assert "signature checked" in CliRunner().invoke(main, ["lists", "verify"]).stdout
    assert CliRunner().invoke(main, ["lists", "update", "--isolated"]).exit_code == 2
    (tmp_path / "sellercheck.toml").write_text('lists-url = "nowhere"\nproxy = 7\n', "utf-8")
    result = CliRunner().invoke(main, ["lists", "update"])
    assert (result.exit_code, "sellercheck.toml:2: proxy is no text" in result.stderr) == (2, True)


def test_the_script_makes_keys_and_folders(tmp_path: Path) -> None:
    script = [sys.executable, str(ROOT / "scripts" / "publish_lists.py")]
    subprocess.run([*script, "key", str(tmp_path / "secret")], check=True, capture_output=True)
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
    for _ in range(2):
        subprocess.run(
            [*script, "build", str(tmp_path / "site"), "--key", str(tmp_path / "secret"), "--only", "cues"], check=True, capture_output=True
        )
    told = json.loads((tmp_path / "site" / "manifest.json").read_text())
    assert told["serial"] % 100 == 2
    found = update(str(tmp_path / "site"), updating.keys((str(tmp_path / "secret.pub"),)), lists.updatable())
    assert found.changed == ("cues",)
    assert io.BytesIO(generations.content(generations.current(), "cues")).readline().startswith(b"term,")
