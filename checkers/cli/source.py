"""Where a run's DNS answers come from: a zone file, live lookups, or nowhere."""

import argparse
import asyncio
import json
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from typing import Any

from checkers.cli.live import Resolver, opened, resolver
from checkers.cli.status import UnusableError
from checkers.dns import Lookup, zone_lookup

type Source = Resolver | Any  # a zone's content, None for nowhere


def source(options: argparse.Namespace) -> Source:
    """Return what options name.

    Raises UnusableError where they contradict each other, and where the file holds no zone.
    """
    live = getattr(options, "live", False)
    if live and options.zone:
        raise UnusableError("--zone and --live: answers come from one of them")
    if live:
        return resolver(options.resolver, options.timeout)
    if getattr(options, "resolver", None):
        raise UnusableError("--resolver: is asked only with --live")
    if not options.zone:
        return None
    try:
        content = json.loads(Path(options.zone).read_text("utf-8-sig"))
        zone_lookup(content)
    except ValueError as error:
        raise UnusableError(f"{options.zone}: {error}") from None
    return content


@contextmanager
def lookup(source: Source) -> Iterator[Lookup | None]:
    """Give what answers from `source`, a round at a time, None for nowhere."""
    if not isinstance(source, Resolver):
        yield zone_lookup(source) if source is not None else None
        return
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        asker = runner.run(stack.enter_async_context(opened(source)))
        try:
            yield lambda questions: runner.run(asker.answers(questions))
        finally:
            runner.run(stack.aclose())
