"""A message attached in base64 or quoted-printable is read like one that is attached as it stands."""

import base64
import quopri

import pytest

from checkers import check
from checkers.dns import zone_lookup
from checkers.message import Source, read_parts
from checkers.message.mime import MAX_OPENED
from tests.loader import load
from tests.message.signing import crlf, signed, zone

BOUNCES = [
    case["inputs"]["bounce"]
    for case in load()
    if case["check"] == "bounce" and "multipart/report" in case["inputs"]["bounce"] and "base64" not in str(case)
]
ENCODINGS = ["base64", "quoted-printable"]


def attached(message, encoding):
    encode = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring, "8bit": bytes}[encoding]
    inside = encode(message.encode()).decode()
    return (
        "From: bob@example.com\nTo: carl@example.com\nSubject: Fwd\nContent-Type: multipart/mixed; boundary=outer\n\n"
        "--outer\nContent-Type: text/plain\n\nSee below.\n\n--outer\nContent-Type: message/rfc822\n"
        f"Content-Transfer-Encoding: {encoding}\n\n{inside}\n--outer--\n"
    )


def told(report):
    return [(fact.name, fact.value) for fact in report.facts], list(map(told, report.parts))


def spans(report):
    for found in report.findings:
        yield from (span for span in found.spans if not span.input)
    yield from (fact.span for fact in report.facts if fact.span and not fact.span.input)
    for part in report.parts:
        yield from spans(part)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("number", range(len(BOUNCES)))
def test_a_bounce_says_the_same_and_its_places_are_the_stretch_that_holds_it(number, encoding):
    text = attached(BOUNCES[number], encoding)
    report = check("bounce", {"bounce": text})
    assert told(report) == told(check("bounce", {"bounce": attached(BOUNCES[number], "8bit")}))
    start = text.index(f"{encoding}\n\n") + len(encoding) + 2
    assert all(start <= span.start < span.end <= text.index("\n--outer--") + 1 for span in spans(report))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_signature_is_verified_over_the_octets_that_were_encoded(encoding):
    message = signed(
        crlf("From: anna@example.com\nReceived: from a.example.com by b.example.org; 1 Jun 2026\n\nHello\n")
    )
    text = attached("", encoding).replace("\n\n\n--outer--", f"\n\n{_encoded(message, encoding)}\n--outer--")
    report = check("message", {"message": text}, lookup=zone_lookup(zone()))
    assert "message.carried" in {found.code for found in report.findings}
    assert next(part for part in report.parts if part.check == "dkim").fact("result") == "pass"


def _encoded(message, encoding):
    if encoding == "base64":
        return base64.encodebytes(message).decode()
    return quopri.encodestring(message.replace(b"\r\n", b"\n")).decode()


def test_one_that_is_too_large_stays_closed():
    message = "From: a@example.com\nSubject: x\n\n"
    small, large = attached(message, "base64"), attached(message + "x" * MAX_OPENED, "base64")
    assert [part.level for part in read_parts(Source.of(small), opened=True)] == [0, 0, 1]
    assert [part.level for part in read_parts(Source.of(large), opened=True)] == [0, 0, 0]


@pytest.mark.parametrize("name", ["bounce", "headers", "message", "abuse"])
def test_what_stays_closed_is_said_once_and_marked(name):
    message = "From: a@example.com\nReceived: from a by b\nSubject: x\n\n"
    small, large = attached(message, "base64"), attached(message + "x" * MAX_OPENED, "base64")
    main = {"abuse": "message"}.get(name, name)
    assert "input.left-closed" not in {found.code for found in check(name, {main: small}).findings}
    [closed] = [found for found in check(name, {main: large}).findings if found.code == "input.left-closed"]
    [span] = closed.spans
    assert span.end - span.start == closed.values["size"] > MAX_OPENED
    assert large[span.end :].strip() == "--outer--"


def test_nobody_who_cuts_the_text_at_places_gets_another_text():
    text = attached("From: a@example.com\nSubject: x\n\n", "base64")
    assert all(part.source.whole is None for part in read_parts(Source.of(text)))
