"""Key records and aliases in a pasted text."""

from collections.abc import Sequence
from dataclasses import replace

from checkers.dkim.ask import own_facts, target_report
from checkers.dkim.cname import Alias, aliases
from checkers.dkim.judge import name_facts
from checkers.dkim.judge_cname import alias_facts, judge_alias, judge_together
from checkers.dkim.microsoft import TargetForm, read_target
from checkers.dkim.rules import RULES, without_tags
from checkers.dkim.stated import stated
from checkers.dns import Book
from checkers.dns.model import normal_name
from checkers.dns.paste import read_paste
from checkers.inputs import Inputs
from checkers.records.flow import MAX_TEXT, check_text, judge_text
from checkers.records.judged import Judged
from checkers.records.read import TagRecord
from checkers.records.repair import repaired
from checkers.registry import finding
from checkers.report import Fact, Finding, Report

_STORED = {"dkim.unquoted", "record.string-too-long"}  # repaired in the zone line, not in the record


def check_record(inputs: Inputs) -> Report:
    """Return what there is to say about the key records in the main input."""
    checked = check_text(inputs, RULES)
    report, records = checked.report, checked.records
    if alarm := next((found for found in report.findings if found.code == "dkim.private-key"), None):
        return Report("dkim", (alarm,))  # no fact and no correction repeats such a key
    findings = tuple(_ours(found, records) for found in report.findings)
    facts = without_tags(report.facts) if len(records) <= 1 else _facts(records)
    if not any(fact.name == "name" for fact in facts):
        missed = next((str(one.values["name"]) for one in report.findings if one.code == "record.no-record"), "")
        facts = (*facts, *name_facts(normal_name(missed) or stated(inputs).name))
    return replace(report, findings=findings, facts=facts, fixed=_stored(inputs.text(), report) or report.fixed)


def check_aliases(inputs: Inputs, found: Sequence[Alias], book: Book, *, holds_key: bool) -> Report:
    """Return what there is to say about aliases, and about the keys that they lead to as far as these are at hand."""
    text, domain = inputs.text(), stated(inputs).domain
    judged = _judge_aliases(found, domain)
    facts = [fact for alias in found for fact in alias_facts(alias, domain)]
    report = Report("dkim", judged.findings, tuple(facts))
    if len(text) <= MAX_TEXT:
        report = replace(report, fixed=_repaired(text, judged, domain))
    if holds_key:
        record = check_record(inputs)
        both = _both(found, check_text(inputs, RULES).records)
        return replace(
            report,
            findings=(*both, *report.findings, *record.findings),
            facts=(*report.facts, *own_facts(record)),
            fixed=record.fixed or report.fixed,
        )
    reports = [target_report(name, book) for name in _sound_targets(found)]
    return replace(
        report,
        findings=(*report.findings, *(found for one in reports for found in one.findings)),
        facts=(*report.facts, *(fact for one in reports[:1] for fact in one.facts)),
        needs=tuple(need for one in reports for need in one.needs),
    )


def _sound_targets(found: Sequence[Alias]) -> list[str]:
    """Return the names that the aliases lead to, without those that cannot be meant."""
    read = [read_target(normal_name(alias.target.text)) for alias in found]
    return list(dict.fromkeys(target.name for target in read if target.form is not TargetForm.BROKEN))


def _judge_aliases(found: Sequence[Alias], domain: str) -> Judged:
    findings = [one for alias in found for one in judge_alias(alias, domain)]
    return Judged((*findings, *judge_together(found)))


def _repaired(text: str, judged: Judged, domain: str) -> str | None:
    fixed = repaired(text, judged, lambda again: _judge_aliases(aliases(again), domain))
    return fixed.strip() if fixed else None


def _both(found: Sequence[Alias], records: Sequence[TagRecord]) -> list[Finding]:
    """Return a finding for each name that has an alias and a key record: beside a CNAME nothing may stand."""
    owners = {alias.owner: alias for alias in found if alias.name and not alias.as_text}
    both = [record for record in records if record.candidate.owner and record.candidate.owner in owners]
    return [
        finding(
            "dkim.cname-and-txt", record.reading.data.span(0, len(record.reading.data)), name=record.candidate.owner
        )
        for record in both
    ]


def _ours(found: Finding, records: Sequence[TagRecord]) -> Finding:
    """Return a finding of the shared rules as it is for keys, where that is something else."""
    if found.code == "record.two-records" and not any(one.candidate.owner or one.candidate.quoted for one in records):
        return finding("dkim.several-keys", *found.spans, count=len(records))
    if found.code == "record.no-record":
        name = normal_name(str(found.values.get("name", "")))
        if "_domainkey" in name:
            return finding("dkim.selector-not-found", *found.spans, name=name, status="")
        return finding("dkim.selector-unknown", *found.spans, domain=name)
    return found


def _facts(records: Sequence[TagRecord]) -> tuple[Fact, ...]:
    """Return for each of several records its name and what its key is."""
    kept = {"name", "key_type", "key_bits", "revoked"}
    facts = (sorted(RULES.facts(one), key=lambda fact: fact.name != "name") for one in records)
    return tuple(fact for of_one in facts for fact in of_one if fact.name in kept)


def _stored(text: str, report: Report) -> str | None:
    """Return the corrected zone lines where the text is nothing else and the fault is in how they are written."""
    if len(text) > MAX_TEXT or not any(found.code in _STORED and found.fix for found in report.findings):
        return None
    paste = read_paste(text)
    if paste is None or paste.status is not None or paste.asked or any(one.type_place is None for one in paste.records):
        return None
    fixed = repaired(text, Judged(report.findings), lambda again: judge_text(again, RULES)[0])
    return fixed.strip() if fixed else None
