"""The record at a domain, asked of the answers book."""

from dataclasses import replace

from checkers.dns import Answer, Book, Question
from checkers.records.candidate import Candidate, Found
from checkers.records.judged import Judged
from checkers.records.repair import repaired
from checkers.registry import finding
from checkers.report import Fact, Report
from checkers.spf.evaluation.report import Published, spf_texts
from checkers.spf.evaluation.sender import Stated
from checkers.spf.judge import judge
from checkers.spf.version import announces, holds_version, is_version
from checkers.text.mapped import Mapped


def ask_domain(stated: Stated, book: Book) -> tuple[Report, Published | None]:
    """Return what there is to say about the SPF record of the domain in `stated`, and the record where there is one."""
    if not stated.source:
        return Report("spf", (*stated.findings, finding("input.empty"))), None
    said = stated.findings
    if stated.unusable:
        return Report("spf", (*said, stated.unusable), (Fact("result", "none"),)), None
    domain = stated.domain
    asked = Fact("domain", domain)
    answer = book.ask(domain, "TXT")
    if answer is None:
        sender = (Fact("ip", stated.client.text),) if stated.client else ()
        return Report("spf", said, (asked, *sender), needs=(Question.ask(domain, "TXT"),)), None
    if answer.failed:
        failed = finding("spf.lookup-failed", name=domain, status=answer.status.value)
        results = (Fact("result", "temperror"),) if stated.client else ()
        return Report("spf", (*said, failed), (asked, *results)), None
    candidates = _candidates(answer)
    if not candidates:
        return Report("spf", (*said, finding("spf.no-record", name=domain)), (asked, Fact("result", "none"))), None
    judged = judge(Found(candidates))
    report = Report(
        "spf",
        # nothing of it is the reader's text
        (*said, *(replace(found, spans=(), fix=None) for found in judged.findings)),
        (asked, *(replace(fact, span=None) for fact in judged.facts)),
        fixed=_fixed(candidates, judged),
    )
    texts = spf_texts([one.data.text for one in candidates])
    return report, Published(domain, texts, judged.records[0] if len(judged.records) == 1 else "")


def _fixed(candidates: tuple[Candidate, ...], judged: Judged) -> str | None:
    def again(text: str) -> Judged:
        return judge(Found((Candidate(Mapped.of(text)),)))

    if len(candidates) == 1:
        return repaired(candidates[0].data.text, judged, again)
    whole = next((str(found.values["meant"]) for found in judged.findings if found.code == "spf.two-records"), "")
    return repaired(whole, again(whole), again) or whole


def _candidates(answer: Answer) -> tuple[Candidate, ...]:
    """Return the records that receivers take for SPF (RFC 7208 4.5), else those that want to be one."""
    listed = answer.strings or tuple((record,) for record in answer.records)
    strict = [strings for strings in listed if is_version("".join(strings))]
    loose = strict or [one for one in listed if announces("".join(one))]
    return tuple(Candidate.of(strings) for strings in loose or [one for one in listed if holds_version("".join(one))])
