"""`dmarc-builder`: write a record from answers to plain questions, and judge what was written."""

from dataclasses import replace
from datetime import datetime

from checkers.dmarc.answers import read_answers
from checkers.dmarc.asked import Asked
from checkers.dmarc.compose import compose
from checkers.dmarc.judge import RULES
from checkers.dmarc.judge_reports import judge_reports
from checkers.dmarc.model import DMARC
from checkers.dmarc.older import registrable
from checkers.dmarc.readers import record_table
from checkers.dmarc.reports import permissions
from checkers.dns import Book, normal_name
from checkers.inputs import Inputs
from checkers.records.ask import stated_domain
from checkers.records.candidate import Candidate, Found
from checkers.records.flow import judge_found
from checkers.records.said import shown
from checkers.records.tags import parse_tags
from checkers.registry import finding
from checkers.report import Fact, Finding, Report, Span
from checkers.text.domains import is_domain
from checkers.text.mapped import Mapped

NAME = "dmarc-builder"


def build_dmarc(inputs: Inputs, book: Book, now: datetime | None) -> Report:  # noqa: ARG001  nothing here expires
    """Return the report of `dmarc` about the record that was written, which is its `fixed`."""
    stated = inputs.text()
    domain = normal_name(stated_domain(stated)).removeprefix(f"{DMARC.label}.")
    if not is_domain(domain):
        return Report(NAME, (finding("record.domain-unusable", Span(0, len(stated)), name=shown(domain)),))
    answers, wrong = read_answers(inputs)
    record = compose(answers)
    asked = Asked(book)
    judged, _ = judge_found(Found((Candidate(Mapped.of(record)),)), RULES)
    sent = judge_reports(permissions(parse_tags(record), domain, None, asked), asked=False)
    said = (*wrong, *(replace(one, spans=(), fix=None) for one in judged.findings), *sent, *_parked(answers.stage))
    zone = registrable(domain)
    host = f"{DMARC.label}.{domain}".removesuffix(f".{zone}")
    facts = (Fact("type", "TXT"), Fact("host", host), Fact("name", f"{DMARC.label}.{domain}"), Fact("record", record))
    tables = (record_table(parse_tags(record)),)
    return Report(NAME, said, facts, asked.open, fixed=record, tables=tables, settled=True)


def _parked(stage: str) -> tuple[Finding, ...]:
    return (finding("dmarc.parked"),) if stage == "parked" else ()
