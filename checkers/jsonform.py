"""The one JSON form of a report, for worker, command line, export and golden files."""

from typing import Any

from checkers.registry import source
from checkers.report import Diagram, Finding, Node, Report, Severity, Span, Table, Timeline

SCHEMA = 1


def to_json(report: Report) -> dict[str, Any]:
    """Return `report` as JSON types; its shape is described in CONTRIBUTING.md, under "A report and a view"."""
    return _tree(report) | {"sources": {name: source(name) for name in sorted(set(report.cited()))}}


def _tree(report: Report) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "check": report.check,
        "verdict": report.verdict.value,
        "findings": [_finding(finding) for finding in report.findings],
        "facts": [{"name": fact.name, "value": fact.value, "span": _span(fact.span)} for fact in report.facts],
        "needs": [{"name": need.name, "type": need.type} for need in report.needs],
        "sources": {},  # the whole report carries them
        "parts": [_tree(part) for part in report.parts],
        "fixed": report.fixed,
        "tree": [_node(node) for node in report.tree],
        "tables": [_table(table) for table in report.tables],
        "texts": [{"name": text.name, "text": text.text, "kind": text.kind.value} for text in report.texts],
        "diagrams": [_diagram(diagram) for diagram in report.diagrams],
        "timelines": [_timeline(timeline) for timeline in report.timelines],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    edits = finding.fix.edits if finding.fix else ()
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "spans": [_span(span) for span in finding.spans],
        "values": dict(finding.values),
        "fix": [{"span": _span(edit.span), "text": edit.text} for edit in edits] or None,
        "actor": finding.actor.value if finding.actor else None,
        "because": list(finding.because),
    }


def _node(node: Node) -> dict[str, Any]:
    return {
        "kind": node.kind,
        "text": node.text,
        "values": dict(node.values),
        "cost": node.cost,
        "total": node.total,
        "severity": node.severity.value if node.severity else None,
        "children": [_node(child) for child in node.children],
        "choices": [{"kind": one.kind, "values": dict(one.values), "text": one.text} for one in node.choices],
    }


def _table(table: Table) -> dict[str, Any]:
    rows = [{"name": name, "values": list(values)} for name, values in table.rows]
    return {"name": table.name, "columns": list(table.columns), "rows": rows, "because": list(table.because)}


def _diagram(diagram: Diagram) -> dict[str, Any]:
    ranks = [
        [
            {"name": box.name, "text": box.text, "values": dict(box.values), "severity": _word(box.severity)}
            for box in rank
        ]
        for rank in diagram.ranks
    ]
    links = [
        {"start": list(link.start), "end": list(link.end), "severity": _word(link.severity)} for link in diagram.links
    ]
    return {"name": diagram.name, "ranks": ranks, "links": links}


def _timeline(timeline: Timeline) -> dict[str, Any]:
    stops = [
        {
            "kind": stop.kind,
            "text": stop.text,
            "values": dict(stop.values),
            "at": stop.at,
            "severity": _word(stop.severity),
            "marks": [{"name": name, "severity": _word(severity)} for name, severity in stop.marks],
        }
        for stop in timeline.stops
    ]
    return {"name": timeline.name, "stops": stops}


def _word(severity: Severity | None) -> str | None:
    return severity.value if severity else None


def _span(span: Span | None) -> dict[str, Any] | None:
    return {"start": span.start, "end": span.end, "input": span.input} if span else None
