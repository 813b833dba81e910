"""The way to the result as a diagram: SPF and each signature, alignment, DMARC, its policy, what was recorded."""

from collections.abc import Sequence
from dataclasses import dataclass

from checkers.dkim.verification.verify import Verified
from checkers.dmarc.identifiers import Method
from checkers.headers.recorded import severity_of
from checkers.headers.verdict import NO_VERDICT, OUTBOUND
from checkers.report import Box, Diagram, Link, Report, Severity
from checkers.verify.dmarc import DmarcPart
from checkers.verify.spf import SpfPart

MAX_SIGNATURES = 8  # those that count come first
_MAX_TEXT = 255
_STATES = {"pass": Severity.GOOD, None: Severity.UNKNOWN, "temperror": Severity.UNKNOWN, "none": Severity.NOTE}
_ACTION = {"none": "deliver", "quarantine": "quarantine", "reject": "reject"}


@dataclass(frozen=True, slots=True)
class _Source:
    """What vouches for a domain, and how the domain stands to the From domain where that is asked."""

    method: str
    domain: str
    result: str | None
    counts: bool  # its result is good enough for DMARC
    aligned: str = ""

    @property
    def helps(self) -> bool:
        return self.aligned in {"same", "relaxed"}


def diagram(
    spf: SpfPart, verified: list[Verified], chain: str | None, dmarc: DmarcPart, said: Sequence[Report]
) -> Diagram:
    """Return the diagram `authentication`; `said` are reports on the header fields, `chain` the result of ARC.

    Alignment is asked of what passes. ARC is no part of DMARC: it is shown beside, on its way to whoever decides.
    """
    sources = _sources(spf, verified, dmarc)
    passed = dmarc.result == "pass"
    first = [_source(one, harmless=passed) for one in sources]
    beside = [] if chain == "none" else [Box("arc", "", {"result": chain or "open"}, _state(chain))]
    asked = [one for one in sources if one.aligned]
    aligned = [_alignment(one, wanted=not passed) for one in asked]
    author = dmarc.evaluation.discovery.walk.domain if dmarc.evaluation else ""
    decided = Box("dmarc", author[:_MAX_TEXT], {"result": dmarc.result or "open"}, _state(dmarc.result))
    every = [[*first, *beside], aligned, [decided], [_policy(dmarc)], _recorded(said)]
    ranks = [tuple(rank) for rank in every if rank]
    number = [len([rank for rank in every[:place] if rank]) for place in range(len(every))]
    middle = (number[2], 0)
    links: list[Link] = []
    for place, one in enumerate(sources):
        if one.aligned:
            inner = (number[1], asked.index(one))
            links.append(Link((0, place), inner, Severity.GOOD))
            links.append(Link(inner, middle, Severity.GOOD if one.helps else None))
        else:
            links.append(Link((0, place), middle))
    links.append(Link(middle, (number[3], 0), every[3][0].severity))
    last = (number[4], 0) if every[4] else (number[3], 0)
    if every[4]:
        links.append(Link((number[3], 0), last))
    links += (Link((0, len(first) + place), last) for place in range(len(beside)))
    return Diagram("authentication", tuple(ranks), tuple(links))


def _sources(spf: SpfPart, verified: list[Verified], dmarc: DmarcPart) -> list[_Source]:
    chosen = {id(one) for one in sorted(verified, key=lambda one: not one.counts)[:MAX_SIGNATURES]}
    shown = [one for one in verified if id(one) in chosen]
    by_spf = _aligned(Method.SPF, spf.domain, dmarc) if spf.result == "pass" else ""
    return [
        _Source("spf", spf.domain, spf.result, spf.result == "pass", by_spf),
        *(
            _Source(
                "dkim",
                one.signature.domain,
                one.result,
                one.counts,
                _aligned(Method.DKIM, one.signature.domain, dmarc) if one.counts else "",
            )
            for one in shown
        ),
        *([] if verified else [_Source("dkim", "", "none", counts=False)]),
    ]


def _aligned(method: Method, domain: str, dmarc: DmarcPart) -> str:
    found = dmarc.evaluation.of(method) if dmarc.evaluation else []
    return next((one.aligned.value for one in found if one.identifier.domain == domain), "")


def _source(one: _Source, *, harmless: bool) -> Box:
    """Return what vouches; where DMARC passes all the same, a failure beside it harms nobody."""
    state = Severity.GOOD if one.counts else _state(one.result)
    state = Severity.NOTE if harmless and state is Severity.RISKS else state
    name = "dkim-accepted" if one.counts and one.result != "pass" else one.method
    return Box(name, one.domain[:_MAX_TEXT], {"result": one.result or "open"}, state)


def _alignment(one: _Source, *, wanted: bool) -> Box:
    state = {"open": Severity.UNKNOWN}.get(one.aligned, Severity.RISKS if wanted else None)
    return Box(f"aligned-{one.aligned}", "", {}, Severity.GOOD if one.helps else state)


def _policy(dmarc: DmarcPart) -> Box:
    policy = dmarc.evaluation.policy if dmarc.evaluation else None
    text = f"p={policy}" if policy else ""
    if dmarc.result == "pass":
        return Box("action-pass", text, {}, Severity.GOOD)
    if dmarc.result == "permerror" and not dmarc.evaluation:
        return Box("action-author", "", {}, Severity.RISKS)
    if dmarc.result == "none":
        return Box("action-none", "", {}, Severity.NOTE)
    if dmarc.result != "fail":
        return Box("action-open", text, {}, Severity.UNKNOWN)
    state = Severity.RISKS if policy in {None, "none"} else Severity.BLOCKS
    return Box(f"action-{_ACTION.get(policy or '', 'open')}", text, {}, state)


def _recorded(said: Sequence[Report]) -> list[Box]:
    """Return what the recipient's filter wrote down, nothing where it wrote nothing."""
    boxes = []
    for part in said:
        result, action = part.fact("result"), part.fact("action")
        if result not in {None, NO_VERDICT, OUTBOUND}:
            text = f"action={action}" if action else ""
            boxes.append(Box("recorded", text, {"result": result}, severity_of(str(result))))
    return boxes[:1]


def _state(result: str | None) -> Severity:
    return _STATES.get(result, Severity.RISKS)
