"""One failed recipient judged: whose system, which known refusal, why, who must act and by which route."""

import re
from dataclasses import dataclass

from checkers.bounce.catalogue import Reason, Route, Row, Service
from checkers.bounce.match import Confidence, match
from checkers.bounce.model import Action, Failure, Origin
from checkers.bounce.reason import reason_of
from checkers.bounce.route import route_of
from checkers.bounce.service import is_consumer, service_of
from checkers.report import Actor

_LISTS = (
    *("spamhaus", "spamcop", "sorbs", "barracuda", "abusix", "uceprotect", "surbl", "uribl", "spamrats", "invaluement"),
    *("proofpoint", "cloudmark", "senderscore", "mailspike", "spfbl", "psbl", "dnswl", "nixspam", "manitu", "rspamd"),
    *("dronebl", "truncate", "gbudb", "backscatterer"),
)
_LIST = re.compile(rf"\b(?:{'|'.join(_LISTS)})(?:[\w.-]*\w)?", re.IGNORECASE)

_NONE = Reason.UNKNOWN


@dataclass(frozen=True, slots=True)
class Judgement:
    """What we make of a failure."""

    service: Service
    reason: Reason
    actor: Actor
    route: Route
    row: Row | None
    confidence: str  # "high", "medium", "low"
    temporary: bool
    foreign_list: re.Match[str] | None  # a block list that is not Microsoft's, in the diagnostic
    against: Row | None = None  # whose words the text uses, where the code is another's


def judge(failure: Failure) -> Judgement:
    """Return whose refusal it is, why, and what helps."""
    text = failure.diagnostic.value if failure.diagnostic else ""
    code = failure.status.value if failure.status else None
    reason = _reason(failure, code, text)
    service = service_of(failure, reason)
    temporary = failure.action is Action.DELAYED
    known = match(code, text, service)
    foreign = _foreign(text)
    if foreign and (known is None or known.row.route is Route.PORTAL or not known.by_text):
        reason = reason if reason is Reason.CONTENT else Reason.IP_REPUTATION
        service = service if service is not Service.UNKNOWN else Service.OTHER
        return Judgement(service, reason, Actor.SENDER_ADMIN, Route.OTHER, None, "medium", temporary, foreign)
    if known and known.confidence is Confidence.LOW and not known.by_text and _words_win(known.row, text):
        known = None
    if known is None:
        route, actor = route_of(reason, service, temporary=temporary)
        vague = reason is _NONE or (
            service is Service.UNKNOWN and reason is Reason.POLICY and _spoken(text, failure.context) is _NONE
        )
        sure = "low" if vague or (failure.origin is Origin.TEXT and code is None) else "medium"
        return Judgement(service, reason, actor, route, None, sure, temporary, foreign)
    row = known.row
    service = _service(row, service, failure, by_text=known.by_text)
    vague = failure.origin is Origin.TEXT and failure.reply is None
    held = min(known.confidence, Confidence.MEDIUM) if vague else known.confidence
    if held is Confidence.LOW and row.generic and reason_of(None, text, None) is row.reason:
        held = Confidence.MEDIUM  # code and words say the same
    route, actor = row.route, row.actor
    if service is Service.OWN:  # nobody refused: what helps hangs on the reason alone
        route, actor = route_of(row.reason, service, temporary=temporary)
    return Judgement(service, row.reason, actor, route, row, held.name.lower(), temporary, foreign, known.against)


def _foreign(text: str) -> re.Match[str] | None:
    low = text.lower()
    return _LIST.search(text) if any(name in low for name in _LISTS) else None  # most texts name none


def _reason(failure: Failure, code: str | None, text: str) -> Reason:
    """Return why, from all the words around it where the answer itself does not say."""
    reason = reason_of(code, text, failure.reply.value if failure.reply else None)
    if reason is not Reason.UNKNOWN or not failure.context:
        return reason
    return reason_of(None, failure.context, None)


def _spoken(text: str, context: str | None) -> Reason:
    """Return what the words alone say."""
    return next((said for words in (text, context or "") if (said := reason_of(None, words, None)) is not _NONE), _NONE)


def _words_win(row: Row, text: str) -> bool:
    """Tell whether the text says something else than a row that only the code speaks for."""
    reason = reason_of(None, text, None)
    return reason not in {Reason.UNKNOWN, Reason.POLICY, Reason.SYSTEM, row.reason}


def _service(row: Row, service: Service, failure: Failure, *, by_text: bool) -> Service:
    """Where the host is silent or only passes an answer on, the words say whose it is."""
    if row.generic or service in row.services:
        return service
    if not by_text and service is not Service.UNKNOWN:
        return service
    if service in {Service.EXCHANGE_ONLINE, Service.OUTLOOK} and len(row.services) > 1:
        return service
    consumer = failure.recipient is not None and is_consumer(failure.recipient.value)
    if Service.OUTLOOK in row.services and (consumer or Service.EXCHANGE_ONLINE not in row.services):
        return Service.OUTLOOK
    return Service.EXCHANGE_ONLINE if Service.EXCHANGE_ONLINE in row.services else service
