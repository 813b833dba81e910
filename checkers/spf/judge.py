"""Everything there is to say about the records that were found, in the order in which a reader should read it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from checkers.registry import finding
from checkers.report import Edit, Fact, Finding, Fix, Severity
from checkers.spf.find import Candidate, Found
from checkers.spf.judge_record import first_all, judge_record, lookup_terms, sound_terms
from checkers.spf.judge_slips import judge_slips
from checkers.spf.judge_strings import long_strings, wrong_type
from checkers.spf.judge_term import judge_term
from checkers.spf.judge_unknown import comment, is_comment
from checkers.spf.merge import merged
from checkers.spf.model import Kind, Record
from checkers.spf.read import read_record
from checkers.spf.reading import Reading
from checkers.spf.said import Say
from checkers.spf.version import is_version

_WORST_FIRST = tuple(Severity)
MAX_FINDINGS = 200  # more help nobody; the rest shows when these are repaired


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said about a text: findings and facts; `records` are the texts of its records as they read."""

    findings: tuple[Finding, ...] = ()
    facts: tuple[Fact, ...] = ()
    records: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Read:
    candidate: Candidate
    reading: Reading
    record: Record | None


def judge(found: Found) -> Judged:
    """Return what there is to say about the candidates of a text that holds at least one."""
    txt = [one for one in found.candidates if one.type == "TXT"]
    findings = list(wrong_type(found.candidates, has_txt=bool(txt)))
    read = [_Read(one, *read_record(one.data, one.borders)) for one in txt or found.candidates]
    known = [one for one in read if one.record]
    if not known:
        data = read[0].candidate.data
        return Judged((finding("spf.not-spf", *([data.span(0, min(len(data), 200))] * bool(data.text))),))
    findings += _two_records(known)
    for one in known:
        findings += _one(one, alone=len(known) == 1)
    if len(findings) > MAX_FINDINGS:
        findings = sorted(findings, key=lambda found: _WORST_FIRST.index(found.severity))[:MAX_FINDINGS]
    facts = _facts(known, findings)
    return Judged(tuple(findings), facts, tuple(one.reading.text for one in known))


def _one(read: _Read, *, alone: bool) -> Iterator[Finding]:
    record, reading = read.record, read.reading
    assert record
    if not read.candidate.complete:
        yield finding("spf.truncated", reading.data.span(0, len(reading.data)))
        return
    say = Say(reading.data)
    yield from judge_slips(reading.noted, read=True)
    if read.candidate.quoted:
        yield from long_strings(read.candidate)
    sound = sound_terms(record)
    end = first_all(sound)
    comments = [term for term in record.terms if end and term.token.start > end.token.start and is_comment(term)]
    behind = {term.token.start for term in comments}
    for term in record.terms:
        if term.token.start not in behind:
            yield from judge_term(say, term)
    if comments:
        yield comment(say, comments)
    if alone or read.candidate.owner:
        yield from judge_record(say, record, sound)


def _two_records(read: Sequence[_Read]) -> Iterator[Finding]:
    """RFC 7208 4.5: one name, one record. Records of different names in one paste are no fault."""
    owners: dict[str, list[_Read]] = {}
    for one in read:
        owners.setdefault(one.candidate.owner, []).append(one)
    for several in owners.values():
        if len(several) > 1:
            texts = [one.reading.text for one in several]
            spans = [one.reading.data.span(0, len(one.reading.data)) for one in several]
            whole = merged([one.record for one in several if one.record])
            fix = Fix(tuple(_merging(several, whole)))
            yield finding("spf.two-records", *spans, fix=fix, count=len(several), records=texts, meant=whole)


def _merging(several: Sequence[_Read], whole: str) -> Iterator[Edit]:
    first, *others = several
    parts = [whole[at : at + 255] for at in range(0, len(whole), 255)] if first.candidate.quoted else [whole]
    data = first.candidate.data
    yield data.edit(0, len(data), '" "'.join(parts))
    for other in others:
        place = other.candidate.data.span(0, 0)
        start, end = other.candidate.lines
        yield Edit(type(place)(start, end), "")


def _facts(read: Sequence[_Read], findings: Sequence[Finding]) -> tuple[Fact, ...]:
    first = read[0]
    record = first.record
    assert record
    facts = [Fact("record", one.reading.text, one.reading.data.span(0, len(one.reading.data))) for one in read]
    if not any(is_version(one.candidate.data.text) for one in read):
        facts.append(Fact("result", "none"))
    elif any(found.severity is Severity.BLOCKS for found in findings):
        facts.append(Fact("result", "permerror"))
    if len(read) > 1 or not first.candidate.complete:
        return tuple(facts)
    sound = sound_terms(record)
    end = first_all(sound)
    mechanisms = [term.token.text for term in sound if term.kind is Kind.MECHANISM]
    facts.append(Fact("version", "spf1"))
    facts.append(Fact("terms", len(record.terms)))
    facts.append(Fact("mechanisms", mechanisms))
    facts.append(Fact("lookups", len(lookup_terms(sound))))
    if end:
        facts.append(Fact("all", end.sign, first.reading.data.span(end.token.start, end.token.end)))
    return tuple(facts)
