"""The whole as a picture: from the records over alignment and DMARC to the receivers."""

from checkers.domain.model import State
from checkers.domain.readiness import RECEIVERS, Readiness
from checkers.report import Box, Diagram, Link, Severity

_COLOURS = {
    State.YES: Severity.GOOD,
    State.RISKS: Severity.RISKS,
    State.NO: Severity.BLOCKS,
    State.GUESSED: Severity.UNKNOWN,
    State.UNKNOWN: Severity.UNKNOWN,
}
_RANKS = (("spf", "dkim", "reverse"), ("alignment",), ("dmarc",))


def picture(ready: Readiness) -> Diagram:
    """Return the diagram `domain`: an arrow is open where nothing is known of what it comes from."""
    ranks = tuple(tuple(Box(name, severity=_colour(ready, name)) for name in rank) for rank in _RANKS)
    receivers = tuple(Box(one.name, severity=ready.ready[one.name].severity) for one in RECEIVERS)
    links = [
        _link(ready, "spf", (0, 0), (1, 0)),
        _link(ready, "dkim", (0, 1), (1, 0)),
        _link(ready, "alignment", (1, 0), (2, 0)),
    ]
    for place, one in enumerate(RECEIVERS):
        links.append(_link(ready, "dmarc", (2, 0), (3, place)))
        if "reverse" in one.named:
            links.append(_link(ready, "reverse", (0, 2), (3, place)))
    return Diagram("domain", (*ranks, receivers), tuple(links))


def _link(ready: Readiness, name: str, start: tuple[int, int], end: tuple[int, int]) -> Link:
    return Link(start, end, None if ready.states[name] is State.UNKNOWN else _colour(ready, name))


def _colour(ready: Readiness, name: str) -> Severity:
    """Return the colour of a state; that a name of an address is missing keeps no mail away by itself."""
    state = ready.states[name]
    return Severity.RISKS if name == "reverse" and state is State.NO else _COLOURS[state]
