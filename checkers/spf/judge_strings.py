"""How a record is stored in DNS: its type and its strings, RFC 7208 sections 3.1 and 3.3."""

from collections.abc import Iterator, Sequence

from checkers.registry import finding
from checkers.report import Edit, Finding, Fix, Severity, Span
from checkers.spf.find import Candidate

MAX_STRING = 255  # octets, RFC 1035 3.3


def wrong_type(candidates: Sequence[Candidate], *, has_txt: bool) -> Iterator[Finding]:
    """Yield a finding for each record of the DNS type SPF: nobody asks for it, and beside TXT it does no harm."""
    for one in candidates:
        if one.type == "SPF" and one.type_place:
            place = Span(*one.type_place)
            fix = None if has_txt else Fix((Edit(place, "TXT"),))
            yield finding("spf.record-type", place, severity=Severity.NOTE if has_txt else None, fix=fix)


def long_strings(candidate: Candidate) -> Iterator[Finding]:
    """Yield a finding for each string that is too long for a zone file; it is cut behind a space where there is one."""
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
        yield finding("spf.string-too-long", span, fix=Fix(tuple(edits)), size=end - start, limit=MAX_STRING)
