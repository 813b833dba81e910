"""`mta-sts`: read a record and a policy, hold the policy against the domain's MX hosts, say what is wrong."""

import re
from dataclasses import replace
from datetime import datetime

from checkers.dns import Book, Question
from checkers.inputs import Inputs
from checkers.mta_sts.judge_mx import judge_hosts
from checkers.mta_sts.judge_policy import judge_policy
from checkers.mta_sts.judge_record import judge_record
from checkers.mta_sts.model import MTA_STS, policy_address
from checkers.mta_sts.split import Parts, policy_place, split
from checkers.records.ask import stated_domain, unusable
from checkers.records.find import find
from checkers.records.flow import MAX_TEXT, Checked, Rules, check_stated, check_text
from checkers.records.judged import Judged
from checkers.records.repair import repaired
from checkers.registry import finding
from checkers.report import Edit, Fact, Finding, Fix, Report, Severity, Span
from checkers.text.domains import is_domain
from checkers.text.mapped import Mapped

_LABEL = f"{MTA_STS.label}."

RULES = Rules(MTA_STS, judge_record)


def check_mta_sts(inputs: Inputs, book: Book, now: datetime | None) -> Report:  # noqa: ARG001  nothing here expires
    """Return what there is to say about `record` and `policy`, or about the record at `domain` where none is given."""
    parts = split(inputs.text(), inputs.text("policy"))
    wrong = unusable(inputs) if inputs.stated("domain") else None
    domain = "" if wrong or not inputs.stated("domain") else stated_domain(inputs.text("domain"))
    domain = domain or _domain_in(parts.record)
    if parts.policy is None and not parts.record.strip() and not domain:
        return Report("mta-sts", (wrong or finding("input.empty"),))
    report = _record(parts, inputs, book, domain)
    if parts.policy:
        report = replace(report, findings=tuple(map(_unannounced, report.findings)))
    policy = _policy(parts, book, domain) if parts.policy else _no_policy(report, domain)
    where = (Fact("policy_address", policy_address(domain)),) if domain else ()
    return replace(
        report,
        findings=(*((wrong,) if wrong else ()), *_misplaced(parts), *report.findings, *policy.findings),
        facts=(*report.facts, *where, *policy.facts),
        needs=(*report.needs, *policy.needs),
        fixed=_fixed(parts, report.fixed, policy.fixed),
    )


def _record(parts: Parts, inputs: Inputs, book: Book, domain: str) -> Report:
    """Return what there is to say about the record that was pasted, else about the one at the domain."""
    if parts.record.strip():
        checked = check_text(Inputs({"record": parts.record}, "record"), RULES)
        return _in(parts.record_input, checked.report) if parts.record_input else checked.report
    if domain:
        return check_stated(inputs, book, RULES).report
    return Checked(Report("mta-sts", (finding("mta-sts.no-record-given"),))).report


def _domain_in(text: str) -> str:
    """Return the domain of the only name at which a pasted record stands, empty where it does not tell one."""
    found = find(text[:MAX_TEXT], MTA_STS).candidates if text.strip() else ()
    names = {one.owner.removeprefix(_LABEL) for one in found if one.owner.startswith(_LABEL)}
    domain = names.pop() if len(names) == 1 else ""
    return domain if is_domain(domain) else ""


def _policy(parts: Parts, book: Book, domain: str) -> Report:
    """Return what there is to say about the policy."""
    assert parts.policy is not None
    judged, policy, say = judge_policy(parts.policy)
    text = parts.policy.text
    findings = list(judged.findings)
    needs: tuple[Question, ...] = ()
    if policy.all("mx") and domain:
        if answer := book.ask(domain, "MX"):
            findings += judge_hosts(policy, say, answer, domain)
        else:
            needs = (Question.ask(domain, "MX"),)
    if policy.lines:
        findings.append(finding("mta-sts.not-checked"))
    short = not any(found.code == "mta-sts.policy-size" for found in judged.findings)
    mended = short and any(found.fix for found in judged.findings)
    fixed = _without_gaps(repaired(text, _alone(text), _alone)) if mended else None
    facts = judged.facts
    if fixed is not None and parts.policy.origin:
        facts = (*facts, Fact("corrected_policy", fixed))
    return Report("mta-sts", tuple(findings), facts, needs, fixed=fixed)


def _unannounced(found: Finding) -> Finding:
    """Return the finding with more weight where it says that there is no record: nobody looks for the policy then."""
    return replace(found, severity=Severity.RISKS) if found.code == "record.no-record" else found


def _alone(text: str) -> Judged:
    return judge_policy(Mapped.of(text))[0]


def _no_policy(report: Report, domain: str) -> Report:
    """Return the hint that the policy is half of the matter, where there is a record to be followed by one."""
    if report.fact("record") is None:
        return Report("mta-sts")
    return Report("mta-sts", (finding("mta-sts.no-policy-given", address=policy_address(domain or "example.com")),))


def _misplaced(parts: Parts) -> tuple[Finding, ...]:
    found = []
    if parts.policy and not parts.policy.origin and parts.policy.text:
        found.append(finding("mta-sts.policy-in-record", parts.policy.span(0, len(parts.policy))))
    if parts.record_input:
        place = Span(0, len(parts.record), parts.record_input)
        found.append(finding("mta-sts.record-in-policy", place))
    return tuple(found)


def _fixed(parts: Parts, record: str | None, policy: str | None) -> str | None:
    """Return the corrected main input: the record, and the policy behind it where both stand there."""
    if parts.policy is None or parts.policy.origin:
        begin, end = policy_place(record or "")  # a correction that reads as record and policy was meant as neither
        return None if parts.record_input or begin < end else record
    if not parts.record.strip() or parts.record_input:
        return policy
    if record is None and policy is None:
        return None
    head = f"{record or parts.record.strip()}\n\n"
    both = f"{head}{policy or _without_gaps(parts.policy.text.strip())}"
    return both if policy_place(both) == (len(head), len(both)) else None  # else it would be read as something else


def _without_gaps(policy: str | None) -> str | None:
    """Return a policy without blank lines, which RFC 8461 3.2 does not know and which seem to end it."""
    return policy and re.sub(r"\n\s*\n", "\n", policy)


def _in(name: str, report: Report) -> Report:
    """Return the report with every place in the input `name`."""
    findings = tuple(
        replace(
            found,
            spans=tuple(replace(span, input=name) for span in found.spans),
            fix=Fix(tuple(Edit(replace(edit.span, input=name), edit.text) for edit in found.fix.edits))
            if found.fix
            else None,
        )
        for found in report.findings
    )
    facts = tuple(replace(fact, span=fact.span and replace(fact.span, input=name)) for fact in report.facts)
    return replace(report, findings=findings, facts=facts)
