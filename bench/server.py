"""A server held to a line's speed, with the headers and the compression of a good host, the same for everybody."""

import mimetypes
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

from tools.hosting.packing import packed

_CHUNK = 16 * 1024
_LASTING = "max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Line:
    """What lies between server and browser: `rate` in Mbit/s (0: no limit), `delay` of a round trip in ms."""

    rate: float = 0
    delay: float = 0


class Server:
    """Serves folders by the first part of the path; `missing` are (first part, file name) pairs that get a 404."""

    def __init__(self, folders: Mapping[str, Path], missing: frozenset[tuple[str, str]] = frozenset()) -> None:
        self.folders = dict(folders)
        self.missing = missing
        self.line = Line()
        self.sent: dict[str, int] = {}
        self._free_at = 0.0  # when the line has sent what it was given
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()

    @property
    def address(self) -> str:
        """The address without a final slash."""
        return f"http://127.0.0.1:{self._http.server_port}"

    def find(self, path: str) -> Path | None:
        """Return the file that a path of an address means, None where there is none."""
        top, _, rest = path.split("?", maxsplit=1)[0].lstrip("/").partition("/")
        folder = self.folders.get(top)
        if folder is None or ".." in rest or (top, rest.rpartition("/")[2]) in self.missing:
            return None
        file = folder / rest
        return file if file.is_file() else None

    def wait_for_line(self, size: int) -> None:
        """Wait until the line, shared by all connections, has sent `size` bytes more."""
        if not self.line.rate:
            return
        with self._lock:
            start = max(self._free_at, time.monotonic())
            self._free_at = start + size * 8 / (self.line.rate * 1e6)
            until = self._free_at
        time.sleep(max(0, until - time.monotonic()))


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = _CHUNK

        def setup(self) -> None:
            super().setup()
            time.sleep(server.line.delay / 1000)  # a connection costs a round trip of its own

        def do_GET(self) -> None:
            time.sleep(server.line.delay / 1000)
            file = server.find(self.path)
            if file is None:
                self.send_error(404)
                return
            coding = _coding(self.headers.get("Accept-Encoding", ""))
            data, _ = packed(file, coding)
            self.send_response(200)
            self.send_header("Content-Type", mimetypes.guess_type(file.name)[0] or "application/octet-stream")
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Cache-Control", "no-cache" if file.suffix in {".html", ".json"} else _LASTING)
            self.send_header("Cross-Origin-Opener-Policy", "same-origin")  # or a page cannot measure its memory
            self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
            if coding:
                self.send_header("Content-Encoding", coding)
            self.end_headers()
            for start in range(0, len(data), _CHUNK):
                chunk = data[start : start + _CHUNK]
                server.wait_for_line(len(chunk))
                self.wfile.write(chunk)
            server.sent[self.path] = len(data)

        def log_message(self, *_: Any) -> None:
            pass

    return Handler


def _coding(accepted: str) -> str:
    return next((coding for coding in ("br", "gzip") if coding in accepted), "")
