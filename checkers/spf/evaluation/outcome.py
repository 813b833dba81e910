"""What the sender should know about the result of an evaluation, and about what a record costs."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from checkers.registry import finding
from checkers.report import Finding, Span, Value
from checkers.spf.evaluation.macro import is_sender_domain
from checkers.spf.evaluation.model import MAX_LOOKUPS, MAX_VOIDS, Client, Evaluated, Kind, Step
from checkers.spf.evaluation.survey import Surveyed

NEAR_LOOKUPS = 9
_UNSEEN = {Kind.OPEN, Kind.NO_DOMAIN, Kind.TEMPERROR}  # what an include may be that was not read

_RESULTS = {"pass": "spf.pass", "fail": "spf.fail", "softfail": "spf.softfail", "neutral": "spf.neutral"}
_STOPS = {
    Kind.NO_RECORD: "spf.include-no-record",
    Kind.TWO_RECORDS: "spf.include-two-records",
    Kind.ERROR: "spf.include-error",
    Kind.LOOP: "spf.loop",
    Kind.HOSTS: "spf.mx-hosts",
    Kind.LIMIT: "spf.lookup-limit",
    Kind.VOID_LIMIT: "spf.void-limit",
    Kind.TEMPERROR: "spf.temperror",
}

type Locate = Callable[[str], tuple[Span, ...]]  # where a term stands in the reader's own text
type Causes = Callable[[str], str]  # why there is no record at a name


def about_result(evaluated: Evaluated, client: Client, locate: Locate, causes: Causes) -> Iterator[Finding]:
    """Yield what there is to say about a result; what is wrong with the sender's own record is said by the reading."""
    if code := _RESULTS.get(evaluated.result or ""):
        term = evaluated.mechanism
        yield finding(code, *locate(term), ip=client.text, term=term)
    if evaluated.stop and evaluated.path:
        yield _stopped(evaluated.stop, evaluated.path, evaluated.values, locate, causes)


def about_cost(surveyed: Surveyed, own: int, locate: Locate, causes: Causes) -> Iterator[Finding]:
    """Yield what the walk through a record found in the names that it leads to.

    `own` is what the record costs by itself: that has been said already. What is not answered yet only adds to it.
    """
    if path := _open_to_all(surveyed.steps):
        yield _said("spf.included-plus-all", path, {}, locate)
    for path in _faulty(surveyed.steps):
        yield _stopped(path[-1].kind, path, path[-1].values, locate, causes)
    yield from _voids(surveyed, locate)
    if not counts_anew(surveyed, own):
        return
    said: dict[str, Value] = {"count": surveyed.total, "limit": MAX_LOOKUPS}
    if not surveyed.complete:
        said["open"] = len({step.name or step.rule.text for step in _unseen(surveyed.steps)})
    if surveyed.total > MAX_LOOKUPS:
        passing = (step for step in surveyed.steps if step.cost and step.total > MAX_LOOKUPS)
        text = min(passing, key=lambda step: step.total).rule.text
        yield replace(finding("spf.lookups-total", *locate(text)), values=said | {"term": text})
    elif surveyed.total >= NEAR_LOOKUPS:
        yield replace(finding("spf.lookups-total-near"), values=said)


def counts_anew(surveyed: Surveyed, own: int) -> bool:
    """Tell whether the walk says more about the cost than the record by itself, which costs `own`."""
    return surveyed.total > own and (surveyed.complete or surveyed.total >= NEAR_LOOKUPS)


def _unseen(steps: Iterable[Step]) -> Iterator[Step]:
    """Yield each term that leads to a record that was not seen."""
    for step in steps:
        if step.rule.name in {"include", "redirect"} and step.kind in _UNSEEN:
            yield step
        yield from _unseen(step.steps)


def _open_to_all(steps: Sequence[Step]) -> list[Step]:
    """Return the terms that lead to a record at whose `all` everybody passes, empty where none does.

    An included record that lets everybody pass decides like `all`; one that a redirect leads to comes after all terms.
    """
    for step in sorted(steps, key=lambda step: step.rule.name == "redirect"):
        if step.rule.name == "all":
            return []
        if step.kind not in {Kind.INCLUDE, Kind.REDIRECT}:
            continue
        if _lets_all_pass(step.steps):
            return [step] if step.rule.name == "redirect" or step.rule.result == "pass" else []
        if path := _open_to_all(step.steps):
            return [step, *path] if step.rule.name == "redirect" or step.rule.result == "pass" else []
    return []


def _lets_all_pass(steps: Iterable[Step]) -> bool:
    first = next((step for step in steps if step.rule.name == "all"), None)
    return first is not None and first.rule.result == "pass"


def _faulty(steps: Sequence[Step], path: tuple[Step, ...] = ()) -> Iterator[list[Step]]:
    """Yield each term that leads to an error, after the terms that lead to it."""
    for step in steps:
        if step.kind in _STOPS and step.name:
            if path or is_sender_domain(step.name):  # else the reading has said it of the reader's own record
                yield [*path, step]
        elif step.steps:
            yield from _faulty(step.steps, (*path, step))


def _stopped(kind: Kind, path: Sequence[Step], values: Mapping[str, Value], locate: Locate, causes: Causes) -> Finding:
    cause = {"cause": causes(path[-1].name)} if kind is Kind.NO_RECORD else {}
    return _said(_STOPS[kind], path, dict(values) | cause, locate)


def _said(code: str, path: Sequence[Step], values: Mapping[str, Value], locate: Locate) -> Finding:
    first, last = path[0], path[-1]
    said = {"term": last.rule.text, "name": last.name, "top": first.rule.text} | dict(values)
    return replace(finding(code, *locate(first.rule.text)), values=said)


def _voids(surveyed: Surveyed, locate: Locate) -> Iterator[Finding]:
    void = list(_with_kind(surveyed.steps, Kind.VOID))
    if len(void) > MAX_VOIDS:
        path = void[MAX_VOIDS]
        yield _stopped(Kind.VOID_LIMIT, path, {"most": MAX_VOIDS}, locate, str)
        return
    for path in void:
        if path[-1].rule.spec is None:  # plain `a` and `mx` do no harm, and the tree shows them
            continue
        term, name = path[-1].rule.text, path[-1].name
        yield finding("spf.void-name", *locate(path[0].rule.text), term=term, name=name)


def _with_kind(steps: Sequence[Step], kind: Kind, path: tuple[Step, ...] = ()) -> Iterator[list[Step]]:
    for step in steps:
        if step.kind is kind:
            yield [*path, step]
        yield from _with_kind(step.steps, kind, (*path, step))
