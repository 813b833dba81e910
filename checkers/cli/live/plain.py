"""DNS over UDP, and over TCP for what is too large for that (RFC 1035 4.2, RFC 7766)."""

import asyncio
import socket
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from random import SystemRandom
from time import monotonic
from typing import Any

from checkers.dns.model import Fault, Question
from checkers.dns.wire import NOWHERE, Reply, failed, query, reply

MAX_AT_ONCE = 256  # questions under way: no resolver drops any of so few
ATTEMPTS = 3  # within the time-out, each with the next server
MAX_STREAMS = 8  # TCP connections at the same time
_SWEEP = 0.05  # seconds between two looks at what is late
_BUFFER = 1 << 20  # octets of answers that may wait to be read
_FINAL = {Fault.SERVFAIL, Fault.REFUSED, Fault.UNREACHABLE}  # said by a server, or of it: waiting brings nothing better

type Done = Callable[[Question, Reply], None]


@dataclass(slots=True)
class _Pending:
    """A question under way."""

    question: Question
    message: bytes
    done: Done
    deadline: float
    again: float  # when to ask the next server
    server: int = 0
    tried: int = 1
    fault: Fault = Fault.TIMEOUT  # what to say where nothing better comes


class Plain:
    """Asks servers that stand in for one another: the first one, and the others where it says nothing."""

    def __init__(self, servers: Sequence[tuple[str, int]], timeout: float) -> None:
        self._servers = servers
        self._timeout = timeout
        self._sockets: list[asyncio.DatagramTransport] = []
        self._pending: dict[int, _Pending] = {}
        self._backlog: deque[tuple[Question, bytes, Done]] = deque()
        self._streams = asyncio.Semaphore(MAX_STREAMS)
        self._tasks: set[asyncio.Task[None]] = set()
        self._random = SystemRandom()  # an id that can be guessed lets others answer (RFC 5452)
        self._sweeping: asyncio.TimerHandle | None = None

    async def open(self) -> None:
        """Open a socket to each server that this machine can send to."""
        loop, reachable = asyncio.get_running_loop(), []
        for server in self._servers:
            to = partial(_Socket, self, len(self._sockets))
            try:
                transport, _ = await loop.create_datagram_endpoint(to, remote_addr=server)
            except OSError:
                continue
            with suppress(OSError):
                transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
            self._sockets.append(transport)
            reachable.append(server)
        self._servers = reachable

    async def close(self) -> None:
        """Close every socket."""
        if self._sweeping:
            self._sweeping.cancel()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for transport in self._sockets:
            transport.close()

    def ask(self, question: Question, done: Done) -> None:
        """Ask, and call `done` with what comes back within the time-out."""
        message = query(question)
        if message is None:
            done(question, Reply(NOWHERE, 0))
        elif not self._sockets:
            done(question, Reply(failed(Fault.UNREACHABLE), 0))
        elif len(self._pending) >= MAX_AT_ONCE:
            self._backlog.append((question, message, done))
        else:
            self._begin(question, message, done)

    def _begin(self, question: Question, message: bytes, done: Done) -> None:
        now = monotonic()
        number = self._random.getrandbits(16)
        while number in self._pending:
            number = self._random.getrandbits(16)
        pending = _Pending(question, message, done, now + self._timeout, now + self._timeout / ATTEMPTS)
        self._pending[number] = pending
        self._send(number, pending)
        if self._sweeping is None:
            self._sweeping = asyncio.get_running_loop().call_later(_SWEEP, self._sweep)

    def _send(self, number: int, pending: _Pending) -> None:
        self._sockets[pending.server].sendto(number.to_bytes(2) + pending.message[2:])

    def received(self, server: int, message: bytes) -> None:
        """Take what a server sent."""
        number = int.from_bytes(message[:2])
        pending = self._pending.get(number)
        if pending is None or len(message) < 2:  # noqa: PLR2004  too late, or not for us
            return
        found = reply(pending.question, message)
        fault = found.answer.fault
        if fault is None:
            self._finish(number, found)
        elif fault is Fault.TRUNCATED:
            self._stream(number, pending, server)
        elif server == pending.server:
            self._next(number, pending, fault)

    def lost(self, server: int) -> None:
        """Take note that a server cannot be reached."""
        for number, pending in list(self._pending.items()):
            if pending.server == server:
                self._next(number, pending, Fault.UNREACHABLE)

    def _next(self, number: int, pending: _Pending, fault: Fault) -> None:
        """Ask the next server after one that brought no answer, if there is one that was not asked yet."""
        pending.fault = fault
        if pending.tried < len(self._sockets):
            self._retry(number, pending)
        elif fault in _FINAL:
            self._finish(number, Reply(failed(fault), 0))
        # else an answer that is not ours may be somebody else's: the right one may still come

    def _retry(self, number: int, pending: _Pending) -> None:
        pending.tried += 1
        pending.server = (pending.server + 1) % len(self._sockets)
        pending.again = monotonic() + self._timeout / ATTEMPTS
        self._send(number, pending)

    def _sweep(self) -> None:
        self._sweeping = None
        now = monotonic()
        for number, pending in list(self._pending.items()):
            if now >= pending.deadline:
                self._finish(number, Reply(failed(pending.fault), 0))
            elif now >= pending.again:
                self._retry(number, pending)
        if self._pending and self._sweeping is None:
            self._sweeping = asyncio.get_running_loop().call_later(_SWEEP, self._sweep)

    def _finish(self, number: int, found: Reply) -> None:
        pending = self._pending.pop(number, None)
        if pending is None:
            return
        pending.done(pending.question, found)
        while self._backlog and len(self._pending) < MAX_AT_ONCE:
            self._begin(*self._backlog.popleft())

    def _stream(self, number: int, pending: _Pending, server: int) -> None:
        """Ask again over TCP: the answer does not fit a datagram."""
        pending.again = float("inf")
        pending.fault = Fault.TIMEOUT  # the sweep may come to the deadline before the stream does
        task = asyncio.create_task(self._over_stream(number, pending, self._servers[server]))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _over_stream(self, number: int, pending: _Pending, server: tuple[str, int]) -> None:
        async with self._streams:
            try:
                async with asyncio.timeout(pending.deadline - monotonic()):
                    found = reply(pending.question, await _streamed(server, pending.message))
            except TimeoutError:
                found = Reply(failed(Fault.TIMEOUT), 0)
            except OSError:
                found = Reply(failed(Fault.UNREACHABLE), 0)
            except asyncio.IncompleteReadError:
                found = Reply(failed(Fault.MALFORMED), 0)
        if self._pending.get(number) is pending:
            self._finish(number, found)


class _Socket(asyncio.DatagramProtocol):
    def __init__(self, owner: Plain, server: int) -> None:
        self._owner = owner
        self._server = server

    def datagram_received(self, data: bytes, _: Any) -> None:
        self._owner.received(self._server, data)

    def error_received(self, _: Exception) -> None:
        # Later, for what is sent instead may fail at once, and what is sent instead of that.
        asyncio.get_running_loop().call_soon(self._owner.lost, self._server)


async def _streamed(server: tuple[str, int], message: bytes) -> bytes:
    reader, writer = await asyncio.open_connection(*server)
    try:
        writer.write(len(message).to_bytes(2) + message)
        return await reader.readexactly(int.from_bytes(await reader.readexactly(2)))
    finally:
        writer.close()
