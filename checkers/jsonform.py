"""The one JSON form of a report, for worker, command line, export and golden files."""

from typing import Any

from checkers.registry import source
from checkers.report import Finding, Report, Span

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


def _span(span: Span | None) -> dict[str, Any] | None:
    return {"start": span.start, "end": span.end, "input": span.input} if span else None
