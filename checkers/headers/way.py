"""The way of a message as a time line: each hop with its wait, how it was protected, and what a server found there."""

from collections.abc import Iterator, Sequence

from checkers.headers.authentication import FIELDS
from checkers.headers.model import Field, Reading
from checkers.headers.path import SKEW, Step
from checkers.headers.results import Results
from checkers.report import Severity, Stop, Timeline, Value
from checkers.requests.abuse.trace import handover
from checkers.requests.microsoft import is_inside_host
from checkers.text.duration import duration

MAX_MARKS = 8  # results of one field that are shown at a hop
_MAX_WORD = 20  # characters of a result
_MAX_TEXT = 255
_NOTICED = 10  # seconds; shorter waits are the usual handling
_METHODS = {"spf", "dkim", "dmarc", "compauth", "arc"}
_HELD = {"pass", "bestguesspass"}
_STATES = {"pass": Severity.GOOD, "temperror": Severity.UNKNOWN}
_STATES |= dict.fromkeys(("fail", "softfail", "hardfail", "permerror"), Severity.RISKS)
_WAYS = {"LMTP": "lmtp", "POP": "fetched", "IMAP": "fetched"}
_BEGINNINGS = {"HTTP": "http", "MAPI": "mapi"}  # ways to hand a message in; Exchange uses them inside as well

type Marks = tuple[tuple[str, Severity | None], ...]


def timeline(way: Sequence[Step], reading: Reading, results: Sequence[tuple[Field, Results]]) -> tuple[Timeline, ...]:
    """Return the time line `path`, none where there is no hop; `results` are the fields of results in `reading`.

    A result stands at the hop whose server wrote it: of the hops above and below it the one of that name, else the one
    below, for servers write above their own line.
    """
    if not way:
        return ()
    found = _found(way, reading, results)
    taken, slowest = _taken(way), _slowest(way)
    stops: list[Stop] = []
    at = 0.0
    for step in way:
        if (known := _known(step)) and step.delay is not None:
            at += step.delay if step.skewed else max(0, step.delay)
        marks = (*_own(step, taken=step is taken, slowest=step is slowest), *found.get(step.number, ()))
        stops.append(Stop(_kind(step), _text(step), _values(step), at if known else None, _severity(step), marks))
    return (Timeline("path", tuple(stops)),)


def _known(step: Step) -> bool:
    """Tell whether a time places the hop on the line: neither a wrong clock nor one that is years ahead does."""
    ahead = step.delay is not None and step.skewed and step.delay > SKEW
    return step.hop.time is not None and not step.wrong and not ahead


def _taken(way: Sequence[Step]) -> Step | None:
    """Return the hop at which the recipient's side took the message from outside; whoever fetches it took it there."""
    served = [step for step in reversed(way) if not step.fetched]
    number = handover([step.hop.known for step in served])
    return None if number is None else served[number]


def _slowest(way: Sequence[Step]) -> Step | None:
    """Return the hop before which the message waited longest, None where no wait stands out."""
    waited = [step for step in way if step.delay is not None and not step.skewed and not step.fetched]
    slowest = max(waited, key=lambda step: step.delay or 0, default=None)
    return slowest if slowest and (slowest.delay or 0) >= _NOTICED and len(waited) > 1 else None


def _own(step: Step, *, taken: bool, slowest: bool) -> Iterator[tuple[str, Severity | None]]:
    hop = step.hop
    if taken:
        yield "microsoft" if is_inside_host(hop.by) else "handover", None
    if slowest:
        yield "slowest", Severity.NOTE if step.slow else None
    if step.wrong or step.skewed:
        yield "clock", Severity.NOTE
    if hop.tls == "none":
        yield ("inside", None) if step.within else ("no-tls", Severity.ADVICE if step.plain else None)
    elif step.old:
        yield "tls-old", Severity.ADVICE
    elif hop.tls:
        yield ("tls" if hop.tls == "yes" else f"tls-{hop.tls}"), Severity.GOOD
    if hop.protocol.startswith(("ESMTP", "UTF8SMTP")) and hop.protocol.endswith("A"):
        yield "signed-in", None
    ways = _WAYS | (_BEGINNINGS if step.number == 1 else {})
    yield from ((mark, None) for name, mark in ways.items() if hop.protocol.upper().startswith(name))


def _found(
    way: Sequence[Step], reading: Reading, results: Sequence[tuple[Field, Results]]
) -> dict[int, tuple[tuple[str, Severity | None], ...]]:
    """Return what was found at each hop, by its number; a server's own field goes before one of an ARC set."""
    above: dict[int, int] = {}  # lines of hops above a field, by the field
    count = 0
    for field in reading.fields:
        above[id(field)] = count
        count += field.key == "received" and bool(field.value.text.strip())
    found: dict[int, Marks] = {}
    for key in FIELDS[:2]:
        for field, one in results:
            marks = tuple(_results(one))
            if field.key == key and marks:
                found.setdefault(_at(way, above[id(field)], one), marks)
    return found


def _at(way: Sequence[Step], above: int, results: Results) -> int:
    """Return the number of the hop whose server wrote a field that has `above` hops above it."""
    below = len(way) - above
    near = [number for number in (below, below + 1) if 1 <= number <= len(way)]
    server = results.authserv_id.lower()
    hosts = {number: way[number - 1].hop.by for number in near}
    own = [number for number in near if server and hosts[number] == server]
    own = own or [number for number in near if results.microsoft and is_inside_host(hosts[number])]
    return next(iter(own or near), 1)


def _results(results: Results) -> Iterator[tuple[str, Severity | None]]:
    held = any(one.method in {"dmarc", "compauth"} and one.value in _HELD for one in results.results)
    marks: dict[str, Severity | None] = {}
    for one in results.results:
        if one.method in _METHODS:
            state = _STATES.get(one.value)
            harmless = held and state is Severity.RISKS
            marks[f"{one.method}={one.value[:_MAX_WORD]}"] = Severity.NOTE if harmless else state
    yield from list(marks.items())[:MAX_MARKS]


def _text(step: Step) -> str:
    return (step.hop.by or step.hop.giver or step.hop.text[:120])[:_MAX_TEXT]


def _values(step: Step) -> dict[str, Value]:
    hop = step.hop
    return {
        "host": hop.giver[:_MAX_TEXT] or hop.address or "unnamed",
        "protocol": hop.protocol or "unstated",
        "time": hop.time.strftime("%Y-%m-%d %H:%M:%S UTC") if hop.time else "",
        "delay": duration(abs(step.delay)) if step.delay is not None else "",
    }


def _severity(step: Step) -> Severity | None:
    return Severity.NOTE if step.slow or step.skewed or step.wrong else None


def _kind(step: Step) -> str:
    if not step.hop.read:
        return "unread"
    if step.hop.time is None:
        return "undated"
    if step.wrong:
        return "wrong"
    nameless = not step.hop.giver and not step.hop.address
    if step.delay is None:
        return "begins" if nameless else "first"
    if step.skewed:
        return "ahead" if step.delay > 0 else "skewed"
    return "slow" if step.slow else "inner" if nameless else "hop"
