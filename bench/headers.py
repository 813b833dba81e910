"""How many messages' headers are read a second, in this CPython: the report and its JSON form, a new text each time."""

import statistics
import time
from itertools import count
from pathlib import Path

from bench.limits import at_least
from checkers import check, to_json

LIMIT = 500  # messages a second
SECONDS = 2.0


def print_headers(root: Path) -> None:
    """Print messages a second for a message as Microsoft 365 delivers it, beside the limit."""
    message = (root / "tests" / "headers" / "message.eml").read_text("utf-8")
    to_json(check("headers", {"headers": message}))  # tables are read once
    times: list[float] = []
    for number in count():
        text = f"{message}Subject: {number}\n\nHello\n"
        start = time.process_time()
        to_json(check("headers", {"headers": text}))
        times.append(time.process_time() - start)
        if sum(times) > SECONDS:
            break
    rate = len(times) / sum(times)
    print(f"\nheaders in CPython: {len(message):,} characters, {rate:,.0f} messages a second,", end=" ")
    print(f"median {statistics.median(times) * 1000:.2f} ms, limit {LIMIT} a second  {at_least(rate, LIMIT)}")


if __name__ == "__main__":
    print_headers(Path(__file__).resolve().parents[1])
