"""Manners on the wire: one desk per register asks over HTTP, slowly, with bounded patience, and keeps secrets.

- Time: 5 s to connect, 15 s for each read, 30 s for an answer as a whole, however slowly it drips.
- Again: 429, 500, 502, 503, 504 and broken connections up to three times, a timeout once, after a pause that grows and
  jitters or is as long as the server asks, up to a minute; where it asks for more, we stop and say so.
- Pace: no more requests to a host within a span than the register allows, also across runs (the times lie in the cache).
- Redirects: by hand, HTTPS only, to another host without credentials, never to a private address. `requests` drops
  `Authorization` on another host but not keys in headers of their own.
- Size: answers above a cap are not read. The cap counts bytes after decompression.
- Secrets: no message quotes an address, an answer or the library's complaint; debug lines of urllib3 that hold one are dropped.
"""

from __future__ import annotations

import contextlib
import email.utils
import ipaddress
import json
import logging
import os
import random
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, quote_plus, unquote, urljoin, urlsplit

import requests
import urllib3

from sellercheck import __version__, cache
from sellercheck.errors import LookupFailed, RegistryError, RegistryUnavailable

CONNECT_S, READ_S, WHOLE_S = 5.0, 15.0, 30.0
TRIES = 3
LONGEST_PAUSE_S = 60.0
MOST_BYTES = {"json": 20_000_000, "xml": 50_000_000}
_HOPS = 5
_AGAIN = frozenset({429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LOGGERS = ("urllib3.connectionpool", "urllib3.util.retry", "urllib3.connection")


class Pace(NamedTuple):
    """At most so many requests within so many seconds."""

    requests: int
    seconds: float


class Reply(NamedTuple):
    """What a register sent, once nothing is left to retry."""

    status: int
    kind: str
    """json, xml, html or other, by its content type; by its first byte where it names none."""
    content: bytes


class _Trouble(NamedTuple):
    """A request that got no reply. A value and no exception: the library's exceptions quote addresses, and with them keys."""

    reason: str
    again: int = 0
    """How often it may be tried again."""
    final: bool = False
    """Asking anything else would end alike."""
    plainly: bool = False
    """The next try asks for no compression."""


def folder() -> Path:
    """Where answers and the times of requests are kept."""
    return cache.folder() / "registers"


def pause(seconds: float) -> None:
    time.sleep(seconds)


class Desk:
    """Asks one register."""

    def __init__(self, name: str, title: str, pace: Pace, secrets: Sequence[str] = ()) -> None:
        self.name, self.title, self.pace = name, title, pace
        self.secrets: set[str] = set()
        self.session: requests.Session | None = None
        self._turns: dict[str, list[float]] = {}
        self._discreet = _Discreet(self.secrets)
        self._left_behind = False
        for logger in map(logging.getLogger, _LOGGERS):
            logger.addFilter(self._discreet)
        self.keep(*secrets)

    def keep(self, *secrets: str) -> None:
        """Never to be shown: these texts, as they are and as an address writes them.

        A text of a few letters, such as a user's name, is left out: it stands in answers by chance, and no key is that short.
        """
        for secret in secrets:
            self.secrets |= {secret, quote(secret, safe=""), quote_plus(secret), quote(secret)} if len(secret) >= 8 else set()

    def holds_secret(self, text: str) -> bool:
        return any(secret in text for secret in self.secrets)

    def close(self) -> None:
        if self.session is not None:
            self.session.close()
            self.session = None
        if not self._left_behind:  # a thread that was left behind may still want to log
            for logger in map(logging.getLogger, _LOGGERS):
                logger.removeFilter(self._discreet)

    def ask(
        self, url: str, *, method: str = "GET", params: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None,
        keys: Mapping[str, str] | None = None, body: Any = None, form: Mapping[str, str] | None = None, pace: Pace | None = None,
    ) -> Reply:  # fmt: skip
        """The register's reply, whatever its status but those worth another try.

        `keys` are headers that only the host asked first may see. `body` is sent as JSON, `form` as a form. LookupFailed
        when this question got no reply, RegistryUnavailable when no other would.
        """
        if os.environ.get("SELLERCHECK_OFFLINE", "") not in {"", "0"}:
            raise RegistryUnavailable(f"{self.title} was not asked: SELLERCHECK_OFFLINE forbids connections", "Unset SELLERCHECK_OFFLINE.")
        request = {"params": dict(params or {}), "json": body, "data": dict(form) if form else None}
        plainly = False
        for turn in range(TRIES):
            self._wait_for_turn(_origin(url)[1], pace or self.pace)
            came = self._within(partial(self._once, url, method, request, dict(headers or {}), dict(keys or {}), plainly))
            if isinstance(came, _Trouble):
                if turn >= min(came.again, TRIES - 1):
                    raise self._failure(came, turn + 1)
                plainly = came.plainly
                pause(_growing(turn))
                continue
            reply, wanted = came
            if reply.status not in _AGAIN:
                return reply
            if wanted is not None and wanted > LONGEST_PAUSE_S:
                raise RegistryUnavailable(
                    f"{self.title} asks for a pause of {round(wanted):,} s (status {reply.status})", "Try again after that time."
                )
            if turn < TRIES - 1:
                pause(_growing(turn) if wanted is None else wanted + random.uniform(0, 0.5))  # noqa: S311 -- spreads load, guards nothing
        if reply.status == 429:
            raise RegistryUnavailable(f"{self.title} takes no more questions now (status 429, {TRIES} times)", "Try again later.")
        raise LookupFailed(f"{self.title} failed with status {reply.status}, {TRIES} times", "Try again later.")

    def _failure(self, trouble: _Trouble, tries: int) -> RegistryError:
        times = f", {tries} times" if tries > 1 else ""
        kind = RegistryUnavailable if trouble.final else LookupFailed
        return kind(f"{self.title} {trouble.reason}{times}", "Try again later; `sellercheck doctor --online` tests the connection.")

    def _within(self, call: Callable[[], tuple[Reply, float | None] | _Trouble]) -> tuple[Reply, float | None] | _Trouble:
        """What `call` gives, or trouble after `WHOLE_S`.

        NOTE: a timeout of the socket starts anew with every byte, and a name that is looked up has none; so the call gets
        a thread of its own, which is left behind when it takes too long.
        """
        came: list[tuple[Reply, float | None] | _Trouble] = []

        def work() -> None:
            try:
                came.append(call())
            except Exception as error:  # noqa: BLE001 -- what a thread lets out is printed whole, addresses and all
                came.append(_Trouble(f"could not be asked ({type(error).__name__})", final=True))

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        thread.join(WHOLE_S)
        if came:
            return came[0]
        self.session, self._left_behind = None, True  # the thread keeps the old session
        return _Trouble(f"sent no whole answer within {WHOLE_S:g} s", again=1)

    def _once(
        self, url: str, method: str, request: Mapping[str, Any], headers: dict[str, str], keys: dict[str, str], plainly: bool
    ) -> tuple[Reply, float | None] | _Trouble:
        """One request and its redirects: the reply and the pause it asks for."""
        if self.session is None:
            self.session = requests.Session()
            self.session.headers["User-Agent"] = f"sellercheck/{__version__}"
        session, first, asked = self.session, _origin(url), dict(request)
        headers["Accept-Encoding"] = "identity" if plainly else "gzip"
        response: requests.Response | None = None
        try:
            for _ in range(_HOPS + 1):
                if fault := _not_to_be_asked(url, first):
                    return _Trouble(fault, final=True)
                seen = headers | (keys if _origin(url) == first else {})
                # NOTE: `auth` keeps requests from putting a password of ~/.netrc in the place of our Authorization.
                response = session.request(
                    method, url, headers=seen, auth=_as_it_is, timeout=(CONNECT_S, READ_S), allow_redirects=False, stream=True, **asked
                )
                if response.status_code not in _REDIRECTS or "Location" not in response.headers:
                    content = _read(response, MOST_BYTES["xml"] if _kind(response, b"") == "xml" else MOST_BYTES["json"])
                    if isinstance(content, _Trouble):
                        return content
                    return Reply(response.status_code, _kind(response, content), content), _wanted_pause(response)
                target = urljoin(url, response.headers["Location"])
                response.close()
                if _origin(target) != first and (method != "GET" or self.holds_secret(target) or self.holds_secret(unquote(target))):
                    return _Trouble("sends its questions on to another host, which would see credentials", final=True)
                if method != "GET" and response.status_code in {301, 302, 303}:
                    return _Trouble("answers a question with a redirect")
                url, asked = target, asked | {"params": None}
            return _Trouble("redirects without end")
        except requests.exceptions.SSLError:
            return _Trouble("has a certificate that cannot be verified", final=True)
        except requests.exceptions.ProxyError:
            return _Trouble("cannot be reached through the proxy that the environment names", again=1, final=True)
        except requests.exceptions.ConnectTimeout:
            return _Trouble(f"cannot be reached within {CONNECT_S:g} s", again=1, final=True)
        except (requests.exceptions.Timeout, urllib3.exceptions.ReadTimeoutError):
            return _Trouble(f"sent nothing for {READ_S:g} s", again=1)
        except requests.exceptions.ConnectionError as error:
            if "NewConnectionError" in repr(error) or "NameResolutionError" in repr(error):
                return _Trouble("cannot be reached", again=TRIES, final=True)
            return _Trouble("broke the connection off", again=TRIES)
        except requests.exceptions.RequestException:
            return _Trouble("has an address that cannot be asked", final=True)
        except (urllib3.exceptions.HTTPError, OSError):
            return _Trouble("broke the connection off", again=TRIES)
        except ValueError:
            return _Trouble("has an address that cannot be asked", final=True)
        finally:
            if response is not None:
                response.close()

    # ----------------------------------------------------------------------------------------------------- pace

    def _wait_for_turn(self, host: str, pace: Pace) -> None:
        place = folder() / f"pace-{self.name}-{''.join(c if c.isalnum() or c in '.-' else '_' for c in host)}-{pace.requests}.json"
        turns = self._turns.setdefault(f"{host} {pace}", [])
        with contextlib.suppress(OSError, ValueError, TypeError, OverflowError):
            kept = [float(each) for each in json.loads(place.read_text("ascii"))]
            turns[:] = sorted((Counter(kept) | Counter(turns)).elements())
        now = time.time()
        turns[:] = [each for each in turns if now - pace.seconds < each <= now + LONGEST_PAUSE_S]
        if len(turns) >= pace.requests:
            until = turns[-pace.requests] + pace.seconds
            if until > now:
                pause(until - now)
                now = max(time.time(), until)
        turns.append(now)
        with contextlib.suppress(OSError):
            write_privately(place, json.dumps(turns[-pace.requests :]).encode("ascii"))


class _Discreet(logging.Filter):
    """Drops log lines that hold a secret: urllib3 writes whole addresses at debug level."""

    def __init__(self, secrets: set[str]) -> None:
        super().__init__()
        self.secrets = secrets

    def filter(self, record: logging.LogRecord) -> bool:
        line = record.getMessage()
        return not any(secret in line for secret in self.secrets)


def write_privately(place: Any, content: bytes) -> None:
    """Write a file that only its owner can read, whole or not at all. OSError where that cannot be."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = place.with_name(f".{place.name}.{os.getpid()}.{threading.get_ident()}.part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:  # noqa: PTH123 -- the mode counts from the first byte
            out.write(content)
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)


def is_here(host: str) -> bool:
    """Whether that host is this machine, by its address or name."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _is_private(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        return host.lower() == "localhost" or host.lower().endswith((".local", ".internal", ".localhost"))


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = -1
    return parts.scheme, parts.hostname or "", port if port is not None else {"https": 443, "http": 80}.get(parts.scheme)


def _not_to_be_asked(url: str, first: tuple[str, str, int | None]) -> str:
    """Why this address is not asked; empty when it may be."""
    scheme, host, _ = _origin(url)
    if not host or scheme not in {"https", "http"}:
        return "has an address that cannot be asked"
    if scheme == "http" and not is_here(host):
        return "would be asked without encryption"
    if _is_private(host) and host != first[1] and not is_here(first[1]):
        return "sends its questions on to a private address"
    return ""


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _read(response: requests.Response, most: int) -> bytes | _Trouble:
    """The whole body, unpacked.

    NOTE: unpacked here and not by the library, which takes a gzip stream that is cut off for a whole one.
    """
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    unpack = zlib.decompressobj(wbits=31) if packing in {"gzip", "x-gzip"} else None
    if unpack is None and packing not in {"", "identity"}:
        return _BROKEN_PACKING
    parts, size = [], 0
    for part in response.raw.stream(1 << 16, decode_content=False):
        try:
            plain = part if unpack is None else unpack.decompress(part, most + 1 - size)
        except zlib.error:
            return _BROKEN_PACKING
        size += len(plain)
        if size > most:
            return _Trouble(f"sent an answer of more than {most // 1_000_000} MB")
        parts.append(plain)
    if unpack is not None and not unpack.eof and response.status_code == 200:
        return _BROKEN_PACKING
    return b"".join(parts)


_BROKEN_PACKING = _Trouble("sent an answer whose compression is broken", again=TRIES, plainly=True)


def _kind(response: requests.Response, content: bytes) -> str:
    named = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if not named:
        start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower()
        if start.startswith((b"<html", b"<!doctype")):
            return "html"
        return "json" if start[:1] in {b"{", b"["} else "xml" if start[:1] == b"<" else "other"
    if "html" in named:
        return "html"
    if named.endswith(("/json", "+json")):
        return "json"
    return "xml" if named.endswith(("/xml", "+xml")) else "other"


def _wanted_pause(response: requests.Response) -> float | None:
    """Seconds the server asks us to wait: Retry-After as a number or a date, else EUIPO's reset counter of a 429."""
    asked = response.headers.get("Retry-After", "").strip()
    if not asked and response.status_code == 429:
        asked = response.headers.get("X-RateLimit-Reset", "").strip()
    if asked.isascii() and asked.isdecimal():
        return float(asked[:9])
    try:
        return max(0.0, email.utils.parsedate_to_datetime(asked).timestamp() - time.time())
    except (TypeError, ValueError, OverflowError):
        return None


def _growing(turn: int) -> float:
    return 2.0**turn + random.uniform(0, 0.5)  # noqa: S311 -- spreads load, guards nothing
