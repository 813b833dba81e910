"""`tls-rpt`: read a record and say what is wrong in it."""

from datetime import datetime

from checkers.dns import Book
from checkers.inputs import Inputs
from checkers.records.flow import Rules, check_stated, check_text
from checkers.report import Report
from checkers.tls_rpt.judge import judge
from checkers.tls_rpt.model import TLS_RPT

RULES = Rules(TLS_RPT, judge)


def check_tls_rpt(inputs: Inputs, book: Book, now: datetime | None) -> Report:  # noqa: ARG001  nothing here expires
    """Return what there is to say about `record`, or about the record at `domain` where none is given."""
    if inputs.text().strip():
        return check_text(inputs, RULES).report
    return check_stated(inputs, book, RULES).report
