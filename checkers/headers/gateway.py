"""A mail filter in front of Microsoft 365: unless it is skipped, its address is checked in place of the sender's."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from checkers.headers.evidence import Said
from checkers.headers.model import Reading
from checkers.headers.pairs import pairs
from checkers.headers.path import Step
from checkers.registry import finding
from checkers.report import Actor, Finding, Severity, Span
from checkers.requests.microsoft import is_inside_host
from checkers.tables import table

SKIPPED = "x-ms-exchange-skiplistedinternetsender"
ORIGINAL = "x-ms-exchange-externaloriginalinternetsender"
_REPORT = "x-forefront-antispam-report"
_ADDRESS = re.compile(r"\bip=\[?(?P<address>[0-9A-Fa-f:.]{2,45})\]?", re.IGNORECASE)
_NOT_LISTED = {"fail", "softfail", "neutral"}  # results of SPF that an address without an entry leads to
_AFFECTED = {"spf", "dmarc", "action", "compauth", "reason", "cat"}


@dataclass(frozen=True, slots=True)
class Gateway:
    """A filter in front: its service, its host; `original` is the address that Microsoft looked at in its place."""

    service: str
    host: str
    span: Span | None
    skipped: bool = False
    original: str = ""


def gateway(reading: Reading, way: Sequence[Step]) -> Gateway | None:
    """Return the filter that gave the message to Microsoft, None where none is known; whose it is cannot be told."""
    skipped = reading.first(SKIPPED, ORIGINAL)
    field = reading.first(ORIGINAL, SKIPPED)
    seen = _ADDRESS.search(field.value.text[:500]) if field else None
    known = next(((service, host, span) for host, span in _givers(reading, way) if (service := _service(host))), None)
    if skipped is not None:
        service, host, span = known or ("", "", None)
        return Gateway(service, host, span or skipped.span, skipped=True, original=seen["address"] if seen else "")
    return Gateway(*known) if known else None


def hides(found: Gateway | None, evidence: Sequence[Said]) -> bool:
    """Tell whether SPF failed because the filter's address was checked for the sender's domain."""
    return bool(found and not found.skipped and any(one.id == "spf" and one.value in _NOT_LISTED for one in evidence))


def redirected(evidence: Sequence[Said], *, changed: bool = False) -> list[Said]:
    """Return what was said of the sender's authentication as something that the recipient's side must mend.

    `changed`: DKIM failed over a changed body, which filters do when they rewrite links or add a warning.
    """
    affected = _AFFECTED | {"dkim"} if changed else _AFFECTED
    return [_redirected(one) if one.id in affected else one for one in evidence]


def judge_gateway(found: Gateway | None, *, hiding: bool, passed: bool) -> Iterator[Finding]:
    """Yield what there is to say; `passed`: the message is authenticated all the same."""
    if found is None:
        return
    spans = (found.span,) if found.span else ()
    if found.skipped:
        yield finding("headers.gateway-skipped", *spans, ip=found.original or None)
    elif hiding:
        severity = Severity.NOTE if passed else Severity.RISKS
        yield finding("headers.gateway", *spans, severity=severity, service=found.service, host=found.host)


def _redirected(one: Said) -> Said:
    if one.meaning is None or one.meaning.do != "authenticate":
        return one
    if one.id == "spf" and one.value not in _NOT_LISTED:
        return one
    do = "gateway" if one.matters else one.meaning.do  # what does no harm is not to be acted on
    return replace(one, meaning=replace(one.meaning, do=do, advice="gateway", actor=Actor.RECIPIENT_ADMIN, code=None))


def _givers(reading: Reading, way: Sequence[Step]) -> Iterator[tuple[str, Span | None]]:
    """Yield the names of the host that connected to Microsoft: in its report, and in the line of its first server."""
    if report := reading.first(_REPORT):
        yield from (
            (one.value.lower(), one.span) for one in pairs(report) if one.name.upper() in {"PTR", "H"} and one.value
        )
    for step in way:
        if is_inside_host(step.hop.by) and not is_inside_host(step.hop.giver):
            yield from ((name, step.hop.span) for name in (step.hop.giver, step.hop.helo) if name)
            return


def _service(host: str) -> str:
    labels = host.rstrip(".").split(".")
    ends = (".".join(labels[at:]) for at in range(len(labels)))
    return next((_services()[end] for end in ends if end in _services()), "")


@cache
def _services() -> dict[str, str]:
    return {end: service for service, ends in table("gateways")["services"].items() for end in ends}
