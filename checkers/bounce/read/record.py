"""Where the records of a mail server's log begin, with their line ends, wrapped, or run together in one line."""

import re
from collections.abc import Iterator

MAX_RECORDS = 20_000
LONGEST = 8000  # characters of one record

_STAMP = re.compile(
    r"(?:^|(?<=\s))(?:<\d{1,3}>)?"
    r"(?:[A-Z][a-z]{2}\s{1,2}\d{1,2}\s\d\d:\d\d:\d\d|\d{4}-\d\d-\d\d[T\s]\d\d:\d\d:\d\d[.,\d]{0,10}(?:Z|[+-]\d\d:?\d\d)?"
    r"|@4[0-9a-f]{23})\s+"
    # a time inside of an answer is followed by something else: "[AM6... 2026-11-20T01:58:41.117Z 08DE27D6A1B2C3D4]"
    r"(?=[\w.:-]+\s+[\w./()-]+(?:\[\d+\])?:\s|(?:\[\d+\]\s+)?\w{6}-\w{6,11}-\w{2,4}\s|(?:\[\d+\]\s+)?H=|"
    r"(?:starting\s+)?delivery\s+\d|(?:new|info|end|bounce)\s+msg\s)"
)


def records(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each record begins and ends; lines where no time stands before them."""
    starts = [match.start() for match in _STAMP.finditer(text)][:MAX_RECORDS]
    if not starts:
        yield from _lines(text)
        return
    if starts[0] and text[: starts[0]].strip():
        starts.insert(0, 0)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield start, min(end, start + LONGEST)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = number = 0
    while start < len(text) and number < MAX_RECORDS:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end > start:
            yield start, min(end, start + LONGEST)
        start, number = end + 1, number + 1
