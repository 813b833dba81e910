"""`auto`: recognise, then run the check for it."""

from dataclasses import replace
from datetime import datetime

from checkers.auto.recognise import Kind, recognise
from checkers.bounce.check import check_bounce
from checkers.dns import Book
from checkers.inputs import Inputs
from checkers.registry import finding
from checkers.report import Fact, Report
from checkers.spf.check import check_spf

# The records win over the bounce reader: a record quoted in a bounce stands behind header fields or a reply code.
_MAYBE_BOUNCE = {Kind.MESSAGE, Kind.HEADERS, Kind.TEXT, Kind.DNS_ANSWER}


def check_auto(inputs: Inputs, book: Book, now: datetime | None) -> Report:
    """Return the report of the check that fits `text`, with `kind` as its first fact.

    What is recognised but has no check yet is said by a finding, and so is what is not recognised at all.
    """
    kind, given = recognise(inputs.text()), inputs.values[inputs.main]
    if kind is Kind.SPF:
        return _as(kind, check_spf(Inputs({"record": given}, "record"), book, now))
    if kind in _MAYBE_BOUNCE:
        report = check_bounce(Inputs({"bounce": given}, "bounce"), book, now)
        if report.fact("is_bounce"):
            return _as(Kind.BOUNCE, report)
    code = "auto.unrecognised" if kind is Kind.TEXT else "auto.not-judged-yet"
    return Report("auto", (finding(code, kind=kind.value),), (Fact("kind", kind.value),))


def _as(kind: Kind, report: Report) -> Report:
    return replace(report, check="auto", facts=(Fact("kind", kind.value), *report.facts))
