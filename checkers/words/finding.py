"""A finding said in one language."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from checkers.inputs import Inputs
from checkers.registry import codes, source
from checkers.report import Finding, Severity, Span
from checkers.text.opening import opening
from checkers.words.catalogue import Catalogue
from checkers.words.links import link

_SHOWN_FIX = 200  # characters: a longer replacement is read in the corrected text
_WRONG = {Severity.BLOCKS, Severity.RISKS}  # what makes a field's content invalid


@dataclass(frozen=True, slots=True)
class Given:
    """What the reader gave to which check, and the numbers that findings get through the whole result."""

    inputs: Inputs
    check: str
    numbers: Iterator[int]


def say_finding(found: Finding, given: Given, words: Catalogue) -> dict[str, Any]:
    """Return one finding said, with the number that its marks carry in the reader's text.

    The value `open` is how many answers are missing that it rests on: that may have words of its own.
    """
    number = next(given.numbers)
    page = codes()[found.code].page
    values = {name: words.value(name, value) for name, value in found.values.items()}
    open_ = "/open" * bool(found.values.get("open"))
    return {
        "code": found.code,
        "severity": found.severity.value,
        "severity_label": words.say(f"severity/{found.severity}"),
        "title": words.say(f"{found.code}{open_}", found.code, **values),
        "help": words.get(f"{found.code}{open_}/help", f"{found.code}/help", **values),
        "actor": words.say(f"actor/{found.actor}") if found.actor else None,
        "marks": [number] if any(not span.input for span in found.spans) else [],
        "wrong": found.severity in _WRONG,
        "places": [_place(span, given, words) for span in found.spans if span.input],
        "fix": _replacement(found, given.inputs),
        "page": {"label": words.say("view/more"), "href": link(page)},
        "because": [{"label": source(name)["title"], "href": source(name)["url"]} for name in found.because],
    }


def advised_once(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return findings of which only the first that gives a piece of advice still gives it."""
    seen: set[str] = set()
    for found in findings:
        if found["help"] in seen:
            found["help"] = None
        elif found["help"]:
            seen.add(found["help"])
    return findings


def _place(span: Span, given: Given, words: Catalogue) -> dict[str, Any]:
    """Return a place in an input beside the main one: where it is, and what stands there."""
    text = given.inputs.text(span.input)
    line = text.count("\n", 0, span.start) + 1 if "\n" in text else None
    said = text[span.start : span.end]
    field = words.get(f"field/{given.check}/{span.input}", f"field/{span.input}") or span.input
    return {
        "input": span.input,
        "start": span.start,
        "end": span.end,
        "label": words.say("view/place/line" if line else "view/place", field=field, line=line),
        "text": said[: opening(said)],
    }


def _replacement(found: Finding, inputs: Inputs) -> str | None:
    """Return what the marked place reads with the fix made, None where that is too long, or more than a line of it."""
    if found.fix is None or not found.fix.edits:
        return None
    places = [edit.span for edit in found.fix.edits] + list(found.spans[:1])
    start, end = min(place.start for place in places), max(place.end for place in places)
    if end - start > _SHOWN_FIX or len({place.input for place in places}) > 1:
        return None
    fixed = found.fix.apply(inputs.text(places[0].input)[:end])[start:]
    return None if "\n" in fixed else fixed
