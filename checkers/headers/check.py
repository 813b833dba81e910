"""The check `headers`: pasted headers or a message to what each field says, the way, and what Microsoft did and why."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from checkers.dns import Book
from checkers.headers import antispam, authentication, path, recorded, signatures, stamps, unsubscribe
from checkers.headers.evidence import Said, findings, said
from checkers.headers.formats import of_other_program
from checkers.headers.gateway import Gateway, gateway, hides, judge_gateway, redirected
from checkers.headers.headline import headline
from checkers.headers.judge_paste import judge_paste
from checkers.headers.judge_path import judge_path
from checkers.headers.model import Field, Reading
from checkers.headers.read import looks_whole, read
from checkers.headers.received_spf import read_received_spf
from checkers.headers.recommend import bounces, recommend
from checkers.headers.relay import passed_on, relay
from checkers.headers.results import Results, read_results
from checkers.headers.verdict import MOVED, NO_VERDICT, OUTBOUND, Verdict, say, verdict_of
from checkers.headers.way import timeline
from checkers.inputs import Inputs
from checkers.message.outlook import is_outlook
from checkers.registry import finding
from checkers.report import Fact, Finding, Report, Severity
from checkers.text.duration import duration

MAX_PARTS = 60
_MAX_VALUE = 500
_RANK = {severity: rank for rank, severity in enumerate(Severity)}
# Facts that are not named as their field; those without a name are facts under their header's name.
_NAMED = {"reason": "compauth_reason", "arc-result": "arc", "from-entity": "", "auth-as": "", "sid": ""}

type Decisive = tuple[Field, Results]
type Turn = Callable[[Sequence[Said]], list[Said]]
type Judged = tuple[list[Report], list[Said]]


def check_headers(inputs: Inputs, book: Book, now: datetime | None) -> Report:
    """Return what the headers in input `headers` say: a block of fields, a whole message, a table, in any shape.

    Facts are named as Microsoft names the fields, in lower case; each filter report and each field of results is a
    part; the hops are the time line `path` and the table `hops`, what the deciding field of results recorded is the
    diagram `recorded`. Neither `book` nor `now` is needed.
    """
    del book, now
    reading = read(inputs.text())
    if other_program := of_other_program(inputs.text(), reading):
        return other_program
    if is_outlook(inputs.values[inputs.main]) and not reading.first("received", *antispam.REPORTS):
        return Report(
            "headers",
            (finding("headers.outlook-no-headers"),),
            (Fact("result", "no-verdict"), Fact("headline", "no-verdict")),
        )
    if not reading.fields:
        return Report("headers", (finding("headers.no-headers", *reading.unread[:1]),))
    every = [(field, read_results(field)) for field in reading.all(*authentication.FIELDS) if field.text]
    way, signed = path.steps(reading), signatures.signatures(reading)
    front = gateway(reading, way)
    deciding = _deciding(every)
    hiding, turned = _turned(front, deciding, reading, way)
    results, authenticated, about = _results(every, deciding, turned)
    reports, filtered = _reports(reading, turned)
    other = [*antispam.custom_spam(reading), *stamps.evidence(reading)]
    if not about.results:
        authenticated = _received_spf(reading)
    evidence = [*filtered, *other, *authenticated]
    chosen = authentication.decided(evidence)
    verdict = verdict_of(chosen if about.microsoft else _of_filter(chosen))
    done, who = recommend(
        _acted_on(evidence, chosen, verdict), reading, verdict.by if verdict.result == MOVED else None
    )
    other_said: list[Finding] = [
        *antispam.contradictions(reading),
        *judge_gateway(front, hiding=hiding, passed="dmarc" in chosen and chosen["dmarc"].value == "pass"),
        *(one for one in done if not (hiding and one.code == "headers.do-gateway")),  # said by the gateway's own
        *bounces(evidence, chosen, reading),
        *(findings(authenticated) if not about.results else ()),
        *findings(one for one in other if chosen[one.id] is one or one.id == "asf"),
        *judge_path(way, reading),
        *unsubscribe.judge(reading, signed, bulk=_bulk(chosen)),
        *judge_paste(reading),
    ]
    return Report(
        "headers",
        (*_about_verdict(reading, verdict, chosen), *_in_order(other_said)),
        (
            *_facts(verdict, chosen, who),
            *authentication.why(about, chosen),
            *_properties(about),
            *_stamped(reading),
            *_way_facts(way),
        ),
        parts=tuple((reports + results)[:MAX_PARTS]),
        tables=(*path.table(way), *stamps.table(reading), *signatures.table(signed)),
        diagrams=recorded.diagram(about, verdict),
        timelines=timeline(way, reading, every),
    )


def _of_filter(chosen: dict[str, Said]) -> dict[str, Said]:
    """Return what the filter's own fields say, without the results of another server than Microsoft's."""
    return {name: one for name, one in chosen.items() if one.vocabulary.header != "authentication-results"}


def _received_spf(reading: Reading) -> list[Said]:
    """Return the result of SPF where nothing but Received-SPF tells it."""
    field = reading.first("received-spf")
    result = read_received_spf(field)[0] if field else None
    return [said("spf", result.value, result.span)] if result else []


def _in_order(found: list[Finding]) -> list[Finding]:
    """Return findings by who cares, then by place; what has no place goes first."""
    return sorted(found, key=lambda one: (_RANK[one.severity], min((s.start for s in one.spans), default=-1)))


def _turned(
    front: Gateway | None, deciding: Decisive | None, reading: Reading, way: Sequence[path.Step]
) -> tuple[bool, Turn]:
    """Return whether a filter in front hides the sender, and what to make of evidence where not the sender failed."""
    results = deciding[1] if deciding else Results()
    told = authentication.evidence_of(results)
    if hides(front, told):
        failed = authentication.why(results, authentication.decided(told))
        changed = any(fact.value == "body" for fact in failed)
        return True, lambda said: redirected(said, changed=changed)
    if kind := relay(reading, results, way):
        return False, lambda said: passed_on(said, kind, results)
    return False, list


def _reports(reading: Reading, turned: Turn) -> Judged:
    """Return a part a filter report, and what those say that decided: the first of each name."""
    parts: list[Report] = []
    evidence: list[Said] = []
    seen: set[str] = set()
    for field in reading.all(*antispam.REPORTS, *antispam.UNTRUSTED, antispam.DELIVERY):
        told = turned(antispam.evidence_of(field))
        judged = field.key not in seen and field.key not in antispam.UNTRUSTED
        seen.add(field.key)
        parts.append(antispam.part_of(field, told, judged=judged))
        evidence += told if judged else ()
    return parts, evidence


def _results(
    every: Sequence[Decisive], deciding: Decisive | None, turned: Turn
) -> tuple[list[Report], list[Said], Results]:
    """Return a part a field of results, what the one says that decided, and that one."""
    parts: list[Report] = []
    evidence: list[Said] = []
    about = Results()
    for field, results in every[:MAX_PARTS]:
        judged = deciding is not None and field is deciding[0]
        told = authentication.evidence_of(results)
        told = turned(told) if judged else told
        parts.append(authentication.part_of(field, results, told, judged=judged))
        if judged:
            evidence, about = told, results
    return parts, evidence, about


def _deciding(read_all: Sequence[Decisive]) -> Decisive | None:
    """Return the field of results that decided: Microsoft's first, else the first."""
    own = [one for one in read_all if one[0].key == authentication.FIELDS[0]] or list(read_all)
    microsoft = [one for one in own if one[1].microsoft]
    return next(iter(microsoft or own), None)


