"""How a record is stored in DNS: its strings, RFC 7208 3.3 and RFC 6376 3.6.2.2."""

from collections.abc import Iterator

from checkers.records.candidate import Candidate
from checkers.registry import finding
from checkers.report import Finding, Fix

MAX_STRING = 255  # octets, RFC 1035 3.3


def long_strings(code: str, candidate: Candidate) -> Iterator[Finding]:
    """Yield the finding `code` for each string that is too long; it is cut behind a space where there is one."""
    ends = [*candidate.borders, len(candidate.data)]
    starts = [0, *candidate.borders]
    for start, end in zip(starts, ends, strict=True):
        if end - start <= MAX_STRING:
            continue
        edits, at = [], start
        while end - at > MAX_STRING:
            space = candidate.data.text.rfind(" ", at, at + MAX_STRING)
            at = space + 1 if space > at else at + MAX_STRING
            edits.append(candidate.data.edit(at, at, '" "'))
        span = candidate.data.span(start, end)
        yield finding(code, span, fix=Fix(tuple(edits)), size=end - start, limit=MAX_STRING)
