"""What the server recorded as a diagram: SPF and DKIM, alignment, DMARC and what came of it. Nothing is verified."""

from collections.abc import Iterator

from checkers.headers.results import Result, Results
from checkers.headers.verdict import NO_VERDICT, OUTBOUND, Verdict
from checkers.report import Box, Diagram, Link, Severity
from checkers.text.domains import a_labels

MAX_SIGNATURES = 8
_MAX_TEXT = 255
_MAX_WORD = 20
_HELD = {"pass", "bestguesspass"}
_STATES = {
    "pass": Severity.GOOD,
    "bestguesspass": Severity.NOTE,
    "none": Severity.NOTE,
    "neutral": Severity.NOTE,
    "temperror": Severity.UNKNOWN,
    "timeout": Severity.UNKNOWN,
    "softpass": Severity.ADVICE,
} | dict.fromkeys(("fail", "softfail", "hardfail", "permerror", "policy"), Severity.RISKS)
_ACTIONS: dict[str, Severity | None] = {"none": None, "reject": Severity.BLOCKS}
_RESULTS = dict.fromkeys(("not-spam", "inbox", "allowed", "released"), Severity.GOOD) | {"rejected": Severity.BLOCKS}
_BY_DMARC = {"action", "compauth", "dmarc"}  # fields that decide by what DMARC found
_FOR_DMARC = {"spoof", "dmarc", "rejected", "unauthenticated"}  # results that rest on it


def diagram(results: Results, verdict: Verdict) -> tuple[Diagram, ...]:
    """Return the diagram `recorded` of the field of results that decided, none where it says nothing of DMARC."""
    dmarc = next((one for one in results.results if one.method == "dmarc"), None)
    if dmarc is None or verdict.result == OUTBOUND:
        return ()
    author = _property(dmarc, "header.from")
    held = dmarc.value in _HELD
    sources = list(_sources(results))
    first = [_source(one, held=held) for one in sources]
    aligned = [box for one in sources if (box := _aligned(one, author, held=held))]
    decided = Box("dmarc", author, {"result": dmarc.value[:_MAX_WORD]}, _state(dmarc.value))
    effects = list(_effects(results))
    ranks = [first, aligned, [decided], effects, list(_verdict(verdict))]
    return (_drawn(ranks, sources, author, verdict),)


def severity_of(result: str) -> Severity:
    """Return how bad the filter's result is, a word of `Verdict`, for whoever sent the message."""
    return _RESULTS.get(result, Severity.RISKS)


def _drawn(ranks: list[list[Box]], sources: list[Result], author: str, verdict: Verdict) -> Diagram:
    """Return the diagram with its arrows; ranks without a box are left out."""
    first, aligned, [dmarc], effects, last = ranks
    number = {place: len([rank for rank in ranks[:place] if rank]) for place in range(len(ranks))}
    at = (number[2], 0)
    links: list[Link] = []
    places = iter(range(len(aligned)))
    for place, (one, box) in enumerate(zip(sources, first, strict=True)):
        if _identifier(one, author):
            inner = next(places)
            links.append(Link((number[0], place), (number[1], inner), box.severity))
            links.append(Link((number[1], inner), at, aligned[inner].severity))
        else:
            links.append(Link((number[0], place), at))
    links += (Link(at, (number[3], place), dmarc.severity) for place in range(len(effects)))
    decisive = verdict.result in _FOR_DMARC or (verdict.by is not None and verdict.by.id in _BY_DMARC)
    for box in last:
        starts = [(number[3], place) for place in range(len(effects))] or [at]
        links += (Link(start, (number[4], 0), box.severity if decisive else None) for start in starts)
    return Diagram("recorded", tuple(tuple(rank) for rank in ranks if rank), tuple(links))


def _sources(results: Results) -> Iterator[Result]:
    yield from [one for one in results.results if one.method == "spf"][:1]
    yield from [one for one in results.results if one.method == "dkim"][:MAX_SIGNATURES]


def _source(one: Result, *, held: bool) -> Box:
    state = _state(one.value)
    harmless = held and state is Severity.RISKS  # another way passes
    values = {"result": one.value[:_MAX_WORD]}
    return Box(one.method, _domain(one), values, Severity.NOTE if harmless else state)


def _identifier(one: Result, author: str) -> str:
    """Return the domain whose alignment counts, empty where nothing passed or no domain is named."""
    return _domain(one) if one.value == "pass" and author else ""


def _aligned(one: Result, author: str, *, held: bool) -> Box | None:
    """Return how the domain stands to the From domain, as far as the two names alone tell it."""
    domain = _identifier(one, author)
    if not domain:
        return None
    domain, author = a_labels(domain) or domain, a_labels(author) or author
    if domain == author:
        return Box("same", "", {}, Severity.GOOD if held else None)
    if domain.endswith(f".{author}") or author.endswith(f".{domain}"):
        return Box("related", "", {}, Severity.GOOD if held else None)
    return Box("other")


def _effects(results: Results) -> Iterator[Box]:
    action = next((found.value.lower() for one in results.results if (found := one.get("action"))), "")
    if action:
        yield Box("action", f"action={action[:_MAX_WORD]}", {}, _ACTIONS.get(action, Severity.RISKS))
    if compauth := next((one for one in results.results if one.method == "compauth"), None):
        reason = f" reason={compauth.reason[:_MAX_WORD]}" if compauth.reason else ""
        yield Box("compauth", f"compauth={compauth.value[:_MAX_WORD]}{reason}", {}, _state(compauth.value))


def _verdict(verdict: Verdict) -> Iterator[Box]:
    if verdict.result != NO_VERDICT:
        yield Box("verdict", "", {"result": verdict.result}, severity_of(verdict.result))


def _domain(one: Result) -> str:
    names = ("smtp.mailfrom", "smtp.helo") if one.method == "spf" else ("header.d", "header.i", "header.from")
    return next((domain for name in names if (domain := _property(one, name))), "")


def _property(one: Result, name: str) -> str:
    found = one.get(name)
    value = found.value.strip("<>\"'").rpartition("@")[2].lower().rstrip(".") if found else ""
    return "" if value == "none" else value[:_MAX_TEXT]


def _state(value: str) -> Severity:
    return _STATES.get(value, Severity.UNKNOWN)