def _acted_on(evidence: list[Said], chosen: dict[str, Said], verdict: Verdict) -> list[Said]:
    """Return what a recommendation may rest on: of several values of a field the one that was chosen."""
    if verdict.result == OUTBOUND:
        return []
    return [one for one in evidence if chosen.get(one.id) is one or one.id == "asf"]


def _about_verdict(reading: Reading, verdict: Verdict, chosen: dict[str, Said]) -> Iterator[Finding]:
    if reading.carried:
        yield finding("headers.carried", reading.carried)
    if verdict.result != NO_VERDICT or verdict.documented or verdict.observed:
        yield from say(verdict)
    if verdict.result == OUTBOUND:
        yield finding("headers.outbound", *([chosen["dir"].span] if chosen["dir"].span else ()))
    if reading.first(*antispam.UNTRUSTED):
        yield finding("headers.untrusted")
    microsoft = any(field.key.startswith(("x-ms-", "x-microsoft-", "x-forefront-")) for field in reading.fields)
    if verdict.result == NO_VERDICT and not chosen.keys() & {"compauth", "sfv", "cat", "scl"} and looks_whole(reading):
        yield finding("headers.no-verdict" if microsoft else "headers.no-microsoft")


def _bulk(chosen: dict[str, Said]) -> bool:
    bcl = chosen.get("bcl")
    return (bcl is not None and bcl.value not in {"", "0"} and bcl.meaning is not None) or (
        "srv" in chosen and chosen["srv"].meaning is not None
    )


def _facts(verdict: Verdict, chosen: dict[str, Said], who: list[Fact]) -> Iterator[Fact]:
    yield Fact("result", verdict.result)
    yield from headline(verdict, chosen)
    yield from who
    for name, one in chosen.items():
        if one.value and (fact := _NAMED.get(name, name)) and (name != "arc-result" or "arc" not in chosen):
            yield Fact(fact, one.value, one.span)


def _properties(about: Results) -> Iterator[Fact]:
    """Yield what the deciding field of results is about: the domains that were checked."""
    seen = {"action"}
    for one in (one for result in about.results for one in result.properties):
        if one.key in authentication.PROPERTIES and one.key not in seen:
            seen.add(one.key)
            yield Fact(one.key, one.value, one.span)


def _stamped(reading: Reading) -> Iterator[Fact]:
    if field := reading.first("received-spf"):
        yield from read_received_spf(field)[1]
    yield from stamps.facts(reading)
    yield from unsubscribe.facts(reading)
    for name in ("return-path", "message-id"):
        if (found := reading.first(name)) and found.text:
            yield Fact(name, found.text[:_MAX_VALUE], found.span)


def _way_facts(way: Sequence[path.Step]) -> Iterator[Fact]:
    if way:
        yield Fact("hops", len(way))
        times = [step.hop.time for step in way if step.hop.time and not step.wrong]
        if len(times) > 1:
            yield Fact("transit", duration(int((times[-1] - times[0]).total_seconds())))
