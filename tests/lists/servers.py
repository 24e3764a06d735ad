"""A publisher of lists on loopback that answers as a test wants it to."""

from __future__ import annotations

import hashlib
import re
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

Answer = Callable[["Handler"], bool]


class Handler(BaseHTTPRequestHandler):
    """Serves a folder with tags and ranges; a test's own answers come first."""

    protocol_version = "HTTP/1.1"
    server: Publisher

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers.items())))
        for pattern, answer in list(self.server.answers):
            if re.search(pattern, self.path) and answer(self):
                return
        self.plain()

    def plain(self) -> None:
        path = re.sub(r"^http://[^/]+", "", self.path)
        file = self.server.folder / path.lstrip("/")
        if not file.is_file():
            self.send(404, b"no such file")
            return
        content = file.read_bytes()
        tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == tag:
            self.send(304, b"", ETag=tag)
            return
        found = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        if found and self.headers.get("If-Range") == tag and int(found[1]) < len(content):
            start = int(found[1])
            self.send(206, content[start:], ETag=tag, **{"Content-Range": f"bytes {start}-{len(content) - 1}/{len(content)}"})
            return
        self.send(200, content, ETag=tag)

    def send(self, status: int, content: bytes, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(content) if length is None else length))
        self.end_headers()
        self.wfile.write(content)
        if length is not None and length != len(content):
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Tests look at `asked`."""


class Publisher(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder = folder
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.answers: list[tuple[str, Answer]] = []
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def handle_error(self, *_: object) -> None:
        """A client that goes away is what some tests are about."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


def once(answer: Callable[[Handler], None]) -> Answer:
    """An answer given the first time only."""
    left = [True]

    def call(handler: Handler) -> bool:
        if left:
            left.pop()
            answer(handler)
            return True
        return False

    return call


def always(answer: Callable[[Handler], None]) -> Answer:
    def call(handler: Handler) -> bool:
        answer(handler)
        return True

    return call
