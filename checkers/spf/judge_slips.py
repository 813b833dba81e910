"""Slips that every reader sees through and no receiver does."""

import re
from collections.abc import Iterable, Iterator

from checkers.records.said import shown
from checkers.registry import finding
from checkers.report import Finding, Fix, Severity
from checkers.text.reading import Noted
from checkers.text.slips import Slip

CODES = {
    Slip.QUOTES: "spf.quotes",
    Slip.SMART_QUOTES: "spf.smart-quotes",
    Slip.ESCAPES: "spf.escapes",
    Slip.HTML: "spf.html",
    Slip.ODD_SPACE: "spf.odd-space",
    Slip.INVISIBLE: "spf.invisible",
    Slip.DASH: "spf.dash",
    Slip.WIDE: "spf.wide",
    Slip.CONTROL: "spf.control-character",
    Slip.LINE_BREAK: "spf.line-break",
    Slip.IDN: "spf.idn",
    Slip.TEXT_BEFORE: "spf.text-before",
    Slip.VERSION: "spf.version",
    Slip.VERSION_MISSING: "spf.version-missing",
    Slip.SENDER_ID: "spf.sender-id",
    Slip.STRING_BORDER: "spf.string-border",
    Slip.MISSING_SPACE: "spf.missing-space",
    Slip.INNER_SPACE: "spf.inner-space",
    Slip.SEPARATOR: "spf.separator",
    Slip.MISSING_COLON: "spf.missing-colon",
}
# A name that does not exist breaks these (RFC 7208 5.2, 6.1); the others merely never match.
_MUST_EXIST = re.compile(r"[+\-~?]?include:|redirect=", re.IGNORECASE)


def judge_slips(noted: Iterable[Noted], *, read: bool) -> Iterator[Finding]:
    """Yield one finding for each kind of slip. Where the text could not be `read` as a record, none is worth saying."""
    if not read:
        return
    by_slip: dict[Slip, list[Noted]] = {}
    for note in noted:
        by_slip.setdefault(note.slip, []).append(note)
    for slip, notes in by_slip.items():
        harmless = all(note.valid and not _MUST_EXIST.match(note.shown) for note in notes)
        spans = [span for note in notes for span in note.spans]
        yield finding(
            CODES[slip],
            *spans,
            severity=Severity.RISKS if harmless else None,
            fix=Fix(tuple(edit for note in notes for edit in note.edits)),
            term=shown(notes[0].shown),
            meant=shown(notes[0].meant),
            count=len(spans),
        )
