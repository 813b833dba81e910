"""DNS over HTTPS (RFC 8484)."""

import asyncio
from collections.abc import Callable
from urllib.parse import urlsplit

from checkers.cli.status import UnusableError
from checkers.dns.model import Fault, Question
from checkers.dns.wire import MAX_MESSAGE, NOWHERE, Reply, failed, query, reply

MAX_AT_ONCE = 32  # requests under way
TYPE = "application/dns-message"

type Done = Callable[[Question, Reply], None]


class Https:
    """Asks one DoH address, over one connection where the server speaks HTTP/2."""

    def __init__(self, url: str, timeout: float) -> None:
        """Raises UnusableError where what speaks HTTP is not installed."""
        try:
            import httpx  # noqa: PLC0415
        except ImportError:
            raise UnusableError(
                "DNS over HTTPS needs two more packages: pip install '.[doh]' in the folder of Postlotse"
            ) from None
        self._errors = httpx.HTTPError
        self._url = url
        self._timeout = timeout
        self._client = httpx.AsyncClient(
            http2=True,
            timeout=timeout,  # of each step; a slow server could take many, so the whole request has one too
            trust_env=urlsplit(url).scheme == "https",
            limits=httpx.Limits(max_connections=MAX_AT_ONCE, max_keepalive_connections=MAX_AT_ONCE),
            headers={"accept": TYPE, "accept-encoding": "identity", "content-type": TYPE},
        )
        self._slots = asyncio.Semaphore(MAX_AT_ONCE)
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Do nothing: the first request opens the connection."""

    async def close(self) -> None:
        """Close every connection."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._client.aclose()

    def ask(self, question: Question, done: Done) -> None:
        """Ask, and call `done` with what comes back within the time-out."""
        task = asyncio.create_task(self._ask(question, done))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _ask(self, question: Question, done: Done) -> None:
        message = query(question)
        found = Reply(NOWHERE, 0)
        if message is not None:
            async with self._slots:
                found = await self._found(question, message)
        done(question, found)

    async def _found(self, question: Question, message: bytes) -> Reply:
        try:
            async with asyncio.timeout(self._timeout):
                return await self._posted(question, message)
        except TimeoutError:
            return Reply(failed(Fault.TIMEOUT), 0)
        except (self._errors, OSError):
            return Reply(failed(Fault.UNREACHABLE), 0)

    async def _posted(self, question: Question, message: bytes) -> Reply:
        async with self._client.stream("POST", self._url, content=message) as response:
            if response.status_code != 200:  # noqa: PLR2004
                return Reply(failed(Fault.HTTP), 0)
            if response.headers.get("content-type", "").partition(";")[0].strip().lower() != TYPE:
                return Reply(failed(Fault.MALFORMED), 0)
            content = bytearray()
            async for part in response.aiter_raw():
                content += part
                if len(content) > MAX_MESSAGE:
                    break  # `reply` says that it is too large
        return reply(question, bytes(content))
