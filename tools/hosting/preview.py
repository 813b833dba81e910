"""The built site as a good host serves it: with the shipped headers, compressed, nothing twice that has not changed."""

import asyncio
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from tools.hosting.packing import packed
from tools.hosting.rules import COMPRESSED, headers, rules

_MAX_HEAD = 64 * 1024  # bytes of a request
_QUICK = 9  # Brotli's quality where nothing was prepared: the best takes half a minute for the largest file


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back for a request."""

    status: HTTPStatus
    headers: dict[str, str]
    body: bytes


class Host:
    """Answers requests for the files of `folder`; `quality` is Brotli's."""

    def __init__(self, folder: Path, quality: int = _QUICK) -> None:
        self._folder = folder.resolve()
        self._rules = rules(self._folder)
        self._quality = quality

    def answer(self, method: str, target: str, asked: dict[str, str]) -> Reply:
        """Return the reply to a request; `asked` are its headers by their names in lower case."""
        if method not in {"GET", "HEAD"}:
            return Reply(HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": "GET, HEAD"}, b"")
        path = target.partition("?")[0].partition("#")[0]
        file = self._file(path)
        if file and file.is_dir():
            return Reply(HTTPStatus.MOVED_PERMANENTLY, {"Location": f"{path}/"}, b"")
        status = HTTPStatus.OK if file else HTTPStatus.NOT_FOUND
        file = file or self._folder / "404.html"
        known = headers(f"/{file.relative_to(self._folder).as_posix()}", self._rules)
        known.setdefault("Content-Type", mimetypes.guess_type(file.name)[0] or "application/octet-stream")
        coding = _coding(file, asked.get("accept-encoding", ""))
        body, tag = packed(file, coding, self._quality)
        known |= {"ETag": tag, "Vary": "Accept-Encoding"} | ({"Content-Encoding": coding} if coding else {})
        if status is HTTPStatus.OK and tag in asked.get("if-none-match", ""):
            return Reply(HTTPStatus.NOT_MODIFIED, known, b"")
        return Reply(status, known | {"Content-Length": str(len(body))}, b"" if method == "HEAD" else body)

    def _file(self, path: str) -> Path | None:
        found = (self._folder / path.lstrip("/")).resolve()
        if not found.is_relative_to(self._folder):
            return None
        if path.endswith("/"):
            found /= "index.html"
        return found if found.exists() else None


def serve(folder: Path, port: int) -> None:
    """Serve `folder` on 127.0.0.1 until interrupted; raises OSError where the port is taken."""
    try:
        asyncio.run(_serve(Host(folder), port))
    except KeyboardInterrupt:
        print()


async def _serve(host: Host, port: int) -> None:
    server = await start(host, port)
    print(f"Postlotse as it is shipped: http://127.0.0.1:{port}/ (Ctrl+C ends it)", flush=True)
    await server.serve_forever()


async def start(host: Host, port: int = 0) -> asyncio.Server:
    """Listen on 127.0.0.1; port 0 lets the system choose one."""

    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await _exchange(host, reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.close()

    return await asyncio.start_server(hear, "127.0.0.1", port, limit=_MAX_HEAD)


@contextmanager
def served(host: Host) -> Iterator[str]:
    """Serve beside whatever else this process does; yield the address, without a slash at its end."""
    loop = asyncio.new_event_loop()  # in a thread of its own: another one may run in this thread
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(start(host), loop).result()
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        asyncio.run_coroutine_threadsafe(_end(server), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _end(server: asyncio.Server) -> None:
    server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


async def _exchange(host: Host, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, target, *_ = [*head[0].split(), "", ""]
    asked = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
    reply = await asyncio.to_thread(host.answer, method, target, asked)
    lines = [f"HTTP/1.1 {reply.status.value} {reply.status.phrase}"]
    lines += [f"{name}: {value}" for name, value in ({"Content-Length": "0"} | reply.headers).items()]
    writer.write("\r\n".join((*lines, "", "")).encode("latin-1") + reply.body)
    await writer.drain()
    return asked.get("connection", "").lower() != "close"


def _coding(file: Path, accepted: str) -> str:
    if file.suffix not in COMPRESSED:
        return ""
    return next((coding for coding in ("br", "gzip") if coding in accepted), "")
