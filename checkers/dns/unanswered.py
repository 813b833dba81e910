"""What is said about live lookups that brought no answer."""

from collections.abc import Mapping

from checkers.dns.model import Answer, Fault, Question
from checkers.registry import finding
from checkers.report import Finding

MAX_NAMES = 20  # that one finding lists

_CODES = {
    Fault.SERVFAIL: "lookup.servfail",
    Fault.REFUSED: "lookup.refused",
    Fault.TRUNCATED: "lookup.truncated",
    Fault.MALFORMED: "lookup.malformed",
    Fault.MISMATCH: "lookup.mismatch",
    Fault.TOO_LARGE: "lookup.too-large",
    Fault.TIMEOUT: "lookup.timeout",
    Fault.UNREACHABLE: "lookup.unreachable",
    Fault.HTTP: "lookup.http",
}


def lookup_findings(answers: Mapping[Question, Answer]) -> tuple[Finding, ...]:
    """Return a finding for each kind of fault among `answers`, with the questions that met it."""
    return tuple(
        finding(code, count=len(names), names=[f"{name} {type_}" for name, type_ in names[:MAX_NAMES]])
        for fault, code in _CODES.items()
        if (names := [question for question, answer in answers.items() if answer.fault is fault])
    )
