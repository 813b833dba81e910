"""A finding said in one language."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from checkers.registry import codes, source
from checkers.report import Finding
from checkers.words.catalogue import Catalogue
from checkers.words.links import link

_SHOWN_FIX = 200  # characters: a longer replacement is read in the corrected text


@dataclass(frozen=True, slots=True)
class Given:
    """The reader's text, and the numbers that findings get through the whole result."""

    text: str
    numbers: Iterator[int]


def say_finding(found: Finding, given: Given, words: Catalogue) -> dict[str, Any]:
    """Return one finding said, with the number that its marks carry in the reader's text."""
    number = next(given.numbers)
    page = codes()[found.code].page
    values = {name: words.value(name, value) for name, value in found.values.items()}
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
    """Return what the marked place reads with the fix made, None where that is too long, or more than a line of it."""
    if found.fix is None or not found.fix.edits:
        return None
    places = [edit.span for edit in found.fix.edits] + list(found.spans[:1])
    start, end = min(place.start for place in places), max(place.end for place in places)
    if end - start > _SHOWN_FIX or any(place.input for place in places):
        return None
    fixed = found.fix.apply(text[:end])[start:]
    return None if "\n" in fixed else fixed
