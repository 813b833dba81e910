"""The answers that a reader gave with a check's inputs, and what is said about those that cannot be read."""

from checkers.dns.answers import Gap, Pasted, Unread, gaps, read_answers
from checkers.dns.paste import MAX_READ
from checkers.registry import finding
from checkers.report import Finding, Span

MAX_PLACES = 20  # of one kind that are marked

_CODES = {
    Gap.SHORT: "answers.short",
    Gap.NAME: "answers.no-name",
    Gap.TYPE: "answers.no-type",
    Gap.CUT: "answers.cut",
    Gap.OTHER: "answers.unread",
}


def read_given(text: str, origin: str, name: str) -> tuple[Pasted, tuple[Finding, ...]]:
    """Return what `text`, the input called `name`, answers, and the findings about what in it does not."""
    pasted = read_answers(text, origin)
    findings = [_finding(_CODES[gap], places, name) for gap, places in gaps(pasted)]
    if len(text) > MAX_READ:
        findings.append(finding("answers.too-long", Span(MAX_READ, len(text), name), size=len(text), limit=MAX_READ))
    return pasted, tuple(findings)


def _finding(code: str, places: list[Unread], name: str) -> Finding:
    spans = [Span(one.start, one.end, name) for one in places[:MAX_PLACES] if one.start < one.end]
    owner = next((one.name for one in places if one.name), "@")
    return finding(code, *spans, count=len(places), name=owner)
