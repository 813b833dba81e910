"""Did the message really leave Exchange Online: the evidence, what of it can be made up, and the answer."""

from dataclasses import dataclass
from enum import StrEnum

from checkers.message.mime import Field
from checkers.report import Span
from checkers.requests.abuse.hops import Hop
from checkers.requests.abuse.message import Message
from checkers.requests.abuse.trace import Trace
from checkers.requests.microsoft import is_inside_address, is_inside_host, is_outbound_host, is_published

_STAMPED = (
    "x-ms-exchange-",
    "x-originatororg",
    "x-ms-office365-",
    "x-ms-publictraffictype",
    "x-microsoft-antispam",
    "x-forefront-",
)
_MAX_VALUE = 300


class Answer(StrEnum):
    """Whether it left Exchange Online."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Why(StrEnum):
    """What decided."""

    RANGE = "range"  # taken from an address of Exchange Online
    INSIDE = "inside"  # never left it: sender and recipient are both there
    ELSEWHERE = "elsewhere"  # taken from another address, and nothing points to Exchange Online
    FORGED_NAME = "forged-name"  # taken from another address that called itself Exchange Online
    FORGED_FIELDS = "forged-fields"  # taken from another address; only header fields speak for Exchange Online
    FORWARDED = "forwarded"  # taken from another address; earlier lines name Exchange Online
    NAME_ONLY = "name-only"  # the name in DNS is Exchange Online's, the address is in no range that we know
    NO_ADDRESS = "no-address"  # the line to believe names no address
    NO_WAY = "no-way"  # there is no line to believe


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that speaks for or against; `forgeable` where the sender can have written it."""

    kind: str
    said: str
    speaks: Answer
    forgeable: bool
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """The answer with what it rests on."""

    answer: Answer
    why: Why
    evidence: tuple[Evidence, ...]


_ANSWERS = {
    Why.RANGE: Answer.YES,
    Why.INSIDE: Answer.YES,
    Why.ELSEWHERE: Answer.NO,
    Why.FORGED_NAME: Answer.NO,
    Why.FORGED_FIELDS: Answer.NO,
}


def origin(message: Message, way: Trace) -> Origin:
    """Return whether the message left Exchange Online, judged by the line that the recipient's own server wrote."""
    evidence = (*_of_way(way), *_of_fields(message))
    why = _why(way, evidence)
    return Origin(_ANSWERS.get(why, Answer.UNKNOWN), why, evidence)


def _why(way: Trace, evidence: tuple[Evidence, ...]) -> Why:
    taken = way.taken
    if taken is None:
        return Why.INSIDE if way.inside_only else Why.NO_WAY
    tests = (
        (Why.NO_ADDRESS, taken.ip is None),
        (Why.RANGE, is_published(taken.ip or "")),
        (Why.NAME_ONLY, is_outbound_host(taken.name or "")),
        (Why.FORGED_NAME, is_inside_host(taken.helo or "")),
        (Why.FORWARDED, any(_points(hop) for hop in way.earlier)),
        (Why.FORGED_FIELDS, any(one.kind == "stamped" for one in evidence)),
    )
    return next((why for why, holds in tests if holds), Why.ELSEWHERE)


def _points(hop: Hop) -> bool:
    """Tell whether a hop says that the message was in Exchange Online; one that only hands to it is no such hop."""
    return any(is_inside_host(host) for host in hop.hosts) or bool(hop.ip and is_published(hop.ip))


def _of_way(way: Trace) -> list[Evidence]:
    found = []
    if taken := way.taken:
        found.append(Evidence("own-line", taken.text[:_MAX_VALUE], Answer.UNKNOWN, forgeable=False, span=taken.span))
        if taken.ip:
            speaks = Answer.YES if is_published(taken.ip) else Answer.NO
            found.append(Evidence("address", taken.ip, speaks, forgeable=False, span=taken.span))
        if taken.name:
            speaks = Answer.YES if is_outbound_host(taken.name) else Answer.NO
            found.append(Evidence("dns-name", taken.name, speaks, forgeable=False, span=taken.span))
        if taken.helo and taken.helo != taken.name:
            speaks = Answer.YES if is_inside_host(taken.helo) else Answer.UNKNOWN
            found.append(Evidence("helo", taken.helo, speaks, forgeable=True, span=taken.span))
    earlier = way.earlier if way.taken else ()
    found += [
        Evidence("earlier-line", hop.text[:_MAX_VALUE], Answer.YES, forgeable=True, span=hop.span)
        for hop in earlier
        if _points(hop)
    ]
    if way.inside_only:
        found += [
            Evidence("inside-line", hop.text[:_MAX_VALUE], Answer.YES, forgeable=False, span=hop.span)
            for hop in way.hops
            if hop.ip is None or is_inside_address(hop.ip) or _points(hop)
        ]
    return found


def _of_fields(message: Message) -> list[Evidence]:
    found = []
    for field in message.head.fields:
        if field.name.startswith(_STAMPED) and field.value:
            span = message.head.source.span(field.start, field.end)
            found.append(Evidence("stamped", _whole(message, field), Answer.YES, forgeable=True, span=span))
        elif field.name in {"arc-seal", "dkim-signature"} and _signs(field.value):
            span = message.head.source.span(field.start, field.end)
            found.append(Evidence("signature", _whole(message, field), Answer.YES, forgeable=True, span=span))
    return found


def _whole(message: Message, field: Field) -> str:
    """Return a field with its name as it is written."""
    text = message.head.source.text
    name = text[text.rfind("\n", 0, field.start) + 1 : field.start].partition(":")[0].strip()
    return f"{name or field.name}: {field.value[:_MAX_VALUE]}"


def _signs(value: str) -> bool:
    """Tell whether a signature names Microsoft's sealing domain or a tenant's own domain; it is not verified here."""
    compact = value.replace(" ", "").lower()
    return "d=microsoft.com;" in compact or ".onmicrosoft.com;" in compact or ".onmicrosoft-com." in compact
