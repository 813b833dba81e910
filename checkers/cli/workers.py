"""Many inputs judged in several processes, the results in order, never more of them at hand than are being judged."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice

CHUNK = 64  # inputs that a process gets at a time
HEAVY = 4 * 1024 * 1024  # bytes of them after which it gets no more
_FEW = 12  # chunks: fewer are judged sooner than processes have started


def cores() -> int:
    """Return how many processes can work at the same time."""
    return os.process_cpu_count() or 1


def judged[Given, Result](
    judge: Callable[[list[Given]], Result],
    given: Iterable[Given],
    jobs: int,
    weight: Callable[[Given], int] = lambda _: 0,
) -> Iterator[Result]:
    """Yield the result of `judge` for each chunk of what is given, in order.

    `judge` is sent to other processes, so it must be a module's own function; `weight` is an input's size in bytes.
    """
    chunks = _chunks(given, weight)
    first = list(islice(chunks, _FEW))
    if jobs <= 1 or len(first) < _FEW:
        yield from map(judge, chain(first, chunks))
        return
    waiting: deque[Future[Result]] = deque()
    # A fork of a process with threads, as a caller's may be, can wait for ever.
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
        for chunk in chain(first, chunks):
            waiting.append(pool.submit(judge, chunk))
            if len(waiting) > jobs * 2:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _chunks[Given](given: Iterable[Given], weight: Callable[[Given], int]) -> Iterator[list[Given]]:
    chunk: list[Given] = []
    heavy = 0
    for one in given:
        chunk.append(one)
        heavy += weight(one)
        if len(chunk) >= CHUNK or heavy > HEAVY:
            yield chunk
            chunk, heavy = [], 0
    if chunk:
        yield chunk
