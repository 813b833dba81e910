"""The trace of an evaluation or a survey as the nodes that a report shows."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from checkers.report import Choice, Node, Severity, Value
from checkers.spf.evaluation.model import MAX_LOOKUPS, Kind, Step

MIN_GROUP = 4  # address terms in a row that are shown as one
MAX_TERMS = 200  # of one record that are shown
_ASKING = {"include", "a", "mx", "ptr", "exists", "redirect"}
_SEVERITY = {
    Kind.NO_RECORD: Severity.BLOCKS,
    Kind.TWO_RECORDS: Severity.BLOCKS,
    Kind.LOOP: Severity.BLOCKS,
    Kind.HOSTS: Severity.BLOCKS,
    Kind.LIMIT: Severity.BLOCKS,
    Kind.VOID_LIMIT: Severity.BLOCKS,
    Kind.ERROR: Severity.BLOCKS,
    Kind.TEMPERROR: Severity.RISKS,
    Kind.VOID: Severity.ADVICE,
    Kind.NO_NAME: Severity.ADVICE,
    Kind.OPEN: Severity.UNKNOWN,
    Kind.WOULD_MATCH: Severity.UNKNOWN,
}
_MEANS = {
    "pass": Severity.GOOD,
    "fail": Severity.BLOCKS,
    "softfail": Severity.RISKS,
    "neutral": Severity.RISKS,
}
_AT_THE_END = {Kind.ALL, Kind.MATCHED, Kind.WOULD_MATCH}

type Choose = Callable[[int], tuple[Choice, ...]]


def tree(steps: Sequence[Step], choose: Choose) -> tuple[Node, ...]:
    """Return the nodes of a record; `choose` gives the choices at its term number so and so."""
    places = {id(step): place for place, step in enumerate(steps[:MAX_TERMS])}
    return tuple(_nodes(steps, lambda step: choose(places[id(step)]), decides=True))


def _nodes(steps: Sequence[Step], choices: Callable[[Step], tuple[Choice, ...]], *, decides: bool) -> Iterator[Node]:
    shown = steps[:MAX_TERMS]
    for kind, run in groupby(shown, key=_group):
        group = list(run)
        if kind is not None and len(group) >= MIN_GROUP:
            yield _grouped(group, kind)
        else:
            yield from (_node(step, choices(step), decides=decides) for step in group)
    if len(shown) < len(steps):
        left = sum(step.terms for step in steps[MAX_TERMS:])
        yield Node(Kind.MORE.value, "\N{HORIZONTAL ELLIPSIS}", {"count": left})


def _group(step: Step) -> Kind | None:
    """Return as what an address term is summarised with its neighbours, None for any other step."""
    if step.rule.name not in {"ip4", "ip6"}:
        return None
    return {Kind.IP: Kind.ADDRESSES, Kind.NO_MATCH: Kind.NO_ADDRESS, Kind.NOT_REACHED: Kind.NOT_REACHED}.get(step.kind)


def _grouped(group: Sequence[Step], kind: Kind) -> Node:
    first, last = group[0], group[-1]
    text = f"{first.rule.text} \N{HORIZONTAL ELLIPSIS} {last.rule.text}"
    return Node(kind.value, text, {"count": len(group)})


def _node(step: Step, choices: tuple[Choice, ...], *, decides: bool) -> Node:
    redirects = decides and step.rule.name == "redirect"
    kind = Kind.INNER_ALL if not decides and _ends(step) else step.kind
    counted = step.rule.name in _ASKING and step.cost > 0
    values: dict[str, Value] = {"name": step.name, "result": step.rule.result, "limit": MAX_LOOKUPS}
    return Node(
        kind.value,
        step.rule.text,
        values | dict(step.values),
        step.cost if counted else None,
        step.total if counted else None,
        None if kind is Kind.INNER_ALL else _severity(step, decides=decides),
        tuple(_nodes(step.steps, lambda _: (), decides=redirects)) if step.steps else (),
        choices,
    )


def _ends(step: Step) -> bool:
    """Tell whether a step is the `all` that lets nobody else pass."""
    return step.rule.name == "all" and step.rule.result != "pass" and step.kind in _AT_THE_END


def _severity(step: Step, *, decides: bool) -> Severity | None:
    if step.kind is Kind.MATCHED:
        return _MEANS[step.rule.result] if decides or step.rule.result == "pass" else None
    if step.kind is Kind.ALL and step.rule.result == "pass":
        return Severity.RISKS
    if step.cost and step.total > MAX_LOOKUPS:
        return Severity.BLOCKS
    return _SEVERITY.get(step.kind)
