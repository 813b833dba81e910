"""One failed recipient as a report of its own: what to say about it, and where that was read."""

import re

from checkers.bounce.catalogue import Reason, Route, Service
from checkers.bounce.judge import Judgement, judge
from checkers.bounce.model import Failure, Said
from checkers.bounce.signals import Signal, blocked_address, dead_address, diagnostic, first_to_repair, results
from checkers.bounce.status import meaning
from checkers.registry import finding
from checkers.report import Fact, Finding, Report, Span

_MAX_SHOWN = 1000
_CODES = re.compile(r"\b[45]\d\d\b|\b[45]\.\d{1,3}\.\d{1,3}\b")
_WORDS = re.compile(r"[^\W\d_]{3,}")
_BLOCKS = {Reason.IP_REPUTATION, Reason.DOMAIN_REPUTATION, Reason.COMPLAINTS}
_NAMES_ADDRESS = {*_BLOCKS, Reason.THROTTLING}
_MICROSOFT = {Service.EXCHANGE_ONLINE, Service.OUTLOOK}


def report_failure(failure: Failure, raw: str) -> Report:
    """Return the report on one recipient; `raw` is the reader's whole input, for the places of single words."""
    judged = judge(failure)
    ip = blocked_address(diagnostic(failure).value) if judged.reason in _NAMES_ADDRESS else None
    failing = first_to_repair(diagnostic(failure).value) if judged.reason is Reason.AUTHENTICATION else []
    general = meaning(failure.status.value) if failure.status and not judged.row else None
    facts = [
        _fact("recipient", failure.recipient),
        Fact("original_recipient", failure.original_recipient) if failure.original_recipient else None,
        _fact("status", failure.status),
        Fact("status_meaning", general) if general else None,
        _fact("reply", failure.reply),
        Fact("reason", judged.reason.value),
        Fact("code", judged.row.id if judged.row else None),
        Fact("service", judged.service.value),
        Fact("actor", judged.actor.value),
        Fact("route", judged.route.value),
        _fact("remote_host", failure.remote_host),
        _fact("diagnostic", failure.diagnostic),
        Fact("queue_id", failure.queue_id) if failure.queue_id else None,
        Fact("temporary", judged.temporary),
        Fact("confidence", judged.confidence),
        Fact("blocked_ip", ip.value, _place(failure, ip, raw)) if ip else None,
        Fact("failed_signal", failing) if failing else None,
    ]
    return Report("bounce", tuple(_findings(failure, judged, ip, raw)), tuple(fact for fact in facts if fact))


def _findings(failure: Failure, judged: Judgement, ip: Signal | None, raw: str) -> list[Finding]:
    text = diagnostic(failure).value
    row = judged.row
    said = failure.diagnostic or failure.status or failure.recipient
    because = row.claims if row and judged.service in _MICROSOFT else ()
    if failure.recipient:
        code = "bounce.deferred" if judged.temporary else "bounce.refused"
        whom = failure.recipient.value
        found = [finding(code, *_spans(said), actor=judged.actor, because=because, recipient=whom)]
    else:
        code = "bounce.deferred-somebody" if judged.temporary else "bounce.refused-somebody"
        found = [finding(code, *_spans(said), actor=judged.actor, because=because)]
    signals = results(text)
    found += [
        finding("bounce.failed-signal", *_at(failure, signal, raw), signal=signal.name.upper(), result=signal.value)
        for signal in signals
        if signal.value != "pass"
    ]
    if signals and all(signal.value == "pass" for signal in signals):
        found.append(finding("bounce.signals-passed", *_at(failure, signals[0], raw)))
    if ip:
        found.append(finding("bounce.blocked-ip", *_at(failure, ip, raw), ip=ip.value))
    if judged.foreign_list:
        place = Signal("list", judged.foreign_list[0], *judged.foreign_list.span())
        found.append(finding("bounce.third-party-list", *_at(failure, place, raw), list=judged.foreign_list[0]))
    if dead := dead_address(text):
        found.append(finding("bounce.dead-address", *_at(failure, dead, raw), address=dead.value))
    if (
        judged.service in _MICROSOFT
        and judged.route is not Route.PORTAL
        and judged.reason in _BLOCKS
        and not judged.temporary
    ):
        found.append(finding("bounce.portal-does-not-help"))
    if failure.field_status and failure.status:
        found.append(
            finding(
                "bounce.text-over-code",
                *_spans(failure.field_status),
                field=failure.field_status.value,
                text=failure.status.value,
            )
        )
    found += _missing(failure, judged)
    return found


def _missing(failure: Failure, judged: Judgement) -> list[Finding]:
    """Return what is not known, and whose answer it is where it is not Microsoft's."""
    found = []
    if failure.status is None and judged.row is None:
        found.append(finding("bounce.no-code"))
    elif failure.status and judged.row is None and judged.service in {*_MICROSOFT, Service.UNKNOWN}:
        found.append(finding("bounce.unknown-code", *_spans(failure.status), status=failure.status.value))
    if judged.against and failure.status:
        words_of = judged.against.id
        found.append(
            finding("bounce.code-against-text", *_spans(failure.status), status=failure.status.value, text=words_of)
        )
    if judged.service is Service.OWN:
        found.append(finding("bounce.own-system-waits" if judged.temporary else "bounce.own-system"))
    elif judged.service is Service.OTHER:
        found.append(finding("bounce.other-provider"))
    if judged.confidence == "low":
        found.append(finding(_what_would_settle(failure, judged)))
    return found


def _what_would_settle(failure: Failure, judged: Judgement) -> str:
    """Return the finding that names what is missing for a surer verdict."""
    if not _WORDS.search(_CODES.sub("", diagnostic(failure).value)):
        return "bounce.needs-words"
    if judged.service is Service.UNKNOWN and not failure.remote_host:
        return "bounce.needs-host"
    return "bounce.low-confidence"


def _fact(name: str, said: Said | None) -> Fact:
    return Fact(name, said.value[:_MAX_SHOWN], said.span) if said else Fact(name, None)


def _spans(said: Said | None) -> tuple[Span, ...]:
    return (said.span,) if said and said.span else ()


def _at(failure: Failure, signal: Signal, raw: str) -> tuple[Span, ...]:
    place = _place(failure, signal, raw)
    return (place,) if place else ()


def _place(failure: Failure, signal: Signal, raw: str) -> Span | None:
    """Return where a word of the diagnostic stands in the input, None where it does not stand there literally."""
    said = diagnostic(failure)
    if said.span is None:
        return None
    word = said.value[signal.start : signal.end]
    found = raw.find(word, said.span.start, said.span.end)
    return Span(found, found + len(word)) if found >= 0 else None
