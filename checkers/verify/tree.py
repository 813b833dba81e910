"""The way to the result as a tree: SPF and each signature, alignment, DMARC, what the policy asks for."""

from collections.abc import Iterator

from checkers.dkim.verification.verify import Verified
from checkers.dmarc.evaluate import Judgement
from checkers.dmarc.identifiers import Method
from checkers.report import Node, Severity
from checkers.verify.dmarc import DmarcPart
from checkers.verify.spf import SpfPart

_SEVERITY = {"pass": Severity.GOOD, None: Severity.UNKNOWN, "temperror": Severity.UNKNOWN}
_ACTION = {"none": "deliver", "quarantine": "quarantine", "reject": "reject"}


def tree(spf: SpfPart, verified: list[Verified], chain: str | None, dmarc: DmarcPart) -> tuple[Node, ...]:
    """Return the steps in the order in which a receiver takes them."""
    aligned = tuple(_alignment(Method.SPF, spf.domain, dmarc)) if spf.result == "pass" else ()
    return (
        _step("spf", spf.domain, spf.result, aligned),
        *(_signature(one, dmarc) for one in verified),
        *((Node("arc", "ARC", {"result": chain or "open"}, severity=_chain(chain)),) if chain != "none" else ()),
        _dmarc(dmarc),
    )


def _signature(one: Verified, dmarc: DmarcPart) -> Node:
    aligned = tuple(_alignment(Method.DKIM, one.signature.domain, dmarc)) if one.passed else ()
    return _step("dkim", one.signature.domain, one.result, aligned)


def _step(kind: str, name: str, result: str | None, children: tuple[Node, ...]) -> Node:
    severity = _SEVERITY.get(result, Severity.RISKS)
    return Node(kind, name, {"result": result or "open"}, severity=severity, children=children)


def _alignment(method: Method, domain: str, dmarc: DmarcPart) -> Iterator[Node]:
    found: Judgement | None = None
    if dmarc.evaluation:
        found = next((one for one in dmarc.evaluation.of(method) if one.identifier.domain == domain), None)
    if found and dmarc.evaluation:
        severity = Severity.GOOD if found.counts else None
        author = dmarc.evaluation.discovery.walk.domain
        yield Node(f"aligned-{found.aligned.value}", author, {"identifier": domain}, severity=severity)


def _dmarc(dmarc: DmarcPart) -> Node:
    name = dmarc.evaluation.discovery.walk.domain if dmarc.evaluation else ""
    policy = dmarc.evaluation.policy if dmarc.evaluation else None
    actions: tuple[Node, ...] = ()
    if dmarc.result == "fail":
        severity = Severity.RISKS if policy in {None, "none"} else Severity.BLOCKS
        text = f"p={policy}" if policy else "p"
        actions = (Node(f"action-{_ACTION.get(policy or '', 'open')}", text, severity=severity),)
    elif dmarc.result == "pass":
        actions = (Node("action-pass", name, severity=Severity.GOOD),)
    return _step("dmarc", name, dmarc.result, actions)


def _chain(result: str | None) -> Severity | None:
    return Severity.GOOD if result == "pass" else Severity.UNKNOWN if result in {None, "temperror"} else Severity.RISKS
