"""`spf`: read a record and say what senders get wrong in it."""

from dataclasses import replace
from datetime import datetime

from checkers.dns import Book, Status
from checkers.inputs import Inputs
from checkers.registry import finding
from checkers.report import Finding, Report, Span
from checkers.spf.ask import check_domain
from checkers.spf.find import Found, find
from checkers.spf.judge import Judged, judge
from checkers.spf.repair import repaired

MAX_TEXT = 65_536  # characters: a TXT record cannot be longer (RFC 1035 3.3, 4.1.3)


def check_spf(inputs: Inputs, book: Book, now: datetime | None) -> Report:  # noqa: ARG001  evaluation will need it
    """Return what there is to say about `record`, or about the record at `domain` where none is given.

    `record` may be the record itself or a paste that holds it: output of a DNS tool, zone-file lines, a panel's row.
    Without `domain` the name is that of `mail_from`, else `helo`.
    """
    text = inputs.text()
    if not text.strip():
        return check_domain(inputs, book)
    if len(text) > MAX_TEXT:
        judged = judge_text(text[:MAX_TEXT])
        huge = finding("spf.huge", Span(0, len(text)), size=len(text), limit=MAX_TEXT)
        kept = tuple(replace(found, fix=None) for found in judged.findings)
        return Report("spf", (huge, *kept), judged.facts)
    judged = judge_text(text)
    return Report("spf", judged.findings, judged.facts, fixed=_fixed(text, judged))


def judge_text(text: str) -> Judged:
    """Return what there is to say about a pasted text."""
    found = find(text)
    return judge(found) if found.candidates else Judged((_nothing(text, found),))


def _fixed(text: str, judged: Judged) -> str | None:
    fixed = repaired(text, judged, judge_text)
    if fixed is None:
        return None
    found = find(fixed)
    if found.alone:
        return fixed.strip()
    records = judge_text(fixed).records
    # Records of several names side by side would read as two records of one name: each is mended at its finding.
    return records[0] if len(records) == 1 else None


def _nothing(text: str, found: Found) -> Finding:
    """Return the finding for a pasted answer without an SPF record."""
    paste = found.paste
    if paste is None:
        return finding("spf.not-spf", Span(0, min(len(text), 200)))
    owners = [record.name for record in paste.records if record.type == "TXT"]
    name = paste.asked or next(iter(owners), "")
    if paste.status in {Status.SERVFAIL, Status.TIMEOUT}:
        return finding("spf.lookup-failed", name=name, status=paste.status.value)
    empty = not paste.records if paste.asked_type == "" else paste.asked_type in {"TXT", "SPF", "ANY"}
    if owners or paste.status is Status.NXDOMAIN or (paste.status and empty):
        return finding("spf.no-record", name=name)
    return finding("spf.not-spf", Span(0, min(len(text), 200)))
