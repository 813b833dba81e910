"""The corrected record: fixes are made and the result is read again until nothing is left to fix."""

from collections.abc import Callable, Iterable

from checkers.report import Edit, Finding
from checkers.spf.judge import MAX_FINDINGS, Judged

MAX_ROUNDS = 8  # a fix may bring another fault to light, but not for ever

type Judge = Callable[[str], Judged]


def repaired(text: str, judged: Judged, judge: Judge) -> str | None:
    """Return `text` with every fix made, None where there is none."""
    fixed = text
    for _ in range(MAX_ROUNDS):
        edits = _together(judged.findings)
        if not edits:
            break
        for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
            fixed = fixed[: edit.span.start] + edit.text + fixed[edit.span.end :]
        if len(judged.findings) >= MAX_FINDINGS:
            break  # there is more than could be said; what can be done at once is done
        judged = judge(fixed)
    return fixed if fixed != text else None


def _together(findings: Iterable[Finding]) -> list[Edit]:
    """Return the edits of as many findings as can be made at once, those of earlier findings first."""
    chosen: list[Edit] = []
    for found in findings:
        edits = found.fix.edits if found.fix else ()
        if not any(_clash(edit, other) for edit in edits for other in chosen):
            chosen += edits
    return chosen


def _clash(one: Edit, other: Edit) -> bool:
    a, b = one.span, other.span
    return a == b or (a.start < b.end and b.start < a.end)
