"""The check `abuse`: did a junk message leave Exchange Online, and the report about it."""

from datetime import datetime

from checkers.dns import Book
from checkers.inputs import Inputs
from checkers.registry import finding
from checkers.report import Fact, Finding, Report, Span, Table
from checkers.requests.abuse.forward import inline_forward
from checkers.requests.abuse.message import Message, Said, read_message
from checkers.requests.abuse.origin import Answer, Origin, Why, origin
from checkers.requests.abuse.texts import MAX_ATTACHED, attached_text, fits, texts
from checkers.requests.abuse.trace import Trace, trace
from checkers.requests.dead import dead_channels
from checkers.requests.hiding import asked, hidden_table, said
from checkers.requests.letters import places
from checkers.requests.microsoft import consumer_tenant
from checkers.requests.redact import Redacted, Redactor

_CODES = {
    Why.RANGE: "abuse.range",
    Why.INSIDE: "abuse.inside",
    Why.ELSEWHERE: "abuse.elsewhere",
    Why.FORGED_NAME: "abuse.forged-name",
    Why.FORGED_FIELDS: "abuse.forged-fields",
    Why.FORWARDED: "abuse.forwarded",
    Why.NAME_ONLY: "abuse.name-only",
    Why.NO_ADDRESS: "abuse.no-address",
    Why.NO_WAY: "abuse.no-way",
}
_TENANT = "x-ms-exchange-crosstenant-id"
_NETWORK = ("x-ms-exchange-crosstenant-network-message-id", "x-ms-exchange-organization-network-message-id")
_CORRELATION = ("x-ms-office365-filtering-correlation-id", "x-ms-office365-filtering-correlation-id-prvs")
_COPIED = {"return_path": "return-path", "message_id": "message-id"}
_STAMPED = {
    "originator": "x-originatororg",
    "entity": "x-ms-exchange-crosstenant-fromentityheader",
    "auth_as": "x-ms-exchange-crosstenant-authas",
    "originating_ip": "x-originating-ip",
}
_PASSED_ON = {"internet", "hybridonprem"}
_MAX_ROWS = 60
_MAX_FACT = 500


def check_abuse(inputs: Inputs, book: Book, now: datetime | None) -> Report:
    """Return whether a junk message left Exchange Online, with the evidence, the ids and the finished report.

    Inputs: `message`, whole or its head alone; `redact` "yes" hides the recipient's addresses, names and
    servers in the texts.
    Fact `from_exchange_online` is "yes", "no" or "unknown". Neither `book` nor `now` is needed.
    """
    del book, now
    raw = inputs.text()
    message = read_message(raw)
    if message is None:
        nothing = (finding("abuse.not-a-message"),)
        return Report("abuse", nothing, (Fact("from_exchange_online", "unknown"),), tables=(dead_channels("abuse"),))
    way = trace(message.head)
    if quoted := inline_forward(message, way):
        return _forward(message, quoted)
    judged = origin(message, way)
    facts = _facts(message, way, judged)
    hide, misread = asked(inputs)
    redacted = Redactor(only=message.victims() | way.own).redact(attached_text(message)) if hide else None
    written = texts(message, judged, {fact.name: fact.value for fact in facts}, way, redact=hide)
    return Report(
        "abuse",
        (*_findings(message, way, judged, facts), *misread, *(said(redacted, prose=True) if redacted else ())),
        (*facts, *places(written)),
        tables=_tables(judged, redacted),
        texts=written,
    )


def _forward(message: Message, quoted: Span) -> Report:
    """Return what to say of a forward: the junk's own headers are not in it, so there is nothing to report."""
    spans = (quoted,) if quoted.end > quoted.start else ()
    facts = [Fact("from_exchange_online", "unknown"), _fact("forwarded_by", message.sender())]
    return Report(
        "abuse",
        (finding("abuse.inline-forward", *spans),),
        tuple(fact for fact in facts if fact.value),
        tables=(dead_channels("abuse"),),
    )


def _facts(message: Message, way: Trace, judged: Origin) -> list[Fact]:
    taken = way.taken
    own = taken.span if taken else None
    facts = [Fact("from_exchange_online", judged.answer.value)]
    if taken:
        facts += [
            Fact("sending_ip", taken.ip, own),
            Fact("sending_host", taken.name or (None if judged.answer is Answer.NO else taken.helo), own),
            Fact("helo", taken.helo if judged.answer is Answer.NO and taken.helo != taken.name else None, own),
            Fact("receiving_host", taken.by, own),
        ]
    time = taken.time if taken and taken.time else next((hop.time for hop in way.hops if hop.time), None)
    facts.append(Fact("time", time or message.date(), own if taken and taken.time else None))
    facts.append(_fact("sender", message.sender()))
    facts += [_fact(name, message.field(field)) for name, field in _COPIED.items()]
    if judged.answer is Answer.NO:  # what Exchange Online would have stamped, somebody else wrote
        return [fact for fact in facts if fact.value]
    facts.append(_fact("tenant_id", next(iter(message.guids(_TENANT)), None)))
    facts.append(_fact("network_message_id", next(iter(message.guids(*_NETWORK)), None)))
    facts.append(_fact("correlation_id", next(iter(message.guids(*_CORRELATION)), None)))
    facts += [_fact(name, message.field(field)) for name, field in _STAMPED.items()]
    return [fact for fact in facts if fact.value]


def _findings(message: Message, way: Trace, judged: Origin, facts: list[Fact]) -> list[Finding]:
    taken = way.taken
    values = {fact.name: fact.value for fact in facts}
    own: tuple[Span, ...] = (taken.span,) if taken else ()
    found = [
        finding(
            _CODES[judged.why], *own, ip=taken.ip if taken else None, host=(taken.helo or taken.by) if taken else None
        )
    ]
    if taken and taken.by:
        found.append(finding("abuse.own-line", taken.span, host=taken.by))
    if values.get("tenant_id") == consumer_tenant():
        found.append(finding("abuse.consumer", *_spans(facts, "tenant_id")))
    if str(values.get("entity", "")).lower() in _PASSED_ON:
        found.append(finding("abuse.passed-on", *_spans(facts, "entity"), entity=values["entity"]))
    tenants = message.guids(_TENANT)
    if len(tenants) > 1 and "tenant_id" in values:
        spans = [one.span for one in tenants if one.span]
        found.append(finding("abuse.several-tenants", *spans, tenants=[one.value for one in tenants][:10]))
    if not fits(message):
        found.append(finding("abuse.head-only", limit=MAX_ATTACHED))
    if message.inner:
        found.append(finding("abuse.inner-message"))
    return found


def _tables(judged: Origin, redacted: Redacted | None) -> tuple[Table, ...]:
    rows = tuple(
        (one.kind, (one.said, one.speaks.value, "yes" if one.forgeable else "no"))
        for one in judged.evidence[:_MAX_ROWS]
    )
    evidence = (Table("evidence", ("said", "speaks", "forgeable"), rows),) if rows else ()
    return (*evidence, *((hidden_table(redacted),) if redacted else ()), dead_channels("abuse"))


def _fact(name: str, said_there: Said | None) -> Fact:
    return Fact(name, said_there.value[:_MAX_FACT] if said_there else None, said_there.span if said_there else None)


def _spans(facts: list[Fact], name: str) -> tuple[Span, ...]:
    return tuple(fact.span for fact in facts if fact.name == name and fact.span)
