"""The connection that SPF is about: who connected to the recipient's side, as the recipient's own server wrote it down.

Of the Received lines only those that the recipient's own servers wrote can be believed; which these are is worked out
as for an abuse report. Exchange Online writes the address into a field of its own beside.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address

from checkers.dkim.verification.octets import Field, Octets
from checkers.inputs import Inputs
from checkers.message import Source, read_parts
from checkers.report import Span
from checkers.requests.abuse.hops import Hop
from checkers.requests.abuse.trace import Trace, trace
from checkers.requests.microsoft import is_inside_host

_CIP = re.compile(r"(?:\A|;)\s*CIP:\s*([0-9A-Fa-f:.]{2,45})\s*(?:;|\Z)")
_MAIL_FROM = re.compile(r"\bsmtp\.mailfrom\s*=\s*\"?<?([^\s;\">]{1,320})", re.IGNORECASE)
_HELO = re.compile(r"\([^()]{0,300}?\b(?:helo|ehlo)[ =]([^\s()]{1,253})", re.IGNORECASE)
_RETURN = re.compile(r"<([^<>]*)>")
_MAX_HEAD = 256 * 1024  # characters of the head in which the way is looked for


class Origin(StrEnum):
    """Where something about the connection was read."""

    INPUT = "input"
    RECEIVED = "received"
    REPORT = "report"  # Microsoft's X-Forefront-Antispam-Report
    RETURN_PATH = "return-path"
    RESULTS = "results"  # the recipient's own Authentication-Results
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Told:
    """A value, where it was read, and its place in the message."""

    value: str = ""
    origin: Origin = Origin.NOTHING
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Connection:
    """Who connected. `mail_from` is "<>" for the empty sender of bounces; `way` are the Received lines."""

    ip: Told
    helo: Told
    mail_from: Told
    way: Trace


def read_connection(message: Octets, inputs: Inputs) -> Connection:
    """Return the connection that the reader states or that the message tells of."""
    way = _way(message, inputs.text())
    taken = way.taken
    stated = inputs.stated("ip")
    if stated:
        ip, helo = Told(stated, Origin.INPUT), Told()
    else:
        ip = _address(message, way)
        own = taken if taken and (ip.origin is Origin.RECEIVED or taken.ip == ip.value) else None
        said = _helo(own) if own else ""
        helo = Told(said, Origin.RECEIVED, own.span) if own and said else Told()
    if inputs.stated("helo"):
        helo = Told(inputs.stated("helo"), Origin.INPUT)
    return Connection(ip, helo, _mail_from(message, inputs), way)


def _helo(hop: Hop) -> str:
    """Return what the giver called itself; qmail and Exim put it into a comment, behind the name found in DNS."""
    giver = hop.text.partition(" by ")[0]
    named = _HELO.search(giver)
    return named[1].strip("[]").lower() if named else hop.helo or ""


def _way(message: Octets, text: str) -> Trace:
    end = message.whole(message.fields[-1]).end if message.fields else 0
    parts = read_parts(Source.of(text[: min(end, _MAX_HEAD)]))
    return trace(parts[0]) if parts else Trace((), None)


def _address(message: Octets, way: Trace) -> Told:
    """Return the address that connected; Exchange Online's own field counts where it took the message."""
    top = way.hops[0].by if way.hops else None
    if top and is_inside_host(top):
        for field in message.named(b"x-forefront-antispam-report")[:1]:
            if (match := _CIP.search(field.value)) and _is_public(match[1]):
                start = field.colon + 1 + match.start(1)
                return Told(match[1], Origin.REPORT, message.place(field, start, start + len(match[1])))
    if way.taken and way.taken.ip:
        return Told(way.taken.ip, Origin.RECEIVED, way.taken.span)
    return Told()


def _is_public(text: str) -> bool:
    try:
        address = ip_address(text)
    except ValueError:
        return False
    return not (address.is_loopback or address.is_unspecified) and text != "255.255.255.255"


def _mail_from(message: Octets, inputs: Inputs) -> Told:
    if stated := inputs.stated("mail_from"):
        return Told(stated, Origin.INPUT)
    for field in message.named(b"return-path")[:1]:
        value = field.octets[field.colon + 1 :].decode("utf-8", "replace").strip()
        angle = _RETURN.search(value)
        address = angle[1].strip() if angle else value
        return Told(address or "<>", Origin.RETURN_PATH, message.whole(field))
    for field in message.named(b"authentication-results")[:1]:
        if match := _MAIL_FROM.search(field.value):
            return Told(match[1], Origin.RESULTS, _place(message, field, match))
    return Told()


def _place(message: Octets, field: Field, match: re.Match[str]) -> Span:
    start = field.colon + 1
    return message.place(field, start + match.start(1), start + match.end(1))
