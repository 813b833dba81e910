"""`auto`: recognise, then run the check for it."""

from dataclasses import replace
from datetime import datetime

from checkers.auto.recognise import Kind, recognise
from checkers.bounce.check import check_bounce
from checkers.checks import checks
from checkers.dns import Book
from checkers.dns.answers import answers_in
from checkers.dns.paste import MAX_READ
from checkers.inputs import Inputs
from checkers.registry import finding
from checkers.report import Fact, Report
from checkers.together.check import check_together, judge_group
from checkers.together.model import Group
from checkers.together.split import split
from checkers.together.stitch import stitch

# The records win over the bounce reader: a record quoted in a bounce stands behind header fields or a reply code.
_MAYBE_BOUNCE = {Kind.MESSAGE, Kind.HEADERS, Kind.TEXT, Kind.DNS_ANSWER}
_FIELDS = {Kind.HEADERS, Kind.MESSAGE}
_RECORDS = {Kind.SPF, Kind.DKIM, Kind.DMARC, Kind.MTA_STS, Kind.TLS_RPT, Kind.BIMI}


def check_auto(inputs: Inputs, book: Book, now: datetime | None) -> Report:
    """Return the report of the check that fits `text`, with `kind` as its first fact.

    Several records are judged one by one and together. What is recognised but has no check yet is said by a finding,
    and so is what is not recognised at all.
    """
    text, given = inputs.text(), inputs.values[inputs.main]
    kind = recognise(text)
    if (kind in _RECORDS or kind is Kind.DNS_ANSWER) and (report := _records(kind, text, book, now)):
        return report
    if kind in _MAYBE_BOUNCE:
        report = check_bounce(Inputs({"bounce": given}, "bounce"), book, now)
        if report.fact("is_bounce") or report.fact("question"):
            return _as(Kind.BOUNCE, report)
    if kind in _FIELDS:
        known = checks()[kind.value]
        return _as(kind, known.run(Inputs({known.main: given}, known.main), book, now))
    code = "auto.unrecognised" if kind is Kind.TEXT else "auto.not-judged-yet"
    return Report("auto", (finding(code, kind=kind.value),), (Fact("kind", kind.value),))


def _records(kind: Kind, text: str, book: Book, now: datetime | None) -> Report | None:
    """Return the report on one record or on several, None where none in `text` has a check."""
    answers, listed = answers_in(text), checks()
    book.learn(answers)
    zone = split(text[:MAX_READ], answers)
    if report := check_together(zone, text, book, now, listed):
        return _as(Kind.ZONE, report)
    if len(zone.groups) == 1 and (kind is Kind.DNS_ANSWER or zone.groups[0].policy):
        [group] = zone.groups
        judged = judge_group(group, text, book, now, listed).report
        return _as(Kind(group.protocol), _with_policy(judged, group, text))
    if kind not in _RECORDS:
        return None
    known = listed[kind.value]
    return _as(kind, known.run(Inputs({known.main: text}, known.main), book, now))


def _with_policy(report: Report, group: Group, text: str) -> Report:
    """Return a report on a record and its policy with both in the corrected text, since both stand in `text`."""
    policy = report.fact("corrected_policy")
    if not group.policy or (report.fixed is None and policy is None):
        return report
    parts = (report.fixed or stitch(text, group.pieces).text, policy or stitch(text, group.policy).text)
    return replace(report, fixed="\n\n".join(stripped for part in parts if (stripped := str(part).strip())))


def _as(kind: Kind, report: Report) -> Report:
    facts = (fact for fact in report.facts if fact.name != "kind")
    return replace(report, check="auto", facts=(Fact("kind", kind.value), *facts))
