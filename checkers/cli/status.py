"""What a run comes to."""

from checkers import Report, Severity

OK, BLOCKED, UNUSABLE = 0, 1, 2

NO_INPUT = {"record.domain-unusable", "spf.domain-unusable", "input.empty"}  # nothing could be judged


class UnusableError(Exception):
    """The command or its input cannot be used; the message says why."""


def status(report: Report) -> int:
    """Return the exit status that a report comes to."""
    if report.verdict is Severity.BLOCKS:
        return BLOCKED
    codes = {found.code for found in report.findings}
    return UNUSABLE if codes & NO_INPUT or any(map(is_unanswered, codes)) else OK


def is_unanswered(code: str) -> bool:
    """Tell whether a finding says that a live lookup brought no answer."""
    return code.startswith("lookup.")
