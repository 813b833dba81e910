"""The part `spf`: RFC 7208 for the connection of a message."""

from dataclasses import dataclass, replace
from datetime import datetime

from checkers.dns import Book, normal_name
from checkers.inputs import Inputs
from checkers.registry import finding
from checkers.report import Fact, Finding, Report, Severity, Span
from checkers.spf.check import check_spf
from checkers.text.domains import a_labels, is_domain
from checkers.verify.connection import Connection, Origin, Told

_SHOWN = {Severity.BLOCKS, Severity.RISKS, Severity.UNKNOWN, Severity.GOOD}
_OWN_FACTS = ("result", "explanation", "mechanism", "lookups", "void_lookups")
_SHOWN_SIZE = 253
MAX_ADDRESS = 320  # characters of an envelope sender that is read


@dataclass(frozen=True, slots=True)
class SpfPart:
    """The part, its result (None while it is open) and the domain that it is about, with the place that names it."""

    report: Report
    result: str | None
    domain: str
    span: Span


def spf_part(connection: Connection, inputs: Inputs, book: Book, now: datetime | None) -> SpfPart:
    """Return SPF for `connection`. Without a sender and without a HELO name the result is none (RFC 7208 2.6.1)."""
    asked = _asked(connection)
    facts = tuple(
        Fact(name, told.value[:_SHOWN_SIZE], told.span)
        for name, told in (("ip", connection.ip), ("helo", connection.helo), ("mail_from", connection.mail_from))
        if told.value
    )
    said = tuple(_said(connection))
    if not connection.ip.value:
        return SpfPart(Report("spf", said, facts), None, *_foreseen(connection))
    if len(asked) == 1:
        none = Fact("result", "none")
        return SpfPart(Report("spf", (*said, finding("message.no-sender")), (none, *facts)), "none", "", Span(0, 0))
    report = check_spf(Inputs(asked, "record"), book, now)
    result = report.fact("result")
    kept = tuple(_pointing(found, connection, inputs) for found in report.findings if found.severity in _SHOWN)
    own = tuple(replace(fact, span=None) for fact in report.facts if fact.name in _OWN_FACTS)
    source = connection.mail_from if "mail_from" in asked else connection.helo
    named = str(report.fact("domain") or "")
    return SpfPart(
        replace(report, findings=(*kept, *said), facts=(*own, *facts), fixed=None, tables=()),
        str(result) if result else None,
        named,
        _place(source, "mail_from" if "mail_from" in asked else "helo"),
    )


def _foreseen(connection: Connection) -> tuple[str, Span]:
    """Return the domain that SPF will be about whoever connected, empty where that is not known, and its place."""
    told = connection.helo if connection.mail_from.value == "<>" else connection.mail_from
    name = normal_name(a_labels(told.value.rpartition("@")[2]) or "") if len(told.value) <= MAX_ADDRESS else ""
    return (name, _place(told, "mail_from")) if is_domain(name) else ("", Span(0, 0))


def _asked(connection: Connection) -> dict[str, str | bytes]:
    asked: dict[str, str | bytes] = {"ip": connection.ip.value}
    if connection.helo.value:
        asked["helo"] = connection.helo.value
    if connection.mail_from.value.strip() not in {"", "<>"}:
        asked["mail_from"] = connection.mail_from.value
    return asked


def _said(connection: Connection) -> list[Finding]:
    """Return which line of the message is believed, and why."""
    ip = connection.ip
    spans = (ip.span,) if ip.span else ()
    if ip.origin is Origin.RECEIVED:
        taken = connection.way.taken
        above = (connection.way.handover or 0) > 0
        code = "message.line-below" if above else "message.line-top"
        return [finding(code, *spans, ip=ip.value, host=taken.by if taken and taken.by else "?")]
    if ip.origin is Origin.REPORT:
        return [finding("message.line-report", *spans, ip=ip.value)]
    return [] if ip.value else [finding("message.no-connection")]


def _pointing(found: Finding, connection: Connection, inputs: Inputs) -> Finding:
    """Return a finding that points at what the reader gave: an input, or the place in the message it was taken from."""
    told = {"ip": connection.ip, "helo": connection.helo, "mail_from": connection.mail_from}
    spans = []
    for span in found.spans:
        if inputs.text(span.input):
            spans.append(span)
        elif (source := told.get(span.input)) and source.span:
            spans.append(source.span)
    return replace(found, spans=tuple(spans), fix=None)


def _place(told: Told, name: str) -> Span:
    return told.span or Span(0, len(told.value), name)
