"""A time line said: each stop with its sentence and marks, and how far it is drawn from the one before it."""

from collections.abc import Sequence
from typing import Any

from checkers.report import Severity, Stop, Timeline
from checkers.text.duration import duration
from checkers.words.catalogue import Catalogue

ACROSS = 9  # stops: more are drawn from top to bottom whatever the screen's width
_FAR = 10  # times all shorter waits together: such a wait is drawn with a break in the scale
_STRETCH = 6  # how much longer than the least distance all the waits to scale are together


def say_timeline(timeline: Timeline, words: Catalogue) -> dict[str, Any]:
    """Return the stops in order. `after` is the wait before a stop, None before the first.

    Its kind is "time", "long" where the scale is broken, "skew" where clocks differ and "open" where a time is missing;
    `part` is its length in parts of the least distance.
    """
    waits = _waits(timeline.stops)
    parts, long = _scale(waits)
    stops: list[dict[str, Any]] = []
    for number, stop in enumerate(timeline.stops):
        shown = _stop(timeline.name, stop, words) | {"number": number + 1, "after": None}
        if number:
            kind = _kind(waits[number - 1], waits[number - 1] in long)
            shown["after"] = {
                "kind": kind,
                "label": _said(kind, waits[number - 1], words),
                "part": round(parts[number - 1], 2),
            }
        stops.append(shown)
    return {
        "name": timeline.name,
        "title": words.say(f"timeline/{timeline.name}"),
        "across": 1 < len(stops) <= ACROSS,
        "stops": stops,
    }


def _stop(name: str, stop: Stop, words: Catalogue) -> dict[str, Any]:
    values = {key: words.value(key, value) for key, value in stop.values.items()}
    return {
        "kind": stop.kind,
        "text": stop.text,
        "sentence": words.get(f"stop/{name}/{stop.kind}", **values),
        "severity": stop.severity.value if stop.severity else None,
        "severity_label": words.say(f"severity/{stop.severity}") if stop.severity else None,
        "marks": [_mark(name, mark, severity, words) for mark, severity in stop.marks],
    }


def _mark(name: str, mark: str, severity: Severity | None, words: Catalogue) -> dict[str, Any]:
    """Return a mark; one without a word of its own is shown as code."""
    said = words.get(f"mark/{name}/{mark}")
    return {
        "name": mark,
        "value": said or mark,
        "code": said is None,
        "severity": severity.value if severity else None,
        "severity_label": words.say(f"severity/{severity}") if severity else None,
    }


def _waits(stops: Sequence[Stop]) -> list[float | None]:
    """Return the seconds between each stop and the last one before it whose time is known, None where one is not."""
    waits: list[float | None] = []
    last = stops[0].at if stops else None
    for stop in stops[1:]:
        waits.append(None if stop.at is None or last is None else stop.at - last)
        last = last if stop.at is None else stop.at
    return waits


def _scale(waits: Sequence[float | None]) -> tuple[list[float], set[float]]:
    """Return the length of each wait, and the waits that are too long to be drawn to scale."""
    total, long = 0.0, set[float]()
    for known in sorted(wait for wait in waits if wait is not None and wait > 0):
        if long or (total and known > _FAR * total):
            long.add(known)
        else:
            total += known
    longest = max((wait for wait in waits if wait is not None and wait not in long), default=0.0)
    parts: list[float] = []
    for wait in waits:
        drawn = longest if wait in long else max(0.0, wait or 0.0)
        parts.append(1 + (_STRETCH * drawn / total if total else 0) + (wait in long))
    return parts, long


def _kind(wait: float | None, long: bool) -> str:  # noqa: FBT001  one of its words
    if wait is None:
        return "open"
    return "skew" if wait < 0 else "long" if long else "time"


def _said(kind: str, wait: float | None, words: Catalogue) -> str:
    if kind in {"open", "skew"}:
        return words.say(f"view/timeline/{kind}")
    return duration(round(wait or 0))
