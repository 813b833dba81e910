"""How a record came into the reader's text, and where it stands in DNS."""

from collections.abc import Iterator

from checkers.records.read import TagRecord
from checkers.records.strings import MAX_STRING
from checkers.registry import finding
from checkers.report import Edit, Finding, Fix, Severity, Span
from checkers.text.reading import Noted
from checkers.text.slips import Slip

MAX_BREAK = 4  # characters of a line break, which is not marked
_CODES = {Slip.ARMOUR: "dkim.armour", Slip.BARE_KEY: "dkim.bare-key"}


def judge_use(record: TagRecord) -> Iterator[Finding]:
    """Yield the findings about the paste and the name."""
    for note in record.reading.noted:
        if note.slip in _CODES:
            yield finding(_CODES[note.slip], *_marked(note), fix=Fix(note.edits))
    owner = record.candidate.owner
    if owner.startswith("*") or "*." in owner:
        yield finding("dkim.wildcard", _place(record), name=owner)
    yield from _unquoted(record)


def _unquoted(record: TagRecord) -> Iterator[Finding]:
    """Yield the finding for a zone line without quotes: there the first semicolon begins a comment (RFC 1035 5.1)."""
    candidate = record.candidate
    if candidate.quoted or candidate.type_place is None or not record.candidate.data.text:
        return
    data = record.candidate.data
    cuts = range(MAX_STRING, len(data), MAX_STRING)
    edits = [_insert(data.span(0, 1).start, '"'), *(_insert(data.span(at, at + 1).start, '" "') for at in cuts)]
    edits.append(_insert(data.span(len(data) - 1, len(data)).end, '"'))
    severity = Severity.RISKS if len(data) > MAX_STRING else None
    yield finding(
        "dkim.unquoted", _place(record), fix=Fix(tuple(edits)), size=len(data), limit=MAX_STRING, severity=severity
    )


def _insert(place: int, text: str) -> Edit:
    return Edit(Span(place, place), text)


def _place(record: TagRecord) -> Span:
    return record.reading.data.span(0, len(record.reading.data))


def _marked(note: Noted) -> list[Span]:
    return [span for span in note.spans if span.end - span.start > MAX_BREAK]
