"""The record at a domain, asked of the answers book."""

from dataclasses import replace

from checkers.dns import Answer, Book, Question
from checkers.inputs import Inputs
from checkers.registry import finding
from checkers.report import Fact, Report, Span
from checkers.spf.find import Candidate, Found
from checkers.spf.judge import Judged, judge
from checkers.spf.repair import repaired
from checkers.spf.version import announces, is_version
from checkers.text.domains import a_labels, is_domain
from checkers.text.mapped import Mapped


def check_domain(inputs: Inputs, book: Book) -> Report:
    """Return what there is to say about the SPF record of the domain that `inputs` name."""
    source = next((name for name in ("domain", "mail_from", "helo") if inputs.stated(name)), "")
    if not source:
        return Report("spf", (finding("input.empty"),))
    stated = inputs.text(source)
    domain = _domain(stated)
    if not is_domain(domain):
        return Report("spf", (finding("spf.domain-unusable", Span(0, len(stated), source), name=domain[:80]),))
    asked = Fact("domain", domain)
    answer = book.ask(domain, "TXT")
    if answer is None:
        return Report("spf", facts=(asked,), needs=(Question.ask(domain, "TXT"),))
    if answer.failed:
        return Report("spf", (finding("spf.lookup-failed", name=domain, status=answer.status.value),), (asked,))
    candidates = _candidates(answer)
    if not candidates:
        return Report("spf", (finding("spf.no-record", name=domain),), (asked, Fact("result", "none")))
    judged = judge(Found(candidates))
    return Report(
        "spf",
        tuple(replace(found, spans=(), fix=None) for found in judged.findings),  # nothing of it is the reader's text
        (asked, *(replace(fact, span=None) for fact in judged.facts)),
        fixed=_fixed(candidates, judged),
    )


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
    return tuple(_candidate(strings) for strings in strict or [one for one in listed if announces("".join(one))])


def _candidate(strings: tuple[str, ...]) -> Candidate:
    borders, at = [], 0
    for string in strings[:-1]:
        at += len(string)
        borders.append(at)
    return Candidate(Mapped.of("".join(strings)), tuple(borders))


def _domain(stated: str) -> str:
    """Return the name in what people type: an address, a URL, a name with its final dot."""
    text = stated.strip().strip("<>[]\"'")
    text = text.partition("://")[2].partition("/")[0] if "://" in text else text
    name = text.rpartition("@")[2].partition(":")[0].removesuffix(".")
    return a_labels(name) or name
