"""A report said in one language: everything that a page or a terminal shows, ready to be shown."""

from typing import Any

from checkers.inputs import Inputs
from checkers.registry import source
from checkers.report import Fact, Finding, Report, Severity
from checkers.words.catalogue import Catalogue
from checkers.words.finding import Given, say_finding
from checkers.words.marks import segments
from checkers.words.needs import needs
from checkers.words.route import route

_SAID_ELSEWHERE = {"actor", "route", "is_bounce", "temporary"}  # by the verdict and above the table of facts

type View = dict[str, Any]


def view(report: Report, inputs: Inputs, words: Catalogue) -> View:
    """Return what there is to show; its shape is described in CONTRIBUTING.md, under "A report and a view"."""
    findings = list(_all_findings(report))
    text = inputs.text()
    top = _view(report, words, Given(text, iter(range(len(findings)))), part=False)
    return top | {"source": segments(text, findings), "references": _references(report, words)}


def _view(report: Report, words: Catalogue, given: Given, *, part: bool) -> View:
    severity, kind = report.verdict, report.fact("kind")
    said = words.codes.get(str(report.fact("code")), {})
    check = str(kind or report.check)
    values = {fact.name: words.value(fact.name, fact.value) for fact in report.facts}
    values["count"] = max(1, len(report.parts))
    one = f"verdict/{check}/part/{severity}"
    keys = (f"{one}/code", one) if part else ()
    shown: View = {
        "check": report.check,
        "kind": kind,
        "severity": severity.value,
        "severity_label": words.say(f"severity/{severity}"),
        "title": words.say(*keys, f"verdict/{check}/{severity}", f"verdict/{severity}", **values),
        "lead": None,
        "summary": said.get("summary"),
        "actor": _actor(report, words),
        "route": route(report, words),
        "steps": said.get("steps", []),
        "page": {"label": said["title"], "href": said["page"]} if said else None,
        "findings": [say_finding(found, given, words) for found in report.findings],
        "source": [],
        "fixed": _fixed(report, words),
        "facts": [row for fact in report.facts if (row := _fact(fact, check, words))],
        "needs": needs(report.needs, words),
        "references": [],
        "parts": [_view(inner, words, given, part=True) for inner in report.parts],
    }
    return _joined(shown) if len(shown["parts"]) == 1 else shown


def _fixed(report: Report, words: Catalogue) -> dict[str, str] | None:
    """Return the corrected text; where something that blocks has no fix, the label says that this is not all."""
    if report.fixed is None:
        return None
    left = any(found.severity is Severity.BLOCKS and not found.fix for found in report.findings)
    return {"label": words.say("view/fixed-partly" if left else "view/fixed"), "text": report.fixed}


def _joined(shown: View) -> View:
    """Return a view with one part as one view: what is known of the only recipient stands in the open."""
    [only] = shown["parts"]
    either = ("actor", "route", "summary", "steps", "page", "fixed", "needs")
    return (
        shown
        | {key: shown[key] or only[key] for key in either}
        | {"lead": only["title"] if only["title"] != shown["title"] else None}
        | {"findings": shown["findings"] + only["findings"], "facts": only["facts"] + shown["facts"]}
        | {"parts": only["parts"]}
    )


def _all_findings(report: Report) -> list[Finding]:
    return [*report.findings, *(found for part in report.parts for found in _all_findings(part))]


def _actor(report: Report, words: Catalogue) -> View | None:
    actors = [report.fact("actor"), *(found.actor for found in report.findings if found.severity == report.verdict)]
    actor = next((str(actor) for actor in actors if actor), None)
    return {"id": actor, "label": words.say(f"actor/{actor}")} if actor else None


def _fact(fact: Fact, check: str, words: Catalogue) -> View | None:
    if fact.value in (None, "", []) or fact.name in _SAID_ELSEWHERE:
        return None
    label = words.say(f"fact/{check}/{fact.name}", f"fact/{fact.name}")
    return {"name": fact.name, "label": label} | _value(fact, words)


def _value(fact: Fact, words: Catalogue) -> View:
    if isinstance(fact.value, bool):
        return {"value": words.say("value/yes" if fact.value else "value/no"), "code": False}
    values = fact.value if isinstance(fact.value, list) else [fact.value]
    said = [words.get(f"value/{fact.name}/{value}") for value in values]
    shown = ", ".join(word or str(value) for word, value in zip(said, values, strict=True))
    return {"value": shown, "code": not all(said) and not isinstance(fact.value, int | float)}


def _references(report: Report, words: Catalogue) -> list[View]:
    listed = []
    for name in dict.fromkeys(report.cited()):
        known = source(name)
        status = words.say(f"status/{known['status']}")
        listed.append({"label": known["title"], "href": known["url"], "date": known["date"], "status": status})
    return listed
