"""Fetching updated lists from a publisher: the only part of the lists that opens a connection, and only when asked to.

A publisher is any web server, or folder, that holds a signed manifest and the lists it names (`scripts/publish_lists.py`
makes such a folder). What comes is believed by its signature alone, not by where it came from; whatever goes wrong, the
lists in use stay.
"""

from __future__ import annotations

import hashlib
import os
import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from sellercheck.errors import ListDamaged, ListError, ListUnavailable
from sellercheck.lists import generations, home
from sellercheck.lists.manifest import MOST_BYTES, NAME, SIGNATURE, Key, Manifest, Published

if TYPE_CHECKING:
    import requests

PUBLISHER = ""
"""Where lists are fetched from when nobody says otherwise; empty: nobody publishes any yet."""
KEYS: tuple[str, ...] = ()
"""Public keys of that publisher: the one in use, and the one that follows it."""
TRIES = 4
RETRIED = frozenset({429, 500, 502, 503, 504})
REDIRECTED = frozenset({301, 302, 303, 307, 308})
WAIT_MOST_S = 60
"""A server that asks for more patience is told of instead."""
PAUSE_S = 3600
"""Seconds between two looks at one publisher."""
PIECE = 1 << 13
"""Bytes taken at a time; of an answer cut short so many at most are lost."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a server, in seconds."""

    connect_s: float = 5
    read_s: float = 15
    """For the next bytes."""
    whole_s: float = 600
    """For one file."""
    sleep: Callable[[float], None] = time.sleep


@dataclass(slots=True)
class Outcome:
    """What `update` did, or would do."""

    serial: int
    changed: tuple[str, ...] = ()
    """Lists that are new or have another content."""
    dropped: tuple[str, ...] = ()
    """Lists that the manifest takes back or does not name, though the generation before had them: the bundled ones count again."""
    unknown: tuple[str, ...] = ()
    """Lists that this version of sellercheck does not know."""
    fetched: int = 0
    fresh: bool = False
    """Nothing new."""
    asked: bool = True
    """False when the publisher was asked so short a time ago that it was not asked again."""
    notes: list[str] = field(default_factory=list)


def publisher(mirror: str | None) -> str:
    """The publisher's address: as given, else `SELLERCHECK_LISTS_URL`, else the default. Raises ListError when there is none."""
    found = mirror or os.environ.get("SELLERCHECK_LISTS_URL") or PUBLISHER
    if not found:
        raise ListError(
            "no publisher of lists is known; none is set until one exists",
            "Name one with --mirror URL or SELLERCHECK_LISTS_URL, and its key with --key or SELLERCHECK_LISTS_KEY. The bundled lists are in use.",
        )
    return found


def keys(given: tuple[str, ...] = ()) -> tuple[Key, ...]:
    """The publishers' keys: as given (lines or files), else of `SELLERCHECK_LISTS_KEY` (parted by blanks), else the default."""
    texts = given or tuple(os.environ.get("SELLERCHECK_LISTS_KEY", "").split()) or KEYS
    found = []
    for text in texts:
        if len(text) < 200 and not text.startswith("RW") and Path(text).is_file():
            text = Path(text).read_text("utf-8", "replace")[:4096]  # noqa: PLW2901 -- the file's content is what was meant
        found.append(Key.parse(text))
    return tuple(found)


def needed(found: tuple[Key, ...]) -> tuple[Key, ...]:
    """`found`, when it holds a key at all; ListError otherwise."""
    if not found:
        raise ListError(
            "no publisher's key is known, and lists are believed by their signature alone", "Name it with --key or SELLERCHECK_LISTS_KEY."
        )
    return found


def update(
    mirror: str | None,
    trusted: tuple[Key, ...],
    known: Mapping[str, tuple[str, ...]],
    *,
    force: bool = False,
    dry_run: bool = False,
    insecure: bool = False,
    proxy: str | None = None,
    patience: Patience | None = None,
    now: datetime | None = None,
) -> Outcome:
    """Ask the publisher at `mirror` (a URL or a folder) for newer lists and put them in place.

    `known`: list → its columns in this version. `force` asks even when it was asked within the hour, and although its answer did not change; `insecure`
    allows plain HTTP. Raises ListUnavailable when the publisher cannot be reached, ListDamaged when what it serves is not to be believed.
    """
    address = publisher(mirror)
    source = _source(address, patience or Patience(), insecure=insecure, proxy=proxy)
    moment = now or datetime.now(UTC)
    try:
        with home.writing("the updated lists"), home.locked(generations.folder(), "the updated lists"):
            return _update(source, address, needed(trusted), known, moment, force=force, dry_run=dry_run)
    finally:
        source.close()


