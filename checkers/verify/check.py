"""`message`: what SPF, DKIM, ARC and DMARC say about a whole message, and what happened to it on its way."""

import re
from dataclasses import replace
from datetime import datetime

from checkers.arc.report import arc_part
from checkers.arc.validate import validate
from checkers.dkim.verification.octets import MAX_HEAD, Octets
from checkers.dkim.verification.report import no_signature, signature_part
from checkers.dkim.verification.signature import Kind
from checkers.dkim.verification.verify import MAX_SIGNATURES, Verified, verify_all
from checkers.dns import Book
from checkers.headers.check import check_headers
from checkers.headers.headline import taken_over
from checkers.inputs import Inputs
from checkers.message.outlook import is_outlook
from checkers.records.said import shown
from checkers.registry import finding
from checkers.report import Fact, Finding, Report, Severity, Span
from checkers.requests.abuse.trace import Trace
from checkers.verify.author import read_author
from checkers.verify.bare import learn_bare_key
from checkers.verify.carried import carried
from checkers.verify.changes.hop import accepted
from checkers.verify.connection import read_connection
from checkers.verify.dmarc import dmarc_part
from checkers.verify.explain import explain
from checkers.verify.picture import diagram
from checkers.verify.prefix import placed, with_folds, without_prefix
from checkers.verify.spf import spf_part

NO_CHAIN = Report("arc", facts=(Fact("result", "none"),))
"""What there is to say about a message of which there is nothing, not even a head."""

_USUAL = {b"from", b"received", b"to", b"subject", b"date", b"message-id", b"return-path", b"mime-version"}
_USUAL |= {kind.encode() for kind in Kind}
_RECEIVED = re.compile(r"^Received:", re.MULTILINE | re.IGNORECASE)
_BLANK = re.compile(r"\n\r?\n")
_RESTS = {"dkim", "arc", "dmarc"}  # parts that rest on signatures
_MAX_LINES = 5  # lines of a head that are no field: so many are shown


def check_message(inputs: Inputs, book: Book, now: datetime | None) -> Report:
    """Return what receivers make of `message`: parts `spf`, `dkim` (one a signature), `arc`, `dmarc`, `headers`.

    `ip`, `helo` and `mail_from` are the connection; without them it is what the message's own fields tell of it.
    Expiry is judged by the time at which the recipient's server took the message, without it by `now`.
    Facts `result` are words of RFC 8601. The diagram `authentication` shows how one led to the other, the time line
    `path` the way of the message.
    """
    if is_outlook(inputs.values.get(inputs.main, "")):
        return _saved(inputs, book, now)
    if inner := carried(inputs.text(), inputs.values.get(inputs.main, "")):
        attached = replace(inputs, values={**inputs.values, inputs.main: inner.value})
        report = inner.placed(check_message(attached, book, now))
        place = Span(inner.start, inner.start + inner.size)
        return replace(report, findings=(finding("message.carried", place), *report.findings))
    if stripped := without_prefix(inputs.text()):
        report = placed(
            _checked(replace(inputs, values={**inputs.values, inputs.main: stripped.text}), book, now), stripped.place
        )
        said = finding("message.prefix", Span(0, len(stripped.prefix)), prefix=shown(stripped.prefix))
        return replace(report, findings=(said, *report.findings))
    if folded := with_folds(inputs.text()):
        mended = replace(inputs, values={**inputs.values, inputs.main: folded.text})
        report = placed(_checked(mended, book, now), folded.place)
        parts = report.parts
        if any(_fails(part) for part in parts):  # a fold of another width: it may have been right
            bad = {Severity.BLOCKS, Severity.RISKS}
            parts = tuple(_with(part, bad, Severity.UNKNOWN) if part.check in _RESTS else part for part in parts)
        return replace(report, findings=(finding("message.refolded"), *report.findings), parts=parts)
    return _checked(inputs, book, now)


def _saved(inputs: Inputs, book: Book, now: datetime | None) -> Report:
    """Return the report on the head of a message that Outlook saved: it keeps no body as it was sent."""
    text = inputs.text()
    inner = carried(text, text)
    start, end = (inner.start, inner.start + inner.size) if inner else (0, len(text))
    blank = _BLANK.search(text, start, end)
    head = text[start : blank.start() + 1 if blank else end]
    report = _checked(replace(inputs, values={**inputs.values, inputs.main: head}), book, now)
    if inner:
        report = inner.placed(report)
    received = _RECEIVED.search(head) is not None
    said = finding("message.outlook" if received else "message.outlook-no-way")
    if not received:  # signatures and the way are yet to come
        bad = {Severity.BLOCKS, Severity.RISKS}
        report = replace(report, parts=tuple(_with(part, bad, Severity.UNKNOWN) for part in report.parts))
    carrying = (finding("message.carried", Span(start, end)),) if inner else ()
    return replace(report, findings=(*carrying, said, *report.findings))


