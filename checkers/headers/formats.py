"""Tables of other programs that are no headers: Gmail's "Show original" and Exchange Online's message trace."""

import re
from collections.abc import Iterator

from checkers.headers.model import Reading
from checkers.registry import finding
from checkers.report import Fact, Report, Span

_MAX = 20_000  # characters looked at
_GMAIL = re.compile(r"^[ \t]*(?P<method>SPF|DKIM|DMARC):[ \t]+['\u2018\u2019]?(?P<value>[A-Z]{4,9})\b", re.MULTILINE)
_TRACE = re.compile(
    r"^(?:Message Trace ID|MessageTraceId)[ \t]*:|^Received[ \t]+SenderAddress[ \t]", re.MULTILINE | re.IGNORECASE
)
_STATUS = re.compile(r"^Status[ \t]*:[ \t]*(?P<value>\w{1,40})", re.MULTILINE)
_DATA = re.compile(r"\bS:(?P<name>SFV|SCL|CAT|CIP|DIR)=(?P<value>[^;\s]{1,60})")
_OWN = ("authentication-results", "x-forefront-antispam-report", "x-microsoft-antispam")


def of_other_program(text: str, reading: Reading) -> Report | None:
    """Return the report on a table that was pasted in place of headers, None where headers were pasted."""
    if reading.first(*_OWN):
        return None
    head = text[:_MAX]
    if match := _TRACE.search(head):
        return Report(
            "headers", (finding("headers.message-trace", Span(match.start(), match.end())),), tuple(_traced(head))
        )
    if (match := _GMAIL.search(head)) and not reading.first("received"):
        facts = [Fact("result", "no-verdict")]
        for one in _GMAIL.finditer(head):
            if one["method"].lower() not in {fact.name for fact in facts}:
                facts.append(
                    Fact(one["method"].lower(), one["value"].lower(), Span(one.start("value"), one.end("value")))
                )
        return Report("headers", (finding("headers.gmail-table", Span(match.start(), match.end())),), tuple(facts))
    return None


def _traced(text: str) -> Iterator[Fact]:
    yield Fact("result", "no-verdict")
    if match := _STATUS.search(text):
        yield Fact("trace_status", match["value"], Span(match.start("value"), match.end("value")))
    seen = set()
    for match in _DATA.finditer(text):
        if match["name"] not in seen:
            seen.add(match["name"])
            yield Fact(match["name"].lower(), match["value"], Span(match.start("value"), match.end("value")))
