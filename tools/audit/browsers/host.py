"""Serves a folder as it is shipped, beside whatever else this process does."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.hosting.preview import Host, start


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Yield the address of the served folder, without a slash at its end."""
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(start(Host(folder)))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
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