def _update(
    source: _Remote | _Folder, address: str, trusted: tuple[Key, ...], known: Mapping[str, tuple[str, ...]], now: datetime, *, force: bool, dry_run: bool
) -> Outcome:  # fmt: skip
    state_file = generations.folder() / "state.json"
    state = home.told(state_file)
    current = generations.current()
    serial = current.serial if current is not None else 0
    same_place = state.get("address") == address
    asked = state.get("asked")
    since = now.timestamp() - asked if same_place and isinstance(asked, int | float) else None
    if not force and since is not None and 0 <= since < PAUSE_S:
        return Outcome(
            serial, fresh=True, asked=False, notes=[f"the publisher was asked {int(since // 60)} minutes ago; --force asks again"]
        )
    in_use = home.told(generations.folder() / "current.json").get("sha256")
    # The answer's tag only helps while the manifest it belongs to is the one in use.
    tag = state.get("etag") if same_place and not force and current is not None and state.get("sha256") == in_use else None
    content, etag = source.manifest(str(tag) if tag else None)
    if content is None:
        home.tell(state_file, state | {"asked": now.timestamp()})
        return Outcome(serial, fresh=True)
    signature = source.small(SIGNATURE)
    manifest = Manifest.verified(content, signature, trusted)
    digest = hashlib.sha256(content).hexdigest()
    fresh = generations.refuse_older(manifest, digest)
    told = _told(manifest, current, known)
    told.fresh = fresh
    if manifest.expires is not None and now > manifest.expires:
        told.notes.append(f"the publisher promised newer lists by {manifest.expires.date().isoformat()} and has none")
    if now < manifest.generated:
        told.notes.append(f"the manifest is of {manifest.generated.date().isoformat()}: this machine's clock is behind")
    if dry_run:
        return told
    if not fresh:
        staging = generations.folder() / f"staging-{digest[:16]}"
        home.swept(generations.folder(), frozenset({staging.name}), "staging-*")
        staging.mkdir(parents=True, exist_ok=True)
        told.fetched = generations.install(manifest, (content, signature), lambda published: source.list(published, staging), known)
        home.swept(generations.folder(), frozenset(), "staging-*")
    state = home.told(state_file)
    home.tell(state_file, state | {"address": address, "asked": now.timestamp(), "etag": etag, "sha256": digest})
    return told


def _told(manifest: Manifest, current: generations.Generation | None, known: Mapping[str, tuple[str, ...]]) -> Outcome:
    held = current.lists if current is not None else {}
    live = {each.name: each for each in manifest.lists if not each.removed}
    return Outcome(
        manifest.serial,
        tuple(name for name, each in live.items() if name in known and (name not in held or held[name].sha256 != each.sha256)),
        tuple(name for name in held if name not in live),
        tuple(name for name in live if name not in known),
        notes=[manifest.message] if manifest.message else [],
    )


def _source(address: str, patience: Patience, *, insecure: bool, proxy: str | None) -> _Remote | _Folder:
    parts = urlsplit(address)
    if parts.scheme == "file":
        from urllib.request import url2pathname

        return _Folder(Path(url2pathname(parts.path)))
    if len(parts.scheme) < 2:  # a path, or a drive letter
        return _Folder(Path(address))
    if parts.username or parts.password:
        raise ListError("the publisher's address holds a name or password", "Give it without; lists are public.")
    if parts.scheme == "https" or (parts.scheme == "http" and (insecure or parts.hostname in {"127.0.0.1", "localhost", "::1"})):
        return _Remote(address if address.endswith("/") else f"{address}/", patience, proxy)
    raise ListError(f'lists are not fetched by "{parts.scheme}"', "Give an https address, or a folder; --insecure-mirror allows http.")


