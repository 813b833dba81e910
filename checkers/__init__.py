"""Postlotse's checkers: text in, report out; no socket, no clock, no language.

>>> from checkers import check
>>> check("spf", {"record": "v=spf1 -all"}).verdict
<Severity.GOOD: 'good'>
"""

from checkers.dns import Answer, Lookup, Question, Status
from checkers.jsonform import to_json
from checkers.report import Actor, Edit, Fact, Finding, Fix, Report, Severity, Span
from checkers.run import UnknownCheckError, UnknownInputError, check

__all__ = [
    "Actor",
    "Answer",
    "Edit",
    "Fact",
    "Finding",
    "Fix",
    "Lookup",
    "Question",
    "Report",
    "Severity",
    "Span",
    "Status",
    "UnknownCheckError",
    "UnknownInputError",
    "check",
    "to_json",
]
