"""Exchange Online's message trace as a list, as a table, as CSV: what became of the message at each recipient."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from checkers.headers.vocabulary import UNKNOWN
from checkers.registry import finding
from checkers.report import Fact, Report, Span, Table

MAX_ROWS = 50
_LIST = re.compile(r"^[ \t]*(?:Message[ ]?Trace[ ]?Id)[ \t]*:", re.MULTILINE | re.IGNORECASE)
_COLUMNS = re.compile(
    r"^[ \t|\"]*(?:(?:Received|Date|Empfangen|Datum)(?:[ ]\(UTC\))?\"?[ \t|,;]+\"?(?:Sender|Absender|Event|Ereignis)"
    r"|date_time_utc,|Organization,.{0,200}sender_?address)[^\n]*",
    re.MULTILINE | re.IGNORECASE,
)
_STATUS = re.compile(
    r"(?<![\w@.-])(?P<value>FilteredAsSpam|Filtered as spam|GettingStatus|Getting status|Quarantined|Delivered|Expanded"
    r"|Pending|Failed|Als Spam gefiltert|In Quarant\xe4ne|Zugestellt|Erweitert|Ausstehend|Fehlgeschlagen|Fehler)"
    r"(?![\w@.-])",
    re.IGNORECASE,
)
_LISTED = re.compile(r"^[ \t]*Status[ \t]*:[ \t]*(?P<value>\w[\w ]{0,40})", re.MULTILINE)
_IN_CSV = re.compile(r"(?P<who>[^\s,;#\"]{1,320})##(?P<events>[\w ,]{1,200}?)(?=[;\",\n]*(?:\n|\"|;|,[^ ]|\Z))")
_NAMED = re.compile(r"^[ \t]*Recipient[ ]?Address[ \t]*:[ \t]*(\S{1,320})", re.MULTILINE | re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s<>,;|\"]{1,64}@[^\s<>,;|\"]{1,255}")
_DATA = re.compile(r"\bS:(?P<name>SFV|SCL|CAT|CIP|DIR)=(?P<value>[^;\s]{1,60})")
_FROM = re.compile(r"^[ \t]*(?:FromIP|From IP)[ \t]*:[ \t]*(?P<value>[0-9A-Fa-f.:]{2,45})", re.MULTILINE)
_WORDS = {
    "filteredasspam": "FilteredAsSpam",
    "alsspamgefiltert": "FilteredAsSpam",
    "gettingstatus": "GettingStatus",
    "quarantined": "Quarantined",
    "inquarant\xe4ne": "Quarantined",
    "delivered": "Delivered",
    "zugestellt": "Delivered",
    "expanded": "Expanded",
    "erweitert": "Expanded",
    "pending": "Pending",
    "ausstehend": "Pending",
    "failed": "Failed",
    "fehlgeschlagen": "Failed",
    "fehler": "Failed",
}
_EVENTS = {"fail": "Failed", "deliver": "Delivered", "spam": "FilteredAsSpam", "quarantine": "Quarantined"}
STATUSES = (  # worst first
    "Failed",
    "Quarantined",
    "FilteredAsSpam",
    "Pending",
    "GettingStatus",
    "Expanded",
    "Delivered",
)


class Row(NamedTuple):
    """A recipient, as far as the trace names one, and what became of the message, in the words of Get-MessageTrace."""

    recipient: str
    status: str
    span: Span


def is_trace(text: str) -> bool:
    """Tell whether a text is a message trace."""
    return _LIST.search(text) is not None or _COLUMNS.search(text) is not None


def trace_report(text: str) -> Report:
    """Return the report on a message trace: a row a recipient, the worst status as the headline."""
    match = _LIST.search(text) or _COLUMNS.search(text)
    place = Span(match.start(), match.end()) if match else Span(0, 0)
    rows = list(_rows(text))[:MAX_ROWS]
    worst = min(rows, key=_rank, default=None)
    facts = [Fact("result", "no-verdict")]
    if worst:
        headline = f"trace-{worst.status.lower()}"
        facts += [Fact("headline", headline if worst.status in STATUSES else "trace")]
        facts += [Fact("trace_status", worst.status, worst.span)]
    else:
        facts.append(Fact("headline", "trace"))
    facts += _traced(text)
    cells = tuple((row.recipient, (row.status, _meaning(row))) for row in rows)
    table = Table("traced", ("status", "meaning"), cells)
    code = "headers.message-trace"
    return Report("headers", (finding(code, place),), tuple(facts), tables=(table,) if rows else ())


def _meaning(row: Row) -> str:
    return f"trace/{row.status}" if row.status in STATUSES else UNKNOWN


def _rank(row: Row) -> int:
    return STATUSES.index(row.status) if row.status in STATUSES else -1


def _rows(text: str) -> Iterator[Row]:
    if csv := list(_IN_CSV.finditer(text)):
        for match in csv:
            events = [event.strip().lower() for event in match["events"].split(",")]
            status = next((_EVENTS[event] for event in reversed(events) if event in _EVENTS), match["events"].strip())
            yield Row(match["who"], status, Span(match.start("events"), match.end("events")))
        return
    listed = _LIST.search(text) is not None
    lines = {text.count("\n", 0, match.start()): match for match in (_LISTED if listed else _STATUS).finditer(text)}
    for match in lines.values():  # the last word of a line: the subject stands before it
        end = match.start("value")
        begin = max(text.rfind("\n\n" if listed else "\n", 0, end), 0)  # a list: it stands in the same block
        names = (_NAMED if listed else _ADDRESS).findall(text, begin, end)
        said = match["value"].strip()
        status = _WORDS.get("".join(said.lower().split()), said)
        yield Row(names[-1] if names else "", status, Span(match.start("value"), match.end("value")))


def _traced(text: str) -> Iterator[Fact]:
    if match := _FROM.search(text):
        yield Fact("client-ip", match["value"], Span(match.start("value"), match.end("value")))
    seen = set()
    for match in _DATA.finditer(text):
        if match["name"] not in seen:
            seen.add(match["name"])
            yield Fact(match["name"].lower(), match["value"], Span(match.start("value"), match.end("value")))
