"""Everything there is to say about the records that were found, in the order in which a reader should read it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from operator import attrgetter

from checkers.records.candidate import Candidate, Found
from checkers.records.judged import MAX_FINDINGS, Judged
from checkers.records.said import Say
from checkers.records.strings import long_strings
from checkers.registry import finding
from checkers.report import Edit, Fact, Finding, Fix, Severity
from checkers.spf.judge_record import first_all, judge_record, lookup_terms
from checkers.spf.judge_slips import judge_slips
from checkers.spf.judge_term import is_ordinary, judge_term
from checkers.spf.judge_type import wrong_type
from checkers.spf.judge_unknown import comment, is_comment
from checkers.spf.merge import merged
from checkers.spf.model import Record, Term
from checkers.spf.panel import MAX_RECORDS
from checkers.spf.parse import MAX_WORDS, parse_term
from checkers.spf.read import read_record
from checkers.spf.sound import Words
from checkers.spf.version import is_version
from checkers.text.opening import opening
from checkers.text.reading import Reading

_WORST_FIRST = tuple(Severity)


@dataclass(frozen=True, slots=True)
class _Read:
    candidate: Candidate
    reading: Reading
    record: Record
    words: Words

    @property
    def partly(self) -> bool:
        """Tell whether there is more in the record than was looked at."""
        return self.reading.partly or len(self.record.words) >= MAX_WORDS


def judge(found: Found) -> Judged:
    """Return what there is to say about the candidates of a text that holds at least one."""
    txt = [one for one in found.candidates if one.type == "TXT"]
    findings = list(wrong_type(found.candidates, has_txt=bool(txt)))
    candidates = (txt or found.candidates)[:MAX_RECORDS]
    read = [(one, *read_record(one.data, one.borders)) for one in candidates]
    known = [_Read(one, reading, record, Words(record)) for one, reading, record in read if record]
    if not known:
        data = candidates[0].data
        return Judged((finding("spf.not-spf", *([data.span(0, opening(data.text))] * bool(data.text))),))
    findings += _two_records(known)
    for one in known:
        findings += _one(one, alone=len(known) == 1)
    if len(findings) > MAX_FINDINGS:
        findings = sorted(findings, key=lambda found: _WORST_FIRST.index(found.severity))[:MAX_FINDINGS]
    if len(found.candidates) > MAX_RECORDS or any(one.partly for one in known):
        findings = [replace(found, fix=None) for found in findings]  # nobody is helped by a half of it
    facts = _facts(known, findings)
    return Judged(tuple(findings), facts, tuple(one.reading.text for one in known))


def _one(read: _Read, *, alone: bool) -> Iterator[Finding]:
    record, reading, words = read.record, read.reading, read.words
    if not read.candidate.complete:
        yield finding("spf.truncated", reading.data.span(0, len(reading.data)))
        return
    say = Say(reading.data)
    yield from judge_slips(reading.noted, read=True)
    if read.candidate.quoted:
        yield from long_strings("spf.string-too-long", read.candidate)
    end = first_all(words.sound)
    comments = []
    for term in _worth_a_look(record, words):
        if end and term.token.start > end.token.start and is_comment(term):
            comments.append(term)
        else:
            yield from judge_term(say, term)
    if comments:
        yield comment(say, comments)
    if alone or read.candidate.owner:
        yield from judge_record(say, record, words)


def _worth_a_look(record: Record, words: Words) -> list[Term]:
    """Return the terms about which there may be something to say, in order; broken ones win where they are too many."""
    ordinary = {text for text, shown in words.seen.items() if shown and is_ordinary(shown)}
    broken = words.broken[:MAX_FINDINGS]
    others = (word for word in record.words if words.seen[word.text] and word.text not in ordinary)
    chosen = [*broken, *islice(others, MAX_FINDINGS - len(broken))]
    return [parse_term(record.text, word.start, word.end) for word in sorted(chosen, key=attrgetter("start"))]


def _two_records(read: Sequence[_Read]) -> Iterator[Finding]:
    """RFC 7208 4.5: one name, one record. Records of different names in one paste are no fault."""
    owners: dict[str, list[_Read]] = {}
    for one in read:
        owners.setdefault(one.candidate.owner, []).append(one)
    for several in owners.values():
        if len(several) > 1:
            texts = [one.reading.text for one in several]
            spans = [one.reading.data.span(0, len(one.reading.data)) for one in several]
            whole = merged([one.record for one in several])
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
    facts = [Fact("record", one.reading.text, one.reading.data.span(0, len(one.reading.data))) for one in read]
    if not any(is_version(one.candidate.data.text) for one in read):
        facts.append(Fact("result", "none"))
    elif any(found.severity is Severity.BLOCKS for found in findings):
        facts.append(Fact("result", "permerror"))
    if len(read) > 1 or not first.candidate.complete:
        return tuple(facts)
    sound = first.words.sound
    end = first_all(sound)
    mechanisms = [term.token.text for term in sound if not term.modifier]
    facts.append(Fact("version", "spf1"))
    facts.append(Fact("terms", len(first.record.words)))
    facts.append(Fact("mechanisms", mechanisms))
    facts.append(Fact("lookups", len(lookup_terms(sound))))
    if end and not any(fact.name == "result" for fact in facts):
        facts.append(Fact("all", end.sign or "+", first.reading.data.span(end.token.start, end.token.end)))
    return tuple(facts)
