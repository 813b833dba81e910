"""A report said in one language: everything that a page or a terminal shows, ready to be shown."""

from dataclasses import replace
from typing import Any

from checkers.inputs import Inputs
from checkers.registry import source
from checkers.report import PARTLY, Fact, Finding, Report, Severity
from checkers.words.catalogue import Catalogue, code_pages
from checkers.words.diagram import say_diagram
from checkers.words.finding import Given, advised_once, say_finding
from checkers.words.headline import NAMES as IN_HEADLINE
from checkers.words.headline import headline
from checkers.words.letter import say_text
from checkers.words.marks import segments
from checkers.words.needs import needs
from checkers.words.route import route
from checkers.words.table import say_table
from checkers.words.timeline import say_timeline
from checkers.words.tree import say_tree
from checkers.words.value import say_value

_SAID_ELSEWHERE = {"actor", "route", "fits", "is_bounce", "temporary", *IN_HEADLINE}  # above the table of facts

MAX_PARTS = 200  # said one by one; a log has thousands of recipients, and its table names them all

_RANK = {severity: rank for rank, severity in enumerate(Severity)}

type View = dict[str, Any]


def view(report: Report, inputs: Inputs, words: Catalogue) -> View:
    """Return what there is to show; its shape is described in CONTRIBUTING.md, under "A report and a view"."""
    short = replace(report, parts=report.parts[:MAX_PARTS])
    findings = list(_all_findings(short))
    top = _view(short, words, Given(inputs, report.check, iter(range(len(findings)))), count=len(report.parts))
    left_out = len(report.parts) - len(short.parts)
    return top | {
        "left_out": words.say("view/left-out", count=left_out) if left_out else None,
        "source": segments(inputs.text(), findings),
        "needs": needs(report, words),
        "references": _references(report, words),
    }


def _view(report: Report, words: Catalogue, given: Given, within: str = "", count: int = 0) -> View:
    """Return the view of a report with `count` parts, or of a part `within` the report of another check or the same."""
    severity, kind = report.verdict, report.fact("kind")
    code = report.fact("code")
    said = code_pages(words.language).get(str(code), {}) if code else {}
    check = str(kind or report.check)
    worst = min(range(len(report.parts)), key=lambda index: _rank(report.parts[index], report), default=0)
    values = {fact.name: words.value(fact.name, fact.value) for fact in report.facts}
    values["count"] = max(1, count or len(report.parts))
    about = words.get(f"check/{check}") if within and within != check else None
    waiting = values | {"count": len(report.needs)}
    whole, one = f"verdict/{check}/{severity}", f"verdict/{check}/part/{severity}"
    keys = (f"{one}/code", one) if within else ()
    shown: View = {
        "check": report.check,
        "kind": kind,
        "label": about,
        "name": report.fact("name") if about else None,
        "open": False,
        "severity": severity.value,
        "severity_label": words.say(f"severity/{severity}"),
        "title": headline(report, words)
        or words.get(*keys, f"{whole}/{report.fact('result')}", **values)
        or (words.get(f"{whole}/{report.fact('result')}/open", f"{whole}/open", **waiting) if report.needs else None)
        or words.say(whole, f"verdict/{severity}", **values),
        "lead": None,
        "summary": said.get("summary"),
        "actor": _actor(report, words),
        "route": route(report, words),
        "steps": said.get("steps", []),
        "page": {"label": said["title"], "href": said["page"]} if said else None,
        "findings": advised_once([say_finding(found, given, words) for found in report.findings]),
        "source": [],
        "fixed": _fixed(report, words),
        "texts": [say_text(text, report.check, words) for text in report.texts],
        "diagrams": [say_diagram(diagram, words) for diagram in report.diagrams],
        "timelines": [say_timeline(timeline, words) for timeline in report.timelines],
        "tree": say_tree(report.tree, check, words),
        "tables": [say_table(table, words) for table in report.tables],
        "facts": [row for fact in report.facts if (row := _fact(fact, check, words))],
        "needs": None,  # asked all at once, for the whole result
        "references": [],
        "left_out": None,
        "parts": [
            _view(inner, words, given, check) | {"open": index == worst} for index, inner in enumerate(report.parts)
        ],
    }
    return _joined(shown) if len(shown["parts"]) == 1 else shown


def _rank(part: Report, whole: Report) -> int:
    """Return how soon a part is to be read: where some could be judged, what could not comes last."""
    later = part.verdict is Severity.UNKNOWN and whole.fact("result") == PARTLY
    return _RANK[part.verdict] + (len(_RANK) if later else 0)


def _fixed(report: Report, words: Catalogue) -> dict[str, str] | None:
    """Return the corrected text; where something that blocks has no fix, the label says that this is not all."""
    if report.fixed is None:
        return None
    left = any(found.severity is Severity.BLOCKS and not found.fix for found in report.findings)
    key = "view/fixed-partly" if left else "view/fixed"
    return {"label": words.say(f"{key}/{report.check}", key), "text": report.fixed}


def _joined(shown: View) -> View:
    """Return a view with one part as one view: what is known of the only recipient stands in the open."""
    [only] = shown["parts"]
    either = ("actor", "route", "summary", "steps", "page", "fixed", "tree")
    return (
        shown
        | {key: shown[key] or only[key] for key in either}
        | {"lead": only["title"] if only["title"] != shown["title"] else None}
        | {"findings": shown["findings"] + only["findings"], "facts": only["facts"] + shown["facts"]}
        | {key: shown[key] + only[key] for key in ("tables", "texts", "diagrams", "timelines")}
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
    return {"name": fact.name, "label": label} | say_value(fact.value, words, fact.name)


def _references(report: Report, words: Catalogue) -> list[View]:
    listed = []
    for name in dict.fromkeys(report.cited()):
        known = source(name)
        status = words.say(f"status/{known['status']}")
        listed.append({"label": known["title"], "href": known["url"], "date": known["date"], "status": status})
    return listed
