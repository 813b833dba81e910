"""What is said about a From domain: where its record comes from, and where a reader of RFC 7489 looks."""

from collections.abc import Iterator

from checkers.dmarc.discover import effective
from checkers.dmarc.evaluate import Evaluation
from checkers.dmarc.model import DMARC
from checkers.dmarc.older import is_public_suffix
from checkers.dmarc.walk import At
from checkers.registry import finding
from checkers.report import Finding, Severity


def judge_domain(evaluation: Evaluation) -> Iterator[Finding]:
    """Yield what there is to say about the record that applies, or that none does."""
    discovery = evaluation.discovery
    domain = discovery.walk.domain
    if discovery.failed:
        step = discovery.failed
        yield finding("record.lookup-failed", name=step.name, status=step.status, protocol=DMARC.name)
    elif discovery.record is None and not discovery.open:
        if not any(step.at is At.SEVERAL for step in discovery.walk.steps):
            yield finding("dmarc.no-record", name=f"{DMARC.label}.{domain}", domain=domain)
    elif discovery.record and not discovery.own and evaluation.policy:
        place, policy = discovery.record.domain, evaluation.policy
        yield finding("dmarc.inherited", domain=domain, policy_domain=place, policy=policy, tag=evaluation.tag)
        if discovery.own_open:
            yield finding("dmarc.own-open", domain=domain, policy_domain=place, name=discovery.walk.steps[0].name)
        if evaluation.tag == "np":
            yield finding("dmarc.domain-missing", domain=domain)
    elif discovery.record and evaluation.tag == "sp" and (found := effective(discovery)):
        yield finding("dmarc.existence-open", domain=domain, sp=found.subdomains, np=found.missing)
    record = discovery.record
    if record and record.psd == "y" and not is_public_suffix(record.domain):
        yield finding("dmarc.psd-yes")
    yield from _readers(evaluation)


def _readers(evaluation: Evaluation) -> Iterator[Finding]:
    """Yield what a receiver that still follows RFC 7489 does otherwise."""
    discovery, older = evaluation.discovery, evaluation.older
    if discovery.record is None or older.open:
        return
    new, old = discovery.record, older.record
    if discovery.walk.steps[0].at is At.SEVERAL:
        yield finding("dmarc.older-several", name=discovery.walk.steps[0].name, other=new.name)
    elif old is None:
        yield finding("dmarc.older-none", name=new.name, organization=older.organization)
    elif old.domain != new.domain:
        yield finding("dmarc.older-record", name=new.name, other=old.name)
    result, other = evaluation.result, evaluation.older_result
    if result and other and result != other:
        severity = Severity.RISKS if other == "fail" or result == "fail" else None
        yield finding("dmarc.older-result", severity=severity, result=result, other=other)