def _fails(part: Report) -> bool:
    return part.check == "dkim" and part.fact("result") not in {"pass", "none"}


def _checked(inputs: Inputs, book: Book, now: datetime | None) -> Report:
    message = Octets.of(inputs.values.get(inputs.main, ""))
    if message.head_size > MAX_HEAD:
        return Report("message", (finding("message.huge-head", size=message.head_size, limit=MAX_HEAD),))
    keys = learn_bare_key(message, inputs, book)
    connection = read_connection(message, inputs)
    author = read_author(message)
    verified = _verified(message, connection.way, book, now)
    chain = validate(message, book)
    spf = spf_part(connection, inputs, book, now)
    dmarc = dmarc_part(message, author, spf, verified, book)
    explained = explain(message, verified, chain, connection.way)
    signatures = [signature_part(message, one, explained.get(number, ())) for number, one in enumerate(verified)]
    signatures = [
        _with(part, {Severity.BLOCKS, Severity.RISKS}, Severity.NOTE) if one.accepted else part
        for part, one in zip(signatures, verified, strict=True)
    ]
    headers = _headers(inputs)
    unsigned = [no_signature(_signer(headers))]
    parts = (spf.report, *(signatures or unsigned), arc_part(message, chain), dmarc.report)
    about = [*keys, *_about(message)]
    if not _is_message(message):
        parts = tuple(_with(part, {Severity.BLOCKS, Severity.RISKS}, Severity.UNKNOWN) for part in parts)
    elif dmarc.result == "pass":  # what fails beside it keeps nobody from taking the message
        parts = tuple(_with(part, {Severity.BLOCKS}, Severity.RISKS) for part in parts)
    judged = [fact for part in headers for fact in taken_over(part)]
    facts = [
        Fact("result", dmarc.result),
        *judged,
        Fact("from", author.address or None),
        Fact("line_ends", message.line_ends),
    ]
    return Report(
        "message",
        tuple(about),
        tuple(fact for fact in facts if fact.value is not None),
        parts=(*parts, *(replace(part, timelines=()) for part in headers)),
        diagrams=(diagram(spf, verified, chain.result, dmarc, headers),) if _is_message(message) else (),
        timelines=tuple(one for part in headers for one in part.timelines),
    )


def _verified(message: Octets, way: Trace, book: Book, now: datetime | None) -> list[Verified]:
    """Return the signatures as of the time at which the recipient's server took the message, where its line tells."""
    taken = datetime.fromisoformat(way.taken.time) if way.taken and way.taken.time else None
    return [
        replace(
            one,
            accepted=accepted(message, one, way),
            future=bool(now and (made := one.signature.time) and made > now.timestamp()),
            lapsed=one.passed and bool(now and (ends := one.signature.expires) and ends < now.timestamp()),
        )
        for one in verify_all(message, book, taken or now)
    ]


def _about(message: Octets) -> list[Finding]:
    """Return what there is to say about the message as a text."""
    found = []
    if not _is_message(message):
        found.append(finding("message.not-a-message"))
    lines = [field for field in message.fields if not field.name]
    if lines and not found:
        spans = [message.whole(field) for field in lines[:_MAX_LINES]]
        found.append(finding("message.bad-line", *spans, line=shown(lines[0].octets[:-2].decode("utf-8", "replace"))))
    if message.line_ends == "mixed":
        found.append(finding("message.line-ends"))
    if (count := len(message.named(Kind.DKIM.encode()))) > MAX_SIGNATURES:
        found.append(finding("message.many-signatures", count=count, limit=MAX_SIGNATURES))
    return found


def _headers(inputs: Inputs) -> tuple[Report, ...]:
    """Return the part on what the header fields say; their places in the head are their places in the message."""
    text = inputs.text()
    blank = _BLANK.search(text)
    head = text[: blank.end()] if blank else text
    report = check_headers(Inputs({"headers": head}, "headers"), Book(), None)
    if any(found.code == "headers.no-headers" for found in report.findings):
        return ()
    # nobody asked for Microsoft's fields here
    said = tuple(found for found in report.findings if found.code != "headers.no-microsoft")
    return (replace(report, findings=said),)


def _signer(headers: tuple[Report, ...]) -> str:
    """Return the domain of the DKIM signature that the recipient's server judged, empty where it named none."""
    for part in headers:
        domain = str(part.fact("header.d") or "")
        if part.fact("dkim") in {"pass", "fail"} and domain != "none":
            return domain
    return ""


def _is_message(message: Octets) -> bool:
    return any(field.name in _USUAL for field in message.fields)


def _with(part: Report, severities: set[Severity], severity: Severity) -> Report:
    """Return a part with another severity for what is as bad as one of `severities`."""
    said = (replace(one, severity=severity) if one.severity in severities else one for one in part.findings)
    return replace(part, findings=tuple(said))
