"""`bimi`: read a record, look at the DMARC policy that it depends on, and say what is wrong."""

from dataclasses import replace
from datetime import datetime

from checkers.bimi.judge import judge
from checkers.bimi.judge_dmarc import Enforcement, judge_dmarc
from checkers.bimi.model import BIMI
from checkers.dns import Book
from checkers.inputs import Inputs
from checkers.records.ask import stated_domain, unusable
from checkers.records.flow import Checked, Rules, check_stated, check_text
from checkers.records.read import TagRecord
from checkers.registry import finding
from checkers.report import Finding, Report

RULES = Rules(BIMI, judge)


def check_bimi(inputs: Inputs, book: Book, now: datetime | None) -> Report:  # noqa: ARG001  nothing here expires
    """Return what there is to say about `record`, or about the record at `domain` where none is given."""
    stated = bool(inputs.stated("domain"))
    wrong = unusable(inputs) if stated else None
    text = bool(inputs.text().strip())
    checked = check_text(inputs, RULES) if text else check_stated(inputs, book, RULES)
    report = checked.report
    if wrong:
        return replace(report, findings=(*report.findings, wrong) if text else report.findings)
    shows = any(_shows_logo(record) for record in checked.records)
    # an absent record is no reason to look at DMARC; one that is not known yet is, or it would take another round
    waits = not text and bool(report.needs)
    dmarc = judge_dmarc(stated_domain(inputs.text("domain")), book) if stated and (shows or waits) else Enforcement()
    return replace(
        report,
        findings=(*report.findings, *dmarc.findings, *_not_checked(checked, shows=shows, stated=stated)),
        needs=(*report.needs, *dmarc.needs),
    )


def _shows_logo(record: TagRecord) -> bool:
    return bool(record.tags.value("l") or record.tags.value("a"))


def _not_checked(checked: Checked, *, shows: bool, stated: bool) -> tuple[Finding, ...]:
    """Return what no record can tell: the policy where no domain is given, the files."""
    if not shows or not checked.records:
        return ()
    needed = () if stated else (finding("bimi.dmarc-needed"),)
    return (*needed, finding("bimi.not-checked"))
