"""A report said in one language: everything that a page or a terminal shows, ready to be shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from checkers.inputs import Inputs
from checkers.registry import codes, source
from checkers.report import Fact, Finding, Report
from checkers.words.catalogue import Catalogue
from checkers.words.links import link
from checkers.words.marks import segments
from checkers.words.needs import needs
from checkers.words.route import route

_SAID_ELSEWHERE = {"actor", "route", "is_bounce", "temporary"}  # by the verdict and above the table of facts
_SHOWN_FIX = 200  # characters: a longer replacement is read in the corrected text

type View = dict[str, Any]


def view(report: Report, inputs: Inputs, words: Catalogue) -> View:
    """Return what there is to show; its shape is described in CONTRIBUTING.md, under "A view"."""
    findings = list(_all_findings(report))
    text = inputs.text()
    top = _view(report, words, _Numbered(text, iter(range(len(findings)))), part=False)
    if len(top["parts"]) == 1:  # one recipient: what is said of it is said of the whole
        top |= {key: top[key] or top["parts"][0][key] for key in ("actor", "route", "summary", "steps", "page")}
    return top | {"source": segments(text, findings), "references": _references(report, words)}


@dataclass(frozen=True, slots=True)
class _Numbered:
    """The reader's text, and the numbers that findings get through the whole result."""

    text: str
    numbers: Iterator[int]


def _view(report: Report, words: Catalogue, given: _Numbered, *, part: bool) -> View:
    severity, kind = report.verdict, report.fact("kind")
    said = words.codes.get(str(report.fact("code")), {})
    check = str(kind or report.check)
    facts = {fact.name: fact.value for fact in report.facts}
    level = (f"verdict/{check}/part/{severity}",) if part else ()
    count = {"count": max(1, len(report.parts))}
    return {
        "check": report.check,
        "kind": kind,
        "severity": severity.value,
        "severity_label": words.say(f"severity/{severity}"),
        "title": words.say(*level, f"verdict/{check}/{severity}", f"verdict/{severity}", **(facts | count)),
        "summary": said.get("summary"),
        "actor": _actor(report, words),
        "route": route(report, words),
        "steps": said.get("steps", []),
        "page": {"label": said["title"], "href": said["page"]} if said else None,
        "findings": [_finding(found, given, words) for found in report.findings],
        "source": [],
        "fixed": {"label": words.say("view/fixed"), "text": report.fixed} if report.fixed is not None else None,
        "facts": [shown for fact in report.facts if (shown := _fact(fact, check, words))],
        "needs": needs(report.needs, words),
        "references": [],
        "parts": [_view(inner, words, given, part=True) for inner in report.parts],
    }


def _all_findings(report: Report) -> list[Finding]:
    return [*report.findings, *(found for part in report.parts for found in _all_findings(part))]


def _finding(found: Finding, given: _Numbered, words: Catalogue) -> View:
    number = next(given.numbers)
    page = codes()[found.code].page
    values = {name: words.get(f"value/{name}/{value}") or value for name, value in found.values.items()}
    return {
        "code": found.code,
        "severity": found.severity.value,
        "severity_label": words.say(f"severity/{found.severity}"),
        "title": words.say(found.code, **values),
        "help": words.get(f"{found.code}/help", **values),
        "actor": words.say(f"actor/{found.actor}") if found.actor else None,
        "marks": [number] if any(not span.input for span in found.spans) else [],
        "fix": _replacement(found, given.text),
        "page": {"label": words.say("view/more"), "href": link(page)},
        "because": [{"label": source(name)["title"], "href": source(name)["url"]} for name in found.because],
    }


def _replacement(found: Finding, text: str) -> str | None:
    """Return what the marked place reads with the fix made, None where that is too long to be read beside it."""
    if found.fix is None or not found.fix.edits:
        return None
    places = [edit.span for edit in found.fix.edits] + list(found.spans[:1])
    start, end = min(place.start for place in places), max(place.end for place in places)
    if end - start > _SHOWN_FIX or any(place.input for place in places):
        return None
    return found.fix.apply(text[:end])[start:]


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
