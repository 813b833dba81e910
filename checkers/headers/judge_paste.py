"""What is worth saying about the paste itself: lines put back together, text that is no field, a second message."""

from collections.abc import Iterator

from checkers.headers.model import Reading
from checkers.registry import finding
from checkers.report import Finding

MAX_PLACES = 50


def judge_paste(reading: Reading) -> Iterator[Finding]:
    """Yield what was read over; nothing of it is wrong with the message."""
    if reading.mended:
        yield finding("headers.mended", *reading.mended[:MAX_PLACES], count=len(reading.mended))
    if reading.unread:
        yield finding("headers.unread", *reading.unread[:MAX_PLACES], count=len(reading.unread))
    if reading.repeated:
        yield finding("headers.repeated", count=reading.repeated)
    if reading.second:
        yield finding("headers.second-message", reading.second)
    if reading.inner:
        yield finding("headers.inner-message")
    if reading.cut:
        yield finding("headers.cut", reading.cut, count=reading.cut.end - reading.cut.start)
