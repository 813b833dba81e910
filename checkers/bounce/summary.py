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

    def add(self, report: Report) -> None:
        """Count a report of the check `bounce`."""
        if not report.fact("is_bounce"):
            self.inputs[report.findings[0].code if report.findings else ""] += 1
            return
        self.inputs["bounce"] += 1
        left_out = report.fact("left_out")
        for part in report.parts:
            self.count(_answer(part))
        if isinstance(left_out, int) and report.parts:
            self.inputs["left-out"] += left_out

    def count(self, answer: Answer, times: int = 1) -> None:
        """Count recipients that got the same answer."""
        known = answer in self.answers or len(self.answers) < _MAX_KINDS
        self.answers[answer if known else answer._replace(status=_NO_CODE)] += times

    def update(self, other: "Tally") -> None:
        """Count what another one has counted."""
        self.inputs.update(other.inputs)
        for answer, times in other.answers.items():
            self.count(answer, times)

    def report(self) -> Report:
        """Return all that was counted as one report."""
        read = sum(self.inputs.values()) - self.inputs["left-out"]
        failed = sum(times for answer, times in self.answers.items() if not answer.temporary)
        recipients = self.answers.total() + self.inputs["left-out"]
        facts = (
            Fact("result", "summary"),
            Fact("inputs", read),
            Fact("bounces", self.inputs["bounce"]),
            Fact("recipients", recipients),
        )
        severity = Severity.BLOCKS if failed else Severity.RISKS if self.answers else Severity.NOTE
        found = finding("summary.bounces", severity=severity, failed=failed, waiting=recipients - failed)
        others = [
            (code, (times,)) for code, times in self.inputs.most_common() if code not in {"bounce", "left-out", ""}
        ]
        tables = [answers_table(self.answers)] if self.answers else []
        tables += [Table("bounce-others", ("inputs",), tuple(others))] if others else []
        return Report("bounce", (found,), facts, tree=picture(self.answers), tables=tuple(tables))


def summed_up(parts: Sequence[Report]) -> tuple[tuple[Table, ...], tuple[Node, ...]]:
    """Return tables and a picture of many recipients: who was not reached, and the answers counted."""
    columns = ("status", "reason", "service", "route")
    rows = tuple(
        (str(part.fact("recipient") or _NO_CODE), tuple(part.fact(column) for column in columns))
        for part in parts[:MAX_ROWS]
    )
    counted = Counter(map(_answer, parts))
    who = Table("bounce-recipients", columns, rows)
    tables = (who, answers_table(counted)) if 1 < len(counted) < len(parts) else (who,)
    return tables, picture(counted)


def answers_table(counted: Counter[Answer]) -> Table:
    """Return the answers by how many recipients got them."""
    rows = tuple(
        (one.status or _NO_CODE, (times, one.temporary, one.reason, one.service, one.route))
        for one, times in counted.most_common(MAX_ROWS)
    )
    return Table("bounce-answers", ("recipients", "temporary", "reason", "service", "route"), rows)


def picture(counted: Counter[Answer]) -> tuple[Node, ...]:
    """Return answers as a tree: by reason, then by service and route, then by code."""
    by_reason = [
        _reason(reason, list(of)) for reason, of in groupby(sorted(counted.items()), lambda one: one[0].reason)
    ]
    return tuple(sorted(by_reason, key=lambda node: -_recipients(node)))


def _reason(reason: str, answers: Sequence[tuple[Answer, int]]) -> Node:
    way = sorted(answers, key=lambda one: (one[0].route, one[0].service))
    grouped = groupby(way, lambda one: (one[0].route, one[0].service))
    children = [_route(route, service, list(of)) for (route, service), of in grouped]
    waiting = all(answer.temporary for answer, _ in answers)
    return Node(
        "reason",
        "",
        {"reason": reason, "recipients": sum(times for _, times in answers)},
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
