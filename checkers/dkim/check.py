"""`dkim`: read a key record, an alias or a signature, and say what is wrong with the key that it leads to."""

from dataclasses import replace
from datetime import datetime

from checkers.dkim.ask import check_key
from checkers.dkim.cname import aliases
from checkers.dkim.find import find_keys, names_in
from checkers.dkim.foreign import foreign_key, private_key
from checkers.dkim.model import DKIM
from checkers.dkim.paste import check_aliases, check_record
from checkers.dkim.signature import Signature, signatures
from checkers.dkim.stated import check_stated, stated
from checkers.dns import Book
from checkers.dns.model import normal_name
from checkers.inputs import Inputs
from checkers.records.find import announces
from checkers.records.flow import MAX_TEXT
from checkers.registry import finding
from checkers.report import Report, Severity, Span
from checkers.text.domains import MAX_NAME, is_domain


def check_dkim(inputs: Inputs, book: Book, now: datetime | None) -> Report:  # noqa: ARG001  nothing here expires
    """Return what there is to say about `record`, or about the key at `selector` and `domain` where none is given.

    `record` may be a key record or a bare key, an alias that leads to one, a signature that names one, or a paste of
    any of these from a panel, a zone file, a DNS tool or a key tool.
    """
    text = inputs.text()
    if not text.strip():
        return check_stated(inputs, book)
    short = text[:MAX_TEXT]
    if other := private_key(short) or foreign_key(short):
        return Report("dkim", (other,))
    signed, found = signatures(short), aliases(short)
    holds_key = bool(signed or found) and _holds_key(short)
    if signed and not holds_key:
        return _signatures(signed, book)
    if found:
        return check_aliases(inputs, found, book, holds_key=holds_key)
    return _name_alone(short, inputs, book) or check_record(inputs)


def _holds_key(text: str) -> bool:
    return any(announces(one.data.text, DKIM) for one in find_keys(text, DKIM).candidates)


def _name_alone(text: str, inputs: Inputs, book: Book) -> Report | None:
    """Return the report on a text that is nothing but the name of a key, or a domain."""
    name = normal_name(text.strip())
    if len(name) > MAX_NAME:
        return None
    if names_in(name) == [name] and is_domain(name):
        return check_key(name, book)
    if not is_domain(name) or stated(inputs).name:
        return None
    return Report("dkim", (finding("dkim.selector-unknown", domain=name),))


def _signatures(signed: list[Signature], book: Book) -> Report:
    """Return the report on signature fields: what is at the names that they lead to."""
    said = [
        finding(
            "dkim.signature" if one.name else "dkim.signature-incomplete",
            Span(one.start, one.end),
            selector=one.selector,
            domain=one.domain,
            name=one.name,
        )
        for one in signed
    ]
    said += [
        finding("dkim.signature-sha1", Span(one.start, one.end), algorithm=one.algorithm)
        for one in signed
        if one.algorithm.endswith("-sha1")
    ]
    names = list(dict.fromkeys(one.name for one in signed if one.name))
    reports = [_signed(check_key(name, book)) for name in names]
    if len(reports) == 1:
        [one] = reports
        return Report("dkim", (*said, *one.findings), one.facts, one.needs, fixed=None, settled=one.settled)
    needs = tuple(need for one in reports for need in one.needs)
    return Report("dkim", tuple(said), needs=needs, parts=tuple(reports))


def _signed(report: Report) -> Report:
    """Return the report on a key that mail is really signed with: that there is none is then no guess gone wrong."""
    findings = tuple(
        replace(found, severity=Severity.BLOCKS) if found.code == "dkim.selector-not-found" else found
        for found in report.findings
    )
    return replace(report, findings=findings)