class _Folder:
    """A publisher's folder on this machine or a stick."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def close(self) -> None:
        """Nothing is open."""

    def manifest(self, _: str | None) -> tuple[bytes | None, str | None]:
        return self.small(NAME), None

    def small(self, name: str) -> bytes:
        return self._read(name, MOST_BYTES)

    def list(self, published: Published, _: Path) -> bytes:
        return self._read(published.path, published.size)

    def _read(self, name: str, most: int) -> bytes:
        try:
            with (self.place / name).open("rb") as source:
                found = source.read(most + 1)
        except OSError as error:
            raise ListUnavailable(
                f'"{self.place / name}" cannot be read: {error.strerror or error}', "Check the folder; the lists in use stay."
            ) from error
        if len(found) > most:
            raise ListDamaged(f'"{self.place / name}" is larger than it may be', "The lists in use stay.")
        return found


class _Again(NamedTuple):
    """An answer after which it is worth to ask once more."""

    reason: str
    wait_s: float | None = None
    """What the server asks for, in seconds."""


class _Remote:
    """A publisher's web server: tried again where that helps, with an end to everything."""

    def __init__(self, base: str, patience: Patience, proxy: str | None) -> None:
        import requests

        from sellercheck import __version__

        self.base, self.patience = base, patience
        self.session: requests.Session = requests.Session()
        self.session.headers.update({"User-Agent": f"sellercheck/{__version__}", "Accept-Encoding": "identity"})
        if proxy:
            self.session.proxies = {"http": proxy, "https": proxy}
            self.session.trust_env = False  # NOTE: else requests lets the environment's proxy win

    def close(self) -> None:
        self.session.close()

    def manifest(self, tag: str | None) -> tuple[bytes | None, str | None]:
        """The manifest and its tag; None when it is still the one of `tag`."""
        content, answered = self._fetch(NAME, MOST_BYTES, {"If-None-Match": tag} if tag else {})
        return content, answered.get("ETag")

    def small(self, name: str) -> bytes:
        content, _ = self._fetch(name, 1 << 16, {})
        assert content is not None
        return content

    def list(self, published: Published, staging: Path) -> bytes:
        """A list's packed bytes; what an earlier try left in `staging` is not fetched again."""
        part = staging / f"{published.sha256}.part"
        notes = staging / f"{published.sha256}.json"
        if part.exists() and hashlib.sha256(held := part.read_bytes()).hexdigest() == published.sha256:
            return held
        content, _ = self._fetch(published.path, published.size, {}, part, notes)
        assert content is not None
        return content

    def _fetch(
        self, name: str, most: int, headers: dict[str, str], part: Path | None = None, notes: Path | None = None
    ) -> tuple[bytes | None, Mapping[str, str]]:
        """A file of the publisher's, at most `most` bytes; None for "not changed". Kept in `part` as it comes, and taken up again from there."""
        import requests

        url = urljoin(self.base, name)
        last, wait = "", 0.0
        for attempt in range(TRIES):
            if attempt:
                self.patience.sleep(min(WAIT_MOST_S, wait))
            wait = 2.0 ** (attempt - 1) + random.uniform(0, 0.5)  # noqa: S311 -- spreads the load, guards nothing
            held = part.read_bytes() if part is not None and part.exists() else b""
            tag = home.told(notes).get("etag") if notes is not None else None
            resume = {"Range": f"bytes={len(held)}-", "If-Range": str(tag)} if held and tag and len(held) < most else {}
            try:
                with self._get(url, headers | resume) as response:
                    came = self._answered(url, response, headers, held, most, part, notes)
            except requests.RequestException as error:
                last = self._broken_off(url, error)
                continue
            if not isinstance(came, _Again):
                return came, response.headers
            last = came.reason
            wait = wait if came.wait_s is None else came.wait_s
        raise self._unavailable(url, f"{last}; tried {TRIES} times")

    def _answered(
        self, url: str, response: requests.Response, headers: Mapping[str, str], held: bytes, most: int, part: Path | None, notes: Path | None
    ) -> bytes | _Again | None:  # fmt: skip
        """The file in an answer, None for "not changed"; ListUnavailable for an answer that another try would not mend."""
        status = response.status_code
        told = f"answered {status} {response.reason or ''}".strip()
        if status == 304 and "If-None-Match" in headers:
            return None
        if status in RETRIED:
            asked = response.headers.get("Retry-After", "")
            if asked.isdigit() and int(asked) > WAIT_MOST_S:
                raise self._unavailable(url, f"{told} and asks to wait {asked} seconds", "Try again later; the lists in use stay.")
            return _Again(told, float(asked) if asked.isdigit() else None)
        if status == 416 and part is not None:
            part.unlink(missing_ok=True)
            return _Again("did not know the rest of the file")
        if status not in {200, 206}:
            raise self._unavailable(url, told)
        if "html" in response.headers.get("Content-Type", ""):
            raise self._unavailable(url, "answered with a web page where a file should be")
        goes_on = status == 206 and response.headers.get("Content-Range", "").startswith(f"bytes {len(held)}-")
        if status == 206 and not goes_on:
            raise self._unavailable(url, "answered with another part of the file than was asked for")
        if notes is not None:
            home.tell(notes, {"etag": response.headers.get("ETag")})
        return self._body(url, response, held if goes_on else b"", most, part)

    def _broken_off(self, url: str, error: requests.RequestException) -> str:
        """Why there is no whole answer; raises ListUnavailable where another try would end alike."""
        from requests import exceptions

        if isinstance(error, exceptions.SSLError):
            raise self._unavailable(url, f"has no certificate that can be trusted ({_plain(error)})") from error
        if isinstance(error, exceptions.ProxyError):
            raise self._unavailable(url, "cannot be reached through the proxy", "Check --proxy, HTTPS_PROXY and NO_PROXY.") from error
        passing = exceptions.ConnectionError, exceptions.Timeout, exceptions.ChunkedEncodingError, exceptions.ContentDecodingError
        if not isinstance(error, passing):
            raise self._unavailable(url, f"cannot be asked ({_plain(error)})") from error
        return f"gave no whole answer ({_plain(error)})"

    def _get(self, url: str, headers: dict[str, str]) -> requests.Response:
        """The answer at `url`, redirects followed by hand: the same host only, and never from https to http."""
        first = urlsplit(url)
        for _ in range(5):
            response = self.session.get(
                url, headers=headers, stream=True, allow_redirects=False, timeout=(self.patience.connect_s, self.patience.read_s)
            )  # fmt: skip
            if response.status_code not in REDIRECTED:
                return response
            response.close()
            target = urljoin(url, response.headers.get("Location", ""))
            there = urlsplit(target)
            if there.hostname != first.hostname or (there.scheme, there.port) not in {(first.scheme, first.port), ("https", None)}:
                raise self._unavailable(
                    url, f"sends on to another host, {there.scheme}://{there.netloc}", "If that is right, name it with --mirror."
                )
            url = target
        raise self._unavailable(url, "sends on in circles")

    def _body(self, url: str, response: requests.Response, held: bytes, most: int, part: Path | None) -> bytes:
        """What comes, behind what is held; no more than `most` bytes, and not for ever."""
        import requests

        end = time.monotonic() + self.patience.whole_s
        content = bytearray(held)
        promised = response.headers.get("Content-Length", "")
        out = part.open("ab" if held else "wb") if part is not None else None
        try:
            for piece in _pieces(response):
                content += piece
                if len(content) > most:
                    if part is not None:
                        part.unlink(missing_ok=True)
                    raise ListDamaged(f"{url} is larger than it may be", "The lists in use stay. Try another mirror.")
                if out is not None:
                    out.write(piece)
                if time.monotonic() > end:
                    raise self._unavailable(url, f"took more than {self.patience.whole_s:.0f} seconds")
        finally:
            if out is not None:
                out.close()
        if promised.isdigit() and len(content) - len(held) < int(promised):
            raise requests.ConnectionError(f"{len(content) - len(held)} of {promised} bytes came")
        if part is not None and len(content) < most:
            raise requests.ConnectionError(f"{len(content)} of {most} bytes came")
        return bytes(content)

    @staticmethod
    def _unavailable(url: str, what: str, hint: str = "The lists in use stay. Try again later, or another mirror.") -> ListUnavailable:
        return ListUnavailable(f"{url} {what}", hint)


def _pieces(response: requests.Response) -> Iterator[bytes]:
    """An answer's bytes as they come, never waiting for more than the next, and as they are: a server may call a `.gz` file encoded."""
    import requests
    import urllib3

    # NOTE: without read1 (urllib3 before 2) a server that drips is noticed at a full piece only.
    read = getattr(response.raw, "read1", None) or response.raw.read
    try:
        while piece := read(PIECE, decode_content=False):
            yield piece
    except urllib3.exceptions.HTTPError as error:
        raise requests.ConnectionError(error) from error


def _plain(error: Exception) -> str:
    """What went wrong without the library's nesting."""
    cause: Any = error
    while cause.args and isinstance(cause.args[0], BaseException):
        cause = cause.args[0]
    reason = getattr(cause, "reason", None) or cause
    return " ".join(str(reason).split())[:200] or type(error).__name__
