"""The type under which a record is stored in DNS, RFC 7208 3.1."""

from collections.abc import Iterator, Sequence

from checkers.records.candidate import Candidate
from checkers.registry import finding
from checkers.report import Edit, Finding, Fix, Severity, Span


def wrong_type(candidates: Sequence[Candidate], *, has_txt: bool) -> Iterator[Finding]:
    """Yield a finding for each record of the DNS type SPF: nobody asks for it, and beside TXT it does no harm."""
    for one in candidates:
        if one.type == "SPF" and one.type_place:
            place = Span(*one.type_place)
            fix = None if has_txt else Fix((Edit(place, "TXT"),))
            yield finding("spf.record-type", place, severity=Severity.NOTE if has_txt else None, fix=fix)
