"""Tables of other programs that are no headers: Gmail's "Show original" and Exchange Online's message trace."""

import re
from collections.abc import Iterator

from checkers.headers import authentication
from checkers.headers.evidence import findings
from checkers.headers.model import Reading
from checkers.headers.recommend import recommend
from checkers.headers.results import Property, Result, Results
from checkers.headers.traced import is_trace, trace_report
from checkers.registry import finding
from checkers.report import Fact, Report, Span, Table

MAX_LOOKED_AT = 20_000  # characters
_GMAIL = re.compile(
    r"^[ \t|]*(?P<method>SPF|DKIM|DMARC):?[ \t|]*\n?[ \t|]*['\u2018\u2019\"\u201e]?(?P<value>[A-Z]{4,9})\b"
    r"['\u2018\u2019\"\u201c]?(?P<about>[^\n]{0,300})",
    re.MULTILINE,
)
_ADDRESS = re.compile(r"(?<![\w.:])(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9a-fA-F]{1,4}:[0-9a-fA-F:]{2,40})(?![\w:])")
_DOMAIN = re.compile(r"(?<![\w.@-])(?:[a-z0-9_-]{1,63}\.){1,8}[a-z]{2,63}(?![\w.-])", re.IGNORECASE)
_VALUES = {"pass", "fail", "softfail", "neutral", "none", "temperror", "permerror", "hardfail"}
_OWN = ("authentication-results", "x-forefront-antispam-report", "x-microsoft-antispam")


def is_other_program(text: str) -> bool:
    """Tell whether a text that begins with no header field is such a table."""
    head = text[:MAX_LOOKED_AT]
    return is_trace(head) or len({result.method for result in _gmail(head)}) > 1


def of_other_program(text: str, reading: Reading) -> Report | None:
    """Return the report on a table that was pasted in place of headers, None where headers were pasted."""
    if reading.first(*_OWN):
        return None
    head = text[:MAX_LOOKED_AT]
    if is_trace(head):
        return trace_report(head)
    if not reading.first("received") and (found := list(_gmail(head))):
        return _gmail_report(found, reading)
    return None


def _gmail(text: str) -> Iterator[Result]:
    """Yield the first result of each method."""
    seen = set()
    for match in _GMAIL.finditer(text):
        method, value = match["method"].lower(), match["value"].lower()
        if value not in _VALUES or method in seen:
            continue
        seen.add(method)
        result = Result(method, value, Span(match.start("value"), match.end("value")))
        pattern, kind, name = (_ADDRESS, "", "client-ip") if method == "spf" else (_DOMAIN, "header", "d")
        if method != "dmarc" and (about := pattern.search(match["about"])):
            start = match.start("about")
            place = Span(start + about.start(), start + about.end())
            result.properties.append(Property(kind, name, about[0], place))
        yield result


def _gmail_report(found: list[Result], reading: Reading) -> Report:
    results = Results(results=found)
    evidence = authentication.evidence_of(results)
    done, who = recommend(evidence, reading)
    passed = all(one.value == "pass" for one in found)
    facts = [Fact("result", "no-verdict"), Fact("headline", "gmail-pass" if passed else "gmail-gap"), *who]
    for one in found:
        facts.append(Fact(one.method, one.value, one.span))
        facts += (Fact(prop.key, prop.value, prop.span) for prop in one.properties)
    rows = tuple(authentication.rows(results, evidence))
    return Report(
        "headers",
        (finding("headers.gmail-table", found[0].span), *findings(evidence), *done),
        tuple(facts),
        tables=(Table("results", ("value", "meaning", "advice", "about"), rows),),
    )
