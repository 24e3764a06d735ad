"""A register for tests: real HTTP on loopback, in a thread, that says what it is told to and remembers what it was asked."""

from __future__ import annotations

import gzip
import json
import socket
import struct
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Say:
    """One answer. `fault` names what goes wrong with it."""

    body: Any = b""
    status: int = 200
    type: str | None = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""
    """hang, reset, cut, drip, slow-head, bad-gzip, gzip-cut, chunk-cut, large or nothing."""

    @property
    def content(self) -> bytes:
        if isinstance(self.body, bytes):
            return self.body
        return (self.body if isinstance(self.body, str) else json.dumps(self.body)).encode("utf-8")


@dataclass
class Asked:
    """One request as it came."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: str


class Replay:
    """Serves `says[(method, path)]`, one after the other, the last for ever; 418 for what nobody foresaw."""

    def __init__(self) -> None:
        self.says: dict[tuple[str, str], list[Say]] = {}
        self.asked: list[Asked] = []
        self.ending = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self.thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def on(self, method: str, path: str, *says: Say) -> None:
        self.says[method, path] = list(says)

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def close(self) -> None:
        self.ending.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(5)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        replay = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = 1 << 16  # head and body in one packet: two would wait for each other

            def log_message(self, *_: object) -> None:
                pass

            def _answer(self) -> None:
                parts = urlsplit(self.path)
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode("utf-8")
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                replay.asked.append(Asked(self.command, parts.path, query, dict(self.headers), body))
                waiting = replay.says.get((self.command, parts.path), [Say("nobody foresaw this", 418, "text/plain")])
                say = waiting.pop(0) if len(waiting) > 1 else waiting[0]
                try:
                    self._say(say)
                except OSError:
                    self.close_connection = True

            do_GET = do_POST = _answer  # noqa: N815 -- the library's names

            def _say(self, say: Say) -> None:
                content = b"" if say.status == 204 else say.content
                if say.fault == "hang":
                    replay.ending.wait(20)
                    self.close_connection = True
                    return
                if say.fault == "slow-head":
                    self.close_connection = True
                    for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 400:
                        self.connection.send(bytes([byte]))
                        if replay.ending.wait(0.02):
                            return
                    return
                headers = dict(say.headers)
                if say.type is not None:
                    headers["Content-Type"] = say.type
                if say.fault in {"bad-gzip", "gzip-cut"} and "identity" not in self.headers.get("Accept-Encoding", ""):
                    headers["Content-Encoding"] = "gzip"
                    content = content if say.fault == "bad-gzip" else gzip.compress(content)[:-12]
                declared = len(content) + (500 if say.fault in {"cut", "reset"} else 0)
                if say.fault == "large":
                    declared = 10**10
                self.send_response(say.status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if say.fault == "chunk-cut":
                    self.send_header("Transfer-Encoding", "chunked")
                else:
                    self.send_header("Content-Length", str(declared))
                self.end_headers()
                self._send(say.fault, content)

            def _send(self, fault: str, content: bytes) -> None:
                if fault == "drip":
                    for byte in content:
                        self.wfile.write(bytes([byte]))
                        self.wfile.flush()
                        if replay.ending.wait(0.05):
                            break
                    self.close_connection = True
                elif fault == "large":
                    self.close_connection = True
                    while not replay.ending.is_set():
                        self.wfile.write(b" " * (1 << 20))
                elif fault == "chunk-cut":
                    self.wfile.write(b"%x\r\n%s" % (len(content) + 9, content))
                    self.close_connection = True
                else:
                    self.wfile.write(content)
                    self.wfile.flush()
                    if fault == "reset":
                        time.sleep(0.05)
                        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                        self.connection.close()
                    if fault in {"cut", "reset"}:
                        self.close_connection = True

        return Handler
