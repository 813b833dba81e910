"""What servers found when they checked the sender: each field of results as a part, and Microsoft's as evidence."""

import re
from collections.abc import Iterator, Mapping, Sequence

from checkers.headers.evidence import NOTHING, Said, findings, said
from checkers.headers.model import Field
from checkers.headers.results import METHODS, Result, Results
from checkers.headers.vocabulary import UNKNOWN
from checkers.report import Fact, Report, Table, Value

FIELDS = ("authentication-results", "arc-authentication-results", "authentication-results-original")
PROPERTIES = frozenset({"smtp.mailfrom", "smtp.helo", "header.d", "header.i", "header.s", "header.from", "action"})

_VOCABULARY = {"spf": "spf", "dkim": "dkim", "dmarc": "dmarc", "compauth": "compauth", "arc": "arc-result"}
_REGISTERED = "registered"  # the word for a method that RFC 8601's registry holds and Microsoft says nothing about
_ODA = re.compile(r"\boda=(?P<oda>\d)")
_PASSES = {"pass", "bestguesspass"}

type Row = tuple[str, tuple[Value, ...]]


def evidence_of(results: Results) -> list[Said]:
    """Return the results that have a vocabulary, in order. Where DMARC passes, SPF or DKIM alone may fail unharmed.

    Where Microsoft's overall result passes, for a trusted ARC seal as an example, so may DMARC.
    """
    found = [one for result in results.results for one in _evidence(result)]
    harmless: set[str] = {one.id for one in found if one.value == "pass"} & {"spf", "dkim"}
    if any(one.id in {"dmarc", "compauth"} and one.value in _PASSES for one in found):
        harmless |= {"spf", "dkim"}
    values = {one.id: one.value for one in found}
    if values.get("compauth") == "pass" and values.get("dmarc") == "fail":
        harmless |= {"dmarc", "action"} if values.get("action") != "reject" else set()
    return [one.softened() if one.id in harmless else one for one in found]


def decided(evidence: list[Said]) -> dict[str, Said]:
    """Return one value a field; of several DKIM results a pass, for one signature that holds is enough."""
    chosen: dict[str, Said] = {}
    for one in evidence:
        if one.id not in chosen or (one.value == "pass" and chosen[one.id].value != "pass"):
            chosen[one.id] = one
    return chosen


def why(results: Results, chosen: Mapping[str, Said]) -> Iterator[Fact]:
    """Yield why DKIM failed as the first failed result's comment says it: the body, the key, or something else."""
    if "dkim" not in chosen or chosen["dkim"].value != "fail":
        return
    for result in results.results:
        if result.method == "dkim" and result.value == "fail" and (comment := " ".join(result.comments).lower()):
            reason = "body" if "body hash" in comment else "key" if "no key" in comment else "signature"
            yield Fact("dkim_reason", reason, result.span)
            return


def part_of(field: Field, results: Results, evidence: list[Said], *, judged: bool) -> Report:
    """Return the report on one field of results; `judged` where it is the one that decided about the message."""
    facts = [Fact("name", field.name)]
    if results.authserv_id:
        facts.append(Fact("authserv_id", results.authserv_id))
    if results.instance:
        facts.append(Fact("instance", results.instance))
    facts += _facts(results)
    shown = tuple(rows(results, evidence))
    because = tuple(dict.fromkeys(name for one in evidence if one.meaning for name in one.meaning.because))
    return Report(
        "authentication",
        tuple(findings(evidence)) if judged else (),
        tuple(facts),
        tables=(Table("results", ("value", "meaning", "advice", "about"), shown, because),) if shown else (),
    )


def _evidence(result: Result) -> Iterator[Said]:
    if known := _VOCABULARY.get(result.method):
        yield said(known, result.value, result.span)
    if action := result.get("action"):
        yield said("action", action.value.lower(), action.span)
    if result.method == "compauth" and result.reason:
        yield said("reason", result.reason, result.reason_span)
    if result.method == "arc":
        found = (match for comment in result.comments if (match := _ODA.search(comment)))
        yield from (said("oda", match["oda"], result.span) for match in found)


def _facts(results: Results) -> Iterator[Fact]:
    for result in results.results:
        if result.method in _VOCABULARY:
            yield Fact(result.method, result.value, result.span)
        if result.method == "compauth" and result.reason:
            yield Fact("reason", result.reason, result.reason_span)
        yield from (Fact(one.key, one.value, one.span) for one in result.properties if one.key in PROPERTIES)


def rows(results: Results, evidence: Sequence[Said]) -> Iterator[Row]:
    """Yield a row a result for the table `results`, and one for each word that could not be read.

    `evidence` is that of `results`, one for one.
    """
    told = iter(evidence)
    for result in results.results:
        known = [next(told) for _ in _evidence(result)]
        if result.method not in _VOCABULARY:
            meaning = _REGISTERED if result.method in METHODS else UNKNOWN
            yield result.method, (result.value, meaning, NOTHING, _about(result))
        for one in known:
            about = _about(result) if one is known[0] and result.method in _VOCABULARY else ""
            yield one.vocabulary.name, (one.value, *one.cells(), about)
    yield from (("unread", (text, UNKNOWN, UNKNOWN, "")) for text, _ in results.unread)


def _about(result: Result) -> str:
    """Return what stands beside a result: the comment, the reason in quotes, the properties."""
    parts = [f"({comment})" for comment in result.comments]
    if result.reason and result.method != "compauth":
        parts.append(f'reason="{result.reason}"')
    parts += [f"{one.key}={one.value}" for one in result.properties if one.key != "action"]
    return " ".join(parts)
