"""The record at a name, asked of the answers book."""

from checkers.dns import Answer, Book
from checkers.inputs import Inputs
from checkers.records.candidate import Candidate, Found
from checkers.records.find import announces
from checkers.records.protocol import Protocol
from checkers.records.said import shown
from checkers.registry import finding
from checkers.report import Finding, Span
from checkers.text.domains import a_labels, is_domain


def ask_record(book: Book, name: str, protocol: Protocol) -> tuple[Answer | None, Found]:
    """Return the TXT answer at `name`, None where the question is open, and the records of `protocol` in it."""
    answer = book.ask(name, "TXT")
    return answer, found_in(answer, protocol) if answer else Found(())


def found_in(answer: Answer, protocol: Protocol) -> Found:
    """Return the records in an answer that receivers take for one of `protocol`, else those that want to be one."""
    listed = answer.strings or tuple((record,) for record in answer.records)
    strict = [strings for strings in listed if protocol.right.match("".join(strings))]
    loose = [strings for strings in listed if announces("".join(strings), protocol)]
    return Found(tuple(map(Candidate.of, strict or loose)))


def stated_domain(stated: str) -> str:
    """Return the name in what people type: an address, a URL, a name with its final dot."""
    text = stated.strip().strip("<>[]\"'")
    text = text.partition("://")[2].partition("/")[0] if "://" in text else text
    name = text.rpartition("@")[2].partition(":")[0].removesuffix(".")
    return a_labels(name) or name


def unusable(inputs: Inputs, name: str = "domain") -> Finding | None:
    """Return the finding for the stated domain in the input `name` that cannot be one, None where it can."""
    stated = inputs.text(name)
    domain = stated_domain(stated)
    if is_domain(domain):
        return None
    return finding("record.domain-unusable", Span(0, len(stated), name), name=shown(domain))
