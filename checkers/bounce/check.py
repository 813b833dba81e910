"""The check `bounce`: a bounce in any form to one report a failed recipient."""

from datetime import datetime

from checkers.bounce.model import Kind
from checkers.bounce.part import report_failure
from checkers.bounce.read import read
from checkers.dns import Book
from checkers.inputs import Inputs
from checkers.registry import finding
from checkers.report import Fact, Report

MAX_PARTS = 2000  # recipients that one report shows

_NOT_A_BOUNCE = {
    Kind.AUTO_REPLY: "bounce.auto-reply",
    Kind.FEEDBACK_REPORT: "bounce.feedback-report",
    Kind.READ_RECEIPT: "bounce.read-receipt",
    Kind.DELIVERY_RECEIPT: "bounce.delivery-receipt",
    Kind.OTHER: "bounce.not-a-bounce",
}


def check_bounce(inputs: Inputs, book: Book, now: datetime | None) -> Report:
    """Return who could not be reached, who said so and what helps.

    Input `bounce`: a message, a delivery status (RFC 3464), a bounce pasted as text or a line of SMTP or of a log.
    The fact `is_bounce` says whether it is one; each part is one recipient. Neither `book` nor `now` is needed.
    """
    del book, now
    raw = inputs.text()
    reading = read(raw)
    if reading.kind is not Kind.BOUNCE:
        return Report("bounce", (finding(_NOT_A_BOUNCE[reading.kind]),), (Fact("is_bounce", value=False),))
    shown = reading.failures[:MAX_PARTS]
    left_out = len(reading.failures) - len(shown)
    facts = [Fact("is_bounce", value=True), *([Fact("left_out", left_out)] if left_out else [])]
    missing = () if shown else (finding("bounce.no-recipient"),)
    return Report("bounce", missing, tuple(facts), parts=tuple(report_failure(failure, raw) for failure in shown))
