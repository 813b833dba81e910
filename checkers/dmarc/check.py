"""`dmarc`: read a record, find the one that applies to a From domain, and say what receivers make of a message."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from checkers.dmarc.asked import Asked
from checkers.dmarc.evaluate import Evaluation, evaluate
from checkers.dmarc.identifiers import Stated, read_stated
from checkers.dmarc.judge import RULES, is_permission
from checkers.dmarc.judge_domain import judge_domain
from checkers.dmarc.judge_reports import judge_reports
from checkers.dmarc.judge_result import judge_result
from checkers.dmarc.judge_rollout import ROLLOUT
from checkers.dmarc.model import DMARC
from checkers.dmarc.pasted import answered_domain, domain_in, steps_in
from checkers.dmarc.readers import domain_table, record_table
from checkers.dmarc.reports import permissions
from checkers.dmarc.settings import policies, read_settings
from checkers.dmarc.shown import facts, tree
from checkers.dmarc.walk import At, Step
from checkers.dns import Book, Question, normal_name
from checkers.inputs import Inputs
from checkers.records.ask import stated_domain, unusable
from checkers.records.find import announces
from checkers.records.flow import MAX_TEXT, Checked, check_name, check_text
from checkers.records.said import shown
from checkers.records.tags import TagList, parse_tags
from checkers.registry import finding
from checkers.report import Fact, Finding, Report, Severity
from checkers.text.domains import is_domain

_LABEL = f"{DMARC.label}."


def check_dmarc(inputs: Inputs, book: Book, now: datetime | None) -> Report:  # noqa: ARG001  nothing here expires
    """Return what there is to say about `record`, and about mail whose From address is at `domain`.

    A pasted answer names the domain of its record itself; a record alone stands at `domain`. Without `record`, or where
    the answer holds none, it is looked up. `spf_result`, `spf_domain`, `dkim_domains` are what is known of one message.
    """
    text = inputs.text()
    if not text.strip():
        return _check_domain(inputs, book)
    checked = _without_name(check_text(inputs, RULES))
    said = checked.report.findings
    if not checked.records:
        answered = answered_domain(said)
        domain = _stated(inputs) or answered if answered else None
        return _of_domain(domain, inputs, book) if domain else _check_record(inputs, checked)
    stated = bool(inputs.stated("domain"))
    domain = _stated(inputs) if stated else domain_in(checked.records, text[:MAX_TEXT], said)
    if domain is None:
        return _check_record(inputs, checked)
    steps = steps_in(checked.records, domain, text[:MAX_TEXT], said)
    return _with_domain(checked, domain, steps, read_stated(inputs), book)


def _without_name(checked: Checked) -> Checked:
    """Return what was found without a corrected text that would lose the name by which a record is a permission."""
    if any(map(is_permission, checked.records)):
        return replace(checked, report=replace(checked.report, fixed=None))
    return checked


def _stated(inputs: Inputs) -> str | None:
    """Return the stated From domain, None where it is none."""
    if not inputs.stated("domain") or unusable(inputs):
        return None
    return normal_name(stated_domain(inputs.text("domain"))).removeprefix(_LABEL)


def _check_record(inputs: Inputs, checked: Checked) -> Report:
    """Return what there is to say about a record without a domain."""
    report, found = checked.report, list(checked.report.findings)
    if inputs.stated("domain"):
        found += [wrong] if (wrong := unusable(inputs)) else []
    elif checked.records and read_stated(inputs):
        found.append(finding("dmarc.from-missing"))
    lost = any(one.code == "record.wrong-name" for one in found)
    found = [one for one in _of_one(tuple(found)) if not (lost and one.code in ROLLOUT)]
    if len(checked.records) != 1 or is_permission(checked.records[0]):
        return replace(report, findings=tuple(found))
    tags = checked.records[0].tags
    if (tag := tags.tag("psd")) and read_settings(tags).psd == "y":
        found.append(checked.records[0].say.about("dmarc.psd-yes", tag.whole, severity=Severity.ADVICE))
    worked = policies(read_settings(tags))
    more = (
        (
            Fact("policy_for_domain", worked.domain),
            Fact("policy_for_subdomains", worked.subdomains),
            Fact("policy_for_missing", worked.missing),
        )
        if worked
        else ()
    )
    return replace(report, findings=tuple(found), facts=report.facts + more, tables=(record_table(tags),))


def _with_domain(checked: Checked, domain: str, steps: dict[str, Step], stated: Stated | None, book: Book) -> Report:
    """Return what there is to say about mail from `domain`; `steps` are where the pasted records stand."""
    asked = Asked(book)
    evaluation = evaluate(domain, asked, stated, steps)
    discovery = evaluation.discovery
    record = discovery.record
    tags = parse_tags(record.text) if record else None
    place = record.domain if record else domain
    sent = list(judge_reports(permissions(tags, place, discovery.organization, asked))) if tags else []
    report, own = checked.report, set(steps) & {step.domain for step in discovery.walk.steps}
    if record and record.domain not in steps:
        own = set()
    if not own:
        report = replace(report, findings=tuple(one for one in report.findings if one.code not in ROLLOUT))
    if steps and not own:
        other = finding("dmarc.other-domain", owner=next(iter(steps)), domain=domain)
        report = replace(report, findings=(other, *report.findings))
    return replace(_joined(report, evaluation, [*sent, *_delegated(evaluation, asked)], tags), needs=asked.open)


def _delegated(evaluation: Evaluation, asked: Asked) -> Iterator[Finding]:
    """Yield the names of the walk that are aliases: whoever runs what they lead to says what the record reads."""
    for step in evaluation.discovery.walk.steps:
        if step.at is not At.ASSUMED and (target := asked.alias(step.name)):
            yield finding("dmarc.delegated", name=step.name, target=shown(target))


def _check_domain(inputs: Inputs, book: Book) -> Report:
    """Return what there is to say about the record that applies to the stated domain."""
    if not inputs.stated("domain"):
        return Report(DMARC.name, (finding("input.empty"),))
    domain = _stated(inputs)
    if domain is None or not is_domain(domain):
        wrong = unusable(inputs)
        return Report(DMARC.name, (wrong,) if wrong else ())
    return _of_domain(domain, inputs, book)


def _of_domain(domain: str, inputs: Inputs, book: Book) -> Report:
    """Return what there is to say about mail from `domain` by what its name in DNS and those above it hold."""
    asked = Asked(book)
    evaluation = evaluate(domain, asked, read_stated(inputs))
    record = evaluation.discovery.record
    checked = [_at(step, asked) for step in _judged(evaluation, asked)]
    own = next((one for one in checked if record and one.fact("name") == record.name), None)
    applies = own or Report(DMARC.name)
    said = tuple(
        found for one in checked for found in one.findings if own is None or one is own or found.code not in ROLLOUT
    )
    fixed = next((one.fixed for one in checked if one.fixed), None)
    report = Report(DMARC.name, said, applies.facts, fixed=fixed)
    tags = parse_tags(record.text) if record else None
    place, organization = record.domain if record else domain, evaluation.discovery.organization
    sent = list(judge_reports(permissions(tags, place, organization, asked))) if tags else []
    return replace(_joined(report, evaluation, [*sent, *_delegated(evaluation, asked)], tags), needs=asked.open)


def _at(step: Step, asked: Asked) -> Report:
    """Return what there is to say about the record at the name of a step, also where that is an alias."""
    answer = asked.ask(step.name, "TXT")
    return check_name(step.name, Book({Question.ask(step.name, "TXT"): answer} if answer else {}), RULES).report


def _judged(evaluation: Evaluation, asked: Asked) -> list[Step]:
    """Return the steps up to the record that applies at which there is something that is or wants to be one."""
    judged = []
    for step in evaluation.discovery.walk.steps:
        answer = asked.ask(step.name, "TXT") if step.at in {At.OTHER, At.SEVERAL, At.RECORD} else None
        if answer and any(announces(text, DMARC) for text in answer.records):
            judged.append(step)
        if step is evaluation.discovery.record:
            break
    return judged


def _joined(report: Report, evaluation: Evaluation, sent: list[Finding], tags: TagList | None) -> Report:
    """Return the report about a record with what was found about the domain and the message."""
    worked = list(facts(evaluation))
    names = {fact.name for fact in worked}
    findings = [*judge_result(evaluation), *_of_one(report.findings), *judge_domain(evaluation), *sent]
    return replace(
        report,
        findings=tuple(findings),
        settled=_settled(evaluation, findings),
        facts=(*worked, *(fact for fact in report.facts if fact.name not in names)),
        tree=tree(evaluation, sound=all(found.severity is not Severity.BLOCKS for found in report.findings)),
        tables=(domain_table(evaluation, tags),),
    )


def _of_one(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """Yield what is said about the records without what only matters where there is one."""
    several = any(found.code == "record.two-records" for found in findings)
    return (found for found in findings if not several or found.code not in ROLLOUT)


def _settled(evaluation: Evaluation, findings: list[Finding]) -> bool:
    """Tell whether the verdict stands: the record is there, and what is stated of the message is judged."""
    known = evaluation.discovery.record is not None and (evaluation.policy is not None or evaluation.result == "none")
    judged = evaluation.stated is None or evaluation.result is not None
    return known and judged and not any(found.severity is Severity.UNKNOWN for found in findings)
