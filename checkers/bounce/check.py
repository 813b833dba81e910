"""The check `bounce`: a bounce in any form to one report a failed recipient."""

from datetime import datetime

from checkers.bounce.model import Action, Kind
from checkers.bounce.part import report_failure
from checkers.bounce.question import read_question
from checkers.bounce.read import read
from checkers.bounce.summary import summed_up, totals
from checkers.dns import Book
from checkers.inputs import Inputs
from checkers.registry import finding
from checkers.report import Fact, Report

MAX_PARTS = 2000  # recipients that one report shows
_SEVERAL = 2

_NOT_A_BOUNCE = {
    Kind.AUTO_REPLY: "bounce.auto-reply",
    Kind.FEEDBACK_REPORT: "bounce.feedback-report",
    Kind.READ_RECEIPT: "bounce.read-receipt",
    Kind.DELIVERY_RECEIPT: "bounce.delivery-receipt",
    Kind.DELIVERED: "bounce.delivered",
    Kind.OTHER: "bounce.not-a-bounce",
}


def check_bounce(inputs: Inputs, book: Book, now: datetime | None) -> Report:
    """Return who could not be reached, who said so and what helps.

    Input `bounce`: a message, a delivery status (RFC 3464), a bounce pasted as text or a line of SMTP or of a log.
    The fact `is_bounce` says whether it is one; each part is one recipient, and several have tables and a picture. A
    message that only quotes a refusal is none: its part is that refusal. A code typed alone is a question: its meanings
    are the parts. Neither `book` nor `now` is needed.
    """
    del book, now
    raw = inputs.text()
    if asked := read_question(raw):
        return asked
    reading = read(raw)
    if reading.kind is not Kind.BOUNCE:
        quoted = tuple(report_failure(failure, raw) for failure in reading.failures if reading.kind is Kind.OTHER)
        code = "bounce.quotes-one" if quoted else _NOT_A_BOUNCE[reading.kind]
        known = (Fact("is_bounce", value=False), *([Fact("result", "quoted")] if quoted else []))
        return Report("bounce", (finding(code),), known, parts=quoted)
    parts = tuple(report_failure(failure, raw) for failure in reading.failures[:MAX_PARTS])
    left_out = len(reading.failures) - len(parts)
    facts = [Fact("is_bounce", value=True), *([Fact("left_out", left_out)] if left_out else [])]
    if len(parts) < _SEVERAL:
        return Report("bounce", () if parts else (finding("bounce.no-recipient"),), tuple(facts), parts=parts)
    delayed = sum(failure.action is Action.DELAYED for failure in reading.failures)
    failed = len(reading.failures) - delayed
    result = "several" if failed and delayed else "several-failed" if failed else "several-delayed"
    facts += [Fact("result", result), *totals(failed, delayed)]
    tables, picture = summed_up(parts)
    return Report("bounce", (), tuple(facts), parts=parts, tables=tables, tree=picture)
