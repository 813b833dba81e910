"""Which server most likely changed a message: what each hop found, and the marks that lists and gateways leave."""

import re
from dataclasses import dataclass
from enum import StrEnum

from checkers.arc.validate import Validated
from checkers.dkim.verification.octets import Field, Octets
from checkers.dkim.verification.verify import Verified, Why
from checkers.requests.abuse.hops import Hop
from checkers.requests.abuse.trace import Trace
from checkers.verify.changes.recorded import MAX_RESULTS, MAX_VALUE, RESULTS, Window, said, window

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
_MICROSOFT_HOST = re.compile(r"(?:^|\.)outlook\.com$", re.IGNORECASE)
_DOMAIN = re.compile(r"<?\s*(?:[^<>\s]*[.@-])?([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)\s*>?\s*\Z")
_CONVERTED = re.compile(r"\s*from [^\s]{1,40} to [^\s]{1,40} by ([A-Za-z0-9_.-]{1,253})")
_ENCODING = {"reencoded", "charset", "content-type"}
_GATEWAY = {"banner", "part-banner", "html-banner", "parts-banner", "links-rewritten", "safe-links"}
MAX_HOSTS = 8


class Because(StrEnum):
    """Why servers are named."""

    AFTER = "after"  # the recipient's own server found the signature good
    CHAIN = "chain"  # ARC: the hop before it found the signature good
    STATED = "stated"  # it wrote down that it did
    LIST = "list"
    GATEWAY = "gateway"
    FIRST = "first"  # the only server that it can have been
    SEVERAL = "several"  # one of them
    SIGNER = "signer"  # the first server after signing found it broken already
    NOBODY = "nobody"  # no server wrote a line after signing


@dataclass(frozen=True, slots=True)
class Suspect:
    """The server that most likely did it, or those of which one did, and the field that shows it."""

    hosts: tuple[str, ...]
    because: Because
    field: Field | None = None
    hop: Hop | None = None


def suspect(message: Octets, verified: Verified, chain: Validated, way: Trace, changes: set[str]) -> Suspect:
    """Return who most likely changed what `verified` signed; `changes` are what is known to have been done."""
    if verified.accepted and way.taken:
        return Suspect((way.taken.by or "?",), Because.AFTER, verified.accepted)
    hops = after(message, verified, way)
    left = window(message, verified.signature, hops)
    found = _stated(message, verified, changes) or _by_chain(verified, chain)
    if found:
        return found
    if left.bad and not left.hops:
        return Suspect((left.bad.host,), Because.SIGNER, left.bad.field)
    gateway = _by_gateway(left, changes)
    if gateway and changes & _GATEWAY:
        return gateway
    return _by_list(message, left, hops) or gateway or _of(left)


def after(message: Octets, verified: Verified, way: Trace) -> list[Hop]:
    """Return the hops whose lines stand above the signature, the newest first: they were written after it."""
    place = message.whole(verified.signature.field).start
    return [hop for hop in way.hops if hop.span.start < place]


def accepted(message: Octets, verified: Verified, way: Trace) -> Field | None:
    """Return the field in which the recipient's own server says that a signature that fails now passed there.

    What stands above the line by which the message came in was written by nobody else.
    """
    failed = verified.result == "fail" and verified.why is not Why.FORGED
    if not failed or way.taken is None:
        return None
    signature = verified.signature
    for name in RESULTS:
        for field in message.named(name)[:MAX_RESULTS]:
            above = message.whole(field).start < way.taken.span.start
            if above and said(field.value[:MAX_VALUE], signature.domain, signature.selector):
                return field
    return None


def is_list(message: Octets) -> bool:
    """Tell whether a message bears the marks of a mailing list."""
    return any(message.named(name) for name in _LIST)


def _stated(message: Octets, verified: Verified, changes: set[str]) -> Suspect | None:
    """Return the server that wrote down that it changed the encoding."""
    if not changes & _ENCODING:
        return None
    place = message.whole(verified.signature.field).start
    for field in message.named(b"x-mime-autoconverted")[:MAX_RESULTS]:
        named = _CONVERTED.match(field.value)
        if named and message.whole(field).start < place:
            return Suspect((named[1].lower(),), Because.STATED, field)
    return None


def _by_chain(verified: Verified, chain: Validated) -> Suspect | None:
    """Return the sealer after whose check the signature no longer held, or the two between which it was changed.

    Worth something only as far as the seals themselves hold.
    """
    if chain.result != "pass" or not chain.chain.sets:
        return None
    sets, domain = chain.chain.sets, verified.signature.domain
    good = [one for one in sets if said(one.results.value[:MAX_VALUE], domain)]
    if not good:
        return None
    last = good[-1]
    later = sets[last.instance :]
    sealed_changed = chain.oldest_pass is not None and chain.oldest_pass <= last.instance
    # the set's own hop checked on arrival, then changed and signed what it had made of it
    if sealed_changed or not later or said(later[0].results.value[:MAX_VALUE], domain) is False:
        return Suspect((last.seal.domain,), Because.CHAIN, last.results)
    return Suspect((last.seal.domain, later[0].seal.domain), Because.SEVERAL, last.results)


def _by_list(message: Octets, left: Window, hops: list[Hop]) -> Suspect | None:
    field = next((found[0] for name in _LIST if (found := message.named(name))), None)
    hop = next((one for one in left.hops if one.by and _LIST_HOST.search(one.by)), None)
    if hop is None and any(one.by and _LIST_HOST.search(one.by) for one in hops):
        return None  # the list's own server is not among those that can have done it
    if field is None and hop is None:
        return None
    named = _DOMAIN.search(field.value[:2000].strip()) if field else None
    host = hop.by if hop and hop.by else named[1] if named else ""
    return Suspect((host,), Because.LIST, field, hop) if host else None


def _by_gateway(left: Window, changes: set[str]) -> Suspect | None:
    for hop in reversed(left.hops):
        earlier = () if hop is left.hops[-1] else hop.hosts  # whoever gave it to the first had it before
        for host in (*earlier, hop.by):
            if host and (_GATEWAY_HOST.search(host) or ("safe-links" in changes and _MICROSOFT_HOST.search(host))):
                return Suspect((host,), Because.GATEWAY, hop=hop)
    return None


def _of(left: Window) -> Suspect:
    hosts = tuple(dict.fromkeys(hop.by for hop in left.hops if hop.by))
    if not hosts:
        return Suspect((), Because.NOBODY)
    if len(hosts) == 1:
        return Suspect(hosts, Because.FIRST, hop=left.hops[0])
    return Suspect(hosts[::-1][:MAX_HOSTS], Because.SEVERAL)  # the order in which they had it
