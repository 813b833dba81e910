"""What is said about the stated results of SPF and DKIM: which identifier is aligned, and what to change."""

from collections.abc import Iterator

from checkers.dmarc.evaluate import Evaluation, Judgement
from checkers.dmarc.identifiers import Aligned, Method
from checkers.records.said import shown
from checkers.registry import finding
from checkers.report import Finding, Severity

_FAIL = {
    None: "dmarc.fail-open",
    "none": "dmarc.fail-none",
    "quarantine": "dmarc.fail-quarantine",
    "reject": "dmarc.fail-reject",
}
_CODES = {
    (Method.SPF, Aligned.NO): "dmarc.spf-not-aligned",
    (Method.SPF, Aligned.STRICT): "dmarc.spf-strict",
    (Method.DKIM, Aligned.NO): "dmarc.dkim-not-aligned",
    (Method.DKIM, Aligned.STRICT): "dmarc.dkim-strict",
}


def judge_result(evaluation: Evaluation) -> Iterator[Finding]:
    """Yield what there is to say about a message with the stated results."""
    stated, domain = evaluation.stated, evaluation.discovery.walk.domain
    if stated is None:
        return
    for one in stated.identifiers:
        if not one.usable:
            yield finding("dmarc.identifier-unusable", one.span, name=shown(one.domain), method=one.method.value)
    if evaluation.discovery.record is None:
        return
    yield from _result(evaluation)
    for judged in evaluation.judgements:
        if judged.passed and (code := _CODES.get((judged.identifier.method, judged.aligned))):
            yield _not_aligned(code, judged, evaluation)
    if stated.spf == "pass" and not stated.of(Method.SPF):
        yield finding("dmarc.spf-domain-missing", domain=domain)
    if evaluation.result == "fail":
        yield from _without(evaluation)
    yield from _unless(evaluation)


def _result(evaluation: Evaluation) -> Iterator[Finding]:
    domain = evaluation.discovery.walk.domain
    passing = [one for one in evaluation.judgements if one.counts]
    if evaluation.result == "pass":
        first = passing[0].identifier
        yield finding("dmarc.pass", first.span, domain=domain, method=first.method.value, identifier=first.domain)
        yield from _half(evaluation)
    elif evaluation.result == "fail":
        yield finding(_FAIL[evaluation.policy], domain=domain)
    elif evaluation.result == "temperror" and evaluation.discovery.failed is None:
        yield finding("dmarc.temperror", domain=domain)


def _not_aligned(code: str, one: Judgement, evaluation: Evaluation) -> Finding:
    domain = evaluation.discovery.walk.domain
    organization = evaluation.discovery.organization or domain
    severity = Severity.NOTE if evaluation.result == "pass" else None
    return finding(
        code,
        one.identifier.span,
        severity=severity,
        identifier=one.identifier.domain,
        domain=domain,
        organization=organization,
    )


def _half(evaluation: Evaluation) -> Iterator[Finding]:
    """Yield what Outlook.com wants beyond a pass: SPF and DKIM must both pass for large senders."""
    stated = evaluation.stated
    assert stated
    if stated.spf and stated.spf != "pass":
        yield finding("dmarc.spf-not-passing", result=stated.spf)
    if stated.dkim and not stated.of(Method.DKIM):
        yield finding("dmarc.dkim-not-passing")


def _unless(evaluation: Evaluation) -> Iterator[Finding]:
    """Yield the names that are not asked and that the result rests on; one identifier that surely counts is enough."""
    passing = [one.unless for one in evaluation.judgements if one.counts]
    failing = [one.unless for one in evaluation.judgements if one.passed and not one.counts]
    rests = [min(passing, key=len)] if evaluation.result == "pass" else failing if evaluation.result == "fail" else []
    if names := list(dict.fromkeys(name for unless in rests for name in unless)):
        yield finding("dmarc.result-unless", names=names, result=evaluation.result)


def _without(evaluation: Evaluation) -> Iterator[Finding]:
    """Yield which of the two did not pass at all."""
    stated, domain = evaluation.stated, evaluation.discovery.walk.domain
    assert stated
    if stated.spf not in {"pass", ""}:
        yield finding("dmarc.spf-failed", result=stated.spf, domain=domain)
    if not stated.of(Method.DKIM):
        yield finding("dmarc.no-dkim", domain=domain)
