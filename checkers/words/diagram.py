"""A diagram said: each box with its label, its state and what it leads to, in the places where it is drawn."""

from typing import Any

from checkers.report import Box, Diagram, Severity
from checkers.words.catalogue import Catalogue
from checkers.words.lanes import Lane, lanes, links_of


def say_diagram(diagram: Diagram, words: Catalogue) -> dict[str, Any]:
    """Return the ranks from the first to the last, each with its boxes and the arrows to the next one.

    A box without a label lets arrows through. Heights of arrows are in parts of 100 of the drawing's height.
    """
    ranks = lanes(diagram)
    return {
        "name": diagram.name,
        "title": words.say(f"diagram/{diagram.name}"),
        "ranks": [
            {
                "boxes": [
                    _box(diagram, (number, place), box, words) if box else _through(severity)
                    for box, place, severity in rank.cells
                ],
                "arrows": [_arrow(lane) for lane in rank.lanes],
            }
            for number, rank in enumerate(ranks)
        ],
    }


def _box(diagram: Diagram, at: tuple[int, int], box: Box, words: Catalogue) -> dict[str, Any]:
    leads = [link for link in links_of(diagram) if link.start == at]
    return {
        "name": box.name,
        "label": _label(diagram, box, words),
        "text": box.text,
        "severity": _word(box.severity),
        "severity_label": words.say(f"severity/{box.severity}") if box.severity else None,
        "reached": any(link.end == at for link in links_of(diagram)),
        "leads": [
            words.say(key, boxes=", ".join(_name(diagram, *link.end, words) for link in said))
            for key, said in (
                ("view/diagram/leads", [link for link in leads if link.severity]),
                ("view/diagram/open", [link for link in leads if not link.severity]),
            )
            if said
        ],
    }


def _through(severity: Severity | None) -> dict[str, Any]:
    return {
        "name": None,
        "label": None,
        "text": "",
        "severity": _word(severity),
        "severity_label": None,
        "reached": False,
        "leads": [],
    }


def _arrow(lane: Lane) -> dict[str, Any]:
    return {
        "start": round(100 * lane.start, 2),
        "end": round(100 * lane.end, 2),
        "severity": _word(lane.severity),
    }


def _name(diagram: Diagram, rank: int, place: int, words: Catalogue) -> str:
    return _label(diagram, diagram.ranks[rank][place], words)


def _label(diagram: Diagram, box: Box, words: Catalogue) -> str:
    values = {name: words.value(name, value) for name, value in box.values.items()}
    return words.get(f"box/{diagram.name}/{box.name}", **values) or box.name


def _word(severity: Severity | None) -> str | None:
    return severity.value if severity else None
