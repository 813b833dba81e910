"""What is said about a signature that does not hold: the change that explains it, and who most likely made it."""

from collections.abc import Iterator

from checkers.arc.validate import Validated
from checkers.dkim.verification.octets import Octets
from checkers.dkim.verification.verify import Verified
from checkers.records.said import shown
from checkers.registry import finding
from checkers.report import Finding, Span
from checkers.requests.abuse.trace import Trace
from checkers.verify.author import read_author
from checkers.verify.changes.body import body_change
from checkers.verify.changes.budget import Budget
from checkers.verify.changes.head import head_change
from checkers.verify.changes.hop import MAX_HOSTS, Because, Suspect, after, is_list, suspect
from checkers.verify.changes.recorded import window

MAX_EXPLAINED = 3  # signatures of one message
_MAX_HOST = 253

_HOPS = {
    Because.AFTER: "message.after-check",
    Because.CHAIN: "message.hop-chain",
    Because.STATED: "message.hop-stated",
    Because.LIST: "message.hop-list",
    Because.GATEWAY: "message.hop-gateway",
    Because.FIRST: "message.hop-only",
    Because.SEVERAL: "message.hop-several",
    Because.SIGNER: "message.hop-signer",
    Because.NOBODY: "message.hop-none",
}
_BY_MARKS = {Because.LIST, Because.GATEWAY}
_BY_RECORDS = {Because.LIST, Because.GATEWAY, Because.FIRST, Because.SEVERAL}


def explain(message: Octets, verified: list[Verified], chain: Validated, way: Trace) -> dict[int, tuple[Finding, ...]]:
    """Return what was found out about each signature that does not hold, by its number."""
    broken = [number for number, one in enumerate(verified) if one.body is False or (one.head is False and one.signed)]
    broken += [number for number, one in enumerate(verified) if _is_ed25519(one) and number not in broken]
    return {
        number: tuple(_explained(message, verified, number, chain, way)) for number in sorted(broken)[:MAX_EXPLAINED]
    }


def _is_ed25519(one: Verified) -> bool:
    return one.head is False and one.signature.key_type == "ed25519"


def _explained(message: Octets, every: list[Verified], number: int, chain: Validated, way: Trace) -> Iterator[Finding]:
    one, unexplained, changes = every[number], False, set[str]()
    if one.body is False:
        if body := body_change(message, one.signature, Budget()):
            changes |= set(body.changes)
            place = (body.span,) if body.span else ()
            added = shown(body.added) if body.added else None
            code = "signature.body-added" if added else "signature.body-explained"
            yield finding(code, *place, change=list(body.changes), text=added)
        else:
            unexplained = True
    if one.head is False and (one.signed or _is_ed25519(one)):
        if head := head_change(message, one, Budget()):
            changes |= set(head.changes)
            spans = tuple(message.whole(field) for field in head.fields)
            code = "signature.head-field" if head.names else "signature.head-explained"
            yield finding(code, *spans, change=list(head.changes), fields=list(head.names))
        elif one.signed:
            unexplained = True
    if unexplained:
        yield finding("signature.unexplained")
    yield from _who(message, every, number, suspect(message, one, chain, way, changes), way, changes)


def _who(  # noqa: PLR0913, PLR0917  what is known of the message and of the change
    message: Octets, every: list[Verified], number: int, found: Suspect, way: Trace, changes: set[str]
) -> Iterator[Finding]:
    one = every[number]
    shows = message.whole(found.field) if found.field else found.hop.span if found.hop else None
    spans: tuple[Span, ...] = (shows,) if shows else ()
    left = window(message, one.signature, after(message, one, way))
    if found.because in _BY_RECORDS:
        for record, code in ((left.good, "message.hop-passed"), (left.bad, "message.hop-failed")):
            if record:
                yield finding(code, message.whole(record.field), host=record.host)
    hosts = [host[:_MAX_HOST] for host in found.hosts]
    if found.because is Because.LIST and _speaks_for_itself(message, every, changes, one):
        yield finding("message.list-rewrites", *spans, host=hosts[0])
    elif len(hosts) > 1:
        yield finding(_HOPS[found.because], *spans, hosts=hosts)
    else:
        yield finding(_HOPS[found.because], *spans, host=hosts[0] if hosts else None)
        others = left.hosts - set(hosts)
        if found.because in _BY_MARKS and others:
            yield finding("message.hop-others", hosts=sorted(others)[:MAX_HOSTS])


def _speaks_for_itself(message: Octets, every: list[Verified], changes: set[str], one: Verified) -> bool:
    """Tell whether a list put its own address in From: the author's signature then need not hold."""
    author = read_author(message).domain
    if not author or author == one.signature.domain or not is_list(message):
        return False
    signed = any(other.passed and f".{author}".endswith(f".{other.signature.domain}") for other in every)
    return "from-rewritten" in changes or signed
