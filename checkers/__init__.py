"""Postlotse's checkers: text in, report out; no socket, no clock, no language.

>>> from checkers import check
>>> check("spf", {"record": "v=spf1 -all"}).verdict
<Severity.GOOD: 'good'>
"""

from checkers.dns import Answer, Lookup, Question, Status
from checkers.jsonform import to_json
from checkers.report import Actor, Choice, Edit, Fact, Finding, Fix, Node, Report, Severity, Span, Table, Text, TextKind
from checkers.run import UnknownCheckError, UnknownInputError, check

__all__ = [
    "Actor",
    "Answer",
    "Choice",
    "Edit",
    "Fact",
    "Finding",
    "Fix",
    "Lookup",
    "Node",
    "Question",
    "Report",
    "Severity",
    "Span",
    "Status",
    "Table",
    "Text",
    "TextKind",
    "UnknownCheckError",
    "UnknownInputError",
    "check",
    "to_json",
]
