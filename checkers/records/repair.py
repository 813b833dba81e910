"""The corrected record: fixes are made and the result is read again until nothing is left to fix."""

from collections.abc import Callable, Sequence

from checkers.records.judged import MAX_FINDINGS, Judged
from checkers.report import Edit, Finding, Fix, Span

MAX_ROUNDS = 8  # a fix may bring another fault to light, but not for ever
MAX_AGAIN = 32_768  # characters that are read again in all these rounds: a long text gets fewer, or none

type Judge = Callable[[str], Judged]


def repaired(text: str, judged: Judged, judge: Judge) -> str | None:
    """Return `text` with every fix made, None where there is none, or more to fix than can be made: no half of it."""
    fixed, rounds = text, min(MAX_ROUNDS, MAX_AGAIN // max(1, len(text)))
    while edits := _together(judged.findings):
        if rounds == 0 or len(judged.findings) >= MAX_FINDINGS:
            return None
        rounds -= 1
        fixed = Fix(tuple(edits)).apply(fixed)
        judged = judge(fixed)
    return fixed if fixed != text else None


def _together(findings: Sequence[Finding]) -> list[Edit]:
    """Return the edits of as many findings as can be made at once, those of earlier findings first."""
    chosen: list[Edit] = []
    taken = bytearray(max((edit.span.end for found in findings for edit in _edits(found)), default=0))
    places: set[int] = set()  # where something is inserted
    for found in findings:
        edits = _edits(found)
        if not any(_clash(edit.span, taken, places) for edit in edits):
            chosen += edits
            for start, end in ((edit.span.start, edit.span.end) for edit in edits):
                taken[start:end] = b"x" * (end - start)
                places |= {start} if start == end else set()
    return chosen


def _edits(found: Finding) -> tuple[Edit, ...]:
    return found.fix.edits if found.fix else ()


def _clash(span: Span, taken: bytearray, places: set[int]) -> bool:
    """Tell whether another edit changes a character of `span`, or where it is empty, inserts at the same place."""
    if span.start == span.end:
        return span.start in places or taken[max(0, span.start - 1) : span.start + 1] == b"xx"
    return taken.find(b"x", span.start, span.end) >= 0
