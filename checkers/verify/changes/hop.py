"""Which server most likely changed a message: what each hop found, and the marks that lists and gateways leave."""

import re
from dataclasses import dataclass
from enum import StrEnum

from checkers.arc.validate import Validated
from checkers.dkim.verification.octets import Field, Octets
from checkers.dkim.verification.verify import Verified, Why
from checkers.requests.abuse.hops import Hop
from checkers.requests.abuse.trace import Trace

_LIST = (b"list-id", b"list-post", b"x-mailman-version", b"x-beenthere", b"mailing-list", b"x-mailing-list")
_LIST_HOST = re.compile(
    r"(?:^|\.)(?:lists?\d*|mailman\d*|listserv|sympa|lyris|groups?|googlegroups|listmail)(?:\.|$)", re.IGNORECASE
)
_GATEWAY_HOST = re.compile(
    r"(?:^|\.)(?:pphosted|ppe-hosted|mimecast|messagelabs|barracudanetworks|cudamail|hornetsecurity|antispameurope"
    r"|retarus|sophos|trendmicro|iphmx|fireeyecloud|exclaimer|codetwo|nospamproxy|mailcontrol|forcepoint|spamhero"
    r"|spamtitan|mailchannels|eleven)\b",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"<?\s*(?:[^<>\s]*[.@-])?([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)\s*>?\s*\Z")
_PASS = re.compile(r"\bdkim\s*=\s*pass\b[^;]{0,400}", re.IGNORECASE)

_SELECTOR = re.compile(r"\bheader\.s\s*=\s*\"?([^\s;\"]{1,255})")
_RESULTS = (b"authentication-results", b"arc-authentication-results")
_MAX_RESULTS = 20  # fields of one name that are read
_MAX_VALUE = 20_000  # characters of one


class Because(StrEnum):
    """Why a server is named."""

    AFTER = "after"  # the recipient's own server found the signature good
    CHAIN = "chain"  # ARC: the hop before it found the signature good
    LIST = "list"
    GATEWAY = "gateway"
    FIRST = "first"  # the only server between the signer and the recipient


@dataclass(frozen=True, slots=True)
class Suspect:
    """The server that most likely did it, and the field that shows it."""

    host: str
    because: Because
    field: Field | None = None
    hop: Hop | None = None


def suspect(message: Octets, verified: Verified, chain: Validated, way: Trace) -> Suspect | None:
    """Return who most likely changed what `verified` signed, None where nothing points at anybody."""
    if verified.accepted and way.taken:
        return Suspect(way.taken.by or "?", Because.AFTER, verified.accepted)
    return _by_chain(verified, chain) or _by_list(message, verified, way) or _by_gateway(message, verified, way)


def accepted(message: Octets, verified: Verified, way: Trace) -> Field | None:
    """Return the field in which the recipient's own server says that a signature that fails now passed there.

    What stands above the line by which the message came in was written by nobody else.
    """
    failed = verified.result == "fail" and verified.why is not Why.FORGED
    if not failed or way.taken is None:
        return None
    signature = verified.signature
    for name in _RESULTS:
        for field in message.named(name)[:_MAX_RESULTS]:
            above = message.whole(field).start < way.taken.span.start
            if above and _said_pass(field.value[:_MAX_VALUE], signature.domain, signature.selector):
                return field
    return None


def _by_chain(verified: Verified, chain: Validated) -> Suspect | None:
    """Return the sealer whose own signature no longer holds, or who sealed last, after a hop that said dkim=pass.

    Worth something only as far as the seals themselves hold.
    """
    if chain.result != "pass" or not chain.chain.sets:
        return None
    domain = verified.signature.domain
    good = [one for one in chain.chain.sets if _said_pass(one.results.value, domain)]
    if not good:
        return None
    last = good[-1]
    # the set's own hop checked on arrival, then changed and signed what it had made of it
    return Suspect(last.seal.domain, Because.CHAIN, last.results)


def _said_pass(results: str, domain: str, selector: str = "") -> bool:
    for match in _PASS.finditer(results.lower()):
        if selector and (named := _SELECTOR.search(match[0])) and named[1] != selector:
            continue
        if re.search(rf"header\.(?:d|i)\s*=\s*(?:[^\s;]*@)?{re.escape(domain)}(?![\w.-])", match[0]):
            return True
    return False


def _by_list(message: Octets, verified: Verified, way: Trace) -> Suspect | None:
    field = next((found[0] for name in _LIST if (found := message.named(name))), None)
    hop = next((one for one in _after(message, verified, way) if one.by and _LIST_HOST.search(one.by)), None)
    if field is None and hop is None:
        return None
    named = _DOMAIN.search(field.value[:2000].strip()) if field else None
    host = hop.by if hop and hop.by else named[1] if named else ""
    return Suspect(host, Because.LIST, field, hop) if host else None


def _by_gateway(message: Octets, verified: Verified, way: Trace) -> Suspect | None:
    hops = _after(message, verified, way)
    for hop in reversed(hops):
        for host in (hop.by, *hop.hosts):
            if host and _GATEWAY_HOST.search(host):
                return Suspect(host, Because.GATEWAY, hop=hop)
    named = list(dict.fromkeys(hop.by for hop in hops if hop.by))
    return Suspect(named[0], Because.FIRST, hop=hops[0]) if len(named) == 1 and len(hops) == 1 else None


def _after(message: Octets, verified: Verified, way: Trace) -> list[Hop]:
    """Return the hops whose lines stand above the signature: they were written after it."""
    place = message.whole(verified.signature.field).start
    return [hop for hop in way.hops if hop.span.start < place]
