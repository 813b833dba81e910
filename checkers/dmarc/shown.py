"""An evaluation as facts, and as a tree of the names that were tried."""

from collections.abc import Iterator

from checkers.dmarc.discover import effective
from checkers.dmarc.evaluate import Evaluation
from checkers.dmarc.identifiers import Method
from checkers.dmarc.walk import At, Step, Walk, names
from checkers.records.said import shown
from checkers.report import Fact, Node, Severity

_SEVERITY = {
    At.RECORD: Severity.GOOD,
    At.SEVERAL: Severity.BLOCKS,
    At.FAILED: Severity.UNKNOWN,
    At.OPEN: Severity.UNKNOWN,
}


def facts(evaluation: Evaluation) -> Iterator[Fact]:
    """Yield what was worked out; what is open is left out."""
    discovery = evaluation.discovery
    known = {
        "domain": discovery.walk.domain,
        "result": evaluation.result,
        "policy": evaluation.policy,
        "policy_domain": discovery.record.domain if discovery.record else None,
        "organizational_domain": discovery.organization,
        "spf_aligned": evaluation.aligned(Method.SPF),
        "dkim_aligned": evaluation.aligned(Method.DKIM),
    }
    yield from (Fact(name, value) for name, value in known.items() if value is not None)
    if found := effective(discovery):
        yield Fact("policy_for_domain", found.domain)
        yield Fact("policy_for_subdomains", found.subdomains)
        yield Fact("policy_for_missing", found.missing)
    if all(step.at not in {At.OPEN, At.ASSUMED} for step in discovery.walk.steps):
        yield Fact("queries", len(discovery.walk.steps))


def tree(evaluation: Evaluation, *, sound: bool) -> tuple[Node, ...]:
    """Return the walk from the From domain, a node a name in the order in which receivers ask, and who is aligned.

    `sound` says that receivers read the records as they are meant; else none is shown as in order.
    """
    discovery = evaluation.discovery
    nodes = [_node(step, place, sound=sound) for place, step in enumerate(discovery.walk.steps)]
    if end := _end(discovery.walk):
        nodes.append(end)
    if discovery.organization:
        nodes.append(Node("organization", discovery.organization))
    nodes += [
        Node(
            f"identifier-{one.aligned.value}",
            one.identifier.domain,
            {"method": one.identifier.method.value},
            severity=Severity.GOOD if one.counts else None,
        )
        for one in evaluation.judgements
    ]
    return tuple(nodes)


def _node(step: Step, place: int, *, sound: bool) -> Node:
    kind = step.at.value
    if step.psd == "y" and place:
        kind = "psd"
    elif step.psd == "n":
        kind = "organization-record"
    values = {"record": shown(step.text)} if step.text else {"status": step.status}
    severity = None if step.at is At.RECORD and not sound else _SEVERITY.get(step.at)
    return Node(kind, step.name, values, severity=severity)


def _end(walk: Walk) -> Node | None:
    """Return the node for the names that are not tried, None where every name is."""
    stopped = walk.steps[-1].domain
    wanted = names(walk.domain)
    if len(walk.steps) < len(wanted):
        return Node("stop", stopped)
    return None
