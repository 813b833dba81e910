"""What is said about a signature that does not hold: the change that explains it, and who most likely made it."""

from collections.abc import Iterator

from checkers.arc.validate import Validated
from checkers.dkim.verification.octets import Octets
from checkers.dkim.verification.verify import Verified
from checkers.records.said import shown
from checkers.registry import finding
from checkers.report import Finding
from checkers.requests.abuse.trace import Trace
from checkers.verify.changes.body import body_change
from checkers.verify.changes.budget import Budget
from checkers.verify.changes.head import head_change
from checkers.verify.changes.hop import Because, suspect

MAX_EXPLAINED = 3  # signatures of one message

_HOPS = {
    Because.AFTER: "message.after-check",
    Because.CHAIN: "message.hop-chain",
    Because.LIST: "message.hop-list",
    Because.GATEWAY: "message.hop-gateway",
    Because.FIRST: "message.hop-only",
}


def explain(message: Octets, verified: list[Verified], chain: Validated, way: Trace) -> dict[int, tuple[Finding, ...]]:
    """Return what was found out about each signature that does not hold, by its number."""
    broken = [number for number, one in enumerate(verified) if one.body is False or (one.head is False and one.signed)]
    broken += [number for number, one in enumerate(verified) if _is_ed25519(one) and number not in broken]
    return {
        number: tuple(_explained(message, verified[number], chain, way)) for number in sorted(broken)[:MAX_EXPLAINED]
    }


def _is_ed25519(one: Verified) -> bool:
    return one.head is False and one.signature.key_type == "ed25519"


def _explained(message: Octets, one: Verified, chain: Validated, way: Trace) -> Iterator[Finding]:
    unexplained = False
    if one.body is False:
        if body := body_change(message, one.signature, Budget()):
            place = (body.span,) if body.span else ()
            added = shown(body.added) if body.added else None
            code = "signature.body-added" if added else "signature.body-explained"
            yield finding(code, *place, change=list(body.changes), text=added)
        else:
            unexplained = True
    if one.head is False and (one.signed or _is_ed25519(one)):
        if head := head_change(message, one, Budget()):
            spans = tuple(message.whole(field) for field in head.fields)
            code = "signature.head-field" if head.names else "signature.head-explained"
            yield finding(code, *spans, change=list(head.changes), fields=list(head.names))
        elif one.signed:
            unexplained = True
    if unexplained:
        yield finding("signature.unexplained")
    if found := suspect(message, one, chain, way):
        shows = message.whole(found.field) if found.field else found.hop.span if found.hop else None
        yield finding(_HOPS[found.because], *((shows,) if shows else ()), host=found.host[:253])
