"""A whole report that can be handed on: every value in it redacted, with one set of pseudonyms."""

from collections.abc import Mapping
from dataclasses import replace

from checkers.dns import Question
from checkers.report import Box, Choice, Diagram, Fact, Finding, Node, Report, Stop, Table, Text, Timeline, Value
from checkers.requests.redact.redactor import Redactor

_READ = 200_000  # characters of the input in which people's names are looked for


def redact_report(report: Report, given: str) -> Report:
    """Return the report on the input `given` without what identifies people, hosts and messages.

    Codes, severities and numbers stay, and so do words of prose in a value. Places in the input and edits of it
    are left out: the input does not go along.
    """
    return _Teller(given).report(report)


class _Teller:
    """Says the same value the same way each time; reports have many of few."""

    def __init__(self, given: str) -> None:
        self._redactor = Redactor()
        self._redactor.redact(given[:_READ])
        self._said: dict[str, str] = {}

    def report(self, report: Report) -> Report:
        return replace(
            report,
            findings=tuple(map(self._finding, report.findings)),
            facts=tuple(Fact(fact.name, self._value(fact.value)) for fact in report.facts),
            needs=tuple(Question(self._text(need.name), need.type) for need in report.needs),
            parts=tuple(map(self.report, report.parts)),
            fixed=None if report.fixed is None else self._text(report.fixed),
            tree=tuple(map(self._node, report.tree)),
            tables=tuple(map(self._table, report.tables)),
            texts=tuple(Text(text.name, self._redactor.redact(text.text).text, text.kind) for text in report.texts),
            diagrams=tuple(map(self._diagram, report.diagrams)),
            timelines=tuple(map(self._timeline, report.timelines)),
        )

    def _finding(self, found: Finding) -> Finding:
        return replace(found, spans=(), fix=None, values=self._values(found.values))

    def _node(self, node: Node) -> Node:
        choices = tuple(Choice(one.kind, self._values(one.values), self._text(one.text)) for one in node.choices)
        return replace(
            node,
            text=self._text(node.text),
            values=self._values(node.values),
            children=tuple(map(self._node, node.children)),
            choices=choices,
        )

    def _table(self, table: Table) -> Table:
        rows = tuple((self._text(name), tuple(map(self._value, values))) for name, values in table.rows)
        return replace(table, rows=rows)

    def _diagram(self, diagram: Diagram) -> Diagram:
        return replace(diagram, ranks=tuple(tuple(map(self._box, rank)) for rank in diagram.ranks))

    def _box(self, box: Box) -> Box:
        return replace(box, text=self._text(box.text), values=self._values(box.values))

    def _timeline(self, timeline: Timeline) -> Timeline:
        return replace(timeline, stops=tuple(map(self._stop, timeline.stops)))

    def _stop(self, stop: Stop) -> Stop:
        return replace(stop, text=self._text(stop.text), values=self._values(stop.values))

    def _values(self, values: Mapping[str, Value]) -> dict[str, Value]:
        return {name: self._value(value) for name, value in values.items()}

    def _value(self, value: Value) -> Value:
        if isinstance(value, list):
            return [self._text(one) for one in value]
        return self._text(value) if isinstance(value, str) else value

    def _text(self, text: str) -> str:
        if text not in self._said:
            self._said[text] = self._redactor.value(text)
        return self._said[text]
