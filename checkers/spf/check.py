"""`spf`: read a record and say what senders get wrong in it."""

from dataclasses import replace
from datetime import datetime

from checkers.dns import Book, Status
from checkers.dns.answers import MAX_ALIASES
from checkers.dns.model import normal_name
from checkers.inputs import Inputs
from checkers.records.candidate import Found
from checkers.records.judged import Judged
from checkers.records.repair import repaired
from checkers.registry import finding
from checkers.report import Fact, Finding, Report, Severity, Span
from checkers.spf.ask import ask_domain
from checkers.spf.evaluation.report import Published, evaluated, spf_texts
from checkers.spf.evaluation.sender import Stated, is_name, read_stated
from checkers.spf.find import find
from checkers.spf.judge import judge
from checkers.text.opening import opening

MAX_TEXT = 65_536  # characters: a TXT record cannot be longer (RFC 1035 3.3, 4.1.3)


def check_spf(inputs: Inputs, book: Book, now: datetime | None) -> Report:
    """Return what there is to say about `record`, or about the record at `domain` where none is given.

    `record` may be the record itself or a paste that holds it: output of a DNS tool, zone-file lines, a panel's row.
    Without `domain` the name is that of `mail_from`, else `helo`. With `ip` the record is evaluated for that sender,
    without it for everybody: what it costs, and where it leads to nothing. `now` is what the macro t stands for.
    """
    text, stated = inputs.text(), read_stated(inputs)
    if text.strip():
        report, published = _pasted(text, stated)
    else:
        report, published = ask_domain(stated, book)
    return evaluated(report, published, stated, book, now) if published else report


def _pasted(text: str, stated: Stated) -> tuple[Report, Published | None]:
    if len(text) > MAX_TEXT:
        judged = judge_text(text[:MAX_TEXT])
        kept = tuple(replace(found, fix=None) for found in judged.findings)
        # where no record is found, the rest may hold one
        severity = None if judged.records else Severity.UNKNOWN
        huge = finding("spf.huge", Span(0, len(text)), severity=severity, size=len(text), limit=MAX_TEXT)
        said = (huge, *kept) if judged.records else (*kept, huge)
        return Report("spf", (*said, *stated.findings), judged.facts), None
    found = find(text)
    judged = judge(found) if found.candidates else Judged((_nothing(text, found),))
    said = (*judged.findings, *stated.findings)
    report = Report("spf", said, judged.facts, fixed=_fixed(text, judged))
    if stated.unusable:
        facts = (*(fact for fact in judged.facts if fact.name != "result"), Fact("result", "none"))
        return replace(report, findings=(*said, stated.unusable), facts=facts), None
    return report, _published(found, judged, stated)


def _published(found: Found, judged: Judged, stated: Stated) -> Published | None:
    """Return the records of the stated domain among those that were pasted, of the first name where they are not.

    A record that stands at another name is that name's, unless the paste says that the stated domain is an alias of it.
    """
    listed = [one for one in found.candidates if one.type == "TXT" and one.complete]
    owners = dict.fromkeys(one.owner for one in listed)
    if not owners:
        return None
    known = {normal_name(name): name for name in reversed([stated.checked, *_aliases(found, stated.domain)]) if name}
    owner = next((one for one in owners if normal_name(one) in known), next(iter(owners)))
    own = [one for one in listed if one.owner == owner]
    place = normal_name(owner)
    if place in known:
        name = stated.checked if place == normal_name(stated.checked) else stated.domain
    else:
        name = place if is_name(place) else stated.domain
    texts = spf_texts([one.data.text for one in own])
    record = judged.records[0] if len(judged.records) == 1 else texts[0] if len(texts) == 1 else ""
    return Published(name, texts, record, own[0] if len(own) == 1 else None)


def _aliases(found: Found, domain: str) -> list[str]:
    """Return `domain` and the names that it stands for by the CNAME records of the paste."""
    records = found.paste.records if found.paste else ()
    targets = {normal_name(one.name): normal_name(one.data.text) for one in records if one.type == "CNAME"}
    chain = [normal_name(domain)]
    while (following := targets.get(chain[-1])) and following not in chain and len(chain) < MAX_ALIASES:
        chain.append(following)
    return chain


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
        return finding("spf.not-spf", Span(0, opening(text)))
    owners = [record.name for record in paste.records if record.type == "TXT"]
    name = paste.asked or next(iter(owners), "")
    if paste.status in {Status.SERVFAIL, Status.TIMEOUT}:
        return finding("spf.lookup-failed", name=name, status=paste.status.value)
    empty = not paste.records if paste.asked_type == "" else paste.asked_type in {"TXT", "SPF", "ANY"}
    if owners or paste.status is Status.NXDOMAIN or (paste.status and empty):
        return finding("spf.no-record", name=name)
    return finding("spf.not-spf", Span(0, opening(text)))
