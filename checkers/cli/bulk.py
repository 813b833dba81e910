"""A batch with live lookups: many lines at the same time in several processes, each with a resolver's socket."""

import asyncio
import gc
import multiprocessing
import pickle
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from multiprocessing.connection import Connection, wait

from checkers.checks import checks
from checkers.cli.lines import STDIN, Answered, Plan, answered, lines, read, refused
from checkers.cli.live import Asker, Resolver, opened
from checkers.cli.live.ask import inquire
from checkers.cli.output import Done
from checkers.cli.status import UnusableError
from checkers.run import Inquiry, check

AT_ONCE = 64  # lines under way in a process: what waits for answers leaves the processor to others
_GARBAGE = 20_000  # new objects between two collections: a report leaves few behind that only these free
_TICK = 0.02  # seconds
_FEW = 200  # lines: fewer are answered sooner than processes have started

type _Put = Callable[[list[Answered]], None]


def live(plan: Plan, resolver: Resolver, jobs: int, done: Done, total: int) -> Iterator[list[Answered]]:
    """Yield the answers to the lines that are not `done`, as they come.

    Raises UnusableError where the resolver cannot be spoken to, or `done` is about other lines.
    """
    if jobs > 1 and plan.file != STDIN and total - done.count > _FEW:
        return _processes(plan, resolver, jobs, done)
    return _here(plan, resolver, done)


def _here(plan: Plan, resolver: Resolver, done: Done) -> Iterator[list[Answered]]:
    """Answer in this process: a little of the event loop, what came by then, and so on."""
    ready: list[Answered] = []
    with asyncio.Runner() as runner:
        loop = runner.get_loop()
        running = loop.create_task(_share(plan, resolver, done, (0, 1), ready.extend))
        try:
            while not running.done():
                runner.run(asyncio.wait({running}, timeout=_TICK))
                if ready:
                    yield ready.copy()
                    ready.clear()
            if ready:
                yield ready
            running.result()
        finally:
            running.cancel()


def _processes(plan: Plan, resolver: Resolver, jobs: int, done: Done) -> Iterator[list[Answered]]:
    """Answer in processes that each take every n-th line."""
    context = multiprocessing.get_context("spawn")
    readers, workers = list[Connection](), []
    for number in range(jobs):
        reader, writer = context.Pipe(duplex=False)
        worker = context.Process(target=_work, args=(plan, resolver, done, (number, jobs), writer), daemon=True)
        worker.start()
        writer.close()
        readers.append(reader)
        workers.append(worker)
    try:
        while readers:
            for ready in wait(readers):
                assert isinstance(ready, Connection)
                yield from _received(ready, readers)
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()


def _received(reader: Connection, readers: list[Connection]) -> Iterator[list[Answered]]:
    try:
        said = reader.recv()
    except EOFError:
        raise UnusableError("a process ended before its work did") from None
    if isinstance(said, Exception):
        raise said
    if said is None:
        readers.remove(reader)
    else:
        yield said


def _work(plan: Plan, resolver: Resolver, done: Done, share: tuple[int, int], to: Connection) -> None:
    """Answer this process's share of the lines; tell the parent, and None at the end."""

    def put(said: list[Answered] | None) -> None:
        to.send_bytes(pickle.dumps(said))  # what `send` does, which complains aloud where nobody listens any more

    checks()
    gc.freeze()  # what stays until the end: not to be looked through again and again
    gc.set_threshold(_GARBAGE)
    try:
        asyncio.run(_share(plan, resolver, done, share, put))
        put(None)
    except BrokenPipeError:
        pass  # whoever wanted to know is gone
    except (UnusableError, OSError) as error:
        to.send(error)
    except KeyboardInterrupt:
        pass


async def _share(plan: Plan, resolver: Resolver, done: Done, share: tuple[int, int], put: _Put) -> None:
    number, of = share
    free = asyncio.Semaphore(AT_ONCE)
    try:
        async with opened(resolver) as asker, asyncio.TaskGroup() as tasks:
            async for at, line in _lines(plan):
                if at % of != number or done.has(plan, at, line):
                    continue
                await free.acquire()
                task = tasks.create_task(_answer(plan, at, line, asker, put))
                task.add_done_callback(lambda _: free.release())
    except ExceptionGroup as group:
        raise group.exceptions[0] from None


async def _lines(plan: Plan) -> AsyncIterator[tuple[int, str]]:
    """Yield what `lines` does, without keeping others waiting for a terminal or a pipe."""
    source = lines(plan)
    if plan.file != STDIN:
        for one in source:
            yield one
        return
    while (read := await asyncio.to_thread(next, source, None)) is not None:
        yield read


async def _answer(plan: Plan, number: int, line: str, asker: Asker, put: _Put) -> None:
    try:
        asked = read(plan, line)
        now = asked.now or datetime.now(UTC)
        if asked.zone:
            report = check(plan.check, asked.inputs, lookup=asked.zone, now=now)
        else:
            report = await inquire(Inquiry(plan.check, asked.inputs, now=now), asker)
        said = answered(plan, number, line, report)
    except (ValueError, UnusableError) as error:
        said = refused(plan, number, line, error)
    put([said])
