"""What failed for whom and why, over many recipients: a table of them, their answers counted, and a picture of it."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from checkers.registry import finding
from checkers.report import Fact, Node, Report, Severity, Table, Value

MAX_ROWS = 1000  # of a table
_MAX_STATUSES = 20  # under one route
_MAX_KINDS = 5000  # kinds of answers that are told apart; the others are counted without their code
_NO_CODE = "–"


class Answer(NamedTuple):
    """What several recipients have in common."""

    reason: str
    route: str
    service: str
    status: str
    temporary: bool


class Tally:
    """Recipients counted by what they have in common; it does not grow with their number."""

    def __init__(self) -> None:
        self.answers: Counter[Answer] = Counter()
        self.inputs: Counter[str] = Counter()  # by what each was: a bounce, or the finding that says what else
        self.left_out: Counter[str] = Counter()  # recipients that their report did not show, by what became of them

    def add(self, report: Report) -> None:
        """Count a report of the check `bounce`."""
        if not report.fact("is_bounce"):
            self.inputs[report.findings[0].code if report.findings else ""] += 1
            return
        self.inputs["bounce"] += 1
        for part in report.parts:
            self.count(_answer(part))
        if report.fact("left_out"):
            shown = sum(bool(part.fact("temporary")) for part in report.parts)
            delayed, failed = report.fact("delayed"), report.fact("failed")
            self.left_out["delayed"] += (delayed if isinstance(delayed, int) else shown) - shown
            self.left_out["failed"] += (failed if isinstance(failed, int) else 0) - (len(report.parts) - shown)

    def count(self, answer: Answer, times: int = 1) -> None:
        """Count recipients that got the same answer."""
        known = answer in self.answers or len(self.answers) < _MAX_KINDS
        self.answers[answer if known else answer._replace(status=_NO_CODE)] += times

    def update(self, other: "Tally") -> None:
        """Count what another one has counted."""
        self.inputs.update(other.inputs)
        self.left_out.update(other.left_out)
        for answer, times in other.answers.items():
            self.count(answer, times)

    def report(self) -> Report:
        """Return all that was counted as one report."""
        failed = self.left_out["failed"] + sum(n for answer, n in self.answers.items() if not answer.temporary)
        recipients = self.answers.total() + self.left_out.total()
        facts = (
            Fact("result", "summary"),
            Fact("inputs", self.inputs.total()),
            Fact("bounces", self.inputs["bounce"]),
            *totals(failed, recipients - failed),
        )
        severity = Severity.BLOCKS if failed else Severity.RISKS if self.answers else Severity.NOTE
        found = finding("summary.bounces", severity=severity, failed=failed, waiting=recipients - failed)
        others = [(code, (times,)) for code, times in self.inputs.most_common() if code not in {"bounce", ""}]
        tables = [answers_table(self.answers)] if self.answers else []
        tables += [Table("bounce-others", ("inputs",), tuple(others))] if others else []
        return Report("bounce", (found,), facts, tree=picture(self.answers), tables=tuple(tables))


def summed_up(parts: Sequence[Report]) -> tuple[tuple[Table, ...], tuple[Node, ...]]:
    """Return tables and a picture of many recipients: who was not reached, and the answers counted."""
    columns = ("status", "reason", "service", "route")
    rows = tuple(
        (
            str(part.fact("recipient") or _NO_CODE),
            (_outcome(temporary=bool(part.fact("temporary"))), *(part.fact(column) for column in columns)),
        )
        for part in parts[:MAX_ROWS]
    )
    counted = Counter(map(_answer, parts))
    who = Table("bounce-recipients", ("outcome", *columns), rows)
    tables = (who, answers_table(counted)) if 1 < len(counted) < len(parts) else (who,)
    return tables, picture(counted)


def answers_table(counted: Counter[Answer]) -> Table:
    """Return the answers by how many recipients got them."""
    rows = tuple(
        (one.status or _NO_CODE, (times, _outcome(temporary=one.temporary), one.reason, one.service, one.route))
        for one, times in counted.most_common(MAX_ROWS)
    )
    return Table("bounce-answers", ("recipients", "outcome", "reason", "service", "route"), rows)


def picture(counted: Counter[Answer]) -> tuple[Node, ...]:
    """Return answers as a tree: by outcome and reason, then by service and route, then by code."""
    apart = sorted(counted.items(), key=lambda one: (one[0].temporary, one[0].reason))
    by_reason = [_reason(list(of)) for _, of in groupby(apart, lambda one: (one[0].temporary, one[0].reason))]
    return tuple(sorted(by_reason, key=lambda node: -_recipients(node)))


def totals(failed: int, delayed: int) -> tuple[Fact, ...]:
    """Return how many recipients were not reached, and how many of them for good and not yet."""
    return Fact("recipients", failed + delayed), Fact("failed", failed), Fact("delayed", delayed)


def _outcome(*, temporary: bool) -> str:
    return "delayed" if temporary else "failed"


def _reason(answers: Sequence[tuple[Answer, int]]) -> Node:
    way = sorted(answers, key=lambda one: (one[0].route, one[0].service))
    grouped = groupby(way, lambda one: (one[0].route, one[0].service))
    children = [_route(route, service, list(of)) for (route, service), of in grouped]
    waiting = answers[0][0].temporary
    return Node(
        "reason-delayed" if waiting else "reason",
        "",
        {"reason": answers[0][0].reason, "recipients": sum(times for _, times in answers)},
        severity=Severity.RISKS if waiting else Severity.BLOCKS,
        children=tuple(sorted(children, key=lambda node: -_recipients(node))),
    )


def _route(route: str, service: str, answers: Sequence[tuple[Answer, int]]) -> Node:
    codes: Counter[str] = Counter()
    for answer, times in answers:
        codes[answer.status] += times
    children = [
        Node("status", status, {"recipients": times}) for status, times in codes.most_common(_MAX_STATUSES) if status
    ]
    values: dict[str, Value] = {"route": route, "service": service, "recipients": codes.total()}
    return Node("route", "", values, children=tuple(children))


def _recipients(node: Node) -> int:
    counted = node.values["recipients"]
    return counted if isinstance(counted, int) else 0


def _answer(part: Report) -> Answer:
    known = {fact.name: fact.value for fact in part.facts}
    reason, route, service, status = (str(known.get(name) or "") for name in ("reason", "route", "service", "status"))
    return Answer(reason, route, service, status, bool(known.get("temporary")))
