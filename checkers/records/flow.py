"""How a check of a tag-list goes: find the records in a text or at a name, judge each, offer the corrected text."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from checkers.dns import Book, Question, Status
from checkers.dns.answer import Paste
from checkers.dns.model import full_name
from checkers.inputs import Inputs
from checkers.records.ask import ask_record, stated_domain, unusable
from checkers.records.candidate import Candidate, Found
from checkers.records.find import find
from checkers.records.judge import judge_common, tag_facts
from checkers.records.judged import MAX_FINDINGS, Judged
from checkers.records.place import wrong_names
from checkers.records.protocol import Protocol
from checkers.records.read import TagRecord, read_record
from checkers.records.repair import repaired
from checkers.records.said import shown, told
from checkers.records.version import other_kind
from checkers.registry import finding
from checkers.report import Edit, Fact, Finding, Fix, Report, Severity, Span
from checkers.text.mapped import Mapped
from checkers.text.opening import opening

MAX_RECORDS = 50  # in one text
MAX_EQUAL = 10  # records that only repeat one another and are thinned out to one
MAX_TEXT = 65_536  # characters: a TXT record cannot be longer (RFC 1035 3.3, 4.1.3)

_WORST_FIRST = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Rules:
    """A protocol and its own judgement of one record; `facts` gives what it works out beside the tags.

    `find` tells where in a text its records are.
    """

    protocol: Protocol
    judge: Callable[[TagRecord], Iterable[Finding]]
    facts: Callable[[TagRecord], Iterable[Fact]] = lambda _: ()
    find: Callable[[str, Protocol], Found] = find


@dataclass(frozen=True, slots=True)
class Checked:
    """A report so far, and the records that it is about; none where there is nothing to evaluate."""

    report: Report
    records: tuple[TagRecord, ...] = ()


def check_text(inputs: Inputs, rules: Rules) -> Checked:
    """Return what there is to say about the records of a protocol in the main input."""
    name, text = rules.protocol.name, inputs.text()
    judged, records = judge_text(text[:MAX_TEXT], rules)
    if len(text) > MAX_TEXT:
        huge = finding("record.huge", Span(0, len(text)), size=len(text), limit=MAX_TEXT)
        kept = tuple(replace(found, fix=None) for found in judged.findings)
        return Checked(Report(name, (huge, *kept), judged.facts), records)
    return Checked(Report(name, judged.findings, judged.facts, fixed=_fixed(text, judged, rules)), records)


def check_name(name: str, book: Book, rules: Rules) -> Checked:
    """Return what there is to say about the record at `name`, a name in A-label form with its label ("_dmarc.…")."""
    protocol = rules.protocol.name
    asked = Fact("name", name)
    answer, found = ask_record(book, name, rules.protocol)
    if answer is None:
        return Checked(Report(protocol, facts=(asked,), needs=(Question.ask(name, "TXT"),)))
    if answer.failed:
        failed = finding("record.lookup-failed", name=name, status=answer.status.value, protocol=protocol)
        return Checked(Report(protocol, (failed,), (asked,)))
    if not found.candidates:
        return Checked(Report(protocol, (no_record(name, rules.protocol),), (asked,)))
    judged, records = judge_found(found, rules)
    findings = tuple(replace(one, spans=(), fix=None) for one in judged.findings)  # nothing of it is the reader's text
    facts = (asked, *(replace(fact, span=None) for fact in judged.facts))
    fixed = None
    if len(found.candidates) == 1:
        fixed = repaired(found.candidates[0].data.text, judged, lambda text: _again(text, rules))
    return Checked(Report(protocol, findings, facts, fixed=fixed), records)


def check_stated(inputs: Inputs, book: Book, rules: Rules) -> Checked:
    """Return what there is to say about the record at the stated `domain`."""
    name = rules.protocol.name
    if not inputs.stated("domain"):
        return Checked(Report(name, (finding("input.empty"),)))
    if wrong := unusable(inputs):
        return Checked(Report(name, (wrong,)))
    return check_name(f"{rules.protocol.label}.{stated_domain(inputs.text('domain'))}", book, rules)


def judge_text(text: str, rules: Rules) -> tuple[Judged, tuple[TagRecord, ...]]:
    """Return what there is to say about a pasted text, and the records in it."""
    found = rules.find(text, rules.protocol)
    if not found.candidates:
        return Judged((_nothing(text, found, rules.protocol),)), ()
    return judge_found(found, rules)


def judge_found(found: Found, rules: Rules) -> tuple[Judged, tuple[TagRecord, ...]]:
    """Return what there is to say about records that were found, and those that could be read."""
    candidates = found.candidates[:MAX_RECORDS]
    records = tuple(one for candidate in candidates if (one := read_record(candidate, rules.protocol)))
    if not records:
        data = found.candidates[0].data
        place = [data.span(0, opening(data.text))] if data.text else []
        if kind := other_kind(data.text, rules.protocol):
            return Judged((finding("record.other-kind", *place, protocol=rules.protocol.name, kind=kind),)), ()
        return Judged((finding("record.not-a-record", *place, protocol=rules.protocol.name),)), ()
    findings = [*_two_records(records), *wrong_names(records, found.paste)]
    if len(found.candidates) > MAX_RECORDS:
        findings.append(finding("record.too-many", protocol=rules.protocol.name, limit=MAX_RECORDS))
    for record in records:
        findings += islice(judge_common(record), MAX_FINDINGS)
        if record.candidate.complete:
            findings += islice(rules.judge(record), MAX_FINDINGS)
    if len(findings) > MAX_FINDINGS:
        findings = sorted(findings, key=lambda one: _WORST_FIRST.index(one.severity))[:MAX_FINDINGS]
    if rules.protocol.inbound:
        findings = [replace(one, actor=None) for one in findings]
    findings = [told(one, rules.protocol) for one in findings]
    facts = [*tag_facts(records[0]), *rules.facts(records[0])] if len(records) == 1 else []
    facts += [fact for record in records if len(records) > 1 for fact in tag_facts(record)[:1]]
    return Judged(tuple(findings), tuple(facts), tuple(one.tags.text for one in records)), records


def _fixed(text: str, judged: Judged, rules: Rules) -> str | None:
    several = len(judged.records) > 1 and (len(set(judged.records)) > 1 or len(judged.records) > MAX_EQUAL)
    if several or any(found.code == "record.huge" for found in judged.findings):
        return None  # no one record would come of it
    fixed = repaired(text, judged, lambda again: judge_text(again, rules)[0])
    if fixed is None:
        return None
    if rules.find(fixed, rules.protocol).alone:
        return fixed.strip()
    records = judge_text(fixed, rules)[0].records
    return records[0] if len(records) == 1 else None


def _again(text: str, rules: Rules) -> Judged:
    return judge_found(Found((Candidate(Mapped.of(text)),)), rules)[0]


def no_record(name: str, protocol: Protocol) -> Finding:
    """Return the finding that there is no record of `protocol` at `name`."""
    absent = told(finding("record.no-record", name=name, protocol=protocol.name), protocol)
    if protocol.optional:
        return replace(absent, severity=Severity.NOTE, actor=None)  # nobody must act
    return absent


def _two_records(records: Iterable[TagRecord]) -> Iterator[Finding]:
    """One name, one record: receivers ignore all of several. Records of different names are no fault."""
    owners: dict[str, list[TagRecord]] = {}
    for one in records:
        owners.setdefault(one.candidate.owner, []).append(one)
    for several in owners.values():
        if len(several) > 1:
            protocol = several[0].protocol.name
            spans = [one.reading.data.span(0, len(one.reading.data)) for one in several if one.reading.data.text]
            fix = _deleting(several[1:]) if len({one.tags.text for one in several}) == 1 else None
            yield finding("record.two-records", *spans, fix=fix, count=len(several), protocol=protocol)


def _deleting(records: Sequence[TagRecord]) -> Fix:
    """Return the edits that delete records that only repeat another one."""
    return Fix(tuple(Edit(Span(*one.candidate.lines), "") for one in records))


def _is_asked(name: str, paste: Paste, protocol: Protocol) -> bool:
    return f".{protocol.label}." in f".{name}." if protocol.label else name == paste.asked


def _nothing(text: str, found: Found, protocol: Protocol) -> Finding:
    """Return the finding for a pasted answer without a record of the protocol."""
    paste, place = found.paste, Span(0, opening(text))
    if paste is None:
        return finding("record.not-a-record", place, protocol=protocol.name)
    alias = next((one for one in paste.records if one.type == "CNAME" and _is_asked(one.name, paste, protocol)), None)
    if alias:
        target = shown(full_name(alias.data.text, alias.origin))
        return finding(
            "record.alias", alias.data.span(0, len(alias.data)), name=alias.name, target=target, protocol=protocol.name
        )
    name = paste.asked or next((record.name for record in paste.records if record.type == "TXT"), "")
    if paste.status in {Status.SERVFAIL, Status.TIMEOUT}:
        return finding("record.lookup-failed", name=name, status=paste.status.value, protocol=protocol.name)
    if name and (paste.status is not None or paste.records):
        return no_record(name, protocol)
    return finding("record.not-a-record", place, protocol=protocol.name)
